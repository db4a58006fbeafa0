"""deadlines.toml: due dates, what late costs, extensions; and what it does to the gradebook."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook as TheirGradebook
from sqlalchemy import text

from autograder.errors import UsageError
from autograder.grading.deadlines import Deadline
from autograder.grading.deadlines_file import read_deadlines
from autograder.grading.gradebook import Gradebook
from autograder.grading.results import CellResult, NotebookResult, SubmissionResult

from .courses import NAME, Course, answer, answered, by_hand, check, notebook

UTC = datetime.UTC
DUE = datetime.datetime(2026, 11, 20, 18, tzinfo=UTC)
HOURS, DAYS = datetime.timedelta(hours=1), datetime.timedelta(days=1)
TEN = f"[{NAME}]\ndue = 2026-11-20T18:00:00Z\npercent_per_day = 10\n"


def read(folder: Path, text: str) -> Deadline:
    (folder / "deadlines.toml").write_text(text, "utf-8")
    deadline = read_deadlines(folder, [NAME]).of(NAME)
    assert deadline is not None
    return deadline


def test_a_course_without_the_file_has_no_deadlines(tmp_path: Path) -> None:
    assert read_deadlines(tmp_path, [NAME]).of(NAME) is None


@pytest.mark.parametrize(
    ("rule", "late", "lost"),
    [
        ("percent_per_day = 10", 0 * DAYS, 0),
        ("percent_per_day = 10", 1 * HOURS, 4),
        ("percent_per_day = 10", 1 * DAYS, 4),
        ("percent_per_day = 10", 25 * HOURS, 8),
        ("percent_per_day = 10\ncap_percent = 15", 5 * DAYS, 6),
        ("percent_per_day = 10", 90 * DAYS, 30),  # no more than was earned
        ("percent_per_hour = 1", 90 * datetime.timedelta(minutes=1), 0.8),
        ("points_per_day = 3", 2 * DAYS, 6),
        ("points_per_hour = 0.5\ncap_points = 2", 9 * HOURS, 2),
        ("points_per_day = 3\ncap_percent = 10", 2 * DAYS, 4),
        ("percent_per_day = 10\ngrace_minutes = 60", 1 * HOURS, 0),
        ("percent_per_day = 10\ngrace_minutes = 59", 1 * HOURS, 4),
        ("cutoff = 2026-11-22T18:00:00Z", 2 * DAYS, 0),
        ("cutoff = 2026-11-22T18:00:00Z", 2 * DAYS + HOURS, 30),
    ],
)
def test_what_late_costs(tmp_path: Path, rule: str, late: datetime.timedelta, lost: float) -> None:
    # 40 marks can be had, 30 were earned
    deadline = read(tmp_path, f"[{NAME}]\ndue = 2026-11-20T18:00:00Z\n{rule}\n")
    assert deadline.penalty("ada", DUE + late, 30.0, 40.0) == pytest.approx(lost)


# Berlin's clock goes back on 25 October 2026, and went forward on 29 March
@pytest.mark.parametrize(
    ("due", "handed_in", "days"),
    [
        ("2026-10-24T12:00:00", "2026-10-25T11:00:00+01:00", 1),
        ("2026-10-24T12:00:00", "2026-10-25T11:00:01+01:00", 2),
        ("2026-03-28T12:00:00", "2026-03-29T13:00:00+02:00", 1),
        ("2026-03-28T12:00:00", "2026-03-29T13:00:01+02:00", 2),
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z", 0),  # an hour that there was not
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z", 0),  # one that there was twice
        ("2026-10-25T02:30:00", "2026-10-25T00:30:01Z", 1),
    ],
)
def test_days_are_counted_across_a_change_of_the_clock(
    tmp_path: Path, due: str, handed_in: str, days: int
) -> None:
    rule = f'timezone = "Europe/Berlin"\n[{NAME}]\ndue = {due}\npoints_per_day = 1\n'
    when = datetime.datetime.fromisoformat(handed_in)
    assert read(tmp_path, rule).penalty("ada", when, 10.0, 10.0) == days


def test_a_penalty_is_the_number_that_a_person_works_out(tmp_path: Path) -> None:
    # a tenth of 7 points; as floats 10 * (7 / 100) is 0.7000000000000001
    assert read(tmp_path, TEN).penalty("ada", DUE + HOURS, 7.0, 7.0) == 0.7
    assert read(tmp_path, TEN).penalty("ada", DUE + HOURS, -1.0, 7.0) == 0.0


@given(
    late=st.timedeltas(min_value=-3 * DAYS, max_value=400 * DAYS),
    more=st.timedeltas(min_value=0 * DAYS, max_value=40 * DAYS),
    rate=st.floats(0, 200),
    cap=st.none() | st.floats(0, 200),
    score=st.floats(0, 50),
    percent=st.booleans(),
)
def test_later_never_costs_less_and_never_more_than_was_earned(
    late: datetime.timedelta,
    more: datetime.timedelta,
    rate: float,
    cap: float | None,
    score: float,
    percent: bool,
) -> None:
    deadline = Deadline(DUE, DUE + 30 * DAYS, HOURS, rate, percent, "day", cap, percent)
    now = deadline.penalty("ada", DUE + late, score, 50.0)
    later = deadline.penalty("ada", DUE + late + more, score, 50.0)
    assert 0 <= now <= later <= score


def test_times_without_a_zone_are_in_that_of_the_course(tmp_path: Path) -> None:
    text = 'timezone = "Asia/Tehran"\n[ps1]\ndue = {}\n'
    for written in ("2026-11-20T21:30:00", "2026-11-20T18:00:00Z", '"2026-11-20 19:00+01:00"'):
        assert read(tmp_path, text.format(written)).due == DUE


def test_a_day_has_24_hours_when_the_clocks_change(tmp_path: Path) -> None:
    # in Berlin the clock went back an hour on 25 October 2026
    head = 'timezone = "Europe/Berlin"\n'
    deadline = read(tmp_path, f"{head}[ps1]\ndue = 2026-10-24T18:00:00\npoints_per_day = 1\n")
    after = datetime.datetime(2026, 10, 25, 16, 30, tzinfo=UTC)
    assert deadline.penalty("ada", after, 10, 10) == 2


def test_what_holds_for_all_holds_unless_an_assignment_says_otherwise(tmp_path: Path) -> None:
    head = "percent_per_day = 10\ncap_percent = 50\ngrace_minutes = 5\n"
    own = read(tmp_path, f"{head}[ps1]\ndue = 2026-11-20T18:00:00Z\npoints_per_hour = 1\n")
    assert (own.rate, own.in_percent, own.period, own.cap) == (1, False, "hour", 50)
    same = read(tmp_path, f"{head}[ps1]\ndue = 2026-11-20T18:00:00Z\n")
    assert (same.rate, same.in_percent, same.grace) == (10, True, datetime.timedelta(minutes=5))


def test_an_extension_moves_the_due_date_and_the_cutoff(tmp_path: Path) -> None:
    deadline = read(
        tmp_path,
        f"{TEN}cutoff = 2026-11-22T18:00:00Z\n[ps1.extensions]\nada = 2026-11-25T18:00:00Z\n",
    )
    assert deadline.penalty("ada", DUE + 5 * DAYS, 30, 40) == 0
    assert deadline.penalty("ada", DUE + 6 * DAYS, 30, 40) == 4
    assert deadline.penalty("ada", DUE + 8 * DAYS, 30, 40) == 30
    assert deadline.penalty("bob", DUE + 5 * DAYS, 30, 40) == 30


@pytest.mark.parametrize(
    ("rule", "hours", "words"),
    [
        ("percent_per_day = 10", 30, "20 %"),
        ("points_per_day = 2.5", 1, "2.5 points"),
        ("percent_per_day = 10\ncutoff = 2026-11-21T18:00:00Z", 30, "all"),
        ("percent_per_day = 90", 90, "100 %"),
        ("points_per_day = 3\ncap_percent = 10", 30, "by rate and cap"),
        ("percent_per_day = 10", -1, ""),
        ("cutoff = 2026-11-22T18:00:00Z", 30, ""),
        ("", 30, ""),
    ],
)
def test_what_late_costs_in_words(tmp_path: Path, rule: str, hours: int, words: str) -> None:
    deadline = read(tmp_path, f"[ps1]\ndue = 2026-11-20T18:00:00Z\n{rule}\n")
    assert deadline.takes("ada", DUE + hours * HOURS) == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[ps1", "deadlines.toml cannot be read"),
        ("[ps1]\n", "has no due date"),
        ("[ps2]\ndue = 2026-11-20T18:00:00Z\n", "There is no assignment of deadlines.toml 'ps2'"),
        ("[ps1]\ndue = 2026-11-20T18:00:00\n", "names no time zone"),
        ("[ps1]\ndue = 2026-11-20\n", "is no date with a time"),
        ('[ps1]\ndue = "tomorrow"\n', "is no date with a time"),
        ('[ps1]\ndue = "2026-11-20"\n', "is no date with a time"),
        ("[ps1]\ndue = 0001-01-01T00:00:00+10:00\n", "is in the year 1; write one from 1970"),
        (TEN + "cutoff = 9999-12-31T23:00:00Z\n", "cutoff in [ps1] of deadlines.toml is in the"),
        (TEN + "grace_minutes = 1e300\n", "from 0 to 1000000"),
        (TEN + "[extensions]\nada = 2026-11-24T18:00:00Z\n", "[extensions] of deadlines.toml is"),
        (TEN + "[defaults]\ngrace_minutes = 3\n", "[defaults] of deadlines.toml is no"),
        ('timezone = "Europe/Atlantis"\n', "There is no time zone 'Europe/Atlantis'"),
        ('timezone = "../../etc/passwd"\n', "There is no time zone"),
        ("timezone = 3\n", "There is no time zone"),
        (TEN + "percent_per_dya = 3\n", "did you mean 'percent_per_day'"),
        (TEN + "points_per_day = 3\n", "keep one rate"),
        (TEN + "cap_points = 3\ncap_percent = 3\n", "keep one cap"),
        (TEN + "grace_minutes = -3\n", "from 0 to 1000000"),
        (TEN + "grace_minutes = true\n", "has to be a number"),
        (TEN + "grace_minutes = nan\n", "has to be a number"),
        (TEN + "cutoff = 2026-11-19T18:00:00Z\n", "cutoff is before the due date"),
        (TEN + "extensions = 3\n", "has to be a section: [ps1.extensions]"),
        (TEN + "[ps1.extensions]\nada = 2026-11-19T18:00:00Z\n", "the date of 'ada' is before"),
        (TEN + "[ps1.extensions]\nada = 3\n", "'ada' in [ps1.extensions]"),
        ("due = 2026-11-20T18:00:00Z\n", "There is no setting of deadlines.toml 'due'"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "deadlines.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"deadlines\.toml") as caught:
        read_deadlines(tmp_path, [NAME])
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_longest_times_that_are_allowed_can_be_reckoned_with(tmp_path: Path) -> None:
    deadline = read(
        tmp_path,
        f"{TEN}grace_minutes = 1e6\ncutoff = 2999-12-31T23:00:00Z\n"
        "[ps1.extensions]\nada = 2999-12-31T23:00:00Z\n",
    )
    assert deadline.penalty("ada", DUE + 300 * DAYS, 10, 10) == 0
    assert deadline.penalty("bob", DUE + 300_000 * DAYS, 10, 10) == 10


def test_an_assignment_that_is_not_written_yet_may_have_its_date(tmp_path: Path) -> None:
    text = "[homework1]\ndue = 2026-11-20T18:00:00Z\n[homework2]\ndue = 2026-12-20T18:00:00Z\n"
    (tmp_path / "deadlines.toml").write_text(text)
    assert read_deadlines(tmp_path, ["homework1"]).assignments.keys() == {"homework1"}
    with pytest.raises(UsageError, match="did you mean 'homework3'"):
        read_deadlines(tmp_path, ["homework1", "homework3"])


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "grace = 3\n[ps1]\ndue = 3\n[ps1.extensions]\nada = 4\n"
    (tmp_path / "deadlines.toml").write_text(text)
    with pytest.raises(UsageError) as caught:
        read_deadlines(tmp_path, [NAME])
    for part in ("due in [ps1]", "'ada' in [ps1.extensions]", "'grace'"):
        assert part in str(caught.value)


# In the gradebook

CELLS = [
    answer("f", "f = 1"),
    check("test_f", "assert f == 1", points=30),
    by_hand("why", "Because.", "markdown", points=10),
]


def result(student: str, stamp: str, score: float = 30.0) -> SubmissionResult:
    cells = (CellResult("test_f", 30.0, score, "right"), CellResult("why", 10.0, None, "manual"))
    made = (NotebookResult(NAME, cells, (), answered(CELLS)),)
    return SubmissionResult(NAME, student, made, (), "none", "", stamp, 1.0)


class Class:
    """A class of three: on time, a day late, and without a time."""

    def __init__(self, root: Path) -> None:
        self.course = Course(root)
        self.course.add(CELLS)
        self.nb = notebook(cell.json(cell.source) for cell in CELLS)
        self.theirs = f"sqlite:///{root}/gradebook.db"

    def rule(self, text: str) -> None:
        (self.course.root / "deadlines.toml").write_text(text)

    def record(self) -> None:
        with Gradebook(self.course.opened) as gradebook:
            gradebook.prepare(NAME, {NAME: self.nb})
            gradebook.record(result("ada", "2026-11-20 17:59:00 UTC"))
            gradebook.record(result("bob", "2026-11-21 20:00:00 +0300"))
            gradebook.record(result("eve", ""))

    def prepare(self) -> None:
        with Gradebook(self.course.opened) as gradebook:
            gradebook.prepare(NAME, {NAME: self.nb})

    def penalties(self) -> dict[str, float]:
        with Gradebook(self.course.opened) as gradebook:
            return {who: late.penalty for who, late in gradebook.handed_in(NAME).items()}


@pytest.fixture
def three(tmp_path: Path) -> Class:
    return Class(tmp_path)


def test_penalties_are_in_nbgraders_own_columns(three: Class) -> None:
    three.rule(TEN + "[ps1.extensions]\neve = 2026-11-23T18:00:00Z\n")
    three.record()
    assert three.penalties() == {"ada": 0.0, "bob": 4.0, "eve": 0.0}
    with TheirGradebook(three.theirs) as gb:
        assert gb.find_assignment(NAME).duedate == DUE.replace(tzinfo=None)
        bob = gb.find_submission(NAME, "bob")
        assert (bob.late_submission_penalty, bob.total_seconds_late) == (4.0, 23 * 3600)
        assert gb.find_submission(NAME, "eve").extension == 3 * DAYS
        assert gb.find_submission_notebook(NAME, NAME, "ada").late_submission_penalty is None


def test_a_date_that_changes_moves_the_penalty_without_a_new_result(three: Class) -> None:
    three.rule(TEN)
    three.record()
    with TheirGradebook(three.theirs) as gb:
        grade = gb.find_grade("why", NAME, NAME, "bob")
        grade.manual_score, grade.needs_manual_grade = 7.0, False
        gb.db.commit()
    three.rule(TEN.replace("10\n", "20\n"))
    three.prepare()
    assert three.penalties()["bob"] == 8.0
    three.rule(TEN + "[ps1.extensions]\nbob = 2026-11-22T18:00:00Z\n")
    three.prepare()
    assert three.penalties()["bob"] == 0.0
    with TheirGradebook(three.theirs) as gb:
        assert gb.find_grade("why", NAME, NAME, "bob").manual_score == 7.0
        assert gb.find_submission(NAME, "bob").score == 37.0
    three.rule(TEN)  # taken back
    three.prepare()
    assert three.penalties()["bob"] == 4.0
    with TheirGradebook(three.theirs) as gb:
        assert gb.find_submission(NAME, "bob").extension is None


def test_after_the_cutoff_marks_given_by_hand_count_nothing_either(three: Class) -> None:
    three.rule(TEN + "cutoff = 2026-11-21T10:00:00Z\n")
    three.record()
    assert three.penalties()["bob"] == 30.0
    with TheirGradebook(three.theirs) as gb:
        gb.find_grade("why", NAME, NAME, "bob").manual_score = 7.0
        gb.db.commit()
    three.prepare()
    assert three.penalties()["bob"] == 37.0


def test_where_the_file_names_no_cost_nbgraders_rule_decides(three: Class) -> None:
    config = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (three.course.root / "nbgrader_config.py").write_text(config)
    three.rule("[ps1]\ndue = 2026-11-20T18:00:00Z\n")
    three.record()
    assert three.penalties() == {"ada": 0.0, "bob": 30.0, "eve": 0.0}
    three.rule("[ps1]\ndue = 2026-11-20T18:00:00Z\ngrace_minutes = 1440\n")
    three.prepare()
    assert three.penalties()["bob"] == 0.0


def test_the_penalty_is_shared_among_the_notebooks_by_what_they_earned(tmp_path: Path) -> None:
    three = Class(tmp_path)
    three.course.add(CELLS, name="other")
    three.rule(TEN)
    with Gradebook(three.course.opened) as gradebook:
        gradebook.prepare(NAME, {NAME: three.nb, "other": three.nb})
        both = tuple(
            NotebookResult(name, (CellResult("test_f", 30.0, score, "wrong"),), (), {})
            for name, score in ((NAME, 30.0), ("other", 10.0))
        )
        gradebook.record(
            SubmissionResult(NAME, "bob", both, (), "none", "", "2026-11-21 01:00 UTC", 1.0)
        )
    with TheirGradebook(three.theirs) as gb:
        found = {
            nb.name: nb.late_submission_penalty for nb in gb.find_submission(NAME, "bob").notebooks
        }
    # a day late: a tenth of all 80 marks
    assert found == {NAME: pytest.approx(6.0), "other": pytest.approx(2.0)}


@pytest.mark.parametrize("earned", [(20.0, 30.0, 10.0), (1.0, 1.0, 1.0), (7.0, 0.0, 22.0)])
def test_the_shares_of_a_penalty_add_up_to_it(tmp_path: Path, earned: tuple[float, ...]) -> None:
    three = Class(tmp_path)
    names = [NAME, "other", "third"]
    for name in names[1:]:
        three.course.add(CELLS, name=name)
    three.rule(TEN.replace("percent_per_day = 10", "points_per_day = 5\ncap_points = 2.9"))
    with Gradebook(three.course.opened) as gradebook:
        gradebook.prepare(NAME, dict.fromkeys(names, three.nb))
        each = tuple(
            NotebookResult(name, (CellResult("test_f", 30.0, score, "wrong"),), (), {})
            for name, score in zip(names, earned, strict=True)
        )
        gradebook.record(
            SubmissionResult(NAME, "bob", each, (), "none", "", "2026-11-21 01:00 UTC", 1.0)
        )
        shares = gradebook.handed_in(NAME)["bob"].penalties
    assert sum(Decimal(repr(share)) for share in shares.values()) == Decimal("2.9")
    for name, score in zip(names, earned, strict=True):
        assert shares.get(name, 0.0) == pytest.approx(2.9 * score / sum(earned))


# After a person has marked


def mark_by_hand(three: Class, student: str, score: float) -> None:
    with TheirGradebook(three.theirs) as gb:
        grade = gb.find_grade("why", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = score, False
        gb.db.commit()


@pytest.mark.parametrize(
    ("rule", "auto", "manual", "before", "after"),
    [
        ("cutoff = 2026-11-21T10:00:00Z\n", 30.0, 7.0, 30.0, 37.0),
        # four of the 40 marks, but no more than was earned
        ("", 1.0, 10.0, 1.0, 4.0),
    ],
)
def test_a_mark_given_by_hand_moves_the_penalty_when_it_is_refreshed(
    three: Class, rule: str, auto: float, manual: float, before: float, after: float
) -> None:
    three.rule(TEN + rule)
    with Gradebook(three.course.opened) as gradebook:
        gradebook.prepare(NAME, {NAME: three.nb})
        gradebook.record(result("bob", "2026-11-21 17:00:00 UTC", auto))
    assert three.penalties() == {"bob": before}
    mark_by_hand(three, "bob", manual)
    with Gradebook(three.course.opened) as gradebook:
        gradebook.refresh_penalties(NAME)
        gradebook.refresh_penalties("ps2")  # one that nobody has prepared
    assert three.penalties() == {"bob": after}
    with TheirGradebook(three.theirs) as gb:
        assert gb.find_grade("why", NAME, NAME, "bob").manual_score == manual


def test_where_nothing_has_changed_a_refresh_does_not_write(
    three: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.rule(TEN)
    three.record()
    # formgrader may hold the database meanwhile
    monkeypatch.setattr("autograder.grading.gradebook.database.WAIT", 0.1)
    with TheirGradebook(three.theirs) as gb:
        gb.db.execute(text("BEGIN IMMEDIATE"))
        with Gradebook(three.course.opened) as gradebook:
            gradebook.refresh_penalties(NAME)
        gb.db.rollback()
    assert three.penalties()["bob"] == 4.0


def test_an_attempt_without_a_time_takes_away_that_of_the_one_before(three: Class) -> None:
    three.rule(TEN)
    three.record()
    with Gradebook(three.course.opened) as gradebook:
        gradebook.record(result("bob", ""))
        assert gradebook.handed_in(NAME)["bob"].at is None
    assert three.penalties()["bob"] == 0.0


def test_a_mistake_in_the_file_is_told_before_anything_is_written(three: Class) -> None:
    three.rule("[ps1]\ndue = 2026-11-20T18:00:00\n")
    with pytest.raises(UsageError, match="names no time zone"):
        three.record()
    assert three.penalties() == {}


def test_an_extension_of_somebody_unknown_is_told(three: Class) -> None:
    three.rule(TEN + "[ps1.extensions]\nbobb = 2026-11-22T18:00:00Z\nzoe = 2026-11-22T18:00:00Z\n")
    three.record()
    with Gradebook(three.course.opened) as gradebook:
        # no list of students yet: zoe may still hand in
        (nearly,) = gradebook.strangers(NAME)
        assert nearly.endswith("did you mean 'bob'?")
        with TheirGradebook(three.theirs) as gb:
            gb.update_or_create_student("ada", first_name="Ada")
        assert len(gradebook.strangers(NAME)) == 2
