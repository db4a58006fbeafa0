# class: data channel | goal: full marks for mean | expected: 0 points
"""A handle of the kind "object" in place of a number: the test's own `- right` and `< 1e-12` are
then asked of the student's process, which is even told what would have been right."""

ANSWERS = {
    "mean": """
import gc
from autograder.isolation.objects import Objects
from autograder.isolation.student import Student

class Whatever:
    def __sub__(self, right):
        return self

    def __abs__(self):
        return self

    def __lt__(self, bound):
        return True

objects = next(one for one in gc.get_objects() if isinstance(one, Objects))
objects.refer = lambda value: ["object", objects.number(value), "Mean"] if isinstance(
    value, Whatever) else Objects.refer(objects, value)

def mean(values):
    return Whatever()
"""
}

HONEST = {
    "mean": """
class Sum:
    def __init__(self, values):
        self.values = values

    def __truediv__(self, n):
        return float(sum(self.values) / n)

def mean(values):
    return Sum(values) / len(values)
"""
}
