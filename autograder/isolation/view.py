"""What can be seen inside the sandbox, as the arguments of bubblewrap.

Shown, read-only: the system's programs and libraries, the folders that this Python
is made of, a few files of /etc, some of them made up.  Writable: home, /tmp and
/dev/shm, each a bounded tmpfs.  All else is not there.  The order matters: a later
argument lies on top of an earlier one, and the root is made read-only at the end.
"""

from __future__ import annotations

import functools
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.isolation.limits import Limits

HOME = "/home/student"
LIBRARY = "/run/autograder"
_NAMESPACES = (
    *("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
    *("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
    *("--clearenv", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox"),
)
WRITABLE = (HOME, "/tmp", "/dev/shm")
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime")
ETC_WRITTEN = {
    "passwd": f"student:x:1000:1000:student:{HOME}:/bin/sh\n",
    "group": "student:x:1000:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "hosts": "127.0.0.1 localhost sandbox\n",
    "fonts/fonts.conf": "<fontconfig><cachedir>/tmp/.fontconfig</cachedir></fontconfig>\n",
}
# Tables of the whole host's memory, keys, devices and drivers, that a container covers as well.
_TABLES = (
    *("kcore", "kmsg", "kpagecount", "kpageflags", "kpagecgroup", "slabinfo", "vmallocinfo"),
    *("pagetypeinfo", "timer_list", "timer_stats", "sched_debug", "latency_stats", "allocinfo"),
    *("keys", "key-users", "sysrq-trigger", "acpi", "asound", "bus", "driver", "fs", "irq"),
    *("scsi", "sys", "tty"),
)
_PROJECT = ("autograder", "solutions_lib", "course", "source", "release", "tests")


def arguments(
    limits: Limits,
    files: Mapping[str, Path],
    hide: Iterable[Path],
    texts: Mapping[str, int],
) -> list[str]:
    """The arguments of bubblewrap, command and seals left out.

    files: name in the home -> path on the host.  hide: folders of the host to cover.
    texts: name in /etc -> descriptor from which its text is read.
    """
    size = ["--size", str(limits.scratch_mb * 2**20), "--tmpfs"]
    # The writable places first: a Python may lie in /tmp, and is bound on top of them.
    flags = [*_NAMESPACES, *size, "/tmp", *size, HOME, *_system(), *_cover(hide)]
    for name, descriptor in texts.items():
        flags += ["--ro-bind-data", str(descriptor), f"/etc/{name}"]
    flags += ["--proc", "/proc", *_cover_tables(), "--remount-ro", "/proc"]
    # A map of /dev/zero is shared memory that nobody counts; /dev/full reads the same.
    flags += ["--dev", "/dev", "--dev-bind", "/dev/full", "/dev/zero"]
    flags += [*size, "/dev/shm", "--remount-ro", "/dev"]
    for name, path in files.items():
        flags += ["--ro-bind", str(Path(path).resolve(strict=True)), f"{HOME}/{name}"]
    for part in ("__init__.py", "isolation"):
        flags += ["--ro-bind", str(project() / "autograder" / part), f"{LIBRARY}/autograder/{part}"]
    for name, value in environment(HOME, "/tmp").items():
        flags += ["--setenv", name, value]
    return [*flags, "--chdir", HOME, "--remount-ro", "/"]


def environment(home: str, scratch: str) -> dict[str, str]:
    """All that the student's process has for an environment."""
    names = {
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": home,
        "USER": "student",
        "TMPDIR": scratch,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "IPYTHONDIR": f"{scratch}/.ipython",
        "MPLCONFIGDIR": f"{scratch}/.matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Each arena of the C library's allocator reserves 64 MB of address space.
        "MALLOC_ARENA_MAX": "2",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }
    extra = ":".join(map(str, _package_folders()))
    return {**names, "PYTHONPATH": extra} if extra else names


def is_shown(path: Path) -> bool:
    """Whether what lies at this path of the host is to be seen inside, under the same path."""
    if any(path.is_relative_to(own) for own in _own()) and not _is_below(path, _prefixes()):
        return False
    return _is_below(path, (Path("/usr"), *_prefixes()))


def look_round() -> None:
    """Find out now what `arguments` and `environment` have to know about this host."""
    _cover_tables()
    _prefixes()
    _package_folders()


def project() -> Path:
    """The folder in which this package lies: a checkout, or site-packages."""
    return Path(__file__).resolve().parent.parent.parent


def _system() -> list[str]:
    flags = ["--ro-bind", "/usr", "/usr"]
    for name in ("/lib", "/lib32", "/lib64", "/bin", "/sbin"):
        if os.path.islink(name):
            flags += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            flags += ["--ro-bind", name, name]
    for name in _ETC:
        flags += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    # The host's fonts would cost every student a second, and figures would differ by host.
    for name in ("/usr/share/fonts", "/usr/local/share/fonts"):
        if os.path.isdir(name):
            flags += _empty(name)
    flags += ["--ro-bind-try", "/nix/store", "/nix/store"]
    for path in _prefixes():
        if not _is_below(path, [Path("/usr")]):
            flags += ["--ro-bind", str(path), str(path)]
    return flags


def _cover(hide: Iterable[Path]) -> list[str]:
    """Hide what belongs to the course where it lies inside something that is shown."""
    shown = [Path("/usr"), *_prefixes()]
    paths = [path.resolve() for path in (*_own(), *hide)]
    covered = [path for path in paths if path.is_dir() and _is_below(path, shown)]
    # Not a prefix itself: a course kept in the root of an environment would take Python away.
    covered = [path for path in covered if path not in shown]
    flags: list[str] = []
    for path in covered:
        flags += ["--size", "65536", "--tmpfs", str(path)]
    for path in _prefixes():
        if _is_below(path, covered):
            flags += ["--ro-bind", str(path), str(path)]
    for path in covered:
        flags += ["--remount-ro", str(path)]
    return flags


@functools.cache
def _cover_tables() -> tuple[str, ...]:
    """Hide what /proc tells of the whole host, and all in it that is for root alone.

    When root starts the sandbox, the student's process owns root's files.
    """
    flags: list[str] = []
    for entry in sorted(os.scandir("/proc"), key=lambda entry: entry.name):
        if entry.is_symlink() or entry.name.isdigit():
            continue
        closed = not entry.stat().st_mode & stat.S_IROTH
        if (closed or entry.name in _TABLES) and entry.is_dir():
            flags += _empty(entry.path)
        elif closed or entry.name in _TABLES:
            # A device bound without --dev-bind cannot be opened.
            flags += ["--ro-bind", os.devnull, entry.path]
    return tuple(flags)


def _own() -> list[Path]:
    root = project()
    if root.name in ("site-packages", "dist-packages"):
        return [root / name for name in _PROJECT]
    return [root]


def _empty(path: str) -> list[str]:
    return ["--size", "65536", "--tmpfs", path, "--remount-ro", path]


@functools.cache
def _prefixes() -> tuple[Path, ...]:
    """The folders that this Python is made of, outermost first, links resolved as well."""
    python = Path(os.path.realpath(sys.executable)).parent.parent
    named = [Path(sys.prefix), Path(sys.base_prefix), python, *_package_folders()]
    both = {*named, *(path.resolve() for path in named)}
    both = {path for path in both if path != Path("/") and path.is_dir()}
    return tuple(sorted(both, key=lambda path: (len(path.parts), str(path))))


@functools.cache
def _package_folders() -> tuple[Path, ...]:
    """Package folders outside the prefixes, such as the user's own."""
    known = [Path(sys.prefix), Path(sys.base_prefix), Path("/usr")]
    packages = (Path(p) for p in sys.path if Path(p).name in ("site-packages", "dist-packages"))
    return tuple(path for path in packages if path.is_dir() and not _is_below(path, known))


def _is_below(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)
