"""From bytes to text: which encoding, and whether it is a table at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from wolds.geo.doors import Door
from wolds.geo.errors import InputError
from wolds.geo.registers.unpacking import REGISTER

_WEB: Final = "Sign in or accept the page in your browser, then download the file again."
_SPREADSHEET: Final = "Open it in a spreadsheet program and save the sheet as CSV UTF-8."
_OLE: Final = b"\xd0\xcf\x11\xe0"
_DELIMITERS: Final = (",", ";", "\t")


@dataclass(frozen=True)
class Decoded:
    """The text of a table, the encoding it came in, and what stands between its cells."""

    text: str
    encoding: str
    delimiter: str


def decode(data: bytes, file: str, door: Door = REGISTER) -> Decoded:
    """The text behind the bytes: UTF-8 with or without BOM where it is valid, else cp1252, as GIAS writes it.

    Raises `InputError` for anything that is not a table of text; `door` says what kind of list was asked for.
    """
    _refuse_binary(data, file, door)
    text, encoding = _text(data)
    start = text[:2_000].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<head", "<body")):
        raise InputError(f"this is a web page, not {door.what}", file=file, remedy=_WEB)
    return Decoded(text, encoding, _delimiter(text))


def _text(data: bytes) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", errors="replace"), "UTF-8 with BOM"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # a file that breaks off inside a letter
            return data[: error.start].decode("utf-8"), "UTF-8"
        # Five bytes mean nothing in cp1252: they show as replacement characters, which the report counts.
        return data.decode("cp1252", errors="replace"), "cp1252"


def _refuse_binary(data: bytes, file: str, door: Door) -> None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("the text is in UTF-16", file=file, remedy=_SPREADSHEET)
    if data.startswith(_OLE):
        raise InputError("this is an old Excel file, not a CSV", file=file, remedy=_SPREADSHEET)
    if data.startswith(b"%PDF"):
        raise InputError(f"this is a PDF, not {door.what}", file=file, remedy=door.choose)
    if data.startswith(b"SQLite format 3\x00"):
        raise InputError(f"this is a database or plan file, not {door.what}", file=file, remedy=door.choose)
    if b"\x00" in data[:100_000] or _control_share(data[:10_000]) > 0.01:
        raise InputError("this is not a text file", file=file, remedy=door.choose)


def _control_share(start: bytes) -> float:
    strange = sum(1 for byte in start if byte < 32 and byte not in (9, 10, 12, 13))
    return strange / max(1, len(start))


def _delimiter(text: str) -> str:
    """The comma of GIAS, or what a spreadsheet program of another country put in its place."""
    heading = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda mark: (heading.count(mark), -_DELIMITERS.index(mark)))
