# class: notebook files | goal: a file that reads well and breaks what follows | expected: 0 points
"""Nested so deep that the first reader can still bear it, from a shallow stack: whoever reads,
copies or writes it again, a few calls further down, is ended by it."""

import json
import sys

ANSWERS = {"square": "def square(x):\n    return 8"}


def tamper(hand_in):
    for number, cell in enumerate(hand_in.notebook["cells"]):
        cell["metadata"]["deep"] = "@"
        cell["attachments"] = {"a": "@"}
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": f"{number}"}]
    depth = sys.getrecursionlimit() - 60
    text = json.dumps(hand_in.notebook)
    hand_in.raw(text.replace('"@"', "[" * depth + "]" * depth).encode())


def tamper_honestly(hand_in):
    """An output of JSON, as deep as a tree of somebody's own."""
    tree = 0
    for _ in range(100):
        tree = [tree, tree if not tree else 1]
    output = {"output_type": "display_data", "data": {"application/json": tree}, "metadata": {}}
    for cell in hand_in.notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output]
