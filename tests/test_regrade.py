"""An assignment is fixed after a class was graded: only marks that change move.

The whole story, as an instructor lives it: released, graded, marked and commented by hand,
a test found wrong, mended, rebuilt, graded again, and read in the class report.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from grading.courses import NAME, Course, Made, answer, answered, by_hand, check
from nbgrader.api import Gradebook as TheirGradebook
from reporting.graded import Page

from autograder import cli
from autograder.grading.gradebook import Gradebook

TOO_STRICT = "assert half(3) == 1, 'half(3) is wrong.'"  # it wants whole numbers
MENDED = "assert half(3) == 1.5, 'half(3) is wrong.'"


def cells(solution: str, test: str) -> list[Made]:
    return [
        answer("half", solution),
        check("half-test", test, 4),
        answer("double", "def double(x):\n    return 2 * x"),
        check("double-test", "assert double(3) == 6, 'double(3) is wrong.'", 4),
        by_hand("essay", "Because.", "markdown", 2),
    ]


EXACT = {"half": "def half(x):\n    return x / 2"}
WHOLE = {"half": "def half(x):\n    return x // 2"}
FIRST = cells(WHOLE["half"], TOO_STRICT)
SECOND = cells(EXACT["half"], MENDED)
NO_DOUBLE = {"double": "def double(x):\n    return x"}


def run(*arguments: object) -> Result:
    """A command in this process; an exception that is not SystemExit is a bug."""
    result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def generate(root: Path) -> None:
    """nbgrader's own way from source/ to release/; --force takes the place of what is there."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME, "--force"]
    env = {"PATH": path, "HOME": str(root), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def write_source(course: Course, made: list[Made]) -> None:
    course.add(made)
    generate(course.root)


def marks(course: Course) -> dict[str, dict[str, tuple[float | None, float | None, float]]]:
    """Student -> cell -> automatic, given by hand, total."""
    with Gradebook(course.opened) as gradebook:
        return {
            student: {
                name.removeprefix(f"{NAME}/"): (mark.auto, mark.manual, mark.total)
                for name, mark in own.items()
            }
            for student, own in gradebook.marks(NAME).items()
        }


def comments(course: Course) -> dict[str, str | None]:
    with TheirGradebook(f"sqlite:///{course.root}/gradebook.db") as gb:
        return {
            student: gb.find_comment("essay", NAME, NAME, student).manual_comment
            for student in ("ada", "bob", "eve")
        }


def give_by_hand(course: Course) -> None:
    """What the instructor gives in formgrader: essays, a comment, and one mark for half-test."""
    with TheirGradebook(f"sqlite:///{course.root}/gradebook.db") as gb:
        for student, score in (("ada", 2.0), ("bob", 1.0), ("eve", 0.5)):
            grade = gb.find_grade("essay", NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = score, False
            gb.find_comment("essay", NAME, NAME, student).manual_comment = f"For {student}."
        kind = gb.find_grade("half-test", NAME, NAME, "eve")
        kind.manual_score, kind.needs_manual_grade = 3.0, False
        gb.find_grade("essay", NAME, NAME, "ada").extra_credit = 0.25
        gb.db.commit()


@pytest.mark.slow
def test_after_a_test_was_mended_only_marks_that_change_move(tmp_path: Path) -> None:
    course = Course(tmp_path / "course")
    root = course.root
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    write_source(course, FIRST)
    released = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text())
    assert "return x // 2" not in json.dumps(released)
    for student, answers in (("ada", EXACT), ("bob", WHOLE | NO_DOUBLE), ("eve", EXACT)):
        course.hand_in(student, answered(FIRST, answers | {"essay": f"{student}'s own words"}))

    first = run("grade", NAME, "--course", root)
    assert first.exit_code == 0, first.stderr
    assert "Marks that moved" not in first.stdout
    give_by_hand(course)
    given = marks(course)
    assert given["ada"] == {
        "half-test": (0.0, None, 0.0),  # right, and marked wrong
        "double-test": (4.0, None, 4.0),
        "essay": (None, 2.0, 2.25),
    }
    assert given["eve"]["half-test"] == (0.0, 3.0, 3.0)
    before = run("report", NAME, "--course", root)
    assert before.exit_code == 0, before.stderr
    page = root / "reports" / f"{NAME}.html"
    words = Page(page.read_text("utf-8")).words
    assert "Marks that moved" not in words
    assert "wait for a person 0" in words

    write_source(course, SECOND)  # the test is mended, the assignment rebuilt
    second = run("grade", NAME, "--course", root)
    assert second.exit_code == 0, second.stdout + second.stderr
    after = marks(course)
    moved = {
        (student, cell)
        for student, own in after.items()
        for cell, mark in own.items()
        if mark != given[student][cell]
    }
    assert moved == {("ada", "half-test"), ("bob", "half-test"), ("eve", "half-test")}
    assert after["ada"]["half-test"] == (4.0, None, 4.0)
    assert after["bob"]["half-test"] == (0.0, None, 0.0)
    assert after["eve"]["half-test"] == (4.0, 3.0, 3.0)  # by hand, so it stays
    assert comments(course) == {student: f"For {student}." for student in ("ada", "bob", "eve")}
    assert "ada: 4 → 8" in second.stdout

    told = json.loads(run("report", NAME, "--course", root, "--json").stdout)
    assert [
        (move["student"], move["before"], move["after"], move["reason"], move["by_hand"])
        for move in told["moves"]
    ] == [
        ("ada", 4.0, 8.0, "the assignment was changed", []),
        ("bob", 4.0, 0.0, "the assignment was changed", []),
        ("eve", 4.0, 8.0, "the assignment was changed", ["half-test"]),
    ]
    assert {one["student"]: one["mark"] for one in told["students"]} == {
        "ada": 10.25,
        "bob": 1.0,
        "eve": 7.5,
    }
    assert run("report", "--course", root).exit_code == 0
    words = Page(page.read_text("utf-8")).words
    assert "Marks that moved" in words
    assert "ada 4 8 half-test 0 → 4 the assignment was changed" in words
    assert "bob 4 0 half-test 4 → 0 the assignment was changed" in words
    assert "eve 4 8 half-test 0 → 4 (the mark given by hand stays)" in words

    again = run("grade", NAME, "--course", root)
    assert "Marks that moved" not in again.stdout
    assert marks(course) == after
    assert len(json.loads(run("report", NAME, "--course", root, "--json").stdout)["moves"]) == 3
