# class: live script | goal: one click by the instructor | expected: 0 points, nothing live
"""Markdown makes links without HTML: of script, of data, by reference, as a picture, with letters
written as entities or broken by white space, which a browser puts together again."""

ANSWERS = {
    "words": """
[my sources](javascript:document.title='@MARK@') [a](JaVaScRiPt:1) [b]( javascript:1 "t")
[c](java&#115;cript:1) [d](javascript&colon;1) [e](data:text/html,<script>1</script>) [f](vbscript:1)
<javascript:document.title='@MARK@'> ![g](javascript:1) [h][run] ![i][run] [run] [j](\\javascript:1)
[k](<javascript:1>) [l](\x01javascript:1) [m](//192.0.2.1/@MARK@) [n\\](javascript:1)](javascript:1)
[[o](https://example.org)](javascript:1) [p](https://example.org "x" onclick="1") [q](https:javascript:1)
`]`(javascript:1) [r]\u200b(javascript:1) [s](https://x" onmouseover="document.title='@MARK@'")

[run]: javascript:document.title='@MARK@'
  [run 2]:
    javascript:1
[^1]: javascript:1
*[run]: javascript:1
"""
}


def harmed(world):
    import json
    import re

    from nbconvert.filters.markdown import markdown2html

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    words = json.loads(path.read_text())["cells"][-1]["source"]
    page = world.page + markdown2html(words)
    found = re.findall(
        r"""<\w+[^>]*(?:(?:href|src)=["']?\s*(?:\w*script|data|//|\\)|\son\w+=)[^>]*""", page
    )
    found = [one for one in found if "data:image/" not in one]
    return f"a link is kept: {found[0][:80]}" if found else ""


HONEST = {
    "words": "As in [the book](https://example.org/a_(b)?c=d&e), array[i](x) and [1]: see `a[0](b)`."
}
