"""`autograder audit` as a person runs it: what it prints, and the status it leaves with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder import cli

pytestmark = pytest.mark.slow


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, ["audit", *map(str, arguments)])


def test_a_sound_course_leaves_with_0_and_shows_a_table(course: Path) -> None:
    result = run("--course", course.parent)
    assert result.exit_code == 0, result.output
    assert "average" in result.stdout
    assert "✓ Every target is met." in result.stdout


def test_a_wrong_answer_that_slips_through_leaves_with_1(
    with_answer: Callable[[str], Path],
) -> None:
    course = with_answer("""

@exercise.rejects("For more than twenty values you leave out the last one; sum all of them.")
def leaves_out_the_last_of_many(x):
    return np.mean(x[:-1] if len(x) > 20 else x)
""")
    page = course.parent / "audit.md"
    result = run("average", "--course", course.parent, "--json", "--page", page)
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["exercises"][0]["wrong_accepted"] == ["leaves_out_the_last_of_many"]
    fault = "average: a wrong answer is accepted: leaves_out_the_last_of_many"
    assert fault in found["faults"]
    assert "| average | 5 | 0 | 11 | 1 |" in page.read_text(encoding="utf-8")


def test_an_exercise_that_does_not_exist_is_one_sentence(course: Path) -> None:
    result = run("avrage", "--course", course.parent)
    assert result.exit_code == 2
    assert result.stderr == ("autograder: There is no exercise 'avrage'; did you mean 'average'?\n")


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("def average(x):\n    return sum(x)\n", 0, "✓ Every file is judged as its name says."),
        ("def average(x):\n    return sum(x) / len(x)\n", 1, "✗ average/wrong_one.py is right."),
    ],
)
def test_an_instructors_own_answers_are_judged(
    course: Path, tmp_path: Path, text: str, status: int, said: str
) -> None:
    folder = tmp_path / "mine" / "average"
    folder.mkdir(parents=True)
    (folder / "wrong_one.py").write_text(text, encoding="utf-8")
    result = run("--answers", folder.parent, "--course", course.parent)
    assert result.exit_code == status, result.output
    assert said in result.stdout
    result = run("--answers", folder.parent, "--course", course.parent, "--json")
    (found,) = json.loads(result.stdout)["files"]
    assert (found["wanted"], found["agrees"]) == ("wrong", status == 0)
