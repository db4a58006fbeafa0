"""The commands. Each one's work is done elsewhere; here are names, options and exit status.

Exit status: 0 all is well; 1 an answer is wrong, or a submission needs a
person; 2 wrong usage, or an answer that could not be judged; 3 no sandbox;
130 stopped by Ctrl-C.
"""

from __future__ import annotations

from autograder.cli import alike, authoring, classroom, collect, feedback, host, registrar, reports
from autograder.cli.group import main

__all__ = [
    "alike",
    "authoring",
    "classroom",
    "collect",
    "feedback",
    "host",
    "main",
    "registrar",
    "reports",
]
