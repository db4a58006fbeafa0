"""The student's functions, classes and objects, as the tests see them.

A proxy holds a number that stands for something in the student's process.  What is done
to it is done there, with copies of the arguments; what comes back is plain data or another
proxy.  The same object comes back as the same proxy, so `model.fit(X, y) is model` holds.
`==` between proxies is identity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograder.isolation import copyback
from autograder.isolation.failures import (
    Died,
    NotPlainData,
    ProtocolBroken,
    RemoteError,
    StudentStopped,
    TimedOut,
)
from autograder.isolation.outputs import clean
from autograder.isolation.remote import CallReport, Remote

__all__ = [
    "CallReport",
    "Died",
    "Held",
    "NotPlainData",
    "ProtocolBroken",
    "Remote",
    "RemoteClass",
    "RemoteError",
    "RemoteFunction",
    "RemoteIterator",
    "RemoteObject",
    "StudentStopped",
    "TimedOut",
]


class _Proxy:
    """What all proxies are made of; `_remote` is the only attribute of their own."""

    _remote: Remote
    __array_ufunc__ = None  # a NumPy scalar on the left leaves the operation to us

    def __init__(self, remote: Remote) -> None:
        object.__setattr__(self, "_remote", remote)

    def __repr__(self) -> str:
        return f"<the student's {self._remote.name or 'object'}>"


class RemoteFunction(_Proxy):
    """A function or a method of the student's."""

    def __init__(self, remote: Remote) -> None:
        super().__init__(remote)
        self.__name__ = remote.name.rpartition(".")[2] or "function"
        self.__qualname__ = remote.name or "function"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        home = self._remote.home
        return copyback.call(home.changes, self.report_call, home.hold, args, kwargs)

    def report_call(self, *args: Any, **kwargs: Any) -> CallReport:
        """Call it, and say what the call did to its arguments."""
        return _report(self._remote, args, kwargs)

    def watch_call(self, *args: Any, **kwargs: Any) -> CallReport:
        """The same, with what the arguments that were changed have become."""
        return _report(self._remote, args, kwargs, watch=True)

    def hold(self, value: object) -> Held:
        """Put a value on the student's side, to be passed by handle."""
        held: Held = self._remote.home.hold(value)
        return held


class RemoteClass(_Proxy):
    """A class of the student's: calling it makes a RemoteObject."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        home = self._remote.home
        return copyback.call(home.changes, self.report_call, home.hold, args, kwargs)

    @property
    def __name__(self) -> str:
        return self._remote.name

    def report_call(self, *args: Any, **kwargs: Any) -> CallReport:
        """Make an instance, and say what that did to the arguments."""
        return _report(self._remote, args, kwargs)

    def watch_call(self, *args: Any, **kwargs: Any) -> CallReport:
        """The same, with what the arguments that were changed have become."""
        return _report(self._remote, args, kwargs, watch=True)

    def hold(self, value: object) -> Held:
        """Put a value on the student's side, to be passed by handle."""
        held: Held = self._remote.home.hold(value)
        return held

    def __getattr__(self, name: str) -> Any:
        return _attribute(self, name)

    def __instancecheck__(self, instance: object) -> bool:
        if not isinstance(instance, RemoteObject):
            return False
        return bool(instance._remote.name == self._remote.name)


class RemoteIterator(_Proxy):
    """A generator or another iterator of the student's."""

    def __iter__(self) -> RemoteIterator:
        return self

    def __next__(self) -> Any:
        remote = self._remote
        reply = remote.home.ask("next", remote.name, remote)
        if "done" in reply:
            raise StopIteration
        return reply["value"]


class Held(_Proxy):
    """A value on the student's side that the test passes by handle."""

    def write(self, value: object) -> None:
        """Overwrite the content of an array, a list or a dict in place."""
        self._remote.home.ask("write", "", self._remote, value=value)

    def read(self) -> Any:
        """The present value, such as a Generator that has moved on."""
        return self._remote.home.ask("read", "", self._remote)["value"]


def _operator(name: str, swapped: bool = False) -> Callable[..., Any]:
    def operate(self: RemoteObject, *others: Any) -> Any:
        args = (*others, self) if swapped else (self, *others)
        return _operate(self, name, *args)

    operate.__name__ = name
    return operate


class RemoteObject(_Proxy):
    """An instance of a class that the reference defines too."""

    def __getattr__(self, name: str) -> Any:
        return _attribute(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        remote = self._remote
        remote.home.ask("setattr", f"{remote.name}.{name}", remote, name=name, value=value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        _may(self, "call")
        return _call(self._remote, args, kwargs, report=False)["value"]

    def __iter__(self) -> Iterator[Any]:
        found = _operate(self, "iter", self)
        return found if isinstance(found, RemoteIterator) else _Elsewhere(found)

    def __next__(self) -> Any:
        _may(self, "next")
        reply = self._remote.home.ask("next", f"{self._remote.name}.__next__", self._remote)
        if "done" in reply:
            raise StopIteration
        return reply["value"]

    def __setitem__(self, key: Any, value: Any) -> None:
        _may(self, "setitem")
        remote = self._remote
        remote.home.ask("setitem", f"{remote.name}.__setitem__", remote, index=key, value=value)

    # Spelled out: Python looks these up on the class, never through __getattr__.
    __len__ = _operator("len")
    __getitem__ = _operator("getitem")
    __contains__ = _operator("contains")
    __neg__, __pos__, __abs__ = _operator("neg"), _operator("pos"), _operator("abs")
    __add__, __radd__ = _operator("add"), _operator("add", True)
    __sub__, __rsub__ = _operator("sub"), _operator("sub", True)
    __mul__, __rmul__ = _operator("mul"), _operator("mul", True)
    __truediv__, __rtruediv__ = _operator("truediv"), _operator("truediv", True)
    __floordiv__, __rfloordiv__ = _operator("floordiv"), _operator("floordiv", True)
    __mod__, __rmod__ = _operator("mod"), _operator("mod", True)
    __pow__, __rpow__ = _operator("pow"), _operator("pow", True)
    __matmul__, __rmatmul__ = _operator("matmul"), _operator("matmul", True)
    __lt__, __le__, __gt__, __ge__ = map(_operator, ("lt", "le", "gt", "ge"))
    __float__, __int__, __bool__ = map(_operator, ("float", "int", "bool"))


class _Elsewhere:
    """The iterator of a class whose __iter__ gives one of its own objects."""

    def __init__(self, found: Any) -> None:
        self._found = found

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return self._found.__next__()


def _call(
    remote: Remote, args: Any, kwargs: Any, *, report: bool, watch: bool = False
) -> dict[str, Any]:
    # A lambda is known by the name that it was got by; without one it is not known again.
    key = remote.root or ("" if remote.name.startswith("<") else remote.name)
    asked = {"args": args, "kwargs": kwargs, "report": report, "watch": watch}
    return remote.home.ask("call", key, remote, **asked)


def _report(remote: Remote, args: Any, kwargs: Any, *, watch: bool = False) -> CallReport:
    reply = _call(remote, args, kwargs, report=True, watch=watch)
    raw = reply.get("changed")
    places = {p for p in raw if type(p) in (int, str)} if isinstance(raw, list) else set()
    changed = [f"argument {i + 1}" for i in range(len(args)) if i in places]
    changed += [name for name in kwargs if name in places]
    after = reply.get("after")
    return CallReport(
        value=reply["value"],
        changed=tuple(changed),
        shared=reply.get("shared") is True,
        printed=clean(reply.get("printed"), 200_000),
        after=after if isinstance(after, dict) else {},
    )


def _operate(proxy: RemoteObject, name: str, *args: Any) -> Any:
    _may(proxy, name)
    remote = proxy._remote
    key = f"{remote.name}.__{name}__"
    return remote.home.ask("operate", key, remote, name=name, args=args)["value"]


def _may(proxy: RemoteObject, operator: str) -> None:
    """Refuse an operator that the tests use on no object like this: see `use`."""
    remote = proxy._remote
    if not remote.home.may(remote.label, operator):
        name = remote.name or "object"
        raise TypeError(f"{operator} cannot be used on a {name}; a plain value is wanted")


def _attribute(proxy: _Proxy, name: str) -> Any:
    # NumPy, copy, pickle and IPython look for such names; the student's code has no say there.
    if (name.startswith("__") and name.endswith("__")) or name.startswith("_ipython_"):
        raise AttributeError(f"{name} cannot be reached from a test")
    remote = proxy._remote
    if isinstance(proxy, RemoteObject) and not remote.home.may(remote.label, "attribute"):
        raise AttributeError(f"{remote.name or 'an object'} came where a plain value is wanted")
    return remote.home.ask("getattr", f"{remote.name}.{name}", remote, name=name)["value"]
