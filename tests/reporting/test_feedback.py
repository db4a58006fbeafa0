import dataclasses
import datetime
import itertools
import re
from zoneinfo import ZoneInfo

import pytest

from autograder.grading.handed_in import HandedIn
from autograder.grading.results import CellResult, NotebookResult
from autograder.grading.settings import FeedbackSettings
from autograder.reporting.feedback import feedback_page, write_feedback

from .graded import (
    DUPLICATED,
    FACTOR,
    NOTEBOOK,
    GivenMark,
    Page,
    assert_harmless,
    graded_notebook,
    report,
    submission,
)
from .hostile import EVERYTHING, HOSTILE


def marks_of(notebook):
    return {
        cell.grade_id: GivenMark(
            cell.score or 0.0, cell.points, auto=cell.score, needs_manual_grade=cell.score is None
        )
        for cell in notebook.cells
    }


@pytest.fixture
def notebook():
    return graded_notebook()


@pytest.fixture
def page(notebook):
    return feedback_page(submission(notebook), notebook, marks_of(notebook))


def test_the_total_and_what_waits_are_right(page):
    words = Page(page).words
    assert "28.5 of 55" in words
    assert "12 points still wait for a person" in words


def test_the_table_names_marks_and_results_in_words(page):
    words = Page(page).words
    for row in (
        "Exercise 1.1 — Predict with predict_linear (10 points) 10 of 10 ✓ right",
        "Exercise 1.2 — The mean squared error (10 points) 2 of 10 ~ partly right",
        "Exercise 1.4 — The normal equation (20 points) 16.5 of 20 ~ partly right",
        "Exercise 1.6 — Fit a normal distribution (10 points) – of 10 ? not judged",
        "Exercise 1.8 — Read the result (5 points) – of 5 … waits for a person",
    ):
        assert row in words


def test_what_failed_and_why_is_told(page):
    words = Page(page).words
    assert "All 6 checks are right: ✓ check 0 ✓ check 1" in words
    assert "2 of 4 checks are right: ✓ returns one number ✓ refuses shapes that differ" in words
    assert "mean_squared_error(y=[1.0], y_hat=[3.0]) returned 2; right is 4." in words
    assert words.count("What to look at first The check") == 2
    assert FACTOR in words
    assert DUPLICATED.replace("`", "") in words
    assert "used all the memory" in words
    assert "had been changed" in words


def test_the_answer_and_its_outputs_are_shown(page):
    words = Page(page).words
    assert "return 0.5 * np.mean(errors ** 2)" in words
    assert "RuntimeWarning" in words
    assert "'numpy.ndarray' object has no attribute 'avg'" in words
    assert "I would trust model B more." in words
    alts = [image["alt"] for image in Page(page).tags("img")]
    assert alts == [
        "Figure made by your code in exercise mean_squared_error",
        "Figure made by your code in exercise normal_equation",
    ]


def test_nothing_of_a_hidden_test_appears(page):
    assert "SECRET" not in page
    assert "assert predict_linear" not in page


def test_the_page_is_harmless_and_fetches_nothing(page):
    read = assert_harmless(page)
    (policy,) = [m["content"] for m in read.tags("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")


def test_the_page_is_accessible(page):
    read = Page(page)
    assert read.tags("html") == [{"lang": "en"}]
    assert any(meta.get("name") == "viewport" for meta in read.tags("meta"))
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(new <= old + 1 for old, new in itertools.pairwise(levels))
    own_tables = page.split('<div class="output html">')[0]
    assert all("scope" in cell for cell in Page(own_tables).tags("th"))
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [link["href"] for link in read.tags("a")]
    assert targets == [f"#exercise-{i}" for i in range(1, 6)]
    assert {target[1:] for target in targets} <= set(ids)


def test_a_comment_and_manual_marks_are_shown(notebook):
    marks = marks_of(notebook) | {
        "reading_the_result": GivenMark(4, 5, manual=4, comment="Good.\nName the `data`, too."),
        "fit_gaussian_mle-hidden": GivenMark(7, 7, auto=0, manual=7),
    }
    words = Page(feedback_page(submission(notebook), notebook, marks)).words
    assert "39.5 of 55" in words
    assert "still wait" not in words
    assert "Comment Good. Name the data, too." in words
    assert "part of the marks" in words
    assert "Waits for a person" not in words


def test_extra_credit_is_named(notebook):
    marks = marks_of(notebook) | {"predict_linear-hidden": GivenMark(9, 7, auto=7, extra=2)}
    words = Page(feedback_page(submission(notebook), notebook, marks)).words
    assert "30.5 of 55" in words
    assert "2 points of extra credit" in words


def test_one_point_waits_in_the_singular():
    notebook = NotebookResult("n", (CellResult("a", 1, None, "manual"),), (), {})
    words = Page(feedback_page(submission(notebook), notebook, {})).words
    assert "1 point still waits for a person" in words


def test_without_marks_and_without_the_notebook_the_results_are_told(notebook):
    bare = dataclasses.replace(notebook, notebook={})
    words = assert_harmless(feedback_page(submission(bare), bare, {})).words
    assert "28.5 of 55" in words
    assert FACTOR in words
    assert "Your answer" not in words


def test_a_notebook_without_graded_cells_says_so():
    empty = NotebookResult("n", (), ("The file is not JSON.",), {})
    words = assert_harmless(feedback_page(submission(empty, timestamp=""), empty, {})).words
    assert "0 of 0" in words
    assert "This notebook has no exercises that are marked." in words
    assert "The file is not JSON." in words
    assert "Handed in" not in words


def test_the_notebook_is_named_where_there_are_several(notebook):
    other = dataclasses.replace(notebook, name="part two")
    assert "Notebook part two" in Page(feedback_page(submission(notebook, other), other, {})).words
    assert "Notebook" not in Page(feedback_page(submission(other), other, {})).words


LATE = HandedIn(
    at=datetime.datetime(2026, 3, 1, 10, 50, tzinfo=datetime.UTC),
    due=datetime.datetime(2026, 2, 27, 20, 30, tzinfo=datetime.UTC),
    extension=datetime.timedelta(days=2),
    penalties={"s01_linear_regression": 10.0},
)


def told_late(notebook, times, zone=datetime.UTC):
    made = submission(notebook), notebook, marks_of(notebook), times
    return Page(feedback_page(*made, zone=zone)).words


def test_a_late_mark_is_told_before_and_after_with_the_time_zone(notebook):
    words = told_late(notebook, LATE, ZoneInfo("Asia/Tehran"))
    assert "Handed in Sun 1 March 2026, 14:20 (Asia/Tehran, UTC+03:30)" in words
    assert (
        "Due Sat 28 February 2026, 00:00 (Asia/Tehran, UTC+03:30), with your extension of" in words
    )
    assert "18.5 of 55" in words
    assert (
        "Handed in 1 day 14 hours late: 10 points are taken off. "
        "The mark was 28.5 before, and is 18.5 now." in words
    )
    assert "All exercises 28.5 of 55" in words
    assert "Taken off −10 handed in 1 day 14 hours late" in words
    assert "Your mark 18.5 of 55" in words


def test_a_late_submission_without_a_penalty_is_told_so(notebook):
    words = told_late(notebook, dataclasses.replace(LATE, penalties={"another": 3.0}))
    assert "Handed in 1 day 14 hours late. No points are taken off for it." in words
    assert "28.5 of 55" in words
    assert "Your mark" not in words


def test_a_submission_in_time_is_not_called_late(notebook):
    words = told_late(notebook, dataclasses.replace(LATE, at=LATE.due, penalties={}))
    assert "Handed in Fri 27 February 2026, 20:30 (UTC)" in words
    assert "late" not in words.split("Marks by exercise")[0]


def test_no_more_is_taken_off_than_there_is(notebook):
    words = told_late(notebook, dataclasses.replace(LATE, penalties={NOTEBOOK: 1000.0}))
    assert "0 of 55" in words
    assert "28.5 points are taken off" in words


LINK = "https://dl.example.org/"


def test_the_lecture_is_a_link_where_the_course_has_an_address_and_words_elsewhere(notebook):
    made = submission(notebook), notebook, marks_of(notebook)
    bare = assert_harmless(feedback_page(*made))
    assert "Read again: session 1, “Sums”." in bare.words
    assert "the notebook lecture.ipynb in s01_linear_regression" in bare.words
    settings = FeedbackSettings(lectures=LINK + "{session}/lecture.html")
    linked = assert_harmless(feedback_page(*made, settings=settings), links=(LINK,))
    assert "Read again: session 1, “Sums”." in linked.words
    addresses = [link["href"] for link in linked.tags("a") if link["href"].startswith(LINK)]
    page = LINK + "s01_linear_regression/lecture.html"
    assert addresses == [page, page + "#sums", page + "#sums"]


def hostile_submission(text, long=1):
    """A submission with the text in every field that a student may have a say in."""
    text *= long
    told = report(text, [(text, "wrong", text), (text, "not judged", text)],
                  {"mistake": text, "message": text})  # fmt: skip
    given = {"nbgrader": {"grade_id": "a", "grade": True, "locked": True, "solution": False}}
    own = {"nbgrader": {"grade_id": "s", "grade": False, "solution": True}}
    essay = {"nbgrader": {"grade_id": text, "grade": True, "solution": True}}
    display = {"output_type": "display_data", "metadata": {"alt": text, "image/png": {"alt": text}}}
    mimes = ("text/html", "text/markdown", "text/plain", "image/png", "image/svg+xml", text)
    outputs = [display | {"data": {mime: text}} for mime in mimes]
    outputs += [
        display | {"data": {"image/svg+xml": f"<svg>{text}</svg>"}},
        {"output_type": "stream", "name": text, "text": text},
        {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]},
    ]
    code = {"cell_type": "code", "source": text, "outputs": outputs}
    cells = [
        {"cell_type": "markdown", "source": f"# {text}", "metadata": {}},
        code | {"metadata": own},
        code | {"metadata": {"tags": [text]}},
        code | {"metadata": given},
        {"cell_type": "markdown", "source": text, "metadata": essay},
    ]
    content = {"cells": cells, "metadata": {"kernelspec": {"language": text}}}
    results = (
        CellResult("a", 5, 1.0, "wrong", text, text, (told,)),
        CellResult(text, 5, None, "manual", text),
        CellResult(text + "-hidden", 5, 0.0, "not judged", text),
    )
    notebook = NotebookResult(text, results, (text,) * 100, content)
    fields = {"student": text, "assignment": text, "timestamp": text, "attention": (text,)}
    marks = {"a": GivenMark(1, 5, comment=text), text: GivenMark(0, 5, needs_manual_grade=True)}
    return submission(notebook, notebook, **fields), notebook, marks


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_cannot_inject(text):
    made = hostile_submission(text)
    assert_harmless(
        feedback_page(*made, LATE, FeedbackSettings("page/{session}")), links=("page/",)
    )
    page = feedback_page(*made)
    assert_harmless(page)
    page.encode("utf-8")
    assert "\x1b" not in page
    assert "49" not in Page(page).words.replace("&#39;", "")


@pytest.mark.slow
def test_a_page_stays_small_whatever_a_student_prints(notebook):
    page = feedback_page(*hostile_submission(EVERYTHING, long=40))
    assert_harmless(page)
    assert len(page.encode()) < 5_000_000
    cells = list(notebook.notebook["cells"])
    cells[3] = cells[3] | {"source": "# " + "<" * 100_000}
    noisy = [{"output_type": "stream", "name": "stdout", "text": "<" * 10**6}] * 2
    cells += [cells[3] | {"outputs": noisy}] * 400 + [cells[4]]
    large = dataclasses.replace(notebook, notebook=notebook.notebook | {"cells": cells})
    page = feedback_page(submission(large), large, {})
    assert len(page.encode()) < 5_000_000
    assert "too large" in page


def test_a_page_is_written_to_its_folder(tmp_path):
    path = tmp_path / "feedback" / "ada" / "s01" / "s01.html"
    write_feedback(path, "<!DOCTYPE html>")
    assert path.read_text(encoding="utf-8") == "<!DOCTYPE html>"


def test_a_page_says_how_long_it_took_and_how_long_it_may_take() -> None:
    empty = NotebookResult("n", (), (), {})
    made = submission(empty, seconds=3.4, limits="30 s a cell, 300 s in all")
    words = assert_harmless(feedback_page(made, empty, {})).words
    assert "run and tested in 3 s. It may take 30 s a cell, 300 s in all;" in words
    silent = assert_harmless(feedback_page(submission(empty), empty, {})).words
    assert "It may take" not in silent
