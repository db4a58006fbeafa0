"""One submission's student process, seen from the trusted side.

It is started when it is first needed.  When it dies, or has to be ended because it does
not answer, a new one is started and the cells that had finished are run again, so that
only the cell or the call that did it is lost.  A function that did not come to an end is not
called a second time, until a later cell defines its name anew.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from autograder.isolation.cells import CellError, CellRun, read_run, stopped_run
from autograder.isolation.conversation import Conversation, Handle
from autograder.isolation.copyback import Changes
from autograder.isolation.failures import NotPlainData, RemoteError, StudentStopped, TimedOut
from autograder.isolation.handles import Handles
from autograder.isolation.limits import Limits
from autograder.isolation.outputs import clean
from autograder.isolation.proxy import Held, _Proxy
from autograder.isolation.reader import Malformed
from autograder.isolation.remote import Remote
from autograder.isolation.sandbox import StartsStudents
from autograder.isolation.use import Uses

__all__ = ["CellError", "CellRun", "RemoteError", "StudentProcess", "StudentStopped"]


_OTHER_ANSWERS = {"get": "missing", "next": "done"}
_NEVER_RAISE = {"has", "hold", "identify"}  # our own code alone answers these


class StudentProcess:
    """The names of one submission, in a process of their own.

    restarts: how many times it had to be started anew.
    memory: once it is closed, the most bytes that one of its processes held; 0 if unknown.
    changes: what tests' own calls did to their arguments.
    uses: what tests may do with objects; without it, whatever they do.

    with StudentProcess(Sandbox.find()) as student:
        student.run_cell("def double(x): return 2 * x")
        double = student.get("double")
        assert double(21) == 42
    """

    def __init__(
        self,
        sandbox: StartsStudents,
        limits: Limits | None = None,
        *,
        files: Mapping[str, Path] | None = None,
        classes: Collection[str] = (),
        uses: Uses | None = None,
    ) -> None:
        self.restarts = 0
        self.memory = 0
        self._sandbox = sandbox
        self._limits = limits or Limits()
        self._files = dict(files or {})
        self._classes = tuple(classes)
        self.changes = Changes()
        self._uses = uses or Uses()
        self._conversation: Conversation | None = None
        self._life = 0
        self._remembered: list[str] = []
        self._stopped: dict[str, StudentStopped] = {}
        self._closed = False

    def run_cell(self, source: str, *, remember: bool = True) -> CellRun:
        """Run one cell as a notebook would.

        remember: run it again when the process has to be started anew.  Raises
        StudentStopped only when no process can be started any more.
        """
        talk = self._alive()
        before = self._identities()
        began = time.monotonic()
        try:
            reply = talk.exchange({"do": "cell", "source": source}, self._limits.cell_seconds)
        except StudentStopped as stopped:
            return stopped_run(type(stopped).__name__, stopped.message, time.monotonic() - began)
        run = read_run(reply, self._limits, time.monotonic() - began)
        if remember and "stopped" not in reply:
            self._remembered.append(source)
        after = self._identities() if before else {}
        for root in before:
            if before[root] != after.get(root):
                self._stopped = {k: s for k, s in self._stopped.items() if _root(k) != root}
        return run

    def get(self, name: str) -> object:
        """The value of a name: plain data itself, else a proxy.

        Raises NameError for a name that is not there, NotPlainData for a value
        that may not cross.
        """
        reply = self.ask("get", name, None, name=name)
        if "missing" in reply:
            raise NameError(f"name {name!r} is not defined", name=name)
        value = reply["value"]
        if isinstance(value, _Proxy):
            value._remote.root = name
        return cast(object, value)

    def has(self, name: str) -> bool:
        """Whether the student's code defines this name."""
        return self.ask("has", "", None, name=name)["value"] is True

    def hold(self, value: object) -> Held:
        """Put a value on the student's side, to be passed by handle."""
        number = self.ask("hold", "", None, value=value)["value"]
        talk = self._alive()
        try:
            return talk.handles.held(number)
        except Malformed as why:
            talk.refuse(why)

    def may(self, label: str, operator: str) -> bool:
        """Whether a test may use an operator on an object of this label."""
        return self._uses.may(label, operator)

    def close(self) -> None:
        """End the process; nothing of it survives."""
        self._closed = True
        if self._conversation is not None:
            if self._conversation.over is None:
                self._conversation.end()
            self.memory = max(self.memory, self._conversation.memory)

    def __enter__(self) -> StudentProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, do: str, key: str, target: Remote | None, **fields: Any) -> dict[str, Any]:
        """One request about names or values; what the proxies are made of.

        key: what is remembered as not coming to an end, if it does not.
        """
        if key in self._stopped:
            raise self._stopped[key].again()
        talk = self._alive()
        label = target.label if target is not None else ""
        if target is not None:
            self._renew(target)
            fields["target"] = Handle(target.number)
        outer, talk.handles.place = talk.handles.place, (label, _access(do, fields))
        try:
            reply = talk.exchange({"do": do, **fields}, self._limits.call_seconds)
            if "stopped" in reply:
                text = f"it took longer than {self._limits.call_seconds:g} s and was stopped"
                raise TimedOut(text, reason="time")
        except StudentStopped as stopped:
            if key:
                self._stopped[key] = stopped
            raise
        finally:
            talk.handles.place = outer
        if "raised" in reply and do not in _NEVER_RAISE:
            raise talk.raised(reply["raised"])
        if "unplain" in reply:
            raise NotPlainData(f"{clean(reply['unplain'], 300)} cannot be read from outside")
        if not reply.keys() & {"value", _OTHER_ANSWERS.get(do, "value")}:
            talk.refuse(Malformed("no answer"))
        return reply

    def _alive(self) -> Conversation:
        """The conversation with a process that lives, started anew if need be."""
        if self._closed:
            raise RuntimeError("this student process is closed")
        while self._conversation is None or self._conversation.over is not None:
            if self._conversation is not None:
                self.memory = max(self.memory, self._conversation.memory)
            if self._life:
                if self.restarts >= self._limits.restarts:
                    text = f"the code stopped the Python process {self.restarts + 1} times"
                    raise StudentStopped(text, reason="restarts", fatal=True)
                self.restarts += 1
            self._life += 1
            handles = Handles(self, self._life, self._renew, self._uses)
            self._conversation = Conversation.start(
                self._sandbox, self._limits, self._files, self._classes, handles
            )
            self._run_remembered(self._conversation)
        return self._conversation

    def _run_remembered(self, talk: Conversation) -> None:
        for source in list(self._remembered):
            try:
                talk.exchange({"do": "cell", "source": source}, self._limits.cell_seconds)
            except StudentStopped:
                self._remembered.remove(source)
                return

    def _renew(self, remote: Remote) -> None:
        """Find the same thing in a process that was started anew, by its global name."""
        if remote.life == self._life:
            return
        found = self.get(remote.root) if remote.root else None
        if not isinstance(found, _Proxy):
            text = (
                f"{remote.name or 'this'} was lost when the Python process had to be started anew"
            )
            raise StudentStopped(text, reason="lost")
        remote.number, remote.life = found._remote.number, self._life
        remote.keep = found

    def _identities(self) -> dict[str, int | None]:
        """Which objects the names of the stopped functions stand for now."""
        roots = sorted({_root(key) for key in self._stopped})
        if not roots:
            return {}
        try:
            value = self.ask("identify", "", None, names=roots)["value"]
        except RemoteError:
            return {}
        value = value if isinstance(value, dict) else {}
        numbers = {root: value.get(root) for root in roots}
        return {root: n if type(n) is int else None for root, n in numbers.items()}


def _access(do: str, fields: Mapping[str, Any]) -> str:
    """How something is asked for, as `use` writes it."""
    if do == "call":
        return "()"
    if do == "get":
        return str(fields["name"])
    return f".{fields['name']}" if do == "getattr" else str(fields.get("name", do))


def _root(key: str) -> str:
    return key.partition(".")[0]
