"""Of all attempts of one person the latest, made whole with what earlier ones have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from autograder.collecting.choose import Attempt, newer

Files = dict[str, bytes]
Read = Callable[[Attempt], Files | None]


@dataclass(frozen=True)
class Latest:
    """What counts of a person's attempts; files is None where it cannot be read."""

    attempt: Attempt
    files: Files | None
    notes: list[str] = field(default_factory=list)


def latest(who: str, attempts: Iterable[Attempt], wanted: Sequence[str], read: Read) -> Latest:
    """The latest attempt, with a sentence for everything that is not plain about it.

    wanted: the assignment's notebooks. One that is missing comes from the newest earlier
    attempt that has it. The same notebooks handed in again count from the first time.
    """
    ordered, notes = _in_order(who, attempts, read)
    newest = ordered.pop()
    files = read(newest)
    if files is None:
        return Latest(newest, None, notes)
    while ordered and ordered[-1].files.keys() == files.keys() and read(ordered[-1]) == files:
        first = ordered.pop()
        newest = replace(
            first,
            handed_in=first.handed_in or newest.handed_in,
            extra=first.extra or newest.extra,
            person=newest.person,
        )
    for name in wanted:
        if name not in files:
            notes.append(_complete(who, name, files, ordered, read))
    return Latest(newest, files, notes)


def _in_order(who: str, attempts: Iterable[Attempt], read: Read) -> tuple[list[Attempt], list[str]]:
    """The latest is the last one; of two that nothing tells apart, it is the one named last."""
    ordered: list[Attempt] = []
    notes = []
    for attempt in attempts:
        place = len(ordered)
        while place and newer(attempt, ordered[place - 1]) is False:
            place -= 1
        if ordered and place == len(ordered):
            last = ordered[-1]
            if newer(attempt, last) is None and read(attempt) != read(last):
                notes.append(
                    f"{who} is in {last.source} and in {attempt.source}, and nothing says which "
                    "is newer; the one named last was taken."
                )
        ordered.insert(place, attempt)
    return ordered, notes


def _complete(who: str, name: str, files: Files, earlier: list[Attempt], read: Read) -> str:
    """Put in a notebook that is missing, if an earlier attempt has it; a sentence about it."""
    for attempt in reversed(earlier):
        if name in attempt.files:
            found = read(replace(attempt, files={name: attempt.files[name]}))
            if found is not None:
                files |= found
                when = f" of {attempt.handed_in:%Y-%m-%d %H:%M %Z}" if attempt.handed_in else ""
                return (
                    f"{who} handed in {name}.ipynb in an earlier attempt{when} only; it was taken "
                    "with the latest one, and the time is that of the latest."
                )
    return f"{who} handed in no {name}.ipynb; ask for it, or it counts nothing."
