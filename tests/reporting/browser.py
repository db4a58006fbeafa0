"""Chromium without a window, for tests that look at a page as its reader does."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVER = "chromedriver"


class Browser:
    """A browser that has nothing but the file that it is shown."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver

    def open(
        self, page: Path, width: int, height: int, *, scheme: str = "light", media: str = "screen"
    ) -> None:
        """Show a page in a window of this size, on a screen or on paper."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.tell("Emulation.setDeviceMetricsOverride", **screen)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.tell("Emulation.setEmulatedMedia", media=media, features=features)
        self._driver.get_log("performance")  # what was before belongs to another page
        self._driver.get(page.as_uri())

    def tell(self, command: str, **parameters: Any) -> Any:
        """A command of the Chrome DevTools Protocol."""
        return self._driver.execute_cdp_cmd(command, parameters)

    def ask(self, expression: str) -> Any:
        """The value of an expression on the page; the page's own policy allows no script."""
        return self._driver.execute_script(f"return {expression}")

    def requests(self) -> list[str]:
        """The addresses that the page has asked for since it was opened."""
        told = [json.loads(entry["message"]) for entry in self._driver.get_log("performance")]
        return [
            entry["message"]["params"]["request"]["url"]
            for entry in told
            if entry["message"]["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console says: resources that were blocked, among others."""
        return [entry["message"] for entry in self._driver.get_log("browser")]

    def picture(self, path: Path) -> bytes:
        """The window as a PNG."""
        data = base64.b64decode(self.tell("Page.captureScreenshot", format="png")["data"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return data


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser of this machine; the test skips where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which(DRIVER)
    if found is None or driver is None:
        pytest.skip("there is no Chromium with its chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = found
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    quiet = ("headless=new", "disable-gpu", "disable-background-networking", "hide-scrollbars")
    for argument in (*quiet, "disable-dev-shm-usage", "force-color-profile=srgb"):
        options.add_argument(f"--{argument}")
    if os.geteuid() == 0:  # Chromium's own sandbox is not for root
        options.add_argument("--no-sandbox")
    started = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield Browser(started)
    finally:
        started.quit()
