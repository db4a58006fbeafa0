"""One simulated class, graded once in a run, for every test that looks at a graded class."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.checking.catalogue import Catalogue, catalogue
from autograder.grading.results import CellResult, SubmissionResult
from autograder.simulate import SimulatedStudent, simulate

ROOT = Path(__file__).parents[1]
SESSION = "s01_linear_regression"
STUDENTS, SEED = 24, 1
SAID = ("grade", "feedback", "report")


@dataclass(frozen=True)
class GradedClass:
    """A class that went through simulate, grade, feedback and report.

    said: command -> what it printed; status: of ``autograder grade``.
    """

    course: Path
    catalogue: Catalogue
    students: tuple[SimulatedStudent, ...]
    results: Mapping[str, SubmissionResult]
    said: Mapping[str, str]
    status: int

    def of(self, kind: str) -> SimulatedStudent:
        """The first student of a kind."""
        return next(student for student in self.students if student.kind == kind)

    def cells(self, student: SimulatedStudent) -> dict[str, CellResult]:
        """A student's graded cells, by grade_id."""
        return {c.grade_id: c for nb in self.results[student.name].notebooks for c in nb.cells}

    def copy(self, to: Path, *students: SimulatedStudent, parts: tuple[str, ...]) -> Path:
        """A copy of the course: source, release, configuration, and ``parts`` of these students."""
        shutil.copytree(self.course / "source", to / "source")
        shutil.copytree(self.course / "release", to / "release")
        shutil.copy(self.course / "nbgrader_config.py", to)
        for part in parts:
            for student in students:
                shutil.copytree(self.course / part / student.name, to / part / student.name)
        return to


def autograder(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would; its environment has no PYTHONPATH and no colours."""
    command = [str(Path(sys.executable).with_name("autograder")), *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    options = {"cwd": ROOT, "env": environment, "timeout": 280, **options}
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that one process of a test run makes, and all of them read."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place, finished = base / name, base / f"{name}.finished"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            finished.touch()
    return place


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """24 students of session 1, simulated, graded in the sandbox and told."""
    course = once(tmp_path_factory, "graded-class", _make_class)
    known = catalogue(ROOT / "course")
    students = simulate(
        SESSION,
        ROOT / "release" / SESSION / f"{SESSION}.ipynb",
        known,
        students=STUDENTS,
        seed=SEED,
        handed_in=(),
        place=lambda student: tmp_path_factory.mktemp("again") / student,
    )
    results = {
        student.name: SubmissionResult.read(
            course / "autograded" / student.name / SESSION / "results.json"
        )
        for student in students
    }
    said = {name: (course / f"{name}.said").read_text("utf-8") for name in SAID}
    status = int((course / "grade.status").read_text())
    return GradedClass(course, known, tuple(students), results, said, status)


def _make_class(course: Path) -> None:
    for name in ("source", "release"):
        shutil.copytree(ROOT / name, course / name)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    made = autograder(
        "simulate", SESSION, "--students", STUDENTS, "--seed", SEED, "--course", course
    )
    assert made.returncode == 0, made.stderr
    for name in SAID:
        done = autograder(name, SESSION, "--course", course)
        assert done.returncode in (0, 1), done.stderr
        said = done.stderr.splitlines()
        assert all(line.startswith("Grading ") for line in said), done.stderr  # how it was going
        (course / f"{name}.said").write_text(done.stdout, "utf-8")
        (course / f"{name}.status").write_text(str(done.returncode))
