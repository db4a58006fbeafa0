from autograder.grading.results import CellResult, NotebookResult
from autograder.reporting.entry import State
from autograder.reporting.tally import summarise

from .graded import FACTOR, NOTEBOOK, GivenMark, graded_notebook, report, submission


def one(student, *cells, attention=(), name=NOTEBOOK):
    return submission(NotebookResult(name, cells, (), {}), student=student, attention=attention)


def wrong(exercise, mistake, sentence=FACTOR, score=0.0, kind="mistake"):
    found = {"mistake": mistake, "message": sentence, "kind": kind}
    told = report(exercise, [("c", "wrong", "m")], found)
    return CellResult(f"{exercise}-hidden", 10.0, score, "wrong", "", "outside", (told,))


def right(exercise):
    return CellResult(f"{exercise}-hidden", 10.0, 10.0, "right")


def test_rows_are_in_the_order_of_the_students():
    made = summarise([one("zoe", right("a")), one("ada", right("a"))])
    assert [row.student for row in made.rows] == ["ada", "zoe"]


def test_the_spread_of_the_marks_is_right():
    scores = (10.0, 0.0, 4.0, 2.0)
    made = summarise([one(f"s{score}", CellResult("a", 10, score, "wrong")) for score in scores])
    spread = made.spread
    assert (spread.mean, spread.median, spread.lowest, spread.highest) == (4.0, 3.0, 0.0, 10.0)
    assert made.points == 10


def test_an_empty_class_has_no_spread():
    made = summarise([])
    assert (made.rows, made.columns, made.spread, made.points) == ((), (), None, 0.0)


def test_a_student_of_whom_nothing_could_be_read_is_a_row():
    made = summarise([one("ada", right("a")), submission(student="bob", attention=("No file.",))])
    assert (made.rows[1].score, made.rows[1].points, made.rows[1].entries) == (0, 0, ())
    assert made.columns[0].standings[1] is None
    assert made.attention == 1


def test_a_plain_relation_is_no_mistake_of_the_class():
    made = summarise([one("ada", wrong("a", "twice", "Twice.", kind="relation"))])
    assert made.mistakes == ()
    assert made.rows[0].mistakes == ()


def test_a_mistake_is_counted_once_a_student():
    made = summarise(
        [
            one("ada", wrong("a", "halves"), wrong("a", "halves")),
            one("bob", wrong("a", "halves"), wrong("b", "sums", "Sums.")),
            one("eve", right("a"), wrong("b", "sums", "Sums.")),
            one("joe", wrong("a", "other", "Other.")),
        ]
    )
    assert [(m.exercise, m.name, m.sentence, m.students) for m in made.mistakes] == [
        ("a", "halves", FACTOR, ("ada", "bob")),
        ("b", "sums", "Sums.", ("bob", "eve")),
        ("a", "other", "Other.", ("joe",)),
    ]
    assert made.rows[1].mistakes == ("halves", "sums")


def test_who_waits_and_who_has_to_be_looked_at_is_counted():
    made = summarise(
        [
            one("ada", CellResult("e", 5, None, "manual")),
            one("bob", CellResult("e", 5, 0.0, "not judged"), attention=("a", "b")),
            one("eve", right("e")),
        ]
    )
    assert [row.waits_for_person for row in made.rows] == [True, True, False]
    assert (made.waiting, made.attention) == (2, 1)


def test_an_exercise_knows_how_the_class_stands():
    cells = [10.0, 5.0, 0.0]
    results = [one(f"s{x}", CellResult("a", 10, x, "right" if x == 10 else "wrong")) for x in cells]
    (column,) = summarise([*results, one("t", CellResult("a", 10, 0.0, "not judged"))]).columns
    assert [column.count(state) for state in State] == [1, 1, 1, 1, 0]
    assert column.share == 0.5


def test_an_exercise_that_nobody_finished_has_no_share():
    (column,) = summarise([one("ada", CellResult("e", 5, None, "manual"))]).columns
    assert column.share is None


def test_exercises_are_in_the_order_of_the_fullest_result():
    made = summarise(
        [one("ada", right("b"), right("new")), one("bob", right("a"), right("b"), right("c"))]
    )
    assert [column.name for column in made.columns] == ["a", "b", "c", "new"]


def test_equal_grade_ids_in_two_notebooks_stay_apart():
    notebooks = [NotebookResult(name, (right("a"),), (), {}) for name in ("p", "q")]
    made = summarise([submission(*notebooks)])
    assert [column.name for column in made.columns] == ["p: a", "q: a"]


def test_the_sample_is_summed_up_right():
    (row,) = summarise([submission(graded_notebook())]).rows
    assert (row.score, row.points) == (28.5, 55)
    assert row.mistakes == ("halves_the_result", "inverts")
    assert row.waits_for_person


def marks(cell, total, **more):
    return {"ada": {f"{NOTEBOOK}/{cell}": GivenMark(total, 10, **more)}}


def test_a_mark_given_by_hand_counts_in_place_of_the_automatic_one():
    result = one("ada", CellResult("a-hidden", 10, 2.0, "wrong"), right("b"))
    (row,) = summarise([result]).rows
    assert row.score == 12
    (row,) = summarise([result], marks("a-hidden", 7.0, auto=2.0, manual=7.0)).rows
    assert row.score == 17
    assert not row.waits_for_person


def test_an_answer_that_waited_is_decided_by_the_mark_given_by_hand():
    result = one("ada", CellResult("essay", 10, None, "manual"))
    made = summarise([result], marks("essay", 6.0, manual=6.0))
    assert (made.waiting, made.columns[0].share, made.rows[0].score) == (0, 0.6, 6)


def test_a_mark_that_the_gradebook_asks_to_confirm_waits_and_counts():
    result = one("ada", CellResult("essay", 10, None, "manual"))
    given = marks("essay", 6.0, manual=6.0, needs_manual_grade=True)
    made = summarise([result], given)
    assert (made.waiting, made.columns[0].share, made.rows[0].score) == (1, 0.6, 6)


def test_a_cell_of_another_notebook_gets_no_mark():
    result = one("ada", CellResult("a", 10, 2.0, "wrong"), name="other")
    assert summarise([result], marks("a", 7.0, manual=7.0)).rows[0].score == 2


def test_being_late_costs_marks_and_never_more_than_there_are():
    result = one("ada", CellResult("a", 10, 6.0, "wrong"))
    assert summarise([result], {}, {"ada": 2.5, "bob": 1.0}).rows[0].score == 3.5
    assert summarise([result], {}, {"ada": 8.0}).rows[0].score == 0


def test_extra_credit_lifts_a_mark_above_the_points():
    result = one("ada", right("a"))
    made = summarise([result], marks("a-hidden", 11.5, auto=10.0, extra=1.5))
    assert (made.rows[0].score, made.points) == (11.5, 10)
