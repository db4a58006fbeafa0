"""The audit of the whole course: every target is met, and the published figures are today's."""

from __future__ import annotations

import fcntl
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.checking.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
IDS = Catalogue(ROOT / "course").ids

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Audited:
    """What one run of the command printed, wrote and left with."""

    status: int
    found: dict[str, Any]
    page: str


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """The audit, run once for all processes of this test run."""
    shared = tmp_path_factory.getbasetemp().parent / "audit"
    shared.mkdir(exist_ok=True)
    with open(shared / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "status").exists():
            program = str(Path(sys.executable).with_name("autograder"))
            command = [program, "audit", "--json", "--page", str(shared / "audit.md")]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert done.stdout, done.stderr
            (shared / "found.json").write_text(done.stdout, encoding="utf-8")
            (shared / "status").write_text(str(done.returncode), encoding="utf-8")
    return Audited(
        int((shared / "status").read_text()),
        json.loads((shared / "found.json").read_text(encoding="utf-8")),
        (shared / "audit.md").read_text(encoding="utf-8"),
    )


def test_every_exercise_is_audited(audited: Audited) -> None:
    assert [found["exercise"] for found in audited.found["exercises"]] == IDS


@pytest.mark.parametrize("exercise", IDS)
def test_an_exercise_meets_every_target(audited: Audited, exercise: str) -> None:
    (found,) = [one for one in audited.found["exercises"] if one["exercise"] == exercise]
    assert found["faults"] == []
    assert len(found["claims"]["own"]) == found["wrong"]


def test_the_course_meets_every_target(audited: Audited) -> None:
    assert audited.found["faults"] == []
    assert audited.status == 0


def without_decades(page: str) -> str:
    """The last column depends on the processor's rounding."""
    return re.sub(r"\| [\d–]+ \|$", "|", page, flags=re.MULTILINE)


def test_the_page_of_the_documentation_is_todays(audited: Audited) -> None:
    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    hint = "out of date; run: autograder audit --page docs/audit.md"
    assert without_decades(page) == without_decades(audited.page), hint


def test_the_table_on_the_readme_is_todays(audited: Audited) -> None:
    exercises = audited.found["exercises"]

    def total(count: Any) -> int:
        return sum(count(found) for found in exercises)

    right, wrong = total(lambda e: e["right"]), total(lambda e: e["wrong"])
    claims = [found["claims"] for found in exercises]
    explained = sum(len(c["by_neighbour"]) + len(c["by_relation"]) for c in claims)
    rows = [
        f"| Right answers that are rejected | 0 of {right} |",
        f"| Wrong answers that are accepted | 0 of {wrong} |",
        f"| Machine-made wrong answers that are accepted | 0 of {total(lambda e: e['mutants'])} |",
        f"| Wrong answers that pass the visible tests | {total(lambda e: len(e['past_the_slide']))}"
        f" of {wrong} |",
        f"| Wrong answers that get the sentence of their own mistake | {wrong} of {wrong} |",
        f"| Explained although their own sentence is taken away | {explained} of {wrong} |",
        f"| Explanations that are false | {sum(len(c['false']) for c in claims)} of "
        f"{sum(c['made'] for c in claims)} |",
    ]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [row for row in rows if row not in readme] == []
