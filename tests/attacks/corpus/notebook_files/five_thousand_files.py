# class: notebook files | goal: a grader that copies for minutes | expected: 0 points
"""nbgrader copies the folder, each file of it, and runs every notebook that it finds: here are
five thousand files, two thousand folders and a thousand notebooks with right answers."""

import json

ANSWERS = {"square": "def square(x):\n    return 8"}
RIGHT = "def square(x):\n    return x * x"


def tamper(hand_in):
    text = json.dumps(hand_in.notebook).replace(json.dumps(ANSWERS["square"]), json.dumps(RIGHT))
    for number in range(2000):
        folder = hand_in.folder / f"{number % 100}" / f"{number}"
        folder.mkdir(parents=True)
        (folder / "file.txt").touch()
        (folder / "__init__.py").touch()
    for number in range(1000):
        (hand_in.folder / f"s01_target{number}.ipynb").write_text(text)


def tamper_honestly(hand_in):
    """A cache and an environment, handed in with the rest by mistake."""
    folder = hand_in.folder / "venv" / "lib"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / f"module{number}.py").write_text("x = 1\n")
