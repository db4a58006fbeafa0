"""What nbgrader's button Validate says: the exercise of each failed test, and the message.

nbgrader runs the notebook and finds the tests that fail, here as everywhere. As it comes, it
then shows the whole text of the test, and how the error travelled through it. That is long,
and the sentence that was written for the student comes last.
"""

import re
from textwrap import fill

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.server_extensions.validate_assignment import handlers
from nbgrader.validator import Validator

WIDTH = 92  # letters in a line of the dialog, which breaks lines but not at words
UNWRITTEN = "If you have written an answer, delete the line `raise NotImplementedError()` below it."
_EXERCISE = re.compile(r"^#+ +(.*\bExercise\b.*?) *$", re.MULTILINE)


class ByExercise(Validator):
    """nbgrader's own, except for what it says."""

    def _get_failed_cells(self, nb):
        told = [_told(nb.cells, cell) for cell in super()._get_failed_cells(nb)]
        return [*(cell for cell in told if cell.told != UNWRITTEN), *_unwritten(told)]

    def _get_changed_cells(self, nb):
        changed = super()._get_changed_cells(nb)
        return [
            NotebookNode(cell, source=f"{_exercise(nb.cells, cell)}\n\n{cell.source}".strip())
            for cell in changed
        ]

    def _extract_error(self, cell):
        return cell.told


def _told(cells, test):
    return NotebookNode(
        source=_exercise(cells, test) or test.source, told=message(_errors(cells, test))
    )


def _unwritten(told):
    """One entry for all the exercises that are still to be done, after those that went wrong."""
    names = [cell.source for cell in told if cell.told == UNWRITTEN]
    said = "\n".join(["Not answered yet:", *names])  # first, since the dialog says that they failed
    return [NotebookNode(source=said, told=UNWRITTEN)] if names else []


def _exercise(cells, cell):
    """The heading of the exercise that a cell belongs to."""
    above = cells[: _place(cells, cell)]
    text = "\n".join(one.source for one in above if one.cell_type == "markdown")
    return (_EXERCISE.findall(text) or [""])[-1]


def _errors(cells, test):
    """The outputs that tell why: of the answer above the test if that failed, else of the test."""
    above = reversed(cells[: _place(cells, test)])
    answer = next((cell for cell in above if utils.is_solution(cell)), {})
    if not utils.is_solution(test):
        failed = [out for out in answer.get("outputs", []) if out.output_type == "error"]
        if failed:
            return failed
    return test.get("outputs", [])


def _place(cells, cell):
    return next(place for place, one in enumerate(cells) if one is cell)


def message(outputs):
    """What a student has to read of a cell's outputs."""
    for out in outputs:
        if out.output_type == "error":
            return _error(out)
    warned = [out.text for out in outputs if out.output_type == "stream" and out.name == "stderr"]
    if warned:
        return "Something was written to stderr, a warning for instance:\n" + "".join(warned)
    return UNWRITTEN


def _error(out):
    said = strip_ansi(out.evalue).strip()
    if out.ename == "AssertionError" and said:
        return _filled(said)
    if out.ename == "NotImplementedError" and not said:
        return UNWRITTEN
    steps = [strip_ansi(step).strip() for step in out.traceback]
    cells = [step for step in steps if step.startswith("Cell In[")]  # not those in libraries
    return "\n\n".join([_filled(f"{out.ename}: {said}"), *cells[-1:]])


def _filled(text):
    return "\n".join(fill(line, WIDTH) for line in text.split("\n"))


def _load_jupyter_server_extension(server):
    handlers.Validator = ByExercise  # nbgrader has no setting for it
    handlers.load_jupyter_server_extension(server)


def _jupyter_server_extension_points():
    return [{"module": __name__}]
