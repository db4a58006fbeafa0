"""Winnowing: of every W hashes in a row the least, so that equal passages keep equal hashes.

Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document Fingerprinting,
SIGMOD 2003.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from autograder.similarity.lexer import Token


@dataclass(frozen=True)
class Grain:
    """How fine is compared. run: tokens hashed together; window: hashes of which one is kept."""

    run: int
    window: int


# An answer of this course has 20 to 200 tokens, a sentence 10 to 20 words.
CODE, PROSE = Grain(8, 4), Grain(4, 3)


def hashes(tokens: Sequence[Token], grain: Grain) -> list[int]:
    """The hash of each run of tokens, by its first token; none where there are fewer tokens."""
    kinds = [token.kind for token in tokens]
    runs = ("\0".join(kinds[i : i + grain.run]) for i in range(len(kinds) - grain.run + 1))
    return [
        int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest())
        for run in runs
    ]


def fingerprints(every: Sequence[int], grain: Grain, given: frozenset[int]) -> frozenset[int]:
    """The least hash of each window that is not given; none where there is no whole window.

    So a text with fewer than window + run − 1 tokens has none: there are not many ways to write it.
    """
    left = [math.inf if one in given else one for one in every]
    windows = range(len(left) - grain.window + 1)
    least = {min(left[i : i + grain.window]) for i in windows}
    return frozenset(int(one) for one in least if one != math.inf)
