"""Going into a sandbox that bubblewrap has made, and giving up every right on the way.

Theory of operation.  Bubblewrap makes the namespaces, the mounts and the bounds of
what can be written, and starts a program that does nothing.  A process outside that
belongs to the same user joins these namespaces one by one, as nsenter does, and then
does to itself what bubblewrap does to a program that it starts: no capability, none
that could come back, no new privileges, the system-call filter.  Whatever it forks from
then on is inside.

The user namespace that owns the mounts comes first: in it the process has the rights
to join the others.  With --disable-userns bubblewrap makes a second one below, in which
no further one can be made; that is joined last.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import signal

_USER, _MOUNT = "user", "mnt"
_OTHERS = ("pid", "net", "ipc", "uts", "cgroup")
_NS_GET_USERNS = 0xB701
_PDEATHSIG, _DUMPABLE, _SECCOMP, _DROP_BOUND = 1, 4, 22, 24
_NO_NEW_PRIVILEGES, _AMBIENT, _CLEAR_ALL = 38, 47, 4
_FILTER = 2
_CAPABILITIES = 0x20080522  # the third version of the structure

_libc = ctypes.CDLL(None, use_errno=True)


class _Head(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_char_p))


def join(pid: int) -> None:
    """Join the namespaces of a process; forks of this one are inside.  Raises OSError."""
    paths = {name: f"/proc/{pid}/ns/{name}" for name in (_USER, _MOUNT, *_OTHERS)}
    opened = {name: os.open(path, os.O_RDONLY) for name, path in paths.items() if _other(path)}
    owner = fcntl.ioctl(opened[_MOUNT], _NS_GET_USERNS)
    inner = opened.pop(_USER)
    for namespace in (owner, *opened.values()):
        _check(_libc.setns(namespace, 0))
    if os.fstat(inner).st_ino != os.fstat(owner).st_ino:
        _check(_libc.setns(inner, 0))
    for descriptor in (owner, inner, *opened.values()):
        os.close(descriptor)


def give_up_rights(program: bytes) -> None:
    """Drop all capabilities for good, and have the kernel filter calls.  Raises OSError.

    program: the filter, as `seccomp.program` gives it; empty for none.
    """
    for capability in range(64):
        if _prctl(_DROP_BOUND, capability, 0, 0, 0) != 0:
            if ctypes.get_errno() != errno.EINVAL:
                _check(-1)
            break  # beyond the last one that this kernel knows
    _prctl(_AMBIENT, _CLEAR_ALL, 0, 0, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(ctypes.byref(_Head(_CAPABILITIES, 0)), nothing))
    _check(_prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    # As after the start of a program: its files in /proc are its own.
    _check(_prctl(_DUMPABLE, 1, 0, 0, 0))
    if program:
        lines = _Program(len(program) // 8, program)
        _check(_prctl(_SECCOMP, _FILTER, ctypes.byref(lines), 0, 0))


def end_with_parent() -> None:
    """End this process when the one that started it ends, even by SIGKILL (on Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        _check(_prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0))


def _other(path: str) -> bool:
    """Whether a namespace is another one than ours; where it is not, there is no right to join."""
    return os.stat(path).st_ino != os.stat(f"/proc/self/ns/{path.rpartition('/')[2]}").st_ino


def _prctl(*arguments: object) -> int:
    """Numbers go as the kernel takes them: a long is not an int with something in front."""
    longs = (ctypes.c_ulong(one) if isinstance(one, int) else one for one in arguments)
    return int(_libc.prctl(*longs))


def _check(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
