"""autograder.toml: what an instructor sets for a course; without it, the defaults.

[limits]
cell_seconds = 30          # see isolation/limits.py for all of them
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from autograder.errors import UsageError, unknown
from autograder.isolation.limits import Limits

FILE = "autograder.toml"


def read_limits(course: Path) -> Limits:
    """The limits of a course; UsageError for a file that says something else."""
    path = course / FILE
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Limits()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{FILE} cannot be read: {error}.") from error
    for section in found:
        if section != "limits":
            raise unknown("section of autograder.toml", section, ["limits"])
    wanted = found.get("limits", {})
    if not isinstance(wanted, dict):
        raise UsageError(f"limits in {FILE} has to be a section: [limits].")
    return Limits(**{name: _number(name, value) for name, value in wanted.items()})


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
