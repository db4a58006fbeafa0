# class: resources | goal: exhaust the side that compares | expected: 0 points, a reason, bounded time
"""The results of the student's functions are kept, compared and printed by the grader: what is too
big for one is tried again and again, as numbers, as text, as a tree."""

SECONDS = 25

ANSWERS = {
    "square": """
def square(x):
    return 10 ** 4000 if x == 3 else "9" * (20 * 2**20)
""",
    "mean": """
def mean(values):
    return {number: [] for number in range(400_000)}
""",
    "softmax": """
def softmax(Z):
    # just below the size of one message, and kept with every call
    return np.zeros((len(Z), 7_500_000 // max(len(Z), 1)))
""",
    "counter": """
class Counter:
    total = property(lambda self: 2 ** 13_000)

    def add(self, word):
        return [[[]]] * 100_000

    def count(self, word):
        return "\\N{BLACK CIRCLE}" * 5_000_000
""",
}

HONEST = {
    "square": """
def square(x):
    table = {number: number * number for number in range(100_000)}
    return table.get(x, x * x) if isinstance(x, int) else x * x
""",
    "softmax": """
def softmax(Z):
    many = np.repeat(Z[None], 100_000, axis=0)  # far more than is needed
    E = np.exp(many - many.max(axis=2, keepdims=True))
    return (E / E.sum(axis=2, keepdims=True))[0]
""",
}
