"""The way from a message to the section of the lecture that it names.

A page lies in the student's folder, in the exchange or in a mailbox, so nothing near it
can be counted on: session and section always stand there in words. They become a link
where the course says in ``autograder.toml`` at which address its lectures are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

_READ_AGAIN = re.compile(r"(?<=Read again: )session (\d{1,3}), “([^”<]{1,200})”")
_SESSION = re.compile(r"s(\d+)_")


@dataclass(frozen=True)
class Lecture:
    """The lecture of the session whose name the assignment has.

    template: the address, with ``{session}`` in it; "" where there is none.
    """

    session: str
    template: str = ""

    @property
    def number(self) -> int | None:
        """The session's number; None where the name has none."""
        match = _SESSION.match(self.session)
        return int(match[1]) if match else None

    @property
    def address(self) -> str:
        """Where the lecture is; "" where only its name is known."""
        return self.template.replace("{session}", quote(self.session, safe="", errors="replace"))

    def linked(self, message: Markup) -> Markup:
        """The message, which is safe, with a link in place of the section to read again."""
        if not self.address:
            return message
        # what stands between the tags was escaped when the message was made
        return Markup(_READ_AGAIN.sub(self._link, message))

    def _link(self, found: re.Match[str]) -> str:
        if int(found[1]) != self.number:
            return found[0]
        section = Markup(found[2]).unescape()
        address = f"{self.address.partition('#')[0]}#{anchor(section)}"
        return Markup('<a href="{}">{}</a>').format(address, Markup(found[0]))


def anchor(heading: str) -> str:
    """The name that Sphinx gives to a heading; another page opens at its top.

    >>> anchor("The loss: how wrong is a line?")
    'the-loss-how-wrong-is-a-line'
    """
    plain = unicodedata.normalize("NFKD", heading.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")
