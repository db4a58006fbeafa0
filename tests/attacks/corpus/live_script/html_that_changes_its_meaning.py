# class: live script | goal: HTML that is harmless until it is read again | expected: 0 points, nothing live
"""A cleaner reads HTML, drops tags and writes it down; the browser reads that once more. Between the
two, what was a text inside a special element becomes a tag."""

CELLS = [
    (
        "setup",
        """
from IPython.display import HTML, display
run = "onerror=document.title='@MARK@'"
for text in (
    "[noscript][p title='[/noscript][img src=x {}]'][/noscript]",
    "[math][mtext][table][mglyph][style][!--[/style][img title='--&gt;&lt;img src=x {}&gt;']",
    "[svg][/p][style][a id='[/style][img src=x {}]']", "[p][svg][title][style][img src=x {}]",
    "[math][annotation-xml encoding='text/html'][style][img src=x {}][/style]", "[xmp][/xmp][img src=x {}]",
    "[form][math][mtext][/form][form][mglyph][style][/math][img src=x {}]", "[plaintext][img src=x {}]",
    "[textarea][/textarea][img src=x {}][/textarea]", "[select][template][img src=x {}][/select]",
    "[table][caption][svg][desc][table][tr][td][style][a title='[/style][img src=x {}]']",
    "[title][/title][img src=x {}][/title]", "[!doctype html][html][frameset][noframes][img src=x {}]",
    "[code]&lt;img src=x {}&gt;[/code]&amp;lt;img src=x {}&amp;gt;", "[p title=&quot;][img src=x {}]&quot;]",
    "[h1 x='[h1'][img src=x {}][/h1 ][h9[h2 [img src=x {}]]", "[![CDATA[][img src=x {}]]]", "[%[img src=x {}]%]",
    "[td colspan='1&quot; {} x=&quot;']a", "[ol start=\\"1' {} x='\\"][li]a", "[p dir='ltr&#34; {}']a",
):
    display(HTML(text.replace("{}", run).replace("[", chr(60)).replace("]", ">")))
""",
    )
]


def harmed(world):
    import json

    from bs4 import BeautifulSoup

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    outputs = [o for c in json.loads(path.read_text())["cells"] for o in c.get("outputs", ())]
    for text in [o["data"].get("text/html", "") for o in outputs if "data" in o]:
        for tag in BeautifulSoup(text, "html.parser").find_all(True):
            if tag.name == "img" or any(name.startswith("on") for name in tag.attrs):
                return f"a tag came to life: {str(tag)[:80]}"
    return "a tag came to life on the page" if '<img src="x"' in world.page else ""


HONEST_CELLS = [
    (
        "setup",
        """
from IPython.display import HTML
HTML("<style scoped>td { color: red }</style><!-- made by hand --><table><td title='a>b'>1<td>&amp;lt;")
""",
    )
]
