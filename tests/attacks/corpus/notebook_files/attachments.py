# class: notebook files | goal: files and pages out of attachments | expected: 0 points
"""Attachments are files inside a cell, with names and types that the student chooses: written to
disk they go where the name says, on a page they are what the type says."""

import base64

ANSWERS = {"words": "![look](attachment:look.svg) ![up](attachment:../../../gradebook.db)"}
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='@MARK@'</script></svg>"


def tamper(hand_in):
    script = base64.b64encode(SVG).decode()
    own = {
        "look.svg": {"image/svg+xml": script, "text/html": "<script>1</script>"},
        "../../../gradebook.db": {"application/octet-stream": "AAAA"},
        hand_in.fill("/tmp/@MARK@"): {"image/png": "A" * 300_000},
        "": {"javascript:alert(1)": None},
    }
    for cell in hand_in.notebook["cells"]:
        cell["attachments"] = own


def harmed(world):
    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    return "attachments are in autograded/" if '"attachments"' in path.read_text() else ""


HONEST = {"words": "My sketch: ![sketch](attachment:sketch.png)"}


def tamper_honestly(hand_in):
    """A picture that was pasted into the written answer."""
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    hand_in.notebook["cells"][-1]["attachments"] = {"sketch.png": {"image/png": pixel}}
