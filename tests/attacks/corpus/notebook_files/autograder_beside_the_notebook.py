# class: notebook files | goal: the student's own grade() | expected: 0 points
"""The hidden tests say `from autograder import grade`: a folder autograder beside the notebook,
or above it, is found before the real one, and so are exercises and the reference library."""

ANSWERS = {"softmax": "def softmax(Z):\n    raise ValueError"}
FILES = {
    "autograder/__init__.py": "def grade(name, answer, points):\n    return float(points)\n",
    "autograder/checking/__init__.py": "Exercise = Answer = Case = object\n",
    "autograder/isolation/launch.py": "def main():\n    raise SystemExit\n",
    "autograder.py": "def grade(name, answer, points):\n    return float(points)\n",
    "solutions_lib.py": "def softmax(Z):\n    return Z\n",
    "solutions_lib/__init__.py": "def softmax(Z):\n    return Z\n",
    "exercises/softmax.py": "exercise = None\n",
    "course/s01_target/exercises/softmax.py": "exercise = None\n",
    "source/s01_target/s01_target.ipynb": '{"cells": [], "metadata": {}, "nbformat": 4}',
}


def tamper(hand_in):
    noted = hand_in.fill('open("@HOME@/@MARK@", "w").close()\n')
    for top in (hand_in.folder, hand_in.folder.parent):
        for name, text in FILES.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(noted + text if name.endswith(".py") else text)


def harmed(world):
    return "the student's module ran outside" if (world.home / world.mark).exists() else ""


def tamper_honestly(hand_in):
    """A checker of one's own, with the same name as the real one."""
    (hand_in.folder / "autograder.py").write_text("assert 2 * 2 == 4\n")
    (hand_in.folder / "solutions.py").write_text("answers = [9, 144]\n")
