# class: notebook files | goal: the marks of somebody else's work | expected: 0 points, nothing read
"""The notebook itself is a regular file, but the folder in which it is looked for is a link to
the folder of another student."""

import shutil

SAYS = "link"


def tamper(hand_in):
    theirs = hand_in.folder.parent.parent / hand_in.fill("@VICTIM@") / hand_in.folder.name
    shutil.rmtree(hand_in.folder)
    hand_in.folder.symlink_to(theirs)
    # the same bytes again: whoever writes the notebook writes into the other student's
    hand_in.raw((theirs / "s01_target.ipynb").read_bytes())


def tamper_honestly(hand_in):
    """A link to a folder lies beside the notebook."""
    (hand_in.folder / "figures").symlink_to("/tmp")
