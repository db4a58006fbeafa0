"""A folder of downloaded files: the files themselves, and the zips that lie at its top."""

from __future__ import annotations

import datetime
import os
from functools import partial
from pathlib import Path

from autograder.collecting.archive import (
    MOST_ENTRIES,
    Contents,
    Member,
    Unusable,
    bad_name,
    open_archive,
    shown,
)
from autograder.collecting.label import Reader, read_label
from autograder.grading.rebuild.reading import Unreadable, read_submission


def open_folder(root: Path, assignment: str, own: Reader | None = None) -> Contents:
    """All regular files beneath a folder; no link is followed.

    A zip at its top whose name is not that of a student's file is opened. Raises Unusable.
    """
    members: list[Member] = []
    refused: list[str] = []

    def closed(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        refused.append(_left_out(name, f"it cannot be read ({error.strerror})"))

    for place, folders, names in os.walk(root, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(place, name).is_symlink()]
        refused += [_left_out(name, "it is a link, and links are not followed") for name in links]
        for name in sorted(names):
            path = Path(place, name)
            relative = path.relative_to(root).as_posix()
            if name.startswith("."):
                continue
            if _is_archive(path, root) and read_label(relative, assignment, own) is None:
                contents = _opened(path)
                members += contents.members
                refused += contents.refused
            elif why := _bad_file(path) or bad_name(relative):
                refused.append(_left_out(relative, why))
            else:
                members.append(_member(root, relative))
        if len(members) > MOST_ENTRIES:
            raise Unusable(f"{root} has more than {MOST_ENTRIES} files; take it apart.")
    return Contents(tuple(members), tuple(refused))


def _is_archive(path: Path, root: Path) -> bool:
    return path.parent == root and path.suffix.lower() == ".zip" and not path.is_symlink()


def _opened(path: Path) -> Contents:
    try:
        return open_archive(path)
    except Unusable as error:  # the others are taken
        return Contents((), (str(error),))


def _bad_file(path: Path) -> str:
    if path.is_symlink():
        return "it is a link, and links are not followed"
    return "" if path.is_file() else "it is no regular file"


def _left_out(name: str, why: str) -> str:
    return f"{shown(name)} was left out: {why}."


def _member(root: Path, relative: str) -> Member:
    changed = (root / relative).stat().st_mtime
    try:
        packed = datetime.datetime.fromtimestamp(int(changed))  # as in a zip: local, whole seconds
    except (ValueError, OverflowError, OSError):  # in no year that there is
        packed = datetime.datetime.min
    return Member(relative, root.name, packed, partial(_read, root, relative))


def _read(root: Path, relative: str) -> bytes:
    try:
        return read_submission(root / relative, beneath=root)
    except Unreadable as error:
        raise Unusable(f"{shown(relative)} was left out: {error}") from None
