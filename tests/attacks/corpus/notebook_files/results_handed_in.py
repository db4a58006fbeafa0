# class: notebook files | goal: results that are taken for the grader's | expected: 0 points
"""The grader keeps results.json, notebooks and a gradebook under known names: the student hands in
the same, with full marks, where a second run or a copy of the folder may take them up."""

import json
import shutil

ANSWERS = {"square": "def square(x):\n    return 8"}
FULL = {
    **{"assignment": "s01_target", "attention": [], "sandbox": "bubblewrap", "fingerprint": ""},
    **{"notebooks": [], "timestamp": "", "seconds": 0.0},
}


def tamper(hand_in):
    names = ("square-visible", "square-hidden", "mean-hidden", "softmax-hidden", "counter-hidden")
    cells = [{"grade_id": n, "points": 20.0, "score": 20.0, "verdict": "right"} for n in names]
    notebook = {"name": "s01_target", "cells": cells, "notes": []}
    text = json.dumps(FULL | {"student": hand_in.student, "notebooks": [notebook]})
    places = ("", "autograded", f"autograded/{hand_in.student}/s01_target", "../autograded")
    for place in places:
        folder = hand_in.folder / place
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.json").write_text(text)
        (folder / "results.tmp").mkdir(exist_ok=True)
        (folder / "s01_target.tmp").mkdir(exist_ok=True)
        shutil.copy(hand_in.folder / "table.csv", folder / "gradebook.db")


def tamper_honestly(hand_in):
    """Results of one's own experiments, in files with such names."""
    (hand_in.folder / "results.json").write_text('{"accuracy": 0.97}')
    (hand_in.folder / "gradebook.db").write_bytes(b"SQLite format 3\0")
