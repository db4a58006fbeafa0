"""Canvas's export, as lib/gradebook_exporter.rb of canvas-lms writes it, filled in."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.exporting import Scale
from autograder.exporting.canvas import fill
from autograder.exporting.sheet import Sheet
from exporting.conftest import CELLS, Class

HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (41),PS1 (42),Final Score\n"
HIDDEN = ",,,,,,Manual Posting,\n"
POINTS = "    Points Possible,,,,,5.00,10.00,(read only)\n"
ADA = '"Lovelace, Ada",101,"0007",ada,"A, B",4.50,,93.10\n'
BOB = "Bob,102,0008,BOB,A,,3.00,12.00\n"
EVE = "Eve,103,0009,eve,A,,,\n"
TEST = '"Student, Test",104,,a1b2c3,A,,,\n'
FILE = HEAD + HIDDEN + POINTS + ADA + BOB + TEST


def filled(marked: Class, content: str, **more: str) -> tuple[str, tuple[str, ...]]:
    made = fill(
        Sheet(content.encode(), "G.csv"),
        marked.grades,
        Scale(),
        more.get("column"),
        more.get("match"),
    )
    return made.content.decode(), made.notes


def test_only_the_assignments_column_changes(marked: Class) -> None:
    content, notes = filled(marked, FILE)
    want = FILE.replace("4.50,,93", "4.50,10,93").replace(",A,,3.00,", ",A,,5.13,")
    assert content == want
    assert notes == ("Marks in the column 'PS1 (42)' that are replaced by others: 1.",)


def test_a_mark_that_is_there_already_is_no_change(marked: Class) -> None:
    content, notes = filled(marked, FILE.replace(",3.00,", ",5.13,"))
    assert "5.13" in content
    assert notes == ()


def test_semicolons_decimal_commas_and_the_byte_order_mark_are_kept(marked: Class) -> None:
    rows = list(csv.reader(io.StringIO(HEAD + POINTS + ADA + BOB)))
    text = "".join(";".join(c.replace(".", ",") for c in row) + "\r\n" for row in rows)
    made = fill(Sheet(("\ufeff" + text).encode(), "G.csv"), marked.grades, Scale(), None, None)
    want = text.replace("4,50;;93", "4,50;10;93").replace(";A;;3,00;", ";A;;5,13;")
    assert made.content.decode() == "\ufeff" + want


def test_excused_students_and_those_without_the_assignment_are_left(marked: Class) -> None:
    for word in ("EX", "N/A", "ex"):
        content, notes = filled(marked, FILE.replace(",3.00,", f",{word},"))
        assert f",A,,{word}," in content
        assert notes == (f"Left as Canvas has them, excused or not assigned: bob ({word}).",)


def test_who_is_on_one_side_only_is_told_and_the_test_student_is_not(marked: Class) -> None:
    _, notes = filled(marked, HEAD + POINTS + ADA + EVE + TEST)
    assert notes == (
        "In G.csv, but without a mark in the gradebook, so their rows are as they were (1): Eve.",
        "With a mark, but not in G.csv (1): bob.",
    )


def test_the_column_of_ids_is_the_one_that_fits_most(marked: Class) -> None:
    marked.about("ada", lms_user_id="101")
    marked.about("bob", lms_user_id="102")
    content, _ = filled(marked, FILE.replace("ada", "x").replace("BOB", "y"))
    assert ",10,93.10" in content
    content, notes = filled(marked, FILE, match="id")
    assert ",10,93.10" in content
    with pytest.raises(UsageError, match=r"'SIS User ID'.*--match"):
        filled(marked, FILE, match="SIS User ID")


def test_an_id_that_fits_two_rows_fills_neither(marked: Class) -> None:
    content, notes = filled(marked, HEAD + POINTS + ADA + BOB + BOB.replace("Bob", "Bob II"))
    assert content.count("3.00") == 2
    assert "these fit more than one student or row, so they got no mark (1): BOB." in notes[0]


@pytest.mark.parametrize("column", ["Final Score", "Student", "Section"])
def test_a_column_that_is_no_assignments_is_refused(marked: Class, column: str) -> None:
    with pytest.raises(UsageError, match="computes the column"):
        filled(marked, FILE, column=column)


def test_a_column_that_is_read_only_is_refused(marked: Class) -> None:
    with pytest.raises(UsageError, match="PS1"):
        filled(marked, FILE.replace("10.00,(read", "(read only),(read"))


def test_another_assignment_can_be_named_and_an_unknown_one_is_told(marked: Class) -> None:
    content, notes = filled(marked, FILE, column="essay (41)")
    assert '"A, B",10,,93.10' in content
    assert "Canvas counts 5 points" in notes[0]
    with pytest.raises(UsageError, match=r"'Essay \(41\)', 'Other \(42\)'"):
        filled(marked, FILE.replace("PS1 (42)", "Other (42)"))


def test_marks_can_be_scaled_to_what_canvas_counts(marked: Class) -> None:
    made = fill(Sheet(FILE.replace("10.00", "20.00").encode(), "G"), marked.grades,
                Scale(0, Decimal(20)), None, None)  # fmt: skip
    assert b"4.50,20,93" in made.content
    assert b",A,,10,12.00" in made.content


def test_the_command_fills_a_template_and_says_what_it_did(
    marked: Class, template: Callable[[str | bytes], Path]
) -> None:
    path = template(FILE.replace(",3.00,", ",,"))
    done = marked.export("ps1", "--to", "canvas", "--template", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Marks of 2 students are written." in done.stdout
    assert "Marks are out of 10, rounded half up to 2 decimal places." in done.stdout
    written = marked.course.root / "exports" / "ps1-canvas.csv"
    assert b",10,93.10" in written.read_bytes()
    again = marked.export("ps1", "--to", "canvas", "--template", path)
    assert again.exit_code == 2
    assert "--force" in again.stderr


def test_of_all_assignments_each_student_counts_once(
    marked: Class, template: Callable[[str | bytes], Path]
) -> None:
    marked.course.add(CELLS, assignment="ps2", name="ps2")
    for student in ("ada", "cleo"):
        marked.grade(student, 6, assignment="ps2")
    head = HEAD.replace("PS1 (42)", "PS1 (42),PS2 (43)")
    people = [f"{n},{n},,{n},A,,,,\n" for n in ("ada", "BOB", "cleo")]
    path = template(head + "".join(people))
    done = marked.export("--all", "--to", "canvas", "--template", path, "--incomplete")
    assert "Marks of 3 students are written." in done.stdout
    table = marked.export("--all", "--to", "table")
    assert "Marks of 3 students are written." in table.stdout
