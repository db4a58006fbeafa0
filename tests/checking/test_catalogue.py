"""The exercises of a course, found by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import autograder
from autograder.checking.catalogue import Catalogue, catalogue, find_course
from autograder.errors import UsageError

DOUBLE = """
from autograder.checking import Exercise

def double(x):
    return 2 * x

exercise = Exercise(double)
"""


def write(course: Path, session: str, name: str, text: str = DOUBLE) -> Path:
    path = course / session / "exercises" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return tmp_path / "course"


def test_the_ids_come_by_session_and_then_by_name(course: Path) -> None:
    write(course, "s02_more", "alpha")
    write(course, "s01_first", "beta")
    write(course, "s01_first", "aleph")
    assert Catalogue(course).ids == ["aleph", "beta", "alpha"]


def test_private_and_other_files_are_no_exercises(course: Path) -> None:
    write(course, "s01_first", "double")
    write(course, "s01_first", "__init__")
    write(course, "s01_first", "_helper")
    (course / "s01_first" / "exercises" / "notes.txt").write_text("none", encoding="utf-8")
    assert Catalogue(course).ids == ["double"]


def test_an_exercise_knows_its_session_and_its_file(course: Path) -> None:
    path = write(course, "s01_first", "double")
    known = Catalogue(course)
    assert known.session("double") == "s01_first"
    assert known.file("double") == path


def test_an_exercise_is_loaded_once_and_gets_its_id(course: Path) -> None:
    write(course, "s01_first", "double")
    known = Catalogue(course)
    exercise = known.load("double")
    assert exercise.id == "double"
    assert exercise.names == ("double",)
    assert known.load("double") is exercise


def test_an_unknown_exercise_is_answered_with_the_nearest_name(course: Path) -> None:
    write(course, "s01_first", "double")
    with pytest.raises(UsageError, match=r"no exercise 'duoble'; did you mean 'double'\?"):
        Catalogue(course).load("duoble")


def test_a_folder_without_exercises_has_none(course: Path) -> None:
    assert Catalogue(course).ids == []
    with pytest.raises(UsageError, match="none at all"):
        Catalogue(course).file("double")


def test_two_files_with_one_id_are_refused(course: Path) -> None:
    write(course, "s01_first", "double")
    write(course, "s02_more", "double")
    with pytest.raises(UsageError, match=r"'double': .*s01_first.* and .*s02_more"):
        Catalogue(course)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("def broken(:", "cannot be loaded: SyntaxError"),
        ("import no_such_module", "cannot be loaded: ModuleNotFoundError: .*no_such_module"),
        ("exercise = 3", "defines no `exercise = Exercise"),
        ("", "defines no `exercise = Exercise"),
    ],
)
def test_a_broken_file_is_named_with_the_reason(course: Path, text: str, reason: str) -> None:
    write(course, "s01_first", "double", text)
    with pytest.raises(UsageError, match=rf"double\.py.*{reason}"):
        Catalogue(course).load("double")


def test_the_error_of_the_autograder_passes_through(course: Path) -> None:
    text = "from autograder.errors import UsageError\nraise UsageError('Say it plainly.')"
    write(course, "s01_first", "double", text)
    with pytest.raises(UsageError, match=r"^Say it plainly\.$"):
        Catalogue(course).load("double")


# --- find_course -------------------------------------------------------------


def test_the_course_is_found_from_its_own_folder_and_from_below(course: Path) -> None:
    write(course, "s01_first", "double")
    below = course.parent / "submitted" / "ada" / "s01_first"
    below.mkdir(parents=True)
    assert find_course(course.parent) == course
    assert find_course(below) == course
    assert find_course(course / "s01_first") == course


def test_a_course_folder_without_exercises_falls_back_on_the_checkout(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    checkout = Path(autograder.__file__).resolve().parents[1]
    assert find_course(tmp_path).resolve() == checkout / "course"


def test_no_course_at_all_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "site-packages" / "autograder" / "checking" / "catalogue.py"
    monkeypatch.setattr("autograder.checking.catalogue.__file__", str(elsewhere))
    with pytest.raises(UsageError, match="no folder course/ with exercises in"):
        find_course(tmp_path)


def test_the_catalogue_of_a_folder_is_made_once(course: Path) -> None:
    write(course, "s01_first", "double")
    assert catalogue(course) is catalogue(course)
