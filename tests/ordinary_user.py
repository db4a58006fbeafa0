"""Run Python as a user without rights, also where the tests are run by root.

Another user cannot enter a home that is closed, and this Python may lie in one. So in a
mount namespace of its own, the prefix of this Python is put where that user can
enter, under the very same name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

OPEN_HOMES = """
set -e
mount --make-rprivate /
top=/$(echo "$PREFIX" | cut -d/ -f2)
if [ "$(stat -c %a "$top")" = 700 ]; then
    mkdir -p /tmp/opened.$$; mount --bind "$PREFIX" /tmp/opened.$$
    mount -t tmpfs -o mode=755 none "$top"
    mkdir -p "$PREFIX"; mount --move /tmp/opened.$$ "$PREFIX"
    rmdir /tmp/opened.$$
fi
exec setpriv --reuid 65534 --regid 65534 --clear-groups "$PYTHON" "$@"
"""


def python_as_ordinary_user(
    *arguments: str, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run this Python with these arguments; skip the test where nobody else can be had."""
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "PYTHON": sys.executable,
        "PREFIX": sys.base_prefix,
        "HOME": "/nonexistent",
        **(env or {}),
    }
    if os.getuid() != 0:
        command = [sys.executable]
    elif shutil.which("unshare") and shutil.which("setpriv"):
        command = ["unshare", "--mount", "sh", "-c", OPEN_HOMES, "sh"]
    else:
        pytest.skip("no unshare and setpriv here to become another user with")
    done = subprocess.run(
        [*command, *arguments],
        text=True,
        capture_output=True,
        env=environment,
        check=False,
        **options,
    )
    if os.getuid() == 0 and "mount:" in done.stderr:
        pytest.skip(f"this host does not let root arrange the mounts: {done.stderr}")
    return done
