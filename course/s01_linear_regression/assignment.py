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
# # Session 1 — Linear regression: assignment
#
# In this notebook you write linear regression from the ground up: the prediction, the loss, the
# best parameters, the likelihood behind the loss, and a small class that joins them. At the end
# your own code estimates the price of flats in Athens. Plan about 75 minutes, and more if you need
# them.
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
#    test that fails. If your JupyterLab shows a button *Validate*, that lists all failures at once.
#    Then save.
#
# You may add cells of your own. Locked cells and test cells are restored before grading, so
# changing them changes nothing.
#
# **What is graded**
#
# | Exercise | You write | Visible tests | Hidden tests | Points |
# |:--|:--|--:|--:|--:|
# | 1.1 | `predict_linear` | 3 | 7 | 10 |
# | 1.2 | `mean_squared_error` | 3 | 7 | 10 |
# | 1.3 | `add_bias_column` | 3 | 7 | 10 |
# | 1.4 | `normal_equation` | 6 | 14 | 20 |
# | 1.5 | `gaussian_nll` | 6 | 14 | 20 |
# | 1.6 | `fit_gaussian_mle` | 3 | 7 | 10 |
# | 1.7 | `LinearRegression` | 5 | 10 | 15 |
# | 1.8 | an answer in words, read by a person | | | 5 |
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
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Two small data sets
#
# The house table is the one on the slides: area, age and price of three houses. The slide gives no
# units; think of square metres, years and some large amount of money.
#
# The slides also speak of ten times that were needed to answer a question. Here they are, in
# seconds. Both are there for you to try your functions on.

# %% nbgrader={"grade": false, "grade_id": "house-table", "locked": true, "schema_version": 3, "solution": false, "task": false}
houses = np.array([[63.0, 13.0], [78.0, 2.0], [95.0, 9.0]])  # columns: area, age
prices = np.array([1.40, 1.95, 2.12])

# %% nbgrader={"grade": false, "grade_id": "response-times", "locked": true, "schema_version": 3, "solution": false, "task": false}
response_times = np.array([4.1, 3.6, 5.2, 2.9, 6.3, 4.8, 3.9, 5.5, 4.4, 7.1])  # seconds

# %% [markdown] nbgrader={"grade": false, "grade_id": "predict_linear-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.1 — Predict with a linear model (10 points)
#
# A linear model multiplies each feature by its weight, adds the products, and adds the bias. Do
# this for all samples at once.
#
# $$\hat{\mathbf{y}} = \mathbf{X}\mathbf{w} + b$$
#
# **Shapes.** `X` is `(n, d)`, `w` is `(d,)`, `b` is a number. The result `y_hat` is `(n,)`: one
# prediction for each row of `X`. It is float64, even when all inputs hold whole numbers.
#
# **By hand.** The first house has area 63 and age 13. With $\mathbf{w} = (0.02, -0.02)$ and $b =
# 0.4$ its predicted price is $63 \cdot 0.02 + 13 \cdot (-0.02) + 0.4 = 1.26 - 0.26 + 0.4 = 1.40$.
#
# **What could go wrong?** `X * w` runs without an error too. Which shape does it have, and what is
# missing?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Look at one row of `X` first. It holds d numbers, and so does `w`. The row has to become a
# *single* number.
#
# </details>
#
# <details>
# <summary>Hint 2: all rows at once</summary>
#
# Multiplying a matrix `(n, d)` by a vector `(d,)` does this for every row, and gives shape
# `(n,)`. No loop is needed. In NumPy the sign for that product is `@`. The order of the two
# matters.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# One product and one sum. A plain number added to an array of shape `(n,)` is added to each
# entry, so `b` needs no special care. To be sure of float64, turn an input into floats before you
# multiply: `np.asarray(X, dtype=np.float64)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "predict_linear", "locked": false, "schema_version": 3, "solution": true, "task": false}
def predict_linear(X, w, b):
    """Predict one number for each row of X.

    X: (n, d) array, n samples with d features
    w: (d,) array, one weight for each feature
    b: a number, the bias
    Returns y_hat: (n,) array of float64
    """
    ### BEGIN SOLUTION
    X = np.asarray(X, dtype=np.float64)
    return X @ w + b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "predict_linear-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
three_houses = np.array([[63.0, 13.0], [78.0, 2.0], [95.0, 9.0]])
got = predict_linear(three_houses, np.array([0.02, -0.02]), 0.4)
call = "`predict_linear(X=[[63, 13], [78, 2], [95, 9]], w=[0.02, -0.02], b=0.4)`"
read = "Read again: session 1, “The model: a weighted sum”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
)
assert got.shape == (3,), (
    f"{call} returned shape {got.shape}; right is (3,), one number for each house. The products "
    f"of one row with the weights are added up to a single number. {read}"
)
assert 1.39 < got[0] < 1.41, (
    f"{call} returned {got}; right is 1.40 for the first house. By hand that is "
    f"63 · 0.02 + 13 · (−0.02) + 0.4: compare each of these terms with your code. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "predict_linear-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `predict_linear` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("predict_linear", predict_linear, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "mean_squared_error-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.2 — Measure how wrong the predictions are (10 points)
#
# A **loss** is one number that says how far the predictions are from the truth. Smaller is
# better, and 0 means that every prediction is exact. The mean squared error is the usual loss of
# regression.
#
# $$L = \frac{1}{n} \sum_{i=1}^{n} \left(\hat{y}^{(i)} - y^{(i)}\right)^2$$
#
# **Shapes.** `y` (the truth) and `y_hat` (the predictions) have one and the same shape, `(n,)`.
# The result is a plain number, a Python or a NumPy float. If the two shapes differ, raise a
# `ValueError`.
#
# **By hand.** Truth $(1, 2, 3)$, predictions $(1, 2, 5)$: the errors are $0, 0, 2$, their squares
# $0, 0, 4$, and the mean of those is $4/3 \approx 1.3333$.
#
# **What could go wrong?** Suppose that `y` has shape `(3,)` and `y_hat` has shape `(3, 1)`. Try
# `(y_hat - y).shape` in a cell of your own. Would NumPy have warned you?
#
# *Remark on the slides.* The loss slide has no factor 1/2, the next slide puts one in. In this
# course the squared error never carries a 1/2.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Read the formula from the inside out: first the errors, then their squares, then one number for
# all of them.
#
# </details>
#
# <details>
# <summary>Hint 2: without a loop</summary>
#
# Subtracting two arrays of the same shape works entry by entry, and so does `** 2`. NumPy has a
# function for the mean of an array.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Before you compute anything, compare `y.shape` with `y_hat.shape`. If they differ: `raise
# ValueError("...")`, with a sentence of your own that names both shapes. After that, the mean of
# the squared errors is one line.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "mean_squared_error", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mean_squared_error(y, y_hat):
    """The mean of the squared errors, without a factor 1/2.

    y: (n,) array, the true values
    y_hat: (n,) array, the predictions
    Returns a float
    Raises ValueError if the shapes of y and y_hat differ
    """
    ### BEGIN SOLUTION
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.shape != y_hat.shape:
        raise ValueError(f"y has shape {y.shape} but y_hat has shape {y_hat.shape}")
    errors = y_hat - y
    return float(np.mean(errors**2))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mean_squared_error-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = mean_squared_error(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 5.0]))
call = "`mean_squared_error(y=[1, 2, 3], y_hat=[1, 2, 5])`"
read = "Read again: session 1, “The loss: how wrong is a line?”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The mean makes a single float out of "
    f"all the squared errors, and a function without `return` gives None. {read}"
)
assert 1.3333 < got < 1.3334, (
    f"{call} returned {got}; right is 4/3 = 1.3333. The errors are 0, 0 and 2: square each of "
    f"them, then take the mean of the three squares, without a factor 1/2. {read}"
)

try:
    mean_squared_error(np.array([1.0, 2.0, 3.0]), np.array([[1.0], [2.0], [5.0]]))
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, TypeError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`mean_squared_error(y=[1, 2, 3], y_hat=[[1], [2], [5]])` raised {raised}; right is a "
    "ValueError. Each truth belongs to one prediction, so y and y_hat need the same shape, and "
    f"(3,) is not (3, 1). {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "mean_squared_error-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `mean_squared_error` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("mean_squared_error", mean_squared_error, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "add_bias_column-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.3 — Turn the bias into a weight (10 points)
#
# A trick that makes the formulas shorter: give each sample one more feature that is always 1. The
# bias is then the weight of that feature.
#
# $$\mathbf{X}\mathbf{w} + b = \begin{bmatrix}\mathbf{X} & \mathbf{1}\end{bmatrix}
# \begin{bmatrix}\mathbf{w} \\ b\end{bmatrix}$$
#
# **Shapes.** `X` is `(n, d)`. The result is a **new** array `(n, d + 1)` of float64. Its **last**
# column holds ones, the others hold `X`. It must work for any `n`, also for a single sample, and
# `X` itself stays as it was.
#
# **By hand.** Two houses, (63, 13) and (78, 2):
#
# $$\begin{bmatrix}63 & 13\\ 78 & 2\end{bmatrix} \;\longrightarrow\;
# \begin{bmatrix}63 & 13 & 1\\ 78 & 2 & 1\end{bmatrix}$$
#
# **What could go wrong?** Suppose that `X` holds 63.5 and 78.2. Does your result still hold these
# numbers, or 63 and 78?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# The result has as many rows as `X` and one column more. `X.shape` tells you both numbers.
#
# </details>
#
# <details>
# <summary>Hint 2: two ways</summary>
#
# Either make an array of ones with the final shape, and write `X` over all columns but the last.
# Or make one column of ones, and join it to the right of `X`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# For the first way: `np.ones((rows, columns))` is float64 by itself, and `result[:, :d]` names
# the first d columns. For the second way: a column has shape `(n, 1)`, not `(n,)`, and
# `np.concatenate` joins columns with `axis=1`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "add_bias_column", "locked": false, "schema_version": 3, "solution": true, "task": false}
def add_bias_column(X):
    """X with one more column, the last, that holds ones.

    X: (n, d) array
    Returns a new (n, d + 1) array of float64
    """
    ### BEGIN SOLUTION
    n, d = np.shape(X)
    result = np.ones((n, d + 1))
    result[:, :d] = X
    return result
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "add_bias_column-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
two_houses = np.array([[63.0, 13.0], [78.0, 2.0]])
got = add_bias_column(two_houses)
call = "`add_bias_column(X=[[63, 13], [78, 2]])`"
read = "Read again: session 1, “The bias becomes one more weight”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
)
assert got.shape == (2, 3), (
    f"{call} returned shape {got.shape}; right is (2, 3). The two houses stay two rows, and each "
    f"of them gets one feature more: the columns become three. {read}"
)
assert np.all(got[:, 2] == 1.0), (
    f"{call} returned {got.tolist()}; right is a last column of ones. The last entry of the "
    f"parameters is the bias, and it has to be multiplied by 1. {read}"
)
assert got.tolist() == [[63, 13, 1], [78, 2, 1]], (
    f"{call} returned {got.tolist()}; right is [[63, 13, 1], [78, 2, 1]]. The columns before the "
    f"last are those of X: each house keeps its own features, in their order. {read}"
)
assert two_houses.tolist() == [[63, 13], [78, 2]], (
    f"After {call} the array X itself is {two_houses.tolist()}; right is that X stays as it was. "
    f"The caller may still need the data: put the result into a new array. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "add_bias_column-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `add_bias_column` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("add_bias_column", add_bias_column, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "normal_equation-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.4 — Find the best weights and bias (20 points)
#
# The best parameters are those with the smallest squared error on the data. At that point the
# gradient of the loss is zero. Write $\mathbf{A} = [\mathbf{X}\;\mathbf{1}]$ for the data with a
# last column of ones and $\boldsymbol{\theta} = [\mathbf{w};\, b]$ for all the parameters.
# Setting the gradient to zero gives the **normal equations**:
#
# $$\mathbf{A}^{T}\mathbf{A}\,\boldsymbol{\theta} = \mathbf{A}^{T}\mathbf{y}$$
#
# **Shapes.** `X` is `(n, d)`, `y` is `(n,)`. Return the pair `(w, b)`: `w` is an array `(d,)`,
# `b` is a plain number, a float. Usually `n` is much larger than `d`.
#
# Sometimes one column can be computed from the others, or there are fewer samples than
# parameters. Then many pairs `(w, b)` are equally good. Return any one of them, with finite
# numbers.
#
# **By hand.** The house table has three houses and three unknowns. Subtract the first house from
# the two others, and $b$ is gone:
#
# $$15\,w_1 - 11\,w_2 = 0.55, \qquad 32\,w_1 - 4\,w_2 = 0.72$$
#
# Solving these gives $w_1 = 5.72/292 = 0.01959$ and $w_2 = -6.8/292 = -0.02329$. The first house
# then leaves $b = 1.40 - 63\,w_1 - 13\,w_2 = 0.46863$.
#
# **What could go wrong?** In the house table, $\mathbf{A}$ is a square matrix, so it has an
# inverse and $\mathbf{A}^{-1}\mathbf{y}$ is the answer. Which part of that still works with 965
# flats? And what happens to $(\mathbf{A}^{T}\mathbf{A})^{-1}$ when the same column is in `X`
# twice?
#
# *Remark on the slides.* The slide writes the gradient as $2\mathbf{X}^{T}(\mathbf{y} -
# \mathbf{X}\mathbf{w})$. Its sign is the other way round: $2\mathbf{X}^{T}(\mathbf{X}\mathbf{w} -
# \mathbf{y})$. The normal equations stay the same, because both are zero at the same place. In
# session 2, where we walk along the gradient, the sign matters.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# First build $\mathbf{A}$: a last column of ones beside `X`. (Write these lines again here, then
# a mistake in Exercise 1.3 cannot hurt you.) You look for the vector $\boldsymbol{\theta}$ with d
# + 1 entries for which $\mathbf{A}\boldsymbol{\theta}$ comes closest to $\mathbf{y}$.
#
# </details>
#
# <details>
# <summary>Hint 2: which tool</summary>
#
# Inverting $\mathbf{A}^{T}\mathbf{A}$ fails when columns depend on one another. `np.linalg.solve`
# fails in the same case. NumPy can also minimise $\|\mathbf{A}\boldsymbol{\theta} -
# \mathbf{y}\|^2$ directly, and then a repeated column does no harm. Read the help of
# `np.linalg.lstsq`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.linalg.lstsq` takes the matrix, the targets and `rcond=None`. It returns four things, and
# $\boldsymbol{\theta}$ is the first. The ones are in the last column, so the bias is the last
# entry of $\boldsymbol{\theta}$ and the weights are all the entries before it. `float(...)` makes
# a plain number out of one entry.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "normal_equation", "locked": false, "schema_version": 3, "solution": true, "task": false}
def normal_equation(X, y):
    """The weights and the bias with the smallest squared error on X and y.

    X: (n, d) array
    y: (n,) array
    Returns (w, b): w a (d,) array of float64, b a float
    """
    ### BEGIN SOLUTION
    n, d = np.shape(X)
    A = np.column_stack([X, np.ones(n)])
    # lstsq, not inv(A.T @ A): it still answers when columns depend on one another
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:d], float(theta[d])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "normal_equation-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
three_houses = np.array([[63.0, 13.0], [78.0, 2.0], [95.0, 9.0]])
got = normal_equation(three_houses, np.array([1.40, 1.95, 2.12]))
call = "`normal_equation(X=[[63, 13], [78, 2], [95, 9]], y=[1.40, 1.95, 2.12])`"
read = "Read again: session 1, “Set it to zero”."
read_bias = "Read again: session 1, “The bias becomes one more weight”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is the pair (w, b). `return w, b` makes a pair of the two, "
    f"and a function without `return` gives None. {read}"
)
got_w, got_b = got
assert isinstance(got_w, np.ndarray) and got_w.dtype == np.float64 and got_w.shape == (2,), (
    f"{call} returned w = {got_w!r}; right is a NumPy array of float64 with shape (2,), one weight "
    f"for each feature. The bias is no part of w. {read}"
)
assert isinstance(got_b, number) and np.shape(got_b) == (), (
    f"{call} returned b = {got_b!r}; right is one plain number. All houses share one bias, the "
    f"last entry of the parameters: pick it out, and make it a float. {read_bias}"
)
assert np.all(np.abs(got_w - [0.01959, -0.02329]) < 1e-5), (
    f"{call} returned w = {got_w}; right is [0.01959, −0.02329]. Compare your matrix A with the "
    f"formula: the data, and beside them a last column of ones for the bias. {read_bias}"
)
assert 0.46862 < got_b < 0.46864, (
    f"{call} returned b = {got_b}; right is 0.46863, what the first house leaves: 1.40 − "
    "63 · 0.01959 + 13 · 0.02329. Which entry of the solution belongs to the column of ones? "
    f"{read_bias}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "normal_equation-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `normal_equation` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("normal_equation", normal_equation, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "gaussian_nll-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.5 — Score a model by its likelihood (20 points)
#
# Suppose that the truth is a linear model plus noise, and that the noise follows a normal
# distribution with mean 0 and standard deviation $\sigma$. Then each observed value has a
# probability density. The **likelihood** of the model is the product of these densities over all
# samples. Its logarithm is a sum, and with a minus sign in front, smaller is better. That is the
# **negative log-likelihood**:
#
# $$-\log P(\mathbf{y} \mid \mathbf{X})
# = \sum_{i=1}^{n} \left[ \tfrac{1}{2} \log\left(2\pi\sigma^2\right)
# + \frac{\left(y^{(i)} - \hat{y}^{(i)}\right)^2}{2\sigma^2} \right]$$
#
# **Shapes.** `y` and `y_hat` are `(n,)`, `sigma` is a number above 0. The result is a plain
# number, a float. The logarithm is the natural one. This is the **sum** over the samples, as the
# formula says, not a mean. It has to be finite for thousands of samples too. It may be negative,
# because a density can be larger than 1.
#
# **By hand.** One sample, $y = 1$, $\hat{y} = 2$, $\sigma = 1$: the first term is
# $\tfrac{1}{2}\log(2\pi) = 0.9189$, the second is $1^2/2 = 0.5$. Together $1.4189$.
#
# **What could go wrong?** You could multiply the densities first and take the logarithm at the
# end. A density is often about 0.2. What does your computer say to `0.2 ** 2000`, and to its
# logarithm?
#
# *Remarks on the slides.* The slide writes $\hat{y} = \mathbf{w}^T\mathbf{x} + b + \epsilon$. The
# noise $\epsilon$ belongs to the observed $y$; the prediction $\hat{y}$ has none. The slide's sum
# also lacks the brackets and the index $(i)$ on $y$ and $\mathbf{x}$. Both terms stand inside the
# sum.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Write the two terms for one sample. Then find out which of them changes from sample to sample.
#
# </details>
#
# <details>
# <summary>Hint 2: counting</summary>
#
# The logarithm is the same number for every sample. It still stands inside the sum, so it is
# counted n times, not once.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.log` is the natural logarithm and `np.pi` is π. A number plus an array `(n,)` is an array
# `(n,)`, so all the terms in the brackets can be one array, and one `np.sum` ends it. Mind the
# parentheses: `a / 2 * sigma**2` is not `a / (2 * sigma**2)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gaussian_nll", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gaussian_nll(y, y_hat, sigma):
    """The negative log-likelihood of y under normal noise around y_hat, summed.

    y: (n,) array, the observed values
    y_hat: (n,) array, the predictions
    sigma: a number above 0, the standard deviation of the noise
    Returns a float
    """
    ### BEGIN SOLUTION
    z = (np.asarray(y) - np.asarray(y_hat)) / sigma
    # log sqrt(2 pi sigma^2) is the same for each of the n samples
    constant = np.log(sigma) + 0.5 * np.log(2 * np.pi)
    return float(z.size * constant + 0.5 * np.sum(z**2))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gaussian_nll-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
got = gaussian_nll(np.array([1.0]), np.array([2.0]), 1.0)
call = "`gaussian_nll(y=[1], y_hat=[2], sigma=1)`"
read = "Read again: session 1, “The negative log-likelihood”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The sum runs over all samples, also "
    f"over a single one, and a function without `return` gives None. {read}"
)
assert 1.4189 < got < 1.4190, (
    f"{call} returned {got}; right is 0.9189 + 0.5 = 1.4189. The first term is half the "
    f"logarithm of 2π, the second is half the squared error: compute each of them alone. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "gaussian_nll-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `gaussian_nll` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("gaussian_nll", gaussian_nll, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "fit_gaussian_mle-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.6 — Fit a normal distribution to measurements (10 points)
#
# Ten response times were measured. Which normal distribution makes them most likely? **Maximum
# likelihood** answers: set the derivative of the log-likelihood to zero. For the normal
# distribution this gives
#
# $$\mu = \frac{1}{n} \sum_{i=1}^{n} x^{(i)}, \qquad
# \sigma^2 = \frac{1}{n} \sum_{i=1}^{n} \left(x^{(i)} - \mu\right)^2$$
#
# **Shapes.** `x` is `(n,)` with $n \ge 1$. Return the pair `(mu, sigma2)`, two floats. `sigma2`
# is the variance $\sigma^2$, not its square root.
#
# **By hand.** The ten times add up to 47.8, so $\mu = 4.78$. The squares of the ten distances
# from 4.78 add up to 14.696, so $\sigma^2 = 1.4696$.
#
# **What could go wrong?** Many statistics books divide by $n - 1$. What would that give for a
# single measurement, $n = 1$, and what does the formula above give?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Both results are means: the first is the mean of the measurements, the second is the mean of
# something else.
#
# </details>
#
# <details>
# <summary>Hint 2: the second mean</summary>
#
# Take the distances from the first mean, square them, and average again. It is the mean of an
# array with n entries, so it divides by n.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.mean` is enough for both. There is also `np.var`: look up its argument `ddof`, and what it
# divides by when you leave it out. Return the two numbers with a comma between them, each as a
# float.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "fit_gaussian_mle", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit_gaussian_mle(x):
    """The mean and the variance of the most likely normal distribution.

    x: (n,) array of measurements, n >= 1
    Returns (mu, sigma2), two floats
    """
    ### BEGIN SOLUTION
    # np.var divides by n unless it is told otherwise
    return float(np.mean(x)), float(np.var(x))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fit_gaussian_mle-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = fit_gaussian_mle(np.array([4.1, 3.6, 5.2, 2.9, 6.3, 4.8, 3.9, 5.5, 4.4, 7.1]))
call = "`fit_gaussian_mle(x=[4.1, 3.6, 5.2, 2.9, 6.3, 4.8, 3.9, 5.5, 4.4, 7.1])`"
read = "Read again: session 1, “Finding the top”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is the pair (mu, sigma2). `return mu, sigma2` makes a pair "
    f"of the two, and a function without `return` gives None. {read}"
)
for name, part in zip(("mu", "sigma2"), got):
    assert isinstance(part, number) and np.shape(part) == (), (
        f"{call} returned {name} = {part!r}; right is one plain number. Both results are means: "
        f"each of them makes a single float out of an array. {read}"
    )
got_mu, got_sigma2 = got
assert 4.7799 < got_mu < 4.7801, (
    f"{call} returned mu = {got_mu}; right is 4.78. The ten times add up to 47.8, and the most "
    f"likely middle is their mean. {read}"
)
assert 1.4695 < got_sigma2 < 1.4697, (
    f"{call} returned sigma2 = {got_sigma2}; right is 1.4696, in squared seconds. The ten squared "
    f"distances from 4.78 add up to 14.696, and the variance is their mean. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "fit_gaussian_mle-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `fit_gaussian_mle` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("fit_gaussian_mle", fit_gaussian_mle, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "linear_regression-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.7 — Put it together in a class (15 points)
#
# Write a class that is used like the models of scikit-learn: `fit` finds the parameters,
# `predict` uses them, `score` says how good the predictions are. The score is $R^2$. It compares
# the model with the simplest of all answers, the mean $\bar{y}$:
#
# $$R^2 = 1 -
# \frac{\sum_i \left(y^{(i)} - \hat{y}^{(i)}\right)^2}{\sum_i \left(y^{(i)} - \bar{y}\right)^2}$$
#
# 1 is perfect, 0 is as good as always answering $\bar{y}$, below 0 is worse than that.
#
# **Shapes.** `X` is `(n, d)`, `y` is `(n,)`. After `fit` the model has two attributes: `w`, an
# array `(d,)`, and `b`, a float. In `score`, $\bar{y}$ is the mean of the `y` that `score` gets.
#
# | Method | What it does |
# |:--|:--|
# | `fit(X, y)` | finds the least-squares solution, as in Exercise 1.4; returns `self` |
# | `predict(X)` | returns the predictions `(n,)`; before `fit` it raises a `RuntimeError` |
# | `score(X, y)` | returns $R^2$, a float, for the `X` and `y` given; leaves the model as it is |
#
# A new `fit` forgets the old one. After `fit`, a change in the arrays that it was given changes
# nothing in the model.
#
# Please write the class so that it works by itself, without calling your functions from above.
# You may copy lines from them. If an earlier exercise is still open or wrong, you can do this one
# all the same.
#
# **By hand.** Truth $(1, 2, 3)$, predictions $(1, 2, 5)$: the squared errors add up to 4, the
# squared distances from the mean 2 add up to 2, so $R^2 = 1 - 4/2 = -1$. This is worse than
# always answering 2. And on the diabetes data of the test below, the model reaches $R^2 = 0.4526$
# on patients that it has not seen.
#
# **What could go wrong?** You fit on one set of samples and score on another. From which of the
# two does $\bar{y}$ come?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# `fit` is Exercise 1.4, with the results kept in `self.w` and `self.b`. `predict` is Exercise 1.1
# with these two. `score` is the formula above.
#
# </details>
#
# <details>
# <summary>Hint 2: before fit</summary>
#
# `self.w` is `None` until `fit` has run. `predict` can look at that first, with an `if`, and then
# `raise RuntimeError("...")`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `fit` ends with `return self`. In `score`, call `self.predict(X)` once and make two sums: of the
# squared errors, and of the squared distances between `y` and `np.mean(y)`. Both use the `X` and
# `y` that `score` was given. Divide, subtract from 1, and turn it into a `float`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "linear_regression", "locked": false, "schema_version": 3, "solution": true, "task": false}
class LinearRegression:
    """Linear regression by least squares.

    After fit: w is a (d,) array of float64, b is a float.
    """

    def __init__(self):
        self.w = None
        self.b = None

    def fit(self, X, y):
        """Find w and b for X (n, d) and y (n,). Returns self."""
        ### BEGIN SOLUTION
        n, d = np.shape(X)
        A = np.column_stack([X, np.ones(n)])
        theta = np.linalg.lstsq(A, y, rcond=None)[0]
        self.w, self.b = theta[:d], float(theta[d])
        return self
        ### END SOLUTION

    def predict(self, X):
        """The predictions (n,) for X (n, d). Raises RuntimeError before fit."""
        ### BEGIN SOLUTION
        if self.w is None:
            raise RuntimeError("this model has no parameters yet: call fit first")
        return np.asarray(X, dtype=np.float64) @ self.w + self.b
        ### END SOLUTION

    def score(self, X, y):
        """R squared of the predictions for X (n, d) against y (n,), a float."""
        ### BEGIN SOLUTION
        y = np.asarray(y, dtype=np.float64)
        unexplained = np.sum((y - self.predict(X)) ** 2)
        total = np.sum((y - np.mean(y)) ** 2)
        return float(1.0 - unexplained / total)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "linear_regression-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
patients, progression = load_diabetes(return_X_y=True)
fit_X, new_X, fit_y, new_y = train_test_split(patients, progression, test_size=0.2, random_state=42)
read_fit = "Read again: session 1, “Set it to zero”."
read_predict = "Read again: session 1, “The model: a weighted sum”."
read_score = "Read again: session 1, “The price of a flat in Athens”."
number = (float, int, np.floating, np.integer, np.ndarray)

try:
    LinearRegression().predict(new_X)
    raised = "no error"
except RuntimeError:
    raised = "a RuntimeError"
except (AttributeError, TypeError, ValueError):
    raised = "another error"
assert raised == "a RuntimeError", (
    f"`LinearRegression().predict(X)` raised {raised}; right is a RuntimeError. The weights come "
    f"from `fit`; before it there are none, and whoever calls `predict` has to hear so. {read_fit}"
)

model = LinearRegression()
assert model.fit(fit_X, fit_y) is model, (
    "`model.fit(X, y)` returned something else than `model`; right is the model itself, `self`. "
    "A method without `return` gives None. With `self`, `LinearRegression().fit(X, y).predict(X)` "
    f"works in one line. {read_fit}"
)
got = getattr(model, "w", None)
assert isinstance(got, np.ndarray), (
    f"After `model.fit(X, y)` with ten features, `model.w` is of type {type(got).__name__}; right "
    f"is a NumPy array. `fit` has to keep in `self.w` what it has found. {read_fit}"
)
assert got.shape == (10,) and got.dtype == np.float64, (
    f"After `model.fit(X, y)` with ten features, `model.w` has shape {got.shape} and type "
    f"{got.dtype}; right is (10,) and float64. Each feature has one weight, and the bias is kept "
    f"apart. {read_fit}"
)
got = getattr(model, "b", None)
assert isinstance(got, number) and np.shape(got) == (), (
    f"After `model.fit(X, y)`, `model.b` is {got!r}; right is one plain number. All patients share "
    f"one bias, and `fit` has to keep it in `self.b`. {read_fit}"
)

got = model.predict(new_X)
assert isinstance(got, np.ndarray), (
    f"`model.predict(X)` for 89 patients returned a value of type {type(got).__name__}; right is a "
    f"NumPy array. A method without `return` gives None. {read_predict}"
)
assert got.shape == (89,) and got.dtype == np.float64, (
    f"`model.predict(X)` for 89 patients returned shape {got.shape} and type {got.dtype}; right is "
    f"(89,) and float64. Each row of X becomes one number. {read_predict}"
)

got = model.score(new_X, new_y)
assert isinstance(got, number) and np.shape(got) == (), (
    f"`model.score(X, y)` for 89 patients returned a value of type {type(got).__name__}; right is "
    f"one plain number. R² is made of two sums, each of them over all the samples. {read_score}"
)
assert 0.4516 < got < 0.4536, (
    f"`model.score(X, y)` for 89 new patients returned {got}; right is 0.4526. The number depends "
    "on `fit`, `predict` and `score`: try each of them on three houses, where you can compute by "
    f"hand. {read_score}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "linear_regression-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `LinearRegression` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("linear_regression", LinearRegression, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.
#
# The file `athens_flats.csv` lists 1,000 flats in Athens with their size in m², their age in
# years and their asking price in euro. As in the house table, we estimate the price from size and
# age. Very large and very expensive flats are left out, which leaves 965. The price is counted in
# units of 100,000 euro.

# %% nbgrader={"grade": false, "grade_id": "real-data-load", "locked": true, "schema_version": 3, "solution": false, "task": false}
table = np.genfromtxt("athens_flats.csv", delimiter=",", names=True)
table = table[(table["size"] <= 200) & (table["price"] <= 400_000)]
flats = np.column_stack([table["size"], table["age"]])  # m², years
flat_prices = table["price"] / 100_000
print(f"{len(flats)} flats; the mean price is {flat_prices.mean():.3f} times 100,000 euro.")

BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-flats-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **The flats.** With correct functions you will read the weights 0.01580 and −0.01537, the bias
# 0.296 and $R^2 = 0.495$. A square metre adds about 1,580 euro, a year of age takes away about
# 1,540 euro.

# %% nbgrader={"grade": false, "grade_id": "real-data-flats", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_flats():
    w, b = normal_equation(flats, flat_prices)
    predicted = predict_linear(flats, w, b)
    if np.shape(predicted) != flat_prices.shape:
        raise ValueError("one prediction for each flat is needed")
    loss = float(mean_squared_error(flat_prices, predicted))
    print(f"price = {w[0]:.5f} · size + ({w[1]:.5f}) · age + {float(b):.3f}")
    print(f"mean squared error {loss:.4f},  R² = {1 - loss / np.var(flat_prices):.3f}")

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    left.scatter(flats[:, 0], flat_prices, s=8, alpha=0.4, color=BLUE, label="flats")
    size = np.array([flats[:, 0].min(), 200.0])
    for age, colour, line in ((5.0, GREEN, "-"), (40.0, VERMILLION, "--")):
        same_age = np.column_stack([size, np.full(2, age)])
        price_line = predict_linear(same_age, w, b)
        left.plot(size, price_line, line, lw=2, color=colour, label=f"your model, age {age:.0f}")
    left.set(xlabel="size (m²)", ylabel="price (100,000 euro)", title="The fit")
    left.legend()

    right.scatter(flat_prices, predicted, s=8, alpha=0.4, color=BLUE, label="flats")
    right.plot([0, 4], [0, 4], "--", color=ORANGE, lw=2, label="predicted = true")
    right.set(xlabel="true price (100,000 euro)", ylabel="predicted price (100,000 euro)")
    right.set_title("Predicted against true")
    right.legend()
    plt.show()


when_ready(show_flats, "Exercises 1.1, 1.2 and 1.4")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-flats-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *965 flats and your model. Left: price against size; the lines are the model's
# price for a flat of 5 and of 40 years. They are parallel, because a linear model gives a year
# the same price at every size. Right: each point is a flat; on the dashed line the prediction is
# exact. Expensive flats lie below the line: the model asks too little for them.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-noise-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **What is left over.** A **residual** is the true value minus the prediction. Maximum likelihood
# assumed that it is normal noise. Fit a normal distribution to the residuals and look. Its
# variance is the mean squared error, and no other $\sigma$ gives a smaller negative
# log-likelihood.

# %% nbgrader={"grade": false, "grade_id": "real-data-noise", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_noise():
    w, b = normal_equation(flats, flat_prices)
    predicted = predict_linear(flats, w, b)
    if np.shape(predicted) != flat_prices.shape:
        raise ValueError("one prediction for each flat is needed")
    residuals = flat_prices - predicted
    mu, sigma2 = map(float, fit_gaussian_mle(residuals))
    sigma = np.sqrt(sigma2)
    print(f"residuals: mean {abs(mu):.4f}, sigma {sigma:.3f} (times 100,000 euro)")
    for factor in (0.5, 1.0, 2.0):
        nll = float(gaussian_nll(flat_prices, predicted, factor * sigma))
        print(f"negative log-likelihood with sigma = {factor * sigma:.3f}: {nll:8.1f}")

    figure, axes = plt.subplots(figsize=(6.5, 3.8), layout="constrained")
    axes.hist(residuals, bins=40, density=True, color=BLUE, alpha=0.5, label="residuals")
    grid = np.linspace(residuals.min(), residuals.max(), 300)
    density = np.exp(-((grid - mu) ** 2) / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)
    axes.plot(grid, density, color=VERMILLION, lw=2, label="your normal distribution")
    axes.set(xlabel="residual (100,000 euro)", ylabel="density", title="Is the noise normal?")
    axes.legend()
    plt.show()


when_ready(show_noise, "Exercises 1.1, 1.4, 1.5 and 1.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-noise-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *Residuals of the 965 flats and the normal distribution that fits them best. The
# real residuals are more peaked, with a long tail to the right: some flats cost far more than
# predicted. The assumption of normal noise is useful here, but not exactly true.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-diabetes-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **New samples.** The aim is to predict samples that the model has not seen. The diabetes data of
# scikit-learn hold 442 patients: ten measurements each, and how far the disease had progressed a
# year later. Your class is fitted on four fifths of them, the training set, and scored on the
# rest, the test set. You will read $R^2 = 0.528$ for training and $0.453$ for test.

# %% nbgrader={"grade": false, "grade_id": "real-data-diabetes", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_diabetes():
    X, y = load_diabetes(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
    model = LinearRegression().fit(X_train, y_train)

    figure, axes = plt.subplots(figsize=(5.5, 4.5), layout="constrained")
    for name, X_part, y_part, colour, marker in (
        ("training", X_train, y_train, BLUE, "o"),
        ("test", X_test, y_test, VERMILLION, "^"),
    ):
        label = f"{name}: {len(y_part)} patients, R² = {float(model.score(X_part, y_part)):.3f}"
        print(label)
        predicted = model.predict(X_part)
        axes.scatter(y_part, predicted, s=16, alpha=0.6, c=colour, marker=marker, label=label)
    axes.plot([25, 350], [25, 350], "--", color=ORANGE, lw=2, label="predicted = true")
    axes.set(xlabel="true progression", ylabel="predicted progression", title="Diabetes")
    axes.legend()
    plt.show()


when_ready(show_diabetes, "Exercise 1.7")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-diabetes-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 3.** *Predicted against true progression of diabetes. The test patients were not used
# in `fit`, and the score on them is lower. Only the test score tells what to expect of the next
# patient.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 1.8 — Read the result (5 points)
#
# Two models estimate the price of a flat from its size and its age. You need not have finished
# the other exercises to answer.
#
# * **Model A** was fitted to three flats, as in the house table. All its residuals are zero.
# * **Model B** was fitted to the 965 flats of Athens. Its $R^2$ on them is 0.495.
#
# A new flat comes on the market in Athens. **Which of the two models would you trust more for its
# price, and why?** Write four to eight sentences in the cell below (double-click on it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** a clear choice, with a reason
# * **2 points:** what the zero residuals of model A say, and what not; count samples and parameters
# * **1 point:** what $R^2 = 0.495$ says in plain words, and where the rest may come from
# * **1 point:** how you would check your choice, on which data

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** I would trust model B more. Model A has three parameters (two weights and a
# bias) and was fitted to three flats. Three equations in three unknowns can be solved exactly
# (unless the flats happen to lie on one line in the plane of size and age), whatever the prices
# are, even wrong ones. Its zero residuals therefore say nothing about how well it predicts: it
# fits the noise of the three prices as well as the rule behind them. Model B has the same three
# parameters, but 965 flats have to agree on them, so the noise of single flats averages out. Its
# $R^2$ of 0.495 means that size and age explain about half of the variance of the prices,
# compared with always answering the mean price. The other half comes from what the model does not
# see, such as the area of the city, the floor or the condition, from a relation that is not
# exactly linear, and from noise. So model B is more trustworthy, but not precise: it is often
# wrong by about 55,000 euro. I would check this on flats that neither model has seen: hold some
# flats back, fit on the others, and compare the errors of both on the flats held back.
#
# **Marking scheme.** 1 point: chooses B (or "neither much, but B more") and gives a reason. 2
# points: 1 for counting, three samples and three parameters, so that the fit is exact for any
# prices; 1 for the consequence, a zero training error is no evidence about new flats. 1 point:
# about half of the variance is explained relative to the mean, and a source of the rest is named.
# Not "49.5 % of the predictions are right". 1 point: data not used for fitting (a test set,
# held-out or new flats). An answer that chooses A because its error is zero gets no point in the
# first two rows, but can get the others.
#
# **For the marker, measured.** A plane through three flats drawn at random from the 965, scored
# on the other 962, repeated 300 times: the median of $R^2$ is about −0.7, and in two cases out of
# three the plane is worse than answering the mean. Fitted on half of the flats, the median on the
# other half is about 0.49.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Is your answer to Exercise 1.8 written?
# 3. Save the notebook. Keep its name.
