"""class MLPClassifier(sizes, rng, lam=0.0): a ReLU network of any depth, its loss and gradients."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.training_networks import MLPClassifier

exercise = Exercise(MLPClassifier, read="The whole way back")

ANY_DEPTH = "Any depth, and none"
ONE_OVER_N = "The 1/n comes once"
ACTIVATION = "An activation as a layer"
SHAPES = "Let the shapes choose"

# Relative to the largest number of an array. Right answers err by less than 1e-14 here, the best
# wrong one by 1e-4.
TOLERANCE = 1e-9

Array = np.ndarray
Params = dict[str, Array]


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, sizes: list[int]) -> tuple[Params, Array, Array]:
    """params with biases, X (n, d) and y (n,), with as many classes as can be."""
    params = {}
    for k in range(1, len(sizes)):
        # a bias of its own kind for each layer: no unit stands at the kink, not with whole numbers
        shift = 0.0 if k == len(sizes) - 1 else [0.107, 0.0713, 0.05147, 0.03119][k - 1]
        params[f"W{k}"] = np.round(case.rng.normal(size=(sizes[k - 1], sizes[k])), 1) + 0.0
        params[f"b{k}"] = np.round(0.5 * case.rng.normal(size=sizes[k]), 1) + shift
    X = np.round(case.rng.normal(size=(n, sizes[0])) + 0.3, 1) + 0.0  # no −0
    y = case.rng.permutation((np.arange(n) + case.rng.integers(sizes[-1])) % sizes[-1])
    return params, X, y


def logits(params: Params, X: Array) -> Array:
    """The right ones; params may have axes in front, and be complex."""
    depth = len(params) // 2
    for k in range(1, depth + 1):
        X = X @ params[f"W{k}"] + params[f"b{k}"][..., np.newaxis, :]
        if k < depth:
            X = np.where(X.real > 0, X, 0.0)
    return X


def right_loss(params: Params, X: Array, y: Array) -> Any:
    """The mean cross-entropy; params may have axes in front, and be complex."""
    Z = logits(params, X)
    Z = Z - Z.real.max(axis=-1, keepdims=True)
    costs = np.log(np.sum(np.exp(Z), axis=-1)) - Z[..., np.arange(len(y)), y]
    return np.mean(costs, axis=-1)


def right_grads(params: Params, X: Array, y: Array) -> Params:
    """The slopes of the right loss, each measured by a complex step."""
    grads = {}
    for name, values in params.items():
        steps = 1e-30j * np.eye(values.size).reshape(values.size, *values.shape)
        changes = right_loss({**params, name: values + steps}, X, y).imag / 1e-30
        grads[name] = changes.reshape(values.shape)
    return grads


def generator(case: Case) -> np.random.Generator:
    """A generator for the answer, another one at each call."""
    return np.random.default_rng(case.rng.integers(2**32))


def placed(answer: Answer, case: Case, sizes: list[int], params: Params, lam: float = 0.0) -> Any:
    """A new model in which params has been replaced by these."""
    more = {"lam": lam} if lam else {}
    model = answer.MLPClassifier(sizes, generator(case), **more)
    place(case, model, params)
    return model


def place(case: Case, model: Any, params: Params) -> None:
    """Replace the params of a model."""
    try:
        model.params = {name: values.copy() for name, values in params.items()}
    except (AttributeError, TypeError, ValueError):
        case.fail(
            "`model.params = …` failed: `params` has to be an attribute that can be assigned, "
            "because a training puts new arrays there"
        )


def told(params: Params) -> str:
    """A sentence with the params, if they are few."""
    if sum(values.size for values in params.values()) > 6:
        return ""
    listed = ", ".join(f"{name} = {np.round(v, 4).tolist()}" for name, v in params.items())
    return f"Here {listed}."


def parts(case: Case, model: Any, X: Array, y: Array) -> tuple[Any, dict[str, Any]]:
    """The loss, and the dict of gradients, that the model returns."""
    loss, grads = case.unpack(model.loss(X, y), "loss", "grads")
    if not isinstance(grads, dict):
        case.fail(f"{case.called} has no dict of gradients as its second part")
    return loss, grads


def the_loss(case: Case, model: Any, X: Array, y: Array) -> float:
    """The loss, a number."""
    return as_number(case, parts(case, model, X, y)[0])


def the_grads(case: Case, model: Any, params: Params, X: Array, y: Array) -> Params:
    """The gradients of params, float64."""
    return as_grads(case, parts(case, model, X, y)[1], params)


def both(case: Case, model: Any, params: Params, X: Array, y: Array) -> tuple[float, Params]:
    """The loss and the gradients of one call."""
    loss, grads = parts(case, model, X, y)
    return as_number(case, loss), as_grads(case, grads, params)


def as_number(case: Case, got: Any) -> float:
    number = case.numbers(got, 0.0)
    return math.nan if number is None else number


def as_grads(case: Case, grads: dict[str, Any], params: Params) -> Params:
    """The gradients of params, float64; the other entries and the types have their own check."""
    found = {}
    for name, values in params.items():
        if name not in grads:
            case.fail(f"{case.called} has no gradient {name!r}")
        found[name] = as_wanted(case, grads[name], values)
    return found


def as_wanted(case: Case, got: Any, want: Array) -> Array:
    """The numbers of got in the shape of want, float64; nan where others came back."""
    if isinstance(got, np.ndarray) and (got.shape, got.dtype) == (want.shape, want.dtype):
        return got
    numbers = case.numbers(got, want)
    return np.full(want.shape, np.nan) if numbers is None else numbers


def equal_grads(
    case: Case,
    got: Params,
    want: Params,
    *,
    tol: float = TOLERANCE,
    scale: float | None = None,
    about: str = "",
    hint: str = "",
) -> None:
    """Compare the gradients, one array after the other."""
    for name, right in want.items():
        said = f"{about}grads[{name!r}] of {{call}}"
        case.equal(got[name], right, tol=tol, scale=scale, about=said, hint=hint)


def loss_agrees(answer: Answer, case: Case, n: int, sizes: list[int]) -> None:
    params, X, y = draw(case, n, sizes)
    got = the_loss(case, placed(answer, case, sizes, params), X, y)
    about, want = "The loss of {call}", right_loss(params, X, y)
    case.equal(got, want, tol=TOLERANCE, about=about, hint=told(params))


def grads_agree(answer: Answer, case: Case, n: int, sizes: list[int]) -> None:
    params, X, y = draw(case, n, sizes)
    got = the_grads(case, placed(answer, case, sizes, params), params, X, y)
    equal_grads(case, got, right_grads(params, X, y), hint=told(params))


def winners(Z: Array, got: Array) -> Array:
    """The classes of the largest logits; where several are, the one that was predicted."""
    largest = Z > Z.max(axis=1, keepdims=True) - 1e-9
    fine = np.any(largest & (got[:, np.newaxis] == np.arange(Z.shape[1])), axis=1)
    return np.where(fine, got, np.argmax(Z, axis=1))


def same_params(case: Case, model: Any, params: Params, when: str) -> None:
    """Fail unless the model still has these params."""
    got = model.params
    if not isinstance(got, dict) or set(got) != set(params):
        case.fail(f"`params` has other entries {when}")
    for name, values in params.items():
        hint = f"It is {name}, {when}."
        now = as_wanted(case, got[name], values)
        case.equal(now, values, tol=1e-12, about=f"`params[{name!r}]`", hint=hint)


@exercise.check("params holds W1, b1, W2, b2 and so on, each of its size")
def has_params(answer: Answer, case: Case) -> None:
    for sizes in ([2, 5, 3, 4], [3, 2]):
        right = MLPClassifier(sizes, generator(case)).params
        got = answer.MLPClassifier(sizes, generator(case)).params
        if isinstance(got, dict):
            case.means({str(name): np.shape(values) for name, values in got.items()})
            case.like({name: right.get(name, values) for name, values in got.items()}, right)
            got = {name: case.numbers(got[name], right[name]) for name in right if name in got}
        case.like(got, right)


@exercise.check("the biases start at zero", needs=[has_params])
def biases_start_at_zero(answer: Answer, case: Case) -> None:
    model = answer.MLPClassifier([2, 5, 3, 4], generator(case))
    got = {name: np.ravel(values) for name, values in model.params.items() if name[0] == "b"}
    case.means(got)
    for name, values in got.items():
        about = f"`params[{name!r}]` of a new model"
        case.equal(values, np.zeros(values.shape), about=about)


@exercise.check("the weights start with mean 0 and variance 2 / fan_in", weight=2)
def weights_are_he(answer: Answer, case: Case) -> None:
    # For normal weights, the variance of 14,000 errs by more than 10 % with a probability below
    # 1e-15, their mean by 6.5 standard errors with one below 1e-10.
    sizes = [160, 90, 200, 70]
    params = answer.MLPClassifier(sizes, generator(case)).params
    if not (isinstance(params, dict) and all(f"W{k}" in params for k in (1, 2, 3))):
        case.fail("`params` has no W1, W2 and W3")
    drawn = [case.numbers(params[f"W{k}"], np.ones(sizes[k - 1 : k + 1])) for k in (1, 2, 3)]
    if any(W is None for W in drawn):
        return
    ratios = [float(np.mean(W**2)) * fan_in / 2 for W, fan_in in zip(drawn, sizes, strict=False)]
    different = [len(np.unique(W)) for W in drawn]
    case.means([different, [round(math.log2(ratio + 1e-9)) for ratio in ratios]])
    for k, W in enumerate(drawn):
        layer = f"The {W.size} weights W{k + 1} of the {sizes[k]} inputs"
        case.that(
            abs(np.sum(W)) < 6.5 * np.sqrt(W.size * np.mean(W**2)) or not np.any(W),
            f"{layer} have the mean {np.mean(W):.3g}, which is too far from 0",
        )
        case.that(
            0.9 < ratios[k] < 1.1,
            f"{layer} have the variance {np.mean(W**2):.3g}; "
            f"2 / fan_in = {2 / sizes[k]:.3g} is wanted, up to chance",
        )
        case.that(
            different[k] > 0.99 * W.size,
            f"{layer} hold only {different[k]} different numbers; draw one for each weight",
        )


@exercise.check("the weights come from rng")
def weights_come_from_rng(answer: Answer, case: Case) -> None:
    seed = int(case.rng.integers(2**32))
    drawn = []
    for s in (seed, seed + 1, seed):
        params = answer.MLPClassifier([4, 5, 3], np.random.default_rng(s)).params
        case.means(None)  # chance decides what they are
        if not (isinstance(params, dict) and "W1" in params and "W2" in params):
            case.fail("`params` has no W1 and W2")
        drawn.append([np.asarray(params["W1"]), np.asarray(params["W2"])])
    for layer in (0, 1):
        first, other, again = (one[layer] for one in drawn)
        name = f"W{layer + 1}"
        case.that(
            np.array_equal(first, again),
            f"Two generators of the same seed give two different {name}",
        )
        case.that(
            not np.array_equal(first, other),
            f"Generators of different seeds give the same {name}: it is not drawn from rng",
        )


@exercise.check("the loss is the mean cross-entropy", weight=5)
def loss_is_right(answer: Answer, case: Case) -> None:
    for n, sizes in ((6, [5, 7, 3]), (50, [2, 4, 5, 3]), (2, [1, 1, 2])):
        loss_agrees(answer, case, n, sizes)


@exercise.check("the gradients are right with one hidden layer", weight=12)
def grads_are_right(answer: Answer, case: Case) -> None:
    for n, sizes in ((6, [5, 7, 3]), (2, [1, 1, 2]), (50, [3, 3, 3])):
        grads_agree(answer, case, n, sizes)


@exercise.check("loss and gradients are right without a hidden layer", weight=2)
def right_without_hidden(answer: Answer, case: Case) -> None:
    for n, sizes in ((5, [4, 3]), (2, [1, 2])):
        params, X, y = draw(case, n, sizes)
        loss, grads = both(case, placed(answer, case, sizes, params), params, X, y)
        want, hint = right_loss(params, X, y), told(params)
        case.equal(loss, want, tol=TOLERANCE, about="The loss of {call}", hint=hint)
        equal_grads(case, grads, right_grads(params, X, y), hint=hint)


@exercise.check("the gradients are right with several hidden layers", weight=7)
def grads_at_depth(answer: Answer, case: Case) -> None:
    for n, sizes in ((6, [3, 5, 4, 2]), (5, [3, 4, 2, 5, 3])):
        grads_agree(answer, case, n, sizes)


# What lam adds is measured against the answer's own loss without lam, which was judged above.


@exercise.check("lam adds lam / 2 times the sum of all squared weights to the loss", weight=2)
def penalty_in_loss(answer: Answer, case: Case) -> None:
    for n, sizes, lam in ((4, [3, 5, 4, 2], 0.3), (3, [2, 3], 2.0)):
        params, X, y = draw(case, n, sizes)
        plain = the_loss(case, placed(answer, case, sizes, params), X, y)
        more = the_loss(case, placed(answer, case, sizes, params, lam), X, y) - plain
        want = lam / 2 * sum(np.sum(params[name] ** 2) for name in params if name[0] == "W")
        about = f"What lam = {lam} adds to the loss of {{call}}"
        case.equal(more, want, tol=TOLERANCE, about=about, hint=told(params))


@exercise.check("lam adds lam · W to the gradients of weights, nothing to biases", weight=2)
def penalty_in_grads(answer: Answer, case: Case) -> None:
    for n, sizes, lam in ((4, [3, 5, 4, 2], 0.3), (3, [2, 3], 2.0)):
        params, X, y = draw(case, n, sizes)
        plain = the_grads(case, placed(answer, case, sizes, params), params, X, y)
        more = the_grads(case, placed(answer, case, sizes, params, lam), params, X, y)
        about = f"What lam = {lam} adds to "
        added = {name: more[name] - plain[name] for name in params}
        want = {name: lam * v * (name[0] == "W") for name, v in params.items()}
        equal_grads(case, added, want, scale=1.0, about=about, hint=told(params))


@exercise.check("predict gives the class of the largest logit", weight=3)
def predicts_the_largest_logit(answer: Answer, case: Case) -> None:
    for n, sizes in ((8, [5, 7, 3]), (40, [2, 4, 5, 4]), (4, [4, 2]), (2, [1, 1, 2])):
        params, X, _ = draw(case, n, sizes)
        model, Z = placed(answer, case, sizes, params), logits(params, X)
        got = case.numbers(model.predict(X), np.zeros(n))
        if got is not None:
            case.equal(got, winners(Z, got).astype(float), hint=told(params))


@exercise.check(
    "arrays and dtypes are as asked for, for whole numbers too",
    weight=2,
    needs=[has_params],
)
def has_the_right_types(answer: Answer, case: Case) -> None:
    sizes = [3, 4, 2]
    case.like(
        answer.MLPClassifier(sizes, generator(case)).params,
        MLPClassifier(sizes, generator(case)).params,
    )
    case.means(None)  # chance decides which numbers they are
    params, X, y = draw(case, 5, sizes)
    model = placed(answer, case, sizes, params, 0.1)
    for inputs in (X, case.rng.integers(-3, 4, size=(5, 3))):
        case.like(model.loss(inputs, y), (1.0, params))
        case.like(model.predict(inputs), y.astype(int))
    case.like(model.predict(X[:1]), y[:1].astype(int))


@exercise.check(
    "works for one sample, one feature, one unit, and for classes that are missing",
    weight=2,
    needs=[loss_is_right, grads_are_right],
)
def works_for_special_data(answer: Answer, case: Case) -> None:
    for n, sizes, present in (
        (1, [3, 4, 2], [1]),
        (4, [2, 3, 4], [0, 2]),
        (4, [1, 5, 2], [0, 1]),
    ):
        params, X, _ = draw(case, n, sizes)
        y = np.resize(present, n)
        want = right_loss(params, X, y), right_grads(params, X, y)
        loss, grads = both(case, placed(answer, case, sizes, params), params, X, y)
        case.equal(loss, want[0], tol=TOLERANCE, about="The loss of {call}")
        equal_grads(case, grads, want[1], scale=1.0)


@exercise.check("is exact for logits of any size", weight=2, needs=[loss_is_right, grads_are_right])
def is_exact_for_any_size(answer: Answer, case: Case) -> None:
    params, X, y = draw(case, 5, [3, 4, 3])
    model = placed(answer, case, [3, 4, 3], params)
    for factor in (1e4, -1):
        params["W2"] = params["W2"] * factor
        place(case, model, params)
        want = right_loss(params, X, y), right_grads(params, X, y)
        hint = "Here W2 holds numbers of the size of 10,000."
        loss, grads = both(case, model, params, X, y)
        case.equal(loss, want[0], tol=TOLERANCE, scale=1e4, about="The loss of {call}", hint=hint)
        equal_grads(case, grads, want[1], scale=1e4, hint=hint)


@exercise.check("loss and predict change nothing", weight=2)
def changes_nothing(answer: Answer, case: Case) -> None:
    sizes = [3, 4, 2]
    params, X, y = draw(case, 4, sizes)
    model = placed(answer, case, sizes, params, 0.1)
    _, X_new, y_new = draw(case, 5, sizes)
    classes = model.predict(X_new)
    same_params(case, model, params, "after `predict`")
    before = both(case, model, params, X, y)
    same_params(case, model, params, "after `loss`")
    others, _, _ = draw(case, 3, sizes)
    placed(answer, case, sizes, others).loss(X_new, y_new)
    same_params(case, model, params, "after a second model was made and used")
    model.loss(X_new, y_new)
    again = both(case, model, params, X, y)
    hint = "At the first call it was another one."
    case.equal(again[0], before[0], tol=1e-12, about="The loss of {call}", hint=hint)
    equal_grads(case, again[1], before[1], tol=1e-12, hint=hint)
    case.that(
        np.array_equal(model.predict(X_new), classes),
        f"{case.called} gives other classes than before a call of `loss`",
    )
    case.unchanged()


# --- right answers ----------------------------------------------------------


@exercise.accepts
class TheTableOfTheLecture:
    def __init__(self, sizes, rng, lam=0.0):
        self.lam = lam
        self.params = {}
        for k in range(1, len(sizes)):
            scale = np.sqrt(2 / sizes[k - 1])
            self.params[f"W{k}"] = scale * rng.normal(size=(sizes[k - 1], sizes[k]))
            self.params[f"b{k}"] = np.zeros(sizes[k])

    def forward(self, X):
        inputs, depth = [X], len(self.params) // 2
        for k in range(1, depth):
            Z = inputs[-1] @ self.params[f"W{k}"] + self.params[f"b{k}"]
            inputs.append(np.maximum(Z, 0.0))
        return inputs, inputs[-1] @ self.params[f"W{depth}"] + self.params[f"b{depth}"]

    def loss(self, X, y):
        inputs, Z = self.forward(X)
        rows = np.arange(len(y))
        Z = Z - Z.max(axis=1, keepdims=True)
        log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
        loss = -log_P[rows, y].mean()
        dZ = np.exp(log_P)
        dZ[rows, y] -= 1
        dZ = dZ / len(y)
        grads = {}
        for k in range(len(inputs), 0, -1):
            W, H = self.params[f"W{k}"], inputs[k - 1]
            grads[f"W{k}"] = H.T @ dZ + self.lam * W
            grads[f"b{k}"] = dZ.sum(axis=0)
            loss += self.lam / 2 * np.sum(W**2)
            dZ = (dZ @ W.T) * (H > 0)
        return loss, grads

    def predict(self, X):
        return self.forward(X)[1].argmax(axis=1)


@exercise.accepts
class LayersAsFunctions:
    """A recursion: each layer calls the next one, and gets back what arrives from above."""

    def __init__(self, sizes, rng, lam=0.0):
        self.lam = lam
        self.params = {}
        for k, fan_in in enumerate(sizes[:-1], start=1):
            fan_out = sizes[k]
            self.params["W%d" % k] = rng.standard_normal((fan_in, fan_out)) * (2 / fan_in) ** 0.5
            self.params["b%d" % k] = np.array([0.0] * fan_out)

    def below(self, k, H, y):
        """(loss, dH, grads) of layer k and of all above it."""
        W, b = self.params["W%d" % k], self.params["b%d" % k]
        Z = H.dot(W) + b
        if "W%d" % (k + 1) in self.params:
            loss, dA, grads = self.below(k + 1, np.where(Z > 0, Z, 0.0), y)
            dZ = np.where(Z > 0, dA, 0.0)
        else:
            lse = np.logaddexp.reduce(Z, axis=1)
            truth = np.eye(len(b))[y]
            loss, grads = np.mean(lse - (truth * Z).sum(axis=1)), {}
            dZ = (np.exp(Z - lse[:, None]) - truth) / len(Z)
        grads["b%d" % k] = np.ones(len(Z)) @ dZ
        grads["W%d" % k] = np.dot(H.T, dZ) + self.lam * W
        return loss + self.lam * np.vdot(W, W) / 2, np.dot(dZ, W.T), grads

    def loss(self, X, y):
        loss, _, grads = self.below(1, X, y)
        return loss, grads

    def predict(self, X):
        k = 1
        while "W%d" % (k + 1) in self.params:
            X = np.maximum(0, X.dot(self.params["W%d" % k]) + self.params["b%d" % k])
            k += 1
        return np.argmax(X.dot(self.params["W%d" % k]) + self.params["b%d" % k], axis=1)


@exercise.accepts
class SampleBySample:
    """Adds up the sheets of single samples."""

    def __init__(self, sizes, rng, lam=0.0):
        self.lam, self.depth = lam, len(sizes) - 1
        self.params = dict()
        for k in range(self.depth):
            limit = math.sqrt(6 / sizes[k])  # uniform, of the same variance
            self.params[f"W{k + 1}"] = rng.uniform(-limit, limit, (sizes[k], sizes[k + 1]))
            self.params[f"b{k + 1}"] = np.zeros((sizes[k + 1],))

    def walk(self, x):
        values = [x]
        for k in range(1, self.depth + 1):
            z = self.params[f"b{k}"] + values[-1] @ self.params[f"W{k}"]
            values.append(z.clip(0) if k < self.depth else z)
        return values

    def loss(self, X, y):
        weights = [self.params[f"W{k}"] for k in range(1, self.depth + 1)]
        loss = self.lam / 2 * sum(np.sum(W * W) for W in weights)
        grads = {}
        for k, W in enumerate(weights, 1):
            grads[f"W{k}"], grads[f"b{k}"] = self.lam * W, np.zeros(W.shape[1])
        for x, label in zip(X, y):
            values = self.walk(x)
            z = values.pop()
            powers = np.exp(z - max(z))
            loss += (max(z) - z[label] + math.log(sum(powers))) / len(X)
            push = powers / sum(powers) / len(X)
            push[label] -= 1 / len(X)
            for k in range(self.depth, 0, -1):
                h = values.pop()
                grads[f"W{k}"] += np.outer(h, push)
                grads[f"b{k}"] += push
                push = np.sign(h.clip(0)) * (weights[k - 1] @ push)
        return float(loss), grads

    def predict(self, X):
        return np.array([int(np.argmax(self.walk(x)[-1])) for x in X])


@exercise.accepts
class SamplesAsColumns:
    def __init__(self, sizes, rng, lam=0.0):
        self.lam = lam
        self.sizes = list(sizes)
        self.params = {}
        for k in range(1, len(sizes)):
            W = rng.normal(scale=(sizes[k - 1] / 2) ** -0.5, size=(sizes[k], sizes[k - 1]))
            self.params.update({f"W{k}": W.T.copy(), f"b{k}": np.zeros(sizes[k])})

    def _columns(self, X):
        H = np.transpose(X)
        for k in range(1, len(self.sizes)):
            yield H
            H = self.params[f"W{k}"].T @ H + self.params[f"b{k}"].reshape(-1, 1)
            if k < len(self.sizes) - 1:
                H = (abs(H) + H) / 2
        yield H

    def loss(self, X, y):
        *inputs, Z = self._columns(X)
        m = Z.max(axis=0)
        P = np.exp(Z - m) / np.exp(Z - m).sum(axis=0)
        truth = np.arange(len(Z)).reshape(-1, 1) == y
        costs = np.log(np.exp(Z - m).sum(axis=0)) + m - Z[y, np.arange(len(y))]
        upstream, grads, penalty = (P - truth) / Z.shape[1], {}, 0.0
        for k, H in reversed(list(enumerate(inputs, start=1))):
            W = self.params[f"W{k}"]
            penalty += (W**2).sum()
            grads[f"b{k}"] = upstream.sum(axis=1)
            grads[f"W{k}"] = (upstream @ H.T).T
            grads[f"W{k}"] += self.lam * W
            upstream = W @ upstream
            upstream[H <= 0] = 0
        return np.average(costs) + self.lam * penalty / 2, grads

    def predict(self, X):
        *_, Z = self._columns(X)
        return Z.argmax(axis=0)


@exercise.accepts
class BiasAsOneMoreInput:
    def __init__(self, sizes, rng, lam=0.0, verbose=False):
        self.lam = lam
        self.params = {}
        for layer in range(1, len(sizes)):
            fan_in, fan_out = sizes[layer - 1], sizes[layer]
            self.params[f"W{layer}"] = np.sqrt(2.0) * rng.standard_normal((fan_in, fan_out))
            self.params[f"W{layer}"] /= np.sqrt(fan_in)
            self.params[f"b{layer}"] = np.zeros(fan_out)

    def run(self, X):
        H, tape = X, []
        layers = range(1, 1 + len(self.params) // 2)
        for layer in layers:
            A = np.column_stack([H, np.ones(len(H))])
            theta = np.vstack([self.params[f"W{layer}"], self.params[f"b{layer}"]])
            Z = A @ theta
            tape.append((layer, A, theta, Z))
            H = Z * (Z > 0)
        return Z, tape

    def loss(self, X, y):
        Z, tape = self.run(X)
        gaps = Z - Z[np.arange(len(y)), y][:, None]
        loss = np.mean(np.logaddexp.reduce(gaps, axis=1))
        shares = np.exp(gaps - np.logaddexp.reduce(gaps, axis=1, keepdims=True))
        np.subtract.at(shares, (np.arange(len(y)), y), 1.0)
        back = shares / len(X)
        grads = {}
        while tape:
            layer, A, theta, _ = tape.pop()
            slopes = np.einsum("ij,ik->jk", A, back)
            grads[f"W{layer}"] = slopes[:-1] + self.lam * theta[:-1]
            grads[f"b{layer}"] = slopes[-1]
            loss = loss + 0.5 * self.lam * np.square(theta[:-1]).sum()
            if tape:
                back = np.einsum("ik,jk->ij", back, theta[:-1]) * np.heaviside(tape[-1][3], 0.0)
        return loss, {name: grads[name] for name in sorted(grads)}

    def predict(self, X):
        Z, _ = self.run(X)
        best = np.zeros(len(X), dtype=int)
        for k in range(1, Z.shape[1]):
            best[Z[:, k] > Z[np.arange(len(X)), best]] = k
        return best


@exercise.accepts
class ForwardAndBackwardOfEachLayer:
    """Keeps the layers' backward passes as functions, and calls them in reverse."""

    def __init__(self, sizes, rng, lam=0.0):
        self.n_layers = len(sizes) - 1
        self.lam = lam
        pairs = [(sizes[k], sizes[k + 1]) for k in range(self.n_layers)]
        weights = [rng.normal(0, np.sqrt(2 / d), size=(d, h)) for d, h in pairs]
        self.params = {}
        for k in range(self.n_layers):
            self.params[f"W{k + 1}"] = weights[k]
            self.params[f"b{k + 1}"] = np.zeros(sizes[k + 1])

    def affine(self, k, H):
        W, b = self.params[f"W{k}"], self.params[f"b{k}"]

        def backward(dO, grads):
            grads[f"W{k}"] = H.T @ dO + self.lam * W
            grads[f"b{k}"] = np.sum(dO, axis=0)
            return dO @ W.T

        return H @ W + b, backward

    def relu(self, Z):
        mask = Z > 0
        return np.where(mask, Z, 0), lambda dH, grads: dH * mask

    def scores(self, X):
        backwards = []
        for k in range(1, self.n_layers + 1):
            X, back = self.affine(k, X)
            backwards.append(back)
            if k < self.n_layers:
                X, back = self.relu(X)
                backwards.append(back)
        return X, backwards

    def loss(self, X, y):
        Z, backwards = self.scores(X)
        n, q = Z.shape
        top = np.max(Z, axis=1)
        lse = top + np.log(np.sum(np.exp(Z - top[:, np.newaxis]), axis=1))
        data = (np.sum(lse) - np.sum(Z[range(n), y])) / n
        weights = [self.params[f"W{k}"].ravel() for k in range(1, self.n_layers + 1)]
        penalty = 0.5 * self.lam * np.linalg.norm(np.concatenate(weights)) ** 2
        Y = y[:, np.newaxis] == np.arange(q)
        d, grads = (np.exp(Z - lse[:, np.newaxis]) - Y) / n, {}
        for back in reversed(backwards):
            d = back(d, grads)
        return data + penalty, dict(reversed(grads.items()))

    def predict(self, X):
        Z, _ = self.scores(X)
        return np.argmax(Z, axis=-1)


KINK = "any slope at the kink is right"
exercise.equivalent("Z > 0", KINK, after="Z >= 0")
exercise.equivalent("np.heaviside(tape[-1][3], 0.0)", KINK, after="np.heaviside(tape[-1][3], 1.0)")
exercise.equivalent(
    "Z[:, k] > Z[np.arange(len(X)), best]",
    "of several largest logits any will do",
    after="Z[:, k] >= Z[np.arange(len(X)), best]",
)
exercise.equivalent("backward(dO, relu_cache)", "a product commutes", answer="MLPClassifier")
exercise.equivalent("layer > 1", "the gradient of X is only work", answer="MLPClassifier")


# --- wrong answers ----------------------------------------------------------


class Net:
    """Right in everything; a wrong answer changes one thing."""

    def __init__(self, sizes, rng, lam=0.0):
        self.lam = lam
        self.depth = len(sizes) - 1
        self.params = {}
        for k in range(1, len(sizes)):
            self.params[f"W{k}"] = self.weights(rng, sizes[k - 1], sizes[k])
            self.params[f"b{k}"] = self.biases(sizes[k])

    def weights(self, rng, fan_in, fan_out):
        return rng.normal(0, np.sqrt(2 / fan_in), size=(fan_in, fan_out))

    def biases(self, fan_out):
        return np.zeros(fan_out)

    def affine(self, H, k):
        return H @ self.params[f"W{k}"] + self.params[f"b{k}"]

    def activation(self, Z, k):
        return np.maximum(Z, 0)

    def slope(self, Z, dH, k):
        return Z > 0

    def forward(self, X):
        H, cache = X, []
        for k in range(1, self.depth + 1):
            Z = self.affine(H, k)
            cache.append((H, Z))
            H = self.activation(Z, k) if k < self.depth else Z
        return H, cache

    def log_probabilities(self, Z):
        Z = Z - Z.max(axis=1, keepdims=True)
        return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))

    def truth(self, y, q):
        return np.eye(q)[y]

    def cross_entropy(self, Z, y):
        return -np.mean(self.log_probabilities(Z)[np.arange(len(y)), y])

    def logit_gradient(self, Z, y):
        return (np.exp(self.log_probabilities(Z)) - self.truth(y, Z.shape[1])) / len(y)

    def penalty(self, n):
        return sum(self.lam / 2 * np.sum(self.params[f"W{k}"] ** 2) for k in self.layers())

    def pull(self, k, n):
        return self.lam * self.params[f"W{k}"]

    def pull_on_bias(self, k):
        return 0.0

    def layers(self):
        return range(1, self.depth + 1)

    def layer_grads(self, k, H, dZ):
        return H.T @ dZ, dZ.sum(axis=0)

    def back(self, k, dZ):
        return dZ @ self.params[f"W{k}"].T

    def gradients(self, X, y):
        Z, cache = self.forward(X)
        dZ, grads = self.logit_gradient(Z, y), {}
        for k in range(self.depth, 0, -1):
            H, Z = cache[k - 1]
            if k < self.depth:
                dZ = dZ * self.slope(Z, dZ, k)
            dW, db = self.layer_grads(k, H, dZ)
            grads[f"W{k}"] = dW + self.pull(k, len(X))
            grads[f"b{k}"] = db + self.pull_on_bias(k)
            if k > 1:
                dZ = self.back(k, dZ)
        return grads

    def loss(self, X, y):
        loss = self.cross_entropy(self.forward(X)[0], y) + self.penalty(len(X))
        return loss, self.gradients(X, y)

    def predict(self, X):
        return np.argmax(self.forward(X)[0], axis=1)


# the start


@exercise.rejects(
    "params counts its layers from 0; the first weights are called W1, so that names agree "
    "with the formulas."
)
class CountsTheLayersFrom0(Net):
    def __init__(self, sizes, rng, lam=0.0):
        super().__init__(sizes, rng, lam)
        self.params = {f"{name[0]}{int(name[1:]) - 1}": v for name, v in self.params.items()}

    def affine(self, H, k):
        return H @ self.params[f"W{k - 1}"] + self.params[f"b{k - 1}"]


@exercise.rejects(
    "Your weights have a row for each unit, (fan_out, fan_in); with samples as rows, W has the "
    "shape (d, q) and a column for each unit.",
    read="A layer forward",
)
class OneRowForEachUnit(Net):
    def weights(self, rng, fan_in, fan_out):
        return super().weights(rng, fan_in, fan_out).T

    def affine(self, H, k):
        return H @ self.params[f"W{k}"].T + self.params[f"b{k}"]

    def layer_grads(self, k, H, dZ):
        return (H.T @ dZ).T, dZ.sum(axis=0)

    def back(self, k, dZ):
        return dZ @ self.params[f"W{k}"]


@exercise.rejects(
    "The biases of params are tables with one row, (1, q); arrays (q,) are wanted, as everywhere "
    "in this course."
)
class BiasesAsTablesWithOneRow(Net):
    def biases(self, fan_out):
        return np.zeros((1, fan_out))


@exercise.rejects(
    "Your biases start at random; He initialisation is for the weights, biases are 0."
)
class BiasesStartAtRandom(Net):
    def __init__(self, sizes, rng, lam=0.0):
        super().__init__(sizes, rng, lam)
        for k in self.layers():
            self.params[f"b{k}"] = rng.normal(size=sizes[k])


@exercise.rejects(
    "Your biases start at a small positive number, an old habit against dead units; here they "
    "start at 0."
)
class BiasesStartAt001(Net):
    def biases(self, fan_out):
        return np.full(fan_out, 0.01)


@exercise.rejects(
    "2 / fan_in is the variance, and you use it as the standard deviation: take its root."
)
class VarianceAsStandardDeviation(Net):
    def weights(self, rng, fan_in, fan_out):
        return rng.normal(0, 2 / fan_in, size=(fan_in, fan_out))


@exercise.rejects(
    "Your weights are scaled by the number of outputs of their layer; He's rule counts the inputs, "
    "which is what a unit adds up."
)
class ScalesByTheOutputs(Net):
    def weights(self, rng, fan_in, fan_out):
        return rng.normal(0, np.sqrt(2 / fan_out), size=(fan_in, fan_out))


@exercise.rejects(
    "You scale by inputs and outputs together, Xavier's rule, which was made for tanh; with ReLU, "
    "He's 2 / fan_in is asked for."
)
class ScalesAsXavier(Net):
    def weights(self, rng, fan_in, fan_out):
        return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), size=(fan_in, fan_out))


@exercise.rejects(
    "The 2 of He's rule is missing: a ReLU stops half of the numbers, and the 2 makes up for them."
)
class ForgetsTheTwoOfHe(Net):
    def weights(self, rng, fan_in, fan_out):
        return rng.normal(0, np.sqrt(1 / fan_in), size=(fan_in, fan_out))


@exercise.rejects(
    "All layers are scaled by the width of the input; each layer has a fan_in of its own, the "
    "width before it."
)
class ScalesAllLayersByTheInput(Net):
    def __init__(self, sizes, rng, lam=0.0):
        super().__init__(sizes, rng, lam)
        for k in self.layers():
            self.params[f"W{k}"] *= np.sqrt(sizes[k - 1] / sizes[0])


@exercise.rejects(
    "The weights are normal with variance 1, whatever the width of the layer, so the logits become "
    "huge: scale them by He's rule."
)
class WeightsWithoutScale(Net):
    def weights(self, rng, fan_in, fan_out):
        return rng.normal(size=(fan_in, fan_out))


@exercise.rejects(
    "All weights start at 0; then all units of a layer stay alike for ever, and no gradient "
    "reaches the first layer."
)
class WeightsStartAtZero(Net):
    def weights(self, rng, fan_in, fan_out):
        return np.zeros((fan_in, fan_out))


@exercise.rejects(
    "Your weights are drawn between 0 and some bound, so none is negative; their mean has to be 0."
)
class WeightsAreAllPositive(Net):
    def weights(self, rng, fan_in, fan_out):
        return rng.uniform(0, np.sqrt(6 / fan_in), size=(fan_in, fan_out))


@exercise.rejects(
    "One column of weights is drawn and repeated, so all units of a layer are twins; draw a number "
    "for every weight."
)
class AllUnitsAreTwins(Net):
    def weights(self, rng, fan_in, fan_out):
        return np.repeat(super().weights(rng, fan_in, 1), fan_out, axis=1)


@exercise.rejects(
    "The weights come from a generator of your own, and every network starts alike: draw them from "
    "rng."
)
class IgnoresTheGenerator(Net):
    def weights(self, rng, fan_in, fan_out):
        return super().weights(np.random.default_rng(0), fan_in, fan_out)


@exercise.rejects(
    "The weights are in float32, which keeps 7 digits only, too few for a gradient check; float64 "
    "is wanted.",
    read="The gradient check",
)
class WeightsInFloat32(Net):
    def weights(self, rng, fan_in, fan_out):
        return super().weights(rng, fan_in, fan_out).astype(np.float32)


# forward


@exercise.rejects(
    "Your network computes with the arrays that it drew at its birth, not with those in params, so "
    "a training could not change it."
)
class KeepsTheFirstWeights(Net):
    def __init__(self, sizes, rng, lam=0.0):
        super().__init__(sizes, rng, lam)
        self.first = self.params

    def affine(self, H, k):
        return H @ self.first[f"W{k}"] + self.first[f"b{k}"]


@exercise.rejects(
    "The ReLU is applied to the logits too, and cuts off the negative ones; nothing stands between "
    "the last layer and the softmax."
)
class ReluOnTheLogits(Net):
    def forward(self, X):
        Z, cache = super().forward(X)
        return np.maximum(Z, 0), cache

    def logit_gradient(self, Z, y):
        return super().logit_gradient(Z, y) * (Z > 0)


@exercise.rejects(
    "There is no ReLU between your layers, and layers without it are together one single layer.",
    read=ACTIVATION,
)
class NoActivation(Net):
    def activation(self, Z, k):
        return Z

    def slope(self, Z, dH, k):
        return 1.0


@exercise.rejects(
    "The activation of the hidden layers is tanh; this network has ReLU there.", read=ACTIVATION
)
class TanhInPlaceOfRelu(Net):
    def activation(self, Z, k):
        return np.tanh(Z)

    def slope(self, Z, dH, k):
        return 1 - np.tanh(Z) ** 2


@exercise.rejects(
    "Your hidden units leak: below zero they keep a slope of 0.01, where the ReLU is 0.",
    read=ACTIVATION,
)
class LeakyRelu(Net):
    def activation(self, Z, k):
        return np.where(Z > 0, Z, 0.01 * Z)

    def slope(self, Z, dH, k):
        return np.where(Z > 0, 1, 0.01)


@exercise.rejects(
    "Only the first hidden layer has a ReLU; each hidden layer needs one, however many there are.",
    read=ANY_DEPTH,
)
class ReluInTheFirstLayerOnly(Net):
    def activation(self, Z, k):
        return np.maximum(Z, 0) if k == 1 else Z

    def slope(self, Z, dH, k):
        return Z > 0 if k == 1 else 1.0


@exercise.rejects(
    "Your first layer has a ReLU even where it is the only one; without a hidden layer there is "
    "none, and the network is a softmax regression.",
    read=ANY_DEPTH,
)
class ReluInTheOnlyLayer(Net):
    def forward(self, X):
        Z, cache = super().forward(X)
        return (np.maximum(Z, 0) if self.depth == 1 else Z), cache

    def logit_gradient(self, Z, y):
        return super().logit_gradient(Z, y) * ((Z > 0) | (self.depth > 1))


@exercise.rejects(
    "The forward pass leaves out the biases; as they start at 0, one does not see it before the "
    "first step.",
    read="What the check cannot see",
)
class ForgetsTheBiases(Net):
    def affine(self, H, k):
        return H @ self.params[f"W{k}"]


@exercise.rejects(
    "Your network always has just two layers, the first and the last; those between them are never "
    "used.",
    read=ANY_DEPTH,
)
class TwoLayersAtMost(Net):
    def forward(self, X):
        if self.depth < 2:
            return super().forward(X)
        Z1 = self.affine(X, 1)
        H = np.resize(self.activation(Z1, 1), (len(X), len(self.params[f"W{self.depth}"])))
        Z = self.affine(H, self.depth)
        return Z, [(X, Z1), (H, Z)]

    def gradients(self, X, y):
        if self.depth < 3:
            return super().gradients(X, y)
        grads = {name: np.zeros_like(values) for name, values in self.params.items()}
        Z, cache = self.forward(X)
        dZ = self.logit_gradient(Z, y)
        grads[f"W{self.depth}"], grads[f"b{self.depth}"] = cache[1][0].T @ dZ, dZ.sum(axis=0)
        for k in self.layers():
            grads[f"W{k}"] = grads[f"W{k}"] + self.pull(k, len(X))
        return grads


# the loss


@exercise.rejects(
    "The cross-entropy is a mean over the samples; you return their sum.", read=ONE_OVER_N
)
class SumsTheLoss(Net):
    def cross_entropy(self, Z, y):
        return super().cross_entropy(Z, y) * len(y)


@exercise.rejects(
    "Your cross-entropy has the wrong sign: −log of a probability is never negative, and about "
    "log q before any training.",
    read="The first loss is log q",
)
class NegativeLoss(Net):
    def cross_entropy(self, Z, y):
        return -super().cross_entropy(Z, y)


@exercise.rejects(
    "Your loss is a squared error of the probabilities, while the gradients are those of the "
    "cross-entropy; the two have to belong together."
)
class SquaredErrorAsTheLoss(Net):
    def cross_entropy(self, Z, y):
        P = np.exp(self.log_probabilities(Z))
        return np.mean(np.sum((P - self.truth(y, Z.shape[1])) ** 2, axis=1))


@exercise.rejects(
    "You take the logarithm of a probability that can become 0; get the cross-entropy straight "
    "from the logits, as in Session 4."
)
class LogarithmOfTheSoftmax(Net):
    def cross_entropy(self, Z, y):
        with np.errstate(all="ignore"):
            P = np.exp(self.log_probabilities(Z))[np.arange(len(y)), y]
            return -np.mean(np.log(P))


@exercise.rejects(
    "A floor under the probabilities makes confident mistakes too cheap; straight from the logits "
    "the loss is exact."
)
class FloorUnderTheProbabilities(Net):
    def cross_entropy(self, Z, y):
        P = np.exp(self.log_probabilities(Z))[np.arange(len(y)), y]
        return -np.mean(np.log(np.maximum(P, 1e-50)))


@exercise.rejects(
    "exp overflows above 709, and then loss and gradients are nan: subtract the largest logit of "
    "each row before it."
)
class ExpWithoutAShift(Net):
    def log_probabilities(self, Z):
        with np.errstate(all="ignore"):
            return np.log(np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))


@exercise.rejects(
    "The number of classes is counted in y; a batch may lack some, so take it from the network's "
    "last layer."
)
class CountsTheClassesInY(Net):
    def truth(self, y, q):
        return np.eye(np.max(y) + 1)[y]


@exercise.rejects(
    "The penalty is missing in the loss, though the gradients have it: then the gradient check "
    "sounds the alarm.",
    read=ANY_DEPTH,
)
class PenaltyInTheGradientsOnly(Net):
    def penalty(self, n):
        return 0.0


@exercise.rejects(
    "The penalty is there in the loss, and the gradients do not know of it: each dW gets lam · W "
    "added.",
    read=ANY_DEPTH,
)
class PenaltyInTheLossOnly(Net):
    def pull(self, k, n):
        return 0.0


@exercise.rejects(
    "lam has no effect at all: add the penalty to the loss, and its gradient to each dW.",
    read=ANY_DEPTH,
)
class IgnoresLam(Net):
    def penalty(self, n):
        return 0.0

    def pull(self, k, n):
        return 0.0


@exercise.rejects(
    "The 1/2 of the penalty is missing in your loss; it is there so that the gradient is just "
    "lam · W.",
    read=ANY_DEPTH,
)
class PenaltyWithoutTheHalf(Net):
    def penalty(self, n):
        return 2 * super().penalty(n)


@exercise.rejects(
    "The gradient of the penalty is twice too large: the 1/2 of lam / 2 cancels the 2 of the "
    "derivative.",
    read=ANY_DEPTH,
)
class PenaltyGradientDoubled(Net):
    def pull(self, k, n):
        return 2 * super().pull(k, n)


@exercise.rejects(
    "Your penalty is divided by the number of samples; it belongs to the weights, and does not ask "
    "how many samples there are.",
    read=ANY_DEPTH,
)
class PenaltyDividedByN(Net):
    def penalty(self, n):
        return super().penalty(n) / n

    def pull(self, k, n):
        return super().pull(k, n) / n


@exercise.rejects(
    "The biases are penalised as well; a bias only shifts, and is left free: the sum runs over the "
    "weights.",
    read=ANY_DEPTH,
)
class PenaltyOnBiases(Net):
    def penalty(self, n):
        return self.lam / 2 * sum(np.sum(values**2) for values in self.params.values())

    def pull_on_bias(self, k):
        return self.lam * self.params[f"b{k}"]


@exercise.rejects(
    "Only the gradients of the biases have a penalty that the loss has not; lam is for the weights "
    "alone.",
    read="What the check cannot see",
)
class PenaltyInTheBiasGradients(Net):
    def pull_on_bias(self, k):
        return self.lam * self.params[f"b{k}"]


@exercise.rejects(
    "The penalty counts the weights of the last layer only; its sum runs over the weights of all "
    "layers.",
    read=ANY_DEPTH,
)
class PenaltyOfTheLastLayer(Net):
    def penalty(self, n):
        return self.lam / 2 * np.sum(self.params[f"W{self.depth}"] ** 2)

    def pull(self, k, n):
        return super().pull(k, n) * (k == self.depth)


@exercise.rejects(
    "You penalise the root of the sum of squares, a norm; the penalty is the sum of the squares "
    "itself.",
    read=ANY_DEPTH,
)
class PenaltyIsANorm(Net):
    def penalty(self, n):
        return self.lam / 2 * np.sqrt(super().penalty(n) * 2 / self.lam) if self.lam else 0.0


# the gradients


@exercise.rejects(
    "The way back has no mask: where a hidden unit was off, no gradient may pass, and you let it "
    "through.",
    read=ACTIVATION,
)
class NoMask(Net):
    def slope(self, Z, dH, k):
        return 1.0


@exercise.rejects(
    "Only the last hidden layer has its mask on the way back; every ReLU on the way forward needs "
    "one.",
    read=ANY_DEPTH,
)
class MaskOfTheLastHiddenLayerOnly(Net):
    def slope(self, Z, dH, k):
        return Z > 0 if k == self.depth - 1 else 1.0


@exercise.rejects(
    "Your mask looks at the sign of the gradient that arrives; it is the sign of z, on the way "
    "forward, that decides.",
    read=ACTIVATION,
)
class MaskFromTheSignOfDh(Net):
    def slope(self, Z, dH, k):
        return dH > 0


@exercise.rejects(
    "You multiply the arriving gradient by the hidden values themselves; the slope of a ReLU is 1 "
    "or 0.",
    read=ACTIVATION,
)
class HiddenValuesAsTheMask(Net):
    def slope(self, Z, dH, k):
        return np.maximum(Z, 0)


@exercise.rejects(
    "You put a mask on the gradient of the logits, too; they pass no ReLU, so it is softmax minus "
    "truth as it is."
)
class MaskOnTheLogits(Net):
    def logit_gradient(self, Z, y):
        return super().logit_gradient(Z, y) * (Z > 0)


@exercise.rejects(
    "Your gradients belong to the sum of the costs; the loss is their mean, and its 1/n comes in "
    "at the top.",
    read=ONE_OVER_N,
)
class GradientsOfTheSum(Net):
    def logit_gradient(self, Z, y):
        return super().logit_gradient(Z, y) * len(y)


@exercise.rejects(
    "1/n stands in your gradients twice: the top brings it in, and a layer only adds up.",
    read=ONE_OVER_N,
)
class DividesTwiceByN(Net):
    def layer_grads(self, k, H, dZ):
        dW, db = super().layer_grads(k, H, dZ)
        return dW / len(H), db / len(H)


@exercise.rejects(
    "Each layer divides by n again before it passes the gradient down, so the first layers hardly "
    "learn.",
    read=ONE_OVER_N,
)
class DividesInEveryLayer(Net):
    def back(self, k, dZ):
        return super().back(k, dZ) / len(dZ)


@exercise.rejects(
    "db is a mean over the samples in your layers; its 1/n is in dZ already, and the rows are only "
    "added.",
    read="One bias",
)
class AveragesTheBiasGradients(Net):
    def layer_grads(self, k, H, dZ):
        return H.T @ dZ, dZ.mean(axis=0)


@exercise.rejects(
    "All your gradients point downhill; a gradient is softmax minus truth, and the training "
    "subtracts it."
)
class GradientsWithTheWrongSign(Net):
    def logit_gradient(self, Z, y):
        return -super().logit_gradient(Z, y)


@exercise.rejects(
    "Only the last layer has a gradient; let it go on to those before, through W transposed and "
    "the mask."
)
class OnlyTheLastLayerLearns(Net):
    def back(self, k, dZ):
        return 0 * super().back(k, dZ)


@exercise.rejects(
    "The biases have no gradient in your network and stay what they are; db is the sum of the rows "
    "of dZ.",
    read="One bias",
)
class BiasGradientsAreZero(Net):
    def layer_grads(self, k, H, dZ):
        return H.T @ dZ, 0 * dZ.sum(axis=0)


@exercise.rejects(
    "dW of the first layer is made of X without its negative numbers; X passes no ReLU, and goes "
    "in as it is.",
    read="One weight",
)
class CutsTheInputs(Net):
    def layer_grads(self, k, H, dZ):
        return np.maximum(H, 0).T @ dZ, dZ.sum(axis=0)


@exercise.rejects(
    "dW of the last layer is made of Z and not of H; what the layer gets has passed the ReLU.",
    read="One weight",
)
class InputsBeforeTheRelu(Net):
    def gradients(self, X, y):
        grads, (Z, cache) = super().gradients(X, y), self.forward(X)
        if self.depth > 1:
            last = cache[-2][1].T @ self.logit_gradient(Z, y) + self.pull(self.depth, len(X))
            grads[f"W{self.depth}"] = last
        return grads


@exercise.rejects(
    "Only the true class's logit sends a gradient back; all the others are pushed down by their "
    "own probability."
)
class GradientForTheTrueClassOnly(Net):
    def logit_gradient(self, Z, y):
        return super().logit_gradient(Z, y) * self.truth(y, Z.shape[1])


@exercise.rejects(
    "The gradient that reaches your first layer is that of another one: each layer uses what the "
    "one above it has sent.",
    read=ANY_DEPTH,
)
class SkipsALayerOnTheWayBack(Net):
    def gradients(self, X, y):
        grads = super().gradients(X, y)
        if self.depth > 2:
            Z, cache = self.forward(X)
            dH = np.resize(self.back(self.depth, self.logit_gradient(Z, y)), cache[0][1].shape)
            dZ = dH * (cache[0][1] > 0)
            grads["W1"], grads["b1"] = X.T @ dZ + self.pull(1, len(X)), dZ.sum(axis=0)
        return grads


@exercise.rejects(
    "The gradients are scaled to length 1; that is a trick for wild trainings, and no gradient any "
    "more."
)
class NormalisesTheGradients(Net):
    def gradients(self, X, y):
        grads = super().gradients(X, y)
        length = np.sqrt(sum(np.sum(g**2) for g in grads.values())) + 1e-12
        return {name: g / length for name, g in grads.items()}


@exercise.rejects(
    "Your dict has the gradients under names of its own, dW1 and so on; the names are those of "
    "params."
)
class NamesWithAD(Net):
    def gradients(self, X, y):
        return {f"d{name}": g for name, g in super().gradients(X, y).items()}


@exercise.rejects(
    "The gradients come as a list; a dict with the names of params is wanted, so that each step "
    "finds its own."
)
class GradientsInAList(Net):
    def gradients(self, X, y):
        grads = super().gradients(X, y)
        return [grads[name] for name in self.params]


@exercise.rejects(
    "There is a gradient of X in your dict besides; it has the names of params and no others, or a "
    "training looks for a parameter X."
)
class GradientOfXBesides(Net):
    def gradients(self, X, y):
        return {**super().gradients(X, y), "X": np.zeros(np.shape(X))}


@exercise.rejects(
    "The bias gradients keep their summed axis and are tables (1, q); an array (q,) is wanted, as "
    "the bias is.",
    read="One bias",
)
class BiasGradientsAsTablesWithOneRow(Net):
    def layer_grads(self, k, H, dZ):
        return H.T @ dZ, dZ.sum(axis=0, keepdims=True)


@exercise.rejects("loss returns the loss alone; the gradients belong to it: return (loss, grads).")
class ReturnsTheLossAlone(Net):
    def loss(self, X, y):
        return super().loss(X, y)[0]


@exercise.rejects(
    "The two parts of loss are in the wrong order: first the loss, then the gradients."
)
class GradientsBeforeTheLoss(Net):
    def loss(self, X, y):
        return super().loss(X, y)[::-1]


@exercise.rejects(
    "loss takes a step itself; to look for the gradient is one thing, to move is another, and "
    "belongs to the training."
)
class StepsInsideLoss(Net):
    def loss(self, X, y):
        loss, grads = super().loss(X, y)
        self.params = {name: v - 0.1 * grads[name] for name, v in self.params.items()}
        return loss, grads


@exercise.rejects("Your gradients go on adding up from call to call; each call begins at zero.")
class AddsUpOverTheCalls(Net):
    def gradients(self, X, y):
        fresh = super().gradients(X, y)
        old = self.__dict__.setdefault("total", {})
        for name in fresh:
            old[name] = old.get(name, 0.0) + fresh[name]
        return dict(old)


@exercise.rejects(
    "params belongs to the class and not to the object, so a second network overwrites the first: "
    "set it on self."
)
class SharesItsParams(Net):
    def __setattr__(self, name, value):
        setattr(type(self), name, value)


@exercise.rejects(
    "loss standardises the caller's X in place; whoever uses X afterwards has other numbers."
)
class CentresXInPlace(Net):
    def loss(self, X, y):
        result = super().loss(X, y)
        if X.dtype.kind == "f":
            X -= X.mean(axis=0)
        return result


# predict


@exercise.rejects(
    "argmax runs down the columns and finds a sample for each class; wanted is a class for each "
    "sample, along the row."
)
class PredictsDownTheColumns(Net):
    def predict(self, X):
        return np.argmax(self.forward(X)[0], axis=0)


@exercise.rejects(
    "predict returns probabilities; wanted is the number of the class with the largest one."
)
class PredictsProbabilities(Net):
    def predict(self, X):
        return np.exp(self.log_probabilities(self.forward(X)[0]))


@exercise.rejects(
    "predict takes the smallest logit; the largest one belongs to the likeliest class."
)
class PredictsTheUnlikeliestClass(Net):
    def predict(self, X):
        return np.argmin(self.forward(X)[0], axis=1)


@exercise.rejects(
    "predict goes through the layers without their ReLU, and so asks another network than the one "
    "that is trained."
)
class PredictsWithoutTheRelu(Net):
    def predict(self, X):
        for k in self.layers():
            X = self.affine(X, k)
        return np.argmax(X, axis=1)


@exercise.rejects(
    "predict leaves out the biases; the network that is trained has them, and this one has to be "
    "the same."
)
class PredictsWithoutTheBiases(Net):
    def predict(self, X):
        for k in self.layers():
            X = X @ self.params[f"W{k}"]
            X = self.activation(X, k) if k < self.depth else X
        return np.argmax(X, axis=1)


@exercise.rejects(
    "predict answers for the samples of the last call of loss; it has to run forward with the X "
    "that it is given."
)
class PredictsFromTheLastLoss(Net):
    def loss(self, X, y):
        self.Z = self.forward(X)[0]
        return super().loss(X, y)

    def predict(self, X):
        Z = self.__dict__.get("Z", self.forward(X)[0])
        return np.argmax(Z, axis=1)


@exercise.rejects("predict counts the classes from 1; the labels of this course start at 0.")
class PredictsClassesFrom1(Net):
    def predict(self, X):
        return super().predict(X) + 1


@exercise.rejects(
    "predict returns floats; a class is a label and has to be an integer to serve as an index."
)
class PredictsFloats(Net):
    def predict(self, X):
        return super().predict(X).astype(float)


@exercise.rejects(
    "predict returns a column (n, 1); compared with labels (n,), it would broadcast to n × n: "
    "return (n,)."
)
class PredictsAColumn(Net):
    def predict(self, X):
        return super().predict(X)[:, np.newaxis]


@exercise.rejects(
    "For a single row your predict returns a bare number; it has to stay an array, (1,)."
)
class PredictsABareNumber(Net):
    def predict(self, X):
        classes = super().predict(X)
        return classes[0] if len(X) == 1 else classes


@exercise.rejects(
    "predict takes a step with its own answers as labels; it may only look at params."
)
class PredictMovesTheParams(Net):
    def predict(self, X):
        classes = super().predict(X)
        grads = self.gradients(X, classes)
        self.params = {name: v - 0.01 * grads[name] for name, v in self.params.items()}
        return classes
