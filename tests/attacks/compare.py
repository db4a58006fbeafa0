"""The corpus under plain nbgrader, class by class beside what this project makes of it.

`plain` says what happens to one attack, and what counts as a success there; `containment`
keeps the host safe meanwhile.  Each attack takes two starts of nbgrader and two kernels, so
that this wants a machine with nothing else to do: with less than that, attacks run out of time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.table import Table

from .attack import CORPUS, Attack, load
from .plain import Base, Plain, attempt, honest
from .verdict import Outcome
from .world import ROOT

RECORDED = Path(__file__).with_name("plain_nbgrader.json")
PUBLISHED = ROOT / "docs" / "attacks.md"
MEANING = {
    "points": "it got points that it had not earned",
    "canary": "the feedback shows a secret: a solution, another student's work, the environment",
    "victim": "another student has no mark, another mark, or no feedback",
    "live": "the feedback or the autograded notebook holds script, or fetches something",
    "files": "a file of the course or the home was changed, or made",
    "no end": "the run did not come to an end, or filled memory or disk, and had to be ended",
    "connection": "it reached a program outside",
    "process": "a process was left behind",
}
PAGE = """\
# The corpus of attacks

Written by `make attacks COMPARE=1`; do not edit it by hand. A test fails when it is out of date.

Each file of `tests/attacks/corpus` is one attack on the grader, with a student beside it whose
honest work looks like it. `make attacks` hands all of them in to one class and grades it with the
real commands, as root and as an ordinary user. An attack is stopped when it gets no point that it
has not earned, reads and writes nothing outside its own scratch, leaves no process, changes nobody
else's marks, ends in bounded time and puts nothing live on a page. The honest students keep full
marks.

For comparison the same attacks were handed in, one by one, to plain nbgrader {version}. It has no
sandbox, and does not claim to have one. Many of these attacks were written against this grader and
do nothing there.

| class | tried | here: succeeded | points | plain nbgrader: succeeded | points |
| --- | --: | --: | --: | --: | --: |
{lines}

Why attacks succeed under plain nbgrader; most have one reason, some have several:

| reason | what it means | attacks |
| --- | --- | --: |
{counted}

What these figures do not show: an attack that nobody has thought of. [What nobody can
prevent](limits.md#limits-and-what-holds-on-your-machine) is listed with the limits.
"""


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
    """What came of a comparison, as plain data; what differs from run to run is left out."""
    return {
        one.name: {
            "class": one.kind,
            "stolen": one.stolen,
            "reasons": sorted({why.split(":")[0] for why in one.reasons}),
        }
        for one in sorted(plain, key=lambda one: one.name)
    }


def page(attacks: Mapping[str, Mapping[str, Any]]) -> str:
    """A page of the documentation out of a comparison of the whole corpus, as `as_json` gives it.

    The columns of this project are not measured here: the tests of the corpus hold them at 0.
    """
    rows = []
    for kind in (*sorted({one["class"] for one in attacks.values()}), "all"):
        ones = [one for one in attacks.values() if kind in (one["class"], "all")]
        succeeded = sum(bool(one["reasons"]) for one in ones)
        rows.append((kind, len(ones), succeeded, f"{sum(one['stolen'] for one in ones):g}"))
    words = Counter(word for one in attacks.values() for word in one["reasons"])
    counted = "\n".join(f"| {word} | {MEANING[word]} | {n} |" for word, n in words.most_common())
    lines = "\n".join(
        f"| {kind} | {n} | 0 | 0 | {there} | {points} |" for kind, n, there, points in rows
    )
    return PAGE.format(lines=lines, counted=counted, version=version("nbgrader"))


def publish(attacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Write down a comparison of the whole corpus, and its page."""
    RECORDED.write_text(json.dumps(attacks, indent=1) + "\n", "utf-8")
    PUBLISHED.write_text(page(attacks), "utf-8")
