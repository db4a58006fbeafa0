"""numerical_gradient(f, theta, h=1e-6): the central difference of f along each entry of theta."""

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.gradient_descent import numerical_gradient

MANY = "Many parameters"
SMALL_H = "How small should h be?"

exercise = Exercise(numerical_gradient, read="Measure a slope")

# Relative. With steps of 1/2 and 1/4 everything here is exact: right answers err by less than
# 1e-15, the best wrong one by 1e-3. With the step 1e-6 rounding is 1e-16 |f| / h: right answers
# err by less than 1e-9. A one-sided difference errs by 1e-6, and by 1e-1 with the large steps.
TOLERANCE = 1e-9
TOLERANCE_OF_A_SMALL_STEP = 1e-7

FAR = 2.0**20  # float64 still holds multiples of 1/4 and their cubes exactly around it

Array = np.ndarray

CURVE = "Here f(theta) = Σ k θₖ³ + (Σ θₖ)² with k = 1, 2, 3, …"


# --- checks -----------------------------------------------------------------


def curve(shape: tuple[int, ...], centre: Array | float = 0.0, cross: float = 1.0):
    """f: an entry's slope depends on its place, on all the entries, and on the step."""
    k = 1.0 + np.arange(np.prod(shape, dtype=int)).reshape(shape)

    def f(theta):
        t = np.asarray(theta) - centre
        return np.sum(k * t**3) + cross * np.sum(t) ** 2

    return f


def slopes(f, theta: Array) -> Array:
    """The true derivatives, by the complex step."""
    steps = 1e-30j * np.eye(theta.size).reshape(-1, *theta.shape)
    return np.array([np.imag(f(theta + step)) / 1e-30 for step in steps]).reshape(theta.shape)


def draw(case: Case, *shape: int) -> Array:
    """Numbers that are no sums of powers of 2, none near 0."""
    drawn = case.rng.normal(size=shape)
    return np.round(drawn + 0.6 * np.where(drawn < 0, -1, 1), 2)


def quarters(case: Case, *shape: int) -> Array:
    """Multiples of 1/4, with which f is exact."""
    return np.array(np.round(1 + 8 * case.rng.normal(size=shape)) / 4)


@exercise.check("returns one slope for each entry of theta")
def returns_one_slope_each(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        f, theta = curve((n,)), quarters(case, n)
        case.numbers(answer.numerical_gradient(f, theta, 0.5), numerical_gradient(f, theta, 0.5))


@exercise.check(
    "measures the slopes with its own small step", weight=5, needs=[returns_one_slope_each]
)
def measures_the_slopes(answer: Answer, case: Case) -> None:
    for n in (3, 2, 1, 6):
        f, theta = curve((n,)), draw(case, n)
        want = slopes(f, theta)
        got = case.numbers(answer.numerical_gradient(f, theta), want)
        case.equal(got, want, tol=TOLERANCE_OF_A_SMALL_STEP, hint=CURVE)


@exercise.check(
    "looks to both sides, by the step h that it is given", weight=6, needs=[returns_one_slope_each]
)
def is_the_central_difference(answer: Answer, case: Case) -> None:
    for n, h, centre in ((3, 0.5, 0), (2, 0.25, 0), (1, 0.5, 0), (12, 0.25, 0), (2, 0.5, FAR)):
        f, theta = curve((n,), centre), centre + quarters(case, n)
        want = numerical_gradient(f, theta, h)
        got = case.numbers(answer.numerical_gradient(f, theta, h), want)
        case.equal(got, want, tol=TOLERANCE, hint=CURVE if centre == 0 else "")


@exercise.check("takes the step 1e-6 unless told otherwise", needs=[returns_one_slope_each])
def has_its_own_step(answer: Answer, case: Case) -> None:
    for n in (3, 2):  # at the centre the slope is k h², and nothing else: it tells the step
        theta = quarters(case, n)
        theta[0] *= n == 2  # one case with a 0
        f = curve((n,), theta, cross=0.0)
        want = numerical_gradient(f, theta)
        got = case.numbers(answer.numerical_gradient(f, theta), want)
        case.equal(
            got,
            want,
            tol=TOLERANCE_OF_A_SMALL_STEP,
            hint="Here f(x) = Σ k (xₖ − thetaₖ)³ with k = 1, 2, 3, …",
        )


@exercise.check("takes theta of any shape", weight=4, needs=[is_the_central_difference])
def takes_any_shape(answer: Answer, case: Case) -> None:
    for shape in ((3, 2), (2, 2), (2, 3), (1, 2), (2, 3, 2), ()):
        f, theta = curve(shape), quarters(case, *shape)
        want = numerical_gradient(f, theta, 0.5)
        got = case.numbers(answer.numerical_gradient(f, theta, 0.5), want)
        case.equal(got, want, tol=TOLERANCE, hint=CURVE)


@exercise.check(
    "measures where theta is whole numbers", weight=2, needs=[is_the_central_difference]
)
def measures_at_whole_numbers(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        f, theta = curve((n,)), case.rng.integers(1, 5, size=n)
        want = numerical_gradient(f, theta, 0.5)
        got = case.numbers(answer.numerical_gradient(f, theta, 0.5), want)
        case.equal(got, want, tol=TOLERANCE, hint=CURVE)


@exercise.check("returns a float64 array of theta's shape", needs=[returns_one_slope_each])
def returns_a_float64_array(answer: Answer, case: Case) -> None:
    for shape in ((3,), (1,)):
        for whole in (False, True):
            theta = case.rng.integers(1, 5, size=shape)
            theta = theta if whole else theta / 4
            f = curve(shape)
            case.like(answer.numerical_gradient(f, theta, 0.5), numerical_gradient(f, theta, 0.5))


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_slope_each])
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [(curve((n,)), draw(case, n)) for n in (3, 4, 4)]
    case.pure(answer.numerical_gradient, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def two_copies_for_each_entry(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = theta.astype(float), theta.astype(float)
        plus[index] += h
        minus[index] -= h
        g[index] = (f(plus) - f(minus)) / (2 * h)
    return g


@exercise.accepts
def restores_the_old_value(f, theta, h=1e-6):
    work = np.array(theta, dtype=float)
    g = np.zeros_like(work)
    for index, old in np.ndenumerate(theta):
        work[index] = old + h
        above = f(work)
        work[index] = old - h
        below = f(work)
        work[index] = old
        g[index] = 0.5 * (above - below) / h
    return g


@exercise.accepts
def unit_vectors(f, theta, h=1e-6):
    units = np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in units]).reshape(
        theta.shape
    )


@exercise.accepts
def mean_of_both_sides(f, theta, h=1e-6):
    here = f(theta)
    g = []
    for i in range(theta.size):
        e = np.zeros(theta.size)
        e[i] = h
        e = e.reshape(theta.shape)
        forward = (f(theta + e) - here) / h
        backward = (here - f(theta - e)) / h
        g.append((forward + backward) / 2)
    return np.reshape(g, theta.shape)


@exercise.accepts
def flat_indices(f, theta, h=1e-6):
    g = np.empty(theta.size)
    for i in range(theta.size):
        difference = 0.0
        for sign in (1, -1):
            moved = theta.astype(np.float64)
            moved.flat[i] += sign * h
            difference += sign * f(moved)
        g[i] = difference / h / 2
    return g.reshape(theta.shape)


@exercise.accepts
def lists_of_numbers(f, theta, h=1e-6):
    numbers = theta.ravel().tolist()

    def value(i, move):
        moved = [*numbers[:i], numbers[i] + move, *numbers[i + 1 :]]
        return float(f(np.array(moved).reshape(theta.shape)))

    g = [(value(i, h) - value(i, -h)) / (h + h) for i in range(len(numbers))]
    return np.array(g).reshape(theta.shape)


@exercise.accepts
def row_after_row(f, theta, h=1e-6):
    if theta.ndim == 0:
        return np.array((f(theta + h) - f(theta - h)) / (2 * h))

    def along(i):
        def with_this_row(row):
            whole = theta.astype(float)
            whole[i] = row
            return f(whole)

        return row_after_row(with_this_row, theta[i], h)

    return np.array([along(i) for i in range(len(theta))])


# --- wrong answers ----------------------------------------------------------


def moved(theta, index, step):
    """A float copy of theta with one entry moved."""
    copy = np.array(theta, dtype=float)
    copy[index] += step
    return copy


@exercise.rejects(
    "You compare the loss ahead with the loss here; that one-sided difference errs by a multiple "
    "of h. Look h ahead and h back."
)
def forward_difference(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(theta)) / h
    return g


@exercise.rejects(
    "You compare the loss here with the loss one step back; only a difference that looks to both "
    "sides makes the error of order h cancel."
)
def backward_difference(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(theta) - f(moved(theta, index, -h))) / h
    return g


@exercise.rejects(
    "A step of 2h to one side is no central difference, although it divides by 2h: the two points "
    "have to lie on either side of theta."
)
def double_step_to_one_side(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, 2 * h)) - f(theta)) / (2 * h)
    return g


@exercise.rejects(
    "Your two points lie 2h apart, one on each side, so divide the difference by 2h: by h alone "
    "every slope comes out twice as large."
)
def divides_by_h(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / h
    return g


@exercise.rejects(
    "A slope is a change divided by a distance; you return the change of the loss and never divide "
    "it by the distance 2h."
)
def never_divides(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = f(moved(theta, index, h)) - f(moved(theta, index, -h))
    return g


@exercise.rejects(
    "Put 2 * h into brackets: dividing by 2 and then multiplying by h makes the slope smaller "
    "with h instead of cancelling it."
)
def divides_by_2_and_multiplies_by_h(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / 2 * h
    return g


@exercise.rejects(
    "You subtract the loss ahead from the loss behind, so a loss that rises gets a negative slope: "
    "take f at theta + h first."
)
def behind_minus_ahead(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, -h)) - f(moved(theta, index, h))) / (2 * h)
    return g


@exercise.rejects(
    "A slope has a sign, and it tells which way is down; leave out the absolute value."
)
def absolute_slopes(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = abs(f(moved(theta, index, h)) - f(moved(theta, index, -h))) / (2 * h)
    return g


@exercise.rejects(
    "You move all the entries at the same time, which measures one slope along the diagonal; move "
    "one entry and leave the others where they are.",
    read=MANY,
)
def moves_all_entries_at_once(f, theta, h=1e-6):
    slope = (f(theta + h) - f(theta - h)) / (2 * h)
    return np.full(theta.shape, slope)


@exercise.rejects(
    "An entry that was moved stays moved while you measure the next one: give it its old value "
    "back first, or start from a fresh copy.",
    read=MANY,
)
def never_moves_back(f, theta, h=1e-6):
    work = np.array(theta, dtype=float)
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        work[index] += h
        above = f(work)
        work[index] -= 2 * h
        g[index] = (above - f(work)) / (2 * h)
    return g


@exercise.rejects(
    "You move the entries of the caller's own theta, and they do not come back exactly: adding and "
    "taking off h rounds. Work on a copy.",
    read=MANY,
)
def undoes_the_step_by_arithmetic(f, theta, h=1e-6):
    theta = np.asarray(theta, dtype=float)
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        theta[index] += h
        above = f(theta)
        theta[index] -= 2 * h
        g[index] = (above - f(theta)) / (2 * h)
        theta[index] += h
    return g


@exercise.rejects(
    "Without a copy your two points are one and the same array, so both losses are equal and every "
    "slope is 0.",
    read=MANY,
)
def two_names_for_one_array(f, theta, h=1e-6):
    theta = np.array(theta, dtype=float)
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus = minus = theta
        plus[index] += h
        minus[index] -= h
        g[index] = (f(plus) - f(minus)) / (2 * h)
    return g


@exercise.rejects(
    "An array of integers cannot hold theta + h or theta − h: the decimals are cut off, and you "
    "measure between whole numbers. Turn theta into float64 first.",
    read=MANY,
)
def loses_the_step_in_integers(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = theta.copy(), theta.copy()
        plus[index] += h
        minus[index] -= h
        g[index] = (f(plus) - f(minus)) / (2 * h)
    return g


@exercise.rejects(
    "`zeros_like` makes an array of integers where theta holds integers, and it cuts off the "
    "decimals of your slopes: ask for float64.",
    read=MANY,
)
def keeps_the_slopes_in_integers(f, theta, h=1e-6):
    g = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / (2 * h)
    return g


@exercise.rejects(
    "Your loop runs over the first axis alone, so in a matrix it moves whole rows; every single "
    "entry has a slope of its own.",
    read=MANY,
)
def loops_over_the_first_axis(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for i in range(len(theta)):
        g[i] = (f(moved(theta, i, h)) - f(moved(theta, i, -h))) / (2 * h)
    return g


@exercise.rejects(
    "You return the slopes in one long row; the gradient has the shape of theta, so give it that "
    "shape at the end.",
    read=MANY,
)
def flattens_the_slopes(f, theta, h=1e-6):
    indices = np.ndindex(theta.shape)
    return np.array([(f(moved(theta, i, h)) - f(moved(theta, i, -h))) / (2 * h) for i in indices])


@exercise.rejects(
    "f gets a flattened theta, but it was made for theta as it is: keep the shape of what you pass "
    "to f.",
    read=MANY,
)
def passes_a_flat_theta(f, theta, h=1e-6):
    flat = theta.ravel()
    g = np.zeros(flat.size)
    for i in range(flat.size):
        g[i] = (f(moved(flat, i, h)) - f(moved(flat, i, -h))) / (2 * h)
    return g.reshape(theta.shape)


@exercise.rejects(
    "You fill the gradient of a matrix column by column, but walk through theta row by row, so the "
    "slopes end up in the wrong places.",
    read=MANY,
)
def fills_column_by_column(f, theta, h=1e-6):
    indices = np.ndindex(theta.shape)
    g = [(f(moved(theta, i, h)) - f(moved(theta, i, -h))) / (2 * h) for i in indices]
    return np.array(g).reshape(theta.shape, order="F")


@exercise.rejects(
    "You pass f a single entry; f needs the whole of theta, in which this one entry has moved.",
    read=MANY,
)
def passes_one_entry_to_f(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(theta[index] + h) - f(theta[index] - h)) / (2 * h)
    return g


@exercise.rejects(
    "You add the slopes up to a single number; the gradient keeps one slope for each entry of "
    "theta.",
    read=MANY,
)
def sum_of_the_slopes(f, theta, h=1e-6):
    indices = np.ndindex(theta.shape)
    return sum((f(moved(theta, i, h)) - f(moved(theta, i, -h))) / (2 * h) for i in indices)


@exercise.rejects(
    "The step is fixed inside your function; the caller chooses it through h, and 1e-6 is only its "
    "value where nothing is given.",
    read=SMALL_H,
)
def ignores_h(f, theta, h=1e-6):
    h = 1e-6
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / (2 * h)
    return g


@exercise.rejects(
    "Smaller is not better: next to theta your step disappears in rounding, both losses are equal, "
    "and every slope is 0.",
    read=SMALL_H,
)
def step_lost_in_rounding(f, theta, h=1e-6):
    h = 1e-20
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / (2 * h)
    return g


@exercise.rejects(
    "Your points lie h/2 to each side and you divide by h: a difference of another step than the "
    "one asked for, h to each side.",
    read=SMALL_H,
)
def half_a_step_to_each_side(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h / 2)) - f(moved(theta, index, -h / 2))) / h
    return g


@exercise.rejects(
    "Your step grows with the size of the entry; the same h belongs to every entry, however large "
    "or small theta is.",
    read=SMALL_H,
)
def step_relative_to_theta(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = h * max(1.0, abs(theta[index]))
        g[index] = (f(moved(theta, index, step)) - f(moved(theta, index, -step))) / (2 * step)
    return g


@exercise.rejects(
    "Return the slopes as measured: rounding belongs where a number is printed, and it wipes out "
    "small slopes."
)
def rounds_the_slopes(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / (2 * h)
    return np.round(g, 1)


@exercise.rejects(
    "float32 carries about seven digits, and the difference of two nearly equal losses loses most "
    "of them: work in float64.",
    read=SMALL_H,
)
def loses_digits_in_float32(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        above, below = f(moved(theta, index, h)), f(moved(theta, index, -h))
        g[index] = (np.float32(above) - np.float32(below)) / np.float32(2 * h)
    return g


@exercise.rejects(
    "Your slopes are right, but they come as a list; turn them into an array of theta's shape.",
    read=MANY,
)
def list_of_slopes(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / (2 * h)
    return g.tolist()


@exercise.rejects(
    "Your slopes stand in a column, one axis more than theta has; a gradient has the very shape of "
    "theta.",
    read=MANY,
)
def column_of_slopes(f, theta, h=1e-6):
    g = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        g[index] = (f(moved(theta, index, h)) - f(moved(theta, index, -h))) / (2 * h)
    return g[..., np.newaxis]
