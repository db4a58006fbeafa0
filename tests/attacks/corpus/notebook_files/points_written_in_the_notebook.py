# class: notebook files | goal: more points than the tests have | expected: 6 points
"""The points stand in the metadata of the handed-in file: a grader that believes them pays a
thousand for the one exercise that is right."""

ANSWERS = {"square": "def square(x):\n    return x * x"}
MANY = (1000, "1000", 1e308, float("inf"), -4, True)


def tamper(hand_in):
    graded = [c for c in hand_in.notebook["cells"] if c["metadata"]["nbgrader"]["grade"]]
    for points, cell in zip(MANY, graded, strict=True):
        cell["metadata"]["nbgrader"] |= {"points": points, "max_score": points, "score": points}
    answer = next(c for c in hand_in.notebook["cells"] if "x * x" in "".join(c["source"]))
    answer["metadata"]["nbgrader"] |= {"grade": True, "points": 1000}


def tamper_honestly(hand_in):
    """An older nbgrader wrote other metadata: points as text, no task, schema 1."""
    for cell in hand_in.notebook["cells"]:
        flags = cell["metadata"]["nbgrader"]
        flags["schema_version"] = 1
        flags.pop("task")
        if "points" in flags:
            flags["points"] = str(flags["points"])
