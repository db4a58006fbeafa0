"""build: what the authors write in course/ becomes the notebooks that people open.

    course/<session>/lecture.py     -> course/<session>/lecture.ipynb
    course/<session>/assignment.py  -> source/<session>/<session>.ipynb    with the solutions
                                    -> release/<session>/<session>.ipynb   without them

    course/index.py             -> course/index.ipynb, course/README.md     the course's home

The data files that an assignment names are copied beside both. Everything is
made in memory first and refused as a whole when a solution, a hidden test or a
script of the authors would reach students; only then are files written. The same
text gives the same bytes, so the folders are committed, and ``stale`` says when
they no longer follow from the text.
"""

from autograder.build.bundle import Bundle, make_bundle
from autograder.build.session import (
    Built,
    authored,
    build,
    exercise_points,
    sessions,
    stale,
)

__all__ = [
    "Built",
    "Bundle",
    "authored",
    "build",
    "exercise_points",
    "make_bundle",
    "sessions",
    "stale",
]
