"""Links that lead out of the site: they work in the repository, and are never dead here.

A link to a file that is not published, such as a module, leads to the repository's address where
DOCS_REPOSITORY names it (https://git.example.org/course/blob/main). Without an address it loses its
target, keeps its words and gains the file's name.
"""

from __future__ import annotations

import os
import posixpath
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class OutOfTheSite(SphinxTransform):
    """No copies of files are published: a copy of the wrong file could give a solution away."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        address = os.environ.get("DOCS_REPOSITORY", "").rstrip("/")
        here = posixpath.dirname(self.env.docname)
        for link in list(self.document.findall(addnodes.download_reference)):
            path = posixpath.normpath(posixpath.join(here, link["reftarget"].lstrip("/")))
            if link["reftarget"].startswith("/"):
                path = posixpath.normpath(link["reftarget"].lstrip("/"))
            words = link.children
            if address:
                link.replace_self(nodes.reference("", "", *words, refuri=f"{address}/{path}"))
            elif link.astext() == path:
                link.replace_self(nodes.literal(path, path))
            else:
                file = nodes.literal(path, path)
                link.replace_self([*words, nodes.Text(" ("), file, nodes.Text(")")])


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_transform(OutOfTheSite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
