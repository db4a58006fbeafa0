"""How the student's code can fail, as exceptions on the trusted side.

    RemoteError                 the student's code raised; also the nearest builtin class
    ├── NotPlainData            a value that may not cross
    └── StudentStopped          the code did not come to an end
        ├── TimedOut            it took too long
        ├── Died                its process ended: memory, a signal, exit
        └── ProtocolBroken      it wrote nonsense into the channel

`except ValueError` and `pytest.raises(ValueError)` work on what a student's
function raised, because the class is made of RemoteError and ValueError. The two
others are no builtin error: a test that expects one must not take them for it.
"""

from __future__ import annotations

import builtins
import functools
from typing import Any


class RemoteError(Exception):
    """An exception raised by the student's code.

    remote_type: the name of its class there.  traceback: plain text, frames of
    the student's code only.  All three texts come from a stranger and are bounded.
    """

    def __init__(self, message: str, *, remote_type: str = "", traceback: str = "") -> None:
        Exception.__init__(self, message)
        self.message = message
        self.remote_type = remote_type or type(self).__name__
        self.traceback = traceback

    # Some builtin classes compute their text from fields that are not set here.
    def __str__(self) -> str:
        return self.message


class NotPlainData(RemoteError):
    """A value of a type that may not cross, or one that is too big or too deep."""


class StudentStopped(RemoteError):
    """The student's code did not come to an end, and was stopped.

    reason: "time", "memory", "processes", "threads", "files", "sockets", "signal", "exit",
    "protocol", "lost" or "restarts".  fatal: no process can be started any more in this submission.
    stopped: tells this from an error that the code raised itself.
    """

    stopped = True

    def __init__(self, message: str, *, reason: str, fatal: bool = False) -> None:
        RemoteError.__init__(self, message)
        self.reason = reason
        self.fatal = fatal

    def again(self) -> StudentStopped:
        """A new exception that says the same, for a call that is not even tried."""
        return type(self)(self.message, reason=self.reason, fatal=self.fatal)


class TimedOut(StudentStopped):
    """It took longer than it may."""


class Died(StudentStopped):
    """The student process ended in the middle of its work."""


class ProtocolBroken(StudentStopped):
    """What came through the channel is not an answer."""


@functools.cache
def _mixed(name: str) -> type[RemoteError]:
    base = getattr(builtins, name, None)
    # A BaseException such as SystemExit must not end the grader, a group needs members.
    if (
        not isinstance(base, type)
        or not issubclass(base, Exception)
        or issubclass(base, BaseExceptionGroup)
        or base is Exception
    ):
        return RemoteError
    return type(f"Remote{name}", (RemoteError, base), {"__module__": __name__})


def remote_error(builtin_name: str, message: str, **details: Any) -> RemoteError:
    """The exception for what the student's code raised.

    >>> isinstance(remote_error("ValueError", "no"), ValueError)
    True
    >>> type(remote_error("SystemExit", "no")).__name__
    'RemoteError'
    """
    # RemoteError's constructor comes first: those of the builtin classes want other arguments.
    return _mixed(builtin_name)(message, **details)
