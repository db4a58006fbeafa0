# class: death | goal: crash the interpreter | expected: 0 points, a reason
"""Python does not survive a write to address 0, a call of abort or a stack that is used up; a runner
that waits for an answer of the same process waits for ever, or ends with it."""

SAYS = r"crashed \(SIG(SEGV|ABRT|FPE|ILL|BUS)\)"

ANSWERS = {
    "square": """
import ctypes
import os

def square(x):
    return ctypes.string_at(0)
""",
    "mean": """
def mean(values):
    os.abort()
""",
    "softmax": """
import sys

def softmax(Z):
    # recursion through C, deeper than the stack is
    sys.setrecursionlimit(2**31 - 1)

    class Deep:
        def __repr__(self):
            return repr([self])

    return repr(Deep())
""",
    "counter": """
class Counter:
    def __init__(self):
        (ctypes.CFUNCTYPE(None))(4096)()
""",
}

HONEST = {
    "square": """
import ctypes
import sys

sys.setrecursionlimit(5000)

def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)

print(depth(3000), ctypes.string_at(ctypes.create_string_buffer(b"nine")))

def square(x):
    return x * x
"""
}
