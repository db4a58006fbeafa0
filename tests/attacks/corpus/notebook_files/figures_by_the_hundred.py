# class: notebook files | goal: the disk of the grader, filled by outputs | expected: 0 points, at most 64 MB on the disk
"""Each cell may show twenty figures, and each figure may be large; nobody adds them up over the
cells, and what was shown is written into autograded/, outside the student's own scratch."""

CELLS = [
    (
        "setup",
        f"""
import io
from PIL import Image
from IPython.display import publish_display_data
file = io.BytesIO()
pixels = np.random.default_rng({number}).integers(256, size=(660, 660, 3), dtype=np.uint8)
Image.fromarray(pixels).save(file, "png", compress_level=1)
for _ in range(20):
    publish_display_data({{"image/png": file.getvalue()}})
""",
    )
    for number in range(6)
]


def harmed(world):
    folder = world.course / "autograded" / world.student
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{size // 10**6} MB lie in autograded/" if size > 64 * 2**20 else ""


HONEST_CELLS = [
    (
        "setup",
        """
import matplotlib.pyplot as plt
for power in range(12):
    plt.figure(figsize=(3, 2))
    plt.plot(np.arange(9.0) ** power)
    plt.show()
""",
    )
]
