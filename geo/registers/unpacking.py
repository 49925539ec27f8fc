"""From a file on disk to the bytes of one CSV: plain, gzipped, or inside the zip it was downloaded as."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from wolds.geo.doors import Door, is_blank, shown
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch

LARGEST_BYTES: Final = 200_000_000
"""The largest register that is read, unpacked: three times the largest that GIAS has published."""
REGISTER: Final = Door(
    "a register",
    LARGEST_BYTES,
    "Choose the CSV of all establishment data from Get Information about Schools, or another table of schools.",
    "Download it again from Get Information about Schools.",
)
LINKS: Final = Door(
    "a list of links",
    30_000_000,
    "Choose the links extract (links_edubasealldataYYYYMMDD.csv) of Get Information about Schools.",
    "Download the links extract again from Get Information about Schools.",
)
TABLE: Final = Door(
    "a table of schools",
    LARGEST_BYTES,
    "Choose a table of schools: CSV, XLSX, XLS, ODS, GeoPackage or shapefile.",
    "Fetch it again, or save it anew in the program that made it.",
)

T = TypeVar("T")
_DAMAGED: Final = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


@dataclass(frozen=True)
class Unpacked:
    """The bytes of one CSV, the names of the file and of the member inside it, and the SHA-256 of the file on disk."""

    file: str
    member: str
    sha256: str
    data: bytes


def unpack(path: Path | str, watch: Watch, door: Door = REGISTER) -> Unpacked:
    """Read a `.csv`, `.csv.gz` or `.zip`, judged by content, not by name. Raises `InputError` and `Cancelled`.

    `door` says what kind of list was asked for, and how large it may be, unpacked.
    """
    path = Path(path)
    name = shown(Path(path.name))
    packed = door.read(path, name, watch)
    if is_blank(packed):
        raise InputError("the file is empty", file=name, remedy=door.again)
    digest = hashlib.sha256(packed).hexdigest()
    if packed.startswith(b"\x1f\x8b"):
        data = _guarded(name, door, lambda: door.all_of(gzip.GzipFile(fileobj=io.BytesIO(packed)), name, watch))
        return Unpacked(name, "", digest, data)
    if packed.startswith(b"PK\x03\x04"):
        member, data = _guarded(name, door, lambda: _from_zip(packed, name, watch, door))
        return Unpacked(name, member, digest, data)
    if packed.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise InputError("the zip is empty or in several parts", file=name, remedy=door.again)
    return Unpacked(name, "", digest, packed)


def _guarded(name: str, door: Door, read: Callable[[], T]) -> T:
    try:
        return read()
    except _DAMAGED as error:
        raise InputError("the packed file is damaged or cut off", file=name, remedy=door.again) from error
    except (NotImplementedError, RuntimeError) as error:
        remedy = "Unpack it with the program that made it and choose the CSV."
        raise InputError("it is locked with a password or packed in an unusual way", file=name, remedy=remedy) from error


def _from_zip(packed: bytes, name: str, watch: Watch, door: Door) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        member = _table_in(archive, name, door)
        door.refuse_bomb((archive.getinfo(member),), name)
        with archive.open(member) as stream:
            data = door.all_of(stream, name, watch)
    if is_blank(data):
        raise InputError(f"{Path(member).name} inside the zip is empty", file=name, remedy=door.again)
    return Path(member).name, data


def _table_in(archive: zipfile.ZipFile, name: str, door: Door) -> str:
    names = archive.namelist()
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise InputError("this is a spreadsheet or document, not a CSV", file=name, remedy="Save the sheet as CSV UTF-8.")
    tables = [n for n in names if n.lower().endswith(".csv") and not n.startswith("__MACOSX")]
    whole = [n for n in tables if re.match(r"edubasealldata\d*", Path(n).name, re.IGNORECASE)]
    chosen = whole or [n for n in tables if "links" not in n.lower()] or tables
    if not chosen:
        raise InputError("there is no CSV inside the zip", file=name, remedy=door.choose)
    if len(chosen) > 1:
        some = ", ".join(sorted(Path(n).name for n in chosen)[:4])
        remedy = f"Unpack it and choose one of them. {door.choose}"
        raise InputError(f"the zip holds several lists ({some})", file=name, remedy=remedy)
    return chosen[0]
