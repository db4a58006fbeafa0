"""``python -m tests.attacks [folder or file of the corpus …]``: the table of the attacks."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .attack import corpus
from .verdict import Outcome, grade, outcome, scores
from .world import make_world


def main(arguments: Sequence[str]) -> int:
    """Grade the corpus, print what came of it; 1 if anything did."""
    verbose = "-v" in arguments
    attacks = corpus(*(place for place in arguments if place != "-v"))
    with (
        tempfile.TemporaryDirectory(prefix="attacks-") as folder,
        make_world(Path(folder, "world"), attacks) as world,
    ):
        done = grade(world)
        marks = scores(world)
        found = [outcome(world, attack, marks) for attack in attacks]
    Console().print(table(found))
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
    print(f"Graded {2 * len(attacks) + 1} submissions in {done.seconds:.0f} s.")
    return int(bool(done.faults or any(one.faults for one in found)))


def table(found: Sequence[Outcome]) -> Table:
    """Class by class: how many were tried and stopped, and the points stolen."""
    made = Table(title="Attacks", title_justify="left")
    for heading in (
        "class",
        "tried",
        "stopped",
        "points stolen",
        "honest, full marks",
    ):
        made.add_column(heading, justify="left" if heading == "class" else "right")
    ordered = sorted(found, key=lambda one: one.attack.kind)
    groups = [(kind, list(ones)) for kind, ones in groupby(ordered, lambda one: one.attack.kind)]
    for kind, ones in [*groups, ("all", list(found))]:
        stopped = sum(not one.faults for one in ones)
        full = sum(one.control == 20.0 for one in ones)
        made.add_row(
            *(kind, str(len(ones)), str(stopped)),
            *(f"{sum(one.stolen for one in ones):g}", f"{full} of {len(ones)}"),
        )
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
