# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] nbgrader={"grade": false, "grade_id": "title", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # The target
#
# One exercise of each kind: plain assertions, partial credit, a function, a class, words.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

table = np.genfromtxt("table.csv", delimiter=",")

# %% nbgrader={"grade": false, "grade_id": "square", "locked": false, "schema_version": 3, "solution": true, "task": false}
def square(x):
    """x times x, for a number or an array."""
    ### BEGIN SOLUTION
    # canary-solution-square
    return x * x
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "square-visible", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert square(3) == 9, "3 times 3 is 9"

# %% nbgrader={"grade": true, "grade_id": "square-hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# More of the same, after you hand in.
### BEGIN HIDDEN TESTS
canary = "canary-hidden-square"
assert square(12) == 144
assert square(-0.5) == 0.25
np.testing.assert_allclose(square(np.array([1.5, -2.0])), [2.25, 4.0])
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "mean", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mean(values):
    """The mean of a list of numbers, a float."""
    ### BEGIN SOLUTION
    return sum(values) / len(values)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mean-hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# One point for each right case.
### BEGIN HIDDEN TESTS
canary = "canary-hidden-mean"
cases = [([1, 2], 1.5), ([4], 4.0), ([0, 0, 3], 1.0), ([-1, 1, 3.5], 3.5 / 3)]
sum(1 for values, right in cases if abs(mean(values) - right) < 1e-12)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(Z):
    """Each row of Z (n, q) as a probability distribution."""
    ### BEGIN SOLUTION
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax-hidden", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `softmax` here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("softmax", softmax, points=6)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "counter", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Counter:
    """Counts what it is shown: add(word), count(word), and the attribute total."""

    ### BEGIN SOLUTION
    def __init__(self):
        self.words = []

    def add(self, word):
        self.words.append(word)

    def count(self, word):
        return self.words.count(word)

    @property
    def total(self):
        return len(self.words)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "counter-hidden", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `Counter` here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("counter", Counter, points=4)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": true, "grade_id": "words", "locked": false, "points": 80, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# A person reads this answer.
# ### END SOLUTION
