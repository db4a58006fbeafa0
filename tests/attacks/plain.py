"""One attack under plain nbgrader: `nbgrader autograde`, then `nbgrader generate_feedback`.

It is handed in with the victim beside it, in a world of its own whose nbgrader_config.py
lacks the line for the engine of this project.  It has succeeded when

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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.isolation.sandbox import Sandbox

from . import verdict
from .attack import Attack, Written
from .containment import Run, nbgrader
from .world import ASSIGNMENT, CANARIES, RIGHT, VICTIM, World, make_world

SECONDS = 60.0
QUICK = 10.0  # what an honest run takes where nothing else is running
GENERATE = ("generate_assignment", ASSIGNMENT, "--force")
GRADE = (("autograde", ASSIGNMENT, "--create"), ("generate_feedback", ASSIGNMENT))
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

    reasons: why it counts as a success, by the words above; none: it was stopped.
    """

    name: str
    kind: str
    score: float
    stolen: float
    reasons: tuple[str, ...]
    shown: Shown
    run: Run


def honest() -> Base:
    """Grade one honest student, to have a base; RuntimeError if nbgrader fails this one."""
    base = Base(Sandbox.find().bwrap)
    with (
        tempfile.TemporaryDirectory(prefix="plain-") as folder,
        make_world(Path(folder, "world"), []) as world,
    ):
        made = nbgrader(world, base.bwrap, base.seconds, "", GENERATE)
        if made.statuses != (0,):
            raise RuntimeError(f"nbgrader did not generate the assignment: {made}")
        base = replace(base, gradebook=(world.course / "gradebook.db").read_bytes())
    right = Written(RIGHT)
    student = Attack("honest", "honest", "", "", verdict.FULL, right, right, None, "", SECONDS)
    plain = attempt(student, base)
    # what any page holds is not yet known to it
    any_page = ("canary: canary-hidden", "live: the page")
    if plain.score != verdict.FULL or not all(why.startswith(any_page) for why in plain.reasons):
        raise RuntimeError(f"nbgrader gives an honest student {plain.score:g} points: {plain}")
    # where it takes longer than this the machine is busy, which is nobody's attack
    slowness = max(plain.run.seconds / QUICK, 1.0)
    return replace(base, shown=plain.shown, seconds=SECONDS * slowness)


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
        score = _marks(world).get(attack.student, 0.0)
        stolen = max(score - attack.points, 0.0)
        # what nbgrader could not show in its time is not read here either
        shown = Shown() if run.why else _shown(world, attack)
        reasons = [f"points: {stolen:g} were stolen"] if stolen else []
        reasons += [*_harm(world, attack, before, run), *_beyond(shown, base.shown)]
        return Plain(attack.name, attack.kind, score, stolen, tuple(reasons), shown, run)


def _as_it_comes(config: Path) -> None:
    lines = config.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("c.Autograde.exporter_class")]
    if len(kept) != len(lines) - 1:
        raise RuntimeError(f"{config} has no line for the engine of this project, or several")
    config.write_text("".join(kept), "utf-8")


def _marks(world: World) -> dict[str, float]:
    try:
        return verdict.scores(world)
    except SQLAlchemyError:
        return {}  # it is no gradebook any more


def _harm(world: World, attack: Attack, before: dict[str, str], run: Run) -> list[str]:
    found = [f"no end: {run.why}"] if run.why else []
    mark = _marks(world).get(VICTIM)
    if mark != verdict.FULL:
        found.append("victim: no mark" if mark is None else f"victim: {mark:g} points")
    elif not run.why and not any(_feedback(world, VICTIM).glob("*.html")):
        found.append("victim: no feedback page")
    after = _contents(world)
    found += [f"files: {path} was changed" for path in before if after.get(path) != before[path]]
    found += [f"files: {path} was made" for path in _marked(world, attack)]
    found += [f"process: {name}" for name in run.left]
    heard = dict.fromkeys(text for text in run.heard if attack.mark in text)
    return found + [f"connection: {text[:40]!r}" for text in heard]


def _feedback(world: World, student: str) -> Path:
    return world.course / "feedback" / student / ASSIGNMENT


def _shown(world: World, attack: Attack) -> Shown:
    files = sorted(path for path in _feedback(world, attack.student).rglob("*") if path.is_file())
    texts = {path: path.read_text("utf-8", "replace")[:_READ] for path in files}
    pages = [text for path, text in texts.items() if path.suffix == ".html"]
    try:
        notebook = verdict._live_notebook(world, attack)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        notebook = []  # formgrader cannot show it either
    return Shown(
        tuple(canary for canary in CANARIES if any(canary in text for text in texts.values())),
        tuple(what for page in pages for what in verdict.live(page)),
        tuple(notebook),
    )


def _beyond(shown: Shown, known: Shown) -> list[str]:
    def more(found: Sequence[str], anyway: Sequence[str]) -> list[str]:
        return list(Counter(found) - Counter(anyway))

    return [
        *(f"canary: {what}" for what in more(shown.canaries, known.canaries)),
        *(f"live: the page holds {what}" for what in more(shown.page, known.page)),
        *(f"live: the notebook holds {what}" for what in more(shown.notebook, known.notebook)),
    ]


def _contents(world: World) -> dict[str, str]:
    """The files of course and home that nbgrader does not write."""
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
