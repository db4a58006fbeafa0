import time

import pytest

from autograder.reporting.sanitise import (
    LONGEST_TEXT,
    clean,
    hypertext,
    line,
    plain,
    prose,
    shorten,
    written,
)

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


def test_colour_codes_and_terminal_links_are_removed():
    assert (
        clean("\x1b[1;31mError\x1b[0m: \x1b]8;;http://x\x1b\\here\x1b]8;;\x1b\\") == "Error: here"
    )


def test_a_progress_bar_shows_its_last_state_only():
    assert clean("10 %\r50 %\r100 %\r\nnext\r\n") == "100 %\nnext\n"


def test_half_a_surrogate_pair_and_control_characters_are_removed():
    assert clean("a\ud800b\x00c\x08d\x85e\tf\n") == "abcde\tf\n"


def test_marks_that_reorder_a_line_become_visible_and_persian_stays():
    assert clean("a\u202eb\u2066c") == "a\ufffdb\ufffdc"
    persian = "می\u200cخواهم\u200f."
    assert clean(persian) == persian


def test_a_long_text_keeps_its_beginning_and_its_end():
    text = "begin" + "x" * 10_000 + "the error"
    short = shorten(text, 100)
    assert short.startswith("begin")
    assert short.endswith("the error")
    assert "9,914 characters are left out here" in short
    assert shorten("x" * 100, 100) == "x" * 100


def test_text_that_nbformat_splits_into_lines_is_joined():
    assert plain(["a\n", "b"]) == "a\nb"
    assert plain(None) == plain({"a": 1}) == ""
    assert plain(["a", 3, None]) == "a"
    assert plain(12) == "12"


def test_a_line_has_no_line_ends_and_is_bounded():
    assert line("a\nb\t c") == "a b c"
    assert len(line("x" * 10_000)) == 200


def test_backticks_become_code_and_the_rest_is_escaped():
    assert prose("Call `f(x < 1)` & see <b>") == (
        "Call <code>f(x &lt; 1)</code> &amp; see &lt;b&gt;"
    )
    assert prose("one ` alone") == "one ` alone"
    assert prose("a\nb") == "a<br>\nb"


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
