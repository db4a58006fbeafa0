"""The rows that nbgrader would write for an instructor's notebook."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat.v4.nbjson import JSONReader
from nbgrader import utils
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearSolutions,
    ComputeChecksums,
    IncludeHeaderFooter,
)

from autograder.errors import UsageError
from autograder.grading.gradebook.course import NbgraderCourse
from autograder.grading.gradebook.reason import reason


@dataclass(frozen=True)
class Wanted:
    """The rows of one notebook, as nbgrader's generate_assignment writes them."""

    kernelspec: str
    cells: dict[tuple[str, str], dict[str, Any]]  # (type, name) -> fields
    sources: dict[str, dict[str, Any]]  # name -> fields


def wanted_rows(course: NbgraderCourse, assignment: str, name: str, data: dict[str, Any]) -> Wanted:
    """What generate_assignment would save, made by nbgrader's own steps."""
    config = copy.deepcopy(course.config)
    resources: dict[str, Any] = {}
    frame = IncludeHeaderFooter(config=config)
    for side in ("header", "footer"):
        if getattr(frame, side):
            setattr(frame, side, str(course.root / getattr(frame, side)))
    steps = [frame, ClearSolutions(config=config), CheckCellMetadata(), ComputeChecksums()]
    try:
        # No nbformat.read: it validates, and warns about what harms nobody.
        nb = JSONReader().to_notebook(copy.deepcopy(data))
        MetadataValidator().upgrade_notebook_metadata(nb)
        for step in steps:
            nb, resources = step(nb, resources)
        return _rows(nb)
    except Exception as error:
        raise UsageError(
            f"nbgrader cannot take the notebook {name!r} of {assignment!r} "
            f"({reason(error)}); `nbgrader generate_assignment` says more."
        ) from error


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
