"""The floor: what the cells themselves cost, in one process that has imported all they need.

No sandbox, no figures drawn, nothing written, nothing judged: no grader that runs the cells can
need less. Time of a processor, so that a second core is not taken for speed.
"""

from __future__ import annotations

import contextlib
import io
import json
import statistics
import sys
import time
from pathlib import Path

ROUNDS = 5


def floor(notebooks: list[Path]) -> float:
    """Processor seconds a notebook: the median of some rounds over all of them."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    found = [_cells(path) for path in notebooks]
    for cells in found:  # once unmeasured: what the cells import
        _execute(cells)
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for cells in found:
            _execute(cells)
            plt.close("all")
        times.append((time.process_time() - began) / len(found))
    return statistics.median(times)


def busy() -> float:
    """Processor seconds that all cores of this machine have worked since it was started."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _, _, irq, softirq = map(int, fields[:7])
    return (user + nice + system + irq + softirq) / 100


def _cells(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _execute(cells: list[str]) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in cells:
            with contextlib.suppress(Exception, SystemExit):
                exec(compile(cell, "<cell>", "exec"), names)


if __name__ == "__main__":
    print(floor([Path(path) for path in sys.argv[1:]]))
