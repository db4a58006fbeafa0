"""An nbgrader course folder: where things lie in it."""

from __future__ import annotations

import fnmatch
import functools
import os
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from traitlets import TraitError
from traitlets.config import Config, JSONFileConfigLoader, PyFileConfigLoader

from autograder.errors import UsageError, unknown
from autograder.grading.deadlines import Deadlines
from autograder.grading.deadlines_file import read_deadlines
from autograder.grading.gradebook.layout import Layout
from autograder.grading.gradebook.reason import reason


class NbgraderCourse:
    """An nbgrader course folder, as its own ``nbgrader_config.py`` lays it out.

    Only the configuration in the folder itself is read, not the user's or the
    system's: a course gives the same marks on every machine. nbgrader's own
    commands hand over the ``config`` that they have read. Raises UsageError when
    the folder is no course.
    """

    def __init__(self, root: Path, config: Config | None = None) -> None:
        self.root = Path(os.path.abspath(root))
        self.config = _load_config(self.root) if config is None else config
        try:
            self._directory = CourseDirectory(config=self.config, root=str(self.root))
            self._layout = Layout(self.root, self._directory.directory_structure)
            source = self._layout.top(self._directory.source_directory, ".")
            self.db_url = _absolute_url(self._directory.db_url, self.root)
        except (TraitError, KeyError, IndexError, ValueError, ArgumentError) as error:
            raise UsageError(
                f"The configuration of the course in {self.root} cannot be used ({error}); "
                "correct nbgrader_config.py."
            ) from None
        if not (source.is_dir() if source != self.root else self.assignments()):
            raise UsageError(
                f"The folder {self.root} is no nbgrader course: it has no folder "
                f"{self._directory.source_directory!r}; name the course folder."
            )

    @property
    def course_id(self) -> str:
        """nbgrader writes '' where none is configured, which names no row of ``course``."""
        return self._directory.course_id or "default_course"

    @property
    def submitted_root(self) -> Path:
        """The folder beneath which everything belongs to students."""
        return self._layout.top(self._directory.submitted_directory, None)

    @functools.cached_property
    def deadlines(self) -> Deadlines:
        """What ``deadlines.toml`` says; UsageError with a sentence for each mistake in it."""
        return read_deadlines(self.root, self.assignments())

    def assignments(self) -> list[str]:
        """The assignments with at least one notebook in the source folder, sorted."""
        found = self._layout.find(self._directory.source_directory, ".", None)
        return sorted(name for _, name in found if _notebooks(self._source(name)))

    def notebooks(self, assignment: str) -> list[Path]:
        """The instructor's notebooks of an assignment, sorted."""
        known = self.assignments()
        if assignment not in known:
            raise unknown("assignment", assignment, known)
        return _notebooks(self._source(assignment))

    def release(self, assignment: str, notebook: str | Path) -> Path | None:
        """The released version of a notebook, if there is one."""
        name = notebook.stem if isinstance(notebook, Path) else notebook
        path = self._path(self._directory.release_directory, ".", assignment) / f"{name}.ipynb"
        return path if path.is_file() else None

    def files(self, assignment: str) -> dict[str, Path]:
        """The assignment's other files by relative name: no notebooks, hidden files or links."""
        source = self._source(assignment)
        found = {}
        for folder, folders, names in os.walk(source):
            folders[:] = [name for name in folders if not self._ignored(name)]
            for name in names:
                path = Path(folder, name)
                plain = path.is_file() and not path.is_symlink()
                if plain and path.suffix != ".ipynb" and not self._ignored(name):
                    found[str(path.relative_to(source))] = path
        return dict(sorted(found.items()))

    def submissions(self, assignment: str) -> list[str]:
        """The students who handed something in, sorted."""
        return sorted(filter(can_be_student, self._students(assignment)))

    def strange(self, assignment: str) -> list[str]:
        """Names beside the students' that cannot be a student's, made printable."""
        names = (name for name in self._students(assignment) if not can_be_student(name))
        return sorted(ascii(name) for name in names)

    def submitted_path(self, student: str, assignment: str) -> Path:
        return self._path(self._directory.submitted_directory, student, assignment)

    def autograded_path(self, student: str, assignment: str) -> Path:
        return self._path(self._directory.autograded_directory, student, assignment)

    def feedback_path(self, student: str, assignment: str) -> Path:
        return self._path(self._directory.feedback_directory, student, assignment)

    def downloaded_path(self, assignment: str) -> Path:
        """Where what was downloaded lies, as `nbgrader zip_collect` has it."""
        settings = self._settings("ZipCollectApp")
        structure = settings.get(
            "collect_directory_structure", "{downloaded}/{assignment_id}/{collect_step}"
        )
        try:
            step = structure.format(
                downloaded=settings.get("downloaded_directory", "downloaded"),
                assignment_id=assignment,
                collect_step=settings.get("archive_directory", "archive"),
            )
        except (KeyError, IndexError, ValueError, AttributeError):
            raise UsageError(
                "ZipCollectApp.collect_directory_structure cannot be used; "
                "correct nbgrader_config.py."
            ) from None
        return self.root / step

    @property
    def submitted_pattern(self) -> str:
        """How the names of downloaded files are read by `nbgrader zip_collect`; "" if not set."""
        pattern = self._settings("FileNameCollectorPlugin").get("named_regexp", "")
        return pattern if isinstance(pattern, str) else ""

    def _settings(self, name: str) -> Any:
        return self.config.get(name, {})

    def _path(self, step: str, student: str, assignment: str) -> Path:
        return Path(self._directory.format_path(step, student, assignment))

    def _source(self, assignment: str) -> Path:
        return self._path(self._directory.source_directory, ".", assignment)

    def _ignored(self, name: str) -> bool:
        patterns = self._directory.ignore
        return name.startswith(".") or any(fnmatch.fnmatch(name, pattern) for pattern in patterns)

    def _students(self, assignment: str) -> list[str]:
        return [
            name
            for name, _ in self._layout.find(self._directory.submitted_directory, None, assignment)
        ]


def _load_config(root: Path) -> Config:
    config = Config()
    for loader, name in (
        (PyFileConfigLoader, "nbgrader_config.py"),
        (JSONFileConfigLoader, "nbgrader_config.json"),
    ):
        if (root / name).is_file():
            try:
                config.merge(loader(name, path=str(root)).load_config())
            except Exception as error:
                raise UsageError(
                    f"The file {root / name} cannot be read ({type(error).__name__}: "
                    f"{reason(error)}); correct it."
                ) from error
    return config


def _absolute_url(url: str, root: Path) -> str:
    """nbgrader takes a relative SQLite file from where it is started: the course folder."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # their texts may hold the password
        raise UsageError(
            f"db_url in {root / 'nbgrader_config.py'} is no address of a database; write it like "
            "sqlite:///gradebook.db or postgresql+psycopg://user:password@server/database."
        ) from None
    database = parsed.database or ":memory:"
    if parsed.get_backend_name() != "sqlite" or database == ":memory:" or os.path.isabs(database):
        return url
    return parsed.set(database=os.path.join(root, database)).render_as_string(hide_password=False)


def _notebooks(folder: Path) -> list[Path]:
    found = folder.glob("*.ipynb") if folder.is_dir() else ()
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def can_be_student(name: str) -> bool:
    """A student's id: printable, at most the 128 characters that the gradebook holds.

    formgrader writes it into its pages as it is, so it may hold nothing that means something there.
    """
    printable = name.isprintable() and name == name.strip() and not set(name) & set("/<>&\"'`")
    return printable and name[:1] not in ("", ".") and len(name) <= 128
