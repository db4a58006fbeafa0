"""early_stopping(val_losses, patience): the best epoch, and the one at which to stop."""

import math

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.regularization import early_stopping

exercise = Exercise(early_stopping, read="Patience")


# --- checks -----------------------------------------------------------------

# Losses come as lists, as the history of a training has them, and in one check as an array. Both
# results are whole numbers, compared exactly.


def between(case: Case, low: float, high: float, count: int) -> list[float]:
    """So many losses, with two decimals."""
    return np.round(case.rng.uniform(low, high, count), 2).tolist()


def two_valleys(case: Case, patience: int) -> list[float]:
    """Losses that fall, wait patience − 1 epochs, fall again, wait too long, and fall again."""
    return [
        *(0.98, 0.82, *between(case, 0.7, 0.8, 1)),
        *between(case, 0.81, 1.2, patience - 1),
        *between(case, 0.5, 0.6, 1),
        *between(case, 0.61, 1.2, patience),
        *between(case, 0.2, 0.4, 2),
    ]


def compared(answer: Answer, case: Case, part: int, losses: list[float], patience: int) -> None:
    """Compare one part of the result: 0 is the best epoch, 1 the stop."""
    want = early_stopping(losses, patience)
    got = case.numbers(answer.early_stopping(losses, patience), want)
    if got is not None:
        about = f"In {case.called}, {('best', 'stop')[part]}_epoch"
        case.equal(got[part], float(want[part]), about=about)


def both(answer: Answer, case: Case, losses: list[float], patience: int) -> None:
    """Compare the result."""
    want = early_stopping(losses, patience)
    got = case.numbers(answer.early_stopping(losses, patience), want)
    if got is not None:
        case.equal(got, tuple(map(float, want)), about="{call}")


@exercise.check("returns two epochs")
def returns_two_epochs(answer: Answer, case: Case) -> None:
    for patience in (2, 3):
        losses = two_valleys(case, patience)
        case.numbers(answer.early_stopping(losses, patience), early_stopping(losses, patience))


@exercise.check("as a pair of integers, for an array of losses too", needs=[returns_two_epochs])
def returns_integers(answer: Answer, case: Case) -> None:
    for patience in (3, 2):
        losses = two_valleys(case, patience)
        want = early_stopping(losses, patience)
        case.like(answer.early_stopping(losses, patience), want)
        case.like(answer.early_stopping(np.array(losses), patience), want)


@exercise.check("finds the best epoch before the stop", weight=3, needs=[returns_two_epochs])
def finds_the_best_epoch(answer: Answer, case: Case) -> None:
    for patience in (3, 2, 4, 1):
        compared(answer, case, 0, two_valleys(case, patience), patience)
    for size in (-1.0, 1e6):  # a log-likelihood may be negative; a squared error may be huge
        losses = (size * np.array(two_valleys(case, 2))).tolist()
        compared(answer, case, 0, losses, 2)


@exercise.check("stops when patience epochs have passed", weight=4, needs=[returns_two_epochs])
def stops_in_time(answer: Answer, case: Case) -> None:
    for patience in (3, 2, 4, 1):
        compared(answer, case, 1, two_valleys(case, patience), patience)
    compared(answer, case, 1, two_valleys(case, 2)[:-1], 2)


@exercise.check("else stops at the last epoch", weight=2, needs=[returns_two_epochs])
def stops_at_the_end(answer: Answer, case: Case) -> None:
    for patience in (4, 5):
        both(answer, case, two_valleys(case, 3)[:8], patience)
    both(answer, case, [0.9, 0.8, *between(case, 0.6, 0.7, 1), 0.5], 1)
    both(answer, case, [0.5, *between(case, 0.6, 0.7, 2)], 2)
    both(answer, case, between(case, 0.3, 0.6, 1), 1)


@exercise.check(
    "better is strictly lower, however little",
    weight=2,
    needs=[finds_the_best_epoch, stops_in_time],
)
def strictly_lower_is_better(answer: Answer, case: Case) -> None:
    for patience in (2, 3):
        low, *high = (*between(case, 0.3, 0.5, 1), *between(case, 0.6, 0.9, 3))
        both(answer, case, [high[0], low, high[1], low, high[2], low, low, low], patience)
        both(answer, case, [high[0], low, low, low - 1e-6, high[1], high[2], low, 0.1], patience)


@exercise.check(
    "a loss that is not a number is never better", needs=[finds_the_best_epoch, stops_in_time]
)
def not_a_number_is_never_better(answer: Answer, case: Case) -> None:
    for patience in (2, 3):
        a, b, c, d = np.sort(between(case, 0.3, 0.9, 4))[::-1].tolist()
        both(answer, case, [a, b, math.nan, c, a, math.nan, b, d, d], patience)
        both(answer, case, [math.nan, a, b, c, math.nan, math.nan, b, math.nan], patience)
    both(answer, case, [math.nan, math.nan, math.nan, *between(case, 0.3, 0.9, 2)], 2)
    both(answer, case, [math.inf, math.nan, math.inf, *between(case, 0.3, 0.9, 2)], 2)


@exercise.check("refuses an empty list, and a patience below 1", needs=[returns_two_epochs])
def refuses_nonsense(answer: Answer, case: Case) -> None:
    losses = between(case, 0.3, 0.9, 4)
    for values, patience in ((losses, 0), ([], 2), (losses, -1)):
        case.raises(ValueError, answer.early_stopping, values, patience)


@exercise.check("changes nothing and remembers nothing", needs=[returns_two_epochs])
def is_pure(answer: Answer, case: Case) -> None:
    first, second = two_valleys(case, 2), two_valleys(case, 3)
    case.pure(answer.early_stopping, (first, 2), (second, 3))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def counts_the_epochs_without_progress(val_losses, patience):
    if len(val_losses) == 0 or patience < 1:
        raise ValueError("no losses, or no patience")
    best, lowest, waited = 0, float("inf"), -1
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest, waited = epoch, loss, 0
        else:
            waited += 1
        if waited == patience:
            return best, epoch
    return best, len(val_losses) - 1


@exercise.accepts
def lowest_of_what_was_seen(val_losses, patience):
    if len(val_losses) == 0:
        raise ValueError("no losses")
    if patience <= 0:
        raise ValueError("patience has to be at least 1")
    losses = [math.inf if math.isnan(loss) else loss for loss in val_losses]
    for stop in range(len(losses)):
        seen = losses[: stop + 1]
        best = seen.index(min(seen))
        if best + patience == stop:
            break
    return best, stop


@exercise.accepts
def running_minimum(val_losses, patience):
    if patience < 1 or len(val_losses) < 1:
        raise ValueError(f"patience {patience}, {len(val_losses)} losses")
    losses = np.nan_to_num(val_losses, nan=np.inf)
    lowest = np.minimum.accumulate(losses)
    best = [int(np.argmax(lowest == low)) for low in lowest]
    too_long = [epoch for epoch, before in enumerate(best) if epoch - before >= patience]
    stop = min(too_long, default=len(best) - 1)
    return best[stop], stop


@exercise.accepts
def no_progress_in_the_last_epochs(val_losses, patience):
    # of an empty list, min and argmin raise the ValueError that is asked for
    losses = [loss if loss == loss else math.inf for loss in val_losses]
    stop = len(losses) - 1
    for epoch in range(patience, stop):
        seen = losses[: epoch + 1]
        if min(seen) == min(seen[:-patience]):
            stop = epoch
            break
    best = int(np.argmin(losses[: stop + 1]))
    return [best, stop]


@exercise.accepts
def pairs_of_loss_and_epoch(val_losses, patience):
    class Nonsense(ValueError):
        pass

    if not (len(val_losses) >= 1 and patience >= 1):
        raise Nonsense
    losses = np.where(np.isnan(val_losses), np.inf, val_losses).tolist()
    pairs = [(loss, epoch) for epoch, loss in enumerate(losses)]
    for stop in range(len(pairs)):
        _, best = min(pairs[: stop + 1])
        if stop - best >= patience:
            break
    return best, stop


@exercise.accepts
def from_one_record_to_the_next(val_losses, patience):
    if len(val_losses) * patience < 1:
        raise ValueError("at least one loss and a patience of one are needed")
    losses = np.nan_to_num(val_losses, nan=np.inf)
    best = 0
    for _ in losses:
        end = min(best + patience, len(losses) - 1)
        ahead = enumerate(losses[: end + 1])
        better = [epoch for epoch, loss in ahead if loss < losses[best]]
        if better:
            best = better[0]
    return best, end


# --- wrong answers ----------------------------------------------------------


def checked(val_losses, patience):
    if len(val_losses) == 0 or patience < 1:
        raise ValueError("no losses, or no patience")


def stopped(val_losses, patience):
    """The right result."""
    checked(val_losses, patience)
    best, lowest = 0, math.inf
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest = epoch, loss
        if epoch - best >= patience:
            break
    return best, epoch


def by_rule(val_losses, patience, is_better):
    """Another idea of what is better than the lowest loss so far."""
    checked(val_losses, patience)
    best, lowest = 0, math.inf
    for epoch, loss in enumerate(val_losses):
        if is_better(loss, lowest):
            best, lowest = epoch, loss
        if epoch - best >= patience:
            break
    return best, epoch


def lowest_of(losses):
    return min(range(len(losses)), key=lambda epoch: (math.isnan(losses[epoch]), losses[epoch]))


@exercise.rejects(
    "You look for the lowest loss in the whole list, but after the stop there is no training, and "
    "those losses were never seen."
)
def best_of_all_epochs(val_losses, patience):
    _, stop = stopped(val_losses, patience)
    return lowest_of(val_losses), stop


@exercise.rejects(
    "You begin with the lowest loss of all and wait from there; a training cannot look ahead, and "
    "stops at the first long wait."
)
def waits_after_the_best_of_all(val_losses, patience):
    checked(val_losses, patience)
    best = lowest_of(val_losses)
    return best, min(best + patience, len(val_losses) - 1)


@exercise.rejects(
    "Your function never stops: patience has to end the loop as soon as so many epochs have passed "
    "since the best."
)
def never_stops(val_losses, patience):
    checked(val_losses, patience)
    return lowest_of(val_losses), len(val_losses) - 1


@exercise.rejects(
    "You give the stop twice; the model worth keeping is the one of the best epoch, before the "
    "waiting began."
)
def stop_as_best(val_losses, patience):
    _, stop = stopped(val_losses, patience)
    return stop, stop


@exercise.rejects(
    "The best epoch is not always patience epochs before the end: where nothing stops the "
    "training, it can be any."
)
def best_is_patience_before_the_end(val_losses, patience):
    _, stop = stopped(val_losses, patience)
    return max(stop - patience, 0), stop


@exercise.rejects(
    "You give the best epoch twice; the stop comes later, as at the best epoch nobody knows yet "
    "that it is the best."
)
def best_as_stop(val_losses, patience):
    best, _ = stopped(val_losses, patience)
    return best, best


@exercise.rejects("The two epochs are right but in the wrong order: first the best, then the stop.")
def stop_comes_first(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return stop, best


@exercise.rejects(
    "You wait one epoch too long: stop as soon as the distance from the best epoch is equal to "
    "patience, not larger."
)
def waits_one_epoch_too_long(val_losses, patience):
    return stopped(val_losses, patience + (patience > 0))


@exercise.rejects("You stop one epoch too early: the best epoch itself is not part of the waiting.")
def stops_one_epoch_too_early(val_losses, patience):
    checked(val_losses, patience)
    return stopped(val_losses, max(patience - 1, 1))


@exercise.rejects(
    "You stop as soon as the loss is no longer falling; curves jitter, and patience says how many "
    "epochs to wait for a better one."
)
def stops_at_the_first_rise(val_losses, patience):
    checked(val_losses, patience)
    return stopped(val_losses, 1)


@exercise.rejects(
    "You count how often the loss rises above that of the epoch before; what counts is how long "
    "the best of all so far has not been beaten."
)
def counts_rises_in_a_row(val_losses, patience):
    checked(val_losses, patience)
    rises = 0
    for epoch in range(1, len(val_losses)):
        rises = 0 if val_losses[epoch] < val_losses[epoch - 1] else rises + 1
        if rises == patience:
            return lowest_of(val_losses[: epoch + 1]), epoch
    return lowest_of(val_losses), len(val_losses) - 1


@exercise.rejects(
    "Your counter is never set back: when a better loss comes, the waiting begins anew, with the "
    "whole patience."
)
def never_resets_the_counter(val_losses, patience):
    checked(val_losses, patience)
    best, lowest, waited = 0, math.inf, 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest = epoch, loss
        else:
            waited += 1
        if waited == patience:
            break
    return best, epoch


@exercise.rejects(
    "You stop patience epochs after the beginning of the training; count from the best epoch so "
    "far."
)
def counts_from_the_beginning(val_losses, patience):
    checked(val_losses, patience)
    stop = min(patience, len(val_losses) - 1)
    return lowest_of(val_losses[: stop + 1]), stop


@exercise.rejects("Your epochs are counted from 1; the first one has the number 0 here.")
def counts_epochs_from_1(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return best + 1, stop + 1


@exercise.rejects(
    "Your stop is the epoch that would come next, or the number of epochs trained; it is the last "
    "one that was trained, counted from 0."
)
def stop_is_the_number_of_epochs(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return best, stop + 1


@exercise.rejects(
    "Where nothing stops the training, your stop lies behind the end of the list; it is then the "
    "last epoch."
)
def stop_behind_the_end(val_losses, patience):
    best, _ = stopped(val_losses, patience)
    return best, best + patience


@exercise.rejects(
    "Where nothing stops the training, your function ends without a result; return the best epoch "
    "and the last one then."
)
def none_where_nothing_stops(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return (best, stop) if stop - best >= patience else None


@exercise.rejects(
    "Where nothing stops the training, your stop is the length of the list; epochs are counted "
    "from 0, so the last one is one less."
)
def length_where_nothing_stops(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return best, stop if stop - best >= patience else len(val_losses)


@exercise.rejects(
    "Where nothing stops the training, you name the last epoch as the best; even then the best is "
    "the one with the lowest loss."
)
def last_is_best_where_nothing_stops(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return (best, stop) if stop - best >= patience else (stop, stop)


@exercise.rejects(
    "An equal loss counts as better with you, so the best epoch moves and the waiting begins anew; "
    "better means strictly lower."
)
def equal_is_better(val_losses, patience):
    return by_rule(val_losses, patience, lambda loss, lowest: loss <= lowest)


@exercise.rejects(
    "For an equal loss the best epoch stays, but your waiting begins anew; only a strictly lower "
    "one sets the counter back."
)
def equal_resets_the_waiting(val_losses, patience):
    checked(val_losses, patience)
    best, lowest, waited = 0, math.inf, 0
    for epoch, loss in enumerate(val_losses):
        waited = 0 if loss <= lowest else waited + 1
        if loss < lowest:
            best, lowest = epoch, loss
        if waited == patience:
            break
    return best, epoch


@exercise.rejects(
    "The stop is right, but of several equal losses you name the last one as the best; the first "
    "of them stays it."
)
def last_of_equal_ones(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return max(i for i in range(stop + 1) if val_losses[i] == val_losses[best]), stop


@exercise.rejects(
    "A small gain counts for nothing with you; the rule asks for a strictly lower loss, by however "
    "little."
)
def asks_for_a_minimal_gain(val_losses, patience):
    return by_rule(val_losses, patience, lambda loss, lowest: loss < lowest - 1e-4)


@exercise.rejects(
    "Your lowest loss begins at a fixed number, and losses above it are never better: begin with "
    "infinity."
)
def lowest_begins_at_100(val_losses, patience):
    checked(val_losses, patience)
    best, lowest = 0, 100.0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest = epoch, loss
        if epoch - best >= patience:
            break
    return best, epoch


@exercise.rejects(
    "You compare the sizes of the losses without their signs; a loss may be negative, and the "
    "lowest one is the best."
)
def compares_sizes(val_losses, patience):
    return by_rule(val_losses, patience, lambda loss, lowest: abs(loss) < abs(lowest))


@exercise.rejects(
    "You look for the highest value, as one does with an accuracy; these are losses, and the "
    "lowest is the best."
)
def highest_is_best(val_losses, patience):
    return stopped([-loss for loss in val_losses], patience)


@exercise.rejects(
    "A loss that is not a number counts as the best with you: every comparison with it is false, "
    "so ask whether it is lower, and not whether it is higher."
)
def nan_is_better(val_losses, patience):
    return by_rule(val_losses, patience, lambda loss, lowest: not loss >= lowest)


@exercise.rejects(
    "Your lowest loss begins with the first one; if that is not a number, nothing is ever lower. "
    "Begin with infinity."
)
def first_one_is_not_a_number(val_losses, patience):
    checked(val_losses, patience)
    best, lowest = 0, val_losses[0]
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest = epoch, loss
        if epoch - best >= patience:
            break
    return best, epoch


@exercise.rejects(
    "An epoch whose loss is not a number does not count as waiting with you; it has passed like "
    "any other, and was no better."
)
def nan_does_not_count_as_waiting(val_losses, patience):
    checked(val_losses, patience)
    best, lowest, waited = 0, math.inf, 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest, waited = epoch, loss, 0
        elif not math.isnan(loss):
            waited += 1
        if waited == patience:
            break
    return best, epoch


@exercise.rejects(
    "You stop at once where a loss is not a number; it is merely no better than the best, and "
    "patience goes on."
)
def nan_stops_at_once(val_losses, patience):
    checked(val_losses, patience)
    best, lowest = 0, math.inf
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest = epoch, loss
        if epoch - best >= patience or math.isnan(loss):
            break
    return best, epoch


@exercise.rejects(
    "Without a patience of at least 1 the rule makes no sense; say so with a ValueError where it "
    "is 0 or less."
)
def accepts_any_patience(val_losses, patience):
    return stopped(val_losses, max(patience, 1))


@exercise.rejects(
    "A patience of 0 is let through; at least 1 is asked for, so compare with 1 and not with 0."
)
def accepts_a_patience_of_0(val_losses, patience):
    if patience < 0:
        raise ValueError("negative patience")
    return stopped(val_losses, max(patience, 1))


@exercise.rejects(
    "Without losses there is no best epoch, and no pair of numbers is right: raise ValueError for "
    "an empty list."
)
def accepts_no_losses(val_losses, patience):
    if patience < 1:
        raise ValueError("patience")
    return stopped(val_losses, patience) if len(val_losses) > 0 else (0, 0)


@exercise.rejects(
    "An assert reports a mistake of your own and can be switched off; what the caller got wrong "
    "calls for a ValueError."
)
def asserts_the_arguments(val_losses, patience):
    assert len(val_losses) > 0 and patience >= 1
    return stopped(val_losses, patience)


@exercise.rejects(
    "You return the losses at the two epochs; the numbers of the epochs are asked for."
)
def losses_instead_of_epochs(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return val_losses[best], val_losses[stop]


@exercise.rejects("Only the stop comes back; the best epoch belongs before it, as a pair.")
def the_stop_alone(val_losses, patience):
    return stopped(val_losses, patience)[1]


@exercise.rejects("Only the best epoch comes back; the stop belongs behind it, as a pair.")
def the_best_alone(val_losses, patience):
    return stopped(val_losses, patience)[0]


@exercise.rejects(
    "Your epochs are floats; they count, and serve as indices, so make them integers."
)
def epochs_as_floats(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return float(best), float(stop)


@exercise.rejects(
    "You return an array of two numbers; a pair is asked for, which can be taken apart and holds "
    "plain integers."
)
def epochs_in_an_array(val_losses, patience):
    return np.array(stopped(val_losses, patience))


@exercise.rejects(
    "You take the losses out of the caller's list while you look at them; go through it without "
    "changing it."
)
def empties_the_list(val_losses, patience):
    result = stopped(val_losses, patience)
    if isinstance(val_losses, list):
        val_losses.clear()
    return result


@exercise.rejects(
    "`index` is a method of lists alone; losses may come as an array too, so look the epoch up in "
    "a way that suits both."
)
def needs_a_list(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return val_losses.index(val_losses[best]), stop


@exercise.rejects(
    "Before the first loss that is a number nobody is the best with you; epoch 0 counts as the "
    "best until then."
)
def nobody_is_best_among_nan(val_losses, patience):
    best, stop = stopped(val_losses, patience)
    return (None if math.isnan(val_losses[best]) else best), stop


@exercise.rejects(
    "Where the first loss is not a number, your counter is at 1 in the very first epoch; epoch 0 "
    "counts as the best there, and nobody has waited yet."
)
def waits_from_epoch_0_on(val_losses, patience):
    checked(val_losses, patience)
    best, lowest, waited = 0, math.inf, 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            best, lowest, waited = epoch, loss, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best, epoch
