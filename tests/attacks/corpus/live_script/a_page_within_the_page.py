# class: live script | goal: full marks for whoever reads the page | expected: 0 points, nothing live
"""Closing tags end the student's part of the page, styles lay another page over it, and classes and
ids of the real page make a mark of 20 look like the grader's own, also in formgrader's boxes."""

FORGED = """
[/pre][/div][/section][/main][style]* { display: none } .x { display: block }[/style]
[div class="total x" id="marks" style="position: fixed; inset: 0; background: white; z-index: 9"]
[p class="total"][strong]20[/strong] of 20 @MARK@[/p][input class="score tabbable" id="square-hidden" value="4"]
[textarea id="words-comment" class="comment"]Very good[/textarea][h1 id="words"]Feedback[/h1][/div]
[/body][/html][body][font size=7 color=red][center][marquee][blink][a name="exercise-1"]
"""
ANSWERS = {
    "square": "def square(x):\n    # </code></pre></main></body></html>\n    raise ValueError('</p></main>')",
    "words": FORGED.replace("[", "<").replace("]", ">"),
}
CELLS = [
    (
        "square",
        f"from IPython.display import HTML\nHTML('''{FORGED}'''.replace('[', chr(60)).replace(']', '>'))",
    )
]


def harmed(world):
    import json
    import re

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    outputs = [o for c in json.loads(path.read_text())["cells"] for o in c.get("outputs", ())]
    kept = "".join(o.get("data", {}).get("text/html", "") for o in outputs)
    found = re.search(
        r"<[^>]+\b(?:class|id|style|name)=[^>]*>|<(?:style|input|textarea|body)", kept
    )
    ends = world.page.count("</main>") != 1 or world.page.count("</body>") != 1
    return "the page is laid over, or ends early" if found or ends else ""


HONEST_CELLS = [
    (
        "square",
        """
from IPython.display import HTML
HTML("<h2 id=top>Scores</h2><p style='color: red' class=total><b>20</b> of 20 in my own tests</p>")
""",
    )
]
