"""The instructor's notebook with a student's answers and own cells put in.

* The first cell with a ``grade_id`` counts; later ones are reported and dropped.
* Every cell of the instructor is in the result, once, in the instructor's order.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict, deque
from collections.abc import Mapping

from autograder.grading.rebuild.cells import Cell, Kind, Rebuilt
from autograder.grading.rebuild.notes import notes_on
from autograder.grading.rebuild.parsing import Found, cells_of, left_out
from autograder.grading.rebuild.template import Template

MAX_EXTRA_CELLS = 2_000
MAX_EXTRA_TEXT = 1_000_000


def rebuild(template: Template, data: bytes) -> Rebuilt:
    """Put the answers that ``data`` holds into the instructor's notebook.

    Raises Unreadable when nothing at all can be taken from ``data``.
    """
    places: dict[str | None, int] = {
        c.grade_id: i for i, c in enumerate(template.cells) if c.grade_id is not None
    }
    found, notes = cells_of(data, places)
    homes = _homes(template.cells, found, places)

    taken: dict[int, str] = {}
    times: Counter[int] = Counter()
    extras: defaultdict[int, list[Cell]] = defaultdict(list)
    after, cells_left, text_left, dropped = -1, MAX_EXTRA_CELLS, MAX_EXTRA_TEXT, 0
    for cell, home in zip(found, homes, strict=True):
        if home is not None:
            taken.setdefault(home, cell.text)
            times[home] += 1
            after = home
        elif cell.text.strip():
            if cells_left == 0 or len(cell.text) > text_left:
                dropped += 1
                continue
            cells_left -= 1
            text_left -= len(cell.text)
            kind = Kind.EXTRA if cell.cell_type == "code" else Kind.TEXT
            extras[after].append(Cell(kind, cell.text, None, 0.0, cell.cell_type, {}))
    if dropped:
        notes.append(
            f"{left_out(dropped, 'of your own did not fit')}; "
            f"at most {MAX_EXTRA_CELLS:,} cells with {MAX_EXTRA_TEXT:,} characters are read."
        )
    cells = list(extras[-1])
    for place, own in enumerate(template.cells):
        cells.append(_filled(own, taken.get(place), template))
        cells += extras[place]
    return Rebuilt(tuple(cells), (*notes, *notes_on(template, taken, times)))


def unanswered(template: Template) -> Rebuilt:
    """What stands for a notebook that was not handed in or cannot be read."""
    cells = (_filled(cell, None, template) for cell in template.cells)
    return Rebuilt(tuple(cells), ())


def solved(template: Template) -> Rebuilt:
    """The instructor's own solution in place of a student's answers."""
    return Rebuilt(template.cells, ())


def _homes(
    cells: tuple[Cell, ...], found: list[Found], places: Mapping[str | None, int]
) -> list[int | None]:
    """For each cell found: the place of the instructor's cell that it stands for.

    A cell without a ``grade_id`` of ours stands for an instructor's plain cell
    when it has the same text: first for one between the same two known cells,
    then for one anywhere. A changed one stands for none: it is the student's own.
    """
    homes = [places.get(cell.grade_id) for cell in found]
    for nearby in (True, False):
        free: defaultdict[tuple[int, bool, str], deque[int]] = defaultdict(deque)
        filled = set(homes)
        anchor = -1
        for place, plain in enumerate(cells):
            if plain.grade_id is not None:
                anchor = place
            elif place not in filled:
                key = (anchor if nearby else -1, plain.cell_type == "code", plain.source.rstrip())
                free[key].append(place)
        anchor = -1
        for i, cell in enumerate(found):
            known = places.get(cell.grade_id)
            if known is not None:
                anchor = known
            elif homes[i] is None:
                key = (anchor if nearby else -1, cell.cell_type == "code", cell.text.rstrip())
                if queue := free.get(key):
                    homes[i] = queue.popleft()
    return homes


def _filled(cell: Cell, text: str | None, template: Template) -> Cell:
    """The instructor's cell with the student's text where that counts."""
    if cell.kind in (Kind.ANSWER, Kind.WRITTEN):
        blank = template.released.get(cell.grade_id or "", "")
        if text is None:
            return dataclasses.replace(cell, source=blank, missing=True, unchanged=True)
        unchanged = _same(text, blank) or template.was_released(cell.grade_id, text)
        return dataclasses.replace(cell, source=text, unchanged=unchanged)
    if cell.kind is Kind.CONTEXT and cell.grade_id is None and text is None:
        return dataclasses.replace(cell, missing=True)
    return cell


def _same(one: str, other: str) -> bool:
    return one.strip() == other.strip()
