"""What is known about a submission after grading: plain data, and its JSON file.

Everything that reads a result (gradebook, feedback, summary) reads these
dataclasses; ``autograded/<student>/<assignment>/results.json`` holds them.
"""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.whole import write_file

TIMESTAMP_FILE = "timestamp.txt"  # beside a notebook, as nbgrader's exchange writes it
# The time zone becomes the name of a file to open: nothing that could be a path of its own.
TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?( ?(Z|[+-]\d\d:?\d\d|[A-Za-z_]+(/[\w+-]+)*))?"
)


@dataclass(frozen=True)
class CellResult:
    """One graded cell.

    verdict: "right" (full marks), "wrong" (fewer), "not judged" (no marks, a
    person has to look) or "manual" (waits for a person by design).
    score: 0 … points, None where a person gives it.
    message: what failed and why, for the student; never the text of a hidden test.
    judged: "outside" (the test ran where the student's code cannot reach it),
    "inside" (it ran in the student's own sandboxed process) or "" (not run).
    reports: what the exercises' own checks said, as ``Report.to_json`` gives it.
    """

    grade_id: str
    points: float
    score: float | None
    verdict: str
    message: str = ""
    judged: str = ""
    reports: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class NotebookResult:
    """One notebook of a submission: its graded cells and the notebook as it ran.

    notes: what could not be read, or was put back, in plain words.
    cells: in the order of the notebook.
    notebook: nbformat 4 JSON with outputs, as formgrader shows it.
    """

    name: str
    cells: tuple[CellResult, ...]
    notes: tuple[str, ...]
    notebook: dict[str, Any]


@dataclass(frozen=True)
class SubmissionResult:
    """One student's submission, graded.

    attention: sentences for the instructor; empty when nobody has to look.
    sandbox: what confined the student's code, "none" where nothing did.
    fingerprint: assignment version, submitted bytes and engine version, hashed.
    timestamp: the submission's own, "" where there is none that can be read.
    seconds: how long it took; limits: how long it could have taken, in words.
    memory: the most bytes that one process of the student's held; 0 if nobody saw it.
    made_from: a hash each of the assignment, the submission and the program (this engine,
    its sandbox and limits), to tell why a mark is another one; empty in older results.
    fault: the grader itself was stopped, so the next run grades the submission again.
    """

    assignment: str
    student: str
    notebooks: tuple[NotebookResult, ...]
    attention: tuple[str, ...]
    sandbox: str
    fingerprint: str
    timestamp: str
    seconds: float
    limits: str = ""
    memory: int = 0
    made_from: dict[str, str] = field(default_factory=dict)
    fault: bool = False

    @property
    def score(self) -> float:
        """The marks so far; what waits for a person counts nothing yet."""
        return sum(cell.score or 0.0 for nb in self.notebooks for cell in nb.cells)

    @property
    def points(self) -> float:
        """The marks that the assignment can give."""
        return sum(cell.points for nb in self.notebooks for cell in nb.cells)

    @property
    def scores(self) -> dict[str, float | None]:
        """ "notebook/grade_id" -> the automatic score; None where a person gives it."""
        return {
            f"{nb.name}/{cell.grade_id}": cell.score for nb in self.notebooks for cell in nb.cells
        }

    @property
    def cell_points(self) -> dict[str, float]:
        """ "notebook/grade_id" -> the points that the cell can give."""
        return {
            f"{nb.name}/{cell.grade_id}": cell.points for nb in self.notebooks for cell in nb.cells
        }

    @property
    def bare(self) -> SubmissionResult:
        """This without the contents of the notebooks, as ``read`` gives it."""
        bare = (dataclasses.replace(notebook, notebook={}) for notebook in self.notebooks)
        return dataclasses.replace(self, notebooks=tuple(bare))

    def write(self, path: Path) -> None:
        """Write the result as JSON, without the notebooks, which have files of their own."""
        data = dataclasses.asdict(self)
        for notebook in data["notebooks"]:
            del notebook["notebook"]
        write_file(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")

    @classmethod
    def read(cls, path: Path) -> SubmissionResult:
        """Read what ``write`` wrote; the notebooks' contents are left empty."""
        data = json.loads(path.read_text(encoding="utf-8"))
        data["notebooks"] = tuple(
            NotebookResult(
                name=nb["name"],
                cells=tuple(
                    CellResult(**(cell | {"reports": tuple(cell["reports"])}))
                    for cell in nb["cells"]
                ),
                notes=tuple(nb["notes"]),
                notebook={},
            )
            for nb in data["notebooks"]
        )
        data["attention"] = tuple(data["attention"])
        return cls(**data)
