"""A course of one lecture, with two rows and a mistake: in order, until a test spoils it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

LECTURE = """# %% [markdown]
# # Session 1: Sums
#
# ## 1. Three sigmoids
#
# > **Remark on the slide.** It gives 2.13, because it rounds
# > on the way.

# %%
from lecture_tools import agrees, claim

total = 2.1368
claim("P7.sum", total, 2.1368, 4)
claim("P7.random", 0.410504, between=(0.4, 0.5))
assert agrees(total / 2, 1.07, 2)

# %% [markdown]
# ## 2. What they mean
"""
TABLE = """
[P7]
idea = "three sigmoids"
numbers.sum = { what = "their sum", slide = "2.13", differs = "rounded on the way" }
numbers.random = { what = "a random one", slide = "0.4", within = 0.1 }

[P6]
idea = "a number becomes a probability"
taught = ["S1: 2. What they mean"]

[E18]
at = ["P7"]
says = "2.13"
right = "2.14"
remarks = { "S1: 1. Three sigmoids" = "because it rounds on the way" }
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The folder ``course`` of a course whose claims are in order."""
    session = tmp_path / "course" / "s01_sums"
    (session / "exercises").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (session / "lecture.py").write_text(LECTURE, encoding="utf-8")
    (tmp_path / "course" / "claims.toml").write_text(TABLE, encoding="utf-8")
    return tmp_path / "course"


KEPT = """{"claimed": {
 "P7.random": {"value": 0.410504, "stated": null, "decimals": null, "between": [0.4, 0.5],
  "agrees": true},
 "P7.sum": {"value": 2.1368, "stated": 2.1368, "decimals": 4, "between": null, "agrees": true}
},
"own": {"s01_sums": 1}}
"""


@pytest.fixture
def kept(course: Path) -> Path:
    """What an earlier run of this course has kept."""
    path = course.parent / "docs" / "claims.json"
    path.write_text(KEPT, encoding="utf-8")
    return path


@pytest.fixture
def change(course: Path) -> Callable[[str, str, str], None]:
    """Replace one text by another in the lecture or in the table."""

    def replace(name: str, old: str, new: str) -> None:
        path = course / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
