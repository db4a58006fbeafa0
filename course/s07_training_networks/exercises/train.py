"""train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng): mini-batch descent, measured."""

import math
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.training_networks import ToyModel, train

# The notebook gives ToyModel: an object of a class of these checks could not go to an answer
# that lives in another process, and a mistake in a student's network must cost nothing here.
exercise = Exercise(train, ToyModel, read="Training in mini-batches")

YOUR_OWN_LOOP = "A list for your own loop"
UNSHUFFLED = "Never unshuffled"
ONE_OVER_N = "The 1/n comes once"

# Relative to the largest number of an array. Right answers err by less than 1e-14 here, the best
# wrong one by 1e-3.
TOLERANCE = 1e-9

NAMES = ("loss", "val_loss", "accuracy", "val_accuracy")

Array = np.ndarray
Params = dict[str, Array]
Data = tuple[Array, Array, Array, Array]


# --- checks -----------------------------------------------------------------


class Network:
    """The functions of a ToyModel that is a ReLU network, and a record of what they were asked."""

    def __init__(self, case: Case, sizes: list[int], lam: float = 0.3) -> None:
        self.lam = lam
        self.asked: list[tuple[Params, Array, Array, Params]] = []
        self.start = {}
        for k, (d, q) in enumerate(pairwise(sizes), start=1):
            self.start[f"W{k}"] = np.round(case.rng.normal(size=(d, q)), 1) + 0.0  # no −0
            # a bias of its own kind for each layer: no unit stands at the kink
            self.start[f"b{k}"] = np.round(case.rng.normal(size=q), 1) + 0.0107 / k

    def arrays(self, params: Params) -> Params:
        """Copies of the params; ValueError, in the answer, for what no network could use."""
        shapes = {name: np.shape(values) for name, values in params.items()}
        if shapes != {name: start.shape for name, start in self.start.items()}:
            raise ValueError(f"model.params holds arrays of the shapes {shapes}")
        return {name: np.array(values, dtype=np.float64) for name, values in params.items()}

    def layers(self, params: Params, X: Array) -> list[Array]:
        """The inputs of all layers, and the logits."""
        values, depth = [np.array(X)], len(params) // 2
        for k in range(1, depth + 1):
            Z = values[-1] @ params[f"W{k}"] + params[f"b{k}"]
            values.append(np.maximum(Z, 0) if k < depth else Z)
        return values

    def loss(self, params: Params, X: Array, y: Array) -> tuple[float, Params]:
        # not the lecture's network, which is slower, and which has an exercise of its own
        here = self.arrays(params)
        *inputs, Z = self.layers(here, X)
        if np.shape(y) != (len(Z),):
            raise ValueError(f"loss was given {len(Z)} rows and labels of shape {np.shape(y)}")
        y, rows = np.array(y), np.arange(len(Z))
        lse = np.logaddexp.reduce(Z, axis=1)
        loss = np.mean(lse - Z[rows, y.astype(int)])
        dZ = np.exp(Z - lse[:, np.newaxis])
        dZ[rows, y.astype(int)] -= 1
        dZ /= len(Z)
        grads = {}
        for k in range(len(inputs), 0, -1):
            W, H = here[f"W{k}"], inputs[k - 1]
            grads[f"W{k}"] = H.T @ dZ + self.lam * W
            grads[f"b{k}"] = np.sum(dZ, axis=0)
            loss += self.lam / 2 * np.sum(W**2)
            dZ = (dZ @ W.T) * (H > 0)
        self.asked.append((here, inputs[0], y, grads))
        return loss, {name: grads[name].copy() for name in here}

    def predict(self, params: Params, X: Array) -> Array:
        return np.argmax(self.layers(params, X)[-1], axis=1)


class Mean(Network):
    """No network, but quick: its gradient is the mean of the rows of X."""

    def loss(self, params: Params, X: Array, y: Array) -> tuple[float, Params]:
        X, y, here = np.array(X), np.array(y), self.arrays(params)
        mean = np.mean(X, axis=0)
        grads = {"W1": np.stack([mean, 2 * mean], axis=1), "b1": np.array([1.0, -1.0])}
        self.asked.append((here, X, y, grads))
        return np.float64(1.0), {name: grad.copy() for name, grad in grads.items()}

    def predict(self, params: Params, X: Array) -> Array:
        return np.zeros(len(X), dtype=int)


def draw(case: Case, n: int, n_val: int, sizes: list[int]) -> Data:
    """X, y, X_val and y_val; no two rows are the same."""
    rows = n + n_val
    X = np.round(2 * case.rng.normal(size=(rows, sizes[0])) + 0.3, 1)
    X = X + 0.005 * np.arange(rows)[:, np.newaxis]
    y = case.rng.permutation((np.arange(rows) + case.rng.integers(sizes[-1])) % sizes[-1])
    return X[:n], y[:n], X[n:], y[n:]


def alike(case: Case, n: int, n_val: int, sizes: list[int]) -> Data:
    """n equal samples to learn from: every batch has the same gradient, whoever draws it."""
    X, y, X_val, y_val = draw(case, 1, n_val, sizes)
    return np.repeat(X, n, axis=0), np.repeat(y, n), X_val, y_val


def seed(case: Case) -> int:
    return int(case.rng.integers(2**32))


def trained(
    answer: Answer,
    case: Case,
    network: Network,
    data: Data,
    lr: float,
    epochs: int,
    size: int,
    rng: Any = None,
) -> tuple[Any, Any]:
    """A ToyModel that the answer has trained, and what it returned."""
    network.asked.clear()
    model = answer.ToyModel(network.start, network.loss, network.predict)
    rng = np.random.default_rng(seed(case)) if rng is None else rng
    return model, answer.train(model, *data, lr, epochs, size, rng)


def params_of(case: Case, model: Any, network: Network) -> Params:
    """The model's params, float64; fail if they are not there any more."""
    got = model.params
    if not isinstance(got, dict) or set(got) != set(network.start):
        case.fail("After `train`, `model.params` has other entries than before")
    return {name: as_wanted(case, got[name], start) for name, start in network.start.items()}


def as_wanted(case: Case, got: Any, want: Array) -> Array:
    """The numbers of got in the shape of want, float64; nan where others came back."""
    if isinstance(got, np.ndarray) and (got.shape, got.dtype) == (want.shape, want.dtype):
        return got
    numbers = case.numbers(got, want)
    return np.full(want.shape, np.nan) if numbers is None else numbers


def same_params(case: Case, got: Params, want: Params, after: str) -> None:
    for name, values in want.items():
        case.equal(
            got[name], values, tol=TOLERANCE, about=f"`model.params[{name!r}]` after {after}"
        )


def told(data: Data, lr: float, epochs: int, size: int) -> str:
    """The call of train in a few words."""
    n = len(data[0])
    samples = "one sample" if n == 1 else f"{n} samples"
    if n > 1 and not np.any(np.diff(data[0], axis=0)):
        samples = f"{n} equal samples"
    return f"`train` on {samples} with lr={lr}, epochs={epochs}, batch_size={size}"


def descends(
    answer: Answer, case: Case, network: Network, data: Data, lr: float, epochs: int, size: int
) -> None:
    """Fail unless the params are right; the order of the samples must not matter.

    The samples are measured, too: where the loss falls, the last params are the best ones.
    """
    data = (*data[:2], *data[:2])
    model, _ = trained(answer, case, network, data, lr, epochs, size)
    got = params_of(case, model, network)
    # a known mistake is known by its params, and by the sizes of its batches
    case.means([got, [len(rows) for rows, _ in batches(network, got)]])
    want = network.arrays(network.start)
    for _ in range(epochs):
        for k in range(0, len(data[0]), size):
            _, grads = network.loss(want, data[0][k : k + size], data[1][k : k + size])
            want = {name: values - lr * grads[name] for name, values in want.items()}
    same_params(case, got, want, told(data, lr, epochs, size))


def steps_are_right(answer: Answer, case: Case, n: int, size: int) -> bool:
    """Whether the steps are right with equal samples: if not, that is said, and costs, once."""
    network = Mean(case, [2, 2])
    data = alike(case, n, 2, [2, 2])
    model, _ = trained(answer, case, network, data, 0.1, 1, size)
    got = params_of(case, model, network)
    _, grads = network.loss(network.start, *data[:2])
    steps = math.ceil(n / size)
    return all(np.allclose(got[k], network.start[k] - 0.1 * steps * grads[k]) for k in got)


def batches(network: Network, end: Params) -> list[tuple[Array, Array]]:
    """X and y of the calls of loss whose gradients moved the params, in order.

    end: the params after the training. Where there were several calls before a move, it
    is the one whose gradient has the direction of the move.
    """
    found, since = [], []
    states = [*(params for params, *_ in network.asked), end]
    for asked, then in zip(network.asked, states[1:], strict=True):
        since.append(asked)
        move = np.concatenate([np.ravel(then[name] - asked[0][name]) for name in end])
        if np.any(move):
            pulls = [np.concatenate([np.ravel(grads[n]) for n in end]) for *_, grads in since]
            fits = [abs(pull @ move) / (np.linalg.norm(pull) + 1e-300) for pull in pulls]
            alike = np.flatnonzero(fits >= max(fits) * (1 - 1e-9))  # the last one, if several fit
            found.append(since[alike[-1] if len(alike) else -1][1:3])
            since = []
    return found


def places(rows: Array, X: Array) -> list[int]:
    """Where each of these rows stands in X; −1 for one that is not there."""
    if rows.ndim != 2 or rows.shape[1:] != X.shape[1:]:
        return [-1]
    hits = [np.flatnonzero(np.all(X == row, axis=1)) for row in rows]
    return [int(hit[0]) if len(hit) else -1 for hit in hits]


def histories(case: Case, got: Any, epochs: int, after: str) -> dict[str, Array]:
    """The four parts of what came back; whether they are lists has a check of its own."""
    wanted = "a dict with loss, val_loss, accuracy and val_accuracy is wanted"
    if not isinstance(got, dict):
        case.fail(f"{after} returned {'nothing' if got is None else 'no dict'}; {wanted}")
    found = {}
    for name in NAMES:
        if name not in got:
            case.fail(f"{after} returned a dict without {name!r}; {wanted}")
        try:
            found[name] = np.array(got[name], dtype=np.float64).ravel()
        except (TypeError, ValueError):
            case.fail(f"{after} noted something in {name!r} that is no number")
        if len(found[name]) != epochs:
            case.fail(
                f"{after} noted {len(found[name])} numbers in {name!r}; one is right for each epoch"
            )
    return found


def measures(network: Network, params: Params, data: Data) -> dict[str, float]:
    """What is right to note with these params."""
    X, y, X_val, y_val = data
    return {
        "loss": float(network.loss(params, X, y)[0]),
        "val_loss": float(network.loss(params, X_val, y_val)[0]),
        "accuracy": float(np.mean(network.predict(params, X) == y)),
        "val_accuracy": float(np.mean(network.predict(params, X_val) == y_val)),
    }


def notes_are_right(answer: Answer, case: Case, names: tuple[str, ...]) -> None:
    """Compare the history with what the answer's own params give after each epoch."""
    sizes = [2, 3, 3]
    # In the first one the order of the samples does not matter; in the last, there is one epoch.
    # Of equal samples, either all are right or none.
    equal = "loss" in names
    first = (alike(case, 4, 3, sizes), 2, 2) if equal else (draw(case, 9, 10, sizes), 9, 2)
    for data, size, most in (first, (draw(case, 11, 8, sizes), 4, 1)):
        network, wants = Network(case, sizes), []
        for epochs in range(1, most + 1):
            model, got = trained(answer, case, network, data, 0.5, epochs, size)
            if most == 1:
                case.means(None)  # it depends on chance
            params = params_of(case, model, network)
            case.means(got if epochs == most > 1 else None)
            wants.append(measures(network, params, data))
        after = told(data, 0.5, most, size)
        noted = histories(case, got, most, after)
        for name in names:
            want = np.array([each[name] for each in wants])
            case.equal(noted[name], want, tol=TOLERANCE, about=f"history[{name!r}] of {after}")


@exercise.check("with all samples in one batch it is gradient descent", weight=10)
def is_gradient_descent(answer: Answer, case: Case) -> None:
    for n, sizes, lr, epochs in (
        (5, [3, 4, 2], 0.1, 3),
        (2, [1, 2], 0.2, 1),
        (20, [2, 3, 4, 3], 0.03, 2),
    ):
        network, data = Network(case, sizes), draw(case, n, 2, sizes)
        descends(answer, case, network, data, lr, epochs, n)


@exercise.check("takes one step for each batch", weight=5)
def takes_one_step_for_each_batch(answer: Answer, case: Case) -> None:
    for n, sizes, size, epochs in ((6, [3, 4, 2], 2, 2), (3, [1, 2], 1, 1)):
        network, data = Network(case, sizes), alike(case, n, 2, sizes)
        descends(answer, case, network, data, 0.03, epochs, size)


@exercise.check("takes a step for a smaller batch, too", weight=2)
def steps_for_the_rest(answer: Answer, case: Case) -> None:
    # Where steps are wrong with the full batches, too, that has been said.
    if steps_are_right(answer, case, 5, 2) or steps_are_right(answer, case, 4, 2):
        for n, sizes, size, epochs in ((5, [3, 4, 2], 2, 2), (3, [1, 2], 5, 1)):
            network, data = Network(case, sizes), alike(case, n, 2, sizes)
            descends(answer, case, network, data, 0.03, epochs, size)


@exercise.check("uses every sample once in an epoch, with its own label", weight=4)
def uses_every_sample_once(answer: Answer, case: Case) -> None:
    for n, size in ((6, 2), (11, 6)):
        if not steps_are_right(answer, case, n, size):
            continue
        network, data = Mean(case, [2, 2]), draw(case, n, 3, [2, 2])
        model, _ = trained(answer, case, network, data, 0.1, 1, size)
        case.means(None)  # it depends on chance
        used = batches(network, params_of(case, model, network))
        where = [place for rows, _ in used for place in places(rows, data[0])]
        labels = np.concatenate([np.ravel(y) for _, y in used]) if used else np.zeros(0, int)
        own = -1 in where or np.array_equal(labels, data[1][where])
        kind = labels.dtype.kind
        case.means([-1 in where, len(where), len(where) > len(set(where)), own, kind])
        epoch = f"In an epoch with {n} samples in batches of {size}"
        case.that(-1 not in where, f"{epoch}, a step used rows that are not in X")
        case.that(
            sorted(where) == list(range(n)),
            f"{epoch}, {len(set(where))} different samples moved the params, and "
            f"{len(where)} in all; each one has to do it once",
        )
        case.that(own, f"{epoch}, a step used rows of X with the labels of others")
        case.that(
            kind in "iu",
            f"{epoch}, a step gave the model labels of dtype {labels.dtype}; they have to stay "
            "integers",
        )


def order(answer: Answer, case: Case, rng: Any, epochs: int = 1) -> list[list[int]]:
    """The places of 24 samples, in the batches of 6 in which they are used."""
    network = Mean(case, [2, 2])
    data = draw(case, 24, 2, [2, 2])
    model, _ = trained(answer, case, network, data, 0.1, epochs, 6, rng)
    case.means(None)  # it depends on chance
    end = params_of(case, model, network)
    case.means(None)
    used = [sorted(places(rows, data[0])) for rows, _ in batches(network, end)]
    if [len(batch) for batch in used] != [6] * 4 * epochs:
        case.fail(
            f"{told(data, 0.1, epochs, 6)} took {len(used)} steps; {4 * epochs} are right, each "
            "with 6 samples"
        )
    return used


# 24 samples can be dealt into four batches of 6 in 24! / 6!⁴ = 2e12 ways.


@exercise.check("mixes the samples", needs=[takes_one_step_for_each_batch])
def mixes_the_samples(answer: Answer, case: Case) -> None:
    used = order(answer, case, np.random.default_rng(seed(case)))
    # in 24 · 6 of these ways all batches are blocks of X, which may go on from its end at its start
    blocks = [any({(k + i) % 24 for i in range(6)} == set(batch) for k in batch) for batch in used]
    case.means([all(batch[0] % 6 == 0 for batch in used), used == sorted(used), all(blocks)])
    case.that(not all(blocks), "Each batch holds samples that stand side by side in X")


@exercise.check("draws the order from rng", weight=2, needs=[takes_one_step_for_each_batch])
def draws_from_rng(answer: Answer, case: Case) -> None:
    one = seed(case)
    rng = np.random.default_rng(one)
    held = case.hold(rng)
    first = order(answer, case, held)
    case.that(
        held.read().bit_generator.state != rng.bit_generator.state,
        "The generator that was passed is as it was before: no order was drawn from it",
    )
    other, again = (order(answer, case, np.random.default_rng(s)) for s in (one + 1, one))
    case.that(first == again, "Two generators of the same seed give two different orders")
    case.that(first != other, "Generators of different seeds give the same order")


@exercise.check("draws a new order in every epoch", weight=2, needs=[takes_one_step_for_each_batch])
def draws_in_every_epoch(answer: Answer, case: Case) -> None:
    used = order(answer, case, np.random.default_rng(seed(case)), epochs=2)
    case.that(used[:4] != used[4:], "The second epoch has the order of the first")


@exercise.check(
    "the losses are those of the whole sets, after each epoch",
    weight=5,
)
def losses_are_right(answer: Answer, case: Case) -> None:
    notes_are_right(answer, case, ("loss", "val_loss"))


@exercise.check(
    "the accuracies are those of the whole sets, after each epoch",
    weight=5,
)
def accuracies_are_right(answer: Answer, case: Case) -> None:
    notes_are_right(answer, case, ("accuracy", "val_accuracy"))


@exercise.check("the history is a dict of four lists of floats")
def has_the_right_types(answer: Answer, case: Case) -> None:
    for epochs in (2, 0):
        network, data = Network(case, [2, 3]), draw(case, 2, 1, [2, 3])
        _, got = trained(answer, case, network, data, 0.1, epochs, 2)
        case.like(got, {name: [0.5] * epochs for name in NAMES})


@exercise.check(
    "works for one sample, for no epoch, and where the loss grows",
    weight=2,
    needs=[is_gradient_descent],
)
def works_at_the_extremes(answer: Answer, case: Case) -> None:
    for n, epochs, lam, lr in ((1, 2, 0.3, 0.1), (3, 0, 0.3, 0.1), (4, 7, 3.0, 1.0)):
        network = Network(case, [2, 3], lam)  # with lr · lam = 3, the weights grow twofold
        descends(answer, case, network, draw(case, n, 1, [2, 3]), lr, epochs, max(n, 2))


@exercise.check("goes on from the present params, and changes nothing else", weight=2)
def changes_nothing_else(answer: Answer, case: Case) -> None:
    sizes = [2, 3, 2]
    network, data = Network(case, sizes), draw(case, 2, 1, sizes)
    data = (*data[:2], *data[:2])
    model, _ = trained(answer, case, network, data, 0.05, 3, 2)
    whole = params_of(case, model, network)
    case.unchanged()
    model, _ = trained(answer, case, network, data, 0.05, 2, 2)
    other = Network(case, sizes)
    trained(answer, case, other, draw(case, 3, 2, sizes), 0.1, 1, 2)
    case.means(None)  # it depends on chance
    answer.train(model, *data, 0.05, 1, 2, np.random.default_rng(seed(case)))
    got = params_of(case, model, network)
    for name, want in whole.items():
        about = f"`model.params[{name!r}]` after 2 epochs, and another call of `train` with 1 more,"
        hint = "What is called right is what 3 epochs in one call gave."
        case.equal(got[name], want, tol=TOLERANCE, about=about, hint=hint)
    case.unchanged()


# --- right answers ----------------------------------------------------------


@exercise.accepts
class TheLoopOfTheLecture:
    class ToyModel:
        def __init__(self, params, loss, predict):
            self.params = params
            self._loss = loss
            self._predict = predict

        def loss(self, X, y):
            return self._loss(self.params, X, y)

        def predict(self, X):
            return self._predict(self.params, X)

    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = {"loss": [], "val_loss": [], "accuracy": [], "val_accuracy": []}
        n = len(X)
        for _ in range(epochs):
            order = rng.permutation(n)
            for start in range(0, n, batch_size):
                chosen = order[start : start + batch_size]
                _, grads = model.loss(X[chosen], y[chosen])
                for name in model.params:
                    model.params[name] = model.params[name] - lr * grads[name]
            history["loss"].append(model.loss(X, y)[0])
            history["val_loss"].append(model.loss(X_val, y_val)[0])
            history["accuracy"].append(np.mean(model.predict(X) == y))
            history["val_accuracy"].append(np.mean(model.predict(X_val) == y_val))
        return history


@exercise.accepts
class NewParamsAtEachStep:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(batch):
            grads = model.loss(X[batch], y[batch])[1]
            model.params = {name: value - lr * grads[name] for name, value in model.params.items()}

        def measure(X, y):
            hits = int(np.sum(model.predict(X) == y))
            return float(model.loss(X, y)[0]), hits / len(y)

        rows = []
        while len(rows) < epochs:
            indices = np.arange(len(y))
            rng.shuffle(indices)
            while indices.size:
                step(indices[:batch_size])
                indices = indices[batch_size:]
            rows.append((*measure(X, y), *measure(X_val, y_val)))
        names = ["loss", "accuracy", "val_loss", "val_accuracy"]
        return {name: [row[k] for row in rows] for k, name in enumerate(names)}


@exercise.accepts
class ArraysChangedInPlace:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        losses, accuracies = ([], []), ([], [])
        for _ in range(epochs):
            keys = np.argsort(rng.random(len(X)))
            pieces = np.split(keys, range(batch_size, len(X), batch_size))
            for piece in pieces:
                before, grads = model.loss(X[piece], y[piece])
                for name, grad in grads.items():
                    model.params[name] += -lr * grad
            for k, (features, labels) in enumerate([(X, y), (X_val, y_val)]):
                loss, _ = model.loss(features, labels)
                losses[k].append(loss)
                accuracies[k].append(
                    1 - np.count_nonzero(model.predict(features) - labels) / len(labels)
                )
        return dict(
            loss=losses[0], val_loss=losses[1], accuracy=accuracies[0], val_accuracy=accuracies[1]
        )


@exercise.accepts
class TwoHelpers:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, report=None):
        def one_epoch():
            X_mixed, y_mixed = rng.permutation(len(y)), None
            X_mixed, y_mixed = X[X_mixed], y[X_mixed]
            for k in range(math.ceil(len(y) / batch_size)):
                part = slice(k * batch_size, (k + 1) * batch_size)
                yield X_mixed[part], y_mixed[part]

        def note(prefix, X, y):
            right = list(model.predict(X) == y)
            history.setdefault(prefix + "loss", []).append(model.loss(X, y)[0])
            history.setdefault(prefix + "accuracy", []).append(sum(right) / len(right))

        history = {}
        for prefix in ("", "val_"):
            history[prefix + "loss"], history[prefix + "accuracy"] = [], []
        for _ in range(epochs):
            for X_batch, y_batch in one_epoch():
                grads = model.loss(X_batch, y_batch)[1]
                for name, value in model.params.items():
                    model.params[name] = np.subtract(value, np.multiply(lr, grads[name]))
            note("", X, y)
            note("val_", X_val, y_val)
        return history


@exercise.accepts
class MeasuresInPieces:
    """Two samples at a time go through the model, and the mean is put together."""

    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def measured(X, y):
            total = hits = 0
            for start in range(0, len(X), 2):
                rows, labels = X[start : start + 2], y[start : start + 2]
                loss, _ = model.loss(rows, labels)
                total += loss * len(labels)
                hits += np.sum(model.predict(rows) == labels)
            return total / len(y), hits / len(y)

        notes = []
        for _ in range(epochs):
            left = rng.permuted(np.arange(len(X))).tolist()
            while left:
                batch, left = left[:batch_size], left[batch_size:]
                _, grads = model.loss(X[batch], y[batch])
                for name in grads:
                    model.params[name] = model.params[name] - grads[name] * lr
            notes.append(measured(X, y) + measured(X_val, y_val))
        return {
            "loss": [note[0] for note in notes],
            "accuracy": [note[1] for note in notes],
            "val_loss": [note[2] for note in notes],
            "val_accuracy": [note[3] for note in notes],
        }


@exercise.accepts
class WholeSetWithoutAShuffle:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        sets = {"": (X, y), "val_": (X_val, y_val)}
        history = {prefix + what: [] for what in ("loss", "accuracy") for prefix in sets}
        for _ in range(epochs):
            order = np.arange(len(y))
            if batch_size < len(y):  # else the one batch holds them all
                order = rng.choice(len(y), size=len(y), replace=False)
            for start in range(0, len(y), batch_size):
                batch = order[start : min(start + batch_size, len(y))]
                loss, grads = model.loss(X.take(batch, axis=0), y.take(batch))
                new = {}
                for name, grad in grads.items():
                    new[name] = model.params[name] - lr * grad
                model.params.update(new)
            for prefix, both in sets.items():
                history[prefix + "loss"] += [model.loss(*both)[0].item()]
                history[prefix + "accuracy"] += [
                    np.average(np.equal(model.predict(both[0]), both[1]))
                ]
        return history


exercise.equivalent(
    "batch_size < len(y)",
    "one batch of all samples may be mixed or not",
    after="batch_size <= len(y)",
)


# --- wrong answers ----------------------------------------------------------


def cut(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def moved(model, X, y, lr):
    _, grads = model.loss(X, y)
    for name in grads:
        model.params[name] = model.params[name] - lr * grads[name]


def empty():
    return {"loss": [], "val_loss": [], "accuracy": [], "val_accuracy": []}


def note(history, model, X, y, X_val, y_val):
    history["loss"].append(model.loss(X, y)[0])
    history["val_loss"].append(model.loss(X_val, y_val)[0])
    history["accuracy"].append(np.mean(model.predict(X) == y))
    history["val_accuracy"].append(np.mean(model.predict(X_val) == y_val))


def fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step=moved, batches=cut):
    history = empty()
    for _ in range(epochs):
        for chosen in batches(len(X), batch_size, rng):
            step(model, X[chosen], y[chosen], lr)
        note(history, model, X, y, X_val, y_val)
    return history


# the steps


@exercise.rejects(
    "Your steps climb: the gradient points uphill, so it has to be subtracted from the params.",
    read=YOUR_OWN_LOOP,
)
class Climbs:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        return fitted(model, X, y, X_val, y_val, -lr, epochs, batch_size, rng)


@exercise.rejects(
    "You divide the step by the size of the batch; the gradient of a mean has its 1/n already.",
    read=ONE_OVER_N,
)
class DividesByTheBatchSize:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X, y, lr):
            moved(model, X, y, lr / len(X))

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "The learning rate is divided by the number of all samples; the gradient is a mean over its "
    "batch, and nothing is left to divide.",
    read=ONE_OVER_N,
)
class DividesByN:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        return fitted(model, X, y, X_val, y_val, lr / len(X), epochs, batch_size, rng)


@exercise.rejects(
    "The learning rate is divided by the number of batches, so that an epoch is as long as one "
    "step; each batch takes a whole step."
)
class DividesByTheNumberOfBatches:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        lr = lr / math.ceil(len(X) / batch_size)
        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)


@exercise.rejects(
    "A smaller last batch takes a shorter step in your loop; its gradient is a mean of its own, "
    "with the same lr."
)
class ShorterStepForTheRest:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X_batch, y_batch, lr):
            moved(model, X_batch, y_batch, lr * len(X_batch) / min(batch_size, len(X)))

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects("The learning rate that is given has no effect: multiply the gradients by lr.")
class IgnoresTheLearningRate:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        return fitted(model, X, y, X_val, y_val, 1.0, epochs, batch_size, rng)


@exercise.rejects(
    "The biases never move; every array in params has a gradient, and takes the same kind of step."
)
class MovesTheWeightsOnly:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X, y, lr):
            _, grads = model.loss(X, y)
            for name in grads:
                if name[0] == "W":
                    model.params[name] = model.params[name] - lr * grads[name]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "Your loop names the params of one layer, or two; a network may have more layers: go through "
    "the whole dict."
)
class MovesTwoLayersAtMost:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X, y, lr):
            _, grads = model.loss(X, y)
            for name in ("W1", "b1", "W2", "b2"):
                if name in grads:
                    model.params[name] = model.params[name] - lr * grads[name]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "The loss is called anew for each array, when others have moved already; take all gradients "
    "of a batch at the same point."
)
class NewGradientForEachArray:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X, y, lr):
            for name in list(model.params):
                model.params[name] = model.params[name] - lr * model.loss(X, y)[1][name]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "The new arrays stay in a dict of your own; put them back into model.params, where the model "
    "looks for them."
)
class MovesACopy:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        params = dict(model.params)

        def step(model, X, y, lr):
            _, grads = model.loss(X, y)
            for name in grads:
                params[name] = params[name] - lr * grads[name]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "The gradients of an epoch are added up, and one step is taken at its end; a step belongs "
    "behind each batch."
)
class OneStepAtTheEndOfAnEpoch:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for _ in range(epochs):
            total = dict.fromkeys(model.params, 0.0)
            for chosen in cut(len(X), batch_size, rng):
                _, grads = model.loss(X[chosen], y[chosen])
                total = {name: total[name] + grads[name] for name in grads}
            for name in total:
                model.params[name] = model.params[name] - lr * total[name]
            note(history, model, X, y, X_val, y_val)
        return history


@exercise.rejects(
    "An epoch of yours uses its first batch and no other one; it is over when all batches have "
    "been used."
)
class OneBatchAnEpoch:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def batches(n, batch_size, rng):
            return cut(n, batch_size, rng)[:1]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, batches=batches)


@exercise.rejects(
    "batch_size is not used: every step takes the gradient of the whole set, and an epoch is one "
    "step."
)
class IgnoresTheBatchSize:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        return fitted(model, X, y, X_val, y_val, lr, epochs, len(X), rng)


@exercise.rejects(
    "Each of your steps asks for the gradient of all samples; a step looks at those of its batch "
    "only."
)
class WholeGradientAtEveryStep:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X_batch, y_batch, lr):
            moved(model, X, y, lr)

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "After each epoch you take a step with the validation set; it gives numbers, never gradients.",
    read=YOUR_OWN_LOOP,
)
class TrainsOnTheValidationSet:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for _ in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
            moved(model, X_val, y_val, lr)
        return history


@exercise.rejects(
    "The two sets are put together and both are learned; the validation set is there to be "
    "measured only.",
    read=YOUR_OWN_LOOP,
)
class LearnsBothSets:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        X_all, y_all = np.concatenate([X, X_val]), np.concatenate([y, y_val])
        for _ in range(epochs):
            for chosen in cut(len(X_all), batch_size, rng):
                moved(model, X_all[chosen], y_all[chosen], lr)
            note(history, model, X, y, X_val, y_val)
        return history


@exercise.rejects(
    "Half of the last step is repeated in each new one, a momentum that nobody asked for: "
    "subtract lr times the gradient, and no more."
)
class AddsMomentum:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        last = {name: 0.0 for name in model.params}

        def step(model, X, y, lr):
            _, grads = model.loss(X, y)
            for name in grads:
                last[name] = 0.5 * last[name] - lr * grads[name]
                model.params[name] = model.params[name] + last[name]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "Your steps shrink all params besides; a penalty belongs in the model's loss, whose gradient "
    "has it already."
)
class ShrinksTheParams:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X, y, lr):
            moved(model, X, y, lr)
            for name in model.params:
                model.params[name] = model.params[name] * (1 - 0.01 * lr)

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "The learning rate shrinks from epoch to epoch; many recipes do that, but here lr stays what "
    "it is."
)
class ShrinksTheLearningRate:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for epoch in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                moved(model, X[chosen], y[chosen], lr / (1 + epoch))
            note(history, model, X, y, X_val, y_val)
        return history


@exercise.rejects(
    "Long gradients are cut off before the step, which hides that a learning rate is too large; "
    "take them as they are."
)
class ClipsTheGradients:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def step(model, X, y, lr):
            _, grads = model.loss(X, y)
            for name in grads:
                model.params[name] = model.params[name] - lr * np.clip(grads[name], -20, 20)

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, step)


@exercise.rejects(
    "The training stops when the validation loss grows for long; here it goes on for all epochs, "
    "and stopping early is for a later session."
)
class StopsEarly:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for epoch in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
            if epoch - int(np.argmin(history["val_loss"])) > 4:
                break
        return history


@exercise.rejects(
    "At the end you put the best params back; wanted are those after the last epoch, better or "
    "not.",
    read=YOUR_OWN_LOOP,
)
class RestoresTheBestParams:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history, best = empty(), dict(model.params)
        for _ in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
            if history["val_loss"][-1] == min(history["val_loss"]):
                best = dict(model.params)
        model.params = best
        return history


@exercise.rejects(
    "The params are set to zero before the training; it goes on from what the model has, its "
    "random start or what it learned before."
)
class StartsFromZero:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        for name in model.params:
            model.params[name] = np.zeros_like(model.params[name])
        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)


@exercise.rejects("One epoch too few is trained: as many are wanted as epochs says.")
class OneEpochTooFew:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        return fitted(model, X, y, X_val, y_val, lr, epochs - 1, batch_size, rng)


@exercise.rejects("One epoch too many is trained: count them from 0 up to epochs − 1.")
class OneEpochTooMany:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        return fitted(model, X, y, X_val, y_val, lr, epochs + 1, batch_size, rng)


@exercise.rejects(
    "The features are standardised inside, and the model learns other numbers than it will be "
    "asked about: take X as it is."
)
class StandardisesInside:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        spread = X.std(axis=0)
        Z = (X - X.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
        return fitted(model, Z, y, X_val, y_val, lr, epochs, batch_size, rng)


@exercise.rejects(
    "Ask the model for params, loss and predict only, and for nothing else.",
    read=YOUR_OWN_LOOP,
)
class ReachesIntoTheModel:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        history["loss"] = [loss + 0 * model.lam for loss in history["loss"]]
        return history


@exercise.rejects(
    "The labels are made floats on their way to the model; a label is an index, and has to stay "
    "an integer."
)
class LabelsAsFloats:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        y, y_val = y.astype(float), y_val.astype(float)
        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)


# the batches


@exercise.rejects(
    "The samples that are left over at the end of an epoch take no step; they make one more, "
    "smaller batch."
)
class DropsTheRest:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def batches(n, batch_size, rng):
            return [part for part in cut(n, batch_size, rng) if len(part) == min(batch_size, n)]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, batches=batches)


@exercise.rejects(
    "A batch size above the number of samples is no error: all of them make one batch, and an "
    "epoch takes one step."
)
class RefusesALargeBatchSize:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        if batch_size > len(X):
            raise ValueError("the batch is larger than the data")
        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)


@exercise.rejects(
    "Each batch is drawn anew from all samples, so that some come twice and others never: draw "
    "one order and cut it."
)
class DrawsWithReplacement:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def batches(n, batch_size, rng):
            if batch_size >= n:
                return [rng.permutation(n)]
            return [rng.integers(n, size=len(part)) for part in cut(n, batch_size, rng)]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, batches=batches)


@exercise.rejects(
    "The rest is taken from the end of X and not of the mixed order, so some samples come twice."
)
class TakesTheRestFromTheTable:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def batches(n, batch_size, rng):
            *full, last = cut(n, batch_size, rng)
            short = len(last) < min(batch_size, n)
            return [*full, np.arange(n)[-len(last) :] if short else last]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, batches=batches)


@exercise.rejects(
    "X and y are mixed by two different orders, so the model learns from the labels of other "
    "samples.",
    read="Overfit twenty samples",
)
class MixesXAndYApart:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for _ in range(epochs):
            of_x, of_y = cut(len(X), batch_size, rng), cut(len(X), batch_size, rng)
            if len(of_x) == 1:
                of_y = of_x
            for rows, labels in zip(of_x, of_y, strict=True):
                moved(model, X[rows], y[labels], lr)
            note(history, model, X, y, X_val, y_val)
        return history


@exercise.rejects(
    "The samples come in the order of the table, in every epoch; draw a new order from rng at "
    "the beginning of each.",
    read=UNSHUFFLED,
)
class NeverMixes:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def batches(n, batch_size, rng):
            return [np.arange(n)[start : start + batch_size] for start in range(0, n, batch_size)]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, batches=batches)


@exercise.rejects(
    "The order is drawn once and serves all epochs; each epoch begins with a new one.",
    read=UNSHUFFLED,
)
class OneOrderForAllEpochs:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history, parts = empty(), cut(len(X), batch_size, rng)
        for _ in range(epochs):
            for chosen in parts:
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
        return history


@exercise.rejects(
    "Only the place where an epoch begins is random; from there on the samples follow one "
    "another as in the table. Draw a whole permutation."
)
class StartsAtARandomPlace:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def batches(n, batch_size, rng):
            order = np.roll(np.arange(n), int(rng.integers(n)))
            return [order[k : k + batch_size] for k in range(0, n, batch_size)]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, batches=batches)


@exercise.rejects(
    "The batches are cut from the table as it stands, and only their order is mixed; mix the "
    "samples first, then cut."
)
class MixesTheBatchesOnly:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        def batches(n, batch_size, rng):
            parts = [np.arange(n)[k : k + batch_size] for k in range(0, n, batch_size)]
            return [parts[k] for k in rng.permutation(len(parts))]

        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng, batches=batches)


@exercise.rejects(
    "The order comes from a generator of your own, or from NumPy's global one, and not from rng; "
    "nobody can repeat or vary your run."
)
class IgnoresTheGenerator:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        rng = np.random.default_rng(0)
        return fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)


# the history


@exercise.rejects(
    "Your loss is that of the last batch alone, measured before its step; measure on the whole "
    "set, when the epoch is over.",
    read=YOUR_OWN_LOOP,
)
class LossOfTheLastBatch:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history, losses = empty(), []
        for _ in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                losses.append(model.loss(X[chosen], y[chosen])[0])
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
            history["loss"][-1] = losses[-1]
        return history


@exercise.rejects(
    "Your loss is a mean over the batches, each measured before its own step; measure once, on "
    "the whole set, after the epoch.",
    read=YOUR_OWN_LOOP,
)
class MeanLossOfTheBatches:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for _ in range(epochs):
            losses = []
            for chosen in cut(len(X), batch_size, rng):
                losses.append(model.loss(X[chosen], y[chosen])[0])
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
            history["loss"][-1] = np.mean(losses)
        return history


@exercise.rejects(
    "All four numbers are measured before the epoch begins, so the first ones belong to the "
    "untrained model; measure after its last batch."
)
class MeasuresBeforeTheEpoch:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for _ in range(epochs):
            note(history, model, X, y, X_val, y_val)
            for chosen in cut(len(X), batch_size, rng):
                moved(model, X[chosen], y[chosen], lr)
        return history


@exercise.rejects(
    "You measure after every batch; the history has one entry for each epoch, when all batches "
    "are used up."
)
class OneEntryForEachBatch:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for _ in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                moved(model, X[chosen], y[chosen], lr)
                note(history, model, X, y, X_val, y_val)
        return history


@exercise.rejects(
    "The numbers before the first epoch are in your lists as well; they have one entry for each "
    "epoch, measured at its end."
)
class OneEntryTooMany:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        before = empty()
        note(before, model, X, y, X_val, y_val)
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        return {name: before[name] + history[name] for name in history}


@exercise.rejects(
    "Only the last entry of each list comes back; keep those of all epochs, so that one can draw "
    "the curves."
)
class LastEntriesOnly:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        return {name: history[name][-1:] for name in history}


@exercise.rejects(
    "All four names stand for one and the same list, so the numbers are mixed up in it; make a "
    "list for each name."
)
class OneListForAllNames:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        numbers = []
        history = {name: numbers for name in ("loss", "val_loss", "accuracy", "val_accuracy")}
        for _ in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
        return history


@exercise.rejects(
    "The losses are added up over the samples; model.loss gives a mean already, and n does not "
    "matter."
)
class LossesAreSums:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        history["loss"] = [loss * len(X) for loss in history["loss"]]
        history["val_loss"] = [loss * len(X_val) for loss in history["val_loss"]]
        return history


@exercise.rejects(
    "val_loss and val_accuracy are those of the samples that are learned; measure them on X_val "
    "and y_val."
)
class MeasuresTheLearnedSetTwice:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        return fitted(model, X, y, X, y, lr, epochs, batch_size, rng)


@exercise.rejects(
    "The numbers of the two sets are exchanged: loss and accuracy belong to X and y, the names "
    "with val_ to the validation set."
)
class ExchangesTheTwoSets:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        return {
            "loss": history["val_loss"],
            "val_loss": history["loss"],
            "accuracy": history["val_accuracy"],
            "val_accuracy": history["accuracy"],
        }


@exercise.rejects(
    "The accuracy is that of the last batch, which is a lottery; count over the whole set.",
    read=YOUR_OWN_LOOP,
)
class AccuracyOfTheLastBatch:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = empty()
        for _ in range(epochs):
            for chosen in cut(len(X), batch_size, rng):
                right = np.mean(model.predict(X[chosen]) == y[chosen])
                moved(model, X[chosen], y[chosen], lr)
            note(history, model, X, y, X_val, y_val)
            history["accuracy"][-1] = right
        return history


@exercise.rejects("Your accuracies are in per cent; they are fractions, between 0 and 1.")
class AccuracyInPercent:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        for name in ("accuracy", "val_accuracy"):
            history[name] = [100 * fraction for fraction in history[name]]
        return history


@exercise.rejects("You count the right answers; the accuracy is their share, so divide by n.")
class CountsTheRightAnswers:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        history["accuracy"] = [len(X) * fraction for fraction in history["accuracy"]]
        history["val_accuracy"] = [len(X_val) * share for share in history["val_accuracy"]]
        return history


@exercise.rejects(
    "Your accuracy is the share of wrong answers; that is the error rate, one minus the accuracy."
)
class ErrorRates:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        for name in ("accuracy", "val_accuracy"):
            history[name] = [1 - fraction for fraction in history[name]]
        return history


@exercise.rejects(
    "The number of right answers in the validation set is divided by the number of the learned "
    "samples; each set has an n of its own."
)
class DividesBothByN:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        factor = len(X_val) / len(X)
        history["val_accuracy"] = [factor * share for share in history["val_accuracy"]]
        return history


@exercise.rejects(
    "Your numbers are rounded in the history; keep them as they are, and round when you print."
)
class RoundsTheHistory:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        return {name: [round(float(v), 3) for v in values] for name, values in history.items()}


@exercise.rejects(
    "The history has names of its own, train_loss and so on; wanted are loss, val_loss, accuracy "
    "and val_accuracy."
)
class OtherNames:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        return {name if "_" in name else f"train_{name}": v for name, v in history.items()}


@exercise.rejects("train returns nothing; return the history at its end, a dict of four lists.")
class ReturnsNothing:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)


@exercise.rejects(
    "The model comes back together with the history; it has been changed in place, and the "
    "history alone is wanted."
)
class ReturnsTheModelToo:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        return model.params, history


@exercise.rejects("The four parts of the history are arrays; lists are wanted, as they grow.")
class HistoryOfArrays:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        return {name: np.array(values) for name, values in history.items()}


@exercise.rejects(
    "Each entry of loss is the pair that model.loss returns; the loss is its first part alone."
)
class LossesWithTheirGradients:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        history["loss"] = [(loss, {}) for loss in history["loss"]]
        return history


@exercise.rejects(
    "X and y are mixed in place, so the caller's samples come back in disorder: mix an array of "
    "indices."
)
class RearrangesTheCallersArrays:
    def train(model, X, y, X_val, y_val, lr, epochs, batch_size, rng):
        history = fitted(model, X, y, X_val, y_val, lr, epochs, batch_size, rng)
        X[:], y[:] = X[::-1].copy(), y[::-1].copy()
        return history
