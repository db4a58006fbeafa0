"""bottleneck_study(hidden, seeds, run): mean and spread of the test accuracy over the seeds."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import bottleneck_study

READING = "How to read it"

exercise = Exercise(bottleneck_study, read="How to run a study")

# Absolute. Right answers err by less than 1e-15 here, the best wrong one by 1e-4.
TOLERANCE = 1e-10

History = dict[str, list[float]]
Run = Callable[[Sequence[int], int], History]


# --- checks -----------------------------------------------------------------


def one_run(rng: np.random.Generator, epochs: int) -> History:
    """An accuracy for each epoch, in three lists; the best epoch is another one in each."""
    names = ("accuracy", "val_accuracy", "test_accuracy")
    history = {name: (rng.permutation(25)[:epochs] + 40) / 100 for name in names}
    if epochs > 2:
        best = rng.permutation(epochs - 1)
        history["val_accuracy"][best[0]] = 0.7 + rng.integers(1, 9) / 100
        history["test_accuracy"][best[1]] = 0.7 + rng.integers(1, 9) / 100
        history["accuracy"][best[-1]] = 0.9
    return {name: values.tolist() for name, values in history.items()}


def make_run(case: Case, epochs: int) -> tuple[Run, list[tuple[int, ...]]]:
    """A run with other numbers for other widths and seeds, and the list of its calls."""
    key, calls = int(case.rng.integers(10**6)), []
    made: dict[tuple[int, ...], History] = {}

    def run(widths: Sequence[int], seed: int) -> History:
        if not isinstance(widths, list | tuple | np.ndarray) or len(widths) > 9:
            raise TypeError("the first argument of run is the list of the hidden widths")
        given = (*widths, seed)
        if not all(isinstance(number, int | np.integer) for number in given):
            raise TypeError("the widths and the seed of run are integers")
        call = tuple(int(number) for number in given)
        calls.append(call)
        if call not in made:
            rng = np.random.default_rng([key, len(call), *map(abs, call)])
            made[call] = one_run(rng, epochs)
        return {name: list(values) for name, values in made[call].items()}

    run.__qualname__ = "run"  # what an error says that Python raises for a wrong call
    return run, calls


def draw_seeds(case: Case, number: int) -> list[int]:
    """Different seeds, neither upwards nor downwards, if there are three or more."""
    seeds = np.sort(case.rng.permutation(40)[:number])
    return np.roll(seeds, -1).tolist()


def study(answer: Answer, case: Case, hidden: int, seeds: list[int], run: Run) -> tuple[Any, Any]:
    """What came back, mean and std; an array of two has a check of its own."""
    got = answer.bottleneck_study(hidden, seeds, run)
    if isinstance(got, np.ndarray) and got.shape == (2,):
        got = tuple(got.tolist())
    return case.unpack(got, "mean", "std")


def numbers_of(hidden: int, seeds: list[int], run: Run) -> str:
    """A sentence that says what the runs return, if it is short."""
    if len(seeds) > 2:
        return ""
    histories = [run([64, hidden], seed) for seed in seeds]
    validation, test = (
        [history[name] for history in histories] for name in ("val_accuracy", "test_accuracy")
    )
    if len(test[0]) > 3:
        return ""
    same = len(seeds) == 1 or histories[0] == histories[1]
    if same:
        return f"Here val_accuracy is {validation[0]} and test_accuracy {test[0]}."
    one, two = (f"{v} and {t}" for v, t in zip(validation, test, strict=True))
    return f"Here val_accuracy and test_accuracy are {one}, then {two}."


def agrees(
    answer: Answer, case: Case, hidden: int, seeds: list[int], run: Run, part: int | None = None
) -> None:
    """Compare one part, with the right one in place of the other, or both."""
    want = bottleneck_study(hidden, seeds, run)
    hint = numbers_of(hidden, seeds, run)
    got = study(answer, case, hidden, seeds, run)
    if part is not None:
        case.means(got[part])  # a mistake in the mean is known by the mean
        got = (got[0], want[1]) if part == 0 else (want[0], got[1])
    found = case.numbers(got, want)
    if found is not None:
        case.equal(found, want, tol=TOLERANCE, scale=1.0, hint=hint)


SIZES = ((4, 3, 5), (16, 2, 3), (8, 2, 2), (6, 5, 3), (64, 4, 6), (100, 8, 20))


@exercise.check("returns mean and std")
def returns_mean_and_std(answer: Answer, case: Case) -> None:
    for hidden, number, epochs in ((4, 3, 5), (6, 2, 4)):
        run, _ = make_run(case, epochs)
        seeds = draw_seeds(case, number)
        want = bottleneck_study(hidden, seeds, run)
        case.numbers(study(answer, case, hidden, seeds, run), want)


def shown(calls: Sequence[tuple[int, ...]]) -> str:
    """The calls of run as text."""
    if not calls:
        return "nothing"
    first = [f"run({list(widths)}, {seed})" for *widths, seed in calls[:4]]
    return ", ".join(first) + (f" and {len(calls) - 4} more" if len(calls) > 4 else "")


@exercise.check(
    "calls run([64, hidden], seed) once for each seed, in their order",
    weight=3,
    needs=[returns_mean_and_std],
)
def calls_run_once_for_each_seed(answer: Answer, case: Case) -> None:
    for hidden, number, epochs in ((4, 3, 4), (16, 2, 3), (100, 5, 3), (64, 2, 3)):
        run, calls = make_run(case, epochs)
        seeds = draw_seeds(case, number)
        answer.bottleneck_study(hidden, seeds, run)
        case.means(calls)
        want = [(64, hidden, seed) for seed in seeds]
        message = f"{case.called} called {shown(calls)}; right is {shown(want)}"
        case.small(float(calls != want), message, tol=0.5)


@exercise.check(
    "mean is over the test accuracies that validation chose",
    weight=6,
    needs=[returns_mean_and_std],
)
def mean_is_right(answer: Answer, case: Case) -> None:
    for hidden, number, epochs in SIZES:
        run, _ = make_run(case, epochs)
        agrees(answer, case, hidden, draw_seeds(case, number), run, part=0)


@exercise.check("std is the standard deviation over the seeds", weight=3, needs=[mean_is_right])
def std_is_right(answer: Answer, case: Case) -> None:
    for hidden, number, epochs in SIZES:
        run, _ = make_run(case, epochs)
        agrees(answer, case, hidden, draw_seeds(case, number), run, part=1)


@exercise.check("takes the earliest of equally good epochs", weight=2, needs=[mean_is_right])
def takes_the_earliest_of_equals(answer: Answer, case: Case) -> None:
    for val_accuracy in ([0.5, 0.7, 0.7], [0.6, 0.5, 0.6], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]):
        test_accuracy = ((case.rng.permutation(30)[:3] + 40) / 100).tolist()
        for tests in (sorted(test_accuracy), sorted(test_accuracy, reverse=True)):
            history = {"accuracy": val_accuracy, "val_accuracy": val_accuracy}

            def run(widths, seed, history=history, tests=tests):
                return {**history, "test_accuracy": tests}

            agrees(answer, case, 4, draw_seeds(case, 2), run, part=0)


@exercise.check(
    "is right for a single seed, a single epoch and a single unit", needs=[std_is_right]
)
def is_right_for_a_single_one(answer: Answer, case: Case) -> None:
    for hidden, number, epochs in ((4, 1, 4), (4, 3, 1), (1, 2, 3), (2, 4, 3), (1, 1, 1)):
        run, _ = make_run(case, epochs)
        agrees(answer, case, hidden, draw_seeds(case, number), run)


@exercise.check("comes as a tuple of two numbers", needs=[returns_mean_and_std])
def comes_as_two_numbers(answer: Answer, case: Case) -> None:
    run, _ = make_run(case, 3)
    seeds = draw_seeds(case, 3)
    case.like(answer.bottleneck_study(4, seeds, run), bottleneck_study(4, seeds, run))


@exercise.check("refuses a study without seeds", needs=[returns_mean_and_std])
def refuses_no_seeds(answer: Answer, case: Case) -> None:
    for hidden in (4, 64):
        case.raises(ValueError, answer.bottleneck_study, hidden, [], make_run(case, 3)[0])


@exercise.check("changes nothing and remembers nothing", needs=[returns_mean_and_std])
def is_pure(answer: Answer, case: Case) -> None:
    inputs = [[4, draw_seeds(case, 3), make_run(case, 3)[0]] for _ in range(2)]
    case.pure(answer.bottleneck_study, *inputs)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def loop_over_the_seeds(hidden, seeds, run):
    if len(seeds) == 0:
        raise ValueError("no seeds")
    accuracies = []
    for seed in seeds:
        history = run([64, hidden], seed)
        best = np.argmax(history["val_accuracy"])
        accuracies.append(history["test_accuracy"][best])
    return np.mean(accuracies), np.std(accuracies)


@exercise.accepts
def sums_in_plain_python(hidden, seeds, run):
    if not seeds:
        raise ValueError("a study needs a seed")
    results = []
    for seed in seeds:
        history = run((64, hidden), seed)
        validation = history["val_accuracy"]
        results.append(history["test_accuracy"][validation.index(max(validation))])
    mean = sum(results) / len(results)
    return mean, math.sqrt(sum((result - mean) ** 2 for result in results) / len(results))


@exercise.accepts
def strictly_better_epochs(hidden, seeds, run):
    found = []
    for seed in seeds:
        history = run([64, hidden], seed)
        best = -math.inf
        for validation, test in zip(history["val_accuracy"], history["test_accuracy"]):
            if validation > best:
                best, result = validation, test
        found.append(result)
    if len(found) < 1:
        raise ValueError("there are no seeds")
    return np.array(found).mean(), np.array(found).std()


@exercise.accepts
def tables_of_all_runs(hidden, seeds, run):
    histories = [run([64, hidden], seed) for seed in seeds]
    validation = np.array([history["val_accuracy"] for history in histories])
    test = np.array([history["test_accuracy"] for history in histories])
    # without runs there is no axis 1: NumPy raises the ValueError itself
    results = test[np.arange(len(seeds)), validation.argmax(axis=1)]
    return float(results.mean()), float(np.sqrt(results.var()))


@exercise.accepts
def sorted_by_validation(hidden, seeds, run):
    def result(seed):
        history = run(widths=[64, hidden], seed=seed)
        epochs = range(len(history["val_accuracy"]))
        ranking = sorted(epochs, key=lambda epoch: -history["val_accuracy"][epoch])
        return history["test_accuracy"][ranking[0]]

    results = [result(seed) for seed in seeds]
    if not results:
        raise ValueError("at least one seed is needed")
    return math.fsum(results) / len(results), np.linalg.norm(
        np.array(results) - np.mean(results)
    ) / np.sqrt(len(results))


@exercise.accepts
def pairs_of_validation_and_test(hidden, seeds, run):
    if len(seeds) < 1:
        raise ValueError("no seeds, no study")
    results = np.zeros(len(seeds))
    for i, seed in enumerate(seeds):
        history = run(np.array([64, hidden]), seed)
        pairs = zip(history["val_accuracy"], history["test_accuracy"])
        results[i] = max(pairs, key=lambda pair: pair[0])[1]
    squares = np.average((results - np.average(results)) ** 2)
    return [results.sum() / results.size, squares**0.5]


# --- wrong answers ----------------------------------------------------------


def some(seeds):
    if len(seeds) == 0:
        raise ValueError("no seeds")


def chosen(history, by="val_accuracy", report="test_accuracy"):
    """The number that one list holds where another has its first largest."""
    return history[report][int(np.argmax(history[by]))]


def result(results):
    return float(np.mean(results)), float(np.std(results))


@exercise.rejects(
    "You run the first seed only. With few units chance has a large say, so every seed gets its "
    "run, and the mean is over all of them."
)
def one_seed_only(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seed)) for seed in seeds[:1]])


@exercise.rejects(
    "You report training accuracies. What counts is how the network does on the test set, at the "
    "epoch that the validation set chose."
)
def reports_the_training_accuracy(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seed), report="accuracy") for seed in seeds])


@exercise.rejects(
    "You take the largest test accuracy of all epochs. It is tempting, and not yours to take: the "
    "epoch is chosen by the validation accuracy."
)
def picks_the_best_test_epoch(hidden, seeds, run):
    some(seeds)
    return result([max(run([64, hidden], seed)["test_accuracy"]) for seed in seeds])


@exercise.rejects(
    "Both layers become narrow in your study, so two things change at once; the first hidden layer "
    "keeps its 64 units."
)
def narrows_both_layers(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([hidden, hidden], seed)) for seed in seeds])


@exercise.rejects(
    "You refuse narrow layers, as if a few units could not represent the classes. Two of them "
    "already can; what is hard is to learn it, and that is measured here.",
    read=READING,
)
def refuses_narrow_layers(hidden, seeds, run):
    some(seeds)
    if hidden < 4:
        raise ValueError("a layer so narrow cannot represent the classes")
    return result([chosen(run([64, hidden], seed)) for seed in seeds])


@exercise.rejects(
    "Your seeds depend on the width, so two widths are never compared under the same conditions; "
    "hand on the seeds as they were given."
)
def other_seeds_for_each_width(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], 100 * hidden + seed)) for seed in seeds])


@exercise.rejects(
    "You count seeds from 0 yourself; the caller chose them, and only with these can the study be "
    "repeated."
)
def counts_the_seeds_from_zero(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], i)) for i in range(len(seeds))])


@exercise.rejects(
    "Every run gets the first seed, so you average the same run again and again; hand each run its "
    "own seed."
)
def the_same_seed_for_all(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seeds[0])) for _ in seeds])


@exercise.rejects(
    "You narrow the first hidden layer and keep the second wide; this study changes the second "
    "one, and the first keeps 64 units."
)
def narrows_the_first_layer(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([hidden, 64], seed)) for seed in seeds])


@exercise.rejects(
    "Your network has the narrow layer alone; in front of it there is a wide one of 64 units, as "
    "in the network it is compared with."
)
def leaves_out_the_wide_layer(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([hidden], seed)) for seed in seeds])


@exercise.rejects(
    "You add a third hidden layer; there are two, one of 64 units and the narrow one behind it."
)
def adds_a_third_layer(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, 64, hidden], seed)) for seed in seeds])


@exercise.rejects(
    "You list the output layer among the hidden ones; run knows the number of classes by itself "
    "and wants the two hidden widths."
)
def lists_the_output_layer_too(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden, 46], seed)) for seed in seeds])


@exercise.rejects(
    "Every seed is trained twice, once for the epoch and once for the accuracy; keep the history "
    "of one run and read both from it."
)
def trains_every_seed_twice(hidden, seeds, run):
    some(seeds)
    results = []
    for seed in seeds:
        best = int(np.argmax(run([64, hidden], seed)["val_accuracy"]))
        results.append(run([64, hidden], seed)["test_accuracy"][best])
    return result(results)


@exercise.rejects(
    "You trained the wide network as well, with 64 units; the caller asks for it by another call, "
    "so train the width that is given."
)
def trains_the_wide_network_too(hidden, seeds, run):
    some(seeds)
    results = []
    for seed in seeds:
        run([64, 64], seed)
        results.append(chosen(run([64, hidden], seed)))
    return result(results)


@exercise.rejects(
    "The seeds are sorted before the runs; go through them as they come, so that the caller can "
    "tell which run is which."
)
def sorts_the_seeds(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seed)) for seed in sorted(seeds)])


@exercise.rejects("You go through the seeds from the end; the first run belongs to the first seed.")
def seeds_from_the_end(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seed)) for seed in seeds[::-1]])


@exercise.rejects(
    "The last epoch is not always the best one; take the test accuracy at the epoch with the best "
    "validation accuracy."
)
def takes_the_last_epoch(hidden, seeds, run):
    some(seeds)
    return result([run([64, hidden], seed)["test_accuracy"][-1] for seed in seeds])


@exercise.rejects(
    "Your epoch is the one with the best training accuracy, which keeps rising while the network "
    "overfits; the validation set has to choose."
)
def chooses_by_the_training_accuracy(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seed), by="accuracy") for seed in seeds])


@exercise.rejects(
    "You report the best validation accuracy itself. It was used to choose, so it flatters; report "
    "the test accuracy of that epoch."
)
def reports_the_validation_accuracy(hidden, seeds, run):
    some(seeds)
    return result([max(run([64, hidden], seed)["val_accuracy"]) for seed in seeds])


@exercise.rejects(
    "You choose the epoch with the smallest validation number; that is right for a loss, but an "
    "accuracy is best where it is largest."
)
def chooses_the_smallest_validation(hidden, seeds, run):
    some(seeds)
    results = []
    for seed in seeds:
        history = run([64, hidden], seed)
        results.append(history["test_accuracy"][int(np.argmin(history["val_accuracy"]))])
    return result(results)


@exercise.rejects(
    "You average the test accuracies of all epochs, also of those before the network had learned "
    "much; one epoch counts for each run."
)
def averages_over_the_epochs(hidden, seeds, run):
    some(seeds)
    return result([np.mean(run([64, hidden], seed)["test_accuracy"]) for seed in seeds])


@exercise.rejects(
    "You choose one epoch for all seeds, by their mean validation accuracy; every run is stopped "
    "at the best epoch of its own."
)
def one_epoch_for_all_seeds(hidden, seeds, run):
    some(seeds)
    histories = [run([64, hidden], seed) for seed in seeds]
    best = int(np.argmax(np.mean([history["val_accuracy"] for history in histories], axis=0)))
    return result([history["test_accuracy"][best] for history in histories])


@exercise.rejects(
    "You report the most successful seed. That is luck and not a property of the width; the mean "
    "over all seeds is wanted."
)
def reports_the_best_seed(hidden, seeds, run):
    some(seeds)
    results = [chosen(run([64, hidden], seed)) for seed in seeds]
    return max(results), float(np.std(results))


@exercise.rejects(
    "You give the median of the seeds; the study reports their mean, beside the standard deviation "
    "that belongs to it."
)
def median_over_the_seeds(hidden, seeds, run):
    some(seeds)
    results = [chosen(run([64, hidden], seed)) for seed in seeds]
    return float(np.median(results)), float(np.std(results))


@exercise.rejects(
    "Your epochs are counted from 1, but lists from 0, so you read the test accuracy one place "
    "behind the chosen epoch."
)
def one_epoch_too_late(hidden, seeds, run):
    some(seeds)
    results = []
    for seed in seeds:
        history = run([64, hidden], seed)
        epoch = int(np.argmax(history["val_accuracy"])) + 1
        results.append(history["test_accuracy"][min(epoch, len(history["test_accuracy"]) - 1)])
    return result(results)


@exercise.rejects(
    "Among equally good epochs you take the last one; the earliest counts, because it reached the "
    "same accuracy with less training."
)
def takes_the_latest_of_equals(hidden, seeds, run):
    some(seeds)
    results = []
    for seed in seeds:
        history = run([64, hidden], seed)
        validation = np.array(history["val_accuracy"])
        results.append(
            history["test_accuracy"][int(np.flatnonzero(validation == max(validation))[-1])]
        )
    return result(results)


@exercise.rejects(
    "Where validation leaves several epochs, you let the test accuracy decide between them; the "
    "test set has no part in the choice, take the earliest."
)
def lets_the_test_decide_between_equals(hidden, seeds, run):
    some(seeds)
    results = []
    for seed in seeds:
        history = run([64, hidden], seed)
        results.append(max(zip(history["val_accuracy"], history["test_accuracy"]))[1])
    return result(results)


@exercise.rejects(
    "Your search starts with a best accuracy of 0, so where no epoch exceeds it nothing is chosen; "
    "start with the first epoch."
)
def searches_from_zero(hidden, seeds, run):
    some(seeds)
    results = []
    for seed in seeds:
        history = run([64, hidden], seed)
        best, found = 0.0, 0.0
        for validation, test in zip(history["val_accuracy"], history["test_accuracy"]):
            if validation > best:
                best, found = validation, test
        results.append(found)
    return result(results)


@exercise.rejects(
    "Your standard deviation divides by the number of seeds minus 1; here the divisor is their "
    "number, which also gives 0 for a single seed."
)
def divides_by_one_seed_less(hidden, seeds, run):
    some(seeds)
    results = np.array([chosen(run([64, hidden], seed)) for seed in seeds])
    squares = np.sum((results - results.mean()) ** 2)
    with np.errstate(all="ignore"):
        return float(results.mean()), float(np.sqrt(squares / np.float64(len(results) - 1)))


@exercise.rejects(
    "That is the variance; take its square root, so that the spread has the unit of the accuracy "
    "and can stand behind ±."
)
def variance_over_the_seeds(hidden, seeds, run):
    some(seeds)
    results = [chosen(run([64, hidden], seed)) for seed in seeds]
    return float(np.mean(results)), float(np.var(results))


@exercise.rejects(
    "You divide the spread by the root of the number of seeds. That tells how sure the mean is; "
    "asked for is how much single runs differ."
)
def standard_error_of_the_mean(hidden, seeds, run):
    some(seeds)
    results = [chosen(run([64, hidden], seed)) for seed in seeds]
    return float(np.mean(results)), float(np.std(results) / np.sqrt(len(results)))


@exercise.rejects(
    "Your spread is the distance between the best and the worst seed; the standard deviation takes "
    "all seeds into account."
)
def range_over_the_seeds(hidden, seeds, run):
    some(seeds)
    results = [chosen(run([64, hidden], seed)) for seed in seeds]
    return float(np.mean(results)), max(results) - min(results)


@exercise.rejects(
    "The spread that you give is one over the epochs of a run; wanted is how much the runs of "
    "different seeds differ."
)
def spread_over_the_epochs(hidden, seeds, run):
    some(seeds)
    histories = [run([64, hidden], seed) for seed in seeds]
    spreads = [np.std(history["test_accuracy"]) for history in histories]
    return float(np.mean([chosen(history) for history in histories])), float(np.mean(spreads))


@exercise.rejects(
    "The mean comes first and the standard deviation second; yours have changed places."
)
def std_before_the_mean(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seed)) for seed in seeds])[::-1]


@exercise.rejects(
    "You return percentages; run speaks of accuracies between 0 and 1, and so should the study."
)
def in_percent(hidden, seeds, run):
    some(seeds)
    return result([100 * chosen(run([64, hidden], seed)) for seed in seeds])


@exercise.rejects(
    "You round the results, so the small differences that a study looks for are lost; round only "
    "what you print."
)
def rounds_the_results(hidden, seeds, run):
    some(seeds)
    mean, std = result([chosen(run([64, hidden], seed)) for seed in seeds])
    return round(mean, 3), round(std, 3)


@exercise.rejects(
    "A mean without its spread says little; return the standard deviation over the seeds as a "
    "second number."
)
def returns_the_mean_only(hidden, seeds, run):
    some(seeds)
    return result([chosen(run([64, hidden], seed)) for seed in seeds])[0]


@exercise.rejects(
    "You return the accuracies of all seeds; the study sums them up in two numbers, their mean and "
    "their standard deviation."
)
def returns_every_accuracy(hidden, seeds, run):
    some(seeds)
    results = [chosen(run([64, hidden], seed)) for seed in seeds]
    return [*results, float(np.std(results)), float(np.mean(results))]


@exercise.rejects(
    "The two numbers are right, but they come as one array; return the tuple (mean, std)."
)
def array_of_two(hidden, seeds, run):
    some(seeds)
    return np.array(result([chosen(run([64, hidden], seed)) for seed in seeds]))


@exercise.rejects(
    "A single seed is not refused in this study: it has a mean, and a standard deviation of 0. "
    "Whether that is enough is for the reader to judge."
)
def refuses_a_single_seed(hidden, seeds, run):
    if len(seeds) < 2:
        raise ValueError("one run is an anecdote")
    return result([chosen(run([64, hidden], seed)) for seed in seeds])


@exercise.rejects(
    "Without seeds there is no run, and the mean of nothing is nan; raise ValueError before you "
    "divide by their number."
)
def computes_without_seeds(hidden, seeds, run):
    results = np.array([chosen(run([64, hidden], seed)) for seed in seeds])
    with np.errstate(all="ignore"):
        mean = np.sum(results) / np.float64(len(results))
        return mean, np.sqrt(np.sum((results - mean) ** 2) / np.float64(len(results)))


@exercise.rejects(
    "Where there are no seeds you report an accuracy of 0, as if a network had failed; nothing was "
    "run, so raise ValueError."
)
def zero_without_seeds(hidden, seeds, run):
    if len(seeds) == 0:
        return 0.0, 0.0
    return result([chosen(run([64, hidden], seed)) for seed in seeds])


@exercise.rejects(
    "Your loop takes the seeds out of the caller's list, and the next width has none left; walk "
    "over the list instead."
)
def empties_the_list_of_seeds(hidden, seeds, run):
    some(seeds)
    results = []
    while seeds:
        results.append(chosen(run([64, hidden], seeds.pop(0))))
    return result(results)
