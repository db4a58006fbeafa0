# class: live script | goal: script in an output that is nothing else | expected: 0 points, nothing live
"""Notebooks know outputs that are programs: JavaScript, widgets, charts, frames; a list of what is
taken away forgets one of them, or a type is written a little differently."""

CELLS = [
    (
        "setup",
        """
from IPython.display import Javascript, display
run = "document.title='@MARK@'"
live = chr(60) + f"script>{run}" + chr(60) + "/script>"
for mime in (
    "application/javascript", "text/javascript", "application/ecmascript", "text/vbscript",
    "application/vnd.jupyter.widget-view+json", "application/vnd.jupyter.widget-state+json",
    "application/vnd.plotly.v1+json", "application/vnd.bokehjs_exec.v0+json", "application/xhtml+xml",
    "application/vnd.vegalite.v5+json", "text/html; charset=utf-8", "TEXT/HTML", "text/html ", "text/xml",
    "application/vnd.holoviews_exec.v0+json", "image/svg", "image/svg+xml;x=1", "application/pdf",
    "application/geo+json", "video/mp4", "application/x-nbviewer-frame", live,
):
    display({mime: live, "text/plain": mime}, raw=True)
    display({mime: {"model_id": live, "version_major": 2}}, raw=True)
display({"application/json": {live: [live]}, "text/html": live}, raw=True)
Javascript(run, lib="http://192.0.2.1/@MARK@.js")
""",
    )
]


def harmed(world):
    return "script is on the page" if f"<script>document.title='{world.mark}" in world.page else ""


HONEST_CELLS = [
    (
        "setup",
        """
from IPython.display import JSON, Latex, Markdown, display
display(JSON({"a": [1, 2]}), Latex("$a^2$"), Markdown("**bold**"))
""",
    )
]
