# class: notebook files | goal: a grader that waits or fills its memory | expected: 0 points
"""Nobody bounds a file of one line: timestamp.txt has half a gigabyte, all of it a hole in the
disk, and is read as a text."""

import os

ANSWERS = {"square": "def square(x):\n    return 8"}


def tamper(hand_in):
    with open(hand_in.folder / "timestamp.txt", "w") as file:
        os.truncate(file.fileno(), 500_000_000)


def tamper_honestly(hand_in):
    """A time that an editor wrote in UTF-16: it cannot be read, and costs nothing."""
    (hand_in.folder / "timestamp.txt").write_text("2024-10-07 12:00:00 UTC", "utf-16")
