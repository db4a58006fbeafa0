# class: notebook files | goal: a secret of the grader's on the page | expected: 0 points, nothing read
"""The page says when the work was handed in, with the words of timestamp.txt: here that is a link
to a file that only the grader may read."""


def tamper(hand_in):
    (hand_in.folder / "timestamp.txt").symlink_to(hand_in.fill("@HOME@/secret.txt"))


def tamper_honestly(hand_in):
    (hand_in.folder / "timestamp.txt").write_text("2024-10-07 21:14:03.123456 UTC\n")
