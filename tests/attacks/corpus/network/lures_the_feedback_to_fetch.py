# class: network | goal: make the grader itself connect | expected: 0 points, no connection
"""The sandbox has no network, but whoever makes the feedback has one: converters embed pictures
by fetching them, and parsers resolve what a document refers to."""

ANSWERS = {
    "square": """
from IPython.display import HTML, Image, Latex, Markdown, display

address = "http://127.0.0.1:@PORT@/@MARK@"
display(Image(url=address + ".png"))
display(HTML(f'<img src="{address}.gif"><link rel=stylesheet href="{address}.css">'
             f'<iframe src="{address}"></iframe><style>@import url({address});</style>'))
display(Markdown(f"![a picture]({address}.png) [a link]({address})"))
display(Latex(r"\\includegraphics{" + address + "}"))
svg = ('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "' + address + '">]>'
       '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
       f'<image xlink:href="{address}.svg" width="9" height="9"/><text>&e;</text></svg>')
display({"image/svg+xml": svg, "text/html": svg, "text/plain": "svg"}, raw=True)

class Lure:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/png": address, "text/html": f"<embed src={address}>"}

display(Lure())

def square(x):
    raise ValueError(f"![]({address}) <img src={address}>")
""",
    "words": """
![picture](http://127.0.0.1:@PORT@/@MARK@.png) <img src='http://127.0.0.1:@PORT@/@MARK@.jpg'>

[a link][1]

[1]: http://127.0.0.1:@PORT@/@MARK@
""",
}

HONEST = {
    "square": """
from IPython.display import HTML, Markdown, display

display(HTML("<table><tr><td>3</td><td>9</td></tr></table>"))
display(Markdown("**nine**, see [the lecture](https://example.org/lecture)"))

def square(x):
    return x * x
""",
    "words": "See [the lecture](https://example.org/lecture) and <https://example.org>.",
}
