# class: death | goal: leave the grader waiting at a silent channel | expected: 0 points, a reason
"""With its descriptors closed, exchanged or all used up a process lives and cannot answer any more; one
that hands its channel to a child makes an end of file that never comes."""

SAYS = r"did not come to an end|closed its channel|ended the Python process|longer than|no answer"
SECONDS = 25

ANSWERS = {
    "square": """
import os

def square(x):
    os.closerange(0, 4096)
    return x
""",
    "mean": """
import ctypes
import time

def mean(values):
    # a child that keeps the channel open and is silent; fork is not Python's, so nothing is closed
    if ctypes.CDLL(None).fork() == 0:
        time.sleep(30)
        os._exit(0)
    os._exit(0)
""",
    "softmax": """
def softmax(Z):
    nothing = os.open("/dev/null", os.O_RDWR)
    for descriptor in range(256):
        if descriptor != nothing:
            try:
                os.dup2(nothing, descriptor)
            except OSError:
                pass
    return Z
""",
    "counter": """
held = []

class Counter:
    def __init__(self):
        try:
            while True:
                held.append(os.open("/dev/null", os.O_RDONLY))
        except OSError:
            pass
""",
}

HONEST = {
    "square": """
import os

copies = [os.dup(1) for _ in range(50)]
for copy in copies:
    os.close(copy)
print(len(copies))

def square(x):
    return x * x
"""
}
