"""What was measured, kept beside the page of the documentation, so that a test can make it again.

Numbers are rounded to what the lectures state: another machine, another last digit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.claims.lecture import Lecture
from autograder.claims.run import Measured, Value
from autograder.errors import UsageError

_FIELDS = ("value", "stated", "decimals", "between", "agrees")


@dataclass(frozen=True)
class Kept:
    """values: by the name that was claimed; own: how many other numbers each session checks."""

    values: Mapping[str, Value] = field(default_factory=dict)
    own: Mapping[str, int] = field(default_factory=dict)

    def after(self, measured: Iterable[Measured], lectures: Mapping[str, Lecture]) -> Kept:
        """With what was measured now; without what no lecture claims any more."""
        claimed = {call.name for lecture in lectures.values() for call in lecture.calls}
        values, own = dict(self.values), dict(self.own)
        for found in measured:
            values |= {value.name: value for value in found.claimed}
            own[found.session] = found.own
        return Kept(
            {name: value for name, value in values.items() if name in claimed},
            {session: own[session] for session in lectures if session in own},
        )

    def lacks(self, lectures: Iterable[Lecture]) -> list[str]:
        """What these lectures claim and no run has kept: one sentence a number."""
        return [
            f"{lecture.at(call.line)}: nothing is kept for {call.name}; run: autograder claims "
            f"{lecture.session} --page docs/claims.md"
            for lecture in lectures
            for call in lecture.calls
            if call.name not in self.values
        ]


def read_kept(path: Path, wanted: bool = False) -> Kept:
    """What an earlier run has kept; nothing if there is none, or UsageError if it is wanted."""
    if not path.exists():
        if wanted:
            raise UsageError(
                f"There is no {path}, so no number is kept; run autograder claims once with "
                f"--page {path.with_suffix('.md')} and without --kept."
            )
        return Kept()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        values = {name: _value(name, entry) for name, entry in found["claimed"].items()}
        return Kept(values, dict(found["own"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            f"{path} is not what a run of autograder claims keeps; delete it, and run the command "
            "again without --kept."
        ) from None


def write_kept(path: Path, kept: Kept) -> None:
    """One line a number, in the order of their names."""
    lines = [
        f" {json.dumps(name)}: {json.dumps(_entry(kept.values[name]))}" for name in _sorted(kept)
    ]
    text = '{"claimed": {\n' + ",\n".join(lines) + '\n},\n"own": ' + json.dumps(kept.own) + "}\n"
    path.write_text(text, encoding="utf-8")


def _sorted(kept: Kept) -> list[str]:
    def key(name: str) -> tuple[str, int, str]:
        row = name.partition(".")[0]
        return (row[:1], int(row[1:]) if row[1:].isdecimal() else 0, name)

    return sorted(kept.values, key=key)


def _entry(value: Value) -> dict[str, Any]:
    entry = {name: asdict(value)[name] for name in _FIELDS}
    return {**entry, "value": _rounded(value.value, value.decimals)}


def _rounded(value: Any, decimals: int | None) -> Any:
    # three digits more than are shown: a number rounded twice may end in another digit
    if isinstance(value, list):
        return [_rounded(part, decimals) for part in value]
    if not isinstance(value, float):
        return value
    return float(f"{value:.4g}") if decimals is None else round(value, decimals + 3)


def _value(name: str, entry: Mapping[str, Any]) -> Value:
    between = entry["between"]
    return Value(0, name=name, **{**entry, "between": tuple(between) if between else None})
