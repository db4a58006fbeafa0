"""Small nbgrader courses, made out of short lists of cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from autograder.grading.apart import settle
from autograder.grading.gradebook import NbgraderCourse
from autograder.grading.plan import plan_for
from autograder.grading.rebuild import Template
from autograder.grading.results import CellResult, SubmissionResult
from autograder.grading.submission import grade_submission
from autograder.grading.tasks import NotebookTask, Task
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox


class Inline(Executor):
    """Does the work at once, in this process."""

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*args, **kwargs))
        return future


QUICK = Limits(cell_seconds=8, call_seconds=4, submission_seconds=60)
NAME = "ps1"


@dataclass(frozen=True)
class Made:
    """One cell: the instructor's text, and the text that students are given."""

    source: str
    released: str
    grade_id: str = ""
    cell_type: str = "code"
    flags: Mapping[str, Any] = field(default_factory=dict)

    def json(self, text: str) -> dict[str, Any]:
        """The cell with this text in it."""
        meta: dict[str, Any] = {}
        if self.grade_id:
            flags = {"grade": False, "solution": False, "locked": False, "task": False}
            meta["nbgrader"] = {
                "schema_version": 3,
                "grade_id": self.grade_id,
                **flags,
                **self.flags,
            }
        cell = {"cell_type": self.cell_type, "metadata": meta, "source": text}
        return cell | ({"outputs": [], "execution_count": None} if self.is_code else {})

    @property
    def is_code(self) -> bool:
        return self.cell_type == "code"

    @property
    def is_answer(self) -> bool:
        return bool(self.flags.get("solution"))


def plain(source: str) -> Made:
    """A cell that nbgrader knows nothing of, such as the imports of most courses."""
    return Made(source, source)


def locked(grade_id: str, source: str) -> Made:
    return Made(source, source, grade_id, flags={"locked": True})


def answer(grade_id: str, solution: str, blank: str = "# YOUR CODE HERE") -> Made:
    return Made(solution, blank, grade_id, flags={"solution": True})


def check(grade_id: str, source: str, points: float = 1) -> Made:
    """An autograded test cell; ### BEGIN and END HIDDEN TESTS work as in nbgrader."""
    visible = []
    hidden = False
    for line in source.splitlines():
        hidden = hidden or "BEGIN HIDDEN" in line
        visible += [] if hidden else [line]
        hidden = hidden and "END HIDDEN" not in line
    flags = {"grade": True, "locked": True, "points": points}
    return Made(source, "\n".join(visible), grade_id, flags=flags)


def by_hand(grade_id: str, solution: str, cell_type: str, points: float = 1) -> Made:
    flags = {"grade": True, "solution": True, "points": points}
    return Made(solution, "YOUR ANSWER HERE", grade_id, cell_type, flags)


def task(grade_id: str, text: str, points: float = 1) -> Made:
    return Made(text, text, grade_id, "markdown", {"task": True, "locked": True, "points": points})


def text(source: str) -> Made:
    return Made(source, source, cell_type="markdown")


def notebook(cells: Iterable[dict[str, Any]], **more: Any) -> dict[str, Any]:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    head = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    return head | {"cells": list(cells)} | more


def answered(
    cells: Iterable[Made], answers: Mapping[str, str | None] | None = None
) -> dict[str, Any]:
    """A submitted notebook: the solutions, but for `answers`; None leaves the cell out."""
    answers = answers or {}
    return notebook(
        cell.json(str(answers.get(cell.grade_id, cell.source if cell.is_answer else cell.released)))
        for cell in cells
        if answers.get(cell.grade_id, "") is not None
    )


class Course:
    """An nbgrader course folder that is being made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "source").mkdir(parents=True, exist_ok=True)

    def add(
        self, cells: Iterable[Made], *, name: str = NAME, assignment: str = NAME, **files: str
    ) -> None:
        """Write a notebook of an assignment, as source and as release, and files beside it."""
        cells = list(cells)
        self._write(f"source/{assignment}/{name}.ipynb", notebook(c.json(c.source) for c in cells))
        released = notebook(c.json(c.released) for c in cells)
        self._write(f"release/{assignment}/{name}.ipynb", released)
        for file, content in files.items():
            path = self.root / "source" / assignment / file.replace("__", ".")
            path.write_text(content)

    def hand_in(
        self, student: str, contents: object, *, name: str = NAME, assignment: str = NAME
    ) -> Path:
        """Write what a student handed in: JSON, bytes, or text."""
        return self._write(f"submitted/{student}/{assignment}/{name}.ipynb", contents)

    @property
    def opened(self) -> NbgraderCourse:
        return NbgraderCourse(self.root)

    def _write(self, name: str, contents: object) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(contents, bytes):
            path.write_bytes(contents)
        else:
            path.write_text(contents if isinstance(contents, str) else json.dumps(contents))
        return path


class Bench:
    """One notebook with its plan, against which submissions are graded one by one."""

    def __init__(
        self,
        root: Path,
        sandbox: Sandbox,
        cells: Iterable[Made],
        limits: Limits = QUICK,
        **files: str,
    ) -> None:
        self.cells = list(cells)
        self.course = Course(root)
        self.course.add(self.cells, **files)
        folder = root / "source" / NAME
        self.template = Template.read(
            folder / f"{NAME}.ipynb", root / "release" / NAME / f"{NAME}.ipynb"
        )
        self.files = {p.name: p for p in folder.iterdir() if p.suffix != ".ipynb"}
        self.sandbox, self.limits = sandbox, limits
        with ProcessPoolExecutor(
            1, get_context("fork"), settle, (folder, limits.address_space_mb)
        ) as one:
            self.plan = one.submit(plan_for, self.template, sandbox, limits, self.files).result()

    def task(self, student: str = "ada") -> Task:
        folder = self.course.root / "source" / NAME
        return Task(
            assignment=NAME,
            student=student,
            submitted=self.course.root / "submitted" / student / NAME,
            beneath=self.course.root,
            notebooks=(NotebookTask(self.template, self.plan, folder, self.files),),
            version="1",
            sandbox=self.sandbox,
            limits=self.limits,
        )

    def grade(
        self, answers: Mapping[str, str | None] | None = None, *, student: str = "ada"
    ) -> SubmissionResult:
        """Grade the solution, but for `answers`."""
        return self.grade_file(answered(self.cells, answers), student=student)

    def grade_file(self, contents: object, *, student: str = "ada") -> SubmissionResult:
        self.course.hand_in(student, contents)
        return grade_submission(self.task(student))


def cells_of(result: SubmissionResult) -> dict[str, CellResult]:
    return {cell.grade_id: cell for nb in result.notebooks for cell in nb.cells}


def scores(result: SubmissionResult) -> dict[str, float | None]:
    return {name: cell.score for name, cell in cells_of(result).items()}


def alive(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
