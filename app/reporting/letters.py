"""Letters to heads as PDF, Word, and as a table for a mail merge. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from wolds.app.export.bundle import AFTER_CODE, BY_HAND, Exported
from wolds.app.export.explained import can_be_explained
from wolds.app.export.tables import csv_bytes
from wolds.app.reporting.fitting import looking, report_bytes
from wolds.app.reporting.house import House
from wolds.app.reporting.stamping import origin_of_documents
from wolds.clustering.reporting.house_style import Paper
from wolds.clustering.reporting.letters import (
    COLUMNS,
    Correspondence,
    Letter,
    LetterWords,
    correspondence,
    letter_report,
    letters_report,
    merge_rows,
    parse_words,
)
from wolds.geo.doors import Door

WORDS: Final = Door("words of letters", 1_000_000, "Choose a file of letter words (TOML).")
SHEET: Final = "Letters"


def correspondence_of(exported: Exported, words: LetterWords | None = None) -> Correspondence:
    """Everything that the letters of a plan are written from."""
    return correspondence(exported.context, exported.day, reasons_of(exported), words, origin_of_documents(exported))


def reasons_of(exported: Exported) -> dict[int, str]:
    """Why schools are in no cluster, as sentences by URN; none for those of which only a new proposal would tell."""
    told = (row.reason.partition(AFTER_CODE) for row in exported.rows if not row.cluster)
    urns = (row.urn for row in exported.rows if not row.cluster)
    return {urn: sentence for urn, (code, _, sentence) in zip(urns, told, strict=True) if code != BY_HAND}


def unexplained(exported: Exported) -> int:
    """How many letters to schools in no cluster cannot say why, since only a new proposal would tell."""
    if can_be_explained(exported):
        return 0
    reasons = reasons_of(exported)
    return sum(1 for row in exported.rows if not row.cluster and row.urn not in reasons)


def load_words(path: Path) -> LetterWords:
    """The words of letters in a file (TOML). Raises `InputError`."""
    return parse_words(WORDS.read(path), str(path))


def letters_bytes(
    suffix: str, shared: Correspondence, letters: Iterable[Letter], house: House | None = None, paper: Paper | None = None
) -> bytes:
    """Letters in one document, ".pdf" or ".docx", each on a page of its own."""
    house, some = house or House(), tuple(letters)
    one = len(some) == 1
    report = letter_report(shared, some[0], house.style) if one else letters_report(shared, some, house.style)
    return report_bytes(suffix, report, {}, looking(house, "letter.typ"), paper)


def merge_bytes(suffix: str, shared: Correspondence, exported: Exported) -> bytes:
    """The table for a mail merge, ".csv" or ".xlsx": every text is dead, no cell is a formula."""
    rows = tuple(merge_rows(shared))
    if suffix == ".csv":
        return csv_bytes(COLUMNS, rows)
    from wolds.app.export.sheets import Column, Sheet, about_sheet
    from wolds.app.export.workbook import Described, book_bytes

    said = Described(exported.title, exported.version, exported.made_at, exported.is_sample)
    letters = Sheet(SHEET, tuple(Column(title, 18) for title in COLUMNS), rows)
    return book_bytes([letters, about_sheet(exported)], said)
