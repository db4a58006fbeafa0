"""Marks on their way out of nbgrader's gradebook, into the systems that universities keep them in.

Marks come from the gradebook, so what a person gave, extra credit and late penalties
count. They are rounded once, at the very end.

    grades       what a class got in one assignment
    rounding     a mark as it is written: decimal places, points or another scale
    sheet        a CSV that another system exported: one column filled, the rest byte for byte
    matching     whose row is this?
    writing      a CSV of our own, and what spreadsheets would take for a formula
    canvas       Canvas's gradebook export, filled in
    moodle       a CSV for Moodle's gradebook
    worksheet    Moodle's offline grading worksheet, filled in, and the zip of feedback files
    brightspace  a CSV for Brightspace
    table        everything by exercise, one line a cell
    systems      which of these a name stands for
"""

from autograder.exporting.grades import Grades, read_grades
from autograder.exporting.rounding import Scale
from autograder.exporting.writing import Export

__all__ = ["Export", "Grades", "Scale", "read_grades"]
