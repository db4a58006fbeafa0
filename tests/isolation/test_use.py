"""An object can stand where the instructor's solution has one, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.use import Use, Uses

SOLUTION = """
class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b
    def __add__(self, other):
        return Pair(self.a + other.a, self.b + other.b)
    def __len__(self):
        return 2
    def scaled(self, factor):
        return Pair(factor * self.a, factor * self.b)

def mean(values):
    return sum(values) / len(values)
"""
LIES = """
class Pair:
    a = b = 0
    def __init__(self, *numbers): pass
    def __sub__(self, other): return 0.0
    __add__ = __radd__ = __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __lt__(self, other): return True
    def __float__(self): return 2.0
    def __len__(self): return 2
    def __iter__(self): return iter([2.0])
    def sum(self): return 4.0

pair = Pair()

def mean(values):
    return pair
"""


def uses_the_objects(student: StudentProcess) -> None:
    """What a test does: adds two pairs, scales the sum, reads its parts, takes its length."""
    pair = student.get("Pair")
    total = (pair(1, 2) + pair(3, 4)).scaled(2)  # type: ignore[operator]
    assert (total.a, total.b, len(total)) == (8, 12, 2)
    assert abs(student.get("mean")([1, 3]) - 2) < 1e-12  # type: ignore[operator]


@pytest.fixture(scope="module")
def learned(sandbox: Sandbox) -> Use:
    uses = Uses()
    with StudentProcess(sandbox, classes=["Pair"], uses=uses) as student:
        student.run_cell(SOLUTION)
        uses_the_objects(student)
    return uses.learned


@pytest.fixture
def liar(sandbox: Sandbox, learned: Use) -> Iterator[StudentProcess]:
    with StudentProcess(sandbox, classes=["Pair"], uses=Uses(learned)) as student:
        student.run_cell(LIES)
        yield student


def test_another_right_solution_does_all_that_was_learned(sandbox: Sandbox, learned: Use) -> None:
    with StudentProcess(sandbox, classes=["Pair"], uses=Uses(learned)) as student:
        student.run_cell(SOLUTION.replace("self.a + other.a", "other.a + self.a"))
        uses_the_objects(student)


OPERATIONS = {
    "minus": lambda lie: abs(lie - 2) < 1e-12,
    "from a number": lambda lie: 2 - lie,
    "less": lambda lie: lie < 3,
    "float": float,
    "length": len,
    "iterating": list,
    "attribute": lambda lie: lie.sum(),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_object_in_place_of_a_number_can_do_nothing(
    liar: StudentProcess, operation: str
) -> None:
    liar.get("pair")  # known already, and yet no number
    lie = liar.get("mean")([1, 3])  # type: ignore[operator]
    with pytest.raises((TypeError, AttributeError)):
        OPERATIONS[operation](lie)


def test_an_operator_that_no_test_uses_is_refused_on_an_object_from_the_right_place(
    liar: StudentProcess,
) -> None:
    pair = liar.get("Pair")(1, 2)  # type: ignore[operator]
    assert len(pair) == 2
    with pytest.raises(TypeError, match="abs cannot be used on a Pair"):
        abs(pair)


def test_an_object_that_comes_back_unasked_can_be_passed_on(sandbox: Sandbox, learned: Use) -> None:
    with StudentProcess(sandbox, classes=["Pair"], uses=Uses(learned)) as student:
        student.run_cell(SOLUTION + "\nPair.itself = lambda self: self\n")
        pair = student.get("Pair")(1, 2)  # type: ignore[operator]
        assert pair.itself() is not None
