"""A class, graded: a map over its submissions, recorded as the results come in.

Each result goes into the journal first, then into the gradebook, in one transaction;
after that the history notes the marks, if they are others than before.
Stopped at any moment and started again, a run repeats nothing and loses nothing; where
the gradebook cannot be used, what was graded waits in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from autograder.errors import GradebookFailed, NotRecorded, UsageError, unknown
from autograder.grading.assignment import Assignment, load_assignment, source_notebooks
from autograder.grading.executors import Pool, ctrl_c_ends_all, local_processes
from autograder.grading.gradebook import Gradebook, NbgraderCourse
from autograder.grading.history import History, Scores
from autograder.grading.journal import UNREADABLE, Journal
from autograder.grading.results import SubmissionResult
from autograder.grading.rounding import same_mark
from autograder.grading.tasks import Task
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import Sandbox

__all__ = [
    "Assignment",
    "Done",
    "chosen_students",
    "ctrl_c_ends_all",
    "grade_class",
    "load_assignment",
    "local_processes",
    "record_waiting",
]


@dataclass(frozen=True)
class Done:
    """A submission that a run is done with.

    fresh: it was graded in this run; else it was known from an earlier one.
    before: the automatic marks that were noted before this run, None where there were none.
    """

    result: SubmissionResult
    fresh: bool
    before: float | None

    @property
    def moved(self) -> bool:
        """Whether the marks are others than those that were noted last."""
        return self.before is not None and not same_mark(self.before, self.result.score)


def chosen_students(
    course: NbgraderCourse, assignment: str, students: Sequence[str] = ()
) -> list[str]:
    """These students, or all who handed in; sorted.

    Raises UsageError for one who handed in nothing, and where nobody did.
    """
    handed_in = course.submissions(assignment)
    known = set(handed_in)
    for student in students:
        if student not in known:
            raise unknown(f"submission of {assignment} by", student, handed_in)
    if not handed_in:
        raise UsageError(
            f"Nobody has handed in {assignment}; "
            f"put notebooks into {course.submitted_path('<student>', assignment)}."
        )
    return sorted(set(students)) or handed_in


def grade_class(
    course: NbgraderCourse,
    assignment: Assignment,
    sandbox: Sandbox,
    limits: Limits,
    pool: Pool,
    *,
    gradebook: Gradebook | None = None,
    students: Sequence[str] = (),
    force: bool = False,
    done: Callable[[Done], None] = lambda one: None,
) -> list[SubmissionResult]:
    """Grade the submissions of an assignment and record them; bare results, by student.

    pool: who grades. gradebook: the course's, if it is open. students: whom to grade, all who
    handed in by default. force: grade again what has not changed. done: hears of each
    submission when the run is done with it. Raises UsageError for a student who handed in
    nothing; NotRecorded, after all are graded, where the gradebook failed.
    """
    chosen = chosen_students(course, assignment.name, students)
    journal = Journal(course, assignment.name)
    with Gradebook(course) if gradebook is None else nullcontext(gradebook) as book:
        book.prepare(assignment.name, assignment.contents)
        history, held = _history(course, book, journal, assignment.name)
        recorder = _Recorder(book, journal, history, held, done)
        due: list[Task] = []
        for student in chosen:
            task = _task(course, assignment, student, sandbox, limits)
            if force or not recorder.known(task):
                due.append(task)
        for result in pool.grade(due):
            recorder.fresh(result)
        recorder.finish()
    return [recorder.results[student] for student in chosen]


def record_waiting(course: NbgraderCourse, assignment: str) -> list[str]:
    """Bring into the gradebook what waits for it; the students whose results those were."""
    journal = Journal(course, assignment)
    with Gradebook(course) as gradebook:
        gradebook.prepare(assignment, source_notebooks(course, assignment))
        history, _ = _history(course, gradebook, journal, assignment)
        return _bring_in(gradebook, journal, history)


def _history(
    course: NbgraderCourse, gradebook: Gradebook, journal: Journal, assignment: str
) -> tuple[History, Mapping[str, Scores]]:
    """The history, and the automatic marks by student that the gradebook holds.

    The one knows of the other then: a run may have been killed between the two.
    """
    history = History(course.root, assignment)
    with journal.held():
        scores = gradebook.automatic_scores(assignment)
        history.catch_up(scores, journal.kept)
    return history, scores


class _Recorder:
    """Brings results into the gradebook; where that fails, they wait in the journal.

    held: the automatic marks that the gradebook holds when the run begins, by student.
    """

    def __init__(
        self,
        gradebook: Gradebook,
        journal: Journal,
        history: History,
        held: Mapping[str, Scores],
        done: Callable[[Done], None],
    ) -> None:
        self._gradebook, self._journal, self._history = gradebook, journal, history
        # from the history: in a changed assignment, cells are gone from the gradebook
        self._before, self._held, self._done = history.totals(), held, done
        self._failure: UsageError | None = None
        self.results: dict[str, SubmissionResult] = {}

    def known(self, task: Task) -> bool:
        """Whether an earlier run has graded it; then it is recorded, if it was not."""
        with self._journal.held():
            if (known := self._journal.known(task)) is None:
                return False
            result, recorded = known
            if recorded and not self._holds(result):
                self._journal.is_lost(result.student)
                recorded = False
            if not recorded:
                try:
                    whole = self._journal.whole(result)
                except UNREADABLE:
                    return False
                self._record(whole)
        self._say(result, fresh=False)
        return True

    def _holds(self, result: SubmissionResult) -> bool:
        """Whether the gradebook has these marks, and not others, or none, from a copy of it."""
        held, graded = self._held.get(result.student, {}), result.scores
        return held.keys() == graded.keys() and all(
            same_mark(score, held[cell]) for cell, score in graded.items()
        )

    def fresh(self, result: SubmissionResult) -> None:
        """A result of this run."""
        with self._journal.held():
            self._journal.keep(result)
            self._record(result)
        self._say(result.bare, fresh=True)

    def finish(self) -> None:
        """Try again what failed.  Raises NotRecorded if it fails again."""
        if self._failure is not None:
            try:
                _bring_in(self._gradebook, self._journal, self._history)
            except UsageError as error:
                raise NotRecorded(
                    f"{error} All is graded; `autograder record` brings the marks in."
                ) from error

    def _record(self, result: SubmissionResult) -> None:
        if self._failure is not None:  # nobody waits for a locked gradebook once for each student
            return
        try:
            self._gradebook.record(result)
        except UsageError as error:
            self._failure = error
        else:
            self._journal.is_recorded(result.student)
            self._history.note(result)

    def _say(self, result: SubmissionResult, *, fresh: bool) -> None:
        self.results[result.student] = result
        self._done(Done(result, fresh, self._before.get(result.student)))


def _bring_in(gradebook: Gradebook, journal: Journal, history: History) -> list[str]:
    """Record all that waits.  Raises UsageError, after the others, for those that cannot be."""
    students = []
    failed: dict[str, UsageError] = {}
    for student, result in journal.waiting():
        if result is None:
            failed[student] = UsageError("A result that waits is damaged; grade again.")
            continue
        try:
            gradebook.record(result)
        except GradebookFailed:
            raise
        except UsageError as error:
            failed[student] = error
        else:
            journal.is_recorded(student)
            history.note(result)
            students.append(student)
    if failed:
        names = ", ".join(failed)
        raise UsageError(f"{next(iter(failed.values()))} Not recorded: {names}.")
    return students


def _task(
    course: NbgraderCourse, assignment: Assignment, student: str, sandbox: Sandbox, limits: Limits
) -> Task:
    return Task(
        assignment=assignment.name,
        student=student,
        submitted=course.submitted_path(student, assignment.name),
        beneath=course.root,
        notebooks=assignment.notebooks,
        version=assignment.version,
        sandbox=sandbox,
        limits=limits,
    )
