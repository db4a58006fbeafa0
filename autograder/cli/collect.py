"""Commands about handing in: take submissions in, and who was late."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.group import main
from autograder.cli.options import ASSIGNMENT, COURSE, course_option, shown_path
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.collecting import Collected, Entry
    from autograder.grading.gradebook import NbgraderCourse


@main.command(
    short_help="Take in what students handed in elsewhere.",
    examples=[
        "collect s01_linear_regression submissions.zip",
        "collect s01_linear_regression moodle.zip Grades-12345.csv",
    ],
    status={0: "all is in", 1: "the notes name what is not"},
)
@ASSIGNMENT
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[ZIP_OR_FOLDER]...")
@COURSE
@click.option(
    "--handed-in",
    metavar="TIME",
    help="When it was handed in, where the archive does not say: 2026-11-20T18:00.",
)
@click.option("--force", is_flag=True, help="Take an attempt even if a newer one is in place.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def collect(
    assignment: str,
    sources: tuple[Path, ...],
    course: Path,
    handed_in: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Take in what students handed in elsewhere.

    What Moodle, Canvas or Brightspace packed is put into submitted/.

    Students are known by students.csv in the course folder. Without a zip or folder, what
    lies in downloaded/ASSIGNMENT/archive is taken, as by `nbgrader zip_collect`.
    """
    from autograder.collecting import collect as take_in
    from autograder.collecting import overview
    from autograder.grading.gradebook import NbgraderCourse

    folder = NbgraderCourse(course)
    folder.notebooks(assignment)
    for path in sources:
        if not path.exists():
            raise UsageError(f"There is no file or folder {str(path)!r}.")
    done = take_in(folder, assignment, sources, handed_in=_time(folder, handed_in), force=force)
    if as_json:
        click.echo(json.dumps(_collected_json(done), indent=2, ensure_ascii=False))
    else:
        if not (sources or folder.downloaded_path(assignment).is_dir()):
            where = shown_path(folder.downloaded_path(assignment))
            click.echo(f"Name a zip or a folder to take in, or put it into {where}.")
        _tell(done, folder, course)
        late = [one.student for one in overview(folder, assignment) if one.late]
        if late:
            what = f"autograder deadlines {assignment}{course_option(course)}"
            click.echo(f"Late: {', '.join(late)}; by how much: {what}")
    for note in done.notes:
        click.echo(f"Note: {note}", err=True)
    if done.notes or done.unknown:
        sys.exit(1)


@main.command(examples=["deadlines s01_linear_regression"])
@ASSIGNMENT
@COURSE
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
def deadlines(assignment: str, course: Path, as_json: bool) -> None:
    """Show who handed in when, how late, and what it costs.

    The dates are those of deadlines.toml in the course folder, else the gradebook's.
    """
    from autograder.collecting import overview
    from autograder.grading.gradebook import NbgraderCourse

    folder = NbgraderCourse(course)
    entries = overview(folder, assignment)
    zone = folder.deadlines.zone or datetime.UTC
    if as_json:
        table = [_entry_json(entry, zone) for entry in entries]
        data = {"assignment": assignment, "timezone": str(zone), "students": table}
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    if not entries:
        raise UsageError(f"Nobody has handed in {assignment}, and there is no list of students.")
    _print_entries(assignment, entries, zone)
    if any(entry.stale for entry in entries):
        click.echo(
            "\nA date has changed since, or a person has marked; to write the new penalties: "
            f"autograder grade {assignment}{course_option(course)}\n"
            "Nobody is judged again. feedback, report and export write them as well."
        )


def _time(folder: NbgraderCourse, text: str | None) -> datetime.datetime | None:
    """A time on the command line; without an offset it is in the zone of deadlines.toml."""
    if text is None:
        return None
    try:
        time = datetime.datetime.fromisoformat(text)
        if time.tzinfo is None:
            time = time.replace(tzinfo=folder.deadlines.zone or datetime.UTC)
        return time.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"--handed-in {text!r} is no time; write it like 2026-11-20T18:00 or "
            "2026-11-20T18:00+01:00."
        ) from None


def _tell(done: Collected, folder: NbgraderCourse, course: Path) -> None:
    counts = {
        "new": len(done.new),
        "newer attempts": len(done.newer),
        "with their time now": len(done.timed),
        "unchanged": len(done.unchanged),
        "older than what is there": len(done.older),
        "newer with less than what is there": len(done.fewer),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    where = folder.submitted_path("<student>", done.assignment)
    click.echo(f"{done.assignment}: {said or 'nothing to take in'}; {shown_path(where)}")
    if done.enrolled:
        click.echo(f"Students written into the gradebook: {done.enrolled}")
    if done.newer:
        click.echo(
            f"Replaced attempts are kept in {shown_path(done.replaced)}: {', '.join(done.newer)}"
        )
    if done.extra:
        click.echo(f"Other files, which are not used, came from: {', '.join(done.extra)}")
    for one in done.unknown:
        kept = f"; kept in {shown_path(one.kept)}" if one.kept else ""
        click.echo(f"Not in the list of students: {one.person}{kept}")
    if done.unknown:
        click.echo("Put them into students.csv and give the same command again.")
    if done.missing:
        click.echo(f"Nothing from {len(done.missing)}: {', '.join(done.missing)}")
    if done.new or done.newer or done.timed:
        click.echo(f"Next: autograder grade {done.assignment}{course_option(course)}")


def _collected_json(done: Collected) -> dict[str, Any]:
    return {
        "assignment": done.assignment,
        "new": done.new,
        "newer": done.newer,
        "unchanged": done.unchanged,
        "older": done.older,
        "fewer": done.fewer,
        "timed": done.timed,
        "missing": done.missing,
        "extra": done.extra,
        "unknown": [
            {"person": one.person, "kept": str(one.kept) if one.kept else None}
            for one in done.unknown
        ],
        "notes": done.notes,
        "enrolled": done.enrolled,
    }


def _entry_json(entry: Entry, zone: datetime.tzinfo) -> dict[str, Any]:
    def text(time: datetime.datetime | None) -> str | None:
        return time.astimezone(zone).isoformat() if time else None

    return {
        "student": entry.student,
        "name": entry.name,
        "submitted": entry.submitted,
        "handed_in": text(entry.handed_in),
        "due": text(entry.due),
        "extended": entry.extended,
        "seconds_late": entry.late.total_seconds(),
        "takes": entry.takes,
        "taken": entry.taken,
        "expected": entry.expected,
    }


def _print_entries(assignment: str, entries: list[Entry], zone: datetime.tzinfo) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shared = {entry.due for entry in entries if not entry.extended and entry.due}
    due = f", due {_shown(min(shared), zone)}" if shared else ", no due date"
    click.echo(f"{assignment}{due} ({zone})")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("Student", "Name", "Handed in", "Late by", "Penalty"):
        table.add_column(column, overflow="fold")
    for entry in entries:
        table.add_row(*(Text(cell) for cell in _cells(entry, zone)))
    Console().print(table)
    for entry in entries:
        if entry.extended and entry.due:
            click.echo(f"{entry.student} has until {_shown(entry.due, zone)}.")


def _cells(entry: Entry, zone: datetime.tzinfo) -> list[str]:
    if not entry.submitted:
        return [entry.student, entry.name, "nothing", "", ""]
    handed_in = _shown(entry.handed_in, zone) if entry.handed_in else "no time known"
    penalty = entry.takes
    if entry.expected is not None and entry.late:
        penalty = f"{entry.expected:g} points" + (f" ({penalty})" if penalty else "")
    return [entry.student, entry.name, handed_in, _shown_length(entry.late), penalty]


def _shown(time: datetime.datetime, zone: datetime.tzinfo) -> str:
    local = time.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def _shown_length(late: datetime.timedelta) -> str:
    """The two largest units, rounded up: "1 d 2 h", "3 h 20 min", "5 min"."""
    minutes = -int(-late.total_seconds() // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours} h {minutes % 60} min"
    return f"{minutes} min" if minutes else ""
