"""The visible test of an exercise, which asserts the slide's number: who passes it?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.auditing.trial import run_text
from autograder.build import authored


class VisibleTest:
    """The cell ``<exercise>-visible`` of a session's assignment, run on any answer.

    The cells of the assignment above it are run only if it needs what they define.
    Where there is no such cell, everything passes.
    """

    def __init__(self, root: Path, session: str, exercise: str) -> None:
        self._above: list[str] = []
        self.source = ""
        written = (root / "course" / session / "assignment.py").exists()
        for cell in authored(root, session).cells if written else ():
            text = "\n".join(cell.lines)
            if cell.grade_id == f"{exercise}-visible":
                self.source = text
                break
            if cell.kind == "code" and not (cell.is_answer or cell.is_test):
                self._above.append(text)
        self._given: dict[str, Any] | None = None

    def passes(self, names: Mapping[str, Any]) -> bool:
        """Whether an answer gets through without an error."""
        return self.message(names) is None

    def message(self, names: Mapping[str, Any]) -> str | None:
        """What the student reads who runs it: None where it passes, else the error's text."""
        error = run_text(self.source, {"np": np, **names})
        if isinstance(error, NameError):  # it uses what a cell above it defines
            error = run_text(self.source, {**self._context(), **names})
        return None if error is None else f"{type(error).__name__}: {error}"

    def _context(self) -> dict[str, Any]:
        if self._given is None:
            self._given = {}
            for text in self._above:
                run_text(text, self._given)
        return self._given
