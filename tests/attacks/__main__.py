"""``python -m tests.attacks [folder or file of the corpus …]``: the table of the attacks.

-v prints what each one got; --json FILE writes it down; --workers N, 2 without it.
--compare has plain nbgrader grade the same attacks as well: about 20 minutes for the corpus,
of which it then writes the page of the documentation.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from . import compare
from .attack import corpus
from .verdict import FULL, Graded, Outcome, grade, outcomes
from .world import make_world


def run(*places: str, workers: int = 2) -> tuple[Graded, list[Outcome]]:
    """Grade the corpus, or a part of it, in one run of the real commands."""
    attacks = corpus(*places)
    folder = tempfile.mkdtemp(prefix="attacks-")
    try:
        with make_world(Path(folder, "world"), attacks) as world:
            done = grade(world, workers)
            return done, outcomes(world, attacks)
    finally:
        # names that are too long for Python are not too long for it
        subprocess.run(["rm", "-rf", folder], check=False)


def main(arguments: Sequence[str]) -> int:
    """Print what came of the corpus; 1 if anything did."""
    places = list(arguments)
    verbose = "-v" in places and not places.remove("-v")
    with_nbgrader = "--compare" in places and not places.remove("--compare")
    file = _value(places, "--json")
    workers = int(_value(places, "--workers") or 2)
    done, found = run(*places, workers=workers)
    made = as_json(done, found)
    Console().print(table(found))
    if with_nbgrader:
        graded = compare.compare([one.attack for one in found], workers)
        plain = list(track(graded, total=len(found), console=Console(stderr=True)))
        made["plain nbgrader"] = compare.as_json(plain)
        if not places:
            compare.publish(made["plain nbgrader"])
        Console().print(compare.table(found, plain))
        print(f"Why they succeed there: {compare.reasons(plain)}.")
    if file:
        Path(file).write_text(json.dumps(made, indent=1), "utf-8")
    for one in found:
        if verbose or one.faults:
            got = f"{one.score:g} points, control {one.control:g}, {one.seconds:.1f} s"
            print(f"{'✗' if one.faults else '✓'} {one.attack.name}: {got}")
            for fault in one.faults:
                print(f"    {fault}")
    for fault in done.faults:
        print(f"✗ {fault}")
    if done.faults or verbose:
        print(done.said[-3000:])
    print(f"Graded {2 * len(found) + 1} submissions in {done.seconds:.0f} s.")
    return int(bool(done.faults or any(one.faults for one in found)))


def _value(arguments: list[str], name: str) -> str:
    """Take an option and its value out of the arguments."""
    if name not in arguments:
        return ""
    at = arguments.index(name)
    value = arguments[at + 1]
    del arguments[at : at + 2]
    return value


def as_json(done: Graded, found: Sequence[Outcome]) -> dict[str, Any]:
    """What came of a run, as plain data."""
    return {
        "faults": list(done.faults),
        "seconds": done.seconds,
        "attacks": {
            one.attack.name: {
                "class": one.attack.kind,
                "stolen": one.stolen,
                "control": one.control,
                "faults": list(one.faults),
            }
            for one in found
        },
    }


def table(found: Sequence[Outcome]) -> Table:
    """Class by class: how many were tried and stopped, and the points stolen."""
    made = Table(title="Attacks", title_justify="left")
    for heading in ("class", "tried", "stopped", "points stolen", "honest, full marks"):
        made.add_column(heading, justify="left" if heading == "class" else "right")
    ordered = sorted(found, key=lambda one: one.attack.kind)
    groups = [(kind, list(ones)) for kind, ones in groupby(ordered, lambda one: one.attack.kind)]
    for kind, ones in [*groups, ("all", list(found))]:
        stopped = sum(not one.faults for one in ones)
        full = sum(one.control == FULL for one in ones)
        made.add_row(
            *(kind, str(len(ones)), str(stopped)),
            *(f"{sum(one.stolen for one in ones):g}", f"{full} of {len(ones)}"),
        )
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
