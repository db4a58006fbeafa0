# class: resources | goal: hold more memory than the limit | expected: 0 points, no more than 600 MB held
"""Shared memory without a name stays in the kernel when a process drops its pages (MADV_DONTNEED):
it is resident in no process, and lies in no file whose size is bounded."""

import re

HIDE = """
import mmap

def hide(size):
    for _ in range(size // 50):
        piece = mmap.mmap(-1, 50 * 2**20)
        for at in range(0, len(piece), 4096):
            piece[at] = 7
        piece.madvise(mmap.MADV_DONTNEED)
        held.append(piece)

held = []
hide(250)
"""

SHOW = """
import time

resident = int(open("/proc/self/statm").read().split()[1]) * mmap.PAGESIZE // 2**20
time.sleep(0.3)  # long enough for a watchdog
still = all(piece[at] == 7 for piece in held for at in (0, len(piece) // 2, len(piece) - 4096))
print("held", sum(map(len, held)) // 2**20, "MB, of which", resident, "MB can be seen:", still)
"""

# 750 MB, no more, in three steps: each further process could hold as much again
CELLS = [("square", HIDE), ("square", "hide(250)"), ("square", "hide(250)"), ("square", SHOW)][::-1]

HONEST = {
    "square": """
import mmap
import multiprocessing

# memory that is shared with a child: multiprocessing keeps it in a file, which has a size
fork = multiprocessing.get_context("fork")
shared = fork.Array("d", 2**17)

def fill():
    shared[:4] = [9.0] * 4

child = fork.Process(target=fill)
child.start()
child.join()
own = mmap.mmap(-1, 2**20, flags=mmap.MAP_PRIVATE)
own[:4] = b"nine"
print(shared[:4], own[:4])

def square(x):
    return x * x
"""
}


def harmed(world):
    held = re.search(r"held (\d+) MB, of which (\d+) MB can be seen: True", world.outputs)
    return f"it {held[0]}" if held and int(held[1]) > 600 else ""
