"""The small process between the grader and one sandbox.

Theory of operation.  The grader starts this file as a program of its own
(`python -I -S watchdog.py …`); it has the grader's rights, reads nothing that the
student's code wrote except numbers out of /proc, and starts the sandbox as its child.
Twenty times a second it adds up the memory and counts the processes below it, also
while the grader is busy with something else, and ends the sandbox when they pass
their bounds.  It ends the sandbox as well when the grader goes away, for whatever
reason, and when it is told to by SIGTERM.  When it is killed itself, bubblewrap's
`--die-with-parent` ends the sandbox.

The exit status says why: MEMORY, PROCESSES, else that of the sandbox (128 + n for a
signal n).  Only the standard library, and little of that: this is started for each
student.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time

TICK = 0.05
SIGNALS = {signal.SIGCHLD, signal.SIGTERM}
MEMORY, PROCESSES, OTHER = 81, 82, 83
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main(argv: list[str]) -> int:
    """argv: the grader's pid, bounds (bytes, processes), a folder to remove or "", a command."""
    grader, memory, processes, scratch, *command = argv
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
        return _watch(child, int(grader), int(memory), int(processes))
    finally:
        _end_all()
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
        # Should the whole machine run out of memory, this goes first.
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass
    try:
        os.execve(command[0], command, env)
    except OSError as error:
        print(error, file=sys.stderr)
    os._exit(127)


def _watch(child: int, grader: int, memory: int, processes: int) -> int:
    while True:
        told = _told_to_end()
        status = _reap(child)
        if status is not None:
            code = os.waitstatus_to_exitcode(status)
            code = 128 - code if code < 0 else code
            return OTHER if code in (MEMORY, PROCESSES) else code
        if told or os.getppid() != grader:
            return 128 + signal.SIGTERM
        below = family(child)
        if len(below) > processes:
            return PROCESSES
        if resident(below) > memory and proportional(below) > memory:
            return MEMORY


def _told_to_end() -> bool:
    """Sleep for one tick, or until a child ends; whether SIGTERM came."""
    if hasattr(signal, "sigtimedwait"):
        came = signal.sigtimedwait(SIGNALS, TICK)
        return came is not None and came.si_signo == signal.SIGTERM
    time.sleep(TICK)
    return signal.SIGTERM in signal.sigpending()


def _reap(child: int) -> int | None:
    """Collect the processes that have ended; the status of the sandbox if it is one of them."""
    found = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == child:
            found = status


def _end_all() -> None:
    """Kill all below; in bubblewrap one kill takes everything, by its pid namespace."""
    for _ in range(200):
        below = family(os.getpid())[1:]
        if not below:
            return
        for pid in below:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
        _reap(0)


def family(root: int) -> list[int]:
    """`root` and all processes below it."""
    found = [root]
    for pid in found:
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            continue
        for thread in threads:
            try:
                with open(f"/proc/{pid}/task/{thread}/children") as file:
                    found += map(int, file.read().split())
            except FileNotFoundError:
                if pid == root and not os.path.exists(f"/proc/self/task/{os.getpid()}/children"):
                    return _family_by_parents(root)
            except OSError:
                continue
    return found


def _family_by_parents(root: int) -> list[int]:
    # A kernel without the list of children: read who is whose child from everybody.
    children: dict[int, list[int]] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                parent = int(file.read().rpartition(b")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def resident(pids: list[int]) -> int:
    """Resident bytes of all, shared pages counted once for each."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/statm") as file:
                total += int(file.read().split()[1]) * _PAGE
        except (OSError, IndexError):
            continue
    return total


def proportional(pids: list[int]) -> int:
    """Resident bytes of all, shared pages counted once; slower than `resident`."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
                total += sum(int(x.split()[1]) for x in file if x.startswith(b"Pss:")) * 1024
        except OSError:
            total += resident([pid])
    return total


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))
