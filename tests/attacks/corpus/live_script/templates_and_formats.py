# class: live script | goal: code in the grader's own templates | expected: 0 points, nothing read
"""Pages, messages and tables are made by template engines and format strings: a text that is put into
one before it is filled in is a program there, and reads what the grader knows."""

TEXT = (
    "{{ 7919 * 7907 }} {% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %} ${7919*7907} "
    "{0.__class__.__init__.__globals__} {self} {student} %(student)s %s%n [bold]x[/bold] [link=file:///]y[/link] "
    "#{7919*7907} <%= 7919*7907 %> {{ cycler.__init__.__globals__.os.environ }} {% include '/etc/passwd' %} {#"
)
ANSWERS = {
    "square": f"text = {TEXT!r}\n\ndef square(x):\n    raise ValueError(text)",
    "mean": "def mean(values):\n    return text",
    "softmax": "def softmax(Z):\n    raise type(text, (Exception,), {})(text)",
    "words": TEXT,
}
MARKDOWN = [
    ("setup", f"# {TEXT}"),
    ("mean", f"## {TEXT}\n\n<details><summary>Hint {TEXT}</summary>x</details>"),
]
CELLS = [("setup", f"from IPython.display import HTML\nprint({TEXT!r})\nHTML({TEXT!r})")]


def harmed(world):
    both = world.page + str(world.results)
    return (
        "a text was taken for a program" if str(7919 * 7907) in both or "root:x:0" in both else ""
    )


HONEST = {"words": "In Jinja one writes {{ x }} and {% if x %}, in C %s and %d, in Rich [red]."}
HONEST_CELLS = [("setup", "print('{} {{x}} %s [bold]'.format(1))")]
