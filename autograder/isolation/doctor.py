"""What holds on this host: every promise of the sandbox, tried from inside.

A probe is a cell that a hostile student could run. It ends in True where the promise
holds, else in a few words about what it saw. Limits are tried by reaching them.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.isolation.cells import CellError
from autograder.isolation.failures import StudentStopped
from autograder.isolation.fork_server import fork_server
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox, StartsStudents

LIMITS = Limits(cell_seconds=3.0, call_seconds=2.0, memory_mb=500, processes=20, scratch_mb=16)

READS = """
def reads(path):
    try:
        with open(path, "rb") as file:
            return file.read(50)
    except OSError:
        return b""
"""
PROBES = {
    "files": (
        "files of the person who grades cannot be read",
        READS + "True if not reads({secret!r}) else 'it read a file of yours'",
    ),
    "writing": (
        "nothing outside the student's scratch can be written",
        """
import os
def writes(folder):
    try:
        with open(folder + "/probe-of-autograder", "w"):
            pass
    except OSError:
        return False
    os.remove(folder + "/probe-of-autograder")
    return True
folders = ["/", "/usr", "/etc", "/proc", "/var", os.path.dirname(os.__file__), {folder!r}]
seen = [folder for folder in folders if writes(folder)]
', '.join(seen) if seen else True
""",
    ),
    "network": (
        "there is no network, not even this machine's own",
        """
import socket
def reaches(family, address):
    with socket.socket(family) as tried:
        tried.settimeout(0.5)
        try:
            tried.connect(address)
            return True
        except OSError:
            return False
seen = [reaches(socket.AF_INET, ("127.0.0.1", {port})), reaches(socket.AF_UNIX, chr(0) + {name!r})]
True if not any(seen) else 'it reached a port of this machine'
""",
    ),
    "processes": (
        "other processes cannot be seen, signalled or traced",
        """
import ctypes, os
seen = []
if os.path.exists("/proc/{pid}") and {pid} > 500:
    seen.append("it sees the grader's process")
try:
    os.kill({pid}, 0)
    seen.append("it can signal the grader's process")
except OSError:
    pass
libc, parent = ctypes.CDLL(None), os.getppid()
if libc.ptrace(16, parent, 0, 0) == 0:
    seen.append("it can trace its parent")
    # It is stopped now, and could not even be killed and collected while it is traced.
    os.waitpid(parent, 0x40000000)
    libc.ptrace(17, parent, 0, 0)
', '.join(seen) if seen else True
""",
    ),
    "rights": (
        "it has no capability, and can get no new namespace",
        """
import ctypes
status = open("/proc/self/status").read()
seen = [line.split(":")[0] for line in status.splitlines()
        if line.startswith(("CapEff", "CapPrm", "CapBnd")) and int(line.split()[1], 16)]
if ctypes.CDLL(None).unshare(0x10000000) == 0:
    seen.append("a new user namespace")
', '.join(seen) if seen else True
""",
    ),
    "kernel settings": (
        "the kernel's settings are read-only",
        """
try:
    with open("/proc/sys/kernel/core_pattern", "r+"):
        seen = "it can write core_pattern"
except OSError:
    seen = True
seen
""",
    ),
    "environment": (
        "the grader's environment does not come in",
        """
import os
own = open("/proc/1/environ", "rb").read() if os.path.exists("/proc/1/environ") else b""
True if {canary!r} not in os.environ and {canary!r}.encode() not in own else 'it sees it'
""",
    ),
    "disk": (
        "each writable place is bounded",
        """
import tempfile
seen = True
# Several files: the size of one has a bound of its own.
with tempfile.TemporaryDirectory() as folder:
    try:
        for number in range(8):
            with open(f"{folder}/{number}", "wb") as file:
                file.write(bytes(8 * 2**20))
        seen = "it wrote 64 MB where 16 are allowed"
    except OSError:
        pass
seen
""",
    ),
    "shared memory": (
        "no memory can be made that is counted for nobody",
        """
import mmap, os
def makes(act):
    try:
        act().close()
        return True
    except OSError:
        return False
def of_zero():
    with open("/dev/zero", "r+b", buffering=0) as file:
        return mmap.mmap(file.fileno(), 4096)
seen = [makes(lambda: mmap.mmap(-1, 4096)), makes(of_zero)]
True if not any(seen) else 'it made shared memory that lies in no file'
""",
    ),
    "leases": (
        "nobody can be made to wait for a file",
        """
import fcntl, os
def leases(path):
    with open(path) as file:
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
            return True
        except OSError:
            return False
True if not leases(os.__file__) else 'it got a lease on a file of this Python'
""",
    ),
}
REACHED = {
    "time": ("an endless loop is stopped", "while True: pass", "time"),
    "stubborn time": (
        "a loop that swallows every exception is stopped",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "time",
    ),
    "memory": (
        "memory is bounded for all its processes together",
        """
import os, time
for _ in range(4):
    if os.fork() == 0:
        held = bytearray(b"x") * (200 * 2**20)
        time.sleep(20)
        os._exit(0)
time.sleep(20)
""",
        "memory",
    ),
    "number of processes": (
        "the number of processes is bounded",
        """
import os, time
made = 0
while made < 200:
    try:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        made += 1
    except OSError:
        break
True if made < 60 else f"it started {made} processes"
""",
        "processes",
    ),
    "number of threads": (
        "the number of threads is bounded",
        """
import threading, time
made = 0
try:
    while made < 300:
        threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
        made += 1
except RuntimeError:
    pass
time.sleep(0.5)
True if made < 120 else f"it started {made} threads"
""",
        "threads",
    ),
    "number of files": (
        "the number of files in each writable place is bounded",
        """
import os, tempfile, time
with tempfile.TemporaryDirectory() as folder:
    for number in range(10_000):
        os.mknod(f"{folder}/{number}")
    time.sleep(0.5)
"it made 10,000 files"
""",
        "files",
    ),
    "number of sockets": (
        "the number of sockets is bounded, also of those without a descriptor",
        """
import socket, time
with socket.socket(socket.AF_UNIX) as server:
    server.bind("")
    server.listen(400)
    for _ in range(300):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(server.getsockname())
            client.send(b"x")
    time.sleep(0.5)
"it held 300 sockets"
""",
        "sockets",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One promise: whether it holds, and what was seen where it does not."""

    name: str
    promise: str
    holds: bool
    seen: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """What holds on this host.

    forks: whether a student's process is a fork of one that is there, or is started anew.
    """

    sandbox: str
    forks: bool
    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        """Whether everything holds."""
        return all(finding.holds for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """All of it, as plain data."""
        return asdict(self) | {"healthy": self.healthy}


def examine_host(sandbox: Sandbox) -> Diagnosis:
    """Try every promise of the sandbox on this host; it takes about 25 s."""
    findings = []
    server = fork_server(sandbox, [])
    starts = server or sandbox
    with _bait() as places, StudentProcess(starts, LIMITS) as student:
        for name, (promise, source) in PROBES.items():
            seen = _run(student, _filled(source, places))
            findings.append(Finding(name, promise, seen == "", seen))
    for name, (promise, source, reason) in REACHED.items():
        seen = _reach(starts, source, reason)
        findings.append(Finding(name, promise, seen == "", seen))
    if server:
        server.close()
    return Diagnosis(sandbox.description, server is not None, tuple(findings))


def _run(student: StudentProcess, source: str) -> str:
    """What a probe saw; "" where the promise holds."""
    try:
        run = student.run_cell(source)
    except StudentStopped as stopped:
        return str(stopped)
    if run.error is not None:
        return f"{run.error.name}: {run.error.message}"[:200]
    if run.value is True:
        return ""
    return str(run.value) if run.value_kind == "text" else "the probe gave no answer"


def _reach(starts: StartsStudents, source: str, reason: str) -> str:
    """Whether a limit stops what reaches it, and a new cell runs afterwards."""
    with StudentProcess(starts, LIMITS) as student:
        try:
            run = student.run_cell(source)
        except StudentStopped as stopped:
            return str(stopped)
        told = run.error is not None and run.error.name in ("TimedOut", "Died")
        if not told and run.value is not True:
            return str(run.value) if run.value_kind == "text" else "it was not stopped"
        if told and not _is_for(reason, run.error):
            return f"it was stopped, but {run.error.message}"  # type: ignore[union-attr]
        return _run(student, "True")


def _is_for(reason: str, error: CellError | None) -> bool:
    """Whether code was stopped for this reason, and not because it happened to take too long."""
    if error is None or (error.name == "TimedOut") != (reason == "time"):
        return False
    return reason != "memory" or "memory" in error.message


def _filled(source: str, places: Mapping[str, Any]) -> str:
    for name, value in places.items():
        source = source.replace("{" + name + "!r}", repr(value))
        source = source.replace("{" + name + "}", str(value))
    return source


@contextlib.contextmanager
def _bait() -> Iterator[dict[str, Any]]:
    """What a student must not reach: a file, a folder, a port, this process, its environment."""
    canary = f"AUTOGRADER_PROBE_{os.getpid()}"
    with (
        tempfile.TemporaryDirectory(prefix="doctor-") as folder,
        socket.create_server(("127.0.0.1", 0)) as port,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        secret = Path(folder, "secret")
        secret.write_text("nobody's business")
        abstract.bind(f"\0{canary}")
        abstract.listen()
        os.environ[canary] = "1"
        try:
            yield {
                "secret": str(secret),
                "folder": folder,
                "port": port.getsockname()[1],
                "name": canary,
                "pid": os.getpid(),
                "canary": canary,
            }
        finally:
            del os.environ[canary]
