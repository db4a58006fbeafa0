"""A process of its own for an assignment's own cells.

They are trusted, but they work on what a student's code returned, and they may
do to their process what they like: end it, fill its memory, turn its settings.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from autograder.isolation import joining

# One thread an answer: a class has more submissions than a machine has cores.
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@contextlib.contextmanager
def interrupts_wait() -> Iterator[None]:
    """Processes that are started in here hear nothing of Ctrl-C before they `begin`."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin() -> None:
    """Make this process one in which an assignment's modules may be imported."""
    joining.end_with_parent()
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        os._exit(1)
    # A terminal sends Ctrl-C to all; the one that started this process ends it, and says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["MPLBACKEND"] = "agg"  # no windows
    warnings.simplefilter("ignore")  # a warning never costs a point


def settle(folder: Path, memory_mb: int) -> None:
    """Make this process one for the cells of an assignment that lies in ``folder``.

    memory_mb: what it may use on top of what it has now; more is a MemoryError.
    """
    begin()
    os.chdir(folder)
    sys.path.insert(0, "")  # as in a notebook: modules beside it can be imported
    with contextlib.suppress(OSError, ValueError):  # macOS has no /proc and no such limit
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (used + memory_mb * 2**20, hard))
