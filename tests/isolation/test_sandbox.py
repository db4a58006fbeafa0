"""What holds inside the sandbox, tried from inside, as root and as an ordinary user."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ordinary_user import python_as_ordinary_user

from autograder.errors import SandboxUnavailable
from autograder.isolation import sandbox as module
from autograder.isolation import view, watchdog
from autograder.isolation.fork_server import ForkServer
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.watchdog import family

from .conftest import Start
from .processes import gone

ROOT = Path(__file__).resolve().parents[2]

# Run inside: gives a dict of the facts that are not as they should be.  The second half
# tries to change things; it runs in the sandbox and nowhere else.
FACTS = """
import fcntl, glob, json, mmap, os, socket
def can(act):
    try: return bool(act())
    except Exception: return False
def reach(family, address):
    s = socket.socket(family, socket.SOCK_STREAM)
    s.settimeout(0.3); s.connect(address); return True
def write(path):
    with open(path, "r+b"): return True
def make(path):
    with open(path, "x"): return True
def sets_of_capabilities():
    return [line for line in open("/proc/self/status") if line.startswith("Cap")
            and not line.startswith("CapAmb") and int(line.split()[1], 16)]
def left_open():
    known = ("pipe:", "/dev/null", "/tmp/", "/proc", "anon_inode:")
    paths = [path for path in glob.glob("/proc/self/fd/*") if os.path.lexists(path)]
    return [t for t in map(os.readlink, paths) if not t.startswith(known)]
SETTINGS = ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/self/oom_score_adj")
CLOSED = ("/", "/usr", "/etc", "/proc", "/dev", "/run", "/run/autograder", "/home", PREFIX,
          "/run/autograder/autograder/isolation")
DEVICES = {"null", "zero", "full", "random", "urandom", "tty", "shm", "pts", "ptmx", "fd",
           "stdin", "stdout", "stderr", "core", "console", "x"}
OURS = ("pyproject.toml", "tests", "course", "solutions_lib", "autograder")
TABLES = ("kpagecount", "kpageflags", "kpagecgroup", "slabinfo", "vmallocinfo", "pagetypeinfo",
          "timer_list", "kmsg", "kcore", "keys", "sysrq-trigger")
def opens(path):
    with open(path, "rb"): return True
def shared_memory_of(path):
    with open(path, "r+b", buffering=0) as file: return mmap.mmap(file.fileno(), 4096)
def lease(path):
    with open(path) as file: return fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK) == 0
def large_buffer():
    with socket.socket(socket.AF_UNIX) as s:
        return s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**22) is None
status = open("/proc/self/status").read()
def processes():
    for p in os.listdir("/proc"):
        try:
            command = open(f"/proc/{p}/cmdline", "rb").read() if p.isdigit() else b"-P"
            if p != "1" and b"-P" not in command: yield p
        except OSError: pass
facts = {
    "a server of the host": can(lambda: reach(socket.AF_INET, ("127.0.0.1", PORT))),
    "an abstract socket of the host": can(lambda: reach(socket.AF_UNIX, "\\0" + ABSTRACT)),
    "the checkout": [n for n in OURS if os.path.exists(os.path.join(CHECKOUT, n))],
    "the reference": can(lambda: __import__("solutions_lib")),
    "the code of the tests": can(lambda: __import__("autograder.checking", fromlist=["x"])),
    "accounts": "root" in open("/etc/passwd").read(),
    "a file of the host": os.path.exists(SECRET),
    "homes": [n for n in os.listdir("/home") if n != "student"],
    "other processes": list(processes()),
    "the environment": sorted(set(os.environ) & {"SECRET", "LD_PRELOAD", "SSH_AUTH_SOCK"}),
    "capabilities": sets_of_capabilities(),
    "rights to be had": "NoNewPrivs:\\t1" not in status,
    "no filter": "Seccomp:\\t2" not in status,
    "devices": sorted(set(os.listdir("/dev")) - DEVICES),
    "files left open": left_open(),
    "root": os.getuid() == 0,
    "shared memory in no file": can(lambda: mmap.mmap(-1, 4096)),
    "shared memory of /dev/zero": can(lambda: shared_memory_of("/dev/zero")),
    "large buffers of sockets": can(large_buffer),
    "no zeros": open("/dev/zero", "rb", buffering=0).read(3) != bytes(3),
    "another home": [d for d in (os.path.expanduser("~"), os.getcwd()) if d != "/home/student"],
}
if not ONLY_LOOK: facts |= {
    "a path of the host in process 1": SECRET in open("/proc/1/cmdline").read(),
    "the environment of process 1": open("/proc/1/environ").read(),
    "the network": can(lambda: reach(socket.AF_INET, ("1.1.1.1", 53))),
    "tables of the host": [n for n in TABLES if can(lambda: opens("/proc/" + n))],
    "a lease": can(lambda: lease(os.__file__)),
    "secrets of accounts": can(lambda: open("/etc/shadow").read()),
    "kernel settings": [p for p in SETTINGS if can(lambda: write(p))],
    "places to write": [d for d in CLOSED if can(lambda: make(os.path.join(d, "x")))],
    "no scratch": [d for d in (".", "/tmp", "/dev/shm") if not can(lambda: make(d + "/x"))],
    "a new user namespace": can(lambda: os.system("unshare -U true 2>/dev/null") == 0),
}
json.dumps({name: found for name, found in facts.items() if found})
"""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("the expected value")
    return path


@pytest.fixture
def server() -> Iterator[dict[str, Any]]:
    """Two sockets of the host that nobody inside may reach."""
    import socket

    name = f"grader-{os.getpid()}"
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as unix:
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        unix.bind(f"\0{name}")
        unix.listen()
        yield {"PORT": tcp.getsockname()[1], "ABSTRACT": name}


def facts(only_look: bool = False, **known: Any) -> str:
    known = {"ONLY_LOOK": only_look, "CHECKOUT": str(ROOT), "PREFIX": sys.prefix, **known}
    return "\n".join(f"{name} = {value!r}" for name, value in known.items()) + FACTS


def test_nothing_of_the_host_can_be_seen_or_touched(
    start: Start,
    starts: Sandbox | ForkServer,
    secret: Path,
    server: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET", "the expected value")
    student = start(files={"given.txt": secret})
    run = student.run_cell(facts(SECRET=str(secret), **server))
    assert run.error is None, run.error
    found = json.loads(str(run.value))
    if isinstance(starts, ForkServer):
        assert found.pop("other processes") == ["2"]  # the idle one that holds the sandbox open
    assert found == {}
    assert student.run_cell("open('given.txt').read()").value == "the expected value"


def test_the_facts_are_found_where_nothing_confines(secret: Path, server: dict[str, Any]) -> None:
    # Only what is harmless to try: this runs with all rights of whoever runs the tests.
    with StudentProcess(Sandbox.find(allow_none=True)) as student:
        run = student.run_cell(facts(only_look=True, SECRET=str(secret), **server))
        found = json.loads(str(run.value))
    for fact in ("a server of the host", "an abstract socket of the host", "the checkout"):
        assert found[fact]
    for fact in ("a file of the host", "accounts", "other processes", "another home", "no filter"):
        assert found[fact]
    for fact in ("shared memory in no file", "shared memory of /dev/zero"):
        assert found[fact]
    assert found["large buffers of sockets"]


# Python inside, and how the watchdog ends it; 500 files are allowed in each place.
FILES = "import os\nfor n in range({1}): os.{2}f'{0}/{{n}}')"
COUNTED = {
    "threads": (
        "import threading\n"
        "for _ in range(200): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        watchdog.THREADS,
    ),
    "empty files": (FILES.format("/tmp", 2000, "mknod("), watchdog.FILES),
    "folders": (FILES.format("/home/student", 2000, "mkdir("), watchdog.FILES),
    "links": (FILES.format("/dev/shm", 2000, "symlink('x', "), watchdog.FILES),
    "sockets that nobody accepts": (
        "import socket\n"
        "server = socket.socket(socket.AF_UNIX)\nserver.bind('')\nserver.listen(400)\n"
        "for _ in range(300):\n"
        "    with socket.socket(socket.AF_UNIX) as client: client.connect(server.getsockname())",
        watchdog.SOCKETS,
    ),
    "connections": (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "kept = [socket.create_connection(server.getsockname()) for _ in range(20)]",
        watchdog.SOCKETS,
    ),
    "terminals": ("import os\nkept = [os.openpty() for _ in range(50)]", watchdog.SOCKETS),
    "some of everything": (
        "import os, socket, threading\n"
        "for n in range(400): os.mknod(f'/tmp/{n}')\n"
        "for n in range(3): os.openpty()\n"
        "for _ in range(60): threading.Thread(target=time.sleep, args=(1,)).start()\n"
        "kept = [socket.socketpair() for _ in range(100)]\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "more = [socket.create_connection(server.getsockname()) for _ in range(5)]",
        0,
    ),
}


def ending(sandbox: Sandbox, source: str) -> int:
    """How Python with this source ends in the sandbox, without limits of the kernel's."""
    command = [sys.executable, "-I", "-S", "-c", f"import time\n{source}\ntime.sleep(0.4)"]
    process = sandbox._start(Limits(scratch_mb=1), {}, command)
    process.communicate(timeout=30)
    return process.returncode


@pytest.mark.parametrize("what", COUNTED)
def test_the_watchdog_counts_what_the_kernel_does_not(sandbox: Sandbox, what: str) -> None:
    source, status = COUNTED[what]
    assert ending(sandbox, source) == status


ENDINGS_OF_ALL = """
import json, os, sys
sys.path[:0] = [{root!r}, {tests!r}]
from autograder.isolation.sandbox import Sandbox
from isolation.test_sandbox import COUNTED, ending
assert os.getuid() != 0
sandbox = Sandbox.find()
print(json.dumps({{name: ending(sandbox, source) for name, (source, _) in COUNTED.items()}}))
"""


def test_the_watchdog_counts_the_same_for_an_ordinary_user() -> None:
    script = ENDINGS_OF_ALL.format(root=str(ROOT), tests=str(ROOT / "tests"))
    done = python_as_ordinary_user("-", input=script, timeout=90)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {name: status for name, (_, status) in COUNTED.items()}


QUEUED = """
import ctypes, os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGRTMIN})
queued = 0
while queued < 2000 and ctypes.CDLL(None).sigqueue(os.getpid(), signal.SIGRTMIN, None) == 0:
    queued += 1
queued
"""


def test_signals_that_wait_are_bounded_and_locked_pages_and_queues_are(start: Start) -> None:
    student = start()
    assert student.run_cell(QUEUED).value == 256
    run = student.run_cell(
        "import resource as r\n"
        "print(*(r.getrlimit(k) for k in (r.RLIMIT_MEMLOCK, r.RLIMIT_MSGQUEUE)))"
    )
    assert run.outputs[0]["text"] == "(65536, 65536) (0, 0)\n"


HONEST = """
import multiprocessing, os, tempfile, threading, asyncio, socket
from concurrent.futures import ThreadPoolExecutor
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression

X = np.random.default_rng(0).normal(size=(200, 3))
X = X @ X.T @ X
print(LogisticRegression().fit(X, X[:, 0] > 0).score(X, X[:, 0] > 0) > 0.9)
plt.plot(X[:, 0]); plt.savefig("figure.png"); plt.close()
held = np.memmap("held.npy", float, "w+", shape=(1000, 100))
held[:] = 1
print(held.sum(), os.path.getsize("figure.png") > 1000)
fork = multiprocessing.get_context("fork")
shared = fork.Array("d", 10)
child = fork.Process(target=shared.__setitem__, args=(0, 9.0)); child.start(); child.join()
print(shared[0], await asyncio.sleep(0.01, "awaited"))
with ThreadPoolExecutor(32) as pool: print(sum(pool.map(abs, range(-100, 100))))
with tempfile.TemporaryDirectory() as folder:
    for n in range(5000): open(f"{folder}/{n}", "w").close()
!echo a program
"""
HONEST_SAYS = "True\n100000.0 True\n9.0 awaited\n10000\na program"


def test_honest_code_does_not_meet_these_bounds(start: Start) -> None:
    run = start(cell_seconds=90).run_cell(HONEST)
    assert run.error is None, run.error
    assert "".join(o.get("text", "") for o in run.outputs).replace("\r", "").strip() == HONEST_SAYS


ORDINARY = """
import os, sys
sys.path.insert(0, {root!r})
from autograder.isolation.process import StudentProcess
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox
assert os.getuid() != 0
sandbox = Sandbox.find()
with StudentProcess(sandbox, Limits(processes=20)) as student:
    run = student.run_cell({facts!r})
    print(run.error.traceback if run.error else run.value)
    run = student.run_cell("import os\\nfor _ in range(7): os.fork()\\nos.wait()")
    print(run.error.message if run.error else "forked")
    print(student.run_cell("1 + 1").value)
    print(student.run_cell({queued!r}).value)
with StudentProcess(sandbox, Limits(cell_seconds=90)) as student:
    run = student.run_cell({honest!r})
    print(run.error.traceback if run.error else "".join(o.get("text", "") for o in run.outputs))
"""


def test_the_same_holds_for_an_ordinary_user(secret: Path, server: dict[str, Any]) -> None:
    script = ORDINARY.format(
        root=str(ROOT), facts=facts(SECRET=str(secret), **server), queued=QUEUED, honest=HONEST
    )
    done = python_as_ordinary_user("-", input=script, timeout=180)
    assert done.returncode == 0, done.stderr
    found, forked, alive, queued, *honest = done.stdout.strip().splitlines()
    assert json.loads(found) == {}
    assert "more than 20 processes" in forked
    assert alive == "2"
    assert queued == "256"
    assert "\n".join(honest).replace("\r", "") == HONEST_SAYS


def descendants(student: StudentProcess) -> list[int]:
    assert student._conversation is not None
    return family(student._conversation.pid)


LEFT_BEHIND = (
    "import subprocess\nsubprocess.Popen(['setsid', 'sleep', '60'], start_new_session=True).pid > 0"
)


def test_no_process_is_left_after_close(start: Start) -> None:
    student = start()
    assert student.run_cell(LEFT_BEHIND).value is True
    time.sleep(0.1)
    pids = descendants(student)
    assert len(pids) >= 5  # the watchdog, bubblewrap twice, Python, sleep
    student.close()
    assert gone(pids)


KILLED = """
import sys, time
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox
student = StudentProcess(Sandbox.find(allow_none={none}))
student.run_cell({source!r})
print(student._conversation.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("none", [False, True])
def test_no_process_is_left_when_the_grader_itself_is_killed(none: bool) -> None:
    script = KILLED.format(source=LEFT_BEHIND, none=none)
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        watchdog = int(grader.stdout.readline())
        time.sleep(0.1)
        pids = family(watchdog)
        assert len(pids) >= 3
        grader.send_signal(signal.SIGKILL)
    assert gone(pids)


def test_no_process_is_left_when_the_watchdog_is_killed(start: Start) -> None:
    student = start()
    student.run_cell(LEFT_BEHIND)
    pids = descendants(student)
    os.kill(pids[0], signal.SIGKILL)
    assert gone(pids[1:])
    assert student.run_cell("1").value == 1 or student.run_cell("1").value == 1


def test_ctrl_c_means_the_same_inside_whoever_started_it(sandbox: Sandbox) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        server = ForkServer(sandbox, [])
        for starts in (sandbox, server):
            with StudentProcess(starts) as student:
                run = student.run_cell("import signal\nsignal.raise_signal(signal.SIGINT)")
                assert run.error is not None
                assert run.error.name == "KeyboardInterrupt"
    finally:
        server.close()
        signal.signal(signal.SIGINT, before)


def test_nothing_survives_from_one_process_to_the_next(start: Start) -> None:
    first, second = start(), start()
    first.run_cell("open('mine', 'w').close(); open('/tmp/mine', 'w').close()")
    run = second.run_cell("import os; os.path.exists('mine') or os.path.exists('/tmp/mine')")
    assert run.value is False


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "", "a\0b"])
def test_a_file_cannot_be_given_a_name_outside_the_home(
    sandbox: Sandbox, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ValueError, match="not a name inside"):
        sandbox.start(Limits(), {name: tmp_path})


def test_both_programs_work_where_they_are_installed() -> None:
    programs = module._candidates()
    assert programs
    for program in programs:
        assert Sandbox("bubblewrap", program, ("--disable-userns",)).probe() is None, program


def test_a_python_that_lies_in_tmp_works(tmp_path: Path) -> None:
    venv = tmp_path / "venv"  # as in a checkout that somebody made in /tmp
    assert venv.is_relative_to("/tmp")
    make = [sys.executable, "-m", "venv", "--without-pip", "--system-site-packages", str(venv)]
    subprocess.run(make, check=True)
    find = "from autograder.isolation.sandbox import Sandbox; print(Sandbox.find().description)"
    done = subprocess.run(
        [str(venv / "bin" / "python"), "-c", find],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(view.project())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("bubblewrap")


def test_a_folder_inside_the_prefix_can_be_hidden(start: Start, sandbox: Sandbox) -> None:
    packages = Path(os.__file__).parent / "json"
    hiding = Sandbox(sandbox.description, sandbox.bwrap, sandbox.seals, (packages,))
    inside = [sys.executable, "-I", "-S", "-c", f"import os; print(os.listdir({str(packages)!r}))"]
    process = hiding._start(Limits(), {}, inside)
    assert process.communicate(timeout=20)[0] == b"[]\n"


def test_a_course_installed_among_the_packages_is_covered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packages = tmp_path / "lib" / "site-packages"
    for name in ("autograder", "solutions_lib", "numpy"):
        (packages / name).mkdir(parents=True)
    monkeypatch.setattr(view, "project", lambda: packages)
    monkeypatch.setattr(view, "_prefixes", lambda: (tmp_path,))
    flags = view._cover([])
    assert {str(packages / "autograder"), str(packages / "solutions_lib")} <= set(flags)
    assert str(packages / "numpy") not in flags


def test_a_checkout_inside_the_prefix_is_covered_and_the_environment_in_it_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checkout, venv = tmp_path / "checkout", tmp_path / "checkout" / ".venv"
    venv.mkdir(parents=True)
    monkeypatch.setattr(view, "project", lambda: checkout)
    monkeypatch.setattr(view, "_prefixes", lambda: (tmp_path, venv))
    flags = view._cover([])
    assert flags.index(str(checkout)) < flags.index(str(venv))
    assert flags[-2:] == ["--remount-ro", str(checkout)]


def _fake(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        (None, "bubblewrap is not installed"),
        (
            "echo 'bwrap: No permissions to create new namespace' >&2; exit 1",
            "No permissions to create",
        ),
        ("exit 0", "it did not start"),
    ],
)
def test_a_host_without_a_sandbox_is_refused_with_the_ways_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str | None, trouble: str
) -> None:
    programs = [] if script is None else [_fake(tmp_path / "bwrap", script)]
    monkeypatch.setattr(module, "_candidates", lambda: programs)
    with pytest.raises(SandboxUnavailable) as caught:
        Sandbox.find()
    message = str(caught.value)
    for words in (
        trouble,
        "install bubblewrap",
        "user namespaces",
        "virtual machine",
        "--no-sandbox",
    ):
        assert words in message
    assert message.count(". ") == 0
    assert caught.value.exit_status == 3


def test_an_older_bubblewrap_is_used_with_a_note(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = module._candidates()[0]
    # It reads its arguments from a descriptor, as the real one does.
    old = (
        f'[ "$1" = --version ] && exec {real} --version\n'
        'grep -q disable-userns "/proc/self/fd/$2" && { echo "Unknown option" >&2; exit 1; }\n'
        f'exec {real} "$@"'
    )
    monkeypatch.setattr(module, "_candidates", lambda: [_fake(tmp_path / "bwrap", old)])
    found = Sandbox.find()
    assert found.seals == ()
    assert "without --disable-userns" in found.description


def test_a_program_that_fails_gives_way_to_the_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = _fake(tmp_path / "bwrap", "exit 1")
    monkeypatch.setattr(module, "_candidates", lambda: [broken, real])
    real = shutil.which("bwrap") or pytest.skip("only one program here")
    assert Sandbox.find().bwrap == real


def test_without_a_sandbox_the_same_code_runs_and_cleans_up(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "x")
    sandbox = Sandbox.find(allow_none=True)
    assert sandbox.description == "none"
    with StudentProcess(sandbox, Limits(memory_mb=800), files={"given.txt": secret}) as student:
        run = student.run_cell("import os\nprint(open('given.txt').read())\nos.getcwd()")
        assert run.outputs[0]["text"] == "the expected value\n"
        home = Path(str(run.value))
        assert home.is_dir()
        assert student.run_cell("'SECRET' in os.environ").value is False
        student.run_cell("def double(x): return 2 * x")
        assert student.get("double")(2) == 4  # type: ignore[operator]
        assert student.run_cell(LEFT_BEHIND).value is True
        pids = descendants(student)
    assert gone(pids)
    assert not home.exists()
    assert secret.exists()


def test_the_students_side_loads_nothing_of_the_project_but_isolation(
    student: StudentProcess,
) -> None:
    run = student.run_cell(
        "import sys\n','.join(sorted(m for m in sys.modules if m.startswith('autograder')))"
    )
    assert run.value is not None
    loaded = str(run.value).split(",")
    assert "autograder.isolation.student" in loaded
    assert all(name == "autograder" or name.startswith("autograder.isolation") for name in loaded)
    assert student.run_cell("any('/run/autograder' in p for p in sys.path)").value is False
