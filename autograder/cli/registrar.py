"""The command that takes marks to other systems."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import completion
from autograder.cli.group import main
from autograder.cli.options import COURSE, shown_path
from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.exporting import Grades
    from autograder.grading.gradebook import Gradebook, NbgraderCourse

FORMATS = ("canvas", "moodle", "moodle-worksheet", "brightspace", "table")
FILLED = ("canvas", "moodle-worksheet")  # they fill in a file that the other system exported
FILE = click.Path(path_type=Path, dir_okay=False)


class _Number(click.ParamType):
    """A positive number, kept as it is written."""

    name = "number"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal(0)
        if not number.is_finite() or not 0 < number <= 1_000_000:
            self.fail(f"{value!r} is no positive number.", param, ctx)
        return number


@main.command(
    short_help="Write marks for Canvas, Moodle, Brightspace, or a spreadsheet.",
    examples=[
        "export s01_linear_regression --to canvas --template Grades.csv",
        "export s01_linear_regression --to moodle",
        "export --all --to table",
    ],
    status={
        0: "everybody's mark is written",
        1: "somebody or something is left out, and the notes say what",
        2: "wrong usage, or answers wait for a person: nothing is written",
    },
)
@click.argument("assignment", required=False, shell_complete=completion.assignments)
@click.option("--all", "every", is_flag=True, help="All assignments that are graded.")
@click.option("--to", "system", type=click.Choice(FORMATS), required=True, help="For whom.")
@click.option("--template", type=FILE, help="The CSV that Canvas, or Moodle's worksheet, exported.")
@click.option("--output", type=FILE, help="The file to write; in exports/ by default.")
@click.option("--column", metavar="NAME", help="The column, or Brightspace's item, to fill.")
@click.option("--match", "asked", metavar="NAME", help="The column with the students' ids.")
@click.option("--round", "places", type=click.IntRange(0, 6), default=2, show_default=True,
              help="Decimal places, half up.")  # fmt: skip
@click.option("--out-of", type=_Number(), metavar="N", help="Scale to N; 100 makes percent.")
@click.option("--incomplete", is_flag=True, help="Although answers still wait for a person.")
@click.option("--feedback-zip", type=FILE, help="Moodle: also write this zip of feedback pages.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON, write no file.")
@COURSE
def export(
    assignment: str | None,
    every: bool,
    system: str,
    template: Path | None,
    output: Path | None,
    column: str | None,
    asked: str | None,
    places: int,
    out_of: Decimal | None,
    incomplete: bool,
    feedback_zip: Path | None,
    force: bool,
    as_json: bool,
    course: Path,
) -> None:
    """Write the marks of ASSIGNMENT, or of all with --all, as the gradebook has them.

    What a person gave, extra credit and late penalties count. Marks are rounded at the
    very end.
    """
    from autograder.exporting import Scale, read_grades, systems, table
    from autograder.exporting.sheet import Sheet
    from autograder.exporting.writing import refuse_existing, save
    from autograder.grading.gradebook import Gradebook, NbgraderCourse

    _check_usage(assignment, every, system, template, column, feedback_zip, as_json)
    folder = NbgraderCourse(course)
    target = output or folder.root / "exports" / f"{assignment or 'all'}-{system}.csv"
    notes: list[str] = []
    with Gradebook(folder) as gradebook:
        names = [assignment] if assignment is not None else _graded(folder, gradebook, notes)
        for name in names:
            gradebook.refresh_penalties(name)  # a person may have marked since
        graded = [read_grades(folder, gradebook, one) for one in names]
    if not as_json and system != "table":
        _refuse_waiting(graded, incomplete, notes)
    for one in graded:
        if one.ungraded:
            notes.append(_who(one, "Handed in, but not in the gradebook", one.ungraded))
        if one.outdated:
            what = "The submission, its result or the assignment is newer than the mark"
            notes.append(_who(one, what, one.outdated))
        if one.absent and system not in FILLED:
            notes.append(_who(one, "Nothing handed in, so no mark", one.absent))
    if as_json:
        click.echo(json.dumps([asdict(row) for row in table.rows(graded)], indent=1))
        _leave(notes)
    scale = Scale(places, out_of)
    sheet = Sheet.read(template) if template else None
    made = systems.made(system, graded, scale, sheet, column, asked)
    notes += made.notes
    files = {target: made.content}
    if feedback_zip and sheet:
        zipped = systems.zipped(folder, graded[0], sheet, asked)
        files[feedback_zip] = zipped.content
        notes += zipped.notes
    for path in files:
        refuse_existing(path, force=force)  # all of them, before the first one is written
    for path, content in files.items():
        save(path, content, force=force)
    for path in files:
        click.echo(shown_path(path))
    students = "student" if made.filled == 1 else "students"
    click.echo(f"Marks of {made.filled} {students} are written.")
    if system == "table":
        click.echo("They are points, not rounded; what being late costs has lines of its own.")
    else:
        for told in dict.fromkeys(scale.told(one.maximum) for one in graded):
            click.echo(told)
    _leave(notes)


def _check_usage(
    assignment: str | None,
    every: bool,
    system: str,
    template: Path | None,
    column: str | None,
    feedback_zip: Path | None,
    as_json: bool,
) -> None:
    if (assignment is None) != every:
        raise UsageError("Name one assignment, or ask for all of them with --all.")
    if system in FILLED and template is None:
        whose = "Canvas's gradebook" if system == "canvas" else "Moodle's grading worksheet"
        raise UsageError(f"--to {system} fills in {whose}: export it there, then --template FILE.")
    if system not in FILLED and template is not None:
        raise UsageError(f"--template belongs to {' and '.join(FILLED)}; --to {system} has none.")
    if every and system == "moodle-worksheet":
        raise UsageError("A worksheet of Moodle is for one assignment; name it instead of --all.")
    if every and column:
        raise UsageError("--column is for one assignment; name it instead of --all.")
    if column and system in ("moodle", "table"):
        raise UsageError(f"--column has no meaning for --to {system}; leave it out.")
    if feedback_zip and system != "moodle-worksheet":
        raise UsageError("--feedback-zip belongs to --to moodle-worksheet, which has the numbers.")
    if as_json and system != "table":
        raise UsageError("--json prints the table; give it with --to table.")


def _graded(folder: NbgraderCourse, gradebook: Gradebook, notes: list[str]) -> list[str]:
    """The assignments that are graded; those handed in and not graded are noted."""
    names = []
    for name in folder.assignments():
        if gradebook.marks(name):
            names.append(name)
        elif folder.submissions(name):
            notes.append(f"Nothing of {name} is graded yet, so it is left out.")
    if not names:
        raise UsageError("No assignment is graded yet; run `autograder grade ASSIGNMENT` first.")
    return names


def _refuse_waiting(graded: Sequence[Grades], incomplete: bool, notes: list[str]) -> None:
    from autograder.exporting.writing import listed

    for one in graded:
        if not one.waiting:
            continue
        count = len(one.waiting)
        if not incomplete:
            raise UsageError(
                f"Answers in {one.assignment} wait for a person, so these marks are not final "
                f"({count}): {listed(one.waiting, 4)}; mark them in formgrader, or write the marks "
                "so far with --incomplete."
            )
        notes.append(
            f"Answers in {one.assignment} wait for a person, so these marks may still rise "
            f"({count}): {listed(one.waiting)}."
        )


def _who(one: Grades, what: str, students: Sequence[str]) -> str:
    from autograder.exporting.writing import listed

    return f"{what} of {one.assignment} ({len(students)}): {listed(students)}."


def _leave(notes: Sequence[str]) -> None:
    """Tell what is left out, and leave with 1 if anything is."""
    for note in dict.fromkeys(notes):
        click.echo(f"Note: {note}", err=True)
    sys.exit(1 if notes else 0)
