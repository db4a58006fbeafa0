"""An instructor marks a free answer in formgrader, and the mark arrives wherever marks are read."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from chromium import Browser
from conftest import SESSION, GradedClass, autograder
from formgrader import FORMGRADER
from nbgrader.api import Gradebook
from PIL import Image
from selenium.webdriver.common.keys import Keys
from serving import TOKEN, served

pytestmark = pytest.mark.slow

ADA, MIXED = "sim01-perfect", "sim10-mixed"
QUESTION = "reading_the_result"
MARK, COMMENT = 4.0, "Right; now say it in euros."
FOUND = 95.0  # of 100: all that the tests can give
NAMES = (
    *("Ada Lovelace", "Alan Turing", "Alonzo Church", "Bernhard Riemann", "Carl Friedrich Gauss"),
    *("David Hilbert", "Emmy Noether", "Évariste Galois", "Felix Klein", "Georg Cantor"),
    *("Grace Hopper", "Henri Poincaré", "Hermann Weyl", "Hermann Minkowski", "Norbert Wiener"),
    *("Katherine Johnson", "Kurt Gödel", "Leonhard Euler", "Maryam Mirzakhani", "Omar Khayyam"),
    *("Pierre de Fermat", "Sofia Kovalevskaya", "Sophie Germain", "Srinivasa Ramanujan"),
)
LATE = f"""
timezone = "Asia/Tehran"
[{SESSION}]
due = 2026-02-28T23:59:00
percent_per_day = 5
[{SESSION}.extensions]
{ADA} = 2026-03-03T23:59:00
"""
LECTURES = '[feedback]\nlectures = "https://dl.example.org/lectures/{session}.html"\n'


@dataclass(frozen=True)
class Desk:
    """A graded class with names, and formgrader on it."""

    course: Path
    base: str


def gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course}/gradebook.db", "deep-learning-foundations")


@pytest.fixture(scope="module")
def desk(graded_class: GradedClass, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    course = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(graded_class.course, course)
    (course / "deadlines.toml").write_text(LATE)
    (course / "autograder.toml").write_text(LECTURES)
    with gradebook(course) as book:  # as `nbgrader db student import` does
        for student, name in zip(graded_class.students, NAMES, strict=True):
            first, _, last = name.rpartition(" ")
            book.update_or_create_student(student.name, first_name=first, last_name=last)
    with served("jupyter_server", FORMGRADER, course, tmp_path_factory.mktemp("home")) as base:
        yield Desk(course, base)


def run(desk: Desk, *arguments: str) -> str:
    """What a command prints; there is always somebody whose answer still waits."""
    done = autograder(*arguments, "--course", desk.course)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_a_mark_given_in_formgrader_is_in_gradebook_feedback_report_and_export(
    desk: Desk, browser: Browser
) -> None:
    browser.go(f"{desk.base}formgrader/manage_students?token={TOKEN}")
    browser.the("td.name a", "Lovelace, Ada")
    browser.screenshot("formgrader_students")

    # from the list of assignments to the submission, names shown
    browser.go(f"{desk.base}formgrader/gradebook")
    browser.press(browser.the("td a", SESSION))
    browser.the("h1, .breadcrumb .active", SESSION)
    browser.press(browser.the("td.name a", SESSION))
    browser.the("td a.name-hidden", "Submission #")
    submissions = browser.chrome.current_url
    browser.press(browser.the("#toggle_names"))
    ada = browser.the("td a.name-shown", "Lovelace, Ada")
    browser.screenshot("formgrader_submissions", for_the_guide=True)
    browser.press(ada)

    # the free answer waits for a person: a mark and a comment
    browser.chrome.set_window_size(
        1280, 830
    )  # what stands above the question is not in the picture
    mark = browser.the(f"#{QUESTION}.needs_manual_grade")
    browser.chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    mark.send_keys(f"{MARK:g}", Keys.TAB)
    comment = browser.the(f"#{QUESTION}-comment")
    comment.send_keys(COMMENT, Keys.TAB)
    browser.wait(lambda: browser.ask("jQuery.active === 0"), "the saving")
    browser.screenshot("formgrader_mark", for_the_guide=True)
    browser.go(submissions)
    browser.the("#main_table, table", f"{FOUND + MARK:g} / 100")

    # the gradebook
    with gradebook(desk.course) as book:
        submission = book.find_submission(SESSION, ADA)
        assert (submission.score, submission.needs_manual_grade) == (FOUND + MARK, False)
        assert book.find_grade(QUESTION, SESSION, SESSION, ADA).manual_score == MARK

    # the feedback page
    run(desk, "feedback", SESSION)
    browser.go(feedback(desk, ADA).as_uri())
    text = browser.the("body").text
    assert COMMENT in text
    assert f"{FOUND + MARK:g} of 100" in text

    # the class report: the page, and the numbers
    run(desk, "report", SESSION)
    browser.go((desk.course / "reports" / f"{SESSION}.html").as_uri())
    assert browser.the("tr", ADA).text.split()[1] == f"{FOUND + MARK:g}"
    told = json.loads(run(desk, "report", SESSION, "--json"))
    (row,) = [one for one in told["students"] if one["student"] == ADA]
    assert (row["mark"], row["waits_for_a_person"]) == (FOUND + MARK, False)
    assert row["exercises"][QUESTION]["marks"] == MARK

    # the export: for another system, and as a table
    exported = desk.course / "moodle.csv"
    run(desk, "export", SESSION, "--to", "moodle", "--incomplete", "--output", str(exported))
    with exported.open(encoding="utf-8-sig", newline="") as file:
        ((_, total, words),) = [line for line in csv.reader(file) if line[0] == ADA]
    assert total == f"{FOUND + MARK:g}"
    assert COMMENT in words
    rows = json.loads(run(desk, "export", SESSION, "--to", "table", "--json"))
    (cell,) = [one for one in rows if (one["student"], one["cell"]) == (ADA, QUESTION)]
    assert (float(cell["manual"]), cell["comment"]) == (MARK, COMMENT)


def feedback(desk: Desk, student: str) -> Path:
    (page,) = (desk.course / "feedback" / student / SESSION).glob("*.html")
    return page


def test_the_pages_of_the_guide_are_those_of_the_simulated_class(
    desk: Desk, graded_class: GradedClass, browser: Browser
) -> None:
    run(desk, "feedback", SESSION)
    page, report = feedback(desk, MIXED), graded_class.course / "reports" / f"{SESSION}.html"
    pictures = {
        "feedback-desktop": (page, 1000, 1450),
        "feedback-phone": (page, 390, 844),
        "report": (report, 1120, 1250),
    }
    for name, (shown, width, height) in pictures.items():
        browser.open(shown, width, height)
        words = browser.the("body").text
        assert MIXED in words
        assert ("Taken off" in words) == (shown == page)
        with Image.open(browser.screenshot(name, for_the_guide=True)) as picture:
            assert picture.size == (width, height)
