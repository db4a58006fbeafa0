# class: reading | goal: what a link in the submitted folder names | expected: 0 points, nothing read
"""A grader that copies the submitted folder to where the notebook runs follows its links with its own rights."""

import os

_NAMES = {
    "table.csv": "@COURSE@/source/s01_target/s01_target.ipynb",
    "secret.txt": "@HOME@/secret.txt",
    "friend.ipynb": "@COURSE@/submitted/@VICTIM@/s01_target/s01_target.ipynb",
    "softmax.py": "@COURSE@/course/s01_target/exercises/softmax.py",
    "environ": "/proc/self/environ",
    "book.db": "../../../gradebook.db",
}

ANSWERS = {
    "square": """
import os

for name in sorted(os.listdir(".")) + ["secret.txt", "friend.ipynb", "softmax.py", "environ", "book.db"]:
    try:
        print(name, open(name, errors="replace").read())
    except OSError as error:
        print(name, error)
""",
    "softmax": "from softmax import softmax\n",
}


def tamper(hand_in):
    for name, target in _NAMES.items():
        path = hand_in.folder / name
        path.unlink(missing_ok=True)
        os.symlink(hand_in.fill(target), path)


HONEST = {
    "square": """
import os

print(os.listdir("."), np.genfromtxt("table.csv", delimiter=",").sum())

def square(x):
    return x * x
"""
}


def tamper_honestly(hand_in):
    (hand_in.folder / "data.csv").write_text("1,2\n")
    os.symlink("data.csv", hand_in.folder / "latest.csv")
