from hypothesis import given
from hypothesis import strategies as st

from autograder.similarity.lexer import Token
from autograder.similarity.winnowing import CODE, Grain, fingerprints, hashes

NONE: frozenset[int] = frozenset()


def tokens(kinds: str) -> list[Token]:
    return [Token(kind, place, place + 1) for place, kind in enumerate(kinds)]


def test_the_least_of_each_window_is_kept() -> None:
    # the example of the paper, section 3, figure 2 (d) and (e), with windows of four
    every = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98]
    assert fingerprints(every, Grain(5, 4), NONE) == {17, 8, 39}


def test_what_is_given_is_not_kept_and_hides_nothing() -> None:
    every = [5, 1, 7, 9, 6]
    assert fingerprints(every, Grain(5, 3), NONE) == {1, 6}
    assert fingerprints(every, Grain(5, 3), frozenset([1])) == {5, 7, 6}
    assert fingerprints(every, Grain(5, 3), frozenset(every)) == NONE


def test_an_answer_without_a_whole_window_has_no_fingerprint() -> None:
    assert len(fingerprints(hashes(tokens("abcdefghijk"), CODE), CODE, NONE)) == 1
    assert fingerprints(hashes(tokens("abcdefghij"), CODE), CODE, NONE) == NONE
    assert fingerprints([], CODE, NONE) == NONE


TEXTS = st.text(st.sampled_from("abcxyz"), max_size=40)
SHARED = st.text(st.sampled_from("abcxyz"), min_size=CODE.run + CODE.window - 1, max_size=30)


@given(TEXTS, TEXTS, TEXTS, TEXTS, SHARED)
def test_a_run_that_is_long_enough_is_always_found(
    before: str, after: str, other: str, end: str, shared: str
) -> None:
    one = fingerprints(hashes(tokens(before + shared + after), CODE), CODE, NONE)
    two = fingerprints(hashes(tokens(other + shared + end), CODE), CODE, NONE)
    assert one & two


def test_hashes_are_the_same_in_every_process() -> None:
    # printf 'a\0b\0c\0d\0e\0f\0g\0h' | b2sum -l 64
    assert hashes(tokens("abcdefgh"), CODE) == [0xBF9901B317D013BB]
