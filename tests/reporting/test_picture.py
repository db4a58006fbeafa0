import base64
import struct

import pytest

from autograder.reporting.picture import LARGEST, NotAPicture, picture

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 1, 1) + b"\x08\x02\x00\x00\x00rest"
)


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_png_is_held_in_the_page():
    text = encoded(PIXEL)
    assert picture("image/png", text[:9] + "\n" + text[9:], "a figure") == (
        f'<img src="data:image/png;base64,{text}" alt="a figure">'
    )


def test_a_jpeg_is_held_in_the_page():
    assert 'src="data:image/jpeg;base64,' in picture("image/jpeg", encoded(b"\xff\xd8\xff\xe0"), "")


def test_an_alternative_text_is_escaped():
    assert 'alt="&#34;&gt;&lt;script&gt;"' in picture("image/png", encoded(PIXEL), '"><script>')


@pytest.mark.parametrize(
    "data",
    ["", "not base64!", encoded(b"<html><script>"), encoded(b"GIF89a"), None, {"a": 1}, 7],
)
def test_bytes_that_are_no_picture_are_refused(data):
    with pytest.raises(NotAPicture, match="cannot be read"):
        picture("image/png", data, "")


def test_a_png_with_too_many_pixels_is_refused():
    huge = PIXEL.replace(struct.pack(">II", 1, 1), struct.pack(">II", 60_000, 60_000))
    with pytest.raises(NotAPicture, match="too many pixels"):
        picture("image/png", encoded(huge), "")


def test_a_picture_that_is_too_large_is_refused():
    with pytest.raises(NotAPicture, match="too large"):
        picture("image/png", encoded(PIXEL + bytes(LARGEST)), "")
    with pytest.raises(NotAPicture, match="too large"):
        picture("image/svg+xml", "<svg>" + " " * LARGEST, "")


def test_an_svg_is_only_ever_the_source_of_an_image():
    made = picture("image/svg+xml", "<svg onload='alert(1)'><script>alert(1)</script></svg>", "x")
    assert made.startswith('<img src="data:image/svg+xml;base64,')
    assert "script" not in made


def test_an_svg_that_unfolds_without_end_is_refused():
    bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>"
    with pytest.raises(NotAPicture, match="cannot be read"):
        picture("image/svg+xml", bomb, "")
    with pytest.raises(NotAPicture, match="cannot be read"):
        picture("image/svg+xml", "<html><body>", "")
