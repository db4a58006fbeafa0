# class: resources | goal: fill the table of processes | expected: 0 points, a reason, no process left
"""Processes that double, and others that are born and gone before anybody can count them, leave no
room for the grader's own; who counts the living in ticks never sees these."""

SAYS = r"more than 64 processes|Resource temporarily unavailable|longer than"

ANSWERS = {
    "square": """
import os
import time

end = time.monotonic() + 15  # not for ever, and never more than 300: nobody is to be harmed
for _ in range(8):
    os.fork()
while time.monotonic() < end:
    try:
        os.sched_yield()
    except BaseException:
        pass
os._exit(0)
""",
    "mean": """
import ctypes
import time

def mean(values):
    libc = ctypes.CDLL(None)
    libc.prctl(15, b"@MARK@")
    born = time.monotonic()
    # forty comets: each has a child and is gone at once, so that none lives for a tick
    for _ in range(40):
        if libc.fork() == 0:
            while time.monotonic() < born + 10:
                if libc.fork() > 0:
                    libc._exit(0)
            libc._exit(0)
    time.sleep(1)
    return 0.0
""",
}

HONEST = {
    "square": """
import os

# sixty processes, one after the other and some at one time
for _ in range(6):
    children = []
    for _ in range(10):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)

def square(x):
    return x * x
"""
}
