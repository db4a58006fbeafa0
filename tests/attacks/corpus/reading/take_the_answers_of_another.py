# class: reading | goal: full marks by another student's work | expected: 0 points, nothing read
"""Submissions lie side by side, so whoever can read one folder up can run what a friend wrote."""

_TAKE = """
import glob, json

def _cells_of_others():
    for place in ("submitted", "autograded", "feedback"):
        for name in glob.glob(f"@COURSE@/{place}/*/s01_target/*") + glob.glob("../../*/*/*.ipynb"):
            if "@STUDENT@" not in name:
                text = open(name).read()
                yield from json.loads(text)["cells"] if name.endswith("ipynb") else [
                    {"cell_type": "code", "source": text}
                ]
try:
    for cell in _cells_of_others():
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), globals())
finally:
    print(open("@COURSE@/submitted/@VICTIM@/s01_target/s01_target.ipynb").read())
"""

ANSWERS = dict.fromkeys(("square", "mean", "softmax", "counter"), _TAKE)

HONEST = {
    "mean": """
import json

with open("mine.json", "w") as file:
    json.dump({"cells": ["def mean(values):\\n", "    return sum(values) / len(values)\\n"]}, file)
with open("mine.json") as file:
    exec("".join(json.load(file)["cells"]), globals())
"""
}
