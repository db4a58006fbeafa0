"""What the shell offers when a name is half written; docs/commands.md says how to switch it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem


def assignments(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The assignments of the course that --course names, or of this folder."""
    return _beginning(begun, _folders(_course(context) / "source"))


def sessions(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The sessions, as the authors have them."""
    names = _folders(_course(context) / "course")
    return _beginning(begun, (name for name in names if name[:1] == "s" and name[1:3].isdecimal()))


def exercises(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The exercises' ids."""
    files = _course(context).glob("course/*/exercises/[!_]*.py")
    return _beginning(begun, (path.stem for path in files))


def _course(context: click.Context) -> Path:
    return Path(context.params.get("course") or ".")


def _folders(place: Path) -> Iterator[str]:
    """Nothing where there is no such folder: a shell that completes does not complain."""
    return (path.name for path in place.glob("[!._]*") if path.is_dir())


def _beginning(begun: str, names: Iterator[str]) -> list[CompletionItem]:
    return [CompletionItem(name) for name in sorted(names) if name.startswith(begun)]
