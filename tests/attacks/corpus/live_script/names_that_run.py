# class: live script | goal: script in the instructor's lists | expected: 0 points, nothing live
"""The student's name is the name of a folder, and every list shows it: formgrader's templates put it
into HTML and into attributes as it is. Here a second hand-in bears such a name."""

import shutil

NAMES = (
    "<img src=x onerror=alert(1)>",
    '" onmouseover=alert(1) x="',
    "';alert(1)-'",
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "a&lt;svg onload=alert(1)&gt;",
)


def tamper(hand_in):
    for name in NAMES:
        shutil.copytree(hand_in.folder, hand_in.folder.parent.parent / name / hand_in.folder.name)


def harmed(world):
    report = (world.course / "reports" / "s01_target.html").read_text()
    if NAMES[0] in report or 'href="javascript:' in report or '" onmouseover' in report:
        return "a name is live in the summary of the class"
    # nbgrader's formgrade template writes {{ resources.student }} without escaping it
    kept = [name for name in NAMES[:2] if (world.course / "autograded" / name).exists()]
    return f"formgrader will show the name {kept[0]} as HTML" if kept else ""


def tamper_honestly(hand_in):
    """Names as registers and other platforms give them."""
    for name in ("Müller, Anna-Lena 12345", "نگار رضایی", "x.y+z@example.org"):
        shutil.copytree(hand_in.folder, hand_in.folder.parent.parent / name / hand_in.folder.name)
