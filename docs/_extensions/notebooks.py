"""What a notebook says to JupyterLab, said to a page."""

from __future__ import annotations

import json
import re
from typing import Any

from sphinx.application import Sphinx

# The same page twice: for JupyterLab, and for readers of the repository. The second is published.
_HOME = re.compile(r"\((\.\./)index\.ipynb")


def as_page(text: str, *, release: bool) -> str:
    """The text of a notebook: folded cells stay folded, and links home lead to the page.

    release: the assignments lie upon course/ where students work, and beside it here.
    """
    notebook: dict[str, Any] = json.loads(text)
    home = r"(\1../course/README.md" if release else r"(\1README.md"
    for cell in notebook["cells"]:
        metadata = cell["metadata"]
        if metadata.get("jupyter", {}).get("source_hidden"):
            metadata.setdefault("tags", []).append("hide-input")
        if cell["cell_type"] == "markdown":
            source = cell["source"]
            whole = source if isinstance(source, str) else "".join(source)
            cell["source"] = _HOME.sub(home, whole)
    return json.dumps(notebook)


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    if docname.startswith(("course/s", "release/")):
        content[0] = as_page(content[0], release=docname.startswith("release/"))


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
