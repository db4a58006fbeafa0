"""add_bias_column(X): X with a last column of ones, the bias trick."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import add_bias_column

exercise = Exercise(add_bias_column)


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> np.ndarray:
    """X (n, d), with two decimals so that a message stays readable, and no entry 0 or 1."""
    return np.round(2 + 6 * case.rng.random((n, d)), 2) * case.rng.choice([-1, 1], size=(n, d))


def table_of(got: Any, case: Case, n: int, d: int) -> np.ndarray:
    """The n by d + 1 numbers that came back, also as integers or in nested lists.

    The container and its type have a check of their own.
    """
    if isinstance(got, list | tuple):
        try:
            got = np.array(got, dtype=float)
        except (TypeError, ValueError, OverflowError):
            case.fail(f"The answer returned a {type(got).__name__} that is no table of numbers")
    if isinstance(got, np.ndarray) and got.dtype.kind in "iuf":
        got = got.astype(float)
    case.equal(got, np.zeros((n, d + 1)), scale=np.inf)  # any finite numbers will do here
    return got


@exercise.check("has n rows and d + 1 columns")
def has_one_column_more(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 2), (2, 4)):
        table_of(answer.add_bias_column(draw(case, n, d)), case, n, d)


@exercise.check("works for a single row and for a single feature", needs=[has_one_column_more])
def works_for_one_row_and_one_feature(answer: Answer, case: Case) -> None:
    for n, d in ((1, 2), (3, 1), (1, 1)):
        table_of(answer.add_bias_column(draw(case, n, d)), case, n, d)


@exercise.check("ends with a column of ones", weight=3, needs=[has_one_column_more])
def ends_with_ones(answer: Answer, case: Case) -> None:
    for n, d in ((2, 2), (3, 2), (2, 5)):
        got = table_of(answer.add_bias_column(draw(case, n, d)), case, n, d)
        if not np.all(got[:, -1] == 1):
            shown = got[:, -1].tolist()
            case.fail(f"The last column of the result is {shown}; {n} ones are wanted")


@exercise.check("keeps the features and their order", weight=3, needs=[has_one_column_more])
def keeps_the_features(answer: Answer, case: Case) -> None:
    for n, d in ((2, 2), (3, 2), (2, 5), (20, 4)):
        X = draw(case, n, d)
        want = X.copy()  # first: the answer may spoil X, which is another check
        got = table_of(answer.add_bias_column(X), case, n, d)
        about = "" if n * d > 6 else "`add_bias_column(X)[:, :-1]`, all but the last column,"
        case.equal(got[:, :-1], want, about=about)


@exercise.check("turns X w + b into one product", weight=3, needs=[has_one_column_more])
def turns_the_model_into_one_product(answer: Answer, case: Case) -> None:
    for n, d in ((2, 3), (5, 2)):
        X, theta = draw(case, n, d), np.round(case.rng.normal(size=d + 1), 2)
        want = X @ theta[:-1] + theta[-1]
        about = f"`add_bias_column(X) @ theta`, for X = {X.tolist()} and theta = {theta.tolist()},"
        got = table_of(answer.add_bias_column(X), case, n, d)
        with np.errstate(all="ignore"):
            product = got @ theta
        case.equal(product, want, scale=10.0, about=about)


@exercise.check("adds the ones to any data", needs=[has_one_column_more])
def adds_the_ones_to_any_data(answer: Answer, case: Case) -> None:
    X = draw(case, 2, 3)
    X[:, -1] = 1.0  # a feature that happens to be constant is still a feature
    for features in (X, np.zeros((2, 2))):
        want = add_bias_column(features)
        got = table_of(answer.add_bias_column(features), case, *features.shape)
        case.equal(got, want)


@exercise.check("is a float64 array, for whole numbers too", needs=[has_one_column_more])
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for X in (draw(case, 2, 2), case.rng.integers(2, 9, size=(2, 2))):
        case.equal(answer.add_bias_column(X), np.zeros((2, 3)), scale=np.inf)


@exercise.check("leaves X alone", needs=[has_one_column_more])
def leaves_x_alone(answer: Answer, case: Case) -> None:
    for n, d in ((2, 2), (3, 4)):
        answer.add_bias_column(draw(case, n, d))
    case.unchanged()
    case.fresh()


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
    result = X @ np.eye(d, d + 1)
    result[:, -1] += 1
    return result


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The ones belong in the last column here, because b is the last entry of the parameters; "
    "yours stand in the first."
)
def ones_first(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])


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
    ones = X[:, :1]
    ones[:] = 1
    return np.hstack([X, ones]).astype(float)


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
    return np.hstack([X, np.ones((X.shape[0], 1), dtype=X.dtype)])


@exercise.rejects(
    "Removing axes of length 1 destroys the table: one row or one feature is still a table with "
    "two axes."
)
def squeezes_short_axes(X):
    X = np.squeeze(X)
    ones = np.ones((X.shape[0], 1))
    return np.concatenate([X, ones], axis=1)


@exercise.rejects(
    "Appending without an axis flattens the table into one long vector; say along which axis the "
    "ones are to be joined."
)
def flattens_the_table(X):
    return np.append(X, np.ones((X.shape[0], 1)))


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
    if np.all(X[:, -1] == 1):
        return X.astype(float)
    return np.hstack([X, np.ones((X.shape[0], 1))])


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
    n, d = X.shape
    return np.hstack([X.T.reshape(n, d), np.ones((n, 1))])


@exercise.rejects(
    "Return a NumPy array: on a list of lists, the matrix product of the next step does not work."
)
def returns_nested_lists(X):
    return [[*row, 1.0] for row in X.tolist()]


@exercise.rejects(
    "The last column should hold ones; yours numbers the samples, which would give each of them "
    "another offset."
)
def numbers_the_rows(X):
    return np.column_stack([X, np.arange(1, X.shape[0] + 1)]).astype(float)


@exercise.rejects(
    "The features must stay as they are; scaling is a step of its own and does not belong in here."
)
def scales_the_features(X):
    return np.hstack([X / np.abs(X).max(), np.ones((X.shape[0], 1))])
