# class: notebook files | goal: other cells for each reader | expected: 0 points
"""Format 3 keeps its cells in worksheets, format 4 in cells: a file that claims the one and holds
both shows the tests' own text to whoever checks, and own results to whoever grades."""

import copy

ANSWERS = {"mean": "def mean(values):\n    return 0"}


def tamper(hand_in):
    notebook = hand_in.notebook
    sheet = copy.deepcopy(notebook["cells"])
    for cell in sheet:
        cell |= {"input": "4.0", "language": "bash", "prompt_number": 1, "level": 1}
        cell["outputs"] = [{"output_type": "pyout", "text": "4.0", "prompt_number": 1}]
    notebook["worksheets"] = [{"cells": sheet, "metadata": {}}, None, {"cells": 7}]
    notebook |= {"nbformat": 3, "nbformat_minor": 0, "orig_nbformat": 2}


def tamper_honestly(hand_in):
    """An old tool wrote format 3: worksheets, and the code in `input`."""
    cells = hand_in.notebook.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell |= {"input": cell.pop("source"), "language": "python", "collapsed": False}
    hand_in.notebook |= {"worksheets": [{"cells": cells, "metadata": {}}], "nbformat": 3}
