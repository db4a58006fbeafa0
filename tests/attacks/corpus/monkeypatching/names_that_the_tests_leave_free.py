# class: monkeypatching | goal: the tests' own names given by the answer | expected: 0 points
"""A test looks names up in the student's notebook first; whoever defines all of them decides what they mean."""

_NAMES = """
class Agreeable:
    def __getattr__(self, name):
        return self
    def __call__(self, *args, **kwargs):
        return 4
    def __eq__(self, other):
        return True
    def __iter__(self):
        return iter([(0, 0)] * 4)
    __sub__ = __rsub__ = __lt__ = __getitem__ = __contains__ = lambda self, other: self

abs = sum = len = float = print = isinstance = range = zip = enumerate = lambda *args: 4
np = testing = cases = values = right = canary = table = autograder = exercise = Agreeable()
AssertionError = ValueError = __debug = NameError = Warning
__name__, __annotations__ = "graded", {}
grade = lambda *args, points: float(points)
__builtin__ = builtins = __import__ = grade
"""

ANSWERS = {
    "square": _NAMES,
    "mean": "def mean(values):\n    return 0.0\n",
    "softmax": _NAMES + "\ndef softmax(Z):\n    return grade\n",
    "counter": "del np\nCounter = grade\n",
}
CELLS = [(place, _NAMES) for place in ("setup", "square", "mean", "softmax", "counter", "words")]

HONEST = {
    "square": """
cases = values = right = [(2, 4), (3, 9)]
canary, grade, exercise, testing = "yellow", "A", 1, True

def square(x):
    return x * x
""",
    "counter": """
sum = 0
for number in range(3):
    sum += number
abs = max = min = sum

class Counter:
    def __init__(self):
        self.words = []

    def add(self, word):
        self.words.append(word)

    def count(self, word):
        return self.words.count(word)

    total = property(lambda self: len(self.words))
""",
}
HONEST_CELLS = [("words", "del cases, values, table")]
