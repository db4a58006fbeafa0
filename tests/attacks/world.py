"""The world in which the corpus is graded: a course, a home, secrets, listeners.

Everything that an attack may look for lies there and bears a canary, a text that is
found nowhere else.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder.build import build

from .attack import Attack, HandIn, Written

TARGET = Path(__file__).with_name("target")
ROOT = Path(__file__).parents[2]
ASSIGNMENT = "s01_target"
VICTIM = "victim"
SECRETS = {
    "home": "canary-home-41c5e9",
    "env": "canary-env-93ab27",
    "victim": "canary-victim-d02f6e",
}
CANARIES = (
    *SECRETS.values(),
    *("canary-hidden-square", "canary-hidden-mean", "canary-solution-square"),
    *("canary-reference-softmax", "canary-reference-counter"),
)
SETTINGS = """\
[limits]
cell_seconds = 6
call_seconds = 2
submission_seconds = 20
memory_mb = 600
"""
RIGHT = {
    "square": "def square(x):\n    return x * x\n",
    "mean": "def mean(values):\n    return sum(values) / len(values)\n",
    "softmax": (
        "def softmax(Z):\n    E = np.exp(Z - Z.max(axis=1, keepdims=True))\n"
        "    return E / E.sum(axis=1, keepdims=True)\n"
    ),
    "counter": (
        "class Counter:\n    def __init__(self):\n        self.seen, self.total = {}, 0\n\n"
        "    def add(self, word):\n        self.seen[word] = self.count(word) + 1\n"
        "        self.total += 1\n\n"
        "    def count(self, word):\n        return self.seen.get(word, 0)\n"
    ),
    "words": "Whatever is right.\n",
}


@dataclass(frozen=True)
class World:
    """The folders of one run, and who connected to its listeners."""

    folder: Path
    places: dict[str, str]
    heard: list[str] = field(default_factory=list)

    @property
    def course(self) -> Path:
        """The course folder."""
        return self.folder / "course"

    @property
    def home(self) -> Path:
        """The home of the person who grades."""
        return self.folder / "home"

    def snapshot(self) -> dict[str, str]:
        """What may not change: every file of the course that grading does not write."""
        found = {}
        for part in ("source", "release", "course", "submitted", "nbgrader_config.py"):
            root = self.course / part
            for path in [root, *sorted(root.rglob("*"))] if root.is_dir() else [root]:
                # what students handed in may be anything: links, fifos, devices
                if path.is_file() and not path.is_symlink() and path.stat().st_size < 2**20:
                    found[str(path.relative_to(self.course))] = path.read_bytes().hex()
        return found


@contextmanager
def make_world(folder: Path, attacks: list[Attack]) -> Iterator[World]:
    """A course with a victim, and every attack and its control handed in."""
    course, home = folder / "course", folder / "home"
    shutil.copytree(TARGET, course)
    home.mkdir()
    (home / "secret.txt").write_text(SECRETS["home"])
    (course / "autograder.toml").write_text(SETTINGS)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    build(course, [ASSIGNMENT])
    places = {
        "COURSE": str(course),
        "HOME": str(home),
        "PROJECT": str(ROOT),
        "VICTIM": VICTIM,
        "SOCKET": str(home / "socket"),
        "ABSTRACT": f"abstract-{folder.parent.name}-{folder.name}",
    }
    world = World(folder, places)
    with _listeners(world):
        victim = RIGHT | {"square": f"# {SECRETS['victim']}\n{RIGHT['square']}"}
        _hand_in(world, VICTIM, Written(victim), {})
        for attack in attacks:
            mark = {"MARK": attack.mark}
            _hand_in(world, attack.student, attack.attack, mark)
            honest = attack.honest
            answers = RIGHT | dict(honest.answers)
            _hand_in(
                world,
                attack.control,
                Written(answers, honest.cells, honest.markdown, honest.tamper),
                mark,
            )
        yield world


def _hand_in(world: World, student: str, written: Written, extra: dict[str, str]) -> None:
    folder = world.course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    release = world.course / "release" / ASSIGNMENT
    shutil.copy(release / "table.csv", folder)
    notebook = json.loads((release / f"{ASSIGNMENT}.ipynb").read_text("utf-8"))
    hand_in = HandIn(notebook, folder, student, world.places | {"STUDENT": student} | extra)
    for grade_id, text in written.answers.items():
        _cell(notebook, grade_id)["source"] = hand_in.fill(text).strip("\n")
    for cells, kind in ((written.cells, "code"), (written.markdown, "markdown")):
        for grade_id, text in cells:
            at = notebook["cells"].index(_cell(notebook, grade_id)) + 1
            notebook["cells"].insert(at, _new_cell(kind, hand_in.fill(text).strip("\n")))
    path = folder / f"{ASSIGNMENT}.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    if written.tamper:
        written.tamper(hand_in)
        if hand_in.bytes is not None:
            path.write_bytes(hand_in.bytes)
        elif path.is_file() and not path.is_symlink():
            path.write_text(json.dumps(notebook), "utf-8")


def _cell(notebook: dict[str, Any], grade_id: str) -> dict[str, Any]:
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def _new_cell(kind: str, source: str) -> dict[str, Any]:
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    return dict(make(source))


@contextmanager
def _listeners(world: World) -> Iterator[None]:
    """A TCP port, a unix socket and an abstract socket that note who comes."""
    tcp = socket.create_server(("127.0.0.1", 0))
    world.places["PORT"] = str(tcp.getsockname()[1])
    listening = [tcp]
    for address in (world.places["SOCKET"], "\0" + world.places["ABSTRACT"]):
        unix = socket.socket(socket.AF_UNIX)
        unix.bind(address)
        unix.listen(50)
        listening.append(unix)

    def listen(server: socket.socket) -> None:
        while True:
            try:
                with server.accept()[0] as connection:
                    connection.settimeout(0.5)
                    world.heard.append(connection.recv(1000).decode("utf-8", "replace"))
            except TimeoutError:
                world.heard.append("")
            except OSError:
                return

    for server in listening:
        threading.Thread(target=listen, args=(server,), daemon=True).start()
    try:
        yield
    finally:
        for server in listening:
            server.shutdown(socket.SHUT_RDWR)
            server.close()
