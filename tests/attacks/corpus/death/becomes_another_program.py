# class: death | goal: put another program in the place of the answer | expected: 0 points, a reason
"""exec keeps the process, its number and its open files: the program that comes after is alive, ends
with status 0, or goes on speaking on the channel without any of the code that was there."""

SAYS = r"exit status 0|no answer"
SECONDS = 25

ANSWERS = {
    "square": """
import os

def square(x):
    os.execv("/bin/true", ["true"])
""",
    "mean": """
import signal
import sys

IMPOSTOR = '''
import json, os, re, struct, sys
reading, writing = map(int, sys.argv[1:])
os.write(writing, b"")
while True:
    # repeats the number of whatever was asked last, as everybody's right answer
    asked = os.read(reading, 65536)
    number = re.search(rb'"id","(.*?)"', asked)
    text = json.dumps({"d": [["id", number[1].decode() if number else ""], ["value", 2.5],
                             ["changed", []], ["shared", False], ["printed", ""]]}).encode()
    os.write(writing, struct.pack("!QI", len(text), len(text)) + text)
'''

def mean(values):
    channel = [int(n) for n in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{n}")
               and "pipe" in os.readlink(f"/proc/self/fd/{n}")][:2]
    for descriptor in channel:
        os.set_inheritable(descriptor, True)
    signal.setitimer(signal.ITIMER_REAL, 0)  # else the alarm ends what comes after
    os.execv(sys.executable, ["python", "-I", "-c", IMPOSTOR, *map(str, channel)])
""",
    "softmax": """
def softmax(Z):
    os.execv("/bin/sh", ["@MARK@", "-c", "trap '' TERM; exec 0<&- 1>&- 2>&-; sleep 90"])
""",
}

HONEST = {
    "square": """
import os
import subprocess
import sys

# another program, in a process of its own
print(subprocess.run([sys.executable, "-c", "print(3 * 3)"], capture_output=True, text=True).stdout)
if os.fork() == 0:
    os.execv("/bin/true", ["true"])
print(os.wait()[1])

def square(x):
    return x * x
"""
}
