"""The parts of the documentation's build: formulas, notebooks, tables."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "docs" / "_extensions"))

from maths import mathml
from notebooks import as_page
from tables import glossary, speed


def test_a_formula_becomes_mathml() -> None:
    assert mathml("x^2") == "<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"
    assert mathml("x", block=True).startswith('<math display="block">')


def test_a_sign_beside_a_text_stays_a_sign() -> None:
    made = mathml(r"a < b \text{ if } b > 0")
    assert "<mi>l</mi>" not in made
    assert made.count("<mo>") == 2


def test_aligned_lines_are_rows_of_a_table() -> None:
    made = mathml(r"\begin{aligned} a &= b \\ c &= d \end{aligned}")
    assert made.count("<mtr>") == 2
    assert "&<" not in made


@pytest.mark.parametrize("latex", [r"\left( 1", r"\nonsense x", r"a & b"])
def test_a_formula_that_is_not_understood_is_an_error(latex: str) -> None:
    with pytest.raises(ValueError, match=r"unknown|Error"):
        mathml(latex)


def notebook(*cells: dict[str, object]) -> str:
    return json.dumps({"cells": [{"metadata": {}, **cell} for cell in cells], "nbformat": 4})


def test_a_folded_cell_stays_folded_and_another_one_open() -> None:
    folded = {"cell_type": "code", "source": "1", "metadata": {"jupyter": {"source_hidden": True}}}
    text = notebook(folded, {"cell_type": "code", "source": "2"})
    first, second = json.loads(as_page(text, release=False))["cells"]
    assert first["metadata"]["tags"] == ["hide-input"]
    assert "tags" not in second["metadata"]


@pytest.mark.parametrize(
    ("release", "home"), [(False, "../README.md"), (True, "../../course/README.md")]
)
def test_a_link_home_leads_to_the_page_of_the_site(release: bool, home: str) -> None:
    text = notebook({"cell_type": "markdown", "source": ["[All](../index.ipynb)\n", "index.ipynb"]})
    (cell,) = json.loads(as_page(text, release=release))["cells"]
    assert cell["source"] == f"[All]({home})\nindex.ipynb"


def test_the_glossary_is_in_alphabetical_order_with_a_link_to_each_lecture() -> None:
    lines = list(glossary(ROOT / "course" / "glossary.toml"))[2:]
    terms = [line.split("|")[1].strip().casefold() for line in lines]
    assert terms == sorted(terms)
    assert "[1](../course/s01_linear_regression/lecture.ipynb)" in lines[terms.index("sample")]


BENCH = {
    "machine": {"cores": 2, "python": "3.11.7"},
    "classes": {
        "a class": {
            "submissions": 8,
            "seconds a submission": {"nbgrader": 9.0, "autograder": 3.0},
            "times as fast": {"nbgrader": 1.0, "autograder": 3.0},
            "marks that differ": 0,
        }
    },
}
SCALE = {
    "runs": [
        {
            "students": 50,
            "workers": 2,
            "submissions a second": 1.5,
            "peak MB": 700,
            "seconds again": 2,
        }
    ]
}


def test_speed_without_results_says_so(tmp_path: Path) -> None:
    assert "Nothing has been measured yet" in "\n".join(speed(tmp_path))


def test_speed_shows_the_newest_result_of_each_kind_and_names_the_rest(tmp_path: Path) -> None:
    old = {**BENCH, "classes": {"an old class": {}}}
    for name, found in {"2026-01-01": old, "2026-02-01": BENCH, "2026-02-01-scale": SCALE}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(found))
    (tmp_path / "2026-02-01-other.json").write_text('{"start": 1}')
    text = "\n".join(speed(tmp_path))
    assert "| a class | 8 | autograder | 3.00 | 3.0 | 0 |" in text
    assert "| 50 | 2 | 1.50 | 700 MB | 2.0 s |" in text
    assert "Measured on 2026-02-01: 2 cores, Python 3.11.7." in text
    assert "an old class" not in text
    assert "2026-02-01-other.json" in text
