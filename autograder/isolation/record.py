"""What one cell showed, gathered inside the student's process and bounded where it is made."""

from __future__ import annotations

import binascii
from typing import Any

IMAGES = ("image/png", "image/jpeg")


class Record:
    """What one cell showed, in order, up to `characters` of text and `figures` images."""

    def __init__(self, characters: int, figures: int, image_bytes: int) -> None:
        self.outputs: list[dict[str, Any]] = []
        self._characters = characters
        self._figures = figures
        self._image_bytes = image_bytes
        self._shown: dict[str, dict[str, Any]] = {}
        self._clear = False

    def text(self, name: str, text: str) -> None:
        """Text on a stream; what is past the bound is dropped."""
        text = text[: max(self._characters, 0)]
        self._characters -= len(text)
        if not text:
            return
        self._clear_if_due()
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def show(self, kind: str, data: dict[str, Any], metadata: Any, **more: Any) -> dict[str, Any]:
        """A rich output: display_data or execute_result."""
        self._clear_if_due()
        output = {"output_type": kind, **self._bounded(data, metadata), **more}
        self.outputs.append(output)
        return output

    def named(self, name: str, data: dict[str, Any], metadata: Any, update: bool) -> None:
        """A rich output with a display id, or new content for the one that has it."""
        if not update:
            self._shown[name] = self.show("display_data", data, metadata)
        elif name in self._shown:
            self._shown[name].update(self._bounded(data, metadata))

    def error(self, name: str, message: str, traceback: list[str]) -> None:
        """An error output."""
        self._clear_if_due()
        error = {"ename": name[:200], "evalue": message[:4000], "traceback": traceback[:200]}
        self.outputs.append({"output_type": "error", **error})

    def clear(self, wait: bool) -> None:
        """Forget what was shown, now or when the next output comes."""
        self._clear = True
        if not wait:
            self._clear_if_due()

    def done(self) -> list[dict[str, Any]]:
        """The outputs, each stream's text in one piece."""
        joined = {"text": lambda parts: "".join(parts)}
        return [{k: joined.get(k, _same)(v) for k, v in out.items()} for out in self.outputs]

    def _clear_if_due(self) -> None:
        if self._clear:
            self.outputs.clear()
            self._clear = False

    def _bounded(self, data: dict[str, Any], metadata: Any) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for mime, value in data.items():
            if mime in IMAGES:
                image = _image(value)
                if self._figures > 0 and len(image) <= self._image_bytes:
                    self._figures -= 1
                    self._image_bytes -= len(image)
                    kept[mime] = image
            elif isinstance(value, str):
                if len(value) <= self._characters:
                    self._characters -= len(value)
                    kept[mime] = value
                elif mime == "text/plain":
                    kept[mime] = value[: max(self._characters, 0)]
                    self._characters = 0
            elif mime == "application/json":
                kept[mime] = value
        return {"data": kept, "metadata": metadata if isinstance(metadata, dict) else {}}


def _same(value: Any) -> Any:
    return value


def _image(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        return binascii.a2b_base64(str(value))
    except ValueError:
        return b""
