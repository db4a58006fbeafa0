"""Notebooks as they are found in courses, judged with a real sandbox.

The styles of `styles.py` make three notebooks. Of each the solution is graded, and the wrong
answers of every other style, so that a mark lost in one place shows where none may be lost.
"""

import pytest

from autograder.isolation.limits import Limits

from .courses import (
    Bench,
    answer,
    by_hand,
    cells_of,
    check,
    locked,
    notebook,
    plain,
    scores,
    task,
    text,
)
from .styles import DATA, HEAD, HELPERS, INSIDE, OUTSIDE, SHARED

GROUPS = (OUTSIDE, INSIDE, SHARED)
STYLES = {**OUTSIDE, **INSIDE, **SHARED}


class Graded:
    """The styles, graded group by group when the first one is asked for."""

    def __init__(self, sandbox, folders):
        self._sandbox, self._folders = sandbox, folders
        self._known = {}

    def __getitem__(self, name):
        """The plan, the solution's cells, and the cells with this style's wrong answer."""
        if name not in self._known:
            self._known |= self._grade(next(group for group in GROUPS if name in group))
        return self._known[name]

    def _grade(self, group):
        cells = [*HEAD, *(cell for style in group.values() for cell in style.cells)]
        limits = Limits(cell_seconds=20, call_seconds=5)
        folder = self._folders.mktemp("course")
        files = {"data__csv": DATA, "helpers__py": HELPERS}
        bench = Bench(folder, self._sandbox, cells, limits, **files)
        solved = cells_of(bench.grade())
        found = {}
        for half in (0, 1):
            names = list(group)[half::2]
            wrong = {key: text for name in names for key, text in group[name].wrong.items()}
            lost = cells_of(bench.grade(wrong))
            found |= dict.fromkeys(names, (bench.plan, solved, lost))
        return found


@pytest.fixture(scope="module")
def graded(sandbox, tmp_path_factory):
    return Graded(sandbox, tmp_path_factory)


@pytest.mark.parametrize("name", STYLES)
def test_in_this_style_the_solution_gets_full_marks_and_a_wrong_answer_loses_its_own(name, graded):
    style = STYLES[name]
    plan, solved, lost = graded[name]
    assert plan.warnings == ()
    tests = [cell.grade_id for cell in style.cells if cell.flags.get("grade")]
    for test in tests:
        assert plan.tests[test].judged in style.judged
        assert solved[test].judged == plan.tests[test].judged
        assert (solved[test].verdict, solved[test].message) == ("right", "")
        assert solved[test].score == solved[test].points
        if test in style.loses:
            assert lost[test].verdict == "wrong"
            assert lost[test].score < lost[test].points
            assert lost[test].message
        else:
            assert lost[test].verdict == "right"


def test_partial_credit_is_the_number_that_the_test_ends_with(graded):
    assert graded["partial"][2]["test_partial"].score == 0.25


def test_a_failed_test_inside_shows_its_line_as_outside(graded):
    message = graded["data_frame"][2]["test_data_frame"].message
    assert message == "This test failed: `assert df['a'].sum() == 3`"


# What an answer does to itself ----------------------------------------------------------

SELF = {
    "loop_in_call": (
        "def loop():\n    return 1",
        "loop() == 1",
        "def loop():\n    while True: pass",
    ),
    "loop_in_cell": ("looped = 1", "looped == 1", "while True: pass"),
    "abort": (
        "def abort():\n    return 1",
        "abort() == 1",
        "import os\ndef abort():\n    os.abort()",
    ),
    "leave": ("left = 1", "left == 1", "import sys\nsys.exit(0)"),
    "leave_in_call": (
        "def leave():\n    return 1",
        "leave() == 1",
        "import sys\ndef leave():\n    sys.exit(0)",
    ),
    "end": ("def end():\n    return 1", "end() == 1", "import os\ndef end():\n    os._exit(0)"),
    "ask": ("asked = 1", "asked == 1", "asked = input('? ')"),
    "broken": ("fixed = 1", "fixed == 1", "fixed = = 1"),
    "deep": ("def deep():\n    return 1", "deep() == 1", "def deep():\n    return deep()"),
    "nested": ("nest = 1", "nest == 1", "nest = " + "-" * 100_000 + "1"),
    "huge": ("def huge():\n    return 1", "huge() == 1", "def huge():\n    return 'x' * 2**33"),
    "unwritten": (
        "def unwritten():\n    return 1",
        "unwritten() == 1",
        "def unwritten():\n    raise NotImplementedError()",
    ),
    "frame": (
        "def frame():\n    return 1",
        "frame() == 1",
        "import types\ndef frame():\n    return types.SimpleNamespace(x=1)",
    ),
}


@pytest.fixture(scope="module")
def harmed(sandbox, tmp_path_factory):
    cells = [plain("import numpy as np")]
    for name, (solution, test, _) in SELF.items():
        cells += [answer(name, solution), check(f"test_{name}", f"assert {test}")]
        cells += [answer(f"after_{name}", f"after_{name} = 2")]
        cells += [check(f"test_after_{name}", f"assert after_{name} == 2")]
    limits = Limits(cell_seconds=2, call_seconds=1, restarts=len(SELF))
    bench = Bench(tmp_path_factory.mktemp("course"), sandbox, cells, limits)
    return bench.grade({name: wrong for name, (_, _, wrong) in SELF.items()})


@pytest.mark.parametrize("name", SELF)
def test_an_answer_that_stops_itself_costs_its_own_exercise_only(name, harmed):
    cells = cells_of(harmed)
    assert (cells[f"test_{name}"].score, cells[f"test_{name}"].verdict) == (0.0, "wrong")
    assert cells[f"test_after_{name}"].score == 1.0
    assert harmed.attention == ()


def test_the_message_says_how_an_answer_stopped_itself(harmed):
    messages = {name: cell.message for name, cell in cells_of(harmed).items()}
    assert messages["test_loop_in_call"] == (
        "Your code did not come to an end: it took longer than 1 s and was stopped."
    )
    assert messages["test_loop_in_cell"] == (
        "`looped` is not defined: its cell stopped with TimedOut: it took longer than 2 s "
        "and was stopped"
    )
    assert "crashed (SIGABRT)" in messages["test_abort"]
    assert "ended the Python process itself" in messages["test_end"]
    assert "`asked` is not defined: its cell stopped with" in messages["test_ask"]
    assert "input()" in messages["test_ask"]
    assert "SyntaxError" in messages["test_broken"]
    assert "RecursionError" in messages["test_deep"]
    assert messages["test_unwritten"] == "The answer is not written yet."
    assert "not plain data" in messages["test_frame"]


def test_more_crashes_than_are_allowed_are_not_judged_and_ask_for_a_person(sandbox, tmp_path):
    cells = []
    for name in "abc":
        cells += [answer(name, f"def {name}(): pass"), check(f"test_{name}", f"{name}()")]
    bench = Bench(tmp_path, sandbox, cells, Limits(cell_seconds=8, call_seconds=4, restarts=1))
    dies = {name: f"import os\ndef {name}(): os._exit(0)" for name in "abc"}
    result = bench.grade(dies)
    assert [cell.verdict for cell in cells_of(result).values()] == ["wrong", "wrong", "not judged"]
    assert "`test_c` could not be judged" in result.attention[0]


# Whose name it is -----------------------------------------------------------------------

NAMES = [
    plain("import numpy as np"),
    locked("helpers", "limit = 3\ndef close(a, b):\n    return abs(a - b) < 1e-9"),
    answer("f", "def f(x):\n    return x + 1"),
    check("test_np", "from numpy.testing import assert_allclose\nassert np.allclose(f(1), 2)"),
    check("test_imported", "assert_allclose(f(np.ones(2)), 2 * np.ones(2))"),
    check("test_helper", "assert close(f(1.0), 2.0)"),
    check("test_builtin", "assert abs(f(1)) == 2 and len([f(1)]) == 1 and sum([f(2)]) == 3"),
    check("test_binds", "expected = f(1) + 1\ntolerance = 1e-3\nassert f(1) == 2"),
    check("test_after", "assert abs(f(1) - 2) < tolerance and expected == 3"),
    answer("g", "def g(x):\n    return np.sqrt(x)"),
    check("test_g", "assert g(limit + 1) == 2\nassert_allclose(g(9), 3)"),
]


@pytest.fixture(scope="module")
def names(sandbox, tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("course"), sandbox, NAMES)


FAKES = {
    "names": "class Yes:\n    def __getattr__(self, name): return lambda *a, **k: True\n"
    "np = Yes()\nclose = assert_allclose = lambda *a, **k: True\n"
    "limit, tolerance, expected = 0, 1e9, -6\n",
    "modules": "import numpy\nnumpy.allclose = lambda *a, **k: True\n"
    "numpy.testing.assert_allclose = lambda *a, **k: None\n",
    "builtins": "abs = len = sum = lambda *a: 2\n",
}


@pytest.mark.parametrize("fake", FAKES)
def test_what_a_student_puts_in_place_of_the_instructors_names_changes_no_test(fake, names):
    cells = cells_of(names.grade({"f": FAKES[fake] + "def f(x):\n    return x * 0 - 7"}))
    assert "f(1)" in cells["test_np"].message
    about_f = [cell for name, cell in cells.items() if name != "test_g"]
    assert [cell.verdict for cell in about_f] == ["wrong"] * 6


def test_an_answer_cannot_pass_by_changing_the_tests_own_data(sandbox, tmp_path):
    cells = [
        plain("import numpy as np"),
        answer("f", "def f(X):\n    return X.sum()"),
        check("test_f", "X = np.ones(3)\nassert f(X) == X.sum()\nassert X.sum() != 5"),
    ]
    bench = Bench(tmp_path, sandbox, cells)
    cheats = {
        "zero": "def f(X):\n    X[:] = 0\n    return 0.0",
        "right first": "def f(X):\n    total = X.sum()\n    X[:] = 0\n    return total",
    }
    for cheat in cheats.values():
        assert scores(bench.grade({"f": cheat})) == {"test_f": 0.0}


def test_a_student_who_shadows_an_import_harms_nobody_but_the_own_answers(names):
    result = names.grade({"f": "np = 5\ndef f(x):\n    return x + 1"})
    lost = {name for name, score in scores(result).items() if score != 1.0}
    assert lost == {"test_g"}


def test_a_test_that_fails_early_does_not_give_its_names_to_the_student(names):
    fails_in_the_seventh_call = (
        "tolerance = 1e9\nexpected = 3\nseen = []\ndef f(x):\n    seen.append(x)\n"
        "    if len(seen) == 7: raise ValueError('now')\n    return 2"
    )
    cells = cells_of(names.grade({"f": fails_in_the_seventh_call}))
    assert cells["test_binds"].message == "Your code stopped with ValueError: now"
    assert cells["test_after"].message == "`tolerance` is not defined."


def test_imports_of_tests_and_of_given_cells_work_in_later_answers(names):
    uses = "def g(x):\n    assert_allclose(x, x)\n    return np.sqrt(x)"
    assert scores(names.grade({"g": uses}))["test_g"] == 1.0


def test_a_deleted_import_cell_costs_the_answers_and_not_the_tests(names):
    cells = [cell.json(cell.source) for cell in NAMES[1:]]
    result = names.grade_file(notebook(cells))
    lost = {name for name, score in scores(result).items() if score != 1.0}
    assert lost == {"test_g"}
    assert "NameError" in cells_of(result)["test_g"].message


# Cells of other kinds -------------------------------------------------------------------

KINDS = [
    text("# Exercises"),
    by_hand("essay", "Because.", "markdown", 2),
    by_hand("sketch", "area = 6", "code", 3),
    locked("uses", "doubled = 2 * area"),
    check("test_doubled", "assert doubled == 12 and area == 6"),
    task("project", "Collect some data.", 4),
    answer("h", "def h():\n    return 1"),
    check("test_h", "assert h() == 1"),
    check("test_nothing", "assert True", 0),
]


@pytest.fixture(scope="module")
def kinds(sandbox, tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("course"), sandbox, KINDS)


def test_a_person_marks_text_code_and_tasks(kinds):
    cells = cells_of(kinds.grade())
    assert list(cells) == [cell.grade_id for cell in KINDS if cell.flags.get("points") is not None]
    manual = {
        name: (cell.score, cell.points) for name, cell in cells.items() if cell.verdict == "manual"
    }
    assert manual == {"essay": (None, 2), "sketch": (None, 3), "project": (None, 4)}
    assert cells["test_doubled"].score == 1.0
    assert cells["test_nothing"].verdict == "right"


def test_code_for_a_person_is_run_and_its_outputs_are_kept(kinds):
    result = kinds.grade({"sketch": "area = 7\nprint('seven')\narea", "essay": "YOUR ANSWER HERE"})
    cells = cells_of(result)
    assert (cells["essay"].score, cells["essay"].message) == (0.0, "No response.")
    assert cells["test_doubled"].score == 0.0
    sketch = result.notebooks[0].notebook["cells"][2]
    assert [output["output_type"] for output in sketch["outputs"]] == ["stream", "execute_result"]


def test_an_answer_in_a_cell_of_the_students_own_counts(kinds):
    cells = [cell.json(cell.source) for cell in KINDS if cell.grade_id != "h"]
    cells.insert(5, plain("def h():\n    return 1").json("def h():\n    return 1"))
    result = kinds.grade_file(notebook(cells))
    assert cells_of(result)["test_h"].score == 1.0
    assert "The answer cell `h` is missing." in result.attention


# Readings of a value --------------------------------------------------------------------

VALUES = [
    answer("v", "def v():\n    return 2.0"),
    check("test_number", "v()", 2),
    check("test_silent", "v();\nNone", 2),
    check("test_truth", "v() == 2", 2),
]


@pytest.fixture(scope="module")
def values(sandbox, tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("course"), sandbox, VALUES)


@pytest.mark.parametrize("value", ["float('nan')", "False", "'2'", "None", "2.5", "-1", "[2]"])
def test_a_value_that_is_no_mark_earns_nothing_and_asks_for_a_person(value, values):
    result = values.grade({"v": f"def v():\n    return {value}"})
    cells = cells_of(result)
    assert (cells["test_number"].score, cells["test_number"].verdict) == (0.0, "not judged")
    assert any("test_number" in sentence for sentence in result.attention)
    assert cells["test_silent"].score == 2.0
    assert (cells["test_truth"].score, cells["test_truth"].verdict) == (0.0, "wrong")


def test_a_number_in_the_range_is_the_mark(values):
    assert scores(values.grade({"v": "def v():\n    return 0.5"}))["test_number"] == 0.5


# Hidden tests ---------------------------------------------------------------------------

HIDDEN = """\
assert k(1) == 1
### BEGIN HIDDEN TESTS
secret_words = {"sesame": 4711}
assert k(2) == secret_words["sesame"] - 4709
assert secret_words[{"a": "sesame"}.get(k("a"))] == 4711
### END HIDDEN TESTS
"""


@pytest.mark.parametrize("inside", [False, True])
def test_a_message_gives_nothing_of_a_hidden_test_away(inside, sandbox, tmp_path):
    begin = "get_ipython().user_ns\n" if inside else ""
    cells = [answer("k", "def k(x):\n    return x"), check("test_k", begin + HIDDEN)]
    bench = Bench(tmp_path, sandbox, cells)
    assert bench.plan.tests["test_k"].judged == ("inside" if inside else "outside")
    for wrong in ("3 if x == 2 else x", "'b' if x == 'a' else x", "'x' if x == 2 else x"):
        result = bench.grade({"k": f"def k(x):\n    return {wrong}"})
        assert cells_of(result)["test_k"].message == "A test that you cannot see failed."
    shown = cells_of(bench.grade({"k": "def k(x):\n    return 0"}))["test_k"].message
    assert shown == "This test failed: `assert k(1) == 1`"
