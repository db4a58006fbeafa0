# class: gradebook and others | goal: the class waits while one's pictures are made harmless | expected: 0 points, in its time
"""A picture of 19 million equal points has 20 KB; decoding it and writing it anew takes the grader a
second and 150 MB, after the submission's own time is over. Here are twenty in each of three cells."""

ANSWERS = {
    "square": """
import struct, zlib
from IPython.display import Image, display

def chunk(kind, data):
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

head = struct.pack("!IIBBBBB", 4400, 4400, 8, 0, 0, 0, 0)
picture = b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head)
picture += chunk(b"IDAT", zlib.compress(bytes(4400 * 4401))) + chunk(b"IEND", b"")
""",
}
CELLS = [("square", "for _ in range(20):\n    display(Image(data=picture, format='png'))")] * 3

HONEST_CELLS = [
    (
        "square",
        """
import struct, zlib
from IPython.display import Image, display

def chunk(kind, data):
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

noise = np.random.default_rng(0).integers(256, size=(300, 301), dtype="u1")
noise[:, 0] = 0
made = b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack("!IIBBBBB", 300, 300, 8, 0, 0, 0, 0))
made += chunk(b"IDAT", zlib.compress(noise.tobytes())) + chunk(b"IEND", b"")
for _ in range(4):
    display(Image(data=made, format="png"))
""",
    )
] * 4
