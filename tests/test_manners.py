"""Whatever a person gets wrong, every command answers in a sentence: no traceback, a known status.

Every command is put before every mistake, also before those that are none of its business.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from claims.conftest import KEPT, LECTURE, TABLE
from click.testing import CliRunner, Result
from conftest import ROOT
from grading.courses import NAME, Course, answer, answered, by_hand, check

from autograder.cli import main
from autograder.cli.command import Command
from autograder.cli.group import SECTIONS

CELLS = [
    answer("double", "def double(x):\n    return 2 * x"),
    check("double-test", "assert double(21) == 42, 'Doubling is wrong.'", points=2),
    by_hand("why", "### BEGIN SOLUTION\nSo it is.\n### END SOLUTION", "markdown"),
]
COMMANDS: dict[str, Command] = {
    name: command for name, command in main.commands.items() if isinstance(command, Command)
}
# each command as it is meant, in a course with the assignment ps1
MEANT: dict[str, list[str]] = {
    "audit": ["audit", "average"],
    "build": ["build"],
    "bundle": ["bundle", "--output", "bundle.zip"],
    "check": ["check", "average", "answer.py"],
    "claims": ["claims", "--kept"],
    "collect": ["collect", NAME, "handed_in.zip"],
    "deadlines": ["deadlines", NAME],
    "exercises": ["exercises"],
    "export": ["export", NAME, "--to", "table", "--force"],
    "feedback": ["feedback", NAME],
    "grade": ["grade", NAME, "--workers", "1", "--figures", "none"],
    "record": ["record", NAME],
    "report": ["report", NAME],
    "similarity": ["similarity", NAME],
    "simulate": ["simulate", NAME, "--students", "2"],
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def is_mannered(result: Result, command: str) -> None:
    """No traceback, a status that the command's help knows, and a sentence if it failed."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in COMMANDS[command].status if command else result.exit_code == 2
    assert "Traceback" not in result.output
    said = [line for line in result.stderr.splitlines() if line.startswith("autograder: ")]
    if command == "check":  # which leaves with 2 also where it could not judge
        assert len(said) <= (result.exit_code in (2, 3)), result.output
    else:
        assert len(said) == (result.exit_code in (2, 3)), result.output
    for line in said:
        assert len(line) < 500
        assert line.endswith((".", "?", "?)")), line


def only_a_sentence(result: Result, command: str) -> str:
    is_mannered(result, command)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


# --- help -------------------------------------------------------------------


def test_every_command_is_met_here_and_stands_in_the_list_of_commands() -> None:
    assert COMMANDS.keys() == main.commands.keys() == {*MEANT, "doctor"}
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(COMMANDS)
    assert [line for line in run("--help").stdout.splitlines() if len(line) > 80] == []
    told = run("--help").stdout
    assert all(re.search(rf"^  {name} +[A-Z].*\.$", told, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_shows_examples_that_can_be_read_and_every_status(name: str) -> None:
    told = run(name, "--help").stdout
    assert all(len(line) <= 80 for line in told.splitlines())
    command = COMMANDS[name]
    assert command.examples
    for example in command.examples:
        assert f"\n    autograder {example}\n" in told
        first, *rest = example.split()
        assert first == name
        # it is parsed as it stands, with folders that need not be here
        rest = [one for one in rest if one != "--course"]
        with command.make_context(name, rest, resilient_parsing=True) as context:
            assert context.params
    below = told.partition("Exit status:")[2]
    assert [int(line.split()[0]) for line in below.splitlines() if line.strip()] == list(
        command.status
    )
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert all(option.help for option in options if option.name not in ("students", "seed"))


# --- wrong usage ------------------------------------------------------------


def test_a_command_that_does_not_exist_is_named_with_the_nearest() -> None:
    result = run("grad", NAME)
    assert "grade" in result.stderr
    is_mannered(result, "")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("wrong", [["--nonsense"], ["--course"], ["--json=maybe"]], ids=str)
def test_an_option_that_does_not_exist(name: str, wrong: list[str]) -> None:
    only_a_sentence(run(name, *wrong), name)


@pytest.mark.parametrize("name", MEANT)
def test_a_course_that_is_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for course in ("nowhere", "file", "a\x1b[31m", "x" * 300):
        (tmp_path / "file").write_text("a file")
        only_a_sentence(run(*MEANT[name], "--course", course), name)


# Without exercises in the folder, these take those of the checkout, as in a copy of a course.
OF_THE_CHECKOUT = {"audit", "check", "claims", "exercises"}


@pytest.mark.parametrize("name", sorted(MEANT.keys() - OF_THE_CHECKOUT))
def test_a_folder_that_is_no_course(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    only_a_sentence(run(*MEANT[name], "--course", tmp_path), name)


# --- a course in which something is broken ----------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with an exercise, claims, and two submissions, graded once, with feedback."""
    course = Course(tmp_path_factory.mktemp("course") / "course")
    shutil.copytree(ROOT / "tests" / "fixtures" / "audit" / "course", course.root / "course")
    (course.root / "course" / "claims.toml").write_text(TABLE, encoding="utf-8")
    (course.root / "course" / "s01_means" / "lecture.py").write_text(LECTURE, encoding="utf-8")
    (course.root / "docs").mkdir()
    (course.root / "docs" / "claims.json").write_text(KEPT, encoding="utf-8")
    course.add(CELLS)
    course.hand_in("ada", answered(CELLS))
    course.hand_in("bob", answered(CELLS, {"double": "def double(x):\n    return x"}))
    for command in ("grade", "feedback", "report"):
        result = run(*MEANT[command], "--course", course.root)
        assert result.exit_code in (0, 1), result.output
    return course.root


def _write(name: str, text: str | bytes) -> Callable[[Path], None]:
    def spoil(course: Path) -> None:
        path = course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return spoil


def _remove(name: str) -> Callable[[Path], None]:
    def spoil(course: Path) -> None:
        path = course / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return spoil


def _folder_instead(name: str) -> Callable[[Path], None]:
    def spoil(course: Path) -> None:
        _remove(name)(course)
        (course / name).mkdir()

    return spoil


def _link(name: str, target: str) -> Callable[[Path], None]:
    def spoil(course: Path) -> None:
        _remove(name)(course)
        (course / name).symlink_to(target)

    return spoil


SOURCE, RESULT = f"source/{NAME}/{NAME}.ipynb", f"autograded/ada/{NAME}/results.json"
HANDED_IN, RAN = f"submitted/ada/{NAME}/{NAME}.ipynb", f"autograded/ada/{NAME}/{NAME}.ipynb"
BROKEN: dict[str, Callable[[Path], None]] = {
    "settings that are no Python": _write("nbgrader_config.py", "c = get_config(\n"),
    "settings that fail": _write("nbgrader_config.py", "c = get_config()\n1 / 0\n"),
    "settings of the wrong kind": _write(
        "nbgrader_config.py", "c = get_config()\nc.CourseDirectory.db_url = 3\n"
    ),
    "limits that are no TOML": _write("autograder.toml", "[limits\n"),
    "limits that do not exist": _write("autograder.toml", "[limits]\ncell_second = 3\n"),
    "limits that are no numbers": _write("autograder.toml", '[limits]\ncell_seconds = "3"\n'),
    "settings in no known encoding": _write("autograder.toml", b"\xff\xfe\x00"),
    "deadlines that are no TOML": _write("deadlines.toml", "due = \n"),
    "deadlines without a zone": _write("deadlines.toml", f"[{NAME}]\ndue = 2026-11-20T23:59:00\n"),
    "students that are no table": _write("students.csv", b"\xff\xfe\x00\x00"),
    "students without ids": _write("students.csv", "name\nAda\n"),
    "a gradebook that is none": _write("gradebook.db", "This is no database. " * 100),
    "an empty gradebook": _write("gradebook.db", ""),
    "a folder as the gradebook": _folder_instead("gradebook.db"),
    "no gradebook": _remove("gradebook.db"),
    "a gradebook at nobody's server": _write(
        "nbgrader_config.py",
        'c = get_config()\nc.CourseDirectory.db_url = "postgresql+psycopg://localhost:1/x"\n',
    ),
    "a gradebook that nobody speaks to": _write(
        "nbgrader_config.py", 'c = get_config()\nc.CourseDirectory.db_url = "wrong://x"\n'
    ),
    "a source that is no JSON": _write(SOURCE, '{"cells": ['),
    "a source that is no notebook": _write(SOURCE, "[1, 2]"),
    "an old source": _write(SOURCE, '{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}'),
    "a folder as the source": _folder_instead(SOURCE),
    "no source": _remove("source"),
    "no release": _remove("release"),
    "nothing handed in": _remove("submitted"),
    "a file as the folder of submissions": _write("submitted.tmp", ""),
    "half a submission": _write(HANDED_IN, '{"cells": [{"source": '),
    "a binary submission": _write(HANDED_IN, bytes(range(256))),
    "a folder as the submission": _folder_instead(HANDED_IN),
    "a link as the submission": _link(HANDED_IN, "/etc/passwd"),
    "a time that is none": _write(f"submitted/ada/{NAME}/timestamp.txt", "yesterday, at noon"),
    "a student's name that is none": _write(f"submitted/..x y/{NAME}/{NAME}.ipynb", "{}"),
    "half a result": _write(RESULT, '{"assignment": "ps1", "student"'),
    "a result that is none": _write(RESULT, "[]"),
    "a result of the wrong kind": _write(RESULT, '{"assignment": 1, "notebooks": [3]}'),
    "a folder as the result": _folder_instead(RESULT),
    "no notebook as it ran": _remove(RAN),
    "half a notebook as it ran": _write(RAN, "{"),
    "a result that waits and is damaged": _write(
        f"autograded/ada/{NAME}/results-waiting.json", "{"
    ),
    "a history that is none": _write(f".autograder/history/{NAME}.jsonl", b"\x00\xff\n{}\n[]\n"),
    "an exercise that does not parse": _write("course/s01_means/exercises/average.py", "def ("),
    "an exercise that fails": _write("course/s01_means/exercises/average.py", "1 / 0\n"),
    "an archive that is none": _write("handed_in.zip", "not a zip"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MEANT.keys() - {"build", "bundle", "collect", "simulate"}))
def test_where_nothing_is_broken_the_same_words_do_their_work(
    name: str, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = shutil.copytree(whole, tmp_path / "course")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answer.py").write_text("def average(values):\n    return 0.0\n")
    result = run(*MEANT[name], "--course", course)
    assert result.exit_code in (0, 1), result.output


@pytest.mark.slow
@pytest.mark.parametrize("name", MEANT)
@pytest.mark.parametrize("mistake", BROKEN)
def test_something_in_the_course_is_broken(
    mistake: str, name: str, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course"
    shutil.copytree(whole, course, symlinks=True)
    BROKEN[mistake](course)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answer.py").write_text("x = 1\n")
    zipped = course / "handed_in.zip"
    if zipped.exists():
        shutil.move(zipped, tmp_path)
    is_mannered(run(*MEANT[name], "--course", course), name)
    assert not [path for path in course.rglob("*.tmp") if path.name != "submitted.tmp"]


# --- what is typed by mistake -----------------------------------------------


@pytest.mark.parametrize("name", [name for name, meant in MEANT.items() if NAME in meant])
@pytest.mark.parametrize(
    "assignment", ["ps", "../ps1", "/etc", "ps1/", "", "ps1\n", "\x1b[31m", "PS1", "x" * 300, "*"]
)
def test_an_assignment_that_does_not_exist(
    name: str, assignment: str, whole: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = [assignment if one == NAME else one for one in MEANT[name]]
    said = only_a_sentence(run(*typed, "--course", whole), name)
    assert "\x1b" not in said
    if assignment == "ps":
        assert "ps1" in said


@pytest.mark.parametrize(
    "typed",
    [
        ["grade", NAME, "--workers", "0"],
        ["grade", NAME, "--workers", "many"],
        ["grade", NAME, "--student", "nobody"],
        ["grade", NAME, "--student", "../ada"],
        ["grade", NAME, "--scheduler", "nowhere"],
        ["grade", NAME, "--scheduler", "tcp://127.0.0.1:1", "--workers", "2"],
        ["grade", NAME, "--figures", "some"],
        ["simulate", NAME, "--students", "0"],
        ["simulate", NAME, "--students", "-3"],
        ["simulate", NAME, "--seed", "one"],
        ["export", NAME],
        ["export", "--to", "table"],
        ["export", NAME, "--all", "--to", "table"],
        ["export", NAME, "--to", "excel"],
        ["export", NAME, "--to", "canvas"],
        ["export", NAME, "--to", "canvas", "--template", "nowhere.csv"],
        ["export", NAME, "--to", "canvas", "--template", "folder"],
        ["export", NAME, "--to", "canvas", "--template", "binary"],
        ["export", NAME, "--to", "moodle", "--round", "20"],
        ["export", NAME, "--to", "moodle", "--out-of", "-1"],
        ["export", NAME, "--to", "moodle", "--output", "folder"],
        ["export", NAME, "--to", "moodle", "--output", "nowhere/at/all/binary/x.csv/"],
        ["collect", NAME, "nowhere.zip"],
        ["collect", NAME, "--handed-in", "yesterday"],
        ["similarity", NAME, "--top", "0"],
        ["check", "average", "nowhere.py"],
        ["check", "average"],
        ["audit", "--workers", "0"],
        ["audit", "--answers", "nowhere"],
        ["bundle", "--session", "99"],
        ["claims", "s99"],
        ["build", "s99"],
    ],
    ids=" ".join,
)
def test_something_is_typed_wrong(
    typed: list[str], whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    monkeypatch.chdir(tmp_path)
    of_authors = typed[0] in ("check", "audit", "bundle", "claims", "build")
    course = ROOT if of_authors else whole
    only_a_sentence(run(*typed, "--course", course), typed[0])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", MEANT)
def test_a_course_that_may_only_be_read(
    name: str, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    course = tmp_path / "course"
    shutil.copytree(whole, course)
    for path in [course, *course.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        is_mannered(run(*MEANT[name], "--course", course), name)
    finally:
        for path in [course, *course.rglob("*")]:
            path.chmod(0o755)


# --- completion -------------------------------------------------------------


def completed(*words: str) -> list[str]:
    """What bash is offered for the last word."""
    from click.shell_completion import BashComplete

    complete = BashComplete(main, {}, "autograder", "_AUTOGRADER_COMPLETE")
    return [item.value for item in complete.get_completions(list(words[:-1]), words[-1])]


def test_names_are_completed(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert completed("gr") == ["grade"]
    assert completed("grade", "--fi") == ["--figures"]
    assert completed("grade", "--course", str(whole), "p") == [NAME]
    monkeypatch.chdir(whole)
    assert completed("feedback", "") == [NAME]
    monkeypatch.chdir(ROOT)
    assert completed("check", "predict_lin") == ["predict_linear"]
    assert completed("build", "s03") == ["s03_binary_classification"]
    assert completed("bundle", "--session", "s10") == ["s10_augmentation_and_dropout"]


def test_completion_outside_a_course_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed("grade", "s") == []
    assert completed("grade", "--course", "nowhere", "s") == []
    assert completed("check", "s") == []
