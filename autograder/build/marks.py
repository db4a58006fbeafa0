"""Points of an assignment: who earns how many, and whether they add up.

The assignment is the one place for points. An exercise ``softmax`` earns those
of the cells ``softmax-visible`` and ``softmax-hidden``; the second one calls
``grade("softmax", softmax, points=14)``, and those points are the cell's.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping, Sequence

from autograder.build.script import Cell, Script
from autograder.errors import BuildError

TOTAL = 100.0


def points_of(script: Script, cell: Cell) -> float:
    """The points of a cell that earns some; BuildError where there is no such number."""
    points = cell.nbgrader.get("points")
    if points is None:
        raise script.refuse(cell.line, f'the cell {cell.grade_id!r} has no "points"; give it some.')
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 <= points < 1e6:
        raise script.refuse(
            cell.line,
            f"the cell {cell.grade_id!r} has {points!r} points; write a number from 0 up.",
        )
    return float(points)


def exercise_marks(script: Script, exercises: Sequence[str]) -> dict[str, float]:
    """exercise id -> points of its visible and its hidden tests together, in their order there."""
    points = dict.fromkeys(exercises, 0.0)
    order: dict[str, None] = {}
    for cell in script.cells:
        name = re.sub("-(visible|hidden)$", "", cell.grade_id)
        if cell.earns_points and name in points and name != cell.grade_id:
            points[name] += points_of(script, cell)
            order[name] = None
    return {name: points[name] for name in (*order, *(e for e in exercises if e not in order))}


def refuse_bad_marks(
    script: Script, hidden: Sequence[Mapping[int, str]], exercises: Sequence[str]
) -> None:
    """BuildError for grade ids, points or calls of ``grade`` that cannot be meant."""
    _refuse_bad_ids(script)
    graded: set[str] = set()
    for cell, lines in zip(script.cells, hidden, strict=True):
        call = _grade_call(script, cell, lines)
        if call is None:
            continue
        graded.add(_refuse_bad_call(script, cell, call, exercises))
        _refuse_missing_answers(script, call, cell.numbers[call.lineno - 1])
    for name in exercises:
        if name not in graded:
            raise BuildError(
                f"{script.name} never grades the exercise {name!r}; call grade({name!r}, …) in the "
                f"hidden tests of a cell {name + '-hidden'!r}, or take exercises/{name}.py away."
            )
    total = math.fsum(points_of(script, cell) for cell in script.cells if cell.earns_points)
    if not math.isclose(total, TOTAL):
        raise BuildError(
            f"{script.name}: the points of its cells add up to {total:g}, and a session has "
            f"{TOTAL:g}; change the points of a graded cell."
        )


def _refuse_bad_ids(script: Script) -> None:
    seen: dict[str, int] = {}
    for cell in script.cells:
        if not cell.nbgrader:
            continue
        if not cell.grade_id:
            raise script.refuse(cell.line, 'this cell has nbgrader metadata and no "grade_id".')
        if cell.grade_id in seen:
            raise script.refuse(
                cell.line,
                f"the grade_id {cell.grade_id!r} already names the cell at line "
                f"{seen[cell.grade_id]}; give each cell its own.",
            )
        seen[cell.grade_id] = cell.line


def _grade_call(script: Script, cell: Cell, lines: Mapping[int, str]) -> ast.Call | None:
    """The call of ``grade`` in a cell's hidden tests, with its line in the cell."""
    try:
        tree = ast.parse("\n".join(cell.lines)) if cell.kind == "code" else ast.Module([], [])
    except SyntaxError:  # magics
        tree = ast.Module([], [])
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "grade"
    ]
    if not calls:
        return None
    number = cell.numbers[calls[-1].lineno - 1]
    if any(lines.get(call.lineno - 1) != "HIDDEN TESTS" for call in calls):
        raise script.refuse(
            number,
            "students would see this call of grade(); put it between the markers of HIDDEN TESTS.",
        )
    last = tree.body[-1]
    if len(calls) > 1 or not isinstance(last, ast.Expr) or last.value is not calls[0]:
        raise script.refuse(
            number,
            "grade() has to be the last line of its cell, once and on its own, because nbgrader "
            "takes the value of the last line as the marks.",
        )
    return calls[0]


def _refuse_bad_call(script: Script, cell: Cell, call: ast.Call, exercises: Sequence[str]) -> str:
    line = cell.numbers[call.lineno - 1]
    first = call.args[0] if call.args else None
    name = first.value if isinstance(first, ast.Constant) else None
    if not isinstance(name, str):
        raise script.refuse(line, 'grade() begins with the id of an exercise: grade("softmax", …).')
    if name not in exercises:
        raise script.refuse(line, f"this session has no exercises/{name}.py to grade {name!r} by.")
    if cell.grade_id != f"{name}-hidden":
        raise script.refuse(
            line, f"the cell that grades {name!r} has to have the grade_id {name + '-hidden'!r}."
        )
    given = next((key.value for key in call.keywords if key.arg == "points"), None)
    points = ast.unparse(given) if given else "none"
    if not isinstance(given, ast.Constant) or given.value != points_of(script, cell):
        raise script.refuse(
            line,
            f"grade() is given points: {points}, but its cell has {points_of(script, cell):g}; "
            "write the same number in both places.",
        )
    return name


def _refuse_missing_answers(script: Script, call: ast.Call, line: int) -> None:
    """Each answer is defined in an answer cell: elsewhere, the author's own would be released."""
    for argument in call.args[1:]:
        if not isinstance(argument, ast.Name):
            raise script.refuse(line, "after the id, grade() takes the names of the answers.")
        defines = re.compile(rf"\s*(?:def|class)\s+{argument.id}\b|{argument.id}\s*=")
        where = [cell for cell in script.cells if any(defines.match(text) for text in cell.lines)]
        if not where:
            raise script.refuse(line, f"no cell defines {argument.id}, which is graded here.")
        if not any(cell.is_answer for cell in where):
            raise script.refuse(
                where[0].line,
                f"students would see this cell, which defines {argument.id}, an answer; "
                'give the cell "solution": true.',
            )
