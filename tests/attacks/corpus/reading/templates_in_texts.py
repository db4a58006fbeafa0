# class: reading | goal: names of the page's template | expected: 0 points, nothing read
"""Text of a student's that is pasted into a template, or formatted twice, is a program of its own."""

_TEXT = (
    "{{ config }} {{ self.__init__.__globals__ }} {% include '@HOME@/secret.txt' %} "
    "{% for c in ().__class__.__base__.__subclasses__() %}{{ c }}{% endfor %} "
    "{0.__class__.__init__.__globals__} {error.__traceback__.tb_frame.f_globals[canary]} {call} "
    "%(canary)s %s%s%s $canary ${canary} [bold]rich[/] [link=file://@HOME@/secret.txt]x[/link] "
    "`cat @HOME@/secret.txt` $(cat @HOME@/secret.txt) ${env:COURSE_SECRET} %%COURSE_SECRET%%"
)

ANSWERS = {
    "words": _TEXT,
    "square": f"def square(x):\n    raise ValueError({_TEXT!r})\n",
    "mean": (
        f"def mean(values):\n    return {_TEXT!r}\n\n"
        f"mean.__name__ = mean.__qualname__ = {_TEXT!r}\n"
    ),
    "softmax": (
        f"Odd = type({_TEXT!r}, (Exception,), {{}})\n\ndef softmax(Z):\n    raise Odd({_TEXT!r})\n"
    ),
    "counter": f"class Counter:\n    total = {_TEXT!r}\n    add = count = lambda self, word: {_TEXT!r}\n",
}
CELLS = [("words", f"from IPython.display import HTML\nprint({_TEXT!r})\nHTML({_TEXT!r})")]

HONEST = {
    "words": "In a template, `{{ name }}` and `{% if x %}` stand for values; 100 %% and [b]no[/b].\n",
    "square": '''
print("{{ x }} {0} %s [bold]{x}[/]".format(1, x=2))

def square(x):
    """{{ x }} times {{ x }}, as in {call}."""
    return x * x
''',
}
