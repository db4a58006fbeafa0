"""normal_equation(X, y): the least-squares parameters (w, b) in closed form."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import add_bias_column, normal_equation, predict_linear

exercise = Exercise(normal_equation)

# An honest inverse of AᵀA loses digits by the square of A's condition number, so
# the unique solutions are asked for on well-conditioned tables.
TOLERANCE = 1e-9
RIGHT_ANGLE = 1e-8


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """X (n, d) in quarters, well-conditioned together with its ones, and y (n,).

    With rows to spare the last row repeats the first, as two flats of one size and
    age do: then A Aᵀ has two equal rows, and inverting it fails on every machine.
    """
    while True:
        X = case.rng.integers(-4, 13, size=(n, d)) / 4
        if n > d + 1:
            X[-1] = X[0]
        if np.linalg.cond(add_bias_column(X)) < 30:
            return X, np.round(1 + 2 * case.rng.normal(size=n), 2)


def parts(got: Any, case: Case, d: int) -> tuple[np.ndarray, float]:
    """w (d,) and b out of what came back, whatever containers hold the numbers.

    The containers have a check of their own: they must not cost the marks for the values.
    """
    w, b = case.unpack(got, "w", "b")
    if isinstance(w, list | tuple):
        try:
            w = np.array(w, dtype=float)
        except (TypeError, ValueError, OverflowError):
            case.fail(f"The w that came back is a {type(w).__name__} that holds more than numbers")
    if isinstance(w, np.ndarray) and w.size == d and w.dtype.kind in "iuf":
        w = w.reshape(d).astype(float)
    if isinstance(b, np.ndarray) and b.size == 1:
        b = b.reshape(())
    case.equal((w, b), (np.zeros(d), 0.0), scale=np.inf)  # any finite numbers will do here
    return w, float(b)


def rounded(values: np.ndarray) -> list[float]:
    """A few numbers as a message shows them."""
    return np.round(values, 4).tolist()


def fits(answer: Answer, case: Case, X: np.ndarray, y: np.ndarray) -> None:
    """Fail unless the answer's (w, b) predict what every least-squares solution predicts.

    Nothing else is determined where the columns of [X 1] depend on one another.
    """
    want = predict_linear(X, *normal_equation(X, y))
    table = f"X = {X.tolist()} and y = {y.tolist()}"
    w, b = parts(answer.normal_equation(X.copy(), y.copy()), case, X.shape[1])
    with np.errstate(all="ignore"):
        mine = X @ w + b
        close = np.max(np.abs(mine - want)) <= RIGHT_ANGLE * (1 + np.max(np.abs(y)))
    case.that(
        close,
        f"For {table} your w and b predict X w + b = {rounded(mine)}; every "
        f"least-squares solution predicts {rounded(want)}.",
    )


@exercise.check("returns the pair (w, b)")
def returns_the_pair(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 1), (4, 3)):
        parts(answer.normal_equation(*draw(case, n, d)), case, d)


@exercise.check("w has shape (d,) and b is a number", needs=[returns_the_pair])
def has_the_shapes(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (2, 1)):
        got = case.unpack(answer.normal_equation(*draw(case, n, d)), "w", "b")
        case.equal(got, (np.zeros(d), 0.0), scale=np.inf)


@exercise.check("finds the w and b that made the data", weight=2, needs=[returns_the_pair])
def finds_what_made_the_data(answer: Answer, case: Case) -> None:
    for n, d in ((3, 1), (5, 2), (8, 3)):
        X, _ = draw(case, n, d)
        w, b = case.rng.choice([-1.5, -1.0, 0.5, 2.0], size=d), float(case.rng.choice([-2.5, 3.0]))
        got = parts(answer.normal_equation(X, X @ w + b), case, d)
        case.equal(got, (w, b), tol=TOLERANCE, scale=5.0)


@exercise.check("is the best fit to data with noise", weight=6, needs=[returns_the_pair])
def is_the_best_fit(answer: Answer, case: Case) -> None:
    for n, d in ((4, 1), (5, 2), (4, 2), (6, 3), (40, 5)):
        X, y = draw(case, n, d)
        want = normal_equation(X, y)
        case.equal(parts(answer.normal_equation(X, y), case, d), want, tol=TOLERANCE, scale=5.0)


@exercise.check("moves b alone when the data are shifted", needs=[returns_the_pair])
def moves_b_alone(answer: Answer, case: Case) -> None:
    X, y = draw(case, 3, 2)
    w, b = parts(answer.normal_equation(X.copy(), y.copy()), case, 2)
    with np.errstate(all="ignore"):
        for what, moved, change in (("y", (X, y + 5), 5.0), ("X", (X + 2, y), -2 * np.sum(w))):
            w_new, b_new = parts(answer.normal_equation(*(part.copy() for part in moved)), case, 2)
            case.that(
                np.max(np.abs([*(w_new - w), b_new - b - change])) <= 10 * TOLERANCE,
                f"For X = {X.tolist()} and y = {y.tolist()} you find w = {rounded(w)}, "
                f"b = {b:.4f}; with all of {what} shifted by {5 if what == 'y' else 2} you find "
                f"w = {rounded(w_new)}, b = {b_new:.4f}. Only b may change, by {change:.4f}.",
            )


@exercise.check("copes with columns of very different size", weight=2, needs=[returns_the_pair])
def copes_with_different_sizes(answer: Answer, case: Case) -> None:
    for n in (6, 30):
        X = np.column_stack([case.rng.integers(40, 160, n), case.rng.integers(0, 40, n)]) * 1.0
        y = np.round(X @ [0.02, -0.02] + 0.4 + 0.2 * case.rng.normal(size=n), 2)
        A = add_bias_column(X)
        shown = f"X = {X.tolist()} and y = {y.tolist()}" if n == 6 else f"{n} rows of such data"
        w, b = parts(answer.normal_equation(X, y.copy()), case, 2)
        with np.errstate(all="ignore"):
            residual = y - A @ np.append(w, b)
            leaning = np.abs(A.T @ residual) / np.linalg.norm(A, axis=0) / np.linalg.norm(y)
        j = int(np.argmax(leaning))
        case.that(
            np.all(leaning <= RIGHT_ANGLE),
            f"For {shown} the errors y − (X w + b) of your w and b are not at right angles to "
            f"{'the column of ones' if j == 2 else f'column {j} of X'}; those of the best fit are.",
        )


@exercise.check("copes with columns that depend on one another", weight=2, needs=[returns_the_pair])
def copes_with_dependent_columns(answer: Answer, case: Case) -> None:
    # entries are powers of 2, so that AᵀA and its elimination are exact: its inverse
    # then fails on every machine alike, instead of giving some machine's rounding errors
    for double in (1.0, 2.0):
        x = case.rng.permutation([0.0, 0.0, 2.0, 2.0]) * case.rng.choice([0.5, 1, 2])
        fits(answer, case, np.column_stack([x, double * x]), np.round(case.rng.normal(size=4), 2))
    x = case.rng.permutation([0.0, 0.0, 2.0, 2.0])
    fits(answer, case, np.column_stack([x, np.full(4, 2.0)]), np.round(case.rng.normal(size=4), 2))


@exercise.check("copes with fewer rows than unknowns", weight=2, needs=[returns_the_pair])
def copes_with_few_rows(answer: Answer, case: Case) -> None:
    p, q = case.rng.choice([-4.0, -2.0, 2.0, 4.0], size=2)  # powers of 2, for the same reason
    for X in ([[p, 0.0], [0.0, q]], [[p, q]], [[p, 0.0, 0.0], [0.0, q, 0.0]]):
        fits(answer, case, np.array(X), np.round(1 + case.rng.normal(size=len(X)), 2))


@exercise.check("leaves its arguments alone", needs=[returns_the_pair])
def leaves_its_arguments_alone(answer: Answer, case: Case) -> None:
    for n, d in ((3, 2), (4, 3)):
        answer.normal_equation(*draw(case, n, d))
    case.unchanged()


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
    theta = np.linalg.pinv(A.T @ A) @ A.T @ y
    w, b = theta[:-1], theta[-1]
    return w, b


@exercise.accepts
def inverse_where_the_rank_allows(X, y):
    A = np.hstack([X, np.ones((len(X), 1))])
    if np.linalg.matrix_rank(A) == A.shape[1]:
        theta = np.linalg.inv(A.T @ A) @ A.T @ y
    else:
        theta = np.linalg.pinv(A) @ y
    return theta[:-1], float(theta[-1])


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
    return theta[:-1].copy(), float(theta[-1])


@exercise.accepts
def eigenvectors_of_the_normal_matrix(X, y):
    A = np.hstack([np.ones((X.shape[0], 1)), X])
    values, vectors = np.linalg.eigh(A.T @ A)
    weights = np.where(values > 1e-10 * values[-1], 1 / np.where(values == 0, 1, values), 0.0)
    theta = vectors @ (weights * (vectors.T @ (A.T @ y)))
    return theta[1:], theta[0]


@exercise.accepts
def centred_data(X, y):
    # among all solutions this picks another one: the b of the smallest w
    mx, my = X.mean(axis=0), y.mean()
    w = np.linalg.pinv(X - mx) @ (y - my)
    return w, float(my - mx @ w)


@exercise.accepts
def triangular_factor(X, y):
    A = np.column_stack((X, np.ones(X.shape[0])))
    Q, R = np.linalg.qr(A)
    diagonal = np.abs(np.diag(R))
    if len(A) >= A.shape[1] and diagonal.min() > 1e-10 * diagonal.max():
        theta = np.linalg.solve(R, Q.T @ y)
    else:
        theta = np.linalg.pinv(R) @ (Q.T @ y)
    return theta[:-1], float(theta[-1])


@exercise.accepts
def conjugate_gradients(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    scale = np.linalg.norm(A, axis=0)
    scale[scale == 0] = 1.0
    A = A / scale
    theta = np.zeros(A.shape[1])
    residual = y - A @ theta
    gradient = A.T @ residual
    direction = gradient.copy()
    start = size = gradient @ gradient
    for _ in range(100):
        if size <= 1e-30 * start:
            break
        step = size / np.sum((A @ direction) ** 2)
        theta = theta + step * direction
        residual = residual - step * (A @ direction)
        gradient = A.T @ residual
        size, before = gradient @ gradient, size
        direction = gradient + size / before * direction
    theta = theta / scale
    return theta[:-1], theta[-1]


@exercise.accepts
def elimination_in_plain_python(X, y):
    # a column without a pivot depends on the others: its parameter is free, and 0 will do
    A = [[*row, 1.0] for row in X.tolist()]
    m = len(A[0])
    M = [
        [math.fsum(row[j] * row[k] for row in A) for k in range(m)]
        + [math.fsum(row[j] * t for row, t in zip(A, y.tolist()))]
        for j in range(m)
    ]
    largest = max(abs(M[j][j]) for j in range(m))
    pivots = []
    for column in range(m):
        top = len(pivots)
        best = max(range(top, m), key=lambda r: abs(M[r][column]))
        if abs(M[best][column]) <= 1e-12 * largest:
            continue
        M[top], M[best] = M[best], M[top]
        M[top] = [value / M[top][column] for value in M[top]]
        for r in range(m):
            if r != top:
                factor = M[r][column]
                M[r] = [mine - factor * other for mine, other in zip(M[r], M[top])]
        pivots.append(column)
        if len(pivots) == m:
            break
    theta = [0.0] * m
    for r, column in enumerate(pivots):
        theta[column] = M[r][m]
    return np.array(theta[:-1]), theta[-1]


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "The column of ones is missing, so the fit has to pass through the origin and b is not "
    "estimated at all."
)
def no_column_of_ones(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0], 0.0


@exercise.rejects(
    "You invert the table itself, which works only while it is square; with more rows than "
    "unknowns the normal equations are needed."
)
def inverts_the_table_itself(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.inv(A) @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "A matrix has no inverse when its columns depend on one another, and AᵀA inherits that from A; "
    "the pseudo-inverse copes with it."
)
def inverts_the_normal_matrix(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.inv(A.T @ A) @ A.T @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "The product is in the wrong order: A Aᵀ compares samples with samples, and the normal "
    "equations need AᵀA, features with features."
)
def transposes_the_wrong_factor(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = A.T @ np.linalg.inv(A @ A.T) @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "You add a small number to the diagonal before solving; that is ridge regression, whose "
    "parameters are pulled away from the best fit."
)
def leaves_a_ridge(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.solve(A.T @ A + 1e-3 * np.eye(A.shape[1]), A.T @ y)
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "Your ones stand in the first column, so b is the first parameter; you take the last one for b."
)
def ones_first_but_b_taken_last(X, y):
    A = np.hstack([np.ones((X.shape[0], 1)), X])
    theta = np.linalg.pinv(A) @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "The mean of y is b only if every feature has mean zero; otherwise the features' share has to "
    "be taken off."
)
def b_is_the_mean_of_y(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.pinv(A) @ y
    return theta[:-1], float(np.mean(y))


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
    Z = (X - X.mean(axis=0)) / np.where(spread == 0, 1.0, spread)
    theta = np.linalg.pinv(np.hstack([Z, np.ones((len(Z), 1))])) @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "A constant feature has no spread, and one row has none at all; dividing by it gives nothing "
    "that can be solved."
)
def divides_by_a_spread_of_zero(X, y):
    mean, spread = X.mean(axis=0), X.std(axis=0)
    with np.errstate(all="ignore"):
        Z = (X - mean) / spread
    if not np.all(np.isfinite(Z)):
        return np.full(X.shape[1], np.nan), np.nan
    w = np.linalg.pinv(Z) @ (y - y.mean()) / spread
    return w, float(y.mean() - mean @ w)


@exercise.rejects(
    "You solve for the first d + 1 rows only; the best fit weighs the errors of all rows against "
    "one another."
)
def uses_the_first_rows_only(X, y):
    few = X.shape[1] + 1
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    if np.linalg.matrix_rank(A[:few]) < np.linalg.matrix_rank(A):
        few = len(A)
    theta = np.linalg.pinv(A[:few]) @ y[:few]
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "The cut-off of your pseudo-inverse is so high that it throws away a column that matters; "
    "only singular values of rounding size may go."
)
def cuts_off_small_singular_values(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.pinv(A, rcond=1e-2) @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "Fewer rows than unknowns is no error: many parameters fit equally well then, and any one of "
    "them will do."
)
def refuses_few_rows(X, y):
    if X.shape[0] <= X.shape[1]:
        raise ValueError("more rows are needed")
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.pinv(A) @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "Where the inverse fails you give up and return zeros, yet a best fit exists for every table."
)
def gives_up_on_a_singular_matrix(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    try:
        theta = np.linalg.inv(A.T @ A) @ A.T @ y
    except np.linalg.LinAlgError:
        theta = np.zeros(A.shape[1])
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "Your numbers are right, but y became a column, so w is a column and b an array; w is a vector "
    "and b a number."
)
def returns_columns(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.pinv(A) @ y.reshape(-1, 1)
    return theta[:-1], theta[-1]


@exercise.rejects(
    "You return all parameters in one array; the caller wants w and b apart, as a tuple of two."
)
def does_not_split_the_parameters(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    return np.linalg.pinv(A) @ y


@exercise.rejects("The order of the result is (w, b); yours is the other way round.")
def returns_b_first(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.pinv(A) @ y
    return float(theta[-1]), theta[:-1]


@exercise.rejects(
    "The parameter of the ones is b and does not belong to w; your w has one entry too many."
)
def leaves_b_inside_w(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.linalg.pinv(A) @ y
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
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    squares = np.sum(Xc**2, axis=0)
    w = Xc.T @ yc / np.where(squares == 0, 1.0, squares)
    return w, float(y.mean() - X.mean(axis=0) @ w)


@exercise.rejects(
    "Round where you print, not where you compute: rounded parameters are no longer the best fit."
)
def rounds_the_parameters(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.round(np.linalg.pinv(A) @ y, 3)
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "Both signs are turned round: the normal equations AᵀA θ = Aᵀy carry no minus on either side."
)
def has_the_opposite_sign(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = -np.linalg.pinv(A) @ y
    return theta[:-1], float(theta[-1])


@exercise.rejects(
    "Aᵀy alone only says how each feature goes with y; it still has to be multiplied by the "
    "inverse of AᵀA."
)
def forgets_the_inverse(X, y):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = A.T @ y
    return theta[:-1], float(theta[-1])
