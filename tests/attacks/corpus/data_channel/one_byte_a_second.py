# class: data channel | goal: the class waits for this one | expected: 0 points, in its time
"""The reply is right and comes byte by byte: a deadline that begins anew with every byte, or that
holds for a read and not for the whole message, never ends."""

ANSWERS = {
    "square": """
import gc, time
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))
write = me._pipe.write

def slowly(data):
    me._clock.shielded = True
    for byte in data:
        write(bytes([byte]))
        time.sleep(0.4)

def square(x):
    me._pipe.write = slowly
    return x * x
""",
    "mean": """
def mean(values):
    me._pipe.write = slowly
    return sum(values) / len(values)
""",
}

HONEST = {
    "square": """
import time

def square(x):
    time.sleep(0.05)
    return x * x
""",
    "mean": """
def mean(values):
    total = 0.0
    for value in values:
        time.sleep(0.01)
        total += value
    return total / len(values)
""",
}
