from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.isolation import watchdog


def watch(*command: str, memory: int = 2**30, processes: int = 50, scratch: str = "") -> int:
    bounds = [str(os.getpid()), str(memory), str(processes), scratch]
    run = [sys.executable, "-I", "-S", watchdog.__file__, *bounds, *command]
    return subprocess.run(run, timeout=30, capture_output=True).returncode


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ("exit 3", 3),
        ("kill -9 $$", 137),
        ("exit 81", watchdog.OTHER),
        ("sleep 30 & sleep 30 & sleep 30", watchdog.PROCESSES),
    ],
)
def test_the_status_says_how_it_ended(script: str, status: int) -> None:
    assert watch("/bin/sh", "-c", script, processes=3) == status


def test_memory_is_added_up_over_all_processes() -> None:
    hold = "x = bytearray(b'1') * (60 * 2**20); import time; time.sleep(20)"
    both = f'{sys.executable} -c "{hold}" & {sys.executable} -c "{hold}"'
    assert watch("/bin/sh", "-c", both, memory=100 * 2**20) == watchdog.MEMORY


def test_pages_that_forks_share_are_counted_once() -> None:
    script = (
        "import os, time; x = bytearray(b'1') * (60 * 2**20)\n"
        "for _ in range(4):\n    if os.fork() == 0: time.sleep(0.6); os._exit(0)\n"
        "time.sleep(0.5)"
    )
    assert watch(sys.executable, "-c", script, memory=200 * 2**20) == 0


def test_a_program_that_is_not_there_is_told() -> None:
    assert watch("/no/such/program") == 127


def test_it_goes_when_it_is_not_its_graders_child() -> None:
    run = [sys.executable, "-I", "-S", watchdog.__file__, "1", "1000000000", "9", ""]
    done = subprocess.run([*run, "/bin/sleep", "30"], timeout=10)
    assert done.returncode == 128 + signal.SIGTERM


def test_the_scratch_folder_is_removed_with_all_that_was_started(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    script = f"cd {scratch}; touch file; setsid sleep 60 & echo $! > {tmp_path}/pid"
    watch("/bin/sh", "-c", script, scratch=str(scratch))
    assert not scratch.exists()
    pid = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_family_is_found_without_the_kernels_list_of_children() -> None:
    with subprocess.Popen(["/bin/sh", "-c", "sleep 5 & sleep 5"]) as process:
        expected = watchdog.family(process.pid)
        while len(expected) < 3:
            expected = watchdog.family(process.pid)
        assert sorted(watchdog._family_by_parents(process.pid)) == sorted(expected)
        for pid in reversed(expected):
            os.kill(pid, signal.SIGKILL)
