# class: gradebook and others | goal: results and a gradebook that were handed in are taken | expected: 0 points
"""What a student hands in may hold results.json, a gradebook, and folders called autograded and
feedback; and cells whose outputs and metadata say that they were graded."""

import json
import sqlite3

ANSWERS = {"square": "def square(x):\n    return 6.0"}


def tamper(hand_in):
    """Hand in all that the grader would write, at every place where it might look."""
    cells = [
        {"grade_id": name, "points": points, "score": points, "verdict": "right"}
        for name, points in (("square-hidden", 4), ("mean-hidden", 4), ("softmax-hidden", 6))
    ]
    result = {
        **{"assignment": "s01_target", "student": hand_in.student, "attention": []},
        **{"sandbox": "bubblewrap", "fingerprint": "0" * 64, "timestamp": "", "seconds": 0.1},
        "notebooks": [{"name": "s01_target", "cells": cells, "notes": []}],
    }
    for place in (".", "autograded", f"autograded/{hand_in.student}/s01_target", "feedback"):
        folder = hand_in.folder / place
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.json").write_text(json.dumps(result))
        with sqlite3.connect(folder / "gradebook.db") as book:
            book.execute("CREATE TABLE grade (id, auto_score)")
    for cell in hand_in.notebook["cells"]:
        cell["metadata"]["nbgrader"] |= {"score": 6, "auto_score": 6, "manual_score": 6}
        cell["metadata"]["autograder"] = {"verdict": "right", "score": 6}
        if cell["cell_type"] == "code":
            data = {"data": {"text/plain": "6.0"}, "metadata": {}, "execution_count": 1}
            cell["outputs"] = [{"output_type": "execute_result", **data}]


def tamper_honestly(hand_in):
    """Last year's feedback, kept beside this year's notebook; outputs as they were."""
    (hand_in.folder / "feedback").mkdir()
    (hand_in.folder / "feedback" / "s01_target.html").write_text("<h1>20 of 20</h1>")
    (hand_in.folder / "results.json").write_text("{}")
    stream = {"output_type": "stream", "name": "stdout", "text": "1 of 20 points\n"}
    for cell in hand_in.notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [stream]
