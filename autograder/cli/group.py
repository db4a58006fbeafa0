"""The program itself: what it does with errors, and with the environment."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, NoReturn

import click

from autograder import __version__
from autograder.cli.command import STOPPED, Command
from autograder.cli.start import leave_out
from autograder.errors import AutograderError, UsageError

SECTIONS = {
    "A class, in the order of a term": (
        *("simulate", "collect", "deadlines", "grade", "record", "feedback", "report"),
        *("similarity", "export"),
    ),
    "The course": ("build", "bundle", "exercises", "check", "audit", "claims"),
    "This machine": ("doctor",),
}


class Commands(click.Group):
    """What a person can cause is told in one sentence; a traceback means a bug."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by what they are for."""
        width = max(map(len, self.commands))
        for head, names in SECTIONS.items():
            with formatter.section(head):
                known = {name: self.commands[name] for name in names}
                rows = [(f"{name:<{width}}", known[name].get_short_help_str(66)) for name in known]
                formatter.write_dl(rows)

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
    sentence += "" if sentence.endswith((".", "?", "?)")) else "."
    click.echo(f"autograder: {sentence}", err=True)
    sys.exit(status)


def _print_anything() -> None:
    """A sign that the terminal has no code for is written as an escape, not refused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


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
    leave_out()
