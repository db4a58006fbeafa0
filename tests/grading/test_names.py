"""Which global names a cell binds and uses."""

import pytest

from autograder.grading.names import (
    classes_of,
    imports_of,
    modules_of,
    names_of,
    plain_python,
    split_last_expression,
)


def test_names_inside_functions_classes_and_comprehensions_count():
    names = names_of(
        "import numpy as np\n"
        "class Model:\n"
        "    size = default\n"
        "    def fit(self, X):\n"
        "        local = helper(X)\n"
        "        return [scale * row for row in local]\n"
    )
    assert names.bound == {"np", "Model"}
    assert names.used == {"default", "helper", "scale"}


def test_a_name_that_a_function_declares_global_is_bound_by_the_cell():
    assert "count" in names_of("def f():\n    global count\n    count = 1\n").bound


def test_local_names_and_arguments_do_not_count():
    names = names_of("def f(x):\n    y = x + 1\n    return y\n")
    assert names.used == frozenset()
    assert names.bound == {"f"}


def test_every_way_to_bind_a_name_is_seen():
    source = (
        "a = 1\nb, (c, *d) = e = 1, [2]\nfor f in (): pass\nwith open('g') as g: pass\n(h := 1)\n"
    )
    assert names_of(source).bound == set("abcdefgh")


def test_magics_and_shell_commands_are_not_a_syntax_error():
    assert "run_line_magic" in plain_python("%matplotlib inline\nx = 1\n")
    assert names_of("%matplotlib inline\nx = y\n").bound == {"x"}


def test_lines_keep_their_numbers():
    assert plain_python("\n  \nx\n%time y\nz").splitlines()[2:] == [
        "x",
        "get_ipython().run_line_magic('time', 'y')",
        "z",
    ]


def test_imports_at_the_top_level_are_found_by_line():
    source = "\nimport a.b as c, d\nif x:\n    import e\nfrom f import (\n    g,\n)\n"
    assert imports_of(source) == {2: "import a.b as c, d", 5: "from f import g"}
    assert imports_of("import (") == {}


@pytest.mark.parametrize("source", ["def f(:\n", "a b c", "\x00", "(" * 1000])
def test_a_cell_that_is_not_python_binds_nothing(source):
    assert names_of(source).bound == frozenset()
    assert classes_of(source) == frozenset()


def test_only_classes_at_the_top_level_are_the_cells_classes():
    assert classes_of("class A:\n    class B: pass\ndef f():\n    class C: pass\n") == {"A"}


@pytest.mark.parametrize(
    ("source", "has_value"),
    [
        ("x = 1\nx", True),
        ("x = 1", False),
        ("x = 1\nx;", False),
        ("", False),
        ("assert True", False),
    ],
)
def test_the_last_expression_is_split_off_as_jupyter_shows_it(source, has_value):
    assert (split_last_expression(source)[1] is not None) == has_value


def test_the_modules_that_a_cell_imports_are_named_in_full():
    source = "%matplotlib inline\nimport a.b as c, d\nfrom e.f import g\ndef h():\n    import i\n"
    assert modules_of(source) == ["a.b", "d", "e.f", "i"]
    assert modules_of("from . import x") == []
    assert modules_of("import (") == []
