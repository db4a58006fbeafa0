"""Submissions, from where students handed them in to nbgrader's ``submitted/``.

label        what a learning management system says in the name of a file; `english` its dates
archive      a zip from a stranger, read safely; `folder` the same for a folder
roster       who is who: students.csv and the gradebook; `worksheet` Moodle's own list
choose       the files of one attempt, matched with the notebooks of the assignment
latest       of a person's attempts the latest, made whole with what earlier ones have
place        into submitted/, in one move; what it replaces is kept; `origin` notes where from
collect      all of these, one after the other
overview     who handed in what and when, and what lateness takes
"""

from autograder.collecting.collect import Collected, collect
from autograder.collecting.overview import Entry, overview

__all__ = ["Collected", "Entry", "collect", "overview"]
