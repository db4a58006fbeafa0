"""One session folder of a course, built into the files that people open."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.build.home import home_files
from autograder.build.leaks import Secret, refuse_leaks, secrets
from autograder.build.marks import exercise_marks, refuse_bad_marks
from autograder.build.notebooks import notebook_bytes
from autograder.build.regions import refuse_markers, secret_lines
from autograder.build.script import Script, read_script
from autograder.errors import BuildError, UsageError, unknown

HOME = "index"  # what Built calls the files that belong to no session
# what Jupyter and Python leave behind; nbgrader passes over them too
_LITTER = {".ipynb_checkpoints", "__pycache__"}


@dataclass(frozen=True)
class Built:
    """A session and the files that were written for it."""

    session: str
    written: tuple[Path, ...]


def sessions(root: Path) -> list[str]:
    """The sessions of a course: the folders of course/ with a lecture or an assignment."""
    return sorted(
        {
            path.parent.name
            for name in ("assignment.py", "lecture.py")
            for path in (root / "course").glob(f"*/{name}")
        }
    )


def exercise_points(root: Path, session: str) -> dict[str, float]:
    """exercise id -> the points that it can earn, out of the session's assignment."""
    _choose(root, [session])
    path = root / "course" / session / "assignment.py"
    if not path.exists():
        return {}
    return exercise_marks(_read(root, path), _exercises(path.parent))


def authored(root: Path, session: str) -> Script:
    """The assignment of a session as its author wrote it, cell by cell."""
    return _read(root, root / "course" / session / "assignment.py")


def build(root: Path, sessions: Sequence[str] = ()) -> list[Built]:
    """Build some sessions, or all and the course's home; nothing is written unless all can be.

    What else lies in a session's folders below source/ and release/ is taken
    away: they hold generated files only. Raises BuildError, and UsageError for
    a session that does not exist.
    """
    made = {name: make(root, name) for name in _choose(root, sessions)}
    if not sessions and (home := home_files(root)):
        made[HOME] = home
    _install(root, {path: content for files in made.values() for path, content in files.items()})
    for name, files in made.items():
        for path in _present(root, name):
            if path not in files:
                (root / path).unlink()
    return [Built(name, tuple(root / path for path in files)) for name, files in made.items()]


def stale(root: Path) -> list[Path]:
    """The generated files that no longer follow from the text, are missing, or are left over."""
    wrong: set[Path] = set()
    known = _choose(root, ())
    for name, made in [(HOME, home_files(root)), *((name, make(root, name)) for name in known)]:
        wrong |= {path for path, content in made.items() if _content(root / path) != content}
        wrong |= {path for path in _present(root, name) if path not in made}
    for folder in ("course", "source", "release"):
        for path in (root / folder).glob("*/"):
            if path.name not in known:
                wrong |= set(_present(root, path.name))
    return sorted(root / path for path in wrong)


def known_secrets(root: Path, session: str) -> tuple[Secret, ...]:
    """What the assignment of a session hides from students."""
    from autograder.build.release import stubs

    if not (root / "course" / session / "assignment.py").exists():
        return ()
    script = authored(root, session)
    return secrets(script, [secret_lines(script, cell) for cell in script.cells], stubs())


def _choose(root: Path, names: Sequence[str]) -> list[str]:
    if not (root / "course").is_dir():
        raise UsageError(f"There is no folder course/ in {root}; go to the root of the course.")
    known = sessions(root)
    for name in names:
        if name not in known:
            raise unknown("session", name, known)
    return sorted(set(names)) if names else known


def _read(root: Path, path: Path) -> Script:
    return read_script(path, path.relative_to(root).as_posix())


def _exercises(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "exercises").glob("[a-z]*.py"))


def make(root: Path, session: str) -> dict[Path, bytes]:
    """path below the root -> content, for every file that a session generates."""
    # here, because it imports nbgrader, which takes seconds
    from autograder.build.release import refuse_metadata, refuse_release, release_files, stubs

    _refuse_scripts(root, session)
    folder = root / "course" / session
    made: dict[Path, bytes] = {}
    if (folder / "lecture.py").exists():
        lecture = _read(root, folder / "lecture.py")
        refuse_markers(lecture)
        made[Path("course", session, "lecture.ipynb")] = notebook_bytes(lecture)
    if (folder / "assignment.py").exists():
        script = _read(root, folder / "assignment.py")
        hidden = [secret_lines(script, cell) for cell in script.cells]
        refuse_bad_marks(script, hidden, _exercises(folder))
        refuse_metadata(script)
        known = secrets(script, hidden, stubs())
        refuse_leaks(script, hidden, known)
        data = _data(root, script, hidden)
        source = {f"{session}.ipynb": notebook_bytes(script), **data}
        release = release_files(session, source)
        refuse_release(session, release, known)
        made |= {Path("source", session, name): content for name, content in source.items()}
        made |= {Path("release", session, name): content for name, content in release.items()}
    return made


def _refuse_scripts(root: Path, session: str) -> None:
    """nbgrader releases every file beside a notebook, an author's script among them."""
    for step in ("source", "release"):
        for path in sorted((root / step / session).rglob("*.py")):
            raise BuildError(
                f"{path.relative_to(root).as_posix()} would be released to students; "
                f"move it to course/{session}/ or take it away."
            )


def _data(root: Path, script: Script, hidden: Sequence[Mapping[int, str]]) -> dict[str, bytes]:
    """The files of course/data that an assignment names."""
    found = {}
    for path in sorted(path for path in (root / "course" / "data").glob("*") if path.is_file()):
        name = re.compile(rf"(?<![\w.-]){re.escape(path.name)}(?![\w-]|\.\w)")
        named = [
            (cell.numbers[index], index in lines)
            for cell, lines in zip(script.cells, hidden, strict=True)
            for index, line in enumerate(cell.lines)
            if name.search(line)
        ]
        if not named:
            continue
        if path.suffix == ".py":
            raise script.refuse(named[0][0], f"{path.name} is a script; students get data only.")
        if all(secret for _, secret in named):
            raise script.refuse(
                named[0][0],
                f"students do not see that {path.name} is used, and would get it with the "
                "notebook; name it in a visible cell, or do without it.",
            )
        found[path.name] = path.read_bytes()
    return found


def _present(root: Path, session: str) -> list[Path]:
    """The generated files of a session that are there, litter left out."""
    lecture = Path("course", session, "lecture.ipynb")
    found = [lecture] if (root / lecture).is_file() else []
    for step in ("source", "release"):
        found += [
            path.relative_to(root)
            for path in sorted((root / step / session).rglob("*"))
            if not path.is_dir() and not _LITTER & set(path.parts)
        ]
    return found


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _install(root: Path, files: Mapping[Path, bytes]) -> None:
    """Write all files beside their places, then move all of them in."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=".build-")
            staged.append((Path(scratch), target))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(scratch).chmod(0o644)
        for scratch_path, target in staged:
            scratch_path.replace(target)
    finally:
        for scratch_path, _ in staged:
            scratch_path.unlink(missing_ok=True)
