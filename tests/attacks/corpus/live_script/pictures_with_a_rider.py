# class: live script | goal: a page hidden in a picture | expected: 0 points, nothing live
"""A file can be two things: a picture, and behind its end or in its comments a page with script, which
whoever guesses types by content serves; sizes and descriptions are attributes, without quotes."""

CELLS = [
    (
        "setup",
        """
import io
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from IPython.display import publish_display_data
live = chr(60) + "script>document.title='@MARK@'" + chr(60) + "/script>"
told, image = PngInfo(), Image.new("RGB", (9, 9), "red")
told.add_text("Comment", live)
told.add_itxt("XML:com.adobe.xmp", live)
size = {"width": '1" onerror="1', "height": "1 onload=1", "alt": '">' + live, "unconfined": live}
for kind, more in (("png", {"pnginfo": told}), ("jpeg", {"comment": live.encode(), "exif": live.encode()})):
    file = io.BytesIO()
    image.save(file, kind, icc_profile=live.encode(), **more)
    data = {f"image/{kind}": file.getvalue() + live.encode()}
    publish_display_data(data, {f"image/{kind}": size, "alt": live, **size})
publish_display_data({"image/png": b"GIF89a" + live.encode(), "image/gif": live, "image/webp": live})
""",
    )
]


def harmed(world):
    import base64
    import json
    import re

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    outputs = [o for c in json.loads(path.read_text())["cells"] for o in c.get("outputs", ())]
    shown = world.page + json.dumps(outputs)
    parts = [base64.b64decode(one + "==") for one in re.findall(r"[\w+/]{60,}", shown)]
    return "a picture carries a page" if any(world.mark.encode() in one for one in parts) else ""


HONEST_CELLS = [
    (
        "setup",
        """
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.savefig("figure.png", metadata={"Comment": "mine"})
from IPython.display import Image
Image("figure.png", width=200, alt="A line & <more>")
""",
    )
]
