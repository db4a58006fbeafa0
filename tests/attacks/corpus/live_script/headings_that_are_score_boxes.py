# class: live script | goal: the instructor's points for one answer given to another | expected: 0 points, no id of a score box
"""Formgrader finds the box for a score by its id, and a heading of markdown gets an id from its own
words: the first element with the id wins, so a student decides where a score is typed and saved."""

IDS = (
    "square-visible",
    "square-hidden",
    "mean-hidden",
    "softmax-hidden",
    "counter-hidden",
    "words",
)
TEXT = "\n".join(f"# {name}\n\n## {name}-comment\n\n### {name}_extra_credit\n" for name in IDS)
ANSWERS = {"words": TEXT + "\n".join(f"{name}\n====\n" for name in IDS)}
MARKDOWN = [("title", TEXT), ("setup", TEXT + "> # words\n")]


def harmed(world):
    import json

    from nbconvert.filters.markdown import markdown2html

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    cells = json.loads(path.read_text())["cells"]
    page = "".join(markdown2html(c["source"]) for c in cells if c["cell_type"] == "markdown")
    taken = [name for name in IDS if f'id="{name}' in page or f"id='{name}" in page]
    return (
        f"formgrader takes the student's heading for the box of {', '.join(taken)}" if taken else ""
    )


HONEST = {"words": "# My answer\n\n## Why\n\nBecause.\n\nIn short\n========\n\nso."}
