"""A submission, put into ``submitted/`` in one move.

It is written beside its place, and then takes the place by a change of name. What was
there goes to ``downloaded/<assignment>/replaced/`` first. Killed between the two, the
student has no submission until the same command runs again, and nothing is lost.

Where it came from is noted elsewhere: `origin`.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.collecting.choose import Attempt
from autograder.collecting.origin import Origin
from autograder.grading.gradebook import timestamp_of
from autograder.grading.rebuild.reading import Unreadable, read_submission
from autograder.grading.results import TIMESTAMP_FILE
from autograder.grading.whole import write_file

STAMP = TIMESTAMP_FILE
_SMALL = 20_000


def stamp_text(time: datetime.datetime) -> str:
    """As nbgrader's exchange writes it."""
    return f"{time.astimezone(datetime.UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


@dataclass(frozen=True)
class Placed:
    """A submission that is in place. files: its notebooks; None where one cannot be read.

    known: the note of where it came from holds for it.
    """

    attempt: Attempt
    files: Mapping[str, bytes] | None
    known: bool


def placed(folder: Path, beneath: Path, origin: Origin) -> Placed | None:
    """What is in place now; None if there is nothing."""
    if not os.path.lexists(folder):
        return None
    files = notebooks(folder, beneath)
    found = None if files is None else origin.read(files)
    attempt = found or Attempt(files={}, source="")
    return Placed(replace(attempt, handed_in=handed_in(folder, beneath)), files, found is not None)


def handed_in(folder: Path, beneath: Path) -> datetime.datetime | None:
    """When what is in place was handed in; None if it does not say."""
    when = timestamp_of(_text(folder / STAMP, beneath))
    return when and when.replace(tzinfo=datetime.UTC)


def notebooks(folder: Path, beneath: Path) -> dict[str, bytes] | None:
    """The notebooks in a folder by name; None where one cannot be read."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".ipynb")
        return {path.stem: read_submission(path, beneath=beneath) for path in paths}
    except (OSError, Unreadable):
        return None


def put(
    folder: Path, attempt: Attempt, files: Mapping[str, bytes], replaced: Path, origin: Origin
) -> Path | None:
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
        note = origin.written(attempt, files)
        kept = None
        if os.path.lexists(folder):
            kept = _free(replaced)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(folder, kept)
        scratch.rename(folder)
        note.replace(origin.path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return kept


def write_stamp(folder: Path, time: datetime.datetime) -> None:
    """Write when a submission that is in place was handed in."""
    write_file(folder / STAMP, stamp_text(time))


def keep_apart(folder: Path, person: str, files: Mapping[str, bytes]) -> Path:
    """Write the files of somebody whom nobody knows; the same again changes nothing."""
    place = apart(folder, person)
    for name, data in files.items():
        write_file(place / f"{name}.ipynb", data)
    return place


def no_longer_apart(folder: Path, person: str, there: Mapping[str, bytes]) -> None:
    """Take away what was kept for somebody who is known now, if all of it is in place.

    there: the notebooks in place.
    """
    place = apart(folder, person)
    kept = notebooks(place, place)
    if not kept or any(there.get(name) != data for name, data in kept.items()):
        return
    shutil.rmtree(place, ignore_errors=True)
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
