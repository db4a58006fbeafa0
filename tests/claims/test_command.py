"""`autograder claims` as an author runs it: what it finds, what it writes, how it leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder import cli

Change = Callable[[str, str, str], None]
LECTURE = "s01_sums/lecture.py"


def run(course: Path, *arguments: str) -> Result:
    """The command in the course's folder."""
    return CliRunner().invoke(cli.main, ["claims", *arguments, "--course", str(course.parent)])


def faults(course: Path, *arguments: str) -> list[str]:
    """What the command finds wrong; its exit status has to fit."""
    result = run(course, "--json", *arguments)
    found: list[str] = json.loads(result.stdout)["faults"]
    assert result.exit_code == (1 if found else 0)
    return found


def test_a_course_in_order_leaves_with_0_and_writes_its_page(course: Path) -> None:
    page = course.parent / "docs" / "claims.md"
    result = run(course, "--page", str(page))
    assert result.exit_code == 0, result.output
    assert "✓ Every number, heading and remark is where the table says." in result.stdout
    text = page.read_text(encoding="utf-8")
    row = "| P7 | three sigmoids | their sum | 2.13 | 2.1368 | differs: rounded on the way | E18 |"
    assert f"{row} S1: 1. Three sigmoids |" in text
    assert "| a random one | 0.4 | 0.41 (0.4 … 0.5) | agrees within 0.1 |" in text
    assert "| P6 | a number becomes a probability |  |  |  |  |  | S1: 2. What they mean |" in text
    assert "| E18 | P7 | 2.13 | 2.14 | S1: 1. Three sigmoids |" in text
    assert "| s01_sums | 1 |" in text
    assert (
        "2 measured numbers. 2 of these are set beside a slide's number: 1 agree, 1 differ" in text
    )
    again = run(course, "--kept", "--page", str(page))
    assert again.exit_code == 0
    assert page.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            LECTURE,
            "total, 2.1368, 4",
            "total, 2.14, 4",
            f"{LECTURE}, line 13: P7.sum is 2.1368, and the lecture says 2.14.",
        ),
        (
            LECTURE,
            "0.410504, between",
            "0.39, between",
            f"{LECTURE}, line 14: P7.random is 0.39, and the lecture says from 0.4 to 0.5.",
        ),
        (
            "claims.toml",
            ', differs = "rounded on the way"',
            "",
            "P7.sum is 2.1368, and the slide says 2.13; write into claims.toml why they differ.",
        ),
        (
            "claims.toml",
            'slide = "2.13"',
            'slide = "2.14"',
            "P7.sum is 2.1368 and agrees with the slide (2.14); take the reason why it differs "
            "out of claims.toml.",
        ),
        (
            "claims.toml",
            'slide = "0.4"',
            'slide = ["0.4", "0.5"]',
            "P7.random: the slide has 2 values (0.4, 0.5), and 1 are claimed.",
        ),
        (
            LECTURE,
            'claim("P7.random", 0.410504, between=(0.4, 0.5))',
            "if total < 0:\n    claim('P7.random', 0.410504, between=(0.4, 0.5))",
            f"{LECTURE}, line 15: P7.random was claimed 0 times in one run; once is wanted.",
        ),
        (
            LECTURE,
            "assert agrees(total / 2, 1.07, 2)",
            "assert agrees(total / 2, 1.08, 2)",
            f"{LECTURE}, line 15: the lecture stopped there: AssertionError",
        ),
    ],
)
def test_a_number_that_is_off_leaves_with_1(
    course: Path, change: Change, file: str, old: str, new: str, said: str
) -> None:
    change(file, old, new)
    assert faults(course) == [said]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            LECTURE,
            'claim("P7.random", 0.410504, between=(0.4, 0.5))\n',
            "",
            "P7.random is in claims.toml, and it is claimed nowhere; one place is wanted.",
        ),
        (
            LECTURE,
            "assert agrees(",
            'claim("P7.sum", total, 2.1368, 4)\nassert agrees(',
            "P7.sum is in claims.toml, and it is claimed in 2 places; one place is wanted.",
        ),
        (
            "claims.toml",
            'numbers.random = { what = "a random one", slide = "0.4", within = 0.1 }\n',
            "",
            f"{LECTURE}, line 14: the lecture claims 'P7.random', which is not in claims.toml; did "
            "you mean 'P7.sum'?",
        ),
        (
            "claims.toml",
            "S1: 2. What they mean",
            "S1: 2. What it means",
            "P6: the lecture of session 1 has no heading '2. What it means'; did you mean "
            "'2. What they mean'?",
        ),
        (
            "claims.toml",
            "S1: 2. What they mean",
            "S2: 2. What they mean",
            "P6: there is no lecture of session 2.",
        ),
        (
            LECTURE,
            "**Remark on the slide.** It gives",
            "It gives",
            "E18: no remark on the slides under 'S1: 1. Three sigmoids' says 'because it rounds "
            "on the way'; correct claims.toml, or write the remark.",
        ),
        (
            "claims.toml",
            '"S1: 1. Three',
            '"S1: 1. Two',
            "E18: the lecture of session 1 has no heading '1. Two sigmoids'; did you mean "
            "'1. Three sigmoids'?",
        ),
    ],
)
@pytest.mark.usefixtures("kept")
def test_what_is_missing_is_found_without_running_a_lecture(
    course: Path, change: Change, file: str, old: str, new: str, said: str
) -> None:
    change(file, old, new)
    assert faults(course, "--kept") == [said]


def test_a_name_that_is_no_text_is_refused(course: Path, change: Change) -> None:
    change(LECTURE, '"P7.sum"', '"P7" + ".sum"')
    result = run(course, "--kept")
    assert result.exit_code == 2
    assert "line 13: write the name of what is claimed as a text" in result.stderr


def test_a_lecture_that_does_not_exist_is_one_sentence(course: Path) -> None:
    result = run(course, "s01_sum")
    assert result.exit_code == 2
    assert result.stderr == (
        "autograder: There is no lecture 's01_sum'; did you mean 's01_sums'?\n"
    )


def test_the_page_keeps_what_other_sessions_measured(course: Path, change: Change) -> None:
    other = course / "s02_more"
    other.mkdir()
    lecture = '# %%\nfrom lecture_tools import claim\n\nclaim("P6.one", 1, 1)\n'
    (other / "lecture.py").write_text(lecture, encoding="utf-8")
    change("claims.toml", "[E18]", 'numbers.one = { what = "one" }\n\n[E18]')
    page = course.parent / "docs" / "claims.md"
    assert run(course, "--page", str(page)).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "a probability | one |  | 1 |" in text
    assert run(course, "s01_sums", "--page", str(page)).exit_code == 0
    assert page.read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("kept")
def test_a_remark_ends_with_its_paragraph(course: Path, change: Change) -> None:
    change(LECTURE, "# > on the way.", "# > on\n#\n# > the way.")
    (fault,) = faults(course, "--kept")
    assert fault.startswith("E18: no remark")


def test_numbers_that_nobody_kept_cannot_be_taken(course: Path) -> None:
    page = course.parent / "docs" / "claims.md"
    result = run(course, "--kept", "--page", str(page))
    assert result.exit_code == 2
    assert result.stderr == (
        f"autograder: There is no {page.with_suffix('.json')}, so no number is kept; run "
        f"autograder claims once with --page {page} and without --kept.\n"
    )
    assert not page.exists()


def test_a_number_that_nobody_kept_is_a_fault(course: Path, kept: Path) -> None:
    assert faults(course, "--kept") == []
    kept.write_text(kept.read_text("utf-8").replace('"P7.random"', '"P7.other"'), "utf-8")
    assert faults(course, "--kept") == [
        f"{LECTURE}, line 14: nothing is kept for P7.random; run: autograder claims s01_sums "
        "--page docs/claims.md"
    ]


@pytest.mark.parametrize("text", ["{", "[]", '{"claimed": {"P7.sum": {}}, "own": {}}'])
def test_kept_numbers_that_cannot_be_read_are_one_sentence(
    course: Path, kept: Path, text: str
) -> None:
    kept.write_text(text, encoding="utf-8")
    result = run(course, "--kept")
    assert result.exit_code == 2
    assert "is not what a run of autograder claims keeps" in result.stderr
    assert result.stderr.count("\n") == 1
