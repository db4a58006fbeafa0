# class: notebook files | goal: hours in the parser of the grader | expected: 0 points
"""To read an integer of n digits takes n squared steps, and Python refuses more than 4,300 of
them with an error that is not the one for broken JSON; fractions and exponents are other paths."""

import json

ANSWERS = {"square": "def square(x):\n    return 8"}
NUMBERS = ("9" * 3_000_000, "-" + "7" * 599, "0." + "3" * 3_000_000, "1e" + "9" * 3_000_000, "-0")


def tamper(hand_in):
    for number, cell in enumerate(hand_in.notebook["cells"]):
        cell["execution_count"] = f"@{number % len(NUMBERS)}"
    hand_in.notebook["nbformat_minor"] = "@1"
    text = json.dumps(hand_in.notebook)
    for number, digits in enumerate(NUMBERS):
        text = text.replace(f'"@{number}"', digits, 1)
    hand_in.raw(text.replace('"@', '"').encode())


def tamper_honestly(hand_in):
    """The first thousand digits of two to the power of a great number, kept as an output."""
    hand_in.notebook["cells"][1]["outputs"] = [
        {"output_type": "display_data", "data": {"application/json": 3**2000}, "metadata": {}}
    ]
