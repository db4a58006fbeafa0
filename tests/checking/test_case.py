"""What a check has at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.checking import Case
from autograder.checking.draws import generator
from autograder.checking.recorder import CheckFailed, Held, RecordedFunction
from autograder.checking.trace import Trace

RNG = generator("double", "a check")


def a_case(
    function: Callable[..., Any] = lambda x: x, *, go_on: bool = False
) -> tuple[Case, RecordedFunction]:
    trace = Trace()
    case = Case(RNG, trace, go_on=go_on)
    return case, RecordedFunction(function, "double", trace)


def failure_of(call: Callable[..., object], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(CheckFailed) as caught:
        call(*args, **kwargs)
    return str(caught.value)


# --- equal, that, fail -------------------------------------------------------


def test_equal_passes_what_is_equal() -> None:
    case, double = a_case()
    case.equal(double(2.0), 2.0)
    case.equal(1.001, 1.0, tol=0.01)
    case.equal(5.0, 0.0, scale=10.0, tol=0.5)


def test_equal_names_the_last_call() -> None:
    case, double = a_case()
    message = failure_of(case.equal, double(2.0), 4.0)
    assert message == "`double(x=2)` returned 2; right is 4."


def test_equal_can_name_something_else_and_add_a_hint() -> None:
    case, double = a_case()
    message = failure_of(case.equal, double(2.0), 4.0, about="mu", hint="Multiply by two.")
    assert message == "mu is 2; right is 4. Multiply by two."


def test_equal_says_of_an_attribute_what_it_is() -> None:
    class Theirs:
        w = 2.0

    trace = Trace()
    model = RecordedFunction(Theirs, "Line", trace, Theirs)()
    message = failure_of(Case(RNG, trace).equal, model.w, 4.0)
    assert message == "`line.w` is 2; right is 4."


def test_equal_calls_an_object_by_its_own_type() -> None:
    class Fraction:
        pass

    case, double = a_case(lambda x: Fraction())
    assert "returned a Fraction; a number" in failure_of(case.equal, double(2.0), 4.0)
    assert "returned a Fraction; the tuple" in failure_of(case.unpack, double(2.0), "w", "b")


# --- like, numbers, small ------------------------------------------------------


def test_like_asks_for_type_shape_and_dtype_and_for_any_finite_values() -> None:
    case, double = a_case()
    case.like(double(np.array([5.0, 6.0])), np.zeros(2))
    for got, said in (
        ([5.0, 6.0], "returned a list; a NumPy array of shape (2,) is wanted."),
        (np.zeros((2, 1)), "has shape (2, 1); the shape (2,) is wanted."),
        (np.zeros(2, dtype=int), "has dtype int64; float64 is wanted."),
        (np.array([1.0, np.nan]), "contains nan at [1]."),
    ):
        assert failure_of(case.like, double(got), np.zeros(2)).endswith(said)


def test_like_notes_whether_the_values_would_have_been_right() -> None:
    case, double = a_case()
    case.like(double(2.0), 2.0)
    case.like(double(3.0), 2.0)
    assert [found.right for found in case.trace.comparisons] == [True, False]
    assert [found.message for found in case.trace.comparisons] == ["", ""]


@pytest.mark.parametrize(
    ("got", "want"),
    [
        ([1, 2], np.array([1.0, 2.0])),
        (np.array([[1.0], [2.0]]), np.array([1.0, 2.0])),
        ((1.0, 2.0), np.array([[1.0, 2.0]])),
        (np.array([3]), 3.0),
        ([[3.0]], 3.0),
    ],
)
def test_numbers_come_out_of_any_container(got: Any, want: Any) -> None:
    case, double = a_case()
    found = case.numbers(double(got), want)
    assert np.array_equal(found, want)
    assert np.shape(found) == np.shape(want)


@pytest.mark.parametrize("got", [None, "12", [1.0, 2.0, 3.0], [[1.0], [2.0, 3.0]], [1j, 2j], []])
def test_numbers_fails_on_other_things(got: Any) -> None:
    case, double = a_case()
    assert failure_of(case.numbers, double(got), np.array([1.0, 2.0])).startswith("`double(x=")


def test_small_fails_with_the_message_beyond_the_tolerance() -> None:
    case, _ = a_case()
    case.small(1e-12, "never read", tol=1e-9)
    assert failure_of(case.small, 1e-6, "It leans", tol=1e-9) == "It leans."
    assert failure_of(case.small, np.nan, "It leans", tol=1e-9) == "It leans."
    assert [found.error for found in case.trace.comparisons][:2] == [1e-12, 1e-6]


def test_a_case_that_goes_on_notes_every_difference() -> None:
    case, double = a_case(go_on=True)
    for value in (1.0, 2.0, 3.0):
        case.equal(double(value), 2.0)
    case.small(1.0, "It leans.", tol=0.5)
    assert [bool(found.message) for found in case.trace.comparisons] == [True, False, True, True]
    assert case.trace.first_failure is case.trace.comparisons[0]


# --- pure ----------------------------------------------------------------------


def test_pure_passes_a_function_of_its_arguments() -> None:
    case, double = a_case(lambda x: 2 * x)
    case.pure(double, (np.ones(2),), (np.zeros(3),))


def test_pure_fails_where_a_call_remembers_another() -> None:
    seen: list[float] = []

    def remembers(x):
        seen.append(x)
        return seen[0] if x > 0 else 0.0

    case, double = a_case(lambda x: 10.0 * len(seen) if seen.append(x) is None else None)
    message = failure_of(case.pure, double, (1.0,), (2.0,))
    assert message.startswith("`double(x=1)` returned 30; right is 10 at the first call")
    seen.clear()
    case, double = a_case(remembers)
    case.pure(double, (1.0,), (2.0,))  # what it remembers shows in no result


def test_pure_fails_where_an_argument_is_changed_or_returned() -> None:
    case, double = a_case(in_place)
    assert "changed its argument 1" in failure_of(case.pure, double, (np.ones(2),))
    case, double = a_case(lambda x: x[:1])
    assert "returned a view" in failure_of(case.pure, double, (np.ones(2),))


def test_pure_fails_on_a_result_that_cannot_be_compared() -> None:
    case, double = a_case(lambda x: object())
    assert "returned an object" in failure_of(case.pure, double, (1.0,))


def test_that_fails_with_the_message_unless_it_holds() -> None:
    case, _ = a_case()
    case.that(np.True_, "never read")
    assert failure_of(case.that, np.False_, "The rows do not add up") == "The rows do not add up."


@pytest.mark.parametrize("end", [".", "!", "?"])
def test_a_message_ends_as_a_sentence_once(end: str) -> None:
    case, _ = a_case()
    assert failure_of(case.fail, f"Is it so{end}") == f"Is it so{end}"
    assert failure_of(case.fail, "It is so", "Look again.") == "It is so. Look again."


# --- unpack ------------------------------------------------------------------


@pytest.mark.parametrize("pair", [(1.0, 2.0), [1.0, 2.0]])
def test_unpack_gives_the_parts(pair: Any) -> None:
    case, double = a_case(lambda x: pair)
    assert case.unpack(double(0), "w", "b") == (1.0, 2.0)


@pytest.mark.parametrize(
    ("got", "message"),
    [
        (None, "`double(x=0)` returned None; the tuple (w, b) is wanted."),
        (np.zeros(2), "`double(x=0)` returned an array of shape (2,); the tuple (w, b) is wanted."),
        ("wb", "`double(x=0)` returned a text; the tuple (w, b) is wanted."),
        ((1.0,), "`double(x=0)` returned 1 values; (w, b) is wanted."),
        ((1, 2, 3), "`double(x=0)` returned 3 values; (w, b) is wanted."),
    ],
)
def test_unpack_fails_on_anything_else(got: Any, message: str) -> None:
    case, double = a_case(lambda x: got)
    assert failure_of(case.unpack, double(0), "w", "b") == message


# --- raises ------------------------------------------------------------------


def raiser(error: Exception) -> Callable[..., Any]:
    def answer(x):
        raise error

    return answer


class NegativeError(ValueError):
    pass


class TimedOut(RuntimeError):
    stopped = True


@pytest.mark.parametrize("error", [ValueError("x < 0"), NegativeError()])
def test_raises_passes_the_error_and_those_derived_from_it(error: Exception) -> None:
    case, double = a_case(raiser(error))
    case.raises(ValueError, double, -1)


def test_raises_fails_when_nothing_is_raised() -> None:
    case, double = a_case()
    message = failure_of(case.raises, ValueError, double, -1, hint="x has to be positive.")
    assert message == ("`double(x=-1)` raised nothing; ValueError is wanted. x has to be positive.")


def test_raises_fails_on_another_error() -> None:
    case, double = a_case(raiser(KeyError("x")))
    message = failure_of(case.raises, ValueError, double, -1)
    assert message == "`double(x=-1)` raised KeyError: 'x'; ValueError is wanted."


def test_a_function_that_is_not_written_yet_does_not_raise_what_is_wanted() -> None:
    # NotImplementedError is a RuntimeError: the empty exercise must not earn this check
    case, double = a_case(raiser(NotImplementedError()))
    assert "not written yet" in failure_of(case.raises, RuntimeError, double, -1)


def test_a_function_that_was_stopped_does_not_raise_what_is_wanted() -> None:
    case, double = a_case(raiser(TimedOut("too slow")))
    assert "was stopped" in failure_of(case.raises, RuntimeError, double, -1)


# --- unchanged, fresh, hold --------------------------------------------------


def in_place(x):
    x *= 2
    return x


def test_unchanged_looks_at_every_call_so_far() -> None:
    case, double = a_case()
    double(np.ones(2))
    case.unchanged()

    case, double = a_case(in_place)
    double(np.ones(2))
    case.equal(1, 1)
    message = failure_of(case.unchanged)
    assert message.startswith("`double(x=[1, 1])` changed its argument 1. Work on a copy")


def test_fresh_looks_at_every_call_so_far() -> None:
    case, double = a_case(lambda x: 2 * x)
    double(np.ones(2))
    case.fresh()

    case, double = a_case(lambda x: x[:1])
    double(np.ones(2))
    message = failure_of(case.fresh)
    assert message.startswith("`double(x=[1, 1])` returned a view of its argument.")


def test_a_held_array_can_be_written_after_the_call() -> None:
    kept: list[np.ndarray] = []
    case, double = a_case(lambda x: kept.append(x))
    mine = np.zeros(2)
    held = case.hold(mine)
    double(held)
    held.write(np.ones(2))
    assert np.array_equal(kept[0], np.ones(2))
    assert np.array_equal(mine, np.zeros(2))


def test_hold_is_done_by_the_stand_in_where_there_is_one() -> None:
    class HeldThere(Held):
        pass

    assert type(Case(RNG, Trace(), HeldThere).hold(1)) is HeldThere


def test_a_case_that_goes_on_notes_every_error_that_is_missing() -> None:
    case, double = a_case(go_on=True)
    for value in (1, -1):
        case.raises(ValueError, double, value)
    assert [found.kind for found in case.trace.comparisons] == ["error", "error"]
    assert case.trace.error_missed


def test_like_asks_nothing_of_the_values_of_integers_and_texts() -> None:
    case, double = a_case()
    case.like(double(np.array([3, 4])), np.array([0, 1]))
    case.like(double("relu"), "tanh")


def test_numbers_are_floats_where_integers_are_wanted() -> None:
    case, double = a_case()
    found = case.numbers(double([1, 0]), np.array([0, 1]))
    assert found.dtype == np.float64
    assert case.numbers(double((2, [1])), (2, np.array([3])))[0] == 2.0


def test_like_tells_an_integer_from_a_float() -> None:
    case, double = a_case()
    assert "an integer is wanted" in failure_of(case.like, double(2.5), 2)
