# class: data channel | goal: full marks for square | expected: 0 points
"""The worker is replaced inside the student's process: every reply, of cells and of calls, says
"number, 6.0, right", as a grader that reads marks from the student's side would like to hear."""

ANSWERS = {
    "square": """
import gc
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))
score = {
    "kind": "number", "value": 6.0, "score": 6.0, "points": 6.0, "verdict": "right",
    "passed": True, "reports": [{"verdict": "right"}], "error": None, "count": 1,
    "changed": [], "shared": False, "printed": "6.0",
    "outputs": [{"output_type": "execute_result", "data": {"text/plain": "6.0"}, "metadata": {}}],
}

def square(x):
    return 6.0

me._do_cell = me._do_call = me._do_operate = me._do_getattr = lambda request: dict(score)
me._do_get = lambda request: {
    **score, "value": square if request["name"] == "square" else 6.0}
"""
}

HONEST_CELLS = [
    ("square", "print('score: 6.0, right')\n6.0"),
    ("mean", "True"),
    ("softmax", "{'kind': 'number', 'value': 6.0, 'verdict': 'right'}"),
]
