"""Every value is wrong in the same way: a factor, a function, or a constant too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.checking.relation.evidence import Evidence, Relation, Sample, is_real
from autograder.checking.show import ordinal

LN_2, LN_10 = float(np.log(2)), float(np.log(10))

CONSTANTS = (
    (-1.0, "sign", "Every value has the wrong sign: look for a difference taken the wrong way "
     "round, or for a minus too many or too few."),
    (2.0, "twice", "Every value is twice the right one: look for a factor 2 too many, or for a "
     "factor 1/2 that is missing."),
    (0.5, "half", "Every value is half the right one: look for a factor 1/2 too many, or for a "
     "factor 2 that is missing."),
    (1 / LN_2, "log base 2", "Every value is 1/ln 2 ≈ 1.443 times the right one, as if a "
     "logarithm had base 2 where the natural one is wanted."),
    (1 / LN_10, "log base 10", "Every value is 1/ln 10 ≈ 0.434 times the right one, as if a "
     "logarithm had base 10 where the natural one is wanted."),
    (LN_2, "natural log for base 2", "Every value is ln 2 ≈ 0.693 times the right one, as if a "
     "logarithm were the natural one where base 2 is wanted."),
    (LN_10, "natural log for base 10", "Every value is ln 10 ≈ 2.303 times the right one, as if a "
     "logarithm were the natural one where base 10 is wanted."),
)  # fmt: skip

TIMES_N = Relation(
    "times n",
    "Every value is n times the right one, where n is the length of the first array: a mean "
    "divides the sum by n.",
)
BY_N = Relation(
    "divided by n",
    "Every value is the right one divided by n, the length of the first array: look for a "
    "division too many, or a mean in place of a sum.",
)
TIMES_Q = Relation(
    "times q",
    "Every value is q times the right one, where q is the length of the last axis: a mean over "
    "that axis divides by q.",
)
BY_Q = Relation(
    "divided by q",
    "Every value is the right one divided by q, the length of the last axis: look for a mean over "
    "that axis in place of a sum.",
)
OFFSET = Relation(
    "constant offset",
    "Every value is off by the same number, in every case: look for a constant term that is "
    "missing or one too many.",
)

SHIFTS = (
    (-1, "Every value is too small by {argument}: that number has to be added, and it is not."),
    (1, "Every value is too large by {argument}: that number is added once too often."),
    (-2, "Every value is too small by twice {argument}: it is taken off where it has to be added."),
    (2, "Every value is too large by twice {argument}: it is added where it has to be taken off."),
)  # fmt: skip

FUNCTIONS: tuple[tuple[Callable[[np.ndarray], np.ndarray], str, str], ...] = (
    (np.square, "squared", "Every value is the square of the right one: look for a square too "
     "many, or for a square root that is missing."),
    (np.sqrt, "square root", "Every value is the square root of the right one: look for a root "
     "too many, or for a square that is missing."),
    (np.log, "logarithm", "Every value is the logarithm of the right one: look for a log too "
     "many, or for an exp that is missing."),
    (np.exp, "exponential", "Every value is the exponential of the right one: look for an exp "
     "too many, or for a log that is missing."),
    (np.reciprocal, "reciprocal", "Every value is 1 divided by the right one: look for a quotient "
     "that stands upside down."),
    (lambda want: 1 - want, "complement", "Every value is 1 minus the right one: look for a "
     "“1 −” too many, or for one that is missing."),
)  # fmt: skip


def factors(found: Evidence) -> Iterator[Relation]:
    """The factors that fit, of which the reader may keep one if it is the only one."""
    if found.opaque or found.is_blank or not found.forces():
        return
    if any(not sample.want.any() for sample in found.wrong):
        return
    for factor, name, message in CONSTANTS:

        def constant(sample: Sample, factor: float = factor) -> np.ndarray:
            return factor * sample.want

        if found.fits(constant) and not _rivals(found, [factor] * len(found.wrong)):
            yield Relation(name, message)
    yield from _by_size(found, lambda sample: sample.n, TIMES_N, BY_N, ("first", "only"))
    yield from _by_size(found, lambda sample: sample.q, TIMES_Q, BY_Q, ("last", "only"))


def functions(found: Evidence) -> Iterator[Relation]:
    """The functions f with got = f(want)."""
    if found.opaque or found.is_blank or not found.forces(least=3):
        return
    for function, name, message in FUNCTIONS:

        def applied(sample: Sample, function: Callable = function) -> np.ndarray:
            return np.asarray(function(sample.want))

        if found.fits(applied):
            yield Relation(name, message)


def offset(found: Evidence) -> Iterator[Relation]:
    """got − want is one and the same number, whatever the sizes are."""
    wrong = found.wrong
    if found.opaque or found.is_blank or len(wrong) < 2 or not found.forces(least=3):
        return
    if any(sample.got.shape != sample.want.shape for sample in wrong):
        return
    gap = float(np.mean(wrong[0].got - wrong[0].want))
    clear = all(abs(gap) > 100 * s.fit * float(np.max(np.abs(s.want))) for s in wrong)
    lengths = {sample.n for sample in wrong}
    told_apart = lengths == {None} or len(lengths) > 1
    if not (clear and told_apart) or _rivals(found, [abs(gap)] * len(wrong)):
        return
    if all(_off_by(sample, gap) for sample in wrong) and found.fits(lambda s: s.want + gap):
        yield OFFSET


def shifts(found: Evidence) -> Iterator[Relation]:
    """got − want is a multiple of one number among the arguments, which differs by case."""
    wrong = found.wrong
    if found.opaque or found.is_blank or len(wrong) < 2 or not found.forces():
        return
    for place in range(min(len(sample.pair.args) for sample in wrong)):
        numbers = [sample.pair.args[place] for sample in wrong]
        if not all(is_real(number) and number for number in numbers) or len(set(numbers)) < 2:
            continue
        for multiple, what in SHIFTS:

            def shifted(
                sample: Sample, place: int = place, by: int = multiple
            ) -> np.ndarray | None:
                number = sample.pair.args[place]
                return sample.want + by * float(number) if is_real(number) else None

            if found.fits(shifted):
                argument = f"the {ordinal(place)} argument"
                yield Relation("off by an argument", what.format(argument=argument))


def _off_by(sample: Sample, gap: float) -> bool:
    scale = max(float(np.max(np.abs(sample.want))), abs(gap))
    error = np.abs(sample.got - sample.want - gap)
    # relative to the gap too: beside a large wanted value, any small gap would do
    return bool(np.all(error <= max(sample.fit * abs(gap), 1e-12 * scale)))


def _by_size(
    found: Evidence,
    size: Callable[[Sample], int | None],
    times: Relation,
    divided: Relation,
    same: tuple[str, ...],
) -> Iterator[Relation]:
    """The two factors that a length gives, if it differs between the wrong cases.

    same: the axes of other arrays that have this length by their meaning.
    """
    lengths = [size(sample) or 0 for sample in found.wrong]
    if len({length for length in lengths if length > 1}) < 2:
        return
    for relation, power in ((times, 1), (divided, -1)):

        def scaled(sample: Sample, power: int = power) -> np.ndarray:
            return float(size(sample) or np.nan) ** power * sample.want

        values = [float(length) ** power if length else np.nan for length in lengths]
        if found.fits(scaled) and not _rivals(found, values, same):
            yield relation


def _rivals(found: Evidence, values: list[float], same: tuple[str, ...] = ()) -> bool:
    """Whether something else in the cases takes these very values too."""
    keys = set.intersection(*(set(sample.rivals) for sample in found.wrong))
    for key in keys:
        if key[1] in same and key[2] == "length":
            continue
        if same and key[2] == "different entries":  # as many as samples, where all differ
            continue
        pairs = zip(found.wrong, values, strict=True)
        if all(abs(s.rivals[key] - value) <= s.fit * abs(value) for s, value in pairs):
            return True
    return False
