"""An instructor's notebook as nbgrader's generate_assignment saves it, by nbgrader's own steps.

Imported only where no one has done it before: these steps bring all of nbconvert with them,
which is a third of the time that a command takes to start.
"""

from __future__ import annotations

import copy
from typing import Any

import nbformat
from nbformat.v4.nbjson import JSONReader
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearSolutions,
    ComputeChecksums,
    IncludeHeaderFooter,
)

from autograder.grading.gradebook.course import NbgraderCourse


def cleared(course: NbgraderCourse, data: dict[str, Any]) -> nbformat.NotebookNode:
    """The notebook with header and footer, without its solutions, with checksums.

    Raises whatever nbgrader raises for a notebook that it does not take.
    """
    config = copy.deepcopy(course.config)
    resources: dict[str, Any] = {}
    frame = IncludeHeaderFooter(config=config)
    for side in ("header", "footer"):
        if getattr(frame, side):
            setattr(frame, side, str(course.root / getattr(frame, side)))
    steps = [frame, ClearSolutions(config=config), CheckCellMetadata(), ComputeChecksums()]
    # No nbformat.read: it validates, and warns about what harms nobody.
    nb = JSONReader().to_notebook(copy.deepcopy(data))
    MetadataValidator().upgrade_notebook_metadata(nb)
    for step in steps:
        nb, resources = step(nb, resources)
    return nb
