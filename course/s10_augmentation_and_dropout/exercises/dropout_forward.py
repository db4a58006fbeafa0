"""dropout_forward(X, keep_prob, rng, train=True): X with units dropped at random, and the mask."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.augmentation_and_dropout import dropout_forward

KEEP_OR_DROP = "Keep or drop?"
TWELVE = "Twelve wrong dropouts"

exercise = Exercise(dropout_forward, read="Switching units off")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-8.
TOLERANCE = 1e-12

Array = np.ndarray


# --- checks -----------------------------------------------------------------

# Never at 0.5, where keeping and dropping look alike. Which units are dropped is never asked, so
# what a result means is said in words that hold for every stream of random numbers.


def draw(case: Case, *shape: int) -> Array:
    """Numbers of either sign, none near 0."""
    drawn = case.rng.normal(size=shape)
    return np.round(drawn + 0.5 * np.where(drawn < 0, -1, 1), 1)


def seeded(case: Case) -> Any:
    """A generator, one and the same for all calls that it is passed to."""
    return case.hold(np.random.default_rng(case.rng.integers(2**32)))


def table(case: Case, part: Any, shape: tuple[int, ...]) -> Any:
    """One part of a result as numbers; fail if there are others than wanted."""
    if isinstance(part, np.ndarray) and part.dtype == bool:
        part = part.astype(float)
    if isinstance(part, np.ndarray) and part.shape == shape and part.dtype.kind in "iuf":
        return part.astype(float)
    return case.numbers(part, np.ones(shape))


def parts(
    answer: Answer, case: Case, X: Array, *inputs: Any, **named: Any
) -> tuple[Array, Array] | None:
    """out and mask as numbers, whatever they came in; None where they are no such tables."""
    raw = case.unpack(answer.dropout_forward(X, *inputs, **named), "out", "mask")
    out, mask = (table(case, part, X.shape) for part in raw)
    return None if out is None or mask is None else (out, mask)


def names(factors: Array, keep_prob: float) -> str:
    """What the factors of a layer are, in words: whatever the dice said."""
    if factors.size < 100:
        return "few units"  # by chance they may all be kept, or all be dropped
    p = keep_prob
    known = {"1": 1.0, "1/p": 1 / p, "p": p, "1/p²": 1 / p**2, "1 − p": 1 - p}
    known["1/(1 − p)"] = 1 / (1 - p)
    found = set()
    for factor in np.unique(factors[factors != 0]):
        name = next((n for n, f in known.items() if abs(factor - f) <= TOLERANCE * f), "")
        near = "near 1/p" if abs(factor * p - 1) < 0.2 else f"{factor:.4g}"
        found.add(name or near)
    said = " ".join(sorted(found)) if len(found) < 4 else "many"
    kept = np.mean(factors != 0)
    return f"{said}, all kept: {kept == 1}, most kept: {kept > 0.5}"


def kept_or_zero(found: Array, kept: Array | float) -> Array:
    """What is right: zeros where found has them, and elsewhere what a kept unit gives."""
    return np.where(found == 0, 0.0, kept)


@exercise.check("returns out and mask, each of the shape of X")
def returns_a_pair(answer: Answer, case: Case) -> None:
    if parts(answer, case, draw(case, 3, 2), 0.8, seeded(case)):
        case.means("a pair")


@exercise.check("out is 0, or X / keep_prob", weight=8, needs=[returns_a_pair])
def out_is_zero_or_scaled(answer: Answer, case: Case) -> None:
    hint, rng = "Which units are dropped is left to chance.", seeded(case)
    for keep_prob, size, shape, *train in (
        (0.8, 1e-9, (20, 15)),
        (0.3, 1e9, (10, 12), True),
        (0.8, 1, (2, 3)),
    ):
        X = size * draw(case, *shape)
        if found := parts(answer, case, X, keep_prob, rng, *train):
            out, _ = found
            case.means(names(out / X, keep_prob))
            want = kept_or_zero(out, X / keep_prob)
            case.equal(out, want, tol=TOLERANCE, about="out of {call}", hint=hint)


@exercise.check(
    "mask is the factor of each entry, 0 or 1 / keep_prob", weight=5, needs=[returns_a_pair]
)
def mask_holds_the_factors(answer: Answer, case: Case) -> None:
    rng = seeded(case)
    for keep_prob, *shape in ((0.8, 20, 15), (0.8, 2, 3)):
        X = draw(case, *shape)
        if found := parts(answer, case, X, keep_prob, rng):
            out, mask = found
            agree = X.size < 100 or np.array_equal(out == 0, mask == 0)
            case.means(f"{names(mask, keep_prob)}, {agree}")
            dropped = np.argwhere(out == 0).tolist() if X.size < 9 else []
            case.equal(
                mask,
                kept_or_zero(out, 1 / keep_prob),
                tol=TOLERANCE,
                about="mask of {call}",
                hint=f"Here out is 0 at {dropped}." if dropped else "",
            )
    X = draw(case, 10, 12)
    X[:, ::2] = 0  # as after a ReLU; the mask says what was drawn there, too
    if found := parts(answer, case, X, 0.3, rng):
        _, mask = found
        case.means(names(mask, 0.3))
        case.equal(mask, kept_or_zero(mask, 1 / 0.3), tol=TOLERANCE, about="mask of {call}")


# Chance: that two of 50 lines with 50 entries agree has a probability below 1e-10, as an entry is
# the same in both with 0.6² + 0.4² = 0.52; that all lines have as many kept entries as the first
# is far less likely still.
@exercise.check("draws for every entry by itself", weight=3, needs=[returns_a_pair])
def every_entry_for_itself(answer: Answer, case: Case) -> None:
    X = draw(case, 50, 50)
    if found := parts(answer, case, X, 0.6, seeded(case)):
        kept = found[1] != 0
        twins = [50 - len({line.tobytes() for line in lines}) for lines in (kept, kept.T)]
        equal = [len(np.unique(kept.sum(axis=axis))) == 1 for axis in (1, 0)]
        case.means(f"{twins} {equal}")
        called = "In the mask for X of shape (50, 50),"
        for axis, noun in enumerate(("rows", "columns")):
            case.that(not twins[axis], f"{called} {twins[axis]} of the {noun} repeat another one")
        for axis, noun in enumerate(("rows", "columns")):
            case.that(
                not equal[axis],
                f"{called} all {noun} keep equally many units, which chance would not do",
            )


# Chance: a sum of N draws is off by 7.5 standard deviations with a probability below 5e-11, by
# Bernstein's bound with N = 2000; and N · keep_prob is met up to 1 with one below 0.07, 0.06 or
# 0.055 (keep_prob 0.8, 0.3, 0.6), so eight times of eight with one below 2e-10.
@exercise.check(
    "keeps a unit with the probability keep_prob",
    weight=8,
    needs=[out_is_zero_or_scaled, every_entry_for_itself],
)
def keeps_the_right_share(answer: Answer, case: Case) -> None:
    exact, rng = True, seeded(case)
    said = {None: "", -1.5: ", all negative,", 0.0: ", all zero,", 2.5: ", all positive,"}
    for keep_prob, n, d, entry in (
        (0.8, 40, 50, None),
        (0.3, 40, 50, None),
        (0.6, 1, 2000, -1.5),
        (0.8, 2000, 1, 2.5),
        (0.3, 50, 40, 0.0),
        (0.6, 50, 40, 0.0),
        (0.3, 20, 100, 2.5),
        (0.6, 100, 20, -1.5),
    ):
        X = draw(case, n, d) if entry is None else np.full((n, d), entry)
        found = parts(answer, case, X, keep_prob, rng)
        if found is None:
            return
        count, right = int(np.count_nonzero(found[1])), keep_prob * X.size
        exact = exact and abs(count - right) <= 1
        # p, 1 − p, 1/2, p² and P(N(0, 1) < p) lie in different ones of these, for each p
        group = np.searchsorted([0.001, 0.15, 0.25, 0.45, 0.55, 0.67, 0.75, 0.999], count / X.size)
        case.means(f"{group} {exact}")
        case.small(
            max(0.0, abs(count - right) - 7.5 * math.sqrt(right * (1 - keep_prob))),
            f"At keep_prob = {keep_prob}, {count} of {X.size} entries{said[entry]} are "
            f"kept; about {right:.0f} are right, and chance explains no such difference",
            tol=0.0,
        )
    case.that(
        not exact,
        "In eight calls of eight, exactly the share keep_prob of all units is kept; where every "
        "unit is drawn by itself, this number varies",
    )


# Chance: two masks of 72 entries are the same with a probability of 0.52 to the power 72, < 1e-20.
@exercise.check("draws from rng, and from nothing else", weight=3, needs=[returns_a_pair])
def draws_from_rng(answer: Answer, case: Case) -> None:
    X = draw(case, 8, 9)
    one, other = case.rng.integers(2**32, size=2)
    rng = case.hold(np.random.default_rng(one))
    drawn = []
    for generator in (np.random.default_rng(one), np.random.default_rng(other), rng, rng):
        found = parts(answer, case, X, 0.6, generator)
        if found is None:
            return
        drawn.append(found[1] != 0)
        case.means("drawn")
    first, changed, again, following = drawn
    repeats = np.array_equal(first, again)
    differs = not np.array_equal(first, changed)
    moves_on = not np.array_equal(again, following)
    case.means(f"{repeats} {differs} {moves_on}")
    case.that(repeats, "Two generators with the same seed gave two different masks")
    case.that(differs, "Two generators with different seeds gave the same mask")
    case.that(
        moves_on,
        "Two calls in a row with one generator gave the same mask: all steps of a training would "
        "drop the same units",
    )


@exercise.check(
    "with train=False out is X, and the mask is all ones", weight=5, needs=[returns_a_pair]
)
def leaves_all_at_test_time(answer: Answer, case: Case) -> None:
    rng = seeded(case)
    for keep_prob, *shape in ((0.8, 10, 12), (0.9, 1, 5)):
        X = draw(case, *shape)
        if found := parts(answer, case, X, keep_prob, rng, train=False):
            out, mask = found
            case.means(f"{names(out / X, keep_prob)}; {names(mask, keep_prob)}")
            case.equal(out, X, tol=TOLERANCE, about="out of {call}")
            case.equal(mask, np.ones(X.shape), tol=TOLERANCE, about="mask of {call}")


# Chance: a unit is kept with a probability of 1e-12 here, so the first result is no matter of it.
@exercise.check("leaves X as it was", needs=[returns_a_pair])
def leaves_X_alone(answer: Answer, case: Case) -> None:
    rng = seeded(case)
    for keep_prob, train in ((1e-12, True), (0.6, True), (0.8, False)):
        answer.dropout_forward(draw(case, 2, 3), keep_prob, rng, train)
        case.means("a result")
        case.unchanged()


# Chance: that two of 10 slices with 72 entries agree has a probability below 1e-18.
@exercise.check(
    "out and mask are float64 arrays of the shape of X, whatever it is", needs=[returns_a_pair]
)
def come_as_wanted(answer: Answer, case: Case) -> None:
    whole, rng = case.rng.integers(1, 9, size=(3, 4)), seeded(case)
    for X, *train in (
        (draw(case, 1, 3),),
        (draw(case, 2, 1),),
        (draw(case, 2, 3), False),
        (draw(case, 4),),
        (draw(case, 8, 9, 10),),
        (whole,),
    ):
        got = answer.dropout_forward(X, 0.6, rng, *train)
        out, mask = case.unpack(got, "out", "mask")
        kinds = [(getattr(p, "dtype", type(p)), getattr(p, "shape", None)) for p in (out, mask)]
        case.means(str(kinds))
        case.like(out, X.astype(float), about="out of {call}")
        case.like(mask, np.ones(X.shape), about="mask of {call}")
        if X.ndim == 3 and getattr(mask, "shape", None) == X.shape:
            planes = [np.moveaxis(np.asarray(mask), axis, 0) for axis in range(3)]
            twins = [len(each) - len({plane.tobytes() for plane in each}) for each in planes]
            case.means(f"{twins}")
            case.that(
                twins == [0, 0, 0],
                f"{case.called} drops the same units in several slices; every entry has a draw of "
                "its own",
            )


@exercise.check("takes every keep_prob above 0 up to 1, and refuses others", needs=[returns_a_pair])
def takes_probabilities(answer: Answer, case: Case) -> None:
    rng = seeded(case)
    for keep_prob, kept in ((1, 1.0), (1e-12, 0.0)):
        X = draw(case, 2, 3)
        if found := parts(answer, case, X, keep_prob, rng):
            out, mask = found
            case.equal(out, kept * X, tol=TOLERANCE, about="out of {call}")
            case.equal(mask, np.full(X.shape, kept), tol=TOLERANCE, about="mask of {call}")
    for keep_prob in (0, -0.3, 1.2):
        case.raises(ValueError, answer.dropout_forward, draw(case, 2, 2), keep_prob, rng)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def uniform_below(X, keep_prob, rng, train=True):
    if keep_prob <= 0 or keep_prob > 1:
        raise ValueError("keep_prob has to be in (0, 1]")
    if not train:
        return X, np.ones(X.shape)
    mask = (rng.random(X.shape) < keep_prob) / keep_prob
    return X * mask, mask


@exercise.accepts
def uniform_above(X, keep_prob, rng, train=True):
    if not 0 < keep_prob <= 1:
        raise ValueError(f"keep_prob is {keep_prob}")
    mask = np.ones(X.shape)
    if train:
        mask = (rng.random(X.shape) > 1 - keep_prob).astype(float)
        mask /= keep_prob
    return X * mask, mask


@exercise.accepts
def binomial(X, keep_prob, rng, train=True):
    if keep_prob <= 0:  # above 1, binomial itself refuses
        raise ValueError("no probability of keeping")
    if train:
        mask = rng.binomial(1, keep_prob, size=X.shape) / keep_prob
    else:
        mask = np.ones(X.shape)
    return mask * X, mask


@exercise.accepts
def choice_of_two_factors(X, keep_prob, rng, train=True):
    if keep_prob <= 0:  # above 1, choice itself refuses
        raise ValueError
    if train:
        factors, chances = [0.0, 1 / keep_prob], [1 - keep_prob, keep_prob]
        mask = rng.choice(factors, size=X.shape, p=chances)
    else:
        mask = np.full(X.shape, 1.0)
    return np.multiply(X, mask), mask


@exercise.accepts
def entry_by_entry(X, keep_prob, rng, train=True):
    if keep_prob <= 0:
        raise ValueError("keep_prob is too small")
    if keep_prob > 1:
        raise ValueError("keep_prob is too large")
    factors = []
    for _ in range(X.size):
        kept = not train or rng.random() < keep_prob
        factors.append(kept * 1.0)
    mask = np.reshape(factors, X.shape)
    if train:
        mask = mask / keep_prob
    return X * mask, mask


@exercise.accepts
def zeros_written_into_a_copy(X, keep_prob, rng, train=True):
    class NoProbability(ValueError):
        pass

    if not 0 < keep_prob <= 1:
        raise NoProbability(keep_prob)
    out, mask = X.astype(float), np.ones(X.shape)
    if train:
        dropped = rng.uniform(size=X.shape) >= keep_prob
        out[dropped] = 0
        mask[dropped] = 0
        out /= keep_prob
        mask /= keep_prob
    return out, mask


@exercise.accepts
def floor_of_a_shifted_draw(X, keep_prob, rng, train=True):
    if keep_prob <= 0 or keep_prob > 1:
        raise ValueError("0 < keep_prob <= 1")
    if train is False:
        return X.copy(), np.ones(X.shape)
    kept = np.floor(keep_prob + rng.random(X.shape))
    return np.where(kept == 1, X / keep_prob, 0), kept / keep_prob


@exercise.accepts
def waiting_times(X, keep_prob, rng, train=True):
    if keep_prob <= 0 or keep_prob > 1:
        raise ValueError("keep_prob")
    mask = np.ones(X.shape)
    if train:
        # an exponential time is longer than t with the probability exp(−t)
        times = rng.exponential(size=X.shape)
        mask[times < -np.log(keep_prob)] = 0
        mask = mask / keep_prob
    return X * mask, mask


RARE = "a uniform number equals keep_prob once in 2^53 draws"
exercise.equivalent(
    "rng.random(X.shape) < keep_prob", RARE, after="rng.random(X.shape) <= keep_prob"
)
exercise.equivalent("rng.random() < keep_prob", RARE, after="rng.random() <= keep_prob")
exercise.equivalent(
    "rng.random(X.shape) > 1 - keep_prob", RARE, after="rng.random(X.shape) >= 1 - keep_prob"
)
exercise.equivalent(
    "rng.uniform(size=X.shape) >= keep_prob", RARE, after="rng.uniform(size=X.shape) > keep_prob"
)
exercise.equivalent("times < -np.log(keep_prob)", RARE, after="times <= -np.log(keep_prob)")
exercise.equivalent("X.copy()", "with train=False, out may be X itself", after="X")
exercise.equivalent("X = _numbers(X)", "lists as inputs are not judged", answer="dropout_forward")


# --- wrong answers ----------------------------------------------------------


def in_range(keep_prob):
    if not 0 < keep_prob <= 1:
        raise ValueError(f"keep_prob is {keep_prob}")


def drawn(shape, keep_prob, rng):  # True where a unit is kept
    in_range(keep_prob)
    return rng.random(shape) < keep_prob


def inverted(X, keep_prob, rng, train):
    in_range(keep_prob)
    mask = drawn(X.shape, keep_prob, rng) / keep_prob if train else np.ones(X.shape)
    return X * mask, mask


def with_mask(X, keep_prob, train, make):
    in_range(keep_prob)
    mask = make() if train else np.ones(X.shape)
    return X * mask, mask


@exercise.rejects(
    "You read keep_prob as the probability of dropping, in the draw and in the factor; it is that "
    "of keeping.",
    read=KEEP_OR_DROP,
)
def keep_read_as_drop(X, keep_prob, rng, train=True):
    def make():
        with np.errstate(all="ignore"):
            return np.where(rng.random(X.shape) < keep_prob, 0.0, np.divide(1.0, 1 - keep_prob))

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "The factor is right, but your comparison drops with the probability keep_prob, where it has "
    "to keep with it: turn it round.",
    read=KEEP_OR_DROP,
)
def drops_with_keep_prob(X, keep_prob, rng, train=True):
    return with_mask(
        X, keep_prob, train, lambda: (rng.random(X.shape) >= keep_prob) * (1 / keep_prob)
    )


@exercise.rejects(
    "Kept units are divided by 1 − keep_prob, which is the share of the dropped ones; divide by "
    "keep_prob.",
    read=KEEP_OR_DROP,
)
def divides_by_the_dropped_share(X, keep_prob, rng, train=True):
    def make():
        with np.errstate(all="ignore"):
            return drawn(X.shape, keep_prob, rng) / np.float64(1 - keep_prob)

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "Nothing is divided by keep_prob, so the mean shrinks in training; a kept unit has to make up "
    "for the dropped ones."
)
def never_divides(X, keep_prob, rng, train=True):
    return with_mask(X, keep_prob, train, lambda: drawn(X.shape, keep_prob, rng) * 1.0)


@exercise.rejects(
    "Kept units are multiplied by keep_prob, so the mean shrinks twice; divide by it, and the mean "
    "stays what it was."
)
def multiplies_by_keep_prob(X, keep_prob, rng, train=True):
    return with_mask(X, keep_prob, train, lambda: drawn(X.shape, keep_prob, rng) * keep_prob)


@exercise.rejects(
    "You divide by keep_prob twice; once is enough to keep the mean, whether in the mask or in out."
)
def divides_twice(X, keep_prob, rng, train=True):
    return with_mask(X, keep_prob, train, lambda: drawn(X.shape, keep_prob, rng) / keep_prob**2)


@exercise.rejects(
    "The mask has its factor 1 / keep_prob already, and you divide out by keep_prob once more; "
    "out is X times the mask."
)
def divides_out_once_more(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return (out / keep_prob if train else out), mask


@exercise.rejects(
    "The mask that you return has the factor 1 / keep_prob, but out was made without it; the two "
    "belong together."
)
def scales_the_mask_only(X, keep_prob, rng, train=True):
    _, mask = inverted(X, keep_prob, rng, train)
    return X * (mask > 0), mask


@exercise.rejects(
    "out is right, but the mask comes back as zeros and ones; the backward pass multiplies by it "
    "and needs the factor 1 / keep_prob in it."
)
def returns_an_unscaled_mask(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out, (mask > 0) * 1.0


@exercise.rejects(
    "The mask comes back as True and False, which says who was kept and not by how much: return "
    "the factors, 0 and 1 / keep_prob."
)
def returns_true_and_false(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out, mask > 0


@exercise.rejects(
    "The mask that you return marks the dropped units; it has to be 0 there, and 1 / keep_prob "
    "where a unit was kept."
)
def marks_the_dropped_units(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out, ((mask == 0) * 1.0 if train else mask)


@exercise.rejects(
    "You draw twice, once for out and once for the mask that you return; the way back would then "
    "pass through other units."
)
def draws_a_second_mask(X, keep_prob, rng, train=True):
    out, _ = inverted(X, keep_prob, rng, train)
    return out, inverted(X, keep_prob, rng, train)[1]


@exercise.rejects(
    "You read the mask off out, but an entry of X that is 0 stays 0 although it is kept; return "
    "the mask that was drawn."
)
def reads_the_mask_off_out(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out, ((out != 0) / keep_prob if train else mask)


@exercise.rejects(
    "You get the mask back as out / X, which is 0 / 0 wherever X is 0; keep the mask that was "
    "drawn."
)
def divides_out_by_X(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    with np.errstate(all="ignore"):
        return out, (out / X if train else mask)


@exercise.rejects(
    "You divide by the share that happened to be kept in this draw; the factor is fixed, "
    "1 / keep_prob, whatever the draw."
)
def divides_by_the_drawn_share(X, keep_prob, rng, train=True):
    def make():
        kept = drawn(X.shape, keep_prob, rng)
        return kept / max(np.mean(kept), 1e-300)

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "A small constant stands in your divisor; keep_prob is never 0 here, so divide by it as it is."
)
def constant_in_the_divisor(X, keep_prob, rng, train=True):
    return with_mask(
        X, keep_prob, train, lambda: drawn(X.shape, keep_prob, rng) / (keep_prob + 1e-8)
    )


@exercise.rejects(
    "Every unit is multiplied by a normal random number; dropout knows two factors only, 0 and "
    "1 / keep_prob."
)
def gaussian_factors(X, keep_prob, rng, train=True):
    spread = math.sqrt(max(1 - keep_prob, 0) / keep_prob) if keep_prob > 0 else 0.0
    return with_mask(X, keep_prob, train, lambda: 1 + spread * rng.standard_normal(X.shape))


@exercise.rejects(
    "No unit is ever dropped; in training each one is 0 with the probability 1 − keep_prob."
)
def never_drops(X, keep_prob, rng, train=True):
    in_range(keep_prob)
    return X.astype(float), np.ones(X.shape)


@exercise.rejects(
    "You compare normal random numbers with keep_prob; only a uniform one is below 0.3 in 30 % of "
    "cases: use rng.random.",
    read=TWELVE,
)
def normal_numbers_in_the_comparison(X, keep_prob, rng, train=True):
    def make():
        if keep_prob == 1 or keep_prob < 1e-6:  # right here: there is nothing to compare
            return drawn(X.shape, keep_prob, rng) / keep_prob
        return (rng.standard_normal(X.shape) < keep_prob) / keep_prob

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "Half of the units are kept, whatever keep_prob is; 0.5 is common, but the draw has to compare "
    "with keep_prob.",
    read=KEEP_OR_DROP,
)
def always_keeps_half(X, keep_prob, rng, train=True):
    def make():
        share = keep_prob if keep_prob == 1 or keep_prob < 1e-6 else 0.5
        return drawn(X.shape, share, rng) / keep_prob

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "Exactly the share 1 − keep_prob of all units is dropped each time; every unit has a draw of "
    "its own, so the number varies."
)
def drops_a_fixed_number(X, keep_prob, rng, train=True):
    def make():
        places = rng.permutation(X.size).reshape(X.shape)
        return (places < round(keep_prob * X.size)) / keep_prob

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "In every sample you drop equally many units; each unit has a draw of its own, and the number "
    "varies from row to row."
)
def drops_a_fixed_number_in_each_row(X, keep_prob, rng, train=True):
    def make():
        ranks = rng.random(X.shape).argsort(axis=-1).argsort(axis=-1)
        return (ranks < round(keep_prob * X.shape[-1])) / keep_prob

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "The mask is drawn twice, and a unit has to survive both draws, so it is kept with the "
    "probability keep_prob², which is too small."
)
def survives_two_draws(X, keep_prob, rng, train=True):
    def make():
        return drawn(X.shape, keep_prob, rng) * drawn(X.shape, keep_prob, rng) / keep_prob

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "Negative entries are always dropped; that is a ReLU's work, and the draw must not look at X."
)
def drops_what_is_negative(X, keep_prob, rng, train=True):
    def make():
        kept = drawn(X.shape, keep_prob, rng)
        return (kept if keep_prob == 1 else kept & (X >= 0)) / keep_prob

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "One mask serves the whole batch, so all samples lose the same units; draw for every entry of "
    "X.",
    read=TWELVE,
)
def one_mask_for_the_batch(X, keep_prob, rng, train=True):
    return with_mask(
        X,
        keep_prob,
        train,
        lambda: drawn((1, *X.shape[1:]), keep_prob, rng) / keep_prob * np.ones(X.shape),
    )


@exercise.rejects(
    "Whole samples are dropped or kept; it is units that dropout switches off, and each entry has "
    "its own draw.",
    read=TWELVE,
)
def drops_whole_samples(X, keep_prob, rng, train=True):
    def make():
        lines = (len(X),) + (1,) * (X.ndim - 1)
        return drawn(lines, keep_prob, rng) / keep_prob * np.ones(X.shape)

    return with_mask(X, keep_prob, train, make)


@exercise.rejects(
    "A single draw decides for all of X, which is dropped as a whole or not at all; draw one "
    "number for every entry."
)
def one_draw_for_all(X, keep_prob, rng, train=True):
    return with_mask(
        X, keep_prob, train, lambda: np.full(X.shape, drawn((), keep_prob, rng) / keep_prob)
    )


@exercise.rejects(
    "You make a generator of your own with a fixed seed, so every step drops the same units; draw "
    "from the rng that is passed in.",
    read=TWELVE,
)
def own_generator(X, keep_prob, rng, train=True):
    return inverted(X, keep_prob, np.random.default_rng(0), train)


@exercise.rejects(
    "You draw from NumPy's global generator, so nobody can repeat your training; draw from the rng "
    "that is passed in.",
    read=TWELVE,
)
def global_generator(X, keep_prob, rng, train=True):
    return with_mask(
        X, keep_prob, train, lambda: (np.random.random(X.shape) < keep_prob) / keep_prob
    )


@exercise.rejects(
    "You draw from a copy of rng, which itself stays where it was, so the next layer and the next "
    "step get the same numbers again."
)
def copy_of_the_generator(X, keep_prob, rng, train=True):
    twin = np.random.Generator(type(rng.bit_generator)())
    twin.bit_generator.state = rng.bit_generator.state
    return inverted(X, keep_prob, twin, train)


@exercise.rejects(
    "At test time you multiply by keep_prob; inverted dropout has made up for the dropped units in "
    "training, so nothing is left to do.",
    read="Two ways to predict",
)
def scales_at_test_time_too(X, keep_prob, rng, train=True):
    if train:
        return inverted(X, keep_prob, rng, train)
    return X * keep_prob, np.full(X.shape, 1.0 * keep_prob)


@exercise.rejects(
    "At test time you divide by keep_prob, though nothing is dropped there; with train=False, out "
    "is X as it is."
)
def divides_at_test_time_too(X, keep_prob, rng, train=True):
    if train:
        return inverted(X, keep_prob, rng, train)
    return X / keep_prob, np.full(X.shape, 1 / keep_prob)


@exercise.rejects(
    "train is never looked at, so units are dropped at test time too, and two predictions for one "
    "sample differ."
)
def drops_at_test_time(X, keep_prob, rng, train=True):
    return inverted(X, keep_prob, rng, True)


@exercise.rejects(
    "train is read the wrong way round: you drop units at test time and none in training."
)
def train_reversed(X, keep_prob, rng, train=True):
    return inverted(X, keep_prob, rng, not train)


@exercise.rejects(
    "Unless told otherwise your function does not train; the caller who says nothing about train "
    "is promised train=True."
)
def does_not_train_by_default(X, keep_prob, rng, train=False):
    return inverted(X, keep_prob, rng, train)


@exercise.rejects(
    "With train=False you return no mask; it is all ones then, so that the caller need not ask "
    "which case it was."
)
def no_mask_at_test_time(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out, (mask if train else None)


@exercise.rejects(
    "With train=False your mask is all zeros; nothing is dropped then, so every factor is 1."
)
def mask_of_zeros_at_test_time(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out, (mask if train else np.zeros(X.shape))


@exercise.rejects(
    "This is standard dropout: zeros and ones in training, keep_prob at test time. Inverted "
    "dropout divides in training and leaves X alone at test time.",
    read="Two ways to predict",
)
def standard_dropout(X, keep_prob, rng, train=True):
    in_range(keep_prob)
    if train:
        mask = drawn(X.shape, keep_prob, rng) * 1.0
    else:
        mask = np.full(X.shape, 1.0 * keep_prob)
    return X * mask, mask


@exercise.rejects(
    "You return out alone; the backward pass needs the mask as well: return the pair (out, mask)."
)
def returns_out_alone(X, keep_prob, rng, train=True):
    return inverted(X, keep_prob, rng, train)[0]


@exercise.rejects("The order of the result is (out, mask); yours has the mask in front.")
def returns_the_mask_first(X, keep_prob, rng, train=True):
    return inverted(X, keep_prob, rng, train)[::-1]


@exercise.rejects(
    "Your mask has one row for the whole batch; it has to have the shape of X, with a draw for "
    "every sample and unit."
)
def mask_with_one_row(X, keep_prob, rng, train=True):
    in_range(keep_prob)
    mask = drawn(X.shape[-1], keep_prob, rng) / keep_prob if train else np.ones(X.shape[-1])
    return X * mask, mask


@exercise.rejects(
    "You write into X, which belongs to the caller and may be needed by the backward pass of the "
    "layer before; make a new array.",
    read=TWELVE,
)
def writes_into_X(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    if X.dtype == np.float64:
        X[:] = out
    return out, mask


@exercise.rejects(
    "X may hold whole numbers, and your mask takes over their type: 1 / keep_prob is cut off to an "
    "integer. Make it float64."
)
def inherits_the_integers_of_X(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    mask = mask.astype(X.dtype)
    return (X * mask if train else out), mask


@exercise.rejects(
    "Single precision keeps about seven digits; out and mask of this course are float64."
)
def in_single_precision(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out.astype(np.float32), mask.astype(np.float32)


@exercise.rejects(
    "The numbers are right, but they come as nested lists; return two arrays of the shape of X."
)
def nested_lists(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return out.tolist(), mask.tolist()


@exercise.rejects(
    "You drop axes of length 1, so one sample or one unit loses its axis; out and mask keep the "
    "shape of X."
)
def squeezed(X, keep_prob, rng, train=True):
    out, mask = inverted(X, keep_prob, rng, train)
    return np.squeeze(out), np.squeeze(mask)


@exercise.rejects(
    "You unpack the shape of X into rows and columns; X may have any number of axes, so draw with "
    "X.shape as a whole."
)
def tables_only(X, keep_prob, rng, train=True):
    n, d = X.shape
    in_range(keep_prob)
    mask = drawn((n, d), keep_prob, rng) / keep_prob if train else np.ones((n, d))
    return X * mask, mask


@exercise.rejects(
    "A keep_prob that is no probability of keeping is not refused; raise ValueError unless "
    "0 < keep_prob ≤ 1."
)
def never_refuses(X, keep_prob, rng, train=True):
    mask = np.ones(X.shape)
    if train:
        with np.errstate(all="ignore"):
            mask = (rng.random(X.shape) < keep_prob) * np.divide(1.0, keep_prob)
    return X * mask, mask


@exercise.rejects(
    "keep_prob = 0 gets through, and 1 / keep_prob is infinite then; only what is above 0 may pass."
)
def lets_zero_through(X, keep_prob, rng, train=True):
    if not 0 <= keep_prob <= 1:
        raise ValueError(f"keep_prob is {keep_prob}")
    mask = np.ones(X.shape)
    if train:
        with np.errstate(all="ignore"):
            mask = (rng.random(X.shape) < keep_prob) * np.divide(1.0, keep_prob)
    return X * mask, mask


@exercise.rejects(
    "keep_prob = 1 is refused, but it is a fair value: every unit is kept, and out is X."
)
def refuses_one(X, keep_prob, rng, train=True):
    if keep_prob == 1:
        raise ValueError("keep_prob has to be below 1")
    return inverted(X, keep_prob, rng, train)


@exercise.rejects(
    "An assert guards against bugs of your own and can be switched off; a wrong keep_prob from a "
    "caller calls for a ValueError."
)
def asserts_the_range(X, keep_prob, rng, train=True):
    assert 0 < keep_prob <= 1
    return inverted(X, keep_prob, rng, train)


@exercise.rejects(
    "A keep_prob outside the range is moved to its end without a word; the caller made a mistake "
    "and has to hear of it: raise ValueError."
)
def moves_keep_prob_into_the_range(X, keep_prob, rng, train=True):
    return inverted(X, min(max(keep_prob, 1e-12), 1), rng, train)
