"""What is slow the first time, done once before the forks: a figure, and an error shown.

Nothing of what is made here is kept but what matplotlib and IPython remember of it: fonts,
glyphs and formulas that were read, modules that were imported late, the files of modules.
"""

from __future__ import annotations

import importlib
import io
import sys


def draw() -> None:
    """Draw what most figures have: two panels side by side, a legend, a formula, a tight frame.

    Not through the backend of notebooks: it ties itself to the shell at hand.
    """
    agg = importlib.import_module("matplotlib.backends.backend_agg")
    figure = importlib.import_module("matplotlib.figure").Figure(layout="constrained")
    for axes in figure.subplots(1, 2):
        axes.plot([0, 1], [1, 20], "--", label="letters are looked up once")
        axes.scatter([0, 1], [1, 2], s=8, alpha=0.4, label="markers")
        axes.hist([1, 2, 2])
        axes.set(xlabel=r"$\hat y_1 = x^2$", ylabel="(0123456789.−%)", title="A title")
        axes.legend()
    agg.FigureCanvasAgg(figure).print_figure(io.BytesIO(), bbox_inches="tight")


def fail() -> None:
    """Show an error as a notebook does: what that takes is imported with the first one."""
    ultratb = importlib.import_module("IPython.core.ultratb")
    try:
        exec(compile("assert False, 'as in a test'", "<rehearsal>", "exec"), {})
    except AssertionError:
        ultratb.FormattedTB(mode="Context").structured_traceback(*sys.exc_info())
