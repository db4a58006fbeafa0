"""standardize(X_train, X_other): both tables by the mean and the spread of X_train's columns."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.gradient_descent import standardize

ONE_SCALE = "One scale for all features"
TRAINING_SET = "Only from the training set"
CONSTANT = "A column that does not change"

exercise = Exercise(standardize, read=ONE_SCALE)

# Relative. Right answers err by less than 1e-13 here, the best wrong one by 1e-9, and by 1e-2
# where the numbers are tiny.
TOLERANCE = 1e-10

Array = np.ndarray
Four = tuple[Array, Array, Array, Array]


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, d: int) -> Array:
    """A table (n, d) whose columns differ in mean and spread; only a single row has no spread."""
    mean, spread = 3.0 + 2 * np.arange(d), 1.5 + np.arange(d)
    while True:
        X = np.round(mean + spread * case.rng.normal(size=(n, d)), 1)
        if n == 1 or np.ptp(X, axis=0).min() > 0.5:
            return X


def numbers(answer: Answer, case: Case, X_train: Array, X_other: Array) -> Four:
    """The four results as float64, whatever containers hold them."""
    got = case.unpack(answer.standardize(X_train, X_other), "Z_train", "Z_other", "mu", "sd")
    Z_train, Z_other, mu, sd = map(case.numbers, got, standardize(X_train, X_other))
    return Z_train, Z_other, mu, sd


def of_own_statistics(Z: Array, X: Array, mu: Array, sd: Array, want: Array) -> Array:
    """What Z has to be: what the answer's mu and sd, which have a check, make of X, or want."""
    own = (X - mu) / sd
    is_own = np.allclose(Z, own, rtol=0, atol=TOLERANCE * np.abs(own).max())
    return own if is_own else want


@exercise.check("returns Z_train, Z_other, mu and sd")
def returns_four_parts(answer: Answer, case: Case) -> None:
    for n, m, d in ((4, 3, 2), (3, 5, 4)):
        numbers(answer, case, draw(case, n, d), draw(case, m, d))


@exercise.check("mu and sd describe the columns of X_train", weight=14, needs=[returns_four_parts])
def describes_the_training_columns(answer: Answer, case: Case) -> None:
    for n, m, d in ((5, 3, 2), (4, 2, 3), (2, 3, 1), (3, 3, 3), (50, 20, 4), (3, 2, 1)):
        X_train, X_other = draw(case, n, d), 4 + 2 * draw(case, m, d)
        if (n, d) == (3, 1):  # one value is the mean itself
            X_train[:, 0] = case.rng.integers(1, 9) + np.array([2.0, -2.0, 0.0])
        mu, sd = numbers(answer, case, X_train, X_other)[2:]
        about = "The pair (mu, sd) of {call}"
        case.equal((mu, sd), standardize(X_train, X_other)[2:], tol=TOLERANCE, about=about)


@exercise.check("Z_train is X_train minus mu, by sd", weight=4, needs=[returns_four_parts])
def transforms_the_training_set(answer: Answer, case: Case) -> None:
    for n, m, d in ((5, 3, 2), (4, 2, 3), (2, 3, 1), (3, 3, 3), (50, 20, 4)):
        X_train, X_other = draw(case, n, d), 4 + 2 * draw(case, m, d)
        Z_train, _, mu, sd = numbers(answer, case, X_train, X_other)
        want = of_own_statistics(Z_train, X_train, mu, sd, standardize(X_train, X_other)[0])
        case.equal(Z_train, want, tol=TOLERANCE, about="Z_train of {call}")


@exercise.check(
    "Z_other is X_other minus the same mu, by the same sd", weight=10, needs=[returns_four_parts]
)
def transforms_the_other_set(answer: Answer, case: Case) -> None:
    for n, m, d in ((5, 3, 2), (4, 2, 3), (2, 3, 1), (3, 3, 3), (4, 1, 2), (50, 20, 4)):
        X_train, X_other = draw(case, n, d), 4 + 2 * draw(case, m, d)
        _, Z_other, mu, sd = numbers(answer, case, X_train, X_other)
        want = of_own_statistics(Z_other, X_other, mu, sd, standardize(X_train, X_other)[1])
        case.equal(Z_other, want, tol=TOLERANCE, about="Z_other of {call}")


@exercise.check("copes with a column that does not change", weight=2, needs=[returns_four_parts])
def copes_with_a_constant_column(answer: Answer, case: Case) -> None:
    # Sums of these constants are exact, so that sd is exactly 0 by every right formula.
    first, last, both = draw(case, 4, 2), draw(case, 5, 3), draw(case, 3, 2)
    first[:, 0] = last[:, 2] = both[:] = case.rng.choice([2.0, -3.0, 0.5])
    for X_train in (first, last, both, draw(case, 1, 3)):  # of one row, every column is constant
        X_other = draw(case, 3, X_train.shape[1])
        want = standardize(X_train, X_other)
        changes = np.ptp(X_train, axis=0) > 0
        if changes.any():  # these columns are as they were without the constant one
            others = numbers(answer, case, X_train[:, changes], X_other[:, changes])
            for right, other in zip(want, others, strict=True):
                right[..., changes] = other
        got = numbers(answer, case, X_train, X_other)
        _, Z_other, _, sd = want
        free = ~changes & np.isfinite(got[1])
        Z_other[free] = got[1][free]  # any finite number
        sd[~changes & (got[3] == 0)] = 0  # 0 is as right as 1
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("keeps its digits for tiny and for huge numbers", needs=[returns_four_parts])
def holds_at_every_size(answer: Answer, case: Case) -> None:
    for size, d in ((2.0**-20, 1), (2.0**20, 2)):  # powers of 2 change no digit
        X_train, X_other = draw(case, 3, d), draw(case, 2, d)
        Z_train, Z_other, mu, sd = numbers(answer, case, X_train, X_other)
        got = numbers(answer, case, size * X_train, size * X_other)
        # Whoever divides by sd + 1e-12, against 0/0, errs by 1e-6 here; with 1e-8 it is 1e-2.
        case.equal(got, (Z_train, Z_other, size * mu, size * sd), tol=1e-4)


@exercise.check(
    "returns float64 arrays of the right shapes, for whole numbers too",
    needs=[returns_four_parts],
)
def returns_float64_arrays(answer: Answer, case: Case) -> None:
    for n, m, d in ((4, 3, 2), (3, 2, 1)):
        for whole in (False, True):
            X_train, X_other = draw(case, n, d), draw(case, m, d)
            X_train[:2] = [[1.0], [8.0]]  # in whole numbers, too, no column is constant
            if whole:
                X_train, X_other = X_train.astype(int), X_other.astype(int)
            got = answer.standardize(X_train, X_other)
            parts = case.unpack(got, "Z_train", "Z_other", "mu", "sd")
            case.like(tuple(parts), standardize(X_train, X_other))


@exercise.check("changes nothing and remembers nothing", needs=[returns_four_parts])
def is_pure(answer: Answer, case: Case) -> None:
    tables = [(draw(case, n, 2), draw(case, 2, 2)) for n in (3, 4)]
    case.pure(answer.standardize, *tables)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def mean_and_std(X_train, X_other):
    mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
    sd = np.where(sd == 0, 1.0, sd)
    return (X_train - mu) / sd, (X_other - mu) / sd, mu, sd


@exercise.accepts
def asks_for_the_range(X_train, X_other):
    mu = np.mean(X_train, axis=0)
    sd = np.std(X_train, axis=0)
    sd[X_train.max(axis=0) == X_train.min(axis=0)] = 1
    return [(X_train - mu) / sd, (X_other - mu) / sd, mu, sd]


@exercise.accepts
def one_entry_at_a_time(X_train, X_other):
    n, d = X_train.shape
    mu, sd = np.zeros(d), np.zeros(d)
    Z_train, Z_other = np.zeros((n, d)), np.zeros(X_other.shape)
    for j in range(d):
        column = [float(value) for value in X_train[:, j]]
        mu[j] = sum(column) / n
        sd[j] = math.sqrt(sum((value - mu[j]) ** 2 for value in column) / n)
        if sd[j] > 0:
            for i in range(n):
                Z_train[i, j] = (column[i] - mu[j]) / sd[j]
            for i in range(len(X_other)):
                Z_other[i, j] = (X_other[i, j] - mu[j]) / sd[j]
    return Z_train, Z_other, mu, sd


@exercise.accepts
def divides_only_where_it_can(X_train, X_other):
    mu = np.average(X_train, axis=0)
    centred = X_train - mu
    sd = np.linalg.norm(centred, axis=0) / np.sqrt(len(X_train))
    Z_train, Z_other = np.zeros(X_train.shape), np.zeros(X_other.shape)
    np.divide(centred, sd, out=Z_train, where=sd > 0)
    np.divide(X_other - mu, sd, out=Z_other, where=sd > 0)
    return Z_train, Z_other, mu, sd


@exercise.accepts
def mean_of_squares_minus_square_of_mean(X_train, X_other):
    mu = X_train.sum(axis=0) / X_train.shape[0]
    variance = (X_train**2.0).mean(axis=0) - mu**2
    sd = np.sqrt(np.maximum(variance, 0))
    sd[sd == 0] = 1.0
    return (X_train - mu) / sd, (X_other - mu) / sd, mu, sd


@exercise.accepts
def column_by_column_through_the_transpose(X_train, X_other):
    statistics = np.array([(column.mean(), column.std()) for column in X_train.T])
    mu, sd = statistics.T
    divisor = [spread or 1.0 for spread in sd]
    Z_train, Z_other = ((X - mu) / divisor for X in (X_train, X_other))
    return Z_train, Z_other, mu, sd


@exercise.accepts
def in_place_on_copies(X_train, X_other):
    Z_train, Z_other = X_train.astype(float), X_other.astype(float)
    mu = Z_train.mean(axis=0)
    Z_train -= mu
    Z_other -= mu
    sd = np.sqrt(np.einsum("ij,ij->j", Z_train, Z_train) / len(Z_train))
    sd[~Z_train.any(axis=0)] = 1
    Z_train /= sd
    Z_other /= sd
    return Z_train, Z_other, mu, sd


@exercise.accepts
def repairs_the_quotient(X_train, X_other):
    with np.errstate(all="ignore"):
        mu, sd = X_train.mean(axis=0), np.sqrt(X_train.var(axis=0))
        Z_train = np.nan_to_num((X_train - mu) / sd)
        Z_other = np.nan_to_num((X_other - mu) / sd)
    return Z_train, Z_other, mu, sd


@exercise.accepts
def a_nested_function_and_a_threshold(X_train, X_other):
    def transform(X):
        return (X - mu) * (1 / sd)

    mu = np.array([math.fsum(column) for column in X_train.T]) / len(X_train)
    sd = np.sqrt(np.mean((X_train - mu) ** 2, axis=0))
    sd = np.where(sd < 1e-12, 1.0, sd)
    return transform(X_train), transform(X_other), mu, sd


exercise.equivalent(
    "X_train, X_other = (_floats(X_train), _floats(X_other))",
    "the mean and the quotient make floats of whole numbers",
)
exercise.equivalent("spread or 1.0", "0 divided by any number is 0")
ANY_NUMBER = "in X_other, any finite number will do where X_train is constant"
exercise.equivalent("np.zeros(X_other.shape)", ANY_NUMBER, answer="divides_only_where_it_can")


# --- wrong answers ----------------------------------------------------------


def statistics_of(X):
    sd = X.std(axis=0)
    return X.mean(axis=0), np.where(sd == 0, 1.0, sd)


def scaled(X_train, X_other, mu, sd):
    return (X_train - mu) / sd, (X_other - mu) / sd, mu, sd


@exercise.rejects(
    "The mean and the spread come from both tables together, so the other set has a say in the "
    "training: take them from X_train alone.",
    read=TRAINING_SET,
)
def statistics_of_both_tables(X_train, X_other):
    both = np.vstack([X_train, X_other])
    return scaled(X_train, X_other, *statistics_of(both))


@exercise.rejects(
    "X_other is standardised by its own mean and spread; the same flat then gets other numbers in "
    "other company. Use those of X_train.",
    read=TRAINING_SET,
)
def statistics_of_its_own(X_train, X_other):
    Z_train, _, mu, sd = scaled(X_train, X_other, *statistics_of(X_train))
    own_mu, own_sd = statistics_of(X_other)
    return Z_train, (X_other - own_mu) / own_sd, mu, sd


@exercise.rejects(
    "X_other is centred by its own mean, and only the spread is that of X_train; both numbers have "
    "to be those of the training set.",
    read=TRAINING_SET,
)
def own_mean_for_the_other_set(X_train, X_other):
    mu, sd = statistics_of(X_train)
    return (X_train - mu) / sd, (X_other - X_other.mean(axis=0)) / sd, mu, sd


@exercise.rejects(
    "X_other is divided by its own spread, and only the mean is that of X_train; one unit would "
    "then mean two different lengths.",
    read=TRAINING_SET,
)
def own_spread_for_the_other_set(X_train, X_other):
    mu, sd = statistics_of(X_train)
    return (X_train - mu) / sd, (X_other - mu) / statistics_of(X_other)[1], mu, sd


@exercise.rejects(
    "X_other comes back as it was: a model that was trained on standardised numbers cannot read "
    "the raw ones.",
    read=TRAINING_SET,
)
def leaves_the_other_set_raw(X_train, X_other):
    Z_train, _, mu, sd = scaled(X_train, X_other, *statistics_of(X_train))
    return Z_train, X_other.astype(float), mu, sd


@exercise.rejects(
    "Mean and spread run along the rows, over the features of one sample; they are wanted for each "
    "column, over all samples."
)
def statistics_of_the_rows(X_train, X_other):
    mu, sd = X_train.mean(axis=1), X_train.std(axis=1)
    sd = np.where(sd == 0, 1.0, sd)
    own_mu, own_sd = X_other.mean(axis=1), X_other.std(axis=1)
    own_sd = np.where(own_sd == 0, 1.0, own_sd)
    Z_other = (X_other - own_mu[:, None]) / own_sd[:, None]
    return (X_train - mu[:, None]) / sd[:, None], Z_other, mu, sd


@exercise.rejects(
    "One mean and one spread for the whole table leave the features as unlike as they were; each "
    "column needs its own two numbers."
)
def one_scale_for_the_whole_table(X_train, X_other):
    d = X_train.shape[1]
    mu, sd = np.full(d, X_train.mean()), np.full(d, X_train.std() or 1.0)
    Z_train = np.where(np.ptp(X_train, axis=0) == 0, 0.0, (X_train - mu) / sd)
    return Z_train, (X_other - mu) / sd, mu, np.where(np.ptp(X_train, axis=0) == 0, 1.0, sd)


@exercise.rejects(
    "A column with spread 0 makes 0/0, which is nan: divide such a column by 1 instead, so that it "
    "becomes zeros.",
    read=CONSTANT,
)
def divides_by_a_spread_of_zero(X_train, X_other):
    return scaled(X_train, X_other, X_train.mean(axis=0), X_train.std(axis=0))


@exercise.rejects(
    "You repair the constant column in the training set alone; in X_other it is still divided by "
    "0 and becomes infinite.",
    read=CONSTANT,
)
def repairs_the_training_set_only(X_train, X_other):
    mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
    Z_train = np.where(sd == 0, 0.0, (X_train - mu) / sd)
    return Z_train, (X_other - mu) / sd, mu, sd


@exercise.rejects(
    "A constant column is divided by 1 but keeps its mean; subtract the mean there, too, so that "
    "it becomes zeros.",
    read=CONSTANT,
)
def leaves_a_constant_column_alone(X_train, X_other):
    mu, sd = statistics_of(X_train)
    shift = np.where(X_train.std(axis=0) == 0, 0.0, mu)
    return (X_train - shift) / sd, (X_other - shift) / sd, mu, sd


@exercise.rejects(
    "You throw a constant column away; the tables have to keep all d columns, and the one that "
    "says nothing becomes zeros.",
    read=CONSTANT,
)
def drops_a_constant_column(X_train, X_other):
    keep = X_train.std(axis=0) > 0
    X_train, X_other = X_train[:, keep], X_other[:, keep]
    return scaled(X_train, X_other, X_train.mean(axis=0), X_train.std(axis=0))


@exercise.rejects(
    "A table in which a column does not change is no error, and neither is a single row: such a "
    "column becomes zeros.",
    read=CONSTANT,
)
def refuses_a_constant_column(X_train, X_other):
    if np.any(X_train.std(axis=0) == 0):
        raise ValueError("a column is constant")
    return scaled(X_train, X_other, X_train.mean(axis=0), X_train.std(axis=0))


@exercise.rejects(
    "A small number added to every spread makes all columns a little too narrow; only a spread of "
    "exactly 0 needs help.",
    read=CONSTANT,
)
def adds_a_small_number_to_every_spread(X_train, X_other):
    mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
    return scaled(X_train, X_other, mu, np.where(sd == 0, 1.0, sd + 1e-8))


@exercise.rejects(
    "A column with a small spread is not constant: its unit may simply be large. Replace the "
    "spread only where it is 0.",
    read=CONSTANT,
)
def takes_a_small_spread_for_none(X_train, X_other):
    mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
    return scaled(X_train, X_other, mu, np.where(sd < 1e-4, 1.0, sd))


@exercise.rejects(
    "The spread divides by n − 1 here; the course divides by n, so that the columns of Z_train "
    "have a standard deviation of exactly 1."
)
def divides_by_n_minus_1(X_train, X_other):
    sd = X_train.std(axis=0, ddof=1) if len(X_train) > 1 else np.zeros(X_train.shape[1])
    return scaled(X_train, X_other, X_train.mean(axis=0), np.where(sd == 0, 1.0, sd))


@exercise.rejects(
    "You divide by the variance, whose unit is squared; its square root, the standard deviation, "
    "is wanted."
)
def divides_by_the_variance(X_train, X_other):
    variance = X_train.var(axis=0)
    return scaled(X_train, X_other, X_train.mean(axis=0), np.where(variance == 0, 1.0, variance))


@exercise.rejects(
    "Both tables are right, but the last part that you return is the variance; sd is its square "
    "root, the number that you divided by."
)
def returns_the_variance_as_sd(X_train, X_other):
    mu, sd = statistics_of(X_train)
    return (X_train - mu) / sd, (X_other - mu) / sd, mu, sd**2


@exercise.rejects(
    "You squeeze each column between 0 and 1 by its smallest and largest value; standardising "
    "uses the mean and the standard deviation."
)
def smallest_and_largest_value(X_train, X_other):
    low, span = 1.0 * X_train.min(axis=0), np.ptp(X_train, axis=0)
    return scaled(X_train, X_other, low, np.where(span == 0, 1.0, span))


@exercise.rejects(
    "The columns are centred but not divided by their spread, so a feature in large numbers still "
    "rules the others."
)
def centres_only(X_train, X_other):
    mu, sd = statistics_of(X_train)
    return X_train - mu, X_other - mu, mu, sd


@exercise.rejects(
    "The columns are divided by their spread, but their mean stays: subtract it first, then divide."
)
def scales_only(X_train, X_other):
    mu, sd = statistics_of(X_train)
    Z_train = np.where(np.ptp(X_train, axis=0) == 0, 0.0, X_train / sd)
    return Z_train, X_other / sd, mu, sd


@exercise.rejects(
    "Brackets are missing: x − mu / sd divides the mean alone, and the difference is what has to "
    "be divided."
)
def divides_the_mean_alone(X_train, X_other):
    mu, sd = statistics_of(X_train)
    Z_train = np.where(np.ptp(X_train, axis=0) == 0, 0.0, X_train - mu / sd)
    return Z_train, X_other - mu / sd, mu, sd


@exercise.rejects(
    "You return the difference the wrong way round: a value above the mean has to become a "
    "positive number."
)
def subtracts_the_wrong_way_round(X_train, X_other):
    mu, sd = statistics_of(X_train)
    return (mu - X_train) / sd, (mu - X_other) / sd, mu, sd


@exercise.rejects(
    "The centre is the median, the middle value of a column; the formula asks for its mean, and "
    "measures the spread around that."
)
def centres_by_the_median(X_train, X_other):
    return scaled(X_train, X_other, np.median(X_train, axis=0), statistics_of(X_train)[1])


@exercise.rejects(
    "Your spread is a mean of absolute distances; the standard deviation squares the distances, "
    "averages, and takes the root."
)
def mean_absolute_distance(X_train, X_other):
    mu = X_train.mean(axis=0)
    spread = np.abs(X_train - mu).mean(axis=0)
    return scaled(X_train, X_other, mu, np.where(spread == 0, 1.0, spread))


@exercise.rejects(
    "Your spread is measured from 0: subtract the mean before you square, or a column of large "
    "numbers seems to vary a lot."
)
def spread_around_zero(X_train, X_other):
    spread = np.sqrt(np.mean(X_train**2.0, axis=0))
    constant = np.ptp(X_train, axis=0) == 0
    return scaled(X_train, X_other, X_train.mean(axis=0), np.where(constant, 1.0, spread))


@exercise.rejects(
    "The squares are summed and not averaged: with more samples each column would shrink, while a "
    "standard deviation keeps its size."
)
def squares_add_up_to_one(X_train, X_other):
    mu = X_train.mean(axis=0)
    length = np.linalg.norm(X_train - mu, axis=0)
    return scaled(X_train, X_other, mu, np.where(length == 0, 1.0, length))


@exercise.rejects(
    "Values far from the mean are cut off; standardising is only a change of units, in which an "
    "unusual sample stays unusual."
)
def cuts_off_large_values(X_train, X_other):
    Z_train, Z_other, mu, sd = scaled(X_train, X_other, *statistics_of(X_train))
    return np.clip(Z_train, -1.2, 1.2), np.clip(Z_other, -1.2, 1.2), mu, sd


@exercise.rejects(
    "Round where you print, not where you compute: rounded features and statistics lose what they "
    "knew."
)
def rounds_the_results(X_train, X_other):
    parts = scaled(X_train, X_other, *statistics_of(X_train))
    return tuple(np.round(part, 3) for part in parts)


@exercise.rejects(
    "The tables are standardised in place, so the caller loses the raw features; compute with new "
    "arrays."
)
def works_in_place(X_train, X_other):
    mu, sd = statistics_of(X_train)
    if X_train.dtype != float:
        return scaled(X_train, X_other, mu, sd)
    X_train -= mu
    X_train /= sd
    return X_train.copy(), (X_other - mu) / sd, mu, sd


@exercise.rejects(
    "Whole numbers come in, and your arrays inherit their type, which cuts off every decimal; make "
    "the results float64."
)
def inherits_the_integers(X_train, X_other):
    Z_train, Z_other = np.empty_like(X_train), np.empty_like(X_other)
    mu, sd = statistics_of(X_train)
    Z_train[:] = (X_train - mu) / sd
    Z_other[:] = (X_other - mu) / sd
    return Z_train, Z_other, mu, sd


@exercise.rejects(
    "Your numbers are right, but mu and sd keep a second axis and are tables with one row; their "
    "shape is (d,)."
)
def keeps_the_dimension(X_train, X_other):
    mu, sd = statistics_of(X_train)
    return scaled(X_train, X_other, mu[np.newaxis], sd[np.newaxis])


@exercise.rejects("The order of the result is (Z_train, Z_other, mu, sd); yours has sd before mu.")
def returns_sd_before_mu(X_train, X_other):
    Z_train, Z_other, mu, sd = scaled(X_train, X_other, *statistics_of(X_train))
    return Z_train, Z_other, sd, mu


@exercise.rejects(
    "The two tables are not enough: mu and sd are wanted as well, because the next new sample has "
    "to be transformed by the same numbers."
)
def returns_the_tables_only(X_train, X_other):
    return scaled(X_train, X_other, *statistics_of(X_train))[:2]
