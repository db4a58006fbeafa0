"""The frame that all pages share, how a page is made, and how it is written."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.reporting.entry import number
from autograder.reporting.sanitise import clean

LARGEST_PAGE = 4_500_000


class Budget:
    """How much of a page is left for what students wrote; once full, it stays full."""

    def __init__(self, characters: int = LARGEST_PAGE) -> None:
        self._left = characters
        self.full = False

    def take(self, body: str) -> bool:
        """Whether the body still fits; if so, its room is taken."""
        # A character takes up to four bytes in the file.
        size = len(body) if body.isascii() else len(body.encode("utf-8", "replace"))
        self.full = self.full or size > self._left
        if not self.full:
            self._left -= size
        return not self.full


def render(template: str, **values: Any) -> str:
    """The page that a template of this package makes; every plain str is escaped."""
    return _environment().get_template(template).render(**values)


@lru_cache(1)  # which keeps the compiled templates: a class has as many pages as students
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.filters["count"] = count
    return environment


def write_page(path: Path, page: str) -> None:
    """Write the page in one step, so that nobody ever reads half of it."""
    write_file(path, page.encode("utf-8", "replace"))


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step; what was there before stays until then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        scratch.write_bytes(content)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def count(value: float, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "point"), count(2.5, "point")
    ('1 point', '2.5 points')
    """
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def _finalize(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
