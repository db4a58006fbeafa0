"""What numbers say of a class and of its exercises: formulas, and what they need.

Marks of a class are one number a student. An exercise's marks are shares, 0 … 1 of its points.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.rounding import FINEST

FEWEST = 10
BINS = 10
_NORMAL_95 = 1.959964  # the quantile of the normal distribution at 0.975


@dataclass(frozen=True)
class Spread:
    """Where the marks of a class lie. deviation: the sample's, 0 for one student."""

    mean: float
    median: float
    deviation: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Bin:
    """The students whose marks lie in low ≤ mark < high; the last bin has its end, too."""

    low: float
    high: float
    students: int


@dataclass(frozen=True)
class Discrimination:
    """How far an exercise goes along with the others: r, with a 95 % interval.

    kind: "point-biserial correlation" where all marks are none or full, else
    "corrected item-total correlation". students: how many are behind it.
    value: None where it says nothing; then why says the reason.
    """

    kind: str
    students: int
    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


def spread(marks: Sequence[float]) -> Spread | None:
    """Mean Σx/n, median, standard deviation √(Σ(x − mean)²/(n − 1)), lowest, highest."""
    if not marks:
        return None
    deviation = statistics.stdev(marks) if len(marks) > 1 else 0.0
    mean, median = statistics.fmean(marks), statistics.median(marks)
    return Spread(mean, median, deviation, min(marks), max(marks))


def histogram(marks: Sequence[float], points: float, bins: int = BINS) -> tuple[Bin, ...]:
    """How many marks lie in each of the equal parts of 0 … points.

    Extra credit may lift a mark above all points: it is counted in the last part.

    >>> [part.students for part in histogram([0, 49, 50, 100, 103], 100, bins=2)]
    [2, 3]
    """
    if points <= 0:
        return ()
    counts = [0] * bins
    for mark in marks:
        # 0.3 of 3 points is 0.8999…: what a person calls a border has to be one
        place = math.floor(mark / points * bins + FINEST)
        counts[min(max(place, 0), bins - 1)] += 1
    edges = [points * at / bins for at in range(bins + 1)]
    return tuple(Bin(edges[at], edges[at + 1], counts[at]) for at in range(bins))


def correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Pearson's r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²); None where one does not vary.

    For x of zeros and ones this is the point-biserial correlation
    (ȳ₁ − ȳ₀) √(p(1 − p)) / σ_y, with p = x̄ and σ_y the deviation with n below the line.
    """
    if len(x) < 2 or _is_flat(x) or _is_flat(y):
        return None
    # Rounding may leave 1 + 1e-16, which has no Fisher transform.
    return min(1.0, max(-1.0, statistics.correlation(x, y)))


def interval(r: float, n: int, quantile: float = _NORMAL_95) -> tuple[float, float] | None:
    """The 95 % interval of a correlation: tanh(artanh r ± 1.96/√(n − 3)), after Fisher (1921).

    It supposes pairs that are drawn from a normal distribution: marks of a class are not,
    so it is a hint at how little n students can say. None for n < 4 and for |r| = 1.
    """
    if n < 4 or abs(r) >= 1.0 - FINEST:
        return None
    centre, half = math.atanh(r), quantile / math.sqrt(n - 3)
    return math.tanh(centre - half), math.tanh(centre + half)


def discrimination(
    item: Sequence[float], rest: Sequence[float], fewest: int = FEWEST
) -> Discrimination:
    """The correlation of an exercise's marks with those of all *other* exercises.

    item, rest: one share a student. With the exercise itself in the total, each exercise
    would go along with it a little; so it is left out ("corrected"). Where a student gets
    all or nothing this is the point-biserial correlation. Fewer students than ``fewest``,
    or marks that are all the same, say nothing.
    """
    plain = all(min(abs(share), abs(share - 1.0)) <= FINEST for share in item)
    kind = "point-biserial correlation" if plain else "corrected item-total correlation"
    why = ""
    if len(item) < fewest:
        why = f"fewer than {fewest} students"
    elif _is_flat(item):
        why = "all have the same marks here"
    elif _is_flat(rest):
        why = "all have the same marks elsewhere"
    value = None if why else correlation(item, rest)
    if value is None:
        return Discrimination(kind, len(item), None, why=why)
    low, high = interval(value, len(item)) or (None, None)
    return Discrimination(kind, len(item), value, low, high)


def _is_flat(values: Sequence[float]) -> bool:
    return max(values) - min(values) <= FINEST
