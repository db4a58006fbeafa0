# class: notebook files | goal: full marks for tests that never ran | expected: 0 points
"""nbclient leaves a cell tagged skip-execution alone, with the outputs that it came with, and
nbgrader pays a test cell without an error in full, or what its last output says."""


def _tests(hand_in):
    return [c for c in hand_in.notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def tamper(hand_in):
    for cell in _tests(hand_in):
        cell["metadata"]["tags"] = ["skip-execution"]
        if cell["cell_type"] == "code":
            four = {"data": {"text/plain": "4"}, "metadata": {}, "execution_count": 1}
            cell["outputs"] = [{"output_type": "execute_result", **four}]
            cell["execution_count"] = 1


def tamper_honestly(hand_in):
    """Slides: somebody tagged all cells, and left the outputs of an old run in them."""
    for cell in hand_in.notebook["cells"]:
        cell["metadata"]["tags"] = ["hide-input", "skip-execution"]
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["4\n"]}]
