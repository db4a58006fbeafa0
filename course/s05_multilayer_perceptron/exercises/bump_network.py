"""bump_network(centers, heights, width): a one-hidden-layer ReLU network that is a sum of hats."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multilayer_perceptron import bump_network

HAT = "Hats: any curve out of ReLUs"

exercise = Exercise(bump_network, read="A row of hats")

# Of the largest height. Right answers err by about 1e-12 (large numbers cancel in all of
# them), the best wrong one by 1e-6.
TOLERANCE = 1e-9

NAMES = ("W1", "b1", "W2", "b2")
MOST_POINTS = 5  # that a message shows

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def hats(centers: Array, heights: Array, width: float, x: Array) -> Array:
    """What the network has to be at the points x, whatever its parameters are."""
    distance = np.abs(x[:, np.newaxis] - centers)
    return np.maximum(0, 1 - distance / width) @ heights


def numbers(value: Any, shape: tuple[int, ...]) -> Array | None:
    """The numbers of a part, with axes of length 1 added or dropped; None if it has others."""
    try:
        found = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    long, wanted = ([length for length in s if length > 1] for s in (found.shape, shape))
    return found.reshape(shape) if long == wanted else None


def plain(part: Any, want: Array) -> bool:
    """Whether a part is in the container that is wanted."""
    if want.ndim == 0:
        return isinstance(part, int | float | np.number) or np.shape(part) == ()
    return isinstance(part, np.ndarray) and part.shape == want.shape and part.dtype == np.float64


def network(answer: Answer, case: Case, *inputs: Any) -> tuple[tuple[Any, ...], list[Array]] | None:
    """What came back, and the numbers in it; fail if they make no network with one input."""
    got = case.unpack(answer.bump_network(*inputs), *NAMES)
    try:
        h = np.size(got[0])
    except ValueError:  # rows of different lengths
        h = 3
    shapes: tuple[tuple[int, ...], ...] = ((1, h), (h,), (h,), ())
    found = []
    for name, part, shape in zip(NAMES, got, shapes, strict=True):
        held = numbers(part, shape)
        if held is None or not np.isfinite(held).all():
            case.like(part if held is None else held, np.zeros(shape), about=f"{name} of {{call}}")
            return None
        found.append(held)
    return got, found


def is_the_sum(
    answer: Answer, case: Case, x: Array, centers: Array, heights: Array, width: float
) -> None:
    """Compare the network with the hats at the points x, where it errs most."""
    if found := network(answer, case, centers, heights, width):
        W1, b1, W2, b2 = found[1]
        got = np.maximum(x[:, np.newaxis] @ W1 + b1, 0) @ W2 + b2
        want = hats(centers, heights, width, x)
        worst = np.sort(np.argsort(-np.nan_to_num(np.abs(got - want), nan=np.inf))[:MOST_POINTS])
        about = f"At x = {[float(f'{v:.4g}') for v in x[worst]]}, the network of {{call}}"
        scale = float(np.max(np.abs(heights))) or 1.0
        # a known mistake is known by its curve, in whatever order the units stand
        case.means(np.round(got / scale, 8))
        case.equal(got[worst], want[worst], tol=TOLERANCE, scale=scale, about=about)


def some_heights(case: Case, k: int) -> Array:
    """k heights of both signs, none near 0."""
    sides = np.where((np.arange(k) + case.rng.integers(2)) % 2, 1, -1)
    return sides * np.round(1 + 2 * np.abs(case.rng.normal(size=k)), 1)


def row(case: Case, k: int, width: float) -> tuple[Array, Array, float]:
    """k centres one width apart, their heights, and the width."""
    first = case.rng.integers(-8, 8) / 4
    return first + width * np.arange(k), some_heights(case, k), width


def points(centers: Array, width: float) -> Array:
    """The centres, where the hats end, and halfway."""
    return np.unique(centers[:, np.newaxis] + width * np.array([-1, -0.5, 0, 0.5, 1]))


@exercise.check("returns W1, b1, W2 and b2")
def returns_the_parameters(answer: Answer, case: Case) -> None:
    for k, width in ((3, 0.5), (1, 2.0)):
        network(answer, case, *row(case, k, width))


@exercise.check("is a row of hats, one width apart", weight=6, needs=[returns_the_parameters])
def is_a_row_of_hats(answer: Answer, case: Case) -> None:
    for k, width in ((3, 0.5), (1, 2.0), (1, 0.5), (2, 1.5), (2, 4.0), (5, 1.0)):
        inputs = row(case, k, width)
        is_the_sum(answer, case, points(inputs[0], width), *inputs)
    centers, step = np.linspace(0, 2 * math.pi, 40, retstep=True)
    is_the_sum(answer, case, np.linspace(-0.16, 6.44, 166), centers, np.sin(centers), float(step))


@exercise.check(
    "adds up hats at any distance, in any order", weight=3, needs=[returns_the_parameters]
)
def adds_up_hats_anywhere(answer: Answer, case: Case) -> None:
    grids = (
        ([0, 0.75, 2.5], 1.0),  # unequal: an overlap and a gap
        ([0, 4], 0.5),  # far apart
        ([0, 0.25], 2.0),  # almost on top of each other
        ([0, 0], 1.5),  # at one place
        ([2, 0, 3, 1], 1.0),  # in no order
        ([0.5, -2, 3.25, 0, 1.25, -1.75], 1.25),
    )
    for grid, width in grids:
        centers = np.array(grid, dtype=float) + case.rng.integers(-8, 8) / 4
        heights = some_heights(case, len(grid))
        is_the_sum(answer, case, points(centers, width), centers, heights, width)
        heights[-1] = 0.0
        is_the_sum(answer, case, points(centers, width), centers, heights, width)


@exercise.check("is 0 outside, however far", weight=2, needs=[returns_the_parameters])
def is_zero_outside(answer: Answer, case: Case) -> None:
    for k, width in ((2, 0.5), (1, 2.0), (1, 0.5), (4, 1.0)):
        inputs = row(case, k, width)
        low, high = inputs[0][0] - width, inputs[0][-1] + width
        x = np.array([low - 1000, low - width, low, high, high + width, high + 1000])
        is_the_sum(answer, case, x, *inputs)


@exercise.check(
    "keeps its shape where hats are narrow, wide, low or high", needs=[is_a_row_of_hats]
)
def keeps_its_shape_at_every_size(answer: Answer, case: Case) -> None:
    for across, up in ((1e-6, 1.0), (1e6, 1.0), (1.0, 1e-6), (1.0, 1e6), (1e-3, 1e3)):
        centers, heights, width = row(case, 1 if up == 1 else 2, 0.5)
        scaled = across * centers, up * heights, across * width
        is_the_sum(answer, case, across * points(centers, width), *scaled)


@exercise.check("copes with whole numbers", needs=[is_a_row_of_hats])
def copes_with_whole_numbers(answer: Answer, case: Case) -> None:
    for k, width in ((3, 2.0), (2, 0.5), (1, 4.0)):
        centers = case.rng.integers(1, 5) + 3 * np.arange(k)
        heights = 1 + 2 * case.rng.integers(-4, 4, size=k)
        is_the_sum(answer, case, points(centers, width), centers, heights, width)


@exercise.check(
    "W1 is (1, h), b1 and W2 are (h,), all float64, and b2 is a number",
    needs=[returns_the_parameters],
)
def come_as_wanted(answer: Answer, case: Case) -> None:
    for k, width in ((2, 0.5), (1, 2.0)):
        centers, heights, _ = row(case, k, width)
        whole = np.arange(1, k + 1), np.arange(2, k + 2)
        for inputs in ((centers, heights, width), (*whole, width)):
            if found := network(answer, case, *inputs):
                for name, part, want in zip(NAMES, *found, strict=True):
                    if not plain(part, want):
                        case.like(part, want, about=f"{name} of {{call}}")


@exercise.check("changes nothing and remembers nothing", needs=[returns_the_parameters])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.bump_network, row(case, 2, 0.5), row(case, 2, 1.5))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def three_blocks(centers, heights, width):
    b1 = -np.concatenate([centers - width, centers, centers + width])
    W2 = np.concatenate([heights, -2 * heights, heights]) / width
    return np.ones((1, len(b1))), b1, W2, 0.0


@exercise.accepts
def one_hat_after_another(centers, heights, width):
    corners, changes = [], []
    for c, height in zip(centers, heights):
        slope = height / width
        for corner, change in ((c - width, slope), (c, -2 * slope), (c + width, slope)):
            corners.append(float(corner))
            changes.append(float(change))
    W1 = np.array([[1.0] * len(corners)])
    return W1, -np.array(corners), np.array(changes), 0.0


@exercise.accepts
def distances_in_widths(centers, heights, width):
    # every unit measures in widths, so that its slope needs no division
    k = len(centers)
    b1 = np.hstack([1 - centers / width, -centers / width, -1 - centers / width])
    W2 = np.kron([1.0, -2.0, 1.0], heights)
    return np.full((1, 3 * k), 1 / width), b1, W2, 0


@exercise.accepts
def looks_to_the_left(centers, heights, width):
    corners = np.stack([centers + width, centers, centers - width])
    weights = np.outer([1.0, -2.0, 1.0], heights) / width
    return -np.ones((1, corners.size)), corners.ravel(), weights.ravel(), 0.0


@exercise.accepts
def height_minus_both_sides(centers, heights, width):
    # 1 − |u| + what is too low beyond ±1; the heights are in the output's bias
    W1, b1, W2 = [], [], []
    for c, height in zip(centers / width, heights):
        for side in (1.0, -1.0):
            W1 += [side / width, side / width]
            b1 += [-side * c, -side * c - 1]
            W2 += [-height, height]
    return np.array([W1]), np.array(b1), np.array(W2, dtype=float), float(sum(heights))


@exercise.accepts
def shared_corners(centers, heights, width):
    change_at = {}
    for c, height in zip(centers.tolist(), heights.tolist()):
        change_at[c - width] = change_at.get(c - width, 0) + height / width
        change_at[c] = change_at.get(c, 0) - 2 * height / width
        change_at[c + width] = change_at.get(c + width, 0) + height / width
    b1 = np.array([-corner for corner in change_at])
    return np.ones((1, b1.size)), b1, np.array([*change_at.values()]), 0.0


@exercise.accepts
def slopes_between_the_corners(centers, heights, width):
    corners = np.unique([centers - width, centers, centers + width])
    values = np.array(
        [np.sum(heights * np.maximum(0, 1 - abs(t - centers) / width)) for t in corners]
    )
    slopes = np.diff(values) / np.diff(corners)
    W2 = np.diff(np.hstack([0.0, slopes, 0.0]))
    return [np.ones((1, W2.size)), -corners, W2, 0.0]


@exercise.accepts
def rows_of_a_table(centers, heights, width):
    h = 3 * centers.size
    b1, W2 = np.empty(h), np.empty(h)
    for j in range(3):
        b1[j::3] = (1 - j) * width - centers
        W2[j::3] = heights / width
    W2[1::3] *= -2
    return np.ones((1, h)), b1, W2, 0.0


REFUSING_IS_LEFT_OPEN = "nothing is said of arguments that make no sense"
for fragment in (
    "if centers.shape != heights.shape:",
    "centers.shape != heights.shape",
    "if not width > 0:",
    "width > 0",
):
    exercise.equivalent(fragment, REFUSING_IS_LEFT_OPEN)
exercise.equivalent(
    "centers, heights = (_numbers(centers), _numbers(heights))", "width makes floats of them anyway"
)
exercise.equivalent(
    "centers[:, np.newaxis] + width * np.array([-1.0, 0.0, 1.0])",
    "the first and the last unit of a hat change places",
)


# --- wrong answers ----------------------------------------------------------


def joined(corners, changes, b2=0.0):
    """A network that changes its slope at each of the corners."""
    corners, changes = np.array(corners, dtype=float), np.array(changes, dtype=float)
    return np.ones((1, corners.size)), -corners.ravel(), changes.ravel(), b2


def three(centers, width):
    return centers[:, np.newaxis] + width * np.array([-1.0, 0.0, 1.0])


def changes(heights, width):
    return heights[:, np.newaxis] / width * np.array([1.0, -2.0, 1.0])


def right(centers, heights, width):
    return joined(three(centers, width), changes(heights, width))


@exercise.rejects(
    "Two units make a hat that goes on falling for ever; a third one at c + width has to stop it "
    "at 0.",
    read=HAT,
)
def no_third_unit(centers, heights, width):
    return joined(three(centers, width)[:, :2], changes(heights, width)[:, :2])


@exercise.rejects(
    "Your units rise to the height and stay there: at the centre the slope has to turn downwards, "
    "and at c + width it has to end.",
    read=HAT,
)
def steps_instead_of_hats(centers, heights, width):
    slopes = heights[:, np.newaxis] / width * np.array([1.0, -1.0])
    return joined(three(centers, width)[:, :2], slopes)


@exercise.rejects(
    "The slope changes by 1, −1 and 1, whose sum is not 0, so the curve never comes down; at the "
    "centre it has to change by −2.",
    read=HAT,
)
def middle_change_of_one(centers, heights, width):
    return joined(
        three(centers, width), heights[:, np.newaxis] / width * np.array([1.0, -1.0, 1.0])
    )


@exercise.rejects(
    "A hat rises by its height over one width, so its slope is height / width; yours is the height "
    "alone.",
    read=HAT,
)
def slopes_not_divided_by_the_width(centers, heights, width):
    return joined(three(centers, width), changes(heights, 1.0))


@exercise.rejects(
    "You divide by the whole base, 2 · width, but a hat rises over one half of it, from c − width "
    "to c; so it reaches half its height only.",
    read=HAT,
)
def slopes_divided_by_the_base(centers, heights, width):
    return joined(three(centers, width), changes(heights, 2 * width))


@exercise.rejects(
    "The slope is height / width; you multiply by the width, so wide hats come out far too steep.",
    read=HAT,
)
def slopes_times_the_width(centers, heights, width):
    return joined(three(centers, width), changes(heights, 1 / width))


@exercise.rejects(
    "The width is divided out twice, in W1 and in W2 perhaps; a slope is height / width, so once "
    "is enough.",
    read=HAT,
)
def divides_by_the_width_twice(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1 / width, b1 / width, W2, b2


@exercise.rejects(
    "Your W1 is 1/width, but b1 still holds the plain corners; a unit starts where W1 x + b1 is 0, "
    "so divide b1 as well.",
    read=HAT,
)
def first_weights_scaled_without_the_biases(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1 / width, b1, W2 * width, b2


@exercise.rejects(
    "The width is fixed at 1 in your network; it is an argument, and corners and slopes both "
    "depend on it."
)
def width_is_always_one(centers, heights, width):
    return right(centers, heights, 1.0)


@exercise.rejects(
    "Here the width is the distance from the centre to each end; your hats are only half as wide, "
    "as if it were the whole base.",
    read=HAT,
)
def half_as_wide(centers, heights, width):
    return right(centers, heights, width / 2)


@exercise.rejects(
    "Your hats reach two widths to each side, so neighbours overlap at their centres and their "
    "heights add up there.",
    read=HAT,
)
def twice_as_wide(centers, heights, width):
    return right(centers, heights, 2 * width)


@exercise.rejects(
    "The sign of b1 is wrong: ReLU(x − c) starts at c, so the bias of a unit is minus its corner.",
    read=HAT,
)
def biases_are_the_corners(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1, -b1, W2, b2


@exercise.rejects(
    "Your network is 0 everywhere: so it goes where all three units of a hat start at its centre "
    "and cancel. Let them start one width apart.",
    read=HAT,
)
def all_corners_at_the_centres(centers, heights, width):
    return joined(three(centers, 0.0), changes(heights, width))


@exercise.rejects(
    "One unit for each centre makes a line that bends there and never returns to 0; a hat takes "
    "three of them.",
    read=HAT,
)
def one_unit_for_each_centre(centers, heights, width):
    return joined(centers, heights / width)


@exercise.rejects(
    "Your bumps have a flat top; a hat turns at its centre, and only there does it reach its "
    "height.",
    read=HAT,
)
def flat_tops(centers, heights, width):
    corners = centers[:, np.newaxis] + width * np.array([-1.0, -0.5, 0.5, 1.0])
    slopes = 2 * heights[:, np.newaxis] / width * np.array([1.0, -1.0, -1.0, 1.0])
    return joined(corners, slopes)


@exercise.rejects(
    "All your hats have height 1; multiply the three output weights of each by its own height."
)
def all_heights_are_one(centers, heights, width):
    return right(centers, np.ones(len(heights)), width)


@exercise.rejects(
    "Your hats stand upside down: the slope goes up by height / width first, and then twice as "
    "much down."
)
def hats_upside_down(centers, heights, width):
    return right(centers, -heights, width)


@exercise.rejects(
    "A negative height makes a hat that points downwards; leave the sign of the heights as it is."
)
def heights_without_a_sign(centers, heights, width):
    return right(centers, abs(heights), width)


@exercise.rejects(
    "The hats are added, not averaged: with more of them each one would shrink, although its "
    "height was asked for."
)
def mean_of_the_hats(centers, heights, width):
    return right(centers, heights / len(heights), width)


@exercise.rejects(
    "b2 lifts the whole curve, far outside too; a sum of hats is 0 there, and the heights belong "
    "into W2 alone."
)
def heights_in_the_output_bias_too(centers, heights, width):
    return joined(three(centers, width), changes(heights, width), float(np.sum(heights)))


@exercise.rejects(
    "Left of the first centre your curve stays at its height; the first hat rises from 0 like all "
    "the others."
)
def starts_at_the_first_height(centers, heights, width):
    corners, slopes = three(centers, width), changes(heights, width)
    first = np.argmin(centers)
    corners[first], slopes[first] = centers[first], 0.0
    slopes[first, 1:] = [-heights[first] / width, heights[first] / width]
    corners[first, 2] += width
    return joined(corners, slopes, float(heights[first]))


@exercise.rejects(
    "You join the given points by straight lines and never use the width; that is the same only "
    "while the centres stand one width apart."
)
def straight_lines_through_the_points(centers, heights, width):
    order = np.argsort(centers, kind="stable")
    at, up = centers[order], heights[order]
    if np.any(np.diff(at) == 0):
        return right(centers, heights, width / 2)
    corners = np.hstack([at[0] - width, at, at[-1] + width])
    values = np.hstack([0.0, up, 0.0])
    slopes = np.diff(values) / np.diff(corners)
    return joined(corners, np.diff(np.hstack([0.0, slopes, 0.0])))


@exercise.rejects(
    "You spread the centres evenly from the first to the last; they were given, and may stand at "
    "any distance."
)
def spreads_the_centres_evenly(centers, heights, width):
    return right(np.linspace(centers[0], centers[-1], len(centers)), heights, width)


@exercise.rejects(
    "Your width is the distance of the first two centres; use the argument, which need not be that "
    "distance."
)
def width_from_the_first_two_centres(centers, heights, width):
    if len(centers) > 1 and centers[1] != centers[0]:
        width = abs(float(centers[1] - centers[0]))
    return right(centers, heights, width)


@exercise.rejects(
    "The centres are sorted and the heights are not, so hats get one another's heights; their "
    "order does not matter to a sum."
)
def sorts_the_centres_alone(centers, heights, width):
    return right(np.sort(centers), heights, width)


@exercise.rejects(
    "Where hats share a corner, the later one overwrites the earlier; add the changes of slope "
    "instead."
)
def overwrites_a_shared_corner(centers, heights, width):
    change_at = {}
    for some_corners, some in zip(three(centers, width), changes(heights, width)):
        change_at.update(zip(some_corners.tolist(), some.tolist()))
    return joined(list(change_at), list(change_at.values()))


@exercise.rejects(
    "Of two hats at one place you keep a single one; a sum counts every hat that is given."
)
def one_hat_for_each_place(centers, heights, width):
    place, which = np.unique(centers, return_index=True)
    return right(place, heights[which], width)


@exercise.rejects(
    "Corners and output weights come in different orders, one hat by hat, the other corner by "
    "corner: each unit needs the weight of its own corner."
)
def corners_and_weights_in_different_orders(centers, heights, width):
    return joined(three(centers, width).T, changes(heights, width))


@exercise.rejects(
    "The last hat is missing: Python counts from 0, so the loop has to run over all centres."
)
def leaves_the_last_hat_out(centers, heights, width):
    slopes = changes(heights, width)
    slopes[-1] = 0
    return joined(three(centers, width), slopes)


@exercise.rejects(
    "A small number is added to the width, which is never 0; where hats are narrow themselves, it "
    "spoils their shape."
)
def adds_a_small_number_to_the_width(centers, heights, width):
    return right(centers, heights, width + 1e-12)


@exercise.rejects(
    "Hats with a small height are left out, as if they did not count; beside others as small they "
    "matter as much as any."
)
def leaves_small_hats_out(centers, heights, width):
    return right(centers, np.where(abs(heights) < 1e-4, 0.0, heights), width)


@exercise.rejects(
    "To find shared corners you round them, which moves narrow hats out of place; corners that "
    "nearly agree may stay apart."
)
def rounds_the_corners(centers, heights, width):
    return joined(np.round(three(centers, width), 5), changes(heights, width))


@exercise.rejects(
    "The last corner of the row is left out, as if nobody looked beyond it; the curve goes on "
    "falling or rising there for ever.",
    read=HAT,
)
def leaves_the_last_corner_out(centers, heights, width):
    corners, slopes = three(centers, width), changes(heights, width)
    slopes[np.argmax(centers), 2] = 0
    return joined(corners, slopes)


@exercise.rejects(
    "Round where you print, not where you compute: rounded corners and slopes no longer cancel, "
    "and the hats do not return to 0."
)
def rounds_the_parameters(centers, heights, width):
    return tuple(np.round(part, 3) for part in right(centers, heights, width))


@exercise.rejects(
    "Whole numbers come in, and your arrays inherit their type, which cuts off every decimal; make "
    "them float64."
)
def inherits_the_integers(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1, b1.astype(centers.dtype).astype(float), W2.astype(heights.dtype).astype(float), b2


@exercise.rejects(
    "The network is right, but W1 has a single axis; one input makes a matrix with one row, the "
    "shape (1, h), for x @ W1."
)
def first_weights_in_one_axis(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1.ravel(), b1, W2, b2


@exercise.rejects(
    "The network is right, but W1 is made of the whole number 1 and holds integers; parameters "
    "are float64, or no training step could move them."
)
def first_weights_are_integers(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1.astype(int), b1, W2, b2


@exercise.rejects(
    "The network is right, but W1 is a column; its rows belong to the inputs, of which there is "
    "one, so its shape is (1, h)."
)
def first_weights_in_a_column(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1.T, b1, W2, b2


@exercise.rejects(
    "The network is right, but W2 is a column; for a single output it has one number for each "
    "unit, the shape (h,)."
)
def output_weights_in_a_column(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1, b1, W2[:, np.newaxis], b2


@exercise.rejects(
    "The network is right, but b1 is a table with one row; a vector of biases has one axis, the "
    "shape (h,)."
)
def hidden_biases_in_a_row(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1, b1[np.newaxis], W2, b2


@exercise.rejects(
    "The network is right, but b2 is an array with one entry; a single output has a single bias, a "
    "number."
)
def output_bias_in_an_array(centers, heights, width):
    return (*right(centers, heights, width)[:3], np.zeros(1))


@exercise.rejects(
    "The network is right, but its parameters are lists; make NumPy arrays of them, or x @ W1 does "
    "not work."
)
def parameters_in_lists(centers, heights, width):
    *parts, b2 = right(centers, heights, width)
    return (*(part.tolist() for part in parts), b2)


@exercise.rejects(
    "Four parts are wanted, W1, b1, W2 and b2; b2 has to come along although it is 0."
)
def leaves_out_the_output_bias(centers, heights, width):
    return right(centers, heights, width)[:3]


@exercise.rejects(
    "The order of the result is (W1, b1, W2, b2); yours has both weights first and then both "
    "biases."
)
def weights_first_then_biases(centers, heights, width):
    W1, b1, W2, b2 = right(centers, heights, width)
    return W1, W2, b1, b2


@exercise.rejects(
    "You return the curve as a function; the parameters are wanted, so that anybody can see that "
    "it is a network."
)
def returns_the_curve(centers, heights, width):
    return lambda x: np.maximum(0, 1 - abs(x - centers) / width) @ heights


@exercise.rejects(
    "The corners are computed in the caller's own centers, which stand elsewhere afterwards; take "
    "new arrays for them."
)
def moves_the_centres(centers, heights, width):
    parts = right(centers.copy(), heights, width)
    centers += np.array(width).astype(centers.dtype)
    return parts


@exercise.rejects(
    "The heights are divided in place, so the caller's own array holds slopes afterwards; make a "
    "new array."
)
def divides_the_heights_in_place(centers, heights, width):
    if heights.dtype != float:
        return right(centers, heights, width)
    heights /= width
    return (
        right(centers, heights, 1.0)[:1] + joined(three(centers, width), changes(heights, 1.0))[1:]
    )
