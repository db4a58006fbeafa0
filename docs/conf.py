"""The documentation's site: `make docs`, or sphinx-build -c docs . docs/_build/html.

The source folder is the repository, not docs/: so a link from page to page is the same in the
repository and on the site, and nothing is copied. `include_patterns` names all that is published.
Nothing is fetched, neither by the build nor by a reader's browser.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent / "_extensions"))


def _state(*folders: str) -> str:
    """What the lectures call, as one word: their kept results are only good for this."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _kernel_of_its_own(place: Path) -> None:
    """Lectures run without the reader's own IPython startup files, and the kernel says less."""
    profile = place / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 40\n", "utf-8")
    os.environ["IPYTHONDIR"] = str(place)
    logging.getLogger("traitlets").setLevel(logging.ERROR)


project = "Foundations of deep learning"
language = "en_GB"
root_doc = "docs/index"
extensions = ["myst_nb", "sphinx_click", "maths", "links", "notebooks", "tables"]
smartquotes = False  # it would make a dash of the -- of an option

# Published: the guides, the lectures, the assignments as students get them. Never source/.
include_patterns = [
    "docs/*.md",
    "docs/decisions/*.md",
    "course/README.md",
    "course/*/lecture.ipynb",
    "release/*/*.ipynb",
]
_PUBLISHED = {"course", "docs", "release"}
exclude_patterns = [
    *(path.name for path in ROOT.iterdir() if path.name not in _PUBLISHED),
    *("docs/_build", "docs/_extensions", "**/.ipynb_checkpoints"),
]

myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 4
myst_links_external_new_tab = False

# Lectures begin with two small headings of the third level; on the page they are of the second.
suppress_warnings = ["myst.header"]

# DOCS_EXECUTE=off makes the pages without the lectures' results, in seconds.
nb_execution_mode = os.environ.get("DOCS_EXECUTE", "cache")
nb_execution_excludepatterns = ["release/**", "release/*/*"]
nb_execution_cache_path = str(
    ROOT / "docs" / "_build" / f"lectures-{_state('solutions_lib', 'lecture_tools')}"
)
if nb_execution_mode != "off":
    _kernel_of_its_own(ROOT / "docs" / "_build" / "ipython")
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
# A slider needs a kernel; its other form, the pictures side by side, does not.
nb_mime_priority_overrides = [("*", "text/html", 0)]
nb_ipywidgets_js: dict[str, dict[str, str]] = {}

html_theme = "furo"
html_title = project
html_baseurl = ""
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_extra_path = ["_extra"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
templates_path: list[str] = []
