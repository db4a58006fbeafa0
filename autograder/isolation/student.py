"""The student's process: runs cells and calls functions on request.

Theory of operation.  This is the only code of the project that runs inside the sandbox,
in the same process as the student's code, which may read and change all of it.  So
nothing here guards anything, and nothing that this side says is believed outside: the
bounds that count are the kernel's, the watchdog's and the reader's on the trusted side.
What is done well here serves the honest student: time limits that keep the names, error
messages, outputs as in a notebook.  There is no secret in this process: the
tests, the reference and the expected values are never sent.

One request is served at a time, in the main thread.  While the student's code waits
for a function of the test (a callback), further requests may come and are served inside.
"""

from __future__ import annotations

import builtins
import operator
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from autograder.isolation.clock import Clock, TimeUp
from autograder.isolation.objects import Objects
from autograder.isolation.plain import NotPlain
from autograder.isolation.report import fingerprint, judged_value, share_memory
from autograder.isolation.shell import Record, Shell, Sink, Stream, new_shell, safe_text
from autograder.isolation.wire import Pipe, encode

OPERATIONS: dict[str, Callable[..., Any]] = {
    name: getattr(operator, name)
    for name in (
        *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
        *("neg", "pos", "abs", "getitem", "contains", "lt", "le", "gt", "ge"),
    )
} | {"len": len, "iter": iter, "float": float, "int": int, "bool": bool, "str": str, "repr": repr}


class Student:
    """The names of one notebook, and what can be done with them."""

    def __init__(self, pipe: Pipe, begin: dict[str, Any]) -> None:
        self._pipe = pipe
        self._pid = os.getpid()
        self._limits = begin["limits"]
        self._clock = Clock()
        self._active: list[str] = []
        self._record = self._new_record()
        self._shell: Shell = new_shell(figures=self._limits["figures"] > 0)
        self._names = self._shell.user_ns
        self._objects = Objects(begin["classes"], self._ask, self._names)
        sys.stdout = Stream("stdout", 1, lambda: self._record)
        sys.stderr = Stream("stderr", 2, lambda: self._record)
        self._sinks = {"stdout": Sink(1), "stderr": Sink(2)}

    def serve_all(self) -> None:
        """Serve requests until the other side is gone."""
        while True:
            try:
                request = self._read()
            except EOFError:
                return
            self._serve(request)

    def _read(self) -> dict[str, Any]:
        return self._pipe.read(self._limits["message_bytes"], self._objects.resolve)

    def _write(self, data: bytes) -> None:
        if os.getpid() != self._pid:
            os._exit(0)  # a child that the student's code forked came back into our loop
        self._pipe.write(data)

    def _encode(self, message: dict[str, Any]) -> bytes:
        return encode(message, self._objects.refer, self._limits["message_bytes"])

    def _serve(self, request: dict[str, Any]) -> None:
        number, clock = request["id"], self._clock
        was, clock.shielded = clock.shielded, True
        self._objects.release(request["release"])
        outer, self._record = self._record, self._new_record()
        self._active.append(number)
        depth = clock.start(request["seconds"])
        try:
            try:
                clock.open()
                data = self._encode({"id": number, **self._work(request)})
            finally:
                clock.shielded = True
        except TimeUp:
            clock.shielded = True
            data = self._encode({"id": number, "stopped": "time"})
        except NotPlain as reason:
            data = self._encode({"id": number, "unplain": str(reason)})
        except BaseException as error:
            data = self._encode({"id": number, "raised": self._raised(error)})
        clock.stop(depth)
        self._active.pop()
        self._record = outer
        self._write(data)
        if not was:
            clock.open()

    def _work(self, request: dict[str, Any]) -> dict[str, Any]:
        work: Callable[[dict[str, Any]], dict[str, Any]] = getattr(self, f"_do_{request['do']}")
        return work(request)

    def _ask(self, number: int, args: tuple, kwargs: dict) -> object:
        """Have the trusted side run one of its functions."""
        message = {"id": self._active[-1], "callback": number, "args": args, "kwargs": kwargs}
        data = self._encode(message)
        self._clock.shielded = True
        self._write(data)
        try:
            while "do" in (answer := self._read()):
                self._serve(answer)
        except EOFError:
            os._exit(0)
        self._clock.open()
        if "raised" in answer:
            raise _callback_error(answer["raised"])
        return answer["answer"]

    def _do_cell(self, request: dict[str, Any]) -> dict[str, Any]:
        record, shell = self._record, self._shell
        shell.record = record
        shell.last_traceback = ()
        count, result, late = shell.execution_count, None, False
        try:
            result = shell.run_cell(request["source"], store_history=True)
            late = isinstance(result.error_in_exec, TimeUp)
        except TimeUp:
            late = True
        self._clock.shielded = True
        self._drain(record)
        reply: dict[str, Any] = {"count": count, "outputs": record.done(), "error": None}
        reply.update(kind="none", value=None)
        if late:
            return {**reply, "stopped": "time"}
        error = result and (result.error_before_exec or result.error_in_exec)
        if error:
            lines = "\n".join(shell.last_traceback)
            name, text = type(error).__name__, safe_text(error)
            reply["error"] = {"name": name, "message": text, "traceback": lines[:40_000]}
        elif result is not None:
            reply.update(judged_value(result.result))
        return reply

    def _do_has(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"value": request["name"] in self._names}

    def _do_get(self, request: dict[str, Any]) -> dict[str, Any]:
        name = request["name"]
        if name not in self._names:
            return {"missing": True}
        return {"value": self._names[name]}

    def _do_identify(self, request: dict[str, Any]) -> dict[str, Any]:
        names = [name for name in request["names"] if name in self._names]
        return {"value": {name: self._objects.number(self._names[name]) for name in names}}

    def _do_call(self, request: dict[str, Any]) -> dict[str, Any]:
        function, args, kwargs = request["target"], request["args"], request["kwargs"]
        if not request["report"]:
            return {"value": function(*args, **kwargs)}
        given = {**dict(enumerate(args)), **kwargs}
        before = {place: fingerprint(value) for place, value in given.items()}
        value = function(*args, **kwargs)
        changed = [place for place in given if fingerprint(given[place]) != before[place]]
        self._drain(self._record)
        printed = "".join(o["text"] for o in self._record.done() if o.get("name") == "stdout")
        shared = share_memory(value, list(given.values()))
        told = {"value": value, "changed": changed, "shared": shared, "printed": printed}
        if request["watch"]:
            told["after"] = {place: given[place] for place in changed}
        return told

    def _do_operate(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"value": OPERATIONS[request["name"]](*request["args"])}

    def _do_getattr(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"value": getattr(request["target"], request["name"])}

    def _do_setattr(self, request: dict[str, Any]) -> dict[str, Any]:
        setattr(request["target"], request["name"], request["value"])
        return {"value": None}

    def _do_setitem(self, request: dict[str, Any]) -> dict[str, Any]:
        request["target"][request["index"]] = request["value"]
        return {"value": None}

    def _do_next(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"value": next(request["target"])}
        except StopIteration:
            return {"done": True}

    def _do_hold(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"value": self._objects.hold(request["value"])}

    def _do_write(self, request: dict[str, Any]) -> dict[str, Any]:
        target, value = request["target"], request["value"]
        if isinstance(target, dict):
            target.clear()
            target.update(value)
        elif isinstance(target, list):
            target[:] = value
        else:
            target[...] = value
        return {"value": None}

    def _do_read(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"value": request["target"]}

    def _drain(self, record: Record) -> None:
        for name, sink in self._sinks.items():
            record.text(name, sink.take(self._limits["output_chars"]))

    def _new_record(self) -> Record:
        limits = self._limits
        # One more than is kept: the reader outside says so when it leaves something out.
        text, figures = limits["output_chars"] + 1, limits["figures"] + 1
        return Record(text, figures, limits["message_bytes"] // 2)

    def _raised(self, error: BaseException) -> dict[str, Any]:
        builtin = next((c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins"), "")
        return {
            "type": type(error).__name__[:200],
            "builtin": builtin,
            "message": safe_text(error),
            "traceback": self._frames(error)[:20_000],
            "token": getattr(error, "_token", None),
        }

    def _frames(self, error: BaseException) -> str:
        """The traceback as text, frames of cells only."""
        parts = []
        for frame in traceback.extract_tb(error.__traceback__):
            named = self._shell.compile.format_code_name(frame.filename)
            if named or frame.filename.startswith(os.getcwd()):
                where = " ".join(named) if named else os.path.basename(frame.filename)
                parts.append(f"{where}, line {frame.lineno}, in {frame.name}\n    {frame.line}\n")
        return "".join(parts[-20:])


def _callback_error(raised: dict[str, Any]) -> Exception:
    kind = getattr(builtins, raised["builtin"], Exception)
    try:
        error: Exception = kind(raised["message"])
    except TypeError:
        error = Exception(raised["message"])
    error._token = raised["token"]  # type: ignore[attr-defined]
    return error
