"""The page: safe whatever students wrote, and never a verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from grading.courses import NAME, Course, answer, answered, check
from reporting.graded import assert_harmless
from reporting.hostile import EVERYTHING, HOSTILE

from autograder.cli import main
from autograder.similarity import Submitted, compare
from autograder.similarity.answers import Answer
from autograder.similarity.given import Given
from autograder.similarity.page import SHOWN, similarity_page
from similarity.disguise import everything
from similarity.test_pairs import ODD, USUAL


def page(answers: dict[str, str], most: int = 25, unread: dict[str, str] | None = None) -> str:
    every = {who: {EVERYTHING[:150]: Answer(text, False)} for who, text in answers.items()}
    submitted = Submitted(every, unread or {})
    return similarity_page("ps1", compare(submitted, Given()), submitted, Given(), most)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_students_wrote_is_harmless_on_the_page(hostile: str) -> None:
    text = f"{ODD}\ns = {hostile!s}\n# {hostile}"
    made = page({f"a{hostile}": text, f"b{hostile}": text}, unread={hostile: hostile})
    read = assert_harmless(made)
    assert "reason to look, never a verdict" in read.words
    assert read.tags("mark")


def test_a_long_answer_is_shown_from_where_it_is_alike() -> None:
    long = "\n".join(f"value_{n} = {n}" for n in range(3000))
    made = page({"ada": f"{long}\n{ODD}", "bob": everything(ODD), "cleo": long})
    assert "characters are left out here" in made
    assert "kept.append" in made
    assert len(made) < 20_000 + 4 * SHOWN


def test_nothing_alike_is_said_so() -> None:
    words = assert_harmless(page({f"s{n}": text for n, text in enumerate(USUAL)})).words
    assert "No two students share more than chance explains." in words


def test_the_page_says_how_many_more_there_are() -> None:
    made = page({f"s{n}": ODD for n in range(3)} | {f"t{n}": USUAL[n] for n in range(4)}, most=1)
    assert "2 more pairs would be shown" in assert_harmless(made).words


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path)
    cells = [answer("f", "def f(x):\n    return {}"), check("t", "f([])")]
    made.add(cells)
    for who, text in {"ada": ODD, "bob": everything(ODD), "cleo": USUAL[0]}.items():
        made.hand_in(who, answered(cells, {"f": text}))
    return made


def run(course: Course, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["similarity", NAME, *arguments, "--course", str(course.root)])


def test_the_command_writes_the_page_and_names_the_pairs(course: Course) -> None:
    done = run(course)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "3 students, 3 pairs of students." in done.stdout
    assert "ada, bob" in done.stdout
    assert "never a verdict" in done.stdout
    assert "ada" in (course.root / "reports" / "ps1-similarity.html").read_text("utf-8")


def test_json_says_the_same_and_where(course: Course) -> None:
    found = json.loads(run(course, "--json").stdout)
    assert not (course.root / "reports").exists()
    (pair,) = found["pairs"]
    assert (pair["one"], pair["other"]) == ("ada", "bob")
    (part,) = pair["answers"]
    assert part["answer"] == "f"
    assert part["lines"]["one"] == [[2, 6]]
    assert found["possible_pairs"] == 3


def test_what_was_not_compared_leaves_with_1(course: Course) -> None:
    course.hand_in("dan", "{")
    done = run(course)
    assert done.exit_code == 1
    assert "dan was not compared" in done.stderr


def test_an_assignment_that_nobody_handed_in_is_told(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.add([answer("f", "1")])
    done = run(course)
    assert done.exit_code == 2
    assert "Nobody has handed in ps1" in done.stderr
    done = CliRunner().invoke(main, ["similarity", "ps2", "--course", str(tmp_path)])
    assert "did you mean 'ps1'" in done.stderr
