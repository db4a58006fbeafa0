"""What a grader is asked to do, in place of grading; quick to import there."""

import os
import signal


def tells(task, sandbox):
    return os.environ["OPENBLAS_NUM_THREADS"], os.environ["MPLBACKEND"], os.getpid(), sandbox


def fails(task, sandbox):
    raise ValueError("a bug")


def dies(task, sandbox):
    os.kill(os.getpid(), signal.SIGKILL)
