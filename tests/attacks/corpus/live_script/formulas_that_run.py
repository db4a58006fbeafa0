# class: live script | goal: script by way of MathJax | expected: 0 points, nothing live
"""MathJax has commands for links, for attributes, for HTML inside formulas, and for making new
commands, by which a forbidden one can be spelled; text/latex is put into the page as it is."""

ANSWERS = {
    "words": r"""
$\href{javascript:document.title='@MARK@'}{x}$ $$\href {javascript:1} y$$ $\style{position:fixed;top:0}{z}$
$\class{score}{1}\cssId{square-hidden}{2}\unicode{x3c}$ $\require{html}\require{action}\texttip{a}{b}$
$\def\z{\href}\z{javascript:1}{x}$ $\renewcommand{\mean}{\href}\mean{javascript:1}{x}$ $\let\z\href$
\begin{equation} \href{javascript:document.title='@MARK@'}{x} <img src=x onerror=1> \end{equation}
\\[ \hre\relax f{javascript:1}{x} \\] $\text{<script>1</script>}$ $x</span><script>1</script>$
"""
}
CELLS = [
    (
        "setup",
        r"""
from IPython.display import Latex, display
L = chr(60)
display(Latex(f"${L}img src=x onerror=document.title='@MARK@'>$"))
display(Latex(rf"$\href{{javascript:1}}{{@MARK@}}$ {L}script>document.title='@MARK@'{L}/script>"))
display(Latex(f"&#60;{L}/div>{L}iframe src=javascript:1>"))
""",
    )
]


def harmed(world):
    import json
    import re

    path = world.course / "autograded" / world.student / "s01_target" / "s01_target.ipynb"
    cells = json.loads(path.read_text())["cells"]
    latex = [
        o["data"].get("text/latex", "") for c in cells for o in c.get("outputs", ()) if "data" in o
    ]
    text = cells[-1]["source"] + "".join(latex)
    found = re.search(r"\\(href|style|class|cssId|require|unicode)\s*\{|<(img|script|iframe)", text)
    return f"a formula keeps {found[0]}" if found else ""


HONEST = {
    "words": r"With $\mathbf{x}\in\mathbb{R}^n$, $a<b$, $$\hat y = \sigma(w^\top x),\quad b>0$$ and \$5."
}
