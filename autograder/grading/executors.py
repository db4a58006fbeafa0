"""Who grades: processes on this machine, one a core unless told otherwise.

Anything with the interface of ``concurrent.futures`` will do.  Tasks are handed out a
few ahead of those that are being graded, so that notebooks and figures of a whole class
never lie in memory.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError, UsageError
from autograder.grading.apart import begin, interrupts_wait
from autograder.grading.forked import get_ready, plan_apart
from autograder.grading.judge import Plan
from autograder.grading.rebuild import Template
from autograder.grading.results import SubmissionResult
from autograder.grading.submission import grade_submission
from autograder.grading.tasks import Task
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox

AHEAD = 2  # tasks a worker, so that none of them waits for the next one


@dataclass(frozen=True)
class Pool:
    """Workers that are ready, and how many they are."""

    executor: Executor
    workers: int

    def plan(
        self,
        template: Template,
        sandbox: Sandbox,
        limits: Limits,
        files: Mapping[str, Path],
        folder: Path,
    ) -> tuple[Plan, dict[str, Path]]:
        """How a notebook is judged, found out by a worker; see `plan_apart`.

        Raises UsageError for tests that end the process in which they run.
        """
        with _lost_workers_told():
            with interrupts_wait():
                found = self.executor.submit(plan_apart, template, sandbox, limits, files, folder)
                for _ in range(self.workers - 1):  # the others have nothing to do until then
                    self.executor.submit(get_ready, template, sandbox)
            plan = found.result()
        if plan is None:
            raise UsageError(
                f"The tests of the notebook {template.name} end the Python process that they run "
                "in, even for the instructor's own solution; correct them."
            )
        return plan

    @property
    def ahead(self) -> int:
        """How many tasks may be handed out at a time."""
        return AHEAD * self.workers

    def grade(self, tasks: Iterable[Task]) -> Iterator[SubmissionResult]:
        """Every task's result, as they come.  Raises AutograderError where a worker is lost."""
        running: list[Future[SubmissionResult]] = []
        with _lost_workers_told():
            for task in tasks:
                with interrupts_wait():
                    running.append(self.executor.submit(grade_submission, task))
                if len(running) >= self.ahead:
                    yield from _finished(running)
            while running:
                yield from _finished(running)


@contextmanager
def _lost_workers_told() -> Iterator[None]:
    try:
        yield
    except BrokenExecutor as error:
        raise AutograderError(
            "A worker process was ended from outside, perhaps for lack of memory; grade "
            "again, perhaps with --workers 1: what was graded is kept."
        ) from error


def _finished(running: list[Future[SubmissionResult]]) -> Iterator[SubmissionResult]:
    """Wait for one at least; those that are done leave the list."""
    done = wait(running, return_when=FIRST_COMPLETED).done
    ready = [future for future in running if future in done]
    running[:] = [future for future in running if future not in done]
    yield from (future.result() for future in ready)


@contextmanager
def local_processes(workers: int | None = None) -> Iterator[Pool]:
    """Processes on this machine."""
    number = workers or len(os.sched_getaffinity(0))
    # spawned, not forked: the parent holds a database connection and a progress bar's thread
    with ProcessPoolExecutor(
        number, mp_context=multiprocessing.get_context("spawn"), initializer=begin
    ) as executor:
        try:
            yield Pool(executor, number)
        except BaseException:
            # Nobody waits for their loops; a pool that is left half ended complains at the exit.
            _kill_children()
            executor.shutdown(wait=True, cancel_futures=True)
            raise


@contextmanager
def ctrl_c_ends_all() -> Iterator[None]:
    """Ctrl-C ends the processes that were started here; nobody waits for them."""

    def stop(*_: object) -> None:
        _kill_children()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield  # which alone hears of signals
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _kill_children() -> None:
    for child in multiprocessing.active_children():
        child.kill()
