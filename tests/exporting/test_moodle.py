"""Moodle's two doors: the gradebook's CSV, and the worksheet of an assignment."""

import csv
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.exporting import Scale, moodle
from autograder.exporting.sheet import Sheet
from autograder.exporting.worksheet import fill
from exporting.conftest import Class

# as mod/assign/gradingtable.php heads it
HEAD = (
    'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\n'
)


def row(number: int, email: str, grade: str = "", most: str = "10.00", can: str = "Yes",
        comment: str = "") -> str:  # fmt: skip
    when = '"Sunday, 1 March 2026, 11:00 AM"'
    return f'"Participant {number}",X,,{email},Submitted,{grade},{most},{can},{when},-,{comment}\n'


SHEET = HEAD + row(77, "ada@x.org") + row(78, "BOB@x.org")


@pytest.fixture
def known(marked: Class) -> Class:
    marked.about("ada", email="ada@x.org")
    marked.about("bob", email="bob@x.org")
    return marked


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_worksheet_gets_grades_and_comments(known: Class) -> None:
    made = fill(Sheet(SHEET.encode(), "w.csv"), known.grades, Scale(), None, None)
    ada, bob = rows(made.content)
    assert (ada["Grade"], bob["Grade"]) == ("10", "5.13")
    assert ada["Feedback comments"] == "f: 6 of 6<br>why: 4 of 4"
    assert (ada["Identifier"], ada["Status"]) == ("Participant 77", "Submitted")
    assert made.notes == ()


def test_what_moodle_would_pass_over_without_a_word_is_told(known: Class) -> None:
    sheet = HEAD + row(77, "ada@x.org", most="5.00") + row(78, "bob@x.org", "1.00", can="No")
    made = fill(Sheet(sheet.encode(), "w.csv"), known.grades, Scale(), None, None)
    assert [one["Grade"] for one in rows(made.content)] == ["10", "1.00"]
    assert made.notes == (
        "Above the maximum grade, so Moodle will pass over them: ada; change the maximum in "
        "Moodle, or scale with --out-of.",
        "Moodle does not let their grade be changed: bob.",
    )


def test_a_comment_that_stands_there_is_not_lost(known: Class) -> None:
    sheet = HEAD + row(77, "ada@x.org", comment='"Well done, Ada"')
    made = fill(Sheet(sheet.encode(), "w.csv"), known.grades, Scale(), None, None)
    assert rows(made.content)[0]["Feedback comments"] == "Well done, Ada"
    assert made.notes[0] == "Comments that stood there were left as they are: ada."
    assert made.notes[1] == "With a mark, but not in w.csv (1): bob."


def test_comments_are_harmless_html_and_no_formula(known: Class) -> None:
    known.by_hand("ada", 4, comment="=1<script>alert(1)</script>")
    made = fill(Sheet(SHEET.encode(), "w.csv"), known.grades, Scale(), None, None)
    told = rows(made.content)[0]["Feedback comments"]
    assert "<script" not in told
    assert "&lt;script&gt;" in told
    assert not told.startswith("=")


def test_the_zip_has_each_students_pages_under_the_participants_number(
    known: Class, template: Callable[[str | bytes], Path]
) -> None:
    page = known.course.root / "feedback" / "ada" / "ps1" / "ps1.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>well done")
    archive = known.course.root / "f.zip"
    archive.touch()
    refused = known.export(
        "ps1", "--to", "moodle-worksheet", "--template", template(SHEET), "--feedback-zip", archive
    )
    assert refused.exit_code == 2
    assert not (known.course.root / "exports").exists()
    archive.unlink()
    done = known.export(
        "ps1", "--to", "moodle-worksheet", "--template", template(SHEET), "--feedback-zip", archive
    )
    assert done.exit_code == 1
    assert "There is no feedback page for bob." in done.stderr
    with zipfile.ZipFile(archive) as made:
        assert made.namelist() == ["Participant_77_assignsubmission_file_/ps1.html"]
        assert made.read(made.namelist()[0]) == b"<p>well done"


def test_the_gradebooks_csv_has_who_mark_and_feedback(known: Class) -> None:
    made = moodle.export([known.grades], Scale(), None)
    assert not made.content.startswith(b"\xef\xbb\xbf")
    found = rows(made.content)
    assert list(found[0]) == ["Username", "ps1", "ps1 feedback"]
    assert [(one["Username"], one["ps1"]) for one in found] == [("ada", "10"), ("bob", "5.13")]


def test_students_without_the_field_that_is_asked_for_are_told(known: Class) -> None:
    known.about("ada", email="")
    made = moodle.export([known.grades], Scale(), "email address")
    assert [one["Email address"] for one in rows(made.content)] == ["bob@x.org"]
    assert made.notes == ("They have no email address that can be written: ada.",)


def test_an_id_with_a_sign_in_front_still_matches_and_a_formula_is_left_out(known: Class) -> None:
    known.about("ada", email="-12345@x.org")
    known.about("bob", email="=HYPERLINK(1)@x")
    made = moodle.export([known.grades], Scale(), "Email address")
    assert [one["Email address"] for one in rows(made.content)] == ["-12345@x.org"]
    assert "bob" in made.notes[0]


def test_marks_for_which_moodle_refuses_the_file_are_told(known: Class) -> None:
    made = moodle.export([known.grades], Scale(2, Decimal(1000)), None)
    assert "ada; bob" in made.notes[0]
    with pytest.raises(UsageError, match="Username, ID number, Email address"):
        moodle.export([known.grades], Scale(), "nickname")
