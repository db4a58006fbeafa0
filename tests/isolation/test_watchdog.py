from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.isolation import watchdog


def watch(
    *command: str,
    memory: int = 2**30,
    processes: int = 50,
    threads: int = 100,
    scratch: str = "",
) -> int:
    bounds = [str(os.getpid()), str(memory), str(processes), str(threads), "9", "", scratch]
    run = [sys.executable, "-I", "-S", watchdog.__file__, *bounds, *command]
    return subprocess.run(run, timeout=30, capture_output=True).returncode


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ("exit 3", 3),
        ("kill -9 $$", 137),
        *((f"exit {code}", watchdog.OTHER) for code in watchdog.ENDINGS),
        ("sleep 30 & sleep 30 & sleep 30", watchdog.PROCESSES),
    ],
)
def test_the_status_says_how_it_ended(script: str, status: int) -> None:
    assert watch("/bin/sh", "-c", script, processes=3) == status


def test_memory_is_added_up_over_all_processes() -> None:
    hold = "x = bytearray(b'1') * (60 * 2**20); import time; time.sleep(20)"
    both = f'{sys.executable} -c "{hold}" & {sys.executable} -c "{hold}"'
    assert watch("/bin/sh", "-c", both, memory=100 * 2**20) == watchdog.MEMORY


THREADS = (
    "import threading, time\n"
    "for _ in range({}): threading.Thread(target=time.sleep, args=(1,)).start()"
)


@pytest.mark.parametrize(("number", "status"), [(15, 0), (40, watchdog.THREADS)])
def test_threads_are_counted_over_all_processes(number: int, status: int) -> None:
    one = f'{sys.executable} -c "{THREADS.format(number)}"'
    assert watch("/bin/sh", "-c", f"{one} & {one}; wait", threads=50) == status


def test_memory_in_swap_counts_and_a_name_that_looks_like_a_number_does_not(tmp_path: Path) -> None:
    status = tmp_path / "status"
    status.write_text("Name:\tVmRSS: 1 kB\nVmRSS:\t    2000 kB\nVmSwap:\t     300 kB\n")
    assert watchdog._kilobytes(str(status), b"VmRSS", b"VmSwap") == 2300
    assert watchdog._kilobytes(str(tmp_path / "gone"), b"VmRSS") == 0


def test_what_a_process_holds_is_read_from_the_kernel() -> None:
    before = watchdog.resident([os.getpid()])
    held = bytearray(b"x") * (50 * 2**20)
    assert watchdog.resident([os.getpid()]) - before > len(held) * 0.9
    assert watchdog.proportional([os.getpid()]) > len(held)


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
    run = [sys.executable, "-I", "-S", watchdog.__file__, "1", "1000000000", "9", "9", "9", "", ""]
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
        found, threads = watchdog._census_by_parents(process.pid)
        assert sorted(found) == sorted(expected)
        assert threads == 3
        for pid in reversed(expected):
            os.kill(pid, signal.SIGKILL)
