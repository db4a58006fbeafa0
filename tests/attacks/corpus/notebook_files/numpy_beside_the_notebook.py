# class: notebook files | goal: the tests import the student's numpy | expected: 0 points
"""Python looks beside the notebook first: a module numpy there is what `import numpy as np` in
the instructor's own cells brings, and with it the tests' assertions."""

ANSWERS = {"square": "def square(x):\n    return 8"}
MODULE = """
open("@HOME@/@MARK@", "w").close()
class testing:
    assert_allclose = assert_array_equal = staticmethod(lambda *args, **kwargs: None)
def __getattr__(name):
    return lambda *args, **kwargs: 0
"""
NAMES = ("numpy", "ast", "json", "matplotlib", "sklearn", "re", "signal", "warnings", "enum")


def tamper(hand_in):
    text = hand_in.fill(MODULE)
    for name in NAMES:
        (hand_in.folder / f"{name}.py").write_text(text)
    (hand_in.folder / "numpy").mkdir()
    (hand_in.folder / "numpy" / "__init__.py").write_text(text)
    (hand_in.folder / "table.csv").write_text("0,0,0\n")


def harmed(world):
    return "the student's module ran outside" if (world.home / world.mark).exists() else ""


def tamper_honestly(hand_in):
    """Own files with unlucky names, which the notebook does not use."""
    for name in ("statistics.py", "test.py", "numpy.py", "random.py"):
        (hand_in.folder / name).write_text("print('notes')\n")
