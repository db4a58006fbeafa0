"""What is kept of a student's words and pictures does nothing when somebody looks at it."""

from __future__ import annotations

import base64
import io
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from PIL import Image

from autograder.grading import harmless

LIVE = ("script", "iframe", "object", "embed", "form", "svg", "math", "link", "base", "meta")


class Live(HTMLParser):
    """The live elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in LIVE else []
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:", "data:")):
                self.found.append(f"{name}={address}")


def live(page: str) -> list[str]:
    reader = Live()
    reader.feed(page)
    return reader.found


DANGEROUS = [
    "<script>alert(1)</script>",
    "<b onclick=alert(1)>x</b>",
    "[x](javascript:alert(1))",
    "[x](java\\script:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](j&#97;vascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    '![x](x" onerror=alert(1) ")',
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<svg/onload=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "```html\n<script>alert(1)</script>\n```",
    "$</span><script>alert(1)</script>$",
    "|a|\n|-|\n|<img src=x onerror=alert(1)>|",
]


@pytest.mark.parametrize("source", DANGEROUS)
def test_markdown_that_would_run_does_not(source: str) -> None:
    assert live(markdown2html_mistune(harmless.markdown(source))) == []


def test_some_of_it_would_run_if_it_were_left_as_it_is() -> None:
    running = [source for source in DANGEROUS if live(markdown2html_mistune(source))]
    assert len(running) >= 8


PIECES = st.sampled_from([*DANGEROUS, *"<>&[)` $", "\n", "\\", "&lt;", "&#x3c;", "script", "]("])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=12))
def test_no_markdown_runs(pieces: list[str]) -> None:
    assert live(markdown2html_mistune(harmless.markdown("".join(pieces)))) == []


def test_honest_markdown_reads_as_before() -> None:
    source = "# Title\n\n* one < two\n* `a & b`\n\n$$x^2 < \\frac{1}{2}$$ and [link](https://e.org)"
    assert harmless.markdown(source).replace("\N{ZERO WIDTH SPACE}", "") == source


def test_a_raw_cell_is_shown_as_it_was_typed() -> None:
    kind, source = harmless.text("raw", "``` <script>alert(1)</script>")
    assert kind == "markdown"
    page = markdown2html_mistune(source)
    assert live(page) == []
    assert "&lt;script&gt;" in page


def shown(mime: str, value: str) -> dict[str, str]:
    output = {"output_type": "display_data", "metadata": {}, "data": {mime: value}}
    made = harmless.Kept().outputs([output])
    return made[0]["data"] if made else {}


def test_html_keeps_its_table_and_loses_its_script() -> None:
    page = '<table onclick="f()"><tr><td colspan="2">1</td></tr></table><script>f()</script>'
    (text,) = shown("text/html", page).values()
    assert live(text) == []
    assert '<td colspan="2">1</td>' in text


def test_a_drawing_is_shown_where_no_script_runs() -> None:
    data = shown("image/svg+xml", "<svg onload='f()'><path d='M0 0'/></svg>")
    assert list(data) == ["text/html"]
    assert data["text/html"].startswith("<img ")
    assert live(data["text/html"].replace("data:image/svg+xml", "")) == []


def test_a_drawing_with_entities_is_left_out() -> None:
    assert shown("image/svg+xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>") == {}


def test_a_formula_makes_no_link_and_no_tag() -> None:
    (text,) = shown("text/latex", r"$\href{javascript:f()}{x}<script>f()</script>\frac12$").values()
    assert r"\href" not in text
    assert "<script" not in text
    assert r"\frac12" in text


def png(image: Image.Image, **extra: object) -> str:
    file = io.BytesIO()
    image.save(file, "PNG", **extra)
    return base64.b64encode(file.getvalue()).decode()


def test_a_figure_keeps_its_pixels_and_nothing_else() -> None:
    from PIL.PngImagePlugin import PngInfo

    secret = PngInfo()
    secret.add_text("comment", "hidden words")
    image = Image.effect_noise((20, 10), 50).convert("RGBA")
    encoded = png(image, pnginfo=secret)
    content = base64.b64decode(encoded) + b"<script>more behind the end</script>"
    (made,) = shown("image/png", base64.b64encode(content).decode()).values()
    written = base64.b64decode(made)
    assert b"hidden words" not in written
    assert b"script" not in written
    assert Image.open(io.BytesIO(written)).tobytes() == image.tobytes()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_what_is_no_figure_is_left_out(content: bytes) -> None:
    assert shown("image/png", base64.b64encode(content).decode()) == {}


def test_a_figure_that_unfolds_to_too_many_pixels_is_left_out() -> None:
    assert shown("image/png", png(Image.new("1", (5_000, 5_000)))) == {}


@pytest.mark.parametrize("source", ["# square-hidden", "square-hidden\n---", "> ## square-hidden"])
def test_a_heading_is_no_score_box(source: str) -> None:
    assert 'id="square-hidden"' in markdown2html_mistune(source)
    assert 'id="square-hidden"' not in markdown2html_mistune(harmless.markdown(source))


def test_a_picture_from_elsewhere_is_not_fetched() -> None:
    assert "<img" not in markdown2html_mistune(harmless.markdown("![x](https://e.org/x.png)"))


def test_html_that_is_made_to_multiply_is_left_out() -> None:
    assert shown("text/html", "<font id=n><p>" * 2000) == {}
    assert shown("text/html", "<p><b>one</b></p>" * 500) != {}


def test_a_header_that_promises_billions_of_pixels_is_left_out() -> None:
    content = bytearray(base64.b64decode(png(Image.new("1", (8, 8)))))
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    assert shown("image/png", base64.b64encode(content).decode()) == {}


def test_pictures_are_kept_as_long_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harmless, "ALL_PIXELS", 250)
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"image/png": png(Image.new("L", (10, 10)))},
    }
    kept = harmless.Kept()
    assert [len(kept.outputs([output])) for _ in range(4)] == [1, 1, 0, 0]


def test_outputs_are_kept_as_long_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harmless, "ALL_CHARACTERS", 400)
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 200}
    assert harmless.Kept().outputs([output] * 5) == [output, harmless.NO_ROOM]


@pytest.mark.parametrize("line", ["-" * 100_000, "> " * 50_000, "1." * 50_000, " -+*" * 25_000])
def test_a_long_line_of_marks_is_read_at_once(line: str) -> None:
    started = time.process_time()
    harmless.text("markdown", f"{line}\nx")
    assert time.process_time() - started < 1
