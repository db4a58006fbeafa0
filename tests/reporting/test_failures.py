"""Who failed, and whether anybody said why."""

from autograder.checking.verdict import Verdict
from autograder.grading.marking import mark
from autograder.grading.rebuild import Cell, Kind
from autograder.grading.results import CellResult, NotebookResult
from autograder.grading.trusted import TestRun
from autograder.isolation.failures import RemoteError, StudentStopped
from autograder.reporting.failures import failures
from autograder.reporting.tally import summarise

from .graded import NOTEBOOK, GivenMark, report, submission

TEST = Cell(Kind.TEST, "assert f(1) == 2", "f-hidden", 4, "code", {})


def failed(kind=None, message="It failed."):
    diagnosis = {"mistake": "m", "message": "Because.", "kind": kind} if kind else None
    told = report("f", [("c", "wrong", "m")], diagnosis)
    return CellResult("f-hidden", 4, 0.0, "wrong", message, "outside", (told,))


def stopped(error):
    """What marking makes of a test that ended like this."""
    made = mark(TEST, TestRun(None, "none", error, (1,), "", ()), "outside", "none")
    assert made.verdict == Verdict.WRONG.value
    return made


def found(cells, marks=None):
    results = [
        submission(NotebookResult(NOTEBOOK, own, (), {}), student=name)
        for name, own in cells.items()
    ]
    (column,) = summarise(results, marks).columns
    return failures(column, tuple(sorted(cells)))


def test_each_failure_is_counted_once_by_the_best_that_is_known():
    visible = CellResult("f-visible", 1, 0.0, "wrong", "This test failed: `assert f(1) == 2`")
    made = found(
        {
            "a": (visible, failed("mistake")),
            "b": (visible, failed("relation")),
            "c": (visible, failed()),
            "d": (visible, CellResult("f-hidden", 4, 4.0, "right")),
            "e": (CellResult("f-hidden", 4, 4.0, "right"),),
        }
    )
    assert (made.mistake, made.relation, made.unexplained) == (("a",), ("b",), ("c", "d"))
    assert (made.total, made.explained) == (4, 2)


def test_an_answer_that_is_not_written_needs_no_explanation():
    made = found(
        {
            "a": (stopped(NotImplementedError()),),
            "b": (failed(message="The check “x” fails. `f` is not written yet. Work it out."),),
            "c": (stopped(NotImplementedError()), failed()),
        }
    )
    assert (made.not_written, made.unexplained) == (("a", "b"), ("c",))


def test_code_that_stopped_says_itself_why():
    errors = {
        "a": RemoteError("division by zero", remote_type="ZeroDivisionError"),
        "b": StudentStopped("it took longer than 10 s and was stopped", reason="time"),
        "c": NameError("name 'f' is not defined", name="f"),
        "d": AssertionError("f(1) is wrong."),
    }
    made = found({name: (stopped(error),) for name, error in errors.items()})
    assert (made.stopped, made.unexplained) == (("a", "b", "c"), ("d",))


def test_what_a_person_decides_and_what_nobody_judged_is_no_failure():
    given = {"a": {f"{NOTEBOOK}/f-hidden": GivenMark(1, 4, auto=0.0, manual=1)}}
    made = found(
        {
            "a": (failed(),),
            "b": (CellResult("f-hidden", 4, 0.0, "not judged", "No time left."),),
            "c": (CellResult("f-hidden", 4, None, "manual"),),
        },
        given,
    )
    assert made.total == 0
