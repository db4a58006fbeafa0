"""Prints every verdict on every bank answer, as JSON: run with any NumPy, in any order.

usage: python verdicts.py FOLDER SEED
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np

from autograder.checking.catalogue import Catalogue
from autograder.checking.quiet import quiet


def verdicts(course: Path, seed: int) -> dict[str, dict[str, list[str]]]:
    """exercise -> answer -> the verdict of each check, in an order drawn from the seed."""
    known = Catalogue(course)
    tasks = [(name, answer) for name in known.ids for answer in known.load(name).bank]
    random.Random(seed).shuffle(tasks)
    found: dict[str, dict[str, list[str]]] = {name: {} for name in known.ids}
    for name, answer in tasks:
        with quiet():
            run = known.load(name).run(answer.names)
        found[name][answer.name] = [result.verdict.value for result in run.results]
    return {name: dict(sorted(answers.items())) for name, answers in found.items()}


if __name__ == "__main__":
    json.dump([np.__version__, verdicts(Path(sys.argv[1]), int(sys.argv[2]))], sys.stdout)
