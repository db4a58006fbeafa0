"""Pictures with a caption and with a text for readers who cannot see them."""

from __future__ import annotations

import base64
import html
import io

import matplotlib.pyplot as plt
from IPython.display import HTML, display
from matplotlib.figure import Figure

# The Okabe-Ito palette: its colours differ for readers with any kind of colour vision.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#666666"


def course_style() -> None:
    """Fonts and grid lines of all figures, the same in every lecture."""
    plt.rcParams.update(
        {"font.size": 10, "axes.titlesize": 11, "axes.grid": True, "grid.alpha": 0.25}
    )


def image(picture: Figure | str, alt: str) -> str:
    """An HTML image of a Matplotlib figure, which is closed, or of the text of an SVG."""
    if isinstance(picture, Figure):
        buffer = io.BytesIO()
        picture.savefig(buffer, format="png", dpi=110, facecolor="white")
        plt.close(picture)
        kind, data = "png", buffer.getvalue()
    else:
        kind, data = "svg+xml", picture.encode()
    source = f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
    return f'<img src="{source}" alt="{html.escape(alt)}" style="max-width: 100%">'


def figure_element(content: str, caption: str) -> str:
    """An HTML figure: the content and, under it, its caption."""
    return (
        f'<figure style="margin: 1em 0">{content}'
        f"<figcaption><em>{html.escape(caption)}</em></figcaption></figure>"
    )


def show(picture: Figure | str, caption: str, alt: str) -> None:
    """Display a Matplotlib figure or the text of an SVG, with its caption and alternative text."""
    display(HTML(figure_element(image(picture, alt), caption)))
