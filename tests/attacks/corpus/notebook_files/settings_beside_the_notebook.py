# class: notebook files | goal: the student's own settings for the grader | expected: 0 points
"""Tools read settings from the folder in which they work: nbgrader's, Jupyter's, IPython's,
pytest's, this grader's own limits; some of them are programs."""

ANSWERS = {"square": "def square(x):\n    return 8"}
PROGRAM = """
open("@HOME@/@MARK@", "w").close()
try:
    c = get_config()
    c.ClearSolutions.enforce_metadata = False
    c.Execute.allow_errors = True
    c.CourseDirectory.db_url = "sqlite:////@HOME@/@MARK@.db"
except NameError:
    pass
"""
PROGRAMS = (
    *(
        "nbgrader_config.py",
        "jupyter_config.py",
        "ipython_config.py",
        "jupyter_nbconvert_config.py",
    ),
    *("sitecustomize.py", "usercustomize.py", "conftest.py", "__init__.py", "setup.py"),
    *(".ipython/profile_default/startup/00.py", ".jupyter/jupyter_server_config.py"),
)
LIMITS = "[limits]\ncell_seconds = 1e9\nsubmission_seconds = 1e9\nmemory_mb = 1000000\n"


def tamper(hand_in):
    for top in (hand_in.folder, hand_in.folder.parent):
        for name in PROGRAMS:
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            (top / name).write_text(hand_in.fill(PROGRAM))
        (top / "x.pth").write_text(hand_in.fill('import os; os.mkdir("@HOME@/@MARK@")\n'))
        (top / "autograder.toml").write_text(LIMITS)
        (top / "matplotlibrc").write_text("backend: no_such_backend\n")
        (top / ".env").write_text("PYTHONPATH=/tmp\nPYTHONSTARTUP=sitecustomize.py\n")


def harmed(world):
    return "a setting of the student's ran" if (world.home / world.mark).exists() else ""


def tamper_honestly(hand_in):
    """A tidy student's folder."""
    (hand_in.folder / "pyproject.toml").write_text("[tool.ruff]\nline-length = 88\n")
    (hand_in.folder / "matplotlibrc").write_text("figure.dpi: 72\n")
