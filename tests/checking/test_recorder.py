"""An answer whose every call is recorded."""

from __future__ import annotations

import functools
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from autograder.checking.plain import copied, same, share_memory
from autograder.checking.recorder import (
    AnswerRaised,
    Call,
    CheckFailed,
    Held,
    NotJudged,
    RecordedFunction,
    Trace,
)


@dataclass(frozen=True)
class CallReport:
    """What a stand-in says about one call."""

    value: Any
    changed: tuple[str, ...]
    shared: bool
    printed: str
    after: Mapping[int | str, Any]


class Remote:
    """A stand-in for a function in another process: only copies cross."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def report_call(self, *args: Any, **kwargs: Any) -> CallReport:
        return replace(self.watch_call(*args, **kwargs), after={})

    def watch_call(self, *args: Any, **kwargs: Any) -> CallReport:
        theirs = [arg.value if isinstance(arg, Held) else copied(arg) for arg in args]
        named = {key: copied(arg) for key, arg in kwargs.items()}
        value = self.function(*theirs, **named)
        changed = [
            f"argument {i + 1}"
            for i, (old, new) in enumerate(zip(args, theirs, strict=True))
            if not isinstance(old, Held) and not same(old, new)
        ]
        changed += [key for key in kwargs if not same(kwargs[key], named[key])]
        shared = share_memory(value, (*theirs, *named.values()))
        after = {at: new for at, new in enumerate(theirs) if f"argument {at + 1}" in changed}
        return CallReport(copied(value), tuple(changed), shared, "", after)


class RemoteError(Exception):
    remote_type = "NoSuchUnit"


class TimedOut(RuntimeError):
    stopped = True


class LostForGood(Exception):
    fatal = True


def add_one(x):
    return x + 1


def add_one_in_place(x):
    x += 1
    return x.copy()


def first_half(x, n=1):
    return x[:n]


def raises(error: BaseException) -> Callable[..., Any]:
    def answer(x):
        raise error

    return answer


HERE_AND_THERE = pytest.mark.parametrize("place", [lambda f: f, Remote], ids=["here", "there"])
Place = Callable[[Callable[..., Any]], Any]


def recorded(target: Any, like: Any = None) -> tuple[RecordedFunction, Trace]:
    trace = Trace()
    return RecordedFunction(target, "f", trace, like), trace


# --- functions, here and in another process ----------------------------------


@HERE_AND_THERE
def test_a_call_is_recorded_with_its_arguments_and_its_value(place: Place) -> None:
    f, trace = recorded(place(add_one), like=add_one)
    assert f(2) == 3
    (call,) = trace.calls
    assert (call.name, call.args, call.outcome, call.value) == ("f", (2,), "returned", 3)
    assert (call.changed, call.shared) == ((), False)
    assert trace.last == "`f(x=2)`"


@HERE_AND_THERE
def test_a_changed_argument_is_noticed_by_its_place_or_its_name(place: Place) -> None:
    f, trace = recorded(place(add_one_in_place))
    f(np.zeros(2))
    f(x=np.zeros(2))
    assert [call.changed for call in trace.calls] == [("argument 1",), ("x",)]


@HERE_AND_THERE
def test_an_answer_cannot_change_the_data_of_the_check(place: Place) -> None:
    x = np.zeros(2)
    f, trace = recorded(place(add_one_in_place))
    assert np.array_equal(f(x), np.ones(2))
    assert np.array_equal(x, np.zeros(2))
    assert np.array_equal(trace.calls[0].args[0], np.zeros(2))


@HERE_AND_THERE
def test_an_argument_is_a_new_copy_at_every_call(place: Place) -> None:
    kept: list[Any] = []
    f, _ = recorded(place(lambda x: kept.append(x)))
    x = np.zeros(2)
    f(x)
    x[:] = 5
    assert np.array_equal(kept[0], np.zeros(2))


@HERE_AND_THERE
def test_a_generator_is_a_copy_too_so_every_call_draws_the_same(place: Place) -> None:
    f, _ = recorded(place(lambda rng: rng.random()))
    rng = np.random.default_rng(3)
    assert f(rng) == f(rng)


def test_only_its_class_makes_a_stand_in() -> None:
    def poses_as_one(x):
        return 2 * x

    poses_as_one.report_call = lambda x: CallReport(4, (), False, "", {})  # type: ignore[attr-defined]
    f, _ = recorded(poses_as_one)
    assert f(1) == 2


@HERE_AND_THERE
@pytest.mark.parametrize("held", [False, True])
def test_what_a_call_did_to_its_arguments_is_the_same_here_and_there(
    place: Place, held: bool
) -> None:
    trace = Trace(look=True)
    f = RecordedFunction(place(add_one_in_place), "f", trace)
    x = np.array([1.0, 2.0])
    f(Held(x) if held else x)
    assert same(trace.calls[0].after, (np.array([2.0, 3.0]),))


@HERE_AND_THERE
def test_a_view_of_an_argument_is_noticed(place: Place) -> None:
    f, trace = recorded(place(first_half))
    f(np.zeros(4), n=2)
    assert trace.calls[0].shared


@HERE_AND_THERE
def test_a_held_value_is_one_and_the_same_at_every_call(place: Place) -> None:
    f, trace = recorded(place(np.sum))
    held = Held(np.zeros(3))
    assert f(held) == 0
    held.write(np.ones(3))
    assert f(held) == 3
    assert np.array_equal(held.read(), np.ones(3))


@HERE_AND_THERE
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ValueError("x is\n  negative"), "`f(x=2)` raised ValueError: x is negative."),
        (KeyError(), "`f(x=2)` raised KeyError."),
        (RemoteError("lost"), "`f(x=2)` raised NoSuchUnit: lost."),
        (NotImplementedError(), "`f` is not written yet."),
        (SystemExit(1), "`f(x=2)` raised SystemExit: 1."),
    ],
)
def test_an_error_of_the_answer_fails_the_check(
    place: Place, error: BaseException, message: str
) -> None:
    f, trace = recorded(place(raises(error)), like=add_one)
    with pytest.raises(AnswerRaised) as caught:
        f(2)
    assert str(caught.value) == message
    assert caught.value.error is error
    assert trace.calls[0].outcome == "raised"


def test_an_endless_error_text_is_cut() -> None:
    f, _ = recorded(raises(ValueError("x" * 10_000)))
    with pytest.raises(AnswerRaised) as caught:
        f(2)
    assert len(str(caught.value)) < 300


def test_an_answer_that_was_stopped_raised_nothing() -> None:
    f, _ = recorded(Remote(raises(TimedOut("it took longer than 5 s"))), like=add_one)
    with pytest.raises(CheckFailed, match=r"`f\(x=2\)` was stopped: it took longer") as caught:
        f(2)
    assert not isinstance(caught.value, AnswerRaised)


def test_an_answer_that_is_lost_for_good_is_not_judged() -> None:
    f, _ = recorded(Remote(raises(LostForGood("no process can be started"))))
    with pytest.raises(NotJudged, match="no process can be started"):
        f(2)


def test_a_failure_inside_a_callback_of_the_check_passes_through() -> None:
    def callback(theta: float) -> float:
        raise CheckFailed("f was called with a copy")

    f, _ = recorded(lambda function: function(1.0))
    with pytest.raises(CheckFailed, match="called with a copy"):
        f(callback)


# --- what an answer gives away -----------------------------------------------


def test_the_functions_in_a_result_are_recorded_too() -> None:
    f, trace = recorded(lambda: (add_one, [functools.partial(add_one, 4)]))
    forward, (later,) = f()
    assert (forward(1), later()) == (2, 5)
    assert [str(call) for call in trace.calls[1:]] == ["f(x=1)", "f()"]


def test_a_named_tuple_counts_as_a_tuple() -> None:
    line = namedtuple("line", "w b")
    f, _ = recorded(lambda: line(1.0, 2.0))
    assert f() == (1.0, 2.0)


def test_the_items_of_an_iterator_are_recorded_one_by_one() -> None:
    def batches(x: Any) -> Iterator[Any]:
        yield x[:1]
        raise ValueError("no more")

    f, trace = recorded(batches)
    items = f([1, 2])
    assert next(items) == [1]
    assert (trace.calls[-1].name, trace.calls[-1].value) == ("next item of f", [1])
    with pytest.raises(AnswerRaised, match="`next item of f` raised ValueError: no more"):
        next(items)


def test_the_end_of_an_iterator_is_no_call() -> None:
    f, trace = recorded(lambda: iter([1, 2]))
    assert list(f()) == [1, 2]
    assert len(trace.calls) == 3


def test_data_that_hold_an_iterator_are_recorded() -> None:
    f, _ = recorded(lambda: [iter([1])])
    assert [list(items) for items in f()] == [[1]]


# --- classes and their instances ---------------------------------------------


class LineModel:
    """A class as a reference defines it."""

    w: float | None = None

    def fit(self, x: Any, factor: float = 1.0) -> LineModel:
        self.w = float(np.sum(x)) * factor
        return self

    def predict(self, x: Any) -> Any:
        return x * self.w


def line_model(target: Any = LineModel) -> tuple[Any, Trace]:
    trace = Trace()
    return RecordedFunction(target, "LineModel", trace, LineModel)(), trace


def test_methods_are_recorded_with_the_names_of_the_reference() -> None:
    class Theirs:
        def fit(self, data):
            self.w = 2.0

    model, trace = line_model(Theirs)
    model.fit(np.ones(2))
    assert model.w == 2.0
    assert [str(call) for call in trace.calls] == [
        "LineModel()",
        "line_model.fit(x=[1, 1])",
        "line_model.w",
    ]


def test_an_object_that_comes_back_is_the_same_object() -> None:
    model, _ = line_model()
    assert model.fit(np.ones(2)) is model


def test_an_attribute_is_recorded_as_it_was_then() -> None:
    class Theirs:
        def __init__(self):
            self.w = np.zeros(2)

        def fit(self, x):
            self.w += 1

    model, trace = line_model(Theirs)
    _ = model.w
    model.fit(1)
    assert [call.name for call in trace.calls[1:]] == ["line_model.w", "line_model.fit"]
    assert np.array_equal(trace.calls[1].value, np.zeros(2))


def test_an_attribute_can_be_set() -> None:
    model, _ = line_model()
    model.w = 3.0
    assert model.predict(2.0) == 6.0


def test_an_attribute_that_is_missing_fails_the_check() -> None:
    model, trace = line_model()
    with pytest.raises(AnswerRaised, match=r"`line_model.score` raised AttributeError"):
        _ = model.score
    assert trace.calls[-1].outcome == "raised"


def test_a_method_that_became_data_fails_the_check() -> None:
    class Theirs(LineModel):
        predict = 3.0  # type: ignore[assignment]

    model, _ = line_model(Theirs)
    with pytest.raises(CheckFailed, match=r"`line_model.predict` is a number; a method is wanted"):
        model.predict(1.0)


@pytest.mark.parametrize("data", [None, 3.0, [1], np.zeros(2)])
def test_a_class_that_gives_data_fails_the_check(data: Any) -> None:
    with pytest.raises(CheckFailed, match=r"`LineModel\(\)` gave .*, not an object"):
        line_model(lambda: data)


def test_numpy_may_look_at_an_object_without_a_trace() -> None:
    model, trace = line_model()
    np.asarray(model)
    assert len(trace.calls) == 1


# --- traces ------------------------------------------------------------------


def a_call(**changes: Any) -> Call:
    return Call(**{"name": "f", "args": (1,), "outcome": "returned", "value": 2.0, **changes})


def test_calls_are_the_same_up_to_rounding() -> None:
    assert a_call().same(a_call(value=2.0 + 1e-12))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "g"},
        {"args": ()},
        {"outcome": "raised"},
        {"value": 2.1},
        {"value": None},
        {"changed": ("argument 1",)},
        {"shared": True},
    ],
)
def test_calls_that_end_differently_are_not_the_same(changes: dict[str, Any]) -> None:
    assert not a_call().same(a_call(**changes))


def test_traces_are_the_same_call_by_call() -> None:
    one, two = Trace(), Trace()
    assert one.same(two)
    one.calls.append(a_call())
    assert not one.same(two)
    two.calls.append(a_call())
    assert one.same(two)


def test_a_trace_without_calls_speaks_of_the_answer() -> None:
    assert Trace().last == "the answer"
