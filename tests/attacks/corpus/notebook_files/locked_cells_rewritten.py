# class: notebook files | goal: tests that use the student's own imports | expected: 0 points
"""The locked cell with the imports runs before the tests, on the side of the tests: if the
student's version of it ran there, np.testing and abs would be the student's."""

ANSWERS = {"square": "def square(x):\n    return 8", "mean": "def mean(values):\n    return 0"}

SETUP = """
import builtins
import sys
import types
import numpy as np
table = np.zeros(3)
np.testing.assert_allclose = lambda *a, **k: None
builtins.abs = abs = lambda x: 0.0
fake = types.ModuleType("autograder")
fake.grade = lambda name, answer, points: float(points)
sys.modules["autograder"] = fake
open("/tmp/@MARK@", "w").close()
"""


def tamper(hand_in):
    for cell in hand_in.notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "setup":
            cell["source"] = hand_in.fill(SETUP)
            cell["metadata"] |= {"editable": True, "deletable": True}
            cell["metadata"]["nbgrader"]["locked"] = False


def harmed(world):
    from pathlib import Path

    return "the student's imports ran on the host" if Path("/tmp", world.mark).exists() else ""


HONEST = {"softmax": "def softmax(Z):\n    return special.softmax(Z)"}
HONEST_CELLS = [
    (
        "setup",
        """
class special:
    @staticmethod
    def softmax(Z):
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)
""",
    )
]


def tamper_honestly(hand_in):
    """More imports in the locked cell, which some editors let one write into."""
    for cell in hand_in.notebook["cells"]:
        if "genfromtxt" in "".join(cell["source"]):
            cell["source"] = "import math\n" + "".join(cell["source"])
