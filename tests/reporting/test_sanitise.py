import time

import pytest

from autograder.reporting.plain import LONGEST_TEXT
from autograder.reporting.sanitise import hypertext, prose, written

from .graded import Page
from .hostile import EVERYTHING, HOSTILE

ALLOWED = {
    "p",
    "br",
    "code",
    "pre",
    "em",
    "strong",
    "table",
    "tbody",
    "tr",
    "td",
    "ul",
    "li",
    "div",
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("function", [prose, hypertext, written])
def test_nothing_hostile_survives(function, text):
    read = Page(f"<div>{function(text)}</div>")
    assert {tag for tag, _ in read.elements} <= ALLOWED
    for tag, attributes in read.elements:
        assert set(attributes) <= {"class"}, tag
        assert attributes.get("class", "note") == "note"


def test_a_table_of_numbers_survives_without_its_style():
    made = hypertext('<style>td {color: red}</style><table class="x"><tr><td colspan="2">1</td>')
    assert made == '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'


def test_a_picture_in_html_is_not_shown_and_a_note_says_so():
    made = hypertext("<b>before</b><img src='data:image/png;base64,AAAA'>")
    assert "<img" not in made
    assert "not shown here" in made
    assert "not shown here" not in hypertext("<b>before</b>")


def test_unclosed_and_too_long_html_cannot_break_out():
    assert hypertext("</div></main><p>x") == "<p>x</p>"
    long = hypertext("<b>" * 50_000)
    assert long.startswith("<pre>&lt;b&gt;")
    assert len(long) < 10 * LONGEST_TEXT


def test_headings_of_a_student_are_not_headings_of_the_page():
    assert hypertext("<h1>Big</h1>") == "<p>Big</p>"
    assert written("# Big") == "<p><strong>Big</strong></p>\n"


def test_a_written_answer_keeps_its_form():
    made = written("**bold** and *slanted*\n\n* one\n* two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    for part in ("<strong>bold</strong>", "<em>slanted</em>", "<li>one</li>", "<td>2</td>"):
        assert part in made


def test_formulas_are_no_markdown():
    assert written("so $a_1 * b_1 * c_1$ holds").count("<msub>") == 3
    assert "<mo>&lt;</mo>" in written("$$\nx < y_1\n$$")


def test_the_address_of_a_link_can_be_read_but_not_followed():
    assert written("[here](https://x.example)") == "<p>here (<code>https://x.example</code>)</p>\n"
    assert "[picture: a cat]" in written("![a cat](attachment:cat.png)")


@pytest.mark.parametrize("piece", ["[", "> ", "*a ", "- ", "<a ", "`a``", "| a ", "$a ", "<div>"])
def test_a_text_made_to_be_slow_is_done_in_time(piece):
    start = time.process_time()
    written(piece * 200_000)
    hypertext(piece * 200_000)
    prose(piece * 200_000)
    assert time.process_time() - start < 5


def test_everything_together_is_still_text():
    assert "alert(1)" in prose(EVERYTHING)
