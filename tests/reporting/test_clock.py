import datetime
from zoneinfo import ZoneInfo

import pytest

from autograder.grading.handed_in import HandedIn
from autograder.reporting.clock import Clock, clock, moment, span

UTC = datetime.UTC
DUE = datetime.datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (59.9, "less than a minute"),
        (60, "1 minute"),
        (3_599, "59 minutes"),
        (3_600, "1 hour"),
        (7_500, "2 hours 5 minutes"),
        (86_400 + 300, "1 day"),
        (86_400 * 3 + 3_600 * 4 + 59, "3 days 4 hours"),
    ],
)
def test_a_length_of_time_is_told_in_its_two_largest_units(seconds, words):
    assert span(datetime.timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("zone", "hours", "words"),
    [
        ("UTC", 0, "Sun 29 March 2026, 00:30 (UTC)"),
        # summer time begins in Berlin on this day, at 01:00 UTC
        ("Europe/Berlin", 0, "Sun 29 March 2026, 01:30 (Europe/Berlin, UTC+01:00)"),
        ("Europe/Berlin", 1, "Sun 29 March 2026, 03:30 (Europe/Berlin, UTC+02:00)"),
        ("America/St_Johns", 0, "Sat 28 March 2026, 22:00 (America/St_Johns, UTC-02:30)"),
    ],
)
def test_a_time_is_told_as_the_clocks_of_the_zone_show_it(zone, hours, words):
    assert moment(DUE + datetime.timedelta(hours=hours), ZoneInfo(zone)) == words


def test_what_is_not_known_is_not_told():
    assert clock(HandedIn(), "one", 10.0, UTC) == Clock()
    without_due = clock(HandedIn(at=DUE, extension=datetime.timedelta(1)), "one", 10.0, UTC)
    assert without_due == Clock(handed_in="Sun 29 March 2026, 00:30 (UTC)")


def test_less_than_a_second_late_is_late():
    at = DUE + datetime.timedelta(microseconds=1)
    assert clock(HandedIn(at, DUE), "one", 10.0, UTC).late == "less than a minute"
    assert clock(HandedIn(DUE, DUE), "one", 10.0, UTC).late == ""


@pytest.mark.parametrize(
    ("penalty", "total", "taken"), [(3.0, 10.0, 3.0), (12.0, 10.0, 10.0), (-2.0, 10.0, 0.0)]
)
def test_never_more_is_taken_off_than_there_is(penalty, total, taken):
    times = HandedIn(penalties={"one": penalty, "two": 99.0})
    assert clock(times, "one", total, UTC).penalty == taken
