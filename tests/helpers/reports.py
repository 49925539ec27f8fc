"""The words of a report, as somebody who reads it to the end would hear them."""

from __future__ import annotations

from wolds.clustering.reporting.document import Block, Facts, Figure, PageBreak, Report, Table


def words_of(report: Report) -> str:
    """Every text of a report, a line each."""
    head = [report.title, report.subtitle, report.meta.marking]
    return "\n".join([*head, *(text for block in report.blocks for text in texts_of(block))])


def texts_of(block: Block) -> list[str]:
    """Every text of a block."""
    match block:
        case Table(caption, columns, rows):
            return [caption, *(column.header for column in columns), *(text for row in rows for text in row)]
        case Facts(rows):
            return [text for row in rows for text in row]
        case Figure(_, alternative_text, caption):
            return [alternative_text, caption]
        case PageBreak():
            return []
    return list(getattr(block, "items", ())) or [getattr(block, "text", "")]
