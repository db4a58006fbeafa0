"""The numbers of a lecture are checked whenever it runs."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lecture_tools.record import record, recording

_SHOWN = 12  # of a larger array only the verdict is put on the list


def agrees(value: ArrayLike, stated: ArrayLike, decimals: int) -> bool:
    """True if each value is the stated number, when both are written with so many decimals.

    >>> agrees(2.1368, 2.14, 2), agrees(2.1368, 2.13, 2)
    (True, False)
    """
    well = _near(value, stated, decimals)
    if recording():
        line = sys._getframe(1).f_lineno
        record(line=line, **_told(value, stated, decimals), agrees=well)
    return well


def claim(
    name: str,
    value: ArrayLike,
    stated: ArrayLike | None = None,
    decimals: int | None = None,
    *,
    between: tuple[float, float] | None = None,
) -> None:
    """Check a number that has to do with the slides, and give it its name in the course's table.

    name: the row of the table and the number in it, "P7.sum": deck P, idea 7, the sum.
    stated, decimals: as for ``agrees``; without decimals the two have to be equal.
    between: for a number that differs from machine to machine, the least and the largest value.

    AssertionError, in one sentence, if the number is another one.

    >>> claim("P7.sum", 2.1368, 2.14, 2)
    >>> claim("P7.sum", 2.1368, 2.13, 2)
    Traceback (most recent call last):
    AssertionError: P7.sum: the text says 2.13 (2 decimals), and 2.1368 came out.
    """
    if between is not None:
        well = bool(np.all((between[0] <= np.asarray(value)) & (np.asarray(value) <= between[1])))
        said = f"between {between[0]} and {between[1]}"
    elif stated is None:
        raise TypeError(f"{name}: state the number that is claimed, or between=(least, largest).")
    else:
        well = _near(value, stated, decimals)
        said = f"{stated}" + ("" if decimals is None else f" ({decimals} decimals)")
    if recording():  # who keeps the list wants all of it, and says what is off
        line = sys._getframe(1).f_lineno
        told = _told(value, stated, decimals)
        record(claim=name, line=line, **told, between=between, agrees=well)
    elif not well:
        raise AssertionError(f"{name}: the text says {said}, and {np.asarray(value)} came out.")


def _near(value: ArrayLike, stated: ArrayLike, decimals: int | None) -> bool:
    apart = 0.0 if decimals is None else 0.501 * 10.0**-decimals
    return bool(np.allclose(value, stated, rtol=0, atol=apart))


def _told(value: ArrayLike, stated: ArrayLike | None, decimals: int | None) -> dict[str, Any]:
    small = np.size(value) <= _SHOWN
    return {
        "value": np.asarray(value).tolist() if small else None,
        "stated": np.asarray(stated).tolist() if stated is not None and small else None,
        "decimals": decimals,
    }
