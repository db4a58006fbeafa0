"""What a student reads who runs a visible test on a wrong answer, found by folder.

A test of the course is plain asserts. Its messages are of the same kind as the
autograder's: what was called, what came, what is right, an idea, and what to read.
That accepted answers pass is a matter of ``tests/test_simulate.py``.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import re
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.auditing.trial import run_text
from autograder.auditing.visible import VisibleTest
from autograder.build import authored
from autograder.checking.catalogue import Catalogue
from autograder.checking.quiet import quiet
from autograder.grading.names import names_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue(ROOT / "course")
PROJECT = {path.parent.name for path in ROOT.glob("*/__init__.py")}

CELL = "<answer>"  # the file name under which run_text runs the text of a cell
SHORTEST, LONGEST = 20, 80  # words of a message
READ_AGAIN = re.compile(r"Read again: session (\d+), “([^”]+)”\.$")
# the f of an f-string was forgotten, or a format or a type shows as Python writes it
ACCIDENT = re.compile(r"\{[a-z_][\w.()\[\]]*[!:}]|:\.\d+[a-z]\b|<class ")
CAME_AND_RIGHT = re.compile(
    r"(?:returned|=|is) ([-\d\s.,()\[\]]+); right is ([-\d\s.,()\[\]]+)(?=[A-Za-z])"
)


@dataclass(frozen=True)
class Visible:
    """The visible test of one exercise and what surrounds it.

    given: the names that the cells above the first answer define. sections: the
    headings of the session's lecture, without their numbers.
    """

    source: str
    given: Mapping[str, Any]
    number: int
    sections: Collection[str]

    def error(self, names: Mapping[str, Any]) -> BaseException | None:
        """What ends the test of these answers; None where they pass."""
        return run_text(self.source, {**self.given, **names})


@cache
def given_in(session: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for cell in authored(ROOT, session).cells:
        if cell.is_answer:
            break
        if cell.kind == "code":
            with quiet():
                exec("\n".join(cell.lines), names)
    return names


@cache
def visible(exercise: str) -> Visible:
    session = CATALOGUE.session(exercise)
    lecture = (ROOT / "course" / session / "lecture.py").read_text(encoding="utf-8")
    number = re.match(r"s(\d+)_", session)
    assert number is not None, session
    return Visible(
        VisibleTest(ROOT, session, exercise).source,
        given_in(session),
        int(number[1]),
        re.findall(r"^# #+ (?:\d+\. )?(.+)$", lecture, re.MULTILINE),
    )


def complaint(test: Visible, names: Mapping[str, Any], students: Collection[str]) -> str:
    """What is wrong with that which a student reads; "" where nothing is, or the answer passes.

    students: the files of the code that stands for the student's. An error that comes
    out of it is the student's own, with a traceback of its own.
    """
    error = test.error(names)
    if error is None:
        return ""
    below = _below_the_cell(error)
    if below in students:
        return ""
    if below or not isinstance(error, AssertionError):
        return f"the test itself stops with {type(error).__name__}: {error}"
    faults = _faults(str(error), test)
    return f"{', '.join(faults)}: {error}" if faults else ""


def _below_the_cell(error: BaseException) -> str:
    """The file of the function that the cell called when the error came; "" for the cell itself."""
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    last = max(index for index, name in enumerate(files) if name == CELL)
    return files[last + 1] if last + 1 < len(files) else ""


def _faults(message: str, test: Visible) -> list[str]:
    faults = []
    if not SHORTEST <= len(message.split()) <= LONGEST:
        faults.append(f"{len(message.split())} words")
    if found := ACCIDENT.search(message):
        faults.append(f"the accident {found[0]!r}")
    if (both := CAME_AND_RIGHT.search(message)) and _numbers(both[1]) == _numbers(both[2]):
        faults.append("what came is what is right")
    again = READ_AGAIN.search(message)
    if again is None:
        faults.append("no section to read again at its end")
    elif int(again[1]) != test.number or again[2] not in test.sections:
        faults.append(f"no such section in the lecture of session {test.number}")
    return faults


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


# --- answers that are wrong in their kind --------------------------------------


def raising(error: Exception) -> Callable[[Any], Any]:
    def spoil(right: Any) -> Any:
        raise type(error)(*error.args)  # a new one: an exception keeps all its tracebacks

    return spoil


SPOILS: dict[str, Callable[[Any], Any]] = {
    "None": lambda right: None,
    "a text": lambda right: "x",
    "nan": lambda right: float("nan"),
    "infinity": lambda right: float("inf"),
    "a complex number": lambda right: np.complex128(1j),
    "True": lambda right: True,
    "a huge integer": lambda right: 10**400,
    "an empty list": lambda right: [],
    "an empty dict": lambda right: {},
    "an empty array": lambda right: np.zeros(0),
    "a ragged list": lambda right: [[1.0, 2.0], [3.0]],
    "an array with three axes": lambda right: np.zeros((2, 2, 2)),
    "a function": lambda right: len,
    "a tuple": lambda right: (right,),
    "a triple": lambda right: (right, right, right),
    "a list": lambda right: right.tolist() if isinstance(right, np.ndarray) else [right],
    "a column": lambda right: np.reshape(numbers(right), (-1, 1)),
    "one entry less": lambda right: np.ravel(numbers(right))[1:],
    "nan in place of each number": lambda right: numbers(right) * np.nan,
    "whole numbers": lambda right: numbers(right).astype(int),
    "something added": lambda right: numbers(right) + 7.5,
    "complex numbers": lambda right: numbers(right) + 1j,
    "texts": lambda right: np.full(max(np.shape(numbers(right)), (1,)), "x"),
    "objects": lambda right: np.full(max(np.shape(numbers(right)), (1,)), None),
    "a ValueError": raising(ValueError("on purpose")),
    "a TypeError": raising(TypeError("on purpose")),
    "a failed assert": raising(AssertionError("on purpose")),
}
# a list may do for a pair, and a visible test need not see a value that is a little off
NO_NONSENSE = {"a tuple", "a triple", "a list", "whole numbers", "something added"}
NONSENSE = [name for name in SPOILS if name not in NO_NONSENSE]


def numbers(right: Any) -> np.ndarray:
    """The numbers in a right result, of whatever kind; a 0 where there are none."""
    try:
        return np.asarray(right, dtype=float)
    except (TypeError, ValueError):
        return np.zeros(1)


def spoiled(right: Any, spoil: Callable[[Any], Any]) -> Iterator[Any]:
    """What an answer could return instead of a right result: all of it spoiled, or one part."""
    yield spoil(right)
    if isinstance(right, tuple):
        for index in range(len(right)):
            yield (*right[:index], spoil(right[index]), *right[index + 1 :])


def spoiled_answers(
    references: Mapping[str, Any], spoil: Callable[[Any], Any]
) -> Iterator[dict[str, Any]]:
    """The reference's names, with one thing spoiled that one of them gives."""
    for name, reference in references.items():
        if isinstance(reference, type):
            for part in sorted(set(re.findall(r"self\.([a-z]\w*)", inspect.getsource(reference)))):
                yield {**references, name: spoiled_class(reference, part, spoil)}
            for part in (key for key in vars(reference) if not key.startswith("_")):
                yield {**references, name: spoiled_class(reference, part, spoil)}
        else:
            for part in range(4):
                yield {**references, name: spoiled_function(reference, part, spoil)}


def spoiled_function(reference: Any, part: int, spoil: Callable[[Any], Any]) -> Any:
    """The reference with its result spoiled, or one part of it where it has so many."""

    def answer(*args: Any, **kwargs: Any) -> Any:
        found = [*spoiled(reference(*args, **kwargs), spoil)]
        return found[min(part, len(found) - 1)]

    return answer


def spoiled_class(reference: Any, part: str, spoil: Callable[[Any], Any]) -> Any:
    """The class with one attribute spoiled once it has a value, or what one method gives."""

    class Answer(reference):
        def __getattribute__(self, name: str) -> Any:
            right = super().__getattribute__(name)
            if name != part or right is None:
                return right
            if not callable(right):
                return spoil(right)
            return lambda *args, **kwargs: spoil(right(*args, **kwargs))

    return Answer


# --- the course's own tests ---------------------------------------------------------

every_exercise = pytest.mark.parametrize("exercise", CATALOGUE.ids)


def files_of(exercise: str) -> set[str]:
    """The files of bank answers, references and the answers made here."""
    references = CATALOGUE.load(exercise).references.values()
    return {str(CATALOGUE.file(exercise)), __file__, *map(inspect.getfile, references)}


@every_exercise
def test_an_exercise_has_a_visible_test(exercise: str) -> None:
    assert visible(exercise).source


@every_exercise
def test_a_wrong_answer_that_fails_reads_a_message(exercise: str) -> None:
    test, files = visible(exercise), files_of(exercise)
    found = {a.name: complaint(test, a.names, files) for a in CATALOGUE.load(exercise).rejected}
    assert {name: text for name, text in found.items() if text} == {}


@every_exercise
@pytest.mark.parametrize("spoil", SPOILS)
def test_a_result_of_the_wrong_kind_that_fails_reads_a_message(exercise: str, spoil: str) -> None:
    test, files = visible(exercise), files_of(exercise)
    answers = spoiled_answers(CATALOGUE.load(exercise).references, SPOILS[spoil])
    found = [complaint(test, names, files) for names in answers]
    assert [text for text in found if text] == []


@every_exercise
@pytest.mark.parametrize("spoil", NONSENSE)
def test_an_answer_that_gives_nonsense_fails(exercise: str, spoil: str) -> None:
    references = CATALOGUE.load(exercise).references
    for names in spoiled_answers(references, SPOILS[spoil]):
        changed = [name for name in references if names[name] is not references[name]]
        assert visible(exercise).error(names) is not None, changed


def not_written(*args: Any, **kwargs: Any) -> Any:
    raise NotImplementedError()


def untouched(reference: Any) -> Any:
    """The answer as it is handed out: a function, or a class with its methods."""
    if not isinstance(reference, type):
        return not_written
    methods = [name for name in vars(reference) if not name.startswith("_")]
    own = {name: reference.__dict__[name] for name in ("__init__",) if name in vars(reference)}
    return type(reference.__name__, (), {**dict.fromkeys(methods, not_written), **own})


@every_exercise
def test_the_untouched_answer_fails(exercise: str) -> None:
    references = CATALOGUE.load(exercise).references
    names = {name: untouched(reference) for name, reference in references.items()}
    error = visible(exercise).error(names)
    assert isinstance(error, NotImplementedError), error


def foreign(source: str, allowed: Collection[str]) -> set[str]:
    """What a visible test may not hold: imports, the project's names, and names from nowhere."""
    tree = ast.parse(source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    words = PROJECT & set(re.findall(r"\w+", source))
    names = names_of(source)
    return {*map(ast.unparse, imports), *words, *(names.used - names.bound - {*allowed})}


@every_exercise
def test_a_visible_test_uses_plain_python_numpy_and_the_answer(exercise: str) -> None:
    test = visible(exercise)
    allowed = {*dir(builtins), *CATALOGUE.load(exercise).names, *test.given} - {"__import__"}
    assert foreign(test.source, allowed) == set()


# --- each of these tests can fail -----------------------------------------------------

GOOD = """
got = half(3.0)
call = "`half(x=3)`"
read = "Read again: session 7, “Parts of a number”."
assert isinstance(got, float), (
    f"{call} returned {got!r}; right is a float. A function without `return` gives None: look at "
    f"the last line of yours. {read}"
)
assert got == 1.5, (
    f"{call} returned {got}; right is 1.5. Half of a number and the other half make the number "
    f"again. {read}"
)
"""


def made_up(before: str = "", after: str = "", source: str = GOOD) -> Visible:
    assert before in source
    return Visible(source.replace(before, after), {"np": np}, 7, ["Parts of a number"])


def half(wrong: Any) -> dict[str, Any]:
    return {"half": lambda x: wrong}


def test_a_good_cell_has_no_complaint() -> None:
    for wrong in (1.5, 2.0, None, "x", float("nan"), [1.5]):
        assert complaint(made_up(), half(wrong), {__file__}) == ""


@pytest.mark.parametrize(
    ("before", "after", "wrong", "why"),
    [
        ("; right is a float. A function without `return` gives None", "", None, "18 words"),
        ("A function", "A function, " + 60 * "long ", None, "words"),
        ('f"{call} returned {got};', '"{call} returned {got};', 2.0, "the accident '{call}'"),
        ("returned {got};", "returned {{got:.4f}};", 2.0, "the accident '{got:'"),
        ("{got!r}", "{type(got)}", None, "the accident '<class '"),
        ("again. {read}", "again.", 2.0, "no section to read again"),
        ("{read}", "{read} Good luck.", 2.0, "no section to read again"),
        ("returned {got}; right is 1.5", "returned 1.50; right is 1.5", 2.0, "what came is"),
        ("session 7", "session 8", 2.0, "no such section"),
        ("Parts of a number", "The parts of a number", 2.0, "no such section"),
        ("{got!r}", "{got:.4f}", None, "the test itself stops with TypeError"),
        ("isinstance(got, float)", "got > 0.0", "x", "the test itself stops with TypeError"),
        ("isinstance(got, float)", "np.allclose(got, 1)", "x", "the test itself stops with"),
    ],
)
def test_a_cell_that_confuses_is_found(before: str, after: str, wrong: Any, why: str) -> None:
    assert why in complaint(made_up(before, after), half(wrong), {__file__})


def test_an_error_of_the_students_own_is_no_complaint_and_one_of_the_cell_is() -> None:
    for error in (ValueError("on purpose"), AssertionError("on purpose")):
        answer = {"half": lambda x, error=error: raising(error)(x)}
        assert complaint(made_up(), answer, {__file__}) == ""
        assert "the test itself stops with" in complaint(made_up(), answer, {"another file"})


def test_every_kind_of_nonsense_is_nonsense_in_one_part_of_a_result() -> None:
    references = {"both": lambda: (1.0, np.ones(3))}
    given = [names["both"]() for names in spoiled_answers(references, SPOILS["None"])]
    assert given[0] is None
    assert given[1][0] is None
    assert given[2][1] is None


def test_a_class_is_spoiled_in_each_method_and_each_attribute() -> None:
    class Model:
        def __init__(self) -> None:
            self.w: Any = None

        def fit(self) -> Model:
            self.w = 2.0
            return self

    def say(model: Any) -> tuple[Any, Any, Any]:
        return model.w, model.fit(), model.w

    answers = spoiled_answers({"Model": Model}, SPOILS["a text"])
    said = {
        (start, fitted == "x", after)
        for start, fitted, after in (say(names["Model"]()) for names in answers)
    }
    assert said == {(None, True, 2.0), (None, False, "x")}


def test_a_test_that_lets_nonsense_or_the_untouched_answer_pass_is_found() -> None:
    lenient = made_up(source="try:\n    half(3.0)\nexcept NotImplementedError:\n    pass")
    assert lenient.error({"half": not_written}) is None
    assert lenient.error(half("x")) is None
    assert isinstance(made_up().error({"half": not_written}), NotImplementedError)
    assert isinstance(made_up().error(half("x")), AssertionError)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import math", {"import math"}),
        ("def check():\n    from os import path", {"from os import path"}),
        ("assert half(3.0) == 1.5, 'ask the autograder'", {"autograder"}),
        ("assert half(3.0) == reference(3.0)", {"reference"}),
        ("np = __import__('solutions_lib')", {"__import__", "solutions_lib"}),
    ],
)
def test_what_a_visible_test_may_not_use_is_found(line: str, found: set[str]) -> None:
    allowed = {*dir(builtins), "np", "half"} - {"__import__"}
    assert foreign(GOOD, allowed) == set()
    assert foreign(GOOD + line, allowed) == found
