"""What is exported is what nbgrader's gradebook says, to the last point."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from grading.courses import NAME, answered
from nbgrader.api import Gradebook as TheirGradebook

from autograder.cli import main
from autograder.errors import UsageError
from autograder.exporting import Scale, read_grades
from autograder.grading.gradebook import Gradebook
from autograder.grading.results import SubmissionResult
from autograder.grading.work import read_work
from exporting.conftest import CELLS, STAMP, Class


def theirs(marked: Class, student: str) -> float:
    """The mark that ``nbgrader export`` writes."""
    with TheirGradebook(f"sqlite:///{marked.course.root}/gradebook.db") as gradebook:
        found = gradebook.find_submission(NAME, student)
        return max(0.0, found.score - found.late_submission_penalty)


def test_manual_marks_extra_credit_and_penalties_count_as_nbgrader_counts_them(
    marked: Class,
) -> None:
    marked.by_hand("ada", 3.5, extra=2.0)
    marked.penalty("bob", 1.5)
    grades = marked.grades
    assert grades.maximum == 10
    assert grades.grades["ada"].total == Decimal("11.5") == Decimal(theirs(marked, "ada"))
    assert grades.grades["bob"].total == Decimal("3.625") == Decimal(theirs(marked, "bob"))


def test_a_penalty_never_makes_a_mark_negative(marked: Class) -> None:
    marked.penalty("bob", 99)
    bob = marked.grades.grades["bob"]
    assert (bob.total, bob.penalty) == (0, Decimal("5.125"))
    assert theirs(marked, "bob") == 0


def test_what_waits_for_a_person_is_known(marked: Class) -> None:
    marked.grade("cleo", 6)
    assert marked.grades.waiting == ("cleo",)


def test_who_is_not_graded_and_who_handed_in_nothing_is_known(marked: Class) -> None:
    marked.course.hand_in("dan", "{}")
    marked.about("eve")
    grades = marked.grades
    assert (grades.ungraded, grades.absent) == (("dan",), ("eve",))


def test_a_mistake_is_named_and_a_lateness_is_counted_from_what_was_due(marked: Class) -> None:
    marked.due("2026-03-01 10:00:00 UTC")
    bob = marked.grades.grades["bob"]
    assert [line.mistake for line in bob.lines] == ["returns_two", ""]
    assert bob.late == 3600
    assert bob.timestamp is not None
    assert bob.timestamp.isoformat() == "2026-03-01T11:00:00+00:00"


def test_results_that_are_gone_leave_the_marks(marked: Class) -> None:
    for path in marked.course.root.glob("autograded/*/*/results.json"):
        path.write_text("{")
    ada = marked.grades.grades["ada"]
    assert ada.total == 10
    assert [line.cell for line in ada.lines] == ["f-hidden", "why"]


def test_an_assignment_that_nobody_graded_is_told(marked: Class) -> None:
    marked.course.add([], assignment="ps2", name="ps2")
    with Gradebook(marked.course.opened) as gradebook:
        with pytest.raises(UsageError, match="Nothing of ps2 is graded yet"):
            read_grades(marked.course.opened, gradebook, "ps2")
        with pytest.raises(UsageError, match="did you mean 'ps1'"):
            read_grades(marked.course.opened, gradebook, "ps11")


# After the grading


RULE = (
    f"[{NAME}]\ndue = 2026-02-28T12:00:00Z\npercent_per_day = 10\ncutoff = 2026-03-01T10:00:00Z\n"
)


def rows(marked: Class) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        marked.export(NAME, "--to", "table", "--json").stdout
    )
    return found


def test_a_mark_given_by_hand_after_the_cutoff_is_not_exported(marked: Class) -> None:
    (marked.course.root / "deadlines.toml").write_text(RULE)
    marked.grade("cleo", 6)  # after the cutoff: nothing is left of it
    assert marked.grades.grades["cleo"].total == 0
    marked.by_hand("cleo", 4)
    (marked.course.opened.submitted_path("cleo", NAME) / "timestamp.txt").write_text(STAMP)
    line = ["deadlines", NAME, "--course", str(marked.course.root)]
    said = "A date has changed since, or a person has marked; to write the new penalties:"
    assert said in CliRunner().invoke(main, line).stdout
    own = [row for row in rows(marked) if row["student"] == "cleo"]
    assert sum(Decimal(repr(row["total"])) for row in own) == 0
    assert marked.grades.grades["cleo"].total == Decimal(theirs(marked, "cleo")) == 0
    assert said not in CliRunner().invoke(main, line).stdout


def test_shares_of_a_penalty_do_not_decide_how_a_half_is_rounded(marked: Class) -> None:
    ada = replace(marked.grades.grades["ada"], penalties={"a": 5 / 3, "b": 2.5, "c": 5 / 6 - 0.005})
    assert ada.total == Decimal("5.005")
    assert Scale(2).mark(ada.total, Decimal(10)) == "5.01"


def graded_for(marked: Class, student: str) -> Path:
    """Say in the result what it was made of, as grading does; where the submission lies."""
    opened = marked.course.opened
    path = opened.autograded_path(student, NAME) / "results.json"
    folder = opened.submitted_path(student, NAME)
    digest = read_work(folder, opened.root, [NAME]).digest
    replace(SubmissionResult.read(path), made_from={"submission": digest}).write(path)
    return folder


def test_a_result_that_waits_for_the_gradebook_is_not_what_the_mark_was_given_for(
    marked: Class,
) -> None:
    for student in ("ada", "bob"):
        graded_for(marked, student)
    path = marked.course.opened.autograded_path("bob", NAME) / "results.json"
    path.replace(path.with_name("results-waiting.json"))
    grades = marked.grades
    assert grades.outdated == ("bob",)
    assert grades.grades["bob"].total == Decimal("5.125")
    # the mistake is one of the attempt that waits
    assert [line.mistake for line in grades.grades["bob"].lines] == ["", ""]
    done = marked.export(NAME, "--to", "moodle")
    assert done.exit_code == 1
    assert "or the assignment is newer than the mark of ps1 (1): bob." in done.stderr


def test_the_mark_of_an_assignment_that_was_changed_since_is_told(marked: Class) -> None:
    assert marked.grades.outdated == ()
    with TheirGradebook(f"sqlite:///{marked.course.root}/gradebook.db") as gradebook:
        gradebook.find_graded_cell("f-hidden", NAME, NAME).max_score = 7
        gradebook.db.commit()
    assert set(marked.grades.outdated) == set(marked.grades.grades)


def test_the_mark_of_an_earlier_attempt_is_told(marked: Class) -> None:
    folder = graded_for(marked, "ada")
    graded_for(marked, "bob")
    assert marked.grades.outdated == ()
    assert marked.export(NAME, "--to", "moodle").exit_code == 0
    (folder / "timestamp.txt").write_text(STAMP)
    assert marked.grades.outdated == ("ada",)
    (folder / "timestamp.txt").unlink()
    marked.course.hand_in("ada", answered(CELLS, {"f": "def f():\n    return 2"}))
    done = marked.export(NAME, "--to", "moodle", "--force")
    assert done.exit_code == 1
    assert done.stderr.rstrip().endswith("is newer than the mark of ps1 (1): ada.")
    for path in marked.course.root.glob("autograded/*/ps1/results.json"):
        path.with_name("ps1.ipynb").write_text(json.dumps(answered(CELLS)))
    for command in ("feedback", "report"):
        told = CliRunner().invoke(main, [command, NAME, "--course", str(marked.course.root)])
        assert "Note: handed in again since" in told.stderr
        assert "earlier attempt: ada; run `autograder grade ps1" in told.stderr
    shutil.rmtree(folder)  # put away after the course
    assert marked.grades.outdated == ()
