"""Where plain nbgrader runs an attack: it has all rights there, and cannot harm the host.

With nbgrader an attack has the rights of the person who grades.  So nbgrader itself
runs in bubblewrap: own user, pid, network, ipc and host-name namespaces, no capability, no new
privileges, the host read-only and without homes and /run, a bounded /tmp.  Only the folder
of one world can be written.  A filter takes away the two ways past the namespaces: keyrings and
AF_VSOCK; the engine's own filter is too narrow, with it no kernel of Jupyter's starts.
``inside.py`` is process 1: it ends the run when it passes a bound, and the kernel ends with it
whatever was started.

Each of these walls can only make plain nbgrader look better than it is.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import inside
from .world import ROOT, SECRETS, World

BOUNDS = {"processes": 500, "memory": 3 * 2**30, "disk": 2 * 2**30}
LIMITS = {  # of one process; wide enough for those above to be met first
    "RLIMIT_AS": 6 * 2**30,
    "RLIMIT_FSIZE": 5 * 2**29,
    "RLIMIT_NPROC": 2000,
    "RLIMIT_NOFILE": 4096,
    "RLIMIT_CORE": 0,
}

_INSIDE = (sys.executable, "-I", "-S", "-B", inside.__file__)
# architecture -> its number in the filter; socket; keyctl, add_key, request_key, io_uring_setup
_CALLS = {
    "x86_64": (0xC000003E, 41, (250, 248, 249, 425)),
    "aarch64": (0xC00000B7, 198, (219, 217, 218, 425)),
}


@dataclass(frozen=True)
class Run:
    """What can be said of a run from inside.

    statuses: of the commands that came to an end; why: it was ended, or ""; left: processes
    with the mark; heard: what the listeners were told; said: the end of what was printed.
    """

    statuses: tuple[int, ...]
    why: str
    left: tuple[str, ...]
    heard: tuple[str, ...]
    said: str
    seconds: float


def nbgrader(world: World, bwrap: str, seconds: float, mark: str, *commands: Sequence[str]) -> Run:
    """Run commands of nbgrader's in a world, as its instructor would."""
    binaries = Path(sys.executable).parent
    asked = {
        "commands": [[str(binaries / "nbgrader"), *command] for command in commands],
        "folder": str(world.course),
        "env": {
            "PATH": f"{binaries}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(world.home),
            "COURSE_SECRET": SECRETS["env"],
            "OPENBLAS_NUM_THREADS": "1",
        },
        "port": int(world.places["PORT"]),
        "socket": world.places["SOCKET"],
        "abstract": world.places["ABSTRACT"],
        "mark": mark,
        "seconds": seconds,
        "limits": LIMITS,
        **BOUNDS,
    }
    process = _start(world, bwrap)
    try:
        out, err = process.communicate(json.dumps(asked), timeout=seconds + 30)
    except subprocess.TimeoutExpired:
        process.kill()  # --die-with-parent: all that it started goes, too
        out, err = process.communicate()
    began, _, told = out.partition("\n")
    if began != inside.BEGAN:
        raise RuntimeError(f"The containment for plain nbgrader did not start: {err[-1000:]}")
    try:
        fields: dict[str, Any] = json.loads(told)
    except ValueError:
        return Run((), "its first process was killed", (), (), err[-1000:], seconds)
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Run(**fields | lists)


def _start(world: World, bwrap: str) -> subprocess.Popen[str]:
    filtered = os.memfd_create("filter")
    try:
        os.write(filtered, _filter())
        os.lseek(filtered, 0, os.SEEK_SET)
        flags = ["--seccomp", str(filtered)]
        return subprocess.Popen(
            [bwrap, *_walls(world), *flags, "--", *_INSIDE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={},
            pass_fds=[filtered],
        )
    finally:
        os.close(filtered)


def _walls(world: World) -> list[str]:
    """The arguments of bubblewrap: a later one lies on top of an earlier one."""
    flags = [
        *("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--disable-userns", "--die-with-parent", "--new-session"),
        *("--as-pid-1", "--cap-drop", "ALL", "--ro-bind", "/", "/"),
        *("--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"),
    ]
    for place in ("/home", "/root", "/run"):
        if Path(place).is_dir():
            flags += ["--size", str(2**20), "--tmpfs", place]
    for place in ("/tmp", "/dev/shm"):
        flags += ["--size", str(2**29), "--tmpfs", place]
    for place in dict.fromkeys((sys.base_prefix, sys.prefix, str(ROOT))):
        flags += ["--ro-bind", place, place]
    # an optional part of jsonschema: each start of nbgrader would read a grammar for two seconds
    grammar = importlib.util.find_spec("rfc3987_syntax")
    for place in (grammar and grammar.submodule_search_locations) or ():
        flags += ["--size", "65536", "--tmpfs", place]
    # some attacks hand in a device; a plain bind would not let it be opened
    return [*flags, "--dev-bind", str(world.folder), str(world.folder)]


def _filter() -> bytes:
    """The filter for the kernel, in classic BPF; the first words say what the numbers mean."""
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    allow, kill, refuse = 0x7FFF0000, 0x80000000, 0x00050001  # the last one is EPERM
    architecture, plug, denied = _CALLS[platform.machine()]
    lines = [
        *((load, 0, 0, 4), (equal, 1, 0, architecture), (give, 0, 0, kill)),
        *((load, 0, 0, 0), (at_least, 0, 1, 0x40000000), (give, 0, 0, refuse)),  # x32
        *(line for call in denied for line in ((equal, 0, 1, call), (give, 0, 0, refuse))),
        *((equal, 0, 3, plug), (load, 0, 0, 16), (equal, 0, 1, 40), (give, 0, 0, refuse)),
        (give, 0, 0, allow),
    ]
    return b"".join(struct.pack("<HBBI", *line) for line in lines)
