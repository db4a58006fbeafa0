"""The commands. Each one's work is done elsewhere; here are names, options and exit status.

Exit status: 0 all is well; 1 an answer is wrong, or a submission needs a
person; 2 wrong usage, or an answer that could not be judged; 3 no sandbox;
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import difflib
import errno
import io
import json
import os
import platform
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from autograder import __version__
from autograder.errors import AutograderError, UsageError, unknown

if TYPE_CHECKING:
    from autograder.grading.results import SubmissionResult
    from autograder.isolation.sandbox import Sandbox

STOPPED = 130  # what a shell reports of a command that Ctrl-C ended


class Commands(click.Group):
    """What a person can cause is told in one sentence; a traceback means a bug."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        _print_anything()
        try:
            sys.exit(super().main(*args, **{**kwargs, "standalone_mode": False}))
        except click.Abort:
            _leave("stopped; give the same command again, and it goes on from here.", STOPPED)
        except click.ClickException as error:
            _leave(" ".join(error.format_message().split()), error.exit_code)
        except AutograderError as error:
            _leave(str(error), error.exit_status)
        except OSError as error:
            if error.filename is None and error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            where = f"{error.filename} cannot be used: " if error.filename else ""
            _leave(f"{where}{error.strerror}.", UsageError.exit_status)


def _leave(sentence: str, status: int) -> NoReturn:
    click.echo(f"autograder: {sentence}", err=True)
    sys.exit(status)


def _print_anything() -> None:
    """A sign that the terminal has no code for is written as an escape, not refused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


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


COURSE = click.option(
    "--course",
    type=click.Path(path_type=Path),
    default=Path(),
    callback=_folder,
    metavar="DIR",
    help="The course folder, with source/ and submitted/ in it; this folder by default.",
)
NO_SANDBOX = click.option(
    "--no-sandbox",
    is_flag=True,
    help="Run student code without isolation, at your own risk; the results record it.",
)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="autograder")
@click.pass_context
def main(context: click.Context) -> None:
    """Build a course, grade a class, and check a single answer."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    # one thread an answer: a class has more submissions than this machine has cores
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("MPLBACKEND", "agg")  # no windows on the instructor's screen


@main.command(short_help="Make the notebooks from the text in course/.")
@click.argument("sessions", nargs=-1)
@COURSE
def build(sessions: tuple[str, ...], course: Path) -> None:
    """Make the notebooks of SESSIONS (default: all) from the text in course/."""
    from autograder.build import build as build_sessions

    for built in build_sessions(course, sessions):
        for path in built.written:
            click.echo(path)


@main.command(short_help="Judge one Python file that answers an exercise.")
@click.argument("exercise")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option("--hint", type=click.IntRange(0, 3), default=0, help="Show hints up to this step.")
@COURSE
@NO_SANDBOX
def check(
    exercise: str, file: Path, as_json: bool, hint: int, course: Path, no_sandbox: bool
) -> None:
    """Judge FILE, a Python file that answers EXERCISE, in the sandbox.

    Exit status 0: right, 1: wrong, 2: not judged or wrong usage, 3: no sandbox.
    """
    from autograder.checking.catalogue import catalogue, find_course
    from autograder.checking.verdict import Verdict
    from autograder.grading.answer_file import check_file
    from autograder.isolation.limits import Limits
    from autograder.reporting.hints import hints_for

    folder = find_course(course)
    known = catalogue(folder).load(exercise)
    if not os.path.lexists(file):
        raise UsageError(f"There is no file {str(file)!r}; name the Python file with the answer.")
    report = check_file(known, file, _sandbox(no_sandbox), Limits())
    if as_json:
        click.echo(json.dumps(report.to_json(), indent=1))
    else:
        click.echo(report.text())
        if report.verdict is Verdict.WRONG:
            notebook = folder.parent / "source" / known.session / f"{known.session}.ipynb"
            steps = hints_for(notebook, exercise)
            for step in steps[:hint]:
                click.echo(f"\n{step.title}\n{step.text}")
            if len(steps) > hint:
                click.echo(f"\nStuck? Add --hint {hint + 1}.")
    sys.exit({Verdict.RIGHT: 0, Verdict.WRONG: 1, Verdict.NOT_JUDGED: 2}[report.verdict])


@main.command(short_help="Measure the mistakes that the checks themselves make.")
@click.argument("exercises", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print everything found as JSON.")
@click.option("--page", type=click.Path(path_type=Path), help="Write the documentation's page.")
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Judge the files <exercise>/right_*.py and <exercise>/wrong_*.py below DIR instead.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes; one a core by default.")
@COURSE
@NO_SANDBOX
def audit(
    exercises: tuple[str, ...],
    as_json: bool,
    page: Path | None,
    answers: Path | None,
    workers: int | None,
    course: Path,
    no_sandbox: bool,
) -> None:
    """Put right answers, wrong answers and mutants through the checks of EXERCISES (default: all).

    With --answers, judge your own files in the sandbox, last year's submissions, say.

    Exit status 0: every target is met, 1: something misses one, 2: wrong usage, 3: no sandbox.
    """
    from autograder.checking.catalogue import catalogue, find_course

    folder = find_course(course)
    known = catalogue(folder)
    chosen = [exercise for exercise in known.ids if exercise in exercises or not exercises]
    for exercise in exercises:
        known.file(exercise)  # a name that does not exist is told before the slow part
    from rich.console import Console

    from autograder.auditing import table
    from autograder.auditing.audit import audit as audit_all
    from autograder.auditing.given import judge_given

    screen = Console(stderr=True)
    with screen.status("Auditing …") if screen.is_terminal else nullcontext():
        if answers is not None:
            judged = judge_given(folder, answers, chosen, _sandbox(no_sandbox), workers)
            told = {"files": [found.to_json() for found in judged]}
            shown, well = table.given_terminal(judged), all(found.agrees for found in judged)
        else:
            found = audit_all(folder, chosen, workers)
            told, shown, well = found.to_json(), table.terminal(found), not found.faults
            if page is not None:
                page.write_text(table.page(found), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(told, indent=1))
    else:
        Console(width=None if Console().is_terminal else 120).print(shown)
    sys.exit(0 if well else 1)


@main.command(short_help="Try what the sandbox promises, on this host.")
@click.option("--json", "as_json", is_flag=True, help="Print everything found as JSON.")
@NO_SANDBOX
def doctor(as_json: bool, no_sandbox: bool) -> None:
    """Try every promise of the sandbox on this host, from inside.

    Exit status 0: everything holds, 1: something does not, 3: there is no sandbox.
    """
    from autograder.isolation.doctor import examine_host

    found = examine_host(_sandbox(no_sandbox))
    if as_json:
        click.echo(json.dumps(found.to_json(), indent=1, ensure_ascii=False))
    else:
        python = f"Python {platform.python_version()} at {sys.prefix}"
        way = "forked from a server" if found.forks else "started one by one"
        click.echo(f"Sandbox: {found.sandbox}; {python}; students' processes are {way}")
        for finding in found.findings:
            sign, seen = ("✓", "") if finding.holds else ("✗", f" ({finding.seen})")
            click.echo(f"{sign} {finding.promise}{seen}")
    if not found.healthy:
        sys.exit(1)


@main.command()
@COURSE
def exercises(course: Path) -> None:
    """List the exercises: id, session, points."""
    from autograder.build import exercise_points
    from autograder.checking.catalogue import catalogue, find_course

    folder = find_course(course)
    known = catalogue(folder)
    for session in dict.fromkeys(known.session(exercise) for exercise in known.ids):
        for exercise, points in exercise_points(folder.parent, session).items():
            click.echo(f"{exercise:<24} {session:<28} {points:g}")


@main.command()
@click.argument("assignment")
@COURSE
@click.option("--student", "students", multiple=True, help="Only this student; may be repeated.")
@click.option("--workers", type=click.IntRange(1), help="Processes; one a core by default.")
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@NO_SANDBOX
def grade(
    assignment: str,
    course: Path,
    students: tuple[str, ...],
    workers: int | None,
    force: bool,
    no_sandbox: bool,
) -> None:
    """Grade the submissions of ASSIGNMENT into nbgrader's gradebook.

    Exit status 0: nothing needs you, 1: something does, and the last lines say
    what, 2: wrong usage, 3: no sandbox.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from autograder.grading.batch import ctrl_c_ends_all, grade_class, load_assignment
    from autograder.grading.gradebook import NbgraderCourse
    from autograder.grading.settings import read_limits
    from autograder.reporting.summary import print_summary, summarise

    folder = NbgraderCourse(course)
    folder.notebooks(assignment)  # a name that does not exist is told before the slow part
    handed_in = folder.submissions(assignment)
    chosen = tuple(dict.fromkeys(students))
    for student in chosen:
        if student not in handed_in:
            raise unknown(f"submission of {assignment} by", student, handed_in)
    sandbox, limits = _sandbox(no_sandbox), read_limits(folder.root)
    screen = Console(stderr=True)
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
    )
    with progress, ctrl_c_ends_all():
        bar = progress.add_task(f"Reading {assignment}", total=None)
        loaded = load_assignment(folder, assignment, sandbox, limits)
        total = len(chosen or handed_in)
        progress.update(bar, description=f"Grading {assignment}", total=total)

        def advance(result: SubmissionResult, fresh: bool) -> None:
            progress.advance(bar)

        results = grade_class(
            folder,
            loaded,
            sandbox,
            limits,
            students=chosen,
            force=force,
            workers=workers,
            done=advance,
        )
    print_summary(summarise(results), Console())
    strange = (
        f"{name} is no student's name, so it was left out; rename it."
        for name in folder.strange(assignment)
    )
    notes = [*loaded.warnings, *strange]
    for note in notes:
        click.echo(f"Note: {note}", err=True)
    where = folder.autograded_path("<student>", assignment)
    click.echo(f"\nMarks are in the gradebook; notebooks and results in {_shown(where)}")
    click.echo(f"Next: autograder feedback {assignment}" + _option(course))
    if notes or any(result.attention for result in results):
        sys.exit(1)


@main.command()
@click.argument("assignment")
@COURSE
def feedback(assignment: str, course: Path) -> None:
    """Write a page for each student of ASSIGNMENT, and a summary of the class."""
    from autograder.grading.batch import read_results
    from autograder.grading.gradebook import Gradebook, NbgraderCourse
    from autograder.reporting.feedback import feedback_page, write_feedback
    from autograder.reporting.summary import summarise, summary_page

    folder = NbgraderCourse(course)
    folder.notebooks(assignment)
    try:
        results = read_results(folder, assignment)
    except (ValueError, KeyError, TypeError):
        raise UsageError(
            f"A result in {_shown(folder.autograded_path('<student>', assignment))} cannot be "
            f"read; run `autograder grade {assignment}{_option(course)}` again."
        ) from None
    if not results:
        raise UsageError(
            f"Nothing of {assignment} is graded yet; "
            f"run `autograder grade {assignment}{_option(course)}` first."
        )
    with Gradebook(folder) as gradebook:
        marks = gradebook.marks(assignment)
    for result in results:
        place = folder.feedback_path(result.student, assignment)
        for notebook in result.notebooks:
            prefix = f"{notebook.name}/"
            own = {
                key.removeprefix(prefix): mark
                for key, mark in marks.get(result.student, {}).items()
                if key.startswith(prefix)
            }
            page = feedback_page(result, notebook, own)
            write_feedback(place / f"{notebook.name}.html", page)
    report = folder.root / "reports" / f"{assignment}.html"
    first = {result.student: result.notebooks[0].name for result in results}

    def link(student: str) -> str:
        place = folder.feedback_path(student, assignment)
        return os.path.relpath(place / f"{first[student]}.html", report.parent)

    write_feedback(report, summary_page(summarise(results), link))
    place = folder.feedback_path("<student>", assignment)
    click.echo(f"{len(results)} students have feedback: {_shown(place)}")
    click.echo(f"Summary of the class: {_shown(report)}")
    if missing := len(set(folder.submissions(assignment)) - first.keys()):
        click.echo(f"Note: {missing} who handed in are not graded yet.", err=True)


@main.command()
@click.argument("assignment")
@click.option("--students", type=int, default=24, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@COURSE
def simulate(assignment: str, students: int, seed: int, course: Path) -> None:
    """Write a made-up class into submitted/, drawn from the banks of answers."""
    from autograder.checking.catalogue import catalogue, find_course
    from autograder.grading.gradebook import NbgraderCourse
    from autograder.simulate import simulate as make_class

    folder = NbgraderCourse(course)
    folder.notebooks(assignment)
    made = make_class(
        assignment,
        folder.release(assignment, assignment),
        catalogue(find_course(folder.root)),
        students=students,
        seed=seed,
        handed_in=folder.submissions(assignment),
        place=lambda student: folder.submitted_path(student, assignment),
    )
    where = folder.submitted_path("<student>", assignment)
    click.echo(f"{len(made)} students handed in {assignment}: {_shown(where)}")


def _sandbox(no_sandbox: bool) -> Sandbox:
    from autograder.isolation.sandbox import Sandbox

    return Sandbox.find(allow_none=no_sandbox)


def _shown(path: Path) -> str:
    """A path as short as it can be written from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _option(course: Path) -> str:
    return f" --course {course}" if course != Path() else ""
