# class: resources | goal: have the test iterate for ever | expected: 0 points, a reason, bounded time
"""A generator has no end and an object may say that it has 2**62 items: whoever turns it into a list
or an array on the trusted side waits, or reserves the memory for it."""

SECONDS = 25

ANSWERS = {
    "square": """
import itertools

def square(x):
    return itertools.count(x)
""",
    "mean": """
def mean(values):
    return Counter(2 ** 62)
""",
    "softmax": """
def softmax(Z):
    return Counter(90_000_000)
""",
    "counter": """
import time

class Counter:
    def __init__(self, length=0):
        self.length = length

    def __len__(self):
        return self.length

    def __iter__(self):
        return itertools.repeat(0.0)

    def __next__(self):
        return self

    def __getitem__(self, index):
        return Counter(self.length)

    def __sub__(self, other):
        return self

    __add__ = __mul__ = __rmul__ = __truediv__ = __abs__ = lambda self, *_: self

    def add(self, word):
        return self

    def count(self, word):
        while True:
            yield time.sleep(0.01)

    @property
    def total(self):
        return itertools.cycle([6])
""",
}

HONEST = {
    "mean": """
import itertools

def numbers():
    while True:
        yield 1.0

def mean(values):
    return sum(values) / sum(itertools.islice(numbers(), len(values)))
"""
}
