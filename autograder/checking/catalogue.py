"""The exercises of a course, found by folder: course/<session>/exercises/<id>.py."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from autograder.checking.exercise import Exercise
from autograder.errors import AutograderError, UsageError, unknown


class Catalogue:
    """The exercise files below one folder ``course``."""

    def __init__(self, course: Path) -> None:
        self.files: dict[str, Path] = {}
        for path in sorted(course.glob("*/exercises/[a-z]*.py")):
            if path.stem in self.files:
                raise UsageError(
                    f"Two files define the exercise {path.stem!r}: {self.files[path.stem]} "
                    f"and {path}; rename one of them."
                )
            self.files[path.stem] = path
        self._loaded: dict[str, Exercise] = {}

    @property
    def ids(self) -> list[str]:
        """The exercises' ids, by session and then by name."""
        return list(self.files)

    def session(self, exercise: str) -> str:
        """The session that an exercise belongs to."""
        return self.file(exercise).parent.parent.name

    def file(self, exercise: str) -> Path:
        """The exercise's file; UsageError with the nearest name where there is none."""
        if exercise not in self.files:
            raise unknown("exercise", exercise, self.files)
        return self.files[exercise]

    def load(self, exercise: str) -> Exercise:
        """The exercise that its file defines."""
        if exercise not in self._loaded:
            self._loaded[exercise] = _load(self.file(exercise))
        return self._loaded[exercise]


def _load(path: Path) -> Exercise:
    name = f"exercise_{path.parent.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except AutograderError:
        raise
    except Exception as error:
        raise UsageError(
            f"The exercise file {path} cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    exercise = getattr(module, "exercise", None)
    if not isinstance(exercise, Exercise):
        raise UsageError(f"The exercise file {path} defines no `exercise = Exercise(…)`.")
    exercise.id, exercise.session = path.stem, path.parent.parent.name
    return exercise


def find_course(start: Path) -> Path:
    """The folder ``course`` of a course folder, of one above it, or of this checkout.

    A scratch copy of a course holds only nbgrader's folders; its exercises are
    those of the checkout that the autograder was installed from.
    """
    for place in (start.resolve(), *start.resolve().parents, Path(__file__).parents[2]):
        if any(place.glob("course/*/exercises")):
            return place / "course"
    raise UsageError(f"There is no folder course/ with exercises in {start} or above it.")


@lru_cache(maxsize=8)
def catalogue(course: Path) -> Catalogue:
    """The catalogue of a folder ``course``, loaded once in a process."""
    return Catalogue(course)
