"""What a command does not wait for when it starts."""

import subprocess
import sys

from autograder.cli.start import PUT_OFF

BEGIN = "import sys; from autograder.cli.start import PUT_OFF, leave_out; "
STANDS = "[n for n in PUT_OFF if type(sys.modules.get(n)).__name__ == '_PutOff']"


def said(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", BEGIN + program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nbgrader_would_load_each_of_them() -> None:
    assert said("import nbgrader.api; print(set(PUT_OFF) - set(sys.modules))") == "set()"


def test_grading_loads_none_of_them() -> None:
    # the preprocessors bring all of nbconvert: only for a notebook that was not seen before
    program = "leave_out(); import autograder.grading.batch; "
    assert said(program + f"print({STANDS} == list(PUT_OFF))") == "True"
    assert said(program + "print('nbconvert' in sys.modules)") == "False"


def test_what_is_asked_for_is_loaded_after_all(tmp_path) -> None:
    folder = tmp_path / "x.zip"
    program = (
        "leave_out(); from setuptools.archive_util import unpack_archive as late; import zipfile; "
        f"zipfile.ZipFile({str(folder)!r}, 'w').writestr('a', 'b'); "
        f"late({str(folder)!r}, {str(tmp_path)!r}); "
        "import setuptools.archive_util as real; "
        "print(real.__file__ is not None, real.UnrecognizedFormat.__name__)"
    )
    assert said(program) == "True UnrecognizedFormat"
    assert (tmp_path / "a").read_text() == "b"
    handlers = "from nbgrader.server_extensions import formgrader; print(formgrader.handlers)"
    assert "formgrader" in said("leave_out(); " + handlers)


def test_what_is_loaded_already_stays() -> None:
    name = next(iter(PUT_OFF))
    program = f"import {name} as before; leave_out(); print(sys.modules[{name!r}] is before)"
    assert said(program) == "True"
