"""What a worker of a cluster does for a run: it says what it lacks, and it grades.

Theory of operation.  A worker of dask.distributed does its tasks in threads of a process that
may have many of them, and that may be a daemon, which `multiprocessing` lets have no
children.  So each thread starts a grader, a program of its own, and hands tasks to it:

    dask worker ── thread ── grader ─┬─ judge         as everywhere, for each notebook
                                     └─ fork server   as everywhere, for each assignment

The grader belongs to one run of the head, so that no module that an instructor has changed
since stays in memory.  The kernel ends it with the thread that started it; it ends itself
when the pipe to that thread closes, or when it was left alone for long.

What a task is made of is unpickled in the grader, after it has seen that it lacks nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError, SandboxUnavailable
from autograder.grading.apart import ONE_THREAD, begin
from autograder.grading.engine import engine
from autograder.grading.tasks import version_of
from autograder.isolation.sandbox import Sandbox

IDLE = 600.0  # seconds, in which the next task would have come
_PROGRAM = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve({pipe})"


@dataclass(frozen=True)
class Needs:
    """What a worker has to have in common with the machine that started the run.

    engine: as `engine` gives it. files, version: what the assignment is made of, as in
    `Assignment`. sandbox: that machine's.
    """

    engine: Mapping[str, str]
    files: Mapping[str, Path]
    version: str
    sandbox: Sandbox


@dataclass(frozen=True)
class Refusal:
    """What comes back in place of a result: the worker lacks something."""

    worker: str
    lacks: str


def lacks(needs: Needs) -> str:
    """What is missing here, as the end of a sentence; "" if nothing is."""
    here = engine()
    for name, wanted in needs.engine.items():
        if here.get(name) != wanted:
            return f"it has {name} {here.get(name, 'unknown')}, and this machine {wanted}"
    try:
        if version_of(needs.files) != needs.version:
            return "its files of the assignment are other ones; both need the same course folder"
    except OSError as error:
        return f"it has no {error.filename}; both need the same folders, under the same paths"
    try:
        missing = _missing(_sandbox(needs.sandbox))
    except SandboxUnavailable as error:
        sentence = str(error).rstrip(".")
        return sentence[0].lower() + sentence[1:]
    if weaker := [what for what in missing if what not in _missing(needs.sandbox)]:
        return f"its sandbox is {', '.join(weaker)}"
    return ""


async def ask(needs: Needs) -> str:
    """`lacks`, while the worker goes on with what else it has to do."""
    return await asyncio.to_thread(lacks, needs)


def grade(run: str, work: bytes) -> Any:
    """A task: a result, or a `Refusal`.

    run: of the head. work: `Needs`, and, pickled, the function with its task.
    """
    from distributed import get_worker

    return _grader(run).ask(work, get_worker().address)


def end(run: str) -> None:
    """End what grades for this run, in the middle of a submission if need be."""
    for thread, grader in list(_graders().items()):
        if grader.run == run:
            _graders().pop(thread, None)
            grader.end()


def serve(pipe: int) -> None:
    """The grader's main loop."""
    begin()
    missing = None
    with Connection(pipe) as thread, contextlib.suppress(EOFError):
        while thread.poll(IDLE):
            work, worker = thread.recv()
            try:
                needs, packed = pickle.loads(work)
                missing = lacks(needs) if missing is None else missing
                reply = Refusal(worker, missing) if missing else _result(needs, packed)
            except Exception as error:  # the head hears of it
                reply = error
            thread.send(reply)


def _result(needs: Needs, packed: bytes) -> Any:
    function, task = pickle.loads(packed)
    return function(task, _sandbox(needs.sandbox))


class _Grader:
    """A grader as the thread that started it sees it."""

    def __init__(self, run: str) -> None:
        self.run = run
        ours, theirs = socket.socketpair()
        with theirs:
            pipe = theirs.fileno()
            program = _PROGRAM.format(path=sys.path, module=__name__, pipe=pipe)
            self._process = subprocess.Popen(
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                env={**os.environ, **ONE_THREAD},
                pass_fds=[pipe],
                start_new_session=True,  # Ctrl-C at the worker's terminal is the worker's
            )
        self._pipe = Connection(ours.detach())

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, work: bytes, worker: str) -> Any:
        try:
            self._pipe.send((work, worker))
            reply = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise AutograderError(
                f"A process that graded on {worker} was ended from outside, perhaps for lack of "
                "memory; grade again: what was graded is kept."
            ) from None
        if isinstance(reply, Exception):
            raise reply
        return reply

    def end(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def _grader(run: str) -> _Grader:
    """This thread's grader for a run; what it had for another one ends."""
    thread = threading.get_ident()
    grader = _graders().get(thread)
    if grader is None or grader.run != run or not grader.lives:
        if grader is not None:
            grader.end()
        grader = _graders()[thread] = _Grader(run)
    return grader


@functools.cache
def _graders() -> dict[int, _Grader]:
    return {}


@functools.lru_cache(1)
def _sandbox(wanted: Sandbox) -> Sandbox:
    """This machine's sandbox; none where the head asked for none.  Raises SandboxUnavailable."""
    return Sandbox.find(allow_none=not wanted.confines, hide=wanted.hide)


def _missing(sandbox: Sandbox) -> list[str]:
    """What a sandbox works without, as its description says."""
    return sandbox.description.split(", ")[1:]
