"""An answer as parts to be shown one below the other: headings, and cards with lines and what can be done about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

LineKind = Literal["", "muted", "good", "warning", "strong"]


class Deed(StrEnum):
    """What a card can ask for beside an edit or a what-if."""

    PROPOSE = "propose"


@dataclass(frozen=True)
class Line:
    """One line of a card."""

    text: str
    kind: LineKind = ""


@dataclass(frozen=True)
class Part:
    """A card. `urns` can be shown on the map; `deed` (an edit, an `Elsewhere` or a `Deed`) is asked for by a button."""

    lines: tuple[Line, ...]
    urns: tuple[int, ...] = ()
    deed: object | None = None
    deed_words: str = ""
    deed_tip: str = ""
    deed_icon: str = "accept"

    @property
    def text(self) -> str:
        """All of it, for a screen reader: each line a sentence."""
        return " ".join(line.text if line.text.endswith((".", "!", "?")) else f"{line.text}." for line in self.lines)


@dataclass(frozen=True)
class Heading:
    """A heading with what it needs said, above the cards that follow."""

    text: str
    sentence: str = ""


Parts = tuple[Part | Heading, ...]
