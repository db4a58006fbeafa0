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

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from autograder.isolation.sandbox import Sandbox

from . import verdict
from .attack import CORPUS, Attack, Written, load
from .containment import Run, nbgrader
from .world import ASSIGNMENT, CANARIES, RIGHT, VICTIM, World, make_world

SECONDS = 60.0
QUICK = 12.0  # what an honest run takes where nothing else is running
GENERATE = ("generate_assignment", ASSIGNMENT, "--force")
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
        made = nbgrader(world, base.bwrap, base.seconds, "", GENERATE)
        if made.statuses != [0]:
            raise RuntimeError(f"nbgrader did not generate the assignment: {made}")
        base = replace(base, gradebook=(world.course / "gradebook.db").read_bytes())
    right = Written(RIGHT)
    student = Attack("honest", "honest", "", "", verdict.FULL, right, right, None, "", SECONDS)
    plain = attempt(student, base)
    # what any page holds is not yet known to it
    wrong = [
        why for why in plain.reasons if not why.startswith(("reads canary-hidden", "the page"))
    ]
    if wrong or plain.score != verdict.FULL:
        raise RuntimeError(f"nbgrader gives an honest student {plain.score:g} points: {plain}")
    # where it takes longer than this the machine is busy, which is nobody's attack
    return replace(base, shown=plain.shown, seconds=SECONDS * max(plain.seconds / QUICK, 1.0))


def attempt(attack: Attack, base: Base) -> Plain:
    """Have plain nbgrader grade one attack and the victim."""
    with (
        tempfile.TemporaryDirectory(prefix="plain-", ignore_cleanup_errors=True) as folder,
        make_world(Path(folder, "world"), [replace(attack, honest=Written())]) as world,
    ):
        _as_it_comes(world.course / "nbgrader_config.py")
        (world.course / "gradebook.db").write_bytes(base.gradebook)
        shutil.rmtree(world.course / "submitted" / attack.control)
        before = _contents(world)
        run = nbgrader(world, base.bwrap, base.seconds, attack.mark, *GRADE)
        return _judge(world, attack, base, before, run)


def _as_it_comes(config: Path) -> None:
    lines = config.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("c.Autograde.exporter_class")]
    if len(kept) != len(lines) - 1:
        raise RuntimeError(f"{config} has no line for the engine of this project, or several")
    config.write_text("".join(kept), "utf-8")


def _judge(world: World, attack: Attack, base: Base, before: dict[str, str], run: Run) -> Plain:
    marks = _marks(world)
    score = marks.get(attack.student, 0.0)
    stolen = max(score - attack.points, 0.0)
    # what nbgrader could not show in its time is not read here either
    shown = Shown() if run.why else _shown(world, attack)
    after = _contents(world)
    reasons = [f"{stolen:g} points were stolen"] if stolen else []
    reasons += [f"the run did not end: {run.why}"] if run.why else []
    if marks.get(VICTIM) != verdict.FULL:
        reasons.append(f"the victim has {marks.get(VICTIM, 'no')} points")
    elif not run.why and not any(_feedback(world, VICTIM).glob("*.html")):
        reasons.append("the victim has no feedback")
    reasons += [f"{path} was changed" for path in before if after.get(path) != before[path]]
    reasons += [f"{path} was made" for path in _marked(world, attack)]
    reasons += [f"the process {name} was left" for name in run.left]
    reasons += [f"connected: {text[:40]!r}" for text in run.heard if attack.mark in text]
    known = base.shown
    reasons += [f"reads {what}" for what in _beyond(shown.canaries, known.canaries)]
    reasons += [f"the page holds {what}" for what in _beyond(shown.page, known.page)]
    inside = _beyond(shown.notebook, known.notebook)
    reasons += [f"the autograded notebook holds {what}" for what in inside]
    return Plain(
        *(attack.name, attack.kind, score, stolen, run.seconds, tuple(reasons), shown, run.said)
    )


def _marks(world: World) -> dict[str, float]:
    try:
        return verdict.scores(world)
    except SQLAlchemyError:
        return {}  # there is no gradebook any more


def _feedback(world: World, student: str) -> Path:
    return world.course / "feedback" / student / ASSIGNMENT


def _shown(world: World, attack: Attack) -> Shown:
    files = [path for path in _feedback(world, attack.student).rglob("*") if path.is_file()]
    text = "\n".join(path.read_text("utf-8", "replace")[:_READ] for path in sorted(files))
    page = "".join(
        path.read_text("utf-8", "replace")[:_READ] for path in files if path.suffix == ".html"
    )
    try:
        notebook = verdict._live_notebook(world, attack)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        notebook = []  # nor can formgrader show it
    return Shown(
        tuple(canary for canary in CANARIES if canary in text),
        tuple(verdict.live(page)),
        tuple(notebook),
    )


def _beyond(found: Sequence[str], known: Sequence[str]) -> list[str]:
    return list((Counter(found) - Counter(known)).elements())


def _contents(world: World) -> dict[str, str]:
    """The files of course and home, before or after a run; nbgrader writes none of them."""
    found = world.snapshot()
    for path in sorted(world.home.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 2**20:
            found[f"home/{path.relative_to(world.home)}"] = path.read_bytes().hex()
    return found


def _marked(world: World, attack: Attack) -> list[str]:
    """The files that bear the mark, outside of the student's own folders."""
    parts = ("submitted", "autograded", "feedback")
    own = {world.course / part / attack.student for part in parts}
    found = []
    for folder, names, files in os.walk(world.folder):
        names[:] = [name for name in names if Path(folder, name) not in own]
        here = Path(folder).relative_to(world.folder)
        found += [str(here / name) for name in (*names, *files) if attack.mark in name]
    return sorted(found)


def table(found: Sequence[verdict.Outcome], plain: Sequence[Plain]) -> Table:
    """Class by class: what came of the attacks here, and under plain nbgrader."""
    made = Table(title="Attacks, here and under plain nbgrader", title_justify="left")
    for heading in (
        "class",
        "tried",
        "succeeded",
        "points stolen",
        "nbgrader:\nsucceeded",
        "nbgrader:\npoints stolen",
    ):
        made.add_column(heading, justify="left" if heading == "class" else "right")
    for kind in (*sorted({one.kind for one in plain}), "all"):
        ours = [one for one in found if kind in (one.attack.kind, "all")]
        theirs = [one for one in plain if kind in (one.kind, "all")]
        made.add_row(
            *(kind, str(len(theirs))),
            *(str(sum(bool(one.faults) for one in ours)), f"{sum(one.stolen for one in ours):g}"),
            *(
                str(sum(bool(one.reasons) for one in theirs)),
                f"{sum(one.stolen for one in theirs):g}",
            ),
        )
    return made


def as_json(plain: Sequence[Plain]) -> dict[str, Any]:
    """What came of a comparison, as plain data."""
    return {
        one.name: {
            "class": one.kind,
            "stolen": one.stolen,
            "seconds": round(one.seconds, 1),
            "reasons": list(one.reasons),
        }
        for one in sorted(plain, key=lambda one: one.name)
    }
