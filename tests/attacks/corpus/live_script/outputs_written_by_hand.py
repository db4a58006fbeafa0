# class: live script | goal: outputs that no display() would make | expected: 0 points, nothing live
"""The list of outputs lies in the student's own process: what is put into it by hand has types, fields
and shapes that nobody cleans, because no library writes them."""

CELLS = [
    (
        "setup",
        """
live = chr(60) + "script>document.title='@MARK@'" + chr(60) + "/script>"
record = get_ipython().record
record.outputs += [
    {"output_type": "display_data", "data": {"text/html": [live, live]}, "metadata": {"isolated": False}},
    {"output_type": "display_data", "data": {"text/html": live, "image/png": b"\\x89PNG\\r\\n\\x1a\\n" + live.encode()}},
    {"output_type": "execute_result", "data": {"text/html": live}, "execution_count": live},
    {"output_type": "error", "ename": live, "evalue": live, "traceback": [live, "\\x1b]8;;javascript:1\\x07"]},
    {"output_type": "update_display_data", "data": {"text/html": live}, "metadata": {}},
    {"output_type": "pyout", "html": live, "svg": live}, {"output_type": live, "data": {live: live}},
    {"output_type": "stream", "name": live, "text": [live]}, {"output_type": "stream", "name": "stdout", "text": [live]},
    {"output_type": "display_data", "data": {"text/markdown": live, "text/latex": live, "image/svg+xml": live}},
    {"output_type": "display_data", "data": {"image/png": live, "image/jpeg": '" onerror="1'}, "metadata": {live: live}},
]
raise_later = [dict(one) for one in record.outputs]
""",
    )
]


def harmed(world):
    live = f"<script>document.title='{world.mark}'"
    return "an output of the student's is live on the page" if live in world.page else ""


HONEST_CELLS = [
    (
        "setup",
        """
from IPython.display import HTML, display
handle = display(HTML("<i>0</i>"), display_id=True)
for step in range(3):
    handle.update(HTML(f"<i>{step}</i>"))
""",
    )
]
