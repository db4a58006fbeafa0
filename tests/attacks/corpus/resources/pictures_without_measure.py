# class: resources | goal: fill the grader's memory and disk with pictures | expected: 0 points, a small notebook
"""Pictures are counted and bounded cell by cell, but cells there are many; small ones unfold to many
millions of pixels for whoever opens them, and to decode and write them takes seconds each."""

SECONDS = 25

PICTURES = """
import os
import struct
import zlib
from IPython.display import display

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

def picture(width, height, rest):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rest) + chunk(b"IEND", b"")

rows = b"".join(b"\\0" + os.urandom(1000) for _ in range(1000))
pictures = 20
noise = picture(1000, 1000, zlib.compress(rows, 0))
for _ in range(pictures):
    display({"image/png": noise, "text/plain": "noise"}, raw=True)
"""

BOMBS = """
# 19 kB each, and 19 million pixels, just below what is let through
bomb = picture(4400, 4400, zlib.compress(bytes(4401 * 4400), 9))
for _ in range(12):
    display({"image/png": bomb}, raw=True)
for width in (60_000, 2**31 - 1, 0):
    bomb = picture(width, 6_000, zlib.compress(bytes(36_000_000), 9))
    display({"image/png": bomb, "image/jpeg": b"\\xff\\xd8\\xff" + bomb}, raw=True)
"""

FIGURES = """
import matplotlib.pyplot as plt

for _ in range(60):
    plt.figure(figsize=(1, 1)).gca().plot([1, 2])
plt.figure(figsize=(3000, 3000))
"""

# two cells with 20 MB each, and 12 bombs; no more
CELLS = [
    ("square", PICTURES),
    ("mean", PICTURES),
    ("counter", FIGURES),
    ("counter", PICTURES.replace("pictures = 20", "pictures = 0") + BOMBS),
]

HONEST_CELLS = [
    (
        "square",
        """
import matplotlib.pyplot as plt

for power in range(1, 6):
    plt.figure()
    plt.plot(np.linspace(0, 1) ** power)
plt.show()
""",
    )
]


def harmed(world):
    folder = world.course / "autograded" / world.student / "s01_target"
    size = sum(file.stat().st_size for file in folder.glob("*.ipynb"))
    if not size:
        return "there is no autograded notebook"
    return f"the autograded notebook has {size / 1e6:.0f} MB" if size > 100_000_000 else ""
