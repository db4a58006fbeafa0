"""What happened in one run of a check: every call of the answer, and what was compared."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from autograder.checking.plain import copied, same
from autograder.checking.show import show


@dataclass
class Call:
    """One call of the answer, or one reading of an attribute, and what came of it."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    function: Any = None  # whose parameters the arguments are; None: an attribute was read
    outcome: str = "running"  # then "returned" or "raised"
    value: Any = None  # a copy of the result, or the name of the error's type
    changed: tuple[str, ...] = ()
    shared: bool = False
    after: tuple[Any, ...] | None = None  # the arguments after the call; None: nobody looked

    def __str__(self) -> str:
        if self.function is None:
            return self.name
        names = _parameters(self.function) + ("",) * len(self.args)
        shown = [
            f"{name}={show(arg)}" if name else show(arg)
            for name, arg in zip(names, self.args, strict=False)
        ]
        shown += [f"{name}={show(arg)}" for name, arg in self.kwargs.items()]
        return f"{self.name}({', '.join(shown)})"

    def same(self, other: Call) -> bool:
        """Whether the other call was the same and ended the same way."""
        return (
            (self.name, self.outcome, self.changed, self.shared)
            == (other.name, other.outcome, other.changed, other.shared)
            and len(self.args) == len(other.args)
            and same(self.value, other.value, rtol=1e-7)
            and (self.after is None or other.after is None or same(self.after, other.after, 1e-7))
        )


@dataclass(frozen=True)
class Comparison:
    """What a check compared, behind one call of the answer.

    error: how far got is from want, in units of the scale; None where no numbers
    are compared. message: empty where the comparison held. kind: in what the two
    differ, as ``compare`` says it; "property" for a property that was measured and
    "error" for an error that is missing, which have neither got nor want. right:
    whether got is want, had it been asked.
    """

    call: Call | None
    error: float | None
    tol: float
    message: str
    kind: str
    right: bool
    got: Any = None
    want: Any = None


class Trace:
    """The calls of one check, in order, what was compared, and the objects given away.

    look: note what a call did to its arguments, too.
    """

    def __init__(self, look: bool = False) -> None:
        self.look = look
        self.error_missed = False  # an error that is wanted was not raised
        self.calls: list[Call] = []
        self.comparisons: list[Comparison] = []
        self.objects: dict[int, tuple[Any, Any]] = {}  # id -> an object, and its wrapper

    @property
    def last(self) -> str:
        """The last call as text."""
        return f"`{self.calls[-1]}`" if self.calls else "the answer"

    @property
    def reads_an_attribute(self) -> bool:
        """Whether the last call was no call, but the reading of an attribute."""
        return bool(self.calls) and self.calls[-1].function is None

    @property
    def first_failure(self) -> Comparison | None:
        """The first comparison that did not hold, if one was made at all."""
        return next((found for found in self.comparisons if found.message), None)

    def note(
        self,
        kind: str,
        message: str,
        *,
        right: bool,
        tol: float,
        error: float | None,
        got: Any = None,
        want: Any = None,
    ) -> None:
        """Note a comparison behind the last call."""
        call = self.calls[-1] if self.calls else None
        self.comparisons.append(
            Comparison(call, error, tol, message, kind, right, copied(got), copied(want))
        )

    def same(self, other: Trace) -> bool:
        """Whether two answers behaved the same, call by call."""
        return len(self.calls) == len(other.calls) and all(
            mine.same(theirs) for mine, theirs in zip(self.calls, other.calls, strict=True)
        )


@lru_cache(maxsize=64)
def _parameters(target: Any) -> tuple[str, ...]:
    try:
        names = tuple(inspect.signature(target).parameters)
    except (TypeError, ValueError):
        return ()
    return names[1:] if names[:1] == ("self",) else names
