# class: live script | goal: script in a drawing | expected: 0 points, nothing live
"""An SVG put into a page is part of the page: its scripts, handlers, foreign objects, animations
of an address and links run as the page's own."""

CELLS = [
    (
        "setup",
        """
from IPython.display import SVG, display
L = chr(60)
run = "document.title='@MARK@'"
for inner in (
    f"{L}script>{run}{L}/script>",
    f"{L}foreignObject>{L}iframe xmlns='http://www.w3.org/1999/xhtml' srcdoc='x' onload=\\"{run}\\"/>{L}/foreignObject>",
    f"{L}a href='javascript:{run}'>{L}text y='9'>click{L}/text>{L}/a>".replace("'@", "&apos;@"),
    f"{L}animate onbegin=\\"{run}\\" attributeName='x' dur='1s'/>",
    f"{L}image href='http://192.0.2.1/@MARK@'/>",
    f"{L}style>@import url(http://192.0.2.1/@MARK@);{L}/style>",
):
    text = f"{L}svg xmlns='http://www.w3.org/2000/svg' onload=\\"{run}\\">{inner}{L}/svg>"
    display({"image/svg+xml": text}, raw=True)
    display({"text/html": text}, raw=True)
""",
    )
]
HONEST_CELLS = [
    (
        "setup",
        """
import matplotlib.pyplot as plt
from matplotlib_inline.backend_inline import set_matplotlib_formats
set_matplotlib_formats("svg")
plt.plot([1, 2, 4])
plt.show()
""",
    )
]
