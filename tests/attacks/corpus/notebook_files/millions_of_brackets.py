# class: notebook files | goal: a gigabyte out of a few megabytes | expected: 0 points
"""Two bytes of JSON become sixty-four of memory: nine million empty lists fit into a file that no
bound on its size refuses."""

import json

ANSWERS = {"square": "def square(x):\n    return x * x"}
SAYS = "too many parts"


def tamper(hand_in):
    hand_in.notebook["metadata"]["many"] = "@"
    empty = "[" + "[]," * 6_000_000 + "[]]"
    hand_in.raw(json.dumps(hand_in.notebook).replace('"@"', empty).encode())


def tamper_honestly(hand_in):
    """A table of a hundred thousand rows, shown as JSON."""
    output = {"output_type": "display_data", "metadata": {}, "data": {"application/json": "@"}}
    hand_in.notebook["cells"][1]["outputs"] = [output]
    rows = json.dumps([[n, n] for n in range(100_000)])
    hand_in.raw(json.dumps(hand_in.notebook).replace('"@"', rows).encode())
