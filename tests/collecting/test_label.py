"""Who handed in what, as the systems write it into the names of files."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.collecting.label import Label, Shape, by_pattern, read_label, shape_of

# The forms are those of the systems' own sources; see the module's docstring.
FORMS = {
    "Ann Lee_12345_assignsubmission_file_/ps1.ipynb": ("Moodle", "Ann Lee", "", "12345"),
    "Ann Lee_12345_assignsubmission_file/ps1.ipynb": ("Moodle", "Ann Lee", "", "12345"),
    "Ann Lee_12345_assignsubmission_file_/work/ps1.ipynb": ("Moodle", "Ann Lee", "", "12345"),
    "Ann Lee_12345_assignsubmission_file_ps1.ipynb": ("Moodle", "Ann Lee", "", "12345"),
    "علی رضایی_77_assignsubmission_file_/ps1.ipynb": ("Moodle", "علی رضایی", "", "77"),
    "leeann_12345_67890_ps1.ipynb": ("Canvas", "leeann", "12345", ""),
    "leeann_LATE_12345_67890_ps1.ipynb": ("Canvas", "leeann", "12345", ""),
    "رضاییعلی_late_12345_67890_ps1.ipynb": ("Canvas", "رضاییعلی", "12345", ""),
    "_12345_67890_ps1.ipynb": ("Canvas", "", "12345", ""),
    "12345-678 - Ann Lee - Nov 21, 2026 1105 AM - ps1.ipynb": (
        *("Brightspace", "Ann Lee", "12345", ""),
    ),
    "12345-678 - Ann Lee - Nov 21, 2026 1105 AM/ps1.ipynb": (
        *("Brightspace", "Ann Lee", "12345", ""),
    ),
}


@pytest.mark.parametrize("around", ["", "submissions/", "Downloads/all of them/"])
@pytest.mark.parametrize("path", FORMS)
def test_every_form_says_who_and_which_file(path: str, around: str) -> None:
    label = read_label(around + path, "ps1", shape=Shape(tuple(around.split("/")[:-1])))
    assert label is not None
    assert (label.system, label.name, label.number, label.ticket) == FORMS[path]
    assert label.file == "ps1.ipynb"


def test_a_name_in_no_known_form_says_nothing() -> None:
    assert read_label("ps1.ipynb", "ps1") is None
    assert read_label("a/b/c/ps1.ipynb", "ps1") is None


def test_nbgraders_own_folders_say_the_student() -> None:
    ada = Label("nbgrader", "ps1.ipynb", student="ada")
    assert read_label("submitted/ada/ps1/ps1.ipynb", "ps1", shape=Shape(("submitted",))) == ada
    # beside others who are in no folder of that name, it is a folder of somebody's
    assert read_label("submitted/ada/ps1/ps1.ipynb", "ps1") is None
    assert read_label("ada/ps1.ipynb", "ps1") == Label("folder", "ps1.ipynb", student="ada")


def test_canvas_tells_lateness_and_the_order_of_uploads() -> None:
    label = read_label("leeann_LATE_12345_67891_ps1-1.ipynb", "ps1")
    assert label is not None
    assert (label.late, label.order, label.file) == (True, 67891, "ps1-1.ipynb")
    text = read_label("leeann_12345_text.html", "ps1")
    assert text is not None
    assert (text.number, text.file, text.late) == ("12345", "text.html", False)


@pytest.mark.parametrize(
    ("clock", "hour", "minute"),
    [("1105 AM", 11, 5), ("105 PM", 13, 5), ("1200 AM", 0, 0), ("1230 PM", 12, 30)],
)
def test_brightspace_tells_the_time(clock: str, hour: int, minute: int) -> None:
    label = read_label(f"1-2 - Ann Lee - Nov 21, 2026 {clock} - ps1.ipynb", "ps1")
    assert label is not None
    assert label.handed_in == datetime.datetime(2026, 11, 21, hour, minute)


# The last two would leave the calendar in some time zones.
@pytest.mark.parametrize("day", ["Nov 31, 2026", "Xyz 1, 2026", "Jan 1, 0001", "Dec 31, 9999"])
def test_a_time_that_is_none_is_left_out(day: str) -> None:
    label = read_label(f"1-2 - Ann Lee - {day} 1105 PM - ps1.ipynb", "ps1")
    assert label is not None
    assert label.handed_in is None


# What a student may choose: the file's name, and folders beneath their own.
FORGED = st.sampled_from(
    [
        "Bob Roe_99_assignsubmission_file_/ps1.ipynb",
        "x/Bob Roe_99_assignsubmission_file_/ps1.ipynb",
        "Bob Roe_99_assignsubmission_file_ps1.ipynb",
        "roebob_99_98_ps1.ipynb",
        "roebob_LATE_99_98_ps1.ipynb",
        "9-9 - Bob Roe - Nov 21, 2026 1105 AM - ps1.ipynb",
        "bob/ps1/ps1.ipynb",
    ]
)
NAMES = st.text(min_size=1, max_size=60).filter(lambda name: "\n" not in name)


@given(NAMES | FORGED)
def test_a_moodle_student_cannot_hand_in_as_somebody_else(path: str) -> None:
    label = read_label(f"Ann Lee_12345_assignsubmission_file_/{path.strip('/')}x", "ps1")
    assert label is not None
    assert (label.system, label.name, label.ticket) == ("Moodle", "Ann Lee", "12345")


@given((NAMES | FORGED).map(lambda name: name.replace("/", "-")))
def test_a_canvas_student_cannot_hand_in_as_somebody_else(file: str) -> None:
    label = read_label(f"leeann_12345_67890_{file}", "ps1")
    assert label is not None
    assert (label.system, label.number, label.file) == ("Canvas", "12345", file)


@pytest.mark.parametrize("alone", [True, False])
@given((NAMES | FORGED).map(lambda name: name.replace("/", "-")))
def test_a_brightspace_student_can_forge_neither_name_nor_time(alone: bool, file: str) -> None:
    person = "12345-678 - Ann Lee - Nov 20, 2026 1105 AM"
    others = [] if alone else ["7-678 - Bob Roe - Nov 20, 2026 1105 AM - ps1.ipynb"]
    path = f"{person} - {file}"
    label = read_label(path, "ps1", shape=shape_of([path, *others]))
    assert label is not None
    if alone and label.system == "Moodle":
        assert label.name.startswith(person)  # which is nobody's name
        return
    assert (label.system, label.name, label.number) == ("Brightspace", "Ann Lee", "12345")
    assert label.handed_in == datetime.datetime(2026, 11, 20, 11, 5)


@pytest.mark.parametrize("place", ["submitted/eve/ps1", "eve/ps1", "eve"])
@pytest.mark.parametrize("alone", [True, False])
@given(NAMES | FORGED)
def test_what_is_in_a_students_folder_is_theirs(place: str, alone: bool, path: str) -> None:
    name = f"{place}/{path.strip('/')}x"
    others = [] if alone else [f"{place.replace('eve', 'ada')}/ps1.ipynb"]
    shape = shape_of([name, *others])
    label = read_label(name, "ps1", None, shape, {"ada", "eve", "bob"}.__contains__)
    assert label is None or label.student == "eve"


@pytest.mark.parametrize("others", [["submitted/ada/ps1/ps1.ipynb"], []])
@pytest.mark.parametrize("beneath", ["", "work/", "a/b/"])
@given(NAMES | FORGED)
def test_nor_can_somebody_who_is_in_no_list_hand_in_for_another(
    beneath: str, others: list[str], path: str
) -> None:
    name = f"submitted/eve/ps1/{beneath}{path.strip('/')}x.ipynb"
    shape = shape_of([name, *others])
    label = read_label(name, "ps1", None, shape, {"ada", "bob"}.__contains__)
    assert label is None or label.student == "eve"


def test_folders_around_a_whole_archive_are_passed_over_and_no_others() -> None:
    files = ["all/a/x_101_5000_ps1.ipynb", "all/a/x_102_5001_ps1.ipynb"]
    assert shape_of(files) == Shape(("all", "a"), "Canvas")
    assert shape_of([*files, "all/b/x_103_5002_ps1.ipynb"]).wrappers == ("all",)
    assert shape_of([*files, "plot.png"]).wrappers == ("all", "a")
    assert shape_of([]) == Shape()
    deep = [f"{'a/' * 400}{n}.ipynb" for n in range(3)]
    assert len(shape_of(deep).wrappers) < 20


@pytest.mark.parametrize(
    "path",
    [
        "_1" * 499 + "/x",
        "_1_1" * 249 + "/x",
        "a/" * 499 + "x",
        "_late" * 199 + "/x",
        "1-1 - " * 165,
    ],
)
def test_hostile_names_cost_no_time(path: str) -> None:
    paths = [f"{path}{n}.ipynb" for n in range(2000)]
    began = time.process_time()
    shape = shape_of(paths)
    for one in paths:
        read_label(one, "ps1", shape=shape)
    assert time.process_time() - began < 4


@pytest.mark.parametrize("others", [["Bob Roe_9001_assignsubmission_file_/ps1.ipynb"], []])
def test_a_name_that_looks_like_another_systems_is_read_as_all_the_others_are(
    others: list[str],
) -> None:
    name = "101-2 - Ada - Nov 1, 2026 905 AM - x_9000_assignsubmission_file_/ps1.ipynb"
    label = read_label(name, "ps1", None, shape_of([name, *others]))
    assert label is not None
    assert (label.system, label.ticket, label.number) == ("Moodle", "9000", "")


def test_the_courses_own_pattern_is_asked_first() -> None:
    # the example of nbgrader's documentation
    own = by_pattern(r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)")
    label = read_label("ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb", "ps1", own)
    assert label == Label(
        "nbgrader",
        "problem1.ipynb",
        student="bitdiddle",
        handed_in=datetime.datetime(2016, 1, 30, 15, tzinfo=datetime.UTC),
    )
    other = read_label("leeann_12345_67890_ps1.ipynb", "ps1", own)
    assert other is not None
    assert other.system == "Canvas"
