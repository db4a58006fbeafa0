import io
import subprocess
import sys

import pytest
from rich.console import Console

from autograder.grading.results import CellResult, NotebookResult
from autograder.reporting.summary import print_summary, summarise

from .graded import FACTOR, NOTEBOOK, GivenMark, report, submission
from .hostile import HOSTILE

EXERCISES = (
    "predict_linear", "mean_squared_error", "add_bias_column", "normal_equation", "gaussian_nll",
    "fit_gaussian_mle", "linear_regression",
)  # fmt: skip


def student(index: int, exercises=EXERCISES, attention=()):
    cells = []
    for place, name in enumerate(exercises):
        share = (1.0, 1.0, 0.6, 1.0, 0.0)[(index + place) % 5]
        diagnosis = {"mistake": "halves_the_result", "message": FACTOR} if share < 1 else None
        told = report(name, [("c", "wrong", "m")], diagnosis)
        verdict = "right" if share == 1 else "wrong"
        cells.append(CellResult(f"{name}-visible", 3, 3 * share, verdict))
        cells.append(CellResult(f"{name}-hidden", 7, 7 * share, verdict, "", "outside", (told,)))
    cells.append(CellResult("reading_the_result", 5, None, "manual"))
    notebook = NotebookResult(NOTEBOOK, tuple(cells), (), {})
    return submission(notebook, student=f"student-{index:02d}", attention=attention)


@pytest.fixture
def summary():
    look = ("The submission is a symbolic link and was not read; ask for the file itself.",)
    return summarise([student(i, attention=look if i == 7 else ()) for i in range(24)])


def printed(summary, width=80, encoding="utf-8"):
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    print_summary(summary, Console(file=file, width=width))
    file.flush()
    return raw.getvalue().decode(encoding)


def test_a_class_of_24_fits_into_80_columns(summary):
    lines = printed(summary).splitlines()
    assert max(map(len, lines)) <= 80
    assert "s01_linear_regression: 24 students" in lines[0]
    assert lines[1].split() == ["Student", "Mark", *"12345678", "Note"]
    rows = [row for row in lines if row.startswith("student-")]
    assert len(rows) == 24
    assert rows[0].split()[:10] == ["student-00", "56", *"✓✓~✓✗✓✓…"]
    assert "look: The submission is a symbolic link" in rows[7]
    assert "halves the result" in rows[0]


def test_the_terminal_explains_its_signs_and_names_its_columns(summary):
    text = " ".join(printed(summary).split())
    for part in ("✓ right", "~ partly right", "✗ wrong", "… waits for a person"):
        assert part in text
    assert "8 reading_the_result (5)" in text
    assert "Marks out of 75: mean 50.6" in text
    assert "24 students have answers that a person has to mark." in text
    assert "To look at: 1 student. student-07: The submission is a symbolic link and" in text
    assert f"24 students, mean_squared_error: {FACTOR}" not in text
    assert f"mean_squared_error: {FACTOR}" in text


def test_no_sign_depends_on_colour_or_on_unicode(summary):
    text = printed(summary, encoding="ascii")
    row = next(row for row in text.splitlines() if row.startswith("student-00|"))
    assert row.split("|")[2].split() == list("++~+x++.")
    assert "+ right" in text


def test_many_exercises_are_counted_instead_of_shown_one_by_one():
    summary = summarise([student(i, [f"exercise_{k}" for k in range(40)]) for i in range(3)])
    lines = printed(summary).splitlines()
    assert max(map(len, lines)) <= 80
    row = next(row for row in lines if row.startswith("student-00"))
    assert row.split()[2:6] == ["24✓", "8~", "8✗", "1…"]
    wide = printed(summary, width=200).splitlines()
    assert wide[1].split()[2:5] == ["1", "2", "3"]


def test_the_table_needs_nothing_of_what_makes_pages():
    code = (
        "import sys, autograder.reporting.summary\n"
        "print([name for name in ('jinja2', 'latex2mathml', 'mistune', 'nh3', 'pygments') "
        "if name in sys.modules and name not in before])"
    )
    # rich brings what it needs by itself
    before = "import sys, rich.console, rich.table\nbefore = set(sys.modules)\n"
    done = subprocess.run(
        [sys.executable, "-c", before + code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_an_empty_class_is_said_to_be_empty():
    assert printed(summarise([])) == "Nobody has been graded yet.\n"


def test_a_student_without_exercises_is_in_the_table():
    summary = summarise([student(0), submission(student="bob", attention=("No file.",))])
    assert any(row.startswith("bob") for row in printed(summary).splitlines())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_is_plain_text(text):
    told = report(text, [(text, "wrong", text)], {"mistake": text, "message": text})
    cells = (CellResult(text, 5, 1.0, "wrong", text, text, (told,)),)
    notebooks = [NotebookResult(text + name, cells, (text,), {}) for name in "ab"]
    result = submission(*notebooks, student=text, assignment=text, attention=(text, text))
    summary = summarise([result])
    terminal = printed(summary, width=100)
    assert "\x1b" not in terminal
    assert "\x9b" not in terminal
    assert max(map(len, terminal.splitlines())) <= 100


def test_square_brackets_are_no_markup_for_the_terminal():
    result = student(0, attention=("[red]x[/] [link=https://x.example]y[/link]",))
    text = printed(summarise([result]))
    assert "[red]x[/]" in text


def test_marks_that_a_person_gave_and_what_being_late_cost_are_in_the_table():
    given = {f"{NOTEBOOK}/reading_the_result": GivenMark(4.5, 5, manual=4.5)}
    summary = summarise([student(0)], {"student-00": given}, {"student-00": 2.0})
    row = next(row for row in printed(summary).splitlines() if row.startswith("student-00"))
    assert row.split()[:10] == ["student-00", "58.5", *"✓✓~✓✗✓✓~"]  # 56 + 4.5 - 2
