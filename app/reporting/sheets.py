"""The sheets that reports are set on, alike in PDF and Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wolds.clustering.reporting.house_style import Paper


@dataclass(frozen=True)
class Sheet:
    """A sheet: its size and the margins beside, above and below the text in mm, and the size of the text in points."""

    width_mm: float
    height_mm: float
    margin_mm: float
    text_points: float
    above_mm: float = 18
    below_mm: float = 17

    @property
    def room_mm(self) -> float:
        """How wide the text is."""
        return self.width_mm - 2 * self.margin_mm


SHEETS: Final[Mapping[Paper, Sheet]] = {Paper.A4: Sheet(210, 297, 20, 10), Paper.A3: Sheet(297, 420, 28, 12.5)}
"""A larger sheet has larger text: lines of more than some hundred letters are hard to read."""
