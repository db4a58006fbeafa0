"""Computational graphs as SVG: above each wire what goes forward, below it what comes back.

A drawing is plain data: boxes on a grid, and wires between them. A wire without a value is
dotted: nothing has travelled along it yet. Values stand above a wire; gradients stand below
it, in italics and with an arrow that points back, so that no one needs to see the colours.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lecture_tools.figures import BLACK, BLUE, GREY, ORANGE, VERMILLION

_COLUMN, _ROW, _MARGIN, _TITLE = 120, 78, 34, 34
_GATE_FILL, _LEAF_FILL = "#FBEBCB", "#DCEBF5"


@dataclass(frozen=True)
class Box:
    """A leaf or a gate: its label, and its place on the grid, in columns and rows from 0."""

    label: str
    column: float
    row: float
    leaf: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """In pixels, below a title."""
        return _MARGIN + 26 + self.column * _COLUMN, _MARGIN + self.row * _ROW

    @property
    def half_width(self) -> float:
        """In pixels; long labels get wider boxes."""
        return max(19.0, 4.6 * len(self.label) + 8)


@dataclass(frozen=True)
class Wire:
    """From the box start to the box end, or to the right into the open if end is empty.

    value: what it carries forward; gradient: what it carries back; None: nothing yet.
    """

    start: str
    end: str = ""
    value: float | None = None
    gradient: float | None = None


def graph_svg(
    boxes: Mapping[str, Box],
    wires: Sequence[Wire],
    *,
    title: str = "",
    lit: Collection[str] = (),
    decimals: int = 2,
) -> str:
    """The text of an SVG. lit: the names of the boxes at work, drawn with a thick border.

    Raises ValueError if a wire or lit names a box that does not exist.
    """
    named = {name for wire in wires for name in (wire.start, wire.end) if name} | set(lit)
    if unknown := sorted(named - set(boxes)):
        raise ValueError(f"no box is called {', '.join(unknown)}; add it to boxes")
    top = _TITLE if title else 0
    reach = [boxes[w.start].column + 1 for w in wires if not w.end]
    columns = max([box.column for box in boxes.values()] + reach)
    width = 2 * (_MARGIN + 26) + columns * _COLUMN
    height = 2 * _MARGIN + max(box.row for box in boxes.values()) * _ROW + top
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="sans-serif" text-anchor="middle">',
        '<defs><marker id="tip" markerUnits="userSpaceOnUse" markerWidth="12" markerHeight="10" '
        'refX="11" refY="5" orient="auto">'
        f'<path d="M0,0 L12,5 L0,10 z" fill="{GREY}"/></marker></defs>',
        f'<rect width="{width:g}" height="{height:g}" fill="white"/>',
    ]
    if title:
        parts.append(_text(width / 2, 24, title, BLACK, 'font-size="16"'))
    parts.append(f'<g transform="translate(0 {top})">')
    parts += [_line(boxes, wire) for wire in wires]
    parts += [_box(box, name in lit) for name, box in boxes.items()]
    starts = [wire.start for wire in wires]
    for wire in wires:  # on top of everything; away from the box at which several wires meet
        where = 0.62 if starts.count(wire.start) > 1 else 0.42
        parts.append(_numbers(_ends(boxes, wire), wire, where, decimals))
    return "\n".join([*parts, "</g>", "</svg>"])


def graph_text(boxes: Mapping[str, Box], wires: Sequence[Wire], decimals: int = 2) -> str:
    """What the drawing shows, in words, for readers who cannot see it."""
    sentences = []
    for wire in wires:
        end = f"to {boxes[wire.end].label}" if wire.end else "out"
        carried = []
        if wire.value is not None:
            carried.append(f"value {_number(wire.value, decimals)}")
        if wire.gradient is not None:
            carried.append(f"gradient {_number(wire.gradient, decimals)}")
        what = ", ".join(carried) or "nothing yet"
        sentences.append(f"{boxes[wire.start].label} {end}: {what}")
    return "; ".join(sentences) + "."


def _number(x: float, decimals: int) -> str:
    rounded = round(float(x), decimals) + 0.0  # no minus before a zero
    return f"{rounded:g}".replace("-", "−")


def _ends(boxes: Mapping[str, Box], wire: Wire) -> tuple[float, float, float, float]:
    """Where the line begins and ends: at the right edge of one box and the left of the next."""
    start = boxes[wire.start]
    x1, y1 = start.centre
    if not wire.end:
        return x1 + start.half_width, y1, x1 + _COLUMN, y1
    end = boxes[wire.end]
    x2, y2 = end.centre
    return x1 + start.half_width, y1, x2 - end.half_width, y2


def _line(boxes: Mapping[str, Box], wire: Wire) -> str:
    x1, y1, x2, y2 = _ends(boxes, wire)
    dotted = ' stroke-dasharray="2 5"' if wire.value is None else ""
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{GREY}" '
        f'stroke-width="2" marker-end="url(#tip)"{dotted}/>'
    )


def _box(box: Box, lit: bool) -> str:
    x, y = box.centre
    fill, corner = (_LEAF_FILL, 15) if box.leaf else (_GATE_FILL, 5)
    border = f'stroke="{ORANGE}" stroke-width="5"' if lit else f'stroke="{BLACK}"'
    return (
        f'<rect x="{x - box.half_width:g}" y="{y - 16:g}" width="{2 * box.half_width:g}" '
        f'height="32" rx="{corner}" fill="{fill}" {border}/>'
        + _text(x, y + 5, box.label, BLACK, 'font-size="15"')
    )


def _numbers(
    ends: tuple[float, float, float, float], wire: Wire, where: float, decimals: int
) -> str:
    x1, y1, x2, y2 = ends
    x, y = x1 + where * (x2 - x1), y1 + where * (y2 - y1)
    halo = 'font-size="14" paint-order="stroke" stroke="white" stroke-width="4"'
    texts = []
    if wire.value is not None:
        texts.append(_text(x, y - 6, _number(wire.value, decimals), BLUE, halo))
    if wire.gradient is not None:
        words = f"← {_number(wire.gradient, decimals)}"
        texts.append(_text(x, y + 18, words, VERMILLION, f'{halo} font-style="italic"'))
    return "\n".join(texts)


def _text(x: float, y: float, words: str, colour: str, style: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" {style}>{html.escape(words)}</text>'
