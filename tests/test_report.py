"""`autograder report`: what it writes, what it prints, and what it says where it cannot."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from grading.courses import NAME, Course, Made, answered, by_hand, check, notebook
from reporting.graded import Page, assert_harmless
from test_cli import run, sentence

from autograder.grading.gradebook import Gradebook
from autograder.grading.journal import Journal
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult

CELLS = [check("f-hidden", "assert True", 8), by_hand("essay", "Because.", "markdown", 2)]


def graded(course: Course, assignment: str, scores: dict[str, float]) -> None:
    """A class whose results are given: in the gradebook, and beside it."""
    course.add(CELLS, name=assignment, assignment=assignment)
    source = notebook(cell.json(cell.source) for cell in CELLS)
    with Gradebook(course.opened) as gradebook:
        gradebook.prepare(assignment, {assignment: source})
    for student, score in scores.items():
        course.hand_in(student, answered(CELLS), name=assignment, assignment=assignment)
        record(course, assignment, CELLS, student, score)


def record(course: Course, assignment: str, made: list[Made], student: str, score: float) -> None:
    """A result of a test and an essay, as a run keeps and records it."""
    cells = (
        CellResult(made[0].grade_id, 8.0, score, "right" if score == 8 else "wrong", "It failed."),
        CellResult(made[1].grade_id, 2.0, None, "manual", "Waits for a person."),
    )
    nb = NotebookResult(assignment, cells, (), answered(made))
    result = SubmissionResult(assignment, student, (nb,), (), "none", "", "", 1.5)
    journal = Journal(course.opened, assignment)
    journal.keep(result)
    with Gradebook(course.opened) as gradebook:
        gradebook.record(result)
    journal.is_recorded(student)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = Course(tmp_path)
    graded(course, "ps1", {"ada": 8.0, "bob": 2.0})
    return course


def page(course: Course, name: str) -> str:
    return (course.root / "reports" / name).read_text("utf-8")


def test_the_report_of_an_assignment_is_one_page(course: Course) -> None:
    told = run("report", "ps1", "--course", course.root)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout == f"Class report: {course.root}/reports/ps1.html\n"
    assert sorted(path.name for path in (course.root / "reports").iterdir()) == ["ps1.html"]
    read = assert_harmless(page(course, "ps1.html"), charts=True)
    assert "mean of 10 5 median" in read.words
    assert not [a for a in read.tags("a") if "feedback" in a["href"]]  # there is none yet


def test_feedback_that_is_there_is_linked(course: Course) -> None:
    place = course.root / "feedback" / "ada" / "ps1" / "ps1.html"
    place.parent.mkdir(parents=True)
    place.touch()
    run("report", "ps1", "--course", course.root)
    links = [a["href"] for a in Page(page(course, "ps1.html")).tags("a")]
    assert [href for href in links if "feedback" in href] == ["../feedback/ada/ps1/ps1.html"]


def test_a_link_leads_to_the_file_whatever_the_name_of_the_student(tmp_path: Path) -> None:
    course = Course(tmp_path)
    graded(course, "ps1", dict.fromkeys(["50%20", "a#b", "o:p", "q?x=1"], 8.0))
    assert run("feedback", "ps1", "--course", course.root).exit_code == 0
    assert run("report", "--course", course.root).exit_code == 0
    links = [a["href"] for a in Page(page(course, "ps1.html")).tags("a")]
    found = [urlsplit(href) for href in links if "feedback" in href]
    assert len(found) == 4
    for address in found:
        assert (address.scheme, address.query, address.fragment) == ("", "", "")
        assert (course.root / "reports" / unquote(address.path)).is_file()


def test_a_mark_given_by_hand_and_a_penalty_are_in_the_report(course: Course) -> None:
    with sqlite3.connect(course.root / "gradebook.db") as book:
        book.execute("UPDATE grade SET manual_score = 1.5 WHERE auto_score IS NULL")
        book.execute("UPDATE submitted_assignment SET timestamp = '2026-03-01 11:00:00.000000'")
    # an hour late; what it costs is written before it is shown
    (course.root / "deadlines.toml").write_text(
        "[ps1]\ndue = 2026-03-01T10:00:00Z\npoints_per_day = 0.5\n"
    )
    told = json.loads(run("report", "ps1", "--course", course.root, "--json").stdout)
    assert [(s["mark"], s["late_penalty"]) for s in told["students"]] == [(9.0, 0.5), (3.0, 0.5)]
    assert told["exercises"][1]["mean"] == 1.5
    assert not (course.root / "reports").exists()  # --json writes nothing


def test_the_course_page_is_over_all_that_is_graded(course: Course) -> None:
    graded(course, "ps2", {"ada": 4.0})
    course.add(CELLS, name="ps3", assignment="ps3")  # nobody has handed it in
    told = run("report", "--course", course.root)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.splitlines() == [
        f"Class report: {course.root}/reports/ps1.html",
        f"Class report: {course.root}/reports/ps2.html",
        f"Course page: {course.root}/reports/index.html",
    ]
    read = Page(page(course, "index.html"))
    links = [a["href"] for a in read.tags("a")]
    assert links == ["ps1.html", "ps2.html"]
    assert all((course.root / "reports" / link).is_file() for link in links)
    assert "ada 12 60 8 4" in read.words
    assert "bob 2 10 2 –" in read.words
    assert "Handed in nothing (1): bob" in Page(page(course, "ps2.html")).words
    assert Page(page(course, "ps1.html")).tags("a")[0]["href"] == "index.html"
    told = json.loads(run("report", "--course", course.root, "--json").stdout)
    assert [one["total"] for one in told["students"]] == [12.0, 2.0]


def test_who_is_not_graded_yet_is_named(course: Course) -> None:
    course.hand_in("pat", answered(CELLS))
    told = json.loads(run("report", "ps1", "--course", course.root, "--json").stdout)
    assert told["not_graded"] == ["pat"]


def test_before_anything_is_graded_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.add(CELLS)
    one = run("report", "ps1", "--course", tmp_path)
    assert one.exit_code == 2
    assert f"`autograder grade ps1 --course {tmp_path}`" in sentence(one)
    every = run("report", "--course", tmp_path)
    assert every.exit_code == 2
    assert "Nothing of this course is graded yet" in sentence(every)
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"notebooks": 3}'])
def test_a_result_that_cannot_be_read_is_one_sentence(course: Course, text: str) -> None:
    (course.root / "autograded" / "ada" / "ps1" / "results.json").write_text(text)
    told = run("report", "ps1", "--course", course.root)
    assert told.exit_code == 2
    assert f"run `autograder grade ps1 --course {course.root}` again" in sentence(told)


# --- the assignment was changed, and not everybody is graded again ------------------


def changed(course: Course, *cells: Made) -> None:
    """The assignment has other cells now, and so has the gradebook; nobody is graded again."""
    course.add(cells)
    with Gradebook(course.opened) as gradebook:
        gradebook.prepare(NAME, {NAME: notebook(cell.json(cell.source) for cell in cells)})


FEWER = [CELLS[0]]
MORE = [*CELLS, check("g-hidden", "assert True", 5)]
RENAMED = [check("h-hidden", "assert True", 8), CELLS[1]]
DEARER = [check("f-hidden", "assert True", 9), CELLS[1]]


@pytest.mark.parametrize("cells", [FEWER, MORE, RENAMED, DEARER])
def test_what_was_graded_before_the_cells_changed_is_not_graded_yet(
    course: Course, cells: list[Made]
) -> None:
    graded(course, "ps2", {"ada": 4.0})
    changed(course, *cells)
    sentence_ = (
        "Note: not graded yet since the assignment changed: ada, bob; "
        f"run `autograder grade ps1 --course {course.root}`.\n"
    )
    for command in ("report", "feedback"):
        told = run(command, "ps1", "--course", course.root)
        assert told.exit_code == 2
        assert "Nothing of ps1 is graded yet since the assignment changed" in sentence(told)
    assert not (course.root / "feedback").exists()
    every = run("report", "--course", course.root)
    assert (every.exit_code, every.stderr) == (0, sentence_)
    assert not (course.root / "reports" / "ps1.html").exists()
    assert "ada 4 40 4" in Page(page(course, "index.html")).words


def test_one_student_who_is_graded_again_stands_beside_those_who_are_not(course: Course) -> None:
    changed(course, *RENAMED)
    record(course, "ps1", RENAMED, "ada", 4.0)
    course.hand_in("pat", answered(CELLS))
    note = (
        "Note: not graded yet since the assignment changed: bob; "
        f"run `autograder grade ps1 --course {course.root}`.\n"
    )
    told = run("report", "ps1", "--course", course.root)
    assert (told.exit_code, told.stderr) == (0, note)
    words = Page(page(course, "ps1.html")).words
    assert "Not graded yet since the assignment changed (1): bob" in words
    assert "Handed in, not graded yet (1): pat" in words
    assert "mean of 10 4 median" in words
    assert run("report", "--course", course.root).exit_code == 0
    words = Page(page(course, "index.html")).words
    assert "ps1: not graded yet since the assignment changed (1): bob" in words
    assert "ps1: handed in, not graded yet (1): pat" in words
    assert "bob 0 0 –" in words
    numbers = json.loads(run("report", "ps1", "--course", course.root, "--json").stdout)
    assert numbers["not_graded"] == ["bob", "pat"]
    assert numbers["not_graded_since_the_assignment_changed"] == ["bob"]
    told = run("feedback", "ps1", "--course", course.root)
    assert told.exit_code == 0
    assert told.stderr == note + "Note: 1 who handed in are not graded yet.\n"
    assert [path.name for path in (course.root / "feedback").iterdir()] == ["ada"]


def test_a_result_that_the_gradebook_does_not_have_counts_nothing(course: Course) -> None:
    with sqlite3.connect(course.root / "gradebook.db") as book:  # from an old copy, say
        book.execute("DELETE FROM submitted_assignment WHERE student_id = 'bob'")
    told = json.loads(run("report", "ps1", "--course", course.root, "--json").stdout)
    assert [one["student"] for one in told["students"]] == ["ada"]
    assert told["not_graded"] == ["bob"]


# --- a command that only reads ------------------------------------------------------


def test_where_there_is_no_gradebook_none_is_made(course: Course) -> None:
    (course.root / "gradebook.db").unlink()
    for arguments in (["report", "ps1"], ["report"], ["feedback", "ps1"]):
        told = run(*arguments, "--course", course.root)
        assert told.exit_code == 2
        assert "is graded yet; run `autograder grade" in sentence(told)
        assert not (course.root / "gradebook.db").exists()


def test_an_empty_file_in_place_of_the_gradebook_stays_as_it_is(course: Course) -> None:
    (course.root / "gradebook.db").write_bytes(b"")
    assert run("report", "ps1", "--course", course.root).exit_code == 2
    assert (course.root / "gradebook.db").read_bytes() == b""
