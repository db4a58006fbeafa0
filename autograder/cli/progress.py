"""How a run is going: a bar in a terminal, now and then a line elsewhere, events for tools."""

from __future__ import annotations

import json
import sys
import time
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:
    from rich.progress import Progress

    from autograder.grading.batch import Done

EVERY = 5.0  # seconds between two lines


class Watcher(AbstractContextManager["Watcher"], Protocol):
    """Hears how a run is going."""

    def begin(self, assignment: str, submissions: int) -> None:
        """The assignment is read; so many submissions are looked at."""

    def done(self, one: Done) -> None:
        """The run is done with one of them."""

    def note(self, sentence: str) -> None:
        """Something that the instructor should know, and that does not stop the run."""


def watcher(*, events: bool) -> Watcher:
    """The one that suits: events if they are asked for, else what the terminal can show."""
    if events:
        return Events()
    return Bar() if sys.stderr.isatty() else Lines()


class _Counted:
    """What has been done so far, and how fast."""

    def __init__(self) -> None:
        self.assignment, self.total = "", 0
        self.finished = self.graded = self.waiting = 0
        self.slowest: tuple[float, str] = (0.0, "")
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        return None

    def begin(self, assignment: str, submissions: int) -> None:
        self.assignment, self.total = assignment, submissions
        self._began = time.monotonic()

    def count(self, one: Done) -> None:
        self.finished += 1
        if one.fresh:
            self.graded += 1
            self.slowest = max(self.slowest, (one.result.seconds, one.result.student))
        self.waiting += bool(one.result.attention)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def in_words(self) -> str:
        """“2.1 a second, 14 s left; slowest ada, 3.2 s; 2 need a person”."""
        if not self.graded:
            return ""
        rate = self.graded / max(self.seconds, 1e-3)
        left = (self.total - self.finished) / rate
        words = [f"{rate:.1f} a second, {_duration(left)} left"]
        words.append(f"slowest {self.slowest[1]}, {self.slowest[0]:.1f} s")
        if self.waiting:
            words.append(f"{self.waiting} need{'s' if self.waiting == 1 else ''} a person")
        return "; ".join(words)


class Bar(_Counted, Watcher):
    """One line in a terminal, which is gone at the end."""

    def __enter__(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        said = TextColumn("{task.fields[said]}")
        self._progress: Progress = Progress(
            *columns, said, console=Console(stderr=True), transient=True
        )
        self._progress.start()
        self._task = self._progress.add_task("Reading the assignment", total=None, said="")
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begin(self, assignment: str, submissions: int) -> None:
        super().begin(assignment, submissions)
        self._progress.update(self._task, description=f"Grading {assignment}", total=submissions)

    def done(self, one: Done) -> None:
        self.count(one)
        self._progress.update(self._task, advance=1, said=self.in_words)

    def note(self, sentence: str) -> None:
        self._progress.console.print(f"Note: {sentence}", markup=False, highlight=False)


class Lines(_Counted, Watcher):
    """A line on standard error every few seconds; none where it is done sooner."""

    def __enter__(self) -> Lines:
        self._said = time.monotonic()
        return self

    def done(self, one: Done) -> None:
        self.count(one)
        if time.monotonic() - self._said >= EVERY and self.finished < self.total:
            self._said = time.monotonic()
            done = f"Grading {self.assignment}: {self.finished} of {self.total}"
            click.echo("; ".join(filter(None, (done, self.in_words))), err=True)

    def note(self, sentence: str) -> None:
        click.echo(f"Note: {sentence}", err=True)


class Events(_Counted, Watcher):
    """One JSON object a line on standard output."""

    def __enter__(self) -> Events:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            counts = {"submissions": self.finished, "graded": self.graded}
            counts["need_a_person"] = self.waiting
            _write("finished", assignment=self.assignment, **counts, seconds=round(self.seconds, 2))

    def begin(self, assignment: str, submissions: int) -> None:
        super().begin(assignment, submissions)
        _write("began", assignment=assignment, submissions=submissions)

    def done(self, one: Done) -> None:
        self.count(one)
        result = one.result
        _write(
            "graded" if one.fresh else "unchanged",
            student=result.student,
            score=result.score,
            points=result.points,
            before=one.before,
            seconds=result.seconds,
            attention=list(result.attention),
        )

    def note(self, sentence: str) -> None:
        _write("note", sentence=sentence)


def _write(event: str, **fields: Any) -> None:
    click.echo(json.dumps({"event": event, **fields}))
    sys.stdout.flush()


def _duration(seconds: float) -> str:
    """“14 s”, “3 min 05 s”, “2 h 10 min”."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
