"""gradient_descent(grad_fn, theta0, lr, n_steps): the last point of a walk, and all its points."""

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.gradient_descent import gradient_descent

DIVERGES = "Why the step must be small"

exercise = Exercise(gradient_descent, read="The walk")

# Relative. Right answers err by less than 1e-15 here, the best wrong one by 1e-5.
TOLERANCE = 1e-11

Array = np.ndarray
Pair = tuple[Array, Array]

BOWL = "Here grad_fn(theta) = 2k(theta − 1) + Σ(theta − 1), k = 1, 2, …"


# --- checks -----------------------------------------------------------------


def bowl(shape: tuple[int, ...]):
    """grad_fn of a bowl around 1: a slope depends on its place and on all the entries."""
    k = 1.0 + np.arange(np.prod(shape, dtype=int)).reshape(shape)

    def grad_fn(theta):
        t = np.asarray(theta, dtype=float) - 1.0
        return 2 * k * t + np.sum(t)

    return grad_fn


def start(case: Case, *shape: int) -> Array:
    """Where a walk begins: not at the bottom, which is 1."""
    drawn = case.rng.normal(size=shape)
    return np.array(np.round(2 + drawn + np.where(drawn < 0, -3, 1), 1))


def walk(answer: Answer, case: Case, *arguments) -> tuple[Pair, Pair]:
    """theta and history as the answer returns them, and as they have to be."""
    got = case.unpack(answer.gradient_descent(*arguments), "theta", "history")
    return got, gradient_descent(*arguments)


def other_numbers(got: object, want: Array) -> bool:
    """Whether got is an array of another size: then history tells whether the two are swapped."""
    return isinstance(got, np.ndarray) and got.size != want.size


def agree(case: Case, got: Pair, want: Pair, hint: str = "") -> None:
    """Compare the numbers of both parts; an explanation goes on where there are none."""
    found = case.numbers(got, want)
    if found is not None:
        case.equal(found, want, tol=TOLERANCE, hint=hint)


@exercise.check("returns theta and history")
def returns_theta_and_history(answer: Answer, case: Case) -> None:
    for n in (3, 2):
        got, want = walk(answer, case, bowl((n,)), start(case, n), 0.05, 4)
        theta, _ = got
        case.numbers(got if other_numbers(theta, want[0]) else (theta, want[1]), want)


@exercise.check("theta is where the walk ends", weight=6, needs=[returns_theta_and_history])
def theta_is_the_end(answer: Answer, case: Case) -> None:
    for n, lr, n_steps in ((3, 0.05, 4), (2, 0.1, 3), (1, 0.2, 2), (2, 0.05, 1), (50, 0.01, 20)):
        (theta, _), want = walk(answer, case, bowl((n,)), start(case, n), lr, n_steps)
        agree(case, (theta, want[1]), want, hint=BOWL)


@exercise.check(
    "history holds every point, theta0 first", weight=6, needs=[returns_theta_and_history]
)
def history_holds_every_point(answer: Answer, case: Case) -> None:
    for n, lr, n_steps in ((3, 0.05, 4), (2, 0.1, 3), (1, 0.2, 2), (2, 0.05, 1), (50, 0.01, 20)):
        (_, history), want = walk(answer, case, bowl((n,)), start(case, n), lr, n_steps)
        agree(case, (want[0], history), want, hint=BOWL)


@exercise.check(
    "takes every step, even if the loss grows or nothing moves",
    weight=4,
    needs=[theta_is_the_end, history_holds_every_point],
)
def takes_every_step(answer: Answer, case: Case) -> None:
    there, bottom = start(case, 2), np.ones(2)
    for theta0, lr, n_steps in (
        (there, 0.8, 4),  # diverges
        (there, 100.0, 10),  # to 1e27
        (there, 1e-9, 3),
        (bottom, 0.1, 3),
        (there, 0.1, 0),
    ):
        got, want = walk(answer, case, bowl((2,)), theta0, lr, n_steps)
        agree(case, got, want)


@exercise.check(
    "walks with theta of any shape", weight=2, needs=[theta_is_the_end, history_holds_every_point]
)
def walks_in_any_shape(answer: Answer, case: Case) -> None:
    for shape in ((3, 2), (2, 2), (1, 3), (2, 1, 3), ()):
        got, want = walk(answer, case, bowl(shape), start(case, *shape), 0.05, 3)
        agree(case, got, want, hint=BOWL)


@exercise.check("calls grad_fn exactly n_steps times", weight=2, needs=[returns_theta_and_history])
def calls_once_at_each_step(answer: Answer, case: Case) -> None:
    for n_steps in (3, 1, 6):
        slopes = start(case, 20, 2)
        calls = []

        def grad_fn(theta, slopes=slopes, calls=calls):
            calls.append(theta)
            return slopes[len(calls) % 20].copy()  # another one at each call

        theta0 = start(case, 2)
        answer.gradient_descent(grad_fn, theta0, 0.1, n_steps)
        made = f"`gradient_descent(…, n_steps={n_steps})` called grad_fn {len(calls)} times"
        case.that(len(calls) == n_steps, f"{made}; {n_steps} are right")


@exercise.check("returns float64 arrays, for whole numbers too", needs=[returns_theta_and_history])
def returns_float64_arrays(answer: Answer, case: Case) -> None:
    for n in (2, 1):
        for whole in (False, True):
            theta0 = case.rng.integers(5, 13, size=n)  # not at the bottom
            theta0 = theta0 if whole else theta0 / 4
            case.like(*walk(answer, case, bowl((n,)), theta0, 0.1, 2))


@exercise.check(
    "leaves theta0 alone and remembers nothing", weight=2, needs=[returns_theta_and_history]
)
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [(bowl((n,)), start(case, n), 0.1, 3) for n in (2, 3, 3)]
    case.pure(answer.gradient_descent, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def appends_new_arrays(grad_fn, theta0, lr, n_steps):
    theta = theta0
    history = [theta0]
    for _ in range(n_steps):
        theta = theta - lr * grad_fn(theta)
        history.append(theta)
    return theta, np.array(history)


@exercise.accepts
def fills_a_table(grad_fn, theta0, lr, n_steps):
    history = np.zeros((n_steps + 1, *theta0.shape))
    history[0] = theta0
    for t in range(n_steps):
        history[t + 1] = history[t] - lr * grad_fn(history[t])
    return history[-1], history


@exercise.accepts
def in_place_with_copies(grad_fn, theta0, lr, n_steps):
    theta = np.array(theta0, dtype=float)
    history = [theta.copy()]
    for _ in range(n_steps):
        theta -= lr * grad_fn(theta)
        history.append(theta.copy())
    return theta, np.stack(history)


@exercise.accepts
def adds_the_step(grad_fn, theta0, lr, n_steps):
    theta = theta0
    history = theta[np.newaxis]
    while len(history) <= n_steps:
        step = np.multiply(grad_fn(theta), -lr)
        theta = np.add(theta, step)
        history = np.concatenate([history, theta[np.newaxis]])
    return theta, history


@exercise.accepts
def step_by_recursion(grad_fn, theta0, lr, n_steps):
    if n_steps == 0:
        return theta0, theta0.reshape(1, *theta0.shape)
    after = theta0 - lr * grad_fn(theta0)
    theta, rest = step_by_recursion(grad_fn, after, lr, n_steps - 1)
    return theta, np.concatenate([theta0.reshape(1, *theta0.shape), rest])


@exercise.accepts
def sums_up_the_steps(grad_fn, theta0, lr, n_steps):
    steps = np.zeros((n_steps + 1, *theta0.shape))
    for t in range(n_steps):
        here = theta0 + steps.sum(axis=0)
        steps[t + 1] = -lr * grad_fn(here)
    history = theta0 + np.cumsum(steps, axis=0)
    return history[n_steps].copy(), history


@exercise.accepts
def plain_lists(grad_fn, theta0, lr, n_steps):
    shape = theta0.shape
    points = [theta0.ravel().tolist()]
    for _ in range(n_steps):
        slopes = np.ravel(grad_fn(np.array(points[-1]).reshape(shape))).tolist()
        points.append([value - lr * slope for value, slope in zip(points[-1], slopes)])
    history = np.array(points).reshape(n_steps + 1, *shape)
    return history[-1], history


# --- wrong answers ----------------------------------------------------------


def walked(grad_fn, theta0, lr, n_steps):
    """The points of the right walk, as a list of float arrays."""
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        points.append(points[-1] - lr * grad_fn(points[-1]))
    return points


def both(points):
    """The last point, and all of them as one array."""
    return points[-1], np.array(points)


@exercise.rejects(
    "You walk along the gradient, which points uphill; to lower the loss, subtract lr times the "
    "gradient."
)
def climbs(grad_fn, theta0, lr, n_steps):
    return both(walked(grad_fn, theta0, -lr, n_steps))


@exercise.rejects(
    "Every step uses the gradient at the first point; work it out again at the place where the "
    "walk now stands."
)
def gradient_of_the_first_point(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        points.append(points[-1] - lr * grad_fn(points[0]))
    return both(points)


@exercise.rejects(
    "You start again from theta0 at each step, so the walk never gets farther than one step: go on "
    "from the last point."
)
def always_steps_from_the_start(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        points.append(points[0] - lr * grad_fn(points[-1]))
    return both(points)


@exercise.rejects(
    "Your step multiplies by the learning rate twice; a single factor lr is all that scales the "
    "gradient."
)
def learning_rate_twice(grad_fn, theta0, lr, n_steps):
    return both(walked(grad_fn, theta0, lr * lr, n_steps))


@exercise.rejects(
    "The learning rate never enters your step: subtract lr times the gradient, not the whole of it."
)
def without_the_learning_rate(grad_fn, theta0, lr, n_steps):
    return both(walked(grad_fn, theta0, 1.0, n_steps))


@exercise.rejects(
    "Your learning rate shrinks from step to step; here it stays the same until the end of the "
    "walk.",
)
def learning_rate_that_shrinks(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for t in range(n_steps):
        points.append(points[-1] - lr / (1 + t) * grad_fn(points[-1]))
    return both(points)


@exercise.rejects(
    "You divide the gradient by its length, so all steps are equally long; they have to get "
    "shorter by themselves where the ground gets flat."
)
def steps_of_equal_length(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        slope = grad_fn(points[-1])
        length = np.sqrt(np.sum(slope**2)) or 1.0
        points.append(points[-1] - lr * slope / length)
    return both(points)


@exercise.rejects(
    "You step by the sign of each slope alone; plain gradient descent uses the slopes themselves, "
    "large ones and small ones."
)
def steps_by_the_sign(grad_fn, theta0, lr, n_steps):
    return both(walked(lambda theta: np.sign(grad_fn(theta)), theta0, lr, n_steps))


@exercise.rejects(
    "You carry part of the last step into the next one; that is momentum, and plain gradient "
    "descent has no memory."
)
def momentum(grad_fn, theta0, lr, n_steps):
    points, step = [np.array(theta0, dtype=float)], 0.0
    for _ in range(n_steps):
        step = 0.9 * step - lr * grad_fn(points[-1])
        points.append(points[-1] + step)
    return both(points)


@exercise.rejects(
    "You add the gradients up and step by their sum, so old slopes are used again and again; each "
    "step takes the slope at its own point."
)
def adds_the_gradients_up(grad_fn, theta0, lr, n_steps):
    points, total = [np.array(theta0, dtype=float)], 0.0
    for _ in range(n_steps):
        total = total + grad_fn(points[-1])
        points.append(points[-1] - lr * total)
    return both(points)


@exercise.rejects(
    "The new point is the old one minus the step; yours is the step alone, and forgets where the "
    "walk stood."
)
def forgets_the_old_point(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        points.append(-lr * grad_fn(points[-1]))
    return both(points)


@exercise.rejects(
    "All slopes are averaged before the step, so every entry moves by the same amount; each entry "
    "has to follow its own slope."
)
def one_slope_for_all_entries(grad_fn, theta0, lr, n_steps):
    def mean_slope(theta):
        return np.full(np.shape(theta), np.mean(grad_fn(theta)))

    return both(walked(mean_slope, theta0, lr, n_steps))


@exercise.rejects(
    "Your walk takes one step too few: n_steps steps have n_steps + 1 points, since theta0 counts "
    "as a point."
)
def one_step_too_few(grad_fn, theta0, lr, n_steps):
    return both(walked(grad_fn, theta0, lr, max(n_steps - 1, 0)))


@exercise.rejects(
    "Your walk takes one step more than it was told; the loop runs n_steps times, and theta0 is "
    "there before it begins."
)
def one_step_too_many(grad_fn, theta0, lr, n_steps):
    return both(walked(grad_fn, theta0, lr, n_steps + 1))


@exercise.rejects(
    "The history lacks its first row: the walk begins at theta0, so put that in before the first "
    "step."
)
def history_without_the_start(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return points[-1], np.array(points[1:])


@exercise.rejects(
    "The last point is missing in the history: note each point after its step as well, not only "
    "before."
)
def history_without_the_end(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return points[-1], np.array(points[:-1])


@exercise.rejects(
    "All rows of the history are one and the same array, changed at every step, so they all show "
    "the last point: store a copy."
)
def history_of_one_array(grad_fn, theta0, lr, n_steps):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for _ in range(n_steps):
        theta -= lr * grad_fn(theta)
        history.append(theta)
    return theta, np.array(history)


@exercise.rejects(
    "Your history runs backwards: theta0 belongs into the first row, and the end of the walk into "
    "the last."
)
def history_backwards(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return points[-1], np.array(points[::-1])


@exercise.rejects(
    "Your history lists gradients; it should list the places where the walk has been, theta itself."
)
def history_of_gradients(grad_fn, theta0, lr, n_steps):
    theta = np.array(theta0, dtype=float)
    history = [theta]
    for _ in range(n_steps):
        slope = grad_fn(theta)
        theta = theta - lr * slope
        history.append(slope)
    return theta, np.array(history)


@exercise.rejects(
    "Your history flattens its points; row t has to be theta after t steps, in the shape of theta0."
)
def history_of_flat_points(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return points[-1], np.array(points).reshape(n_steps + 1, -1)


@exercise.rejects(
    "You return the mean of all points as theta; the walk ends at its last point, and that is what "
    "is wanted."
)
def mean_of_the_points(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return np.mean(points, axis=0), np.array(points)


@exercise.rejects(
    "The theta that you return is the point before the last step; return it after the step, as the "
    "history's last row."
)
def theta_before_the_last_step(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return points[-2:][0], np.array(points)


@exercise.rejects(
    "You stop as soon as the gradient grows; a walk that diverges has to show it, so take all "
    "n_steps steps.",
    read=DIVERGES,
)
def stops_when_it_diverges(grad_fn, theta0, lr, n_steps):
    points, before = [np.array(theta0, dtype=float)], np.inf
    for _ in range(n_steps):
        slope = grad_fn(points[-1])
        steepness = np.sum(slope**2)
        if steepness > before:
            break
        before = steepness
        points.append(points[-1] - lr * slope)
    return both(points)


@exercise.rejects(
    "You hold the walk back where it would run away; a learning rate that is too large should be "
    "seen in the history.",
    read=DIVERGES,
)
def clips_the_steps(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        points.append(points[-1] - np.clip(lr * grad_fn(points[-1]), -1e3, 1e3))
    return both(points)


@exercise.rejects(
    "You end the walk early where the slope is nearly 0; the caller counts on n_steps steps, even "
    "if nothing moves."
)
def stops_at_the_bottom(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        slope = grad_fn(points[-1])
        if np.sum(slope**2) < 1e-12:
            break
        points.append(points[-1] - lr * slope)
    return both(points)


@exercise.rejects(
    "You end the walk as soon as a step is short; with a small learning rate all steps are, and "
    "still n_steps of them are wanted."
)
def stops_when_a_step_is_short(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        step = lr * grad_fn(points[-1])
        points.append(points[-1] - step)
        if np.all(np.abs(step) < 1e-6):
            break
    return both(points)


@exercise.rejects(
    "You ask for the gradient at the last point as well, where no step begins; a gradient may take "
    "hours, so call grad_fn once for each step."
)
def one_gradient_too_many(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    grad_fn(points[-1])
    return both(points)


@exercise.rejects(
    "You work out the gradient twice at the same point; keep the first result in a variable and "
    "use that."
)
def two_gradients_for_a_step(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        if np.isfinite(grad_fn(points[-1])).all():
            points.append(points[-1] - lr * grad_fn(points[-1]))
    return both(points)


@exercise.rejects(
    "You call grad_fn once before the loop, only to see what comes back; theta0 has the shape that "
    "you need."
)
def tries_grad_fn_out(grad_fn, theta0, lr, n_steps):
    history = np.zeros((n_steps + 1, *np.shape(grad_fn(theta0))))
    history[:] = walked(grad_fn, theta0, lr, n_steps)
    return history[-1], history


@exercise.rejects(
    "You walk with the caller's own theta0, which then lies at the end of the walk: begin with a "
    "copy of it."
)
def walks_with_theta0_itself(grad_fn, theta0, lr, n_steps):
    theta = np.asarray(theta0, dtype=float)
    history = [theta.copy()]
    for _ in range(n_steps):
        theta -= lr * grad_fn(theta)
        history.append(theta.copy())
    return theta.copy(), np.array(history)


@exercise.rejects(
    "If theta0 holds integers, so does your history, and the decimals of the walk are cut off: ask "
    "for float64."
)
def history_in_integers(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    history = np.zeros((n_steps + 1, *theta0.shape), dtype=theta0.dtype)
    history[:] = points
    return points[-1], history


@exercise.rejects(
    "The points come as a list of arrays; stack them into a single array, one row for each point."
)
def history_as_a_list(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return points[-1], points


@exercise.rejects(
    "You return the last point alone; the history of the whole walk is wanted beside it."
)
def without_a_history(grad_fn, theta0, lr, n_steps):
    return walked(grad_fn, theta0, lr, n_steps)[-1]


@exercise.rejects(
    "Both parts are right, but they have changed places: first the last theta, then the history."
)
def history_first(grad_fn, theta0, lr, n_steps):
    points = walked(grad_fn, theta0, lr, n_steps)
    return np.array(points), points[-1]


@exercise.rejects(
    "You round the points of the walk; the small steps near the bottom vanish in that, so keep all "
    "digits."
)
def rounds_the_points(grad_fn, theta0, lr, n_steps):
    points = [np.array(theta0, dtype=float)]
    for _ in range(n_steps):
        points.append(np.round(points[-1] - lr * grad_fn(points[-1]), 4))
    return both(points)
