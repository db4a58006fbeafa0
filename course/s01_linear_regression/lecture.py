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
# # Session 1: Linear regression
#
# [All sessions](../index.ipynb)
#
# **From a table of three houses to the most likely line.** Reading time: about an hour, with pauses
# to write down your predictions. Keep paper and a pencil beside you.
#
# After this session you will be able to
#
# 1. tell a regression problem from a classification problem;
# 2. write the predictions for a whole table as $Xw + b$, and say the shape of each part;
# 3. explain why an error of zero can prove nothing at all;
# 4. derive the normal equations, and explain them as a shadow that one arrow throws on a plane;
# 5. derive the squared error from an assumption about noise, by maximum likelihood;
# 6. test a model on samples that it has never seen, and say what the result does not show.
#
# You need: the product of a matrix and a vector, the derivative of $x^2$ and of $\log x$, and
# Python functions. Everything else is explained when it comes up. Words in brackets are Persian:
# the slides' terms, or the usual ones where the slides have none.

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
# The next cell prepares the notebook. You can run it without reading it. It imports the functions
# of this session from the course's library. **You will write these seven yourself in the
# assignment**; here they are closed boxes, and we open their mathematics, not their code.
#
# Two helpers are worth knowing. `show` displays a picture with a caption, and with a text for
# readers who cannot see it. `agrees(value, stated, decimals)` is true if a computed value is the
# number stated in the text. Every number in this lecture is checked in this way when it runs.
# `claim` does the same for a number that has to do with the slides, and gives it a name:
# `claim("L3.bias", …)` is deck L, idea 3, the bias. The course keeps a list of these numbers, with
# what the slide says and what comes out.
#
# The code of this cell, and of every cell that only draws a figure, is folded away. Click on the
# three dots to see it.

# %% jupyter={"source_hidden": true}
import html
import math
import warnings
from pathlib import Path
from statistics import NormalDist, median

import matplotlib.pyplot as plt
import numpy as np
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
)
from solutions_lib.linear_regression import (
    LinearRegression,
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
# Here are three houses. The slides use the same three.
#
# | area (m²) | age (years) | price |
# |---:|---:|---:|
# | 63 | 13 | 1.40 |
# | 78 | 2 | 1.95 |
# | 95 | 9 | 2.12 |
#
# Somebody shows you a formula. You put in the area and the age, and out comes the price. For all
# three houses the formula is right, with no error at all. Now you want to sell a fourth house of
# 70 m², 5 years old, and the formula says 1.72.
#
# **Write down:** do you trust it? Yes or no, and one sentence why. We come back to this in
# Section 3, and with real flats in Section 7.

# %% [markdown]
# ## 1. Is it regression?
#
# Some words first.
#
# * A **sample** (نمونه) is one thing that we observed: one house.
# * A **feature** (ویژگی) is a number that we know about it: its area, its age. Another name is
#   *independent variable* (متغیر مستقل).
# * The **target** (متغیر وابسته, the *dependent variable*) is what we want to predict: its price.
# * A **data set** (مجموعه داده) is a table of samples whose targets we know.
#
# **Regression** (رگرسیون) is the family of methods that estimate a *number*. In
# **classification** (دسته‌بندی) the answer is one of a few *names* instead. Here is a test that
# nearly always works: is a near miss better than a far miss? If the price is 2.0, then 2.1 is a
# better answer than 5. That is regression. If the letter is an "a", then "b" is not a better answer
# than "z". That is classification.
#
# **Sort these five** before you open the answer.
#
# 1. How many seconds will a student need to answer a question?
# 2. Is this e-mail spam?
# 3. What will the temperature be tomorrow at noon?
# 4. Which of the ten digits is in this picture?
# 5. How far has a patient's diabetes gone one year from now, on a scale from 25 to 346?
#
# <details><summary>Answer</summary>
#
# 1, 3 and 5 are regression: the answer is a number, and a near miss is better than a far one.
# 2 and 4 are classification. The digits are a trap: they look like numbers, but they are used as
# names. Reading a 3 as an 8 is no worse than reading it as a 4.
#
# </details>

# %% [markdown]
# ## 2. The model: a weighted sum
#
# **Linear regression** (رگرسیون خطی) assumes that the target is a **weighted sum** (جمع وزن‌دار) of
# the features, plus a constant:
#
# $$\text{price} = w_{\text{area}} \cdot \text{area} + w_{\text{age}} \cdot \text{age} + b$$
#
# A **weight** $w$ says how much the price changes when its feature grows by one and the other stays
# the same. The constant $b$ is the **bias**. Weights and bias together are the **parameters**
# (پارامترها): the numbers that we are free to choose.
#
# The features of sample number $i$ form a vector $\mathbf{x}^{(i)} = [x^{(i)}_1, x^{(i)}_2]^T$.
# The number in brackets is not a power; it says which sample. The small number below says which
# feature. With $d$ features the **prediction** (پیش‌بینی) for one sample is
#
# $$\hat y = w_1 x_1 + \dots + w_d x_d + b = \mathbf{w}^T \mathbf{x} + b .$$
#
# The hat on $\hat y$ means: this is what the model says. The plain $y$ is what was observed.
#
# Now write the samples as the rows of one table $X$. All predictions come out at once:
#
# $$\hat{\mathbf{y}} = X \mathbf{w} + b
# \qquad\qquad
# \underbrace{(n,)}_{\hat{\mathbf{y}}} = \underbrace{(n, d)}_{X}\,\underbrace{(d,)}_{\mathbf{w}}
# + \underbrace{\text{a number}}_{b}$$
#
# The two $d$ meet and vanish. One number for each row is left. If you are in doubt about a formula,
# write the shapes under it, as here.

# %% [markdown]
# **Before you run the next cell, write down:** with $\mathbf{w} = (0.02, -0.02)$ and
# $b = 0.4$, what is the prediction for the first house (area 63, age 13)? Do it by hand:
# $0.02 \cdot 63 - 0.02 \cdot 13 + 0.4 = \;?$

# %%
houses = np.array([[63.0, 13.0], [78.0, 2.0], [95.0, 9.0]])  # area in m², age in years
prices = np.array([1.40, 1.95, 2.12])

w_guess, b_guess = np.array([0.02, -0.02]), 0.4
guesses = predict_linear(houses, w_guess, b_guess)

print(" area   age  price  prediction")
for (area, age), price, guess in zip(houses, prices, guesses, strict=True):
    print(f"{area:5.0f} {age:5.0f} {price:6.2f} {guess:11.2f}")

assert guesses.shape == (3,)
assert agrees(guesses, [1.40, 1.92, 2.12], 2)

# %% [markdown]
# The first prediction is $1.26 - 0.26 + 0.40 = 1.40$. This guess hits two prices and misses the
# second by 0.03. Can we do better?

# %% [markdown]
# ## 3. Three equations, three unknowns
#
# We want no error at all. Each house gives one equation:
#
# $$\begin{aligned}
# 63\,w_{\text{area}} + 13\,w_{\text{age}} + b &= 1.40\\
# 78\,w_{\text{area}} + \phantom{1}2\,w_{\text{age}} + b &= 1.95\\
# 95\,w_{\text{area}} + \phantom{1}9\,w_{\text{age}} + b &= 2.12
# \end{aligned}$$
#
# Three equations and three unknowns. Subtract the first from the other two, and $b$ is gone:
#
# $$\begin{aligned}
# 15\,w_{\text{area}} - 11\,w_{\text{age}} &= 0.55\\
# 32\,w_{\text{area}} - \phantom{1}4\,w_{\text{age}} &= 0.72
# \end{aligned}$$
#
# Multiply the first by 4 and the second by 11, then subtract: $292\,w_{\text{area}} = 5.72$. So
# $w_{\text{area}} = 0.019589$. Put it back:
# $w_{\text{age}} = (15 \cdot 0.019589 - 0.55) / 11 = -0.023288$, and then $b = 0.468630$.

# %%
three_equations = np.array([[63.0, 13.0, 1.0], [78.0, 2.0, 1.0], [95.0, 9.0, 1.0]])
solution = np.linalg.solve(three_equations, prices)
w_table, b_table = solution[:2], float(solution[2])
errors = predict_linear(houses, w_table, b_table) - prices
fourth_house = np.array([[70.0, 5.0]])
fourth_price = float(predict_linear(fourth_house, w_table, b_table)[0])

print(f"w_area = {w_table[0]:.6f}   w_age = {w_table[1]:.6f}   b = {b_table:.6f}")
print(f"largest error on the three houses: {np.abs(errors).max():.1e}")
print(f"prediction for 70 m², 5 years:     {fourth_price:.2f}")

claim("L3.weights", w_table, [0.019589, -0.023288], 6)
claim("L3.bias", b_table, 0.468630, 6)
claim("L3.error", np.abs(errors).max(), between=(0, 1e-12))
assert agrees(5.72 / 292, w_table[0], 6)
assert agrees(fourth_price, 1.72, 2)


# %% [markdown]
# Every choice of $(\mathbf{w}, b)$ is a flat sheet, a **plane**, above the floor of all areas and
# ages. Its height is the predicted price. We have found the plane through three points.


# %% jupyter={"source_hidden": true}
def draw_plane_through_houses() -> Figure:
    """The three houses, the plane through them, and the fourth house on it."""
    figure = plt.figure(figsize=(7.6, 4.6))
    axes = figure.add_axes((-0.08, 0.0, 1.0, 1.0), projection="3d", computed_zorder=False)
    area, age = np.meshgrid(np.linspace(55, 100, 10), np.linspace(0, 15, 10))
    height = predict_linear(np.column_stack([area.ravel(), age.ravel()]), w_table, b_table)
    axes.plot_surface(area, age, height.reshape(area.shape), color=SKY, alpha=0.35, linewidth=0)
    for (a, g), price in zip(houses, prices, strict=True):
        axes.plot([a, a], [g, g], [0.8, price], color=GREY, linestyle=":", linewidth=1)
        axes.text(a, g, price + 0.1, f"{price:.2f}", ha="center")
    axes.scatter(*houses.T, prices, s=60, color=BLUE, depthshade=False, label="the three houses")
    axes.scatter(
        *fourth_house.T,
        fourth_price,
        s=90,
        marker="*",
        color=VERMILLION,
        depthshade=False,
        label=f"the fourth: predicted {fourth_price:.2f}",
    )
    axes.set(xlabel="area (m²)", ylabel="age (years)", zlabel="price", zlim=(0.8, 2.6))
    axes.set(xticks=[60, 70, 80, 90, 100], yticks=[0, 5, 10, 15], zticks=[1.0, 1.5, 2.0, 2.5])
    axes.view_init(elev=24, azim=-122)
    axes.set_box_aspect((1.2, 1.1, 0.8), zoom=1.0)
    figure.legend(loc="upper right")
    return figure


show(
    draw_plane_through_houses(),
    "Figure 1. Three points always lie on a plane. The star is what this plane says about a "
    "fourth house.",
    f"Three-dimensional plot over area and age. A plane passes exactly through the three prices "
    f"{', '.join(f'{p:.2f}' for p in prices)}. It rises with area ({w_table[0]:.4f} per m²) and "
    f"falls with age ({w_table[1]:.4f} per year). A star marks its value {fourth_price:.2f} at "
    "70 m² and 5 years.",
)

# %% [markdown]
# Now a small accident. Somebody types the third price with a slipped decimal point: 21.2 for 2.12.
#
# **Before you run the next cell, write down:** we solve the three equations again, with the wrong
# price. How large will the largest error be now?

# %%
slipped_prices = np.array([1.40, 1.95, 21.2])
slipped = np.linalg.solve(three_equations, slipped_prices)
slipped_errors = three_equations @ slipped - slipped_prices
slipped_fourth = float(np.array([70.0, 5.0, 1.0]) @ slipped)

print(f"largest error on the three houses: {np.abs(slipped_errors).max():.1e}")
print(f"w_area = {slipped[0]:.3f}   w_age = {slipped[1]:.3f}   b = {slipped[2]:.2f}")
print(f"prediction for 70 m², 5 years:     {slipped_fourth:.2f}")

rng = np.random.default_rng(0)
nonsense = rng.normal(size=(3, 1000))  # 1,000 columns of three invented prices
nonsense_errors = three_equations @ np.linalg.solve(three_equations, nonsense) - nonsense
print(f"largest error over 1,000 tables of invented prices: {np.abs(nonsense_errors).max():.1e}")

assert np.abs(slipped_errors).max() < 1e-10
assert agrees(slipped, [0.738, 0.957, -57.555], 3)
assert agrees(slipped_fourth, -1.09, 2)
assert np.abs(nonsense_errors).max() < 1e-10

# %% [markdown]
# The error is zero again, up to rounding. Yet the model now says that a house gets dearer with
# every year of age, and that the fourth house costs −1.09. For a thousand tables of pure invention
# the error is zero too.
#
# > **With as many unknowns as samples, the error is zero whatever the prices are. So zero error
# > is no evidence.** A test that cannot fail shows nothing.
#
# (There is one exception: the equations may contradict one another, as they do for two houses with
# the same features and different prices. Section 4 has such a pair.)
#
# To learn something, we need more samples than unknowns. Then the equations contradict one another,
# and no plane passes through all the points. That is not a defect. It is where the subject begins.

# %% [markdown]
# ## 4. Real flats, and why noise always remains
#
# We now use 1,000 flats that were for sale in Athens, with size in m², age in years and asking
# price. We keep the 965 flats of at most 200 m² and at most 400,000 euro. The price is given in
# units of 100,000 euro.


# %%
def load_flats(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Size (m²) and age (years) of each flat, (n, 2), and its price in 100,000 euro, (n,)."""
    table = np.genfromtxt(path, delimiter=",", names=True)
    kept = table[(table["size"] <= 200) & (table["price"] <= 400_000)]
    return np.column_stack([kept["size"], kept["age"]]), kept["price"] / 100_000


flats, flat_prices = load_flats(Path("../data/athens_flats.csv"))
print("features", flats.shape, " prices", flat_prices.shape)
for (size, age), price in zip(flats[:5], flat_prices[:5], strict=True):
    print(f"{size:5.0f} m² {age:4.0f} years   {price:.2f}")

assert flats.shape == (965, 2)
assert flats[0].tolist() == [74, 47] and flat_prices[0] == 0.95
assert flat_prices.shape == (965,)

# %% [markdown]
# Two of these flats have the same size, 120 m², and the same age, 49 years. One costs 62,000 euro,
# the other 360,000. A function of size and age gives *one* answer for one input. So no function can
# be right for both. Not a linear one, and not the largest neural network either. The best single
# answer lies in the middle, and it misses both by 149,000 euro.
#
# How many such flats are there? The next cell groups the flats of equal size and age. Then it
# lets an unfair opponent play: for each group it already knows the prices and answers their
# mean. We measure the **mean squared error**, which Section 5 explains.

# %%
twins = flat_prices[(flats == [120, 49]).all(axis=1)]
_, group, group_size = np.unique(flats, axis=0, return_inverse=True, return_counts=True)
group = group.ravel()
group_mean = np.bincount(group, weights=flat_prices) / group_size
shared = (group_size > 1)[group]  # flats that have at least one twin

best_possible = mean_squared_error(flat_prices[shared], group_mean[group][shared])
print(f"prices of the two flats of 120 m² and 49 years: {twins}")
print(f"{shared.sum()} flats share size and age with another, in {(group_size > 1).sum()} groups")
print(f"mean squared error of the unfair opponent on them: {best_possible:.3f}")

claim("L6.twins", twins, [0.62, 3.60])
assert agrees(np.abs(twins - twins.mean()), 1.49, 2)
assert shared.sum() == 343 and (group_size > 1).sum() == 139
assert agrees(best_possible, 0.115, 3)

# %% [markdown]
# Even with knowledge of the answers, the error on these 343 flats stays at 0.115. This rest is
# called **noise** (نویز). It may be a mistake in a measurement. Or it is simply what the features
# do not say: the floor, the view, the kitchen, the hopes of the owner.
#
# So the right model does not reproduce the data. It leaves the noise over. And because no line hits
# all points, we need a rule that says which line is *less wrong* than another.

# %% [markdown]
# ## 5. The loss: how wrong is a line?
#
# A **loss function** (تابع ضرر) measures the distance between the observed values and the predicted
# ones. We use the **squared error** (مربع خطا). For one sample and for the whole set:
#
# $$l^{(i)}(\mathbf{w}, b) = \left(\hat y^{(i)} - y^{(i)}\right)^2
# \qquad\qquad
# L(\mathbf{w}, b) = \frac{1}{n}\sum_{i=1}^{n} l^{(i)}(\mathbf{w}, b)$$
#
# $L$ is the **mean squared error**, MSE for short. Three facts about it:
#
# * It is never negative, because a square never is.
# * It is zero only if every prediction is exact. (Then look at Section 3 again before you
#   celebrate.)
# * Its unit is the square of the target's unit. Its root is back in the unit of the target.
#
# The difference $r^{(i)} = y^{(i)} - \hat y^{(i)}$ is the **residual**: what is left over. In the
# next figure each residual is a stick. The loss is the mean of the squared lengths of the sticks.
# We use one feature, the size, so that the model is a line that we can draw.

# %%
sizes = flats[:, :1]  # one column: still a table, (965, 1)
w_size, b_size = normal_equation(sizes, flat_prices)  # a closed box until Section 6
mse_fit = mean_squared_error(flat_prices, predict_linear(sizes, w_size, b_size))
mse_flat_line = mean_squared_error(flat_prices, np.full(965, flat_prices.mean()))

print(f"always the mean price {flat_prices.mean():.3f}:        MSE {mse_flat_line:.3f}")
print(f"price = {w_size[0]:.5f} size + ({b_size:.3f}):  MSE {mse_fit:.3f}")

assert agrees(flat_prices.mean(), 1.009, 3) and agrees(mse_flat_line, 0.605, 3)
assert agrees(w_size, 0.01591, 5) and agrees(b_size, -0.229, 3) and agrees(mse_fit, 0.389, 3)


# %% jupyter={"source_hidden": true}
def draw_residual_sticks(chosen: np.ndarray) -> Figure:
    """The chosen flats with a constant answer (left) and the best line (right)."""
    figure, panels = plt.subplots(1, 2, figsize=(9.4, 4.2), sharey=True, layout="constrained")
    x, y = sizes[chosen], flat_prices[chosen]
    grid = np.array([[20.0], [190.0]])
    lines = [
        ("always the mean price", np.zeros(1), flat_prices.mean(), mse_flat_line),
        ("the best line", w_size, b_size, mse_fit),
    ]
    for axes, (name, w, b, mse) in zip(panels, lines, strict=True):
        axes.vlines(
            x[:, 0], y, predict_linear(x, w, b), color=VERMILLION, linewidth=1.6, label="residual"
        )
        axes.plot(grid[:, 0], predict_linear(grid, w, b), color=BLACK, label="prediction")
        axes.scatter(x[:, 0], y, color=BLUE, s=28, zorder=3, label="flat")
        axes.set(xlabel="size (m²)", title=f"{name}: MSE of all 965 flats {mse:.3f}")
    panels[0].set_ylabel("price (100,000 euro)")
    panels[1].legend(loc="upper left")
    return figure


chosen_flats = np.random.default_rng(3).choice(965, size=28, replace=False)
show(
    draw_residual_sticks(chosen_flats),
    "Figure 2. Each red stick is a residual. A better line has shorter sticks, on the average of "
    "their squares. 28 of the 965 flats are drawn.",
    f"Two scatter plots of price against size for {len(chosen_flats)} flats, with a vertical stick "
    f"from each point to the prediction. Left: a horizontal line at {flat_prices.mean():.2f}, mean "
    f"squared error {mse_flat_line:.3f}. Right: a rising line of slope {w_size[0]:.4f}, mean "
    f"squared error {mse_fit:.3f}.",
)

# %% [markdown]
# ### One loss, one convention
#
# The same idea is written in several ways. They differ by a constant factor, so they have the same
# best line. But their values differ, and so do their gradients. Mixing them up is the most common
# way to get a number wrong by a factor of 2 or $n$.
#
# | Name | Formula | For the guess of Section 2 |
# |---|---|---:|
# | sum of squared errors, SSE | $\sum_i (\hat y^{(i)} - y^{(i)})^2$ | 0.0009 |
# | **mean squared error, MSE (ours)** | $\frac1n\sum_i (\hat y^{(i)} - y^{(i)})^2$ | **0.0003** |
# | half of it | $\frac1n\sum_i \frac12(\hat y^{(i)} - y^{(i)})^2$ | 0.00015 |
#
# You can check the column by hand: the three errors are 0, −0.03 and 0.
#
# > **Remark on the slide.** The loss appears without a factor 1/2, then with 1/2, then without the
# > $\frac1n$. Each is a fair definition, but one course needs one. Ours is the mean, without 1/2.
# > Its derivative then carries a 2. "The gradient is prediction minus truth" is only true with
# > the 1/2.

# %%
mse_guess = mean_squared_error(prices, guesses)
print(f"SSE {3 * mse_guess:.4f}   MSE {mse_guess:.4f}   half of it {mse_guess / 2:.5f}")

assert agrees(guesses - prices, [0, -0.03, 0], 12)
claim("L8.three", [3 * mse_guess, mse_guess, mse_guess / 2], [0.0009, 0.0003, 0.00015], 12)

# %% [markdown]
# ### The best parameters are the bottom of a bowl
#
# We look for the parameters with the smallest loss. This search is called **optimisation**
# (بهینه‌سازی):
#
# $$\mathbf{w}^*, b^* = \arg\min_{\mathbf{w},\, b} L(\mathbf{w}, b)$$
#
# **min** is the smallest *value* of the loss. **arg min** is the *place* where it is reached: the
# parameters. For the line above, the min is 0.389, and the arg min is $(0.01591, -0.229)$.
#
# A line has two parameters, so we can draw the loss above the floor of all pairs $(w, b)$.
#
# **Before you run the next cell, write down:** the lines of equal loss will be ellipses. Will they
# lie straight along the axes, or tilted? Hint: suppose that you make $w$ a little larger than the
# best one. All predictions rise. What should $b$ do to help?

# %%
slopes = np.linspace(w_size[0] - 0.02, w_size[0] + 0.02, 61)
biases = np.linspace(b_size - 1.6, b_size + 1.6, 61)
loss_grid = np.array(
    [
        [mean_squared_error(flat_prices, predict_linear(sizes, [w], b)) for w in slopes]
        for b in biases
    ]
)
lowest_bias, lowest_slope = np.unravel_index(loss_grid.argmin(), loss_grid.shape)


def best_bias_for(slope: float) -> float:
    """The bias with the smallest loss for this slope: the mean of what the slope leaves over."""
    return float(np.mean(flat_prices - predict_linear(sizes, [slope], 0.0)))


tilt = (best_bias_for(w_size[0] + 0.01) - b_size) / 0.01
print(f"lowest point of the grid: w = {slopes[lowest_slope]:.5f}, b = {biases[lowest_bias]:.3f}")
print(f"change of the best b for each 1 of w: {tilt:.1f};  mean size {sizes.mean():.1f} m²")

assert agrees(slopes[lowest_slope], w_size, 5) and agrees(biases[lowest_bias], b_size, 3)
assert agrees(tilt, -77.8, 1) and agrees(tilt, -sizes.mean(), 8)


# %% jupyter={"source_hidden": true}
def draw_bowl() -> Figure:
    """The loss of the line over its two parameters, as a bowl and as a map."""
    figure = plt.figure(figsize=(9.6, 4.3))
    bowl = figure.add_axes((0.0, 0.0, 0.47, 0.98), projection="3d")
    w, b = np.meshgrid(slopes, biases)
    bowl.plot_surface(w, b, loss_grid, cmap="cividis", rcount=40, ccount=40)
    bowl.set(xlabel="w", ylabel="b", zlabel="MSE", xticks=[0.0, 0.015, 0.03], yticks=[-1.5, 0, 1])
    bowl.view_init(elev=32, azim=-60)
    bowl.set_box_aspect((1, 1, 0.75), zoom=0.88)

    chart = figure.add_axes((0.57, 0.13, 0.41, 0.77))
    levels = [0.4, 0.45, 0.6, 1.0, 2.0, 4.0, 8.0]
    lines = chart.contour(slopes, biases, loss_grid, levels=levels, colors=BLUE)
    chart.clabel(lines, levels[1:], fmt="%g", fontsize=8)
    chart.plot(
        slopes,
        b_size - sizes.mean() * (slopes - w_size[0]),
        color=VERMILLION,
        linestyle="--",
        label="best b for each w",
    )
    chart.plot(
        w_size[0],
        b_size,
        marker="*",
        color=VERMILLION,
        markersize=14,
        linestyle="none",
        label="arg min",
    )
    chart.set(
        xlabel="w (100,000 euro per m²)",
        ylabel="b (100,000 euro)",
        ylim=(biases[0], biases[-1]),
        title="lines of equal MSE",
    )
    chart.legend(loc="upper right")
    return figure


show(
    draw_bowl(),
    "Figure 3. The loss is a bowl with one bottom. The bowl is a long, tilted valley: a larger w "
    "can almost be made good by a smaller b.",
    f"Left: the mean squared error over w and b is a smooth bowl, between {loss_grid.min():.2f} "
    f"and {loss_grid.max():.1f}. Right: the same as a map; the ellipses of equal loss are long and "
    f"tilted. The lowest point is at w = {w_size[0]:.4f}, b = {b_size:.3f}, and along the valley b "
    f"falls by about {sizes.mean():.0f} when w grows by 1.",
)

# %% [markdown]
# The valley is tilted. If $w$ grows by 1, all predictions grow by their size, on average by 77.8.
# So $b$ has to fall by 77.8 to keep the predictions in the middle of the prices. The long, narrow
# shape will matter in Session 2, when we walk down into the valley step by step. Today we jump.

# %% [markdown]
# ## 6. The normal equations
#
# ### The bias becomes one more weight
#
# First a trick that shortens every formula. Append a 1 to each sample, and append $b$ to the
# weights:
#
# $$\mathbf{w}^T\mathbf{x} + b =
# \begin{bmatrix} \mathbf{w}^T & b \end{bmatrix}
# \begin{bmatrix} \mathbf{x} \\ 1 \end{bmatrix}
# \qquad\Longrightarrow\qquad
# X\mathbf{w} + b = A\boldsymbol\theta
# \quad\text{with}\quad
# A = [X \;\; \mathbf{1}],\;
# \boldsymbol\theta = \begin{bmatrix} \mathbf{w} \\ b \end{bmatrix}$$
#
# $A$ has the shape $(n, d+1)$. Its last column is all ones, and the last entry of
# $\boldsymbol\theta$ (theta) is the bias. Nothing has changed but the notation.

# %%
A_houses = add_bias_column(houses)
theta_guess = np.array([0.02, -0.02, 0.4])
print(A_houses)
print("A theta =", A_houses @ theta_guess)

assert np.array_equal(A_houses, three_equations)
assert agrees(A_houses @ theta_guess, predict_linear(houses, w_guess, b_guess), 12)

# %% [markdown]
# ### The gradient, one step at a time
#
# The sum of squared errors is now the squared length of one vector:
#
# $$S(\boldsymbol\theta) = \sum_{i=1}^n \left( (A\boldsymbol\theta)^{(i)} - y^{(i)} \right)^2
# = \lVert A\boldsymbol\theta - \mathbf{y} \rVert^2$$
#
# We leave out the $\frac1n$ for a moment. It does not move the bottom.
#
# At the bottom the loss does not change when we move a little. So all its derivatives (مشتق) are
# zero. Take the derivative by one parameter $\theta_j$:
#
# 1. The derivative of one square $e^2$ is $2e$ times the derivative of $e$.
# 2. Here $e^{(i)} = \sum_k A_{ik}\theta_k - y^{(i)}$. Its derivative by $\theta_j$ is $A_{ij}$.
# 3. So $\dfrac{\partial S}{\partial \theta_j} = \sum_{i=1}^n 2\, e^{(i)} A_{ij}$.
# 4. A sum over the rows $i$ of column $j$: that is row $j$ of $A^T$ times the vector $\mathbf{e}$.
#
# Put the derivatives for all $j$ below one another. This vector is the **gradient** (گرادیان):
#
# $$\nabla S(\boldsymbol\theta) = 2 A^T (A\boldsymbol\theta - \mathbf{y})$$
#
# Check the shapes: $(d+1, n)$ times $(n,)$ gives $(d+1,)$, one number for each parameter. The
# gradient always has the shape of what it is the gradient of.
#
# > **Remark on the slide.** The gradient is printed as $2X^T(\mathbf{y} - X\mathbf{w})$. The sign
# > is wrong: it should be $2X^T(X\mathbf{w} - \mathbf{y})$. For finding the bottom this does no
# > harm, since minus zero is zero. But a walk *against* the slide's gradient goes up the hill.
#
# Do not take our word for it. For the guess of Section 2 the errors are $(0, -0.03, 0)$, so only
# the second house counts: the gradient is
# $2 \cdot (-0.03) \cdot (78, 2, 1) = (-4.68, -0.12, -0.06)$.
#
# The next cell measures the slopes without any formula. It moves one parameter a little up and a
# little down, and divides the change of $S$ by the distance. This is a **central difference**.


# %%
def squared_length_of_error(theta: np.ndarray) -> float:
    """S(theta): the sum of squared errors on the three houses."""
    return 3 * mean_squared_error(prices, A_houses @ theta)


def measured_slope(j: int, h: float = 1e-6) -> float:
    """The slope of S at the guess along parameter j, by a central difference."""
    step = h * np.eye(3)[j]
    up = squared_length_of_error(theta_guess + step)
    down = squared_length_of_error(theta_guess - step)
    return (up - down) / (2 * h)


error_vector = A_houses @ theta_guess - prices
gradient = 2 * A_houses.T @ error_vector
slide_gradient = 2 * A_houses.T @ (prices - A_houses @ theta_guess)
measured = np.array([measured_slope(j) for j in range(3)])

print("measured          ", measured.round(4))
print("2 Aᵀ(A theta − y) ", gradient.round(4))
print("the slide's       ", slide_gradient.round(4))

start = squared_length_of_error(theta_guess)
after_ours = squared_length_of_error(theta_guess - 1e-5 * gradient)
after_slide = squared_length_of_error(theta_guess - 1e-5 * slide_gradient)
print(f"S at the guess {start:.6f}; one small step against our gradient {after_ours:.6f},")
print(f"against the slide's {after_slide:.6f}")

assert agrees(gradient, [-4.68, -0.12, -0.06], 12)
assert np.abs(measured - gradient).max() < 1e-6
assert agrees(slide_gradient, -gradient, 12)
assert after_ours < start < after_slide
claim("L10.walk", [start, after_ours, after_slide], [0.000900, 0.000723, 0.001161], 6)

# %% [markdown]
# ### Set it to zero
#
# $$2A^T(A\boldsymbol\theta^* - \mathbf{y}) = 0
# \qquad\Longleftrightarrow\qquad
# \boxed{A^T A\,\boldsymbol\theta^* = A^T\mathbf{y}}$$
#
# These are the **normal equations**: $d+1$ linear equations for $d+1$ unknowns, however many
# samples there are.
#
# ### What the equations mean: a shadow
#
# Look at them again: $A^T(\mathbf{y} - A\boldsymbol\theta^*) = A^T \mathbf{r} = 0$. Each row of
# $A^T$ is a column of $A$. So **the residual is at a right angle to every column of $A$**. "Normal"
# is an old word for "at a right angle".
#
# Here is the picture. Think of the $n$ observed values as *one arrow* $\mathbf{y}$ in a space of
# $n$ dimensions. The vector $A\boldsymbol\theta$ is a mixture of the columns of $A$. All these
# mixtures together form a flat surface through the origin. We cannot leave the surface, and
# $\mathbf{y}$ is usually not on it. The nearest point on the surface is straight below
# $\mathbf{y}$: its shadow, when the light shines at a right angle to the surface. This is the
# **projection** of $\mathbf{y}$.
#
# With three samples we can draw the space. Take $x = 0, 1, 2$ and $y = 0, 2, 1$, one feature and
# the bias. The columns are $\mathbf{a}_1 = (0, 1, 2)$ and $\mathbf{a}_2 = (1, 1, 1)$. The normal
# equations are
#
# $$\begin{bmatrix} 5 & 3 \\ 3 & 3 \end{bmatrix}
# \begin{bmatrix} w \\ b \end{bmatrix} =
# \begin{bmatrix} 4 \\ 3 \end{bmatrix}
# \qquad\Longrightarrow\qquad w = \tfrac12,\; b = \tfrac12 .$$
#
# The predictions are $(0.5, 1, 1.5)$ and the residual is $(-0.5, 1, -0.5)$.
#
# **Before you run the next cell, write down:** the residual times column $\mathbf{a}_1$, entry by
# entry, added up. And the same for $\mathbf{a}_2$.

# %%
x_toy, y_toy = np.array([[0.0], [1.0], [2.0]]), np.array([0.0, 2.0, 1.0])
A_toy = add_bias_column(x_toy)
w_toy, b_toy = normal_equation(x_toy, y_toy)
shadow = predict_linear(x_toy, w_toy, b_toy)
residual = y_toy - shadow

print("AᵀA =", (A_toy.T @ A_toy).tolist(), "  Aᵀy =", (A_toy.T @ y_toy).tolist())
print(f"w = {w_toy[0]:.2f}, b = {b_toy:.2f}; prediction {shadow.round(2)}")
print(f"residual {residual.round(2)}")
print("residual · a1 and residual · a2:", np.abs(A_toy.T @ residual).round(12))

assert np.array_equal(A_toy.T @ A_toy, [[5, 3], [3, 3]])
assert np.array_equal(A_toy.T @ y_toy, [4, 3])
assert agrees([w_toy[0], b_toy], 0.5, 12)
assert agrees(shadow, [0.5, 1.0, 1.5], 12) and agrees(residual, [-0.5, 1.0, -0.5], 12)
assert np.abs(A_toy.T @ residual).max() < 1e-12


# %% jupyter={"source_hidden": true}
def draw_projection() -> Figure:
    """The arrow y, its projection on the plane of the columns, and the residual."""
    figure = plt.figure(figsize=(8.6, 5.4))
    axes = figure.add_axes((-0.06, -0.04, 0.84, 1.08), projection="3d", computed_zorder=False)
    upright = [0, 2, 1]  # sample 2 goes upwards: then the plane lies like a floor
    corners = np.array([[-0.25, -0.3], [1.1, -0.3], [1.1, 1.2], [-0.25, 1.2]]) @ A_toy.T
    triangles = [[0, 1, 2], [0, 2, 3]]
    axes.plot_trisurf(
        *corners[:, upright].T, triangles=triangles, color=SKY, alpha=0.35, shade=False
    )
    origin = np.zeros(3)
    arrows = [
        (origin, A_toy[:, 0], GREEN, "column a₁ = (0, 1, 2)", "-"),
        (origin, A_toy[:, 1], ORANGE, "column a₂ = (1, 1, 1)", "-"),
        (origin, y_toy, BLACK, "y = (0, 2, 1)", "-"),
        (origin, shadow, BLUE, "prediction (0.5, 1, 1.5)", "-"),
        (shadow, residual, VERMILLION, "residual (−0.5, 1, −0.5)", "--"),
    ]
    for start, arrow, colour, name, style in arrows:
        axes.quiver(
            *start[upright],
            *arrow[upright],
            color=colour,
            linestyle=style,
            label=name,
            linewidth=2.4,
            arrow_length_ratio=0.1,
        )
    back = -0.17 * shadow / np.linalg.norm(shadow)
    up = 0.17 * residual / np.linalg.norm(residual)
    right_angle = np.array([shadow + back, shadow + back + up, shadow + up])
    axes.plot(*right_angle[:, upright].T, color=BLACK, linewidth=1)
    axes.set(xlabel="sample 1", ylabel="sample 3", zlabel="sample 2")
    axes.set(xlim=(-0.4, 1.3), ylim=(-0.6, 3.3), zlim=(-0.6, 2.3))
    axes.set(xticks=[0, 1], yticks=[0, 1, 2, 3], zticks=[0, 1, 2])
    axes.view_init(elev=21, azim=17)
    axes.set_box_aspect((1.7, 3.9, 2.9), zoom=1.0)
    figure.legend(loc="upper right", fontsize=10)
    return figure


show(
    draw_projection(),
    "Figure 4. Three samples are one arrow y in three dimensions. The model can only reach the "
    "blue surface. The best prediction is the point straight below y; the residual stands on the "
    "surface at a right angle.",
    f"Arrows in three dimensions, one axis for each sample. The columns (0, 1, 2) and (1, 1, 1) "
    f"span a plane through the origin. The arrow y = (0, 2, 1) points out of the plane. Its "
    f"projection is {tuple(shadow.round(2).tolist())}; a dashed arrow, the residual "
    f"{tuple(residual.round(2).tolist())}, joins it to y at a right angle.",
)

# %% [markdown]
# Both products are zero: $(-0.5)\cdot 0 + 1 \cdot 1 + (-0.5) \cdot 2 = 0$ and $-0.5 + 1 - 0.5 = 0$.
# The second one says something useful: if the model has a bias, **the residuals of the samples that
# it was fitted to always add up to zero**.
#
# ### Is it really the bottom, and is there only one?
#
# Move from $\boldsymbol\theta^*$ by any $\boldsymbol\delta$ (delta). The prediction moves by
# $A\boldsymbol\delta$, which lies in the surface. The residual stands at a right angle to the
# surface, so Pythagoras applies:
#
# $$S(\boldsymbol\theta^* + \boldsymbol\delta)
# = \lVert \mathbf{r} - A\boldsymbol\delta \rVert^2
# = \lVert \mathbf{r} \rVert^2 + \lVert A\boldsymbol\delta \rVert^2$$
#
# The loss never gets smaller than $\lVert \mathbf{r} \rVert^2$. So this is the bottom. It is the
# *only* one if $A\boldsymbol\delta$ is zero for no $\boldsymbol\delta$ but zero: if no column of
# $A$ is a mixture of the others. Such columns are called **independent**. The slides take this for
# granted.
#
# ### The pseudo-inverse
#
# If the columns are independent, $A^TA$ has an inverse, and we may write
#
# $$\boldsymbol\theta^* = (A^TA)^{-1}A^T\,\mathbf{y} = A^\dagger\,\mathbf{y}.$$
#
# $A^\dagger$ is the **pseudo-inverse** of $A$. It does half of what an inverse does. From one side,
# $A^\dagger A = I$. From the other side, $A A^\dagger$ is not $I$, but the projection on the
# surface: it turns $\mathbf{y}$ into its shadow. If $A$ happens to be square, as for the three
# houses, $A^\dagger$ is the ordinary inverse. That is why a wrong program that calls `inv(A)`
# passes the test on three houses and fails on four.

# %%
pinv_toy = np.linalg.pinv(A_toy)
print("A†A =", pinv_toy.shape, "@", A_toy.shape, "=", (pinv_toy @ A_toy).round(6).tolist())
print("A A† y =", (A_toy @ pinv_toy @ y_toy).round(6), "  (the shadow)")

assert agrees(pinv_toy @ A_toy, np.eye(2), 12)
assert agrees(A_toy @ pinv_toy @ y_toy, shadow, 12)
assert not np.allclose(A_toy @ pinv_toy, np.eye(3))
assert agrees(np.linalg.pinv(A_houses), np.linalg.inv(A_houses), 9)

for delta in np.random.default_rng(1).normal(size=(100, 2)):  # Pythagoras, in 100 directions
    moved = np.sum((y_toy - A_toy @ (np.array([w_toy[0], b_toy]) + delta)) ** 2)
    assert math.isclose(moved, np.sum(residual**2) + np.sum((A_toy @ delta) ** 2))

# %% [markdown]
# ### A warning about computers: the condition number
#
# The formula is short. As a program it has two weak points.
#
# **The first: small changes grow.** Raise the price of the second house by one per cent, from 1.95
# to 1.9695. The weight of the age then changes by nine per cent. The **condition number** of a
# matrix says how much worse it can get. A relative change of $\mathbf{y}$ can grow by this factor,
# at the most, on the way to $\boldsymbol\theta$. (Relative change: the length of the change divided
# by the length of the vector.) For $A = [X\;\mathbf{1}]$ of the three houses it is 582.
#
# **The second: $A^TA$ squares it.** For $A^TA$ of the same table, a 3 × 3 matrix, the condition
# number is 338,224, or $3.4 \cdot 10^5$. A `float64` carries about 16 digits, and a condition
# number of $10^k$ can cost $k$ of them. So we lose up to 2.8 digits with $A$, and 5.5 with $A^TA$.
# Good programs therefore solve the least-squares problem from $A$ and never form $A^TA$.

# %%
raised = np.array([1.40, 1.9695, 2.12])
theta_raised = np.linalg.solve(A_houses, raised)
change_of_age_weight = theta_raised[1] / solution[1] - 1
growth = (np.linalg.norm(theta_raised - solution) / np.linalg.norm(solution)) / (
    np.linalg.norm(raised - prices) / np.linalg.norm(prices)
)
cond_A = np.linalg.cond(A_houses)
cond_AtA = np.linalg.cond(A_houses.T @ A_houses)

print(f"one price +1 %: the weight of the age changes by {change_of_age_weight:.1%}")
print(f"relative change of y grew by a factor {growth:.0f}; the bound is {cond_A:.0f}")
print(f"cond(A) = {cond_A:.1f}   cond(AᵀA) = {cond_AtA:,.0f}   cond(A)² = {cond_A**2:,.0f}")

assert agrees(change_of_age_weight, 0.09, 2)
assert agrees(growth, 16, 0) and growth <= cond_A
assert agrees(cond_A, 582, 0)
claim("L10.condition", cond_AtA, 338_224, 0)
assert math.isclose(cond_AtA, cond_A**2, rel_tol=1e-6)
assert agrees(np.log10([cond_A, cond_AtA]), [2.8, 5.5], 1)

# %% [markdown]
# **If two columns say the same thing, the inverse does not exist.** Suppose that a table gives the
# area twice, once in m² and once in square feet. Then infinitely many parameters are equally good:
# you can take weight from one column and give it to the other. $A^TA$ has no inverse. There is
# still a best *prediction*, though, and it is unique. The pseudo-inverse picks, of all the best
# parameters, the ones of the smallest length. The course's `normal_equation` does the same.

# %%
square_feet = flats[:, 0] * 10.7639
doubled = np.column_stack([flats, square_feet])
A_doubled = add_bias_column(doubled)
w_doubled, b_doubled = normal_equation(doubled, flat_prices)
w_flats, b_flats = normal_equation(flats, flat_prices)
difference = predict_linear(doubled, w_doubled, b_doubled) - predict_linear(flats, w_flats, b_flats)

print(f"columns of A: {A_doubled.shape[1]}, independent ones: {np.linalg.matrix_rank(A_doubled)}")
print(f"weights for m², age, square feet: {w_doubled.round(5)}")
print(f"largest difference of the predictions: {np.abs(difference).max():.1e}")

assert A_doubled.shape[1] == 4 and np.linalg.matrix_rank(A_doubled) == 3
assert np.abs(difference).max() < 1e-9
# The two area weights together say the same as the single one did:
assert math.isclose(w_doubled[0] + 10.7639 * w_doubled[2], w_flats[0], rel_tol=1e-9)
# Smallest length: at a right angle to the direction in which weight can be traded.
assert abs(w_doubled @ [10.7639, 0.0, -1.0]) < 1e-9
assert agrees(w_doubled, [0.00014, -0.01537, 0.00145], 5)

# %% [markdown]
# ### The price of a flat in Athens
#
# Now the slides' question, on real data. How does the price depend on area and age?
#
# One more word: **R²** ("R squared") says how much better the model is than always answering the
# mean $\bar y$:
#
# $$R^2 = 1 - \frac{\sum_i (y^{(i)} - \hat y^{(i)})^2}{\sum_i (y^{(i)} - \bar y)^2}$$
#
# It is 1 for a perfect model, 0 for one that is as good as the mean, and below 0 for one that is
# worse.

# %%
flat_model = LinearRegression().fit(flats, flat_prices)
flat_residuals = flat_prices - flat_model.predict(flats)
flat_mse = mean_squared_error(flat_prices, flat_model.predict(flats))
r2_size, r2_both = 1 - mse_fit / mse_flat_line, flat_model.score(flats, flat_prices)
opening = float(flat_model.predict(fourth_house)[0])

print(f"price = {flat_model.w[0]:.5f} size + ({flat_model.w[1]:.5f}) age + {flat_model.b:.3f}")
print(f"R² with the size alone {r2_size:.3f}, with size and age {r2_both:.3f}")
print(f"MSE {flat_mse:.3f}, its root {math.sqrt(flat_mse):.3f}")
print(f"70 m², 5 years: {opening:.2f}")
right_angle = np.abs(add_bias_column(flats).T @ flat_residuals).max()
print(f"residual · each column: at most {right_angle:.0e}")

assert agrees(flat_model.w, [0.01580, -0.01537], 5) and agrees(flat_model.b, 0.296, 3)
assert agrees(r2_size, 0.357, 3) and agrees(r2_both, 0.495, 3)
assert agrees(flat_mse, 0.305, 3) and agrees(math.sqrt(flat_mse), 0.553, 3)
assert agrees(opening, 1.33, 2)
assert right_angle < 1e-8

# %% [markdown]
# In words, for these flats:
#
# * one square metre more goes with 1,580 euro more, at equal age;
# * one year older goes with 1,537 euro less, at equal size;
# * $b = 0.296$ would be the price of a new flat of 0 m². There is no such flat, so do not read a
#   meaning into it. It only sets the height of the plane.
#
# The root of the MSE is 0.553, so a typical error is 55,000 euro. That is large. The model
# explains about half of the variation ($R^2 = 0.495$). The rest is noise, or structure that a
# weighted sum of these two features cannot express.
#
# "Goes with" is not "causes". And one honest remark: we left out the dearest flats, so we chose
# samples by looking at their *target*. That changes the plane. The numbers hold for the flats that
# were kept, and for no others.

# %% [markdown]
# ## 7. The real goal: a new sample
#
# Nobody needs a prediction for flats whose price is known. The goal is to predict well for a **new
# sample from the same distribution**. That is a flat of the same city, market and time, which was
# not in the table.
#
# We cannot see the future, but we can play it. Put some samples aside *before* fitting. The samples
# that we fit to are the **training set** (داده آموزش). The others are the **test set** (داده
# آزمون). They play the part of the future.
#
# Now we can answer the opening question with real flats. We fit the plane to $n$ flats chosen at
# random, and measure the typical error (the root of the MSE) on these and on all the others. To see
# more than one lucky or unlucky choice, we do it 100 times for each $n$.


# %%
def split_indices(n: int, n_train: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Random indices of the training set and of the test set; none is in both."""
    order = np.random.default_rng(seed).permutation(n)
    return order[:n_train], order[n_train:]


def typical_errors(n_train: int, seed: int) -> tuple[float, float]:
    """The root of the MSE on the n_train flats that were fitted, and on all the others."""
    train, test = split_indices(len(flats), n_train, seed)
    model = LinearRegression().fit(flats[train], flat_prices[train])
    on_train = mean_squared_error(flat_prices[train], model.predict(flats[train]))
    on_test = mean_squared_error(flat_prices[test], model.predict(flats[test]))
    return math.sqrt(on_train), math.sqrt(on_test)


train_sizes = [3, 5, 10, 30, 100, 300]
typical = np.array([[typical_errors(n, seed) for seed in range(100)] for n in train_sizes])
low, middle, high = np.quantile(typical, [0.1, 0.5, 0.9], axis=1)  # each (sizes, 2)

print("flats fitted   error on them   error on the others (median, 10 % … 90 %)")
for k, n in enumerate(train_sizes):
    print(f"{n:8} {middle[k, 0]:15.2f} {middle[k, 1]:15.2f}   {low[k, 1]:.2f} … {high[k, 1]:.2f}")

# Bands, not exact values: another generator would draw other flats.
assert middle[0, 0] < 1e-9 and middle[0, 1] > 0.8
assert 0.5 < middle[-1, 0] < 0.6 and 0.5 < middle[-1, 1] < 0.6
assert np.all(np.diff(middle[:, 1]) < 0.02)
always_the_mean = math.sqrt(mse_flat_line)
worse_than_mean = np.mean(typical[0, :, 1] > always_the_mean)
print(f"three flats: worse than always answering the mean in {worse_than_mean:.0%} of the choices")
assert agrees(always_the_mean, 0.78, 2) and 0.6 < worse_than_mean < 0.85


# %% jupyter={"source_hidden": true}
def draw_errors_against_size() -> Figure:
    """Training and test error against the number of flats fitted, with the spread."""
    figure, axes = plt.subplots(figsize=(7.4, 4.2), layout="constrained")
    names = [("on the flats fitted", BLUE, "o"), ("on all other flats", VERMILLION, "s")]
    for k, (name, colour, marker) in enumerate(names):
        axes.fill_between(train_sizes, low[:, k], high[:, k], color=colour, alpha=0.18, linewidth=0)
        axes.plot(train_sizes, middle[:, k], color=colour, marker=marker, label=name)
    axes.axhline(always_the_mean, color=BLACK, linestyle=":", label="always the mean price")
    axes.set(
        xscale="log",
        ylim=(-0.04, 2.5),
        xlabel="number of flats fitted (log scale)",
        ylabel="typical error (100,000 euro)",
    )
    axes.set_xticks(train_sizes, [str(n) for n in train_sizes])
    axes.minorticks_off()
    axes.legend()
    return figure


show(
    draw_errors_against_size(),
    "Figure 5. Lines: medians of 100 random choices. Bands: 10 % to 90 % of them (the upper band "
    "leaves the picture on the left). With three flats the training error is zero and the plane is "
    "useless.",
    "Typical error against the number of flats fitted: "
    + "; ".join(
        f"n = {n}: {middle[k, 0]:.2f} on the flats fitted, {middle[k, 1]:.2f} on the others"
        for k, n in enumerate(train_sizes)
    )
    + f". Always answering the mean gives {always_the_mean:.2f}.",
)

# %% [markdown]
# So the answer to the opening question is **no**. A plane through three flats is perfect on its own
# three. On the other flats it is usually worse than not looking at the flat at all: worse than
# always answering the mean price, which errs by 0.78. With more samples the training error goes
# *up* and the test error goes *down*. They meet near 0.55. The training error alone would have told
# you to use three flats.

# %% [markdown]
# ### One feature or ten: the diabetes data
#
# The second data set describes 442 patients with diabetes. The target says how far the disease has
# gone one year later. There are ten features: age, sex, body mass index (bmi), blood pressure and
# six blood values. We split: 331 patients for training, 111 for testing. First the bmi alone, then
# all ten features.
#
# **Before you run the next cell, write down two answers.** Which $R^2$ will be higher on the test
# patients, with one feature or with ten? And will the test $R^2$ be below the training $R^2$ in
# *every* split?

# %%
diabetes = load_diabetes()
patients, progression = diabetes.data, diabetes.target
feature_sets = {"bmi alone": patients[:, [2]], "ten features": patients}


def train_and_test_score(X: np.ndarray, seed: int) -> tuple[float, float]:
    """R² on the training patients and on the test patients of one split."""
    train, test = split_indices(442, 331, seed)
    model = LinearRegression().fit(X[train], progression[train])
    return model.score(X[train], progression[train]), model.score(X[test], progression[test])


scores = {
    name: np.array([train_and_test_score(X, seed) for seed in range(100)])
    for name, X in feature_sets.items()
}
for name, score in scores.items():
    print(f"{name:12}  training R² {score[:, 0].mean():.2f} ± {score[:, 0].std():.2f}", end="")
    print(f"   test R² {score[:, 1].mean():.2f} ± {score[:, 1].std():.2f}", end="")
    print(f"  (from {score[:, 1].min():.2f} to {score[:, 1].max():.2f})")
ten_wins = int(np.sum(scores["ten features"][:, 1] > scores["bmi alone"][:, 1]))
test_above_train = int(np.sum(scores["ten features"][:, 1] > scores["ten features"][:, 0]))
print(f"splits of 100 in which ten features beat one on the test set: {ten_wins}")
print(f"splits of 100 in which its test R² is above its training R²: {test_above_train}")

assert patients.shape == (442, 10) and diabetes.feature_names[2] == "bmi"
assert (progression.min(), progression.max()) == (25, 346)
# Bands over 100 splits.
assert 0.27 < scores["bmi alone"][:, 1].mean() < 0.37
claim("L5.new", scores["ten features"][:, 1].mean(), between=(0.43, 0.53))
assert scores["ten features"][:, 0].mean() > scores["ten features"][:, 1].mean()
assert np.ptp(scores["ten features"][:, 1]) > 0.15
assert ten_wins >= 95 and 5 <= test_above_train <= 50


# %% jupyter={"source_hidden": true}
def draw_predicted_against_true(seed: int) -> Figure:
    """Predicted against true values on the test patients of one split, and the scores of all."""
    figure, panels = plt.subplots(
        1, 3, figsize=(10.6, 4.1), layout="constrained", width_ratios=[1, 1, 0.9]
    )
    train, test = split_indices(442, 331, seed)
    for axes, (name, X) in zip(panels[:2], feature_sets.items(), strict=True):
        model = LinearRegression().fit(X[train], progression[train])
        axes.scatter(progression[test], model.predict(X[test]), s=22, color=BLUE, alpha=0.75)
        axes.plot([25, 346], [25, 346], color=BLACK, linestyle="--", label="perfect")
        axes.set(
            xlim=(10, 360),
            ylim=(10, 360),
            aspect="equal",
            xlabel="true progression",
            title=f"{name}: test R² {model.score(X[test], progression[test]):.2f}",
        )
        axes.legend(loc="upper left")
    panels[0].set_ylabel("predicted progression")
    columns = [scores[name][:, k] for name in feature_sets for k in (0, 1)]
    jitter = np.random.default_rng(0).uniform(-0.18, 0.18, size=(4, 100))
    for k, column in enumerate(columns):
        colour, marker = [(SKY, "o"), (VERMILLION, "s")][k % 2]
        panels[2].scatter(k + jitter[k], column, s=9, color=colour, marker=marker)
        panels[2].hlines(column.mean(), k - 0.3, k + 0.3, color=BLACK, linewidth=2)
    labels = ["bmi\ntraining", "bmi\ntest", "ten\ntraining", "ten\ntest"]
    panels[2].set_xticks(range(4), labels)
    panels[2].set(ylabel="R²", ylim=(0, 0.8), title="all 100 splits")
    return figure


ten_test = scores["ten features"][:, 1]
usual_split = int(np.abs(ten_test - ten_test.mean()).argmin())
show(
    draw_predicted_against_true(usual_split),
    "Figure 6. Left and middle: the 111 test patients of one split, the one whose score with ten "
    "features is nearest to the mean. A perfect model would put all points on the dashed line. "
    "Right: the scores of 100 splits, with their means.",
    "Left and middle: predicted against true progression on test patients. The points spread "
    "widely around the diagonal, a little less with ten features. Right: R squared of 100 splits. "
    + "; ".join(
        f"{name}: training mean {s[:, 0].mean():.2f}, test mean {s[:, 1].mean():.2f}, "
        f"test from {s[:, 1].min():.2f} to {s[:, 1].max():.2f}"
        for name, s in scores.items()
    )
    + ".",
)

# %% [markdown]
# Ten features beat one in nearly every split. On average the test score is a little below the
# training score, as the model was fitted to the training patients. But *not* in every split: with
# 111 test patients, the luck of the draw moves the score by more than that. Look how wide the test
# columns are. **A single split gives one draw from this cloud.** So report several, and their
# spread.
#
# Look also at the shape of the cloud: high values are predicted too low, low values too high. The
# predictions keep towards the middle, because the features know only part of the story.
#
# One honest remark. The data set comes with features that were centred and scaled with all 442
# patients, test patients included. For linear regression this changes no prediction, since the
# weights and the bias can undo it. For other methods it can matter, and Session 2 does it properly.

# %% [markdown]
# ## 8. Does the noise behave well?
#
# Linear regression makes two main assumptions. The relation is linear. And the noise "behaves
# well", for example like a **normal distribution** (توزیع نرمال), the bell curve. We cannot see the
# noise, but we can look at the residuals. Two pictures help.
#
# * A **histogram** of the residuals, with the bell curve of the same width over it.
# * A **QQ plot**. Sort the residuals from the smallest to the largest. Beside each, put the value
#   that a perfect bell curve would have at the same rank. If the residuals are normal, the points
#   lie on the diagonal. The histogram shows the middle well; the QQ plot shows the tails.
#
# We divide all residuals by their standard deviation, $\sigma$ (sigma), the usual measure of
# spread. In a normal distribution 68.3 % of the values are within one $\sigma$ of the middle, and
# 95.4 % within two.


# %%
def standardised_residuals(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The residuals of the linear fit of y on X, in units of their standard deviation."""
    residuals = y - LinearRegression().fit(X, y).predict(X)
    return residuals / residuals.std()


def normal_ranks(n: int) -> np.ndarray:
    """The values that n sorted samples of a standard normal distribution would have, ideally."""
    return np.array([NormalDist().inv_cdf((i + 0.5) / n) for i in range(n)])


residual_sets = {
    "diabetes, ten features": standardised_residuals(patients, progression),
    "Athens flats, size and age": standardised_residuals(flats, flat_prices),
}
for name, z in residual_sets.items():
    within = [np.mean(np.abs(z) < k) for k in (1, 2)]
    print(f"{name:27} within 1σ {within[0]:.1%}, within 2σ {within[1]:.1%}", end="")
    print(f", smallest {z.min():.1f}σ, largest {z.max():.1f}σ")

bell = NormalDist()
beyond_five = 965 * 2 * (1 - bell.cdf(5))
print(f"expected beyond 5σ among 965 normal values: {beyond_five:.4f}")

assert agrees([bell.cdf(k) - bell.cdf(-k) for k in (1, 2)], [0.683, 0.954], 3)
z_diabetes, z_flats = residual_sets.values()
claim("L2.diabetes", [np.mean(np.abs(z_diabetes) < k) for k in (1, 2)], [0.667, 0.959], 3)
claim("L2.flats", [np.mean(np.abs(z_flats) < k) for k in (1, 2)], [0.796, 0.941], 3)
assert agrees([z_diabetes.min(), z_diabetes.max()], [-2.9, 2.8], 1)
assert agrees([z_flats.min(), z_flats.max()], [-2.4, 5.2], 1)
assert beyond_five < 0.001


# %% jupyter={"source_hidden": true}
def draw_residuals() -> Figure:
    """Histogram and QQ plot of the residuals, one row for each data set."""
    figure, panels = plt.subplots(2, 2, figsize=(9.0, 7.2), layout="constrained")
    grid = np.linspace(-4, 6, 200)
    for (left, right), (name, z) in zip(panels, residual_sets.items(), strict=True):
        left.hist(z, bins=np.arange(-4, 6.01, 0.4), density=True, color=SKY, edgecolor="white")
        left.plot(grid, [NormalDist().pdf(x) for x in grid], color=BLACK, label="bell curve")
        left.set(title=name, xlabel="residual / σ", ylabel="density", ylim=(0, 0.75))
        left.legend()
        right.plot([-4, 4], [-4, 4], color=BLACK, label="normal")
        right.scatter(normal_ranks(len(z)), np.sort(z), s=10, color=VERMILLION, zorder=3)
        right.set(
            title="QQ plot",
            xlabel="expected at this rank / σ",
            ylabel="residual / σ",
            xlim=(-4, 4),
            ylim=(-4, 6),
        )
        right.legend(loc="upper left")
    return figure


show(
    draw_residuals(),
    "Figure 7. Above: the diabetes residuals are close to normal. Below: the residuals of the "
    "flats are not; the right tail is far too long.",
    "Histograms and QQ plots of residuals. "
    + " ".join(
        f"{name}: {np.mean(np.abs(z) < 1):.0%} within one sigma, from {z.min():.1f} to "
        f"{z.max():.1f} sigma."
        for name, z in residual_sets.items()
    )
    + " The diabetes points follow the diagonal; the points of the flats leave it upwards at the "
    "right end.",
)

# %% [markdown]
# For diabetes the assumption is fair: 66.7 % and 95.9 %, and the points follow the diagonal. Only
# the ends are a little short (−2.9 and 2.8), perhaps because the target has a
# smallest and a largest value.
#
# For the flats it fails. The largest residual is 5.2 $\sigma$. Among 965 normal values, one beyond
# 5 $\sigma$ is hardly ever seen. Some flats are much dearer than size and age can explain. The
# plane is still the best plane in the sense of least squares. But statements that need normal
# noise, such as "95 % of the prices lie within two $\sigma$", are not safe here.
#
# Why does the normal distribution matter at all? Because the squared error comes from it. That is
# the second half of this lecture.

# %% [markdown]
# ## 9. Maximum likelihood, with ten numbers
#
# Ten students answered a question. We wrote down the seconds that each of them took:
#
# $$4.1 \quad 3.6 \quad 5.2 \quad 2.9 \quad 6.3 \quad 4.8 \quad 3.9 \quad 5.5 \quad 4.4 \quad 7.1$$
#
# How can we describe the process that made these numbers? One way has two steps. First *assume* a
# family of distributions; we take the normal one:
#
# $$p(x \mid \mu, \sigma^2) = \frac{1}{\sqrt{2\pi\sigma^2}}
# \exp\!\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)$$
#
# Here $\mu$ (mu) is the middle of the bell and $\sigma$ its width. The value $p$ is a **density**:
# it is high where values are common. It is *not* a probability. It can be larger than 1: a bell
# with $\sigma = 0.1$ has the height 3.99.
#
# Then choose the parameters. Which bell fits these ten numbers best? The **likelihood**
# (تابع درست‌نمایی) of a bell is the density that it gives to all the numbers together. If they are
# independent of one another, that is the product:
#
# $$\prod_{i=1}^{n} p(x^{(i)} \mid \mu, \sigma^2)$$
#
# The **maximum likelihood estimator** (برآوردگر Maximum Likelihood) takes the pair
# $(\mu, \sigma^2)$ for which this product is largest. In one sentence: *choose the parameters under
# which the data that we saw are least surprising.*
#
# ### Finding the top
#
# The logarithm (لگاریتم) turns the product into a sum, and it does not move the top, as it always
# rises:
#
# $$\log \prod_i p(x^{(i)}) = \sum_i \log p(x^{(i)})
# = -\frac n2 \log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_i (x^{(i)} - \mu)^2$$
#
# Set the derivative by $\mu$ to zero:
#
# $$\frac{1}{\sigma^2}\sum_i (x^{(i)} - \mu) = 0
# \quad\Longrightarrow\quad \mu = \frac1n \sum_i x^{(i)}$$
#
# Then the derivative by $\sigma^2$ (treat it as one variable):
#
# $$-\frac{n}{2\sigma^2} + \frac{1}{2\sigma^4}\sum_i (x^{(i)} - \mu)^2 = 0
# \quad\Longrightarrow\quad \sigma^2 = \frac1n \sum_i (x^{(i)} - \mu)^2$$
#
# So the most likely middle is the mean, and the most likely variance is the mean squared distance
# from it. It divides by $n$. You may know a formula that divides by $n - 1$. That one is right
# on average over many data sets; this one makes the likelihood largest. They are answers to two
# different questions.

# %%
seconds = np.array([4.1, 3.6, 5.2, 2.9, 6.3, 4.8, 3.9, 5.5, 4.4, 7.1])
mu, sigma2 = fit_gaussian_mle(seconds)
sigma = math.sqrt(sigma2)


def normal_density(x: np.ndarray, mu: float, sigma: float) -> np.ndarray:
    """The height of the bell curve with middle mu and width sigma, at each x."""
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (math.sqrt(2 * math.pi) * sigma)


def log_likelihood(mu: float, sigma: float) -> float:
    """The logarithm of the likelihood of the ten response times: minus their NLL."""
    return -gaussian_nll(seconds, np.full(10, mu), sigma)


print(f"sum {seconds.sum():.1f}, so mu = {mu:.2f};  sigma² = {sigma2:.4f}, sigma = {sigma:.4f}")
print(f"with n − 1 it would be {sigma2 * 10 / 9:.4f}")
print(f"height of a bell with sigma = 0.1: {normal_density(np.zeros(1), 0.0, 0.1)[0]:.2f}")
print(f"log-likelihood at the top: {log_likelihood(mu, sigma):.3f}")

claim("L11.mean", mu, 4.78, 12)
claim("L11.sigma", sigma, 1.2123, 4)
assert agrees(seconds.sum(), 47.8, 12) and agrees(sigma2, 1.4696, 12)
assert agrees(sigma2 * 10 / 9, 1.6329, 4)
assert agrees(normal_density(np.zeros(1), 0.0, 0.1), 3.99, 2)
assert agrees(log_likelihood(mu, sigma), -16.114, 3)
assert agrees(log_likelihood(mu, sigma), np.sum(np.log(normal_density(seconds, mu, sigma))), 10)

# %%
mu_grid, sigma_grid = np.linspace(3.2, 6.4, 81), np.linspace(0.7, 2.6, 77)
log_likelihoods = np.array([[log_likelihood(m, s) for m in mu_grid] for s in sigma_grid])
top_sigma, top_mu = np.unravel_index(log_likelihoods.argmax(), log_likelihoods.shape)
top = log_likelihood(mu, sigma)
print(f"highest point of the grid: mu {mu_grid[top_mu]:.2f}, sigma {sigma_grid[top_sigma]:.2f}")

assert abs(mu_grid[top_mu] - mu) <= 0.04 and abs(sigma_grid[top_sigma] - sigma) <= 0.025
assert log_likelihoods.max() <= top


# %% jupyter={"source_hidden": true}
def draw_likelihood() -> Figure:
    """Three bells over the ten times, the map of the log-likelihood, and two cuts through it."""
    figure, ((bells, chart), (cut_mu, cut_sigma)) = plt.subplots(
        2, 2, figsize=(9.8, 7.4), layout="constrained"
    )
    x = np.linspace(0, 10, 300)
    candidates = [(mu, sigma, BLUE, "-"), (3.2, sigma, VERMILLION, "--"), (mu, 2.6, GREEN, "-.")]
    for m, s, colour, style in candidates:
        bells.plot(
            x,
            normal_density(x, m, s),
            color=colour,
            linestyle=style,
            label=f"μ {m:.2f}, σ {s:.2f}: log-lik. {log_likelihood(m, s):.1f}",
        )
    bells.vlines(seconds, 0, normal_density(seconds, mu, sigma), color=GREY, linewidth=1)
    bells.plot(seconds, np.zeros(10), marker="o", linestyle="none", color=BLACK, clip_on=False)
    bells.set(xlabel="response time (s)", ylabel="density", ylim=(0, 0.52), title="three bells")
    bells.legend(loc="upper right", fontsize=8.5)

    levels = top - np.array([16, 8, 4, 2, 1, 0.25])
    lines = chart.contour(
        mu_grid, sigma_grid, log_likelihoods, levels=levels, colors=BLUE, linestyles="-"
    )
    chart.clabel(lines, fmt="%.1f", fontsize=8)
    chart.plot(mu, sigma, marker="*", markersize=14, color=VERMILLION)
    chart.set(xlabel="μ", ylabel="σ", title="log-likelihood of (μ, σ); the star is the top")

    along_mu = np.exp([log_likelihood(m, sigma) for m in mu_grid])
    cut_mu.plot(mu_grid, along_mu, color=BLUE)
    cut_mu.axvline(mu, color=VERMILLION, linestyle="--", label=f"mean = {mu:.2f}")
    cut_mu.set(xlabel="μ", ylabel="likelihood", title=f"cut at σ = {sigma:.2f}")
    along_sigma = np.exp([log_likelihood(mu, s) for s in sigma_grid])
    cut_sigma.plot(sigma_grid, along_sigma, color=BLUE)
    cut_sigma.axvline(sigma, color=VERMILLION, linestyle="--", label=f"σ with n: {sigma:.3f}")
    cut_sigma.axvline(
        math.sqrt(sigma2 * 10 / 9),
        color=GREY,
        linestyle=":",
        label=f"with n − 1: {math.sqrt(sigma2 * 10 / 9):.3f}",
    )
    cut_sigma.set(xlabel="σ", ylabel="likelihood", title=f"cut at μ = {mu:.2f}")
    for axes in (cut_mu, cut_sigma):
        axes.legend(fontsize=8.5)
    return figure


show(
    draw_likelihood(),
    "Figure 8. Ten response times. The blue bell stands over the points; the red one is too far "
    "left, the green one too wide. Below: two cuts through the mountain, each with its top at the "
    "formula's value.",
    f"Four panels. Three bell curves over the ten response times; the best has mu {mu:.2f} and "
    f"sigma {sigma:.2f} with log-likelihood {top:.1f}, against {log_likelihood(3.2, sigma):.1f} "
    f"for mu 3.2 and {log_likelihood(mu, 2.6):.1f} for sigma 2.6. A contour map of the log-"
    f"likelihood has one top at that point. Two cuts peak at mu {mu:.2f} and sigma {sigma:.3f}.",
)

# %% [markdown]
# ## 10. From normal noise to the squared error
#
# Now the same for regression. We assume that each observed value is a linear function plus normal
# noise $\epsilon$ (epsilon):
#
# $$y = \mathbf{w}^T\mathbf{x} + b + \epsilon, \qquad \epsilon \sim \mathcal{N}(0, \sigma^2)$$
#
# The sign $\sim$ means "is drawn from". $\mathcal N(0, \sigma^2)$ is the normal distribution with
# middle 0 and variance $\sigma^2$.
#
# > **Remark on the slide.** It says $\hat y = \mathbf{w}^T\mathbf{x} + b + \epsilon$. The hat is
# > wrong: the noise is part of the *observed* $y$. The *prediction*
# > $\hat y = \mathbf{w}^T\mathbf{x} + b$ has no noise in it; it is the middle of the bell.
#
# So, given $\mathbf{x}$, the value $y$ has a bell around the prediction:
#
# $$p(y \mid \mathbf{x}) = \frac{1}{\sqrt{2\pi\sigma^2}}
# \exp\!\left(-\frac{\left(y - \mathbf{w}^T\mathbf{x} - b\right)^2}{2\sigma^2}\right)$$
#
# If the noise of one sample tells nothing about the noise of another, the likelihood of the whole
# data set is a product again:
#
# $$p(\mathbf{y} \mid X) = \prod_{i=1}^n p\!\left(y^{(i)} \mid \mathbf{x}^{(i)}\right)$$
#
# ### Never multiply the densities
#
# On paper we could stop here. In a computer the product breaks. We draw samples from
# $\mathcal N(0, 1)$ and multiply their densities, one after the other. Each factor is at most
# 0.399.
#
# **Before you run the next cell, write down:** after how many factors will the product be *exactly*
# 0.0 in Python? About 50, 500, 5,000 or never?


# %%
def samples_until_zero(z: np.ndarray) -> int:
    """How many densities of N(0, 1) one has to multiply until the product is exactly 0.0."""
    return int(np.argmax(np.cumprod(normal_density(z, 0.0, 1.0)) == 0.0)) + 1


draws = [np.random.default_rng(seed).normal(size=2000) for seed in range(20)]
first_zeros = [samples_until_zero(z) for z in draws]
log_sums = [-gaussian_nll(z, np.zeros(2000), 1.0) for z in draws]
smallest_double = math.ulp(0.0)
cost_per_sample = 0.5 * math.log(2 * math.pi * math.e)
predicted_zero = -math.log(smallest_double) / cost_per_sample

print(f"first exact zero, 20 seeds: median {median(first_zeros):.0f}", end="")
print(f", from {min(first_zeros)} to {max(first_zeros)}")
print(f"smallest positive float64: {smallest_double:.1e}, its logarithm", end="")
print(f" {math.log(smallest_double):.1f}")
print(f"{-math.log(smallest_double):.1f} / {cost_per_sample:.4f} = {predicted_zero:.0f} samples")
print(f"sum of the 2,000 logarithms: from {min(log_sums):.0f} to {max(log_sums):.0f}")
with np.errstate(divide="ignore"):
    print("log of the product of 2,000 densities:", np.log(np.prod(normal_density(draws[0], 0, 1))))

assert agrees(normal_density(np.zeros(1), 0.0, 1.0), 0.399, 3)
assert 500 < median(first_zeros) < 550 and 450 < min(first_zeros) and max(first_zeros) < 600
assert agrees(-math.log(smallest_double), 744.4, 1) and agrees(cost_per_sample, 1.4189, 4)
claim("L13.underflow", predicted_zero, 525, 0)
assert all(-3100 < total < -2600 for total in log_sums)
assert np.prod(normal_density(draws[0], 0.0, 1.0)) == 0.0


# %% jupyter={"source_hidden": true}
def draw_underflow() -> Figure:
    """The running product of densities as a power of ten, and the running sum of logarithms."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.2), layout="constrained")
    count, floor = np.arange(1, 801), math.log10(smallest_double)
    for k, z in enumerate(draws[:6]):
        density, zero = normal_density(z[:800], 0.0, 1.0), samples_until_zero(z)
        colour, width = (BLUE, 2.2) if k == 0 else (GREY, 0.7)
        powers = np.log10(np.cumprod(density)[: zero - 1])
        left.plot(count[: zero - 1], powers, color=colour, linewidth=width)
        left.plot(zero, floor, marker="X", color=VERMILLION, markersize=8, zorder=4)
        right.plot(count, np.cumsum(np.log(density)), color=colour, linewidth=width)
    left.axhline(floor, color=VERMILLION, linestyle="--", label="smallest positive float64")
    left.text(675, -310, "from here on\nexactly 0.0", ha="center", color=VERMILLION)
    left.set(xlabel="number of densities", ylabel="power of ten", xlim=(0, 800), ylim=(-360, 40))
    left.set_title("running product")
    right.axhline(math.log(smallest_double), color=VERMILLION, linestyle="--")
    right.text(120, -800, "logarithm of the\nsmallest float64", va="top", color=VERMILLION)
    right.set(xlabel="number of densities", ylabel="natural logarithm", xlim=(0, 800))
    right.set_title("running sum of logarithms")
    left.legend(loc="upper right")
    return figure


show(
    draw_underflow(),
    "Figure 9. Left: the product falls below the smallest number that a float64 can hold, and is "
    "exactly zero from there on (crosses; six random draws). Right: the sum of the logarithms "
    "walks on without noticing.",
    f"Left: the product of normal densities on a logarithmic axis falls in a straight line and "
    f"becomes exactly zero after {', '.join(map(str, first_zeros[:6]))} factors in six draws. "
    f"Right: the sum of logarithms passes {math.log(smallest_double):.0f} at the same place and "
    "goes on falling evenly.",
)

# %% [markdown]
# About 525. The sum explains it: a factor has, on average, the logarithm −1.4189, and the smallest
# positive `float64` has the logarithm −744.4. Dividing gives 525. After that all products are 0.0,
# for good parameters and for bad ones. Nothing can be compared any more. This loss of small numbers
# is called **underflow**. The sum of logarithms is about −2,800 for 2,000 samples, an ordinary
# number.
#
# The logarithm has to be taken of each *factor*. The logarithm of the finished product is −inf: the
# damage is done before.

# %% [markdown]
# ### The negative log-likelihood
#
# People like to *minimise*. So we put a minus before the logarithm. This is the **negative
# log-likelihood**, NLL:
#
# $$-\log p(\mathbf{y} \mid X) = \sum_{i=1}^n \left[\,
# \frac12 \log(2\pi\sigma^2)
# + \frac{\left(y^{(i)} - \mathbf{w}^T\mathbf{x}^{(i)} - b\right)^2}{2\sigma^2} \,\right]$$
#
# It is a **sum** over the samples, as its name says: the logarithm of a product. One sample with an
# error of 1 and $\sigma = 1$ costs $\frac12\log(2\pi) + \frac12 = 1.4189$.
#
# > **Remark on the slide.** The sum sign stands before two terms without brackets, and $y$ and
# > $\mathbf{x}$ have lost their $(i)$. Read strictly, only the first term is summed. The brackets
# > and the index belong there: both terms are inside the sum, and each sample brings its own
# > $y^{(i)}$ and $\mathbf{x}^{(i)}$.
#
# Now hold $\sigma$ fixed and look at what depends on $\mathbf{w}$ and $b$. The first term does not.
# In the second, $\frac{1}{2\sigma^2}$ is a positive constant. So
#
# $$\text{NLL} = \text{constant} + \frac{1}{2\sigma^2} \cdot \text{SSE}
# \qquad\Longrightarrow\qquad
# \arg\min_{\mathbf{w}, b} \text{NLL} = \arg\min_{\mathbf{w}, b} \text{SSE}.$$
#
# **Maximum likelihood with normal noise *is* least squares.** The square was not a matter of taste.
# It is the exponent of the bell curve.
#
# **Before you run the next cell, write down:** we draw the NLL of the flats over the slope $w$, for
# three values of $\sigma$. Will the lowest point move when $\sigma$ changes?

# %%
w_line = np.linspace(0.008, 0.024, 161)
line_predictions = [predict_linear(sizes, [w], b_size) for w in w_line]
sse_curve = np.array([965 * mean_squared_error(flat_prices, p) for p in line_predictions])
nll_curves = {
    s: np.array([gaussian_nll(flat_prices, p, s) for p in line_predictions])
    for s in (0.4, 0.7, 1.0)
}
best_w = {"SSE": w_line[sse_curve.argmin()]}
best_w |= {f"NLL, sigma {s}": w_line[curve.argmin()] for s, curve in nll_curves.items()}
for name, w in best_w.items():
    print(f"lowest {name:16} at w = {w:.4f}")
one_sample = float(gaussian_nll([0.0], [1.0], 1.0))
print(f"one sample, error 1, sigma 1: {one_sample:.4f}")

claim("L13.lowest", list(best_w.values()), [0.0159] * 4, 4)
assert len(set(best_w.values())) == 1
assert agrees(one_sample, 1.4189, 4)
for s, curve in nll_curves.items():  # the curves differ by a constant and a factor, nothing else
    assert agrees(curve, 965 / 2 * math.log(2 * math.pi * s**2) + sse_curve / (2 * s**2), 8)


# %% jupyter={"source_hidden": true}
def draw_shared_argmin() -> Figure:
    """SSE and NLL of the flats over the slope: different curves, one lowest place."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.8, 4.0), layout="constrained")
    best = best_w["SSE"]
    left.plot(w_line, sse_curve, color=BLACK)
    left.plot(best, sse_curve.min(), marker="*", markersize=13, color=VERMILLION)
    left.set(title="sum of squared errors", ylabel="SSE")
    looks = [(BLUE, "-"), (GREEN, "--"), (PURPLE, "-.")]
    for (s, curve), (colour, style) in zip(nll_curves.items(), looks, strict=True):
        right.plot(w_line, curve, color=colour, linestyle=style, label=f"σ = {s}")
        right.plot(best, curve.min(), marker="*", markersize=13, color=VERMILLION)
    right.set(title="negative log-likelihood", ylabel="NLL")
    right.legend()
    for axes in (left, right):
        axes.axvline(best, color=VERMILLION, linestyle=":", linewidth=1)
        axes.set(xlabel="slope w (b fixed)", xticks=[0.008, 0.012, 0.016, 0.020, 0.024])
    return figure


show(
    draw_shared_argmin(),
    "Figure 10. Four different curves, one lowest place. The noise level σ stretches the NLL and "
    "lifts it, but does not move it sideways.",
    f"Left: the sum of squared errors over the slope w, lowest at {best_w['SSE']:.4f} with value "
    f"{sse_curve.min():.0f}. Right: negative log-likelihood for sigma "
    + ", ".join(f"{s} (lowest value {curve.min():.0f})" for s, curve in nll_curves.items())
    + f". All are lowest at the same w = {best_w['SSE']:.4f}.",
)

# %% [markdown]
# The place stays the same. Only the height and the steepness change.
#
# And which $\sigma$ is best? Section 9 has already answered: the most likely $\sigma^2$ is the mean
# squared distance from the prediction. That is the MSE itself. For the flats with both features,
# $\sigma^2 = 0.305$ and $\sigma = 0.553$.
#
# ### Another noise, another loss
#
# Maximum likelihood is a recipe. State how the noise is distributed, take $-\log$, and out comes
# the loss that belongs to it. In Session 3 the same recipe gives the loss for yes-or-no questions.
# Here is a small taste. If the density of the noise falls like $\exp(-|\epsilon|/s)$, the recipe
# gives the sum of *absolute* errors. For a single middle value, the squared error is smallest at
# the mean, and the absolute error at the median (the middle one of the sorted values).
#
# This matters when a value is wild. Suppose that the last student went out for a coffee, and 7.1 s
# becomes 71 s. The mean jumps from 4.78 to 11.17. The median stays where it was, at 4.60. (With ten
# values, all answers between the two middle ones, 4.4 and 4.8, have the same smallest sum of
# absolute errors. The median takes the one half-way.)

# %%
sigma_candidates = np.linspace(0.4, 0.8, 401)
nll_of_sigma = [gaussian_nll(flat_prices, flat_model.predict(flats), s) for s in sigma_candidates]
best_sigma = sigma_candidates[int(np.argmin(nll_of_sigma))]
print(f"lowest NLL at sigma = {best_sigma:.3f}; root of the MSE {math.sqrt(flat_mse):.3f}")

coffee = np.append(seconds[:-1], 71.0)
for name, times in (("as measured", seconds), ("with the coffee", coffee)):
    print(f"{name:16} mean {times.mean():5.2f}   median {median(times):.2f}")


def sum_of_absolute_errors(answer: float) -> float:
    """How far the ten times with the coffee are from one answer, all together, in seconds."""
    return float(np.abs(coffee - answer).sum())


for answer in (4.3, 4.4, 4.6, 4.8, 4.9, 11.17):
    print(f"answer {answer:5.2f}: sum of absolute errors {sum_of_absolute_errors(answer):.1f}")

assert agrees(best_sigma, 0.553, 3) and agrees(best_sigma, math.sqrt(flat_mse), 3)
assert agrees([seconds.mean(), coffee.mean()], [4.78, 11.17], 2)
assert agrees([median(seconds), median(coffee)], 4.60, 12)
flat_part = [sum_of_absolute_errors(answer) for answer in (4.4, 4.6, 4.8)]
assert np.ptp(flat_part) < 1e-9 and agrees(flat_part, 73.9, 1)
assert all(sum_of_absolute_errors(answer) > flat_part[0] + 0.1 for answer in (4.3, 4.9, 11.17))


# %% [markdown]
# ## 11. You have just built a neural network
#
# Linear regression is a **neural network** (شبکه عصبی) with one layer. The network has one unit, a
# **neuron** (نورون). It multiplies each input by its weight, adds everything up with the bias, and
# passes the result on. The output unit is joined to *every* input. Such a layer is called **fully
# connected** (لایه کاملاً متصل).
#
# The figure shows the first house going through the guess of Section 2. The words below compare
# the model with a nerve cell.


# %% jupyter={"source_hidden": true}
def svg_text(x: float, y: float, words: str, colour: str = BLACK, size: int = 15) -> str:
    """Words centred at (x, y)."""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="middle" '
        f'font-family="sans-serif">{html.escape(words)}</text>'
    )


def svg_circle(x: float, y: float, radius: float, fill: str) -> str:
    """A circle with a black rim."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{BLACK}"/>'


def svg_arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    """An arrow from (x1, y1) to (x2, y2)."""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{GREY}" stroke-width="2" '
        'marker-end="url(#tip)"/>'
    )


def neuron_svg(names: list[str], inputs: list[float], weights: list[float]) -> str:
    """One neuron with its inputs, weights and weighted sum. The last input is the bias's 1."""
    output = sum(w * x for w, x in zip(weights, inputs, strict=True))
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="780" height="385" viewBox="0 0 780 385">',
        f'<defs><marker id="tip" markerWidth="9" markerHeight="8" refX="8" refY="4" orient="auto">'
        f'<path d="M0,0 L9,4 L0,8 z" fill="{GREY}"/></marker></defs>',
        '<rect width="780" height="385" fill="white"/>',
    ]
    for k, (name, x, w) in enumerate(zip(names, inputs, weights, strict=True)):
        y, end = 95 + 85 * k, 168 + 12 * k
        middle = (y + end) / 2
        words = f"× {w:g} = {w * x:.2f}".replace("-", "−")
        parts += [
            svg_arrow(134, y, 438, end),
            svg_circle(108, y, 26, "#DCEBF5"),
            svg_text(108, y + 5, f"{x:g}"),
            svg_text(45, y + 5, name),
            f'<rect x="218" y="{middle - 13}" width="136" height="26" fill="white"/>',
            svg_text(286, middle + 5, words, BLUE),
        ]
    parts += [
        svg_circle(490, 180, 50, "#FBEBCB"),
        svg_text(490, 176, "Σ", size=26),
        svg_text(490, 202, f"{output:.2f}"),
        svg_arrow(541, 180, 650, 180),
        svg_text(700, 185, f"ŷ = {output:.2f}", size=18),
    ]
    columns = [
        (80, "inputs", "dendrites", "receive signals"),
        (286, "weights", "synapses", "strengthen or weaken"),
        (490, "weighted sum", "cell body", "adds them up"),
        (690, "output", "axon", "passes the result on"),
    ]
    for x, in_model, in_cell, what in columns:
        parts += [
            svg_text(x, 34, in_model, BLUE, 16),
            svg_text(x, 342, in_cell, VERMILLION, 16),
            svg_text(x, 364, what, VERMILLION, 13),
        ]
    return "\n".join([*parts, "</svg>"])


neuron_inputs, neuron_weights = [63.0, 13.0, 1.0], [0.02, -0.02, 0.4]
products = np.array(neuron_inputs) * neuron_weights
claim("L14.products", products, [1.26, -0.26, 0.40], 12)
assert agrees(products.sum(), guesses[0], 12)

show(
    neuron_svg(["area", "age", "bias"], neuron_inputs, neuron_weights),
    "Figure 11. Linear regression as one neuron. Above, in blue: the words of the model. Below, in "
    "red: the parts of a nerve cell that they remind us of.",
    "A neuron. Three inputs on the left, area 63, age 13 and the constant 1, are multiplied by "
    + ", ".join(f"{w:g}" for w in neuron_weights)
    + " and give "
    + ", ".join(f"{p:.2f}" for p in products)
    + f". A circle adds them to {products.sum():.2f}, and an arrow leads to the output. Below "
    "stand the names of the parts of a nerve cell: dendrites, synapses, cell body, axon.",
)

# %% [markdown]
# The likeness is one of *structure*: many inputs, one place where they meet, one output. Do not
# take it further. A nerve cell fires pulses in time, and nothing in it solves normal equations.
#
# Later sessions add what is missing: a function after the sum, many neurons side by side, and
# layers behind layers. The sum $X\mathbf{w} + b$ will be inside all of them.

# %% [markdown]
# ## 12. Summary
#
# * **Prediction for a table:** $\hat{\mathbf{y}} = X\mathbf{w} + b$
# * **Loss:** $L = \frac1n \sum_i (\hat y^{(i)} - y^{(i)})^2$
# * **Bias trick:** $X\mathbf{w} + b = A\boldsymbol\theta$ with $A = [X\;\mathbf{1}]$
# * **Gradient of the sum of squares:** $2A^T(A\boldsymbol\theta - \mathbf{y})$
# * **Normal equations:** $A^TA\,\boldsymbol\theta^* = A^T\mathbf{y}$. The residual is at a right
#   angle to each column of $A$.
# * **Pseudo-inverse:** $\boldsymbol\theta^* = A^\dagger\mathbf{y}$. Solve from $A$;
#   do not form $A^TA$.
# * **Score:** $R^2 = 1 - \sum_i (y^{(i)} - \hat y^{(i)})^2 \,/\, \sum_i (y^{(i)} - \bar y)^2$
# * **Model of the noise:** $y = \mathbf{w}^T\mathbf{x} + b + \epsilon$ with
#   $\epsilon \sim \mathcal N(0, \sigma^2)$
# * **Negative log-likelihood:**
#   $\sum_i \left[\frac12\log(2\pi\sigma^2) + (y^{(i)} - \hat y^{(i)})^2 / (2\sigma^2)\right]$
# * **Most likely normal distribution:** $\mu = \frac1n\sum_i x^{(i)}$ and
#   $\sigma^2 = \frac1n\sum_i (x^{(i)} - \mu)^2$
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * least squares has a closed solution, and a bottom that can be recognised by a right angle;
# * it is the maximum-likelihood answer *if* the noise is normal, with one $\sigma$ for all samples,
#   and independent from sample to sample;
# * on these flats, size and age explain about half of the variation in price. On the diabetes data,
#   ten features predict new patients better than one does.
#
# **They do not show** that
#
# * the relation *is* linear: the best line exists for any data, also for a circle of points;
# * the noise is normal: for the flats it is not;
# * a larger flat is dearer *because* it is larger, or that the plane holds in another city, in
#   another year, or for flats that we left out;
# * a model with zero error is right. With the three houses the error is zero whatever
#   their prices are.
#
# ## Now you
#
# Open the assignment of this session, `s01_linear_regression.ipynb`. You will write the seven
# closed boxes yourself: `predict_linear`, `mean_squared_error`, `add_bias_column`,
# `normal_equation`, `gaussian_nll`, `fit_gaussian_mle` and the class `LinearRegression`. The ten
# response times and the three houses will meet you there again.
#
# Today we jumped to the bottom of the bowl. Session 2 walks there, step by step. That also works
# where nobody can jump.
#
# Go on with:
# [Assignment 1](../../release/s01_linear_regression/s01_linear_regression.ipynb) ·
# [Session 2](../s02_gradient_descent/lecture.ipynb) ·
# [all sessions](../index.ipynb)
