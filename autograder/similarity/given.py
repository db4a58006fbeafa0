"""What an exercise forces: code and words that many write because they were given, or are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.checking.catalogue import catalogue, find_course
from autograder.checking.source import answer_source
from autograder.errors import UsageError
from autograder.grading.gradebook import NbgraderCourse
from autograder.similarity.answers import Answer, templates
from autograder.similarity.lexer import Token, code, prose
from autograder.similarity.winnowing import CODE, PROSE, Grain, hashes


@dataclass(frozen=True)
class Given:
    """The hashes of all runs that count nothing, in code and in prose."""

    code: frozenset[int] = frozenset()
    prose: frozenset[int] = frozenset()

    def of(self, answer: Answer) -> frozenset[int]:
        """Those that matter for an answer."""
        return self.prose if answer.written else self.code


def tokens_of(answer: Answer) -> tuple[list[Token], Grain]:
    """An answer's tokens, and how fine it is compared."""
    return (prose(answer.text), PROSE) if answer.written else (code(answer.text), CODE)


def given(texts: Iterable[Answer]) -> Given:
    """The runs that occur in any of the texts."""
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for one in texts:
        found[one.written].update(hashes(*tokens_of(one)))
    return Given(frozenset(found[False]), frozenset(found[True]))


def given_in(course: NbgraderCourse, assignment: str) -> Given:
    """The released notebook, the instructor's solution, and the accepted answers of the bank."""
    return given([*_notebooks(course, assignment), *_bank(course, assignment)])


def _notebooks(course: NbgraderCourse, assignment: str) -> Iterator[Answer]:
    for template in templates(course, assignment):
        for cell in template.cells:
            written = cell.cell_type != "code"
            yield Answer(cell.source, written)
            yield Answer(template.released.get(cell.grade_id or "", ""), written)


def _bank(course: NbgraderCourse, assignment: str) -> Iterator[Answer]:
    """The accepted answers; none where the course has no exercises with this name."""
    try:
        known = catalogue(find_course(course.root))
    except UsageError:
        return
    for name in known.ids:
        if known.session(name) == assignment:
            exercise, file = known.load(name), known.file(name)
            for answer in exercise.accepted:
                yield Answer(answer_source(file, exercise, answer), written=False)
