# class: notebook files | goal: a grader that waits for ever | expected: 0 points
"""To open a pipe for reading waits for somebody who writes, and nobody ever will; the timestamp
is one as well."""

import os

SAYS = "pipe and no regular file"


def tamper(hand_in):
    for name in ("s01_target.ipynb", "table.csv"):
        (hand_in.folder / name).unlink()
    for name in ("s01_target.ipynb", "timestamp.txt", "table.csv"):
        os.mkfifo(hand_in.folder / name)


def tamper_honestly(hand_in):
    """An editor left its pipe behind, beside the notebook."""
    os.mkfifo(hand_in.folder / ".editor-server")
