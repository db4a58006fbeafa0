"""normal_equation(X, y): the least-squares parameters (w, b) in closed form."""

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import add_bias_column, normal_equation, predict_linear

PSEUDO_INVERSE = "The pseudo-inverse"
CONDITION = "A warning about computers: the condition number"

exercise = Exercise(normal_equation, read="Set it to zero")

# Relative. Right answers err by less than 2e-11 here, the best wrong one by 1e-4.
TOLERANCE = 1e-8


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """X (n, d) whose columns and ones are clearly independent, and y (n,).

    A small table holds quarters and, with rows to spare, ends with its first row, as
    two flats of one size and age do: then A Aᵀ is exactly singular, on every machine.
    """
    while True:
        if n < 10:
            X = case.rng.integers(-4, 13, size=(n, d)) / 4
        else:
            X = np.round(1 + 2 * case.rng.normal(size=(n, d)), 2)
        if n > d + 1:
            X[-1] = X[0]
        if np.linalg.cond(add_bias_column(X)) < 30:
            return X, np.round(1 + 2 * case.rng.normal(size=n), 2)


def unsolvable(case: Case, n: int) -> np.ndarray:
    """Age and the year it was built, (n, 2): AᵀA has no inverse, and yet NumPy finds one.

    It divides by a rounding error then. The entries and, with n = 4 or 8, their means
    are exact, so that no right way to the parameters meets such an error.
    """
    for _ in range(100):
        age = case.rng.integers(1, 25, size=n) / 4
        X = np.column_stack([age, 9 - age])
        A = add_bias_column(X)
        try:
            np.linalg.inv(A.T @ A)
        except np.linalg.LinAlgError:
            continue
        break
    return X


def finds(answer: Answer, case: Case, X: np.ndarray, y: np.ndarray) -> None:
    """Fail unless the answer's w and b are the only best ones."""
    want = normal_equation(X, y)
    case.equal(case.numbers(answer.normal_equation(X, y), want), want, tol=TOLERANCE)


def fits(answer: Answer, case: Case, X: np.ndarray, y: np.ndarray) -> None:
    """Fail unless w and b predict what all the best ones predict: nothing else is determined."""
    best = normal_equation(X, y)
    w, b = case.numbers(answer.normal_equation(X, y), best)
    about = f"For X = {X.tolist()} and y = {y.tolist()} your X w + b"
    case.equal(predict_linear(X, w, b), predict_linear(X, *best), tol=TOLERANCE, about=about)


@exercise.check("returns the pair (w, b)")
def returns_the_pair(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (4, 3)):
        X, y = draw(case, n, d)
        case.numbers(answer.normal_equation(X, y), normal_equation(X, y))


@exercise.check("w has shape (d,) and b is a number", needs=[returns_the_pair])
def has_the_shapes(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (4, 3)):
        X, y = draw(case, n, d)
        case.like(answer.normal_equation(X, y), normal_equation(X, y))


@exercise.check("has the smallest squared error", weight=7, needs=[returns_the_pair])
def has_the_smallest_error(answer: Answer, case: Case) -> None:
    for n, d in ((5, 2), (4, 1), (6, 3), (3, 2), (40, 5)):
        finds(answer, case, *draw(case, n, d))


@exercise.check("copes with columns of very different size", needs=[has_the_smallest_error])
def copes_with_different_sizes(answer: Answer, case: Case) -> None:
    for n in (5, 30):
        size, age = case.rng.integers(40, 160, n), case.rng.integers(1, 80, n) / 2
        y = np.round(0.02 * size - 0.02 * age + 0.4 + 0.2 * case.rng.normal(size=n), 2)
        finds(answer, case, np.column_stack([size, age]), y)


@exercise.check("copes where many w and b fit equally well", weight=3, needs=[returns_the_pair])
def copes_with_many_solutions(answer: Answer, case: Case) -> None:
    # With powers of 2, AᵀA and its elimination are exact, so that inverting it fails on
    # every machine. First columns that depend on one another, then fewer rows than unknowns.
    x = case.rng.permutation([0.0, 0.0, 2.0, 2.0]) * case.rng.choice([0.5, 1, 2])
    p, q = case.rng.choice([-4.0, -2.0, 2.0, 4.0], size=2)
    tables = [np.column_stack([x, other]) for other in (x, 2 * x, np.full(4, 2.0))]
    tables += [np.array(rows) for rows in ([[p, q]], [[p, 0], [0, q]], [[p, 0, 0], [0, q, 0]])]
    tables += [unsolvable(case, n) for n in (4, 4, 8)]
    for X in tables:
        fits(answer, case, X, np.round(1 + case.rng.normal(size=len(X)), 2))


@exercise.check("changes nothing and remembers nothing", needs=[returns_the_pair])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.normal_equation, draw(case, 5, 2), draw(case, 4, 2))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def least_squares_solver(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return theta[:-1], float(theta[-1])


@exercise.accepts
def pseudo_inverse(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.pinv(A) @ y
    return theta[:-1], theta[-1]


@exercise.accepts
def pseudo_inverse_of_the_normal_matrix(X, y):
    A = np.c_[X, np.ones(len(y))]
    *w, b = np.linalg.pinv(A.T @ A) @ A.T @ y
    return np.array(w), b


@exercise.accepts
def inverse_where_the_rank_allows(X, y):
    A = np.hstack([np.ones((len(X), 1)), X])
    if np.linalg.matrix_rank(A) == A.shape[1]:
        theta = np.linalg.inv(A.T @ A) @ A.T @ y
    else:
        theta = np.linalg.pinv(A) @ y
    return theta[1:], float(theta[0])


@exercise.accepts
def solve_or_else_least_squares(X, y):
    A = np.hstack([X, np.ones((len(X), 1))])
    try:
        theta = np.linalg.solve(A.T @ A, A.T @ y)
    except np.linalg.LinAlgError:
        theta, *_ = np.linalg.lstsq(A, y, rcond=None)
    return [theta[:-1], theta[-1]]


@exercise.accepts
def singular_values_by_hand(X, y):
    A = np.append(X, np.ones((X.shape[0], 1)), axis=1)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    keep = s > 1e-10 * s[0]
    theta = Vt[keep].T @ ((U[:, keep].T @ y) / s[keep])
    return theta[:-1].copy(), theta[-1].item()


@exercise.accepts
def eigenvectors_of_the_normal_matrix(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    values, vectors = np.linalg.eigh(A.T @ A)
    keep = values > 1e-10 * values[-1]
    theta = vectors[:, keep] @ ((y @ A @ vectors[:, keep]) / values[keep])
    return theta[:-1], np.array(theta[-1])


@exercise.accepts
def centred_features(X, y):
    # among all solutions this picks another one: the b of the smallest w
    w = np.linalg.pinv(X - X.mean(axis=0)) @ y
    return w, np.mean(y - X @ w)


@exercise.accepts
def triangular_factor(X, y):
    A = np.column_stack((X, np.ones(X.shape[0])))
    Q, R = np.linalg.qr(A)
    theta = np.linalg.pinv(R).dot(y @ Q)
    return theta[:-1], float(theta[-1])


@exercise.accepts
def independent_columns_only(X, y):
    A = np.column_stack([X, np.ones(len(X))])
    chosen = []
    for j in range(A.shape[1]):
        if np.linalg.matrix_rank(A[:, [*chosen, j]]) > len(chosen):
            chosen.append(j)
    B, theta = A[:, chosen], np.zeros(A.shape[1])
    theta[chosen] = np.linalg.solve(B.T @ B, B.T @ y)
    return theta[:-1], theta[-1]


FLOAT64 = "least squares computes in float64 anyway"
exercise.equivalent("add_bias_column(X).astype(np.float64)", FLOAT64, after="add_bias_column(X)")
exercise.equivalent("np.asarray(y, dtype=np.float64)", FLOAT64, after="np.asarray(y)")
exercise.equivalent(
    "np.asarray(theta[:-1], dtype=np.float64)", FLOAT64, after="np.asarray(theta[:-1])"
)
exercise.equivalent(
    "np.linalg.solve(A.T @ A, A.T @ y)",
    "solving always fails, and what is done then is right",
    after="np.linalg.solve(A.T @ y, A.T @ A)",
)


# --- wrong answers ----------------------------------------------------------


def with_ones(X):
    return np.hstack([X, np.ones((X.shape[0], 1))])


def least_squares(X, y):
    return np.linalg.pinv(with_ones(X)) @ y


def apart(theta):
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "The column of ones is missing, so the fit has to pass through the origin and b is not "
    "estimated at all.",
    read="The bias becomes one more weight",
)
def no_column_of_ones(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0], 0.0


@exercise.rejects(
    "You invert the table itself, which works only while it is square; with more rows than "
    "unknowns the normal equations are needed.",
    read=PSEUDO_INVERSE,
)
def inverts_the_table_itself(X, y):
    return apart(np.linalg.inv(with_ones(X)) @ y)


@exercise.rejects(
    "A matrix has no inverse when its columns depend on one another, and AᵀA inherits that from A; "
    "the pseudo-inverse copes with it.",
    read=CONDITION,
)
def inverts_the_normal_matrix(X, y):
    A = with_ones(X)
    return apart(np.linalg.inv(A.T @ A) @ A.T @ y)


@exercise.rejects(
    "NumPy often misses that a matrix has no inverse, because a rounding error stands where the "
    "zero should be. Take the pseudo-inverse at once.",
    read=PSEUDO_INVERSE,
)
def inverts_until_numpy_complains(X, y):
    A = with_ones(X)
    try:
        return apart(np.linalg.inv(A.T @ A) @ A.T @ y)
    except np.linalg.LinAlgError:
        return apart(least_squares(X, y))


@exercise.rejects(
    "The product is in the wrong order: A Aᵀ compares samples with samples, and the normal "
    "equations need AᵀA, features with features."
)
def transposes_the_wrong_factor(X, y):
    A = with_ones(X)
    return apart(A.T @ np.linalg.inv(A @ A.T) @ y)


@exercise.rejects(
    "You add a small number to the diagonal before solving; that is ridge regression, whose "
    "parameters are pulled away from the best fit."
)
def leaves_a_ridge(X, y):
    A = with_ones(X)
    return apart(np.linalg.solve(A.T @ A + 1e-3 * np.eye(A.shape[1]), A.T @ y))


@exercise.rejects(
    "Your ones stand in the first column, so b is the first parameter; yours takes the last one.",
    read="The bias becomes one more weight",
)
def ones_first_but_b_taken_last(X, y):
    A = np.hstack([np.ones((X.shape[0], 1)), X])
    return apart(np.linalg.pinv(A) @ y)


@exercise.rejects(
    "The mean of y is b only if every feature has mean zero; otherwise the features' share has to "
    "be taken off."
)
def b_is_the_mean_of_y(X, y):
    return least_squares(X, y)[:-1], float(y.mean())


@exercise.rejects(
    "You centre y but not X: both have to be centred before the column of ones can be left out."
)
def centres_y_only(X, y):
    w = np.linalg.pinv(X) @ (y - y.mean())
    return w, float(y.mean())


@exercise.rejects(
    "You return w for the scaled features; the caller has the unscaled ones, so the scaling has to "
    "be undone in w and in b."
)
def w_of_the_scaled_features(X, y):
    spread = X.std(axis=0)
    return apart(least_squares((X - X.mean(axis=0)) / np.where(spread == 0, 1.0, spread), y))


@exercise.rejects(
    "A constant feature has no spread, and one row has none at all; dividing by it gives nothing "
    "that can be solved.",
    read=CONDITION,
)
def divides_by_a_spread_of_zero(X, y):
    mean, spread = X.mean(axis=0), X.std(axis=0)
    if np.any(spread == 0):
        return np.full(X.shape[1], np.nan), np.nan
    w = np.linalg.pinv((X - mean) / spread) @ y / spread
    return w, float(y.mean() - mean @ w)


@exercise.rejects(
    "You solve for the first d + 1 rows only; the best fit weighs the errors of all rows against "
    "one another."
)
def uses_the_first_rows_only(X, y):
    few = X.shape[1] + 1
    if np.linalg.matrix_rank(with_ones(X)[:few]) < np.linalg.matrix_rank(with_ones(X)):
        few = len(X)
    return apart(least_squares(X[:few], y[:few]))


@exercise.rejects(
    "The cut-off of your pseudo-inverse is so high that it throws away a column that matters; "
    "only singular values of rounding size may go.",
    read=CONDITION,
)
def cuts_off_small_singular_values(X, y):
    return apart(np.linalg.pinv(with_ones(X), rcond=1e-2) @ y)


@exercise.rejects(
    "Fewer rows than unknowns is no error: many parameters fit equally well then, and any one of "
    "them will do.",
    read="Is it really the bottom, and is there only one?",
)
def refuses_few_rows(X, y):
    if X.shape[0] <= X.shape[1]:
        raise ValueError("more rows are needed")
    return apart(least_squares(X, y))


@exercise.rejects(
    "Where the inverse fails you give up and return zeros, yet a best fit exists for every table.",
    read="Is it really the bottom, and is there only one?",
)
def gives_up_on_a_singular_matrix(X, y):
    if np.linalg.matrix_rank(with_ones(X)) <= X.shape[1]:
        return np.zeros(X.shape[1]), 0.0
    return apart(least_squares(X, y))


@exercise.rejects(
    "Your numbers are right, but y became a column, so w is a column and b an array; w is a vector "
    "and b a number."
)
def returns_columns(X, y):
    theta = least_squares(X, y.reshape(-1, 1))
    return theta[:-1], theta[-1]


@exercise.rejects(
    "You return all parameters in one array; the caller wants w and b apart, as a tuple of two."
)
def does_not_split_the_parameters(X, y):
    return least_squares(X, y)


@exercise.rejects("The order of the result is (w, b); yours is the other way round.")
def returns_b_first(X, y):
    w, b = apart(least_squares(X, y))
    return b, w


@exercise.rejects(
    "The parameter of the ones is b and does not belong to w; your w has one entry too many.",
    read="The bias becomes one more weight",
)
def leaves_b_inside_w(X, y):
    theta = least_squares(X, y)
    return theta, float(theta[-1])


@exercise.rejects(
    "Centring in place changes the caller's X and y; compute with new arrays instead."
)
def centres_in_place(X, y):
    mx, my = X.mean(axis=0), y.mean()
    X -= mx
    y -= my
    w = np.linalg.pinv(X) @ y
    return w, float(my - mx @ w)


@exercise.rejects(
    "You fit one feature at a time; features that vary together share their effect, so all "
    "parameters have to be found at once."
)
def fits_each_feature_alone(X, y):
    centred = X - X.mean(axis=0)
    squares = np.sum(centred**2, axis=0)
    w = centred.T @ y / np.where(squares == 0, 1.0, squares)
    return w, float(y.mean() - X.mean(axis=0) @ w)


@exercise.rejects(
    "Round where you print, not where you compute: rounded parameters are no longer the best fit."
)
def rounds_the_parameters(X, y):
    return apart(np.round(least_squares(X, y), 3))


@exercise.rejects(
    "Both signs are turned round: the normal equations AᵀA θ = Aᵀy carry no minus on either side."
)
def has_the_opposite_sign(X, y):
    return apart(-least_squares(X, y))


@exercise.rejects(
    "Aᵀy alone only says how each feature goes with y; it still has to be multiplied by the "
    "inverse of AᵀA."
)
def forgets_the_inverse(X, y):
    return apart(with_ones(X).T @ y)
