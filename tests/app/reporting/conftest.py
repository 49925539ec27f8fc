"""A report with one of each block, whose every text can be anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.payloads import EVERYWHERE
from wolds.clustering.reporting.document import (
    Align,
    Bullets,
    Column,
    Contents,
    Facts,
    Figure,
    Heading,
    Meta,
    Notice,
    NoticeKind,
    Numbered,
    PageBreak,
    Paragraph,
    Report,
    Table,
)

PICTURE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" height="100" fill="#dfe"/>
<path d="M10 10L190 90" stroke="black"/></svg>"""
Make = Callable[..., Report]


@pytest.fixture(params=EVERYWHERE, ids=range(len(EVERYWHERE)))
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def make_report() -> Make:
    """Makes a report; `text` stands wherever a text can stand."""

    def make(text: str = "", rows: int = 3, language: str = "en-GB") -> Report:
        columns = (Column(text or "School", width=3), Column(text or "Pupils", Align.RIGHT), Column("Part", Align.CENTRE))
        table = tuple((text or f"School {row}", text or str(row), "core") for row in range(rows))
        about = text or "made up"
        meta = Meta(about, about, (about,), "2026-06-18T10:00:00+01:00", about, text or "Sample data: an invented county")
        blocks = (
            Contents(),
            Heading(1, text or "Summary"),
            Paragraph(text or "A paragraph."),
            Notice(NoticeKind.WARNING, text or "Take care."),
            Bullets((text or "a bullet",)),
            Numbered((text or "first", text or "second")),
            Paragraph("Between two lists."),
            Numbered((text or "again first",)),
            Heading(2, text or "Facts"),
            Facts(((text or "Proof", text or "Proven best"),)),
            Table(text or "Schools of the cluster", columns, table),
            Figure("map", text or "A map of three schools", text or "The cluster"),
            PageBreak(),
            Heading(1, text or "The end"),
            Paragraph("Last words."),
        )
        return Report(text or "Committee report", text or "Small schools", blocks, language, meta)

    return make
