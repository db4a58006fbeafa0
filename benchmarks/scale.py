"""``python -m benchmarks.scale [--students N …] [--workers N …]``: memory and rate by class size.

Grades classes of several sizes with the ordinary notebook of `courses`, and watches the whole tree
of processes: its proportional memory (what is shared is counted once) ten times a second. Then the
same command again, over a class in which nothing has changed. Written to benchmarks/results/.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from autograder.isolation.watchdog import family

from .__main__ import OURS, machine
from .courses import ROOT, ordinary_course

EVERY = 0.1  # seconds between two looks at the memory


def main() -> None:
    """Measure, print, write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--students", type=int, nargs="+", default=[50, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    chosen = parser.parse_args()
    runs = [
        measure(students, workers) for workers in chosen.workers for students in chosen.students
    ]
    for run in runs:
        print(
            f"{run['students']} submissions, {run['workers']} workers: "
            f"{run['submissions a second']:.2f} a second, peak {run['peak MB']:.0f} MB, "
            f"again {run['seconds again']:.1f} s"
        )
    place = ROOT / "benchmarks" / "results" / f"{datetime.date.today()}-scale.json"
    place.write_text(json.dumps({"machine": machine(), "runs": runs}, indent=1) + "\n", "utf-8")
    print(f"Written to {place.relative_to(ROOT)}")


def measure(students: int, workers: int) -> dict[str, Any]:
    """One class, graded by so many workers."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        course = Path(folder, "course")
        assignment = ordinary_course(course, students)
        shutil.copy(ROOT / "nbgrader_config.py", course)
        command = [*OURS, "grade", assignment, "--json", "--workers", str(workers)]
        seconds, peak, events = _watched(command, course)
        again, _, _ = _watched(command, course)
        size = sum(path.stat().st_size for path in course.glob("autograded/**/*.*"))
    graded = [event for event in events if event["event"] == "graded"]
    assert len(graded) == students
    return {
        "students": students,
        "workers": workers,
        "seconds": round(seconds, 2),
        "submissions a second": round(students / seconds, 3),
        "peak MB": round(peak / 1e6, 1),
        "seconds again": round(again, 2),
        "bytes kept of one": size // students,
    }


def _watched(command: list[str], course: Path) -> tuple[float, float, list[dict[str, Any]]]:
    """Seconds, the highest memory of the whole tree in bytes, and what it told."""
    env = {**os.environ, "HOME": str(course), "OPENBLAS_NUM_THREADS": "1"}
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=course, env=env, stdout=subprocess.PIPE, text=True)
    memory = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(EVERY):
            memory.append(sum(_memory(pid) for pid in family(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert process.stdout is not None
    events = [json.loads(line) for line in process.stdout]
    process.wait()
    seconds = time.monotonic() - began
    over.set()
    watcher.join()
    assert process.returncode in (0, 1)
    return seconds, max(memory), events


def _memory(pid: int) -> float:
    """Bytes of a process, with its share of what it has in common with others."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return 1024.0 * float(line.split()[1])
    except OSError:
        pass
    return 0.0


if __name__ == "__main__":
    main()
