"""The site builds without a warning; no link of it is dead, and nothing of it is fetched.

It is built once without running the lectures, in half a minute, and read with the standard
library's parser. What the lectures draw is tested where they are run, in tests/course.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT, once

pytestmark = pytest.mark.slow

# What a browser loads by itself; a link that a reader may follow is another thing.
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """What the checks want to know of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.without_alt: list[str] = []
        self.headings: list[int] = []
        self.formulas = 0
        self._main = 0
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {value for key in ("id", "name") if (value := given.get(key))}
        self.formulas += tag == "math"
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if (address := given.get(LOADED.get(tag, ""))) and given.get("rel") != "search":
            self.loaded.append(address)
        if tag == "img" and not given.get("alt"):
            self.without_alt.append(str(given.get("src"))[:80])
        self._main += tag == "article"
        if self._main and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self._main -= tag == "article"


def dead_links(site: Path, pages: dict[Path, Page]) -> list[str]:
    """page: link, for each link into the site that leads to no file or to no anchor."""
    dead = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = pages.get(target)
            anchor = unquote(parts.fragment)
            if not target.is_file() or (anchor and known and anchor not in known.ids):
                dead.append(f"{path.relative_to(site)}: {link}")
    return dead


def skipped_levels(headings: list[int]) -> list[tuple[int, int]]:
    """Pairs of headings, one after the other, of which the second is more than one level below."""
    pairs = zip([0, *headings], headings, strict=False)
    return [(above, below) for above, below in pairs if below > above + 1]


def build(place: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-j", "2"]
    done = subprocess.run(
        [*command, "-c", ROOT / "docs", ROOT, place / "site", "-d", place / "doctrees"],
        env={**os.environ, "DOCS_EXECUTE": "off", "DOCS_REPOSITORY": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "documentation", build) / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path.resolve(): Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_link_into_the_site_leads_somewhere(site: Path, pages: dict[Path, Page]) -> None:
    assert sum(len(page.links) for page in pages.values()) > 1000
    assert dead_links(site.resolve(), pages) == []


def test_a_dead_link_and_a_dead_anchor_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html#x"></a><a href="c.html"></a><p id="y">')
    (tmp_path / "b.html").write_text('<a href="a.html#y"></a><a href="https://nowhere.test/"></a>')
    pages = {path: Page(path) for path in tmp_path.glob("*.html")}
    assert sorted(dead_links(tmp_path, pages)) == ["a.html: b.html#x", "a.html: c.html"]


def test_a_browser_loads_nothing_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    loaded = {one for page in pages.values() for one in page.loaded}
    assert loaded
    assert {one for one in loaded if urlsplit(one).netloc} == set()
    styles = [path.read_text("utf-8") for path in site.rglob("*.css")]
    assert not [text for text in styles if "url(http" in text or "@import" in text]


def test_formulas_are_there_without_a_script(pages: dict[Path, Page]) -> None:
    lectures = {path: page for path, page in pages.items() if path.name == "lecture.html"}
    assert len(lectures) == 10
    assert all(page.formulas > 50 for page in lectures.values())


def test_headings_come_in_order_and_pictures_have_a_text(pages: dict[Path, Page]) -> None:
    skipped = {
        str(path): found for path, page in pages.items() if (found := skipped_levels(page.headings))
    }
    assert skipped == {}
    assert {str(path): page.without_alt for path, page in pages.items() if page.without_alt} == {}


def test_a_skipped_level_is_found() -> None:
    assert skipped_levels([1, 2, 3, 2, 2, 3, 1]) == []
    assert skipped_levels([1, 3, 2]) == [(1, 3)]
    assert skipped_levels([2]) == [(0, 2)]


def test_no_solution_and_no_hidden_test_is_published(site: Path) -> None:
    published = defaultdict(list)
    for path in site.rglob("*.*"):
        if path.suffix in {".html", ".js", ".txt", ".ipynb", ".py", ".md"}:
            text = path.read_text("utf-8", errors="replace")
            for secret in ("END HIDDEN TESTS", "END SOLUTION"):
                if secret in text and path.name not in {"authors.html", "searchindex.js"}:
                    published[secret].append(str(path.relative_to(site)))
    assert published == {}
    assert not (site / "source").exists()
    assert not (site / "_downloads").exists()
    assert len(list((site / "release").rglob("*.html"))) == 10


def test_the_commands_of_the_program_are_all_there(site: Path) -> None:
    from autograder.cli import main

    text = (site / "docs" / "commands.html").read_text("utf-8")
    assert [name for name in main.commands if f'id="autograder-{name}"' not in text] == []
