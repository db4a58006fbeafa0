# class: gradebook and others | goal: read another student's answers | expected: 0 points, nothing read
"""Another student's notebook lies two folders away under a known name: opened by its path, by every
alias of the root, by climbing, and as the notebook's own inputs (%run, %load, %store, !cat)."""

ANSWERS = {
    "square": """
import os, subprocess

path = "@COURSE@/submitted/@VICTIM@/s01_target/s01_target.ipynb"
climb = "../" * 12
for name in (path, "/proc/self/root" + path, "/proc/1/root" + path, "/proc/1/cwd/" + climb + path,
             climb + path, "../../@VICTIM@/s01_target/s01_target.ipynb",
             path.replace("submitted", "autograded"), path.replace("/submitted/", "/feedback/")):
    try:
        with open(name) as file:
            print(file.read())
    except OSError as error:
        print(error)
for command in (f"cat {path}", f"cd @COURSE@ && cat */@VICTIM@/*/*", "cat /oldroot/*", "mount"):
    print(subprocess.run(command, shell=True, capture_output=True, text=True).stdout[:5000])
""",
    "mean": """
%run @COURSE@/submitted/@VICTIM@/s01_target/s01_target.ipynb
print(mean([1, 2]))
""",
    "softmax": """
text = !cat @COURSE@/submitted/@VICTIM@/s01_target/*
print(text)
%load @COURSE@/submitted/@VICTIM@/s01_target/s01_target.ipynb
""",
}

HONEST = {
    "square": """
import os

os.makedirs("../student/friends", exist_ok=True)
%cd friends
%cd ..
names = !ls
assert "table.csv" in names

def square(x):
    return x * x
"""
}
