"""The student's own deadline, inside its process: a `while True` ends, its names survive.

An alarm raises TimeUp in the middle of the student's code, and nowhere else: outside of
it the clock is shielded, since half a message would be the end of the channel.  Code
that swallows TimeUp is ended from outside, with its process.
"""

from __future__ import annotations

import signal
import time

_OVER = "the time for this is over"


class TimeUp(BaseException):
    """The time for this piece of work is over."""


class Clock:
    """Deadlines within deadlines; the nearest one counts.

    shielded: the alarm is put off until `open`.
    """

    def __init__(self) -> None:
        self.shielded = True
        self._ends: list[float] = []

    def start(self, seconds: float) -> int:
        """Begin a piece of work; gives what `stop` wants."""
        # Again each time: the student's code may have taken the signal for itself.
        signal.signal(signal.SIGALRM, self._ring)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
        self._ends.append(time.monotonic() + seconds)
        self._arm()
        return len(self._ends) - 1

    def stop(self, depth: int) -> None:
        """End a piece of work, and all that was begun inside it."""
        del self._ends[depth:]
        self._arm()

    def open(self) -> None:
        """Let the alarm through; raises TimeUp at once when it was put off."""
        self.shielded = False
        if self._ends and min(self._ends) <= time.monotonic():
            signal.setitimer(signal.ITIMER_REAL, 0)
            raise TimeUp(_OVER)

    def _arm(self) -> None:
        left = max(min(self._ends) - time.monotonic(), 1e-4) if self._ends else 0
        signal.setitimer(signal.ITIMER_REAL, left)

    def _ring(self, *_: object) -> None:
        if not self.shielded and self._ends:
            raise TimeUp(_OVER)
