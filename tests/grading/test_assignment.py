"""An assignment is read once, and its version changes with all that its tests are made of."""

import pytest

from autograder.errors import UsageError
from autograder.grading.assignment import load_assignment

from .courses import NAME, QUICK, Course, answer, check, plain

CELLS = [
    plain("import tools"),
    answer("f", "def f(x):\n    return x + 1"),
    check("test_f", "assert f(1) == tools.two()"),
]
TOOLS = "def two():\n    return 2\n"


def test_the_version_changes_with_the_notebooks_the_files_and_the_modules(sandbox, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "far.py").write_text("x = 1")
    course = Course(tmp_path / "course")
    reach = f"import sys\nsys.path.append({str(tmp_path / 'elsewhere')!r})\nimport far"
    course.add([*CELLS, check("reach", "### BEGIN HIDDEN TESTS\n" + reach)], tools__py=TOOLS)

    def load():
        return load_assignment(course.opened, NAME, sandbox, QUICK)

    first = load()
    assert first.warnings == []
    assert [notebook.template.name for notebook in first.notebooks] == [NAME]
    assert first.contents[NAME]["nbformat"] == 4
    versions = {first.version}
    (tmp_path / "elsewhere" / "far.py").write_text("x = 2")
    versions.add(load().version)
    (tmp_path / "course" / "source" / NAME / "tools.py").write_text(TOOLS + "# the same\n")
    versions.add(load().version)
    released = tmp_path / "course" / "release" / NAME / f"{NAME}.ipynb"
    released.write_text(released.read_text() + "\n")
    versions.add(load().version)
    assert len(versions) == 4


def test_the_same_files_have_the_same_version_and_a_failing_solution_is_told(sandbox, tmp_path):
    loaded = []
    for name in ("here", "there"):
        course = Course(tmp_path / name)
        course.add([CELLS[1], check("bad", "assert f(1) == 3")])
        loaded.append(load_assignment(course.opened, NAME, sandbox, QUICK))
    assert loaded[0].version == loaded[1].version
    assert "does not pass the test cell `bad`" in loaded[0].warnings[0]


def test_a_test_that_ends_its_process_for_the_right_answer_is_one_sentence(sandbox, tmp_path):
    course = Course(tmp_path)
    course.add([CELLS[1], check("ends", "import os\nos._exit(f(0))")])
    with pytest.raises(UsageError, match="The tests of the notebook ps1 end the Python process"):
        load_assignment(course.opened, NAME, sandbox, QUICK)


def test_an_unknown_assignment_is_one_sentence_with_the_nearest_name(sandbox, tmp_path):
    course = Course(tmp_path)
    course.add(CELLS)
    with pytest.raises(UsageError, match="did you mean 'ps1'"):
        load_assignment(course.opened, "ps", sandbox, QUICK)
