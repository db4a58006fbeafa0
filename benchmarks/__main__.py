"""``python -m benchmarks [--students N] [--rounds N]``: this grader's time beside nbgrader's.

All sides grade the same class and write its feedback, with their own commands, one after the
other, round by round, on the same cores, start of the programs included. Printed and written to
benchmarks/results/: the medians, their ratios, whether all marks agree, and what machine it was.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from .courses import ROOT, ordinary_course, session_course
from .floor import busy

CLASSES: dict[str, Callable[[Path, int], str]] = {
    "session 1 of this course": session_course,
    "an ordinary notebook with asserts": ordinary_course,
}
NBGRADER = [sys.executable, "-m", "nbgrader"]
OURS = [sys.executable, "-c", "from autograder.cli import main; main()"]
# Its own exporter: the configuration of a course here has nbgrader grade through this engine.
_THEIR_OWN = "--Autograde.exporter_class=nbconvert.exporters.notebook.NotebookExporter"
THEIRS, PLAIN = "nbgrader", "without figures"
SIDES = {
    THEIRS: [[*NBGRADER, "autograde", "--create", _THEIR_OWN], [*NBGRADER, "generate_feedback"]],
    "autograder": [[*OURS, "grade"], [*OURS, "feedback"]],
    PLAIN: [[*OURS, "grade", "--figures", "none"], [*OURS, "feedback"]],
}


def main() -> None:
    """Measure, print, write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    found = {name: measure(make, chosen.students, chosen.rounds) for name, make in CLASSES.items()}
    result = {"machine": machine(), "students": chosen.students, "classes": found}
    for name, one in found.items():
        print(f"{name}, {one['submissions']} submissions:")
        for side, seconds in one["seconds a submission"].items():
            print(
                f"  {side:16} {seconds:.3f} s each, {one['times as fast'][side]:.1f} times as fast"
            )
        print(f"  {one['marks that differ'] or 'no'} marks differ")
        print(f"  {PLAIN}, without the start: {one['times the floor']} times the floor")
    place = ROOT / "benchmarks" / "results" / f"{datetime.date.today()}.json"
    place.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(f"Written to {place.relative_to(ROOT)}")


def measure(make: Callable[[Path, int], str], students: int, rounds: int) -> dict[str, Any]:
    """Grade one class in every way, several times; seconds a submission, medians."""
    times: dict[str, list[float]] = {side: [] for side in SIDES}
    worked: dict[str, list[float]] = {side: [] for side in SIDES}
    different = excused = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        whole = Path(folder, "whole")
        assignment = make(whole, students)
        shutil.copy(ROOT / "nbgrader_config.py", whole)
        _run(whole, [[*NBGRADER, "generate_assignment", assignment, "--force"]])
        handed_in = len(list((whole / "submitted").iterdir()))
        for number in range(rounds):
            marks = {}
            for side, commands in SIDES.items():
                course = Path(folder, f"{side.replace(' ', '-')}-{number}")
                shutil.copytree(whole, course)
                seconds, work = _run(course, [[*command, assignment] for command in commands])
                times[side].append(seconds / handed_in)
                worked[side].append(work)
                marks[side] = _marks(course, assignment)
                if side == THEIRS:
                    silent = _wrote_to_stderr(course, assignment)
                shutil.rmtree(course)
            for side in SIDES:
                others = {key for key, mark in marks[side].items() if mark != marks[THEIRS][key]}
                different += len(others - silent)
                excused += len(others & silent)
        least = floor_of(whole, assignment)
        start = _start(whole, Path(folder, "one"), assignment)
    medians = {side: statistics.median(values) for side, values in times.items()}
    work = {side: statistics.median(values) for side, values in worked.items()}
    each = (work[PLAIN] - start) / (handed_in - 1)
    return {
        "seconds a submission": {side: round(value, 4) for side, value in medians.items()},
        "times as fast": {
            side: round(medians[THEIRS] / value, 2) for side, value in medians.items()
        },
        "processor seconds a submission": {
            side: round(value / handed_in, 4) for side, value in work.items()
        },
        "the floor": round(least, 4),
        "times the floor": round(each / least, 2),
        "marks that differ": different,
        "nothing from nbgrader for a word on stderr": excused,
        "submissions": handed_in,
        "all": {side: [round(value, 4) for value in values] for side, values in times.items()},
    }


def floor_of(course: Path, assignment: str) -> float:
    """The floor for what was handed in, in a process of its own, in the assignment's folder."""
    notebooks = sorted((course / "submitted").glob(f"*/{assignment}/{assignment}.ipynb"))
    command = [sys.executable, "-m", "benchmarks.floor", *map(str, notebooks)]
    folder = course / "release" / assignment
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _start(whole: Path, course: Path, assignment: str) -> float:
    """Processor seconds of the commands over a class of one: start, plan and one submission."""
    shutil.copytree(whole, course)
    for folder in sorted((course / "submitted").iterdir())[1:]:
        shutil.rmtree(folder)
    return _run(course, [[*command, assignment] for command in SIDES[PLAIN]])[1]


def machine() -> dict[str, Any]:
    """What it was measured on."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "nbgrader": version("nbgrader"),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _run(course: Path, commands: list[list[str]]) -> tuple[float, float]:
    """Seconds, and processor seconds of the whole machine; it should have nothing else to do."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(course), "OPENBLAS_NUM_THREADS": "1"}
    began, before = time.monotonic(), busy()
    for command in commands:
        done = subprocess.run(command, cwd=course, env=env, capture_output=True, text=True)
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    return time.monotonic() - began, busy() - before


def _wrote_to_stderr(course: Path, assignment: str) -> set[tuple[str, str]]:
    """(student, cell) of the tests for which nbgrader gives nothing, since something was said."""
    found = set()
    for path in course.glob(f"autograded/*/{assignment}/*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if any(output.get("name") == "stderr" for output in cell.get("outputs", ())):
                name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
                found.add((path.parts[-3], name))
    return found


def _marks(course: Path, assignment: str) -> dict[tuple[str, str], float | None]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            (one.student.id, grade.name): grade.auto_score
            for one in gradebook.find_assignment(assignment).submissions
            for notebook in one.notebooks
            for grade in notebook.grades
        }


if __name__ == "__main__":
    main()
