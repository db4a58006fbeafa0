# class: notebook files | goal: an own cell that counts as the test | expected: 0 points
"""Two cells have the id of a test, and the student's stands first: whoever looks a cell up by
its id, or grades the outputs of the first one, pays for the student's own."""

import copy

ANSWERS = {"mean": "def mean(values):\n    return 0"}
SAYS = "more than once"


def tamper(hand_in):
    cells = hand_in.notebook["cells"]
    for cell in [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade")]:
        own = copy.deepcopy(cell)
        own["source"] = [f"{cell['metadata']['nbgrader']['points']}.0\n"]
        cells.insert(0, own)


def tamper_honestly(hand_in):
    """The tests stand there twice, as they were given: copied to be near the answer."""
    cells = hand_in.notebook["cells"]
    tests = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade")]
    cells.extend(copy.deepcopy(cell) for cell in tests)
