"""A computational graph is drawn with its numbers, and told in words from the same numbers."""

import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest

from lecture_tools import Box, Wire, graph_svg, graph_text

SVG = "{http://www.w3.org/2000/svg}"
BOXES = {"x": Box("x", 0, 0, leaf=True), "y": Box("y", 0, 1, leaf=True), "z": Box("×", 1, 0.5)}
WIRES = [
    Wire("x", "z", value=3.0, gradient=-8.0),
    Wire("y", "z", value=-4.0),
    Wire("z"),
]


def drawn(svg: str, kind: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}{kind}"))


def words(svg: str) -> list[str]:
    return [text.text or "" for text in drawn(svg, "text")]


def test_every_box_and_every_wire_is_there():
    svg = graph_svg(BOXES, WIRES)
    assert len(drawn(svg, "rect")) == 1 + len(BOXES)  # and the background
    assert len(drawn(svg, "line")) == len(WIRES)
    assert words(svg)[:3] == ["x", "y", "×"]


def test_a_value_stands_above_its_wire_and_a_gradient_below_with_an_arrow_back():
    texts = {
        text.text: float(text.get("y", "nan")) for text in drawn(graph_svg(BOXES, WIRES), "text")
    }
    line = drawn(graph_svg(BOXES, WIRES), "line")[0]
    heights = sorted((float(line.get("y1", "")), float(line.get("y2", ""))))
    assert texts["3"] < heights[1]
    assert texts["← −8"] > heights[0]
    assert texts["3"] < texts["← −8"]


def test_what_has_not_travelled_yet_is_dotted_and_has_no_number():
    svg = graph_svg(BOXES, WIRES)
    dotted = [line.get("stroke-dasharray") is not None for line in drawn(svg, "line")]
    assert dotted == [False, False, True]
    assert words(svg)[3:] == ["3", "← −8", "−4"]


def test_the_boxes_at_work_have_a_thick_border():
    def widths(svg: str) -> list[str | None]:
        return [rect.get("stroke-width") for rect in drawn(svg, "rect")[1:]]

    assert widths(graph_svg(BOXES, WIRES)) == [None, None, None]
    assert widths(graph_svg(BOXES, WIRES, lit=["z"])) == [None, None, "5"]


def test_the_numbers_of_wires_that_part_or_meet_do_not_cover_one_another():
    fork = {"x": Box("x", 0, 0.5), "a": Box("a", 1, 0), "b": Box("b", 1, 1)}
    parting = [Wire("x", "a", 3.0, 2.0), Wire("x", "b", 4.0, 5.0)]
    meeting = [Wire("x", "z", 3.0, 2.0), Wire("y", "z", 4.0, 5.0)]
    for boxes, wires in ((fork, parting), (BOXES, meeting)):
        texts = drawn(graph_svg(boxes, wires), "text")[len(boxes) :]
        heights = sorted(float(text.get("y", "")) for text in texts)
        assert all(low + 12 < high for low, high in pairwise(heights))


def test_no_number_leaves_the_picture():
    for title in ("", "Step 1"):
        svg = graph_svg(BOXES, WIRES, title=title)
        width, height = (float(ElementTree.fromstring(svg).get(k, "")) for k in ("width", "height"))
        shift = 34 if title else 0
        for text in drawn(svg, "text"):
            assert 0 < float(text.get("x", "")) < width
            assert 0 < float(text.get("y", "")) + shift < height


def test_numbers_are_rounded_and_have_a_proper_minus():
    boxes = {"a": Box("a", 0, 0)}
    for value, shown in ((0.19661, "0.2"), (-0.19661, "−0.2"), (-0.001, "0"), (4.0, "4")):
        assert words(graph_svg(boxes, [Wire("a", value=value)]))[-1] == shown
    assert words(graph_svg(boxes, [Wire("a", value=0.19661)], decimals=4))[-1] == "0.1966"


def test_labels_are_text_and_never_markup():
    svg = graph_svg({"a": Box("<b>&", 0, 0)}, [], title="x < y")
    assert words(svg) == ["x < y", "<b>&"]
    assert not drawn(svg, "b")


def test_a_long_label_gets_a_wide_box():
    narrow, wide = Box("×", 0, 0), Box("sigmoid", 0, 0)
    assert narrow.half_width < wide.half_width


def test_a_wire_to_nowhere_is_refused():
    with pytest.raises(ValueError, match="no box is called q"):
        graph_svg(BOXES, [Wire("x", "q")])
    with pytest.raises(ValueError, match="no box is called q"):
        graph_svg(BOXES, WIRES, lit=["q"])


def test_the_words_hold_the_same_numbers_as_the_drawing():
    assert graph_text(BOXES, WIRES) == (
        "x to ×: value 3, gradient −8; y to ×: value −4; × out: nothing yet."
    )
