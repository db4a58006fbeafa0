"""A Jupyter server of its own for a test: on this machine alone, in a fresh home."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

TOKEN = "token-of-a-test"


@contextmanager
def served(app: str, arguments: Sequence[str], folder: Path, home: Path) -> Iterator[str]:
    """Where ``python -m app`` serves, started in a folder; its home has to be empty."""
    address = {name: str(home) for name in ("HOME", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")}
    command = [
        *(sys.executable, "-m", app, "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"),
        *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"),
        *arguments,
    ]
    log = (home / "log").open("w")
    server = subprocess.Popen(
        command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "OPENBLAS_NUM_THREADS": "1", **address},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield _address(server, home)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(timeout=10)
        log.close()


def _address(server: subprocess.Popen[bytes], home: Path) -> str:
    """Where the server listens, once it answers."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None, (home / "log").read_text()[-2000:]
        for path in home.glob("jpserver-*.json"):
            try:
                found: str = json.loads(path.read_text())["url"]
                urlopen(Request(f"{found}api"), timeout=30).close()
            except (ValueError, URLError):
                continue  # half written, or not listening yet
            return found
        time.sleep(0.1)
    raise AssertionError((home / "log").read_text()[-2000:])
