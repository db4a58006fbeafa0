"""The figures of docs/reports.md, on one session; `python -m tests.similarity.measure`: all."""

import time

import pytest

from autograder.similarity import Submitted, compare
from autograder.similarity.answers import Answer
from autograder.similarity.given import Given
from similarity.disguise import DISGUISES
from similarity.measure import HALF, SEEDS, STUDENTS, made_class, measure

SESSION = "s02_gradient_descent"


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_planted_copies_stand_above_every_innocent_pair(seed: int) -> None:
    found = measure(SESSION, seed)
    assert found.found == len(DISGUISES)
    assert found.innocent == 0
    assert found.possible > 450
    assert found.score[HALF] > 0


def test_innocent_students_have_no_answer_in_common() -> None:
    answers, planted = made_class(SESSION, 1)
    copiers = {who for pair in planted.values() for who in pair if " of " in who}
    assert len(answers) == STUDENTS + len(DISGUISES) + 1 == STUDENTS + len(copiers)
    texts = [
        (name, one.text) for who, own in answers.items() if who not in copiers
        for name, one in own.items()
    ]  # fmt: skip
    assert len(texts) == len(set(texts))


@pytest.mark.slow
def test_a_class_of_200_takes_seconds() -> None:
    answers, _ = made_class(SESSION, 1)
    mine = list(answers.values())
    every = {f"s{n}": mine[n % len(mine)] for n in range(198)}
    hostile = {"x": Answer("f(" * 30_000, False), "y": Answer("f(" * 30_000, False)}
    began = time.process_time()
    compared = compare(Submitted({**every, "h1": hostile, "h2": hostile}, {}), Given())
    assert time.process_time() - began < 20
    assert compared.students == 200
