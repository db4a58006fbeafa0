"""A stranger's text, cleaned and bounded."""

from autograder.reporting.plain import clean, line, plain, prose, shorten


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
