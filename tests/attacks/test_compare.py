"""Under plain nbgrader attacks are seen to succeed, each for its reason, and honest work is not."""

from __future__ import annotations

import pytest

from .attack import Attack, Written, corpus
from .compare import as_json, reasons, table
from .plain import Base, Plain, attempt, honest
from .verdict import FULL
from .world import RIGHT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def base() -> Base:
    return honest()


def tried(name: str, base: Base) -> Plain:
    (attack,) = corpus(name)
    return attempt(attack, base)


def test_points_are_stolen_by_a_lying_object(base: Base) -> None:
    plain = tried("lying_objects/equal_to_everything.py", base)
    assert plain.stolen > 0
    assert {why.split(":")[0] for why in plain.reasons} == {"points"}
    assert as_json([plain])[plain.name]["stolen"] == plain.stolen
    assert reasons([plain]) == "points 1"
    assert table([], [plain]).row_count == 2


def test_a_secret_a_script_and_a_connection_are_seen(base: Base) -> None:
    plain = tried("reading/open_the_course_folder.py", base)
    ...


def test_an_honest_student_is_no_attack(base: Base) -> None:
    answers = {"words": "See [the lecture](https://example.org) and $x^2$."}
    written = Written(RIGHT | answers)
    student = Attack("honest/words", "honest", "", "", FULL, written, written, None, "", 60.0)
    plain = attempt(student, base)
    assert plain.reasons == ()
    assert (plain.score, plain.stolen) == (FULL, 0.0)
