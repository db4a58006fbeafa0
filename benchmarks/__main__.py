"""``python -m benchmarks [--students N] [--rounds N]``: this grader's time beside nbgrader's.

Both sides grade the same class and write its feedback, with their own commands, one after the
other, round by round, on the same cores. Printed and written to benchmarks/results/: the medians,
their ratio, whether all marks agree, and what machine it was.
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

CLASSES: dict[str, Callable[[Path, int], str]] = {
    "session 1 of this course": session_course,
    "an ordinary notebook with asserts": ordinary_course,
}
OURS = "from autograder.cli import main; main()"


def main() -> None:
    """Measure, print, write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    found = {name: measure(make, chosen.students, chosen.rounds) for name, make in CLASSES.items()}
    result = {"machine": machine(), "students": chosen.students, "classes": found}
    for name, one in found.items():
        print(
            f"{name}: {one['nbgrader']:.2f} s a submission with nbgrader, "
            f"{one['autograder']:.2f} s here: {one['ratio']:.1f} times as fast; "
            f"marks {'agree' if one['same marks'] else 'DIFFER'}"
        )
    place = ROOT / "benchmarks" / "results" / f"{datetime.date.today()}.json"
    place.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(f"Written to {place.relative_to(ROOT)}")


def measure(make: Callable[[Path, int], str], students: int, rounds: int) -> dict[str, Any]:
    """Grade one class both ways, several times; seconds a submission, medians."""
    times: dict[str, list[float]] = {"nbgrader": [], "autograder": []}
    same = True
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        whole = Path(folder, "whole")
        assignment = make(whole, students)
        handed_in = len(list((whole / "submitted").iterdir()))
        for number in range(rounds):
            marks = {}
            for side, commands in _commands(assignment).items():
                course = Path(folder, f"{side}{number}")
                shutil.copytree(whole, course)
                (course / "nbgrader_config.py").write_text(_config(side), "utf-8")
                times[side].append(_run(course, commands) / handed_in)
                marks[side] = _marks(course, assignment)
                shutil.rmtree(course)
            same &= marks["nbgrader"] == marks["autograder"]
    medians = {side: statistics.median(values) for side, values in times.items()}
    return {
        **medians,
        "ratio": medians["nbgrader"] / medians["autograder"],
        "same marks": same,
        "submissions": handed_in,
        "all": {side: [round(value, 3) for value in values] for side, values in times.items()},
    }


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


def _config(side: str) -> str:
    text = (ROOT / "nbgrader_config.py").read_text("utf-8")
    lines = text.splitlines(keepends=True)
    if side == "autograder":
        return text
    return "".join(line for line in lines if not line.startswith("c.Autograde.exporter_class"))


def _commands(assignment: str) -> dict[str, list[list[str]]]:
    nbgrader = [sys.executable, "-m", "nbgrader"]
    ours = [sys.executable, "-c", OURS]
    return {
        "nbgrader": [
            [*nbgrader, "autograde", assignment, "--create"],
            [*nbgrader, "generate_feedback", assignment],
        ],
        "autograder": [[*ours, "grade", assignment], [*ours, "feedback", assignment]],
    }


def _run(course: Path, commands: list[list[str]]) -> float:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(course), "OPENBLAS_NUM_THREADS": "1"}
    generate = [sys.executable, "-m", "nbgrader", "generate_assignment", "--force"]
    (assignment,) = (one.name for one in (course / "source").iterdir())
    subprocess.run([*generate, assignment], cwd=course, env=env, capture_output=True, check=False)
    began = time.monotonic()
    for command in commands:
        done = subprocess.run(command, cwd=course, env=env, capture_output=True, text=True)
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    return time.monotonic() - began


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
