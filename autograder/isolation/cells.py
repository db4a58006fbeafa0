"""What running one cell showed, read from the student's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.isolation.limits import Limits
from autograder.isolation.outputs import clean, read_outputs


@dataclass(frozen=True)
class CellError:
    """Why a cell did not finish; plain text, bounded.

    name: the class of the exception, or TimedOut, Died, ProtocolBroken.
    """

    name: str
    message: str
    traceback: str


@dataclass(frozen=True)
class CellRun:
    """What running one cell showed.

    outputs: nbformat 4.  error: None when the cell finished.  value_kind: of the last
    expression, "none", "number", "bool", "text" or "other"; value: its value when
    it is one of the middle three, which `has_value` says.
    """

    outputs: tuple[dict[str, Any], ...]
    error: CellError | None
    value: object | None
    has_value: bool
    value_kind: str
    seconds: float


def read_run(reply: dict[str, Any], limits: Limits, seconds: float) -> CellRun:
    """The run out of an answer; what makes no sense in it is left out."""
    count = reply.get("count")
    count = count if type(count) is int and 0 < count < 10**6 else None
    outputs = read_outputs(reply.get("outputs"), limits, count)
    kind, value = _value(reply)
    return CellRun(outputs, _error(reply, limits), value, value is not None, kind, seconds)


def stopped_run(name: str, message: str, seconds: float) -> CellRun:
    """The run of a cell whose process had to end: nothing of it is left."""
    return CellRun((), CellError(name, message, ""), None, False, "none", seconds)


def _error(reply: dict[str, Any], limits: Limits) -> CellError | None:
    raw = reply.get("error")
    if "stopped" in reply:
        text = f"it took longer than {limits.cell_seconds:g} s and was stopped"
        return CellError("TimedOut", text, "")
    if isinstance(raw, dict):
        name, message = clean(raw.get("name"), 200), clean(raw.get("message"), 4000)
        return CellError(name, message, clean(raw.get("traceback"), 20_000))
    if raw is not None or "error" not in reply:
        return CellError("Error", "the cell did not finish", "")
    return None


def _value(reply: dict[str, Any]) -> tuple[str, object]:
    kind, value = reply.get("kind"), reply.get("value")
    kinds: dict[object, tuple[type, ...]] = {
        "bool": (bool,),
        "number": (int, float),
        "text": (str,),
    }
    if type(kind) is not str:  # an array from a stranger makes a comparison fail
        return "none", None
    if type(value) in kinds.get(kind, ()):
        return kind, value
    return ("other" if kind == "other" else "none"), None
