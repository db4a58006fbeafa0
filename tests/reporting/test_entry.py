import pytest

from autograder.grading.results import CellResult
from autograder.reporting.entry import State, entries, number

from .graded import GivenMark


def cell(grade_id, points=10.0, score=10.0, verdict="right"):
    return CellResult(grade_id, points, score, verdict)


def test_the_visible_and_the_hidden_cell_are_one_exercise():
    made = entries([cell("softmax-visible", 3, 3), cell("essay", 5, None, "manual"),
                    cell("softmax-hidden", 7, 3.5, "wrong")])  # fmt: skip
    assert [entry.name for entry in made] == ["softmax", "essay"]
    assert (made[0].total, made[0].maximum, made[0].state) == (6.5, 10, State.PARTLY)


def test_other_grade_ids_stay_by_themselves():
    names = ["test-a", "test-b", "cell-1234", "-hidden", "a-visible-hidden-not"]
    assert [entry.name for entry in entries([cell(name) for name in names])] == names


def test_a_cell_with_the_name_of_the_stem_prevents_the_grouping():
    names = ["softmax", "softmax-visible", "softmax-hidden"]
    assert [entry.name for entry in entries([cell(name) for name in names])] == names


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (cell("a"), State.RIGHT),
        (cell("a", 10, 4, "wrong"), State.PARTLY),
        (cell("a", 10, 0, "wrong"), State.WRONG),
        (cell("a", 10, 0, "not judged"), State.NOT_JUDGED),
        (cell("a", 10, None, "manual"), State.WAITING),
        (cell("a", 0, 0, "right"), State.RIGHT),
        (cell("a", 0, 0, "wrong"), State.WRONG),
    ],
)
def test_the_state_follows_from_the_marks(made, state):
    assert entries([made])[0].state is state


def test_what_is_undecided_in_one_part_is_undecided_in_all():
    (made,) = entries([cell("a-visible", 3, 3), cell("a-hidden", 7, 0, "not judged")])
    assert made.state is State.NOT_JUDGED
    assert made.waiting == 7
    assert made.marks == "3"


def test_marks_of_the_gradebook_count_before_those_of_the_grading():
    mark = GivenMark(total=8, max=10, auto=0, manual=8)
    (made,) = entries([cell("a", 10, 0, "not judged")], {"a": mark})
    assert (made.total, made.state, made.waiting) == (8, State.PARTLY, 0)
    assert made.words == "part of the marks"


def test_a_cell_that_a_person_has_to_mark_waits():
    mark = GivenMark(total=0, max=5, needs_manual_grade=True)
    (made,) = entries([cell("a", 5, None, "manual")], {"a": mark})
    assert (made.state, made.waiting, made.marks) == (State.WAITING, 5, "–")


def test_a_cell_that_only_the_gradebook_knows_is_in_the_table():
    made = entries([cell("a")], {"b": GivenMark(total=2, max=4)})
    assert [(entry.name, entry.total, entry.maximum) for entry in made] == [
        ("a", 10, 10),
        ("b", 2, 4),
    ]


def test_rounding_does_not_take_full_marks():
    cells = [cell("a-visible", 0.1, 0.1), cell("a-hidden", 0.2, 0.2)]
    assert entries(cells)[0].state is State.RIGHT


def test_every_state_has_a_sign_of_its_own():
    assert len({state.sign for state in State}) == len(State)


def test_numbers_are_written_as_people_write_them():
    assert [number(x) for x in (0, -0.0001, 7, 7.5, 7.25, 100.0, 1 / 3)] == [
        "0", "0", "7", "7.5", "7.25", "100", "0.33"]  # fmt: skip
