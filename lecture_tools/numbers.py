"""The numbers of a lecture are checked whenever it runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def agrees(value: ArrayLike, stated: ArrayLike, decimals: int) -> bool:
    """True if each value is the stated number, when both are written with so many decimals.

    >>> agrees(2.1368, 2.14, 2), agrees(2.1368, 2.13, 2)
    (True, False)
    """
    return bool(np.allclose(value, stated, rtol=0, atol=0.501 * 10.0**-decimals))
