"""What came of each attack: what was stolen, read, left behind, changed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbgrader.api import Gradebook, MissingEntry

from .attack import MARK, Attack
from .world import ASSIGNMENT, CANARIES, ROOT, SECRETS, VICTIM, World

FULL = 20.0
LIVE_TAGS = {"script", "iframe", "object", "embed", "form", "base", "link", "svg", "video"}
FETCHES = {"src", "href", "srcset", "action", "background", "poster"}


@dataclass(frozen=True)
class Outcome:
    """What one attack got: the points beyond those it earned, and every fault found."""

    attack: Attack
    score: float
    control: float
    seconds: float
    faults: tuple[str, ...]

    @property
    def stolen(self) -> float:
        """The points that were not earned."""
        return max(self.score - self.attack.points, 0.0)


@dataclass(frozen=True)
class Seen:
    """What an attack's own ``harmed`` may look at."""

    course: Path
    home: Path
    mark: str
    student: str
    page: str
    results: dict[str, Any]
    outputs: str
    connections: list[str]


@dataclass(frozen=True)
class Graded:
    """What three commands did with the class; faults: those of no one attack."""

    status: tuple[int, ...]
    said: str
    seconds: float
    faults: tuple[str, ...]


def grade(world: World, workers: int = 2, **options: Any) -> Graded:
    """Grade the class, write its feedback and its report, with the real commands."""
    before = world.snapshot()
    began = time.monotonic()
    status, said = [], ""
    for command in (["grade", "--workers", str(workers)], ["feedback"], ["report"]):
        done = subprocess.run(
            [
                *(sys.executable, "-c", "from autograder.cli import main; main()"),
                *(command[0], ASSIGNMENT, "--course", str(world.course), *command[1:]),
            ],
            cwd=world.course,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "HOME": str(world.home),
                "COURSE_SECRET": SECRETS["env"],
                "COLUMNS": "100",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
            **options,
        )
        status.append(done.returncode)
        said += done.stdout + done.stderr
    after = world.snapshot()
    faults = [f"{path} was changed" for path in before if after.get(path) != before[path]]
    faults += [f"{path} was made" for path in after.keys() - before.keys()]
    if "Traceback" in said:
        faults.append("a command ended in a traceback")
    if scores(world).get(VICTIM) != FULL:
        faults.append("the victim's marks are not 20")
    return Graded(tuple(status), said, time.monotonic() - began, tuple(faults))


def scores(world: World) -> dict[str, float]:
    """The automatic marks in the gradebook, by student."""
    database = f"sqlite:///{world.course / 'gradebook.db'}"
    with Gradebook(database) as book:
        try:
            submissions = book.find_assignment(ASSIGNMENT).submissions
        except MissingEntry:
            return {}
        return {one.student_id: one.score for one in submissions}


def outcomes(world: World, attacks: Sequence[Attack]) -> list[Outcome]:
    """Everything that is asked of each attack, once the class has been graded."""
    marks, files = scores(world), _files(world)
    return [_outcome(world, attack, marks, files) for attack in attacks]


def _outcome(
    world: World, attack: Attack, marks: dict[str, float], files: Sequence[Path]
) -> Outcome:
    results = _results(world, attack.student)
    page = _text(world.course / "feedback" / attack.student / ASSIGNMENT / f"{ASSIGNMENT}.html")
    folder = world.course / "feedback" / attack.student
    outputs = "\n".join(_text(path) for path in sorted(folder.rglob("*")) if path.is_file())
    seconds = float(results.get("seconds", 0.0))
    score, control = marks.get(attack.student, 0.0), marks.get(attack.control, 0.0)
    faults = []
    earned = sum(c["score"] or 0 for nb in results.get("notebooks", ()) for c in nb["cells"])
    if max(score, earned) > attack.points:
        faults.append(f"{max(score, earned):g} points, {attack.points:g} were earned")
    if control != FULL:
        faults.append(f"the honest control has {control:g} of {FULL:g} points")
    if not results:
        faults.append("there is no result")
    if seconds > attack.seconds:
        faults.append(f"it took {seconds:.0f} s")
    faults += [f"reads {canary}" for canary in CANARIES if canary in outputs]
    faults += [f"leaves the process {name}" for name in _processes(attack.mark)]
    faults += [f"leaves {path}" for path in _left(world, attack, files)]
    faults += [f"connected: {text[:40]!r}" for text in world.heard if attack.mark in text]
    faults += [f"the page holds {what}" for what in live(page)]
    faults += [f"the autograded notebook holds {what}" for what in _live_notebook(world, attack)]
    if attack.says and not re.search(attack.says, json.dumps(results, ensure_ascii=False)):
        faults.append(f"nothing says {attack.says!r}")
    if attack.harmed:
        seen = Seen(
            *(world.course, world.home, attack.mark, attack.student),
            *(page, results, outputs, list(world.heard)),
        )
        faults += filter(None, [attack.harmed(seen)])
    return Outcome(attack, score, control, seconds, tuple(faults))


def live(page: str) -> list[str]:
    """What would run, or be fetched, when a page is opened; that it forbids both."""
    if not page:
        return []
    reader = _Live()
    reader.feed(page)
    if "default-src 'none'" not in page:
        reader.found.append("no content security policy")
    return reader.found


class _Live(HTMLParser):
    """What would run or be fetched; a link to the web, which a person has to follow, is neither."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LIVE_TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name.startswith("on") or text.startswith(("javascript:", "vbscript:")):
                self.found.append(f"{name}={text[:30]}")
            # in an image element no script of a drawing runs, and nothing is fetched for it
            inside = ("data:image/",) if tag == "img" else ("#", "feedback/")
            followed = tag == "a" and text.startswith(("http://", "https://"))
            if name in FETCHES and not text.startswith(inside) and not followed:
                self.found.append(f"{name}={text[:30]}")
        if tag == "meta" and (dict(attrs).get("http-equiv") or "").lower() == "refresh":
            self.found.append("a refresh")


def _live_notebook(world: World, attack: Attack) -> list[str]:
    path = world.course / "autograded" / attack.student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    text = _text(path)
    if not text:
        return []
    found = []
    for cell in json.loads(text)["cells"]:
        for output in cell.get("outputs", ()):
            for kind, content in output.get("data", {}).items():
                reader = _Live()
                if kind in ("text/html", "image/svg+xml", "text/latex"):
                    reader.feed("".join(content))
                elif kind == "text/markdown":
                    reader.feed(markdown2html_mistune("".join(content)))
                elif "javascript" in kind or "widget" in kind:
                    reader.found.append(kind)
                found += [f"{what} in {kind}" for what in reader.found]
        if cell["cell_type"] == "markdown":
            reader = _Live()
            reader.feed(markdown2html_mistune(cell["source"]))
            found += [f"{what} in a written answer" for what in reader.found]
    return found


def _results(world: World, student: str) -> dict[str, Any]:
    text = _text(world.course / "autograded" / student / ASSIGNMENT / "results.json")
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _processes(mark: str) -> list[str]:
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            for part in ("comm", "cmdline", "environ"):
                try:
                    text = (process / part).read_bytes()
                except OSError:
                    continue
                if mark.encode() in text:
                    found.append(f"{process.name} ({part})")
    return found


def _files(world: World) -> list[Path]:
    """Every file and folder where something may have been left.

    Looked for once: elsewhere in /tmp there may be a hundred thousand of somebody else's.
    """
    found = []
    for root in (world.folder, Path("/tmp"), Path("/dev/shm")):
        for folder, names, files in os.walk(root):
            if root == Path("/tmp") and folder.startswith("/tmp/attacks-"):
                names.clear()  # another run's world, or looked at already
                continue
            found += [Path(folder, name) for name in (*names, *files) if MARK in name]
    return found


def _left(world: World, attack: Attack, files: Sequence[Path]) -> list[Path]:
    """What bears an attack's mark and lies in none of the folders that are its own."""
    own = {
        world.course / part / who
        for part in ("submitted", "autograded", "feedback")
        for who in (attack.student, attack.control)
    }
    return [path for path in files if attack.mark in path.name and own.isdisjoint(path.parents)]
