"""A test cell is worth exactly what it says, and its message gives nothing hidden away."""

import math

import pytest

from autograder.checking.verdict import CheckResult, Report, Verdict
from autograder.grading.marking import InsideError, by_hand, hidden_lines, mark, not_judged
from autograder.grading.rebuild import Cell, Kind
from autograder.grading.trusted import OutOfTime, TestRun, value_kind
from autograder.isolation.failures import NotPlainData, TimedOut, remote_error

SOURCE = """\
assert visible()
### BEGIN HIDDEN TESTS
assert secret() == 42
assert secret() == 42, "count every row"
### END HIDDEN TESTS
assert also_visible(), "this one says why"
"""


def cell(source=SOURCE, points=4.0):
    return Cell(Kind.TEST, source, "the-test", points, "code", {})


def ended_with(value):
    return TestRun(value, value_kind(value), None, (), "", ())


def stopped(error, *lines):
    return TestRun(None, "none", error, lines, "", ())


REMOTE = remote_error("ValueError", "bad shape", remote_type="ValueError")


def test_a_cell_that_raises_nothing_and_says_nothing_is_paid_in_full():
    result = mark(cell(), ended_with(None), "outside", "none")
    assert (result.score, result.verdict, result.judged) == (4.0, "right", "outside")


@pytest.mark.parametrize(("value", "verdict"), [(4.0, "right"), (1.5, "wrong"), (0, "wrong")])
def test_a_number_is_the_mark_where_the_solution_gives_a_number(value, verdict):
    result = mark(cell(), ended_with(value), "outside", "number")
    assert (result.score, result.verdict) == (value, verdict)


@pytest.mark.parametrize("value", [math.nan, math.inf, -1.0, 4.5, None, "4", False, [4]])
def test_what_is_no_mark_earns_nothing_and_asks_for_a_person(value):
    result = mark(cell(), ended_with(value), "outside", "number")
    assert (result.score, result.verdict) == (0.0, "not judged")


def test_false_is_not_paid_even_where_true_is():
    assert mark(cell(), ended_with(True), "outside", "bool").score == 4.0
    assert mark(cell(), ended_with(False), "outside", "bool").score == 0.0


def test_another_kind_of_ending_than_the_solutions_is_not_judged():
    assert mark(cell(), ended_with("ok"), "outside", "text").verdict == "right"
    assert mark(cell(), ended_with("ok"), "outside", "none").verdict == "not judged"


@pytest.mark.parametrize(
    ("error", "lines", "message"),
    [
        (AssertionError(), (1,), "This test failed: `assert visible()`"),
        (AssertionError("this one says why"), (6,), "this one says why"),
        (AssertionError(), (3,), "A test that you cannot see failed."),
        (AssertionError("count every row"), (4,), "count every row"),
        (AssertionError("arrays differ: 42"), (3,), "A test that you cannot see failed."),
        (AssertionError("arrays differ: 42"), (3, 1), "A test that you cannot see failed."),
        (AssertionError("arrays differ: 42"), (1, 3), "A test that you cannot see failed."),
        (AssertionError("arrays differ: 42"), (), "A test that you cannot see failed."),
        (KeyError("secret"), (3,), "A test that you cannot see failed."),
        (KeyError("shown"), (1,), "The test stopped with KeyError: 'shown' in `assert visible()`"),
        (KeyError("x"), (), "A test that you cannot see failed."),
        (InsideError("KeyError", "'secret'"), (3,), "A test that you cannot see failed."),
        (InsideError("KeyError", "'shown'"), (1,), "The test stopped with KeyError: 'shown' in"),
        (REMOTE, (3,), "Your code stopped with ValueError: bad shape"),
        (NotImplementedError(), (1,), "The answer is not written yet."),
        (
            TimedOut("it took longer than 1 s and was stopped", reason="time"),
            (3,),
            "Your code did not come to an end: it took longer than 1 s and was stopped.",
        ),
        (
            NotPlainData("a value of type X cannot be read from outside"),
            (3,),
            "Your code gave something that is not plain data: a value of type X",
        ),
        (
            OutOfTime("took longer than 30 seconds in all"),
            (3,),
            "The test took longer than 30 seconds",
        ),
    ],
)
def test_the_message_says_what_failed_and_nothing_hidden(error, lines, message):
    result = mark(cell(), stopped(error, *lines), "outside", "none")
    assert result.verdict == "wrong"
    assert result.score == 0.0
    assert result.message.startswith(message)
    assert "secret" not in result.message
    assert "arrays differ" not in result.message


def test_a_failed_test_without_a_known_line_is_still_a_sentence():
    result = mark(cell("assert f()"), stopped(AssertionError()), "inside", "none")
    assert result.message == "The test failed."


def test_a_name_that_is_missing_is_named():
    error = NameError("name 'softmax' is not defined", name="softmax")
    assert "`softmax` is not defined" in mark(cell(), stopped(error, 3), "outside", "none").message


def test_an_error_that_is_nobodys_fault_is_not_judged():
    error = RuntimeError("no process left")
    error.fatal = True
    assert mark(cell(), stopped(error), "outside", "none").verdict == "not judged"


def test_the_reports_of_the_exercises_come_along():
    checks = (
        CheckResult("shape", Verdict.RIGHT, "", 1),
        CheckResult("value", Verdict.WRONG, "`f(2)` returned 3; right is 4.", 1),
    )
    run = TestRun(2.0, "number", None, 0, "", (Report("f", checks, None),))
    result = mark(cell(), run, "outside", "number")
    assert (result.score, result.verdict) == (2.0, "wrong")
    assert result.reports[0]["exercise"] == "f"
    assert "right is 4" in result.message


def test_a_report_that_could_not_be_judged_earns_nothing():
    checks = (
        CheckResult("shape", Verdict.RIGHT, "", 1),
        CheckResult("value", Verdict.NOT_JUDGED, "lost", 1),
    )
    run = TestRun(2.0, "number", None, 0, "", (Report("f", checks, None),))
    assert mark(cell(), run, "outside", "number").verdict == "not judged"


def test_lines_between_the_marks_are_hidden_however_they_are_written():
    assert hidden_lines(SOURCE) == {2, 3, 4, 5}
    assert hidden_lines("assert True") == frozenset()
    twice = "a\n# BEGIN HIDDEN TESTS\nb\n# END HIDDEN TESTS\nc\n  ### BEGIN HIDDEN TESTS ###\nd"
    assert hidden_lines(twice) == {2, 3, 4, 6, 7}


def test_an_answer_for_a_person_waits_unless_nothing_was_written():
    written = Cell(Kind.WRITTEN, "because", "why", 5.0, "markdown", {})
    assert by_hand(written).score is None
    untouched = Cell(Kind.WRITTEN, "", "why", 5.0, "markdown", {}, unchanged=True)
    assert (by_hand(untouched).score, by_hand(untouched).message) == (0.0, "No response.")


def test_not_judged_gives_the_reason():
    result = not_judged(cell(), "the notebook cannot be read")
    assert (result.score, result.verdict) == (0.0, "not judged")
    assert result.message == "the notebook cannot be read"
