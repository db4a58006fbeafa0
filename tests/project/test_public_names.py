"""The names that others call are fixed here; a change is a change for every course."""

import autograder
import autograder.checking


def test_the_package_gives_test_cells_one_name():
    assert autograder.__all__ == ["grade"]
    assert callable(autograder.grade)


def test_an_exercise_file_needs_these_names_only():
    assert autograder.checking.__all__ == [
        "Answer",
        "Case",
        "CheckResult",
        "Diagnosis",
        "Exercise",
        "Report",
        "Verdict",
    ]
