# class: notebook files | goal: a class that cannot be recorded | expected: 0 points
"""A well-formed time that becomes the year 0 in UTC: the arithmetic overflows in the one process
that writes everybody's marks."""

ANSWERS = {"square": "def square(x):\n    return 8"}


def tamper(hand_in):
    (hand_in.folder / "timestamp.txt").write_text("0001-01-01 00:00:00 +23:59")


def tamper_honestly(hand_in):
    """Nearly as old: a computer whose clock was never set."""
    (hand_in.folder / "timestamp.txt").write_text("1970-01-01 00:00:00 UTC")
