"""Imports run one way: cli, auditing, claims -> reporting, grading, build -> the lower ones."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "autograder"

# who may import whom inside the package; a module not named here is its own part
MAY_IMPORT = {
    "errors": set(),
    "checking": {"errors"},
    "isolation": {"errors"},
    "grading": {"errors", "checking", "isolation"},
    "reporting": {"errors", "checking", "grading"},
    "collecting": {"errors", "grading"},
    "build": {"errors", "checking"},
    "simulate": {"errors", "checking"},
    "auditing": {"errors", "checking", "isolation", "grading", "build"},
    "claims": {"errors", "build"},
    "exporting": {"errors", "grading", "reporting"},
    "similarity": {"errors", "checking", "grading", "reporting"},
    "cli": {
        *("errors", "checking", "isolation", "grading", "reporting", "build", "simulate"),
        *("auditing", "claims", "collecting", "exporting", "similarity"),
    },
    "__init__": {"checking"},
}
# the only files and folders that know nbgrader
NBGRADER = ("grading/gradebook/", "build/release.py")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The absolute names of everything that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} uses a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def forbidden(path: Path, names: set[str]) -> set[str]:
    mine = part(path)
    bad = set()
    for name in names:
        root, *rest = name.split(".")
        if root == "autograder" and rest:
            target = (
                rest[0]
                if (PACKAGE / rest[0]).exists() or (PACKAGE / f"{rest[0]}.py").exists()
                else None
            )
            if target and target != mine and target not in MAY_IMPORT[mine]:
                bad.add(name)
        place = path.relative_to(PACKAGE).as_posix()
        if root == "nbgrader" and not place.startswith(NBGRADER):
            bad.add(name)
        if root in ("solutions_lib", "course"):
            bad.add(name)
    return bad


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_lies_below_it(path):
    assert not forbidden(path, imports(path))


def test_an_import_against_the_arrows_is_noticed():
    compare = PACKAGE / "checking" / "compare.py"
    against = {
        "autograder.grading.judge.Judge",
        "autograder.isolation.wire",
        "nbgrader.api",
        "solutions_lib.linear_regression",
    }
    assert forbidden(compare, against) == against
    assert not forbidden(compare, {"autograder.errors.UsageError", "numpy"})


@pytest.mark.parametrize(
    "path", sorted((ROOT / "solutions_lib").glob("*.py")), ids=lambda path: path.name
)
def test_the_reference_library_needs_nothing_but_numpy(path):
    roots = {name.split(".")[0] for name in imports(path)}
    assert roots - sys.stdlib_module_names <= {"numpy", "solutions_lib"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "lecture_tools").glob("*.py")), ids=lambda path: path.name
)
def test_the_tools_of_a_lecture_run_where_no_autograder_is(path):
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"autograder", "course", "solutions_lib"}
