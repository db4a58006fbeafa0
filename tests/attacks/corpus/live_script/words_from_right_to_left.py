# class: live script | goal: code and marks that read otherwise than they are | expected: 0 points, nothing live
"""Marks for the direction of writing turn round what stands behind them: a comment looks like code,
a mark of 02 like 20, and without an end they turn the rest of the page."""

SIGNS = "\u202e\u202d\u202b\u202a\u2066\u2067\u2068"
ANSWERS = {
    "square": f"def square(x):\n    # {SIGNS} return x * x\n    raise ValueError('{SIGNS}02 fo 02')",
    "mean": f"def mean(values):\n    return '{SIGNS}'",
    "words": f"{SIGNS} of 02 {SIGNS}",
}
CELLS = [("square", f"print('{SIGNS}')\n'{SIGNS}'"), ("mean", f"raise KeyError('{SIGNS}')")]
MARKDOWN = [("mean", f"# {SIGNS} heading"), ("square", f"`{SIGNS}`")]


def harmed(world):
    found = [sign for sign in SIGNS if sign in world.page]
    return f"{len(found)} marks of direction are on the page" if found else ""


HONEST = {"words": "پاسخ من: تابع softmax سطر به سطر است.\u200f (RLM) \u200e\n\nעברית too."}
HONEST_CELLS = [("mean", "print('میانگین', mean([1, 3]))")]
