"""JupyterLab as a student uses it: open a notebook, answer, run, validate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chromium import Browser
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"
# The nearest cell below the present place with these words; cells far away are not drawn yet.
FIND = """
const panel = document.querySelector(arguments[0] + " .jp-WindowedPanel-outer");
for (const cell of panel.querySelectorAll(".jp-Cell"))
    if (cell.textContent.includes(arguments[1])) {
        cell.scrollIntoView({block: "start"});
        return cell;
    }
panel.scrollTop = panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 2
    ? 0 : panel.scrollTop + panel.clientHeight / 2;
return null;
"""


@dataclass(frozen=True)
class Lab:
    """folder: what a student has unpacked; base: where JupyterLab serves it."""

    browser: Browser
    folder: Path
    base: str

    def open(self, path: str) -> None:
        """Come back to a notebook, as on another day."""
        self.browser.go(f"{self.base}lab/tree/{path}")
        self.notebook(path.rpartition("/")[2])

    def notebook(self, name: str) -> None:
        """Wait until a notebook is in front and its kernel is ready."""
        self.browser.the(".lm-TabBar-tab.jp-mod-current", name)
        self.browser.the(f"{NOTEBOOK} .jp-Cell")
        self.browser.the(".jp-StatusBar-Widget, #jp-main-statusbar", "| Idle")

    def cell(self, words: str) -> WebElement:
        """The first cell with these words, scrolled to the top."""

        def look() -> WebElement | None:
            found: WebElement | None = self.browser.chrome.execute_script(FIND, NOTEBOOK, words)
            return found

        found: WebElement = self.browser.wait(look, f"a cell with {words!r}")
        return found

    def answer(self, words: str, text: str) -> None:
        """Replace the text of the cell with these words."""
        cell = self.cell(words)
        editor = self.browser.wait(lambda: cell.find_elements("css selector", ".cm-content"), words)
        self.browser.press(editor[0])
        editor[0].send_keys(Keys.CONTROL, "a")
        self.browser.insert(text)
        last = text.strip().split("\n")[-1]
        self.browser.wait(lambda: last in editor[0].text, f"the text {last!r}")

    def run(self, words: str) -> WebElement:
        """Run the cell with these words, and give it back when it has finished."""
        cell = self.cell(words)
        editor = self.browser.wait(lambda: cell.find_elements("css selector", ".cm-content"), words)

        def prompt() -> str:
            text: str = cell.find_element("css selector", ".jp-InputPrompt").text
            return text.strip("[]: \n")

        before = prompt()
        self.browser.press(editor[0])
        editor[0].send_keys(Keys.SHIFT, Keys.ENTER)
        self.browser.wait(
            lambda: prompt().isdecimal() and prompt() != before, f"the end of {words!r}"
        )
        return cell

    def validate(self) -> list[tuple[str, str]]:
        """Press Validate, and read what it says: (exercise, message) for each failure."""
        self.browser.press(self.browser.the(f"{NOTEBOOK} .validate-button"))
        self.browser.the(".jp-Dialog #validation-message")
        said = [" ".join(one.text.split()) for one in self.browser.all(".jp-Dialog pre")]
        return list(zip(said[::2], said[1::2], strict=True))

    def around(self) -> set[str]:
        """The names of the menus and of the panels at both sides."""
        panels = self.browser.all(".jp-SideBar .lm-TabBar-tab")
        titles = {one.get_attribute("title") or one.text for one in panels}
        menus = {one.text for one in self.browser.all(".lm-MenuBar-itemLabel")}
        return menus | {title.partition(" (")[0] for title in titles}

    def close_dialog(self) -> None:
        self.browser.press(self.browser.the(".jp-Dialog .jp-mod-accept"))
        self.browser.wait(lambda: not self.browser.all(".jp-Dialog"), "the end of the dialog")
