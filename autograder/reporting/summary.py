"""The class at a glance: a table for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console, JustifyMethod, OverflowMethod, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.reporting.entry import Entry, State, count, number
from autograder.reporting.plain import line
from autograder.reporting.tally import Row, Summary, in_words, summarise

__all__ = ["Row", "Summary", "note", "print_summary", "summarise"]

LONGEST_SENTENCE = 500
_STUDENT_WIDTH = 18
_NOTE_WIDTH = 24
_MOST_MISTAKES = 5
_STYLES = {
    State.RIGHT: "green",
    State.PARTLY: "yellow",
    State.WRONG: "red",
    State.NOT_JUDGED: "magenta",
    State.WAITING: "cyan",
}
_ASCII = {"✓": "+", "✗": "x", "…": "."}


def print_summary(summary: Summary, console: Console) -> None:
    """The class as a table for the terminal; signs say everything that colours say."""
    if not summary.rows:
        console.print("Nobody has been graded yet.")
        return
    console.print(_table(summary, console))
    for text in _below(summary, console):
        console.print(text)


def _table(summary: Summary, console: Console) -> Table:
    title = f"{line(summary.assignment)}: {count(len(summary.rows), 'student')}"
    table = Table(
        title=_text(title, console),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=0,
        pad_edge=False,
        show_edge=False,
    )
    student = min(max(cell_len(line(row.student)) for row in summary.rows), _STUDENT_WIDTH)
    names = [str(index) for index in range(1, len(summary.columns) + 1)]
    head = " ".join(names)
    widths = [max(student, len("Student")), len("100.25"), len(head)]
    single = sum(widths) + len(widths) + _NOTE_WIDTH <= console.width
    if not single:
        head, widths[2] = "Exercises", len("12✓ 12~ 12✗ 12? 12…")
    left = max(console.width - sum(widths) - len(widths), len("Note"))
    # The sign for a cut is not ASCII.
    overflow: OverflowMethod = "crop" if console.options.ascii_only else "ellipsis"
    for name, width in zip(["Student", "Mark", head, "Note"], [*widths, left], strict=True):
        justify: JustifyMethod = "right" if name == "Mark" else "left"
        table.add_column(name, justify=justify, no_wrap=True, width=width, overflow=overflow)
    signs = {state: _text(state.sign, console, _STYLES[state]) for state in State}
    for index, row in enumerate(summary.rows):
        standings = [column.standings[index] for column in summary.columns]
        table.add_row(
            _text(line(row.student), console),
            number(row.score),
            _beneath(names, standings, signs) if single else _counted(standings, signs),
            _text(note(row), console, "bold" if row.attention else ""),
        )
    return table


def _text(words: str, console: Console, style: str = "") -> Text:
    """Words that the terminal can show, taken as they are: no markup in them."""
    if console.options.ascii_only:
        for sign, plain in _ASCII.items():
            words = words.replace(sign, plain)
        words = words.encode("ascii", "replace").decode("ascii")
    return Text(words, style=style)


def _beneath(
    names: Sequence[str], standings: Sequence[Entry | None], signs: Mapping[State, Text]
) -> Text:
    """The signs of one student, each below the number of its exercise.

    One text and not a column for each: rich takes its time for every cell of a table.
    """
    made = Text()
    for name, entry in zip(names, standings, strict=True):
        made.append_text(signs[entry.state] if entry else Text(" "))
        made.append(" " * len(name))
    made.rstrip()
    return made


def _counted(standings: Sequence[Entry | None], signs: Mapping[State, Text]) -> Text:
    """How many exercises stand how, where there are too many for a sign each."""
    counts = Counter(entry.state for entry in standings if entry)
    return Text(" ").join(
        Text(f"{counts[state]}").append_text(signs[state]) for state in State if counts[state]
    )


def _below(summary: Summary, console: Console) -> Iterator[RenderableType]:
    """What stands below the table: the key, the marks, whom to look at, the mistakes."""
    used = {entry.state for column in summary.columns for entry in column.standings if entry}
    key = [
        _text(f"{state.sign} {state.value}", console, _STYLES[state])
        for state in State
        if state in used
    ]
    columns = [
        _text(f"{index} {line(column.name)} ({number(column.points)})", console)
        for index, column in enumerate(summary.columns, start=1)
    ]
    yield from (Text(), Columns(key, padding=(0, 3)), Columns(columns, padding=(0, 2)), Text())
    if spread := summary.spread:
        yield Text(
            f"Marks out of {number(summary.points)}: mean {spread.mean:.1f}, median "
            f"{spread.median:.1f}, lowest {number(spread.lowest)}, highest "
            f"{number(spread.highest)}."
        )
    if summary.waiting:
        has = "has an answer" if summary.waiting == 1 else "have answers"
        yield Text(f"{count(summary.waiting, 'student')} {has} that a person has to mark.")
    if summary.attention:
        yield Text(f"\nTo look at: {count(summary.attention, 'student')}.", style="bold")
        for row in summary.rows:
            for reason in row.attention:
                yield _item(f"{line(row.student)}: {line(reason, LONGEST_SENTENCE)}", console)
    if summary.mistakes:
        yield Text("\nThe most frequent mistakes:", style="bold")
        for mistake in summary.mistakes[:_MOST_MISTAKES]:
            who = count(len(mistake.students), "student")
            told = line(mistake.sentence, LONGEST_SENTENCE) or in_words(mistake.name)
            yield _item(f"{who}, {line(mistake.exercise)}: {told}", console)


def _item(words: str, console: Console) -> Padding:
    return Padding(_text(words, console), (0, 0, 0, 2), expand=False)


def note(row: Row) -> str:
    """The one thing to know about a student: what to look at, else the mistakes."""
    if row.attention:
        return f"look: {line(row.attention[0])}"
    return ", ".join(in_words(name) for name in row.mistakes)
