"""What an instructor sets in autograder.toml holds, and a slip is told in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.settings import FeedbackSettings, read_feedback, read_limits
from autograder.isolation.limits import Limits


def limits(folder: Path, text: str) -> Limits:
    (folder / "autograder.toml").write_text(text, "utf-8")
    return read_limits(folder)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_limits(tmp_path) == Limits()


def test_what_is_set_holds_and_the_rest_stays(tmp_path: Path) -> None:
    found = limits(tmp_path, "[limits]\ncell_seconds = 7\nmemory_mb = 800\n")
    assert found == Limits(cell_seconds=7.0, memory_mb=800)
    assert isinstance(found.cell_seconds, float)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[limits]\ncell_second = 7\n", "did you mean 'cell_seconds'"),
        ("[limits]\ncell_seconds = 'long'\n", "cell_seconds in autograder.toml has to be a number"),
        ("[limits]\nmemory_mb = 1.5\n", "memory_mb in autograder.toml has to be a whole number"),
        ("[limits]\nmemory_mb = true\n", "has to be a whole number"),
        ("[limits]\nmemory_mb = 0\n", "has to be more than 0"),
        ("limits = 3\n", "has to be a section"),
        ("[limit]\n", "did you mean 'limits'"),
        ("[limits\n", "autograder.toml cannot be read"),
    ],
)
def test_a_slip_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        limits(tmp_path, text)


def feedback(folder: Path, text: str) -> FeedbackSettings:
    (folder / "autograder.toml").write_text(text, "utf-8")
    return read_feedback(folder)


def test_the_sections_are_read_apart(tmp_path: Path) -> None:
    both = "[limits]\ncell_seconds = 7\n[feedback]\nlectures = 'l.html'\n"
    assert feedback(tmp_path, both) == FeedbackSettings("l.html")
    assert read_limits(tmp_path) == Limits(cell_seconds=7.0)
    assert feedback(tmp_path, "") == FeedbackSettings("")


@pytest.mark.parametrize(
    "address", ["https://dl.example.org/{session}.html", "../../lecture.html", "/x/{session}", ""]
)
def test_an_address_on_the_web_or_beside_the_page_is_taken(tmp_path: Path, address: str) -> None:
    assert feedback(tmp_path, f"[feedback]\nlectures = '{address}'\n").lectures == address


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lectures = 'javascript:alert(1)'", "lectures in autograder.toml has to be an address"),
        ("lectures = 'JavaScript:alert(1)'", "has to be an address"),
        ("lectures = '//elsewhere.example.org'", "has to be an address"),
        ("lectures = 'https:/x'", "has to be an address"),
        ("lectures = 'http://[x'", "has to be an address"),
        ("lectures = 'a b'", "has to be an address"),
        ("lectures = 3", "lectures in autograder.toml has to be a text"),
        ("lecture = 'x'", "did you mean 'lectures'"),
    ],
)
def test_a_slip_about_feedback_is_told_in_one_sentence(
    tmp_path: Path, line: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        feedback(tmp_path, f"[feedback]\n{line}\n")
