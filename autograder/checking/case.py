"""What a check has at hand: a seeded generator, comparisons, and what was called.

A case is made anew for each check. Its generator is seeded by the exercise and
the check, so that every answer sees the same inputs, on every machine, in
every order.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.compare import TOLERANCE, compare
from autograder.checking.recorder import AnswerRaised, CheckFailed, Held, Trace, unwrapped
from autograder.checking.show import kind


class Case:
    """One run of one check.

    rng: draw every input from it. Go from the smallest input to larger ones:
    the first that fails is the one that the student reads.
    """

    def __init__(
        self,
        exercise: str,
        check: str,
        trace: Trace,
        hold: Callable[[Any], Any] = Held,
    ) -> None:
        self.rng = np.random.default_rng(
            [zlib.crc32(exercise.encode()), zlib.crc32(check.encode())]
        )
        self._trace = trace
        self._hold = hold

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
        about: what was compared, if it is not the result of the last call.
        hint: a sentence to add, when the reason is known.
        """
        if difference := compare(unwrapped(got), want, tol, scale):
            is_value = about or self._trace.reads_an_attribute
            message = difference.as_a_value if is_value else difference.message
            self.fail(f"{about or self._trace.last} {message}", hint)

    def that(self, holds: Any, message: str) -> None:
        """Fail with the message unless the condition holds."""
        if not bool(holds):
            self.fail(message)

    def fail(self, message: str, hint: str = "") -> None:
        """Fail. The message is a sentence for the student."""
        message = message if message.endswith((".", "?", "!")) else f"{message}."
        raise CheckFailed(f"{message} {hint}".strip())

    def unpack(self, got: Any, *names: str) -> tuple[Any, ...]:
        """The parts of a tuple that the answer returned; fail if it has other ones."""
        wanted = f"({', '.join(names)}) is wanted"
        if not isinstance(got, tuple | list):
            self.fail(f"{self._trace.last} returned {kind(unwrapped(got))}; the tuple {wanted}")
        if len(got) != len(names):
            self.fail(f"{self._trace.last} returned {len(got)} values; {wanted}")
        return tuple(got)

    def raises(
        self, error: type[Exception], call: Callable[..., Any], *args: Any, hint: str = ""
    ) -> None:
        """Fail unless the call raises this error, or one derived from it."""
        try:
            call(*args)
        except AnswerRaised as raised:
            # a name that is not written yet raises NotImplementedError, a RuntimeError
            unwritten = isinstance(raised.error, NotImplementedError)
            if unwritten or not isinstance(raised.error, error):
                self.fail(f"{str(raised).rstrip('.')}; {error.__name__} is wanted", hint)
        else:
            self.fail(f"{self._trace.last} raised nothing; {error.__name__} is wanted", hint)

    def unchanged(self) -> None:
        """Fail if a call so far changed one of its arguments."""
        for call in self._trace.calls:
            if call.changed:
                self.fail(
                    f"`{call}` changed its {call.changed[0]}. "
                    "Work on a copy: the caller still needs the data as it was"
                )

    def fresh(self) -> None:
        """Fail if a result so far lies in the memory of an argument."""
        for call in self._trace.calls:
            if call.shared:
                self.fail(
                    f"`{call}` returned a view of its argument. Return a new array: "
                    "whoever changes one of the two would change the other"
                )

    def hold(self, value: Any) -> Any:
        """A value that lives where the answer lives: pass it in calls, ``write`` it later.

        An argument is copied for each call, so an answer that keeps it would
        never see a later change; a held array is one and the same for all calls.
        """
        return self._hold(value)
