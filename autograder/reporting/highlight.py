"""Source code with a few kinds of words marked, for the page's own stylesheet."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

from autograder.reporting.sanitise import plain

_CLASSES = (
    (Comment, "c"),
    (String, "s"),
    (Number, "m"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Builtin, "b"),
    (Name.Decorator, "b"),
)


def highlighted(source: object, language: str = "python") -> Markup:
    """The source, cleaned, bounded and escaped; unknown languages stay unmarked."""
    parts = []
    for kind, text in _lexer(language).get_tokens(plain(source)):
        name = _class(kind)
        safe = escape(text)
        parts.append(f'<span class="{name}">{safe}</span>' if name else safe)
    return Markup("".join(parts))


@lru_cache(256)  # a page has thousands of words, and they are of a few kinds
def _class(kind: _TokenType) -> str | None:
    return next((name for known, name in _CLASSES if kind in known), None)


@lru_cache(4)
def _lexer(language: str) -> Lexer:
    options = {"stripnl": False, "ensurenl": False}
    try:
        return get_lexer_by_name(language, **options)
    except ClassNotFound:
        return TextLexer(**options)
