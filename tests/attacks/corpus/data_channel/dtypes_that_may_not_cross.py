# class: data channel | goal: the grader makes an array of pointers | expected: 0 points
"""An array of dtype object made of sent bytes is an array of pointers into the grader; "U0" takes
no bytes and terabytes of shape; a date in units of nothing divides by zero."""

START = """
import gc, json, struct
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))

def array(dtype, shape, data=b""):
    text = json.dumps({"d": [["id", me._active[-1]], ["value", {"a": [dtype, shape]}],
                             ["changed", []], ["shared", False], ["printed", ""]]}).encode()
    me._pipe.write(struct.pack("!QI", len(text) + len(data), len(text)) + text + data)
"""

ANSWERS = {
    "square": START + '\ndef square(x):\n    array("|O", [1], b"A" * 8)\n    return x * x\n',
    "mean": START + '\ndef mean(values):\n    array("<U0", [2**27])\n    return 0\n',
    "softmax": START + '\ndef softmax(Z):\n    array("<M8[0D]", [1], b"A" * 8)\n    return Z\n',
    "counter": START
    + """
def Counter():
    array("|V8,O", [1], b"A" * 16)
""",
}

HONEST = {
    "square": """
def square(x):
    made = np.array([x, None], dtype=object)
    return made[0] * made[0]
""",
    "mean": """
def mean(values):
    empty = np.zeros((0, 1000), dtype="U1")
    days = np.array(["2024-01-01"], dtype="M8[D]")
    return float(np.array(values + list(empty), dtype=">f8").mean()) + 0 * days.size
""",
}
