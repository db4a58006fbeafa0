"""A process for an assignment's own cells is bounded, quiet, and ends with its parent."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor

import pytest

from autograder.grading.apart import interrupts_wait, settle

from .courses import alive

FORK = multiprocessing.get_context("fork")


def ones(megabytes):
    try:
        return len(bytearray(megabytes * 2**20))
    except MemoryError:
        return None


def surroundings():
    with warnings.catch_warnings(record=True) as caught:
        warnings.warn("careful", stacklevel=1)
    return os.getcwd(), sys.path[0], os.environ["MPLBACKEND"], len(caught)


@pytest.fixture
def settled(tmp_path):
    with ProcessPoolExecutor(1, FORK, settle, (tmp_path, 200)) as one:
        yield one


def test_it_works_in_the_folder_of_the_assignment_without_windows_or_warnings(settled, tmp_path):
    assert settled.submit(surroundings).result() == (str(tmp_path), "", "agg", 0)


def interrupted():
    signal.raise_signal(signal.SIGINT)
    return "goes on"


def test_ctrl_c_is_left_to_the_process_that_started_it(settled):
    assert settled.submit(interrupted).result() == "goes on"


def interrupted_at_its_start():
    signal.raise_signal(signal.SIGINT)
    settle(os.getcwd(), 200)


def test_ctrl_c_while_it_starts_waits_and_comes_to_nothing():
    with interrupts_wait():
        process = FORK.Process(target=interrupted_at_its_start)
        process.start()
    process.join()
    assert process.exitcode == 0
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_its_memory_is_bounded(settled):
    assert settled.submit(ones, 100).result() == 100 * 2**20
    assert settled.submit(ones, 300).result() is None


PARENT = """\
import multiprocessing, os, sys, time
from pathlib import Path
from autograder.grading.apart import settle

def child(folder):
    settle(Path(folder), 500)
    print(os.getpid(), flush=True)
    time.sleep(60)

multiprocessing.get_context("fork").Process(target=child, args=(sys.argv[1],)).start()
time.sleep(60)
"""


def test_it_ends_when_its_parent_is_killed(tmp_path):
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 5
    while alive(child) and time.monotonic() < end:
        time.sleep(0.02)
    assert not alive(child)
