"""The numbers behind the class report and the course page."""

import json

import pytest

from autograder.grading.history import Move
from autograder.grading.results import CellResult, NotebookResult
from autograder.reporting.class_report import class_report
from autograder.reporting.course_report import course_report

from .graded import NOTEBOOK, GivenMark, submission
from .test_tally import one, right, wrong

MEGABYTE = 2**20


def scored(student, **shares):
    """A student's results: exercise -> share of its 10 points; None waits for a person."""
    cells = [
        CellResult(
            name,
            10.0,
            None if share is None else 10.0 * share,
            "manual" if share is None else "right" if share == 1 else "wrong",
        )
        for name, share in shares.items()
    ]
    return one(student, *cells)


def report(results, marks=None, penalties=None, **more):
    return class_report(NOTEBOOK, results, marks, penalties, **more)


def ten(easy=lambda i: 1.0, hard=lambda i: i / 9, third=lambda i: 0.5):
    return [scored(f"s{i}", easy=easy(i), hard=hard(i), third=third(i)) for i in range(10)]


def test_an_exercise_is_held_against_the_others_without_itself():
    # with `hard` in the total its correlation with it would be 1; without, the rest is flat
    easy, hard, _ = report(ten()).items
    assert hard.discrimination.why == "all have the same marks elsewhere"
    assert (hard.mean, hard.share) == (pytest.approx(5.0), pytest.approx(0.5))
    assert easy.discrimination.why == "all have the same marks here"
    easy, hard, third = report(ten(third=lambda i: 1 - i / 9)).items
    assert hard.discrimination.value == pytest.approx(-1.0)
    assert third.discrimination.value == pytest.approx(-1.0)


def test_who_waits_is_not_behind_the_numbers_of_the_exercise():
    results = [*ten(third=lambda i: i / 9), scored("t", easy=1.0, hard=None, third=1.0)]
    _, hard, third = report(results).items
    assert (hard.decided, hard.discrimination.students) == (10, 10)
    assert hard.mean == pytest.approx(5.0)
    assert third.discrimination.students == 11  # t's rest is `easy` alone


def test_a_mark_given_by_hand_is_in_every_number():
    results = ten(third=lambda i: None)
    marks = {
        f"s{i}": {f"{NOTEBOOK}/third": GivenMark(i * 10 / 9, 10, manual=i * 10 / 9)}
        for i in range(10)
    }
    assert report(results).items[2].decided == 0
    made = report(results, marks)
    assert made.items[2].mean == pytest.approx(5.0)
    assert made.items[1].discrimination.value == pytest.approx(1.0)
    assert made.summary.spread.highest == 30
    assert [part.students for part in made.bins] == [0, 0, 0, 1, 2, 1, 1, 2, 1, 2]


def test_a_single_exercise_has_nothing_to_be_held_against():
    (item,) = report([scored(f"s{i}", a=i / 9) for i in range(10)]).items
    assert (item.decided, item.discrimination.students) == (10, 0)


def test_a_class_of_three_gets_no_discrimination():
    made = report([scored(f"s{i}", a=i / 2, b=i / 2) for i in range(3)])
    assert {item.discrimination.why for item in made.items} == {"fewer than 10 students"}
    assert made.items[0].share == 0.5


def test_who_took_the_most_time_and_who_the_most_memory_are_named():
    notebook = NotebookResult(NOTEBOOK, (right("a"),), (), {})
    results = [
        submission(notebook, student=f"s{i:02d}", seconds=float(i), memory=(20 - i) * MEGABYTE)
        for i in range(20)
    ]
    slow = ["s19", "s18", "s17", "s16", "s15"]
    large = ["s04", "s03", "s02", "s01", "s00"]
    assert [row.student for row in report(results).costly] == [*slow, *large]


def test_moves_are_told_by_exercise_and_name_the_marks_that_stay():
    cells = {"nb/f-visible": (3.0, 0.0), "nb/f-hidden": (7.0, 10.0), "nb/g": (0.0, 2.0)}
    move = Move("ada", "2026-03-05 10:00:00", "the assignment was changed", cells, (10.0, 12.0))
    marks = {"ada": {"nb/g": GivenMark(1.0, 2, auto=2.0, manual=1.0)}}
    (told,) = report([one("ada", right("f"))], marks, moves=[move]).moves
    assert told.exercises == (("f", 10.0, 10.0), ("g", 0.0, 2.0))
    assert told.by_hand == ("g",)
    assert told.total == (10.0, 12.0)


def test_moves_in_two_notebooks_stay_apart():
    move = Move("ada", "", "", {"p/f-hidden": (0.0, 1.0), "q/f-hidden": (0.0, 2.0)}, (0.0, 3.0))
    (told,) = report([one("ada", right("f"))], moves=[move]).moves
    assert told.exercises == (("p: f", 0.0, 1.0), ("q: f", 0.0, 2.0))


def test_the_json_says_what_the_page_says():
    results = [*ten(), one("zoe", wrong("easy", "halves"))]
    cells = {f"{NOTEBOOK}/easy": (0.0, 10.0)}
    move = Move("s1", "2026-03-05 10:00:00", "not known", cells, (5.0, 15.0))
    made = report(results, None, {"s9": 2.0}, moves=[move], absent=["nan"], ungraded=["pat"])
    told = json.loads(json.dumps(made.to_json()))
    assert (told["absent"], told["not_graded"]) == (["nan"], ["pat"])
    by_name = {student["student"]: student for student in told["students"]}
    assert (by_name["s9"]["mark"], by_name["s9"]["late_penalty"]) == (23.0, 2.0)
    assert by_name["s9"]["exercises"]["hard"] == {"marks": 10.0, "points": 10.0, "state": "right"}
    assert by_name["zoe"]["mistakes"] == ["halves"]
    assert [one["exercise"] for one in told["exercises"]] == ["easy", "hard", "third"]
    assert told["exercises"][0]["failed"]["mistake"] == ["zoe"]
    assert told["exercises"][0]["discrimination"]["students"] == 10
    assert told["mistakes"][0]["students"] == ["zoe"]
    assert told["moves"][0]["exercises"] == [{"exercise": "easy", "before": 0.0, "after": 10.0}]
    assert sum(part["students"] for part in told["histogram"]) == 11


def test_the_course_adds_up_what_each_student_has():
    first = class_report("s01", [scored("ada", a=1.0), scored("bob", a=0.5)], absent=["eve"])
    second = class_report("s02", [scored("ada", a=0.2, b=0.4)], absent=["bob", "eve"])
    made = course_report([first, second])
    assert made.points == 30
    assert [(one.student, one.marks, one.total) for one in made.students] == [
        ("ada", (10.0, 6.0), 16.0),
        ("bob", (5.0, None), 5.0),
        ("eve", (None, None), 0.0),
    ]
    told = json.loads(json.dumps(made.to_json()))
    bob = {"student": "bob", "marks": {"s01": 5.0, "s02": None}, "total": 5.0}
    assert told["students"][1] == bob
    assert [(one["assignment"], one["students"]) for one in told["assignments"]] == [
        ("s01", 2),
        ("s02", 1),
    ]
