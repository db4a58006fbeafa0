"""permute_labels(y, fraction, rng), generalization_gap(acc_train, acc_test): random labels."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.regularization import generalization_gap, permute_labels

COPY = "Shuffle a copy"

exercise = Exercise(permute_labels, generalization_gap, read="Random labels")

Array = np.ndarray

# Of the gap, relative. Right answers err by less than 1e-14, the best wrong one by 1e-3.
TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------

# Chance: of m labels that a random order deals out, k or more stay where they were with a
# probability below 1/k!, and 1/14! is 1.1e-11. A dozen such tests in a run, and each of the
# other bounds below, go wrong by chance with a probability below 1e-9.
MOST_FIXED = 13


def seeded(case: Case) -> np.random.Generator:
    """A generator for one call."""
    return np.random.default_rng(case.rng.integers(2**32))


def different(case: Case, n: int) -> Array:
    """n different labels in a random order."""
    return case.rng.permutation(n)


def looks(got: Any) -> str:
    """What two results of one kind have in common: type, shape and dtype, whatever is in them."""
    if isinstance(got, np.ndarray):
        return f"{got.dtype} {got.shape}"
    if isinstance(got, tuple | list):
        return f"{type(got).__name__} of {[looks(part) for part in got]}"
    return type(got).__name__


def permuted(answer: Answer, case: Case, y: Array, fraction: float, rng: Any) -> Any:
    """The labels of one call, whatever they came in; None where they are no n numbers."""
    got = answer.permute_labels(y, fraction, rng)
    case.means(looks(got))
    got = case.numbers(got, y)
    case.means("labels")  # which ones, each check says for itself
    return got


def level(changed: int, m: int) -> int:
    """How many labels changed, in coarse steps, whose edges chance does not reach."""
    return int(np.sum(changed > np.array([2.0, 0.3 * m, 1.5 * m])))


@exercise.check("permute_labels: gives one label for each sample")
def gives_the_labels(answer: Answer, case: Case) -> None:
    for n, fraction in ((6, 0.5), (5, 0.3), (1, 0.6)):
        permuted(answer, case, different(case, n), fraction, seeded(case))


@exercise.check("permute_labels: an array with the dtype of y", needs=[gives_the_labels])
def keeps_the_dtype(answer: Answer, case: Case) -> None:
    for n, fraction, unit in ((5, 0.6, 1), (3, 0.9, 0.5)):
        y = unit * different(case, n)
        got = answer.permute_labels(y, fraction, seeded(case))
        case.means(looks(got))
        case.like(got, y)


@exercise.check("permute_labels: each class keeps its size", weight=4, needs=[gives_the_labels])
def keeps_the_class_sizes(answer: Answer, case: Case) -> None:
    counted = []
    for n, fraction in ((600, 0.99), (60, 0.5), (12, 0.5), (4, 0.9)):
        y = case.rng.permutation(3 * np.arange(n) ** 2 // n**2)  # class 0 is the largest
        got = permuted(answer, case, y, fraction, seeded(case))
        if got is None:
            return
        classes = np.unique(y)
        before, after = (np.array([np.sum(labels == c) for c in classes]) for labels in (y, got))
        if n == 600:  # 12 is the standard deviation of what is drawn anew
            others = np.sum(after) < n
            case.means(f"{np.array_equal(before, after)} {abs(after[0] - before[0]) < 74} {others}")
        counted.append((case.called, after, before))
    for called, after, before in counted:
        about = f"After {called}, the list of the sizes of the classes 0, 1, …"
        case.equal(after, before, about=about)


@exercise.check(
    "permute_labels: so many samples take part, and no others", weight=4, needs=[gives_the_labels]
)
def so_many_take_part(answer: Answer, case: Case) -> None:
    moved = []
    for n, fraction in ((70, 0.3), (90, 0.5), (50, 0.4), (1000, 0.99), (9, 0.3), (1, 0.7)):
        y = different(case, n)
        got = permuted(answer, case, y, fraction, seeded(case))
        if got is None:
            return
        moved.append((case.called, n, round(fraction * n), int(np.sum(got != y))))
    levels = {level(changed, m) for _, _, m, changed in moved if m > MOST_FIXED}
    case.means(f"{levels} {[changed > m for _, _, m, changed in moved if m <= MOST_FIXED]}")
    for called, n, m, changed in moved:
        case.small(
            max(changed - m, m - MOST_FIXED - changed),
            f"{called} gave {changed} of {n} different labels to another sample. {m} samples take "
            f"part, "
            + (
                f"so it can be {m} at the most" if changed > m else "and few of them stay by chance"
            ),
            tol=0.0,
        )


@exercise.check(
    "permute_labels: chooses the samples by chance, with rng", weight=3, needs=[gives_the_labels]
)
def chooses_by_chance(answer: Answer, case: Case) -> None:
    # Of 40 neighbours, a share of 0.45 gets another label on average, and none with a
    # probability below 0.55^40 = 4e-11. At least half of m do, with one of 1 − 1e-40.
    n, fraction = 400, 0.5
    y = np.repeat(case.rng.permutation(10), 40)
    got = permuted(answer, case, y, fraction, seeded(case))
    if got is None:
        return
    changed = got != y
    spared = [int(start) for start in range(0, n, 40) if not changed[start : start + 40].any()]
    by_parity = changed[::2].any(), changed[1::2].any()
    few = np.sum(changed) < fraction * n / 2
    case.means(f"{spared if len(spared) in (0, 5, 10) else 'some'} {by_parity} {few}")
    called = case.called.replace("y=an array of shape (400,)", "10 sorted classes of 40")
    case.that(
        len(spared) in (0, 10),
        f"{called} changed no label from place {(spared or [0])[0]} to {(spared or [0])[0] + 39}, "
        "and chance spares no such stretch",
    )
    case.that(
        all(by_parity) or not any(by_parity),
        f"{called} changed no label at the {'odd' if by_parity[0] else 'even'} places, and chance "
        "does not do that",
    )
    case.that(
        not few,
        f"{called} changed {np.sum(changed)} of 400 labels; 200 take part, and only about 20 of "
        "these get their old label again",
    )
    y = different(case, 30)
    one, other = case.rng.integers(2**32, size=2)
    rng = case.hold(np.random.default_rng(one))
    generators = (np.random.default_rng(one), np.random.default_rng(other), rng, rng)
    results = [permuted(answer, case, y, 0.5, generator) for generator in generators]
    if any(got is None for got in results):
        return
    first, changed, again, following = results
    repeats, differs = np.array_equal(first, again), not np.array_equal(first, changed)
    moves_on = not np.array_equal(again, following)
    case.means(f"{repeats} {differs} {moves_on}")
    case.that(repeats, f"{case.called} gives two results for two generators of one seed")
    case.that(differs, f"{case.called} gives one result for generators of different seeds")
    case.that(moves_on, f"{case.called} gives the same labels twice in a row from one generator")


@exercise.check(
    "permute_labels: rounds fraction · n",
    weight=2,
    needs=[keeps_the_class_sizes, so_many_take_part, chooses_by_chance],
)
def rounds_the_number(answer: Answer, case: Case) -> None:
    # Two samples exchange their labels, or stay, with a probability of 1/2: 2^−31 is 5e-10.
    for n, fraction, calls in ((2, 0.8, 31), (4, 0.3, 8)):
        y, m = different(case, n), round(fraction * n)
        rng, most = case.hold(seeded(case)), 0
        for _ in range(calls):
            got = permuted(answer, case, y, fraction, rng)
            if got is None:
                return
            most = max(most, int(np.sum(got != y)))
            if most == m:
                break
        case.means(f"{most}")
        about = "so 2 take part" if m == 2 else "so 1 takes part, which has nobody to exchange with"
        case.that(
            most == (m if m > 1 else 0),
            f"Several calls of {case.called} changed {most} labels at the most. "
            f"{fraction} · {n} is {fraction * n:g}, {about}",
        )


@exercise.check(
    "permute_labels: takes every fraction from 0 to 1, and no other", needs=[gives_the_labels]
)
def takes_fractions_from_0_to_1(answer: Answer, case: Case) -> None:
    for n, fraction in ((5, 0.0), (1, 1.0), (4, 1.0)):
        y = np.full(n, case.rng.integers(1, 9))  # equal ones: nobody sees who gets which
        case.equal(case.numbers(answer.permute_labels(y, fraction, seeded(case)), y), 1.0 * y)
    for fraction in (1.05, -0.05, 50.0):
        y = np.full(6, case.rng.integers(1, 9))
        case.raises(ValueError, answer.permute_labels, y, fraction, seeded(case))


@exercise.check("permute_labels: leaves the caller's labels alone", needs=[gives_the_labels])
def leaves_the_labels(answer: Answer, case: Case) -> None:
    permuted(answer, case, different(case, 20), 0.5, seeded(case))
    answer.permute_labels(different(case, 4), 0.1, seeded(case))  # nothing moves: y, but no view
    case.unchanged()
    case.fresh()


@exercise.check("generalization_gap: training minus test", weight=4)
def is_training_minus_test(answer: Answer, case: Case) -> None:
    for size in (0.1, 0.02, 0.3, 0.0):
        for sign in (1, -1):  # a test set may be the easier one
            test = np.round(case.rng.uniform(0.35, 0.65), 4)
            train = np.round(test + sign * size * case.rng.uniform(0.5, 1.0), 4)
            got = answer.generalization_gap(float(train), float(test))
            case.equal(got, generalization_gap(float(train), float(test)), tol=TOLERANCE)
    for train, test in ((1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        got = answer.generalization_gap(train, test)
        case.equal(got, generalization_gap(train, test), tol=TOLERANCE)


# --- right answers ----------------------------------------------------------


@exercise.accepts
class FirstOfAnOrder:
    def permute_labels(y, fraction, rng):
        if fraction < 0 or fraction > 1:
            raise ValueError(f"fraction {fraction}")
        chosen = rng.permutation(len(y))[: round(fraction * len(y))]
        result = y.copy()
        result[chosen] = rng.permutation(y[chosen])
        return result

    def generalization_gap(acc_train, acc_test):
        return acc_train - acc_test


@exercise.accepts
class ShufflesTheChosenLabels:
    def permute_labels(y, fraction, rng):
        if not 0.0 <= fraction <= 1.0:
            raise ValueError("the fraction lies between 0 and 1")
        chosen = rng.choice(len(y), size=int(np.rint(len(y) * fraction)), replace=False)
        labels = y[chosen]
        rng.shuffle(labels)
        mixed = np.array(y)
        mixed[chosen] = labels
        return mixed

    def generalization_gap(acc_train, acc_test):
        return float(np.subtract(acc_train, acc_test))


@exercise.accepts
class ExchangesOneByOne:
    def permute_labels(y, fraction, rng):
        if abs(fraction - 0.5) > 0.5:
            raise ValueError(fraction)
        labels = y.tolist()
        places = list(range(len(labels)))
        rng.shuffle(places)
        places = places[: round(fraction * len(labels))]
        for k, i in enumerate(places):
            j = places[rng.integers(k, len(places))]
            labels[i], labels[j] = labels[j], labels[i]
        return np.array(labels, dtype=y.dtype)

    def generalization_gap(acc_train, acc_test):
        return (1 - acc_test) - (1 - acc_train)


@exercise.accepts
class SourceOfEachLabel:
    def permute_labels(y, fraction, rng):
        class BadFraction(ValueError):
            pass

        if min(fraction, 1 - fraction) < 0:
            raise BadFraction
        chosen = np.argsort(rng.random(y.size))[: int(fraction * y.size + 0.5)]
        source = np.arange(y.size)
        source[chosen] = chosen[np.argsort(rng.random(chosen.size))]
        return y[source]

    def generalization_gap(acc_train, acc_test):
        return np.float64(acc_train) - np.float64(acc_test)


@exercise.accepts
class DealsThemOutOneByOne:
    def permute_labels(y, fraction, rng):
        if fraction > 1:
            raise ValueError("above 1")
        if fraction < 0:
            raise ValueError("below 0")
        chosen = rng.choice(y.shape[0], round(fraction * y.shape[0]), replace=False)
        left = list(y[chosen])
        result = y.copy()
        for place in chosen:
            result[place] = left.pop(rng.integers(len(left)))
        return result


@exercise.accepts
class MarksTheChosen:
    def permute_labels(y, fraction, rng):
        if not (fraction >= 0 and fraction <= 1):
            raise ValueError("no fraction")
        takes_part = np.arange(len(y)) < round(fraction * len(y))
        takes_part = rng.permuted(takes_part)
        result = np.empty_like(y)
        result[~takes_part] = y[~takes_part]
        result[takes_part] = rng.permutation(y[takes_part])
        return result


# --- wrong answers ----------------------------------------------------------


def checked(fraction):
    if not 0 <= fraction <= 1:
        raise ValueError(f"fraction {fraction}")


def mixed_at(y, chosen, rng):
    """The labels at the chosen places exchanged."""
    result = np.array(y)
    result[chosen] = rng.permutation(result[chosen])
    return result


def some(y, fraction, rng):
    """The right number of places, chosen at random."""
    return rng.choice(len(y), round(fraction * len(y)), replace=False)


@exercise.rejects(
    "The chosen samples get labels that are drawn anew, each class equally likely, so that classes "
    "grow and shrink; deal out the old labels again."
)
class NewLabels:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        result = np.array(y)
        chosen = some(y, fraction, rng)
        result[chosen] = rng.choice(np.unique(y), len(chosen))
        return result


@exercise.rejects(
    "You draw the new labels out of all of y, with replacement: the classes keep their sizes on "
    "average only. Exchange the labels of the chosen samples."
)
class LabelsDrawnFromAll:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        result = np.array(y)
        chosen = some(y, fraction, rng)
        result[chosen] = rng.choice(y, len(chosen))
        return result


@exercise.rejects(
    "Your labels move on to another class each, a number that need not exist; a permutation only "
    "hands existing labels from one sample to another."
)
class NextClass:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        result = np.array(y)
        result[some(y, fraction, rng)] += np.asarray(1, dtype=y.dtype)
        return result


@exercise.rejects(
    "`y[:]` of an array is a window into the same memory and no copy: shuffling it spoils the "
    "caller's labels. Make a copy with `y.copy()`.",
    read=COPY,
)
class ShufflesAWindow:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        window = y[:]
        chosen = some(y, fraction, rng)
        window[chosen] = rng.permutation(window[chosen])
        return window


@exercise.rejects(
    "You exchange the labels inside y and copy it afterwards, when the caller's labels are already "
    "spoiled; copy first.",
    read=COPY,
)
class CopiesTooLate:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        chosen = some(y, fraction, rng)
        y[chosen] = rng.permutation(y[chosen])
        return y.copy()


@exercise.rejects(
    "Where nobody takes part you hand back y itself; whoever changes the result later changes the "
    "true labels too. Return a copy.",
    read=COPY,
)
class YItselfWhereNothingMoves:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        chosen = some(y, fraction, rng)
        return mixed_at(y, chosen, rng) if len(chosen) > 0 else y


@exercise.rejects(
    "One coin decides for all samples, so that either every label is permuted or none; the "
    "fraction says how many of the samples take part."
)
class AllOrNothing:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return rng.permutation(y) if rng.random() < fraction else np.array(y)


@exercise.rejects(
    "Every sample takes part, whatever the fraction is; choose round(fraction · n) of them and "
    "leave the others alone."
)
class IgnoresTheFraction:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return rng.permutation(y)


@exercise.rejects(
    "A coin is tossed for each sample, so the number of those that take part varies; it has to be "
    "round(fraction · n) exactly."
)
class TossesACoinForEach:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, np.flatnonzero(rng.random(len(y)) < fraction), rng)


@exercise.rejects(
    "You keep the labels of the fraction and exchange those of the rest; the fraction names the "
    "samples that take part."
)
class PermutesTheRest:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, some(y, 1 - fraction, rng), rng)


@exercise.rejects(
    "You read the fraction as per cent, so that hardly any sample takes part; 0.5 already means "
    "one half."
)
class PerCent:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, some(y, fraction / 100, rng), rng)


@exercise.rejects(
    "Only a single pair exchanges its labels; all of the chosen samples have to deal out theirs "
    "among one another."
)
class OnePairOnly:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, some(y, fraction, rng)[:2], rng)


@exercise.rejects(
    "Nothing is permuted: `rng.permutation` returns a new array and leaves its argument as it is, "
    "so put the result back into the labels."
)
class ForgetsTheResult:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        result = np.array(y)
        rng.permutation(result[some(y, fraction, rng)])
        return result


@exercise.rejects(
    "`int` cuts the decimals off, and 1.6 samples become 1; round to the nearest whole number."
)
class CutsTheDecimals:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        m = int(fraction * len(y) + 1e-9)
        return mixed_at(y, rng.permutation(len(y))[:m], rng)


@exercise.rejects("You round up, and 1.2 samples become 2; take the nearest whole number instead.")
class RoundsUp:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        m = int(np.ceil(fraction * len(y) - 1e-9))
        return mixed_at(y, rng.permutation(len(y))[:m], rng)


@exercise.rejects(
    "You always take the samples at the beginning; in a sorted data set these are the first "
    "classes only, so choose by chance.",
    read=COPY,
)
class TheFirstOnes:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, np.arange(round(fraction * len(y))), rng)


@exercise.rejects(
    "You always take the samples at the end; in a sorted data set these are the last classes "
    "only, so choose by chance.",
    read=COPY,
)
class TheLastOnes:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, np.arange(len(y) - round(fraction * len(y)), len(y)), rng)


@exercise.rejects(
    "The samples that take part stand side by side, and only where they begin is random; each "
    "sample has to be chosen for itself."
)
class OneStretch:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        m = round(fraction * len(y))
        start = rng.integers(len(y) - m + 1)
        return mixed_at(y, np.arange(start, start + m), rng)


@exercise.rejects(
    "Samples at regular distances are no random choice: whatever pattern the data have may fall in "
    "step with yours."
)
class AtRegularDistances:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        m = round(fraction * len(y))
        chosen = np.floor(np.linspace(0, len(y), m, endpoint=False)).astype(int)
        return mixed_at(y, chosen, rng)


@exercise.rejects(
    "Each chosen sample takes the label of its neighbour, and in a sorted data set this is nearly "
    "always the same one; deal the labels out in a random order."
)
class LabelOfTheNeighbour:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        chosen = np.sort(some(y, fraction, rng))
        result = np.array(y)
        result[chosen] = np.roll(result[chosen], 1)
        return result


@exercise.rejects(
    "A sample can be chosen twice, and then one label is lost and another one doubled; choose "
    "with `replace=False`."
)
class ChoosesWithReplacement:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        chosen = rng.integers(len(y), size=round(fraction * len(y)))
        return mixed_at(y, chosen, rng)


@exercise.rejects(
    "A generator of your own, with a fixed seed, makes the choice, so every call permutes alike; "
    "draw from the rng that is passed."
)
class OwnGenerator:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        own = np.random.default_rng(0)
        return mixed_at(y, some(y, fraction, own), own)


@exercise.rejects(
    "NumPy's global generator makes the choice, and nobody can repeat it; draw from the rng that "
    "is passed."
)
class GlobalGenerator:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, some(y, fraction, np.random), np.random)


@exercise.rejects(
    "You return the new labels of the chosen samples alone; the others belong into the result too, "
    "at their old places."
)
class TheChosenOnly:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return rng.permutation(y[some(y, fraction, rng)])


@exercise.rejects(
    "The places of the chosen samples come back as well; the labels alone are asked for."
)
class LabelsAndPlaces:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        chosen = some(y, fraction, rng)
        return mixed_at(y, chosen, rng), chosen


@exercise.rejects("Your labels are right, but they come as a list; make them a NumPy array.")
class LabelsAsAList:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, some(y, fraction, rng), rng).tolist()


@exercise.rejects(
    "Whole-number labels have become floats; a permutation changes places, and no types. Give the "
    "result the dtype of y."
)
class LabelsAsFloats:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y.astype(float), some(y, fraction, rng), rng)


@exercise.rejects(
    "Labels that are no whole numbers are cut off: the result is made of integers. Give it the "
    "dtype of y."
)
class LabelsAsIntegers:
    def permute_labels(y, fraction, rng):
        checked(fraction)
        return mixed_at(y, some(y, fraction, rng), rng).astype(int)


@exercise.rejects(
    "A fraction below 0 or above 1 makes no sense, and the caller has to hear of it: raise "
    "ValueError."
)
class AcceptsAnyFraction:
    def permute_labels(y, fraction, rng):
        m = min(max(round(fraction * len(y)), 0), len(y))
        return mixed_at(y, rng.permutation(len(y))[:m], rng)


@exercise.rejects("A fraction above 1 is refused, but one below 0 goes through; look at both ends.")
class AcceptsNegativeFractions:
    def permute_labels(y, fraction, rng):
        if fraction > 1:
            raise ValueError("above 1")
        return mixed_at(y, some(y, max(fraction, 0.0), rng), rng)


@exercise.rejects(
    "An assert can be switched off, and it reports a mistake of your own; a fraction that the "
    "caller got wrong calls for a ValueError."
)
class AssertsTheFraction:
    def permute_labels(y, fraction, rng):
        assert 0 <= fraction <= 1
        return mixed_at(y, some(y, fraction, rng), rng)


@exercise.rejects(
    "A fraction of 0 is refused, but it is a fraction too: nothing is exchanged then, and a copy "
    "of y comes back."
)
class RefusesZero:
    def permute_labels(y, fraction, rng):
        if not 0 < fraction <= 1:
            raise ValueError("between 0 and 1")
        return mixed_at(y, some(y, fraction, rng), rng)


@exercise.rejects(
    "A fraction of 1 is refused, but it is the slide's experiment itself: all samples take part "
    "then."
)
class RefusesOne:
    def permute_labels(y, fraction, rng):
        if not 0 <= fraction < 1:
            raise ValueError("between 0 and 1")
        return mixed_at(y, some(y, fraction, rng), rng)


# generalization_gap


@exercise.rejects(
    "You subtract the wrong way round: the gap is above 0 where the model does better on what it "
    "has learned from, so the training accuracy comes first."
)
class TestMinusTraining:
    def generalization_gap(acc_train, acc_test):
        return acc_test - acc_train


@exercise.rejects(
    "The gap keeps its sign: where the test accuracy is the higher one it is negative, and its "
    "absolute value would hide that."
)
class AbsoluteGap:
    def generalization_gap(acc_train, acc_test):
        return abs(acc_train - acc_test)


@exercise.rejects(
    "A negative gap is no mistake that has to be cut off at 0: it says that the test set was the "
    "easier one."
)
class GapCutOffAtZero:
    def generalization_gap(acc_train, acc_test):
        return max(acc_train - acc_test, 0.0)


@exercise.rejects(
    "Your gap is in points from 0 to 100; accuracies here are numbers from 0 to 1, and so is their "
    "difference."
)
class GapInPoints:
    def generalization_gap(acc_train, acc_test):
        return 100 * (acc_train - acc_test)


@exercise.rejects(
    "You divide the difference by the training accuracy; the gap is the plain difference."
)
class RelativeGap:
    def generalization_gap(acc_train, acc_test):
        return (acc_train - acc_test) / acc_train if acc_train else -acc_test


@exercise.rejects(
    "How many times better training is than test is a ratio; the gap is a difference, and 0 where "
    "both are equal."
)
class RatioOfAccuracies:
    def generalization_gap(acc_train, acc_test):
        return acc_train / acc_test if acc_test else acc_train


@exercise.rejects(
    "Two decimals are enough for printing a gap, and too few for computing with it: return it "
    "unrounded."
)
class RoundedGap:
    def generalization_gap(acc_train, acc_test):
        return round(acc_train - acc_test, 2)


@exercise.rejects(
    "Squaring the difference loses its sign and its size; the gap is the difference itself."
)
class SquaredGap:
    def generalization_gap(acc_train, acc_test):
        return (acc_train - acc_test) ** 2
