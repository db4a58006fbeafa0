"""Which known mistake explains a wrong answer?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise


def mean(x: list[float]) -> float:
    return sum(x) / len(x)


def means() -> Exercise:
    exercise = Exercise(mean)

    @exercise.check("is right for one number")
    def one(answer: Answer, case: Case) -> None:
        case.equal(answer.mean([4.0]), 4.0)

    @exercise.check("is right for several numbers")
    def several(answer: Answer, case: Case) -> None:
        for n in (2, 5):
            x = case.rng.normal(size=n).tolist()
            case.equal(answer.mean(x), mean(x))

    @exercise.check("leaves x alone")
    def alone(answer: Answer, case: Case) -> None:
        answer.mean([1.0, 2.0])
        case.unchanged()

    return exercise


def diagnosis(exercise: Exercise, answer: Any) -> str | None:
    found = exercise.judge({"mean": answer}).diagnosis
    return found.mistake if found and found.kind == "mistake" else None


def test_the_mistake_that_behaves_alike_is_named() -> None:
    exercise = means()

    @exercise.rejects("Divide by the number of samples.")
    def total(x):
        return sum(x)

    @exercise.rejects("The middle number is the median.")
    def median(x):
        return sorted(x)[len(x) // 2]

    assert diagnosis(exercise, lambda x: math.fsum(x)) == "total"
    assert diagnosis(exercise, lambda x: sorted(x, reverse=True)[(len(x) - 1) // 2]) == "median"


def test_an_unknown_mistake_is_not_guessed() -> None:
    exercise = means()

    @exercise.rejects("Divide by the number of samples.")
    def total(x):
        return sum(x)

    assert diagnosis(exercise, lambda x: sum(x) / len(x) + 0.01) is None
    assert diagnosis(exercise, lambda x: None) is None


def test_without_known_mistakes_none_is_named() -> None:
    assert diagnosis(means(), sum) is None


def test_two_mistakes_that_explain_equally_much_are_not_told_apart() -> None:
    exercise = means()

    @exercise.rejects("You add.")
    def adds(x):
        return sum(x)

    @exercise.rejects("You forget to divide.")
    def forgets(x):
        return sum(x)

    assert diagnosis(exercise, sum) is None


def test_two_mistakes_with_one_explanation_give_that() -> None:
    exercise = means()

    @exercise.rejects("You add.")
    def adds(x):
        return sum(x)

    @exercise.rejects("You add.")
    def adds_exactly(x):
        return math.fsum(x)

    assert diagnosis(exercise, sum) == "adds"


def test_the_mistake_that_explains_more_checks_wins() -> None:
    exercise = means()

    @exercise.rejects("You add, and empty the list.")
    def adds_and_empties(x):
        result = sum(x)
        x.clear()
        return result

    @exercise.rejects("You add.")
    def adds(x):
        return sum(x)

    def pops(x):
        result = 0.0
        while x:
            result += x.pop()
        return result

    assert diagnosis(exercise, sum) == "adds"
    assert diagnosis(exercise, pops) == "adds_and_empties"


def test_a_mistake_has_to_explain_the_first_failure() -> None:
    exercise = means()

    @exercise.rejects("You empty the list.")
    def empties(x):
        result = mean(x)
        x.clear()
        return result

    def adds_and_empties(x):
        result = sum(x)
        x.clear()
        return result

    assert diagnosis(exercise, adds_and_empties) is None
    assert diagnosis(exercise, lambda x: (mean(x), x.clear())[0]) == "empties"


def test_the_same_error_on_the_same_input_is_the_same_mistake() -> None:
    exercise = means()

    @exercise.rejects("One number has a mean, too.")
    def refuses_one(x):
        if len(x) < 2:
            raise ValueError("too few")
        return mean(x)

    def with_other_words(x):
        if len(x) == 1:
            raise ValueError("I need two numbers")
        return mean(x)

    def with_another_error(x):
        if len(x) == 1:
            raise KeyError(0)
        return mean(x)

    assert diagnosis(exercise, with_other_words) == "refuses_one"
    assert diagnosis(exercise, with_another_error) is None


def test_an_infinite_result_does_not_explain_a_finite_one() -> None:
    exercise = means()

    @exercise.rejects("You leave the range of a float.")
    def overflows(x):
        return math.inf

    assert diagnosis(exercise, lambda x: 1.0) is None
    assert diagnosis(exercise, lambda x: math.inf) == "overflows"


def test_the_make_of_a_number_does_not_hide_a_mistake() -> None:
    exercise = means()

    @exercise.rejects("Yours is always zero.")
    def zero(x):
        return 0.0

    assert diagnosis(exercise, lambda x: 0) == "zero"


def test_a_ragged_result_is_compared_without_an_error() -> None:
    exercise = means()

    @exercise.rejects("Return one number.")
    def array(x):
        return np.array([1.0, 2.0])

    assert diagnosis(exercise, lambda x: [[1.0], [2.0, 3.0]]) is None


# --- what a mistake predicts ----------------------------------------------------


def test_agreement_on_the_inputs_of_the_verdict_alone_is_not_enough() -> None:
    exercise = means()

    @exercise.rejects("Divide by the number of samples.")
    def total(x):
        return sum(x)

    def adds_up_to_two_numbers(x):  # the first of several inputs has two
        return sum(x) if len(x) <= 2 else mean(x) + 1

    assert diagnosis(exercise, adds_up_to_two_numbers) is None


def test_what_the_mistake_fails_the_answer_has_to_fail_too() -> None:
    exercise = means()

    @exercise.rejects("You add, and empty the list.")
    def adds_and_empties(x):
        return sum(x.pop() for _ in range(len(x)))

    assert diagnosis(exercise, sum) is None


def test_what_an_answer_did_to_its_argument_has_to_be_the_same() -> None:
    def first(x):
        return float(x[0])

    exercise = Exercise(first)

    @exercise.check("leaves x alone")
    def alone(answer: Answer, case: Case) -> None:
        answer.first(np.array([2.0, 1.0, 4.0]))
        case.unchanged()

    @exercise.rejects("You sort the caller's array.")
    def sorts(x):
        kept = float(x[0])
        x.sort()
        return kept

    def zeros(x):
        kept = float(x[0])
        x[:] = 0.0
        return kept

    found = exercise.judge({"first": zeros}).diagnosis
    assert found is not None
    assert (found.kind, found.mistake) == ("relation", "input changed")
    assert exercise.judge({"first": sorts}).diagnosis.mistake == "sorts"


def test_a_mistake_can_be_left_out() -> None:
    exercise = means()

    @exercise.rejects("Divide by the number of samples.")
    def total(x):
        return sum(x)

    report = exercise.judge({"mean": sum}, without="total")
    assert report.diagnosis is None or report.diagnosis.kind == "relation"


def test_a_plain_relation_is_found_where_no_mistake_is_known() -> None:
    def total(X):
        return X.sum(axis=1)

    exercise = Exercise(total)

    @exercise.check("is the sum of each row")
    def sums(answer: Answer, case: Case) -> None:
        for n in (3, 1, 4):
            X = case.rng.normal(size=(n, 2))
            case.equal(answer.total(X), total(X))

    found = exercise.judge({"total": lambda X: -X.sum(axis=1)}).diagnosis
    assert found is not None
    assert (found.kind, found.mistake) == ("relation", "sign")
