"""A command: its help ends with examples and with what its exit status means.

One form for all of them, on the terminal and in the documentation's command reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

WRONG_USAGE = 2
STOPPED = 130  # what a shell reports of a command that Ctrl-C ended
USUAL = {0: "done", WRONG_USAGE: "wrong usage, told in one sentence"}


class Command(click.Command):
    """examples: what follows the program's name. status: exit status -> meaning.

    What every command has need not be said again: 0 is that it is done, 2 wrong usage.
    """

    def __init__(
        self,
        *args: Any,
        examples: Sequence[str] = (),
        status: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)
        self.status = dict(sorted({**USUAL, **(status or {})}.items()))
        self.epilog = self._below()

    def _below(self) -> str:
        """The end of the help; \\b keeps the lines as they are."""
        shown = [f"  autograder {example}" for example in self.examples]
        meanings = [f"  {status}  {meaning}" for status, meaning in self.status.items()]
        parts = [("Examples:", shown), ("Exit status:", meanings)]
        return "\n\n".join("\n".join(["\b", head, *lines]) for head, lines in parts if lines)
