"""The student's functions and objects as numbers, inside the student's process.

What is not plain data crosses as a handle: [kind, number, name], where the number
stands for the object itself as long as the trusted side has not released it, so that
the same object always has the same number.  The other way a number stands for one of
the test's own functions, and `Callback` is what the student's code gets to call.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from autograder.isolation.plain import NotPlain
from autograder.isolation.reader import Malformed


class Callback:
    """A function of the test, seen from the student's side."""

    def __init__(self, number: int, name: str, ask: Callable[[int, tuple, dict], object]) -> None:
        self._number = number
        self._ask = ask
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: object, **kwargs: object) -> object:
        return self._ask(self._number, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Objects:
    """The handles that the trusted side holds.

    classes: whose objects may cross; names: the notebook's.
    """

    def __init__(
        self,
        classes: Collection[str],
        ask: Callable[[int, tuple, dict], object],
        names: Mapping[str, Any] | None = None,
    ) -> None:
        self._classes = frozenset(classes)
        self._names = {} if names is None else names
        self._ask = ask
        self._next = 1
        self._objects: dict[int, object] = {}
        self._numbers: dict[int, int] = {}
        self._callbacks: dict[int, Callback] = {}

    def refer(self, value: object) -> list[Any] | None:
        """The handle of a value that is not plain; None for all other values."""
        if isinstance(value, Callback):
            return ["back", value._number, ""]
        kind = self._kind(value)
        return None if kind is None else [kind, self.number(value), self._name(value)]

    def hold(self, value: object) -> int:
        """A number for any value, plain or not."""
        return self.number(value)

    def number(self, value: object) -> int:
        """The number of an object, a new one if it has none."""
        number = self._numbers.get(id(value))
        if number is None:
            number = self._next
            self._next += 1
            self._numbers[id(value)] = number
            self._objects[number] = value
        return number

    def release(self, numbers: list[int]) -> None:
        """Forget what the trusted side holds no longer."""
        for number in numbers:
            value = self._objects.pop(number, None)
            self._numbers.pop(id(value), None)

    def resolve(self, body: Any) -> object:
        """The object for a handle that came from the trusted side."""
        way, number, name = body
        if way == "ref":
            if number not in self._objects:
                raise Malformed("a handle that is not held")
            return self._objects[number]
        if number not in self._callbacks:
            self._callbacks[number] = Callback(number, name, self._ask)
        return self._callbacks[number]

    def _kind(self, value: object) -> str | None:
        if isinstance(value, type):
            if self._is_listed(value):
                return "class"
            if value.__module__ == "__main__":
                raise NotPlain(f"the class {value.__name__}")
            return "function"
        if any(self._is_listed(base) for base in type(value).__mro__):
            return "object"
        if isinstance(value, types.ModuleType):
            raise NotPlain(f"the module {value.__name__}")
        if isinstance(value, Iterator) and not isinstance(value, types.CoroutineType):
            return "iterator"
        return "function" if callable(value) else None

    def _is_listed(self, kind: type) -> bool:
        """Whether a class is one that the answers define, in a cell or in a file of their own."""
        name = kind.__name__
        ours = kind.__module__ == "__main__" or self._names.get(name) is kind
        return ours and name in self._classes

    @staticmethod
    def _name(value: object) -> str:
        # An object's own __getattr__ may raise anything; functions and classes have none.
        plain = isinstance(value, type | types.FunctionType | types.BuiltinFunctionType)
        if isinstance(value, types.MethodType | types.BuiltinMethodType):
            owner = value.__self__
            # A method that a class inherits is known by the class of its object.
            if owner is not None and not isinstance(owner, type | types.ModuleType):
                return f"{type(owner).__qualname__}.{value.__name__}"[:200]
            plain = True
        named = value if plain else type(value)
        return str(getattr(named, "__qualname__", ""))[:200]
