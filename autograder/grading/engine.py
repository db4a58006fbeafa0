"""The engine's version: what the marks depend on besides the course and the submission."""

from __future__ import annotations

import functools
import sys
from importlib.metadata import version
from pathlib import Path

import autograder
from autograder.grading.tasks import version_of

_PARTS = ("checking", "grading", "isolation")  # what only shows or builds changes no mark


@functools.cache
def engine() -> dict[str, str]:
    """Name -> version; the sources count, since a version's number is raised by hand."""
    folder = Path(autograder.__file__).parent
    paths = [path for part in _PARTS for path in folder.joinpath(part).rglob("*.py")]
    sources = version_of({path.relative_to(folder).as_posix(): path for path in paths})
    return {
        "autograder": f"{autograder.__version__} (sources {sources[:8]})",
        "Python": ".".join(map(str, sys.version_info[:2])),
        "NumPy": version("numpy"),
    }
