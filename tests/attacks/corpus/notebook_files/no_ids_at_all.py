# class: notebook files | goal: own tests taken for the instructor's | expected: 0 points
"""All metadata is gone, and the cells are known by their text alone: those that look like the
instructor's, with one letter more, bring their own tests and their own answers."""

ANSWERS = {"square": "def square(x):\n    return 8", "softmax": "softmax = None"}


def tamper(hand_in):
    for cell in hand_in.notebook["cells"]:
        cell["metadata"] = {}
        source = "".join(cell["source"])
        if source.startswith("#"):
            cell["source"] = source.partition("\n")[0] + "\nfrom numpy import abs as grade\n4.0"
    hand_in.notebook["metadata"] = {}


def tamper_honestly(hand_in):
    """An editor that keeps no metadata: the answers are now the student's own cells."""
    for cell in hand_in.notebook["cells"]:
        cell["metadata"] = {}
