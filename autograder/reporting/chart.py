"""A histogram, as the places and sizes of what is drawn; the template makes SVG of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.reporting.entry import number
from autograder.reporting.statistics import Bin

# In the drawing's own units; it is stretched to the width that there is.
WIDTH, HEIGHT = 380.0, 200.0
_SIDE, _TOP, _FLOOR = 12.0, 20.0, 172.0
_GAP = 3.0


@dataclass(frozen=True)
class Bar:
    """One bar. middle: where its number stands."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    students: int


@dataclass(frozen=True)
class Tick:
    """A number below the floor."""

    x: float
    label: str


@dataclass(frozen=True)
class Histogram:
    """What is drawn. words: the same as a sentence, for those who do not see it."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    words: str
    width: float = WIDTH
    height: float = HEIGHT
    side: float = _SIDE
    floor: float = _FLOOR


def draw(bins: Sequence[Bin]) -> Histogram:
    """The histogram of these bins; the highest bar fills the height."""
    most = max((part.students for part in bins), default=0)
    step = (WIDTH - 2 * _SIDE) / max(len(bins), 1)
    bars = []
    for at, part in enumerate(bins):
        height = round((_FLOOR - _TOP) * part.students / most, 1) if most else 0.0
        x = round(_SIDE + at * step, 1)
        bars.append(
            Bar(
                x=round(x + _GAP / 2, 1),
                y=round(_FLOOR - height, 1),
                width=round(step - _GAP, 1),
                height=height,
                middle=round(x + step / 2, 1),
                students=part.students,
            )
        )
    edges = [*(part.low for part in bins), *(part.high for part in bins[-1:])]
    ticks = tuple(
        Tick(round(_SIDE + at * step, 1), number(round(edge, 1))) for at, edge in enumerate(edges)
    )
    # every second one where all would run into each other
    if sum(len(tick.label) for tick in ticks) > 30:
        ticks = ticks[::2]
    return Histogram(tuple(bars), ticks, _words(bins))


def ranges(bins: Sequence[Bin]) -> list[str]:
    """What each bin is called in the table.

    >>> ranges([Bin(0, 5, 1), Bin(5, 10, 2)])
    ['0 to below 5', '5 to 10']
    """
    last = len(bins) - 1
    return [
        f"{number(part.low)} to {'below ' if at < last else ''}{number(part.high)}"
        for at, part in enumerate(bins)
    ]


def _words(bins: Sequence[Bin]) -> str:
    told = (
        f"{name} marks: {part.students}"
        for name, part in zip(ranges(bins), bins, strict=True)
        if part.students
    )
    return "Number of students by marks. " + "; ".join(told) + "."
