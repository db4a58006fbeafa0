"""Tables made from data at every build: the glossary, and the speed that was measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.build.glossary import read_glossary

ROOT = Path(__file__).parents[2]


class Glossary(SphinxDirective):
    """The terms of course/glossary.toml, by their English names."""

    def run(self) -> list[nodes.Node]:
        path = ROOT / "course" / "glossary.toml"
        self.env.note_dependency(str(path))
        return self.parse_text_to_nodes("\n".join(glossary(path)))


class Speed(SphinxDirective):
    """The newest results of each kind in benchmarks/results/."""

    def run(self) -> list[nodes.Node]:
        place = ROOT / "benchmarks" / "results"
        for path in place.glob("*.json"):
            self.env.note_dependency(str(path))
        return self.parse_text_to_nodes("\n".join(speed(place)), allow_section_headings=True)


def glossary(path: Path) -> Iterator[str]:
    """The lines of a Markdown table, with links to the lectures."""
    lectures = {
        int(folder.parent.name[1:3]): f"../course/{folder.parent.name}/lecture.ipynb"
        for folder in path.parent.glob("s[0-9][0-9]_*/lecture.ipynb")
    }
    yield "| English | Persian | Lecture | Meaning |"
    yield "|:--|--:|--:|:--|"
    for term in sorted(
        read_glossary(path, "course/glossary.toml"), key=lambda term: term.english.casefold()
    ):
        persian = f'<span lang="fa" dir="rtl">{"، ".join(term.forms)}</span>'
        lecture = f"[{term.session}]({lectures[term.session]})"
        yield f"| {term.english} | {persian} | {lecture} | {term.meaning} |"


def speed(place: Path) -> Iterator[str]:
    """The lines of Markdown: a section for each kind of measurement that is there."""
    newest: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    for path in sorted(place.glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        newest["classes" if "classes" in found else "runs" if "runs" in found else path.name] = (
            path,
            found,
        )
    if not newest:
        yield "Nothing has been measured yet: `make bench` does it."
    for kind, lines in (("classes", _beside), ("runs", _by_size)):
        if kind in newest:
            path, found = newest.pop(kind)
            yield from lines(found)
            yield f"\nMeasured on {path.stem[:10]}: {_machine(found.get('machine', {}))}.\n"
    for path, _ in newest.values():
        yield f"\nMeasured too, and without a table here: `benchmarks/results/{path.name}`."


def _beside(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Beside plain nbgrader\n"
    yield "| Class | Submissions | Graded by | Seconds each | Times as fast | Marks that differ |"
    yield "|:--|--:|:--|--:|--:|--:|"
    for name, one in found["classes"].items():
        for side, seconds in one["seconds a submission"].items():
            fast, own = one["times as fast"][side], side != "nbgrader"
            differ = one["marks that differ"] if own else ""
            yield (
                f"| {name} | {one['submissions']} | {side} | {seconds:.2f} "
                f"| {fast:.1f} | {differ} |"
            )
    for name, one in found["classes"].items():
        if "times the floor" in one:
            yield (
                f"\nWithout figures and without the start, {name} takes "
                f"{one['times the floor']:.1f} times the processor time that its cells take by "
                f"themselves, {one['the floor']:.3f} s."
            )


def _by_size(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## By the size of the class\n"
    yield "| Submissions | Workers | A second | Highest memory | The same again, unchanged |"
    yield "|--:|--:|--:|--:|--:|"
    for run in found["runs"]:
        yield (
            f"| {run['students']} | {run['workers']} | {run['submissions a second']:.2f} "
            f"| {run['peak MB']:.0f} MB | {run['seconds again']:.1f} s |"
        )


def _machine(machine: Mapping[str, Any]) -> str:
    names = {
        "cores": "{} cores",
        "processor": "{}",
        "python": "Python {}",
        "nbgrader": "nbgrader {}",
    }
    return ", ".join(text.format(machine[key]) for key, text in names.items() if key in machine)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("glossary-table", Glossary)
    app.add_directive("speed-tables", Speed)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
