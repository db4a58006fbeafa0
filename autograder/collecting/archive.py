"""A zip from a stranger: its names and its files, never more than can be held.

What may be wrong with an archive as a whole (no zip, damaged, too many entries) is an
``Unusable``; what may be wrong with one entry is a sentence beside the entries that are
good. No name in an archive ever becomes a path here. One file is read at a time, up to a
bound that does not depend on what the archive says about itself. An archive inside an
archive is a file like any other and stays closed.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.rebuild.reading import MAX_BYTES

MOST_ENTRIES = 20_000
MOST_DIRECTORY = 4_000_000  # bytes of the list of entries: it is read as a whole
MOST_TOTAL = 4_000_000_000  # bytes, unpacked, of all that is taken out of one archive
MOST_RATIO = 500  # a notebook that prints one line for ever stays below

_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError)
_ENCRYPTED, _UTF8 = 0x1, 0x800


class Unusable(UsageError):
    """An archive, or an entry of it, that cannot be taken; the message is one sentence."""


@dataclass(frozen=True)
class Member:
    """A file that can be taken: its name in there, when it was packed, and its bytes.

    packed: by the clock of whoever packed it, without a zone; good for an order alone.
    """

    name: str
    source: str
    packed: datetime.datetime
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Contents:
    """What is in an archive or a folder. refused: a sentence for each entry left out."""

    members: tuple[Member, ...]
    refused: tuple[str, ...]


def open_archive(path: Path) -> Contents:
    """The contents of a zip. Raises Unusable."""
    try:
        with path.open("rb") as file:
            _check_directory(path, file.read, file.seek)
        archive = zipfile.ZipFile(path)  # closed when no member is left that reads from it
        entries = archive.infolist()
    except NotImplementedError:
        raise Unusable(f"{path.name} is a part of a larger zip; join the parts first.") from None
    except FileNotFoundError:
        raise UsageError(f"There is no file {str(path)!r}.") from None
    except _DAMAGED as error:
        if isinstance(error, OSError) and error.strerror:
            raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
        raise _damaged(path) from None
    if len(entries) > MOST_ENTRIES:
        raise Unusable(
            f"{path.name} has {len(entries)} entries; at most {MOST_ENTRIES} are read, "
            "so take it apart."
        )
    names = Counter(_name(entry) for entry in entries)
    left = [MOST_TOTAL]
    members, refused = [], []
    for entry in entries:
        name = _name(entry)
        if entry.is_dir():
            continue
        why = "stands in it twice" if names[name] > 1 else bad_name(name) or _bad_entry(entry)
        if why:
            refused.append(f"{shown(name)} of {path.name} was left out: {why}.")
        else:
            members.append(_member(path, archive, entry, name, left))
    return Contents(tuple(members), tuple(dict.fromkeys(refused)))


def bad_name(name: str) -> str:
    """Why a name is no plain path of a file, in words; "" if it is one.

    >>> bad_name("ann/ps1.ipynb"), bad_name("../ps1.ipynb")
    ('', 'its name leads out of the archive')
    """
    if not without_joiners(name).isprintable():
        return "its name has signs that cannot be shown"
    if "\\" in name or name.startswith("/") or re.match("[A-Za-z]:", name):
        return "its name is a path on somebody's machine"
    parts = name.split("/")
    if ".." in parts:
        return "its name leads out of the archive"
    if "" in parts or "." in parts or len(name) > 1000:
        return "its name is no name of a file"
    return ""


def without_joiners(name: str) -> str:
    """A name without the signs that part or join letters and show nothing of their own.

    Persian and the languages of India need them within words; a blank that does not break
    becomes one that does. The signs that turn the direction of a line are none of these.

    >>> without_joiners("علی\u200cرضا") == "علیرضا"
    True
    """
    return name.replace("\u200c", "").replace("\u200d", "").replace("\xa0", " ")


def shown(name: str) -> str:
    """A stranger's name in a sentence: short, quoted, every odd sign escaped."""
    short = name if len(name) <= 120 else f"{name[:80]}…{name[-39:]}"
    return repr(short)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant. ZipInfo itself cuts it at a NUL."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        # Canvas writes UTF-8 and does not say so; Python then takes it for the old code page
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name


def _bad_entry(entry: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a link, and links are not followed"
    if kind not in (0, stat.S_IFREG):
        return "it is no regular file"
    if entry.flag_bits & _ENCRYPTED:
        return "it has a password"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in an unusual way"
    if entry.file_size > MAX_BYTES:
        size = f"{entry.file_size / 1e6:,.1f} MB"
        return f"it has {size}, and at most {MAX_BYTES / 1e6:,.0f} MB are read"
    if entry.file_size > MOST_RATIO * max(entry.compress_size, 1000):
        return "it is packed so tightly that it can only be a trap"
    return ""


def _member(
    path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: list[int]
) -> Member:
    counted = False

    def read() -> bytes:
        nonlocal counted  # an attempt may be compared with others before it is placed
        left[0] -= 0 if counted else entry.file_size
        counted = True
        if left[0] < 0:
            raise Unusable(f"{path.name} unpacks to too much; take it apart.")
        try:
            with archive.open(entry) as stream:
                return stream.read(MAX_BYTES + 1)[:MAX_BYTES]
        except (*_DAMAGED, NotImplementedError, RuntimeError):
            raise Unusable(f"{shown(name)} of {path.name} was left out: it is damaged.") from None

    try:
        packed = datetime.datetime(*entry.date_time)
    except ValueError:
        packed = datetime.datetime.min
    return Member(name, path.name, packed, read)


def _check_directory(path: Path, read: Callable[[int], bytes], seek: Callable[..., int]) -> None:
    """Bound what ``zipfile`` is going to read at once: the list of entries."""
    size = seek(0, 2)
    seek(max(0, size - 66_000))
    tail = read(66_000)
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) < end + 22:
        raise Unusable(
            f"{path.name} is no zip archive; name the zip as it was downloaded, "
            "or unpack it and name the folder."
        )
    length = struct.unpack("<L", tail[end + 12 : end + 16])[0]
    longer = end - 20 - 56  # where the record of a very large archive stands
    if longer >= 0 and tail[longer : longer + 4] == b"PK\6\6":
        length = max(length % 0xFFFFFFFF, struct.unpack("<Q", tail[longer + 40 : longer + 48])[0])
    if length > MOST_DIRECTORY:
        raise Unusable(f"{path.name} has too many entries; take it apart.")


def _damaged(path: Path) -> Unusable:
    return Unusable(f"{path.name} is damaged; download it again.")
