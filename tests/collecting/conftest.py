"""A small course with a list of students, and archives as the systems pack them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from grading.courses import Course, answer, answered, check

CELLS = [
    answer("double", "def double(x):\n    return 2 * x"),
    check("double-test", "assert double(21) == 42", points=10),
]
STUDENTS = """\
id,first_name,last_name,email,lms_user_id
ada,Ada,Lovelace,ada@example.org,101
ali,علی,رضایی,ali@example.org,102
bob,Bob,Müller,bob@example.org,103
"""


def work(text: str = "def double(x):\n    return 2 * x") -> bytes:
    """A notebook that somebody hands in."""
    return json.dumps(answered(CELLS, {"double": text})).encode()


def pack(path: Path, files: Mapping[str, bytes], *, packed: int = 1) -> Path:
    """A zip with these files, packed on this day of November 2026."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (2026, 11, packed, 12, 0, 0))
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return path


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path / "course")
    made.add(CELLS)
    (made.root / "students.csv").write_text(STUDENTS, "utf-8")
    return made
