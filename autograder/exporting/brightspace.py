"""A CSV for Brightspace: Grades, Enter Grades, Import.

``OrgDefinedId`` or ``Username``, then ``<grade item> Points Grade`` for each item, then
``End-of-Line Indicator``, which holds ``#``. An id has ``#`` in front: that is not part
of it, and keeps a spreadsheet from reading 00246 as a number, or -1 as a formula. The
name of the grade item has to be that in Brightspace; an unknown one is made anew. What
is above an item's maximum is cut, unless the item can be exceeded.

UTF-8 without a byte-order mark.

Sources: community.d2l.com, “Importing grades”; kb.wisc.edu/page.php?id=4330, “Function of
Pound Signs (#) in Grades File Records”.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.errors import UsageError
from autograder.exporting.grades import Grades
from autograder.exporting.rounding import Scale
from autograder.exporting.writing import Export, sheet_of, text

COLUMNS = ("Username", "OrgDefinedId")


def export(every: Sequence[Grades], scale: Scale, asked: str | None, item: str | None) -> Export:
    """One row a student who has a mark.

    asked: the column that the gradebook's ids stand in, one of COLUMNS. item: the name
    of the grade item, where it is not the assignment's.
    """
    wanted = (asked or COLUMNS[0]).casefold()
    column = next((name for name in COLUMNS if name.casefold() == wanted), "")
    if not column:
        raise UsageError(f"Brightspace knows no {asked!r}; --match takes {' or '.join(COLUMNS)}.")
    items = [text(f"{item or grades.assignment} Points Grade") for grades in every]
    rows = [[column, *items, "End-of-Line Indicator"]]
    students = sorted({student for grades in every for student in grades.grades})
    for student in students:
        marks = [
            scale.mark(grades.grades[student].total, grades.maximum)
            if student in grades.grades
            else ""
            for grades in every
        ]
        rows.append([f"#{student}", *marks, "#"])
    return Export(sheet_of(rows, bom=False), frozenset(students))
