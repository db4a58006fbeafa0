"""What is known of a graded submission survives its file, and the file is plain JSON."""

import json

import pytest

from autograder.grading.results import CellResult, NotebookResult, SubmissionResult

REPORT = {"exercise": "f", "verdict": "wrong", "score": 0.5, "checks": [], "diagnosis": None}
RESULT = SubmissionResult(
    assignment="ps1",
    student="zoë",
    notebooks=(
        NotebookResult(
            "one",
            (
                CellResult("a", 3.0, 1.5, "wrong", "»2« is not right", "outside", (REPORT,)),
                CellResult("b", 2.0, None, "manual", "Waits for a person."),
            ),
            ("The answer cell `c` is missing.",),
            {"cells": [], "nbformat": 4},
        ),
        NotebookResult("two", (CellResult("a", 1.0, 1.0, "right", "", "inside"),), (), {}),
    ),
    attention=("The answer cell `c` is missing.",),
    sandbox="bubblewrap 0.8.0",
    fingerprint="ab12",
    timestamp="2026-02-03 10:20:30 UTC",
    seconds=1.25,
)


def test_a_result_is_read_back_as_it_was_but_for_the_notebooks(tmp_path):
    path = tmp_path / "results.json"
    RESULT.write(path)
    read = SubmissionResult.read(path)
    assert [nb.notebook for nb in read.notebooks] == [{}, {}]
    assert read.notebooks[0].cells == RESULT.notebooks[0].cells
    assert read.notebooks[0].notes == RESULT.notebooks[0].notes
    assert (read.attention, read.student, read.seconds) == (RESULT.attention, "zoë", 1.25)
    read.write(path)
    assert SubmissionResult.read(path) == read


def test_the_file_has_one_field_for_each_thing_that_is_known(tmp_path):
    RESULT.write(tmp_path / "results.json")
    stored = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert set(stored) == {
        *("assignment", "student", "notebooks", "attention", "sandbox"),
        *("fingerprint", "timestamp", "seconds", "limits", "memory", "made_from", "fault"),
    }
    assert set(stored["notebooks"][0]) == {"name", "cells", "notes"}
    assert stored["notebooks"][0]["cells"][0] == {
        "grade_id": "a",
        "points": 3.0,
        "score": 1.5,
        "verdict": "wrong",
        "message": "»2« is not right",
        "judged": "outside",
        "reports": [REPORT],
    }
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]


def test_a_result_from_before_memory_was_measured_is_read(tmp_path):
    path = tmp_path / "results.json"
    RESULT.write(path)
    old = json.loads(path.read_text("utf-8"))
    del old["memory"], old["made_from"]
    path.write_text(json.dumps(old))
    read = SubmissionResult.read(path)
    assert (read.memory, read.made_from) == (0, {})
    assert read == RESULT.bare


def test_the_scores_are_named_by_notebook_and_cell():
    assert RESULT.scores == {"one/a": 1.5, "one/b": None, "two/a": 1.0}


def test_what_waits_for_a_person_counts_in_the_points_and_not_in_the_score():
    assert (RESULT.score, RESULT.points) == (2.5, 6.0)


@pytest.mark.parametrize("text", ["", "[]", '{"notebooks": 3}', '{"notebooks": [{}]}'])
def test_a_file_that_is_no_result_is_an_error_and_not_half_a_result(text, tmp_path):
    path = tmp_path / "results.json"
    path.write_text(text)
    with pytest.raises((ValueError, KeyError, TypeError)):
        SubmissionResult.read(path)
