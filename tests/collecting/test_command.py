"""`autograder collect` and `autograder deadlines`, as a person meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import autograder
from grading.courses import NAME, Course
from test_cli import run, sentence

from .conftest import pack, work

RULE = f"""\
timezone = "Europe/Berlin"
[{NAME}]
due = 2026-11-20T18:00:00
percent_per_day = 10
"""
ADA = "1-2 - Ada Lovelace - Nov 20, 2026 930 PM - ps1.ipynb"
ZED = "1-2 - Zed Nobody - Nov 20, 2026 930 PM - ps1.ipynb"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return pack(tmp_path / "d2l.zip", {ADA: work(), ZED: work()})


def collected(course: Course, *arguments: object) -> Any:
    return run("collect", NAME, *arguments, "--course", course.root)


def test_what_is_done_is_told_and_what_to_do(course: Course, archive: Path) -> None:
    (course.root / "deadlines.toml").write_text(RULE)
    done = collected(course, archive)
    assert done.exit_code == 1  # Zed needs a person
    assert f"{NAME}: 1 new; " in done.stdout
    assert "Not in the list of students: Zed Nobody (Brightspace 1); kept in " in done.stdout
    assert "Nothing from 2: ali, bob\n" in done.stdout
    assert "Late: ada; by how much: autograder deadlines ps1 --course" in done.stdout
    assert "Next: autograder grade ps1 --course" in done.stdout
    assert done.stderr == ""
    again = collected(course, archive)
    assert f"{NAME}: 1 unchanged; " in again.stdout
    assert "Next" not in again.stdout


def test_all_taken_and_nothing_to_say_is_status_0(course: Course, tmp_path: Path) -> None:
    (course.root / "deadlines.toml").write_text(RULE)
    done = collected(course, pack(tmp_path / "a.zip", {ADA: work()}))
    assert (done.exit_code, done.stderr) == (0, "")


def test_the_result_as_json(course: Course, archive: Path) -> None:
    done = collected(course, archive, "--json")
    data = json.loads(done.stdout)
    assert (data["new"], data["missing"]) == (["ada"], ["ali", "bob"])
    assert data["unknown"][0]["person"] == "Zed Nobody (Brightspace 1)"
    assert data["notes"][0].startswith("Brightspace gives times without a zone")
    assert done.exit_code == 1


def test_a_time_on_the_command_line_is_in_the_zone_of_the_course(
    course: Course, tmp_path: Path
) -> None:
    (course.root / "deadlines.toml").write_text(RULE)
    path = pack(tmp_path / "c.zip", {"x_101_5000_ps1.ipynb": work()})
    assert collected(course, path, "--handed-in", "2026-11-20T20:00").exit_code == 0
    stamp = course.root / "submitted" / "ada" / NAME / "timestamp.txt"
    assert stamp.read_text() == "2026-11-20 19:00:00.000000 UTC"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ps2"], "There is no assignment 'ps2'; did you mean 'ps1'?"),
        ([NAME, "none.zip"], "There is no file or folder 'none.zip'."),
        ([NAME, "{root}/students.csv"], "students.csv is no grading worksheet"),
        ([NAME, "{root}/nbgrader_config.py"], "nbgrader_config.py is no zip archive"),
        ([NAME, "--handed-in", "yesterday"], "--handed-in 'yesterday' is no time"),
    ],
)
def test_a_mistake_of_the_person_is_one_sentence(
    course: Course, arguments: list[str], said: str
) -> None:
    (course.root / "nbgrader_config.py").write_text("c = get_config()\n")
    given = [argument.format(root=course.root) for argument in arguments]
    done = run("collect", *given, "--course", course.root)
    assert done.exit_code == 2
    assert said in sentence(done)


@pytest.mark.parametrize("command", ["collect", "deadlines", "grade"])
def test_a_mistake_in_the_file_stops_every_command(course: Course, command: str) -> None:
    course.hand_in("ada", work())
    (course.root / "deadlines.toml").write_text(RULE.replace("Europe/Berlin", "Berlin"))
    done = run(command, NAME, "--course", course.root)
    assert done.exit_code == 2
    assert "There is no time zone 'Berlin'" in sentence(done)


def test_the_table_shows_times_with_their_zone(
    course: Course, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    (course.root / "deadlines.toml").write_text(
        RULE + f"[{NAME}.extensions]\nbob = 2026-11-22T18:00:00\n"
    )
    collected(course, archive)
    done = run("deadlines", NAME, "--course", course.root)
    assert done.exit_code == 0
    assert "ps1, due 2026-11-20 18:00 CET (Europe/Berlin)" in done.stdout
    assert re.search(r"ada +Ada Lovelace +2026-11-20 21:30 CET +3 h 30 min +10 %", done.stdout), (
        done.stdout
    )
    assert re.search(r"ali +علی رضایی +nothing", done.stdout)
    assert "bob has until 2026-11-22 18:00 CET." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    data = json.loads(run("deadlines", NAME, "--json", "--course", course.root).stdout)
    ada = data["students"][0]
    assert (data["timezone"], ada["seconds_late"]) == ("Europe/Berlin", 3.5 * 3600)
    assert (ada["handed_in"], ada["due"]) == (
        "2026-11-20T21:30:00+01:00",
        "2026-11-20T18:00:00+01:00",
    )


def test_nobody_to_show_is_told(course: Course) -> None:
    (course.root / "students.csv").unlink()
    done = run("deadlines", NAME, "--course", course.root)
    assert done.exit_code == 2
    assert "Nobody has handed in ps1" in sentence(done)


@pytest.mark.slow
def test_an_extension_after_grading_changes_the_penalty_and_judges_nobody(
    course: Course, archive: Path
) -> None:
    def expected() -> tuple[float, float]:
        told = autograder("deadlines", NAME, "--json", "--course", course.root)
        (ada,) = (one for one in json.loads(told.stdout)["students"] if one["student"] == "ada")
        return ada["taken"], ada["expected"]

    (course.root / "deadlines.toml").write_text(RULE)
    collected(course, archive)
    graded = autograder("grade", NAME, "--course", course.root)
    assert graded.returncode == 0, graded.stderr
    assert "Late, with a penalty: 1; by how much: " in graded.stdout
    assert expected() == (1.0, 1.0)
    result = course.root / "autograded" / "ada" / NAME / "results.json"
    before = result.stat().st_mtime_ns

    extended = RULE + f"[{NAME}.extensions]\nada = 2026-11-21T18:00:00\n"
    (course.root / "deadlines.toml").write_text(extended)
    assert expected() == (1.0, 0.0)
    told = autograder("deadlines", NAME, "--course", course.root)
    assert "to write the new penalties: autograder grade ps1" in told.stdout
    assert autograder("grade", NAME, "--course", course.root).returncode == 0
    assert expected() == (0.0, 0.0)
    assert result.stat().st_mtime_ns == before

    # the same through nbgrader's own command
    (course.root / "deadlines.toml").write_text(RULE)
    (course.root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.Autograde.exporter_class = "autograder.grading.gradebook.door.Door"\n'
    )
    _nbgrader(course.root, "autograde", NAME)
    assert expected() == (1.0, 1.0)
    assert result.stat().st_mtime_ns == before


@pytest.mark.slow
def test_attempts_through_nbgraders_exchange_are_graded_by_their_own_time(
    course: Course, tmp_path: Path
) -> None:
    (course.root / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        'c.CourseDirectory.course_id = "deep"\n'
        f"c.Exchange.root = {str(tmp_path / 'exchange')!r}\n"
        f"c.Exchange.cache = {str(tmp_path / 'cache')!r}\n"
    )
    (tmp_path / "exchange").mkdir(mode=0o777)
    (tmp_path / "exchange").chmod(0o777)
    _nbgrader(course.root, "generate_assignment", NAME)
    _nbgrader(course.root, "release_assignment", NAME)
    home = tmp_path / "home"
    home.mkdir()
    (home / "nbgrader_config.py").write_text((course.root / "nbgrader_config.py").read_text())
    (home / NAME).mkdir()
    for text in ("def double(x):\n    return x", "def double(x):\n    return 2 * x"):
        (home / NAME / "ps1.ipynb").write_bytes(work(text))
        _nbgrader(home, "submit", NAME)
    _nbgrader(course.root, "collect", NAME, "--update")
    # "a long time ago": whenever this runs, it is late
    (course.root / "deadlines.toml").write_text(RULE.replace("2026-11-20", "2020-11-20"))
    done = autograder("grade", NAME, "--course", course.root)
    assert "Late, with a penalty" in done.stdout, done.stderr
    (student,) = os.listdir(course.root / "autograded")
    folder = course.root / "autograded" / student / NAME
    stamp = (folder / "timestamp.txt").read_text()
    assert (folder / "submission_secret.txt").is_file()
    assert json.loads((folder / "results.json").read_text())["timestamp"] == stamp
    told = autograder("deadlines", NAME, "--json", "--course", course.root)
    (mine,) = (one for one in json.loads(told.stdout)["students"] if one["student"] == student)
    assert mine["taken"] == 10.0  # the second attempt was right, and years late
    # taking in again without an archive leaves it alone
    assert f"{NAME}: nothing to take in" in collected(course).stdout


def _nbgrader(folder: Path, *command: str) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(folder), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=folder,
        env={**environment, "USER": os.environ.get("USER", "")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
