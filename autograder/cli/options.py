"""What several commands take and show: the course folder, the sandbox, paths."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import completion
from autograder.errors import NoGradebook, UsageError

if TYPE_CHECKING:
    from autograder.grading.gradebook import Gradebook, NbgraderCourse
    from autograder.grading.results import SubmissionResult
    from autograder.isolation.sandbox import Sandbox


def _folder(_: click.Context, __: click.Parameter, path: Path) -> Path:
    """A folder that is there; else one sentence, with the nearest name."""
    try:
        beside = path.absolute().parent
    except FileNotFoundError:
        raise UsageError("This folder has been deleted; go to the course folder.") from None
    if path.is_dir():
        return path
    if path.exists():
        raise UsageError(f"{path} is a file; --course takes the course folder.")
    names = [entry.name for entry in beside.iterdir() if entry.is_dir()] if beside.is_dir() else []
    near = difflib.get_close_matches(path.name, names, n=1)
    raise UsageError(
        f"There is no folder {str(path)!r}"
        + (f"; did you mean {str(path.with_name(near[0]))!r}?" if near else ".")
    )


ASSIGNMENT = click.argument("assignment", shell_complete=completion.assignments)
COURSE = click.option(
    "--course",
    type=click.Path(path_type=Path),
    default=Path(),
    callback=_folder,
    metavar="DIR",
    help="The course folder, with source/ and submitted/ in it; this folder by default.",
)
NO_SANDBOX_STATUS = "no sandbox on this host; the message names the ways out"
NO_SANDBOX = click.option(
    "--no-sandbox",
    is_flag=True,
    help="Run student code without isolation, at your own risk; the results record it.",
)


def sandbox_for(no_sandbox: bool) -> Sandbox:
    """The sandbox of this host; none if the user asked for that."""
    from autograder.isolation.sandbox import Sandbox

    return Sandbox.find(allow_none=no_sandbox)


def shown_path(path: Path) -> str:
    """A path as short as it can be written from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def course_option(course: Path) -> str:
    """The option that a suggested command needs, with a space in front; "" for this folder."""
    return f" --course {shlex.quote(str(course))}" if course != Path() else ""


def penalties(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    """Student -> what being late costs, for those whom it costs something."""
    times = gradebook.handed_in(assignment)
    return {student: time.penalty for student, time in times.items() if time.penalty}


def tell_superseded(
    folder: NbgraderCourse, results: Iterable[SubmissionResult], assignment: str, course: Path
) -> None:
    """A note about those who handed in again after they were graded."""
    from autograder.grading.superseded import is_superseded

    again = sorted(result.student for result in results if is_superseded(folder, result))
    if again:
        click.echo(
            "Note: handed in again since, so this is about an earlier attempt: "
            f"{', '.join(again)}; run `autograder grade {assignment}{course_option(course)}`.",
            err=True,
        )


def tell_outdated(students: Sequence[str], assignment: str, course: Path) -> None:
    """A note about those whose results are of other cells than the assignment has now."""
    if students:
        click.echo(
            f"Note: not graded yet since the assignment changed: {', '.join(students)}; "
            f"run `autograder grade {assignment}{course_option(course)}`.",
            err=True,
        )


def nothing_graded(
    what: str, assignment: str, course: Path, outdated: Sequence[str] = ()
) -> UsageError:
    """What a command says that has nothing to show. outdated: who was graded before a change."""
    since = " since the assignment changed" if outdated else ""
    return UsageError(
        f"Nothing of {what} is graded yet{since}; "
        f"run `autograder grade {assignment}{course_option(course)}` first."
    )


@contextmanager
def graded_book(
    folder: NbgraderCourse, what: str, assignment: str, course: Path
) -> Iterator[Gradebook]:
    """The gradebook of a course that is graded; a command that only shows makes none."""
    from autograder.grading.gradebook import Gradebook

    try:
        gradebook = Gradebook(folder, create=False)
    except NoGradebook:
        raise nothing_graded(what, assignment, course) from None
    with gradebook:
        yield gradebook


def unreadable_result(folder: NbgraderCourse, assignment: str, course: Path) -> UsageError:
    """What a command says that needs a result and finds it damaged."""
    where = shown_path(folder.autograded_path("<student>", assignment))
    return UsageError(
        f"A result in {where} cannot be read; "
        f"run `autograder grade {assignment}{course_option(course)}` again."
    )
