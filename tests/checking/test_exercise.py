"""One exercise: references, checks, bank, verdict."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.checking import Answer, Case, Exercise, Verdict
from autograder.checking.plain import copied
from autograder.checking.recorder import Held, NotJudged


def double(x: np.ndarray) -> np.ndarray:
    return 2 * x


def half(x: np.ndarray) -> np.ndarray:
    return x / 2


class Counter:
    def __init__(self) -> None:
        self.total = 0.0

    def add(self, x: float) -> Counter:
        self.total += x
        return self


def doubling() -> Exercise:
    """Two checks that depend on one another and one that does not, and two mistakes."""
    exercise = Exercise(double)
    exercise.id = "double"

    @exercise.check("returns an array of the same shape")
    def same_shape(answer: Answer, case: Case) -> None:
        case.equal(answer.double(np.ones(2)), np.zeros(2), scale=np.inf)

    @exercise.check("doubles every entry", weight=2, needs=[same_shape])
    def doubles(answer: Answer, case: Case) -> None:
        for n in (1, 3):
            x = case.rng.normal(size=n)
            case.equal(answer.double(x), 2 * x)

    @exercise.check("leaves x alone")
    def leaves_x_alone(answer: Answer, case: Case) -> None:
        answer.double(np.ones(2))
        case.unchanged()

    @exercise.rejects("Multiply by two; you square.")
    def squares(x):
        return x**2

    @exercise.rejects("You change x itself.")
    def in_place(x):
        x *= 2
        return x

    return exercise


def outcomes(exercise: Exercise, **names: Any) -> list[str]:
    return [check.verdict.value for check in exercise.judge(names).checks]


# --- verdicts ----------------------------------------------------------------


def test_the_reference_is_right() -> None:
    exercise = doubling()
    report = exercise.judge(exercise.references)
    assert (report.exercise, report.verdict, report.score) == ("double", Verdict.RIGHT, 1.0)
    assert report.diagnosis is None


def test_a_wrong_answer_loses_the_weight_of_the_checks_that_it_fails() -> None:
    report = doubling().judge({"double": lambda x: x + 1})
    assert report.verdict is Verdict.WRONG
    assert report.score == 0.5
    assert "returned" in report.checks[1].message


def test_a_known_mistake_is_named() -> None:
    report = doubling().judge({"double": lambda x: x * x})
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == "squares"
    assert report.diagnosis.message == "Multiply by two; you square."


def test_one_cause_gives_one_message() -> None:
    report = doubling().judge({"double": lambda x: None})
    assert [check.verdict for check in report.checks] == [
        Verdict.WRONG,
        Verdict.NOT_JUDGED,
        Verdict.RIGHT,
    ]
    assert report.checks[1].message == (
        "Comes after “returns an array of the same shape”, which has to be right first."
    )


def test_an_answer_sees_the_same_inputs_every_time() -> None:
    seen: list[np.ndarray] = []

    def watching(x):
        seen.append(x)
        return 2 * x

    exercise = doubling()
    exercise.judge({"double": watching})
    exercise.judge({"double": watching})
    half_way = len(seen) // 2
    assert all(np.array_equal(a, b) for a, b in zip(seen[:half_way], seen[half_way:], strict=True))


def test_an_answer_that_works_in_place_loses_only_the_check_on_that() -> None:
    def in_place(x):
        x += x
        return x

    report = doubling().judge({"double": in_place})
    assert [check.verdict for check in report.checks] == [
        Verdict.RIGHT,
        Verdict.RIGHT,
        Verdict.WRONG,
    ]


def test_a_name_that_is_not_defined_is_wrong() -> None:
    report = doubling().judge({})
    assert report.verdict is Verdict.WRONG
    assert report.score == 0
    assert report.checks[0].message == "`double` is not defined."


@pytest.mark.parametrize(
    ("data", "kind"), [(None, "None"), (2.0, "a number"), (np.zeros(2), "an array of shape (2,)")]
)
def test_a_name_that_is_data_is_wrong(data: object, kind: str) -> None:
    report = doubling().judge({"double": data})
    assert report.checks[0].message == f"`double` is {kind}, not a function."


@pytest.mark.parametrize("garbage", [None, "x", float("nan"), [], [[1], [2, 3]], object(), len])
def test_garbage_is_wrong_and_never_a_fault_of_the_check(garbage: Any) -> None:
    report = doubling().judge({"double": lambda x: garbage})
    assert report.verdict is Verdict.WRONG
    assert not any("check itself" in check.message for check in report.checks)


def test_a_fault_of_the_check_costs_and_earns_nothing_unseen() -> None:
    exercise = Exercise(double)

    @exercise.check("divides by zero")
    def faulty(answer: Answer, case: Case) -> None:
        raise ZeroDivisionError("division by zero")

    report = exercise.judge(exercise.references)
    assert report.verdict is Verdict.NOT_JUDGED
    assert report.score == 0
    assert "ZeroDivisionError: division by zero" in report.checks[0].message
    assert "tell your instructor" in report.checks[0].message


def test_a_check_that_cannot_be_carried_out_is_not_judged() -> None:
    exercise = Exercise(double)

    @exercise.check("is reached")
    def unreachable(answer: Answer, case: Case) -> None:
        raise NotJudged("The process is gone.")

    report = exercise.judge(exercise.references)
    assert report.verdict is Verdict.NOT_JUDGED
    assert report.checks[0].message == "The process is gone."


def test_an_answer_that_leaves_with_exit_is_wrong() -> None:
    def leaves(x):
        raise SystemExit

    assert doubling().judge({"double": leaves}).verdict is Verdict.WRONG


def test_an_exercise_without_checks_judges_nothing() -> None:
    report = Exercise(double).judge({"double": double})
    assert (report.verdict, report.score) == (Verdict.NOT_JUDGED, 0)


def test_warnings_never_cost_points() -> None:
    def warns(x):
        warnings.warn("this is slow", stacklevel=1)
        np.log(np.zeros(1))
        return 2 * x

    with np.errstate(all="raise"):  # pytest turns warnings into errors besides
        assert doubling().judge({"double": warns}).verdict is Verdict.RIGHT


def test_what_the_known_mistakes_print_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    exercise = doubling()

    @exercise.rejects("You print and return nothing.")
    def prints(x):
        print(2 * x)

    exercise.judge({"double": lambda x: x})
    assert capsys.readouterr() == ("", "")


def test_what_was_rehearsed_is_not_run_again_to_explain_an_answer() -> None:
    exercise, mistaken = doubling(), []

    @exercise.rejects("You add two.")
    def adds(x):
        mistaken.append(x)
        return x + 2

    exercise.rehearse()
    assert mistaken
    mistaken.clear()
    told = exercise.judge({"double": lambda x: x - 1})
    assert mistaken == []
    unrehearsed = doubling()
    unrehearsed.rejects("You add two.")(adds)
    assert told == unrehearsed.judge({"double": lambda x: x - 1})
    assert mistaken


# --- an answer in another process --------------------------------------------


class HeldThere(Held):
    """A value that lives in the other process."""


class Remote:
    """A stand-in as isolation brings it: no ``__call__``, copies cross."""

    def __init__(self, function: Callable[..., Any], changed: tuple[str, ...] = ()) -> None:
        self.function, self.changed = function, changed

    def report_call(self, *args: Any) -> SimpleNamespace:
        theirs = [arg.value if isinstance(arg, Held) else copied(arg) for arg in args]
        value = copied(self.function(*theirs))
        told = {"value": value, "changed": self.changed, "shared": False, "printed": "hello"}
        return SimpleNamespace(**told, after={})

    watch_call = report_call

    def hold(self, value: Any) -> HeldThere:
        return HeldThere(value)


def test_a_stand_in_is_judged_like_a_function() -> None:
    exercise = doubling()
    assert exercise.judge({"double": Remote(double)}).verdict is Verdict.RIGHT
    report = exercise.judge({"double": Remote(lambda x: x**2)})
    assert report.diagnosis is not None
    assert report.diagnosis.mistake == "squares"


def test_a_stand_in_reports_what_it_changed() -> None:
    report = doubling().judge({"double": Remote(double, changed=("argument 1",))})
    assert [check.verdict for check in report.checks] == [
        Verdict.RIGHT,
        Verdict.RIGHT,
        Verdict.WRONG,
    ]


def test_values_are_held_where_the_answer_lives() -> None:
    exercise = Exercise(double)
    held: list[object] = []

    @exercise.check("holds")
    def holds(answer: Answer, case: Case) -> None:
        held.append(case.hold(np.ones(2)))
        case.equal(answer.double(held[-1]), np.full(2, 2.0))

    assert outcomes(exercise, double=Remote(double)) == ["right"]
    assert outcomes(exercise, double=double) == ["right"]
    assert [type(value) for value in held] == [HeldThere, Held]


# --- several names, and classes ----------------------------------------------


def two_names() -> Exercise:
    exercise = Exercise(double, half)

    @exercise.check("doubles")
    def doubles(answer: Answer, case: Case) -> None:
        case.equal(answer.double(3.0), 6.0)

    @exercise.check("halves")
    def halves(answer: Answer, case: Case) -> None:
        case.equal(answer.half(3.0), 1.5)

    return exercise


def test_an_exercise_may_ask_for_several_names() -> None:
    exercise = two_names()
    assert exercise.names == ("double", "half")
    assert exercise.check_names == ("doubles", "halves")
    assert outcomes(exercise, double=double, half=half) == ["right", "right"]
    assert outcomes(exercise, double=double) == ["right", "wrong"]


def test_a_bank_answer_with_several_names_is_a_class_that_holds_them() -> None:
    exercise = two_names()

    @exercise.rejects("Divide; you take the root.")
    class TakesTheRoot:
        def half(x):  # noqa: N805  # the class only holds functions
            return x**0.5

    (wrong,) = exercise.rejected
    assert wrong.names["double"] is double
    assert outcomes(exercise, **wrong.names) == ["right", "wrong"]


def test_a_bank_answer_without_any_of_the_names_is_refused() -> None:
    exercise = two_names()
    with pytest.raises(ValueError, match="Misspelt defines none of double, half"):

        @exercise.accepts
        class Misspelt:
            def dobule(x):  # noqa: N805
                return 2 * x


def test_a_class_is_judged_through_its_instances() -> None:
    exercise = Exercise(Counter)

    @exercise.check("adds up")
    def adds_up(answer: Answer, case: Case) -> None:
        counter = answer.Counter()
        counter.add(2.0).add(3.0)
        case.equal(counter.total, 5.0)

    @exercise.rejects("Add to the total; you overwrite it.")
    class Overwrites:
        def add(self, x):
            self.total = x
            return self

    assert exercise.judge(exercise.references).verdict is Verdict.RIGHT
    report = exercise.judge(exercise.rejected[0].names)
    assert report.checks[0].message == "`counter.total` is 3; right is 5."
    assert report.diagnosis is not None
    assert exercise.judge({"Counter": 3}).checks[0].message == (
        "`Counter` is an integer, not a class."
    )


# --- faults of the author ----------------------------------------------------


def test_the_bank_keeps_the_decorated_function_callable() -> None:
    exercise = doubling()

    @exercise.accepts
    def twice(x):
        return x + x

    assert twice(2) == 4
    assert [answer.name for answer in exercise.accepted] == ["twice"]
    assert [answer.name for answer in exercise.rejected] == ["squares", "in_place"]
    assert exercise.accepted[0].message is None


def test_two_answers_of_one_name_are_refused() -> None:
    exercise = doubling()

    def squares(x):
        return x * x

    with pytest.raises(ValueError, match="two answers of the bank are called 'squares'"):
        exercise.accepts(squares)


def test_two_checks_of_one_name_are_refused() -> None:
    exercise = doubling()
    with pytest.raises(ValueError, match="two checks are called 'leaves x alone'"):
        exercise.check("leaves x alone")(lambda answer, case: None)


def test_a_check_can_only_need_an_earlier_one() -> None:
    exercise = Exercise(double)
    with pytest.raises(KeyError):
        exercise.check("first", needs=[lambda answer, case: None])(lambda answer, case: None)
