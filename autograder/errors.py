"""What can go wrong, for the people who run the autograder.

    AutograderError            one sentence: what, where, what to do
    ├── UsageError             a name or a folder that does not exist          exit 2
    │   ├── GradebookFailed    its database cannot be used                     exit 2
    │   └── NoGradebook        there is none yet, and none is to be made       exit 2
    ├── NotRecorded            graded, but the gradebook could not be used     exit 2
    ├── BuildError             a notebook that must not be released            exit 2
    └── SandboxUnavailable     no way to run code that nobody trusts           exit 3

The command line prints the sentence and leaves with the exit status; a
traceback means a bug in the autograder.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AutograderError(Exception):
    """A problem that a person can cause and mend; the message is one sentence."""

    exit_status = 2


class UsageError(AutograderError):
    """A name, a file or a folder that is not there or cannot be used."""


class GradebookFailed(UsageError):
    """The gradebook's database cannot be used now: locked, full, damaged, away."""


class NoGradebook(UsageError):
    """Nothing was graded yet: what only reads makes no gradebook."""


class NotRecorded(AutograderError):
    """Submissions are graded and kept; the gradebook could not take their marks."""


class BuildError(AutograderError):
    """A notebook that cannot be built, or must not be released."""


class SandboxUnavailable(AutograderError):
    """There is no sandbox on this host; the message names the ways out."""

    exit_status = 3


def unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """One sentence for a name that does not exist, with the nearest one that does.

    >>> str(unknown("exercise", "softmx", ["sigmoid", "softmax"]))
    "There is no exercise 'softmx'; did you mean 'softmax'?"
    """
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    if near:
        return UsageError(f"There is no {kind} {name!r}; did you mean {near[0]!r}?")
    if names:
        return UsageError(f"There is no {kind} {name!r}; there are: {', '.join(names)}.")
    return UsageError(f"There is no {kind} {name!r}, and none at all here.")
