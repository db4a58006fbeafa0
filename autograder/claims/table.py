"""The table of what the slides say: course/claims.toml, read and checked for form.

    [P7]                                   deck P, idea 7
    idea = "three sigmoids …"              in a few words
    taught = ["S4: 3. Why not …"]          session and heading; may be left out with a number
    numbers.sum = { what = "their sum", slide = "2.13", differs = "added after rounding" }

    [E18]                                  a mistake
    at = ["P7", "P8"]                      the rows that it stands in
    says = "2.13; 11.22"
    right = "2.14; 11.21"
    remarks = { "S4: 3. Why not …" = "words of the remark that stands under this heading" }

A slide's value is a text, or a list of texts, with the digits that the slide prints:
they are what it can be held to. ``within`` widens that for a number that is random.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import UsageError

FILE = "claims.toml"
DECKS = {
    "L": "Linear networks, multilayer perceptron, activations",
    "P": "Probability, sigmoid and softmax, vanishing gradients, bias and variance",
    "B": "Backpropagation and losses",
    "A": "Softmax, the newswire network, output layers, several tasks",
    "R": "Regularisation, augmentation, dropout",
}
_ID = re.compile(r"([A-Z])(\d+)")
_PLACE = re.compile(r"S(\d+): (.+)", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A heading of one session's lecture."""

    session: int
    heading: str

    def __str__(self) -> str:
        return f"S{self.session}: {self.heading}"


@dataclass(frozen=True)
class Number:
    """One number of a row.

    slide: its digits as printed; empty where the slide prints none.
    differs: why what is measured is another number; empty where it is the same.
    within: how far the two may lie apart; by default what the slide's digits allow.
    chosen: what was set so that the number appears; that it agrees then proves nothing.
    """

    what: str
    slide: tuple[str, ...] = ()
    differs: str = ""
    within: float | None = None
    chosen: str = ""


@dataclass(frozen=True)
class Row:
    """One idea of the slides."""

    id: str
    idea: str
    taught: tuple[Place, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """One mistake of the slides, and the words of the remark that puts it right."""

    id: str
    at: tuple[str, ...]
    says: str
    right: str
    remarks: Mapping[Place, str]


@dataclass(frozen=True)
class Table:
    """The whole table, in its order."""

    rows: Mapping[str, Row]
    mistakes: Mapping[str, Mistake]

    @property
    def numbers(self) -> dict[str, Number]:
        """Each number by the name that a lecture claims it under, "P7.sum"."""
        return {
            f"{row.id}.{name}": number
            for row in self.rows.values()
            for name, number in row.numbers.items()
        }


def read_table(course: Path) -> Table:
    """The table of a folder ``course``; UsageError with the entry that is not in order."""
    path = course / FILE
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"There is no table of claims {path}; docs/authors.md says how.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as TOML: {error}.") from None
    rows: dict[str, Row] = {}
    mistakes: dict[str, Mistake] = {}
    for name, entry in entries.items():
        known = _ID.fullmatch(name)
        try:
            if known is None or (known[1] not in DECKS and known[1] != "E"):
                raise ValueError(f"an id is one of {', '.join([*DECKS, 'E'])} and a number")
            if known[1] == "E":
                mistakes[name] = _mistake(name, dict(entry))
            else:
                rows[name] = _row(name, dict(entry))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise UsageError(f"{path}, [{name}]: {said}.") from None
    for mistake in mistakes.values():
        for row in mistake.at:
            if row not in rows:
                raise UsageError(f"{path}, [{mistake.id}]: there is no row {row!r}.")
    return Table(rows, mistakes)


def _row(name: str, entry: dict[str, Any]) -> Row:
    row = Row(
        name,
        entry.pop("idea"),
        tuple(_place(place) for place in entry.pop("taught", ())),
        {key: _number(number) for key, number in entry.pop("numbers", {}).items()},
    )
    _nothing_left(entry)
    if not row.taught and not row.numbers:
        raise ValueError("name a heading under taught, or a number that a lecture claims")
    return row


def _number(entry: Mapping[str, Any]) -> Number:
    slide = entry.get("slide", ())
    number = Number(**{**entry, "slide": (slide,) if isinstance(slide, str) else tuple(slide)})
    for digits in number.slide:
        float(digits)
    if number.differs and not number.slide:
        raise ValueError("a number that differs needs the slide's value")
    return number


def _mistake(name: str, entry: dict[str, Any]) -> Mistake:
    remarks = {_place(place): words for place, words in entry.pop("remarks").items()}
    mistake = Mistake(name, tuple(entry.pop("at")), entry.pop("says"), entry.pop("right"), remarks)
    _nothing_left(entry)
    if not mistake.remarks:
        raise ValueError("name the heading where the remark stands")
    return mistake


def _place(text: str) -> Place:
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no place; write 'S4: ' and a heading of that lecture")
    return Place(int(found[1]), found[2])


def _nothing_left(entry: Mapping[str, Any]) -> None:
    if entry:
        raise ValueError(f"nobody reads {', '.join(map(repr, entry))}")
