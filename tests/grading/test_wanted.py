"""The rows that nbgrader would write: kept, until something that they are made from changes."""

import json
import os
import subprocess
import sys

import pytest

from autograder.grading.gradebook import NbgraderCourse, cleared, wanted
from autograder.grading.gradebook.wanted import wanted_rows
from autograder.grading.kept import FOLDER

from .courses import NAME, Course, answer, check, notebook

CELLS = [
    answer("f", "### BEGIN SOLUTION\nf = 1\n### END SOLUTION"),
    check("test_f", "assert f == 1", points=2),
]


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path / "course")
    made.add(CELLS)
    return made


def rows(course):
    """As a new run would find them: with the settings and the notebook that are there now."""
    folder = NbgraderCourse(course.root)
    (path,) = folder.notebooks(NAME)
    return wanted_rows(folder, NAME, path.stem, json.loads(path.read_bytes()))


def setting(course, line):
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(line + "\n")


@pytest.fixture
def never(monkeypatch):
    """Whoever works them out once more fails."""

    def fail(*_):
        raise AssertionError("worked out once more")

    return lambda: monkeypatch.setattr(cleared, "cleared", fail)


def test_what_was_kept_is_what_was_worked_out(course, never):
    first = rows(course)
    assert first.sources["f"]["source"] == "# YOUR CODE HERE\nraise NotImplementedError()"
    assert first.cells["GradeCell", "test_f"] == {"max_score": 2.0, "cell_type": "code"}
    never()
    assert rows(course) == first


def test_a_changed_notebook_is_worked_out_again(course):
    assert rows(course).cells["GradeCell", "test_f"]["max_score"] == 2.0
    course.add([CELLS[0], check("test_f", "assert f == 1", points=5)])
    assert rows(course).cells["GradeCell", "test_f"]["max_score"] == 5.0


def test_a_changed_setting_of_nbgraders_counts(course):
    rows(course)
    setting(course, "c.ClearSolutions.code_stub = {'python': 'pass  # you'}")
    assert rows(course).sources["f"]["source"] == "pass  # you"


def test_a_changed_header_counts(course):
    def write(source):
        cells = [answer("head", source).json(source)]
        (course.root / "header.ipynb").write_text(json.dumps(notebook(cells)))

    setting(course, "c.IncludeHeaderFooter.header = 'header.ipynb'")
    write("x = 1")
    before = rows(course).sources["head"]["checksum"]
    write("### BEGIN SOLUTION\nx = 2\n### END SOLUTION\nprint(x)")
    assert rows(course).sources["head"]["checksum"] != before


def test_what_was_damaged_is_worked_out_again(course):
    first = rows(course)
    (kept,) = (course.root / FOLDER / "rows").iterdir()
    for text in ("", "[]", '{"kernelspec": 1}', '{"cells": [1], "kernelspec": "", "sources": {}}'):
        kept.write_text(text)
        assert rows(course) == first


def test_another_nbgrader_makes_its_own(course, monkeypatch, never):
    rows(course)
    monkeypatch.setattr(wanted, "version", lambda _: "99")
    never()
    with pytest.raises(Exception, match="worked out once more"):
        rows(course)


def test_a_function_among_the_settings_counts_by_what_it_does(course, never):
    setting(course, "c = get_config()")
    setting(course, "c.Made.by = [lambda notebook: notebook, object()]")
    setting(course, "def hook(notebook):\n    return notebook")
    setting(course, "c.Made.hooks = {'a': hook}")
    setting(course, "c.Made.names = {'" + "', '".join("abcdefgh") + "'}")
    rows(course)
    # other runs: objects lie elsewhere, and sets have another order
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from autograder.grading.gradebook import NbgraderCourse\n"
        "from autograder.grading.gradebook.wanted import _key\n"
        "between = [object() for _ in range(int(sys.argv[2]))]\n"
        "print(_key(NbgraderCourse(Path(sys.argv[1])), {}))"
    )
    keys = set()
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-c", code, str(course.root), seed * 3]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        keys.add(done.stdout)
    assert len(keys) == 1
    kept = course.root / FOLDER / "rows"
    assert len(list(kept.iterdir())) == 1
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text().replace("    return notebook", "    return None"))
    rows(course)
    assert len(list(kept.iterdir())) == 2
    never()
    rows(course)
