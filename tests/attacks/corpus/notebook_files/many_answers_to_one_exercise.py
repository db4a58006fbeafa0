# class: notebook files | goal: the best of many guesses | expected: 2 points
"""A hundred cells bear the id of one answer: if all of them ran, or a late one replaced an early
one, a student could hand in every guess and change them between the tests."""

import copy

ANSWERS = {"square": "def square(x):\n    return 9"}
SAYS = "`square` is there more than once"


def tamper(hand_in):
    cells = hand_in.notebook["cells"]
    place = next(i for i, c in enumerate(cells) if "return 9" in "".join(c["source"]))
    for guess in ("144", "0.25", "x * x", *map(str, range(97))):
        another = copy.deepcopy(cells[place])
        another["source"] = f"def square(x):\n    return {guess}"
        another["id"] = f"guess-{len(cells)}"
        cells.insert(place + 2, another)  # behind the visible test


def tamper_honestly(hand_in):
    """Copied in JupyterLab, id and all, to try something else; the first one is the answer."""
    cells = hand_in.notebook["cells"]
    for cell in [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]:
        draft = copy.deepcopy(cell)
        draft["source"] = "# an older try\nraise RuntimeError"
        cells.insert(cells.index(cell) + 1, draft)
