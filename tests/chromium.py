"""Chromium without a window, driven through chromedriver, in a home of its own.

Where there is none, its tests are skipped with a sentence; in CI they fail with it, since
nobody reads there what was left out.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    StaleElementReferenceException,
)
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVERS = ("chromedriver", "chromium.chromedriver")
PATIENCE = 60  # seconds; a machine may be busy with other tests
SCREENSHOTS = Path(__file__).parent / "browser" / "screenshots"
FLAGS = (
    *("--headless=new", "--disable-background-networking", "--disable-dev-shm-usage"),
    *("--disable-gpu", "--no-first-run", "--hide-scrollbars", "--force-color-profile=srgb"),
    *("--lang=en", "--window-size=1280,900"),
)


def _missing(programs: str) -> NoReturn:
    sentence = (
        f"{programs} is not installed; on Debian: apt-get install chromium chromium-driver, "
        "elsewhere Chromium or Chrome with its chromedriver."
    )
    if os.environ.get("CI"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@contextmanager
def chromium(home: Path, *, listening: bool = False) -> Iterator[Browser]:
    """A browser that knows nothing yet.

    listening: `Browser.requests` and `Browser.complaints` have something to tell.
    """
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = next(filter(None, map(shutil.which, DRIVERS)), None)
    if program is None or driver is None:
        _missing("Chromium" if program is None else "chromedriver")
    options = ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={home / 'profile'}"):
        options.add_argument(flag)
    if os.geteuid() == 0:  # Chromium's own sandbox is not for root
        options.add_argument("--no-sandbox")
    if listening:
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    service = ChromeService(executable_path=driver, env=environment)
    chrome = Chrome(options=options, service=service)
    try:
        yield Browser(chrome, listening=listening)
    finally:
        chrome.quit()


class Browser:
    """What a person does with a page: wait until something is there, click, type, look."""

    def __init__(self, chrome: Chrome, *, listening: bool) -> None:
        self.chrome, self._listening = chrome, listening

    def go(self, address: str) -> None:
        self.chrome.get(address)

    def open(
        self, page: Path, width: int, height: int, *, scheme: str = "light", media: str = "screen"
    ) -> None:
        """Show a file in a window of this size, on a screen or on paper."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.tell("Emulation.setDeviceMetricsOverride", **screen)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.tell("Emulation.setEmulatedMedia", media=media, features=features)
        if self._listening:
            self.chrome.get_log("performance")  # what was before belongs to another page
        self.go(page.as_uri())

    def all(self, css: str) -> list[WebElement]:
        """The elements that can be seen."""
        return [
            one for one in self.chrome.find_elements(By.CSS_SELECTOR, css) if one.is_displayed()
        ]

    def the(self, css: str, containing: str = "") -> WebElement:
        """The first element that can be seen and has these words, as soon as it is there."""

        def look() -> WebElement | None:
            found = self.all(css)
            return next((one for one in found if containing in one.text), None)

        found: WebElement = self.wait(look, f"{css} with {containing!r}" if containing else css)
        return found

    def wait(self, until: Callable[[], Any], what: str) -> Any:
        """The first result that is true; a page that is just being redrawn is asked again."""
        waiting = WebDriverWait(
            self.chrome,
            PATIENCE,
            poll_frequency=0.1,
            ignored_exceptions=[StaleElementReferenceException, ElementClickInterceptedException],
        )
        return waiting.until(lambda _: until(), f"not in {PATIENCE} s: {what}")

    def press(self, element: WebElement) -> None:
        """Click, as soon as nothing lies over it."""

        def pressed() -> bool:
            element.click()
            return True

        self.wait(pressed, f"a click on {element.text!r}")

    def insert(self, text: str) -> None:
        """Put text where the cursor is, as an input method does."""
        self.tell("Input.insertText", text=text)

    def tell(self, command: str, **parameters: Any) -> Any:
        """A command of the Chrome DevTools Protocol."""
        return self.chrome.execute_cdp_cmd(command, parameters)

    def ask(self, expression: str) -> Any:
        """The value of an expression on the page, also where its own policy allows no script."""
        return self.chrome.execute_script(f"return {expression}")

    def requests(self) -> list[str]:
        """The addresses that the page has asked for since it was opened."""
        told = [json.loads(entry["message"]) for entry in self.chrome.get_log("performance")]
        return [
            entry["message"]["params"]["request"]["url"]
            for entry in told
            if entry["message"]["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console says: resources that were blocked, among others."""
        return [entry["message"] for entry in self.chrome.get_log("browser")]

    def screenshot(self, name: str, *, for_the_guide: bool = False) -> Path:
        """Keep what is to be seen; those for the guide go to $GUIDE_IMAGES too, if that is set."""
        SCREENSHOTS.mkdir(exist_ok=True)
        kept = SCREENSHOTS / f"{name}.png"
        assert self.chrome.save_screenshot(str(kept))
        if for_the_guide and (folder := os.environ.get("GUIDE_IMAGES")):
            Path(folder).mkdir(parents=True, exist_ok=True)
            with Image.open(kept) as image:  # 128 colours are enough, and a third of the bytes
                small = image.convert("RGB").quantize(128, dither=Image.Dither.NONE)
            small.save(Path(folder, kept.name), optimize=True)
        return kept
