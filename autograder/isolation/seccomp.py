"""The system calls that student code may not make, as a filter for the kernel.

The namespaces already hide the host; this takes away the calls that reach past
them (AF_VSOCK knows no network namespace), that have broken out before (mounts,
user namespaces, keyrings, bpf, io_uring), that make memory nobody counts (memfd,
System V, shared memory without a file, large socket buffers), or that reach others
through what the user or the host has once (leases on files that all share, watches on
files, attributes of files, the size of pipes, the queues of kernel aio).  A denied call
fails with EPERM, so a program can say so; `clone3` fails with ENOSYS, upon which the C
library uses `clone`,
whose flags a filter can see.

The filter is a classic BPF program: eight bytes an instruction.
"""

from __future__ import annotations

import platform
import struct
from typing import NamedTuple

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_ALLOW, _KILL, _EPERM, _ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000

# New mount, cgroup, uts, ipc, user, pid and network namespaces.
_NEW_NAMESPACES = (
    0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
)
_FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6: all of them reach the sandbox alone
# MAP_SHARED and MAP_ANONYMOUS: such pages stay in the kernel when no process shows them any more.
_SHARED_WITHOUT_A_FILE = 0x01 | 0x20
_DUMPABLE = 4  # PR_SET_DUMPABLE: would hide a process from the watchdog
_FILE_COMMANDS = (1024, 1026, 1031)  # F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ
# SO_SNDBUF, SO_RCVBUF and both with FORCE; at another level these numbers are hardly ever used.
_BUFFER_SIZES = (7, 8, 32, 33)
_ALL = 0xFFFFFFFF

# name: (x86_64, aarch64)
_DENIED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_getfd": (438, 438), "personality": (135, 92),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "unshare": (272, 97), "setns": (308, 268),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "bpf": (321, 280), "userfaultfd": (323, 282), "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "vmsplice": (278, 75),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180), "quotactl": (179, 60), "acct": (163, 89),
    # the program that runs is a file that the students of a fork server share
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "syslog": (103, 116),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "io_setup": (206, 0),
    # aarch64 has inotify_init1 alone
    "inotify_init": (253, 26), "inotify_init1": (294, 26), "fanotify_init": (300, 262),
}  # fmt: skip
_CLONE3 = (435, 435)


class _Look(NamedTuple):
    """A call that an argument decides: `argument & mask` is looked for among `values`."""

    numbers: tuple[int, int]
    argument: int
    mask: int
    values: tuple[int, ...]
    allowed: bool  # what it means to be among them


_LOOKS = {
    "clone": _Look((56, 220), 0, _NEW_NAMESPACES, (0,), True),
    "socket": _Look((41, 198), 0, _ALL, _FAMILIES, True),
    "mmap": _Look((9, 222), 3, _SHARED_WITHOUT_A_FILE, (_SHARED_WITHOUT_A_FILE,), False),
    "fcntl": _Look((72, 25), 1, _ALL, _FILE_COMMANDS, False),
    "prctl": _Look((157, 167), 0, _ALL, (_DUMPABLE,), False),
    "setsockopt": _Look((54, 208), 2, _ALL, _BUFFER_SIZES, False),
}
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def program(machine: str = "") -> bytes:
    """The filter for this machine (or the one named); empty where none is written.

    >>> len(program("x86_64")) % 8, program("m68k")
    (0, b'')
    """
    if (machine or platform.machine()) not in _ARCHITECTURES:
        return b""
    column, architecture = _ARCHITECTURES[machine or platform.machine()]
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if column == 0:
        lines += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _ENOSYS)]
    for numbers in _DENIED.values():
        lines += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _EPERM)]
    lines += [(_EQUAL, 0, 1, _CLONE3[column]), (_RETURN, 0, 0, _ENOSYS)]
    for look in _LOOKS.values():
        lines += _look_at(look, column)
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def _look_at(look: _Look, column: int) -> list[tuple[int, int, int, int]]:
    among, others = (_ALLOW, _EPERM) if look.allowed else (_EPERM, _ALLOW)
    count = len(look.values)
    return [
        (_EQUAL, 0, 4 + count, look.numbers[column]),
        # The low half alone: the kernel takes no more of these arguments into account.
        (_LOAD, 0, 0, _ARGUMENTS + 8 * look.argument),
        (_AND, 0, 0, look.mask),
        *((_EQUAL, count - i, 0, value) for i, value in enumerate(look.values)),
        (_RETURN, 0, 0, others),
        (_RETURN, 0, 0, among),
    ]
