"""One submission, graded: read, rebuilt, judged, put together again.

``grade_submission`` depends on nothing but its task: the assignment's version,
the submitted bytes and the version of this engine.
"""

from __future__ import annotations

import dataclasses
import time
from typing import Any

from autograder.checking.verdict import Verdict
from autograder.grading import harmless
from autograder.grading.engine import engine
from autograder.grading.forked import judge_apart, texts_of
from autograder.grading.judge import Judged
from autograder.grading.marking import by_hand, not_judged
from autograder.grading.rebuild import (
    Cell,
    Kind,
    Rebuilt,
    Template,
    Unreadable,
    rebuild,
    unanswered,
)
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult
from autograder.grading.tasks import NotebookTask, Task
from autograder.grading.work import Work, hashed, read_work
from autograder.isolation.sandbox import Sandbox


def fingerprint(task: Task) -> str:
    """What the result depends on, hashed: the same again need not be graded again."""
    return hashed(_made_from(task, _read(task)).values())


def grade_submission(task: Task, sandbox: Sandbox | None = None) -> SubmissionResult:
    """Grade every notebook of one submission. Nothing in the submission makes this raise.

    sandbox: what confines student code here, if this is not the machine that made the task.
    """
    begin = time.monotonic()
    here = dataclasses.replace(task, sandbox=sandbox or task.sandbox)
    read = _read(task)
    made_from = _made_from(task, read)
    attention: list[str] = []
    notebooks = []
    memory, fault = 0, False
    for notebook, data in zip(task.notebooks, read.notebooks, strict=True):
        left = task.limits.submission_seconds - (time.monotonic() - begin)
        try:
            made, judged = _grade_notebook(here, notebook, data, max(left, 1.0), attention)
            memory, fault = max(memory, judged.memory), fault or judged.fault
        except Exception as error:  # a fault of the grader's: this one waits, the class goes on
            attention.append(f"The grader stopped with {type(error).__name__}: {error}")
            made, fault = _not_graded(notebook, attention[-1]), True
        notebooks.append(made)
    return SubmissionResult(
        assignment=task.assignment,
        student=task.student,
        notebooks=tuple(notebooks),
        attention=tuple(dict.fromkeys(attention)),
        sandbox=here.sandbox.description,
        fingerprint=hashed(made_from.values()),
        timestamp=read.timestamp,
        seconds=round(time.monotonic() - begin, 3),
        limits=task.limits.in_words,
        memory=memory,
        made_from=made_from,
        fault=fault,
    )


def _read(task: Task) -> Work:
    names = (notebook.template.name for notebook in task.notebooks)
    return read_work(task.submitted, task.beneath, names)


def _made_from(task: Task, read: Work) -> dict[str, str]:
    """A hash each of what the result depends on; one of them says why a mark is another one."""
    program = hashed((*engine().values(), task.sandbox.description, repr(task.limits)))
    return {"assignment": task.version, "submission": read.digest, "program": program}


def _grade_notebook(
    task: Task,
    notebook: NotebookTask,
    data: bytes | Unreadable,
    seconds: float,
    attention: list[str],
) -> tuple[NotebookResult, Judged]:
    """The notebook's result, and how it came about."""
    try:
        if isinstance(data, Unreadable):
            raise data
        rebuilt = rebuild(notebook.template, data)
    except Unreadable as error:
        attention.append(str(error))
        return _not_graded(notebook, str(error)), Judged()
    attention += rebuilt.notes
    judged = _judge(rebuilt, notebook, task, seconds, attention)
    attention += [
        f"`{result.grade_id}` could not be judged: {result.message}"
        for result in judged.results
        if result.verdict == Verdict.NOT_JUDGED and result.message not in attention
    ]
    return _result(notebook, rebuilt, judged, rebuilt.notes), judged


def _not_graded(notebook: NotebookTask, reason: str) -> NotebookResult:
    rebuilt = unanswered(notebook.template)
    results = [_unread(cell, reason) for cell in rebuilt.cells if _is_graded(cell)]
    judged = Judged(results, texts=texts_of(rebuilt, notebook.template))
    return _result(notebook, rebuilt, judged, (reason,))


def _result(
    notebook: NotebookTask, rebuilt: Rebuilt, judged: Judged, notes: tuple[str, ...]
) -> NotebookResult:
    written = _notebook(notebook.template, rebuilt, judged)
    return NotebookResult(notebook.template.name, tuple(judged.results), notes, written)


def _is_graded(cell: Cell) -> bool:
    return cell.kind in (Kind.TEST, Kind.WRITTEN, Kind.TASK)


def _unread(cell: Cell, reason: str) -> CellResult:
    return not_judged(cell, reason) if cell.kind is Kind.TEST else by_hand(cell)


def _judge(
    rebuilt: Rebuilt, notebook: NotebookTask, task: Task, seconds: float, attention: list[str]
) -> Judged:
    """Judge a notebook; what it had finished when it was stopped still counts."""
    judged, reason = judge_apart(rebuilt, notebook, task, seconds)
    if reason:
        attention.append(reason)
        known = {result.grade_id: result for result in judged.results}
        judged.results = [
            known.get(cell.grade_id or "") or _unread(cell, reason)
            for cell in rebuilt.cells
            if _is_graded(cell)
        ]
    return judged


def _notebook(template: Template, rebuilt: Rebuilt, judged: Judged) -> dict[str, Any]:
    """The notebook as it ran, in nbformat 4.5, with nothing live of the student's in it."""
    cells = []
    # of what was stopped there may be neither
    texts = judged.texts or texts_of(rebuilt, template, harmless.as_typed)
    all_outputs = judged.outputs or [[] for _ in rebuilt.cells]
    triples = zip(rebuilt.cells, texts, all_outputs, strict=True)
    for number, (cell, (kind, source), outputs) in enumerate(triples):
        written: dict[str, Any] = {
            "cell_type": kind,
            "id": f"cell-{number}",
            "metadata": cell.metadata,
            "source": source,
        }
        if kind == "code":
            written |= {"execution_count": None, "outputs": outputs}
        cells.append(written)
    return {"cells": cells, "metadata": template.metadata, "nbformat": 4, "nbformat_minor": 5}
