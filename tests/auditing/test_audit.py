"""The audit of a course: the same bytes whatever the order and the number of processes."""

from __future__ import annotations

import json
import resource
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.auditing import table
from autograder.auditing.audit import Audit, audit
from autograder.auditing.examine import Examined, examine
from autograder.auditing.trial import MEMORY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the exercise twice, under two names."""
    fixture = Path(__file__).parents[1] / "fixtures" / "audit" / "course"
    course = shutil.copytree(fixture, tmp_path_factory.mktemp("audit") / "course")
    folder = course / "s01_means" / "exercises"
    shutil.copy(folder / "average.py", folder / "again.py")
    return course


@pytest.fixture(scope="module")
def one() -> Examined:
    return examine(Path(__file__).parents[1] / "fixtures" / "audit" / "course", "average")


def test_neither_the_number_of_processes_nor_the_order_changes_a_byte(two: Path) -> None:
    alone = audit(two, ["again", "average"], workers=1)
    together = audit(two, ["again", "average"], workers=2)
    assert json.dumps(alone.to_json()) == json.dumps(together.to_json())
    turned = audit(two, ["average", "again"], workers=2)
    assert turned.exercises == alone.exercises[::-1]


def test_each_exercise_is_told_as_it_is_done(two: Path) -> None:
    heard: list[str] = []
    audit(two, ["average"], done=lambda found: heard.append(found.exercise))
    assert heard == ["average"]


def test_memory_is_bounded_where_mutants_run_and_nowhere_else(two: Path, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    course = shutil.copytree(two, tmp_path / "course")
    file = course / "s01_means" / "exercises" / "average.py"
    file.write_text(
        f"{file.read_text()}\nimport pathlib, resource\n"
        "bound = resource.getrlimit(resource.RLIMIT_AS)[0]\n"
        'pathlib.Path(__file__).with_suffix(".bound").write_text(str(bound))\n'
    )
    audit(course, ["average"])
    assert file.with_suffix(".bound").read_text() == str(MEMORY)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_shares_are_those_of_all_exercises_together(one: Examined) -> None:
    claims = replace(one.claims, own=(), by_relation=(), made=100, false=("a: b",) * 3)
    found = Audit((replace(one, claims=claims),))
    assert found.own == 0.0
    assert found.unlisted_explained == 0.0
    assert found.false_claims == 0.03
    assert found.faults == [
        "only 0% of the wrong answers get their own sentence",
        "only 0% of unlisted mistakes are explained",
        "3.0% of the claims are false",
    ]


def test_the_faults_of_an_exercise_bear_its_name(one: Examined) -> None:
    found = Audit((one, replace(one, exercise="other", wrong_accepted=("slips",))))
    assert found.faults == ["other: a wrong answer is accepted: slips"]


# --- the table -----------------------------------------------------------------


def test_the_table_has_a_row_an_exercise_and_their_sum(one: Examined) -> None:
    rows = list(table.rows(Audit((one, one))))
    assert [row[0] for row in rows] == ["average", "average", "all"]
    assert [len(row) for row in rows] == [len(table.heads())] * 3
    right = table.heads().index("right")
    assert [row[right] for row in rows] == ["5", "5", "10"]
    assert rows[0][-1] == rows[-1][-1] == "13"


def test_an_exercise_without_values_has_no_decades(one: Examined) -> None:
    rows = list(table.rows(Audit((replace(one, decades=None),))))
    assert [row[-1] for row in rows] == ["–", "–"]


def test_the_page_holds_the_table_and_the_shares(one: Examined) -> None:
    page = table.page(Audit((one,)))
    assert "| average | 5 | 0 | 10 | 0 |" in page
    assert "10 of 10 wrong answers get the sentence of their own mistake (100%" in page
    assert max(map(len, (row for row in page.splitlines() if row.startswith("#")))) < 100


def test_the_terminal_shows_faults_or_that_there_are_none(
    one: Examined, capsys: pytest.CaptureFixture[str]
) -> None:
    from rich.console import Console

    Console(width=160).print(table.terminal(Audit((one,))))
    assert "✓ Every target is met." in capsys.readouterr().out
    bad = replace(one, wrong_accepted=("[red]slips",))
    Console(width=160).print(table.terminal(Audit((bad,))))
    out = capsys.readouterr().out
    assert "✗ average: a wrong answer is accepted: [red]slips" in out
    assert "Every target" not in out
