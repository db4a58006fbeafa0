# class: live script | goal: script in the page of whoever looks at an output | expected: 0 points, nothing live
"""An output of HTML is shown as it is by formgrader and by nbgrader's feedback, on the origin of
the instructor's own Jupyter: here as scripts, plain, typed, of modules, with odd letters."""

CELLS = [
    (
        "setup",
        """
from IPython.display import HTML, display
L = chr(60)
for tag in ("script", "SCRIPT", "script/x", "script type=module", "script\\t", "script src=//192.0.2.1/x"):
    display(HTML(f"{L}b>table{L}/b>{L}{tag}>document.title='@MARK@'{L}/script>"))
display(HTML(f"{L}scr{L}script>ipt>document.title='@MARK@'{L}/scr{L}/script>ipt>"))
HTML(f"{L}!--{L}!--{L}script>-->{L}script>document.title='@MARK@'{L}/script>{L}!-->")
""",
    )
]
HONEST_CELLS = [
    (
        "setup",
        """
from IPython.display import HTML
HTML("<table><tr><th scope=row>the tag</th><td>&lt;script&gt;</td></tr></table>")
""",
    )
]
