"""predict_linear(X, w, b): one prediction X w + b for each row of X."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import predict_linear

exercise = Exercise(predict_linear, read="The model: a weighted sum")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-8.
TOLERANCE = 1e-11


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int, size: float = 1.0) -> tuple[np.ndarray, np.ndarray, float]:
    """X (n, d), w (d,) and b, none of them centred at zero; X and b are so much larger."""
    X = np.round(2 + 3 * case.rng.normal(size=(n, d)), 2)
    w = np.round(1 + 2 * case.rng.normal(size=d), 2)
    return size * X, w, size * round(float(1 + 2 * case.rng.normal()), 2)


@exercise.check("returns one number for each row")
def one_number_for_each_row(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 4)):
        X, w, b = draw(case, n, d)
        case.numbers(answer.predict_linear(X, w, b), predict_linear(X, w, b))


@exercise.check("is X w + b", weight=8, needs=[one_number_for_each_row])
def is_x_w_plus_b(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 3), (2, 2), (1, 3), (4, 1), (50, 7)):
        X, w, b = draw(case, n, d)
        want = predict_linear(X, w, b)
        got = case.numbers(answer.predict_linear(X, w, b), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("is exact where the numbers are tiny or huge", needs=[is_x_w_plus_b])
def is_exact_at_every_size(answer: Answer, case: Case) -> None:
    for size in (1e-6, 1e6):
        X, w, b = draw(case, 3, 2, size)
        want = predict_linear(X, w, b)
        got = case.numbers(answer.predict_linear(X, w, b), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("is a float64 array, for whole numbers too", weight=2, needs=[is_x_w_plus_b])
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 4), (1, 3)):
        X, w, b = draw(case, n, d)
        case.like(answer.predict_linear(X, w, b), predict_linear(X, w, b))
    for n, d in ((3, 2), (2, 3)):
        X, w = case.rng.integers(1, 9, size=(n, d)), case.rng.integers(1, 9, size=d)
        case.like(answer.predict_linear(X, w, d), predict_linear(X, w, d))
        for inputs in ((X, w + 0.25, d + 0.5), (X + 0.25, w, d)):  # whole numbers in some alone
            case.equal(answer.predict_linear(*inputs), predict_linear(*inputs), tol=TOLERANCE)


@exercise.check("changes nothing and remembers nothing", needs=[one_number_for_each_row])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.predict_linear, draw(case, 3, 2), draw(case, 3, 2))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def matrix_times_vector(X, w, b):
    return np.asarray(X, dtype=float) @ w + b


@exercise.accepts
def two_loops(X, w, b):
    n, d = X.shape
    y_hat = np.zeros(n)
    for i in range(n):
        total = 0.0
        for j in range(d):
            total += X[i, j] * w[j]
        y_hat[i] = total + b
    return y_hat


@exercise.accepts
def products_summed_over_features(X, w, b):
    return (X * w).sum(axis=1) + float(b)


@exercise.accepts
def einstein_summation(X, w, b, dtype=np.float64):
    return np.einsum("ij,j->i", X, w, dtype=dtype) + b


@exercise.accepts
def bias_trick(X, w, b):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    return X1 @ np.append(w, b)


@exercise.accepts
def column_and_back(X, w, b):
    column = X @ w[:, np.newaxis] / 1.0
    column += b
    return column.ravel()


@exercise.accepts
def one_feature_after_another(X, w, b):
    y_hat = np.full(X.shape[0], b, dtype=float)
    for j, weight in enumerate(w):
        y_hat += weight * X[:, j]
    return y_hat


@exercise.accepts
def exact_sums_of_a_row(X, w, b):
    return np.array([math.fsum([*(row * w), b]) for row in X])


@exercise.accepts
def transposed_product(X, w, b):
    return np.dot(w, X.T) + np.float64(b)


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "X * w only multiplies each feature by its weight; the products of one row still have to "
    "be added up to one number."
)
def products_not_summed(X, w, b):
    return X * w + b


@exercise.rejects(
    "Your predictions form a column of shape (n, 1); a vector of shape (n,) is wanted, or later "
    "subtractions will broadcast to (n, n)."
)
def returns_a_column(X, w, b):
    return X @ w.reshape(-1, 1) + float(b)


@exercise.rejects(
    "A single sample loses its axis, because squeezing removes every axis of length 1; one row "
    "still gives an array of shape (1,)."
)
def squeezes_the_column(X, w, b):
    return np.squeeze(X @ w.reshape(-1, 1) + float(b))


@exercise.rejects(
    "Collect the predictions in a NumPy array: with a Python list, the arithmetic of the next "
    "steps does not work."
)
def returns_a_list(X, w, b):
    return [float(row @ w + b) for row in X]


@exercise.rejects(
    "The offset b is missing: without it the model has to predict 0 wherever all features are 0."
)
def forgets_b(X, w, b):
    return X @ w / 1.0


@exercise.rejects("The offset b is added to the weighted sum; yours is subtracted from it.")
def subtracts_b(X, w, b):
    return X @ w - float(b)


@exercise.rejects(
    "The offset b belongs once to each prediction; yours is added once for each feature."
)
def adds_b_for_each_feature(X, w, b):
    return np.sum(X * w + float(b), axis=1)


@exercise.rejects(
    "The offset b comes after the weights; you add it to the features, so each weight multiplies "
    "it as well."
)
def adds_b_to_the_features(X, w, b):
    return (X + float(b)) @ w


@exercise.rejects(
    "Every row is a sample with a prediction of its own; yours uses the features of the first row "
    "for all of them."
)
def first_row_for_all(X, w, b):
    return np.full(X.shape[0], X[0] @ w + b, dtype=float)


@exercise.rejects(
    "Only the first row gets its weighted sum; the loop over the rows is missing, and the other "
    "predictions stay at b."
)
def only_the_first_row_is_computed(X, w, b):
    y_hat = np.zeros(X.shape[0]) + b
    for j in range(X.shape[1]):
        y_hat[0] += X[0, j] * w[j]
    return y_hat


@exercise.rejects(
    "A result needs one entry for each row; yours adds all rows up to a single number."
)
def one_number_for_all_rows(X, w, b):
    return np.sum(X * w) + float(b)


@exercise.rejects(
    "The sum runs along each row, over its features; yours runs down the columns, over the samples."
)
def sums_over_the_samples(X, w, b):
    return np.sum(X * w, axis=0) + float(b)


@exercise.rejects(
    "The order of the product matters: rows are samples, so X comes first and w second; w @ X "
    "weights the samples instead of the features."
)
def w_times_x(X, w, b):
    return w @ X + float(b)


@exercise.rejects(
    "When X is square both orders of the product fit, and yours takes the wrong one: X has to "
    "come first, always."
)
def w_times_x_where_it_fits(X, w, b):
    if X.shape[0] == len(w):
        return w @ X + float(b)
    return X @ w + float(b)


@exercise.rejects(
    "A prediction is the sum of the weighted features; yours is their mean, which is smaller by a "
    "factor of d."
)
def mean_over_the_features(X, w, b):
    return np.mean(X * w, axis=1) + b


@exercise.rejects(
    "The result takes over the integer type of the input; predictions are float64 numbers, even "
    "for whole-number features."
)
def integers_for_whole_numbers(X, w, b):
    return X @ w + b


@exercise.rejects(
    "You make the result an array of the type of X, so for whole-number features the decimals of "
    "each prediction are cut off."
)
def stores_predictions_in_the_type_of_x(X, w, b):
    y_hat = np.zeros_like(X[:, 0])
    y_hat[:] = X @ w + b
    return y_hat / 1.0


@exercise.rejects(
    "Your result array has an integer type, so the decimals of each prediction are cut off when "
    "they are stored."
)
def stores_predictions_as_integers(X, w, b):
    y_hat = np.zeros(X.shape[0], dtype=int)
    for i in range(X.shape[0]):
        y_hat[i] = X[i] @ w + b
    return y_hat


@exercise.rejects(
    "Do not round inside the model: the loss and its gradient need the exact predictions."
)
def rounds_to_two_decimals(X, w, b):
    return np.round(X @ w + float(b), 2)


@exercise.rejects(
    "Rounding to a few decimals looks harmless, but tiny predictions are lost in it; the model "
    "returns what it computes, and printing may round."
)
def rounds_to_six_decimals(X, w, b):
    return np.round(X @ w + float(b), 6)


@exercise.rejects(
    "A linear model may predict negative numbers too; do not cut its predictions off at zero."
)
def cuts_off_at_zero(X, w, b):
    return np.maximum(X @ w + b, 0.0)


@exercise.rejects(
    "You multiply into X itself, so the caller's data are changed after the call; work on a new "
    "array instead."
)
def weights_x_in_place(X, w, b):
    X = np.asarray(X, dtype=float)
    X *= w
    return X.sum(axis=1) + b


@exercise.rejects(
    "Compute in float64: your predictions go through single precision, which keeps only seven "
    "digits."
)
def single_precision(X, w, b):
    y_hat = X.astype(np.float32) @ w.astype(np.float32) + np.float32(b)
    return y_hat.astype(np.float64)
