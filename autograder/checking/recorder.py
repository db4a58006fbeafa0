"""An answer whose every call is recorded: what went in, what came out.

The recording serves the messages ("`f(x=2)` returned 3"), the checks on
arguments that must not change, and the diagnosis, which compares what an
answer returned with what each known mistake returns.

A name of the answer is a plain Python object, or a stand-in for one that lives
in another process. The class of a stand-in for a function or a class defines
``report_call(*args, **kwargs)``, whose report has ``value``, ``changed`` and
``shared``, and ``hold(value)``; nothing else tells the two apart here. Only
classes are asked, never instances: what an instance says of itself is the
student's word.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checking.plain import copied, is_plain, same, share_memory
from autograder.checking.show import kind
from autograder.checking.trace import Call, Trace


class CheckFailed(Exception):
    """The answer did not pass a check; the message is for the student."""


class AnswerRaised(CheckFailed):
    """The answer's own code raised an exception."""

    def __init__(self, message: str, error: BaseException) -> None:
        super().__init__(message)
        self.error = error


class NotJudged(Exception):
    """The check could not be carried out, whatever the answer is worth."""


class RecordedFunction:
    """A function, a method or a class of the answer."""

    def __init__(self, target: Any, name: str, trace: Trace, like: Any = None) -> None:
        self._target, self._name, self._trace, self._like = target, name, trace, like

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        call = Call(
            self._name,
            tuple(_noted(arg) for arg in args),
            {key: _noted(arg) for key, arg in kwargs.items()},
            self._like or self._target,
        )
        self._trace.calls.append(call)
        try:
            value = self._run(call, args, kwargs)
            call.outcome, call.value = "returned", copied(value)
        except (Exception, SystemExit) as error:
            raise failure(error, call) from error
        name = self._name
        if isinstance(self._target, type) or isinstance(self._like, type):
            if is_plain(value):
                raise CheckFailed(f"`{call}` gave {kind(value)}, not an object with methods.")
            name = re.sub("(?<=[a-z])(?=[A-Z])", "_", self._name).lower()
        return wrapped(self._trace, value, name, self._like)

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_"):  # no business of the answer
            raise AttributeError(attribute)
        raise CheckFailed(f"`{self._name}` is a function; it has no `{attribute}`.")

    def _run(self, call: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if is_stand_in(self._target):
            there = [unwrapped(arg) for arg in args]
            named = {key: unwrapped(arg) for key, arg in kwargs.items()}
            look = self._trace.look
            report = (self._target.watch_call if look else self._target.report_call)(
                *there, **named
            )
            call.changed, call.shared = tuple(report.changed), report.shared
            if look:
                call.after = tuple(
                    arg.read() if hasattr(type(arg), "read") else report.after.get(at, copied(arg))
                    for at, arg in enumerate(there)
                )
            return report.value
        # copies, as another process would get: what the answer does to them stays with it
        plain = tuple(_given(arg) for arg in args)
        named = {key: _given(arg) for key, arg in kwargs.items()}
        value = self._target(*plain, **named)
        pairs = [(f"argument {i + 1}", call.args[i], plain[i]) for i in range(len(plain))]
        pairs += [(key, call.kwargs[key], named[key]) for key in named]
        call.changed = tuple(name for name, old, new in pairs if not same(old, new))
        call.shared = share_memory(value, (*plain, *named.values()))
        if self._trace.look:
            call.after = copied(plain)
        return value


class RecordedObject:
    """An instance of a class that the answer defines."""

    def __init__(self, target: Any, name: str, trace: Trace, like: Any = None) -> None:
        object.__setattr__(self, "_recorded", (target, name, trace, like))

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):  # NumPy and copy look for these: no business of the answer
            raise AttributeError(attribute)
        target, name, trace, like = object.__getattribute__(self, "_recorded")
        call = Call(f"{name}.{attribute}")
        try:
            value = getattr(target, attribute)
        except Exception as error:
            trace.calls.append(call)
            raise failure(error, call) from error
        its_like = getattr(like, attribute, None)
        if is_plain(value):
            trace.calls.append(call)
            call.outcome, call.value = "returned", copied(value)
            if inspect.isroutine(its_like):
                raise CheckFailed(f"`{call}` is {kind(value)}; a method is wanted.")
        return wrapped(trace, value, call.name, its_like)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        target, name, trace, like = object.__getattribute__(self, "_recorded")
        return RecordedFunction(target, name, trace, like)(*args, **kwargs)

    def __setattr__(self, attribute: str, value: Any) -> None:
        setattr(object.__getattribute__(self, "_recorded")[0], attribute, _theirs(value))


def wrapped(trace: Trace, value: Any, name: str, like: Any = None) -> Any:
    """Record what the answer gave away too: a method counts like a function."""
    if isinstance(value, tuple | list):
        parts = [wrapped(trace, item, name) for item in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    if is_plain(value):
        return value
    if inspect.isroutine(value) or is_stand_in(value) or isinstance(value, type):
        return RecordedFunction(value, name, trace, like)
    # an instance of the answer's own class may be iterable; only a bare iterator is unrolled
    if isinstance(value, Iterator) and not hasattr(type(value), "__getitem__"):
        return _items(trace, value, name)
    if id(value) not in trace.objects:
        # the target stays beside its wrapper, so that its id cannot be given away again
        trace.objects[id(value)] = (value, RecordedObject(value, name, trace, like))
    return trace.objects[id(value)][1]


def _items(trace: Trace, items: Iterator[Any], name: str) -> Iterator[Any]:
    while True:
        call = Call(f"next item of {name}")
        trace.calls.append(call)
        try:
            value = next(items)
        except StopIteration:
            trace.calls.pop()
            return
        except Exception as error:
            raise failure(error, call) from error
        call.outcome, call.value = "returned", copied(value)
        yield value


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


def is_stand_in(value: object) -> bool:
    """Whether a value stands for a function or a class in another process."""
    return hasattr(type(value), "report_call")


def failure(error: BaseException, call: Call) -> Exception:
    """What an exception that came out of the answer's code means for the check."""
    call.outcome = "raised"
    call.value = getattr(error, "remote_type", type(error).__name__)
    if isinstance(error, CheckFailed | NotJudged):
        return error
    if getattr(error, "fatal", False):
        return NotJudged(str(error))
    if getattr(error, "stopped", False):  # it did not raise, so it raised nothing that is wanted
        return CheckFailed(f"`{call}` was stopped: {error}")
    if isinstance(error, NotImplementedError):
        return AnswerRaised(f"`{call.name}` is not written yet.", error)
    text = " ".join(str(error).split())[:200]
    said = f"{call.value}: {text}" if text else call.value
    if call.value == "LinAlgError":  # always NumPy's own words, which tell two failures apart
        call.value = said
    end = "" if said.endswith((".", "!", "?")) else "."
    return AnswerRaised(f"`{call}` raised {said}{end}", error)


def unwrapped(value: Any) -> Any:
    """What a stand-in receives: its own objects and held values as themselves."""
    if isinstance(value, RecordedObject):
        return object.__getattribute__(value, "_recorded")[0]
    return value._target if isinstance(value, RecordedFunction) else value


def _theirs(value: Any) -> Any:
    """The thing itself that stands behind a wrapper."""
    return value.value if isinstance(value, Held) else unwrapped(value)


def _noted(value: Any) -> Any:
    """What is remembered of an argument: a copy; of a generator only that it is one."""
    value = _theirs(value)
    return value if isinstance(value, np.random.Generator) else copied(value)


def _given(value: Any) -> Any:
    """What the answer's own code receives: a copy, unless the check holds the value."""
    return value.value if isinstance(value, Held) else copied(unwrapped(value))
