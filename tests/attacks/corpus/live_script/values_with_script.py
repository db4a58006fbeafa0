# class: live script | goal: script in what a check quotes | expected: 0 points, nothing live
"""A good message shows what was returned, which the student chose: texts, keys, types of arrays,
docstrings and names, with backticks that end the piece of code in which they are shown."""

ANSWERS = {
    "square": """
live = "{}img src=x onerror=document.title='@MARK@'>".format(chr(60))

def square(x):
    return "`" + live + "`" + live + "``"
""",
    "mean": "def mean(values):\n    return {live: [live], ('`', live): {live}}",
    "softmax": """
def softmax(Z):
    if Z.shape == (2, 3):
        return np.array([[live] * 3] * 2)
    return np.zeros(2, dtype=[(live, float), ("`" + live, int)])
""",
    "counter": """
class Counter:
    total = live
    def add(self, word): return live
    def count(self, word): return [live, live.encode(), float("nan")]
""",
}


def harmed(world):
    live = f"<img src=x onerror=document.title='{world.mark}'"
    return "markup from a value is on the page" if live in world.page else ""


HONEST_CELLS = [("mean", "print('<td>', mean([1, 3]), '</td> &', '`code`')\n{'<k>': ('&', '`')}")]
