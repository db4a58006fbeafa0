"""The audit as a person reads it: a table, what misses a target, and a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from autograder.auditing.audit import FALSE_CLAIMS, OWN_SENTENCE, UNLISTED_EXPLAINED, Audit
from autograder.auditing.examine import DECADES, MOST_DECADES, Examined
from autograder.auditing.given import Judged


@dataclass(frozen=True)
class Column:
    """One figure of an exercise, and what it means."""

    head: str
    meaning: str
    of: Callable[[Examined], int]


COLUMNS = (
    Column("right", "accepted answers in the bank, written differently", lambda e: e.right),
    Column("rej.", "of these, rejected", lambda e: len(e.right_rejected)),
    Column("wrong", "wrong answers in the bank", lambda e: e.wrong),
    Column("acc.", "of these, accepted", lambda e: len(e.wrong_accepted)),
    Column("mutants", "right answers with one fault put in by a machine", lambda e: e.mutants),
    Column("slip.", "of these, accepted", lambda e: len(e.mutants_accepted)),
    Column(
        "list.", "other mutants, which are right, each listed with a reason", lambda e: e.listed
    ),
    Column("checks", "checks", lambda e: e.checks),
    Column("vac.", "of these, checks that catch nothing", lambda e: len(e.vacuous)),
    Column(
        "red.",
        "checks that are never the only one to catch something",
        lambda e: len(e.redundant),
    ),
    Column(
        "slide",
        "wrong answers that pass the visible test, with the slide's number",
        lambda e: len(e.past_the_slide),
    ),
)


def rows(audit: Audit) -> Iterator[tuple[str, ...]]:
    """One row an exercise, then the sum of all."""
    for found in audit.exercises:
        yield (found.exercise, *(str(column.of(found)) for column in COLUMNS), _decades(found))
    least = [found.decades for found in audit.exercises if found.decades is not None]
    last = _floor(min(least)) if least else "–"
    yield ("all", *(str(audit.total(column.of)) for column in COLUMNS), last)


def heads() -> tuple[str, ...]:
    """The heads of the columns."""
    return ("exercise", *(column.head for column in COLUMNS), "dec.")


def shares(audit: Audit) -> list[str]:
    """What the messages are worth, in sentences."""
    wrong = audit.total(lambda e: e.wrong)
    own = audit.total(lambda e: len(e.claims.own))
    neighbour = audit.total(lambda e: len(e.claims.by_neighbour))
    relation = audit.total(lambda e: len(e.claims.by_relation))
    none = audit.total(lambda e: len(e.claims.unclaimed))
    made = audit.total(lambda e: e.claims.made)
    false = audit.total(lambda e: len(e.claims.false))
    on_mutants = audit.total(lambda e: e.claims.on_mutants)
    return [
        f"Own sentence: {own} of {wrong} wrong answers get the sentence of their own mistake "
        f"({audit.own:.0%}; at least {OWN_SENTENCE:.0%} are wanted).",
        f"Left out: with its own entry taken out of the bank, {neighbour + relation} of {wrong} "
        f"still get a true explanation ({audit.unlisted_explained:.0%}; at least "
        f"{UNLISTED_EXPLAINED:.0%} are wanted): {neighbour} the sentence of another mistake, "
        f"{relation} a plain relation. Of {none} nothing is claimed.",
        f"False claims: {false} of {made}, {on_mutants} of them about mutants "
        f"({audit.false_claims:.1%}; at most {FALSE_CLAIMS:.0%} may be). A claim is true if it is "
        "made again from inputs that were not used to make it.",
    ]


def terminal(audit: Audit) -> Group:
    """The table, the shares, and what misses a target."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for index, head in enumerate(heads()):
        table.add_column(head, justify="right" if index else "left", no_wrap=True)
    body = list(rows(audit))
    for row in body[:-1]:
        table.add_row(*row)
    table.add_section()
    table.add_row(*body[-1])
    told = [Text(sentence) for sentence in shares(audit)]
    faults = [Text(f"✗ {fault}", style="red") for fault in audit.faults]
    return Group(table, *told, Text(), *(faults or [Text("✓ Every target is met.", "green")]))


def given_terminal(judged: Sequence[Judged]) -> Group:
    """An instructor's own answers: a row an exercise, and the files that were judged otherwise."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for index, head in enumerate(
        ("exercise", "right", "rejected", "wrong", "accepted", "explained")
    ):
        table.add_column(head, justify="right" if index else "left", no_wrap=True)
    for name in dict.fromkeys(found.exercise for found in judged):
        mine = [found for found in judged if found.exercise == name]
        right = [found for found in mine if found.wanted == "right"]
        wrong = [found for found in mine if found.wanted == "wrong"]
        table.add_row(
            name,
            str(len(right)),
            str(sum(not found.agrees for found in right)),
            str(len(wrong)),
            str(sum(not found.agrees for found in wrong)),
            str(sum(found.explained for found in wrong)),
        )
    faults = [
        Text(f"✗ {found.exercise}/{found.file} is {found.verdict}. {found.message}", style="red")
        for found in judged
        if not found.agrees
    ]
    agreed = Text("✓ Every file is judged as its name says.", "green")
    return Group(table, *(faults or [agreed]))


def page(audit: Audit) -> str:
    """The page of the documentation."""
    lines = [
        "# The audit: the grader's own mistakes, counted",
        "",
        "Written by `autograder audit --page docs/audit.md`; do not edit it by hand. A test fails",
        "when it is out of date.",
        "",
        "The tests of a course are software, and software has faults. So each exercise carries a",
        "bank of right and of wrong answers, and a machine makes more wrong ones: it takes an",
        "answer that is right and changes one operator, one constant, one axis, one sign, or one",
        "term. All of them are put through the checks.",
        "",
        *_markdown(heads(), list(rows(audit))),
        "",
        *(f"* **{column.head}**: {column.meaning}." for column in COLUMNS),
        "* **dec.**: decades, the least distance between the worst right and the best wrong",
        f"  answer, as a power of ten; at least {DECADES:g} are wanted, more than {MOST_DECADES:g} "
        f"count as {MOST_DECADES:g}.",
        "",
        "## What the messages are worth",
        "",
        *(f"* {sentence}" for sentence in shares(audit)),
        "",
        "## What these figures show, and what they do not",
        "",
        "They show that everything known is judged as it should be. They do not show that an",
        "answer which nobody thought of is. If you meet one that is judged wrongly, put it into",
        "the exercise's file: from then on the audit watches over it.",
        "",
    ]
    return "\n".join(lines)


def _decades(found: Examined) -> str:
    return "–" if found.decades is None else _floor(found.decades)


def _floor(value: float) -> str:
    return f"{int(value)}"


def _markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    rule = ["---", *["--:"] * (len(head) - 1)]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *body)]
