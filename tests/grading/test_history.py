"""Marks that moved are told once, with the reason, whatever happens in between."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from dataclasses import replace
from multiprocessing import get_context

import pytest

from autograder.errors import NotRecorded
from autograder.grading.batch import grade_class, load_assignment, record_waiting
from autograder.grading.executors import Pool
from autograder.grading.gradebook import Gradebook
from autograder.grading.history import MOST, History
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult
from autograder.isolation.sandbox import Sandbox

from .courses import NAME, QUICK, Course, Inline, answer, answered, by_hand, check

CELLS = [
    answer("f", "def f(x):\n    return x + 1"),
    check("test_f", "assert f(1) == 2", 3),
    by_hand("essay", "Because.", "markdown", 2),
]
STUDENTS = ("ada", "bob", "eve")
FORK = get_context("fork")


def result(student, score, essay=None, **made_from):
    cells = (
        CellResult("test_f", 3.0, score, "right" if score == 3 else "wrong"),
        CellResult("essay", 2.0, essay, "manual"),
    )
    made = {"assignment": "1", "submission": "1", "program": "1"} | made_from
    nb = NotebookResult(NAME, cells, (), answered(CELLS))
    return SubmissionResult(NAME, student, (nb,), (), "none", "", "", 0.0, made_from=made)


@pytest.fixture
def course(tmp_path):
    course = Course(tmp_path / "course")
    course.add(CELLS)
    for student in STUDENTS:
        course.hand_in(student, answered(CELLS))
    return course


def history(course):
    return History(course.root, NAME)


def moves(course):
    return [
        (move.student, move.total, move.reason, dict(move.cells))
        for move in history(course).moves()
    ]


def lines(course):
    path = course.root / ".autograder" / "history" / f"{NAME}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines() if line]


class Known(Pool):
    """Workers that need no time: what they find is known."""

    def __init__(self, results):
        super().__init__(Inline(), 1)
        object.__setattr__(self, "found", {one.student: one for one in results})

    def grade(self, tasks):
        return (self.found[task.student] for task in tasks)


@pytest.fixture
def run(course):
    """Grade all again; the results are given."""
    sandbox = Sandbox("none")
    loaded = load_assignment(course.opened, NAME, Sandbox.find(), QUICK, Pool(Inline(), 1))

    def grade(*results):
        names = [one.student for one in results]
        pool = Known(results)
        grade_class(course.opened, loaded, sandbox, QUICK, pool, students=names, force=True)

    return grade


def test_the_first_marks_are_no_move(run, course):
    run(result("ada", 3.0), result("bob", 0.0))
    assert moves(course) == []
    assert [line["student"] for line in lines(course)] == ["ada", "bob"]


def test_a_move_says_from_what_to_what_and_why(run, course):
    run(*(result(student, 3.0) for student in STUDENTS))
    run(
        result("ada", 1.0, assignment="2"),
        result("bob", 2.0, submission="2"),
        result("eve", 0.0, assignment="2", program="2"),
    )
    cells = "ps1/test_f"
    both = "the assignment was changed, and the grader or its limits were changed"
    assert moves(course) == [
        ("ada", (3.0, 1.0), "the assignment was changed", {cells: (3.0, 1.0)}),
        ("bob", (3.0, 2.0), "the student handed in again", {cells: (3.0, 2.0)}),
        ("eve", (3.0, 0.0), both, {cells: (3.0, 0.0)}),
    ]
    run(result("ada", 2.0, assignment="2"))
    assert moves(course)[0][2] == "graded again, with another outcome"


def test_marks_that_stay_are_no_move_and_the_reason_is_that_of_the_last_change(run, course):
    run(result("ada", 3.0))
    run(result("ada", 3.0, assignment="2"))
    assert moves(course) == []
    run(result("ada", 0.0, assignment="2", submission="2"))
    assert [move[2] for move in moves(course)] == ["the student handed in again"]


def test_an_essay_that_begins_to_wait_is_no_move(run, course):
    run(result("ada", 3.0, essay=0.0))
    run(result("ada", 3.0, essay=None, submission="2"))
    assert moves(course) == []


def test_the_latest_moves_come_first(run, course):
    run(result("ada", 3.0))
    for score in (2.0, 1.0):
        run(result("ada", score, assignment=str(score)))
    path = course.root / ".autograder" / "history" / f"{NAME}.jsonl"
    days = iter(("2026-03-01", "2026-03-02", "2026-03-03"))
    kept = [line | {"when": f"{next(days)} 10:00:00"} for line in lines(course)]
    path.write_text("".join(json.dumps(line) + "\n" for line in kept))
    assert [move.total for move in history(course).moves()] == [(2.0, 1.0), (3.0, 2.0)]


def test_marks_from_before_there_was_a_history_are_where_it_begins(run, course):
    run(result("ada", 3.0), result("bob", 3.0))
    (course.root / ".autograder" / "history" / f"{NAME}.jsonl").unlink()
    run(result("ada", 1.0, assignment="2"))
    assert moves(course) == [
        ("ada", (3.0, 1.0), "the assignment was changed", {"ps1/test_f": (3.0, 1.0)})
    ]


def test_a_result_of_an_older_version_has_no_known_reason(run, course):
    old = result("ada", 3.0)
    old.made_from.clear()
    run(old)
    run(result("ada", 1.0))
    assert [move[2] for move in moves(course)] == ["not known"]


def test_marks_that_somebody_else_wrote_into_the_gradebook_are_told(run, course):
    run(result("ada", 3.0))
    with Gradebook(course.opened) as gradebook:  # nobody notes it
        gradebook.record(result("ada", 2.0))
    run(result("ada", 3.0))
    assert [move[1:3] for move in moves(course)] == [
        ((2.0, 3.0), "not known"),
        ((3.0, 2.0), "the gradebook was changed from outside"),
    ]


def test_lines_that_are_none_are_left_out(run, course):
    run(result("ada", 3.0))
    path = course.root / ".autograder" / "history" / f"{NAME}.jsonl"
    with path.open("a") as file:
        file.write('[]\n{"student": "ada"}\nno json\n{"student": "ada", "marks": {"a": "x"}}\n')
        file.write('{"student": "bob", "when": "2026')  # cut off by a full disk
    run(result("ada", 1.0, assignment="2"))
    assert [move[:2] for move in moves(course)] == [("ada", (3.0, 1.0))]


def test_a_history_that_cannot_be_written_stops_nobody_and_is_caught_up(run, course):
    run(result("ada", 3.0))
    path = course.root / ".autograder" / "history" / f"{NAME}.jsonl"
    kept = path.read_bytes()
    path.unlink()
    path.mkdir()
    run(result("ada", 1.0, assignment="2"))
    path.rmdir()
    path.write_bytes(kept)
    run(result("bob", 3.0))
    assert moves(course) == [
        ("ada", (3.0, 1.0), "the assignment was changed", {"ps1/test_f": (3.0, 1.0)})
    ]


def test_what_waited_for_the_gradebook_is_told_when_it_is_there(run, course, monkeypatch):
    run(result("ada", 3.0))

    def locked(self, one):
        raise NotRecorded("The gradebook is locked.")

    with monkeypatch.context() as patched:
        patched.setattr(Gradebook, "record", locked)
        with pytest.raises(NotRecorded):
            run(result("ada", 1.0, assignment="2"))
    assert moves(course) == []
    assert record_waiting(course.opened, NAME) == ["ada"]
    assert [move[:3] for move in moves(course)] == [
        ("ada", (3.0, 1.0), "the assignment was changed")
    ]


FEWER = CELLS[2:]
RENAMED = [CELLS[0], check("test_g", "assert f(1) == 2", 4), CELLS[2]]
AGAIN = [CELLS[0], by_hand("test_f", "Why?", "markdown", 3), CELLS[2]]  # of another kind


@pytest.mark.parametrize("cells", [FEWER, RENAMED, AGAIN])
@pytest.mark.parametrize("stops", [0, 1, 2])
def test_marks_before_outlast_runs_that_stop_when_the_cells_have_changed(
    run, course, sandbox, cells, stops
):
    run(result("ada", 3.0), result("bob", 2.0))
    course.add(cells)
    loaded = load_assignment(course.opened, NAME, sandbox, QUICK, Pool(Inline(), 1))
    moved = []

    def grade(pool):
        def done(one):
            moved.extend([(one.result.student, one.before, one.result.score)] * one.moved)

        grade_class(course.opened, loaded, sandbox, QUICK, pool, students=["ada", "bob"], done=done)

    for _ in range(stops):
        with pytest.raises(KeyboardInterrupt):
            grade(Stopped())
    graded = [replace(result(who, 0.0, assignment="2"), notebooks=(only(cells),)) for who in WHO]
    grade(Known(graded))
    score = sum(one.score or 0.0 for one in only(cells).cells)
    assert moved == [("ada", 3.0, score), ("bob", 2.0, score)]
    assert [move[:3] for move in moves(course)] == [
        ("ada", (3.0, score), "the assignment was changed"),
        ("bob", (2.0, score), "the assignment was changed"),
    ]


WHO = ("ada", "bob")


class Stopped(Known):
    """Ctrl-C, before the first is graded."""

    def __init__(self):
        super().__init__([])

    def grade(self, tasks):
        raise KeyboardInterrupt


def only(cells):
    """A notebook of these cells; its test gives a point."""
    graded = [cell for cell in cells if "points" in cell.flags]
    results = (
        CellResult(cell.grade_id, cell.flags["points"], *((None, "manual"), (1.0, "wrong"))[test])
        for cell in graded
        for test in [not cell.is_answer]
    )
    return NotebookResult(NAME, tuple(results), (), answered(cells))


def test_only_the_last_results_of_a_student_count_and_older_lines_are_taken_away(run, course):
    run(result("bob", 3.0))
    run(result("ada", 3.0))
    path = course.root / ".autograder" / "history" / f"{NAME}.jsonl"
    bob, ada = lines(course)
    many = [ada | {"marks": {"ps1/test_f": 3.0 * (number % 2)}} for number in range(10 * MOST)]
    path.write_text("".join(json.dumps(line) + "\n" for line in [bob, *many]))
    reader = history(course)
    told = reader.moves()
    assert len(told) == MOST - 1
    run(result("ada", 1.0, assignment="2"))
    kept = lines(course)
    assert [line["student"] for line in kept] == ["bob", *["ada"] * (MOST + 1)]
    assert kept[1:-1] == many[-MOST:]
    assert moves(course)[0][:2] == ("ada", (3.0, 1.0))
    assert reader.moves() == history(course).moves()  # it had read the file that is gone
    assert len(reader.moves()) == MOST - 1


def test_a_history_that_is_short_stays_as_it_is(run, course):
    for score in range(4):
        run(result("ada", float(score % 2)), result("bob", 1.0))
    assert [line["student"] for line in lines(course)] == ["ada", "bob", "ada", "ada", "ada"]


def dies(run, results, at, root):
    """A run that kills itself before its at-th change of a file of the course."""
    count = 0

    def hear(event, arguments):
        nonlocal count
        if event in {"open", "os.rename", "os.remove"} and str(root) in str(arguments[0]):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)
    run(*results)


@pytest.mark.slow
def test_killed_at_any_moment_every_move_is_told_once(run, course):
    run(*(result(student, 3.0) for student in STUDENTS[:2]))
    begin = course.root.with_name("begin")
    shutil.copytree(course.root, begin)
    after = [result(student, 1.0, assignment="2") for student in STUDENTS[:2]]
    expected = [(student, (3.0, 1.0), "the assignment was changed") for student in STUDENTS[:2]]
    killed = 0
    for at in range(1, 100, 2):
        shutil.rmtree(course.root)
        shutil.copytree(begin, course.root)
        process = FORK.Process(target=dies, args=(run, after, at, course.root))
        process.start()
        process.join()
        killed += process.exitcode != 0
        run(*after)
        assert sorted(move[:3] for move in moves(course)) == expected, at
        if process.exitcode == 0:
            break
    assert 8 < killed < 49  # it came to the end, and was stopped on the way
