"""Between two submissions nothing passes: each gets the same verdict, to the byte, in any order."""

from __future__ import annotations

import dataclasses
import json
from itertools import permutations
from pathlib import Path

import pytest

from autograder.grading.results import SubmissionResult
from autograder.isolation.sandbox import Sandbox

from .courses import Bench, answer, check, plain

pytestmark = pytest.mark.slow

CELLS = [
    plain("import numpy as np\nimport random\nimport warnings"),
    answer("draw", "def draw():\n    return 4"),
    check("drawn", "assert draw() == 4\nassert draw() == 4"),
    answer("show", "def show(x):\n    return str(x)"),
    check("shown", "assert show(np.float64(1) / 3) == str(np.float64(1) / 3)"),
    check("counted", "import decimal\nlen(str(decimal.Decimal(1) / 3)) - 29"),
]
# Each leaves what it can for whoever comes next: files, settings, modules, names, processes.
POISON = """
import builtins, decimal, os, subprocess, sys, tempfile, types
np.set_printoptions(precision=1)
np.seterr(all="raise")
np.random.seed(1)
random.seed(1)
decimal.getcontext().prec = 3
warnings.simplefilter("error")
builtins.print = lambda *args: None
os.environ["LEFT"] = "1"
for folder in (".", "/tmp", "/dev/shm", os.path.expanduser("~")):
    with open(os.path.join(folder, "left"), "w") as file:
        file.write("left")
sys.modules["left"] = types.ModuleType("left")
sys.path.insert(0, "/tmp")
left_running = subprocess.Popen(["sleep", "30"])
def draw():
    return 4
"""
# And looks for what somebody left.
FINDS = """
import decimal, os, sys
places = [".", "/tmp", "/dev/shm", os.path.expanduser("~")]
found = [place for place in places if os.path.exists(os.path.join(place, "left"))]
found += [name for name in ("LEFT",) if name in os.environ]
found += [name for name in sys.modules if name == "left"]
found += [decimal.getcontext().prec, np.geterr()["divide"], np.get_printoptions()["precision"]]
print(found, sorted(os.listdir("/tmp")), random.Random(0).random(), len(os.listdir("/proc")) < 40)
def draw():
    return 4 if len(found) == 3 else 0
"""
WRONG = "def draw():\n    print(np.float64(1) / 3, np.array([1 / 3]))\n    return 5"
ANSWERS = {"poison": POISON, "finds": FINDS, "wrong": WRONG}


def as_bytes(result: SubmissionResult) -> bytes:
    """The whole verdict and the notebook as it ran, but for how long it took and its memory."""
    return json.dumps(dataclasses.asdict(result) | {"seconds": 0, "memory": 0}, indent=1).encode()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox) -> Bench:
    return Bench(tmp_path_factory.mktemp("between"), sandbox, CELLS)


@pytest.fixture(scope="module")
def alone(bench: Bench) -> dict[str, bytes]:
    return {name: as_bytes(bench.grade({"draw": text})) for name, text in ANSWERS.items()}


@pytest.mark.parametrize("order", list(permutations(ANSWERS)), ids=" ".join)
def test_each_gets_in_every_order_what_it_gets_alone(
    bench: Bench, alone: dict[str, bytes], order: tuple[str, ...]
) -> None:
    for name in (*order, order[0]):
        assert as_bytes(bench.grade({"draw": ANSWERS[name]})) == alone[name], (name, order)


def test_the_finder_finds_nothing_and_the_verdicts_differ(alone: dict[str, bytes]) -> None:
    finds = json.loads(alone["finds"])
    assert finds["notebooks"][0]["cells"][0]["verdict"] == "right"
    assert len(set(alone.values())) == 3


def test_the_folder_of_the_course_stays_as_it_was(bench: Bench) -> None:
    before = {p: p.read_bytes() for p in bench.course.root.rglob("*") if p.is_file()}
    bench.grade({"draw": POISON})
    after = {p: p.read_bytes() for p in bench.course.root.rglob("*") if p.is_file()}
    changed: list[Path] = [p for p in after if after[p] != before.get(p)]
    assert [p for p in changed if "submitted" not in p.parts] == []
