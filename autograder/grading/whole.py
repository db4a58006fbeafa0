"""A file, written whole: beside its place, and then moved in by a change of name.

So nobody ever reads half of it, and what was there before stays until the new one is there,
whatever stops the program. It is as lasting as any other file: after a loss of power the old
one may be back, or the new one be empty, and each command writes its files again. The file is
a new one, with the permissions that new files get, though the old one had others.
"""

from __future__ import annotations

import os
from pathlib import Path

_SHOWN = 40  # characters of the name: four bytes each, and a name has at most 255


def write_file(path: Path, content: bytes | str) -> None:
    """Put a file in place; its folder is made if need be.  Raises OSError, and changes nothing.

    content: text becomes UTF-8, with ``?`` for what UTF-8 has no bytes for.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name[:_SHOWN]}.{os.getpid()}.tmp")
    try:
        scratch.write_bytes(data)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
