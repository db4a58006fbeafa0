"""The cells that a submission's bytes hold.

Nothing in the JSON may raise anything but ``Unreadable``: a part of the wrong
type is left out, and a note says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from autograder.grading.rebuild.cells import grade_id_of, text_of
from autograder.grading.rebuild.reading import Unreadable

MAX_CELLS = 20_000
MAX_CELL_TEXT = 500_000
# A list or a dict costs 64 bytes of memory for 2 bytes of file: without this
# bound, 20 MB of "[]," would take half a gigabyte.
MAX_BRACKETS = 1_000_000

_LONG_NUMBER = re.compile(rb"[0-9]{600}")


@dataclass(frozen=True)
class Found:
    """One readable cell of a submission: all that is ever taken from it."""

    cell_type: str
    text: str
    grade_id: str | None


def cells_of(data: bytes, known: Collection[str | None]) -> tuple[list[Found], list[str]]:
    """The readable cells of a submission, and notes about the rest."""
    notebook = _parse(data)
    notes = []
    raw_cells = notebook.get("cells")
    if "cells" not in notebook and isinstance(notebook.get("worksheets"), list):
        sheets = [s.get("cells") for s in notebook["worksheets"] if isinstance(s, dict)]
        raw_cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if notebook.get("nbformat") != 4:
        notes.append(
            "The notebook is not in format 4; its cells were read as far as possible. "
            "Open it in JupyterLab and save it to bring it up to date."
        )
    if not isinstance(raw_cells, list):
        notes.append("The notebook has no list of cells, so no answer could be read.")
        raw_cells = []
    found, lost = [], max(0, len(raw_cells) - MAX_CELLS)
    for raw in raw_cells[:MAX_CELLS]:
        grade_id = grade_id_of(raw)
        text = _cell_text(raw)
        kind = raw.get("cell_type") if isinstance(raw, dict) else None
        if kind not in ("code", "markdown", "raw"):
            # Other formats have headings and the like; a known cell needs no type at all.
            kind = "markdown" if isinstance(kind, str) or grade_id in known else None
        if text is None or kind is None or len(text) > MAX_CELL_TEXT:
            if grade_id is None or grade_id not in known:
                lost += 1
            elif text is None:
                notes.append(f"The text of the cell `{grade_id}` could not be read.")
            else:
                notes.append(
                    f"The cell `{grade_id}` was not read: it has {len(text):,} characters, "
                    f"and at most {MAX_CELL_TEXT:,} are read."
                )
            continue
        found.append(Found(kind, text, grade_id))
    if lost:
        notes.append(f"{left_out(lost, 'could not be read')}.")
    return found, list(dict.fromkeys(notes))


def _parse(data: bytes) -> dict[str, Any]:
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS:
        raise Unreadable("The notebook has too many parts; clear its outputs and hand it in again.")
    try:
        # An integer of thousands of digits would raise, and no integer of a notebook matters.
        parse_int = _small_int if _LONG_NUMBER.search(data) else None
        notebook = json.loads(data.decode("utf-8-sig"), parse_int=parse_int)
    except UnicodeDecodeError:
        raise Unreadable(
            "The notebook is not written in UTF-8; save it in JupyterLab and hand it in again."
        ) from None
    except ValueError:
        raise Unreadable(
            "The file is not a notebook: it is not JSON; save it in JupyterLab and hand it in "
            "again."
        ) from None
    except (RecursionError, MemoryError):
        raise Unreadable(
            "The notebook is nested too deeply to be read; save it in JupyterLab and hand it in "
            "again."
        ) from None
    if not isinstance(notebook, dict) or not {"cells", "worksheets"} & notebook.keys():
        raise Unreadable(
            "The file is JSON but not a notebook: it has no cells; hand in the notebook itself."
        )
    return notebook


def _small_int(digits: str) -> int:
    return int(digits) if len(digits) < 20 else 0


def _cell_text(raw: Any) -> str | None:
    """The text of a cell of any format; None where there is none that can be read."""
    if not isinstance(raw, dict):
        return None
    return text_of(raw["source"] if "source" in raw else raw.get("input"))


def left_out(number: int, why: str) -> str:
    """Say that cells were left out, as the beginning of a sentence.

    >>> left_out(1, "could not be read"), left_out(2, "did not fit")
    ('1 cell could not be read and was left out', '2 cells did not fit and were left out')
    """
    noun, were = ("cell", "was") if number == 1 else ("cells", "were")
    return f"{number:,} {noun} {why} and {were} left out"
