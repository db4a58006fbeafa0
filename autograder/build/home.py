"""The course's home: the page that students open first, as a notebook and as a README.

    course/index.py + course/glossary.toml  ->  course/index.ipynb, course/README.md

Both are the same text. A line ``<!-- glossary -->`` becomes the table of terms.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.build.glossary import read_glossary, table
from autograder.build.notebooks import notebook_bytes
from autograder.build.regions import refuse_markers
from autograder.build.script import Cell, Script, read_script

INDEX, GLOSSARY = Path("course/index.py"), Path("course/glossary.toml")
NOTEBOOK, README = Path("course/index.ipynb"), Path("course/README.md")
PLACE = "<!-- glossary -->"
_MADE = "<!-- autograder build makes this page from index.py and glossary.toml. -->"


def home_files(root: Path) -> dict[Path, bytes]:
    """path below the root -> content; nothing for a course without an index."""
    if not (root / INDEX).is_file():
        return {}
    script = read_script(root / INDEX, INDEX.as_posix())
    refuse_markers(script)
    for cell in script.cells:
        if cell.kind != "markdown" or cell.nbgrader:
            raise script.refuse(cell.line, "the index is text alone; make this a markdown cell.")
    page = replace(script, cells=tuple(_filled(root, cell) for cell in script.cells))
    return {NOTEBOOK: notebook_bytes(page), README: _readme(page)}


def _filled(root: Path, cell: Cell) -> Cell:
    if PLACE not in cell.lines:
        return cell
    terms = table(read_glossary(root / GLOSSARY, GLOSSARY.as_posix()))
    at = cell.lines.index(PLACE)
    return replace(cell, lines=(*cell.lines[:at], *terms, *cell.lines[at + 1 :]))


def _readme(page: Script) -> bytes:
    texts = ["\n".join(cell.lines) for cell in page.cells]
    return ("\n\n".join([_MADE, *texts]) + "\n").encode("utf-8")
