"""How a run is told: a line now and then, events for tools, what moved."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.cli import progress
from autograder.cli.classroom import _tell_moved
from autograder.cli.progress import Bar, Events, Lines, watcher
from autograder.grading.batch import Done
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult


def done(
    student: str, score: float = 1, *, before: float | None = None, seconds: float = 2, **more: Any
) -> Done:
    """A submission that is done with."""
    cells = (CellResult("f", 4, score, "right"),)
    attention = ("Look.",) if more.pop("attention", False) else ()
    result = SubmissionResult(
        "ps1", student, (NotebookResult("ps1", cells, (), {}),), attention, "none", "", "", seconds
    )
    return Done(result, more.pop("fresh", True), before)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in seconds: set clock[0]."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_run_that_is_soon_done_says_nothing(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Lines() as lines:
        lines.begin("ps1", 2)
        clock[0] += 4
        lines.done(done("ada"))
        clock[0] += 4
        lines.done(done("bob"))
    assert capsys.readouterr() == ("", "")


def test_a_longer_run_says_every_few_seconds_how_it_goes(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Lines() as lines:
        lines.begin("ps1", 50)
        lines.done(done("old", fresh=False))
        for number in range(12):
            clock[0] += 1
            lines.done(done(f"s{number}", seconds=number % 5, attention=number == 3))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "Grading ps1: 6 of 50; 1.0 a second, 44 s left; slowest s4, 4.0 s; 1 needs a person",
        "Grading ps1: 11 of 50; 1.0 a second, 39 s left; slowest s9, 4.0 s; 1 needs a person",
    ]


def test_what_was_known_already_does_not_count_as_speed(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Lines() as lines:
        lines.begin("ps1", 9)
        clock[0] += 6
        lines.done(done("old", fresh=False))
    assert capsys.readouterr().err == "Grading ps1: 1 of 9\n"


def test_times_are_told_as_people_say_them() -> None:
    told = [progress._duration(seconds) for seconds in (0, 14.4, 59.6, 185, 7805)]
    assert told == ["0 s", "14 s", "1 min 00 s", "3 min 05 s", "2 h 10 min"]


def test_events_are_one_object_a_line(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Events() as events:
        events.begin("ps1", 2)
        clock[0] += 3
        events.done(done("ada", 3, before=1.0, attention=True))
        events.done(done("bob", 2, fresh=False))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    one = {"points": 4, "seconds": 2}
    assert told == [
        {"event": "began", "assignment": "ps1", "submissions": 2},
        {"event": "graded", "student": "ada", "score": 3, "before": 1.0, "attention": ["Look."]}
        | one,
        {"event": "unchanged", "student": "bob", "score": 2, "before": None, "attention": []} | one,
        {
            "event": "finished",
            "assignment": "ps1",
            "submissions": 2,
            "graded": 1,
            "need_a_person": 1,
            "seconds": 3.0,
        },
    ]


def test_a_run_that_fails_is_not_said_to_be_finished(capsys: pytest.CaptureFixture[str]) -> None:
    events = Events()
    events.begin("ps1", 2)
    with pytest.raises(RuntimeError, match="lost"), events:
        raise RuntimeError("lost")
    assert [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()] == ["began"]


def test_a_terminal_gets_a_bar_which_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("COLUMNS", "150")
    with Bar() as bar:
        bar.begin("ps1", 2)
        bar.done(done("ada"))
        bar._progress.refresh()
        shown = bar._progress.get_renderable()
        task = bar._progress.tasks[0]
        assert (task.description, task.completed, task.total) == ("Grading ps1", 1, 2)
        assert "slowest ada, 2.0 s" in task.fields["said"]
        assert shown is not None
    assert capsys.readouterr().out == ""


def test_who_watches_depends_on_what_is_asked_for_and_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(watcher(events=True), Events)
    assert isinstance(watcher(events=False), Lines)
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    assert isinstance(watcher(events=False), Bar)


def test_marks_that_moved_are_told_by_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _tell_moved([])
    assert capsys.readouterr().out == ""
    _tell_moved([done("bob", 2, before=2.5), done("ada", 4, before=0)])
    assert capsys.readouterr().out == (
        "\nMarks that moved since they were last recorded:\n  ada: 0 → 4\n  bob: 2.5 → 2\n"
    )


def test_a_mark_moved_only_if_there_was_one_and_it_is_another_now() -> None:
    assert done("ada", 2, before=1).moved
    assert not done("ada", 2, before=2).moved
    assert not done("ada", 2).moved
