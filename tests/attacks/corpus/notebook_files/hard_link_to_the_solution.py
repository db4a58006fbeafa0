# class: notebook files | goal: the instructor's own notebook, marked | expected: 0 points, nothing read
"""A hard link is a regular file, and no flag of open() refuses it: where students and course
share a disk, the solution itself lies in the student's folder."""

import os

SAYS = "link"


def tamper(hand_in):
    solution = hand_in.fill("@COURSE@/source/s01_target/s01_target.ipynb")
    path = hand_in.folder / "s01_target.ipynb"
    path.unlink()
    os.link(solution, path)
    with open(solution, "rb") as file:
        hand_in.raw(file.read())  # the same bytes again: writing goes into the solution


def tamper_honestly(hand_in):
    """A backup by hard links: the checkpoint beside the notebook is the same file."""
    (hand_in.folder / ".ipynb_checkpoints").mkdir()
    path = hand_in.folder / "s01_target.ipynb"
    os.link(path, hand_in.folder / ".ipynb_checkpoints" / "s01_target-checkpoint.ipynb")
