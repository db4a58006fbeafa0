"""One submission: whatever was handed in, there is a result, and it says what happened."""

import dataclasses
import json
import os
import time

import nbformat
import pytest

from autograder.grading import harmless
from autograder.grading.plan import plan_for
from autograder.grading.rebuild import Template
from autograder.grading.submission import fingerprint, grade_submission
from autograder.grading.tasks import NotebookTask
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox

from .courses import (
    NAME,
    Bench,
    Course,
    answer,
    answered,
    by_hand,
    cells_of,
    check,
    notebook,
    plain,
    scores,
)

CELLS = [
    plain("import numpy as np"),
    answer("f", "def f(x):\n    return x + 1"),
    check("test_f", "assert f(1) == 2", 3),
    answer("g", "def g(x):\n    return 2 * x"),
    check("test_g", "assert g(1) == 2\n### BEGIN HIDDEN TESTS\nassert g(5) == 10", 4),
    by_hand("essay", "Because.", "markdown", 2),
]
FULL = {"test_f": 3.0, "test_g": 4.0, "essay": None}
NOTHING = {"test_f": 0.0, "test_g": 0.0, "essay": 0.0}


@pytest.fixture(scope="module")
def bench(sandbox, tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("course"), sandbox, CELLS)


@pytest.fixture
def path(bench):
    """Where ada's notebook lies; nothing is there yet."""
    path = bench.course.hand_in("ada", "")
    path.unlink()
    yield path
    if path.parent.is_symlink():
        path.parent.unlink()
    path.unlink(missing_ok=True) if not path.is_dir() else path.rmdir()


# Bad input ------------------------------------------------------------------------------


def nested(path):
    path.write_text("[" * 100_000 + "]" * 100_000)


def nested_in_a_notebook(path):
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    path.write_text('{"nbformat": 4, "cells": [], "metadata": ' + deep + "}")


def huge(path):
    with path.open("wb") as file:
        file.truncate(200_000_000)


def link(path):
    path.symlink_to(path.parents[3] / "source" / NAME / f"{NAME}.ipynb")


def link_folder(path):
    path.parent.rmdir()
    path.parent.symlink_to(path.parents[3] / "source" / NAME)


UNREADABLE = {
    "it is not JSON": lambda path: path.write_text("hello"),
    "not JSON": lambda path: path.write_bytes(b""),
    "JSON but not a notebook": lambda path: path.write_text('{"marks": 100}'),
    "it has no cells": lambda path: path.write_text("[1, 2]"),
    "not written in UTF-8": lambda path: path.write_bytes(b'{"cells": ["\xff\xfe"]}'),
    "ps1.ipynb is a symbolic link": link,
    "ps1 is a symbolic link": link_folder,
    "ps1.ipynb is a pipe": lambda path: os.mkfifo(path),
    "ps1.ipynb is a folder": lambda path: path.mkdir(),
    "has 200.0 MB": huge,
    "nested too deeply": nested,
    "nested too deeply ": nested_in_a_notebook,
    "ps1.ipynb is missing": lambda path: None,
}


@pytest.mark.parametrize("reason", UNREADABLE)
def test_what_cannot_be_read_gets_no_marks_a_plain_reason_and_a_person(reason, bench, path):
    UNREADABLE[reason](path)
    result = grade_submission(bench.task())
    assert scores(result) == NOTHING
    assert len(result.attention) == 1
    assert reason.strip() in result.attention[0]
    assert result.notebooks[0].notes == result.attention
    cells = cells_of(result)
    assert (cells["test_f"].verdict, cells["test_f"].message) == ("not judged", result.attention[0])
    assert (cells["essay"].verdict, cells["essay"].message) == ("manual", "No response.")
    nbformat.validate(result.notebooks[0].notebook)


def test_a_submission_that_was_mended_is_graded_like_any_other(bench):
    before = bench.grade_file("{")
    after = bench.grade()
    assert (scores(before), scores(after)) == (NOTHING, FULL)
    assert after.attention == ()
    assert before.fingerprint != after.fingerprint


def old_format(cells):
    old = [{**cell, "input": cell.pop("source")} for cell in cells if cell["cell_type"] == "code"]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": old}]}


def test_a_notebook_of_an_old_format_gets_marks_for_what_can_be_read(bench):
    cells = answered(CELLS)["cells"]
    result = bench.grade_file(old_format(cells))
    assert scores(result) == FULL | {"essay": 0.0}
    assert any("not in format 4" in sentence for sentence in result.attention)


def test_a_missing_answer_cell_costs_its_own_test(bench):
    result = bench.grade({"g": None})
    assert scores(result) == FULL | {"test_g": 0.0}
    assert result.attention == ("The answer cell `g` is missing.",)
    assert cells_of(result)["test_g"].message == "`g` is not defined."


def test_duplicated_cells_count_once_and_the_first_one_counts(bench):
    cells = answered(CELLS)["cells"]
    wrong = CELLS[1].json("def f(x):\n    return 0")
    doubled = [*cells, wrong, CELLS[2].json("assert True"), CELLS[2].json("assert True")]
    result = bench.grade_file(notebook(doubled))
    assert scores(result) == FULL
    assert ["`f`" in result.attention[0], "`test_f`" in result.attention[1]] == [True, True]
    assert "the first one" in result.attention[0]
    first = [wrong, *cells]
    assert scores(bench.grade_file(notebook(first)))["test_f"] == 0.0


def test_deleted_and_edited_tests_are_the_instructors_own_again(bench):
    result = bench.grade({"f": "def f(x):\n    return 0", "test_f": "assert True", "test_g": None})
    assert scores(result) == FULL | {"test_f": 0.0}
    assert any("`test_f` had been changed" in sentence for sentence in result.attention)
    assert any("`test_g` had been deleted" in sentence for sentence in result.attention)


def test_a_notebook_full_of_wrong_types_is_read_as_far_as_it_goes(bench):
    good = answered(CELLS)["cells"]
    bad = [None, 7, {}, {"cell_type": []}, {"cell_type": "code", "source": {"a": 1}}]
    bad += [{"cell_type": "code", "metadata": {"nbgrader": {"grade_id": ["f"]}}, "source": "1"}]
    result = bench.grade_file(notebook([*bad, *good], metadata=3, nbformat_minor="x"))
    assert scores(result) == FULL
    assert any("could not be read" in sentence for sentence in result.attention)


# What the judge may suffer --------------------------------------------------------------

HARMFUL = {
    "leaves": "import os\nif f(1) != 2: os._exit(3)",
    "hangs": "bad = f(1) != 2\nwhile bad:\n    try:\n        while True: str(1)\n    except: pass",
    "fills": "import numpy as np\nx = np.ones(f(1) * 10**9)\nassert len(x) == 2 * 10**9",
}


@pytest.mark.parametrize(("harm", "reason"), [("leaves", "ended before"), ("hangs", "3 seconds")])
def test_a_judge_that_is_lost_costs_one_submission_what_was_not_judged_yet(
    harm, reason, sandbox, tmp_path
):
    cells = [
        answer("f", "def f(x):\n    return x + 1"),
        check("before", "assert f(1) in (2, 0)"),
        check("harm", HARMFUL[harm]),
        check("after", "assert True"),
        by_hand("essay", "Because.", "markdown"),
    ]
    limits = Limits(cell_seconds=1, call_seconds=1, submission_seconds=3)
    bench = Bench(tmp_path, sandbox, cells, limits)
    assert bench.plan.warnings == ()
    began = time.monotonic()
    result = bench.grade({"f": "def f(x):\n    return 0"})
    assert time.monotonic() - began < 12
    found = {name: (cell.score, cell.verdict) for name, cell in cells_of(result).items()}
    lost = (0.0, "not judged")
    manual = (None, "manual")
    assert found == {"before": (1.0, "right"), "harm": lost, "after": lost, "essay": manual}
    assert len(result.attention) == 1
    assert reason in result.attention[0]
    assert result.fault == (harm == "leaves")  # else the same would come of it again
    assert scores(bench.grade(student="bob")) == {
        "before": 1.0,
        "harm": 1.0,
        "after": 1.0,
        "essay": None,
    }


def test_text_that_is_slow_to_make_harmless_costs_its_own_submission_the_time(
    sandbox, tmp_path, monkeypatch
):
    limits = Limits(cell_seconds=1, call_seconds=1, submission_seconds=2)
    bench = Bench(tmp_path, sandbox, CELLS, limits)
    here = os.getpid()

    def slow(source):
        assert os.getpid() != here  # not where the next submission waits
        time.sleep(20)

    monkeypatch.setattr(harmless, "markdown", slow)
    began = time.monotonic()
    result = bench.grade({"essay": "Why <b onclick=f()>not</b>?"})
    assert time.monotonic() - began < 12
    assert result.attention[0] == "The submission took longer than 2 seconds in all."
    assert not result.fault
    written = result.notebooks[0].notebook
    nbformat.validate(written)
    assert written["cells"][-1]["source"] == "```\nWhy <b onclick=f()>not</b>?\n```"
    assert written["cells"][0]["source"] == CELLS[0].source


def test_a_text_is_made_harmless_before_the_students_code_can_spend_the_time(sandbox, tmp_path):
    cells = [CELLS[1], check("harm", HARMFUL["hangs"]), CELLS[-1]]
    limits = Limits(cell_seconds=1, call_seconds=1, submission_seconds=3)
    bench = Bench(tmp_path, sandbox, cells, limits)
    answers = {"f": "def f(x):\n    return 0", "essay": "Why <b>not</b>?"}
    result = bench.grade(answers)
    assert result.attention == ("The submission took longer than 3 seconds in all.",)
    assert result.notebooks[0].notebook["cells"][-1]["source"] == "Why < b>not< /b>?"


def test_a_value_that_makes_a_test_fill_the_memory_costs_that_test(sandbox, tmp_path):
    source = "import numpy as np\nx = np.ones(f(1) * 10)\nassert len(x) == 20"
    cells = [answer("f", "def f(x):\n    return x + 1"), check("fills", source)]
    cells += [check("after", "assert f(1) > 0")]
    result = Bench(tmp_path, sandbox, cells).grade({"f": "def f(x):\n    return 10**10"})
    assert scores(result) == {"fills": 0.0, "after": 1.0}
    assert "MemoryError" in cells_of(result)["fills"].message


def test_without_a_sandbox_the_result_says_so(tmp_path, bench):
    bare = dataclasses.replace(bench.task(), sandbox=Sandbox.find(allow_none=True))
    bench.grade()
    result = grade_submission(bare)
    assert (scores(result), result.sandbox) == (FULL, "none")
    assert result.fingerprint != fingerprint(bench.task())
    assert "bubblewrap" in bench.task().sandbox.description


# What is written ------------------------------------------------------------------------


def test_the_notebook_as_it_ran_is_the_instructors_with_the_students_answers(bench):
    result = bench.grade({"f": "print('hello')\ndef f(x):\n    return 0"})
    written = result.notebooks[0].notebook
    nbformat.validate(written)
    assert [cell["metadata"] for cell in written["cells"]] == [
        cell.json("")["metadata"] for cell in CELLS
    ]
    assert written["cells"][1]["outputs"][0]["text"] == "hello\n"
    assert written["cells"][2]["outputs"][0]["ename"] == "AssertionError"
    assert "g(5) == 10" in written["cells"][4]["source"]


def test_nothing_that_a_student_writes_or_shows_becomes_metadata(bench):
    forged = {"grade": True, "grade_id": "test_f", "points": 1000, "locked": False}
    own = {
        "cell_type": "code",
        "metadata": {"nbgrader": forged, "tags": ["x"], "deletable": False},
        "source": "from IPython.display import display\n"
        "display({'text/plain': 'x'}, raw=True, metadata={'nbgrader': {'grade_id': 'test_f'}})\n"
        "get_ipython().display_pub.publish({'text/html': '<b>'}, metadata={'nbgrader': 1})\n1e9",
        "outputs": [{"output_type": "execute_result", "data": {"text/plain": "3"}}],
        "attachments": {"a.png": {"image/png": "AAAA"}},
    }
    cells = answered(CELLS)["cells"]
    cells[2]["metadata"]["nbgrader"]["points"] = 1000
    cells[2]["outputs"] = own["outputs"]
    extra = {**own, "metadata": {"nbgrader": {**forged, "grade_id": "mine"}}}
    result = bench.grade_file(notebook([extra, *cells, own], metadata={"nbgrader": forged}))
    assert scores(result) == FULL
    written = result.notebooks[0].notebook
    nbformat.validate(written)
    flagged = [cell["metadata"].get("nbgrader") for cell in written["cells"]]
    expected = [None, *(cell.json("")["metadata"].get("nbgrader") for cell in CELLS)]
    assert flagged[: len(expected)] == expected
    shown = json.dumps([cell.get("outputs") for cell in written["cells"]])
    assert "nbgrader" not in shown
    assert written["metadata"] == notebook([])["metadata"]


def test_the_submissions_own_time_is_kept_and_nonsense_is_not(bench):
    folder = bench.course.hand_in("ada", answered(CELLS)).parent
    stamp = folder / "timestamp.txt"
    for content, kept in [
        (b"2026-02-03 10:20:30.1 UTC\n", "2026-02-03 10:20:30.1 UTC"),
        (b"\xff\xfe", ""),
        (b"x" * 1000, ""),
    ]:
        stamp.write_bytes(content)
        assert grade_submission(bench.task()).timestamp == kept
    stamp.unlink()
    os.mkfifo(stamp)
    assert grade_submission(bench.task()).timestamp == ""
    stamp.unlink()


def test_the_fingerprint_changes_with_all_that_the_result_depends_on(bench):
    folder = bench.course.hand_in("ada", answered(CELLS)).parent
    task = bench.task()
    first = fingerprint(task)
    assert grade_submission(task).fingerprint == first
    other = [
        dataclasses.replace(task, version="2"),
        dataclasses.replace(task, limits=Limits(cell_seconds=3)),
        dataclasses.replace(task, sandbox=Sandbox("none")),
    ]
    prints = {first, *map(fingerprint, other)}
    (folder / "timestamp.txt").write_text("2026-02-03 10:20:30 UTC")
    prints.add(fingerprint(task))
    (folder / "timestamp.txt").unlink()
    bench.course.hand_in("ada", answered(CELLS, {"f": "f = 1"}))
    prints.add(fingerprint(task))
    assert len(prints) == 6


def test_the_fingerprint_is_of_what_was_graded_not_of_what_came_later(sandbox, tmp_path):
    """A test stands for the student who hands in again while the grader is at work."""
    late = f"open('../../submitted/ada/{NAME}/{NAME}.ipynb', 'w').write('late')"
    cells = [answer("f", "f = 1"), check("test_f", late + "\nassert f == 1")]
    bench = Bench(tmp_path, sandbox, cells)
    bench.course.hand_in("ada", answered(cells))
    before = fingerprint(bench.task())
    result = grade_submission(bench.task())
    assert result.fingerprint == before
    assert fingerprint(bench.task()) != before


def test_several_notebooks_are_graded_one_by_one_and_one_may_be_missing(sandbox, tmp_path):
    one = Bench(tmp_path, sandbox, CELLS)
    course = Course(tmp_path)
    course.add(CELLS[3:5], name="second")
    folder = tmp_path / "source" / NAME
    template = Template.read(folder / "second.ipynb", tmp_path / "release" / NAME / "second.ipynb")
    plan = plan_for(template, sandbox, one.limits, {})
    second = NotebookTask(template, plan, folder, {})
    task = one.task()
    task = dataclasses.replace(task, notebooks=(*task.notebooks, second))
    course.hand_in("ada", answered(CELLS))
    missing = grade_submission(task)
    assert [nb.name for nb in missing.notebooks] == [NAME, "second"]
    assert (missing.score, missing.points) == (7.0, 13.0)
    assert missing.attention == ("The file second.ipynb is missing; hand it in under this name.",)
    course.hand_in("ada", answered(CELLS[3:5]), name="second")
    assert grade_submission(task).score == 11.0
