"""A student's session: home, an exercise, hints, a wrong answer, a right one, all of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser.lab import NOTEBOOK, Lab

pytestmark = pytest.mark.slow

SESSION = "s01_linear_regression"
ANSWER = "def predict_linear("
TEST = "got = predict_linear("
WRONG = "def predict_linear(X, w, b):\n    return X * w + b"
RIGHT = "def predict_linear(X, w, b):\n    return np.asarray(X, dtype=np.float64) @ w + b"
HEADING = "Exercise 1.1 — Predict with a linear model (10 points)"
IMPORTS = "import numpy as np"
MISTAKE = (
    "`predict_linear(X=[[63, 13], [78, 2], [95, 9]], w=[0.02, -0.02], b=0.4)` "
    "returned shape (3, 2); right is (3,), one number for each house."
)
NEXT = "Exercise 1.2 — Measure how wrong the predictions are (10 points)"
FOR_INSTRUCTORS = {"Nbgrader", "Nbgrader Create Assignment", "Create Assignment", "Formgrader"}


def test_a_student_finds_the_home_opens_hints_answers_validates_and_corrects(lab: Lab) -> None:
    browser = lab.browser
    lab.notebook("index.ipynb")
    assert browser.the(f"{NOTEBOOK} h1").text.startswith("The foundations of deep learning")
    assert lab.around() >= {"File", "Kernel", "Table of Contents", "Debugger"}
    assert not lab.around() & FOR_INSTRUCTORS
    browser.screenshot("home", for_the_guide=True)

    browser.press(browser.the(f"{NOTEBOOK} a", "75 min"))
    lab.notebook(f"{SESSION}.ipynb")
    lab.cell(HEADING)
    browser.screenshot("exercise", for_the_guide=True)
    hints_open_one_at_a_time_by_mouse_and_by_keyboard(lab)

    lab.run(IMPORTS)
    lab.answer(ANSWER, WRONG)
    lab.run(ANSWER)
    assert MISTAKE in " ".join(lab.run(TEST).text.split())
    lab.cell(TEST)
    browser.screenshot("failed_test", for_the_guide=True)
    (exercise, message), (others, unwritten) = lab.validate()
    browser.screenshot("validate_wrong", for_the_guide=True)
    assert exercise == HEADING
    assert message.startswith(MISTAKE)
    assert others.startswith(f"Not answered yet: {NEXT}")
    assert unwritten.startswith("If you have written an answer, delete the line")
    lab.close_dialog()

    lab.answer(ANSWER, RIGHT)
    lab.run(ANSWER)
    assert "Visible tests passed." in lab.run(TEST).text
    assert lab.validate() == [(others, unwritten)]
    lab.close_dialog()
    assert not browser.all(".Toastify__toast")  # nor has any news come by now

    browser.go("about:blank")
    answer_all(lab.folder / SESSION / f"{SESSION}.ipynb")
    lab.open(f"{SESSION}/{SESSION}.ipynb")
    lab.cell(HEADING)
    assert lab.validate() == []
    browser.the(".jp-Dialog", "Success! Your notebook passes all the tests.")
    browser.screenshot("validate_right", for_the_guide=True)
    lab.close_dialog()


def answer_all(path: Path) -> None:
    """Write the course's own answers into a notebook, as weeks of work would."""
    source = json.loads((ROOT / "source" / SESSION / f"{SESSION}.ipynb").read_text("utf-8"))
    answers = {name(cell): "".join(cell["source"]) for cell in source["cells"] if is_answer(cell)}
    notebook = json.loads(path.read_text("utf-8"))
    for cell in filter(is_answer, notebook["cells"]):
        cell["source"] = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", answers.pop(name(cell)))
    assert not answers
    path.write_text(json.dumps(notebook), "utf-8")


def is_answer(cell: dict[str, Any]) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"]["nbgrader"]["grade_id"])


def hints_open_one_at_a_time_by_mouse_and_by_keyboard(lab: Lab) -> None:
    hints = lab.cell(HEADING).find_elements(By.TAG_NAME, "details")
    one, two, three = (hint.find_element(By.TAG_NAME, "summary") for hint in hints)

    def opened() -> list[bool]:
        return [hint.get_attribute("open") is not None for hint in hints]

    assert opened() == [False, False, False]
    lab.browser.press(one)
    assert opened() == [True, False, False]
    lab.browser.screenshot("hint", for_the_guide=True)
    one.send_keys(Keys.TAB)
    assert lab.browser.chrome.switch_to.active_element == two
    two.send_keys(Keys.ENTER)
    assert opened() == [True, True, False]
    two.send_keys(Keys.SPACE)
    assert opened() == [True, False, False]
    assert three.text == "Hint 3: nearly the code"
