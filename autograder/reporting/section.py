"""One exercise on a feedback page, gathered from the notebook and its results.

The sources and the outputs of test cells are never read here: they may hold
hidden tests. What failed is told by the results alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from autograder.reporting.entry import Entry, State
from autograder.reporting.highlight import highlighted
from autograder.reporting.hints import hints_in
from autograder.reporting.lecture import Lecture
from autograder.reporting.output import Output, note, outputs_of
from autograder.reporting.page import Budget
from autograder.reporting.said import Said, said_about
from autograder.reporting.sanitise import joined, line, plain, prose, written

MOST_OWN_CELLS = 20
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*)$")
_HIDDEN = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS[^\n]*$.*?(?:^[^\n]*END HIDDEN TESTS[^\n]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_NOTHING = Markup("")
_TOO_LARGE = "More is not shown, because this page would become too large."


@dataclass(frozen=True)
class Shown:
    """A cell of the student. kind: code, written or empty."""

    kind: str
    body: Markup
    outputs: tuple[Output, ...] = ()


@dataclass
class Section:
    """One exercise, in the order of the page."""

    entry: Entry
    title: Markup = _NOTHING
    statement: Markup = _NOTHING
    hints: tuple[tuple[Markup, Markup], ...] = ()
    answers: list[Shown] = field(default_factory=list)
    own: list[Shown] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def sections(
    entries: Sequence[Entry],
    notebook: Mapping[str, Any],
    budget: Budget,
    lecture: Lecture | None = None,
) -> list[Section]:
    """The exercises in the order of the notebook; those that it lacks come last."""
    found = {part.cell.grade_id: entry for entry in entries for part in entry.parts}
    made: dict[str, Section] = {}
    pending: list[dict[str, Any]] = []
    heading, task = "", ""
    for cell in _cells(notebook):
        flags = _flags(cell)
        entry = found.get(joined(flags.get("grade_id"))) if _is_graded(flags) else None
        if entry is None:
            if task and not flags:  # the answer to a task stands in the cells below it
                made[task].answers.append(_shown(cell, task, notebook, budget))
                continue
            task = ""
            pending.append(cell)
            continue
        heading = _heading_among(pending) or heading
        section = made.setdefault(entry.name, Section(entry))
        if flags.get("task"):
            task = entry.name
            heading = _heading(cell) or heading
            section.statement = written(cell.get("source"))
        else:
            task = ""
        section.title = section.title or prose(line(heading), 200)
        if entry.state is not State.RIGHT:
            section.hints = section.hints or _hints(pending)
        own_text = [cell] if flags.get("solution") else []
        _add(section, pending + own_text, notebook, budget)
        pending = []
    for entry in entries:
        section = made.setdefault(entry.name, Section(entry))
        section.title = section.title or prose(line(entry.name))
        section.said = said_about(entry, lecture or Lecture(""))
    titles = Counter(section.title for section in made.values())
    for section in made.values():
        if titles[section.title] > 1:
            section.title += Markup(" <code>{}</code>").format(line(section.entry.name))
    return list(made.values())


def _hints(cells: Sequence[dict[str, Any]]) -> tuple[tuple[Markup, Markup], ...]:
    """The hints of the instructor's statement among these cells."""
    return tuple(
        (prose(line(hint.title)), _hint(hint.text))
        for cell in cells
        if cell.get("cell_type") == "markdown" and _flags(cell)
        for hint in hints_in(plain(cell.get("source")))
    )


@lru_cache(256)  # the whole class gets the same hints
def _hint(text: str) -> Markup:
    return written(text)


def _add(
    section: Section, cells: Sequence[dict[str, Any]], notebook: Mapping[str, Any], budget: Budget
) -> None:
    """Put the student's cells into the section: answers first, then own cells."""
    for cell in cells:
        flags = _flags(cell)
        if flags.get("solution"):
            section.answers.append(_shown(cell, section.entry.name, notebook, budget))
        elif _is_own_code(cell) and len(section.own) < MOST_OWN_CELLS:
            section.own.append(_shown(cell, section.entry.name, notebook, budget))


def _shown(
    cell: dict[str, Any], exercise: str, notebook: Mapping[str, Any], budget: Budget
) -> Shown:
    source = _HIDDEN.sub("", plain(cell.get("source")))
    if not source.strip():
        return Shown("empty", _NOTHING)
    kind = "code" if cell.get("cell_type") == "code" else "written"
    body = _NOTHING
    if not budget.full:
        body = highlighted(source, _language(notebook)) if kind == "code" else written(source)
    if not budget.take(body):
        return Shown("written", note(_TOO_LARGE).body)
    outputs = []
    for output in outputs_of(cell, exercise) if kind == "code" else ():
        if not budget.take(output.body):
            outputs.append(note(_TOO_LARGE))
            break
        outputs.append(output)
    return Shown(kind, body, tuple(outputs))


def _cells(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    cells = notebook.get("cells")
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _flags(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    flags = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return flags if isinstance(flags, dict) else {}


def _is_own_code(cell: Mapping[str, Any]) -> bool:
    code = cell.get("cell_type") == "code" and not _flags(cell)
    return code and bool(joined(cell.get("source")).strip())


def _is_graded(flags: Mapping[str, Any]) -> bool:
    return bool(flags.get("grade") or flags.get("task"))


def _heading_among(cells: Sequence[dict[str, Any]]) -> str:
    """The heading nearest to the end; the instructor's cells before the student's."""
    headed = [
        (bool(_flags(cell)), text)
        for cell in reversed(cells)
        if not _flags(cell).get("solution") and (text := _heading(cell))
    ]
    return next((text for locked, text in headed if locked), headed[0][1] if headed else "")


def _heading(cell: Mapping[str, Any]) -> str:
    """The first heading of a markdown cell, without its marks."""
    if cell.get("cell_type") != "markdown":
        return ""
    fenced = False
    for text in plain(cell.get("source")).splitlines():
        if text.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and (match := _HEADING.match(text)) and match[1].strip(" \t#"):
            return match[1].rstrip(" \t#").replace("**", "").replace("$", "").strip()
    return ""


def _language(notebook: Mapping[str, Any]) -> str:
    metadata = notebook.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = kernel.get("language") if isinstance(kernel, dict) else None
    return language if isinstance(language, str) else "python"
