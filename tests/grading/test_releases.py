"""A notebook made from an earlier release is not one that a student tampered with."""

import json

import pytest

from autograder.grading.rebuild import Template, rebuild
from autograder.grading.releases import with_earlier

from .courses import NAME, Course, answer, by_hand, check, notebook

OLD = [
    answer("f", "def f(): return 1"),
    check("test_f", "assert f() == 1"),
    by_hand("why", "So.", "markdown"),
]
NEW = [
    OLD[0],
    check("test_f", "assert f() in (1, 2)"),
    check("test_g", "assert f() > 0"),
    OLD[2],
]


def released(cells, **texts):
    """A notebook as students got it, or with other texts."""
    return json.dumps(notebook(c.json(texts.get(c.grade_id, c.released)) for c in cells)).encode()


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


def read(course, cells):
    """The assignment as it is graded now."""
    course.add(cells)
    paths = (course.root / part / NAME / f"{NAME}.ipynb" for part in ("source", "release"))
    return with_earlier(course.root, NAME, Template.read(*paths))


def test_cells_of_an_earlier_release_are_nobodys_change(course):
    first = read(course, OLD)
    assert first.earlier == {}
    assert rebuild(first, released(OLD)).notes == ()
    template = read(course, NEW)
    assert rebuild(template, released(OLD)).notes == ()
    assert rebuild(template, released(NEW)).notes == ()


def test_without_the_earlier_release_all_of_them_would_be_reported(course):
    notes = rebuild(read(course, NEW), released(OLD)).notes
    assert [note.partition(";")[0] for note in notes] == [
        "The test cell `test_g` had been deleted",
        "The test cell `test_f` had been changed",
    ]


def test_what_no_release_had_is_still_reported(course):
    read(course, OLD)
    template = read(course, NEW)
    (note,) = rebuild(template, released(OLD, test_f="assert True")).notes
    assert note == "The test cell `test_f` had been changed; the instructor's own was used."
    (note,) = rebuild(template, released([OLD[0], *NEW[2:]])).notes
    assert note == "The test cell `test_f` had been deleted; the instructor's own was used."


def test_an_answer_that_is_still_the_earlier_stub_was_not_written(course):
    read(course, OLD)
    template = read(course, [*NEW[:3], by_hand("why", "So.", "markdown", 2)])
    stub = [*OLD[:2], by_hand("why", "So.", "markdown")]
    (why,) = (c for c in rebuild(template, released(stub)).cells if c.grade_id == "why")
    assert why.unchanged
    other = Template(template.name, template.cells, template.metadata, {"why": "Write here."})
    again = with_earlier(course.root, NAME, other)
    (why,) = (c for c in rebuild(again, released(stub)).cells if c.grade_id == "why")
    assert why.unchanged
    mine = released(stub, why="My own words.")
    (why,) = (c for c in rebuild(again, mine).cells if c.grade_id == "why")
    assert not why.unchanged


def test_a_release_is_noted_once_and_may_come_back(course):
    for cells in (OLD, NEW, OLD, NEW, NEW):
        template = read(course, cells)
    kept = json.loads((course.root / ".autograder" / "releases" / f"{NAME}.json").read_text())
    assert len(kept[NAME]) == 2
    assert rebuild(template, released(OLD)).notes == ()


def test_a_note_that_cannot_be_read_or_written_stops_nobody(course):
    read(course, OLD)
    path = course.root / ".autograder" / "releases" / f"{NAME}.json"
    for text in ("{", "[]", '{"ps1": 3}', '{"ps1": [3]}'):
        path.write_text(text)
        assert read(course, NEW).earlier == {}
    path.unlink()
    path.mkdir()
    assert read(course, OLD).earlier == {}


def test_without_a_release_nothing_is_noted(course):
    course.add(OLD)
    template = Template.read(course.root / "source" / NAME / f"{NAME}.ipynb")
    assert with_earlier(course.root, NAME, template) == template
    assert not (course.root / ".autograder").exists()
