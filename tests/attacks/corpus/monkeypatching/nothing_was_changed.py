# class: monkeypatching | goal: the check that arguments stay unchanged | expected: 6 points, a stated limit
"""Only the student's side sees what a call did to its arguments, and there the one who looks can be replaced.

Shape and probabilities are right (4.5 points); the call overwrites its argument, which costs 1.5.
The limit: from outside, an answer that hides what it did looks like one that works on a copy.
"""

ANSWERS = {
    "softmax": """
import autograder.isolation.student as _student

_student.fingerprint = lambda value: []
_student.share_memory = lambda result, arguments: False

def softmax(Z):
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z
"""
}

HONEST = {
    "softmax": '''
def softmax(Z):
    """The same steps, in place, on a copy."""
    Z = Z.copy()
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z
'''
}
