"""What is said about an answer."""

import json

import pytest

from autograder.checking import CheckResult, Diagnosis, Report, Verdict
from autograder.checking.verdict import NO_IDEA, Explanation, findings, told

RIGHT = CheckResult("has the right shape", Verdict.RIGHT, "", 1)
WRONG = CheckResult("is the sum", Verdict.WRONG, "`f(x=1)` returned 2; right is 1.", 3)
UNJUDGED = CheckResult("adds up", Verdict.NOT_JUDGED, "Comes after “is the sum”.", 4)


@pytest.mark.parametrize(
    ("checks", "verdict", "score"),
    [
        ((RIGHT,), Verdict.RIGHT, 1.0),
        ((RIGHT, WRONG), Verdict.WRONG, 0.25),
        ((RIGHT, UNJUDGED), Verdict.NOT_JUDGED, 0.2),
        ((RIGHT, WRONG, UNJUDGED), Verdict.WRONG, 0.125),
        ((), Verdict.NOT_JUDGED, 0.0),
    ],
)
def test_only_right_checks_earn_their_weight(
    checks: tuple[CheckResult, ...], verdict: Verdict, score: float
) -> None:
    report = Report("f", checks)
    assert report.verdict is verdict
    assert report.score == score


ADDS = Diagnosis("adds_one", "You add one.")
TOLD = Explanation("is the sum", WRONG.message, ADDS, read="session 1, “Sums”")


def test_the_json_has_the_documented_fields() -> None:
    report = Report("f", (RIGHT, WRONG), TOLD)
    assert json.loads(json.dumps(report.to_json())) == {
        "exercise": "f",
        "verdict": "wrong",
        "score": 0.25,
        "message": "The check “is the sum” fails. `f(x=1)` returned 2; right is 1. You add one. "
        "Read again: session 1, “Sums”.",
        "explains": "is the sum",
        "diagnosis": {"kind": "mistake", "mistake": "adds_one", "message": "You add one."},
        "read": "session 1, “Sums”",
        "checks": [
            {"name": "has the right shape", "verdict": "right", "message": ""},
            {
                "name": "is the sum",
                "verdict": "wrong",
                "message": "`f(x=1)` returned 2; right is 1.",
            },
        ],
    }
    right = Report("f", (RIGHT,)).to_json()
    assert (right["message"], right["explains"], right["diagnosis"]) == ("", None, None)


def test_the_message_names_the_part_and_claims_nothing_without_a_diagnosis() -> None:
    told = Explanation("is the sum", WRONG.message, part="fit")
    assert told.message == (
        f"The check “is the sum” fails in `fit`. `f(x=1)` returned 2; right is 1. {NO_IDEA}"
    )


def test_the_text_tells_the_first_failure_once_and_then_the_others() -> None:
    report = Report("f", (RIGHT, WRONG, UNJUDGED), TOLD)
    assert report.text().splitlines() == [
        "f: wrong.",
        TOLD.message,
        "- adds up: Comes after “is the sum”.",
    ]
    assert Report("f", (RIGHT,)).text() == "f: right."


def test_checks_that_wait_for_the_same_one_are_told_once() -> None:
    waiting = "Comes after “shape”, which has to be right first."
    checks = (
        CheckResult("shape", Verdict.WRONG, "`f(1)` has shape (1,).", 1),
        CheckResult("value", Verdict.NOT_JUDGED, waiting, 1),
        CheckResult("sign", Verdict.RIGHT, "", 1),
        CheckResult("units", Verdict.NOT_JUDGED, waiting, 1),
    )
    report = Report("f", checks).to_json()
    assert told(report) == [
        "f: wrong.",
        "- shape: `f(1)` has shape (1,).",
        f"- value; units: {waiting}",
    ]
    assert [found.names for found in findings(report)] == [("shape",), ("value", "units")]


def test_a_report_that_somebody_damaged_is_told_all_the_same() -> None:
    assert told({"exercise": "f", "checks": [None, 3]}) == ["f: None."]
