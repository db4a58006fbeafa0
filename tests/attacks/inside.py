"""The first process inside the containment in which plain nbgrader grades an attack.

``python -I -S inside.py`` takes one JSON object from its stdin (``containment`` makes it), runs
commands one after the other, watches what they use, listens where attacks want to connect
to, and tells on its stdout what it saw.  As process 1 of its namespace it gets no signal from
the others, and they cannot open its descriptors; when it ends, the kernel ends them all.
Only the standard library, and little of that: this is started for each attack.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

BEGAN = "began"
TICK = 0.1


def main() -> None:
    """Run what is asked for, and tell what came of it."""
    began = time.monotonic()
    asked = json.load(sys.stdin)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # process 1 does not get what it does not handle
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: closes /proc/1/fd and /proc/1/mem
    for limit, value in asked["limits"].items():
        value = min(value, resource.getrlimit(getattr(resource, limit))[1] % 2**64)
        resource.setrlimit(getattr(resource, limit), (value, value))
    heard = listen(asked["port"], asked["socket"], asked["abstract"])
    print(BEGAN, flush=True)
    statuses: list[int] = []
    why = ""
    with open("/tmp/said", "w+b") as said:
        for command in asked["commands"]:
            why = run(command, asked, said.fileno(), began + asked["seconds"], statuses)
            if why:
                break
        left = marked_processes(asked["mark"])
        said.seek(max(said.seek(0, os.SEEK_END) - 3000, 0))
        tail = said.read().decode("utf-8", "replace")
    told = {"statuses": statuses, "why": why, "left": left, "heard": list(heard), "said": tail}
    print(json.dumps(told | {"seconds": time.monotonic() - began}), flush=True)
    os._exit(0)  # wait for no thread


def run(
    command: list[str], asked: dict[str, Any], said: int, end: float, statuses: list[int]
) -> str:
    """Run one command and note its exit status; or say why it was not waited for."""
    process = subprocess.Popen(
        command,
        cwd=asked["folder"],
        env=asked["env"],
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )
    free = free_disk(asked["folder"])
    while time.monotonic() < end:
        time.sleep(TICK)
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:  # orphans come to process 1, too
            if ended[0] == process.pid:
                process.returncode = os.waitstatus_to_exitcode(ended[1])
                statuses.append(process.returncode)
                return ""
        count, memory = usage()
        if count > asked["processes"]:
            return f"more than {asked['processes']} processes"
        if memory > asked["memory"]:
            return f"more than {asked['memory'] / 2**30:g} GB of memory"
        if free - free_disk(asked["folder"]) > asked["disk"]:
            return f"more than {asked['disk'] / 2**30:g} GB on the disk"
    return f"longer than {asked['seconds']:.0f} s"


def free_disk(folder: str) -> int:
    """The bytes that are free where a folder lies."""
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize


def usage() -> tuple[int, int]:
    """The processes in here, and the bytes of memory that are theirs."""
    count = memory = 0
    for process in Path("/proc").glob("[0-9]*"):
        count += 1
        with contextlib.suppress(OSError, ValueError, IndexError):
            text = (process / "smaps_rollup").read_text()
            memory += int(text.partition("\nPss:")[2].split()[0]) * 1024
    return count, memory


def listen(port: int, path: str, abstract: str) -> list[str]:
    """A TCP port, a socket with a path, an abstract one; what they hear comes into the list."""
    heard: list[str] = []
    Path(path).unlink(missing_ok=True)
    servers = [socket.create_server(("127.0.0.1", port))]
    for address in (path, "\0" + abstract):
        servers.append(socket.socket(socket.AF_UNIX))
        servers[-1].bind(address)
        servers[-1].listen(50)

    def serve(server: socket.socket) -> None:
        while True:
            with contextlib.suppress(OSError), server.accept()[0] as connection:
                connection.settimeout(0.5)
                if len(heard) < 1000:
                    heard.append(connection.recv(1000).decode("utf-8", "replace"))

    for server in servers:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
    return heard


def marked_processes(mark: str) -> list[str]:
    """The processes that are still there and bear the mark."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        for part in ("comm", "cmdline", "environ") if mark and process.name != "1" else ():
            with contextlib.suppress(OSError):
                if mark.encode() in (process / part).read_bytes():
                    found.append(f"{process.name} ({part})")
    return found


if __name__ == "__main__":
    main()
