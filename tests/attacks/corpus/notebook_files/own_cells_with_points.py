# class: notebook files | goal: points for exercises of the student's own | expected: 0 points
"""nbgrader knows a graded cell by its metadata: cells that the student adds, with new ids, points
and a copy of a test that passes, are more exercises, all of them right."""

TESTS = ("assert True", "5.0", "def square(x):\n    return 9\nassert square(3) == 9")


def _graded(number, source):
    flags = {"grade": True, "solution": False, "locked": True, "task": False, "points": 100}
    flags |= {"grade_id": f"bonus-{number}", "schema_version": 3, "cell_type": "code"}
    cell = {"cell_type": "code", "metadata": {"nbgrader": flags}, "source": source}
    return cell | {"id": f"bonus-{number}", "outputs": [], "execution_count": None}


def tamper(hand_in):
    for number, source in enumerate(TESTS):
        hand_in.notebook["cells"].insert(number, _graded(number, source))
        hand_in.notebook["cells"].append(_graded(10 + number, source))


def tamper_honestly(hand_in):
    """Tests of one's own, made by copying the cell of a test and changing its id."""
    hand_in.notebook["cells"].append(_graded(1, "assert square(5) == 25\nassert mean([2]) == 2"))
