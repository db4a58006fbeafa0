"""What stands behind a proxy: a number in the student's process, and whom to ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.isolation.copyback import Changes


class Home(Protocol):
    """What a proxy needs of the process that it lives in."""

    changes: Changes

    def ask(self, do: str, key: str, target: Remote | None, **fields: Any) -> dict[str, Any]: ...

    def hold(self, value: object) -> Any: ...

    def may(self, label: str, operator: str) -> bool: ...


@dataclass(frozen=True)
class CallReport:
    """A call and what it did.

    changed: the arguments whose content the call changed, "argument 1" or the
    name; the state of a random generator does not count.  shared: the result
    lies in the memory of an argument.  printed: what went to stdout.  after: the
    content, after the call, of arguments that it changed, by place or name; filled by
    ``watch_call`` alone.
    """

    value: object
    changed: tuple[str, ...]
    shared: bool
    printed: str
    after: Mapping[int | str, object] = field(default_factory=dict)


@dataclass(eq=False)
class Remote:
    """Something in the student's process.

    number: its handle, in the life of the process number `life`.  name: what the student
    calls it, from a stranger.  root: the global name that it was got by, or "".  keep: what
    must not be released as long as this lives.  label: what it is to the tests, see `use`.
    """

    home: Home
    number: int
    life: int
    name: str
    root: str = ""
    keep: object = None
    label: str = ""
