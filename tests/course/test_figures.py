"""Lectures have figures, numbered without gaps, each with a caption and a text instead."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[2] / "course"
LECTURES = sorted(COURSE.glob("s*/lecture.py"))
CAPTION = re.compile(r"Figure (\d+)\. \S.{20,}", re.DOTALL)
ARGUMENTS = {"show": 3, "slider": 5}  # …, caption, alternative text


def figures(source: str) -> list[tuple[str, ast.AST]]:
    """(caption, what makes the alternative text) of each figure, in order."""
    tree = ast.parse(source)
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            wanted = ARGUMENTS.get(node.func.id)
            if wanted:
                assert len(node.args) == wanted, ast.unparse(node)[:200]
                caption, text = node.args[-2:]
                found.append((_text(caption), functions.get(getattr(text, "id", ""), text)))
    return found


def _text(node: ast.expr) -> str:
    return "".join(
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def is_measured(text: ast.AST) -> bool:
    """Whether an alternative text holds values of the run, and is no fixed sentence."""
    return any(isinstance(part, ast.FormattedValue | ast.Call) for part in ast.walk(text))


@pytest.mark.parametrize("lecture", LECTURES, ids=lambda path: path.parent.name)
def test_a_lecture_has_figures_with_captions_and_texts(lecture: Path) -> None:
    found = figures(lecture.read_text("utf-8"))
    numbers = []
    for caption, text in found:
        number = CAPTION.match(caption)
        assert number, f"no caption: {caption[:80]}"
        numbers.append(int(number[1]))
        assert is_measured(text), f"the text of figure {number[1]} is not made from its data"
    assert len(found) >= 6
    assert numbers == list(range(1, len(found) + 1))


@pytest.mark.parametrize("lecture", LECTURES, ids=lambda path: path.parent.name)
def test_a_lecture_asks_for_predictions_and_sums_up(lecture: Path) -> None:
    source = lecture.read_text("utf-8")
    for wanted in ("**Before you run the next cell", "opening question", "Summary", "do not show"):
        assert wanted in source, wanted
    assert source.count("**Before you run the next cell") >= 5


def test_a_fixed_text_is_noticed() -> None:
    fixed, measured = ast.parse("'A line'").body[0], ast.parse("f'A line to {x}'").body[0]
    assert not is_measured(fixed.value)
    assert is_measured(measured.value)
