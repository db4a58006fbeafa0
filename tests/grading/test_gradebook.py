"""The gradebook holds, row for row, what nbgrader would have written, and loses nothing.

The reference is nbgrader itself: it releases and autogrades a small course once
(``theirs``), and what it wrote is compared with what is written here.
"""

import copy
import datetime
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from nbgrader.api import Gradebook as TheirGradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import event
from sqlalchemy.engine import make_url

from autograder.errors import UsageError
from autograder.grading.gradebook import Gradebook, NbgraderCourse, database
from autograder.grading.gradebook import record as recording
from autograder.grading.gradebook.lateness import timestamp_of
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult

STAMP = "2026-02-03 10:20:30.000001 UTC"


def cell(source, grade_id, cell_type="code", **flags):
    meta = {"grade": False, "solution": False, "locked": False, "task": False}
    meta |= {"schema_version": 3, "grade_id": grade_id, **flags}
    made = {"cell_type": cell_type, "id": f"c-{grade_id}", "source": source}
    made["metadata"] = {"nbgrader": meta}
    return made | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def notebook(*cells):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    head = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}}
    return head | {"cells": copy.deepcopy(list(cells))}


F = cell(
    "def f(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION", "f", solution=True
)
TEST_F = cell(
    "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(5) == 6\n### END HIDDEN TESTS",
    "test_f",
    grade=True,
    locked=True,
    points=3,
)
PARTIAL = cell("1.5 if f(0) == 1 else 0.0", "partial", grade=True, locked=True, points=2)
WHY = cell("Because.", "why", "markdown", grade=True, solution=True, points=2)
DRAW = cell("Draw it.", "draw", "markdown", task=True, locked=True, points=4)
IMPORTS = cell("import math", "imports", locked=True)
G = cell("g = 1", "g", solution=True)
TEST_G = cell("assert g == 1", "test_g", grade=True, locked=True, points=1)

ONE = notebook(IMPORTS, F, TEST_F, PARTIAL, WHY, DRAW)
TWO = notebook(G, TEST_G)


def nbgrader(folder, *command):
    """Run plain nbgrader in a course folder, as an instructor would."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # it starts `alembic` from there
    env = {"PATH": path, "HOME": str(folder), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def course_in(root, one=ONE, two=TWO, config="c = get_config()\n"):
    for name, nb in (("one", one), ("two", two)):
        path = root / "source" / "ps1" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(nb))
    (root / "nbgrader_config.py").write_text(config)
    return root


def hand_in(root, student, answers, names=("one", "two"), stamp=STAMP):
    folder = root / "submitted" / student / "ps1"
    folder.mkdir(parents=True)
    for name in names:
        nb = json.loads((root / "release" / "ps1" / f"{name}.ipynb").read_text())
        for each in nb["cells"]:
            grade_id = each["metadata"]["nbgrader"]["grade_id"]
            each["source"] = answers.get(grade_id, each["source"])
        (folder / f"{name}.ipynb").write_text(json.dumps(nb))
    if stamp:
        (folder / "timestamp.txt").write_text(stamp)


RIGHT = {"f": "def f(x):\n    return 1 + x", "why": "So it is.", "g": "g = 1"}


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """A course that plain nbgrader has released and autograded."""
    root = course_in(tmp_path_factory.mktemp("theirs"))
    nbgrader(root, "generate_assignment", "ps1")
    hand_in(root, "alice", RIGHT)
    hand_in(root, "bob", {}, stamp="")
    hand_in(root, "carol", {"f": "def f(x):\n    return 2", "why": "No."}, names=("one",))
    nbgrader(root, "autograde", "ps1")
    return root


@pytest.fixture
def theirs(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "theirs")


@pytest.fixture
def ours(graded, tmp_path):
    root = shutil.copytree(graded, tmp_path / "ours")
    (root / "gradebook.db").unlink()
    return root


def rows(root):
    """Every field of every row, with the generated ids replaced by names."""
    database = sqlite3.connect(root / "gradebook.db")
    tables = [
        name for (name,) in database.execute("select name from sqlite_master where type='table'")
    ]
    names = {}

    def learn(table, *fields):
        for record in database.execute(f"select id, {', '.join(fields)} from {table}"):
            key, *parts = record
            names[key] = "/".join(str(names.get(part, part)) for part in parts)

    learn("assignment", "name")
    learn("notebook", "assignment_id", "name")
    learn("base_cell", "notebook_id", "name", "type")
    learn("submitted_assignment", "assignment_id", "student_id")
    learn("submitted_notebook", "assignment_id", "notebook_id")
    found = {}
    for table in tables:
        query = database.execute(f"select * from {table}")
        columns = [column[0] for column in query.description]
        found[table] = sorted(
            (
                {
                    column: names.get(value, value)
                    for column, value in zip(columns, record, strict=True)
                    if column != "id" or value in names or table == "student"
                }
                for record in query
            ),
            key=repr,
        )
    # nbgrader leaves '' here, which names no row of `course`; PostgreSQL would refuse it.
    for record in found["assignment"]:
        record["course_id"] = record["course_id"] or "default_course"
    database.close()
    return found


def result(student, cells, notebooks=None, stamp=STAMP, assignment="ps1"):
    """cells: notebook -> {grade_id: score or (score, verdict, message)}."""
    made = []
    for name, scores in cells.items():
        judged = []
        for grade_id, given in scores.items():
            score, verdict, message = given if isinstance(given, tuple) else (given, "right", "")
            judged.append(CellResult(grade_id, 10.0, score, verdict, message))
        made.append(NotebookResult(name, tuple(judged), (), (notebooks or {}).get(name, {})))
    return SubmissionResult(assignment, student, tuple(made), (), "none", "", stamp, 1.0)


WAITS = (None, "manual", "Waits for a person.")
SILENT = (0.0, "manual", "No response.")


def submitted(root, student, name):
    path = root / "submitted" / student / "ps1" / f"{name}.ipynb"
    return json.loads(path.read_text())


def the_class(root):
    """The results that the grading engine gives for the three students of ``graded``."""
    for student, one, two, stamp in (
        ("alice", {"test_f": 3.0, "partial": 1.5, "why": WAITS}, {"test_g": 1.0}, STAMP),
        ("bob", {"test_f": 0.0, "partial": 0.0, "why": SILENT}, {"test_g": 0.0}, ""),
        ("carol", {"test_f": 0.0, "partial": 0.0, "why": WAITS}, None, STAMP),
    ):
        cells = {"one": one | {"draw": WAITS}} | ({"two": two} if two else {})
        texts = {name: submitted(root, student, name) for name in cells}
        yield result(student, cells, texts, stamp)


def grade_all(root):
    with Gradebook(NbgraderCourse(root)) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})
        for each in the_class(root):
            gradebook.record(each)


@pytest.fixture
def small(tmp_path):
    """A fresh course, prepared, with nobody in it."""
    root = course_in(tmp_path / "small")
    with Gradebook(NbgraderCourse(root)) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})
        yield gradebook, root


FULL = {"one": {"test_f": 3.0, "partial": 1.0, "why": WAITS, "draw": WAITS}, "two": {"test_g": 1.0}}


# The same as nbgrader


@pytest.mark.slow
def test_every_row_is_the_one_that_nbgrader_writes(graded, ours):
    grade_all(ours)
    theirs, here = rows(graded), rows(ours)
    assert here.keys() == theirs.keys()
    assert len(here["grade"]) == 3 * 5
    assert len(here["comment"]) == 3 * 4
    for table in theirs:
        assert here[table] == theirs[table], table


def test_a_gradebook_that_nbgrader_began_is_continued(graded, theirs):
    with TheirGradebook(f"sqlite:///{theirs}/gradebook.db") as gb:
        grade = gb.find_grade("why", "one", "ps1", "alice")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
        gb.find_comment("why", "one", "ps1", "alice").manual_comment = "Nicely put."
        gb.update_or_create_student("alice", first_name="Alice")
        gb.update_or_create_assignment("ps1", duedate="2030-01-01 10:00")
        gb.db.commit()
    before = rows(theirs)
    grade_all(theirs)
    after = rows(theirs)
    for table in before.keys() - {"grade"}:
        assert after[table] == before[table], table
    kept = [row for row in after["grade"] if row["manual_score"] is not None]
    assert [(row["manual_score"], row["extra_credit"]) for row in kept] == [(1.5, 0.5)]
    # nbgrader, too, asks for a second look at a cell that a person had marked before
    assert kept[0].pop("needs_manual_grade") == 1
    [old] = [row for row in before["grade"] if row["manual_score"] is not None]
    assert old.pop("needs_manual_grade") == 0
    assert after["grade"] == before["grade"]


@pytest.mark.slow
def test_plain_nbgrader_works_on_what_was_written(ours):
    grade_all(ours)
    nbgrader(ours, "export", "--to", "grades.csv")
    lines = (ours / "grades.csv").read_text().splitlines()
    scores = {line.split(",")[3]: line.split(",") for line in lines[1:]}
    column = lines[0].split(",").index("score")
    assert {name: float(line[column]) for name, line in scores.items()} == {
        "alice": 5.5,
        "bob": 0.0,
        "carol": 0.0,
    }
    nbgrader(ours, "generate_feedback", "ps1", "--student", "alice")
    page = (ours / "feedback" / "alice" / "ps1" / "one.html").read_text()
    assert re.search(r"Score:\s*4\.5\s*/\s*11", page)


def test_formgrader_reads_what_was_written(ours):
    grade_all(ours)
    api = NbGraderAPI(CourseDirectory(root=str(ours)))
    [assignment] = api.get_assignments()
    assert (assignment["max_score"], assignment["num_submissions"]) == (12.0, 3)
    by_student = {each["student"]: each for each in api.get_submissions("ps1")}
    assert by_student["alice"]["score"] == 5.5
    assert by_student["alice"]["needs_manual_grade"]
    assert by_student["alice"]["autograded"]
    [found] = [n for n in api.get_notebook_submissions("ps1", "one") if n["student"] == "carol"]
    assert (found["score"], found["failed_tests"]) == (0.0, True)


@pytest.mark.slow
def test_nbgrader_may_autograde_again_after_us(ours):
    grade_all(ours)
    before = rows(ours)
    nbgrader(ours, "autograde", "ps1", "--force", "--student", "alice")
    assert rows(ours) == before


# One transaction a submission


def test_a_submission_is_one_commit(small):
    gradebook, _ = small
    commits = []
    event.listen(gradebook._database.engine, "commit", commits.append)
    gradebook.record(result("alice", FULL))
    assert len(commits) == 1


@pytest.mark.parametrize("step", ["_write_grades", "_write_comments", "write_penalties"])
def test_an_error_in_the_middle_leaves_nothing_half_written(small, monkeypatch, step):
    gradebook, root = small
    gradebook.record(result("bob", FULL))
    before = rows(root)
    write = getattr(recording, step)

    def stops(*args):
        write(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(recording, step, stops)
    for student in ("alice", "bob"):
        with pytest.raises(KeyboardInterrupt):
            gradebook.record(result(student, {"one": {"test_f": 1.0}}))
    assert rows(root) == before
    monkeypatch.undo()
    gradebook.record(result("alice", FULL))
    assert gradebook.marks("ps1")["alice"] == gradebook.marks("ps1")["bob"]


def test_a_second_grading_replaces_the_first(small):
    gradebook, root = small
    gradebook.record(result("alice", FULL))
    first = rows(root)
    gradebook.record(result("alice", FULL))
    assert rows(root) == first
    gradebook.record(result("alice", FULL | {"two": {"test_g": 0.0}}, stamp="2026-03-01 08:00"))
    marks = gradebook.marks("ps1")["alice"]
    assert (marks["one/test_f"].auto, marks["two/test_g"].auto) == (3.0, 0.0)
    assert len(rows(root)["grade"]) == len(first["grade"])
    assert rows(root)["submitted_assignment"][0]["timestamp"].startswith("2026-03-01 08:00:00")
    # the time is that of this attempt: one without is not late by that of another
    gradebook.record(result("alice", FULL, stamp=""))
    assert rows(root)["submitted_assignment"][0]["timestamp"] is None


def test_what_a_person_gave_is_kept_when_grading_again(small):
    gradebook, root = small
    gradebook.record(result("alice", FULL))
    with TheirGradebook(f"sqlite:///{root}/gradebook.db") as gb:
        for name, score in (("why", 1.0), ("test_f", 2.0)):
            gb.find_grade(name, "one", "ps1", "alice").manual_score = score
        gb.find_grade("draw", "one", "ps1", "alice").extra_credit = 0.25
        gb.find_comment("f", "one", "ps1", "alice").manual_comment = "See me."
        gb.db.commit()
    gradebook.record(result("alice", FULL | {"one": FULL["one"] | {"test_f": 0.0}}))
    marks = gradebook.marks("ps1")["alice"]
    assert (marks["one/why"].manual, marks["one/why"].total) == (1.0, 1.0)
    tested = marks["one/test_f"]
    assert (tested.auto, tested.manual, tested.total, tested.needs_manual_grade) == (
        0.0,
        2.0,
        2.0,
        True,
    )
    assert marks["one/draw"].extra == 0.25
    assert [c["manual_comment"] for c in rows(root)["comment"] if c["manual_comment"]] == [
        "See me."
    ]


# Who has to look


def test_not_judged_and_forgotten_cells_wait_for_a_person(small):
    gradebook, _ = small
    one = {"test_f": (0.0, "not judged", "The kernel died."), "why": WAITS}
    gradebook.record(result("alice", {"one": one}))
    marks = gradebook.marks("ps1")["alice"]
    assert (marks["one/test_f"].auto, marks["one/test_f"].needs_manual_grade) == (0.0, True)
    assert (marks["one/why"].auto, marks["one/why"].needs_manual_grade) == (None, True)
    # a cell without a result in a notebook that was graded earns nothing by itself
    assert (marks["one/partial"].auto, marks["one/partial"].needs_manual_grade) == (None, True)
    # a notebook that was not handed in is worth nothing, as nbgrader has it
    assert (marks["two/test_g"].auto, marks["two/test_g"].needs_manual_grade) == (0.0, False)


def test_no_response_is_told_by_the_text_and_by_the_message(small):
    gradebook, _ = small
    blank = "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
    handed_in = notebook(F | {"source": blank.splitlines(keepends=True)}, WHY | {"source": "Mine."})
    gradebook.record(result("alice", {"one": {"why": WAITS}}, {"one": handed_in}))
    marks = gradebook.marks("ps1")["alice"]
    assert marks["one/why"].comment is None
    gradebook.record(result("alice", {"one": {"why": SILENT}}))
    mark = gradebook.marks("ps1")["alice"]["one/why"]
    assert (mark.comment, mark.auto, mark.needs_manual_grade) == ("No response.", 0.0, False)


def test_a_result_read_from_its_file_leaves_the_comments_on_answers_alone(small):
    gradebook, root = small
    blank = F | {"source": "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"}

    def said():
        return [c["auto_comment"] for c in rows(root)["comment"] if "/f/" in c["cell_id"]]

    gradebook.record(result("alice", {"one": {}}, {"one": notebook(blank)}))
    assert said() == ["No response."]
    gradebook.record(result("alice", {"one": {}}))
    assert said() == ["No response."]
    gradebook.record(result("alice", {"one": {}}, {"one": notebook(F)}))
    assert said() == [None]


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -0.5, 10.5])
def test_a_score_that_cannot_be_is_never_recorded(small, score):
    gradebook, root = small
    before = rows(root)
    with pytest.raises(ValueError, match="test_g"):
        gradebook.record(result("alice", {"two": {"test_g": score}}))
    assert rows(root) == before


def test_a_cell_or_an_assignment_that_was_not_prepared_is_named(small):
    gradebook, root = small
    before = rows(root)
    with pytest.raises(UsageError, match="no graded cell 'test_h' in notebook 'two'"):
        gradebook.record(result("alice", {"two": {"test_h": 1.0}}))
    with pytest.raises(UsageError, match="no assignment 'ps2'"):
        gradebook.record(result("alice", {}, assignment="ps2"))
    assert rows(root) == before


def test_marks_of_an_assignment_that_nobody_handed_in_are_empty(small):
    assert small[0].marks("ps1") == {}
    assert small[0].marks("ps7") == {}


# A changed assignment


def test_preparing_twice_changes_nothing(small):
    gradebook, root = small
    gradebook.record(result("alice", FULL))
    before = rows(root)
    gradebook.prepare("ps1", {"one": ONE, "two": TWO})
    assert rows(root) == before


def test_a_changed_assignment_keeps_the_grades_of_the_cells_that_remain(small):
    gradebook, root = small
    for student in ("alice", "bob"):
        gradebook.record(result(student, FULL))
    with TheirGradebook(f"sqlite:///{root}/gradebook.db") as gb:
        gb.find_grade("why", "one", "ps1", "bob").manual_score = 2.0
        gb.db.commit()
    dearer = copy.deepcopy(TEST_F)
    dearer["metadata"]["nbgrader"]["points"] = 5
    new = cell("assert f(7) == 8", "test_more", grade=True, locked=True, points=1)
    gradebook.prepare("ps1", {"one": notebook(F, dearer, new, WHY, DRAW)})
    marks = gradebook.marks("ps1")
    assert set(marks["bob"]) == {"one/test_f", "one/test_more", "one/why", "one/draw"}
    assert (marks["bob"]["one/test_f"].auto, marks["bob"]["one/test_f"].max) == (3.0, 5.0)
    assert marks["bob"]["one/why"].manual == 2.0
    # the new cell is there for everybody, and waits
    more = marks["alice"]["one/test_more"]
    assert (more.auto, more.total, more.needs_manual_grade) == (None, 0.0, True)
    here = rows(root)
    assert [row["name"] for row in here["notebook"]] == ["one"]
    assert {row["name"] for row in here["source_cell"]} == {
        "f",
        "test_f",
        "test_more",
        "why",
        "draw",
    }
    assert len(here["submitted_notebook"]) == 2
    assert len(here["grade"]) == 2 * 4
    assert len(here["comment"]) == 2 * 3
    assert {row["id"] for row in here["grade_cells"]} | {
        row["id"] for row in here["solution_cells"]
    } | {row["id"] for row in here["task_cells"]} == {row["id"] for row in here["base_cell"]}
    with TheirGradebook(f"sqlite:///{root}/gradebook.db") as gb:
        assert gb.find_submission("ps1", "bob").max_score == 12.0


@pytest.mark.parametrize("given", ["manual_score", "extra_credit", "manual_comment"])
def test_a_cell_that_a_person_has_worked_on_is_not_taken_away(small, given):
    gradebook, root = small
    gradebook.record(result("alice", FULL))
    with TheirGradebook(f"sqlite:///{root}/gradebook.db") as gb:
        if given == "manual_comment":
            gb.find_comment("why", "one", "ps1", "alice").manual_comment = "Good."
        else:
            setattr(gb.find_grade("why", "one", "ps1", "alice"), given, 1.0)
        gb.db.commit()
    before = rows(root)
    for without in ({"one": notebook(F, TEST_F), "two": TWO}, {"two": TWO}):
        with pytest.raises(UsageError, match="'why' is gone from notebook 'one'"):
            gradebook.prepare("ps1", without)
    assert rows(root) == before


def test_a_notebook_that_nbgrader_would_refuse_is_refused_with_the_reason(small):
    gradebook, root = small
    before = rows(root)
    unclosed = notebook(F | {"source": "### BEGIN SOLUTION\nx = 1"})
    for bad in (unclosed, notebook(F, F), {"cells": [3]}):
        with pytest.raises(UsageError, match="cannot take the notebook 'one' of 'ps1'"):
            gradebook.prepare("ps1", {"two": TWO, "one": bad})
    assert rows(root) == before


# Time


@pytest.mark.parametrize(
    ("stamp", "hour"),
    [
        ("2026-02-03 10:20:30.000001 UTC", 10),
        ("2026-02-03 10:20:30", 10),
        ("2026-02-03T10:20:30Z", 10),
        ("2026-02-03 10:20 +0330\n", 6),
        ("2026-02-03 10:20:30 Asia/Tehran", 6),
        ("2026-02-03 10:20:30 Nowhere/Land", 10),
    ],
)
def test_a_timestamp_is_read_in_utc(stamp, hour):
    assert timestamp_of(stamp).hour == hour
    assert timestamp_of(stamp).tzinfo is None


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "5",
        "yesterday",
        "2026-13-45 10:20:30",
        "2026-02-03 10:20:30 /dev/zero",
        "\x00",
        "9" * 10**5,
        "2026-02-03 10:20:30 ../../fifo",
        "0000-00-00 00:00:00 UTC",
        "2026-02-03 10:20:30 +9999",
    ],
)
def test_a_timestamp_that_is_none_is_left_out(small, stamp):
    gradebook, root = small
    gradebook.record(result("alice", FULL, stamp=stamp))
    assert rows(root)["submitted_assignment"][0]["timestamp"] is None


def test_a_late_submission_is_penalised_by_the_courses_own_rule(tmp_path):
    rule = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    root = course_in(tmp_path / "late", config=rule)
    with Gradebook(NbgraderCourse(root)) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})
        with TheirGradebook(f"sqlite:///{root}/gradebook.db") as gb:
            gb.update_or_create_assignment("ps1", duedate="2026-02-01 00:00")

        def penalties(student):
            here = rows(root)["submitted_notebook"]
            return [
                r["late_submission_penalty"] for r in here if r["assignment_id"].endswith(student)
            ]

        gradebook.record(result("alice", FULL, stamp="2026-02-03 10:00"))
        gradebook.record(result("bob", FULL, stamp="2026-01-30 10:00"))
        assert penalties("alice") == [4.0, 1.0]
        assert penalties("bob") == [None, None]
        found = gradebook.handed_in("ps1")
        due = datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC)
        assert found["alice"].penalties == {"one": 4.0, "two": 1.0}
        assert (found["alice"].due, found["alice"].late) == (due, datetime.timedelta(2, 36_000))
        assert found["bob"].penalties == {}
        assert (found["bob"].at, found["bob"].late) == (
            datetime.datetime(2026, 1, 30, 10, tzinfo=datetime.UTC),
            datetime.timedelta(),
        )
        with TheirGradebook(f"sqlite:///{root}/gradebook.db") as gb:
            gb.find_submission("ps1", "alice").extension = datetime.timedelta(days=7)
            gb.db.commit()
        gradebook.record(result("alice", FULL, stamp="2026-02-03 10:00"))
        assert penalties("alice") == [None, None]
        extended = gradebook.handed_in("ps1")["alice"]
        assert extended.due == datetime.datetime(2026, 2, 8, tzinfo=datetime.UTC)
        assert extended.extension == datetime.timedelta(days=7)
        assert (extended.late, extended.penalties) == (datetime.timedelta(), {})
        assert gradebook.handed_in("another") == {}


def test_a_rule_of_the_courses_own_is_found_beside_its_configuration(tmp_path):
    rule = "c = get_config()\nc.AssignLatePenalties.plugin_class = 'late_rule_of_ps1.Half'\n"
    root = course_in(tmp_path / "own", config=rule)
    path = list(sys.path)
    with Gradebook(NbgraderCourse(root)) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})
        with TheirGradebook(f"sqlite:///{root}/gradebook.db") as gb:
            gb.update_or_create_assignment("ps1", duedate="2026-02-01 00:00")
        with pytest.raises(UsageError, match="plugin for late submissions cannot be loaded"):
            gradebook.record(result("alice", FULL))
        (root / "late_rule_of_ps1.py").write_text(
            "from nbgrader.plugins import BasePlugin\n"
            "class Half(BasePlugin):\n"
            "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
            "        return score / 2 if score < 4 else -1 if student_id == 'bob' else 100\n"
        )
        for student in ("alice", "bob"):
            gradebook.record(result(student, FULL))
    found = rows(root)["submitted_notebook"]
    # never more than there is to lose, never less than nothing
    assert [row["late_submission_penalty"] for row in found] == [4.0, 0.5, 0.0, 0.5]
    assert sys.path == path


# A gradebook that cannot be used


def test_a_gradebook_of_another_version_is_refused(small):
    _, root = small
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute("update alembic_version set version_num = 'old'")
    with pytest.raises(UsageError, match="nbgrader db upgrade"):
        Gradebook(NbgraderCourse(root))


def test_the_newest_version_is_what_alembic_says_however_it_is_written(tmp_path, monkeypatch):
    said = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    assert database._head() == said
    shutil.copytree(ALEMBIC_DIR, tmp_path / "alembic")
    (newest,) = (tmp_path / "alembic" / "versions").glob(f"{said}*.py")
    text = newest.read_text()
    monkeypatch.setattr(database, "ALEMBIC_DIR", str(tmp_path / "alembic"))
    newest.write_text(text.replace(f"revision = '{said}'", "revision = 'a' + 'b'"))
    assert database._head() == "ab"
    newest.unlink()
    assert database._head() not in (said, "ab", None)


def test_a_database_that_fails_is_one_sentence(small):
    gradebook, root = small
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute("drop table comment")
    with pytest.raises(
        UsageError, match=r"gradebook\.db cannot be used \(no such table: comment\)"
    ):
        gradebook.record(result("alice", FULL))


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.db", "nonsense://x", "postgresql+nope://u:secret@h/d"]
)
def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path, url):
    root = course_in(
        tmp_path / "c", config=f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n"
    )
    with pytest.raises(UsageError, match="cannot be opened") as caught:
        Gradebook(NbgraderCourse(root))
    assert "secret" not in str(caught.value)


def test_a_gradebook_starts_no_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    Gradebook(NbgraderCourse(course_in(tmp_path / "c"))).close()
    assert rows(tmp_path / "c")["alembic_version"]


# The course folder


def test_a_course_folder_is_found_as_nbgrader_lays_it_out(graded):
    course = NbgraderCourse(graded)
    assert course.assignments() == ["ps1"]
    assert [path.name for path in course.notebooks("ps1")] == ["one.ipynb", "two.ipynb"]
    assert course.release("ps1", "one") == graded / "release" / "ps1" / "one.ipynb"
    assert course.release("ps1", course.notebooks("ps1")[1]).name == "two.ipynb"
    assert course.release("ps1", "three") is None
    assert course.submissions("ps1") == ["alice", "bob", "carol"]
    assert course.strange("ps1") == []
    assert course.submitted_path("alice", "ps1") == graded / "submitted" / "alice" / "ps1"
    assert course.autograded_path("alice", "ps1") == graded / "autograded" / "alice" / "ps1"
    assert course.feedback_path("alice", "ps1") == graded / "feedback" / "alice" / "ps1"
    assert course.submitted_root == graded / "submitted"
    assert course.db_url == f"sqlite:///{graded}/gradebook.db"


def test_a_configured_course_is_found_without_changing_the_working_directory(tmp_path):
    config = (
        "c = get_config()\n"
        "c.CourseDirectory.source_directory = 'master'\n"
        "c.CourseDirectory.submitted_directory = 'in'\n"
        "c.CourseDirectory.directory_structure = (\n"
        "    '{assignment_id}/{nbgrader_step}/id_{student_id}')\n"
        "c.CourseDirectory.db_url = 'sqlite:///marks/grades.db'\n"
        "c.CourseDirectory.course_id = 'deep'\n"
    )
    root = tmp_path / "a [strange] course"
    for student in (".", "alice", "bob"):
        step = "master" if student == "." else "in"
        (root / "ps1" / step / f"id_{student}").mkdir(parents=True)
    (root / "ps1" / "in" / "no_student").mkdir()
    (root / "ps1" / "master" / "id_." / "n.ipynb").write_text("{}")
    (root / "nbgrader_config.py").write_text(config)
    here = os.getcwd()
    course = NbgraderCourse(root)
    assert course.assignments() == ["ps1"]
    assert course.submissions("ps1") == ["alice", "bob"]
    assert course.submitted_path("bob", "ps1") == root / "ps1" / "in" / "id_bob"
    assert make_url(course.db_url).database == f"{root}/marks/grades.db"
    assert course.course_id == "deep"
    assert course.submitted_root == root
    assert os.getcwd() == here


def test_a_folder_that_is_no_course_is_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(UsageError, match="is no nbgrader course: it has no folder 'source'"):
            NbgraderCourse(folder)


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ("c = ", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ("c = get_config()\nc.CourseDirectory.db_url = 3", "cannot be used"),
        (
            "c = get_config()\nc.CourseDirectory.directory_structure = '{nonsense}'",
            "cannot be used",
        ),
    ],
)
def test_a_configuration_that_is_wrong_is_one_sentence(tmp_path, config, reason):
    root = course_in(tmp_path / "c", config=config)
    with pytest.raises(UsageError, match=reason) as caught:
        NbgraderCourse(root)
    assert "nbgrader_config.py" in str(caught.value)


def test_an_unknown_assignment_is_named_with_the_nearest_one(graded):
    with pytest.raises(UsageError, match="no assignment 'ps11'; did you mean 'ps1'"):
        NbgraderCourse(graded).notebooks("ps11")
    for name in ("", ".", "..", "ps1/../ps1", "*"):
        with pytest.raises(UsageError, match="no assignment"):
            NbgraderCourse(graded).notebooks(name)


def test_the_other_files_of_an_assignment_are_plain_files(tmp_path):
    root = course_in(tmp_path / "c")
    source = root / "source" / "ps1"
    (source / "data" / "__pycache__").mkdir(parents=True)
    (source / ".ipynb_checkpoints").mkdir()
    for name in (
        "a.csv",
        "data/b.txt",
        ".hidden",
        "data/__pycache__/c.txt",
        "d.pyc",
        "data/more.ipynb",
    ):
        (source / name).write_text("x")
    (source / ".ipynb_checkpoints" / "one-checkpoint.ipynb").write_text("{}")
    (source / "link.txt").symlink_to("a.csv")
    (source / "elsewhere").symlink_to("/etc")
    course = NbgraderCourse(root)
    assert course.files("ps1") == {
        "a.csv": source / "a.csv",
        "data/b.txt": source / "data" / "b.txt",
    }
    assert [path.name for path in course.notebooks("ps1")] == ["one.ipynb", "two.ipynb"]


def test_names_that_no_student_can_have_are_reported(tmp_path):
    root = course_in(tmp_path / "c")
    students = [
        "alice",
        "a b",
        "Ömer",
        "x@y.edu",
        " lead",
        "new\nline",
        "esc\x1b[2J",
        ".hidden",
        "l" * 129,
    ]
    for student in [*students, b"latin\xe9".decode("utf-8", "surrogateescape")]:
        (root / "submitted" / student / "ps1").mkdir(parents=True)
    (root / "submitted" / "nobody").mkdir()
    (root / "submitted" / "README").write_text("x")
    (root / "submitted" / "linked").symlink_to("alice")
    (root / "submitted" / "filed").mkdir()
    (root / "submitted" / "filed" / "ps1").write_text("a file, not a folder")
    course = NbgraderCourse(root)
    # what is no folder is a submission too: it cannot be read, and the student is told so
    assert course.submissions("ps1") == ["a b", "alice", "filed", "linked", "x@y.edu", "Ömer"]
    strange = course.strange("ps1")
    assert len(strange) == 6
    assert all(name.isprintable() for name in strange)
    assert course.submissions("ps2") == []
