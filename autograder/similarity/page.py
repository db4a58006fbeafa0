"""The page of pairs: what is alike, side by side, and what the numbers mean.

Everything on it comes from students, who may be hostile to whoever opens it: texts are
bounded here, cleaned and escaped by the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.reporting.page import Budget, render
from autograder.reporting.sanitise import line
from autograder.similarity.answers import Submitted
from autograder.similarity.given import Given
from autograder.similarity.pairs import Comparison, Pair
from autograder.similarity.passages import Beside, Passages, Side

# Below it a pair has a few runs of tokens in common: chance, in every class that was measured.
LEAST = 2.0
MOST_ANSWERS = 8
SHOWN = 6_000


@dataclass(frozen=True)
class Piece:
    """A part of an answer as it stands. marked: the other answer has it too."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Passage:
    """One answer of two students. rare: how many unusual fragments they have in common."""

    answer: str
    score: float
    share: float
    rare: float
    verbatim: bool
    one: tuple[Piece, ...]
    other: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """A pair as the page shows it. left_out: answers for which there was no room."""

    one: str
    other: str
    score: float
    passages: tuple[Passage, ...]
    left_out: int


def worth_a_look(compared: Comparison, most: int) -> tuple[Pair, ...]:
    """The pairs that are told: not more than so many, and none that chance explains."""
    return tuple(pair for pair in compared.pairs[:most] if pair.score >= LEAST)


def similarity_page(
    assignment: str, compared: Comparison, submitted: Submitted, given: Given, most: int
) -> str:
    """The pairs of a class on one HTML page, which fetches nothing and runs nothing."""
    passages, budget = Passages(submitted, given), Budget()
    told = worth_a_look(compared, most)
    return render(
        "similarity.html",
        assignment=line(assignment),
        compared=compared,
        found=[_found(pair, passages, budget) for pair in told],
        more=sum(1 for pair in compared.pairs if pair.score >= LEAST) - len(told),
        usual=compared.below(0.99),
        unread={line(who): why for who, why in submitted.unread.items()},
        line=line,
    )


def to_json(
    assignment: str, compared: Comparison, submitted: Submitted, given: Given, most: int
) -> dict[str, Any]:
    """What the page says, for tools; lines count from 1 in the student's cell."""
    passages = Passages(submitted, given)

    def answer(pair: Pair, name: str) -> dict[str, Any]:
        beside = passages.beside(name, pair.one, pair.other)
        return {
            "verbatim": beside.verbatim,
            "lines": {"one": beside.one.lines, "other": beside.other.lines},
        }

    return {
        "assignment": assignment,
        "students": compared.students,
        "possible_pairs": compared.possible,
        "score_of_99_percent": round(compared.below(0.99), 3),
        "pairs": [
            {
                "one": pair.one,
                "other": pair.other,
                "score": round(pair.score, 3),
                "answers": [
                    {
                        "answer": part.answer,
                        "score": round(part.score, 3),
                        "share": round(part.share, 3),
                        "evidence": round(part.evidence, 3),
                        **answer(pair, part.answer),
                    }
                    for part in pair.shared
                ],
            }
            for pair in worth_a_look(compared, most)
        ],
        "not_compared": dict(submitted.unread),
    }


def _found(pair: Pair, passages: Passages, budget: Budget) -> Found:
    shown: list[Passage] = []
    for part in pair.shared[:MOST_ANSWERS]:
        beside: Beside = passages.beside(part.answer, pair.one, pair.other)
        one, other = _pieces(beside.one), _pieces(beside.other)
        if not budget.take("".join(piece.text for piece in (*one, *other))):
            break
        numbers = (part.score, part.share, part.evidence)
        shown.append(Passage(part.answer, *numbers, beside.verbatim, one, other))
    return Found(pair.one, pair.other, pair.score, tuple(shown), len(pair.shared) - len(shown))


def _pieces(side: Side) -> tuple[Piece, ...]:
    """The answer cut at its marks; of a long one, the part where the marks begin."""
    begin = max(0, side.spans[0][0] - 500) if side.spans and len(side.text) > SHOWN else 0
    end = min(len(side.text), begin + SHOWN)
    pieces = [Piece(f"… {begin:,} characters are left out here …\n", False)] if begin else []
    place = begin
    for start, stop in _within(side.spans, begin, end):
        pieces += [Piece(side.text[place:start], False), Piece(side.text[start:stop], True)]
        place = stop
    pieces.append(Piece(side.text[place:end], False))
    if end < len(side.text):
        left_out = len(side.text) - end
        pieces.append(Piece(f"\n… {left_out:,} characters are left out here …", False))
    return tuple(piece for piece in pieces if piece.text)


def _within(spans: Sequence[tuple[int, int]], begin: int, end: int) -> list[tuple[int, int]]:
    return [(max(start, begin), min(stop, end)) for start, stop in spans if start < end]
