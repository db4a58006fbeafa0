"""Text as tokens: what a copy keeps when its names, numbers and comments are changed.

A lexer of its own, and not Python's: it takes any text at all, finished or not, in one
pass and without recursion, and says where in the text each token stands.
"""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass

# What stands beyond is not compared: an answer of this length is no answer.
LONGEST = 60_000

# A text that is never closed ends with the source, even behind a lone backslash: whatever
# begins matches, so nothing is read twice.
_CODE = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<text>(?<![\w])[rbfuRBFU]{0,2}(?:\"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\\?\Z)
              |'''(?:[^\\]|\\.)*?(?:'''|\\?\Z)
              |"(?:[^"\\\n]|\\.)*(?:"|\\?\Z|(?=\n))
              |'(?:[^'\\\n]|\\.)*(?:'|\\?\Z|(?=\n))))
    | (?P<number>\d[\w.]*(?:(?<=[eE])[+-]\d+)?|\.\d[\w]*)
    | (?P<name>[^\W\d]\w*)
    | (?P<line>\n\s*)
    | (?P<blank>\s+|\\\n)
    | (?P<sign>\*\*=|//=|>>=|<<=|\.\.\.|->|:=|\*\*|//|<<|>>|[=!<>+\-*/%&|^@]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w+")
# names that nobody can choose freely
_FIXED = frozenset(keyword.kwlist) | frozenset(dir(builtins)) | {"np", "self"}


@dataclass(frozen=True)
class Token:
    """kind: what it says once names and values are blanked; start … end: where it stands."""

    kind: str
    start: int
    end: int


def code(source: str) -> list[Token]:
    """The tokens of code. Attributes, keywords and built-in names stay; other names are blanked.

    >>> [token.kind for token in code("total = np.sum(x)  # of x")]
    ['n', '=', 'np', '.', 'sum', '(', 'n', ')']
    """
    tokens: list[Token] = []
    fresh = True  # at the start of a line: a text that stands there is a docstring
    for found in _CODE.finditer(source[:LONGEST]):
        kind, value = found.lastgroup or "", found[0]
        if kind in ("comment", "blank"):
            continue
        if kind == "line":
            fresh = True
            continue
        if kind == "text" and fresh:
            continue
        fresh = False
        if kind == "name" and value not in _FIXED and not (tokens and tokens[-1].kind == "."):
            value = "n"
        elif kind in ("number", "text"):
            value = "0" if kind == "number" else "t"
        tokens.append(Token(value, found.start(), found.end()))
    return tokens


def prose(source: str) -> list[Token]:
    """The words of a written answer, in small letters.

    >>> [token.kind for token in prose("The *loss* falls.")]
    ['the', 'loss', 'falls']
    """
    return [
        Token(found[0].casefold(), found.start(), found.end())
        for found in _WORD.finditer(source[:LONGEST])
    ]
