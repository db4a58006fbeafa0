"""The class report and the course page in a browser: offline, harmless, readable by all."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from autograder.grading.history import Move
from autograder.grading.results import CellResult, NotebookResult
from autograder.reporting.chart import draw, ranges
from autograder.reporting.class_report import class_report
from autograder.reporting.course_report import course_report
from autograder.reporting.report_page import FREQUENT, SHOWN_MOVES, class_page, course_page, link
from autograder.reporting.statistics import histogram

from .graded import FACTOR, NOTEBOOK, GivenMark, Page, assert_harmless, report, submission
from .hostile import HOSTILE
from .test_summary import EXERCISES, student
from .test_tally import one, right, wrong

LOOK = ("The submission is a symbolic link and was not read; ask for the file itself.",)
MOVE = Move(
    "student-03",
    "2026-03-05 10:00:00",
    "the assignment was changed",
    {f"{NOTEBOOK}/mean_squared_error-hidden": (2.0, 7.0)},
    (50.0, 55.0),
)


def place(name):
    return f"feedback/{name}/s01/s01.html"


@pytest.fixture
def made():
    results = [student(i, attention=LOOK if i == 7 else ()) for i in range(24)]
    given = GivenMark(3.0, 7, auto=7.0, manual=3.0)
    marks = {"student-03": {f"{NOTEBOOK}/mean_squared_error-hidden": given}}
    late = {"student-05": 4.0}
    return class_report(
        NOTEBOOK, results, marks, late, moves=[MOVE], absent=["zoe"], ungraded=["pat"]
    )


@pytest.fixture
def page(made):
    return class_page(made, place)


def cells_of_row(page, name):
    """The text of the cells of the first row that has this name."""
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if name in row)
    return [" ".join(Page(cell).words.split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]


def test_the_page_is_harmless_and_has_a_link_for_each_student(page, made):
    read = assert_harmless(page, charts=True)
    inside = [a["href"] for a in read.tags("a") if a["href"].startswith("#")]
    assert [a["href"] for a in read.tags("a")][len(inside) :] == [
        place(row.student) for row in made.summary.rows
    ]
    ids = {attributes["id"] for _, attributes in read.elements if "id" in attributes}
    assert {href.removeprefix("#") for href in inside} <= ids
    assert len(inside) == 9


def test_the_page_says_who_needs_a_person_who_is_missing_and_who_was_late(page):
    words = Page(page).words
    assert "student-07: The submission is a symbolic link" in words
    assert "Handed in nothing (1): zoe" in words
    assert "Handed in, not graded yet (1): pat" in words
    assert "student-05 2025-10-03 14:20:00 UTC 4 " in words
    assert "wait for a person" in words


def test_each_exercise_has_its_difficulty_and_its_discrimination(page, made):
    item = made.items[0]
    row = cells_of_row(page, EXERCISES[0])
    assert row[1:4] == [EXERCISES[0], "10", f"{item.mean:.1f}".removesuffix(".0")]
    assert row[4].startswith(f"{100 * item.share:.0f} %")
    shown = f"{item.discrimination.value:.2f}".replace("-", "−")
    assert row[5].startswith(shown)
    assert row[5].endswith("n = 24")
    assert cells_of_row(page, "reading_the_result")[3:6] == ["–", "–", "–"]


def test_a_mistake_stands_there_with_its_name_its_sentence_and_its_students(page):
    words = Page(page).words
    assert f"halves the result {FACTOR} student-0" in words


def test_mistakes_that_few_made_are_folded_up():
    results = [one(f"s{i}", wrong("a", f"mistake_{i}")) for i in range(FREQUENT + 3)]
    page = class_page(class_report("a", results), place)
    assert "3 more mistakes, made by 1 student" in Page(page).words
    assert page.index("mistake 0") < page.index("<details>") < page.rindex("mistake 9")
    few = class_page(class_report("a", results[:FREQUENT]), place)
    assert "<details>" not in few


def test_failures_that_nobody_explained_are_listed(page):
    assert "Failures without an explanation" in Page(page).words
    unexplained = CellResult("a-hidden", 10, 0.0, "wrong", "It failed.")
    results = [one("ada", unexplained), one("bob", right("a")), one("eve", unexplained)]
    bare = class_page(class_report("a", results), place)
    assert "a 2 nobody’s 2 ada, eve" in Page(bare).words
    explained = class_page(class_report("a", [one("ada", wrong("a", "m"))]), place)
    assert "Failures without" not in explained


def test_marks_that_moved_stand_there_before_and_after_with_the_reason(page):
    words = Page(page).words
    assert (
        "student-03 50 55 mean_squared_error 2 → 7 (the mark given by hand stays) "
        "the assignment was changed 2026-03-05 10:00:00"
    ) in words
    still = class_page(class_report("a", [one("ada", right("a"))]), place)
    assert "moved" not in Page(still).words


def test_many_marks_that_moved_are_folded_up():
    def told(number):
        moves = [replace(MOVE, student=f"s{i:02}") for i in range(number)]
        return class_page(class_report("a", [one("ada", right("a"))], moves=moves), place)

    page = told(SHOWN_MOVES + 3)
    assert "3 more marks that moved" in Page(page).words
    assert page.index("s00") < page.index("<details>") < page.index(f"s{SHOWN_MOVES:02}")
    assert_harmless(page, charts=True)
    assert "<details>" not in told(SHOWN_MOVES)
    assert "1 more mark that moved" in Page(told(SHOWN_MOVES + 1)).words


def test_memory_that_is_not_known_is_said_to_be():
    notebook = NotebookResult(NOTEBOOK, (right("a"),), (), {})
    results = [
        submission(notebook, student="ada", seconds=12.34, memory=170 * 2**20),
        submission(notebook, student="bob", seconds=1.0),
    ]
    words = Page(class_page(class_report("a", results), place)).words
    assert "13 s of work in all" in words
    assert "ada 12.3 170 MB bob 1.0 not known" in words


def test_the_chart_says_in_words_what_it_draws(page, made):
    read = Page(page)
    (chart,) = read.tags("svg")
    assert chart["role"] == "img"
    title, words = chart["aria-labelledby"].split()
    assert f'<title id="{title}">How the marks are distributed</title>' in page
    assert f'<desc id="{words}">Number of students by marks. ' in page
    drawn = [part.students for part in made.bins if part.students]
    assert len(read.tags("rect")) == len(drawn)
    assert [int(n) for n in re.findall(r"<text x=[^>]*>(\d+)</text>", page)[: len(drawn)]]
    for name, part in zip(ranges(made.bins), made.bins, strict=True):
        assert f"{name} {part.students} " in read.words  # the table beside it


def test_the_bars_are_as_high_as_their_numbers_and_stay_inside():
    chart = draw(histogram([5, 15, 15, 95, 95, 95, 95], 100))
    heights = {bar.students: bar.height for bar in chart.bars}
    assert heights[2] == pytest.approx(heights[4] / 2, abs=0.1)
    assert heights[1] == pytest.approx(heights[4] / 4, abs=0.1)
    assert heights[0] == 0
    for bar in chart.bars:
        assert 0 <= bar.x < bar.x + bar.width <= chart.width
        assert bar.y >= 15  # room for the number
        assert bar.y + bar.height == pytest.approx(chart.floor, abs=0.1)
    assert [tick.label for tick in chart.ticks] == [str(10 * k) for k in range(11)]


def test_labels_that_would_run_into_each_other_are_left_out():
    labels = [tick.label for tick in draw(histogram([1], 137.5)).ticks]
    assert labels == ["0", "27.5", "55", "82.5", "110", "137.5"]


def test_the_page_is_accessible(page):
    read = Page(page)
    assert read.tags("html") == [{"lang": "en"}]
    assert all(cell.get("scope") in ("col", "row") for cell in read.tags("th"))
    assert "✓right, 10" in read.words
    levels = [int(tag[1]) for tag, _ in read.elements if tag in ("h1", "h2", "h3")]
    assert levels == [1, *[2] * (len(levels) - 1)]


def test_the_page_may_go_without_links(made):
    read = assert_harmless(class_page(made, lambda name: ""), charts=True)
    assert [a for a in read.tags("a") if not a["href"].startswith("#")] == []


def test_the_page_leads_back_to_the_course():
    made = class_report("a", [one("ada", right("a"))])
    assert Page(class_page(made, lambda name: "", "index.html")).tags("a")[0] == {
        "href": "index.html"
    }


def test_an_empty_class_is_said_to_be_empty():
    read = assert_harmless(class_page(class_report("a", []), place))
    assert "Nobody has been graded yet." in read.words


def test_a_student_without_exercises_is_on_the_page():
    results = [student(0), submission(student="bob", attention=("No file.",))]
    read = assert_harmless(class_page(class_report("a", results), place), charts=True)
    assert "bob" in read.words


def test_an_assignment_without_points_has_no_chart():
    results = [one("ada", CellResult("a", 0.0, 0.0, "right"))]
    read = assert_harmless(class_page(class_report("a", results), place))
    assert "This assignment has no points." in read.words


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("javascript:alert(1)/x.html", "javascript%3Aalert%281%29/x.html"),
        ("//evil.example/x.html", "/evil.example/x.html"),
        ("https://evil.example", "https%3A//evil.example"),
        ("\\\\evil.example", "%5C%5Cevil.example"),
        ("../feedback/a b/s01.html", "../feedback/a%20b/s01.html"),
        ("../feedback/a%20b/s01.html", "../feedback/a%2520b/s01.html"),
        ("../feedback/a?b#c%/s01.html", "../feedback/a%3Fb%23c%25/s01.html"),
        ("file:///tmp/x.html", "file%3A///tmp/x.html"),
    ],
)
def test_a_link_cannot_leave_the_machine(address, made):
    assert link(address) == made
    assert unquote(link(address)) == re.sub("^//", "/", address)
    page = class_page(class_report("a", [student(0)]), lambda name: address)
    assert made in [a["href"] for a in Page(page).tags("a")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_cannot_inject(text):
    told = report(text, [(text, "wrong", text)], {"mistake": text, "message": text})
    cells = (
        CellResult(text, 5, 1.0, "wrong", text, text, (told,)),
        CellResult("bare", 5, 1.0, "wrong", text),
    )
    notebooks = [NotebookResult(text + name, cells, (text,), {}) for name in "ab"]
    result = submission(
        *notebooks, student=text, assignment=text, attention=(text, text), timestamp=text
    )
    move = Move(text, text, text, {f"{text}a/{text}": (0.0, 1.0)}, (0.0, 1.0))
    made = class_report(
        text, [result], {}, {text: 1.0}, moves=[move], absent=[text], ungraded=[text]
    )
    page = class_page(made, lambda name: f"feedback/{name}/x.html")
    assert_harmless(page, charts=True)
    page.encode("utf-8")
    course = course_page(course_report([made]), lambda name: f"feedback/{name}.html")
    assert_harmless(course)
    course.encode("utf-8")


def test_the_course_page_has_the_assignments_and_every_students_total():
    first = class_report("s01", [one("ada", right("a")), one("bob", wrong("a", "m"))])
    second = class_report("s02", [one("ada", right("a"), right("b"))], absent=["eve"])
    page = course_page(course_report([first, second]), lambda name: f"feedback/{name}.html")
    read = assert_harmless(page)
    assert [a["href"] for a in read.tags("a")] == ["feedback/s01.html", "feedback/s02.html"]
    assert "1 s01 2 10 5 5 50 %" in read.words
    assert cells_of_row(page, "ada") == ["ada", "30", "100", "10", "20"]
    assert cells_of_row(page, "bob") == ["bob", "0", "0", "0", "–"]
    assert cells_of_row(page, "eve") == ["eve", "0", "0", "–", "–"]
    assert all(cell.get("scope") in ("col", "row") for cell in read.tags("th"))
