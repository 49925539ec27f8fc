"""Texts that try to come alive, for every output that shows what files and people wrote."""

from __future__ import annotations

# Texts that try to come alive in a page, a script, a spreadsheet, a CSV or a terminal.
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "javascript:alert(1)",
    "`${alert(1)}`",
    "${alert(1)}",
    "{{ 7*7 }}",
    "{% raw %}{% endraw %}",
    "{{ this.__class__ }}",
    "</title><script>alert(1)</script>",
    "<!--<script>",
    "]]><b>",
    "<b>bold</b> & <i>more</i>",
    '\\"; alert(1); //',
    "\\u003cscript\\u003ealert(1)",
    "a\u2028alert(1)\u2029b",
    "line\r\nbreak,100001,stolen",
    '=HYPERLINK("https://example.org","x")',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "<r><t>raw</t></r>",
    "<r></r>",
    "_x0041_",
    "\x1b[31mred\x07",
    "\u202egnp.exe",
    "\u200b=1+1",
    "a\x00b",
    "https://example.org/track.gif",
    "x" * 40_000,
    "\ud800 half a letter",
)

IN_TYPST = (
    "#panic()",
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.1.0"',
    "#while true {}",
    ']#eval("1+1")[',
    "$ x^2 $ *bold* _it_ `raw` <label> @reference",
    "= heading",
    "- item",
    "/ term: said",
    "\\ #h(1fr) ~ --- // comment /* more",
    "#set page(fill: red)",
)
"""Texts that would be code or markup in a template."""
IN_WORD = (
    "</w:t></w:r><w:r><w:t>in",
    '{ HYPERLINK "https://example.org" }',
    '{ INCLUDEPICTURE "https://example.org/x.png" }',
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
    "&lt;&amp;&#x41;",
    "\ufffe\uffff\ue000",
    "../../../etc/passwd",
)
"""Texts that would be fields or XML in a Word document."""
IN_TEMPLATES = (
    *("{% raw %}", "{% endraw %}", "{%- raw -%}{{ 7*7 }}", "{# opened", "#} closed", "{{ opened", "}} closed", "{% opened"),
    *("%} closed", "{% if", "{# {{ #}", "{{ 1/0 }}", "{% include '/etc/passwd' %}", "{% macro script() %}"),
    "{{cycler.__init__.__globals__.os.getcwd()}}",
)
"""Texts that would open or end a part of a Jinja template, in which the shared map is made."""
UNBALANCED_IN_TYPST = (
    *(
        "#{ opened",
        "#[ opened",
        "] closed",
        "} closed",
        "$ opened",
        "``` opened",
        "< opened",
        "@nowhere",
        "/* opened",
        "*/ closed",
    ),
    *("ends so \\", '#include "x.typ"', "\\u{41} letter", '"# closed'),
)
"""Texts that would open or end a part of a Typst template."""
EVERYWHERE = (*PAYLOADS, *IN_TYPST, *IN_WORD, *IN_TEMPLATES, *UNBALANCED_IN_TYPST)
