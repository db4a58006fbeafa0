"""What a check has at hand: a seeded generator, comparisons, and what was called.

A case is made anew for each run of a check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checking.compare import TOLERANCE, Difference, compare
from autograder.checking.numbers import as_floats, distance, in_shape
from autograder.checking.plain import copied
from autograder.checking.recorder import (
    AnswerRaised,
    CheckFailed,
    Held,
    unwrapped,
)
from autograder.checking.show import kind as kind_of
from autograder.checking.trace import Trace


class Case:
    """One run of one check.

    rng: draw every input from it. Begin with a small input, in which different
    mistakes still look different. Of all that fail, the student reads the smallest.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        trace: Trace,
        hold: Callable[[Any], Any] = Held,
        *,
        go_on: bool = False,
    ) -> None:
        self.rng = rng
        self.trace = trace  # a check has no business with it
        self._hold = hold
        self._go_on = go_on  # after a difference: an explanation wants to see them all

    def equal(
        self,
        got: Any,
        want: Any,
        *,
        tol: float = TOLERANCE,
        scale: float | None = None,
        about: str = "",
        hint: str = "",
    ) -> None:
        """Fail unless got is want: type, shape, dtype, finite, value, in that order.

        Numbers agree when max|got − want| ≤ tol · scale; scale is the largest
        |want| unless given (1 where everything wanted is 0).
        about: what was compared, if it is not the result of the last call; "{call}" in
        it stands for that call.
        hint: a sentence to add, when the reason is known.
        """
        difference = compare(unwrapped(got), want, tol, scale)
        error = distance(unwrapped(got), want, scale)
        self._judged(got, want, difference, not difference, tol, error, about, hint)

    def like(self, got: Any, want: Any, *, about: str = "", hint: str = "") -> None:
        """Fail unless got has the type, the shape and the dtype of want; any finite values do.

        want: what is right, all the same: an explanation may find how the two are related.
        """
        difference = compare(unwrapped(got), want, scale=np.inf)
        if difference and difference.kind == "value":  # of integers and texts
            difference = None
        right = compare(unwrapped(got), want) is None
        self._judged(got, want, difference, right, TOLERANCE, None, about, hint)

    def numbers(self, got: Any, want: Any) -> Any:
        """The numbers of got in the shape of want, out of a list or with axes of length 1.

        For checks of values, where the container has a check of its own and must not
        cost the marks for the values. A tuple is taken part by part. What comes back is
        float64, whatever want is. Fail if there are other numbers than wanted, or
        something that is no number.
        """
        want = as_floats(want)
        found = in_shape(unwrapped(got), want)
        self.like(got if found is None else found, want)
        return found

    def small(self, error: float, message: str, *, tol: float) -> None:
        """Fail with the message unless error ≤ tol: for a property, not a value."""
        error = float(error)
        holds = error <= tol
        said = "" if holds else _sentence(message)
        self.trace.note("property", said, right=holds, tol=tol, error=error)
        if not holds:
            self._failed(said)

    def that(self, holds: Any, message: str) -> None:
        """Fail with the message unless the condition holds."""
        if not bool(holds):
            self.fail(message)

    def fail(self, message: str, hint: str = "") -> None:
        """Fail. The message is a sentence for the student."""
        raise CheckFailed(_sentence(message, hint))

    def unpack(self, got: Any, *names: str) -> tuple[Any, ...]:
        """The parts of a tuple that the answer returned; fail if it has other ones."""
        wanted = f"({', '.join(names)}) is wanted"
        if not isinstance(got, tuple | list):
            self.fail(f"{self.trace.last} returned {kind_of(unwrapped(got))}; the tuple {wanted}")
        if len(got) != len(names):
            self.fail(f"{self.trace.last} returned {len(got)} values; {wanted}")
        return tuple(got)

    def raises(
        self, error: type[Exception], call: Callable[..., Any], *args: Any, hint: str = ""
    ) -> None:
        """Fail unless the call raises this error, or one derived from it."""
        try:
            call(*args)
        except AnswerRaised as raised:
            # a name that is not written yet raises NotImplementedError, a RuntimeError
            if isinstance(raised.error, NotImplementedError):
                self.fail(f"{str(raised).rstrip('.')}; {error.__name__} is wanted", hint)
            if isinstance(raised.error, error):
                return
            came = str(raised).rstrip(".")
        else:
            came = f"{self.trace.last} raised nothing"
        self.trace.error_missed = True
        said = _sentence(f"{came}; {error.__name__} is wanted", hint)
        self.trace.note("error", said, right=False, tol=0.0, error=None)
        self._failed(said)

    def pure(self, call: Callable[..., Any], *inputs: Sequence[Any]) -> None:
        """Fail unless the call is a function of its arguments alone.

        It is called with each of the inputs, and then with each of them again. No
        call may change an argument or return its memory, and the second results have
        to be the first ones: nothing is remembered from one call to the next.
        """
        first = [self._plain(call(*args)) for args in inputs]
        self.unchanged()
        self.fresh()
        for args, before in zip(inputs, first, strict=True):
            again = self._plain(call(*args))
            if difference := compare(again, before, 1e-12):
                self.fail(
                    f"{self.trace.last} {difference.message} at the first call with the same "
                    "arguments. Between the two it was called with others"
                )

    def unchanged(self) -> None:
        """Fail if a call so far changed one of its arguments."""
        for call in self.trace.calls:
            if call.changed:
                self.fail(
                    f"`{call}` changed its {call.changed[0]}. "
                    "Work on a copy: the caller still needs the data as it was"
                )

    def fresh(self) -> None:
        """Fail if a result so far lies in the memory of an argument."""
        for call in self.trace.calls:
            if call.shared:
                self.fail(
                    f"`{call}` returned a view of its argument. Return a new array: "
                    "whoever changes one of the two would change the other"
                )

    @property
    def called(self) -> str:
        """The last call as text, for a message."""
        return self.trace.last

    def means(self, value: Any) -> None:
        """Say what the last result means, where many results mean the same.

        A known mistake is then recognised by this value: a network by its curve, in
        whatever order its units stand. Which memory the result lies in counts no more.
        """
        self.trace.calls[-1].value = copied(value)
        self.trace.calls[-1].shared = False

    def hold(self, value: Any) -> Any:
        """A value that lives where the answer lives: pass it in calls, ``write`` it later.

        An argument is copied for each call, so an answer that keeps it would
        never see a later change; a held array is one and the same for all calls.
        """
        return self._hold(value)

    def _judged(
        self,
        got: Any,
        want: Any,
        difference: Difference | None,
        right: bool,
        tol: float,
        error: float | None,
        about: str,
        hint: str,
    ) -> None:
        message, kind = "", difference.kind if difference else "value"
        if difference:
            is_value = about or self.trace.reads_an_attribute
            said = difference.as_a_value if is_value else difference.message
            what = about.replace("{call}", self.trace.last) or self.trace.last
            message = _sentence(f"{what} {said}", hint)
        self.trace.note(
            kind, message, right=right, tol=tol, error=error, got=unwrapped(got), want=want
        )
        if difference:
            self._failed(message)

    def _failed(self, message: str) -> None:
        if not self._go_on:
            raise CheckFailed(message)

    def _plain(self, got: Any) -> Any:
        """A result that can be compared with another one; fail for anything else."""
        got = unwrapped(got)
        try:
            compare(got, got)
        except TypeError:
            self.fail(f"{self.trace.last} returned {kind_of(got)}")
        return got


def _sentence(message: str, hint: str = "") -> str:
    message = message if message.endswith((".", "?", "!")) else f"{message}."
    return f"{message} {hint}".strip()
