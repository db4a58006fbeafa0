"""What every lecture notebook needs to show a picture and to check a number.

``show`` displays a picture with a caption and an alternative text; ``slider``
shows one picture for each value of a quantity, under a slider where a kernel
answers and side by side where none does; ``graph_svg`` draws a computational graph;
``agrees`` compares a computed number with the one that stands in the text, and
``claim`` does so for a number that has to do with the slides.
"""

from lecture_tools.figures import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    course_style,
    show,
)
from lecture_tools.graph_svg import Box, Wire, graph_svg, graph_text
from lecture_tools.numbers import agrees, claim
from lecture_tools.slider import slider

__all__ = [
    "BLACK",
    "BLUE",
    "GREEN",
    "GREY",
    "ORANGE",
    "PURPLE",
    "SKY",
    "VERMILLION",
    "Box",
    "Wire",
    "agrees",
    "claim",
    "course_style",
    "graph_svg",
    "graph_text",
    "show",
    "slider",
]
