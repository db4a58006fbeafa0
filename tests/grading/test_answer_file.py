"""One Python file, judged in the sandbox like an answer in a notebook."""

import pytest

from autograder.checking.exercise import Exercise
from autograder.checking.verdict import Verdict
from autograder.errors import UsageError
from autograder.grading.answer_file import check_file
from autograder.isolation.limits import Limits

LIMITS = Limits(cell_seconds=2, call_seconds=1)


def double(x):
    return 2 * x


class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n += k
        return self.n


@pytest.fixture
def doubling():
    exercise = Exercise(double)
    exercise.id = "double"

    @exercise.check("doubles a number")
    def number(answer, case):
        case.equal(answer.double(3.0), 6.0)

    @exercise.check("doubles an array")
    def array(answer, case):
        x = case.rng.normal(size=3)
        case.equal(answer.double(x), 2 * x)

    @exercise.rejects("You added 2.")
    def adds(x):
        return x + 2

    return exercise


@pytest.fixture
def judge(sandbox, tmp_path):
    def run(exercise, content):
        path = tmp_path / "answer.py"
        path.write_bytes(content) if isinstance(content, bytes) else path.write_text(content)
        return check_file(exercise, path, sandbox, LIMITS)

    return run


def test_a_right_answer_is_right(doubling, judge):
    report = judge(doubling, "print('hi')\ndef double(x):\n    return x + x")
    assert (report.verdict, report.score, report.diagnosis) == (Verdict.RIGHT, 1.0, None)


def test_a_known_mistake_is_recognised(doubling, judge):
    report = judge(doubling, "def double(x):\n    return x + 2.0")
    assert (report.verdict, report.score) == (Verdict.WRONG, 0.0)
    assert report.diagnosis.message == "You added 2."


WRONG = {
    "`double` is not defined: the code defines no such name.": "def triple(x): pass",
    "`double` is not defined: the code stopped with ValueError: early": "raise ValueError('early')",
    "the code stopped with SyntaxError": "def double(x:",
    "the code stopped with TimedOut": "while True: pass",
    "the code stopped with Died": "import os\nos.abort()",
    "`double` is a number, not a function": "double = 2.0",
    "`double` cannot be used": "import types\ndouble = types.SimpleNamespace()",
    "was stopped": "def double(x):\n    while True: pass",
    "is not written yet": "def double(x):\n    raise NotImplementedError",
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_is_wrong_with_the_file_is_said(reason, doubling, judge):
    report = judge(doubling, WRONG[reason])
    assert report.verdict is Verdict.WRONG
    assert report.score == 0.0
    assert reason in report.checks[0].message


def test_a_class_that_the_exercise_asks_for_is_judged_with_its_objects(judge):
    exercise = Exercise(Counter)
    exercise.id = "counter"

    @exercise.check("counts")
    def counts(answer, case):
        counter = answer.Counter()
        case.equal(counter.add(2), 2)
        case.equal(counter.add(3), 5)

    good = "class Base: pass\nclass Counter(Base):\n    n = 0\n"
    good += "    def add(self, k):\n        self.n += k\n        return self.n"
    assert judge(exercise, good).verdict is Verdict.RIGHT
    assert judge(exercise, good.replace("+= k", "= k")).verdict is Verdict.WRONG


def test_expected_values_are_not_in_the_process_of_the_answer(doubling, judge):
    looks = (
        "import gc, sys\ndef double(x):\n"
        "    names = [m for m in sys.modules if 'checking' in m or 'grading' in m]\n"
        "    return 0 if names else 2 * x\n"
    )
    assert judge(doubling, looks).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(b"x = '\xff'"), "utf-8"),
        (lambda path: path.write_text("#" * 2_000_000), "2.0 MB"),
        (lambda path: path.symlink_to("/etc/passwd"), "symbolic link"),
        (lambda path: path.mkdir(), "a folder"),
        (lambda path: None, "missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(make, reason, doubling, sandbox, tmp_path):
    path = tmp_path / "answer.py"
    make(path)
    with pytest.raises(UsageError, match=reason):
        check_file(doubling, path, sandbox, LIMITS)
