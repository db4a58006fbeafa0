# class: notebook files | goal: tests that test nothing | expected: 0 points
"""The tests in the handed-in file are rewritten, with a checksum that says they are as given, or
are only a few spaces more than the text that was given."""

import hashlib

ANSWERS = {"square": "def square(x):\n    return 8", "mean": "def mean(values):\n    return 0"}
SAYS = "4 test cells had been changed"


def tamper(hand_in):
    for cell in hand_in.notebook["cells"]:
        flags = cell["metadata"]["nbgrader"]
        if flags["grade"] and not flags["solution"]:
            own = {"square-visible": "pass", "mean-hidden": "4.0"}.get(flags["grade_id"])
            cell["source"] = own or "".join(cell["source"]).partition("\n")[0] + "\n6.0"
            if flags["grade_id"] == "counter-hidden":
                cell["source"] = "# The autograder tests `Counter` here, after you hand in.\n\n"
            told = "".join(str(part) for part in (cell["source"], flags["points"], "code"))
            flags["checksum"] = hashlib.md5(told.encode(), usedforsecurity=False).hexdigest()


HONEST_CELLS = [("mean-hidden", "assert mean([2, 4]) == 3")]


def tamper_honestly(hand_in):
    """A print in the visible test, to see what comes out, and spaces at the ends of lines."""
    for cell in hand_in.notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "".join(cell["source"]) + "\nprint(square(3))   \n"
