"""Links between the pages of the course, in its repository and in a bundle.

An author links as the files lie in the repository, relative to the page that the
link stands on. A bundle has another layout, and not every file: there a link is
moved to where the file went, and its words are left alone where the file is not
in the bundle. Links to the web and within a page stay as they are.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

# [words](target), words of one link at most; images have a target of their own and stay
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\n]|\n(?!\n))*)\]\(([^()\s]+)\)")
_CODE = re.compile(r"(`+)(?:(?!\1).)+\1|\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)


def links(text: str) -> Iterator[str]:
    """The targets of the links of a markdown text to other files, as they are written."""
    for match in _found(text):
        yield match[2]


def target_of(page: PurePosixPath, link: str) -> PurePosixPath:
    """The file that a link on a page means, both below the same folder."""
    path = unquote(urlsplit(link).path)
    return PurePosixPath(posixpath.normpath((page.parent / path).as_posix()))


def moved(text: str, page: PurePosixPath, places: Mapping[PurePosixPath, PurePosixPath]) -> str:
    """A page's text with its links as they have to be where ``places`` puts the files."""
    parts, end = [], 0
    for match in _found(text):
        target = places.get(target_of(page, match[2]))
        parts += [text[end : match.start()], _link(match, places[page], target)]
        end = match.end()
    return "".join([*parts, text[end:]])


def _found(text: str) -> Iterator[re.Match[str]]:
    code = [match.span() for match in _CODE.finditer(text)]
    for match in _LINK.finditer(text):
        inside = any(start < match.start() and match.end() <= end for start, end in code)
        parts = urlsplit(match[2])
        if not inside and not parts.scheme and not parts.netloc and parts.path:
            yield match


def _link(match: re.Match[str], page: PurePosixPath, target: PurePosixPath | None) -> str:
    if target is None:
        return match[1]
    path = os.path.relpath(target, page.parent).replace(os.sep, "/")
    fragment = urlsplit(match[2]).fragment
    return f"[{match[1]}]({quote(path)}{'#' + fragment if fragment else ''})"
