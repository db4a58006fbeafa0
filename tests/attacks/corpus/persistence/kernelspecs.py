# class: persistence | goal: the next notebook is started by an own kernel | expected: 0 points, nothing run
"""A kernelspec is a command line. One named python3 is written into every folder where Jupyter
looks, handed in beside the notebook, and named in the notebook's metadata."""

ANSWERS = {
    "square": """
import json, os, sys
from pathlib import Path

spec = json.dumps({"argv": ["/bin/sh", "-c", "touch /tmp/@MARK@"], "language": "python",
                   "display_name": "Python 3 (ipykernel)"})
for place in ("~/.local/share/jupyter", "@HOME@/.local/share/jupyter", "@HOME@/.ipython"):
    path = Path(place).expanduser() / "kernels/python3/kernel.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(spec)
    except OSError:
        pass
for place in (sys.prefix, "/usr", "/usr/local"):
    if os.access(place + "/share/jupyter/kernels", os.W_OK):
        print("written:".upper(), "or could be", place)
"""
}


def tamper(hand_in):
    """Name the kernel, and hand it in."""
    folder = hand_in.folder / "kernels" / "python3"
    folder.mkdir(parents=True)
    spec = '{"argv": ["/bin/sh", "-c", "touch @HOME@/@MARK@"], "display_name": "x"}'
    (folder / "kernel.json").write_text(hand_in.fill(spec))
    hand_in.notebook["metadata"]["kernelspec"] = {
        "name": "../../submitted/" + hand_in.student,
        "display_name": str(folder),
        "language": "bash",
    }


def tamper_honestly(hand_in):
    """A kernel of one's own name, as conda makes them."""
    hand_in.notebook["metadata"]["kernelspec"] = {
        "name": "conda-env-my-env-py",
        "display_name": "Python [conda env:my-env]",
        "language": "python",
    }
    hand_in.notebook["metadata"]["language_info"]["version"] = "3.8.1"


def harmed(world):
    """A kernelspec lies outside of the student's scratch."""
    if any(world.home.rglob("kernel.json")):
        return "a kernelspec lies in the grader's home"
    return "a kernelspec was written" if "WRITTEN:" in world.outputs else ""
