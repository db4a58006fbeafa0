"""An instructor marks a free answer in formgrader, and the mark arrives wherever marks are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, SESSION, autograder
from formgrader import FORMGRADER
from nbgrader.api import Gradebook
from selenium.webdriver.common.keys import Keys
from serving import TOKEN, served

from browser.chromium import Browser

pytestmark = pytest.mark.slow

QUESTION = "reading_the_result"
MARK, COMMENT = 4.0, "Right; now say it in euros."
FOUND = 95.0  # of 100: all that the tests can give


@dataclass(frozen=True)
class Desk:
    """A graded class of one, who has a name, and formgrader on it."""

    course: Path
    base: str


def gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course}/gradebook.db", "deep-learning-foundations")


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    course = tmp_path_factory.mktemp("class")
    for name in ("source", "release"):
        shutil.copytree(ROOT / name / SESSION, course / name / SESSION)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    made = autograder("simulate", SESSION, "--students", 1, "--seed", 1, "--course", course)
    assert made.returncode == 0, made.stderr
    graded = autograder("grade", SESSION, "--figures", "none", "--course", course)
    assert graded.returncode in (0, 1), graded.stderr
    with gradebook(course) as book:  # as `nbgrader db student import` does
        book.update_or_create_student("sim01-perfect", first_name="Ada", last_name="Lovelace")
    with served("jupyter_server", FORMGRADER, course, tmp_path_factory.mktemp("home")) as base:
        yield Desk(course, base)


def test_a_mark_given_in_formgrader_is_in_the_gradebook_and_in_the_feedback(
    desk: Desk, browser: Browser
) -> None:
    browser.go(f"{desk.base}formgrader/manage_students?token={TOKEN}")
    browser.the("td.name a", "Lovelace, Ada")
    browser.screenshot("formgrader_students")

    # from the list of assignments to the submission, names shown
    browser.go(f"{desk.base}formgrader/gradebook")
    browser.the("td a", SESSION).click()
    browser.the("h1, .breadcrumb .active", SESSION)
    browser.the("td.name a", SESSION).click()
    browser.the("td a.name-hidden", "Submission #")
    submissions = browser.chrome.current_url
    browser.the("#toggle_names").click()
    ada = browser.the("td a.name-shown", "Lovelace, Ada")
    browser.screenshot("formgrader_submissions", for_the_guide=True)
    ada.click()

    # the free answer waits for a person: a mark and a comment
    mark = browser.the(f"#{QUESTION}.needs_manual_grade")
    browser.chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    mark.send_keys(f"{MARK:g}", Keys.TAB)
    comment = browser.the(f"#{QUESTION}-comment")
    comment.send_keys(COMMENT, Keys.TAB)
    browser.wait(lambda: browser.chrome.execute_script("return jQuery.active === 0"), "the saving")
    browser.screenshot("formgrader_mark", for_the_guide=True)
    browser.go(submissions)
    browser.the("#main_table, table", f"{FOUND + MARK:g} / 100")

    # the gradebook
    with gradebook(desk.course) as book:
        submission = book.find_submission(SESSION, "sim01-perfect")
        assert (submission.score, submission.needs_manual_grade) == (FOUND + MARK, False)
        grade = book.find_grade(QUESTION, SESSION, SESSION, "sim01-perfect")
        assert grade.manual_score == MARK

    # the feedback page
    told = autograder("feedback", SESSION, "--course", desk.course)
    assert told.returncode == 0, told.stderr
    (page,) = (desk.course / "feedback" / "sim01-perfect" / SESSION).glob("*.html")
    browser.go(page.as_uri())
    text = browser.the("body").text
    assert COMMENT in text
    assert f"{FOUND + MARK:g}" in text
    browser.screenshot("feedback_with_the_mark", for_the_guide=True)

    # THE CLASS REPORT AND THE EXPORT JOIN HERE: both have to show FOUND + MARK for sim01-perfect.
