"""The two pipes to one student process, with deadlines, from the trusted side.

Nothing that comes out of the pipe is believed to end: each read and each write has a
deadline, each message a bound.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

from autograder.isolation import watchdog
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import ChildProcess
from autograder.isolation.wire import HEAD, decode, lengths

_PIPE_SIZE = 2**20


class Late(Exception):
    """The deadline is over."""


class Closed(Exception):
    """The other side is gone."""


class Connection:
    """One student process, as long as it lives.

    complaint: after `stop`, the last line that the sandbox itself wrote to its stderr.
    memory: after `stop`, the bytes of its largest process; 0 where it had ended before.
    """

    def __init__(self, process: ChildProcess, limits: Limits) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.complaint = ""
        self.memory = 0
        self._process = process
        self._limits = limits
        self._writing = process.stdin.fileno()
        self._reading = process.stdout.fileno()
        for descriptor in (self._writing, self._reading):
            os.set_blocking(descriptor, False)
            if hasattr(fcntl, "F_SETPIPE_SZ"):
                # Refused where the user has used up the room for big pipes.
                with contextlib.suppress(OSError):
                    fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)

    @property
    def pid(self) -> int:
        """The watchdog's process id."""
        return self._process.pid

    def write(self, data: bytes, deadline: float) -> None:
        """Send one encoded message.  Raises Late, Closed."""
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self._writing, view) :]
            except BlockingIOError:
                self._wait(self._writing, select.POLLOUT, deadline)
            except BrokenPipeError:
                raise Closed from None

    def read(self, deadline: float, resolve: Callable[[Any], object]) -> dict[str, Any]:
        """The next message.  Raises Late, Closed, reader.Malformed."""
        head = self._exactly(HEAD.size, deadline)
        body, text = lengths(bytes(head), self._limits.message_bytes)
        return decode(self._exactly(body, deadline), text, resolve)

    def _exactly(self, count: int, deadline: float) -> bytearray:
        data = bytearray(count)
        view, at = memoryview(data), 0
        while at < count:
            try:
                got = os.readv(self._reading, [view[at : at + _PIPE_SIZE]])
            except BlockingIOError:
                self._wait(self._reading, select.POLLIN, deadline)
                continue
            if not got:
                raise Closed
            at += got
        return data

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise Late

    def stop(self, patience: float = 0.0) -> tuple[str, str]:
        """End the sandbox with all that is in it: (reason, sentence about how it ended).

        patience: seconds to wait for it to end by itself, to learn why it did.
        """
        self.memory = watchdog.largest(watchdog.family(self.pid)[1:])
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            code = None
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self.complaint = self._read_complaint()
        for file in (self._process.stdin, self._process.stdout, self._process.stderr):
            if file is not None:
                file.close()
        return self._ending(code)

    def _read_complaint(self) -> str:
        assert self._process.stderr is not None
        descriptor = self._process.stderr.fileno()
        os.set_blocking(descriptor, False)
        try:
            text = os.read(descriptor, 2**16).decode("utf-8", "replace")
        except BlockingIOError:
            return ""
        return text.strip().rpartition("\n")[2][:300]

    def _ending(self, code: int | None) -> tuple[str, str]:
        limits = self._limits
        if code is None:
            return "protocol", "the process closed its channel and went on"
        if code == watchdog.MEMORY:
            self.memory = limits.memory_mb * 2**20
            return "memory", f"it used more than {limits.memory_mb} MB of memory and was stopped"
        if code == watchdog.PROCESSES:
            return "processes", f"it started more than {limits.processes} processes and was stopped"
        if code == watchdog.THREADS:
            return "threads", f"it started more than {limits.threads} threads and was stopped"
        if code == watchdog.FILES:
            made = f"it made more than {limits.scratch_files} files in one folder"
            return "files", f"{made} and was stopped"
        if code == watchdog.SOCKETS:
            return "sockets", "it opened too many sockets or terminals and was stopped"
        number = code - 128 if code > 128 else -code
        if 0 < number < signal.NSIG:
            return "signal", f"the Python process crashed ({_signal_name(number)})"
        return "exit", f"it ended the Python process itself (exit status {code})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
