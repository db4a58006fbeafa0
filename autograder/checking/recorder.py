"""An answer whose every call is recorded: what went in, what came out.

The recording serves the messages ("`f(x=2)` returned 3"), the checks on
arguments that must not change, and the diagnosis, which compares what an
answer returned with what each known mistake returns.

A name of the answer is a plain Python object, or a stand-in for one that lives
in another process. A stand-in brings ``report_call(*args, **kwargs)``, whose
report has ``value``, ``changed`` and ``shared``, and ``hold(value)``; nothing
else tells the two apart here.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checking.plain import copied, is_plain, same, share_memory
from autograder.checking.show import show


class CheckFailed(Exception):
    """The answer did not pass a check; the message is for the student."""


class AnswerRaised(CheckFailed):
    """The answer's own code raised an exception."""

    def __init__(self, message: str, error: Exception) -> None:
        super().__init__(message)
        self.error = error


class NotJudged(Exception):
    """The check could not be carried out, whatever the answer is worth."""


@dataclass
class Call:
    """One call of the answer, or one reading of an attribute, and what came of it."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    parameters: tuple[str, ...] | None = None  # None: an attribute, read and not called
    outcome: str = "running"  # then "returned" or "raised"
    value: Any = None  # a copy of the result, or the name of the error's type
    changed: tuple[str, ...] = ()
    shared: bool = False

    def __str__(self) -> str:
        if self.parameters is None:
            return self.name
        names = self.parameters + ("",) * len(self.args)
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
        )


class Trace:
    """The calls of one check, in order, and the objects that they gave away."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._objects: dict[int, tuple[Any, RecordedObject]] = {}

    @property
    def last(self) -> str:
        """The last call as text."""
        return f"`{self.calls[-1]}`" if self.calls else "the answer"

    def same(self, other: Trace) -> bool:
        """Whether two answers behaved the same, call by call."""
        return len(self.calls) == len(other.calls) and all(
            mine.same(theirs) for mine, theirs in zip(self.calls, other.calls, strict=True)
        )

    def wrap(self, value: Any, name: str, like: Any = None) -> Any:
        """Record what the answer gave away too: a method counts like a function."""
        if isinstance(value, tuple | list):
            return type(value)(self.wrap(item, name) for item in value)
        if is_plain(value):
            return value
        if isinstance(value, Iterator):
            return self._items(value, name)
        if inspect.isroutine(value) or hasattr(value, "report_call") or isinstance(value, type):
            return RecordedFunction(value, name, self, like)
        if id(value) not in self._objects:
            # the target stays beside its wrapper, so that its id cannot be given away again
            self._objects[id(value)] = (value, RecordedObject(value, name, self, like))
        return self._objects[id(value)][1]

    def _items(self, items: Iterator[Any], name: str) -> Iterator[Any]:
        while True:
            call = Call(f"next item of {name}")
            self.calls.append(call)
            try:
                value = next(items)
            except StopIteration:
                self.calls.pop()
                return
            except Exception as error:
                raise failure(error, call) from error
            call.outcome, call.value = "returned", copied(value)
            yield value


class RecordedFunction:
    """A function, a method or a class of the answer."""

    def __init__(self, target: Any, name: str, trace: Trace, like: Any = None) -> None:
        self._target, self._name, self._trace, self._like = target, name, trace, like

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        call = Call(
            self._name,
            tuple(copied(_theirs(arg)) for arg in args),
            {key: copied(_theirs(arg)) for key, arg in kwargs.items()},
            _parameters(self._like or self._target),
        )
        self._trace.calls.append(call)
        try:
            value = self._run(call, args, kwargs)
        except Exception as error:
            raise failure(error, call) from error
        call.outcome, call.value = "returned", copied(value)
        name = self._name
        if isinstance(self._target, type) or isinstance(self._like, type):
            name = self._name.lower()
        return self._trace.wrap(value, name, self._like)

    def _run(self, call: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if hasattr(self._target, "report_call"):
            report = self._target.report_call(
                *(_unwrapped(arg) for arg in args),
                **{key: _unwrapped(arg) for key, arg in kwargs.items()},
            )
            call.changed, call.shared = tuple(report.changed), report.shared
            return report.value
        plain = tuple(_theirs(arg) for arg in args)
        named = {key: _theirs(arg) for key, arg in kwargs.items()}
        value = self._target(*plain, **named)
        pairs = [(f"argument {i + 1}", call.args[i], plain[i]) for i in range(len(plain))]
        pairs += [(f"argument {key}", call.kwargs[key], named[key]) for key in named]
        call.changed = tuple(name for name, old, new in pairs if not same(old, new))
        call.shared = share_memory(value, (*plain, *named.values()))
        return value


class RecordedObject:
    """An instance of a class that the answer defines."""

    def __init__(self, target: Any, name: str, trace: Trace, like: Any = None) -> None:
        object.__setattr__(self, "_recorded", (target, name, trace, like))

    def __getattr__(self, attribute: str) -> Any:
        target, name, trace, like = object.__getattribute__(self, "_recorded")
        call = Call(f"{name}.{attribute}")
        try:
            value = getattr(target, attribute)
        except Exception as error:
            trace.calls.append(call)
            raise failure(error, call) from error
        if is_plain(value):
            trace.calls.append(call)
            call.outcome, call.value = "returned", copied(value)
        return trace.wrap(value, call.name, getattr(like, attribute, None))

    def __setattr__(self, attribute: str, value: Any) -> None:
        setattr(object.__getattribute__(self, "_recorded")[0], attribute, _theirs(value))


class Held:
    """A value that the answer holds on to, so that a check can change it later."""

    def __init__(self, value: Any) -> None:
        self.value = copied(value)

    def write(self, value: np.ndarray) -> None:
        """Overwrite the held array in place."""
        self.value[...] = value

    def read(self) -> Any:
        """The held value as it is now."""
        return copied(self.value)


def failure(error: Exception, call: Call) -> Exception:
    """What an exception that came out of the answer's code means for the check."""
    call.outcome = "raised"
    call.value = getattr(error, "remote_type", type(error).__name__)
    if isinstance(error, CheckFailed | NotJudged):
        return error
    if getattr(error, "fatal", False):
        return NotJudged(str(error))
    if isinstance(error, NotImplementedError):
        return AnswerRaised(f"`{call.name}` is not written yet.", error)
    text = " ".join(str(error).split())[:200]
    return AnswerRaised(f"`{call}` raised {call.value}{': ' if text else ''}{text}", error)


def _parameters(target: Any) -> tuple[str, ...]:
    try:
        names = tuple(inspect.signature(target).parameters)
    except (TypeError, ValueError):
        return ()
    return names[1:] if names[:1] == ("self",) else names


def _unwrapped(value: Any) -> Any:
    """What a stand-in receives: its own objects and held values as themselves."""
    if isinstance(value, RecordedObject):
        return object.__getattribute__(value, "_recorded")[0]
    return value._target if isinstance(value, RecordedFunction) else value


def _theirs(value: Any) -> Any:
    """What the answer's own code receives."""
    return value.value if isinstance(value, Held) else _unwrapped(value)
