# class: data channel | goal: an answer to another question is taken for this one | expected: 0 points
"""The id of a reply is an array (whose == is an array), the id in another case, that of an older
request, or missing: a comparison written carelessly lets one of them through or falls over."""

START = """
import gc
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))
older = me._active[-1]

def reply(number, **more):
    me._write(me._encode({"id": number, "kind": "number", "error": None, "count": 1} | more))
"""

ANSWERS = {
    "square": START
    + """
def square(x):
    reply(np.array([me._active[-1], True], dtype=object).astype("U16"), value=x * x)
    return x * x
""",
    "mean": START
    + """
def mean(values):
    reply(me._active[-1].upper() + "A", value=sum(values) / len(values))
    return sum(values) / len(values)
""",
    "softmax": START
    + """
def softmax(Z):
    reply(older, value=Z)
    reply(None, value=Z)
    return Z
""",
    "counter": START
    + """
me._pipe.write(me._encode({"value": 4.0, "verdict": "right"}))
""",
}

HONEST = {
    "square": """
id = "0" * 16
reply = {"id": id, "value": 144}

def square(x):
    return {"id": id, "value": x * x}["value"]
"""
}
