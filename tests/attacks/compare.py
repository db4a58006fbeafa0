"""The corpus under plain nbgrader, class by class beside what this project makes of it.

`plain` says what happens to one attack, and what counts as a success there; `containment`
keeps the host safe meanwhile.  Each attack takes two starts of nbgrader and two kernels, so
that this wants a machine with nothing else to do: with less than that, attacks run out of time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from rich.table import Table

from .attack import CORPUS, Attack, load
from .plain import Base, Plain, attempt, honest
from .verdict import Outcome


def compare(attacks: Sequence[Attack], workers: int = 2) -> Iterator[Plain]:
    """Have plain nbgrader grade each attack, alone; they come as they are ready."""
    base = honest()
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        jobs = [pool.submit(_by_name, attack.name, base) for attack in attacks]
        for job in as_completed(jobs):
            yield job.result()


def _by_name(name: str, base: Base) -> Plain:
    return attempt(load(CORPUS / f"{name}.py"), base)  # an attack cannot be sent to a process


def table(found: Sequence[Outcome], plain: Sequence[Plain]) -> Table:
    """Class by class: how many attacks succeed, and the points stolen, here and there."""
    made = Table(title="Attacks here, and under plain nbgrader", title_justify="left")
    made.add_column("class")
    for heading in ("tried", "succeeded", "points", "there:\nsucceeded", "there:\npoints"):
        made.add_column(heading, justify="right")
    for kind in (*sorted({one.kind for one in plain}), "all"):
        ours = [one for one in found if kind in (one.attack.kind, "all")]
        theirs = [one for one in plain if kind in (one.kind, "all")]
        made.add_row(
            *(kind, str(len(theirs)), str(sum(bool(one.faults) for one in ours))),
            f"{sum(one.stolen for one in ours):g}",
            str(sum(bool(one.reasons) for one in theirs)),
            f"{sum(one.stolen for one in theirs):g}",
        )
    return made


def reasons(plain: Sequence[Plain]) -> str:
    """How many attacks succeed for each reason; most have several."""
    counted = Counter(word for one in plain for word in {why.split(":")[0] for why in one.reasons})
    return ", ".join(f"{word} {count}" for word, count in counted.most_common())


def as_json(plain: Sequence[Plain]) -> dict[str, Any]:
    """What came of a comparison, as plain data."""
    return {
        one.name: {
            "class": one.kind,
            "stolen": one.stolen,
            "seconds": round(one.run.seconds, 1),
            "reasons": list(one.reasons),
        }
        for one in sorted(plain, key=lambda one: one.name)
    }
