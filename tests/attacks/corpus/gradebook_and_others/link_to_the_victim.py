# class: gradebook and others | goal: the victim's notebook is graded as one's own | expected: 0 points, nothing read
"""The notebook is a link to that of somebody with full marks, and every other name that a grader
might try leads there too; the link below a folder is itself behind a link."""

SAYS = "symbolic link"


def tamper(hand_in):
    """Put links in place of files."""
    victim = hand_in.folder.parent.parent / hand_in.places["VICTIM"]
    for step in ("submitted", "autograded"):
        there = victim.parent.parent / step / victim.name
        (hand_in.folder / step).symlink_to(there)
    notebook = hand_in.folder / "s01_target.ipynb"
    notebook.unlink()
    notebook.symlink_to(victim / "s01_target" / "s01_target.ipynb")
    (hand_in.folder / "timestamp.txt").symlink_to(victim / "s01_target" / "s01_target.ipynb")
    (hand_in.folder / "s01_target.py").symlink_to(victim / "s01_target" / "s01_target.ipynb")


def tamper_honestly(hand_in):
    """A link of one's own, to one's own notebook."""
    (hand_in.folder / "newest.ipynb").symlink_to("s01_target.ipynb")
    (hand_in.folder / "data").symlink_to("/usr/share")
