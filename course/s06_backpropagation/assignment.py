# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] nbgrader={"grade": false, "grade_id": "title", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Session 6 — Backpropagation: assignment
#
# In this notebook you write backpropagation out of its parts: the gates, a neuron line by line, an
# order for the nodes of a graph, a graph that differentiates itself, and a test that finds a faulty
# gate. At the end your own gates learn to tell tumours apart, and your own graph trains a small
# network. Plan about 120 minutes, and more if you need them.
#
# **How to work**
#
# 1. Read the statement of an exercise. It gives the formula, the shapes and one number worked by
#    hand.
# 2. Write your code where it says `# YOUR CODE HERE`, and delete the line
#    `raise NotImplementedError()`.
# 3. Run your cell and the test cell below it. A failed test shows what was called, what came and
#    what is right. It names an idea to look at and the part of the lecture to read again.
# 4. Stuck? Each exercise has three hints. Click on one to open it. They go from the idea to
#    nearly the code, so open them one at a time. Hints cost no marks.
# 5. Before you hand in, choose *Kernel → Restart Kernel and Run All Cells*. It stops at the first
#    test that fails. If your JupyterLab shows a button *Validate*, that lists all failures at
#    once. Then save.
#
# You may add cells of your own. Locked cells and test cells are restored before grading, so
# changing them changes nothing.
#
# **What is graded**
#
# | Exercise | You write | Visible tests | Hidden tests | Points |
# |:--|:--|--:|--:|--:|
# | 6.1 | `AddGate`, `MultiplyGate`, `MaxGate`, `CopyGate`, `SigmoidGate` | 7.5 | 17.5 | 25 |
# | 6.2 | `sigmoid_neuron_backward` | 6 | 14 | 20 |
# | 6.3 | `topological_sort` | 5 | 10 | 15 |
# | 6.4 | `Value`, `ComputationalGraph` | 6 | 14 | 20 |
# | 6.5 | `find_the_faulty_gate` | 5 | 10 | 15 |
# | 6.6 | an answer in words, read by a person | | | 5 |
# | | **Total** | | | **100** |
#
# The visible tests check the type, the shape and the worked number. The hidden tests run after
# you hand in. They check the rest of what the statement says, on other inputs: passing the
# visible tests alone does not prove that a function is right.
#
# Each exercise is graded by itself. A mistake in one of them costs nothing in the next.

# %% [markdown] nbgrader={"grade": false, "grade_id": "conventions", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Conventions of the course
#
# | Thing | In this course |
# |---|---|
# | A table of data | one row is one sample: `X (n, d)` has n samples and d features |
# | A layer | `O = X @ W + b`, `W (d, q)`, `b (q,)`; with one output `y_hat = X @ w + b`, `w (d,)` |
# | Labels | `y (n,)`: numbers, or integers 0 … q−1 for classes; `Y (n, q)` is one-hot |
# | A loss | a **mean** over the samples, unless its name says otherwise |
# | Squared error | no factor 1/2; so its gradient carries a 2 |
# | L2 penalty | `lam / 2 * sum(W**2)`, never on a bias |
# | Dropout | speaks of `keep_prob`, the probability of *keeping* |
# | Numbers | `float64` |
# | Functions | pure: a function never changes its arguments |
# | Randomness | only through a generator that is passed in: `rng = np.random.default_rng(seed)` |
#
# The table is the same in every session. Some lines speak of later sessions; pass over them today.

# %% nbgrader={"grade": false, "grade_id": "imports", "locked": true, "schema_version": 3, "solution": false, "task": false}
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_breast_cancer, make_moons

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Nodes to try things on
#
# Exercise 6.3 is about graphs in general. A **node** there is an object with an attribute `inputs`:
# the tuple of the nodes that it needs. The next cell makes such nodes. `nodes_of` takes a graph in
# plain data, each name with the names of its inputs, and gives the node of each name. The small
# graph is the one of the lecture.

# %% nbgrader={"grade": false, "grade_id": "nodes", "locked": true, "schema_version": 3, "solution": false, "task": false}
class Node:
    """A node of a graph: a name, and a tuple of nodes that it needs."""

    def __init__(self, name, inputs=()):
        self.name = name
        self.inputs = inputs

    def __repr__(self):
        return self.name


def nodes_of(wiring):
    """The nodes of a graph by name; wiring: dict, name -> list of the names of its inputs."""
    nodes = {name: Node(name) for name in wiring}
    for name, inputs in wiring.items():
        nodes[name].inputs = tuple(nodes[source] for source in inputs)
    return nodes


small_graph = nodes_of(
    {"x": [], "y": [], "square": ["x", "x"], "product": ["square", "y"], "out": ["product", "x"]}
)
print("out needs", small_graph["out"].inputs)

# %% [markdown] nbgrader={"grade": false, "grade_id": "gates-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 6.1 — Five gates (25 points)
#
# A gate computes $z$ from its inputs on the way **forward**. On the way **back** it is given the
# upstream gradient `dz` $= \partial L / \partial z$ and hands down, for each input, `dz` times the
# local slope:
#
# $$dx = \frac{\partial z}{\partial x}\, dz$$
#
# | Class | `forward` | `backward` |
# |:--|:--|:--|
# | `AddGate` | `forward(x, y)` gives $x + y$ | `backward(dz)` gives $(dz,\; dz)$ |
# | `MultiplyGate` | `forward(x, y)` gives $x y$ | `backward(dz)` gives $(y\,dz,\; x\,dz)$ |
# | `MaxGate` | `forward(x, y)` gives the larger one | `backward(dz)` gives all of $dz$ to the larger input, 0 to the other |
# | `CopyGate` | `forward(x)` gives $(x,\; x)$ | `backward(da, db)` gives $(da + db,)$ |
# | `SigmoidGate` | `forward(x)` gives $\sigma(x) = 1/(1 + e^{-x})$ | `backward(dz)` gives $(\sigma(x)(1 - \sigma(x))\,dz,)$ |
#
# **Shapes.** All arguments of a gate are numbers, or arrays of one and the same shape, and so are
# its results: numbers give numbers, arrays give arrays of that shape. Everything works entry by
# entry; the arrays may have any shape. `backward` returns a tuple with one gradient for each input,
# also where there is only one: `(dx,)`.
#
# * `backward` speaks of the **last** `forward` of the same gate. It may be called several times and
#   then gives the same again. Each gate object has a memory of its own.
# * At a tie in a `MaxGate`, any split of `dz` between the two inputs is right, as long as the two
#   gradients add up to `dz`.
# * Inputs may hold whole numbers; gradients keep their decimals.
# * For very large inputs, $x = \pm 800$, the sigmoid is 1 or 0 and its gradient is 0, never `nan`.
# * No array that is passed in may be changed.
#
# **By hand.** $x = 3$, $y = -4$, $dz = 2$. Multiply: $z = -12$, and each input gets 2 times the
# *other* one: $(-8, 6)$. Add gives $(2, 2)$, max gives $z = 3$ and $(2, 0)$. Copy with $da = 2$,
# $db = 5$ gives $(7,)$. The sigmoid at $0$ is $0.5$, and $dz = 2$ comes out as $0.5 \cdot 0.5
# \cdot 2 = 0.5$.
#
# **What could go wrong?** Suppose that you test every gate with `dz = 1`. Which mistake would you
# never see?
#
# *Remarks on the slides.* The methods there lack `self`: it has to be `def forward(self, x, y)`.
# The comment "self.y is dx" is wrong too: `self.y` is the local slope, and `dx` is `self.y * dz`.
# For a tie at the max gate the slides state no rule.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Ask of each gate: if I nudge one input, by how much does `z` move? That is the local slope. Then
# ask what `backward` needs to know for it, and let `forward` store that in `self`.
#
# </details>
#
# <details>
# <summary>Hint 2: what to store</summary>
#
# `AddGate` and `CopyGate` need nothing. `MultiplyGate` needs both inputs. `MaxGate` has to know
# for each entry which input was larger. For `SigmoidGate` the *value* of the sigmoid is the handy
# thing: with $s = \sigma(x)$ the slope is $s(1 - s)$.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.maximum` gives the larger one, entry by entry. `x >= y` is True and False for each entry,
# and multiplying by it keeps or drops `dz`; the second gradient is what is left of `dz`. Do not use
# `if`: it cannot ask about each entry. A tuple with one entry needs a comma: `(dx,)`. A
# sigmoid that never overflows: `np.tanh(x / 2)` runs from −1 to 1 just as $2\sigma(x) - 1$ does.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gates", "locked": false, "schema_version": 3, "solution": true, "task": false}
class AddGate:
    """z = x + y."""

    def forward(self, x, y):
        """z, for numbers or arrays of one shape."""
        ### BEGIN SOLUTION
        return x + y
        ### END SOLUTION

    def backward(self, dz):
        """(dx, dy) for the upstream gradient dz."""
        ### BEGIN SOLUTION
        return dz, dz
        ### END SOLUTION


class MultiplyGate:
    """z = x y."""

    def forward(self, x, y):
        """z, for numbers or arrays of one shape."""
        ### BEGIN SOLUTION
        self.x, self.y = x, y
        return x * y
        ### END SOLUTION

    def backward(self, dz):
        """(dx, dy) for the upstream gradient dz."""
        ### BEGIN SOLUTION
        return self.y * dz, self.x * dz
        ### END SOLUTION


class MaxGate:
    """z = max(x, y), entry by entry."""

    def forward(self, x, y):
        """z, for numbers or arrays of one shape."""
        ### BEGIN SOLUTION
        self.first_wins = x >= y
        return np.maximum(x, y)
        ### END SOLUTION

    def backward(self, dz):
        """(dx, dy) for the upstream gradient dz."""
        ### BEGIN SOLUTION
        dx = dz * self.first_wins
        return dx, dz - dx
        ### END SOLUTION


class CopyGate:
    """a = x and b = x."""

    def forward(self, x):
        """(a, b), for a number or an array."""
        ### BEGIN SOLUTION
        return x, x
        ### END SOLUTION

    def backward(self, da, db):
        """(dx,) for the two upstream gradients."""
        ### BEGIN SOLUTION
        return (da + db,)
        ### END SOLUTION


class SigmoidGate:
    """z = 1 / (1 + exp(-x))."""

    def forward(self, x):
        """z, for a number or an array."""
        ### BEGIN SOLUTION
        self.s = 0.5 * (1.0 + np.tanh(0.5 * x))
        return self.s
        ### END SOLUTION

    def backward(self, dz):
        """(dx,) for the upstream gradient dz."""
        ### BEGIN SOLUTION
        return (self.s * (1.0 - self.s) * dz,)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gates-visible", "locked": true, "points": 7.5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 6, “Gates and what they do to a gradient”."
read_cache = "Read again: session 6, “What a gate has to remember”."
number = (float, int, np.floating, np.integer, np.ndarray)

for name, gate, inputs, z, dz, gradients, idea in (
    ("AddGate", AddGate(), (3.0, -4.0), -1.0, (2.0,), (2.0, 2.0), "Add distributes: both get dz."),
    ("MultiplyGate", MultiplyGate(), (3.0, -4.0), -12.0, (2.0,), (-8.0, 6.0),
     "Multiply swaps: each input gets dz times the other one."),
    ("MaxGate", MaxGate(), (3.0, -4.0), 3.0, (2.0,), (2.0, 0.0),
     "Max routes: the larger input gets all of dz, the other one nothing."),
    ("CopyGate", CopyGate(), (3.0,), (3.0, 3.0), (2.0, 5.0), (7.0,),
     "Copy has two outputs, and on the way back it adds what arrives from both."),
    ("SigmoidGate", SigmoidGate(), (0.0,), 0.5, (2.0,), (0.5,),
     "With the value s of the sigmoid, the slope is s times (1 − s)."),
):  # fmt: skip
    for method, given, right in (("forward", inputs, z), ("backward", dz, gradients)):
        call = f"`{name}().{method}({', '.join(f'{value:g}' for value in given)})`"
        try:
            got, stopped = getattr(gate, method)(*given), ""
        except TypeError as error:
            if "positional argument" not in str(error):
                raise
            got, stopped = None, str(error)
        assert not stopped, (
            f"{call} stopped with the words “{stopped}”; right is {right}. Each method needs "
            f"`self` first, and after it those of the statement. {idea} {read_cache}"
        )
        if isinstance(right, tuple):
            assert isinstance(got, (tuple, list)) and len(got) == len(right), (
                f"{call} returned {got!r}; right is a tuple of {len(right)}: {right}. A method "
                "without `return` gives None, and a tuple with a single entry needs a comma, "
                f"as in (dx,). {idea} {read}"
            )
        for part, wanted in zip(got, right) if isinstance(right, tuple) else [(got, right)]:
            assert isinstance(part, number) and np.shape(part) == (), (
                f"{call} returned {got!r}; right is {right}. For plain numbers each result is a "
                f"plain number too, neither a text nor an array with axes. {idea} {read}"
            )
            assert wanted - 1e-9 < part < wanted + 1e-9, (
                f"{call} returned {got!r}; right is {right}. The inputs of the way forward were "
                f"{inputs}; draw the gate with its numbers on a sheet of paper. {idea} {read}"
            )

gate = MaxGate()
got = gate.forward(np.array([1.0, 5.0]), np.array([4.0, 2.0]))
call = "`MaxGate().forward([1, 5], [4, 2])`"
assert isinstance(got, np.ndarray) and got.shape == (2,) and np.all(got == [4.0, 5.0]), (
    f"{call} returned {got!r}; right is the array [4, 5]. A gate works on each entry by itself: "
    f"compare 1 with 4, and 5 with 2. {read}"
)
got = gate.backward(np.array([10.0, 20.0]))
call = "`MaxGate().backward([10, 20])`, after forward([1, 5], [4, 2]),"
assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned a value of type {type(got).__name__}; right is the pair ([0, 20], [10, 0]). "
    f"There are two inputs, so there are two gradients, each an array like dz. {read}"
)
for part, right in zip(got, ([0.0, 20.0], [10.0, 0.0])):
    assert isinstance(part, np.ndarray) and part.shape == (2,) and np.all(part == right), (
        f"{call} returned {got!r}; right is ([0, 20], [10, 0]). In the first entry y was larger, "
        f"in the second x. So `forward` has to remember the winner of each entry. {read_cache}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "gates-hidden", "locked": true, "points": 17.5, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `AddGate`, `MultiplyGate`, `MaxGate`, `CopyGate` and `SigmoidGate` further
# here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("gates", AddGate, MultiplyGate, MaxGate, CopyGate, SigmoidGate, points=17.5)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "sigmoid_neuron_backward-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 6.2 — A neuron, line by line (20 points)
#
# A sigmoid neuron with two inputs, one operation in each line:
#
# $$s_0 = w_0 x_0, \quad s_1 = w_1 x_1, \quad s_2 = s_0 + s_1, \quad s_3 = s_2 + w_2, \quad
# L = \sigma(s_3)$$
#
# Write these five lines. Then go back from $L$ to the inputs, one gradient in each line, and use
# the gradient of the line before it. The first one is
#
# $$\texttt{grad\_s3} = \frac{\partial L}{\partial s_3}\,\texttt{grad\_L}
# = L\,(1 - L)\;\texttt{grad\_L}$$
#
# `grad_L` is what arrives from above. Usually the neuron is a part of something larger, and then it
# is not 1.
#
# **Shapes.** All six arguments are plain numbers, `grad_L` is 1 unless it is given. Return a dict
# with 14 plain numbers under these names (in quotes): the values `s0`, `s1`, `s2`, `s3`, `L` and
# the gradients `grad_s3`, `grad_w2`, `grad_s2`, `grad_s1`, `grad_s0`, `grad_w1`, `grad_x1`,
# `grad_w0`, `grad_x0`. Weights and inputs may also be 0; $s_3$ may be as large as $\pm 40$.
#
# **How it is graded.** Each line by itself, *from your own numbers in the lines before it*. One
# slip costs one line, not all that follow. A line may also use the right numbers directly.
#
# **By hand.** $\mathbf{w} = (2, -3, -3)$, $\mathbf{x} = (-1, -2)$: the values are $-2, 6, 4, 1$
# and $L = \sigma(1) = 0.7311$. So `grad_s3` is $0.7311 \cdot 0.2689 = 0.1966$. Add distributes it
# to `grad_w2` $= 0.1966$, and by way of `grad_s2` to `grad_s0` and `grad_s1`. Multiply swaps:
# `grad_w0` $= 0.1966 \cdot (-1) = -0.1966$, `grad_x0` $= 0.1966 \cdot 2 = 0.3932$, `grad_w1` $=
# 0.1966 \cdot (-2) = -0.3932$, `grad_x1` $= 0.1966 \cdot (-3) = -0.5898$.
#
# **What could go wrong?** In the example, $x_0 = -1$. Suppose that somebody writes `grad_w0 =
# grad_s0`. At which $x_0$ would nobody notice?
#
# *Remark on the slides.* One line of the listing there is misprinted: it reads `grad_w0 =
# grad_s2` where `grad_s0 = grad_s2` is meant. So `grad_s0` never gets a value, and the last lines
# cannot run.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Draw the graph with its five operations. Write the values above the wires, from left to right.
# Then go back: at each operation, what it does to the gradient is one of the patterns of Exercise
# 6.1.
#
# </details>
#
# <details>
# <summary>Hint 2: which pattern where</summary>
#
# $s_3 = s_2 + w_2$ is an add gate: both sides get `grad_s3`. So is $s_2 = s_0 + s_1$: both sides
# get `grad_s2`. The two products swap: the gradient of a weight is multiplied by its *input*, the
# gradient of an input by its *weight*.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# The lines for $s_1$ look just like those for $s_0$, with other names. For the sigmoid the plain
# formula with `np.exp` will do here. Collect everything at the end, as `{"s0": s0, ...}`, and check
# that there are 14 entries.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sigmoid_neuron_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid_neuron_backward(w0, x0, w1, x1, w2, grad_L=1.0):
    """A sigmoid neuron, forward and backward, one operation in each line.

    w0, x0, w1, x1, w2: numbers; grad_L: a number, the gradient that arrives at L
    Returns a dict of numbers: s0 s1 s2 s3 L and
    grad_s3 grad_w2 grad_s2 grad_s1 grad_s0 grad_w1 grad_x1 grad_w0 grad_x0
    """
    ### BEGIN SOLUTION
    s0 = w0 * x0
    s1 = w1 * x1
    s2 = s0 + s1
    s3 = s2 + w2
    L = 1 / (1 + np.exp(-s3))

    grad_s3 = L * (1 - L) * grad_L
    grad_w2 = grad_s3
    grad_s2 = grad_s3
    grad_s1 = grad_s2
    grad_s0 = grad_s2
    grad_w1 = grad_s1 * x1
    grad_x1 = grad_s1 * w1
    grad_w0 = grad_s0 * x0
    grad_x0 = grad_s0 * w0

    values = {"s0": s0, "s1": s1, "s2": s2, "s3": s3, "L": L}
    gradients = {"grad_s3": grad_s3, "grad_w2": grad_w2, "grad_s2": grad_s2}
    gradients |= {"grad_s1": grad_s1, "grad_s0": grad_s0, "grad_w1": grad_w1}
    gradients |= {"grad_x1": grad_x1, "grad_w0": grad_w0, "grad_x0": grad_x0}
    return values | gradients
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_neuron_backward-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 6, “Ten lines for one neuron”."
read_back = "Read again: session 6, “The way back, line by line”."
number = (float, int, np.floating, np.integer, np.ndarray)

got = sigmoid_neuron_backward(2.0, -1.0, -3.0, -2.0, -3.0)
call = "`sigmoid_neuron_backward(w0=2, x0=-1, w1=-3, x1=-2, w2=-3)`"
assert isinstance(got, dict), (
    f"{call} returned a value of type {type(got).__name__}; right is a dict with 14 numbers. Curly "
    "brackets make one, with each name in quotes, a colon and its number; a function without "
    f"`return` gives None. {read}"
)
lines = (
    *(("s0", -2.0), ("s1", 6.0), ("s2", 4.0), ("s3", 1.0), ("L", 0.7311), ("grad_s3", 0.1966)),
    *(("grad_w2", 0.1966), ("grad_s2", 0.1966), ("grad_s1", 0.1966), ("grad_s0", 0.1966)),
    *(("grad_w1", -0.3932), ("grad_x1", -0.5898), ("grad_w0", -0.1966), ("grad_x0", 0.3932)),
)
for name, right in lines:
    again = read_back if name.startswith("grad") else read
    assert name in got, (
        f"{call} returned a dict without the name {name}; right are the 14 names of the statement, "
        "in quotes and spelled like this. Does every line of yours have its place in the dict? "
        f"{again}"
    )
    part = got[name]
    assert isinstance(part, number) and np.shape(part) == (), (
        f"{call} returned {name} = {part!r}; right is one plain number. Each line computes a "
        f"single number out of single numbers, so no array and no text can come out of it. {again}"
    )
    assert right - 6e-5 < part < right + 6e-5, (
        f"{call} returned {name} = {part}; right is {right:g}. If numbers before it are wrong, put "
        "those right first. Then look at this line alone: which gate is it, and what does it get "
        f"from its neighbours? {again}"
    )

got = sigmoid_neuron_backward(2.0, -1.0, -3.0, -2.0, -3.0, grad_L=3.0)["grad_w0"]
call = "`sigmoid_neuron_backward(2, -1, -3, -2, -3, grad_L=3)`"
assert isinstance(got, number) and np.shape(got) == () and -0.5899 < got < -0.5897, (
    f"{call} returned grad_w0 = {got!r}; right is 3 · (−0.1966) = −0.5898. What arrives at L goes "
    f"into the first line of the way back, and from there into all the others. {read_back}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "sigmoid_neuron_backward-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `sigmoid_neuron_backward` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("sigmoid_neuron_backward", sigmoid_neuron_backward, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "topological_sort-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 6.3 — In which order? (15 points)
#
# A gate can go forward only when all its inputs are known. So the nodes of a graph have to be put
# into a **topological order**: a list in which every node stands **after all of its inputs**.
#
# $$u \in \text{inputs of } v \quad\Longrightarrow\quad u \text{ stands before } v$$
#
# **Shapes.** A node is any object with an attribute `inputs`, a tuple of nodes (empty for a leaf;
# the same node may occur in it twice). `topological_sort(output_node)` returns a list of all nodes
# that the output needs, directly or through others, itself included. Each of them is there exactly
# once, however often it is used. Any order that keeps to the rule is right.
#
# * The same graph gives the same order at every call, also when its nodes are made anew.
# * A **cycle** anywhere behind the output (a node that needs itself, directly or through others)
#   raises a `ValueError`.
# * A graph may be deep: a chain of 5,000 nodes has to work. And it may have few nodes but
#   billions of paths: go through each node once, not along every path.
# * Use nothing of a node but its `inputs`, and change nothing in it. Two nodes are the same only if
#   they are the same object. A node can be a member of a set or a key of a dict.
#
# **By hand.** The small graph above: `out` needs `product` and `x`, `product` needs `square` and
# `y`, `square` needs `x` twice. One right order is x, square, y, product, out. In another one, y
# comes first. Wrong is y, square, x, product, out: there `square` stands before the `x` that it
# needs.
#
# **What could go wrong?** Write the nodes down level by level, from the output, and turn the list
# round. Where does `x` end up in the small graph?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# A node is *finished* when all its inputs are finished. Then it can be written down. So, before a
# node, go to its inputs: depth first. A node that is finished already is passed by.
#
# </details>
#
# <details>
# <summary>Hint 2: deep graphs and cycles</summary>
#
# A function that calls itself is short, but Python allows only about a thousand calls inside one
# another. Keep the nodes that you have begun and not finished in a list of your own, as a stack:
# look at its last entry. If it still has an input that is new, append that input. If it has none,
# the node is finished: take it off. And if an input is *itself on the stack*, you have walked in a
# circle.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Give each node a mark in a dict of your own, such as `marks[node] = "begun"` or `"finished"`.
# The loop runs while the stack is not empty. In it: `node = stack[-1]`; look for the first input
# that is not finished. There is none: `pop` the node, mark it, append it to the order. There is
# one and it has no mark: mark it as begun and append it to the stack. There is one and it is
# begun: raise the error. The order of the inputs decides the order of the list; a set would not.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "topological_sort", "locked": false, "schema_version": 3, "solution": true, "task": false}
def topological_sort(output_node):
    """All nodes that the output needs, each once, after all of its inputs.

    output_node: an object with `inputs`, a tuple of such objects
    Returns a list of nodes, the same order at every call
    Raises ValueError if the graph has a cycle
    """
    ### BEGIN SOLUTION
    order = []
    marks = {output_node: "begun"}
    stack = [output_node]
    while stack:
        node = stack[-1]
        unfinished = [source for source in node.inputs if marks.get(source) != "finished"]
        if not unfinished:
            marks[stack.pop()] = "finished"
            order.append(node)
        elif unfinished[0] in marks:
            raise ValueError("the graph has a cycle")
        else:
            marks[unfinished[0]] = "begun"
            stack.append(unfinished[0])
    return order
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "topological_sort-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 6, “In which order?”."
read_depth = "Read again: session 6, “Finished, or on the way”."

diamond = nodes_of({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]})
lecture = nodes_of(
    {"x": [], "y": [], "square": ["x", "x"], "product": ["square", "y"], "out": ["product", "x"]}
)
for graph, last, words in (
    (diamond, "d", "where d needs b and c, and both need a"),
    (lecture, "out", "for the small graph"),
):
    got = topological_sort(graph[last])
    call = f"`topological_sort({last})`, {words},"
    assert isinstance(got, list), (
        f"{call} returned a value of type {type(got).__name__}; right is a list of nodes. A "
        f"function without `return` gives None. {read}"
    )
    names = [next((n for n in graph if graph[n] is node), "something else") for node in got]
    assert sorted(names) == sorted(graph), (
        f"{call} returned the nodes {names}; right are {sorted(graph)}, each of them exactly once. "
        "Leaves and the output belong to the list, and a node that is used twice is listed once. "
        f"{read}"
    )
    for name in names:
        for source in (n for n in graph if any(graph[n] is node for node in graph[name].inputs)):
            assert names.index(source) < names.index(name), (
                f"{call} returned the order {names}; right is any order in which each node comes "
                f"after its inputs. Here {name} needs {source}, which comes later. {read}"
            )

circle = nodes_of({"a": ["b"], "b": ["a"]})
try:
    topological_sort(circle["a"])
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, AttributeError, IndexError, KeyError, RecursionError, TypeError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`topological_sort(a)`, where a needs b and b needs a, raised {raised}; right is a "
    "ValueError. No order exists here. A node that you meet while you are still busy with it "
    f"closes a circle. {read_depth}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "topological_sort-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `topological_sort` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("topological_sort", topological_sort, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "computational_graph-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 6.4 — A graph that differentiates itself (20 points)
#
# Now build a small machine: write a formula as usual, and get its gradients for free.
#
# A `Value` is a number that remembers how it was made. `Value(3.0)` is a **leaf**. Operations on
# Values give new Values:
#
# | Operation | also with plain numbers |
# |:--|:--|
# | `x + y`, `x - y`, `x * y`, `-x` | `x + 1.5`, `1.5 + x`, `x - 1.5`, `1.5 - x`, `x * 2`, `2 * x` |
# | `x.relu()`, which is $\max(0, x)$, and `x.exp()`, which is $e^x$ | |
#
# `ComputationalGraph(output)` takes the Value at the end of a formula.
#
# $$\frac{\partial f}{\partial x} \;=\; \sum_{\text{all uses } z \text{ of } x}
# \frac{\partial z}{\partial x} \cdot \frac{\partial f}{\partial z}, \qquad
# \frac{\partial f}{\partial f} = 1$$
#
# | | |
# |:--|:--|
# | `value.data` | the number |
# | `value.grad` | after `backward`, for a leaf: its gradient |
# | `graph.forward(inputs)` | `inputs` is a dict leaf → number. Puts these numbers into the leaves, computes everything anew, and returns the output, a plain float. A leaf that is left out keeps the number that it has; `forward({})` is allowed |
# | `graph.backward()` | returns a dict leaf → gradient of the output, a float each, for the numbers of the last `forward`; changes no `data`; gives the same at every call |
#
# * **Leaves** are the Values that somebody made with `Value(...)`. Plain numbers in a formula are
#   constants: they are no leaves and do not stand in the dict. The output may be a leaf itself.
# * A Value may be used as often as one likes; `x - x` is 0, and so is its gradient.
# * At 0 the slope of ReLU may be 0, 1 or between. $e^{-800}$ is simply 0.
# * A number in `Value(...)` may be whole.
#
# **By hand.** $f = x \cdot x + x$ at $x = 3$ is 12. The product sends 3 back to `x` twice, the
# sum sends 1: $3 + 3 + 1 = 7$, which is $2x + 1$. After `forward({x: -2.0})`, $f = 2$ and the
# gradient is $-3$.
#
# **What could go wrong?** With `=` in place of `+=`, the later gradient overwrites the one before.
# What would come out for $x \cdot x + x$? And with `+=`, what comes out at the *second* `backward`,
# if nobody sets the gradients to zero?
#
# *Remark on the slides.* The class there returns `inputs_gradients`, which nothing ever sets, and
# it never adds gradients up: a variable that is used twice keeps one of them only.
#
# Please write the two classes so that they work by themselves. You may copy lines from your own
# `topological_sort`. There is a simpler way for Values, too: see Hint 2.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Let each Value that is not a leaf keep three things: its `inputs` (a tuple of Values), a way to
# compute its data from theirs, and a way to say its local slopes. Then `forward` is a loop over all
# nodes, in order, and `backward` a loop over the same nodes, in reverse.
#
# </details>
#
# <details>
# <summary>Hint 2: operations, constants, order</summary>
#
# Python calls `x.__add__(y)` for `x + y`, and `x.__radd__(2)` for `2 + x`; in the same way there
# are `__mul__`, `__rmul__`, `__sub__`, `__rsub__` and `__neg__`. A difference is a sum with
# $(-1)$ times the second one. Turn a plain number into a Value first, with a mark that it is a
# constant.
#
# For the order: a Value can only need Values that were made *before* it. If each Value is one
# deeper than the deepest of its inputs, then sorting by depth gives a topological order.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# One method can make all results, out of the name of the operation and its inputs. Another one
# computes the data of a Value from those of its inputs, by that name. A third one gives the tuple
# of local slopes: for a product, the data of the other factor. In `backward`: set every `grad` to
# 0.0, that of the output to 1.0; then, for each node from the last to the first, add slope times
# `node.grad` to the `grad` of each input. At the end, collect the leaves: no inputs, and no
# constant.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "computational_graph", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Value:
    """A number that remembers how it was made.

    Value(data) is a leaf. Attributes: data, a number; grad, a number.
    """

    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        ### BEGIN SOLUTION
        self.operation = "leaf"
        self.inputs = ()
        self.depth = 0
        ### END SOLUTION

    ### BEGIN SOLUTION
    @staticmethod
    def _made(operation, *inputs):
        result = Value(0.0)
        result.operation = operation
        result.inputs = tuple(v if isinstance(v, Value) else Value._constant(v) for v in inputs)
        result.depth = 1 + max(source.depth for source in result.inputs)
        result.compute()
        return result

    @staticmethod
    def _constant(number):
        result = Value(number)
        result.operation = "constant"
        return result

    def compute(self):
        numbers = [source.data for source in self.inputs]
        if self.operation == "+":
            self.data = numbers[0] + numbers[1]
        elif self.operation == "*":
            self.data = numbers[0] * numbers[1]
        elif self.operation == "relu":
            self.data = max(0.0, numbers[0])
        elif self.operation == "exp":
            self.data = np.exp(numbers[0])

    def local_slopes(self):
        if self.operation == "+":
            return 1.0, 1.0
        if self.operation == "*":
            first, second = self.inputs
            return second.data, first.data
        if self.operation == "relu":
            return (1.0 if self.inputs[0].data > 0 else 0.0,)
        return (self.data,)

    ### END SOLUTION
    def __add__(self, other):
        """self + other; other is a Value or a plain number."""
        ### BEGIN SOLUTION
        return self._made("+", self, other)
        ### END SOLUTION

    def __radd__(self, number):
        """number + self."""
        ### BEGIN SOLUTION
        return self._made("+", number, self)
        ### END SOLUTION

    def __mul__(self, other):
        """self * other; other is a Value or a plain number."""
        ### BEGIN SOLUTION
        return self._made("*", self, other)
        ### END SOLUTION

    def __rmul__(self, number):
        """number * self."""
        ### BEGIN SOLUTION
        return self._made("*", number, self)
        ### END SOLUTION

    def __neg__(self):
        """-self."""
        ### BEGIN SOLUTION
        return self._made("*", -1.0, self)
        ### END SOLUTION

    def __sub__(self, other):
        """self - other; other is a Value or a plain number."""
        ### BEGIN SOLUTION
        return self._made("+", self, self._made("*", -1.0, other))
        ### END SOLUTION

    def __rsub__(self, number):
        """number - self."""
        ### BEGIN SOLUTION
        return self._made("+", number, -self)
        ### END SOLUTION

    def relu(self):
        """max(0, self)."""
        ### BEGIN SOLUTION
        return self._made("relu", self)
        ### END SOLUTION

    def exp(self):
        """e to the power of self."""
        ### BEGIN SOLUTION
        return self._made("exp", self)
        ### END SOLUTION


class ComputationalGraph:
    """The graph behind one Value: forward for new numbers, backward for gradients."""

    def __init__(self, output):
        """output: the Value whose gradients are wanted."""
        ### BEGIN SOLUTION
        self.output = output
        met, waiting = {output}, [output]
        while waiting:
            for source in waiting.pop().inputs:
                if source not in met:
                    met.add(source)
                    waiting.append(source)
        self.nodes = sorted(met, key=lambda node: node.depth)
        ### END SOLUTION

    def forward(self, inputs):
        """The output, a float, for these numbers; inputs: dict, leaf -> number."""
        ### BEGIN SOLUTION
        for leaf, number in inputs.items():
            leaf.data = number
        for node in self.nodes:
            node.compute()
        return float(self.output.data)
        ### END SOLUTION

    def backward(self):
        """A dict, leaf -> gradient of the output; sets grad of the leaves."""
        ### BEGIN SOLUTION
        for node in self.nodes:
            node.grad = 0.0
        self.output.grad = 1.0
        for node in reversed(self.nodes):
            if node.inputs:
                for source, slope in zip(node.inputs, node.local_slopes()):
                    source.grad += slope * node.grad
        return {node: node.grad for node in self.nodes if node.operation == "leaf"}
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "computational_graph-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 6, “A graph that differentiates itself”."
read_add = "Read again: session 6, “Gradients add up”."
number = (float, int, np.floating, np.integer, np.ndarray)

x = Value(3.0)
got = ComputationalGraph(x).forward({x: 2.0})
assert isinstance(got, number) and np.shape(got) == () and 2 - 1e-9 < got < 2 + 1e-9, (
    f"`forward` for f = x, with the number 2 for x, returned {got!r}; right is 2. The simplest "
    f"graph of all is a single leaf: it gets the new number, and that is the output. {read}"
)
got = x.relu()
assert isinstance(got, Value), (
    f"`x.relu()` returned a value of type {type(got).__name__}; right is a Value. Each operation "
    f"on Values makes a new Value that knows its inputs, and a method needs a `return`. {read}"
)

x = Value(3.0)
graph = ComputationalGraph(x * x + x)
for given, where, value, slope, again in (
    ({}, "at x = 3", 12.0, 7.0, "first"),
    ({}, "at x = 3", 12.0, 7.0, "second"),
    ({x: -2.0}, "at x = −2", 2.0, -3.0, "next"),
):
    got = graph.forward(given)
    call = f"`forward` for f = x · x + x {where}"
    assert isinstance(got, number) and np.shape(got) == (), (
        f"{call} returned a value of type {type(got).__name__}; right is one plain number, the "
        f"`data` of the output. A method without `return` gives None. {read}"
    )
    assert value - 1e-9 < got < value + 1e-9, (
        f"{call} returned {got}; right is {value:g}. New numbers go into the leaves, and then "
        "every node computes its data from the data of its inputs, in an order in which those come "
        f"first. {read}"
    )
    got = graph.backward()
    call = f"The {again} `backward` for f = x · x + x {where}"
    assert isinstance(got, dict), (
        f"{call} returned a value of type {type(got).__name__}; right is a dict from leaf to "
        f"gradient. A method without `return` gives None. {read}"
    )
    assert len(got) == 1 and x in got, (
        f"{call} returned a dict with {len(got)} entries; right is a dict with one, for the leaf "
        "x. Results of operations are no leaves, and the key is the Value x itself. "
        f"{read}"
    )
    got = got[x]
    assert isinstance(got, number) and np.shape(got) == (), (
        f"{call} returned a gradient of type {type(got).__name__}; right is one plain number, the "
        f"slope of f by x, also when it is put together from several parts. {read}"
    )
    assert slope - 1e-9 < got < slope + 1e-9, (
        f"{call} returned the gradient {got}; right is {slope:g}, which is 2x + 1. Every use of x "
        "sends a gradient back, and all of them are added up, beginning at zero in each backward. "
        f"{read_add}"
    )

for text, make, value, slopes in (
    ("2 * x - y", lambda x, y: 2 * x - y, 1.0, (2.0, -1.0)),
    ("1 - x * y", lambda x, y: 1 - x * y, -2.0, (-2.0, -1.5)),
    ("(x + 1) * -y", lambda x, y: (x + 1) * -y, -5.0, (-2.0, -2.5)),
    ("(x - y).relu() + y", lambda x, y: (x - y).relu() + y, 2.0, (0.0, 1.0)),
    ("(x * y - 3).exp() * y", lambda x, y: (x * y - 3).exp() * y, 2.0, (4.0, 4.0)),
):
    x, y = Value(1.5), Value(2.0)
    call = f"f = {text} at x = 1.5, y = 2"
    try:
        output, stopped = make(x, y), ""
    except TypeError as error:
        if "unsupported operand" not in str(error):
            raise
        output, stopped = None, str(error)
    assert not stopped, (
        f"{call} stopped with the words “{stopped}”; right is a Value. Plain numbers may stand on "
        "either side: for `x * 2` Python calls `__mul__` of x, for `2 * x` it calls `__rmul__` of "
        f"x, and it is the same for + and −. {read}"
    )
    graph = ComputationalGraph(output)
    got = graph.forward({})
    assert isinstance(got, number) and np.shape(got) == () and value - 1e-9 < got < value + 1e-9, (
        f"For {call}, `forward` returned {got!r}; right is {value:g}. Work it out by hand, one "
        "operation after the other, and look for the one that differs. Plain numbers in a formula "
        f"become constants. {read}"
    )
    got = graph.backward()
    assert isinstance(got, dict) and len(got) == 2 and x in got and y in got, (
        f"For {call}, `backward` returned a value of type {type(got).__name__} with other entries; "
        "right is a dict with two keys, the leaves x and y. The plain numbers of a formula are "
        f"constants, and nobody asks for their gradients. {read}"
    )
    for name, leaf, slope in (("x", x, slopes[0]), ("y", y, slopes[1])):
        part = got[leaf]
        assert isinstance(part, number) and np.shape(part) == (), (
            f"For {call}, `backward` returned for {name} a value of type {type(part).__name__}; "
            "right is one plain number, the slope of f by this leaf: the sum of what comes back to "
            f"it. {read}"
        )
        assert slope - 1e-9 < part < slope + 1e-9, (
            f"For {call}, `backward` returned for {name} the gradient {part}; right is {slope:g}. "
            "Go back from the output by hand: each operation multiplies what arrives by its local "
            f"slope. {read}"
        )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "computational_graph-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `Value` and `ComputationalGraph` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("computational_graph", Value, ComputationalGraph, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "find_the_faulty_gate-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 6.5 — Find the faulty gate (15 points)
#
# Somebody has built graphs out of gates. Every gate is right on the way forward. But in each graph
# **one** gate is wrong on the way back. Find it by measuring: for fixed upstream gradients $dz_j$,
# the slopes of
#
# $$S(x) = \sum_j dz_j\, z_j(x)$$
#
# are exactly what `backward` has to return. The central difference measures them:
# $\partial S/\partial x_k \approx \frac{S(x_k + h) - S(x_k - h)}{2h}$ with $h = 10^{-6}$.
#
# **Shapes.** `graphs` is a list of at least one graph. A **graph** is a dict:
#
# | Key | What it holds |
# |:--|:--|
# | `"gates"` | a list of gates, in topological order |
# | `"point"` | a dict wire → number: leaf values at which somebody has tried the graph |
# | `"output"` | the name of the last wire |
#
# A **gate** is a dict too:
#
# | Key | What it holds |
# |:--|:--|
# | `"name"` | such as `"g3"` |
# | `"kind"` | `"add"`, `"multiply"`, `"max"`, `"copy"` or `"sigmoid"` |
# | `"inputs"`, `"outputs"` | tuples with the names of its wires |
# | `"forward"` | a function: list of input values → list of output values |
# | `"backward"` | a function of two lists, the input values and one gradient for each output → list with one gradient for each input |
#
# These gates have no memory: `backward` is told the inputs again. Return a **list of names**, one
# for each graph, in the order of the graphs, also for a single graph. The same name may be right
# for several graphs. Leave the graphs as they are.
#
# The faulty `backward` is wrong at all inputs and gradients but special ones: equal numbers, 0, or
# 1. Add gates are always right.
#
# **By hand.** A multiply gate gets $x = 3$, $y = -4$ and $dz = 2$. It claims $(6, -8)$. Now
# measure: $S = 2xy$. Move $x$ from 3 up by 0.1: $S$ goes from $-24$ to $-24.8$, a slope of $-8$.
# Move $y$ up by 0.1: $S$ goes to $-23.4$, a slope of $6$. So $(-8, 6)$ is right, and the gate
# does not swap. At $x = y$ it would have looked right.
#
# **What could go wrong?** The `"point"` of each graph is a trap. Why is a max gate with two equal
# inputs under suspicion there, although it is right? And what happens if all your upstream
# gradients are 1?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# You do not need the graph as a whole. Test each gate alone, at numbers that *you* choose. Then
# name the one whose claim and measurement differ most.
#
# </details>
#
# <details>
# <summary>Hint 2: which numbers</summary>
#
# Inputs that are different from one another, neither 0 nor 1, and not far from 0, where a sigmoid
# is not flat: say 0.7 and −1.3. Upstream gradients likewise: 0.6 and −1.7. A copy gate has two
# outputs, so it needs both. One point may be unlucky; two or three are better.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# A helper function that gives the error of one gate: cut your numbers to the right length, `x =
# [0.7, -1.3][: len(gate["inputs"])]`, and the gradients likewise, for the outputs. For each `k`,
# copy `x` twice, move entry `k` up and down, call `gate["forward"]` for both, and multiply by the
# gradients. Compare with entry `k` of what `gate["backward"]` returns, as an absolute difference.
# In the end, `max` with a `key` finds the gate with the largest error.
#
# </details>
#
# **Graphs of your own.** The next cell draws four faulty graphs from a number. Write your student
# number into the cell after it: then they are yours alone. They are for you to try your function
# on; the hidden tests draw others. (You may read how the graphs are made. It is no secret which
# faults there are; the question is how to find them.)

# %% nbgrader={"grade": false, "grade_id": "faulty-graphs", "locked": true, "schema_version": 3, "solution": false, "task": false}
FORWARD = {
    "add": lambda x: [x[0] + x[1]],
    "multiply": lambda x: [x[0] * x[1]],
    "max": lambda x: [max(x, key=np.real)],
    "copy": lambda x: [x[0], x[0]],
    "sigmoid": lambda x: [1 / (1 + np.exp(-x[0]))],
}
FAULTS = {  # what a faulty gate makes of the right gradients g
    "multiply": [lambda g, x, dz: [g[1], g[0]], lambda g, x, dz: [dz[0], g[1]]],
    "max": [lambda g, x, dz: [g[1], g[0]], lambda g, x, dz: [dz[0], dz[0]]],
    "copy": [lambda g, x, dz: [dz[0]], lambda g, x, dz: [dz[1]]],
    "sigmoid": [lambda g, x, dz: [x[0] * (1 - x[0]) * dz[0]], lambda g, x, dz: [g[0] / dz[0]]],
}


def right_gradients(kind, x, dz):
    """The slopes of the sum of dz · z: exact ones, by a tiny step into the complex plane."""
    slopes = []
    for k in range(len(x)):
        moved = [complex(value, 1e-30 if i == k else 0.0) for i, value in enumerate(x)]
        slopes.append(sum(d * z.imag for d, z in zip(dz, FORWARD[kind](moved))) / 1e-30)
    return slopes


def make_gate(name, kind, inputs, outputs, fault=None):
    """One gate; it is right unless it is given a fault."""

    def forward(x):
        return [float(z) for z in FORWARD[kind](x)]

    def backward(x, dz):
        g = right_gradients(kind, x, dz)
        return [float(slope) for slope in (fault(g, x, dz) if fault else g)]

    gate = {"name": name, "kind": kind, "inputs": tuple(inputs), "outputs": tuple(outputs)}
    return gate | {"forward": forward, "backward": backward}


def draw_graph(rng, faulty):
    """(graph, name of its faulty gate): three gates on the leaves, four behind them."""
    t = float(np.round(rng.uniform(0.5, 2), 1))
    trap = {"multiply": [1.0, 1.0], "max": [t, t], "sigmoid": [18.0]}
    wires, point = [], {}  # kind, inputs and outputs of each gate
    for kind in rng.permutation(["multiply", "max", "sigmoid"]):
        leaves = [f"x{len(point) + i}" for i in range(len(trap[kind]))]
        point |= zip(leaves, trap[kind])
        wires.append((str(kind), leaves, [f"s{len(wires) + 1}"]))
    first, second, third = (str(wire) for wire in rng.permutation(["s1", "s2", "s3"]))
    wires += [("add", [first, second], ["s4"]), ("copy", ["s4"], ["s5a", "s5b"])]
    wires += [("multiply", ["s5a", third], ["s6"]), ("add", ["s6", "s5b"], ["s7"])]
    culprit = rng.choice([i for i, (kind, _, _) in enumerate(wires) if kind == faulty])
    fault = FAULTS[faulty][rng.integers(2)]
    gates = [
        make_gate(f"g{i + 1}", *wire, fault if i == culprit else None)
        for i, wire in enumerate(wires)
    ]
    return {"gates": gates, "point": point, "output": "s7"}, f"g{culprit + 1}"


def draw_graphs(seed):
    """Four graphs, and the names of their faulty gates."""
    rng = np.random.default_rng(seed)
    drawn = [draw_graph(rng, str(faulty)) for faulty in rng.permutation(list(FAULTS))]
    return [graph for graph, _ in drawn], [name for _, name in drawn]


# %%
student_number = 0  # your own: digits only, without quotes and without a zero in front

# %% nbgrader={"grade": false, "grade_id": "own-graphs", "locked": true, "schema_version": 3, "solution": false, "task": false}
my_graphs, my_culprits = draw_graphs(student_number)
for gate in my_graphs[0]["gates"]:
    print(f"{gate['name']} {gate['kind']:9} {gate['inputs']} -> {gate['outputs']}")
print("somebody has tried this graph at", my_graphs[0]["point"])

# %% nbgrader={"grade": false, "grade_id": "find_the_faulty_gate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def find_the_faulty_gate(graphs):
    """The name of the gate in each graph whose backward is wrong.

    graphs: a list of graphs, dicts as described above
    Returns a list of names, in the order of the graphs
    """
    ### BEGIN SOLUTION
    trials = [([0.7, -1.3], [0.6, -1.7]), ([-0.4, 1.9], [1.4, 0.3])]
    h = 1e-6

    def error(gate):
        largest = 0.0
        for numbers, gradients in trials:
            x, dz = numbers[: len(gate["inputs"])], gradients[: len(gate["outputs"])]
            claimed = gate["backward"](x, dz)
            for k in range(len(x)):
                up, down = list(x), list(x)
                up[k] += h
                down[k] -= h
                difference = np.subtract(gate["forward"](up), gate["forward"](down))
                measured = np.dot(dz, difference) / (2 * h)
                largest = max(largest, abs(claimed[k] - measured))
        return largest

    return [max(graph["gates"], key=error)["name"] for graph in graphs]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "find_the_faulty_gate-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 6, “Find the faulty gate”."
read_alone = "Read again: session 6, “Test each gate alone”."
read_traps = "Read again: session 6, “Four traps”."

multiply = {"kind": "multiply", "forward": lambda x: [x[0] * x[1]]}
first = {
    "gates": [
        {**multiply, "name": "g1", "inputs": ("a", "b"), "outputs": ("c",),
         "backward": lambda x, dz: [x[1] * dz[0], x[0] * dz[0]]},
        {**multiply, "name": "g2", "inputs": ("c", "d"), "outputs": ("e",),
         "backward": lambda x, dz: [x[0] * dz[0], x[1] * dz[0]]},
    ],
    "point": {"a": 1.0, "b": 1.0, "d": 1.0},
    "output": "e",
}  # fmt: skip
second = {
    "gates": [
        {"name": "g1", "kind": "copy", "inputs": ("a",), "outputs": ("b", "c"),
         "forward": lambda x: [x[0], x[0]], "backward": lambda x, dz: [dz[0]]},
        {"name": "g2", "kind": "add", "inputs": ("b", "c"), "outputs": ("d",),
         "forward": lambda x: [x[0] + x[1]], "backward": lambda x, dz: [dz[0], dz[0]]},
    ],
    "point": {"a": 1.0},
    "output": "d",
}  # fmt: skip

for graphs, words, right, idea in (
    ([first], "one graph of two multiply gates, of which g2 does not swap", ["g2"],
     f"Where both inputs are equal, nobody can see it: try 0.7 and −1.3. {read_alone}"),
    ([second], "one graph of a copy gate that forgets its second gradient, and an add gate", ["g1"],
     f"Both upstream gradients of a copy gate have to be other than 0. {read_traps}"),
    ([second, first], "these two graphs, the one with the copy gate first", ["g1", "g2"],
     f"There is one name for each graph, in the order of the graphs. {read}"),
):  # fmt: skip
    got = find_the_faulty_gate(graphs)
    call = f"`find_the_faulty_gate(graphs)`, for {words},"
    assert isinstance(got, (list, tuple)) and len(got) == len(right), (
        f"{call} returned a value of type {type(got).__name__}; right is a list of {len(right)}: "
        f"{right}. One name for each graph, also for a single one; a function without "
        f"`return` gives None. {read}"
    )
    for name in got:
        assert isinstance(name, str), (
            f"{call} returned a list with a value of type {type(name).__name__} in it; right is "
            f"{right}. The entries are the names of gates, as they stand under the key name. {read}"
        )
    assert list(got) == right, (
        f"{call} returned {list(got)}; right is {right}. Compare for each gate what `backward` "
        f"claims with the measured slopes. {idea}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "find_the_faulty_gate-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `find_the_faulty_gate` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("find_the_faulty_gate", find_the_faulty_gate, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions at work
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.

# %% nbgrader={"grade": false, "grade_id": "real-data-load", "locked": true, "schema_version": 3, "solution": false, "task": false}
tumours = load_breast_cancer()
features = tumours.data[:, [0, 7]]  # mean radius, mean concave points
is_malignant = (tumours.target == 0).astype(np.float64)
order = np.random.default_rng(0).permutation(len(features))
train, test = order[:400], order[400:]
Z = (features - features[train].mean(axis=0)) / features[train].std(axis=0)
print(f"{len(features)} tumours, {is_malignant.mean():.1%} of them malignant; 400 for training.")

BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-own-graphs-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Your four graphs.** Here your function looks at the graphs of your student number. A name is
# compared with the gate that was made faulty.

# %% nbgrader={"grade": false, "grade_id": "real-data-own-graphs", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_culprits():
    names = find_the_faulty_gate(my_graphs)
    for number, (graph, name, culprit) in enumerate(zip(my_graphs, names, my_culprits), start=1):
        kinds = {gate["name"]: gate["kind"] for gate in graph["gates"]}
        verdict = "right" if name == culprit else "not this one"
        print(f"graph {number}: your function says {name}, a {kinds[name]} gate: {verdict}")


when_ready(show_culprits, "Exercise 6.5")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-tumours-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **A neuron made of your gates.** The breast cancer data of scikit-learn describe 569 tumours. We
# take two measurements, the mean radius and the mean number of concave points, standardised. The
# neuron of Exercise 6.2 says how probable it is that a tumour is malignant. It is built out of your
# gates, each of which works on all 400 training tumours at once. The loss is the cross-entropy of
# Session 3, and gradient descent starts at zero with learning rate 0.5. After 300 steps you will
# read a loss of 0.1792 and 0.911 on the 169 test tumours; always saying "benign" gets 0.615.

# %% nbgrader={"grade": false, "grade_id": "real-data-tumours", "locked": true, "schema_version": 3, "solution": false, "task": false}
def neuron_of_gates(w, X, y):
    """The cross-entropy of a neuron, and its gradient (3,), by way of the gates."""
    ones = np.ones(len(X))
    times0, times1, plus, plus_bias = MultiplyGate(), MultiplyGate(), AddGate(), AddGate()
    sigma = SigmoidGate()
    s0 = times0.forward(w[0] * ones, X[:, 0])
    s1 = times1.forward(w[1] * ones, X[:, 1])
    s3 = plus_bias.forward(plus.forward(s0, s1), w[2] * ones)
    L = sigma.forward(s3)
    (grad_s3,) = sigma.backward((L - y) / (L * (1 - L)) / len(X))
    grad_s2, grad_w2 = plus_bias.backward(grad_s3)
    grad_s0, grad_s1 = plus.backward(grad_s2)
    grad_w0, _ = times0.backward(grad_s0)
    grad_w1, _ = times1.backward(grad_s1)
    loss = -np.mean(y * np.log(L) + (1 - y) * np.log(1 - L))
    # each weight is used for all samples: its gradients add up
    return float(loss), np.array([grad_w0.sum(), grad_w1.sum(), grad_w2.sum()])


def show_tumours():
    X, y = Z[train], is_malignant[train]
    w, losses = np.zeros(3), []
    for _ in range(301):
        loss, gradient = neuron_of_gates(w, X, y)
        losses.append(loss)
        last, w = w, w - 0.5 * gradient
    right = ((Z[test] @ last[:2] + last[2]) > 0) == (is_malignant[test] == 1)
    print(f"loss {losses[0]:.4f} at the start, {losses[-1]:.4f} after 300 steps")
    print(f"weights {last[0]:.3f} and {last[1]:.3f}, bias {last[2]:.3f};", end=" ")
    print(f"{right.mean():.3f} of the test tumours are right")

    figure, (left, plane) = plt.subplots(1, 2, figsize=(9.5, 4), layout="constrained")
    left.plot(losses, color=BLUE, lw=2)
    left.set(xlabel="step", ylabel="cross-entropy (training)", ylim=(0, 0.75), title="The loss")
    for name, value, colour, marker in (
        ("benign", 0, BLUE, "o"),
        ("malignant", 1, VERMILLION, "x"),
    ):
        chosen = Z[test][is_malignant[test] == value]
        plane.scatter(*chosen.T, s=18, color=colour, marker=marker, label=name)
    ends = np.array([-2.0, 3.5])
    height = -(last[0] * ends + last[2]) / last[1]  # where the weighted sum is 0
    plane.plot(ends, height, "--", color=ORANGE, lw=2, label="one half")
    plane.set(xlabel="mean radius (standardised)", ylabel="mean concave points (standardised)")
    plane.set(xlim=(-2, 3.5), ylim=(-1.7, 4), title="The test tumours")
    plane.legend()
    plt.show()


when_ready(show_tumours, "Exercise 6.1")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-tumours-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *Left: the loss of the neuron made of your gates, over 300 steps. It falls quickly
# at first and is nearly level at the end. Right: the 169 test tumours. On the dashed line the
# neuron says one half; above it, it says "malignant". Most tumours lie on the right side; some
# near the line do not.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-moons-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **A network made of your Values.** No straight line can part the two half moons. A network 2-8-1
# with ReLU can. Its loss is the hinge loss of the lecture, $\max(0, 1 - t\,o)$ with the label $t
# = 1$ or $-1$ and the output $o$. The graph is built **once**, for a batch of 10 points. Each of
# the 300 steps puts 10 new points and the present parameters into its leaves, goes forward and
# backward, and takes a step with learning rate 0.3. This takes a few seconds: your machine
# handles one number at a time.

# %% nbgrader={"grade": false, "grade_id": "real-data-moons", "locked": true, "schema_version": 3, "solution": false, "task": false}
def hinge_graph(width, batch):
    """The mean hinge loss of a 2-width-1 network; its parameters; (x0, x1, t) of each point."""
    hidden = [[Value(0.0), Value(0.0), Value(0.0)] for _ in range(width)]
    out = [Value(0.0) for _ in range(width + 1)]
    points = [[Value(0.0), Value(0.0), Value(0.0)] for _ in range(batch)]
    loss = 0.0
    for x0, x1, t in points:
        o = out[width]
        for (w0, w1, b), v in zip(hidden, out):
            o = o + (w0 * x0 + w1 * x1 + b).relu() * v
        loss = (1 - t * o).relu() + loss
    parameters = [p for unit in hidden for p in unit] + out
    return ComputationalGraph(loss * (1 / batch)), parameters, points


def network_output(theta, X, width):
    """The same network with NumPy, for many points at once."""
    hidden = theta[: 3 * width].reshape(width, 3)
    return np.maximum(0, X @ hidden[:, :2].T + hidden[:, 2]) @ theta[3 * width : -1] + theta[-1]


def show_moons():
    X, label = make_moons(n_samples=400, noise=0.15, random_state=0)
    t = np.where(label == 1, 1.0, -1.0)  # the first 200 points are for training
    rng = np.random.default_rng(1)
    graph, parameters, points = hinge_graph(width=8, batch=10)
    theta = rng.normal(size=len(parameters))
    losses = []
    for _ in range(300):
        batch = rng.choice(200, size=10, replace=False)
        numbers = dict(zip(parameters, theta))
        for leaves, row, target in zip(points, X[batch], t[batch]):
            numbers |= dict(zip(leaves, [*row, target]))
        losses.append(graph.forward(numbers))
        gradients = graph.backward()
        theta = theta - 0.3 * np.array([gradients[p] for p in parameters])
    right = np.sign(network_output(theta, X[200:], 8)) == t[200:]
    print(f"{len(parameters)} parameters; hinge loss, mean of the first 10 steps", end=" ")
    print(f"{np.mean(losses[:10]):.2f}, of the last 20 {np.mean(losses[-20:]):.2f}")
    print(f"{right.mean():.3f} of the 200 test points are right")

    figure, axes = plt.subplots(figsize=(6.5, 4.2), layout="constrained")
    a, b = np.meshgrid(np.linspace(-1.7, 2.7, 150), np.linspace(-1.2, 1.7, 150))
    o = network_output(theta, np.column_stack([a.ravel(), b.ravel()]), 8).reshape(a.shape)
    axes.contourf(a, b, o, levels=[-1e9, 0, 1e9], colors=[BLUE, VERMILLION], alpha=0.15)
    axes.contour(a, b, o, levels=[0], colors=["black"])
    for sign, colour, marker in ((-1, BLUE, "o"), (1, VERMILLION, "x")):
        chosen = X[200:][t[200:] == sign]
        axes.scatter(*chosen.T, s=18, color=colour, marker=marker, label=f"t = {sign}")
    axes.set(xlabel="$x_0$", ylabel="$x_1$", title="Two moons, parted by your graph")
    axes.legend()
    plt.show()


when_ready(show_moons, "Exercise 6.4")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-moons-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *The 200 test points and the boundary that the network has found, with every
# gradient from your own graph. The boundary is made of straight pieces, because ReLU is. With
# this start 0.975 of the test points are right. Two other starts were tried and gave 0.91 and
# 0.94: how well it ends depends on the start.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 6.6 — Read the result (5 points)
#
# Two students, A and B, train the neuron of Exercise 6.2 on the 400 tumours of Figure 1: the same
# data, the same start $w_0 = w_1 = w_2 = 0$, the same learning rate 0.5, all samples in each
# step. One line of B's backward pass is `grad_w0 = grad_s0`. Everything else is the same and
# right. You need not have finished the other exercises to answer.
#
# | step | loss of A | loss of B | test accuracy of A | test accuracy of B |
# |--:|--:|--:|--:|--:|
# | 0 | 0.6931 | 0.6931 | 0.615 | 0.615 |
# | 10 | 0.2896 | 0.4160 | 0.911 | 0.864 |
# | 100 | 0.1854 | 0.2648 | 0.905 | 0.893 |
# | 1000 | 0.1788 | 0.2600 | 0.917 | 0.893 |
#
# After 1000 steps A has $w_0 = 2.180$, $w_1 = 3.343$, $w_2 = -0.748$, and B has $w_0 = -0.778$,
# $w_1 = 4.928$, $w_2 = -0.778$.
#
# B says: **"My loss falls, and 89 % of the new tumours are right. So my backward pass is right."**
# What do you answer? Write four to eight sentences in the cell below (double-click on it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** a clear answer to B's conclusion, with a reason
# * **2 points:** why the loss of B falls in spite of the slip, and where the numbers show that
#   something is wrong; use the line of code and the final weights
# * **1 point:** a test that would have found the slip, and what it compares
# * **1 point:** a case in which such a test would have missed it, and so how to choose the test's
#   numbers

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** B's conclusion does not follow: a falling loss shows that the steps go
# roughly downhill, not that each gradient is right. B's slopes for $w_1$ and $w_2$ are right, and
# these two alone can lower the loss a long way; $w_1$ can take over much of the work of $w_0$,
# because the two measurements are related (large tumours have more concave points). B's slope for
# $w_0$ lacks the factor $x_0$: it is the slope of the bias. Both start at zero and get the same
# steps, so $w_0$ and $w_2$ stay equal for ever, and indeed both end at $-0.778$: the radius is
# used as if a large one spoke against "malignant". The loss also stops falling at a worse place,
# 0.2600 against 0.1788, and the accuracy stays lower. Without A's column nobody would have been
# warned. A test against the numerical gradient finds it at once: compare each of the three slopes
# with a central difference of the loss; for $w_0$ the two differ. But the numbers of the test
# matter: with $x_0 = 1$ the forgotten factor is 1 and the slip stays invisible. So test with
# ordinary numbers that are neither 0 nor 1, with an upstream gradient that is not 1, and at
# several points.
#
# **Marking scheme.** 1 point: says that B is not right to conclude this, with any valid reason. 2
# points: 1 for the falling loss (the other slopes are right; or a step need not follow the exact
# gradient to go downhill); 1 for a trace of the slip in the numbers: $w_0 = w_2$ in B, explained
# by the missing factor $x_0$; or the higher loss at which B comes to rest, explained by a wrong
# $w_0$. 1 point: the numerical gradient (or a gate, or a line, tested alone), and what is
# compared with what. 1 point: $x_0 = 1$ (or "a sample where the factor is 1"; also $x_0$ equal to
# 1 in all samples), with the consequence for the choice of numbers. That a numerical gradient is
# only tested at some points earns half of the last point. An answer that finds B right gets no
# point in the first row, but can get the others.
#
# **For the marker, measured.** At the start the right slope for $w_0$ is −0.355 and B's is
# +0.133, that of the bias: even the sign differs. The angle between the right gradient and B's is
# less than 90 degrees there, so B's first step goes downhill all the same. Later it is not always
# so: B's loss is 0.2592 after 300 steps and 0.2600 after 1000.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Does the cell above Exercise 6.5's answer hold your own student number?
# 3. Is your answer to Exercise 6.6 written?
# 4. Save the notebook. Keep its name.
