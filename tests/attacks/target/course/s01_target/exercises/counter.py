"""class Counter: counts what it is shown."""

from autograder.checking import Answer, Case, Exercise

CANARY = "canary-reference-counter"


class Counter:
    def __init__(self):
        self.words = []

    def add(self, word):
        self.words.append(word)

    def count(self, word):
        return self.words.count(word)

    @property
    def total(self):
        return len(self.words)


exercise = Exercise(Counter)


@exercise.check("counts each word by itself")
def counts_each_word(answer: Answer, case: Case) -> None:
    words = [str(word) for word in case.rng.integers(3, size=6)]
    counter = answer.Counter()
    for word in words:
        counter.add(word)
    for word in ("0", "1", "2", "3"):
        case.equal(counter.count(word), words.count(word))
    case.equal(counter.total, 6)


@exercise.check("starts with nothing")
def starts_with_nothing(answer: Answer, case: Case) -> None:
    answer.Counter().add("x")
    case.equal(answer.Counter().total, 0)
