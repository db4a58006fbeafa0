# class: persistence | goal: the grader reads settings from the student's folder | expected: 0 points, nothing run
"""nbgrader, Jupyter, IPython, matplotlib, pytest, pip and this grader all read settings from the
folder that they work in; half of them are Python and run with the grader's rights."""

PYTHON = """
try:
    c = get_config()
    c.CourseDirectory.db_url = "sqlite:////tmp/@MARK@.db"
    c.ClearSolutions.code_stub = {"python": ""}
except NameError:
    pass
for place in ("@COURSE@", "@HOME@", "/tmp"):
    try:
        open(place + "/@MARK@", "w").close()
    except OSError:
        pass
"""
FILES = {
    **dict.fromkeys(
        (
            *("nbgrader_config.py", "jupyter_config.py", "jupyter_nbconvert_config.py"),
            *("ipython_config.py", "ipython_kernel_config.py", "conftest.py", "setup.py"),
            *(".ipython/profile_default/startup/00.py", ".jupyter/jupyter_config.py"),
        ),
        PYTHON,
    ),
    "autograder.toml": "[limits]\ncell_seconds = 4000\nsandbox = false\n[marks]\nsquare = 6\n",
    "matplotlibrc": "backend: module://conftest\n",
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-p conftest"\n',
    "pyvenv.cfg": "home = .\ninclude-system-site-packages = true\n",
    ".env": "PYTHONSTARTUP=conftest.py\nAUTOGRADER_NO_SANDBOX=1\n",
}
ANSWERS = {"square": "import matplotlib\nprint(matplotlib.matplotlib_fname())"}


def tamper(hand_in):
    """Hand the settings in, beside the notebook and above it."""
    for name, text in FILES.items():
        for folder in (hand_in.folder, hand_in.folder.parent):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(hand_in.fill(text))


def tamper_honestly(hand_in):
    """A matplotlibrc of one's own is nobody's business."""
    (hand_in.folder / "matplotlibrc").write_text("figure.figsize: 4, 3\n")
    (hand_in.folder / ".ipynb_checkpoints").mkdir()
