"""A list of the numbers that a lecture checks, for whoever runs it to see.

Nothing is written unless the environment names a file; a reader's notebook
never does. One line of JSON a number, appended, so that a lecture that stops
half-way leaves what it had reached.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

RECORD = "LECTURE_RECORD"  # the environment variable with the file's name


def recording() -> bool:
    """True if somebody asked for the list."""
    return bool(os.environ.get(RECORD))


def record(**found: Any) -> None:
    """Append what was found to the list, if there is one."""
    if recording():
        with Path(os.environ[RECORD]).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(found) + "\n")
