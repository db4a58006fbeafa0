# class: notebook files | goal: any file opened as a time zone | expected: 0 points, nothing read
"""A library takes the end of a time for the name of a zone, and the name for a path: it opens
a pipe of the student's, and waits."""

import os


def tamper(hand_in):
    os.mkfifo(hand_in.folder / "zone")
    path = os.path.relpath(hand_in.folder / "zone", "/usr/share/zoneinfo")
    (hand_in.folder / "timestamp.txt").write_text(f"2024-10-07 12:00:00 {path}"[:100])


def tamper_honestly(hand_in):
    (hand_in.folder / "timestamp.txt").write_text("2024-10-07 12:00:00 Europe/Vienna")
