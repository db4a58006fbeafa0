"""Under plain nbgrader attacks are seen to succeed, each for its reason; honest work is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .attack import Attack, Written, corpus
from .compare import as_json, reasons, table
from .plain import Base, Plain, attempt, honest
from .verdict import FULL
from .world import RIGHT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def base() -> Base:
    """What an honest student has from plain nbgrader."""
    return honest()


def tried(name: str, base: Base) -> Plain:
    (attack,) = corpus(name)
    return attempt(attack, base)


def test_points_are_stolen_by_an_object_that_equals_everything(base: Base) -> None:
    plain = tried("lying_objects/equal_to_everything.py", base)
    assert plain.stolen > 0
    assert plain.reasons == (f"points: {plain.stolen:g} were stolen",)
    assert as_json([plain])[plain.name]["stolen"] == plain.stolen
    assert reasons([plain]) == "points 1"
    assert table([], [plain]).row_count == 2  # its class, and all


def test_what_was_read_from_the_course_is_found_on_the_page(base: Base) -> None:
    plain = tried("reading/open_the_course_folder.py", base)
    assert "canary: canary-solution-square" in plain.reasons
    # this one is on everybody's page
    assert "canary-hidden-square" in plain.shown.canaries
    assert "canary: canary-hidden-square" not in plain.reasons


def test_an_honest_student_is_no_attack(base: Base) -> None:
    answers = RIGHT | {"words": "See [the lecture](https://example.org/lecture), and $x^2$."}
    written = Written(answers, [("square", "print([square(x) for x in range(5)])")])
    student = Attack("honest/words", "honest", "", "", FULL, written, written, None, "", 60.0)
    plain = attempt(student, base)
    assert (plain.score, plain.stolen, plain.reasons) == (FULL, 0.0, ())


def test_a_run_that_does_not_end_is_ended(base: Base) -> None:
    plain = tried("death/crashes_in_c.py", replace(base, seconds=1.0))
    assert plain.reasons == ("no end: longer than 1 s", "victim: no mark")


def test_without_its_containment_nothing_is_run(base: Base) -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        tried("death/crashes_in_c.py", replace(base, bwrap="/bin/false"))
