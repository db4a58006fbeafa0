"""The fork server as the trusted side sees it: student processes in an instant.

Importing what a notebook imports takes most of a short submission's time. A server
(`forking.py`) has it imported once, and forks; each fork goes into a sandbox of
its own, made anew by bubblewrap. It stands in for `Sandbox` wherever student processes
are started.
"""

from __future__ import annotations

import fcntl
import json
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

from autograder.errors import SandboxUnavailable
from autograder.isolation import view
from autograder.isolation.forking import READY
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess, StudentStopped
from autograder.isolation.sandbox import Sandbox, check_name, run_python

_START_SECONDS = 60.0
_NOBODY = 65534
_ADD_SEALS, _ALL_SEALS = 1033, 0x01 | 0x02 | 0x04 | 0x08


class ForkServer:
    """A process that has imported some modules, and forks for every student.

    sandbox: what confines its forks. Raises SandboxUnavailable where it does not start.
    """

    _process: subprocess.Popen[bytes] | None = None
    _end: Callable[[], object] | None = None

    def __init__(self, sandbox: Sandbox, modules: Iterable[str]) -> None:
        self.sandbox = sandbox
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, tempfile.TemporaryFile() as complaints:
            try:
                self._process = _start_python(theirs.fileno(), complaints)
                self._end = weakref.finalize(self, _end, os.getpid(), self._requests, self._process)
                theirs.close()
                self._requests.settimeout(_START_SECONDS)
                self._requests.send(json.dumps(["numpy", *modules]).encode())
                if self._requests.recv(16) == READY:
                    return
            except OSError as error:
                complaints.write(str(error).encode())
            self.close()
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise SandboxUnavailable(f"The fork server did not start ({said[:300]}).")

    @property
    def confines(self) -> bool:
        """Whether this is a sandbox at all."""
        return self.sandbox.confines

    @property
    def lives(self) -> bool:
        """Whether it can still be asked; also in a process that was forked from this one."""
        if self._requests.fileno() < 0:
            return False
        poll = select.poll()
        poll.register(self._requests, 0)
        return not poll.poll(0)

    def start(self, limits: Limits, files: Mapping[str, Path]) -> ForkedProcess:
        """Start a student process, as `Sandbox.start` does.  Raises SandboxUnavailable."""
        for name in files:
            check_name(name)
        # The server has another working folder, and would be late to say that a file is missing.
        shown = {name: Path(path).resolve(strict=True) for name, path in files.items()}
        with ExitStack() as ours, ExitStack() as theirs:
            pipes = [_pipe(ours, theirs, ours_reads) for ours_reads in (False, True, True, True)]
            request = _kept(theirs, os.memfd_create("request"))
            os.write(request, pickle.dumps((self.sandbox, limits, shown)))
            # Closed by the kernel with this process; a pipe may live on in one that it forks.
            myself = _kept(theirs, os.pidfd_open(os.getpid()))
            given = [their_end for _, their_end in pipes] + [request, myself]
            try:
                socket.send_fds(self._requests, [b"start"], given)
            except OSError as error:
                why = error.strerror or str(error)
                raise SandboxUnavailable(f"The fork server has ended ({why}).") from None
            ours.pop_all()
        return ForkedProcess(*(our_end for our_end, _ in pipes))

    def close(self) -> None:
        """End it; every process that it forked ends with it."""
        if self._end is not None:
            self._end()
        self._requests.close()


def fork_server(sandbox: Sandbox, modules: Iterable[str]) -> ForkServer | None:
    """A server that has been tried out; None on a host where students are started one by one."""
    if not sandbox.confines:
        return None
    try:
        server = ForkServer(sandbox, modules)
    except SandboxUnavailable:
        return None
    try:
        with StudentProcess(server) as student:
            student.run_cell("")
    except (SandboxUnavailable, StudentStopped):
        server.close()
        return None
    return server


class ForkedProcess:
    """A student process that the server forked; what `subprocess.Popen` is to one of ours."""

    def __init__(self, stdin: int, stdout: int, stderr: int, status: int) -> None:
        self.stdin: IO[bytes] | None = os.fdopen(stdin, "wb", 0)
        self.stdout: IO[bytes] | None = os.fdopen(stdout, "rb", 0)
        self.stderr: IO[bytes] | None = os.fdopen(stderr, "rb", 0)
        self._status: IO[bytes] = os.fdopen(status, "rb", 0)
        self._code: int | None = None
        self._pid = 0

    @property
    def pid(self) -> int:
        """The process id of its watcher; the sandbox and the student's process are below it."""
        if not self._pid and not self._status.closed:
            poll = select.poll()
            poll.register(self._status.fileno(), select.POLLIN)
            if poll.poll(_START_SECONDS * 1000):
                self._pid = int.from_bytes(self._status.read(8) or b"", "big")
        return self._pid

    def wait(self, timeout: float | None = None) -> int:
        """The exit status.  Raises subprocess.TimeoutExpired."""
        if self._code is None:
            end = None if timeout is None else time.monotonic() + timeout
            if not self.pid:
                return self._ended(-signal.SIGKILL)
            poll = select.poll()
            poll.register(self._status.fileno(), select.POLLIN)
            if not poll.poll(None if end is None else max(0.0, end - time.monotonic()) * 1000):
                raise subprocess.TimeoutExpired("a student process", timeout or 0.0)
            told = self._status.read(1)
            return self._ended(told[0] if told else -signal.SIGKILL)
        return self._code

    def terminate(self) -> None:
        """Have the watcher end it."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End the watcher; with it, the kernel ends the sandbox."""
        self._send(signal.SIGKILL)

    def _ended(self, code: int) -> int:
        self._code = code
        self._status.close()
        return code

    def _send(self, number: int) -> None:
        if self._code is None and self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


def _end(owner: int, requests: socket.socket, process: subprocess.Popen[bytes]) -> None:
    if os.getpid() == owner:  # and not one that was forked from it
        requests.close()
        process.kill()
        process.wait()


def _start_python(requests: int, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    python = _sealed_copy(sys.executable)
    try:
        return subprocess.Popen(
            run_python("forking", str(view.project())),
            executable=f"/proc/self/fd/{python}",
            stdin=requests,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env=view.environment(view.HOME, "/tmp"),
            cwd="/",
            pass_fds=[python],
            start_new_session=True,
        )
    finally:
        os.close(python)


def _sealed_copy(path: str) -> int:
    """A copy of a program in memory that nobody can write any more.  Raises OSError."""
    content = Path(path).read_bytes()
    if b"$ORIGIN" in content:
        raise OSError("this Python looks for its libraries beside itself")
    copy = os.memfd_create("python", os.MFD_ALLOW_SEALING)
    written = 0
    while written < len(content):
        written += os.write(copy, content[written : written + 2**20])
    fcntl.fcntl(copy, _ADD_SEALS, _ALL_SEALS)
    os.fchmod(copy, 0o555)
    if os.geteuid() == 0:
        os.fchown(copy, _NOBODY, _NOBODY)  # who owns a file can change what is told of it
    return copy


def _kept(stack: ExitStack, descriptor: int) -> int:
    stack.callback(os.close, descriptor)
    return descriptor


def _pipe(ours: ExitStack, theirs: ExitStack, ours_reads: bool) -> tuple[int, int]:
    """(our end, their end) of a new pipe."""
    reading, writing = os.pipe()
    mine, other = (reading, writing) if ours_reads else (writing, reading)
    return _kept(ours, mine), _kept(theirs, other)
