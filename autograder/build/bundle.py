"""What students get with a session: one folder, or one zip of it.

    index.ipynb  README.md  environment.yml        the course's home
    data/  settings/                               from course/, as they are
    <session>/lecture.ipynb                        sessions 1 … N, as built
    <session>/<session>.ipynb, data files          the release, byte for byte
    lecture_tools/                                 as it is
    solutions_lib/                                 the sessions before N

The rule of the layout: ``course/`` is the top of the bundle, and ``release/`` lies upon
it. Links are moved accordingly. A lecture calls what its own assignment asks for; these
modules of session N are packed into a closed box (lecture_tools.closed_boxes).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.build.environment import environment
from autograder.build.home import home_files
from autograder.build.leaks import find_leak
from autograder.build.links import moved
from autograder.build.notebooks import notebook_text, read_notebook
from autograder.build.session import known_secrets, make, sessions
from autograder.errors import BuildError, UsageError, unknown

_LIBRARY, _TOOLS = "solutions_lib", "lecture_tools"
_AS_THEY_ARE = ("course/data", "course/settings")
_OLD = (1980, 1, 1, 0, 0, 0)  # the oldest time that a zip can hold
_PATH = 'import sys\n\nsys.path.insert(0, "..")  # the course\'s own modules lie one folder up'
_INIT = '''"""The course's own answers to the sessions before this one, to read and to use."""
'''
_INIT_WITH_BOX = '''"""The course's own answers to the sessions before {session}.

Those to {session} itself are in a closed box until its assignment is over.
"""

from pathlib import Path

from lecture_tools.closed_boxes import open_box

open_box(__name__, Path(__file__).with_name("{box}"))
'''


@dataclass(frozen=True)
class Bundle:
    """name: of its folder; files: path in that folder -> content; box: the closed one."""

    name: str
    files: Mapping[PurePosixPath, bytes]
    box: PurePosixPath | None

    def zip(self) -> bytes:
        """The same bytes for the same files."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for path in sorted(self.files):
                info = zipfile.ZipInfo(f"{self.name}/{path}", _OLD)
                info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
                info.external_attr = 0o100644 << 16
                archive.writestr(info, self.files[path], compresslevel=9)
        return stream.getvalue()


def make_bundle(root: Path, session: str | None = None) -> Bundle:
    """The bundle of a session, given by number or by name; of the last one unless given.

    It is made from the authors' text, not from the built notebooks, so it is never stale.
    Raises UsageError for a session that does not exist, BuildError if students would read
    an answer to the session's assignment.
    """
    known = sessions(root)
    last = _number(session, known)
    names = known[: last + 1]
    pages = home_files(root)
    for name in names:
        pages |= make(root, name)
    pages = {path: text for path, text in pages.items() if path.parts[0] != "source"}
    for folder in _AS_THEY_ARE:
        pages |= {path.relative_to(root): path.read_bytes() for path in _files(root / folder)}
    places = {PurePosixPath(path): _place(PurePosixPath(path)) for path in pages}
    files = {places[page]: _moved(page, pages[Path(page)], places) for page in places}
    library, box = _library(root, known, last)
    files |= library | _tools(root)
    files[PurePosixPath("environment.yml")] = environment(root)
    made = Bundle(f"deep-learning-session-{last + 1:02}", files, box)
    _refuse_answers(root, names, made)
    return made


def _number(session: str | None, known: Sequence[str]) -> int:
    if not known:
        raise UsageError("There is no session here; go to the root of the course.")
    if session is None:
        return len(known) - 1
    if session.isdecimal():
        if not 1 <= int(session) <= len(known):
            raise UsageError(
                f"There is no session {session}; give a number from 1 to {len(known)}."
            )
        return int(session) - 1
    if session not in known:
        raise unknown("session", session, known)
    return known.index(session)


def _place(page: PurePosixPath) -> PurePosixPath:
    """Where a file of course/ or release/ lies in a bundle."""
    return PurePosixPath(*page.parts[1:])


def _moved(
    page: PurePosixPath, content: bytes, places: Mapping[PurePosixPath, PurePosixPath]
) -> bytes:
    """A page of the bundle; a release is left as nbgrader made it, with its checksums."""
    if page.parts[0] == "release" or page.suffix not in (".ipynb", ".md"):
        return content
    if page.suffix == ".md":
        return moved(content.decode("utf-8"), page, places).encode("utf-8")
    notebook = read_notebook(content)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = moved(cell.source, page, places)
    code = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    if code and page.name == "lecture.ipynb":
        code.source = f"{_PATH}\n\n{code.source}"
    return notebook_text(notebook)


def _library(
    root: Path, known: Sequence[str], last: int
) -> tuple[dict[PurePosixPath, bytes], PurePosixPath | None]:
    """solutions_lib for students, and where in it the closed box lies."""
    from lecture_tools.closed_boxes import close

    found: dict[PurePosixPath, bytes] = {}
    closed: dict[str, bytes] = {}
    numbers = {name.partition("_")[2]: number for number, name in enumerate(known)}
    for path in _files(root / _LIBRARY):
        place = PurePosixPath(path.relative_to(root / _LIBRARY))
        module = PurePosixPath(place.parts[0]).stem
        if place.name == "__init__.py" and len(place.parts) == 1:
            continue
        if module not in numbers:
            raise BuildError(
                f"{_LIBRARY}/{place} belongs to no session, so no bundle would hold it; "
                "give it the name of its session."
            )
        if numbers[module] < last:
            found[_LIBRARY / place] = path.read_bytes()
        elif numbers[module] == last:
            closed[place.as_posix()] = path.read_bytes()
    init = PurePosixPath(_LIBRARY, "__init__.py")
    if not closed:
        return found | {init: _INIT.encode()}, None
    box = PurePosixPath(_LIBRARY, f"{known[last].partition('_')[0]}.closed")
    text = _INIT_WITH_BOX.format(session=f"Session {last + 1}", box=box.name)
    return found | {init: text.encode(), box: close(closed)}, box


def _tools(root: Path) -> dict[PurePosixPath, bytes]:
    return {
        PurePosixPath(path.relative_to(root)): path.read_bytes() for path in _files(root / _TOOLS)
    }


def _files(folder: Path) -> list[Path]:
    """Every file below a folder, without what Python and Jupyter leave behind."""
    litter = {"__pycache__", ".ipynb_checkpoints"}
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not litter & set(path.parts))


def _refuse_answers(root: Path, names: Sequence[str], made: Bundle) -> None:
    """Search what is new in this bundle for what the last session's assignment hides.

    What belongs to an earlier session students have by right, and a lecture is shown as it
    stands: its author decides how much of an exercise it works out.
    """
    known = known_secrets(root, names[-1])
    for path, content in made.files.items():
        by_right = path.parts[0] in (*names[:-1], _LIBRARY) or path.name == "lecture.ipynb"
        leak = None if by_right else find_leak(_text(path, content), known)
        if leak:
            raise BuildError(
                f"{path} would show what line {leak.line} of course/{names[-1]}/assignment.py "
                f"hides (a {leak.kind}); take it out there, or end line {leak.line} "
                "with '# not secret' if students may see it."
            )


def _text(path: PurePosixPath, content: bytes) -> str:
    if path.suffix == ".ipynb":
        return "\n".join(cell.source for cell in read_notebook(content).cells)
    return content.decode("utf-8", errors="replace")
