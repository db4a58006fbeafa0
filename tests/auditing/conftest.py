"""A small course whose one exercise meets every target, and copies of it with a fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parents[1] / "fixtures" / "audit" / "course"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the small course's folder ``course``."""
    return shutil.copytree(FIXTURE, tmp_path / "course")


@pytest.fixture
def with_change(course: Path) -> Callable[[str, str], Path]:
    """Change a text of the exercise's file; gives the folder ``course``."""

    def change(before: str, after: str) -> Path:
        path = course / "s01_means" / "exercises" / "average.py"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
        return course

    return change


@pytest.fixture
def with_answer(course: Path) -> Callable[[str], Path]:
    """Add an answer to the exercise's file; gives the folder ``course``."""

    def add(text: str) -> Path:
        path = course / "s01_means" / "exercises" / "average.py"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        return course

    return add
