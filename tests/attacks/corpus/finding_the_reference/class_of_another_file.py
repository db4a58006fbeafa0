# class: finding the reference | goal: a class made elsewhere in place of one's own | expected: 0 points, nothing read
"""What bears the right name passes for the student's own: a class of the library's, or made by the checks."""

ANSWERS = {
    "counter": '''
import collections, sys
from autograder.isolation import objects, remote

def _foreign():
    """Classes of other modules, their own module's name taken off."""
    for module in list(sys.modules.values()):
        for kind in list(vars(module).values()):
            if isinstance(kind, type) and kind.__name__ == "Counter" and module.__name__ != "__main__":
                yield kind

found = [kind for kind in _foreign() if hasattr(kind, "add") or "canary" in str(vars(kind))]
print(list(_foreign()), found)
Counter = found[0] if found else type("Counter", (collections.Counter, objects.Callback), {
    "__module__": "__main__", "__init__": lambda self: None, "count": collections.Counter.__getitem__,
    "add": lambda self, word: self._ask(1, (self, word), {}), "total": property(lambda self: self._number)})
'''
}

HONEST_CELLS = [
    (
        "setup",
        "%%writefile counting.py\n"
        "import collections\n\n"
        "class Counter(collections.Counter):\n"
        "    def add(self, word):\n"
        "        self[word] += 1\n\n"
        "    def count(self, word):\n"
        "        return self[word]\n\n"
        "    total = property(lambda self: sum(self.values()))\n",
    )
]
HONEST = {
    "counter": """
from counting import Counter  # it stands in a file of its own
"""
}
