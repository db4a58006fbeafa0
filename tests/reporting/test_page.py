import re
from pathlib import Path

import pytest

import autograder.reporting
from autograder.reporting.clock import Clock
from autograder.reporting.lecture import Lecture
from autograder.reporting.page import Budget, count, render, write_page

from .hostile import EVERYTHING

STYLE = Path(autograder.reporting.__file__).parent / "templates" / "style.css"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def schemes() -> list[dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    return [dict(re.findall(r"--([\w]+): (#[0-9a-f]{6})", block)) for block in blocks]


def test_the_contrast_is_four_and_a_half_in_every_scheme():
    light, dark, printed = schemes()
    assert light == printed
    assert luminance(dark["paper"]) < luminance(light["paper"])
    for colours in (light, dark):
        for ground in ("paper", "panel", "tint"):
            for name in set(colours) - {"paper", "panel", "tint", "rule"}:
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


def test_every_colour_is_one_of_those_that_the_contrast_is_measured_of():
    rules = re.sub(r":root \{.*?\}", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    # behind a figure, which brings its own ink
    assert re.findall(r"[^{};]*#[0-9a-fA-F]{3,8}", rules) == [" background: #ffffff"]
    assert not re.search(r"\b(rgb|hsl|opacity|filter)\b", rules)


def test_the_stylesheet_fetches_nothing():
    text = STYLE.read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text
    assert "@font-face" not in text
    for part in ("@media print", "prefers-color-scheme: dark", "max-width: 36rem"):
        assert part in text


def test_every_page_forbids_scripts_and_fetching():
    page = render("page.html")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page


def test_a_plain_text_in_a_template_is_cleaned_and_escaped():
    names = ("total", "maximum", "waiting", "extra", "undecided", "more_notes")
    texts = {"assignment": "<b>\x1b[31m", "student": "\ud800"}
    texts |= dict.fromkeys(("notebook", "handed_in", "limits", "reads"), "")
    rest = {"notes": ["<i>\x00"], "sections": [], "State": None}
    rest |= {"time": Clock(), "lecture": Lecture("")}
    page = render("feedback.html", **dict.fromkeys(names, 0), **texts, **rest)
    assert "&lt;b&gt;</bdi>" in page
    assert "<li>&lt;i&gt;</li>" in page
    page.encode("utf-8")


def test_a_budget_ends_and_stays_at_its_end():
    budget = Budget(10)
    assert budget.take("12345")
    assert budget.take("é")
    assert budget.take("123")
    assert not budget.full
    assert not budget.take("1")
    assert budget.full
    assert not budget.take("")


def test_counts_have_the_right_noun():
    assert count(1, "point") == "1 point"
    assert count(0.5, "point") == "0.5 points"


def test_a_page_is_written_whole_and_its_folder_is_made(tmp_path):
    path = tmp_path / "ada" / "s01" / "s01.html"
    write_page(path, "first")
    write_page(path, "second \ud800")
    assert path.read_text(encoding="utf-8") == "second ?"
    assert [file.name for file in path.parent.iterdir()] == ["s01.html"]


def test_a_page_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "s01.html").mkdir()
    with pytest.raises(OSError, match=r"s01\.html"):
        write_page(tmp_path / "s01.html", EVERYTHING)
    assert [file.name for file in tmp_path.iterdir()] == ["s01.html"]
