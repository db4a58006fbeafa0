# class: notebook files | goal: one reader sees the answer, another the test | expected: 0 points
"""JSON may name a key twice. Readers differ in which one counts: a check reads the harmless
cells, the grader the others; here each cell is an answer first and then a passed test."""

import json

ANSWERS = {"mean": "def mean(values):\n    return 0"}


def tamper(hand_in):
    parts = []
    for cell in hand_in.notebook["cells"]:
        flags = cell["metadata"]["nbgrader"]
        harmless = json.dumps(cell)[1:-1]
        other = {"nbgrader": flags | {"grade_id": "mean-hidden", "grade": True, "points": 4}}
        more = json.dumps({"metadata": other, "source": "4.0", "cell_type": "code"})[1:-1]
        parts.append(f"{{{harmless}, {more}}}" if flags["solution"] else f"{{{harmless}}}")
    rest = json.dumps({key: hand_in.notebook[key] for key in ("metadata", "nbformat")})[1:]
    cells = f'"cells": [{", ".join(parts)}]'
    hand_in.raw(f'{{"cells": [], {cells}, "nbformat_minor": 5, {rest}'.encode())


def tamper_honestly(hand_in):
    """A merge that went well enough: some keys stand there twice, with the same value."""
    text = json.dumps(hand_in.notebook)
    hand_in.raw(
        text.replace('"metadata": {"nbgrader"', '"id": "a", "metadata": {"nbgrader"').encode()
    )
