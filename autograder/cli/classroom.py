"""Commands for a class: hand in, grade, tell."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.command import STOPPED
from autograder.cli.group import main
from autograder.cli.options import (
    ASSIGNMENT,
    COURSE,
    NO_SANDBOX,
    NO_SANDBOX_STATUS,
    course_option,
    penalties,
    sandbox_for,
    shown_path,
)
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.grading.batch import Done


@main.command(
    short_help="Write a made-up class, drawn from the banks of answers.",
    examples=["simulate s01_linear_regression --students 24 --course try"],
)
@ASSIGNMENT
@click.option("--students", type=click.IntRange(1), default=24, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
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
    click.echo(f"{len(made)} students handed in {assignment}: {shown_path(where)}")


@main.command(
    short_help="Grade the submissions of ASSIGNMENT into the gradebook.",
    examples=[
        "grade s01_linear_regression",
        "grade s01_linear_regression --student ada --force",
        "grade s01_linear_regression --figures none --workers 8",
    ],
    status={
        0: "graded, and nothing needs you",
        1: "graded, and something needs you: the last lines say what",
        2: "wrong usage, or the gradebook cannot be used: what is graded is kept",
        3: NO_SANDBOX_STATUS,
        STOPPED: "stopped by Ctrl-C; the same command goes on from there",
    },
)
@ASSIGNMENT
@COURSE
@click.option("--student", "students", multiple=True, help="Only this student; may be repeated.")
@click.option("--workers", type=click.IntRange(1), help="Processes; one a core by default.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Grade on the workers of this dask scheduler (tcp://…, or the file it wrote).",
)
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@click.option(
    "--figures",
    type=click.Choice(["all", "none"]),
    default="all",
    show_default=True,
    help="none: draw no figures, where nobody is going to look at them; it is faster.",
)
@click.option("--json", "events", is_flag=True, help="Tell how it goes as JSON, an object a line.")
@NO_SANDBOX
def grade(
    assignment: str,
    course: Path,
    students: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    force: bool,
    figures: str,
    events: bool,
    no_sandbox: bool,
) -> None:
    """Grade the submissions of ASSIGNMENT into nbgrader's gradebook.

    What has not changed since it was graded is not graded again.
    """
    from rich.console import Console

    from autograder.cli.progress import watcher
    from autograder.grading.batch import (
        chosen_students,
        ctrl_c_ends_all,
        grade_class,
        load_assignment,
        local_processes,
    )
    from autograder.grading.gradebook import Gradebook, NbgraderCourse
    from autograder.grading.settings import read_limits
    from autograder.reporting.summary import print_summary, summarise

    if scheduler is not None and workers is not None:
        raise UsageError(
            "--workers counts processes of this machine, and --scheduler has workers of its own; "
            "give one of the two."
        )
    folder = NbgraderCourse(course)
    folder.notebooks(assignment)  # a name that does not exist is told before the slow part
    chosen = chosen_students(folder, assignment, students)
    folder.deadlines.of(assignment)  # and so are mistakes in deadlines.toml
    sandbox, limits = sandbox_for(no_sandbox), read_limits(folder.root)
    if figures == "none":
        limits = replace(limits, figures=0)
    moved: list[Done] = []
    with ExitStack() as stack:
        gradebook = stack.enter_context(Gradebook(folder))  # or it is told before the slow part
        watching = stack.enter_context(watcher(events=events))
        stack.enter_context(ctrl_c_ends_all())
        pool = stack.enter_context(local_processes(workers))
        loaded = load_assignment(folder, assignment, sandbox, limits, pool)
        watching.begin(assignment, len(chosen))
        if scheduler is not None:
            from autograder.grading import cluster

            there = cluster.scheduler(scheduler, loaded, sandbox, watching.note)
            pool = stack.enter_context(there)

        def done(one: Done) -> None:
            watching.done(one)
            if one.moved:
                moved.append(one)

        results = grade_class(
            folder,
            loaded,
            sandbox,
            limits,
            pool,
            gradebook=gradebook,
            students=chosen,
            force=force,
            done=done,
        )
        strange = (
            f"{name} is no student's name, so it was left out; rename it."
            for name in folder.strange(assignment)
        )
        notes = [*loaded.warnings, *strange, *gradebook.strangers(assignment)]
        marks = gradebook.marks(assignment)  # with those that a person gave
        late = penalties(gradebook, assignment)
    for note in notes:
        click.echo(f"Note: {note}", err=True)
    if not events:
        print_summary(summarise(results, marks, late), Console())
        _tell_moved(moved)  # and the class report tells of which exercises
        where = folder.autograded_path("<student>", assignment)
        if late:
            click.echo(
                f"\nLate, with a penalty: {len(late)}; by how much: "
                f"autograder deadlines {assignment}" + course_option(course)
            )
        click.echo(f"\nMarks are in the gradebook; notebooks and results in {shown_path(where)}")
        click.echo(f"Next: autograder feedback {assignment}" + course_option(course))
    if notes or any(result.attention for result in results):
        sys.exit(1)


def _tell_moved(moved: list[Done]) -> None:
    if not moved:
        return
    click.echo("\nMarks that moved since they were last recorded:")
    moved.sort(key=lambda one: one.result.student)
    for one in moved:
        click.echo(f"  {one.result.student}: {one.before:g} → {one.result.score:g}")


@main.command(
    short_help="Bring in what was graded while the gradebook was away.",
    examples=["record s01_linear_regression"],
)
@ASSIGNMENT
@COURSE
def record(assignment: str, course: Path) -> None:
    """Bring into the gradebook what was graded while it could not be used."""
    from autograder.grading.batch import record_waiting
    from autograder.grading.gradebook import NbgraderCourse

    students = record_waiting(NbgraderCourse(course), assignment)
    if students:
        click.echo(f"Recorded: {', '.join(students)}")
    else:
        click.echo(f"Nothing of {assignment} waits for the gradebook.")
