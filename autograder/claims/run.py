"""Run lectures, and collect the numbers that they check.

A lecture in percent format is a Python program. It runs in a fresh process of its
own, in its own folder, without a screen; lecture_tools writes each number to a list
that the environment names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.claims.lecture import Lecture

LONGEST = 600  # seconds; a lecture should take twenty
_LINE = re.compile(r'File ".*lecture\.py", line (\d+)')


@dataclass(frozen=True)
class Value:
    """One number that a lecture checked.

    name: what it claims; empty for a number of the lecture's own.
    stated, decimals, between: what the lecture says that it is.
    """

    line: int
    value: Any
    stated: Any
    decimals: int | None
    agrees: bool
    name: str = ""
    between: tuple[float, float] | None = None


@dataclass(frozen=True)
class Measured:
    """What one lecture checked; ``stopped`` is why it did not come to its end, else empty."""

    session: str
    values: tuple[Value, ...]
    stopped: str = ""

    @property
    def claimed(self) -> tuple[Value, ...]:
        return tuple(value for value in self.values if value.name)

    @property
    def own(self) -> int:
        """In how many places the lecture checks a number of its own.

        Whether it holds is not asked here: ``agrees`` is also a question that a lecture
        may put, and an assertion that fails stops it.
        """
        return len({value.line for value in self.values if not value.name})


def measure(chosen: Sequence[Lecture], workers: int = 2) -> list[Measured]:
    """Run these lectures, so many at a time."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(_run, chosen))


def _run(lecture: Lecture) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "numbers.jsonl"
        stopped = _start(lecture, record)
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    return Measured(lecture.session, tuple(_value(json.loads(line)) for line in lines), stopped)


def _start(lecture: Lecture, record: Path) -> str:
    root = str(lecture.path.parents[2].resolve())
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    settings = {
        "LECTURE_RECORD": str(record),
        "MPLBACKEND": "Agg",
        "OPENBLAS_NUM_THREADS": "1",  # more of them change the last digits
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(paths),
    }
    try:
        done = subprocess.run(
            [sys.executable, lecture.path.name],
            cwd=lecture.path.parent,
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return f"{lecture.session}: the lecture still runs after {LONGEST} s."
    if done.returncode == 0:
        return ""
    lines = [int(line) for line in _LINE.findall(done.stderr)]
    where = lecture.at(lines[-1]) if lines else lecture.session
    last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
    return f"{where}: the lecture stopped there: {last[:200]}"


def _value(found: dict[str, Any]) -> Value:
    between = found.get("between")
    return Value(
        line=found["line"],
        value=found["value"],
        stated=found["stated"],
        decimals=found["decimals"],
        agrees=found["agrees"],
        name=found.get("claim", ""),
        between=tuple(between) if between else None,
    )
