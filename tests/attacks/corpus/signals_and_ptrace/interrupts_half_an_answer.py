# class: signals and ptrace | goal: break the grader's channel in the middle of a message | expected: 0 points, a reason
"""Python runs a handler between any two instructions, also while an answer is written: an exception
raised there leaves half a message, and everything after it is read as something else."""

ANSWERS = {
    "square": """
import os
import random
import signal

class Gone(BaseException):
    pass

def disturb(number, frame):
    # wherever this may be: in the shell, in the packer, between two parts of a message
    choice = random.randrange(3)
    if choice == 0:
        raise Gone
    if choice == 1:
        raise SystemExit(0)
    os.write(4, b"\\0" * random.randrange(1, 40))

def square(x):
    for number, timer in ((signal.SIGPROF, signal.ITIMER_PROF), (signal.SIGVTALRM, signal.ITIMER_VIRTUAL)):
        signal.signal(number, disturb)
        signal.setitimer(timer, 0.0005, 0.0005)
    return [x] * 500_000
""",
    "mean": """
def mean(values):
    for number, timer in ((signal.SIGPROF, signal.ITIMER_PROF), (signal.SIGUSR1, signal.ITIMER_REAL)):
        signal.signal(number, disturb)
        signal.setitimer(timer, 0.0005, 0.0005)
    return {i: str(i) for i in range(200_000)}
""",
    "softmax": """
import threading
import time

def shoot():
    while True:
        signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1)
        time.sleep(0.0005)

def softmax(Z):
    signal.signal(signal.SIGUSR1, disturb)
    threading.Thread(target=shoot, daemon=True).start()
    return np.zeros((1000, 1000))
""",
}

HONEST = {
    "square": """
import signal

# a profiler of one's own: counts, and is switched off again
ticks = []
signal.signal(signal.SIGPROF, lambda *_: ticks.append(1))
signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
sum(range(500_000))
signal.setitimer(signal.ITIMER_PROF, 0)
print(len(ticks) >= 0)

def square(x):
    return x * x
"""
}
