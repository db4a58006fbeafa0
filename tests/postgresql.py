"""A PostgreSQL server of the tests' own, on a socket in a temporary folder.

It refuses to run as root, so where the tests are run by root it is another user's. It
ends with the process that started it, whatever ends that.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import psycopg
import pytest

PASSWORD = "correct-horse"
INSTALL = (("update", "-q"), ("install", "-y", "-q", "--no-install-recommends", "postgresql"))


class Server:
    """Runs between ``start`` and ``stop``; its databases outlive that."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self._programs = folder, programs
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "password").write_text(PASSWORD)
        if os.getuid() == 0:
            for path in (folder, folder / "password"):
                os.chown(path, 65534, 65534)
        login = ("--username=owner", f"--pwfile={folder}/password", "--auth=scram-sha-256")
        subprocess.run(
            self._command(
                "initdb",
                "--no-sync",
                "--no-locale",
                "--encoding=UTF8",
                f"--pgdata={folder}/data",
                *login,
            ),
            cwd=folder,
            env=_environment(folder),
            check=True,
            capture_output=True,
        )

    def start(self) -> None:
        settings = {
            "unix_socket_directories": self.folder,
            "listen_addresses": "",
            "fsync": "off",
            "shared_buffers": "16MB",
        }
        given = [f"--{name}={value}" for name, value in settings.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("postgres", "-D", f"{self.folder}/data", *given),
                cwd=self.folder,
                env=_environment(self.folder),
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 30
        while True:
            try:
                return self.execute("SELECT 1")
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def stop(self) -> None:
        """At once, in the middle of whatever it does: ``pg_ctl stop -m immediate``."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(20)
            finally:
                self._process.kill()
                self._process.wait()
            self._process = None

    def execute(self, statement: str, database: str = "postgres") -> None:
        """One statement, as the owner of all."""
        with psycopg.connect(
            host=str(self.folder),
            user="owner",
            password=PASSWORD,
            dbname=database,
            autocommit=True,
        ) as connection:
            connection.execute(statement)

    def make_database(self) -> str:
        """The name of a new one."""
        name = f"d{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name}")
        return name

    def url(self, database: str, user: str = "owner", password: str = PASSWORD) -> str:
        """nbgrader's db_url of a database."""
        return f"postgresql+psycopg://{user}:{password}@/{database}?host={self.folder}"

    def _command(self, program: str, *arguments: str) -> list[str]:
        command = [str(self._programs / program), *arguments]
        if shutil.which("setpriv") is None:
            return command
        rights = ["--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
        return ["setpriv", *rights, "--pdeathsig=QUIT", *command]


@functools.cache
def programs() -> Path:
    """The folder of the server's programs; skips the tests where there is none to be had."""
    if os.getuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and there is no setpriv to change with")
    if (found := _find()) is None and os.getuid() == 0 and shutil.which("apt-get"):
        for command in INSTALL:
            said = subprocess.run(
                ["apt-get", *command],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
        if (found := _find()) is None:
            last = (said.stderr.strip() or said.stdout.strip()).splitlines()[-1:]
            pytest.skip(f"apt-get could not install PostgreSQL: {' '.join(last)}")
    if found is None:
        pytest.skip("PostgreSQL is not installed here: no program initdb")
    return found


def make_server() -> Server:
    """A server that is not running yet, in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="pg-")  # short: the name of a socket has 107 letters at most
    return Server(Path(folder), programs())


def _find() -> Path | None:
    """Where initdb and postgres are: in the PATH, or where Debian puts them."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    debian = sorted(versions, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))])
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, reversed(debian))])
    initdb = shutil.which("initdb", path=path)
    here = Path(initdb).resolve().parent if initdb else None
    return here if here and (here / "postgres").exists() else None


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LC_ALL": "C"}
