"""What every exercise's bank has to be like, found by folder.

What the checks say of it is the audit's business (test_audit.py). A new exercise
file, or a new answer in one, is tested here without a change to this file.
"""

from __future__ import annotations

import builtins
import symtable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.checking import Exercise, Report, Verdict
from autograder.checking.bank import BankAnswer
from autograder.checking.catalogue import Catalogue
from autograder.checking.source import answer_source

# An answer may divide by zero on the way to its verdict: a warning costs nobody marks.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::RuntimeWarning")]

COURSE = Path(__file__).parents[2] / "course"
CATALOGUE = Catalogue(COURSE)
GIVEN = {*dir(builtins), "np", "math"}


def bank(kind: str) -> list[Any]:
    """One parameter a bank answer: (exercise id, answer name)."""
    return [
        pytest.param(exercise, answer.name, id=f"{exercise}-{answer.name}")
        for exercise in CATALOGUE.ids
        for answer in getattr(CATALOGUE.load(exercise), kind)
    ]


def the_answer(exercise: str, kind: str, name: str) -> BankAnswer:
    return next(a for a in getattr(CATALOGUE.load(exercise), kind) if a.name == name)


def judged(exercise: Exercise, names: dict[str, Any]) -> Report:
    report = exercise.judge(names)
    broken = [check.message for check in report.checks if "The check itself" in check.message]
    assert not broken
    return report


every_exercise = pytest.mark.parametrize("exercise", CATALOGUE.ids)
every_rejected = pytest.mark.parametrize(("exercise", "name"), bank("rejected"))


def test_the_course_has_exercises() -> None:
    assert CATALOGUE.ids


@every_rejected
def test_the_sentence_for_a_wrong_answer_is_short_and_whole(exercise: str, name: str) -> None:
    message = the_answer(exercise, "rejected", name).message
    assert message is not None
    assert 6 <= len(message.split()) <= 40, message
    assert message.endswith("."), message


@every_exercise
def test_no_two_wrong_answers_share_a_sentence(exercise: str) -> None:
    messages = [answer.message for answer in CATALOGUE.load(exercise).rejected]
    assert len(set(messages)) == len(messages)


# --- answers that make no sense ----------------------------------------------


def returns(value: Any) -> Any:
    return lambda *args, **kwargs: value


def raises(error: Exception) -> Any:
    def answer(*args: Any, **kwargs: Any) -> Any:
        raise error

    return answer


GARBAGE = {
    "None": returns(None),
    "a text": returns("x"),
    "nan": returns(float("nan")),
    "infinity": returns(float("inf")),
    "a complex number": returns(1j),
    "True": returns(True),
    "an object": returns(object()),
    "a function": returns(len),
    "an empty list": returns([]),
    "an empty dict": returns({}),
    "an empty array": returns(np.zeros(0)),
    "a nested list": returns([[1]]),
    "a ragged list": returns([[1.0, 2.0], [3.0]]),
    "a list of texts": returns(["x", "y"]),
    "a huge integer": returns(10**400),
    "a list of huge integers": returns([10**400]),
    "a triple": returns((1, 2, 3)),
    "a pair of Nones": returns((None, None)),
    "a pair of texts": returns(("x", "y")),
    "a pair of arrays of complex numbers": returns((np.array([1j]), np.array([1j]))),
    "a list of an array of complex numbers": returns([np.array([1j])]),
    "an array of one nan": returns(np.array([np.nan])),
    "an array with three axes": returns(np.zeros((2, 2, 2))),
    "an array of objects": returns(np.array([None, "x"], dtype=object)),
    "an array of texts": returns(np.array(["x"])),
    "too few parameters": lambda: 1.0,
    "too many parameters": lambda a, b, c, d, e, f, g, h: 1.0,
    "an error": raises(RuntimeError("on purpose")),
    "a ValueError": raises(ValueError("on purpose")),
    "an error that is not written yet": raises(NotImplementedError()),
    "no function": 3.0,
}


@pytest.mark.slow
@every_exercise
@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_wrong_and_never_left_unjudged(exercise: str, garbage: str) -> None:
    known = CATALOGUE.load(exercise)
    report = judged(known, dict.fromkeys(known.names, GARBAGE[garbage]))
    assert report.verdict is Verdict.WRONG, report.text()


@every_exercise
def test_an_answer_that_defines_nothing_is_wrong(exercise: str) -> None:
    report = judged(CATALOGUE.load(exercise), {})
    assert report.verdict is Verdict.WRONG
    assert report.score == 0.0


# --- an answer as a text of its own -------------------------------------------


def source_of(exercise: str, name: str) -> str:
    """The text of one bank answer, as a student would hand it in."""
    known = CATALOGUE.load(exercise)
    answer = next(found for found in known.bank if found.name == name)
    return answer_source(CATALOGUE.file(exercise), known, answer)


def free_names(source: str) -> set[str]:
    """The names that a text uses without defining them."""
    top = symtable.symtable(source, "answer", "exec")
    own = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned()}
    return {
        symbol.get_name()
        for table in tables(top)
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (symbol.is_global() or table is top)
    } - own


def tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from tables(child)


def test_free_names_are_found_in_every_scope() -> None:
    source = "def f(x, k=outer):\n    def g():\n        return helper(x, f)\n    return g() + np.pi"
    assert free_names(source) == {"outer", "helper", "np"}


@pytest.mark.parametrize(("exercise", "name"), [*bank("accepted"), *bank("rejected")])
def test_a_bank_answer_stands_on_its_own(exercise: str, name: str) -> None:
    source = source_of(exercise, name)
    compile(source, name, "exec")
    assert free_names(source) - GIVEN == set()


@pytest.mark.parametrize(("exercise", "name"), [*bank("accepted"), *bank("rejected")])
def test_a_bank_answer_does_not_lean_on_the_reference(exercise: str, name: str) -> None:
    """In the file, a name of the exercise is the reference; in the text, it is the answer's."""
    known = CATALOGUE.load(exercise)
    if len(known.names) > 1:
        for function in the_members(exercise, name):
            assert not set(known.names) & set(function.__code__.co_names), function


def the_members(exercise: str, name: str) -> list[Any]:
    answer = next(found for found in CATALOGUE.load(exercise).bank if found.name == name)
    references = CATALOGUE.load(exercise).references
    own = [value for key, value in answer.names.items() if value is not references[key]]
    return [value for value in own if hasattr(value, "__code__")]
