# class: notebook files | goal: tests run by a kernel that finds all well | expected: 0 points
"""The kernel is named in the notebook: one of another language does nothing with Python's
tests, and one that the student hands in as well does what the student says."""

import json


def tamper(hand_in):
    metadata = hand_in.notebook["metadata"]
    metadata["kernelspec"] = {"name": "yes", "display_name": "Yes", "language": "bash"}
    metadata["language_info"] = {"name": "bash", "file_extension": ".sh", "mimetype": "text/x-sh"}
    told = hand_in.fill("touch @HOME@/@MARK@")
    spec = {"argv": ["/bin/sh", "-c", told], "display_name": "Yes", "language": "bash"}
    for place in ("kernels/yes", "share/jupyter/kernels/yes", ".local/share/jupyter/kernels/yes"):
        folder = hand_in.folder / place
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(json.dumps(spec))


def harmed(world):
    return "the student's kernel was started" if (world.home / world.mark).exists() else ""


def tamper_honestly(hand_in):
    """A notebook from somebody's own conda environment, with a kernel that nobody else has."""
    name = "conda-env-deep-learning-py"
    hand_in.notebook["metadata"] = {
        "kernelspec": {"name": name, "display_name": "Python [conda env:deep-learning] *"},
        "language_info": {"name": "python", "version": "3.13.0", "nbconvert_exporter": "python"},
    }
