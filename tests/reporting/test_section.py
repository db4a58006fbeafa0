import time

import pytest

from autograder.grading.results import CellResult
from autograder.reporting.entry import entries
from autograder.reporting.lecture import Lecture
from autograder.reporting.page import Budget
from autograder.reporting.section import MOST_OWN_CELLS, Section, _heading, sections

from .graded import FACTOR, GivenMark, graded_notebook, report


def flags(grade_id, **given):
    return {"nbgrader": {"grade_id": grade_id, "grade": False, "solution": False} | given}


def code(source, metadata=None, outputs=()):
    return {"cell_type": "code", "source": source, "metadata": metadata or {},
            "outputs": list(outputs)}  # fmt: skip


def text(source, metadata=None):
    return {"cell_type": "markdown", "source": source, "metadata": metadata or {}}


def answer(grade_id, source="x = 1"):
    return code(source, flags(grade_id, solution=True))


def test_cell(grade_id):
    return code("SECRET", flags(grade_id, grade=True, locked=True))


test_cell.__test__ = False


def made(results, *cells, marks=None, budget=None) -> list[Section]:
    graded = entries(results, marks)
    return sections(graded, {"cells": list(cells)}, budget or Budget())


def right(grade_id):
    return CellResult(grade_id, 1.0, 1.0, "right")


def test_an_answer_belongs_to_the_tests_below_it():
    found = made(
        [right("a-visible"), right("a-hidden"), right("b")],
        answer("sa", "a = 1"), test_cell("a-visible"), test_cell("a-hidden"),
        answer("sb", "b = 2"), answer("sb2", "b += 1"), test_cell("b"), answer("last", "c = 3"),
    )  # fmt: skip
    assert [section.entry.name for section in found] == ["a", "b"]
    assert [len(section.answers) for section in found] == [1, 2]
    assert "2" in found[1].answers[0].body


def test_the_order_is_that_of_the_notebook_and_lost_cells_come_last():
    found = made([right("lost"), right("b"), right("a")], test_cell("a"), test_cell("b"))
    assert [section.entry.name for section in found] == ["a", "b", "lost"]


def test_the_title_is_the_first_heading_of_the_nearest_text_before():
    found = made(
        [right("a"), right("b")],
        text("# Far"), text("## **Exercise 1** `f` ##\n\n### Below"), text("no heading"),
        test_cell("a"), text("```\n# a comment\n```\n## Exercise $x$ < 2"), test_cell("b"),
    )  # fmt: skip
    assert [s.title for s in found] == ["Exercise 1 <code>f</code>", "Exercise x &lt; 2"]


def test_a_heading_of_the_student_does_not_displace_the_statement():
    statement = text("## Exercise 1", flags("s", locked=True))
    found = made([right("a")], statement, text("# I got full marks"), test_cell("a"))
    assert found[0].title == "Exercise 1"


def test_a_written_answer_is_no_title():
    written = text("# My answer", flags("essay", grade=True, solution=True))
    found = made([CellResult("essay", 5, None, "manual")], text("## Essay"), written)
    assert found[0].title == "Essay"
    assert "My answer" in found[0].answers[0].body


def test_equal_titles_are_told_apart():
    found = made([right("a"), right("b")], text("# Same"), test_cell("a"), test_cell("b"))
    assert [s.title for s in found] == ["Same <code>a</code>", "Same <code>b</code>"]


def test_without_a_heading_the_name_is_the_title():
    assert made([right("a<b>")])[0].title == "a&lt;b&gt;"


def test_the_answer_to_a_task_stands_in_the_cells_below_it():
    task = text("## Explore\n\nDraw a figure.", flags("t", task=True, points=3))
    found = made(
        [CellResult("t", 3, None, "manual"), right("a")],
        code("before = 1"), task, text("I drew it."), code("plot()"),
        text("## Next", flags("n", locked=True)), answer("sa"), test_cell("a"),
    )  # fmt: skip
    assert found[0].title == "Explore"
    assert "Draw a figure" in found[0].statement
    assert [shown.kind for shown in found[0].answers] == ["written", "code"]
    assert len(found[0].own) == 1
    assert len(found[1].answers) == 1


def test_cells_of_the_students_own_are_kept_apart_and_bounded():
    cells = [code(f"x{i} = 1") for i in range(MOST_OWN_CELLS + 5)]
    found = made([right("a")], *cells, code("  \n"), answer("sa"), test_cell("a"))
    assert (len(found[0].answers), len(found[0].own)) == (1, MOST_OWN_CELLS)


def test_neither_the_source_nor_the_output_of_a_test_is_read():
    cell = test_cell("a") | {"outputs": [{"output_type": "stream", "text": "SECRET"}]}
    locked = code("LOCKED = 'SECRET'", flags("imports", locked=True))
    assert "SECRET" not in repr(made([right("a")], locked, cell))


def test_hidden_lines_never_appear_even_where_they_should_not_be():
    source = "x = 1\n### BEGIN HIDDEN TESTS\nassert SECRET\n### END HIDDEN TESTS\ny = 2"
    found = made([right("a")], answer("sa", source), test_cell("a"))
    assert "SECRET" not in repr(found)
    assert "2" in found[0].answers[0].body
    open_end = answer("sa", "x = 1\n### BEGIN HIDDEN TESTS\nassert SECRET")
    assert "SECRET" not in repr(made([right("a")], open_end, test_cell("a")))


def test_an_empty_answer_is_called_empty():
    found = made([right("a")], answer("sa", " \n"), test_cell("a"))
    assert found[0].answers[0].kind == "empty"


def test_when_the_page_is_full_a_sentence_says_so():
    budget = Budget(60)
    found = made([right("a")], answer("s1", "x"), answer("s2", "y" * 100), test_cell("a"),
                 budget=budget)  # fmt: skip
    assert "too large" not in found[0].answers[0].body
    assert "too large" in found[0].answers[1].body
    outputs = [{"output_type": "stream", "name": "stdout", "text": "z" * 100}]
    found = made([right("a")], code("x", flags("s", solution=True), outputs), test_cell("a"),
                 budget=Budget(60))  # fmt: skip
    assert found[0].answers[0].outputs[-1].kind == "note"


def test_a_message_that_repeats_the_report_is_not_said_twice():
    halves = report("f", [("one", "wrong", "got 2")], {"mistake": "m", "message": FACTOR})
    message = f"f: wrong.\n{halves['message']}\nMore."
    (found,) = made([CellResult("f", 1, 0.0, "wrong", message, "outside", (halves,))])
    assert found.said[0].message == "More."
    (told,) = found.said[0].diagnoses
    assert told.startswith("The check “one” fails. got 2 The mean squared error of this course")
    assert found.said[0].checks == (("one", "See “What to look at first”, above.", True),)
    assert (found.said[0].passed, found.said[0].of) == ((), 1)


def test_every_check_is_named_once_whether_it_is_right_or_not():
    names = [("a", "right", ""), ("b", "wrong", "no"), ("c", "not judged", "x"), ("d", "right", "")]
    told = report("f", names, None)
    (found,) = made([CellResult("f", 2, 1.0, "wrong", "", "outside", (told,))])
    assert found.said[0].passed == ("a", "d")
    assert [(name, judged) for name, _, judged in found.said[0].checks] == [
        ("b", True),
        ("c", False),
    ]


def test_the_section_to_read_again_is_a_link_where_the_course_has_an_address():
    told = report("f", [("one", "wrong", "got 2")], None)
    cells = [CellResult("f", 1, 0.0, "wrong", "", "outside", (told,))]
    lecture = Lecture("s01_lines", "https://dl.example.org/{session}.html")
    (found,) = sections(entries(cells), {}, Budget(), lecture)
    (sentence,) = found.said[0].diagnoses
    assert sentence.endswith(
        'Read again: <a href="https://dl.example.org/s01_lines.html#sums">session 1, “Sums”</a>.'
    )


HINTED = (
    "## Half\n<details>\n<summary>Hint 1: the idea</summary>\n\nThink *first*.\n\n</details>\n"
    "<details><summary>Why?</summary>Because.</details>\n"
    "<details>\n<summary>Hint 2: the code</summary>\n\n`x / 2`\n\n</details>\n"
)


@pytest.mark.parametrize(("points", "titles"), [(0.0, ["Hint 1: the idea", "Hint 2: the code"]),
                                                 (1.0, [])])  # fmt: skip
def test_the_hints_of_the_statement_stand_beside_a_wrong_answer(points, titles):
    statement = text(HINTED, flags("half-statement", locked=True))
    verdict = "right" if points else "wrong"
    result = CellResult("half-hidden", 1, points, verdict, "")
    (found,) = made([result], statement, answer("half"), test_cell("half-hidden"))
    assert [title for title, _ in found.hints] == titles
    if titles:
        assert "<em>first</em>" in found.hints[0][1]


def test_hints_that_a_student_wrote_are_not_shown():
    result = CellResult("half-hidden", 1, 0.0, "wrong", "")
    (found,) = made([result], text(HINTED), answer("half"), test_cell("half-hidden"))
    assert found.hints == ()


def test_the_same_message_in_both_test_cells_is_said_once():
    cells = [CellResult(f"a-{kind}", 1, 0.0, "wrong", "`a` is not defined.") for kind in
             ("visible", "hidden")]  # fmt: skip
    (found,) = made(cells)
    assert [said.message for said in found.said] == [
        "<code>a</code> is not defined.", "For the same reason."]  # fmt: skip
    assert [said.label for said in found.said] == ["Visible tests", "Hidden tests"]


def test_an_answer_that_was_marked_no_longer_waits():
    waiting = CellResult("e", 5, None, "manual", "Waits for a person.")
    mark = GivenMark(4, 5, manual=4, comment="Good.")
    (found,) = made([waiting], marks={"e": mark})
    assert found.said[0].message == ""
    assert found.said[0].comment == "Good."
    (found,) = made([waiting])
    assert found.said[0].message == "Waits for a person."


def test_reports_and_cells_with_missing_fields_do_no_harm():
    reports = ({}, {"checks": None, "diagnosis": None}, {"checks": [3, {}], "diagnosis": {}})
    cells = [CellResult("a", 1, 0.0, "wrong", "", "", reports)]
    broken = [None, {}, {"metadata": 3}, {"metadata": {"nbgrader": []}}, {"source": ["x"]},
              {"cell_type": "code", "metadata": {"nbgrader": {"solution": True}}}]  # fmt: skip
    (found,) = made(cells, *broken, test_cell("a"))
    assert found.said[0].of == 1
    for notebook in ({}, {"cells": None}, {"cells": 3, "metadata": []}):
        assert len(sections(entries(cells), notebook, Budget())) == 1


def test_another_language_is_marked_as_such():
    notebook = graded_notebook().notebook | {"metadata": {"kernelspec": {"language": "r"}}}
    graded = entries(graded_notebook().cells)
    assert len(sections(graded, notebook, Budget())) == 5


def test_a_heading_of_many_signs_is_read_at_once():
    started = time.process_time()
    assert _heading({"cell_type": "markdown", "source": "# " + "#" * 15_000 + "x"}).endswith("x")
    assert _heading({"cell_type": "markdown", "source": "## Title ##\t"}) == "Title"
    assert _heading({"cell_type": "markdown", "source": "# ###\n# Next"}) == "Next"
    assert time.process_time() - started < 1
