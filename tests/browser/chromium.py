"""Chromium without a window, driven through chromedriver, in a home of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVERS = ("chromedriver", "chromium.chromedriver")
PATIENCE = 60  # seconds; a machine may be busy with other tests
SCREENSHOTS = Path(__file__).with_name("screenshots")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-background-networking"),
    *("--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--lang=en"),
    "--window-size=1280,900",
)


@contextmanager
def chromium(home: Path) -> Iterator[Browser]:
    """A browser that knows nothing yet; skips the test where there is none."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = next(filter(None, map(shutil.which, DRIVERS)), None)
    if program is None or driver is None:
        pytest.skip("Chromium or chromedriver is not installed; on Debian: chromium-driver.")
    options = ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={home / 'profile'}"):
        options.add_argument(flag)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    service = ChromeService(executable_path=driver, env=environment)
    chrome = Chrome(options=options, service=service)
    try:
        yield Browser(chrome)
    finally:
        chrome.quit()


class Browser:
    """What a person does with a page: wait until something is there, click, type, look."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome

    def go(self, address: str) -> None:
        self.chrome.get(address)

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
            ignored_exceptions=[StaleElementReferenceException],
        )
        return waiting.until(lambda _: until(), f"not in {PATIENCE} s: {what}")

    def insert(self, text: str) -> None:
        """Put text where the cursor is, as an input method does."""
        self.chrome.execute_cdp_cmd("Input.insertText", {"text": text})

    def screenshot(self, name: str, *, for_the_guide: bool = False) -> None:
        """Keep what is to be seen; those for the guide go to $GUIDE_IMAGES too, if that is set."""
        SCREENSHOTS.mkdir(exist_ok=True)
        kept = SCREENSHOTS / f"{name}.png"
        assert self.chrome.save_screenshot(str(kept))
        if for_the_guide and (folder := os.environ.get("GUIDE_IMAGES")):
            Path(folder).mkdir(parents=True, exist_ok=True)
            with Image.open(kept) as image:  # 128 colours are enough, and a third of the bytes
                small = image.convert("RGB").quantize(128, dither=Image.Dither.NONE)
            small.save(Path(folder, kept.name), optimize=True)
