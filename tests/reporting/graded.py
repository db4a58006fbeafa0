"""A graded notebook and its results, as grading hands them to the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from autograder.checking import CheckResult, Diagnosis, Report, Verdict
from autograder.checking.verdict import Explanation
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult

FIXTURES = Path(__file__).parent / "fixtures"
NOTEBOOK = "s01_linear_regression"
FACTOR = "The mean squared error of this course has no factor 1/2; yours halves the result."
DUPLICATED = "With a duplicated column `A.T @ A` has no inverse; use a solver for least squares."


INLINE = ("a", "b", "bdi", "code", "em", "i", "span", "strong")


@dataclass(frozen=True)
class GivenMark:
    """Marks as the gradebook would give them."""

    total: float
    max: float
    auto: float | None = None
    manual: float | None = None
    extra: float | None = None
    needs_manual_grade: bool = False
    comment: str | None = None


class Page(HTMLParser):
    """The elements of a page: (tag, attributes), and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._style = False
        self.feed(str(page))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._style = tag == "style"
        if tag not in INLINE:
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.text += data

    def tags(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in names]

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def assert_harmless(page: str, *, charts: bool = False, links: tuple[str, ...] = ()) -> Page:
    """Nothing on the page can run, fetch anything or lead anywhere outside.

    charts: the page may draw, with these elements only. links: how the links may begin
    that the course itself has asked for.
    """
    read = Page(page)
    allowed = {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
        *("h1", "h2", "h3", "h4", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "div", "span"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "pre", "code"),
        *("figure", "img", "details", "summary", "strong", "em", "b", "i", "u", "s", "del", "bdi"),
        *("br", "hr", "sub", "sup", "kbd", "samp", "blockquote", "mark"),
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msqrt", "msub", "msup", "msubsup"),
        *("munder", "mover", "munderover", "mtable", "mtr", "mtd", "mspace", "menclose"),
    }
    allowed |= {"nav"} | ({"svg", "desc", "rect", "line", "text"} if charts else set())
    assert {tag for tag, _ in read.elements} <= allowed
    for tag, attributes in read.elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            asked = tag == "a" and name == "href" and bool(links) and value.startswith(links)
            if name != "alt" and not asked:
                assert "://" not in value, (tag, name, value)
                assert "javascript:" not in value.lower(), (tag, name, value)
            if name in ("src", "href") and not asked:
                starts = ("data:image/",) if tag == "img" else ("#", "feedback/")
                assert value.startswith(starts), (tag, name, value)
            if name == "style":
                assert value.startswith("width: "), (tag, value)
    assert len(read.tags("style")) == 1
    assert len(read.tags("h1")) == 1
    return read


def report(exercise: str, checks: list[tuple[str, str, str]], diagnosis: Any) -> dict[str, Any]:
    """A report as ``Report.to_json`` gives it; its message is about the first wrong check."""
    wrong = next(((n, m) for n, v, m in checks if v == "wrong"), None)
    found = Diagnosis(**diagnosis) if diagnosis else None
    told = Explanation(wrong[0], wrong[1], found, read="session 1, “Sums”") if wrong else None
    results = tuple(CheckResult(n, Verdict(v), m, 1.0) for n, v, m in checks)
    return Report(exercise, results, told).to_json() | {"score": 0.5}


def right(exercise: str, points: float) -> CellResult:
    checks = [(f"check {i}", "right", "") for i in range(6)]
    made = report(exercise, checks, None) | {"verdict": "right", "score": 1.0}
    return CellResult(f"{exercise}-hidden", points, points, "right", "", "outside", (made,))


def graded_cells() -> tuple[CellResult, ...]:
    halves = report(
        "mean_squared_error",
        [
            ("returns one number", "right", ""),
            (
                "one error",
                "wrong",
                "`mean_squared_error(y=[1.0], y_hat=[3.0])` returned 2; right is 4.",
            ),
            ("many errors", "not judged", "Comes after “one error”, which has to be right first."),
            ("refuses shapes that differ", "right", ""),
        ],
        {"mistake": "halves_the_result", "message": FACTOR},
    )
    inverts = report(
        "normal_equation",
        [
            ("a pair of an array and a number", "right", ""),
            ("the line through two points", "right", ""),
            ("residuals at right angles to the columns", "right", ""),
            ("a column that is there twice", "wrong", "`normal_equation(X=[[1.0, 1.0], [2.0, 2.0]"
             ", [3.0, 3.0]], y=[1.0, 2.0, 4.0])` raised LinAlgError: Singular matrix"),
        ],
        {"mistake": "inverts", "message": DUPLICATED},
    )  # fmt: skip
    text = (
        "mean_squared_error: wrong.\n- one error: `mean_squared_error(y=[1.0], y_hat=[3.0])` "
        "returned 2; right is 4.\n- many errors: Comes after “one error”, which has to be right "
        f"first.\nWhat probably happened: {FACTOR}"
    )
    avg = "Your code stopped with AttributeError: 'numpy.ndarray' object has no attribute 'avg'"
    return (
        CellResult("predict_linear-visible", 3, 3.0, "right", "", "outside"),
        right("predict_linear", 7),
        CellResult(
            "mean_squared_error-visible", 3, 0.0, "wrong",
            "This test failed: `assert abs(mean_squared_error(y, y_hat) - 4 / 3) < 1e-12`",
            "outside",
        ),
        CellResult("mean_squared_error-hidden", 7, 2.0, "wrong", text, "outside", (halves,)),
        CellResult("normal_equation-visible", 6, 6.0, "right", "", "outside"),
        CellResult("normal_equation-hidden", 14, 10.5, "wrong", "", "outside", (inverts,)),
        CellResult("fit_gaussian_mle-visible", 3, 0.0, "wrong", avg, "outside"),
        CellResult(
            "fit_gaussian_mle-hidden", 7, 0.0, "not judged",
            "Your code used all the memory that it may use and was stopped.", "",
        ),
        CellResult("reading_the_result", 5, None, "manual", "Waits for a person."),
    )  # fmt: skip


def graded_notebook() -> NotebookResult:
    content = json.loads((FIXTURES / "graded.ipynb").read_text(encoding="utf-8"))
    note = "The test cell `predict_linear-visible` had been changed; the instructor's own was used."
    return NotebookResult(NOTEBOOK, graded_cells(), (note,), content)


def submission(
    *notebooks: NotebookResult, student: str = "amelie", **other: Any
) -> SubmissionResult:
    fields = {
        "assignment": NOTEBOOK,
        "attention": (),
        "sandbox": "bubblewrap",
        "fingerprint": "0",
        "timestamp": "2025-10-03 14:20:00 UTC",
        "seconds": 2.0,
    }
    return SubmissionResult(student=student, notebooks=notebooks, **(fields | other))
