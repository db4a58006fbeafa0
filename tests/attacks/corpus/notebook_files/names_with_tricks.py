# class: notebook files | goal: files written and commands run by names | expected: 0 points
"""Names go into paths, commands, globs, logs and pages: these lead out of the folder, are
options, hold commands, new lines, no text at all, or look like the notebook."""

import os

ANSWERS = {"square": "def square(x):\n    return 8"}
NAMES = (
    *(
        "..\\..\\..\\gradebook.db",
        "-rf",
        "--force",
        "$(touch @MARK@)",
        "`touch @MARK@`",
        "; touch @MARK@",
    ),
    *(
        "s01_target.ipynb\n",
        "s01_target.ipynb ",
        "S01_TARGET.IPYNB",
        "s01_target.ipynb~",
        "*",
        "?",
        "~",
    ),
    *("s01_targеt.ipynb", "\u202etxt.bpyni", "con", "nul.ipynb", "{student_id}", "%s%n", "x" * 255),
    *("'; drop table grade; --", "a\x1b[2Jb", "s01_target.tmp", "results.tmp"),
)


def tamper(hand_in):
    for name in NAMES:
        (hand_in.folder / hand_in.fill(name)).write_text("{}")
    with open(os.fsencode(hand_in.folder) + b"/\xff\xfe\xed\xa0\x80.ipynb", "wb") as file:
        file.write(b"{}")
    deep = hand_in.folder
    for _ in range(12):
        deep = deep / ("d" * 200)
        try:
            deep.mkdir()
        except OSError:
            break


def tamper_honestly(hand_in):
    """Names as people give them."""
    for name in (
        "Übung 1 (final) – abgabe.ipynb",
        "تمرین.txt",
        "s01_target-Copy1.ipynb",
        ".DS_Store",
    ):
        (hand_in.folder / name).write_text("{}")
