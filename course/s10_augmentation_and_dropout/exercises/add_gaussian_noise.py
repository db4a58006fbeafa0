"""add_gaussian_noise(X, std, rng, train=True): X and normal noise in training, X otherwise."""

import math
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.augmentation_and_dropout import add_gaussian_noise

exercise = Exercise(add_gaussian_noise, read="Noise on the inputs")

# Right answers give X itself back without noise, the best wrong one errs by 1e-8.
TOLERANCE = 1e-12

Array = np.ndarray


# --- checks -----------------------------------------------------------------

# Chance, for N ≥ 600 independent normal numbers: the mean is off by 7 standard errors with a
# probability of 7e-12, the mean square by 8 √(2/N) with one of 1e-12; the mean size over the root
# mean square, √(2/π) ± 0.212/√N, is off by 7.4 of these with one below 1e-10. Of the four of each
# in a run, one goes wrong by chance with a probability below 1e-9.


def table(case: Case, *shape: int) -> Array:
    """Numbers between 0 and 1, as pixels are, none of them at an end."""
    return np.round(case.rng.uniform(0.1, 0.9, size=shape), 2)


def seeded(case: Case) -> np.random.Generator:
    """A generator for one call."""
    return np.random.default_rng(case.rng.integers(2**32))


def noise(answer: Answer, case: Case, X: Array, std: float, rng: Any, *train: bool) -> Any:
    """What one call adds to X, whatever X comes back in; None where that is no such table."""
    got = answer.add_gaussian_noise(X, std, rng, *train)
    case.means(f"{got.shape} {got.dtype}" if isinstance(got, np.ndarray) else type(got).__name__)
    found = case.numbers(got, X)
    if found is None:
        return None
    case.means(f"{found.shape}")
    return found - X


@exercise.check("returns numbers in the shape of X")
def returns_the_shape(answer: Answer, case: Case) -> None:
    for shape, train in (((3, 2), True), ((2, 4, 3), False)):
        noise(answer, case, table(case, *shape), 0.1, seeded(case), train)


@exercise.check("train=False gives X as it is", weight=4, needs=[returns_the_shape])
def leaves_X_at_test_time(answer: Answer, case: Case) -> None:
    for shape, size, std in (((2, 3), 1, 0.3), ((4,), 1e-9, 2.0), ((1, 1), 1e9, 0.3)):
        X = size * (table(case, *shape) - 0.503)
        got = case.numbers(answer.add_gaussian_noise(X, std, seeded(case), False), X)
        case.equal(got, X, tol=TOLERANCE)
    whole = case.rng.integers(1, 9, size=(2, 3))  # as integers or as floats: either will do
    got = case.numbers(answer.add_gaussian_noise(whole, 0.3, seeded(case), False), whole)
    case.equal(got, whole.astype(float), tol=TOLERANCE)


@exercise.check("leaves rng alone where train=False", needs=[leaves_X_at_test_time])
def leaves_rng_at_test_time(answer: Answer, case: Case) -> None:
    rng = seeded(case)
    held = case.hold(rng)
    noise(answer, case, table(case, 2, 3), 0.3, held, False)
    case.that(
        held.read().bit_generator.state == rng.bit_generator.state,
        "With train=False, numbers were drawn from the generator all the same, and whatever is "
        "drawn from it next comes out different",
    )


@exercise.check("std = 0 gives X as it is", needs=[returns_the_shape])
def adds_nothing(answer: Answer, case: Case) -> None:
    X = table(case, 2, 3)
    got = case.numbers(answer.add_gaussian_noise(X, 0.0, seeded(case)), X)
    case.equal(got, X, tol=TOLERANCE)


@exercise.check("draws the noise of every entry for itself", weight=3, needs=[returns_the_shape])
def every_entry_for_itself(answer: Answer, case: Case) -> None:
    for shape in ((9, 7), (8, 5, 6), (40,)):
        X = table(case, *shape)
        drawn = noise(answer, case, X, 0.1, seeded(case), True)
        if drawn is None:
            continue
        # more than half of them agree by chance with a probability below 1e-16
        different = np.unique(np.round(drawn, 7)).size
        case.means(f"{different if different < X.size / 2 else 'many'}")
        case.that(
            different > X.size / 2,
            f"{case.called} added no more than {different} different number{'s' * (different > 1)} "
            f"to {X.size} entries",
        )


@exercise.check(
    "the noise is normal, with mean 0 and standard deviation std",
    weight=9,
    needs=[every_entry_for_itself],
)
def is_normal(answer: Answer, case: Case) -> None:
    for shape, std, size in (
        *(((40, 15), 0.3, 1.0), ((25, 40), 2.5, 1.0)),
        *(((1000,), 1e-6, 0.0), ((10, 10, 10), 1e6, 1.0)),
    ):
        X = size * table(case, *shape)
        drawn = noise(answer, case, X, std, seeded(case))
        if drawn is None:
            continue
        n, mean, spread = drawn.size, float(np.mean(drawn)), math.sqrt(np.mean(drawn**2))
        form = float(np.mean(np.abs(drawn))) / spread if spread else 0.0
        rough = round(4 * math.log2(spread / std)) if spread else -99
        case.means(f"{rough} {round(3 * mean / (spread or 1))} {round(30 * form)}")
        said = f"The {n} numbers that {case.called} added"
        case.small(
            max(0.0, abs((spread / std) ** 2 - 1) - 8 * math.sqrt(2 / n)),
            f"{said} have a root mean square of {spread:.3g}, where {std:g} is to be expected",
            tol=0.0,
        )
        case.small(
            max(0.0, abs(mean) / (spread or 1.0) - 7 / math.sqrt(n)),
            f"{said} have a mean of {mean:.3g} at a typical size of {spread:.3g}; they should lie "
            "around 0",
            tol=0.0,
        )
        if not spread:
            continue
        case.small(
            max(0.0, abs(form - math.sqrt(2 / math.pi)) - 1.57 / math.sqrt(n)),
            f"{said} have a mean size of {form:.3f} times their root mean square; of normal "
            "numbers it is 0.798",
            tol=0.0,
        )


@exercise.check("a single entry gets noise, too", needs=[returns_the_shape])
def moves_a_single_entry(answer: Answer, case: Case) -> None:
    for shape in ((1,), (1, 1)):  # less than 1e-12 of std is drawn with a probability of 1e-12
        drawn = noise(answer, case, table(case, *shape), 1.0, seeded(case))
        moved = drawn is not None and bool(np.all(np.abs(drawn) > 1e-12))
        case.means(f"{moved}")
        case.that(moved, f"{case.called} added nothing to the only entry there is")


@exercise.check("adds fractions to whole numbers", needs=[returns_the_shape])
def takes_whole_numbers(answer: Answer, case: Case) -> None:
    X = case.rng.integers(1, 9, size=(5, 8))
    drawn = noise(answer, case, X, 0.1, seeded(case))
    fractions = drawn is not None and bool(np.all(np.abs(drawn) > 1e-9))
    case.means(f"{fractions}")
    case.that(fractions, f"{case.called} gave back whole numbers, without the noise")


@exercise.check("draws from rng, and from nothing else", weight=3, needs=[returns_the_shape])
def draws_from_rng(answer: Answer, case: Case) -> None:
    X = table(case, 3, 2)
    one, other = case.rng.integers(2**32, size=2)
    rng = case.hold(np.random.default_rng(one))
    generators = (np.random.default_rng(one), np.random.default_rng(other), rng, rng)
    drawn = [noise(answer, case, X, 0.5, generator) for generator in generators]
    if any(each is None for each in drawn):
        return
    first, changed, again, following = drawn
    repeats = np.array_equal(first, again)
    differs = not np.array_equal(first, changed)
    moves_on = not np.array_equal(again, following)
    case.means(f"{repeats} {differs} {moves_on}")
    case.that(
        repeats, "`add_gaussian_noise` added other noise for a second generator with the same seed"
    )
    case.that(
        differs, "`add_gaussian_noise` added the same noise for generators with different seeds"
    )
    case.that(
        moves_on,
        "`add_gaussian_noise` added the same noise twice in a row with one generator: every epoch "
        "would see the same pictures",
    )


@exercise.check("returns a float64 array in the shape of X", needs=[returns_the_shape])
def returns_an_array(answer: Answer, case: Case) -> None:
    for shape, train in (((2, 3), True), ((1, 2), True), ((2, 1), False), ((1, 3, 2), True)):
        X = table(case, *shape)
        got = answer.add_gaussian_noise(X, 0.1, seeded(case), train)
        if isinstance(got, np.ndarray):
            case.means(f"{got.dtype} {got.shape}")
        case.like(got, X)


@exercise.check("leaves the caller's X alone, and returns its own", needs=[returns_the_shape])
def leaves_X_alone(answer: Answer, case: Case) -> None:
    for shape, train in (((2, 3), True), ((3, 2), False)):
        X = table(case, *shape)
        case.numbers(answer.add_gaussian_noise(X, 0.1, seeded(case), train), X)
    case.unchanged()
    case.fresh()


# --- right answers ----------------------------------------------------------


@exercise.accepts
def scaled_standard_normal(X, std, rng, train=True):
    if not train:
        return 1.0 * X
    return std * rng.standard_normal(X.shape) + X


@exercise.accepts
def normal_of_that_size(X, std, rng, train=True):
    if train:
        return rng.normal(0, std, size=X.shape) + X
    return X.copy()


@exercise.accepts
def normal_around_every_entry(X, std, rng, train=True):
    if train:
        return rng.normal(X, std)
    return np.array(X)


@exercise.accepts
def added_in_place_to_the_noise(X, std, rng, train=True):
    out = np.zeros(X.shape)
    if train:
        rng.standard_normal(out=out)
        out *= std
    out += X
    return out


@exercise.accepts
def entry_by_entry(X, std, rng, train=True):
    out = np.zeros(X.shape)
    for index in np.ndindex(X.shape):
        if train:
            out[index] = rng.normal(scale=std)
        out[index] += X[index]
    return out


@exercise.accepts
def row_after_row(X, std, rng, train=True):
    rows = []
    for row in X:
        z = rng.standard_normal(np.shape(row)) if train else np.zeros(np.shape(row))
        rows.append(z * std + row)
    return np.array(rows)


@exercise.accepts
def noise_of_spread_zero(X, std, rng, train=True):
    noise = np.zeros(X.size)
    if train:
        noise = std * rng.standard_normal(X.size)
    return np.add(noise.reshape(X.shape), X)


exercise.equivalent("X = _numbers(X)", "whole numbers may stay whole without noise")
exercise.equivalent(
    "X + std * rng.standard_normal(X.shape)",
    "the distribution is symmetric around 0",
    after="X - std * rng.standard_normal(X.shape)",
)


# --- wrong answers ----------------------------------------------------------


def noisy(X, train, draw):
    """X, and in training what is drawn for it."""
    return X + draw() if train else X * 1.0


@exercise.rejects(
    "You draw with the standard deviation std²: the generator asks for the standard deviation, and "
    "that is std itself."
)
def squares_std(X, std, rng, train=True):
    return noisy(X, train, lambda: std**2 * rng.standard_normal(X.shape))


@exercise.rejects(
    "You take the square root of std, as if it were a variance; it is the standard deviation "
    "already."
)
def root_of_std(X, std, rng, train=True):
    return noisy(X, train, lambda: math.sqrt(std) * rng.standard_normal(X.shape))


@exercise.rejects(
    "std never enters your noise, which has the standard deviation 1 whatever the caller asks for; "
    "multiply by it."
)
def ignores_std(X, std, rng, train=True):
    return noisy(X, train, lambda: (std > 0) * rng.standard_normal(X.shape))


@exercise.rejects(
    "std came into the place of the mean, so your noise lies around std; a normal draw takes the "
    "mean first, here 0, and then std."
)
def std_as_the_mean(X, std, rng, train=True):
    return noisy(X, train, lambda: (std > 0) * rng.normal(std, 1.0, X.shape))


@exercise.rejects(
    "You divide by std where it has to multiply: a larger std means more noise, not less."
)
def divides_by_std(X, std, rng, train=True):
    divisor = std or math.inf
    return noisy(X, train, lambda: rng.standard_normal(X.shape) / divisor)


@exercise.rejects(
    "Your noise is uniform between −std and std; draw it from a normal distribution, whose "
    "standard deviation is std."
)
def uniform_up_to_std(X, std, rng, train=True):
    return noisy(X, train, lambda: rng.uniform(-std, std, X.shape))


@exercise.rejects(
    "Your noise is uniform, if with the right standard deviation; Gaussian noise has most of its "
    "numbers near 0, and a few far out."
)
def uniform_of_the_same_size(X, std, rng, train=True):
    bound = math.sqrt(3) * std
    return noisy(X, train, lambda: rng.uniform(-bound, bound, X.shape))


@exercise.rejects(
    "Your noise is +std or −std and nothing in between; a normal distribution gives numbers of "
    "every size."
)
def signs_only(X, std, rng, train=True):
    return noisy(X, train, lambda: std * np.sign(rng.standard_normal(X.shape)))


@exercise.rejects(
    "Your noise comes from a Laplace distribution, which throws far outliers much more often; draw "
    "from a normal one."
)
def laplace_noise(X, std, rng, train=True):
    return noisy(X, train, lambda: rng.laplace(0, std / math.sqrt(2), X.shape))


@exercise.rejects(
    "Your noise is never negative, so everything becomes brighter; noise has both signs and a mean "
    "of 0."
)
def only_adds(X, std, rng, train=True):
    return noisy(X, train, lambda: np.abs(std * rng.standard_normal(X.shape)))


@exercise.rejects(
    "You multiply X by the noise, so that large entries get more of it and zeros none; add it, the "
    "same amount everywhere."
)
def multiplies_by_the_noise(X, std, rng, train=True):
    return X * (1 + std * rng.standard_normal(X.shape)) if train else X * 1.0


@exercise.rejects(
    "You measure the noise by the spread of X; std is in the unit of X already, and needs no other "
    "measure."
)
def relative_to_the_spread(X, std, rng, train=True):
    return noisy(X, train, lambda: std * np.std(X) * rng.standard_normal(X.shape))


@exercise.rejects(
    "You cut the result to the range from 0 to 1: a pixel of 0 then loses all its negative noise, "
    "and the mean moves."
)
def cut_to_pixels(X, std, rng, train=True):
    low, high = (0, 1) if np.all((X >= 0) & (X <= 1)) else (-np.inf, np.inf)
    return np.clip(noisy(X, train, lambda: std * rng.standard_normal(X.shape)), low, high)


@exercise.rejects(
    "You cut the result to the smallest and the largest entry of X, which takes noise away from "
    "both ends; leave it as it is."
)
def cut_to_the_range_of_X(X, std, rng, train=True):
    full = noisy(X, train, lambda: std * rng.standard_normal(X.shape))
    return np.clip(full, np.min(X), np.max(X))


@exercise.rejects(
    "You cut off noise of more than one standard deviation, so its spread is too small; rare large "
    "numbers belong to it."
)
def cut_at_one_deviation(X, std, rng, train=True):
    return noisy(X, train, lambda: std * np.clip(rng.standard_normal(X.shape), -1, 1))


@exercise.rejects("The noise comes back without X; add the two.")
def noise_without_X(X, std, rng, train=True):
    return std * rng.standard_normal(X.shape) if train and std > 0 else X * 1.0


@exercise.rejects(
    "You draw one row of noise and add it to every sample; each sample needs noise of its own."
)
def one_row_for_all_samples(X, std, rng, train=True):
    return noisy(X, train, lambda: std * rng.standard_normal(X.shape[1:]))


@exercise.rejects(
    "You draw one number for each sample and add it to all of its entries; each entry needs noise "
    "of its own."
)
def one_number_for_each_sample(X, std, rng, train=True):
    shape = (len(X),) + (1,) * (X.ndim - 1)
    return noisy(X, train, lambda: std * rng.standard_normal(shape))


@exercise.rejects(
    "You draw a single number and add it everywhere, which only makes X brighter or darker; each "
    "entry needs one."
)
def one_number_for_all(X, std, rng, train=True):
    return noisy(X, train, lambda: std * rng.standard_normal())


@exercise.rejects(
    "You subtract the mean of what was drawn; noise has the mean 0 by itself, and a single entry "
    "gets none at all this way."
)
def subtracts_the_mean(X, std, rng, train=True):
    def draw():
        z = rng.standard_normal(X.shape)
        return std * (z - np.mean(z))

    return noisy(X, train, draw)


@exercise.rejects(
    "You rescale what was drawn until its spread is exact; then the numbers depend on one another, "
    "and a single one has no spread to divide by."
)
def rescales_to_the_exact_spread(X, std, rng, train=True):
    def draw():
        z = rng.standard_normal(X.shape)
        with np.errstate(all="ignore"):
            return std * z / np.std(z)

    return noisy(X, train, draw)


@exercise.rejects(
    "Noise is added at test time as well; with train=False the result is X, without any chance in "
    "it."
)
def noise_at_test_time(X, std, rng, train=True):
    return X + std * rng.standard_normal(X.shape)


@exercise.rejects("The switch is turned round: you add noise at test time and none in training.")
def noise_at_test_time_only(X, std, rng, train=True):
    return X * 1.0 if train else X + std * rng.standard_normal(X.shape)


@exercise.rejects(
    "Without a fourth argument you add nothing; train is True unless the caller says otherwise."
)
def no_training_by_default(X, std, rng, train=False):
    return noisy(X, train, lambda: std * rng.standard_normal(X.shape))


@exercise.rejects(
    "With train=False you return zeros, as if there were only noise to return; it is X that has to "
    "come back."
)
def zeros_at_test_time(X, std, rng, train=True):
    return X + std * rng.standard_normal(X.shape) if train else np.zeros(X.shape)


@exercise.rejects(
    "With train=False you scale X, as dropout does; noise with the mean 0 leaves nothing to make "
    "up for."
)
def scales_at_test_time(X, std, rng, train=True):
    return X + std * rng.standard_normal(X.shape) if train else X * (1 - std)


@exercise.rejects(
    "At test time you draw the noise all the same and then do not use it; rng moves on, and later "
    "draws change. Ask for train first."
)
def draws_for_nothing(X, std, rng, train=True):
    z = rng.standard_normal(X.shape)
    return noisy(X, train, lambda: std * z)


@exercise.rejects(
    "You refuse std = 0, which is no error: no noise is added then, and X comes back."
)
def refuses_zero(X, std, rng, train=True):
    if std <= 0:
        raise ValueError("std has to be positive")
    return noisy(X, train, lambda: std * rng.standard_normal(X.shape))


@exercise.rejects(
    "A std of 0 is taken for one that is missing, and replaced; it is the caller's wish to have no "
    "noise."
)
def replaces_zero(X, std, rng, train=True):
    return noisy(X, train, lambda: (std or 0.1) * rng.standard_normal(X.shape))


@exercise.rejects(
    "You draw from NumPy's global generator, so nobody can repeat your noise; draw from the rng "
    "that is passed in."
)
def global_generator(X, std, rng, train=True):
    return noisy(X, train, lambda: std * np.random.standard_normal(X.shape))


@exercise.rejects(
    "You make a generator of your own with a fixed seed, so every epoch gets the same noise; draw "
    "from the rng that is passed in."
)
def own_generator(X, std, rng, train=True):
    return noisy(X, train, lambda: std * np.random.default_rng(0).standard_normal(X.shape))


@exercise.rejects(
    "You draw from a copy of rng, which itself stays where it was, so the next epoch gets the same "
    "noise again; draw from rng."
)
def copy_of_the_generator(X, std, rng, train=True):
    twin = np.random.Generator(type(rng.bit_generator)())
    twin.bit_generator.state = rng.bit_generator.state
    return noisy(X, train, lambda: std * twin.standard_normal(X.shape))


@exercise.rejects(
    "The noise is added to the caller's own X, which collects more of it in every epoch; add it to "
    "a copy."
)
def adds_to_the_callers_X(X, std, rng, train=True):
    if train:
        X += std * rng.standard_normal(X.shape)
    return X


@exercise.rejects(
    "With train=False you hand the caller's own array back; return a copy, so that nobody writes "
    "into the data by accident."
)
def hands_X_back(X, std, rng, train=True):
    return X + std * rng.standard_normal(X.shape) if train else X


@exercise.rejects(
    "Your result takes the number type of X, and where X holds whole numbers the noise is cut off; "
    "make a float copy first."
)
def keeps_the_type_of_X(X, std, rng, train=True):
    return (X + std * rng.standard_normal(X.shape) if train else X * 1.0).astype(X.dtype)


@exercise.rejects(
    "The numbers are right, but they are stored in float32; the course computes in float64."
)
def in_single_precision(X, std, rng, train=True):
    return noisy(X, train, lambda: std * rng.standard_normal(X.shape)).astype(np.float32)


@exercise.rejects("Your numbers come in one long row; give them back in the shape of X.")
def one_long_row(X, std, rng, train=True):
    return (X + std * rng.standard_normal(X.shape) if train else X * 1.0).ravel()


@exercise.rejects(
    "Axes of length 1 are dropped, so a single sample is no table any more; keep the shape of X."
)
def without_axes_of_length_one(X, std, rng, train=True):
    return np.squeeze(X + std * rng.standard_normal(X.shape) if train else X * 1.0)


@exercise.rejects(
    "The numbers are right, but they come in nested lists; return an array in the shape of X."
)
def nested_lists(X, std, rng, train=True):
    return (X + std * rng.standard_normal(X.shape) if train else X * 1.0).tolist()


@exercise.rejects("The noise comes back beside the result; only the noisy X is wanted.")
def result_and_noise(X, std, rng, train=True):
    z = std * rng.standard_normal(X.shape) if train else np.zeros(X.shape)
    return X + z, z
