# class: data channel | goal: the grader runs its own functions, without end | expected: 0 points, in its time
"""A reply may ask for a function of the test. Asked for without end, or with a number that was
never given, or with arguments that are none, it keeps a trusting grader busy or confused."""

START = """
import gc
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))

def ask(number, *args, **kwargs):
    me._write(me._encode({"id": me._active[-1], "callback": number, "args": args,
                          "kwargs": kwargs}))
"""

ANSWERS = {
    "square": START
    + """
def square(x):
    me._clock.shielded = True
    while True:
        ask(1, x)
""",
    "mean": START
    + """
def mean(values):
    while True:
        ask(np.float64(1.0), values)
        me._read()
""",
    "softmax": START
    + """
def softmax(Z):
    me._write(me._encode({"id": me._active[-1], "callback": 0, "args": "exit", "kwargs": 1}))
    return me._read()["answer"]
""",
    "counter": START
    + """
while True:
    ask(1, "quit")
""",
}

HONEST = {
    "mean": """
def mean(values, how=lambda total, n: total / n):
    def again(rest, total):
        return again(rest[1:], total + rest[0]) if rest else total

    return how(again(values, 0), len(values))
"""
}
