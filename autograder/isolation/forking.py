"""The fork server: imports once what notebooks import, and forks for every student.

Theory of operation.  This runs outside of every sandbox, with the rights of the person
who grades, and no student's code ever runs in it.  It is started with the environment
that the student's process has, on a copy of the Python program in memory that cannot
be written, and reads requests from a socket.  For each:

    server ── watcher ─┬─ bubblewrap ── cat       the sandbox, as always, with an idle
                       │                          program in it
                       └─ door ── student         joins the sandbox, gives up all rights,
                                                  forks the student's process inside

The watcher does what `watchdog.py` does for a process that is started from scratch.
The door is forked before the watcher reads the request, so that no path of a course or
of another student is in the memory of the student's process.

/proc/self/exe leads from the student's process to the program that was executed, past
the mounts of the sandbox.  That is why it is a sealed copy in memory.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import json
import os
import pickle
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from autograder.isolation import joining, launch, rehearsal, seccomp, view, watchdog
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox, bounds

READY = b"ready"
PROCESSES = 5  # bubblewrap, its first process inside, cat, the door, the student's
_FIGURES = "matplotlib.pyplot"
_START_SECONDS = 60.0
# During the imports these lead to an empty folder, and not to what somebody has in a home.
_OF_ONE_PROCESS = ("MPLCONFIGDIR", "IPYTHONDIR", "HOME")


def main() -> None:
    """Serve on descriptor 0 until the grader goes."""
    joining.end_with_parent()
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who started it may ignore Ctrl-C
    server = os.getpid()
    with socket.socket(fileno=os.dup(0)) as requests:
        os.dup2(nothing := os.open(os.devnull, os.O_RDWR), 0)
        os.close(nothing)
        _import_ahead(json.loads(requests.recv(2**16)))
        requests.send(READY)
        while True:
            given = socket.recv_fds(requests, 16, 8)[1]
            if not given:
                return
            _end_zombies()
            _as_it_was()
            try:
                forked = os.fork()
            except OSError:
                forked = -1  # its pipes are closed, and so it is told
            if forked == 0:
                requests.close()
                try:
                    _watcher(server, *given)
                finally:
                    os._exit(1)
            for descriptor in given:
                os.close(descriptor)


def _import_ahead(modules: Iterable[str]) -> None:
    """Import what can be seen in the sandbox as well, and nothing of this host's own settings."""
    kept = {name: os.environ[name] for name in _OF_ONE_PROCESS}
    scratch = tempfile.mkdtemp(prefix="autograder-")
    os.environ.update(dict.fromkeys(_OF_ONE_PROCESS, scratch))
    # The sandbox shows no fonts of the host; figures are the same everywhere.
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
    try:
        for name in modules:
            with contextlib.suppress(Exception, SystemExit):
                if _is_shown(name):
                    importlib.import_module(name)
        if _FIGURES in sys.modules:
            rehearsal.draw()
    finally:
        del os.environ["MPL_IGNORE_SYSTEM_FONTS"]
        os.environ.update(kept)
        shutil.rmtree(scratch, ignore_errors=True)
    tempfile.tempdir = None
    _show_what_is_shown()
    rehearsal.fail()  # the files of modules are remembered: after the hidden ones have gone
    _check_what_came()
    view.look_round()
    gc.collect()
    gc.freeze()  # what is never looked at again is never copied


def _show_what_is_shown() -> None:
    """Of this project, leave to students what they would find in the sandbox, and where."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
        if name != "autograder" and not name.startswith("autograder.isolation"):
            del sys.modules[name]
        elif hasattr(sys.modules[name], "__path__"):
            sys.modules[name].__path__ = [f"{view.LIBRARY}/{name.replace('.', '/')}"]

    for path in [path for path in sys.path_importer_cache if not view.is_shown(Path(path))]:
        del sys.path_importer_cache[path]
    sys.orig_argv[:] = [""]


def _check_what_came() -> None:
    """End, so that students are started one by one, where forks would share or see too much."""
    if len(os.listdir("/proc/self/task")) > 1:
        sys.exit("an import has started a thread")
    with open("/proc/self/maps") as maps:
        if any(rights[1] == "w" and rights[3] == "s" for rights in map(_rights, maps)):
            sys.exit("an import has made memory that forks would share")
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and name.partition(".")[0] != "autograder" and not view.is_shown(Path(file)):
            sys.exit(f"{name} lies where students cannot see it")


def _rights(line: str) -> str:
    return line.split()[1]


def _as_it_was() -> None:
    """Let nobody read from the program's file what another student wrote beside its bytes."""
    with contextlib.suppress(OSError):
        os.chmod("/proc/self/exe", 0o555)
        os.utime("/proc/self/exe", (0, 0))


def _is_shown(name: str) -> bool:
    """Whether a module lies where the sandbox shows it, too."""
    found = importlib.util.find_spec(name.partition(".")[0])
    if found is None or found.origin in ("built-in", "frozen"):
        return found is not None
    folders = found.submodule_search_locations or ([found.origin] if found.origin else [])
    return any(view.is_shown(Path(folder)) for folder in folders)


def _end_zombies() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _watcher(
    server: int,
    reading: int,
    writing: int,
    complaints: int,
    status: int,
    request: int,
    grader: int,
) -> None:
    """Make a sandbox with a student's process in it, watch it, and tell how it ended.

    grader: a descriptor that stands for the process that asked.
    """
    joining.end_with_parent()  # and bubblewrap with this one
    if os.getppid() != server:
        os._exit(1)
    entry, way_in = os.pipe()
    door = os.fork()
    if door == 0:
        try:
            for descriptor in (way_in, status, request, grader):
                os.close(descriptor)
            _door(entry, reading, writing, complaints)
        except BaseException as error:
            os.write(complaints, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(1)
    for descriptor in (entry, reading, writing):
        os.close(descriptor)
    os.write(status, os.getpid().to_bytes(8, "big"))
    code = watchdog.OTHER
    try:
        sandbox, limits, files = pickle.loads(os.pread(request, 2**24, 0))
        inside = _idle_sandbox(sandbox, limits, files, complaints)
        os.close(complaints)
        signal.pthread_sigmask(signal.SIG_BLOCK, watchdog.SIGNALS)
        assert inside.stdin is not None
        assert inside.stdout is not None
        inside.stdin.write(b"\n")
        hears = select.poll()
        hears.register(status, 0)
        hears.register(grader, select.POLLIN)
        ready = select.poll()
        ready.register(inside.stdout, select.POLLIN)
        ready.register(status, 0)
        came = [descriptor for descriptor, _ in ready.poll(_START_SECONDS * 1000)]
        # it comes back: all mounts are there
        if came == [inside.stdout.fileno()] and inside.stdout.read(1):
            os.write(way_in, str(watchdog.family(inside.pid)[2]).encode())
        os.close(way_in)
        code = watchdog.watch(
            [inside.pid, door],
            watchdog.Bounds(*bounds(limits, PROCESSES), list(view.WRITABLE)),
            lambda: os.getppid() != server or bool(hears.poll(0)),
        )
    finally:
        watchdog.end_all()
        os.write(status, bytes([code]))
        os._exit(0)


def _idle_sandbox(
    sandbox: Sandbox, limits: Limits, files: Mapping[str, Path], complaints: int
) -> subprocess.Popen[bytes]:
    given: list[int] = []
    try:
        command = sandbox.command(limits, files, [shutil.which("cat") or "cat"], given)
        pipe = subprocess.PIPE
        settings: dict[str, Any] = {"env": {}, "cwd": "/", "bufsize": 0, "pass_fds": given}
        return subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=complaints, start_new_session=True, **settings
        )
    finally:
        for descriptor in given:
            os.close(descriptor)


def _door(entry: int, reading: int, writing: int, complaints: int) -> NoReturn:
    pid = os.read(entry, 32)
    if not pid:
        os._exit(1)  # there is no sandbox to go into
    watchdog.offer_to_the_killer()
    joining.join(int(pid))
    os.setsid()
    joining.give_up_rights(seccomp.program())
    student = os.fork()
    if student == 0:
        try:
            _student(reading, writing, complaints)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(1)
    os.closerange(0, 2**16)
    code = os.waitstatus_to_exitcode(os.waitpid(student, 0)[1])
    os._exit(128 - code if code < 0 else code)


def _student(reading: int, writing: int, complaints: int) -> None:
    os.setpgid(0, 0)  # a group without the door in it
    for number, descriptor in enumerate((reading, writing, complaints)):
        os.dup2(descriptor, number)
    os.closerange(3, 2**16)
    os.chdir(view.HOME)
    os.environ["PWD"] = view.HOME
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    launch.main()
