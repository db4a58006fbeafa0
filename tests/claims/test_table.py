"""The table of claims: what is read, and what is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.claims.table import Place, read_table
from autograder.errors import UsageError

Change = Callable[[str, str, str], None]


def test_rows_numbers_and_mistakes_are_read(course: Path) -> None:
    table = read_table(course)
    assert list(table.rows) == ["P7", "P6"]
    assert list(table.numbers) == ["P7.sum", "P7.random"]
    assert table.numbers["P7.sum"].slide == ("2.13",)
    assert table.rows["P6"].taught == (Place(1, "2. What they mean"),)
    assert table.mistakes["E18"].at == ("P7",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[P6]", "[Q6]", "[Q6]: an id is one of L, P, B, A, R, E and a number."),
        ('idea = "three sigmoids"', "", "[P7]: 'idea' is missing."),
        ("\ntaught", "\ntought", "[P6]: nobody reads 'tought'."),
        (
            'taught = ["S1: 2. What they mean"]',
            "",
            "[P6]: name a heading under taught, or a number that a lecture claims.",
        ),
        (
            '"S1: 2. What',
            '"2. What',
            "[P6]: '2. What they mean' is no place; write 'S4: ' and a heading of that lecture.",
        ),
        ('slide = "2.13", ', "", "[P7]: a number that differs needs the slide's value."),
        ('"2.13", differs', '"about 2", differs', "could not convert string to float: 'about 2'."),
        ("within =", "whithin =", "unexpected keyword argument 'whithin'"),
        ('at = ["P7"]', 'at = ["P8"]', "[E18]: there is no row 'P8'."),
        ('right = "2.14"', "", "[E18]: 'right' is missing."),
        (
            '{ "S1: 1. Three sigmoids" = "because it rounds on the way" }',
            "{}",
            "[E18]: name the heading where the remark stands.",
        ),
        ("[P6]", "[P6", "cannot be read as TOML: "),
    ],
)
def test_an_entry_that_is_not_in_order_is_refused(
    course: Path, change: Change, old: str, new: str, said: str
) -> None:
    change("claims.toml", old, new)
    with pytest.raises(UsageError) as refused:
        read_table(course)
    assert said in str(refused.value)


def test_a_course_without_a_table_is_one_sentence(course: Path) -> None:
    (course / "claims.toml").unlink()
    with pytest.raises(UsageError, match="There is no table of claims"):
        read_table(course)
