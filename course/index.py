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
# # The foundations of deep learning
#
# Ten sessions, from the best line through some points to networks with dropout. You write everything
# yourself, in NumPy. There is nothing to run on this page: it is the map. Come back to it when you
# want to know where you are.

# %% [markdown]
# ## The ten sessions
#
# | | Session | What it is about | Builds on | Lecture | Assignment |
# |--:|:--|:--|:--|--:|--:|
# | 1 | Linear regression | The best line through some points, and why "best" means the smallest sum of squares. | | [55 min](s01_linear_regression/lecture.ipynb) | [75 min](../release/s01_linear_regression/s01_linear_regression.ipynb) |
# | 2 | Gradient descent | Walk down to the smallest loss, step by step, and choose a step that works. | 1 | [55 min](s02_gradient_descent/lecture.ipynb) | [85 min](../release/s02_gradient_descent/s02_gradient_descent.ipynb) |
# | 3 | Binary classification | Answer yes or no with a probability that can be tested. | 1, 2 | [60 min](s03_binary_classification/lecture.ipynb) | [85 min](../release/s03_binary_classification/s03_binary_classification.ipynb) |
# | 4 | Multiclass classification | Choose one of many names: softmax, its loss, and the right last layer. | 1, 2, 3 | [60 min](s04_multiclass_classification/lecture.ipynb) | [90 min](../release/s04_multiclass_classification/s04_multiclass_classification.ipynb) |
# | 5 | The multilayer perceptron | Put a layer in between, and a network can do what no weighted sum can. | 1, 2, 3, 4 | [60 min](s05_multilayer_perceptron/lecture.ipynb) | [90 min](../release/s05_multilayer_perceptron/s05_multilayer_perceptron.ipynb) |
# | 6 | Backpropagation | Get all slopes of any formula in one walk from the end to the beginning. | 2, 3, 5 | [55 min](s06_backpropagation/lecture.ipynb) | [120 min](../release/s06_backpropagation/s06_backpropagation.ipynb) |
# | 7 | Training networks | Do the same for whole layers, test it, and train a network that reads handwriting. | 2, 4, 5, 6 | [60 min](s07_training_networks/lecture.ipynb) | [100 min](../release/s07_training_networks/s07_training_networks.ipynb) |
# | 8 | Deep networks | Why twenty layers may learn nothing, and what makes them learn. | 4, 5, 6, 7 | [60 min](s08_deep_networks/lecture.ipynb) | [95 min](../release/s08_deep_networks/s08_deep_networks.ipynb) |
# | 9 | Regularisation | Tell learning from learning by heart, and make models that hold for new samples. | 1, 2, 7, 8 | [55 min](s09_regularization/lecture.ipynb) | [100 min](../release/s09_regularization/s09_regularization.ipynb) |
# | 10 | Augmentation and dropout | Make the training harder on purpose, so that the test gets easier. | 1, 5, 7, 9 | [55 min](s10_augmentation_and_dropout/lecture.ipynb) | [90 min](../release/s10_augmentation_and_dropout/s10_augmentation_and_dropout.ipynb) |
#
# Click on a time to open the notebook. A time without a link belongs to a session that you do not
# have yet.
#
# **The times are estimates**, made from the length of the notebooks and not measured with students.
# For a lecture: 150 words a minute, half a minute for a figure, ten minutes for your predictions.
# For an assignment: the same speed of reading, five minutes for each exercise, and half a minute for
# each line that you have to write. If you need twice as long, you are in good company.

# %% [markdown]
# ## How a session works
#
# 1. **The lecture.** Open it and run the cells from top to bottom with *Shift + Enter*. Keep paper
#    and a pencil beside you. The code of cells that only draw is folded away; click on the three dots
#    to see it.
# 2. **Your predictions.** Where the lecture says "before you run the next cell, write down", do so. A
#    guess that turns out wrong is what you will remember.
# 3. **The assignment.** Each exercise gives one formula, the shapes, and one number worked by hand.
#    You write a function or a class where it says `# YOUR CODE HERE`.
# 4. **Visible tests.** The cell below your answer tests it at once. A failed test shows what was
#    called, what came, what is right, and which section of the lecture to read again. The button
#    *Validate* above the notebook runs all of them in a fresh kernel and lists what failed.
# 5. **Hand in.** Choose *Kernel → Restart Kernel and Run All Cells*, save, and hand in the notebook
#    under the name that it has. You may add cells of your own.
# 6. **Hidden tests.** They run after you hand in. They try your answer on other inputs: extreme
#    ones, other shapes, whatever the statement of the exercise says. The visible tests alone do not
#    prove that an answer is right. You get a page back that says what failed and why.
#
# Each session is worth 100 points. Each exercise is marked by itself, so a mistake in one of them
# costs nothing in the next. Later sessions use the course's own functions, so a mistake in an early
# session costs nothing in a later one either.
#
# **Closed boxes.** A lecture calls the functions that you will write in its assignment. Until the
# assignment is over they are *closed*: you can call them and read their documentation, but their
# code is packed away. With the next session you get it, in the folder `solutions_lib`, to compare
# with your own. The box is only packed, not locked. Whoever opens it takes the exercise from
# themselves.

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
# The same table stands at the head of every notebook.

# %% [markdown]
# ## When you are stuck
#
# Go through this list from the top.
#
# 1. **Read the message**, its last line first. It says what was called, what came, and what is
#    right.
# 2. **Restart.** *Kernel → Restart Kernel and Run All Cells*. A cell that was run long ago, or twice,
#    may have left an old value behind. This is the cause more often than one would think.
# 3. **Do the small case by hand.** Every exercise has one, with its numbers. Print what your code
#    makes of it, step by step, and print the shapes.
# 4. **Read the section of the lecture again** that the message names.
# 5. **Open a hint.** Every exercise has three: the idea, the way, and nearly the code. Open them one
#    at a time, and try again after each. Hints cost no marks.
# 6. **Ask.** Bring the smallest input for which your code and your pencil disagree.
#
# "No module named `solutions_lib`" or "No module named `lecture_tools`" means that the notebook was
# moved away from the course's folder. Put it back into the folder of its session.

# %% [markdown]
# ## Setting up
#
# The course comes as one zip file, a new one with each session. It unpacks into a folder with the
# number of the session in its name. Unpack it *beside* the earlier one: your answers are in that, and
# stay there.
#
# | In the folder | |
# |:--|:--|
# | `index.ipynb` | this page |
# | `s01_linear_regression/` and so on | the lecture and the assignment of a session |
# | `solutions_lib/` | the course's own answers to the sessions before this one |
# | `lecture_tools/` | what draws the pictures of the lectures |
# | `data/` | the data sets, with their origin and licence |
# | `settings/` | how JupyterLab looks for this course |
# | `environment.yml` | the programs that the course needs |
#
# Once, with conda, in a terminal in that folder:
#
#     conda env create -f environment.yml
#
# Then, and every time afterwards:
#
#     conda activate deep-learning-course
#     jupyter lab --config settings/lab.py
#
# It opens this page. `settings/lab.py` leaves out the panels that are for teachers and the
# question about news, and lets *Validate* name the exercise that failed. A plain `jupyter lab`
# works too.
#
# Without conda, take Python 3.11 or later and install with pip what `environment.yml` lists below
# `pip`. Nothing is downloaded when a notebook runs.

# %% [markdown]
# ## Glossary
#
# Persian terms beside the English ones, each in the session where a lecture uses it first. Most are
# the slides' own. Where these have none, as for the chain rule, graphs, validation and early
# stopping, it is the usual one. Where a slide has a misleading word, the meaning says so.
#
# <!-- glossary -->
