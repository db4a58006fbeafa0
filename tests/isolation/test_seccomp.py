from __future__ import annotations

import platform
import struct

import pytest

from autograder.isolation.process import StudentProcess
from autograder.isolation.seccomp import program

ATTEMPT = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def attempt(*numbers):
    return ctypes.get_errno() if libc.syscall(*map(ctypes.c_long, numbers)) == -1 else "done"
"""


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_jump_lands_inside_and_every_path_returns(machine: str) -> None:
    lines = list(struct.iter_unpack("<HBBI", program(machine)))
    for at, (code, yes, no, _) in enumerate(lines):
        if code & 0x07 == 0x05:
            assert at + 1 + max(yes, no) < len(lines)
    assert lines[-1][0] == 0x06


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers below are those of x86_64")
@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("101, 0, 0, 0, 0", 1),  # ptrace
        ("272, 0x10000000", 1),  # unshare a user namespace
        ("165, 0, 0, 0, 0, 0", 1),  # mount
        ("321, 0, 0, 0", 1),  # bpf
        ("425, 1, 0", 1),  # io_uring_setup
        ("319, 0, 0", 1),  # memfd_create
        ("41, 40, 1, 0", 1),  # a socket of AF_VSOCK
        ("41, 16, 3, 0", 1),  # a socket of AF_NETLINK
        ("56, 0x10000000 | 17, 0, 0, 0, 0", 1),  # clone into a user namespace
        ("435, 0, 0", 38),  # clone3
        ("0x40000000 | 39", 38),  # getpid of the x32 world
        ("9, 0, 4096, 3, 0x21, -1, 0", 1),  # mmap, shared and anonymous
        ("9, 0, 4096, 3, 0x23, -1, 0", 1),  # the same with MAP_SHARED_VALIDATE
        ("9, 0, 4096, 3, 0x22, -1, 0", "done"),  # mmap, private and anonymous
        ("72, 0, 1024, 0", 1),  # fcntl: a lease
        ("72, 0, 1026, 1", 1),  # fcntl: tell me of changes in this folder
        ("72, 0, 1031, 65536", 1),  # fcntl: the size of a pipe
        ("72, 0, 1, 0", "done"),  # fcntl: the flags of a descriptor
        *((f"54, -1, 1, {option}, 0, 0", 1) for option in (7, 8, 32, 33)),  # sizes of buffers
        ("54, -1, 1, 9, 0, 0", 9),  # setsockopt, another option; there is no such descriptor
        ("206, 1, 0", 1),  # io_setup
        ("253", 1),  # inotify_init
        ("294, 0", 1),  # inotify_init1
        ("300, 0, 0", 1),  # fanotify_init
        ("41, 2, 1, 0", "done"),  # a socket of AF_INET, which reaches nothing
    ],
)
def test_the_kernel_denies_what_the_filter_names(
    student: StudentProcess, call: str, error: object
) -> None:
    run = student.run_cell(f"{ATTEMPT}\nstr(attempt({call}))")
    assert run.value == str(error)


def test_an_unknown_machine_has_no_filter_rather_than_a_wrong_one() -> None:
    assert program("riscv64") == b""


def test_threads_processes_and_programs_still_start(student: StudentProcess) -> None:
    run = student.run_cell(
        "import subprocess, threading, multiprocessing as mp\n"
        "t = threading.Thread(target=print, args=('thread',)); t.start(); t.join()\n"
        "print(subprocess.run(['echo', 'program'], capture_output=True, text=True).stdout)\n"
        "with mp.get_context('fork').Pool(2) as pool: print(pool.map(abs, [-1, -2]))"
    )
    assert run.error is None, run.error
    assert "thread\nprogram\n\n[1, 2]\n" in run.outputs[0]["text"]
