"""The claims as a person reads them: a page of the documentation, and a table on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich import box
from rich.console import Group
from rich.table import Table as RichTable
from rich.text import Text

from autograder.claims.judge import same, shown
from autograder.claims.kept import Kept
from autograder.claims.lecture import Lecture
from autograder.claims.run import Value
from autograder.claims.table import DECKS, Number, Place, Row, Table


def verdict(number: Number, value: Value | None) -> str:
    """agrees, or differs and why; empty where the slide prints no number."""
    if value is None or not number.slide:
        return ""
    if not same(number, value):
        return f"differs: {number.differs or 'nobody knows why'}"
    if number.chosen:
        return f"by choice: {number.chosen}"
    return "agrees" if number.within is None else f"agrees within {number.within:g}"


def page(table: Table, lectures: Mapping[str, Lecture], kept: Kept) -> str:
    """The page of the documentation."""
    numbers = table.numbers
    verdicts = [verdict(number, kept.values.get(name)) for name, number in numbers.items()]
    agree = sum(found.startswith("agrees") for found in verdicts)
    differ = sum(found.startswith("differs") for found in verdicts)
    printed = sum(bool(found) for found in verdicts)
    lines = [
        "# The claims: what the slides say, and what the lectures measure",
        "",
        "Written by `autograder claims --page docs/claims.md`; do not edit it by hand. A test",
        "fails when it does not follow from course/claims.toml and the values in docs/claims.json.",
        "",
        "The course follows five decks of slides. Each of their ideas has a row here, and each",
        "number that they print is computed again in a lecture, whenever the lecture runs. What is",
        "measured has to be what the lecture states; the outcome of a random experiment has to lie",
        "in the band that stands in brackets behind it. A number agrees with the slide's if it is",
        "the same to the digits that the slide prints, or, where the slide does not name its",
        "configuration, within what the verdict says.",
        "",
        f"{len(table.rows)} ideas, {len(numbers)} measured numbers. {printed} of these are set "
        f"beside a slide's number: {agree} agree, {differ} differ, {printed - agree - differ} "
        "agree because something was chosen so that they do. "
        f"{len(table.mistakes)} mistakes are put "
        "right.",
        "",
    ]
    for deck, about in DECKS.items():
        rows = [row for row in table.rows.values() if row.id[0] == deck]
        if rows:
            body = [cells for row in rows for cells in _cells(row, table, lectures, kept)]
            heads = ("", "idea", "number", "slide", "measured", "verdict", "mistake", "where")
            lines += [f"## Deck {deck}. {about}", "", *_markdown(heads, body), ""]
    lines += [
        "## Mistakes put right",
        "",
        "Under the heading in the last column stands a remark that says so to the student.",
        "",
        *_markdown(
            ("", "in", "the slide says", "right is", "where"),
            [
                (found.id, ", ".join(found.at), found.says, found.right, _places(found.remarks))
                for found in table.mistakes.values()
            ],
        ),
        "",
        "## Numbers of the lectures' own",
        "",
        "A lecture states many numbers that no slide has: on its data, on its own examples. They",
        "are checked in the same way, at each run, and a lecture stops at the first that is off.",
        "In so many places they are checked:",
        "",
        *_markdown(("session", "places"), [(s, str(count)) for s, count in kept.own.items()]),
        "",
    ]
    return "\n".join(lines)


def terminal(table: Table, kept: Kept, names: Sequence[str], faults: Sequence[str]) -> Group:
    """The numbers with these names, and what is wrong."""
    shape = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for head in ("number", "what", "slide", "measured", "verdict"):
        shape.add_column(head, no_wrap=head == "number")
    numbers = table.numbers
    for name in names:
        number, value = numbers[name], kept.values.get(name)
        measured = shown(value) if value else "–"
        shape.add_row(name, number.what, ", ".join(number.slide), measured, verdict(number, value))
    told = [Text(f"✗ {fault}", style="red") for fault in faults]
    well = Text("✓ Every number, heading and remark is where the table says.", "green")
    return Group(shape, *(told or [well]))


def _cells(
    row: Row, table: Table, lectures: Mapping[str, Lecture], kept: Kept
) -> Iterator[tuple[str, ...]]:
    """One line a number; the idea, its mistakes and where it is taught stand in the first."""
    mistakes = ", ".join(found.id for found in table.mistakes.values() if row.id in found.at)
    taught = _places(row.taught)
    if not row.numbers:
        yield (row.id, row.idea, "", "", "", "", mistakes, taught)
    for index, (name, number) in enumerate(row.numbers.items()):
        full = f"{row.id}.{name}"
        value = kept.values.get(full)
        where = _claimed(full, lectures)
        if not index:
            where = "; ".join(dict.fromkeys([*map(str, row.taught), where]))
        yield (
            *((row.id, row.idea) if not index else ("", "")),
            number.what,
            ", ".join(number.slide),
            _measured(value),
            verdict(number, value),
            mistakes if not index else "",
            where,
        )


def _measured(value: Value | None) -> str:
    if value is None:
        return "–"
    band = f" ({value.between[0]:g} … {value.between[1]:g})" if value.between else ""
    return shown(value) + band


def _claimed(name: str, lectures: Mapping[str, Lecture]) -> str:
    for lecture in lectures.values():
        for call in lecture.calls:
            if call.name == name:
                return f"S{lecture.number}: {call.heading}"
    return "–"


def _places(places: Iterable[Place]) -> str:
    return "; ".join(map(str, places))


def _markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    rows = [head, ["---"] * len(head), *body]
    return [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
