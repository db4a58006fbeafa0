"""Asking one student process, in one of its lives: requests, answers, callbacks.

Both sides may be in the middle of several requests at once, one inside the other: the
student's code calls a function of the test, which calls a function of the student's.
Each answer belongs to the innermost request; anything else is the end of the process.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from autograder.errors import SandboxUnavailable
from autograder.isolation.connection import Closed, Connection, Late
from autograder.isolation.failures import (
    Died,
    ProtocolBroken,
    StudentStopped,
    TimedOut,
    remote_error,
)
from autograder.isolation.handles import Handles
from autograder.isolation.limits import Limits
from autograder.isolation.outputs import clean
from autograder.isolation.plain import NotPlain
from autograder.isolation.reader import Malformed
from autograder.isolation.sandbox import StartsStudents, counts_processes
from autograder.isolation.wire import encode

_START_SECONDS = 60.0
_GRACE = 1.0  # between the deadline inside, which keeps the names, and the end of the process


@dataclass(frozen=True)
class Handle:
    """A number on its way to the student's side."""

    number: int


class Conversation:
    """One life of a student process.

    over: why it ended, None as long as it lives.
    """

    def __init__(self, connection: Connection, limits: Limits, handles: Handles) -> None:
        self.handles = handles
        self.over: StudentStopped | None = None
        self._connection = connection
        self._limits = limits
        self._deadlines: list[float] = []

    @classmethod
    def start(
        cls,
        sandbox: StartsStudents,
        limits: Limits,
        files: Mapping[str, Path],
        classes: Collection[str],
        handles: Handles,
    ) -> Conversation:
        """Start a process and wait until it is ready.  Raises SandboxUnavailable."""
        connection = Connection(sandbox.start(limits, files), limits)
        bounds = {
            **asdict(limits),
            "message_bytes": limits.message_bytes,
            "scratch_bytes": limits.scratch_mb * 2**20,
            "address_space_bytes": limits.address_space_mb * 2**20,
            "cpu_seconds": limits.cpu_seconds,
            # Threads count as well; without a user namespace all of the user's would.
            "threads": limits.threads if sandbox.confines and counts_processes() else None,
        }
        begin = {"id": "begin", "limits": bounds, "classes": list(classes)}
        deadline = time.monotonic() + _START_SECONDS
        try:
            connection.write(encode(begin, handles.refer, limits.message_bytes), deadline)
            connection.read(deadline, handles.resolve)
        except (Late, Closed, Malformed):
            connection.stop(patience=1.0)
            trouble = clean(connection.complaint, 300) or "it gave no reason"
            raise SandboxUnavailable(
                f"The student's Python did not start in the sandbox ({trouble}); the sandbox "
                "itself worked a moment ago, so look whether this host is short of memory."
            ) from None
        except BaseException:
            connection.stop()
            raise
        return cls(connection, limits, handles)

    @property
    def pid(self) -> int:
        """The watchdog's process id; the sandbox is below it."""
        return self._connection.pid

    @property
    def memory(self) -> int:
        """Once it is over: the bytes of the largest process; 0 where nobody saw it."""
        return self._connection.memory

    def exchange(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request and serve the callbacks until its answer comes.

        Raises StudentStopped when the process had to end, the callback's own exception
        when the answer says so, TypeError for an argument that may not cross.
        """
        if self.over is not None:
            raise self.over.again()
        now = time.monotonic()
        deadline = min([now + seconds, *self._deadlines])
        name = secrets.token_hex(8)
        request = {**message, "id": name, "seconds": max(deadline - now, 1e-3)}
        data = self._encode({**request, "release": self.handles.take_released()})
        self._deadlines.append(deadline)
        try:
            self._connection.write(data, deadline + _GRACE)
            return self._answer_to(name, deadline + _GRACE)
        except Late:
            self.end()
            self._stop(
                TimedOut(f"it took longer than {seconds:g} s and was stopped", reason="time")
            )
        except Closed:
            reason, text = self._connection.stop(patience=1.0)
            kind = ProtocolBroken if reason == "protocol" else Died
            self._stop(kind(text, reason=reason))
        except Malformed as why:
            self.refuse(why)
        except StudentStopped:
            raise
        except BaseException:
            # In the middle of a conversation: nobody knows whose turn it is.
            self.end()
            raise
        finally:
            self._deadlines.pop()

    def raised(self, raw: object) -> BaseException:
        """The exception for what the student's code raised: a callback's own comes back."""
        raw = raw if isinstance(raw, dict) else {}
        original = self.handles.original(raw.get("token"))
        if original is not None:
            return original
        return remote_error(
            clean(raw.get("builtin"), 100),
            clean(raw.get("message"), 4000),
            remote_type=clean(raw.get("type"), 200),
            traceback=clean(raw.get("traceback"), 20_000),
        )

    def refuse(self, why: Malformed) -> NoReturn:
        """End a process that does not keep to the protocol."""
        self.end()
        text = f"the process wrote something into the channel that is no answer ({why})"
        self._stop(ProtocolBroken(text, reason="protocol"))

    def end(self) -> None:
        """End the process and all that it started."""
        if self.over is None:
            self._connection.stop()
            self.over = StudentStopped("the process was ended", reason="lost")

    def _answer_to(self, name: str, deadline: float) -> dict[str, Any]:
        while True:
            reply = self._connection.read(deadline, self.handles.resolve)
            # Types first: an array from a stranger makes a comparison fail.
            if type(reply.get("id")) is not str or reply["id"] != name:
                raise Malformed("an answer to another question")
            if "callback" not in reply:
                return reply
            answer = self._call_back(reply)
            if self.over is not None:
                raise self.over.again()
            self._connection.write(answer, deadline)

    def _call_back(self, reply: dict[str, Any]) -> bytes:
        function = self.handles.callback(reply["callback"])
        args, kwargs = reply.get("args"), reply.get("kwargs")
        if type(args) is not tuple or type(kwargs) is not dict:
            raise Malformed("not the arguments of a call")
        if not all(type(key) is str for key in kwargs):
            raise Malformed("not the arguments of a call")
        try:
            return self._encode({"id": reply["id"], "answer": function(*args, **kwargs)})
        except Exception as error:
            return self._encode({"id": reply["id"], "raised": self.handles.note(error)})

    def _encode(self, message: dict[str, Any]) -> bytes:
        try:
            return encode(message, self._refer, self._limits.message_bytes)
        except NotPlain as why:
            raise TypeError(f"{why} cannot be passed to the student's code") from None

    def _refer(self, value: object) -> Any:
        if isinstance(value, Handle):
            return ["ref", value.number, ""]
        return self.handles.refer(value)

    def _stop(self, stopped: StudentStopped) -> NoReturn:
        self.over = stopped
        raise stopped from None
