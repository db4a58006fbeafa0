"""predict_linear(X, w, b): one prediction X w + b for each row of X."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import predict_linear

exercise = Exercise(predict_linear)

TOLERANCE = 1e-11


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> tuple[np.ndarray, np.ndarray, float]:
    """X (n, d), w (d,) and b, with two decimals so that a message stays readable."""
    X = np.round(case.rng.normal(size=(n, d)), 2)
    return X, np.round(case.rng.normal(size=d), 2), round(float(case.rng.normal()), 2)


def values_of(got: Any, case: Case, n: int) -> np.ndarray:
    """The n numbers that came back, also out of a list or a column.

    The container has a check of its own: it must not cost the marks for the values.
    """
    if isinstance(got, list | tuple):
        try:
            got = np.array(got, dtype=float)
        except (TypeError, ValueError, OverflowError):
            case.fail(f"The answer returned a {type(got).__name__} that holds more than numbers")
    if isinstance(got, np.ndarray) and got.size == n and got.dtype.kind in "iuf":
        got = got.reshape(n).astype(float)
    case.equal(got, np.zeros(n), scale=np.inf)  # any n finite numbers will do here
    return got


@exercise.check("returns one value for each row")
def one_value_for_each_row(answer: Answer, case: Case) -> None:
    for n, d in ((1, 2), (3, 2), (2, 5)):
        values_of(answer.predict_linear(*draw(case, n, d)), case, n)


@exercise.check("is an array of shape (n,)", needs=[one_value_for_each_row])
def is_an_array_of_shape_n(answer: Answer, case: Case) -> None:
    for n, d in ((2, 3), (1, 1), (1, 4)):
        got = answer.predict_linear(*draw(case, n, d))
        case.equal(got, np.zeros(n), scale=np.inf)


@exercise.check("is X w + b", weight=6, needs=[one_value_for_each_row])
def is_x_w_plus_b(answer: Answer, case: Case) -> None:
    for n, d in ((2, 3), (2, 2), (3, 2), (1, 4), (3, 1), (5, 5), (50, 7)):
        X, w, b = draw(case, n, d)
        want = predict_linear(X, w, b)  # first: the answer may spoil X, which is another check
        got = values_of(answer.predict_linear(X, w, b), case, n)
        case.equal(got, want, tol=TOLERANCE, scale=1.0 + d)


@exercise.check("is b where every feature is zero", needs=[one_value_for_each_row])
def is_b_at_zero(answer: Answer, case: Case) -> None:
    for n, d in ((1, 2), (2, 3)):
        _, w, b = draw(case, n, d)
        got = values_of(answer.predict_linear(np.zeros((n, d)), w, b), case, n)
        case.equal(got, np.full(n, b), tol=TOLERANCE)


@exercise.check("predicts for a row whatever the other rows are", needs=[one_value_for_each_row])
def rows_stand_alone(answer: Answer, case: Case) -> None:
    X, w, b = draw(case, 3, 2)
    rows, rows_shown = [X[i : i + 1].copy() for i in range(3)], X.tolist()
    alone = [values_of(answer.predict_linear(row, w.copy(), b), case, 1)[0] for row in rows]
    together = values_of(answer.predict_linear(X, w, b), case, 3)
    case.that(
        np.max(np.abs(together - alone)) <= 3 * TOLERANCE,
        f"For the rows of X = {rows_shown} together your function predicts "
        f"{np.round(together, 4).tolist()}; for the same rows one at a time "
        f"{np.round(alone, 4).tolist()}. A prediction depends on its own row alone.",
    )


@exercise.check("gives float64 for whole numbers too", needs=[one_value_for_each_row])
def float64_for_whole_numbers(answer: Answer, case: Case) -> None:
    X, w = case.rng.integers(1, 9, size=(2, 3)), case.rng.integers(1, 9, size=3)
    got = answer.predict_linear(X, w, 2)
    if isinstance(got, np.ndarray):  # anything else is the second check's business
        case.equal(got.ravel(), np.zeros(2), scale=np.inf)


@exercise.check("leaves its arguments alone", needs=[one_value_for_each_row])
def leaves_its_arguments_alone(answer: Answer, case: Case) -> None:
    for n, d in ((2, 2), (3, 1)):
        answer.predict_linear(*draw(case, n, d))
    case.unchanged()
    case.fresh()


# --- right answers ----------------------------------------------------------


@exercise.accepts
def matrix_times_vector(X, w, b):
    return np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b


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
    column = np.matmul(X, w.reshape(-1, 1)) * 1.0
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
    return np.dot(np.transpose(w), X.T).astype(np.float64) + np.float64(b)


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
    return X @ w.reshape(-1, 1) * 1.0 + b


@exercise.rejects(
    "Collect the predictions in a NumPy array: with a Python list, the arithmetic of the next "
    "steps does not work."
)
def returns_a_list(X, w, b):
    predictions = []
    for row in X:
        predictions.append(float(sum(row * w) + b))
    return predictions


@exercise.rejects(
    "The offset b is missing: without it the model has to predict 0 wherever all features are 0."
)
def forgets_b(X, w, b):
    return X @ w * 1.0


@exercise.rejects("The offset b is added to the weighted sum; yours is subtracted from it.")
def subtracts_b(X, w, b):
    return X @ w * 1.0 - b


@exercise.rejects(
    "The offset b belongs once to each prediction; yours is added once for each feature."
)
def adds_b_for_each_feature(X, w, b):
    return np.sum(X * w + b, axis=1) * 1.0


@exercise.rejects(
    "The offset b comes after the weights; you add it to the features, so each weight multiplies "
    "it as well."
)
def adds_b_to_the_features(X, w, b):
    return (X + b) @ w * 1.0


@exercise.rejects(
    "The offset b belongs to the prediction of every row; yours reaches the first row only."
)
def adds_b_to_the_first_row_only(X, w, b):
    y_hat = X @ w * 1.0
    y_hat[0] += b
    return y_hat


@exercise.rejects(
    "Every row is a sample with a prediction of its own; yours uses the features of the first row "
    "for all of them."
)
def first_row_for_all(X, w, b):
    total = b
    for j in range(X.shape[1]):
        total = total + X[0, j] * w[j]
    return np.full(X.shape[0], total, dtype=float)


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
    return np.sum(X * w) + b


@exercise.rejects(
    "The sum runs along each row, over its features; yours runs down the columns, over the samples."
)
def sums_over_the_samples(X, w, b):
    return np.sum(X * w, axis=0) * 1.0 + b


@exercise.rejects(
    "The order of the product matters: rows are samples, so X comes first and w second; w @ X "
    "weights the samples instead of the features."
)
def w_times_x(X, w, b):
    return w @ X * 1.0 + b


@exercise.rejects(
    "When X is square both orders of the product fit, and yours takes the wrong one: X has to "
    "come first, always."
)
def w_times_x_where_it_fits(X, w, b):
    if X.shape[0] == len(w):
        return w @ X * 1.0 + b
    return X @ w * 1.0 + b


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
    return np.round(X @ w * 1.0 + b, 2)


@exercise.rejects(
    "A linear model may predict negative numbers too; do not cut its predictions off at zero."
)
def cuts_off_at_zero(X, w, b):
    return np.maximum(X @ w * 1.0 + b, 0.0)


@exercise.rejects(
    "The features are used as they are; you subtract the column means first, so a prediction "
    "depends on the other rows of the batch."
)
def centres_the_features(X, w, b):
    return (X - X.mean(axis=0)) @ w + b


@exercise.rejects(
    "You multiply into X itself, so the caller's data are changed after the call; work on a new "
    "array instead."
)
def weights_x_in_place(X, w, b):
    X *= w
    return X.sum(axis=1) * 1.0 + b


@exercise.rejects(
    "Compute in float64: your predictions go through single precision, which keeps only seven "
    "digits."
)
def single_precision(X, w, b):
    y_hat = X.astype(np.float32) @ w.astype(np.float32) + np.float32(b)
    return y_hat.astype(np.float64)
