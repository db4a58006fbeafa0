"""It stays nbgrader: the honest part of a class gets the same marks from plain nbgrader.

Plain ``nbgrader autograde`` grades eight students of the simulated class in a
copy of the course with a gradebook of its own. Every automatic mark is the same,
cell by cell, but for one thing that it does otherwise and that is meant to be
different here: a test cell during which anything is written to stderr, be it a
warning of NumPy's, gets nothing from nbgrader.

Not honest, and left out: the crash, which ends nbgrader's kernel and with it the
whole notebook; the endless loop, for which it waits half a minute a call; tests
deleted or handed in twice, which it refuses to grade. Edited tests stay in: it
puts the instructor's text back as well.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SESSION, GradedClass
from nbgrader.api import Gradebook

pytestmark = pytest.mark.slow

HONEST = ("perfect", "empty", "syntax-error", "stderr", "tests-edited")
MIXED = 3

Marks = dict[tuple[str, str], float | None]


def nbgrader(course: Path, *command: str) -> subprocess.Popen[str]:
    """Start plain nbgrader in a course folder, as an instructor would."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # its kernel and its alembic
    return subprocess.Popen(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=course,
        env={"PATH": path, "HOME": str(course), "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def as_it_comes(course: Path) -> None:
    """Take out the line by which a course has nbgrader grade through the engine here."""
    config = course / "nbgrader_config.py"
    lines = config.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("c.Autograde.exporter_class")]
    assert len(kept) == len(lines) - 1
    config.write_text("".join(kept), "utf-8")


def finish(process: subprocess.Popen[str]) -> None:
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0, said[-3000:]


def marks(course: Path, students: list[str]) -> Marks:
    """(student, cell) -> the automatic mark in a course's gradebook."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            (student, grade.name): grade.auto_score
            for student in students
            for grade in gradebook.find_submission(SESSION, student).notebooks[0].grades
        }


def writes_to_stderr(course: Path, student: str, grade_id: str) -> bool:
    """Whether a cell of the notebook that nbgrader ran wrote to stderr."""
    path = course / "autograded" / student / SESSION / f"{SESSION}.ipynb"
    (cell,) = (
        cell
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )
    return any(output.get("name") == "stderr" for output in cell.get("outputs", ()))


def test_plain_nbgrader_gives_an_honest_class_the_same_marks_cell_by_cell(
    graded_class: GradedClass, tmp_path: Path
) -> None:
    mixed = [student for student in graded_class.students if student.kind == "mixed"]
    chosen = [*(graded_class.of(kind) for kind in HONEST), *mixed[:MIXED]]
    halves = [chosen[::2], chosen[1::2]]
    courses = [
        graded_class.copy(tmp_path / f"half{i}", *half, parts=("submitted",))
        for i, half in enumerate(halves)
    ]
    for course in courses:
        as_it_comes(course)
    finish(nbgrader(courses[0], "generate_assignment", SESSION, "--force"))
    shutil.copy(courses[0] / "gradebook.db", courses[1])
    autograde = ("autograde", SESSION, "--create")
    for course, process in [(course, nbgrader(course, *autograde)) for course in courses]:
        process.communicate(timeout=240)
        if process.returncode != 0:  # kernels that start at the same moment may choose one port
            finish(nbgrader(course, *autograde))

    assert not [*tmp_path.glob("*/autograded/*/*/results.json")]  # it was nbgrader that graded
    theirs: Marks = {}
    excused: set[tuple[str, str]] = set()
    for course, half in zip(courses, halves, strict=True):
        found = marks(course, [student.name for student in half])
        theirs |= found
        excused |= {key for key in found if writes_to_stderr(course, *key)}
    ours = marks(graded_class.course, [student.name for student in chosen])

    assert len(ours) == len(chosen) * 15
    different = {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)}
    assert different <= excused, {
        key: (ours.get(key), theirs.get(key)) for key in different - excused
    }
    assert all(theirs[key] == 0 for key in excused)
    # the student whose answers write to stderr is here to show that it happens
    noisy = graded_class.of("stderr").name
    assert {key for key in different if key[0] == noisy} == {
        (noisy, f"{exercise}-visible") for exercise in graded_class.of("stderr").answers
    }


def test_nbgraders_own_feedback_goes_on_from_here(
    graded_class: GradedClass, tmp_path: Path
) -> None:
    chosen = [graded_class.of("perfect"), graded_class.of("mixed")]
    course = graded_class.copy(tmp_path / "course", *chosen, parts=("submitted", "autograded"))
    shutil.copy(graded_class.course / "gradebook.db", course)
    finish(nbgrader(course, "generate_feedback", SESSION))
    for student in chosen:
        page = course / "feedback" / student.name / SESSION / f"{SESSION}.html"
        score = graded_class.results[student.name].score
        (told,) = re.findall(r"<h4>(.*?)</h4>", page.read_text("utf-8"))
        assert told == f"{SESSION} (Score: {round(score, 2)} / 100.0)"
