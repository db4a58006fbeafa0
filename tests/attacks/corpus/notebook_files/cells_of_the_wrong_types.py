# class: notebook files | goal: a traceback that stops the class | expected: 0 points
"""Wherever the format says text, the file holds something else: a grader that trusts the shape of
the JSON stops with a TypeError, and grades nobody after this one."""

SAYS = "could not be read"
ANSWERS = {"square": "def square(x):\n    return 8"}
STRANGE = (None, 7, {}, [], [[]], [None], ["a", 1], {"source": "x"}, True, float("nan"))


def tamper(hand_in):
    cells = hand_in.notebook["cells"]
    for number, value in enumerate(STRANGE):
        cells[number]["source"] = value
    for value in STRANGE:
        flags = {"grade_id": value, "grade": value, "points": value, "locked": value}
        own = {"cell_type": value, "metadata": {"nbgrader": flags}, "source": "1", "id": value}
        cells += [value, own, own | {"metadata": value}, own | {"metadata": {"nbgrader": value}}]
        cells.append({"cell_type": "code", "metadata": {"tags": value}, "outputs": value})
    hand_in.notebook |= {"metadata": [1, 2], "nbformat": {}, "nbformat_minor": "five"}


def tamper_honestly(hand_in):
    """Every text as one string or as many lines, no ids, no outputs, nothing that is not needed."""
    hand_in.notebook |= {"metadata": {}, "nbformat_minor": 0}
    for cell in hand_in.notebook["cells"]:
        cell["source"] = list("".join(cell["source"]))
        for key in ("id", "outputs", "execution_count"):
            cell.pop(key, None)
