"""One exercise: its reference, its checks, and its bank of right and wrong answers.

An exercise file makes one ``Exercise`` named ``exercise`` and decorates
functions with it. It is the only place that says what is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from autograder.checking.case import Case
from autograder.checking.diagnose import diagnose
from autograder.checking.quiet import quiet
from autograder.checking.recorder import (
    CheckFailed,
    Held,
    NotJudged,
    RecordedFunction,
    Trace,
    is_stand_in,
)
from autograder.checking.show import kind
from autograder.checking.verdict import CheckResult, Report, Verdict

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
class BankAnswer:
    """An answer that must be accepted (message None), or rejected with this message."""

    name: str
    names: Mapping[str, Any]
    message: str | None = None


@dataclass(frozen=True)
class _Check:
    name: str
    run: Check
    weight: float
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """One answer put through every check: the results, and the calls behind each."""

    results: tuple[CheckResult, ...]
    traces: tuple[Trace, ...]


class Exercise:
    """Everything that is known about one exercise.

    references: the functions or classes of ``solutions_lib`` that define what is
    right, in the order in which ``grade`` takes the student's.
    """

    def __init__(self, *references: Callable[..., Any]) -> None:
        self.id = ""  # the catalogue gives it the name of its file
        self.references = {reference.__name__: reference for reference in references}
        self.accepted: list[BankAnswer] = []
        self.rejected: list[BankAnswer] = []
        self._checks: list[_Check] = []
        self._wrong_runs: dict[str, Run] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names that an answer defines."""
        return tuple(self.references)

    @property
    def check_names(self) -> tuple[str, ...]:
        """The names of the checks, in order."""
        return tuple(check.name for check in self._checks)

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
        self.accepted.append(BankAnswer(answer.__name__, self._named(answer)))
        return answer

    def rejects(self, message: str) -> Callable[[Decorated], Decorated]:
        """Add a wrong answer: it has to lose marks.

        Its name says what it does; the message is what a student reads whose
        answer behaves the same: one sentence that names the idea.
        """

        def add(answer: Decorated) -> Decorated:
            self.rejected.append(BankAnswer(answer.__name__, self._named(answer), message))
            return answer

        return add

    def run(self, names: Mapping[str, Any]) -> Run:
        """Put an answer, name → function or class, through every check."""
        hold = next((value.hold for value in names.values() if is_stand_in(value)), Held)
        results: list[CheckResult] = []
        traces: list[Trace] = []
        # a warning is never an error, whatever the settings of the process say
        with quiet(stdout=False), np.errstate(all="ignore"):
            for check in self._checks:
                trace = Trace()
                traces.append(trace)
                verdict, message = self._outcome(check, names, trace, hold, results)
                results.append(CheckResult(check.name, verdict, message, check.weight))
        return Run(tuple(results), tuple(traces))

    def judge(self, names: Mapping[str, Any]) -> Report:
        """The verdict on an answer, and the known mistake that explains it, if one does."""
        run = self.run(names)
        report = Report(self.id, run.results, None)
        if report.verdict is not Verdict.WRONG:
            return report
        return Report(self.id, run.results, diagnose(run, self._known_mistakes()))

    def _outcome(
        self,
        check: _Check,
        names: Mapping[str, Any],
        trace: Trace,
        hold: Callable[[Any], Any],
        before: Sequence[CheckResult],
    ) -> tuple[Verdict, str]:
        right = {result.name for result in before if result.verdict is Verdict.RIGHT}
        if missing := [need for need in check.needs if need not in right]:
            return Verdict.NOT_JUDGED, f"Comes after “{missing[0]}”, which has to be right first."
        try:
            check.run(Answer(names, self.references, trace), Case(self.id, check.name, trace, hold))
        except CheckFailed as failed:
            return Verdict.WRONG, str(failed)
        except NotJudged as reason:
            return Verdict.NOT_JUDGED, str(reason)
        except Exception as error:  # a fault of the check: it must not cost or earn marks unseen
            detail = f"{type(error).__name__}: {error}"
            return Verdict.NOT_JUDGED, f"The check itself failed ({detail}); tell your instructor."
        return Verdict.RIGHT, ""

    def _known_mistakes(self) -> list[tuple[BankAnswer, Run]]:
        if self._wrong_runs is None:
            with quiet():  # these are nobody's answers: what they print belongs to nobody
                self._wrong_runs = {wrong.name: self.run(wrong.names) for wrong in self.rejected}
        return [(wrong, self._wrong_runs[wrong.name]) for wrong in self.rejected]

    def _named(self, answer: Any) -> dict[str, Any]:
        bank = [known.name for known in self.accepted + self.rejected]
        if answer.__name__ in bank:
            raise ValueError(f"two answers of the bank are called {answer.__name__!r}")
        if len(self.references) == 1:
            return {self.names[0]: answer}
        own = {name: vars(answer)[name] for name in self.names if name in vars(answer)}
        if not own:
            raise ValueError(
                f"the answer {answer.__name__} defines none of {', '.join(self.names)}"
            )
        return {**self.references, **own}
