"""What the mutants of an answer are, and what they leave alone."""

import ast

import pytest

from autograder.auditing.mutation.mutants import Mutant, mutants, same_code


def wrapped(body: str, arguments: str = "x, y") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"def f({arguments}):\n{lines}"


def changes(body: str, kind: str = "", arguments: str = "x, y") -> list[tuple[str, str]]:
    """before and after of every mutant of one kind, or of all kinds but a mistaken name."""
    return [
        (mutant.before, mutant.after)
        for mutant in mutants(wrapped(body, arguments))
        if mutant.kind == kind or (not kind and mutant.kind != "wrong name")
    ]


def after(body: str, kind: str, arguments: str = "x, y") -> list[str]:
    """What the changed fragment became, in every mutant of one kind."""
    return [text for _, text in changes(body, kind, arguments)]


ANSWER = '''
def g(x):
    return 2 * x


class Layer:
    """A layer: 3 * x + 1."""

    scale: float = 0.5

    def __init__(self, d, seed=7, rate=0.25):
        self.W = np.zeros((d, 3), dtype=float)
        self.rate = rate

    def forward(self, X):
        if X.shape[1] != self.W.shape[0] or X.ndim < 2:
            raise ValueError(f"{X.shape[0] + 1} rows, not {2 * 3}")
        total = 0.0
        for i in range(len(X)):
            total += X[i, :-1].sum(axis=0, keepdims=True) / 2
        assert total > -1, "4 + 5"
        while total >= 9:
            total -= 1
        self.cache = X.copy()
        return np.exp(-X) @ self.W.T, [row for row in X if row[0] > 0]
        return 12345 + 1
'''


def test_a_mutant_tells_its_place_and_its_fault():
    source = "def f(x):\n    y = x + 1\n    return y * 2\n"
    fault = Mutant(2, "x + 1", "x - 1", "operator", "def f(x):\n    y = x - 1\n    return y * 2")
    assert mutants(source)[0] == fault


def test_every_mutant_compiles_differs_and_comes_once():
    found = mutants(ANSWER)
    assert len(found) > 60
    sources = [mutant.source for mutant in found]
    assert len(set(sources)) == len(sources)
    assert ast.unparse(ast.parse(ANSWER)) not in sources
    for mutant in found:
        assert not same_code(mutant.source, ANSWER)
        assert mutant.before != mutant.after
        assert "\n" not in mutant.before + mutant.after


def test_what_the_compiler_warns_of_is_code_all_the_same():
    assert after("return x is 1", "comparison") == ["x is not 1"]


def test_the_order_is_the_same_each_time_and_follows_the_text():
    assert mutants(ANSWER) == mutants(ANSWER)
    lines = [mutant.line for mutant in mutants("def f(x):\n    y = x + 1\n    return y * 2\n")]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("body", "kind", "wanted"),
    [
        ("return x - y", "operator", ["x + y"]),
        ("return x / y", "operator", ["x * y"]),
        ("return x ** 2", "operator", ["x * 2"]),
        ("return x @ y", "operator", ["x * y"]),
        ("return x @ y", "swapped factors", ["y @ x"]),
        ("return np.subtract(x, y)", "operator", ["np.add(x, y)"]),
        ("return x > 0 and y", "operator", ["x > 0 or y"]),
        ("return x > 0 and y", "dropped term", ["y", "x > 0"]),
        ("return x < y", "comparison", ["x <= y", "x >= y"]),
        ("return x == y", "comparison", ["x != y"]),
        ("return x is None", "comparison", ["x is not None"]),
        ("return x.shape == y.shape", "comparison", ["x.size == y.size", "x.shape != y.shape"]),
        ("return x[2] + y", "dropped term", ["x[2]", "y"]),
        ("return x - y", "dropped term", ["x", "-y"]),
        ("return x * y", "dropped factor", ["x", "y"]),
        ("return x / y", "dropped factor", ["x"]),
        ("return -x", "sign", ["x"]),
        ("return np.sum(x)", "sign", ["return -np.sum(x)"]),
        ("return np.exp(x)", "sign", ["return -np.exp(x)", "np.exp(-x)"]),
        ("return 0.5 * x", "constant", ["0.25 * x"]),
        ("return x + 0.5", "constant", ["x + 1.0", "x + 0.25"]),
        ("return 3 * x", "constant", ["4 * x", "2 * x"]),
        ("return x + 100", "constant", ["x + 200", "x + 50"]),
        ("x = 0.0", "constant", ["x = 1.0"]),
        ("return x[0]", "off by one", ["x[1]", "x[-1]"]),
        ("return x.shape[0]", "axis", ["x.shape[1]"]),
        ("return x[:-1]", "off by one", ["x[:-2]", "x[:]", "x[1:]"]),
        ("return x[1:]", "off by one", ["x[2:]", "x[:]", "x[:-1]"]),
        ("return x[:n]", "off by one", ["x[:n - 1]", "x[:]"]),
        ("return x[::-1]", "dropped step", ["x[:]"]),
        ("return [i for i in range(x)]", "off by one", ["range(x - 1)", "range(1, x)"]),
        ("return [0 for _ in range(x)]", "off by one", ["range(x - 1)"]),
        ("return range(2, x)", "off by one", ["range(2, x - 1)", "range(3, x)"]),
        ("return x.sum(axis=0)", "axis", ["x.sum(axis=1)", "x.sum()"]),
        ("return softmax(x, axis=1)", "axis", ["(x, axis=0)", "(x)", "(x, axis=None)"]),
        ("return np.stack(x, axis=1)", "axis", ["(x, axis=0)", "(x, axis=None)"]),
        ("return np.hstack([x, y])", "axis", ["np.vstack([x, y])"]),
        ("return x.sum(keepdims=True)", "keepdims", ["x.sum(keepdims=False)"]),
        ("return np.sum(x)", "reduction", ["np.mean(x)"]),
        ("return x.argmax()", "reduction", ["x.argmin()"]),
        ("return np.std(x)", "reduction", ["np.var(x)"]),
        ("return max(x)", "reduction", ["min(x)"]),
        ("return np.sqrt(x)", "dropped function", ["x"]),
        ("return x.mean(axis=0)", "dropped function", ["x"]),
        ("return x.T", "transpose", ["x"]),
        ("return np.append(x, y)", "swapped arguments", ["np.append(y, x)"]),
        ("return np.hstack([x, y])", "swapped arguments", ["np.hstack([y, x])"]),
        ("return np.c_[x, y]", "swapped arguments", ["np.c_[y, x]"]),
        ("return np.ones((x, 1))", "swapped arguments", ["np.ones((1, x))"]),
        ("return np.ones(x)", "fill", ["np.zeros(x)"]),
        ("return enumerate(x, start=1)", "dropped argument", ["enumerate(x)"]),
        ("return np.array(x, dtype=float)", "dtype", ["(x, dtype=np.float32)", "(x)"]),
        ("return np.zeros(3, dtype=float)", "dtype", ["(3, dtype=np.float32)"]),
        ("return x.astype(np.float64)", "dtype", ["x", "x.astype(np.float32)"]),
        ("z = np.empty(3)\nz[0] = x\nreturn z", "dtype", ["np.empty(3, dtype=int)"]),
        ("x = x.copy()\nx += y\nreturn x", "copy", ["x"]),
        ("return x, 1", "swapped results", ["return (1, x)"]),
        ("z, w = x, y", "swapped results", ["z, w = (y, x)"]),
        ("return x + x[y]", "wrong name", ["y + x[y]", "y[y]", "x[x]"]),
    ],
)
def test_a_fault_of_each_kind(body, kind, wanted):
    found = after(body, kind)
    assert len(found) == len(wanted)
    assert all(text.endswith(end) for text, end in zip(found, wanted, strict=True)), found


def test_an_assignment_that_adds_is_turned_round_made_plain_and_dropped():
    assert after("x += y\nreturn x", "operator") == ["x -= y", "x = y"]
    assert after("x += y\nreturn x", "dropped statement") == ["pass"]


@pytest.mark.parametrize(
    "statement",
    [
        "if x.ndim > 2:\n    raise ValueError('no')",
        "if x.ndim > 2:\n    return y",
        "x[0] = y",
        "self.w = y",
        "self.w, self.b = y",
        "x = x / y",
        "x.append(y)",
        "assert x > y",
    ],
)
def test_a_statement_is_dropped(statement):
    found = changes(f"{statement}\nreturn x", "dropped statement")
    assert found == [(statement.splitlines()[0], "pass")]


@pytest.mark.parametrize("statement", ["z = x", "return x", "print(x)", "x = np.asarray(x)"])
def test_a_statement_that_all_depends_on_or_nothing_is_not_dropped(statement):
    assert not changes(statement, "dropped statement")


@pytest.mark.parametrize(
    ("test", "negated"),
    [("x < y", "x >= y"), ("x", "not x"), ("not x", "x"), ("x and y", "not (x and y)")],
)
def test_a_condition_is_negated(test, negated):
    expected = (f"if {test}:", f"if {negated}:")
    assert expected in changes(f"if {test}:\n    y = 1\nreturn y", "negated condition")
    loop = changes(f"while {test}:\n    y = 1\nreturn y", "negated condition")
    assert (f"while {test}:", f"while {negated}:") in loop
    assert changes("return [a for a in x if a]", "negated condition")
    assert changes("return x if y else 0", "negated condition")


@pytest.mark.parametrize(
    "body",
    [
        '"""The text 2 + 3."""',
        "raise ValueError(f'{x.shape[0] + 1} and {max(x)}')",
        "import math as m",
        "print(x + 1, max(x))",
        "z: tuple[3, 4]",
        "return None",
        "return",
        "return self",
        "pass",
        "return f'{x + 1}'",
        "return\nx = x + 1",
        "raise ValueError\nx = x + 1",
    ],
)
def test_what_says_nothing_about_the_mathematics_stays(body):
    assert changes(body, arguments="self, x, y") == []


def test_decorators_and_annotations_stay():
    source = "@cached(3)\ndef f(x: Array[2], n: int = 5) -> Array[4]:\n    return g(x)\n"
    assert {(m.before, m.after) for m in mutants(source)} == {("return g(x)", "return -g(x)")}


def test_a_default_changes_only_where_the_parameter_is_read():
    assert changes("return g", arguments="n=5") == [("return g", "return -g")]
    assert after("return g(n)", "constant", arguments="n=5") == ["n=6", "n=4"]
    assert after("return g(n)", "constant", arguments="*, n=5") == ["*, n=6", "*, n=4"]


def test_code_that_is_never_reached_stays():
    body = "for i in x:\n    continue\n    x += 1\nreturn x"
    assert changes(body) == [("return x", "return -x")]


def test_a_guard_against_zero_keeps_its_size_and_may_only_be_forgotten():
    assert changes("z = np.log(x + 1e-12)", "constant") == []
    assert changes("z = np.log(x + 1e-12)", "operator") == []
    assert after("z = np.log(x + 1e-12)", "dropped term") == ["x", "1e-12"]
    assert changes("z = x * 1e-12") == []
    assert after("z = x > 1e-12 * y[0]", "comparison") == ["x <= 1e-12 * y[0]"]


@pytest.mark.parametrize(
    "body",
    [
        "return np.maximum(x, y)",
        "return np.add(x, y)",
        "return math.gcd(x, y)",
        "return np.dot(x, x)",
        "return isinstance(x, y)",
        "return np.einsum('i,i->', x)",
        "return np.where(x, 0, 0)",
        "return f(*x, y)",
    ],
)
def test_arguments_whose_order_is_no_matter_or_no_slip_stay_in_order(body):
    assert not changes(body, "swapped arguments")


@pytest.mark.parametrize(
    ("body", "idle"),
    [
        ("return x * 2", "return x * 1"),
        ("return x + 1", "return x + 0"),
        ("return x / 2", "return x / 1"),
        ("return x * 1.0", "return x / 1.0"),
        ("return [x] + y", "return [x] - y"),
        ("return x.mean(axis=0)", "return x.mean(axis=None)"),
        ("return np.stack(x, axis=1)", "return np.stack(x)"),
        ("return np.zeros(3, dtype=float)", "return np.zeros(3)"),
        ("z = np.zeros(3)\nz[:] = x\nreturn z", "z = np.ones(3)"),
        ("return np.result_type(x, np.float64)", "return np.result_type(x, np.float32)"),
        ("return g(x).sum(), x.size", "return (g(x).sum(), y.size)"),
        ("return np.copy(x + y)[0]", "return -np.copy(x - y)[1]"),
    ],
)
def test_what_is_plainly_the_same_or_never_runs_is_not_made(body, idle):
    made = [mutant.source for mutant in mutants(wrapped(body))]
    assert made
    assert not any(idle in source for source in made)


def test_a_copy_of_an_array_made_here_that_nothing_changes_may_go():
    made_here = "z = np.zeros(3) + x\nw = z.copy()\n"
    assert not changes(f"{made_here}return w", "copy")
    assert changes(f"{made_here}w += 1\nreturn w", "copy") == [("z.copy()", "z")]
    assert changes(f"{made_here}z[0] = 1\nreturn w", "copy") == [("z.copy()", "z")]
    assert changes("self.x = x.copy()", "copy") == [("x.copy()", "x")]
    assert changes("z = x[1:]\nself.z = z.copy()", "copy") == [("z.copy()", "z")]
    assert changes("return self.w.copy()", "copy") == [("self.w.copy()", "self.w")]


def test_an_accumulator_may_start_at_the_wrong_value():
    summed = "z = np.zeros(3)\nfor i in x:\n    z[i] += y\nreturn z"
    assert changes(summed, "fill") == [("np.zeros(3)", "np.ones(3)")]


def test_a_long_fragment_is_cut_around_the_fault():
    long = " + ".join(f"np.sin(x[{i}])" for i in range(20))
    for mutant in mutants(wrapped(f"return {long} + {long}")):
        assert mutant.before != mutant.after
        assert max(len(mutant.before), len(mutant.after)) <= 70


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("def f(a, b):\n    return a - b", "def f(u, v):\n\n    # less\n    return u - v"),
        ("def f(a):\n    c = a\n    return c", "def f(a):\n    other = a\n    return other"),
        ("x = 2 + 3", "x = 5"),
        ("def f(a):\n    return a\n    a += 1", "def f(a):\n    return a"),
        ("if not a == b:\n    c()", "if not (a == b):\n    c()"),
    ],
)
def test_the_same_code_in_other_words(one, two):
    assert same_code(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("def f(a, b):\n    return a - b", "def f(a, b):\n    return b - a"),
        ("x = 1", "x = 1.0"),
        ("x = 1", "x = True"),
        ("x = 0.0", "x = -0.0"),
        ("def f(a, b=1):\n    return a", "def f(a, b=2):\n    return a"),
        ("def f(a):\n    return g(a)", "def f(a):\n    return h(a)"),
        ("f = lambda a: a", "f = lambda *a: a"),
        ("def f(p, q):\n    return lambda: p - q", "def f(p, q):\n    return lambda: q - p"),
        ("try:\n    f()\nexcept A:\n    g()", "f()"),
    ],
)
def test_other_code(one, two):
    assert not same_code(one, two)
