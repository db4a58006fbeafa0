"""Exercises in the styles that are found in nbgrader courses, each with a wrong answer.

Each style is a few cells that follow the common head (`HEAD`), so that many of them make
one notebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .courses import Made, answer, check, locked, plain

DATA = "1,2\n3,4\n5,6\n"
HELPERS = "def halved(x):\n    return x / 2\n"
HEAD = [
    plain(
        "%load_ext autoreload\n%autoreload 2\n!echo installed\n"
        "import numpy as np\nimport math\n%config InlineBackend.figure_format = 'svg'"
    ),
    locked("read_data", "data = np.loadtxt('data.csv', delimiter=',')\ndata.shape"),
    locked("helpers", "def close(a, b):\n    return abs(a - b) < 1e-9\ndisplay(data)"),
]


@dataclass(frozen=True)
class Style:
    """wrong: grade_id -> text; loses: the tests that this fails."""

    cells: list[Made]
    wrong: Mapping[str, str]
    loses: frozenset[str]
    judged: str = "outside"


def one(name: str, solution: str, test: str, wrong: str, judged: str = "outside") -> Style:
    """A style of two cells, an answer and its test."""
    return Style(
        [answer(name, solution), check(f"test_{name}", test)],
        {name: wrong},
        frozenset({f"test_{name}"}),
        judged,
    )


OUTSIDE = {
    "asserts": one(
        "asserts",
        "def mean(x):\n    return sum(x) / len(x)",
        "assert close(mean([1, 2, 3]), 2)\nx = mean([0, 1])\nassert x == 0.5",
        "def mean(x):\n    return sum(x) // len(x)",
    ),
    "leaves_its_array_alone": one(
        "centred",
        "def centred(X):\n    return X - X.mean(axis=0)",
        "given = np.array([[1.0, 2.0], [3.0, 6.0]])\nkept = given.copy()\n"
        "assert np.allclose(centred(given), [[-1, -2], [1, 2]])\n"
        "assert np.array_equal(given, kept)",
        "def centred(X):\n    X -= X.mean(axis=0)\n    return X",
    ),
    "leaves_its_list_alone": one(
        "middle",
        "def middle(items):\n    return sorted(items)[len(items) // 2]",
        "items = [3, 1, 2]\nassert middle(items) == 2\nassert items == [3, 1, 2]",
        "def middle(items):\n    items.sort()\n    return items[len(items) // 2]",
    ),
    "numpy_testing": one(
        "numpy_testing",
        "def scale(X):\n    return (X - X.mean(axis=0)) / X.std(axis=0)",
        "from numpy.testing import assert_allclose, assert_raises\n"
        "assert_allclose(scale(data), (data - data.mean(0)) / data.std(0), rtol=1e-6)\n"
        "assert scale(data).shape == data.shape\n"
        "assert isinstance(scale(data), np.ndarray)",
        "def scale(X):\n    return (X - X.mean()) / X.std()",
    ),
    "expected_errors": one(
        "expected_errors",
        "def root(x):\n    if x < 0:\n        raise ValueError('negative')\n"
        "    return math.sqrt(x)",
        "assert root(4) == 2\ntry:\n    root(-1)\nexcept ValueError as e:\n"
        "    assert 'negative' in str(e)\nelse:\n    raise AssertionError('nothing raised')\n"
        "np.testing.assert_raises(ValueError, root, -4)\n"
        "import unittest\nwith unittest.TestCase().assertRaises(ValueError):\n    root(-9)",
        "def root(x):\n    return math.sqrt(abs(x))",
    ),
    "loops": one(
        "loops",
        "def fizz(n):\n    return 'fizz' if n % 3 == 0 else n",
        "for n in range(1, 10):\n    expected = 'fizz' if n in (3, 6, 9) else n\n"
        "    assert fizz(n) == expected, f'fizz({n}) is {fizz(n)}'\n"
        "for word, n in [('fizz', 0), (1, 1)]:\n    assert fizz(n) == word",
        "def fizz(n):\n    return 'fizz' if n == 3 else n",
    ),
    "callbacks": one(
        "callbacks",
        "def slope(f, x, h=1e-6):\n    return (f(x + h) - f(x - h)) / (2 * h)",
        "assert abs(slope(lambda x: x**2, 3) - 6) < 1e-4\nassert abs(slope(np.sin, 0) - 1) < 1e-4\n"
        "calls = []\ndef counted(x):\n    calls.append(x)\n    return x\n"
        "slope(counted, 1.0)\nassert len(calls) == 2",
        "def slope(f, x, h=1e-6):\n    return f(x)",
    ),
    "closures": one(
        "closures",
        "def adder(n):\n    return lambda x: x + n\nops = {'double': lambda x: 2 * x}",
        "assert adder(2)(3) == 5\nassert callable(adder(1))\nassert ops['double'](4) == 8",
        "def adder(n):\n    return lambda x: x * n\nops = {'double': lambda x: 2 * x}",
    ),
    "classes": one(
        "classes",
        "class Stack:\n    def __init__(self):\n        self.items = []\n"
        "    def push(self, x):\n        self.items.append(x)\n        return self\n"
        "    def pop(self):\n        return self.items.pop()\n"
        "    def __len__(self):\n        return len(self.items)",
        "s = Stack()\nassert isinstance(s, Stack)\ns.push(1).push(2)\nassert len(s) == 2\n"
        "assert s.items == [1, 2]\nassert s.pop() == 2 and s.pop() == 1\n"
        "try:\n    s.pop()\nexcept IndexError:\n    pass",
        "class Stack:\n    def __init__(self):\n        self.items = []\n"
        "    def push(self, x):\n        self.items.append(x)\n        return self\n"
        "    def pop(self):\n        return self.items.pop(0)\n"
        "    def __len__(self):\n        return len(self.items)",
    ),
    "generators": one(
        "generators",
        "def evens(n):\n    for i in range(n):\n        yield 2 * i",
        "assert list(evens(3)) == [0, 2, 4]\ng = evens(2)\nassert next(g) == 0\n"
        "assert sum(evens(10)) == 90",
        "def evens(n):\n    for i in range(n):\n        yield 2 * i + 1",
    ),
    "variables": one(
        "variables",
        "number = 42\nwords = ['a', 'b']\narray = np.arange(3.0)\ntable = {'x': 1, (1, 2): None}",
        "assert number == 42\nassert words == ['a', 'b'] and len(words) == 2\n"
        "assert array.shape == (3,) and np.allclose(array, [0, 1, 2])\n"
        "assert table['x'] == 1 and table[1, 2] is None\nassert 'number' not in [] and number",
        "number = 41\nwords = ['a', 'b']\narray = np.arange(3.0)\ntable = {'x': 1, (1, 2): None}",
    ),
    "values": one(
        "values",
        "def pair(a, *rest, flip=False, **more):\n    return (a, *rest) if not flip else {a: more}",
        "assert pair(1, 2, 3) == (1, 2, 3)\nassert pair('k', flip=True, z=1j) == {'k': {'z': 1j}}\n"
        "a, b = pair({1, 2}, None)\nassert a == {1, 2} and b is None\n"
        "assert pair(np.float32(1))[0].dtype == np.float32",
        "def pair(a, *rest, flip=False, **more):\n    return (a, *rest) if not flip else {a: 0}",
    ),
    "rebinding": Style(
        [
            answer("clean", "def clean(X):\n    return X[X[:, 0] > 1]"),
            locked("before", "print(data.shape)"),
            answer("rebinding", "data = clean(data)"),
            check("test_rebinding", "assert data.shape == (2, 2)\nassert data[0, 0] == 3"),
            locked("again", "data = np.loadtxt('data.csv', delimiter=',')"),
            check("test_clean", "assert len(clean(data)) == 2"),
        ],
        {"rebinding": "data = data[:1]"},
        frozenset({"test_rebinding"}),
    ),
    "locked_use": Style(
        [
            answer("predict", "def predict(x):\n    return 3 * x"),
            locked(
                "predicted",
                "predictions = [predict(x) for x in range(4)]\nworst = max(predictions)",
            ),
            check("test_predicted", "assert predictions == [0, 3, 6, 9]\nassert worst == 9"),
            locked("runs", "def passes(f):\n    assert f(2) == 6, 'f(2)'\n    return True"),
            check("test_predict", "assert passes(predict)"),
        ],
        {"predict": "def predict(x):\n    return 2 * x"},
        frozenset({"test_predicted", "test_predict"}),
    ),
    "test_helpers": Style(
        [
            answer("cube", "def cube(x):\n    return x**3"),
            check("test_cube", "def holds(x):\n    return cube(x) == x * x * x\nassert holds(2)"),
            check(
                "test_again", "from math import isclose\nassert holds(-2) and isclose(cube(1.), 1)"
            ),
        ],
        {"cube": "def cube(x):\n    return abs(x**3)"},
        frozenset({"test_again"}),
    ),
    "partial": one(
        "partial",
        "def sign(x):\n    return (x > 0) - (x < 0)",
        "marks = 0\n"
        "if sign(3) == 1:\n    marks += 0.25\nif sign(-3) == -1:\n    marks += 0.75\nmarks",
        "def sign(x):\n    return 1",
    ),
    "hidden": one(
        "hidden",
        "def area(w, h):\n    return w * h",
        "assert area(2, 2) == 4\n### BEGIN HIDDEN TESTS\nassert area(3, 5) == 15\n"
        "np.testing.assert_allclose(area(np.ones(2), 7), 7 * np.ones(2))\n### END HIDDEN TESTS",
        "def area(w, h):\n    return w + h",
    ),
    "given_imports": Style(
        [
            answer(
                "given_imports",
                "import random\nfrom collections import Counter\n"
                "def count(w):\n    return Counter(w)",
                "import random\nfrom collections import Counter\ndef count(w):\n    ...",
            ),
            check("test_given_imports", "assert count('aab') == Counter('aab')\nrandom.seed(1)"),
        ],
        {
            "given_imports": "from collections import Counter\n"
            "def count(w):\n    return Counter(w[1:])"
        },
        frozenset({"test_given_imports"}),
    ),
    "import_is_the_answer": one(
        "import_is_the_answer",
        "from math import hypot",
        "assert hypot(3, 4) == 5",
        "# I forgot",
    ),
    "module_beside": one(
        "module_beside",
        "from helpers import halved\ndef quarter(x):\n    return halved(halved(x))",
        "import helpers\nassert quarter(8) == helpers.halved(4)",
        "def quarter(x):\n    return x / 3",
    ),
    "noise": one(
        "noise",
        "import warnings, sys\ndef loud(x):\n    print('out' * 10)\n"
        "    print('err', file=sys.stderr)\n    warnings.warn('careful')\n    return x\n"
        "print(loud(1))",
        "print('testing')\nimport sys, warnings\nprint('problem', file=sys.stderr)\n"
        "warnings.warn('deprecated')\nassert loud(3) == 3\nnp.array([1.0]) / 0",
        "def loud(x):\n    raise RuntimeError('too loud')",
    ),
    "star_import": Style(
        [
            plain("from statistics import *"),
            answer("spread", "def spread(x):\n    return pstdev(x)"),
            check("test_spread", "assert spread([1, 3]) == pstdev([1, 3])"),
        ],
        {"spread": "def pstdev(x):\n    return 0\ndef spread(x):\n    return pstdev(x)"},
        frozenset({"test_spread"}),
    ),
    "seeded": one(
        "seeded",
        "def draw(rng, n):\n    return rng.normal(size=n)",
        "got = draw(np.random.default_rng(7), 3)\n"
        "assert np.allclose(got, np.random.default_rng(7).normal(size=3))",
        "def draw(rng, n):\n    return rng.uniform(size=n)",
    ),
    "builtins_name": one(
        "builtins_name",
        "def pow(x, n):\n    return 1 if n == 0 else x * pow(x, n - 1)",
        "assert pow(2, 3) == 8",
        "def power(x, n):\n    return x**n",
    ),
    "truth": one(
        "truth", "def even(n):\n    return n % 2 == 0", "even(4)", "def even(n):\n    return False"
    ),
}

INSIDE = {
    "data_frame": one(
        "data_frame",
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 'b': [3, 4]})",
        "assert list(df.columns) == ['a', 'b']\nassert df['a'].sum() == 3",
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 1], 'b': [3, 4]})",
        "inside",
    ),
    "data_frame_given": one(
        "data_frame_given",
        "def total(frame):\n    return frame['x'].sum()",
        "import pandas as pd\nassert total(pd.DataFrame({'x': [1, 2]})) == 3",
        "def total(frame):\n    return frame['x'].max()",
        "inside",
    ),
    "axes": one(
        "axes",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\n"
        "fig, ax = plt.subplots()\nax.plot([1, 2], [3, 4])\nax.set_xlabel('epoch')",
        "assert ax.get_xlabel() == 'epoch'\nassert len(ax.lines) == 1",
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2], [3, 4])",
        "inside",
    ),
    "ipython": one(
        "ipython",
        "answer_text = 'forty-two'",
        "assert get_ipython().user_ns['answer_text'].startswith('forty')",
        "answer_text = 'two'",
        "inside",
    ),
    "in_place": one(
        "in_place",
        "def sort_it(values):\n    values.sort()",
        "values = [3, 1, 2]\nsort_it(values)\nassert values == [1, 2, 3]",
        "def sort_it(values):\n    return sorted(values)",
        "inside",
    ),
    "await": one(
        "await",
        "import asyncio\nasync def fetch(n):\n    await asyncio.sleep(0)\n    return n + 1\n"
        "got = await fetch(1)",
        "assert await fetch(2) == 3\nassert got == 2",
        "async def fetch(n):\n    return n\ngot = await fetch(1)",
        "inside",
    ),
    "source_text": one(
        "source_text",
        "def squares(n):\n    return [i * i for i in range(n)]",
        "import inspect\nassert 'for' in inspect.getsource(squares)\nassert squares(2) == [0, 1]",
        "def squares(n):\n    return list(map(lambda i: i * i, range(n)))",
        "inside",
    ),
    "own_error": one(
        "own_error",
        "class TooBig(Exception):\n    pass\ndef limited(x):\n    if x > 9:\n"
        "        raise TooBig(x)\n    return x",
        "try:\n    limited(10)\n    assert False, 'no error'\nexcept TooBig:\n    pass",
        "class TooBig(Exception):\n    pass\ndef limited(x):\n    return x",
        "inside",
    ),
}

# Tests whose names another cell needs: the plan is made again for each of them.
SHARED = {
    "shared_names": Style(
        [
            answer("shared", "import pandas as pd\nframe = pd.DataFrame({'x': [1, 2]})"),
            check("test_limit", "limit = 3\nassert 1 < 2"),
            check("test_frame", "assert frame['x'].max() < limit"),
        ],
        {"shared": "import pandas as pd\nframe = pd.DataFrame({'x': [1, 5]})"},
        frozenset({"test_frame"}),
        "inside",
    ),
    "needed_later": Style(
        [
            answer("first", "def first(x):\n    return x[0]"),
            check("test_first", "sample = [7, 8]\nassert first(sample) == 7"),
            answer("second", "chosen = first(sample)"),
            check("test_second", "import pandas as pd\nassert pd.Series([chosen]).sum() == 7"),
        ],
        {"first": "def first(x):\n    return x[-1]"},
        frozenset({"test_first", "test_second"}),
        "inside or outside",
    ),
}
