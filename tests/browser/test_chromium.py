"""What a machine without a browser is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import chromium
import pytest


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    there = {name for name in (*chromium.BROWSERS, *chromium.DRIVERS) if name not in missing}
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None)


@pytest.mark.parametrize(
    ("missing", "named"), [(chromium.BROWSERS, "Chromium"), (chromium.DRIVERS, "chromedriver")]
)
def test_what_is_missing_is_named_and_in_ci_it_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: tuple[str, ...], named: str
) -> None:
    without(monkeypatch, *missing)
    sentence = f"^{named} is not installed; .*apt-get install chromium chromium-driver"
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=sentence), chromium.chromium(tmp_path):
        pass
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=sentence), chromium.chromium(tmp_path):
        pass
