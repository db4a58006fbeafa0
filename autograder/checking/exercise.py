"""One exercise: its reference, its checks, and its bank of right and wrong answers.

An exercise file makes one ``Exercise`` named ``exercise`` and decorates
functions with it. It is the only place that says what is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from autograder.checking.bank import Bank, BankAnswer, Equivalent
from autograder.checking.behaviour import Behaviour, Run
from autograder.checking.case import Case
from autograder.checking.draws import generator
from autograder.checking.explain import WHOLE_ROUNDS, explain
from autograder.checking.quiet import quiet
from autograder.checking.recorder import (
    CheckFailed,
    Held,
    NotJudged,
    RecordedFunction,
    is_stand_in,
)
from autograder.checking.show import kind
from autograder.checking.trace import Trace
from autograder.checking.verdict import CheckResult, Diagnosis, Report, Verdict

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Check = Callable[["Answer", Case], None]


class Answer:
    """The names that an exercise asks for, each call recorded: ``answer.softmax(Z)``."""

    def __init__(
        self, names: Mapping[str, Any], references: Mapping[str, Any], trace: Trace
    ) -> None:
        self._names, self._references, self._trace = names, references, trace

    def __getattr__(self, name: str) -> Any:
        if name not in self._names:
            raise CheckFailed(f"`{name}` is not defined.")
        value = self._names[name]
        if not (callable(value) or is_stand_in(value)):
            noun = "class" if isinstance(self._references.get(name), type) else "function"
            raise CheckFailed(f"`{name}` is {kind(value)}, not a {noun}.")
        return RecordedFunction(value, name, self._trace, self._references.get(name))


@dataclass(frozen=True)
class _Check:
    name: str
    run: Check
    weight: float
    needs: tuple[str, ...]


class Exercise:
    """Everything that is known about one exercise.

    references: the functions or classes of ``solutions_lib`` that define what is
    right, in the order in which ``grade`` takes the student's.
    read: the heading of the lecture's section that teaches it.
    """

    def __init__(self, *references: Callable[..., Any], read: str = "") -> None:
        self.id = ""  # the catalogue gives it the name of its file,
        self.session = ""  # and of its folder
        self.references = {reference.__name__: reference for reference in references}
        self.bank = Bank(self.references)
        self._read = read
        self._checks: list[_Check] = []
        self._mistakes: dict[str, Behaviour] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names that an answer defines."""
        return tuple(self.references)

    @cached_property
    def right(self) -> Behaviour:
        """What the references themselves do."""
        return Behaviour(self, self.references, silent=True)

    @property
    def check_names(self) -> tuple[str, ...]:
        """The names of the checks, in order."""
        return tuple(check.name for check in self._checks)

    @property
    def accepted(self) -> list[BankAnswer]:
        """The answers that have to get full marks."""
        return self.bank.accepted

    @property
    def rejected(self) -> list[BankAnswer]:
        """The answers that have to lose marks, each with its sentence."""
        return self.bank.rejected

    @property
    def has_parts(self) -> bool:
        """Whether an answer is made of several functions, or of a class with its methods."""
        return len(self.references) > 1 or isinstance(self.references[self.names[0]], type)

    def read(self, diagnosis: Diagnosis | None = None) -> str:
        """The section to read again: that of the mistake, else that of the exercise."""
        if diagnosis and diagnosis.read:
            return diagnosis.read
        return self._read

    @property
    def sections(self) -> frozenset[str]:
        """All headings of the lecture that this exercise refers to."""
        own = [self._read, *(wrong.read for wrong in self.bank.rejected)]
        return frozenset(heading for heading in own if heading)

    def check(
        self, name: str, *, weight: float = 1.0, needs: Sequence[Check] = ()
    ) -> Callable[[Check], Check]:
        """Add a check: ``def …(answer, case)``, which fails through ``case`` or passes.

        name: what holds, in a few words that the student reads.
        needs: checks without which this one says nothing; if one of them is not
        right, this one is not judged, so that one cause gives one message.
        """

        def add(run: Check) -> Check:
            by_function = {check.run: check.name for check in self._checks}
            needed = tuple(by_function[need] for need in needs)
            if name in self.check_names:
                raise ValueError(f"two checks are called {name!r}")
            self._checks.append(_Check(name, run, weight, needed))
            return run

        return add

    def accepts(self, answer: Decorated) -> Decorated:
        """Add a right answer: it has to get full marks.

        The decorated function or class is the answer itself. Where an exercise
        defines several names, it is a class that holds them.
        """
        self.bank.add(answer)
        return answer

    def rejects(self, message: str, *, read: str = "") -> Callable[[Decorated], Decorated]:
        """Add a wrong answer: it has to lose marks.

        Its name says what it does; the message is what a student reads whose
        answer behaves the same: one sentence that names the idea.
        read: the heading of the lecture to read again, if it is not the exercise's.
        """

        def add(answer: Decorated) -> Decorated:
            self.bank.add(answer, message, read)
            return answer

        return add

    def equivalent(self, before: str, reason: str, *, answer: str = "", after: str = "") -> None:
        """List mutants that are right: a change of this fragment of an answer is no mistake.

        answer: the accepted answer, or the reference, if it is only so in this one;
        after: what the fragment becomes, if it is only so for this mutant.
        """
        self.bank.equivalent.append(Equivalent(answer, before, reason, after))

    def run(
        self, names: Mapping[str, Any], round_number: int = 0, *, enough: int | None = None
    ) -> Run:
        """Put an answer, name → function or class, through every check.

        enough: stop when so many checks are wrong; those behind them are not judged.
        """
        results: list[CheckResult] = []
        traces: list[Trace] = []
        for check in self._checks:
            traces.append(trace := Trace())
            right = {result.name for result in results if result.verdict is Verdict.RIGHT}
            wrong = sum(result.verdict is Verdict.WRONG for result in results)
            if wrong == enough:
                verdict, message = Verdict.NOT_JUDGED, "Enough is known."
            elif missing := [need for need in check.needs if need not in right]:
                verdict = Verdict.NOT_JUDGED
                message = f"Comes after “{missing[0]}”, which has to be right first."
            else:
                rng = generator(self.id, check.name, round_number)
                verdict, message = self._outcome(check, names, Case(rng, trace, _hold(names)))
            results.append(CheckResult(check.name, verdict, message, check.weight))
        return Run(tuple(results), tuple(traces))

    def replay(
        self,
        names: Mapping[str, Any],
        check: int,
        round_number: int = 0,
        *,
        whole: bool = False,
        go_on: bool = False,
    ) -> tuple[CheckResult, Trace]:
        """Run one check again, for an explanation.

        whole: draw whole numbers; go_on: after a wrong value, to see the later ones.
        """
        chosen, trace = self._checks[check], Trace(look=True)
        rng = generator(self.id, chosen.name, round_number, whole=whole)
        case = Case(rng, trace, _hold(names), go_on=go_on)
        verdict, message = self._outcome(chosen, names, case)
        return CheckResult(chosen.name, verdict, message, chosen.weight), trace

    def judge(self, names: Mapping[str, Any], *, without: str = "") -> Report:
        """The verdict on an answer, and what explains it.

        without: a wrong answer of the bank that is not to be used for it.
        """
        answer = Behaviour(self, names)
        report = Report(self.id, answer.run().results)
        if report.verdict is not Verdict.WRONG:
            return report
        return replace(report, explanation=explain(answer, without))

    def known_mistakes(self) -> list[tuple[BankAnswer, Behaviour]]:
        """The wrong answers of the bank, and what they do."""
        for wrong in self.bank.rejected:
            if wrong.name not in self._mistakes:
                self._mistakes[wrong.name] = Behaviour(self, wrong.names, silent=True)
        return [(wrong, self._mistakes[wrong.name]) for wrong in self.bank.rejected]

    def rehearse(self) -> None:
        """Run now what an explanation compares an answer with, so that a fork need not."""
        for _, known in self.known_mistakes():
            known.run()
        for check in range(len(self._checks)):
            for number in WHOLE_ROUNDS:
                self.right.replay(check, number, whole=True)

    def _outcome(self, check: _Check, names: Mapping[str, Any], case: Case) -> tuple[Verdict, str]:
        try:
            # a warning is never an error, whatever the settings of the process say
            with quiet(stdout=False), np.errstate(all="ignore"):
                check.run(Answer(names, self.references, case.trace), case)
        except CheckFailed as failed:
            return Verdict.WRONG, str(failed)
        except NotJudged as reason:
            return Verdict.NOT_JUDGED, str(reason)
        except Exception as error:  # a fault of the check: it must not cost or earn marks unseen
            detail = f"{type(error).__name__}: {error}"
            return Verdict.NOT_JUDGED, f"The check itself failed ({detail}); tell your instructor."
        if missed := case.trace.first_failure:  # the check went on after it
            return Verdict.WRONG, missed.message
        return Verdict.RIGHT, ""


def _hold(names: Mapping[str, Any]) -> Callable[[Any], Any]:
    return next((value.hold for value in names.values() if is_stand_in(value)), Held)
