# class: live script | goal: script in the answer that a person marks | expected: 0 points, nothing live
"""The written answer is the one cell that an instructor surely opens, and markdown lets HTML through:
whoever cleans the HTML before the markdown, or only lines that look like tags, lets it through again."""

ANSWERS = {
    "words": """
<script>document.title='@MARK@'</script>

<div
onclick="document.title='@MARK@'"
>text</div>

`<b>` <img src=x onerror="document.title='@MARK@'"> `</b>`

```
</code></pre><script>document.title='@MARK@'</script>
```

> - <svg onload=document.title='@MARK@'>

| a | b |
|---|---|
| <iframe srcdoc="<script>1</script>"> | <math><mi xlink:href="javascript:1">x</mi></math> |

<!-- --><style>* { background: url(http://192.0.2.1/@MARK@) }</style>
\\<script>document.title='@MARK@'</script> <\tscript> <?php x?> <![CDATA[ <script>1</script> ]]>
~~~html
"""
}
HONEST = {
    "words": """
If a < b and b<c, then `a<c`; see $x<y$, `<script>` in code, and

```python
print("<b>" if 1 < 2 else "&amp;")
```
"""
}
