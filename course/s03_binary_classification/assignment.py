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
# # Session 3 — Binary classification: assignment
#
# In this notebook you write logistic regression from the ground up: a probability by counting, the
# sigmoid and its slope, the loss that belongs to it, the slopes that gradient descent follows, and
# a small class that joins them. At the end your own code tells malignant tumours from benign ones.
# Plan about 85 minutes, and more if you need them.
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
# | 3.1 | `empirical_probability`, `complement` | 3 | 7 | 10 |
# | 3.2 | `sigmoid` | 5 | 10 | 15 |
# | 3.3 | `sigmoid_derivative` | 3 | 7 | 10 |
# | 3.4 | `binary_cross_entropy` | 5 | 10 | 15 |
# | 3.5 | `clipped_linear_logit_gradient`, `mse_logit_gradient`, `bce_logit_gradient` | 5 | 10 | 15 |
# | 3.6 | `bce_with_logits` | 5 | 10 | 15 |
# | 3.7 | `LogisticRegression` | 5 | 10 | 15 |
# | 3.8 | an answer in words, read by a person | | | 5 |
# | | **Total** | | | **100** |
#
# The visible tests check the type, the shape and the worked number. The hidden tests run after
# you hand in. They check the rest of what the statement says, on other inputs: passing the
# visible tests alone does not prove that a function is right.
#
# Each exercise is graded by itself. A mistake in one of them costs nothing in the next. So please
# write every function to work by itself. Where it needs a sigmoid, write the sigmoid again inside
# it.

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
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

# %% [markdown] nbgrader={"grade": false, "grade_id": "tumours-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## The tumours
#
# The data are those of the lecture: 569 breast tumours with 30 measurements each. scikit-learn
# writes 0 for malignant. **In this course malignant is 1 and benign is 0**, because 1 is the class
# that we are looking for. The next cell turns the labels round.
#
# Then it splits the tumours: 455 for training, 114 for the test. The features have very different
# sizes, so it **standardises** them, as in Session 2: from each column the mean is subtracted, and
# the result is divided by the standard deviation. Both numbers come from the training part alone.
#
# Of the 114 test tumours, 71 are benign. Who always answers "benign" is right in $71/114 = 0.6228$
# of these cases, and has learned nothing. This is the **base rate** of this test part. Keep the
# number in mind.
#
# *Remark on the slides.* A table reports an accuracy of 0.622807 for a deep network with sigmoids.
# It is 71/114, to the last digit. That network said the same thing to every patient of this test
# part. Session 8 comes back to it.

# %% nbgrader={"grade": false, "grade_id": "tumours", "locked": true, "schema_version": 3, "solution": false, "task": false}
tumours = load_breast_cancer()
malignant = 1 - tumours.target  # scikit-learn has 0 for malignant; here malignant is 1
X_train, X_test, y_train, y_test = train_test_split(
    tumours.data, malignant, test_size=0.2, random_state=42
)
mu, sd = X_train.mean(axis=0), X_train.std(axis=0)  # of the training part alone
Z_train, Z_test = (X_train - mu) / sd, (X_test - mu) / sd
print(f"training: {len(y_train)} tumours, {y_train.sum()} of them malignant")
print(f"test:     {len(y_test)} tumours, {y_test.sum()} of them malignant")

# %% [markdown] nbgrader={"grade": false, "grade_id": "probability-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.1 — Estimate a probability by counting (10 points)
#
# An **event** is a set of values. How probable is it? Look at what was observed, and count. The
# **complement** of an event is that it does not happen.
#
# $$P(A) \approx \frac{\text{number of outcomes that lie in } A}{\text{number of outcomes}}, \qquad
# P(\text{not } A) = 1 - P(A)$$
#
# **What comes in and goes out.** `outcomes` is a list of all that was observed, repetitions and
# all. `event` is a set of values. The values may be numbers or words, such as `{2, 4, 6}` or
# `{"heads"}`. The event may also name values that were never observed, and it may be empty. `p` is
# a number from 0 to 1, with both ends allowed. Both functions return a plain number, a float. It is
# a share between 0 and 1, not a percentage, and it is not rounded.
#
# Raise a `ValueError` if there are no outcomes, and if `p` lies below 0 or above 1. The list and
# the set stay as they were.
#
# **By hand.** Put the six faces of a fair die into a list, each of them once. The event is $\{3\}$.
# One of six outcomes lies in it, so $P(3) = 1/6 = 0.1667$. Its complement has the probability
# $1 - 1/6 = 0.8333$.
#
# **What could go wrong?** A loaded die was thrown eight times: 3, 3, 6, 3, 1, 3, 3, 2. How many
# outcomes are there, and how many *different* ones? Which of the two belongs below the line?
#
# *Remarks on the slides.* The slide divides the number of times that $A$ occurred by the number of
# all possible outcomes. That mixes throws with faces: divide throws by throws. And the
# probabilities of all *outcomes* add up to 1, not those of all events.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Go through the outcomes one at a time. For each one there is a question with the answer yes or no:
# does it lie in the event? Count the yes.
#
# </details>
#
# <details>
# <summary>Hint 2: asking a set</summary>
#
# `outcome in event` is `True` or `False`, for numbers and for words. Ask it for one outcome at a
# time. A whole list is not a value in the set. The length of the list counts repetitions, and that
# is what you need.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `sum` counts `True` as 1 and `False` as 0, so `sum(... for outcome in outcomes)` counts the hits.
# Look at the length first: without outcomes, `raise ValueError("...")` with a sentence of your own.
# In `complement`, the comparison `0 <= p <= 1` is true for every allowed `p`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "probability", "locked": false, "schema_version": 3, "solution": true, "task": false}
def empirical_probability(outcomes, event):
    """The share of the outcomes that lie in the event.

    outcomes: a list of what was observed, numbers or words, with repetitions
    event: a set of values
    Returns a float from 0 to 1
    Raises ValueError if there are no outcomes
    """
    ### BEGIN SOLUTION
    hits = [outcome in event for outcome in outcomes]
    if not hits:
        raise ValueError("there are no outcomes, so nothing can be estimated")
    return sum(hits) / len(hits)
    ### END SOLUTION


def complement(p):
    """The probability that an event with probability p does not happen.

    p: a number from 0 to 1
    Returns a float from 0 to 1
    Raises ValueError if p lies below 0 or above 1
    """
    ### BEGIN SOLUTION
    if not 0 <= p <= 1:
        raise ValueError(f"a probability lies between 0 and 1, and {p} does not")
    return 1.0 - p
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "probability-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = empirical_probability([1, 2, 3, 4, 5, 6], {3})
call = "`empirical_probability(outcomes=[1, 2, 3, 4, 5, 6], event={3})`"
read = "Read again: session 3, “Probability”."
read_complement = "Read again: session 3, “Three properties”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. All outcomes together give a single "
    f"share, and a function without `return` gives None. {read}"
)
assert 0.16660 < got < 0.16675, (
    f"{call} returned {got}; right is 1/6 = 0.1667. One of the six outcomes lies in the event: "
    f"count the outcomes that do, and divide by the number of all outcomes. {read}"
)

got = empirical_probability(["heads", "tails"], {"heads"})
call = '`empirical_probability(outcomes=["heads", "tails"], event={"heads"})`'
assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number, for words as for numbers. The outcomes "
    f"themselves are not computed with, they are only looked up in the event. {read}"
)
assert 0.4999 < got < 0.5001, (
    f"{call} returned {got}; right is 0.5. One of the two outcomes lies in the event. Ask for each "
    f"outcome by itself whether it does, whatever kind of value it is. {read}"
)

got = complement(1 / 6)
call = "`complement(p=1/6)`"
assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The complement of one event has one "
    f"probability, and a function without `return` gives None. {read_complement}"
)
assert 0.83325 < got < 0.83340, (
    f"{call} returned {got}; right is 5/6 = 0.8333. An event and its complement exclude each other "
    f"and leave nothing out, so what do their probabilities add up to? {read_complement}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "probability-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `empirical_probability` and `complement` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("probability", empirical_probability, complement, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "sigmoid-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.2 — Turn any number into a probability (15 points)
#
# A weighted sum can be any number. A probability lies between 0 and 1. The **sigmoid** leads from
# the one to the other. It has two forms, which are equal on paper:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}$$
#
# **Shapes.** `z` is a single number or an array of any shape, `(n,)` or `(n, d)` or more axes. It
# may hold whole numbers. The result has the shape of `z` and is float64; for a single number it is
# a single number. It is not rounded, and `z` stays as it was.
#
# It has to hold for very large numbers as well: at 1000 the result is 1, at −1000 it is 0, and
# never `nan`. One array may hold large and small numbers of both signs. A warning of NumPy costs
# nothing, if the numbers are right.
#
# The curve rises everywhere. At −21 and at −25 it is small, but it is not 0, and the two values
# differ: $7.6 \cdot 10^{-10}$ and $1.4 \cdot 10^{-11}$. At 21 and at 25 the distance from 1 is
# just as small, and again not 0.
#
# **By hand.** $e^{-2} = 0.1353$, so $\sigma(2) = 1 / 1.1353 = 0.8808$. In the same way $\sigma(5.6)
# = 0.9963$, $\sigma(1) = 0.7311$ and $\sigma(0.1) = 0.5250$.
#
# **What could go wrong?** What does `np.exp(1000.0)` give in a cell of your own? What does the
# second form make of that, and what does the first form make of $z = -1000$?
#
# *Remark on the slides.* There the letter $\sigma$ also stands for the softmax, the function for
# more than two classes. Here it is always the sigmoid.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Start with the first form. NumPy computes the exponential of a whole array, entry by entry, so the
# shape takes care of itself. Then try it on 1000 and on −1000, and watch which step breaks.
#
# </details>
#
# <details>
# <summary>Hint 2: exponents that are not above 0</summary>
#
# A power of e overflows if its exponent is very large. An exponent of at most 0 is harmless: the
# power is then between 0 and 1. For $z \ge 0$ the first form has such an exponent, for $z < 0$ the
# second form has. Do not cut `z` off instead at a small bound such as 20: the curve would be flat
# outside.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# $e^{-|z|}$ never overflows; `np.abs` is the absolute value. Call it `power`. For $z \ge 0$ it is
# $e^{-z}$, for $z < 0$ it is $e^{z}$. Put it into the form that belongs to each sign. Both have the
# same denominator, and they differ above the line. `np.where(condition, a, b)` chooses for each
# entry by itself.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sigmoid", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(z):
    """The sigmoid of each entry of z.

    z: a number or an array of any shape
    Returns an array of float64 of the same shape, or a number for a number
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=np.float64)
    # the exponent is never above 0, so nothing overflows
    power = np.exp(-np.abs(z))
    return np.where(z < 0, power, 1.0) / (1.0 + power)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
got = sigmoid(np.array([5.6, 2.0, 1.0, 0.1]))
call = "`sigmoid(z=[5.6, 2, 1, 0.1])`"
read = "Read again: session 3, “The sigmoid”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
)
assert got.shape == (4,), (
    f"{call} returned shape {got.shape}; right is (4,). Every entry of z becomes one probability "
    f"by itself, so the result has the shape of z. {read}"
)
assert np.all(np.abs(got - [0.9963, 0.8808, 0.7311, 0.5250]) < 6e-5), (
    f"{call} returned {got}; right is [0.9963, 0.8808, 0.7311, 0.5250]. By hand, the second entry "
    f"is 1 / (1 + 0.1353), with 0.1353 for e to the power −2: compare sign and brackets. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "sigmoid-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `sigmoid` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("sigmoid", sigmoid, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "sigmoid_derivative-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.3 — Find the slope of the sigmoid (10 points)
#
# Gradient descent follows slopes. The slope of the sigmoid at $z$ can be written with the sigmoid
# itself:
#
# $$\sigma'(z) = \sigma(z)\,\bigl(1 - \sigma(z)\bigr)$$
#
# **Shapes.** `z` is a single number or an array of any shape, and may hold whole numbers. It is the
# number $z$ itself, not $\sigma(z)$. The result has the shape of `z` and is float64; for a single
# number it is a single number. It is not rounded, and `z` stays as it was.
#
# At 1000 and at −1000 the slope is 0, not `nan`. A warning of NumPy costs nothing. The slope is the
# same at $z$ and at $-z$. On both sides it gets smaller and smaller, but not 0 at once: at 30 it is
# $9.4 \cdot 10^{-14}$. An error of one hundredth of so small a slope does no harm.
#
# **By hand.** At $z = 0$ the sigmoid is $1/2$, so the slope is $\tfrac12 \cdot \tfrac12 = 0.25$. At
# $z = 2$ it is $0.8808 \cdot 0.1192 = 0.1050$.
#
# **What could go wrong?** Somebody calls `sigmoid_derivative(sigmoid(0.0))` and reads 0.2350. At
# which place is that the slope? And which call did this person want?
#
# *Remark on the slides.* In the derivation, the numerator $1 - 1 + e^{-x}$ looks like a misprint.
# It is a correct step: it splits the fraction into the two factors above.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Compute the sigmoid of `z` first and give it a name. The formula then needs nothing else. Write
# the sigmoid again inside this function; then a mistake in Exercise 3.2 cannot hurt you.
#
# </details>
#
# <details>
# <summary>Hint 2: large numbers</summary>
#
# If your sigmoid gives 0 at −1000 and 1 at 1000, the product is 0 at both, and all is well. If it
# gives `nan` at one of them, look at the exponents again: which sign do they have there?
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# The slope is the same at $z$ and at $-z$, so you may work with $|z|$. Call $e^{-|z|}$ `power`.
# Then $\sigma(|z|)$ is $\frac{1}{1 + \text{power}}$, and what is missing to 1 is
# $\frac{\text{power}}{1 + \text{power}}$. Multiply the two.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sigmoid_derivative", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid_derivative(z):
    """The slope of the sigmoid at each entry of z.

    z: a number or an array of any shape; z itself, not sigmoid(z)
    Returns an array of float64 of the same shape, or a number for a number
    """
    ### BEGIN SOLUTION
    # the slope is the same at z and -z, and this exponent never overflows
    power = np.exp(-np.abs(z))
    return power / (1.0 + power) ** 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_derivative-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
got = sigmoid_derivative(np.array([0.0, 2.0]))
call = "`sigmoid_derivative(z=[0, 2])`"
read = "Read again: session 3, “The slope of the sigmoid”."

assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned {got!r}; right is a NumPy array of float64. Look at what your last line "
    f"makes: None (no `return`), a list, or an array that cannot hold decimals? {read}"
)
assert got.shape == (2,), (
    f"{call} returned shape {got.shape}; right is (2,). Every entry of z has a slope of its own, "
    f"so the result has the shape of z. {read}"
)
assert 0.24999 < got[0] < 0.25001, (
    f"{call} returned {got}; right is 0.25 at z = 0. The sigmoid is one half there, and the slope "
    f"is the product of two halves. Is it the slope at z that you compute? {read}"
)
assert 0.1049 < got[1] < 0.1051, (
    f"{call} returned {got}; right is 0.1050 at z = 2. The sigmoid is 0.8808 there, and the second "
    f"factor is what is missing to 1. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "sigmoid_derivative-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `sigmoid_derivative` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("sigmoid_derivative", sigmoid_derivative, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "binary_cross_entropy-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.4 — Measure how wrong a probability is (15 points)
#
# The model says $\hat{y}$, the probability of the label 1. Then the label comes out as 0 or 1. The
# **binary cross-entropy** is minus the logarithm of the probability that was given to what really
# happened, as a mean over the samples:
#
# $$L = -\frac{1}{n} \sum_{i=1}^{n} \left[ y^{(i)} \log \hat{y}^{(i)}
# + \left(1 - y^{(i)}\right) \log\left(1 - \hat{y}^{(i)}\right) \right]$$
#
# **Shapes.** `y` (labels, 0 or 1) and `y_hat` (probabilities from 0 to 1) have one and the same
# shape, `(n,)` with $n \ge 1$. The result is a plain number, a float. The logarithm is the natural
# one. It has to hold for thousands of samples too. `y` and `y_hat` stay as they were.
#
# If the two shapes differ, raise a `ValueError`. That includes `(n,)` with `(n, 1)`, and `(n,)`
# with `(1,)`.
#
# A probability of exactly 0 or 1 is allowed. If it was right, the sample costs 0. If it was wrong,
# the formula says infinity; your function has to return a finite number instead, and the sample has
# to cost more than 15. How you do it is up to you. It may change the loss of other samples by no
# more than one part in 100,000.
#
# **By hand.** One sample with $y = 1$ and $\hat{y} = 0.8$: the second term is gone, because $1 - y
# = 0$. The loss is $-\log 0.8 = 0.2231$.
#
# **What could go wrong?** What does `0 * np.log(0.0)` give in a cell of your own, and what does one
# such sample do to a mean? If you raise every probability to at least $10^{-3}$, how much can a
# sample cost at the most?
#
# *Remarks on the slides.* The slide's sum lacks brackets; both terms stand inside it. Its $y$ and
# $\hat{y}$ have lost their index. In its example, "y = [0.8]" should read $\hat{y} = [0.8]$.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Take one sample with the label 1 and one with the label 0. Which of the two terms is left in each
# case? The label works as a switch, so one formula does for both.
#
# </details>
#
# <details>
# <summary>Hint 2: away from 0 and 1</summary>
#
# Before you take the logarithm, replace probabilities that are too close to 0 or to 1 by a number
# that is a tiny bit inside. $-\log 10^{-6}$ is 13.8. Is $10^{-6}$ tiny enough for a cost above 15?
# `np.clip` returns a new array with all its numbers between two bounds.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# Compare `y.shape` with `y_hat.shape` first, and raise the `ValueError` if they differ. Then clip
# to the range from `1e-12` to `1 - 1e-12`. After that it is one line: the term in square brackets
# is an array `(n,)`, take its mean and change the sign.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "binary_cross_entropy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def binary_cross_entropy(y, y_hat):
    """The mean of minus the logarithm of the probability given to what happened.

    y: (n,) array of labels, 0 or 1
    y_hat: (n,) array of probabilities of the label 1, from 0 to 1
    Returns a float, finite also where y_hat is 0 or 1
    Raises ValueError if the shapes of y and y_hat differ
    """
    ### BEGIN SOLUTION
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.shape != y_hat.shape:
        raise ValueError(f"y has shape {y.shape} but y_hat has shape {y_hat.shape}")
    # a sure and wrong sample costs 27.6 and not infinity
    inside = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(inside) + (1 - y) * np.log(1 - inside)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "binary_cross_entropy-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
got = binary_cross_entropy(np.array([1]), np.array([0.8]))
call = "`binary_cross_entropy(y=[1], y_hat=[0.8])`"
read = "Read again: session 3, “Binary cross-entropy”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The mean runs over all samples, also "
    f"over a single one, and a function without `return` gives None. {read}"
)
assert 0.22305 < got < 0.22320, (
    f"{call} returned {got}; right is 0.2231, minus the natural logarithm of 0.8. The label is 1, "
    f"so the probability given to what happened is 0.8: which term is left? {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "binary_cross_entropy-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `binary_cross_entropy` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("binary_cross_entropy", binary_cross_entropy, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "logit_gradients-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.5 — Three losses, three pushes (15 points)
#
# Write $o$ for the **logit**, the raw output $\mathbf{w}^T\mathbf{x} + b$ of the linear layer, and
# $l$ for the loss of one sample. Gradient descent changes $o$ by a step against the slope $dl/do$.
# So this slope is the push that the sample gives. For each of three losses, find it with the chain
# rule:
#
# $$\frac{dl}{do} = \frac{dl}{d\hat{y}} \cdot \frac{d\hat{y}}{do}$$
#
# | Function | Prediction | Loss of one sample |
# |:--|:--|:--|
# | `clipped_linear_logit_gradient` | $\hat{y} = \max\{0, \min\{1, o\}\}$ | $(y - \hat{y})^2$ |
# | `mse_logit_gradient` | $\hat{y} = \sigma(o)$ | $(y - \hat{y})^2$ |
# | `bce_logit_gradient` | $\hat{y} = \sigma(o)$ | $-y \log \hat{y} - (1 - y) \log(1 - \hat{y})$ |
#
# **Shapes.** `o` (logits) and `y` (labels, 0 or 1) are `(n,)`. Each function returns an array
# `(n,)` of float64, also when the logits are whole numbers: **one slope for each sample**, not a
# sum and not a mean. The squared error has no factor 1/2. `o` and `y` stay as they were.
#
# At $o = 0$ and at $o = 1$ the cut-off line has a kink. There, the slope on its left side is right,
# the slope on its right side is right, and so is any number between the two.
#
# All three have to be right for logits as large as ±800, to about twelve decimals, and never `nan`.
# A warning of NumPy costs nothing.
#
# **By hand.** Take $o = 5.6$ and $y = 0$, a sample that is sure and wrong: $\sigma(5.6) = 0.9963$.
#
# * The cut-off line is flat at 5.6, so its slope is 0.
# * Squared error: $2 \cdot 0.9963 \cdot 0.9963 \cdot 0.0037 = 0.0073$.
# * Cross-entropy: 0.9963.
#
# **What could go wrong?** All three numbers are for $y = 0$. Let $o = 5.6$ and $y = 1$: the sample
# is sure and right. Which sign should each slope have, and about which size?
#
# *Remarks on the slides.* The line "$\approx -2(0-1)\,1\,(1-1)$" is 0 if it is taken at its word,
# and not 0.0073: do not round in the middle. For the cross-entropy the slide prints the case $y =
# 0$ only. Its result $\sigma(o)$ is not the general formula.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Do one loss at a time, on paper. The squared error gives $dl/d\hat{y} = 2(\hat{y} - y)$. What is
# left is $d\hat{y}/do$. For the cut-off line it has one value between 0 and 1, and another one
# outside. For the sigmoid you know it from Exercise 3.3.
#
# </details>
#
# <details>
# <summary>Hint 2: the cross-entropy</summary>
#
# For $y = 1$ the loss is $-\log \sigma(o)$, and for $y = 0$ it is $-\log(1 - \sigma(o))$. Work out
# both slopes. In each of them the factor $\sigma(1 - \sigma)$ cancels against something. Then look
# for one formula that gives both results.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# For the cut-off line, two comparisons mark the samples on the ramp. Each stands in parentheses,
# and `&` joins them for arrays. `np.where` takes the slope of the ramp there, and 0.0 elsewhere.
# For the other two, write the sigmoid again inside the function: one that gives 0 and 1 far out,
# not `nan`. The squared error has a product of four factors, the cross-entropy a difference of two
# terms.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "logit_gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clipped_linear_logit_gradient(o, y):
    """The slope of (y - y_hat)**2 by o, with y_hat = o cut off at 0 and at 1.

    o: (n,) array of logits
    y: (n,) array of labels, 0 or 1
    Returns an (n,) array of float64, one slope for each sample
    """
    ### BEGIN SOLUTION
    on_the_ramp = (o > 0) & (o < 1)
    return np.where(on_the_ramp, 2.0 * (o - y), 0.0)
    ### END SOLUTION


def mse_logit_gradient(o, y):
    """The slope of (y - y_hat)**2 by o, with y_hat = sigmoid(o).

    o: (n,) array of logits
    y: (n,) array of labels, 0 or 1
    Returns an (n,) array of float64, one slope for each sample
    """
    ### BEGIN SOLUTION
    # the sigmoid, by way of tanh: it does not overflow
    y_hat = 0.5 * (1.0 + np.tanh(0.5 * o))
    return 2.0 * (y_hat - y) * y_hat * (1.0 - y_hat)
    ### END SOLUTION


def bce_logit_gradient(o, y):
    """The slope of the cross-entropy by o, with y_hat = sigmoid(o).

    o: (n,) array of logits
    y: (n,) array of labels, 0 or 1
    Returns an (n,) array of float64, one slope for each sample
    """
    ### BEGIN SOLUTION
    return 0.5 * (1.0 + np.tanh(0.5 * o)) - y
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "logit_gradients-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
wrong_o, wrong_y = np.array([5.6]), np.array([0])
got_clipped = clipped_linear_logit_gradient(wrong_o, wrong_y)
got_mse = mse_logit_gradient(wrong_o, wrong_y)
got_bce = bce_logit_gradient(wrong_o, wrong_y)
read = "Read again: session 3, “Which loss pushes a wrong sample?”."
read_clipped = "Read again: session 3, “The straight line, cut off”."

for name, got in (
    ("clipped_linear_logit_gradient", got_clipped),
    ("mse_logit_gradient", got_mse),
    ("bce_logit_gradient", got_bce),
):
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"`{name}(o=[5.6], y=[0])` returned {got!r}; right is a NumPy array of float64. Look at "
        f"what your last line makes: None (no `return`), a list, or a single number? {read}"
    )
    assert got.shape == (1,), (
        f"`{name}(o=[5.6], y=[0])` returned shape {got.shape}; right is (1,). Every sample gives a "
        f"push of its own, so there is one slope for each logit. {read}"
    )
assert abs(got_clipped[0]) < 1e-9, (
    f"`clipped_linear_logit_gradient(o=[5.6], y=[0])` returned {got_clipped}; right is 0. Above 1 "
    f"the prediction is 1 whatever o is exactly. How does the loss change with o? {read_clipped}"
)
assert 0.00725 < got_mse[0] < 0.00735, (
    f"`mse_logit_gradient(o=[5.6], y=[0])` returned {got_mse}; right is 0.0073. By hand that is "
    f"2 · 0.9963 · 0.9963 · 0.0037: name each of the four factors, and find it in your code. {read}"
)
assert 0.99625 < got_bce[0] < 0.99635, (
    f"`bce_logit_gradient(o=[5.6], y=[0])` returned {got_bce}; right is 0.9963. The sample is sure "
    f"and wrong, and the factor that is nearly 0 there has cancelled: only a difference is left. "
    f"{read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "logit_gradients-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests these three functions further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade(
    "logit_gradients",
    clipped_linear_logit_gradient,
    mse_logit_gradient,
    bce_logit_gradient,
    points=10,
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "bce_with_logits-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.6 — The loss straight from the logit (15 points)
#
# The way from the logit to the probability and then to the logarithm breaks where the probability
# is rounded to 0 or 1. Put both steps together, and the probability is gone:
#
# $$L = \frac{1}{n} \sum_{i=1}^{n} \left[ \log\left(1 + e^{o^{(i)}}\right)
# - o^{(i)} y^{(i)} \right]$$
#
# **Shapes.** `o` (logits) and `y` (labels, 0 or 1) are `(n,)`. The logits may be whole numbers. The
# result is a plain number, a float: the mean over the samples. `o` and `y` stay as they were.
#
# It has to be right to about eleven digits, for ordinary logits and for logits as large as ±800. A
# sample with $o = 800$ and $y = 0$ costs 800, one with $o = 800$ and $y = 1$ costs 0. For $o =
# -800$ it is the other way round. Large and ordinary logits may stand in one array. Nothing may be
# cut off, and nothing may become infinite or `nan`.
#
# **By hand.** One sample with $o = 5.6$ and $y = 0$. Pull the large part out of the logarithm:
# $\log(1 + e^{5.6}) = 5.6 + \log(1 + e^{-5.6}) = 5.6 + 0.0037 = 5.6037$.
#
# **What could go wrong?** What is $e^{800}$ in a computer? And if you take the detour over
# $\sigma(800)$ and cut the probability off at $1 - 10^{-12}$, what does the sample with $y = 0$
# cost then, instead of 800?
#
# *Remark on the slides.* The slide writes $-y \log \sigma(o) - (1 - y) \log(1 - \sigma(o))$. On
# paper that is the same function. In a computer it is the detour.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Only $\log(1 + e^{o})$ is dangerous, and only for large positive $o$. The calculation by hand
# shows the way out: pull the large part out of the logarithm.
#
# </details>
#
# <details>
# <summary>Hint 2: one formula for both signs</summary>
#
# For $o > 0$ it is $o + \log(1 + e^{-o})$. For $o \le 0$ nothing has to be pulled out: $0 + \log(1
# + e^{o})$. In both lines the exponent is $-|o|$. And what stands before the logarithm is $o$ where
# it is positive, and 0 where it is not.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.maximum(o, 0)` is the part in front, for a whole array. `np.log1p(t)` computes $\log(1 + t)$
# also for tiny `t`. The loss of each sample has three parts: the part in front, minus `o * y`, plus
# the logarithm. Take the mean, and make it a float.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bce_with_logits", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bce_with_logits(o, y):
    """The mean binary cross-entropy, straight from the logits.

    o: (n,) array of logits
    y: (n,) array of labels, 0 or 1
    Returns a float, exact also for logits of 800 and of -800
    """
    ### BEGIN SOLUTION
    # log(1 + e^o) = max(o, 0) + log(1 + e^-|o|), where nothing overflows
    losses = np.maximum(o, 0) - o * y + np.log1p(np.exp(-np.abs(o)))
    return float(np.mean(losses))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "bce_with_logits-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
got = bce_with_logits(np.array([5.6]), np.array([0]))
call = "`bce_with_logits(o=[5.6], y=[0])`"
read = "Read again: session 3, “The loss straight from the logit”."
number = (float, int, np.floating, np.integer, np.ndarray)

assert isinstance(got, number) and np.shape(got) == (), (
    f"{call} returned {got!r}; right is one plain number. The mean runs over all samples, also "
    f"over a single one, and a function without `return` gives None. {read}"
)
assert 5.6036 < got < 5.6038, (
    f"{call} returned {got}; right is 5.6 + 0.0037 = 5.6037. The first part is the logit itself, "
    f"the second is log(1 + 0.0037): compute each of them alone. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "bce_with_logits-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `bce_with_logits` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("bce_with_logits", bce_with_logits, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "logistic_regression-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.7 — Put it together in a class (15 points)
#
# **Logistic regression** is the model $\hat{y} = \sigma(\mathbf{w}^T\mathbf{x} + b)$, fitted with
# the cross-entropy by gradient descent. With the errors $\mathbf{e} = \sigma(\mathbf{X}\mathbf{w} +
# b) - \mathbf{y}$, one step is
#
# $$\mathbf{w} \leftarrow \mathbf{w} - \eta\,\frac{1}{n} \mathbf{X}^T\mathbf{e}, \qquad
# b \leftarrow b - \eta\,\frac{1}{n} \sum_{i=1}^{n} e^{(i)}$$
#
# with the learning rate $\eta$, called `lr` in the code. Both slopes are taken at the same place:
# compute $\mathbf{e}$ once, and then change $\mathbf{w}$ and $b$.
#
# **Shapes.** `X` is `(n, d)`, `y` is `(n,)` with the labels 0 and 1. After `fit` the model has two
# attributes: `w`, an array `(d,)` of float64, and `b`, a float.
#
# | Method | What it does |
# |:--|:--|
# | `fit(X, y, lr, epochs)` | starts at $\mathbf{w} = \mathbf{0}$, $b = 0$ and takes `epochs` steps, each with all samples; returns `self` |
# | `predict_proba(X)` | returns $\sigma(\mathbf{X}\mathbf{w} + b)$, an array `(n,)` of float64 |
# | `predict(X)` | returns an array `(n,)`: 1 where that probability is above one half, 0 where it is below; at exactly one half either of the two |
# | `accuracy(X, y)` | returns the share of the rows of `X` whose predicted label is that of `y`, a float from 0 to 1 |
#
# * A new `fit` forgets the old one, and it leaves every other model alone.
# * Only `fit` changes the model. No method changes `X` or `y`. After `fit`, a change in the arrays
#   that it was given changes nothing in the model.
# * `fit` takes `X` as it is: standardising is the caller's business.
# * `X` may hold whole numbers. Very large logits give the probabilities 0 and 1, never `nan`.
# * `predict` may return whole numbers, floats or truth values. What happens before `fit` is not
#   tested.
#
# Please write the class so that it works by itself, without calling your functions from above. You
# may copy lines from them.
#
# **By hand.** Four samples with one feature, $x = 1, 3, 2, 2$ and $y = 0, 1, 1, 1$, one epoch with
# $\eta = 1$. At zero all probabilities are 0.5, so $\mathbf{e} = (0.5, -0.5, -0.5, -0.5)$. The
# slope for $w$ is $(0.5 - 1.5 - 1 - 1)/4 = -0.75$, the one for $b$ is $-1/4$. So $w = 0.75$ and $b
# = 0.25$.
#
# On the tumours, 20 epochs with $\eta = 1$ bring the loss on the training part from 0.6931 down to
# 0.0839. On the test part the accuracy is $112/114 = 0.9825$. Compare it with the base rate 0.6228.
#
# **What could go wrong?** Leave out the $1/n$. How many times as long is each step then, with 455
# tumours? And if your model reports an accuracy of exactly 0.6228 on this test part, what has it
# probably done?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# `predict_proba` is one line with a weighted sum and a sigmoid. Write it first. `fit` calls it in
# each step, `predict` compares its result with one half, and `accuracy` compares the labels of
# `predict` with `y`.
#
# </details>
#
# <details>
# <summary>Hint 2: fit</summary>
#
# Set `self.w` to d zeros and `self.b` to 0.0, then repeat `epochs` times: the errors `(n,)`, the
# slope for `w`, the slope for `b`, the step. `X.T` is `(d, n)`, and a matrix `(d, n)` times a
# vector `(n,)` gives `(d,)`.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# In the loop, the array `error` holds $\mathbf{e}$: what `predict_proba` says about `X` with the
# present `w` and `b`, minus `y`. The slopes are `X.T @ error / n` and the mean of `error`.
# Subtract `lr` times the slope from `self.w` and from `self.b`. The `return self` comes after the
# loop, not in it. For `accuracy`: `==` compares two arrays entry by entry, and the mean of `True`
# and `False` is a share.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "logistic_regression", "locked": false, "schema_version": 3, "solution": true, "task": false}
class LogisticRegression:
    """Logistic regression, fitted by gradient descent on the cross-entropy.

    After fit: w is a (d,) array of float64, b is a float.
    """

    def __init__(self):
        self.w = None
        self.b = None

    def fit(self, X, y, lr, epochs):
        """From zero, take `epochs` steps with all of X (n, d) and y (n,). Returns self."""
        ### BEGIN SOLUTION
        n, d = X.shape
        self.w, self.b = np.zeros(d), 0.0
        for _ in range(epochs):
            error = self.predict_proba(X) - y
            self.w = self.w - lr * (X.T @ error) / n
            self.b = self.b - lr * float(np.mean(error))
        return self
        ### END SOLUTION

    def predict_proba(self, X):
        """The probabilities (n,) of the label 1 for X (n, d)."""
        ### BEGIN SOLUTION
        o = X @ self.w + self.b
        power = np.exp(-np.abs(o))
        return np.where(o < 0, power, 1.0) / (1.0 + power)
        ### END SOLUTION

    def predict(self, X):
        """The labels (n,), 0 or 1, for X (n, d)."""
        ### BEGIN SOLUTION
        return np.where(self.predict_proba(X) >= 0.5, 1, 0)
        ### END SOLUTION

    def accuracy(self, X, y):
        """The share of right labels for X (n, d) and y (n,), a float."""
        ### BEGIN SOLUTION
        return float(np.mean(self.predict(X) == y))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "logistic_regression-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 3, “Logistic regression”."
read_sigmoid = "Read again: session 3, “The sigmoid”."
read_accuracy = "Read again: session 3, “Accuracy is a staircase”."
number = (float, int, np.floating, np.integer, np.ndarray)

model = LogisticRegression()
returned = model.fit(np.array([[1.0], [3.0], [2.0], [2.0]]), np.array([0, 1, 1, 1]), 1.0, 1)
call = "`model.fit(X=[[1], [3], [2], [2]], y=[0, 1, 1, 1], lr=1, epochs=1)`"
assert returned is model, (
    f"{call} returned something else than `model`; right is the model itself, `self`. A method "
    "without `return` gives None. With `self`, `LogisticRegression().fit(X, y, lr, epochs)` can be "
    f"used at once. {read}"
)
got_w, got_b = getattr(model, "w", None), getattr(model, "b", None)
assert isinstance(got_w, np.ndarray) and got_w.dtype == np.float64 and got_w.shape == (1,), (
    f"After {call}, `model.w` is {got_w!r}; right is a NumPy array of float64 with shape (1,), one "
    f"weight for each feature. `fit` has to keep it in `self.w`. {read}"
)
assert isinstance(got_b, number) and np.shape(got_b) == (), (
    f"After {call}, `model.b` is {got_b!r}; right is one plain number. All samples share one bias, "
    f"and `fit` has to keep it in `self.b`. {read}"
)
assert 0.7499 < got_w[0] < 0.7501, (
    f"After {call}, `model.w` is {got_w}; right is [0.75]. At the start all probabilities are 0.5, "
    f"so the errors are 0.5, −0.5, −0.5, −0.5: multiply each by its x, take the mean, and step "
    f"against it. {read}"
)
assert 0.2499 < got_b < 0.2501, (
    f"After {call}, `model.b` is {got_b}; right is 0.25. The mean of the errors 0.5, −0.5, −0.5, "
    f"−0.5 is −0.25, and the step goes against it, from 0. {read}"
)

model = LogisticRegression()
model.fit(Z_train.copy(), y_train.copy(), 1.0, 20)
got = model.predict_proba(Z_train.copy())
assert isinstance(got, np.ndarray), (
    f"`model.predict_proba(X)` for 455 tumours returned a value of type {type(got).__name__}; "
    f"right is a NumPy array. A method without `return` gives None. {read}"
)
assert got.shape == (455,) and got.dtype == np.float64, (
    f"`model.predict_proba(X)` for 455 tumours returned shape {got.shape} and type {got.dtype}; "
    f"right is (455,) and float64. Each row of X becomes one probability. {read}"
)
assert np.all((got >= 0) & (got <= 1)), (
    "`model.predict_proba(X)` for 455 tumours returned numbers that are no probabilities; right "
    "are numbers from 0 to 1, and no nan. The weighted sum has to go through the sigmoid. "
    f"{read_sigmoid}"
)
got = -np.mean(np.log(np.maximum(np.where(y_train == 1, got, 1 - got), 1e-300)))
assert 0.0838 < got < 0.0840, (
    f"After 20 epochs with lr=1 on 455 tumours, the cross-entropy on them is {got}; right is "
    "0.0839, and at the start it was 0.6931. One epoch is one step with all samples: does every "
    f"step see the newest w and b? {read}"
)

got = model.predict(Z_test.copy())
assert isinstance(got, np.ndarray) and got.shape == (114,) and got.dtype.kind in "biuf", (
    f"`model.predict(X)` for 114 tumours returned a value of type {type(got).__name__} and shape "
    f"{getattr(got, 'shape', 'unknown')}; right is a NumPy array of numbers with shape (114,), one "
    f"label for each row of X. {read_accuracy}"
)
assert np.all((got == 0) | (got == 1)), (
    "`model.predict(X)` for 114 tumours returned other numbers than 0 and 1; right is 1 where the "
    "probability is above one half, and 0 where it is below. Compare each probability with one "
    f"half. {read_accuracy}"
)

got = model.accuracy(Z_test.copy(), y_test.copy())
assert isinstance(got, number) and np.shape(got) == (), (
    f"`model.accuracy(X, y)` for 114 tumours returned a value of type {type(got).__name__}; right "
    "is one plain number, the share of right labels. A method without `return` gives None. "
    f"{read_accuracy}"
)
assert 0.9824 < got < 0.9826, (
    f"`model.accuracy(X, y)` for 114 new tumours returned {got}; right is 112/114 = 0.9825. A "
    "model that says one class only gets 0.6228 or 0.3772 here. Compare labels with labels, not "
    f"probabilities with labels. {read_accuracy}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "logistic_regression-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `LogisticRegression` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("logistic_regression", LogisticRegression, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.
#
# The data are the tumours from the top of this notebook, with 1 for malignant. The split and the
# standardised features are those of the cell there.

# %% nbgrader={"grade": false, "grade_id": "real-data-tools", "locked": true, "schema_version": 3, "solution": false, "task": false}
radius = tumours.data[:, 0]  # the mean radius of the cell nuclei

BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")


# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-shares-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **A probability by counting.** Sort all 569 tumours into groups by their mean radius, and count
# the malignant ones in each group. Beside the shares you see a sigmoid. The lecture found its
# centre, 14.75, and its steepness, 1.034.

# %% nbgrader={"grade": false, "grade_id": "real-data-shares", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_shares():
    edges = np.array([6, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 29])
    middles, shares, sizes = [], [], []
    for low, high in np.column_stack([edges[:-1], edges[1:]]):
        group = (radius >= low) & (radius < high)
        middles.append(radius[group].mean())
        shares.append(float(empirical_probability(malignant[group].tolist(), {1})))
        sizes.append(int(group.sum()))
        print(f"radius {low:2} to {high:2}: {sizes[-1]:3} tumours, {shares[-1]:.3f} malignant")
    grid = np.linspace(6.0, 29.0, 300)
    curve = sigmoid(1.034 * (grid - 14.75))
    if np.shape(curve) != grid.shape:
        raise ValueError("one probability for each radius is needed")
    benign = float(complement(empirical_probability(y_test.tolist(), {1})))
    print(f"Always 'benign' is right for {benign:.4f} of the test part, the base rate.")

    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    axes.plot(grid, curve, color=VERMILLION, lw=2, label="your sigmoid")
    axes.scatter(middles, shares, s=[2.0 * size for size in sizes], color=BLUE, alpha=0.7)
    axes.scatter([], [], s=60, color=BLUE, alpha=0.7, label="share in a group")
    axes.axhline(0.5, color=ORANGE, ls="--", label="one half")
    axes.set(xlabel="mean radius", ylabel="share of malignant tumours", title="Counting")
    axes.legend(loc="lower right")
    plt.show()


when_ready(show_shares, "Exercises 3.1 and 3.2")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-shares-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *The share of malignant tumours in groups of mean radius; a large disc is a large
# group. The shares rise along an S-shaped curve: flat, steep, flat. The sigmoid passes close to
# them, and it has two parameters only.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-training-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **New tumours.** Your class is fitted on the training part, 300 epochs with learning rate 1: once
# with two features, the mean radius and the mean texture, and once with all 30. Both are judged on
# the test part, beside two answers that look at no feature: always "benign", and always the
# probability 0.3714, the share of malignant tumours in the training part.
#
# You will read an accuracy of 0.6228 and a loss of 0.6627 for the answers that look at nothing,
# 0.9123 and 0.2098 with two features, 0.9825 and 0.0554 with 30.

# %% nbgrader={"grade": false, "grade_id": "real-data-training", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_training():
    names = {"radius and texture": [0, 1], "all 30 features": list(range(30))}
    share = np.full(len(y_test), y_train.mean())
    print("on the test part          accuracy   cross-entropy")
    loss = float(binary_cross_entropy(y_test.copy(), share))
    print(f"looks at no feature         {np.mean(y_test == 0):.4f}          {loss:.4f}")

    figure, panels = plt.subplots(1, 2, figsize=(9, 3.9), sharey=True, layout="constrained")
    for axes, (name, columns) in zip(panels, names.items()):
        model = LogisticRegression()
        model.fit(Z_train[:, columns].copy(), y_train.copy(), 1.0, 300)
        p = model.predict_proba(Z_test[:, columns].copy())
        if np.shape(p) != y_test.shape:
            raise ValueError("one probability for each tumour is needed")
        accuracy = float(model.accuracy(Z_test[:, columns].copy(), y_test.copy()))
        loss = float(binary_cross_entropy(y_test.copy(), p))
        print(f"{name:24}    {accuracy:.4f}          {loss:.4f}")
        axes.hist(
            [p[y_test == 0], p[y_test == 1]],
            bins=np.linspace(0, 1, 11),
            color=[BLUE, VERMILLION],
            label=["benign", "malignant"],
        )
        axes.axvline(0.5, color=ORANGE, ls="--", lw=2)
        axes.set(xlabel="your probability of malignant", title=f"{name}: loss {loss:.3f}")
        axes.legend(loc="upper center")
    panels[0].set_ylabel("number of test tumours")
    plt.show()


when_ready(show_training, "Exercises 3.4 and 3.7")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-training-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *What your two models say about the 114 test tumours. Left of the dashed line the
# answer is "benign", right of it "malignant". With two features many tumours get a probability in
# the middle, and ten stand on the wrong side. With 30 features nearly all lie at the two ends, and
# two stand on the wrong side.*
#
# A warning about these numbers: 114 tumours are few. Over 30 other splits the accuracy lay between
# 0.85 and 0.93 with two features, and between 0.96 and 1.00 with all 30.

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-pushes-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Which tumours push?** Take a model that has it all wrong: the logit is −4 times the standardised
# mean radius, so that large tumours are called harmless. Only 14 % of the training part get the
# right answer. A good loss makes the wrong ones push hard, so that the weights turn round. Here are
# the pushes of all 455 tumours under your three slopes.

# %% nbgrader={"grade": false, "grade_id": "real-data-pushes", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_pushes():
    o = -4.0 * Z_train[:, 0]
    wrong = (o > 0) != (y_train == 1)
    slopes = {
        "cut-off line": clipped_linear_logit_gradient(o.copy(), y_train.copy()),
        "squared error": mse_logit_gradient(o.copy(), y_train.copy()),
        "cross-entropy": bce_logit_gradient(o.copy(), y_train.copy()),
    }
    if any(np.shape(slope) != o.shape for slope in slopes.values()):
        raise ValueError("one slope for each tumour is needed")
    loss = float(bce_with_logits(o.copy(), y_train.copy()))
    print(f"{wrong.sum()} of {len(o)} tumours are on the wrong side; cross-entropy {loss:.4f}")
    for name, slope in slopes.items():
        print(f"{name:13}: the mean push of a wrong tumour is {np.abs(slope[wrong]).mean():.3f}")
    product = 2 * np.asarray(sigmoid_derivative(o.copy())) * slopes["cross-entropy"]
    gap = np.max(np.abs(slopes["squared error"] - product))
    print(f"squared error = 2 σ'(o) · cross-entropy, for every tumour: {bool(gap < 1e-9)}")

    figure, panels = plt.subplots(1, 2, figsize=(9, 3.9), sharey=True, layout="constrained")
    looks = [(GREEN, "s"), (VERMILLION, "^"), (BLUE, "o")]
    for axes, label, title in ((panels[0], 1, "malignant"), (panels[1], 0, "benign")):
        chosen = y_train == label
        for (name, slope), (colour, marker) in zip(slopes.items(), looks):
            push = np.abs(slope[chosen])
            axes.scatter(o[chosen], push, s=14, alpha=0.6, c=colour, marker=marker, label=name)
        axes.axvline(0, color=ORANGE, ls="--", lw=2)
        side = "left" if label == 1 else "right"
        axes.set(xlabel="logit o", title=f"{title}: wrong on the {side}")
    panels[0].set_ylabel("size of the push, |dl/do|")
    panels[0].legend(loc="upper left")
    plt.show()


when_ready(show_pushes, "Exercises 3.3, 3.5 and 3.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-pushes-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 3.** *The push of each training tumour on a model that has it all wrong. Under the
# cross-entropy (discs) a tumour pushes the harder, the more wrong it is. Under the squared error
# (triangles) the worst ones hardly push. Under the cut-off line (squares) all those beyond the ramp
# from 0 to 1 are silent. The dashed line stands at $o = 0$, where the sigmoid is one half.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 3.8 — Read the result (5 points)
#
# Three programs were tried on the 114 test tumours, of which 43 are malignant and 71 benign. You
# need not have finished the other exercises to answer.
#
# * **Program A** gives every tumour the same probability of being malignant, 0.3714.
# * **Program B** is logistic regression with two features, as you fitted it above.
# * **Program C** takes the logits of program B **times ten**.
#
# | | A | B | C |
# |:--|--:|--:|--:|
# | accuracy | 0.6228 | 0.9123 | 0.9123 |
# | cross-entropy | 0.6627 | 0.2098 | 0.8507 |
# | malignant tumours called benign | 43 | 6 | 6 |
# | benign tumours called malignant | 0 | 4 | 4 |
# | "I am more than 99 % sure" | never | 26 times | 106 times |
# | … and wrong all the same | | 0 times | 7 times |
#
# **What has each of the three learned, and which one would you give to a doctor?** Write five to
# ten sentences in the cell below (double-click on it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **1 point:** what the accuracy of program A says, and what not
# * **2 points:** B and C have the same accuracy: why? And why is the loss of C so much larger,
#   larger even than that of A?
# * **1 point:** a clear choice, with a reason that a doctor would understand
# * **1 point:** what these 114 tumours do not show, and how you would check it

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** Program A has learned nothing but the share of malignant tumours. It calls
# every tumour benign, and 71 of the 114 are benign, so its accuracy is 71/114 = 0.6228, the base
# rate; it finds none of the 43 malignant ones. Its loss, 0.6627, is about what one pays for stating
# the base rate, and only a little less than $\log 2 = 0.6931$, the price of always saying one half.
# Ten times a logit has the same sign as the logit, so B and C say yes and no to the same tumours:
# the same accuracy, and the same mistakes, 6 and 4. What differs is how sure they are. The
# cross-entropy is minus the logarithm of the probability that was given to what happened, and it
# has no upper limit: C is more than 99 % sure for 106 tumours and wrong for 7 of them. Each of
# these costs between 8 and 18, and that is enough to lift the mean above that of A, although C is
# right nine times in ten. I would give B to the doctor. Its probabilities mean something: when it
# is unsure, it says so, and the doctor can order another test, or call a tumour suspicious from 20
# % on and so miss fewer of them. C would tell a patient that she is healthy with certainty and be
# wrong. But 114 tumours are few, and they come from one hospital and one split. The accuracy of
# 0.91 could as well be 0.86 or 0.96. I would try B on other splits and on patients of another
# hospital, and count whether, of the tumours that got about 20 %, about one in five is malignant.
#
# **Marking scheme.** 1 point: 0.6228 = 71/114 is the base rate (or "always benign"), and it finds
# no malignant tumour or has learned nothing of the features. 2 points: 1 for "the sign of the logit
# stays, so the labels are the same" (or: the accuracy looks only at which side of one half); 1 for
# "sure and wrong is what costs, without limit", so that a few samples raise the mean. Not "C was
# trained worse". 1 point: a choice with a reason that uses the probabilities or the kinds of
# mistake, not the accuracy alone. Usually B; an answer that rejects all three because of the 6
# missed tumours, with a lower threshold as the way out, is as good. 1 point: few samples or one
# split or one hospital, and a check on data that were not used (other splits, new patients, a
# reliability curve). Choosing C loses the third row only.
#
# **For the marker, measured.** B: weights 3.487 (radius) and 0.957 (texture), bias −0.727, after
# 300 epochs with learning rate 1 on the 455 training tumours. Two standard errors of its accuracy
# are $2\sqrt{0.9123 \cdot 0.0877 / 114} = 0.053$. B gives between 10 and 90 % to 43 of the 114
# tumours, C to 3. Of the 19 tumours to which B gives 10 to 30 %, four are malignant. The most
# expensive tumour of C is malignant and gets the probability $1.5 \cdot 10^{-8}$, which costs 18.0.
# Over 30 random splits (mean ± standard deviation): accuracy of B and C 0.889 ± 0.023, of "always
# benign" 0.630 ± 0.040; loss of B 0.267 ± 0.045, of C 1.45 ± 0.46, of the base rate 0.661 ± 0.022.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 2. Is your answer to Exercise 3.8 written?
# 3. Save the notebook. Keep its name.
