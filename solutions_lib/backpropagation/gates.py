"""Gates: the smallest parts of a computation, each with a way forward and a way back.

``forward`` computes the gate's output z from its inputs and keeps what ``backward`` will
need. ``backward`` gets dz, the gradient dL/dz of the final output L, multiplies it by the
local slopes, and returns a tuple with one gradient for each input, for the last ``forward``.
All numbers may be scalars or arrays of one shape, of float64 or complex.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solutions_lib.binary_classification import sigmoid, sigmoid_derivative

Array = NDArray[Any]


class AddGate:
    r"""z = x + y;  dx = dz, dy = dz: the distributor.

    x, y: numbers or arrays of one shape; dz has the shape of z. Accepts complex input,
    as all these gates do. Source: deck B, "add gate: distributes the gradient".

    >>> gate = AddGate()
    >>> float(gate.forward(3.0, -4.0)), [float(d) for d in gate.backward(2.0)]
    (-1.0, [2.0, 2.0])
    """

    def forward(self, x: ArrayLike, y: ArrayLike) -> Array:
        return numbers(x) + numbers(y)

    def backward(self, dz: ArrayLike) -> tuple[Array, Array]:
        return numbers(dz), numbers(dz)


class MultiplyGate:
    r"""z = x y;  dx = y dz, dy = x dz: the swapper.

    x, y: numbers or arrays of one shape. Source: deck B, "multiply gate: swaps"; the
    slide's class has neither ``self`` as a parameter nor a correct comment: its self.y
    is the local slope dz/dx, and dx is self.y * dz.

    >>> gate = MultiplyGate()
    >>> float(gate.forward(3.0, -4.0)), [float(d) for d in gate.backward(2.0)]
    (-12.0, [-8.0, 6.0])
    """

    def forward(self, x: ArrayLike, y: ArrayLike) -> Array:
        self.x, self.y = numbers(x), numbers(y)
        return self.x * self.y

    def backward(self, dz: ArrayLike) -> tuple[Array, Array]:
        return self.y * numbers(dz), self.x * numbers(dz)


class MaxGate:
    r"""z = max(x, y), entry by entry;  the larger input gets dz, the other 0: the router.

    x, y: numbers or arrays of one shape. At a tie x gets all of dz; any split that adds up
    to dz would do. Source: deck B, "max gate: routes the gradient".

    >>> gate = MaxGate()
    >>> float(gate.forward(3.0, -4.0)), [float(d) for d in gate.backward(2.0)]
    (3.0, [2.0, 0.0])
    """

    def forward(self, x: ArrayLike, y: ArrayLike) -> Array:
        x, y = numbers(x), numbers(y)
        self.x_wins = x.real >= y.real
        return np.where(self.x_wins, x, y)[()]

    def backward(self, dz: ArrayLike) -> tuple[Array, Array]:
        dz = numbers(dz)
        return np.where(self.x_wins, dz, 0.0)[()], np.where(self.x_wins, 0.0, dz)[()]


class CopyGate:
    r"""a = x, b = x;  dx = da + db: the adder.

    x: a number or an array. Source: deck B, "copy gate: adds the gradients".

    >>> gate = CopyGate()
    >>> [float(z) for z in gate.forward(3.0)], [float(d) for d in gate.backward(2.0, 5.0)]
    ([3.0, 3.0], [7.0])
    """

    def forward(self, x: ArrayLike) -> tuple[Array, Array]:
        return numbers(x), numbers(x)

    def backward(self, da: ArrayLike, db: ArrayLike) -> tuple[Array]:
        return (numbers(da) + numbers(db),)


class SigmoidGate:
    r"""z = σ(x) = 1 / (1 + e⁻ˣ);  dx = σ(x) (1 − σ(x)) dz.

    x: a number or an array. 1 − σ(x) is computed as σ(−x), which keeps its digits where
    σ(x) has become 1. Source: deck B, "linear + sigmoid".

    >>> gate = SigmoidGate()
    >>> float(gate.forward(0.0)), [float(d) for d in gate.backward(2.0)]
    (0.5, [0.5])
    """

    def forward(self, x: ArrayLike) -> Array:
        self.x = numbers(x)
        return sigmoid(self.x)

    def backward(self, dz: ArrayLike) -> tuple[Array]:
        return (sigmoid_derivative(self.x) * numbers(dz),)


class ExpGate:
    r"""z = eˣ;  dx = eˣ dz. x: a number or an array, below 709. Source: deck B, d(eˣ)/dx = eˣ.

    >>> gate = ExpGate()
    >>> float(gate.forward(0.0)), [float(d) for d in gate.backward(2.0)]
    (1.0, [2.0])
    """

    def forward(self, x: ArrayLike) -> Array:
        self.z = np.exp(numbers(x))
        return self.z

    def backward(self, dz: ArrayLike) -> tuple[Array]:
        return (self.z * numbers(dz),)


def numbers(x: ArrayLike) -> Array:
    """A copy of x in float64, or complex; a number stays a number."""
    x = np.array(x)
    if x.dtype.char not in "dD":  # neither float64 nor complex128
        x = x.astype(np.result_type(x, np.float64))
    copy: Array = x[()]
    return copy
