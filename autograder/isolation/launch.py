"""The start of the student's process: take the channel, bound the resources, serve."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from typing import Any

from autograder.isolation.student import Student
from autograder.isolation.wire import Pipe, encode


def main() -> None:
    """Take the channel for ourselves, hear the limits, serve."""
    sys.argv = [""]
    descriptors = [os.dup(0), os.dup(1)]
    nothing = os.open(os.devnull, os.O_RDWR)
    # Standard error stays the sandbox's until the shell is there: a failed start is told there.
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    os.register_at_fork(after_in_child=lambda: _close(descriptors))
    pipe = Pipe(*descriptors)
    begin = pipe.read(2**20, _no_handles)
    _bound_resources(begin["limits"])
    student = Student(pipe, begin)
    # Not part of any traceback, nor of what `import __main__` shows.
    sys.modules["__main__"].__dict__.pop("main", None)
    pipe.write(encode({"id": begin["id"], "value": "ready"}, lambda _: None, 2**20))
    student.serve_all()
    os._exit(0)


def _no_handles(body: object) -> object:
    raise ValueError("no handles yet")


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _bound_resources(limits: dict[str, Any]) -> None:
    """The kernel's limits on this process and its children; they cannot be raised again."""
    bounds = {
        "CORE": 0,
        "NOFILE": 256,
        "CPU": limits["cpu_seconds"],
        "FSIZE": limits["scratch_bytes"],
        "AS": limits["address_space_bytes"],
        "NPROC": limits["threads"],
        # What the kernel keeps for a user: signals that wait and timers, locked pages, queues.
        "SIGPENDING": 256,
        "MEMLOCK": 2**16,
        "MSGQUEUE": 0,
    }
    for name, bound in bounds.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)  # macOS has not all of them
        if kind is not None and bound is not None:
            hard = resource.getrlimit(kind)[1]
            bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
            # macOS knows no limit of address space.
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(kind, (bound, bound))
