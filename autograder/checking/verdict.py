"""What is said about an answer: right, wrong or not judged, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """The known mistake that explains a wrong answer.

    mistake: its name in the exercise's file; message: the sentence for the student.
    """

    mistake: str
    message: str


@dataclass(frozen=True)
class Report:
    """What the checks of one exercise say about one answer."""

    exercise: str
    checks: tuple[CheckResult, ...]
    diagnosis: Diagnosis | None

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

    def to_json(self) -> dict[str, Any]:
        """The fields that ``autograder check --json`` documents."""
        return {
            "exercise": self.exercise,
            "verdict": self.verdict.value,
            "score": self.score,
            "checks": [
                {"name": c.name, "verdict": c.verdict.value, "message": c.message}
                for c in self.checks
            ],
            "diagnosis": (
                {"mistake": self.diagnosis.mistake, "message": self.diagnosis.message}
                if self.diagnosis
                else None
            ),
        }

    def text(self) -> str:
        """The same for a person: one line a reason, then the diagnosis."""
        if self.verdict is Verdict.RIGHT:
            return f"{self.exercise}: right."
        lines = [f"{self.exercise}: {self.verdict.value}."]
        lines += [
            f"- {'; '.join(found.names)}: {found.message}"
            for found in findings(self.to_json()["checks"])
        ]
        if self.diagnosis:
            lines.append(f"What probably happened: {self.diagnosis.message}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Finding:
    """Checks that are not right for one and the same reason."""

    names: tuple[str, ...]
    verdict: str
    message: str


def findings(checks: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """What to tell of the checks of a report (in their JSON form) that are not right.

    Checks that all wait for the same one are told once: one cause, one message.
    """
    grouped: dict[tuple[str, str], list[str]] = {}
    for check in checks:
        verdict, message = str(check.get("verdict")), str(check.get("message"))
        if verdict != Verdict.RIGHT.value:
            grouped.setdefault((verdict, message), []).append(str(check.get("name")))
    return [Finding(tuple(names), *reason) for reason, names in grouped.items()]
