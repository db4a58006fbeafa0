"""Commands for authors: the notebooks, the exercises, one answer, the audit, the claims."""

from __future__ import annotations

import json
import os
import sys
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import click

from autograder.cli import completion
from autograder.cli.group import main
from autograder.cli.options import COURSE, NO_SANDBOX, NO_SANDBOX_STATUS, sandbox_for
from autograder.errors import UsageError


@main.command(
    short_help="Make the notebooks from the text in course/.",
    examples=["build", "build s03_binary_classification"],
)
@click.argument("sessions", nargs=-1, shell_complete=completion.sessions)
@COURSE
def build(sessions: tuple[str, ...], course: Path) -> None:
    """Make the notebooks of SESSIONS (default: all) from the text in course/."""
    from autograder.build import build as build_sessions

    for built in build_sessions(course, sessions):
        for path in built.written:
            click.echo(path)


@main.command(
    short_help="Make the folder or zip that students get with a session.",
    examples=["bundle --session 3", "bundle --session 3 --output lab"],
)
@click.option(
    "--session",
    metavar="N",
    shell_complete=completion.sessions,
    help="Number or name; the last session by default.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The zip to write; a name that does not end with .zip makes a folder instead.",
)
@COURSE
def bundle(session: str | None, output: Path | None, course: Path) -> None:
    """Pack sessions 1 … N for students: notebooks, data, libraries, environment.

    A zip is written anew each time. A folder has to be new: students' work may be in it.
    """
    from autograder.build import make_bundle

    if output is not None and output.suffix != ".zip" and os.path.lexists(output):
        raise UsageError(f"There is already a {str(output)!r}; take it away, or name another one.")
    made = make_bundle(course, session)
    target = Path(f"{made.name}.zip") if output is None else output
    if target.suffix == ".zip":
        target.write_bytes(made.zip())
    else:
        for path, content in made.files.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
    click.echo(target)


@main.command(examples=["exercises", "exercises --json"])
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@COURSE
def exercises(as_json: bool, course: Path) -> None:
    """List the exercises: id, session, points."""
    from autograder.build import exercise_points
    from autograder.checking.catalogue import catalogue, find_course

    folder = find_course(course)
    known = catalogue(folder)
    listed = [
        (exercise, session, points)
        for session in dict.fromkeys(known.session(exercise) for exercise in known.ids)
        for exercise, points in exercise_points(folder.parent, session).items()
    ]
    if as_json:
        names = ("exercise", "session", "points")
        click.echo(json.dumps([dict(zip(names, one, strict=True)) for one in listed], indent=1))
        return
    for exercise, session, points in listed:
        click.echo(f"{exercise:<26} {session:<28} {points:g}")


@main.command(
    short_help="Judge one Python file that answers an exercise.",
    examples=["check softmax answer.py", "check softmax answer.py --hint 1"],
    status={
        0: "right",
        1: "wrong",
        2: "not judged, or wrong usage, told in one sentence",
        3: NO_SANDBOX_STATUS,
    },
)
@click.argument("exercise", shell_complete=completion.exercises)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option("--hint", type=click.IntRange(0, 3), default=0, help="Show hints up to this step.")
@COURSE
@NO_SANDBOX
def check(
    exercise: str, file: Path, as_json: bool, hint: int, course: Path, no_sandbox: bool
) -> None:
    """Judge FILE, a Python file that answers EXERCISE, in the sandbox."""
    from autograder.checking.catalogue import catalogue, find_course
    from autograder.checking.verdict import Verdict
    from autograder.grading.answer_file import check_file
    from autograder.isolation.limits import Limits
    from autograder.reporting.hints import hints_for

    folder = find_course(course)
    known = catalogue(folder).load(exercise)
    if not os.path.lexists(file):
        raise UsageError(f"There is no file {str(file)!r}; name the Python file with the answer.")
    report = check_file(known, file, sandbox_for(no_sandbox), Limits())
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


@main.command(
    short_help="Measure the mistakes that the checks themselves make.",
    examples=["audit", "audit softmax --json", "audit --answers last_year"],
    status={0: "every target is met", 1: "something misses one", 3: NO_SANDBOX_STATUS},
)
@click.argument("exercises", nargs=-1, shell_complete=completion.exercises)
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
            judged = judge_given(folder, answers, chosen, sandbox_for(no_sandbox), workers)
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


@main.command(
    short_help="Measure again what the slides and the lectures claim.",
    examples=["claims s04_multiclass_classification", "claims --page docs/claims.md"],
    status={0: "every number, heading and remark is in order", 1: "something is not"},
)
@click.argument("sessions", nargs=-1, shell_complete=completion.sessions)
@click.option("--json", "as_json", is_flag=True, help="Print everything measured as JSON.")
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    help="Write the documentation's page, and what was measured beside it.",
)
@click.option("--kept", is_flag=True, help="Run nothing; take what is kept beside the page.")
@click.option(
    "--workers", type=click.IntRange(1), default=2, help="Lectures at a time; two by default."
)
@COURSE
def claims(
    sessions: tuple[str, ...],
    as_json: bool,
    page: Path | None,
    kept: bool,
    workers: int,
    course: Path,
) -> None:
    """Run the lectures of SESSIONS (default: all); hold their numbers against course/claims.toml.

    The page keeps what was measured before for sessions that are not run.
    """
    from rich.console import Console

    from autograder.checking.catalogue import find_course
    from autograder.claims import judge
    from autograder.claims.kept import read_kept, write_kept
    from autograder.claims.lecture import lectures
    from autograder.claims.page import page as written
    from autograder.claims.page import terminal
    from autograder.claims.run import measure
    from autograder.claims.table import read_table
    from autograder.errors import unknown

    folder = find_course(course)
    table, known = read_table(folder), lectures(folder)
    for session in sessions:
        if session not in known:
            raise unknown("lecture", session, known)
    chosen = [known[session] for session in known if session in sessions or not sessions]
    beside = (page or folder.parent / "docs" / "claims.md").with_suffix(".json")
    faults = judge.missing(table, known)
    values = read_kept(beside, wanted=kept)
    if kept:
        measured = []
        faults += values.lacks(chosen)
        faults += judge.against_slides(table, values.values.values())
    else:
        screen = Console(stderr=True)
        with screen.status("Running lectures …") if screen.is_terminal else nullcontext():
            measured = measure(chosen, workers)
        faults += judge.off(table, chosen, measured)
    values = values.after(measured, known)
    names = [
        name
        for name in table.numbers
        if any(call.name == name for lecture in chosen for call in lecture.calls)
    ]
    if page is not None:
        write_kept(beside, values)
        values = read_kept(beside)  # as rounded there, or the page could not be made again
        page.write_text(written(table, known, values), encoding="utf-8")
    if as_json:
        found = {"lectures": [asdict(one) for one in measured], "faults": faults}
        click.echo(json.dumps(found, indent=1))
    else:
        Console(width=None if Console().is_terminal else 120).print(
            terminal(table, values, names, faults)
        )
    sys.exit(1 if faults else 0)
