"""How finely marks are told apart: what sums and shares of floats differ by lies beyond."""

from __future__ import annotations

DIGITS = 9  # after the point
FINEST = 1e-9
