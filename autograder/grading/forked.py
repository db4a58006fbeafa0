"""One notebook, judged in a process of its own.

The process is forked for it, so that whatever a test does with a student's data (hang,
exhaust memory, change a global setting) ends with it. What it has to tell comes cell by
cell, so that what was finished is kept when it is stopped.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import time
from multiprocessing.connection import Connection

from autograder.grading import harmless
from autograder.grading.ahead import students_ahead
from autograder.grading.apart import settle
from autograder.grading.judge import Judge, Judged
from autograder.grading.names import modules_of
from autograder.grading.rebuild import Kind, Rebuilt
from autograder.grading.results import CellResult
from autograder.grading.tasks import NotebookTask, Task
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import StartsStudents
from autograder.isolation.use import Uses


def judge_apart(
    rebuilt: Rebuilt, notebook: NotebookTask, task: Task, seconds: float
) -> tuple[list[CellResult], Judged | None, str]:
    """The cells that were finished, the whole if it came to an end, else why it did not."""
    _import_ahead(notebook)
    # Only what students were given: what a hidden test or a solution imports would be told.
    seen = [cell.source for cell in notebook.template.cells if cell.kind is Kind.CONTEXT]
    given = [*seen, *notebook.template.released.values()]
    modules = (name for source in given for name in modules_of(source))
    sandbox = students_ahead(task.sandbox, modules)
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_judge_here, args=(rebuilt, notebook, task, sandbox, send))
    process.start()
    send.close()
    finished: list[CellResult] = []
    reason = f"The submission took longer than {seconds:.0f} seconds in all."
    end = time.monotonic() + seconds
    try:
        while receive.poll(max(0.0, end - time.monotonic())):
            message = receive.recv()
            if isinstance(message, Judged):
                process.join(5.0)
                return finished, message, ""
            if isinstance(message, str):
                reason = message
                break
            finished.append(message)
    except EOFError:
        reason = "The process that judged this submission ended before it was done."
    finally:
        process.kill()
        process.join()
        receive.close()
    return finished, None, reason


def _import_ahead(notebook: NotebookTask) -> None:
    """Import here, once a process, what the instructor's own cells import in every fork.

    Importing scikit-learn costs a second, a fork of a process that has it nothing.
    """
    cells = notebook.template.cells
    own = [cell.source for cell in cells if cell.kind in (Kind.CONTEXT, Kind.TEST)]
    for module in dict.fromkeys(name for source in own for name in modules_of(source)):
        # the cell itself will say what is wrong with it
        with contextlib.suppress(Exception, SystemExit):
            importlib.import_module(module)


def _judge_here(
    rebuilt: Rebuilt, notebook: NotebookTask, task: Task, sandbox: StartsStudents, send: Connection
) -> None:
    settle(notebook.folder, task.limits.address_space_mb)
    try:
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
    except Exception as error:  # a fault of the grader's: this submission waits, the class goes on
        send.send(f"The grader stopped with {type(error).__name__}: {error}")
    else:
        send.send(judged)
