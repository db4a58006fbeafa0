# class: live script | goal: a browser that hangs | expected: 0 points, nothing live
"""No script and no entity: a drawing that shows ten copies of a drawing that shows ten copies …
is ten lines long and has ten billion parts, also inside an image element."""

import base64
import json
import re

CELLS = [
    (
        "setup",
        """
from IPython.display import display
L = chr(60)
text = f"{L}svg xmlns='http://www.w3.org/2000/svg'>{L}g id='a0'>{L}circle r='9' id='@MARK@'/>{L}/g>"
for level in range(10):
    text += f"{L}g id='a{level + 1}'>" + f"{L}use href='#a{level}' x='1'/>" * 10 + f"{L}/g>"
display({"image/svg+xml": text + f"{L}/svg>"}, raw=True)
""",
    )
]


def harmed(world):
    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    shown = world.page + json.dumps(
        [c.get("outputs") for c in json.loads(path.read_text())["cells"]]
    )
    drawings = re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", shown)
    text = shown + "".join(base64.b64decode(one).decode() for one in drawings)
    return "the drawing is kept" if text.count("<use ") > 50 else ""


HONEST_CELLS = [
    (
        "setup",
        """
from IPython.display import SVG
SVG("<svg xmlns='http://www.w3.org/2000/svg'><g id='a'><circle r='9'/></g><use href='#a' x='5'/></svg>")
""",
    )
]
