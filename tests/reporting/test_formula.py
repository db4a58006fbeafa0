"""Formulas become MathML that can do nothing; what cannot be read stays as it was typed."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.reporting.formula import formula, unbroken
from autograder.reporting.sanitise import written

PIECES = [
    "\\href",
    "\\text",
    "{",
    "}",
    "javascript:f()",
    "<script>",
    "&lt;",
    "&",
    "x",
    "^",
    "_",
    "\\frac",
]
PIECES += [
    "\\style",
    "\\begin{matrix}",
    "\\end{matrix}",
    "\\color",
    '"',
    "'",
    "\\left(",
    "\\right)",
    "$",
]


class Elements(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


def read(page: str) -> Elements:
    reader = Elements()
    reader.feed(page)
    return reader


def test_a_formula_has_its_parts() -> None:
    page = formula(r"\frac{1}{n} \sum_{i=1}^n (y_i - \hat y_i)^2")
    assert read(page).elements >= {"math", "mfrac", "msubsup", "mover", "msup"}


def test_a_block_stands_alone() -> None:
    assert formula("x", block=True).startswith('<math display="block">')


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{javascript:f()}{x}",
        r"\style{background:url(https://e.org)}{x}",
        r"\text{<script>f()</script>}",
        r"\text{<img src=x onerror=f()>}",
        "<svg onload=f()>",
    ],
)
def test_a_formula_cannot_do_anything(latex: str) -> None:
    found = read(formula(latex))
    assert not found.elements & {"script", "img", "svg", "a"}
    assert not found.attributes & {"href", "style", "onload", "onerror", "src"}


@pytest.mark.parametrize("latex", [r"\bad{", "{" * 1000, "a & b", "x" * 5000])
def test_what_cannot_be_read_stays_as_it_was_typed(latex: str) -> None:
    page = formula(latex)
    assert page.startswith("<code>$")
    assert latex[:2].replace("&", "&amp;") in page


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=15))
def test_no_formula_does_anything(pieces: list[str]) -> None:
    for page in (formula("".join(pieces)), written(f"a ${''.join(pieces)}$ b")):
        found = read(page)
        assert not found.elements & {"script", "a", "img", "svg", "iframe"}
        assert not {name for name in found.attributes if name.startswith("on")}
        assert not found.attributes & {"href", "src", "style", "id"}


def test_a_formula_in_words_keeps_its_place() -> None:
    page = written("first $a$, then $b$ \ue000")
    assert page.index("<mi>a</mi>") < page.index("then") < page.index("<mi>b</mi>")


def test_a_formula_over_two_lines_is_one_formula_and_no_list() -> None:
    made = written("It is $\\log(1\n+ e^{o})$ here.\n\n* one\n+ two")
    assert made.count("<math>") == 1
    assert made.count("<li>") == 2
    assert "$" not in made


@pytest.mark.parametrize(
    "text",
    [
        "```\ncost = $a\n+ b$\n```",
        "~~~\n$a\n+ b$",
        "From $a\n\nb$ on.",
        "$$a\n+ b$$",
        "\\$a\nb$",
        "$a\nb$5",
    ],
)
def test_what_is_no_formula_keeps_its_lines(text: str) -> None:
    assert unbroken(text) == text


def test_a_great_many_dollars_are_read_at_once() -> None:
    for text in ("$" * 20_000, "$a\n" * 5_000, "```\n" * 5_000, "$a" + "\n" * 20_000):
        started = time.process_time()
        unbroken(text)
        assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"a < b \text{ if } c", ["&lt;", "if"]),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", ["<mtable", "<mi>d</mi>"]),
        (r"\arg\max_k z_k", ["arg", "max"]),
        (r"\tfrac{1}{2}", ["<mfrac>"]),
        (r"\dfrac{1}{2}", ["<mfrac>"]),
    ],
)
def test_what_the_lectures_write_is_shown(latex: str, shown: list[str]) -> None:
    made = formula(latex)
    assert "<code>" not in made
    assert "\\" not in made
    assert "&amp;lt;" not in made
    assert all(part in made for part in shown), made


@pytest.mark.parametrize("latex", [r"\nonsense{x}", r"a & b", "x" * 3_000])
def test_what_is_not_understood_stays_as_it_was_typed(latex: str) -> None:
    assert formula(latex).startswith("<code>$")
