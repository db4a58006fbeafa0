"""course/settings: what the button Validate tells a student."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

SETTINGS = Path(__file__).parents[1] / "course" / "settings"


@pytest.fixture(scope="module")
def button() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "validate_button", SETTINGS / "validate_button.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def nbgrader(name: str, **more: Any) -> dict[str, Any]:
    meta = {"grade_id": name, "schema_version": 3, "task": False, "locked": False, "grade": False}
    return {"nbgrader": {**meta, "solution": False, **more}}


def exercise(number: int, answer: str, test: str) -> list[nbformat.NotebookNode]:
    graded = nbgrader(f"t{number}", grade=True, locked=True, points=1, cell_type="code")
    return [
        new_markdown_cell(f"Some words.\n\n## Exercise 1.{number} — Number {number} (1 point)\n"),
        new_code_cell(answer, metadata=nbgrader(f"a{number}", solution=True, cell_type="code")),
        new_code_cell(test, metadata=graded),
    ]


def notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=list(cells), metadata={"kernelspec": kernel})


@pytest.mark.slow
def test_each_failure_is_told_by_its_exercise_and_its_own_sentence(
    button: ModuleType, tmp_path: Path
) -> None:
    long = "`f(1)` returned 2; right is 1. " + "A sentence for the student. " * 5
    asked = notebook(
        *exercise(1, "def f(x):\n    return 2", f"assert f(1) == 1, {long!r}"),
        *exercise(2, "def g(x):\n    raise NotImplementedError()", "assert g(1) == 1"),
        *exercise(3, "def h(x:\n    return 1", "assert h(1) == 1"),
        *exercise(4, "def k(x):\n    return x + '1'", "assert k(1) == 1"),
        *exercise(5, "def right(x):\n    return x", "assert right(1) == 1"),
        *exercise(
            6, "def m(x):\n    return len(x)", "import sys; print('careful', file=sys.stderr)"
        ),
        *exercise(7, "def n(x):\n    raise NotImplementedError()", "assert n(1) == 1"),
    )
    path = tmp_path / "asked.ipynb"
    nbformat.write(asked, path)
    failed = button.ByExercise().validate(str(path))["failed"]
    told = {one["source"]: one["raw_error"] for one in failed}
    name = "Exercise 1.{0} — Number {0} (1 point)".format
    unanswered = f"Not answered yet:\n{name(2)}\n{name(7)}"
    assert list(told) == [*map(name, (1, 3, 4, 6)), unanswered]

    assert " ".join(told[name(1)].split()) == long.strip()
    assert max(map(len, told[name(1)].split("\n"))) <= 92
    assert told[name(3)].startswith("SyntaxError: ")  # and not: name 'h' is not defined
    assert told[name(4)].startswith("TypeError: unsupported operand")
    assert "----> 2     return x + '1'" in told[name(4)]  # the line, of the student's own cell
    assert "assert k(1)" not in told[name(4)]
    assert "careful" in told[name(6)]
    assert told[unanswered].startswith("If you have written an answer, delete the line `raise Not")


def test_a_changed_test_is_told_by_its_exercise(button: ModuleType) -> None:
    asked = notebook(*exercise(1, "x = 1", "assert x == 2"))
    asked.cells[2].metadata.nbgrader["checksum"] = "of another text"
    (changed,) = button.ByExercise()._get_changed_cells(asked)
    assert changed.source == "Exercise 1.1 — Number 1 (1 point)\n\nassert x == 2"
    assert asked.cells[2].source == "assert x == 2"


def test_an_assertion_without_words_shows_where_it_stands(button: ModuleType) -> None:
    trace = ["----", "AssertionError  Traceback", "Cell In[3], line 1\n----> 1 assert x", "Asse"]
    out = new_output("error", ename="AssertionError", evalue="", traceback=trace)
    assert button.message([out]) == "AssertionError:\n\nCell In[3], line 1\n----> 1 assert x"
