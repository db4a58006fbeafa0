"""The hints of an exercise: in its statement, folded away, from the idea to nearly the code.

<details>
<summary>Hint 1: the idea</summary>
…
</details>
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

_HINT = re.compile(
    r"<details>\s*<summary>\s*(Hint\b.*?)\s*</summary>(.*?)</details>", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True)
class Hint:
    """One step: its title ("Hint 1: the idea") and its text, as Markdown."""

    title: str
    text: str


def hints_in(statement: str) -> tuple[Hint, ...]:
    """The hints of a statement, in order; none where it has none."""
    return tuple(Hint(title, text.strip()) for title, text in _HINT.findall(statement))


def hints_for(source: Path, exercise: str) -> tuple[Hint, ...]:
    """The hints of an exercise, from the instructor's notebook of its session.

    They stand in the cells between the exercise before and its answer cell.
    """
    if not source.is_file():
        return ()
    found: tuple[Hint, ...] = ()
    for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]:
        flags = cell["metadata"].get("nbgrader", {})
        text = cell["source"]
        if cell["cell_type"] == "markdown":
            found = hints_in(text if isinstance(text, str) else "".join(text)) or found
        elif flags.get("solution"):
            if flags.get("grade_id") == exercise:
                return found
            found = ()
    return ()
