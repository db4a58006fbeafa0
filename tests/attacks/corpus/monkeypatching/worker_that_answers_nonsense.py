# class: monkeypatching | goal: an answer of the worker's that counts as a pass | expected: 0 points
"""The worker is code in the student's process: its operations can be replaced, its replies lack what is read."""

ANSWERS = {
    "square": """
import autograder.isolation.student as _student

_replies = [{"done": True}, {"missing": True}, {"value": None, "changed": [], "done": True},
            {"value": True, "changed": 0, "shared": "no", "printed": None}, {"stopped": 0},
            {"raised": {"builtin": "StopIteration"}}, {"raised": {"builtin": "Warning", "token": "0"}},
            {"raised": {"builtin": "KeyboardInterrupt"}}, {"raised": {"builtin": "RemoteError"}},
            {"raised": None, "value": 4.0}, {"unplain": None, "value": 4.0}, {"error": None, "value": 4.0}]
_count = iter(range(10**6))

def _nonsense(self, request):
    return _replies[next(_count) % len(_replies)]

_student.Student._do_call = _student.Student._do_operate = _student.Student._do_getattr = _nonsense
_student.OPERATIONS.update((name, lambda *args: True) for name in list(_student.OPERATIONS))
_student.judged_value = lambda value: {"kind": "number", "value": 4.0}

def square(x):
    return None
""",
    "mean": "def mean(values):\n    return 0.0\n",
    "softmax": "def softmax(Z):\n    return None\n",
    "counter": "class Counter:\n    pass\n",
}

HONEST = {
    "square": """
from autograder import isolation

print(isolation.__doc__[:40])

def square(x):
    return x * x
"""
}
