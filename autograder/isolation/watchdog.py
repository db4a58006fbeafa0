"""The small process between the grader and one sandbox.

Theory of operation.  The grader starts this file as a program of its own
(`python -I -S watchdog.py …`); it has the grader's rights, reads nothing that the
student's code wrote except numbers out of /proc, and starts the sandbox as its child.
Twenty times a second it adds up the memory and counts the processes and threads below
it, the files in the writable places, the sockets and the terminals, also while the
grader is busy with something else, and ends the sandbox when they pass their bounds.
It ends the sandbox as well when the grader goes away, for whatever reason, and when it
is told to by SIGTERM.  When it is killed itself, bubblewrap's `--die-with-parent` ends
the sandbox.

Sockets are counted by the kernel, for the network namespace: those that no descriptor
stands for any more, such as one that waits to be accepted, hold memory all the same.

The exit status says why: one of ENDINGS, else that of the sandbox (128 + n for a signal
n).  Only the standard library, and little of that: this is started for each student.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable

TICK = 0.05
SIGNALS = {signal.SIGCHLD, signal.SIGTERM}
MEMORY, PROCESSES, OTHER, THREADS, FILES, SOCKETS = 81, 82, 83, 84, 85, 86
ENDINGS = (MEMORY, PROCESSES, THREADS, FILES, SOCKETS)
# What the kernel holds for one: 0.3 MB for a local socket, up to 15 MB for one of TCP.
_MOST_SOCKETS, _MOST_TCP, _MOST_TERMINALS = 256, 16, 32


def main(argv: list[str]) -> int:
    """Start a command and watch it.

    argv: the grader's pid; bounds (bytes, processes, threads, files in each place); the
    places of the sandbox in which files are counted, with ":" between them; a folder to
    remove or ""; the command.
    """
    grader, *numbers, places, scratch = argv[:7]
    command = argv[7:]
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    if scratch:
        _adopt_orphans()
    child = os.fork()
    if child == 0:
        # An empty environment, also without what Python itself sets at its start.
        _become(command, dict(os.environ) if scratch else {})
    for descriptor in map(int, os.listdir("/dev/fd")):
        with contextlib.suppress(OSError):
            os.close(descriptor)
    try:
        memory, processes, threads, files = map(int, numbers)
        named = [place for place in places.split(":") if place]
        bounds = Bounds(memory, processes, threads, files, named)
        return watch([child], bounds, lambda: os.getppid() != int(grader))
    finally:
        end_all()
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)


def _adopt_orphans() -> None:
    # Without a pid namespace, what the student's code leaves behind would be nobody's.
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _become(command: list[str], env: dict[str, str]) -> None:
    try:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever started it may ignore it
    except OSError:
        pass
    offer_to_the_killer()
    try:
        os.execve(command[0], command, env)
    except OSError as error:
        print(error, file=sys.stderr)
    os._exit(127)


def offer_to_the_killer() -> None:
    """Should the whole machine run out of memory, this process and its children go first."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


class Bounds:
    """How much there may be below: bytes, processes, threads, and files in each place."""

    def __init__(
        self, memory: int, processes: int, threads: int, files: int, places: list[str]
    ) -> None:
        self.memory = memory
        self.processes = processes
        self.threads = threads
        self.inside = Inside(places, files)


def watch(roots: list[int], bounds: Bounds, left_alone: Callable[[], bool]) -> int:
    """Wait until one of our children ends, and say how; or why they have to be ended.

    roots: the children; bubblewrap is the first. left_alone: whether the grader went away.
    """
    while True:
        told = _told_to_end()
        for root, status in _reap().items():
            if root in roots:
                code = os.waitstatus_to_exitcode(status)
                code = 128 - code if code < 0 else code
                return OTHER if code in (OTHER, *ENDINGS) else code
        if told or left_alone():
            return 128 + signal.SIGTERM
        below, tasks = census(*roots)
        if len(below) > bounds.processes:
            return PROCESSES
        if tasks > bounds.threads:
            return THREADS
        if resident(below) > bounds.memory and proportional(below) > bounds.memory:
            return MEMORY
        passed = bounds.inside.passed(below)
        if passed:
            return passed


def _told_to_end() -> bool:
    """Sleep for one tick, or until a child ends; whether SIGTERM came."""
    if hasattr(signal, "sigtimedwait"):
        came = signal.sigtimedwait(SIGNALS, TICK)
        return came is not None and came.si_signo == signal.SIGTERM
    time.sleep(TICK)
    return signal.SIGTERM in signal.sigpending()


def _reap() -> dict[int, int]:
    """Collect the processes that have ended, each with its status."""
    ended: dict[int, int] = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == 0:
            return ended
        ended[pid] = status


def end_all() -> None:
    """Kill all below; in bubblewrap one kill takes everything, by its pid namespace."""
    for _ in range(200):
        below = family(os.getpid())[1:]
        if not below:
            return
        for pid in below:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
        _reap()


class Inside:
    """What the kernel holds for the sandbox besides its memory.

    places: folders of the sandbox; in each may lie `files` names.
    """

    def __init__(self, places: list[str], files: int) -> None:
        self._names = places
        self._files = files
        self._places: list[int] = []
        self._sockets: list[int] = []
        self._terminals = -1

    def passed(self, below: list[int]) -> int:
        """FILES or SOCKETS when there are too many, else 0."""
        if not self._names or not (self._sockets or self._open(below)):
            return 0
        for place in self._places:
            room = os.fstatvfs(place)
            if room.f_files - room.f_ffree > self._files:
                return FILES
        # "sockets: used 3", "TCP: inuse 1 …"; "TCP6: inuse 1", …
        counts = [os.pread(file, 200, 0).split() for file in self._sockets]
        tcp = sum(int(words[words.index(b"inuse") + 1]) for words in counts)
        if int(counts[0][2]) > _MOST_SOCKETS or tcp > _MOST_TCP:
            return SOCKETS
        return SOCKETS if len(os.listdir(self._terminals)) > _MOST_TERMINALS else 0

    def _open(self, below: list[int]) -> bool:
        # The command is the third: bubblewrap, its first process inside, what that starts.
        if len(below) < 3:
            return False
        root, net = f"/proc/{below[2]}/root", f"/proc/{below[2]}/net"
        counts = [f"{net}/sockstat", f"{net}/sockstat6"]
        try:
            if os.path.samefile(root, "/"):
                return False  # not yet inside
            self._places = [os.open(root + name, os.O_RDONLY) for name in self._names]
            self._terminals = os.open(f"{root}/dev/pts", os.O_RDONLY)
            self._sockets = [os.open(p, os.O_RDONLY) for p in counts if os.path.exists(p)]
        except OSError:
            return False
        return bool(self._sockets)


def family(root: int) -> list[int]:
    """`root` and all processes below it."""
    return census(root)[0]


def census(*roots: int) -> tuple[list[int], int]:
    """`roots` and all processes below them, and how many threads they have together.

    All below the first root come before the next one, as far as they had started.
    """
    found: list[int] = []
    tasks = 0
    for root in roots:
        below, threads = _census(root)
        found += below
        tasks += threads
    return found, tasks


def _census(root: int) -> tuple[list[int], int]:
    found, tasks = [root], 0
    for pid in found:
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            continue
        tasks += len(threads)
        for thread in threads:
            try:
                found += map(int, _read(f"/proc/{pid}/task/{thread}/children").split())
            except FileNotFoundError:
                if pid == root and not os.path.exists(f"/proc/self/task/{os.getpid()}/children"):
                    return _census_by_parents(root)
            except OSError:
                continue
    return found, tasks


def _census_by_parents(root: int) -> tuple[list[int], int]:
    # A kernel without the list of children: read who is whose child from everybody.
    children: dict[int, list[int]] = {}
    threads: dict[int, int] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = _read(f"/proc/{name}/stat").rpartition(b")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(name))
        threads[int(name)] = int(fields[17])
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found, sum(threads.get(pid, 0) for pid in found)


def resident(pids: list[int]) -> int:
    """Bytes of all in memory and in swap, shared pages counted once for each."""
    return sum(_kilobytes(f"/proc/{pid}/status", b"VmRSS", b"VmSwap") for pid in pids) * 1024


def largest(pids: list[int]) -> int:
    """Bytes: the most that one of them has had in memory, as the kernel counts (VmHWM)."""
    return max((_kilobytes(f"/proc/{pid}/status", b"VmHWM") for pid in pids), default=0) * 1024


def proportional(pids: list[int]) -> int:
    """Bytes of all in memory and in swap, shared pages counted once; slower than `resident`."""
    total = 0
    for pid in pids:
        # smaps_rollup cannot be read of everyone
        parts = _kilobytes(f"/proc/{pid}/smaps_rollup", b"Pss", b"SwapPss")
        total += parts * 1024 or resident([pid])
    return total


def _kilobytes(path: str, *names: bytes) -> int:
    try:
        text = _read(path)
    except OSError:
        return 0
    total = 0
    for name in names:
        # From the start of a line: a process may give itself a name that looks like a number.
        at = text.find(b"\n" + name + b":")
        if at >= 0:
            total += int(text[at + len(name) + 2 : text.index(b"kB", at)])
    return total


def _read(path: str) -> bytes:
    """All of a file of /proc, faster than open() does it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        text = b""
        while piece := os.read(descriptor, 2**13):
            text += piece
        return text
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))
