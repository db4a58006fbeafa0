# class: live script | goal: minutes of the grader's own time | expected: 0 points, within the time
"""Twenty pictures of twenty thousand bytes and twenty million pixels each, just below the bound: they
cost the student nothing, and who decodes and writes them anew a second or two for each."""

CELLS = [
    (
        "setup",
        """
import struct, zlib
from IPython.display import publish_display_data

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

side = 4472
rows = zlib.compress(bytes(side + 1) * side)
png = b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
png += chunk(b"IDAT", rows) + chunk(b"IEND", b"")
for _ in range(20):
    publish_display_data({"image/png": png})
""",
    )
]
HONEST_CELLS = [
    (
        "setup",
        """
import matplotlib.pyplot as plt
for _ in range(15):
    plt.figure(figsize=(8, 6))
    plt.plot([1, 3, 2])
    plt.show()
""",
    )
]
