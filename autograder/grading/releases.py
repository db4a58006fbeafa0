"""What students were given before: an assignment may be changed after it was released.

Then a class hands in notebooks made from the old release. Its test cells differ from the new
ones, and no student has changed them. So the texts of each release that was graded against
are kept, as hashes, in ``.autograder/releases/``; what is one of these is as released.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from pathlib import Path

from autograder.grading.kept import FOLDER
from autograder.grading.rebuild import ABSENT, Template, hashed
from autograder.grading.whole import write_file

MOST = 50  # releases of one notebook

Release = dict[str, str]  # grade_id -> the hash of its text


def with_earlier(course: Path, assignment: str, template: Template) -> Template:
    """The template, knowing the earlier releases; its own is noted for later ones."""
    if not template.released:
        return template
    path = course / FOLDER / "releases" / f"{assignment}.json"
    kept = _read(path)
    known = kept.get(template.name, [])
    own = {name: hashed(text) for name, text in template.released.items()}
    if own not in known:
        known = [*known, own][-MOST:]
        with contextlib.suppress(OSError):  # a later run that can will note it
            text = json.dumps(kept | {template.name: known}, indent=1, sort_keys=True)
            write_file(path, text + "\n")
    others = [release for release in known if release != own]
    earlier = {
        name: frozenset(release.get(name, ABSENT) for release in others)
        for name in {cell.grade_id for cell in template.cells if cell.grade_id is not None}
    }
    return dataclasses.replace(template, earlier=earlier if others else {})


def _read(path: Path) -> dict[str, list[Release]]:
    """What is kept, by notebook; nothing where it cannot be read."""
    try:
        found = json.loads(path.read_bytes())
        return {
            str(name): [{str(k): str(v) for k, v in release.items()} for release in releases]
            for name, releases in found.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
