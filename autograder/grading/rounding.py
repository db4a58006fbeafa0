"""How finely marks are told apart: what sums and shares of floats differ by lies beyond."""

from __future__ import annotations

DIGITS = 9  # after the point
FINEST = 1e-9


def same_mark(one: float | None, other: float | None) -> bool:
    """Whether two marks are the same; None, which a person has yet to give, is like no number.

    >>> same_mark(0.1 + 0.2, 0.3), same_mark(None, None), same_mark(None, 0.0)
    (True, True, False)
    """
    if one is None or other is None:
        return one is other
    return abs(one - other) <= FINEST
