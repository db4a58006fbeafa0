# class: lying objects | goal: full marks for square | expected: 0 points
"""A float whose `==` is always true would pass `assert square(12) == 144`."""

ANSWERS = {
    "square": """
class Yes(float):
    def __eq__(self, other):
        return True

    __ne__ = lambda self, other: False
    __hash__ = float.__hash__

def square(x):
    return Yes(0) if not isinstance(x, np.ndarray) else [Yes(0)] * len(x)
"""
}

HONEST = {
    "square": """
class Squared(float):
    def __eq__(self, other):
        return abs(self - other) < 1e-9

    __hash__ = float.__hash__

def square(x):
    return x * x if isinstance(x, np.ndarray) else Squared(x * x)
"""
}
