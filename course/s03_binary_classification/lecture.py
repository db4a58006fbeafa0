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
# # Session 3: Binary classification
#
# [All sessions](../index.ipynb)
#
# **From a yes-or-no question to a probability that can be tested.** Reading time: about an hour,
# with pauses to write down your predictions. Keep paper and a pencil beside you.
#
# After this session you will be able to
#
# 1. estimate a probability by counting, and say what the count does not show;
# 2. turn any number into a probability with the sigmoid, without overflow, and derive its slope;
# 3. derive the cross-entropy by maximum likelihood, as Session 1 derived the squared error;
# 4. explain with numbers why the squared error behind a sigmoid learns least from its worst
#    mistakes;
# 5. compute the loss from the logit, where the detour over the probability breaks;
# 6. train logistic regression on real tumours, and say why nobody trains on the accuracy;
# 7. test whether a stated probability can be believed.
#
# You need: the weighted sum and the likelihood of Session 1, gradient descent and standardising
# from Session 2, and the chain rule. Everything else is explained when it comes up. Words in
# brackets are Persian: the slides' terms, or the usual ones where the slides have none.

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
# `solutions_lib.binary_classification` are the ones of this session. **You will write them yourself
# in the assignment**; here they are closed boxes, and we open their mathematics, not their code.
# The others you know from Sessions 1 and 2.
#
# `show`, `slider`, `agrees` and `claim` are those of Session 2: pictures with their captions, and
# numbers that are checked whenever the lecture runs.
#
# The code of this cell, and of every cell that only draws a figure, is folded away. Click on the
# three dots to see it.

# %% jupyter={"source_hidden": true}
import math
import warnings
from collections.abc import Callable
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.datasets import load_breast_cancer

from lecture_tools import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
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
    LogisticRegression,
    bce_logit_gradient,
    bce_with_logits,
    binary_cross_entropy,
    clipped_linear_logit_gradient,
    complement,
    empirical_probability,
    mse_logit_gradient,
    sigmoid,
    sigmoid_derivative,
)
from solutions_lib.gradient_descent import (
    gradient_descent,
    iterate_minibatches,
    numerical_gradient,
    standardize,
)
from solutions_lib.linear_regression import add_bias_column, normal_equation, predict_linear

# A warning in one of these cells would be a mistake of ours, so it stops the notebook.
warnings.filterwarnings("error", module="__main__")

course_style()

# %% [markdown]
# ## An opening question
#
# Two programs look at the same ten tumours. For each one they say how probable it is that the
# tumour is malignant, that is, dangerous. On nine of them they agree, and they are right. The
# tenth tumour is malignant, and both get it wrong:
#
# * **Program A** says 45 %. "Rather harmless, but I am not sure."
# * **Program B** says 0.37 %. "Harmless. I am as good as certain."
#
# Each has nine right answers out of ten. Now both shall learn from the tenth tumour. We take the
# squared error of Session 1 and one step of gradient descent from Session 2.
#
# **Write down:** which program gets the larger push towards "malignant"? And how many times as
# large as the other's is it: about 2 times, 10 times, 40 times? We measure it in Section 8.

# %% [markdown]
# ## 1. Yes or no?
#
# In **classification** (دسته‌بندی) the answer is a name and not a number. If there are only two
# names, it is **binary classification** (دسته‌بندی باینری). If there are more, it is **multiclass**
# (چندکلاسه), the subject of Session 4. The slides give three examples of binary problems:
#
# | | 1, the *positive* class | 0, the *negative* class |
# |---|---|---|
# | e-mail | spam | not spam |
# | tumour | malignant | benign |
# | payment | fraud | honest |
#
# "Positive" does not mean good. It is the class that we are looking for. Which class is called 1 is
# our choice. But it has to be written down, because every formula below depends on it.
#
# **Sort these six** into regression, binary and multiclass, before you open the answer.
#
# 1. Will this customer pay the loan back?
# 2. How much rain will fall in Yazd tomorrow?
# 3. Will it rain in Yazd tomorrow?
# 4. Does the picture show a cat, a dog or a rabbit?
# 5. How many litres of fuel does this car need for 100 km?
# 6. Which topics does this newspaper article touch: sport, money, politics?
#
# <details><summary>Answer</summary>
#
# 2 and 5 are regression: a near miss is better than a far one. 1 and 3 are binary. 4 is multiclass:
# exactly one of three. 6 is a trap: one article may touch two topics, or none. So it is not one
# multiclass question but three binary ones, one for each topic.
#
# </details>
#
# ### We ask for a probability
#
# A weather service does not say "rain". It says "30 % rain". With that number, one person leaves
# the umbrella at home, and another moves the wedding indoors. A bare yes or no would have
# been useless to one of the two. So our network shall produce one number,
#
# $$\hat y = P(y = 1 \mid \mathbf{x}) \in [0, 1].$$
#
# Read the bar as "given": the probability that the label is 1, *given* the features $\mathbf{x}$ of
# this sample. One number is enough for two classes. The other probability is $1 - \hat y$.
#
# ### The data
#
# We use 569 breast tumours from a hospital in Wisconsin. A thin needle takes out some cells, and a
# program measures their nuclei under the microscope. There are 30 features. The first is the mean
# radius of the nuclei. scikit-learn, where the data come from, writes 0 for malignant. We turn it
# round, so that 1 is the class that we are looking for.

# %%
tumours = load_breast_cancer()
X_all = tumours.data
y_all = 1 - tumours.target  # 1 = malignant
radius = X_all[:, 0]

print("features", X_all.shape, " labels", y_all.shape, " malignant", y_all.sum())
for r, label in zip(radius[17:22], y_all[17:22], strict=True):
    print(f"mean radius {r:5.2f}   {'malignant' if label == 1 else 'benign'}")

assert X_all.shape == (569, 30) and y_all.sum() == 212
assert tumours.target_names.tolist() == ["malignant", "benign"]

# %% [markdown]
# ## 2. Probability
#
# **Probability** (احتمال) says how often something happens under given conditions. An **event**
# (رویداد) $A$ is a set of outcomes: "the die shows 3", or "the die shows an even number". Its
# probability $P(A)$ can be reached in two ways.
#
# * **By counting trials.** Throw many times, and divide: how often $A$ happened, by the number of
#   *throws*. This works for every die. The result is an estimate.
# * **By counting faces.** Divide the number of faces that belong to $A$ by the number of *all*
#   faces. This is exact, but only if all faces are **equally likely**.
#
# For a fair die, the second way gives $P(3) = \frac16 = 0.1667$.
#
# > **Remark on the slide.** The formula reads "number of times that $A$ occurs, divided by the
# > number of all possible outcomes". It mixes the two ways: the top is a count of throws, the
# > bottom is a count of faces. Divide throws by throws, or faces by faces.
#
# **Before you run the next cell, write down:** a die is loaded, and shows 3 in three throws out of
# ten. We throw it 1,000 times. About what will the slide's fraction be?

# %%
faces = [1, 2, 3, 4, 5, 6]
loaded = [0.14, 0.14, 0.30, 0.14, 0.14, 0.14]
throws = np.random.default_rng(0).choice(faces, size=1000, p=loaded).tolist()
threes = throws.count(3)

print(f"faces by faces, a fair die:    {empirical_probability(faces, {3}):.4f}")
print(f"throws by throws, loaded die:  {empirical_probability(throws, {3}):.3f}")
print(f"throws by faces, the slide's:  {threes / len(set(throws)):.1f}")

claim("P3.die", empirical_probability(faces, {3}), 0.1667, 4)
assert 0.25 < empirical_probability(throws, {3}) < 0.35
assert threes / 6 > 40

# %% [markdown]
# About 50: that is no probability. And the rule of faces would say 0.1667 for the loaded die. It
# cannot know about the load.
#
# ### Three properties
#
# 1. $0 \le P(A) \le 1$. A share cannot be less than nothing or more than everything.
# 2. The probabilities of all *outcomes* add up to 1: something has to happen.
# 3. **Complement** (متمم): $P(\text{not } A) = 1 - P(A)$. For a fair coin $P(\text{heads}) = 0.5$,
#    so $P(\text{tails}) = 1 - 0.5 = 0.5$.
#
# > **Remark on the slide.** Property 2 is stated for all *events*. It holds only for events that
# > exclude one another and leave nothing out, as the six faces do. On one die, "even", "at least
# > four" and "six" are three events, and their probabilities add up to more than 1.

# %%
each_face = [empirical_probability(faces, {face}) for face in faces]
overlapping = [empirical_probability(faces, event) for event in ({2, 4, 6}, {4, 5, 6}, {6})]

print(f"six faces:                      sum {sum(each_face):.4f}")
print(f"'even', 'at least four', 'six': sum {sum(overlapping):.4f}")
print(f"coin: heads 0.5, tails {complement(0.5)};  die: not a three {complement(1 / 6):.4f}")

claim("P4.faces", sum(each_face), 1.0, 12)
claim("P4.events", sum(overlapping), 1.1667, 4)
claim("P5.tail", complement(0.5), 0.5)
assert agrees(complement(1 / 6), 0.8333, 4)

# %% [markdown]
# ### How much is a count worth?
#
# A share that was counted is an estimate, and it wobbles. With $n$ trials it is usually within
# $2\sqrt{P(1-P)/n}$ of the probability, about 95 times out of 100. To halve the wobble you need
# four times as many trials. The next cell throws a fair die 10,000 times, in 200 repetitions.

# %%
is_three = np.random.default_rng(1).integers(1, 7, size=(200, 10_000)) == 3
n_throws = np.arange(1, 10_001)
shares = np.cumsum(is_three, axis=1) / n_throws
wobble = 2 * np.sqrt(1 / 6 * 5 / 6 / n_throws)

for n in (10, 100, 1000, 10_000):
    inside = np.mean(np.abs(shares[:, n - 1] - 1 / 6) <= wobble[n - 1])
    print(f"{n:6} throws: 1/6 ± {wobble[n - 1]:.4f} holds {inside:.0%} of the 200 shares")

assert agrees(wobble[[99, 9999]], [0.0745, 0.0075], 4)
assert 0.88 < np.mean(np.abs(shares[:, -1] - 1 / 6) <= wobble[-1]) < 0.995


# %% jupyter={"source_hidden": true}
def draw_shares() -> Figure:
    """The share of threes among the first n throws, for eight dice."""
    figure, axes = plt.subplots(figsize=(8.0, 3.9))
    figure.subplots_adjust(left=0.08, right=0.97, bottom=0.13, top=0.97)
    n = np.unique(np.geomspace(10, 10_000, 500).astype(int))
    width = wobble[n - 1]
    axes.fill_between(
        n, 1 / 6 - width, 1 / 6 + width, color=SKY, alpha=0.3, label="1/6 ± 2 √(P(1−P)/n)"
    )
    eight = axes.plot(n, shares[:8, n - 1].T, color=BLUE, linewidth=0.8)
    eight[0].set_label("share of threes, eight dice")
    axes.axhline(1 / 6, color=VERMILLION, linestyle="--", label="P(3) = 1/6")
    axes.set(xscale="log", xlim=(10, 10_000), ylim=(0, 0.45))
    axes.set(xlabel="number of throws n", ylabel="share of threes")
    axes.minorticks_off()
    axes.legend(loc="upper right")
    return figure


show(
    draw_shares(),
    "Figure 1. Counting approaches the probability, slowly. After ten throws the share may be "
    "almost anything.",
    f"Eight jagged lines show the share of threes among the first n throws of a fair die, on a "
    f"logarithmic axis from 10 to 10,000 throws. After ten throws they lie between "
    f"{shares[:8, 9].min():.2f} and {shares[:8, 9].max():.2f}, after 10,000 between "
    f"{shares[:8, -1].min():.3f} and {shares[:8, -1].max():.3f}. A band narrows around 1/6.",
)

# %% [markdown]
# A probability of 0 means never, and 1 means always. A *share* of 0 means less. Of our tumours with
# a mean radius below 10, 0 of 47 are malignant. That does not show that such a tumour can never be
# malignant. And from no trials at all, nothing can be estimated.
#
# ### A probability given something
#
# Of all tumours, 37.3 % are malignant. This is the **base rate**. Now we sort the tumours by radius
# and count in each group by itself. That is the $P(y = 1 \mid \mathbf{x})$ of Section 1, estimated
# by hand.

# %%
edges = [6, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 29]
groups = [(radius >= low) & (radius < high) for low, high in pairwise(edges)]
group_size = np.array([group.sum() for group in groups])
group_radius = np.array([radius[group].mean() for group in groups])
group_share = np.array([empirical_probability(y_all[group].tolist(), {1}) for group in groups])
base_rate = empirical_probability(y_all.tolist(), {1})

print(f"all tumours: {base_rate:.3f}")
for k, (low, high) in enumerate(pairwise(edges)):
    print(f"radius {low:2} to {high:2}: {group_size[k]:3} tumours, {group_share[k]:.3f} malignant")

assert agrees(base_rate, 0.373, 3)
assert group_size[0] == 47 and group_share[0] == 0 and group_size.sum() == 569
assert agrees(group_share[5], 0.328, 3) and agrees(group_share[6], 0.788, 3)

# %% [markdown]
# The shares rise from 0 to 1 along a bent curve: flat, steep, flat. Keep this shape in mind. We
# look for a formula that has it.

# %% [markdown]
# ## 3. The straight line, cut off
#
# The first idea is to use what we have. Fit the line of Session 1 to the labels 0 and 1.
#
# **Before you run the next cell, write down:** what can go wrong, if a straight line has to predict
# a probability?

# %%
w_line, b_line = normal_equation(radius[:, np.newaxis], y_all)
on_line = predict_linear(radius[:, np.newaxis], w_line, b_line)
below, above = int((on_line < 0).sum()), int((on_line > 1).sum())

print(f"the line says between {on_line.min():.2f} and {on_line.max():.2f}")
print(f"{below} tumours below 0, {above} above 1")

assert agrees(on_line.min(), -0.34, 2) and agrees(on_line.max(), 1.77, 2)
assert below == 60 and above == 35

# %% [markdown]
# A probability of 177 % makes no sense. So the slides cut the line off, at 0 and at 1. This is
# **clipping**:
#
# $$\hat y = \max\{0, \min\{1, o\}\}, \qquad o = \mathbf{w}^T\mathbf{x} + b$$
#
# From here on, $o$ is the raw output of the linear layer, and $\hat y$ is what we make of it.
#
# Now we want to learn by gradient descent. With the squared error of one sample,
# $l = (y - \hat y)^2$, how does the loss change when $o$ changes a little? There are three cases.
#
# * $o < 0$: then $\hat y = 0$, whatever $o$ is exactly. The loss does not change. The slope is
#   **0**.
# * $0 < o < 1$: then $\hat y = o$, and the slope is $2(o - y)$.
# * $o > 1$: then $\hat y = 1$. The slope is **0** again.
#
# Take a benign tumour ($y = 0$) with $o = 5.6$. The prediction is 1, and the loss is 1, the worst
# that there is. The slope is 0. The sample is wholly wrong, and it asks for nothing.


# %%
def clipped_loss(o: np.ndarray, y: int) -> np.ndarray:
    """(y − clip(o, 0, 1))², sample by sample."""
    return (y - np.clip(o, 0, 1)) ** 2


for o in (-3.0, 0.25, 0.75, 5.6):
    slope = clipped_linear_logit_gradient(o, 0)
    measured = numerical_gradient(lambda t: float(clipped_loss(t, 0)[0]), [o])[0]
    print(
        f"y = 0, o = {o:5}: loss {clipped_loss(o, 0):.4f}   slope {slope:.1f}  measured "
        f"{measured:.4f}"
    )
    assert agrees(measured, slope, 6)

claim("L18.slope", clipped_linear_logit_gradient(5.6, 0), 0)
assert clipped_loss(5.6, 0) == 1
assert clipped_linear_logit_gradient(0.25, 0) == 0.5


# %% jupyter={"source_hidden": true}
def group_errors() -> np.ndarray:
    """Two standard errors of each group's share."""
    return 2 * np.sqrt(group_share * (1 - group_share) / group_size)


def draw_groups(axes: Axes) -> None:
    """The share of malignant tumours in each group of radii, and the tumours themselves."""
    height = np.where(y_all == 1, 1.0, 0.0) + np.random.default_rng(2).uniform(-0.03, 0.03, 569)
    for label, colour in ((0, BLUE), (1, VERMILLION)):
        axes.plot(
            radius[y_all == label],
            height[y_all == label],
            marker="|",
            linestyle="none",
            color=colour,
            alpha=0.5,
        )
    axes.errorbar(
        group_radius,
        group_share,
        yerr=group_errors(),
        color=BLACK,
        marker="o",
        linestyle="none",
        capsize=3,
        label="share in a group",
    )
    axes.set(xlabel="mean radius", xlim=(6, 29))


def draw_clipped_line() -> Figure:
    """Left: shares, line and clipped line. Right: the loss of one sample over o."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.2))
    figure.subplots_adjust(left=0.08, right=0.99, bottom=0.12, top=0.97, wspace=0.16)
    draw_groups(left)
    x = np.linspace(6, 29, 300)
    o = w_line[0] * x + b_line
    left.plot(x, o, color=GREY, linestyle=":", label="straight line")
    left.plot(x, np.clip(o, 0, 1), color=GREEN, linewidth=2, label="cut off at 0 and 1")
    left.set(ylim=(-0.35, 1.5), ylabel="1 = malignant, 0 = benign")
    left.legend(loc="upper left")
    o = np.linspace(-3, 7, 401)
    right.axvspan(-3, 0, color=GREY, alpha=0.15)
    right.axvspan(1, 7, color=GREY, alpha=0.15)
    right.plot(o, clipped_loss(o, 0), color=BLUE, label="loss, y = 0")
    right.plot(o, clipped_loss(o, 1), color=VERMILLION, linestyle="--", label="loss, y = 1")
    right.plot(5.6, 1, marker="o", color=BLACK)
    right.annotate(
        "o = 5.6, y = 0:\nloss 1, slope 0", (5.6, 1), (2.6, 0.62), arrowprops={"arrowstyle": "->"}
    )
    right.text(-1.5, 1.15, "flat", ha="center")
    right.text(4.0, 1.15, "flat", ha="center")
    right.set(xlabel="o", ylabel="loss of one sample", ylim=(-0.1, 1.3))
    right.legend(loc="center left", fontsize=8.5)
    return figure


show(
    draw_clipped_line(),
    "Figure 2. Left: the share of malignant tumours rises along a bent curve (black points, with "
    "two standard errors); a line, cut off or not, does not follow it. Right: on the grey parts "
    "the loss is flat, so gradient descent gets no direction, even from the worst mistake.",
    f"Left: the shares of malignant tumours in groups of mean radius rise from "
    f"{group_share[0]:.2f} over {group_share[5]:.2f} at radius {group_radius[5]:.1f} to "
    f"{group_share[-1]:.2f}. A straight line runs from {on_line.min():.2f} to {on_line.max():.2f}, "
    f"and its cut-off version stays between 0 and 1. Right: the loss over o for both labels is "
    f"constant for o below 0 and above 1, and curved between.",
)

# %% [markdown]
# > **Remark on the slide.** It says that gradient-based optimisers *cannot* find the parameters of
# > such a network. That is too strong. If the start is good, so that many samples lie on the ramp
# > between 0 and 1, it works. Section 8 tries both. The true part is: samples on the flat parts are
# > silent, also the wholly wrong ones.
#
# We need a curve that stays between 0 and 1, and is flat nowhere.

# %% [markdown]
# ## 4. The sigmoid
#
# ### From probability to odds to a number without limits
#
# A weighted sum can be any number. A probability cannot. So let us stretch the probability until it
# can be any number too. It takes two steps.
#
# **Step 1: odds.** The **odds** are the probability for, divided by the probability against:
# $\frac{p}{1-p}$. For $p = 0.8$ they are $0.8/0.2 = 4$, "four to one". Odds run from 0 to infinity.
#
# **Step 2: the logarithm.** $\log\frac{p}{1-p}$ runs from minus infinity to infinity. It is 0 at
# $p = \frac12$, and it changes its sign when the two classes change places. It is called the
# **logit**.
#
# | $p$ | 0.01 | 0.1 | 0.5 | 0.8 | 0.9 | 0.99 |
# |---|---:|---:|---:|---:|---:|---:|
# | odds | 0.0101 | 0.1111 | 1 | 4 | 9 | 99 |
# | logit | −4.60 | −2.20 | 0 | 1.39 | 2.20 | 4.60 |
#
# Now the assumption: **the logit is a weighted sum**,
# $\log\frac{p}{1-p} = o = \mathbf{w}^T\mathbf{x} + b$. We solve it for $p$:
#
# $$\frac{p}{1-p} = e^{o}
# \;\Longrightarrow\; p = e^{o} - p\,e^{o}
# \;\Longrightarrow\; p\,(1 + e^{o}) = e^{o}
# \;\Longrightarrow\; p = \frac{e^{o}}{1 + e^{o}} = \frac{1}{1 + e^{-o}}$$
#
# The last step divides top and bottom by $e^{o}$. This function is the **sigmoid** (سیگموئید),
# written $\sigma$ (sigma). A function that is put behind a linear layer is called an
# **activation function** (تابع فعال‌سازی).
#
# $$\boxed{\;\sigma(z) = \frac{1}{1 + e^{-z}}\;}$$
#
# **Before you run the next cell, write down:** $\sigma(0)$ exactly. And $\sigma(-2)$, if
# $\sigma(2) = 0.8808$.

# %%
p_table = np.array([0.01, 0.1, 0.5, 0.8, 0.9, 0.99])
odds = p_table / (1 - p_table)
print("odds ", odds.round(4))
print("logit", np.log(odds).round(2), "  and back", sigmoid(np.log(odds)).round(2))
for z in (0.0, 0.1, 1.0, 2.0, -2.0, 5.6, -5.6):
    print(f"sigmoid({z:4}) = {sigmoid(z):.4f}")

assert agrees(odds, [0.0101, 0.1111, 1, 4, 9, 99], 4)
assert agrees(np.log(odds), [-4.60, -2.20, 0, 1.39, 2.20, 4.60], 2)
assert agrees(sigmoid(np.log(odds)), p_table, 12)
assert agrees(sigmoid([2.0, 1.0, 0.1]), [0.8808, 0.7311, 0.5250], 4)
assert agrees(sigmoid([5.6, -5.6]), [0.9963, 0.0037], 4)


# %% jupyter={"source_hidden": true}
def draw_rulers_and_sigmoid() -> Figure:
    """Left: probability, odds and logit on three rulers. Right: the sigmoid."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.0), width_ratios=[1.25, 1])
    figure.subplots_adjust(left=0.01, right=0.99, bottom=0.12, top=0.98, wspace=0.15)
    rows = [(2, "probability"), (1, "odds"), (0, "logit")]
    marks = [(-4.6, "0.01", "1 : 99"), (-2.2, "0.1", "1 : 9"), (0.0, "0.5", "1 : 1")]
    marks += [(2.2, "0.9", "9 : 1"), (4.6, "0.99", "99 : 1")]
    for y, name in rows:
        left.axhline(y, color=BLACK, linewidth=1.2)
        left.text(-6.0, y + 0.42, name, ha="left", color=BLUE, fontweight="bold")
    for z, p, o in marks:
        left.plot([z, z], [0, 2], color=GREY, linestyle=":", linewidth=1)
        left.plot([z, z, z], [0, 1, 2], marker="|", markersize=11, color=BLACK, linestyle="none")
        for y, words in ((2, p), (1, o), (0, f"{z:g}".replace("-", "−"))):
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            left.text(z, y + 0.13, words, ha="center", bbox=box)
    left.annotate("", (6.2, 0), (-6.2, 0), arrowprops={"arrowstyle": "<->"})
    left.set(xlim=(-6.4, 6.4), ylim=(-0.4, 2.7))
    left.axis("off")
    z = np.linspace(-7, 7, 400)
    right.plot(z, sigmoid(z), color=BLUE, linewidth=2)
    for y in (0, 1):
        right.axhline(y, color=GREY, linestyle=":", linewidth=1)
    for at, offset in ((2.0, (8, -14)), (1.0, (8, -12)), (0.1, (10, -10)), (5.6, (-18, -18))):
        right.plot(at, sigmoid(at), marker="o", color=VERMILLION)
        right.annotate(
            f"σ({at:g}) = {sigmoid(at):.4f}",
            (at, sigmoid(at)),
            offset,
            textcoords="offset points",
            fontsize=8.5,
        )
    right.set(xlabel="z", ylabel="σ(z)", xlim=(-7, 8.5), ylim=(-0.06, 1.06))
    return figure


show(
    draw_rulers_and_sigmoid(),
    "Figure 3. Left: three ways to say the same. The logit ruler has no ends. Right: the sigmoid "
    "leads from the logit back to the probability: flat, steep, flat.",
    "Left: three parallel rulers. Probability 0.01, 0.1, 0.5, 0.9 and 0.99 stand above odds 1 to "
    "99, 1 to 9, 1 to 1, 9 to 1 and 99 to 1, and above the logits −4.6, −2.2, 0, 2.2 and 4.6. "
    "Right: an S-shaped curve from 0 to 1 with marked points: "
    + ", ".join(f"sigma({z:g}) = {sigmoid(z):.4f}" for z in (0.1, 1.0, 2.0, 5.6))
    + ".",
)

# %% [markdown]
# Some facts to keep:
#
# * $\sigma(0) = \frac12$. The curve rises everywhere. On paper it never reaches 0 or 1.
# * $\sigma(-z) = 1 - \sigma(z)$. Multiply top and bottom of $\frac{1}{1+e^{z}}$ by $e^{-z}$: you
#   get $\frac{e^{-z}}{1 + e^{-z}} = 1 - \frac{1}{1+e^{-z}}$. So $\sigma(-2) = 1 - 0.8808 = 0.1192$.
# * Raise one feature by 1, and the logit grows by its weight $w$. So the odds are multiplied by
#   $e^{w}$. That is how to read a weight.
#
# With it, the model of this session is $\hat y = \sigma(\mathbf{w}^T\mathbf{x} + b)$.
#
# > **Remark on the slide.** The letter $\sigma$ also stands for the *softmax*, the activation
# > function for more than two classes. That is another function, with its own session. Here
# > $\sigma$ is always the sigmoid.
#
# ### Large numbers without overflow
#
# Two formulas were equal on paper: $\frac{1}{1 + e^{-z}}$ and $\frac{e^{z}}{1 + e^{z}}$. In a
# computer they are not. The largest `float64` is about $1.8 \cdot 10^{308}$, and $e^{710}$ is
# larger. It **overflows**: the result is `inf`, infinity, and Python warns.
#
# **Before you run the next cell, write down:** what does the second formula give for $z = 1000$?

# %%
print("   z      1/(1+e^-z)     e^z/(1+e^z)   the course's sigmoid")
with np.errstate(over="ignore", invalid="ignore"):  # the warnings are the point here
    for z in np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0]):
        first, second = 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))
        print(f"{z:5.0f} {first:15.3e} {second:15.3e} {sigmoid(z):15.3e}")
    assert np.isinf(np.exp(710.0)) and not np.isinf(np.exp(709.0))
    assert np.isnan(np.exp(1000.0) / (1 + np.exp(1000.0)))

assert sigmoid(1000.0) == 1 and sigmoid(-1000.0) == 0
assert agrees(sigmoid(-40.0) * 1e18, 4.248, 3)

# %% [markdown]
# The second form computes infinity divided by infinity, which is `nan`, "not a number". The first
# form overflows at $-1000$; its result 0 is right, by luck. But each form is safe on one side:
#
# * $z \ge 0$: use $\frac{1}{1 + e^{-z}}$. The exponent is not above 0.
# * $z < 0$: use $\frac{e^{z}}{1 + e^{z}}$. The exponent is below 0.
#
# An exponent that is not above 0 cannot overflow. It can only *underflow* to zero, which does no
# harm here. Take care when you write this with `np.where`: it computes both branches for all
# entries, and then throws half of them away. Cutting $z$ off at ±20 also avoids the overflow. But
# then the curve is flat outside, and we are back in Section 3.

# %% [markdown]
# ## 5. The slope of the sigmoid
#
# Gradient descent will need the derivative $\sigma'(z)$. Write $\sigma(z) = (1 + e^{-z})^{-1}$ and
# use the chain rule.
#
# 1. The derivative of $u^{-1}$ is $-u^{-2}$, with $u = 1 + e^{-z}$.
# 2. The derivative of $u$ by $z$ is $-e^{-z}$.
# 3. Together: $\sigma'(z) = \dfrac{e^{-z}}{(1 + e^{-z})^2}$.
# 4. Split it: $\dfrac{e^{-z}}{1 + e^{-z}} \cdot \dfrac{1}{1 + e^{-z}}$. The second factor is
#    $\sigma(z)$. The first is $\dfrac{(1 + e^{-z}) - 1}{1 + e^{-z}} = 1 - \sigma(z)$.
#
# $$\boxed{\;\sigma'(z) = \sigma(z)\,\bigl(1 - \sigma(z)\bigr)\;}$$
#
# > **Remark on the slide.** In the backpropagation deck the numerator reads $1 - 1 + e^{-x}$. It
# > looks like a misprint, and it is right: it is step 4.
#
# **Before you run the next cell, write down:** where is the slope largest, and how large is it
# there?

# %%
for z in (-5.6, -1.0, 0.0, 1.0, 2.0, 5.6):
    measured = numerical_gradient(lambda t: float(sigmoid(t)[0]), [z])[0]
    print(f"z = {z:4}: slope {sigmoid_derivative(z):.4f}   measured {measured:.4f}")
    assert agrees(measured, sigmoid_derivative(z), 8)

half_width = math.log((1 + math.sqrt(1 - 4 * 0.01)) / (1 - math.sqrt(1 - 4 * 0.01)))
print(f"the slope is below 0.01 for all |z| > {half_width:.2f}")
print(
    f"slope at z = 0: {sigmoid_derivative(0.0):.4f}; fed with sigmoid(0): "
    f"{sigmoid_derivative(sigmoid(0.0)):.4f}"
)
print(
    f"at z = 40: sigma (1 − sigma) = {sigmoid(40.0) * (1 - sigmoid(40.0))}, sigmoid_derivative "
    f"{sigmoid_derivative(40.0):.2e}"
)

claim("L33.peak", sigmoid_derivative(0.0), 0.25)
assert agrees(sigmoid_derivative([1.0, 2.0, 5.6]), [0.1966, 0.1050, 0.0037], 4)
assert agrees(half_width, 4.58, 2) and agrees(sigmoid_derivative(half_width), 0.01, 12)
assert agrees(sigmoid_derivative(sigmoid(0.0)), 0.2350, 4)
assert sigmoid(40.0) * (1 - sigmoid(40.0)) == 0 and agrees(sigmoid_derivative(40.0) * 1e18, 4.25, 2)


# %% jupyter={"source_hidden": true}
def draw_slope() -> Figure:
    """The sigmoid with three tangents, and its slope below."""
    figure, (top, bottom) = plt.subplots(
        2, 1, figsize=(7.4, 5.0), sharex=True, height_ratios=[1.2, 1]
    )
    figure.subplots_adjust(left=0.1, right=0.98, bottom=0.1, top=0.98, hspace=0.08)
    z = np.linspace(-8, 8, 401)
    top.plot(z, sigmoid(z), color=BLUE, linewidth=2)
    tangents = [(-5.6, GREEN, "-.", "s"), (0.0, VERMILLION, "--", "o"), (2.0, PURPLE, ":", "^")]
    for at, colour, style, marker in tangents:
        x = np.array([at - 1.6, at + 1.6])
        slope = sigmoid_derivative(at)
        top.plot(x, sigmoid(at) + slope * (x - at), color=colour, linestyle=style, linewidth=2)
        name = f"slope at {at:g}: {slope:.4f}".replace("-", "−")
        bottom.plot(at, slope, marker=marker, linestyle="none", color=colour, label=name)
    top.set(ylabel="σ(z)", ylim=(-0.1, 1.1))
    bottom.plot(z, sigmoid_derivative(z), color=BLUE, linewidth=2)
    for side in (-1, 1):
        bottom.axvspan(side * half_width, side * 8, color=GREY, alpha=0.15)
    bottom.text(-6.9, 0.13, "slope\nbelow 0.01", ha="center", fontsize=9)
    bottom.text(6.9, 0.13, "slope\nbelow 0.01", ha="center", fontsize=9)
    bottom.set(xlabel="z", ylabel="σ'(z)", ylim=(-0.01, 0.28), xlim=(-8, 8))
    bottom.legend(loc="upper right", bbox_to_anchor=(0.86, 1.0), fontsize=8.5)
    return figure


show(
    draw_slope(),
    "Figure 4. The sigmoid with three tangents (above) and its slope (below). The slope is a "
    "bell of height 1/4. In the grey parts it is positive, but small.",
    "Above: an S-shaped curve with tangents at −5.6, 0 and 2. Below: the slope, a symmetric bell "
    f"with the top {sigmoid_derivative(0.0):.2f} at 0; at 2 it is {sigmoid_derivative(2.0):.4f}, "
    f"at ±5.6 {sigmoid_derivative(5.6):.4f}. Beyond ±{half_width:.2f} it is below 0.01.",
)

# %% [markdown]
# At most 1/4, at $z = 0$, and the same at $z$ and $-z$. Outside $\pm 4.58$ the slope is below 0.01.
# It is never exactly zero, so the sigmoid heals the trouble of Section 3. But it is *nearly* zero
# over most of the axis. That will be the next trouble.
#
# Two traps:
#
# * $\sigma'$ is a function of $z$. If you have $a = \sigma(z)$ at hand already, the slope is
#   $a(1 - a)$. But `sigmoid_derivative` wants $z$. If it is fed with $\sigma(z)$, it gives 0.2350
#   instead of 0.25 at $z = 0$.
# * From $z = 37$ on, $\sigma(z)$ is rounded to 1, and $1 - \sigma(z)$ is exactly 0. Write
#   $\sigma(-z)$ for $1 - \sigma(z)$, and the small number survives.

# %% [markdown]
# ## 6. The likelihood of a yes or a no
#
# Which loss belongs to the sigmoid? Session 1 had a recipe. State how $y$ is distributed, multiply
# the probabilities of all samples, and take $-\log$. There the noise was normal, and out came the
# squared error. Now $y$ is 0 or 1. That is not normal noise. So we start again.
#
# The model says: the label is 1 with probability $\hat y$, and 0 with probability $1 - \hat y$.
# This is the **Bernoulli distribution**. Both cases fit into one line:
#
# $$P(y \mid \mathbf{x}) = \begin{cases} \hat y & \text{if } y = 1 \\ 1 - \hat y & \text{if } y = 0
# \end{cases} \;=\; \hat y^{\,y}\,(1 - \hat y)^{1-y}$$
#
# The exponents work as a switch. With $y = 1$ the line is $\hat y^1 (1-\hat y)^0 = \hat y$. With
# $y = 0$ it is $\hat y^0 (1-\hat y)^1 = 1 - \hat y$. It is the probability of *what really
# happened*.
#
# If the samples do not influence one another, we multiply. The product is the **likelihood**
# (تابع درست‌نمایی).
#
# **Before you run the next cell, write down:** three tumours have $\hat y = 0.9,\ 0.2,\ 0.6$ and
# labels $1, 0, 0$. How large is the likelihood?

# %%
three_y, three_y_hat = np.array([1, 0, 0]), np.array([0.9, 0.2, 0.6])
factors = three_y_hat**three_y * (1 - three_y_hat) ** (1 - three_y)
likelihood = factors.prod()
print(f"{factors}, product {likelihood:.3f}, −log of it {-np.log(likelihood):.4f}")
print(f"sum of −log of the factors {-np.log(factors).sum():.4f}")

claim("L20.likelihood", likelihood, 0.288, 12)
assert agrees(factors, [0.9, 0.8, 0.4], 12)
assert agrees(-np.log(likelihood), 1.2448, 4) and agrees(-np.log(factors).sum(), 1.2448, 4)

# %% [markdown]
# > **Remark on the slide.** The backpropagation deck says that we maximise "the probability of
# > observing the x's from the y's". It is the other way round: the probability of the **y's, given
# > the x's**. We do not model how tumours come to have their radius.
#
# ### The most likely coin
#
# A coin shows heads $k$ times in $n$ throws. Which $p$ makes that most likely? The likelihood is
# $p^k (1-p)^{n-k}$, and its logarithm is $k\log p + (n-k)\log(1-p)$. Set the derivative to zero:
#
# $$\frac{k}{p} - \frac{n-k}{1-p} = 0
# \;\Longrightarrow\; k(1-p) = (n-k)\,p \;\Longrightarrow\; p = \frac{k}{n}$$
#
# The most likely probability is the share. So the counting of Section 2 *was* maximum likelihood.
#
# ### Never multiply the probabilities
#
# As in Session 1, the product breaks in a computer. We throw a coin that shows heads with
# probability 0.7, two thousand times.
#
# **Before you run the next cell, write down:** a fair coin has the factor 0.5 for each throw. After
# how many throws is the product *exactly* 0.0? (Hint: the smallest positive `float64` is
# $2^{-1074}$.)

# %%
fair = np.cumprod(np.full(2000, 0.5))
print(f"fair coin: after 1,074 throws {fair[1073]:.1e}, after 1,075 {fair[1074]}")

heads = (np.random.default_rng(4).random(2000) < 0.7).astype(int)
share_of_heads = empirical_probability(heads.tolist(), {1})
p_grid = np.arange(5, 1000, 5) / 1000  # 0.005, 0.010, … 0.995
products = np.array([np.prod(np.where(heads == 1, p, 1 - p)) for p in p_grid])
log_sums = np.array([np.sum(np.log(np.where(heads == 1, p, 1 - p))) for p in p_grid])

print(f"{len(p_grid)} candidates for p; products that are exactly 0: {(products == 0).sum()}")
print(
    f"'best' p by the product: {p_grid[products.argmax()]}, by the sum of logs: "
    f"{p_grid[log_sums.argmax()]}"
)
print(f"share of heads: {share_of_heads}; largest sum of logs {log_sums.max():.0f}")

assert fair[1073] > 0 and fair[1074] == 0
assert 1100 < np.argmax(np.cumprod(np.where(heads == 1, 0.7, 0.3)) == 0) < 1300
assert len(p_grid) == 199 and np.all(products == 0) and p_grid[products.argmax()] == 0.005
assert abs(p_grid[log_sums.argmax()] - share_of_heads) <= 0.0026
assert 0.66 < share_of_heads < 0.74 and -1300 < log_sums.max() < -1150


# %% jupyter={"source_hidden": true}
def draw_product_and_sum() -> Figure:
    """Left: product and sum over the throws, as powers of ten. Right: the sum over p."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.2))
    figure.subplots_adjust(left=0.08, right=0.98, bottom=0.12, top=0.93, wspace=0.25)
    factor = np.where(heads == 1, 0.7, 0.3)
    running = np.cumprod(factor)
    zero = int(np.argmax(running == 0))
    floor = math.log10(math.ulp(0.0))
    powers = np.cumsum(np.log10(factor))
    left.plot(powers, color=BLUE, linestyle="--", label="sum of the logarithms")
    left.plot(np.log10(running[:zero]), color=VERMILLION, linewidth=2, label="product")
    left.plot(zero, floor, marker="X", color=VERMILLION, markersize=9)
    left.axhline(floor, color=GREY, linestyle=":")
    left.text(60, floor - 12, "smallest float64", va="top", color=GREY)
    left.annotate(
        f"throw {zero + 1}: product\nexactly 0.0 from here on",
        (zero, floor),
        (1050, -190),
        color=VERMILLION,
        arrowprops={"arrowstyle": "->", "color": VERMILLION, "shrinkB": 6},
    )
    left.set(xlim=(0, 2000), xlabel="number of throws", ylabel="power of ten")
    left.set_title("one candidate, p = 0.7")
    left.legend(loc="upper right")
    right.plot(p_grid, log_sums, color=BLUE, linewidth=2)
    best = p_grid[log_sums.argmax()]
    right.plot(best, log_sums.max(), marker="*", markersize=14, color=VERMILLION)
    right.axvline(
        share_of_heads, color=GREY, linestyle=":", label=f"share of heads {share_of_heads:.4f}"
    )
    right.text(
        0.5,
        -4700,
        f"product: 0.0 for all {len(p_grid)} candidates",
        ha="center",
        color=VERMILLION,
        bbox={"facecolor": "white", "edgecolor": "none"},
    )
    right.set(ylim=(-6000, 0), xlabel="candidate p", ylabel="sum of the logarithms")
    right.set_title(f"all 2,000 throws: top at p = {best:.3f}")
    right.legend(loc="lower center")
    return figure


show(
    draw_product_and_sum(),
    "Figure 5. Left: the product of the likelihoods underflows; the sum of the logarithms goes on. "
    "Right: after 2,000 throws all candidates look the same to the product. The sum has a top, and "
    "it is the share of heads.",
    "Left: the running product of 2,000 throws of a coin falls in a straight line on a logarithmic "
    f"axis, and below 10 to the power {math.log10(math.ulp(0.0)):.0f} it is exactly zero; the "
    "running sum of logarithms follows the same line and goes on falling evenly. Right: as a "
    f"function of p, the sum has one top, {log_sums.max():.0f} at "
    f"{p_grid[log_sums.argmax()]:.3f}, beside the share of heads {share_of_heads:.4f}; the product "
    f"of all throws is zero for all {len(p_grid)} candidates.",
)

# %% [markdown]
# After 1,075 throws. The coin of the figure gets there after about 1,200. From then on all
# candidates are equally good, and `argmax` returns the first one. The sum of the logarithms finds
# the share.
#
# For our model, the logarithm of one factor is $y \log\hat y + (1-y)\log(1-\hat y)$. Put a minus
# before it and add up. This is the **negative log-likelihood**:
#
# $$-\log P(\mathbf{y} \mid X) = -\sum_{i=1}^n \Bigl[\, y^{(i)} \log \hat y^{(i)}
# + \bigl(1 - y^{(i)}\bigr) \log\bigl(1 - \hat y^{(i)}\bigr) \Bigr]$$
#
# > **Remark on the slide.** The sum sign stands before two terms without brackets. Read strictly,
# > only the first term is summed. Both are inside the sum.

# %% [markdown]
# ## 7. Binary cross-entropy
#
# Our losses are means, so we divide by $n$. The result is the **binary cross-entropy**, BCE for
# short:
#
# $$\boxed{\;L = -\frac1n \sum_{i=1}^n \Bigl[\, y^{(i)} \log \hat y^{(i)}
# + \bigl(1 - y^{(i)}\bigr) \log\bigl(1 - \hat y^{(i)}\bigr) \Bigr]\;}$$
#
# For one sample only one of the two terms is alive: $-\log\hat y$ if $y = 1$, and
# $-\log(1 - \hat y)$ if $y = 0$. In words:
# **minus the logarithm of the probability that you gave to what happened.**
#
# The slides' example: $y = 1$ and $\hat y = 0.8$, so the loss is $-\log 0.8 = 0.2231$. The
# logarithm is the natural one. Other bases give other numbers, and you will meet them in other
# books: 0.3219 with base 2, and 0.0969 with base 10. They differ by a factor only.
#
# > **Remark on the slide.** The sum runs over $j$, but $y$ and $\hat y$ have lost their $(j)$. Each
# > sample brings its own. In the example, "$y = [0.8]$" should read $\hat y = [0.8]$.
#
# **Before you run the next cell, write down:** the loss of programs A and B of the opening
# question. Use $\log 0.45 = -0.80$ and $\log 0.0037 = -5.6$. What does the squared error
# $(y - \hat y)^2$ say?

# %%
print(f"slide: {binary_cross_entropy([1], [0.8]):.4f}", end="")
print(f"   base 2: {-math.log2(0.8):.4f}   base 10: {-math.log10(0.8):.4f}")
print(f"three tumours of Section 6: {binary_cross_entropy(three_y, three_y_hat):.4f} = 1.2448 / 3")

y_hat_a, y_hat_b = 0.45, float(sigmoid(-5.6))
bce_a, bce_b = binary_cross_entropy([1], [y_hat_a]), binary_cross_entropy([1], [y_hat_b])
squared_a, squared_b = (1 - y_hat_a) ** 2, (1 - y_hat_b) ** 2
print(f"program A, {y_hat_a:.2%}: cross-entropy {bce_a:.3f}, squared error {squared_a:.3f}")
print(f"program B, {y_hat_b:.2%}: cross-entropy {bce_b:.3f}, squared error {squared_b:.3f}")
print(f"always 0.5: {binary_cross_entropy(y_all, np.full(569, 0.5)):.4f}", end="")
print(f"   always the base rate: {binary_cross_entropy(y_all, np.full(569, base_rate)):.4f}")

claim("P12.loss", binary_cross_entropy([1], [0.8]), 0.2231, 4)
claim("P12.bases", [-math.log2(0.8), -math.log10(0.8)], [0.3219, 0.0969], 4)
assert agrees(binary_cross_entropy(three_y, three_y_hat), 1.2448 / 3, 4)
assert agrees(y_hat_b, 0.0037, 4)
assert agrees([bce_a, bce_b], [0.799, 5.604], 3) and agrees(
    [squared_a, squared_b], [0.303, 0.993], 3
)
assert agrees(binary_cross_entropy(y_all, np.full(569, 0.5)), 0.6931, 4)
assert agrees(binary_cross_entropy(y_all, np.full(569, base_rate)), 0.6603, 4)

# %% [markdown]
# The cross-entropy makes B pay seven times as much as A. The squared error of a probability can
# never exceed 1, however sure and however wrong you are.
#
# Two yardsticks for later. Who always says 0.5 pays $\log 2 = 0.6931$. Who always says the base
# rate of our tumours pays 0.6603. A model that does not get below that has learned nothing.
#
# ### Honesty pays
#
# Suppose that an event happens with probability 0.7, and that you know it. You may *state* any
# probability $q$. What is best for you? On the average you pay $-0.7\log q - 0.3\log(1-q)$. The
# derivative is zero at $q = 0.7$ (it is the coin of Section 6 again). So it is best to say what you
# believe. A loss with this property is called **proper**. The squared error is proper too. The
# absolute error $|y - q|$ is not.

# %%
q = np.arange(1, 1000) / 1000
average_cost = {
    "cross-entropy": -0.7 * np.log(q) - 0.3 * np.log(1 - q),
    "squared error": 0.7 * (1 - q) ** 2 + 0.3 * q**2,
    "absolute error": 0.7 * (1 - q) + 0.3 * q,
}
best_statement = {name: q[cost.argmin()] for name, cost in average_cost.items()}
for name, cost in average_cost.items():
    print(f"{name:15} is smallest if you state {best_statement[name]}; you pay {cost.min():.4f}")

assert best_statement["cross-entropy"] == best_statement["squared error"] == 0.7
assert best_statement["absolute error"] == 0.999
assert agrees(average_cost["cross-entropy"].min(), 0.6109, 4)


# %% jupyter={"source_hidden": true}
def draw_costs() -> Figure:
    """Left: what one answer costs. Right: what a stated probability costs on the average."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.2))
    figure.subplots_adjust(left=0.05, right=0.99, bottom=0.12, top=0.97, wspace=0.17)
    p = np.linspace(0.0015, 0.9985, 600)
    left.plot(p, -np.log(p), color=VERMILLION, label="cross-entropy, y = 1: −log ŷ")
    left.plot(
        p, -np.log(1 - p), color=BLUE, linestyle="--", label="cross-entropy, y = 0: −log(1 − ŷ)"
    )
    left.plot(p, (1 - p) ** 2, color=GREY, linestyle="-.", label="squared error, y = 1")
    for name, at, cost in (("A", y_hat_a, bce_a), ("B", y_hat_b, bce_b)):
        left.plot(at, cost, marker="o", color=BLACK)
        left.annotate(f"{name}: {cost:.2f}", (at, cost), (4, 9), textcoords="offset points")
    left.plot(0.8, -math.log(0.8), marker="s", color=VERMILLION)
    left.annotate("slide: 0.22", (0.8, 0.2231), (0.5, 2.2), arrowprops={"arrowstyle": "->"})
    left.set(xlabel="stated probability ŷ", ylabel="loss of one sample", ylim=(-0.1, 6.5))
    left.legend(loc="upper center", fontsize=8.5)
    looks = [(BLUE, "-", "o"), (VERMILLION, "--", "s"), (GREEN, ":", "^")]
    for (name, cost), (colour, style, marker) in zip(average_cost.items(), looks, strict=True):
        right.plot(q, cost, color=colour, linestyle=style, label=name, linewidth=2)
        right.plot(q[cost.argmin()], cost.min(), marker=marker, color=colour, markersize=9)
    right.axvline(0.7, color=BLACK, linestyle=":", linewidth=1)
    right.text(0.69, 1.9, "the truth, 0.7", ha="right")
    right.set(xlabel="stated probability q", ylabel="average loss", ylim=(0, 2))
    right.legend(loc="upper left", fontsize=8.5)
    return figure


show(
    draw_costs(),
    "Figure 6. Left: the cross-entropy grows without limit as a wrong answer gets surer. Right: "
    "what you pay on the average if the truth is 0.7. Marks show the lowest points. Under the "
    "absolute error it would pay to exaggerate.",
    f"Left: the cost −log y-hat falls from above 6 near 0 to 0 at 1, its mirror image rises; the "
    f"squared error stays below 1. Program A at {y_hat_a:.2f} pays {bce_a:.2f}, program B at "
    f"{y_hat_b:.4f} pays {bce_b:.2f}. Right: average costs over the stated probability; "
    + ", ".join(f"the {name} is lowest at {at:.3f}" for name, at in best_statement.items())
    + ".",
)

# %% [markdown]
# ### At 0 and at 1, and other traps
#
# Who says 0 and sees a 1 pays $-\log 0$, which is infinite. And the harmless term becomes
# $0 \cdot \log 0$, which a computer calls `nan`. One such sample spoils the mean of a whole data
# set. So programs raise the probability to some tiny number before they take the logarithm. How
# tiny matters:
#
# * With $10^{-3}$, no answer ever costs more than 6.9. "One in a thousand" and "one in a million"
#   would then cost the same. Worse, the loss is flat there.
# * With the smallest normal `float64`, about $2 \cdot 10^{-308}$, the largest cost is 708.4. The
#   course's function does this.
#
# The other trap is a shape. If `y` is `(n,)` and `y_hat` is `(n, 1)`, NumPy compares each label
# with *each* prediction and says nothing. The course's function refuses.

# %%
print(f"sure and right: {binary_cross_entropy([1, 0], [1.0, 0.0])}", end="")
print(f"   sure and wrong: {binary_cross_entropy([1, 0], [0.0, 1.0]):.1f}")
for stated in (1e-3, 1e-6):
    cost, capped = -math.log(stated), -math.log(max(stated, 1e-3))
    print(f"stated {stated:g}: cost {cost:.1f}, raised to 1e-3 first {capped:.1f}")

column = three_y_hat[:, np.newaxis]
table = -(three_y * np.log(column) + (1 - three_y) * np.log(1 - column))
print(f"(3,) against (3, 1): NumPy makes a table {table.shape}, mean {table.mean():.4f}")
try:
    binary_cross_entropy(three_y, column)
except ValueError as error:
    print("the course's function:", error)

assert binary_cross_entropy([1, 0], [1.0, 0.0]) == 0
assert agrees(binary_cross_entropy([1, 0], [0.0, 1.0]), 708.4, 1)
assert agrees([-math.log(1e-3), -math.log(1e-6)], [6.9, 13.8], 1)
assert table.shape == (3, 3) and abs(table.mean() - 1.2448 / 3) > 0.3

# %% [markdown]
# ### The loss chooses the curve
#
# Now we have a model and a loss. Here is the model with one feature, the radius:
# $\hat y = \sigma\bigl(w \cdot (\text{radius} - c)\bigr)$. Its two parameters are easy to see: at
# the radius $c$ the probability is one half, and $w$ says how steep the curve is there. (In the
# usual form, $b = -w\,c$.) First we let the loss choose both. Section 11 explains how `fit` does
# it.

# %%
Z_radius, _, radius_mean, radius_sd = standardize(radius[:, np.newaxis], radius[:, np.newaxis])
radius_model = LogisticRegression().fit(Z_radius, y_all, lr=1.0, epochs=1000)
w_best = radius_model.w[0] / radius_sd[0]  # back from standardised radius to radius
c_best = radius_mean[0] - radius_model.b / w_best


def radius_loss(w: float, c: float = c_best) -> float:
    """The cross-entropy of the S-curve with steepness w and centre c, on all tumours."""
    return float(binary_cross_entropy(y_all, sigmoid(w * (radius - c))))


print(f"best: w = {w_best:.3f}, c = {c_best:.2f}, cross-entropy {radius_loss(w_best):.4f}")
print(f"one unit of radius more multiplies the odds by {math.exp(w_best):.2f}")
steepnesses = [-0.3, 0.1, 1.03, 10.0]
for w in steepnesses:
    print(f"w = {w:5}: cross-entropy {radius_loss(w):.3f}")

assert (
    agrees(w_best, 1.034, 3) and agrees(c_best, 14.75, 2) and agrees(radius_loss(w_best), 0.2900, 4)
)
assert agrees(math.exp(w_best), 2.81, 2)
assert min(steepnesses, key=radius_loss) == 1.03


# %% jupyter={"source_hidden": true}
def draw_curve(w: float) -> Figure:
    """The S-curve of steepness w over the shares of malignant tumours."""
    figure, axes = plt.subplots(figsize=(4.2, 3.3))
    figure.subplots_adjust(left=0.14, right=0.97, bottom=0.15, top=0.91)
    draw_groups(axes)
    x = np.linspace(6, 29, 400)
    axes.plot(x, sigmoid(w * (x - c_best)), color=GREEN, linewidth=2.5)
    axes.set(ylabel="probability of malignant", ylim=(-0.08, 1.08), xlim=(6, 25))
    axes.set(xticks=[10, 15, 20, 25])
    axes.set_title(f"w = {w:g}: cross-entropy {radius_loss(w):.3f}".replace("-0.3", "−0.3"))
    return figure


slider(
    draw_curve,
    "steepness w",
    steepnesses,
    "Figure 7. S-curves (green) with the centre at 14.75, and the shares that we counted "
    "(black). Too flat, and it wastes what the radius says. Too steep, and it is sure and wrong "
    "about the tumours near the centre. The loss is smallest at 1.03, where the curve passes "
    "through the shares that we counted.",
    lambda w: (
        f"An S-curve with steepness {w:g} and centre {c_best:.2f} over the counted shares of "
        f"malignant tumours. At radius 12 the curve says {sigmoid(w * (12 - c_best)):.2f} and at "
        f"radius 17.5 {sigmoid(w * (17.5 - c_best)):.2f}. Cross-entropy {radius_loss(w):.3f}."
    ),
    start=1,
)

# %% [markdown]
# Nobody showed the groups of Section 2 to the model. It saw single tumours with labels 0 and 1. Yet
# the best curve passes close to the shares. That is what "proper" means in practice.
#
# Look at $w = 10$ too. It divides the tumours at the same radius as the best curve. It says yes and
# no to the same tumours. But its loss is nearly five times that of the best curve, because it is
# never in doubt.

# %%
same_answers = np.mean((w_best * (radius - c_best) > 0) == (10.0 * (radius - c_best) > 0))
print(f"w = 1.03 and w = 10 give the same yes or no for {same_answers:.0%} of the tumours")
print(f"ratio of the losses: {radius_loss(10.0) / radius_loss(w_best):.1f}")

assert same_answers == 1.0 and agrees(radius_loss(10.0) / radius_loss(w_best), 4.7, 1)

# %% [markdown]
# ## 8. Which loss pushes a wrong sample?
#
# Both the squared error and the cross-entropy are proper. Why not keep the squared error? Because
# of how it *learns*. Gradient descent does not see the loss. It sees the slope. So we compare the
# slopes by the logit $o$, for one sample.
#
# ### The squared error behind a sigmoid
#
# $l = (y - \sigma(o))^2$. The chain rule: outer derivative $-2(y - \sigma)$, times the slope of the
# sigmoid.
#
# $$\frac{dl}{do} = -2\,(y - \sigma(o))\;\sigma(o)\,(1 - \sigma(o))$$
#
# The slides' example: a benign tumour ($y = 0$) with $o = 5.6$. The prediction is 0.9963, about as
# wrong as can be. The slope is $2 \cdot 0.9963 \cdot 0.9963 \cdot 0.0037 = 0.0073$. Nearly nothing!
# The factor $1 - \sigma(o)$ is to blame. It is small wherever the network is *sure*, and it does
# not ask whether the network is right.
#
# > **Remark on the slide.** The next line is "$\approx -2(0-1)\,1\,(1-1)$". Taken literally that is
# > 0, not 0.0073. It shows *which* factor kills the slope. But it rounds in the middle of the
# > calculation, and one should not.
#
# ### The cross-entropy behind a sigmoid
#
# Take the two labels one after the other.
#
# * $y = 1$: $l = -\log\sigma(o)$. The slope is
#   $-\dfrac{\sigma(1-\sigma)}{\sigma} = -(1 - \sigma) = \sigma(o) - 1$.
# * $y = 0$: $l = -\log(1 - \sigma(o))$. The slope is
#   $\dfrac{\sigma(1-\sigma)}{1-\sigma} = \sigma(o) = \sigma(o) - 0$.
#
# Both are the same formula:
#
# $$\boxed{\;\frac{dl}{do} = \sigma(o) - y\;}\qquad\text{prediction minus truth}$$
#
# The factor that did the damage has cancelled. The logarithm undoes the exponential. For $o = 5.6$
# and $y = 0$ the slope is 0.9963.
#
# > **Remark on the slide.** The calculation is printed for $y = 0$ only, and ends with $\sigma(o)$.
# > Do not take that for the general formula. For $y = 1$ it is $\sigma(o) - 1$, a negative number:
# > the logit has to *rise*.
#
# Session 2 has said what the slides' sentence "the gradient is prediction minus truth" needs for
# the squared error of a linear model: the factor 1/2. Here it needs none.
#
# The squared error's slope is exactly the cross-entropy's slope times $2\sigma'(o)$. For $o = 5.6$
# the factor between them is 136.
#
# **Before you run the next cell, write down:** still $y = 0$. At which prediction $\sigma(o)$ does
# the squared error push hardest: at 0.5, at 0.67 or at 0.99?

# %%
o_slide = 5.6
push_squared, push_bce = mse_logit_gradient(o_slide, 0), bce_logit_gradient(o_slide, 0)
print(f"o = 5.6, y = 0: squared error {push_squared:.4f}, cross-entropy {push_bce:.4f}", end="")
print(f", ratio {push_bce / push_squared:.0f}")
print(f"o = 5.6, y = 1: squared error {mse_logit_gradient(o_slide, 1):.6f}, ", end="")
print(f"cross-entropy {bce_logit_gradient(o_slide, 1):.4f}")

o_grid = np.linspace(-8, 8, 16_001)
peak = o_grid[mse_logit_gradient(o_grid, 0).argmax()]
print(
    f"squared error, y = 0: largest slope {mse_logit_gradient(peak, 0):.4f} at o = {peak:.3f}",
    end="",
)
print(f", prediction {sigmoid(peak):.3f}")

o_a = math.log(y_hat_a / (1 - y_hat_a))
push_a, push_b = -mse_logit_gradient(o_a, 1), -mse_logit_gradient(-o_slide, 1)
print(
    f"opening question, squared error: A {push_a:.4f}, B {push_b:.4f}, A / B {push_a / push_b:.0f}"
)
print(
    f"opening question, cross-entropy: A {-bce_logit_gradient(o_a, 1):.4f}, B "
    f"{-bce_logit_gradient(-o_slide, 1):.4f}"
)

claim("L19.slope", push_squared, 0.0073143, 7)
claim("L21.slope", push_bce, 0.9963, 4)
claim("L21.ratio", push_bce / push_squared, 136, 0)
assert agrees(push_squared, push_bce * 2 * sigmoid_derivative(o_slide), 12)
claim("L19.largest", mse_logit_gradient(peak, 0), 0.2963, 4)
assert agrees(mse_logit_gradient(peak, 0), 8 / 27, 6)
assert agrees(sigmoid(peak), 2 / 3, 3) and agrees(peak, math.log(2), 3)
assert agrees([push_a, push_b], [0.2723, 0.0073], 4) and agrees(push_a / push_b, 37, 0)
assert agrees([-bce_logit_gradient(o_a, 1), -bce_logit_gradient(-o_slide, 1)], [0.55, 0.9963], 4)


def total_squared(o: np.ndarray) -> float:
    """The squared errors behind a sigmoid of four samples with labels 0, 1, 0, 1, added up."""
    return float(np.sum((np.array([0, 1, 0, 1]) - sigmoid(o)) ** 2))


def total_bce(o: np.ndarray) -> float:
    """The cross-entropies of the same four samples, added up."""
    return float(4 * bce_with_logits(o, [0, 1, 0, 1]))


four_logits = np.array([-5.6, -0.4, 2.0, 5.6])  # both formulas against slopes that are measured
measured = numerical_gradient(total_squared, four_logits)
assert agrees(measured, mse_logit_gradient(four_logits, np.array([0, 1, 0, 1])), 7)
measured = numerical_gradient(total_bce, four_logits)
assert agrees(measured, bce_logit_gradient(four_logits, np.array([0, 1, 0, 1])), 7)


# %% jupyter={"source_hidden": true}
LOSS_LOOKS = {
    "cut-off line": (GREEN, ":"),
    "squared error": (VERMILLION, "--"),
    "cross-entropy": (BLUE, "-"),
}


def draw_gradients() -> Figure:
    """The three losses of a benign sample over its logit, and their slopes."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.3))
    figure.subplots_adjust(left=0.05, right=0.99, bottom=0.12, top=0.93, wspace=0.17)
    o = np.linspace(-8, 8, 801)
    losses = [clipped_loss(o, 0), sigmoid(o) ** 2, np.logaddexp(0, o)]
    slopes = [
        clipped_linear_logit_gradient(o, 0),
        mse_logit_gradient(o, 0),
        bce_logit_gradient(o, 0),
    ]
    for (name, (colour, style)), loss, slope in zip(
        LOSS_LOOKS.items(), losses, slopes, strict=True
    ):
        left.plot(o, loss, color=colour, linestyle=style, linewidth=2, label=name)
        right.plot(o, slope, color=colour, linestyle=style, linewidth=2, label=name)
    left.set(xlabel="logit o", ylabel="loss, y = 0", ylim=(-0.2, 5), title="the loss")
    left.legend(loc="upper left")
    for slope, words, place in (
        (push_bce, f"{push_bce:.4f}", (4.2, 1.22)),
        (push_squared, f"{push_squared:.4f}", (4.6, 0.3)),
    ):
        right.plot(o_slide, slope, marker="o", color=BLACK)
        right.annotate(words, (o_slide, slope), place, arrowprops={"arrowstyle": "->"})
    right.plot(peak, 8 / 27, marker="^", color=VERMILLION, markersize=9)
    right.annotate(
        "top 0.296, σ = 2/3", (peak, 8 / 27), (-7.5, 0.55), arrowprops={"arrowstyle": "->"}
    )
    right.axvline(o_slide, color=GREY, linestyle=":", linewidth=1)
    right.set(
        xlabel="logit o",
        ylabel="slope dl/do, y = 0",
        ylim=(-0.1, 2.05),
        title="its slope: the push",
    )
    right.legend(loc="upper left")
    return figure


show(
    draw_gradients(),
    "Figure 8. A benign sample (y = 0): the further right, the more wrong. Only the "
    "cross-entropy keeps pushing. The slope of the squared error has its top at a slightly wrong "
    "sample and then dies away; the cut-off line is silent from 1 on. For y = 1 the pictures are "
    "mirrored.",
    "Left: three losses over the logit. The cross-entropy grows like a straight line; the "
    "squared error and the cut-off line level off at 1. Right: their slopes. The cross-entropy's "
    f"rises to 1 and is {push_bce:.4f} at 5.6. The squared error's has a top of {8 / 27:.4f} at "
    f"{peak:.2f} and is {push_squared:.4f} at 5.6. The cut-off line's rises to 2 between 0 and 1 "
    "and is 0 elsewhere.",
)

# %% [markdown]
# At 0.67. For $y = 0$ the slope is $2\sigma^2(1-\sigma)$. Its derivative by $\sigma$,
# $2(2\sigma - 3\sigma^2)$, is zero at $\sigma = \frac23$, where the slope is
# $\frac{8}{27} = 0.2963$.
#
# And the opening question: under the squared error, program A gets **37 times** the push of program
# B. The one that was nearly right is pushed, and the one that was sure and wrong is left in peace.
# Under the cross-entropy, B gets nearly twice the push of A.
#
# ### Two walks from the same mistake
#
# We now descend for real. One sample, $y = 0$, start at $o = 5.6$, learning rate 1. As soon as $o$
# is below 0, the answer is right.
#
# **Before you run the next cell, write down:** how many steps does each loss need to cross 0?


# %%
def steps_to_cross(grad: Callable, o_start: float, lr: float = 1.0, n_steps: int = 150) -> int:
    """How many steps gradient descent needs until the logit of a sample with y = 0 is below 0."""
    _, walk = gradient_descent(lambda o: grad(o, 0), [o_start], lr, n_steps)
    return int(np.argmax(walk[:, 0] < 0))


crossing_squared = steps_to_cross(mse_logit_gradient, 5.6)
crossing_bce = steps_to_cross(bce_logit_gradient, 5.6)
print(f"from 5.6: squared error {crossing_squared} steps, cross-entropy {crossing_bce}")
crossing_squared_8 = steps_to_cross(mse_logit_gradient, 8.0, n_steps=1510)
crossing_bce_8 = steps_to_cross(bce_logit_gradient, 8.0)
print(f"from 8:   squared error {crossing_squared_8} steps, cross-entropy {crossing_bce_8}")

_, fast = gradient_descent(lambda o: mse_logit_gradient(o, 0), [5.6], 136.0, 3)
print(f"squared error with learning rate 136: {fast[:, 0].round(2)}")

claim("L19.steps", crossing_squared, 147)
claim("L21.steps", crossing_bce, 7)
assert (crossing_squared_8, crossing_bce_8) == (1507, 9)
assert agrees(fast[:, 0], [5.6, 4.6, 2.0, -23.7], 1)

# %% jupyter={"source_hidden": true}
_, walk_squared = gradient_descent(lambda o: mse_logit_gradient(o, 0), [5.6], 1.0, 147)
_, walk_bce = gradient_descent(lambda o: bce_logit_gradient(o, 0), [5.6], 1.0, 147)


def draw_walks(step: float) -> Figure:
    """Both walks after so many steps, on their loss curves."""
    k = int(step)
    figure, axes = plt.subplots(figsize=(4.2, 3.7))
    figure.subplots_adjust(left=0.12, right=0.97, bottom=0.14, top=0.92)
    o = np.linspace(-6, 6.5, 301)
    for name, loss, walk, marker in (
        ("cross-entropy", np.logaddexp(0, o), walk_bce, "s"),
        ("squared error", sigmoid(o) ** 2, walk_squared, "o"),
    ):
        colour, style = LOSS_LOOKS[name]
        axes.plot(o, loss, color=colour, linestyle=style)
        passed = walk[: k + 1, 0]
        heights = np.interp(passed, o, loss)
        axes.plot(passed, heights, marker=".", color=GREY, linestyle="none")
        label = f"{name}: o = {walk[k, 0]:.2f}".replace("= -", "= −")
        axes.plot(passed[-1:], heights[-1:], f"{marker}-", color=colour, markersize=10, label=label)
    axes.axvline(0, color=GREY, linestyle=":", linewidth=1)
    axes.set(xlabel="logit o  (left of 0: right answer)", ylabel="loss", title=f"step {k}")
    axes.legend(loc="upper left")
    return figure


slider(
    draw_walks,
    "step",
    [0, 7, 140, 147],
    "Figure 9. Two walks from o = 5.6 with y = 0, learning rate 1. On the squared error the ball "
    "(circle) creeps over a plateau for 140 steps and then drops. On the cross-entropy it (square) "
    "stands on a slope from the beginning and crosses 0 at step 7.",
    lambda step: (
        f"After {step:g} steps the squared error's ball is at o = {walk_squared[int(step), 0]:.2f} "
        f"and the cross-entropy's at o = {walk_bce[int(step), 0]:.2f}."
    ),
)

# %% [markdown]
# 147 steps against 7. From $o = 8$ it is 1,507 against 9: each unit that the mistake is larger
# makes the plateau about $e = 2.7$ times as long.
#
# Is this fair? The squared error might want a larger learning rate. With 136 its first step is as
# large as the cross-entropy's. Three steps later the logit is at −23.7. A learning rate that is
# right on the plateau is far too large on the slope, and no single one fits both.
#
# ### From a wrong start, on real tumours
#
# One sample could be an odd case. So now all 569 tumours, with two features, the mean radius and
# the mean texture. We start at wrong weights, $\mathbf{w} = (-4, -4)$: large tumours are called
# harmless. All three losses take steps with learning rate 1. The gradient for the parameters is the
# mean, over the samples, of the slope times the features. Section 11 derives it.

# %%
Z_two, _, two_mean, two_sd = standardize(X_all[:, :2], X_all[:, :2])
A_two = add_bias_column(Z_two)


def tumour_walk(logit_gradient: Callable, start: list[float], n_steps: int) -> np.ndarray:
    """All parameters (w1, w2, b) on the way down from the start, (n_steps + 1, 3)."""
    return gradient_descent(
        lambda theta: A_two.T @ logit_gradient(A_two @ theta, y_all) / 569, start, 1.0, n_steps
    )[1]


def walk_accuracy(walk: np.ndarray, threshold: float) -> np.ndarray:
    """The share of right answers at each step, if the answer is 'malignant' above the threshold."""
    return np.mean((A_two @ walk.T > threshold) == y_all[:, np.newaxis], axis=0)


walks = {
    "cut-off line": (tumour_walk(clipped_linear_logit_gradient, [-4, -4, 0.5], 1000), 0.5),
    "squared error": (tumour_walk(mse_logit_gradient, [-4, -4, 0], 1000), 0.0),
    "cross-entropy": (tumour_walk(bce_logit_gradient, [-4, -4, 0], 1000), 0.0),
}
accuracies = {name: walk_accuracy(walk, threshold) for name, (walk, threshold) in walks.items()}
for name, accuracy in accuracies.items():
    reached = f"step {np.argmax(accuracy > 0.85)}" if (accuracy > 0.85).any() else "never"
    print(
        f"{name:13} start {accuracy[0]:.3f}, after 1,000 steps {accuracy[-1]:.3f}; above 0.85: "
        f"{reached}"
    )

stuck = clipped_linear_logit_gradient(A_two @ walks["cut-off line"][0][-1], y_all)
good_start = tumour_walk(clipped_linear_logit_gradient, [0, 0, 0.5], 1000)
print(f"cut-off line: {np.count_nonzero(stuck)} of 569 samples still push", end="")
print(f"; from the good start w = 0, b = 0.5 it reaches {walk_accuracy(good_start, 0.5)[-1]:.3f}")

assert 8 <= np.argmax(accuracies["cross-entropy"] > 0.85) <= 14
assert 180 <= np.argmax(accuracies["squared error"] > 0.85) <= 280
assert np.count_nonzero(stuck) <= 20 and accuracies["cut-off line"].max() < 0.65
assert 0.88 < walk_accuracy(good_start, 0.5)[-1] < 0.90
assert (
    0.88 < accuracies["cross-entropy"][-1] < 0.90 and 0.88 < accuracies["squared error"][-1] < 0.90
)


# %% jupyter={"source_hidden": true}
def draw_wrong_start() -> Figure:
    """The accuracy of the three walks from the wrong start, on a logarithmic axis of steps."""
    figure, axes = plt.subplots(figsize=(8.0, 3.9))
    figure.subplots_adjust(left=0.08, right=0.97, bottom=0.13, top=0.97)
    for name, accuracy in accuracies.items():
        colour, style = LOSS_LOOKS[name]
        steps = np.arange(1, len(accuracy) + 1)  # a logarithmic axis has no place for 0
        axes.plot(steps, accuracy, color=colour, linestyle=style, linewidth=2, label=name)
    axes.axhline(357 / 569, color=GREY, linewidth=1)
    axes.text(1.1, 357 / 569 + 0.015, "always 'benign': 0.627", color=GREY, fontsize=9)
    axes.set(xscale="log", xlim=(1, 1000), ylim=(0, 1))
    axes.set(xlabel="step + 1", ylabel="accuracy, 569 tumours")
    axes.minorticks_off()
    axes.legend(loc="lower right")
    return figure


show(
    draw_wrong_start(),
    "Figure 10. All three walks start from the same wrong weights. The cross-entropy needs a "
    "dozen steps, the squared error some two hundred. The cut-off line ends by calling every "
    "tumour benign.",
    "Accuracy over the steps, on a logarithmic axis. All three curves start at "
    f"{accuracies['cross-entropy'][0]:.2f}. The cross-entropy passes 0.85 at step "
    f"{np.argmax(accuracies['cross-entropy'] > 0.85)}, the squared error at step "
    f"{np.argmax(accuracies['squared error'] > 0.85)}; both end near "
    f"{accuracies['cross-entropy'][-1]:.2f}. The cut-off line levels off at "
    f"{accuracies['cut-off line'][-1]:.3f}.",
)

# %% [markdown]
# The squared error gets there in the end, about twenty times later. The cut-off line gets stuck: it
# calls every tumour benign, and nearly all samples lie on the flat parts, where they are silent.
# From a *good* start, though, it reaches 89 % as well, like the others. So it is not that it
# *cannot* learn. It is at the mercy of the start.
#
# Nor is the squared error behind a sigmoid wrong in principle. It is slow at exactly the samples
# that matter most at the beginning.

# %% [markdown]
# ## 9. The loss straight from the logit
#
# So far the way was: logit $o$, then probability $\hat y = \sigma(o)$, then $-\log$. In a computer
# the middle station loses information. For $o = 800$ the sigmoid is 1.0, rounded. Then $1 - 1 = 0$,
# and $\log 0$ is infinite. Yet the true loss for $y = 0$ is an ordinary number, about 800.
#
# Let us go without the stop.
#
# 1. $y = 0$: the loss is $-\log(1 - \sigma(o)) = \log(1 + e^{o})$, since
#    $1 - \sigma(o) = \frac{1}{1 + e^{o}}$.
# 2. $y = 1$: the loss is $-\log\sigma(o) = \log(1 + e^{-o})$. Write
#    $1 + e^{-o} = e^{-o}(e^{o} + 1)$: it is $\log(1 + e^{o}) - o$.
# 3. Both in one: $\log(1 + e^{o}) - o\,y$.
# 4. Now $e^{o}$ may overflow. For $o > 0$ pull out the large part:
#    $\log(1 + e^{o}) = o + \log(1 + e^{-o})$. For $o \le 0$ nothing has to be done.
# 5. Both in one again:
#
# $$\boxed{\;l = \max(o, 0) - o\,y + \log\bigl(1 + e^{-|o|}\bigr)\;}$$
#
# The exponent is never above 0. One thing is left: $1 + 10^{-20}$ is rounded to 1, and the
# logarithm of 1 is zero. NumPy's `log1p(t)` computes $\log(1 + t)$ without that loss.
#
# **Before you run the next cell, write down:** the loss for $o = 5.6$ and $y = 0$, with
# $\log(1 + e^{-5.6}) = 0.0037$.


# %%
def loss_by_detour(o: float | np.ndarray, smallest: float) -> float | np.ndarray:
    """The loss for y = 0 through the probability, which is raised to `smallest` before the log."""
    with np.errstate(divide="ignore"):  # the logarithm of 0 is the point here
        return 0.0 - np.log(np.maximum(1 - sigmoid(o), smallest))


print("    o   detour  raised to 1e-15   from the logit   (y = 0)")
for o in (-40.0, 5.6, 30.0, 40.0, 800.0):
    detour, raised = loss_by_detour(o, 0.0), loss_by_detour(o, 1e-15)
    print(f"{o:5} {detour:8.4f} {raised:16.4f} {bce_with_logits([o], [0]):16.4g}")

assert agrees(bce_with_logits([5.6], [0]), 5.6037, 4)
assert bce_with_logits([800.0], [0]) == 800 and bce_with_logits([-800.0], [1]) == 800
assert bce_with_logits([800.0], [1]) == 0 and np.isinf(loss_by_detour(800.0, 0.0))
assert agrees(loss_by_detour(800.0, 1e-15), 34.5, 1)
assert loss_by_detour(-40.0, 0.0) == 0 and agrees(bce_with_logits([-40.0], [0]) * 1e18, 4.248, 3)
ordinary = np.linspace(-8, 8, 17)
labels = (np.arange(17) % 2 == 0).astype(int)
assert agrees(
    bce_with_logits(ordinary, labels), binary_cross_entropy(labels, sigmoid(ordinary)), 10
)


# %% jupyter={"source_hidden": true}
def draw_detour() -> Figure:
    """The loss for y = 0 by three programs: for large logits, and for very negative ones."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.1))
    figure.subplots_adjust(left=0.055, right=0.99, bottom=0.12, top=0.98, wspace=0.2)
    o = np.linspace(20, 60, 401)
    exact = np.logaddexp(0, o)
    by_detour = loss_by_detour(o, 0.0)
    finite = np.isfinite(by_detour)
    left.plot(o, exact, color=BLUE, linewidth=2, label="from the logit")
    left.plot(o[finite], by_detour[finite], color=VERMILLION, linestyle="--", label="detour")
    left.plot(o[finite][-1], by_detour[finite][-1], marker="X", markersize=10, color=VERMILLION)
    left.annotate(
        "infinite\nfrom here",
        (o[finite][-1], by_detour[finite][-1]),
        (24, 46),
        arrowprops={"arrowstyle": "->"},
    )
    raised = loss_by_detour(o, 1e-15)
    left.plot(o, raised, color=GREEN, linestyle="-.", label="raised to 1e-15")
    left.text(48, 31, "flat: no slope", color=GREEN)
    left.set(xlabel="logit o (y = 0: sure and wrong)", ylabel="loss", ylim=(18, 62))
    left.legend(loc="lower right")
    o = np.linspace(-60, 0, 601)
    by_detour = loss_by_detour(o, 0.0)
    right.plot(o, np.logaddexp(0, o), color=BLUE, linewidth=2, label="from the logit")
    right.plot(
        o[by_detour > 0], by_detour[by_detour > 0], color=VERMILLION, linestyle="--", label="detour"
    )
    right.annotate(
        "exactly 0\nfurther left",
        (o[by_detour > 0][0], by_detour[by_detour > 0][0]),
        (-57, 1e-11),
        arrowprops={"arrowstyle": "->"},
    )
    right.set(yscale="log", xlabel="logit o (y = 0: sure and right)", ylabel="loss, logarithmic")
    right.legend(loc="lower right")
    return figure


show(
    draw_detour(),
    "Figure 11. Left: the detour over the probability ends in infinity. If the probability is "
    "raised to 1e-15 first, the loss is flat instead, and the worst samples are silent again. "
    "Right: small losses get lost as well.",
    "Left, y = 0 and large logits: the loss from the logit is a straight line from 20 to 60; the "
    "detour follows it with jitter and becomes infinite near 37; with the probability raised it "
    f"stays at {loss_by_detour(60.0, 1e-15):.1f}. Right, very negative logits on a logarithmic "
    f"axis: the loss from the logit falls to {bce_with_logits([-60.0], [0]):.0e}; the detour "
    "becomes coarse and is exactly 0 left of about −37.",
)

# %% [markdown]
# 5.6037, and 800 where the detour gives infinity. A logit of 800 is no fairy tale: large features
# and weights that are not small are enough. The left picture holds a warning. Raising the
# probability "to be safe" gives a finite loss, and a flat one. That is the cut-off line of Section
# 3, back again.
#
# For logits of moderate size, both ways agree to ten decimals.

# %% [markdown]
# ## 10. Accuracy is a staircase
#
# In the end we care about right answers. The **accuracy** (دقت) is their share, if we answer
# "malignant" wherever the probability is at least one half. Why not train on the accuracy itself?
#
# **Before you run the next cell, write down:** move the centre $c$ of the S-curve a very little, by
# a millionth. How does the accuracy change?

# %%
few = np.random.default_rng(5).choice(569, size=40, replace=False)
centres = np.linspace(11, 19, 1601)
accuracy_of_few = np.array([np.mean((radius[few] > c) == y_all[few]) for c in centres])
loss_of_few = np.array([bce_with_logits(w_best * (radius[few] - c), y_all[few]) for c in centres])
print(
    f"40 tumours, 1,601 centres: {len(np.unique(accuracy_of_few))} values of the accuracy", end=""
)
print(f", {len(np.unique(loss_of_few))} values of the loss")


def accuracy_at(theta: np.ndarray) -> float:
    """The accuracy of the parameters (w1, w2, b) on all tumours."""
    return float(np.mean((A_two @ theta > 0) == y_all))


def loss_at(theta: np.ndarray) -> float:
    """The cross-entropy of the parameters (w1, w2, b) on all tumours."""
    return float(bce_with_logits(A_two @ theta, y_all))


places = np.random.default_rng(6).normal(size=(300, 3))
flat_accuracy = sum(not numerical_gradient(accuracy_at, theta).any() for theta in places)
flat_loss = sum(not numerical_gradient(loss_at, theta).any() for theta in places)
print(
    f"300 random places: the slope is exactly 0 at {flat_accuracy} for the accuracy, {flat_loss} "
    "for the loss"
)

assert len(np.unique(accuracy_of_few)) <= 41 and len(np.unique(loss_of_few)) > 1500
claim("B10.accuracy", flat_accuracy, between=(297, 300))
claim("B10.loss", flat_loss, 0)


# %% jupyter={"source_hidden": true}
def draw_staircase() -> Figure:
    """Accuracy and loss of 40 tumours over the centre of the curve."""
    figure, (top, bottom) = plt.subplots(2, 1, figsize=(8.0, 5.2), sharex=True)
    figure.subplots_adjust(left=0.08, right=0.98, bottom=0.1, top=0.94, hspace=0.2)
    top.plot(centres, accuracy_of_few, color=VERMILLION, linewidth=2)
    for label, marker, colour in ((0, "o", BLUE), (1, "^", VERMILLION)):
        chosen = radius[few][(y_all[few] == label) & (radius[few] > 11) & (radius[few] < 19)]
        name = "malignant" if label == 1 else "benign"
        top.plot(
            chosen,
            np.full(len(chosen), 0.48),
            marker=marker,
            linestyle="none",
            color=colour,
            label=name,
        )
    top.set(ylabel="accuracy", ylim=(0.45, 1.0), title="flat, with jumps: no slope to follow")
    top.legend(loc="upper right", fontsize=8.5)
    bottom.plot(centres, loss_of_few, color=BLUE, linewidth=2)
    lowest = loss_of_few.argmin()
    bottom.plot(centres[lowest], loss_of_few[lowest], marker="*", markersize=14, color=BLACK)
    bottom.set(ylabel="cross-entropy", xlabel="centre c of the S-curve (mean radius)")
    bottom.set_title("smooth: a slope at every place")
    return figure


show(
    draw_staircase(),
    "Figure 12. Forty tumours. The accuracy jumps whenever the centre passes a tumour, and is flat "
    "between. The cross-entropy is smooth, and leads to the bottom from everywhere.",
    "Above: the accuracy as a function of the centre is a staircase with "
    f"{len(np.unique(accuracy_of_few))} different values between {accuracy_of_few.min():.3f} and "
    f"{accuracy_of_few.max():.3f}; it jumps at the radii of the tumours, which are marked below "
    f"it. Below: the cross-entropy is a smooth bowl with the lowest value {loss_of_few.min():.3f} "
    f"at {centres[loss_of_few.argmin()]:.2f}.",
)

# %% [markdown]
# It does not change at all, nearly everywhere. The accuracy is a staircase: its slope is zero on
# each step, and undefined at the edges. Gradient descent gets no direction from it. That is why we
# train on a stand-in, the cross-entropy, and *report* the accuracy. It often happens that the
# measure we care about cannot be optimised itself.
#
# The stand-in has to fit. Three things are asked of it; Session 2 had the last two.
#
# 1. It fits the **problem and the last activation**: yes or no, sigmoid, cross-entropy.
# 2. It is **differentiable**.
# 3. It can be computed **on a mini-batch**. A mean over samples can: the mean of the batches' means
#    is the mean over all, if the batches have equal size. Not every measure can. Take "which share
#    of the *malignant* tumours did we find?" In a batch without a malignant tumour this is 0/0.

# %%
theta_some = np.array([1.0, 0.5, -0.5])
rng = np.random.default_rng(7)
batches = [
    batch for _ in range(20) for batch in iterate_minibatches(A_two[:560], y_all[:560], 8, rng)
]
batch_losses = [bce_with_logits(A_batch @ theta_some, y_batch) for A_batch, y_batch in batches]
whole_loss = bce_with_logits(A_two[:560] @ theta_some, y_all[:560])
without_malignant = sum(y_batch.sum() == 0 for _, y_batch in batches)

print(
    f"mean of {len(batches)} batch losses {np.mean(batch_losses):.6f}, loss of all {whole_loss:.6f}"
)
print(f"batches of 8 without a malignant tumour: {without_malignant}")

assert agrees(np.mean(batch_losses), whole_loss, 12)
assert len(batches) == 1400 and 5 < without_malignant < 80

# %% [markdown]
# ## 11. Logistic regression
#
# Now all parts are together. **Logistic regression** is the model
# $\hat y = \sigma(\mathbf{w}^T\mathbf{x} + b)$, fitted with the cross-entropy by gradient descent.
# The name is misleading: it classifies. It is a neural network with one neuron, and a sigmoid at
# its output.
#
# One more step is needed, the gradient for the parameters. For one sample the chain rule gives
#
# $$\frac{\partial l}{\partial w_j} = \frac{dl}{do} \cdot \frac{\partial o}{\partial w_j}
# = (\sigma(o) - y)\,x_j, \qquad \frac{\partial l}{\partial b} = \sigma(o) - y.$$
#
# Take the mean over the samples, with the vector
# $\mathbf{e} = \sigma(X\mathbf{w} + b) - \mathbf{y}$:
#
# $$\boxed{\;\nabla_{\mathbf{w}} L = \frac1n X^T\mathbf{e}, \qquad
# \frac{\partial L}{\partial b} = \frac1n \sum_i e^{(i)}\;}$$
#
# The shapes: $(d, n)$ times $(n,)$ gives $(d,)$. Do not forget the $\frac1n$: without it the step
# is 569 times as long.
#
# There is no closed formula for the solution, as there was in Session 1. But the loss is a bowl
# with one bottom, as there. (Its second derivative by $o$ is $\sigma'(o)$, which is positive. The
# squared error behind a sigmoid has plateaus, as we saw.) So we start at zero and walk down.

# %%
theta_check = np.array([0.7, -0.4, 0.2])
by_formula = A_two.T @ bce_logit_gradient(A_two @ theta_check, y_all) / 569
print("formula ", by_formula.round(6))
print("measured", numerical_gradient(loss_at, theta_check).round(6))

two_model = LogisticRegression().fit(Z_two, y_all, lr=1.0, epochs=1000)
final_gradient = Z_two.T @ (two_model.predict_proba(Z_two) - y_all) / 569
print(
    f"weights {two_model.w.round(2)}, bias {two_model.b:.2f}, accuracy "
    f"{two_model.accuracy(Z_two, y_all):.3f}"
)
print(f"largest slope left after 1,000 steps: {np.abs(final_gradient).max():.0e}")

assert agrees(by_formula, numerical_gradient(loss_at, theta_check), 7)
assert agrees(two_model.w, [3.72, 0.94], 2) and agrees(two_model.b, -0.71, 2)
assert agrees(two_model.accuracy(Z_two, y_all), 0.891, 3) and np.abs(final_gradient).max() < 1e-6

# %% [markdown]
# The features are standardised, so a weight speaks of one standard deviation. One standard
# deviation more of texture, at equal radius, multiplies the odds by $e^{0.94} = 2.6$.
#
# Where does the answer change from no to yes? Where $\hat y = \frac12$, that is, where $o = 0$.
# With two features, $w_1 x_1 + w_2 x_2 + b = 0$ is a straight line, the **decision line**.
#
# **Before you run the next cell, write down:** we start at zero. Which probability does the model
# give to each tumour before the first step? And how large is the loss?

# %%
two_walk = tumour_walk(bce_logit_gradient, [0, 0, 0], 300)
shown_steps = [0, 1, 10, 300]
for step in shown_steps:
    theta = two_walk[step]
    print(f"step {step:3}: loss {loss_at(theta):.4f}, accuracy {accuracy_at(theta):.3f}")

assert agrees(loss_at(two_walk[0]), math.log(2), 12) and agrees(loss_at(two_walk[0]), 0.6931, 4)
assert agrees(accuracy_at(two_walk[0]), 0.627, 3)
assert all(np.diff([loss_at(theta) for theta in two_walk]) < 0)
assert agrees(math.exp(0.94), 2.6, 1)


# %% jupyter={"source_hidden": true}
def draw_decision(step: float) -> Figure:
    """The probability over two features after so many steps, and the decision line."""
    theta = two_walk[int(step)]
    figure, axes = plt.subplots(figsize=(4.2, 3.7))
    figure.subplots_adjust(left=0.12, right=0.97, bottom=0.13, top=0.92)
    x, t = np.meshgrid(np.linspace(6, 29, 40), np.linspace(9, 40, 40))
    o = (
        theta[0] * (x - two_mean[0]) / two_sd[0]
        + theta[1] * (t - two_mean[1]) / two_sd[1]
        + theta[2]
    )
    levels = [0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1]
    axes.contourf(x, t, sigmoid(o), levels=levels, cmap="PuOr_r", alpha=0.5)
    for label, marker, colour, name in ((0, "o", BLUE, "benign"), (1, "^", BLACK, "malignant")):
        axes.plot(
            *X_all[y_all == label, :2].T,
            marker=marker,
            markersize=3.2,
            markerfacecolor="none",
            markeredgecolor=colour,
            markeredgewidth=0.8,
            linestyle="none",
            label=name,
        )
    if step > 0:
        axes.contour(x, t, o, levels=[0], colors=BLACK, linewidths=2)
    axes.set(xlabel="mean radius", ylabel="mean texture", xlim=(6, 29), ylim=(9, 40))
    axes.set_title(
        f"step {step:g}: loss {loss_at(theta):.3f}, accuracy {accuracy_at(theta):.3f}", fontsize=10
    )
    axes.legend(loc="upper right", fontsize=7.5)
    return figure


def decision_words(step: float) -> str:
    """What the picture of one step shows."""
    theta = two_walk[int(step)]
    if step == 0:
        return "The tumours over radius and texture. The probability is 0.5 everywhere."
    at_20 = two_mean[0] - two_sd[0] / theta[0] * (
        theta[2] + theta[1] * (20 - two_mean[1]) / two_sd[1]
    )
    return (
        "Scatter plot of the tumours over radius and texture. The decision line crosses texture "
        f"20 at radius {at_20:.1f} and leans to the left as texture grows. Loss "
        f"{loss_at(theta):.3f}, accuracy {accuracy_at(theta):.3f}."
    )


slider(
    draw_decision,
    "step",
    shown_steps,
    "Figure 13. The line where the probability is one half (black), and the probability as a "
    "shade, from purple (near 0) to brown (near 1); the shades change at 2, 10, 30, 50, 70, 90 and "
    "98 %. Benign tumours are circles, malignant ones triangles. The line finds its place in a "
    "few steps. After that the shades get narrower: the model becomes surer.",
    decision_words,
    start=1,
)

# %% [markdown]
# One half each, and a loss of $\log 2 = 0.6931$: a useful check whenever you start from zero.
#
# ### New tumours
#
# What counts is a new patient. We put 114 tumours aside and train on 455. The mean and the standard
# deviation for standardising come from the *training* set alone (Session 2). To see the luck of the
# choice, we do it for eight random splits. Every model takes 300 steps with learning rate 1. (We
# chose 300 after a look at Figure 15, where the loss has settled there. A strict study would make
# this choice on a third set of tumours. Session 9 does so.)

# %%
feature_sets = {"radius": [0], "radius, texture": [0, 1], "all 30": list(range(30))}
test_accuracy = {name: [] for name in ("always benign", *feature_sets)}
test_loss = {name: [] for name in feature_sets}
for seed in range(8):
    order = np.random.default_rng(seed).permutation(569)
    train, test = order[114:], order[:114]
    test_accuracy["always benign"].append(np.mean(y_all[test] == 0))
    for name, columns in feature_sets.items():
        Z_train, Z_test, _, _ = standardize(X_all[train][:, columns], X_all[test][:, columns])
        model = LogisticRegression().fit(Z_train, y_all[train], lr=1.0, epochs=300)
        test_accuracy[name].append(model.accuracy(Z_test, y_all[test]))
        test_loss[name].append(binary_cross_entropy(y_all[test], model.predict_proba(Z_test)))

print("features          accuracy on new tumours        loss")
for name, values in test_accuracy.items():
    loss = f"{np.mean(test_loss[name]):.3f}" if name in test_loss else ""
    print(
        f"{name:16}  {np.mean(values):.3f} ± {np.std(values):.3f} ({min(values):.3f} … "
        f"{max(values):.3f})  {loss}"
    )

assert 0.57 < np.mean(test_accuracy["always benign"]) < 0.67
assert 0.84 < np.mean(test_accuracy["radius"]) < 0.91
assert 0.87 < np.mean(test_accuracy["radius, texture"]) < 0.93
assert 0.96 < np.mean(test_accuracy["all 30"]) < 0.99
assert (
    0.05 < np.mean(test_loss["all 30"]) < 0.11 < 0.2 < np.mean(test_loss["radius, texture"]) < 0.3
)

# %% [markdown]
# Compare every accuracy with the first line. "Always benign" is right in about 62 % of the test
# cases, and it is worthless. A model that reports an accuracy equal to the share of the larger
# class has probably learned to say one thing only. (Session 8 meets such a number: 0.6228 = 71/114,
# the share of the benign in one particular test set.)
#
# The ± matters too. The 114 test tumours of one split are few. A single split may make a model
# look two or three points better or worse than it is.

# %% [markdown]
# ## 12. Can the probability be believed?
#
# A weather service is **reliable** if it rains on 30 % of the days for which it said 30 %. We can
# test our models in the same way. Collect all tumours for which the model said about 20 %, and
# count: is about one in five malignant?
#
# The count has to use predictions for *new* tumours. So we cut the data into five parts. Each part
# is predicted by a model that was trained on the other four. In this way every tumour is predicted
# once, by a model that never saw it. This is called **cross-validation** (اعتبارسنجی متقابل).
#
# We compare two forecasters. The first is our model with radius and texture. The second takes the
# logits of the first **times three**. The sign of the logit stays the same, so it answers yes and
# no for the same tumours. It only speaks with more conviction.
#
# **Before you run the next cell, write down:** which of the two has the higher accuracy? Which has
# the smaller loss?


# %%
def logits_of_new_tumours(columns: list[int], n_steps: int, seed: int) -> np.ndarray:
    """The logit of each tumour, from a model trained on the four parts that it is not in."""
    order = np.random.default_rng(seed).permutation(569)
    logits = np.empty(569)
    for part in range(5):
        held_out = order[part::5]
        train = np.setdiff1d(order, held_out)
        Z_train, Z_new, _, _ = standardize(X_all[train][:, columns], X_all[held_out][:, columns])
        model = LogisticRegression().fit(Z_train, y_all[train], lr=1.0, epochs=n_steps)
        logits[held_out] = predict_linear(Z_new, model.w, model.b)
    return logits


bin_edges = np.array([0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0])


def reliability(p: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """In each bin of stated probability: the mean statement, the share of malignant, the count."""
    which = np.digitize(p, bin_edges[1:-1])
    counts = np.bincount(which, minlength=6)
    stated = np.bincount(which, weights=p, minlength=6) / counts
    observed = np.bincount(which, weights=y_all, minlength=6) / counts
    return stated, observed, counts


two_logits = [logits_of_new_tumours([0, 1], 300, seed) for seed in range(3)]
forecasters = {"as trained": 1, "three times as sure": 3}
for name, factor in forecasters.items():
    losses = [bce_with_logits(factor * o, y_all) for o in two_logits]
    accuracy = [np.mean((factor * o > 0) == y_all) for o in two_logits]
    print(
        f"{name:20} accuracy {np.mean(accuracy):.3f}, loss {np.mean(losses):.3f} ± "
        f"{np.std(losses):.3f}"
    )
    for stated, observed, count in zip(*reliability(sigmoid(factor * two_logits[0])), strict=True):
        print(f"    said {stated:.2f} for {count:3} tumours: {observed:.2f} malignant")

calm_losses = np.array([bce_with_logits(o, y_all) for o in two_logits])
sure_losses = np.array([bce_with_logits(3 * o, y_all) for o in two_logits])
assert all(
    (0.25 < calm_losses) & (calm_losses < 0.28) & (0.40 < sure_losses) & (sure_losses < 0.48)
)
for factor, fewest, most in ((1, 0, 1), (3, 2, 6)):  # points outside of the wobble
    stated, observed, count = reliability(sigmoid(factor * two_logits[0]))
    outside = np.sum(np.abs(observed - stated) > 2 * np.sqrt(stated * (1 - stated) / count))
    assert fewest <= outside <= most
assert 0.05 < reliability(sigmoid(3 * two_logits[0]))[1][0] < 0.11


# %% jupyter={"source_hidden": true}
def draw_reliability() -> Figure:
    """Stated probability against the share that was observed, for both forecasters."""
    figure, panels = plt.subplots(1, 2, figsize=(9.8, 4.5), sharey=True)
    figure.subplots_adjust(left=0.07, right=0.99, bottom=0.11, top=0.94, wspace=0.05)
    for axes, (name, factor) in zip(panels, forecasters.items(), strict=True):
        stated, observed, counts = reliability(sigmoid(factor * two_logits[0]))
        error = 2 * np.sqrt(stated * (1 - stated) / counts)
        axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", label="reliable")
        colour, marker = (BLUE, "o") if factor == 1 else (VERMILLION, "s")
        axes.errorbar(
            stated, observed, yerr=error, color=colour, marker=marker, capsize=4, label=name
        )
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
        for x, y, count in zip(stated, observed, counts, strict=True):
            axes.annotate(
                f"{count}", (x, y), (9, -14), textcoords="offset points", fontsize=8.5, bbox=box
            )
        axes.set(xlabel="stated probability", xlim=(-0.04, 1.08), ylim=(-0.12, 1.15))
        axes.set_title(f"{name}: loss {bce_with_logits(factor * two_logits[0], y_all):.3f}")
        axes.legend(loc="upper left")
    panels[0].set_ylabel("share that was malignant")
    return figure


show(
    draw_reliability(),
    "Figure 14. Reliability curves for new tumours. Each point bears its number of tumours, and "
    "as a bar the wobble of Section 2. Left: what the model says is what happens, within the "
    "wobble. Right: the forecaster with tripled logits says nearly 0 for many tumours of which 8 "
    "% are malignant.",
    "Two reliability curves, the share of malignant tumours over the stated probability. "
    + " ".join(
        f"{name}: "
        + ", ".join(
            f"said {s:.2f}, observed {o:.2f}"
            for s, o, _ in zip(*reliability(sigmoid(factor * two_logits[0])), strict=True)
        )
        + "."
        for name, factor in forecasters.items()
    ),
)

# %% [markdown]
# The accuracy is the same, by construction. The loss is 0.26 against 0.44. The accuracy cannot see
# the difference between program A and program B. The cross-entropy can, and so can the reliability
# curve.
#
# ### Surer and surer
#
# Nobody multiplies logits by three. But long training does something similar. Take all 30 features
# and train for 3,000 steps instead of 300, on the eight splits of Section 11.

# %%
recorded = [0, 1, 3, 10, 30, 100, 300, 1000, 3000]


orders = np.array([np.random.default_rng(seed).permutation(569) for seed in range(8)])
train_all, test_all = orders[:, 114:], orders[:, :114]  # one row for each split
y_train, y_test = y_all[train_all], y_all[test_all]
tables = [standardize(X_all[a], X_all[b])[:2] for a, b in zip(train_all, test_all, strict=True)]
A_train = np.array([add_bias_column(Z_train) for Z_train, _ in tables])  # (8 splits, 455, 31)
A_test = np.array([add_bias_column(Z_test) for _, Z_test in tables])


def split_logits(A: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """The logits of each split's samples, with the split's own parameters theta (8, 31)."""
    return (A @ theta[:, :, np.newaxis])[:, :, 0]


def split_gradients(theta: np.ndarray) -> np.ndarray:
    """The gradient of each split's training loss, (8, 31): eight walks go side by side."""
    slopes = bce_logit_gradient(split_logits(A_train, theta), y_train)
    return (slopes[:, np.newaxis] @ A_train)[:, 0] / 455


def split_losses(A: np.ndarray, theta: np.ndarray, labels: np.ndarray) -> list[float]:
    """The cross-entropy of each split."""
    return [bce_with_logits(o, y) for o, y in zip(split_logits(A, theta), labels, strict=True)]


_, long_walk = gradient_descent(split_gradients, np.zeros((8, 31)), 1.0, 3000)
kept = long_walk[recorded]
curves = {  # each (8 splits, recorded steps)
    "training loss": np.array([split_losses(A_train, theta, y_train) for theta in kept]).T,
    "test loss": np.array([split_losses(A_test, theta, y_test) for theta in kept]).T,
    "test accuracy": np.array(
        [np.mean((split_logits(A_test, theta) > 0) == y_test, axis=1) for theta in kept]
    ).T,
}

for k, step in enumerate(recorded):
    words = ", ".join(f"{name} {rows[:, k].mean():.4f}" for name, rows in curves.items())
    print(f"step {step:4}: {words}")

assert np.all(np.diff(curves["training loss"], axis=1) < 0)
growth = curves["test loss"][:, 8].mean() / curves["test loss"][:, 6].mean()
assert 1.3 < growth < 1.8
assert abs(curves["test accuracy"][:, 6].mean() - curves["test accuracy"][:, 8].mean()) < 0.01


# %% jupyter={"source_hidden": true}
def draw_surer() -> Figure:
    """Losses and test accuracy over the steps, eight splits."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.0))
    figure.subplots_adjust(left=0.065, right=0.99, bottom=0.13, top=0.97, wspace=0.18)
    steps = np.array(recorded[1:])
    for name, colour, style in (("training loss", BLUE, "--"), ("test loss", VERMILLION, "-")):
        rows = curves[name][:, 1:]
        left.plot(steps, rows.T, color=colour, linestyle=style, alpha=0.25, linewidth=0.8)
        left.plot(
            steps, rows.mean(axis=0), color=colour, linestyle=style, linewidth=2.4, label=name
        )
    left.set(xscale="log", ylim=(0, 0.4), xlabel="step", ylabel="cross-entropy")
    left.minorticks_off()
    left.legend()
    rows = curves["test accuracy"][:, 1:]
    right.plot(steps, rows.T, color=GREEN, alpha=0.3, linewidth=0.8)
    right.plot(
        steps, rows.mean(axis=0), color=GREEN, marker="o", linewidth=2.4, label="test accuracy"
    )
    right.set(xscale="log", ylim=(0.85, 1.01), xlabel="step", ylabel="accuracy on new tumours")
    right.minorticks_off()
    right.legend(loc="lower right")
    return figure


show(
    draw_surer(),
    "Figure 15. Thirty features, eight splits (thin lines) and their mean (thick). From about "
    "300 steps on, the loss on new tumours rises again while the accuracy hardly moves: the "
    "model gets surer than it should be.",
    "Left: over 3,000 steps the mean training loss falls from "
    f"{curves['training loss'][:, 1].mean():.3f} to {curves['training loss'][:, 8].mean():.3f}; "
    f"the mean test loss falls to {curves['test loss'].mean(axis=0).min():.3f} and rises to "
    f"{curves['test loss'][:, 8].mean():.3f}. Right: the mean test accuracy is "
    f"{curves['test accuracy'][:, 6].mean():.3f} at step 300 and "
    f"{curves['test accuracy'][:, 8].mean():.3f} at step 3,000.",
)

# %% [markdown]
# From step 300 to step 3,000 the loss on new tumours grows by about one half, and the accuracy
# stays the same within a point. This is over-confidence. "Loss up, accuracy flat" is a pattern to
# remember; Session 9 shows what to do about it.
#
# ### Your own threshold
#
# Nobody has to say "malignant" at one half only. To miss a malignant tumour is worse than a false
# alarm. With probabilities, the doctor can choose where to say yes.

# %%
p_new = sigmoid(logits_of_new_tumours(list(range(30)), 300, seed=0))
missed_at, alarms_at = {}, {}
for threshold in (0.5, 0.2, 0.05):
    says_yes = p_new >= threshold
    missed_at[threshold] = int(np.sum(~says_yes & (y_all == 1)))
    alarms_at[threshold] = int(np.sum(says_yes & (y_all == 0)))
    print(f"threshold {threshold:4}: {missed_at[threshold]:2} of 212 malignant missed", end="")
    print(f", {alarms_at[threshold]:2} of 357 benign alarmed")

assert missed_at[0.5] > missed_at[0.05] and alarms_at[0.5] < alarms_at[0.05]
assert missed_at[0.5] < 15 and alarms_at[0.05] < 60

# %% [markdown]
# A lower threshold misses fewer and alarms more. Which is right is not a question for the model. It
# depends on what each mistake costs. A bare yes or no would have made the choice for you.

# %% [markdown]
# ## 13. Summary
#
# * **Probability by counting:** $P(A) \approx$ (trials in which $A$ happened) / (trials);
#   $P(\text{not } A) = 1 - P(A)$
# * **Logit and odds:** $o = \log\frac{p}{1-p} = \mathbf{w}^T\mathbf{x} + b$
# * **Sigmoid:** $\sigma(z) = \frac{1}{1+e^{-z}} = \frac{e^{z}}{1+e^{z}}$, and
#   $\sigma(-z) = 1 - \sigma(z)$. Use the form whose exponent is not above 0.
# * **Its slope:** $\sigma'(z) = \sigma(z)(1 - \sigma(z))$, at most $\frac14$
# * **Bernoulli likelihood:** $P(y \mid \mathbf{x}) = \hat y^{\,y}(1-\hat y)^{1-y}$
# * **Binary cross-entropy:**
#   $L = -\frac1n\sum_i \left[y^{(i)}\log\hat y^{(i)} + (1 - y^{(i)})\log(1 - \hat y^{(i)})\right]$
# * **The same from the logit:** $\max(o, 0) - o\,y + \log(1 + e^{-|o|})$
# * **Slopes by the logit,** for one sample:
#     * cut-off line with squared error: $2(o - y)$ for $0 < o < 1$, else 0
#     * sigmoid with squared error: $2(\sigma(o) - y)\,\sigma(o)(1 - \sigma(o))$
#     * sigmoid with cross-entropy: $\sigma(o) - y$
# * **Gradient of logistic regression:** $\frac1n X^T\mathbf{e}$ and $\frac1n\sum_i e^{(i)}$ with
#   $\mathbf{e} = \sigma(X\mathbf{w} + b) - \mathbf{y}$
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * the cross-entropy follows from the Bernoulli distribution by maximum likelihood, as the squared
#   error follows from the normal one;
# * behind a sigmoid, the squared error hardly pushes where the network is sure and wrong, and the
#   cross-entropy pushes most there (0.0073 against 0.9963 at $o = 5.6$, $y = 0$);
# * on these tumours, logistic regression with 30 features is right for about 98 of 100 new ones of
#   the same kind;
# * two forecasters with equal accuracy can differ greatly in how far they can be believed.
#
# **They do not show** that
#
# * the logit *is* a weighted sum of the features: the model assumes it;
# * a large radius *causes* anything: a weight describes an association;
# * the model works in another hospital, with another microscope, or for patients whom nobody would
#   have sent to a needle test. All 569 tumours come from one place;
# * the squared error is useless. It is proper, and it gets there, only late. The step counts 147
#   and 7 belong to one start and one learning rate;
# * the probability is right for *you*. Reliability is about groups.
#
# ## Now you
#
# Open the assignment of this session, `s03_binary_classification.ipynb`. You will write the closed
# boxes yourself: `empirical_probability` and `complement`, `sigmoid`, `sigmoid_derivative`,
# `binary_cross_entropy`, the three slopes `clipped_linear_logit_gradient`, `mse_logit_gradient` and
# `bce_logit_gradient`, `bce_with_logits`, and the class `LogisticRegression`. The tumours will meet
# you there again.
#
# Session 4 goes on from two names to many: which of ten digits is in this picture?
#
# Go on with:
# [Assignment 3](../../release/s03_binary_classification/s03_binary_classification.ipynb) ·
# [Session 4](../s04_multiclass_classification/lecture.ipynb) ·
# [all sessions](../index.ipynb)
