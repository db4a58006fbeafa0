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
# # Session 2 — Gradient descent: assignment
#
# In this notebook you write gradient descent from the ground up: a slope that is measured, a slope
# by a formula, the walk itself, a prediction of what a step will do, features on one scale, small
# batches, and in the end all of it together. At the end your own code walks to the price of flats
# in Athens. Plan about 85 minutes, and more if you need them.
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
# | 2.1 | `numerical_gradient` | 5 | 10 | 15 |
# | 2.2 | `mse_gradient` | 5 | 10 | 15 |
# | 2.3 | `gradient_descent` | 5 | 10 | 15 |
# | 2.4 | `first_order_change`, `second_order_change` | 3 | 7 | 10 |
# | 2.5 | `standardize` | 5 | 10 | 15 |
# | 2.6 | `iterate_minibatches` | 3 | 7 | 10 |
# | 2.7 | `sgd_linear_regression` | 5 | 10 | 15 |
# | 2.8 | an answer in words, read by a person | | | 5 |
# | | **Total** | | | **100** |
#
# The visible tests check the type, the shape and the worked number. The hidden tests run after
# you hand in. They check the rest of what the statement says, on other inputs: passing the
# visible tests alone does not prove that a function is right.
#
# Each exercise is graded by itself. A mistake in one of them costs nothing in the next. So please
# write every function to work by itself, without calling your functions from above. You may copy
# lines from them.

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
from sklearn.model_selection import train_test_split

# %% [markdown] nbgrader={"grade": false, "grade_id": "house-table-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## A small data set
#
# The house table of the slides again: area, age and price of three houses. Think of square metres,
# years and some large amount of money. It is there for you to try your functions on.

# %% nbgrader={"grade": false, "grade_id": "house-table", "locked": true, "schema_version": 3, "solution": false, "task": false}
houses = np.array([[63.0, 13.0], [78.0, 2.0], [95.0, 9.0]])  # columns: area, age
prices = np.array([1.40, 1.95, 2.12])

# %% [markdown] nbgrader={"grade": false, "grade_id": "numerical_gradient-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.1 — Measure a gradient (15 points)
#
# How fast does a function change when *one* of its parameters changes a little? Move this parameter
# by a small step $h$ up, and by $h$ down, and compare. That is the **central difference**. All the
# slopes together are the **gradient**.
#
# $$g_j = \frac{f(\boldsymbol\theta + h\,\mathbf{e}_j)
# - f(\boldsymbol\theta - h\,\mathbf{e}_j)}{2h}$$
#
# $\mathbf{e}_j$ is 1 in place $j$ and 0 in all the others: only entry $j$ moves.
#
# **Shapes.** `f` is a function. It takes an array of the shape of `theta` and returns a number.
# `theta` is an array of *any* shape: a vector `(d,)`, a matrix `(3, 2)`, even a single number of
# shape `()`. The result has the shape of `theta`, one slope for each entry. It is float64, even
# when `theta` holds whole numbers, and it is right then, too. The step `h` is the same for every
# entry. It is 1e-6 unless the caller gives another one. `theta` itself stays as it was.
#
# **By hand.** $f(\boldsymbol\theta) = \theta_1^2 + \theta_2^2$ at $(1, -2)$. Along $\theta_1$ the
# difference is $(1 + h)^2 - (1 - h)^2 = 4h$, and divided by $2h$ that is $2$. Along $\theta_2$ it
# is $(-2 + h)^2 - (-2 - h)^2 = -8h$, and divided by $2h$ that is $-4$. The gradient is $(2, -4)$.
#
# **What could go wrong?** Try this in a cell of your own: `theta = np.array([1, -2])`, then
# `theta[0] += 1e-6`, then look at `theta`. What has changed?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# For each entry you need `f` twice, at two points that differ from `theta` in this entry alone.
# While you measure one entry, all the others stand at their old values.
#
# </details>
#
# <details>
# <summary>Hint 2: copies</summary>
#
# `up = theta` makes a second name, not a second array. `theta.copy()` makes a new array, which you
# can change. Before anything else, make floats of `theta`: NumPy's `array` has an argument `dtype`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.ndindex` takes a shape and gives the index of every entry in turn. With such an
# index you can read and write one entry: `theta[index]`. Put the slopes into an array of zeros of
# the same shape, float64. Mind the brackets in the last division: `/ 2 * h` is not `/ (2 * h)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "numerical_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def numerical_gradient(f, theta, h=1e-6):
    """The slope of f along each entry of theta, by central differences.

    f: a function that takes an array of theta's shape and returns a number
    theta: an array of any shape
    h: a number above 0, the step
    Returns an array of theta's shape, float64
    """
    ### BEGIN SOLUTION
    theta = np.array(theta, dtype=np.float64)  # an array of integers would cut h off
    slopes = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "numerical_gradient-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
def sum_of_squares(theta):
    return np.sum(np.square(theta))


got = numerical_gradient(sum_of_squares, np.array([1.0, -2.0]))
call = "`numerical_gradient(f, theta=[1, -2])` with f = the sum of the squares"
read = "Read again: session 2, “Many parameters”."
read_h = "Read again: session 2, “One parameter”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
)
assert got.shape == (2,), (
    f"{call} returned shape {got.shape}; right is (2,), the shape of theta. Each entry of theta "
    f"has a slope of its own: one number for all of them is not enough. {read}"
)
assert 1.999 < got[0] < 2.001, (
    f"{call} returned {got}; right is 2 for the first slope. The two points (1 + h, −2) and "
    f"(1 − h, −2) lie 2h apart: compare the difference of f there with 2h. {read_h}"
)
assert -4.001 < got[1] < -3.999, (
    f"{call} returned {got}; right is −4 for the second slope. While the second entry moves, the "
    f"first one has to stand at its old value, 1. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "numerical_gradient-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `numerical_gradient` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("numerical_gradient", numerical_gradient, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "mse_gradient-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.2 — The gradient of the squared error (15 points)
#
# Measuring needs two losses for every parameter. For the mean squared error of a linear model there
# is a formula, which gives all the slopes at once. With the predictions $\hat{\mathbf{y}} =
# \mathbf{X}\mathbf{w} + b$ and the loss $L = \frac{1}{n}\sum_i (\hat y^{(i)} - y^{(i)})^2$:
#
# $$\frac{\partial L}{\partial \mathbf{w}}
# = \frac{2}{n}\,\mathbf{X}^{T}(\hat{\mathbf{y}} - \mathbf{y}), \qquad
# \frac{\partial L}{\partial b} = \frac{2}{n} \sum_{i=1}^{n} \left(\hat y^{(i)} - y^{(i)}\right)$$
#
# **Shapes.** `X` is `(n, d)`, `y` is `(n,)`, `w` is `(d,)`, `b` is a number. Return the pair
# `(dw, db)`: `dw` is an array `(d,)` of float64, `db` is a plain number, a float. A gradient has
# the shape of what it is the gradient of. It must work for any `n`, also for a single sample.
#
# **By hand.** The three houses with $\mathbf{w} = (0.02, -0.02)$ and $b = 0.4$: the predictions are
# $1.40, 1.92, 2.12$, so the errors (prediction minus truth) are $0, -0.03, 0$. Only the second
# house counts. $\frac{\partial L}{\partial \mathbf{w}} = \frac{2}{3} \cdot (-0.03) \cdot (78, 2) =
# (-1.56, -0.04)$ and $\frac{\partial L}{\partial b} = \frac{2}{3} \cdot (-0.03) = -0.02$.
#
# **What could go wrong?** At the best parameters the gradient is zero. Suppose that you test your
# function there, and it gives zero. Would it give zero with the wrong sign, too? And without the
# factor 2?
#
# *Remarks on the slides.* The slide writes the gradient as $2\mathbf{X}^{T}(\mathbf{y} -
# \mathbf{X}\mathbf{w})$. Its sign is the other way round. With it, a descent climbs. The slides
# also write the loss in three ways: as a sum, as a mean, and with a factor 1/2. Ours is the mean
# without 1/2, so its gradient carries the 2 and the $1/n$.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Both parts need the errors, so compute them first: one number for each sample. Each error pulls at
# a weight with the size of that sample's feature, and at the bias with 1.
#
# </details>
#
# <details>
# <summary>Hint 2: shapes</summary>
#
# The errors are `(n,)` and `X.T` is `(d, n)`. Their product with `@` is `(d,)`, like `w`: it adds
# up over the samples. `n` is the number of rows of `X`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Three lines: the errors, prediction minus truth; `dw`, the product of hint 2 times 2 and divided
# by n; `db`, twice the mean of the errors. `float(...)` makes a plain number. To be sure of
# float64, begin with `np.asarray(X, dtype=np.float64)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "mse_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse_gradient(X, y, w, b):
    """The gradient of the mean squared error of X @ w + b against y.

    X: (n, d) array, n samples with d features
    y: (n,) array, the true values
    w: (d,) array, the weights
    b: a number, the bias
    Returns (dw, db): dw a (d,) array of float64, db a float
    """
    ### BEGIN SOLUTION
    X = np.asarray(X, dtype=np.float64)
    errors = X @ w + b - y
    return 2 * X.T @ errors / len(X), float(2 * np.mean(errors))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mse_gradient-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
three_houses = np.array([[63.0, 13.0], [78.0, 2.0], [95.0, 9.0]])
three_prices = np.array([1.40, 1.95, 2.12])
got = mse_gradient(three_houses, three_prices, np.array([0.02, -0.02]), 0.4)
call = "`mse_gradient(X, y, w=[0.02, -0.02], b=0.4)` for the three houses"
read = "Read again: session 2, “The gradient of the squared error”."
read_sign = "Read again: session 2, “The sign”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is the pair (dw, db). `return dw, db` makes a pair of the "
    f"two, and a function without `return` gives None. {read}"
)
got_dw, got_db = got
assert isinstance(got_dw, np.ndarray) and got_dw.dtype == np.float64 and got_dw.shape == (2,), (
    f"{call} returned dw = {got_dw!r}; right is a NumPy array of float64 with shape (2,), one "
    f"slope for each weight: a gradient has the shape of what it is the gradient of. {read}"
)
assert isinstance(got_db, number) and np.shape(got_db) == (), (
    f"{call} returned db = {got_db!r}; right is one plain number. All houses share one bias, so "
    f"its slope is a single number, made out of all the errors. {read}"
)
assert np.all(np.abs(got_dw - [-1.56, -0.04]) < 1e-6), (
    f"{call} returned dw = {got_dw}; right is [−1.56, −0.04]. Only the second house has an error, "
    "1.92 − 1.95 = −0.03. Compare your sign and your factor with 2/3 · (−0.03) · (78, 2). "
    f"{read_sign}"
)
assert -0.020001 < got_db < -0.019999, (
    f"{call} returned db = {got_db}; right is −0.02. The errors are 0, −0.03 and 0, prediction "
    f"minus truth: twice their mean is the slope along the bias. {read_sign}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "mse_gradient-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `mse_gradient` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("mse_gradient", mse_gradient, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "gradient_descent-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.3 — Walk downhill (15 points)
#
# **Gradient descent** starts at a point $\boldsymbol\theta_0$ and repeats one line. The **learning
# rate** $\eta$ (in the program `lr`) says how far a step goes.
#
# $$\boldsymbol\theta_{t+1} = \boldsymbol\theta_t - \eta\,\nabla L(\boldsymbol\theta_t)
# \qquad t = 0, 1, \dots, n_{\text{steps}} - 1$$
#
# **Shapes.** `theta0` is an array of any shape. `grad_fn` is a function: it takes an array of the
# shape of `theta0` and returns the gradient there, of the same shape. Return the pair
# `(theta, history)`, both float64. `theta` is where the walk ends, with the shape of `theta0`.
# `history` is an array `(n_steps + 1, ...)`, where the dots stand for the shape of `theta0`: row 0
# is `theta0` and row t is the point after t steps. For a `theta0` of shape `(3, 2)` and 4 steps it
# is `(5, 3, 2)`.
#
# The walk takes exactly `n_steps` steps, all with the same `lr`. It does not stop early, even if
# the loss grows or nothing moves. With `n_steps = 0` the history holds `theta0` alone. A gradient
# can be expensive, so `grad_fn` is called once for each step: `n_steps` times in all. `theta0`
# stays as it was, and it may hold whole numbers.
#
# **By hand.** $L(\theta) = \theta^2$ has the gradient $2\theta$. With $\eta = 0.1$ a step leads
# from $\theta$ to $\theta - 0.1 \cdot 2\theta = 0.8\,\theta$. From $\theta_0 = 1$ the points are
# $1,\; 0.8,\; 0.64,\; 0.512$: three steps, four points. With two parameters and $L = \theta_1^2 +
# \theta_2^2$, each entry walks in this way by itself: from $(1, -2)$ to $(0.8, -1.6)$, and so on.
#
# **What could go wrong?** Suppose that your history is a list. Your loop changes one array with
# `theta -= ...` and appends that array at each step. Which numbers does the list hold at the end?
#
# *Remark on the slides.* They write $\theta^* = \min_\theta \text{loss}$. The min is the smallest
# *loss*, a number. The parameters that reach it are the **arg min**, and that is what we walk to.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# A loop of `n_steps` rounds. Each round asks for the gradient at the point where the walk stands
# *now*, makes the next point out of it, and writes that point down.
#
# </details>
#
# <details>
# <summary>Hint 2: new arrays</summary>
#
# `theta = theta - step` makes a new array at every step. `theta -= step` changes the old
# one, and with it everything that shares its memory: `theta0`, and the points that you wrote
# down before.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Begin with a copy of `theta0` in floats (NumPy's `array` makes copies, and has an argument
# `dtype`), and with a list that holds this copy. Append the new point in each round. After the loop
# `np.array(...)` makes one array out of the list, with one row for each point.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gradient_descent", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_descent(grad_fn, theta0, lr, n_steps):
    """Walk n_steps steps against the gradient.

    grad_fn: takes an array of theta0's shape, returns the gradient there, of the same shape
    theta0: an array of any shape, the first point
    lr: a number above 0, the learning rate
    n_steps: a whole number, 0 or more
    Returns (theta, history): the last point, and an array (n_steps + 1, *theta0's shape)
    of all points, theta0 first; both float64
    """
    ### BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    history = [theta]
    for _ in range(n_steps):
        theta = theta - lr * grad_fn(theta)  # a new array, so that the old points stay
        history.append(theta)
    return theta, np.array(history)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_descent-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
def slope_of_the_square(theta):
    return 2 * theta


got = gradient_descent(slope_of_the_square, np.array([1.0, -2.0]), 0.1, 3)
call = "`gradient_descent(grad_fn, theta0=[1, -2], lr=0.1, n_steps=3)` with the gradient 2 · theta"
read = "Read again: session 2, “The walk”."

assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned a value of type {type(got).__name__}; right is the pair (theta, history). "
    "`return theta, history` makes a pair of the two, and a function without `return` gives None. "
    f"{read}"
)
for name, part, shape in zip(("theta", "history"), got, ((2,), (4, 2))):
    assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
        f"{call} returned {name} of type {type(part).__name__}; right is a NumPy array of float64. "
        f"A list of points becomes one array with `np.array(...)`. {read}"
    )
    assert part.shape == shape, (
        f"{call} returned {name} with shape {part.shape}; right is {shape}. theta is a single "
        f"point, shaped like theta0; three steps have four points, and each is a row. {read}"
    )
got_theta, got_history = got
points = [[1.0, -2.0], [0.8, -1.6], [0.64, -1.28], [0.512, -1.024]]
assert np.all(np.abs(got_history - points) < 1e-9), (
    f"{call} returned the history {got_history.tolist()}; right is {points}. The first row is "
    "theta0, and each point is 0.8 times the one before: compare your first step with "
    f"1 − 0.1 · 2. {read}"
)
assert np.all(np.abs(got_theta - points[-1]) < 1e-9), (
    f"{call} returned theta = {got_theta}; right is [0.512, −1.024], the point where the walk "
    f"ends. It is also the last row of the history. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "gradient_descent-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `gradient_descent` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("gradient_descent", gradient_descent, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "taylor_change-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.4 — What will a step do? (10 points)
#
# You stand at $\boldsymbol\theta$ and know the gradient $\nabla L$ there. How much will the loss
# change if you take the step $\boldsymbol\delta$ (delta)? **Taylor's formula** gives two answers.
# The first follows the tangent, the second also knows the curvature:
#
# $$\text{first order: } \boldsymbol\delta^{T}\nabla L \qquad\qquad
# \text{second order: } \boldsymbol\delta^{T}\nabla L
# + \tfrac{1}{2}\,\boldsymbol\delta^{T} H\,\boldsymbol\delta$$
#
# $H$ is the **Hessian** matrix, the table of all second derivatives. It is symmetric.
#
# **Shapes.** `grad` and `delta` are `(d,)`, `H` is `(d, d)`. Both functions return a plain number,
# a float, also when the inputs hold whole numbers. It is negative where the loss falls. The second
# change *includes* the first-order part.
#
# **By hand.** $L = \theta_1^2 + \theta_2^2$ at $(1, -2)$. The gradient is $(2, -4)$, and $H$ has 2
# on the diagonal and 0 beside it. The step is $(0.1, 0.2)$. First order: $0.1 \cdot 2 + 0.2 \cdot
# (-4) = -0.6$. Second order: $-0.6 + \frac{1}{2}(2 \cdot 0.1^2 + 2 \cdot 0.2^2) = -0.6 + 0.05 =
# -0.55$. The truth is $1.1^2 + 1.8^2 - 5 = -0.55$, too: for a quadratic loss the second order is
# exact.
#
# **What could go wrong?** `grad * delta` runs without an error. Which shape does it have? And what
# should your function say to a step at a right angle to the gradient?
#
# *Remark on the slides.* They write Taylor's formula for a single number $\theta$, and use it for a
# vector. They also cut it after the first order and conclude: move against the gradient. This
# lowers the loss only if the step is small enough. The second order says how small.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# First order: each parameter's step times its own slope, and all of these added up. That is the
# inner product of two vectors, one number.
#
# </details>
#
# <details>
# <summary>Hint 2: the curvature</summary>
#
# `H @ delta` is a vector `(d,)`: how much each slope changes along the step. It needs `delta` once
# more to become a number.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.dot(a, b)` of two vectors is their inner product. You need it once in the first function, and
# twice in the second: for the gradient, and for `delta` with `H @ delta`. Only the curvature
# carries the 1/2. Each function ends with `float(...)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "taylor_change", "locked": false, "schema_version": 3, "solution": true, "task": false}
def first_order_change(grad, delta):
    """The change of the loss along the tangent, for the step delta.

    grad: (d,) array, the gradient where the step begins
    delta: (d,) array, the step
    Returns a float
    """
    ### BEGIN SOLUTION
    return float(np.dot(grad, delta))
    ### END SOLUTION


def second_order_change(grad, H, delta):
    """The change of the loss by tangent and curvature together, for the step delta.

    grad: (d,) array, the gradient where the step begins
    H: (d, d) array, the second derivatives there, symmetric
    delta: (d,) array, the step
    Returns a float
    """
    ### BEGIN SOLUTION
    return float(np.dot(grad, delta) + np.dot(delta, H @ delta) / 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "taylor_change-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = first_order_change(np.array([2.0, -4.0]), np.array([0.1, 0.2]))
call = "`first_order_change(grad=[2, -4], delta=[0.1, 0.2])`"
read = "Read again: session 2, “Many parameters: the vector form”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The step of each parameter is multiplied "
    f"by its slope, and all the products are added up. A function without `return` gives None. "
    f"{read}"
)
assert -0.6001 < got < -0.5999, (
    f"{call} returned {got}; right is −0.6. By hand that is 0.1 · 2 + 0.2 · (−4): compare both "
    f"terms and their signs with your code. {read}"
)

curvatures = np.array([[2.0, 0.0], [0.0, 2.0]])
got = second_order_change(np.array([2.0, -4.0]), curvatures, np.array([0.1, 0.2]))
call = "`second_order_change(grad=[2, -4], H=[[2, 0], [0, 2]], delta=[0.1, 0.2])`"
assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The matrix H needs delta on both sides "
    f"to become a number. A function without `return` gives None. {read}"
)
assert -0.5501 < got < -0.5499, (
    f"{call} returned {got}; right is −0.55. The first order gives −0.6, and the curvature adds "
    f"half of 2 · 0.1² + 2 · 0.2², which is 0.05. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "taylor_change-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `first_order_change` and `second_order_change` further here, after you hand
# in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("taylor_change", first_order_change, second_order_change, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "standardize-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.5 — Put all features on one scale (15 points)
#
# Features in different units make the valley of the loss long and narrow, and the walk slow.
# **Standardising** moves the mean of every column to 0 and makes its standard deviation 1:
#
# $$z^{(i)}_j = \frac{x^{(i)}_j - \mu_j}{\sigma_j}, \qquad
# \mu_j = \frac{1}{n}\sum_{i=1}^{n} x^{(i)}_j, \qquad
# \sigma_j^2 = \frac{1}{n}\sum_{i=1}^{n} \left(x^{(i)}_j - \mu_j\right)^2$$
#
# The sums run over the rows of the **training set**. Every other set, a test set or a single new
# flat, is transformed with the *same* $\mu$ and $\sigma$.
#
# **Shapes.** `X_train` is `(n, d)`, `X_other` is `(m, d)`. Return four arrays of float64, in this
# order: `Z_train` `(n, d)`, `Z_other` `(m, d)`, `mu` `(d,)` and `sd` `(d,)`, the $\sigma_j$.
# The variance divides by n, not by n − 1. The tables may hold whole numbers, and they stay as they
# were.
#
# A column can be **constant** in `X_train`: all its numbers are equal. (In a table with one row,
# every column is.) Such a column becomes zeros in `Z_train` and finite numbers in `Z_other`, any
# will do. Its `sd` is 0 or 1, as you like. A column with a *small* spread is not constant.
#
# **By hand.** Three flats with size and age: $(60, 2)$, $(80, 8)$, $(100, 5)$. $\mu = (80, 5)$. The
# squared distances of the sizes are $400, 0, 400$, so $\sigma_1 = \sqrt{800/3} = 16.33$. Those of
# the ages are $9, 9, 0$, so $\sigma_2 = \sqrt{18/3} = 2.449$. The sizes become $-1.225,\; 0,\;
# 1.225$, the ages $-1.225,\; 1.225,\; 0$. A new flat $(120, 5)$ becomes $(40/16.33,\; 0/2.449) =
# (2.449, 0)$.
#
# **What could go wrong?** One new flat comes on the market, and somebody standardises it with its
# own mean. Which numbers come out, for this flat and for any other?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Two steps: describe the columns of `X_train` by two numbers each. Then use these numbers on both
# tables. `X_other` has no say in the first step.
#
# </details>
#
# <details>
# <summary>Hint 2: columns</summary>
#
# `axis=0` runs down the columns, over the samples: `np.mean(X, axis=0)` has shape `(d,)`. `np.std`
# takes `axis` too. Look up what it divides by when you leave out `ddof`. An array `(n, d)` minus an
# array `(d,)` subtracts from every row.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# A constant column is one whose largest and smallest number are equal:
# `X_train.max(axis=0) == X_train.min(axis=0)` is True for such a column. Where it is True, let `mu`
# be that number and `sd` be 1, before you divide. `np.where(condition, a, b)` takes `a` where the
# condition holds, else `b`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "standardize", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardize(X_train, X_other):
    """Both tables by the mean and the standard deviation of X_train's columns.

    X_train: (n, d) array
    X_other: (m, d) array
    Returns (Z_train, Z_other, mu, sd), arrays of float64: (n, d), (m, d), (d,) and (d,);
    a column that is constant in X_train is zeros in Z_train and finite in Z_other
    """
    ### BEGIN SOLUTION
    X_train, X_other = np.asarray(X_train), np.asarray(X_other)
    # not "sd == 0": the mean of equal numbers can be rounded, and sd is then tiny, but not 0
    constant = np.ptp(X_train, axis=0) == 0
    mu = np.where(constant, X_train[0], np.mean(X_train, axis=0))
    sd = np.where(constant, 1.0, np.std(X_train, axis=0))
    return (X_train - mu) / sd, (X_other - mu) / sd, mu, sd
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "standardize-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
three_flats = np.array([[60.0, 2.0], [80.0, 8.0], [100.0, 5.0]])
got = standardize(three_flats, np.array([[120.0, 5.0]]))
call = "`standardize(X_train=[[60, 2], [80, 8], [100, 5]], X_other=[[120, 5]])`"
read = "Read again: session 2, “One scale for all features”."
read_other = "Read again: session 2, “Only from the training set”."

assert isinstance(got, (tuple, list)) and len(got) == 4, (
    f"{call} returned a value of type {type(got).__name__}; right are four arrays, Z_train, "
    "Z_other, mu and sd. `return` them with commas between them; a function without `return` gives "
    f"None. {read}"
)
for name, part, shape in zip(("Z_train", "Z_other", "mu", "sd"), got, ((3, 2), (1, 2), (2,), (2,))):
    assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
        f"{call} returned {name} = {part!r}; right is a NumPy array of float64. All four results "
        f"are arrays, also mu and sd, which hold one number for each column. {read}"
    )
    assert part.shape == shape, (
        f"{call} returned {name} with shape {part.shape}; right is {shape}. The tables keep their "
        f"shapes, and mu and sd have one number for each column, that is for each feature. {read}"
    )
got_train, got_other, got_mu, got_sd = got
assert np.all(np.abs(got_mu - [80.0, 5.0]) < 1e-6), (
    f"{call} returned mu = {got_mu}; right is [80, 5], the means of the sizes 60, 80, 100 and of "
    f"the ages 2, 8, 5. The flat in X_other does not count. {read_other}"
)
assert np.all(np.abs(got_sd - [16.3299, 2.4495]) < 1e-3), (
    f"{call} returned sd = {got_sd}; right is [16.33, 2.449]. The squared distances of the sizes "
    f"add up to 800: divide by 3, the number of training flats, and take the root. {read}"
)
assert np.all(np.abs(got_train - [[-1.2247, -1.2247], [0.0, 1.2247], [1.2247, 0.0]]) < 1e-3), (
    f"{call} returned Z_train = {got_train.tolist()}; right is [[−1.225, −1.225], [0, 1.225], "
    f"[1.225, 0]]. From each number subtract the mean of its column, then divide by the column's "
    f"standard deviation. {read}"
)
assert np.all(np.abs(got_other - [[2.4495, 0.0]]) < 1e-3), (
    f"{call} returned Z_other = {got_other.tolist()}; right is [[2.449, 0]]. The new flat is "
    f"measured by the training flats: (120 − 80) / 16.33 and (5 − 5) / 2.449. {read_other}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "standardize-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `standardize` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("standardize", standardize, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "iterate_minibatches-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.6 — Cut the data into small batches (10 points)
#
# The loss is a mean over samples, so a small random part of the samples is enough to estimate its
# gradient. Such a part is a **mini-batch**. One **epoch** uses every sample exactly once:
#
# $$\underbrace{1, 2, \dots, n}_{\text{all samples}} \;\longrightarrow\;
# \text{a random order} \;\longrightarrow\;
# \underbrace{\boxed{m}\;\boxed{m}\;\cdots\;\boxed{\text{the rest}}}_{\lceil n / m \rceil
# \text{ batches}}$$
#
# **Shapes.** `X` is `(n, d)`, `y` is `(n,)`, `batch_size` (the $m$ of the formula) is at least 1.
# Write a **generator**: a function that gives one pair `(X_batch, y_batch)` after the other with
# `yield`, instead of returning all of them at once. Both are arrays: `X_batch` is `(m, d)` and
# `y_batch` is `(m,)`. They keep the dtypes of `X` and `y`, so whole-number labels stay whole
# numbers.
#
# * All batches have `batch_size` samples, only the last one may be smaller: it holds what is left
#   over. There is no empty batch. If `batch_size` is larger than n, one batch holds all.
# * Each sample is in exactly one batch, beside its own label.
# * Every call draws a new random order of *all* samples, from `rng` and from nothing else. So two
#   generators with the same seed give the same batches, other seeds give others, and two epochs
#   with one generator differ.
# * `X` and `y` themselves stay as they were, also in their order.
#
# **By hand.** Ten samples, batch size 4: the batches have 4, 4 and 2 samples.
#
# **What could go wrong?** Shuffle `X`, and then shuffle `y`, each with an order of its own. Every
# sample is still there, and every label. What is wrong with the pairs?
#
# *Remark on the slides.* They ask of a loss that it makes sense on a mini-batch. The mean squared
# error does: with batches of equal size, the mean over the batches is the mean over all samples.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Do not move the data, but a list of numbers: the indices 0 … n−1 in a random order. Cut this list
# into pieces. Each piece says which rows of `X` and which labels make a batch.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# `rng.permutation(n)` gives the indices in a random order. `X[chosen]`, with an array of indices,
# takes these rows of `X` into a new array. A slice may reach beyond the end:
# `np.arange(10)[8:12]` has two entries, and that is no error.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Draw one order before the loop. `range(0, n, batch_size)` gives the places where the batches
# begin: 0, 4, 8 for ten samples. In the loop, cut out the indices from `start` to
# `start + batch_size`, and `yield` the rows of `X` and the labels that belong to them.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "iterate_minibatches", "locked": false, "schema_version": 3, "solution": true, "task": false}
def iterate_minibatches(X, y, batch_size, rng):
    """All samples once, in a new random order, in batches: one epoch.

    X: (n, d) array
    y: (n,) array
    batch_size: a whole number, at least 1
    rng: a NumPy random generator, from which the order is drawn
    Yields pairs (X_batch, y_batch) of arrays, with the dtypes of X and y
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]  # one order for both keeps the pairs together
        yield X[chosen], y[chosen]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "iterate_minibatches-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
ten_X, ten_y = np.arange(10.0).reshape(10, 1), np.arange(10)
got = iterate_minibatches(ten_X, ten_y, 4, np.random.default_rng(0))
call = "`iterate_minibatches(X, y, batch_size=4, rng)` for ten samples"
read = "Read again: session 2, “How to cut the batches”."

assert hasattr(got, "__next__"), (
    f"{call} returned a value of type {type(got).__name__}; right is a generator, which gives one "
    "batch after the other. A function becomes one as soon as it has a `yield` in its loop, in "
    f"place of a `return`. {read}"
)
batches = []
for batch in got:
    batches.append(batch)
    if len(batches) > 10:
        break
assert len(batches) <= 10, (
    f"{call} goes on after ten batches; right are three batches. When all ten samples are used up, "
    f"the epoch is over: look at what ends your loop. {read}"
)
assert all(isinstance(batch, (tuple, list)) and len(batch) == 2 for batch in batches), (
    f"{call} gave batches of type {[type(batch).__name__ for batch in batches]}; right are pairs "
    f"(X_batch, y_batch). `yield rows, labels` gives the two together. {read}"
)
parts = [part for batch in batches for part in batch]
assert all(isinstance(part, np.ndarray) for part in parts), (
    f"{call} gave pairs that hold values of type {[type(part).__name__ for part in parts]}; right "
    f"are NumPy arrays. An array with an array of indices in its brackets is an array again. {read}"
)
sizes = [part.shape[0] if part.ndim else 0 for part in parts[1::2]]
assert sizes == [4, 4, 2], (
    f"{call} gave batches with {sizes} labels; right is [4, 4, 2]. Two batches are full, and the "
    f"two samples that are left over make one more, which is smaller. {read}"
)
shapes = [part.shape for part in parts]
assert shapes == [(4, 1), (4,), (4, 1), (4,), (2, 1), (2,)], (
    f"{call} gave arrays of the shapes {shapes}; right is (4, 1) for the rows of X and (4,) for "
    f"their labels, and (2, 1) and (2,) in the last batch. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "iterate_minibatches-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `iterate_minibatches` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("iterate_minibatches", iterate_minibatches, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "sgd_linear_regression-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.7 — Stochastic gradient descent (15 points)
#
# Now put it together: a linear model that learns from small batches. For every batch $B$ work out
# both slopes at the present $(\mathbf{w}, b)$, then move both:
#
# $$\mathbf{w} \leftarrow \mathbf{w} - \eta\,\frac{\partial L_B}{\partial \mathbf{w}}, \qquad
# b \leftarrow b - \eta\,\frac{\partial L_B}{\partial b}$$
#
# $L_B$ is the mean squared error of the samples *in the batch*, as in Exercise 2.2, also for a
# smaller last batch. Neither n nor the number of batches appears in a step.
#
# **Shapes.** `X` is `(n, d)`, `y` is `(n,)`; `lr` is the learning rate $\eta$, a number.
# `batch_size` and `epochs` are whole numbers, at least 1. The walk starts at `w` = 0 and `b` = 0.
# Return three things: `w`, an array `(d,)`, `b`, a float, and `losses`, an array `(epochs,)`. Its
# entry e is the mean squared error of the **whole** set after epoch e. The arrays are float64, even
# when `X` and `y` hold whole numbers.
#
# One epoch is as in Exercise 2.6: every sample is used exactly once, in a new random order that
# comes from `rng` and from nothing else, and every batch makes one step, the smaller last one too.
# With `batch_size` ≥ n it is plain gradient descent on all samples. It never stops early, even if
# the loss grows. `X` and `y` stay as they were.
#
# **By hand.** The samples $-1, 0, 1$ with the truth $1, 3, 5$, in one batch of three, with $\eta =
# 0.1$ and one epoch. At zero all predictions are 0, so the errors are $-1, -3, -5$. The slope along
# $w$ is $\frac{2}{3}\left((-1)(-1) + 0 + 1 \cdot (-5)\right) = -\frac{8}{3}$, along $b$ it is
# $\frac{2}{3}(-9) = -6$. So $w = 0.2667$ and $b = 0.6$. The predictions are now $0.333, 0.6,
# 0.867$, and the mean of the squared errors is $7.763$. After many epochs the walk comes to the
# answer of the normal equations, $w = 2$ and $b = 3$: the line goes through all three points.
#
# **What could go wrong?** Suppose that you change `w` first, and then work out the slope of `b`
# with predictions that use the new `w`. At which point is that slope taken?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Two loops, one inside the other: epochs outside, batches inside. A step belongs into the inner
# loop. The loss of the whole set belongs into the outer one, behind the inner loop.
#
# </details>
#
# <details>
# <summary>Hint 2: one step</summary>
#
# Take the rows and the labels of the batch. Work out the errors once, and from them both slopes,
# with the number of samples *in this batch* under the 2. Only then change `w` and `b`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Copy the cutting from Exercise 2.6 and the two slopes from Exercise 2.2 into your function. A new
# order is drawn at the start of each epoch. Start with `w = np.zeros(d)`, `b = 0.0` and an empty
# list for the losses. After the inner loop append the mean squared error of all of `X` and `y`. At
# the end, `float(b)` and `np.array(losses)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sgd_linear_regression", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sgd_linear_regression(X, y, lr, batch_size, epochs, rng):
    """A linear model by mini-batch gradient descent on the squared error, from zero.

    X: (n, d) array
    y: (n,) array
    lr: a number above 0, the learning rate
    batch_size: a whole number, at least 1
    epochs: a whole number, at least 1
    rng: a NumPy random generator, from which the orders are drawn
    Returns (w, b, losses): w a (d,) array, b a float, losses an (epochs,) array with the
    mean squared error of the whole set after each epoch
    """
    ### BEGIN SOLUTION
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    losses = []
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            chosen = order[start : start + batch_size]
            errors = X[chosen] @ w + b - y[chosen]
            # both slopes come from the same errors, so both belong to the old w and b
            dw, db = 2 * X[chosen].T @ errors / len(chosen), 2 * np.mean(errors)
            w, b = w - lr * dw, b - lr * db
        losses.append(np.mean((X @ w + b - y) ** 2))
    return w, float(b), np.array(losses)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sgd_linear_regression-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
three_X, three_y = np.array([[-1.0], [0.0], [1.0]]), np.array([1.0, 3.0, 5.0])
one_step = sgd_linear_regression(three_X, three_y, 0.1, 3, 1, np.random.default_rng(0))
long_walk = sgd_linear_regression(three_X, three_y, 0.1, 2, 200, np.random.default_rng(0))
call_one = "`sgd_linear_regression(X, y, lr=0.1, batch_size=3, epochs=1, rng)` for y = 1, 3, 5"
call_long = "`sgd_linear_regression(X, y, lr=0.1, batch_size=2, epochs=200, rng)` for y = 1, 3, 5"
read = "Read again: session 2, “Stochastic gradient descent”."
number = (float, int, np.floating, np.integer, np.ndarray)

for call, got, epochs in ((call_one, one_step, 1), (call_long, long_walk, 200)):
    assert isinstance(got, (tuple, list)) and len(got) == 3, (
        f"{call} returned a value of type {type(got).__name__}; right are three things, w, b and "
        f"losses. `return` them with commas between them; a function without `return` gives None. "
        f"{read}"
    )
    for name, part, shape in (("w", got[0], (1,)), ("losses", got[2], (epochs,))):
        assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
            f"{call} returned {name} of type {type(part).__name__}; right is a NumPy array of "
            f"float64. The weights start as an array of zeros, and a list of losses becomes an "
            f"array with `np.array(...)`. {read}"
        )
        assert part.shape == shape, (
            f"{call} returned {name} with shape {part.shape}; right is {shape}. There is one "
            f"weight for each feature, and one loss for each epoch, whatever the number of "
            f"batches. {read}"
        )
    assert isinstance(got[1], number) and np.shape(got[1]) == (), (
        f"{call} returned b = {got[1]!r}; right is one plain number. All samples share one bias: "
        f"its slope is a mean over the batch, a single number. {read}"
    )

assert 0.2666 < one_step[0][0] < 0.2667, (
    f"{call_one} returned w = {one_step[0]}; right is 0.26667. All samples are in one batch, so "
    "there is one step: from 0, by 0.1 times the slope −8/3, downhill. Compare the slope with "
    f"yours. {read}"
)
assert 0.59999 < one_step[1] < 0.60001, (
    f"{call_one} returned b = {one_step[1]}; right is 0.6. At zero the errors are −1, −3 and −5, "
    f"so the slope is −6. Are both slopes taken at the old w and b? {read}"
)
assert 7.7629 < one_step[2][0] < 7.7631, (
    f"{call_one} returned losses = {one_step[2]}; right is 7.76296, the mean squared error of all "
    f"three samples with the new w and b: the loss is measured after the epoch. {read}"
)
assert 1.9 < long_walk[0][0] < 2.1 and 2.85 < long_walk[1] < 3.15, (
    f"{call_long} returned w = {long_walk[0]} and b = {long_walk[1]}; right is 2 and 3, to within "
    f"5 %. The line through all three points is the answer of the normal equations, and 400 "
    f"steps should come close to it. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "sgd_linear_regression-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `sgd_linear_regression` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("sgd_linear_regression", sgd_linear_regression, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.
#
# The data are the flats of Session 1: 965 flats in Athens with their size in m² and their age in
# years. The price is counted in units of 100,000 euro. Session 1 *solved* for the best weights and
# bias. Now your functions *walk* there.

# %% nbgrader={"grade": false, "grade_id": "real-data-load", "locked": true, "schema_version": 3, "solution": false, "task": false}
table = np.genfromtxt("athens_flats.csv", delimiter=",", names=True)
table = table[(table["size"] <= 200) & (table["price"] <= 400_000)]
flats = np.column_stack([table["size"], table["age"]])  # m², years
flat_prices = table["price"] / 100_000
print(f"{len(flats)} flats; the mean price is {flat_prices.mean():.3f} times 100,000 euro.")

BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def best_fit(X, y):
    """The weights and the bias of Session 1: the answer of the normal equations."""
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:-1], theta[-1]


def squared_error(X, y, w, b):
    """The mean squared error of the model X @ w + b."""
    return np.mean((X @ w + b - y) ** 2)


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-check-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Is the formula right?** A measured gradient needs no formula, so it can check one. The next cell
# measures the gradient of the 965 flats at $\mathbf{w} = (0.01, -0.01)$, $b = 0.5$, and computes
# it. You will read −20.3829, −0.6357 and −0.1342 in both lines.

# %% nbgrader={"grade": false, "grade_id": "real-data-check", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_check():
    theta = np.array([0.01, -0.01, 0.5])  # two weights and the bias

    def loss(theta):
        return squared_error(flats, flat_prices, theta[:2], theta[2])

    dw, db = mse_gradient(flats, flat_prices, theta[:2], theta[2])
    for name, slopes in (("computed", [*dw, db]), ("measured", numerical_gradient(loss, theta))):
        print(f"{name}: size {slopes[0]:9.4f}   age {slopes[1]:8.4f}   bias {slopes[2]:8.4f}")


when_ready(show_check, "Exercises 2.1 and 2.2")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-step-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **What will a step do?** The next cell takes one step from zero, exactly against the gradient,
# with three learning rates. The first order promises a fall each time. For 0.00012 and 0.00013 it
# even promises more than the whole loss, which is 1.62. The second order knows better: it agrees
# with the truth in every digit shown, because this loss is quadratic. At 0.00013 the loss *rises*.
# These are the two rates of the lecture's opening question.

# %% nbgrader={"grade": false, "grade_id": "real-data-step", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_step():
    n = len(flats)
    A = np.column_stack([flats, np.ones(n)])
    gradient, curvatures = -2 * A.T @ flat_prices / n, 2 * A.T @ A / n  # at zero
    before = np.mean(flat_prices**2)
    print(f"the loss at zero is {before:.4f}; a step changes it by")
    print("learning rate   first order   second order     truth")
    for lr in (0.00001, 0.00012, 0.00013):
        step = -lr * gradient
        first = float(first_order_change(gradient, step))
        second = float(second_order_change(gradient, curvatures, step))
        truth = squared_error(flats, flat_prices, step[:2], step[2]) - before
        print(f"{lr:13.5f} {first:13.4f} {second:14.4f} {truth:9.4f}")


when_ready(show_step, "Exercise 2.4")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-path-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Two walks.** Size and age are standardised, and the bias is held at its best value, so that the
# loss can be drawn as a map of two weights. One walk uses all flats in each step. The other uses a
# batch of 16: your batches of one epoch, as they come. Both take 60 steps with the learning rate
# 0.05.

# %% nbgrader={"grade": false, "grade_id": "real-data-path", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_path():
    Z = standardize(flats, flats)[0]
    b = flat_prices.mean()
    bottom = best_fit(Z, flat_prices)[0]
    epoch = zip(range(60), iterate_minibatches(Z, flat_prices, 16, np.random.default_rng(0)))

    def full_slope(w):
        return mse_gradient(Z, flat_prices, w, b)[0]

    def batch_slope(w):
        _, (X_batch, y_batch) = next(epoch)
        return mse_gradient(X_batch, y_batch, w, b)[0]

    start = np.array([-0.3, 0.4])
    figure, axes = plt.subplots(figsize=(6.2, 5.2), layout="constrained")
    w1, w2 = np.meshgrid(np.linspace(-0.5, 0.9, 60), np.linspace(-0.7, 0.6, 60))
    grid = np.column_stack([w1.ravel(), w2.ravel()])
    losses = np.mean((grid @ Z.T + b - flat_prices) ** 2, axis=1).reshape(w1.shape)
    levels = losses.min() + np.array([0.02, 0.08, 0.2, 0.4, 0.7, 1.1])
    axes.contour(w1, w2, losses, levels=levels, colors="0.6", linewidths=0.9)
    for name, slope, colour, marker in (
        ("all 965 flats", full_slope, BLUE, "o"),
        ("batches of 16", batch_slope, VERMILLION, "s"),
    ):
        end, walk = gradient_descent(slope, start, 0.05, 60)
        axes.plot(walk[:, 0], walk[:, 1], color=colour, marker=marker, ms=4, lw=1, label=name)
        distance = float(np.linalg.norm(end - bottom))
        print(f"{name}: {len(walk) - 1} steps, the end is {distance:.3f} away from the bottom")
    axes.plot(*bottom, "*", ms=17, color=ORANGE, mec="black", label="normal equations", zorder=5)
    axes.annotate("start", start, (-6, 8), textcoords="offset points")
    axes.set(xlabel="w of the size", ylabel="w of the age", title="Sixty steps", aspect="equal")
    axes.legend(loc="lower left")
    plt.show()


when_ready(show_path, "Exercises 2.2, 2.3, 2.5 and 2.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-path-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *The loss of the flats over two weights; the grey lines join points of equal loss,
# and the star is the answer of the normal equations. With all flats the walk is a straight line to
# the star, because the standardised valley is nearly round. With batches of 16 it staggers about
# the same way. But it reads 16 flats for each step, and not 965.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-sgd-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Raw or standardised.** Four fifths of the flats, the training set, are for learning; the others
# are the test set. Your `sgd_linear_regression` runs twice: on the raw features with the learning
# rate 0.00001, and on the standardised ones with 0.01. Both take batches of 16 and 20 epochs, with
# three seeds each. (Much larger rates make the raw walk jump about or run away.) Beside them stands
# the answer of the normal equations. All weights are shown per m² and per year, so the standardised
# ones are turned back: $w_j / \sigma_j$, and $b - \sum_j w_j \mu_j / \sigma_j$.
#
# The standardised walk should come close to the normal equations: a bias between about 0.2 and
# 0.35, where they say 0.279. The bias of the raw walk has hardly left zero. Your own numbers depend
# on how you draw the order.

# %% nbgrader={"grade": false, "grade_id": "real-data-sgd", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_sgd():
    X, X_test, y, y_test = train_test_split(flats, flat_prices, test_size=0.2, random_state=42)
    Z, _, mu, sd = standardize(X, X_test)
    best_w, best_b = best_fit(X, y)
    best_loss = squared_error(X, y, best_w, best_b)

    def report(name, w, b):
        test = squared_error(X_test, y_test, w, b)
        print(f"{name:16} {w[0]:9.5f} {w[1]:9.5f} {b:8.4f} {test:11.4f}")

    print("                     size       age     bias   test loss")
    report("normal equations", best_w, best_b)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for name, features, lr, colour, line in (
        ("raw", X, 0.00001, VERMILLION, "--"),
        ("standardised", Z, 0.01, BLUE, "-"),
    ):
        for seed in range(3):
            w, b, losses = sgd_linear_regression(
                features, y, lr, 16, 20, np.random.default_rng(seed)
            )
            if name == "standardised":
                w, b = w / sd, b - np.sum(w * mu / sd)
            report(f"{name}, seed {seed}", w, float(b))
            label = name if seed == 0 else None
            epochs = np.arange(1, 21)
            left.plot(epochs, losses, line, color=colour, lw=1.5, label=label)
            right.semilogy(epochs, losses - best_loss, line, color=colour, lw=1.5, label=label)
    left.axhline(best_loss, color=ORANGE, lw=2, ls=":", label="normal equations")
    left.set(ylabel="training loss", ylim=(0.3, 0.52), title="Loss against epoch")
    right.set(ylabel="loss above the normal equations", title="The same, on a log scale")
    for axes in (left, right):
        axes.set(xlabel="epoch", xticks=[1, 5, 10, 15, 20])
        axes.legend()
    plt.show()


when_ready(show_sgd, "Exercises 2.5 and 2.7")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-sgd-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *Training loss after each epoch, three seeds each. Left: the standardised walk
# settles on the dotted line of the normal equations, the raw walk jumps about above it. Right: how
# far above. The standardised walk comes about a hundred times closer. Its last bit of noise comes
# from the batches, and a smaller learning rate would lower it.*
#
# Look at the test losses, too. The raw walk has a bias that is far from the best one, and still it
# predicts not much worse on the test flats. The weights have bent to make up for it. A slow
# walk is seen in the parameters long before it is seen in the loss.

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 2.8 — Read the result (5 points)
#
# A friend walks on all 965 flats with plain gradient descent, from zero, once with the raw features
# and once with the standardised ones. You need not have finished the other exercises to answer.
#
# | Steps | Raw, rate 0.00012: loss | Raw: bias | Standardised, rate 0.1: loss |
# |--:|--:|--:|--:|
# | 0 | 1.6230 | 0.0000 | 1.6230 |
# | 10 | 0.5030 | 0.0001 | 0.3204 |
# | 100 | 0.3130 | 0.0007 | 0.3053 |
# | 1,000 | 0.3127 | 0.0062 | 0.3053 |
# | 10,000 | 0.3104 | 0.0563 | 0.3053 |
#
# The friend looks at the raw walk between step 100 and step 1,000 and says: "The loss no longer
# changes, so this walk has arrived. The best bias for raw features is 0.006." **Is the friend
# right, and what would you do?** Write four to eight sentences in the cell below (double-click on
# it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** a clear verdict, with evidence from the table
# * **2 points:** why the raw walk is so slow: what limits the learning rate, and what has to crawl
# * **1 point:** what you would change, and why a larger learning rate on the raw features is no
#   cure
# * **1 point:** how one can find out whether a walk has arrived, without a second walk to compare
#   with

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** The friend is wrong: the walk has not arrived, it crawls. From step 1,000 to
# step 10,000 the loss still falls, from 0.3127 to 0.3104, and the bias grows ninefold, from 0.0062
# to 0.0563. And the standardised walk shows that a loss of 0.3053 is possible. (Standardising
# changes the coordinates, not the best loss.) The raw loss is a long and narrow valley, because the
# sizes are numbers around 80 and the column of the bias is 1. Across the valley the loss bends
# sharply, and this steep direction sets the limit for the learning rate, $2/\lambda_{\max}$. The
# same rate is then far too small for the flat direction, mainly that of the bias, so the walk
# creeps along the valley's floor. I would standardise the features: then all directions bend about
# equally and 0.1 is a good rate for all of them, and afterwards the weights can be turned back into
# m² and years. A larger rate is no cure, since 0.00013 is already beyond the limit and the walk
# diverges. To find out whether a walk has arrived I would look at the gradient, which must shrink
# towards zero in every direction, or, for this model, compare with the normal equations.
#
# **Marking scheme.** 1 point: says that the walk has not arrived, and names a number of the table
# (the loss or the bias after 1,000 steps, or 0.3053). 2 points: 1 for the steep direction (large
# curvature, large feature values) that limits the rate; 1 for the flat direction, or the bias, in
# which this rate is too small. The words "condition number" or "narrow valley" with an explanation
# earn both. 1 point: standardise (or another scaling of the features), and a larger rate diverges
# or overshoots. "More steps" alone earns nothing here. 1 point: a test that does not only look at
# how much the loss has changed: the size of the gradient, the normal equations, or the curvatures
# that say how long the walk takes. Also good: a walk from another start ends elsewhere. An answer
# that agrees with the friend gets nothing in the first row, but can get the others.
#
# **For the marker, measured.** The best loss is 0.30534, at the bias 0.29640. The curvatures of the
# raw loss are 15,911, 864 and 0.175, with the condition number 90,724; the limit is 0.0001257. At
# rate 0.00012 the flat direction needs about 33,000 steps to halve its distance, and about 219,000
# to come a hundred times nearer; after 100,000 steps the loss is 0.3055 and the bias 0.260. The
# length of the gradient is 193 at the start, 0.0538 after 100 steps, 0.0509 after 1,000 and 0.0421
# after 10,000: small, but it hardly shrinks. In the standardised walk it is 4e-10 after 100 steps.
# With the rate 0.00013 the raw loss is 4.68 after 10 steps and 61.7 after 30.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Is your answer to Exercise 2.8 written?
# 3. Save the notebook. Keep its name.
