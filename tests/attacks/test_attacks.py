"""No attack of the corpus steals a point, reads or harms anything; nobody honest is caught.

The whole corpus is graded in one run of the real commands, by root and by an ordinary
user. On a host without a sandbox this fails: it does not skip.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import once
from ordinary_user import python_as_ordinary_user

from . import compare
from .__main__ import as_json, run
from .attack import CORPUS, corpus
from .verdict import live

ROOT = Path(__file__).parents[2]
ATTACKS = corpus()
CLASSES = {
    *("reading", "finding the reference", "monkeypatching", "lying objects", "data channel"),
    *("notebook files", "persistence", "gradebook and others", "network"),
    *("environment and proc", "signals and ptrace", "resources", "death", "live script"),
}

pytestmark = pytest.mark.slow


def _as_root(folder: Path) -> None:
    done, found = run()
    (folder / "found.json").write_text(json.dumps(as_json(done, found)), "utf-8")


def _as_ordinary_user(folder: Path) -> None:
    folder.chmod(0o777)
    for parent in folder.parents:  # the folders of a test run are closed to others
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    arguments = ("-m", "tests.attacks", "--json", str(folder / "found.json"))
    environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = python_as_ordinary_user(*arguments, env=environment, cwd=ROOT, timeout=2400)
    assert (folder / "found.json").is_file(), done.stdout + done.stderr


@pytest.fixture(scope="session", params=["root", "ordinary user"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What came of the corpus, graded once for all processes of this test run."""
    if request.param == "root" and os.getuid() != 0:
        pytest.skip("these tests are not run by root")
    make = _as_root if request.param == "root" else _as_ordinary_user
    folder = once(tmp_path_factory, f"attacks by {request.param}", make)
    return json.loads((folder / "found.json").read_text("utf-8"))


@pytest.mark.parametrize("name", [attack.name for attack in ATTACKS])
def test_an_attack_is_stopped_and_its_honest_look_alike_is_not(name: str, found: Any) -> None:
    assert found["attacks"][name]["faults"] == []


def test_the_class_goes_on(found: Any) -> None:
    assert found["faults"] == []
    assert len(found["attacks"]) == len(ATTACKS)


def test_the_corpus_is_large_and_each_class_has_its_share() -> None:
    counted = Counter(attack.kind for attack in ATTACKS)
    assert set(counted) == CLASSES
    assert min(counted.values()) >= 5
    assert sum(counted.values()) >= 120
    files = [file for file in CORPUS.rglob("*.py") if "__pycache__" not in file.parts]
    assert len(files) == len(ATTACKS)


def test_the_published_comparison_is_of_this_corpus_and_the_front_page_says_so() -> None:
    recorded = json.loads(compare.RECORDED.read_text("utf-8"))
    assert {name: one["class"] for name, one in recorded.items()} == {
        attack.name: attack.kind for attack in ATTACKS
    }
    assert compare.PUBLISHED.read_text("utf-8") == compare.page(recorded)
    succeeded = sum(bool(one["reasons"]) for one in recorded.values())
    stolen = sum(one["stolen"] for one in recorded.values())
    front = (ROOT / "README.md").read_text("utf-8")
    assert f"| 0 of {len(ATTACKS)}; plain nbgrader {succeeded} of {len(ATTACKS)} |" in front
    assert f"| 0; plain nbgrader {stolen:g} |" in front


@pytest.mark.parametrize(
    "page",
    [
        "<script>f()</script>",
        "<p onclick=f()>",
        "<a href='javascript:f()'>",
        "<img src='https://e.org/x.png'>",
        "<iframe></iframe>",
        "<meta http-equiv=refresh content='0;url=https://e.org'>",
        "<p>no policy</p>",
    ],
)
def test_the_kit_sees_what_is_live(page: str) -> None:
    policy = "" if "no policy" in page else "<meta content=\"default-src 'none'\">"
    assert live(policy + page)
    assert live(policy + "<p>words</p>") == ([] if policy else ["no content security policy"])
