"""The trusted side's book of handles: which number is which proxy or which function."""

from __future__ import annotations

import builtins
import weakref
from collections.abc import Callable
from typing import Any

from autograder.isolation.outputs import clean
from autograder.isolation.proxy import (
    Held,
    RemoteClass,
    RemoteFunction,
    RemoteIterator,
    RemoteObject,
    _Proxy,
)
from autograder.isolation.reader import Malformed
from autograder.isolation.remote import Home, Remote
from autograder.isolation.use import NOBODY, Place, Uses

_KINDS: dict[str, type[_Proxy]] = {
    "function": RemoteFunction,
    "class": RemoteClass,
    "object": RemoteObject,
    "iterator": RemoteIterator,
}


NOWHERE: Place = ("", "")


class Handles:
    """The proxies and the test's functions in the life of one student process."""

    def __init__(self, home: Home, life: int, renew: Callable[[Remote], None], uses: Uses) -> None:
        self._home = home
        self._uses = uses
        self._life = life
        self._renew = renew
        self._proxies: weakref.WeakValueDictionary[int, _Proxy] = weakref.WeakValueDictionary()
        self._released: set[int] = set()
        self._callbacks: dict[int, Callable[..., Any]] = {}
        self._numbers: dict[int, int] = {}
        self._raised: dict[str, BaseException] = {}
        self.place: Place = NOWHERE  # what is being asked at this moment

    def refer(self, value: object) -> list[Any] | None:
        """The handle of what is not plain: a proxy, or a function of the test."""
        if isinstance(value, _Proxy):
            if value._remote.home is not self._home:
                raise TypeError("a proxy of another student's process cannot be passed here")
            if value._remote.life != self._life:
                self._renew(value._remote)
            return ["ref", value._remote.number, ""]
        if not callable(value):
            return None
        number = self._numbers.setdefault(id(value), len(self._numbers) + 1)
        self._callbacks[number] = value
        return ["call", number, str(getattr(value, "__name__", "function"))[:200]]

    def resolve(self, body: Any) -> object:
        """The proxy, or the test's own function, for a handle that came back."""
        if type(body) is not list or len(body) != 3:
            raise Malformed("not a handle")
        kind, number, name = body
        if type(number) is not int or not 0 < number < 2**53 or type(name) is not str:
            raise Malformed("not a handle")
        if kind == "back":
            return self.callback(number)
        if kind not in _KINDS:
            raise Malformed("a handle of an unknown kind")
        known = self._proxies.get(number)
        if known is not None and type(known) is not _KINDS[kind]:
            raise Malformed("a handle that changed its kind")
        label = "".join(self.place)
        if kind == "object":
            label = self._uses.label(self.place, clean(name, 200))
            if known is not None and label == NOBODY:
                # a model that is known stays what it is, but not in place of a number
                return RemoteObject(Remote(self._home, number, self._life, known._remote.name))
        return known or self._new(_KINDS[kind], number, clean(name, 200), label)

    def held(self, number: object) -> Held:
        """The proxy of a value that the test put there."""
        if type(number) is not int or not 0 < number < 2**53:
            raise Malformed("not a handle")
        proxy = self._new(Held, number, "held value")
        assert isinstance(proxy, Held)
        return proxy

    def callback(self, number: object) -> Callable[..., Any]:
        """The test's function of this number."""
        if type(number) is not int or number not in self._callbacks:
            raise Malformed("a function that was never passed")
        return self._callbacks[number]

    def note(self, error: Exception) -> dict[str, Any]:
        """What the student's side is told of an exception in one of the test's functions."""
        token = f"{len(self._raised)}"
        self._raised[token] = error
        named = (c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, 0) is c)
        return {"builtin": next(named), "message": clean(str(error), 4000), "token": token}

    def original(self, token: object) -> BaseException | None:
        """The exception that was noted under this token."""
        return self._raised.get(token) if isinstance(token, str) else None

    def take_released(self) -> list[int]:
        """The numbers whose proxies are gone since the last time."""
        released = list(self._released)
        self._released.difference_update(released)
        return released

    def _new(self, kind: type[_Proxy], number: int, name: str, label: str = "") -> _Proxy:
        self._released.discard(number)
        proxy = kind(Remote(self._home, number, self._life, name, label=label))
        self._proxies[number] = proxy
        weakref.finalize(proxy, self._released.add, number).atexit = False
        return proxy
