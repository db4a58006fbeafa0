"""The bank of one exercise: answers that must be accepted, and ones that must not.

A wrong answer carries the sentence that a student reads whose answer behaves
the same. A mutant that is no mistake is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class BankAnswer:
    """An answer that must be accepted (message None), or rejected with this message.

    read: the section of the lecture to read again, where it is not the exercise's own.
    """

    name: str
    names: Mapping[str, Any]
    message: str | None = None
    read: str = ""


@dataclass(frozen=True)
class Equivalent:
    """Mutants that are right: those that change this fragment of an answer's text.

    answer: the name of an accepted answer or of a reference, or "" for all of them;
    after: only the mutants that change it to this.
    """

    answer: str
    before: str
    reason: str
    after: str = ""


@dataclass
class Bank:
    """Accepted and rejected answers, each under a name of its own."""

    references: Mapping[str, Any]
    accepted: list[BankAnswer] = field(default_factory=list)
    rejected: list[BankAnswer] = field(default_factory=list)
    equivalent: list[Equivalent] = field(default_factory=list)

    def add(self, answer: Any, message: str | None = None, read: str = "") -> None:
        """Add a right answer, or a wrong one with its message."""
        made = BankAnswer(answer.__name__, self._named(answer), message, read)
        (self.accepted if message is None else self.rejected).append(made)

    def __iter__(self) -> Iterator[BankAnswer]:
        return iter([*self.accepted, *self.rejected])

    def _named(self, answer: Any) -> dict[str, Any]:
        if answer.__name__ in [known.name for known in self]:
            raise ValueError(f"two answers of the bank are called {answer.__name__!r}")
        if len(self.references) == 1:
            return {next(iter(self.references)): answer}
        own = {name: vars(answer)[name] for name in self.references if name in vars(answer)}
        if not own:
            raise ValueError(
                f"the answer {answer.__name__} defines none of {', '.join(self.references)}"
            )
        return {**self.references, **own}
