"""A mark as it is written: total × out_of / maximum, rounded half up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


def exact(value: float | None) -> Decimal:
    """The decimal number that a person sees for a float: 0.1 is 0.1, and sums stay exact."""
    return Decimal(repr(float(value or 0.0)))


@dataclass(frozen=True)
class Scale:
    """How marks are written.

    places: decimal places. out_of: what full marks become; None leaves points as they are.

    >>> Scale(1).mark(Decimal("2.25"), Decimal(5))
    '2.3'
    >>> Scale(0, Decimal(100)).mark(Decimal(1), Decimal(8))
    '13'
    """

    places: int = 2
    out_of: Decimal | None = None

    def mark(self, total: Decimal, maximum: Decimal) -> str:
        """The mark with this many places at most; zeros at the end are left out."""
        value = total
        if self.out_of is not None and maximum:
            value = total * self.out_of / maximum
        rounded = value.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        text = f"{rounded:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def full(self, maximum: Decimal) -> Decimal:
        """What full marks are on this scale."""
        return maximum if self.out_of is None else self.out_of

    def told(self, maximum: Decimal) -> str:
        """What was done to the marks, in one sentence."""
        whole = f"{self.full(maximum).normalize():f}"
        scaled = "" if self.out_of is None else f", scaled from {maximum.normalize():f} points"
        places = "1 decimal place" if self.places == 1 else f"{self.places} decimal places"
        to = f"to {places}" if self.places else "to whole numbers"
        return f"Marks are out of {whole}{scaled}, rounded half up {to}."
