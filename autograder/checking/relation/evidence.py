"""What a wrong answer returned beside what is right, over several cases, as numbers.

The sizes of a case are read from the arguments of the call:

    n   the length of the first axis of the first array argument that has axes
    q   the length of the last axis of what is wanted, if that has two axes or more;
        else of the first array argument with two axes or more

Whatever else a factor could be (the length of another axis, the size of an array,
a number among the arguments, how many different entries an array has) is a rival.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

FINEST, COARSEST = 1e-9, 1e-3  # relative tolerances of a fit


@dataclass(frozen=True)
class Pair:
    """One comparison of a check.

    got: what the answer returned; want: what is right, both plain data; args: the
    arguments of the call behind it; right: whether the check accepted it; tol: the
    check's tolerance, max|got − want| ≤ tol · scale.
    """

    got: Any
    want: Any
    args: tuple[Any, ...]
    right: bool
    tol: float


@dataclass(frozen=True)
class Relation:
    """A plain relation between what was returned and what is right.

    name: a stable word or two; message: a sentence for the student.
    """

    name: str
    message: str


@dataclass(frozen=True)
class Sample:
    """A pair whose two sides are real numbers, as float64 arrays (a number has no axes)."""

    pair: Pair
    got: np.ndarray
    want: np.ndarray

    @property
    def fit(self) -> float:
        """The relative tolerance of a fit: a little wider than the check's own."""
        return float(min(max(10 * self.pair.tol, FINEST), COARSEST))

    @cached_property
    def n(self) -> int | None:
        """The length of the first array argument, if there is one."""
        return next((array.shape[0] for array in arrays(self.pair.args)), None)

    @cached_property
    def q(self) -> int | None:
        """The length of the last axis of the result, or of the first matrix that goes in."""
        wide = [a for a in (self.want, *arrays(self.pair.args)) if a.ndim > 1]
        return wide[0].shape[-1] if wide else None

    @cached_property
    def rivals(self) -> dict[tuple[str, ...], float]:
        """Every other number that a factor may be: (where, what, transform) → value."""
        found: dict[tuple[str, ...], float] = {}
        for place, value in (("want", self.want), *_places(self.pair.args)):
            if isinstance(value, np.ndarray) and value.ndim:
                ends = {0: "first", value.ndim - 1: "last"} if value.ndim > 1 else {0: "only"}
                for axis, length in enumerate(value.shape):
                    found[place, ends.get(axis, f"axis {axis}"), "length"] = length
                found[place, "first", "length − 1"] = value.shape[0] - 1
                if value.ndim > 1:
                    found[place, "all", "size"] = value.size
                if place != "want" and value.dtype.kind in "biuf":
                    found[place, "all", "different entries"] = np.unique(value).size
            elif is_real(value):
                number = float(value)
                found[place, "number", "itself"] = number
                found[place, "number", "1 + it"] = 1 + number
                found[place, "number", "squared"] = number * number
                if 0 < number < 1:
                    found[place, "number", "1 − it"] = 1 - number
        inverses = {(*key, "inverse"): 1 / value for key, value in found.items() if value}
        return found | inverses

    @property
    def is_clear(self) -> bool:
        """Whether got is too far from want for a fit to be mere noise."""
        return not close(self.got, self.want, 10 * self.fit)

    def agrees(self, predicted: np.ndarray | None) -> bool:
        """Whether got is what a relation predicts."""
        return predicted is not None and close(self.got, predicted, self.fit)

    def refutes(self, predicted: np.ndarray | None) -> bool:
        """Whether a relation predicts something else where the answer is right."""
        return predicted is not None and not close(predicted, self.want, self.fit)


Predict = Callable[[Sample], "np.ndarray | None"]  # what got should be, by a relation


@dataclass(frozen=True)
class Evidence:
    """The wrong samples and the right ones; opaque: right pairs that are no plain numbers."""

    wrong: tuple[Sample, ...]
    right: tuple[Sample, ...]
    opaque: bool = False

    def fits(self, predict: Predict) -> bool:
        """Whether a relation predicts every wrong result and spoils no right one."""
        with np.errstate(all="ignore"):
            return all(
                sample.agrees(predict(sample)) and sample.is_clear for sample in self.wrong
            ) and not any(sample.refutes(predict(sample)) for sample in self.right)

    def forces(self, least: int = 2) -> bool:
        """Whether the wanted numbers differ enough for a fit to be no accident.

        A single pair has to hold 3 different ones; whole numbers agree by chance far
        more easily, so that 4 are asked of them.
        """
        if len(self.wrong) < 2:
            least = max(least, 3)
        if self.is_whole:
            least = max(least, 4)
        return different(self.wrong) >= least

    @property
    def is_blank(self) -> bool:
        """Whether some array argument is 0 throughout in every wrong case: half of the data."""
        blank = [
            {place for place, value in _places(s.pair.args) if _is_blank(value)} for s in self.wrong
        ]
        return bool(set.intersection(*blank))

    @property
    def is_reordered(self) -> bool:
        """Whether every wrong result holds the numbers that are wanted, wherever they stand."""
        return all(
            close(np.sort(s.got, axis=None), np.sort(s.want, axis=None), s.fit) for s in self.wrong
        )

    @property
    def has_single(self) -> bool:
        """Whether some axis of an array argument has length 1 in every wrong case."""
        single = [
            {
                (place, axis)
                for place, value in _places(s.pair.args)
                for axis, length in enumerate(np.shape(value) if _has_axes(value) else ())
                if length == 1
            }
            for s in self.wrong
        ]
        return bool(set.intersection(*single))

    @property
    def is_whole(self) -> bool:
        """Whether all that is wanted is whole numbers."""
        return all(bool(np.all(s.want == np.round(s.want))) for s in self.wrong)


def evidence(pairs: Iterable[Pair]) -> Evidence | None:
    """The pairs as numbers; None where a wrong one has others than finite real numbers."""
    wrong: list[Sample] = []
    right: list[Sample] = []
    opaque = False
    for pair in pairs:
        got, want = as_numbers(pair.got), as_numbers(pair.want)
        if got is not None and want is not None:
            (right if pair.right else wrong).append(Sample(pair, got, want))
        elif not pair.right:
            return None
        else:
            opaque = opaque or isinstance(pair.want, tuple | list | dict)
    return Evidence(tuple(wrong), tuple(right), opaque) if wrong else None


def as_numbers(value: Any) -> np.ndarray | None:
    """A number, a list of numbers or an array as float64, if all are real and finite."""
    if isinstance(value, list):
        if not value or not all(is_real(item) for item in value):
            return None
    elif not (is_real(value) or (isinstance(value, np.ndarray) and value.dtype.kind in "iuf")):
        return None
    try:
        numbers = np.asarray(value, dtype=np.float64)
    except OverflowError:  # a Python integer beyond the range of a float
        return None
    return numbers if numbers.size and np.isfinite(numbers).all() else None


def is_real(value: Any) -> bool:
    """Whether a value is one real number, and not a bool."""
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def arrays(args: Sequence[Any]) -> list[np.ndarray]:
    """The array arguments that have axes."""
    return [value for value in args if _has_axes(value)]


def close(a: np.ndarray, b: np.ndarray, fit: float) -> bool:
    """Whether two arrays have one shape and max|a − b| ≤ fit · max|b|."""
    if a.shape != b.shape:
        return False
    scale = float(np.max(np.abs(b), initial=0.0)) or 1.0
    return bool(np.all(np.abs(a - b) <= fit * scale))


def different(samples: Sequence[Sample]) -> int:
    """How many clearly different sizes |want| has, zeros and what is nearly zero left out."""
    sizes, fit = [], max(sample.fit for sample in samples)
    for sample in samples:
        size = np.abs(sample.want).ravel()
        sizes.append(size[size > min(1000 * fit, 0.01) * np.max(size)])
    ordered = np.sort(np.concatenate(sizes))
    return int(ordered.size > 0) + int(np.sum(np.diff(ordered) > 100 * fit * ordered[1:]))


def _is_blank(value: Any) -> bool:
    return _has_axes(value) and not value.any()


def _has_axes(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0


def _places(args: Sequence[Any]) -> list[tuple[str, Any]]:
    return [(f"argument {index + 1}", value) for index, value in enumerate(args)]
