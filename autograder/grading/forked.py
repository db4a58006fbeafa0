"""One notebook, tried or judged in a process of its own.

The process is forked for it, so that whatever a test does with a student's data (hang,
exhaust memory, change a global setting) ends with it. What it has to tell comes cell by
cell, so that what was finished is kept when it is stopped.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, cast

from autograder.checking.verdict import Verdict
from autograder.errors import AutograderError
from autograder.grading import harmless
from autograder.grading.ahead import explanations_ahead, students_ahead
from autograder.grading.apart import settle
from autograder.grading.judge import Judge, Judged, Plan
from autograder.grading.names import modules_of
from autograder.grading.plan import plan_and_modules
from autograder.grading.rebuild import Kind, Rebuilt, Template
from autograder.grading.results import CellResult
from autograder.grading.tasks import NotebookTask, Task
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox, StartsStudents
from autograder.isolation.use import Uses


def judge_apart(
    rebuilt: Rebuilt, notebook: NotebookTask, task: Task, seconds: float
) -> tuple[Judged, str]:
    """What was judged; and why it did not come to an end, or ""."""
    sandbox = _ahead(notebook.template, task.sandbox)
    so_far = Judged()
    reason = f"The submission took longer than {seconds:.0f} seconds in all."
    end = time.monotonic() + seconds
    with _forked(_judge_here, rebuilt, notebook, task, sandbox) as (process, receive):
        try:
            while receive.poll(max(0.0, end - time.monotonic())):
                message = receive.recv()
                if isinstance(message, Judged):
                    process.join(5.0)
                    _learn(message, notebook.folder)
                    return message, ""
                if isinstance(message, str):
                    so_far.fault, reason = True, message
                    break
                if isinstance(message, CellResult):
                    so_far.results.append(message)
                else:
                    so_far.texts = message
        except EOFError:
            so_far.fault = True
            reason = "The process that judged this submission ended before it was done."
    return so_far, reason


def texts_of(
    rebuilt: Rebuilt,
    template: Template,
    made: Callable[[str, str], tuple[str, str]] = harmless.text,
) -> list[tuple[str, str]]:
    """Type and text of every cell. made: what becomes of those that are not the instructor's."""
    words = ((cell, (cell.cell_type, cell.source)) for cell in rebuilt.cells)
    return [own if cell in template.cells else made(*own) for cell, own in words]


def _learn(judged: Judged, folder: Path) -> None:
    """What one submission got wrong, the next may get wrong too: have its explanations ready."""
    for result in judged.results:
        for report in result.reports:
            if report.get("verdict") == Verdict.WRONG.value:
                explanations_ahead(folder, str(report.get("exercise")))


def plan_apart(
    template: Template, sandbox: Sandbox, limits: Limits, files: Mapping[str, Path], folder: Path
) -> tuple[Plan, dict[str, Path]] | None:
    """The plan, and the modules that the tests brought in; None where a test ends the process.

    folder: the working directory of the instructor's own cells.
    """
    ahead = _ahead(template, sandbox)
    with _forked(_plan_here, template, ahead, limits, files, folder) as (_, receive):
        try:
            found = receive.recv()
        except EOFError:
            return None
    if isinstance(found, BaseException):
        raise found
    return cast(tuple[Plan, dict[str, Path]], found)


def get_ready(template: Template, sandbox: Sandbox) -> None:
    """Import and start here what the first submission of a notebook would wait for."""
    _ahead(template, sandbox)


def _ahead(template: Template, sandbox: Sandbox) -> StartsStudents:
    """Where students are started, once this process has imported what all of them will need.

    Importing scikit-learn costs a second, a fork of a process that has it nothing.
    """
    own = [cell.source for cell in template.cells if cell.kind in (Kind.CONTEXT, Kind.TEST)]
    for module in _modules(tuple(own)):
        # the cell itself will say what is wrong with it
        with contextlib.suppress(Exception, SystemExit):
            importlib.import_module(module)
    # Only what students were given: what a hidden test or a solution imports would be told.
    seen = [cell.source for cell in template.cells if cell.kind is Kind.CONTEXT]
    return students_ahead(sandbox, _modules((*seen, *template.released.values())))


@lru_cache(16)  # an assignment's cells are the same for every submission
def _modules(sources: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for source in sources for name in modules_of(source)))


@contextlib.contextmanager
def _forked(
    target: Callable[..., None], *arguments: Any
) -> Iterator[tuple[ForkProcess, Connection]]:
    """A process that works on the arguments, and the end of a pipe on which it tells."""
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(*arguments, send))
    process.start()
    send.close()
    try:
        yield process, receive
    finally:
        process.kill()
        process.join()
        receive.close()


def _plan_here(
    template: Template,
    sandbox: StartsStudents,
    limits: Limits,
    files: Mapping[str, Path],
    folder: Path,
    send: Connection,
) -> None:
    settle(folder, limits.address_space_mb)
    try:
        found: object = plan_and_modules(template, sandbox, limits, files)
    except Exception as error:
        found = error
    try:
        send.send(found)
    except Exception:  # an error that cannot be sent
        send.send(AutograderError(f"The tests cannot be tried: {found}"))


def _judge_here(
    rebuilt: Rebuilt, notebook: NotebookTask, task: Task, sandbox: StartsStudents, send: Connection
) -> None:
    settle(notebook.folder, task.limits.address_space_mb)
    try:
        texts = texts_of(rebuilt, notebook.template)
        send.send(texts)  # before the student's code can spend the time
        with StudentProcess(
            sandbox,
            task.limits,
            files=notebook.files,
            classes=notebook.plan.classes,
            uses=Uses(notebook.plan.use),
        ) as student:
            judge = Judge(student, notebook.plan, task.limits.cell_seconds)
            judged = judge.run(rebuilt, send.send)
        kept = harmless.Kept()  # here, where time and memory are bounded
        judged.outputs = [kept.outputs(outputs) for outputs in judged.outputs]
        judged.texts, judged.memory = texts, student.memory
    except Exception as error:  # a fault of the grader's: this submission waits, the class goes on
        send.send(f"The grader stopped with {type(error).__name__}: {error}")
    else:
        send.send(judged)
