"""The rows that nbgrader would write for an instructor's notebook."""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from types import CodeType
from typing import TYPE_CHECKING, Any

from nbgrader import utils

from autograder.errors import UsageError
from autograder.grading.engine import engine
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.reason import reason
from autograder.grading.kept import Kept

if TYPE_CHECKING:
    import nbformat


_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


@dataclass(frozen=True)
class Wanted:
    """The rows of one notebook, as nbgrader's generate_assignment writes them."""

    kernelspec: str
    cells: dict[tuple[str, str], dict[str, Any]]  # (type, name) -> fields
    sources: dict[str, dict[str, Any]]  # name -> fields


def wanted_rows(course: NbgraderCourse, assignment: str, name: str, data: dict[str, Any]) -> Wanted:
    """What generate_assignment would save; kept in the course until the notebook changes."""
    kept = Kept(course.root, "rows")
    key = _key(course, data)
    try:
        return _from_json(kept.find(key))
    except (KeyError, TypeError, ValueError, AttributeError):
        pass  # not kept, or damaged
    from autograder.grading.gradebook.cleared import cleared

    try:
        wanted = _rows(cleared(course, data))
    except Exception as error:
        raise UsageError(
            f"nbgrader cannot take the notebook {name!r} of {assignment!r} "
            f"({reason(error)}); `nbgrader generate_assignment` says more."
        ) from error
    kept.keep(key, _to_json(wanted))
    return wanted


def _key(course: NbgraderCourse, data: dict[str, Any]) -> str:
    """A hash of what the rows are made from: the notebook, the settings, nbgrader itself."""
    parts = [
        version("nbgrader"),
        *engine().values(),
        json.dumps(data, sort_keys=True),
        _stable(course.config),
    ]
    for side in ("header", "footer"):
        if name := course.config.get("IncludeHeaderFooter", {}).get(side):
            with contextlib.suppress(OSError):  # nbgrader says that it is not there
                parts.append((course.root / name).read_bytes().hex())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _stable(value: Any) -> str:
    """A setting as a text that is the same in every run: no address, no order of a set."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_stable(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_stable, value)) + "]"
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(_stable, value))) + "}"
    code = getattr(value, "__code__", None)
    if isinstance(code, CodeType):  # version 2 has no marks for what is shared, which vary
        return f"{value.__qualname__} {marshal.dumps(code, 2).hex()}"
    return _ADDRESS.sub("", repr(value))


def _rows(nb: nbformat.NotebookNode) -> Wanted:
    """The fields that nbgrader's SaveCells takes from a cleared notebook."""
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    sources: dict[str, dict[str, Any]] = {}
    for cell in nb.cells:
        grade, task = utils.is_grade(cell), utils.is_task(cell)
        if not (grade or task or utils.is_solution(cell) or utils.is_locked(cell)):
            continue
        meta = cell.metadata.nbgrader
        if grade or task:
            fields = {"max_score": float(meta["points"]), "cell_type": cell.cell_type}
            cells["GradeCell" if grade else "TaskCell", meta.grade_id] = fields
        if utils.is_solution(cell):
            cells["SolutionCell", meta.grade_id] = {}
        if cell.cell_type in ("code", "markdown"):  # the gradebook has no other types
            sources[meta.grade_id] = {
                "cell_type": cell.cell_type,
                "locked": bool(utils.is_locked(cell)),
                "source": cell.source,
                "checksum": meta.get("checksum"),
            }
    return Wanted(json.dumps(nb.metadata.get("kernelspec", {})), cells, sources)


def _to_json(wanted: Wanted) -> dict[str, Any]:
    cells = [[kind, name, fields] for (kind, name), fields in wanted.cells.items()]
    return {"kernelspec": wanted.kernelspec, "cells": cells, "sources": wanted.sources}


def _from_json(kept: dict[str, Any]) -> Wanted:
    cells = {(kind, name): fields for kind, name, fields in kept["cells"]}
    return Wanted(kept["kernelspec"], cells, kept["sources"])
