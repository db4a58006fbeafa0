"""What the tests of an exercise say about an answer: which checks are right, which are not, why.

All of it comes from the results; the tests themselves are never read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from autograder.checking.verdict import Verdict, findings, told
from autograder.reporting.entry import MANUAL, SUFFIXES, Entry, Part, State
from autograder.reporting.lecture import Lecture
from autograder.reporting.sanitise import joined, line, prose

_ABOVE = Markup("See “What to look at first”, above.")


@dataclass(frozen=True)
class Said:
    """What one test cell, or the person who marked, says.

    checks: (names, sentence, whether judged) of the checks that are not right, by reason.
    passed: the names of those that are.
    """

    label: str
    part: Part
    message: Markup
    checks: tuple[tuple[Markup, Markup, bool], ...]
    passed: tuple[Markup, ...]
    of: int
    diagnoses: tuple[Markup, ...]
    comment: Markup


def said_about(entry: Entry, lecture: Lecture) -> list[Said]:
    """What the tests of an exercise say, and whoever marked it, in the order of the notebook."""
    said: list[Said] = []
    for part in entry.parts:
        checks: list[tuple[Markup, Markup, bool]] = []
        passed: list[Markup] = []
        diagnoses: list[Markup] = []
        number = 0
        for report in part.cell.reports:
            found = _checks(report)
            number += len(found)
            passed += [
                prose(line(item.get("name")))
                for item in found
                if item.get("verdict") == Verdict.RIGHT.value
            ]
            sentence = joined(report.get("message")).strip()
            if sentence:
                diagnoses.append(lecture.linked(prose(sentence, 2_000)))
            explained = joined(report.get("explains"))
            if explained and sentence:
                checks.append((prose(line(explained)), _ABOVE, True))
            checks += [
                (
                    Markup(" · ").join(prose(line(name)) for name in reason.names),
                    prose(reason.message, 2_000),
                    reason.verdict != Verdict.NOT_JUDGED.value,
                )
                for reason in findings(report)
            ]
        message = lecture.linked(_message(part))
        if any(message and message == other.message for other in said):
            message = Markup("For the same reason.")
        comment = prose(part.comment)
        said.append(
            Said(
                label=_label(part, entry),
                part=part,
                message=message,
                checks=tuple(checks),
                passed=tuple(passed),
                of=number,
                diagnoses=tuple(diagnoses),
                comment=comment,
            )
        )
    return said


def _checks(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [item for item in report.get("checks") or () if isinstance(item, dict)]


def _message(part: Part) -> Markup:
    """The cell's message without the lines that its reports say again."""
    if part.cell.verdict == MANUAL and part.state is not State.WAITING:
        return Markup("")
    again = [text for report in part.cell.reports for text in told(report)]
    known = "\n".join(again)
    new = [text for text in part.cell.message.splitlines() if text.strip() and text not in known]
    return prose("\n".join(new))


def _label(part: Part, entry: Entry) -> str:
    if part.cell.verdict == MANUAL:
        return "Marked by a person"
    if part.cell.grade_id == entry.name:
        return "Tests"
    visible, hidden = SUFFIXES
    return {entry.name + visible: "Visible tests", entry.name + hidden: "Hidden tests"}.get(
        part.cell.grade_id, "Tests"
    )
