"""The blocks of a report as plain values, for a template: every text cleaned, none of it code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from wolds.app.reporting.plain import plain_words
from wolds.clustering.reporting.document import (
    Block,
    Bullets,
    Column,
    Contents,
    Facts,
    Figure,
    Heading,
    Notice,
    Numbered,
    Paragraph,
    Table,
)

NO_WORDS: Final = "(no words)"
"""Stands where a heading has nothing that can be shown: an empty one would be lost on whoever hears the report."""

Wrap = Callable[[str], str]


def plain_blocks(blocks: Iterable[Block], wrap: Wrap = str) -> list[dict[str, Any]]:
    """The blocks in order. `wrap` is done to each cleaned text, such as allowing endless words to be broken."""
    return [_block(block, lambda text: wrap(plain_words(text))) for block in blocks]


def _block(block: Block, say: Wrap) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": say(text) or NO_WORDS}
        case Paragraph(text):
            return {"kind": "paragraph", "text": say(text)}
        case Bullets(items):
            return {"kind": "bullets", "items": [say(item) for item in items]}
        case Numbered(items):
            return {"kind": "numbered", "items": [say(item) for item in items]}
        case Facts(rows, headings):
            return {"kind": "facts", "headings": _all(headings, say), "rows": [_all(row, say) for row in rows]}
        case Table(caption, columns, rows):
            heads = [_column(column, say) for column in columns]
            return {"kind": "table", "caption": say(caption), "columns": heads, "rows": [_all(row, say) for row in rows]}
        case Figure(name, alternative_text, caption):
            spoken = plain_words(alternative_text) or NO_WORDS
            return {"kind": "figure", "name": name, "alternative_text": spoken, "caption": say(caption)}
        case Notice(kind, text):
            return {"kind": "notice", "tone": str(kind), "text": say(text)}
        case Contents(depth):
            return {"kind": "contents", "depth": depth}
        case _:
            return {"kind": "page-break"}


def _all(texts: Iterable[str], say: Wrap) -> list[str]:
    return [say(text) for text in texts]


def _column(column: Column, say: Wrap) -> dict[str, Any]:
    return {"header": say(column.header), "align": str(column.align), "width": column.width}
