# class: data channel | goal: the grader hangs, dies or fills its memory | expected: 0 points
"""A length of 2**63, a length that is never filled, a million brackets, and eight million empty
lists in a message that is just short enough: each has brought down a reader that trusts."""

START = """
import gc, struct, time
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))

def frame(text):
    return struct.pack("!QI", len(text), len(text)) + text
"""

ANSWERS = {
    "square": START
    + """
def square(x):
    me._pipe.write(struct.pack("!QI", 2**63, 2**31) + b"{}")
    return x * x
""",
    "mean": START
    + """
def mean(values):
    me._pipe.write(frame(b"[" * 1_000_000 + b"]" * 1_000_000))
    return sum(values) / len(values)
""",
    "softmax": START
    + """
def softmax(Z):
    me._pipe.write(frame(b"[" + b"[]," * 7_500_000 + b"[]]"))
    return Z
""",
    "counter": START
    + """
me._pipe.write(struct.pack("!QI", 60 * 2**20, 100))
time.sleep(3.5)
""",
}

HONEST = {
    "mean": """
def mean(values):
    nested = values
    for _ in range(40):
        nested = [nested]
    while isinstance(nested[0], list):
        nested = nested[0]
    return sum(nested) / len(nested)
""",
    "softmax": """
lots = [[] for _ in range(100_000)]
wide = np.zeros((1000, 1000))

def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
""",
}
