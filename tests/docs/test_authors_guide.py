"""The guide for authors is followed to the letter, in a copy of the course."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

SESSION = "s02_gradient_descent"
PARTS = ("autograder", "course", "lecture_tools", "release", "solutions_lib", "source")


def pieces() -> list[str]:
    """The page's pieces of code: reference, cells, checks, answers."""
    page = (ROOT / "docs" / "authors.md").read_text("utf-8")
    return re.findall(r"```python\n(.*?)```", page, re.DOTALL)


def replaced(text: str, before: str, after: str) -> str:
    assert text.count(before) == 1, before
    return text.replace(before, after)


def follow(root: Path) -> None:
    """Steps 1 to 4."""
    reference, cells, checks, answers = pieces()
    library = root / "solutions_lib" / "gradient_descent.py"
    library.write_text(f"{library.read_text('utf-8')}\n\n{reference}", "utf-8")
    assignment = root / "course" / SESSION / "assignment.py"
    text = assignment.read_text("utf-8")
    for name, number in (("numerical_gradient", 1), ("mse_gradient", 2)):
        title = re.search(rf"# ## Exercise 2\.{number} — .*\(15 points\)", text)
        assert title, "the page names points that the course no longer has"
        text = replaced(text, title[0], title[0].replace("15 points", "10 points"))
        cell = f'"grade_id": "{name}-hidden", "locked": true, "points": '
        text = replaced(text, f"{cell}10,", f"{cell}5,")
        call = f'grade("{name}", {name}, points='
        text = replaced(text, f"{call}10)", f"{call}5)")
    last = re.search(r'^# %% \[markdown\] nbgrader=.*"grade_id": "hand-in".*$', text, re.MULTILINE)
    assert last
    assignment.write_text(text[: last.start()] + cells + text[last.start() :], "utf-8")
    exercise = root / "course" / SESSION / "exercises" / "clip_gradient.py"
    exercise.write_text(f"{checks}\n\n{answers}", "utf-8")


def run(root: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """A command of the page, with the copy's own library and grader."""
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "100", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


AUTOGRADER = ("-c", "from autograder.cli import main; main()")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    for part in PARTS:
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "pyproject.toml", root)
    follow(root)
    return root


def test_the_reference_keeps_its_example(course: Path) -> None:
    done = run(course, "-m", "doctest", "solutions_lib/gradient_descent.py")
    assert done.returncode == 0, done.stdout


def test_the_session_builds_and_the_audit_has_no_complaint(course: Path) -> None:
    built = run(course, *AUTOGRADER, "build", SESSION)
    assert built.returncode == 0, built.stderr
    release = (course / "release" / SESSION / f"{SESSION}.ipynb").read_text("utf-8")
    assert "def clip_gradient" in release
    assert "np.sum(g**2)" not in release
    audited = run(course, *AUTOGRADER, "audit", "clip_gradient", "--json")
    assert audited.returncode == 0, audited.stdout + audited.stderr
    (found,) = json.loads(audited.stdout)["exercises"]
    assert not found["faults"]


def test_the_pieces_are_as_tidy_as_the_rest(course: Path) -> None:
    written = (f"course/{SESSION}/exercises/clip_gradient.py", "solutions_lib/gradient_descent.py")
    for how in (["check"], ["format", "--check"]):
        done = run(course, "-m", "ruff", *how, *written)
        assert done.returncode == 0, done.stdout
