# class: notebook files | goal: minutes of work by the number of cells | expected: 0 points
"""Each cell costs a message, a compilation and a place in the notebook that is written: a file of
a few megabytes holds tens of thousands of them, before and between the answers."""

ANSWERS = {"mean": "def mean(values):\n    return 0"}
SAYS = "left out"


def tamper(hand_in):
    own = {"cell_type": "code", "metadata": {}, "source": "pass", "outputs": []}
    text = {"cell_type": "markdown", "metadata": {}, "source": "#"}
    cells = hand_in.notebook["cells"]
    cells[1:1] = [own] * 1500 + [text] * 12_000
    cells += [own] * 12_000


def tamper_honestly(hand_in):
    """A hundred and fifty cells of trying things out."""
    own = {"cell_type": "code", "metadata": {}, "source": "np.ones(3).sum()", "outputs": []}
    hand_in.notebook["cells"] += [own] * 150
