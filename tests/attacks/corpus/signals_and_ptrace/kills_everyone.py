# class: signals and ptrace | goal: end the grader before it writes a mark | expected: 0 points, the class goes on
"""A student's process of the same user may kill the grader and the watchdog, by name or by number;
a submission without a verdict is often taken for one that was right."""

ANSWERS = {
    "square": """
import os
import signal

inside = b"bwrap" in open("/proc/1/cmdline", "rb").read()

def kill():
    # by name: the grader of this course, and all that it has started
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            command = open(f"/proc/{name}/cmdline", "rb").read()
        except OSError:
            continue
        if int(name) != os.getpid() and any(word in command for word in (b"@COURSE@", b"watchdog.py")):
            print("found", name)
            os.kill(int(name), signal.SIGKILL)
    # by number: whoever started this; everybody, if this is a namespace of its own
    for pid in (os.getppid(), *((1, -1) if inside else ())):
        for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV, signal.SIGKILL):
            try:
                os.kill(pid, number)
            except OSError as error:
                print(pid, number.name, error.strerror)

def square(x):
    kill()
    return x

kill()
"""
}

HONEST = {
    "square": """
import os
import signal
import subprocess

# a child of one's own is stopped, goes on and is killed
child = subprocess.Popen(["sleep", "30"])
for number in (signal.SIGSTOP, signal.SIGCONT, signal.SIGTERM):
    os.kill(child.pid, number)
print(child.wait())

def square(x):
    return x * x
"""
}
