"""Who is found, and who is not: short classes in which everybody's part is known."""

from pathlib import Path

import pytest
from grading.courses import NAME, Course, answer, answered, by_hand, check
from hypothesis import given as drawn
from hypothesis import strategies as st

from autograder.grading.rebuild.parsing import MAX_CELL_TEXT
from autograder.similarity import Submitted, compare, given_in, read_class
from autograder.similarity.answers import OWN, Answer
from autograder.similarity.given import Given, given
from autograder.similarity.pairs import Comparison, weight
from autograder.similarity.passages import Passages
from similarity.disguise import DISGUISES, everything

ODD = """
def f(x):
    kept = []
    while x and not (len(kept) > 7 or sum(kept) >= x[0] ** 2):
        kept.append(x.pop() % 3 - max(kept or [0]))
    return sorted(set(kept), reverse=True)[::2] + [kept[-1] if kept else None]
"""
USUAL = [
    """
def f(x):
    out = {}
    for k, v in enumerate(x):
        out[k] = v + k
    return out
""",
    "def f(x):\n    return dict((i, i + x[i]) for i in range(len(x)) if i >= 0)",
    """
def f(x):
    i, d = 0, {}
    while i < len(x):
        d[i] = x[i] + i
        i += 1
    return d
""",
    """
def f(x):
    import itertools
    return dict(zip(itertools.count(), map(sum, enumerate(x))))
""",
]
FREE = (
    "The loss is smallest where its slope is zero, and because the loss is a parabola in each "
    "weight there is one such place only, unless two columns say the same."
)


def compared(
    answers: dict[str, str], *, written: bool = False, known: Given | None = None
) -> Comparison:
    every = {who: {"f": Answer(text, written)} for who, text in answers.items()}
    return compare(Submitted(every, {}), known or Given())


def independent() -> dict[str, str]:
    return {f"s{number}": text for number, text in enumerate(USUAL)}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_copy_in_disguise_is_the_first_pair(disguise: str) -> None:
    found = compared({**independent(), "ada": ODD, "bob": DISGUISES[disguise](ODD)})
    first = found.pairs[0]
    assert (first.one, first.other) == ("ada", "bob")
    assert first.shared[0].share > 0.9
    assert first.score > 2 * max((pair.score for pair in found.pairs[1:]), default=0)


def test_answers_written_independently_are_no_pair() -> None:
    assert all(pair.score < 1 for pair in compared(independent()).pairs)


def test_what_the_exercise_gives_counts_nothing() -> None:
    answers = {**independent(), "ada": ODD, "bob": everything(ODD)}
    known = given([Answer(ODD, written=False)])
    assert ("ada", "bob") not in [(p.one, p.other) for p in compared(answers, known=known).pairs]


def test_what_is_forced_counts_nothing_because_it_is_short() -> None:
    assert (
        compared({"ada": "def f(x):\n    return 2", "bob": "def f(y):\n    return 2"}).pairs == ()
    )


def test_what_many_wrote_counts_less_than_what_two_wrote() -> None:
    many = compared({f"s{n}": ODD for n in range(6)} | {f"t{n}": USUAL[n % 4] for n in range(20)})
    two = compared({f"s{n}": ODD for n in range(2)} | {f"t{n}": USUAL[n % 4] for n in range(20)})
    score = {frozenset((p.one, p.other)): p.score for p in many.pairs}
    assert 0 < score[frozenset(("s0", "s1"))] < two.pairs[0].score
    assert weight(1000, 400) == 0


def test_the_whole_class_with_one_answer_is_no_pair() -> None:
    assert compared({f"s{n}": ODD for n in range(12)}).pairs == ()


def test_written_answers_are_compared_by_their_words() -> None:
    other = "One minimum, since every slope grows: at its zero you are done. I tried three starts."
    copied = FREE.replace("smallest", "least").upper()
    found = compared({"ada": FREE, "bob": copied, "cleo": other}, written=True)
    assert [(p.one, p.other) for p in found.pairs] == [("ada", "bob")]


def test_a_part_that_moved_into_an_own_cell_is_found_there(tmp_path: Path) -> None:
    course = Course(tmp_path)
    cells = [answer("f", "def f(x):\n    return {}"), check("t", "f([])")]
    course.add(cells)
    for who in ("ada", "bob"):
        made = answered(cells, {"f": "def f(x):\n    return g(x)"})
        own = ODD.replace("f(x)", "g(x)") if who == "ada" else everything(ODD)
        made["cells"].append({"cell_type": "code", "metadata": {}, "source": own, "outputs": []})
        course.hand_in(who, made)
    found = compare(read_class(course.opened, NAME), given_in(course.opened, NAME))
    assert found.pairs[0].shared[0].answer == OWN
    assert found.pairs[0].shared[0].share > 0.9


def test_the_instructors_solution_and_the_released_text_are_given(tmp_path: Path) -> None:
    course = Course(tmp_path)
    blank = USUAL[0] + "\n# YOUR CODE HERE"
    cells = [answer("f", ODD, blank), by_hand("why", FREE, "markdown"), check("t", "f([])")]
    course.add(cells)
    mine = {"f": everything(ODD), "why": FREE.upper()}
    for who in ("ada", "bob"):
        course.hand_in(who, answered(cells, mine))
    known = given_in(course.opened, NAME)
    submitted = read_class(course.opened, NAME)
    assert compare(submitted, known).pairs == ()
    assert len(compare(submitted, Given()).pairs[0].shared) == 2
    assert known.code >= given([Answer(ODD, written=False)]).code
    assert known.code >= given([Answer(USUAL[0], written=False)]).code


def test_what_cannot_be_read_is_told_and_the_others_are_compared(tmp_path: Path) -> None:
    course = Course(tmp_path)
    cells = [answer("f", "def f(x):\n    return {}"), check("t", "f([])")]
    course.add(cells)
    deep = "(" * 100_000 + "x" + ")" * 100_000
    for who, text in {"ada": ODD, "bob": everything(ODD), "deep": deep, "deep2": deep}.items():
        course.hand_in(who, answered(cells, {"f": text}))
    course.hand_in("huge", answered(cells, {"f": "x = 1\n" * (MAX_CELL_TEXT // 4)}))
    course.hand_in("broken", "{")
    course.hand_in("nested", b'{"cells":' + b"[" * 50_000)
    course.hand_in("syntax", answered(cells, {"f": "def f(:\n" + ODD}))
    submitted = read_class(course.opened, NAME)
    assert sorted(submitted.unread) == ["broken", "nested"]
    found = compare(submitted, given_in(course.opened, NAME))
    pairs = {frozenset((pair.one, pair.other)) for pair in found.pairs}
    assert {frozenset(("ada", "bob")), frozenset(("ada", "syntax"))} <= pairs


def test_an_unanswered_cell_is_not_compared(tmp_path: Path) -> None:
    course = Course(tmp_path)
    cells = [answer("f", "def f(x):\n    return {}", blank=ODD), check("t", "f([])")]
    course.add(cells)
    for who in ("ada", "bob"):
        course.hand_in(who, answered(cells, {"f": ODD}))
    assert read_class(course.opened, NAME).answers == {}


def test_the_marks_are_where_the_answers_are_alike() -> None:
    own = "def helper(a, b):\n    return [a + b, a - b, a * b, b // a, {a: b}, (b, a)]\n\n"
    texts = {"ada": own + ODD.strip(), "bob": ODD.strip()}
    answers = {who: {"f": Answer(text, False)} for who, text in texts.items()}
    beside = Passages(Submitted(answers, {}), Given()).beside("f", "ada", "bob")
    assert beside.other.lines == ((1, 5),)
    assert beside.one.lines == ((4, 8),)
    assert not beside.verbatim
    marked = [beside.other.text[start:end] for start, end in beside.other.spans]
    assert marked[1] == "kept = []"


def test_the_score_that_most_pairs_do_not_exceed_counts_pairs_that_share_nothing() -> None:
    found = compared({**{f"s{n}": f"x = {n}" for n in range(18)}, "ada": ODD, "bob": ODD})
    assert (found.students, found.possible, len(found.pairs)) == (20, 190, 1)
    assert found.below(0.99) == 0
    assert compared({"ada": ODD, "bob": ODD}).below(0.99) == 0


@drawn(st.dictionaries(st.sampled_from("abcd"), st.text(max_size=80), max_size=4))
def test_any_texts_can_be_compared(texts: dict[str, str]) -> None:
    for written in (True, False):
        for pair in compared(texts, written=written).pairs:
            assert all(0 < part.share <= 1 for part in pair.shared)
