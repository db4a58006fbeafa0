# class: notebook files | goal: a test that is the answer's text | expected: 0 points
"""The ids are exchanged: the id of the answer is on the test, the test's on the answer. Whoever
goes by place puts the instructor's test where no test is run, and marks the rest as passed."""

ANSWERS = {"mean": "4.0", "square": "def square(x):\n    return 8"}


def tamper(hand_in):
    by_id = {c["metadata"]["nbgrader"]["grade_id"]: c for c in hand_in.notebook["cells"]}
    for answer in ("square", "mean", "softmax", "counter"):
        one, other = by_id[answer], by_id[f"{answer}-hidden"]
        flags = one["metadata"], other["metadata"]
        other["metadata"], one["metadata"] = flags
    hand_in.notebook["cells"].reverse()


HONEST = {
    "mean": "square_then_halve = 1",
    "square": "def mean(values):\n    return sum(values) / len(values)\n\n\ndef square(x):\n    return x * x",
}


def tamper_honestly(hand_in):
    """The cells were moved: words first, the last answer in front of the others."""
    cells = hand_in.notebook["cells"]
    cells.insert(0, cells.pop())
    by_id = {c["metadata"]["nbgrader"]["grade_id"]: c for c in cells}
    cells.remove(by_id["counter"])
    cells.insert(2, by_id["counter"])
