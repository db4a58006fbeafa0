"""The instructor's notebook: which cells there are, and what each of them is for."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import UsageError
from autograder.grading.rebuild.cells import Cell, Kind, grade_id_of, text_of

ABSENT = ""


@dataclass(frozen=True)
class Template:
    """The instructor's notebook: solutions in the answers, hidden tests in the tests.

    released: grade_id -> the text that students were given, where it is known.
    earlier: grade_id -> the hashes of what earlier releases gave them, ABSENT where one of
    them had no such cell.
    """

    name: str
    cells: tuple[Cell, ...]
    metadata: dict[str, Any]
    released: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def was_released(self, grade_id: str | None, text: str | None) -> bool:
        """Whether an earlier release had this text in the cell; None: had no such cell."""
        known = self.earlier.get(grade_id or "", frozenset())
        return bool(known) and (ABSENT if text is None else hashed(text)) in known

    @property
    def earlier_text(self) -> str:
        """The earlier releases as a text, which differs where they do."""
        return json.dumps({name: sorted(self.earlier[name]) for name in sorted(self.earlier)})

    @classmethod
    def read(cls, source_notebook: Path, release_notebook: Path | None = None) -> Template:
        """Read ``source/<assignment>/<name>.ipynb``; the release gives the blank answers.

        Raises UsageError for a file that is no notebook of format 4, for a
        ``grade_id`` that is there twice, and for a language other than Python.
        """
        notebook = _instructors(source_notebook)
        cells = tuple(_template_cell(cell) for cell in notebook["cells"])
        for name, count in Counter(c.grade_id for c in cells if c.grade_id is not None).items():
            if count > 1:
                raise UsageError(
                    f"The cell id {name!r} is there {count} times in {source_notebook}; "
                    "give each cell an id of its own."
                )
        released: dict[str, str] = {}
        if release_notebook is not None:
            for raw in _instructors(release_notebook)["cells"]:
                given = grade_id_of(raw)
                if given is not None:
                    released.setdefault(given, text_of(raw.get("source", "")) or "")
        metadata = notebook.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        kernel = metadata.get("kernelspec")
        language = kernel.get("language", "python") if isinstance(kernel, dict) else "python"
        if language != "python":
            raise UsageError(
                f"The notebook {source_notebook} is written in {language}, and only Python can be "
                "graded here; use `nbgrader autograde` for it."
            )
        return cls(source_notebook.stem, cells, metadata, released)


def hashed(text: str) -> str:
    """A text's hash; blanks around it do not count."""
    return hashlib.sha256(text.strip().encode("utf-8", "replace")).hexdigest()


def _instructors(path: Path) -> dict[str, Any]:
    try:
        notebook = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"The instructor's notebook {path} cannot be read ({error}); "
            "open it in JupyterLab and save it again."
        ) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise UsageError(
            f"The instructor's file {path} is no notebook of format 4; "
            "open it in JupyterLab and save it again."
        )
    return notebook


def _template_cell(raw: dict[str, Any]) -> Cell:
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    flags = metadata.get("nbgrader")
    flags = flags if isinstance(flags, dict) else {}
    code = raw.get("cell_type") == "code"
    grade, solution = bool(flags.get("grade")), bool(flags.get("solution"))
    if flags.get("task"):
        kind = Kind.TASK
    elif grade and code and not solution:
        kind = Kind.TEST
    elif grade or (solution and not code):
        kind = Kind.WRITTEN
    elif solution:
        kind = Kind.ANSWER
    else:
        kind = Kind.CONTEXT if code else Kind.TEXT
    known = kind not in (Kind.CONTEXT, Kind.TEXT) or bool(flags.get("locked"))
    return Cell(
        kind=kind,
        source=text_of(raw.get("source", "")) or "",
        grade_id=grade_id_of(raw) if known else None,
        points=_points(flags.get("points")) if grade or kind is Kind.TASK else 0.0,
        cell_type=str(raw.get("cell_type")),
        metadata=metadata,
    )


def _points(value: Any) -> float:
    """nbgrader's reading of points: what is no number, or negative, is 0."""
    try:
        points = float(value)
    except (TypeError, ValueError):
        return 0.0
    return points if math.isfinite(points) and points > 0 else 0.0
