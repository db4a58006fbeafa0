"""An assignment is read once, and its version changes with all that its tests are made of."""

import json
from dataclasses import replace

import pytest

from autograder.errors import UsageError
from autograder.grading.assignment import load_assignment
from autograder.grading.executors import Pool

from .courses import NAME, QUICK, Course, Inline, answer, check, plain

ONE = Pool(Inline(), 1)

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
        return load_assignment(course.opened, NAME, sandbox, QUICK, ONE)

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


def test_what_students_were_given_before_is_part_of_the_version(sandbox, tmp_path):
    course = Course(tmp_path / "course")
    course.add(CELLS, tools__py=TOOLS)
    kept = course.root / ".autograder" / "releases" / f"{NAME}.json"

    def load():
        return load_assignment(course.opened, NAME, sandbox, QUICK, ONE).version

    first = load()
    own = kept.read_text()
    assert load() == first  # the release that is there now is in it anyway
    kept.write_text(json.dumps({NAME: [{"test_f": "what was given then"}]}))
    second = load()
    assert second != first
    assert load() == second
    kept.write_text(own)
    assert load() == first


def test_the_same_files_have_the_same_version_and_a_failing_solution_is_told(sandbox, tmp_path):
    loaded = []
    for name in ("here", "there"):
        course = Course(tmp_path / name)
        course.add([CELLS[1], check("bad", "assert f(1) == 3")])
        loaded.append(load_assignment(course.opened, NAME, sandbox, QUICK, ONE))
    assert loaded[0].version == loaded[1].version
    assert "does not pass the test cell `bad`" in loaded[0].warnings[0]


def test_a_test_that_ends_its_process_for_the_right_answer_is_one_sentence(sandbox, tmp_path):
    course = Course(tmp_path)
    course.add([CELLS[1], check("ends", "import os\nos._exit(f(0))")])
    with pytest.raises(UsageError, match="The tests of the notebook ps1 end the Python process"):
        load_assignment(course.opened, NAME, sandbox, QUICK, ONE)


def test_an_unknown_assignment_is_one_sentence_with_the_nearest_name(sandbox, tmp_path):
    course = Course(tmp_path)
    course.add(CELLS)
    with pytest.raises(UsageError, match="did you mean 'ps1'"):
        load_assignment(course.opened, "ps", sandbox, QUICK, ONE)


@pytest.fixture
def tried(monkeypatch):
    """The names of the notebooks whose solutions were judged, in order."""
    names = []
    whole = Pool.plan

    def counted(self, template, *others):
        names.append(template.name)
        return whole(self, template, *others)

    monkeypatch.setattr(Pool, "plan", counted)
    return names


def test_what_has_not_changed_is_not_tried_again(sandbox, tmp_path, tried):
    course = Course(tmp_path)
    model = "class Model:\n    def __init__(self, n): self.n = n\n    def total(self): return 1"
    tests = check("total", "assert len([Model(n).total() for n in range(3)]) == tools.two() + 1")
    course.add([CELLS[0], answer("m", model), tests], tools__py=TOOLS)

    def load():
        return load_assignment(course.opened, NAME, sandbox, QUICK, ONE)

    first = load()
    assert first.notebooks[0].plan.use.objects  # there is something to keep
    assert load() == first
    assert tried == [NAME]
    tools = tmp_path / "source" / NAME / "tools.py"
    tools.write_text(TOOLS + "# the same\n")
    assert load().notebooks == first.notebooks
    assert load_assignment(course.opened, NAME, sandbox, replace(QUICK, figures=0), ONE) == load()
    assert tried == [NAME] * 3


def test_a_solution_that_fails_is_tried_again_each_time(sandbox, tmp_path, tried):
    course = Course(tmp_path)
    course.add([CELLS[1], check("bad", "assert f(1) == 3")])
    for _ in range(2):
        assert load_assignment(course.opened, NAME, sandbox, QUICK, ONE).warnings
    assert tried == [NAME] * 2


def test_a_plan_that_cannot_be_kept_is_used_all_the_same(sandbox, tmp_path, tried):
    course = Course(tmp_path)
    course.add(CELLS[1:2])
    (tmp_path / ".autograder").write_text("a file in its place")
    load_assignment(course.opened, NAME, sandbox, QUICK, ONE)
    assert tried == [NAME]


def test_a_module_from_elsewhere_that_changed_is_reason_enough_to_try_again(
    sandbox, tmp_path, tried
):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "far.py").write_text("x = 1")
    course = Course(tmp_path / "course")
    reach = f"import sys\nsys.path.append({str(tmp_path / 'elsewhere')!r})\nimport far"
    course.add([CELLS[1], check("reach", "### BEGIN HIDDEN TESTS\n" + reach)])
    for contents in ("x = 1", "x = 2", "x = 2"):
        (tmp_path / "elsewhere" / "far.py").write_text(contents)
        load_assignment(course.opened, NAME, sandbox, QUICK, ONE)
    assert tried == [NAME] * 2


def test_a_damaged_plan_is_made_again(sandbox, tmp_path, tried):
    course = Course(tmp_path)
    course.add(CELLS[1:2])
    first = load_assignment(course.opened, NAME, sandbox, QUICK, ONE)
    (kept,) = tmp_path.glob(".autograder/plans/*.json")
    kept.write_text(kept.read_text()[:-20])
    assert load_assignment(course.opened, NAME, sandbox, QUICK, ONE) == first
    assert tried == [NAME] * 2
