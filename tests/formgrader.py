"""nbgrader's formgrader, the real extension in a real server, for a course folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

TOKEN = "formgrader-test"
Ask = Callable[..., str]


@contextmanager
def formgrader(course: Path, home: Path) -> Iterator[Ask]:
    """Ask formgrader for a page; the server runs in the course folder, on this machine alone.

    ``ask(path, method="POST", timeout=…)`` presses a button.
    """
    address = {name: str(home) for name in ("HOME", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")}
    command = [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"),
        *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={course}"),
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    ]
    log = (home / "log").open("w")
    server = subprocess.Popen(
        command,
        cwd=course,
        env={"PATH": os.environ["PATH"], **address},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        base = _address(server, home)

        def ask(path: str, method: str = "GET", timeout: float = 30) -> str:
            headers = {"Authorization": f"token {TOKEN}"}
            request = Request(f"{base}formgrader/{path}", headers=headers, method=method)
            with urlopen(request, timeout=timeout) as reply:
                body: bytes = reply.read(20_000_000)
            return body.decode("utf-8")

        yield ask
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
