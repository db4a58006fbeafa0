"""How an assignment is judged is found by judging the instructor's own solution."""

import pytest

from autograder.grading.plan import plan_for
from autograder.grading.rebuild import Template

from .courses import QUICK, Bench, answer, by_hand, cells_of, check, locked, plain

CELLS = [
    plain("import numpy as np"),  # context 0
    answer("f", "import math\ndef f(x):\n    return x + 1\nclass Model: pass", "import math\n"),
    locked("uses_f", "table = f(1)"),  # 1
    locked("uses_table", "def shown():\n    return table"),  # 2
    locked("pure", "limit = np.inf"),  # 3
    by_hand("sketch", "area = 6", "code"),
    locked("uses_area", "double = 2 * area"),  # 4
    check("none", "assert f(1) == 2"),
    check("number", "assert f(1) == 2\n2", 2),
    check("truth", "f(1) == 2"),
    check("other", "f([1][0]), 3"),
    check("worthless", "assert f(1) == 2", 0),
    check("imports", "import json\n### BEGIN HIDDEN TESTS\nimport csv\n### END HIDDEN TESTS"),
    check("fails", "assert f(1) == 3", 2),
    check("fails_to_pay", "assert f(1) == 2\n1.5", 2),
    check("overpays", "7", 2),
    check("endless", "while True: pass"),
    check("leaves", "import sys\nsys.exit()"),
    check("deadly", "import os\nos.kill(os.getppid(), 0)\nraise KeyError('x')"),
]


@pytest.fixture(scope="module")
def bench(sandbox, tmp_path_factory):
    limits = type(QUICK)(cell_seconds=1.5, call_seconds=1)
    return Bench(tmp_path_factory.mktemp("course"), sandbox, CELLS, limits)


def test_cells_that_need_an_answer_run_in_the_student_process_alone(bench):
    assert bench.plan.trusted == {0, 3}


def test_the_names_that_the_solution_binds_are_the_students(bench):
    assert bench.plan.answers == {"f": {"f", "Model"}, "sketch": {"area"}}


def test_imports_that_students_were_given_are_nobodys_answer(bench):
    imports = bench.plan.imports
    assert (imports["f"], imports["imports"], imports["none"]) == ("import math", "import json", "")


def test_the_classes_of_the_instructor_may_cross(bench):
    assert bench.plan.classes == {"Model"}


def test_the_kind_of_value_that_a_right_answer_gives_is_noted(bench):
    names = ("none", "number", "truth", "other", "worthless")
    kinds = [bench.plan.tests[name].kind for name in names]
    assert kinds == ["none", "number", "bool", "other", "none"]
    assert {bench.plan.tests[name].judged for name in names} == {"outside"}


def test_a_test_that_the_solution_does_not_pass_is_told_to_the_instructor(bench):
    failing = ["fails", "fails_to_pay", "overpays", "endless", "leaves", "deadly"]
    assert len(bench.plan.warnings) == len(failing)
    for name, warning in zip(failing, bench.plan.warnings, strict=True):
        said = f"ps1: the instructor's own solution does not pass the test cell `{name}` ("
        assert warning.startswith(said)
    assert bench.plan.warnings[0].endswith("(AssertionError in `assert f(1) == 3`).")
    assert "it ended with 1.5" in bench.plan.warnings[1]
    assert "took longer than 1.5 seconds" in bench.plan.warnings[3]


def test_a_test_that_nobody_can_pass_costs_everybody_the_same_and_harms_no_other(bench):
    cells = cells_of(bench.grade())
    assert cells["fails"].verdict == "wrong"
    assert cells["fails_to_pay"].score == 1.5
    assert cells["overpays"].verdict == "not judged"
    assert cells["endless"].message == "The test took longer than 1.5 seconds in all."
    assert [cells[name].verdict for name in ("none", "number", "truth", "other")] == ["right"] * 4


def test_without_a_release_only_the_imports_that_a_test_shows_are_given(sandbox, tmp_path):
    bench = Bench(tmp_path, sandbox, CELLS[:2])
    template = Template.read(tmp_path / "source" / "ps1" / "ps1.ipynb")
    plan = plan_for(template, sandbox, QUICK, {})
    assert plan.imports == {"f": ""}
    assert plan.answers == {"f": {"f", "Model", "math"}}
    assert bench.plan.imports == {"f": "import math"}


def test_a_test_whose_names_a_later_answer_needs_runs_inside_and_only_that(sandbox, tmp_path):
    cells = [
        answer("a", "def a():\n    return 1"),
        check("test_a", "sample = [1, 2]\nassert a() == 1"),
        check("test_more", "other = 3\nassert a() == 1"),
        answer("b", "def b():\n    return sum(sample)"),
        check("test_b", "assert b() == 3"),
    ]
    plan = Bench(tmp_path, sandbox, cells).plan
    judged = {name: test.judged for name, test in plan.tests.items()}
    assert judged == {"test_a": "inside", "test_more": "outside", "test_b": "outside"}
    assert plan.warnings == ()


def test_a_test_that_cannot_run_inside_stays_outside_even_if_its_names_are_needed(
    sandbox, tmp_path
):
    cells = [
        answer("a", "def a():\n    return 1"),
        check("test_a", "from autograder import grade\nsample = [1, 2]\nassert a() == 1"),
        locked("needs", "total = sum(sample)"),
        check("test_b", "assert total == 3"),
    ]
    plan = Bench(tmp_path, sandbox, cells).plan
    assert plan.tests["test_a"].judged == "outside"
    assert plan.tests["test_b"].judged == "outside"
    assert plan.warnings == ()
