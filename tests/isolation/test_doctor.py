"""doctor says what holds on this host, and sees it where nothing holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from ordinary_user import python_as_ordinary_user

from autograder.cli import main
from autograder.isolation.doctor import examine_host
from autograder.isolation.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def test_everything_holds_on_this_host() -> None:
    result = CliRunner().invoke(main, ["doctor", "--json"])
    found = json.loads(result.output)
    assert [one for one in found["findings"] if not one["holds"]] == []
    assert len(found["findings"]) == 17
    assert found["healthy"]
    assert found["forks"]
    assert result.exit_code == 0


def test_everything_holds_for_an_ordinary_user() -> None:
    script = "import sys; sys.argv = ['autograder', 'doctor', '--json']\n"
    script += f"sys.path.insert(0, {str(ROOT)!r})\nfrom autograder.cli import main\nmain()"
    done = python_as_ordinary_user("-c", script, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["healthy"]


def test_it_is_seen_where_nothing_confines() -> None:
    found = examine_host(Sandbox("none"))
    broken = {one.name for one in found.findings if not one.holds}
    assert broken >= {"files", "writing", "network", "environment", "disk"}
    assert broken >= {"shared memory", "leases", "number of files", "number of sockets"}
    assert all(one.seen for one in found.findings if not one.holds)
    assert not found.healthy
    assert not found.forks


def test_a_person_reads_one_line_for_each_promise() -> None:
    result = CliRunner().invoke(main, ["doctor"])
    lines = result.output.splitlines()
    assert lines[0].startswith("Sandbox: bubblewrap")
    assert len(lines) == 18
    assert all(line.startswith("✓ ") for line in lines[1:])
