# class: notebook files | goal: a secret of the grader's on the page | expected: 0 points, nothing read
"""A short secret file, hard-linked as timestamp.txt, is a regular file of the right size; the page
shows it as the time of handing in, though it is no time at all."""

import os


def tamper(hand_in):
    os.link(hand_in.fill("@HOME@/secret.txt"), hand_in.folder / "timestamp.txt")


def tamper_honestly(hand_in):
    """A time as somebody else's exchange writes it."""
    (hand_in.folder / "timestamp.txt").write_text("2024-10-07T21:14:03+0200")
