"""What tests do with objects: learned from the instructor's own solution, then held to it.

An object of the student's answers with the student's code: its `-`, its `<`, its length are
what that code says. So a test that was written for numbers must never get one in their
place. Where an object may come from (calling `Counter`, the method `fit` of a model) and
what is done to it (`len`, `+`, iterating) is noted while the instructor's solution is judged;
with a submission, an object from anywhere else can be handed on and nothing more.

A place is (label, access): the label says what was asked, a global name or the class of an
object that came from a place that is known; the access how: "()", ".total", "add".
"""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[str, str]
NOBODY = ""  # the label of an object from a place that is not known


@dataclass(frozen=True)
class Use:
    """What was learned. objects: (label, access, class of the object); done: (class, operator)."""

    objects: frozenset[tuple[str, str, str]] = frozenset()
    done: frozenset[Place] = frozenset()


class Uses:
    """Learns, or holds a submission to what was learned.

    known: None to learn.
    """

    def __init__(self, known: Use | None = None) -> None:
        self._learning = known is None
        known = known or Use()
        self._objects = {(label, access): kind for label, access, kind in known.objects}
        self._done = set(known.done)

    def label(self, place: Place, claimed: str) -> str:
        """The label of an object that came from a place; claimed: its class, as it says itself."""
        if self._learning:
            return self._objects.setdefault(place, claimed)
        return self._objects.get(place, NOBODY)

    def may(self, label: str, operator: str) -> bool:
        """Whether an operator may be used on an object of this label."""
        if self._learning:
            self._done.add((label, operator))
        return (label, operator) in self._done

    @property
    def learned(self) -> Use:
        """What was learned so far."""
        objects = ((label, access, kind) for (label, access), kind in self._objects.items())
        return Use(frozenset(objects), frozenset(self._done))
