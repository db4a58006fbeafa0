"""nbgrader's ``directory_structure``, read backwards: which names lie in the folders.

nbgrader itself only goes from names to paths. Here a path is walked component by
component, and a component that holds an open name is matched against what is there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Layout:
    """Where the students' and the assignments' folders are.

    structure: a path with {nbgrader_step}, {student_id} and {assignment_id} in it.
    """

    root: Path
    structure: str

    def top(self, step: str, student: str | None) -> Path:
        """The path down to the first component that holds an open name."""
        path = self.root
        for part in self._parts(step, student, None):
            if not isinstance(part, str):
                break
            path = path / part
        return path

    def find(
        self, step: str, student: str | None, assignment: str | None
    ) -> Iterator[tuple[str, str]]:
        """The pairs (student, assignment) for which something lies in the folders."""

        def walk(path: Path, parts: list[str | re.Pattern[str]], names: dict[str, str]) -> Any:
            if not parts:
                yield names.get("s", student or ""), names.get("a", assignment or "")
                return
            first, rest = parts[0], parts[1:]
            if isinstance(first, str):
                if _is_there(path / first):
                    yield from walk(path / first, rest, names)
                return
            try:
                entries = sorted(os.listdir(path))
            except OSError:
                return
            for entry in entries:
                if match := first.fullmatch(entry):
                    yield from walk(path / entry, rest, names | match.groupdict())

        yield from walk(self.root, self._parts(step, student, assignment), {})

    def _parts(
        self, step: str, student: str | None, assignment: str | None
    ) -> list[str | re.Pattern[str]]:
        """The components of ``directory_structure``; a pattern where a name is open."""
        parts: list[str | re.Pattern[str]] = []
        for part in Path(self.structure).parts:
            filled = part.format(
                nbgrader_step=step,
                student_id="\0s" if student is None else student,
                assignment_id="\0a" if assignment is None else assignment,
            )
            if "\0" in filled:
                pattern = re.escape(filled)
                for mark in "sa":
                    pattern = pattern.replace(re.escape("\0" + mark), f"(?P<{mark}>.+)", 1)
                parts.append(re.compile(pattern, re.DOTALL))
            else:
                parts.append(filled)
        return parts


def _is_there(path: Path) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        # It may be there and closed to us: whoever reads it says why.
        return True
    return True
