"""Every notebook of the course runs from top to bottom, with nbval.

The lecture and the instructor's version run without an error. In the students'
version, before anybody has written a line, every visible test has to fail: nbval
lets a cell tagged ``raises-exception`` fail but does not ask for it, so a cell is
put behind each that asks.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.build import build, sessions

ROOT = Path(__file__).parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "build" / "good"
# IPython leaves the error of the last cell that failed in sys.last_value
FORGET = "import sys; sys.last_value = None"
ASK = "assert sys.last_value is not None, 'an untouched notebook passes the test above'"

pytestmark = pytest.mark.notebooks


def run(notebook: Path, scratch: Path) -> subprocess.CompletedProcess[str]:
    """Run a notebook in its own folder, in a pytest that knows nothing of this one."""
    settings = scratch / "nbval.ini"
    settings.write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-c", str(settings), "-p", "no:cacheprovider"]
    command += ["--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=120", "-q"]
    # the notebooks take the autograder and the solutions from this checkout
    return subprocess.run(
        [*command, "--color=no", str(notebook)],
        cwd=scratch,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def untouched(release: Path, scratch: Path) -> Path:
    """A copy of a release folder's notebook that asks each visible test to fail."""
    folder = shutil.copytree(release, scratch / release.name)
    path = folder / f"{release.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cells = []
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        answer = meta.get("solution", False)
        test = meta.get("grade", False) and not answer
        if cell.cell_type != "code" or not (answer or (test and ast.parse(cell.source).body)):
            cells.append(cell)
            continue
        cell.metadata.tags = ["raises-exception"]
        cells += [cell] if answer else [new_code_cell(FORGET), cell, new_code_cell(ASK)]
    notebook.cells = cells
    nbformat.write(notebook, path)
    return path


@pytest.fixture(scope="module")
def fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course, built, with one visible test."""
    root = tmp_path_factory.mktemp("notebooks") / "course-folder"
    shutil.copytree(FIXTURE, root)
    build(root)
    return root


@pytest.mark.parametrize("session", sessions(ROOT))
def test_the_lecture_runs(session: str, tmp_path: Path):
    if not (ROOT / "course" / session / "lecture.py").exists():
        pytest.skip(f"{session} has no lecture")
    result = run(ROOT / "course" / session / "lecture.ipynb", tmp_path)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("session", sessions(ROOT))
def test_the_assignment_runs_with_its_solutions(session: str, tmp_path: Path):
    if not (ROOT / "course" / session / "assignment.py").exists():
        pytest.skip(f"{session} has no assignment")
    result = run(ROOT / "source" / session / f"{session}.ipynb", tmp_path)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("session", sessions(ROOT))
def test_an_untouched_assignment_passes_no_visible_test(session: str, tmp_path: Path):
    if not (ROOT / "course" / session / "assignment.py").exists():
        pytest.skip(f"{session} has no assignment")
    result = run(untouched(ROOT / "release" / session, tmp_path), tmp_path)
    assert result.returncode == 0, result.stdout


def test_a_small_course_runs_and_its_untouched_assignment_fails_its_test(
    fixture: Path, tmp_path: Path
):
    for notebook in (
        fixture / "course" / "s01_slopes" / "lecture.ipynb",
        fixture / "source" / "s01_slopes" / "s01_slopes.ipynb",
        untouched(fixture / "release" / "s01_slopes", tmp_path),
    ):
        result = run(notebook, tmp_path)
        assert result.returncode == 0, result.stdout


def test_a_visible_test_that_passes_untouched_is_found(fixture: Path, tmp_path: Path):
    release = shutil.copytree(fixture / "release" / "s01_slopes", tmp_path / "s01_slopes")
    path = release / "s01_slopes.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("w = slope(", "w = 2.0 or slope("), encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    result = run(untouched(release, scratch), scratch)
    assert result.returncode == 1
    assert "an untouched notebook passes the test above" in result.stdout


def test_an_error_in_a_lecture_is_found(fixture: Path, tmp_path: Path):
    path = tmp_path / "lecture.ipynb"
    text = (fixture / "course" / "s01_slopes" / "lecture.ipynb").read_text(encoding="utf-8")
    path.write_text(text.replace("assert w == 2.0", "assert w == 3.0"), encoding="utf-8")
    result = run(path, tmp_path)
    assert result.returncode == 1
    assert "AssertionError" in result.stdout
