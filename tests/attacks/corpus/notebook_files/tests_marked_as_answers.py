# class: notebook files | goal: own text in place of the tests | expected: 0 points
"""nbgrader puts back the instructor's text of a test, but leaves alone what is marked as the
student's solution or as a task: so the flags of the tests are changed and their text with them."""

ANSWERS = {"square": "def square(x):\n    return 'nine'"}


def tamper(hand_in):
    for cell in hand_in.notebook["cells"]:
        flags = cell["metadata"]["nbgrader"]
        if flags["grade"] and cell["cell_type"] == "code":
            points = flags["points"]
            flags |= {"solution": True, "task": flags["grade_id"] == "mean-hidden"}
            flags |= {"locked": False, "grade": flags["grade_id"] != "softmax-hidden"}
            cell["source"] = f"passed = {points}\npassed"


def tamper_honestly(hand_in):
    """Formgrader's own flags, all set by hand in the cell toolbar, with the right answers."""
    for cell in hand_in.notebook["cells"]:
        cell["metadata"]["nbgrader"] |= {"solution": True, "locked": False}
