"""The trusted side of one notebook: the instructor's own cells, run out of reach.

Here the instructor's imports, data and tests run. A name that a test uses and
that no cell on this side has bound belongs to the student: at its first use it
is fetched from the student process, as plain data or as a stand-in that calls
it there.
"""

from __future__ import annotations

import builtins
import io
import signal
import types
from collections.abc import Collection, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.checking.compare import is_number
from autograder.checking.grade import collecting
from autograder.checking.verdict import Report
from autograder.grading.names import names_of, plain_python, split_last_expression

PRINTED_CHARS = 20_000


class Student(Protocol):
    """The student process, as far as a test needs it."""

    def get(self, name: str) -> object:
        """A name's value, plain or a stand-in; NameError where there is none."""


class OutOfTime(BaseException):
    """A cell on the trusted side used up its time; no ``except Exception`` stops it."""


@dataclass(frozen=True)
class TestRun:
    """What running a test cell gave.

    value: the trailing expression's; kind: "none", "number", "bool", "text" or
    "other". error: what stopped the cell, and lines: the cell's own lines, from 1,
    on the way to it, innermost last; empty if they are not known.
    """

    __test__ = False

    value: Any
    kind: str
    error: BaseException | None
    lines: tuple[int, ...]
    printed: str
    reports: tuple[Report, ...]


class TrustedSide:
    """The namespace in which an assignment's own cells run."""

    def __init__(self) -> None:
        self._names = _Names()
        self._cells = 0

    def give_away(self, names: Collection[str]) -> None:
        """These names are the student's from here on."""
        for name in names:
            self._names.pop(name, None)
        self._names.claimed.difference_update(names)
        self._names.given.update(names)

    def run_context(self, source: str, seconds: float) -> BaseException | None:
        """Run an instructor's cell that is no test; returns what stopped it."""
        return self._run(source, seconds).error

    def run_test(self, source: str, student: Student, seconds: float) -> TestRun:
        """Run a test cell, its free names taken from the student process."""
        self._names.student, self._names.lent = student, {}
        try:
            run = self._run(source, seconds)
        finally:
            self._names.student = None
        if run.error is not None:
            # else a student could bind what the test did not come to bind
            self._names.claimed |= names_of(source).bound - self._names.lent.keys()
        return run

    def _run(self, source: str, seconds: float) -> TestRun:
        printed = io.StringIO()
        value: Any = None
        error: BaseException | None = None
        self._cells += 1
        filename = f"<cell {self._cells} of the assignment>"
        with collecting() as reports, redirect_stdout(printed), redirect_stderr(io.StringIO()):
            try:
                body, last = split_last_expression(plain_python(source))
                with _time_limit(seconds):
                    exec(compile(body, filename, "exec"), self._names)
                    if last is not None:
                        value = eval(compile(last, filename, "eval"), self._names)
            except KeyboardInterrupt:
                raise
            except BaseException as stopped:  # SystemExit and OutOfTime are failures too
                error = stopped
        text = printed.getvalue()[:PRINTED_CHARS]
        return TestRun(
            value, value_kind(value), error, _lines(error, filename), text, tuple(reports)
        )


def value_kind(value: object) -> str:
    """The kind of a trailing expression's value, as ``TestRun.kind`` names it."""
    if value is None:
        return "none"
    if isinstance(value, bool | np.bool_):
        return "bool"
    if is_number(value):
        return "number"
    return "text" if isinstance(value, str) else "other"


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    def stop(signum: int, frame: types.FrameType | None) -> None:
        raise OutOfTime(f"took longer than {seconds:g} seconds in all")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _lines(error: BaseException | None, filename: str) -> tuple[int, ...]:
    if isinstance(error, SyntaxError) and error.filename == filename and error.lineno:
        return (error.lineno,)
    lines = []
    trace = error.__traceback__ if error else None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return tuple(lines)


class _Names(dict[str, Any]):
    """What the cells on this side have bound; other names are looked up at the student's.

    student: whom to ask, while a test runs. lent: what this test has been given.
    given: names that are the student's even if they are those of builtins.
    claimed: names that are never asked for, though nothing is bound to them.
    """

    def __init__(self) -> None:
        super().__init__(
            __name__="__main__",
            __builtins__=builtins,
            get_ipython=_NoIPython,
            display=lambda *_, **__: None,  # a builtin of every notebook
        )
        self.student: Student | None = None
        self.lent: dict[str, Any] = {}
        self.given: set[str] = set()
        self.claimed: set[str] = set()

    def __missing__(self, name: str) -> Any:
        # Python comes here for a global name before it turns to the builtins.
        if name not in self.lent:
            if self.student is None or name in self.claimed:
                raise KeyError(name)
            if hasattr(builtins, name) and name not in self.given:
                raise KeyError(name)
            self.lent[name] = self.student.get(name)
        return self.lent[name]


class _NoIPython:
    """get_ipython() on the trusted side: settings and installations mean nothing here."""

    SETTINGS = ("matplotlib", "load_ext", "reload_ext", "autoreload", "config", "precision")

    def run_line_magic(self, name: str, line: str, **_: Any) -> None:
        if name not in (*self.SETTINGS, "pip", "conda"):
            raise RuntimeError(f"the magic %{name} does not run outside a notebook")

    def system(self, command: str) -> None:
        """Nothing: ``!pip install`` in front of the imports is the student's side's business."""
