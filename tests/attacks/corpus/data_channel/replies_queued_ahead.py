# class: data channel | goal: full marks for square | expected: 0 points
"""A thread fills the pipe with answers before the questions come, under every id that can be
guessed: a reader that takes the next message, or counts its requests, takes them."""

ANSWERS = {
    "square": """
import gc, threading, time
from autograder.isolation.student import Student

me = next(one for one in gc.get_objects() if isinstance(one, Student))
ids = ["begin", "", "0", "1", "2", "3", me._active[-1], f"{int(me._active[-1], 16) + 1:016x}"]

def ahead():
    time.sleep(0.2)
    for _ in range(50):
        for number in ids:
            for value in (9, 144, 0.25):
                me._pipe.write(me._encode({"id": number, "value": value, "changed": [],
                                           "shared": False, "printed": ""}))

threading.Thread(target=ahead, daemon=True).start()

def square(x):
    time.sleep(0.3)
    return 0
"""
}

HONEST = {
    "square": """
import threading

known = {}
thread = threading.Thread(target=lambda: known.update({n: n * n for n in range(1000)}))
thread.start()
thread.join()

def square(x):
    return known.get(x, x * x) if isinstance(x, int) else x * x
"""
}
