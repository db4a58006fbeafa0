"""Whatever a student hands in, the instructor's notebook comes out, with the answers in it."""

import contextlib
import json
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.grading.rebuild import (
    Kind,
    Template,
    Unreadable,
    assembly,
    parsing,
    read_submission,
    reading,
    rebuild,
    solved,
    unanswered,
)


def cell(source, grade_id=None, cell_type="code", **flags):
    metadata = {}
    if grade_id is not None:
        metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3, **flags}
    made = {"cell_type": cell_type, "metadata": metadata, "source": source}
    return made | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def notebook(cells, **more):
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more


ANSWER = {"solution": True}
TEST = {"grade": True, "locked": True, "points": 3}
WRITTEN = {"grade": True, "solution": True, "points": 2, "cell_type": "markdown"}
TASK = {"task": True, "locked": True, "points": 4, "cell_type": "markdown"}

SOURCE = [
    cell("# The title", cell_type="markdown"),
    cell("import math", "imports", locked=True),
    cell("data = [1, 2]"),
    cell("def f(x):\n    return x + 1", "f", **ANSWER),
    cell("assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(5) == 6", "test_f", **TEST),
    cell("Because.", "why", **WRITTEN),
    cell("Draw a picture.", "draw", **TASK),
    cell("print('done')"),
]
BLANK = "def f(x):\n    raise NotImplementedError()"
RELEASE = [
    *SOURCE[:3],
    cell(BLANK, "f", **ANSWER),
    cell("assert f(1) == 2\n", "test_f", **TEST),
    cell("YOUR ANSWER HERE", "why", **WRITTEN),
    *SOURCE[6:],
]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    for name, cells in (("source.ipynb", SOURCE), ("release.ipynb", RELEASE)):
        (folder / name).write_text(json.dumps(notebook(cells)), encoding="utf-8")
    return Template.read(folder / "source.ipynb", folder / "release.ipynb")


def put(template, cells, **more):
    return rebuild(template, json.dumps(notebook(cells, **more)).encode())


def answered(f="def f(x):\n    return 1 + x", why="So.", extra=()):
    return [*RELEASE[:3], cell(f, "f"), *extra, RELEASE[4], cell(why, "why"), *RELEASE[6:]]


def by_id(rebuilt, grade_id):
    [found] = [c for c in rebuilt.cells if c.grade_id == grade_id]
    return found


def kinds(rebuilt):
    return " ".join(c.kind.name for c in rebuilt.cells)


def assert_whole(template, rebuilt):
    """Every cell of the instructor, once, in order; the rest is the student's own."""
    own = [c for c in rebuilt.cells if c.kind not in (Kind.EXTRA, Kind.TEXT)]
    wanted = [c for c in template.cells if c.kind is not Kind.TEXT]
    assert [(c.kind, c.grade_id, c.metadata, c.points, c.cell_type) for c in own] == [
        (c.kind, c.grade_id, c.metadata, c.points, c.cell_type) for c in wanted
    ]
    texts = iter(c.source for c in rebuilt.cells if c.kind is Kind.TEXT)
    assert all(c.source in texts for c in template.cells if c.kind is Kind.TEXT)
    for got, want in zip(own, wanted, strict=True):
        if want.kind in (Kind.TEST, Kind.CONTEXT, Kind.TASK):
            assert got.source == want.source


# The instructor's notebook


def test_each_kind_of_cell_is_told_by_its_nbgrader_flags(template):
    assert kinds(template) == "TEXT CONTEXT CONTEXT ANSWER TEST WRITTEN TASK CONTEXT"
    assert [c.grade_id for c in template.cells if c.kind is Kind.CONTEXT] == ["imports", None, None]
    assert [c.points for c in template.cells] == [0, 0, 0, 0, 3, 2, 4, 0]
    assert template.name == "source"


def test_the_solved_notebook_holds_the_instructors_own_answers(template):
    assert by_id(solved(template), "f").source == SOURCE[3]["source"]
    assert solved(template).notes == ()


def test_points_that_are_no_number_count_as_nothing(tmp_path):
    cells = [
        cell("", f"t{i}", grade=True, points=p) for i, p in enumerate(["", None, -1, "2", 1e999])
    ]
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook(cells)))
    assert [c.points for c in Template.read(tmp_path / "n.ipynb").cells] == [0, 0, 0, 2, 0]


def test_the_same_id_twice_in_the_instructors_notebook_is_refused(tmp_path):
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook([SOURCE[3], SOURCE[3]])))
    with pytest.raises(UsageError, match=r"'f' is there 2 times in .*n\.ipynb; give"):
        Template.read(tmp_path / "n.ipynb")


@pytest.mark.parametrize(
    "text", ["no JSON", "[]", "{}", '{"cells": 3}', '{"cells": [1]}', "[" * 9**6]
)
def test_an_instructors_file_that_is_no_notebook_is_named(tmp_path, text):
    (tmp_path / "n.ipynb").write_text(text)
    with pytest.raises(UsageError, match=r"n\.ipynb"):
        Template.read(tmp_path / "n.ipynb")


# What is taken and what is put back


def test_an_untouched_release_is_no_response_and_gives_no_note(template):
    rebuilt = put(template, RELEASE)
    assert kinds(rebuilt) == kinds(template)
    assert rebuilt.notes == ()
    assert by_id(rebuilt, "f").unchanged
    assert by_id(rebuilt, "why").unchanged
    assert not any(c.missing for c in rebuilt.cells)


def test_the_text_of_an_answer_is_taken_and_nothing_else_of_it(template):
    forged = cell("x", "f", grade=True, points=1000, solution=False)
    forged["metadata"]["tags"] = ["skip-execution"]
    rebuilt = put(template, [*RELEASE[:3], forged, *RELEASE[4:]], metadata={"kernelspec": "evil"})
    taken = by_id(rebuilt, "f")
    assert (taken.source, taken.points, taken.kind) == ("x", 0, Kind.ANSWER)
    assert taken.metadata == SOURCE[3]["metadata"]
    assert not taken.unchanged


def test_an_answer_as_a_list_of_lines_or_of_another_cell_type_is_taken(template):
    rebuilt = put(template, [cell(["a = 1\n", "b = 2"], "f", "markdown"), *RELEASE[4:]])
    assert (by_id(rebuilt, "f").source, by_id(rebuilt, "f").cell_type) == ("a = 1\nb = 2", "code")


def test_a_missing_answer_is_reported_and_stands_there_blank(template):
    rebuilt = put(template, [*RELEASE[:3], *RELEASE[4:]])
    missing = by_id(rebuilt, "f")
    assert missing.missing
    assert missing.unchanged
    assert missing.source == BLANK
    assert rebuilt.notes == ("The answer cell `f` is missing.",)


def test_without_a_release_the_blank_answer_is_empty(template, tmp_path):
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook(SOURCE)))
    bare = Template.read(tmp_path / "n.ipynb")
    assert by_id(unanswered(bare), "f").source == ""
    assert by_id(put(bare, answered(why=" ")), "why").unchanged
    assert put(bare, answered()).notes == ()


def test_of_duplicates_the_first_is_marked(template):
    rebuilt = put(template, answered(extra=[cell("second", "f"), cell("third", "f")]))
    assert by_id(rebuilt, "f").source == "def f(x):\n    return 1 + x"
    assert rebuilt.notes == ("The cell `f` is there more than once; the first one was marked.",)
    twice = put(template, answered(extra=[cell("second", "f")]))
    assert twice.notes == ("The cell `f` is there more than once; the first one was marked.",)


@pytest.mark.parametrize(
    ("tests", "note"),
    [
        ([cell("assert True", "test_f")], "had been changed; the instructor's own was used."),
        ([], "had been deleted; the instructor's own was used."),
        ([RELEASE[4], RELEASE[4]], "is there more than once; it counts once."),
        ([SOURCE[4]], None),
    ],
)
def test_a_test_cell_is_always_the_instructors_own(template, tests, note):
    rebuilt = put(template, [*RELEASE[:4], *tests, *RELEASE[5:]])
    assert by_id(rebuilt, "test_f").source == SOURCE[4]["source"]
    assert not by_id(rebuilt, "test_f").missing
    assert rebuilt.notes == ((f"The test cell `test_f` {note}",) if note else ())


def test_a_locked_cell_is_put_back_without_a_word(template):
    for cells in (RELEASE[2:], [cell("math = None", "imports"), *RELEASE[2:]]):
        rebuilt = put(template, cells)
        assert by_id(rebuilt, "imports").source == "import math"
        assert not by_id(rebuilt, "imports").missing
        assert rebuilt.notes == ()


# The student's own cells


def test_an_added_cell_runs_after_the_cell_that_it_followed(template):
    cells = answered(extra=[cell("helper = 1"), cell("My thoughts", cell_type="markdown")])
    rebuilt = put(template, [cell("first = 1"), *cells, cell("last = 1"), cell("  ")])
    assert kinds(rebuilt) == (
        "EXTRA TEXT CONTEXT CONTEXT ANSWER EXTRA TEXT TEST WRITTEN TASK CONTEXT EXTRA"
    )
    assert [c.source for c in rebuilt.cells if c.kind is Kind.EXTRA] == [
        "first = 1",
        "helper = 1",
        "last = 1",
    ]
    assert rebuilt.notes == ()


def test_a_changed_plain_cell_is_the_students_and_the_instructors_stays_for_the_trusted_side(
    template,
):
    rebuilt = put(template, [*RELEASE[:2], cell("data = [3]"), *RELEASE[3:]])
    plain = [c for c in rebuilt.cells if c.kind is Kind.CONTEXT and c.grade_id is None]
    assert [(c.source, c.missing) for c in plain] == [
        ("data = [1, 2]", True),
        ("print('done')", False),
    ]
    assert [c.source for c in rebuilt.cells if c.kind is Kind.EXTRA] == ["data = [3]"]
    assert_whole(template, rebuilt)


def test_a_deleted_plain_cell_is_gone_for_the_student_alone(template):
    rebuilt = put(template, [*RELEASE[:2], *RELEASE[3:]])
    assert [(c.source, c.missing) for c in rebuilt.cells if c.kind is Kind.CONTEXT] == [
        ("import math", False),
        ("data = [1, 2]", True),
        ("print('done')", False),
    ]


def test_equal_plain_cells_are_told_apart_by_their_neighbours(tmp_path):
    show = cell("plot()")
    source = [cell("1", "a", **ANSWER), show, cell("2", "b", **ANSWER), show]
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook(source)))
    rebuilt = put(Template.read(tmp_path / "n.ipynb"), [source[0], source[2], show])
    assert [(c.source, c.missing) for c in rebuilt.cells] == [
        ("1", False),
        ("plot()", True),
        ("2", False),
        ("plot()", False),
    ]


def test_a_moved_plain_cell_is_still_the_instructors_and_runs_once(template):
    rebuilt = put(template, [*RELEASE[:2], *RELEASE[3:], RELEASE[2]])
    assert kinds(rebuilt) == kinds(template)
    assert not any(c.missing for c in rebuilt.cells)


def test_a_cell_with_an_id_that_nobody_knows_is_the_students_own(template):
    rebuilt = put(template, answered(extra=[cell("x = 1", "test_extra_points", **TEST)]))
    [extra] = [c for c in rebuilt.cells if c.kind is Kind.EXTRA]
    assert (extra.grade_id, extra.points, extra.metadata) == (None, 0, {})


def test_own_cells_beyond_the_bounds_are_left_out_with_a_note(template, monkeypatch):
    monkeypatch.setattr(assembly, "MAX_EXTRA_CELLS", 3)
    monkeypatch.setattr(assembly, "MAX_EXTRA_TEXT", 20)
    many = put(template, answered(extra=[cell(f"x = {i}") for i in range(5)]))
    assert kinds(many).count("EXTRA") == 3
    assert many.notes[0].startswith("2 cells of your own did not fit and were left out")
    long = put(template, answered(extra=[cell("y" * 19), cell("zz")]))
    assert long.notes[0].startswith("1 cell of your own did not fit and was left out")


# Bad input


def test_of_countless_cells_the_first_are_read(template, monkeypatch):
    monkeypatch.setattr(parsing, "MAX_CELLS", 3)
    rebuilt = put(template, [cell("x"), cell("a", "f"), 0, cell("b", "why"), *[0] * 6])
    assert (by_id(rebuilt, "f").source, by_id(rebuilt, "why").missing) == ("a", True)
    assert "8 cells could not be read and were left out." in rebuilt.notes


def test_a_cell_that_is_too_long_is_not_read_and_the_note_says_so(template, monkeypatch):
    monkeypatch.setattr(parsing, "MAX_CELL_TEXT", 100)
    rebuilt = put(template, [cell("x" * 101, "f"), cell("y" * 101), *RELEASE[4:]])
    assert by_id(rebuilt, "f").missing
    assert "The cell `f` was not read: it has 101 characters, and at most 100 are read." in (
        rebuilt.notes
    )
    assert "1 cell could not be read and was left out." in rebuilt.notes


def test_null_bytes_and_half_surrogates_are_replaced(template):
    data = json.dumps(notebook([cell("A\x00\ud800\U0001f600\r\nB", "f")])).encode()
    text = by_id(rebuild(template, data), "f").source
    assert text == "A\ufffd\ufffd\U0001f600\nB"
    text.encode("utf-8")


def test_format_3_is_read_with_a_note(template):
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Title", "metadata": {}},
        {
            "cell_type": "code",
            "input": ["f = abs"],
            "language": "python",
            "metadata": {"nbgrader": {"grade_id": "f"}},
        },
        {"cell_type": "code", "input": "g = 2", "metadata": {}},
    ]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}, 7]}
    rebuilt = rebuild(template, json.dumps(old).encode())
    assert by_id(rebuilt, "f").source == "f = abs"
    assert [c.source for c in rebuilt.cells if c.kind is Kind.EXTRA] == ["g = 2"]
    assert rebuilt.notes[0].startswith("The notebook is not in format 4")


@pytest.mark.parametrize(
    ("more", "noted"), [({"nbformat_minor": 99}, False), ({"nbformat": 5}, True)]
)
def test_a_later_format_is_read_too(template, more, noted):
    rebuilt = put(template, answered(), **more)
    assert not by_id(rebuilt, "f").unchanged
    assert bool(rebuilt.notes) is noted


@pytest.mark.parametrize("cells", [None, 3, "text", {"a": 1}])
def test_cells_that_are_no_list_leave_every_answer_missing(template, cells):
    rebuilt = put(template, cells)
    assert rebuilt.notes[0] == "The notebook has no list of cells, so no answer could be read."
    assert rebuilt.cells == unanswered(template).cells


def test_cells_of_the_wrong_types_are_left_out_and_the_rest_is_read(template):
    broken = [
        7,
        None,
        [],
        {},
        {"cell_type": ["code"], "source": "x"},
        {"cell_type": "code", "source": {"a": 1}, "metadata": None},
        {"cell_type": "code", "source": ["a", 1], "metadata": {"nbgrader": 3}},
        {"cell_type": "code", "source": None, "metadata": {"nbgrader": {"grade_id": "f"}}},
        {"cell_type": "code", "source": "y = 1", "metadata": {"nbgrader": {"grade_id": ["f"]}}},
        {"cell_type": 5, "source": "Known.", "metadata": {"nbgrader": {"grade_id": "why"}}},
    ]
    rebuilt = put(template, [*broken, *answered()])
    assert by_id(rebuilt, "f").source == "def f(x):\n    return 1 + x"
    assert by_id(rebuilt, "why").source == "Known."
    assert [c.source for c in rebuilt.cells if c.kind is Kind.EXTRA] == ["y = 1"]
    assert "The text of the cell `f` could not be read." in rebuilt.notes
    assert "7 cells could not be read and were left out." in rebuilt.notes


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"print('hello')", "not JSON"),
        (b'{"cells": [', "not JSON"),
        ('{"cells": []}'.encode("utf-16"), "UTF-8"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        (b"[" + b"[]," * 2_000_000 + b"1]", "too many parts"),
        (b"[]", "no cells"),
        (b"{}", "no cells"),
        (b"null", "no cells"),
        (b'"cells"', "no cells"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(template, data, reason):
    with pytest.raises(Unreadable, match=reason) as caught:
        rebuild(template, data)
    assert str(caught.value).count("\n") == 0


def test_a_byte_order_mark_and_endless_numbers_do_no_harm(template):
    data = json.dumps(notebook(answered())).replace('"nbformat_minor": 5', f'"x": {"9" * 9999}')
    assert not by_id(rebuild(template, b"\xef\xbb\xbf" + data.encode()), "f").unchanged


# Reading the file


def test_a_regular_file_is_read(tmp_path):
    (tmp_path / "alice").mkdir()
    (tmp_path / "alice" / "n.ipynb").write_bytes(b"{}")
    assert read_submission(tmp_path / "alice" / "n.ipynb") == b"{}"
    assert read_submission(tmp_path / "alice" / "n.ipynb", beneath=tmp_path) == b"{}"


def test_a_link_is_not_followed_wherever_it_is(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "n.ipynb").write_bytes(b"{}")
    (tmp_path / "course" / "bob").mkdir(parents=True)
    (tmp_path / "course" / "bob" / "n.ipynb").symlink_to(tmp_path / "secret" / "n.ipynb")
    (tmp_path / "course" / "eve").symlink_to(tmp_path / "secret")
    for student, link in (("bob", "n.ipynb"), ("eve", "eve")):
        with pytest.raises(Unreadable, match=f"{link} is a symbolic link"):
            read_submission(tmp_path / "course" / student / "n.ipynb", beneath=tmp_path / "course")


def test_what_is_no_regular_file_is_named_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "fifo.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "file").write_text("")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.ipynb"))
        for name, reason in (
            ("fifo.ipynb", "fifo.ipynb is a pipe"),
            ("folder.ipynb", "folder.ipynb is a folder"),
            ("socket.ipynb", "socket.ipynb is a socket"),
            ("file/n.ipynb", "file is a file and no folder"),
            ("nothing.ipynb", "nothing.ipynb is missing"),
            ("nobody/n.ipynb", "n.ipynb is missing"),
        ):
            with pytest.raises(Unreadable, match=reason):
                read_submission(tmp_path / name, beneath=tmp_path)


def test_a_device_is_refused_before_it_is_opened():
    with pytest.raises(Unreadable, match="null is a device"):
        read_submission(Path("/dev/null"))


def test_a_file_that_is_swapped_between_look_and_open_is_refused(tmp_path, monkeypatch):
    (tmp_path / "real.ipynb").write_bytes(b"{}")
    regular = os.stat(tmp_path / "real.ipynb")
    (tmp_path / "n.ipynb").symlink_to("real.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "fifo.ipynb")
    monkeypatch.setattr(reading.os, "stat", lambda *args, **kwargs: regular)
    before = len(os.listdir("/proc/self/fd"))
    for name, reason in (("n", "cannot be read"), ("folder", "a folder"), ("fifo", "a pipe")):
        with pytest.raises(Unreadable, match=reason):
            read_submission(tmp_path / f"{name}.ipynb")
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_file_that_is_too_big_is_not_read(tmp_path):
    with open(tmp_path / "n.ipynb", "wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Unreadable, match=r"has 200\.0 MB; at most 20\.0 MB are read"):
        read_submission(tmp_path / "n.ipynb")
    (tmp_path / "small.ipynb").write_bytes(b"x" * 100)
    assert len(read_submission(tmp_path / "small.ipynb", max_bytes=100)) == 100
    with pytest.raises(Unreadable):
        read_submission(tmp_path / "small.ipynb", max_bytes=99)


def test_a_path_outside_the_folder_is_not_read(tmp_path):
    for path in (tmp_path / ".." / "n.ipynb", tmp_path.parent / "n.ipynb", tmp_path):
        with pytest.raises(Unreadable, match="is not a file beneath"):
            read_submission(path, beneath=tmp_path)
    for path in ("/", tmp_path / ".."):
        with pytest.raises(Unreadable, match="is not a file beneath"):
            read_submission(Path(path))


def test_no_handle_is_left_open(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "n.ipynb").write_bytes(b"{}")
    (tmp_path / "a" / "link.ipynb").symlink_to("n.ipynb")
    before = len(os.listdir("/proc/self/fd"))
    for name in ("n.ipynb", "link.ipynb", "none.ipynb"):
        try:
            read_submission(tmp_path / "a" / name, beneath=tmp_path)
        except Unreadable:
            continue
    assert len(os.listdir("/proc/self/fd")) == before


# Anything at all

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
WHATEVER = st.one_of(
    ANYTHING,
    st.sampled_from(["code", "markdown", "f", "test_f", "why", "data = [1, 2]", "x\ud800\x00"]),
    st.lists(st.text(max_size=8), max_size=3),
)
NBGRADER = st.fixed_dictionaries({}, optional={"grade_id": WHATEVER, "points": WHATEVER})
A_CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": WHATEVER,
        "source": WHATEVER,
        "input": WHATEVER,
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": NBGRADER | WHATEVER})
        | WHATEVER,
    },
)
SHUFFLED = st.lists(st.sampled_from(RELEASE) | A_CELL | ANYTHING, max_size=15)
SUBMISSION = ANYTHING | st.fixed_dictionaries(
    {},
    optional={
        "cells": SHUFFLED | WHATEVER,
        "worksheets": st.lists(st.fixed_dictionaries({"cells": SHUFFLED}) | ANYTHING) | WHATEVER,
        "nbformat": WHATEVER | st.just(4),
        "metadata": WHATEVER,
    },
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SUBMISSION)
def test_any_json_is_rebuilt_or_unreadable_and_never_anything_else(template, submission):
    try:
        rebuilt = rebuild(template, json.dumps(submission).encode())
    except Unreadable:
        assert not isinstance(submission, dict) or not {"cells", "worksheets"} & submission.keys()
        return
    assert_whole(template, rebuilt)
    for text in [*(c.source for c in rebuilt.cells), *rebuilt.notes]:
        assert "\x00" not in text
        text.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_unreadable_or_rebuilt(template, data):
    with contextlib.suppress(Unreadable):
        assert_whole(template, rebuild(template, data))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*RELEASE, cell("mine = 1"), cell("also = 2")]), max_size=14))
def test_every_own_cell_of_a_shuffled_notebook_survives_once(template, cells):
    rebuilt = put(template, cells)
    assert_whole(template, rebuilt)
    for text in ("mine = 1", "also = 2"):
        handed_in = sum(c["source"] == text for c in cells)
        assert sum(c.source == text for c in rebuilt.cells) == handed_in


def test_many_cells_of_one_kind_are_told_in_one_sentence(tmp_path):
    answer = cell("def f(x): ...", "f", **ANSWER)
    tests = [cell("assert f(1)", f"t{i}", **TEST) for i in range(6)]
    path = tmp_path / "many.ipynb"
    path.write_text(json.dumps(notebook([answer, *tests])), encoding="utf-8")
    assert put(Template.read(path), [answer]).notes == (
        "6 test cells had been deleted; the instructor's own were used: "
        "`t0`, `t1`, `t2`, `t3` and 2 more.",
    )


def test_a_notebook_in_another_language_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "r.ipynb"
    kernel = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}
    path.write_text(json.dumps(notebook([cell("1 + 1")], metadata=kernel)), encoding="utf-8")
    with pytest.raises(UsageError, match=r"r\.ipynb is written in R, and only Python"):
        Template.read(path)
