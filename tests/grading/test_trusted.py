"""The instructor's cells on the trusted side, with the student's names lent to tests."""

import pytest

from autograder.checking.verdict import Report
from autograder.grading.trusted import OutOfTime, TrustedSide, value_kind


class Student:
    """Stands for the student process: a dict of values."""

    def __init__(self, **values):
        self.values = values
        self.asked = []

    def get(self, name):
        self.asked.append(name)
        if name not in self.values:
            raise NameError(f"name {name!r} is not defined", name=name)
        return self.values[name]


@pytest.fixture
def trusted():
    return TrustedSide()


def test_a_test_sees_the_students_names_and_the_instructors_imports(trusted):
    assert trusted.run_context("import math", 5) is None
    student = Student(double=lambda x: 2 * x, math="not this one")
    run = trusted.run_test("assert double(math.pi) == 2 * math.pi\ndouble(3)", student, 5)
    assert run.error is None
    assert (run.value, run.kind) == (6, "number")
    assert student.asked == ["double"]


def test_a_name_that_the_student_does_not_have_is_a_name_error(trusted):
    run = trusted.run_test("softmax(1)", Student(), 5)
    assert isinstance(run.error, NameError)
    assert run.error.name == "softmax"


def test_the_students_values_are_fetched_anew_for_each_test(trusted):
    student = Student(x=1)
    assert trusted.run_test("x", student, 5).value == 1
    student.values["x"] = 2
    assert trusted.run_test("x", student, 5).value == 2
    del student.values["x"]
    assert isinstance(trusted.run_test("x", student, 5).error, NameError)


def test_what_a_test_defines_serves_the_next_test(trusted):
    trusted.run_test("def close(a, b): return abs(a - b) < tolerance\ntolerance = 1", Student(), 5)
    assert trusted.run_test("close(1, 1.5)", Student(close="mine"), 5).value is True


def test_a_name_given_away_is_the_students_again(trusted):
    trusted.run_context("data = [1]", 5)
    trusted.give_away({"data"})
    assert trusted.run_test("data", Student(data=[2]), 5).value == [2]


def test_builtins_are_never_asked_of_the_student(trusted):
    student = Student(len=lambda x: 99)
    assert trusted.run_test("len([1, 2])", student, 5).value == 2
    assert student.asked == []


def test_a_builtins_name_is_the_students_where_the_answer_binds_it(trusted):
    trusted.give_away({"pow"})
    assert trusted.run_test("pow(2, 3)", Student(pow=lambda x, n: 0), 5).value == 0
    missing = trusted.run_test("pow(2, 3)", Student(), 5).error
    assert isinstance(missing, NameError)
    assert missing.name == "pow"


def test_prints_are_kept_and_warnings_cost_nothing(trusted):
    run = trusted.run_test("import sys\nprint('hello')\nprint('oh', file=sys.stderr)", Student(), 5)
    assert run.error is None
    assert run.printed == "hello\n"


def test_an_endless_test_is_stopped_even_if_it_catches_exceptions(trusted):
    source = "while True:\n    try:\n        pass\n    except Exception:\n        pass"
    run = trusted.run_test(source, Student(), 0.2)
    assert isinstance(run.error, OutOfTime)


def test_exit_is_an_error_of_the_cell(trusted):
    assert isinstance(trusted.run_test("raise SystemExit", Student(), 5).error, SystemExit)


def test_the_lines_that_led_to_the_error_are_known(trusted):
    run = trusted.run_test("x = 1\ndef f():\n    assert x == 2\nf()", Student(), 5)
    assert run.lines == (4, 3)
    assert trusted.run_test("\nx = (", Student(), 5).lines == ()


def test_the_lines_of_another_cell_do_not_count(trusted):
    trusted.run_test("\n\n\n\ndef fails():\n    assert False", Student(), 5)
    assert trusted.run_test("\nfails()", Student(), 5).lines == (2,)


def test_only_what_is_really_looked_up_is_asked_for(trusted):
    student = Student(x=1, unused=2)
    source = "x = 3\nassert x == 3\nif False:\n    unused\nimport math as m\nassert m.pi > x"
    assert trusted.run_test(source, student, 5).error is None
    assert student.asked == []


def test_a_helper_of_one_test_finds_the_students_names_in_another(trusted):
    trusted.run_test("def twice(x):\n    return f(f(x))", Student(), 5)
    student = Student(f=lambda x: x + 1)
    assert trusted.run_test("twice(1)", student, 5).value == 3
    assert student.asked == ["f"]


def test_what_a_failed_test_would_have_bound_is_never_the_students(trusted):
    failed = trusted.run_test("expected = f()\ndef check(): pass", Student(), 5)
    assert isinstance(failed.error, NameError)
    run = trusted.run_test("assert expected == 3", Student(expected=3), 5)
    assert isinstance(run.error, NameError)


def test_a_name_of_the_students_stays_the_students_when_a_test_fails(trusted):
    student = Student(data=[2, 1])
    assert trusted.run_test("data = sorted(data)[5]", student, 5).error is not None
    assert trusted.run_test("data", student, 5).value == [2, 1]


def test_what_a_star_import_binds_is_on_this_side(trusted):
    trusted.run_context("from math import *", 5)
    run = trusted.run_test("sqrt(4)", Student(sqrt=lambda x: 99), 5)
    assert run.value == 2


def test_filling_the_memory_is_an_error_of_the_cell(trusted):
    assert isinstance(trusted.run_test("raise MemoryError", Student(), 5).error, MemoryError)


def test_display_and_installations_mean_nothing_here(trusted):
    source = "!pip install nothing\n%load_ext autoreload\ndisplay(1)\nx = 1"
    assert trusted.run_context(source, 5) is None
    assert trusted.run_test("x", Student(), 5).value == 1


def test_a_matplotlib_magic_means_nothing_and_another_one_stops_the_cell(trusted):
    assert trusted.run_context("%matplotlib inline", 5) is None
    assert isinstance(trusted.run_context("%timeit 1", 5), RuntimeError)


def test_reports_of_exercises_are_collected(trusted):
    source = "from autograder import grade\ngrade('mean_squared_error', f, points=4)"
    run = trusted.run_test(source, Student(f=lambda y, y_hat: 0.0), 5)
    assert run.error is None
    assert isinstance(run.reports[0], Report)
    assert 0 < run.value < 4


@pytest.mark.parametrize(
    ("value", "kind"),
    [(None, "none"), (True, "bool"), (1, "number"), (1.5, "number"), ("1", "text"), ([1], "other")],
)
def test_kinds_of_values(value, kind):
    assert value_kind(value) == kind
