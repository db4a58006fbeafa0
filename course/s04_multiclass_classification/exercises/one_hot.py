"""one_hot(y, num_classes): each label becomes a row with a single 1, in the column of its class."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multiclass_classification import one_hot

exercise = Exercise(one_hot, read="Labels as one-hot rows")

# Absolute. Right answers hold 0 and 1 exactly, the best wrong one is off by 1.
TOLERANCE = 1e-9


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, q: int) -> np.ndarray:
    """y (n,), with the last class among the labels."""
    y = case.rng.integers(0, q, size=n)
    y[case.rng.integers(n)] = q - 1
    return y


def table(answer: Answer, case: Case, y: np.ndarray, q: int) -> Any:
    """What the answer makes of y, as float64: its container and dtype have their own check."""
    got, want = answer.one_hot(y, q), one_hot(y, q)
    if isinstance(got, np.ndarray) and got.dtype.kind == "b":
        got = got.astype(float)
    if isinstance(got, np.ndarray) and got.shape != want.shape:
        case.like(got, want)  # read row by row into another shape, its numbers would be a jumble
        return got
    return case.numbers(got, want)


@exercise.check("has one row for each sample, one column for each class")
def has_n_rows_and_q_columns(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 3), (3, 5)):
        table(answer, case, draw(case, n, q), q)


@exercise.check("has its 1 in the column of the label", weight=6, needs=[has_n_rows_and_q_columns])
def has_a_one_at_the_label(answer: Answer, case: Case) -> None:
    y = case.rng.permutation([0, 1, 2, 2])  # every class, so that no two mistakes look alike
    case.equal(table(answer, case, y, 3), one_hot(y, 3), tol=TOLERANCE)
    for n, q in ((2, 3), (3, 5), (3, 3), (50, 7)):
        y = draw(case, n, q)
        case.equal(table(answer, case, y, q), one_hot(y, q), tol=TOLERANCE)


@exercise.check(
    "has a column for a class without samples too", weight=2, needs=[has_a_one_at_the_label]
)
def has_a_column_for_every_class(answer: Answer, case: Case) -> None:
    for n, q, largest in ((3, 4, 2), (2, 6, 3), (4, 3, 0)):
        y = draw(case, n, largest + 1)
        case.equal(table(answer, case, y, q), one_hot(y, q), tol=TOLERANCE)


@exercise.check("works for a single sample and for a single class", needs=[has_a_one_at_the_label])
def works_for_one_sample_and_one_class(answer: Answer, case: Case) -> None:
    for n, q in ((1, 3), (3, 1), (1, 1)):
        y = draw(case, n, q)
        case.equal(table(answer, case, y, q), one_hot(y, q), tol=TOLERANCE)


@exercise.check("is a float64 array", weight=2, needs=[has_n_rows_and_q_columns])
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 5)):
        y = draw(case, n, q)
        case.like(answer.one_hot(y, q), one_hot(y, q))


@exercise.check(
    "refuses a label outside 0 … num_classes − 1", weight=3, needs=[has_n_rows_and_q_columns]
)
def refuses_unknown_labels(answer: Answer, case: Case) -> None:
    labels = (7, 3, -1, -3, -5)
    for label in labels:
        case.raises(ValueError, answer.one_hot, np.array([label]), 3)
    for label in labels:
        for place in (0, 1, 2):
            y = draw(case, 3, 3)
            y[place] = label
            case.raises(ValueError, answer.one_hot, y, 3)


@exercise.check("changes nothing and remembers nothing", needs=[has_n_rows_and_q_columns])
def is_pure(answer: Answer, case: Case) -> None:
    first, second = np.array([2, 1, 2]), draw(case, 4, 3)
    case.pure(answer.one_hot, [first, 3], [second, 3])


# --- right answers ----------------------------------------------------------


def known(y, num_classes):
    for label in y:
        if not 0 <= label < num_classes:
            raise ValueError(f"the label {label} is not one of 0 … {num_classes - 1}")


@exercise.accepts
def ones_by_index(y, num_classes):
    if np.any(y < 0) or np.any(y >= num_classes):
        raise ValueError("a label is outside 0 … num_classes − 1")
    Y = np.zeros((len(y), num_classes))
    Y[np.arange(len(y)), y] = 1
    return Y


@exercise.accepts
def rows_of_the_identity(y, num_classes):
    if y.min() < 0 or y.max() > num_classes - 1:
        raise ValueError("unknown label")
    return np.eye(num_classes)[y]


@exercise.accepts
def compare_with_all_classes(y, num_classes):
    Y = (y[:, np.newaxis] == np.arange(num_classes)).astype(float)
    if np.any(Y.sum(axis=1) != 1):
        raise ValueError("a label belongs to no class")
    return Y


@exercise.accepts
def loop_over_the_samples(y, num_classes):
    Y = np.zeros((y.size, num_classes))
    for i, label in enumerate(y):
        if label < 0 or label >= num_classes:
            raise ValueError(f"label {label}")
        Y[i, label] = 1.0
    return Y


@exercise.accepts
def lists_in_plain_python(y, num_classes):
    classes = list(range(num_classes))
    rows = []
    for label in y.tolist():
        if label not in classes:
            raise ValueError(f"{label} is not one of {classes}")
        rows.append([1.0 if label == j else 0.0 for j in classes])
    return np.array(rows)


@exercise.accepts
def along_the_last_axis(y, num_classes):
    if not set(y.tolist()) <= set(range(num_classes)):
        raise ValueError("labels out of range")
    Y = np.zeros((*y.shape, num_classes))
    np.put_along_axis(Y, y[:, None], 1.0, axis=1)
    return Y


@exercise.accepts
def flat_positions(y, num_classes):
    if not np.isin(y, np.arange(num_classes)).all():
        raise ValueError("labels out of range")
    flat = np.zeros(len(y) * num_classes)
    flat[np.arange(len(y)) * num_classes + y] = 1.0
    return flat.reshape(len(y), num_classes)


@exercise.accepts
def a_column_for_each_class(y, num_classes):
    columns = [np.where(y == j, 1.0, 0.0) for j in range(num_classes)]
    if sum(column.sum() for column in columns) < len(y):
        raise ValueError("some label has no column")
    return np.stack(columns, axis=1)


@exercise.accepts
def error_of_the_index_translated(y, num_classes):
    if (y < 0).any():
        raise ValueError("a negative label")
    try:
        return np.take(np.identity(num_classes), y, axis=0)
    except IndexError as error:
        raise ValueError("a label is too large") from error


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The number of classes belongs to the problem and is given: the largest label of a batch says "
    "little, because some classes may have no sample in it."
)
def columns_up_to_the_largest_label(y, num_classes):
    known(y, num_classes)
    return np.eye(y.max() + 1)[y]


@exercise.rejects(
    "You number the labels that occur in y afresh, so a class without a sample gets no column and "
    "shifts all those behind it."
)
def columns_for_the_labels_that_occur(y, num_classes):
    known(y, num_classes)
    _, place = np.unique(y, return_inverse=True)
    return np.eye(place.max() + 1)[place]


@exercise.rejects(
    "Rows are samples in this course: you give each sample a column, so your table is (q, n) and "
    "lies on its side."
)
def a_column_for_each_sample(y, num_classes):
    known(y, num_classes)
    return np.eye(num_classes)[:, y]


@exercise.rejects(
    "Classes are counted from 0 here: the label 0 has the first column, while you put its 1 one "
    "column further to the left."
)
def labels_counted_from_1(y, num_classes):
    known(y, num_classes)
    return np.eye(num_classes)[y - 1]


@exercise.rejects(
    "You turn the labels into floats before you use them as positions; NumPy takes only integers "
    "as indices."
)
def floats_as_indices(y, num_classes):
    known(y, num_classes)
    return np.eye(num_classes)[y.astype(float)]


@exercise.rejects(
    "Your table holds integers; it will meet probabilities in the loss, and the course computes "
    "in float64 throughout."
)
def table_of_integers(y, num_classes):
    known(y, num_classes)
    return np.eye(num_classes, dtype=int)[y]


@exercise.rejects(
    "A comparison gives True and False; turn them into the numbers 1.0 and 0.0 before you return "
    "the table."
)
def table_of_truth_values(y, num_classes):
    known(y, num_classes)
    return y[:, np.newaxis] == np.arange(num_classes)


@exercise.rejects(
    "Your numbers are right, but they come as a list of lists; return a NumPy array, because a "
    "loss computes with arrays."
)
def list_of_lists(y, num_classes):
    known(y, num_classes)
    return [[float(label == j) for j in range(num_classes)] for label in y]


@exercise.rejects(
    "You fill the row with ones from the first column up to the label, which is a scale; a class "
    "is a name and gets a single 1."
)
def ones_up_to_the_label(y, num_classes):
    known(y, num_classes)
    return np.where(np.arange(num_classes) <= y[:, np.newaxis], 1.0, 0.0)


@exercise.rejects(
    "You write the label itself into the table; the entry has to be 1 for every class, because "
    "labels are names, not amounts."
)
def label_instead_of_1(y, num_classes):
    known(y, num_classes)
    Y = np.zeros((len(y), num_classes))
    Y[np.arange(len(y)), y] = y
    return Y


@exercise.rejects(
    "Zeros and ones have changed places: the class of the sample gets the 1, all other classes "
    "get 0."
)
def zero_at_the_label(y, num_classes):
    known(y, num_classes)
    return 1 - np.eye(num_classes)[y]


@exercise.rejects(
    "Every row of yours holds the ones of all labels: `Y[:, y] = 1` writes into each row, and so "
    "does a row object that is repeated."
)
def every_row_gets_all_labels(y, num_classes):
    known(y, num_classes)
    Y = np.zeros((len(y), num_classes))
    Y[:, y] = 1
    return Y


@exercise.rejects(
    "Your columns run backwards: the class 0 belongs into the first column, not into the last one."
)
def columns_from_the_last_class(y, num_classes):
    known(y, num_classes)
    return np.eye(num_classes)[num_classes - 1 - y]


@exercise.rejects(
    "You count the labels from the smallest one that occurs; the label is already the number of "
    "its column, whatever else is in the batch."
)
def counted_from_the_smallest_label(y, num_classes):
    known(y, num_classes)
    return np.eye(num_classes)[y - y.min()]


@exercise.rejects(
    "Your labels are sorted before they are used, so the rows no longer belong to their samples; "
    "the order of y has to stay."
)
def sorts_the_labels(y, num_classes):
    known(y, num_classes)
    return np.eye(num_classes)[np.sort(y)]


@exercise.rejects(
    "You count how often each class occurs in the batch; wanted is a row for each sample, not one "
    "row for all."
)
def counts_the_classes(y, num_classes):
    known(y, num_classes)
    return np.bincount(y, minlength=num_classes).astype(float)


@exercise.rejects(
    "A single sample loses its row axis in your result; one label still makes a table, with one "
    "row."
)
def squeezes_the_table(y, num_classes):
    known(y, num_classes)
    return np.atleast_1d(np.squeeze(np.eye(num_classes)[y]))


@exercise.rejects(
    "Negative labels slip through: Python counts −1 from the end, so it quietly becomes the last "
    "class. Refuse them with a ValueError."
)
def lets_negative_labels_through(y, num_classes):
    if np.any(y >= num_classes):
        raise ValueError("a label is too large")
    return np.eye(num_classes)[y]


@exercise.rejects(
    "For a label that is too large NumPy raises IndexError; check the labels yourself and raise "
    "ValueError, which says what is wrong."
)
def leaves_large_labels_to_the_index(y, num_classes):
    if np.any(y < 0):
        raise ValueError("a negative label")
    return np.eye(num_classes)[y]


@exercise.rejects(
    "A label that belongs to no class becomes a row of zeros in silence; such data is broken, so "
    "raise ValueError."
)
def row_of_zeros_for_unknown_labels(y, num_classes):
    return np.where(y[:, np.newaxis] == np.arange(num_classes), 1.0, 0.0)


@exercise.rejects(
    "You leave samples with an unknown label out, and nobody notices that rows are missing; raise "
    "ValueError instead."
)
def drops_unknown_labels(y, num_classes):
    return np.eye(num_classes)[y[(y >= 0) & (y < num_classes)]]


@exercise.rejects(
    "Moving an unknown label to the nearest class invents data; a label outside the range calls "
    "for a ValueError."
)
def clips_the_labels(y, num_classes):
    return np.eye(num_classes)[np.clip(y, 0, num_classes - 1)]


@exercise.rejects(
    "Taking the label modulo the number of classes wraps an unknown label round to some class; "
    "raise ValueError for it."
)
def wraps_labels_round(y, num_classes):
    return np.eye(num_classes)[y % num_classes]


@exercise.rejects(
    "The label num_classes itself gets past your test: counted from 0, the last class is "
    "num_classes − 1."
)
def allows_one_label_too_many(y, num_classes):
    if np.any(y < 0) or np.any(y > num_classes):
        raise ValueError("unknown label")
    return np.eye(num_classes + 1)[y][:, :num_classes]


@exercise.rejects(
    "An assert reports a bug of your own and can be switched off; wrong labels from a caller call "
    "for a ValueError."
)
def asserts_the_labels(y, num_classes):
    assert np.all((y >= 0) & (y < num_classes)), "unknown label"
    return np.eye(num_classes)[y]


@exercise.rejects(
    "Your test refuses the labels only if all of them are unknown; a single one that belongs to no "
    "class is reason enough."
)
def refuses_only_if_all_are_unknown(y, num_classes):
    classes = np.arange(num_classes)
    if not np.isin(y, classes).any():
        raise ValueError("unknown labels")
    return np.where(y[:, np.newaxis] == classes, 1.0, 0.0)


@exercise.rejects(
    "Your table is right, but you overwrite the labels of the caller on the way; work on a copy "
    "of y."
)
def uses_up_the_labels(y, num_classes):
    known(y, num_classes)
    Y = np.zeros((len(y), num_classes))
    for j in range(num_classes):
        Y[:, j] = y == 0
        y -= 1
    return Y
