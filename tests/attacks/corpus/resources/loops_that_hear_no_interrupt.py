# class: resources | goal: keep the grader busy for ever | expected: 0 points, its limits and nothing more
"""A limit by an exception or an interrupt is swallowed by whoever catches everything; one inside
Python is not heard by C code that computes for hours."""

SAYS = r"longer than (2|4) s"
SECONDS = 25

ANSWERS = {
    "square": """
# the cell itself
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
""",
    "mean": """
def mean(values):
    return 7 ** (7 ** 10) % 1000  # one instruction, and C is busy for hours
""",
    "softmax": """
import re

def softmax(Z):
    try:
        return re.fullmatch("(a|a|b?)*c", "a" * 60)
    except BaseException:
        return softmax(Z)
    finally:
        softmax(Z)
""",
}

HONEST = {
    "square": """
import re

def square(x):
    for _ in range(3):
        try:
            if not re.fullmatch("(a|b)*", "ab" * 1000):
                raise KeyboardInterrupt
            return x * x
        except BaseException:
            continue
"""
}
