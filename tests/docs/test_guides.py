"""What the guides list is all that there is: limits, options, parts of a case, pictures, files."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest
from conftest import ROOT

from autograder.checking.case import Case
from autograder.cli import main
from autograder.isolation.limits import Limits

DOCS = ROOT / "docs"
# What commands write into the course folder, and what the guides have people put there.
NAMES_STUDENTS = (
    *("submitted/ada/s01/s01.ipynb", "downloaded/s01/archive/moodle.zip", "autograded/ada/x"),
    *("feedback/ada/s01/s01.html", "reports/s01.html", "exports/s01-moodle.csv", "gradebook.db"),
    *("students.csv", "deadlines.toml", ".autograder/history/s01.jsonl", "last_year/softmax/a.py"),
    *("moodle.zip", "Grades.csv", "sheet.csv", "grades.csv", "scheduler.json"),
)


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def first_cells(text: str, head: str) -> list[list[str]]:
    """The rows of the table below this head, cell by cell."""
    below = text[text.index(head) :].split("\n")[2:]
    rows = itertools.takewhile(lambda line: line.startswith("|"), below)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_limits_are_those_of_the_program() -> None:
    rows = first_cells(page("limits.md"), "| Name | Without a file |")
    assert {name.strip("`"): float(value) for name, value, _ in rows} == asdict(Limits())


def test_the_authors_table_has_every_part_of_a_case() -> None:
    text = "\n".join(row[0] for row in first_cells(page("authors.md"), "| In a check |"))
    public = {"rng", *(name for name in vars(Case) if not name.startswith("_"))}
    assert set(re.findall(r"case\.(\w+)", text)) == public


def test_the_commands_with_json_are_listed_and_so_are_those_without() -> None:
    text = page("commands.md")
    able = {
        name
        for name, command in main.commands.items()
        if any("--json" in option.opts for option in command.params)
    }
    listed = {row[0].strip("`") for row in first_cells(text, "| Command | `--json` prints |")}
    assert listed == able
    (sentence,) = re.findall(r"^(.*) have no `--json`", text, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", sentence)) == main.commands.keys() - able


def test_every_picture_is_used_and_is_taken_by_a_test() -> None:
    used = {
        name
        for path in DOCS.glob("*.md")
        for name in re.findall(r"images/([\w-]+)\.png", page(path.name))
    }
    assert {path.stem for path in (DOCS / "images").iterdir()} == used
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests/browser").glob("test_*.py"))
    taken = set(re.findall(r'screenshot\("([\w-]+)", for_the_guide=True\)', code))
    taken |= set(re.findall(r'"([\w-]+)": \(\w+, \d+, \d+\)', code))
    assert taken == used


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_leaves_alone_what_names_students(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "-q", tmp_path], check=True, capture_output=True)

    def ignored(*names: str) -> set[str]:
        command = ["git", "-C", str(tmp_path), "check-ignore", *names]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return set(done.stdout.split())

    assert set(NAMES_STUDENTS) - ignored(*NAMES_STUDENTS) == set()
    kept = ("course/data/athens_flats.csv", "source/s01/athens_flats.csv", "autograder.toml")
    assert ignored(*kept) == set()


def test_make_help_names_every_target() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    named = re.findall(r'@echo "make ([\w-]+)', text)
    assert sorted(named) == sorted(set(phony.split()) - {"help"})
