"""The frame that all pages share, how a page is made, and how it is written."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.grading.whole import write_file
from autograder.reporting.entry import count, number
from autograder.reporting.plain import clean

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
    write_file(path, page)


def _finalize(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
