"""What a cell printed, drew or raised, ready for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from autograder.reporting.picture import MIMES, NotAPicture, picture
from autograder.reporting.sanitise import hypertext, joined, line, plain, written

MOST_OUTPUTS = 30
LONGEST_OUTPUT = 10_000

_PRE = Markup('<pre dir="auto" tabindex="0">{}</pre>')


@dataclass(frozen=True)
class Output:
    """One output. kind: text, stderr, error, html, picture or note."""

    kind: str
    body: Markup


def outputs_of(cell: dict[str, Any], exercise: str) -> list[Output]:
    """The outputs of a code cell; exercise goes into the figures' descriptions."""
    found = cell.get("outputs")
    raw = [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
    shown = [made for item in _merged(raw[:MOST_OUTPUTS]) if (made := _output(item, exercise))]
    if len(raw) > MOST_OUTPUTS:
        shown.append(note(f"{len(raw) - MOST_OUTPUTS} more outputs are not shown."))
    return shown


def note(text: str) -> Output:
    """A sentence in place of something that is not shown."""
    return Output("note", escape(text))


def _merged(outputs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same, with the pieces of one stream put together."""
    held: dict[str, Any] | None = None
    for output in outputs:
        if output.get("output_type") == "stream":
            text = joined(output.get("text"))
            if held is not None and held.get("name") == output.get("name"):
                held["text"] += text
                continue
            if held is not None:
                yield held
            held = {**output, "text": text}
            continue
        if held is not None:
            yield held
            held = None
        yield output
    if held is not None:
        yield held


def _output(output: dict[str, Any], exercise: str) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream":
        stream = "stderr" if output.get("name") == "stderr" else "text"
        return _text(stream, output.get("text"))
    if kind == "error":
        traceback = output.get("traceback")
        lines = [joined(item) for item in traceback] if isinstance(traceback, list) else []
        last = f"{joined(output.get('ename'))}: {joined(output.get('evalue'))}"
        return _text("error", "\n".join(lines) or last)
    if kind in ("display_data", "execute_result"):
        data, metadata = output.get("data"), output.get("metadata")
        if isinstance(data, dict):
            return _rich(data, metadata if isinstance(metadata, dict) else {}, exercise)
    return None


def _rich(data: dict[str, Any], metadata: dict[str, Any], exercise: str) -> Output | None:
    for mime in MIMES:
        if mime in data:
            alt = _alt(metadata, mime) or f"Figure made by your code in exercise {exercise}"
            try:
                return Output("picture", picture(mime, data[mime], alt))
            except NotAPicture as reason:
                return note(f"A figure is not shown: it {reason}.")
    if "text/html" in data:
        body = hypertext(data["text/html"])
        if body.striptags().strip():
            return Output("html", body)
    if "text/markdown" in data:
        return Output("html", written(data["text/markdown"]))
    if "text/plain" in data:
        return _text("text", data["text/plain"])
    kinds = ", ".join(sorted(line(mime, 60) for mime in list(data)[:5]))
    return note(f"An output is not shown here ({kinds}).") if data else None


def _alt(metadata: dict[str, Any], mime: str) -> str:
    own = metadata.get(mime)
    alt = own.get("alt") if isinstance(own, dict) else None
    return line(alt or metadata.get("alt") or "")


def _text(kind: str, text: object) -> Output | None:
    shown = plain(text, LONGEST_OUTPUT).strip("\n")
    return Output(kind, _PRE.format(shown)) if shown.strip() else None
