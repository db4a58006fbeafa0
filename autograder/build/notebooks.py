"""Notebooks made from authored cells, the same bytes on every machine.

What changes with the environment is left out: jupytext's header, the versions of
Python and of the libraries, random cell ids.
"""

from __future__ import annotations

import hashlib
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.build.script import Cell, Script

_METADATA: dict[str, Any] = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def notebook_bytes(script: Script) -> bytes:
    """The notebook that a script says, without outputs, as nbformat writes it."""
    notebook = nbformat.from_dict(
        {"cells": [], "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    )
    used: set[str] = set()
    for cell in script.cells:
        node = cell_node(cell)
        node.id = _id(cell, used)
        notebook.cells.append(node)
    return notebook_text(notebook)


def notebook_text(notebook: NotebookNode) -> bytes:
    """A notebook as a file holds it."""
    nbformat.validate(notebook)
    return (nbformat.writes(notebook) + "\n").encode("utf-8")


def read_notebook(content: bytes) -> NotebookNode:
    """A notebook from its bytes."""
    return nbformat.reads(content.decode("utf-8"), as_version=4)


def cell_node(cell: Cell) -> NotebookNode:
    """One cell as nbformat has it, without an id."""
    node: dict[str, Any] = {
        "cell_type": cell.kind,
        "metadata": dict(cell.metadata),
        "source": "\n".join(cell.lines),
    }
    if cell.kind == "code":
        node |= {"execution_count": None, "outputs": []}
    return nbformat.from_dict(node)


def _id(cell: Cell, used: set[str]) -> str:
    """The grade id, else a digest of the text: a new cell does not rename those below it."""
    stem = cell.grade_id
    if not stem:
        text = "\n".join((cell.kind, *cell.lines))
        stem = hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
    name, count = stem, 1
    while name in used:
        count += 1
        name = f"{stem[:58]}-{count}"
    used.add(name)
    return name
