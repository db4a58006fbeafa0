# class: resources | goal: hold the class up without passing one limit | expected: 6 points, bounded time
"""Each cell and each call stays below its own limit, so none is stopped; fifty of them take
minutes if nobody limits the submission. `square` is slow and right, and may earn its six points."""

SAYS = r"20 seconds in all|longer than (2|6) s"
SECONDS = 25

ANSWERS = {
    "square": """
import time

def square(x):
    time.sleep(1.5)
    return x * x
""",
    "mean": """
def mean(values):
    time.sleep(1.3)
    return 0.0
""",
    "softmax": """
def softmax(Z):
    end = time.monotonic() + 1.3
    while time.monotonic() < end:
        pass
    return Z
""",
}

CELLS = [("square", "time.sleep(3.4)")] + [("words", "import time; time.sleep(3.4)")] * 50

HONEST = {
    "square": """
import time

def square(x):
    time.sleep(0.1)
    return x * x
"""
}

HONEST_CELLS = [("words", "time.sleep(0.1)")] * 10
