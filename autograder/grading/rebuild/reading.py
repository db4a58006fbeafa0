"""The bytes of a submitted file.

The file is opened without following a link anywhere beneath the course folder,
without waiting (a fifo would hang) and up to a fixed size.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError

MAX_BYTES = 20_000_000


class Unreadable(AutograderError):
    """A submission that cannot be read at all; the sentence is for the student too."""


def read_submission(
    path: Path, *, max_bytes: int = MAX_BYTES, beneath: Path | None = None
) -> bytes:
    """The bytes of a submitted file, or Unreadable with the reason.

    beneath: a folder that contains ``path`` and is trusted itself; no link is
    followed below it. Default: the file's own folder.
    """
    top = path.parent if beneath is None else beneath
    parts = path.relative_to(top).parts if path.is_relative_to(top) else ()
    if not parts or ".." in parts:
        raise Unreadable(f"{path} is not a file beneath {top}; name the file itself.")
    try:
        folder = os.open(top, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for part in parts[:-1]:
                inner = _open(part, folder, stat.S_IFDIR)
                os.close(folder)
                folder = inner
            file = _open(parts[-1], folder, stat.S_IFREG)
        finally:
            os.close(folder)
        with open(file, "rb", buffering=0) as stream:
            found = os.fstat(file)
            size = found.st_size
            if found.st_nlink > 1 and _is_another(found, path.parent, top):
                raise Unreadable(
                    f"The file {parts[-1]} is a hard link to another file of the course; hand in "
                    "a file of your own."
                )
            data = b"".join(_up_to(stream.read, max_bytes + 1)) if size <= max_bytes else b""
    except OSError as error:
        raise Unreadable(_why(parts[-1], error)) from None
    size = max(size, len(data))
    if size > max_bytes:
        raise Unreadable(
            f"The file {parts[-1]} has {size / 1e6:,.1f} MB; at most {max_bytes / 1e6:,.1f} MB "
            "are read, so make it smaller (a notebook by clearing its outputs)."
        )
    return data


def _open(name: str, folder: int, want: int) -> int:
    """Open ``name`` in ``folder`` if it is of the wanted type and no link."""
    # Before opening: to open a device may already do something.
    mode = stat.S_IFMT(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    if mode == want:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        handle = os.open(name, flags, dir_fd=folder)
        # After opening: somebody may have put another file there meanwhile.
        mode = stat.S_IFMT(os.fstat(handle).st_mode)
        if mode == want:
            return handle
        os.close(handle)
    named = {
        stat.S_IFLNK: "a symbolic link, and links are not followed",
        stat.S_IFDIR: "a folder and no file",
        stat.S_IFREG: "a file and no folder",
        stat.S_IFIFO: "a pipe and no regular file",
        stat.S_IFSOCK: "a socket and no regular file",
    }.get(mode, "a device and no regular file")
    raise Unreadable(f"{name} is {named}; hand in the file itself.")


def _is_another(found: os.stat_result, own: Path, top: Path) -> bool:
    """Whether a file with several names is the course's, or was another student's first.

    No link is followed to a hard link, and it can be read like any file. Whose it was first
    is told by the folders: the time at which a folder last changed cannot be set by hand.
    """
    same = (found.st_dev, found.st_ino)
    mine = own.stat().st_ctime_ns
    for folder, _, names in os.walk(top):
        if Path(folder) == own:
            continue
        for name in names:
            try:
                other = os.lstat(os.path.join(folder, name))
            except OSError:
                continue
            if (other.st_dev, other.st_ino) == same and os.stat(folder).st_ctime_ns < mine:
                return True
    return False


def _why(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"The file {name} is missing; hand it in under this name."
    return f"The file {name} cannot be read: {error.strerror or error}."


def _up_to(read: Any, limit: int) -> Iterable[bytes]:
    while limit > 0 and (chunk := read(min(limit, 1 << 20))):
        limit -= len(chunk)
        yield chunk
