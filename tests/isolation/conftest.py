"""A real sandbox for every test here: a host without one fails, it does not skip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.isolation.fork_server import ForkServer
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox

Start = Callable[..., StudentProcess]


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    return Sandbox.find()


@pytest.fixture(scope="session", params=["started", "forked"])
def starts(request: Any, sandbox: Sandbox) -> Iterator[Sandbox | ForkServer]:
    """Both ways to a student process: a Python started for it, and a fork of one that is there."""
    if request.param == "started":
        yield sandbox
        return
    server = ForkServer(sandbox, ["matplotlib.pyplot"])
    yield server
    server.close()


@pytest.fixture
def start(starts: Sandbox | ForkServer) -> Iterator[Start]:
    """Start student processes with limits of one's own; all are closed at the end."""
    started: list[StudentProcess] = []

    def new(files: Any = None, classes: Any = (), **limits: Any) -> StudentProcess:
        student = StudentProcess(starts, Limits(**limits), files=files, classes=classes)
        started.append(student)
        return student

    yield new
    for student in started:
        student.close()


@pytest.fixture(scope="module")
def student(starts: Sandbox | ForkServer) -> Iterator[StudentProcess]:
    """One process for all tests of a file that leave it in order."""
    with StudentProcess(starts, classes=["Model", "Value", "Chain"]) as process:
        yield process
