"""A plain relation between what a wrong answer returned and what is right.

Where no known mistake explains an answer, its values may still tell what is wrong:
all of them n times too large, the matrix transposed, the sum not taken. A relation
is claimed only when the evidence forces it:

    it predicts the result of every wrong case, within the check's tolerance;
    it spoils no case that is right;
    the cases differ enough (in their values, and in n where n matters);
    no other relation, and no other number among the cases, predicts the same.

Where two relations fit, or none does, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

from autograder.checking.compare import compare
from autograder.checking.plain import fingerprint
from autograder.checking.relation.evidence import Pair, Relation, different, evidence
from autograder.checking.relation.factor import factors, functions, offset
from autograder.checking.relation.layout import PERMUTED, axes, permuted, reshaped, transposed
from autograder.checking.relation.occasion import one_case
from autograder.checking.relation.precision import dtypes, roundings
from autograder.checking.show import ordinal, show

BY_VALUE = (factors, functions, offset, roundings)
BY_PLACE = (reshaped, transposed, permuted, axes, dtypes)
MOST_PARTS = 5

PARTS_MOVED = Relation(
    "parts in another order",
    "The parts of your result are right, but they come in another order: compare the order with "
    "the one asked for.",
)
ENTRIES_MOVED = Relation(
    "parts in another order",
    "The entries of your dict are right, but they stand under one another's names: compare each "
    "name with what it holds.",
)


def find_relation(pairs: Sequence[Pair]) -> Relation | None:
    """The one relation that the pairs of a check force, or None.

    pairs: what a check compared, in order, over several sizes and draws, right
    and wrong ones.
    """
    once = _once(pairs)
    found = _relations(once)
    if len(found) > 1:
        return None
    return found[0] if found else one_case(once)


def _once(pairs: Sequence[Pair]) -> list[Pair]:
    """Every case once: a result that is compared twice, or drawn again, is no more evidence.

    What one comparison accepts counts as right, where a stricter one does not.
    """
    kept: dict[Hashable, Pair] = {}
    for pair in sorted(pairs, key=lambda pair: not pair.right):
        kept.setdefault(fingerprint((pair.got, pair.want, pair.args)), pair)
    return list(kept.values())


def _relations(pairs: Sequence[Pair]) -> list[Relation]:
    """All that fit; more than one explains nothing."""
    wrong = [pair for pair in pairs if not pair.right]
    if not wrong:
        return []
    if numbers := evidence(pairs):
        by_value = [relation for finder in BY_VALUE for relation in finder(numbers)]
        by_place = [relation for finder in BY_PLACE for relation in finder(numbers)]
        if by_value and numbers.is_reordered:  # (p, 1 − p) reversed is also 1 minus it
            by_place.append(PERMUTED)
        return by_value + by_place
    keys = _keys(wrong)
    return [*_in_parts(pairs, keys), *_moved(wrong, keys)] if keys else []


def _keys(wrong: Sequence[Pair]) -> tuple[Any, ...]:
    """What the parts are called, if all wrong results have the parts that are wanted."""
    found: set[tuple[Any, ...]] = set()
    for pair in wrong:
        if isinstance(pair.want, Mapping):
            alike = isinstance(pair.got, Mapping) and pair.got.keys() == pair.want.keys()
            found.add(tuple(pair.want) if alike else ())
        elif isinstance(pair.want, tuple | list) and isinstance(pair.got, tuple | list):
            alike = len(pair.got) == len(pair.want)
            found.add(tuple(range(len(pair.want))) if alike else ())
        else:
            found.add(())
    return found.pop() if len(found) == 1 else ()


def _in_parts(pairs: Sequence[Pair], keys: tuple[Any, ...]) -> Iterator[Relation]:
    """The one relation that holds in each of the parts that are wrong."""
    relations: dict[Any, list[Relation]] = {}
    for key in keys:
        part = [_part(pair, key) for pair in pairs if _has(pair, keys)]
        if any(not pair.right for pair in part):
            relations[key] = _relations(part)
    names = {tuple(found) for found in relations.values()}
    # a wrong pair without a wrong part: the check used a scale that is not known here
    unknown = any(all(_part(pair, key).right for key in keys) for pair in pairs if not pair.right)
    if len(names) != 1 or unknown:
        return
    for relation in names.pop():
        if len(relations) == len(keys) > 1:
            yield relation
        else:
            said = relation.message[0].lower() + relation.message[1:]
            message = f"In {_called(list(relations))}, {said}"
            yield replace(relation, message=message)


def _has(pair: Pair, keys: tuple[Any, ...]) -> bool:
    return _keys([pair]) == keys


def _part(pair: Pair, key: Any) -> Pair:
    got, want = pair.got[key], pair.want[key]
    return Pair(got, want, pair.args, compare(got, want, pair.tol) is None, pair.tol)


def _called(keys: list[Any]) -> str:
    if all(isinstance(key, int) for key in keys):
        return f"the {' and '.join(ordinal(key) for key in keys)} part"
    return " and ".join(f"`{key}`" if isinstance(key, str) else show(key) for key in keys)


def _moved(wrong: Sequence[Pair], keys: tuple[Any, ...]) -> Iterator[Relation]:
    """The right parts, each in the place of another, the same way in every case."""
    if len(keys) > MOST_PARTS or len(wrong) < 2:
        return

    def fits(order: tuple[Any, ...]) -> bool:
        return all(
            compare(pair.got[mine], pair.want[right], pair.tol) is None
            for pair in wrong
            for mine, right in zip(order, keys, strict=True)
        )

    fitting = [order for order in permutations(keys) if fits(order)]
    if len(fitting) != 1:
        return
    for mine, right in zip(fitting[0], keys, strict=True):
        if mine == right:
            continue
        numbers = evidence([replace(p, got=p.got[mine], want=p.want[right]) for p in wrong])
        # numbers that hardly vary, or no numbers at all, agree by accident
        if numbers is None or different(numbers.wrong) < (4 if numbers.is_whole else 2):
            return
    yield ENTRIES_MOVED if isinstance(wrong[0].want, Mapping) else PARTS_MOVED
