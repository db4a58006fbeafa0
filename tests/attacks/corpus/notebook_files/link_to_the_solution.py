# class: notebook files | goal: the instructor's own notebook, marked | expected: 0 points, nothing read
"""The grader may read the solution, and follows the link that lies where the notebook should."""

SAYS = "symbolic link"


def tamper(hand_in):
    path = hand_in.folder / "s01_target.ipynb"
    path.unlink()
    path.symlink_to(hand_in.fill("@COURSE@/source/s01_target/s01_target.ipynb"))


def tamper_honestly(hand_in):
    """The data file is a link; nobody reads it, the instructor's own is used."""
    (hand_in.folder / "table.csv").unlink()
    (hand_in.folder / "table.csv").symlink_to("../../../course/data/table.csv")
