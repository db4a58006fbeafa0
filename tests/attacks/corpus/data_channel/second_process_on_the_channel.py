# class: data channel | goal: the next requests are answered from behind | expected: 0 points
"""A child made by the C library's own fork keeps the descriptors (Python's after-fork hooks do not
run); it reads the requests in the parent's place and writes forged answers into the same pipe."""

ANSWERS = {
    "square": """
import ctypes, gc, os, time
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))
libc = ctypes.CDLL(None)
if libc.fork() == 0:
    libc.prctl(15, b"@MARK@", 0, 0, 0)
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            request = me._read()
            answers = {"get": "square", "call": 144, "has": True}
            me._pipe.write(me._encode({"id": request["id"], "value": answers.get(request["do"], 0),
                                       "changed": [], "shared": False, "printed": "",
                                       "kind": "number", "error": None, "count": 1}))
        except Exception:
            time.sleep(0.01)
    os._exit(0)

def square(x):
    return 144
"""
}

HONEST = {
    "square": """
import os, subprocess, sys

child = os.fork()
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
told = subprocess.run([sys.executable, "-S", "-c", "print(12 * 12)"], capture_output=True, text=True)

def square(x):
    return int(told.stdout) if isinstance(x, int) and x == 12 else x * x
"""
}
