"""The right numbers in the wrong place: another shape, another order, a sum too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

import numpy as np

from autograder.checking.relation.evidence import Evidence, Relation, Sample, close

MOST_COMPARED = 4_000_000  # entries, while the rows of two arrays are matched

LONGER_BY_ONES = Relation(
    "reshaped",
    "The values are right, but the shape has an axis of length 1 too many: look for keepdims, "
    "a slice or a reshape that adds it.",
)
SHORTER_BY_ONES = Relation(
    "reshaped",
    "The values are right, but an axis of length 1 is missing in the shape: look for an index, "
    "a squeeze or a sum that drops it.",
)
RESHAPED = Relation(
    "reshaped",
    "The values are right and in the right order, but they come in another shape: compare the "
    "shape wanted with yours, axis by axis.",
)
TRANSPOSED = Relation(
    "transposed",
    "The values are right, but rows and columns have changed places: look for a transpose that "
    "is missing or one too many.",
)
AXES_MOVED = Relation(
    "transposed",
    "The values are right, but the axes come in another order: look for a transpose that is "
    "missing or one too many.",
)
REVERSED = Relation(
    "permuted",
    "The values are right, but along one axis they come in reverse order: look for a loop or a "
    "slice that runs backwards.",
)
PERMUTED = Relation(
    "permuted",
    "The values are right, but along one axis they come in another order: follow a single entry "
    "through your code.",
)
SUM_MISSING = Relation(
    "sum missing",
    "Your result has an axis too many, and summed over it, it is right: the sum over that axis "
    "is missing.",
)
MEAN_MISSING = Relation(
    "mean missing",
    "Your result has an axis too many, and averaged over it, it is right: the mean over that "
    "axis is missing.",
)
SUMMED = Relation(
    "axis summed",
    "Your result is the right one, summed over one of its axes: that axis has to stay.",
)
AVERAGED = Relation(
    "axis averaged",
    "Your result is the right one, averaged over one of its axes: that axis has to stay.",
)

Reduce = Callable[..., np.ndarray]
OTHERS: tuple[Reduce, ...] = (
    np.max, np.min, np.prod, np.linalg.norm,
    lambda a, axis, keepdims: np.take(a, [0] if keepdims else 0, axis),
    lambda a, axis, keepdims: np.take(a, [-1] if keepdims else -1, axis),
)  # fmt: skip


def reshaped(found: Evidence) -> Iterator[Relation]:
    """The same values in the same order, in another shape.

    Where an array that goes in has an axis of length 1 in every case, that axis may be
    the one too many or too few: a sum over a single feature changes no value.
    """
    if len(found.wrong) < 2 or not found.forces() or found.has_single:
        return
    if not all(_is_reshaped(sample) for sample in found.wrong):
        return
    shapes = [(sample.got.shape, sample.want.shape) for sample in found.wrong]
    if any(_without_ones(got) != _without_ones(want) for got, want in shapes):
        yield RESHAPED
    elif all(len(got) > len(want) for got, want in shapes):
        yield LONGER_BY_ONES
    elif all(len(got) < len(want) for got, want in shapes):
        yield SHORTER_BY_ONES
    else:
        yield RESHAPED


def transposed(found: Evidence) -> Iterator[Relation]:
    """The same values with the axes in another order, which no reshape explains."""
    ndim = found.wrong[0].want.ndim
    if not 2 <= ndim <= 4 or len(found.wrong) < 2 or not found.forces(least=3):
        return
    if any(sample.want.ndim != ndim for sample in found.wrong):
        return

    def moved(order: tuple[int, ...]) -> bool:
        return found.fits(lambda s: s.want.transpose(order) if s.want.ndim == ndim else None)

    orders = [order for order in permutations(range(ndim)) if moved(order)]
    flat = all(close(s.got.ravel(), s.want.ravel(), 100 * s.fit) for s in found.wrong)
    if len(orders) == 1 and not flat:
        yield TRANSPOSED if ndim == 2 else AXES_MOVED


def permuted(found: Evidence) -> Iterator[Relation]:
    """The same entries, rows or columns in another order; whole numbers prove nothing."""
    ndim = found.wrong[0].want.ndim
    if not 1 <= ndim <= 4 or len(found.wrong) < 2 or not found.forces(3) or found.is_whole:
        return
    if any(s.want.ndim != ndim or s.got.shape != s.want.shape for s in found.wrong):
        return
    fitting = []
    for axis in range(ndim):
        reordered = all(_is_reordered(sample, axis) for sample in found.wrong)
        # where the answer is right, the order was right: then it is not the order that is wrong
        spared = [s for s in found.right if s.want.ndim == ndim and s.want.shape[axis] > 1]
        if reordered and not spared and max(s.want.shape[axis] for s in found.wrong) > 2:
            fitting.append(axis)
    if len(fitting) == 1:
        backwards = found.fits(
            lambda s: np.flip(s.want, fitting[0]) if s.want.ndim == ndim else None
        )
        yield REVERSED if backwards else PERMUTED


def axes(found: Evidence) -> Iterator[Relation]:
    """A sum or a mean over one axis (or over all, to a number) that is missing or too many."""
    if len(found.wrong) < 2 or not found.forces():
        return
    dims = {sample.want.ndim for sample in found.wrong}
    if any(s.want.ndim in dims and s.n != 1 for s in found.right):
        return  # there the shape was right: an axis of n = 1 leaves no trace in the values
    missing = [(sample, sample.got, sample.want) for sample in found.wrong]
    too_many = [(sample, sample.want, sample.got) for sample in found.wrong]
    for sides, by_sum, by_mean in (
        (missing, SUM_MISSING, MEAN_MISSING),
        (too_many, SUMMED, AVERAGED),
    ):
        sums, means = _reductions(sides, np.sum), _reductions(sides, np.mean)
        if len(sums) + len(means) == 1 and not any(_reductions(sides, f) for f in OTHERS):
            yield by_sum if sums else by_mean


def _reductions(
    sides: list[tuple[Sample, np.ndarray, np.ndarray]], reduce: Reduce
) -> list[tuple[int | None, bool]]:
    """(axis, keepdims) for which the reduction turns every longer side into the shorter one."""
    ndim = sides[0][1].ndim
    if any(longer.ndim != ndim for _, longer, _ in sides):
        return []
    choices: list[tuple[int | None, bool]] = [
        (i, keep) for i in range(ndim) for keep in (False, True)
    ]
    if ndim > 1 and reduce in (np.sum, np.mean):
        choices.append((None, False))
    fitting = []
    for axis, keep in choices:
        lengths = [longer.size if axis is None else longer.shape[axis] for _, longer, _ in sides]
        if max(lengths) > 1 and all(
            close(np.asarray(reduce(longer, axis=axis, keepdims=keep)), shorter, sample.fit)
            for sample, longer, shorter in sides
        ):
            fitting.append((axis, keep))
    return fitting


def _is_reshaped(sample: Sample) -> bool:
    got, want = sample.got, sample.want
    return got.shape != want.shape and close(got.ravel(), want.ravel(), sample.fit)


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(length for length in shape if length > 1)


def _is_reordered(sample: Sample, axis: int) -> bool:
    """Whether got has the slices of want along the axis, all different, in another order."""
    got, want = (
        np.moveaxis(side, axis, 0).reshape(side.shape[axis], -1)
        for side in (sample.got, sample.want)
    )
    if len(want) < 2 or len(want) * want.size > MOST_COMPARED:
        return False
    scale = float(np.max(np.abs(want)))
    apart = np.abs(want[:, None] - want[None]).max(axis=2)
    np.fill_diagonal(apart, np.inf)
    match = np.abs(got[:, None] - want[None]).max(axis=2) <= sample.fit * scale
    one_to_one = (match.sum(axis=0) == 1).all() and (match.sum(axis=1) == 1).all()
    moved = not match.diagonal().all()
    return bool(apart.min() > 100 * sample.fit * scale and one_to_one and moved)
