"""Values as a person reads them in a message: short, and never a wall of numbers."""

from __future__ import annotations

import numpy as np

LONGEST_ARRAY = 12
LONGEST_TEXT = 60


def show(value: object, digits: int = 6) -> str:
    """A short text for a value.

    >>> import numpy as np
    >>> show(4 / 3), show(np.arange(3.0)), show(np.zeros((5, 7)))
    ('1.33333', '[0, 1, 2]', 'an array of shape (5, 7)')
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return str(int(value)) if abs(int(value)) < 10**20 else "a very large integer"
    if isinstance(value, float | np.floating):
        return f"{float(value):.{digits}g}"
    if isinstance(value, complex | np.complexfloating):
        return f"{complex(value):.{digits}g}"
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…")
    if isinstance(value, np.ndarray):
        if value.size > LONGEST_ARRAY:
            return f"an array of shape {value.shape}"
        if value.size == 0:
            return f"an empty array of shape {value.shape}"
        return _nested(value.tolist(), digits)
    if isinstance(value, list | tuple):
        if len(value) > LONGEST_ARRAY:
            return f"a {type(value).__name__} of {len(value)} items"
        return _nested(value, digits)
    if isinstance(value, set | frozenset):
        if len(value) > LONGEST_ARRAY:
            return f"a set of {len(value)} items"
        # sorted, because the order of a set of texts differs from run to run
        return "{" + ", ".join(sorted(show(item, digits) for item in value)) + "}"
    if isinstance(value, dict):
        if len(value) > LONGEST_ARRAY:
            return f"a dict of {len(value)} items"
        inner = ", ".join(f"{show(k)}: {show(v, digits)}" for k, v in value.items())
        return "{" + inner + "}"
    if value is None:
        return "None"
    if isinstance(value, np.random.Generator):
        return "a random generator"
    if callable(value):
        return "a function"
    return f"an object of type {type(value).__name__}"


def kind(value: object) -> str:
    """What sort of thing a value is, with its article.

    >>> kind([1, 2]), kind(None), kind(np.zeros((5, 1)))
    ('a list', 'None', 'an array of shape (5, 1)')
    """
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if isinstance(value, bool | np.bool_):
        return "True or False"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, int | np.integer):
        return "an integer"
    if isinstance(value, float | np.floating):
        return "a number"
    if isinstance(value, complex | np.complexfloating):
        return "a complex number"
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def ordinal(index: int) -> str:
    """The position of an item in words, counted from 0: ordinal(0) is "first"."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    return words[index] if index < len(words) else f"{index + 1}th"


def _nested(items: list | tuple | object, digits: int) -> str:
    if isinstance(items, list | tuple):
        inner = ", ".join(_nested(item, digits) for item in items)
        return f"({inner})" if isinstance(items, tuple) else f"[{inner}]"
    return show(items, digits)
