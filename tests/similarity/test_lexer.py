import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.similarity.lexer import LONGEST, code, prose
from similarity.disguise import commented, other_constants, renamed

SOURCE = '''
def loss(y, y_hat):
    """The mean of the squares."""
    total = 0.0  # the sum
    for truth, guess in zip(y, y_hat):
        total += (guess - truth) ** 2
    if not np.isfinite(total):
        raise ValueError(f"not {total:.2f}")
    return total / len(y)
'''


def kinds(source: str) -> list[str]:
    return [token.kind for token in code(source)]


@pytest.mark.parametrize("change", [renamed, commented, other_constants])
def test_a_disguise_leaves_the_tokens(change: object) -> None:
    assert callable(change)
    assert change(SOURCE) != SOURCE
    assert kinds(change(SOURCE)) == kinds(SOURCE)


def test_what_the_program_does_is_in_the_tokens() -> None:
    for before, after in (("+=", "-="), ("isfinite", "isnan"), ("zip", "map"), ("/ len", "* len")):
        assert kinds(SOURCE.replace(before, after)) != kinds(SOURCE)


def test_a_token_says_where_it_stands() -> None:
    source = "a = f(1)  # so\n'''doc'''\nb"
    assert [source[t.start : t.end] for t in code(source)] == ["a", "=", "f", "(", "1", ")", "b"]


@pytest.mark.parametrize(
    "source",
    [
        "def f(:\n  return",
        "'never closed",
        '"""never',
        "\\",
        "f'{x",
        "((((",
        "0x 1e+ 1_",
        "٣ = ۴",
        "'\\",
    ],
)
def test_what_is_no_python_has_tokens_too(source: str) -> None:
    assert all(token.start < token.end for token in code(source))


@given(st.text(max_size=200))
def test_any_text_is_read(source: str) -> None:
    for tokens in (code(source), prose(source)):
        assert all(a.end <= b.start for a, b in pairwise(tokens))


@pytest.mark.parametrize(
    "source",
    [
        *("(" * 10**6, "'" * 10**6, "'a" * 10**6, '"""\\' * 10**5, "a" * 10**6, "\\" * 10**6),
        *(f"{begin}\\" * (LONGEST // 4 - 1) + "\\" for begin in ("'''", '"""')),
        *("\\'''" * (LONGEST // 4 - 1) + "\\", '\\"""' * (LONGEST // 4 - 1) + "\\"),
        *('"' + '\\"' * (LONGEST // 2 - 1) + "\\", "'" + "\\'" * (LONGEST // 2 - 1) + "\\"),
        *("\n " * 10**5, " " * 10**6, "1e" * 10**6, "rb" * 10**6 + "'", "1." * 10**6),
    ],
)
def test_a_huge_cell_is_cut_and_costs_no_time(source: str) -> None:
    began = time.process_time()
    assert len(code(source)) <= LONGEST
    assert time.process_time() - began < 3


def test_words_are_those_of_any_language() -> None:
    assert [t.kind for t in prose("Die **Größe** fällt: خطا")] == ["die", "grösse", "fällt", "خطا"]
