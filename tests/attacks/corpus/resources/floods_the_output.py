# class: resources | goal: fill the memory of the grader with text | expected: 0 points, a short page
"""Output is gathered somewhere: in the kernel's messages, in a list, in a file, in the notebook, on
the page. It comes from Python, from C, from programs, on two streams, in one long line."""

SECONDS = 25

ANSWERS = {
    "square": """
while True:
    print("x" * 10_000)
""",
    "mean": """
import os
import subprocess
import sys

def mean(values):
    subprocess.run("yes @MARK@ | head -c 300000000", shell=True)
    for _ in range(300):
        os.write(1, b"y" * 2**20)
        os.write(2, b"z" * 2**20)
    sys.stdout.write("one line " * 10_000_000)
    raise ValueError("a long message " * 5_000_000)
""",
    "softmax": """
import warnings
from IPython.display import HTML, clear_output, display

for number in range(20_000):
    display(HTML("<p>%d</p>" % number))
    if number % 3 == 0:
        clear_output(wait=True)

def softmax(Z):
    for number in range(20_000):
        print(number, file=sys.stderr)
        warnings.warn(f"warning {number}" * 100)
""",
}

CELLS = [("counter", "print('line\\n' * 100_000); 'value ' * 1_000_000")] * 40

HONEST = {
    "square": """
for number in range(30_000):
    print(number, "of 30,000")

def square(x):
    print("called with", x)
    return x * x
"""
}


def harmed(world):
    folder = world.course / "autograded" / world.student / "s01_target"
    size = sum(file.stat().st_size for file in folder.glob("*.ipynb"))
    if not size:
        return "there is no autograded notebook"
    if len(world.page) > 5_000_000:
        return f"the page has {len(world.page) / 1e6:.0f} MB"
    return f"the autograded notebook has {size / 1e6:.0f} MB" if size > 50_000_000 else ""
