"""autograder.toml: what an instructor sets for a course; without it, the defaults.

[limits]
cell_seconds = 30          # see isolation/limits.py for all of them

[feedback]
lectures = "https://dl.example.org/{session}.html"    # where students read the lectures
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from autograder.errors import UsageError, unknown
from autograder.isolation.limits import Limits

FILE = "autograder.toml"
SECTIONS = ("feedback", "limits")


@dataclass(frozen=True)
class FeedbackSettings:
    """What an instructor sets for the feedback pages.

    lectures: the address of a lecture, with ``{session}`` for the name of its session:
    on the web, or relative to the page; "" where there is none.
    """

    lectures: str = ""


def read_limits(course: Path) -> Limits:
    """The limits of a course; UsageError for a file that says something else."""
    return Limits(**{name: _number(name, value) for name, value in _section(course, "limits")})


def read_feedback(course: Path) -> FeedbackSettings:
    """What is set for the feedback pages; UsageError for a file that says something else."""
    return FeedbackSettings(
        **{name: _text(name, value) for name, value in _section(course, "feedback")}
    )


def _section(course: Path, section: str) -> list[tuple[str, Any]]:
    """The names and values of one section; every section of the file has to be known."""
    try:
        found = tomllib.loads((course / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{FILE} cannot be read: {error}.") from error
    for name in found:
        if name not in SECTIONS:
            raise unknown("section of autograder.toml", name, SECTIONS)
    wanted = found.get(section, {})
    if not isinstance(wanted, dict):
        raise UsageError(f"{section} in {FILE} has to be a section: [{section}].")
    return list(wanted.items())


def _number(name: str, value: Any) -> Any:
    known = [field.name for field in fields(Limits)]
    if name not in known:
        raise unknown(f"limit in {FILE}", name, known)
    whole = isinstance(getattr(Limits(), name), int)
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise UsageError(f"{name} in {FILE} has to be {'a whole' if whole else 'a'} number.")
    if value <= 0:
        raise UsageError(f"{name} in {FILE} has to be more than 0.")
    return value if whole else float(value)


def _text(name: str, value: Any) -> str:
    known = [field.name for field in fields(FeedbackSettings)]
    if name not in known:
        raise unknown(f"setting in the section feedback of {FILE}", name, known)
    if not isinstance(value, str):
        raise UsageError(f"{name} in {FILE} has to be a text in quotation marks.")
    if name == "lectures" and value and not _is_address(value):
        raise UsageError(
            f"lectures in {FILE} has to be an address, such as "
            '"https://dl.example.org/{session}.html" or "../../lecture.html".'
        )
    return value


def _is_address(value: str) -> bool:
    """On the web, or relative to the page: no script, no other host by two slashes."""
    if any(character.isspace() or not character.isprintable() for character in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    on_the_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    return on_the_web or not (parts.scheme or parts.netloc or "\\" in value)
