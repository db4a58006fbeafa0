"""A number in the text agrees with the computed one, as far as it is written out."""

import json

import numpy as np
import pytest

from lecture_tools import agrees, claim


def test_a_rounded_number_agrees():
    assert agrees(2.13676, 2.14, 2)


def test_a_number_that_is_off_by_one_in_the_last_place_does_not():
    assert not agrees(2.13676, 2.13, 2)


def test_every_entry_has_to_agree():
    assert agrees(np.array([0.659, 0.2424]), [0.66, 0.24], 2)
    assert not agrees(np.array([0.659, 0.2424]), [0.66, 0.25], 2)


def test_nan_agrees_with_nothing():
    assert not agrees(float("nan"), 0.0, 2)


def test_a_claim_that_holds_says_nothing(capsys):
    claim("P7.sum", 2.13676, 2.14, 2)
    claim("L30.loss", 0.0, 0)
    claim("R1.gap", [0.9, 0.91], between=(0.85, 0.94))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"stated": 2.13, "decimals": 2}, "the text says 2.13 (2 decimals), and 2.13676 came out."),
        ({"stated": 2}, "the text says 2, and 2.13676 came out."),
        ({"between": (1, 2)}, "the text says between 1 and 2, and 2.13676 came out."),
        ({"between": (2.2, 3)}, "the text says between 2.2 and 3, and 2.13676 came out."),
    ],
)
def test_a_claim_that_is_off_is_one_sentence(stated, said):
    with pytest.raises(AssertionError) as off:
        claim("P7.sum", 2.13676, **stated)
    assert str(off.value) == f"P7.sum: {said}"


def test_a_claim_states_something():
    with pytest.raises(TypeError, match="state the number that is claimed"):
        claim("P7.sum", 2.13676)


def test_nan_is_what_nobody_claims():
    with pytest.raises(AssertionError):
        claim("P7.sum", float("nan"), between=(0, 1))


def test_who_asks_for_a_list_gets_every_number_and_no_error(tmp_path, monkeypatch):
    listed = tmp_path / "numbers.jsonl"
    monkeypatch.setenv("LECTURE_RECORD", str(listed))
    claim("P7.sum", np.float64(2.13676), 2.13, 2)
    assert agrees(np.zeros(1000), 0, 2)
    first, second = map(json.loads, listed.read_text(encoding="utf-8").splitlines())
    assert (first["claim"], first["value"], first["agrees"]) == ("P7.sum", 2.13676, False)
    assert (second["value"], second["agrees"]) == (None, True)
    assert second["line"] == first["line"] + 1
