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
# # Session 2: Gradient descent
#
# [All sessions](../index.ipynb)
#
# **Find the bottom of a valley when all you can feel is the slope under your feet.** Reading time:
# about an hour, with pauses to write down your predictions. Keep paper and a pencil beside you.
#
# After this session you will be able to
#
# 1. say when one can search, when one can solve, and when one has to walk;
# 2. measure a gradient without any formula, and say how exact the result is;
# 3. derive the gradient of the mean squared error, with the right sign and the right factor;
# 4. predict what one step will do to the loss, and when the prediction fails;
# 5. say from the curvature of a loss which learning rates work, and how long the walk will take;
# 6. put features on one scale without looking at the test set;
# 7. walk with small batches, and explain the noise that they bring.
#
# You need: Session 1 (the model $X\mathbf w + b$, the mean squared error, the normal equations),
# the derivative of a function of one variable, and the product of a matrix and a vector. Everything
# else is explained when it comes up. Words in brackets are Persian: the slides' terms, or the usual
# ones where the slides have none.

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
# `solutions_lib.gradient_descent` are the ones of this session. **You will write them yourself in
# the assignment**; here they are closed boxes, and we open their mathematics, not their code. The
# others you know from Session 1.
#
# `show` displays a picture with a caption, and with a text for readers who cannot see it. `slider`
# shows one picture for each value of a quantity. `agrees(value, stated, decimals)` is true if a
# computed value is the number stated in the text: every number is checked in this way when the
# lecture runs. `claim` does the same for a number that has to do with the slides; its first word is
# the number's name in the course's list.
#
# The code of this cell, and of every cell that only draws a figure, is folded away. Click on the
# three dots to see it.

# %% jupyter={"source_hidden": true}
import math
import warnings
from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.datasets import load_diabetes

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
from solutions_lib.gradient_descent import (
    first_order_change,
    gradient_descent,
    iterate_minibatches,
    mse_gradient,
    numerical_gradient,
    second_order_change,
    sgd_linear_regression,
    standardize,
)
from solutions_lib.linear_regression import (
    add_bias_column,
    fit_gaussian_mle,
    gaussian_nll,
    mean_squared_error,
    normal_equation,
    predict_linear,
)

# A warning in one of these cells would be a mistake of ours, so it stops the notebook.
warnings.filterwarnings("error", module="__main__")

course_style()

# %% [markdown]
# ## An opening question
#
# The 965 flats of Athens again: size, age, price. In Session 1 we *jumped* to the best weights with
# the normal equations. Now we *walk*. We start with all parameters at zero. At each step we look
# which way the loss falls, and move the parameters a little that way. One number, the **learning
# rate** (نرخ یادگیری), says how far. We try two rates that differ by eight per cent, and take a
# thousand steps with each.


# %%
def load_flats(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Size (m²) and age (years) of each flat, (n, 2), and its price in 100,000 euro, (n,)."""
    table = np.genfromtxt(path, delimiter=",", names=True)
    kept = table[(table["size"] <= 200) & (table["price"] <= 400_000)]
    return np.column_stack([kept["size"], kept["age"]]), kept["price"] / 100_000


def loss_of(X: np.ndarray, y: np.ndarray, theta: np.ndarray) -> float:
    """The mean squared error of the parameters theta = [w; b]."""
    return mean_squared_error(y, predict_linear(X, theta[:-1], theta[-1]))


def losses_of(X: np.ndarray, y: np.ndarray, thetas: np.ndarray) -> np.ndarray:
    """The mean squared error of each row of thetas (k, d + 1), for drawing maps: (k,)."""
    errors = add_bias_column(X) @ thetas.T - y[:, np.newaxis]
    return np.mean(errors**2, axis=0)


def gradient_of(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """The function that takes theta = [w; b] to the gradient of the mean squared error."""

    def gradient(theta: np.ndarray) -> np.ndarray:
        dw, db = mse_gradient(X, y, theta[:-1], theta[-1])
        return np.append(dw, db)

    return gradient


flats, flat_prices = load_flats(Path("../data/athens_flats.csv"))
opening_losses = {}
print("learning rate   loss at the start, after 10 steps, 100 steps, 1,000 steps")
for rate in (0.00012, 0.00013):
    _, walk = gradient_descent(gradient_of(flats, flat_prices), np.zeros(3), rate, 1000)
    opening_losses[rate] = [loss_of(flats, flat_prices, walk[t]) for t in (0, 10, 100, 1000)]
    print(f"{rate:.5f}        ", "   ".join(f"{loss:.3g}" for loss in opening_losses[rate]))

assert flats.shape == (965, 2)
assert agrees(opening_losses[0.00012], [1.623, 0.503, 0.313, 0.313], 3)
assert agrees(opening_losses[0.00013][:2], [1.623, 4.679], 3)
assert 6e5 < opening_losses[0.00013][2] < 7e5 and 3e57 < opening_losses[0.00013][3] < 4e57

# %% [markdown]
# The first walk brings the loss from 1.623 to 0.313. (The best possible is 0.305.) The second ends
# at a loss of $3.5 \cdot 10^{57}$. It uses the same program, the same data and the right gradient.
#
# **Write down:** how can eight per cent matter so much? And is there a number between 0.00012 and
# 0.00013 at which it happens? We come back to this in Section 6.

# %% [markdown]
# ## 1. Three ways to the bottom
#
# We look for the parameters with the smallest loss. This is **optimisation** (بهینه‌سازی):
#
# $$\boldsymbol\theta^* = \arg\min_{\boldsymbol\theta} L(\boldsymbol\theta)$$
#
# Here $\boldsymbol\theta$ (theta) stands for *all* parameters, whatever the model is. The slides
# name three ways.
#
# 1. **Search** (جستجو). If the space is small, try everything.
# 2. **Solve.** If the loss is simple, take the derivative (مشتق), set it to zero and solve for
#    $\boldsymbol\theta$.
# 3. **Approximate.** In all other cases, get nearer step by step, as
#    **gradient descent** (گرادیان کاهشی) does.
#
# > **Remark on the slides.** They write $\theta^* = \min_\theta \text{loss}$. The min is the
# > smallest *loss*, a number. The parameters that reach it are the **arg min**.
#
# We try all three on a problem with one parameter. In Session 1 ten students answered a question,
# and their times were 4.1, 3.6, … seconds. Take a bell curve whose middle is the mean of these
# times, 4.78. How wide should it be? The loss is the negative log-likelihood of the ten times, NLL,
# as a function of the width $\sigma$. With $S$ for the sum of the squared distances from the mean:
#
# $$L(\sigma) = \frac{10}{2}\log(2\pi\sigma^2) + \frac{S}{2\sigma^2},
# \qquad
# L'(\sigma) = \frac{10}{\sigma} - \frac{S}{\sigma^3}, \qquad S = 14.696$$
#
# Setting $L'$ to zero gives $\sigma^2 = S / 10$.

# %%
seconds = np.array([4.1, 3.6, 5.2, 2.9, 6.3, 4.8, 3.9, 5.5, 4.4, 7.1])
mu, sigma2 = fit_gaussian_mle(seconds)
S = 10 * sigma2


def width_loss(sigma: float) -> float:
    """The NLL of the ten response times for a bell of width sigma around their mean."""
    return gaussian_nll(seconds, np.full(10, mu), sigma)


def width_slope(sigma: float) -> float:
    """The derivative of width_loss."""
    return 10 / sigma - S / sigma**3


searched = np.linspace(0.7, 2.5, 13)
by_search = searched[np.argmin([width_loss(s) for s in searched])]
by_solving = math.sqrt(sigma2)
by_walking, width_walk = gradient_descent(width_slope, 2.4, lr=0.05, n_steps=25)

print(f"S = {S:.3f}")
print(f"search, 13 values:  sigma = {by_search:.4f}")
print(f"solve:              sigma = {by_solving:.4f}")
print(f"walk, 25 steps:     sigma = {by_walking:.4f}")

assert agrees(S, 14.696, 3) and agrees(mu, 4.78, 2)
claim("L15.search", by_search, 1.15, 2)
claim("L15.solve", by_solving, 1.2123, 4)
claim("L15.walk", by_walking, 1.2123, 4)
assert abs(width_slope(by_solving)) < 1e-12


# %% jupyter={"source_hidden": true}
def draw_three_ways() -> Figure:
    """One loss, three times: sampled, solved, and walked."""
    figure, panels = plt.subplots(1, 3, figsize=(10.4, 3.7), sharey=True)
    figure.subplots_adjust(left=0.05, right=0.99, bottom=0.13, top=0.93, wspace=0.05)
    grid = np.linspace(0.7, 2.6, 200)
    for axes in panels:
        axes.plot(grid, [width_loss(s) for s in grid], color=GREY, linewidth=1.5)
        axes.set(xlabel="width σ", ylim=(15.8, 20.4))
    search, solve, walk = panels
    search.plot(
        searched, [width_loss(s) for s in searched], marker="o", linestyle="none", color=BLUE
    )
    search.plot(
        by_search, width_loss(by_search), marker="*", markersize=15, color=VERMILLION, zorder=4
    )
    search.set(ylabel="loss (NLL)", title="search: 13 values")
    bottom = width_loss(by_solving)
    solve.plot([0.8, 1.65], [bottom, bottom], color=BLUE, linewidth=2.5, label="slope 0")
    solve.plot(by_solving, bottom, marker="*", markersize=15, color=VERMILLION, zorder=4)
    solve.set_title("solve: where is the slope zero?")
    solve.legend(loc="upper right")
    walk.plot(width_walk, [width_loss(s) for s in width_walk], marker="o", markersize=5, color=BLUE)
    walk.plot(
        by_walking, width_loss(by_walking), marker="*", markersize=15, color=VERMILLION, zorder=4
    )
    walk.annotate("start", (2.4, width_loss(2.4)), (2.25, 19.75))
    walk.set_title("walk: 25 steps downhill")
    return figure


show(
    draw_three_ways(),
    "Figure 1. Three ways to the smallest loss. The star is the answer of each. Search is only as "
    "fine as its grid; solving is exact; walking gets as near as you have patience for.",
    f"The same loss over the width sigma, three times. Left: 13 dots, the lowest at "
    f"{by_search:.2f}. Middle: a horizontal tangent at {by_solving:.4f}. Right: a chain of "
    f"{len(width_walk)} dots that starts at {width_walk[0]:.1f} and ends at {by_walking:.4f}.",
)

# %% [markdown]
# ### Why not always search?
#
# Try 10 values for each parameter. With one parameter that is 10 losses. With two it is 100.
# With $d$ parameters it is $10^d$.
#
# **Before you run the next cell, write down:** a computer works out a million losses in a
# second. How long does the search take for the ten weights and the bias of the diabetes model?

# %%
network = 784 * 128 + 128 + 128 * 10 + 10  # a small network for handwritten digits
for name, d in (("line, w and b", 2), ("flats", 3), ("diabetes", 11), ("small network", network)):
    if d <= 11:
        print(f"{name:15} {d:7,} parameters: {10**d / 1e6:12,.4f} seconds")
    else:
        print(f"{name:15} {d:7,} parameters: a number of seconds with {d - 5:,} digits")

claim("L15.hours", 10**11 / 1e6 / 3600, 28, 0)
assert network == 101_770

# %% [markdown]
# Eleven parameters take 28 hours, and the answer is still coarse. The small network for handwritten
# digits has 101,770 parameters, and you will train one of about this size in Session 7. Nobody will
# ever search that space.
#
# ### Why not always solve?
#
# Because the equation "gradient = 0" can be solved on paper only for a few models. Linear
# regression with the squared error is one. As soon as a network has a bent function inside
# (Session 3), there is no formula for the solution any more. And even for linear regression, the
# normal equations need about $n d^2$ multiplications: too many if $d$ is in the millions.
#
# Walking needs only one thing: the slope at the place where we stand.

# %% [markdown]
# ## 2. Measure a slope
#
# ### One parameter
#
# The **derivative** says how fast $L$ changes when $\theta$ changes a little. So change $\theta$ a
# little, by $h$, and look. There are two ways:
#
# $$\underbrace{\frac{L(\theta + h) - L(\theta)}{h}}_{\text{one-sided}}
# \qquad\qquad
# \underbrace{\frac{L(\theta + h) - L(\theta - h)}{2h}}_{\text{central difference}}$$
#
# The second looks to both sides. The distance between its two points is $2h$, so it divides by
# $2h$.
#
# Work out both for $L(\theta) = \theta^3$, whose derivative is $3\theta^2$. Multiply out
# $(\theta + h)^3 = \theta^3 + 3\theta^2 h + 3\theta h^2 + h^3$:
#
# * one-sided: $3\theta^2 + 3\theta h + h^2$. The error is about $3\theta h$.
# * central: $3\theta^2 + h^2$. The term with $3\theta h$ has cancelled. The error is $h^2$.
#
# At $\theta = 2$ with $h = 0.01$ the derivative is 12. One-sided gives 12.0601, central 12.0001.
# Making $h$ ten times smaller makes the first error ten times smaller, but the second a *hundred*
# times.

# %%
one_sided = ((2 + 0.01) ** 3 - 2**3) / 0.01
central = float(numerical_gradient(lambda t: t**3, 2.0, h=0.01))
print(f"one-sided {one_sided:.4f}   central {central:.4f}   exact {3 * 2**2}")

assert agrees([one_sided, central], [12.0601, 12.0001], 4)

# %% [markdown]
# ### Many parameters
#
# Change *one* parameter and leave all the others where they are. The slope that you measure is the
# **partial derivative** $\partial L / \partial\theta_j$. Do it for each parameter in turn. All the
# slopes together are the **gradient** (گرادیان), and it has the shape of $\boldsymbol\theta$:
#
# $$g_j = \frac{L(\boldsymbol\theta + h\,\mathbf{e}_j) - L(\boldsymbol\theta - h\,\mathbf{e}_j)}{2h}
# \qquad
# \mathbf{e}_j = (0, \dots, 0, \underbrace{1}_{\text{place } j}, 0, \dots, 0)$$
#
# By hand, for $L(\boldsymbol\theta) = \theta_1^2 + \theta_2^2$ at $(1, -2)$: along $\theta_1$ the
# slope is $2 \cdot 1 = 2$, along $\theta_2$ it is $2 \cdot (-2) = -4$.
#
# Two traps wait in the program.
#
# * **Whole numbers.** If theta is an array of *integers*, what is stored in it is cut off to a
#   whole number: $1 + 10^{-6}$ becomes 1, and $1 - 10^{-6}$ becomes 0. The slopes are nonsense.
# * **Forgetting to go back.** Parameter $j$ must have its old value before parameter $j + 1$ is
#   moved. The safest way is to work on a copy.


# %%
def sum_of_squares(theta: np.ndarray) -> float:
    """L(theta) = sum of theta_j²."""
    return np.sum(theta**2)


print("slopes at (1, -2):", numerical_gradient(sum_of_squares, [1, -2]).round(6))

whole = np.array([1, -2])
whole[0] += 1e-6
print("an integer array after adding 1e-6 to its first entry:", whole)

assert agrees(numerical_gradient(sum_of_squares, [1, -2]), [2, -4], 6)
assert whole.tolist() == [1, -2]

# %% [markdown]
# ### How small should h be?
#
# The mathematics says: the smaller, the better. The computer disagrees. A `float64` carries about
# 16 digits. The two losses are nearly equal, and when we subtract them, the leading digits cancel.
# What is left is the rounding error, about $10^{-16}\,|L|$, and dividing by $h$ makes it large
# again. So there are two errors, and they pull in opposite directions:
#
# $$\text{error} \;\approx\; \underbrace{\frac{h^2}{6}\,|L'''|}_{\text{the curve bends}}
# \;+\; \underbrace{\frac{10^{-16}\,|L|}{h}}_{\text{rounding}}$$
#
# **Before you run the next cell, write down:** we measure the slope of $L(\sigma)$ at
# $\sigma = 1.5$ with $h = 10^{-1}, 10^{-2}, \dots, 10^{-13}$. At which $h$ is the central
# difference best? And how many correct digits does it have at $10^{-13}$?

# %%
exact_slope = width_slope(1.5)
h_values = 10.0 ** -np.arange(1, 14)
central_errors = [
    abs(float(numerical_gradient(width_loss, 1.5, h)) - exact_slope) for h in h_values
]
one_sided_errors = [
    abs((width_loss(1.5 + h) - width_loss(1.5)) / h - exact_slope) for h in h_values
]
best_central = int(np.argmin(central_errors))
best_one_sided = int(np.argmin(one_sided_errors))

print(f"exact slope {exact_slope:.6f}")
print("    h      error: one-sided   central")
for h, e1, e2 in zip(h_values, one_sided_errors, central_errors, strict=True):
    print(f"{h:8.0e}   {e1:12.1e}   {e2:12.1e}")

assert agrees(exact_slope, 2.3123, 4)
# The curve's part of the error, while it is the larger part:
assert agrees(np.divide(central_errors[0:3], central_errors[1:4]), 100, -1)
assert agrees(np.divide(one_sided_errors[1:4], one_sided_errors[2:5]), 10, 0)
# Bands: the rounding errors differ from machine to machine.
assert 1e-7 < h_values[best_central] < 1e-3 and central_errors[best_central] < 1e-8
assert 1e-10 < h_values[best_one_sided] < 1e-6 and one_sided_errors[best_one_sided] < 1e-5
assert central_errors[5] < 1e-7 and central_errors[12] > 1e-5


# %% jupyter={"source_hidden": true}
def draw_error_over_h() -> Figure:
    """The error of the two differences against h, on logarithmic axes."""
    figure, axes = plt.subplots(figsize=(7.6, 4.4))
    figure.subplots_adjust(left=0.1, right=0.99, bottom=0.12, top=0.98)
    axes.loglog(h_values, one_sided_errors, color=VERMILLION, marker="s", label="one-sided")
    axes.loglog(h_values, central_errors, color=BLUE, marker="o", label="central")
    left = np.array([1e-13, 1e-6])
    axes.loglog(
        left,
        1e-16 * width_loss(1.5) / left,
        color=GREY,
        linestyle=":",
        label="rounding, 10⁻¹⁶ |L| / h",
    )
    axes.axvline(1e-6, color=GREEN, linestyle="--", label="the course's h = 10⁻⁶")
    axes.set(xlabel="h", ylabel="error of the measured slope", ylim=(1e-12, 3))
    axes.minorticks_off()
    axes.text(3e-12, 3e-8, "rounding", rotation=-31, color=GREY)
    axes.text(1.2e-3, 2e-8, "h²", color=BLUE)
    axes.text(1.2e-4, 2e-3, "h", color=VERMILLION)
    axes.legend(loc="lower left", fontsize=9)
    return figure


show(
    draw_error_over_h(),
    "Figure 2. Read from right to left. The error first falls, by a factor 10 (one-sided) or 100 "
    "(central) for each factor 10 of h. Then rounding takes over, and a smaller h makes it worse.",
    f"Error of the measured slope against h on logarithmic axes, h from 0.1 to 1e-13. The central "
    f"difference falls from {central_errors[0]:.0e} to {central_errors[best_central]:.0e} at h = "
    f"{h_values[best_central]:.0e}, the one-sided one from {one_sided_errors[0]:.0e} to "
    f"{one_sided_errors[best_one_sided]:.0e} at h = {h_values[best_one_sided]:.0e}. For smaller h "
    f"both rise again, to about {central_errors[12]:.0e} at 1e-13.",
)

# %% [markdown]
# The central difference is best near $h = 10^{-5}$. At $10^{-6}$, the value of the course, it is
# nearly as good: about nine correct digits. At $10^{-13}$ two or three digits are left.
#
# ### What it is good for
#
# The measured gradient needs no formula, so no formula can be wrong. But it needs two losses for
# each parameter. The small network of Section 1 would need 203,540 losses for one single step. So
# we use it to *check* a formula on a few parameters, never to train. That check is called a
# **gradient check**.

# %%
print(f"losses for one measured gradient of the small network: {2 * network:,}")
assert 2 * network == 203_540

# %% [markdown]
# ## 3. The gradient of the squared error
#
# Now the formula. We write $e^{(i)} = \hat y^{(i)} - y^{(i)}$ for the error of sample $i$,
# *prediction minus truth*, with $\hat y^{(i)} = \sum_j X_{ij} w_j + b$. (The residual of Session 1
# is the same with the other sign.) The loss is $L = \frac1n \sum_i (e^{(i)})^2$. In small steps:
#
# 1. The derivative of a square: $\dfrac{\partial}{\partial w_j} (e^{(i)})^2
#    = 2\, e^{(i)}\, \dfrac{\partial e^{(i)}}{\partial w_j}$.
# 2. If $w_j$ grows by 1, the prediction for sample $i$ grows by $X_{ij}$. So
#    $\dfrac{\partial e^{(i)}}{\partial w_j} = X_{ij}$.
# 3. If $b$ grows by 1, every prediction grows by 1. So
#    $\dfrac{\partial e^{(i)}}{\partial b} = 1$.
# 4. Put it together, with the mean in front:
#
# $$\frac{\partial L}{\partial \mathbf{w}} = \frac2n X^T(\hat{\mathbf{y}} - \mathbf{y})
# \qquad\qquad
# \frac{\partial L}{\partial b} = \frac2n \sum_{i=1}^n \left(\hat y^{(i)} - y^{(i)}\right)$$
#
# The sum over the rows $i$ of column $j$ has become a product with $X^T$. Shapes: $(d, n)$ times
# $(n,)$ gives $(d,)$, like $\mathbf{w}$. The derivative by $b$ is one number, like $b$.
#
# By hand, for the three houses and the guess $\mathbf{w} = (0.02, -0.02)$, $b = 0.4$ of
# Session 1: the errors are $(0, -0.03, 0)$. Only the second house counts, so
# $\frac{\partial L}{\partial\mathbf{w}} = \frac23 \cdot (-0.03) \cdot (78, 2) = (-1.56, -0.04)$
# and $\frac{\partial L}{\partial b} = \frac23 \cdot (-0.03) = -0.02$.

# %%
houses = np.array([[63.0, 13.0], [78.0, 2.0], [95.0, 9.0]])  # area in m², age in years
prices = np.array([1.40, 1.95, 2.12])
guess = np.array([0.02, -0.02, 0.4])

dw_guess, db_guess = mse_gradient(houses, prices, guess[:2], guess[2])
measured = numerical_gradient(lambda theta: loss_of(houses, prices, theta), guess)
print("formula :", dw_guess.round(6), round(float(db_guess), 6))
print("measured:", measured.round(6))

assert agrees(dw_guess, [-1.56, -0.04], 10) and agrees(db_guess, -0.02, 10)
assert np.abs(measured - np.append(dw_guess, db_guess)).max() < 1e-7

# %% [markdown]
# ### The sign
#
# > **Remark on the slides.** Session 1 met the slides' gradient $2X^T(\mathbf{y} - X\mathbf{w})$.
# > Its sign is wrong: it should be prediction minus truth. There it did no harm, because minus zero
# > is zero. For a walk it means going up instead of down.
#
# ### The factor
#
# The slides write the loss in three ways. The gradients differ by the same factors.
#
# | Loss | Gradient by $\mathbf{w}$ |
# |---|---|
# | sum of squares: $\sum_i (e^{(i)})^2$ | $2\,X^T\mathbf{e}$ |
# | **mean of squares (ours):** $\frac1n\sum_i (e^{(i)})^2$ | $\frac2n\,X^T\mathbf{e}$ |
# | half of it: $\frac1n\sum_i \frac12 (e^{(i)})^2$ | $\frac1n\,X^T\mathbf{e}$ |
#
# > **Remark on the slides.** "The gradient is prediction minus truth" holds for the third row, and
# > for the derivative by the prediction of one sample. With our loss there is a 2 in front.
#
# **Before you run the next cell, write down:** a friend tests a gradient program in this way: "at
# the solution of the normal equations it gives zero, so it is right." Which of these mistakes would
# the test find: the wrong sign, the missing 2, the missing $\frac1n$?

# %%
w_best, b_best = normal_equation(houses, prices)
dw_best, db_best = mse_gradient(houses, prices, w_best, b_best)
mistakes = {"right": 1, "the slide's sign": -1, "without the 2": 1 / 2, "without the 1/n": 3}
for name, factor in mistakes.items():
    at_best, at_guess = factor * dw_best, factor * dw_guess
    print(f"{name:17} at the solution {np.abs(at_best).max():.0e}", end="")
    print(f"   at the guess {at_guess.round(3)}")

start_loss = loss_of(houses, prices, guess)
gradient_at_guess = np.append(dw_guess, db_guess)
down = loss_of(houses, prices, guess - 1e-5 * gradient_at_guess)
up = loss_of(houses, prices, guess + 1e-5 * gradient_at_guess)
print(f"loss {start_loss:.6f}; one step against our gradient {down:.6f}, the slide's {up:.6f}")

assert np.abs(dw_best).max() < 1e-10 and abs(db_best) < 1e-12
assert down < start_loss < up
assert agrees([start_loss, down, up], [0.000300, 0.000277, 0.000326], 6)


# %% [markdown]
# None. At the solution *all* of them are zero. A gradient has to be tested at a place where it is
# not zero.
#
# ### A picture: arrows across the lines
#
# To draw a loss we need two parameters. We take two blood values of the 442 diabetes patients, the
# columns that the data set calls s1 and s2 (total cholesterol and LDL cholesterol). Both are put
# on a common scale; Section 7 explains how and why. The bias stays fixed at the mean of the target,
# 152.13, which is the best bias here. So $L$ depends on $w_1$ and $w_2$ alone.
#
# We chose these two because they say nearly the same thing: their correlation is 0.90 (1 would mean
# that one is a straight-line function of the other). That makes the bowl long and narrow, and long
# bowls teach most. As *predictors* the two are poor.

# %%
diabetes = load_diabetes(scaled=False)
patients, progression = diabetes.data, diabetes.target
pair = standardize(patients[:, 4:6], patients[:, 4:6])[0]  # s1 and s2, (442, 2)
mean_progression = progression.mean()


def bowl(w: np.ndarray) -> float:
    """The loss over the weights of s1 and s2, with the bias at its best value."""
    return mean_squared_error(progression, predict_linear(pair, w, mean_progression))


def bowl_gradient(w: np.ndarray) -> np.ndarray:
    """The gradient of the bowl, (2,)."""
    dw, _ = mse_gradient(pair, progression, w, mean_progression)
    return dw


bowl_bottom, bowl_bias = normal_equation(pair, progression)
bowl_floor = bowl(bowl_bottom)
bowl_start = np.array([0.0, 60.0])
small_step = 0.05
_, with_our_sign = gradient_descent(bowl_gradient, bowl_start, small_step, 8)
_, with_slide_sign = gradient_descent(lambda w: -bowl_gradient(w), bowl_start, small_step, 3)

print(f"correlation of s1 and s2: {np.corrcoef(pair.T)[0, 1]:.2f}")
print(f"bottom at {bowl_bottom.round(2)} with loss {bowl_floor:.0f}; best bias {bowl_bias:.2f}")
print(f"loss at the start {bowl(bowl_start):.0f}")
print(f"after 8 steps with our sign {bowl(with_our_sign[-1]):.0f}", end="")
print(f", after 3 with the slide's {bowl(with_slide_sign[-1]):.0f}")

assert diabetes.feature_names[4:6] == ["s1", "s2"]
assert agrees(np.corrcoef(pair.T)[0, 1], 0.90, 2)
assert agrees(bowl_bias, mean_progression, 8) and agrees(mean_progression, 152.13, 2)
assert agrees(bowl_bottom, [21.98, -6.31], 2) and agrees(bowl_floor, 5656, 0)
assert bowl(with_our_sign[-1]) < bowl(bowl_start) < bowl(with_slide_sign[-1])


# %% jupyter={"source_hidden": true}
def bowl_on_grid(w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    """The loss of the bowl at each point of a grid, in the shape of w1 and w2."""
    thetas = np.column_stack([w1.ravel(), w2.ravel(), np.full(w1.size, mean_progression)])
    return losses_of(pair, progression, thetas).reshape(w1.shape)


BOWL_W1, BOWL_W2 = np.meshgrid(np.linspace(-70, 115, 75), np.linspace(-95, 90, 75))
BOWL_LOSS = bowl_on_grid(BOWL_W1, BOWL_W2)


def draw_bowl_map(axes: Axes) -> None:
    """The lines of equal loss of the bowl, and its bottom."""
    levels = bowl_floor + np.array([30, 150, 500, 1500, 4000, 10000])
    axes.contour(BOWL_W1, BOWL_W2, BOWL_LOSS, levels=levels, colors=GREY, linewidths=0.9)
    axes.plot(*bowl_bottom, marker="*", markersize=13, color=VERMILLION, linestyle="none", zorder=5)
    axes.set(xlabel="w₁ (s1)", ylabel="w₂ (s2)", aspect="equal")


def draw_arrows() -> Figure:
    """Arrows against the gradient on the map of the bowl, and two short walks."""
    figure, (field, walks) = plt.subplots(1, 2, figsize=(9.8, 4.7))
    figure.subplots_adjust(left=0.07, right=0.99, bottom=0.1, top=0.94, wspace=0.18)
    for axes in (field, walks):
        draw_bowl_map(axes)
    w1, w2 = np.meshgrid(np.linspace(-55, 100, 8), np.linspace(-80, 75, 8))
    places = np.column_stack([w1.ravel(), w2.ravel()])
    arrows = np.array([-0.06 * bowl_gradient(place) for place in places])
    field.quiver(
        *places.T,
        *arrows.T,
        angles="xy",
        scale_units="xy",
        scale=1,
        color=BLUE,
        width=0.005,
        headwidth=5,
        minlength=0.3,
    )
    field.set(title="arrows against the gradient", xlim=(-70, 115), ylim=(-95, 90))
    walks.plot(*with_our_sign.T, color=BLUE, marker="o", markersize=4, label="our sign, 8 steps")
    walks.plot(
        *with_slide_sign.T,
        color=PURPLE,
        linestyle="--",
        marker="s",
        markersize=5,
        label="the slide's sign, 3 steps",
    )
    walks.annotate("start", bowl_start, (10, -4), textcoords="offset points")
    walks.set(title="two walks (enlarged)", xlim=(-45, 45), ylim=(5, 95))
    walks.legend(loc="lower left")
    return figure


show(
    draw_arrows(),
    "Figure 3. Lines of equal loss; the star is the bottom. Left: each arrow crosses its line at a "
    "right angle and points downhill, but usually not at the star. Right: the sign decides between "
    "descent and climb.",
    f"Two maps of a long, tilted bowl with its lowest point at w1 = {bowl_bottom[0]:.0f}, w2 = "
    f"{bowl_bottom[1]:.0f}. Left: arrows against the gradient, long on the steep sides and short "
    f"along the valley. Right: from a start with loss {bowl(bowl_start):.0f}, eight steps with "
    f"the right sign lead down to {bowl(with_our_sign[-1]):.0f}, and three steps with the slide's "
    f"sign lead up to {bowl(with_slide_sign[-1]):.0f}.",
)

# %% [markdown]
# Look at the left picture once more. The arrows are long where the hill is steep, and short along
# the valley. And most of them do *not* point at the star. The gradient knows the slope here. It
# does not know where the bottom is.

# %% [markdown]
# ## 4. A map of the neighbourhood
#
# ### One parameter: tangent and parabola
#
# We stand at $\theta$ and want to know the loss at $\theta + \delta$, a small step (delta) away.
# **Taylor's formula** builds it from what we can feel at $\theta$: the slope $L'$ and the
# **curvature** $L''$, which says how fast the slope changes. (The slides write $\Delta\theta$ for
# our $\delta$.)
#
# $$L(\theta + \delta) \;=\; L(\theta)
# \;+\; \underbrace{\delta\, L'(\theta)}_{\text{first order: tangent}}
# \;+\; \underbrace{\tfrac12\, \delta^2 L''(\theta)}_{\text{second order: parabola}}
# \;+\; \dots$$
#
# If we keep only the first term, we pretend that the loss is a straight line. With the second term
# we pretend that it is a parabola. How wrong is that? The first term that we leave out says it. For
# the tangent that is the term with $\delta^2$: a ten times smaller step, a *hundred* times smaller
# error. For the parabola it is the term with $\delta^3$: a *thousand* times.
#
# We try it on the width of the bell from Section 1, at $\sigma = 0.85$. The curvature there is
# $L''(\sigma) = -10/\sigma^2 + 3S/\sigma^4$.

# %%
sigma_here = 0.85
loss_here, slope_here = width_loss(sigma_here), width_slope(sigma_here)
curvature_here = -10 / sigma_here**2 + 3 * S / sigma_here**4


def tangent_change(delta: float) -> float:
    """The change of the loss that the tangent predicts for one step."""
    return first_order_change([slope_here], [delta])


def parabola_change(delta: float) -> float:
    """The change of the loss that the parabola predicts for one step."""
    return second_order_change([slope_here], [[curvature_here]], [delta])


deltas = 10.0 ** -np.arange(1, 4)
true_changes = np.array([width_loss(sigma_here + d) - loss_here for d in deltas])
tangent_errors = np.abs([tangent_change(d) for d in deltas] - true_changes)
parabola_errors = np.abs([parabola_change(d) for d in deltas] - true_changes)

print(f"slope {slope_here:.2f}, curvature {curvature_here:.1f}")
print("   step   true change   error of the tangent   of the parabola")
for row in zip(deltas, true_changes, tangent_errors, parabola_errors, strict=True):
    print("{:7.3f} {:13.6f} {:22.1e} {:17.1e}".format(*row))

assert agrees([slope_here, curvature_here], [-12.17, 70.62], 2)
assert agrees(tangent_errors[1] / tangent_errors[2], 100, -1)
assert agrees(parabola_errors[1] / parabola_errors[2], 1000, -2)


# %% jupyter={"source_hidden": true}
def draw_taylor() -> Figure:
    """The loss with its tangent and parabola at one point, and their errors against the step."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.2, 4.4))
    figure.subplots_adjust(left=0.05, right=0.99, bottom=0.12, top=0.98, wspace=0.17)
    grid = np.linspace(0.7, 2.3, 200)
    left.plot(grid, [width_loss(s) for s in grid], color=BLACK, linewidth=2, label="loss L")
    near = np.linspace(0.72, 1.12, 50)
    left.plot(
        near,
        [loss_here + tangent_change(s - sigma_here) for s in near],
        color=BLUE,
        linestyle="--",
        linewidth=2,
        label="first order: tangent",
    )
    near = np.linspace(0.7, 1.32, 80)
    left.plot(
        near,
        [loss_here + parabola_change(s - sigma_here) for s in near],
        color=ORANGE,
        linestyle="-.",
        linewidth=2,
        label="second order: parabola",
    )
    left.plot(sigma_here, loss_here, marker="o", markersize=9, color=VERMILLION, linestyle="none")
    left.annotate(
        "we stand here",
        (sigma_here, loss_here),
        (1.42, 17.9),
        color=VERMILLION,
        arrowprops={"arrowstyle": "->", "color": VERMILLION, "shrinkB": 6},
    )
    left.set(xlabel="width σ", ylabel="loss", ylim=(14.8, 20.5))
    left.legend(loc="upper right", fontsize=9)

    steps = np.geomspace(1e-3, 0.3, 30)
    truth = np.array([width_loss(sigma_here + d) - loss_here for d in steps])
    looks = [
        (tangent_change, BLUE, "--", "o", "tangent: slope 2"),
        (parabola_change, ORANGE, "-.", "s", "parabola: slope 3"),
    ]
    for change, colour, style, marker, name in looks:
        error = np.abs([change(d) for d in steps] - truth)
        right.loglog(
            steps, error, color=colour, linestyle=style, marker=marker, markersize=4, label=name
        )
    right.set(xlabel="length of the step δ", ylabel="error of the predicted change")
    right.minorticks_off()
    right.legend(loc="upper left")
    return figure


show(
    draw_taylor(),
    "Figure 4. Left: near the point where we stand, tangent and parabola follow the loss; farther "
    "away both go astray. Right: the error falls with the square of the step (tangent) or its "
    "cube (parabola).",
    f"Left: the loss over sigma with its tangent (slope {slope_here:.1f}) and its parabola "
    f"(curvature {curvature_here:.0f}) at sigma = {sigma_here}. Right: error against step on "
    f"logarithmic axes: at step 0.1 the tangent errs by {tangent_errors[0]:.2f} and the parabola "
    f"by {parabola_errors[0]:.2f}; at 0.001 by {tangent_errors[2]:.0e} and "
    f"{parabola_errors[2]:.0e}.",
)

# %% [markdown]
# ### Many parameters: the vector form
#
# > **Remark on the slides.** Taylor's formula is written there for a single number $\theta$, and
# > used for a vector. For a vector each product needs its proper form.
#
# Let $\boldsymbol\delta$ be the step, a vector $(d,)$. Then
#
# $$L(\boldsymbol\theta + \boldsymbol\delta) \approx L(\boldsymbol\theta)
# + \underbrace{\boldsymbol\delta^T \nabla L}_{\text{first order}}
# + \underbrace{\tfrac12\, \boldsymbol\delta^T H\, \boldsymbol\delta}_{\text{second order}}$$
#
# * $\boldsymbol\delta^T\nabla L = \sum_j \delta_j g_j$ is one number: each parameter's step times
#   its slope, added up.
# * $H$ is the **Hessian** matrix, $(d, d)$. Its entry in row $j$ and column $k$ is the second
#   derivative $\partial^2 L / \partial\theta_j \partial\theta_k$. Then
#   $\boldsymbol\delta^T H \boldsymbol\delta = \sum_j\sum_k \delta_j H_{jk} \delta_k$ is one number,
#   too: the curvature in the direction of the step, times the square of its length.
#
# By hand, for $L = \theta_1^2 + \theta_2^2$ at $(1, -2)$, with the gradient $(2, -4)$ and $H$ with
# 2 on the diagonal and 0 beside it. The step is $(0.1, 0.2)$:
#
# * first order: $0.1 \cdot 2 + 0.2 \cdot (-4) = -0.6$
# * second order: $-0.6 + \frac12 (2 \cdot 0.1^2 + 2 \cdot 0.2^2) = -0.6 + 0.05 = -0.55$
# * the truth: $1.1^2 + 1.8^2 - 5 = 4.45 - 5 = -0.55$
#
# The second order is exact here, since a sum of squares has no third derivatives. The mean squared
# error of a linear model is also quadratic in its parameters. Its Hessian does not depend on where
# we stand: with $A = [X\;\mathbf 1]$ it is $H = \frac2n A^TA$.


# %%
def hessian_of(X: np.ndarray) -> np.ndarray:
    """The second derivatives of the mean squared error by theta = [w; b]: 2/n AᵀA."""
    A = add_bias_column(X)
    return 2 * A.T @ A / len(X)


here, step = np.array([0.01, -0.02, 0.5]), np.array([0.005, 0.01, -0.2])
gradient_here = gradient_of(flats, flat_prices)(here)
true_change = loss_of(flats, flat_prices, here + step) - loss_of(flats, flat_prices, here)
first = first_order_change(gradient_here, step)
second = second_order_change(gradient_here, hessian_of(flats), step)
print(f"by hand: {first_order_change([2, -4], [0.1, 0.2]):.2f}", end="  ")
print(f"{second_order_change([2, -4], [[2, 0], [0, 2]], [0.1, 0.2]):.2f}")
print(f"flats:   first order {first:.6f}, second order {second:.6f}, truth {true_change:.6f}")

assert agrees(first_order_change([2, -4], [0.1, 0.2]), -0.6, 10)
assert agrees(second_order_change([2, -4], [[2, 0], [0, 2]], [0.1, 0.2]), -0.55, 10)
assert agrees(second, true_change, 10) and abs(first - true_change) > 0.1

# %% [markdown]
# ### Why against the gradient?
#
# Choose the length of the step, and ask for the best *direction*. To first order the change is
# $\boldsymbol\delta^T\nabla L = \lVert\boldsymbol\delta\rVert\,\lVert\nabla L\rVert \cos\varphi$,
# where $\varphi$ (phi) is the angle between the step and the gradient. The cosine is smallest,
# $-1$, at 180°: **exactly against the gradient** (در خلاف جهت گرادیان). At 90° it is 0: along a
# line of equal loss the tangent predicts no change. That is why the arrows in Figure 3 cross the
# lines at a right angle.
#
# > **Remark on the slides.** They cut the formula after the first order and conclude: move against
# > the gradient. What has been cut off is only small if the step is small. A long step against the
# > gradient can raise the loss.
#
# **Before you run the next cell, write down:** we stand at the start of the walk in the bowl. We go
# exactly against the gradient, first a step of length 1, then one of length 70. The tangent
# predicts a fall for both. What really happens in the second case?

# %%
start_gradient = bowl_gradient(bowl_start)
downhill = -start_gradient / np.linalg.norm(start_gradient)  # length 1
sideways = np.array([-downhill[1], downhill[0]])  # at a right angle, also length 1
start_level = bowl(bowl_start)

print("length  angle to the gradient   tangent says        truth")
for length in (1.0, 70.0):
    for name, degrees in (("with it", 0), ("across", 90), ("against it", 180)):
        angle = math.radians(degrees)
        move = length * (-math.cos(angle) * downhill + math.sin(angle) * sideways)
        said = first_order_change(start_gradient, move)
        truth = bowl(bowl_start + move) - start_level
        print(f"{length:6.0f}  {degrees:4}° {name:12} {said:16.1f} {truth:14.1f}")

short, long = (bowl(bowl_start + length * downhill) - start_level for length in (1.0, 70.0))
said_short, said_long = (first_order_change(start_gradient, k * downhill) for k in (1.0, 70.0))
claim("L16.short", [said_short, short], [-119.6, -117.7], 1)
claim("L16.long", long, between=(500, 1500))
assert said_long < -8000


# %% [markdown]
# The tangent promised a fall of more than 8,000, below zero, where no squared error can be. In
# truth the loss has *risen*: we have crossed the valley and climbed the other side. So the rule
# "go against the gradient and the loss falls" needs its second half: **if the step is small
# enough**. How small is that? First the walk itself.

# %% [markdown]
# ## 5. The walk
#
# **Gradient descent** starts at a first point (نقطه اولیه) $\boldsymbol\theta_0$ and repeats one
# line:
#
# $$\boxed{\;\boldsymbol\theta_{t+1} = \boldsymbol\theta_t
# - \eta\, \nabla L(\boldsymbol\theta_t)\;}$$
#
# The learning rate $\eta$ (eta; in programs `lr`) is a positive number that *we* choose. It is not
# the length of the step: the length is $\eta$ times the length of the gradient. Where the ground
# gets flat, the steps get shorter by themselves. At the bottom the gradient is zero, and the walk
# stands still.
#
# By hand: $L(\theta) = \theta^2$ has the gradient $2\theta$. With $\eta = 0.1$ one step is
# $\theta - 0.1 \cdot 2\theta = 0.8\,\theta$.
#
# **Before you run the next cell, write down** the first three steps from $\theta_0 = 1$. And how
# many points has a walk of three steps?

# %%
_, first_walk = gradient_descent(lambda theta: 2 * theta, [1.0], lr=0.1, n_steps=3)
print("history:", first_walk.ravel().round(6), " shape", first_walk.shape)

assert agrees(first_walk.ravel(), [1, 0.8, 0.64, 0.512], 12)

# %% [markdown]
# Three steps, four points: $1,\; 0.8,\; 0.64,\; 0.512$. Such a list of points is called the
# *history*. Three remarks about it:
#
# * The gradient is worked out **again at every new point**. With the gradient of the first point
#   alone, the walk would go $1, 0.8, 0.6, 0.4$, straight past the bottom and on for ever.
# * Every point of the history needs its **own copy**. A program that keeps one array and changes it
#   would store the last point four times.
# * A walk goes on for as many steps as it was told, even if the loss grows. Then the history shows
#   the accident.

# %%
bowl_rate = 0.1
bowl_end, bowl_walk = gradient_descent(bowl_gradient, bowl_start, bowl_rate, 150)
bowl_losses = np.array([bowl(w) for w in bowl_walk])
print(f"after   0 steps: w = {bowl_walk[0]}, loss {bowl_losses[0]:.1f}")
for t in (1, 5, 20, 150):
    print(f"after {t:3} steps: w = {bowl_walk[t].round(2)}, loss {bowl_losses[t]:.1f}")
print(f"normal equations: w = {bowl_bottom.round(2)}, loss {bowl_floor:.1f}")

assert np.all(np.diff(bowl_losses) < 0)
assert np.abs(bowl_end - bowl_bottom).max() < 3 and bowl_losses[-1] - bowl_floor < 1
assert bowl_losses[5] - bowl_floor < 0.3 * (bowl_losses[0] - bowl_floor)


# %% jupyter={"source_hidden": true}
def draw_bowl_walk() -> Figure:
    """The bowl in three dimensions and as a map, with the walk."""
    figure = plt.figure(figsize=(10.2, 4.7))
    space = figure.add_axes((0.0, 0.0, 0.47, 0.98), projection="3d", computed_zorder=False)
    w1, w2 = np.meshgrid(np.linspace(-45, 75, 30), np.linspace(-45, 75, 30))
    space.plot_surface(w1, w2, bowl_on_grid(w1, w2) / 1000, cmap="cividis", alpha=0.8)
    space.plot(*bowl_walk.T, bowl_losses / 1000 + 0.15, color=VERMILLION, marker="o", markersize=3)
    space.set(xlabel="w₁", ylabel="w₂")
    space.zaxis.set_rotate_label(False)
    space.set_zlabel("loss / 1,000", rotation=90)
    space.set(xticks=[-40, 0, 40], yticks=[-40, 0, 40], zticks=[6, 10, 14, 18])
    space.view_init(elev=38, azim=-105)
    space.set_box_aspect((1, 1, 0.7), zoom=0.88)
    chart = figure.add_axes((0.56, 0.12, 0.42, 0.79))
    draw_bowl_map(chart)
    chart.plot(*bowl_walk.T, color=BLUE, marker="o", markersize=3.5, label="the walk")
    for t, shift in ((0, (7, 3)), (1, (8, -7)), (5, (-13, -3)), (20, (7, 3))):
        chart.annotate(f"{t}", bowl_walk[t], shift, textcoords="offset points", color=BLUE)
    chart.set(title=f"learning rate {bowl_rate}", xlim=(-45, 75), ylim=(-35, 75))
    chart.legend(loc="lower left")
    return figure


show(
    draw_bowl_walk(),
    "Figure 5. The walk in the bowl and on the map, 150 steps; the numbers count the steps. Down "
    "the steep side it takes a few long steps, then many short ones along the valley.",
    f"Left: the loss as a long bowl with a chain of dots that runs down its side and along its "
    f"floor. Right: the map. The walk starts at (0, 60) with loss {bowl_losses[0]:.0f}, has "
    f"{bowl_losses[5]:.0f} after 5 steps and {bowl_losses[20]:.0f} after 20, and ends near the "
    f"bottom ({bowl_bottom[0]:.0f}, {bowl_bottom[1]:.0f}) with {bowl_losses[-1]:.0f}.",
)

# %% [markdown]
# ## 6. Why the step must be small
#
# ### Five learning rates
#
# **Before you run the next cell, write down:** the walk takes 20 steps in the bowl. The learning
# rates are 0.02, 0.26, 0.45, 0.52 and 0.54. Is the largest rate that still works also the best?

# %%
slider_rates = [0.02, 0.26, 0.45, 0.52, 0.54]
slider_walks = {
    rate: gradient_descent(bowl_gradient, bowl_start, rate, 20)[1] for rate in slider_rates
}
excess_after_20 = {rate: bowl(walk[-1]) - bowl_floor for rate, walk in slider_walks.items()}
start_excess = bowl(bowl_start) - bowl_floor
print(f"loss above the bottom at the start: {start_excess:.0f}")
for rate, excess in excess_after_20.items():
    print(f"learning rate {rate:4}: after 20 steps {excess:8.1f}")

assert min(excess_after_20, key=excess_after_20.get) == 0.45
assert excess_after_20[0.52] < start_excess < excess_after_20[0.54]


# %% jupyter={"source_hidden": true}
def draw_rate(rate: float) -> Figure:
    """Twenty steps in the bowl with one learning rate."""
    figure, axes = plt.subplots(figsize=(4.3, 4.2))
    figure.subplots_adjust(left=0.16, right=0.98, bottom=0.11, top=0.93)
    draw_bowl_map(axes)
    walk = slider_walks[rate]
    axes.plot(*walk.T, color=BLUE, marker="o", markersize=3.5, linewidth=1.2)
    axes.annotate("start", bowl_start, (-8, 7), textcoords="offset points", ha="right")
    axes.plot(*walk[-1], marker="X", markersize=9, color=BLACK, zorder=6)
    axes.set(xlim=(-70, 115), ylim=(-95, 90))
    axes.set_title(f"after 20 steps: {excess_after_20[rate]:.0f} above the bottom")
    return figure


def describe_rate(rate: float) -> str:
    """What the walk with one learning rate looks like."""
    end = slider_walks[rate][-1]
    sides = np.sum((slider_walks[rate] - bowl_bottom) @ [1.0, 1.0] > 0)
    return (
        f"Map of the bowl with a walk of 20 steps at learning rate {rate:g}: {sides} of the 21 "
        f"points lie on the side of the valley where it started. It ends at w1 = {end[0]:.0f}, "
        f"w2 = {end[1]:.0f}, {excess_after_20[rate]:.0f} above the lowest loss."
    )


slider(
    draw_rate,
    "learning rate",
    slider_rates,
    "Figure 6. Twenty steps from the same start; the cross is the last point. Small rates creep. "
    "Larger ones jump from side to side of the valley, and 0.54 jumps farther out each time.",
    describe_rate,
    start=1,
)

# %% [markdown]
# No. The rate 0.52 still works, but after 20 steps it is 616 above the bottom, and 0.45 only 8. And
# a little farther, at 0.54, the walk runs away. The loss *rises* from step to step although every
# step goes exactly against the gradient.
#
# ### One direction
#
# The reason is two lines of algebra. Take the simplest bowl, with the curvature $\lambda$ (lambda):
# $L(\theta) = \frac12\lambda(\theta - \theta^*)^2$. Its gradient is $\lambda(\theta - \theta^*)$.
# One step, seen from the bottom $\theta^*$:
#
# $$\theta_{t+1} - \theta^* = (\theta_t - \theta^*) - \eta\lambda(\theta_t - \theta^*)
# = (1 - \eta\lambda)\,(\theta_t - \theta^*)$$
#
# Each step multiplies the distance from the bottom by the same factor $1 - \eta\lambda$.
#
# | Learning rate | Factor | What you see |
# |---|---|---|
# | $0 < \eta < 1/\lambda$ | between 0 and 1 | nearer and nearer, from one side |
# | $\eta = 1/\lambda$ | 0 | at the bottom in one step |
# | $1/\lambda < \eta < 2/\lambda$ | between −1 and 0 | jumps to the other side, but nearer |
# | $\eta = 2/\lambda$ | −1 | jumps for ever between two points |
# | $\eta > 2/\lambda$ | below −1 | jumps farther out every time: it **diverges** |
#
# So the largest stable learning rate is $2/\lambda$. **The more sharply the curve bends, the
# smaller the step has to be.**
#
# ### All directions at once
#
# A bowl over many parameters bends differently in different directions. For a quadratic loss there
# are $d$ special directions, at right angles to one another, in which it falls apart into $d$
# separate parabolas. They are the long and the short axes of the ellipses on the map. The
# directions are called the **eigenvectors** of the Hessian, and the curvatures along them its
# **eigenvalues** $\lambda_1, \dots, \lambda_d$. NumPy finds them: `np.linalg.eigvalsh(H)`.
#
# Each direction has its own factor $1 - \eta\lambda_j$, but all share one $\eta$. Two sentences
# follow, and they explain most of what goes wrong in practice:
#
# * **The steep direction, with the largest curvature, sets the limit:**
#   $\eta < 2/\lambda_{\max}$.
# * **The flat direction, with the smallest curvature, sets the time:** its factor
#   $1 - \eta\lambda_{\min}$ is closest to 1.
#
# Their ratio $\kappa = \lambda_{\max}/\lambda_{\min}$ (kappa) is the **condition number** of the
# Hessian. If it is 1, the bowl is round and a good step leads to the middle. If it is large, the
# valley is long and narrow.

# %%
bowl_hessian = 2 * pair.T @ pair / len(pair)
curvatures, directions = np.linalg.eigh(bowl_hessian)  # in rising order
flat_curvature, steep_curvature = curvatures
bowl_limit = 2 / steep_curvature
best_rate = 2 / (flat_curvature + steep_curvature)
print(f"curvatures {flat_curvature:.4f} and {steep_curvature:.4f}", end="")
print(f", condition number {steep_curvature / flat_curvature:.1f}")
print(f"largest stable rate {bowl_limit:.4f}; best rate {best_rate:.3f}")

# The algebra against a real walk: the distances along the two axes after 20 steps.
offset = (bowl_start - bowl_bottom) @ directions
for rate in slider_rates:
    predicted = (1 - rate * curvatures) ** 20 * offset
    walked = (slider_walks[rate][-1] - bowl_bottom) @ directions
    assert agrees(predicted, walked, 8)
factors_at = {rate: 1 - rate * curvatures for rate in (0.26, 0.5, 0.54)}
for rate, factors in factors_at.items():
    print(f"factors at rate {rate}: flat {factors[0]:.3f}, steep {factors[1]:.3f}")

assert agrees(curvatures, [0.2067, 3.7933], 4) and agrees(steep_curvature / flat_curvature, 18.4, 1)
assert agrees(bowl_limit, 0.5272, 4) and agrees(best_rate, 0.5, 8)
assert agrees(factors_at[0.5], [0.897, -0.897], 3) and agrees(factors_at[0.54], [0.888, -1.048], 3)

# %% [markdown]
# The limit is 0.527. At 0.52 the steep direction just holds, at 0.54 it is multiplied by −1.048 in
# each step. In the long run the best rate is the one at which both directions have a factor of the
# same size, here 0.5. That is close to the limit: **the best learning rate is often not far below
# the one that explodes.**
#
# Now the loss against the steps, for five learning rates.

# %%
five_rates = [0.02, 0.1, 0.26, 0.5, 0.54]
five_curves = {
    rate: [bowl(w) - bowl_floor for w in gradient_descent(bowl_gradient, bowl_start, rate, 60)[1]]
    for rate in five_rates
}
for rate, curve in five_curves.items():
    print(f"rate {rate:4}: above the bottom after 0, 20, 60 steps:", end="")
    print("".join(f"{curve[t]:12.4f}" for t in (0, 20, 60)))

assert np.argmin([curve[60] for curve in five_curves.values()]) == 3
assert five_curves[0.54][60] > 100 * five_curves[0.54][0]


# %% jupyter={"source_hidden": true}
def draw_five_rates() -> Figure:
    """Loss against steps for five learning rates, and the two factors against the rate."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.6, 4.4))
    figure.subplots_adjust(left=0.065, right=0.99, bottom=0.12, top=0.97, wspace=0.18)
    looks = [(SKY, "-"), (BLUE, "--"), (GREEN, "-."), (BLACK, "-"), (VERMILLION, ":")]
    for (rate, curve), (colour, style) in zip(five_curves.items(), looks, strict=True):
        left.semilogy(curve, color=colour, linestyle=style, linewidth=2.2, label=f"rate {rate}")
        place = {0.02: 44, 0.1: 44, 0.26: 40, 0.5: 33, 0.54: 44}[rate]
        left.annotate(
            f"{rate}", (place, curve[place]), (0, 7), textcoords="offset points", color=colour
        )
    left.set(xlabel="step", ylabel="loss above the bottom (log scale)", ylim=(1e-3, 1e7))
    left.minorticks_off()
    left.legend(loc="upper left", fontsize=8.5, ncols=2)

    rates = np.linspace(0, 0.62, 200)
    right.plot(
        rates, np.abs(1 - rates * flat_curvature), color=BLUE, linewidth=2.2, label="flat direction"
    )
    right.plot(
        rates,
        np.abs(1 - rates * steep_curvature),
        color=VERMILLION,
        linestyle="--",
        linewidth=2.2,
        label="steep direction",
    )
    right.axhline(1, color=BLACK, linewidth=1)
    right.axvspan(bowl_limit, 0.62, color=VERMILLION, alpha=0.12)
    right.text(0.574, 0.45, "diverges", rotation=90, ha="center", color=VERMILLION)
    right.plot(best_rate, 1 - best_rate * flat_curvature, marker="*", markersize=15, color=BLACK)
    right.annotate("best rate 0.5", (best_rate, 0.9), (0.3, 1.12), arrowprops={"arrowstyle": "->"})
    right.set(xlabel="learning rate", ylabel="size of the factor in each step", ylim=(0, 1.35))
    right.legend(loc="lower left")
    return figure


show(
    draw_five_rates(),
    "Figure 7. Left: on a logarithmic scale each good walk becomes a straight line; 0.54 goes up. "
    "Right: the size of the factor in each direction. The larger of the two sets the pace; above "
    "1 the walk diverges.",
    "Left: loss above the bottom against steps. After 60 steps: "
    + ", ".join(f"rate {rate}: {curve[60]:.2g}" for rate, curve in five_curves.items())
    + f". Right: the factor of the flat direction falls slowly from 1, that of the steep direction "
    f"falls to 0 at {1 / steep_curvature:.2f} and rises to 1 at {bowl_limit:.3f}. They meet at "
    f"{best_rate:.2f} with {1 - best_rate * flat_curvature:.3f}.",
)

# %% [markdown]
# ### The opening question
#
# Now work out the limit for the flats, and for the three houses of the slides.

# %%
flat_curvatures = np.linalg.eigvalsh(hessian_of(flats))
house_curvatures = np.linalg.eigvalsh(hessian_of(houses))
flats_limit, houses_limit = 2 / flat_curvatures[-1], 2 / house_curvatures[-1]
print(f"flats:  largest stable rate {flats_limit:.7f}", end="")
print(f", condition number {flat_curvatures[-1] / flat_curvatures[0]:,.0f}")
print(f"houses: largest stable rate {houses_limit:.7f}", end="")
print(f", condition number {house_curvatures[-1] / house_curvatures[0]:,.0f}")
print(f"houses, with the loss SSE / 2n: largest stable rate {2 * houses_limit:.7f}")
growth = abs(1 - 0.00013 * flat_curvatures[-1])
print(f"flats, rate 0.00013: factor {growth:.4f}; to the power 2,000: {growth**2000:.1e}")
slowest_factor = 1 - house_curvatures[0] / house_curvatures[-1]  # at the rate 1 / lambda_max
house_steps = math.log(1 / 100) / math.log(slowest_factor)
print(f"houses, rate 1/lambda_max: {house_steps:,.0f} steps to come 100 times nearer")

assert agrees(flats_limit * 1e4, 1.257, 3) and 0.00012 < flats_limit < 0.00013
assert agrees(flat_curvatures[-1] / flat_curvatures[0], 90_724, -1)
assert agrees(houses_limit * 1e4, 1.56, 2) and agrees(2 * houses_limit * 1e4, 3.1, 1)
assert agrees(house_curvatures[-1] / house_curvatures[0], 338_224, -1)
assert agrees(growth, 1.0684, 4) and 2.5e57 < growth**2000 < 3.5e57
assert agrees(house_steps / 1e6, 1.6, 1)

# %% [markdown]
# The limit for the flats is 0.0001257. It lies between the two rates of the opening question. At
# 0.00013 the steep direction is multiplied by −1.0684 in each step. That looks harmless. But the
# loss grows with the *square* of the distance, and $1.0684^{2000} \approx 3 \cdot 10^{57}$. The two
# rates lie close together, but on two sides of a border.
#
# For the three houses the limit is 0.00016 with our loss. It is 0.00031 with half of it, the sum of
# squares divided by $2n$. A factor in the loss is a factor in the learning rate: one more reason to
# say which loss you use.
#
# The condition number of the houses is 338,224. We met it in Session 1, where it cost digits. Here
# it costs *time*: at the rate $1/\lambda_{\max}$ the flat direction needs 1.6 million steps to
# come a hundred times nearer to the bottom.

# %% [markdown]
# ## 7. One scale for all features
#
# Why is the valley of the flats so narrow? The sizes are numbers around 80, the ages around 30, and
# the column of the bias is 1. The entries of $H = \frac2n A^TA$ are made of products of these
# columns. The mean square of the size is about 6,900, that of the bias is 1 (each times 2). Nothing
# about flats is difficult. We have only measured them in unsuitable units.
#
# **Standardising** a feature moves its mean to 0 and makes its spread 1. For each column $j$:
#
# $$z^{(i)}_j = \frac{x^{(i)}_j - \mu_j}{\sigma_j}
# \qquad
# \mu_j = \frac1n\sum_i x^{(i)}_j
# \qquad
# \sigma_j^2 = \frac1n\sum_i (x^{(i)}_j - \mu_j)^2$$
#
# By hand, three flats of 60, 80 and 100 m²: $\mu = 80$, $\sigma^2 = (400 + 0 + 400)/3 = 266.7$,
# $\sigma = 16.33$. So $z = -1.22,\; 0,\; 1.22$. A new flat of 120 m² becomes
# $(120 - 80)/16.33 = 2.45$. We divide by $n$, not by $n - 1$.
#
# **Before you run the next cell, write down:** the condition number of the flats is 90,724. After
# standardising size and age, will it be near 10,000, 100 or 1?

# %%
z_three, z_new, _, _ = standardize([[60.0], [80.0], [100.0]], [[120.0]])
print("three flats:", z_three.ravel().round(2), " a new one:", z_new.ravel().round(2))

flats_z, _, flats_mu, flats_sd = standardize(flats, flats)
houses_z = standardize(houses, houses)[0]
patients_z = standardize(patients, patients)[0]
as_shipped = load_diabetes().data  # the form in which scikit-learn usually hands out these data


def condition_number(X: np.ndarray) -> float:
    """The largest curvature of the loss divided by the smallest."""
    eigenvalues = np.linalg.eigvalsh(hessian_of(X))
    return eigenvalues[-1] / eigenvalues[0]


conditions = {
    "houses": (condition_number(houses), condition_number(houses_z)),
    "flats": (condition_number(flats), condition_number(flats_z)),
    "diabetes": (condition_number(patients), condition_number(patients_z)),
}
print("condition number      raw   standardised")
for name, (raw, standardised) in conditions.items():
    print(f"{name:12} {raw:12,.0f} {standardised:14.2f}")
print(f"diabetes as shipped: {condition_number(as_shipped):,.0f}; the standard deviation of each")
print(f"column is {as_shipped.std(axis=0).min():.4f}")

assert agrees(np.mean(flats[:, 0] ** 2) / 100, 69, 0)
assert agrees(z_three.ravel(), [-1.22, 0, 1.22], 2) and agrees(z_new, 2.45, 2)
assert agrees(conditions["houses"][1], 1.96, 2) and agrees(conditions["flats"][1], 1.02, 2)
assert 5.1e7 < conditions["diabetes"][0] < 5.3e7 and agrees(conditions["diabetes"][1], 470, 0)
assert agrees(as_shipped.std(axis=0), 1 / math.sqrt(442), 8)
assert agrees(condition_number(as_shipped) / 1000, 51.6, 1)

# %% [markdown]
# From 90,724 to 1.02: the valley has become a round bowl. For the three houses the number falls
# from 338,224 to 1.96, for diabetes from 52 million to 470. Why does it not fall to 1 there?
# Because standardising treats each column alone. Features that say nearly the same thing, like s1
# and s2, still make a valley.
#
# One surprise. The diabetes data usually come "already scaled". But there each column was made so
# small that its *squares add up to 1*. Its standard deviation is 0.048, while the column of the
# bias is still 1. The condition number is 51,631. So look at your data before you believe that they
# are scaled.
#
# ### The same walk on two maps
#
# One feature, the size, so that we can draw it. Both walks start at the *same line*: slope 0.03,
# intercept 1. On the right, the same line has other coordinates, since
# $w z + b = \frac{w}{\sigma} x + (b - \frac{w\mu}{\sigma})$.

# %%
sizes, sizes_z = flats[:, :1], flats_z[:, :1]
size_mu, size_sd = flats_mu[0], flats_sd[0]
raw_start = np.array([0.03, 1.0])
z_start = np.array([raw_start[0] * size_sd, raw_start[1] + raw_start[0] * size_mu])
raw_limit = 2 / np.linalg.eigvalsh(hessian_of(sizes))[-1]

_, raw_walk = gradient_descent(gradient_of(sizes, flat_prices), raw_start, 0.00012, 1000)
_, z_walk = gradient_descent(gradient_of(sizes_z, flat_prices), z_start, 0.3, 10)
raw_bottom = np.append(*normal_equation(sizes, flat_prices))
z_bottom = np.append(*normal_equation(sizes_z, flat_prices))
way_left = abs(raw_walk[-1, 1] - raw_bottom[1]) / abs(raw_start[1] - raw_bottom[1])

print(f"raw:          limit {raw_limit:.6f}, rate 0.00012, 1,000 steps:", end="")
print(f" loss {loss_of(sizes, flat_prices, raw_walk[-1]):.4f}")
print("standardised: limit 1.000000, rate 0.3,       10 steps:", end="")
print(f" loss {loss_of(sizes_z, flat_prices, z_walk[-1]):.4f}")
print(f"best loss {loss_of(sizes, flat_prices, raw_bottom):.4f}")
print(f"raw: {way_left:.0%} of the way of b is still to go")

assert agrees(loss_of(sizes, flat_prices, raw_start), loss_of(sizes_z, flat_prices, z_start), 10)
assert agrees(raw_limit * 1e4, 1.448, 3)
assert agrees(np.linalg.eigvalsh(hessian_of(sizes_z)), 2, 8)
assert loss_of(sizes_z, flat_prices, z_walk[-1]) - loss_of(sizes, flat_prices, raw_bottom) < 1e-4
assert way_left > 0.95


# %% jupyter={"source_hidden": true}
def draw_two_maps() -> Figure:
    """The same loss over raw and over standardised parameters, each with its walk."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.2, 4.6))
    figure.subplots_adjust(left=0.075, right=0.99, bottom=0.11, top=0.94, wspace=0.15)
    extent = [(left, sizes, raw_walk, raw_bottom, 0.035, 1.7)]
    extent += [(right, sizes_z, z_walk, z_bottom, 2.9, 2.9)]
    for axes, X, walk, bottom, width, height in extent:
        w, b = np.meshgrid(
            np.linspace(bottom[0] - width, bottom[0] + width, 70),
            np.linspace(bottom[1] - height, bottom[1] + height, 70),
        )
        losses = losses_of(X, flat_prices, np.column_stack([w.ravel(), b.ravel()])).reshape(w.shape)
        axes.contour(w, b, losses, levels=[0.42, 0.7, 1.5, 3, 5, 8], colors=GREY, linewidths=0.9)
        axes.plot(*walk.T, color=BLUE, marker="o", markersize=4, label=f"{len(walk) - 1:,} steps")
        axes.plot(*bottom, marker="*", markersize=15, color=VERMILLION, linestyle="none", zorder=5)
        axes.annotate("start", walk[0], (6, 6), textcoords="offset points")
        axes.plot(*walk[-1], marker="X", markersize=9, color=BLACK, linestyle="none", zorder=6)
        axes.set(xlabel="w", ylabel="b")
        axes.legend(loc="lower left")
    left.set(title="raw: size in m²")
    right.set(title="standardised", aspect="equal")
    return figure


show(
    draw_two_maps(),
    "Figure 8. The same data, the same starting line, the same loss. Left, raw: a few jumps across "
    "the valley, then a crawl; after 1,000 steps the cross is still far from the star. Right, "
    "standardised: ten steps.",
    f"Two maps. Left: long tilted ellipses; the walk jumps to the floor of the valley and stops "
    f"after 1,000 steps at b = {raw_walk[-1, 1]:.2f}, far from the lowest point at b = "
    f"{raw_bottom[1]:.2f}. Right: circles; the walk goes straight from ({z_start[0]:.2f}, "
    f"{z_start[1]:.2f}) to the lowest point ({z_bottom[0]:.2f}, {z_bottom[1]:.2f}) in ten steps.",
)

# %% [markdown]
# Nothing is lost by standardising. With the formula above the weights go back to square metres and
# years. In the next cell the walk on standardised features finds the plane of Session 1.

# %%
walked, _ = gradient_descent(gradient_of(flats_z, flat_prices), np.zeros(3), 0.4, 30)
w_back = walked[:2] / flats_sd
b_back = walked[2] - walked[:2] @ (flats_mu / flats_sd)
print(f"price = {w_back[0]:.5f} size + ({w_back[1]:.5f}) age + {b_back:.3f}, after 30 steps")

assert agrees(w_back, [0.01580, -0.01537], 5) and agrees(b_back, 0.296, 3)

# %% [markdown]
# ### Only from the training set
#
# In Session 1 we put samples aside to play the part of the future. The future has to be treated as
# such: **$\mu$ and $\sigma$ come from the training set alone**, and the test set is transformed
# with the *same* numbers. Two common mistakes:
#
# * **Statistics of both sets together.** Then the test set has had a say in the training. This is
#   called a **leak**. Often it changes little. But a test that has been looked at is no longer a
#   test, and nobody can say afterwards how little it was.
# * **The test set by its own statistics.** Then the same flat gets different numbers in different
#   company. Take it to the extreme: *one* new flat, standardised by itself.
#
# **Before you run the next cell, write down:** what are the standardised features of a single flat,
# if $\mu$ and $\sigma$ are its own? And what price will the model name for it?

# %%
new_flats = np.array([[70.0, 5.0], [180.0, 1.0], [45.0, 40.0]])
right_prices = predict_linear(standardize(flats, new_flats)[1], walked[:2], walked[2])
alone = [standardize(flat[np.newaxis], flat[np.newaxis])[0] for flat in new_flats]
wrong_prices = [float(predict_linear(z, walked[:2], walked[2])[0]) for z in alone]
print(" size   age   by the training set   by itself")
for (size, age), good, bad in zip(new_flats, right_prices, wrong_prices, strict=True):
    print(f"{size:5.0f} {age:5.0f} {good:21.2f} {bad:11.2f}")

assert agrees(right_prices[0], 1.33, 2)
assert agrees(wrong_prices, flat_prices.mean(), 6) and agrees(flat_prices.mean(), 1.01, 2)

# %% [markdown]
# By itself every flat becomes $(0, 0)$, and every flat costs 1.01, the mean.
#
# ### A column that does not change
#
# If all flats in the training set have, say, one bathroom, then $\sigma = 0$, and the formula says
# 0/0. Such a column carries no information, so we let it become zeros. There is a trap: in floating
# point, the mean of 0.1, 0.1, 0.1 is not exactly 0.1.

# %%
constant = np.array([0.1, 0.1, 0.1])
print(f"mean {constant.mean():.20f}, standard deviation {constant.std():.1e}")
print("by the bare formula:", (constant - constant.mean()) / constant.std())
print("by the closed box:  ", standardize(constant[:, np.newaxis], [[0.2]])[0].ravel())

assert 0 < constant.std() < 1e-16
assert np.abs((constant - constant.mean()) / constant.std()).min() > 0.5
assert not standardize(constant[:, np.newaxis], [[0.2]])[0].any()

# %% [markdown]
# Asking "is $\sigma$ equal to 0?" is not enough here. Ask instead whether the largest and the
# smallest value of the column are the same. If they are, subtract $\mu$ and divide by 1: the column
# becomes zeros in the training set, and stays finite in any other set.
#
# ### Diabetes: ten steps against five thousand
#
# Now all ten features, with a split into 331 training and 111 test patients, as in Session 1. We
# walk on three forms of the same data: raw, as shipped by scikit-learn, and standardised with the
# statistics of the training patients. Each form gets the learning rate $1/\lambda_{\max}$, half of
# its own limit. Five random splits.
#
# Section 6 saves us the walking. There are eleven special directions. Each step multiplies the
# distance $c_j$ from the bottom along direction $j$ by $1 - \eta\lambda_j$, so $t$ steps multiply
# it by $(1 - \eta\lambda_j)^t$. The loss above the bottom is that of eleven parabolas,
# $\frac12\sum_j \lambda_j c_j^2$. The cell also takes a hundred real steps and compares.


# %%
def training_losses(X: np.ndarray, seed: int, steps: list[int]) -> np.ndarray:
    """The training loss above the best possible one, after each number of steps of one split."""
    train = np.random.default_rng(seed).permutation(442)[:331]
    X, y = X[train], progression[train]
    eigenvalues, axes_of_bowl = np.linalg.eigh(hessian_of(X))
    at_start = -np.append(*normal_equation(X, y)) @ axes_of_bowl  # the walk starts at zero
    factors = 1 - eigenvalues / eigenvalues[-1]
    distances = at_start * factors ** np.array(steps)[:, np.newaxis]  # (steps, 11)
    return distances**2 @ eigenvalues / 2


def standardised_by_training(seed: int) -> np.ndarray:
    """All patients, with the mean and the standard deviation of the training patients."""
    train = np.random.default_rng(seed).permutation(442)[:331]
    return standardize(patients[train], patients)[1]


step_counts = [1, 3, 10, 30, 100, 300, 1000, 5000]
splits = range(5)
walks_of = {
    "raw": [training_losses(patients, s, step_counts) for s in splits],
    "as shipped": [training_losses(as_shipped, s, step_counts[:7]) for s in splits],
    "standardised": [
        training_losses(standardised_by_training(s), s, step_counts[:7]) for s in splits
    ],
}
print("training loss above the best, median of 5 splits (smallest … largest)")
for name, runs in walks_of.items():
    for t in (10, 100, 1000, 5000):
        k = step_counts.index(t)
        if k < len(runs[0]):
            values = [run[k] for run in runs]
            print(f"{name:13} {t:6,} steps: {np.median(values):9.1f}", end="")
            print(f"  ({min(values):.1f} … {max(values):.1f})")

# The algebra against a real walk: 100 steps of the first split, on the features as shipped.
train = np.random.default_rng(0).permutation(442)[:331]
X, y = as_shipped[train], progression[train]
rate = 1 / np.linalg.eigvalsh(hessian_of(X))[-1]
after_100 = gradient_descent(gradient_of(X, y), np.zeros(11), rate, 100)[0]
best_of_split = loss_of(X, y, np.append(*normal_equation(X, y)))
predicted = walks_of["as shipped"][0][step_counts.index(100)]
assert agrees(loss_of(X, y, after_100) - best_of_split, predicted, 6)

ten = step_counts.index(10)
ten_z = [run[ten] for run in walks_of["standardised"]]
long_raw = [run[-1] for run in walks_of["raw"]]
# Bands over five splits.
assert all(z < raw for z, raw in zip(ten_z, long_raw, strict=True))
assert 60 < np.median(ten_z) < 160 and 250 < np.median(long_raw) < 550


# %% jupyter={"source_hidden": true}
def draw_three_forms() -> Figure:
    """Training loss above the best against steps, for three forms of the diabetes data."""
    figure, axes = plt.subplots(figsize=(7.6, 4.5))
    figure.subplots_adjust(left=0.09, right=0.99, bottom=0.12, top=0.98)
    looks = [(VERMILLION, "s", "--"), (ORANGE, "^", "-."), (BLUE, "o", "-")]
    for (name, runs), (colour, marker, style) in zip(walks_of.items(), looks, strict=True):
        steps = step_counts[: len(runs[0])]
        axes.fill_between(steps, np.min(runs, 0), np.max(runs, 0), color=colour, alpha=0.2)
        axes.loglog(
            steps, np.median(runs, 0), color=colour, marker=marker, linestyle=style, label=name
        )
    axes.set(xlabel="steps (log scale)", ylabel="training loss above the best (log scale)")
    axes.minorticks_off()
    axes.legend(loc="lower left")
    return figure


show(
    draw_three_forms(),
    "Figure 9. Diabetes, ten features, five splits (lines: medians; bands: smallest to largest). "
    "Ten steps on standardised features lead lower than five thousand on raw ones.",
    "Training loss above the best possible, against steps, on logarithmic axes, medians of five "
    "splits. "
    + " ".join(
        f"{name}: {np.median(runs, 0)[0]:.0f} after 1 step, {np.median(runs, 0)[ten]:.0f} after "
        f"10, {np.median(runs, 0)[-1]:.2g} after {step_counts[len(runs[0]) - 1]:,}."
        for name, runs in walks_of.items()
    ),
)

# %% [markdown]
# In all five splits, ten steps on standardised features end lower than five thousand on raw ones.
# The best parameters are equally good in every form; only the *way* to them differs. So this figure
# speaks about the speed of the walk on the training set, not about better predictions.

# %% [markdown]
# ## 8. Small batches
#
# Every step so far has used *all* samples. For 965 flats that is nothing. For a million pictures it
# means a million predictions before the first small step.
#
# Now look at the loss: it is a **mean over samples**. So its gradient is a mean over samples, too.
# And a mean can be *estimated*: ask some of the samples, chosen at random. Such a small random part
# of the data is a **mini-batch**, or batch for short. If it has $m$ samples,
#
# $$\nabla L_{\text{batch}} = \frac{1}{m} \sum_{i \in \text{batch}} \nabla l^{(i)}
# \qquad \text{stands in for} \qquad
# \nabla L = \frac1n \sum_{i=1}^n \nabla l^{(i)} .$$
#
# The estimate is right *on average*. A single one is off by some noise, and the noise shrinks like
# $1/\sqrt m$: **four times the batch, half the noise.** So the second half of a large batch is
# expensive and brings little.
#
# ### How to cut the batches
#
# Drawing a new batch from all samples at every step would leave out some samples for a long time.
# The usual way is fairer:
#
# 1. Put all samples in a random order.
# 2. Cut the order into batches of $m$. What is left over at the end is a smaller batch.
# 3. When all batches are used up, one **epoch** is over: each sample was used exactly once. Begin
#    again at 1, with a *new* order.
#
# Each sample must keep its own label: one order for both $X$ and $\mathbf{y}$.
#
# **Before you run the next cell, write down:** ten samples, batch size 4. How many batches has one
# epoch, and how large are they? And 965 samples with batch size 128?

# %%
ten_X, ten_y = np.arange(10.0).reshape(10, 1), np.arange(10)
rng = np.random.default_rng(0)
for epoch in (1, 2):
    batches = list(iterate_minibatches(ten_X, ten_y, 4, rng))
    print(f"epoch {epoch}:", "  ".join(str(y_batch.tolist()) for _, y_batch in batches))
    assert [len(y_batch) for _, y_batch in batches] == [4, 4, 2]
    assert sorted(int(label) for _, y_batch in batches for label in y_batch) == list(range(10))
    assert all(np.array_equal(X_batch[:, 0], y_batch) for X_batch, y_batch in batches)

flat_batches = list(iterate_minibatches(flats_z, flat_prices, 128, rng))
print("965 flats, batch size 128:", [len(y_batch) for _, y_batch in flat_batches])
assert [len(y_batch) for _, y_batch in flat_batches] == [128] * 7 + [69]

# %% [markdown]
# ### How noisy is a batch?
#
# We stand at $\boldsymbol\theta = 0$ with the standardised flats. For each batch size we draw 400
# batches and measure how far their gradients are from the full one. "How far" is the root of the
# mean squared distance. For $m$ samples out of $n$, theory says
# $\frac{s}{\sqrt m}\sqrt{\frac{n-m}{n-1}}$, where $s$ is the spread for single samples. The second
# root is close to 1 for small batches. It is 0 for $m = n$, as there is only one batch that holds
# everything.

# %%
origin = np.zeros(3)
full_gradient = gradient_of(flats_z, flat_prices)(origin)
single_gradients = np.array(
    [gradient_of(flats_z[[i]], flat_prices[[i]])(origin) for i in range(965)]
)


def spread_around_full(gradients: np.ndarray) -> float:
    """The root of the mean squared distance from the full gradient."""
    return math.sqrt(np.mean(np.sum((gradients - full_gradient) ** 2, axis=1)))


batch_sizes = [1, 4, 16, 64, 256, 965]
rng = np.random.default_rng(0)
batch_gradients = {}
for m in batch_sizes:
    first_batches = [next(iterate_minibatches(flats_z, flat_prices, m, rng)) for _ in range(400)]
    batch_gradients[m] = np.array([gradient_of(X, y)(origin) for X, y in first_batches])

single_spread = spread_around_full(single_gradients)
print(f"length of the full gradient {np.linalg.norm(full_gradient):.2f}")
for m in batch_sizes:
    theory = single_spread / math.sqrt(m) * math.sqrt((965 - m) / 964)
    measured_spread = spread_around_full(batch_gradients[m])
    print(f"batch size {m:3}: spread {measured_spread:.3f}   theory {theory:.3f}")
    assert abs(measured_spread - theory) < 0.25 * theory + 1e-12  # a band for 400 random batches

assert agrees(single_gradients.mean(axis=0), full_gradient, 10)  # right on average
assert agrees(np.linalg.norm(full_gradient), 2.30, 2) and agrees(single_spread, 4.51, 2)


# %% jupyter={"source_hidden": true}
def draw_batch_noise() -> Figure:
    """Clouds of batch gradients, and their spread against the batch size."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.4, 4.6))
    figure.subplots_adjust(left=0.05, right=0.99, bottom=0.11, top=0.98, wspace=0.17)
    looks = [(4, SKY, "o", 12), (16, ORANGE, "s", 12), (256, PURPLE, "^", 16)]
    for m, colour, marker, size in looks:
        left.scatter(
            *batch_gradients[m][:, :2].T,
            color=colour,
            marker=marker,
            s=size,
            alpha=0.75,
            label=f"batch size {m}",
        )
    left.plot(
        *full_gradient[:2], marker="X", markersize=12, color=BLACK, linestyle="none", label="full"
    )
    left.set(xlabel="slope along w of the size", ylabel="slope along w of the age")
    left.set(xlim=(-5.5, 2.5), ylim=(-2.2, 4.5))
    left.legend(loc="upper right", fontsize=9)
    m = np.arange(1, 965)
    theory = single_spread / np.sqrt(m)
    right.loglog(m, theory, color=GREY, linestyle="--", label="s / √m")
    right.loglog(
        m, theory * np.sqrt((965 - m) / 964), color=BLACK, linewidth=1, label="without repetition"
    )
    measured_spreads = [spread_around_full(batch_gradients[m]) for m in batch_sizes[:-1]]
    right.loglog(
        batch_sizes[:-1],
        measured_spreads,
        color=BLUE,
        marker="o",
        linestyle="none",
        label="measured",
    )
    right.axhline(
        np.linalg.norm(full_gradient), color=VERMILLION, linestyle=":", label="full gradient"
    )
    right.set(xlabel="batch size m", ylabel="spread of the gradient", ylim=(0.05, 7))
    right.minorticks_off()
    right.legend(loc="lower left", fontsize=9)
    return figure


show(
    draw_batch_noise(),
    "Figure 10. Left: 400 batch gradients of each size gather around the full gradient (cross). "
    "Right: the spread follows 1/√m. Up to a batch of four the noise is as large as the "
    "gradient itself, or larger.",
    "Left: three clouds of points around the full gradient, narrower for larger batches. Right: "
    "spread of the batch gradient against batch size on logarithmic axes: "
    + ", ".join(f"{spread_around_full(batch_gradients[m]):.2f} at {m}" for m in batch_sizes[:-1])
    + f"; the length of the full gradient is {np.linalg.norm(full_gradient):.2f}.",
)

# %% [markdown]
# ### What a loss must be able to do
#
# The slides ask two things of a loss. It must make sense **on a mini-batch**, and it must be
# **differentiable** (مشتق پذیر). Often we cannot optimise what we really care about, because it
# lacks one of the two. Two measures of a price model:
#
# * the *typical error*, the root of the MSE. A root of a mean is not a mean over samples: averaging
#   it over batches gives another number.
# * the *hit rate*, the share of flats whose price is missed by less than 50,000 euro. It is a mean
#   over samples. But it moves in jumps, and between the jumps its slope is exactly 0.
#
# **Before you run the next cell, write down:** will the mean of the batches' typical errors be
# larger or smaller than the typical error of all flats?

# %%
trial = np.array([0.4, -0.2, 1.0])  # some parameters for the standardised flats
equal_batches = list(
    iterate_minibatches(flats_z, flat_prices, 193, np.random.default_rng(0))
)  # 965 = 5 · 193
batch_losses = np.array([loss_of(X, y, trial) for X, y in equal_batches])
whole_loss = loss_of(flats_z, flat_prices, trial)


def hit_rate(theta: np.ndarray) -> float:
    """The share of flats whose price is missed by less than 0.5, that is 50,000 euro."""
    errors = predict_linear(flats_z, theta[:-1], theta[-1]) - flat_prices
    return np.mean(np.abs(errors) < 0.5)


print(f"MSE of all flats     {whole_loss:.6f}   mean over 5 batches {batch_losses.mean():.6f}")
print(f"typical error of all {math.sqrt(whole_loss):.6f}   mean over 5 batches", end="")
print(f" {np.sqrt(batch_losses).mean():.6f}")
hit_rate_slopes = numerical_gradient(hit_rate, trial)
print(f"hit rate {hit_rate(trial):.3f}, its measured gradient {hit_rate_slopes}")
elsewhere = hit_rate(trial - [0.0, 0.0, 0.1])
print(f"with b lower by 0.1: hit rate {elsewhere:.3f}")

assert agrees(batch_losses.mean(), whole_loss, 10)
assert np.sqrt(batch_losses).mean() < math.sqrt(whole_loss) - 1e-5
assert not hit_rate_slopes.any() and hit_rate(trial) < elsewhere < 0.9

# %% [markdown]
# Smaller: the mean of roots is never above the root of the mean. And the gradient of the hit rate
# is zero, though a lower $b$ would raise it. A walk would stand still. So we walk on the MSE and
# *report* the hit rate. Session 3 meets the same problem with the accuracy of a classifier.

# %% [markdown]
# ## 9. Stochastic gradient descent
#
# Use the batch gradient in the walk, and you have **stochastic gradient descent**, SGD.
# ("Stochastic" means "with chance in it".) One epoch:
#
# * put the samples in a new random order and cut it into batches;
# * for each batch $B$: work out both gradients at the present $(\mathbf{w}, b)$, then move both:
#
# $$\mathbf{w} \leftarrow \mathbf{w} - \eta\,\frac{\partial L_B}{\partial\mathbf{w}}
# \qquad
# b \leftarrow b - \eta\,\frac{\partial L_B}{\partial b}$$
#
# $L_B$ is the mean over the samples *of the batch*, also for the smaller last one. Neither $n$ nor
# the number of batches appears in the step. After the epoch we measure the loss on the **whole**
# set, because the loss of a single batch is as noisy as its gradient.
#
# First the path. The bias is held at its best value, so that we can draw the two weights of the
# flats. 60 steps with learning rate 0.05; each step uses a fresh random batch.


# %%
def batch_walk(m: int, seed: int) -> np.ndarray:
    """60 steps over the weights of size and age, each with a random batch of m flats."""
    rng = np.random.default_rng(seed)

    def noisy_gradient(w: np.ndarray) -> np.ndarray:
        X, y = next(iterate_minibatches(flats_z, flat_prices, m, rng))
        return mse_gradient(X, y, w, flat_prices.mean())[0]

    return gradient_descent(noisy_gradient, [-0.3, 0.4], 0.05, 60)[1]


flats_bottom, flats_bias = normal_equation(flats_z, flat_prices)
path_sizes = [1, 4, 16, 64, 965]
paths = {m: batch_walk(m, seed=0) for m in path_sizes}
last_distance = {
    m: [np.linalg.norm(batch_walk(m, s)[-20:] - flats_bottom, axis=1).mean() for s in range(10)]
    for m in path_sizes
}
for m, distances in last_distance.items():
    print(f"batch size {m:3}: distance from the bottom, last 20 steps, 10 seeds:", end="")
    print(f" {np.mean(distances):.3f} ± {np.std(distances):.3f}")

assert agrees(flats_bias, flat_prices.mean(), 8)
means = [np.mean(distances) for distances in last_distance.values()]
assert means[0] > means[1] > means[2] > means[4] and means[4] < 0.05


# %% jupyter={"source_hidden": true}
FLATS_W1, FLATS_W2 = np.meshgrid(np.linspace(-0.55, 1.0, 50), np.linspace(-0.85, 0.65, 50))
FLATS_LOSS = losses_of(
    flats_z,
    flat_prices,
    np.column_stack([FLATS_W1.ravel(), FLATS_W2.ravel(), np.full(FLATS_W1.size, flats_bias)]),
).reshape(FLATS_W1.shape)


def draw_path(m: float) -> Figure:
    """60 steps with batches of m flats on the map of the loss."""
    figure, axes = plt.subplots(figsize=(4.2, 4.2))
    figure.subplots_adjust(left=0.17, right=0.95, bottom=0.11, top=0.97)
    levels = FLATS_LOSS.min() + np.array([0.02, 0.08, 0.2, 0.4, 0.7, 1.1])
    axes.contour(FLATS_W1, FLATS_W2, FLATS_LOSS, levels=levels, colors=GREY, linewidths=0.9)
    axes.plot(*paths[int(m)].T, color=BLUE, marker="o", markersize=3, linewidth=1)
    axes.plot(*flats_bottom, marker="*", markersize=14, color=VERMILLION, zorder=5)
    axes.annotate("start", paths[int(m)][0], (-4, 7), textcoords="offset points")
    axes.set(xlabel="w of the size", ylabel="w of the age", aspect="equal")
    axes.set(xlim=(-0.55, 1.0), ylim=(-0.85, 0.65))
    return figure


slider(
    draw_path,
    "batch size",
    path_sizes,
    "Figure 11. Sixty steps with batches of different size, one random draw each. A single flat at "
    "a time finds the neighbourhood of the bottom (star) and then staggers about in it; all 965 "
    "walk a smooth line.",
    lambda m: (
        f"Map of round lines of equal loss with a path of 60 steps, batch size {m:g}. In the last "
        f"20 steps its mean distance from the bottom is "
        f"{np.linalg.norm(paths[int(m)][-20:] - flats_bottom, axis=1).mean():.2f}."
    ),
    start=2,
)

# %% [markdown]
# ### Which batch size?
#
# Now real epochs, all parameters, from zero. Learning rate 0.05, six epochs, five seeds for each
# batch size. One epoch costs the same work for all of them: 965 gradients of single samples. But it
# makes 242 steps with batches of four, 61 steps with batches of 16, and a single step with all.
#
# **Before you run the next cell, write down:** which batch size has the lowest loss after *one*
# epoch: 4, 16, 128 or 965? And after *six*?

# %%
best_loss = loss_of(flats_z, flat_prices, np.append(flats_bottom, flats_bias))
epochs = 6
sgd_curves = {
    m: np.array(
        [
            sgd_linear_regression(
                flats_z, flat_prices, 0.05, m, epochs, np.random.default_rng(seed)
            )[2]
            for seed in range(5)
        ]
    )
    for m in (4, 16, 128, 965)
}
print(f"best possible loss {best_loss:.4f}")
print("batch size  steps per epoch   loss after 1 epoch   after 6   (mean of 5 seeds ± spread)")
for m, curves in sgd_curves.items():
    print(f"{m:10} {math.ceil(965 / m):16}", end="")
    for e in (0, epochs - 1):
        print(f"    {curves[:, e].mean():.4f} ± {curves[:, e].std():.4f}", end="")
    print()

after_one = {m: curves[:, 0].mean() for m, curves in sgd_curves.items()}
after_six = {m: curves[:, -1].mean() for m, curves in sgd_curves.items()}
# Bands: five seeds.
assert min(after_one, key=after_one.get) == 16 and min(after_six, key=after_six.get) == 128
assert after_one[965] > 1.2 and 0.305 < after_one[16] < 0.32
assert agrees(best_loss, 0.3053, 4) and after_six[128] < best_loss + 0.002

# %% [markdown]
# After one epoch, 16 leads. One single large step cannot compete with 61 somewhat noisy ones. After
# six epochs 128 leads: the small batches have reached their **noise floor** and stagger about above
# the best loss. The full batch gets there, too, but it needs many more epochs.
#
# Is the noise floor fixed? No. With a smaller learning rate each noisy step is smaller, and the
# noise of more steps averages out.
#
# **Before you run the next cell, write down:** batches of 16. We halve the learning rate. What
# happens to the height of the floor: nothing, half, or less than half?
#
# We also look at a second way to choose batches: a fresh random batch for every step, as in
# Figure 11. There, no epoch sees to it that each flat comes exactly once. The floor is the mean of
# the loss after epochs 6 to 9, above the best loss. We use 960 flats, so that all batches have 16.
# (With 965, the last batch of each epoch would hold only five flats. Its noisy step comes just
# before we measure, and hides the effect.)


# %%
X_960, y_960 = flats_z[:960], flat_prices[:960]
best_960 = loss_of(X_960, y_960, np.append(*normal_equation(X_960, y_960)))


def floor_of_epochs(rate: float, seed: int) -> float:
    """The noise floor of SGD with epochs, batches of 16."""
    rng = np.random.default_rng(seed)
    return sgd_linear_regression(X_960, y_960, rate, 16, 9, rng)[2][5:].mean() - best_960


def floor_of_fresh_batches(rate: float, seed: int) -> float:
    """The noise floor with a fresh batch of 16 for each of as many steps, 60 for an epoch."""
    rng = np.random.default_rng(seed)

    def noisy_gradient(theta: np.ndarray) -> np.ndarray:
        X, y = next(iterate_minibatches(X_960, y_960, 16, rng))
        return gradient_of(X, y)(theta)

    _, walk = gradient_descent(noisy_gradient, np.zeros(3), rate, 9 * 60)
    return np.mean([loss_of(X_960, y_960, theta) for theta in walk[6 * 60 :: 60]]) - best_960


floor_rates = [0.05, 0.025, 0.0125]
floors = {
    "epochs": np.array([[floor_of_epochs(r, s) for s in range(5)] for r in floor_rates]),
    "fresh batches": np.array(
        [[floor_of_fresh_batches(r, s) for s in range(5)] for r in floor_rates]
    ),
}
heights = {name: floor.mean(axis=1) for name, floor in floors.items()}
for name, floor in floors.items():
    print(f"{name:14}", end="")
    for rate, values in zip(floor_rates, floor, strict=True):
        print(f"  rate {rate}: {values.mean():.5f} ± {values.std():.5f}", end="")
    print()

ratios = {name: height[1:] / height[:-1] for name, height in heights.items()}
for name, ratio in ratios.items():
    print(f"{name:14} floor after halving the rate: times {ratio[0]:.2f}, times {ratio[1]:.2f}")
# Bands: five seeds.
assert np.all(np.abs(ratios["fresh batches"] - 0.5) < 0.15)
assert np.all(ratios["epochs"] < 0.4) and np.all(ratios["epochs"] > 0.1)

# %%
w_sgd, b_sgd, _ = sgd_linear_regression(
    flats_z, flat_prices, 0.0125, 16, 30, np.random.default_rng(0)
)
print(f"SGD {w_sgd.round(3)} {b_sgd:.3f}, normal equations {flats_bottom.round(3)}", end="")
print(f" {flats_bias:.3f}")
assert np.abs(np.append(w_sgd, b_sgd) / np.append(flats_bottom, flats_bias) - 1).max() < 0.05

full_w, full_b, _ = sgd_linear_regression(
    flats_z, flat_prices, 0.05, 965, 20, np.random.default_rng(0)
)
plain, _ = gradient_descent(gradient_of(flats_z, flat_prices), np.zeros(3), 0.05, 20)
difference = np.abs(np.append(full_w, full_b) - plain).max()
print(f"batch size 965 against plain gradient descent: difference {difference:.0e}")
assert difference < 1e-12


# %% jupyter={"source_hidden": true}
def draw_sgd_curves() -> Figure:
    """Loss above the best against epochs by batch size, and the noise floor by learning rate."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.6, 4.5), width_ratios=[1.5, 1])
    figure.subplots_adjust(left=0.065, right=0.99, bottom=0.11, top=0.94, wspace=0.24)
    looks = [(VERMILLION, "o", ":"), (BLUE, "s", "-"), (GREEN, "^", "--"), (BLACK, "D", "-.")]
    ticks = np.arange(1, epochs + 1)
    for (m, curves), (colour, marker, style) in zip(sgd_curves.items(), looks, strict=True):
        above = curves - best_loss
        left.fill_between(ticks, above.min(axis=0), above.max(axis=0), color=colour, alpha=0.15)
        left.semilogy(
            ticks,
            above.mean(axis=0),
            color=colour,
            marker=marker,
            linestyle=style,
            label=f"batch size {m}",
        )
    left.set(xlabel="epoch", ylabel="loss above the best (log scale)", ylim=(1e-5, 3))
    left.set(title="learning rate 0.05", xticks=ticks)
    left.minorticks_off()
    left.legend(loc="lower left", fontsize=9)
    for name, colour, marker, style in (
        ("epochs", BLUE, "s", "-"),
        ("fresh batches", PURPLE, "v", "--"),
    ):
        right.errorbar(
            floor_rates,
            heights[name],
            yerr=floors[name].std(axis=1),
            color=colour,
            marker=marker,
            linestyle=style,
            capsize=4,
            label=name,
        )
    right.set(xscale="log", yscale="log", xlabel="learning rate", ylabel="noise floor")
    right.set_xticks(floor_rates, [f"{rate}" for rate in floor_rates])
    right.set_yticks(
        [0.0002, 0.0005, 0.001, 0.002, 0.005], ["0.0002", "0.0005", "0.001", "0.002", "0.005"]
    )
    right.minorticks_off()
    right.set_title("batch size 16")
    right.legend(loc="upper left", fontsize=9)
    return figure


show(
    draw_sgd_curves(),
    "Figure 12. Left: means of five seeds, bands from the smallest to the largest. Small batches "
    "fall fast and stop at a noise floor. Right: a smaller learning rate lowers the floor, with "
    "epochs faster than with fresh batches (means and spread of five seeds).",
    "Left: loss above the best against epochs. "
    + " ".join(
        f"Batch size {m}: {after_one[m] - best_loss:.4f} after one epoch, "
        f"{after_six[m] - best_loss:.4f} after six."
        for m in sgd_curves
    )
    + " Right: the noise floor for batches of 16. "
    + " ".join(
        f"{name.capitalize()}: "
        + ", ".join(f"{h:.5f} at rate {rate}" for rate, h in zip(floor_rates, height, strict=True))
        + "."
        for name, height in heights.items()
    ),
)

# %% [markdown]
# With fresh batches, half the rate means about half the floor. With epochs the floor is lower, and
# it falls faster, to about a quarter. The reason is the fair order. In one epoch every flat pulls
# exactly once. So part of the noise has cancelled by the end of the epoch, where we measure.
#
# A common plan follows: start with a large rate to get near, then make it smaller to get close.
#
# Two more things from these cells. SGD came within five per cent of the normal equations in all
# parameters. And with a batch that holds *all* samples, SGD is plain gradient descent. Only the
# order of the sum differs, so the results differ by rounding alone. Use this as a test of your own
# program.

# %% [markdown]
# ## 10. Summary
#
# * **Aim:** $\boldsymbol\theta^* = \arg\min_{\boldsymbol\theta} L(\boldsymbol\theta)$; search if
#   the space is small, solve if the loss is simple, else walk.
# * **Measured gradient:**
#   $g_j = \left(L(\boldsymbol\theta + h\mathbf{e}_j) - L(\boldsymbol\theta - h\mathbf{e}_j)\right)
#   / (2h)$, with $h$ near $10^{-6}$
# * **Gradient of the MSE:**
#   $\frac{\partial L}{\partial\mathbf{w}} = \frac2n X^T(\hat{\mathbf{y}} - \mathbf{y})$ and
#   $\frac{\partial L}{\partial b} = \frac2n\sum_i(\hat y^{(i)} - y^{(i)})$
# * **Taylor:** $L(\boldsymbol\theta + \boldsymbol\delta) - L(\boldsymbol\theta) \approx
#   \boldsymbol\delta^T\nabla L + \frac12\boldsymbol\delta^TH\boldsymbol\delta$
# * **Gradient descent:**
#   $\boldsymbol\theta_{t+1} = \boldsymbol\theta_t - \eta\nabla L(\boldsymbol\theta_t)$
# * **In each eigen-direction:** the distance is multiplied by $1 - \eta\lambda_j$. Stable if
#   $\eta < 2/\lambda_{\max}$; the time grows with
#   $\kappa = \lambda_{\max} / \lambda_{\min}$. For the MSE, $H = \frac2n A^TA$.
# * **Standardising:** $z_j = (x_j - \mu_j)/\sigma_j$, with $\mu$ and $\sigma$ of the training set
# * **Mini-batch:** $\nabla L_B = \frac1m\sum_{i \in B}\nabla l^{(i)}$; right on average, noise like
#   $1/\sqrt m$; an epoch uses each sample once.
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * for a quadratic loss, the curvatures alone decide which learning rates work and how long the
#   walk takes; the predictions agreed with the walks to eight decimals;
# * standardising helps the walk enormously on raw tables like these, and changes nothing about the
#   best predictions;
# * small batches are cheap and noisy, and the learning rate sets the height of the noise floor.
#
# **They do not show** that
#
# * gradient descent always finds the best parameters. The loss of a linear model is a bowl with
#   *one* bottom. The loss of a network has many hollows and flat places. There the start matters:
#   the walk may stop at a place that is merely the lowest nearby;
# * 16 or 128 is *the* batch size, or 0.05 *the* learning rate. We chose 0.05 so that the
#   differences can be seen within six epochs. Other data, other numbers;
# * a lower training loss means better predictions for new samples. We measured the training loss
#   only. Session 9 comes back to this;
# * s1 and s2 are good predictors. We chose them for the shape of their valley.
#
# ## Now you
#
# Open the assignment of this session, `s02_gradient_descent.ipynb`. You will write the closed boxes
# yourself: `numerical_gradient`, `mse_gradient`, `gradient_descent`, the pair `first_order_change`
# and `second_order_change`, `standardize`, `iterate_minibatches` and `sgd_linear_regression`. Begin
# with `numerical_gradient`: it checks the next one for you.
#
# So far the answer was a number. Session 3 asks for a yes or a no, and gets a probability.
#
# Go on with:
# [Assignment 2](../../release/s02_gradient_descent/s02_gradient_descent.ipynb) ·
# [Session 3](../s03_binary_classification/lecture.ipynb) ·
# [all sessions](../index.ipynb)
