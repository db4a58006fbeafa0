"""The students' version of an assignment, made by nbgrader's own generate_assignment.

It runs in a course folder of its own with a gradebook of its own, both thrown
away: a build leaves nothing in the course's gradebook. What nbgrader logs is
shown only when it fails.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbconvert.writers import FilesWriter
from nbgrader.api import Base
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat.common import SchemaMismatchError, ValidationError
from nbgrader.preprocessors import ClearSolutions
from sqlalchemy import create_engine
from traitlets.config import Config

from autograder.build.leaks import Secret, find_leak, imports_secrets
from autograder.build.notebooks import cell_node, read_notebook
from autograder.build.regions import MARKERS
from autograder.build.script import Script
from autograder.errors import BuildError


def stubs() -> tuple[str, str]:
    """What nbgrader writes in place of an answer, in code and in text."""
    clear = ClearSolutions()
    return clear.code_stub["python"], clear.text_stub


def refuse_metadata(script: Script) -> None:
    """BuildError for the first cell whose metadata nbgrader itself would not take."""
    validator = MetadataValidator()
    for cell in script.cells:
        try:
            validator.validate_cell(cell_node(cell))
        except (ValidationError, SchemaMismatchError) as error:
            reason = getattr(error, "message", None) or str(error)
            raise script.refuse(
                cell.line, f"nbgrader does not accept this cell's metadata: {reason.rstrip('.')}."
            ) from error


def release_files(session: str, source: Mapping[str, bytes]) -> dict[str, bytes]:
    """file name -> content of ``release/<session>``, for that of ``source/<session>``."""
    with tempfile.TemporaryDirectory(prefix="autograder-build-") as folder:
        root = Path(folder)
        for name, content in source.items():
            path = root / "source" / session / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _generate(root, session)
        made = root / "release" / session
        return {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file()
        }


def refuse_release(session: str, files: Mapping[str, bytes], known: tuple[Secret, ...]) -> None:
    """Look at the finished release once more; it must hold no secret, marker or script."""
    for name, content in files.items():
        where = f"release/{session}/{name}"
        if name.endswith(".py"):
            raise BuildError(f"{where} would give students a script; notebooks and data only.")
        if not name.endswith(".ipynb"):
            continue
        for text in _strings(read_notebook(content)):
            if any(marker in text for marker in MARKERS):
                raise BuildError(f"{where} still holds a marker of a hidden region: {text[:60]!r}.")
            leak = find_leak(text, known)
            if leak:
                raise BuildError(
                    f"{where} still holds what line {leak.line} of the assignment hides "
                    f"(a {leak.kind})."
                )
            if imports_secrets(text):
                raise BuildError(f"{where} still imports the solutions or their checks.")


def _strings(node: object) -> list[str]:
    """Every text in a notebook, tags and titles among them."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, Mapping):
        return [text for pair in node.items() for part in pair for text in _strings(part)]
    if isinstance(node, list):
        return [text for part in node for text in _strings(part)]
    return []


class _Log(logging.Handler):
    """Keeps what nbgrader says, for the case that it fails."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.extend(record.getMessage().strip().splitlines())

    @property
    def reason(self) -> str:
        """The last exception in the log, which stands at the end of a traceback."""
        named = [line for line in self.lines if line and not line[0].isspace() and "Error" in line]
        return named[-1] if named else " ".join(self.lines[-1:])


def _generate(root: Path, session: str) -> None:
    log, handler = logging.Logger("nbgrader.build"), _Log()
    log.addHandler(handler)
    database = f"sqlite:///{root / 'gradebook.db'}"
    # in an empty database nbgrader would start the program alembic, which needs a PATH
    engine = create_engine(database)
    Base.metadata.create_all(engine)
    engine.dispose()
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = database
    config.CourseDirectory.assignment_id = session
    config.CourseDirectory.student_id = "."
    # no default preprocessors: they would run before nbgrader's
    config.Exporter.default_preprocessors = []
    converter = GenerateAssignment(
        coursedir=CourseDirectory(config=config, log=log), config=config, log=log
    )
    try:
        # start() would change the working directory of this process
        converter.init_notebooks()
        converter.writer = FilesWriter(parent=converter, config=converter.config)
        converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
        for preprocessor in converter.preprocessors:
            converter.exporter.register_preprocessor(preprocessor)
        converter.convert_notebooks()
    except (NbGraderException, SystemExit, nbformat.ValidationError) as error:
        reason = (handler.reason or str(error)).rstrip(".")
        raise BuildError(f"nbgrader cannot make the release of {session}: {reason}.") from error
