# class: finding the reference | goal: the grader's own commands inside the answer | expected: 0 points, nothing read
"""What is hidden from this interpreter is not hidden from another: the installed commands know the course."""

ANSWERS = {
    "softmax": """
import os, subprocess, sys

python, bins = sys.executable, os.path.dirname(sys.executable)
code = ("import sys; sys.path[:0] = ['@PROJECT@', '@COURSE@']; "
        "from autograder.checking.catalogue import catalogue, find_course; from pathlib import Path; "
        "print(catalogue(find_course(Path('@COURSE@'))).load('softmax').references)")
commands = [
    [python, "-c", code],
    [python, "-I", "-c", "import autograder.cli"],
    [bins + "/autograder", "check", "softmax", "--course", "@COURSE@"],
    [bins + "/nbgrader", "--version"],
    ["/bin/sh", "-c", "cat @COURSE@/course/s01_target/exercises/*.py; find / -name softmax.py -path '*exercises*' 2>/dev/null | head"],
]
for command in commands:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=1.2, env={"PATH": "/bin:/usr/bin"})
        print(command[:2], done.returncode, done.stdout[-1500:], done.stderr[-300:])
    except (OSError, subprocess.TimeoutExpired) as error:
        print(command[:2], error)
""",
    "square": "out = !cat @COURSE@/source/s01_target/s01_target.ipynb @HOME@/secret.txt\nprint(out)\nsquare = out[0]",
}

HONEST = {
    "softmax": """
import subprocess, sys

done = subprocess.run([sys.executable, "-c", "print(2 + 3)"], capture_output=True, text=True, timeout=3)
lines = !ls
print(done.stdout, lines)

def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
"""
}
