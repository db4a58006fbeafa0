"""An instructor's own right and wrong answers, judged in the sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.auditing.given import judge_given
from autograder.errors import UsageError
from autograder.isolation.sandbox import Sandbox

pytestmark = pytest.mark.slow

RIGHT = "def average(x):\n    return sum(x) / len(x)\n"
WRONG = "def average(x):\n    return sum(x)\n"
HARMFUL = "import os\nos._exit(3)\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    folder = tmp_path / "last_year"
    (folder / "average").mkdir(parents=True)
    for name, text in (
        ("right_sum.py", RIGHT),
        ("right_but_it_adds.py", WRONG),
        ("wrong_adds.py", WRONG),
        ("wrong_but_it_is_right.py", RIGHT),
        ("wrong_ends_the_process.py", HARMFUL),
        ("notes.txt", "not an answer"),
    ):
        (folder / "average" / name).write_text(text, encoding="utf-8")
    (folder / "average" / "wrong_is_no_text.py").write_bytes(b"\xff\xfe\x00")
    return folder


def test_a_file_that_is_judged_otherwise_than_its_name_says_is_told(
    course: Path, answers: Path
) -> None:
    judged = judge_given(course, answers, ["average"], Sandbox.find(allow_none=True), workers=2)
    assert {found.file: found.agrees for found in judged} == {
        "right_but_it_adds.py": False,
        "right_sum.py": True,
        "wrong_adds.py": True,
        "wrong_but_it_is_right.py": False,
        "wrong_ends_the_process.py": True,
        "wrong_is_no_text.py": False,
    }
    by_file = {found.file: found for found in judged}
    assert by_file["wrong_adds.py"].explained
    assert "Divide the sum by the number" in by_file["right_but_it_adds.py"].message
    assert by_file["wrong_is_no_text.py"].verdict == "not judged"
    assert "it is not text in utf-8" in by_file["wrong_is_no_text.py"].message


def test_a_folder_without_answers_is_one_sentence(course: Path, tmp_path: Path) -> None:
    sandbox = Sandbox.find(allow_none=True)
    with pytest.raises(UsageError, match="There is no folder"):
        judge_given(course, tmp_path / "nowhere", ["average"], sandbox)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="There are no answers in"):
        judge_given(course, tmp_path / "empty", ["average"], sandbox)


def test_a_folder_of_no_exercise_is_one_sentence(course: Path, answers: Path) -> None:
    (answers / "average").rename(answers / "avrage")
    with pytest.raises(UsageError, match="did you mean 'average'"):
        judge_given(course, answers, ["average"], Sandbox.find(allow_none=True))
