"""Grading on the workers of a dask.distributed scheduler that somebody has started.

A worker has to have the course folder, and whatever of the instructor's own the assignment
imports, under the same paths, from a shared file system or in the same image; the same
autograder, Python and NumPy; and a sandbox that works. Before the first submission every
worker is asked, and each looks again before it grades. One that lacks something is left
out, and a note says so; where none can do it, the run stops with that sentence.

Only this process touches the gradebook and `autograded/`. A task carries paths, not what
was handed in: a result that was made from other bytes than lie here is not taken.
"""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import secrets
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AutograderError, UsageError
from autograder.grading import worker
from autograder.grading.engine import engine
from autograder.grading.executors import AHEAD, Pool
from autograder.grading.results import SubmissionResult
from autograder.grading.submission import fingerprint
from autograder.grading.tasks import Task
from autograder.isolation.sandbox import Sandbox

if TYPE_CHECKING:
    from distributed import Client

    from autograder.grading.assignment import Assignment

ANSWER = 3.0  # seconds in which a scheduler answers
LOOK = 60.0  # seconds in which all workers have looked what they lack
PATIENCE = 20.0  # seconds without any worker: one that was lost may be started again
FAREWELL = 1.0  # seconds to have the workers stop
RETRIES = 2  # of a submission whose grader was ended from outside
ROUNDS = 5
_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "asyncio")


@contextmanager
def scheduler(
    address: str, assignment: Assignment, sandbox: Sandbox, note: Callable[[str], None]
) -> Iterator[Pool]:
    """The workers of a scheduler, for one assignment.

    address: tcp://…, tls://…, or the file that the scheduler wrote. sandbox: this machine's,
    or none. note: is told of workers that are left out. Raises UsageError where there is no
    scheduler, or no worker that can grade; AutograderError when all of them are lost.
    """
    client = _connect(address)
    from distributed import KilledWorker

    needs = worker.Needs(engine(), assignment.files, assignment.files_version, sandbox)
    workers = _Workers(client, address, needs, note)
    try:
        workers.ask_all()
        yield _Cluster(workers, workers.threads)
    except CancelledError:
        lost = workers.trouble or f"The scheduler at {address} went away"
        raise AutograderError(f"{lost}; grade again: what was graded is kept.") from None
    except KilledWorker as error:
        raise AutograderError(
            f"{error.allowed_failures + 1} workers were lost, one after the other, while they had "
            f"the submission of {workers.students[str(error.task)]}; look into their logs, and "
            "grade again: what was graded is kept."
        ) from None
    finally:
        workers.close()


@dataclass(frozen=True)
class _Cluster(Pool):
    executor: _Workers

    @property
    def ahead(self) -> int:
        return AHEAD * self.executor.threads  # which come and go

    def grade(self, tasks: Iterable[Task]) -> Iterator[SubmissionResult]:
        due = {task.student: task for task in tasks}
        for _ in range(ROUNDS):
            try:
                for made in super().grade(list(due.values())):
                    if isinstance(made, worker.Refusal):
                        self.executor.leave_out({made.worker: made.lacks})
                    elif made.fingerprint == fingerprint(due[made.student]):  # else handed in again
                        del due[made.student]
                        yield made
            except ImportError as error:
                raise AutograderError(
                    f"A worker that came later cannot load this autograder ({error}); end it, and "
                    "grade again: what was graded is kept."
                ) from None
            if not due:
                return
        raise AutograderError(
            f"The workers do not find in {next(iter(due.values())).submitted} what this machine "
            "finds there; both need the same course folder."
        )


class _Workers(Executor):
    """The workers as an executor, without those that cannot grade.

    threads: how many submissions they grade at a time. trouble: why there will be no result.
    """

    def __init__(
        self, client: Client, address: str, needs: worker.Needs, note: Callable[[str], None]
    ) -> None:
        self._client, self._address, self._needs, self._note = client, address, needs, note
        self._dask = client.get_executor(retries=RETRIES)
        self._run = secrets.token_hex(8)
        self._only: set[str] | None = None  # once somebody had to be left out
        self._closed = threading.Event()
        self.students: dict[str, str] = {}
        self.threads = 1
        self.trouble = ""

    def submit(self, function: Callable[..., Any], /, task: Task) -> Future[Any]:  # type: ignore[override]
        work = pickle.dumps((self._needs, pickle.dumps((function, task))))
        key = f"grade-{secrets.token_hex(16)}"  # no name that a dashboard would show
        self.students[key] = task.student
        only = {} if self._only is None else {"workers": sorted(self._only)}
        submitted: Future[Any] = self._dask.submit(worker.grade, self._run, work, key=key, **only)
        return submitted

    def ask_all(self) -> None:
        """Ask every worker what it lacks, and begin to watch them."""
        try:
            self._client.run_on_scheduler(engine, callback_timeout=LOOK)
        except (ImportError, AttributeError) as error:  # tasks pass through its hands
            raise UsageError(
                f"The scheduler at {self._address} cannot load this autograder ({error}); start it "
                "in the same environment."
            ) from None
        except (TimeoutError, OSError) as error:
            raise UsageError(
                f"The scheduler at {self._address} does not answer ({error}); start it again."
            ) from None
        try:
            answers = self._client.run(
                worker.ask, self._needs, on_error="return", callback_timeout=LOOK
            )
        except (TimeoutError, OSError) as error:
            raise UsageError(
                f"The workers of {self._address} do not all answer ({error}); end those that hang."
            ) from None
        if not answers:
            raise UsageError(
                f"The scheduler at {self._address} has no workers; start some, on any machine, "
                f"with `dask worker {self._address}`."
            )
        self.leave_out({name: _in_words(answer) for name, answer in answers.items() if answer})
        self._look()
        threading.Thread(target=self._watch, daemon=True).start()

    def leave_out(self, lacking: dict[str, str]) -> None:
        """Give no more tasks to these workers.  Raises UsageError if no other is left."""
        if self._only is not None:
            lacking = {name: lacking[name] for name in lacking.keys() & self._only}
        if not lacking:
            return
        self._only = (self._only or set(self._client.nthreads())) - lacking.keys()
        sentences = [f"The worker {name} cannot grade: {lacking[name]}" for name in sorted(lacking)]
        if not self._only:
            others = f" (and {len(sentences) - 1} more)" if len(sentences) > 1 else ""
            raise UsageError(f"{sentences[0]}{others}.")
        for sentence in sentences:
            self._note(f"{sentence}. It is left out.")

    def close(self) -> None:
        """Stop what is under way, and do not wait long for it."""
        self._closed.set()
        stops = threading.Thread(target=self._stop, daemon=True)
        stops.start()
        stops.join(1.5 * FAREWELL)

    def _stop(self) -> None:
        with suppress(Exception):
            self._dask.shutdown(wait=False)
            self._client.run(worker.end, self._run, on_error="ignore", callback_timeout=FAREWELL)
        with suppress(Exception):
            self._client.close(timeout=FAREWELL)

    def _watch(self) -> None:
        """Tasks without a worker would wait for one for ever."""
        seen = time.monotonic()
        while not self._closed.wait(1.0):
            with suppress(Exception):  # whatever it is: nobody answers
                if self._look():
                    seen = time.monotonic()
            if time.monotonic() - seen > PATIENCE:
                self.trouble = f"All workers of {self._address} were lost"
                with suppress(Exception):
                    self._dask.shutdown(wait=False)
                return

    def _look(self) -> bool:
        """Count who is there."""
        there = self._client.nthreads(callback_timeout=ANSWER)
        able = [n for name, n in there.items() if self._only is None or name in self._only]
        self.threads = sum(able) or self.threads
        return bool(able)


def _in_words(answer: str | Exception) -> str:
    if isinstance(answer, Exception):
        return f"it cannot load this autograder ({type(answer).__name__}: {answer})"
    return answer


def _connect(address: str) -> Client:
    try:
        from distributed import Client, Security
        from distributed.comm import connect
    except ImportError:
        raise UsageError(
            "--scheduler needs the package distributed, which is not installed; "
            "`pip install distributed` brings it."
        ) from None
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)

    async def try_it(address: str) -> None:
        arguments = Security().get_connection_args("client")
        # Something else that listens there may never end its greeting.
        await (await asyncio.wait_for(connect(address, **arguments), ANSWER)).close()

    try:
        if Path(address).is_file():
            address = json.loads(Path(address).read_text("utf-8"))["address"]
        asyncio.run(try_it(address))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the versions that matter are asked for
            return Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, TimeoutError, ValueError, KeyError, TypeError, ImportError):
        raise UsageError(
            f"No scheduler answers at {address}; `dask scheduler` starts one, and prints its "
            "address, such as tcp://10.0.0.1:8786."
        ) from None
