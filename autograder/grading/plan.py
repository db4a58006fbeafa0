"""How an assignment is judged: found by judging the instructor's own solution.

Each test cell is run on the trusted side against the solution in a student
process. Where the solution passes, that is where submissions are judged. Where
it does not (the test needs an object that cannot cross, say), the test is run
inside the student process, as plain nbgrader would; if it passes there, that is
where submissions are judged, and the results say so.

A test may also bind a name that a later cell in the student process needs. When
such a cell finds it missing, that test is run inside, and all begins anew.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.checking.verdict import Verdict
from autograder.grading.judge import INSIDE, OUTSIDE, Judge, Plan, TestPlan
from autograder.grading.marking import hidden_lines, mark
from autograder.grading.names import classes_of, imports_of, names_of
from autograder.grading.rebuild import Cell, Kind, Template, solved
from autograder.grading.trusted import TestRun
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.proxy import StudentStopped
from autograder.isolation.sandbox import StartsStudents
from autograder.isolation.use import Uses

_NOT_DEFINED = re.compile(r"name '(\w+)' is not defined")


def plan_for(
    template: Template, sandbox: StartsStudents, limits: Limits, files: Mapping[str, Path]
) -> Plan:
    """Judge the instructor's own solution, and write down how it can be done."""
    cells = solved(template).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    named = {cell.grade_id: cell for cell in code if cell.grade_id}
    imports = {name: _imports(cell, template) for name, cell in named.items()}
    answers = {
        name: names_of(cell.source).bound - names_of(imports[name]).bound
        for name, cell in named.items()
        if cell.kind in (Kind.ANSWER, Kind.WRITTEN)
    }
    classes = frozenset[str]().union(*(classes_of(cell.source) for cell in code))
    trusted = _trusted_context(cells, answers)
    plan = Plan(trusted=trusted, answers=answers, imports=imports, classes=classes)
    inside: set[str] = set()
    while True:
        uses = Uses()
        with StudentProcess(sandbox, limits, files=files, classes=classes, uses=uses) as student:
            trial = _Trial(Judge(student, plan, limits.cell_seconds), inside)
            needed = trial.run(cells)
        if needed is None:
            warnings = tuple(f"{template.name}: {warning}" for warning in trial.warnings)
            tests, use = trial.tests, uses.learned
            return dataclasses.replace(plan, tests=tests, warnings=warnings, use=use)
        inside.add(needed)


def plan_and_modules(
    template: Template, sandbox: StartsStudents, limits: Limits, files: Mapping[str, Path]
) -> tuple[Plan, dict[str, Path]]:
    """The plan, and the instructor's own modules that the tests imported in this process."""
    plan = plan_for(template, sandbox, limits, files)
    loaded = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    return plan, {
        f"module {name}": Path(str(file)) for name, file in loaded.items() if _is_own(name, file)
    }


def _is_own(module: str, file: object) -> bool:
    """Whether a module is the instructor's: neither Python's, nor installed, nor ours."""
    if not isinstance(file, str) or module.startswith(("__", "autograder")):
        return False
    path = Path(file).resolve()
    installed = path.is_relative_to(sys.prefix) or path.is_relative_to(sys.base_prefix)
    return path.is_file() and not installed


class _Trial:
    """The solution, judged once; some tests are tried inside first."""

    def __init__(self, judge: Judge, inside: Collection[str]) -> None:
        self.tests: dict[str, TestPlan] = {}
        self.warnings: list[str] = []
        self._judge = judge
        self._inside = inside
        self._bound: dict[str, str] = {}  # name -> the test that bound it on the trusted side

    def run(self, cells: tuple[Cell, ...]) -> str | None:
        """Judge all cells, or stop at one that lacks a name: the test that bound it outside."""
        for cell in cells:
            for error in self._test(cell) if cell.kind is Kind.TEST else self._other(cell):
                missing = _NOT_DEFINED.match(error)
                test = self._bound.get(missing[1]) if missing else None
                if test is not None and test not in self._inside:
                    return test
        return None

    def _other(self, cell: Cell) -> list[str]:
        outputs, _ = self._judge.step(cell)
        return [output["evalue"] for output in outputs if output["output_type"] == "error"]

    def _test(self, cell: Cell) -> list[str]:
        """Try both sides; what went wrong, if it passed on neither."""
        name = cell.grade_id or ""
        failures = {}
        for judged in (INSIDE, OUTSIDE) if name in self._inside else (OUTSIDE, INSIDE):
            run = self._run(cell, judged)
            if mark(cell, run, judged, run.kind).verdict == Verdict.RIGHT:
                self.tests[name] = TestPlan(judged, run.kind)
                if judged == OUTSIDE:
                    self._bound |= dict.fromkeys(names_of(cell.source).bound, name)
                return []
            failures[judged] = run
        outside, inside = failures[OUTSIDE], failures[INSIDE]
        self.tests[name] = TestPlan(OUTSIDE, outside.kind)
        why = dict.fromkeys(_shown(cell, run) for run in (outside, inside))
        self.warnings.append(
            f"the instructor's own solution does not pass the test cell `{name}` "
            f"({'; inside the student process: '.join(why)})."
        )
        return [str(run.error) for run in (outside, inside) if run.error]

    def _run(self, cell: Cell, judged: str) -> TestRun:
        if judged == OUTSIDE:
            return self._judge.test_outside(cell)
        try:
            return self._judge.test_inside(cell)[0]
        except StudentStopped as stopped:
            return TestRun(None, "none", stopped, (), "", ())


def _shown(cell: Cell, run: TestRun) -> str:
    if run.error is None:
        return f"it ended with {repr(run.value)[:100]}"
    text = f"{type(run.error).__name__}: {run.error}".rstrip(": ")
    line = cell.source.splitlines()[run.lines[-1] - 1].strip() if run.lines else ""
    return f"{text} in `{line}`" if line else text


def _imports(cell: Cell, template: Template) -> str:
    """The imports that students were given in this cell; they run on both sides."""
    mine = imports_of(cell.source)
    given = template.released.get(cell.grade_id or "")
    if given is not None:
        visible = set(imports_of(given).values())
        return "\n".join(text for text in mine.values() if text in visible)
    if cell.kind is not Kind.TEST:
        return ""  # an import can be the answer
    hidden = hidden_lines(cell.source)
    return "\n".join(text for line, text in mine.items() if line not in hidden)


def _trusted_context(
    cells: tuple[Cell, ...], answers: Mapping[str, frozenset[str]]
) -> frozenset[int]:
    """The CONTEXT cells that use no name of the student's, directly or through another cell."""
    students: set[str] = set()
    trusted = set()
    index = -1
    for cell in cells:
        students |= answers.get(cell.grade_id or "", frozenset())
        if cell.kind is not Kind.CONTEXT:
            continue
        index += 1
        names = names_of(cell.source)
        if names.used & students:
            students |= names.bound
        else:
            students -= names.bound
            trusted.add(index)
    return frozenset(trusted)
