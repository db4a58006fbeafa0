"""Formulas, held against numbers that were computed elsewhere or by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reporting.statistics import (
    Bin,
    correlation,
    discrimination,
    histogram,
    interval,
    spread,
)

# Nine students, ten items, right or wrong, from S. Varma, “Preliminary item statistics using
# point-biserial correlation and p-values”, Educational Data Systems, 2003; its table of
# point-biserial correlations, each with the total without the item.
VARMA = [
    "1111111101",
    "1111111010",
    "1111110100",
    "1111101010",
    "1111110100",
    "1110100000",
    "1101010000",
    "1010100000",
    "0110000000",
]
P_VALUES = [0.89, 0.89, 0.89, 0.67, 0.78, 0.56, 0.33, 0.33, 0.22, 0.11]
POINT_BISERIAL = [0.46, 0.29, 0.12, 0.73, 0.49, 0.49, 0.59, 0.46, 0.26, 0.40]


@pytest.mark.parametrize("item", range(10))
def test_the_discrimination_is_that_of_the_textbook(item):
    table = [[float(sign) for sign in row] for row in VARMA]
    own = [row[item] for row in table]
    rest = [(sum(row) - row[item]) / 9 for row in table]
    assert round(sum(own) / 9, 2) == P_VALUES[item]
    found = discrimination(own, rest, fewest=9)
    assert found.kind == "point-biserial correlation"
    assert found.students == 9
    assert round(found.value, 2) == POINT_BISERIAL[item]


def test_the_correlation_is_pearsons():
    # Σ(x − 3)(y − 4) = 6, Σ(x − 3)² = 10, Σ(y − 4)² = 6: r = 6/√60
    assert correlation([1, 2, 3, 4, 5], [2, 4, 5, 4, 5]) == pytest.approx(6 / math.sqrt(60))
    assert correlation([1, 2, 3], [3, 2, 1]) == -1.0


def test_where_one_does_not_vary_there_is_no_correlation():
    assert correlation([1, 1, 1], [1, 2, 3]) is None
    assert correlation([1, 2, 3], [2, 2, 2]) is None
    assert correlation([1.0], [2.0]) is None
    assert correlation([0.1 + 0.2, 0.3, 0.3], [1, 2, 3]) is None  # rounding is no variance


def test_the_interval_is_fishers():
    # D. Lane, “HyperStat Online”, confidence interval on Pearson's correlation: r = 0.60 of 100
    # students has the 99 % interval 0.41 to 0.74
    low, high = interval(0.60, 100, quantile=2.58)
    assert (round(low, 2), round(high, 2)) == (0.41, 0.74)
    # Cross Validated, question 18887: 0.684848 of 10 pairs has the 95 % interval 0.097 to 0.918
    low, high = interval(0.684848, 10)
    assert (round(low, 3), round(high, 3)) == (0.097, 0.918)
    assert interval(0.5, 3) is None
    assert interval(1.0, 20) is None


@given(st.floats(-0.99, 0.99), st.integers(4, 500))
def test_the_interval_holds_the_value_and_narrows_with_more_students(r, n):
    low, high = interval(r, n)
    assert -1 <= low <= r <= high <= 1
    again = interval(r, 4 * n)
    assert again[1] - again[0] <= high - low


shares = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=10, max_size=40)


@given(shares)
def test_the_discrimination_agrees_with_numpy_and_does_not_depend_on_the_order(pairs):
    item, rest = zip(*pairs, strict=True)
    found = discrimination(item, rest)
    if min(np.ptp(item), np.ptp(rest)) < 1e-3:  # where rounding decides
        return
    assert found.value == pytest.approx(np.corrcoef(item, rest)[0, 1], abs=1e-6)
    assert found.low is None or found.low <= found.value <= found.high
    again = discrimination(item[::-1], rest[::-1])
    assert again.value == pytest.approx(found.value, abs=1e-9)


@pytest.mark.parametrize(
    ("item", "rest", "why"),
    [
        ([0, 1] * 4, [0.1, 0.9] * 4, "fewer than 10 students"),
        ([1.0] * 12, [0.1, 0.9] * 6, "all have the same marks here"),
        ([0, 1] * 6, [0.5] * 12, "all have the same marks elsewhere"),
        ([], [], "fewer than 10 students"),
    ],
)
def test_what_says_nothing_is_left_out_with_the_reason(item, rest, why):
    found = discrimination(item, rest)
    assert (found.value, found.low, found.high, found.why) == (None, None, None, why)
    assert found.students == len(item)


def test_marks_between_none_and_all_are_no_point_biserial():
    half = discrimination([0, 0.5, 1, 1] * 3, [0.1, 0.4, 0.8, 0.9] * 3)
    assert half.kind == "corrected item-total correlation"
    assert half.value > 0.9


def test_the_spread_is_that_of_a_sample():
    # mean 5, Σ(x − 5)² = 32: the deviation of the sample is √(32/7)
    found = spread([2, 4, 4, 4, 5, 5, 7, 9])
    assert (found.mean, found.median, found.lowest, found.highest) == (5, 4.5, 2, 9)
    assert found.deviation == pytest.approx(math.sqrt(32 / 7))
    assert spread([3.0]).deviation == 0
    assert spread([]) is None


def test_a_mark_on_a_border_is_in_the_upper_part():
    found = histogram([0, 9.99, 10, 100], 100)
    assert [part.students for part in found] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert found[1] == Bin(10, 20, 1)
    thirds = histogram([0.1 + 0.2, 3 * 0.7], 3)  # 0.30000000000000004 and 2.0999999999999996
    assert [part.students for part in thirds] == [0, 1, 0, 0, 0, 0, 0, 1, 0, 0]


def test_marks_above_all_points_or_below_none_are_in_the_outer_parts():
    assert [part.students for part in histogram([-1, 104], 100, bins=2)] == [1, 1]
    assert histogram([0, 0], 0) == ()


@given(st.lists(st.floats(0, 100)), st.integers(1, 20))
def test_every_mark_is_in_one_part_and_numpy_agrees(marks, bins):
    found = histogram(marks, 100, bins)
    assert sum(part.students for part in found) == len(marks)
    edges = [part.low for part in found[1:]]
    if all(abs(mark - edge) > 1e-6 for mark in marks for edge in edges):
        counts, _ = np.histogram(marks, bins, (0, 100))
        assert [part.students for part in found] == counts.tolist()
