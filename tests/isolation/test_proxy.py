from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.isolation.process import StudentProcess
from autograder.isolation.proxy import (
    NotPlainData,
    RemoteClass,
    RemoteError,
    RemoteFunction,
    RemoteIterator,
    RemoteObject,
    TimedOut,
)

CELLS = """
import numpy as np
def double(x): return 2 * x
def spoil(x, y=None):
    print("spoiling")
    x[0] = 99
    if y is not None: y.append(1)
    return x[1:]
def fails(kind, *args): raise kind(*args) if isinstance(kind, type) else ValueError(kind)
def singular(): return np.linalg.inv(np.zeros((2, 2)))
def apply(f, *args): return f(*args)
def swallow(f):
    try: return f()
    except ValueError as error: return str(error)
def naturals(n):
    for i in range(n): yield i
def maker(k):
    def inner(x): return k * x
    return inner, {"twice": double}
def draw(rng): return rng.random(2)
def give(what): return eval(what)
class Model:
    count = 7
    _depth = 1
    def __init__(self, scale=1.0): self.scale = scale
    def fit(self, X, y=None): self.X = X; self.mean = np.asarray(X).mean(); return self
    def predict(self): return self.mean * self.scale
    def keep(self, f): self.f = f; return self
    @property
    def broken(self): raise RuntimeError("not fitted")
class Value:
    def __init__(self, data): self.data = data
    def __add__(self, other): return Value(self.data + getattr(other, "data", other))
    __radd__ = __add__
    def __mul__(self, other): return Value(self.data * getattr(other, "data", other))
    __rmul__ = __mul__
    def __neg__(self): return Value(-self.data)
    def __call__(self, x): return self.data + x
class Chain(Model):
    def __iter__(self): return iter([self, 1])
    def __len__(self): return 3
    def __getitem__(self, i): return [self.scale, self][i]
    def __setitem__(self, i, v): self.scale = v
class Other: pass
model_of_mine = Model(5.0)
table = {"a": [1, np.float32(2)]}
other = Other()
"""


@pytest.fixture(scope="module")
def names(student: StudentProcess) -> StudentProcess:
    run = student.run_cell(CELLS)
    assert run.error is None, run.error
    return student


def get(names: StudentProcess, name: str) -> Any:
    return names.get(name)


def test_a_name_gives_data_by_value_and_the_rest_as_proxies(names: StudentProcess) -> None:
    table = get(names, "table")
    assert table == {"a": [1, 2.0]}
    assert type(table["a"][1]) is np.float32
    assert isinstance(get(names, "double"), RemoteFunction)
    assert isinstance(get(names, "Model"), RemoteClass)
    assert isinstance(get(names, "model_of_mine"), RemoteObject)
    assert get(names, "model_of_mine") is get(names, "model_of_mine")
    assert names.has("table")
    assert not names.has("nothing")


def test_a_missing_name_is_a_name_error(names: StudentProcess) -> None:
    with pytest.raises(NameError, match="'softmax' is not defined"):
        names.get("softmax")


@pytest.mark.parametrize("name", ["other", "Other", "np"])
def test_what_may_not_cross_is_named(names: StudentProcess, name: str) -> None:
    with pytest.raises(NotPlainData, match=r"Other|module numpy"):
        names.get(name)


@pytest.mark.parametrize(
    ("what", "named"),
    [("Other()", "type Other"), ("[Other()]", "Other"),
     ("__import__('decimal').Decimal(1)", "decimal.Decimal"),
     ("np.array([None])", "dtype object"), ("Other", "class Other"),
     ("__import__('re').compile('a')", "Pattern")],
)  # fmt: skip
def test_a_result_that_is_not_plain_is_refused_by_its_type(
    names: StudentProcess, what: str, named: str
) -> None:
    with pytest.raises(NotPlainData, match=named):
        get(names, "give")(what)


def test_a_function_is_called_with_positions_names_and_arrays(names: StudentProcess) -> None:
    double = get(names, "double")
    assert double.__name__ == "double"
    assert double(21) == 42
    assert double(x=2.5) == 5.0
    array = np.arange(6.0).reshape(2, 3)
    assert (double(array) == 2 * array).all()
    with pytest.raises(TypeError, match="missing 1 required"):
        double()


@pytest.mark.parametrize(
    "kind", [ValueError, KeyError, IndexError, ZeroDivisionError, AttributeError, OSError,
             MemoryError,             NotImplementedError, StopIteration, AssertionError]
)  # fmt: skip
def test_an_exception_of_the_students_is_the_same_builtin_here(
    names: StudentProcess, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as caught:
        get(names, "fails")(kind.__name__) if kind is ValueError else get(names, "give")(
            f"fails({kind.__name__}, 'the reason')"
        )
    assert isinstance(caught.value, RemoteError)


def test_an_exception_of_a_library_is_its_nearest_builtin(names: StudentProcess) -> None:
    with pytest.raises(ValueError, match="Singular matrix") as caught:
        get(names, "singular")()
    error = caught.value
    assert isinstance(error, RemoteError)
    assert error.remote_type == "LinAlgError"
    assert "def singular(): return np.linalg.inv" in error.traceback
    assert "numpy" not in error.traceback


def test_leaving_inside_a_function_is_an_ordinary_exception(names: StudentProcess) -> None:
    with pytest.raises(RemoteError) as caught:
        get(names, "give")("exit(1)")
    assert caught.value.remote_type == "SystemExit"


def test_a_report_tells_what_a_call_did_and_leaves_our_arguments_alone(
    names: StudentProcess,
) -> None:
    x, y = np.arange(3.0), [0]
    report = get(names, "spoil").report_call(x, y=y)
    assert report.changed == ("argument 1", "y")
    assert report.shared
    assert report.printed == "spoiling\n"
    assert report.value.tolist() == [1.0, 2.0]
    assert x.tolist() == [0.0, 1.0, 2.0]
    assert y == [0]
    assert report.after == {}


def test_a_call_that_is_watched_tells_what_it_made_of_our_arguments(names: StudentProcess) -> None:
    x, y = np.arange(3.0), [0]
    after = get(names, "spoil").watch_call(x, y=y).after
    assert {place: np.asarray(value).tolist() for place, value in after.items()} == {
        0: [99.0, 1.0, 2.0],
        "y": [0, 1],
    }
    assert (x.tolist(), y) == ([0.0, 1.0, 2.0], [0])
    assert get(names, "double").watch_call(x).after == {}


def test_a_pure_call_is_reported_as_pure(names: StudentProcess) -> None:
    report = get(names, "double").report_call(np.arange(3.0))
    assert (report.changed, report.shared, report.printed) == ((), False, "")
    rng = np.random.default_rng(0)
    assert get(names, "draw").report_call(rng).changed == ()


def test_a_callback_runs_here_and_may_call_the_student_again(names: StudentProcess) -> None:
    double, apply = get(names, "double"), get(names, "apply")
    seen: list[Any] = []

    def callback(x: Any) -> Any:
        seen.append(x)
        return double(x) + 1

    assert apply(callback, 5) == 11
    assert seen == [5]
    assert apply(double, 4) == 8
    assert apply(lambda f, x: f(x), double, 3) == 6
    assert apply(apply, callback, 1) == 3


def test_a_function_that_went_over_comes_back_as_itself(names: StudentProcess) -> None:
    def mine() -> None: ...

    assert get(names, "apply")(lambda f: f, mine) is mine
    model = get(names, "Model")().keep(mine)
    assert model.f is mine


def test_the_exception_of_a_callback_comes_back_as_itself(names: StudentProcess) -> None:
    original = ValueError("mine")

    def callback(*_: Any) -> None:
        raise original

    with pytest.raises(ValueError, match="mine") as caught:
        get(names, "apply")(callback, 1)
    assert caught.value is original
    assert get(names, "swallow")(callback) == "mine"


def test_what_a_callback_may_not_return_is_an_error_of_the_callback(names: StudentProcess) -> None:
    with pytest.raises(TypeError, match="type object cannot be passed"):
        get(names, "apply")(lambda: object())
    assert get(names, "double")(1) == 2


def test_an_argument_that_may_not_cross_is_refused_before_the_call(names: StudentProcess) -> None:
    with pytest.raises(TypeError, match="cannot be passed to the student's code"):
        get(names, "double")(object())
    assert get(names, "double")(1) == 2


def test_functions_come_back_out_of_functions(names: StudentProcess) -> None:
    inner, more = get(names, "maker")(3)
    assert inner(5) == 15
    assert more["twice"](4) == 8
    assert inner.__name__ == "inner"


def test_a_generator_is_read_one_by_one(names: StudentProcess) -> None:
    numbers = get(names, "naturals")(4)
    assert isinstance(numbers, RemoteIterator)
    assert next(numbers) == 0
    assert list(numbers) == [1, 2, 3]
    assert list(numbers) == []


def test_a_held_array_can_be_overwritten_behind_the_students_back(names: StudentProcess) -> None:
    model = get(names, "Model")()
    held = model.fit.hold(np.array([1.0, 2.0]))
    assert model.fit(held) is model
    held.write(np.array([7.0, 7.0]))
    assert model.X.tolist() == [7.0, 7.0]
    assert held.read().tolist() == [7.0, 7.0]


def test_a_held_argument_counts_as_changed(names: StudentProcess) -> None:
    spoil = get(names, "spoil")
    held = spoil.hold(np.arange(3.0))
    report = spoil.report_call(held)
    assert report.changed == ("argument 1",)
    assert report.shared
    assert held.read().tolist() == [99.0, 1.0, 2.0]


def test_a_held_generator_moves_on(names: StudentProcess) -> None:
    draw = get(names, "draw")
    rng = np.random.default_rng(3)
    held = names.hold(np.random.default_rng(3))
    assert (draw(held) == rng.random(2)).all()
    assert (draw(held) == rng.random(2)).all()
    assert held.read().random() == rng.random()


def test_an_object_has_attributes_methods_and_an_identity(names: StudentProcess) -> None:
    Model = get(names, "Model")
    model = Model(scale=2.0)
    assert isinstance(model, Model)
    assert not isinstance(5, Model)
    assert model.fit(np.array([1.0, 3.0]), None) is model
    assert model.predict() == 4.0
    model.scale = 10.0
    assert (model.scale, model.predict(), model._depth, Model.count) == (10.0, 20.0, 1, 7)
    assert not hasattr(model, "coef_")
    with pytest.raises(RuntimeError, match="not fitted"):
        _ = model.broken
    with pytest.raises(AttributeError):
        _ = model.nothing


def test_an_object_of_a_derived_class_crosses_and_iterates(names: StudentProcess) -> None:
    chain = get(names, "Chain")()
    assert list(chain) == [chain, 1]
    assert len(chain) == 3
    assert chain[1] is chain
    chain[0] = 4.0
    assert chain[0] == 4.0


def test_operators_work_from_both_sides(names: StudentProcess) -> None:
    Value = get(names, "Value")
    a, b = Value(2.0), Value(5.0)
    assert (a + b).data == 7.0
    assert (1 + a).data == (a + 1).data == 3.0
    assert (np.float64(3) * a).data == 6.0
    assert (-a * b).data == -10.0
    assert a(1) == 3.0
    assert bool(a)
    with pytest.raises(TypeError):
        _ = a - b


def test_proxies_that_are_gone_are_released_there(names: StudentProcess) -> None:
    Value, sizes = get(names, "Value"), []
    count = "import gc; gc.collect(); sum(type(o).__name__ == 'Value' for o in gc.get_objects())"
    for _ in range(2):
        for i in range(20):
            Value(float(i))
        sizes.append(names.run_cell(count).value)
    assert sizes[1] <= sizes[0] <= 8


def test_numpy_and_copy_do_not_ask_the_student_for_their_hooks(names: StudentProcess) -> None:
    with pytest.raises(AttributeError):
        _ = get(names, "model_of_mine").__array__
    assert repr(get(names, "double")) == "<the student's double>"


def test_one_deadline_holds_for_a_call_with_all_its_callbacks(sandbox: Any) -> None:
    from autograder.isolation.limits import Limits

    with StudentProcess(sandbox, Limits(call_seconds=0.5)) as student:
        student.run_cell("def often(f):\n    while True: f()")
        with pytest.raises(TimedOut, match=r"longer than 0.5 s"):
            student.get("often")(lambda: None)  # type: ignore[operator]
        assert student.restarts == 0
