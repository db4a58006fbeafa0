"""An assignment, read and ready to be graded.

Its version is a hash of all that its tests are made of: the notebooks, the files
beside them, the exercises, the modules of the instructor's own that the tests brought
in, and what students were given before. Results of another version are graded again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checking.catalogue import catalogue, find_course
from autograder.errors import UsageError
from autograder.grading.executors import Pool
from autograder.grading.gradebook import NbgraderCourse
from autograder.grading.plans import Plans, key_of
from autograder.grading.rebuild import Template
from autograder.grading.releases import with_earlier
from autograder.grading.tasks import NotebookTask, version_of
from autograder.grading.work import hashed
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox


@dataclass(frozen=True)
class Assignment:
    """An assignment, ready to be graded: its notebooks with the way each is judged.

    files: what it is made of; their version, and that of all that it is made of.
    contents: the instructor's notebooks, as JSON.
    """

    name: str
    notebooks: tuple[NotebookTask, ...]
    files: Mapping[str, Path]
    files_version: str
    version: str
    contents: dict[str, dict[str, Any]]

    @property
    def warnings(self) -> list[str]:
        """What the instructor should know about the assignment's own tests."""
        return [w for notebook in self.notebooks for w in notebook.plan.warnings]


def load_assignment(
    course: NbgraderCourse, name: str, sandbox: Sandbox, limits: Limits, pool: Pool
) -> Assignment:
    """Read an assignment and find out, by those who grade, how each of its tests can be judged.

    Raises UsageError for a test that ends the process it runs in, right answer or not.
    """
    files = course.files(name)
    tasks: list[NotebookTask] = []
    given: list[str] = []
    own: dict[str, Path] = {**files, **_exercise_files(course.root, name)}
    makes = dict(own)
    plans = Plans(course.root)
    for path in course.notebooks(name):
        release = course.release(name, path.stem)
        template = with_earlier(course.root, name, Template.read(path, release))
        notebooks = {"source " + path.name: path}
        notebooks |= {"release " + path.name: release} if release else {}
        given += [path.stem, template.earlier_text]
        parts = [sandbox.description, repr(limits), str(path), template.earlier_text]
        key = key_of(parts, own | notebooks)
        found = plans.find(key)
        if found is None:
            found = pool.plan(template, sandbox, limits, files, path.parent)
            if not found[0].warnings:  # it may have been the moment's fault
                plans.keep(key, *found)
        plan, modules = found
        tasks.append(NotebookTask(template, plan, path.parent, files))
        makes |= notebooks | modules
    of_files = version_of(makes)
    version = hashed([of_files, *given])
    contents = source_notebooks(course, name)
    return Assignment(name, tuple(tasks), makes, of_files, version, contents)


def source_notebooks(course: NbgraderCourse, name: str) -> dict[str, dict[str, Any]]:
    """The instructor's notebooks of an assignment, name -> JSON."""
    found = {}
    for path in course.notebooks(name):
        try:
            found[path.stem] = json.loads(path.read_bytes())
        except ValueError:
            raise UsageError(f"{path} is no notebook; build the assignment again.") from None
    return found


def _exercise_files(root: Path, assignment: str) -> dict[str, Path]:
    try:
        known = catalogue(find_course(root))
    except UsageError:
        return {}
    return {
        f"exercise {name}": known.file(name)
        for name in known.ids
        if known.session(name) == assignment
    }
