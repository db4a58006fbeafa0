"""The command that shows answers that are alike."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from autograder.cli.group import main
from autograder.cli.options import ASSIGNMENT, COURSE, shown_path
from autograder.errors import UsageError


@main.command(
    short_help="Show pairs of students whose answers are alike.",
    examples=["similarity s01_linear_regression", "similarity s01_linear_regression --top 50"],
    status={0: "everybody was compared", 1: "a submission could not be read"},
)
@ASSIGNMENT
@click.option(
    "--top", type=click.IntRange(1, 500), default=25, show_default=True, help="Pairs to show."
)
@click.option("--json", "as_json", is_flag=True, help="Print the pairs as JSON, write no page.")
@COURSE
def similarity(assignment: str, top: int, as_json: bool, course: Path) -> None:
    """Compare the answers of ASSIGNMENT, student with student: a reason to look, never a verdict.

    What the exercise forces counts nothing, and what many wrote counts little. Names,
    numbers, comments and order are not looked at. Nothing is run.
    """
    from autograder.grading.gradebook import NbgraderCourse
    from autograder.reporting.page import write_page
    from autograder.reporting.sanitise import line
    from autograder.similarity import compare, given_in, read_class
    from autograder.similarity.page import similarity_page, to_json, worth_a_look

    folder = NbgraderCourse(course)
    submitted = read_class(folder, assignment)
    if not submitted.answers and not submitted.unread:
        raise UsageError(f"Nobody has handed in {assignment}; there is nothing to compare.")
    given = given_in(folder, assignment)
    compared = compare(submitted, given)
    if as_json:
        click.echo(json.dumps(to_json(assignment, compared, submitted, given, top), indent=1))
    else:
        page = folder.root / "reports" / f"{assignment}-similarity.html"
        write_page(page, similarity_page(assignment, compared, submitted, given, top))
        told = worth_a_look(compared, top)
        click.echo(f"{compared.students} students, {compared.possible} pairs of students.")
        for pair in told[:5]:
            click.echo(f"  {pair.score:5.1f}  {line(pair.one, 30)}, {line(pair.other, 30)}")
        if told:
            click.echo("The higher, the more is alike: a reason to look, never a verdict.")
        else:
            click.echo("No two share more than chance explains.")
        click.echo(f"Passages side by side: {shown_path(page)}")
    for who, why in submitted.unread.items():
        click.echo(f"Note: {line(who)} was not compared: {line(why, 300)}", err=True)
    if submitted.unread:
        sys.exit(1)
