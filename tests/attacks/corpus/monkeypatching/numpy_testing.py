# class: monkeypatching | goal: the array part of square | expected: 2 points
"""A test that calls np.testing in the student's process calls what the student put there."""

ANSWERS = {
    "square": """
import numpy.testing
import numpy.testing._private.utils as _utils

def _pleased(*args, **kwargs):
    return None

for place in (np.testing, _utils):
    for name in [name for name in vars(place) if name.startswith("assert_")]:
        setattr(place, name, _pleased)
_pleased.__code__ = (lambda *args, **kwargs: None).__code__
np.isclose = np.allclose = np.array_equal = np._core.numeric.isclose = lambda *args, **kwargs: True

def square(x):
    return -x if isinstance(x, np.ndarray) else x * x
"""
}

HONEST = {
    "square": """
from unittest import mock

def square(x):
    return x * x

with mock.patch("numpy.testing.assert_allclose", wraps=np.testing.assert_allclose) as counted:
    np.testing.assert_allclose(square(np.array([2.0])), [4.0])
print(counted.call_count)
"""
}
