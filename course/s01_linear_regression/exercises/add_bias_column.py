"""add_bias_column(X): X with a last column of ones, the bias trick."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import add_bias_column

exercise = Exercise(add_bias_column, read="The bias becomes one more weight")

# Relative. Right answers copy the numbers exactly; single precision errs by 1e-8.
TOLERANCE = 1e-12


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> np.ndarray:
    """X (n, d), with no entry 0 or 1."""
    return np.round(2 + 6 * case.rng.random((n, d)), 2) * case.rng.choice([-1, 1], size=(n, d))


def table(answer: Answer, case: Case, X: np.ndarray) -> Any:
    """What the answer makes of X, as float64: its container and dtype have their own check."""
    got, want = answer.add_bias_column(X), add_bias_column(X)
    if isinstance(got, np.ndarray) and got.shape != want.shape:
        case.like(got, want)  # read row by row into another shape, its numbers would be a jumble
        return got
    return case.numbers(got, want)


@exercise.check("has n rows and d + 1 columns")
def has_one_column_more(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 2), (2, 4)):
        table(answer, case, draw(case, n, d))


@exercise.check("is X with a last column of ones", weight=6, needs=[has_one_column_more])
def is_x_with_ones(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 2), (2, 4), (4, 3), (20, 5)):
        X = draw(case, n, d)
        case.equal(table(answer, case, X), add_bias_column(X), tol=TOLERANCE)


@exercise.check("works for a single row and for a single feature", needs=[is_x_with_ones])
def works_for_one_row_and_one_feature(answer: Answer, case: Case) -> None:
    for n, d in ((1, 3), (1, 2), (3, 1), (1, 1)):
        X = draw(case, n, d)
        case.equal(table(answer, case, X), add_bias_column(X), tol=TOLERANCE)


@exercise.check("keeps all numbers as they are", needs=[is_x_with_ones])
def keeps_all_numbers(answer: Answer, case: Case) -> None:
    constant = draw(case, 3, 2)
    constant[:, -1] = 1.0  # a feature that happens to be 1 everywhere is still a feature
    for X in (constant, np.zeros((3, 2)), 1e-6 * draw(case, 3, 2), 1e6 * draw(case, 2, 3)):
        case.equal(table(answer, case, X), add_bias_column(X), tol=TOLERANCE)


@exercise.check("is a float64 array, for whole numbers too", weight=2, needs=[is_x_with_ones])
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 3)):
        for X in (draw(case, n, d), case.rng.integers(2, 9, size=(n, d))):
            case.like(answer.add_bias_column(X), add_bias_column(X))


@exercise.check("changes nothing and remembers nothing", needs=[has_one_column_more])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.add_bias_column, [draw(case, 2, 3)], [draw(case, 2, 3)])


# --- right answers ----------------------------------------------------------


@exercise.accepts
def stack_side_by_side(X):
    return np.hstack([X, np.ones((X.shape[0], 1))])


@exercise.accepts
def column_stack(X):
    ones = np.ones(len(X))
    return np.column_stack((X, ones))


@exercise.accepts
def index_trick(X):
    return np.c_[X, np.ones(X.shape[0])]


@exercise.accepts
def fill_an_empty_array(X):
    n, d = X.shape
    result = np.empty((n, d + 1), dtype=np.float64)
    result[:, :d] = X
    result[:, d] = 1.0
    return result


@exercise.accepts
def overwrite_ones(X):
    result = np.ones((X.shape[0], X.shape[1] + 1))
    result[:, :-1] = X
    return result


@exercise.accepts
def pad_with_ones(X):
    X = np.array(X, dtype=float)
    return np.pad(X, ((0, 0), (0, 1)), constant_values=1.0)


@exercise.accepts
def rows_in_a_loop(X):
    rows = []
    for row in X.tolist():
        row.append(1)
        rows.append(row)
    return np.array(rows, dtype=float)


@exercise.accepts
def append_along_axis_1(X, value=1.0):
    return np.append(X, np.full((X.shape[0], 1), value), axis=1)


@exercise.accepts
def through_the_transpose(X):
    return np.vstack([X.T, np.ones(X.shape[0])]).T


@exercise.accepts
def insert_at_the_end(X):
    return np.insert(X.astype(float), X.shape[1], 1.0, axis=1)


@exercise.accepts
def product_with_a_shift(X):
    n, d = X.shape
    return X @ np.eye(d, d + 1) + (np.arange(d + 1) == d)


# --- wrong answers ----------------------------------------------------------


def column_of_ones(X):
    return np.ones((X.shape[0], 1))


@exercise.rejects(
    "The ones belong in the last column here, because b is the last entry of the parameters; "
    "yours stand in the first."
)
def ones_first(X):
    return np.hstack([column_of_ones(X), X])


@exercise.rejects(
    "A sample is a row, so each row needs one entry more; you added a new row, which is a new "
    "sample."
)
def a_row_of_ones(X):
    return np.vstack([X, np.ones((1, X.shape[1]))])


@exercise.rejects(
    "The new column holds ones, since b is multiplied by it; with zeros b would have no effect."
)
def zeros_instead_of_ones(X):
    return np.hstack([X, np.zeros((X.shape[0], 1))])


@exercise.rejects(
    "You overwrite the last feature with ones; the ones need a column of their own beside the "
    "features."
)
def overwrites_the_last_feature(X):
    result = X.astype(float)
    result[:, -1] = 1.0
    return result


@exercise.rejects(
    "You write ones into X itself; a function may not change its argument, and the new column "
    "has to be added beside the features."
)
def overwrites_the_last_feature_of_x_itself(X):
    X[:, -1] = 1
    return X


@exercise.rejects(
    "A slice of X is a view, no copy: filling it with ones wipes out the first feature, in your "
    "result and in the caller's data."
)
def slice_as_a_column_of_ones(X):
    first = X[:, :1]
    first[:] = 1
    return np.hstack([X, first]).astype(float)


@exercise.rejects(
    "Your result is right, but you borrow a column of X as working space and so change the "
    "caller's data; work on a copy."
)
def borrows_a_column_of_x(X):
    result = np.hstack([X, X[:, :1]]).astype(float)
    X[:, 0] = 1
    result[:, -1] = X[:, 0]
    return result


@exercise.rejects(
    "Your result array has an integer type, so the decimals of the features are cut off when they "
    "are stored."
)
def cuts_features_to_integers(X):
    result = np.ones((X.shape[0], X.shape[1] + 1), dtype=int)
    result[:, :-1] = X
    return result


@exercise.rejects(
    "The type of your result follows the input, so whole numbers stay integers; the course "
    "computes in float64 throughout."
)
def integers_stay_integers(X):
    return np.hstack([X, column_of_ones(X).astype(X.dtype)])


@exercise.rejects(
    "You store the result in single precision, which keeps seven digits of each feature; the "
    "course computes in float64."
)
def single_precision(X):
    return np.hstack([X, column_of_ones(X)]).astype(np.float32)


@exercise.rejects(
    "Rounding to a few decimals looks harmless, but it wipes out a feature whose values are tiny; "
    "copy the numbers as they are."
)
def rounds_to_six_decimals(X):
    return np.round(np.hstack([X, column_of_ones(X)]), 6)


@exercise.rejects(
    "Removing axes of length 1 destroys the table: one row or one feature is still a table with "
    "two axes."
)
def squeezes_short_axes(X):
    X = np.squeeze(X)
    return np.concatenate([X, column_of_ones(X)], axis=1)


@exercise.rejects(
    "Appending without an axis flattens the table into one long vector; say along which axis the "
    "ones are to be joined."
)
def flattens_the_table(X):
    return np.append(X, column_of_ones(X))


@exercise.rejects("Rows are samples here; your result is transposed, with the samples in columns.")
def samples_in_columns(X):
    return np.vstack([X.T, np.ones(X.shape[0])])


@exercise.rejects(
    "The bias trick adds one column of ones, for one b; you add as many columns as there are "
    "features."
)
def one_column_for_each_feature(X):
    return np.hstack([X, np.ones(X.shape)])


@exercise.rejects(
    "A feature that is constant is still a feature; add the column of ones whatever the last "
    "column holds."
)
def skips_it_where_ones_stand_already(X):
    return X.astype(float) if np.all(X[:, -1] == 1) else np.hstack([X, column_of_ones(X)])


@exercise.rejects(
    "Adding 1 shifts every feature and adds no column; the ones have to stand beside the features."
)
def adds_one_to_each_entry(X):
    return X + 1.0


@exercise.rejects(
    "The column of ones is there, but reshaping has mixed the entries: numbers from one row end "
    "up in another."
)
def reshapes_after_a_transpose(X):
    return np.hstack([X.T.reshape(X.shape), column_of_ones(X)])


@exercise.rejects(
    "Return a NumPy array: on a list of lists, the matrix product of the next step does not work."
)
def returns_nested_lists(X):
    return [[*row, 1.0] for row in X.tolist()]


@exercise.rejects(
    "The features must stay as they are; scaling is a step of its own and does not belong in here."
)
def scales_the_features(X):
    return np.hstack([X / np.linalg.norm(X), column_of_ones(X)])
