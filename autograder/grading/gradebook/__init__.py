"""nbgrader's side of the house: its course folder and its gradebook.

The only part of ``grading`` that knows nbgrader. Two nouns, because the one is
of no use without the other:

    NbgraderCourse   where things lie: source, release, submitted, autograded, feedback
    Gradebook        what the database holds: cells, grades, comments

The gradebook is nbgrader's own, row for row: formgrader, ``nbgrader export`` and
``nbgrader generate_feedback`` go on from it, and one that nbgrader began is
continued. nbgrader's own methods commit after every row, so a submission killed
half-way would stay half-recorded; here a submission is one transaction. There is
one writer. What a person gave (manual scores, extra credit, comments) is never
touched, and never deleted without being asked.

    course       NbgraderCourse; `layout` finds names in the folders
    book         Gradebook, which calls the others
    database     opening it, its schema, one transaction
    assignment   the rows of an assignment; `wanted` says which nbgrader would write
    record       the rows of a graded submission; `lateness` its time and its penalty
    marks        what was given, read back
    students     who takes the course
    exchange     what nbgrader's exchange needs to bring feedback back
    submitted    the rows that stand for a submission's cells, made and joined
    door         nbgrader's own command `autograde`, through this engine
    reason       why something failed, for a sentence
"""

from autograder.grading.gradebook.book import Gradebook
from autograder.grading.gradebook.course import NbgraderCourse, can_be_student
from autograder.grading.gradebook.exchange import keep_beside_feedback, keep_for_exchange
from autograder.grading.gradebook.lateness import timestamp_of
from autograder.grading.gradebook.marks import Mark
from autograder.grading.gradebook.record import NO_RESPONSE
from autograder.grading.gradebook.students import Student

__all__ = [
    "NO_RESPONSE",
    "Gradebook",
    "Mark",
    "NbgraderCourse",
    "Student",
    "can_be_student",
    "keep_beside_feedback",
    "keep_for_exchange",
    "timestamp_of",
]
