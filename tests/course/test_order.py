"""A session builds on earlier ones alone, and an exercise names sections that are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from autograder.checking.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "course"
SESSIONS = sorted(folder.name for folder in COURSE.glob("s[0-9][0-9]_*"))
NUMBERS = {name[4:]: int(name[1:3]) for name in SESSIONS}
HEADING = re.compile(r"^# #{2,3} (?:\d+\. )?(.+)$", re.MULTILINE)


def library(source: str) -> set[str]:
    """The modules of solutions_lib that a text imports; "" for the package itself."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            root, _, module = node.module.partition(".")
            if root == "solutions_lib":
                first = module.partition(".")[0]
                found |= {first} if module else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            for alias in node.names:
                root, _, module = alias.name.partition(".")
                found |= {module.partition(".")[0]} if root == "solutions_lib" else set()
    return found


def too_late(source: str, last: int) -> list[str]:
    """The modules that a text imports although they belong to a session after ``last``."""
    return sorted(name for name in library(source) if NUMBERS.get(name, 99) > last)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from solutions_lib.linear_regression import f", []),
        ("from solutions_lib.multiclass_classification import f", ["multiclass_classification"]),
        ("import solutions_lib.multiclass_classification as m", ["multiclass_classification"]),
        ("from solutions_lib import multiclass_classification", ["multiclass_classification"]),
        ("from solutions_lib.backpropagation.gates import f", ["backpropagation"]),
        ("import solutions_lib.backpropagation.gates as g", ["backpropagation"]),
        ("from solutions_lib.nobody import f", ["nobody"]),
        ("def f():\n    from solutions_lib.multiclass_classification import g", None),
    ],
)
def test_an_import_of_a_later_session_is_found(source: str, found: list[str] | None) -> None:
    assert too_late(source, 2) == (["multiclass_classification"] if found is None else found)


@pytest.mark.parametrize("session", SESSIONS)
def test_a_lecture_and_its_exercises_use_no_later_session(session: str) -> None:
    number = int(session[1:3])
    files = [COURSE / session / "lecture.py", *sorted((COURSE / session).glob("exercises/*.py"))]
    assert len(files) > 4
    for file in files:
        assert too_late(file.read_text("utf-8"), number) == [], file


@pytest.mark.parametrize("session", SESSIONS)
def test_a_module_of_the_library_uses_earlier_ones_alone(session: str) -> None:
    module = ROOT / "solutions_lib" / session[4:]
    files = [module.with_suffix(".py"), *module.glob("*.py")]
    there = [file for file in files if file.is_file()]
    assert there
    own = {session[4:]} if module.is_dir() else set()
    for file in there:
        late = too_late(file.read_text("utf-8"), int(session[1:3]) - 1)
        assert set(late) <= own, file


@pytest.mark.parametrize("session", SESSIONS)
def test_an_assignment_stands_alone(session: str) -> None:
    source = (COURSE / session / "assignment.py").read_text("utf-8")
    assert library(source) == set(), "students have no solutions_lib for what they write"
    assert "lecture_tools" not in source
    assert "ipywidgets" not in source


@pytest.mark.parametrize("exercise", Catalogue(COURSE).ids)
def test_an_exercise_names_sections_of_its_lecture(exercise: str) -> None:
    made = Catalogue(COURSE).load(exercise)
    lecture = (COURSE / made.session / "lecture.py").read_text("utf-8")
    assert made.read(), "which section teaches it?"
    assert made.sections <= set(HEADING.findall(lecture))
