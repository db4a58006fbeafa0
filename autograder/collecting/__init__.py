"""Submissions, from where students handed them in to nbgrader's ``submitted/``.

label        what a learning management system says in the name of a file
archive      a zip from a stranger, read safely; `folder` the same for a folder
roster       who is who: students.csv and the gradebook; `worksheet` Moodle's own list
choose       one attempt for each student: the latest
place        into submitted/, in one move; what it replaces is kept
collect      all of these, one after the other
overview     who handed in what and when, and what lateness takes
"""

from autograder.collecting.collect import Collected, collect
from autograder.collecting.overview import Entry, overview

__all__ = ["Collected", "Entry", "collect", "overview"]
