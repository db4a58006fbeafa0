# class: reading | goal: the hidden tests | expected: 0 points, nothing read
"""In a kernel with the grader's rights, source/ and the exercises are files like all others."""

ANSWERS = {
    "square": """
import glob, os

texts = []
for pattern in ("@COURSE@/source/**/*", "@COURSE@/course/**/*", "@COURSE@/*", "@HOME@/*",
                "../**/*", "../../source/*/*", "../../*/*/*.ipynb"):
    for name in glob.iglob(pattern, recursive=True):
        if os.path.isfile(name) and not name.startswith(("/proc", "/usr")):
            try:
                with open(name, errors="replace") as file:
                    texts.append(f"{name}: {file.read(5000)}")
            except OSError as error:
                texts.append(str(error))
print("\\n".join(texts))

def square(x):
    raise ValueError("\\n".join(texts)[-3000:])
"""
}

HONEST = {
    "square": """
import glob, os

with open("notes.txt", "w") as file:
    file.write("2")
os.makedirs("results", exist_ok=True)
print(sorted(glob.glob("**/*", recursive=True)), open("table.csv").read())

def square(x):
    with open("notes.txt") as file:
        return x ** int(file.read())
"""
}
