"""Two classes to grade: one of a session of this course, one of an ordinary nbgrader notebook.

Everything in them is honest work: answers that are right, wrong or missing. What plain nbgrader
refuses or waits for (deleted tests, endless loops) would only flatter the other side.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SESSION = "s01_linear_regression"
ORDINARY = "ps1"
HONEST = ("perfect", "empty", "syntax-error", "tests-edited", "mixed")
EXERCISES = 10

Cells = list[dict[str, Any]]


def session_course(folder: Path, students: int) -> str:
    """A course with a class of a session; returns the assignment's name."""
    for part in ("source", "release"):
        shutil.copytree(ROOT / part / SESSION, folder / part / SESSION)
    shutil.copytree(ROOT / "course", folder / "course", ignore=shutil.ignore_patterns("*.ipynb"))
    _simulate(folder, students + 9)
    made = sorted((folder / "submitted").iterdir())
    kept = [one for one in made if one.name.partition("-")[2] in HONEST][:students]
    for one in made:
        if one not in kept:
            shutil.rmtree(one)
    return SESSION


def ordinary_course(folder: Path, students: int) -> str:
    """A course with a class of a notebook of asserts: 10 answers, 10 tests, 2 figures."""
    _write(folder / "source" / ORDINARY, _notebook(solution=True))
    _write(folder / "release" / ORDINARY, _notebook(solution=False))
    for student in range(students):
        right = {n for n in range(EXERCISES) if (n * 7 + student) % 5}
        cells = _notebook(solution=False, right=right)
        _write(folder / "submitted" / f"student{student:03}" / ORDINARY, cells)
    return ORDINARY


def _simulate(folder: Path, students: int) -> None:
    command = ["from autograder.cli import main; main()", "simulate", SESSION]
    options = ["--students", str(students), "--seed", "1", "--course", str(folder)]
    subprocess.run([sys.executable, "-c", *command, *options], check=True, capture_output=True)


def _write(folder: Path, cells: Cells) -> None:
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(parents=True)
    (folder / f"{ORDINARY}.ipynb").write_text(json.dumps(notebook, indent=1), "utf-8")


def _notebook(*, solution: bool, right: set[int] | None = None) -> Cells:
    cells = [_code("import matplotlib.pyplot as plt\nimport numpy as np", "imports", locked=True)]
    for n in range(EXERCISES):
        head = f"def f{n}(x):\n    "
        wrong = f"return x * {n}" if right is not None else "raise NotImplementedError()"
        inner = f"return np.asarray(x) ** 2 + {n}"
        if solution:
            inner = f"### BEGIN SOLUTION\n    {inner}\n    ### END SOLUTION"
        elif right is None or n not in right:
            inner = wrong
        cells.append(_code(head + inner, f"f{n}", solution=True))
        visible = f"assert f{n}(1) == {1 + n}"
        hidden = (
            f"assert np.allclose(f{n}(np.arange(5.0)), np.arange(5.0) ** 2 + {n})\n"
            f"assert f{n}(-2) == {4 + n}"
        )
        if solution:
            visible += f"\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        cells.append(_code(visible, f"f{n}-test", points=1, locked=True))
        if n in (3, 7):
            cells.append(
                _code("plt.plot(np.arange(20.0) ** 2)\nplt.show()", f"plot{n}", locked=True)
            )
    return cells


def _code(
    source: str, name: str, *, locked: bool = False, solution: bool = False, points: int = 0
) -> dict[str, Any]:
    flags = {"grade": bool(points), "solution": solution, "locked": locked, "task": False}
    nbgrader: dict[str, Any] = {"schema_version": 3, "grade_id": name, **flags}
    if points:
        nbgrader["points"] = points
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {"nbgrader": nbgrader},
        "outputs": [],
        "source": source,
    }
