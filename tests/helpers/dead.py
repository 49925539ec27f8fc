"""Judges files that were handed on: does anything in them run, refer elsewhere or act on a terminal? By the file's ending.

Only the standard library and readers of other projects; nothing of Wolds.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pypdf
import pypdfium2

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")
ALIVE_IN_PDF = {"/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/RichMedia", "/GoToR"}
FIELDS_OF_OURS = {"PAGE", "NUMPAGES", "TOC"}


def faults_of(path: Path) -> list[str]:
    """What is alive in a file; an empty list where nothing is."""
    judge = {
        ".csv": _csv,
        ".txt": _plain,
        ".json": _json,
        ".geojson": _json,
        ".xlsx": _workbook,
        ".docx": _word,
        ".pdf": _pdf,
        ".html": _page,
    }[path.suffix]
    return list(judge(path.read_bytes()))


def words_in(path: Path) -> str:
    """Everything that can be read in a file, as one text."""
    content = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if path.suffix == ".pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    return content.decode("utf-8", "replace")


def control_faults(text: str, allowed: str = "\n") -> Iterator[str]:
    """Letters that a terminal or a text program obeys, or that turn the reading direction."""
    for letter in sorted({one for one in text if unicodedata.category(one) in ("Cc", "Cs", "Cf") and one not in allowed}):
        yield f"holds the sign U+{ord(letter):04X}"


def _csv(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True):
        for cell in row:
            if (cell.startswith(FORMULA) or cell.strip().startswith(FORMULA)) and not NUMBER.fullmatch(cell):
                yield f"a spreadsheet would work out {cell[:40]!r}"
            yield from control_faults(cell, "")


def _plain(content: bytes) -> Iterator[str]:
    yield from control_faults(content.decode("utf-8-sig"), "\r\n")


def _json(content: bytes) -> Iterator[str]:
    json.loads(content.decode("utf-8"), parse_constant=_refuse)
    yield from ()


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _workbook(content: bytes) -> Iterator[str]:
    yield from _package(content)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or cell.hyperlink is not None:
                    yield f"{sheet.title} {cell.coordinate} is a formula or a link: {cell.value!r}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if "externalLink" in name or "vba" in name.lower():
                yield f"the workbook holds {name}"


def _word(content: bytes) -> Iterator[str]:
    yield from _package(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                text = archive.read(name).decode("utf-8")
                told = re.findall(r'<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"', text)
                fields = {(a or b).split()[0] for a, b in told if (a or b).strip()}
                yield from (f"{name} holds the field {field}" for field in sorted(fields - FIELDS_OF_OURS))


def _package(content: bytes) -> Iterator[str]:
    """An Office file: every part is sound XML, and none refers to a place outside."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(archive.read(name))
                if name.endswith(".rels"):
                    yield from (f"{name} refers to {one.get('Target')}" for one in tree if one.get("TargetMode") == "External")


def _pdf(content: bytes) -> Iterator[str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    numbers = {*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}
    for number in sorted(numbers):
        for name in _names(reader.get_object(number)):
            if name in ALIVE_IN_PDF:
                yield f"object {number} holds {name}"
    for name, contents in reader.attachments.items():  # where it comes from stands in a plain text
        if not name.endswith(".txt"):
            yield f"the file {name} is packed into it"
        for content in contents:
            yield from _plain(content)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)
    elif isinstance(value, pypdf.generic.NameObject):
        yield str(value)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(name for name, _ in attributes))))


def tags_of(path: Path) -> Counter[tuple[str, tuple[str, ...]]]:
    """How often each tag stands in a page, by its name and the names of its attributes."""
    page = _Tags()
    page.feed(path.read_text("utf-8"))
    return Counter(page.tags)


def _page(content: bytes) -> Iterator[str]:
    page = _Tags()
    page.feed(content.decode("utf-8"))
    yield from (f"<{tag}> acts by {name}" for tag, names in page.tags for name in names if name.startswith("on"))
