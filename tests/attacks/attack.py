"""One attack of the corpus: what is handed in, and what must not come of it."""

from __future__ import annotations

import hashlib
import re
import runpy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).with_name("corpus")
FIRST_LINE = re.compile(
    r"# class: (?P<kind>.+?) \| goal: (?P<goal>.+?) \| expected: (?P<expected>.+)"
)
POINTS = re.compile(r"(\d+(?:\.\d+)?) points?")
MARK = "mk"  # what the marks of all attacks begin with
SECONDS = 25.0  # the limit is 20, and a process has to be ended


@dataclass
class HandIn:
    """What a student hands in, for an attack to tamper with.

    notebook: the parsed notebook, changed in place; folder: the student's.
    """

    notebook: dict[str, Any]
    folder: Path
    student: str
    places: Mapping[str, str]
    bytes: bytes | None = None

    def raw(self, content: bytes) -> None:
        """Hand these bytes in, in place of the notebook."""
        self.bytes = content

    def fill(self, text: str) -> str:
        """A text with the places of this run put in."""
        for name, value in self.places.items():
            text = text.replace(f"@{name}@", value)
        return text


@dataclass(frozen=True)
class Written:
    """What one student wrote: answers by grade_id, and cells behind other cells."""

    answers: Mapping[str, str] = field(default_factory=dict)
    cells: Sequence[tuple[str, str]] = ()
    markdown: Sequence[tuple[str, str]] = ()
    tamper: Callable[[HandIn], None] | None = None


@dataclass(frozen=True)
class Attack:
    """One file of the corpus.

    points: what the file honestly earns; says: what the reasons have to match.
    """

    name: str
    kind: str
    goal: str
    expected: str
    points: float
    attack: Written
    honest: Written
    harmed: Callable[[Any], str] | None
    says: str
    seconds: float

    @property
    def mark(self) -> str:
        """A text by which what this attack leaves behind is recognised; fits a process's name."""
        return MARK + hashlib.sha256(self.name.encode()).hexdigest()[:8]

    @property
    def student(self) -> str:
        """Who hands it in."""
        return f"{self.name.replace('/', '-')}-attack"

    @property
    def control(self) -> str:
        """Who hands in the honest look-alike."""
        return f"{self.name.replace('/', '-')}-honest"


def load(file: Path) -> Attack:
    """Read one file of the corpus; ValueError if it is not written as it should be."""
    first = FIRST_LINE.fullmatch(file.read_text("utf-8").partition("\n")[0])
    points = first and POINTS.match(first["expected"])
    if not (first and points):
        raise ValueError(f"{file}: the first line has to name class, goal and expected points")
    made = runpy.run_path(str(file))
    if not made.get("__doc__") or not ("ANSWERS" in made or "CELLS" in made or "tamper" in made):
        raise ValueError(f"{file}: a docstring is wanted, and ANSWERS, CELLS or tamper")
    return Attack(
        name=str(file.relative_to(CORPUS).with_suffix("")),
        kind=first["kind"],
        goal=first["goal"],
        expected=first["expected"],
        points=float(points[1]),
        attack=Written(
            made.get("ANSWERS", {}),
            made.get("CELLS", ()),
            made.get("MARKDOWN", ()),
            made.get("tamper"),
        ),
        honest=Written(
            made.get("HONEST", {}),
            made.get("HONEST_CELLS", ()),
            made.get("HONEST_MARKDOWN", ()),
            made.get("tamper_honestly"),
        ),
        harmed=made.get("harmed"),
        says=made.get("SAYS", ""),
        seconds=made.get("SECONDS", SECONDS),
    )


def corpus(*places: str) -> list[Attack]:
    """All attacks, or those in these folders and files of the corpus."""
    roots = [CORPUS / place.removeprefix("corpus/") for place in places] or [CORPUS]
    files = [f for root in roots for f in (sorted(root.rglob("*.py")) if root.is_dir() else [root])]
    return [load(file) for file in files if "__pycache__" not in file.parts]
