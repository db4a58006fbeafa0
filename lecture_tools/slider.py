"""One picture for each value of a quantity: under a slider, or side by side.

A cell's output can hold the same thing in several forms, and a front end shows
the richest that it knows. JupyterLab with a kernel shows the slider; a page made
by nbconvert, a preview on a website, or a printout shows the strip of pictures.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import ipywidgets
from IPython.display import display
from matplotlib.figure import Figure

from lecture_tools.figures import figure_element, image


def slider(
    draw: Callable[[float], Figure | str],
    name: str,
    values: Sequence[float],
    caption: str,
    alt: Callable[[float], str],
    *,
    start: int = 0,
    panel: int = 24,
) -> None:
    """Display draw(value) for each value of a quantity.

    draw: makes one small figure, or the text of an SVG; name: of the quantity, shown beside
    the slider, which the arrow keys move; alt: the alternative text for one value; start: the
    index of the value shown first; panel: how wide a picture of the strip may be, in em.
    All pictures are made now, so that the slider moves at once and needs no data.
    """
    frames = [image(draw(value), alt(value)) for value in values]
    labels = [f"{name} = {value:g}" for value in values]
    display(
        {
            **_slider(frames, labels, name, caption, start),
            "text/html": _strip(frames, labels, caption, panel),
            "text/plain": f"{caption} ({', '.join(labels)})",
        },
        raw=True,
    )


def _slider(
    frames: Sequence[str], labels: Sequence[str], name: str, caption: str, start: int
) -> dict[str, object]:
    """The widget's own form of display."""
    handle = ipywidgets.SelectionSlider(
        options=[(label.partition(" = ")[2], index) for index, label in enumerate(labels)],
        value=start,
        description=name,
        continuous_update=True,
        style={"description_width": "initial"},
        layout={"width": "32em", "max_width": "100%"},
    )
    view = ipywidgets.HTML(figure_element(frames[start], caption))

    def turn(change: dict[str, int]) -> None:
        view.value = figure_element(frames[change["new"]], caption)

    handle.observe(turn, names="value")
    bundle = ipywidgets.VBox([handle, view])._repr_mimebundle_()
    return {kind: data for kind, data in bundle.items() if "widget-view" in kind}


def _strip(frames: Sequence[str], labels: Sequence[str], caption: str, panel: int) -> str:
    panels = "".join(
        f'<div style="flex: 1 1 {0.625 * panel:g}em; max-width: {panel}em; margin: 0.3em">'
        f"<div>{html.escape(label)}</div>{frame}</div>"
        for frame, label in zip(frames, labels, strict=True)
    )
    return figure_element(f'<div style="display: flex; flex-wrap: wrap">{panels}</div>', caption)
