# class: live script | goal: script in a traceback | expected: 0 points, nothing live
"""Everything in a traceback is the student's: the name of the class, the message, the notes, the name
of the file and the function, the line of code; some of it is quoted in the reasons for the marks."""

ANSWERS = {
    "square": """
live = "{}script>document.title='@MARK@'{}/script>".format(chr(60), chr(60))
Strange = type(live + "`Error`", (ValueError,), {"__module__": live, "__qualname__": live})

def square(x):
    error = Strange(live, "`" + live, "$$" + live)
    error.add_note(live)
    raise error from KeyError(live)
""",
    "mean": """
exec(compile("def mean(values):\\n    raise SystemError('</pre>' + live)", f"/tmp/{live}.py", "exec"))
mean.__name__ = mean.__qualname__ = live
""",
    "softmax": """
class softmax:
    def __init__(self, Z):
        raise type(live, (Exception,), {"__str__": lambda self: live})()

raise type(live, (Exception,), {"__repr__": lambda self: live})(live)
""",
    "counter": "class Counter:\n    pass\n\nCounter.__name__ = Counter.__qualname__ = live\n1 / 0  # <img src=x>",
}


def harmed(world):
    live = f"<script>document.title='{world.mark}'"
    return "script from an exception is on the page" if live in world.page else ""


HONEST_CELLS = [
    ("mean", "class TooSmall(ValueError):\n    pass\n\nraise TooSmall('`n` is < 1 & > -1: <none>')")
]
