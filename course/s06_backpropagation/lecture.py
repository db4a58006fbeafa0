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
# # Session 6: Backpropagation
#
# [All sessions](../index.ipynb)
#
# **From a single nudge to all slopes at once.** Reading time: about an hour, with pauses to write
# down your predictions. Keep paper and a pencil beside you.
#
# After this session you will be able to
#
# 1. split a formula into gates, and send numbers forward and gradients back through it;
# 2. say what the add, multiply, max and copy gates do to a gradient, and write them as classes;
# 3. write the backward pass of a neuron line by line, and check each line by itself;
# 4. explain why gradients have to be added up where a number is used twice;
# 5. put the nodes of any graph into an order that works, however deep the graph is;
# 6. build a small machine that differentiates any formula made of + − × ReLU and exp;
# 7. find the one faulty gate in a graph, by measuring.
#
# You need: the numerical gradient and gradient descent from Session 2, the sigmoid and its slope
# from Session 3, and the hidden layer from Session 5. Words in brackets are Persian: the slides'
# terms, or the usual ones where the slides have none.

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
# The next cell prepares the notebook. You can run it without reading it. The functions and classes
# of `solutions_lib.backpropagation` are the ones of this session. **You will write them yourself in
# the assignment**; here they are closed boxes, and we open their mathematics, not their code. The
# others you know from Sessions 2 to 5.
#
# `show`, `slider`, `agrees` and `claim` are those of Session 2: pictures with their captions, and
# numbers that are checked whenever the lecture runs. New today: `graph_svg` draws a graph of gates.
#
# The code of this cell, and of every cell that only draws a figure, is folded away. Click on the
# three dots to see it.

# %% jupyter={"source_hidden": true}
import math
import time
import warnings

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from sklearn.datasets import load_breast_cancer

from lecture_tools import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    SKY,
    VERMILLION,
    Box,
    Wire,
    agrees,
    claim,
    course_style,
    graph_svg,
    graph_text,
    show,
    slider,
)
from solutions_lib.backpropagation import (
    AddGate,
    ComputationalGraph,
    CopyGate,
    MaxGate,
    MultiplyGate,
    SigmoidGate,
    Value,
    connect,
    draw_faulty_graphs,
    find_the_faulty_gate,
    sigmoid_neuron_backward,
    topological_sort,
)
from solutions_lib.binary_classification import sigmoid
from solutions_lib.gradient_descent import numerical_gradient, standardize
from solutions_lib.multilayer_perceptron import count_parameters, mlp_forward, relu

# A warning in one of these cells would be a mistake of ours, so it stops the notebook.
warnings.filterwarnings("error", module="__main__")

course_style()

# %% [markdown]
# ## An opening question
#
# In Session 5 you met the newspaper network, 10000-64-64-46. It has 647,214 parameters. To train it
# we need the slope of the loss in each of them, for every single step.
#
# Session 2 has a method that always works: move one parameter a little up and a little down, and
# measure the loss. That is two forward passes for each parameter.
#
# **Write down two numbers.** How many forward passes are that for one step? And how many would you
# need, at the very least, if you were clever: a million, a thousand, or three? We come back to this
# in Section 8.

# %%
newspaper = count_parameters([10_000, 64, 64, 46])
print(f"{newspaper:,} parameters, {2 * newspaper:,} forward passes for one numerical gradient")

assert newspaper == 647_214 and 2 * newspaper == 1_294_428

# %% [markdown]
# ## 1. A nudge travels
#
# Take a formula that is done in three small steps:
#
# $$u = 3x, \qquad v = u + 1, \qquad y = v^2$$
#
# At $x = 1$ we get $u = 3$, $v = 4$, $y = 16$. Now give $x$ a tiny nudge of 0.01 and follow it.
#
# * The first step multiplies by 3, so $u$ moves by 0.03.
# * The second step adds a constant, so $v$ moves by 0.03 too.
# * The third step squares. At $v = 4$ the slope of $v^2$ is $2v = 8$. So $y$ moves by about
#   $8 \cdot 0.03 = 0.24$.
#
# Each step knows only its own slope: 3, 1 and 8. Such a slope is called a **local derivative**
# (مشتق محلی). The slope of the whole is the product of the local ones. This is the **chain rule**
# (قاعده زنجیره‌ای):
#
# $$\frac{dy}{dx} = \frac{dy}{dv} \cdot \frac{dv}{du} \cdot \frac{du}{dx} = 8 \cdot 1 \cdot 3 = 24$$
#
# **Before you run the next cell, write down:** at $x = -1$, what are the three local slopes, and
# what is their product?


# %%
def three_steps(x: float) -> tuple[float, float, float]:
    """u = 3x, v = u + 1, y = v²."""
    u = 3 * x
    v = u + 1
    return u, v, v**2


def local_slopes(x: float) -> list[float]:
    """du/dx, dv/du and dy/dv at this x."""
    _, v, _ = three_steps(x)
    return [3.0, 1.0, 2 * v]


moves = np.array(three_steps(1.01)) - np.array(three_steps(1.0))
print("a nudge of 0.01 at x = 1 moves u, v, y by", moves.round(4))
for x in (1.0, -1.0):
    product = math.prod(local_slopes(x))
    measured = float(numerical_gradient(lambda t: three_steps(t)[2], x))
    print(f"x = {x:4.1f}: local slopes {local_slopes(x)}, product {product:g}", end="")
    print(f", measured {measured:.4f}")
    assert agrees(measured, product, 6)

assert agrees(moves, [0.03, 0.03, 0.2409], 4)
assert math.prod(local_slopes(1.0)) == 24 and math.prod(local_slopes(-1.0)) == -12


# %% jupyter={"source_hidden": true}
def draw_nudge() -> Figure:
    """Five neighbouring values of x, carried through the three steps."""
    figure, axes = plt.subplots(figsize=(9.2, 3.6), layout="constrained")
    points = [1 + k * 0.1 for k in range(-2, 3)]
    rows = np.array([[x, *three_steps(x)] for x in points])
    moved = (rows - rows[2]) / 2.6 + 0.0  # every line has its own zero, at x = 1
    for k, row in enumerate(moved):
        colour, style = (BLACK, "-") if k == 2 else (BLUE, "--")
        axes.plot(range(4), row, color=colour, linestyle=style, marker="o", markersize=5)
    names = ["x", "u = 3x", "v = u + 1", "y = v²"]
    for column, name in enumerate(names):
        axes.axvline(column, color=GREY, linewidth=1)
        axes.text(column, 2.62, name, ha="center")
        axes.text(column, moved[-1, column] + 0.14, f"{rows[-1, column]:.2f}", ha="center")
        axes.text(column, moved[0, column] - 0.34, f"{rows[0, column]:.2f}", ha="center")
    for column, slope in enumerate(local_slopes(1.0)):
        axes.text(column + 0.5, -1.9, f"× {slope:g}", color=VERMILLION, ha="center", fontsize=14)
    axes.set(xlim=(-0.4, 3.4), ylim=(-2.3, 2.6), xticks=[], yticks=[])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    return figure


show(
    draw_nudge(),
    "Figure 1. Five values of x around 1, and where the three steps take them. Each step stretches "
    "the distances by its local slope (below, in red). All together they stretch by 24.",
    "Four vertical lines for x, u, v and y. Five points between 0.8 and 1.2 on the first line "
    f"spread to {three_steps(0.8)[0]:.2f} … {three_steps(1.2)[0]:.2f} on the second, keep their "
    f"distances on the third, and spread to {three_steps(0.8)[2]:.2f} … {three_steps(1.2)[2]:.2f} "
    "on the last. The local slopes are 3, 1 and 8.",
)

# %% [markdown]
# ### From which end?
#
# A product can be worked out from either end. For a single input it makes no difference. But a loss
# has *many* inputs, all the parameters, and *one* output.
#
# * **From the front**: nudge one parameter and follow it to the loss. That gives one slope. For the
#   next parameter, start again.
# * **From the back**: begin at the loss, and go back step by step. At each number on the way you
#   know the slope *of the loss by this number*. All the parameters hang on the same way back, so
#   one walk serves them all.
#
# The second is **backpropagation** (پس‌انتشار). It is the chain rule, done from the output to the
# inputs, with nothing computed twice. That is the whole secret. The rest of this session is about
# doing it without mistakes.

# %% [markdown]
# ## 2. Four small gates
#
# Draw a formula as a **computational graph** (گراف محاسباتی): a **gate** (گیت) for each operation,
# and wires between them that carry numbers. Here is the sigmoid of Session 3,
# $\sigma(x) = 1/(1 + e^{-x})$, taken apart into four gates. The slides give the local slopes:
#
# | gate | local slope |
# |---|---|
# | $a x$ | $a$ |
# | $c + x$ | $1$ |
# | $e^x$ | $e^x$ |
# | $1/x$ | $-1/x^2$ |
#
# The **forward pass** goes from left to right and computes the values. The **backward pass** goes
# from right to left. It starts with 1 at the output, since $\frac{dL}{dL} = 1$. At each gate it
# multiplies what arrives from the right by the local slope.
#
# **Before you run the next cell, write down:** at $x = 1$ the values are $-1$, $0.3679$, $1.3679$
# and $0.7311$. What is the gradient on each wire, from right to left? The first gate on the way
# back is $1/x$ at $1.3679$.

# %%
x = 1.0
a = -1.0 * x
b = np.exp(a)
c = 1.0 + b
L = 1.0 / c

grad_L = 1.0
grad_c = grad_L * (-1.0 / c**2)  # the gate 1/x
grad_b = grad_c * 1.0  # the gate c + x
grad_a = grad_b * np.exp(a)  # the gate eˣ
grad_x = grad_a * -1.0  # the gate a·x

print(f"forward : {x:.4f} {a:.4f} {b:.4f} {c:.4f} {L:.4f}")
print(f"backward: {grad_x:.4f} {grad_a:.4f} {grad_b:.4f} {grad_c:.4f} {grad_L:.4f}")
print(f"(1 − L) L = {(1 - L) * L:.4f}")

assert agrees([a, b, c, L], [-1, 0.3679, 1.3679, 0.7311], 4)
claim("B2.chain", [grad_c, grad_b, grad_a, grad_x], [-0.5344, -0.5344, -0.1966, 0.1966], 4)
assert math.isclose(grad_x, (1 - L) * L, rel_tol=1e-14)

# %% jupyter={"source_hidden": true}
chain_boxes = {
    "x": Box("x", 0, 0, leaf=True),
    "times": Box("· (−1)", 1.3, 0),
    "exp": Box("exp", 2.6, 0),
    "plus": Box("+ 1", 3.9, 0),
    "inverse": Box("1/x", 5.2, 0),
}
chain_wires = [
    Wire("x", "times", x, grad_x),
    Wire("times", "exp", a, grad_a),
    Wire("exp", "plus", b, grad_b),
    Wire("plus", "inverse", c, grad_c),
    Wire("inverse", "", L, grad_L),
]
show(
    graph_svg(chain_boxes, chain_wires, decimals=4),
    "Figure 2. The sigmoid as four gates. Above each wire, in blue, the value that goes forward. "
    "Below, in red italics with an arrow, the gradient that comes back. Read the red numbers from "
    "right to left.",
    "A chain of four gates. " + graph_text(chain_boxes, chain_wires, decimals=4),
)

# %% [markdown]
# The four gates together are the sigmoid, and their slopes together are its slope,
# $\sigma(1 - \sigma) = 0.1966$. So we may draw the four gates as **one** gate that we call σ. A
# gate can be as small or as large as we like, if only we know its local slope.
#
# On the slide this is done with letters:
#
# $$\frac{d\sigma}{dx} = \frac{e^{-x}}{(1 + e^{-x})^2}
# = \frac{1 - 1 + e^{-x}}{1 + e^{-x}} \cdot \frac{1}{1 + e^{-x}} = (1 - \sigma(x))\,\sigma(x)$$
#
# The numerator $1 - 1 + e^{-x}$ looks like a misprint. It is none: adding and taking away 1 is the
# trick, since $\frac{1 + e^{-x} - 1}{1 + e^{-x}} = 1 - \sigma(x)$.

# %% [markdown]
# ## 3. Gates and what they do to a gradient
#
# Now gates with two inputs. A gate gets $x$ and $y$ and computes $z$. Somewhere far to the right
# stands the final number $L$. On the way back, one number arrives from the right:
#
# $$dz = \frac{\partial L}{\partial z}$$
#
# It is called the **upstream gradient**. (In code, `dz` always means "the slope of $L$ by $z$".)
# The gate multiplies it by its local slopes, and sends the products to the left:
#
# $$dx = \frac{\partial z}{\partial x} \cdot dz \qquad\qquad dy = \frac{\partial z}{\partial y}
# \cdot dz$$
#
# The gate need not know what $L$ is, nor what stands to its left or right. That is why
# backpropagation can be built out of parts.
#
# Four gates have names that are worth learning by heart. The slides call them examples of
# **gradient flow** (جریان گرادیان).
#
# * **Add** is the **distributor** (توزیع‌کننده گرادیان). $z = x + y$ has the local slopes 1 and 1.
#   Both inputs get `dz`.
# * **Multiply** is the **swapper** (مبادله‌گر گرادیان). $z = xy$ has the slopes $y$ and $x$. Each
#   input gets `dz` times *the other* one.
# * **Max** is the **router** (روتر گرادیان). $z = \max(x, y)$ has slope 1 for the larger input and
#   0 for the other. The larger one gets all of `dz`.
# * **Copy** is the **adder** (جمع‌کننده گرادیان). It has one input and two outputs, $a = x$ and
#   $b = x$. Two gradients arrive, and $dx = da + db$. Section 5 says why.
#
# **Before you run the next cell, write down:** a multiply gate with $x = 3$, $y = -4$ and
# `dz = 2`. What are `dx` and `dy`?

# %%
add, multiply, maximum, copy = AddGate(), MultiplyGate(), MaxGate(), CopyGate()
for name, gate in (("add", add), ("multiply", multiply), ("max", maximum)):
    z = gate.forward(3.0, -4.0)
    dx, dy = gate.backward(2.0)
    print(f"{name:8} x = 3, y = −4: z = {z:g};  back with dz = 2: dx = {dx:g}, dy = {dy:g}")
a, b = copy.forward(3.0)
(dx,) = copy.backward(2.0, 5.0)
print(f"copy     x = 3: a = {a:g}, b = {b:g};  back with da = 2, db = 5: dx = {dx:g}")

assert multiply.forward(3.0, -4.0) == -12 and copy.forward(3.0) == (3.0, 3.0)
claim("B4.add", add.backward(2.0), [2, 2])
claim("B4.multiply", multiply.backward(2.0), [-8, 6])
claim("B4.maximum", maximum.backward(2.0), [2, 0])
claim("B4.copy", copy.backward(2.0, 5.0), [7])


# %% jupyter={"source_hidden": true}
def pattern(gate: str, column: float, row: float) -> tuple[dict[str, Box], list[Wire]]:
    """One two-input gate at (3, −4) with dz = 2, and its numbers, out of the gate itself."""
    made = {"add": AddGate, "multiply": MultiplyGate, "max": MaxGate}[gate]()
    z = made.forward(3.0, -4.0)
    dx, dy = made.backward(2.0)
    boxes = {
        f"{gate} x": Box("x", column, row, leaf=True),
        f"{gate} y": Box("y", column, row + 1, leaf=True),
        gate: Box(gate, column + 1.25, row + 0.5),
    }
    wires = [Wire(f"{gate} x", gate, 3.0, dx), Wire(f"{gate} y", gate, -4.0, dy)]
    return boxes, [*wires, Wire(gate, "", z, 2.0)]


pattern_boxes: dict[str, Box] = {}
pattern_wires: list[Wire] = []
for gate_name, column, row in (("add", 0, 0), ("multiply", 3.3, 0), ("max", 0, 2.2)):
    boxes, wires = pattern(gate_name, column, row)
    pattern_boxes |= boxes
    pattern_wires += wires
pattern_boxes |= {
    "copy x": Box("x", 3.3, 2.7, leaf=True),
    "copy": Box("copy", 4.4, 2.7),
    "a": Box("a", 5.6, 2.2, leaf=True),
    "b": Box("b", 5.6, 3.2, leaf=True),
}
pattern_wires += [
    Wire("copy x", "copy", 3.0, copy.backward(2.0, 5.0)[0]),
    Wire("copy", "a", 3.0, 2.0),
    Wire("copy", "b", 3.0, 5.0),
]
show(
    graph_svg(pattern_boxes, pattern_wires),
    "Figure 3. The four patterns. Add distributes, multiply swaps (each input gets 2 times the "
    "other one), max routes everything to the larger input, and copy adds what comes back.",
    "Four small graphs. " + graph_text(pattern_boxes, pattern_wires),
)

# %% [markdown]
# ### What a gate has to remember
#
# On the way back, multiply needs the $x$ and $y$ of the way forward. So `forward` stores them in
# the gate; this is called a **cache**. Here is the slide's class. Read it slowly. What is wrong?
#
# ```python
# class MultiplyGate(object):
#     def forward(x,y):
#         z = x*y
#         self.x = x # Cache
#         self.y = y # Cache
#         return z
#     def backward(dz):
#         dx = self.y * dz
#         #self.y is dx
#         dy = self.x * dz
#         return [dx, dy]
# ```
#
# > **Remark on the slide.** Two things. The methods use `self` and do not have it as a parameter,
# > so a call fails at once. It should be `def forward(self, x, y)` and `def backward(self, dz)`.
# > And the comment "self.y is dx" is wrong: `self.y` is the *local slope* $\partial z / \partial
# > x$; `dx` is `self.y * dz`. Whoever believes the comment forgets the upstream gradient.
#
# Forgetting `dz` is the commonest mistake of all. It goes unnoticed when `dz` happens to be 1. So
# always test a gate with an upstream gradient that is not 1.
#
# A cache also means that the order of calls matters. If a gate goes forward twice, the second call
# overwrites what the first one stored, and `backward` speaks of the **last** `forward`. So each
# place in a graph needs a gate of its own.

# %%
gate = MultiplyGate()
gate.forward(3.0, -4.0)
gate.forward(10.0, 20.0)
after_two = gate.backward(2.0)
print("forward(3, −4), forward(10, 20), then backward(2):", [float(d) for d in after_two])

sigma_gate = SigmoidGate()
value = sigma_gate.forward(1.0)
(slope,) = sigma_gate.backward(3.0)
print(f"sigmoid gate at 1: value {value:.4f}, back with dz = 3: {slope:.4f}")

assert after_two == (40.0, 20.0)
assert agrees([value, slope], [0.7311, 3 * 0.19661], 4)

# %% [markdown]
# The sigmoid gate has the slope $\sigma(x)(1 - \sigma(x))$: 0.1966 at $x = 1$, and with `dz = 3`
# three times that. Take care what you put in. The formula holds for the *value* $s = \sigma(x)$:
# $s(1 - s)$. With the *input* in its place, $x(1 - x)$, you get 0 at $x = 1$, which is plainly
# wrong.
#
# ### A tie at the max
#
# What if $x = y$ at a max gate? Move $x$ up, and $z$ goes up with it. Move $x$ down, and $z$ stays,
# because now $y$ is the larger one. The slope is 1 on one side and 0 on the other. There is no
# single right answer.
#
# > **Remark on the slide.** "The max gate routes the gradient" to the larger input, it says. It
# > does not say what happens at a tie, so a rule has to be stated. `dz` to the first, `dz` to the
# > second, or half to each: all three are used, and all three are accepted in this course. Not
# > accepted is `dz` to *both*. Then the gate would hand down twice what it got.
#
# A numerical gradient at a tie gives half to each: on one side it measures 1, on the other side 0,
# and the central difference is the mean. Remember this for Section 9.

# %%
tie = MaxGate()
tie.forward(2.0, 2.0)
measured_tie = numerical_gradient(lambda v: np.maximum(v[0], v[1]), np.array([2.0, 2.0]))
print("our max gate at the tie (2, 2), dz = 1:", [float(d) for d in tie.backward(1.0)])
print("measured:                              ", measured_tie.round(6).tolist())

claim("B4.tie", measured_tie, [0.5, 0.5], 6)
assert tie.backward(1.0) == (1.0, 0.0)

# %% [markdown]
# ## 4. Ten lines for one neuron
#
# Now a whole neuron: two inputs, two weights, a bias, and the sigmoid.
#
# $$f(\mathbf{w}, \mathbf{x}) = \sigma(w_0 x_0 + w_1 x_1 + w_2) =
# \frac{1}{1 + e^{-(w_0 x_0 + w_1 x_1 + w_2)}}$$
#
# (Here $w_2$ is the bias: it has no input.) The forward pass, one gate in each line:
#
# ```python
# s0 = w0 * x0
# s1 = w1 * x1
# s2 = s0 + s1
# s3 = s2 + w2
# L = sigmoid(s3)
# ```
#
# The numbers of the classic example are $\mathbf{w} = (2, -3, -3)$ and $\mathbf{x} = (-1, -2)$.
# Follow them in Figure 4. Move the slider with the mouse or the arrow keys. (Without a live kernel
# you see the six pictures side by side.)

# %%
neuron = sigmoid_neuron_backward(w0=2, x0=-1, w1=-3, x1=-2, w2=-3)
for name in ("s0", "s1", "s2", "s3", "L"):
    print(f"{name:3} = {neuron[name]:8.4f}")

claim("B5.forward", [neuron[k] for k in ("s0", "s1", "s2", "s3", "L")], [-2, 6, 4, 1, 0.7311], 4)

# %% jupyter={"source_hidden": true}
neuron_boxes = {
    "w0": Box("w₀", 0, 0, leaf=True),
    "x0": Box("x₀", 0, 1, leaf=True),
    "w1": Box("w₁", 0, 2, leaf=True),
    "x1": Box("x₁", 0, 3, leaf=True),
    "w2": Box("w₂", 2, 2.9, leaf=True),
    "s0": Box("×", 1, 0.5),
    "s1": Box("×", 1, 2.5),
    "s2": Box("+", 2, 1.5),
    "s3": Box("+", 3, 2.2),
    "L": Box("σ", 4, 2.2),
}
inputs_of_neuron = {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0}
neuron_ends = [
    *[("w0", "s0"), ("x0", "s0"), ("w1", "s1"), ("x1", "s1"), ("s0", "s2"), ("s1", "s2")],
    *[("s2", "s3"), ("w2", "s3"), ("s3", "L"), ("L", "")],
]
neuron_steps = [
    ("forward: two products", ["s0", "s1"]),
    ("forward: two sums", ["s2", "s3"]),
    ("forward: the sigmoid; then 1 at the output", ["L"]),
    ("back through the sigmoid", ["L"]),
    ("back through the sums: both distribute", ["s3", "s2"]),
    ("back through the products: both swap", ["s0", "s1"]),
]
known_values = [*inputs_of_neuron, "s0", "s1"], ["s2", "s3"], ["L"], [], [], []
known_gradients = [], [], ["L"], ["s3"], ["w2", "s2", "s1", "s0"], ["w1", "x1", "w0", "x0"]


def neuron_wires(step: int) -> list[Wire]:
    """The wires of the neuron, with the numbers that are known after so many steps."""
    values = {name for names in known_values[:step] for name in names}
    gradients = {name for names in known_gradients[:step] for name in names}
    numbers = inputs_of_neuron | neuron | {"grad_L": 1.0}
    return [
        Wire(
            start,
            end,
            numbers[start] if start in values else None,
            numbers[f"grad_{start}"] if start in gradients else None,
        )
        for start, end in neuron_ends
    ]


slider(
    lambda step: graph_svg(
        neuron_boxes,
        neuron_wires(int(step)),
        title=f"Step {step:g}, {neuron_steps[int(step) - 1][0]}",
        lit=neuron_steps[int(step) - 1][1],
        decimals=4,
    ),
    "step",
    range(1, 7),
    "Figure 4. The neuron, step by step. Above the wires, in blue: values, on the way forward. "
    "Below, in red italics: gradients, on the way back. The gates at work have a thick orange "
    "border.",
    lambda step: (
        f"Step {step:g}, {neuron_steps[int(step) - 1][0]}. "
        + graph_text(neuron_boxes, neuron_wires(int(step)), decimals=4)
    ),
    panel=48,
)

# %% [markdown]
# ### The way back, line by line
#
# Read Figure 4 from right to left, and write one line for each number. On the left of each `=`
# stands a gradient. On the right stands the gradient that came just before it, times a local slope.
#
# | line | why |
# |---|---|
# | `grad_L = 1.0` | the slope of $L$ by itself |
# | `grad_s3 = grad_L * (1 - L) * L` | the sigmoid's slope, from its *value* $L$ |
# | `grad_w2 = grad_s3` | add distributes |
# | `grad_s2 = grad_s3` | add distributes |
# | `grad_s1 = grad_s2` | add distributes |
# | `grad_s0 = grad_s2` | add distributes |
# | `grad_w1 = grad_s1 * x1` | multiply swaps: $w_1$ gets the *other* input, $x_1$ |
# | `grad_x1 = grad_s1 * w1` | multiply swaps |
# | `grad_w0 = grad_s0 * x0` | multiply swaps |
# | `grad_x0 = grad_s0 * w0` | multiply swaps |
#
# These are the ten lines. No line needs more than one look at the graph.
#
# **Before you run the next cell, write down** the five gradients of `w0`, `x0`, `w1`, `x1` and
# `w2`. You need only $0.1966$, and the inputs.

# %%
leaf_names = ["w0", "x0", "w1", "x1", "w2"]
by_lines = np.array([neuron[f"grad_{name}"] for name in leaf_names])


def neuron_value(v: np.ndarray) -> float:
    """L for v = (w0, x0, w1, x1, w2)."""
    return sigmoid(v[0] * v[1] + v[2] * v[3] + v[4])


by_measuring = numerical_gradient(neuron_value, [2, -1, -3, -2, -3])
for name, line, measured in zip(leaf_names, by_lines, by_measuring, strict=True):
    print(f"grad_{name}: by the ten lines {line:8.4f}   measured {measured:8.4f}")

tripled = sigmoid_neuron_backward(2, -1, -3, -2, -3, grad_L=3.0)
print(f"with grad_L = 3: grad_s3 = {tripled['grad_s3']:.4f}, grad_w0 = {tripled['grad_w0']:.4f}")

claim("B3.slope", neuron["grad_s3"], 0.1966, 4)
claim("B1.gradients", by_lines, [-0.1966, 0.3932, -0.3932, -0.5898, 0.1966], 4)
assert np.abs(by_lines - by_measuring).max() < 1e-9
assert agrees(tripled["grad_w0"], 3 * neuron["grad_w0"], 12)

# %% [markdown]
# The neuron is usually a part of something larger. Then `grad_L` is not 1, but whatever arrives
# from above, and it must go into the second line. With `grad_L = 3` every gradient is three times
# as large.
#
# ### The slide's listing
#
# Here are the ten lines as the slide prints them, beside the right ones. The cell runs the slide's
# lines, one after the other.
#
# **Before you run it:** cover the right column. Where does Python stop, and why?

# %%
right_lines = """\
grad_L = 1.0
grad_s3 = grad_L * (1 - L) * L
grad_w2 = grad_s3
grad_s2 = grad_s3
grad_s0 = grad_s2
grad_s1 = grad_s2
grad_w1 = grad_s1 * x1
grad_x1 = grad_s1 * w1
grad_w0 = grad_s0 * x0
grad_x0 = grad_s0 * w0"""
slide_lines = right_lines.replace("grad_s0 = grad_s2", "grad_w0 = grad_s2")  # as it is printed

names = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3, "L": neuron["L"]}
print("    the slide                        right")
for slide, right in zip(slide_lines.splitlines(), right_lines.splitlines(), strict=True):
    try:
        exec(slide, {}, names)
        message = ""
    except NameError as error:
        message = f"  <-- {error}"
    print(f"{' ' if slide == right else '≠'}   {slide:32} {right}{message}")

assert "grad_s0" not in names and "grad_x0" not in names
assert names["grad_w0"] == names["grad_s2"]  # what line 5 left there

# %% [markdown]
# > **Remark on the slide.** The fifth line reads `grad_w0 = grad_s2`. It should be
# > `grad_s0 = grad_s2`. As printed, `grad_s0` never gets a value, and the last two lines cannot
# > run; `grad_w0` stands on the left twice. Our table above has it right.
#
# Note how quietly it fails if somebody only looks at `grad_w0`: after line 5 it holds a number,
# 0.1966. The right one is −0.1966.
#
# ### One slip, and what it spoils
#
# Each line builds on the lines before it. So one wrong line makes later numbers wrong as well,
# although the later lines themselves are in order. The next cell puts a slip into one line at a
# time: it adds 0.1 to the result of that line. Then it asks two questions about every other line.
# Is its *number* wrong? And is the *line* wrong, given the numbers that it was fed?

# %%
neuron_lines = {
    "s0": lambda v: v["w0"] * v["x0"],
    "s1": lambda v: v["w1"] * v["x1"],
    "s2": lambda v: v["s0"] + v["s1"],
    "s3": lambda v: v["s2"] + v["w2"],
    "L": lambda v: sigmoid(v["s3"]),
    "grad_s3": lambda v: (1 - v["L"]) * v["L"],
    "grad_w2": lambda v: v["grad_s3"],
    "grad_s2": lambda v: v["grad_s3"],
    "grad_s1": lambda v: v["grad_s2"],
    "grad_s0": lambda v: v["grad_s2"],
    "grad_w1": lambda v: v["grad_s1"] * v["x1"],
    "grad_x1": lambda v: v["grad_s1"] * v["w1"],
    "grad_w0": lambda v: v["grad_s0"] * v["x0"],
    "grad_x0": lambda v: v["grad_s0"] * v["w0"],
}


def run_with_slip(slip: str) -> dict[str, float]:
    """All lines in order, with 0.1 too much in one of them."""
    v = dict(inputs_of_neuron)
    for name, line in neuron_lines.items():
        v[name] = line(v) + (0.1 if name == slip else 0.0)
    return v


line_names = list(neuron_lines)
wrong_numbers = np.zeros((14, 14), dtype=bool)
wrong_lines = np.zeros((14, 14), dtype=bool)
for row, slip in enumerate(line_names):
    v = run_with_slip(slip)
    for column, name in enumerate(line_names):
        wrong_numbers[row, column] = abs(v[name] - neuron[name]) > 1e-12
        wrong_lines[row, column] = abs(v[name] - neuron_lines[name](v)) > 1e-12
print("slip in   wrong numbers   wrong lines")
for row, slip in enumerate(line_names):
    print(f"{slip:8} {wrong_numbers[row].sum():10} {wrong_lines[row].sum():13}")

assert wrong_numbers[line_names.index("s0")].sum() == 13  # all but s1
assert np.array_equal(wrong_lines, np.eye(14, dtype=bool))


# %% jupyter={"source_hidden": true}
def draw_slips() -> Figure:
    """Which numbers are wrong after a slip in each line."""
    figure, axes = plt.subplots(figsize=(8.4, 5.2), layout="constrained")
    for row in range(14):
        for column in range(14):
            if row == column:
                axes.plot(column, row, marker="X", color=VERMILLION, markersize=11)
            elif wrong_numbers[row, column]:
                axes.plot(column, row, marker="o", color=BLUE, markersize=7, fillstyle="none")
    axes.plot([], [], marker="X", color=VERMILLION, linestyle="", markersize=11, label="the slip")
    axes.plot([], [], marker="o", color=BLUE, linestyle="", fillstyle="none", label="spoiled by it")
    axes.set(xlabel="line", ylabel="slip in line", xlim=(-0.6, 13.6), ylim=(13.6, -0.6))
    axes.set_xticks(range(14), line_names, rotation=60)
    axes.set_yticks(range(14), line_names)
    figure.legend(loc="outside upper center", ncols=2)
    return figure


show(
    draw_slips(),
    "Figure 5. Each row is one run with one slip (cross). Circles are numbers that come out wrong "
    "because of it, although their own lines are right. A slip early on spoils nearly everything.",
    "A table of 14 by 14 lines. Number of wrong results after a slip in each line: "
    + ", ".join(f"{slip} {wrong_numbers[row].sum()}" for row, slip in enumerate(line_names))
    + ".",
)

# %% [markdown]
# A slip in `s0` makes 13 of 14 numbers wrong. But only *one line* is wrong. This is how your ten
# lines will be marked: **each line is judged by itself, from your own numbers in the lines before
# it**. One slip costs one line. It is also the best way to look for a slip in your own work. Go
# line by line, and ask of each line only: is it right for what it was given?
#
# The ten lines are written out above, and they *are* Exercise 6.2. So what remains to be done
# there? Cover the table. Take the graph of Figure 4 and a pencil, and find each line again by
# yourself. Then write the function so that it holds for all numbers, and for any `grad_L`.

# %% [markdown]
# ## 5. Gradients add up
#
# Until now each number was used once. Take $f(x) = x \cdot x + x$. Here $x$ is used **three**
# times: twice by the multiply gate, once by the add gate. In the graph, a copy gate stands behind
# $x$.
#
# Nudge $x$. The nudge travels along all three wires, and $f$ feels all three. So the effects **add
# up**:
#
# $$\frac{df}{dx} = \underbrace{x \cdot 1}_{\text{first factor}} +
# \underbrace{x \cdot 1}_{\text{second factor}} + \underbrace{1}_{\text{the sum}} = 2x + 1$$
#
# This is why copy is the *adder*. In a program there is seldom a copy gate to see; a variable is
# simply used again. Then the gradient that comes back must be added to what is already there:
#
# ```python
# grad_x = 0.0
# grad_x += ...   # from each place where x is used
# ```
#
# With `=` in place of `+=`, each new contribution throws away the ones before.
#
# **Before you run the next cell, write down:** at $x = 3$, what is the right slope? And which wrong
# slopes could come out if only the *last* contribution survives?

# %%
x = 3.0
contributions = [x, x, 1.0]  # from the two factors of x·x, and from the sum
added, overwritten = 0.0, 0.0
for contribution in contributions:
    added += contribution
    overwritten = contribution

measured = float(numerical_gradient(lambda t: t * t + t, x))
print(f"added up {added:g}, only the last one {overwritten:g}, measured {measured:.4f}")

claim("B7.accumulated", [added, overwritten], [7, 1])
assert added == 2 * x + 1
assert agrees(measured, added, 6)

# %% jupyter={"source_hidden": true}
twice_boxes = {
    "x": Box("x", 0, 1, leaf=True),
    "copy": Box("copy", 1.1, 1),
    "times": Box("×", 2.4, 0.1),
    "plus": Box("+", 3.6, 1),
}
twice_wires = [
    Wire("x", "copy", 3.0, 7.0),
    Wire("copy", "times", 3.0, 3.0 + 3.0),
    Wire("copy", "plus", 3.0, 1.0),
    Wire("times", "plus", 9.0, 1.0),
    Wire("plus", "", 12.0, 1.0),
]
show(
    graph_svg(twice_boxes, twice_wires),
    "Figure 6. f = x·x + x at x = 3. The wire to × stands for both factors, so 3 + 3 = 6 comes "
    "back along it. At the copy gate 6 and 1 are added: the slope is 7.",
    graph_text(twice_boxes, twice_wires),
)


# %% jupyter={"source_hidden": true}
def draw_overwriting() -> Figure:
    """The slope of x·x + x: measured, added up, and what overwriting leaves."""
    figure, axes = plt.subplots(figsize=(7.4, 3.8), layout="constrained")
    xs = np.linspace(-3, 3, 61)
    dots = xs[::6]
    slopes = [float(numerical_gradient(lambda t: t * t + t, d)) for d in dots]
    axes.plot(xs, 2 * xs + 1, color=BLUE, label="added up: 2x + 1")
    axes.plot(xs, xs, color=VERMILLION, linestyle="--", label="one factor survives: x")
    axes.plot(
        xs, np.ones(61), color=ORANGE, linestyle=":", linewidth=3, label="the sum survives: 1"
    )
    axes.plot(dots, slopes, color=BLACK, linestyle="", marker="o", label="measured")
    axes.plot([-1, 0], [-1, 1], color=GREEN, linestyle="", marker="s", markersize=13,
              fillstyle="none", label="right by accident")  # fmt: skip
    axes.set(xlabel="x", ylabel="slope of x·x + x")
    axes.legend(fontsize=9)
    return figure


show(
    draw_overwriting(),
    "Figure 7. The measured slopes lie on the line 2x + 1. Overwriting gives one of the other two "
    "lines. Each of them crosses the right one at one point (squares), so a test at that point "
    "alone sees nothing.",
    "Three straight lines over x from −3 to 3: the right slope 2x + 1, which passes through all "
    "measured dots; the line x, which meets it at x = −1; and the constant 1, which meets it at "
    f"x = 0. At x = {x:g} they say {added:g}, {contributions[0]:g} and {overwritten:g}.",
)

# %% [markdown]
# > **Remark on the slide.** The class `ComputationalGraph` there calls `gate.backward()` for each
# > gate and returns `inputs_gradients`, a name that nothing ever sets. Its methods lack `self`, and
# > `loss` has no value either. Above all, nothing adds up: as shown, a variable that is used twice
# > keeps one gradient only. Gradients must be **accumulated** with `+=`.
#
# Adding up has a price. If you go backward twice, the second round adds to what the first one left,
# and the gradients come out too large. So each backward pass must begin by setting all gradients to
# zero.

# %% [markdown]
# ## 6. In which order?
#
# A gate can go forward only when all its inputs are known. And it can go backward only when *all*
# the gradients that belong to its output have arrived. For ten lines we found a good order by
# looking. For a graph with thousands of nodes a program has to find it.
#
# We say **node** (گره) for anything in the graph: a leaf or a gate. A **topological order** (ترتیب
# توپولوژیک) is a list of all nodes, each of them once, in which every node comes **after all of its
# inputs**. For the way back, the same list is read from the end.
#
# Here is a small graph in plain data: each name with the names of its inputs.
#
# **Before you run the next cell, write down** an order for it. Is there more than one?

# %%
wiring = {
    "x": [],
    "y": [],
    "square": ["x", "x"],
    "product": ["square", "y"],
    "out": ["product", "x"],
}
nodes = connect(wiring)  # nodes with a name and a tuple `inputs`
order = [node.name for node in topological_sort(nodes["out"])]
print(" → ".join(order))


def comes_after_its_inputs(order: list[str], wiring: dict[str, list[str]]) -> bool:
    """Whether each name stands behind all of its inputs."""
    return all(order.index(source) < order.index(name) for name in order for source in wiring[name])


assert sorted(order) == sorted(wiring) and comes_after_its_inputs(order, wiring)
assert comes_after_its_inputs(["y", "x", "square", "product", "out"], wiring)  # another one

# %% [markdown]
# Often there are several orders, and any of them will do. But it should be the *same* one at every
# call. A program that takes the nodes out of a Python `set` may list them differently each time,
# and then a mistake comes and goes.
#
# ### Why "level by level" fails
#
# A tempting idea: begin at the output, write down its inputs, then the inputs of those, and so on,
# level by level. At the end turn the list round. (This is called *breadth-first search*.) Each node
# is written down the first time that it is met.
#
# The output of our graph needs `product` and `x`. So `x` is written down early, on the first level.
# Turned round, it comes *late*, after `square`, which needs it. The way from `x` to the output is
# short on one side and long on the other, and the short one wins. That is wrong.


# %%
def level_by_level(output: str) -> list[str]:
    """The tempting idea. It is wrong."""
    met, level = [output], [output]
    while level:
        level = [source for name in level for source in wiring[name]]
        met += [name for name in dict.fromkeys(level) if name not in met]
    return met[::-1]


tempting = level_by_level("out")
print("level by level:", " → ".join(tempting), "  good:", comes_after_its_inputs(tempting, wiring))

assert tempting.index("x") > tempting.index("square")
assert not comes_after_its_inputs(tempting, wiring)


# %% jupyter={"source_hidden": true}
def draw_orders() -> Figure:
    """Both orders as rows of nodes; arcs lead from each input to the node that needs it."""
    figure, panels = plt.subplots(2, 1, figsize=(8.6, 5.0), layout="constrained")
    for axes, (title, names) in zip(
        panels, [("topological order", order), ("level by level", tempting)], strict=True
    ):
        for name, sources in wiring.items():
            for source in set(sources):
                start, end = names.index(source), names.index(name)
                good = start < end
                axes.annotate(
                    "",
                    (end, 0.12 if good else -0.12),
                    (start, 0.12 if good else -0.12),
                    arrowprops={
                        "arrowstyle": "-|>",
                        "color": BLUE if good else VERMILLION,
                        "linestyle": "-" if good else "--",
                        "linewidth": 1.6 if good else 2.4,
                        "connectionstyle": "arc3,rad=-0.35",
                    },
                )
        for place, name in enumerate(names):
            axes.text(place, 0, name, ha="center", va="center",
                      bbox={"boxstyle": "round", "facecolor": "#FBEBCB"})  # fmt: skip
        axes.set(xlim=(-0.5, 4.5), ylim=(-0.9, 1.7), xticks=[], yticks=[])
        axes.set_title(title, loc="left")
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
    return figure


show(
    draw_orders(),
    "Figure 8. Arrows lead from an input to the node that needs it. Above, all arrows point to the "
    "right. Below, the dashed red arrow points back: x stands behind square, which needs it.",
    f"Above, a good order: {', '.join(order)}; every node comes after its inputs. Below, the order "
    f"level by level: {', '.join(tempting)}; there x comes after square, although square needs it.",
)

# %% [markdown]
# ### Finished, or on the way
#
# What works is **depth first**. To finish a node, finish all its inputs first, then write the node
# down. Each node has one of three marks:
#
# * *new*: not met yet;
# * *on the way*: we have begun with it, and are busy with its inputs;
# * *finished*: it is in the list. If we meet it again, we pass by. So it is listed once.
#
# The marks do one more service. If we meet a node that is *on the way*, then it is needed for
# itself: the graph has a **cycle** (دور). No order exists, and the program must say so. Without the
# check it would run for ever.
#
# Written as a function that calls itself, this takes five lines. But each call waits for the next
# one inside it, and Python allows only about a thousand calls inside one another. A chain of 5,000
# nodes is too deep.


# %%
def sort_by_calls(node, finished: list) -> list:
    """Depth first, as a function that calls itself. (It does not look for cycles.)"""
    for source in node.inputs:
        if source not in finished:
            sort_by_calls(source, finished)
    finished.append(node)
    return finished


def chain(length: int) -> dict[str, list[str]]:
    """Node 0, and then each node with the one before as its only input."""
    return {str(k): [str(k - 1)] if k else [] for k in range(length)}


print("chain of 100, by calls:", len(sort_by_calls(connect(chain(100))["99"], [])), "nodes")
try:
    sort_by_calls(connect(chain(5000))["4999"], [])
    too_deep = False
except RecursionError:
    too_deep = True
    print("chain of 5,000, by calls: RecursionError")
long_order = topological_sort(connect(chain(5000))["4999"])
print("chain of 5,000, with a list:", len(long_order), "nodes")

try:
    topological_sort(connect({"a": ["b"], "b": ["a"]})["a"])
    refused = False
except ValueError as error:
    refused = True
    print("a needs b, b needs a:", error)

assert too_deep and refused
assert [node.name for node in long_order] == [str(k) for k in range(5000)]

# %% [markdown]
# The way out: keep the nodes that are on the way in a **list** of your own, in place of the waiting
# calls. Look at the last node of the list. If one of its inputs is new, append this input to the
# list. If all its inputs are finished, take the node off the list, and write it down as finished. A
# Python list may be as long as it likes. The function asks a node for nothing but its `inputs`, so
# it will sort the graphs of Section 7 as well.
#
# ### Nothing is done twice
#
# Why all this care to visit each node *once*? Because of the number of paths. Let $v$ become $v +
# v$, and that again, 30 times. There are 31 nodes. But each doubling offers two ways, so there are
# $2^{30}$ **paths** from the first node to the last, more than a billion. The chain rule says: the
# slope is the sum over all paths. Backpropagation gets the same sum with 30 steps, because each
# node first collects all that comes back, and only then hands it down.

# %%
doubled = start_value = Value(1.0)
for _ in range(30):
    doubled = doubled + doubled
doubling_graph = ComputationalGraph(doubled)
slope_of_doubling = doubling_graph.backward()[start_value]
print(f"{len(doubling_graph.nodes)} nodes, {2**30:,} paths, slope {slope_of_doubling:,.0f}")

assert len(doubling_graph.nodes) == 31 and slope_of_doubling == 2**30 == 1_073_741_824


# %% jupyter={"source_hidden": true}
def draw_paths() -> Figure:
    """Nodes and paths of the doubling graph against its depth."""
    figure, axes = plt.subplots(figsize=(6.8, 3.6), layout="constrained")
    depth = np.arange(1, 31)
    axes.semilogy(depth, 2.0**depth, color=VERMILLION, marker="s", markersize=4, label="paths")
    axes.semilogy(depth, depth + 1.0, color=BLUE, marker="o", markersize=4, label="nodes")
    axes.set(xlabel="doublings", ylabel="number (log scale)")
    axes.legend()
    return figure


show(
    draw_paths(),
    "Figure 9. The number of paths doubles with each step; the number of nodes grows by one. "
    "Backpropagation works node by node, never path by path.",
    f"On a logarithmic axis the paths rise along a straight line from 2 to {2**30:,} for 30 "
    "doublings. The nodes rise from 2 to 31.",
)

# %% [markdown]
# ## 7. A graph that differentiates itself
#
# Now we put the parts together: gates, an order, and adding up. The slides call it a **modular
# implementation** (پیاده‌سازی ماژولار). We want to write a formula as usual, and get its gradients
# for free:
#
# ```python
# x = Value(3.0)
# f = x * x + x
# ```
#
# A `Value` is a number that remembers how it was made. It has `data` (the number), `grad` (its
# gradient), `inputs` (the Values that it was made of), and its gate. A Value that you make yourself
# is a **leaf** (برگ) and has no inputs. When Python meets `x * x`, it calls the method `__mul__` of
# `x`. This method takes a new multiply gate, sends the two numbers forward, and returns a new Value
# with `inputs = (x, x)`. So the graph grows by itself while the formula is computed.
#
# In `2 * x` Python first asks the number 2, which has never heard of Values. Then it asks `x`, by
# another method, `__rmul__`. The plain number becomes a node as well, a **constant** (ثابت). Minus
# needs no gate of its own: $-x$ is $(-1) \cdot x$, and $x - y$ is $x + (-y)$. Nor does ReLU: it is
# a max gate with the constant 0. Only $e^x$ needs a new gate, with the slope $e^x$ of Section 2.
#
# `ComputationalGraph(f)` finds the topological order once. Then
#
# * `forward(inputs)` sets new numbers at the leaves, and sends every gate forward, in order. A leaf
#   that is not among the `inputs` keeps its number;
# * `backward()` sets all gradients to zero, puts 1 at the output, and goes through the nodes in
#   **reverse** order. Each gate gets the gradient of its output, and what it returns is **added**
#   to the gradients of its inputs.
#
# Five small things have to be right. The next cell shows each of them.
#
# **Before you run it, write down:** the slope of $x \cdot x + x$ at 3, and the slope of $x - x$.

# %%
x = Value(3.0)
graph = ComputationalGraph(x * x + x)
first, second = graph.backward()[x], graph.backward()[x]
print(f"1. x used three times: slope {first:g} at 3")
print(f"2. backward once more: {second:g}, the same")
print(f"3. another number: f(−2) = {graph.forward({x: -2.0}):g}, slope {graph.backward()[x]:g}")

difference = ComputationalGraph(x - x)
print(f"4. x − x is {difference.forward({}):g}, its slope {difference.backward()[x]:g}")

y = Value(0.5)
formula = (2 * x - y).relu() + (1 - y).exp()
gradients = ComputationalGraph(formula).backward()
print(f"5. with plain numbers in it: {len(gradients)} leaves have gradients, x and y")

assert (first, second) == (7.0, 7.0) and graph.backward()[x] == -3.0
assert difference.output.data == 0 and difference.backward()[x] == 0
assert set(gradients) == {x, y}

# %% [markdown]
# 1. The three contributions were added up.
# 2. The gradients were set to zero in between. Else the second answer would be 14 or more.
# 3. `forward` with a new number brings everything up to date; `backward` speaks of the last
#    `forward`.
# 4. $x - x$ is zero, and so is its slope: $1 - 1$. A program that overwrites says 1 or −1.
# 5. The plain numbers 2 and 1 are constants. They stand in the graph, but nobody wants to change
#    them, so they are no leaves, and `backward` does not report them.
#
# A graph can be checked as any gradient can: with the numerical gradient of Session 2. We do it for
# a longer formula, at 20 random points. (Where a ReLU sits exactly at its corner, at 0, there is no
# slope to compare. Random points do not hit it.)


# %%
def long_formula(a, b, c):
    """Works for plain numbers with NumPy, and for Values."""
    inner = a * b - 2 * c
    if isinstance(a, Value):
        return (inner.relu() + a * a) * (b - 1).exp() + inner * inner * c
    return (relu(inner) + a * a) * np.exp(b - 1) + inner * inner * c


leaves = [Value(0.0), Value(0.0), Value(0.0)]
long_graph = ComputationalGraph(long_formula(*leaves))
rng = np.random.default_rng(0)
worst = 0.0
for point in rng.normal(size=(20, 3)):
    value = long_graph.forward(dict(zip(leaves, point, strict=True)))
    gradients = long_graph.backward()
    by_graph = np.array([gradients[leaf] for leaf in leaves])
    by_measuring = numerical_gradient(lambda v: long_formula(*v), point)
    worst = max(worst, float(np.abs(by_graph - by_measuring).max() / np.abs(by_graph).max()))
    assert agrees(value, long_formula(*point), 9)
print(f"{len(long_graph.nodes)} nodes; largest relative difference at 20 points: {worst:.0e}")

assert worst < 1e-6

# %% [markdown]
# ### Real tumours
#
# Your machine can train a network. The data are the tumours of Session 3: 569 of them, malignant or
# benign. We take two features, the mean radius and the mean number of concave points, standardised.
# The network is 2-4-1 with ReLU: four hidden units, 17 parameters.
#
# The loss has to be made of + − × and ReLU. Give a benign tumour the label $t = 1$ and a malignant
# one $t = -1$. (So benign is the positive class here, the other way round than in Session 3.) Let
# $o$ be the output of the network. The **hinge loss** of one sample is
#
# $$\ell = \max(0,\; 1 - t\,o)$$
#
# It is 0 if $o$ has the right sign and is at least 1 in size. Otherwise it grows in a straight
# line.
#
# The cell builds the graph **once**, for a batch of 10 tumours. The tumours are leaves too. Then
# each step of stochastic gradient descent sends 10 new tumours forward, goes backward, and moves
# the parameters. It trains on 100 tumours and tests on the other 469. There are five seeds, for the
# split, the start and the batches. The learning rate 0.1 and the 80 steps were chosen to keep the
# cell short.

# %%
tumours = load_breast_cancer()
two_features = tumours.data[:, [0, 7]]
targets = np.where(tumours.target == 1, 1.0, -1.0)  # 1 is benign


def hinge_graph(
    width: int, batch: int
) -> tuple[ComputationalGraph, list[Value], list[list[Value]]]:
    """The mean hinge loss of a 2-width-1 network; its parameters; (x₀, x₁, t) of each sample."""
    hidden_layer = [[Value(0.0), Value(0.0), Value(0.0)] for _ in range(width)]
    output_weights, output_bias = [Value(0.0) for _ in range(width)], Value(0.0)
    samples = [[Value(0.0), Value(0.0), Value(0.0)] for _ in range(batch)]
    loss = 0.0
    for x0, x1, t in samples:
        o = output_bias
        for (w0, w1, b), v in zip(hidden_layer, output_weights, strict=True):
            o = o + (w0 * x0 + w1 * x1 + b).relu() * v
        loss = loss + (1 - t * o).relu()
    parameters = [p for unit in hidden_layer for p in unit] + [*output_weights, output_bias]
    return ComputationalGraph(loss * (1 / batch)), parameters, samples


def network_output(theta: np.ndarray, X: np.ndarray, width: int) -> np.ndarray:
    """The same network with NumPy, for many samples at once."""
    hidden = theta[: 3 * width].reshape(width, 3)
    layers = [(hidden[:, :2].T, hidden[:, 2]), (theta[3 * width : -1, np.newaxis], theta[-1:])]
    return mlp_forward(X, layers, relu)[0][:, 0]


hinge, parameters, samples = hinge_graph(width=4, batch=10)
print(f"{len(parameters)} parameters, {len(hinge.nodes)} nodes, {len(hinge.leaves)} leaves")

assert tumours.target_names.tolist() == ["malignant", "benign"]
assert len(parameters) == 17 and len(hinge.leaves) == 17 + 30


# %%
def train_on_tumours(seed: int, steps: int = 80, lr: float = 0.1):
    """Returns the loss of each step's batch, the parameters, the test accuracy and the test set."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(targets))
    train, test = order[:100], order[100:]
    X, X_test, _, _ = standardize(two_features[train], two_features[test])
    theta = rng.normal(size=17)
    losses = []
    for _ in range(steps):
        batch = rng.choice(100, size=10, replace=False)
        numbers = dict(zip(parameters, theta, strict=True))
        for leaves, row, t in zip(samples, X[batch], targets[train][batch], strict=True):
            numbers |= dict(zip(leaves, [*row, t], strict=True))
        losses.append(hinge.forward(numbers))
        gradients = hinge.backward()
        theta = theta - lr * np.array([gradients[p] for p in parameters])
    right = np.sign(network_output(theta, X_test, width=4)) == targets[test]
    return np.array(losses), theta, float(right.mean()), X_test, targets[test]


runs = [train_on_tumours(seed) for seed in range(5)]
accuracies = np.array([run[2] for run in runs])
commonest = max(np.mean(targets == 1), np.mean(targets == -1))
print("test accuracy of five seeds:", accuracies.round(3))
print(f"mean {accuracies.mean():.3f} ± {accuracies.std():.3f}; always benign {commonest:.3f}")

# Bands over five seeds.
assert accuracies.min() > 0.85 and 0.88 < accuracies.mean() < 0.95
assert agrees(commonest, 0.627, 3)
first_ten = np.mean([run[0][:10] for run in runs])
last_ten = np.mean([run[0][-10:] for run in runs])
print(f"hinge loss, mean of the first ten steps {first_ten:.2f}, of the last ten {last_ten:.2f}")
assert last_ten < 0.5 * first_ten


# %% jupyter={"source_hidden": true}
def draw_training() -> Figure:
    """The losses of five runs, and the boundary of the first."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.2, 4.0), layout="constrained")
    smooth = np.array([np.convolve(run[0], np.ones(10) / 10, mode="valid") for run in runs])
    steps = np.arange(smooth.shape[1]) + 10
    left.fill_between(steps, smooth.min(axis=0), smooth.max(axis=0), color=SKY, alpha=0.4)
    left.plot(steps, smooth.mean(axis=0), color=BLUE, label="mean of five seeds")
    left.set(xlabel="step", ylabel="hinge loss, mean of 10 steps", ylim=(0, None))
    left.legend()
    _, theta, accuracy, X_test, t_test = runs[0]
    a, b = np.meshgrid(np.linspace(-2.2, 3.4, 120), np.linspace(-1.6, 3.4, 120))
    o = network_output(theta, np.column_stack([a.ravel(), b.ravel()]), width=4).reshape(a.shape)
    right.contourf(a, b, o, levels=[-1e9, 0, 1e9], colors=[VERMILLION, BLUE], alpha=0.15)
    right.contour(a, b, o, levels=[0], colors=[BLACK])
    for t, colour, marker, name in ((1, BLUE, "o", "benign"), (-1, VERMILLION, "x", "malignant")):
        right.scatter(*X_test[t_test == t].T, s=14, color=colour, marker=marker, label=name)
    right.set(xlabel="mean radius (standardised)", ylabel="mean concave points", xlim=(-2.2, 3.4))
    right.set(ylim=(-1.6, 3.4), title=f"seed 0: {accuracy:.1%} of the test tumours")
    right.legend()
    return figure


show(
    draw_training(),
    "Figure 10. Left: the loss of the batches, smoothed over 10 steps; the band holds five seeds. "
    "Right: the test tumours and the boundary that the network of seed 0 has found.",
    f"Left: the hinge loss falls from {first_ten:.2f} in the first ten steps to {last_ten:.2f} in "
    f"the last ten. Right: a plane of two features with a boundary line; {runs[0][2]:.1%} of the "
    "469 test tumours lie on the right side.",
)

# %% [markdown]
# It learns: about nine tumours out of ten, where "always benign" gets 0.627. Two features and 100
# samples are not a diagnosis. And the machine is slow: it handles one number at a time. Session 7
# does the same for whole tables of numbers, with matrix products.
#
# ## 8. What does it cost?
#
# Back to the opening question. Count the multiplications. A multiply gate does **one** on the way
# forward, and **two** on the way back (`y * dz` and `x * dz`). An add gate does none. So the way
# back costs about twice the way forward, and both together about **three forward passes**. It does
# not matter how many parameters there are.
#
# The numerical gradient needs two forward passes for *each* parameter. We measure both on hinge
# graphs of growing width. (Our Python machine spends most of its time on finding the next gate, and
# little on multiplying. So for it the way back is not even twice as dear. In Session 7 a layer is a
# matrix product $XW$, and its way back is two of them.)


# %%
def best_time(job, *inputs, repeats: int = 5) -> float:
    """The shortest time of several runs, in seconds: the one that was disturbed least."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        job(*inputs)
        times.append(time.perf_counter() - began)
    return min(times)


cost_widths = [1, 2, 4, 8, 16]
costs = []  # parameters, seconds forward, seconds backward
for width in cost_widths:
    cost_graph, cost_parameters, _ = hinge_graph(width, batch=4)
    forward = best_time(cost_graph.forward, {})
    backward = best_time(cost_graph.backward)
    costs.append([len(cost_parameters), forward, backward])
costs = np.array(costs)
ratio = costs[:, 2] / costs[:, 1]

W, X = np.ones((300, 300)), np.ones((300, 300))
layer_forward = best_time(lambda: X @ W, repeats=9)
layer_backward = best_time(lambda: (X @ W.T, X.T @ X), repeats=9)
print(
    "parameters   way back / way forward   gradient costs, in forward passes: measured, numerical"
)
for p, r in zip(costs[:, 0], ratio, strict=True):
    print(f"{p:10.0f} {r:20.1f} {1 + r:28.1f} {2 * p:23.0f}")
print(f"one matrix product forward, two back: {layer_backward / layer_forward:.1f} times as long")
print(f"newspaper network: about 3 against {2 * newspaper:,}")

# Wide bands: clocks on a busy computer are not exact.
assert np.all(1 + ratio < 6) and costs[:, 0].tolist() == [4 * w + 1 for w in cost_widths]
assert 1 < layer_backward / layer_forward < 6


# %% jupyter={"source_hidden": true}
def draw_costs() -> Figure:
    """Forward passes for one gradient, against the number of parameters."""
    figure, axes = plt.subplots(figsize=(7.4, 4.0), layout="constrained")
    many = np.array([4, newspaper])
    axes.loglog(many, 2 * many, color=VERMILLION, linestyle="--", label="numerical gradient: 2P")
    axes.loglog(many, [3, 3], color=BLUE, label="backpropagation: about 3")
    axes.loglog(costs[:, 0], 1 + ratio, color=BLUE, linestyle="", marker="o", label="measured here")
    axes.plot(newspaper, 2 * newspaper, color=VERMILLION, marker="s", markersize=9)
    axes.annotate(f"{2 * newspaper:,}", (newspaper, 2 * newspaper), (-70, -4),
                  textcoords="offset points")  # fmt: skip
    axes.plot(newspaper, 3, color=BLUE, marker="s", markersize=9)
    axes.set(xlabel="number of parameters P (log scale)", ylim=(1, 4e6))
    axes.set_ylabel("forward passes for one gradient")
    axes.legend(loc="upper left")
    return figure


show(
    draw_costs(),
    "Figure 11. The price of one gradient, in forward passes. Squares: the newspaper network of "
    "the opening question. Dots: our Python graph, measured.",
    "On logarithmic axes the numerical gradient rises in a straight line up to "
    f"{2 * newspaper:,} forward passes for {newspaper:,} parameters. Backpropagation stays level "
    f"at about 3; measured values lie between {1 + ratio.min():.1f} and {1 + ratio.max():.1f}.",
)

# %% [markdown]
# So the answer is **about three**, in place of 1,294,428. What does backpropagation pay with? With
# memory: every gate keeps its cache until the way back has passed.
#
# Is the numerical gradient useless, then? No. It is too slow for training, but it needs no
# derivation, so it has no bugs. It is the judge. In the next section it finds a culprit.

# %% [markdown]
# ## 9. Find the faulty gate
#
# Somebody has built a graph of seven gates. Every gate computes the right value on the way forward.
# But in **one** of them the way back is wrong. Which one?
#
# The graphs of this section are plain data. A graph is a dict: `"gates"` is the list of its gates,
# in topological order; `"point"` holds numbers for the leaves, at which somebody has tried it;
# `"output"` is the last wire. A gate is a dict too: a `"name"`, its `"kind"`, the names of its
# `"inputs"` and `"outputs"`, and two functions, with lists going in and lists coming out:
#
# * `forward([x, y])` gives the list of output values;
# * `backward([x, y], [dz])` gives the list with the gradient of each input.
#
# (These gates have no cache: `backward` is told the inputs again.) In the assignment your graphs
# are drawn from your student number. Here we draw four, and look closely at the first.

# %%
graphs, culprits = draw_faulty_graphs(np.random.default_rng(6))
suspect = graphs[0]
for gate in suspect["gates"]:
    print(f"{gate['name']} {gate['kind']:9} {gate['inputs']} -> {gate['outputs']}")


def run_forward(graph, point: dict[str, float]) -> dict[str, float]:
    """The value of every wire."""
    values = dict(point)
    for gate in graph["gates"]:
        outputs = gate["forward"]([values[wire] for wire in gate["inputs"]])
        values |= dict(zip(gate["outputs"], outputs, strict=True))
    return values


def run_backward(graph, values: dict[str, float]) -> dict[str, float]:
    """The gradient of every wire, as the graph's own gates claim."""
    gradients = {graph["output"]: 1.0}
    for gate in reversed(graph["gates"]):
        arriving = [gradients[wire] for wire in gate["outputs"]]
        leaving = gate["backward"]([values[wire] for wire in gate["inputs"]], arriving)
        gradients |= dict(zip(gate["inputs"], leaving, strict=True))
    return gradients


assert [gate["kind"] for gate in suspect["gates"]].count("copy") == 1

# %% [markdown]
# ### The leaves only say that something is wrong
#
# First we choose ordinary numbers for the five leaves, and compare the claimed gradients of the
# leaves with measured ones.

# %%
ordinary = dict(zip(suspect["point"], [0.7, 1.2, -0.4, 0.9, -1.6], strict=True))
values = run_forward(suspect, ordinary)
claimed = run_backward(suspect, values)


def output_of(v: np.ndarray) -> float:
    """The output of the graph for five numbers at the leaves."""
    return run_forward(suspect, dict(zip(ordinary, v, strict=True)))[suspect["output"]]


measured = dict(zip(ordinary, numerical_gradient(output_of, list(ordinary.values())), strict=True))
wrong_leaves = [leaf for leaf in ordinary if abs(claimed[leaf] - measured[leaf]) > 1e-6]
for leaf in ordinary:
    note = "  <-- wrong" if leaf in wrong_leaves else ""
    print(f"{leaf}: claimed {claimed[leaf]:8.4f}   measured {measured[leaf]:8.4f}{note}")

assert wrong_leaves == ["x3", "x4"]

# %% jupyter={"source_hidden": true}
suspect_boxes = {
    **{f"x{k}": Box(f"x{k}", 0, row, leaf=True) for k, row in enumerate((0, 1.1, 2.1, 3.1, 4.1))},
    "g1": Box("g1: σ", 1.1, 0),
    "g2": Box("g2: max", 1.1, 1.6),
    "g3": Box("g3: ×", 1.1, 3.6),
    "g4": Box("g4: +", 2.3, 0.8),
    "g5": Box("g5: copy", 3.5, 0.8),
    "g6": Box("g6: ×", 4.7, 2.6),
    "g7": Box("g7: +", 5.9, 1.2),
}
maker = {wire: gate["name"] for gate in suspect["gates"] for wire in gate["outputs"]}
suspect_wires = [
    Wire(maker.get(wire, wire), gate["name"], values[wire], claimed[wire])
    for gate in suspect["gates"]
    for wire in gate["inputs"]
]
suspect_wires.append(Wire("g7", "", values[suspect["output"]], 1.0))
show(
    graph_svg(suspect_boxes, suspect_wires),
    "Figure 12. The first graph, with its own claims. Two leaves at the bottom have wrong "
    "gradients. Any gate on their way could be the cause.",
    graph_text(suspect_boxes, suspect_wires)
    + f" The gradients of {' and '.join(wrong_leaves)} differ from the measured ones.",
)

# %% [markdown]
# $x_3$ and $x_4$ are wrong. On their way back lie g7, g6 and g3. A wrong number at a leaf does not
# say which of them it was. And it is easy to blame a neighbour: a fault in one gate shows up in the
# numbers of all gates to the left of it.
#
# The rule is: **a gate is faulty if what arrives from the right is right, and what leaves to the
# left is wrong.** So test each gate alone.
#
# ### Test each gate alone
#
# Choose input numbers for the gate, and an upstream gradient `dz`. Then the number
# $S = dz \cdot z$ depends on the inputs, and its slopes are exactly what `backward` has to return.
# For a copy gate with two outputs take $S = da \cdot a + db \cdot b$. The numerical gradient of $S$
# is the judge.


# %%
def test_gate(gate, x: list[float], dz: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """The gradients that the gate claims, and the measured slopes of the sum of dz times z."""

    def carried(v: np.ndarray) -> float:
        return float(np.dot(dz, gate["forward"](list(v))))

    return np.array(gate["backward"](x, dz)), numerical_gradient(carried, x)


def error_of(gate, x: list[float], dz: list[float]) -> float:
    """The largest difference between claim and measurement."""
    handed, slopes = test_gate(gate, x, dz)
    return float(np.abs(handed - slopes).max())


trap_values = run_forward(suspect, suspect["point"])
print("the graph's own point:", suspect["point"])
print("gate          error at this point, dz = 1     error at ordinary numbers")
trap_errors, ordinary_errors = [], []
for gate in suspect["gates"]:
    ones = [1.0] * len(gate["outputs"])
    trap_errors.append(error_of(gate, [trap_values[wire] for wire in gate["inputs"]], ones))
    x, dz = [0.7, -1.3][: len(gate["inputs"])], [0.6, -1.7][: len(gate["outputs"])]
    ordinary_errors.append(error_of(gate, x, dz))
    print(f"{gate['name']} {gate['kind']:9} {trap_errors[-1]:18.1e} {ordinary_errors[-1]:28.1e}")

kinds = [gate["kind"] for gate in suspect["gates"]]
found = suspect["gates"][int(np.argmax(ordinary_errors))]["name"]
print("faulty:", found)
assert found == culprits[0] == "g3"
assert trap_errors[2] < 1e-6 and agrees(trap_errors[kinds.index("max")], 0.5, 6)
assert sum(error > 1e-6 for error in ordinary_errors) == 1

# %% [markdown]
# At ordinary numbers there is one culprit: g3, a multiply gate. It does not swap: it gives $x \cdot
# dz$ to $x$.
#
# ### Four traps
#
# At the graph's own point the same test says something quite different. That point was chosen to
# mislead. There are four traps in it, and around it.
#
# * **A fault that hides.** The inputs of g3 are 1 and 1 there. With $x = y$ it makes no difference
#   whether a gate swaps. One point is never enough. In the same way, a gate that forgets `dz` hides
#   where `dz = 1`.
# * **A tie.** The max gate g2 has two equal inputs there. Its `backward` gives all to one side, the
#   measurement gives half to each, and the error is 0.5. The gate is right all the same (Section
#   3).
# * **A copy that forgets one side.** Test it with `da = 1` and `db = 0`, and nothing shows. Both
#   upstream gradients must be different from zero, and different from one another.
# * **A small gradient.** At 18 the sigmoid is flat: its slope is 0.000000015. The measurement is
#   the difference of two numbers near 1, with a rounding error of about $10^{-16}$ in each. So its
#   *relative* error is large, although the gate is right. A small gradient is no fault.

# %%
by_kind = {
    next(gate["kind"] for gate in graph["gates"] if gate["name"] == name): (graph, name)
    for graph, name in zip(graphs, culprits, strict=True)
}
copy_graph, copy_name = by_kind["copy"]
bad_copy = next(gate for gate in copy_graph["gates"] if gate["name"] == copy_name)
for dz in ([1.0, 0.0], [0.0, 1.0], [0.6, -1.7]):
    handed, slopes = test_gate(bad_copy, [0.7], dz)
    print(f"faulty copy, upstream {dz}: claims {handed.round(4)}, measured {slopes.round(4)}")
hidden_once = min(error_of(bad_copy, [0.7], dz) for dz in ([1.0, 0.0], [0.0, 1.0]))

sigma_gate = suspect["gates"][kinds.index("sigmoid")]
handed, slopes = test_gate(sigma_gate, [18.0], [1.0])
absolute, relative = abs(handed - slopes)[0], (abs(handed - slopes) / handed)[0]
print(f"right sigmoid at 18: slope {handed[0]:.2e}, absolute error {absolute:.0e}", end="")
print(f", relative error {relative:.0e}")

assert hidden_once < 1e-6 and error_of(bad_copy, [0.7], [0.6, -1.7]) > 0.1
assert agrees(handed[0], 1.5e-8, 9) and absolute < 1e-9 and relative > 1e-5


# %% jupyter={"source_hidden": true}
def draw_errors() -> Figure:
    """The error of each gate at the graph's own point and at ordinary numbers."""
    figure, axes = plt.subplots(figsize=(8.2, 3.8), layout="constrained")
    places = np.arange(7)
    floor = 1e-12
    for errors, colour, marker, shift, name in (
        (trap_errors, ORANGE, "s", -0.12, "at the graph's own point, dz = 1"),
        (ordinary_errors, BLUE, "o", 0.12, "at ordinary numbers"),
    ):
        heights = np.maximum(errors, floor)
        axes.vlines(places + shift, floor, heights, color=colour)
        axes.plot(places + shift, heights, color=colour, marker=marker, linestyle="", label=name)
    axes.axhline(1e-6, color=BLACK, linestyle=":", label="what a numerical gradient may err")
    axes.set(yscale="log", ylabel="error (log scale)", ylim=(floor / 2, 100))
    axes.set_xticks(places, [f"{g['name']}\n{g['kind']}" for g in suspect["gates"]])
    figure.legend(loc="outside upper center", ncols=3, fontsize=9)
    return figure


show(
    draw_errors(),
    "Figure 13. The same test at two places. Squares: at the graph's own point the fault in g3 "
    "hides, and the healthy max gate looks wrong. Circles: at ordinary numbers only g3 stands out.",
    "Error of each gate on a logarithmic axis. At the graph's own point only g2, a max gate, lies "
    f"above the limit, with {trap_errors[1]:.1f}. At ordinary numbers only g3, a multiply gate, "
    f"does, with {ordinary_errors[2]:.2g}.",
)

# %% [markdown]
# So this is the recipe. Test each gate alone, and at several points. Take inputs that are different
# from one another, and not 0 or 1. Take upstream gradients that are not 1. And let the error limit
# be neither nearly zero nor relative to a nearly vanishing gradient. `find_the_faulty_gate` does
# this for all four graphs.
#
# **Before you run the next cell, write down:** can this test ever *prove* that a gate is right?

# %%
names_found = find_the_faulty_gate(graphs)
for graph, name in zip(graphs, names_found, strict=True):
    kind = next(gate["kind"] for gate in graph["gates"] if gate["name"] == name)
    print(f"{name}, a {kind} gate")

assert names_found == culprits and set(by_kind) == {"multiply", "max", "copy", "sigmoid"}

# %% [markdown]
# No. It can find a fault; it cannot prove that there is none. A gate could be wrong only for
# $x > 100$. But a gate that agrees with the measurement at several ordinary points is very probably
# right. In Session 7 the same idea becomes the *gradient check* of a whole network.
#
# ## 10. Summary
#
# * **Chain rule:** $\dfrac{dy}{dx} = \dfrac{dy}{dv} \cdot \dfrac{dv}{du} \cdot \dfrac{du}{dx}$, the
#   product of the local slopes
# * **Local slopes:** $ax \to a$; $\;c + x \to 1$; $\;e^x \to e^x$; $\;1/x \to -1/x^2$;
#   $\;\sigma(x) \to \sigma(1 - \sigma)$
# * **A gate, backward:** $dx = \dfrac{\partial z}{\partial x}\,dz$, where $dz = \partial L /
#   \partial z$ comes from upstream
# * **Add** distributes: $dx = dy = dz$
# * **Multiply** swaps: $dx = y\,dz$, $\;dy = x\,dz$
# * **Max** routes: all of $dz$ to the larger input; at a tie any split that adds up to $dz$
# * **Copy** adds: $dx = da + db$
# * **Sigmoid:** $dx = \sigma(x)(1 - \sigma(x))\,dz$
# * **A neuron:** `grad_s3 = grad_L * (1 - L) * L`; `grad_w2`, `grad_s2`, `grad_s1`, `grad_s0` all
#   equal it; `grad_w1 = grad_s1 * x1`, `grad_x1 = grad_s1 * w1`, `grad_w0 = grad_s0 * x0`,
#   `grad_x0 = grad_s0 * w0`
# * **A number that is used several times** gets the *sum* of all gradients that come back: `+=`,
#   and zero at the start of every backward pass
# * **Topological order:** each node once, after all its inputs; depth first, with a list of your
#   own. A node that is met while it is on the way closes a cycle
# * **Backward:** 1 at the output, then the order in reverse
# * **Cost:** about 3 forward passes, for any number of parameters; the numerical gradient needs
#   $2P$
# * **Finding a fault:** each gate alone, against the numerical gradient of $\sum_j dz_j z_j$, at
#   several ordinary points
#
# ## What these results show, and what they do not
#
# **They show** that
#
# * the slopes of any graph of gates come out of local slopes alone, and agree with measured ones;
# * the price does not grow with the number of parameters, apart from what the forward pass itself
#   costs;
# * one slip spoils many numbers, but each line and each gate can be judged by itself;
# * a small machine of gates can train a network on real data.
#
# **They do not show** that
#
# * a right gradient leads to a good network: that is a matter of the loss, the data and the
#   training (Sessions 7 to 10);
# * the gradient is *useful* everywhere: through many sigmoids it can become very small and still be
#   right (Session 8);
# * a test against measured slopes proves a gate right: it looks at the points that you chose;
# * two features are enough to judge a tumour. They were chosen for the picture.
#
# ## Now you
#
# Open the assignment of this session, `s06_backpropagation.ipynb`. You will write the closed boxes
# yourself: the classes `AddGate`, `MultiplyGate`, `MaxGate`, `CopyGate` and `SigmoidGate`;
# `sigmoid_neuron_backward`, marked line by line; `topological_sort`; the classes `Value` and
# `ComputationalGraph`; and `find_the_faulty_gate`, for graphs that are drawn for you alone.
#
# Session 7 does the same with whole layers in place of single numbers.
#
# Go on with:
# [Assignment 6](../../release/s06_backpropagation/s06_backpropagation.ipynb) ·
# [Session 7](../s07_training_networks/lecture.ipynb) ·
# [all sessions](../index.ipynb)
