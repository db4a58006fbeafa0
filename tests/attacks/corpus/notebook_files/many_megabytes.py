# class: notebook files | goal: a grader without memory | expected: 0 points
"""A notebook of forty megabytes, all of it in one answer: read at once, decoded, parsed and
copied it is many times that, in the grader's own process."""

ANSWERS = {"square": "def square(x):\n    return x * x"}
SAYS = "MB are read"


def tamper(hand_in):
    import json

    text = json.dumps(hand_in.notebook)
    hand_in.raw(text.replace("return x * x", "return x * x" + " " * 40_000_000).encode())


def tamper_honestly(hand_in):
    """Twelve megabytes of saved figures."""
    figure = {"image/png": "iVBORw0KGgo" + "A" * 2_000_000}
    output = {"output_type": "display_data", "data": figure, "metadata": {}}
    for cell in [c for c in hand_in.notebook["cells"] if c["cell_type"] == "code"][:6]:
        cell["outputs"] = [output]
