"""Cells: what works in a notebook works here, and is shown in the same way."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.isolation.cells import CellRun
from autograder.isolation.process import StudentProcess

from .conftest import Start


def text(run: CellRun, name: str = "stdout") -> str:
    return "".join(o["text"] for o in run.outputs if o.get("name") == name)


def kinds(run: CellRun) -> list[str]:
    return [o["output_type"] for o in run.outputs]


@pytest.mark.parametrize(
    ("source", "kind", "value"),
    [
        ("x = 1", "none", None), ("None", "none", None), ("7", "number", 7), ("2.5", "number", 2.5),
        ("True", "bool", True), ("'a'", "text", "a"), ("[1]", "other", None), ("7;", "none", None),
        ("import numpy as np; np.float64(2)", "number", 2.0), ("np.bool_(0)", "bool", False),
        ("np.int8(3)", "number", 3), ("float('nan')", "number", None),
    ],
)  # fmt: skip
def test_the_value_of_the_last_expression(
    student: StudentProcess, source: str, kind: str, value: object
) -> None:
    run = student.run_cell(source)
    assert run.error is None
    assert run.value_kind == kind
    assert run.has_value == (kind in ("number", "bool", "text"))
    if source != "float('nan')":
        assert (type(run.value), run.value) == (type(value), value)


def test_streams_and_rich_outputs_keep_their_order(student: StudentProcess) -> None:
    run = student.run_cell(
        "import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')\n"
        "from IPython.display import HTML, Markdown\ndisplay(HTML('<b>four</b>'))\nprint('five')\n6"
    )
    assert kinds(run) == ["stream", "stream", "stream", "display_data", "stream", "execute_result"]
    assert run.outputs[3]["data"]["text/html"] == "<b>four</b>"
    assert text(run, "stderr") == "two\n"


def test_what_is_printed_past_the_bound_is_kept_nowhere(start: Start) -> None:
    student = start(memory_mb=300)
    run = student.run_cell("for _ in range(30_000): print('x' * 10_000)")
    assert run.error is None, run.error
    assert len(text(run)) == 200_000


@pytest.mark.parametrize("first", ["", "%matplotlib inline\n"])
def test_a_figure_is_shown_at_the_end_of_its_cell(student: StudentProcess, first: str) -> None:
    run = student.run_cell(
        f"{first}import matplotlib.pyplot as plt\nfor i in range(2):\n"
        "    plt.figure(); plt.plot([1, i]); plt.title('θ')\nprint('after')"
    )
    assert run.error is None
    assert kinds(run) == ["stream", "display_data", "display_data"]
    assert run.outputs[1]["data"]["image/png"].startswith("iVBOR")
    assert kinds(student.run_cell("print('no figure left')")) == ["stream"]


def test_a_figure_with_show_comes_where_show_is(student: StudentProcess) -> None:
    run = student.run_cell("plt.plot([1, 2])\nplt.show()\nprint('after')")
    assert kinds(run) == ["display_data", "stream"]


def test_magics_shell_commands_and_await_work(student: StudentProcess) -> None:
    assert "shell" in text(student.run_cell("!echo shell"))
    assert text(student.run_cell("%%bash\necho script")) == "script\n"
    assert "per loop" in text(student.run_cell("%timeit -n1 -r1 1 + 1"))
    run = student.run_cell("import asyncio\nawait asyncio.sleep(0)\nawait asyncio.sleep(0, 5)")
    assert (run.error, run.value) == (None, 5)
    assert student.run_cell("get_ipython() is not None and __name__").value == "__main__"
    assert "system\n" in text(student.run_cell("import os\nos.system('echo system');"))
    assert student.run_cell("_ = 1\nIn[-1]").value == "_ = 1\nIn[-1]"


def test_prints_and_warnings_are_never_errors(student: StudentProcess) -> None:
    run = student.run_cell(
        "import warnings, sys\nwarnings.warn('careful')\nsys.stderr.write('x')\n5"
    )
    assert run.error is None
    assert "careful" in text(run, "stderr")
    assert run.value == 5


@pytest.mark.parametrize(
    "source", ["input()", "input('name? ')", "import getpass; getpass.getpass()"]
)
def test_input_says_that_nobody_answers(student: StudentProcess, source: str) -> None:
    run = student.run_cell(source)
    assert run.error is not None
    assert "cannot be answered while a notebook is graded" in run.error.message


@pytest.mark.parametrize(
    "source", ["exit()", "quit", "import sys; sys.exit(3)", "raise SystemExit"]
)
def test_leaving_is_an_error_of_the_cell_and_not_of_the_process(
    student: StudentProcess, source: str
) -> None:
    student.run_cell("kept = 1")
    run = student.run_cell(source)
    assert run.error is not None
    assert run.error.name == "SystemExit"
    assert student.get("kept") == 1
    assert student.restarts == 0


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("a = 1\n1 / 0", "ZeroDivisionError", "----> 2 1 / 0"),
        ("x = = 1", "SyntaxError", "x = = 1"),
        ("def g():\n    return undefined_name\ng()", "NameError", "g()"),
        ("%nosuchmagic", "UsageError", ""),
    ],
)
def test_an_error_is_shown_as_in_a_notebook(
    student: StudentProcess, source: str, name: str, line: str
) -> None:
    run = student.run_cell(source)
    if name == "UsageError":
        assert "nosuchmagic" in text(run, "stderr")
        return
    assert run.error is not None
    assert run.error.name == name
    assert line in run.error.traceback
    assert "\x1b" not in run.error.traceback
    assert kinds(run) == ["error"]
    assert run.outputs[0]["ename"] == name


def test_a_flood_of_output_is_cut_and_harms_nobody(start: Start) -> None:
    student = start(output_chars=1000, scratch_mb=4)
    run = student.run_cell("for _ in range(200_000): print('x' * 100)\n'y' * 10**7")
    assert run.error is None
    assert len(str(run.outputs)) < 3000
    assert "too long" in run.outputs[-1]["text"]
    assert len(text(run)) == 1000
    run = student.run_cell("import os\nos.system('yes | head -c 20000000');")
    assert len(text(run)) <= 1000
    assert student.run_cell("print('still here')").outputs[0]["text"] == "still here\n"


def test_where_no_figures_are_wanted_none_is_drawn_and_their_names_are_shown(start: Start) -> None:
    student = start(figures=0)
    run = student.run_cell(
        "import matplotlib.pyplot as plt\n"
        "figure, axes = plt.subplots()\n"
        "drawn = []\n"
        "figure.canvas.mpl_connect('draw_event', drawn.append)\n"
        "plt.show()"
    )
    assert [output["data"] for output in run.outputs] == [
        {"text/plain": "<Figure size 640x480 with 1 Axes>"}
    ]
    assert student.run_cell("len(drawn) + len(plt.get_fignums())").value == 0
    student.run_cell("figure.savefig('saved.png')")  # what the code itself draws is its own affair
    assert student.run_cell("import os; os.path.getsize('saved.png') > 1000").value is True


def test_too_many_figures_are_left_out(start: Start) -> None:
    student = start(figures=2)
    run = student.run_cell(
        "from IPython.display import Image\nimport base64\n"
        "png = b'\\x89PNG\\r\\n\\x1a\\n' + bytes(40)\n"
        "for _ in range(5): display(Image(data=png))"
    )
    assert sum("image/png" in o.get("data", {}) for o in run.outputs) == 2


def test_displays_can_be_updated_and_cleared(student: StudentProcess) -> None:
    run = student.run_cell(
        "h = display('first', display_id=True)\nh.update('second')\n"
        "from IPython.display import clear_output\n"
    )
    assert [o["data"]["text/plain"] for o in run.outputs] == ["'second'"]
    run = student.run_cell("print(1)\nclear_output()\nprint(2)\nclear_output(wait=True)\nprint(3)")
    assert text(run) == "3\n"


def test_a_student_who_forks_does_not_speak_twice(student: StudentProcess) -> None:
    run = student.run_cell("import os\npid = os.fork()\npid >= 0")
    assert run.value is True
    assert student.run_cell("'still ' + 'one'").value == "still one"


def test_the_files_of_the_assignment_can_be_read_and_not_written(
    start: Start, tmp_path: Any
) -> None:
    (tmp_path / "data.csv").write_text("a,b\n1,2\n")
    student = start(files={"folder/data.csv": tmp_path / "data.csv"})
    assert student.run_cell("open('folder/data.csv').read()").value == "a,b\n1,2\n"
    assert student.run_cell("open('folder/data.csv', 'w')").error is not None
    assert student.run_cell("open('own.txt', 'w').write('x')").value == 1
    assert student.run_cell("%%writefile helper.py\nanswer = 42").error is None
    assert student.run_cell("import helper; helper.answer").value == 42
