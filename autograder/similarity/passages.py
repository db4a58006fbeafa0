"""Where in two answers it is that they are alike.

What is marked is every run of tokens that both have, that is not given, and that has a weight:
what a good part of the class has is not marked. Comments are not compared, and not marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from autograder.similarity.answers import Answer, Submitted
from autograder.similarity.given import Given, tokens_of
from autograder.similarity.lexer import Token
from autograder.similarity.pairs import weight
from autograder.similarity.winnowing import hashes

Span = tuple[int, int]


@dataclass(frozen=True)
class Side:
    """One of two answers. spans: the marked parts, from character to character."""

    text: str
    spans: tuple[Span, ...]

    @property
    def lines(self) -> tuple[Span, ...]:
        """The lines with a mark, from … to, the first one being 1."""
        found: list[Span] = []
        for start, end in self.spans:
            first, last = (self.text.count("\n", 0, place) + 1 for place in (start, end))
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return tuple(found)


@dataclass(frozen=True)
class Beside:
    """Two answers side by side. verbatim: the same letter by letter, names and comments too."""

    one: Side
    other: Side

    @property
    def verbatim(self) -> bool:
        return self.one.text.strip() == self.other.text.strip()


class Passages:
    """The passages of a class's pairs; what many have is counted once for each answer."""

    def __init__(self, submitted: Submitted, given: Given) -> None:
        self._submitted, self._given = submitted, given
        self._common: dict[str, frozenset[int]] = {}

    def beside(self, name: str, one: str, other: str) -> Beside:
        """Two students' answers to one exercise, with what they have in common marked."""
        first, second = (self._submitted.answers[who][name] for who in (one, other))
        runs = [(answer, *_runs(answer)) for answer in (first, second)]
        both = set(runs[0][2]) & set(runs[1][2])
        both -= self._given.of(first) | self._many(name)
        sides = [
            Side(answer.text, _spans(answer.text, tokens, every, both))
            for answer, tokens, every in runs
        ]
        return Beside(*sides)

    def _many(self, name: str) -> frozenset[int]:
        if name not in self._common:
            every = [own[name] for own in self._submitted.answers.values() if name in own]
            times = Counter(one for answer in every for one in set(_runs(answer)[1]))
            common = (one for one, count in times.items() if not weight(len(every), count))
            self._common[name] = frozenset(common)
        return self._common[name]


def _runs(answer: Answer) -> tuple[list[Token], list[int]]:
    tokens, grain = tokens_of(answer)
    return tokens, hashes(tokens, grain)


def _spans(
    text: str, tokens: Sequence[Token], every: Sequence[int], wanted: Set[int]
) -> tuple[Span, ...]:
    """The characters under the runs that are wanted, line by line."""
    run = len(tokens) - len(every) + 1
    marked = sorted({i for p, one in enumerate(every) if one in wanted for i in range(p, p + run)})
    spans: list[Span] = []
    before = -1
    for place in marked:
        token = tokens[place]
        if place == before + 1 and spans and "\n" not in text[spans[-1][1] : token.start]:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        before = place
    return tuple(spans)
