"""empirical_probability(outcomes, event): the share that lies in event; complement(p): 1 − p."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.binary_classification import complement, empirical_probability

exercise = Exercise(empirical_probability, complement, read="Probability")

# Right answers err by 2e-16 here, the best wrong one by 1e-3.
TOLERANCE = 1e-10


# --- checks -----------------------------------------------------------------


def throws(case: Case, n: int) -> list[int]:
    """A loaded die, thrown n times: a list of whole numbers from 1 to 6, many of them a 3."""
    loaded = [1, 2, 3, 3, 3, 4, 5, 6]
    return [loaded[k] for k in case.rng.integers(0, 8, size=n).tolist()]


def some_faces(case: Case, n: int) -> set[int]:
    """n different faces of a die."""
    return set((1 + case.rng.permutation(6)[:n]).tolist())


def called(outcomes: list[Any], event: set[Any]) -> str:
    """The call as a person writes it, if it is short."""
    values = ", ".join(repr(value) for value in sorted(event))
    short = len(outcomes) < 10 and values
    return f"`empirical_probability({outcomes}, {{{values}}})`" if short else ""


@exercise.check("empirical_probability gives one number")
def gives_one_number(answer: Answer, case: Case) -> None:
    for n in (7, 9):
        outcomes, event = throws(case, n), some_faces(case, 3)
        want = empirical_probability(outcomes, event)
        case.numbers(answer.empirical_probability(outcomes, event), want)


@exercise.check(
    "empirical_probability is the share of the outcomes in the event",
    weight=8,
    needs=[gives_one_number],
)
def is_the_share(answer: Answer, case: Case) -> None:
    for n, faces in ((9, 3), (7, 2), (8, 4), (3, 3), (1, 3), (5, 6), (4, 0), (30, 2)):
        outcomes, event = throws(case, n), some_faces(case, faces)
        want = empirical_probability(outcomes, event)
        got = case.numbers(answer.empirical_probability(outcomes, event), want)
        case.equal(got, want, tol=TOLERANCE, scale=1.0, about=called(outcomes, event))


@exercise.check("empirical_probability gives it as a plain number", needs=[gives_one_number])
def gives_a_plain_number(answer: Answer, case: Case) -> None:
    outcomes, event = throws(case, 5), some_faces(case, 3)
    want = empirical_probability(outcomes, event)
    case.like(answer.empirical_probability(outcomes, event), want)


@exercise.check("empirical_probability counts words, too", needs=[is_the_share])
def counts_words(answer: Answer, case: Case) -> None:
    words = ["heads", "tails", "edge"]
    for n, event in ((4, {"heads"}), (5, {"heads", "edge"}), (3, {"tails"})):
        outcomes = [words[k] for k in case.rng.integers(0, 3, size=n).tolist()]
        want = empirical_probability(outcomes, event)
        got = case.numbers(answer.empirical_probability(outcomes, event), want)
        case.equal(got, want, tol=TOLERANCE, scale=1.0, about=called(outcomes, event))


@exercise.check("empirical_probability refuses an empty sample", weight=2, needs=[gives_one_number])
def refuses_an_empty_sample(answer: Answer, case: Case) -> None:
    hint = "From no outcomes at all nothing can be estimated."
    case.raises(ValueError, answer.empirical_probability, [], some_faces(case, 2), hint=hint)


@exercise.check(
    "empirical_probability changes nothing and remembers nothing", needs=[gives_one_number]
)
def is_pure(answer: Answer, case: Case) -> None:
    first, second = ((throws(case, n), some_faces(case, 3)) for n in (6, 5))
    case.pure(answer.empirical_probability, first, second)


@exercise.check("complement is 1 − p", weight=4)
def is_one_minus_p(answer: Answer, case: Case) -> None:
    for p in np.round(case.rng.uniform(0.01, 0.99, size=4), 3).tolist():
        case.equal(answer.complement(p), complement(p), tol=TOLERANCE, scale=1.0)


@exercise.check("complement takes 0, 1 and what is near", needs=[is_one_minus_p])
def takes_the_ends(answer: Answer, case: Case) -> None:
    for p in (0.0, 1.0, 1e-4, 0.9999):
        case.equal(answer.complement(p), complement(p), tol=TOLERANCE, scale=1.0)


@exercise.check("complement refuses p below 0", needs=[is_one_minus_p])
def refuses_p_below_0(answer: Answer, case: Case) -> None:
    for p in (-round(float(case.rng.uniform(0.1, 0.9)), 1), -7.0, -0.001):
        case.raises(ValueError, answer.complement, p, hint="No share is less than nothing.")


@exercise.check("complement refuses p above 1", needs=[is_one_minus_p])
def refuses_p_above_1(answer: Answer, case: Case) -> None:
    for p in (round(float(case.rng.uniform(1.1, 1.9)), 1), 70.0, 1.001):
        case.raises(ValueError, answer.complement, p, hint="No share is more than everything.")


# --- right answers ----------------------------------------------------------


@exercise.accepts
class SumOfHits:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        return sum(outcome in event for outcome in outcomes) / len(outcomes)

    def complement(p):
        if p < 0 or p > 1:
            raise ValueError("no probability")
        return 1 - p


@exercise.accepts
class CountsInALoop:
    def empirical_probability(outcomes, event):
        hits = 0
        total = 0
        for outcome in outcomes:
            total += 1
            if outcome in event:
                hits += 1
        if total == 0:
            raise ValueError("the sample is empty")
        return float(hits) / total

    def complement(p):
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"{p} is not between 0 and 1")
        return math.fsum([1.0, -p])


@exercise.accepts
class CountsEachValue:
    def empirical_probability(outcomes, event):
        if not outcomes:
            raise ValueError("nothing to count")
        return sum(outcomes.count(value) for value in event) / len(outcomes)

    def complement(p):
        if abs(p - 0.5) > 0.5:
            raise ValueError("outside")
        return 0.5 - (p - 0.5)


@exercise.accepts
class MeanOfIsin:
    def empirical_probability(outcomes, event):
        if len(outcomes) < 1:
            raise ValueError("no outcomes")
        return np.mean(np.isin(outcomes, list(event)))

    def complement(p):
        if min(max(p, 0), 1) != p:
            raise ValueError("p must be a probability")
        return np.subtract(1, p)


@exercise.accepts
class OneMaskForEachValue:
    def empirical_probability(outcomes, event):
        sample = np.array(outcomes)
        if sample.size == 0:
            raise ValueError("empty")
        hit = np.zeros(sample.shape, dtype=bool)
        for value in event:
            hit |= sample == value
        return np.array(np.count_nonzero(hit) / hit.size)

    def complement(p):
        if p < 0:
            raise ValueError("below 0")
        if p > 1:
            raise ValueError("above 1")
        return np.array(1.0 - p)


@exercise.accepts
class TableOfCounts:
    def empirical_probability(outcomes, event):
        counts = {}
        for outcome in outcomes:
            counts[outcome] = counts.get(outcome, 0) + 1
        try:
            return sum(counts.get(value, 0) for value in event) / len(outcomes)
        except ZeroDivisionError:
            raise ValueError("no outcomes") from None

    def complement(p):
        rest = 1 - p
        if min(p, rest) < 0:
            raise ValueError("p lies outside of [0, 1]")
        return rest


@exercise.accepts
class RunningShare:
    def empirical_probability(outcomes, event):
        if outcomes == []:
            raise ValueError("an estimate needs outcomes")
        share = 0.0
        for count, outcome in enumerate(outcomes, start=1):
            share += ((outcome in event) - share) / count
        return share

    def complement(p):
        if not (p >= 0 and p <= 1):
            raise ValueError("not a probability")
        return -(p - 1)


@exercise.accepts
class LengthOfAList:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("there are no outcomes")
        inside = [outcome for outcome in outcomes if outcome in event]
        return len(inside) / len(outcomes)

    def complement(p):
        if any([p < 0, p > 1]):
            raise ValueError("no probability")
        return 1 - p


exercise.equivalent("share = 0.0", "the first outcome replaces it", answer="RunningShare")


# --- wrong answers ----------------------------------------------------------


def hits(outcomes, event):
    if len(outcomes) == 0:
        raise ValueError("no outcomes")
    return sum(outcome in event for outcome in outcomes)


def in_range(p):
    if not 0 <= p <= 1:
        raise ValueError("no probability")
    return p


@exercise.rejects(
    "You divide by the number of different outcomes. The hits are counted in throws, so divide by "
    "the number of throws."
)
class DividesByTheDifferentOutcomes:
    def empirical_probability(outcomes, event):
        return hits(outcomes, event) / len(set(outcomes))


@exercise.rejects(
    "You return how many outcomes lie in the event; a probability is a share, so divide by the "
    "number of outcomes."
)
class CountWithoutDividing:
    def empirical_probability(outcomes, event):
        return hits(outcomes, event)


@exercise.rejects(
    "Dividing with // keeps whole numbers only, so every share below 1 becomes 0; divide with /."
)
class DividesWithoutAFraction:
    def empirical_probability(outcomes, event):
        return hits(outcomes, event) // len(outcomes)


@exercise.rejects(
    "Every outcome has to be looked up in the event by itself; the list as a whole is no value "
    "that the event could contain."
)
class LooksUpTheWholeList:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        return float(outcomes in event)


@exercise.rejects(
    "NumPy's isin does not look into a set: it compares with the set as one thing. Give it a list "
    "of the values."
)
class IsinWithASet:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        return np.mean(np.isin(outcomes, event))


@exercise.rejects(
    "You return a percentage; a probability lies between 0 and 1, so leave out the factor 100."
)
class Percentage:
    def empirical_probability(outcomes, event):
        return 100 * hits(outcomes, event) / len(outcomes)


@exercise.rejects(
    "You count each value once, above and below the line; what comes often has to count often, "
    "so keep the repetitions."
)
class EachValueOnce:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        seen = set(outcomes)
        return len(seen & event) / len(seen)


@exercise.rejects(
    "You count the different values that were hit, and divide by all throws; a value that comes "
    "three times is three hits."
)
class HitsWithoutRepetitions:
    def empirical_probability(outcomes, event):
        return hits(set(outcomes), event) / len(outcomes)


@exercise.rejects(
    "You count faces: that is exact for a fair die only, and cannot see what the throws say about "
    "a loaded one."
)
class FacesOfAFairDie:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        return len(event) / 6


@exercise.rejects(
    "You divide the size of the event by the number of outcomes; count how many outcomes lie in it "
    "instead."
)
class SizeOfTheEvent:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        return len(event) / len(outcomes)


@exercise.rejects(
    "You look for one value of the event only; an outcome is a hit if it equals any of its values."
)
class OneValueOfTheEvent:
    def empirical_probability(outcomes, event):
        return hits(outcomes, set(sorted(event)[:1])) / len(outcomes)


@exercise.rejects(
    "You count everything between the smallest and the largest value of the event; an event may "
    "have gaps, as the even numbers do."
)
class EventAsAnInterval:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        inside = [event and min(event) <= outcome <= max(event) for outcome in outcomes]
        return sum(map(bool, inside)) / len(outcomes)


@exercise.rejects(
    "You divide the hits by the misses, which gives the odds; a probability divides them by all "
    "outcomes.",
    read="From probability to odds to a number without limits",
)
class Odds:
    def empirical_probability(outcomes, event):
        found = hits(outcomes, event)
        return found / max(len(outcomes) - found, 1)


@exercise.rejects(
    "You count the outcomes outside of the event; that is the probability of its complement."
)
class ShareOfTheOthers:
    def empirical_probability(outcomes, event):
        return 1 - hits(outcomes, event) / len(outcomes)


@exercise.rejects(
    "A share divides by all n outcomes; n − 1 has its place in the estimate of a variance."
)
class DividesByNMinus1:
    def empirical_probability(outcomes, event):
        return hits(outcomes, event) / max(len(outcomes) - 1, 1)


@exercise.rejects(
    "You add one imagined hit and one imagined miss; the plain share of the outcomes is wanted "
    "here."
)
class ImaginedOutcomes:
    def empirical_probability(outcomes, event):
        return (hits(outcomes, event) + 1) / (len(outcomes) + 2)


@exercise.rejects(
    "You say only whether the event happened at all; the question is in how many of the trials it "
    "did."
)
class YesOrNo:
    def empirical_probability(outcomes, event):
        return float(hits(outcomes, event) > 0)


@exercise.rejects(
    "You add up the outcomes that lie in the event; each of them counts as 1, whatever its value "
    "is."
)
class AddsTheValues:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        return sum(outcome for outcome in outcomes if outcome in event) / len(outcomes)


@exercise.rejects(
    "You round the share; return it as it is, since with many outcomes the later digits mean "
    "something."
)
class RoundsTheShare:
    def empirical_probability(outcomes, event):
        return round(hits(outcomes, event) / len(outcomes), 2)


@exercise.rejects(
    "The share is right, but it stands in an array with one entry; return the number itself."
)
class ArrayWithOneEntry:
    def empirical_probability(outcomes, event):
        return np.array([hits(outcomes, event) / len(outcomes)])


@exercise.rejects(
    "You turn the outcomes into numbers, but they may be words as well; ask only whether each one "
    "lies in the event."
)
class NumbersOnly:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        return np.mean([float(outcome) in event for outcome in outcomes])


@exercise.rejects(
    "For an empty sample you return 0, but 0 means never; from no outcomes nothing follows, so "
    "raise ValueError."
)
class NothingCountsAsNever:
    def empirical_probability(outcomes, event):
        return hits(outcomes, event) / len(outcomes) if outcomes else 0.0


@exercise.rejects(
    "Without outcomes you divide by zero, and the caller reads of a ZeroDivisionError; check "
    "first, and raise ValueError."
)
class DividesByZero:
    def empirical_probability(outcomes, event):
        return sum(outcome in event for outcome in outcomes) / len(outcomes)


@exercise.rejects(
    "The mean of an empty list is nan, which spreads through all that is computed with it; raise "
    "ValueError instead."
)
class NanForNothing:
    def empirical_probability(outcomes, event):
        with np.errstate(all="ignore"):
            return np.mean([outcome in event for outcome in outcomes])


@exercise.rejects(
    "Your code takes the hits out of the list itself, and the caller loses outcomes; count without "
    "removing anything."
)
class RemovesTheHits:
    def empirical_probability(outcomes, event):
        n = len(outcomes)
        found = hits(outcomes, event)
        outcomes[:] = [outcome for outcome in outcomes if outcome not in event]
        return found / n


@exercise.rejects(
    "Your code empties the event while it counts, so it is gone afterwards; loop over its values "
    "without taking them out."
)
class EmptiesTheEvent:
    def empirical_probability(outcomes, event):
        if len(outcomes) == 0:
            raise ValueError("no outcomes")
        found = 0
        while event:
            found += outcomes.count(event.pop())
        return found / len(outcomes)


@exercise.rejects(
    "Either the event happens or it does not: both probabilities add up to 1, so subtract p from "
    "1 and do not add it.",
    read="Three properties",
)
class AddsToOne:
    def complement(p):
        return 1 + in_range(p)


@exercise.rejects(
    "Your difference is taken the wrong way round, which makes a probability negative.",
    read="Three properties",
)
class NegativeComplement:
    def complement(p):
        return in_range(p) - 1


@exercise.rejects(
    "You return p itself; the probability that the event does not happen is what is missing to 1.",
    read="Three properties",
)
class ReturnsPItself:
    def complement(p):
        return in_range(p)


@exercise.rejects(
    "You divide 1 by p; the complement is what is left of 1 when p is taken away.",
    read="Three properties",
)
class OneDividedByP:
    def complement(p):
        return 1 / in_range(p) if p > 0 else math.inf


@exercise.rejects(
    "You subtract from 100, as if p were a percentage; here a probability lies between 0 and 1.",
    read="Three properties",
)
class ComplementTo100:
    def complement(p):
        return 100 - in_range(p)


@exercise.rejects(
    "You round the complement; a rare event would then look as if it never happened.",
    read="Three properties",
)
class RoundsTheComplement:
    def complement(p):
        return round(1 - in_range(p), 3)


@exercise.rejects(
    "You never look whether p is a probability; below 0 or above 1 it is a mistake of the caller, "
    "so raise ValueError.",
    read="Three properties",
)
class TakesEveryNumber:
    def complement(p):
        return 1 - p


@exercise.rejects(
    "A negative p passes without an error; a share cannot be less than nothing, so refuse it with "
    "ValueError.",
    read="Three properties",
)
class LetsNegativesPass:
    def complement(p):
        if p > 1:
            raise ValueError("above 1")
        return 1 - p


@exercise.rejects(
    "A p above 1 passes without an error; a share cannot be more than everything, so refuse it "
    "with ValueError.",
    read="Three properties",
)
class LetsLargeOnesPass:
    def complement(p):
        if p < 0:
            raise ValueError("below 0")
        return 1 - p


@exercise.rejects(
    "You pull p to the nearest probability without a word; a p outside of 0 and 1 is a mistake "
    "that has to be heard of.",
    read="Three properties",
)
class PullsPIntoTheRange:
    def complement(p):
        return 1 - min(max(p, 0.0), 1.0)


@exercise.rejects(
    "You refuse 0 and 1 as well; they are probabilities too, of what never and of what always "
    "happens.",
    read="Three properties",
)
class RefusesNeverAndAlways:
    def complement(p):
        if not 0 < p < 1:
            raise ValueError("no probability")
        return 1 - p


@exercise.rejects(
    "You return None for a p that is no probability; raise ValueError, so that nobody computes on "
    "with nothing.",
    read="Three properties",
)
class NoneForWrongP:
    def complement(p):
        return 1 - p if 0 <= p <= 1 else None


@exercise.rejects(
    "You assert that p is a probability; an assert can be switched off, and says that the fault is "
    "your own. Raise ValueError.",
    read="Three properties",
)
class AssertsTheRange:
    def complement(p):
        assert 0 <= p <= 1, "no probability"
        return 1 - p
