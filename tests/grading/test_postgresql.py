"""The gradebook in PostgreSQL: the rows of SQLite's, a server that goes away, two runs at once.

nbgrader's own ``Gradebook`` reads and writes the same database in between.
"""

import datetime
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import psycopg
import pytest
from nbgrader.api import Base
from nbgrader.api import Gradebook as TheirGradebook
from postgresql import PASSWORD, make_server
from sqlalchemy import create_engine, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from autograder.errors import NotRecorded, UsageError
from autograder.grading.batch import grade_class, load_assignment, record_waiting
from autograder.grading.executors import Pool
from autograder.grading.gradebook import Gradebook, NbgraderCourse, database
from autograder.grading.journal import Journal

from .courses import NAME, QUICK, Course, Inline, answer, answered, by_hand, check, plain
from .test_batch import Disturbed, Replayed
from .test_gradebook import DRAW, FULL, ONE, SILENT, TEST_F, TWO, WHY, F, cell, course_in, notebook
from .test_gradebook import result as made

pytestmark = pytest.mark.slow
FORK = get_context("fork")
HERE = Pool(Inline(), 1)
CELLS = [
    plain("import math"),
    answer("f", "def f(x):\n    return x + 1"),
    check("test_f", "assert f(1) == 2", 3),
    by_hand("essay", "Because.", "markdown", 2),
]
WRONG = {"f": "def f(x):\n    return x"}


@pytest.fixture(scope="session")
def server():
    server = make_server()
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder)


@pytest.fixture
def url(server):
    """The address of an empty database."""
    return server.url(server.make_database())


def configured(root, url):
    """A course that keeps its gradebook there."""
    rule = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    config = f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n{rule}\n"
    return NbgraderCourse(course_in(root, config=config))


def rows(url):
    """Every field of every row, with the generated ids replaced by names."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: [row._asdict() for row in connection.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    names = {}
    for table, *fields in (
        ("assignment", "name"),
        ("notebook", "assignment_id", "name"),
        ("base_cell", "notebook_id", "name", "type"),
        ("submitted_assignment", "assignment_id", "student_id"),
        ("submitted_notebook", "assignment_id", "notebook_id"),
    ):
        for row in found[table]:
            names[row["id"]] = "/".join(str(names.get(row[field], row[field])) for field in fields)
    return {
        table: sorted(
            (
                {
                    column: names.get(value, value)
                    for column, value in row.items()
                    if column != "id" or value in names or table == "student"
                }
                for row in all_rows
            ),
            key=repr,
        )
        for table, all_rows in found.items()
    }


# The same as in SQLite


def automatic(gradebook):
    """The sum of the automatic scores, by student."""
    scores = gradebook.automatic_scores("ps1")
    return {student: sum(one or 0.0 for one in own.values()) for student, own in scores.items()}


def a_term(root, url):
    """What happens to a gradebook: graded, marked by hand, graded again, changed."""
    with Gradebook(configured(root, url)) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})
        with TheirGradebook(url) as gb:
            gb.update_or_create_assignment("ps1", duedate="2026-02-01 00:00")
            gb.add_student("bob", first_name="Bob")
        gradebook.record(made("alice", FULL, stamp="2026-02-03 10:00"))
        gradebook.record(made("bob", FULL | {"two": {"test_g": 0.0}}, stamp="2026-01-30 10:00"))
        gradebook.record(made("carol", {"one": {"test_f": 0.0, "why": SILENT}}, stamp=""))
        with TheirGradebook(url) as gb:
            assert [s.score for s in gb.assignment_submissions("ps1")] == [5.0, 4.0, 0.0]
            gb.find_submission("ps1", "alice").extension = datetime.timedelta(days=2)
            grade = gb.find_grade("why", "one", "ps1", "bob")
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
            gb.find_comment("f", "one", "ps1", "bob").manual_comment = "Schön, 数学!"
            gb.db.commit()
        for student in ("alice", "bob"):
            gradebook.record(made(student, FULL, stamp="2026-02-03 10:00"))
        more = cell("assert f(7) == 8", "test_more", grade=True, locked=True, points=1)
        gradebook.prepare("ps1", {"one": notebook(F, TEST_F, more, WHY, DRAW)})
        gradebook.record(made("alice", {"one": {"test_f": 3.0, "test_more": 1.0}}, stamp=""))
        return gradebook.marks("ps1"), automatic(gradebook)


def test_a_term_leaves_the_rows_and_the_marks_that_it_leaves_in_sqlite(url, tmp_path):
    marks, automatic = a_term(tmp_path / "there", url)
    file = f"sqlite:///{tmp_path}/here.db"
    assert (marks, automatic) == a_term(tmp_path / "here", file)
    there = rows(url)
    assert there == rows(file)
    assert automatic == {"alice": 4.0, "bob": 3.0, "carol": 0.0}
    assert (marks["bob"]["one/why"].manual, marks["bob"]["one/why"].total) == (1.5, 2.0)
    assert "Schön, 数学!" in {row["manual_comment"] for row in there["comment"]}
    assert "No response." in {row["auto_comment"] for row in there["comment"]}
    late = {r["assignment_id"]: r["late_submission_penalty"] for r in there["submitted_notebook"]}
    # The time of alice's last attempt is not known, nor is carol's; bob's penalty is all that he
    # has, and that became one point less with the cell that was taken away.
    assert late == {"ps1/alice": None, "ps1/bob": 5.0, "ps1/carol": None}


def test_a_database_that_nbgrader_made_is_continued(url, tmp_path, monkeypatch):
    programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # it starts `alembic`
    monkeypatch.setenv("PATH", programs)
    with TheirGradebook(url) as gb:
        gb.add_student("alice", first_name="Alice")
    with Gradebook(configured(tmp_path, url)) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})
        gradebook.record(made("alice", FULL))
        assert gradebook.students() == ["alice"]
    assert [row["first_name"] for row in rows(url)["student"]] == ["Alice"]


# One sentence, without the password


@pytest.fixture
def course(url, tmp_path):
    """A course with an empty gradebook."""
    return configured(tmp_path / "course", url)


def test_a_role_that_may_only_read_is_one_sentence(server, url, course, tmp_path):
    Gradebook(course).close()
    name = make_url(url).database
    server.execute(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}' IN ROLE pg_read_all_data", name)
    reader = configured(tmp_path / "reader", server.url(name, user="reader"))
    with Gradebook(reader) as gradebook:
        assert automatic(gradebook) == {}
        with pytest.raises(UsageError, match=r"cannot be used \(permission denied for") as caught:
            gradebook.prepare("ps1", {"one": ONE})
    assert PASSWORD not in str(caught.value)
    empty = server.make_database()
    server.execute("REVOKE ALL ON SCHEMA public FROM public", empty)
    nowhere = configured(tmp_path / "nowhere", server.url(empty, user="reader"))
    with pytest.raises(UsageError, match=r"cannot be opened \((permission denied|no schema)"):
        Gradebook(nowhere)


SERVER = "postgresql+psycopg://owner:correct-horse@"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (SERVER + "/nothing?host={folder}", 'database "nothing" does not exist'),
        (SERVER + "/x?host={folder}/nobody", "No such file or directory"),
        (SERVER + "127.0.0.1:1/x", "Connection refused"),
        ("postgresql+psycopg://owner:correct-horse-2@/x?host={folder}", "authentication failed"),
        ("postgresql+psycopg://owner@/x?host={folder}&password=correct-horse-2", "authentication"),
        ("postgresql+pg8000://owner:correct-horse@/x", "postgresql\\+psycopg://"),
        (SERVER + "h:correct-horse/x", "db_url"),
        ("postgresql+psycopg//owner:correct-horse@h/x", "db_url"),
    ],
)
def test_what_is_not_there_is_one_sentence(server, tmp_path, address, words):
    address = address.format(folder=server.folder)
    with pytest.raises(UsageError, match=words) as caught:
        Gradebook(configured(tmp_path, address))
    said = str(caught.value)
    assert "correct-horse" not in said
    assert "\n" not in said


def test_a_program_that_holds_a_table_is_not_waited_for_without_end(
    server, url, course, monkeypatch
):
    monkeypatch.setattr(database, "WAIT", 0.2)
    login = {"user": "owner", "password": PASSWORD, "dbname": make_url(url).database}
    with Gradebook(course) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})
        with psycopg.connect(host=str(server.folder), **login) as other:
            other.execute("LOCK TABLE grade")
            with pytest.raises(UsageError, match="lock timeout"):
                gradebook.record(made("alice", FULL))
        gradebook.record(made("alice", FULL))
        assert automatic(gradebook) == {"alice": 5.0}


# The server goes away


@pytest.fixture(scope="module")
def prepared(sandbox, tmp_path_factory):
    """A course with three students, and what its submissions get."""
    root = tmp_path_factory.mktemp("class") / "course"
    course = Course(root)
    course.add(CELLS)
    course.hand_in("ada", answered(CELLS))
    course.hand_in("bob", answered(CELLS, WRONG))
    course.hand_in("eve", "no notebook")
    assignment = load_assignment(course.opened, NAME, sandbox, QUICK, HERE)
    shutil.copytree(root, root.parent / "graded")
    graded = Course(root.parent / "graded").opened
    grade_class(graded, assignment, sandbox, QUICK, HERE)
    results = {result.student: result for result in Journal(graded, NAME).results()}
    return root, assignment, results, rows(graded.db_url)


class Run:
    """Grades a copy of that course into a gradebook."""

    def __init__(self, prepared, root, url, sandbox):
        shutil.copytree(prepared[0], root)
        _, self.assignment, self.results, self.undisturbed = prepared
        (root / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n"
        )
        self.url, self.sandbox, self.course = url, sandbox, NbgraderCourse(root)

    def __call__(self, pool=None):
        """student -> whether it was graded now."""
        done = []
        workers = pool or Replayed(self.results)
        grade_class(self.course, self.assignment, self.sandbox, QUICK, workers, done=done.append)
        return {one.result.student: one.fresh for one in done}


@pytest.fixture
def run(prepared, url, sandbox, tmp_path):
    return Run(prepared, tmp_path / "course", url, sandbox)


class Between(Replayed):
    """Something happens when the first submission is in the gradebook, and may pass again."""

    def __init__(self, results, trouble, passes=False):
        super().__init__(results)
        object.__setattr__(self, "trouble", trouble)
        object.__setattr__(self, "passes", passes)

    def grade(self, tasks):
        for number, result in enumerate(super().grade(tasks)):
            if number == 1:
                self.trouble.__enter__()
            yield result
        if self.passes:
            self.trouble.__exit__(None, None, None)


@contextmanager
def away(server):
    server.stop()
    yield
    server.start()


def test_when_the_server_goes_away_all_results_wait_for_it(run, server):
    trouble = away(server)
    try:
        with pytest.raises(NotRecorded, match=r"cannot be used .*`autograder record`") as caught:
            run(Disturbed(trouble))
        assert PASSWORD not in str(caught.value)
        assert "\n" not in str(caught.value)
        assert len(list(Journal(run.course, NAME).waiting())) == 2
        for command in (lambda: record_waiting(run.course, NAME), run):
            with pytest.raises(UsageError, match=r"cannot be opened .*its server"):
                command()
    finally:
        trouble.__exit__(None, None, None)
    assert record_waiting(run.course, NAME) == ["bob", "eve"]
    assert rows(run.url) == run.undisturbed
    assert run() == {"ada": False, "bob": False, "eve": False}
    assert rows(run.url) == run.undisturbed
    assert record_waiting(run.course, NAME) == []


def test_a_server_that_is_back_before_the_class_is_graded_costs_nothing(run, server):
    run(Between(run.results, away(server), passes=True))
    assert rows(run.url) == run.undisturbed


@contextmanager
def cut(server):
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    )
    yield


def test_a_connection_that_died_unused_costs_nothing(run, server):
    recorded = []
    write = database.Database._write

    def counted(self, work):
        recorded.append(work)
        write(self, work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database.Database, "_write", counted)
        run(Between(run.results, cut(server)))
    assert len(recorded) == 1 + 3  # none of them a second time
    assert rows(run.url) == run.undisturbed


# Two at once


def test_a_row_that_nbgrader_wrote_first_is_gone_on_from(url, course):
    with Gradebook(course) as gradebook:
        gradebook.prepare("ps1", {"one": ONE, "two": TWO})

        def first(*_):
            with TheirGradebook(url) as gb:
                gb.add_student("alice", first_name="Alice")

        event.listen(Session, "before_flush", first, once=True)
        gradebook.record(made("alice", FULL))
        assert automatic(gradebook) == {"alice": 5.0}
    there = rows(url)
    assert [row["first_name"] for row in there["student"]] == ["Alice"]
    assert (len(there["submitted_assignment"]), len(there["grade"])) == (1, 5)


def grades_at(barrier, run):
    barrier.wait()
    run()


@pytest.mark.parametrize("folders", [1, 2])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_runs_at_once_end_as_one_does(prepared, sandbox, tmp_path, request, kind, folders):
    """Into a gradebook that is not there yet; in two folders, on two machines perhaps."""
    file = f"sqlite:///{tmp_path}/book.db"
    url = request.getfixturevalue("url") if kind == "postgresql" else file
    first, second, alone = (
        Run(prepared, tmp_path / name, address, sandbox)
        for name, address in (("1", url), ("2", url), ("alone", f"sqlite:///{tmp_path}/alone.db"))
    )
    for run in (first, second, alone):
        for student in (f"student{number}" for number in range(8)):
            shutil.copytree(run.course.root / "submitted/bob", run.course.submitted_root / student)
            run.results = run.results | {student: replace(run.results["bob"], student=student)}
    barrier = FORK.Barrier(2)
    runs = (first, second if folders == 2 else first)
    processes = [FORK.Process(target=grades_at, args=(barrier, run)) for run in runs]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    alone()
    assert rows(url) == rows(alone.url)
    for run in runs:
        journal = Journal(run.course, NAME)
        assert list(journal.waiting()) == []
        assert {result.student for result in journal.results()} == run.results.keys()
