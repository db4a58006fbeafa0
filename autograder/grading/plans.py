"""Plans that were found before: an assignment that has not changed is not tried again.

A plan comes from judging the instructor's own solution, which takes seconds.  It is kept
in ``.autograder/`` of the course, under a hash of all that it was made from; the modules
that the tests brought in are looked at again each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.grading.engine import engine
from autograder.grading.judge import Plan, TestPlan
from autograder.grading.kept import Kept
from autograder.grading.tasks import version_of
from autograder.isolation.use import Use


class Plans:
    """The plans of one course."""

    def __init__(self, course: Path) -> None:
        self._kept = Kept(course, "plans")

    def find(self, key: str) -> tuple[Plan, dict[str, Path]] | None:
        """The plan and the modules behind it; None where there is none, or a module changed."""
        try:
            kept = self._kept.find(key)
            modules = {name: Path(path) for name, path in kept["modules"].items()}
            if version_of(modules) != kept["version"]:
                return None
            return _from_json(kept["plan"]), modules
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, key: str, plan: Plan, modules: Mapping[str, Path]) -> None:
        """Write down what was found, if that is possible."""
        with contextlib.suppress(OSError):  # a module is gone meanwhile
            kept = {
                "plan": _to_json(plan),
                "modules": {name: str(path) for name, path in modules.items()},
                "version": version_of(modules),
            }
            self._kept.keep(key, kept)


def key_of(texts: Iterable[str], files: Mapping[str, Path]) -> str:
    """A hash of what a plan is made from, and of the program that makes it.  Raises OSError."""
    parts = (*engine().values(), platform.python_version(), *texts, version_of(files))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _to_json(plan: Plan) -> dict[str, Any]:
    return {
        "tests": {name: [test.judged, test.kind] for name, test in plan.tests.items()},
        "trusted": sorted(plan.trusted),
        "answers": {name: sorted(bound) for name, bound in plan.answers.items()},
        "imports": dict(plan.imports),
        "classes": sorted(plan.classes),
        "objects": sorted(plan.use.objects),
        "done": sorted(plan.use.done),
        "warnings": list(plan.warnings),
    }


def _from_json(kept: Mapping[str, Any]) -> Plan:
    return Plan(
        tests={name: TestPlan(*test) for name, test in kept["tests"].items()},
        trusted=frozenset(kept["trusted"]),
        answers={name: frozenset(bound) for name, bound in kept["answers"].items()},
        imports=kept["imports"],
        classes=frozenset(kept["classes"]),
        use=Use(
            frozenset((label, access, kind) for label, access, kind in kept["objects"]),
            frozenset((label, operator) for label, operator in kept["done"]),
        ),
        warnings=tuple(kept["warnings"]),
    )
