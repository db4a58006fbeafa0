"""The hints of an exercise, from its statement."""

import json

from autograder.reporting.hints import Hint, hints_for, hints_in

STATEMENT = """## Exercise
<details>
<summary>Hint 1: the idea</summary>

Look at one row.

</details>
<details><summary>Answer</summary>No hint.</details>
<details>
<summary>Hint 2: all rows</summary>
Use `@`.
</details>
"""
HINTS = (Hint("Hint 1: the idea", "Look at one row."), Hint("Hint 2: all rows", "Use `@`."))


def cell(kind, source, **flags):
    return {"cell_type": kind, "source": source, "metadata": {"nbgrader": flags} if flags else {}}


def written(path, *cells):
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def test_hints_are_found_in_order():
    assert hints_in(STATEMENT) == HINTS
    assert hints_in("No hints here.") == ()


def test_the_hints_of_an_exercise_stand_above_its_answer(tmp_path):
    notebook = written(
        tmp_path / "s.ipynb",
        cell("markdown", STATEMENT.splitlines(keepends=True), grade_id="one-statement"),
        cell("code", "x", grade_id="one", solution=True),
        cell("markdown", "No hints.", grade_id="two-statement"),
        cell("code", "y", grade_id="two", solution=True),
    )
    assert hints_for(notebook, "one") == HINTS
    assert hints_for(notebook, "two") == ()
    assert hints_for(notebook, "three") == ()


def test_without_a_notebook_there_are_no_hints(tmp_path):
    assert hints_for(tmp_path / "none.ipynb", "one") == ()
