# class: persistence | goal: the grader imports what lies beside the notebook | expected: 0 points, nothing run
"""numpy.py, autograder/, sitecustomize.py and the like are handed in beside the notebook: whoever
grades in the student's folder, or puts it on the path, runs them with all rights."""

NAMES = (
    *("numpy.py", "autograder/__init__.py", "sitecustomize.py", "usercustomize.py", "nbgrader.py"),
    *("nh3.py", "mistune/__init__.py", "json.py", "multiprocessing/__init__.py", "softmax.py"),
    *("exercises/softmax.py", "course/s01_target/exercises/softmax.py", "@MARK@.pth"),
)
ANSWERS = {"square": "import softmax, exercises.softmax\nprint('a module was run'.upper())"}

CODE = """
import pathlib
for place in ("@COURSE@", "@HOME@", "/tmp"):
    try:
        pathlib.Path(place, "@MARK@").write_text(__file__)
    except OSError:
        pass
def grade(*args, points=0):
    return float(points)
"""


def tamper(hand_in):
    """Hand the modules in."""
    for name in map(hand_in.fill, NAMES):
        path = hand_in.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(hand_in.fill(CODE))


def tamper_honestly(hand_in):
    """Hand a module of one's own in, for oneself."""
    (hand_in.folder / "my_functions.py").write_text("def second(x):\n    return x * x\n")
    (hand_in.folder / "README.md").write_text("My functions are in my_functions.py.\n")


def harmed(world):
    """A handed-in module was found by the student's own cell."""
    return "a module that was handed in was run" if "MODULE WAS RUN" in world.outputs else ""
