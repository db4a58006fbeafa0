"""From an archive to ``submitted/``: the latest attempt, in one move, nothing lost."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from grading.courses import NAME, Course

from autograder.collecting import collect, overview, place
from autograder.errors import UsageError

from .conftest import CELLS, pack, work

FIRST, SECOND, THIRD = work("first = 1"), work("second = 2"), work("third = 3")
MOODLE = "{}_{}_assignsubmission_file_/ps1.ipynb"
ADA = MOODLE.format("Ada Lovelace", 9000)
UTC = datetime.UTC


def tree(root: Path) -> dict[str, bytes]:
    """Every file beneath a folder, by relative name."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def submission(course: Course, student: str) -> dict[str, bytes]:
    return tree(course.root / "submitted" / student / NAME)


def take(course: Course, *sources: Path, **options: Any) -> Any:
    return collect(course.opened, NAME, sources, **options)


def test_a_class_is_taken_in_from_every_system(course: Course, tmp_path: Path) -> None:
    one = pack(tmp_path / "moodle.zip", {ADA: FIRST})
    two = pack(tmp_path / "canvas.zip", {"x_102_5000_ps1.ipynb": SECOND})
    three = pack(
        tmp_path / "d2l.zip",
        {"1-2 - Bob Müller - Nov 21, 2026 1105 PM - ps1.ipynb": THIRD, "index.html": b""},
    )
    (course.root / "deadlines.toml").write_text('timezone = "America/New_York"\n')
    done = take(course, one, two, three)
    assert (done.new, done.missing, done.unknown, done.notes) == (("ada", "ali", "bob"), (), (), ())
    for student, data in (("ada", FIRST), ("ali", SECOND), ("bob", THIRD)):
        assert submission(course, student)["ps1.ipynb"] == data
    assert submission(course, "bob")["timestamp.txt"] == b"2026-11-22 04:05:00.000000 UTC"
    assert "timestamp.txt" not in submission(course, "ada")
    assert course.opened.submissions(NAME) == ["ada", "ali", "bob"]


def test_names_are_written_into_nbgraders_table(course: Course) -> None:
    done = take(course)
    assert (done.enrolled, done.missing) == (3, ("ada", "ali", "bob"))
    query = "select id, first_name, last_name, email, lms_user_id from student order by id"
    database = sqlite3.connect(course.root / "gradebook.db")
    rows = database.execute(query).fetchall()
    database.close()
    assert rows[:2] == [
        ("ada", "Ada", "Lovelace", "ada@example.org", "101"),
        ("ali", "علی", "رضایی", "ali@example.org", "102"),
    ]
    assert take(course).enrolled == 0
    # a shorter list takes nothing away
    (course.root / "students.csv").write_text("id,first_name\nada,Augusta Ada\n")
    assert take(course).enrolled == 1
    database = sqlite3.connect(course.root / "gradebook.db")
    rows = database.execute(query).fetchall()
    database.close()
    assert rows[0] == ("ada", "Augusta Ada", "Lovelace", "ada@example.org", "101")
    assert len(rows) == 3


def test_the_same_archive_twice_changes_nothing(course: Course, tmp_path: Path) -> None:
    files = {ADA: FIRST, MOODLE.format("Zed Nobody", 1): SECOND, "../x": b"", "y.ipynb": THIRD}
    path = pack(tmp_path / "moodle.zip", files)
    once = take(course, path)
    before = tree(course.root)
    again = take(course, path)
    assert (once.new, again.new, again.unchanged) == (("ada",), (), ("ada",))
    assert (again.unknown, again.notes) == (once.unknown, once.notes)
    after = tree(course.root)
    assert before.keys() == after.keys()
    del before["gradebook.db"], after["gradebook.db"]
    assert before == after


def test_a_newer_attempt_replaces_and_the_older_one_is_kept(course: Course, tmp_path: Path) -> None:
    old = pack(tmp_path / "old.zip", {ADA: FIRST}, packed=1)
    new = pack(tmp_path / "new.zip", {ADA: SECOND}, packed=2)
    take(course, old)
    done = take(course, new)
    assert done.newer == ("ada",)
    assert submission(course, "ada")["ps1.ipynb"] == SECOND
    assert tree(done.replaced / "ada" / "1")["ps1.ipynb"] == FIRST
    assert take(course, old).older == ("ada",)
    assert submission(course, "ada")["ps1.ipynb"] == SECOND
    forced = take(course, old, force=True)
    assert forced.newer == ("ada",)
    assert submission(course, "ada")["ps1.ipynb"] == FIRST
    assert tree(done.replaced / "ada" / "2")["ps1.ipynb"] == SECOND


@pytest.mark.parametrize("together", [True, False])
def test_what_was_seen_again_later_is_not_replaced_by_what_was_between(
    course: Course, tmp_path: Path, together: bool
) -> None:
    files = [{ADA: FIRST}, {ADA: SECOND}, {ADA: FIRST}]
    one, two, three = (
        pack(tmp_path / f"{day}.zip", each, packed=day) for day, each in enumerate(files, 1)
    )
    take(course, *([one, three] if together else [one]))
    assert take(course, three).unchanged == ("ada",)
    assert take(course, two).older == ("ada",)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_archives_the_latest_attempt_counts(
    course: Course, tmp_path: Path, order: tuple[int, int]
) -> None:
    # the upload with the higher number is the later one, whenever it was packed
    archives = [
        pack(tmp_path / "a.zip", {"x_101_5000_ps1.ipynb": FIRST}, packed=9),
        pack(tmp_path / "b.zip", {"x_101_5001_ps1-1.ipynb": SECOND}, packed=2),
    ]
    done = take(course, *(archives[number] for number in order))
    assert (done.new, done.notes) == (("ada",), ())
    assert submission(course, "ada")["ps1.ipynb"] == SECOND


def test_the_same_work_in_two_archives_is_no_puzzle(course: Course, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    one = pack(tmp_path / "moodle.zip", {ADA: FIRST})
    two = pack(tmp_path / "again" / "moodle.zip", {ADA: FIRST})
    assert take(course, one, two, one).notes == ()
    other = pack(tmp_path / "other.zip", {ADA: SECOND})
    (note,) = take(course, two, other, force=True).notes
    assert note.startswith("ada is in moodle.zip and in other.zip, and nothing says which")
    assert submission(course, "ada")["ps1.ipynb"] == SECOND


def test_which_of_two_is_newer_is_asked_only_of_those_that_may_be_the_latest(
    course: Course, tmp_path: Path
) -> None:
    archives = [
        pack(tmp_path / "a.zip", {ADA: FIRST}, packed=1),
        pack(tmp_path / "b.zip", {ADA: SECOND}, packed=1),
        pack(tmp_path / "c.zip", {ADA: THIRD}, packed=2),
    ]
    done = take(course, *archives)
    assert (done.new, done.notes) == (("ada",), ())
    assert submission(course, "ada")["ps1.ipynb"] == THIRD


def test_of_all_attempts_in_one_archive_the_latest_counts(course: Course, tmp_path: Path) -> None:
    times = {
        "Nov 2, 2026 905 AM": FIRST,
        "Nov 20, 2026 905 AM": SECOND,
        "Nov 3, 2026 905 AM": THIRD,
    }
    files = {f"101-2 - Ada - {time} - ps1.ipynb": data for time, data in times.items()}
    take(course, pack(tmp_path / "d2l.zip", files))
    assert submission(course, "ada")["ps1.ipynb"] == SECOND
    assert submission(course, "ada")["timestamp.txt"].startswith(b"2026-11-20 09:05:00")


def test_what_nbgraders_exchange_brought_is_not_replaced_by_a_guess(
    course: Course, tmp_path: Path
) -> None:
    place = course.hand_in("ada", FIRST).parent
    (place / "timestamp.txt").write_text("2026-11-10 10:00:00.000000 UTC")
    (place / "submission_secret.txt").write_text("ab" * 32)
    before = submission(course, "ada")
    path = pack(tmp_path / "moodle.zip", {ADA: SECOND})
    done = take(course, path)
    assert done.older == ("ada",)
    assert "nothing says which is newer" in done.notes[0]
    assert submission(course, "ada") == before
    late = datetime.datetime(2026, 11, 11, tzinfo=UTC)
    assert take(course, path, handed_in=late).newer == ("ada",)
    early = datetime.datetime(2026, 11, 9, tzinfo=UTC)
    third = pack(tmp_path / "third.zip", {ADA: THIRD})
    assert take(course, third, handed_in=early).older == ("ada",)


def test_a_time_that_becomes_known_is_written_and_the_first_one_counts(
    course: Course, tmp_path: Path
) -> None:
    path = pack(tmp_path / "moodle.zip", {ADA: FIRST})
    take(course, path)
    sheet = tmp_path / "Grades.csv"
    head = "Identifier,Full name,Email address,Last modified (submission)\n"
    row = '"Participant 9000",x,ada@example.org,"Friday, {} November 2026, 6:04 PM"\n'
    sheet.write_text(head + row.format(20))
    done = take(course, path, sheet)
    assert done.timed == ("ada",)
    assert "taken as UTC" in done.notes[0]
    assert submission(course, "ada")["timestamp.txt"] == b"2026-11-20 18:04:00.000000 UTC"
    sheet.write_text(head + row.format(25))  # the same bytes, handed in again
    assert take(course, path, sheet).unchanged == ("ada",)
    assert submission(course, "ada")["timestamp.txt"] == b"2026-11-20 18:04:00.000000 UTC"


def test_whom_nobody_knows_is_kept_apart_until_the_list_has_them(
    course: Course, tmp_path: Path
) -> None:
    path = pack(tmp_path / "m.zip", {ADA: FIRST, MOODLE.format("Zed Nobody", 1): SECOND})
    (unknown,) = take(course, path).unknown
    assert unknown.person == "Zed Nobody (Moodle 1)"
    assert unknown.kept is not None
    assert unknown.kept.is_relative_to(course.root / "downloaded" / NAME / "unknown")
    assert tree(unknown.kept) == {"ps1.ipynb": SECOND}
    with (course.root / "students.csv").open("a") as more:
        more.write("zed,Zed,Nobody,,\n")
    done = take(course, path)
    assert (done.new, done.unknown) == (("zed",), ())
    assert not unknown.kept.exists()


@pytest.mark.parametrize("name", ["..", "x" * 150, "名前" * 60, ";rm -rf", "a\u0301b"])
def test_the_folder_of_an_unknown_person_has_a_harmless_name(tmp_path: Path, name: str) -> None:
    folder = place.keep_apart(tmp_path / "unknown", name, {"ps1": b"{}"})
    assert folder.parent == tmp_path / "unknown"
    assert folder.name.replace("-", "").isalnum()
    assert place.apart(tmp_path, name) != place.apart(tmp_path, name + "!")


@pytest.mark.parametrize(
    ("files", "taken", "why"),
    [
        ({"homework.ipynb": FIRST}, True, "as 'homework.ipynb'; it was taken"),
        ({"PS1.IPYNB": FIRST}, True, ""),
        ({"ps1 (2).ipynb": FIRST}, True, ""),
        ({"a.ipynb": FIRST, "b.ipynb": SECOND}, False, "no name says what it is"),
        ({"ps1.ipynb": FIRST, "notes.txt": b""}, True, ""),
        ({"ps1.py": b"", "plot.png": b""}, False, "which is no notebook"),
        ({"ps1.zip": b"PK"}, False, "which is no notebook"),
        ({"ps1.ipynb": FIRST, "ps1-1.ipynb": SECOND}, True, "more than once"),
    ],
)
def test_files_are_matched_with_the_notebooks_and_the_rest_is_told(
    course: Course, tmp_path: Path, files: dict[str, bytes], taken: bool, why: str
) -> None:
    named = {f"x_101_{5000 + n}_{file}": data for n, (file, data) in enumerate(files.items())}
    done = take(course, pack(tmp_path / "canvas.zip", named))
    assert done.new == (("ada",) if taken else ())
    assert done.extra == (("ada",) if "notes.txt" in files else ())
    assert len(done.notes) == bool(why)
    assert all(note.startswith("ada ") and why in note for note in done.notes)


def test_of_one_notebook_handed_in_twice_at_a_time_the_later_upload_counts(
    course: Course, tmp_path: Path
) -> None:
    files = {"x_101_5001_ps1-1.ipynb": SECOND, "x_101_5000_ps1.ipynb": FIRST}
    take(course, pack(tmp_path / "canvas.zip", files))
    assert submission(course, "ada")["ps1.ipynb"] == SECOND


def test_the_folder_of_zip_collect_is_taken_without_being_named(
    course: Course, tmp_path: Path
) -> None:
    archive = course.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    pack(archive / "notebooks.zip", {"ps1_ada_attempt_2026-11-20-15-00-00_ps1.ipynb": FIRST})
    (archive / "ps1_bob_attempt_2026-11-20-16-00-00_ps1.ipynb").write_bytes(SECOND)
    pattern = r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
    (course.root / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.FileNameCollectorPlugin.named_regexp = r'{pattern}'\n"
    )
    assert take(course).new == ("ada", "bob")
    assert submission(course, "bob")["timestamp.txt"] == b"2026-11-20 16:00:00.000000 UTC"
    (course.root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.FileNameCollectorPlugin.named_regexp = '('\n"
    )
    with pytest.raises(UsageError, match="is no regular expression"):
        take(course)


def test_beside_a_worksheet_alone_the_same_folder_is_taken(course: Course, tmp_path: Path) -> None:
    archive = course.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    pack(archive / "moodle.zip", {MOODLE.format("x", 9000): FIRST})
    sheet = tmp_path / "Grades.csv"
    row = '"Participant 9000",x,,ada@example.org\n'
    sheet.write_text(f"Identifier,Full name,ID number,Email address\n{row}")
    assert take(course, sheet).new == ("ada",)


def test_without_a_list_nbgraders_own_folders_are_taken_as_they_are(
    course: Course, tmp_path: Path
) -> None:
    files = {"submitted/new/ps1/ps1.ipynb": FIRST, "submitted/.x/ps1/ps1.ipynb": SECOND}
    path = pack(tmp_path / "all.zip", files)
    assert take(course, path).new == ()
    (course.root / "students.csv").unlink()
    done = take(course, path)
    assert done.new == ("new",)
    assert [one.person for one in done.unknown] == [".x"]


def test_a_file_that_nobody_owns_is_told(course: Course, tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"ps1.ipynb": FIRST, "__MACOSX/._x": b"", "a.csv": b""})
    done = take(course, path)
    assert len(done.notes) == 1
    assert done.notes[0].startswith("Nothing in the name of 'ps1.ipynb' says whose it is")


def test_a_damaged_file_costs_nobody_else(course: Course, tmp_path: Path) -> None:
    bob = MOODLE.format("Bob Müller", 9001)
    path = pack(tmp_path / "moodle.zip", {ADA: os.urandom(5000), bob: SECOND})
    data = bytearray(path.read_bytes())
    data[200:220] = bytes(20)
    path.write_bytes(data)
    done = take(course, path)
    assert done.new == ("bob",)
    assert done.notes == (f"{ADA!r} of moodle.zip was left out: it is damaged.",)


def test_of_two_files_of_one_name_it_is_told_which_was_taken(
    course: Course, tmp_path: Path
) -> None:
    files = {
        f"{ADA.removesuffix('ps1.ipynb')}{n}/ps1.ipynb": b for n, b in ((1, FIRST), (2, SECOND))
    }
    (note,) = take(course, pack(tmp_path / "moodle.zip", files)).notes
    taken, left = note.split(" was taken, and not ")
    assert submission(course, "ada")["ps1.ipynb"] == SECOND
    assert "_/2/ps1.ipynb" in taken
    assert "_/1/ps1.ipynb" in left


def test_canvas_lateness_without_a_time_is_told(course: Course, tmp_path: Path) -> None:
    path = pack(tmp_path / "canvas.zip", {"x_LATE_101_5000_ps1.ipynb": FIRST})
    (note,) = take(course, path).notes
    assert note.startswith("Canvas marks ada as late and does not say when")
    # a person writes it down
    stamp = course.root / "submitted" / "ada" / NAME / "timestamp.txt"
    stamp.write_text("2026-11-11 10:00:00 UTC")
    assert take(course, path).notes == ()
    stamp.unlink()
    when = datetime.datetime(2026, 11, 11, tzinfo=UTC)
    assert take(course, path, handed_in=when).notes == ()


def test_killed_in_the_middle_nothing_is_half_there(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(course, pack(tmp_path / "old.zip", {ADA: FIRST}, packed=1))
    new = pack(tmp_path / "new.zip", {ADA: SECOND}, packed=2)
    before = submission(course, "ada")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", killed)
        with pytest.raises(KeyboardInterrupt):
            take(course, new)
    assert submission(course, "ada") == before
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)  # between the two moves
        with pytest.raises(KeyboardInterrupt):
            take(course, new)
    assert submission(course, "ada") == {}
    left = course.root / "submitted" / "ada" / ".ps1.1.tmp"
    left.mkdir()
    assert take(course, new).new == ("ada",)
    assert submission(course, "ada")["ps1.ipynb"] == SECOND
    assert not left.exists()
    kept = course.root / "downloaded" / NAME / "replaced" / "ada" / "1" / "ps1.ipynb"
    assert kept.read_bytes() == FIRST


HOSTILE = [
    "[]",
    "nonsense",
    '{"order": 1e999}',
    "[" * 19_000,
    json.dumps({"order": [], "packed": 3}),
    '{"packed": "x"}',
    '{"packed": "2026-11-20T10:00:00+01:00"}',
]


@pytest.mark.parametrize("written", HOSTILE)
def test_a_students_folder_may_hold_anything(course: Course, tmp_path: Path, written: str) -> None:
    folder = course.hand_in("ada", FIRST).parent
    (folder / "collected.json").write_text(written)
    (folder / "timestamp.txt").symlink_to(tmp_path)
    done = take(course, pack(tmp_path / "b.zip", {ADA: SECOND}))
    assert done.older == ("ada",)
    assert "nothing says which is newer" in done.notes[0]
    assert take(course, pack(tmp_path / "a.zip", {ADA: FIRST})).unchanged == ("ada",)
    assert overview(course.opened, NAME)[0].handed_in is None


def test_a_folder_in_the_place_of_the_time_stops_nobody(course: Course, tmp_path: Path) -> None:
    folder = course.hand_in("ada", FIRST).parent
    (folder / "timestamp.txt" / "x").mkdir(parents=True)
    files = {brightspace(1, "ps1"): FIRST, "103-2 - Bob - Nov 1, 2026 905 AM - ps1.ipynb": SECOND}
    done = take(course, pack(tmp_path / "d2l.zip", files))
    assert (done.newer, done.new) == (("ada",), ("bob",))
    assert (done.replaced / "ada" / "1" / "timestamp.txt" / "x").is_dir()
    assert submission(course, "ada")["timestamp.txt"].startswith(b"2026-11-01")


@pytest.mark.parametrize("written", HOSTILE)
def test_a_damaged_note_of_where_it_came_from_says_nothing(
    course: Course, tmp_path: Path, written: str
) -> None:
    take(course, pack(tmp_path / "a.zip", {ADA: FIRST}))
    (note,) = (course.root / ".autograder" / "collected" / NAME).iterdir()
    known = json.loads(note.read_text())
    if written.startswith("{"):
        written = json.dumps(known)[:-1] + ", " + written[1:]
    note.write_text(written)
    done = take(course, pack(tmp_path / "b.zip", {ADA: SECOND}, packed=30))
    assert done.newer + done.older == ("ada",)


def test_nothing_but_what_was_handed_in_lies_in_a_students_folder(
    course: Course, tmp_path: Path
) -> None:
    take(course, pack(tmp_path / "a.zip", {ADA: FIRST}))
    assert submission(course, "ada") == {"ps1.ipynb": FIRST}


def test_the_note_of_where_it_came_from_holds_for_those_notebooks_only(
    course: Course, tmp_path: Path
) -> None:
    take(course, pack(tmp_path / "a.zip", {ADA: FIRST}, packed=1))
    course.hand_in("ada", THIRD)  # by nbgrader's exchange, say
    done = take(course, pack(tmp_path / "b.zip", {ADA: SECOND}, packed=2))
    assert done.older == ("ada",)
    assert "nothing says which is newer" in done.notes[0]


# Two people who fit one name


def test_two_people_of_one_name_in_brightspace_are_not_taken_for_one(
    course: Course, tmp_path: Path
) -> None:
    files = {
        "101-2 - Ada Lovelace - Nov 1, 2026 905 AM - ps1.ipynb": FIRST,
        "555-2 - Ada Lovelace - Nov 2, 2026 905 AM - ps1.ipynb": SECOND,
    }
    done = take(course, pack(tmp_path / "d2l.zip", files))
    # the number of the one is in the list
    assert submission(course, "ada")["ps1.ipynb"] == FIRST
    assert [one.person for one in done.unknown] == ["Ada Lovelace (Brightspace 555)"]
    assert any("both fit ada of students.csv" in note for note in done.notes)


def test_two_people_of_one_name_in_moodle_are_both_unknown(course: Course, tmp_path: Path) -> None:
    one = pack(tmp_path / "a.zip", {ADA: FIRST})
    two = pack(tmp_path / "b.zip", {MOODLE.format("Lovelace Ada", 9001): SECOND})
    done = take(course, one, two)
    assert (done.new, submission(course, "ada")) == ((), {})
    people = {one.person for one in done.unknown}
    assert people == {"Ada Lovelace (Moodle 9000)", "Lovelace Ada (Moodle 9001)"}
    (note,) = [note for note in done.notes if "both fit ada" in note]
    assert "name Moodle's worksheet as well" in note


def test_who_is_known_by_the_worksheet_may_have_two_numbers_in_moodle(
    course: Course, tmp_path: Path
) -> None:
    # a number is of one assignment in Moodle: of the first, and of that for a second attempt
    one = pack(tmp_path / "a.zip", {ADA: FIRST}, packed=1)
    two = pack(tmp_path / "b.zip", {MOODLE.format("Ada Lovelace", 9950): SECOND}, packed=2)
    sheet = tmp_path / "Grades.csv"
    rows = [f'"Participant {n}",Ada Lovelace,,ada@example.org\n' for n in (9000, 9950)]
    sheet.write_text("Identifier,Full name,ID number,Email address\n" + "".join(rows))
    done = take(course, one, two, sheet)
    assert (done.new, done.unknown, done.notes) == (("ada",), (), ())
    assert submission(course, "ada")["ps1.ipynb"] == SECOND


def test_somebody_called_like_anothers_id_does_not_take_their_place(
    course: Course, tmp_path: Path
) -> None:
    eve = MOODLE.format("ada", 9007)
    sheet = tmp_path / "Grades.csv"
    sheet.write_text(
        "Identifier,Full name,ID number,Email address\n"
        '"Participant 9000",Ada Lovelace,,\n"Participant 9007",ada,,eve@elsewhere.org\n'
    )
    done = take(course, pack(tmp_path / "a.zip", {ADA: FIRST, eve: SECOND}), sheet)
    assert submission(course, "ada")["ps1.ipynb"] == FIRST
    assert [one.person for one in done.unknown] == ["ada (Moodle 9007)"]


def test_a_name_in_moodle_cannot_make_one_somebody_in_another_system(
    course: Course, tmp_path: Path
) -> None:
    eve = MOODLE.format("101-2 - Ada - Nov 1, 2026 905 AM - x", 9007)
    bob = MOODLE.format("Bob Müller", 9001)
    done = take(course, pack(tmp_path / "moodle.zip", {eve: FIRST, bob: SECOND}))
    assert done.new == ("bob",)
    assert len(done.unknown) == 1


def test_a_file_cannot_make_a_students_work_somebody_elses(course: Course, tmp_path: Path) -> None:
    files = {"submitted/bob/ps1/x_101_99999999_ps1.ipynb": FIRST}
    done = take(course, pack(tmp_path / "all.zip", files))
    assert done.new == ("bob",)
    assert "it was taken" in done.notes[0]


# Several notebooks, several attempts


@pytest.fixture
def two_notebooks(course: Course) -> Course:
    course.add(CELLS, name="ps2")
    return course


def brightspace(day: int, notebook: str) -> str:
    return f"101-2 - Ada - Nov {day}, 2026 905 AM - {notebook}.ipynb"


def test_a_notebook_that_the_latest_attempt_lacks_comes_from_an_earlier_one(
    two_notebooks: Course, tmp_path: Path
) -> None:
    files = {
        brightspace(1, "ps1"): FIRST,
        brightspace(2, "ps1"): SECOND,
        brightspace(3, "ps2"): THIRD,
    }
    path = pack(tmp_path / "d2l.zip", files)
    done = take(two_notebooks, path)
    found = submission(two_notebooks, "ada")
    assert (found["ps1.ipynb"], found["ps2.ipynb"]) == (SECOND, THIRD)
    assert found["timestamp.txt"].startswith(b"2026-11-03")
    assert any("ps1.ipynb in an earlier attempt of 2026-11-02" in note for note in done.notes)
    assert take(two_notebooks, path).unchanged == ("ada",)


def test_a_notebook_that_nobody_has_is_named(two_notebooks: Course, tmp_path: Path) -> None:
    path = pack(tmp_path / "d2l.zip", {brightspace(1, "ps1"): FIRST})
    assert any("ada handed in no ps2.ipynb" in note for note in take(two_notebooks, path).notes)


def test_an_attempt_with_less_does_not_replace_one_with_more(
    two_notebooks: Course, tmp_path: Path
) -> None:
    both = {brightspace(1, "ps1"): FIRST, brightspace(1, "ps2"): SECOND}
    take(two_notebooks, pack(tmp_path / "one.zip", both))
    less = pack(tmp_path / "two.zip", {brightspace(2, "ps1"): THIRD})
    done = take(two_notebooks, less)
    assert (done.fewer, done.newer) == (("ada",), ())
    assert any("a newer attempt without ps2.ipynb" in note for note in done.notes)
    assert submission(two_notebooks, "ada")["ps1.ipynb"] == FIRST
    together = take(two_notebooks, tmp_path / "one.zip", less)
    assert together.newer == ("ada",)
    found = submission(two_notebooks, "ada")
    assert (found["ps1.ipynb"], found["ps2.ipynb"]) == (THIRD, SECOND)
    (two_notebooks.root / "deadlines.toml").write_text('timezone = "UTC"\n')
    again = take(two_notebooks, less)  # there is nothing new in it, and nothing is missing
    assert (again.unchanged, again.notes) == (("ada",), ())
    assert take(two_notebooks, less, force=True).newer == ("ada",)
    assert "ps2.ipynb" not in submission(two_notebooks, "ada")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_same_again_in_one_run_counts_from_the_first_time(
    course: Course, tmp_path: Path, order: tuple[int, ...]
) -> None:
    attempts = [(1, FIRST), (2, SECOND), (3, SECOND)]
    files = {brightspace(attempts[n][0], "ps1"): attempts[n][1] for n in order}
    take(course, pack(tmp_path / "d2l.zip", files))
    found = submission(course, "ada")
    assert found["ps1.ipynb"] == SECOND
    assert found["timestamp.txt"].startswith(b"2026-11-02")


def test_a_part_that_is_handed_in_again_counts_from_the_first_time(
    two_notebooks: Course, tmp_path: Path
) -> None:
    files = {
        brightspace(1, "ps1"): FIRST,
        brightspace(1, "ps2"): SECOND,
        brightspace(5, "ps1"): FIRST,
    }
    take(two_notebooks, pack(tmp_path / "d2l.zip", files))
    found = submission(two_notebooks, "ada")
    assert (found["ps1.ipynb"], found["ps2.ipynb"]) == (FIRST, SECOND)
    assert found["timestamp.txt"].startswith(b"2026-11-01")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_which_attempt_is_the_latest_does_not_depend_on_what_is_named_first(
    course: Course, tmp_path: Path, order: tuple[int, ...]
) -> None:
    # the second has no time, and was packed between the two others, the other way round
    archives = [
        pack(tmp_path / "a.zip", {brightspace(20, "ps1"): FIRST}, packed=21),
        pack(tmp_path / "b.zip", {"x_101_5000_ps1.ipynb": SECOND}, packed=22),
        pack(tmp_path / "c.zip", {brightspace(19, "ps1"): THIRD}, packed=23),
    ]
    take(course, *(archives[number] for number in order))
    assert submission(course, "ada")["ps1.ipynb"] == SECOND


def test_what_was_handed_in_again_after_something_else_counts_from_the_last_time(
    course: Course, tmp_path: Path
) -> None:
    attempts = {1: FIRST, 2: SECOND, 3: FIRST}
    files = {brightspace(day, "ps1"): data for day, data in attempts.items()}
    take(course, pack(tmp_path / "d2l.zip", files))
    assert submission(course, "ada")["timestamp.txt"].startswith(b"2026-11-03")


def test_an_attempt_without_a_time_in_place_of_one_with_a_time_is_told(
    course: Course, tmp_path: Path
) -> None:
    take(course, pack(tmp_path / "a.zip", {brightspace(1, "ps1"): FIRST}))
    canvas = pack(tmp_path / "b.zip", {"x_101_5000_ps1.ipynb": SECOND}, packed=20)
    done = take(course, canvas)
    assert done.newer == ("ada",)
    assert any("had a time, and the new one has none" in note for note in done.notes)
    assert take(course, canvas).notes == ()


def test_what_was_kept_for_somebody_goes_only_when_it_is_in_place(
    course: Course, tmp_path: Path
) -> None:
    zed = MOODLE.format("Zed Nobody", 1)
    (unknown,) = take(course, pack(tmp_path / "a.zip", {zed: FIRST}, packed=1)).unknown
    with (course.root / "students.csv").open("a") as more:
        more.write("zed,Zed,Nobody,,\n")
    second = pack(tmp_path / "b.zip", {zed: SECOND}, packed=2)
    assert take(course, second).new == ("zed",)
    assert tree(unknown.kept) == {"ps1.ipynb": FIRST}  # no other copy is in the course
    take(course, tmp_path / "a.zip", force=True)
    assert not unknown.kept.exists()


def test_the_overview_names_everybody(course: Course, tmp_path: Path) -> None:
    take(course, pack(tmp_path / "a.zip", {ADA: FIRST}))
    (course.root / "deadlines.toml").write_text(
        f"[{NAME}]\ndue = 2026-11-20T18:00:00+01:00\npercent_per_day = 10\n"
        f"[{NAME}.extensions]\nbob = 2026-11-22T18:00:00+01:00\n"
    )
    stamp = course.root / "submitted/ada" / NAME / "timestamp.txt"
    stamp.write_text("2026-11-21 17:30:00 UTC")
    ada, ali, bob = overview(course.opened, NAME)
    assert (ada.student, ada.name, ada.submitted) == ("ada", "Ada Lovelace", True)
    assert (ada.late, ada.takes) == (datetime.timedelta(days=1, minutes=30), "20 %")
    assert (ada.taken, ada.expected) == (None, None)
    assert (ali.submitted, ali.handed_in, ali.late) == (False, None, datetime.timedelta())
    assert bob.due == datetime.datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert (bob.extended, ali.extended) == (True, False)
