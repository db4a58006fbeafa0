"""categorical_cross_entropy(Y, P): −1/n Σᵢ Σⱼ Yᵢⱼ log Pᵢⱼ, the mean price of the truth."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multiclass_classification import categorical_cross_entropy

exercise = Exercise(categorical_cross_entropy, read="Cross-entropy: the price of a probability")

# Relative. Right answers err by less than 1e-10 here, the best wrong one by 1e-3. It is wide: a
# constant of 1e-7 beside P, to keep the logarithm finite, costs up to 2e-6, and is right.
TOLERANCE = 1e-5


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, q: int) -> tuple[np.ndarray, np.ndarray]:
    """Y (n, q), one-hot, and P (n, q), probabilities with two decimals, 0.05 or more."""
    y = case.rng.permutation((np.arange(n) + case.rng.integers(q)) % q)  # as many as can be
    spread = [case.rng.multinomial(100 - 5 * q, case.rng.dirichlet(np.ones(q))) for _ in range(n)]
    return np.eye(q)[y], (5 + np.array(spread)) / 100


def draw_soft(case: Case, n: int, q: int) -> tuple[np.ndarray, np.ndarray]:
    """The same with soft labels, which have one decimal and are 0.1 or more."""
    spread = [case.rng.multinomial(10 - q, case.rng.dirichlet(np.ones(q))) for _ in range(n)]
    return (1 + np.array(spread)) / 10, draw(case, n, q)[1]


@exercise.check("returns one number")
def returns_one_number(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 3)):
        Y, P = draw(case, n, q)
        case.numbers(answer.categorical_cross_entropy(Y, P), categorical_cross_entropy(Y, P))


@exercise.check("returns it as a number, not as an array", needs=[returns_one_number])
def returns_a_number(answer: Answer, case: Case) -> None:
    Y, P = draw(case, 3, 2)
    case.like(answer.categorical_cross_entropy(Y, P), categorical_cross_entropy(Y, P))


@exercise.check("is the mean price of the true class", weight=8, needs=[returns_one_number])
def is_the_mean_price(answer: Answer, case: Case) -> None:
    for n, q in ((4, 3), (2, 3), (1, 3), (2, 4), (7, 2), (3, 3), (50, 6)):
        Y, P = draw(case, n, q)
        want = categorical_cross_entropy(Y, P)
        got = case.numbers(answer.categorical_cross_entropy(Y, P), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("takes soft labels", weight=3, needs=[is_the_mean_price])
def takes_soft_labels(answer: Answer, case: Case) -> None:
    for n, q in ((3, 4), (2, 3), (1, 2)):
        Y, P = draw_soft(case, n, q)
        want = categorical_cross_entropy(Y, P)
        got = case.numbers(answer.categorical_cross_entropy(Y, P), want)
        case.equal(got, want, tol=TOLERANCE)


@exercise.check("takes probabilities of 0 and 1", weight=2, needs=[is_the_mean_price])
def takes_probabilities_of_0_and_1(answer: Answer, case: Case) -> None:
    Y, P = draw(case, 3, 4)
    P = np.where(Y == 1, P, 0)
    P[:, 0] += 1 - P.sum(axis=1)  # the truth, or the first class, has all that is left
    for labels, predictions in ((Y, P), (Y, Y), (Y[:1], Y[:1])):  # 0 · log 0 counts as 0
        want = categorical_cross_entropy(labels, predictions)
        got = case.numbers(answer.categorical_cross_entropy(labels, predictions), want)
        case.equal(got, want, tol=TOLERANCE, scale=1.0)


@exercise.check(
    "has a high and finite price for P = 0 at the truth", weight=2, needs=[is_the_mean_price]
)
def has_a_finite_price_for_zero(answer: Answer, case: Case) -> None:
    hint = "Any finite price above 15 will do."
    for n, q, wrong in ((1, 3, 1), (2, 3, 2), (4, 3, 1), (3, 4, 2)):
        Y, P = draw(case, n, q)
        P[:wrong] = np.roll(Y[:wrong], 1, axis=1)  # certain of another class
        got = answer.categorical_cross_entropy(Y, P)
        if isinstance(got, np.ndarray) and got.size == 1:
            got = got.item()  # its container has its own check
        case.like(got, categorical_cross_entropy(Y, P), hint=hint)
        others = [categorical_cross_entropy(Y[[i]], P[[i]]) for i in range(wrong, n)]
        price = (n * float(got) - math.fsum(others)) / wrong
        sample = f"y = {Y[0].astype(int).tolist()} and p = {P[0].astype(int).tolist()}"
        message = f"A sample with {sample} costs {price + 0.0:.4g}; more than 15 is wanted"
        case.small(0.0 if price > 15 else 15 - price, message, tol=0.0)


@exercise.check("changes nothing and remembers nothing", needs=[returns_one_number])
def is_pure(answer: Answer, case: Case) -> None:
    Y, P = draw(case, 2, 3)
    case.pure(answer.categorical_cross_entropy, (Y, P), draw(case, 3, 2), (Y, Y))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def zeros_replaced(Y, P):
    return -np.mean(np.sum(Y * np.log(np.where(P == 0, 1e-100, P)), axis=1))


@exercise.accepts
def clip_on_both_sides(Y, P, eps=1e-7):
    P = np.clip(P, eps, 1 - eps)
    return float(-(Y * np.log(P)).sum() / Y.shape[0])


@exercise.accepts
def small_constant_beside_p(Y, P):
    return -np.average((Y * np.log(P + 1e-12)).sum(axis=1))


@exercise.accepts
def loop_in_plain_python(Y, P):
    total = 0.0
    for labels, probabilities in zip(Y.tolist(), P.tolist()):
        for label, p in zip(labels, probabilities):
            total -= label * math.log(max(p, 1e-300))
    return total / len(Y)


@exercise.accepts
def logarithm_of_the_likelihood(Y, P):
    likelihood = np.prod(np.maximum(P, 1e-200) ** Y, axis=1)
    return np.mean(-np.log(likelihood))


@exercise.accepts
def infinity_made_finite(Y, P):
    with np.errstate(divide="ignore"):
        log_P = np.nan_to_num(np.log(P), neginf=-800.0)
    return np.sum(Y * -log_P) / P.shape[0]


@exercise.accepts
def diagonal_of_a_product(Y, P):
    all_pairs = Y @ np.log(np.fmax(P, np.finfo(float).tiny)).T
    return -np.diag(all_pairs).mean()


@exercise.accepts
def one_sample_at_a_time(Y, P):
    losses = [-np.sum(y * np.log(np.maximum(p, 1e-30))) for y, p in zip(Y, P)]
    return np.array(sum(losses) / len(losses))


OPEN = "what is done where the shapes differ is left open"
exercise.equivalent("Y.shape != P.shape", OPEN, answer="categorical_cross_entropy")
exercise.equivalent("if Y.shape != P.shape:", OPEN, answer="categorical_cross_entropy")
exercise.equivalent("Y, P = (_floats(Y), _floats(P))", "arrays are given")
exercise.equivalent("np.float64", "any smallest number will do", answer="categorical_cross_entropy")
exercise.equivalent("P.real < tiny", "it is tiny either way")
exercise.equivalent("np.clip(P, eps, 1 - eps)", "max(a, b) = max(b, a); no p is above 1")
exercise.equivalent("1 - eps", "an upper bound is not needed")
exercise.equivalent("np.nan_to_num(np.log(P), neginf=-800.0)", "any price above 15 will do")


# --- wrong answers ----------------------------------------------------------


def log(P):
    return np.log(np.maximum(P, 1e-300))


@exercise.rejects(
    "Divide by the number of samples: the loss is a mean, and a sum grows with every sample of the "
    "batch."
)
def sum_over_the_batch(Y, P):
    return -np.sum(Y * log(P))


@exercise.rejects(
    "You average over all entries of the table, which divides by the number of classes too; the "
    "mean is over samples alone."
)
def mean_over_all_entries(Y, P):
    return -np.mean(Y * log(P))


@exercise.rejects(
    "You charge for the probability of the first class, whatever the label says; the true class "
    "stands first on the slide only by chance."
)
def price_of_the_first_class(Y, P):
    return -np.mean(log(P)[:, 0])


@exercise.rejects(
    "You charge for the most probable class; then a model that is sure of the wrong class pays "
    "nothing. The label says which class counts."
)
def price_of_the_likeliest_class(Y, P):
    return -np.mean(log(P.max(axis=1)))


@exercise.rejects(
    "Where a probability is 0, your logarithm is −∞ and 0 · −∞ is nan: keep P away from 0 inside "
    "the logarithm.",
    read="Soft labels, and zero times log zero",
)
def logarithm_of_zero(Y, P):
    return -np.mean(np.sum(Y * np.log(P), axis=1))


@exercise.rejects(
    "You count 0 · log 0 as 0, but a probability of 0 at the truth still costs ∞: replace it by a "
    "small positive number.",
    read="Soft labels, and zero times log zero",
)
def infinite_price_for_the_truth(Y, P):
    prices = np.where(Y > 0, -Y * np.log(np.where(Y > 0, P, 1)), 0)
    return np.mean(prices.sum(axis=1))


@exercise.rejects(
    "You replace −∞ by the largest number there is, and two such prices add up to infinity; "
    "replace p = 0 by a small number instead.",
    read="Soft labels, and zero times log zero",
)
def largest_number_as_the_price(Y, P):
    return np.mean(np.sum(-Y * np.nan_to_num(np.log(P)), axis=1))


@exercise.rejects(
    "You drop the terms that are not finite, so a sample that is wholly wrong costs nothing at "
    "all; it has to be the dearest.",
    read="Soft labels, and zero times log zero",
)
def wholly_wrong_costs_nothing(Y, P):
    log_P = np.where(P > 0, log(P), 0)
    return -np.mean(np.sum(Y * log_P, axis=1))


@exercise.rejects(
    "Your floor under the probabilities is too high: with 1e-6, a sample that is wholly wrong "
    "costs less than 14, and more than 15 is wanted.",
    read="Soft labels, and zero times log zero",
)
def floor_that_is_too_high(Y, P):
    return -np.mean(np.sum(Y * np.log(np.maximum(P, 1e-6)), axis=1))


@exercise.rejects(
    "You replace the nan of a sample by a number afterwards, so its true price is lost with it: "
    "keep 0 · log 0 from becoming nan.",
    read="Soft labels, and zero times log zero",
)
def number_in_place_of_nan(Y, P):
    return np.mean(np.nan_to_num(-np.sum(Y * np.log(P), axis=1), nan=20.0))


@exercise.rejects(
    "The constant that you add to P is so large that it changes every price; it only has to keep "
    "the logarithm of 0 finite.",
    read="Soft labels, and zero times log zero",
)
def constant_that_is_too_large(Y, P):
    return -np.mean(np.sum(Y * np.log(P + 1e-3), axis=1))


@exercise.rejects(
    "You take the most probable class of a label as the whole truth; a soft label charges for "
    "each class by its share.",
    read="Soft labels, and zero times log zero",
)
def hard_labels_only(Y, P):
    return -np.mean(log(P[np.arange(len(Y)), Y.argmax(axis=1)]))


@exercise.rejects(
    "You pick the entries where the label is exactly 1, and a soft label may have none; multiply "
    "by Y instead of choosing by it.",
    read="Soft labels, and zero times log zero",
)
def picks_where_the_label_is_1(Y, P):
    return -np.sum(log(P[Y == 1])) / len(Y)


@exercise.rejects(
    "You mix the probabilities by the label first and take one logarithm of the mixture; with soft "
    "labels, each class needs its own logarithm.",
    read="Soft labels, and zero times log zero",
)
def logarithm_of_the_mixture(Y, P):
    return -np.mean(log(np.sum(Y * P, axis=1)))


@exercise.rejects(
    "You weigh every class that the label names alike; a soft label says how much each of them "
    "counts.",
    read="Soft labels, and zero times log zero",
)
def every_named_class_alike(Y, P):
    return -np.mean(np.sum((Y > 0) * log(P), axis=1))


@exercise.rejects(
    "You add up a binary cross-entropy for each class, which charges for the wrong classes too; "
    "that loss belongs to separate sigmoids."
)
def binary_cross_entropies_added(Y, P):
    return -np.mean(np.sum(Y * log(P) + (1 - Y) * log(1 - P), axis=1))


@exercise.rejects(
    "P holds probabilities already; a second softmax makes them almost equal, and a perfect model "
    "would still pay.",
    read="Softmax",
)
def softmax_once_more(Y, P):
    e = np.exp(P)
    return -np.mean(np.sum(Y * log(e / e.sum(axis=1, keepdims=True)), axis=1))


@exercise.rejects("Your logarithm has base 10; this course uses the natural one everywhere.")
def logarithm_of_base_10(Y, P):
    return -np.mean(np.sum(Y * log(P), axis=1)) / math.log(10)


@exercise.rejects(
    "Your logarithm has base 2, which measures in bits; this course uses the natural logarithm "
    "everywhere."
)
def logarithm_of_base_2(Y, P):
    return -np.mean(np.sum(Y * log(P), axis=1)) / math.log(2)


@exercise.rejects(
    "The logarithm of a probability is negative; the minus sign in front makes a price of it, "
    "which is never below 0."
)
def no_minus_sign(Y, P):
    return np.mean(np.sum(Y * log(P), axis=1))


@exercise.rejects(
    "You charge 1 − p for the true class, which never exceeds 1; the logarithm makes a confident "
    "mistake far dearer than a doubtful one."
)
def price_without_a_logarithm(Y, P):
    return np.mean(1 - np.sum(Y * P, axis=1))


@exercise.rejects(
    "You average the probabilities and then take one logarithm; take the logarithm of each sample "
    "first, and average the prices."
)
def logarithm_of_the_mean(Y, P):
    return -log(np.mean(np.sum(Y * P, axis=1)))


@exercise.rejects(
    "Labels and predictions have changed places: the logarithm is of the predicted probability, "
    "and the label says how much it counts."
)
def labels_and_predictions_swapped(Y, P):
    return -np.mean(np.sum(P * np.log(np.maximum(Y, 1e-7)), axis=1))


@exercise.rejects(
    "You average squared differences; the price of a probability is −log p of the true class, and "
    "nothing else is charged."
)
def squared_differences(Y, P):
    return np.mean(np.sum((P - Y) ** 2, axis=1))


@exercise.rejects("You return one price for each sample; the loss is one number, their mean.")
def prices_not_averaged(Y, P):
    return -np.sum(Y * log(P), axis=1)


@exercise.rejects(
    "Your value is right, but it comes wrapped in an array with one entry; return it as a plain "
    "number."
)
def array_with_one_entry(Y, P):
    return np.array([-np.mean(np.sum(Y * log(P), axis=1))])


@exercise.rejects(
    "You clip P in place, so the caller's probabilities change; let the clipped ones be a new "
    "array."
)
def clips_p_in_place(Y, P):
    np.clip(P, 1e-12, 1, out=P)
    return -np.mean(np.sum(Y * np.log(P), axis=1))


@exercise.rejects(
    "Return the exact loss: rounding belongs where a number is printed, and it turns a small loss "
    "into zero."
)
def rounds_the_loss(Y, P):
    return round(float(-np.mean(np.sum(Y * log(P), axis=1))), 1)


@exercise.rejects(
    "The last class never enters your sum; a sample of that class would cost nothing, whatever "
    "you predict."
)
def leaves_out_the_last_class(Y, P):
    return -np.mean(np.sum((Y * log(P))[:, :-1], axis=1))


@exercise.rejects(
    "You divide by the number of samples twice: once in the mean, and once more after it."
)
def divides_by_n_twice(Y, P):
    return -np.mean(np.sum(Y * log(P), axis=1)) / len(Y)
