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
# # Session 5: The multilayer perceptron
#
# [All sessions](../index.ipynb)
#
# **From a weighted sum that cannot run a staircase lamp to a network that can draw any curve.**
# Reading time: about an hour, with pauses to write down your predictions. Keep paper and a pencil
# beside you.
#
# After this session you will be able to
#
# 1. say which questions a weighted sum can never answer, and prove it for one of them;
# 2. show that two linear layers are one, and say what breaks this;
# 3. solve XOR by hand with two hidden units, and explain what they do to the plane;
# 4. write down the common activation functions and their slopes, and name the traps;
# 5. run a network of any depth forward, follow the shapes, and count its parameters;
# 6. build a network that approximates a given curve, and say what this proves and what it does not;
# 7. compare a wide network with a deep one.
#
# You need: $O = XW + b$ from Session 1, gradient descent from Session 2, the sigmoid and the
# cross-entropy from Session 3, and the softmax from Session 4. Words in brackets are Persian: the
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

# %% [markdown]
# ### Tools for this notebook
#
# The next cell prepares the notebook. You can run it without reading it. The functions of
# `solutions_lib.multilayer_perceptron` are the ones of this session. **You will write them yourself
# in the assignment**; here they are closed boxes, and we open their mathematics, not their code.
# The others you know from Sessions 1 to 4.
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
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from sklearn.datasets import load_digits, make_moons

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
from solutions_lib.binary_classification import LogisticRegression, bce_with_logits, sigmoid
from solutions_lib.gradient_descent import gradient_descent, numerical_gradient, standardize
from solutions_lib.linear_regression import mean_squared_error, normal_equation, predict_linear
from solutions_lib.multiclass_classification import SoftmaxRegression
from solutions_lib.multilayer_perceptron import (
    activation_grad,
    bump_network,
    collapse_linear_layers,
    count_parameters,
    elu,
    mlp_forward,
    prelu,
    prelu_alpha_grad,
    relu,
    xor_best_linear,
    xor_parameters,
)

# A warning in one of these cells would be a mistake of ours, so it stops the notebook.
warnings.filterwarnings("error", module="__main__")

course_style()

MARGINS = {"left": 0.08, "right": 0.98, "bottom": 0.16, "top": 0.89, "wspace": 0.2}


def small_axes() -> tuple[Figure, plt.Axes]:
    """One picture of a slider."""
    figure = plt.figure(figsize=(4, 3))
    return figure, figure.add_axes((0.17, 0.17, 0.8, 0.72))


# %% [markdown]
# ## An opening question
#
# A staircase has one lamp and two switches, one upstairs and one downstairs. Each switch is down
# (0) or up (1). The lamp is on if **exactly one** of them is up:
#
# | switch $x_1$ | switch $x_2$ | lamp |
# |:---:|:---:|:---:|
# | 0 | 0 | off |
# | 0 | 1 | on |
# | 1 | 0 | on |
# | 1 | 1 | off |
#
# Find two weights and a bias, so that $o = w_1 x_1 + w_2 x_2 + b$ is positive when the lamp is on,
# and negative when it is off. Take two minutes, and a pencil.
#
# **Write down:** your three numbers. If you found none: have you not looked long enough, or are
# there none? And how could you be sure? We come back to this in Section 3.

# %% [markdown]
# ## 1. What a weighted sum cannot do
#
# All models of the first four sessions had one thing at their heart, the weighted sum
# $o = \mathbf{w}^T\mathbf{x} + b$. They are called **linear models** (مدل‌های خطی), also when a
# sigmoid or a softmax comes after the sum.
#
# A weighted sum rests on a strong assumption, **monotonicity** (یکنواختی). If the weight of a
# feature is positive, then *every* increase of this feature makes the output larger, wherever we
# are and whatever the other features say. If the weight is negative, every increase makes it
# smaller. And equal increases always have equal effects. Here are the two examples of the slides.
#
# **Will a loan be paid back?** One feature is the income, in millions. From 0 to 5 is the
# difference between having nothing and having something. From 100 to 105 is hardly a difference.
# But in a linear model both steps add the same $5w$.
#
# Does the sigmoid of Session 3 help? It bends the output, but only *after* the sum. In the language
# of odds, both steps still multiply the odds of paying back by the same factor, $e^{5w}$.
#
# A better **feature** helps. Give the model $\log(1 + \text{income})$ in place of the income.
#
# **Before you run the next cell, write down:** we measure with this logarithm. How many times
# larger is the step from 0 to 5 than the step from 100 to 105? A guess is enough: 2, 10 or more?


# %%
def effect(feature, start: float) -> float:
    """How much a feature of the income grows from start to start + 5 million."""
    return float(feature(start + 5.0) - feature(start))


linear_steps = [effect(lambda income: income, start) for start in (0.0, 100.0)]
log_steps = [effect(np.log1p, start) for start in (0.0, 100.0)]

print("            0 to 5   100 to 105")
print(f"income      {linear_steps[0]:6.3f}   {linear_steps[1]:6.3f}")
print(f"log(1 + it) {log_steps[0]:6.3f}   {log_steps[1]:6.3f}")
print(f"ratio of the two logarithmic steps: {log_steps[0] / log_steps[1]:.0f}")

claim("L26.linear", linear_steps, [5.0, 5.0])
assert agrees(log_steps, [1.792, 0.048], 3)
claim("L26.ratio", log_steps[0] / log_steps[1], 37, 0)


# %% jupyter={"source_hidden": true}
def draw_income_steps() -> Figure:
    """The income itself and its logarithm, with the two steps of five million."""
    figure, panels = plt.subplots(1, 2, figsize=(9.2, 3.6), gridspec_kw=MARGINS)
    income = np.linspace(0, 120, 481)
    features = [
        ("feature: the income", income, lambda x: x),
        ("feature: log(1 + income)", np.log1p(income), np.log1p),
    ]
    for axes, (name, value, feature) in zip(panels, features, strict=True):
        axes.plot(income, value, color=BLUE)
        for start, colour, hatch in ((0, VERMILLION, "//"), (100, GREEN, "..")):
            low, high = feature(start), feature(start + 5)
            axes.axvspan(start, start + 5, color=colour, alpha=0.15, linewidth=0)
            axes.bar(
                start + 9,
                high - low,
                bottom=low,
                width=6,
                color="white",
                edgecolor=colour,
                hatch=hatch,
                label=f"{start} to {start + 5}: +{high - low:.2f}",
            )
        axes.set(xlabel="income (million)", title=name)
        axes.legend(loc="lower right", title="step")
    panels[0].set_ylabel("value of the feature")
    return figure


show(
    draw_income_steps(),
    "Figure 1. Two steps of five million. On the left they are equally high, as every linear model "
    "sees them. On the right the first step is much higher.",
    f"Two curves over the income. Left, the income itself: both steps of five million have the "
    f"height {linear_steps[0]:.0f}. Right, the logarithm of one plus the income: the step from 0 "
    f"to 5 has the height {log_steps[0]:.2f}, the step from 100 to 105 only {log_steps[1]:.2f}.",
)

# %% [markdown]
# **How dangerous is a body temperature?** The risk of death is high for a patient with 41 °C, and
# also for one with 33 °C. It is low at 37 °C. Is a higher temperature a higher risk, or a lower
# one? Neither! A weight can be positive or negative, but not both.
#
# We invent 400 patients to try it. (Invented: the numbers only have the right shape. They are not
# medicine.) The slider in Figure 2 sets the weight. For each weight we take the bias that gives the
# smallest cross-entropy.

# %%
rng = np.random.default_rng(0)
temperature = rng.uniform(33.5, 40.5, size=400)
true_risk = sigmoid(-3.0 + 0.6 * (temperature - 37.0) ** 2)
died = (rng.random(400) < true_risk).astype(float)


def best_bias(weight: float) -> float:
    """The bias with the smallest cross-entropy for this weight of the temperature."""
    candidates = np.linspace(-8, 8, 321)
    losses = [bce_with_logits(weight * (temperature - 37.0) + b, died) for b in candidates]
    return float(candidates[int(np.argmin(losses))])


weights = [-1.0, -0.3, 0.0, 0.3, 1.0]
biases = {w: best_bias(w) for w in weights}
line_losses = {w: bce_with_logits(w * (temperature - 37.0) + biases[w], died) for w in weights}
for w in weights:
    print(f"weight {w:4.1f} per °C: cross-entropy {line_losses[w]:.3f}")
print(f"share of the patients who died: {died.mean():.3f}")

assert min(line_losses, key=line_losses.get) == 0.0
assert agrees(line_losses[0.0], 0.682, 3) and agrees(died.mean(), 0.425, 3)


# %% jupyter={"source_hidden": true}
edges = np.linspace(33.5, 40.5, 8)
bin_middle = (edges[:-1] + edges[1:]) / 2
bin_of = np.digitize(temperature, edges[1:-1])
bin_share = np.array([died[bin_of == k].mean() for k in range(7)])
fine_temperature = np.linspace(33.5, 40.5, 281)


def draw_monotone_risk(weight: float) -> Figure:
    """The observed shares and the risk of a linear model with this weight."""
    figure, axes = small_axes()
    axes.bar(bin_middle, bin_share, width=0.85, color=SKY, edgecolor=GREY, label="observed share")
    risk = sigmoid(weight * (fine_temperature - 37.0) + biases[weight])
    axes.plot(fine_temperature, risk, color=VERMILLION, linewidth=2.5, label="linear model")
    axes.set(xlabel="temperature (°C)", ylabel="risk", ylim=(0, 1.25))
    axes.set_title(f"cross-entropy {line_losses[weight]:.2f}")
    axes.legend(loc="upper center", ncols=2, fontsize=8)
    return figure


slider(
    draw_monotone_risk,
    "weight",
    weights,
    "Figure 2. Whatever the weight, the curve rises everywhere, or falls everywhere, or stays "
    "flat. The best of these is the flat one: it has learned nothing.",
    lambda w: (
        f"Bars show the observed share of deaths: {bin_share[0]:.2f} in the coldest group, "
        f"{bin_share.min():.2f} in the lowest, {bin_share[-1]:.2f} in the hottest. The model with "
        f"weight {w:g} goes from {sigmoid(w * -3.5 + biases[w]):.2f} on the left to "
        f"{sigmoid(w * 3.5 + biases[w]):.2f} on the right; cross-entropy {line_losses[w]:.2f}."
    ),
    start=2,
)

# %% [markdown]
# ### One good feature is enough
#
# The model is not too weak. It looks at the wrong thing. Give it the feature $(x - 37)^2$, the
# squared distance from 37 °C. In this feature a larger value *always* means a larger risk, so a
# weighted sum is just right.
#
# And if we did not know the 37? Then give it both $t$ and $t^2$ of the temperature. A weighted
# sum of the two, $w_1 t + w_2 t^2 + b$, is a parabola, and its lowest point is at
# $-w_1 / (2 w_2)$. (Here $t$ is the standardised temperature of Session 2. Without that, $t$ and
# $t^2$ are almost the same column, and gradient descent crawls.)

# %%
distance = ((temperature - 37.0) ** 2).reshape(-1, 1)
one_feature = LogisticRegression().fit(distance, died, lr=0.2, epochs=800)
loss_distance = bce_with_logits(predict_linear(distance, one_feature.w, one_feature.b), died)

t_column, _, t_mean, t_sd = standardize(temperature.reshape(-1, 1), temperature.reshape(-1, 1))
both = np.column_stack([t_column, t_column**2])
two_features = LogisticRegression().fit(both, died, lr=2.0, epochs=800)
lowest = float((-two_features.w[0] / (2 * two_features.w[1]) * t_sd + t_mean)[0])

loss_temperature = min(line_losses.values())
print(f"with the temperature:  cross-entropy {loss_temperature:.3f}")
print(f"with (x − 37)²:        cross-entropy {loss_distance:.3f}", end="")
print(f"   weight {one_feature.w[0]:.2f}, bias {one_feature.b:.2f}")
print(f"with t and t²: the lowest risk is at {lowest:.1f} °C")

claim("L27.losses", [loss_temperature, loss_distance], [0.682, 0.358], 3)
assert 0.4 < one_feature.w[0] < 0.8 and -3.6 < one_feature.b < -2.4
claim("L27.lowest", lowest, between=(36.8, 37.2))


# %% jupyter={"source_hidden": true}
def draw_squared_feature() -> Figure:
    """The risk over the squared distance, and the same model over the temperature."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.2, 3.6), gridspec_kw=MARGINS)
    square = np.linspace(0, 12.25, 200)
    left.plot(square, sigmoid(one_feature.w[0] * square + one_feature.b), color=VERMILLION)
    ups = np.array([0, 1, 2.25, 4, 6.25, 9, 12.25])
    group = np.digitize(distance[:, 0], ups[1:-1])
    shares = [died[group == k].mean() for k in range(6)]
    left.plot((ups[:-1] + ups[1:]) / 2, shares, "o", color=BLUE, label="observed share")
    left.set(xlabel="feature (x − 37)²", ylabel="risk", title="in the feature: always rising")
    left.legend()
    right.bar(bin_middle, bin_share, width=0.85, color=SKY, edgecolor=GREY, label="observed share")
    curve = sigmoid(one_feature.w[0] * (fine_temperature - 37.0) ** 2 + one_feature.b)
    right.plot(fine_temperature, curve, color=VERMILLION, linewidth=2.5, label="model")
    right.set(xlabel="temperature (°C)", title="in the temperature: down and up")
    right.legend(loc="upper center")
    return figure


show(
    draw_squared_feature(),
    "Figure 3. The same model twice. Over the feature (left) it is an ordinary rising S-curve. "
    "Over the temperature (right) it has the right shape.",
    f"Left: the risk rises with the squared distance from 37 degrees, from "
    f"{sigmoid(one_feature.b):.2f} to {sigmoid(one_feature.w[0] * 12.25 + one_feature.b):.2f}. "
    f"Right: over the temperature the same model is a valley with its lowest point at 37 degrees, "
    f"and follows the observed shares. Cross-entropy {loss_distance:.2f}.",
)

# %% [markdown]
# So **what happens before the linear layer decides** (استخراج ویژگی, *feature extraction*). But the
# square fixes one case and the logarithm another. Each problem wants its own feature, and somebody
# has to find it. For the pixels of a photograph, nobody knows how.
#
# The idea of this session: **let the network find the features itself.** We put one or more layers
# between the input and the output, and train their weights as well. Such a layer is called a
# **hidden layer** (لایه میانی), and its neurons are **hidden units** (واحدهای پنهان). Its outputs
# are a new **representation** (بازنمایی) of the sample. The hidden layers have done their work if
# the problem has become linear in the new representation. A network of several fully connected
# layers is a **multilayer perceptron** (پرسپترون چندلایه), MLP for short. It is the simplest deep
# network.

# %% [markdown]
# ## 2. Two linear layers are one
#
# The obvious first try: put two linear layers behind one another. With $h$ hidden units,
#
# $$\underbrace{H}_{(n,\,h)} = \underbrace{X}_{(n,\,d)}\;\underbrace{W_1}_{(d,\,h)} + \mathbf{b}_1
# \qquad\qquad
# \underbrace{O}_{(n,\,q)} = \underbrace{H}_{(n,\,h)}\;\underbrace{W_2}_{(h,\,q)} + \mathbf{b}_2$$
#
# Here $\mathbf{b}_1$ has the shape $(h,)$ and $\mathbf{b}_2$ has $(q,)$. (The slides write them as
# rows, $1 \times h$ and $1 \times q$; that is the same addition.) Put the first into the second,
# and multiply out:
#
# $$O = (X W_1 + \mathbf{b}_1)\, W_2 + \mathbf{b}_2
# = X \underbrace{W_1 W_2}_{W\;(d,\,q)} +
# \underbrace{\mathbf{b}_1 W_2 + \mathbf{b}_2}_{\mathbf{b}\;(q,)}
# = XW + \mathbf{b}$$
#
# The hidden layer is gone. Three details are easy to get wrong:
#
# * The order is $W_1 W_2$, not $W_2 W_1$. The shapes say so: $(d, h)$ times $(h, q)$.
# * The first bias travels *through the second layer*: $\mathbf{b}_1 W_2$, not $\mathbf{b}_1$.
# * The second bias stays as it is.
#
# By hand: with
# $W_1 = \begin{bmatrix} 1 & 2 \\ 0 & 1\end{bmatrix}$, $\mathbf{b}_1 = (1, -1)$,
# $W_2 = \begin{bmatrix} 1 \\ 3\end{bmatrix}$, $b_2 = 5$ we get
# $W = \begin{bmatrix} 1 \cdot 1 + 2 \cdot 3 \\ 0 \cdot 1 + 1 \cdot 3\end{bmatrix} =
# \begin{bmatrix} 7 \\ 3\end{bmatrix}$ and $b = 1 \cdot 1 - 1 \cdot 3 + 5 = 3$.

# %%
W_hand, b_hand = collapse_linear_layers([[1, 2], [0, 1]], [1, -1], [[1], [3]], [5])
print("W =", W_hand.tolist(), " b =", b_hand.tolist())

rng = np.random.default_rng(1)
X = rng.normal(size=(6, 4))  # n = 6 samples, d = 4 features
W1, b1 = rng.normal(size=(4, 5)), rng.normal(size=5)  # h = 5
W2, b2 = rng.normal(size=(5, 3)), rng.normal(size=3)  # q = 3

two_layers = (X @ W1 + b1) @ W2 + b2
W, b = collapse_linear_layers(W1, b1, W2, b2)
print("shapes of W and b:", W.shape, b.shape)
difference = np.abs(two_layers - (X @ W + b)).max()
print(f"largest difference between two layers and one: {difference:.0e}")

claim("L28.bias", b_hand, [3.0])
assert W_hand.tolist() == [[7.0], [3.0]]
assert W.shape == (4, 3) and b.shape == (3,)
claim("L28.difference", difference, between=(0, 1e-12))

# %% [markdown]
# Three linear layers, or a hundred, collapse in the same way, two at a time. They can never do
# *more* than one layer. They can do less: if the hidden layer is narrower than input and output
# ($h < d$ and $h < q$), not every $W$ is a product $W_1 W_2$.
#
# ### What breaks the collapse
#
# We need something between the layers that cannot be multiplied out: a function $g$ that is not
# linear, applied to each number by itself. It is called the **activation function**
# (تابع فعال‌سازی). Then
#
# $$H = g(X W_1 + \mathbf{b}_1), \qquad O = H W_2 + \mathbf{b}_2 .$$
#
# Today's usual choice is the **rectified linear unit**, $\text{ReLU}(z) = \max(0, z)$. Negative
# numbers become zero, the others stay as they are. It looks too simple to matter. See what it does
# to three straight lines.
#
# **Before you run the next cell, write down:** the sum of three straight lines is a straight line.
# How many corners can the sum have, if each line goes through a ReLU first?

# %%
x_line = np.linspace(-3, 3, 601).reshape(-1, 1)
W1_bend, b1_bend = np.array([[1.0, -1.0, 2.0]]), np.array([1.0, 0.5, -3.0])
W2_bend, b2_bend = np.array([[1.0], [1.5], [-1.0]]), np.array([0.0])

without = (x_line @ W1_bend + b1_bend) @ W2_bend + b2_bend
with_relu = relu(x_line @ W1_bend + b1_bend) @ W2_bend + b2_bend
W_one, b_one = collapse_linear_layers(W1_bend, b1_bend, W2_bend, b2_bend)


def different_slopes(y: np.ndarray) -> list[float]:
    """The slopes that occur in a curve of straight pieces."""
    return np.unique(np.round(np.diff(y[:, 0]) / 0.01, 6)).tolist()


x_zero = np.zeros((1, 1))
relu_at_zero = float((relu(x_zero @ W1_bend + b1_bend) @ W2_bend + b2_bend)[0, 0])
print("slopes without ReLU:", different_slopes(without))
print("slopes with ReLU:   ", different_slopes(with_relu))
print(f"at x = 0: ReLU network {relu_at_zero}, collapsed layer {b_one[0]}")

assert different_slopes(without) == [-2.5]
assert different_slopes(with_relu) == [-1.5, -1.0, -0.5, 1.0]
assert np.abs(without - (x_line @ W_one + b_one)).max() < 1e-12
assert (relu_at_zero, b_one[0]) == (1.75, 4.75)


# %% jupyter={"source_hidden": true}
def draw_three_lines() -> Figure:
    """Three hidden units and their weighted sum, without and with ReLU."""
    figure, panels = plt.subplots(1, 2, figsize=(9.4, 3.9), sharey=True, gridspec_kw=MARGINS)
    hidden = x_line @ W1_bend + b1_bend
    for axes, name, units, total in (
        (panels[0], "without ReLU", hidden, without),
        (panels[1], "with ReLU", relu(hidden), with_relu),
    ):
        looks = ((GREEN, "--"), (ORANGE, "-."), (PURPLE, ":"))
        for k, (colour, style) in enumerate(looks):
            scaled = units[:, k] * W2_bend[k, 0]
            axes.plot(x_line, scaled, color=colour, linestyle=style, label=f"unit {k + 1}")
        axes.plot(x_line, total, color=BLACK, linewidth=2.5, label="sum")
        axes.set(xlabel="x", title=name, ylim=(-6, 8))
        axes.legend(loc="upper right", ncols=2, fontsize=9)
    panels[0].set_ylabel("output weight × hidden unit")
    kinks = -b1_bend / W1_bend[0]
    heights = relu(kinks.reshape(-1, 1) @ W1_bend + b1_bend) @ W2_bend
    panels[1].plot(kinks, heights, "o", color=VERMILLION, zorder=4)
    return figure


show(
    draw_three_lines(),
    "Figure 4. Left: three lines add up to a line. Right: each ReLU bends its line at one place, "
    "and the sum has three corners (red points).",
    f"Left: three straight lines and their sum, a straight line. Right: the same three after "
    f"ReLU, each zero on one side; the sum is a chain of "
    f"{len(different_slopes(with_relu))} straight pieces with corners at x = "
    + ", ".join(f"{k:.1f}" for k in np.sort(-b1_bend / W1_bend[0]))
    + ".",
)

# %% [markdown]
# Four slopes, so three corners: one for each hidden unit, where its weighted sum changes sign. At
# $x = 0$ the collapsed layer says 4.75, the ReLU network 1.75. So the formula of this section holds
# for *linear* layers only. One input where the two differ is a proof. (Where every unit has a
# positive weighted sum, ReLU changes nothing, and the two do agree. So test with more than one
# input.)

# %% [markdown]
# ## 3. XOR: no line will do
#
# The table of the staircase lamp is called **XOR**, "exclusive or": one or the other, but not both.
# We first ask which linear model is best, and then prove that none is good.
#
# ### The best linear model answers one half
#
# We use the squared error, as on the slides: $L = \frac14 \sum_i (y^{(i)} - \hat y^{(i)})^2$ with
# $\hat y = \mathbf{w}^T \mathbf{x} + b$. Session 1 gave the normal equations,
# $A^T A\,\boldsymbol\theta = A^T\mathbf{y}$. For these four points they can be written down by
# hand:
#
# $$\begin{bmatrix} 2 & 1 & 2 \\ 1 & 2 & 2 \\ 2 & 2 & 4\end{bmatrix}
# \begin{bmatrix} w_1 \\ w_2 \\ b\end{bmatrix} =
# \begin{bmatrix} 1 \\ 1 \\ 2\end{bmatrix}$$
#
# The solution is $w_1 = w_2 = 0$ and $b = \frac12$; put it in and check. So the best linear model
# does not look at the switches at all. It always answers one half, and each of the four errors is
# one half. The loss is $\frac14 \cdot 4 \cdot (\frac12)^2 = 0.25$.
#
# **Before you run the next cell, write down:** what is the loss of a model that always answers 0?

# %%
switches = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
lamp = np.array([0.0, 1.0, 1.0, 0.0])

A = np.column_stack([switches, np.ones(4)])
w_line, b_line, loss_line = xor_best_linear()
w_check, b_check = normal_equation(switches, lamp)
loss_zero = mean_squared_error(lamp, np.zeros(4))

print("AᵀA =", (A.T @ A).tolist(), "  Aᵀy =", (A.T @ lamp).tolist())
print(f"best linear model: w = {w_line}, b = {b_line}, loss {loss_line}")
print(f"always 0: loss {loss_zero}")

assert (A.T @ A).tolist() == [[2, 1, 2], [1, 2, 2], [2, 2, 4]]
assert (A.T @ lamp).tolist() == [1, 1, 2]
claim("L29.weights", w_line, [0.0, 0.0], 12)
claim("L29.bias", b_line, 0.5, 12)
claim("L29.loss", loss_line, 0.25, 12)
assert agrees(w_check, w_line, 12) and agrees(b_check, b_line, 12)
assert loss_zero == 0.5

# %% [markdown]
# ### The proof, in one line
#
# Another loss will not help either. Call the outputs of a linear model $o_{00}, o_{01}, o_{10},
# o_{11}$. Add the two on each diagonal of the square:
#
# $$o_{00} + o_{11} = w_1 + w_2 + 2b = o_{01} + o_{10}.$$
#
# The lamp asks for $o_{00} < 0$ and $o_{11} < 0$, so the left side must be negative. It also
# asks for $o_{01} > 0$ and $o_{10} > 0$, so the right side must be positive. The sides are equal.
# **There are no such numbers.** That answers the opening question, and nobody has to search.

# %% [markdown]
# ## 4. XOR with two hidden units
#
# Now a network with two hidden units and ReLU. The slides give a solution:
#
# $$W_1 = \begin{bmatrix} 1 & 1 \\ 1 & 1\end{bmatrix},\quad
# \mathbf{b}_1 = (0, -1),\quad
# \mathbf{w}_2 = \begin{bmatrix} 1 \\ -2\end{bmatrix},\quad b_2 = 0$$
#
# Do it by hand once, with $\mathbf{h} = \max(0, \mathbf{z})$. Both units get the number of switches
# that are up; the second one gets 1 less.
#
# | $\mathbf{x}$ | $\mathbf{z} = \mathbf{x}W_1 + \mathbf{b}_1$ | $\mathbf{h}$ | $h_1 - 2h_2$ |
# |:---:|:---:|:---:|:---:|
# | (0, 0) | (0, −1) | (0, **0**) | 0 |
# | (0, 1) | (1, 0) | (1, 0) | 1 |
# | (1, 0) | (1, 0) | (1, 0) | 1 |
# | (1, 1) | (2, 1) | (2, 1) | 0 |
#
# So $h_1$ counts the switches that are up, and $h_2$ is 1 only if *both* are up. "The count, minus
# two if both": that is XOR. ReLU acts in a single place of the table, the bold 0. All depends on
# this one zero.
#
# **Before you run the next cell, write down:** the four outputs and the loss of the same network
# *without* the ReLU.

# %%
net = xor_parameters()
z = switches @ net["W1"] + net["b1"]
h = relu(z)
y_hat = h @ net["W2"] + net["b2"]
y_hat_linear = z @ net["W2"] + net["b2"]
loss_relu = mean_squared_error(lamp, y_hat)
loss_no_relu = mean_squared_error(lamp, y_hat_linear)

print("hidden layer:", h.tolist())
print(f"with ReLU:    outputs {y_hat}, loss {loss_relu}")
print(f"without ReLU: outputs {y_hat_linear}, loss {loss_no_relu}")

claim("L30.first", [*net["W1"].ravel(), *net["b1"]], [1, 1, 1, 1, 0, -1])
claim("L30.second", [*net["W2"], net["b2"]], [1, -2, 0])
claim("L30.hidden", h, [[0, 0], [1, 0], [1, 0], [2, 1]])
claim("L30.loss", loss_relu, 0)
claim("L30.without", y_hat_linear, [2, 1, 1, 0])
claim("L30.without_loss", loss_no_relu, 1.0)
assert y_hat.tolist() == lamp.tolist()


# %% jupyter={"source_hidden": true}
def mark_lamps(axes: plt.Axes, points: np.ndarray, size: float = 130) -> None:
    """The four switch settings: filled circles where the lamp is on, empty squares where not."""
    off, on = points[lamp == 0], points[lamp == 1]
    look = {"s": size, "linewidth": 2.2, "zorder": 3}
    axes.scatter(*off.T, marker="s", color="white", edgecolor=BLUE, label="lamp off", **look)
    axes.scatter(*on.T, marker="o", color=VERMILLION, label="lamp on", **look)


def draw_xor_spaces() -> Figure:
    """The four points in the input space, before the ReLU and after it."""
    figure, (inputs, before, after) = plt.subplots(
        1, 3, figsize=(10.6, 3.9), gridspec_kw=MARGINS | {"wspace": 0.3}
    )
    mark_lamps(inputs, switches)
    for total in (0.5, 1.5):
        inputs.plot([total + 0.5, total - 1.5], [-0.5, 1.5], color=BLACK, linestyle="--")
    inputs.fill([1, -1, 0, 2], [-0.5, 1.5, 1.5, -0.5], color=ORANGE, alpha=0.2)
    inputs.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="x₁", ylabel="x₂", title="inputs")
    inputs.set(xticks=[0, 1], yticks=[0, 1])
    inputs.legend(loc="upper right", fontsize=9)
    line = np.array([-0.4, 2.4])
    before.plot(line, line - 1, color=GREY, linestyle=":")
    mark_lamps(before, z)
    before.set(xlabel="z₁", ylabel="z₂", title="before the ReLU: one line")
    after.annotate(
        "", h[0] - (0, 0.12), z[0] + (0, 0.12), arrowprops={"arrowstyle": "->", "color": BLACK}
    )
    mark_lamps(after, h)
    after.plot(line, (line - 0.5) / 2, color=BLACK, linestyle="--")
    after.set(xlabel="h₁", ylabel="h₂", title="after the ReLU: separable")
    for axes in (before, after):
        axes.set(xlim=(-0.4, 2.4), ylim=(-1.4, 1.4), xticks=[0, 1, 2], yticks=[-1, 0, 1])
        axes.annotate("two points", (1, 0), (1.15, -0.65), arrowprops={"arrowstyle": "-"})
    return figure


show(
    draw_xor_spaces(),
    "Figure 5. Left: no line separates circles from squares; the network lights the shaded band. "
    "Middle: the first layer puts the four points on one line, circles in the middle. Right: ReLU "
    "lifts (0, −1) to (0, 0), and one dashed line is enough.",
    "Three panels with the four switch settings, squares for lamp off and circles for lamp on. "
    "Inputs: the corners of a square, equal ones across the diagonal; a band between two parallel "
    f"lines holds the circles. Before the ReLU: the points {z.tolist()} on one straight line. "
    f"After: {h.tolist()}, with a straight line that separates the circles at (1, 0) from the "
    "squares.",
)

# %% [markdown]
# Look at the middle panel: the first layer alone has not solved anything. The points lie on a line
# with the circles in the middle. Then the ReLU *folds* the plane. One square moves up, and now one
# straight line can do the rest. **In the new representation the problem is linear.**
#
# How hard must the fold be? The slider lets negative values through with a slope
# $\alpha$: $\max(0, z) + \alpha \min(0, z)$. At $\alpha = 1$ nothing is folded, at $\alpha = 0$ it
# is the ReLU. The output weights $(1, -2)$ stay the same, so for (0, 0) the output is
# $-2 \cdot (-\alpha) = 2\alpha$. The other three outputs are right. The loss is
# $\frac14 (2\alpha)^2 = \alpha^2$.

# %%
folds = [1.0, 0.8, 0.5, 0.2, 0.0]


def fold_losses(alpha: float) -> tuple[float, float]:
    """The loss with the output weights (1, −2), and with the best output weights."""
    hidden = prelu(z, alpha)
    w, b = normal_equation(hidden, lamp)
    fixed = mean_squared_error(lamp, hidden @ net["W2"] + net["b2"])
    return fixed, mean_squared_error(lamp, predict_linear(hidden, w, b))


losses_by_fold = {alpha: fold_losses(alpha) for alpha in folds}
for alpha, (fixed, best) in losses_by_fold.items():
    print(f"alpha {alpha:.1f}: loss {fixed:.2f}, with the best output weights {best:.2f}")

for alpha, (fixed, best) in losses_by_fold.items():
    assert agrees(fixed, alpha**2, 12)
    assert agrees(best, 0.25 if alpha == 1 else 0.0, 12)


# %% jupyter={"source_hidden": true}
def draw_fold(alpha: float) -> Figure:
    """The hidden space of the XOR network with slope alpha below zero."""
    figure, axes = small_axes()
    hidden = prelu(z, alpha)
    path = np.array([hidden[0], hidden[1], hidden[3]])
    axes.plot(path[:, 0], path[:, 1], color=GREY, linestyle=":")
    mark_lamps(axes, hidden, size=90)
    if alpha < 1:
        w, b = normal_equation(hidden, lamp)
        line = np.array([-0.4, 2.4])
        axes.plot(line, (0.5 - b - w[0] * line) / w[1], color=BLACK, linestyle="--")
    axes.set(xlim=(-0.4, 2.4), ylim=(-1.4, 1.4), xlabel="h₁", ylabel="h₂")
    axes.set(xticks=[0, 1, 2], yticks=[-1, 0, 1])
    axes.set_title(f"slope {alpha:g} below zero: loss {losses_by_fold[alpha][0]:.2f}")
    axes.legend(loc="upper left", fontsize=8)
    return figure


slider(
    draw_fold,
    "alpha",
    folds,
    "Figure 6. The fold. For every α below 1 the three places no longer lie on one line. The "
    "dashed line, from the best output weights, separates them perfectly.",
    lambda alpha: (
        f"Hidden space with slope {alpha:g}: squares at (0, {0 - alpha:g}) and (2, 1), two circles "
        f"at (1, 0). Loss with the weights 1 and −2: {losses_by_fold[alpha][0]:.2f}; with the "
        f"best output weights: {losses_by_fold[alpha][1]:.2f}."
    ),
)

# %% [markdown]
# The slightest fold is enough for a perfect answer, if the output weights may follow. Only at
# $\alpha = 1$, exactly linear, nothing helps, and the best loss is the 0.25 of Section 3.
#
# > **Remark on the slides.** Here they write $\mathbf{w}^T\max(0, W^T\mathbf{x} + \mathbf{c}) + b$,
# > where one sample is a column. A few pages before it was $XW^{(1)} + \mathbf{b}^{(1)}$, where
# > samples are rows. This $W$ equals its own transpose, so the example does not show which one is
# > meant. In this course rows are samples, and a layer is $XW + \mathbf{b}$.
#
# ### A solution exists. Can we find it?
#
# The slides' numbers fell from the sky. What if we draw the hidden layer *at random*, and fit only
# the output weights, by the normal equations? We try 1,000 random hidden layers for each width.
#
# **Before you run the next cell, write down:** two hidden units can solve XOR. In how many of 1,000
# random draws with two units will they?


# %%
def random_hidden_solves_xor(width: int, seed: int) -> bool:
    """Whether a random ReLU layer of this width, with the best output weights, computes XOR."""
    rng = np.random.default_rng(seed)
    hidden = relu(switches @ rng.normal(size=(2, width)) + rng.normal(size=width))
    w, b = normal_equation(hidden, lamp)
    return mean_squared_error(lamp, predict_linear(hidden, w, b)) < 1e-12


solved = {
    width: sum(random_hidden_solves_xor(width, seed) for seed in range(1000))
    for width in (2, 3, 10)
}
print("width   solved, of 1,000 random hidden layers")
for width, count in solved.items():
    print(f"{width:5}   {count}")

# Bands: another generator would draw other layers.
assert solved[2] <= 10 and 300 <= solved[3] <= 420 and solved[10] >= 970

# %% [markdown]
# About one in a thousand. With three units it is one in three, with ten nearly all. So there is a
# difference between *a solution exists* and *we find one*. Two ways lead to one: draw many more
# units than needed, or train the hidden weights too. We try both in Section 11.

# %% [markdown]
# ## 5. Does the neuron fire?
#
# Most hidden units have the same two parts: a weighted sum $z = \mathbf{w}^T\mathbf{x} + b$, and a
# nonlinear function $g(z)$. (The sum with its bias is called an *affine* map.) The function $g$
# says under which conditions the neuron becomes active. Which $g$ is best? This is an open field of
# research with few firm rules. So let us look at the candidates one by one.
#
# The first networks imitated nerve cells, which either **fire** (فعال شدن) or do not. Their
# activation was a **step**: 1 for $z > 0$, and 0 otherwise. A step computes nicely. But try to
# train it. The next cell moves the weight and the bias of one neuron a little, and looks at how
# much the loss changes.
#
# **Before you run the next cell, write down:** what gradient will the numerical gradient of
# Session 2 find for the neuron with the step?


# %%
one_input = np.linspace(-2, 2, 9).reshape(-1, 1)
wanted = (one_input[:, 0] > 0.7).astype(float)  # the neuron should fire from 0.7 on


def neuron_loss(theta: np.ndarray, fires) -> float:
    """The squared error of fires(w x + b), for theta = (w, b)."""
    return mean_squared_error(wanted, fires(predict_linear(one_input, theta[:1], theta[1])))


def step(z: np.ndarray) -> np.ndarray:
    """1 where z is positive, 0 elsewhere."""
    return np.where(z > 0, 1.0, 0.0)


start = np.array([1.0, 0.1])
step_gradient = numerical_gradient(lambda theta: neuron_loss(theta, step), start)
sigmoid_gradient = numerical_gradient(lambda theta: neuron_loss(theta, sigmoid), start)
print(f"step:    loss {neuron_loss(start, step):.3f}, gradient {step_gradient}")
print(f"sigmoid: loss {neuron_loss(start, sigmoid):.3f}, gradient {sigmoid_gradient.round(3)}")

assert agrees(neuron_loss(start, step), 2 / 9, 12) and step_gradient.tolist() == [0.0, 0.0]
assert np.abs(sigmoid_gradient).min() > 0.01

# %% [markdown]
# The neuron with the step is wrong on two of the nine points, and its gradient is exactly zero. A
# small move of the weight changes no decision, so it changes no loss. Gradient descent stands
# still. (The accuracy in Session 3 was a staircase for the same reason.)
#
# ### Sigmoid and tanh
#
# With gradient-based learning the step was replaced by smooth relatives. The **sigmoid**
# $\sigma(z) = 1/(1 + e^{-z})$ goes from 0 to 1. The **hyperbolic tangent**, tanh, goes from −1 to
# 1:
#
# $$\tanh(z) = \frac{1 - e^{-2z}}{1 + e^{-2z}} = 2\sigma(2z) - 1$$
#
# To see the second form, put $2z$ into the sigmoid:
# $2\sigma(2z) - 1 = \frac{2}{1 + e^{-2z}} - \frac{1 + e^{-2z}}{1 + e^{-2z}} =
# \frac{1 - e^{-2z}}{1 + e^{-2z}}$. So tanh is a sigmoid, made twice as steep, twice as high, and
# moved down by 1. Before ReLU, nearly all networks used one of these two.
#
# Both go flat on either side: they **saturate** (اشباع). There the slope is nearly zero, and
# learning is slow. And the outputs of a sigmoid are always positive, which makes the weights of the
# next layer move in zigzags. Both also need $e^z$, which costs more time than a comparison. Session
# 8 measures all three.
#
# > **Remark on the slides.** The fraction with $e^{-2x}$ is right on paper, and a trap in a
# > program. For $x = -400$ the power $e^{800}$ is too large for a `float64`; it becomes infinite,
# > and $-\infty/\infty$ is `nan`, "not a number". Use `np.tanh(x)`, or $2\sigma(2x) - 1$ with the
# > safe sigmoid of Session 3.


# %%
def tanh_fraction(x: np.ndarray) -> np.ndarray:
    """The fraction of the slides, with its overflow."""
    with np.errstate(over="ignore", invalid="ignore"):
        return (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))


far = np.array([-400.0, -300.0, -1.0, 400.0])
grid = np.linspace(-20, 20, 4001)
identity_error = np.abs(2 * sigmoid(2 * grid) - 1 - np.tanh(grid)).max()
print("x                 ", far)
print("fraction          ", tanh_fraction(far).round(4))
print("2 sigmoid(2x) − 1 ", (2 * sigmoid(2 * far) - 1).round(4))
print(f"largest difference to np.tanh from −20 to 20: {identity_error:.0e}")

claim("L35.fraction", math.isnan(tanh_fraction(far)[0]), True)
assert agrees(tanh_fraction(far)[1:], np.tanh(far[1:]), 12)
assert agrees(2 * sigmoid(2 * far) - 1, np.tanh(far), 12)
claim("L35.identity", identity_error, between=(0, 5e-16))

# %% [markdown]
# ## 6. ReLU and its relatives
#
# $$\text{ReLU}(z) = \max(0, z)$$
#
# ReLU is simple, cheap and very common. For a positive $z$ it is the identity, so an active unit is
# just a linear unit. That is why such networks are easy to optimise. Its weakness: for a negative
# $z$ the output is 0 *and the slope is 0*. A unit that gets only negative sums passes nothing on
# and learns nothing. It is **dead**. Session 8 counts dead units.
#
# The relatives give the negative side something to do:
#
# $$\text{PReLU}(z) = \max(0, z) + \alpha \min(0, z)$$
#
# For a positive $z$ the second term is 0, and for a negative $z$ the first. So the slope is 1 above
# zero and $\alpha$ below it.
#
# | $\alpha$ | name | at $z = -3$ | at $z = 2$ |
# |---:|---|---:|---:|
# | 0 | ReLU | 0 | 2 |
# | 0.01 | Leaky ReLU, a small constant | −0.03 | 2 |
# | learned | PReLU, the P is for "parametric" | $-3\alpha$ | 2 |
# | −1 | absolute value (قدر مطلق) $\lvert z \rvert$ | 3 | 2 |
#
# In a layer, each unit may have an $\alpha$ of its own: $\boldsymbol\alpha$ of shape $(h,)$ for
# $Z$ of shape $(n, h)$. NumPy's broadcasting then does the right thing by itself.
#
# The **ELU**, exponential linear unit, ends smoothly in a floor at $-\alpha$:
#
# $$\text{ELU}(z) = \begin{cases} z & z > 0 \\ \alpha\,(e^z - 1) & z \le 0\end{cases}$$
#
# A trap: `np.where(z > 0, z, alpha * (np.exp(z) - 1))` works out *both* branches for all entries,
# and then picks. For $z = 1000$ it computes $e^{1000}$, which overflows, before it throws the
# result away. The way out: let the exponential see $\min(0, z)$ only.

# %%
values = np.array([-3.0, 2.0])
for alpha in (0.0, 0.01, -1.0):
    print(f"prelu, alpha {alpha:5.2f}: {prelu(values, alpha)}")
per_unit = prelu([[-3.0, -3.0, -3.0], [2.0, 2.0, 2.0]], [0.0, 0.01, -1.0])
print("one alpha for each unit:", per_unit.tolist())
print("elu at −1, 0 and 1000:  ", elu([-1.0, 0.0, 1000.0]).round(4))

assert prelu(values, 0.0).tolist() == relu(values).tolist() == [0, 2]
claim("L37.leaky", prelu(values, 0.01), [-0.03, 2], 12)
claim("L37.absolute", prelu(values, -1.0), [3, 2])
assert agrees(per_unit, [[0, -0.03, 3], [2, 2, 2]], 12)
claim("P19.elu", elu([-1.0, 0.0, 1000.0]), [-0.6321, 0, 1000], 4)

# %% [markdown]
# > **Remark on the slides.** The figure says $\max(0.1x, x)$, the text speaks of $\alpha = 0.01$.
# > Two different slopes, that is all. But beware of the short form $\max(\alpha x, x)$. It is the
# > same as $\max(0, x) + \alpha\min(0, x)$ only if $\alpha \le 1$. For $\alpha = 2$ it takes the
# > wrong branch on *both* sides.
#
# **Before you look at the figure, write down:** $\max(2x, x)$ at $x = -3$ and at $x = 3$.

# %%
x = np.array([-3.0, 3.0])
for alpha in (0.1, 2.0):
    print(f"alpha {alpha}: max form {np.maximum(alpha * x, x)}, definition {prelu(x, alpha)}")

claim("L38.short", np.maximum(2 * x, x), [-3, 6])
claim("L38.definition", prelu(x, 2.0), [-6, 3])
assert agrees(np.maximum(0.1 * x, x), prelu(x, 0.1), 12)
for alpha in (-1.0, 0.01, 0.1, 1.0):  # the two forms agree up to alpha = 1
    assert agrees(np.maximum(alpha * x, x), prelu(x, alpha), 12)


# %% jupyter={"source_hidden": true}
def draw_max_form() -> Figure:
    """PReLU for four slopes, and the short form with the maximum."""
    figure, panels = plt.subplots(
        1, 4, figsize=(10.6, 3.0), sharey=True, gridspec_kw=MARGINS | {"left": 0.05, "wspace": 0.1}
    )
    x = np.linspace(-3, 3, 121)
    for axes, alpha in zip(panels, (-1.0, 0.01, 0.1, 2.0), strict=True):
        axes.plot(x, prelu(x, alpha), color=BLUE, linewidth=3, label="definition")
        axes.plot(x, np.maximum(alpha * x, x), "--", color=VERMILLION, label="max(αx, x)")
        axes.set(title=f"α = {alpha:g}".replace("-", "−"), xlabel="x", xlim=(-3, 3), ylim=(-6, 6))
    panels[0].legend(loc="lower right", fontsize=9)
    return figure


show(
    draw_max_form(),
    "Figure 7. The family max(0, x) + α min(0, x), and the short form (dashed). At α = 2 they "
    "part: the short form is no longer a rectifier with slope 1 on the right.",
    "Four panels for alpha −1, 0.01, 0.1 and 2. In the first three the definition and the maximum "
    f"agree. For alpha 2 the definition goes from {prelu(-3.0, 2.0):g} at −3 to "
    f"{prelu(3.0, 2.0):g} at 3, the maximum from {max(-6.0, -3.0):g} to {max(6.0, 3.0):g}.",
)

# %% [markdown]
# ## 7. The slope of an activation
#
# To train a network we shall need the derivative of each activation (Sessions 6 and 7). Here they
# are, as functions of the *input* $z$:
#
# | $g$ | slope $g'(z)$ | largest | where it is nearly 0 |
# |---|---|---:|---|
# | sigmoid | $\sigma(z)\,(1 - \sigma(z))$ | 0.25 | both ends |
# | tanh | $1 - \tanh^2(z)$ | 1 | both ends |
# | ReLU | 1 if $z > 0$, else 0 | 1 | exactly 0 for $z < 0$ |
# | PReLU | 1 if $z > 0$, else $\alpha$ | 1 or $\alpha$ | nowhere, unless $\alpha$ is small |
# | ELU | 1 if $z > 0$, else $\alpha e^z$ | 1 or $\alpha$ | left end |
#
# Four traps:
#
# * **Input or output?** If $a = \sigma(z)$ is the *output*, the slope is $a(1 - a)$. If you are
#   given $z$, you must compute $\sigma(z)$ first. $z(1 - z)$ is nonsense.
# * **The square.** $1 - \tanh(z)$ and $1 - \tanh^2(z)$ agree at $z = 0$. Nowhere else, apart from
#   the far right, where both go to 0.
# * **ELU.** For a negative $z$, $\alpha e^z = \text{ELU}(z) + \alpha$. The popular
#   $\text{ELU}(z) + 1$ holds for $\alpha = 1$ only.
# * **The kink.** At $z = 0$, ReLU has no derivative: slope 0 from the left, 1 from the right. Any
#   value between is acceptable, and programs usually take 0. It must be a number, not `nan`.
#
# > **Remark on the slides.** "The derivative of an active ReLU is always large." It is neither
# > large nor small, but exactly 1, wherever the unit is active. That is its merit: in a chain of
# > many layers a factor of 1 neither shrinks nor grows.
#
# **Before you run the next cell, write down:** $\tanh'(0)$, $\sigma'(0)$, and the slope of ELU at
# $z = -1$ for $\alpha = 1$ (that is $e^{-1}$).

# %%
functions = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": relu,
    "prelu": lambda z: prelu(z, 0.3),
    "elu": lambda z: elu(z, 0.3),
}
z_grid = np.linspace(-4.95, 4.95, 100)  # the kink at 0 is not in this grid
print("          g'(−5)   g'(−1)    g'(1)    g'(5)   difference to the measured slope")
for name, g in functions.items():
    measured = (g(z_grid + 1e-6) - g(z_grid - 1e-6)) / 2e-6
    difference = np.abs(activation_grad(name, z_grid, 0.3) - measured).max()
    slopes = activation_grad(name, [-5.0, -1.0, 1.0, 5.0], 0.3)
    print(f"{name:8}", "".join(f"{slope:9.4f}" for slope in slopes), f"  {difference:.0e}")
    assert difference < 1e-8

print(f"tanh'(0) = {activation_grad('tanh', 0.0)}, sigmoid'(0) = {activation_grad('sigmoid', 0.0)}")
print(f"elu'(−1) = {activation_grad('elu', -1.0):.4f}")

assert activation_grad("tanh", 0.0) == 1 and activation_grad("sigmoid", 0.0) == 0.25
assert agrees(activation_grad("elu", -1.0), math.exp(-1), 12)
assert agrees(activation_grad("elu", -1.0, 0.3), elu(-1.0, 0.3) + 0.3, 12)
assert agrees(activation_grad("tanh", z_grid), 1 - np.tanh(z_grid) ** 2, 12)


# %% jupyter={"source_hidden": true}
def draw_zoo() -> Figure:
    """Six activations (above) and their slopes (below)."""
    zoo = [
        ("step", step, lambda z: np.zeros_like(z)),
        ("sigmoid", sigmoid, lambda z: activation_grad("sigmoid", z)),
        ("tanh", np.tanh, lambda z: activation_grad("tanh", z)),
        ("ReLU", relu, lambda z: activation_grad("relu", z)),
        ("PReLU, α = 0.1", lambda z: prelu(z, 0.1), lambda z: activation_grad("prelu", z, 0.1)),
        ("ELU, α = 1", elu, lambda z: activation_grad("elu", z)),
    ]
    figure, panels = plt.subplots(
        2, 6, figsize=(11.6, 4.4), sharex=True, sharey="row", gridspec_kw=MARGINS | {"wspace": 0.1}
    )
    sides = [np.linspace(-4, -1e-9, 200), np.linspace(1e-9, 4, 200)]
    for k, (name, g, slope) in enumerate(zoo):
        for z in sides:
            panels[0, k].plot(z, g(z), color=BLUE, linewidth=2.2)
            panels[1, k].plot(z, slope(z), color=VERMILLION, linewidth=2.2, linestyle="--")
        panels[0, k].set(title=name, ylim=(-1.3, 2.3))
        panels[1, k].set(xlabel="z", ylim=(-0.1, 1.25), xticks=[-4, -2, 0, 2, 4])
        largest = float(slope(np.concatenate(sides)).max())
        panels[1, k].text(-3.8, 1.1, f"largest {largest:.2f}", fontsize=9)
    panels[0, 0].set_ylabel("g(z)")
    panels[1, 0].set_ylabel("slope g′(z)")
    return figure


show(
    draw_zoo(),
    "Figure 8. Six activations (above, solid) and their slopes (below, dashed). The step has no "
    "slope to learn from. Sigmoid and tanh lose theirs on both sides. The last three keep 1 on the "
    "right.",
    "Six functions with their slopes. "
    + " ".join(
        f"{name}: slope {activation_grad(name, -4.0, a):.3f} at −4, "
        f"{activation_grad(name, 1e-9, a):.2f} just above 0, "
        f"{activation_grad(name, 4.0, a):.3f} at 4."
        for name, a in (("sigmoid", 1), ("tanh", 1), ("relu", 1), ("prelu", 0.1), ("elu", 1))
    )
    + " The step function has slope 0 everywhere.",
)

# %% [markdown]
# ### When α is learned
#
# PReLU treats $\alpha$ as one more parameter. So its gradient is needed as well. Suppose that one
# $\alpha$ serves a whole layer, $h_{ij} = \max(0, z_{ij}) + \alpha \min(0, z_{ij})$. Then
#
# 1. one entry changes with $\alpha$ by $\partial h_{ij} / \partial \alpha = \min(0, z_{ij})$:
#    nothing for a positive $z$, and $z$ itself for a negative one;
# 2. the loss changes with that entry by $\partial L / \partial h_{ij}$, a number that comes from
#    the layers above;
# 3. all entries share the same $\alpha$, so the effects **add up** over samples *and* units:
#
# $$\frac{\partial L}{\partial \alpha} = \sum_{i,j} \frac{\partial L}{\partial h_{ij}}
# \cdot \min(0, z_{ij})$$
#
# By hand, with
# $\frac{\partial L}{\partial H} = \begin{bmatrix} 1 & 2 \\ 3 & 4\end{bmatrix}$ and
# $Z = \begin{bmatrix} -1 & 5 \\ -2 & -0.5\end{bmatrix}$:
# $\;1\cdot(-1) + 2 \cdot 0 + 3\cdot(-2) + 4\cdot(-0.5) = -9$.

# %%
upstream = np.array([[1.0, 2.0], [3.0, 4.0]])
Z = np.array([[-1.0, 5.0], [-2.0, -0.5]])


def loss_of_alpha(alpha: np.ndarray) -> float:
    """A loss whose gradient with respect to the layer's output is `upstream`."""
    return float(np.sum(upstream * prelu(Z, alpha)))


by_formula = prelu_alpha_grad(upstream, Z)
by_measuring = numerical_gradient(loss_of_alpha, np.array([0.25]))[0]
print(f"formula {by_formula}, measured {by_measuring:.6f}")

claim("L37.learned", by_formula, -9)
assert abs(by_measuring + 9) < 1e-6

# %% [markdown]
# ## 8. The forward pass of any depth
#
# Now the general network. Set $H_0 = X$. Each hidden layer takes the output of the one before it,
#
# $$H_k = g(H_{k-1} W_k + \mathbf{b}_k),$$
#
# and the last layer leaves out the activation: $O = H_{L-1} W_L + \mathbf{b}_L$. Computing the
# layers in this order is called the **forward pass**.
#
# *Why no activation at the end?* The output has its own function, which fits the question and the
# loss: none for regression, a sigmoid or a softmax for classes (Session 4). The course's losses
# take the plain numbers $O$, the logits. A ReLU there would be a fault: no output could be
# negative.
#
# *What has to be kept?* The inputs of all layers, $H_0, H_1, \dots, H_{L-1}$. In Session 6 the way
# back will need them. Such a store is called a **cache**.
#
# We send five handwritten digits through a network with random weights. They are 8 × 8 pictures, so
# 64 numbers each.
#
# **Before you run the next cell, write down:** the shapes of all arrays in the cache, for a network
# 64-32-16-10.

# %%
digits = load_digits()
pixels, digit_names = digits.data / 16, digits.target
sizes = [64, 32, 16, 10]

rng = np.random.default_rng(0)
params = [
    (rng.normal(size=(fan_in, fan_out)) * np.sqrt(2 / fan_in), np.zeros(fan_out))
    for fan_in, fan_out in pairwise(sizes)
]
logits, cache = mlp_forward(pixels[:5], params, relu)

for k, (H, (W, b)) in enumerate(zip(cache, params, strict=True), start=1):
    print(f"layer {k}: input {H.shape} @ W {W.shape} + b {b.shape}, smallest input {H.min():.2f}")
print(f"output {logits.shape}, smallest {logits.min():.2f}")

linear_only, _ = mlp_forward(pixels[:5], params[:1], relu)  # one layer: no hidden layer, no ReLU

assert [H.shape for H in cache] == [(5, 64), (5, 32), (5, 16)] and logits.shape == (5, 10)
assert min(H.min() for H in cache) >= 0 and logits.min() < 0
assert agrees(linear_only, pixels[:5] @ params[0][0] + params[0][1], 12)

# %% [markdown]
# ### Counting the parameters
#
# A layer from $s$ to $t$ units has $s \cdot t$ weights and $t$ biases. So
#
# $$\text{parameters} = \sum_k \left(s_k\, s_{k+1} + s_{k+1}\right)$$
#
# The slides use a network for the topics of newspaper reports (the Reuters data). Its input is a
# list of 10,000 words, 1 if the word occurs and 0 if not. Then come two hidden layers of 64, and 46
# topics at the end.
#
# **Before you run the next cell, write down:** how many parameters has the network 10000-64-64-46,
# about? And which layer has most of them?

# %%
reuters = [10_000, 64, 64, 46]
by_layer = [count_parameters(pair) for pair in pairwise(reuters)]
total = count_parameters(reuters)
without_biases = total - sum(reuters[1:])
print("by layer:", [f"{count:,}" for count in by_layer], f" total {total:,}")
print(f"share of the first layer: {by_layer[0] / total:.1%}")
print(f"if the biases were forgotten: {without_biases:,}")

assert by_layer == [640_064, 4_160, 2_990] and total == sum(by_layer) == 647_214
assert without_biases == 647_040 and agrees(by_layer[0] / total, 0.989, 3)
assert count_parameters([2, 2, 1]) == 9  # the XOR network of Section 4


# %% jupyter={"source_hidden": true}
def network_svg(sizes: list[int], counts: list[int]) -> str:
    """The layers as bars, higher for more units, with the parameters between them."""
    words = ["words in", "hidden layer 1", "hidden layer 2", "topics out"]
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="780" height="280" viewBox="0 0 780 280">'
        f'<defs><marker id="tip" markerWidth="9" markerHeight="8" refX="8" refY="4" '
        f'orient="auto"><path d="M0,0 L9,4 L0,8 z" fill="{GREY}"/></marker></defs>'
        '<rect width="780" height="280" fill="white"/>'
    ]

    def text(x: float, y: float, content: str, size: int = 15, fill: str = BLACK) -> str:
        return (
            f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="middle" '
            f'font-family="sans-serif">{html.escape(content)}</text>'
        )

    for k, (size, word) in enumerate(zip(sizes, words, strict=True)):
        x, height = 90 + 200 * k, 45 * math.log10(size)
        parts.append(
            f'<rect x="{x - 24}" y="{130 - height / 2}" width="48" height="{height}" rx="6" '
            f'fill="#DCEBF5" stroke="{BLACK}"/>'
        )
        parts += [text(x, 135, f"{size:,}", 14), text(x, 255, word)]
    for k, count in enumerate(counts):
        x = 90 + 200 * k
        fan_in, fan_out = sizes[k], sizes[k + 1]
        parts += [
            f'<line x1="{x + 28}" y1="130" x2="{x + 172}" y2="130" stroke="{GREY}" '
            'stroke-width="2" marker-end="url(#tip)"/>',
            text(x + 100, 118, f"{fan_in:,}·{fan_out} + {fan_out}", 13),
            text(x + 100, 152, f"= {count:,}", 15, BLUE),
        ]
    return "\n".join([*parts, "</svg>"])


show(
    network_svg(reuters, by_layer),
    "Figure 9. The newspaper network. Above each arrow: weights + biases of the layer. The height "
    "of a box grows with the logarithm of the number of its units.",
    "Four boxes joined by arrows: "
    + ", ".join(f"{size:,}" for size in reuters)
    + " units. The arrows carry "
    + ", ".join(f"{count:,}" for count in by_layer)
    + f" parameters, {total:,} in all.",
)

# %% [markdown]
# The first layer holds 98.9 % of all parameters, because the input is so wide. The number of hidden
# units alone says little about the size of a network.

# %% [markdown]
# ## 9. Hats: any curve out of ReLUs
#
# How much can *one* hidden layer do? We build a network by hand, without any training.
#
# The building block is a **hat**: a bump that is 1 at its centre $c$, falls to 0 at
# $c - s$ and $c + s$, and is **exactly 0 outside**. Here $s$ is its width. Three ReLUs make a hat.
# Follow the slope from left to right:
#
# 1. At $c - s$ the curve has to start rising with slope $1/s$: add
#    $\frac1s\,\text{ReLU}(x - (c - s))$.
# 2. At $c$ it must turn from $+1/s$ to $-1/s$. That is a change of $-2/s$: add
#    $-\frac2s\,\text{ReLU}(x - c)$.
# 3. At $c + s$ it must stop falling. The slope must change by $+1/s$: add
#    $\frac1s\,\text{ReLU}(x - (c + s))$.
#
# The changes of slope are $1, -2, 1$, divided by $s$. Their sum is 0, so after the third corner the
# curve stays flat.
#
# **Before you look at the figure, write down:** what does the curve do on the right if we leave out
# the third ReLU?

# %%
centre, s = 2.0, 1.0
x_hat = np.linspace(-0.5, 5, 551).reshape(-1, 1)
pieces = [
    relu(x_hat[:, 0] - (centre - s)) / s,
    -2 * relu(x_hat[:, 0] - centre) / s,
    relu(x_hat[:, 0] - (centre + s)) / s,
]
hat = sum(pieces)
two_only = pieces[0] + pieces[1]

W1, b1, W2, b2 = bump_network([centre], [1.0], s)
print("W1", W1.tolist(), " b1", b1.tolist(), " W2", W2.tolist(), " b2", b2)
print(f"at x = 5: three ReLUs {hat[-1]:.1f}, two ReLUs {two_only[-1]:.1f}")

assert W1.shape == (1, 3) and sorted(b1.tolist()) == [-3, -2, -1] and sorted(W2) == [-2, 1, 1]
assert agrees(relu(x_hat @ W1 + b1) @ W2 + b2, hat, 12)
assert agrees(hat[-1], 0.0, 12) and agrees(two_only[-1], -2.0, 12)


# %% jupyter={"source_hidden": true}
def draw_hat() -> Figure:
    """The three ReLUs of a hat, and their sum with two and with three of them."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 3.6), gridspec_kw=MARGINS)
    looks = ((GREEN, "-"), (ORANGE, "--"), (PURPLE, "-."))
    names = ("rises from c − s", "turns at c", "stops at c + s")
    for piece, (colour, style), name in zip(pieces, looks, names, strict=True):
        left.plot(x_hat, piece, color=colour, linestyle=style, linewidth=2, label=name)
    left.set(xlabel="x", ylim=(-6.5, 4.5), title="three weighted ReLUs (c = 2, s = 1)")
    left.legend(loc="lower left")
    right.plot(x_hat, two_only, color=VERMILLION, linestyle=":", linewidth=2, label="first two")
    right.plot(x_hat, hat, color=BLUE, linewidth=2.5, label="all three")
    right.set(xlabel="x", ylim=(-2.2, 1.4), title="their sum")
    right.legend(loc="lower left")
    return figure


show(
    draw_hat(),
    "Figure 10. A hat is three ReLUs. With two of them (dotted) the curve goes on falling; the "
    "third one (right) brings it back to zero for good.",
    f"Left: three ReLUs, with slopes 1, −2 and 1, which start at 1, 2 and 3. Right: their sum is a "
    f"triangle of height {hat.max():.0f} at {centre:.0f} and zero outside 1 to 3; the sum of the "
    f"first two goes down to {two_only[-1]:.0f} at 5.",
)

# %% [markdown]
# ### A row of hats
#
# Put hats beside one another, with centres $c_1, c_2, \dots$ exactly one width $s$ apart, and give
# hat $j$ the height $f(c_j)$ of the curve that we want:
#
# $$\hat f(x) = \sum_j f(c_j)\;\text{hat}\!\left(\frac{x - c_j}{s}\right)$$
#
# At a centre only its own hat is not zero, so $\hat f(c_j) = f(c_j)$ exactly. Between two centres,
# two hats overlap. One goes down in a straight line while the other goes up, and their sum is the
# straight line between the two points. So $\hat f$ joins the points of the curve by straight lines.
#
# $k$ hats are one hidden layer with $3k$ ReLUs. No weight is trained: all are read off the curve.
# (Hats in a row share their corners, so $k + 2$ ReLUs would be enough. Three for each hat are
# easier to read, and work for centres at any distance.)


# %%
def hat_approximation(f, end: float, k: int, x: np.ndarray) -> np.ndarray:
    """k hats on 0 … end, evaluated at the points x."""
    centres = np.linspace(0, end, k)
    W1, b1, W2, b2 = bump_network(centres, f(centres), end / (k - 1))
    return relu(x.reshape(-1, 1) @ W1 + b1) @ W2 + b2


x_wave = np.linspace(0, 2 * np.pi, 2001)
numbers_of_hats = [3, 5, 7, 11, 21]
wave = {k: hat_approximation(np.sin, 2 * np.pi, k, x_wave) for k in numbers_of_hats}
wave_error = {k: float(np.abs(y - np.sin(x_wave)).max()) for k, y in wave.items()}
for k, error in wave_error.items():
    print(f"{k:3} hats, {3 * k:4} ReLUs: largest error {error:.4f}")

forty = np.abs(hat_approximation(np.sin, 2 * np.pi, 40, x_wave) - np.sin(x_wave)).max()
print(f" 40 hats: {forty:.4f}")
claim("L31.hats", forty, 0.0032, 4)
assert agrees(wave_error[3], 1.0, 3)


# %% jupyter={"source_hidden": true}
def draw_wave(k: float) -> Figure:
    """The sine and its approximation by k hats, with the hats below."""
    figure, axes = small_axes()
    centres = np.linspace(0, 2 * np.pi, int(k))
    s = 2 * np.pi / (k - 1)
    for c in centres:
        corners_of_hat = np.clip([c - s, c, c + s], 0, 2 * np.pi)
        axes.plot(corners_of_hat, [0, np.sin(c), 0], color=ORANGE, linewidth=1)
    axes.plot(x_wave, np.sin(x_wave), color=BLACK, linestyle="--", label="sine")
    axes.plot(x_wave, wave[k], color=BLUE, linewidth=2, label="sum of hats")
    axes.plot(centres, np.sin(centres), "o", color=VERMILLION, markersize=4)
    axes.set(xlabel="x", ylim=(-1.25, 1.25))
    axes.set_title(f"{k:g} hats: largest error {wave_error[k]:.3f}")
    axes.legend(loc="upper right", fontsize=8)
    return figure


slider(
    draw_wave,
    "hats",
    numbers_of_hats,
    "Figure 11. A sum of hats (blue) and the sine (dashed). The thin triangles are the single "
    "hats. Three hats see only the zeros of the sine.",
    lambda k: (
        f"{k:g} hats along one period of the sine. The sum is a chain of straight lines through "
        f"the points of the curve; its largest error is {wave_error[k]:.3f}."
    ),
    start=2,
)

# %% [markdown]
# ### How fast does the error shrink?
#
# Between two points of a smooth curve, a straight line errs by at most
# $\frac{s^2}{8}\max\lvert f''\rvert$, where $f''$ is the second derivative. Halve the distance $s$,
# and the error becomes a quarter. With $k$ hats, $s$ is about $1/k$, so the error falls like
# $1/k^2$. On paper with logarithmic axes, such a law is a straight line of slope −2.
#
# Not every curve is so kind. The square root $\sqrt{x}$ is infinitely steep at 0. And a jump
# is not continuous at all.
#
# **Before you run the next cell, write down:** does the error fall for the root, and for the jump?


# %%
def jump(x: np.ndarray) -> np.ndarray:
    """0 up to 0.3, 1 after it."""
    return np.where(x > 0.3, 1.0, 0.0)


targets = {"sine": (np.sin, 2 * np.pi), "root": (np.sqrt, 1.0), "jump": (jump, 1.0)}
counts = np.array([9, 17, 33, 65, 129, 257])
errors = {name: np.empty(len(counts)) for name in targets}
for name, (f, end) in targets.items():
    x_fine = np.linspace(0, end, 5121)
    for i, k in enumerate(counts):
        errors[name][i] = np.abs(hat_approximation(f, end, int(k), x_fine) - f(x_fine)).max()

slopes = {
    name: float(np.polyfit(np.log(counts - 1), np.log(error), 1)[0])
    for name, error in errors.items()
}
bound = (2 * np.pi / (counts - 1)) ** 2 / 8
print("hats ", counts)
for name, error in errors.items():
    print(f"{name}  {error.round(5)}  slope {slopes[name]:.2f}")

assert abs(slopes["sine"] + 2) < 0.05 and abs(slopes["root"] + 0.5) < 0.02
assert np.all(errors["sine"] <= bound * (1 + 1e-9)) and np.all(errors["jump"] >= 0.5)


# %% jupyter={"source_hidden": true}
def draw_hat_errors() -> Figure:
    """The largest error against the number of hats, on logarithmic axes."""
    figure, axes = plt.subplots(figsize=(7.2, 4.2), gridspec_kw=MARGINS | {"left": 0.12})
    looks = {"sine": (BLUE, "o"), "root": (GREEN, "s"), "jump": (VERMILLION, "^")}
    for name, (colour, marker) in looks.items():
        label = f"{name}: slope {slopes[name]:.2f}".replace("-", "−")
        axes.plot(counts, errors[name], color=colour, marker=marker, label=label)
    axes.plot(counts, bound, color=GREY, linestyle=":", label="bound s²/8 for the sine")
    axes.set(xscale="log", yscale="log", xlabel="number of hats", ylabel="largest error")
    axes.set_xticks(counts, [str(k) for k in counts])
    axes.minorticks_off()
    axes.legend(loc="lower left")
    return figure


show(
    draw_hat_errors(),
    "Figure 12. The error against the number of hats, on logarithmic axes. For the smooth curve it "
    "falls like 1/k², for the root much more slowly, for the jump not at all.",
    "Largest error for "
    + ", ".join(str(k) for k in counts)
    + " hats. "
    + " ".join(
        f"{name}: from {error[0]:.3f} to {error[-1]:.5f}, slope {slopes[name]:.2f}."
        for name, error in errors.items()
    ),
)

# %% [markdown]
# ## 10. What the theorem says, and what not
#
# We have just seen the **universal approximation theorem** at work, in one dimension. It says: an
# MLP with one hidden layer and enough units comes as close as we like to any continuous function.
# It is a *universal approximator*.
#
# > **Remark on the slides.** "… can implement *any* function." That is too much. It can
# > *approximate* any *continuous* function on a *bounded, closed* range (mathematicians say
# > compact). The jump of Figure 12 is not continuous, and its largest error stays: a steep ramp
# > comes close to a jump everywhere but in a narrow strip. And outside the range our row of hats is
# > simply 0, whatever the curve does there.
#
# Two more things that the theorem does not say:
#
# * **How many units?** Our recipe needs a grid of centres. With $k$ of them for each input, $d$
#   inputs need $k^d$. For the 64 pixels of a small digit and $k = 10$ that would be $10^{64}$
#   bumps.
# * **How to find the weights?** We knew the curve. In practice we know some samples of it, with
#   noise. "The hard part is training the weights", the slides say, and they are right. The XOR
#   table of Section 4 showed it: a solution with two units exists, and one random draw in a
#   thousand is one.

# %% [markdown]
# ## 11. A hidden layer that learns
#
# Now we train a hidden layer. The data are the "two moons": two half-circles in the plane, made by
# scikit-learn with noise. 100 points are for training, 1,000 others for testing.
#
# We know the forward pass, the loss (the cross-entropy of Session 3) and gradient descent
# (Session 2). What is missing is the gradient. The `numerical_gradient` of Session 2 would give it:
# it moves one parameter at a time, and measures. With 8 hidden units there are 33 parameters, so
# that is 66 forward passes for one step. For the newspaper network it would be 1,294,428.
#
# So the next cell holds **one more closed box**, `moon_gradient`. It finds all slopes in one
# forward pass and one pass back. Its inside is the subject of Sessions 6 and 7. You need not trust
# it: we compare it with the numerical gradient.
#
# All parameters go into one long vector $\boldsymbol\theta$, as `gradient_descent` wants it.

# %%
all_moons, all_labels = make_moons(n_samples=1100, noise=0.2, random_state=0)
moons, test_moons, _, _ = standardize(all_moons[:100], all_moons[100:])
labels, test_labels = all_labels[:100], all_labels[100:]


def as_layers(theta: np.ndarray, width: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """The two layers of a 2-width-1 network, cut out of one long vector."""
    W1, b1, W2, b2 = np.split(theta, [2 * width, 3 * width, 4 * width])
    return [(W1.reshape(2, width), b1), (W2.reshape(width, 1), b2)]


def moon_logits(theta: np.ndarray, width: int, points: np.ndarray) -> np.ndarray:
    """The logit of the network for each point."""
    outputs, _ = mlp_forward(points, as_layers(theta, width), relu)
    return outputs[:, 0]


def moon_loss(theta: np.ndarray, width: int) -> float:
    """The cross-entropy of the network on the training points."""
    return bce_with_logits(moon_logits(theta, width, moons), labels)


# %% jupyter={"source_hidden": true}
def moon_gradient(theta: np.ndarray, width: int) -> np.ndarray:
    """The gradient of moon_loss, by backpropagation. A closed box until Sessions 6 and 7."""
    layers = as_layers(theta, width)
    outputs, (points, hidden) = mlp_forward(moons, layers, relu)
    d_outputs = (sigmoid(outputs) - labels[:, np.newaxis]) / len(labels)
    d_hidden = (d_outputs @ layers[1][0].T) * (hidden > 0)
    parts = points.T @ d_hidden, d_hidden.sum(axis=0), hidden.T @ d_outputs, d_outputs.sum(axis=0)
    return np.concatenate([part.ravel() for part in parts])


# %%
def random_start(width: int, seed: int) -> np.ndarray:
    """Random weights and hidden biases. (How to choose a start is a topic of Session 8.)"""
    rng = np.random.default_rng(seed)
    output_weights = rng.normal(size=width) / np.sqrt(width)
    return np.concatenate([rng.normal(size=3 * width), output_weights, [0.0]])


start = random_start(8, seed=0)
by_measuring = numerical_gradient(lambda theta: moon_loss(theta, 8), start)
by_box = moon_gradient(start, 8)
passes = 2 * count_parameters([2, 8, 1]), 2 * count_parameters(reuters)
print(f"{len(start)} parameters; largest difference {np.abs(by_box - by_measuring).max():.0e}")
print(f"forward passes for one numerical gradient: {passes[0]}; newspaper network {passes[1]:,}")

assert len(start) == 33 and np.abs(by_box - by_measuring).max() < 1e-7
assert passes == (66, 1_294_428)

# %% [markdown]
# The box is right. Now the training: 300 steps with the learning rate 2, for the widths 1, 2, 4, 8
# and 16, each from ten random starts. For comparison, a linear model.
#
# **Before you run the next cell, write down:** how many hidden units will be needed to beat the
# linear model clearly? And will all ten starts of one width end equally well?


# %%
def train_on_moons(width: int, seed: int) -> np.ndarray:
    """300 steps of gradient descent from a random start."""
    start = random_start(width, seed)
    theta, _ = gradient_descent(lambda t: moon_gradient(t, width), start, lr=2.0, n_steps=300)
    return theta


def moon_accuracy(theta: np.ndarray, width: int) -> float:
    """The share of the test points on the right side of the boundary."""
    return float(np.mean((moon_logits(theta, width, test_moons) > 0) == test_labels))


linear_moons = LogisticRegression().fit(moons, labels, lr=2.0, epochs=300)
linear_accuracy = linear_moons.accuracy(test_moons, test_labels)

widths = [1, 2, 4, 8, 16]
trained = {width: [train_on_moons(width, seed) for seed in range(10)] for width in widths}
test_accuracies = {
    width: np.array([moon_accuracy(theta, width) for theta in thetas])
    for width, thetas in trained.items()
}
print(f"linear model: test accuracy {linear_accuracy:.3f}")
print("width   median   the ten starts, sorted")
for width, accuracies in test_accuracies.items():
    row = " ".join(f"{accuracy:.2f}" for accuracy in np.sort(accuracies))
    print(f"{width:5} {np.median(accuracies):8.3f}   {row}")

silent = [not np.any(mlp_forward(moons, as_layers(theta, 1), relu)[1][1]) for theta in trained[1]]
print(f"width 1: in {sum(silent)} starts the unit ended at 0 on every training point")

# Bands: another generator would draw other starts.
medians = {width: np.median(accuracies) for width, accuracies in test_accuracies.items()}
assert agrees(linear_accuracy, 0.86, 2)
assert medians[1] < 0.87 and 0.85 < medians[2] < 0.90 and 0.85 < medians[4] < 0.93
assert medians[8] > 0.91 and test_accuracies[16].min() > 0.92
assert 1 <= sum(silent) <= 6 and np.all(test_accuracies[1][silent] < 0.55)
assert np.ptp(test_accuracies[8]) > 0.04


# %% jupyter={"source_hidden": true}
best_seed = {
    width: int(np.argmin([moon_loss(theta, width) for theta in thetas]))
    for width, thetas in trained.items()
}
plane_x, plane_y = np.meshgrid(np.linspace(-2.4, 2.4, 121), np.linspace(-2.4, 2.4, 121))
plane = np.column_stack([plane_x.ravel(), plane_y.ravel()])


def draw_moons(width: float) -> Figure:
    """The boundary of one network of this width, with a dotted line for each hidden unit."""
    figure, axes = small_axes()
    theta = trained[width][best_seed[width]]
    risk = sigmoid(moon_logits(theta, int(width), plane)).reshape(plane_x.shape)
    axes.contourf(plane_x, plane_y, risk, levels=[0, 0.5, 1], colors=["#DCEBF5", "#FBEBCB"])
    axes.contour(plane_x, plane_y, risk, levels=[0.5], colors=BLACK, linewidths=2)
    W1, b1 = as_layers(theta, int(width))[0]
    for k in range(int(width)):
        along = np.array([-5.0, 5.0])
        normal, length = W1[:, k], np.linalg.norm(W1[:, k])
        foot = -b1[k] * normal / length**2
        line = foot[:, np.newaxis] + np.outer([-normal[1], normal[0]], along) / length
        axes.plot(*line, color=GREY, linestyle=":", linewidth=1.2)
    axes.scatter(*moons[labels == 0].T, s=16, marker="s", color=BLUE)
    axes.scatter(*moons[labels == 1].T, s=16, marker="o", color=VERMILLION)
    accuracy = test_accuracies[width][best_seed[width]]
    axes.set(xlim=(-2.4, 2.4), ylim=(-2.4, 2.4), xlabel="x₁", ylabel="x₂")
    axes.set_title(f"width {width:g}: test accuracy {accuracy:.3f}")
    return figure


slider(
    draw_moons,
    "width",
    widths,
    "Figure 13. The boundary (thick line) of the start with the lowest training loss, for each "
    "width. Each hidden unit folds the plane along one dotted line; the boundary can bend only "
    "there.",
    lambda width: (
        f"Two moons, squares and circles. At width {width:g} the boundary is a chain of "
        f"straight pieces; test accuracy {test_accuracies[width][best_seed[width]]:.3f}, against "
        f"{linear_accuracy:.3f} of a linear model."
    ),
    start=3,
)

# %% [markdown]
# With one or two units, a network is hardly better than the straight line. From eight on, most
# starts follow the moons. But look at the single numbers. **Equal networks, equal data, equal
# steps, and different ends.** Some starts got stuck. Some of those with a single unit even ended at
# an accuracy of one half. Their only unit is 0 on every training point: it is dead, and nothing
# pulls it back. That is the "hard part" again, and the reason why the course always shows several
# seeds.
#
# A wider network has more units that may fall well. This is a reason to take more units than a
# clever solution would need.
#
# The numbers hold for 300 steps with a learning rate of 2. We chose both so that the cell takes a
# few seconds. More steps can free a network that is stuck, but not one whose only unit is dead: the
# gradient of its weights is exactly zero.
#
# ### Trained or random?
#
# In Section 4 there was a second way: draw many hidden units at random, leave them alone, and train
# only the output layer. That is a logistic regression on random features.

# %%
random_widths = [4, 16, 64]


def random_features_accuracy(width: int, seed: int) -> float:
    """Test accuracy of a logistic regression on a random, fixed hidden layer."""
    rng = np.random.default_rng(seed)
    W1, b1 = rng.normal(size=(2, width)) / np.sqrt(width), rng.normal(size=width) / np.sqrt(width)
    output = LogisticRegression().fit(relu(moons @ W1 + b1), labels, lr=10.0, epochs=500)
    return output.accuracy(relu(test_moons @ W1 + b1), test_labels)


random_accuracies = {
    width: np.array([random_features_accuracy(width, seed) for seed in range(10)])
    for width in random_widths
}
for width, accuracies in random_accuracies.items():
    print(f"{width:3} random units: test accuracy {accuracies.mean():.3f} ± {accuracies.std():.3f}")

random_medians = {width: np.median(values) for width, values in random_accuracies.items()}
assert 0.80 < random_medians[4] < 0.89 and 0.88 < random_medians[64] < 0.935
assert medians[16] > random_medians[16] + 0.02 and medians[16] > random_medians[64]


# %% jupyter={"source_hidden": true}
def draw_moon_accuracies() -> Figure:
    """Test accuracy against the width, for trained and for random hidden layers."""
    figure, axes = plt.subplots(figsize=(7.4, 4.2), gridspec_kw=MARGINS | {"left": 0.12})
    for k, (accuracies, colour, marker, name) in enumerate(
        [
            (random_accuracies, ORANGE, "s", "random hidden layer (10 draws)"),
            (test_accuracies, BLUE, "o", "trained hidden layer (10 starts)"),
        ]
    ):
        x = np.log2(list(accuracies)) + (0.07 if k else -0.07)
        for place, values in zip(x, accuracies.values(), strict=True):
            places = np.full(len(values), place)
            axes.scatter(places, values, s=22, color=colour, marker=marker, alpha=0.6)
        middle = [np.median(values) for values in accuracies.values()]
        axes.plot(x, middle, color=colour, marker=marker, markersize=8, label=name)
    axes.axhline(linear_accuracy, color=BLACK, linestyle="--", label="linear model")
    axes.set_xticks(range(7), [str(2**k) for k in range(7)])
    axes.set(xlabel="hidden units", ylabel="test accuracy", ylim=(0.47, 0.97))
    axes.legend(loc="lower right")
    return figure


show(
    draw_moon_accuracies(),
    "Figure 14. Small marks: single runs. Large marks: medians. Sixteen trained "
    "units do better than sixty-four random ones.",
    "Test accuracy on the moons against the number of hidden units. Trained, medians: "
    + ", ".join(f"{w} units {m:.3f}" for w, m in medians.items())
    + ". Random, medians: "
    + ", ".join(f"{w} units {m:.3f}" for w, m in random_medians.items())
    + f". Linear model {linear_accuracy:.3f}.",
)

# %% [markdown]
# Four random units are about as good as none. Many random units work, because some of them happen
# to be useful. Training *makes* units useful, so fewer are enough. (The comparison is a rough one:
# steps and learning rates of the two kinds differ.)

# %% [markdown]
# ## 12. Deep or wide?
#
# One hidden layer is enough in principle. Why then build deep networks? The slides say: for many
# functions a **deeper** network (عمیق‌تر) can be much more compact than a **wider** one (عریض‌تر).
# Here is the clearest case.
#
# Take two ReLUs that make a single tooth on the range from 0 to 1:
#
# $$T(x) = 2\,\text{ReLU}(x) - 4\,\text{ReLU}\!\left(x - \tfrac12\right)$$
#
# It goes up from 0 to 1 and down to 0 again: two straight pieces. Now apply it to its own output.
# While $x$ runs through the first half, $T(x)$ runs through the whole range from 0 to 1. So
# $T(T(x))$ shows the complete tooth there, and once more, backwards, in the second half: four
# pieces. **Each further layer doubles the number.** After $k$ layers there are $2^k$ pieces, out of
# only $2k$ hidden units.
#
# And with one hidden layer? Each unit gives at most one corner (Section 2). So $h$ units make at
# most $h + 1$ pieces.
#
# **Before you run the next cell, write down:** we want $2^{10} = 1024$ pieces. How many hidden
# units have ten layers of two, and how many does a single hidden layer need?


# %%
def sawtooth_params(k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """A network with k hidden layers of two units, which applies the tooth k times."""
    first = (np.array([[1.0, 1.0]]), np.array([0.0, -0.5]))
    again = (np.array([[2.0, 2.0], [-4.0, -4.0]]), np.array([0.0, -0.5]))
    last = (np.array([[2.0], [-4.0]]), np.array([0.0]))
    return [first, *[again] * (k - 1), last]


def straight_pieces(k: int) -> int:
    """How many straight pieces the network with k hidden layers has on 0 … 1."""
    x = np.linspace(0, 1, 4 * 2**k + 1).reshape(-1, 1)  # the corners are points of this grid
    y, _ = mlp_forward(x, sawtooth_params(k), relu)
    return 1 + int(np.sum(np.diff(np.sign(np.diff(y[:, 0]))) != 0))


print("layers  pieces   hidden units: deep, wide (at least)   parameters: deep, wide")
for k in (1, 2, 3, 5, 10):
    pieces_k = straight_pieces(k)
    deep = count_parameters([1] + [2] * k + [1])
    wide = count_parameters([1, pieces_k - 1, 1])
    print(f"{k:5} {pieces_k:8} {2 * k:20} {pieces_k - 1:10} {deep:26} {wide:6}")
    assert pieces_k == 2**k

claim("L31.pieces", pieces_k, 1024)
claim("L31.deep", count_parameters([1] + [2] * 10 + [1]), 61)
claim("L31.wide", count_parameters([1, 1023, 1]), 3070)


# %% jupyter={"source_hidden": true}
def draw_sawtooth() -> Figure:
    """The tooth applied one to four times, and the hidden units that are needed."""
    figure = plt.figure(figsize=(10.6, 3.8))
    shape = {"width_ratios": [1, 1, 1.35], "wspace": 0.28, "hspace": 0.4}
    grid = figure.add_gridspec(2, 3, **(MARGINS | {"left": 0.04} | shape))
    x = np.linspace(0, 1, 1025).reshape(-1, 1)
    for k in range(1, 5):
        axes = figure.add_subplot(grid[(k - 1) // 2, (k - 1) % 2])
        y, _ = mlp_forward(x, sawtooth_params(k), relu)
        axes.plot(x, y, color=BLUE)
        axes.set(ylim=(-0.05, 1.05), yticks=[0, 1], xticks=[0, 1])
        axes.set_title(f"{k} layer{'s' if k > 1 else ''}, {2 * k} units: {2**k} pieces", fontsize=9)
    axes = figure.add_subplot(grid[:, 2])
    depth = np.arange(1, 11)
    axes.plot(2.0**depth, 2 * depth, color=BLUE, marker="o", label="two in each layer")
    axes.plot(2.0**depth, 2.0**depth - 1, color=VERMILLION, marker="s", label="one hidden layer")
    axes.set(xscale="log", yscale="log", xlabel="straight pieces", ylabel="hidden units needed")
    axes.legend()
    return figure


show(
    draw_sawtooth(),
    "Figure 15. Left: the tooth, applied one to four times. Right: the number of hidden units for "
    "a sawtooth, on logarithmic axes. Depth pays one more layer for twice as many pieces.",
    "Four sawtooth curves with "
    + ", ".join(str(straight_pieces(k)) for k in range(1, 5))
    + " straight pieces, made by 1 to 4 hidden layers of two units. On the right, hidden units "
    "against pieces: with depth, 20 for 1024 pieces; with one hidden layer, at least 1023.",
)

# %% [markdown]
# 20 units against 1,023; 61 parameters against 3,070. But be fair. The sawtooth was *chosen* to
# suit depth. A deep network reuses its pieces, so it is strong where a pattern repeats or is built
# out of parts. For a curve without such structure it has no such advantage. And again this is about
# *existence*: training a network to find a fine sawtooth is very hard.

# %% [markdown]
# ## 13. Real pictures: which digit, odd or even?
#
# Back to the 1,797 handwritten digits. Two questions about the same pictures:
#
# * **Which digit is it?** Ten classes, softmax regression from Session 4.
# * **Is it odd?** Two classes, logistic regression from Session 3. Here 1, 3, 5, 7 and 9 are on one
#   side, 0, 2, 4, 6 and 8 on the other. In the pixels these are ten scattered clouds, and a single
#   flat boundary has to part them. It smells of XOR.
#
# For each question we compare the linear model on the 64 pixels with the same model on a *random*
# ReLU layer. Training is full-batch gradient descent. We split into 1,347 pictures for training and
# 450 for testing, and repeat with four seeds for split and layer.
# Learning rates and numbers of steps were chosen to keep the cell short.
#
# **Before you run the next cell, write down:** for which of the two questions will the hidden layer
# help more?


# %%
def digit_accuracies(width: int, seed: int) -> tuple[float, float]:
    """Test accuracy for the ten digits and for odd or even. Width 0 means the pixels themselves."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(pixels))
    train, test = order[:1347], order[1347:]
    mean_picture = pixels[train].mean(axis=0)
    H, H_test = pixels[train] - mean_picture, pixels[test] - mean_picture
    if width > 0:  # divided by the root of the width, so that one learning rate suits all widths
        W1 = 4 * rng.normal(size=(64, width)) / np.sqrt(width)
        H, H_test = relu(H @ W1), relu(H_test @ W1)
    lr = 8.0 if width == 0 else 3.0  # the pixels are smaller numbers: they allow larger steps
    ten = SoftmaxRegression(H.shape[1], 10).fit(H, digit_names[train], lr=lr, epochs=60)
    odd = LogisticRegression().fit(H, digit_names[train] % 2, lr=lr, epochs=150)
    ten_right = float(np.mean(ten.predict(H_test) == digit_names[test]))
    return ten_right, odd.accuracy(H_test, digit_names[test] % 2)


digit_widths = [0, 16, 64, 256]
digit_results = {
    width: np.array([digit_accuracies(width, seed) for seed in range(4)]) for width in digit_widths
}
print("hidden units     which digit       odd or even     (test accuracy, 4 seeds)")
for width, result in digit_results.items():
    (ten, odd), (ten_sd, odd_sd) = result.mean(axis=0), result.std(axis=0)
    name = "none" if width == 0 else f"{width} random"
    print(f"{name:14} {ten:.3f} ± {ten_sd:.3f}    {odd:.3f} ± {odd_sd:.3f}")

# Bands over four seeds.
mean_of = {width: result.mean(axis=0) for width, result in digit_results.items()}
assert 0.95 < mean_of[0][0] < 0.99 and 0.88 < mean_of[0][1] < 0.94
assert 1 - mean_of[256][1] < 0.5 * (1 - mean_of[0][1])
assert abs(mean_of[256][0] - mean_of[0][0]) < 0.02
assert mean_of[16][0] < mean_of[0][0]


# %% jupyter={"source_hidden": true}
def draw_digits() -> Figure:
    """Some digits, and the test accuracies for both questions."""
    figure = plt.figure(figsize=(10.4, 3.8))
    shape = {"width_ratios": [1, 1, 1, 1, 1, 0.9, 6], "wspace": 0.1}
    grid = figure.add_gridspec(2, 7, **(MARGINS | {"left": 0.01} | shape))
    for name in range(10):
        axes = figure.add_subplot(grid[name % 2, name // 2])
        axes.imshow(pixels[digit_names == name][0].reshape(8, 8), cmap="gray_r")
        axes.set(xticks=[], yticks=[], title=f"{name}: {'odd' if name % 2 else 'even'}")
        axes.grid(visible=False)
    axes = figure.add_subplot(grid[:, 6])
    for column, colour, marker, name in (
        (0, BLUE, "o", "which digit"),
        (1, VERMILLION, "s", "odd or even"),
    ):
        for place, result in enumerate(digit_results.values()):
            places = np.full(4, place + 0.1 * column - 0.05)
            axes.scatter(places, result[:, column], s=18, color=colour, marker=marker, alpha=0.6)
        means = [result[:, column].mean() for result in digit_results.values()]
        axes.plot(
            np.arange(4) + 0.1 * column - 0.05,
            means,
            color=colour,
            marker=marker,
            markersize=8,
            linestyle=["-", "--"][column],
            label=name,
        )
    axes.set_xticks(range(4), ["pixels", "16", "64", "256"])
    axes.set(xlabel="random hidden units", ylabel="test accuracy")
    axes.legend(loc="lower right")
    return figure


show(
    draw_digits(),
    "Figure 16. Left: one picture of each digit, even ones above, odd ones below. Right: test "
    "accuracy over four seeds. Large marks are means.",
    "Ten small pictures of digits. Test accuracy, mean of four seeds: "
    + "; ".join(
        f"{'pixels' if width == 0 else f'{width} hidden units'}: which digit {means[0]:.3f}, "
        f"odd or even {means[1]:.3f}"
        for width, means in mean_of.items()
    )
    + ".",
)

# %% [markdown]
# *Odd or even* gains a lot: a wide random layer makes more than half of the errors disappear.
# *Which digit* gains little: the ten clouds are nearly separable by flat boundaries already. And a
# layer of 16 random units does harm in both cases, because 16 random numbers cannot carry what 64
# pixels say. So "put a hidden layer in" is no magic. It helps if the problem is not linear, and if
# the layer is wide enough or trained. In Session 7 you will train such layers.

# %% [markdown]
# ## 14. Summary
#
# * **Linear models are monotone:** equal steps of a feature have equal effects on $o$, everywhere.
# * **Hidden layer:** $H = g(XW_1 + \mathbf{b}_1)$ with $W_1$ $(d, h)$, $\mathbf{b}_1$ $(h,)$;
#   output $O = HW_2 + \mathbf{b}_2$ with $W_2$ $(h, q)$, $\mathbf{b}_2$ $(q,)$
# * **Without $g$ it collapses:** $W = W_1W_2$ and $\mathbf{b} = \mathbf{b}_1W_2 + \mathbf{b}_2$
# * **XOR, best linear model:** $\mathbf{w} = \mathbf{0}$, $b = \frac12$, $L = 0.25$
# * **XOR, two ReLUs:** all entries of $W_1$ are 1, $\mathbf{b}_1 = (0, -1)$,
#   $\mathbf{w}_2 = (1, -2)$, $b_2 = 0$, $L = 0$
# * **Activations:** $\sigma(z) = \frac{1}{1 + e^{-z}}$;
#   $\;\tanh(z) = 2\sigma(2z) - 1$; $\;\text{ReLU}(z) = \max(0, z)$;
#   $\;\text{PReLU}(z) = \max(0, z) + \alpha\min(0, z)$;
#   $\;\text{ELU}(z) = z$ for $z > 0$, else $\alpha(e^z - 1)$
# * **Slopes:** $\sigma(1 - \sigma)$; $\;1 - \tanh^2$; $\;1$ or $0$; $\;1$ or $\alpha$; $\;1$ or
#   $\alpha e^z$
# * **Slope in a shared α:** $\sum_{i,j} \frac{\partial L}{\partial h_{ij}} \min(0, z_{ij})$
# * **Forward pass:** $H_0 = X$, $\;H_k = g(H_{k-1}W_k + \mathbf{b}_k)$, the last layer without $g$;
#   keep the inputs of all layers
# * **Parameters:** $\sum_k (s_k s_{k+1} + s_{k+1})$
# * **Hat:** $\frac1s\left[\text{ReLU}(x - c + s) - 2\,\text{ReLU}(x - c) +
#   \text{ReLU}(x - c - s)\right]$; error of a row of hats at most
#   $\frac{s^2}{8}\max\lvert f''\rvert$
# * **Depth:** $k$ layers of 2 units can make $2^k$ straight pieces; one layer of $h$ units makes at
#   most $h + 1$
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * no linear model computes XOR, and a network with two hidden ReLUs does;
# * for XOR, the nonlinear function between the layers makes all the difference;
# * one hidden layer can come as close as we like to a continuous curve on a bounded range. For a
#   smooth curve the error of our construction falls like $1/k^2$;
# * for some functions depth saves very many units;
# * training finds useful hidden units on the two moons, if there are enough of them: from
#   most starts, and not from all.
#
# **They do not show** that
#
# * an MLP can represent *everything*: no continuous function is close to a jump everywhere, and
#   nothing is said about inputs outside the range;
# * a good network can be *found* just because it exists;
# * more units are always better: we have not yet looked at overfitting (Session 9);
# * ReLU is the best activation. We have compared shapes and slopes, not trained networks. Session 8
#   does that;
# * anything about real temperatures or incomes: those examples were invented or chosen for their
#   shape.
#
# ## Now you
#
# Open the assignment of this session, `s05_multilayer_perceptron.ipynb`. You will write the closed
# boxes yourself: `collapse_linear_layers`; `relu`, `prelu` and `elu`; `activation_grad` and
# `prelu_alpha_grad`; `xor_parameters` and `xor_best_linear`; `mlp_forward` and `count_parameters`;
# and `bump_network`. For XOR, any hidden layer that solves it is right, not only the slides' one.
#
# One closed box is left over from Section 11: where do all the slopes come from? Sessions 6 and 7
# open it.
#
# Go on with:
# [Assignment 5](../../release/s05_multilayer_perceptron/s05_multilayer_perceptron.ipynb) ·
# [Session 6](../s06_backpropagation/lecture.ipynb) ·
# [all sessions](../index.ipynb)
