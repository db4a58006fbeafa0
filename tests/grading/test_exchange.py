"""nbgrader's own commands bring our feedback back to a student, through an exchange folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .courses import Course, answer, answered, check

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
NAME, NOTEBOOK, CLASS = "ps1", "one", "deep-learning"
CELLS = [
    answer("f", "def f(x):\n    return x + 1"),
    check("test_f", "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(5) == 6\n### END", 3),
]


def run(folder: Path, *command: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    """A command, as it is typed in a folder; home and exchange lie beside the folder."""
    (folder.parent / "home").mkdir(exist_ok=True)
    environment = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(folder.parent / "home"),
        "OPENBLAS_NUM_THREADS": "1",
    }
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == status, (command, done.stdout, done.stderr)
    return done


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Path]:
    """A course, and the folder of a student who fetched, solved and submitted its assignment."""
    top = tmp_path_factory.mktemp("exchange")
    exchange = top / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    config = (
        "c = get_config()\n"
        f"c.Exchange.root = {str(exchange)!r}\n"
        f"c.CourseDirectory.course_id = {CLASS!r}\n"
    )
    course = Course(top / "course")
    course.add(CELLS, name=NOTEBOOK, assignment=NAME)
    (course.root / "nbgrader_config.py").write_text(config)
    desk = top / "desk"
    desk.mkdir()
    (desk / "nbgrader_config.py").write_text(config)
    run(course.root, "nbgrader", "release_assignment", NAME)
    run(desk, "nbgrader", "fetch_assignment", NAME)
    released = desk / NAME / f"{NOTEBOOK}.ipynb"
    released.write_text(released.read_text("utf-8").replace("# YOUR CODE HERE", CELLS[0].source
                        .replace("\n", "\\n")), "utf-8")  # fmt: skip
    run(desk, "nbgrader", "submit", NAME)
    run(course.root, "nbgrader", "collect", NAME)
    return course, desk


def test_release_and_fetch_bring_our_page_to_the_student(handed_in: tuple[Course, Path]) -> None:
    course, desk = handed_in
    run(course.root, "autograder", "grade", NAME)
    told = run(course.root, "autograder", "feedback", NAME)
    assert told.stderr == ""
    (place,) = (course.root / "feedback").glob(f"*/{NAME}")
    written = (place / f"{NOTEBOOK}.html").read_bytes()
    assert b"Content-Security-Policy" in written
    assert b"<strong>3</strong> of 3" in written

    run(course.root, "nbgrader", "release_feedback", NAME)
    run(desk, "nbgrader", "fetch_feedback", NAME)
    (fetched,) = (desk / NAME / "feedback").glob(f"*/{NOTEBOOK}.html")
    assert fetched.read_bytes() == written
    stamp = (place / "timestamp.txt").read_text("utf-8")
    assert fetched.parent.name == stamp  # the folder that nbgrader names after the submission

    # nbgrader's own command does not replace the page, and what it needs stays in place
    run(course.root, "nbgrader", "generate_feedback", NAME)
    assert (place / f"{NOTEBOOK}.html").read_bytes() == written


def test_who_handed_in_otherwise_is_named_and_left_out(handed_in: tuple[Course, Path]) -> None:
    course, desk = handed_in
    course.hand_in("bob", answered(CELLS), name=NOTEBOOK, assignment=NAME)
    run(course.root, "autograder", "grade", NAME)
    # an old secret would bring bob's page to somebody else
    place = course.root / "feedback" / "bob" / NAME
    place.mkdir(parents=True)
    (place / "submission_secret.txt").write_text("0" * 128)
    (place / "submission_secret.txt").chmod(0o444)
    told = run(course.root, "autograder", "feedback", NAME).stderr
    assert not (place / "submission_secret.txt").exists()
    assert told.startswith("Note: 1 did not hand in through nbgrader's exchange")
    command = told.partition("leave them out: ")[2].split()
    assert command[:3] == ["nbgrader", "release_feedback", NAME]
    run(course.root, *command)
    stopped = run(course.root, "nbgrader", "release_feedback", NAME, status=1)
    assert "timestamp.txt" in stopped.stderr  # without the option nbgrader stops
