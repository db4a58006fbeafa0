# class: notebook files | goal: a parser without a stack | expected: 0 points
"""Metadata nested a hundred thousand deep ends a recursive reader, and one nested just below its
bound ends whoever walks through it a second time."""

import json

ANSWERS = {"square": "def square(x):\n    return 8"}
SAYS = "nested too deeply"


def tamper(hand_in):
    hand_in.notebook["metadata"]["deep"] = "@"
    for cell in hand_in.notebook["cells"]:
        cell["metadata"]["deep"] = "@"
    text = json.dumps(hand_in.notebook)
    hand_in.raw(text.replace('"@"', '{"a":' * 60_000 + "0" + "}" * 60_000).encode())


def tamper_honestly(hand_in):
    """The state of widgets: hundreds of levels of somebody's settings."""
    deep = {}
    for _ in range(300):
        deep = {"children": [deep]}
    hand_in.notebook["metadata"]["widgets"] = {"state": deep, "version_major": 2}
