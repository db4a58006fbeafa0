from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

from autograder.isolation.plain import NotPlain
from autograder.isolation.reader import Malformed
from autograder.isolation.wire import HEAD, Pipe, decode, encode, lengths


def _refuse(body: object) -> Any:
    raise Malformed("no handles here")


def _none(value: object) -> None:
    return None


def test_a_message_goes_through_a_pipe() -> None:
    reading, writing = os.pipe()
    pipe = Pipe(reading, writing)
    pipe.write(encode({"id": "1", "value": np.arange(3)}, _none, 2**20))
    found = pipe.read(2**20, _refuse)
    assert found["id"] == "1"
    assert found["value"].tolist() == [0, 1, 2]
    os.close(writing)
    with pytest.raises(EOFError):
        pipe.read(2**20, _refuse)
    os.close(reading)


def test_a_message_over_the_bound_is_not_written() -> None:
    with pytest.raises(NotPlain, match="more than 1 MB"):
        encode({"value": "x" * 2**21}, _none, 2**20)


@pytest.mark.parametrize("head", [(2**40, 5), (10, 11), (2**64 - 1, 0)])
def test_an_impossible_length_is_refused_before_anything_is_read(head: tuple[int, int]) -> None:
    with pytest.raises(Malformed, match="length"):
        lengths(HEAD.pack(*head), 2**20)


@pytest.mark.parametrize("body", [b"[1]", b"1", b'{"d": [[1, 2]]}'])
def test_a_message_that_is_not_a_dict_of_names_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed, match="dict"):
        decode(body, len(body), _refuse)
