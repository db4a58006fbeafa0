"""A class is graded, recorded and graded again: nothing is lost and nothing done twice."""

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from multiprocessing import get_context

import pytest

from autograder.errors import AutograderError, NotRecorded, UsageError
from autograder.grading import forked
from autograder.grading.batch import (
    grade_class,
    load_assignment,
    local_processes,
    record_waiting,
)
from autograder.grading.executors import Pool
from autograder.grading.gradebook import Gradebook, database
from autograder.grading.journal import Journal
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.watchdog import family

from .courses import NAME, QUICK, Course, Inline, alive, answer, answered, by_hand, check, scores

CELLS = [
    answer("f", "def f(x):\n    return x + 1"),
    check("test_f", "assert f(1) == 2", 3),
    by_hand("essay", "Because.", "markdown", 2),
]
ONE = Pool(Inline(), 1)
WRONG = {"f": "def f(x):\n    return x"}
FORK = get_context("fork")


def read_results(course, assignment):
    return list(Journal(course, assignment).results())


@pytest.fixture(scope="module")
def prepared(sandbox, tmp_path_factory):
    """A course with three students, not graded yet, and its assignment."""
    root = tmp_path_factory.mktemp("class") / "course"
    course = Course(root)
    course.add(CELLS)
    course.hand_in("ada", answered(CELLS))
    course.hand_in("bob", answered(CELLS, WRONG))
    course.hand_in("eve", "no notebook")
    return root, load_assignment(course.opened, NAME, sandbox, QUICK, ONE)


@pytest.fixture
def course(prepared, tmp_path):
    """A copy of it: the same files, so the same assignment."""
    shutil.copytree(prepared[0], tmp_path / "course")
    return Course(tmp_path / "course")


class Run:
    """Grades a course and keeps what it heard."""

    def __init__(self, course, assignment, sandbox):
        self.course, self.assignment, self.sandbox = course, assignment, sandbox

    def __call__(self, workers=None, pool=None, **options):
        self.done = []
        with local_processes(workers) if workers else nullcontext(pool or ONE) as ready:
            self.results = grade_class(
                self.course.opened,
                self.assignment,
                self.sandbox,
                QUICK,
                ready,
                done=self.done.append,
                **options,
            )
        return {one.result.student: one.fresh for one in self.done}

    def marks(self):
        with Gradebook(self.course.opened) as gradebook:
            marks = gradebook.marks(NAME)
        return {
            student: {name.split("/")[1]: (mark.auto, mark.needs_manual_grade)}
            for student, all_marks in marks.items()
            for name, mark in all_marks.items()
            if name.endswith("test_f")
        }


@pytest.fixture
def run(course, prepared, sandbox):
    return Run(course, prepared[1], sandbox)


def folder(course, student):
    return course.root / "autograded" / student / NAME


def test_a_class_is_recorded_in_the_gradebook_and_beside_it(run, course):
    assert run() == {"ada": True, "bob": True, "eve": True}
    assert [result.student for result in run.results] == ["ada", "bob", "eve"]
    assert [result.score for result in run.results] == [3.0, 0.0, 0.0]
    assert [bool(result.attention) for result in run.results] == [False, False, True]
    assert run.marks() == {
        "ada": {"test_f": (3.0, False)},
        "bob": {"test_f": (0.0, False)},
        "eve": {"test_f": (0.0, True)},
    }
    assert [result.bare for result in read_results(course.opened, NAME)] == run.results
    for student in ("ada", "bob", "eve"):
        files = {path.name for path in folder(course, student).iterdir()}
        assert files == {f"{NAME}.ipynb", "results.json"}
        stored = json.loads((folder(course, student) / "results.json").read_text())
        assert stored["sandbox"].startswith("bubblewrap")
        assert "notebook" not in stored["notebooks"][0]
    notebook = json.loads((folder(course, "bob") / f"{NAME}.ipynb").read_text())
    assert notebook["cells"][0]["source"] == WRONG["f"]


def test_what_has_not_changed_is_not_graded_again(run, course):
    run()
    before = {path: path.stat().st_mtime_ns for path in course.root.glob("autograded/*/*/*")}
    assert run() == {"ada": False, "bob": False, "eve": False}
    assert [result.score for result in run.results] == [3.0, 0.0, 0.0]
    after = {path: path.stat().st_mtime_ns for path in course.root.glob("autograded/*/*/*")}
    assert after == before
    assert run(force=True) == {"ada": True, "bob": True, "eve": True}


def test_a_submission_that_was_mended_and_only_that_is_graded_again(run, course):
    run()
    course.hand_in("eve", answered(CELLS))
    assert run() == {"ada": False, "bob": False, "eve": True}
    assert run.results[2].score == 3.0
    assert run.results[2].attention == ()
    assert run.marks()["eve"] == {"test_f": (3.0, False)}


@pytest.mark.slow
def test_what_was_lost_of_the_records_is_made_again(run, course):
    run()
    (folder(course, "ada") / f"{NAME}.ipynb").unlink()
    (folder(course, "bob") / "results.json").write_text("{")
    assert run() == {"ada": True, "bob": True, "eve": False}
    marks = run.marks()
    (course.root / "gradebook.db").unlink()
    assert run() == {"ada": False, "bob": False, "eve": False}
    assert run.marks() == marks


def test_a_changed_test_is_reason_enough_to_grade_all_again(run, course, sandbox):
    run()
    course.add([CELLS[0], check("test_f", "assert f(1) == 1", 3), CELLS[2]])
    run.assignment = load_assignment(course.opened, NAME, sandbox, QUICK, ONE)
    assert run() == {"ada": True, "bob": True, "eve": True}
    assert [result.score for result in run.results] == [0.0, 3.0, 0.0]
    assert run.marks()["bob"] == {"test_f": (3.0, False)}
    moved = {one.result.student: (one.before, one.result.score) for one in run.done if one.moved}
    assert moved == {"ada": (3.0, 0.0), "bob": (0.0, 3.0)}


def test_marks_that_the_gradebook_lost_are_recorded_again_without_grading(run, course):
    run()
    marks = run.marks()
    with sqlite3.connect(course.root / "gradebook.db") as book:  # from an old copy, say
        book.execute("UPDATE grade SET auto_score = 1 WHERE auto_score = 3")
    assert run() == {"ada": False, "bob": False, "eve": False}
    assert run.marks() == marks
    assert [(one.before, one.result.score) for one in run.done if one.moved] == [(1.0, 3.0)]
    assert run() == {"ada": False, "bob": False, "eve": False}
    assert not any(one.moved for one in run.done)


def test_what_the_grader_itself_could_not_finish_is_graded_by_the_next_run(
    run, course, monkeypatch
):
    def broken(*_, **__):
        raise RuntimeError("No process can be started.")

    with monkeypatch.context() as patched:
        patched.setattr(forked, "StudentProcess", broken)
        assert run() == {"ada": True, "bob": True, "eve": True}
    assert run.marks()["ada"] == {"test_f": (0.0, True)}
    assert [one.fault for one in read_results(course.opened, NAME)] == [True, True, False]
    assert "The grader stopped with RuntimeError" in run.results[0].attention[0]
    assert run() == {"ada": True, "bob": True, "eve": False}  # eve's is no notebook
    assert run.marks()["ada"] == {"test_f": (3.0, False)}
    assert run() == {"ada": False, "bob": False, "eve": False}


def test_marks_that_have_changed_places_are_not_those_that_were_graded(sandbox, tmp_path):
    course = Course(tmp_path)
    cells = [*CELLS, check("test_g", "assert f(1) == 3", 3)]
    course.add(cells)
    course.hand_in("ada", answered(cells))
    run = Run(course, load_assignment(course.opened, NAME, sandbox, QUICK, ONE), sandbox)
    run()
    with Gradebook(course.opened) as gradebook:
        marks = gradebook.automatic_scores(NAME)
    assert marks == {"ada": {"ps1/test_f": 3.0, "ps1/test_g": 0.0, "ps1/essay": None}}
    for change in (
        "UPDATE grade SET auto_score = 3 - auto_score",  # the sum stays
        "UPDATE grade SET auto_score = 0 WHERE auto_score IS NULL",
    ):
        with sqlite3.connect(course.root / "gradebook.db") as book:
            book.execute(change)
        assert run() == {"ada": False}
        with Gradebook(course.opened) as gradebook:
            assert gradebook.automatic_scores(NAME) == marks


def test_a_test_that_is_gone_is_told_as_marks_that_moved(run, course, sandbox):
    run()
    course.add([CELLS[0], check("test_f", "assert f(1) == 2", 1), CELLS[2]])
    run.assignment = load_assignment(course.opened, NAME, sandbox, QUICK, ONE)
    run()
    moved = {one.result.student: (one.before, one.result.score) for one in run.done if one.moved}
    assert moved == {"ada": (3.0, 1.0)}


def test_one_result_that_cannot_be_recorded_does_not_block_the_others(run, course, disk):
    trouble = full(disk / "book.db", disk)
    with pytest.raises(NotRecorded):
        run(pool=Disturbed(trouble))
    trouble.__exit__(None, None, None)
    waiting = folder(course, "bob") / "results-waiting.json"
    waiting.write_text(waiting.read_text().replace('"test_f"', '"test_of_old"'))
    with pytest.raises(UsageError, match=r"no graded cell 'test_of_old'.*Not recorded: bob\."):
        record_waiting(course.opened, NAME)
    assert set(run.marks()) >= {"ada", "eve"}
    assert (folder(course, "eve") / "results.json").is_file()


def test_only_the_students_that_were_asked_for_are_graded(run):
    assert run(students=["bob", "ada", "bob"]) == {"ada": True, "bob": True}
    assert [result.student for result in run.results] == ["ada", "bob"]
    assert set(run.marks()) == {"ada", "bob"}


def test_a_student_who_handed_in_nothing_is_one_sentence_with_the_nearest_name(run):
    with pytest.raises(UsageError, match="did you mean 'bob'"):
        run(students=["bobb"])


def test_a_class_that_handed_in_nothing_is_one_sentence(run, course):
    shutil.rmtree(course.root / "submitted")
    with pytest.raises(UsageError, match="Nobody has handed in ps1"):
        run()


def test_the_submissions_time_reaches_the_results(run, course):
    stamp = "2026-02-03 10:20:30 UTC"
    (course.root / "submitted" / "ada" / NAME / "timestamp.txt").write_text(stamp)
    run()
    assert [result.timestamp for result in read_results(course.opened, NAME)] == [stamp, "", ""]


def test_without_a_sandbox_every_result_says_so(run, course):
    run()
    run.sandbox = Sandbox.find(allow_none=True)
    assert run() == {"ada": True, "bob": True, "eve": True}
    assert {result.sandbox for result in read_results(course.opened, NAME)} == {"none"}


def without_seconds(course):
    found = {}
    for path in sorted(course.root.glob("autograded/*/*/results.json")):
        stored = json.loads(path.read_text())
        del stored["seconds"], stored["memory"]
        found[path.parts[-3]] = stored
    return found


@pytest.mark.slow
def test_the_number_of_workers_changes_no_result(course, prepared, sandbox):
    run = Run(course, prepared[1], sandbox)
    run(workers=1)
    one = without_seconds(course)
    assert run(workers=2, force=True) == {"ada": True, "bob": True, "eve": True}
    assert without_seconds(course) == one
    assert list(one) == ["ada", "bob", "eve"]


KILLS = """\
import os, signal
if f(1) != 2:
    os.kill(os.getppid(), signal.SIGKILL)
"""


@pytest.mark.slow
def test_a_lost_worker_is_one_sentence_and_what_was_graded_is_kept(sandbox, tmp_path):
    course = Course(tmp_path)
    cells = [CELLS[0], check("test_f", KILLS)]
    course.add(cells)
    for student in ("ada", "ben"):
        course.hand_in(student, answered(cells))
    course.hand_in("zoe", answered(cells, WRONG))
    run = Run(course, load_assignment(course.opened, NAME, sandbox, QUICK, ONE), sandbox)
    with pytest.raises(AutograderError, match="A worker process was ended from outside"):
        run(workers=1)
    assert [result.student for result in read_results(course.opened, NAME)] == ["ada", "ben"]
    course.hand_in("zoe", answered(cells))
    assert run(workers=1) == {"ada": False, "ben": False, "zoe": True}


# A gradebook that cannot be used -----------------------------------------------------------


@contextmanager
def locked(book, disk):
    """Somebody else writes into it, and is not done."""
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


@contextmanager
def damaged(book, disk):
    """Garbage in its place."""
    whole = book.read_bytes()
    book.write_bytes(b"?" * len(whole))
    yield
    book.write_bytes(whole)


@contextmanager
def full(book, disk):
    """Nothing more fits onto its disk."""
    with contextlib.suppress(OSError), (disk / "big").open("wb", buffering=0) as big:
        while big.write(b"x" * 512):
            pass
    yield
    (disk / "big").unlink()


@pytest.fixture
def disk(course):
    """A small disk of its own for the gradebook."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    folder = course.root / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], check=True)
    url = f"sqlite:///{folder}/book.db"
    config = f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n"
    (course.root / "nbgrader_config.py").write_text(config)
    yield folder
    subprocess.run(["umount", folder], check=True)


class Disturbed(Pool):
    """Workers; something happens when the first submission is in the gradebook."""

    def __init__(self, trouble):
        super().__init__(Inline(), 1)
        object.__setattr__(self, "trouble", trouble)

    def grade(self, tasks):
        for number, result in enumerate(super().grade(tasks)):
            if number == 1:
                self.trouble.__enter__()
            yield result


TROUBLE = [
    (locked, "database is locked"),
    (damaged, "malformed|not a database"),
    (full, "disk is full|disk I/O error"),
]


@pytest.mark.parametrize(("happens", "words"), TROUBLE)
def test_where_the_gradebook_fails_the_results_wait_for_it(
    run, course, disk, monkeypatch, happens, words
):
    monkeypatch.setattr(database, "WAIT", 0.2)
    trouble = happens(disk / "book.db", disk)
    with pytest.raises(NotRecorded, match=f"({words}).*`autograder record`"):
        run(pool=Disturbed(trouble))
    assert [one.result.student for one in run.done] == ["ada", "bob", "eve"]  # all are graded
    with pytest.raises(UsageError, match=words):
        record_waiting(course.opened, NAME)
    trouble.__exit__(None, None, None)
    assert set(run.marks()) == {"ada"}
    assert record_waiting(course.opened, NAME) == ["bob", "eve"]
    marks = run.marks()
    assert {student: each["test_f"][0] for student, each in marks.items()} == {
        "ada": 3.0,
        "bob": 0.0,
        "eve": 0.0,
    }
    assert run() == {"ada": False, "bob": False, "eve": False}  # nothing is graded twice
    run(force=True)
    assert run.marks() == marks
    assert record_waiting(course.opened, NAME) == []


def test_a_lock_that_goes_away_while_others_are_graded_costs_nothing(
    run, course, disk, monkeypatch
):
    monkeypatch.setattr(database, "WAIT", 0.2)
    trouble = locked(disk / "book.db", disk)

    class Passing(Disturbed):
        def grade(self, tasks):
            yield from super().grade(tasks)
            trouble.__exit__(None, None, None)

    run(pool=Passing(trouble))
    assert set(run.marks()) == {"ada", "bob", "eve"}


def test_the_next_run_records_what_waits_and_grades_none_of_it_again(run, course, disk):
    trouble = full(disk / "book.db", disk)
    with pytest.raises(NotRecorded):
        run(pool=Disturbed(trouble))
    trouble.__exit__(None, None, None)
    assert run() == {"ada": False, "bob": False, "eve": False}
    assert set(run.marks()) == {"ada", "bob", "eve"}


def test_a_gradebook_that_may_only_be_read_is_one_sentence_and_goes_on_later(run, course, disk):
    run(students=["ada"])
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(UsageError, match="readonly database"):
        run()
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert run() == {"ada": False, "bob": True, "eve": True}


# Killed -----------------------------------------------------------------------------------

MOMENTS = 50
CHANGES = {"open", "os.rename", "os.remove", "os.mkdir"}  # what an audit hook hears of


class Replayed(Pool):
    """Workers that need no time: what they found is known."""

    def __init__(self, results):
        super().__init__(Inline(), 1)
        object.__setattr__(self, "found", results)

    def grade(self, tasks):
        return (self.found[task.student] for task in tasks)


def dies(run, results, at):
    """A run that kills itself before its at-th change of a file of the course."""
    count = 0

    def hear(event, arguments):
        nonlocal count
        if event in CHANGES and str(run.course.root) in str(arguments[0]):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)
    run(pool=Replayed(results))


def nothing_is_half_written(course):
    for path in course.root.glob("autograded/*/*/*"):
        if path.suffix != ".tmp":  # which nobody reads
            json.loads(path.read_text())
    if (book := course.root / "gradebook.db").exists():
        with contextlib.closing(sqlite3.connect(book)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.slow
def test_killed_at_any_moment_a_class_ends_with_the_same_marks(run, course, tmp_path):
    for number in range(6):
        course.hand_in(f"student{number}", answered(CELLS, WRONG if number % 2 else {}))
    run()
    whole = {one.result.student: one.result for one in run.done}
    journal = Journal(course.opened, NAME)
    results = {student: journal.whole(result) for student, result in whole.items()}
    marks, records = run.marks(), without_seconds(course)
    moments = random.Random(1)
    begun_anew = 0
    for kill in range(MOMENTS):
        if kill == 0 or set(run.marks()) == set(marks):
            shutil.rmtree(course.root / "autograded")
            (course.root / "gradebook.db").unlink()
            begun_anew += 1
        process = FORK.Process(target=dies, args=(run, results, moments.randint(1, 80)))
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        nothing_is_half_written(course)
    run(pool=Replayed(results))
    assert run.marks() == marks
    assert without_seconds(course) == records
    assert (
        3 < begun_anew < MOMENTS
    )  # some moments were in the middle, and many runs came to the end


# The imports are where the workers, which load this file too, do not need them.
PROGRAM = """\
import sys
from pathlib import Path

def main(folder):
    from autograder.grading.batch import grade_class, load_assignment, local_processes
    from autograder.grading.gradebook import NbgraderCourse
    from autograder.isolation.limits import Limits
    from autograder.isolation.sandbox import Sandbox

    def done(one):
        print(one.result.student, one.fresh, flush=True)

    course = NbgraderCourse(Path(folder))
    sandbox, limits = Sandbox.find(), Limits(cell_seconds=20, call_seconds=20)
    with local_processes(2) as pool:
        assignment = load_assignment(course, "ps1", sandbox, limits, pool)
        results = grade_class(course, assignment, sandbox, limits, pool, done=done)
    print([result.score for result in results])

if __name__ == "__main__":
    main(sys.argv[1])
"""


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_no_process_and_goes_on_where_it_was(tmp_path):
    course = Course(tmp_path / "course")
    cells = [*CELLS[:2], answer("nap", "import time\ntime.sleep(0.1)")]
    course.add(cells)
    for student in "abc":
        course.hand_in(student, answered(cells))
    for student in "xy":
        course.hand_in(student, answered(cells, {"nap": "import time\ntime.sleep(4)"}))
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, str(program), str(course.root)]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        heard = [first.stdout.readline().split() for _ in range(3)]
        processes = family(first.pid)[1:]
    finally:
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        first.stdout.close()
    assert sorted(heard) == [["a", "True"], ["b", "True"], ["c", "True"]]
    assert len(processes) > 2
    end = time.monotonic() + 5
    while any(map(alive, processes)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(alive, processes))
    again = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    *lines, total = again.stdout.splitlines()
    assert sorted(lines) == ["a False", "b False", "c False", "x True", "y True"]
    assert total == "[3.0, 3.0, 3.0, 3.0, 3.0]"
    assert [scores(r)["test_f"] for r in read_results(course.opened, NAME)] == [3.0] * 5
