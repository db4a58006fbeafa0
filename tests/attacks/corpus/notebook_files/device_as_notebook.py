# class: notebook files | goal: a file that never ends | expected: 0 points
"""/dev/zero gives bytes for as long as one reads; its size is 0, so a bound on the size finds it
small. Who may not make a device makes a link to one."""

import os
import stat

SAYS = "device|link"


def tamper(hand_in):
    for name, real, minor in (("s01_target.ipynb", "zero", 5), ("timestamp.txt", "urandom", 9)):
        path = hand_in.folder / name
        path.unlink(missing_ok=True)
        try:
            os.mknod(path, 0o644 | stat.S_IFCHR, os.makedev(1, minor))
            open(path, "rb").close()
        except OSError:
            path.unlink(missing_ok=True)
            path.symlink_to(f"/dev/{real}")


def tamper_honestly(hand_in):
    """A file without a byte beside the notebook."""
    (hand_in.folder / "empty.txt").touch()
