"""Every idea and mistake of the slides is in the table; the page says what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.claims import judge
from autograder.claims.kept import read_kept
from autograder.claims.lecture import lectures
from autograder.claims.page import page
from autograder.claims.run import measure
from autograder.claims.table import read_table

ROOT = Path(__file__).parents[2]
COURSE, PAGE = ROOT / "course", ROOT / "docs" / "claims.md"
IDEAS = {"L": 38, "P": 25, "B": 12, "A": 10, "R": 16}  # how many each deck has
MISTAKES = 37


def test_every_idea_of_the_slides_is_in_the_table() -> None:
    wanted = [f"{deck}{k}" for deck, count in IDEAS.items() for k in range(1, count + 1)]
    assert list(read_table(COURSE).rows) == wanted


def test_every_mistake_of_the_slides_is_in_the_table() -> None:
    assert list(read_table(COURSE).mistakes) == [f"E{k}" for k in range(1, MISTAKES + 1)]


def test_every_claim_heading_and_remark_is_in_its_lecture() -> None:
    assert judge.missing(read_table(COURSE), lectures(COURSE)) == []


def test_the_page_is_what_the_command_writes() -> None:
    table, known = read_table(COURSE), lectures(COURSE)
    kept = read_kept(PAGE.with_suffix(".json"))
    assert list(judge.against_slides(table, kept.values.values())) == []
    assert set(kept.values) == set(table.numbers), "run: autograder claims --page docs/claims.md"
    assert set(kept.own) == set(known)
    assert [value.name for value in kept.values.values() if not value.agrees] == []
    assert PAGE.read_text(encoding="utf-8") == page(table, known, kept)


@pytest.mark.slow
def test_a_lecture_measures_what_the_page_says() -> None:
    table, known = read_table(COURSE), lectures(COURSE)
    kept = read_kept(PAGE.with_suffix(".json"))
    lecture = known["s04_multiclass_classification"]
    (found,) = measure([lecture])
    assert judge.off(table, [lecture], [found]) == []
    assert {value.name for value in found.claimed} == {call.name for call in lecture.calls}
    assert found.own == kept.own[lecture.session]
    for value in found.claimed:
        before = kept.values[value.name]
        assert (value.stated, value.decimals, value.between) == (
            before.stated,
            before.decimals,
            before.between,
        )
        if value.between is None:
            assert judge.shown(value) == judge.shown(before)
