"""mse_gradient(X, y, w, b): the gradient of the mean squared error by the weights and the bias."""

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.gradient_descent import mse_gradient
from solutions_lib.linear_regression import mean_squared_error, predict_linear

SIGN = "The sign"
FACTOR = "The factor"

exercise = Exercise(mse_gradient, read="The gradient of the squared error")

# Relative. Right answers err by less than 1e-13 here, the best wrong one by 1e-7.
TOLERANCE = 1e-10

Array = np.ndarray
Pair = tuple[Array, float]
Inputs = tuple[Array, Array, Array, float]


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> Inputs:
    """X (n, d), y (n,), w (d,) and b, with errors of a few units that do not add up to zero."""
    X = np.round(1 + 2 * case.rng.normal(size=(n, d)), 1)
    w = np.round(0.5 + case.rng.normal(size=d), 1)
    b = float(np.round(2 + case.rng.normal(), 1))
    return X, np.round(X @ w + b - 1 - 2 * case.rng.normal(size=n), 1), w, b


def derivatives(X: Array, y: Array, w: Array, b: float) -> Pair:
    """The derivatives of the loss itself, by the complex step: exact to rounding."""

    def slope(dw: Array, db: float) -> float:
        y_hat = predict_linear(X, w + 1e-30j * dw, b + 1e-30j * db)
        return float(np.imag(mean_squared_error(y, y_hat)) / 1e-30)

    d = len(w)
    return np.array([slope(e, 0.0) for e in np.eye(d)]), slope(np.zeros(d), 1.0)


def numbers(answer: Answer, case: Case, inputs: Inputs) -> Pair:
    """dw and db of one call as float64, whatever containers hold them."""
    got = case.unpack(answer.mse_gradient(*inputs), "dw", "db")
    return case.numbers(got, derivatives(*inputs))


def if_right(got: Pair, want: Pair, part: int) -> Pair:
    """got, without the mistake of its other part if this one is right: that has its own check."""
    scale = np.max(np.abs(want[part])) or 1.0
    if not np.all(np.abs(got[part] - want[part]) <= TOLERANCE * scale):
        return got
    return (got[0], want[1]) if part == 0 else (want[0], got[1])


@exercise.check("returns dw and db")
def returns_two_parts(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (3, 5)):
        numbers(answer, case, draw(case, n, d))


@exercise.check("dw is the slope of the loss by each weight", weight=8, needs=[returns_two_parts])
def slopes_by_the_weights(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (3, 5), (2, 1), (1, 3), (1, 1), (3, 3), (50, 4)):
        inputs = draw(case, n, d)
        want = derivatives(*inputs)
        got = numbers(answer, case, inputs)
        case.equal(if_right(got, want, 0), want, tol=TOLERANCE)


@exercise.check("db is the slope of the loss by the bias", weight=5, needs=[returns_two_parts])
def slope_by_the_bias(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (3, 5), (2, 1), (1, 3), (1, 1), (3, 3), (50, 4)):
        inputs = draw(case, n, d)
        want = derivatives(*inputs)
        got = numbers(answer, case, inputs)
        case.equal(if_right(got, want, 1), want, tol=TOLERANCE)


@exercise.check(
    "is right where the errors are tiny, huge or zero",
    needs=[slopes_by_the_weights, slope_by_the_bias],
)
def is_right_at_every_size(answer: Answer, case: Case) -> None:
    for size in (2.0**-30, 2.0**30, 0.0):  # 0: every prediction is exact
        X, y, w, b = draw(case, 3, 2)
        inputs = X, size * y, 0 * w, 0.0  # so that the errors are −size · y
        case.equal(numbers(answer, case, inputs), derivatives(*inputs), tol=TOLERANCE)


@exercise.check("dw is a float64 array (d,), db a number", needs=[returns_two_parts])
def returns_array_and_number(answer: Answer, case: Case) -> None:
    for n, d in ((2, 2), (3, 1)):
        for whole in (False, True):
            X, y, w, b = draw(case, n, d)
            if whole:
                X, y, w, b = X.astype(int), y.astype(int), w.astype(int), int(b)
            got = case.unpack(answer.mse_gradient(X, y, w, b), "dw", "db")
            case.like(got, derivatives(X, y, w, b))


@exercise.check("changes nothing and remembers nothing", needs=[returns_two_parts])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.mse_gradient, draw(case, 3, 2), draw(case, 4, 2))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def two_formulas(X, y, w, b):
    error = X @ w + b - y
    return 2 / len(y) * X.T @ error, 2 * error.mean()


@exercise.accepts
def loops_over_samples(X, y, w, b):
    n, d = X.shape
    dw, db = [0.0] * d, 0.0
    for i in range(n):
        y_hat = b
        for j in range(d):
            y_hat += X[i, j] * w[j]
        error = y_hat - y[i]
        for j in range(d):
            dw[j] += 2 * error * X[i, j] / n
        db += 2 * error / n
    return np.array(dw), db


@exercise.accepts
def mean_of_the_gradients_of_each_sample(X, y, w, b):
    error = np.sum(X * w, axis=1) + b - y
    each = 2 * error[:, np.newaxis] * X
    return each.mean(axis=0), float(np.mean(2 * error))


@exercise.accepts
def bias_as_a_column_of_ones(X, y, w, b):
    n, d = X.shape
    A = np.column_stack([X, np.ones(n)])
    gradient = 2 * A.T @ (A @ np.append(w, b) - y) / n
    return gradient[:d], gradient[d]


@exercise.accepts
def normal_equations_multiplied_out(X, y, w, b):
    n = X.shape[0]
    dw = 2 * (X.T @ (X @ w) + b * X.sum(axis=0) - X.T @ y) / n
    db = 2 * (np.sum(X.mean(axis=0) * w) + b - y.mean())
    return dw, db


@exercise.accepts
def truth_minus_prediction_with_a_minus(X, y, w, b):
    error = y - np.dot(X, w) - b
    return -2 / X.shape[0] * np.einsum("i,ij->j", error, X), -2 * np.average(error)


@exercise.accepts
def columns_for_everything(X, y, w, b):
    error = X @ w.reshape(-1, 1) + b - y.reshape(-1, 1)
    dw = 2 * np.mean(X * error, axis=0)
    db = 2 * np.sum(error) / error.size
    return dw, np.array(db)


@exercise.accepts
def one_weight_at_a_time(X, y, w, b):
    error = np.matmul(X, w)
    error = error + (b - y)
    return np.array([2 * np.mean(error * column) for column in X.T]), 2 * np.mean(error)


OTHER_SHAPES = "what other shapes do is left open"
exercise.equivalent("if y.shape != y_hat.shape:", OTHER_SHAPES, answer="mse_gradient")
exercise.equivalent("y.shape != y_hat.shape", OTHER_SHAPES, answer="mse_gradient")
exercise.equivalent(
    "X, y = (_floats(X), _floats(y))", "lists are not judged", answer="mse_gradient"
)


# --- wrong answers ----------------------------------------------------------


def errors(X, y, w, b):
    """Prediction minus truth, (n,)."""
    return X @ w + b - y


@exercise.rejects(
    "You take truth minus prediction, the slide's sign: that is the negative gradient, and a step "
    "against it climbs. Take prediction minus truth.",
    read=SIGN,
)
def truth_minus_prediction(X, y, w, b):
    r = y - (X @ w + b)
    return 2 * X.T @ r / len(y), 2 * np.mean(r)


@exercise.rejects(
    "The sign of dw is that of truth minus prediction; db has the right one. Both need prediction "
    "minus truth.",
    read=SIGN,
)
def slides_sign_in_dw_alone(X, y, w, b):
    r = errors(X, y, w, b)
    return -2 * X.T @ r / len(y), 2 * np.mean(r)


@exercise.rejects(
    "Your db has the opposite sign: if the bias grows, every prediction grows, so the slope is "
    "prediction minus truth there too.",
    read=SIGN,
)
def opposite_sign_in_db_alone(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r / len(y), -2 * np.mean(r)


@exercise.rejects(
    "This is the gradient of the sum of the squares; our loss is their mean, so divide by the "
    "number of samples n.",
    read=FACTOR,
)
def without_one_over_n(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r, 2 * np.sum(r)


@exercise.rejects(
    "The derivative of a square brings a factor 2, and this loss has no 1/2 to cancel it: double "
    "both parts.",
    read=FACTOR,
)
def without_the_2(X, y, w, b):
    r = errors(X, y, w, b)
    return X.T @ r / len(y), np.mean(r)


@exercise.rejects(
    "dw has lost the factor 2 that the square brings, and db has it; both parts are derivatives of "
    "the same loss.",
    read=FACTOR,
)
def without_the_2_in_dw(X, y, w, b):
    r = errors(X, y, w, b)
    return X.T @ r / len(y), 2 * np.mean(r)


@exercise.rejects(
    "The square brings the factor 2 into the slope by the bias as well; your db is half of what it "
    "should be.",
    read=FACTOR,
)
def without_the_2_in_db(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r / len(y), np.mean(r)


@exercise.rejects(
    "db adds up the errors of all samples; the loss is a mean, so the slope by the bias is twice "
    "their mean.",
    read=FACTOR,
)
def sum_in_db(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r / len(y), 2 * np.sum(r)


@exercise.rejects(
    "dw adds up the samples without dividing by their number, while db is a mean: divide dw by n, "
    "too.",
    read=FACTOR,
)
def sum_in_dw(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r, 2 * np.mean(r)


@exercise.rejects(
    "You divide by the number of features d; the loss is a mean over the n samples, the rows of X.",
    read=FACTOR,
)
def divides_by_the_number_of_features(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r / X.shape[1], 2 * np.sum(r) / X.shape[1]


@exercise.rejects(
    "You divide by all n · d entries of X; the loss is a mean over samples, so only n belongs "
    "under the sum.",
    read=FACTOR,
)
def divides_by_the_size_of_X(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r / X.size, 2 * np.mean(r)


@exercise.rejects(
    "A mean divides by n; the n − 1 of the sample variance has no place in this loss, and one "
    "sample breaks it.",
    read=FACTOR,
)
def divides_by_n_minus_1(X, y, w, b):
    r = errors(X, y, w, b)
    with np.errstate(all="ignore"):
        return 2 * X.T @ r / np.float64(len(y) - 1), 2 * np.sum(r) / np.float64(len(y) - 1)


@exercise.rejects(
    "The bias is a parameter as well, and you return no slope for it: give back the pair (dw, db)."
)
def forgets_db(X, y, w, b):
    return 2 * X.T @ errors(X, y, w, b) / len(y)


@exercise.rejects(
    "Your db is always 0, as if the bias were no parameter: with it every prediction moves, and so "
    "does the loss."
)
def bias_never_learns(X, y, w, b):
    return 2 * X.T @ errors(X, y, w, b) / len(y), 0.0


@exercise.rejects(
    "Your errors leave out the bias: the prediction is X w + b, in the gradient as in the loss."
)
def predicts_without_the_bias(X, y, w, b):
    r = X @ w - y
    return 2 * X.T @ r / len(y), 2 * np.mean(r)


@exercise.rejects(
    "The labels never enter your gradient; what counts is the error, prediction minus truth, and "
    "not the prediction."
)
def gradient_without_the_truth(X, y, w, b):
    y_hat = X @ w + b
    return 2 * X.T @ y_hat / len(y), 2 * np.mean(y_hat)


@exercise.rejects(
    "You return one slope by the bias for every sample; all samples share a single b, so take the "
    "mean over them."
)
def db_for_every_sample(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r / len(y), 2 * r / len(y)


@exercise.rejects(
    "You return one gradient by the weights for every sample, (n, d); the loss is their mean over "
    "the rows."
)
def dw_for_every_sample(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * r[:, np.newaxis] * X, 2 * np.mean(r)


@exercise.rejects(
    "Your slopes by the weights are added up to one number; each weight has a slope of its own, "
    "(d,) in all."
)
def one_number_for_dw(X, y, w, b):
    r = errors(X, y, w, b)
    return float(np.sum(2 * X.T @ r / len(y))), 2 * np.mean(r)


@exercise.rejects(
    "Where n equals d, X times the errors also has the right shape, but it mixes features and "
    "samples: the transpose sums over the samples."
)
def forgets_the_transpose_of_a_square_X(X, y, w, b):
    r = errors(X, y, w, b)
    M = X if X.shape[0] == X.shape[1] else X.T
    return 2 * M @ r / len(y), 2 * np.mean(r)


@exercise.rejects(
    "A squared error grows with the size of the error; you keep only its sign, which belongs to "
    "the absolute error."
)
def gradient_of_the_absolute_error(X, y, w, b):
    r = np.sign(errors(X, y, w, b))
    return X.T @ r / len(y), np.mean(r)


@exercise.rejects(
    "You multiply each error by its size once more: the derivative of a square is twice the error, "
    "not its square."
)
def squares_the_error(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r**2 / len(y), 2 * np.mean(r**2)


@exercise.rejects(
    "You take the mean of the errors first; each error has to be multiplied by its own row of X "
    "before the mean."
)
def mean_error_times_mean_feature(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * np.mean(r) * X.mean(axis=0), 2 * np.mean(r)


@exercise.rejects(
    "The slope by a weight is the error times the feature; without the factor X every weight gets "
    "the slope of the bias."
)
def forgets_the_features(X, y, w, b):
    r = errors(X, y, w, b)
    return np.full(X.shape[1], 2 * np.mean(r)), 2 * np.mean(r)


@exercise.rejects(
    "You look at the first sample alone; the loss is a mean over all of them, and so is its "
    "gradient."
)
def first_sample_alone(X, y, w, b):
    r = errors(X, y, w, b)[0]
    return 2 * r * X[0], 2 * r


@exercise.rejects(
    "Your loop stops before the last feature, so the slope by that weight stays 0: run over all d "
    "columns of X."
)
def leaves_out_the_last_weight(X, y, w, b):
    r = errors(X, y, w, b)
    dw = np.zeros(X.shape[1])
    for j in range(X.shape[1] - 1):
        dw[j] = 2 * np.mean(r * X[:, j])
    return dw, 2 * np.mean(r)


@exercise.rejects(
    "You divide the gradient by its length; the steps would stay long near the bottom, where the "
    "true gradient gets small."
)
def gradient_of_length_1(X, y, w, b):
    r = errors(X, y, w, b)
    dw, db = 2 * X.T @ r / len(y), 2 * np.mean(r)
    length = np.sqrt(np.sum(dw**2) + db**2)
    return (dw / length, db / length) if length > 0 else (dw, db)


@exercise.rejects(
    "You cut large slopes off; the gradient of this loss has no upper limit, and far from the "
    "bottom it really is that steep."
)
def clips_the_gradient(X, y, w, b):
    r = errors(X, y, w, b)
    return np.clip(2 * X.T @ r / len(y), -1e4, 1e4), np.clip(2 * np.mean(r), -1e4, 1e4)


@exercise.rejects(
    "Return the slopes unrounded: a small gradient is what tells the walk that the bottom is near."
)
def rounds_the_gradient(X, y, w, b):
    r = errors(X, y, w, b)
    return np.round(2 * X.T @ r / len(y), 6), round(float(2 * np.mean(r)), 6)


@exercise.rejects(
    "Both parts are right but stand in the other order: the weights' slopes come first, then the "
    "slope by the bias."
)
def bias_first(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * np.mean(r), 2 * X.T @ r / len(y)


@exercise.rejects(
    "You join dw and db into one vector; return them as a pair, since w and b are kept apart in "
    "this course."
)
def one_long_vector(X, y, w, b):
    r = errors(X, y, w, b)
    return np.append(2 * X.T @ r / len(y), 2 * np.mean(r))


@exercise.rejects(
    "Your dw is a column (d, 1); a gradient has the shape of what it is the gradient of, and w has "
    "the shape (d,)."
)
def dw_as_a_column(X, y, w, b):
    r = errors(X, y, w, b)
    return (2 * X.T @ r / len(y)).reshape(-1, 1), 2 * np.mean(r)


@exercise.rejects(
    "Your db has the right value but comes as an array with one entry; b is a plain number, and so "
    "is its slope."
)
def db_in_an_array(X, y, w, b):
    r = errors(X, y, w, b)
    return 2 * X.T @ r / len(y), 2 * np.mean(r, keepdims=True)


@exercise.rejects(
    "The slopes by the weights come as a list; a list cannot be multiplied by a learning rate, so "
    "return an array."
)
def dw_as_a_list(X, y, w, b):
    r = errors(X, y, w, b)
    return (2 * X.T @ r / len(y)).tolist(), 2 * np.mean(r)


@exercise.rejects(
    "An array shaped like w holds integers where w does, and it cuts the decimals off your slopes: "
    "ask for float64."
)
def dw_in_integers(X, y, w, b):
    r = errors(X, y, w, b)
    dw = np.zeros_like(w)
    dw[:] = 2 * X.T @ r / len(y)
    return dw, 2 * np.mean(r)


@exercise.rejects(
    "You compute the predictions in y itself, and the caller loses the labels; put the errors into "
    "a new array."
)
def writes_the_errors_into_y(X, y, w, b):
    if y.dtype != np.float64:
        y = y.astype(np.float64)
    y -= X @ w + b
    return -2 * X.T @ y / len(y), -2 * np.mean(y)


@exercise.rejects(
    "You already take a step and move w; this function only says which way the loss rises, and "
    "leaves the weights alone.",
    read="The walk",
)
def takes_a_step(X, y, w, b):
    r = errors(X, y, w, b)
    dw = 2 * X.T @ r / len(y)
    if w.dtype == np.float64:
        w -= 0.01 * dw
    return dw, 2 * np.mean(r)
