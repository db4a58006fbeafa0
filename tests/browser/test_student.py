"""A student's first half hour: home, an exercise, a wrong answer, a right one, hints."""

from __future__ import annotations

import pytest
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

    browser.the(f"{NOTEBOOK} a", "75 min").click()
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
    assert others.startswith(NEXT)
    assert unwritten == "Not written yet."
    lab.close_dialog()

    lab.answer(ANSWER, RIGHT)
    lab.run(ANSWER)
    assert "Visible tests passed." in lab.run(TEST).text
    assert lab.validate() == [(others, unwritten)]
    browser.screenshot("validate_right", for_the_guide=True)
    lab.close_dialog()
    assert not browser.all(".Toastify__toast")  # nor has any news come by now


def hints_open_one_at_a_time_by_mouse_and_by_keyboard(lab: Lab) -> None:
    hints = lab.cell(HEADING).find_elements(By.TAG_NAME, "details")
    one, two, three = (hint.find_element(By.TAG_NAME, "summary") for hint in hints)

    def opened() -> list[bool]:
        return [hint.get_attribute("open") is not None for hint in hints]

    assert opened() == [False, False, False]
    one.click()
    assert opened() == [True, False, False]
    lab.browser.screenshot("hint", for_the_guide=True)
    one.send_keys(Keys.TAB)
    assert lab.browser.chrome.switch_to.active_element == two
    two.send_keys(Keys.ENTER)
    assert opened() == [True, True, False]
    two.send_keys(Keys.SPACE)
    assert opened() == [True, False, False]
    assert three.text == "Hint 3: nearly the code"
