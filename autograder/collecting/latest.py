"""Of all attempts of one person the latest, made whole with what earlier ones have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from autograder.collecting.choose import Attempt, newer

Files = dict[str, bytes]
Read = Callable[[Attempt], Files | None]


@dataclass(frozen=True)
class Latest:
    """What counts of a person's attempts; files is None where it cannot be read.

    missing: the notebooks that no attempt has.
    """

    attempt: Attempt
    files: Files | None
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def latest(who: str, attempts: Iterable[Attempt], wanted: Sequence[str], read: Read) -> Latest:
    """The latest attempt, with a sentence for everything that is not plain about it.

    wanted: the assignment's notebooks. One that is missing comes from the newest earlier
    attempt that has it. A notebook that is handed in again as it was counts from the first
    time, and the whole from when the last of its notebooks came in.
    """
    *earlier, newest = _in_order(attempts)
    files = read(newest)
    if files is None:
        return Latest(newest, None)
    notes = _doubt(who, newest, files, earlier, read)
    missing = [name for name in wanted if name not in files]
    since = {}
    for name in [*files, *missing]:
        found, place = _since(name, files.get(name), earlier, read)
        if found is not None:
            files[name], since[name] = found, place
    notes += [
        f"{who} handed in {name}.ipynb in an earlier attempt{_when(earlier[since[name]])} only; "
        "it was taken from there."
        for name in missing
        if name in files
    ]
    first = [*earlier, newest][max(since.values())]
    counts = replace(
        newest,  # by which it is told which of two archives is newer
        handed_in=first.handed_in or newest.handed_in,
        extra=first.extra or newest.extra,
    )
    return Latest(counts, files, notes, [name for name in missing if name not in files])


def _in_order(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The latest is the last one; of two that nothing tells apart, it is the one named last."""
    ordered: list[tuple[int, Attempt]] = []
    # Those with a time first: one without a time may be newer than one of them by the time of
    # packing, and older than another, so it decides nothing about the two.
    named = sorted(enumerate(attempts), key=lambda one: one[1].handed_in is None)
    for number, attempt in named:
        place = len(ordered)
        while place:
            before, other = ordered[place - 1]
            after = newer(attempt, other)
            if after or (after is None and number > before):
                break
            place -= 1
        ordered.insert(place, (number, attempt))
    return [attempt for _, attempt in ordered]


def _doubt(
    who: str, newest: Attempt, files: Files, earlier: list[Attempt], read: Read
) -> list[str]:
    """A sentence where another attempt may be the latest as well."""
    for other in reversed(earlier):
        if newer(newest, other) is not None:
            break
        if read(other) != files:
            return [
                f"{who} is in {other.source} and in {newest.source}, and nothing says which "
                "is newer; the one named last was taken."
            ]
    return []


def _since(
    name: str, found: bytes | None, earlier: list[Attempt], read: Read
) -> tuple[bytes | None, int]:
    """A notebook, and the number of the attempt from which on it has been like that.

    found: as it is in the newest attempt, None if that has none.
    """
    since = len(earlier)
    for place in reversed(range(len(earlier))):
        if name in earlier[place].files:
            one = read(replace(earlier[place], files={name: earlier[place].files[name]}))
            data = None if one is None else one[name]
            if found is not None and data != found:
                break
            if data is not None:
                found, since = data, place
    return found, since


def _when(attempt: Attempt) -> str:
    return f" of {attempt.handed_in:%Y-%m-%d %H:%M %Z}" if attempt.handed_in else ""
