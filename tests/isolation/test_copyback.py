"""What a student's function did to a test's own arguments is counted, and shown when asked for."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from autograder.isolation.copyback import Changes, call


@dataclass
class Report:
    value: object
    changed: tuple[str, ...] = ()


@dataclass
class Elsewhere:
    """Stands for a function in another process, which gets copies and held values."""

    function: object
    held: list = field(default_factory=list)

    def hold(self, value):
        self.held.append(Holder(value.copy()))
        return self.held[-1]

    def report_call(self, *args, **kwargs):
        given = [a.value if isinstance(a, Holder) else a for a in args]
        named = {k: a.value if isinstance(a, Holder) else a for k, a in kwargs.items()}
        return Report(self.function(*given, **named), ("argument 1",))


@dataclass
class Holder:
    value: object

    def read(self):
        return self.value


def run(function, changes, *args, **kwargs):
    there = Elsewhere(function)
    return call(changes, there.report_call, there.hold, args, kwargs)


def test_a_change_is_counted_and_does_not_come_back():
    changes, X = Changes(), [3, 1, 2]
    there = Elsewhere(lambda items: 7)
    assert call(changes, there.report_call, there.hold, (X,), {}) == 7
    assert changes.seen == 1
    assert X == [3, 1, 2]
    assert there.held == []


@pytest.mark.parametrize(
    ("function", "given", "after"),
    [
        (lambda x: x.sort(), [3, 1, 2], [1, 2, 3]),
        (lambda x: x.clear(), {"a": 1}, {}),
        (lambda x: x.__imul__(0), np.ones(2), np.zeros(2)),
    ],
)
def test_copied_back_the_test_sees_what_it_would_see_in_one_process(function, given, after):
    run(function, Changes(copy_back=True), given)
    assert np.array_equal(given, after) if isinstance(given, np.ndarray) else given == after


def test_a_change_comes_back_after_an_error_and_for_a_named_argument():
    def fails(*, x):
        x.append(4)
        raise ValueError

    items = [3]
    with pytest.raises(ValueError):  # noqa: PT011
        run(fails, Changes(copy_back=True), x=items)
    assert items == [3, 4]


def test_the_same_array_twice_is_one_array_over_there():
    def swap(a, b):
        return a is b

    X = np.ones(2)
    assert run(swap, Changes(copy_back=True), X, X) is True


def test_what_does_not_fit_is_not_written():
    def grow(x):
        return None

    there, X = Elsewhere(grow), np.ones(2)
    there.hold = lambda value: Holder(np.ones((3, 3)))
    call(Changes(copy_back=True), there.report_call, there.hold, (X,), {})
    assert X.tolist() == [1, 1]
    X.flags.writeable = False
    there.hold = lambda value: Holder(np.zeros(2))
    call(Changes(copy_back=True), there.report_call, there.hold, (X,), {})
    assert X.tolist() == [1, 1]
