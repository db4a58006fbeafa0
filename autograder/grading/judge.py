"""One rebuilt notebook, judged: every cell run on the side where it belongs.

ANSWER, EXTRA       the student process
CONTEXT             the student process, and the trusted side if it needs no answer
TEST                the trusted side; inside the student process where the plan says so
WRITTEN, TASK       a person marks it (code in it runs in the student process)

The names that a cell binds belong to the side that it ran on. Imports that the
instructor gave in a cell are for the other cells too: they run on both sides.

No text of a student's is parsed here: what the worst of texts does to Python's
parser (memory, time) would be done to the grader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.marking import InsideError, by_hand, mark, not_judged
from autograder.grading.names import names_of
from autograder.grading.rebuild import Cell, Kind, Rebuilt
from autograder.grading.results import CellResult
from autograder.grading.trusted import TestRun, TrustedSide
from autograder.isolation.process import CellRun, StudentProcess
from autograder.isolation.proxy import StudentStopped
from autograder.isolation.use import Use

OUTSIDE, INSIDE = "outside", "inside"
_ARROW = re.compile(r"^-+> (\d{1,6}) (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class TestPlan:
    """Where a test cell is judged, and the kind of its value for the right answer."""

    __test__ = False

    judged: str
    kind: str


@dataclass(frozen=True)
class Plan:
    """How a notebook is judged, found by judging the instructor's own solution.

    tests: by grade_id. trusted: the CONTEXT cells, counted from 0, that also run
    on the trusted side. answers: grade_id -> the names that the solution binds
    in this cell of the student's. imports: grade_id -> the imports in an answer
    or test that students were given. classes: names of classes whose objects may
    cross; use: what the tests do with them. warnings: sentences for the instructor
    about tests that the solution does not pass.
    """

    tests: Mapping[str, TestPlan] = field(default_factory=dict)
    trusted: frozenset[int] = frozenset()
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    imports: Mapping[str, str] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()
    use: Use = field(default_factory=Use)
    warnings: tuple[str, ...] = ()


@dataclass
class Judged:
    """A notebook after it was judged: its graded cells, and every cell's outputs.

    texts: type and text of every cell, with nothing live of the student's in them.
    memory: the most bytes that a process of the student's held; 0 if unknown.
    fault: it is not the submission's doing that it did not come to an end.
    """

    results: list[CellResult] = field(default_factory=list)
    outputs: list[list[dict[str, Any]]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    memory: int = 0
    fault: bool = False


class Judge:
    """Walks through one notebook with the student process at its side."""

    def __init__(self, student: StudentProcess, plan: Plan, cell_seconds: float) -> None:
        self._student = student
        self._plan = plan
        self._seconds = cell_seconds
        self._trusted = TrustedSide()
        self._stopped: dict[str, str] = {}  # name -> why the cell that would bind it stopped
        self._context = -1

    def run(
        self, rebuilt: Rebuilt, done: Callable[[CellResult], None] = lambda result: None
    ) -> Judged:
        """Judge every cell in order; ``done`` hears of each graded one as it is finished."""
        judged = Judged()
        for cell in rebuilt.cells:
            outputs, result = self.step(cell)
            judged.outputs.append(outputs)
            if result is not None:
                judged.results.append(result)
                done(result)
        return judged

    def step(self, cell: Cell) -> tuple[list[dict[str, Any]], CellResult | None]:
        """Run one cell: its outputs, and its marks if it has any."""
        outputs: list[dict[str, Any]] = []
        if cell.kind is Kind.TEST:
            return self._test(cell)
        if cell.cell_type == "code" and not cell.missing:
            outputs = self._run_in_student(cell)
        if cell.kind is Kind.CONTEXT:
            self._run_context(cell)
        else:
            self._trusted.give_away(self._answers(cell))
            self._trusted.run_context(self._imports(cell), self._seconds)
        return outputs, by_hand(cell) if cell.kind in (Kind.WRITTEN, Kind.TASK) else None

    def test_outside(self, cell: Cell) -> TestRun:
        """Run a test cell on the trusted side."""
        run = self._trusted.run_test(cell.source, self._student, self._seconds)
        if imports := self._imports(cell):
            with suppress(StudentStopped):
                self._student.run_cell(imports)
        return run

    def _test_twice(self, cell: Cell) -> TestRun:
        """Run a test on the trusted side; it has to bear what the answer did to its arguments.

        The arguments were copies. If the answer changed one, the test runs again and sees it.
        """
        changes = self._student.changes
        before = changes.seen
        run = self.test_outside(cell)
        if run.error is not None or changes.seen == before:
            return run
        changes.copy_back = True
        try:
            again = self.test_outside(cell)
        finally:
            changes.copy_back = False
        return run if again.error is None else again

    def test_inside(self, cell: Cell) -> tuple[TestRun, list[dict[str, Any]]]:
        """Run a test cell in the student process, as plain nbgrader would."""
        run = self._student.run_cell(cell.source)
        self._trusted.give_away(names_of(cell.source).bound)
        self._trusted.run_context(self._imports(cell), self._seconds)
        return _as_test(run, cell.source), list(run.outputs)

    def _answers(self, cell: Cell) -> frozenset[str]:
        return self._plan.answers.get(cell.grade_id or "", frozenset())

    def _imports(self, cell: Cell) -> str:
        return self._plan.imports.get(cell.grade_id or "", "")

    def _run_in_student(self, cell: Cell) -> list[dict[str, Any]]:
        try:
            run = self._student.run_cell(cell.source)
        except StudentStopped as stopped:
            why, outputs = str(stopped), [_error("Stopped", str(stopped))]
        else:
            why = f"{run.error.name}: {run.error.message}" if run.error else ""
            outputs = list(run.outputs)
            if run.error and not any(one["output_type"] == "error" for one in outputs):
                outputs.append(_error("Stopped", run.error.message))
        for name in self._answers(cell):
            self._stopped.pop(name, None)
            if why:
                self._stopped[name] = why
        return outputs

    def _run_context(self, cell: Cell) -> None:
        self._context += 1
        if self._context in self._plan.trusted:
            self._trusted.run_context(cell.source, self._seconds)
        else:
            self._trusted.give_away(names_of(cell.source).bound)

    def _test(self, cell: Cell) -> tuple[list[dict[str, Any]], CellResult]:
        plan = self._plan.tests[cell.grade_id or ""]
        try:
            if plan.judged == INSIDE:
                run, outputs = self.test_inside(cell)
            else:
                run = self._test_twice(cell)
                outputs = _outputs(run)
        except StudentStopped as stopped:
            return [], not_judged(cell, str(stopped))
        message = ""
        if isinstance(run.error, NameError) and (why := self._stopped.get(run.error.name or "")):
            # the reason is in the answer cell, not in the test
            message = f"`{run.error.name}` is not defined: its cell stopped with {why}"
        return outputs, mark(cell, run, plan.judged, plan.kind, message)


def _as_test(run: CellRun, source: str) -> TestRun:
    error: Exception | None = None
    lines: tuple[int, ...] = ()
    if run.error is not None:
        error = _inside_error(run.error.name, run.error.message)
        lines = _arrows(run.error.traceback, source)
    return TestRun(run.value, run.value_kind, error, lines, "", ())


def _arrows(traceback: str, source: str) -> tuple[int, ...]:
    """The lines of a cell that IPython's traceback points at."""
    lines = dict(enumerate(map(str.strip, source.splitlines()), 1))
    found = ((int(number), text.strip()) for number, text in _ARROW.findall(traceback))
    return tuple(number for number, text in found if lines.get(number) == text)


def _inside_error(kind: str, message: str) -> Exception:
    if kind == "NameError" and (found := re.match(r"name '(\w+)' is not defined", message)):
        return NameError(message, name=found[1])
    plain = {"AssertionError": AssertionError, "NotImplementedError": NotImplementedError}
    return plain[kind](message) if kind in plain else InsideError(kind, message)


def _outputs(run: TestRun) -> list[dict[str, Any]]:
    outputs: list[dict[str, Any]] = []
    if run.printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": run.printed})
    if run.error is not None:
        outputs.append(_error(type(run.error).__name__, str(run.error)))
    elif run.value is not None:
        outputs.append(
            {
                "output_type": "execute_result",
                "data": {"text/plain": repr(run.value)[:1000]},
                "metadata": {},
                "execution_count": None,
            }
        )
    return outputs


def _error(name: str, message: str) -> dict[str, Any]:
    text = message[:2000]
    return {
        "output_type": "error",
        "ename": name,
        "evalue": text,
        "traceback": [f"{name}: {text}"],
    }
