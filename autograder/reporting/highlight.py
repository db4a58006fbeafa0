"""Source code with a few kinds of words marked, for the page's own stylesheet."""

from __future__ import annotations

from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String
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
        name = next((name for known, name in _CLASSES if kind in known), None)
        safe = escape(text)
        parts.append(f'<span class="{name}">{safe}</span>' if name else safe)
    return Markup("".join(parts))


def _lexer(language: str) -> Lexer:
    options = {"stripnl": False, "ensurenl": False}
    try:
        return get_lexer_by_name(language, **options)
    except ClassNotFound:
        return TextLexer(**options)
