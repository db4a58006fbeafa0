"""What messages claim about wrong answers, and whether it is true.

Each wrong answer of the bank is judged as a student's would be, then once more
with its own entry left out, as a mistake that nobody has listed. Some mutants are
judged too. A claim is true if the same one is made again from inputs that were
not used to make it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.auditing.mutated import Tried
from autograder.checking.behaviour import Behaviour
from autograder.checking.diagnose import diagnose
from autograder.checking.exercise import Exercise
from autograder.checking.explain import explain
from autograder.checking.quiet import quiet
from autograder.checking.verdict import Diagnosis

FRESH = (11, 12, 13)
SHORTEST, LONGEST = 20, 80  # words of a message


@dataclass(frozen=True)
class Claims:
    """Names of wrong answers, unless it is a number.

    own: explained as themselves; by_neighbour, by_relation: explained by another
    mistake's sentence or by a plain relation, their own entry left out; unclaimed:
    nothing is said of them then; on_mutants: claims made about mutants; made: all
    claims; false: those that inputs drawn anew do not confirm; wordy: answers whose
    message has too few or too many words.
    """

    own: tuple[str, ...] = ()
    by_neighbour: tuple[str, ...] = ()
    by_relation: tuple[str, ...] = ()
    unclaimed: tuple[str, ...] = ()
    on_mutants: int = 0
    made: int = 0
    false: tuple[str, ...] = ()
    wordy: tuple[str, ...] = ()


def examine_claims(exercise: Exercise, some_mutants: Sequence[Tried]) -> Claims:
    """Judge the wrong answers of the bank, and some mutants, and check what is claimed."""
    own: list[str] = []
    wordy: list[str] = []
    without: dict[str, list[str]] = {"mistake": [], "relation": [], "false": [], "": []}
    made: list[tuple[str, bool]] = []

    def claim(about: str, answer: Behaviour, found: Diagnosis | None, leaving: str = "") -> str:
        if found is None:
            return ""
        true = _is_true(answer, found, leaving)
        made.append((f"{about}: {found.mistake}", true))
        return found.kind if true else "false"

    with quiet():
        for wrong, known in exercise.known_mistakes():
            # run anew: what the exercise remembers of it would only be compared with itself
            answer = Behaviour(exercise, wrong.names)
            if not answer.run().wrong:
                continue
            told = explain(answer)
            claim(wrong.name, known, told.diagnosis)
            if told.diagnosis and told.diagnosis.mistake == wrong.name:
                own.append(wrong.name)
            if not SHORTEST <= len(told.message.split()) <= LONGEST:
                wordy.append(wrong.name)
            unlisted = diagnose(answer, wrong.name)
            kind = claim(f"{wrong.name}, unlisted", known, unlisted, wrong.name)
            without[kind].append(wrong.name)
        on_bank = len(made)
        for tried in some_mutants:
            answer = Behaviour(exercise, tried.names)
            if answer.run().wrong:
                claim(str(tried), answer, diagnose(answer))
    return Claims(
        own=tuple(own),
        by_neighbour=tuple(without["mistake"]),
        by_relation=tuple(without["relation"]),
        unclaimed=tuple(without[""]),
        on_mutants=len(made) - on_bank,
        made=len(made),
        false=tuple(text for text, true in made if not true),
        wordy=tuple(wordy),
    )


def _is_true(answer: Behaviour, claimed: Diagnosis, without: str) -> bool:
    again = diagnose(answer, without, FRESH) if answer.run(FRESH[0]).wrong else None
    return again is not None and again.mistake == claimed.mistake
