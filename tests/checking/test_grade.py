"""grade: what a hidden test cell calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.checking.grade import collecting, grade
from autograder.errors import UsageError

TRIPLE = """
from autograder.checking import Exercise

def triple(x):
    return 3 * x

def third(x):
    return x / 3

exercise = Exercise(triple, third)

@exercise.check("triples", weight=2)
def triples(answer, case):
    case.equal(answer.triple(2.0), 6.0)

@exercise.check("divides by three")
def divides(answer, case):
    case.equal(answer.third(6.0), 2.0)

@exercise.rejects("Three times, not to the power of three.")
class Cubes:
    def triple(x):
        return x ** 3
"""


def triple(x: float) -> float:
    return x + x + x


def third(x: float) -> float:
    return x / 3


@pytest.fixture(autouse=True)
def in_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "course" / "s01_first" / "exercises" / "triple.py"
    path.parent.mkdir(parents=True)
    path.write_text(TRIPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_a_right_answer_earns_all_points(capsys: pytest.CaptureFixture[str]) -> None:
    assert grade("triple", triple, third, points=10) == 10.0
    assert capsys.readouterr().out == "triple: right.\n"


def test_partial_credit_is_a_plain_float_rounded_to_cents() -> None:
    score = grade("triple", triple, lambda x: x, points=10)
    assert type(score) is float
    assert score == 6.67


def test_what_is_not_right_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert grade("triple", lambda x: x**3, third, points=3) == 1.0
    assert capsys.readouterr().out.splitlines() == [
        "triple: wrong.",
        "The check “triples” fails in `triple`. `triple(x=2)` returned 8; right is 6. "
        "Three times, not to the power of three.",
    ]


def test_the_answers_come_in_the_order_of_the_exercise() -> None:
    assert grade("triple", third, triple, points=10) == 0.0


def test_reports_are_collected_inside_the_block_only() -> None:
    with collecting() as reports:
        grade("triple", triple, third, points=10)
        with collecting() as inner:
            grade("triple", third, third, points=10)
        grade("triple", triple, triple, points=10)
    grade("triple", triple, third, points=10)
    assert [round(report.score, 2) for report in reports] == [1.0, 0.67]
    assert [round(report.score, 2) for report in inner] == [0.33]


def test_collecting_ends_when_a_cell_fails() -> None:
    def fail_inside() -> None:
        with collecting():
            raise KeyError

    with collecting() as reports:
        with pytest.raises(KeyError):
            fail_inside()
        grade("triple", triple, third, points=10)
    assert len(reports) == 1


def test_an_unknown_exercise_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="did you mean 'triple'"):
        grade("tripel", triple, third, points=10)


@pytest.mark.parametrize("answers", [(), (triple,), (triple, third, third)])
def test_the_wrong_number_of_answers_is_one_sentence(answers: tuple[object, ...]) -> None:
    with pytest.raises(UsageError, match="takes triple, third"):
        grade("triple", *answers, points=10)
