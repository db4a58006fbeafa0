"""What a course keeps of work that is done: JSON files, each under a hash of what it came from.

Nothing is lost with a file: what is not there is worked out again.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path
from typing import Any

from autograder.grading.whole import write_file

FOLDER = ".autograder"
_UNUSED = 60 * 86_400  # seconds after which nobody asks for it any more


class Kept:
    """One kind of such files, in a folder of the course's ``.autograder/``."""

    def __init__(self, course: Path, kind: str) -> None:
        self._folder = course / FOLDER / kind

    def find(self, key: str) -> Any:
        """What was kept; None where there is nothing, or nothing that can be read."""
        path = self._folder / f"{key}.json"
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None
        with contextlib.suppress(OSError):  # a colleague's: it can be read, and that is enough
            os.utime(path)
        return found

    def keep(self, key: str, value: Any) -> None:
        """Write it down, if this folder can be written to; what nobody uses any more goes."""
        text = json.dumps(value, indent=1)
        with contextlib.suppress(OSError):
            write_file(self._folder / f"{key}.json", text + "\n")
            for path in self._folder.iterdir():
                if path.stat().st_mtime < time.time() - _UNUSED:
                    path.unlink()
