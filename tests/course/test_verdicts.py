"""The same verdict at every run, in every order, and with NumPy old and new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import once

ROOT = Path(__file__).parents[2]
OLDEST = ROOT / "tests" / "fixtures" / "oldest-numpy.txt"
RUNS = 10

pytestmark = pytest.mark.slow


def verdicts(seed: int, **environment: str) -> Any:
    """(version of NumPy, verdicts) of a process of its own."""
    return json.loads(
        subprocess.run(
            [sys.executable, str(Path(__file__).with_name("verdicts.py")), "course", str(seed)],
            cwd=ROOT,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"} | environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )


def _first(folder: Path) -> None:
    (folder / "found.json").write_text(json.dumps(verdicts(0)), encoding="utf-8")


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The first run's, made once for all processes of this test run."""
    folder = once(tmp_path_factory, "verdicts", _first)
    return json.loads((folder / "found.json").read_text(encoding="utf-8"))


def test_every_answer_of_the_banks_has_a_verdict(first: Any) -> None:
    assert sum(len(answers) for answers in first[1].values()) > 100


@pytest.mark.parametrize("order", range(1, RUNS))
def test_verdicts_are_the_same_at_ten_runs_in_any_order(order: int, first: Any) -> None:
    assert verdicts(order)[1] == first[1]


def test_verdicts_are_the_same_with_more_threads(first: Any) -> None:
    assert verdicts(0, OPENBLAS_NUM_THREADS="2")[1] == first[1]


def oldest() -> str:
    """The oldest NumPy that pyproject.toml allows."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return text.partition('"numpy>=')[2].partition('"')[0]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="the oldest NumPy needs an older Python")
def test_verdicts_are_the_same_with_the_oldest_numpy(first: Any, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    options = ["--disable-pip-version-check", "--only-binary=:all:", "--target", str(tmp_path)]
    subprocess.run([*command, *options, "-r", str(OLDEST)], check=True)
    version, found = verdicts(0, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert version.startswith(f"{oldest()}.")
    assert first[0] != version
    assert found == first[1]
