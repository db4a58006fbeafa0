"""The course's home: every link leads somewhere, every Persian term is in the glossary."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import nbformat
import pytest

from autograder.build.glossary import Term, read_glossary, table
from autograder.build.home import home_files
from autograder.build.links import links, moved, target_of
from autograder.build.script import read_script
from autograder.errors import BuildError

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "course"
LECTURES = sorted(COURSE.glob("s*/lecture.py"))
GLOSSARY = read_glossary(COURSE / "glossary.toml", "glossary.toml")
PERSIAN = re.compile(r"[\u0600-\u06ff]+(?:[ \u200c]+[\u0600-\u06ff]+)*")
ROW = re.compile(
    r"\| (\d+) \| ([^|]+) \| ([^|]+) \| ([\d, ]*) ?"
    r"\| \[(\d+) min\]\((.+?)\) \| \[(\d+) min\]\((.+?)\) \|"
)


def cells(path: Path) -> list[str]:
    """The markdown cells of an authored page."""
    return ["\n".join(c.lines) for c in read_script(path, path.name).cells if c.kind == "markdown"]


def terms(text: str) -> set[str]:
    """Every run of Persian words in a text; a line break inside it is a blank."""
    return set(PERSIAN.findall(text.replace("\n", " ").replace("،", "|")))


def told(path: Path) -> set[str]:
    """The Persian terms of a lecture, in its text and in its code."""
    lines = path.read_text("utf-8").splitlines()
    text = "\n".join(line.removeprefix("# ").removeprefix("> ").strip() for line in lines)
    return terms(text)


def rows() -> dict[int, re.Match[str]]:
    found = [
        ROW.fullmatch(line) for cell in cells(COURSE / "index.py") for line in cell.split("\n")
    ]
    return {int(row[1]): row for row in found if row}


# --- links ------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [COURSE / "index.ipynb", COURSE / "README.md", *COURSE.glob("s*/lecture.ipynb")],
    ids=lambda path: path.relative_to(COURSE).as_posix(),
)
def test_every_link_of_a_page_leads_to_a_file(page: Path):
    if page.suffix == ".md":
        text = page.read_text("utf-8")
    else:
        text = "\n\n".join(
            c.source for c in nbformat.read(page, 4).cells if c.cell_type == "markdown"
        )
    place = PurePosixPath(page.relative_to(ROOT).as_posix())
    found = list(links(text))
    assert found
    for link in found:
        assert (ROOT / target_of(place, link)).is_file(), link


@pytest.mark.parametrize("number", range(1, len(LECTURES) + 1))
def test_a_lecture_links_home_at_both_ends_and_on_to_what_follows(number: int):
    first, *_, last = cells(LECTURES[number - 1])
    session = LECTURES[number - 1].parent.name
    wanted = [f"../../release/{session}/{session}.ipynb"]
    if number < len(LECTURES):
        wanted.append(f"../{LECTURES[number].parent.name}/lecture.ipynb")
    assert list(links(first)) == ["../index.ipynb"]
    assert list(links(last)) == [*wanted, "../index.ipynb"]


def test_what_only_looks_like_a_link_is_left_alone():
    page = PurePosixPath("course/index.ipynb")
    text = "`A[i](x.md)` $f[a](b)$ ![picture](p.png) [x](https://a.b/c.md) [y](#top) $$z[1](q)$$"
    assert list(links(text)) == []
    assert moved(text, page, {page: page}) == text


def test_a_link_keeps_its_fragment_when_it_is_moved():
    page, other = PurePosixPath("course/a/x.md"), PurePosixPath("release/a/y z.md")
    places = {page: PurePosixPath("a/x.md"), other: PurePosixPath("b/y z.md")}
    text = "[one\ntwo](../../release/a/y%20z.md#here), [gone](z.md)"
    assert moved(text, page, places) == "[one\ntwo](../b/y%20z.md#here), gone"


# --- the map ----------------------------------------------------------------


def test_the_map_names_every_session_by_its_title_and_links_it():
    for number, path in enumerate(LECTURES, 1):
        row, session = rows()[number], path.parent.name
        assert cells(path)[0].startswith(f"# Session {number}: {row[2].strip()}\n")
        assert row[6] == f"{session}/lecture.ipynb"
        assert row[8] == f"../release/{session}/{session}.ipynb"
    assert len(rows()) == len(LECTURES)


@pytest.mark.parametrize("number", range(1, len(LECTURES) + 1))
def test_a_session_builds_on_those_that_its_lecture_names(number: int):
    opening = cells(LECTURES[number - 1])[0].partition("You need:")[2]
    named = {int(n) for n in re.findall(r"Session\s+(\d+)", opening)}
    assert {int(n) for n in re.findall(r"\d+", rows()[number][4])} == named


def minutes(folder: Path) -> tuple[float, float]:
    """How long a lecture and its assignment take, as the index says how to estimate it."""
    lecture = (folder / "lecture.py").read_text("utf-8")
    figures = len(re.findall(r"^(?:show|slider)\(", lecture, re.MULTILINE))
    words = sum(len(cell.split()) for cell in cells(folder / "lecture.py"))
    release = nbformat.read(ROOT / "release" / folder.name / f"{folder.name}.ipynb", 4)
    asked = sum(len(c.source.split()) for c in release.cells if c.cell_type == "markdown")
    assignment = (folder / "assignment.py").read_text("utf-8")
    answers = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", assignment, re.DOTALL)
    lines = [line.strip() for answer in answers for line in answer.splitlines()]
    code = [line for line in lines if line and not line.startswith("#")]
    exercises = len(list((folder / "exercises").glob("[a-z]*.py")))
    return words / 150 + figures / 2 + 10, asked / 150 + 5 * exercises + len(code) / 2


@pytest.mark.parametrize("number", range(1, len(LECTURES) + 1))
def test_the_times_are_those_that_the_index_says_how_to_estimate(number: int):
    row = rows()[number]
    lecture, assignment = minutes(LECTURES[number - 1].parent)
    assert abs(lecture - int(row[5])) <= 5
    assert abs(assignment - int(row[7])) <= 5


# --- the glossary -----------------------------------------------------------


def test_every_persian_term_of_the_lectures_is_in_the_glossary_spelt_the_same():
    known = set().union(*(terms(form) for term in GLOSSARY for form in term.forms))
    found = set().union(*map(told, LECTURES))
    assert found - known == set(), "in a lecture only"
    assert known - found == set(), "in the glossary only"


@pytest.mark.parametrize("term", GLOSSARY, ids=lambda term: term.english)
def test_a_term_stands_in_the_session_that_uses_it_first(term: Term):
    where = [n for n, path in enumerate(LECTURES, 1) if terms(term.persian) <= told(path)]
    assert where[0] == term.session


def test_a_term_that_is_spelt_otherwise_is_noticed():
    assert terms("(مشتق پذیر) (مشتق\nپذیر)") == {"مشتق پذیر"}
    assert terms("مشتق\u200cپذیر") != terms("مشتق پذیر") != terms("مشتق پذير")


def test_the_terms_are_in_the_order_of_the_sessions_and_listed_once():
    assert [t.session for t in GLOSSARY] == sorted(t.session for t in GLOSSARY)
    for names in ([t.english for t in GLOSSARY], [f for t in GLOSSARY for f in t.forms]):
        assert len(names) == len(set(names))


def test_persian_in_the_table_is_marked_and_runs_from_right_to_left():
    lines = table(GLOSSARY)
    assert len(lines) == len(GLOSSARY) + 2
    for line, term in zip(lines[2:], GLOSSARY, strict=True):
        assert line.count("|") == 5
        assert f'<span lang="fa" dir="rtl">{term.persian}' in line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("term = ", "cannot be read as TOML"),
        ("[[trem]]\n", "nothing but"),
        ('[[term]]\nsession = "1"\nenglish = "a"\n', r"term 1 \(a\): \"session\" is missing or"),
        ('[[term]]\nsession = 1\nenglish = "a"\npersian = ""\nmeaning = "m"\n', '"persian"'),
        (
            '[[term]]\nsession = 1\nenglish = "a"\npersian = "ا"\nmeaning = "x|y"\n',
            "break the table",
        ),
        (
            '[[term]]\nsession = 1\nenglish = "a"\npersian = "ا|ب"\nmeaning = "m"\n',
            "break the table",
        ),
        (
            '[[term]]\nsession = 1\nenglish = "a"\npersian = "ا"\nmeaning = "m"\nx = 1\n',
            "knows 'x'",
        ),
        (
            '[[term]]\nsession = 1\nenglish = "a"\npersian = "ا"\nmeaning = "m"\nalso = "b"\n',
            "list",
        ),
    ],
)
def test_a_glossary_with_a_mistake_is_refused(text: str, words: str, tmp_path: Path):
    path = tmp_path / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=words) as refusal:
        read_glossary(path, "glossary.toml")
    assert "\n" not in str(refusal.value)


# --- the page ---------------------------------------------------------------


def test_the_notebook_and_the_readme_hold_the_same_text_with_the_glossary_in_it():
    notebook = nbformat.read(COURSE / "index.ipynb", 4)
    texts = [cell.source for cell in notebook.cells]
    assert all(cell.cell_type == "markdown" for cell in notebook.cells)
    readme = (COURSE / "README.md").read_text("utf-8")
    assert readme.partition("\n\n")[2] == "\n\n".join(texts) + "\n"
    assert "\n".join(table(GLOSSARY)) in readme
    assert "<!-- glossary -->" not in readme


def test_code_or_a_graded_cell_in_the_index_is_refused(tmp_path: Path):
    (tmp_path / "course").mkdir()
    assert home_files(tmp_path) == {}
    (tmp_path / "course" / "index.py").write_text("# %% [markdown]\n# # Home\n\n# %%\nx = 1\n")
    with pytest.raises(BuildError, match=r"course/index\.py, line 4: the index is text alone"):
        home_files(tmp_path)
