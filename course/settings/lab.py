"""JupyterLab as the course wants it: jupyter lab --config settings/lab.py

It opens the course's home page, asks nothing, and has nbgrader's button Validate without the
panels that are for instructors. Without the option, JupyterLab is as it comes.
"""

import importlib.util
import sys
from pathlib import Path

c = get_config()  # noqa: F821  (Jupyter defines it before it reads this file)

c.LabApp.default_url = "/lab/tree/index.ipynb"

# Where students fetch and hand in through nbgrader's exchange, take "menu" and "assignment-list"
# out of the first list, and "assignment_list" out of the second.
_PANELS = ("menu", "assignment-list", "course-list", "create-assignment", "formgrader")
_SERVERS = ("assignment_list", "course_list", "formgrader")
_HIDDEN = [f"@jupyter/nbgrader:{name}" for name in _PANELS]
_HIDDEN += ["@jupyterlab/apputils-extension:announcements"]  # it asks whether to fetch news


def _page(handler, page):
    """What the server tells the browser about this JupyterLab."""
    return {**page, "disabledExtensions": [*page.get("disabledExtensions", []), *_HIDDEN]}


c.ServerApp.tornado_settings = {"page_config_hook": _page}
c.LabApp.news_url = None

if importlib.util.find_spec("nbgrader"):
    sys.path.append(str(Path(__file__).parent))  # where validate_button lies
    _off = {
        f"nbgrader.server_extensions.{name}": False for name in (*_SERVERS, "validate_assignment")
    }
    c.ServerApp.jpserver_extensions = {**_off, "validate_button": True}
