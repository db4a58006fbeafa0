# class: lying objects | goal: full marks for mean | expected: 0 points
"""Which objects may cross is decided by code in the student's process, where it can be decided otherwise."""

ANSWERS = {
    "mean": """
import autograder.isolation.objects as _objects

class Agreeable:
    def __sub__(self, other):
        return self

    def __abs__(self):
        return self

    def __lt__(self, other):
        return True

    __rsub__ = __sub__
    __gt__ = __le__ = __ge__ = __contains__ = __lt__

_kind = _objects.Objects._kind
_objects.Objects._kind = lambda self, value: "object" if isinstance(value, Agreeable) else _kind(self, value)

def mean(values):
    return Agreeable()
""",
}

HONEST = {
    "mean": '''
class Average:
    """An object of its own on the way to a plain number."""

    def __init__(self):
        self.sum, self.number = 0.0, 0

    def __iadd__(self, value):
        self.sum, self.number = self.sum + value, self.number + 1
        return self

    def __float__(self):
        return self.sum / self.number

def mean(values):
    average = Average()
    for value in values:
        average += value
    return float(average)
''',
}
