"""A class, graded: a map over its submissions, recorded as the results come in.

The executor is any ``concurrent.futures.Executor``. Results are recorded one by
one: first in the gradebook, in one transaction, then beside the notebook in
``autograded/``, where they say that this submission is done. Stopped at any
moment and started again, a run repeats nothing and loses nothing.
"""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager

from autograder.errors import AutograderError, UsageError, unknown
from autograder.grading.apart import begin, interrupts_wait
from autograder.grading.assignment import Assignment, load_assignment
from autograder.grading.gradebook import Gradebook, NbgraderCourse, keep_for_exchange
from autograder.grading.results import SubmissionResult
from autograder.grading.submission import fingerprint, grade_submission
from autograder.grading.tasks import Task
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox

__all__ = [
    "Assignment",
    "ctrl_c_ends_all",
    "grade_class",
    "load_assignment",
    "local_processes",
    "read_results",
]

RESULTS = "results.json"


def grade_class(
    course: NbgraderCourse,
    assignment: Assignment,
    sandbox: Sandbox,
    limits: Limits,
    *,
    students: Sequence[str] = (),
    force: bool = False,
    workers: int | None = None,
    done: Callable[[SubmissionResult, bool], None] = lambda result, fresh: None,
) -> list[SubmissionResult]:
    """Grade the submissions of an assignment and record them; sorted by student.

    students: whom to grade, all who handed in by default. force: grade again what
    has not changed. done: hears of each result as it is recorded, and whether it
    was graded now. Raises UsageError for a student who handed in nothing.
    """
    handed_in = course.submissions(assignment.name)
    for student in students:
        if student not in handed_in:
            raise unknown(f"submission of {assignment.name} by", student, handed_in)
    if not handed_in:
        raise UsageError(
            f"Nobody has handed in {assignment.name}; "
            f"put notebooks into {course.submitted_path('<student>', assignment.name)}."
        )
    chosen = sorted(set(students)) or handed_in
    tasks = [_task(course, assignment, student, sandbox, limits) for student in chosen]
    results: dict[str, SubmissionResult] = {}
    due: list[Task] = []
    with Gradebook(course) as gradebook, local_processes(workers) as executor:
        gradebook.prepare(assignment.name, assignment.contents)
        recorded = gradebook.marks(assignment.name).keys()
        for task in tasks:
            known = None if force or task.student not in recorded else _known(course, task)
            if known is None:
                due.append(task)
            else:
                results[task.student] = known
                done(known, False)
        for result in _graded(executor, due):
            _record(course, gradebook, result)
            results[result.student] = result
            done(result, True)
    return [results[student] for student in sorted(results)]


@contextmanager
def ctrl_c_ends_all() -> Iterator[None]:
    """Ctrl-C ends the processes that were started here; nobody waits for them."""

    def stop(*_: object) -> None:
        for child in multiprocessing.active_children():
            child.kill()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield  # which alone hears of signals
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def local_processes(workers: int | None) -> Iterator[Executor]:
    """An executor on this machine, one worker a core unless told otherwise."""
    # spawned, not forked: the parent holds a database connection and a progress bar's thread
    with ProcessPoolExecutor(
        workers or os.cpu_count() or 1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=begin,
    ) as executor:
        try:
            yield executor
        except BaseException:
            # Nobody waits for their loops; a pool that is left half ended complains at the exit.
            for child in multiprocessing.active_children():
                child.kill()
            executor.shutdown(wait=True, cancel_futures=True)
            raise


def _graded(executor: Executor, tasks: Sequence[Task]) -> Iterator[SubmissionResult]:
    try:
        with interrupts_wait():
            futures = [executor.submit(grade_submission, task) for task in tasks]
        for future in as_completed(futures):
            yield future.result()
    except BrokenExecutor as error:
        raise AutograderError(
            "A worker process was ended from outside, perhaps for lack of memory; grade again, "
            "perhaps with --workers 1: what was graded is kept."
        ) from error


def read_results(course: NbgraderCourse, assignment: str) -> list[SubmissionResult]:
    """The recorded results of an assignment, with the notebooks as they ran, by student."""
    found = []
    for student in course.submissions(assignment):
        folder = course.autograded_path(student, assignment)
        if (folder / RESULTS).is_file():
            result = SubmissionResult.read(folder / RESULTS)
            notebooks = tuple(
                dataclasses.replace(
                    nb, notebook=json.loads((folder / f"{nb.name}.ipynb").read_text("utf-8"))
                )
                for nb in result.notebooks
            )
            found.append(dataclasses.replace(result, notebooks=notebooks))
    return found


def _task(
    course: NbgraderCourse, assignment: Assignment, student: str, sandbox: Sandbox, limits: Limits
) -> Task:
    return Task(
        assignment=assignment.name,
        student=student,
        submitted=course.submitted_path(student, assignment.name),
        beneath=course.root,
        notebooks=assignment.notebooks,
        version=assignment.version,
        sandbox=sandbox,
        limits=limits,
    )


def _known(course: NbgraderCourse, task: Task) -> SubmissionResult | None:
    """The recorded result, if it was made from the same assignment, bytes and engine."""
    folder = course.autograded_path(task.student, task.assignment)
    try:
        result = SubmissionResult.read(folder / RESULTS)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    complete = all((folder / f"{nb.template.name}.ipynb").is_file() for nb in task.notebooks)
    return result if complete and result.fingerprint == fingerprint(task) else None


def _record(course: NbgraderCourse, gradebook: Gradebook, result: SubmissionResult) -> None:
    folder = course.autograded_path(result.student, result.assignment)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RESULTS).unlink(missing_ok=True)
    for notebook in result.notebooks:
        path = folder / f"{notebook.name}.ipynb"
        scratch = path.with_suffix(".tmp")
        text = json.dumps(notebook.notebook, indent=1, ensure_ascii=False)
        scratch.write_text(text, encoding="utf-8", errors="replace")
        scratch.replace(path)
    gradebook.record(result)
    keep_for_exchange(course, result)
    result.write(folder / RESULTS)
