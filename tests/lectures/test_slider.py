"""One display with two forms: a slider where a kernel answers, a strip of pictures elsewhere."""

import base64
import importlib
from unittest.mock import patch

import matplotlib
import pytest

matplotlib.use("agg")

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from lecture_tools import show, slider

VALUES = (0.1, 1.0, 10.0)
slider_module = importlib.import_module("lecture_tools.slider")
figures_module = importlib.import_module("lecture_tools.figures")


def draw(value: float) -> Figure:
    figure, axes = plt.subplots(figsize=(1, 1))
    axes.plot([0, 1], [0, value])
    return figure


@pytest.fixture
def bundle() -> dict[str, object]:
    with patch.object(slider_module, "display") as display:
        slider(draw, "rate", VALUES, "Figure 1. A <line>.", lambda value: f"slope {value:g}")
    (data,), options = display.call_args
    assert options == {"raw": True}
    return data


def test_a_page_without_a_kernel_shows_every_picture_with_its_own_text(bundle):
    strip = str(bundle["text/html"])
    assert strip.count("<img") == len(VALUES)
    for value in VALUES:
        assert f'alt="slope {value:g}"' in strip
        assert f"rate = {value:g}" in strip
    assert "Figure 1. A &lt;line&gt;." in strip


def test_a_front_end_with_a_kernel_gets_a_widget(bundle):
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_moving_the_slider_changes_the_picture():
    frames = ["<b>first</b>", "<b>second</b>"]
    with patch.object(slider_module.ipywidgets, "VBox") as box:
        box.return_value._repr_mimebundle_.return_value = {}
        slider_module._slider(frames, ["rate = 1", "rate = 2"], "rate", "caption", 0)
    ((handle, view),) = box.call_args.args
    assert "first" in view.value
    handle.value = 1
    assert "second" in view.value


def test_no_figure_stays_open(bundle):
    assert bundle
    assert plt.get_fignums() == []


def test_a_figure_is_shown_with_caption_and_alternative_text():
    with patch.object(figures_module, "display") as display:
        show(draw(1.0), "Figure 2. A line.", 'It says "up".')
    html = display.call_args.args[0].data
    assert "<figcaption><em>Figure 2. A line.</em></figcaption>" in html
    assert 'alt="It says &quot;up&quot;."' in html


def test_an_svg_is_shown_as_it_is():
    with patch.object(figures_module, "display") as display:
        show("<svg/>", "caption", "text")
    assert "data:image/svg+xml;base64,PHN2Zy8+" in display.call_args.args[0].data


def test_the_picture_is_a_png():

    text = figures_module.image(draw(1.0), "a line")
    data = base64.b64decode(text.partition("base64,")[2].partition('"')[0])
    assert data[:8] == b"\x89PNG\r\n\x1a\n"


def test_drawings_in_svg_become_frames_as_figures_do():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'
    with patch.object(slider_module, "display") as display:
        slider(lambda step: drawing, "step", (1, 2), "Figure 1.", lambda v: f"{v:g}", panel=40)
    strip = display.call_args.args[0]["text/html"]
    assert strip.count("<img") == 2
    assert "data:image/svg+xml;base64," in strip
    assert "max-width: 40em" in strip
