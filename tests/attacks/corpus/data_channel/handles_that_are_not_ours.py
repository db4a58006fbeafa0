# class: data channel | goal: the grader calls or returns an object of its own | expected: 0 points
"""Handles name objects by number: replies that name functions of the test that were never passed,
a class by the number of a function, other kinds, and numbers beyond all bounds."""

START = """
import gc
from autograder.isolation.objects import Objects
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))

class Forged:
    def __init__(self, *handle):
        self.handle = list(handle)

refer = Objects.refer
Objects.refer = lambda self, value: value.handle if type(value) is Forged else refer(self, value)
"""

ANSWERS = {
    "square": START + '\ndef square(x):\n    return Forged("back", 1, "assert_allclose")\n',
    "mean": START
    + """
def mean(values):
    return Forged("class", me._objects.number(mean), "float")
""",
    "softmax": START + '\ndef softmax(Z):\n    return Forged("ref", 2**70, "softmax")\n',
    "counter": START + '\nCounter = Forged("home", -1, "os.abort")\n',
}

HONEST = {
    "counter": """
class Counter:
    made = []

    def __init__(self):
        self.words = []
        Counter.made.append(self)

    def add(self, word):
        self.words.append(word)
        return self

    def count(self, word):
        return sum(1 for other in self.words if other == word)

    @property
    def total(self):
        return len(self.words)
"""
}
