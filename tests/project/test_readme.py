"""The numbers on the README's first screen are today's."""

from pathlib import Path

from autograder.checking.catalogue import Catalogue

ROOT = Path(__file__).parents[2]


def test_the_table_of_trust_counts_the_banks_as_they_are():
    known = Catalogue(ROOT / "course")
    banks = [known.load(exercise) for exercise in known.ids]
    right = sum(len(bank.accepted) for bank in banks)
    wrong = sum(len(bank.rejected) for bank in banks)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"| Right answers that are rejected | 0 of {right} |" in readme
    assert f"| Wrong answers that are accepted | 0 of {wrong} |" in readme
    assert f"the sentence of their own mistake | {wrong} of {wrong} |" in readme
