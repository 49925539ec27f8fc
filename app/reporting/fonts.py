"""Whether the font that a house style names is on this computer, and what stands in for one that is not. No Qt."""

from __future__ import annotations

from functools import cache
from typing import Final

from wolds.app.reporting.house import House
from wolds.app.reporting.plain import plain_words
from wolds.app.reporting.typesetting import fonts

FONT: Final = "Source Sans 3"
"""The font of PDFs, which comes with Wolds."""


def font_doubt(house: House) -> str:
    """What to say of a house style's font that is not installed here, without a full stop; "" where all is well.

    Looks through the fonts of the computer once, which can take a moment where it has many.
    """
    font = plain_words(house.style.font).strip()
    if not font or font.casefold() in _families():
        return ""
    return (
        f"the font {font} of the house style is not installed on this computer; PDF is set in {FONT} instead, "
        f"and Word shows another font on each computer that lacks {font}"
    )


@cache
def _families() -> frozenset[str]:
    return frozenset(family.casefold() for family in fonts(system=True).families())
