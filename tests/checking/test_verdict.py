"""What is said about an answer."""

import json

import pytest

from autograder.checking import CheckResult, Diagnosis, Report, Verdict
from autograder.checking.verdict import findings

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
    report = Report("f", checks, None)
    assert report.verdict is verdict
    assert report.score == score


def test_the_json_has_the_documented_fields() -> None:
    report = Report("f", (RIGHT, WRONG), Diagnosis("adds_one", "You add one."))
    assert json.loads(json.dumps(report.to_json())) == {
        "exercise": "f",
        "verdict": "wrong",
        "score": 0.25,
        "checks": [
            {"name": "has the right shape", "verdict": "right", "message": ""},
            {
                "name": "is the sum",
                "verdict": "wrong",
                "message": "`f(x=1)` returned 2; right is 1.",
            },
        ],
        "diagnosis": {"mistake": "adds_one", "message": "You add one."},
    }
    assert Report("f", (RIGHT,), None).to_json()["diagnosis"] is None


def test_the_text_names_what_is_not_right_and_then_the_mistake() -> None:
    report = Report("f", (RIGHT, WRONG, UNJUDGED), Diagnosis("adds_one", "You add one."))
    assert report.text().splitlines() == [
        "f: wrong.",
        "- is the sum: `f(x=1)` returned 2; right is 1.",
        "- adds up: Comes after “is the sum”.",
        "What probably happened: You add one.",
    ]
    assert Report("f", (RIGHT,), None).text() == "f: right."


def test_checks_that_wait_for_the_same_one_are_told_once():
    waiting = "Comes after “shape”, which has to be right first."
    checks = (
        CheckResult("shape", Verdict.WRONG, "`f(1)` has shape (1,).", 1),
        CheckResult("value", Verdict.NOT_JUDGED, waiting, 1),
        CheckResult("sign", Verdict.RIGHT, "", 1),
        CheckResult("units", Verdict.NOT_JUDGED, waiting, 1),
    )
    report = Report("f", checks, None)
    assert report.text().splitlines() == [
        "f: wrong.",
        "- shape: `f(1)` has shape (1,).",
        f"- value; units: {waiting}",
    ]
    assert [found.names for found in findings(report.to_json()["checks"])] == [
        ("shape",),
        ("value", "units"),
    ]
