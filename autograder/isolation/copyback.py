"""A test's own calls of the student's functions, and what they did to the arguments.

Arguments cross as copies, so a test cannot see that a function changed them.  It is
counted, though, and the test can be run again with the changes copied back: then it
sees what it would see in one process.  What is copied back is plain data from a
stranger, written into the test's own arrays; so a test that passes only this way
proves nothing, and the grader wants it to pass both ways.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Changes:
    """seen: how many calls changed an argument; copy_back: whether tests get to see it."""

    seen: int = 0
    copy_back: bool = False


def call(
    changes: Changes,
    report_call: Callable[..., Any],
    hold: Callable[[object], Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Call a function of the student's as a test does, and note what it changed."""
    if not changes.copy_back:
        report = report_call(*args, **kwargs)
        changes.seen += bool(report.changed)
        return report.value
    mutable = [arg for arg in (*args, *kwargs.values()) if type(arg) in (np.ndarray, list, dict)]
    held = {id(arg): (arg, hold(arg)) for arg in mutable}
    given = [held[id(arg)][1] if id(arg) in held else arg for arg in args]
    named = {key: held[id(arg)][1] if id(arg) in held else arg for key, arg in kwargs.items()}
    try:
        return report_call(*given, **named).value
    finally:
        for mine, theirs in held.values():
            _overwrite(mine, theirs.read())


def _overwrite(mine: Any, theirs: Any) -> None:
    if isinstance(mine, np.ndarray):
        if isinstance(theirs, np.ndarray) and theirs.shape == mine.shape and mine.flags.writeable:
            np.copyto(mine, theirs, casting="unsafe")
    elif isinstance(mine, list) and isinstance(theirs, list):
        mine[:] = theirs
    elif isinstance(mine, dict) and isinstance(theirs, dict):
        mine.clear()
        mine.update(theirs)
