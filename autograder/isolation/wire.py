"""One message on a pipe: its length, its JSON text, its buffers.

    8 bytes  length of all that follows but these twelve    (big-endian)
    4 bytes  length of the JSON text
    text     UTF-8 JSON, see `plain`
    buffers  what the text refers to, in order

Nothing here runs what it reads.  A message longer than the bound is not read.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import Any

from autograder.isolation.plain import pack
from autograder.isolation.reader import Malformed, unpack

HEAD = struct.Struct("!QI")


def encode(message: object, refer: Callable[[object], Any], limit: int) -> bytes:
    """The bytes of one message.  Raises `plain.NotPlain`."""
    parts = pack(message, refer, limit)
    return b"".join([HEAD.pack(sum(map(len, parts)), len(parts[0])), *parts])


def lengths(head: bytes, limit: int) -> tuple[int, int]:
    """(length of the body, length of its text) out of the first twelve bytes."""
    body, text = HEAD.unpack(head)
    if body > limit + 2**20 or text > body:
        raise Malformed("a message of an impossible length")
    return body, text


def decode(body: bytes | bytearray, text: int, resolve: Callable[[Any], object]) -> dict[str, Any]:
    """The message out of its body.  Raises Malformed."""
    message = unpack(bytes(body[:text]), memoryview(body)[text:], resolve)
    if type(message) is not dict or not all(type(key) is str for key in message):
        raise Malformed("a message is a dict with names")
    return message


class Pipe:
    """The student's end: two file descriptors, read and written until done."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing

    def read(self, limit: int, resolve: Callable[[Any], object]) -> dict[str, Any]:
        """The next message.  Raises EOFError when the other side is gone."""
        body, text = lengths(self._exactly(HEAD.size), limit)
        return decode(self._exactly(body), text, resolve)

    def write(self, data: bytes) -> None:
        """Write one encoded message."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._writing, view) :]

    def _exactly(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            part = os.read(self._reading, min(count - len(parts), 2**20))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)
