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
# # Session 4 — Multiclass classification: assignment
#
# In this notebook you write a classifier for more than two classes: one-hot labels, the softmax,
# its loss and its gradient, and a small class that joins them. At the end your own code learns to
# read handwritten digits. Plan about 90 minutes, and more if you need them.
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
# | 4.1 | `one_hot` | 3 | 7 | 10 |
# | 4.2 | `softmax` | 6 | 14 | 20 |
# | 4.3 | `categorical_cross_entropy` | 5 | 10 | 15 |
# | 4.4 | `softmax_cross_entropy_with_logits` | 5 | 10 | 15 |
# | 4.5 | `softmax_cross_entropy_backward` | 5 | 10 | 15 |
# | 4.6 | `SoftmaxRegression` | 5 | 10 | 15 |
# | 4.7 | `output_layer_for` | 1.5 | 3.5 | 5 |
# | 4.8 | an answer in words, read by a person | | | 5 |
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
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Two pictures of animals
#
# A picture shows a cat (class 0), a dog (class 1) or a rabbit (class 2). A model gives each
# picture three scores, the **logits**. The first row below holds the logits of the slides. Picture
# 0 is a cat, picture 1 is a rabbit. They are there for you to try your functions on.

# %% nbgrader={"grade": false, "grade_id": "animals", "locked": true, "schema_version": 3, "solution": false, "task": false}
animal_logits = np.array([[2.0, 1.0, 0.1], [0.5, -1.0, 3.0]])  # columns: cat, dog, rabbit
animal_labels = np.array([0, 2])

# %% [markdown] nbgrader={"grade": false, "grade_id": "one_hot-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.1 — Turn labels into rows (10 points)
#
# A label is the number of a class, and this number is only a name. To compare a label with
# probabilities, turn it into a row with a single 1, in the column of its class:
#
# $$Y_{ij} = \begin{cases} 1 & \text{if } j = y^{(i)}\\ 0 & \text{otherwise} \end{cases}$$
#
# **Shapes.** `y` is `(n,)` and holds integers. `num_classes` is $q$, a whole number. The result is
# `(n, q)`, an array of float64: one row for each sample, one column for each class, also for a
# class that does not occur in `y`. It must work for a single sample and for a single class.
#
# The classes are 0 … q−1. If any label in `y` is outside this range, raise a `ValueError`.
#
# **By hand.** Labels 2 and 0, three classes: $2 \to (0, 0, 1)$ and $0 \to (1, 0, 0)$.
#
# **What could go wrong?** Python counts −1 from the end. What would the label −1 become, and would
# NumPy warn you?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Start with a table full of zeros in its final shape. In each row, one entry has to change.
#
# </details>
#
# <details>
# <summary>Hint 2: which entries</summary>
#
# Row 0 changes in the column `y[0]`, row 1 in the column `y[1]`, and so on. A loop over the rows
# is fine. NumPy can also do all rows at once: with a list of row numbers and a list of column
# numbers of the same length, `Y[rows, columns]` names one entry for each pair.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# First look for bad labels: `np.any(y < 0)` finds those below the range, and one more comparison
# finds those above. Mind that $q$ itself is already too large. Then `raise ValueError("...")`,
# with a sentence of your own. After that: `np.zeros` for the table, `np.arange(len(y))` for the
# row numbers, and the labels are the column numbers.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "one_hot", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_hot(y, num_classes):
    """Each label becomes a row with a single 1, in the column of its class.

    y: (n,) array of integers, the labels
    num_classes: a whole number q
    Returns a (n, q) array of float64
    Raises ValueError if a label is outside 0 ... q - 1
    """
    ### BEGIN SOLUTION
    y = np.asarray(y)
    if np.any(y < 0) or np.any(y >= num_classes):
        raise ValueError(f"the labels have to lie in 0 ... {num_classes - 1}")
    Y = np.zeros((len(y), num_classes))
    Y[np.arange(len(y)), y] = 1.0
    return Y
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "one_hot-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = one_hot(np.array([2, 0]), 3)
call = "`one_hot(y=[2, 0], num_classes=3)`"
read = "Read again: session 4, “Labels as one-hot rows”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, whole numbers, or True and False? {read}"
)
assert got.shape == (2, 3), (
    f"{call} returned shape {got.shape}; right is (2, 3). Each of the two samples has a row, and "
    f"each of the three classes has a column, also class 1, which does not occur here. {read}"
)
assert got.tolist() == [[0, 0, 1], [1, 0, 0]], (
    f"{call} returned {got.tolist()}; right is [[0, 0, 1], [1, 0, 0]]. The classes are counted "
    f"from 0, so the label 2 has its 1 in the third column, and all else is 0. {read}"
)

try:
    one_hot(np.array([0, 3]), 3)
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, KeyError, TypeError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`one_hot(y=[0, 3], num_classes=3)` raised {raised}; right is a ValueError. Three classes are "
    "0, 1 and 2, so the label 3 belongs to none of them: look for such labels before you fill the "
    f"table. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "one_hot-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `one_hot` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("one_hot", one_hot, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "softmax-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.2 — Turn scores into probabilities (20 points)
#
# The **softmax** makes probabilities out of the logits of one sample: take the power
# $e^z$ of each logit, then divide by the sum of these powers.
#
# $$p_i = \frac{e^{z_i}}{\sum_{j=1}^{q} e^{z_j}}$$
#
# **Shapes.** `Z` is a table `(n, q)`, one sample in each row, or a single row `(q,)`. The result
# has the shape of `Z` and is float64, also when `Z` holds whole numbers. Each row is treated by
# itself, and sums to 1. It must work for a single sample and for a single class. `Z` itself stays
# as it was.
#
# The logits may be any finite numbers, in any mixture: 1000 in one row, −1000 in the next,
# ordinary numbers in a third. The result is then still right, and never `nan`. Do not cut the
# logits off.
#
# **By hand.** The slide's logits are 2, 1 and 0.1. Their powers are 7.389, 2.718 and 1.105, with
# the sum 11.212. Dividing gives $0.659$, $0.242$ and $0.099$. And three equal logits give 1/3
# each, whatever they are.
#
# **What could go wrong?** Try `np.exp(1000.0)` and `np.exp(-1000.0)` in a cell of your own. What
# would the formula make of a row of three such logits? Which number can you subtract from *all*
# logits of a row without changing its probabilities?
#
# *Remarks on the slides.* The slide has the sum 11.22, because it adds rounded numbers; exact is
# 11.2125. One deck writes $\sigma(z_i)$ for the softmax. In this course $\sigma$ is the sigmoid
# only, which needs a single number; the softmax needs the whole row.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Write the formula down for one row first. Then find out what breaks for large logits. The lecture
# shows that adding the same number to all logits of a row changes nothing.
#
# </details>
#
# <details>
# <summary>Hint 2: which number, which axis</summary>
#
# Subtract from each row its own largest logit. Then no power is above 1, and one of them is
# exactly
# 1. Both the maximum and the sum run along the *last* axis. Called `axis=-1`, it is the right one
#    for a table and for a single row.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.max` and `np.sum` take `axis=-1` and `keepdims=True`. Without `keepdims` the maxima of a
# table have the shape `(n,)`, and NumPy lays them along the columns. With it they have the shape
# `(n, 1)`, one for each row. Make a new array of the powers; `-=` on `Z` would change the caller's
# numbers.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(Z):
    """Each row of logits becomes a row of probabilities.

    Z: (n, q) or (q,) array, any finite numbers
    Returns a new array of float64 with the shape of Z; each row sums to 1
    """
    ### BEGIN SOLUTION
    Z = np.asarray(Z, dtype=np.float64)
    # the row's own maximum cancels in the fraction, and no power is above 1
    powers = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax-visible", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
two_rows = np.array([[2.0, 1.0, 0.1], [0.0, 0.0, 0.0]])
got = softmax(two_rows)
call = "`softmax(Z=[[2, 1, 0.1], [0, 0, 0]])`"
read = "Read again: session 4, “Softmax”."
read_rows = "Read again: session 4, “Each row by itself”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
)
assert got.shape == (2, 3), (
    f"{call} returned shape {got.shape}; right is (2, 3), the shape of Z. Every logit becomes one "
    f"probability, in the same place. {read}"
)
assert np.all(np.abs(got.sum(axis=1) - 1) < 1e-9), (
    f"{call} returned {got.round(4).tolist()}, with the row sums {got.sum(axis=1).round(4)}; right "
    "is 1 for each row. Which numbers do you add up before you divide: those of one row, of one "
    f"column, or all of them? {read_rows}"
)
assert np.all(np.abs(got[0] - [0.659, 0.242, 0.099]) < 0.0006), (
    f"{call} returned {got[0].round(4).tolist()} in its first row; right is 0.659, 0.242 and "
    "0.099. By hand: the powers are 7.389, 2.718 and 1.105, and each of them is divided by their "
    f"sum. {read}"
)
assert np.all(np.abs(got[1] - 1 / 3) < 0.0006), (
    f"{call} returned {got[1].round(4).tolist()} in its second row; right is 1/3 three times. "
    f"Equal logits have equal powers, so they share the 1 equally. {read}"
)
assert two_rows.tolist() == [[2.0, 1.0, 0.1], [0.0, 0.0, 0.0]], (
    f"After {call} the array Z itself is {two_rows.round(4).tolist()}; right is that Z stays as it "
    f"was. The caller may still need the logits: put the powers into a new array. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "softmax-hidden", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `softmax` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("softmax", softmax, points=14)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "categorical_cross_entropy-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.3 — Put a price on the probabilities (15 points)
#
# How good are probabilities when the true class is known? The **categorical cross-entropy**
# charges each sample for the probability that its true class got, and takes the mean:
#
# $$L = -\frac{1}{n} \sum_{i=1}^{n} \sum_{j=1}^{q} Y_{ij} \log P_{ij}$$
#
# **Shapes.** `Y` (the truth) and `P` (the probabilities) are both `(n, q)`. The result is a plain
# number, a Python or a NumPy float. The logarithm is the natural one. The mean is over the n
# samples, not over all n·q entries.
#
# The rows of `Y` sum to 1. They are one-hot, or **soft labels** such as (0.7, 0.2, 0.1); the
# formula is the same. The entries of `P` lie in 0 … 1, and both 0 and 1 can occur. The result is
# always finite:
#
# * Where $Y_{ij} = 0$, the term is 0, also if $P_{ij} = 0$.
# * Where the true class has $P_{ij} = 0$, the formula says ∞. Give the sample some finite price
#   instead, but one above 15. All other prices stay as the formula says (to five digits).
#
# **By hand.** The slide's sample is of class A, $\mathbf{y} = (1, 0, 0)$, and its probabilities
# are $\mathbf{p} = (0.7, 0.2, 0.1)$. So $L = -(1 \cdot \log 0.7 + 0 \cdot \log 0.2 + 0 \cdot \log
# 0.1) = -\log 0.7 = 0.3567$.
#
# **What could go wrong?** On the slide the true class is the first one, and it is the most
# probable one too, and there is just one sample. Which wrong programs give 0.3567 all the same?
# Make an example of your own that tells them apart.
#
# *Remark on the slides.* Inside the sum over samples, the slides write $y_j \log \hat{y}_i$, and
# once $y_i \log \hat{y}_i$. Each sample has a label and a prediction of its own, so both need two
# indices: the sample and the class.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Work from the inside out: the logarithms, then the products with `Y`, then one price for each
# sample, then the mean of these prices. A one-hot row picks the true class by itself, because all
# other products are 0.
#
# </details>
#
# <details>
# <summary>Hint 2: the zeros</summary>
#
# `np.log(0.0)` is −∞, and 0 · (−∞) is `nan`. So no 0 may reach the logarithm. Lift the entries of
# `P` that are too small to a tiny positive number first. A price above 15 needs a number below
# $e^{-15}$, which is about $3 \cdot 10^{-7}$.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.maximum(P, tiny)` gives a new array in which no entry is below `tiny`, and 1e-12 is a good
# choice. `Y` times the logarithms is a table `(n, q)`. `np.sum(..., axis=1)` makes one number for
# each row, and `np.mean` makes one number of these. Mind the minus sign.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "categorical_cross_entropy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def categorical_cross_entropy(Y, P):
    """The mean over the samples of -log of the probability of the truth.

    Y: (n, q) array, one-hot rows or soft labels; each row sums to 1
    P: (n, q) array of probabilities in 0 ... 1
    Returns a float, always finite
    """
    ### BEGIN SOLUTION
    # log 0 is -inf, and 0 * -inf is nan
    log_P = np.log(np.maximum(P, 1e-300))
    return float(-np.mean(np.sum(Y * log_P, axis=1)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "categorical_cross_entropy-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
got = categorical_cross_entropy(np.array([[1.0, 0.0, 0.0]]), np.array([[0.7, 0.2, 0.1]]))
call = "`categorical_cross_entropy(Y=[[1, 0, 0]], P=[[0.7, 0.2, 0.1]])`"
read = "Read again: session 4, “Cross-entropy: the price of a probability”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The prices of all samples end in a "
    f"single mean, and a function without `return` gives None. {read}"
)
assert 0.3566 < got < 0.3568, (
    f"{call} returned {got}; right is −log 0.7 = 0.3567. Only the true class counts here, because "
    f"the other two entries of Y are 0. The logarithm is the natural one. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "categorical_cross_entropy-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `categorical_cross_entropy` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("categorical_cross_entropy", categorical_cross_entropy, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "softmax_cross_entropy_with_logits-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.4 — The same loss, straight from the logits (15 points)
#
# Put the softmax into the cross-entropy, and the fraction becomes a difference. For one sample
# with the logits $z_1, \dots, z_q$ and the true class $t$:
#
# $$l = \log\Big(\sum_{j=1}^{q} e^{z_j}\Big) - z_t$$
#
# The first part is called **log-sum-exp**. The loss is the mean of $l$ over the samples.
#
# **Shapes.** `Z` is `(n, q)`, any finite numbers, also whole ones. `y` is `(n,)` and holds integer
# labels in 0 … q−1. The result is a plain number, a float. It must work for a single sample and
# for a single class. `Z` and `y` stay as they were.
#
# The result has to be exact for logits of any size, also where another row is much larger or much
# smaller. For example, the logits (1000, 0) cost 0 if class 0 is true, and 1000 if class 1 is
# true.
#
# **By hand.** The slide's logits 2, 1, 0.1, and class 0 is true: the powers sum to 11.2125, and
# $\log 11.2125 - 2 = 2.4170 - 2 = 0.4170$. The same as $-\log 0.659$.
#
# **What could go wrong?** You could compute the softmax and take the logarithm afterwards. Which
# probability does class 1 get from the logits (1000, 0)? Can a logarithm bring back what was
# rounded away?
#
# *Remark on the slides.* The derivation uses the letter $i$ for two things, for the component and
# for the index of the sum inside. Use two letters, as in $\sum_j e^{z_j}$ here.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Two numbers are needed for each row: its log-sum-exp, and the logit of its true class. Then one
# mean over the rows.
#
# </details>
#
# <details>
# <summary>Hint 2: large logits</summary>
#
# With $m = \max_j z_j$, the maximum of the row,
#
# $$\log \sum_j e^{z_j} = m + \log \sum_j e^{z_j - m}$$
#
# In the softmax, $m$ cancelled. Here it has to be added back. Each row has its own $m$.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `Z.max(axis=1)` holds the maxima, `(n,)`; to subtract them from the rows, you need them as a
# column `(n, 1)`, with `keepdims=True`. `Z[:, y]` is a table of all rows against all labels. For
# one entry from each row, give the row numbers as well: `np.arange(n)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softmax_cross_entropy_with_logits", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax_cross_entropy_with_logits(Z, y):
    """The mean of log-sum-exp minus the logit of the true class.

    Z: (n, q) array of logits, any finite numbers
    y: (n,) array of integer labels in 0 ... q - 1
    Returns a float
    """
    ### BEGIN SOLUTION
    Z = np.asarray(Z, dtype=np.float64)
    m = np.max(Z, axis=1, keepdims=True)
    log_sum_exp = m[:, 0] + np.log(np.sum(np.exp(Z - m), axis=1))
    return float(np.mean(log_sum_exp - Z[np.arange(len(Z)), y]))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy_with_logits-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
got = softmax_cross_entropy_with_logits(np.array([[2.0, 1.0, 0.1]]), np.array([0]))
call = "`softmax_cross_entropy_with_logits(Z=[[2, 1, 0.1]], y=[0])`"
read = "Read again: session 4, “The loss straight from the logits”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. Each row has one loss, and their mean "
    f"is a single float; a function without `return` gives None. {read}"
)
assert 0.4169 < got < 0.4171, (
    f"{call} returned {got}; right is 2.4170 − 2 = 0.4170. The first number is the logarithm of "
    f"the sum of the powers, 11.2125; the second is the logit of the true class. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy_with_logits-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `softmax_cross_entropy_with_logits` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("softmax_cross_entropy_with_logits", softmax_cross_entropy_with_logits, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "softmax_cross_entropy_backward-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.5 — The gradient by the logits (15 points)
#
# How does the loss change when a logit changes? The answer is short: prediction minus truth. For
# the *mean* loss of n samples it carries the factor 1/n:
#
# $$\frac{\partial L}{\partial Z} = \frac{1}{n}\left(P - Y\right), \qquad P = \text{softmax}(Z)$$
#
# **Shapes.** `Z` is `(n, q)`, any finite numbers. `Y` is `(n, q)`; its rows are one-hot or soft
# labels, and sum to 1. The result is a new array `(n, q)` of float64, the shape of `Z`. `Z` and
# `Y` may hold whole numbers, and both stay as they were. It must work for a single sample and for
# a single class, and be right for logits of any size, as in Exercise 4.2.
#
# Please write the function so that it works by itself, without calling your functions from above.
# You may copy lines from them.
#
# **By hand.** One sample with the slide's logits 2, 1, 0.1 and the true class 0. The probabilities
# are $(0.659, 0.242, 0.099)$ and the truth is $(1, 0, 0)$. With $n = 1$ the gradient is $(-0.341,
# 0.242, 0.099)$. Its entries sum to 0, as those of $\mathbf{p}$ and of $\mathbf{y}$ both sum to 1.
#
# **What could go wrong?** The example has one sample. Put the same sample into the table twice:
# the mean loss stays what it was. What happens to each row of the gradient, and does yours do
# that?
#
# *Remark on the slides.* They say that the gradient is prediction minus truth "as in linear
# regression". There it holds for a squared error with a factor 1/2. The course's squared error has
# none, so its gradient carries a 2; the cross-entropy's does not.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# You do not have to differentiate anything: the formula is the derivative already. Compute `P`,
# row by row, as in Exercise 4.2, then subtract.
#
# </details>
#
# <details>
# <summary>Hint 2: the sign and the factor</summary>
#
# The entry of the true class is negative, all others are positive. The factor is 1/n, with the
# number of rows; the number of classes plays no part in it.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# The first lines are those of the softmax, with the maximum of each row subtracted. Then one line
# subtracts `Y` and divides by `len(Z)`. Do not use `-=` on an array that the caller gave you.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softmax_cross_entropy_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax_cross_entropy_backward(Z, Y):
    """The gradient of the mean cross-entropy by the logits.

    Z: (n, q) array of logits, any finite numbers
    Y: (n, q) array, one-hot rows or soft labels; each row sums to 1
    Returns a new (n, q) array of float64
    """
    ### BEGIN SOLUTION
    powers = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    P = powers / np.sum(powers, axis=1, keepdims=True)
    return (P - Y) / len(P)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy_backward-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
got = softmax_cross_entropy_backward(np.array([[2.0, 1.0, 0.1]]), np.array([[1.0, 0.0, 0.0]]))
call = "`softmax_cross_entropy_backward(Z=[[2, 1, 0.1]], Y=[[1, 0, 0]])`"
read = "Read again: session 4, “The gradient is p − y”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
)
assert got.shape == (1, 3), (
    f"{call} returned shape {got.shape}; right is (1, 3). A gradient has the shape of what it is "
    f"the gradient of, here that of Z, also if there is only one sample. {read}"
)
assert np.all(np.abs(got.sum(axis=1)) < 1e-9), (
    f"{call} returned {got.round(4).tolist()}, whose entries sum to {got.sum():.4g}; right is a "
    "sum of 0. The probabilities of a sample sum to 1, and so does its label: what remains after "
    f"the subtraction? {read}"
)
assert np.all(np.abs(got - [[-0.341, 0.242, 0.099]]) < 0.0006), (
    f"{call} returned {got.round(4).tolist()}; right is −0.341, 0.242 and 0.099. By hand that is "
    f"(0.659, 0.242, 0.099) minus (1, 0, 0), divided by the one sample there is. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy_backward-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `softmax_cross_entropy_backward` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("softmax_cross_entropy_backward", softmax_cross_entropy_backward, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "softmax_regression-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.6 — Put it together in a class (15 points)
#
# **Softmax regression** is one linear layer with a softmax and the cross-entropy. With $Z = XW +
# \mathbf{b}$, $P = \text{softmax}(Z)$ and the one-hot labels $Y$, the chain rule gives
#
# $$dZ = \tfrac{1}{n}\left(P - Y\right), \qquad dW = X^T dZ, \qquad
# d\mathbf{b} = \sum_{i=1}^{n} dZ_i$$
#
# where $dZ_i$ is row i of $dZ$. These are the gradients of the mean loss by $Z$, $W$ and
# $\mathbf{b}$.
#
# **Shapes.** `X` is `(n, d)`; it may hold whole numbers. `y` is `(n,)`, integer labels in 0 … q−1;
# some classes may be missing in it. The model has two attributes, `W` `(d, q)` and `b` `(q,)`,
# both float64.
#
# | Method | What it does |
# |:--|:--|
# | `SoftmaxRegression(n_features, n_classes)` | makes a model with d features and q classes; `W` and `b` are zero |
# | `loss_and_grads(X, y)` | returns `(loss, dW, db)` at the present `W` and `b`: the mean loss, a float, and its two gradients, float64, with the shapes of `W` and `b` |
# | `fit(X, y, lr, epochs)` | `epochs` times: one step of gradient descent with all of `X`, from the present `W` and `b`; returns `self` |
# | `predict(X)` | returns for each row the class with the largest logit, an array `(n,)` of integers |
#
# In a step, each parameter becomes itself minus `lr` times its gradient; `W` and `b` both move
# from the same point. A second `fit` goes on where the first one stopped. Only `fit` changes a
# model. No method changes its arguments, and a later change in the arrays that `fit` was given
# changes nothing. Each model has numbers of its own. As in Exercise 4.4, the loss is exact for
# logits of any size. If several logits are the largest, `predict` may give any of their classes.
#
# Please write the class so that it works by itself, without calling your functions from above. You
# may copy lines from them.
#
# **By hand.** One sample $\mathbf{x} = (1, 2)$ of class 0, three classes, a new model. All logits
# are 0, so each probability is 1/3, and the loss is $\log 3 = 1.0986$. With $n = 1$, $dZ =
# (-\frac23, \frac13, \frac13)$. Then $d\mathbf{b}$ is the same, the first row of $dW$ is $1 \cdot
# dZ$, and the second is $2 \cdot dZ = (-\frac43, \frac23, \frac23)$. In the same way ten classes
# start at $\log 10 = 2.3026$, whatever the data are.
#
# **What could go wrong?** The first loss of a new model is a free test. What would you suspect if
# it were 7 for ten classes?
#
# *Remark on the slides.* They write the layer in three ways: with $W$ of shape $(q, d)$, then with
# $W^T\mathbf{x}$, then with $XW$. The last one is ours: samples are rows, and each class has a
# column of `W`.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# `__init__` makes two arrays of zeros. `loss_and_grads` is the logits, then Exercise 4.4 for the
# loss, then Exercise 4.5 for $dZ$, then the two formulas above. `fit` is a short loop around it.
# `predict` needs the logits only, no softmax: the largest logit has the largest probability.
#
# </details>
#
# <details>
# <summary>Hint 2: shapes and axes</summary>
#
# $X^T$ is `(d, n)` and $dZ$ is `(n, q)`, so their product is `(d, q)`, like `W`. The sum over the
# samples runs down the rows, `axis=0`, and leaves `(q,)`. The winner of each row is found along
# the row, `axis=1`. The number of classes belongs to the model; do not read it off from `y`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.eye(q)[y]` makes one-hot rows. In `fit`, call your own method `loss_and_grads` inside the
# loop, take `dW` and `db` from its result, and only then change `self.W` and `self.b`. End with
# `return self`. `np.argmax` gives the place of the largest entry.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softmax_regression", "locked": false, "schema_version": 3, "solution": true, "task": false}
class SoftmaxRegression:
    """One linear layer and a softmax, trained by gradient descent.

    n_features: d, n_classes: q
    Attributes: W is a (d, q) array, b is a (q,) array, both float64 and zero at the start.
    """

    def __init__(self, n_features, n_classes):
        ### BEGIN SOLUTION
        self.W = np.zeros((n_features, n_classes))
        self.b = np.zeros(n_classes)
        ### END SOLUTION

    def loss_and_grads(self, X, y):
        """(loss, dW, db) for X (n, d) and y (n,): the mean loss, its gradients (d, q) and (q,)."""
        ### BEGIN SOLUTION
        rows = range(len(y))
        Z = X @ self.W + self.b
        Z = Z - np.max(Z, axis=1, keepdims=True)  # the same probabilities, no overflow
        powers = np.exp(Z)
        sums = np.sum(powers, axis=1)
        loss = np.mean(np.log(sums) - Z[rows, y])
        dZ = powers / sums[:, np.newaxis]
        dZ[rows, y] -= 1.0
        dZ /= len(y)
        return float(loss), X.T @ dZ, np.sum(dZ, axis=0)
        ### END SOLUTION

    def fit(self, X, y, lr, epochs):
        """Take `epochs` steps of gradient descent on all of X (n, d) and y (n,). Returns self."""
        ### BEGIN SOLUTION
        for _ in range(epochs):
            _, dW, db = self.loss_and_grads(X, y)
            self.W = self.W - lr * dW
            self.b = self.b - lr * db
        return self
        ### END SOLUTION

    def predict(self, X):
        """The class with the largest logit for each row of X (n, d): integers (n,)."""
        ### BEGIN SOLUTION
        return np.argmax(X @ self.W + self.b, axis=1)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_regression-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
pictures, labels = load_digits(return_X_y=True)  # 8 x 8 pixels, 0 ... 16
fit_X, new_X, fit_y, new_y = train_test_split(
    pictures / 16, labels, test_size=450, random_state=0
)
read = "Read again: session 4, “Softmax regression”."
read_price = "Read again: session 4, “Cross-entropy: the price of a probability”."
number = (float, int, np.floating, np.integer, np.ndarray)

model = SoftmaxRegression(64, 10)
for name, shape in (("W", (64, 10)), ("b", (10,))):
    got = getattr(model, name, None)
    assert isinstance(got, np.ndarray) and got.dtype == np.float64 and got.shape == shape, (
        f"After `model = SoftmaxRegression(64, 10)`, `model.{name}` has the type "
        f"{type(got).__name__} and the shape {getattr(got, 'shape', 'none')}; "
        f"right is a NumPy array of float64 with shape {shape}. Each class has a column of weights "
        f"and a bias: make them in `__init__`, and keep them in `self`. {read}"
    )
    assert np.all(got == 0), (
        f"After `model = SoftmaxRegression(64, 10)`, `model.{name}` is not zero everywhere; right "
        "is a start at zero. Then no class is preferred before the model has seen any data, and "
        f"the first loss is known in advance. {read}"
    )

got = model.loss_and_grads(fit_X, fit_y)
call = "`model.loss_and_grads(X, y)` of a new model, for 1,347 pictures of ten digits,"
assert isinstance(got, (tuple, list)) and len(got) == 3, (
    f"{call} returned a value of type {type(got).__name__}; right are the three parts (loss, dW, "
    "db). `return loss, dW, db` puts them together, and a method without `return` gives None. "
    f"{read}"
)
got_loss, got_dW, got_db = got
assert isinstance(got_loss, number) and np.shape(got_loss) == (), (
    f"{call} returned a loss of type {type(got_loss).__name__}; right is one plain number, the "
    f"mean of the prices of all the pictures. {read_price}"
)
assert 2.3025 < got_loss < 2.3027, (
    f"{call} returned the loss {got_loss}; right is log 10 = 2.3026. With W and b at zero, every "
    f"digit gets the probability 1/10, and each picture costs −log(1/10). {read_price}"
)
for name, got, shape in (("dW", got_dW, (64, 10)), ("db", got_db, (10,))):
    assert isinstance(got, np.ndarray) and got.dtype == np.float64 and got.shape == shape, (
        f"{call} returned {name} of type {type(got).__name__} and shape "
        f"{getattr(got, 'shape', 'none')}; right is a NumPy array of float64 "
        f"with shape {shape}. A gradient has the shape of what it is the gradient of. {read}"
    )

got_loss, got_dW, got_db = SoftmaxRegression(2, 3).loss_and_grads(
    np.array([[1.0, 2.0]]), np.array([0])
)
call = "`SoftmaxRegression(2, 3).loss_and_grads(X=[[1, 2]], y=[0])`"
assert np.all(np.abs(got_db - [-2 / 3, 1 / 3, 1 / 3]) < 1e-6), (
    f"{call} returned db = {np.round(got_db, 4).tolist()}; right is −2/3, 1/3, 1/3. By hand: the "
    f"probabilities are 1/3 each, and the truth is (1, 0, 0). Prediction minus truth. {read}"
)
assert np.all(np.abs(got_dW - [[-2 / 3, 1 / 3, 1 / 3], [-4 / 3, 2 / 3, 2 / 3]]) < 1e-6), (
    f"{call} returned dW = {np.round(got_dW, 4).tolist()}; right are the rows −2/3, 1/3, 1/3 and "
    "−4/3, 2/3, 2/3. The row of a feature is the feature's value, here 1 or 2, times prediction "
    f"minus truth. {read}"
)

assert model.fit(fit_X, fit_y, lr=1.0, epochs=20) is model, (
    "`model.fit(X, y, lr=1.0, epochs=20)` returned something else than `model`; right is the model "
    "itself, `self`. A method without `return` gives None. With `self`, fitting and predicting can "
    f"be written in one line. {read}"
)
got = model.predict(new_X)
call = "`model.predict(X)` for 450 new pictures, after `fit` with lr 1.0 and 20 epochs,"
assert isinstance(got, np.ndarray) and got.dtype.kind in "iu" and got.shape == (450,), (
    f"{call} returned a value of type {type(got).__name__} and shape "
    f"{getattr(got, 'shape', 'none')}; right is a NumPy array of integers "
    f"with shape (450,), the number of one class for each picture. {read}"
)
got = float(np.mean(got == new_y))
assert 0.9 <= got <= 0.913, (
    f"{call} reads a share of {got:.3f} of them correctly; right is 0.907, and guessing gets 0.1. "
    "Look at the step in `fit` (its sign, and whether both W and b move), then at the axis of the "
    f"largest logit. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "softmax_regression-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `SoftmaxRegression` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("softmax_regression", SoftmaxRegression, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "output_layer_for-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.7 — Choose the output layer (5 points)
#
# The last activation and the loss are chosen together, and the *problem* decides. Write the table
# of the lecture as a function:
#
# $$\text{kind of problem} \;\longrightarrow\; (\text{activation},\; \text{loss})$$
#
# **Types.** `problem` is a text. The result is a pair of texts, the activation first:
#
# * `problem`: `"binary classification"`, `"multiclass classification"`,
#   `"multilabel classification"`, `"regression"` or `"regression in [0, 1]"`
# * activation: `"sigmoid"`, `"softmax"` or `"linear"` (the output is left as it is)
# * loss: `"binary_crossentropy"`, `"categorical_crossentropy"` or `"mse"`
#
# For any other text raise a `ValueError`. The whole text counts: `"binary"` alone, or `"ordinal
# regression"`, is none of the five. A binary problem has *one* output unit here. Where the table
# of the lecture allows two losses, return either of them.
#
# **By hand.** *Which digit is it?* Exactly one of ten classes is true. That is `"multiclass
# classification"`: the probabilities have to sum to 1, so `"softmax"`, and the price of the true
# class is `"categorical_crossentropy"`.
#
# **What could go wrong?** For a yes-or-no question with one unit, somebody takes the softmax. With
# a single logit, $\text{softmax}([z])_1 = e^z / e^z$. What can such a network ever answer?
#
# Before you write, sort these for yourself: *which one of 46 topics is this newswire about? Which
# topics, one or several, does it touch? What will the temperature be tomorrow? Which share of the
# visitors will click?*
#
# *Remark on the slides.* Where their table allows the binary cross-entropy for a share between 0
# and 1, its smallest value is not 0. A loss that stops falling above 0 is then not stuck.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Ask two questions. Is the answer a name or a number? If it is a name: can two names be right at
# the same time? If it is a number: is it free, or does it have to stay between 0 and 1?
#
# </details>
#
# <details>
# <summary>Hint 2: coins, dice and lines</summary>
#
# A yes-or-no answer is a coin: one probability. One name out of many is a die: probabilities that
# share a sum of 1. Several names at once are several coins. A free number must be able to become
# −12 or 300, so nothing may hold it back.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# A chain of `if problem == "...":` with a `return` in each, and at the end `raise
# ValueError("...")`. Or a dict from the five texts to pairs. A missing key raises a `KeyError`,
# which is not a `ValueError`, so look first whether the key is there.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "output_layer_for", "locked": false, "schema_version": 3, "solution": true, "task": false}
def output_layer_for(problem):
    """The activation of the last layer and the loss that fit a kind of problem.

    problem: a text, one of the five kinds
    Returns (activation, loss), two texts
    Raises ValueError for any other text
    """
    ### BEGIN SOLUTION
    table = {
        "binary classification": ("sigmoid", "binary_crossentropy"),
        "multiclass classification": ("softmax", "categorical_crossentropy"),
        "multilabel classification": ("sigmoid", "binary_crossentropy"),
        "regression": ("linear", "mse"),
        "regression in [0, 1]": ("sigmoid", "mse"),
    }
    if problem not in table:
        raise ValueError(f"{problem!r} is none of the five kinds of problem")
    return table[problem]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "output_layer_for-visible", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 4, “Choosing the output layer”."
read_unit = "Read again: session 4, “Softmax with a single unit”."

got = output_layer_for("multiclass classification")
call = "`output_layer_for('multiclass classification')`"
assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is a pair of two texts, the activation and the loss. `return "
    f"activation, loss` makes a pair, and a function without `return` gives None. {read}"
)
assert isinstance(got[0], str) and isinstance(got[1], str), (
    f"{call} returned {got!r}; right is a pair of two texts. Give the activation and the loss by "
    f"their names in quotes, as the statement spells them. {read}"
)
assert tuple(got) == ("softmax", "categorical_crossentropy"), (
    f"{call} returned {got!r}; right is ('softmax', 'categorical_crossentropy'). Exactly one class "
    f"is true, so the probabilities share a sum of 1, and the true class has its price. {read}"
)

got = output_layer_for("binary classification")
call = "`output_layer_for('binary classification')`"
assert isinstance(got, (tuple, list)) and len(got) == 2, (
    f"{call} returned {got!r}; right is a pair of two texts, the activation and the loss, for each "
    f"of the five kinds of problem. {read}"
)
assert isinstance(got[0], str) and isinstance(got[1], str), (
    f"{call} returned {got!r}; right is a pair of two texts. Give the activation and the loss by "
    f"their names in quotes, as the statement spells them. {read}"
)
assert tuple(got) == ("sigmoid", "binary_crossentropy"), (
    f"{call} returned {got!r}; right is ('sigmoid', 'binary_crossentropy'). One unit answers yes "
    f"or no, like a coin. A softmax of a single number is always 1 and learns nothing. {read_unit}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "output_layer_for-hidden", "locked": true, "points": 3.5, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `output_layer_for` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("output_layer_for", output_layer_for, points=3.5)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.
#
# The digits of scikit-learn are 1,797 small pictures of handwritten digits, 8 × 8 pixels. A
# picture is a row of 64 numbers between 0 (white) and 1 (black). We hold 450 of them back for
# testing.

# %% nbgrader={"grade": false, "grade_id": "real-data-load", "locked": true, "schema_version": 3, "solution": false, "task": false}
digit_pictures, digit_labels = load_digits(return_X_y=True)
train_X, test_X, train_y, test_y = train_test_split(
    digit_pictures / 16, digit_labels, test_size=450, random_state=0
)
print(f"{len(train_X)} pictures for training, {len(test_X)} for testing.")

BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


def digit_reader(epochs):
    """Your class, fitted to the training pictures."""
    return SoftmaxRegression(64, 10).fit(train_X, train_y, lr=1.0, epochs=epochs)


def share_right(model, X, y):
    """The share of the pictures X whose predicted class is the true one."""
    predicted = model.predict(X)
    if np.shape(predicted) != y.shape:
        raise ValueError("one class for each picture is needed")
    return float(np.mean(predicted == y))

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-training-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Learning to read.** The loss starts at $\log 10 = 2.3026$, where nothing is known. After 200
# steps with learning rate 1, correct code reads 96.5 % of the training pictures and 95.1 % of the
# test pictures. Both losses are still falling slowly.
#
# Each column of `W` has 64 weights, one for each pixel. So it can be drawn as a picture, the
# **template** of its digit.

# %% nbgrader={"grade": false, "grade_id": "real-data-training", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_training():
    model = SoftmaxRegression(64, 10)
    steps = [0, 1, 2, 5, 10, 20, 50, 100, 200]
    losses = []
    for before, step in zip([0, *steps], steps):
        model.fit(train_X, train_y, lr=1.0, epochs=step - before)
        losses.append(
            [float(model.loss_and_grads(*s)[0]) for s in ((train_X, train_y), (test_X, test_y))]
        )
    losses = np.array(losses)
    print(f"loss before the first step: {losses[0, 0]:.4f}")
    for name, X, y, column in (("training", train_X, train_y, 0), ("test", test_X, test_y, 1)):
        share = share_right(model, X, y)
        print(f"{name:8}: {share:.1%} read correctly, loss {losses[-1, column]:.3f}")

    figure = plt.figure(figsize=(11, 3.6), layout="constrained")
    left, right = figure.subfigures(1, 2, width_ratios=[1, 1.7])
    axes = left.subplots()
    places = np.arange(len(steps))
    axes.plot(places, losses[:, 0], "o-", color=BLUE, label="training")
    axes.plot(places, losses[:, 1], "s--", color=VERMILLION, label="test")
    axes.axhline(np.log(10), color="black", ls=":", label="log 10")
    axes.set_xticks(places, steps)
    axes.set(xlabel="steps (uneven spacing)", ylabel="loss", ylim=(0, 2.5), title="The loss")
    axes.legend()

    panels = right.subplots(2, 5)
    bound = np.abs(model.W).max()
    for k, panel in enumerate(panels.ravel()):
        template = model.W[:, k].reshape(8, 8)
        drawn = panel.imshow(template, cmap="PuOr_r", vmin=-bound, vmax=bound)
        panel.set(xticks=[], yticks=[], title=str(k))
    right.colorbar(drawn, ax=panels, shrink=0.9, label="weight")
    plt.show()


when_ready(show_training, "Exercise 4.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-training-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *Left: the loss of your model on the training and on the test pictures. It starts
# at log 10. Right: the ten templates. An orange pixel speaks for the digit when there is ink, a
# purple one speaks against it. The middle of the 0 is purple: a zero is empty there.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-mistakes-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Where it goes wrong.** The **confusion matrix** counts the test pictures: row = true digit,
# column = predicted digit. On the right are the mistakes that your model was surest of, with the
# probability that your softmax gives to the wrong digit.

# %% nbgrader={"grade": false, "grade_id": "real-data-mistakes", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_mistakes():
    model = digit_reader(epochs=200)
    share_right(model, test_X, test_y)  # stops here if the predictions have another shape
    predicted = model.predict(test_X)
    surest = np.max(softmax(test_X @ model.W + model.b), axis=1)
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (test_y, predicted), 1)
    wrong = np.flatnonzero(predicted != test_y)
    print(f"{len(wrong)} of {len(test_y)} test pictures are misread.")

    figure = plt.figure(figsize=(10, 4.6), layout="constrained")
    left, right = figure.subfigures(1, 2, width_ratios=[1.2, 1])
    axes = left.subplots()
    axes.imshow(np.sqrt(counts), cmap="Blues", vmax=9)
    for i, j in zip(*np.nonzero(counts)):
        colour = "white" if i == j else "black"
        axes.text(j, i, counts[i, j], ha="center", va="center", color=colour)
    axes.set(xticks=range(10), yticks=range(10), xlabel="predicted", ylabel="true")
    axes.set_title("450 test pictures")
    for panel, i in zip(right.subplots(2, 3).ravel(), wrong[np.argsort(-surest[wrong])]):
        panel.imshow(test_X[i].reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
        panel.set(xticks=[], yticks=[])
        panel.set_title(f"a {test_y[i]}, read as {predicted[i]}\nwith {surest[i]:.0%}", fontsize=10)
    plt.show()


when_ready(show_mistakes, "Exercises 4.2 and 4.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-mistakes-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *Left: the confusion matrix; an empty cell is 0. The diagonal holds what was read
# correctly. The 8 is misread most often, in seven of 48 cases, four times as a 1. Right: the six
# mistakes with the highest probability. The first one was made with 88 %: a softmax output is what
# the model believes, not a promise.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-prices-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **One loss, two ways.** Exercises 4.1 to 4.3 compute the loss through the probabilities, Exercise
# 4.4 straight from the logits. On real logits both must agree. And the gradient of Exercise 4.5,
# carried on to the weights, must be the `dW` of Exercise 4.6. You will read a loss of 0.2218
# twice, and differences of $10^{-15}$ or less: rounding.

# %% nbgrader={"grade": false, "grade_id": "real-data-prices", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_prices():
    model = digit_reader(epochs=200)
    Z, Y = test_X @ model.W + model.b, one_hot(test_y, 10)
    through_p = float(categorical_cross_entropy(Y, softmax(Z)))
    from_logits = float(softmax_cross_entropy_with_logits(Z, test_y))
    print(f"loss through the probabilities {through_p:.4f}, straight from the logits", end=" ")
    print(f"{from_logits:.4f}, difference {abs(through_p - from_logits):.0e}")
    dW = test_X.T @ softmax_cross_entropy_backward(Z, Y)
    gap = np.max(np.abs(dW - model.loss_and_grads(test_X, test_y)[1]))
    print(f"largest difference between the two ways to dW: {gap:.0e}")

    prices = np.array(
        [float(softmax_cross_entropy_with_logits(Z[[i]], test_y[[i]])) for i in range(len(Z))]
    )
    right = model.predict(test_X) == test_y
    figure, panels = plt.subplots(2, 1, figsize=(7, 4.6), sharex=True, layout="constrained")
    for axes, part, name, colour in (
        (panels[0], prices[right], "read correctly", BLUE),
        (panels[1], prices[~right], "misread", VERMILLION),
    ):
        axes.hist(part, np.linspace(0, 3.5, 36), color=colour, label=f"{len(part)} {name}")
        axes.axvline(prices.mean(), color="black", ls="--", label="the loss: mean of all")
        axes.axvline(np.log(10), color="black", ls=":", label="log 10")
        axes.set(ylabel="pictures")
        axes.legend()
    panels[0].set_title("What the 450 test pictures cost")
    panels[1].set(xlabel="price of one picture, −log p of its true digit", yticks=[0, 1, 2, 3])
    plt.show()


when_ready(show_prices, "Exercises 4.1 to 4.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-prices-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 3.** *The price of each test picture. Above: those that were read correctly; most cost
# nearly nothing. Below, on another scale: the 22 misread ones. They are 5 % of the pictures and
# pay 34 % of the total. Three of them cost more than log 10: a model that knows nothing would have
# paid less for these.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 4.8 — Read the result (5 points)
#
# Two readers of digits were tried on the same 450 test pictures. You need not have finished the
# other exercises to answer.
#
# * **Reader A** is the softmax regression from above, after 200 steps.
# * **Reader B** is a copy of A in which all weights and all biases were multiplied by 10.
#
# A machine sorts letters by their postcode. If the reader gives its favourite digit a probability
# of 0.9 or more, the machine goes on by itself. If not, a person looks at the picture.
#
# | | A | B |
# |:--|--:|--:|
# | read correctly (a favourite counts, however unsure) | 95.1 % | 95.1 % |
# | mean cross-entropy (natural logarithm) | 0.222 | 0.405 |
# | pictures that go to a person | 183 | 12 |
# | pictures that the machine takes by itself | 267 | 438 |
# | … and misreads | 0 | 15 |
#
# **How can two readers with the same accuracy have such different losses, and which one would you
# put into the machine?** Say also what each of them would answer to a picture that is not a digit
# at all, say the letter K. Write four to eight sentences in the cell below (double-click on it to
# write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** why A and B read exactly the same pictures correctly
# * **2 points:** why the loss of B is larger; say what a mistake costs, and what a picture read
#   correctly costs
# * **1 point:** a choice, with its price in numbers of the table
# * **1 point:** what happens to the letter K, and why no softmax can say "none of these"

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** Multiplying all weights and biases by 10 multiplies every logit by 10. The
# order of the ten logits of a picture stays the same, so A and B have the same favourite digit for
# every picture, and the same accuracy. The probabilities do change: the differences between the
# logits are ten times as large, so B is nearly certain everywhere. The cross-entropy charges −log
# of the probability of the *true* digit. Where B is right, it pays less than A, nearly nothing;
# but there A pays little too, so there is little to gain. Where B is wrong, the true digit has
# almost no probability left, and the price is high and without a limit. Few mistakes with a high
# price outweigh many pictures that cost a little less. I would choose A, because its "unsure"
# means something: all of its 22 mistakes are among the 183 pictures that a person sees. With B the
# person has to look at only 12 pictures, but 15 misread letters go on their way and nobody
# notices. (If a wrong letter is cheap and the person is expensive, B may be the better bargain; a
# reader between the two, or another bound than 0.9, may be better than both.) Neither can reject
# the letter K. The softmax has to share a sum of 1 among ten digits, so it will name one of them;
# B will often do so with great certainty. That A misread none of 267 pictures does not promise
# that it never will.
#
# **Marking scheme.** 1 point: the same positive factor for all logits keeps their order, so the
# largest one stays the largest. "Because both are 95.1 %" is no reason. 2 points: 1 for the loss
# looking at the probability of the true class (not only at the winner), so that equal decisions
# can have different prices; 1 for naming where B's loss comes from, the confident mistakes,
# against a small gain on the pictures read correctly. 1 point: a choice that names both sides of
# the price, people's work against unnoticed mistakes (183 and 0 against 12 and 15). Either reader
# can earn it. 1 point: the probabilities sum to 1 by construction, so some digit is named, with
# more certainty by B. "It gives 1/10 for each digit" earns nothing here: nothing in the model
# makes that happen.
#
# **For the marker, measured.** Both misread the same 22 pictures. On the 428 pictures read
# correctly the mean price is 0.153 for A and 0.003 for B; on the 22 others it is 1.55 and 8.22.
# Added up, B saves 64 on the first and loses 147 on the second. The dearest picture costs A 3.4
# and B 27.8; A's favourite has on average 0.49 where it is wrong, B's has 0.89. On the test
# pictures with their 64 pixels shuffled, which are no digits, the favourite of A has on average
# 0.48 and 1 % reach 0.9; with B it is 0.93, and 81 % reach 0.9. The factor can be chosen: with 2
# the loss is 0.139, lower than both, because A after 200 steps is not sure enough; then 64
# pictures go to a person, and the machine misreads 3. It must be chosen on pictures held back for
# that, never on the test pictures.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Is your answer to Exercise 4.8 written?
# 3. Save the notebook. Keep its name.
