# class: live script | goal: the instructor's terminal and clipboard | expected: 0 points, nothing live
"""A terminal obeys what is printed on it: colours and wiped lines that change the table of marks, a
title, a link, the clipboard; in eight-bit form the sequences have no escape character at all."""

ANSWERS = {
    "square": """
signs = "\\x1b[2J\\x1b[1A\\x1b[2K\\x1b]0;@MARK@\\x07\\x1b]8;;javascript:1\\x1b\\\\x\\x1b]52;c;cm0=\\x07"
signs += "\\x9b2J\\x9d8;;http://192.0.2.1\\x9c\\x90q\\x08\\x08\\x0b\\x0c\\x7f\\r20 of 20\\x1bc\\x1b(0\\x1bP1q\\x1b\\\\"

def square(x):
    raise ValueError(signs + "20 points")
""",
    "mean": "def mean(values):\n    return signs",
    "softmax": "def softmax(Z):\n    raise type(signs, (Exception,), {})(signs)",
    "words": "\x1b[31mred\x1b[0m \x9b31m",
}
CELLS = [
    ("square", "print(signs)\nsigns"),
    ("mean", "import os\nos.write(1, signs.encode())\nraise KeyError(signs)"),
]


def harmed(world):
    import re

    found = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", world.page)
    told = re.search(r"\\u00(?:1b|9[bd])|[\x1b\x9b\x9d]", str(world.results.get("attention")))
    return "a control character is on the page or in the reasons" if found or told else ""


HONEST_CELLS = [
    (
        "square",
        """
import sys
for done in range(0, 101, 20):
    sys.stdout.write(f"\\r\\x1b[32m{done} %\\x1b[0m")
""",
    )
]
