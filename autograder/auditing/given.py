"""An instructor's own right and wrong answers, judged in the sandbox.

DIR/<exercise>/right_*.py    has to be right
DIR/<exercise>/wrong_*.py    has to be wrong
"""

from __future__ import annotations

import functools
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.checking.catalogue import Catalogue
from autograder.checking.exercise import Exercise
from autograder.checking.verdict import Verdict
from autograder.errors import AutograderError, UsageError
from autograder.grading.ahead import students_ahead
from autograder.grading.answer_file import check_file
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox


@dataclass(frozen=True)
class Judged:
    """One file: what its name says, what the checks say, and the message if it is not right."""

    exercise: str
    file: str
    wanted: str
    verdict: str
    message: str
    explained: bool

    @property
    def agrees(self) -> bool:
        """Whether the checks say what the name says."""
        return self.wanted == self.verdict

    def to_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self) | {"agrees": self.agrees}


def judge_given(
    course: Path,
    folder: Path,
    exercises: Sequence[str],
    sandbox: Sandbox,
    workers: int | None = None,
) -> list[Judged]:
    """Judge the files of some exercises, side by side, in the order of their names.

    Raises UsageError for a folder without such files, or one that names no exercise.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {str(folder)!r} with answers.")
    known = Catalogue(course)
    for place in sorted(folder.iterdir()):
        if place.is_dir() and any(_files(place)):
            known.file(place.name)
    tasks = [(name, file) for name in exercises for file in _files(folder / name)]
    if not tasks:
        raise UsageError(
            f"There are no answers in {folder}; name them <exercise>/right_*.py or "
            "<exercise>/wrong_*.py."
        )
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(workers or len(os.sched_getaffinity(0)), processes) as pool:
        return list(
            pool.map(
                _judge,
                [course] * len(tasks),
                [name for name, _ in tasks],
                [file for _, file in tasks],
                [sandbox] * len(tasks),
            )
        )


def _files(place: Path) -> list[Path]:
    return sorted([*place.glob("right_*.py"), *place.glob("wrong_*.py")])


@functools.lru_cache(1)
def _exercise(course: Path, name: str) -> Exercise:
    return Catalogue(course).load(name)


def _judge(course: Path, name: str, file: Path, sandbox: Sandbox) -> Judged:
    wanted = file.name.partition("_")[0]
    try:
        starts = students_ahead(sandbox, ["numpy"])
        report = check_file(_exercise(course, name), file, starts, Limits())
    except AutograderError as error:
        return Judged(name, file.name, wanted, Verdict.NOT_JUDGED.value, str(error), False)
    told = report.explanation.message if report.explanation else ""
    if not told and report.verdict is not Verdict.RIGHT:
        told = next(check.message for check in report.checks if check.message)
    return Judged(name, file.name, wanted, report.verdict.value, told, bool(report.diagnosis))
