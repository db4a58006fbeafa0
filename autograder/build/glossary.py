"""The terms of the course in two languages, as course/glossary.toml lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import BuildError

_KEYS = {"session": int, "english": str, "persian": str, "meaning": str}


@dataclass(frozen=True)
class Term:
    """One term. session: the number of the first lecture that uses it; also: its other forms."""

    session: int
    english: str
    persian: str
    meaning: str
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every Persian form."""
        return (self.persian, *self.also)


def read_glossary(path: Path, name: str) -> tuple[Term, ...]:
    """The terms of a file, in its order; BuildError where it is none."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BuildError(f"{name} cannot be read as TOML: {str(error).rstrip('.')}.") from error
    entries = found.get("term", [])
    if set(found) != {"term"} or not isinstance(entries, list):
        raise BuildError(f"{name} may hold nothing but [[term]] tables; take the rest out.")
    return tuple(_term(entry, number, name) for number, entry in enumerate(entries, 1))


def table(terms: Sequence[Term]) -> list[str]:
    """The lines of a markdown table; Persian stands from right to left in its cells.

    A table of HTML would lose its formulas: Jupyter sets them in markdown alone.
    """
    lines = ["| English | Persian | Session | Meaning |", "|:--|--:|--:|:--|"]
    for term in terms:
        persian = f'<span lang="fa" dir="rtl">{"، ".join(term.forms)}</span>'
        lines.append(f"| {term.english} | {persian} | {term.session} | {term.meaning} |")
    return lines


def _term(entry: Mapping[str, Any], number: int, name: str) -> Term:
    where = f"{name}, term {number} ({entry.get('english', 'no English name')})"
    for key, kind in _KEYS.items():
        value = entry.get(key)
        if type(value) is not kind or not value:
            raise BuildError(f'{where}: "{key}" is missing or is no {kind.__name__}; mend it.')
    also = entry.get("also", [])
    if not isinstance(also, list) or not all(isinstance(form, str) for form in also):
        raise BuildError(f'{where}: "also" has to be a list of texts.')
    if unknown := sorted(set(entry) - {*_KEYS, "also"}):
        raise BuildError(f"{where}: nobody knows {unknown[0]!r}; take it out.")
    texts = (entry["english"], entry["persian"], entry["meaning"], *also)
    if any("|" in text or "\n" in text for text in texts):
        raise BuildError(f"{where}: a | or a line break would break the table; take it out.")
    return Term(**{**entry, "also": tuple(also)})
