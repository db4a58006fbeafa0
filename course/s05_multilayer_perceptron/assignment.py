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
# # Session 5 — The multilayer perceptron: assignment
#
# In this notebook you write the parts of a neural network with hidden layers: the layers, the
# functions between them and their slopes, two networks made by hand, and the forward pass of any
# depth. Nothing is trained by gradient descent yet. At the end your own functions draw a price
# curve for flats in Athens and tell odd digits from even ones. Plan about 90 minutes, and more if
# you need them.
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
# | 5.1 | `collapse_linear_layers` | 3 | 7 | 10 |
# | 5.2 | `relu`, `prelu`, `elu` | 5 | 10 | 15 |
# | 5.3 | `activation_grad`, `prelu_alpha_grad` | 6 | 14 | 20 |
# | 5.4 | `xor_parameters`, `xor_best_linear` | 5 | 10 | 15 |
# | 5.5 | `mlp_forward`, `count_parameters` | 6 | 14 | 20 |
# | 5.6 | `bump_network` | 5 | 10 | 15 |
# | 5.7 | an answer in words, read by a person | | | 5 |
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
from sklearn.datasets import load_digits, make_moons
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## One lamp, two switches
#
# The staircase lamp of the lecture is on if exactly one of its two switches is up. Its table is
# called **XOR**. The rows of `switches` are the four settings, and `lamp` says whether the light is
# on. They are there for you to try your functions on.

# %% nbgrader={"grade": false, "grade_id": "lamp-table", "locked": true, "schema_version": 3, "solution": false, "task": false}
switches = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])  # columns: x1, x2
lamp = np.array([0.0, 1.0, 1.0, 0.0])

# %% [markdown] nbgrader={"grade": false, "grade_id": "collapse_linear_layers-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 5.1 — Two linear layers are one (10 points)
#
# Put two layers behind one another, with nothing between them. The first makes $H = XW_1 +
# \mathbf{b}_1$, the second $O = HW_2 + \mathbf{b}_2$. Multiply out, and a single layer is left:
#
# $$O = XW + \mathbf{b}, \qquad W = W_1 W_2, \qquad \mathbf{b} = \mathbf{b}_1 W_2 + \mathbf{b}_2$$
#
# **Shapes.** `W1` is `(d, h)`, `b1` is `(h,)`, `W2` is `(h, q)`, `b2` is `(q,)`. Return the pair
# `(W, b)`: two new arrays of float64, `W` of shape `(d, q)` and `b` of shape `(q,)`. The three
# sizes are usually different, and each of them may also be 1; the result keeps both axes of `W` and
# the one axis of `b`. The numbers may be very large or very small. Some of the four arrays may hold
# whole numbers, and then no decimals of the others may get lost. All four stay as they were.
#
# **By hand.** $W_1 = \begin{bmatrix} 1 & 2 \\ 0 & 1\end{bmatrix}$, $\mathbf{b}_1 = (1, -1)$,
# $W_2 = \begin{bmatrix} 1 & 0 \\ 3 & 2\end{bmatrix}$, $\mathbf{b}_2 = (5, 6)$ give
#
# $$W = \begin{bmatrix} 1 \cdot 1 + 2 \cdot 3 & 1 \cdot 0 + 2 \cdot 2 \\
# 0 \cdot 1 + 1 \cdot 3 & 0 \cdot 0 + 1 \cdot 2\end{bmatrix} =
# \begin{bmatrix} 7 & 4 \\ 3 & 2\end{bmatrix}, \qquad
# \mathbf{b} = (1 \cdot 1 - 1 \cdot 3 + 5,\; 1 \cdot 0 - 1 \cdot 2 + 6) = (3, 4)$$
#
# **What could go wrong?** Put a ReLU between these two layers: $H = \max(0, XW_1 + \mathbf{b}_1)$.
# What does this network answer to $\mathbf{x} = (0, 0)$, and what does the collapsed layer answer?
# One such point is a proof that the formula is for linear layers only.
#
# *Remark on the slides.* They write the biases as rows, $1 \times h$ and $1 \times q$. In this
# course a bias has a single axis.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Write $(XW_1 + \mathbf{b}_1)W_2 + \mathbf{b}_2$ and multiply out the bracket. One of the three
# terms holds $X$. The two others do not depend on $X$.
#
# </details>
#
# <details>
# <summary>Hint 2: the order</summary>
#
# Matrix products do not commute. The samples meet `W1` first, so it stands on the left, and the
# shapes agree: `(d, h)` times `(h, q)`. The first bias was added before the second layer. What has
# to happen to it on its way to the output?
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `@` multiplies two matrices, and also an array `(h,)` with a matrix `(h, q)`, which gives `(q,)`.
# So two products and one sum are enough. Do not use `+=` on `b2`, which belongs to the caller.
# `return W, b` makes the pair.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "collapse_linear_layers", "locked": false, "schema_version": 3, "solution": true, "task": false}
def collapse_linear_layers(W1, b1, W2, b2):
    """The one layer that does what two linear layers do.

    W1: (d, h) array, b1: (h,) array, the first layer
    W2: (h, q) array, b2: (q,) array, the second layer
    Returns (W, b): W a (d, q) array, b a (q,) array, both of float64
    """
    ### BEGIN SOLUTION
    W1, b1, W2, b2 = (np.asarray(part, dtype=np.float64) for part in (W1, b1, W2, b2))
    # the first bias goes through the second layer
    return W1 @ W2, b1 @ W2 + b2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "collapse_linear_layers-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = collapse_linear_layers(
    np.array([[1.0, 2.0], [0.0, 1.0]]),
    np.array([1.0, -1.0]),
    np.array([[1.0, 0.0], [3.0, 2.0]]),
    np.array([5.0, 6.0]),
)
call = "`collapse_linear_layers(W1=[[1, 2], [0, 1]], b1=[1, -1], W2=[[1, 0], [3, 2]], b2=[5, 6])`"
read = "Read again: session 5, “Two linear layers are one”."

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is the pair (W, b). `return W, b` makes a pair of the two, "
    f"and a function without `return` gives None. {read}"
)
got_W, got_b = got
assert isinstance(got_W, np.ndarray) and got_W.dtype == np.float64 and got_W.shape == (2, 2), (
    f"{call} returned W = {got_W!r}; right is a NumPy array of float64 with shape (2, 2). The "
    f"joint layer takes two features and gives two outputs, so W is (d, q). {read}"
)
assert isinstance(got_b, np.ndarray) and got_b.dtype == np.float64 and got_b.shape == (2,), (
    f"{call} returned b = {got_b!r}; right is a NumPy array of float64 with shape (2,). A bias has "
    f"one axis, with an entry for each output of the layer. {read}"
)
assert np.all(np.abs(got_W - [[7.0, 4.0], [3.0, 2.0]]) < 1e-9), (
    f"{call} returned W = {got_W.tolist()}; right is [[7, 4], [3, 2]]. By hand the first "
    "column is 1 · 1 + 2 · 3 and 0 · 1 + 1 · 3. Which matrix do the samples "
    f"meet first, and is it a matrix product? {read}"
)
assert np.all(np.abs(got_b - [3.0, 4.0]) < 1e-9), (
    f"{call} returned b = {got_b.tolist()}; right is [3, 4]. By hand the first entry is "
    f"1 · 1 − 1 · 3 + 5: the first bias travels through the second layer, and then the second "
    f"bias is added. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "collapse_linear_layers-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `collapse_linear_layers` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("collapse_linear_layers", collapse_linear_layers, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "rectifiers-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 5.2 — ReLU and its relatives (15 points)
#
# Something that is not linear has to stand between the layers. Here are three such functions. Each
# of them works on every entry of its argument by itself.
#
# $$\text{ReLU}(z) = \max(0, z) \qquad \text{PReLU}(z) = \max(0, z) + \alpha \min(0, z)$$
#
# $$\text{ELU}(z) = \begin{cases} z & z > 0 \\ \alpha\,(e^z - 1) & z \le 0\end{cases}$$
#
# **Shapes.** `z` is an array of any shape. Each function returns a **new** array of float64 in the
# shape of `z`, and `z` stays as it was. If `z` holds whole numbers, the result has the same values
# as for the same numbers written as floats.
#
# * `prelu(z, alpha)`: `alpha` is any number, also one above 1, 0, or a negative one. It may also be
#   an array `(h,)` for `z` of shape `(n, h)`. Then each unit, that is each *column* of `z`, has a
#   slope of its own.
# * `elu(z, alpha=1.0)`: `alpha` is a number that is not negative. If the call leaves it out, it is
#   1.0.
#
# The entries of `z` may be as large as ±1000, beside ordinary ones, and all three functions still
# return the right numbers. A warning on the way is harmless; a wrong number is not.
#
# **By hand.** $\text{PReLU}(-3)$ is $0.01 \cdot (-3) = -0.03$ for $\alpha = 0.01$, and $-1 \cdot
# (-3) = 3$ for $\alpha = -1$: the absolute value. $\text{PReLU}(2) = 2$ for every $\alpha$. With
# $\alpha = 1$, $\text{ELU}(-1) = e^{-1} - 1 = -0.6321$.
#
# **What could go wrong?** `np.maximum(alpha * z, z)` looks shorter for the PReLU. Try it with
# $\alpha = 2$ at $z = -3$ and $z = 3$. And what is `0 * np.exp(1000.0)` for the computer?
#
# *Remark on the slides.* Their figure shows $\max(0.1x, x)$. This short form is the same as the
# definition only for $\alpha \le 1$.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Ask for each entry: is it above zero or below? Above zero, all three return `z` itself. They
# differ in what they make of a negative entry.
#
# </details>
#
# <details>
# <summary>Hint 2: two halves</summary>
#
# `np.maximum(0, z)` keeps the positive half and `np.minimum(0, z)` keeps the negative half, both
# for an array of any shape, and both make a new array. The formula of the PReLU is a sum of the two
# halves. For an `alpha` of shape `(h,)`, NumPy's broadcasting does the right thing by itself.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# The ELU can be a sum of two halves too. Let the exponential see the negative half only: there
# $e^z - 1$ is harmless, and where `z` is positive, $e^0 - 1 = 0$ adds nothing. A default is written
# in the first line of a function, `alpha=1.0`. To be sure of float64, begin with `np.asarray(z,
# dtype=np.float64)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "rectifiers", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu(z):
    """max(0, z), entry by entry.

    z: array of any shape
    Returns a new array of float64 in the shape of z
    """
    ### BEGIN SOLUTION
    return np.maximum(0.0, np.asarray(z, dtype=np.float64))
    ### END SOLUTION


def prelu(z, alpha):
    """Slope 1 above zero, slope alpha below.

    z: array of any shape
    alpha: a number, or an array (h,) for z (n, h), one slope for each unit
    Returns a new array of float64 in the shape of z
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=np.float64)
    return np.maximum(0.0, z) + alpha * np.minimum(0.0, z)
    ### END SOLUTION


def elu(z, alpha=1.0):
    """z above zero, alpha * (e^z - 1) below.

    z: array of any shape
    alpha: a number that is not negative
    Returns a new array of float64 in the shape of z
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=np.float64)
    # the exponential sees min(0, z) alone: e^1000 is too large for a float
    return np.maximum(0.0, z) + alpha * (np.exp(np.minimum(0.0, z)) - 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "rectifiers-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 5, “ReLU and its relatives”."
some_z = np.array([-3.0, 0.0, 2.0])

for call, got, right in (
    ("`relu(z=[-3, 0, 2])`", relu(some_z), [0, 0, 2]),
    ("`prelu(z=[-3, 0, 2], alpha=0.01)`", prelu(some_z, 0.01), [-0.03, 0, 2]),
    ("`prelu(z=[-3, 0, 2], alpha=-1)`", prelu(some_z, -1.0), [3, 0, 2]),
    ("`elu(z=[-3, 0, 2], alpha=1.0)`", elu(some_z, 1.0), [-0.9502, 0, 2]),
):
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
        f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
    )
    assert got.shape == (3,), (
        f"{call} returned shape {got.shape}; right is (3,), the shape of z. An activation works on "
        f"each entry by itself, and each entry stays in its place. {read}"
    )
    assert np.all(np.abs(got - right) < 1e-4), (
        f"{call} returned {got.tolist()}; right is {right}. Take the three entries one at a time: "
        f"which half of the formula holds for −3, and which for 2? {read}"
    )
    assert some_z.tolist() == [-3, 0, 2], (
        f"After {call} the array z itself is {some_z.tolist()}; right is that z stays as it was. "
        f"The caller may still need it: put the result into a new array. {read}"
    )

try:
    got = elu(np.array([-1.0, 1000.0]))
    stopped = False
except TypeError:
    got, stopped = None, True
call = "`elu(z=[-1, 1000])`"
assert not stopped, (
    f"{call} stopped with a TypeError; right is that `alpha` is 1.0 where the call leaves it out. "
    "Is `alpha=1.0` still in the first line of your function? To see the error itself, make the "
    f"same call in a cell of your own. {read}"
)
assert isinstance(got, np.ndarray) and got.dtype == np.float64 and got.shape == (2,), (
    f"{call} returned {got!r}; right is a NumPy array of float64 with shape (2,), the shape of z, "
    f"also where the call leaves `alpha` out. {read}"
)
assert -0.6322 < got[0] < -0.6321, (
    f"{call} returned {got.tolist()}; right is 1 · (e⁻¹ − 1) = −0.6321 in the first place. Where "
    f"the call leaves `alpha` out, it is 1.0. {read}"
)
assert got[1] == 1000, (
    f"{call} returned {got.tolist()}; right is 1000 in the second place, as an ELU is z itself "
    "above zero. e to the power 1000 is infinite for the computer: which numbers does your "
    f"exponential see? {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "rectifiers-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `relu`, `prelu` and `elu` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("rectifiers", relu, prelu, elu, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "activation_gradients-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 5.3 — The slope of an activation (20 points)
#
# Training will need the slope of each activation: how much does $g(z)$ change when $z$ changes a
# little? Here are the slopes as functions of the **input** $z$.
#
# | name | slope $g'(z)$ | where |
# |:--|:--|:--|
# | `"sigmoid"` | $\sigma(z)\,(1 - \sigma(z))$ with $\sigma(z) = 1 / (1 + e^{-z})$ | everywhere |
# | `"tanh"` | $1 - \tanh^2(z)$ | everywhere |
# | `"relu"` | 1 for $z > 0$, 0 for $z < 0$ | at 0: any number from 0 to 1 |
# | `"prelu"` | 1 for $z > 0$, $\alpha$ for $z < 0$ | at 0: any number between $\alpha$ and 1 |
# | `"elu"` | 1 for $z > 0$, $\alpha e^z$ for $z < 0$ | at 0: any number between $\alpha$ and 1 |
#
# The PReLU can also *learn* its $\alpha$. One $\alpha$ serves all entries of a layer, so its
# effects on the loss $L$ add up over samples **and** units. With $h_{ij} = \text{PReLU}(z_{ij})$:
#
# $$\frac{\partial L}{\partial \alpha} = \sum_{i,j} \frac{\partial L}{\partial h_{ij}}
# \cdot \min(0, z_{ij})$$
#
# **Shapes.**
#
# * `activation_grad(name, z, alpha=1.0)`: `name` is one of the five texts, `z` is an array of any
#   shape. The result is a new array of float64 in the shape of `z`. `alpha` is a number; for
#   `"prelu"` it may be any, for `"elu"` it is not negative, and for the other three it plays no
#   part. If the call leaves it out, it is 1.0.
# * `prelu_alpha_grad(dout, z)`: `dout` holds the numbers $\partial L / \partial h_{ij}$, `z` the
#   $z_{ij}$, both `(n, h)`. The result is a plain number, a float. Some `z` may be exactly 0; they
#   add nothing.
#
# `z` may hold whole numbers, with the same result as for floats. The entries of `z` may be as large
# as ±1000, beside ordinary ones. The slopes are exact (to twelve decimals), and never `nan`. All
# arguments stay as they were. Please write the two functions so that they work by themselves,
# without calling your functions from above.
#
# **By hand.** $\tanh'(0) = 1 - 0^2 = 1$, and $\sigma'(0) = \frac12 \cdot \frac12 = 0.25$. The slope
# of ELU at $z = -1$ with $\alpha = 1$ is $e^{-1} = 0.3679$. And with
# $\frac{\partial L}{\partial H} = \begin{bmatrix} 1 & 2 \\ 3 & 4\end{bmatrix}$ and
# $Z = \begin{bmatrix} -1 & 5 \\ -2 & -0.5\end{bmatrix}$ the gradient of $\alpha$ is
# $1\cdot(-1) + 2 \cdot 0 + 3\cdot(-2) + 4\cdot(-0.5) = -9$.
#
# **What could go wrong?** At $z = 0$, $1 - \tanh(z)$ is 1 as well. And $z\,(1 - z)$ looks like the
# slope of the sigmoid. At which $z$ of your own do you see that both are wrong?
#
# *Remarks on the slides.* The slope of an active ReLU is not "large", it is exactly 1. And the
# fraction $(1 - e^{-2x}) / (1 + e^{-2x})$ for the tanh is right on paper, but at $x = -400$ it
# becomes $-\infty/\infty$, which is `nan`.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Five cases, each with its own formula: a chain of `if name == "...":` with a `return` in each. All
# the formulas are derivatives already; you need not differentiate anything.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `np.where(z > 0, a, b)` takes `a` where `z` is positive and `b` elsewhere. It works out *both* `a`
# and `b` for all entries, so keep the exponential of the ELU away from large numbers, as in
# Exercise 5.2. `np.tanh` is safe everywhere. For the sigmoid, $e^{-z}$ becomes infinite far to the
# left, and $1 / (1 + \infty) = 0$ is the right number there. A form with $e^z$ above *and* below
# the bar is not safe.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.where` with the numbers 1.0 and 0.0 gives the slope of ReLU, and with other numbers that of
# the PReLU; write `1.0` and not `1`, so that the result is float64. For the gradient of $\alpha$:
# `np.minimum(0, z)`, times `dout` entry by entry with `*` (not `@`), and one `np.sum` over
# everything, without an `axis`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "activation_gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation_grad(name, z, alpha=1.0):
    """The slope of an activation at every entry of z.

    name: "sigmoid", "tanh", "relu", "prelu" or "elu"
    z: array of any shape, the input of the activation
    alpha: a number, used by "prelu" and "elu"
    Returns a new array of float64 in the shape of z
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=np.float64)
    if name == "sigmoid":
        # e^-|z| never overflows, and the slope is the same on both sides
        small = np.exp(-np.abs(z))
        return small / (1 + small) ** 2
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    if name == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if name == "prelu":
        return np.where(z > 0, 1.0, alpha)
    if name == "elu":
        return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(0.0, z)))
    raise ValueError(f"no activation is called {name!r}")
    ### END SOLUTION


def prelu_alpha_grad(dout, z):
    """The slope of the loss by the one alpha of a PReLU layer.

    dout: (n, h) array, the slopes of the loss by the outputs of the PReLU
    z: (n, h) array, the inputs of the PReLU
    Returns a float
    """
    ### BEGIN SOLUTION
    return float(np.sum(dout * np.minimum(0.0, z)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "activation_gradients-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 5, “The slope of an activation”."
read_alpha = "Read again: session 5, “When α is learned”."
number = (float, int, np.floating, np.integer, np.ndarray)

for name, z, alpha, right in (
    ("sigmoid", [0.0, 0.0], 1.0, [0.25, 0.25]),
    ("tanh", [0.0, 0.0], 1.0, [1, 1]),
    ("relu", [-1.0, 2.0], 1.0, [0, 1]),
    ("prelu", [-1.0, 2.0], 0.01, [0.01, 1]),
    ("elu", [-1.0, 2.0], 1.0, [0.3679, 1]),
):
    got = activation_grad(name, np.array(z), alpha)
    call = f"`activation_grad('{name}', z={z}, alpha={alpha})`"
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"{call} returned {got!r}; right is a NumPy array of float64. Look at what this branch "
        f"makes: None (no `return`), True and False, or whole numbers? {read}"
    )
    assert got.shape == (2,), (
        f"{call} returned shape {got.shape}; right is (2,), the shape of z. Every entry of z has a "
        f"slope of its own, in the same place. {read}"
    )
    assert np.all(np.abs(got - right) < 1e-4), (
        f"{call} returned {got.tolist()}; right is {right}. Compare your branch for this name with "
        f"its row in the table. It wants the slope, not the value, and z is the input. {read}"
    )

try:
    got = activation_grad("tanh", np.array([0.0]))
    stopped = False
except TypeError:
    got, stopped = None, True
call = "`activation_grad('tanh', z=[0])`"
assert not stopped, (
    f"{call} stopped with a TypeError; right is that `alpha` is 1.0 where the call leaves it out. "
    "Is `alpha=1.0` still in the first line of your function? To see the error itself, make the "
    f"same call in a cell of your own. {read}"
)
assert isinstance(got, np.ndarray) and got.shape == (1,) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64 with shape (1,), the shape of z, "
    f"also where the call leaves `alpha` out. {read}"
)
assert 0.9999 < got[0] < 1.0001, (
    f"{call} returned {got.tolist()}; right is [1], from 1 − 0². Whether the call names `alpha` or "
    f"leaves it out makes no difference for the tanh. {read}"
)

got = prelu_alpha_grad(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[-1.0, 5.0], [-2.0, -0.5]]))
call = "`prelu_alpha_grad(dout=[[1, 2], [3, 4]], z=[[-1, 5], [-2, -0.5]])`"
assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. A single α serves all samples and all "
    f"units, so its effects are added up over both axes. {read_alpha}"
)
assert -9.0001 < got < -8.9999, (
    f"{call} returned {got}; right is −1 + 0 − 6 − 2 = −9. Each entry of dout is multiplied by "
    f"min(0, z) of the same entry; the 5 is positive, so it adds nothing. {read_alpha}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "activation_gradients-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `activation_grad` and `prelu_alpha_grad` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("activation_gradients", activation_grad, prelu_alpha_grad, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "xor-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 5.4 — XOR: no line, but two hidden units (15 points)
#
# The lamp of the table above is on if exactly one switch is up. First the best that a *linear*
# model can do, then a network with a hidden layer that gets it right.
#
# $$\hat{y} = \mathbf{w}^T\mathbf{x} + b \qquad\qquad \hat{y} = \max(0,\, \mathbf{x}W_1 +
# \mathbf{b}_1)\,\mathbf{w}_2 + b_2$$
#
# **Shapes.** Neither function has an argument. You may work the numbers out on paper and write them
# down, or let the function compute them.
#
# * `xor_best_linear()` returns `(w, b, loss)`: the linear model with the smallest mean squared
#   error on the four points. `w` is an array `(2,)` of float64, `b` a plain number, and `loss` that
#   smallest error, a plain number: the **mean** over the four points, as in Session 1.
# * `xor_parameters()` returns a dict with the keys `"W1"`, `"b1"`, `"W2"` and `"b2"`: an array `(2,
#   h)`, two arrays `(h,)`, all three of float64, and a plain number. **Any** number of hidden units
#   `h` and any parameters are right, if the network answers 0, 1, 1, 0 to (0, 0), (0, 1), (1, 0),
#   (1, 1), each to six decimals. The tests take only your four parameters and compute the network
#   themselves, with a ReLU on the hidden layer and nothing on the output.
#
# **By hand.** A linear model that always answers 0 has the errors 0, 1, 1, 0, and their squares
# have the mean 0.5: that is its loss. The best one is better than that. And the slides' hidden
# layer, with all entries of $W_1$ equal to 1 and $\mathbf{b}_1 = (0, -1)$, makes of the setting (1,
# 1) first $\mathbf{z} = (2, 1)$, then $\mathbf{h} = (2, 1)$; of (0, 0) it makes $\mathbf{z} = (0,
# -1)$, then $\mathbf{h} = (0, 0)$.
#
# **What could go wrong?** Leave the ReLU out of your network, and compute the four outputs again on
# paper. If they stay the same, something is wrong: without a ReLU it is a linear model. In which of
# the hidden layer's numbers does the ReLU change anything?
#
# *Remark on the slides.* For this example they write $\mathbf{w}^T \max(0, W^T\mathbf{x} +
# \mathbf{c}) + b$, where a sample is a column. Here it is a row. Their $W$ equals its own
# transpose, so the example does not show the difference; yours may.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# For the line: on average, the lamp is on in half of the cases, whether the first switch is up or
# down, and the same holds for the second. So what can a weight tell? For the network: what does the
# number of switches that are up tell, and where does it go wrong?
#
# </details>
#
# <details>
# <summary>Hint 2: two useful units</summary>
#
# One unit can count the switches that are up: 0, 1, 1, 2. Only the last entry is wrong. A second
# unit can be 0 for the first three settings and positive for the last: its weighted sum has to pass
# zero between "one switch" and "both". Its bias does that. The output then takes away enough of the
# second unit.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `return {"W1": ..., "b1": ..., "W2": ..., "b2": ...}`, with `np.array([[1.0, 1.0], [1.0, 1.0]])`
# for the `W1` of the example above; the decimal points make it float64. From the hidden layer (0,
# 0), (1, 0), (1, 0), (2, 1) find the two output weights: one from the second setting, then the
# other from the last. For the line, write the normal equations of Session 1 down, or leave them to
# `np.linalg.lstsq`, and compute the loss with the formula of the mean.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "xor", "locked": false, "schema_version": 3, "solution": true, "task": false}
def xor_parameters():
    """A network with one hidden ReLU layer that computes XOR.

    Returns a dict: "W1" (2, h), "b1" (h,), "W2" (h,), arrays of float64, and "b2", a number,
    for max(0, X @ W1 + b1) @ W2 + b2
    """
    ### BEGIN SOLUTION
    # the number of switches that are up, minus two if both are
    return {
        "W1": np.array([[1.0, 1.0], [1.0, 1.0]]),
        "b1": np.array([0.0, -1.0]),
        "W2": np.array([1.0, -2.0]),
        "b2": 0.0,
    }
    ### END SOLUTION


def xor_best_linear():
    """The linear model with the smallest mean squared error on XOR.

    Returns (w, b, loss): w a (2,) array of float64, b and loss two numbers
    """
    ### BEGIN SOLUTION
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([0.0, 1.0, 1.0, 0.0])
    A = np.column_stack([X, np.ones(4)])
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:2], float(theta[2]), float(np.mean((A @ theta - y) ** 2))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "xor-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 5, “XOR with two hidden units”."
read_line = "Read again: session 5, “The best linear model answers one half”."
number = (float, int, np.floating, np.integer, np.ndarray)

got = xor_parameters()
call = "`xor_parameters()`"
assert isinstance(got, dict), (
    f"{call} returned {got!r}; right is a dict. Curly brackets make one, with each name in quotes, "
    f"a colon and its value; a function without `return` gives None. {read}"
)
for key in ("W1", "b1", "W2", "b2"):
    assert key in got, (
        f"{call} returned a dict with the keys {list(got)}; right are the four keys W1, b1, W2 and "
        f"b2, in quotes and spelled like this. The key {key} is missing. {read}"
    )
for key in ("W1", "b1", "W2"):
    assert isinstance(got[key], np.ndarray) and got[key].dtype == np.float64, (
        f"{call} returned {key} = {got[key]!r}; right is a NumPy array of float64. Make it with "
        f"`np.array`, with a decimal point in at least one of its numbers. {read}"
    )
assert got["W1"].ndim == 2 and len(got["W1"]) == 2, (
    f"{call} returned W1 with shape {got['W1'].shape}; right is (2, h): a row for each of the two "
    f"switches, and a column for each hidden unit. {read}"
)
for key in ("b1", "W2"):
    assert got[key].shape == got["W1"].shape[1:], (
        f"{call} returned {key} with shape {got[key].shape}; right is {got['W1'].shape[1:]}, one "
        f"entry for each of the hidden units that W1 has, along a single axis. {read}"
    )
assert isinstance(got["b2"], number) and np.shape(got["b2"]) == (), (
    f"{call} returned b2 = {got['b2']!r}; right is one plain number. The network has a single "
    f"output, and b2 is added to it. {read}"
)
assert -1e9 < got["b2"] < 1e9, (
    f"{call} returned b2 = {got['b2']!r}; right is an ordinary number. If all hidden units are 0, "
    f"b2 is what the network answers, and the answers here are 0 and 1. {read}"
)
four_settings = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
answers = np.maximum(0, four_settings @ got["W1"] + got["b1"]) @ got["W2"] + got["b2"]
for setting, answer, light in zip(("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"), answers, (0, 1, 1, 0)):
    assert light - 1e-6 < answer < light + 1e-6, (
        f"The network of {call} answers {answer} to the setting {setting}; right is {light}, since "
        "the lamp is on if exactly one switch is up. Fill in the table of the lecture for your "
        f"parameters: the weighted sums, the ReLU, the output. {read}"
    )

got = xor_best_linear()
call = "`xor_best_linear()`"
assert isinstance(got, (tuple, list)) and len(got) == 3, (
    f"{call} returned {got!r}; right are the three parts (w, b, loss). `return w, b, loss` puts "
    f"them together, and a function without `return` gives None. {read_line}"
)
got_w, got_b, got_loss = got
assert isinstance(got_w, np.ndarray) and got_w.dtype == np.float64 and got_w.shape == (2,), (
    f"{call} returned w = {got_w!r}; right is a NumPy array of float64 with shape (2,), one weight "
    f"for each switch. The bias is no part of w. {read_line}"
)
for name, part in (("b", got_b), ("loss", got_loss)):
    assert isinstance(part, number) and np.shape(part) == (), (
        f"{call} returned {name} = {part!r}; right is one plain number. The line has a single "
        f"bias, and its loss is a single mean over the four settings. {read_line}"
    )
assert 0.2499 < got_loss < 0.2501, (
    f"{call} returned the loss {got_loss}; right is 0.25. By hand: the best line answers the same "
    f"to all four settings, and the loss is the mean of its four squared errors. {read_line}"
)
assert 0.4999 < got_b < 0.5001, (
    f"{call} returned b = {got_b}; right is 0.5. With both weights at zero, the bias alone "
    f"answers, and the best single answer to 0, 1, 1, 0 is their mean. {read_line}"
)
assert np.all(np.abs(got_w) < 1e-6), (
    f"{call} returned w = {got_w.tolist()}; right is zero for both switches. Put a switch up: the "
    f"lamp goes on in one case and off in the other, so no weight helps on average. {read_line}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "xor-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `xor_parameters` and `xor_best_linear` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("xor", xor_parameters, xor_best_linear, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "mlp_forward-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 5.5 — The forward pass of any depth (20 points)
#
# A multilayer perceptron sends the samples through one layer after another. Every hidden layer ends
# with the activation $g$. The last layer does **not**:
#
# $$H_0 = X, \qquad H_k = g(H_{k-1} W_k + \mathbf{b}_k) \text{ for } k = 1, \dots, L - 1, \qquad
# O = H_{L-1} W_L + \mathbf{b}_L$$
#
# The way back, in Session 6, will need what went *into* each layer. So the inputs $H_0, \dots,
# H_{L-1}$ are kept. This store is called the **cache**.
#
# How large is such a network? A layer from $s$ to $t$ units has $s \cdot t$ weights and $t$ biases.
#
# **Shapes.**
#
# * `mlp_forward(X, params, activation)`: `X` is `(n, d)`. `params` is a list with a pair `(W, b)`
#   for each of the $L \ge 1$ layers, first layer first. With $L = 1$ there is no hidden layer, and
#   $g$ is not used. `activation` is a function: `activation(Z)` gives an array of the shape of `Z`.
#   It may be any function. Return the pair `(O, cache)`: `O` is an array `(n, q)` of float64, and
#   `cache` is a list of $L$ arrays, $H_0$ first. The first one may be `X` itself.
# * `count_parameters(sizes)`: `sizes` is a list of at least two whole numbers, the width of the
#   input, of each hidden layer and of the output. Return the number of all weights and biases as an
#   exact integer, however large it is.
#
# The number of samples and every width may also be 1, and then all arrays keep both their axes. `X`
# may hold whole numbers; the numbers may be very large or very small. `X`, the arrays in `params`
# and `sizes` stay as they were.
#
# **By hand.** One feature, two hidden units with ReLU, two outputs: $W_1 = \begin{bmatrix} 1 &
# -1\end{bmatrix}$, $\mathbf{b}_1 = (0, 0)$, $W_2 = \begin{bmatrix} 1 & 1 \\ 1 & -1\end{bmatrix}$,
# $\mathbf{b}_2 = (0.5, 0)$. The sample $x = -3$ has the sums $(-3, 3)$, the hidden outputs $(0,
# 3)$, and the outputs $0 + 3 + 0.5 = 3.5$ and $0 - 3 = -3$. The cache is $[X, H_1]$.
#
# The newspaper network of the slides has the sizes 10,000, 64, 64, 46. Its parameters: $(10{,}000
# \cdot 64 + 64) + (64 \cdot 64 + 64) + (64 \cdot 46 + 46) = 640{,}064 + 4{,}160 + 2{,}990 =
# 647{,}214$.
#
# **What could go wrong?** Suppose that the ReLU is applied to the last layer too. Then the first
# output of the example is 3.5 all the same. What becomes of the second? Which prices or logits
# could such a network never give?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Keep one array, called `H`, which is the input of the next layer. It starts as `X`. Each layer
# does the same two things with it: it puts it into the cache, and makes the next one.
#
# </details>
#
# <details>
# <summary>Hint 2: the last layer</summary>
#
# A loop over all pairs but the last (`params[:-1]`) treats the hidden layers. The last layer stands
# after the loop: its input belongs into the cache too, but its output does not, and it meets no
# activation. For the count, think of neighbours in the list: the first size with the second, the
# second with the third.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# A loop `for W, b in ...` takes the pairs apart. `append` puts `H` into the list. The next `H` is
# the activation of a sum: make it as a *new* array, since `+=` on an array of the cache would
# change what you have stored. After the loop, `params[-1]` is the last pair. For the count,
# `zip(sizes[:-1], sizes[1:])` gives the neighbours.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "mlp_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mlp_forward(X, params, activation):
    """The outputs of a multilayer perceptron, and the inputs of its layers.

    X: (n, d) array
    params: a list of pairs (W, b), one for each layer, first layer first
    activation: a function of an array, applied after every layer but the last
    Returns (O, cache): O a (n, q) array of float64, cache the list of the layers' inputs
    """
    ### BEGIN SOLUTION
    H = np.asarray(X, dtype=np.float64)
    cache = []
    for W, b in params[:-1]:
        cache.append(H)
        H = activation(H @ W + b)
    cache.append(H)
    W, b = params[-1]
    return H @ W + b, cache
    ### END SOLUTION


def count_parameters(sizes):
    """The number of weights and biases of a fully connected network.

    sizes: a list of whole numbers, the widths of the input, the hidden layers, the output
    Returns an integer
    """
    ### BEGIN SOLUTION
    total = 0
    for k in range(len(sizes) - 1):
        total += sizes[k] * sizes[k + 1] + sizes[k + 1]
    return total
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mlp_forward-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 5, “The forward pass of any depth”."
read_count = "Read again: session 5, “Counting the parameters”."

three_numbers = np.array([[-3.0], [2.0], [0.0]])
two_layers = [
    (np.array([[1.0, -1.0]]), np.array([0.0, 0.0])),
    (np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([0.5, 0.0])),
]
got = mlp_forward(three_numbers, two_layers, lambda Z: np.maximum(0, Z))
call = "`mlp_forward(X=[[-3], [2], [0]], params, ReLU)` for the network of the example"
assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned a value of type {type(got).__name__}; right is the pair (O, cache). `return "
    f"O, cache` makes a pair of the two, and a function without `return` gives None. {read}"
)
got_O, got_cache = got
assert isinstance(got_O, np.ndarray) and got_O.dtype == np.float64 and got_O.shape == (3, 2), (
    f"{call} returned O of type {type(got_O).__name__} and shape "
    f"{getattr(got_O, 'shape', 'none')}; right is a NumPy array of float64 with shape (3, 2). "
    f"There are three samples, so three rows, and two outputs, so two columns. {read}"
)
assert np.all(np.abs(got_O - [[3.5, -3.0], [2.5, 2.0], [0.5, 0.0]]) < 1e-9), (
    f"{call} returned O = {got_O.tolist()}; right is [[3.5, −3], [2.5, 2], [0.5, 0]]. By hand: "
    "−3 has the sums −3 and 3, the ReLU makes 0 and 3 of them, and the outputs are 0 + 3 + 0.5 and "
    f"0 − 3, with no ReLU after them. {read}"
)
assert isinstance(got_cache, (tuple, list)) and len(got_cache) == 2, (
    f"{call} returned a cache of type {type(got_cache).__name__}; right is a list of two arrays. "
    f"Every layer has one input, and there are two layers; the output O is no layer's input. {read}"
)
for name, kept, right in (
    ("first", got_cache[0], [[-3], [2], [0]]),
    ("second", got_cache[1], [[0, 3], [2, 0], [0, 0]]),
):
    assert isinstance(kept, np.ndarray) and kept.shape == np.shape(right), (
        f"{call} keeps as the {name} entry of its cache {kept!r}; right is an array of shape "
        f"{np.shape(right)}, the input of the {name} layer: three samples, and a column for each "
        f"number that goes in. {read}"
    )
    assert kept.dtype == np.float64 and np.all(np.abs(kept - right) < 1e-9), (
        f"{call} keeps as the {name} entry of its cache {kept.tolist()}; right is {right}, in "
        "float64. The input of the first layer is X; that of the second is what the ReLU has "
        f"left. {read}"
    )
assert three_numbers.tolist() == [[-3], [2], [0]], (
    f"After {call} the array X itself is {three_numbers.tolist()}; right is that X stays as it "
    f"was. The caller may still need it: every layer makes a new array. {read}"
)

got = count_parameters([10_000, 64, 64, 46])
call = "`count_parameters(sizes=[10000, 64, 64, 46])`"
assert isinstance(got, (int, np.integer)) or (
    isinstance(got, np.ndarray) and got.shape == () and got.dtype.kind in "iu"
), (
    f"{call} returned {got!r}; right is one whole number. Parameters are counted, so the result is "
    f"an integer, and a function without `return` gives None. {read_count}"
)
assert got == 647_214, (
    f"{call} returned {got}; right is 647214, from 640064 + 4160 + 2990. The first layer has "
    "10,000 · 64 weights and 64 biases: does your count hold both, for every pair of neighbours? "
    f"{read_count}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "mlp_forward-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `mlp_forward` and `count_parameters` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("mlp_forward", mlp_forward, count_parameters, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "bump_network-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 5.6 — Any curve out of hats (15 points)
#
# A **hat** with the centre $c$ and the width $s$ is 1 at $c$, falls in straight lines to 0 at $c -
# s$ and $c + s$, and is 0 everywhere outside. Three ReLUs make one:
#
# $$\text{hat}_c(x) = \tfrac1s\,\text{ReLU}(x - (c - s)) - \tfrac2s\,\text{ReLU}(x - c) +
# \tfrac1s\,\text{ReLU}(x - (c + s))$$
#
# A row of hats with different heights follows any curve. Write the sum of $k$ hats as *one* network
# with a single hidden layer. Nothing is trained: you compute the parameters.
#
# $$\hat f(x) = \sum_{j=1}^{k} \text{height}_j \cdot \text{hat}_{c_j}(x) = \text{ReLU}(xW_1 +
# \mathbf{b}_1)\,\mathbf{w}_2 + b_2$$
#
# **Shapes.** `centers` and `heights` are `(k,)` with $k \ge 1$, `width` is a number above 0, the
# same for all hats. Return the four parts `(W1, b1, W2, b2)` for `np.maximum(0, x @ W1 + b1) @ W2 +
# b2` with `x` of shape `(n, 1)`: `W1` is an array `(1, h)`, `b1` and `W2` are arrays `(h,)`, all
# three of float64, and `b2` is a plain number. How many hidden units `h` you take, and in which
# order, is up to you: the tests look at what the network computes.
#
# The centres may stand at any distance: one width apart, farther, closer, at the same place, in no
# order. Where hats overlap, their values are added. Heights may be negative, 0, tiny or huge, and
# so may the distances. Far outside, the network is 0, also a thousand units away. `centers` and
# `heights` may hold whole numbers; both stay as they were.
#
# **By hand.** Two hats with the centres 1 and 2, the heights 10 and 30, and the width 1:
#
# | $x$ | 0 | 1 | 1.5 | 2 | 3 |
# |:--|--:|--:|--:|--:|--:|
# | first hat, times 10 | 0 | 10 | 5 | 0 | 0 |
# | second hat, times 30 | 0 | 0 | 15 | 30 | 0 |
# | $\hat f(x)$ | 0 | 10 | 20 | 30 | 0 |
#
# And 40 hats, one width apart, come within 0.05 of the sine from 0 to $2\pi$; correct code reaches
# 0.0032.
#
# **What could go wrong?** Leave out the third ReLU. All values up to $c + s$ stay right. Where does
# the curve go after that? And the width 1 of the example hides one more mistake. Which one?
#
# *Remark on the slides.* A network with one hidden layer cannot implement "any function". It can
# come as close as we like to any *continuous* function on a *bounded, closed* range. Outside its
# row, ours is 0.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# One hat first. It has three corners, and each hidden unit makes one: a unit with the incoming
# weight 1 and the bias $-t$ is $\text{ReLU}(x - t)$, with its corner at $t$. The output weight says
# how much the slope changes there.
#
# </details>
#
# <details>
# <summary>Hint 2: the numbers of one hat</summary>
#
# The corners are $c - s$, $c$ and $c + s$. The slope changes there by $+\text{height}/s$,
# $-2\,\text{height}/s$ and $+\text{height}/s$. These three sum to 0, so the curve stays flat after
# the last corner. With $k$ hats there are $3k$ units.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# A loop over the hats can append corners and changes of slope to two lists. Or all at once:
# `np.concatenate` joins a list of three arrays, with all left corners, all centres and all right
# corners. The changes are three arrays too, joined in the same order. Then `b1` is minus the
# corners, and `W1` is `np.ones((1, ...))`, which is float64 by itself. No output bias is needed.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bump_network", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bump_network(centers, heights, width):
    """A network with one hidden ReLU layer that is a sum of hats.

    centers: (k,) array, heights: (k,) array
    width: a number above 0; a hat is its height at its centre, and 0 from one width on
    Returns (W1, b1, W2, b2): W1 (1, h), b1 (h,), W2 (h,), arrays of float64, and b2, a number,
    for max(0, x @ W1 + b1) @ W2 + b2
    """
    ### BEGIN SOLUTION
    centers = np.asarray(centers, dtype=np.float64)
    slopes = np.asarray(heights, dtype=np.float64) / width
    corners = np.concatenate([centers - width, centers, centers + width])
    # up, down, flat again: the three changes of each hat sum to 0
    changes = np.concatenate([slopes, -2 * slopes, slopes])
    return np.ones((1, len(corners))), -corners, changes, 0.0
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "bump_network-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read_hat = "Read again: session 5, “Hats: any curve out of ReLUs”."
read = "Read again: session 5, “A row of hats”."
number = (float, int, np.floating, np.integer, np.ndarray)

forty = np.linspace(0, 2 * np.pi, 40)
fine = np.linspace(0, 2 * np.pi, 2001)
for call, centers, heights, width, x, right, nearly in (
    (
        "`bump_network(centers=[1, 2], heights=[10, 30], width=1)`",
        np.array([1.0, 2.0]),
        np.array([10.0, 30.0]),
        1.0,
        np.array([0.0, 1.0, 1.5, 2.0, 3.0]),
        np.array([0.0, 10.0, 20.0, 30.0, 0.0]),
        1e-6,
    ),
    (
        "`bump_network(centers, np.sin(centers), width)` for 40 hats from 0 to 2π",
        forty,
        np.sin(forty),
        forty[1],
        fine,
        np.sin(fine),
        0.05,
    ),
):
    got = bump_network(centers, heights, width)
    assert isinstance(got, (tuple, list)) and len(got) == 4, (
        f"{call} returned a value of type {type(got).__name__}; right are the four parts (W1, b1, "
        "W2, b2). `return W1, b1, W2, b2` puts them together, and a function without `return` "
        f"gives None. {read_hat}"
    )
    got_W1, got_b1, got_W2, got_b2 = got
    for name, part in (("W1", got_W1), ("b1", got_b1), ("W2", got_W2)):
        assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
            f"{call} returned {name} of type {type(part).__name__}; right is a NumPy array of "
            "float64. A list becomes one with `np.array`; whole numbers cannot hold a slope such "
            f"as one half. {read_hat}"
        )
    assert got_W1.ndim == 2 and len(got_W1) == 1, (
        f"{call} returned W1 with shape {got_W1.shape}; right is (1, h). The network has one "
        f"input, so one row, and a column for each hidden unit. {read_hat}"
    )
    for name, part in (("b1", got_b1), ("W2", got_W2)):
        assert part.shape == got_W1.shape[1:], (
            f"{call} returned {name} with shape {part.shape}; right is {got_W1.shape[1:]}, one "
            f"entry for each of the hidden units that W1 has, along a single axis. {read_hat}"
        )
    assert isinstance(got_b2, number) and np.shape(got_b2) == () and -1e9 < got_b2 < 1e9, (
        f"{call} returned b2 = {got_b2!r}; right is one plain number. There is a single output, "
        f"and what is added to it is the same for every x. {read_hat}"
    )
    values = np.maximum(0, x.reshape(-1, 1) @ got_W1 + got_b1) @ got_W2 + got_b2
    errors = np.nan_to_num(np.abs(values - right), nan=np.inf)
    worst = np.argmax(errors)
    assert errors[worst] <= nearly, (
        f"At x = {x[worst]:.4g} the network of {call} gives {values[worst]}; right is "
        f"{right[worst]:.4g} (to within {nearly}). Draw one hat: where are its three corners, and "
        f"by how much does the slope change at each of them, divided by the width? {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "bump_network-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `bump_network` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("bump_network", bump_network, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.
#
# Three sets of data: the flats of Athens from Session 1, the two moons of the lecture (points in
# the plane, made by scikit-learn), and 1,797 handwritten digits. No hidden layer is trained here,
# as you will learn this in Sessions 6 and 7. The weights are read off the data, or drawn at random.

# %% nbgrader={"grade": false, "grade_id": "real-data-load", "locked": true, "schema_version": 3, "solution": false, "task": false}
table = np.genfromtxt("athens_flats.csv", delimiter=",", names=True)
table = table[(table["size"] <= 200) & (table["price"] <= 400_000)]
flat_sizes, flat_prices = table["size"], table["price"] / 100_000
print(f"{len(flat_sizes)} flats from {flat_sizes.min():.0f} to {flat_sizes.max():.0f} m².")

BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


def network_outputs(X, params, activation):
    """The outputs (n,) of a network with one output unit, by your forward pass."""
    outputs, _ = mlp_forward(X, params, activation)
    if np.shape(outputs) != (len(X), 1):
        raise ValueError("one output for each sample is needed")
    return outputs[:, 0]


def hidden_outputs(X, W1, b1, activation):
    """What a hidden layer makes of X: the second entry of your cache."""
    no_output = (np.zeros((len(b1), 1)), np.zeros(1))
    _, cache = mlp_forward(X, [(W1, b1), no_output], activation)
    if np.shape(cache[1]) != (len(X), len(b1)):
        raise ValueError("one number for each sample and unit is needed")
    return cache[1]

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-flats-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **A price curve out of hats.** Take ten sizes, 20, 40, … 200 m². The height of each hat is the
# mean price of the flats that are at most 10 m² smaller or larger. Your `bump_network` makes a
# network of them, your `mlp_forward` and `relu` run it, and your `activation_grad` gives its slope:
# what one more square metre costs. With correct functions you will read $R^2 = 0.362$ for the ten
# hats. A straight line reaches 0.357.

# %% nbgrader={"grade": false, "grade_id": "real-data-flats", "locked": true, "schema_version": 3, "solution": false, "task": false}
def hat_layers(centers, heights, width):
    """Your bump network as a list of two layers."""
    W1, b1, W2, b2 = bump_network(centers, heights, width)
    return [(W1, b1), (np.reshape(W2, (-1, 1)), np.reshape(b2, 1))]


def show_flats():
    centers = np.arange(20.0, 201.0, 20.0)
    near = np.abs(flat_sizes[:, np.newaxis] - centers) <= 10
    heights = np.array([flat_prices[column].mean() for column in near.T])
    params = hat_layers(centers, heights, 20.0)
    predicted = network_outputs(flat_sizes.reshape(-1, 1), params, relu)
    line = np.polyfit(flat_sizes, flat_prices, 1)
    for name, guess in (("ten hats", predicted), ("straight line", np.polyval(line, flat_sizes))):
        score = 1 - np.mean((flat_prices - guess) ** 2) / np.var(flat_prices)
        print(f"{name:13}: R² = {score:.3f}")
    print("flats near each centre:", near.sum(axis=0))

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    left.scatter(flat_sizes, flat_prices, s=8, alpha=0.3, color=BLUE, label="flats")
    x = np.arange(0.5, 240.0).reshape(-1, 1)
    for c, height in zip(centers, heights):
        hat = network_outputs(x, hat_layers(np.array([c]), np.array([height]), 20.0), relu)
        left.plot(x, hat, color=ORANGE, lw=0.8, label="one hat" if c == 20 else None)
    left.plot(x, network_outputs(x, params, relu), color=VERMILLION, lw=2.5, label="your network")
    left.plot(x, np.polyval(line, x), "--", color=GREEN, lw=2, label="straight line")
    left.set(xlabel="size (m²)", ylabel="price (100,000 euro)", title="Ten hats")
    left.legend()

    inside = x[(x[:, 0] > 20) & (x[:, 0] < 200)]
    (W1, b1), (W2, _) = params
    slope = (activation_grad("relu", inside @ W1 + b1) * W1) @ W2 * 100_000
    right.plot(inside, slope, color=VERMILLION, lw=2.5, label="your network")
    right.axhline(line[0] * 100_000, ls="--", color=GREEN, lw=2, label="straight line")
    right.axhline(0, color="black", lw=0.8)
    right.set(xlabel="size (m²)", ylabel="euro for one more m²", title="The slope")
    right.legend()
    plt.show()


when_ready(show_flats, "Exercises 5.2, 5.3, 5.5 and 5.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-flats-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *Left: 965 flats, the ten hats, and their sum. From 20 to 140 m² the network is
# close to the line. From 160 m² on, each height is the mean of three to ten flats, and the curve
# follows their accidents. After 220 m² it is 0: nobody told it anything about such flats. Right:
# the slope is constant between two corners. From 140 to 160 m² one more square metre costs nothing,
# and from 180 m² on more than 2,000 euro. That is noise, drawn faithfully.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-moons-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Hidden units fold the plane.** The hidden weights are drawn at random and stay as they are. Your
# functions compute the hidden layer, and scikit-learn's logistic regression fits the output layer
# on 300 points. 1,000 others are for testing. Above, the activation is your `relu`, and the width
# grows. Below, the width is 16: first with no bend at all ($\alpha = 1$), then with the absolute
# value, then with your `elu`. A logistic regression without any hidden layer reaches 85.9 % on the
# test points.

# %% nbgrader={"grade": false, "grade_id": "real-data-moons", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_moons():
    points, moon = make_moons(n_samples=1300, noise=0.2, random_state=0)
    points = (points - points[:300].mean(axis=0)) / points[:300].std(axis=0)
    grid_x, grid_y = np.meshgrid(np.linspace(-2.5, 2.5, 121), np.linspace(-2.5, 2.5, 121))
    grid = np.column_stack([grid_x.ravel(), grid_y.ravel()])
    figure, panels = plt.subplots(
        2, 3, figsize=(10, 6.4), sharex=True, sharey=True, layout="constrained"
    )
    for axes, (name, width, activation) in zip(
        panels.ravel(),
        (
            ("ReLU", 2, relu),
            ("ReLU", 8, relu),
            ("ReLU", 64, relu),
            ("PReLU with α = 1", 16, lambda z: prelu(z, 1.0)),
            ("PReLU with α = −1", 16, lambda z: prelu(z, -1.0)),
            ("ELU", 16, elu),
        ),
    ):
        rng = np.random.default_rng(0)
        W1, b1 = rng.normal(size=(2, width)), rng.normal(size=width)
        hidden = hidden_outputs(points[:300], W1, b1, activation)
        output = LogisticRegression(C=100, max_iter=5000).fit(hidden, moon[:300])
        params = [(W1, b1), (output.coef_.T, output.intercept_)]
        right = (network_outputs(points[300:], params, activation) > 0) == moon[300:]
        title = f"{width} units, {name}: {right.mean():.1%}"
        print(title)

        logits = network_outputs(grid, params, activation).reshape(grid_x.shape)
        axes.contourf(grid_x, grid_y, logits > 0, [-0.5, 0.5, 1.5], colors=["#DCEBF5", "#FBEBCB"])
        axes.contour(grid_x, grid_y, logits, levels=[0], colors="black", linewidths=2)
        for k, colour, marker in ((0, BLUE, "s"), (1, VERMILLION, "o")):
            axes.scatter(*points[:300][moon[:300] == k].T, s=8, color=colour, marker=marker)
        axes.set_title(title, fontsize=11)
    figure.supxlabel("x₁")
    figure.supylabel("x₂")
    plt.show()


when_ready(show_moons, "Exercises 5.2 and 5.5")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-moons-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *The boundary of six networks (thick line), the 300 training points, and the share
# of the 1,000 test points on the right side. Above: two random units are no better than a line;
# with more of them, the boundary can bend where it has to. It is made of straight pieces. Below
# left: sixteen units without a bend give a straight line, because two linear layers are one. With
# the absolute value or the ELU the same sixteen units follow the moons; the ELU's boundary is
# smooth.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-digits-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Odd or even?** A picture of a digit is 64 numbers. Is the digit odd? The hidden weights are
# random again, and least squares fits the output: +1 for odd, −1 for even, and the sign decides.
# 1,347 pictures are for fitting, 450 for testing. With *no activation*, your
# `collapse_linear_layers` makes one layer out of the two. It should answer what the best linear
# model on the pixels answers, with differences of about $10^{-12}$. The last width takes a few
# seconds.

# %% nbgrader={"grade": false, "grade_id": "real-data-digits", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_digits():
    pictures, digit = load_digits(return_X_y=True)
    train_X, test_X, train_y, test_y = train_test_split(
        pictures / 16, np.where(digit % 2 == 1, 1.0, -1.0), test_size=450, random_state=0
    )
    train_X, test_X = train_X - train_X.mean(axis=0), test_X - train_X.mean(axis=0)

    def least_squares(H):
        theta = np.linalg.lstsq(np.column_stack([H, np.ones(len(H))]), train_y, rcond=None)[0]
        return theta[:-1].reshape(-1, 1), theta[-1:]

    def shares(params, activation):
        return [
            float(np.mean((network_outputs(X, params, activation) > 0) == (y > 0)))
            for X, y in ((train_X, train_y), (test_X, test_y))
        ]

    def network(width, activation):
        rng = np.random.default_rng(0)
        W1, b1 = rng.normal(size=(64, width)), rng.normal(size=width)
        return [(W1, b1), least_squares(hidden_outputs(train_X, W1, b1, activation))]

    pixels = [least_squares(train_X)]
    straight = network(256, lambda z: z)
    collapsed = [collapse_linear_layers(*straight[0], *straight[1])]
    gap = np.abs(network_outputs(test_X, collapsed, relu) - network_outputs(test_X, pixels, relu))
    widths = [16, 64, 256, 512, 1300]
    results = [shares(network(width, relu), relu) for width in widths]
    for name, sizes, (train, test) in (
        ("no hidden layer", [64, 1], shares(pixels, relu)),
        ("256, no activation", [64, 256, 1], shares(straight, lambda z: z)),
        ("  the same, collapsed", [64, 1], shares(collapsed, relu)),
        *((f"{w:,} with ReLU", [64, w, 1], result) for w, result in zip(widths, results)),
    ):
        count = int(count_parameters(sizes))
        print(f"{name:21} {count:7,} parameters: training {train:6.1%}, test {test:6.1%}")
    print(f"largest difference between collapsed and no hidden layer: {gap.max():.0e}")

    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    places = np.arange(len(widths))
    train, test = zip(*results)
    axes.plot(places, train, "o-", color=BLUE, label="training")
    axes.plot(places, test, "s--", color=VERMILLION, label="test")
    linear = shares(pixels, relu)[1]
    axes.axhline(linear, color="black", ls=":", label="no hidden layer, test")
    axes.set_xticks(places, [f"{width:,}" for width in widths])
    axes.set(xlabel="random ReLU units (uneven spacing)", ylabel="share right", ylim=(0.7, 1.02))
    axes.set_title("Is the digit odd?")
    axes.legend(loc="lower center")
    plt.show()


when_ready(show_digits, "Exercises 5.1, 5.2 and 5.5")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-digits-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 3.** *The share of right answers against the number of random hidden units. Sixteen units
# lose too much of the picture. With 512 the network is far better than the linear model, and 98.7 %
# of the test pictures are right. With 1,300 units it has nearly as many output weights as there are
# training pictures. It gets all of these right, and the test pictures suffer. Exercise 5.7 asks
# about this.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 5.7 — Read the result (5 points)
#
# Four networks say whether a handwritten digit is odd. The task is the one from above, with 64
# pixels. The hidden weights of B, C and D are random and were never trained; B and C have the
# *same* random weights. Only the output layer was fitted, by least squares. You need not have
# finished the other exercises to answer.
#
# | | A | B | C | D |
# |:--|--:|--:|--:|--:|
# | hidden units | none | 256 | 256 | 1,300 |
# | activation of the hidden layer | – | none | ReLU | ReLU |
# | parameters | 65 | 16,897 | 16,897 | 85,801 |
# | … of these, fitted to the data | 65 | 257 | 257 | 1,301 |
# | right on the 1,347 training pictures | 92.5 % | 92.5 % | 99.4 % | 100 % |
# | right on 450 new pictures | 91.8 % | 91.8 % | 97.3 % | 78.2 % |
#
# A friend says: "A network with one hidden layer can approximate anything. So the more parameters,
# the better." **Explain the three steps of the table, from A to B, from B to C and from C to D, and
# answer your friend.** Write four to eight sentences in the cell below (double-click on it to
# write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** A to B: why the answers are the same, although B has 260 times as many parameters
# * **2 points:** B to C: what the ReLU changes, and why units that nobody trained can help
# * **1 point:** C to D and the friend: what the theorem promises, and what it does not
# * **1 point:** how you would choose the number of hidden units, on which data

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** Without an activation, the two layers of B are one: $W = W_1 W_2$ and
# $\mathbf{b} = \mathbf{b}_1 W_2 + \mathbf{b}_2$, again 64 weights and a bias. So B can compute
# exactly the functions that A can compute, and the best fit is the same. (256 units are enough to
# lose nothing; with fewer than 64, B could even be worse.) The number of parameters alone says
# nothing about what a network can do. With the ReLU the layers can no longer be multiplied out:
# each unit bends its weighted sum at one place, and the boundary between odd and even may be bent
# too. It has to be, because the odd digits are five separate clouds of pictures between the even
# ones, somewhat like the lamp in XOR. The hidden weights were not trained, but there are many of
# them and they are all different. Some units happen to bend at useful places, and the output layer
# finds out which ones and how to weigh them. The theorem promises that parameters exist with which
# a network of one hidden layer comes close to a continuous function on a bounded range. It does not
# say that our way of fitting finds them, nor that a network which is right on 1,347 pictures is
# right on others. D has 1,301 fitted numbers for 1,347 pictures; it can bend itself through all of
# them, noise included, and between them it does what it likes. I would hold back a part of the
# training pictures, fit networks of several widths on the rest, take the width that is best on the
# part held back, repeat this with other random weights, and look at the 450 test pictures only
# once, at the end.
#
# **Marking scheme.** 1 point: the collapse, in a formula or in words ("a linear function of a
# linear function is linear"). "The extra parameters are random" alone is no reason: C's are the
# same. 2 points: 1 for the ReLU making the layers impossible to merge, together with the problem
# needing a bent boundary; 1 for random units as a supply of features from which the fitted output
# layer chooses. 1 point: existence is not the same as finding, or as being right on new pictures;
# and D is the example, 100 % on training and worse than A on new pictures. The word "overfitting"
# is not needed, and alone it is not enough. 1 point: data held back from fitting that are not the
# test pictures. "I take the one with the best test result" earns nothing here; C's 97.3 % is itself
# only fair if C was not chosen for it.
#
# **For the marker, measured.** The outputs of A and B differ by less than 1e-11 on the test
# pictures. With other random weights, five draws, C gets 99.2 to 99.7 % of the training and 97.3 to
# 97.8 % of the test pictures; D, three draws, 100 % and 73 to 83 %. With 512 ReLU units: 100 % and
# 98.7 %. With 1,024: 100 % and 95.1 %. With 1,347, about as many as there are training pictures:
# 100 % and 56 %, hardly better than a coin. Without activation and with only 16 units, B falls to
# 81.5 % and 83.3 %. So it is not "more is worse" either; a penalty on the weights (Session 9) tames
# D.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Is your answer to Exercise 5.7 written?
# 3. Save the notebook. Keep its name.
