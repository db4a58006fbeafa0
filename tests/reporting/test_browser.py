"""A feedback page in a real browser: offline, on a phone, in the dark and on paper."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from chromium import Browser, chromium

from autograder.grading.handed_in import HandedIn
from autograder.grading.settings import FeedbackSettings
from autograder.reporting.feedback import feedback_page, write_feedback

from .graded import NOTEBOOK, graded_notebook, submission
from .hostile import EVERYTHING
from .test_feedback import hostile_submission, marks_of
from .test_page import contrast

pytestmark = pytest.mark.slow

DESKTOP, PHONE, SMALL_PHONE = (1000, 1450), (390, 844), (320, 568)
LATE = HandedIn(
    at=datetime.datetime(2026, 3, 1, 10, 50, tzinfo=datetime.UTC),
    due=datetime.datetime(2026, 2, 27, 20, 30, tzinfo=datetime.UTC),
    penalties={NOTEBOOK: 2.5},
)
SETTINGS = FeedbackSettings("https://dl.example.org/lectures/{session}.html")
ZONE = ZoneInfo("Asia/Tehran")
HIDDEN = """[...document.querySelectorAll('details > *:not(summary)')]
    .filter(each => !each.checkVisibility({contentVisibilityAuto: true, checkOpacity: true})
        || each.getBoundingClientRect().height === 0).length"""
# the colours as the browser has worked them out, of every element with a text of its own
COLOURS = """[...document.querySelectorAll('body *')].filter(each =>
    [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(each => {
        let ground = each;
        while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)')
            ground = ground.parentElement;
        const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
        return [each.tagName + '.' + each.className, numbers(getComputedStyle(each).color),
            numbers(getComputedStyle(ground || document.body).backgroundColor)];
    })"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium"), listening=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    notebook = graded_notebook()
    path = tmp_path_factory.mktemp("page") / "feedback.html"
    made = submission(notebook, limits="30 s a cell, 300 s in all"), notebook, marks_of(notebook)
    write_feedback(path, feedback_page(*made, LATE, SETTINGS, ZONE))
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "hostile.html"
    made = hostile_submission(EVERYTHING + "w" * 500)
    write_feedback(path, feedback_page(*made, LATE, SETTINGS, ZONE))
    return path


def test_the_page_asks_for_nothing(shown: Browser, page: Path, hostile: Path) -> None:
    for path in (page, hostile):
        shown.open(path, *DESKTOP)
        asked = [address for address in shown.requests() if not address.startswith("data:")]
        assert asked == [path.as_uri()]
        assert shown.complaints() == []


def test_a_request_is_noticed(shown: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<img src="picture.png">')
    shown.open(tmp_path / "page.html", *DESKTOP)
    assert (tmp_path / "picture.png").as_uri() in shown.requests()


@pytest.mark.parametrize("window", [PHONE, SMALL_PHONE, DESKTOP])
def test_the_page_never_scrolls_sideways(
    shown: Browser, page: Path, hostile: Path, window: tuple[int, int]
) -> None:
    for path in (page, hostile):
        shown.open(path, *window)
        width = shown.ask("document.documentElement.scrollWidth")
        assert width <= window[0], path.name


def test_a_page_that_is_too_wide_is_noticed(shown: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<div style="width: 500px">x</div>')
    shown.open(tmp_path / "page.html", *PHONE)
    assert shown.ask("document.documentElement.scrollWidth") > PHONE[0]


def as_hex(colour: list[float]) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in colour[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(
    shown: Browser, page: Path, scheme: str
) -> None:
    shown.open(page, *DESKTOP, scheme=scheme)
    found = shown.ask(COLOURS)
    assert len(found) > 100
    for where, ink, ground in found:
        assert contrast(as_hex(ink), as_hex(ground)) >= 4.5, (where, ink, ground)
    dark = sum(found[0][2][:3]) < 3 * 128
    assert dark is (scheme == "dark")


def test_on_paper_nothing_is_folded_away(shown: Browser, page: Path) -> None:
    shown.open(page, *DESKTOP)
    folded = shown.ask(HIDDEN)
    assert folded > 0
    shown.open(page, *DESKTOP, media="print", scheme="dark")
    assert shown.ask(HIDDEN) == 0
    assert shown.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shut = "[...document.querySelectorAll('details')].filter(each => !each.open).length"
    assert shown.ask(shut) > 0
    pre = "[...document.querySelectorAll('pre')].filter(e => e.scrollHeight > e.clientHeight + 1)"
    assert shown.ask(f"{pre}.length") == 0


def test_the_focus_is_seen(shown: Browser, page: Path) -> None:
    shown.open(page, *DESKTOP)
    for _ in range(3):
        for kind in ("rawKeyDown", "keyUp"):
            shown.tell("Input.dispatchKeyEvent", type=kind, key="Tab", windowsVirtualKeyCode=9)
    assert shown.ask("document.activeElement.tagName") in ("A", "SUMMARY", "PRE")
    assert shown.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert shown.ask("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


def row_headers(shown: Browser, page: Path) -> set[str]:
    """What a screen reader announces as the head of a row, on a phone."""
    shown.open(page, *PHONE)
    nodes = shown.tell("Accessibility.getFullAXTree")["nodes"]
    named = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes]
    return {name for role, name in named if role == "rowheader"}


def test_the_table_stays_a_table_for_a_screen_reader_on_a_phone(
    shown: Browser, page: Path, tmp_path: Path
) -> None:
    heads = {"All exercises", "Taken off", "Your mark"}
    assert heads <= row_headers(shown, page)
    without = tmp_path / "page.html"
    plain = re.sub(r"<(/?)th\b[^>]*>", r"<\1td>", page.read_text("utf-8"))
    without.write_text(plain, "utf-8")
    assert not heads & row_headers(shown, without)
