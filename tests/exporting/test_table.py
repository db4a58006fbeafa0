import csv
import io
import json
from pathlib import Path

import pytest

from exporting.conftest import CELLS, Class


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_totals_of_a_student_add_up_to_the_mark(marked: Class) -> None:
    marked.by_hand("bob", 2.125, extra=1)
    # an hour late; without a penalty in the gradebook yet
    (marked.course.root / "deadlines.toml").write_text(
        "[ps1]\ndue = 2026-03-01T10:00:00Z\npoints_per_day = 0.5\n"
        "[ps1.extensions]\nada = 2026-03-02T10:00:00Z\n"
    )
    done = marked.export("ps1", "--to", "table")
    assert done.exit_code == 0
    found = [
        r for r in rows(marked.course.root / "exports" / "ps1-table.csv") if r["student"] == "bob"
    ]
    assert [r["cell"] for r in found] == ["f-hidden", "why", ""]
    assert sum(float(r["total"]) for r in found) == 5.625
    assert sum(float(r["maximum"]) for r in found) == 10
    assert [r["verdict"] for r in found] == ["partly right", "partly right", "handed in late"]
    assert found[0]["mistake"] == "returns_two"
    assert (found[1]["manual"], found[1]["extra"], found[2]["penalty"]) == ("2.125", "1", "0.5")
    assert found[0]["timestamp"] == "2026-03-01T11:00:00+00:00"


def test_texts_are_harmless_and_numbers_stay_numbers(marked: Class) -> None:
    marked.about("ada", first_name="=cmd|' /C calc'!A0", last_name="Ünal")
    marked.by_hand("ada", -1, comment="@SUM(A1)")
    marked.export("ps1", "--to", "table")
    path = marked.course.root / "exports" / "ps1-table.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    ada = rows(path)[1]
    assert ada["first_name"] == "'=cmd|' /C calc'!A0"
    assert (ada["last_name"], ada["manual"], ada["comment"]) == ("Ünal", "-1", "'@SUM(A1)")


def test_json_has_the_same_lines_as_they_are(marked: Class) -> None:
    marked.about("ada", first_name="=1")
    done = marked.export("ps1", "--to", "table", "--json")
    found = json.loads(done.stdout)
    assert [(r["student"], r["cell"], r["total"]) for r in found] == [
        ("ada", "f-hidden", 6.0),
        ("ada", "why", 4.0),
        ("bob", "f-hidden", 3.0),
        ("bob", "why", 2.125),
    ]
    assert found[0]["first_name"] == "=1"
    assert not (marked.course.root / "exports").exists()


def test_all_assignments_stand_in_one_file(marked: Class) -> None:
    marked.course.add(CELLS, assignment="ps2", name="ps2")
    marked.course.add(CELLS, assignment="ps3", name="ps3")  # nobody handed it in
    marked.grade("ada", 6, assignment="ps2")
    done = marked.export("--all", "--to", "table", "--json")
    assert done.exit_code == 1  # bob has nothing in ps2
    assert "Nothing handed in, so no mark of ps2 (1): bob." in done.stderr
    assert {r["assignment"] for r in json.loads(done.stdout)} == {"ps1", "ps2"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "table"), "--all"),
        (("ps1", "--all", "--to", "table"), "--all"),
        (("ps1", "--to", "canvas"), "--template"),
        (("ps1", "--to", "brightspace", "--template", "x.csv"), "--template"),
        (("ps1", "--to", "canvas", "--template", "none.csv"), "none.csv"),
        (("--all", "--to", "moodle-worksheet", "--template", "x.csv"), "worksheet"),
        (("--all", "--to", "brightspace", "--column", "x"), "--column"),
        (("ps1", "--to", "table", "--column", "x"), "--column"),
        (("ps1", "--to", "moodle", "--json"), "--json"),
        (("ps1", "--to", "moodle", "--feedback-zip", "x.zip"), "--feedback-zip"),
        (("ps1", "--to", "moodle", "--out-of", "nan"), "positive number"),
        (("ps1", "--to", "moodle", "--round", "9"), "--round"),
        (("ps11", "--to", "table"), "ps1"),
    ],
)
def test_wrong_usage_is_one_sentence(marked: Class, arguments: tuple[str, ...], told: str) -> None:
    done = marked.export(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.startswith("autograder: ")
    assert len(done.stderr.splitlines()) == 1


def test_what_waits_for_a_person_is_refused_or_told(marked: Class) -> None:
    marked.grade("cleo", 6)
    done = marked.export("ps1", "--to", "brightspace")
    assert done.exit_code == 2
    assert "wait for a person, so these marks are not final (1): cleo" in done.stderr
    assert not (marked.course.root / "exports").exists()
    done = marked.export("ps1", "--to", "brightspace", "--incomplete")
    assert done.exit_code == 1
    assert "these marks may still rise (1): cleo." in done.stderr
    assert b"#cleo,6,#" in (marked.course.root / "exports/ps1-brightspace.csv").read_bytes()


def test_who_has_no_mark_is_told(marked: Class) -> None:
    marked.course.hand_in("dan", "{}")
    marked.about("eve")
    done = marked.export("ps1", "--to", "moodle")
    assert done.exit_code == 1
    assert "Handed in, but not in the gradebook of ps1 (1): dan." in done.stderr
    assert "Nothing handed in, so no mark of ps1 (1): eve." in done.stderr
