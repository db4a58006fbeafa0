"""nbgrader's formgrader opens the graded class."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from conftest import SESSION, GradedClass
from formgrader import formgrader

pytestmark = pytest.mark.slow

Get = Callable[[str], str]


@pytest.fixture(scope="module")
def get(graded_class: GradedClass, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """Ask formgrader for a page."""
    with formgrader(graded_class.course, tmp_path_factory.mktemp("home")) as ask:
        yield ask


def found(get: Get, path: str) -> Any:
    return json.loads(get(f"api/{path}"))


def test_the_assignment_is_listed_with_its_class_and_its_mean(
    get: Get, graded_class: GradedClass
) -> None:
    (assignment,) = [one for one in found(get, "assignments") if one["name"] == SESSION]
    assert assignment["num_submissions"] == 24
    assert assignment["max_score"] == 100
    scores = [result.score for result in graded_class.results.values()]
    assert assignment["average_score"] == pytest.approx(sum(scores) / 24, abs=0.01)
    assert "Manage Assignments" in get("manage_assignments")


def test_the_gradebook_has_every_student_with_the_marks(
    get: Get, graded_class: GradedClass
) -> None:
    students = {one["student"]: one for one in found(get, f"submissions/{SESSION}")}
    assert students.keys() == graded_class.results.keys()
    for name, result in graded_class.results.items():
        assert students[name]["score"] == pytest.approx(result.score)
        assert students[name]["autograded"] is True
        assert students[name]["needs_manual_grade"] is (name != "sim02-empty")
    page = get(f"gradebook/{SESSION}/{SESSION}")
    assert "Needs Manual Grade?" in page
    assert SESSION in page


def test_a_submission_is_shown_with_its_scores_its_figures_and_its_answers(
    get: Get, graded_class: GradedClass
) -> None:
    student = graded_class.of("perfect")
    submissions = found(get, f"submitted_notebooks/{SESSION}/{SESSION}")
    ids = {one["student"]: one["id"] for one in submissions}
    page = get(f"submissions/{ids[student.name]}")
    for name, cell in graded_class.cells(student).items():
        assert f'id="{name}"' in page
        assert f"/ {cell.points:.1f}" in page
    assert len(re.findall(r'<img[^>]*src="data:image/(?:png|svg)', page)) >= 2
    answer = graded_class.course / "submitted" / student.name / SESSION / f"{SESSION}.ipynb"
    cells = json.loads(answer.read_text("utf-8"))["cells"]
    texts = [
        "".join(cell["source"])
        for cell in cells
        if cell["metadata"].get("nbgrader", {}).get("grade_id") in student.answers
    ]
    told = unescape(re.sub(r"<[^>]*>", "", page))
    assert len(texts) == 7
    assert all(text.split("\n")[-1].strip() in told for text in texts)

    grades = {one["name"]: one for one in found(get, f"grades?submission_id={ids[student.name]}")}
    for name, cell in graded_class.cells(student).items():
        assert grades[name]["auto_score"] == cell.score
        assert grades[name]["max_score"] == cell.points
        assert grades[name]["needs_manual_grade"] is (cell.score is None)
