# class: persistence | goal: the next students lose marks to this one's settings | expected: 4 points, nobody else's marks
"""Warnings as errors, a recursion limit of 60, changed random states, a changed array comparison and
a changed environment: all of it lasts where submissions share a process, or a fork of one."""

ANSWERS = {
    "mean": """
def mean(values):
    return sum(values) / len(values)
""",
    "counter": """
import builtins, decimal, gc, locale, os, random, sys, warnings

warnings.simplefilter("error")
np.seterr(all="raise")
np.random.seed(0)
random.seed(0)
np.random.default_rng = lambda *_: None
np.testing.assert_allclose = np.allclose = lambda *_, **__: True
builtins.sum = builtins.abs = builtins.len = lambda *_, **__: 0
os.environ.clear()
os.environ["PYTHONHASHSEED"] = "1"
gc.disable()
sys.path[:] = []
sys.modules["autograder"] = sys.modules["json"] = None
sys.setrecursionlimit(100)
""",
}

HONEST = {
    "counter": """
import os, random, warnings

warnings.simplefilter("error")
np.seterr(all="raise")
np.random.seed(1)
random.seed(1)
os.environ["OWN"] = "1"

class Counter:
    def __init__(self):
        self.seen = []

    def add(self, word):
        self.seen.append(word)

    def count(self, word):
        return self.seen.count(word)

    total = property(lambda self: len(self.seen))
"""
}
