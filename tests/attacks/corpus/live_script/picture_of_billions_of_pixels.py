# class: live script | goal: a class that stops at a picture | expected: 0 points, the class goes on
"""A picture's head says how large it will be: sixty thousand by sixty thousand, in sixty bytes. Whoever
decodes it needs gigabytes, or stops with an error that is no OSError and no ValueError."""

CELLS = [
    (
        "setup",
        """
import struct, zlib
from IPython.display import publish_display_data

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
png = b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99)))
publish_display_data({"image/png": png + chunk(b"IEND", b"")})
jpeg = bytes.fromhex("ffd8ffc0000b08ffdcffdc01011100ffda0008010100003f00") + bytes(50) + b"\\xff\\xd9"
publish_display_data({"image/jpeg": jpeg})
""",
    )
]


def harmed(world):
    import base64
    import json
    import re

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    if not path.exists():
        return "the class stopped at this picture"
    shown = world.page + json.dumps(json.loads(path.read_text())["cells"])
    pictures = re.findall(r"iVBORw0KGgo[\w+/=]+|/9j/[\w+/=]+", shown)
    heads = [base64.b64decode(one[:64])[:40] for one in pictures]
    big = b"\x00\x00\xea\x60", b"\xff\xdc\xff\xdc"
    return (
        "the picture is kept as it is"
        if any(size in head for head in heads for size in big)
        else ""
    )


HONEST_CELLS = [
    (
        "setup",
        """
import matplotlib.pyplot as plt
plt.figure(figsize=(20, 12), dpi=100)
plt.imshow(np.arange(12.0).reshape(3, 4))
plt.show()
""",
    )
]
