"""One Python file that answers one exercise, judged in the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.checking.exercise import Exercise
from autograder.checking.recorder import CheckFailed
from autograder.checking.verdict import Report
from autograder.errors import UsageError
from autograder.grading.rebuild import Unreadable, read_submission
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.proxy import NotPlainData, StudentStopped
from autograder.isolation.sandbox import StartsStudents

MAX_BYTES = 1_000_000


def check_file(exercise: Exercise, file: Path, sandbox: StartsStudents, limits: Limits) -> Report:
    """Run the file in a student process and put what it defines through the checks.

    Raises UsageError for a file that cannot be read as Python text.
    """
    try:
        source = read_submission(file.absolute(), max_bytes=MAX_BYTES).decode("utf-8-sig")
    except Unreadable as error:
        raise UsageError(f"{file} cannot be judged: {error}") from error
    except UnicodeDecodeError:
        raise UsageError(f"{file} cannot be judged: it is not text in utf-8.") from None
    wanted = {
        name for name, reference in exercise.references.items() if isinstance(reference, type)
    }
    with StudentProcess(sandbox, limits, classes=wanted) as student:
        run = student.run_cell(source)
        stopped = f"{run.error.name}: {run.error.message}" if run.error else ""
        return exercise.judge({name: _value(student, name, stopped) for name in exercise.names})


def _value(student: StudentProcess, name: str, stopped: str) -> Any:
    try:
        return student.get(name)
    except NameError:
        why = f"the code stopped with {stopped}" if stopped else "the code defines no such name"
        return _missing(f"`{name}` is not defined: {why}.")
    except (NotPlainData, StudentStopped) as error:
        return _missing(f"`{name}` cannot be used: {error}")


def _missing(message: str) -> Any:
    def missing(*args: Any, **kwargs: Any) -> Any:
        raise CheckFailed(message)

    return missing
