"""The paper for a diocese as PDF or Word, with its map. The map is drawn with Qt, all else is not."""

from __future__ import annotations

from wolds.app.reporting.fitting import report_bytes
from wolds.app.reporting.house import House
from wolds.clustering.reporting.diocesan import MAP, PaperParts, paper_of
from wolds.clustering.reporting.house_style import Paper
from wolds.clustering.reporting.origin import Origin, stamped


def paper_bytes(
    suffix: str, parts: PaperParts, origin: Origin, picture: bytes, house: House | None = None, paper: Paper | None = None
) -> bytes:
    """The paper, ".pdf" or ".docx"; `picture` is the map, as SVG or PNG."""
    house = house or House()
    return report_bytes(suffix, stamped(paper_of(parts, origin.day, house.style), origin), {MAP: picture}, house, paper)
