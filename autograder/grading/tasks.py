"""All that is needed to grade one submission, as plain data that any process can take."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.judge import Plan
from autograder.grading.rebuild import Template
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox


@dataclass(frozen=True)
class NotebookTask:
    """One notebook of an assignment: the instructor's, how it is judged, and where it runs.

    folder: the working directory of the instructor's own cells.
    """

    template: Template
    plan: Plan
    folder: Path
    files: Mapping[str, Path]


@dataclass(frozen=True)
class Task:
    """All that is needed to grade one submission.

    submitted: the folder ``submitted/<student>/<assignment>``; beneath: the
    course folder, below which no link is followed. version: the assignment's.
    """

    assignment: str
    student: str
    submitted: Path
    beneath: Path
    notebooks: tuple[NotebookTask, ...]
    version: str
    sandbox: Sandbox
    limits: Limits


def version_of(files: Mapping[str, Path]) -> str:
    """The version of an assignment that is made of these files: a hash of all.  Raises OSError."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name].read_bytes()).digest())
    return digest.hexdigest()
