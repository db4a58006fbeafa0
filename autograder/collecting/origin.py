"""Where a submission in place came from: so a later run can tell which attempt is newer.

It lies in the course's ``.autograder/``, where no student writes, and holds for exactly the
notebooks that were placed: whoever puts others there makes it void.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from autograder.collecting.choose import Attempt
from autograder.grading.kept import FOLDER

_DAMAGED = (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError)


class Origin:
    """The note about one student's submission of one assignment."""

    def __init__(self, course: Path, assignment: str, student: str) -> None:
        # an id may be too long for the name of a file with something behind it
        digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self.path = course / FOLDER / "collected" / assignment / f"{digest}.json"

    def read(self, files: Mapping[str, bytes]) -> Attempt | None:
        """What is known about these notebooks; None if nothing is."""
        try:
            found = json.loads(self.path.read_bytes())
            if found["notebooks"] != _digest(files):
                return None
            packed = found["packed"] and datetime.datetime.fromisoformat(found["packed"])
            return Attempt(
                files={},
                source=str(found["source"]),
                order=int(found["order"]),
                packed=packed and packed.replace(tzinfo=None),
            )
        except _DAMAGED:
            return None

    def written(self, attempt: Attempt, files: Mapping[str, bytes]) -> Path:
        """Write the note beside its place; ``replace`` with ``path`` makes it hold."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        note = {
            "source": attempt.source,
            "order": attempt.order,
            "packed": attempt.packed and attempt.packed.isoformat(),
            "notebooks": _digest(files),
        }
        scratch = self.path.with_suffix(f".{os.getpid()}.tmp")
        scratch.write_text(json.dumps(note, indent=1) + "\n", "utf-8")
        return scratch


def _digest(files: Mapping[str, bytes]) -> str:
    parts = [f"{name}\0{hashlib.sha256(files[name]).hexdigest()}" for name in sorted(files)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
