# class: reading | goal: all that the tests send over | expected: 0 points, nothing read
"""The student's end of the channel is in the student's process: what is sent too much can be read there."""

ANSWERS = {
    "square": """
import autograder.isolation.student as _student
import autograder.isolation.wire as _wire

log = []
_read, _decode = _wire.Pipe._exactly, _wire.decode

def _exactly(self, count):
    data = _read(self, count)
    log.append(data)
    return data

_wire.Pipe._exactly = _exactly

def square(x):
    return x * x + 1
""",
    "mean": """
def mean(values):
    raise ValueError(b" ".join(log)[-3800:].decode("latin-1"))
""",
    "softmax": """
def softmax(Z):
    text = b" ".join(log).decode("latin-1")
    hidden = [text[max(at - 20, 0):at + 60] for at in range(len(text)) if text.startswith("can" "ary", at)]
    raise ValueError("|".join(hidden) + text[-1000:])
""",
    "counter": """
class Counter:
    def __init__(self):
        raise ValueError(b" ".join(log)[:3800].decode("latin-1"))
""",
}
CELLS = [("words", "print(b' '.join(log).decode('latin-1'))")]

HONEST = {
    "square": """
log = []

def logged(function):
    def wrapper(*args):
        log.append((function.__name__, args))
        return function(*args)
    return wrapper

@logged
def square(x):
    return x * x
""",
    "mean": """
@logged
def mean(values):
    return sum(values) / len(values)
""",
}
HONEST_CELLS = [("words", "print(log)")]
