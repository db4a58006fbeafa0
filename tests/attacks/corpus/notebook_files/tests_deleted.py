# class: notebook files | goal: no tests, no failures | expected: 2 points
"""What is not there cannot fail: the tests are deleted and the rest is turned round, so that what
the grader puts back may land in front of a student's own cell that passes it."""

ANSWERS = {"square": "def square(x):\n    return 9"}
SAYS = "5 test cells had been deleted"
CELLS = [("square", "square = lambda x: 144"), ("setup", "mean = lambda values: 1.5")]


def tamper(hand_in):
    cells = hand_in.notebook["cells"]
    cells[:] = [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution", True)]
    cells.sort(key=lambda cell: "nbgrader" in cell["metadata"])


def tamper_honestly(hand_in):
    """Only the answers were kept, in another order."""
    cells = hand_in.notebook["cells"]
    cells[:] = [c for c in cells if c["metadata"]["nbgrader"]["solution"]][::-1]
