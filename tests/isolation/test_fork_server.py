"""The fork server: students that it forks share what was imported, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ordinary_user import python_as_ordinary_user

from autograder.errors import SandboxUnavailable
from autograder.isolation import view
from autograder.isolation.fork_server import ForkServer
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.watchdog import family

from .processes import gone

ROOT = Path(__file__).resolve().parents[2]
IMPORTED = "import sys; ','.join(sorted({name.partition('.')[0] for name in sys.modules}))"


@pytest.fixture(scope="module")
def server(sandbox: Sandbox) -> Iterator[ForkServer]:
    server = ForkServer(sandbox, ["matplotlib.pyplot", "no_such_module", "test_fork_server"])
    yield server
    server.close()


def value(server: ForkServer, *cells: str) -> object:
    with StudentProcess(server) as student:
        runs = [student.run_cell(cell) for cell in cells]
    assert [run.error for run in runs] == [None] * len(runs)
    return runs[-1].value


def test_what_is_named_has_been_imported_before_the_student_asks(server: ForkServer) -> None:
    names = str(value(server, IMPORTED)).split(",")
    assert {"numpy", "matplotlib", "IPython"} <= set(names)
    assert "no_such_module" not in names


def test_random_numbers_differ_between_students(server: ForkServer) -> None:
    draw = "import random, numpy as np; f'{np.random.rand()} {random.random()}'"
    draws = [str(value(server, draw)).split() for _ in range(3)]
    for drawn in zip(*draws, strict=True):
        assert len(set(drawn)) == len(draws)


def test_nothing_passes_from_one_student_to_the_next(server: ForkServer) -> None:
    spoil = """
import os, sys, warnings, random
import numpy as np
np.mean = np.pi = None
np.random.seed(1); random.seed(1)
os.environ["LEFT"] = "here"
sys.modules["left"] = np
warnings.simplefilter("error")
for place in (".", "/tmp", "/dev/shm"):
    open(f"{place}/left", "w").close()
if os.fork() == 0:
    import time; time.sleep(60)
"""
    look = """
import glob, os, sys, warnings
import numpy as np
found = [np.mean, np.pi].count(None), "LEFT" in os.environ, "left" in sys.modules
files = sum(os.path.exists(f"{place}/left") for place in (".", "/tmp", "/dev/shm"))
f"{found} {files} {len(glob.glob('/proc/[0-9]*'))} {len(warnings.filters)}"
"""
    clean = str(value(server, look))
    assert clean.startswith("(0, False, False) 0 3 ")
    assert str(value(server, spoil, look)).startswith("(2, True, True) 3 4 ")
    assert value(server, look) == clean


def test_the_program_that_runs_cannot_be_written(server: ForkServer) -> None:
    attempt = """
def attempt(path, mode):
    try:
        with open(path, mode) as file:
            file.write(b"x")
    except OSError as error:
        return type(error).__name__
    return "written"
attempt("/proc/self/exe", "r+b") + " " + attempt("/tmp/mine", "wb")
"""
    assert value(server, attempt) in ("OSError written", "PermissionError written")
    assert value(server, "import os; os.readlink('/proc/self/exe')") == "/memfd:python (deleted)"


def test_nothing_can_be_left_beside_the_program_that_all_share(server: ForkServer) -> None:
    leave = """
import os
def leave(act, *values):
    try:
        act("/proc/self/exe", *values)
    except OSError:
        pass
leave(os.setxattr, "user.left", b"answer")
leave(os.chmod, 0o640)
leave(os.utime, (5, 5))
"""
    look = """
import os
told = os.stat("/proc/self/exe")
f"{os.listxattr('/proc/self/exe')} {told.st_mode:o} {told.st_mtime}"
"""
    assert value(server, look) == "[] 100555 0.0"
    value(server, leave)
    assert value(server, look) == "[] 100555 0.0"


def test_what_a_file_may_not_be_called_is_refused(server: ForkServer, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a name inside"):
        server.start(Limits(), {"../../tmp/up": tmp_path})
    with pytest.raises(FileNotFoundError):
        server.start(Limits(), {"data.csv": tmp_path / "missing"})


def test_a_module_that_starts_a_thread_ends_the_server(tmp_path: Path) -> None:
    packages = tmp_path / "site-packages"
    packages.mkdir()
    (packages / "started.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    )
    run = [sys.executable, "-c", STARTS_A_THREAD, str(packages)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "an import has started a thread" in done.stderr


STARTS_A_THREAD = """
import os, sys
sys.path.append(sys.argv[1])
from autograder.isolation import forking, view
os.environ.update(view.environment("/nowhere", "/tmp"))
view.is_shown = lambda path: True
forking._import_ahead(["started"])
"""


def test_no_memory_is_shared_and_no_descriptor_is_left(server: ForkServer) -> None:
    shared = "[line for line in open('/proc/self/maps') if line.split()[1].endswith('s')]"
    with StudentProcess(server) as student:
        lines = str(student.run_cell(f"''.join({shared})").value).splitlines()
        links = "import glob, os\n' '.join(map(os.readlink, glob.glob('/proc/self/fd/[0-9]')))"
        opened = str(student.run_cell(links).value).split()
    # Files that are shared, such as tables of character sets, can only be read.
    assert all(line.split()[1] == "r--s" for line in lines)
    assert not [name for name in opened if name.startswith("socket:") or "memfd" in name]


def test_the_server_has_one_thread_and_none_of_the_projects_secrets(server: ForkServer) -> None:
    assert server._process is not None
    assert os.listdir(f"/proc/{server._process.pid}/task") == [str(server._process.pid)]
    loaded = "import sys; ' '.join(n for n in sys.modules if n.startswith('autograder'))"
    names = str(value(server, loaded)).split()
    assert "autograder.isolation.student" in names
    assert [n for n in names if not n.startswith("autograder.isolation")] == ["autograder"]
    where = "import autograder; f'{autograder.__path__} {autograder.isolation.__path__}'"
    assert str(value(server, where)).count(view.LIBRARY) == 2


def test_a_server_that_has_ended_is_told(sandbox: Sandbox) -> None:
    server = ForkServer(sandbox, [])
    assert server.lives
    server.close()
    assert not server.lives
    with pytest.raises(SandboxUnavailable, match="fork server has ended"):
        server.start(Limits(), {})


def test_a_server_that_cannot_start_says_why(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.isolation.fork_server.sys.executable", os.devnull)
    with pytest.raises(SandboxUnavailable, match="did not start"):
        ForkServer(sandbox, [])


KILLED = """
import sys, time
from autograder.isolation.fork_server import ForkServer
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox
server = ForkServer(Sandbox.find(), [])
student = StudentProcess(server)
student.run_cell("1")
print(server._process.pid, flush=True)
time.sleep(60)
"""


def test_no_process_is_left_when_the_grader_is_killed() -> None:
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        pids = family(int(grader.stdout.readline()))
        assert len(pids) >= 7  # server, watcher, bubblewrap twice, cat, door, student
        grader.send_signal(signal.SIGKILL)
    assert gone(pids, seconds=10.0)


def test_no_student_is_left_when_who_asked_for_it_is_killed(server: ForkServer) -> None:
    read, write = os.pipe()
    asking = os.fork()
    if asking == 0:
        student = StudentProcess(server)
        student.run_cell("1")
        os.write(write, str(student._conversation.pid).encode())  # type: ignore[union-attr]
        time.sleep(60)
        os._exit(0)
    pids = family(int(os.read(read, 20)))
    assert len(pids) >= 6
    os.kill(asking, signal.SIGKILL)
    os.waitpid(asking, 0)
    assert gone(pids, seconds=10.0)
    assert server.lives
    assert value(server, "1") == 1
    for descriptor in (read, write):
        os.close(descriptor)


AS_USER = """
from autograder.isolation.fork_server import ForkServer
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox
with StudentProcess(ForkServer(Sandbox.find(), []), Limits(memory_mb=500)) as student:
    rights = "[line for line in open('/proc/self/status') if line.startswith('Cap')]"
    print(student.run_cell(f"any(int(line.split()[1], 16) for line in {rights})").value)
    held = student.run_cell("x = bytearray(b'1') * (600 * 2**20)\\nimport time; time.sleep(9)")
    print(held.error.message)
"""


def test_the_same_holds_for_an_ordinary_user() -> None:
    done = python_as_ordinary_user("-c", AS_USER, env={"PYTHONPATH": str(ROOT)})
    said = "False\nit used more than 500 MB of memory and was stopped\n"
    assert done.stdout == said, done.stderr
