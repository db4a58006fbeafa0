"""The same corpus under plain nbgrader: `nbgrader autograde`, then `nbgrader generate_feedback`.

Each attack is handed in with the victim beside it, in a world of its own whose
nbgrader_config.py lacks the line for the engine of this project.  An attack has succeeded when

    points      it has more than it earned, by nbgrader's own sum in the gradebook;
    no end      the run was still going after a minute, or passed a bound of the containment;
    victim      the victim has no mark, another one than 20, or no feedback page;
    files       a file of the course or the home was changed, or made with the attack's mark;
    process     one with the mark is still there when the run is over;
    connection  a listener heard the mark;
    canary      a secret is in the feedback that the student gets;
    live        script or a fetch is in the feedback page or the autograded notebook.

What the page of an honest student holds as well does not count: nbgrader shows the hidden
tests to everybody, and its pages load MathJax.  What an attack reports of itself (``harmed``)
does not count here either.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from autograder.isolation.sandbox import Sandbox

from . import verdict
from .attack import CORPUS, Attack, Written, load
from .containment import Run, nbgrader
from .world import ASSIGNMENT, CANARIES, RIGHT, SECRETS, VICTIM, World, make_world

SECONDS = 60.0
QUICK = 12.0  # what an honest run takes where nothing else is running
GRADE = (["autograde", ASSIGNMENT, "--create"], ["generate_feedback", ASSIGNMENT])
_READ = 20_000_000


@dataclass(frozen=True)
class Shown:
    """What a student's feedback and autograded notebook hold: canaries, and what would run."""

    canaries: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    notebook: tuple[str, ...] = ()


@dataclass(frozen=True)
class Base:
    """What each attack is held against.

    gradebook: one that knows the assignment; shown: what any student has; seconds: the
    time that a run may take.
    """

    bwrap: str
    gradebook: bytes = b""
    shown: Shown = Shown()
    seconds: float = 10 * SECONDS


@dataclass(frozen=True)
class Plain:
    """What one attack got from plain nbgrader.

    reasons: why it counts as a success, one line each; none: it was stopped.
    """

    name: str
    kind: str
    score: float
    stolen: float
    seconds: float
    reasons: tuple[str, ...]
    shown: Shown
    said: str


def compare(attacks: Sequence[Attack], workers: int = 2) -> Iterator[Plain]:
    """Have plain nbgrader grade each attack, alone; they come as they are ready."""
    base = honest()
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        jobs = [pool.submit(_by_name, attack.name, base) for attack in attacks]
        for job in as_completed(jobs):
            yield job.result()


def _by_name(name: str, base: Base) -> Plain:
    return attempt(load(CORPUS / f"{name}.py"), base)  # an attack cannot be sent to a process


def honest() -> Base:
    """Grade one honest student, to have a base; RuntimeError if nbgrader fails this one."""
    base = Base(Sandbox.find().bwrap)
    with (
        tempfile.TemporaryDirectory(prefix="plain-") as folder,
        make_world(Path(folder, "world"), []) as world,
    ):
        run = nbgrader(world, base.bwrap, base.seconds, "", ["generate_assignment", ASSIGNMENT, "--force"])
        if run.statuses != [0]:
            raise RuntimeError(f"nbgrader did not generate the assignment: {run}")
        base = replace(base, gradebook=(world.course / "gradebook.db").read_bytes())
    right = Written(RIGHT)
    student = Attack("honest", "honest", "", "", verdict.FULL, right, right, None, "", SECONDS)
    plain = attempt(student, base)
    # what any page holds is known from here on
    reasons = [reason for reason in plain.reasons if "holds" not in reason]
    ...
