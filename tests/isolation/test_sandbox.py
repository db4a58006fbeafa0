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
from autograder.isolation import view
from autograder.isolation.limits import Limits
from autograder.isolation.process import StudentProcess
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.watchdog import family

from .conftest import Start

ROOT = Path(__file__).resolve().parents[2]

# Run inside: gives a dict of the facts that are not as they should be.  The second half
# tries to change things; it runs in the sandbox and nowhere else.
FACTS = """
import glob, json, os, socket
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
    "another home": [d for d in (os.path.expanduser("~"), os.getcwd()) if d != "/home/student"],
}
if not ONLY_LOOK: facts |= {
    "a path of the host in process 1": SECRET in open("/proc/1/cmdline").read(),
    "the environment of process 1": open("/proc/1/environ").read(),
    "the network": can(lambda: reach(socket.AF_INET, ("1.1.1.1", 53))),
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
    start: Start, secret: Path, server: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "the expected value")
    student = start(files={"given.txt": secret})
    run = student.run_cell(facts(SECRET=str(secret), **server))
    assert run.error is None, run.error
    assert json.loads(str(run.value)) == {}
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
"""


def test_the_same_holds_for_an_ordinary_user(secret: Path, server: dict[str, Any]) -> None:
    script = ORDINARY.format(root=str(ROOT), facts=facts(SECRET=str(secret), **server))
    done = python_as_ordinary_user("-", input=script, timeout=60)
    assert done.returncode == 0, done.stderr
    found, forked, alive = done.stdout.strip().splitlines()
    assert json.loads(found) == {}
    assert "more than 20 processes" in forked
    assert alive == "2"


def descendants(student: StudentProcess) -> list[int]:
    assert student._conversation is not None
    return family(student._conversation.pid)


def alive(pids: list[int]) -> list[int]:
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            found.append(pid)
    return found


def gone(pids: list[int], seconds: float = 3.0) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pids)


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
