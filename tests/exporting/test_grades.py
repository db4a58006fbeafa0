"""What is exported is what nbgrader's gradebook says, to the last point."""

from decimal import Decimal

import pytest
from grading.courses import NAME
from nbgrader.api import Gradebook as TheirGradebook

from autograder.errors import UsageError
from autograder.exporting import read_grades
from autograder.grading.gradebook import Gradebook
from exporting.conftest import Class


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
