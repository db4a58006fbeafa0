"""What is said about an answer: right, wrong or not judged, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """Right earns the points; wrong and not judged earn none."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True)
class CheckResult:
    """What one check found. ``message`` is empty when the check is right."""

    name: str
    verdict: Verdict
    message: str
    weight: float


@dataclass(frozen=True)
class Diagnosis:
    """What explains a wrong answer.

    mistake: the name of a known mistake in the exercise's file, or of a plain
    relation between what was returned and what is right; kind: "mistake" or
    "relation"; message: the sentence for the student; read: the section of the
    lecture, if it is not the exercise's own.
    """

    mistake: str
    message: str
    kind: str = "mistake"
    read: str = ""


@dataclass(frozen=True)
class Explanation:
    """The first check that failed, told to the student.

    part: the function or method that is to blame, where an answer has several;
    case: what the smallest failing case gave, and what is right; read: where the
    lecture teaches it.
    """

    check: str
    case: str
    diagnosis: Diagnosis | None = None
    part: str = ""
    read: str = ""

    @property
    def message(self) -> str:
        """Where, the smallest case, got and wanted, the idea, what to read again."""
        where = f"The check “{self.check}” fails" + (f" in `{self.part}`." if self.part else ".")
        idea = self.diagnosis.message if self.diagnosis else NO_IDEA
        again = f"Read again: {self.read}." if self.read else ""
        return " ".join(filter(None, [where, self.case, idea, again]))


NO_IDEA = "Work this small case out by hand, and compare each step with your code."


@dataclass(frozen=True)
class Report:
    """What the checks of one exercise say about one answer."""

    exercise: str
    checks: tuple[CheckResult, ...]
    explanation: Explanation | None = None

    @property
    def verdict(self) -> Verdict:
        """Right if every check is; wrong if one is; else not judged."""
        found = {check.verdict for check in self.checks}
        if found == {Verdict.RIGHT}:
            return Verdict.RIGHT
        return Verdict.WRONG if Verdict.WRONG in found else Verdict.NOT_JUDGED

    @property
    def score(self) -> float:
        """The weight of the right checks over the weight of all, 0 … 1."""
        total = sum(check.weight for check in self.checks)
        earned = sum(c.weight for c in self.checks if c.verdict is Verdict.RIGHT)
        return earned / total if total else 0.0

    @property
    def diagnosis(self) -> Diagnosis | None:
        """What explains a wrong answer, if anything does."""
        return self.explanation.diagnosis if self.explanation else None

    def to_json(self) -> dict[str, Any]:
        """The fields that ``autograder check --json`` documents."""
        told, found = self.explanation, self.diagnosis
        return {
            "exercise": self.exercise,
            "verdict": self.verdict.value,
            "score": self.score,
            "message": told.message if told else "",
            "explains": told.check if told else None,
            "diagnosis": (
                {"kind": found.kind, "mistake": found.mistake, "message": found.message}
                if found
                else None
            ),
            "read": told.read if told else "",
            "checks": [
                {"name": c.name, "verdict": c.verdict.value, "message": c.message}
                for c in self.checks
            ],
        }

    def text(self) -> str:
        """The same for a person, line by line."""
        return "\n".join(told(self.to_json()))


def told(report: Mapping[str, Any]) -> list[str]:
    """The lines that tell of a report (in its JSON form): the message, then the other checks."""
    exercise, verdict = report.get("exercise"), report.get("verdict")
    if verdict == Verdict.RIGHT.value:
        return [f"{exercise}: right."]
    lines = [f"{exercise}: {verdict}.", str(report.get("message") or "")]
    lines += [f"- {'; '.join(found.names)}: {found.message}" for found in findings(report)]
    return [line for line in lines if line]


@dataclass(frozen=True)
class Finding:
    """Checks that are not right for one and the same reason."""

    names: tuple[str, ...]
    verdict: str
    message: str


def findings(report: Mapping[str, Any]) -> list[Finding]:
    """The checks that are not right, beside the one that the report's message is about.

    Checks that all wait for the same one are told once: one cause, one message.
    """
    grouped: dict[tuple[str, str], list[str]] = {}
    for check in report.get("checks") or ():
        if not isinstance(check, dict):
            continue
        name, verdict = str(check.get("name")), str(check.get("verdict"))
        if verdict != Verdict.RIGHT.value and name != report.get("explains"):
            grouped.setdefault((verdict, str(check.get("message"))), []).append(name)
    return [Finding(tuple(names), *reason) for reason, names in grouped.items()]
