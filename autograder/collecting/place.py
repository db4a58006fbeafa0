"""A submission, put into ``submitted/`` in one move.

It is written beside its place, and then takes the place by a change of name. What was
there goes to ``downloaded/<assignment>/replaced/`` first. Killed between the two, the
student has no submission until the same command runs again, and nothing is lost.

``collected.json`` in the submission says where it came from; with it, a later run can tell
which of two attempts is the newer one.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.collecting.choose import Attempt
from autograder.grading.gradebook import timestamp_of
from autograder.grading.rebuild.reading import Unreadable, read_submission

ORIGIN = "collected.json"
STAMP = "timestamp.txt"
_SMALL = 20_000


def stamp_text(time: datetime.datetime) -> str:
    """As nbgrader's exchange writes it."""
    return f"{time.astimezone(datetime.UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


def placed(folder: Path, beneath: Path) -> Attempt | None:
    """The attempt that is in place now, without its files; None if there is none."""
    if not os.path.lexists(folder):
        return None
    origin: dict[str, Any] = {}
    try:
        origin = json.loads(_text(folder / ORIGIN, beneath) or "{}")
        order = int(origin.get("order", 0))
        packed = datetime.datetime.fromisoformat(origin["packed"])
    except (ValueError, KeyError, TypeError, AttributeError):
        order, packed = 0, None
    when = timestamp_of(_text(folder / STAMP, beneath))
    return Attempt(
        files={},
        source=str(origin.get("source", "")) if isinstance(origin, dict) else "",
        handed_in=when and when.replace(tzinfo=datetime.UTC),
        order=order,
        packed=packed,
    )


def same(folder: Path, beneath: Path, files: Mapping[str, bytes]) -> bool:
    """Whether exactly these notebooks are in place."""
    try:
        there = {path.stem for path in folder.iterdir() if path.suffix == ".ipynb"}
        return there == files.keys() and all(
            read_submission(folder / f"{name}.ipynb", beneath=beneath) == data
            for name, data in files.items()
        )
    except (OSError, Unreadable):
        return False


def put(folder: Path, attempt: Attempt, files: Mapping[str, bytes], replaced: Path) -> Path | None:
    """Place an attempt; where what it replaced is now, None if nothing was there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}.*.tmp"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    scratch = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    scratch.mkdir()
    try:
        for name, data in files.items():
            (scratch / f"{name}.ipynb").write_bytes(data)
        if attempt.handed_in is not None:
            (scratch / STAMP).write_text(stamp_text(attempt.handed_in), "ascii")
        origin = {
            "source": attempt.source,
            "order": attempt.order,
            "packed": attempt.packed and attempt.packed.isoformat(),
            "late": attempt.late,
        }
        (scratch / ORIGIN).write_text(json.dumps(origin, indent=1) + "\n", "utf-8")
        kept = None
        if os.path.lexists(folder):
            kept = _free(replaced)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(folder, kept)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return kept


def write_stamp(folder: Path, time: datetime.datetime) -> None:
    """Write when a submission that is in place was handed in."""
    scratch = folder / f".{STAMP}.{os.getpid()}.tmp"
    scratch.write_text(stamp_text(time), "ascii")
    scratch.replace(folder / STAMP)


def keep_apart(folder: Path, person: str, files: Mapping[str, bytes]) -> Path:
    """Write the files of somebody whom nobody knows; the same again changes nothing."""
    place = apart(folder, person)
    place.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = place / f"{name}.ipynb"
        scratch = path.with_suffix(".tmp")
        scratch.write_bytes(data)
        scratch.replace(path)
    return place


def no_longer_apart(folder: Path, person: str) -> None:
    """Take away what was kept for somebody who is known now; the submission is in place."""
    shutil.rmtree(apart(folder, person), ignore_errors=True)
    with contextlib.suppress(OSError):  # others are in it
        folder.rmdir()


def apart(folder: Path, person: str) -> Path:
    """A folder with a harmless name that looks like the person's, one for each person."""
    plain = "".join(sign if sign.isalnum() else " " for sign in person)
    digest = hashlib.sha256(person.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return folder / "-".join([*plain.split(), digest])[-50:].strip("-")


def _text(path: Path, beneath: Path) -> str:
    try:
        return read_submission(path, max_bytes=_SMALL, beneath=beneath).decode("utf-8").strip()
    except (Unreadable, UnicodeDecodeError):
        return ""


def _free(place: Path) -> Path:
    """``place/1``, or the first number that is free."""
    number = 1
    while os.path.lexists(place / str(number)):
        number += 1
    return place / str(number)
