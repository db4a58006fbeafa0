"""The right numbers, less exact than they should be: another dtype, rounded, cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.checking.relation.evidence import Evidence, Relation, Sample

MOST_DECIMALS = 8
FLOAT32 = float(np.finfo(np.float32).eps)

AS_INTEGERS = Relation(
    "dtype",
    "The numbers are right, but they are integers where floats are wanted: look for an array "
    "made of integers, or for int and //.",
)
AS_FLOATS = Relation(
    "dtype",
    "The numbers are right, but they are floats where integers are wanted: look for a division "
    "/ in place of //, or for a missing conversion.",
)
AS_SHORT_FLOATS = Relation(
    "dtype",
    "The numbers are right as far as they go, but they are stored in {dtype}, which keeps fewer "
    "digits than float64.",
)
THROUGH_FLOAT32 = Relation(
    "dtype",
    "The numbers are right to about 7 digits only, as numbers in float32 are: keep float64 from "
    "beginning to end.",
)
ROUNDED = Relation(
    "rounded",
    "Every value is the right one, rounded to {places}: round only what you print.",
)
TRUNCATED = Relation(
    "truncated",
    "Every value is the right one, cut off after {places}: look for int, // or an integer array.",
)


def dtypes(found: Evidence) -> Iterator[Relation]:
    """The same numbers in another kind of number than the one wanted."""
    if len(found.wrong) < 2 or different(found) < 2:
        return
    kinds = {(_dtype(s.pair.got), _dtype(s.pair.want)) for s in found.wrong}
    if len(kinds) != 1 or any(s.got.shape != s.want.shape for s in found.wrong):
        return
    got, want = kinds.pop()
    if got.kind == "f" and want.kind == "f":
        precision = 100 * float(np.finfo(got).eps)
        near = all(_error(sample) <= precision for sample in found.wrong)
        if got.itemsize < want.itemsize and near and different(found) > 2:
            message = AS_SHORT_FLOATS.message.format(dtype=got)
            yield Relation(AS_SHORT_FLOATS.name, message)
        elif got.itemsize == want.itemsize and _passed_through_float32(found):
            yield THROUGH_FLOAT32
    elif (got.kind == "f") != (want.kind == "f") and all(_error(s) == 0.0 for s in found.wrong):
        yield AS_FLOATS if got.kind == "f" else AS_INTEGERS


def _passed_through_float32(found: Evidence) -> bool:
    """Whether float32 holds all that is returned, and not what is wanted."""
    got = np.concatenate([s.got.ravel() for s in found.wrong])
    want = np.concatenate([s.want.ravel() for s in found.wrong])
    if max(np.max(np.abs(got)), np.max(np.abs(want))) > np.finfo(np.float32).max:
        return False
    near = all(_error(sample) <= 100 * FLOAT32 for sample in found.wrong)
    needed = np.unique(got[(want.astype(np.float32) != want) & (got != np.round(got, 3))])
    return near and bool(np.all(got.astype(np.float32) == got)) and needed.size > 2


def roundings(found: Evidence) -> Iterator[Relation]:
    """Rounded, or cut off, to as many decimals as the longest value returned has."""
    wrong = found.wrong
    if found.opaque or any(s.got.shape != s.want.shape for s in wrong):
        return
    decimals = _decimals(wrong)
    if decimals is None or different(found, returned=True) < 3:
        return
    # some whole number is always near, a number with three decimals is not
    least = 3 if decimals else 6
    changed = np.concatenate([np.abs(s.got - s.want).ravel() for s in wrong])
    if np.sum(changed > 1e-12) < least:
        return
    if all(bool(np.all(_at_an_edge(s.want * 10.0**decimals))) for s in found.wrong):
        return  # nothing had to be cut off
    places = "a whole number" if not decimals else f"{decimals} decimal{'s' * (decimals > 1)}"
    if found.fits(_predict(np.round, decimals)):
        yield Relation(ROUNDED.name, ROUNDED.message.format(places=places))
    if found.fits(_predict(np.trunc, decimals)) or found.fits(_predict(np.floor, decimals)):
        after = "the point" if not decimals else places
        yield Relation(TRUNCATED.name, TRUNCATED.message.format(places=after))


def different(found: Evidence, *, returned: bool = False) -> int:
    """How many different numbers are wanted, or were returned, in the wrong cases."""
    sides = [s.got if returned else s.want for s in found.wrong]
    return int(np.unique(np.concatenate([side.ravel() for side in sides])).size)


def _at_an_edge(exact: np.ndarray) -> np.ndarray:
    return np.abs(exact - np.round(exact)) < 1e-6


def _predict(cut: Callable, decimals: int) -> Callable[[Sample], np.ndarray | None]:
    unit = 10.0**decimals

    def predict(sample: Sample) -> np.ndarray:
        exact = sample.want * unit
        whole = cut(exact)
        if sample.pair.right:
            return np.asarray(whole / unit)
        # beside an edge, the last bit of want decides to which side it goes
        mine = np.round(sample.got * unit)
        edge = np.abs(cut(exact + 1e-6) - cut(exact - 1e-6)) > 0.5
        beside = edge & (np.abs(mine - exact) < 1 + 1e-6)
        return np.asarray(np.where(beside, sample.got, whole / unit))

    return predict


def _decimals(samples: tuple[Sample, ...]) -> int | None:
    """The fewest decimals that write every value returned exactly."""
    values = np.concatenate([sample.got.ravel() for sample in samples])
    for decimals in range(MOST_DECIMALS + 1):
        if np.allclose(values, np.round(values, decimals), rtol=1e-14, atol=1e-14):
            return decimals
    return None


def _dtype(value: object) -> np.dtype:
    return np.asarray(value).dtype


def _error(sample: Sample) -> float:
    scale = float(np.max(np.abs(sample.want))) or 1.0
    return float(np.max(np.abs(sample.got - sample.want))) / scale
