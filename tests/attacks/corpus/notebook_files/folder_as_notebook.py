# class: notebook files | goal: an error that nobody expected | expected: 0 points
"""Where the file should be there is a folder, with a right notebook of the same name in it: a
grader that searches takes it, one that opens it stops."""

SAYS = "a folder and no file"
ANSWERS = {"square": "def square(x):\n    return x * x"}


def tamper(hand_in):
    path = hand_in.folder / "s01_target.ipynb"
    text = path.read_bytes()
    path.unlink()
    path.mkdir()
    (path / "s01_target.ipynb").write_bytes(text)


def tamper_honestly(hand_in):
    """A folder with an older version of the same name."""
    (hand_in.folder / "old").mkdir()
    (hand_in.folder / "old" / "s01_target.ipynb").write_text("{}")
