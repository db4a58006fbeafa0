"""A class that never was: notebooks drawn from the banks of right and wrong answers.

It shows an instructor what grading looks like before there are students, and
gives the tests a class whose marks are known: an accepted answer earns full
marks, a wrong one does not. Its students are told from real ones by their names.
"""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from autograder.checking.catalogue import Catalogue
from autograder.checking.source import answer_source
from autograder.errors import UsageError, unknown

Notebook = dict[str, Any]
DEADLINE = datetime(2026, 3, 1, 12, tzinfo=UTC)
COMMON = 3  # the first mistakes of a bank are those that many students make
WRITTEN = "*A made-up answer in words, for a person to read and to mark.*"
NOISE = 'print("a warning that means nothing", file=sys.stderr)'
_NAME = re.compile(r"sim\d{2,}-[a-z]+(-[a-z]+)*")


@dataclass(frozen=True)
class SimulatedStudent:
    """One made-up student.

    kind: what sets the notebook apart. answers: exercise -> name of the bank
    answer that was handed in, "" where the cell was left or spoilt.
    """

    name: str
    kind: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class _Bank:
    """The texts of one exercise's answers, by name."""

    exercise: str
    accepted: Mapping[str, str]
    rejected: Mapping[str, str]

    @property
    def texts(self) -> dict[str, str]:
        return {**self.accepted, **self.rejected}


def simulate(
    assignment: str,
    release: Path | None,
    catalogue: Catalogue,
    *,
    students: int,
    seed: int,
    handed_in: Collection[str],
    place: Callable[[str], Path],
) -> list[SimulatedStudent]:
    """Write a class, ``<assignment>.ipynb`` and ``timestamp.txt`` in each student's place.

    release: the released notebook, if there is one. handed_in: who has handed in so
    far; place: student -> folder of the submission. The first students are one of
    each kind, the others mix accepted and wrong answers; after two of them for each
    answer of the largest bank, every answer of every bank has been handed in. The
    same seed gives the same class, and an earlier simulated class makes way for it.
    Raises UsageError if ``students`` is less than 1, if the session has no exercises,
    if the notebook is missing or if students who are not simulated have handed in.
    """
    if students < 1:
        raise UsageError("A class has at least one student; ask for --students 1 or more.")
    banks = _banks(catalogue, assignment)
    if release is None:
        raise UsageError(
            f"{assignment} is not released here; run `autograder build {assignment}` first."
        )
    if real := sorted(name for name in handed_in if not _NAME.fullmatch(name)):
        raise UsageError(
            f"Real students have handed in {assignment} here, {real[0]} among them; "
            "simulate into another course folder with --course."
        )
    blank = json.loads(release.read_text(encoding="utf-8"))
    rng = random.Random(f"{assignment} {seed}")
    made = []
    digits = max(2, len(str(students)))
    for number, (kind, notebook, answers) in zip(
        range(1, students + 1), _class(blank, banks, rng), strict=False
    ):
        student = SimulatedStudent(f"sim{number:0{digits}d}-{kind}", kind, answers)
        _write(place(student.name), assignment, notebook, number)
        made.append(student)
    for name in set(handed_in) - {student.name for student in made}:
        _take_away(place(name), assignment)
    return made


def _banks(catalogue: Catalogue, session: str) -> list[_Bank]:
    ids = [exercise for exercise in catalogue.ids if catalogue.session(exercise) == session]
    if not ids:
        sessions = {catalogue.session(exercise) for exercise in catalogue.ids}
        raise unknown("session with exercises", session, sessions)
    banks = []
    for exercise_id in ids:
        exercise, file = catalogue.load(exercise_id), catalogue.file(exercise_id)
        accepted = {a.name: answer_source(file, exercise, a) for a in exercise.accepted}
        rejected = {a.name: answer_source(file, exercise, a) for a in exercise.rejected}
        banks.append(_Bank(exercise_id, accepted, rejected))
    return banks


def _class(
    blank: Notebook, banks: Sequence[_Bank], rng: random.Random
) -> Iterator[tuple[str, Notebook, dict[str, str]]]:
    """Kind, notebook and answers of each student, without end."""
    right = {bank.exercise: next(iter(bank.accepted)) for bank in banks}
    spoilt = banks[min(1, len(banks) - 1)].exercise

    def answered(names: Mapping[str, str]) -> Notebook:
        return _filled(blank, {b.exercise: b.texts[names[b.exercise]] for b in banks})

    def with_answer(text: str) -> tuple[Notebook, dict[str, str]]:
        return _with(answered(right), spoilt, partial(_replace, text)), {**right, spoilt: ""}

    name = spoilt
    yield "perfect", answered(right), right
    yield "empty", blank, dict.fromkeys(right, "")
    yield ("syntax-error", *with_answer(f"def {name}(*args):\n    return args[0] +\n"))
    yield ("endless-loop", *with_answer(f"def {name}(*args):\n    while True:\n        pass\n"))
    crash = f"import os\n\ndef {name}(*args):\n    os.abort()\n"
    yield ("crash", *with_answer(crash))
    yield "stderr", _noisy(answered(right), banks), right
    yield "no-tests", _without_tests(answered(right)), right
    yield "tests-twice", _with_tests_twice(answered(right)), right
    yield "tests-edited", _with_tests_emptied(answered(right)), right
    drawn = {bank.exercise: _drawn(bank, rng) for bank in banks}
    while True:
        names = {exercise: next(draws) for exercise, draws in drawn.items()}
        yield "mixed", answered(names), names


def _drawn(bank: _Bank, rng: random.Random) -> Iterator[str]:
    """Every answer of the bank in turn; between two of them one that many hand in."""
    names, accepted = list(bank.texts), list(bank.accepted)
    common = list(bank.rejected)[:COMMON]
    rng.shuffle(names)
    for name in cycle(names):
        often = rng.choice(common if common and rng.random() < 0.5 else accepted)
        yield from rng.sample([name, often], 2)


def _filled(blank: Notebook, texts: Mapping[str, str]) -> Notebook:
    cells = [
        {**cell, "source": WRITTEN}
        if cell["cell_type"] == "markdown" and _flags(cell).get("solution")
        else cell
        for cell in blank["cells"]
    ]
    notebook = {**blank, "cells": cells}
    for exercise, text in texts.items():
        notebook = _with(notebook, exercise, partial(_replace, text))
    return notebook


def _with(notebook: Notebook, grade_id: str, change: Callable[[str], str]) -> Notebook:
    cells = [
        {**cell, "source": change(cell["source"])}
        if _flags(cell).get("grade_id") == grade_id
        else cell
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}


def _replace(text: str, _: str) -> str:
    return text


def _noisy(notebook: Notebook, banks: Sequence[_Bank]) -> Notebook:
    for bank in banks:
        notebook = _with(notebook, bank.exercise, _with_noise)
    return notebook


def _with_noise(text: str) -> str:
    """The same answer, but every function in it writes to stderr when it is called."""
    lines = text.splitlines()
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    for first in sorted((node.body[0] for node in functions), key=lambda node: -node.lineno):
        lines.insert(first.lineno - 1, " " * first.col_offset + NOISE)
    return "\n".join(["import sys", "", *lines])


def _without_tests(notebook: Notebook) -> Notebook:
    return {**notebook, "cells": [c for c in notebook["cells"] if not _is_test(c)]}


def _with_tests_twice(notebook: Notebook) -> Notebook:
    cells = []
    for cell in notebook["cells"]:
        cells.append(cell)
        if _is_test(cell):  # JupyterLab gives a copy an id of its own
            cells.append({**cell, "id": f"{cell['id']}-copy"})
    return {**notebook, "cells": cells}


def _with_tests_emptied(notebook: Notebook) -> Notebook:
    cells = [{**c, "source": "pass"} if _is_test(c) else c for c in notebook["cells"]]
    return {**notebook, "cells": cells}


def _is_test(cell: dict[str, Any]) -> bool:
    flags = _flags(cell)
    return bool(flags.get("grade")) and not flags.get("solution")


def _flags(cell: dict[str, Any]) -> dict[str, Any]:
    return cell.get("metadata", {}).get("nbgrader", {})


def _take_away(folder: Path, assignment: str) -> None:
    """Delete what ``_write`` wrote, and nothing else."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in (folder / f"{assignment}.ipynb", folder / "timestamp.txt"):
        path.unlink(missing_ok=True)
    for empty in (folder, folder.parent):
        if not any(empty.iterdir()):
            empty.rmdir()


def _write(folder: Path, assignment: str, notebook: Notebook, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    (folder / f"{assignment}.ipynb").write_text(text, encoding="utf-8")
    handed_in = DEADLINE - timedelta(minutes=7 * number)
    (folder / "timestamp.txt").write_text(f"{handed_in:%Y-%m-%d %H:%M:%S.%f UTC}", encoding="ascii")
