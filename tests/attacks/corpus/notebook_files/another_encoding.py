# class: notebook files | goal: bytes that no reader expects | expected: 0 points
"""JSON in UTF-16 starts with a mark that some readers follow and others stop at; this file is half
UTF-16, half bytes that are no text at all."""

import json

ANSWERS = {"square": "def square(x):\n    return x * x"}
SAYS = "not written in UTF-8"


def tamper(hand_in):
    text = json.dumps(hand_in.notebook)
    hand_in.raw(text.encode("utf-16") + b"\xff\xfe\x00\xd8\xc0\xaf\xf5")


HONEST = {"words": "Grüße, سلام, \U0001d53c[x] — naïve."}


def tamper_honestly(hand_in):
    """Saved on Windows: a byte order mark, CRLF everywhere, letters as they are."""
    for cell in hand_in.notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    text = json.dumps(hand_in.notebook, ensure_ascii=False, indent=1)
    hand_in.raw(text.replace("\n", "\r\n").encode("utf-8-sig"))
