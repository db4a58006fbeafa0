"""environment.yml for students: what the notebooks import, and not one package more.

Nothing is listed here by hand. The names are those that the lectures, the assignments
and the two libraries import, JupyterLab, and nbgrader for its button Validate;
pyproject.toml has to declare them, and requirements.lock says the version.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.errors import BuildError

NAME = "deep-learning-course"
_OWN = {"autograder", "lecture_tools", "solutions_lib"}
_DISTRIBUTIONS = {"sklearn": "scikit-learn", "IPython": "ipython"}
_MAGIC = re.compile(r"^\s*[%!]")


def environment(root: Path) -> bytes:
    """The file, the same for every session: students set up their computer once."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {_name(text) for text in project["dependencies"]}
    wanted = dict.fromkeys(("jupyterlab", "nbgrader"), "the bundle") | dict(_imported(root))
    pins = []
    for name, user in sorted(wanted.items()):
        if name not in declared:
            raise BuildError(
                f"{user} needs {name}, which pyproject.toml does not declare; "
                "add it to the dependencies there, or do without it."
            )
        pins += _pins(root, name)
    lines = [
        "# What the course needs: conda env create -f environment.yml",
        f"name: {NAME}",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        f"  - python{project['requires-python']}",
        "  - pip",
        "  - pip:",
        *(f"      - {pin}" for pin in pins),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _imported(root: Path) -> Iterator[tuple[str, str]]:
    """(distribution, a file that imports it)."""
    files = [*root.glob("course/*/lecture.py"), *root.glob("course/*/assignment.py")]
    files += [
        path for name in ("lecture_tools", "solutions_lib") for path in root.glob(f"{name}/**/*.py")
    ]
    for path in sorted(files):
        lines = path.read_text("utf-8").splitlines()
        tree = ast.parse("\n".join("" if _MAGIC.match(line) else line for line in lines))
        for module in _modules(ast.walk(tree)):
            if module not in _OWN and module not in sys.stdlib_module_names:
                yield _DISTRIBUTIONS.get(module, module), path.relative_to(root).as_posix()


def _modules(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def _pins(root: Path, name: str) -> list[str]:
    """``numpy==2.4.6``, with a line for each range of Pythons that the lock tells apart."""
    found = []
    for line in (root / "requirements.lock").read_text("utf-8").splitlines():
        pin = line.removesuffix("\\").strip()
        if line[:1].isalnum() and _name(pin) == name:
            found.append(pin)
    if not found:
        raise BuildError(f"requirements.lock has no version of {name}; run: make lock.")
    return found


def _name(requirement: str) -> str:
    """The package's name, as package indexes compare names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement.strip())[0]).lower()
