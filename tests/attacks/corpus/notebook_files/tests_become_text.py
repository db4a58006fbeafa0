# class: notebook files | goal: test cells that cannot fail | expected: 0 points
"""A test that is a markdown or a raw cell never runs and never has an error; nbgrader gives a
graded markdown cell to a person, who sees nothing to complain about."""

KINDS = ("markdown", "raw", "heading", "", None, 7)


def tamper(hand_in):
    graded = (c for c in hand_in.notebook["cells"] if c["metadata"]["nbgrader"]["grade"])
    for kind, cell in zip(KINDS, graded, strict=False):
        cell["cell_type"] = kind
        cell["metadata"]["nbgrader"]["cell_type"] = "markdown"
        cell.pop("outputs", None)


HONEST = {"words": "print('written into a code cell')"}


def tamper_honestly(hand_in):
    """Somebody pressed M and Y in the wrong cells: the text is what counts."""
    for cell in hand_in.notebook["cells"]:
        if cell["metadata"]["nbgrader"]["solution"]:
            cell["cell_type"] = "raw" if cell["cell_type"] == "code" else "code"
