"""A drawing is shown in an image element, unless it is made to be endless."""

from __future__ import annotations

import base64
import io

import matplotlib
import pytest

matplotlib.use("agg")

import matplotlib.pyplot as plt

from autograder.grading.drawing import drawing

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def plotted() -> str:
    figure, axes = plt.subplots()
    axes.plot(range(50), marker="o", label="squares")
    axes.legend()
    file = io.StringIO()
    figure.savefig(file, format="svg")
    plt.close(figure)
    return file.getvalue()


def test_what_matplotlib_draws_is_shown_as_it_is() -> None:
    source = plotted()
    shown = drawing(source)
    assert shown is not None
    encoded = shown.partition("base64,")[2].partition('"')[0]
    assert base64.b64decode(encoded).decode() == source


def test_a_drawing_that_uses_itself_again_and_again_is_refused() -> None:
    parts = "".join(
        f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)
    )
    assert drawing(f'{HEAD}<g id="a0"><path d="M0 0"/></g>{parts}</svg>') is None
    once = '<g id="b"><path d="M0 0"/></g>' + '<use href="#b"/>' * 50
    assert drawing(f"{HEAD}{once}</svg>") is not None


def test_a_drawing_in_a_circle_is_refused() -> None:
    assert drawing(f'{HEAD}<g id="a"><use href="#a"/></g></svg>') is None


@pytest.mark.parametrize(
    "inside",
    ["<script>f()</script>", "<foreignObject/>", "<animate/>", "<image href='x'/>", "<filter/>"],
)
def test_what_no_plotting_library_draws_is_refused(inside: str) -> None:
    assert drawing(f"{HEAD}{inside}</svg>") is None


@pytest.mark.parametrize(
    "source", ["", "<svg", "no drawing", "<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>"]
)
def test_what_cannot_be_read_is_refused(source: str) -> None:
    assert drawing(source) is None
