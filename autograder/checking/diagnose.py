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

from collections.abc import Sequence

from autograder.checking.behaviour import Behaviour, Run
from autograder.checking.relation import Pair, find_relation, remainder
from autograder.checking.trace import Trace
from autograder.checking.verdict import Diagnosis

ROUNDS = (0, 1, 2)


def diagnose(
    answer: Behaviour, without: str = "", rounds: Sequence[int] = ROUNDS
) -> Diagnosis | None:
    """The one thing that explains this answer, or None.

    without: a known mistake that is not to be used; rounds: whose inputs are used,
    the verdicts of the first among them.
    """
    run = answer.run(rounds[0])
    first = run.wrong[0]
    traces = [answer.replay(first, n)[1] for n in rounds]
    found = [
        (len(alike), wrong)
        for wrong, known in answer.exercise.known_mistakes()
        if wrong.name != without
        and (alike := _shown(run, known.run(rounds[0]), first))
        and all(
            mine.same(known.replay(first, n)[1]) for n, mine in zip(rounds, traces, strict=True)
        )
    ]
    if found:
        most = max(count for count, _ in found)
        best = [wrong for count, wrong in found if count == most]
        if len({wrong.message for wrong in best}) == 1:
            return Diagnosis(best[0].name, best[0].message or "", "mistake", best[0].read)
        return None
    # what is said of the first check has to be true of the others too
    pairs = _pairs([*traces, *run.traces])
    relation = find_relation(pairs) or remainder(run, pairs)
    return Diagnosis(relation.name, relation.message, "relation") if relation else None


def _shown(run: Run, known: Run, first: int) -> set[int]:
    """The checks that the answer and a known mistake end alike; empty if it shows elsewhere."""
    if not _same(run, known, first) or run.earned.intersection(known.wrong):
        return set()
    alike = {check for check in range(len(run.results)) if _same(run, known, check)}
    return alike if 2 * len(alike.intersection(known.wrong)) > len(known.wrong) else set()


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
