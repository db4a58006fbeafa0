"""build: the right files, the same bytes, and a refusal for every way to leak."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from autograder.build import Built, build, exercise_points, sessions, stale
from autograder.build import session as session_module
from autograder.build.leaks import Secret
from autograder.build.release import refuse_release
from autograder.build.script import read_script
from autograder.errors import BuildError, UsageError

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures" / "build"
SESSION = "s01_slopes"
NOTEBOOK = f"{SESSION}.ipynb"

# fixture -> (text that only the offending line holds, words of the sentence)
REFUSED = {
    "begin_without_end": ("### BEGIN SOLUTION|0", "never ended"),
    "end_without_begin": ("### END SOLUTION|0", "ends nothing"),
    "nested": ("### BEGIN SOLUTION|1", "inside the region that begins at line 27"),
    "hidden_inside_solution": ("### BEGIN HIDDEN TESTS|0", "inside the region"),
    "region_across_cells": ("### BEGIN SOLUTION|0", "in the same cell"),
    "marker_misspelt": ("SOLUTON|0", "looks like a marker"),
    "marker_without_blank": ("#BEGIN|0", "looks like a marker"),
    "marker_in_small_letters": ("begin solution|0", "looks like a marker"),
    "marker_with_another_word": ("START|0", "looks like a marker"),
    "marker_behind_code": (")  ### BEGIN|0", "alone on the line"),
    "marker_with_odd_blank": ("BEGIN\u00a0SOLUTION|0", "looks like a marker"),
    "hidden_marker_misspelt": ("HIDEN|0", "looks like a marker"),
    "solution_in_a_locked_cell": ("### BEGIN SOLUTION|0", "not an answer cell"),
    "solution_in_a_plain_cell": ("### BEGIN SOLUTION|1", "not an answer cell"),
    "hidden_in_an_answer_cell": ("### BEGIN HIDDEN TESTS|1", "not a graded test"),
    "hidden_in_a_plain_cell": ("### BEGIN HIDDEN TESTS|1", "not a graded test"),
    "hidden_without_end": ("### BEGIN HIDDEN TESTS|0", "never ended"),
    "hidden_without_begin": ("### END HIDDEN TESTS|0", "ends nothing"),
    "hidden_without_markers": ('grade("slope"|0', "students would see this call"),
    "mark_scheme_outside_a_task": ("BEGIN MARK SCHEME|0", "not a task"),
    "solution_in_a_hint": ("Nearly there|0", "hides (a solution)"),
    "solution_in_a_visible_test": ("assert w ==|0", "hides (a solution)"),
    "solution_in_a_comment": ("# return float|0", "hides (a solution)"),
    "solution_over_two_lines": ("best =|0", "hides (a solution)"),
    "solution_beside_its_region": ("return float|1", "hides (a solution)"),
    "solution_in_a_tag": ("tags=|0", "hides (a solution)"),
    "model_answer_in_the_statement": ("Think:|0", "hides (a solution)"),
    "hidden_test_in_a_visible_cell": ("assert abs(check|1", "hides (a hidden test)"),
    "imports_the_solutions": ("from solutions_lib|0", "import of the solutions"),
    "imports_the_autograder": ("import autograder|0", "import of the solutions or of their checks"),
    "answer_cell_without_metadata": ("# %%|2", "defines slope, an answer"),
    "metadata_with_a_typo": ("nbgarder|0", "nobody knows ('nbgarder')"),
    "metadata_broken": ('"words"|0', "in valid JSON"),
    "metadata_glued_to_the_marker": ("%%nbgrader|0", "with a blank"),
    "nbgrader_schema_too_old": ('"schema_version": 2|0', "nbgrader does not accept"),
    "grade_id_twice": ('"slope-visible"|1', "already names the cell at line 33"),
    "grade_id_missing": ('"points": 50|0', 'no "grade_id"'),
    "grade_id_with_a_blank": ('"in words"|0', "only letters"),
    "points_missing": ('"slope-visible"|0', 'no "points"'),
    "points_negative": ('"points": -40|0', "-40 points"),
    "points_not_a_number": ('"points": true|0', "True points"),
    "task_without_points": ('"draw"|0', 'no "points"'),
    "points_differ_in_grade": ("points=60|0", "points: 60, but its cell has 50"),
    "grade_without_points": ('grade("slope", slope)|0', "points: none"),
    "grade_without_id": ("grade(slope|0", "begins with the id"),
    "grade_of_no_exercise": ('grade("slop"|0', "no exercises/slop.py"),
    "grade_of_an_undefined_answer": ("slope_of|0", "no cell defines slope_of"),
    "grade_of_an_expression": ("lambda|0", "names of the answers"),
    "grade_in_another_cell": ('grade("slope"|0', "grade_id 'slope-hidden'"),
    "grade_not_last": ('grade("slope"|0', "last line of its cell"),
    "grade_twice": ('grade("slope"|1', "last line of its cell"),
    "data_named_in_secret": ("unused.csv|0", "students do not see"),
    "data_is_a_script": ("make_heights.py|0", "is a script"),
}
# refusals of the whole file, which no single line is to blame for
REFUSED_WITHOUT_LINE = {
    "points_not_100": "add up to 105",
    "exercise_never_graded": "never grades the exercise 'slope'",
    "broken_header": "'name' is a required property",
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the small complete course, not yet built."""
    return Path(shutil.copytree(FIXTURES / "good", tmp_path / "course-folder"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, built; tests only read it."""
    root = tmp_path_factory.mktemp("build") / "course-folder"
    shutil.copytree(FIXTURES / "good", root)
    build(root)
    return root


def put(course: Path, fixture: str) -> Path:
    target = course / "course" / SESSION / "assignment.py"
    shutil.copy(FIXTURES / "refused" / f"{fixture}.py", target)
    return target


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def assignment(course: Path) -> Path:
    return course / "course" / SESSION / "assignment.py"


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def cells(path: Path) -> dict[str, nbformat.NotebookNode]:
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


# --- what is built ----------------------------------------------------------


@pytest.mark.slow
def test_the_committed_notebooks_follow_from_the_authored_text():
    assert stale(ROOT) == []


def test_a_session_becomes_a_lecture_a_source_and_a_release(built: Path):
    made = set(snapshot(built)) - set(snapshot(FIXTURES / "good"))
    assert made == {
        f"course/{SESSION}/lecture.ipynb",
        f"source/{SESSION}/{NOTEBOOK}",
        f"source/{SESSION}/heights.csv",
        f"release/{SESSION}/{NOTEBOOK}",
        f"release/{SESSION}/heights.csv",
    }


def test_build_names_what_it_wrote(course: Path):
    (result,) = build(course, [SESSION])
    assert isinstance(result, Built)
    assert result.session == SESSION
    assert len(result.written) == 5
    assert all(path.is_file() and path.is_relative_to(course) for path in result.written)


def test_the_source_keeps_solutions_and_hidden_tests_and_the_release_does_not(built: Path):
    source = cells(built / "source" / SESSION / NOTEBOOK)
    release = cells(built / "release" / SESSION / NOTEBOOK)
    assert "return float(x @ y / (x @ x))" in source["slope"].source
    assert 'grade("slope", slope, points=50)' in source["slope-hidden"].source
    assert "# YOUR CODE HERE\n    raise NotImplementedError()" in release["slope"].source
    assert release["slope-hidden"].source.startswith("# The autograder tests `slope`")
    assert "grade(" not in release["slope-hidden"].source
    assert release["words"].source == "YOUR ANSWER HERE"
    assert release["slope-visible"].source == source["slope-visible"].source


def test_the_release_carries_the_checksums_and_locks_of_nbgrader(built: Path):
    visible = cells(built / "release" / SESSION / NOTEBOOK)["slope-visible"]
    assert len(visible.metadata.nbgrader.checksum) == 32
    assert visible.metadata.deletable is False


def test_notebooks_hold_nothing_of_the_environment(built: Path):
    for path in built.rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        notebook = json.loads(text)
        assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
        assert notebook["metadata"]["language_info"] == {"name": "python"}
        assert text == json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        for cell in notebook["cells"]:
            assert re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", cell["id"])
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None


@pytest.mark.slow
def test_building_again_elsewhere_gives_the_same_bytes(built: Path, course: Path):
    code = "import sys; from pathlib import Path; from autograder.build import build; "
    subprocess.run(
        [sys.executable, "-c", code + "build(Path(sys.argv[1]))", str(course)],
        env=os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "TZ": "Asia/Tehran"},
        cwd=course.parent,
        check=True,
        timeout=120,
    )
    assert snapshot(course) == snapshot(built)
    build(course)
    assert snapshot(course) == snapshot(built)


def test_a_new_cell_leaves_the_ids_of_the_others_as_they_were(course: Path):
    lecture = course / "course" / SESSION / "lecture.py"
    build(course)
    before = cells(lecture.with_suffix(".ipynb"))
    edit(lecture, "# %%\nimport", "# %%\nprint(1)\n\n# %%\nprint(1)\n\n# %%\nimport")
    build(course)
    after = cells(lecture.with_suffix(".ipynb"))
    assert set(before) < set(after)
    assert len(after) == len(before) + 2  # two cells of the same text have two ids


def test_a_build_leaves_no_gradebook_and_stays_in_its_folder(course: Path, capfd):
    here = Path.cwd()
    build(course)
    assert Path.cwd() == here
    assert not list(course.rglob("gradebook.db*"))
    assert capfd.readouterr() == ("", "")


def test_only_data_files_that_the_notebook_names_are_copied(course: Path):
    (course / "course" / "data" / "weights.csv").write_text("1\n")
    (course / "course" / "data" / "other_heights.csv").write_text("1\n")
    edit(assignment(course), "# # One slope", "# # One slope: weights.csv")
    build(course)
    copied = {path.name for path in (course / "release" / SESSION).glob("*.csv")}
    assert copied == {"heights.csv", "weights.csv"}


def test_a_line_marked_as_not_secret_may_stand_in_both_places(course: Path):
    put(course, "solution_in_a_visible_test")
    edit(assignment(course), "(x @ x))\n", "(x @ x))  # not secret\n")
    build(course)


def test_prose_marked_as_not_secret_may_stand_in_both_places(course: Path):
    put(course, "model_answer_in_the_statement")
    edit(assignment(course), "weight at all.\n# ###", "weight at all. <!-- not secret -->\n# ###")
    build(course)


def test_plumbing_may_stand_in_a_solution_and_in_a_test(course: Path):
    shared = "w = slope(height, weight)\nn, d = np.shape(height), weight.shape[0]\n"
    edit(assignment(course), "    x = np.as", "    w = slope(height, weight)\n    x = np.as")
    edit(assignment(course), "w = slope([1.0", shared + "w = slope([1.0")
    build(course)


def test_the_same_formula_with_capitals_is_another_formula(course: Path):
    edit(assignment(course), "# line through", "# line `return float(X @ Y / (X @ X))` through")
    build(course)


def test_what_is_left_over_in_the_generated_folders_is_taken_away(course: Path):
    build(course)
    old = course / "source" / SESSION / "old.csv"
    old.write_text("1\n")
    assert stale(course) == [old]
    build(course)
    assert not old.exists()
    assert stale(course) == []


def test_stale_names_changed_missing_and_left_over_files(course: Path):
    build(course)
    assert stale(course) == []
    edit(course / "release" / SESSION / NOTEBOOK, "Find the slope", "Find a slope")
    (course / "course" / SESSION / "lecture.ipynb").unlink()
    gone = course / "release" / "s00_gone"
    gone.mkdir()
    (gone / "s00_gone.ipynb").write_text("{}")
    (course / "release" / SESSION / ".ipynb_checkpoints").mkdir()
    (course / "release" / SESSION / ".ipynb_checkpoints" / NOTEBOOK).write_text("{}")
    assert stale(course) == [
        course / "course" / SESSION / "lecture.ipynb",
        gone / "s00_gone.ipynb",
        course / "release" / SESSION / NOTEBOOK,
    ]


def test_a_session_may_have_a_lecture_alone(course: Path):
    folder = course / "course" / "s02_reading"
    folder.mkdir()
    shutil.copy(course / "course" / SESSION / "lecture.py", folder)
    (result,) = build(course, ["s02_reading"])
    assert [path.name for path in result.written] == ["lecture.ipynb"]
    assert exercise_points(course, "s02_reading") == {}
    assert not (course / "source").exists()


@pytest.mark.slow
def test_plain_nbgrader_makes_the_same_release(built: Path, course: Path):
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copytree(built / "source", course / "source")
    # in a new gradebook nbgrader starts the program alembic
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", SESSION],
        env=os.environ | {"PATH": programs},
        cwd=course,
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert snapshot(course / "release") == snapshot(built / "release")


# --- the small helpers ------------------------------------------------------


def test_sessions_are_the_folders_with_authored_text(course: Path):
    (course / "course" / "a_session").mkdir()
    assert sessions(course) == [SESSION]
    (course / "course" / "a_session" / "lecture.py").write_text("# %%\n")
    assert sessions(course) == ["a_session", SESSION]


def test_the_points_of_an_exercise_are_those_of_both_its_tests(course: Path):
    assert exercise_points(course, SESSION) == {"slope": 90.0}


def test_an_unknown_session_is_named_with_its_nearest_neighbour(course: Path):
    with pytest.raises(UsageError, match="no session 's01_slope'; did you mean 's01_slopes'"):
        build(course, ["s01_slope"])
    with pytest.raises(UsageError, match="no session"):
        exercise_points(course, "../course")


def test_a_folder_without_a_course_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="no folder course/"):
        build(tmp_path)


def test_every_line_of_every_cell_is_found_again_in_the_file():
    for path in sorted((ROOT / "course").glob("*/[al]*e*.py")):
        file = path.read_text(encoding="utf-8").splitlines()
        for cell in read_script(path, path.name).cells:
            assert file[cell.line - 1].startswith("# %%")
            assert list(cell.numbers) == sorted(set(cell.numbers))
            for line, number in zip(cell.lines, cell.numbers, strict=True):
                assert file[number - 1].strip().removeprefix("#").strip() in (
                    line.strip(),
                    line.strip().removeprefix("#").strip(),
                )


# --- what is refused --------------------------------------------------------


def test_every_fixture_of_a_refusal_is_tried():
    fixtures = {path.stem for path in (FIXTURES / "refused").glob("*.py")}
    assert fixtures == set(REFUSED) | set(REFUSED_WITHOUT_LINE)


@pytest.mark.parametrize("fixture", sorted(REFUSED))
def test_a_notebook_that_would_leak_or_mislead_is_refused_with_its_line(fixture: str, course: Path):
    path = put(course, fixture)
    (course / "course" / "data" / "make_heights.py").write_text("pass\n")
    text, nth = REFUSED[fixture][0].split("|")
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [number for number, line in enumerate(lines, 1) if text in line][int(nth)]
    before = snapshot(course)
    with pytest.raises(BuildError) as refusal:
        build(course)
    message = str(refusal.value)
    assert message.startswith(f"course/{SESSION}/assignment.py, line {expected}: ")
    assert REFUSED[fixture][1] in message
    assert message.endswith(".")
    assert "\n" not in message
    assert snapshot(course) == before


@pytest.mark.parametrize("fixture", sorted(REFUSED_WITHOUT_LINE))
def test_an_assignment_that_does_not_add_up_is_refused(fixture: str, course: Path):
    put(course, fixture)
    with pytest.raises(BuildError, match=re.escape(REFUSED_WITHOUT_LINE[fixture])) as refusal:
        build(course)
    assert f"course/{SESSION}/assignment.py" in str(refusal.value)


def test_a_file_that_is_not_text_is_refused(course: Path):
    assignment(course).write_bytes(b"# %%\n\xff\xfe\n")
    with pytest.raises(BuildError, match=r"assignment\.py cannot be read"):
        build(course)


def test_a_marker_in_a_lecture_is_refused(course: Path):
    lecture = course / "course" / SESSION / "lecture.py"
    edit(lecture, "w = x", "### BEGIN SOLUTION\nw = x")
    with pytest.raises(BuildError, match=r"lecture\.py, line 22: a lecture is shown as it stands"):
        build(course)


@pytest.mark.parametrize("step", ["source", "release"])
@pytest.mark.parametrize("name", ["assignment.py", "exercises/slope.py"])
def test_an_authored_script_in_a_folder_that_is_released_is_refused(
    step: str, name: str, course: Path
):
    path = course / step / SESSION / name
    path.parent.mkdir(parents=True)
    shutil.copy(course / "course" / SESSION / name, path)
    with pytest.raises(BuildError, match=f"{step}/{SESSION}/{name} would be released"):
        build(course)
    assert path.exists()


def test_an_exercise_without_a_file_in_the_session_is_refused(course: Path):
    (course / "course" / SESSION / "exercises" / "slope.py").unlink()
    with pytest.raises(BuildError, match=r"no exercises/slope\.py"):
        build(course)


def test_an_exercise_file_that_is_never_graded_is_refused(course: Path):
    (course / "course" / SESSION / "exercises" / "intercept.py").write_text("")
    with pytest.raises(BuildError, match="never grades the exercise 'intercept'"):
        build(course)


def release(source: str, name: str = NOTEBOOK, **metadata: object) -> dict[str, bytes]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id="a")])
    notebook.cells[0].metadata.update(metadata)
    return {name: nbformat.writes(notebook).encode()}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (release("x = 1\n### END SOLUTION"), "still holds a marker"),
        (release("return  float(x@y / n)"), "still holds what line 7"),
        (release("x = 1", comment="return float(x @ y / n)"), "still holds what line 7"),
        (release("import solutions_lib"), "still imports"),
        ({"assignment.py": b"x = 1\n"}, "would give students a script"),
    ],
)
def test_the_finished_release_is_looked_at_once_more(files: dict[str, bytes], words: str):
    secret = Secret("solution", 7, " return float ( x @ y / n ) ", prose=False)
    with pytest.raises(BuildError, match=words):
        refuse_release(SESSION, files, (secret,))
    refuse_release(SESSION, release("x = 1  # from the autograder"), (secret,))


def test_nbgrader_failing_is_one_sentence_with_its_reason(course: Path):
    edit(assignment(course), "import numpy as np", "import numpy as np  # AUTOTEST x")
    with pytest.raises(BuildError, match="nbgrader cannot make the release of s01_slopes: ") as no:
        build(course)
    assert "\n" not in str(no.value)


# --- nothing is half done ---------------------------------------------------


def test_a_failing_build_leaves_the_old_release_as_it_was(course: Path):
    build(course)
    put(course, "solution_in_a_hint")
    before = snapshot(course)
    with pytest.raises(BuildError):
        build(course)
    assert snapshot(course) == before


def test_one_bad_session_stops_the_whole_build(course: Path):
    second = course / "course" / "s02_lines"
    shutil.copytree(course / "course" / SESSION, second)
    edit(second / "assignment.py", '"points": 40', '"points": 41')
    with pytest.raises(BuildError, match="s02_lines"):
        build(course)
    assert not (course / "source").exists()


def test_a_full_disk_leaves_every_file_as_it_was(course: Path, monkeypatch: pytest.MonkeyPatch):
    build(course)
    edit(assignment(course), "# # One slope", "# # Another slope")
    before = snapshot(course)
    free = [tempfile.mkstemp, tempfile.mkstemp]

    def full(**where: object) -> tuple[int, str]:
        if not free:
            raise OSError("No space left on device")
        return free.pop()(**where)

    monkeypatch.setattr(session_module.tempfile, "mkstemp", full)
    with pytest.raises(OSError, match="No space left"):
        build(course)
    assert snapshot(course) == before
