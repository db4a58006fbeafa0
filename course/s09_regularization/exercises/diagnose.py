"""diagnose(history): the illness that learning curves show, and its remedy."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.regularization import DIAGNOSES, REMEDIES, diagnose, draw_histories
from solutions_lib.regularization.diagnosis import SIGNS
from solutions_lib.regularization.learning_curves import all_histories

SEVEN = "Seven wrong diagnoses"
NUMBERS = "Seven numbers"

exercise = Exercise(diagnose, read="Reading learning curves")

History = Mapping[str, Any]


# --- checks -----------------------------------------------------------------

# All curves are of networks that were really trained. Between the largest sign of the healthy
# and the smallest of the ill lies no curve, so that a threshold anywhere in between is right,
# and so is any other sign that tells the curves apart.


def beside(history: History, illness: str) -> tuple[float, float]:
    """How far a sign of its own, and one of an illness further up, lie from being misread."""
    own, others = np.inf, [np.inf]
    for name, (sign, healthy, ill) in SIGNS.items():
        distance = (sign(history) - (healthy + ill) / 2) / (ill - healthy)
        if name == illness:
            own = distance
            break
        others.append(-distance)
    return own, min(others)


def hard_ones(illness: str) -> list[dict[str, Any]]:
    """The training with the faintest sign, and the one that looks most like another illness."""
    trainings = all_histories(illness)
    distances = [beside(history, illness) for history in trainings]
    faintest, nearest = np.argmin(distances, axis=0)
    if distances[faintest][0] == np.inf:  # health has no sign of its own
        return [trainings[nearest]]
    close = distances[nearest][1] < 0.65 and nearest != faintest
    return [trainings[faintest], *([trainings[nearest]] if close else [])]


HARD = {illness: hard_ones(illness) for illness in DIAGNOSES}


def is_pair(got: Any) -> bool:
    """Whether a result is a pair of texts."""
    is_two = isinstance(got, tuple | list) and len(got) == 2
    return is_two and all(isinstance(part, str) for part in got)


def right_pair(got: Any, illness: str) -> tuple[str, str]:
    """The pair that is wanted: of two remedies the one that was given."""
    given = got[1] if is_pair(got) else ""
    remedies = REMEDIES[illness]
    return illness, given if given in remedies else remedies[0]


def is_right(got: Any, illness: str) -> bool:
    """Whether a result is one of the right pairs."""
    return is_pair(got) and tuple(got) == right_pair(got, illness)


def described(history: History, illness: str) -> str:
    """The numbers of a training in which its illness shows, in words."""
    numbers = {
        "accuracy": history["accuracy"][-1],
        "val_accuracy": history["val_accuracy"][-1],
        "test_accuracy": history["test_accuracy"],
    }
    if illness == "majority class":
        numbers["majority_answers"] = history["majority_answers"][-1]
    if illness == "dead units":
        numbers["dead_fraction"] = history["dead_fraction"][-1]
    said = ", ".join(f"{name} {value:.2f}" for name, value in numbers.items())
    if illness == "rate too high":
        rises = int(np.sum(np.diff(history["loss"]) > 0))
        said += f" and {rises} upward steps of loss"
    if illness == "label noise":
        lead = np.subtract(history["val_accuracy"], history["accuracy"])
        said += f"; on the way, val_accuracy was up to {np.max(lead):.2f} ahead"
    return said


def examine(answer: Answer, case: Case, illness: str) -> None:
    """Show all trainings of one illness, and judge by the first pair that is wrong."""
    histories = [*HARD[illness], *draw_histories(case.rng, [illness])[0]]
    results = []
    for history in histories:
        got = answer.diagnose(history)
        case.means("a diagnosis")  # the last call says which one
        results.append((history, got))
    history, got = next((each for each in results if not is_right(each[1], illness)), results[0])
    if is_pair(got):
        # whatever remedy goes with it, a wrong diagnosis is the mistake
        case.means(got[0] if got[0] != illness else " and ".join(right_pair(got, illness)))
        if got[0] == illness and not is_right(got, illness):
            case.means(f"{illness}, but {got[1]}")
    else:
        case.means(f"no pair: {type(got).__name__}")
    about = f"Curves that end with {described(history, illness)}: the pair"
    case.equal(got, right_pair(got, illness), about=about)


@exercise.check("returns a pair of texts")
def returns_a_pair(answer: Answer, case: Case) -> None:
    (history,), (illness,) = draw_histories(case.rng, ["good"])
    got = answer.diagnose(history)
    if is_pair(got):
        case.means("a pair")  # of which texts is asked below
    case.like(got, right_pair(got, illness), about="The result for a history")


@exercise.check("sees one answer for nearly all samples", weight=2, needs=[returns_a_pair])
def majority_class(answer: Answer, case: Case) -> None:
    examine(answer, case, "majority class")


@exercise.check("sees dead units", weight=2, needs=[returns_a_pair])
def dead_units(answer: Answer, case: Case) -> None:
    examine(answer, case, "dead units")


@exercise.check("sees a learning rate that is too high", weight=2, needs=[returns_a_pair])
def rate_too_high(answer: Answer, case: Case) -> None:
    examine(answer, case, "rate too high")


@exercise.check("sees a leak", weight=2, needs=[returns_a_pair])
def leak(answer: Answer, case: Case) -> None:
    examine(answer, case, "leak")


@exercise.check("sees noisy labels", weight=2, needs=[returns_a_pair])
def label_noise(answer: Answer, case: Case) -> None:
    examine(answer, case, "label noise")


@exercise.check("sees underfitting", weight=2, needs=[returns_a_pair])
def underfit(answer: Answer, case: Case) -> None:
    examine(answer, case, "underfit")


@exercise.check("sees overfitting", weight=2, needs=[returns_a_pair])
def overfit(answer: Answer, case: Case) -> None:
    examine(answer, case, "overfit")


@exercise.check("leaves a healthy training alone", weight=2, needs=[returns_a_pair])
def good(answer: Answer, case: Case) -> None:
    examine(answer, case, "good")


@exercise.check("leaves the history as it is", needs=[returns_a_pair])
def leaves_the_history(answer: Answer, case: Case) -> None:
    (history,), _ = draw_histories(case.rng, ["overfit"])
    held = case.hold(history)
    answer.diagnose(held)
    case.means("a diagnosis")
    after = held.read()
    changed = [name for name in history if after.get(name) != history[name]]
    case.that(
        after == history,
        f"After the call, the caller's history is not what it was (look at {', '.join(changed)}). "
        "It is still needed: compute with copies",
    )


# --- right answers ----------------------------------------------------------

# Between the healthy and the ill lies no curve, so a threshold may well be twice or half as
# large; mutants of it would say nothing. They stand here, with the words for them.
MOST = 0.6
FAR = 0.2
AHEAD = 0.1
JUMPS = 0.5


def most(share):
    return share > MOST


def far(difference):
    return difference > FAR


def well_ahead(lead):
    return lead > AHEAD


def last(history, name):
    return history[name][-1]


def all_rises(curve):
    return np.sum(np.maximum(np.diff(curve), 0))


def jumps(history):
    return all_rises(history["loss"]) > JUMPS


def early_lead(history):
    ahead = np.array(history["val_accuracy"]) - np.array(history["accuracy"])
    return np.mean(ahead[:8])


@exercise.accepts
def one_question_after_another(history):
    if most(last(history, "majority_answers")):
        return "majority class", "weigh the classes"
    if most(last(history, "dead_fraction")):
        return "dead units", "new first weights"
    if jumps(history):
        return "rate too high", "lower the rate"
    if far(last(history, "val_accuracy") - history["test_accuracy"]):
        return "leak", "split again"
    if well_ahead(early_lead(history)):
        return "label noise", "check the labels"
    if far(1 - last(history, "accuracy")):
        return "underfit", "larger model"
    if far(last(history, "accuracy") - last(history, "val_accuracy")):
        return "overfit", "regularise"
    return "good", "keep it"


@exercise.accepts
def table_of_signs(history):
    end = last(history, "val_accuracy")
    table = [
        ("majority class", "weigh the classes", last(history, "majority_answers"), MOST),
        ("dead units", "new first weights", last(history, "dead_fraction"), MOST),
        ("rate too high", "lower the rate", max(np.diff(history["loss"])), FAR),
        ("leak", "split again", end - history["test_accuracy"], FAR),
        ("label noise", "regularise", early_lead(history), AHEAD),
        ("underfit", "larger model", 1 - last(history, "accuracy"), FAR),
        ("overfit", "more data", last(history, "accuracy") - end, FAR),
    ]
    for diagnosis, remedy, sign, limit in table:
        if sign > limit:
            return diagnosis, remedy
    return "good", "keep it"


@exercise.accepts
def signs_of_its_own(history):
    """Counts the jumps, and looks at the largest lead and at the lowest loss."""
    rises = np.maximum(np.diff(history["loss"]), 0)
    lead = np.subtract(history["val_accuracy"], history["accuracy"])
    remedies = {
        "majority class": "weigh the classes",
        "dead units": "new first weights",
        "rate too high": "lower the rate",
        "leak": "split again",
        "label noise": "regularise",
        "underfit": "larger model",
        "overfit": "regularise",
        "good": "keep it",
    }
    if most(np.mean(history["majority_answers"])):
        diagnosis = "majority class"
    elif most(np.mean(history["dead_fraction"])):
        diagnosis = "dead units"
    elif far(np.count_nonzero(rises) / len(rises)):
        diagnosis = "rate too high"
    elif far(last(history, "accuracy") - history["test_accuracy"]):
        agree = far(last(history, "accuracy") - last(history, "val_accuracy"))
        diagnosis = "overfit" if agree else "leak"
    elif well_ahead(np.max(lead)):
        diagnosis = "label noise"
    elif far(np.min(history["loss"])):
        diagnosis = "underfit"
    else:
        diagnosis = "good"
    return diagnosis, remedies[diagnosis]


@exercise.accepts
def high_accuracy_or_low(history):
    accuracy, test = last(history, "accuracy"), history["test_accuracy"]
    if jumps(history):
        found = ["rate too high", "lower the rate"]
    elif most(last(history, "dead_fraction")):
        found = ["dead units", "new first weights"]
    elif most(last(history, "majority_answers")):
        found = ["majority class", "weigh the classes"]
    elif well_ahead(1 - accuracy):
        noisy = well_ahead(early_lead(history))
        found = ["label noise", "check the labels"] if noisy else ["underfit", "larger model"]
    elif not far(accuracy - test):
        found = ["good", "keep it"]
    elif not far(last(history, "val_accuracy") - test):
        found = ["overfit", "more data"]
    else:
        found = ["leak", "split again"]
    return found


@exercise.accepts
def first_of_all_that_hold(history):
    holds = {
        "majority class": most(last(history, "majority_answers")),
        "dead units": most(last(history, "dead_fraction")),
        "rate too high": jumps(history),
        "leak": far(last(history, "val_accuracy") - history["test_accuracy"]),
        "label noise": well_ahead(early_lead(history)),
        "underfit": far(1 - last(history, "accuracy")),
        "overfit": far(1 - last(history, "val_accuracy")),
        "good": True,
    }
    diagnosis = min(holds, key=lambda name: not holds[name])
    remedies = "weigh the classes,new first weights,lower the rate,split again,check the labels,"
    remedies += "larger model,more data,keep it"
    return diagnosis, dict(zip(holds, remedies.split(",")))[diagnosis]


@exercise.accepts
def numbers_against_limits(history):
    signs = np.array(
        [
            last(history, "majority_answers"),
            last(history, "dead_fraction"),
            all_rises(history["loss"]),
            last(history, "val_accuracy") - history["test_accuracy"],
            early_lead(history),
            1 - last(history, "accuracy"),
            -last(history, "val_accuracy") + last(history, "accuracy"),
        ]
    )
    limits = np.array([MOST, MOST, JUMPS, FAR, AHEAD, FAR, FAR])
    pairs = [
        ("majority class", "weigh the classes"),
        ("dead units", "new first weights"),
        ("rate too high", "lower the rate"),
        ("leak", "split again"),
        ("label noise", "check the labels"),
        ("underfit", "larger model"),
        ("overfit", "more data"),
        ("good", "keep it"),
    ]
    return pairs[np.argmax(np.append(signs > limits, True))]


@exercise.accepts
def epoch_by_epoch(history):
    """A loop that looks at one epoch after the other."""
    jumped, lead, before = 0.0, 0.0, np.inf
    for loss, ours, theirs in zip(history["loss"], history["accuracy"], history["val_accuracy"]):
        jumped += max(loss - before, 0.0)
        lead = max(lead, theirs - ours)
        before = loss
    if most(last(history, "majority_answers")):
        return ("majority class", "weigh the classes")
    if most(last(history, "dead_fraction")):
        return ("dead units", "new first weights")
    if most(jumped):
        return ("rate too high", "lower the rate")
    if far(theirs - history["test_accuracy"]):
        return ("leak", "split again")
    if well_ahead(lead):
        return ("label noise", "regularise")
    if far(1 - ours):
        return ("underfit", "larger model")
    return ("overfit", "regularise") if far(ours - theirs) else ("good", "keep it")


BETWEEN = "no curve lies between the two thresholds"
exercise.equivalent("sign(history) > (healthy + ill) / 2", BETWEEN, answer="diagnose")
exercise.equivalent("healthy + ill", BETWEEN, answer="diagnose", after="ill")
exercise.equivalent("(healthy + ill) / 2", BETWEEN, answer="diagnose")
exercise.equivalent("sign > limit", BETWEEN, answer="table_of_signs")
exercise.equivalent("signs > limits", BETWEEN, answer="numbers_against_limits")
EITHER = "of two remedies either is right"
exercise.equivalent("REMEDIES[illness][0]", EITHER, answer="diagnose")
exercise.equivalent("REMEDIES['good'][0]", EITHER, answer="diagnose")


# --- wrong answers ----------------------------------------------------------


def doctor(history):
    """The right pair."""
    signs = [
        ("majority class", "weigh the classes", most(last(history, "majority_answers"))),
        ("dead units", "new first weights", most(last(history, "dead_fraction"))),
        ("rate too high", "lower the rate", jumps(history)),
        ("leak", "split again", far(last(history, "val_accuracy") - history["test_accuracy"])),
        ("label noise", "check the labels", well_ahead(early_lead(history))),
        ("underfit", "larger model", far(1 - last(history, "accuracy"))),
        ("overfit", "regularise", far(1 - last(history, "val_accuracy"))),
    ]
    return next(((name, cure) for name, cure, holds in signs if holds), ("good", "keep it"))


def instead(history, diagnosis, said, remedy):
    """The right pair, but another one for this diagnosis."""
    found = doctor(history)
    return (said, remedy) if found[0] == diagnosis else found


# majority class


@exercise.rejects(
    "A high accuracy is no merit where nearly all samples are of one class: see how often "
    "the network gives that one answer.",
    read=SEVEN,
)
def majority_class_called_good(history):
    return instead(history, "majority class", "good", "keep it")


@exercise.rejects(
    "The network is not too small: it has found one answer that suits nearly every sample, "
    "so ask for majority_answers before the accuracy."
)
def majority_class_called_underfit(history):
    return instead(history, "majority class", "underfit", "larger model")


@exercise.rejects(
    "With nearly always the same answer, training and validation are equally good, and "
    "nothing has been learned by heart."
)
def majority_class_called_overfit(history):
    return instead(history, "majority class", "overfit", "regularise")


@exercise.rejects(
    "Where validation is ahead here at all, it is by chance; look first at the share of "
    "answers in one class.",
    read=NUMBERS,
)
def majority_class_called_label_noise(history):
    return instead(history, "majority class", "label noise", "check the labels")


@exercise.rejects(
    "Validation and test differ by chance only; what stands out is one answer for nearly "
    "every sample.",
    read=NUMBERS,
)
def majority_class_called_leak(history):
    return instead(history, "majority class", "leak", "split again")


@exercise.rejects(
    "More samples of the same mixture bring the same majority; what helps is that the rare "
    "class weighs more."
)
def majority_class_but_more_data(history):
    return instead(history, "majority class", "majority class", "more data")


@exercise.rejects(
    "A larger network finds the same easy way out, since the loss hardly notices the rare "
    "class; give that class more weight."
)
def majority_class_but_larger_model(history):
    return instead(history, "majority class", "majority class", "larger model")


@exercise.rejects(
    "However you split, the rare class stays rare; change its weight in the loss, and not the sets."
)
def majority_class_but_split_again(history):
    return instead(history, "majority class", "majority class", "split again")


@exercise.rejects(
    "A penalty makes the network simpler still, and one answer for everybody is the "
    "simplest; give the rare class more weight."
)
def majority_class_but_regularise(history):
    return instead(history, "majority class", "majority class", "regularise")


# dead units


@exercise.rejects(
    "Most units of this network are 0 for every sample, which is worse than having few; look "
    "at dead_fraction before the accuracy.",
    read=NUMBERS,
)
def dead_units_called_underfit(history):
    return instead(history, "dead units", "underfit", "larger model")


@exercise.rejects(
    "A few living units may still reach a fair accuracy, but most of this network does "
    "nothing: look at dead_fraction."
)
def dead_units_called_good(history):
    return instead(history, "dead units", "good", "keep it")


@exercise.rejects(
    "Units that are 0 for every sample learn nothing by heart, and nothing else; look at "
    "dead_fraction before you compare the sets."
)
def dead_units_called_overfit(history):
    return instead(history, "dead units", "overfit", "regularise")


@exercise.rejects(
    "The commonest class gets no extra share of the answers here; most units are 0 for every "
    "sample, as dead_fraction says."
)
def dead_units_called_majority_class(history):
    return instead(history, "dead units", "majority class", "weigh the classes")


@exercise.rejects(
    "This training loss has no large jumps; the units were dead from the first epoch on, as "
    "dead_fraction shows."
)
def dead_units_called_rate_too_high(history):
    return instead(history, "dead units", "rate too high", "lower the rate")


@exercise.rejects(
    "A dead unit has the gradient 0, and no learning rate moves it; begin again with new "
    "first weights."
)
def dead_units_but_lower_the_rate(history):
    return instead(history, "dead units", "dead units", "lower the rate")


@exercise.rejects(
    "More units with such first weights are dead too; draw new first weights instead."
)
def dead_units_but_larger_model(history):
    return instead(history, "dead units", "dead units", "larger model")


@exercise.rejects(
    "For a unit that is 0 on every sample, more samples change nothing; it needs other first "
    "weights."
)
def dead_units_but_more_data(history):
    return instead(history, "dead units", "dead units", "more data")


@exercise.rejects(
    "A penalty pulls weights towards 0 and wakes no dead unit; begin with new first weights."
)
def dead_units_but_regularise(history):
    return instead(history, "dead units", "dead units", "regularise")


# rate too high


@exercise.rejects(
    "The training loss itself jumps up; overfitting raises the validation loss alone. These "
    "are steps that are too long.",
    read=SEVEN,
)
def rate_too_high_called_overfit(history):
    return instead(history, "rate too high", "overfit", "regularise")


@exercise.rejects(
    "The accuracy at the end is luck, for the training loss jumps up again and again: count "
    "its upward steps.",
    read=NUMBERS,
)
def rate_too_high_called_good(history):
    return instead(history, "rate too high", "good", "keep it")


@exercise.rejects(
    "This model is large enough: between the jumps nearly all its training answers are "
    "right. The steps are too long."
)
def rate_too_high_called_underfit(history):
    return instead(history, "rate too high", "underfit", "larger model")


@exercise.rejects(
    "Noisy labels keep the training accuracy low, but do not make the training loss jump; "
    "steps that are too long do."
)
def rate_too_high_called_label_noise(history):
    return instead(history, "rate too high", "label noise", "check the labels")


@exercise.rejects(
    "Some units have died, but not most of them; ask for more than half, and then look at "
    "the jumps of the training loss.",
    read=NUMBERS,
)
def rate_too_high_called_dead_units(history):
    return instead(history, "rate too high", "dead units", "new first weights")


@exercise.rejects(
    "A penalty shortens no step, and the loss goes on jumping; a lower learning rate ends it."
)
def rate_too_high_but_regularise(history):
    return instead(history, "rate too high", "rate too high", "regularise")


@exercise.rejects(
    "With more samples the steps are as long as before, and jump as far; take a lower "
    "learning rate."
)
def rate_too_high_but_more_data(history):
    return instead(history, "rate too high", "rate too high", "more data")


@exercise.rejects(
    "Other first weights are thrown about by the same long steps; lower the learning rate."
)
def rate_too_high_but_new_first_weights(history):
    return instead(history, "rate too high", "rate too high", "new first weights")


# leak


@exercise.rejects(
    "Validation is as good as training, but the test is far worse: the validation set knew "
    "the answers. Compare it with test_accuracy.",
    read=SEVEN,
)
def leak_called_good(history):
    return instead(history, "leak", "good", "keep it")


@exercise.rejects(
    "Training is far ahead of the test, but not of validation; an honest validation set "
    "would have shown it, so this one is not honest.",
    read=SEVEN,
)
def leak_called_overfit(history):
    return instead(history, "leak", "overfit", "regularise")


@exercise.rejects(
    "A validation set that has copies of training samples may lead for a while; before you "
    "ask for noise, compare it with the test.",
    read=NUMBERS,
)
def leak_called_label_noise(history):
    return instead(history, "leak", "label noise", "check the labels")


@exercise.rejects(
    "More samples do not make the validation set honest as long as it holds copies of "
    "training samples; split again, before copying."
)
def leak_but_more_data(history):
    return instead(history, "leak", "leak", "more data")


@exercise.rejects(
    "With copies in the data every fold of a cross-validation leaks in the same way; split "
    "again first.",
    read=SEVEN,
)
def leak_but_cross_validation(history):
    return instead(history, "leak", "leak", "cross-validation")


@exercise.rejects(
    "The model is not what is wrong here, it is the measurement: the sets share samples, so "
    "split again."
)
def leak_but_regularise(history):
    return instead(history, "leak", "leak", "regularise")


@exercise.rejects(
    "The labels are right; the same samples stand on both sides of the split, so split again."
)
def leak_but_check_the_labels(history):
    return instead(history, "leak", "leak", "check the labels")


@exercise.rejects(
    "You have found the leak, and a result that is too good by so much cannot be kept: split "
    "again, and train again."
)
def leak_but_keep_it(history):
    return instead(history, "leak", "leak", "keep it")


# label noise


@exercise.rejects(
    "The training accuracy is low because some labels are wrong; on validation samples the "
    "model did better at first. Ask for this lead before.",
    read=NUMBERS,
)
def label_noise_called_underfit(history):
    return instead(history, "label noise", "underfit", "larger model")


@exercise.rejects(
    "Overfitting puts training ahead; here validation was ahead at first, since some "
    "training labels are wrong."
)
def label_noise_called_overfit(history):
    return instead(history, "label noise", "overfit", "regularise")


@exercise.rejects(
    "A model that at first does better on new samples than on its own has been given wrong "
    "labels; this is not health."
)
def label_noise_called_good(history):
    return instead(history, "label noise", "good", "keep it")


@exercise.rejects(
    "Validation was ahead of training, but the test agrees with it: the sets are honest, and "
    "some training labels are wrong."
)
def label_noise_called_leak(history):
    return instead(history, "label noise", "leak", "split again")


@exercise.rejects(
    "Small steps upwards are jitter; add up all of them, and ask whether the sum is large, "
    "before you blame the rate.",
    read=NUMBERS,
)
def label_noise_called_rate_too_high(history):
    return instead(history, "label noise", "rate too high", "lower the rate")


@exercise.rejects(
    "More samples from the same source have as many wrong labels among them; check the "
    "labels, or regularise."
)
def label_noise_but_more_data(history):
    return instead(history, "label noise", "label noise", "more data")


@exercise.rejects(
    "A larger model learns wrong labels by heart all the more easily; check the labels, or "
    "regularise."
)
def label_noise_but_larger_model(history):
    return instead(history, "label noise", "label noise", "larger model")


@exercise.rejects(
    "Cross-validation only measures what wrong labels do; check the labels, or regularise.",
    read=SEVEN,
)
def label_noise_but_cross_validation(history):
    return instead(history, "label noise", "label noise", "cross-validation")


@exercise.rejects(
    "The split is honest; its training labels are wrong, and would be so in any other split. "
    "Check them, or regularise."
)
def label_noise_but_split_again(history):
    return instead(history, "label noise", "label noise", "split again")


# underfit


@exercise.rejects(
    "That validation is a little below training is normal; the training accuracy itself is "
    "low, and this is underfitting.",
    read=SEVEN,
)
def underfit_called_overfit(history):
    return instead(history, "underfit", "overfit", "regularise")


@exercise.rejects(
    "The curves agree with one another, but on a low level: this model does not even learn "
    "its own training set."
)
def underfit_called_good(history):
    return instead(history, "underfit", "good", "keep it")


@exercise.rejects(
    "Validation hardly leads here; with noisy labels it would be well ahead at first. Ask "
    "for a clear lead.",
    read=NUMBERS,
)
def underfit_called_label_noise(history):
    return instead(history, "underfit", "label noise", "check the labels")


@exercise.rejects(
    "Even a third of dead units is not most of them; a small model may lose one of its three. "
    "Ask for more than half.",
    read=NUMBERS,
)
def underfit_called_dead_units(history):
    return instead(history, "underfit", "dead units", "new first weights")


@exercise.rejects(
    "The training loss falls with a little jitter here; where the rate is too high its "
    "upward steps add up to much more.",
    read=NUMBERS,
)
def underfit_called_rate_too_high(history):
    return instead(history, "underfit", "rate too high", "lower the rate")


@exercise.rejects(
    "More data lower the variance, and what is too large here is the bias: the model has to "
    "become larger.",
    read=SEVEN,
)
def underfit_but_more_data(history):
    return instead(history, "underfit", "underfit", "more data")


@exercise.rejects(
    "A penalty limits the model still more, and it is too limited already; take a larger one."
)
def underfit_but_regularise(history):
    return instead(history, "underfit", "underfit", "regularise")


@exercise.rejects(
    "Cross-validation would measure the same low accuracy several times; only a larger model "
    "raises it.",
    read=SEVEN,
)
def underfit_but_cross_validation(history):
    return instead(history, "underfit", "underfit", "cross-validation")


@exercise.rejects(
    "The training loss hardly jumps, and with a lower rate it would only fall more slowly; "
    "the model is too small."
)
def underfit_but_lower_the_rate(history):
    return instead(history, "underfit", "underfit", "lower the rate")


# overfit


@exercise.rejects(
    "A perfect training accuracy is no evidence: on samples that it has not learned from, "
    "this model is far worse."
)
def overfit_called_good(history):
    return instead(history, "overfit", "good", "keep it")


@exercise.rejects(
    "The model has learned its training set perfectly, so it is large enough; what is low is "
    "the accuracy on new samples."
)
def overfit_called_underfit(history):
    return instead(history, "overfit", "underfit", "larger model")


@exercise.rejects(
    "The test agrees with validation, so the validation set is honest; it is the training "
    "set that is far ahead."
)
def overfit_called_leak(history):
    return instead(history, "overfit", "leak", "split again")


@exercise.rejects(
    "Noisy labels put validation ahead at first; here training is ahead from beginning to end."
)
def overfit_called_label_noise(history):
    return instead(history, "overfit", "label noise", "check the labels")


@exercise.rejects(
    "It is the validation loss that rises here; the training loss falls without jumps, and "
    "so the rate is fine.",
    read=SEVEN,
)
def overfit_called_rate_too_high(history):
    return instead(history, "overfit", "rate too high", "lower the rate")


@exercise.rejects(
    "Cross-validation measures overfitting, and cures none of it; regularise, or get more data.",
    read=SEVEN,
)
def overfit_but_cross_validation(history):
    return instead(history, "overfit", "overfit", "cross-validation")


@exercise.rejects(
    "A larger model learns by heart even more easily; what helps is a penalty, or more data."
)
def overfit_but_larger_model(history):
    return instead(history, "overfit", "overfit", "larger model")


@exercise.rejects(
    "The training loss falls without jumps, and shorter steps would learn the same by heart, "
    "later; regularise, or get more data."
)
def overfit_but_lower_the_rate(history):
    return instead(history, "overfit", "overfit", "lower the rate")


@exercise.rejects(
    "You have seen the gap, and a model that fails on new samples should not be kept: "
    "regularise, or get more data."
)
def overfit_but_keep_it(history):
    return instead(history, "overfit", "overfit", "keep it")


@exercise.rejects(
    "The test confirms what validation says, so the split is honest; regularise, or get more data."
)
def overfit_but_split_again(history):
    return instead(history, "overfit", "overfit", "split again")


# good


@exercise.rejects(
    "A small gap between training and validation is normal, and part of good health; ask how "
    "large it is.",
    read=SEVEN,
)
def good_called_overfit(history):
    return instead(history, "good", "overfit", "regularise")


@exercise.rejects(
    "The training accuracy is nearly perfect; underfitting shows in a low one, far from 1."
)
def good_called_underfit(history):
    return instead(history, "good", "underfit", "larger model")


@exercise.rejects(
    "Validation and test differ by a little, as any two sets do; a leak makes a large difference.",
    read=NUMBERS,
)
def good_called_leak(history):
    return instead(history, "good", "leak", "split again")


@exercise.rejects(
    "Now and then validation is a little ahead, which is chance; noisy labels put it well ahead.",
    read=NUMBERS,
)
def good_called_label_noise(history):
    return instead(history, "good", "label noise", "check the labels")


@exercise.rejects(
    "A tiny step upwards now and then is jitter; ask for the sum of all upward steps, and "
    "whether it is large.",
    read=NUMBERS,
)
def good_called_rate_too_high(history):
    return instead(history, "good", "rate too high", "lower the rate")


@exercise.rejects(
    "This model learns its training set and does well on new samples; nothing is gained by a "
    "larger one."
)
def good_but_larger_model(history):
    return instead(history, "good", "good", "larger model")


@exercise.rejects(
    "More data never harm, but this training needs no remedy: the gap is small and the "
    "accuracy high."
)
def good_but_more_data(history):
    return instead(history, "good", "good", "more data")


@exercise.rejects(
    "There is no gap that a penalty could close; a healthy training is kept as it is."
)
def good_but_regularise(history):
    return instead(history, "good", "good", "regularise")


@exercise.rejects(
    "Cross-validation would measure this model once more, and a healthy one needs no remedy "
    "at all.",
    read=SEVEN,
)
def good_but_cross_validation(history):
    return instead(history, "good", "good", "cross-validation")


# in general


@exercise.rejects(
    "You ask for the low training accuracy first, but dead units and noisy labels lower it too: "
    "the special causes come first, the general signs last.",
    read=NUMBERS,
)
def asks_for_a_low_accuracy_first(history):
    if far(1 - last(history, "accuracy")):
        return "underfit", "larger model"
    return doctor(history)


@exercise.rejects(
    "Whatever does not look perfect you call overfitting; five other illnesses keep validation "
    "below 1 as well.",
    read=SEVEN,
)
def everything_is_overfitting(history):
    is_fine = last(history, "val_accuracy") > 0.93
    return ("good", "keep it") if is_fine else ("overfit", "regularise")


@exercise.rejects(
    "For every illness you prescribe cross-validation; it measures better, and cures nothing.",
    read=SEVEN,
)
def always_cross_validation(history):
    return doctor(history)[0], "cross-validation"


@exercise.rejects(
    "Every training is healthy to you: begin with the table, and ask for its signs from the top "
    "down."
)
def everything_is_good(history):
    return "good", "keep it"


@exercise.rejects(
    "The two words are right, but in the wrong order: first the diagnosis, and then its remedy."
)
def remedy_comes_first(history):
    diagnosis, remedy = doctor(history)
    return remedy, diagnosis


@exercise.rejects(
    "The words of the table are written in small letters, and another function compares them "
    "letter by letter: change nothing in them."
)
def capital_letters(history):
    diagnosis, remedy = doctor(history)
    return diagnosis.capitalize(), remedy.capitalize()


@exercise.rejects("The remedy is missing: return the pair of diagnosis and remedy.")
def diagnosis_alone(history):
    return doctor(history)[0]


@exercise.rejects(
    "Two words in one text are no pair; return the diagnosis and the remedy as two texts."
)
def one_text_for_both(history):
    return ", ".join(doctor(history))


@exercise.rejects(
    "All remedies come back where two would be right; choose one of them, so that the result is a "
    "pair."
)
def all_remedies(history):
    diagnosis, remedy = doctor(history)
    return diagnosis, [remedy]


@exercise.rejects(
    "Your function finds the pair and ends without giving it back; put a return before it."
)
def returns_nothing(history):
    doctor(history)


@exercise.rejects(
    "You take epochs out of the caller's lists, or put some in; work on copies, since others read "
    "the history too."
)
def takes_the_last_epoch_out(history):
    found = doctor(history)
    history["loss"].pop()
    return found
