from decimal import Decimal

import pytest

from autograder.exporting.rounding import Scale, exact


@pytest.mark.parametrize(
    ("places", "total", "written"),
    [
        (2, "2.675", "2.68"),
        (2, "2.674999", "2.67"),
        (0, "0.5", "1"),
        (0, "2.5", "3"),
        (1, "0.05", "0.1"),
        (2, "10", "10"),
        (2, "100.00", "100"),
        (0, "100", "100"),
        (3, "0.0004", "0"),
    ],
)
def test_half_is_rounded_up_in_decimal(places: int, total: str, written: str) -> None:
    assert Scale(places).mark(Decimal(total), Decimal(100)) == written


def test_sums_of_tenths_are_exact() -> None:
    # as floats 0.1 + 0.2 is more than 0.3, and ten times 0.1 is less than 1
    assert sum(map(exact, [0.1] * 10), Decimal(0)) == 1
    assert Scale(0).mark(sum(map(exact, [0.1] * 5), Decimal(0)), Decimal(1)) == "1"


def test_marks_are_scaled_before_they_are_rounded() -> None:
    assert Scale(1, Decimal(20)).mark(Decimal("3.33"), Decimal(30)) == "2.2"
    assert Scale(2, Decimal(100)).mark(Decimal(0), Decimal(0)) == "0"


def test_what_was_done_is_told() -> None:
    assert Scale().told(Decimal("100.0")) == (
        "Marks are out of 100, rounded half up to 2 decimal places."
    )
    assert Scale(0, Decimal(20)).told(Decimal(30)) == (
        "Marks are out of 20, scaled from 30 points, rounded half up to whole numbers."
    )
