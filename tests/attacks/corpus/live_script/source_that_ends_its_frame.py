# class: live script | goal: script out of the code that is shown | expected: 0 points, nothing live
"""The code is shown in colours, piece by piece, and without what lies between two marks: half of a tag
before a mark and half behind it, in a comment and in a text, meet when the middle is taken out."""

ANSWERS = {
    "square": """
def square(x):
    '''</code></pre><script>document.title='@MARK@'</script>'''
    # <scr
    ### BEGIN HIDDEN TESTS
    return "canary"
    ### END HIDDEN TESTS
    # ipt>document.title='@MARK@'</scr
    f"<img {x:<{9}} src=x onerror=1>" "&lt;script&gt;" r"\\<svg/onload=1>" #</span><script>1</script>
    return 0
""",
    "mean": "<script>document.title='@MARK@'</script>\n%%html\n<script>1</script>",
    "softmax": "%%javascript\ndocument.title = '@MARK@'",
    "counter": "%%html\n<iframe srcdoc='<script>1</script>'></iframe>",
    "words": "a <scr\n### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS\nipt>document.title='@MARK@'</script>",
}


def harmed(world):
    live = f"<script>document.title='{world.mark}'" in world.page or "<img src=x" in world.page
    return "the source ends its frame" if live else ""


HONEST = {
    "mean": 'def mean(values):\n    """For <values> & more: </code>"""\n    return sum(values) / len(values)'
}
