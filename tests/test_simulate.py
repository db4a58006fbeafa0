"""The simulated class is what it says it is, and is marked as the banks promise."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, SESSION, GradedClass

from autograder.checking.catalogue import Catalogue, catalogue
from autograder.checking.source import answer_source
from autograder.errors import UsageError
from autograder.simulate import SimulatedStudent, simulate

RELEASE = ROOT / "release" / SESSION / f"{SESSION}.ipynb"
KNOWN = catalogue(ROOT / "course")
KINDS = (
    "perfect",
    "empty",
    "syntax-error",
    "endless-loop",
    "crash",
    "stderr",
    "no-tests",
    "tests-twice",
    "tests-edited",
)
WRITTEN = "reading_the_result"
IMPORTS = {"np": np}
PARTS = ("visible", "hidden")

Class = Callable[..., list[SimulatedStudent]]

# A class is written, and each bank answer run, in most of them.
pytestmark = pytest.mark.slow


@pytest.fixture
def class_of(tmp_path: Path) -> Class:
    """Simulate into ``tmp_path``; who lies there already has handed in."""

    def make(students: int, seed: int = 1, folder: Path = tmp_path) -> list[SimulatedStudent]:
        return simulate(
            SESSION,
            RELEASE,
            KNOWN,
            students=students,
            seed=seed,
            handed_in=[path.name for path in folder.glob("*")],
            place=lambda student: folder / student / SESSION,
        )

    return make


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def submitted(folder: Path, student: SimulatedStudent) -> Any:
    return json.loads((folder / student.name / SESSION / f"{SESSION}.ipynb").read_text("utf-8"))


def texts(notebook: Any) -> dict[str, list[str]]:
    """grade_id -> the texts of the cells that carry it."""
    found: dict[str, list[str]] = {}
    for cell in notebook["cells"]:
        if name := cell["metadata"].get("nbgrader", {}).get("grade_id"):
            found.setdefault(name, []).append("".join(cell["source"]))
    return found


# --- what is written ---------------------------------------------------------------


def test_the_same_seed_writes_the_same_bytes(class_of: Class, tmp_path: Path) -> None:
    one = class_of(24, 7, tmp_path / "one")
    two = class_of(24, 7, tmp_path / "two")
    assert one == two
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_is_another_class(class_of: Class, tmp_path: Path) -> None:
    one = class_of(24, 1, tmp_path / "one")
    two = class_of(24, 2, tmp_path / "two")
    assert [student.kind for student in one] == [student.kind for student in two]
    assert [student.answers for student in one] != [student.answers for student in two]


def test_the_first_students_are_one_of_each_kind(class_of: Class) -> None:
    made = class_of(12)
    assert [student.kind for student in made] == [*KINDS, "mixed", "mixed", "mixed"]
    assert [student.name for student in made][:2] == ["sim01-perfect", "sim02-empty"]


def test_a_smaller_class_begins_the_same(class_of: Class, tmp_path: Path) -> None:
    assert class_of(3, 1, tmp_path / "three") == class_of(24, 1, tmp_path / "all")[:3]


def test_every_answer_of_every_bank_is_handed_in_by_a_large_class(class_of: Class) -> None:
    banks = {
        exercise: {a.name for a in KNOWN.load(exercise).accepted + KNOWN.load(exercise).rejected}
        for exercise in KNOWN.ids
        if KNOWN.session(exercise) == SESSION
    }
    made = class_of(len(KINDS) + 2 * max(map(len, banks.values())))
    for exercise, bank in banks.items():
        assert {student.answers[exercise] for student in made} - {""} == bank


def test_some_mistakes_are_made_by_several_students_as_in_a_real_class(class_of: Class) -> None:
    made = [student for student in class_of(24) if student.kind == "mixed"]
    often = Counter(pair for student in made for pair in student.answers.items())
    mistakes = {
        (exercise, wrong.name) for exercise in KNOWN.ids for wrong in KNOWN.load(exercise).rejected
    }
    assert sum(1 for pair, count in often.items() if pair in mistakes and count > 1) >= 5
    handed_in = sum(often.values())
    assert 0.3 < sum(often[pair] for pair in mistakes) / handed_in < 0.8


def test_each_notebook_is_what_its_kind_says(class_of: Class, tmp_path: Path) -> None:
    made = {student.kind: student for student in class_of(len(KINDS))}
    blank = texts(json.loads(RELEASE.read_text("utf-8")))
    found = {kind: texts(submitted(tmp_path, student)) for kind, student in made.items()}
    tests = [name for name in blank if name.endswith(("-visible", "-hidden"))]
    exercises = list(made["perfect"].answers)
    assert tests
    assert exercises

    assert all(found["perfect"][name] != blank[name] for name in [*exercises, WRITTEN])
    assert all(found["perfect"][name] == blank[name] for name in tests)
    assert found["empty"] == blank
    for kind, mark in (
        ("syntax-error", "+\n"),
        ("endless-loop", "while True"),
        ("crash", "os.abort()"),
    ):
        (spoilt,) = (name for name, answer in made[kind].answers.items() if not answer)
        assert mark in found[kind][spoilt][0]
        rest = [name for name in blank if name != spoilt]
        assert all(found[kind][name] == found["perfect"][name] for name in rest)
    assert all("file=sys.stderr" in found["stderr"][name][0] for name in exercises)
    assert not set(found["no-tests"]) & set(tests)
    assert all(len(found["tests-twice"][name]) == 2 for name in tests)
    assert all(found["tests-edited"][name] == ["pass"] for name in tests)
    ids = [cell["id"] for cell in submitted(tmp_path, made["tests-twice"])["cells"]]
    assert len(set(ids)) == len(ids)


def test_no_submission_holds_a_hidden_test_or_a_solution(class_of: Class, tmp_path: Path) -> None:
    class_of(45)
    for name, content in contents(tmp_path).items():
        for secret in (b"BEGIN HIDDEN", b"BEGIN SOLUTION", b"import grade", b"solutions_lib"):
            assert secret not in content, name


# --- what is refused, and what makes way -------------------------------------------


@pytest.mark.parametrize("name", ["ada", "simon", "sim", "sim1", "sim01", "simone-perfect"])
def test_it_refuses_to_mix_with_real_submissions(
    class_of: Class, tmp_path: Path, name: str
) -> None:
    (tmp_path / name / SESSION).mkdir(parents=True)
    with pytest.raises(UsageError, match=f"{name} among them.*--course"):
        class_of(3)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_earlier_class_makes_way(class_of: Class, tmp_path: Path) -> None:
    class_of(30, 1)
    kept = tmp_path / "sim30-mixed" / SESSION / "a file of somebody's"
    kept.touch()
    made = class_of(10, 2)
    names = {path.name for path in tmp_path.glob(f"*/{SESSION}/*.ipynb")}
    assert names == {f"{SESSION}.ipynb"}
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {student.name for student in made} | {"sim30-mixed"}
    assert list(kept.parent.iterdir()) == [kept]


def test_a_class_without_students_is_refused(class_of: Class) -> None:
    for students in (0, -1):
        with pytest.raises(UsageError, match="at least one student"):
            class_of(students)


def test_an_assignment_that_cannot_be_simulated_is_refused_with_the_nearest(
    tmp_path: Path,
) -> None:
    def ask(assignment: str, release: Path | None, known: Catalogue = KNOWN) -> None:
        simulate(
            assignment,
            release,
            known,
            students=3,
            seed=1,
            handed_in=(),
            place=lambda student: tmp_path / student,
        )

    with pytest.raises(UsageError, match=f"autograder build {SESSION}"):
        ask(SESSION, None)
    with pytest.raises(UsageError, match=f"did you mean '{SESSION}'"):
        ask("s01_linear_regresion", RELEASE)
    with pytest.raises(UsageError, match="none at all here"):
        ask(SESSION, RELEASE, Catalogue(tmp_path))
    assert list(tmp_path.iterdir()) == []


# --- a bank answer as text ---------------------------------------------------------


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", KNOWN.ids)
def test_the_text_of_a_bank_answer_is_judged_as_the_answer_is(exercise: str) -> None:
    known = KNOWN.load(exercise)
    for answer in known.accepted + known.rejected:
        names = dict(IMPORTS)
        exec(answer_source(KNOWN.file(exercise), known, answer), names)
        report = known.judge({name: names[name] for name in known.names if name in names})
        diagnosis = report.diagnosis.mistake if report.diagnosis else None
        if answer.message is None:
            assert (report.score, diagnosis) == (1.0, None), answer.name
        else:
            assert report.score < 1.0, answer.name
            assert diagnosis == answer.name


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    """What a test cell finds in the notebook beside the answer: the instructor's own cells."""
    names: dict[str, Any] = {}
    for cell in json.loads(RELEASE.read_text("utf-8"))["cells"]:
        flags = cell["metadata"].get("nbgrader", {})
        if flags.get("solution"):
            break
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    return names


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", [e for e in KNOWN.ids if KNOWN.session(e) == SESSION])
def test_an_accepted_answer_passes_the_visible_tests_too(
    exercise: str, given: dict[str, Any]
) -> None:
    (test,) = texts(json.loads(RELEASE.read_text("utf-8")))[f"{exercise}-visible"]
    refused = {}
    known = KNOWN.load(exercise)
    for answer in known.accepted:
        names = dict(given)
        exec(answer_source(KNOWN.file(exercise), known, answer), names)
        try:
            exec(test, names)
        except Exception as error:
            refused[answer.name] = str(error)
    assert refused == {}


# --- what the class gets -----------------------------------------------------------


def lost(graded: GradedClass, student: SimulatedStudent) -> set[str]:
    """The exercises in which a student lost marks; what waits for a person is not lost."""
    return {
        name.removesuffix("-visible").removesuffix("-hidden")
        for name, cell in graded.cells(student).items()
        if cell.score is not None and cell.score < cell.points
    }


def test_the_class_is_the_one_that_its_seed_makes(graded_class: GradedClass) -> None:
    assert [student.name for student in graded_class.students] == sorted(
        path.name for path in (graded_class.course / "autograded").iterdir()
    )


@pytest.mark.parametrize("kind", ["perfect", "stderr", "no-tests", "tests-twice", "tests-edited"])
def test_right_answers_get_full_marks_whatever_was_done_to_the_tests(
    graded_class: GradedClass, kind: str
) -> None:
    student = graded_class.of(kind)
    cells = graded_class.cells(student)
    assert lost(graded_class, student) == set()
    assert {name for name, cell in cells.items() if cell.score is None} == {WRITTEN}
    assert sum(cell.score or 0 for cell in cells.values()) == 95
    assert all(cell.judged == "outside" for name, cell in cells.items() if name != WRITTEN)


def test_an_empty_notebook_gets_nothing_and_waits_for_nobody(graded_class: GradedClass) -> None:
    cells = graded_class.cells(graded_class.of("empty"))
    assert {cell.score for cell in cells.values()} == {0.0}


@pytest.mark.parametrize("kind", ["syntax-error", "endless-loop", "crash"])
def test_an_answer_that_stops_costs_its_own_exercise_alone(
    graded_class: GradedClass, kind: str
) -> None:
    student = graded_class.of(kind)
    spoilt = {name for name, answer in student.answers.items() if not answer}
    assert lost(graded_class, student) == spoilt
    cells = graded_class.cells(student)
    assert all(cells[f"{name}-{part}"].score == 0 for name in spoilt for part in PARTS)


def test_every_mixed_answer_is_marked_as_its_bank_promises(graded_class: GradedClass) -> None:
    seen = {"right": 0, "wrong": 0}
    for student in graded_class.students:
        if student.kind != "mixed":
            continue
        cells = graded_class.cells(student)
        for exercise, name in student.answers.items():
            known = graded_class.catalogue.load(exercise)
            visible, hidden = (cells[f"{exercise}-{part}"] for part in PARTS)
            (report,) = hidden.reports
            messages = {a.name: a.message for a in known.accepted + known.rejected}
            where = f"{student.name}, {exercise}: {name}"
            if messages[name] is None:
                assert (visible.score, hidden.score) == (visible.points, hidden.points), where
                assert report["diagnosis"] is None, where
                seen["right"] += 1
            else:
                assert hidden.score < hidden.points, where
                wanted = {"kind": "mistake", "mistake": name, "message": messages[name]}
                assert report["diagnosis"] == wanted, where
                seen["wrong"] += 1
    assert seen["right"] > 10
    assert seen["wrong"] > 40


def test_the_run_says_who_needs_a_person_and_who_does_not(graded_class: GradedClass) -> None:
    assert graded_class.status == 1
    noticed = {s.kind for s in graded_class.students if graded_class.results[s.name].attention}
    assert noticed == {"no-tests", "tests-twice", "tests-edited"}


# --- what the class is told --------------------------------------------------------


def page(graded: GradedClass, student: SimulatedStudent) -> str:
    """The words of a student's feedback page."""
    path = graded.course / "feedback" / student.name / SESSION / f"{SESSION}.html"
    return words(path.read_text("utf-8"))


def words(text: str) -> str:
    """The text of a page or of a message, without marks and in single blanks."""
    bare = re.sub(r"<style.*?</style>", " ", text, flags=re.DOTALL)
    bare = unescape(re.sub(r"<[^>]*>", "", bare)) if "<html" in text else bare
    return " ".join(bare.replace("`", "").split())


def test_every_page_has_the_marks_what_failed_and_why(graded_class: GradedClass) -> None:
    for student in graded_class.students:
        told = page(graded_class, student)
        assert student.name in told
        assert f"{graded_class.results[student.name].score:.2f}".rstrip("0").rstrip(".") in told
        for cell in graded_class.cells(student).values():
            for report in cell.reports:
                others = [one for one in report["checks"] if one["name"] != report["explains"]]
                failed = [one["message"] for one in others if one["verdict"] == "wrong"]
                for message in (report["message"], *failed):
                    assert words(message)[:60] in told, cell.grade_id
                if report["diagnosis"]:
                    assert words(report["diagnosis"]["message"]) in told


def test_no_page_shows_a_hidden_test_or_the_instructors_solution(
    graded_class: GradedClass,
) -> None:
    source = json.loads((ROOT / "source" / SESSION / f"{SESSION}.ipynb").read_text("utf-8"))
    solutions, hidden, inside = [], [], None
    for line in [line for cell in source["cells"] for line in "".join(cell["source"]).split("\n")]:
        if "### BEGIN" in line:
            inside = solutions if "SOLUTION" in line else hidden
        elif "### END" in line:
            inside = None
        elif inside is not None and len(line.split()) > 2:
            inside.append(" ".join(line.split()))
    assert len(solutions) > 20
    assert len(hidden) >= 7
    for student in graded_class.students:
        told = page(graded_class, student)
        for secret in ("BEGIN HIDDEN", "BEGIN SOLUTION", "grade(", "import grade", *hidden):
            assert secret not in told, student.name
    # what an accepted answer has in common with the solution is the student's own
    told = page(graded_class, graded_class.of("empty"))
    assert [line for line in solutions if line in told] == []


def test_the_terminal_says_what_was_done_and_where_to_look(graded_class: GradedClass) -> None:
    said = graded_class.said
    assert f"{SESSION}: 24 students" in said["grade"]
    assert all(student.name[:17] in said["grade"] for student in graded_class.students)
    assert "autograder feedback" in said["grade"]
    assert "24 students have feedback" in said["feedback"]
    assert "autograder report" in said["feedback"]
    assert f"Class report: {graded_class.course}/reports/{SESSION}.html" in said["report"]
    assert (graded_class.course / "reports" / f"{SESSION}.html").is_file()
