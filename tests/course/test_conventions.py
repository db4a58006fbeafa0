"""Every notebook has the same conventions, word for word."""

from pathlib import Path

import pytest

COURSE = Path(__file__).parents[2] / "course"
HEADING = "# ### Conventions of the course"
SCRIPTS = sorted([*COURSE.glob("s*/lecture.py"), *COURSE.glob("s*/assignment.py")])
SCRIPTS.append(COURSE / "index.py")


def conventions(path: Path) -> list[str]:
    """The lines of the conventions' table in one authored notebook."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert HEADING in lines, f"{path} has no cell '{HEADING}'"
    table = lines[lines.index(HEADING) + 2 :]
    return table[: table.index("#")]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_notebook_has_the_conventions_of_the_first_lecture(path):
    first = conventions(SCRIPTS[0].parent / "lecture.py")
    assert len(first) > 8
    assert conventions(path) == first
