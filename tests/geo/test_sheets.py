"""Sheets of people as text cells, written by other libraries: whatever the program, the same cells."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from helpers.sheets import ods_of, xlsx_of
from wolds.geo.errors import InputError
from wolds.geo.sheets import read_sheets, sheets_in

ROWS = [["School", "URN", "From"], ["Saint Mary’s", 100001, date(2026, 9, 1)], ["Belton; Marsh", 2.5, "Easter"]]
CELLS = (("School", "URN", "From"), ("Saint Mary’s", "100001", "2026-09-01"), ("Belton; Marsh", "2.5", "Easter"))


def as_xlsx() -> bytes:
    return xlsx_of(("Mine", ROWS), ("Empty", []))


def as_ods() -> bytes:
    return ods_of(("Mine", ROWS))


def as_csv(delimiter: str, encoding: str) -> bytes:
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in CELLS).encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        as_csv(",", "utf-8"), as_csv(";", "utf-8-sig"), as_csv("\t", "cp1252"), as_csv(",", "utf-16"), as_xlsx(), as_ods(),
    ],
    ids=["comma", "semicolon", "tab", "utf-16", "xlsx", "ods"],
)  # fmt: skip
def test_every_kind_of_sheet_gives_the_same_cells(data: bytes) -> None:
    (sheet,) = sheets_in(data, "mine")
    assert sheet.rows == CELLS


def test_a_day_with_a_time_keeps_it() -> None:
    book = openpyxl.Workbook()
    book.active.append([datetime(2026, 9, 1, 8, 30), True])
    out = io.BytesIO()
    book.save(out)
    assert sheets_in(out.getvalue(), "mine")[0].rows == (("2026-09-01T08:30:00", "yes"),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"PK\x03\x04 cut off", "damaged"),
        (as_xlsx()[:-600], "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "not a spreadsheet"),
        (b"%PDF-1.7 ...", "not a sheet"),
        (b"\0\1\2\3", "not a sheet"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'School\n"Bel"ton', "not a table"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as fault:
        sheets_in(data, "mine.xlsx")
    assert str(fault.value).startswith("mine.xlsx: ")
    assert fault.value.remedy


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(InputError, match="not a spreadsheet"):
        sheets_in(out.getvalue(), "mine.zip")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_sheets(tmp_path / "none.csv")
