"""Which known mistake, or which plain relation, explains a wrong answer?

A known mistake explains an answer when it predicts it: in the first check that
the answer failed, every call returned the same, raised the same and changed the
same, on the inputs that decided the verdict, on all larger ones that the check
has, and on inputs drawn anew. And what the mistake fails, the answer fails too,
most of it alike: a mistake that shows elsewhere, where this answer is right or
wrong in another way, is another one. Where no mistake predicts the answer, a
plain relation between what was returned and what is right is looked for. Where
two mistakes do, or no relation is forced by the evidence, nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograder.checking.relation import Pair, find_relation, remainder
from autograder.checking.trace import Trace
from autograder.checking.verdict import Diagnosis

if TYPE_CHECKING:
    from autograder.checking.exercise import Exercise, Run

ROUNDS = (0, 1, 2)


def diagnose(
    exercise: Exercise,
    names: Mapping[str, Any],
    run: Run,
    without: str = "",
    rounds: Sequence[int] = ROUNDS,
) -> Diagnosis | None:
    """The one thing that explains this answer, or None.

    run: what the answer did in the first of the rounds; without: a known mistake
    that is not to be used.
    """
    first = run.wrong[0]
    traces = [(n, exercise.replay(names, first, n, go_on=True)[1]) for n in rounds]
    found = [
        (len(_alike(run, known)), wrong)
        for wrong, known in exercise.known_mistakes(rounds[0])
        if wrong.name != without
        and _same(run, known, first)
        and (alike := _alike(run, known))
        and 2 * len(alike.intersection(known.wrong)) > len(known.wrong)
        and not run.earned.intersection(known.wrong)
        and all(mine.same(exercise.replayed_mistake(wrong, first, n)) for n, mine in traces)
    ]
    if found:
        most = max(count for count, _ in found)
        best = [wrong for count, wrong in found if count == most]
        if len({wrong.message for wrong in best}) == 1:
            return Diagnosis(best[0].name, best[0].message or "", "mistake", best[0].read)
        return None
    # what is said of the first check has to be true of the others too
    pairs = _pairs([*(trace for _, trace in traces), *run.traces])
    relation = find_relation(pairs) or remainder(run, pairs)
    return Diagnosis(relation.name, relation.message, "relation") if relation else None


def _alike(run: Run, known: Run) -> set[int]:
    """The checks in which an answer and a known mistake do the same."""
    return {check for check in range(len(run.results)) if _same(run, known, check)}


def _same(run: Run, known: Run, check: int) -> bool:
    verdicts = run.results[check].verdict, known.results[check].verdict
    return verdicts[0] == verdicts[1] and run.traces[check].same(known.traces[check])


def _pairs(traces: Sequence[Trace]) -> list[Pair]:
    """What was compared behind the calls of the name that failed first."""
    found = [
        one
        for trace in traces
        for one in trace.comparisons
        if one.kind not in ("property", "error")
    ]
    failed = next((one.call.name for one in found if one.message and one.call), None)
    return [
        Pair(one.got, one.want, one.call.args, one.right, one.tol)
        for one in found
        if one.call is not None and one.call.name == failed
    ]
