"""Texts of reports as both formats can hold them: nothing unseen, nothing that no font and no file format knows."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from wolds.app.export.dead_text import one_line
from wolds.clustering.reporting.house_style import HouseStyle

_NEVER: Final = {"Cn", "Co"}
_UNBROKEN: Final = re.compile(r"\S{31,}")
_BREAK: Final = "\u200b"  # a place to break a line at, without width


def plain_words(text: str) -> str:
    """A text without invisible, direction-changing, private and unassigned characters; line ends stay.

    >>> plain_words("One\\x00 line\\r\\nand\\u202e another \\uffff")
    'One line\\nand another'
    """
    lines = (one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join("".join(c for c in line if unicodedata.category(c) not in _NEVER).strip() for line in lines).strip("\n")


def logo_words(style: HouseStyle) -> str:
    """What a logo shows, for those who hear the report."""
    spoken = style.logo_alternative_text or f"Logo of {style.organisation or 'the authority'}"
    return plain_words(spoken) or "Logo"


def breakable(text: str) -> str:
    """A text whose endless words may be broken, so that none runs out of its column."""
    return _UNBROKEN.sub(lambda found: _BREAK.join(_pieces(found[0])), text)


def _pieces(word: str) -> list[str]:
    return [word[at : at + 10] for at in range(0, len(word), 10)]
