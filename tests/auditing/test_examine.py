"""One exercise, examined: every target is met, and each fault is noticed."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.auditing.examine import Examined, decades, examine
from autograder.auditing.trial import Trial

Change = Callable[[str, str], Path]
Add = Callable[[str], Path]


def faults(course: Path) -> list[str]:
    return examine(course, "average").faults


@pytest.fixture(scope="module")
def sound() -> Examined:
    fixture = Path(__file__).parents[1] / "fixtures" / "audit" / "course"
    return examine(fixture, "average")


def test_a_sound_exercise_meets_every_target(sound: Examined) -> None:
    assert sound.faults == []
    assert (sound.right, sound.wrong, sound.checks) == (5, 10, 2)
    assert sound.mutants > 20
    assert sound.listed > 0
    assert sound.vacuous == sound.redundant == ()


def test_wrong_answers_that_pass_the_visible_test_are_counted(sound: Examined) -> None:
    assert sound.past_the_slide == ("rounded", "sorts_in_place")


def test_every_wrong_answer_gets_its_own_sentence(sound: Examined) -> None:
    assert len(sound.claims.own) == sound.wrong


def test_with_its_own_entry_left_out_a_plain_relation_is_found(sound: Examined) -> None:
    assert set(sound.claims.by_relation) >= {"total", "opposite_sign", "sorts_in_place"}
    assert "median" in sound.claims.unclaimed
    assert sound.claims.false == ()


def test_the_same_is_found_at_every_run(sound: Examined, course: Path) -> None:
    assert examine(course, "average") == sound


def test_a_wrong_answer_that_slips_through_is_a_fault(with_answer: Add) -> None:
    course = with_answer("""

@exercise.rejects("For more than twenty values you leave out the last one; sum all of them.")
def leaves_out_the_last_of_many(x):
    return np.mean(x[:-1] if len(x) > 20 else x)
""")
    assert "a wrong answer is accepted: leaves_out_the_last_of_many" in faults(course)


def test_a_right_answer_that_is_rejected_is_a_fault(with_answer: Add) -> None:
    course = with_answer("""

@exercise.accepts
def in_single_precision(x):
    return np.mean(x.astype(np.float32))
""")
    assert "a right answer is rejected: in_single_precision" in faults(course)


def test_a_right_answer_that_is_rejected_with_other_inputs_is_a_fault(with_answer: Add) -> None:
    course = with_answer("""

@exercise.accepts
def right_for_the_first_inputs_only(x):
    return np.mean(x) if len(x) < 20 or x[0] == KNOWN else 0.0
""")
    path = course / "s01_means" / "exercises" / "average.py"
    text = path.read_text(encoding="utf-8")
    known = """
from autograder.checking.draws import generator

rng = generator("average", "is the mean")
for n in (3, 1, 2, 20):
    KNOWN = np.round(2 + rng.normal(size=n), 2)[0]
"""
    path.write_text(
        text.replace("exercise = Exercise(average)", "exercise = Exercise(average)\n" + known)
    )
    assert "a right answer is rejected: right_for_the_first_inputs_only" in faults(course)


def test_a_mutant_that_slips_through_is_a_fault(with_change: Change) -> None:
    course = with_change("for n in (3, 1, 2, 20):", "for n in (1,):")
    assert any(fault.startswith("a mutant is accepted: loop: ") for fault in faults(course))


def test_a_listing_that_no_mutant_needs_is_a_fault(with_answer: Add) -> None:
    course = with_answer('\n\nexercise.equivalent("np.sum(x)", "it is not")\n')
    assert "a listed mutant does not exist, or is rejected: any answer: np.sum(x)" in faults(course)


def test_a_check_that_nothing_trips_is_a_fault(with_answer: Add) -> None:
    course = with_answer("""

@exercise.check("returns something")
def returns_something(answer, case):
    case.that(True, "never said")
""")
    assert "a check catches nothing: returns something" in faults(course)


def test_a_check_that_fails_by_itself_is_a_fault(with_answer: Add) -> None:
    course = with_answer("""

@exercise.check("crashes")
def crashes(answer, case):
    1 / 0
""")
    assert any("a check fails by itself: The check itself failed" in f for f in faults(course))


def test_a_bank_that_is_too_small_is_a_fault(with_change: Change) -> None:
    course = with_change("@exercise.accepts\ndef weighted", "def weighted")
    assert "only 4 accepted answers; 5 are wanted" in faults(course)


def test_a_narrow_gap_between_right_and_wrong_is_a_fault(with_answer: Add) -> None:
    course = with_answer("""

@exercise.rejects("You add a thousandth of a millionth of nothing, but that is something, too.")
def off_by_a_hair(x):
    return np.mean(x) * (1 + 1e-8)


@exercise.accepts
def coarse(x):
    return np.mean(x) * (1 + 1e-10)
""")
    found = faults(course)
    assert "only 2.0 decades between right and wrong" in found


def test_a_message_without_end_is_a_fault(with_change: Change) -> None:
    course = with_change("The geometric mean multiplies;", "The geometric mean, " * 40)
    wanted = "a message is shorter than 20 or longer than 80 words: geometric"
    assert wanted in faults(course)


# --- decades -------------------------------------------------------------------


def of(errors: dict[int, float], failing: dict[int, float] | None = None) -> Trial:
    return Trial(tuple(failing or ()), not failing, errors, failing or {})


def test_decades_are_counted_in_the_check_where_the_error_stands_out_most() -> None:
    right = [of({0: 1e-12, 1: 1e-6}), of({0: 1e-14})]
    wrong = [of({}, {0: 1e-2, 1: 1e-2}), of({}, {1: 1.0})]
    assert decades(right, wrong) == pytest.approx(6.0)


def test_decades_bear_exact_answers_and_infinite_errors() -> None:
    assert decades([of({0: 0.0})], [of({}, {0: math.inf})]) == 16.0


def test_without_values_there_are_no_decades() -> None:
    assert decades([of({})], [of({})]) is None
