"""docs/department.md: what is reckoned there follows from the one table of measured figures."""

from __future__ import annotations

import math
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import yaml
from conftest import ROOT

PAGE = ROOT / "docs" / "department.md"
N = 10_000  # submissions
TEN = 10.0  # seconds that the code of an assignment computes
MACHINES = {
    4: "a desktop computer",
    16: "a server",
    80: "twenty with four cores each",
    400: "a hundred with four cores each",
}
UNITS = {"s": 1.0, "ms": 1e-3, "kB": 1e3}


def figures(text: str) -> dict[str, float]:
    """Symbol -> what was measured, in seconds and bytes."""
    found = re.findall(r"^\| `(\w+)` \| ([\d.]+) (s|ms|kB) \|", text, re.MULTILINE)
    return {symbol: float(number) * UNITS[unit] for symbol, number, unit in found}


def duration(seconds: float) -> str:
    """Rounded up, as one would plan it."""
    minutes = math.ceil(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def reckoned(of: Mapping[str, float]) -> list[str]:
    """The lines of the page that follow from the figures."""
    lines = []
    for cores, machines in MACHINES.items():
        light, heavy = (
            duration(max(of["w"] + N * cost / cores, N * of["h"]))
            for cost in (of["c"], of["c"] + TEN)
        )
        lines.append(f"| {cores} | {machines} | {light} | {heavy} |")
    hours, gigabytes = N * of["c"] / 3600, N * of["back"] / 1e9
    travels = N * (of["out"] + of["back"]) / 1e9
    lines.append(
        f"For ten thousand: {hours:.1f} hours of a core; {duration(N * of['h'])} of the "
        "machine that gives the"
    )
    lines.append(
        f"command, so that more than about {of['c'] / of['h']:.0f} cores are of no use; "
        f"{travels:.1f} GB over the network; {gigabytes:.1f} GB on the disk."
    )
    return lines


def test_what_is_reckoned_follows_from_what_was_measured() -> None:
    text = PAGE.read_text("utf-8")
    assert figures(text).keys() == {"c", "w", "h", "d", "out", "back"}
    lines = text.splitlines()
    right = reckoned(figures(text))
    assert [line for line in right if line not in lines] == [], "\n".join(["Write:", *right])


def test_a_figure_that_changes_changes_what_is_reckoned() -> None:
    before = figures(PAGE.read_text("utf-8"))
    for symbol in ("c", "h", "out", "back"):
        assert reckoned({**before, symbol: 10 * before[symbol]}) != reckoned(before), symbol
    assert duration(59) == "1 min"
    assert duration(3601) == "1 h 01 min"


def test_the_job_script_is_a_script(tmp_path: Path) -> None:
    (script,) = re.findall(r"```bash\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "grade.sh"
    path.write_text(script)
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


def test_the_manifests_are_yaml() -> None:
    documents = [
        document
        for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
        for document in yaml.safe_load_all(block)
    ]
    assert [document["kind"] for document in documents] == ["Service", "Deployment", "Deployment"]
    for one in documents[1:]:
        labels = one["spec"]["template"]["metadata"]["labels"]
        assert one["spec"]["selector"]["matchLabels"] == labels
