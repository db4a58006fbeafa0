"""Commands about this machine."""

from __future__ import annotations

import json
import platform
import sys

import click

from autograder.cli.group import main
from autograder.cli.options import NO_SANDBOX_STATUS, sandbox_for


@main.command(
    short_help="Try what the sandbox promises, on this host.",
    examples=["doctor", "doctor --json"],
    status={0: "everything holds", 1: "something does not", 3: NO_SANDBOX_STATUS},
)
@click.option("--json", "as_json", is_flag=True, help="Print everything found as JSON.")
@click.option(
    "--no-sandbox",
    is_flag=True,
    help="Try them without isolation: shows what `grade --no-sandbox` would leave open here.",
)
def doctor(as_json: bool, no_sandbox: bool) -> None:
    """Try every promise of the sandbox on this host, from inside."""
    from autograder.isolation.doctor import examine_host

    found = examine_host(sandbox_for(no_sandbox))
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
