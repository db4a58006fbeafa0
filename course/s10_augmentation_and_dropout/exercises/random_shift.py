"""random_shift(images, max_shift, rng): each picture moved a few pixels aside, zeros behind."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.augmentation_and_dropout import random_shift

exercise = Exercise(random_shift, read="A few pixels aside")

# Right answers are exact, the best wrong one errs by 1e-8.
TOLERANCE = 1e-12

Array = np.ndarray


# --- checks -----------------------------------------------------------------

# Chance: an outcome of probability p never happens in N draws with probability (1 − p)^N. The
# numbers of pictures are chosen so that all such accidents together have less than 1e-9.


def picture(case: Case, height: int, width: int) -> Array:
    """A picture of which every part can be told from every other: all pixels differ, none is 0."""
    size = height * width
    return (case.rng.permutation(size) - size // 2 + 0.5).reshape(height, width)


def pictures(case: Case, n: int, height: int, width: int) -> Array:
    """n such pictures."""
    return np.stack([picture(case, height, width) for _ in range(n)])


def seeded(case: Case) -> np.random.Generator:
    """A generator for one call."""
    return np.random.default_rng(case.rng.integers(2**32))


def shift(answer: Answer, case: Case, images: Array, max_shift: int, rng: Any) -> Any:
    """What one call returns, as numbers whatever they came in; None if it is no such stack."""
    got = answer.random_shift(images, max_shift, rng)
    case.means(f"{got.shape} {got.dtype}" if isinstance(got, np.ndarray) else type(got).__name__)
    found = case.numbers(got, images)
    if found is not None:
        case.means(f"{found.shape}")
    return found


def keys(stack: Array) -> list[bytes]:
    """One for each picture; the same for two of them if they are the same."""
    flat = np.round(stack.reshape(len(stack), -1), 9) + 0.0  # no −0
    return [row.tobytes() for row in flat]


def all_shifts(one: Array) -> set[bytes]:
    """Whatever a shift can make of a picture."""
    height, width = one.shape
    framed = np.pad(one, ((height, height), (width, width)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, one.shape)
    return set(keys(windows.reshape(-1, height, width)))


def copies(answer: Answer, case: Case, one: Array, count: int, max_shift: int) -> Array:
    """What becomes of many copies of a picture, each outcome once; all have to be shifts of it."""
    images = np.repeat(one[np.newaxis], count, axis=0)
    got = shift(answer, case, images, max_shift, seeded(case))
    if got is None:
        return np.zeros((0, *one.shape))
    # whoever draws, and in whatever order: of so many copies there are the same outcomes
    found = sorted(set(keys(got)))
    outcomes = np.frombuffer(b"".join(found)).reshape(-1, *one.shape)
    case.means(np.array(outcomes))
    right = all_shifts(one)
    for outcome, each in zip(outcomes, found, strict=True):
        case.that(
            each in right,
            f"`random_shift` made {np.round(outcome, 4).tolist()} out of the picture "
            f"{one.tolist()}: that is no shift of it with zeros behind",
        )
    return outcomes


@exercise.check("returns n pictures of H times W numbers")
def returns_pictures(answer: Answer, case: Case) -> None:
    for n, height, width, max_shift in ((2, 3, 4, 1), (3, 4, 2, 2)):
        shift(answer, case, pictures(case, n, height, width), max_shift, seeded(case))


@exercise.check(
    "moves pictures and fills what is left behind with 0", weight=8, needs=[returns_pictures]
)
def moves_and_fills_with_zeros(answer: Answer, case: Case) -> None:
    for height, width, count in ((2, 3, 100), (3, 2, 100), (1, 3, 20), (1, 1, 1)):
        copies(answer, case, picture(case, height, width), count, 1)
    for dtype in (np.int64, np.uint8):  # as integers or as floats: either will do
        pixels = (case.rng.permutation(6) + 200).reshape(2, 3)
        copies(answer, case, pixels.astype(dtype), 20, 1)


@exercise.check(
    "max_shift = 0 gives the same pictures, in an array of their own", needs=[returns_pictures]
)
def moves_nothing(answer: Answer, case: Case) -> None:
    for n, size in ((1, 1.1), (2, 1e-9), (3, 1e9)):
        images = size * np.repeat(pictures(case, 1, 2, 3), n, axis=0)
        got = case.numbers(answer.random_shift(images, 0, seeded(case)), images)
        case.equal(got, images, tol=TOLERANCE)
    case.fresh()


# Judged by one bright pixel with darkness around it, so that it is no matter what comes in.
@exercise.check(
    "draws dy and dx for each picture, all of −max_shift … max_shift equally likely",
    weight=6,
    needs=[returns_pictures],
)
def draws_every_shift(answer: Answer, case: Case) -> None:
    for count, max_shift, height, width in ((400, 1, 3, 4), (170, 3, 8, 7)):
        spots = np.zeros((count, height, width))
        spots[:, max_shift, max_shift] = 7.0
        got = shift(answer, case, spots, max_shift, seeded(case))
        if got is None:
            continue
        bright = got == 7
        said = f"Of {count} copies of one picture, with max_shift = {max_shift},"
        gone = count - int(np.sum(bright.sum(axis=(1, 2)) == 1))
        moves = np.argwhere(bright)[:, 1:] - max_shift
        seen = [np.unique(moves[:, axis]).tolist() for axis in (0, 1)]
        asked = list(range(-max_shift, max_shift + 1))
        pairs = set(map(tuple, moves.tolist()))
        zeros = np.sum(moves == 0, axis=0) / count
        rough = [round(2 * math.log2(3 * zero)) if 0 < zero < 1 else 0 for zero in zeros.tolist()]
        which = [each if len(each) > 1 else "one value" for each in seen]
        case.means(f"{gone > 0} {which} {len(pairs)} {rough if max_shift == 1 else ''}")
        case.that(not gone, f"{said} {gone} were moved further than that")
        case.that(
            seen == [asked, asked],
            f"{said} none was moved by another dy than {seen[0]} or another dx than {seen[1]}",
        )
        if max_shift > 1:
            continue
        case.that(len(pairs) == 9, f"{said} only {len(pairs)} of the 9 pairs (dy, dx) occurred")
        # Each value has the probability 1/3. To be off by 93 or more of 800 has one of 1e-11.
        for value in asked:
            times = int(np.sum(moves == value))
            case.small(
                max(0.0, abs(times - 2 * count / 3) - 93) / count,
                f"{said} dy and dx together were {value} in {times} cases, where "
                f"{2 * count // 3} are to be expected; chance explains no such difference",
                tol=0.0,
            )


@exercise.check(
    "max_shift may be larger than a picture",
    weight=2,
    needs=[moves_and_fills_with_zeros],
)
def moves_far(answer: Answer, case: Case) -> None:
    copies(answer, case, picture(case, 3, 2), 30, 5)
    one = picture(case, 2, 4)
    found = copies(answer, case, one, 200, 3)
    columns = np.any(found != 0, axis=1).sum(axis=1)  # that are still in sight: 4 − |dx|
    case.that(
        not {3, 2}.issubset(columns) or 1 in columns,
        f"Of 200 copies of the picture {one.tolist()}, with max_shift = 3, some that are still in "
        "sight moved by 1 column or 2, and none by 3",
    )
    # A line of 7 pixels stays in sight with a probability of 1/41 · 13/41, and 19 of 300 of them
    # do with one below 1e-11.
    for height, width in ((1, 7), (7, 1)):
        lines = np.repeat(picture(case, height, width)[np.newaxis], 300, axis=0)
        got = shift(answer, case, lines, 20, seeded(case))
        in_sight = 0 if got is None else int(np.any(got != 0, axis=(1, 2)).sum())
        case.means(f"{in_sight < 19}")
        case.that(
            in_sight < 19,
            f"Of 300 pictures of {height} times {width} pixels, {in_sight} are still in sight "
            "with max_shift = 20, where two or three are to be expected",
        )


@exercise.check("keeps the order of the pictures", weight=2, needs=[returns_pictures])
def keeps_the_order(answer: Answer, case: Case) -> None:
    n = 20
    images = np.zeros((n, 3, 4))
    images[:, 1, 1] = images[:, 1, 2] = 2.0 + case.rng.permutation(n)
    got = shift(answer, case, images, 1, seeded(case))
    if got is None:
        return
    mine, right = got.max(axis=(1, 2)).round(), images[:, 1, 1]
    several = min(np.unique(mine).size, 2)
    case.means(f"{np.array_equal(mine, right)} {set(mine) == set(right)} {several}")
    for i in range(n):
        case.that(
            mine[i] == right[i],
            f"Twenty pictures differ in their brightness. The one at place {i} has a brightness of "
            f"{right[i]:g} before the shift, and of {mine[i]:g} after it",
        )


@exercise.check("draws from rng, and from nothing else", weight=2, needs=[returns_pictures])
def draws_from_rng(answer: Answer, case: Case) -> None:
    # 12 pictures are moved alike in two calls with a probability of 25^-12, below 1e-16.
    images = pictures(case, 12, 4, 4)
    one, other = case.rng.integers(2**32, size=2)
    rng = case.hold(np.random.default_rng(one))
    generators = (np.random.default_rng(one), np.random.default_rng(other), rng, rng)
    drawn = [shift(answer, case, images, 2, generator) for generator in generators]
    if any(each is None for each in drawn):
        return
    first, changed, again, following = drawn
    repeats = np.array_equal(first, again)
    differs = not np.array_equal(first, changed)
    moves_on = not np.array_equal(again, following)
    case.means(f"{repeats} {differs} {moves_on}")
    case.that(repeats, "`random_shift` made other shifts for a second generator with the same seed")
    case.that(differs, "`random_shift` made the same shifts for generators with different seeds")
    case.that(
        moves_on,
        "`random_shift` made the same shifts twice in a row with one generator: the second epoch "
        "would be the first one again",
    )


@exercise.check("returns a float64 array of the shape (n, H, W)", needs=[returns_pictures])
def returns_an_array(answer: Answer, case: Case) -> None:
    for n, height, width in ((2, 2, 3), (1, 3, 2), (2, 1, 3)):
        images = pictures(case, n, height, width)
        got = answer.random_shift(images, 1, seeded(case))
        if isinstance(got, np.ndarray):
            case.means(f"{got.dtype} {got.shape}")
        case.like(got, images)


@exercise.check("leaves the caller's pictures as they are", needs=[returns_pictures])
def leaves_the_pictures_alone(answer: Answer, case: Case) -> None:
    for n, height in ((6, 3), (5, 2)):
        images = pictures(case, n, height, 2)
        case.numbers(answer.random_shift(images, 1, seeded(case)), images)
    case.unchanged()


# --- right answers ----------------------------------------------------------


@exercise.accepts
def cut_out_of_a_frame(images, max_shift, rng):
    n, height, width = images.shape
    border = np.zeros((n, height, max_shift))
    framed = np.concatenate([border, images, border], axis=2)
    border = np.zeros((n, max_shift, framed.shape[2]))
    framed = np.concatenate([border, framed, border], axis=1)
    out = np.zeros(images.shape)
    for i in range(n):
        top, left = rng.integers(2 * max_shift + 1, size=2)
        out[i] = framed[i, top : top + height, left : left + width]
    return out


@exercise.accepts
def pixel_by_pixel(images, max_shift, rng):
    n, height, width = images.shape
    out = np.zeros_like(images)
    for i in range(n):
        dy = rng.integers(-max_shift, max_shift, endpoint=True)
        dx = rng.integers(-max_shift, max_shift, endpoint=True)
        for r in range(height):
            for c in range(width):
                if 0 <= r - dy < height and 0 <= c - dx < width:
                    out[i, r, c] = images[i, r - dy, c - dx]
    return out


@exercise.accepts
def matrices_that_shift(images, max_shift, rng):
    n, height, width = images.shape
    dy, dx = rng.choice(np.arange(-max_shift, max_shift + 1), size=(2, n, 1, 1))
    down = np.subtract.outer(np.arange(height), np.arange(height)) == dy
    right = np.subtract.outer(np.arange(width), np.arange(width)) == dx
    return down @ images @ right


@exercise.accepts
def rolled_and_blanked(images, max_shift, rng):
    out = np.array(images)
    for axis in (1, 2):
        steps = rng.integers(-max_shift, max_shift + 1, size=len(out))
        for step in np.unique(steps):
            moved = np.roll(out[steps == step], step, axis=axis)
            lines = np.moveaxis(moved, axis, 0)
            if step < 0:
                lines[step:] = 0
            else:
                lines[:step] = 0
            out[steps == step] = moved
    return out


@exercise.accepts
def places_looked_up(images, max_shift, rng):
    n, height, width = images.shape
    up, left = np.floor(rng.random((2, n)) * (2 * max_shift + 1)).astype(int) - max_shift
    rows = np.add.outer(up, np.arange(height))[:, :, None]
    columns = np.add.outer(left, np.arange(width))[:, None, :]
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    found = images[np.arange(n)[:, None, None], rows % height, columns % width]
    return np.where(inside, found, 0.0)


@exercise.accepts
def one_number_for_both_directions(images, max_shift, rng):
    n, height, width = images.shape
    side = 2 * max_shift + 1
    frame = np.zeros((n, height + side, width + side))
    for i, ticket in enumerate(rng.integers(side**2, size=n)):
        down, right = divmod(int(ticket), side)
        frame[i, down : down + height, right : right + width] = images[i]
    return frame[:, max_shift : max_shift + height, max_shift : max_shift + width]


WHOLE = "where the pictures are whole numbers, the result may be"
LIKELY = "−dy is as likely as dy, and dx is drawn like dy"
BOUNDS = "the number in the middle of three, in whatever order"
exercise.equivalent("images = _numbers(images)", WHOLE, answer="random_shift")
exercise.equivalent("border - dy", LIKELY, after="border + dy")
exercise.equivalent("border - dx", LIKELY, after="border + dx")
exercise.equivalent("dy, dx = (np.clip(dy, -border, border), np.clip(dx, -border, border))", LIKELY)
exercise.equivalent("np.clip(dy, -border, border)", BOUNDS, after="np.clip(-border, dy, border)")
exercise.equivalent("np.clip(dx, -border, border)", BOUNDS, after="np.clip(-border, dx, border)")
exercise.equivalent(
    "min(max_shift, max(height, width))",
    "a wider frame costs only memory",
    after="max(max_shift, max(height, width))",
)
exercise.equivalent(
    "np.pad(images, ((0, 0), (border, border), (border, border)))",
    "one more picture behind the last one is never looked at",
    after="np.pad(images, ((0, 1), (border, border), (border, border)))",
)


# --- wrong answers ----------------------------------------------------------


def draws(images, max_shift, rng):
    """dy and dx for each picture."""
    return rng.integers(-max_shift, max_shift + 1, size=(len(images), 2)).tolist()


def shifted(images, moves):
    """Each picture by its own (dy, dx), zeros behind."""
    rows, columns = np.arange(images.shape[1]), np.arange(images.shape[2])
    dy, dx = np.array(moves).T[:, :, None, None]
    return (rows[:, None] - rows == dy) @ (images * 1.0) @ (columns - columns[:, None] == dx)


@exercise.rejects(
    "np.roll moves in a circle: what leaves on one side comes back on the other. What comes in "
    "has to be 0, the background."
)
def comes_back_on_the_other_side(images, max_shift, rng):
    _, height, width = images.shape
    dy, dx = np.array(draws(images, max_shift, rng)).T[:, :, None, None]
    rows, columns = np.arange(height)[:, None] - dy, np.arange(width) - dx
    places = np.arange(len(images))[:, None, None], rows % height, columns % width
    return images[places] * 1.0


@exercise.rejects(
    "What comes in repeats the pixels of the edge; the room that a shift leaves behind is "
    "background, which is 0."
)
def repeats_the_edge(images, max_shift, rng):
    _, height, width = images.shape
    out = np.zeros(images.shape)
    for i, (dy, dx) in enumerate(draws(images, max_shift, rng)):
        rows = np.clip(np.arange(height) - dy, 0, height - 1)
        columns = np.clip(np.arange(width) - dx, 0, width - 1)
        out[i] = images[i][np.ix_(rows, columns)]
    return out


@exercise.rejects(
    "The room that a shift leaves behind is filled with ones; background is 0 here, as in the "
    "pictures themselves."
)
def fills_with_ones(images, max_shift, rng):
    moves = draws(images, max_shift, rng)
    return shifted(images, moves) + 1 - shifted(np.ones(images.shape), moves)


@exercise.rejects(
    "You start from a copy of the picture and move pixels inside it, so the old ones stay where "
    "nothing new arrives; start from zeros."
)
def leaves_the_old_pixels(images, max_shift, rng):
    moves = draws(images, max_shift, rng)
    covered = shifted(np.ones(images.shape), moves)
    return np.where(covered == 1, shifted(images, moves), images)


@exercise.rejects(
    "After np.roll you blank the wrong side: the picture loses a true edge, and what came round "
    "in a circle is still there."
)
def blanks_the_wrong_side(images, max_shift, rng):
    out = []
    for one, steps in zip(images, draws(images, max_shift, rng)):
        one = np.array(one, dtype=float)
        for axis, step in enumerate(steps):
            one = np.roll(one, step, axis=axis)
            lines = np.moveaxis(one, axis, 0)
            lines[-step if step > 0 else 0 : None if step > 0 else -step] = 0
        out.append(one)
    return np.array(out)


@exercise.rejects(
    "dy and dx are drawn only once, so the whole batch moves together; draw a pair of them for "
    "each picture."
)
def one_shift_for_all(images, max_shift, rng):
    return shifted(images, draws(images[:1], max_shift, rng) * len(images))


@exercise.rejects(
    "dx is drawn once for all pictures, and only dy for each; both belong to the single picture."
)
def one_dx_for_all(images, max_shift, rng):
    moves = draws(images, max_shift, rng)
    return shifted(images, [(dy, moves[0][1]) for dy, _ in moves])


@exercise.rejects(
    "dy is drawn once for all pictures, and only dx for each; both belong to the single picture."
)
def one_dy_for_all(images, max_shift, rng):
    moves = draws(images, max_shift, rng)
    return shifted(images, [(moves[0][0], dx) for _, dx in moves])


@exercise.rejects(
    "Your largest shift never happens: rng.integers stops before its end. Ask for max_shift + 1, "
    "or set endpoint=True."
)
def never_the_largest(images, max_shift, rng):
    moves = rng.integers(-max_shift, max(max_shift, 1 - max_shift), size=(len(images), 2))
    return shifted(images, moves)


@exercise.rejects(
    "You move down and to the right only; the whole numbers from −max_shift on are wanted, so that "
    "up and left happen as well."
)
def down_and_right_only(images, max_shift, rng):
    return shifted(images, rng.integers(0, max_shift + 1, size=(len(images), 2)))


@exercise.rejects(
    "You move by the full max_shift, one way or the other; all the whole numbers in between, and "
    "0, are just as likely."
)
def full_steps_only(images, max_shift, rng):
    return shifted(images, max_shift * rng.choice([-1, 1], size=(len(images), 2)))


@exercise.rejects(
    "Besides staying you know only steps of the full max_shift; the whole numbers in between have "
    "to happen as well."
)
def nothing_in_between(images, max_shift, rng):
    return shifted(images, max_shift * rng.integers(-1, 2, size=(len(images), 2)))


@exercise.rejects(
    "Your shifts are one pixel at the most, whatever max_shift is; it says how far a picture may "
    "move."
)
def one_pixel_at_the_most(images, max_shift, rng):
    return shifted(images, draws(images, min(max_shift, 1), rng))


@exercise.rejects(
    "You move by up to twice max_shift; dy and dx lie between −max_shift and max_shift."
)
def twice_as_far(images, max_shift, rng):
    return shifted(images, draws(images, 2 * max_shift, rng))


@exercise.rejects(
    "dy and dx are one and the same number in your code, so pictures move along a diagonal; draw "
    "two."
)
def along_the_diagonal(images, max_shift, rng):
    return shifted(images, [(dy, dy) for dy, _ in draws(images, max_shift, rng)])


@exercise.rejects(
    "You move to the left and to the right only; dy is to be drawn, too, and moves the rows."
)
def columns_only(images, max_shift, rng):
    return shifted(images, [(0, dx) for _, dx in draws(images, max_shift, rng)])


@exercise.rejects("You move up and down only; dx is to be drawn, too, and moves the columns.")
def rows_only(images, max_shift, rng):
    return shifted(images, [(dy, 0) for dy, _ in draws(images, max_shift, rng)])


@exercise.rejects(
    "Each picture moves along one direction only, either dy or dx; both happen at once, each with "
    "a number of its own."
)
def one_direction_at_a_time(images, max_shift, rng):
    moves = np.array(draws(images, max_shift, rng))
    moves[np.arange(len(images)), rng.integers(2, size=len(images))] = 0
    return shifted(images, moves)


@exercise.rejects(
    "You rounded real numbers between −max_shift and max_shift, which makes both ends half as "
    "likely as the rest; draw whole numbers."
)
def ends_are_rarer(images, max_shift, rng):
    moves = np.round(rng.uniform(-max_shift, max_shift, size=(len(images), 2)))
    return shifted(images, moves)


@exercise.rejects(
    "Cutting real numbers off after the point pulls them all towards 0, and max_shift itself never "
    "happens; draw whole numbers."
)
def cut_towards_zero(images, max_shift, rng):
    moves = np.trunc(rng.uniform(-max_shift, max_shift, size=(len(images), 2)))
    return shifted(images, moves)


@exercise.rejects(
    "You subtract one draw from another, and then small shifts are likelier than large ones; all "
    "of them are to be equally likely."
)
def difference_of_two_draws(images, max_shift, rng):
    one, two = rng.integers(0, max_shift + 1, size=(2, len(images), 2))
    return shifted(images, one - two)


@exercise.rejects(
    "A normal distribution prefers small shifts, and cutting it at max_shift piles the rest up "
    "there; draw from whole numbers that are equally likely."
)
def normal_shifts(images, max_shift, rng):
    moves = np.round(rng.normal(0, max_shift / 2, size=(len(images), 2)))
    return shifted(images, np.clip(moves, -max_shift, max_shift))


@exercise.rejects(
    "No picture keeps its rows or columns in your version; 0 is one of the numbers that dy and dx "
    "are drawn from."
)
def always_moves(images, max_shift, rng):
    if max_shift == 0:
        return images * 1.0
    size = (len(images), 2)
    return shifted(images, rng.integers(1, max_shift + 1, size=size) * rng.choice([-1, 1], size))


@exercise.rejects(
    "Your pictures grow: after adding a border of zeros, cut out a window of the old size."
)
def pictures_grow(images, max_shift, rng):
    _, height, width = images.shape
    border = ((0, 0), (max_shift + 1, max_shift + 1), (max_shift + 1, max_shift + 1))
    return shifted(np.pad(images, border), draws(images, max_shift, rng))


@exercise.rejects(
    "Your pictures shrink, because you cut off what a shift could leave empty; their size stays as "
    "it is."
)
def pictures_shrink(images, max_shift, rng):
    out = shifted(images, draws(images, max_shift, rng))
    return out[:, : out.shape[1] - max_shift or 1, : out.shape[2] - max_shift or 1]


@exercise.rejects(
    "You shuffle the pictures on the way, and each one stands beside another one's label "
    "afterwards; picture i has to stay picture i."
)
def shuffles_the_pictures(images, max_shift, rng):
    return rng.permutation(shifted(images, draws(images, max_shift, rng)))


@exercise.rejects(
    "You draw pictures with replacement, so that some are lost and others come twice; each of the "
    "n pictures gives one."
)
def draws_pictures_too(images, max_shift, rng):
    chosen = images[rng.integers(len(images), size=len(images))]
    return shifted(chosen, draws(images, max_shift, rng))


@exercise.rejects(
    "You shift the first picture again and again; inside the loop it has to be picture i."
)
def first_picture_only(images, max_shift, rng):
    return shifted(np.repeat(images[:1], len(images), axis=0), draws(images, max_shift, rng))


@exercise.rejects("Rows and columns change places in your pictures; a shift turns nothing round.")
def transposed_pictures(images, max_shift, rng):
    return np.swapaxes(shifted(images, draws(images, max_shift, rng)), 1, 2)


@exercise.rejects(
    "You mirror some of the pictures as well; a shift is wanted alone, since not every task "
    "survives a flip.",
    read="Does the mirror keep the label?",
)
def flips_as_well(images, max_shift, rng):
    heads = rng.random((len(images), 1, 1)) < 0.5
    pictures = np.where(heads, images[:, :, ::-1], images)
    return shifted(pictures, draws(images, max_shift, rng))


@exercise.rejects(
    "Your slices fail when a picture leaves its frame: their bounds become negative and count from "
    "the other end. Treat such shifts apart, or limit the bounds."
)
def fails_out_of_the_frame(images, max_shift, rng):
    _, height, width = images.shape
    out = np.zeros(images.shape)
    for i, (dy, dx) in enumerate(draws(images, max_shift, rng)):
        part = images[i, max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)]
        out[i, max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)] = part
    return out


@exercise.rejects(
    "You limit the shift so that something of each picture remains; with such a max_shift, many "
    "have to leave the frame."
)
def never_out_of_the_frame(images, max_shift, rng):
    _, height, width = images.shape
    farthest = [height - 1, width - 1]
    return shifted(images, np.clip(draws(images, max_shift, rng), np.negative(farthest), farthest))


@exercise.rejects(
    "rng.integers with an empty range raises an error; with max_shift = 0 the pictures simply stay "
    "where they are."
)
def fails_without_a_shift(images, max_shift, rng):
    sizes = rng.integers(0, max_shift, size=(len(images), 2), endpoint=max_shift > 0)
    signs = rng.integers(2 * max_shift + 1, size=(len(images), 2))
    return shifted(images, (sizes + signs) % (2 * max_shift + 1) - max_shift)


@exercise.rejects(
    "You draw from NumPy's global generator, so nobody can repeat your epoch; draw from the rng "
    "that is passed in."
)
def global_generator(images, max_shift, rng):
    return shifted(images, np.random.randint(-max_shift, max_shift + 1, size=(len(images), 2)))


@exercise.rejects(
    "You make a generator of your own with a fixed seed, so every epoch shifts the same way; draw "
    "from the rng that is passed in."
)
def own_generator(images, max_shift, rng):
    return shifted(images, draws(images, max_shift, np.random.default_rng(0)))


@exercise.rejects(
    "You draw from a copy of rng, which itself stays where it was, so the next epoch gets the same "
    "shifts again; draw from rng."
)
def copy_of_the_generator(images, max_shift, rng):
    twin = np.random.Generator(type(rng.bit_generator)())
    twin.bit_generator.state = rng.bit_generator.state
    return shifted(images, draws(images, max_shift, twin))


@exercise.rejects(
    "The shifted pictures are written over the originals, which are gone for the next epoch; write "
    "into an array of your own."
)
def writes_into_the_callers_pictures(images, max_shift, rng):
    images[...] = shifted(images, draws(images, max_shift, rng))
    return images


@exercise.rejects(
    "Before you roll you blank what would come back, and do it in the caller's pictures: images[i] "
    "is a window into them. Copy it first."
)
def blanks_in_the_callers_pictures(images, max_shift, rng):
    out = np.zeros(images.shape)
    for i, (dy, dx) in enumerate(draws(images, max_shift, rng)):
        one = images[i]
        one[max(len(one) - dy, 0) if dy > 0 else 0 : None if dy > 0 else -dy] = 0
        out[i] = shifted(one[None], [(dy, dx)])[0]
    return out


@exercise.rejects(
    "With max_shift = 0 you hand the caller's own array back; a copy of it is wanted there."
)
def hands_back_the_callers_pictures(images, max_shift, rng):
    if max_shift == 0:
        return images
    return shifted(images, draws(images, max_shift, rng))


@exercise.rejects(
    "The shifts are right, but the pictures come in a list; stack them into one array (n, H, W)."
)
def list_of_pictures(images, max_shift, rng):
    return list(shifted(images, draws(images, max_shift, rng)))


@exercise.rejects("The shifts come back beside the pictures; only the pictures are wanted.")
def pictures_and_shifts(images, max_shift, rng):
    moves = draws(images, max_shift, rng)
    return shifted(images, moves), moves


@exercise.rejects(
    "Axes of length 1 are dropped, so a single picture is no stack any more; keep all three axes."
)
def without_axes_of_length_one(images, max_shift, rng):
    return np.squeeze(shifted(images, draws(images, max_shift, rng)))


@exercise.rejects(
    "The shifts are right, but the pixels are stored in float32; the course computes in float64."
)
def in_single_precision(images, max_shift, rng):
    return shifted(images, draws(images, max_shift, rng)).astype(np.float32)


@exercise.rejects(
    "Your buffer holds whole numbers and cuts off the rest of every pixel; make it one of floats."
)
def whole_pixels(images, max_shift, rng):
    out = np.zeros(images.shape, dtype=int)
    out[:] = shifted(images, draws(images, max_shift, rng))
    return out * 1.0
