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
# # Session 8 — Deep networks: assignment
#
# In this notebook you write the instruments with which one looks into a deep network: how much of a
# gradient survives, how strongly the loss pulls at each layer, how the first weights are drawn, and
# how many units are dead. Then come texts as rows of numbers, a study over several seeds, and a
# network with two tasks. At the end your own functions measure 20 layers and tell 46 languages
# apart. Plan about 95 minutes, and more if you need them.
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
# | 8.1 | `sigmoid_gradient_bound` | 3 | 7 | 10 |
# | 8.2 | `layer_gradient_norms` | 5 | 13 | 18 |
# | 8.3 | `init_weights` | 5 | 10 | 15 |
# | 8.4 | `weight_gradient_signs` | 3 | 7 | 10 |
# | 8.5 | `dead_relu_fraction` | 3 | 7 | 10 |
# | 8.6 | `multi_hot` | 3 | 7 | 10 |
# | 8.7 | `bottleneck_study` | 2 | 5 | 7 |
# | 8.8 | `multi_task_loss_and_grad` | 5 | 10 | 15 |
# | 8.9 | an answer in words, read by a person | | | 5 |
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
import gzip
import json
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## A model for the pencil
#
# The next cell holds a stand-in for a network with two layers. It only knows its parameters and
# the gradients of its loss. The gradients are small enough for the pencil, and the dict has an
# unusual order. `H_small` is what a layer of four ReLU units puts out for two samples.

# %% nbgrader={"grade": false, "grade_id": "pencil-model", "locked": true, "schema_version": 3, "solution": false, "task": false}
class PencilModel:
    """Two layers; loss(X, y) gives the same loss and gradients for all data."""

    def __init__(self):
        self.params = {
            "W1": np.array([[1.0, -2.0]]),
            "b1": np.array([0.5, 0.5]),
            "W2": np.array([[2.0], [2.0]]),
            "b2": np.array([1.0]),
        }

    def loss(self, X, y):
        grads = {
            "W2": np.array([[5.0], [12.0]]),
            "b1": np.array([9.0, 7.0]),
            "W1": np.array([[3.0, 4.0]]),
            "b2": np.array([8.0]),
        }
        return 0.25, grads


H_small = np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0]])  # (2, 4)

# %% [markdown] nbgrader={"grade": false, "grade_id": "sigmoid_gradient_bound-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.1 — How much of a gradient is left? (10 points)
#
# A chain of single sigmoid units, $h_k = \sigma(w_k h_{k-1} + b_k)$. On the way back each unit
# multiplies the gradient by $w_k\,\sigma'(z_k)$. No slope is larger than $\frac14$, and no weight
# is larger than $w_{\max}$ in size. So after $n$ layers there is left at most
#
# $$\left|\frac{\partial h_n}{\partial h_0}\right| \le \left(\frac{w_{\max}}{4}\right)^n .$$
#
# Compute this bound.
#
# **Shapes.** `n_layers` is a whole number, 0 or more: how many sigmoids the gradient passes.
# `w_max` is a number above 0, and it may be a whole one. Return one plain number, a float. It is
# not rounded: after a hundred layers it is tiny, and all its digits count. Passing no layer leaves
# everything, so the bound is 1 then. If $w_{\max}$ is above 4, the bound is above 1. It promises
# nothing then, but it is still the bound; do not cut it off.
#
# **By hand.** $n = 2$ and $w_{\max} = 1$: $\frac14 \cdot \frac14 = 0.0625$. From layer 20 of a
# network back to layer 1 a gradient passes 19 sigmoids: $\left(\frac14\right)^{19} = 3.6 \cdot
# 10^{-12}$.
#
# **What could go wrong?** One half is the *value* of the sigmoid at 0. What would you get with it
# for 19 layers, and why is it not what the chain rule multiplies?
#
# *Remark on the slides.* They say that the derivative of an active ReLU is "always large". It is
# exactly 1, and a product of ones neither vanishes nor explodes.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# What is left after one layer? And how much of *that* is left after the next one? The layers do
# not add anything; each of them takes its share of what arrives.
#
# </details>
#
# <details>
# <summary>Hint 2: the operation</summary>
#
# The same factor, once for each layer: that is a power. Both the weight and the quarter belong to
# the factor. So what stands in the bracket, and what is the exponent?
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# In Python `**` is the power, and `/` divides (two slashes would drop the rest). Mind that `**`
# comes before `/`, so the factor needs its bracket. The power 0 of a number is 1 by itself.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sigmoid_gradient_bound", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid_gradient_bound(n_layers, w_max):
    """The most that n sigmoid layers leave of a gradient.

    n_layers: whole number, 0 or more
    w_max: a number above 0, the largest weight in size
    Returns a float
    """
    ### BEGIN SOLUTION
    # each layer multiplies by its weight and by a slope of at most 1/4
    return float((w_max / 4) ** n_layers)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_gradient_bound-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 8, “A product of small factors”."
number = (float, int, np.floating, np.integer, np.ndarray)

for call, got, right, low, high in (
    ("`sigmoid_gradient_bound(2, 1.0)`", sigmoid_gradient_bound(2, 1.0), "0.0625", 0.0624, 0.0626),
    (
        "`sigmoid_gradient_bound(19, 1.0)`",
        sigmoid_gradient_bound(19, 1.0),
        "3.6e-12",
        3.6e-12,
        3.7e-12,
    ),
):
    assert isinstance(got, number) and np.shape(got) == (), (
        f"{call} returned {got!r}; right is one plain number. It is the bound after all of the "
        f"layers, and a function without `return` gives None. {read}"
    )
    assert low < got < high, (
        f"{call} returned {got}; right is {right}. Write the product down, one factor for each "
        "layer: what are the two parts of such a factor, how often does it stand there, and what "
        f"do many small factors make? {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "sigmoid_gradient_bound-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `sigmoid_gradient_bound` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("sigmoid_gradient_bound", sigmoid_gradient_bound, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "layer_gradient_norms-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.2 — One number for each layer (18 points)
#
# How strongly does the loss pull at each layer? The gradient of a layer's weights is a matrix. Make
# one number of it, the **Frobenius norm**:
#
# $$\left\lVert \frac{\partial L}{\partial W_k} \right\rVert =
# \sqrt{\sum_{i,j} \left(\frac{\partial L}{\partial W_k}\right)_{ij}^{2}},
# \qquad k = 1, \dots, L$$
#
# **Shapes.** `model` has a method `loss(X, y)`. It returns a pair: the mean loss over the samples,
# and a dict of gradients with the names `W1`, `b1`, …, `WL`, `bL`. **The dict may have any order.**
# `X` is `(n, d)`, `y` is `(n,)`; pass both on as they are. Return a new array of float64 with shape
# `(L,)`: the norms for `W1`, `W2`, …, first layer first. $L$ may be 1, and it may be 21. The biases
# are left out. Gradients may be as small as $10^{-60}$ or as large as $10^{60}$, or 0, and the norm
# is right for them as well. The model, its parameters, `X` and `y` stay as they were.
#
# **By hand.** The `PencilModel` above has $\partial L/\partial W_1 = \begin{bmatrix} 3 & 4
# \end{bmatrix}$ with the norm $\sqrt{9 + 16} = 5$, and $\partial L/\partial W_2 = \begin{bmatrix}
# 5 \\ 12 \end{bmatrix}$ with $\sqrt{25 + 144} = 13$. The result is $(5, 13)$.
#
# **What could go wrong?** Type `sorted(["W1", "W2", "W10"])` into a cell of your own. What does it
# do to a network with ten layers?
#
# *Remark on the slides.* Their table gives such norms for layers 1 and 20, with six decimals. It
# does not say how the weights were drawn, and the numbers depend on this more than on anything
# else.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Ask the model once, for all the samples. Then you hold a dict. Pick the matrices that you want, by
# their names and in the right order, and make one number of each.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `f"W{k}"` is the name of layer $k$. How many layers are there? Each has two entries in the dict;
# or you count the names that begin with a W. For the norm, NumPy has a function; it also works in
# three steps: square, add everything, take one root.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Two names on the left of `=` take the pair of `model.loss` apart. `np.linalg.norm` of a matrix is
# its Frobenius norm if you give it nothing else. Collect the norms for $k = 1$ to $L$ in a list
# (`range` stops before its end) and turn the list into an array.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "layer_gradient_norms", "locked": false, "schema_version": 3, "solution": true, "task": false}
def layer_gradient_norms(model, X, y):
    """The Frobenius norms of the gradients of the weights, first layer first.

    model: model.loss(X, y) returns (loss, grads), grads a dict with W1, b1, …, WL, bL
    X: (n, d) array, y: (n,) array
    Returns an array (L,) of float64
    """
    ### BEGIN SOLUTION
    _, grads = model.loss(X, y)  # not secret
    # weights and biases come in pairs; by number, as W10 comes before W2 as a word
    return np.array([np.linalg.norm(grads[f"W{k}"]) for k in range(1, len(grads) // 2 + 1)])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "layer_gradient_norms-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
got = layer_gradient_norms(PencilModel(), np.array([[1.0], [2.0]]), np.array([0, 1]))
call = "`layer_gradient_norms(PencilModel(), X, y)`"
read = "Read again: session 8, “One number for each layer”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, a single number, or something else? {read}"
)
assert got.shape == (2,), (
    f"{call} returned shape {got.shape}; right is (2,), one norm for each of the two layers. A "
    f"bias is no layer, and each matrix becomes a single number. {read}"
)
assert np.all(np.abs(got - [5.0, 13.0]) < 1e-9), (
    f"{call} returned {got}; right is [5, 13]. The gradient of W1 is [[3, 4]], and 9 + 16 = 25; "
    "that of W2 is [[5], [12]]. Look at your squares, your root, and at the order of the layers. "
    f"{read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "layer_gradient_norms-hidden", "locked": true, "points": 13, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `layer_gradient_norms` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("layer_gradient_norms", layer_gradient_norms, points=13)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "init_weights-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.3 — The first weights (15 points)
#
# Before the first step a network needs weights. They are drawn at random around 0. What matters is
# how large they are:
#
# | `scheme` | variance of a weight |
# |:--|:--|
# | `"he"` | $2 / n_{\text{in}}$ |
# | `"xavier"` | $2 / (n_{\text{in}} + n_{\text{out}})$ |
# | `"small"` | $0.01^2$, so the standard deviation is 0.01 |
# | `"zeros"` | 0: every weight is exactly 0 |
#
# **Shapes.** `fan_in` and `fan_out` are $n_{\text{in}}$ and $n_{\text{out}}$, the numbers of inputs
# and outputs of the layer, each at least 1. Return a new array of float64 with shape `(fan_in,
# fan_out)`. For the first three schemes every weight is drawn for itself, from a normal
# distribution with mean 0 and the variance of the table. (A uniform one with this variance is
# right, too. The draws follow the table on average: do not push their mean or variance to it by
# force.) What happens for any other scheme is up to you.
#
# All chance comes from `rng`, a generator such as `np.random.default_rng(0)`. Two fresh generators
# with the same seed give the same weights, different seeds give different ones, and a second call
# with the *same* generator goes on in its stream: it gives other weights.
#
# **By hand.** A layer with 500 inputs and 300 outputs: He's variance is $2/500 = 0.004$, so the
# standard deviation is $\sqrt{0.004} = 0.0632$. Xavier's variance is $2/800 = 0.0025$, and the
# standard deviation 0.05.
#
# **What could go wrong?** `rng.normal(0, s, size)` wants the *standard deviation* as its second
# argument. If you pass the variance $2/n$ there, how large is the signal after 20 layers of
# 200 units? And why
# do all units of a layer stay equal for ever if all of its weights are equal?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# The four schemes differ in one number only. Find that number first, depending on `scheme`. The
# draw itself is the same for all.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# A normal distribution with mean 0 and standard deviation $s$ is $s$ times a standard normal one.
# The table gives variances, so a square root is missing. With $s = 0$ all weights are 0 by
# themselves.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `if scheme == "he": … elif …` finds the variance. Then one call of `rng.normal`, with the mean,
# the standard deviation and the shape as a pair. Never `np.random.normal`: it does not know your
# `rng`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "init_weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def init_weights(fan_in, fan_out, scheme, rng):
    """The first weights of a layer, drawn at random.

    fan_in, fan_out: whole numbers, 1 or more, the inputs and outputs of the layer
    scheme: "he", "xavier", "small" or "zeros"
    rng: a NumPy random generator
    Returns an array (fan_in, fan_out) of float64
    """
    ### BEGIN SOLUTION
    if scheme == "he":
        variance = 2 / fan_in
    elif scheme == "xavier":
        variance = 2 / (fan_in + fan_out)
    elif scheme == "small":
        variance = 0.01**2
    else:
        variance = 0.0
    return rng.normal(0.0, np.sqrt(variance), size=(fan_in, fan_out))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "init_weights-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 8, “How to draw the first weights”."

# 150,000 weights: chance moves their mean square by less than two per cent
for scheme, fan_out, right in (
    ("he", 300, 0.004),
    ("xavier", 300, 0.0025),
    ("small", 300, 0.0001),
    ("zeros", 2, 0.0),
):
    call = f"`init_weights(500, {fan_out}, {scheme!r}, np.random.default_rng(0))`"
    got = init_weights(500, fan_out, scheme, np.random.default_rng(0))
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of float64. "
        f"A function without `return` gives None, and whole numbers are too coarse here. {read}"
    )
    assert got.shape == (500, fan_out), (
        f"{call} returned shape {got.shape}; right is (500, {fan_out}). A layer computes X @ W, so "
        f"its weights have a row for each input and a column for each output. {read}"
    )
    mean_square = np.mean(got**2)
    assert 0.98 * right <= mean_square <= 1.02 * right, (
        f"The weights of {call} have a mean square of {mean_square:.4g}; right is about {right}. "
        "Look at the variance of this scheme in the table, and at whether a variance or a standard "
        f"deviation goes into the draw. {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "init_weights-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `init_weights` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("init_weights", init_weights, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "weight_gradient_signs-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.4 — Which way do the weights go? (10 points)
#
# One unit computes $z = \sum_j w_j h_j + b$. For a batch, the gradient of its weights adds the
# contributions of all the samples:
#
# $$\frac{\partial L}{\partial w_j} = \sum_{i=1}^{n} dz_i\,h_{ij}, \qquad
# s_j = \text{sign}\left(\frac{\partial L}{\partial w_j}\right)$$
#
# Return the signs $s_1, \dots, s_d$: $1$ where the gradient is above 0, $-1$ where it is below, $0$
# where it is exactly 0.
#
# **Shapes.** `h` is `(n, d)`, what goes into the unit for each sample. `dz` is `(n,)`, the gradient
# that arrives at $z$, already divided by n where the loss is a mean. Return a new array `(d,)` that
# holds $-1$, $0$ and $1$ only, as floats or as integers. The inputs may be negative, as after tanh,
# or 0. A gradient of $10^{-100}$ has a sign too, and so has one of $10^{100}$. Both arrays may hold
# whole numbers, and they stay as they were.
#
# **By hand.** One sample with positive inputs, $\mathbf{h} = (0.2, 0.9, 0.5)$ and $dz = -3$: the
# gradient is $(-0.6, -2.7, -1.5)$ and the signs are $(-1, -1, -1)$. All are equal, because all have
# the sign of $dz$. Two samples, $\mathbf{h}^{(1)} = (0.2, 0.9)$ with $dz_1 = 1$ and
# $\mathbf{h}^{(2)} = (0.8, 0.1)$ with $dz_2 = -1$: the sums are $0.2 - 0.8 = -0.6$ and $0.9 - 0.1 =
# 0.8$, and the signs are $(-1, 1)$.
#
# **What could go wrong?** In the second example, let every sample vote with the sign of its own
# product. What is the result of the vote, and why is it not the sign of the sum?
#
# *Remark on the slides.* "All positive or all negative" is right for *one* sample with positive
# inputs. In a batch the signs can mix, as the example shows.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Compute the gradient first, as an array with d numbers. Taking the signs is the last thing that
# happens.
#
# </details>
#
# <details>
# <summary>Hint 2: the sum</summary>
#
# The sum runs over the samples, which are the rows of `h`. A matrix product can do it: which of the
# two arrays stands on the left, and does `h` have to be transposed, so that `(d,)` comes out?
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Make `dz` a column, `dz[:, np.newaxis]`, so that each row of `h` meets its own number. Over which
# axis do you then add? NumPy has a function that turns every number into −1, 0 or 1.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "weight_gradient_signs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def weight_gradient_signs(h, dz):
    """The signs of the gradient of one unit's weights, summed over the batch.

    h: (n, d) array, the inputs of the unit
    dz: (n,) array, the gradient at z for each sample
    Returns an array (d,) of -1, 0 and 1
    """
    ### BEGIN SOLUTION
    # products first, then a sum over the samples: equal products of opposite sign cancel exactly
    return np.sign(np.sum(h * dz[:, np.newaxis], axis=0))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "weight_gradient_signs-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read_one = "Read again: session 8, “One sign for all weights”."
read_batch = "Read again: session 8, “A batch can mix”."

for call, h, dz, right, read in (
    (
        "`weight_gradient_signs(h=[[0.2, 0.9, 0.5]], dz=[-3])`",
        np.array([[0.2, 0.9, 0.5]]),
        np.array([-3.0]),
        [-1, -1, -1],
        read_one,
    ),
    (
        "`weight_gradient_signs(h=[[0.2, 0.9], [0.8, 0.1]], dz=[1, -1])`",
        np.array([[0.2, 0.9], [0.8, 0.1]]),
        np.array([1.0, -1.0]),
        [-1, 1],
        read_batch,
    ),
):
    got = weight_gradient_signs(h, dz)
    assert isinstance(got, np.ndarray) and got.dtype.kind in "if", (
        f"{call} returned {got!r}; right is a NumPy array of numbers. Look at what your last line "
        f"makes: None (no `return`), a list, a single number, or something else? {read}"
    )
    assert got.shape == (len(right),), (
        f"{call} returned shape {got.shape}; right is ({len(right)},), one sign for each weight of "
        f"the unit. The samples are the rows of h, and they are added up. {read}"
    )
    assert np.all(got == right), (
        f"{call} returned {got}; right is {right}. Write down the product dz · h for every sample "
        "and every weight. Add the samples, and only then take the sign of what comes out. "
        f"{read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "weight_gradient_signs-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `weight_gradient_signs` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("weight_gradient_signs", weight_gradient_signs, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "dead_relu_fraction-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.5 — Count the dead units (10 points)
#
# A ReLU unit that puts out 0 for **every** sample is dead: its slope is 0 everywhere, and no
# gradient reaches its weights. Which share of a layer is dead?
#
# $$\text{fraction} = \frac{\text{number of columns of } H \text{ without an entry} > 0}{h}$$
#
# **Shapes.** `H` is `(n, h)`, the outputs of a ReLU layer: one row for each sample, one column for
# each unit, no entry below 0. Return one plain number between 0 and 1. $n = 1$ and $h = 1$ are
# allowed. If `H` is empty (no sample or no unit), raise a `ValueError`. A single entry above 0
# keeps a unit alive, be it the last of 200 samples or as small as $10^{-100}$. `H` may hold whole
# numbers, and it stays as it was.
#
# **By hand.** Two samples and four units:
#
# $$H = \begin{bmatrix} 0 & 1 & 0 & 0 \\ 0 & 0 & 0 & 2\end{bmatrix}$$
#
# Units 1 and 3 are dead. Units 2 and 4 are not. The fraction is $\frac24 = 0.5$.
#
# **What could go wrong?** Six of the eight entries are zero. What does `np.mean(H == 0)` give, and
# why is a healthy layer full of zeros too?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Ask a question of every unit, with yes or no as the answer: is there a sample for which it puts
# out something? Then count the units that say no.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `H > 0` is a table of truth values. `np.any(…, axis=…)` asks whether any of them is true, along
# one axis. A column belongs to one unit: over which axis do you go, rows or columns?
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# The mean of truth values is the share of those that are true, and `~` turns true and false round.
# Before that: `H.size` is 0 if `H` is empty, and then you `raise ValueError("…")`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dead_relu_fraction", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dead_relu_fraction(H):
    """The share of units that are 0 for every sample.

    H: (n, h) array, the outputs of a ReLU layer
    Returns a float between 0 and 1
    Raises ValueError if H is empty
    """
    ### BEGIN SOLUTION
    if H.size == 0:
        raise ValueError(f"H has shape {H.shape}: no sample or no unit")
    alive = np.any(H > 0, axis=0)
    return float(np.mean(~alive))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "dead_relu_fraction-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 8, “Dead units”."
number = (float, int, np.floating, np.integer, np.ndarray)

for call, got, right in (
    (
        "`dead_relu_fraction(H=[[0, 1, 0, 0], [0, 0, 0, 2]])`",
        dead_relu_fraction(np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0]])),
        0.5,
    ),
    (
        "`dead_relu_fraction(H=[[0, 1, 3], [0, 0, 2], [0, 4, 0], [0, 1, 0]])`",
        dead_relu_fraction(
            np.array([[0.0, 1.0, 3.0], [0.0, 0.0, 2.0], [0.0, 4.0, 0.0], [0.0, 1.0, 0.0]])
        ),
        1 / 3,
    ),
):
    assert isinstance(got, number) and np.shape(got) == (), (
        f"{call} returned {got!r}; right is one plain number. It is the share of the units of the "
        f"layer that are dead, and a function without `return` gives None. {read}"
    )
    assert right - 1e-9 < got < right + 1e-9, (
        f"{call} returned {got}; right is {right:.4f}. Go through the columns one by one, as each of "
        "them is a unit. Which ones are zero from top to bottom, and by what do you divide their "
        f"number? {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "dead_relu_fraction-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `dead_relu_fraction` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("dead_relu_fraction", dead_relu_fraction, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "multi_hot-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.6 — Texts as rows of ones and zeros (10 points)
#
# A text is a list of numbers here: each word, or each group of letters, has a number. A network
# wants rows of equal length. In the **multi-hot** row of a text, entry $j$ says whether the number
# $j$ occurs:
#
# $$X_{ij} = \begin{cases} 1 & \text{if } j \text{ occurs in sequence } i, \text{ once or often} \\
# 0 & \text{otherwise}\end{cases}$$
#
# **Shapes.** `sequences` is a list of $n \ge 1$ lists of whole numbers. They may have different
# lengths, and some may be empty. `dimension` is at least 1. Return an array `(n, dimension)` of
# float64 that holds 0 and 1 only. An empty sequence gives a row of zeros. A number outside 0 …
# dimension − 1, which may be negative or very large, is left out, and the rest of its sequence
# counts as usual. The lists stay as they were.
#
# **By hand.** With dimension 4, $[3, 1, 3]$ becomes $[0, 1, 0, 1]$: the 3 occurs twice, and still
# there is a 1. The empty list becomes $[0, 0, 0, 0]$. And $[0, 7, -1]$ becomes $[1, 0, 0, 0]$: the
# 7 and the −1 are outside.
#
# **What could go wrong?** In NumPy `row[-1]` is no error. Which entry would the −1 of the last
# example switch on?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Begin with a table of zeros. Then go through the sequences one after the other, and switch on what
# occurs.
#
# </details>
#
# <details>
# <summary>Hint 2: setting, not adding</summary>
#
# The number in the list is the column, and the place of the list is the row. An entry is *set* to
# 1. Setting it a second time changes nothing, so repetitions need no care. Numbers outside do:
# check each one before you use it.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.zeros((…, …))` is float64 by itself. `enumerate(sequences)` gives each list with its row
# number. Inside, a loop over the numbers, with `if 0 <= number < dimension:` before the one line
# that sets the entry. A loop over an empty list does nothing, and that is right.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "multi_hot", "locked": false, "schema_version": 3, "solution": true, "task": false}
def multi_hot(sequences, dimension):
    """One row for each sequence, with a 1 at each number that occurs in it.

    sequences: a list of lists of whole numbers
    dimension: a whole number, 1 or more; numbers outside 0 … dimension - 1 are left out
    Returns an array (n, dimension) of float64
    """
    ### BEGIN SOLUTION
    X = np.zeros((len(sequences), dimension))
    for row, sequence in enumerate(sequences):
        for number in sequence:
            if 0 <= number < dimension:  # a negative one would count from the end
                X[row, number] = 1.0
    return X
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "multi_hot-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = multi_hot([[3, 1, 3], [], [0, 7, -1]], 4)
call = "`multi_hot([[3, 1, 3], [], [0, 7, -1]], 4)`"
read = "Read again: session 8, “Texts as rows of ones and zeros”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of float64. "
    "Look at what your last line makes: None (no `return`), a list, or a table of whole numbers "
    f"or truth values? {read}"
)
assert got.shape == (3, 4), (
    f"{call} returned shape {got.shape}; right is (3, 4): one row for each of the three sequences, "
    f"the empty one too, and one column for each number from 0 to 3. {read}"
)
for sequence, row, right in zip(
    ("[3, 1, 3]", "[]", "[0, 7, -1]"), got, ([0, 1, 0, 1], [0, 0, 0, 0], [1, 0, 0, 0])
):
    assert np.all(row == right), (
        f"In {call} the row of {sequence} is {row.tolist()}; right is {right}. An entry says "
        "whether its number occurs, not how often. Numbers outside 0 to 3 are left out, and an "
        f"empty sequence switches nothing on. {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "multi_hot-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `multi_hot` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("multi_hot", multi_hot, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "bottleneck_study-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.7 — Run a study (7 points)
#
# What does a narrow second hidden layer cost? One run is an anecdote. Write the study: train with
# several seeds, and summarise the test accuracies, following rules that are fixed beforehand.
#
# For each seed, in the order of the list, call `run([64, hidden], seed)` **once**. `run` is given.
# It trains one network, with 64 units in the first hidden layer and `hidden` in the second. It
# returns a dict with three lists, one number for each epoch: `"accuracy"` (of the training set),
# `"val_accuracy"` and `"test_accuracy"`. With the validation accuracies $v_e$ and the test
# accuracies $t_e$ of one run, its result is
#
# $$a = t_{e^*}, \qquad e^* = \text{the earliest epoch } e \text{ with the largest } v_e$$
#
# The test accuracy has no part in the choice. Return the mean and the standard deviation over the
# $S$ seeds:
#
# $$\bar a = \frac1S \sum_{s=1}^{S} a_s, \qquad
# \text{std} = \sqrt{\frac1S \sum_{s=1}^{S} (a_s - \bar a)^2}$$
#
# **Shapes.** `hidden` is a whole number, 1 or more; `seeds` is a list of whole numbers. Return the
# pair `(mean, std)` of two plain numbers. With a single seed, std is 0. With no seed at all, raise
# a `ValueError`. A run may have only one epoch. The list `seeds` stays as it was, and a study
# remembers nothing of the one before it.
#
# **By hand.** Two seeds, three epochs. Both runs have the validation accuracies $(0.5, 0.7, 0.6)$,
# so the middle epoch counts. The test accuracies are $(0.8, 0.6, 0.9)$ and $(0.8, 0.7, 0.9)$. The
# results are 0.6 and 0.7, the mean is 0.65, and the standard deviation 0.05.
#
# **What could go wrong?** The last epoch has 0.9 in both runs. Why may you not take it?
#
# *Remark on the slides.* Their listing passes the test data as validation data. As soon as one
# chooses the epoch by it, that is a leak. And
# "the middle layers have 4 units" can mean both layers or one; here only the second one changes.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Solve it for one seed first: a dict comes back, and one number has to be found in it. Then do the
# same for every seed and keep the numbers.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `np.argmax` of a list gives the place of its largest entry, and of the first one if there are
# several. Use it on one list and read the result off another. `np.mean` and `np.std` do the rest;
# as it stands, `np.std` divides by $S$.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Start with an empty list, loop over `seeds`, keep what `run([64, hidden], seed)` returns under a
# name, so that you call it once, and append one number. If the list is still empty afterwards,
# `raise ValueError("…")`. Else `return` the two numbers with a comma between them.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bottleneck_study", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bottleneck_study(hidden, seeds, run):
    """Mean and standard deviation of the test accuracy over several seeds.

    hidden: whole number, the width of the second hidden layer
    seeds: a list of whole numbers
    run: run([64, hidden], seed) returns a dict with the lists "accuracy", "val_accuracy"
        and "test_accuracy", one number for each epoch
    Returns (mean, std), two floats
    Raises ValueError if there is no seed
    """
    ### BEGIN SOLUTION
    results = []
    for seed in seeds:
        history = run([64, hidden], seed)
        # validation chooses the epoch, and the test set is only read there
        best_epoch = int(np.argmax(history["val_accuracy"]))
        results.append(history["test_accuracy"][best_epoch])
    if not results:
        raise ValueError("a study needs at least one seed")
    return float(np.mean(results)), float(np.std(results))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "bottleneck_study-visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def hand_run(widths, seed):
    return {
        "accuracy": [0.5, 0.8, 0.95],
        "val_accuracy": [0.5, 0.7, 0.6],
        "test_accuracy": [0.8, 0.6 + seed / 10, 0.9],
    }


got = bottleneck_study(4, [0, 1], hand_run)
call = "`bottleneck_study(4, [0, 1], run)` with the two runs of the example"
read = "Read again: session 8, “How to run a study”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is the pair (mean, std). `return mean, std` makes a pair of "
    f"the two, and a function without `return` gives None. {read}"
)
for name, part, right, why in (
    (
        *("mean", got[0], 0.65),
        "In each run the validation accuracy chooses the epoch: it is the middle one, with 0.6 in "
        "one run and 0.7 in the other. Which list do you choose by, and which do you read?",
    ),
    (
        *("std", got[1], 0.05),
        "The results 0.6 and 0.7 lie 0.05 below and above their mean. Do you square these "
        "differences, divide by the number of seeds, and take the root?",
    ),
):
    assert isinstance(part, number) and np.shape(part) == (), (
        f"{call} returned the {name} {part!r}; right is one plain number. The results of all the "
        f"seeds are summarised by two numbers, their mean and their standard deviation. {read}"
    )
    assert right - 1e-9 < part < right + 1e-9, (
        f"{call} returned the {name} {part}; right is {right}. {why} {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "bottleneck_study-hidden", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `bottleneck_study` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("bottleneck_study", bottleneck_study, points=5)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "multi_task_loss-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.8 — Two tasks, one trunk (15 points)
#
# Two tasks share the trunk of a network, whose output is $H$. Each task has a head of its own, a
# softmax of its own and a cross-entropy of its own. The loss is their weighted sum:
#
# $$Z_a = HW_a + \mathbf{b}_a, \qquad L_a = -\frac1n \sum_{i,j} Y^a_{ij} \log
# \text{softmax}(Z_a)_{ij}, \qquad L = \lambda_a L_a + \lambda_b L_b$$
#
# and the same for $b$. On the way back, with $s_i$ the sum of row $i$ of $Y^a$,
#
# $$dZ_a = \frac{\lambda_a}{n} \left(s_i\,\text{softmax}(Z_a) - Y^a\right), \qquad dW_a = H^T dZ_a,
# \qquad d\mathbf{b}_a = \sum_i dZ_a, \qquad dH = dZ_a W_a^T + dZ_b W_b^T .$$
#
# A row of zeros in $Y$ is a **missing label**. There $s_i = 0$, and the sample adds nothing to this
# task. It may have a label for the other one. The mean still divides by all $n$.
#
# **Shapes.** `H` is `(n, h)`; `params` is a dict with `Wa (h, q_a)`, `ba (q_a,)`, `Wb (h, q_b)`,
# `bb (q_b,)`; `Y_a` is `(n, q_a)` and `Y_b` is `(n, q_b)`. Their rows are one-hot, or soft (numbers
# that sum to 1), or zeros. `weights` is the pair $(\lambda_a, \lambda_b)$, both 0 or more; they are
# used as they are, whatever their sum. Return the three parts `(loss, grads, dH)`: a plain number,
# a **new** dict with the four names of `params` and nothing else, each gradient in the shape of its
# parameter, and an array `(n, h)`. All arrays are float64, also where whole numbers go in. A task
# of weight 0 still has its gradients in the dict, and they are zeros. $n$, $h$ and the numbers of
# classes may be 1.
#
# Logits may be as large as ±100,000. The loss and the gradients are still right then: finite, and
# not cut off. What goes in stays as it was.
#
# **By hand.** One sample, $H = (1, 2)$. Head a: $W_a = \begin{bmatrix} 2 & 0 \\ 0 & 1
# \end{bmatrix}$ and $\mathbf{b}_a = (1, 1)$, so the logits are $(3, 3)$ and the softmax is $(0.5,
# 0.5)$. The label is class 0, and $\lambda_a = 1$: $L_a = \log 2$, $\;dZ_a = (-0.5, 0.5)$ and $dZ_a
# W_a^T = (-1, 0.5)$. Head b: $W_b = \begin{bmatrix} 4 & 0 \\ 0 & 2 \end{bmatrix}$, $\mathbf{b}_b =
# (0, 0)$, logits $(4, 4)$, label class 1, $\lambda_b = 2$: $L_b = \log 2$, $\;dZ_b = (1, -1)$ and
# $dZ_b W_b^T = (4, -2)$. So $L = 3 \log 2 = 2.0794$, $\;dH = (3, -1.5)$, and for example $dW_b =
# \begin{bmatrix} 1 & -1 \\ 2 & -2 \end{bmatrix}$. Without the label of head b, $L = 0.6931$, $dW_b$
# and $d\mathbf{b}_b$ are 0, and $dH = (-1, 0.5)$.
#
# **What could go wrong?** A row of zeros makes the *loss* of its sample 0 by itself. What does
# softmax minus $Y$ give there, if you forget the $s_i$?
#
# *Remark on the slides.* They say that one can reach more efficiency and a higher accuracy for each
# task. A second
# task can help. It can also hurt, and the weights, which the slide does not mention, have a say in
# it.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Solve it for one head: from `H`, `W`, `b`, `Y` and its weight to a loss, a `dZ`, a `dW`, a `db`
# and a share of `dH`. Everything else is doing this twice. The trunk was used twice, so it gets
# both shares, added.
#
# </details>
#
# <details>
# <summary>Hint 2: large logits</summary>
#
# Never take the logarithm of a softmax that may have rounded to 0. Subtract each row's maximum
# from its logits; then $\log \text{softmax} = Z - \log \sum_j e^{Z_j}$ is harmless, and the softmax
# is its exponential.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# A helper `head(H, W, b, Y, weight)` may return all five. `keepdims=True` keeps the maximum, the
# sum of the exponentials and the row sums $s_i$ as columns `(n, 1)`, which fit to `(n, q)`. With
# the weight inside `dZ`, it is in everything that follows, and `dZ @ W.T` is the share of `dH`. In
# the loss it stands once more.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "multi_task_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def multi_task_loss_and_grad(H, params, Y_a, Y_b, weights):
    """The weighted loss of two softmax heads on one trunk, and all gradients.

    H: (n, h) array, the output of the trunk
    params: dict with Wa (h, q_a), ba (q_a,), Wb (h, q_b), bb (q_b,)
    Y_a: (n, q_a) array, Y_b: (n, q_b) array; a row of zeros is a missing label
    weights: (lambda_a, lambda_b)
    Returns (loss, grads, dH): a float, a dict like params, an array (n, h)
    """
    ### BEGIN SOLUTION
    loss, grads = 0.0, {}
    dH = np.zeros(H.shape)
    for name, Y, weight in (("a", Y_a, weights[0]), ("b", Y_b, weights[1])):
        W, b = params[f"W{name}"], params[f"b{name}"]
        Z = H @ W + b
        Z = Z - Z.max(axis=1, keepdims=True)
        log_P = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
        loss += weight * -np.sum(Y * log_P) / len(H)
        # a missing label has a row sum of 0, and so no gradient
        dZ = weight * (Y.sum(axis=1, keepdims=True) * np.exp(log_P) - Y) / len(H)
        grads[f"W{name}"], grads[f"b{name}"] = H.T @ dZ, dZ.sum(axis=0)
        dH = dH + dZ @ W.T
    return float(loss), grads, dH
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "multi_task_loss-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 8, “Two tasks, one trunk”."
read_back = "Read again: session 8, “The way back”."
read_missing = "Read again: session 8, “Missing labels”."
number = (float, int, np.floating, np.integer, np.ndarray)

for call, Y_b, right_loss, right, again in (
    (
        "The example by hand",
        np.array([[0.0, 1.0]]),
        2.0794,
        {"Wb": [[1, -1], [2, -2]], "bb": [1, -1], "dH": [[3, -1.5]]},
        read_back,
    ),
    (
        "The example without the label of head b",
        np.array([[0.0, 0.0]]),
        0.6931,
        {"Wb": [[0, 0], [0, 0]], "bb": [0, 0], "dH": [[-1, 0.5]]},
        read_missing,
    ),
):
    params = {
        "Wa": np.array([[2.0, 0.0], [0.0, 1.0]]),
        "ba": np.array([1.0, 1.0]),
        "Wb": np.array([[4.0, 0.0], [0.0, 2.0]]),
        "bb": np.array([0.0, 0.0]),
    }
    right |= {"Wa": [[-0.5, 0.5], [-1, 1]], "ba": [-0.5, 0.5]}
    Y_a = np.array([[1.0, 0.0]])
    got = multi_task_loss_and_grad(np.array([[1.0, 2.0]]), params, Y_a, Y_b, (1.0, 2.0))
    assert isinstance(got, (tuple, list)) and len(got) == 3, (
        f"{call} returned a value of type {type(got).__name__}; right are the three parts (loss, "
        "grads, dH). `return loss, grads, dH` puts them together, and a function without `return` "
        f"gives None. {read}"
    )
    got_loss, got_grads, got_dH = got
    assert isinstance(got_loss, number) and np.shape(got_loss) == (), (
        f"{call} returned the loss {got_loss!r}; right is one plain number. The losses of the two "
        f"heads are multiplied by their weights and added up to a single one. {read}"
    )
    assert right_loss - 1e-4 < got_loss < right_loss + 1e-4, (
        f"{call} returned the loss {got_loss}; right is {right_loss}. Each head that has a label "
        "costs log 2 = 0.6931 here, and the weights of the tasks are 1 and 2. A missing label "
        f"costs nothing. {again if right_loss < 1 else read}"
    )
    assert isinstance(got_grads, dict) and sorted(got_grads) == ["Wa", "Wb", "ba", "bb"], (
        f"{call} returned grads of type {type(got_grads).__name__}; right is a dict with exactly "
        "the names Wa, ba, Wb and bb. The gradient of a parameter is found under the name of that "
        f"parameter, as in Session 7. {read_back}"
    )
    for name, part in (*got_grads.items(), ("dH", got_dH)):
        assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
            f"{call} returned {part!r} for {name}; right is a NumPy array of float64. Each of the "
            f"four gradients is one, and so is dH, which goes back to the trunk. {read_back}"
        )
        assert part.shape == np.shape(right[name]), (
            f"{call} returned shape {part.shape} for {name}; right is {np.shape(right[name])}. A "
            "gradient has the shape of what it is the gradient of, and a bias has one axis only. "
            f"{read_back}"
        )
        assert np.all(np.abs(part - right[name]) < 1e-9), (
            f"{call} returned {part.tolist()} for {name}; right is {right[name]}. Compare your dZ "
            "of both heads with the example. Do the weights stand in it, and do both heads have "
            f"their say in dH? {again}"
        )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "multi_task_loss-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `multi_task_loss_and_grad` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("multi_task_loss", multi_task_loss_and_grad, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.
#
# Three sets of data: the breast cancer patients of Session 3, 1,797 handwritten digits, and the
# Universal Declaration of Human Rights in 46 languages. The cell below is given. It holds a network
# of any depth, its loss and gradients for one sigmoid output, and the optimiser Adam.

# %% nbgrader={"grade": false, "grade_id": "real-data-tools", "locked": true, "schema_version": 3, "solution": false, "task": false}
BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito

ACTIVATIONS = {  # the function, and its slope as a function of its output
    "sigmoid": (lambda Z: (1 + np.tanh(Z / 2)) / 2, lambda H: H * (1 - H)),
    "tanh": (np.tanh, lambda H: 1 - H**2),
    "ReLU": (lambda Z: np.maximum(Z, 0), lambda H: H > 0),
}


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


def first_params(sizes, scheme, rng):
    """Your first weights for layers of these sizes, and biases of zero."""
    params = {}
    for k in range(1, len(sizes)):
        fan_in, fan_out = sizes[k - 1], sizes[k]
        W = init_weights(fan_in, fan_out, scheme, rng)
        if np.shape(W) != (fan_in, fan_out):
            raise ValueError("weights of shape (fan_in, fan_out) are needed")
        params[f"W{k}"], params[f"b{k}"] = np.array(W, dtype=float), np.zeros(fan_out)
    return params


class Network:
    """Layers with an activation between them; the last layer gives logits."""

    def __init__(self, params, activation):
        self.params, self.depth = params, len(params) // 2
        self.function, self.slope = ACTIVATIONS[activation]

    def forward(self, X):
        """The inputs of all layers, and the logits."""
        inputs = [X]
        for k in range(1, self.depth + 1):
            Z = inputs[-1] @ self.params[f"W{k}"] + self.params[f"b{k}"]
            if k < self.depth:
                inputs.append(self.function(Z))
        return inputs, Z

    def backward(self, inputs, dZ):
        """All gradients, from that of the logits."""
        grads = {}
        for k in range(self.depth, 0, -1):
            grads[f"W{k}"], grads[f"b{k}"] = inputs[k - 1].T @ dZ, dZ.sum(axis=0)
            if k > 1:
                dZ = dZ @ self.params[f"W{k}"].T * self.slope(inputs[k - 1])
        return grads

    def loss(self, X, y):
        """The binary cross-entropy for one output, and all gradients."""
        inputs, Z = self.forward(X)
        o = Z[:, 0]
        dZ = ((1 + np.tanh(o / 2)) / 2 - y) / len(y)
        return np.mean(np.logaddexp(0, o) - y * o), self.backward(inputs, dZ[:, np.newaxis])


class Adam:
    """The optimiser of the lecture; it changes params in place."""

    def __init__(self, params, lr):
        self.params, self.lr, self.t = params, lr, 0
        self.m = {name: np.zeros_like(value) for name, value in params.items()}
        self.v = {name: np.zeros_like(value) for name, value in params.items()}

    def step(self, grads):
        self.t += 1
        lr = self.lr * np.sqrt(1 - 0.999**self.t) / (1 - 0.9**self.t)
        for name, grad in grads.items():
            self.m[name] += 0.1 * (grad - self.m[name])
            self.v[name] += 0.001 * (grad**2 - self.v[name])
            self.params[name] -= lr * self.m[name] / (np.sqrt(self.v[name]) + 1e-8)

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-depth-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Who still hears the loss?** Twenty layers of 32 units, before any training, on the 569 patients.
# Your `init_weights` draws the weights, with two schemes, and your `layer_gradient_norms` measures
# the pull at each layer, for three activations and five seeds. With correct functions you will read
# about $2 \cdot 10^{-10}$ for layer 1 of the sigmoid network with He's weights, and norms between
# 0.1 and 1 for tanh and ReLU.

# %% nbgrader={"grade": false, "grade_id": "real-data-depth", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_depth():
    patients = load_breast_cancer()
    X = (patients.data - patients.data.mean(axis=0)) / patients.data.std(axis=0)
    looks = {"sigmoid": (VERMILLION, "o-"), "tanh": (GREEN, "s--"), "ReLU": (BLUE, "^-.")}
    figure, panels = plt.subplots(1, 2, figsize=(10, 4), sharey=True, layout="constrained")
    layers = np.arange(1, 21)
    for axes, scheme in zip(panels, ("he", "small")):
        for activation, (colour, style) in looks.items():
            norms = []
            for seed in range(5):
                params = first_params([30, *[32] * 19, 1], scheme, np.random.default_rng(seed))
                network = Network(params, activation)
                norms.append(layer_gradient_norms(network, X, patients.target))
            norms = np.array(norms, dtype=float)
            if norms.shape != (5, 20):
                raise ValueError("one norm for each of the 20 layers is needed")
            middle = np.median(norms, axis=0)
            axes.fill_between(layers, norms.min(axis=0), norms.max(axis=0), color=colour, alpha=0.2)
            axes.plot(layers, middle, style, color=colour, markersize=5, label=activation)
            print(f"{scheme:5} {activation:7}: layer 1 {middle[0]:.1e}, layer 20 {middle[-1]:.1e}")
        axes.set(xlabel="layer", xticks=[1, 5, 10, 15, 20], title=f"{scheme} weights")
        axes.set_yscale("log")
        axes.grid(alpha=0.3)
    bound = [float(sigmoid_gradient_bound(20 - k, 1.0)) for k in layers]
    panels[0].plot(layers, bound, ":", color="black", label="bound, one unit wide, w = 1")
    panels[0].set_ylabel("norm of the gradient")
    panels[0].legend()
    panels[1].legend()
    plt.show()


when_ready(show_depth, "Exercises 8.1, 8.2 and 8.3")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-depth-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *Gradient norm of each layer (logarithmic axis; lines: median of five seeds, bands:
# smallest to largest). Left: with He's weights tanh and ReLU are nearly level. The sigmoid loses
# nine powers of ten. The dotted bound belongs to a chain of single units with weights up to 1; in a
# layer of 32 units many terms are added, and the norm may lie above it. Right: with small weights
# no activation is safe. For tanh and ReLU all layers are equally deaf. The sigmoid's last layer
# hears well, and its first one hears nothing.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-languages-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Which language is this?** The declaration is cut into pieces of 35 characters, 46 languages, and
# split by paragraph. In place of words we take trigrams, all runs of three characters; the 800
# commonest ones get a number. Your `multi_hot` makes rows of the pieces.

# %% nbgrader={"grade": false, "grade_id": "real-data-languages", "locked": true, "schema_version": 3, "solution": false, "task": false}
PIECE, TRIGRAMS = 35, 800
PARTS = {"train": 3000, "val": 800, "test": 1500}


def trigrams(text):
    """All runs of three characters."""
    return [text[i : i + 3] for i in range(len(text) - 2)]


def read_languages():
    """The pieces of each part, with the number of their language, in random order."""
    with gzip.open("udhr_46_languages.json.gz", "rt", encoding="utf-8") as file:
        declaration = json.load(file)
    rng = np.random.default_rng(0)
    pieces = {part: [] for part in PARTS}
    for label, paragraphs in enumerate(declaration.values()):
        for number, place in enumerate(rng.permutation(len(paragraphs))):
            part = "test" if number % 8 < 2 else "val" if number % 8 == 2 else "train"
            text = paragraphs[place].lower()
            ends = range(PIECE, len(text) + 1, PIECE)
            pieces[part] += [(text[end - PIECE : end], label) for end in ends]
    counts = Counter(gram for piece, _ in pieces["train"] for gram in trigrams(piece))
    number_of = {gram: number for number, (gram, _) in enumerate(counts.most_common())}
    chosen = {
        part: [pieces[part][i] for i in rng.permutation(len(pieces[part]))[:size]]
        for part, size in PARTS.items()
    }
    return list(declaration), chosen, number_of


languages, chosen_pieces, number_of = read_languages()
print(f"{len(languages)} languages, {len(number_of):,} different trigrams. Five pieces:")
for piece, label in chosen_pieces["train"][:5]:
    print(f"   {languages[label]}: {piece!r}")


def language_data():
    """Your multi-hot rows and the labels, for each part."""
    data = {}
    for part, pieces in chosen_pieces.items():
        numbers = [[number_of.get(gram, -1) for gram in trigrams(piece)] for piece, _ in pieces]
        X = multi_hot(numbers, TRIGRAMS)
        if np.shape(X) != (len(pieces), TRIGRAMS):
            raise ValueError("a row for each piece and a column for each trigram are needed")
        data[part] = (X, np.array([label for _, label in pieces]))
    return data

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-bottleneck-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **The bottleneck.** Your `bottleneck_study` runs the network 800-64-$k$-46, with Xavier's weights
# from your `init_weights`, Adam with learning rate 0.008, batches of 200, 6 epochs and five seeds.
# Your `dead_relu_fraction` counts the dead units of the narrow layer. With correct functions you
# will read about 73 % for 64 units and 35 % for 4; another way of drawing the weights moves this by
# one or two points. The cell takes about ten seconds.

# %% nbgrader={"grade": false, "grade_id": "real-data-bottleneck", "locked": true, "schema_version": 3, "solution": false, "task": false}
def train_languages(data, widths, seed):
    """Train once; the accuracies after each epoch, and the dead share of the last hidden layer."""
    rng = np.random.default_rng(seed)
    X, y = data["train"]
    network = Network(first_params([TRIGRAMS, *widths, 46], "xavier", rng), "ReLU")
    optimiser = Adam(network.params, lr=0.008)
    history = {"accuracy": [], "val_accuracy": [], "test_accuracy": []}
    for _ in range(6):
        order = rng.permutation(len(y))
        for start in range(0, len(y), 200):
            batch = order[start : start + 200]
            inputs, Z = network.forward(X[batch])
            P = np.exp(Z - np.max(Z, axis=1)[:, np.newaxis])
            P = P / np.sum(P, axis=1)[:, np.newaxis]
            dZ = (P - np.eye(46)[y[batch]]) / len(batch)
            optimiser.step(network.backward(inputs, dZ))
        for name, part in zip(history, PARTS):
            guesses = network.forward(data[part][0])[1].argmax(axis=1)
            history[name].append(float(np.mean(guesses == data[part][1])))
    history["dead"] = float(dead_relu_fraction(network.forward(X)[0][-1]))
    return history


def show_bottleneck():
    data, runs, summary = language_data(), {}, {}
    for k in (64, 16, 8, 4):

        def run(widths, seed):
            runs[widths[-1], seed] = train_languages(data, widths, seed)
            return runs[widths[-1], seed]

        mean, std = bottleneck_study(k, [0, 1, 2, 3, 4], run)
        mine = [runs[k, seed] for seed in range(5)]
        training = np.mean([history["accuracy"][-1] for history in mine])
        best = np.mean([max(history["test_accuracy"]) for history in mine])
        dead = np.mean([history["dead"] for history in mine])
        summary[k] = float(mean), float(std), float(training)
        print(f"{k:2} units: test {mean:.3f} ± {std:.3f}, training {training:.3f}, ", end="")
        print(f"best test epoch {best:.3f}, dead units {dead:.0%}")

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    widths = list(summary)
    means, stds, training = zip(*summary.values())
    left.errorbar(widths, means, yerr=stds, fmt="o-", color=BLUE, capsize=4, label="test")
    left.plot(widths, training, "s--", color=ORANGE, label="training")
    left.set_xscale("log")
    left.set_xticks(widths, [str(k) for k in widths])
    left.set_xticks([], minor=True)
    left.set(xlabel="units in the second hidden layer", ylabel="accuracy", ylim=(0, 1.03))
    left.set_title("The study")
    left.legend(loc="lower right")
    looks = zip(widths, (BLUE, GREEN, ORANGE, VERMILLION), ("-", "--", "-.", ":"))
    for k, colour, line in looks:
        for seed in range(5):
            curve = runs[k, seed]["val_accuracy"]
            label = f"{k} units" if seed == 0 else None
            right.plot(range(1, 7), curve, line, color=colour, label=label)
    right.set(xlabel="epoch", ylabel="validation accuracy", ylim=(0, 1.03))
    right.set_title("Five runs for each width")
    right.legend(loc="upper left", ncols=2)
    plt.show()


when_ready(show_bottleneck, "Exercises 8.3, 8.5, 8.6 and 8.7")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-bottleneck-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *Left: accuracy against the width of the second hidden layer (mean and standard
# deviation of five seeds; the axis is logarithmic). The fewer units, the lower the test accuracy;
# with 4 units the training accuracy falls too. Right: the validation accuracy of every run. The
# runs with 4 units are still climbing after six epochs. The lecture had pieces of 52
# characters, not 35, and higher numbers. Exercise 8.9 asks about this figure.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-tasks-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Two tasks.** Which digit is on the picture? Only 50 of 600 training pictures have this label.
# All 600 have the label of a second task: *which pair* (0–1, 2–3, …), or a *random sticker* that
# has nothing to do with the picture. Your `multi_task_loss_and_grad` trains a trunk of 16 ReLU
# units for both, with weight 12 for the first task and different weights for the second one, five
# seeds each.

# %% nbgrader={"grade": false, "grade_id": "real-data-tasks", "locked": true, "schema_version": 3, "solution": false, "task": false}
def digit_accuracy(pixels, digit, second, weight, seed):
    """Test accuracy for the digit, trained together with a second task of this weight."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(pixels))
    known, unknown = order[:600], order[600:]
    labels = digit // 2 if second == "which pair" else rng.permutation(digit)
    Y_a, Y_b = np.eye(10)[digit[known]], np.eye(labels.max() + 1)[labels[known]]
    Y_a[50:] = 0  # no label
    trunk = first_params([64, 16], "he", rng)
    params = {"W0": trunk["W1"], "b0": trunk["b1"]}
    for name, q in (("a", 10), ("b", Y_b.shape[1])):
        head = first_params([16, q], "xavier", rng)
        params |= {"W" + name: head["W1"], "b" + name: head["b1"]}
    X, optimiser = pixels[known], Adam(params, lr=0.02)
    for _ in range(60):
        H = np.maximum(X @ params["W0"] + params["b0"], 0)
        heads = {name: params[name].copy() for name in ("Wa", "ba", "Wb", "bb")}
        _, grads, dH = multi_task_loss_and_grad(H, heads, Y_a, Y_b, (12.0, weight))
        dZ = np.reshape(dH, H.shape) * (H > 0)
        trunk_grads = {"W0": X.T @ dZ, "b0": dZ.sum(axis=0)}
        optimiser.step({name: grads[name] for name in heads} | trunk_grads)
    H = np.maximum(pixels[unknown] @ params["W0"] + params["b0"], 0)
    return np.mean((H @ params["Wa"] + params["ba"]).argmax(axis=1) == digit[unknown])


def show_tasks():
    pictures = load_digits()
    pixels, digit = pictures.data / 16, pictures.target
    weights = [0, 0.5, 2, 8]
    figure, axes = plt.subplots(figsize=(6.5, 4), layout="constrained")
    for second, colour, style in (
        ("which pair", BLUE, "o-"),
        ("random sticker", VERMILLION, "s--"),
    ):
        found = np.array(
            [[digit_accuracy(pixels, digit, second, w, s) for s in range(5)] for w in weights]
        )
        gains = 100 * (found - found[0])  # against weight 0, seed by seed
        for w, values, gain in zip(weights, found, gains):
            print(f"{second:14}, weight {w:3}: {values.mean():.3f} ± {values.std():.3f}", end="")
            print(f", gain {gain.mean():+5.1f} ± {gain.std():.1f} points")
        places = np.arange(len(weights))
        axes.errorbar(
            places, gains.mean(axis=1), yerr=gains.std(axis=1), fmt=style, color=colour,
            capsize=4, label=second,
        )  # fmt: skip
    axes.axhline(0, color="black", lw=0.8)
    axes.set_xticks(places, [f"{w:g}" for w in weights])
    axes.set(xlabel="weight of the second task", ylabel="gain for the digit, in points")
    axes.legend(loc="lower left")
    plt.show()


when_ready(show_tasks, "Exercises 8.3 and 8.8")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-tasks-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 3.** *What the second task changes for the first one: the difference to weight 0, seed by
# seed (mean and standard deviation of five seeds). Which pair a digit belongs to helps, with each
# of the three weights. A random sticker of weight 0.5 makes no difference that five seeds could
# show; the more weight it has beyond that, the more harm it does: 16 units are busy learning
# nonsense. The sizes were chosen so that an effect can be seen.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 8.9 — Read the result (5 points)
#
# This is the study from above: 46 languages, pieces of 35 characters, a network 800-64-$k$-46, six
# epochs, five seeds. The epoch was chosen by the validation accuracy. You need not have finished
# the other exercises to answer.
#
# | units $k$ in the second hidden layer | 64 | 16 | 8 | 4 |
# |:--|--:|--:|--:|--:|
# | test accuracy, mean ± standard deviation | 72.7 ± 0.4 % | 65.2 ± 1.7 % | 57.4 ± 0.3 % | 35.4 ± 1.9 % |
# | … of the worst and the best run | 72.1, 73.4 % | 63.5, 68.4 % | 57.1, 58.1 % | 33.7, 39.1 % |
# | training accuracy after the last epoch, mean | 99.3 % | 98.5 % | 93.6 % | 61.1 % |
#
# A friend has run the network with 4 units five times too, and reports: "Four units reach 39.1 %."
# He adds: "Four units *cannot represent* 46 languages. That is the information bottleneck."
#
# **Answer three questions.** (1) Does the table show that a narrow layer costs accuracy here? What
# do the five seeds contribute to your answer, and what does “±” not cover? (2) Does it show that
# four units cannot represent 46 classes? Say what speaks for or against it, and name one experiment
# that would tell more. (3) What is wrong with the friend's 39.1 %? Write four to eight sentences in
# the cell below (double-click on it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** question 1: the drop, compared with the spread between seeds
# * **1 point:** question 1: what a single run could have told you, or what "±" does not cover
# * **2 points:** question 2: "cannot" against "did not", with a reason, and an experiment
# * **1 point:** question 3: how a number may be chosen, and by what

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** (1) Yes, for this network, these data and this training. From 64 to 4 units
# the mean falls by 37 points, and the spread between seeds is 2 points at most; even the best run
# with 4 units is far below the worst one with 64, 16 or 8. Without several seeds I could not know
# whether a difference of, say, two points is an effect of the width or of the first weights: the
# runs with 16 units alone differ by five points. The ± speaks of seeds only. It does not say what
# other texts, another split, learning rate or number of epochs would give. (2) No. The table shows
# what was *learned* in six epochs, not what four units *can* hold. Two units are enough to cut the
# plane into 46 sectors, one for each class, as the lecture showed with weights made by hand. That
# the *training* accuracy with 4 units is only 61.1 % says that the network has not even fitted the
# training pieces; perhaps it has not finished, since its curves were still climbing. I would train
# the network with 4 units for many more epochs and watch the training accuracy. If it goes towards
# 100 %, four units can represent the training set, and the problem is learning, or carrying over to
# new pieces. (3) 39.1 % is the best of five runs, picked by looking at the test accuracy. Whoever
# picks by the test set has used it, and the number is too good; the next run would be expected near
# 35 %. Report the mean and the spread over all runs, with every choice made on the validation set.
#
# **Marking scheme.** 1 point: the drop is compared with the spread (or best run against worst run).
# "72.7 is larger than 35.4" alone gives nothing. 1 point: seeds change the result by points, so
# that one run can mislead (the 16 units are the example); or what the spread leaves out (other
# data, other settings). One of the two is enough. 2 points: 1 for the difference between
# representing and learning, with a reason (the sectors in the plane, the low *training* accuracy,
# the curves that still climb); 1 for an experiment that tests it: more epochs, another learning
# rate or optimiser, weights made by hand. "More data" alone does not test it. Who agrees with the
# friend gets neither. 1 point: selection on the test set, or the best of several runs in place of
# their mean. That the friend did not name a spread is worth the point too, if it is said what it
# would have shown.
#
# **For the marker, measured.** With 4 units and 40 epochs in place of 6, two seeds: training
# accuracy 98 %, test accuracy 41 and 44 %. So four units do represent the 3,000 training pieces,
# and what they learned carries over badly. With 2 units and 40 epochs: training 50 %, test 19 %,
# and still climbing. Choosing the epoch by the test set instead of the validation set would have
# flattered by 0 to 0.5 points; choosing the best of five runs with 4 units flatters by 3.7.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Is your answer to Exercise 8.9 written?
# 3. Save the notebook. Keep its name.
