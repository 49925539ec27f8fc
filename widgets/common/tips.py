"""Tooltips that show their text as it is: Qt guesses rich text, and a school's name must never become HTML."""

from __future__ import annotations

import html


def plain_tip(text: str) -> str:
    """A tooltip that shows exactly `text`, wrapped by Qt; "" shows none.

    >>> plain_tip("St <b>Mary</b>")
    '<qt>St &lt;b&gt;Mary&lt;/b&gt;</qt>'
    """
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
