# class: data channel | goal: full marks for a softmax that spoils its argument | expected: 6 points, a stated limit
"""Whether a call changed an argument or returned its memory is reported by the student's side: a
softmax that works in place (honestly worth 4.5) says that it did neither.
The limit: from outside, an answer that hides what it did looks like one that works on a copy.
"""

ANSWERS = {
    "softmax": """
from autograder.isolation import student

student.fingerprint = lambda value: b""
student.share_memory = lambda result, arguments: False

def softmax(Z):
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z
"""
}

HONEST = {
    "softmax": """
def softmax(Z):
    Z = Z.copy()
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z
"""
}
