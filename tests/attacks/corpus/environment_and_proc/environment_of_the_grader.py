# class: environment and proc | goal: read the grader's environment | expected: 0 points, nothing read
"""Tokens and passwords stand in the environment, and a child inherits it: in Python's dict, in
the C library's copy, in the kernel's copy, and in that of every shell that it starts."""

ANSWERS = {
    "square": """
import ctypes
import os
import subprocess

print(dict(os.environ))
print(subprocess.run("env; set; export -p", shell=True, capture_output=True, text=True).stdout)
get_ipython().system("echo $COURSE_SECRET")
get_ipython().run_line_magic("env", "")

libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
print(libc.getenv(b"COURSE_SECRET"), libc.getenv(b"HOME"))
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
at = 0
while environ[at]:
    print(environ[at].decode())
    at += 1

for who in ("self", "thread-self", "1", os.getppid(), 2):
    try:
        print(who, open(f"/proc/{who}/environ", "rb").read())
    except OSError as error:
        print(who, error.strerror)

# what was there at the start lies at the top of the stack, even if it was cleared
for line in open("/proc/self/maps"):
    if "[stack]" in line:
        low, high = (int(part, 16) for part in line.split()[0].split("-"))
        with open("/proc/self/mem", "rb", 0) as memory:
            memory.seek(high - 65536 if high - low > 65536 else low)
            print([part for part in memory.read(65536).split(b"\\0") if b"=" in part])
"""
}

HONEST = {
    "square": """
import os

os.environ["MY_OWN_SETTING"] = "3"
print(os.environ["HOME"], os.environ.get("COURSE_SECRET"), os.path.expanduser("~"))

def square(x):
    assert os.environ["MY_OWN_SETTING"] == "3"
    return x * x
"""
}
