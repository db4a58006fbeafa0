"""What an instructor sets in autograder.toml holds, and a slip is told in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.settings import read_limits
from autograder.isolation.limits import Limits


def limits(folder: Path, text: str) -> Limits:
    (folder / "autograder.toml").write_text(text, "utf-8")
    return read_limits(folder)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_limits(tmp_path) == Limits()


def test_what_is_set_holds_and_the_rest_stays(tmp_path: Path) -> None:
    found = limits(tmp_path, "[limits]\ncell_seconds = 7\nmemory_mb = 800\n")
    assert found == Limits(cell_seconds=7.0, memory_mb=800)
    assert isinstance(found.cell_seconds, float)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[limits]\ncell_second = 7\n", "did you mean 'cell_seconds'"),
        ("[limits]\ncell_seconds = 'long'\n", "cell_seconds in autograder.toml has to be a number"),
        ("[limits]\nmemory_mb = 1.5\n", "memory_mb in autograder.toml has to be a whole number"),
        ("[limits]\nmemory_mb = true\n", "has to be a whole number"),
        ("[limits]\nmemory_mb = 0\n", "has to be more than 0"),
        ("limits = 3\n", "has to be a section"),
        ("[limit]\n", "did you mean 'limits'"),
        ("[limits\n", "autograder.toml cannot be read"),
    ],
)
def test_a_slip_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        limits(tmp_path, text)
