"""Who is who: never the wrong person, nobody where it is not sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.collecting.label import Label
from autograder.collecting.roster import Listed, Roster, read_roster
from autograder.collecting.worksheet import read_worksheet
from autograder.errors import UsageError
from autograder.grading.gradebook import Student

ADA = Student("ada", "Ada", "Lovelace", "ada@example.org", "101")
ALI = Student("ali", "علی", "رضایی", "", "102")
BOB = Student("bob", "Bob", "Müller", "", "103")
CLASS = Roster([Listed(ADA), Listed(ALI), Listed(BOB, ("bmueller",))])


def moodle(name: str, ticket: str = "9000") -> Label:
    return Label("Moodle", "ps1.ipynb", ticket=ticket, name=name)


def canvas(name: str, number: str) -> Label:
    return Label("Canvas", "ps1.ipynb", number=number, name=name)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Ada Lovelace", "ada"),
        ("Lovelace Ada", "ada"),
        ("LOVELACE, Ada", "ada"),
        ("علی رضایی", "ali"),
        ("Bob Muller", "bob"),
        ("Bob Mu\u0308ller", "bob"),
        ("Ada", None),
        ("Ada Byron", None),
        ("", None),
        ("participant", None),
    ],
)
def test_moodle_people_are_known_by_their_name(name: str, who: str | None) -> None:
    assert CLASS.find(moodle(name)) == who


def test_moodles_number_is_of_the_assignment_and_means_nobody() -> None:
    # Participant 102 of an assignment need not be the user 102
    assert CLASS.find(moodle("Nobody Known", ticket="102")) is None


def test_two_people_of_one_name_are_not_guessed() -> None:
    twins = Roster([Listed(ADA), Listed(Student("ada2", "Ada", "Lovelace", "a2@example.org"))])
    assert twins.find(moodle("Ada Lovelace")) is None
    assert twins.find(moodle("Ada Lovelace"), ("", "A2@example.org")) == "ada2"


def test_canvas_people_are_known_by_their_number_whatever_their_name_is() -> None:
    assert CLASS.find(canvas("mullerbob", "101")) == "ada"
    assert CLASS.find(canvas("mullerbob", "999")) is None


def test_without_numbers_canvas_people_are_known_by_surname_and_name() -> None:
    plain = Roster([Listed(Student("ada", "Ada", "de Lovelace")), Listed(Student("77"))])
    assert plain.find(canvas("delovelaceada", "999")) == "ada"
    assert plain.find(canvas("somebody", "77")) == "77"
    assert plain.find(canvas("somebody", "999")) is None


def test_a_number_of_the_systems_is_not_taken_for_an_id_of_the_course() -> None:
    course = Roster([Listed(Student("102", "Eve", "Adams", "", "7")), Listed(ALI)])
    assert course.find(canvas("x", "102")) == "ali"


def test_brightspace_people_are_known_by_number_name_or_user_name() -> None:
    def label(number: str, name: str) -> Label:
        return Label("Brightspace", "ps1.ipynb", number=number, name=name)

    assert CLASS.find(label("101", "Somebody Else")) == "ada"
    assert CLASS.find(label("5", "Ada Lovelace")) == "ada"
    assert CLASS.find(label("5", "bmueller Bob Müller")) == "bob"
    assert CLASS.find(label("5", "ada Ada Byron")) is None


def test_a_folder_is_known_by_id_address_or_user_name() -> None:
    for name in ("ada", "ADA", "ada@example.org"):
        assert CLASS.find(Label("folder", "ps1.ipynb", student=name)) == "ada"
    assert CLASS.find(Label("folder", "ps1.ipynb", student="bmueller")) == "bob"
    assert CLASS.find(Label("folder", "ps1.ipynb", student="Ada Lovelace")) is None


@given(st.permutations(["Ada", "Lovelace", "Bob", "Müller", "Byron"]), st.integers(0, 3))
def test_a_name_is_that_of_the_one_student_who_has_all_its_words_and_no_others(
    words: list[str], count: int
) -> None:
    whose = {("Ada", "Lovelace"): "ada", ("Bob", "Müller"): "bob"}
    named = words[:count]
    assert CLASS.find(moodle(" ".join(named))) == whose.get(tuple(sorted(named)))


@given(
    st.sampled_from(["lovelaceada", "رضاییعلی", "mullerbob", "müllerbob", "ada", "", "x"]),
    st.sampled_from(["101", "102", "103", "104", "0", "ada", "999"]),
)
def test_in_canvas_the_number_alone_decides(name: str, number: str) -> None:
    assert CLASS.find(canvas(name, number)) == {"101": "ada", "102": "ali", "103": "bob"}.get(
        number
    )


@pytest.mark.parametrize("name", ["علی\u200cرضا\xa0رضایی", "علیرضا رضایی", "علی\u200dرضا رضایی"])
def test_joiners_and_blanks_that_do_not_break_make_no_other_name(name: str) -> None:
    course = Roster([Listed(Student("ali", "علی\u200cرضا", "رضایی"))])
    assert course.find(moodle(name)) == "ali"


# students.csv


def test_the_list_is_read_with_commas_or_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    path.write_text(
        "\ufeffid, first_name,last_name,email,lms_user_id,username,group\n"
        'ada,Ada,"Lovelace, Countess",,101,al,3\n\n',
        "utf-8",
    )
    countess = Student("ada", "Ada", "Lovelace, Countess", "", "101")
    assert read_roster(path) == [Listed(countess, ("al",))]
    path.write_text("id;last_name\nada;Lovelace\nbob\n", "utf-8")
    assert [one.student for one in read_roster(path)] == [
        Student("ada", last_name="Lovelace"),
        Student("bob"),
    ]
    assert read_roster(tmp_path / "none.csv") == []


def test_names_in_the_list_may_hold_what_persian_needs(tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    path.write_text("id,first_name,last_name\nali,علی\u200cرضا,de\xa0la Cruz\n", "utf-8")
    (one,) = read_roster(path)
    assert one.student == Student("ali", "علی\u200cرضا", "de\xa0la Cruz")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no column id"),
        ("name\nada\n", "has no column id"),
        ("id,email\n,ada@example.org\n", "Line 2 of students.csv has no id"),
        ("id\nada\nada\n", "Line 3 of students.csv has 'ada' again"),
        ("id\n../ada\n", "can be no name of a folder"),
        ("id\na/b\n", "can be no name of a folder"),
        ("id\n<b>\n", "can be no name of a folder"),
        ("id,email\nada,\x1b[2J\n", "cannot be shown"),
        ("id,first_name\nada," + 200 * "x", "too long"),
        ("id,first_name\nada,A\u202eda", "cannot be shown"),
        ("id,last_name\nada,\u2067Lee", "cannot be shown"),
        ("id\na\u200cda\n", "can be no name of a folder"),
    ],
)
def test_a_mistake_in_the_list_is_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "students.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"\.$") as caught:
        read_roster(path)
    assert why in str(caught.value)


def test_a_list_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    path.write_bytes(b"id\n\xff\xfe")
    with pytest.raises(UsageError, match="save it as UTF-8"):
        read_roster(path)


# Moodle's worksheet

HEAD = (
    '\ufeffIdentifier,"Full name","ID number","Email address",Status,Grade,'
    '"Last modified (submission)","Last modified (grade)"\n'
)


@pytest.mark.parametrize(
    ("time", "read"),
    [
        ("Wednesday, 10 June 2026, 2:14 PM", "2026-06-10T14:14:00"),
        ("Wednesday, September 23, 2020, 9:00 PM", "2020-09-23T21:00:00"),
        ("Wednesday, 10 June 2026, 12:00\u202fAM", "2026-06-10T00:00:00"),
        ("-", None),
        ("Mittwoch, 10. Juni 2026, 14:14", None),
        ("Monday, 31 June 2026, 2:14 PM", None),
    ],
)
def test_the_worksheet_says_who_and_when(tmp_path: Path, time: str, read: str | None) -> None:
    path = tmp_path / "Grades.csv"
    row = f'"Participant 9001","Ada Lovelace",,ada@example.org,Submitted,,"{time}",-\n'
    path.write_text(HEAD + row, "utf-8")
    participant = read_worksheet(path)["9001"]
    assert participant.cells == ("", "ada@example.org")
    when = participant.handed_in
    assert (when.isoformat() if when else None) == read


def test_a_grade_is_not_taken_for_an_id(tmp_path: Path) -> None:
    path = tmp_path / "Grades.csv"
    path.write_text(HEAD + '"Participant 9001","Eve Adams",,e@example.org,Submitted,bob,-,-\n')
    assert CLASS.find(moodle("x"), read_worksheet(path)["9001"].cells) is None


def test_a_name_is_not_taken_for_an_id(tmp_path: Path) -> None:
    path = tmp_path / "Grades.csv"
    path.write_text(HEAD + '"Participant 9001","ada",,eve@elsewhere.org,Submitted,,-,-\n')
    label = moodle("ada", "9001")
    assert CLASS.sure(label, read_worksheet(path)["9001"].cells) is None
    assert CLASS.find(label, read_worksheet(path)["9001"].cells) is None


def test_another_table_is_not_taken_for_the_worksheet(tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    path.write_text("id,first_name\nada,Ada\n")
    with pytest.raises(UsageError, match=r"students\.csv is no grading worksheet"):
        read_worksheet(path)
