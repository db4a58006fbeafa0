"""A student's answers, put into the instructor's own notebook.

How it works. A submission is data from a stranger. Of all that it holds, only
two things are taken: the *text* of the answer cells, which are known by their
``grade_id``, and the student's own cells, as text. Everything else comes from
the instructor's notebook: which cells there are and in which order, their
types, tags, points and metadata, the tests and the locked cells. What the
student wrote into metadata, outputs, attachments or the kernelspec is not even
looked at, so it can decide nothing.

    reading     the bytes of a submitted file; no link is followed, nothing waits
    parsing     the cells in these bytes; whatever is in them, nothing else is raised
    template    the instructor's notebook
    assembly    the one put into the other
    cells       what all of them speak of

    read_submission(path) -> bytes        rebuild(template, bytes) -> Rebuilt
"""

from autograder.grading.rebuild.assembly import rebuild, solved, unanswered
from autograder.grading.rebuild.cells import Cell, Kind, Rebuilt
from autograder.grading.rebuild.reading import Unreadable, read_submission
from autograder.grading.rebuild.template import ABSENT, Template, hashed

__all__ = [
    "ABSENT",
    "Cell",
    "Kind",
    "Rebuilt",
    "Template",
    "Unreadable",
    "hashed",
    "read_submission",
    "rebuild",
    "solved",
    "unanswered",
]
