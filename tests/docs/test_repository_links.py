"""Links between pages work in the repository's own view too: to a file, to a heading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "course/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]


def prose(text: str) -> str:
    """A page without its code, in which nothing is a link or a heading."""
    text = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.DOTALL | re.MULTILINE)
    return "\n".join(line for line in text.splitlines() if not line.startswith("    "))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as repositories make them."""
    headings = re.findall(r"^#+ +(.+)$", prose(text), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


def dead(page: Path) -> list[str]:
    """The links of a page that lead to no file, or to no heading of a page."""
    found = []
    without_code = re.sub(r"`[^`\n]*`", "", prose(page.read_text("utf-8")))
    for link in re.findall(r"\]\(([^)\s]+)\)", without_code):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        missing = (
            anchor and target.suffix == ".md" and anchor not in anchors(target.read_text("utf-8"))
        )
        if not target.exists() or missing:
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_works_in_the_repository(page: Path) -> None:
    assert dead(page) == []


def test_a_dead_link_and_a_dead_anchor_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Twice, `x` & y\n[1](b.md) [2](#twice-x--y) [3](#no) [4](c.md)\n"
    )
    (tmp_path / "b.md").write_text(
        "# B\n\n    [5](in/code.md)\n\n[6](a.md#twice-x--y) [7](https://x.test)\n"
    )
    assert dead(tmp_path / "a.md") == ["#no", "c.md"]
    assert dead(tmp_path / "b.md") == []
