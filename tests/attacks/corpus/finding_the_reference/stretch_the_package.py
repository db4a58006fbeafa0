# class: finding the reference | goal: the checks as an oracle inside the answer | expected: 0 points, nothing read
"""A part of the autograder is importable in the sandbox; its lazy `grade` and its path may lead to the rest."""

ANSWERS = {
    "softmax": """
import sys
import autograder
import autograder.isolation

for root in ("@PROJECT@", "@COURSE@", "/run/autograder", autograder.__file__.rpartition("/autograder/")[0]):
    sys.path.insert(0, root)
    autograder.__path__.append(root + "/autograder")
sys.modules.pop("autograder.checking", None)

def _constant(Z):
    return np.full(Z.shape, 1 / Z.shape[1])

try:
    print("the oracle says", autograder.grade("softmax", _constant, points=6))
except Exception as error:
    print(type(error).__name__, error)
try:
    from autograder.checking.catalogue import catalogue
    from pathlib import Path
    softmax = catalogue(Path("@COURSE@/course")).load("softmax").references["softmax"]
except ImportError as error:
    print(error)
""",
    "counter": """
from autograder.checking.grade import _collected, collecting
from autograder.checking.exercise import Exercise

Exercise.judge = lambda self, names, without="": None
Counter = next(value for value in vars(_collected).values())
""",
}

HONEST = {
    "softmax": """
import sys, types

tools = types.ModuleType("tools")
tools.__path__ = []
sys.modules["tools"] = tools
tools.exp = np.exp
from tools import exp

def softmax(Z):
    E = exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
"""
}
