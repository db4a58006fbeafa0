"""A bundle as students unpack it, in JupyterLab as they start it, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Browser, chromium
from serving import TOKEN, served

from autograder.build import make_bundle
from browser.lab import Lab

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as one:
        yield one


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab with the home page open, on the bundle of the first session."""
    made = make_bundle(ROOT, "1")
    folder = tmp_path_factory.mktemp("unpacked") / made.name
    for path, content in made.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    settings = ["--config", "settings/lab.py"]
    with served("jupyterlab", settings, folder, tmp_path_factory.mktemp("home")) as base:
        browser.go(f"{base}?token={TOKEN}")
        yield Lab(browser, folder, base)
