# class: notebook files | goal: the marks of somebody else's work | expected: 0 points, nothing read
"""The other student's notebook under one's own name: no link to follow, and the answers come
back to the thief in the feedback."""

import os


def tamper(hand_in):
    theirs = hand_in.fill("@COURSE@/submitted/@VICTIM@/s01_target/s01_target.ipynb")
    path = hand_in.folder / "s01_target.ipynb"
    path.unlink()
    os.link(theirs, path)
    with open(theirs, "rb") as file:
        hand_in.raw(file.read())


def tamper_honestly(hand_in):
    """Handed in twice: the earlier version is kept beside it, as a hard link."""
    os.link(hand_in.folder / "s01_target.ipynb", hand_in.folder / "s01_target (1).ipynb")
