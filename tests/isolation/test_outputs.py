from __future__ import annotations

import base64
from typing import Any

import nbformat
import pytest

from autograder.isolation.limits import Limits
from autograder.isolation.outputs import clean, read_outputs

LIMITS = Limits(output_chars=100, figures=2)
PNG = b"\x89PNG\r\n\x1a\nrest"


def shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def test_honest_outputs_are_valid_nbformat() -> None:
    raw = [
        {"output_type": "stream", "name": "stdout", "text": "hello\n"},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["a", "b"]},
        {**shown({"text/plain": "1"}), "output_type": "execute_result", "execution_count": 77},
        {**shown({"image/png": PNG}), "metadata": {"image/png": {"width": 3, "x": 1}, "y": 2}},
        shown({"application/json": {"a": [1, None]}, "text/html": "<b>x</b>"}),
    ]
    outputs = read_outputs(raw, LIMITS, 4)
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.from_dict(o) for o in outputs])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    assert outputs[2]["execution_count"] == 4
    assert base64.b64decode(outputs[3]["data"]["image/png"]) == PNG
    assert outputs[3]["metadata"] == {"image/png": {"width": 3}}


@pytest.mark.parametrize(
    "raw",
    [
        None, "x", [None], [{}], [{"output_type": "update"}], [shown({"text/x": "a"})],
        [shown({"application/javascript": "alert(1)"})], [shown({"image/png": "aGk="})],
        [shown({"text/plain": 5})], [shown({1: "a"})],
        [{"output_type": "stream", "name": "x", "text": "a"}],
        [{"output_type": "stream", "name": "stdout", "text": ["a"]}],
        [shown({"application/json": 1j})],
        [{"output_type": ["stream"]}], [{"output_type": "display_data", "data": [1]}],
    ],
    ids=lambda raw: repr(raw)[:50],
)  # fmt: skip
def test_what_is_no_output_is_left_out(raw: object) -> None:
    assert read_outputs(raw, LIMITS, None) == ()


def test_an_image_that_is_none_and_one_figure_too_many_are_left_out_with_a_note() -> None:
    outputs = read_outputs([shown({"image/png": PNG})] * 3, LIMITS, None)
    assert [o["output_type"] for o in outputs] == ["display_data", "display_data", "stream"]
    assert "too long" in outputs[-1]["text"]
    assert "image/png" not in str(read_outputs([shown({"image/png": b"GIF"})], LIMITS, None))


def test_text_is_cut_over_all_outputs_and_half_a_page_is_dropped() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * 90}
    outputs = read_outputs(
        [stream, shown({"text/html": "<p>" * 10, "text/plain": "y" * 50}), stream], LIMITS, None
    )
    assert "text/html" not in str(outputs)
    assert sum(str(outputs).count(letter) for letter in "y") < 50
    assert "too long" in outputs[-1]["text"]


def test_control_sequences_and_halves_of_characters_are_removed() -> None:
    assert clean("\x1b[1;31mred\x1b]0;title\x07\x00\x7f\ud800\tok\n", 100) == "red?\tok\n"
    assert clean(5, 10) == ""
    assert clean("abc", 2) == "ab"
