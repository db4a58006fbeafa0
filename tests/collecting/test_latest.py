"""The latest of a person's attempts, against the attempts replayed from the first to the last."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from autograder.collecting.archive import Member
from autograder.collecting.choose import Attempt
from autograder.collecting.latest import Files, latest

BEGIN = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
WANTED = ["ps1", "ps2", "ps3"]
HANDED_IN = st.dictionaries(st.sampled_from(WANTED), st.sampled_from([b"a", b"b"]), min_size=1)


def attempt(day: int, files: Files) -> Attempt:
    members = {
        name: Member(f"{name}.ipynb", "a.zip", datetime.datetime.min, lambda data=data: data)
        for name, data in files.items()
    }
    return Attempt(members, "a.zip", BEGIN + datetime.timedelta(days=day))


def read(one: Attempt) -> Files:
    return {name: member.read() for name, member in one.files.items()}


@given(st.lists(HANDED_IN, min_size=1, max_size=6), st.randoms())
def test_each_notebook_is_the_last_one_and_counts_from_when_it_became_so(
    days: list[Files], chance
) -> None:
    attempts = [attempt(day, files) for day, files in enumerate(days)]
    chance.shuffle(attempts)
    found = latest("ada", attempts, WANTED, read)
    last: Files = {}
    since: dict[str, int] = {}
    for day, files in enumerate(days):
        for name, data in files.items():
            if last.get(name) != data:
                last[name], since[name] = data, day
    assert found.files == last
    assert found.attempt.handed_in == BEGIN + datetime.timedelta(days=max(since.values()))
    assert found.missing == [name for name in WANTED if name not in last]
    # a sentence for each that is not in the last attempt itself
    assert len(found.notes) == len(last.keys() - days[-1].keys())


def test_what_cannot_be_read_is_nobodys_latest() -> None:
    damaged = attempt(2, {"ps1": b"b"})
    found = latest(
        "ada",
        [attempt(1, {"ps1": b"a"}), damaged],
        WANTED,
        lambda one: None if one.handed_in == damaged.handed_in else read(one),
    )
    assert (found.attempt, found.files) == (damaged, None)


def test_a_damaged_earlier_attempt_is_passed_over() -> None:
    damaged = attempt(2, {"ps2": b"b"})
    attempts = [attempt(1, {"ps2": b"a"}), damaged, attempt(3, {"ps1": b"c"})]
    found = latest(
        "ada",
        attempts,
        WANTED,
        lambda one: None if one.handed_in == damaged.handed_in else read(one),
    )
    assert found.files == {"ps1": b"c", "ps2": b"a"}
