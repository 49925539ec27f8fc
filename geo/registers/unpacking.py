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
from typing import IO, Final, TypeVar

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked

LARGEST_BYTES: Final = 400_000_000
"""The largest register that is read, unpacked: six times the largest that GIAS has published."""

T = TypeVar("T")
_CHUNK: Final = 1 << 20
_AGAIN: Final = "Download it again from Get Information about Schools."
_DAMAGED: Final = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


@dataclass(frozen=True)
class Unpacked:
    """The bytes of one CSV, the names of the file and of the member inside it, and the SHA-256 of the file on disk."""

    file: str
    member: str
    sha256: str
    data: bytes


def unpack(path: Path | str, watch: Watch) -> Unpacked:
    """Read a `.csv`, `.csv.gz` or `.zip`, judged by content, not by name. Raises `InputError` and `Cancelled`."""
    path = Path(path)
    packed = _read_file(path, watch)
    digest = hashlib.sha256(packed).hexdigest()
    name = _shown(path)
    if packed.startswith(b"\x1f\x8b"):
        data = _guarded(name, lambda: _bounded(gzip.GzipFile(fileobj=io.BytesIO(packed)), name, watch))
        return Unpacked(name, "", digest, data)
    if packed.startswith(b"PK\x03\x04"):
        member, data = _guarded(name, lambda: _from_zip(packed, name, watch))
        return Unpacked(name, member, digest, data)
    if packed.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise InputError("the zip is empty or in several parts", file=name, remedy=_AGAIN)
    return Unpacked(name, "", digest, packed)


def _shown(path: Path) -> str:
    """The name of a file as text that can be written anywhere: Linux allows names that are no text."""
    return path.name.encode("utf-8", errors="replace").decode("utf-8")


def _read_file(path: Path, watch: Watch) -> bytes:
    name = _shown(path)
    try:
        with path.open("rb") as stream:
            data = _bounded(stream, name, watch)
    except FileNotFoundError:
        raise InputError("there is no such file", file=name, remedy="Check the name and the folder.") from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a file", file=name, remedy="Choose the register inside it.") from None
    except PermissionError:
        # Windows answers thus for a folder as well.
        what = "this is a folder, not a file" if path.is_dir() else "you may not read this file"
        raise InputError(what, file=name, remedy="Choose another file, or ask for the right to read it.") from None
    except OSError as error:
        said = error.strerror or "the disk gave an error"
        raise InputError(f"it cannot be read ({said})", file=name, remedy="Copy it to this computer and try again.") from error
    if not data.strip():
        raise InputError("the file is empty", file=name, remedy=_AGAIN)
    return data


def _guarded(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except _DAMAGED as error:
        raise InputError("the packed file is damaged or cut off", file=name, remedy=_AGAIN) from error
    except (NotImplementedError, RuntimeError) as error:
        remedy = "Unpack it with the program that made it and choose the CSV."
        raise InputError("it is locked with a password or packed in an unusual way", file=name, remedy=remedy) from error


def _bounded(stream: IO[bytes] | gzip.GzipFile, name: str, watch: Watch) -> bytes:
    """All bytes of a stream, up to the largest size; whoever packed more is refused before it fills the memory."""
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_CHUNK):
        stop_if_asked(watch)
        size += len(part)
        if size > LARGEST_BYTES:
            limit = f"{LARGEST_BYTES // 1_000_000} MB"
            raise InputError(f"it holds more than {limit}, too much for a register", file=name, remedy=_AGAIN)
        parts.append(part)
    return b"".join(parts)


def _from_zip(packed: bytes, name: str, watch: Watch) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        member = _register_in(archive, name)
        with archive.open(member) as stream:
            data = _bounded(stream, name, watch)
    if not data.strip():
        raise InputError(f"{Path(member).name} inside the zip is empty", file=name, remedy=_AGAIN)
    return Path(member).name, data


def _register_in(archive: zipfile.ZipFile, name: str) -> str:
    names = archive.namelist()
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise InputError("this is a spreadsheet or document, not a CSV", file=name, remedy="Save the sheet as CSV UTF-8.")
    tables = [n for n in names if n.lower().endswith(".csv") and not n.startswith("__MACOSX")]
    whole = [n for n in tables if re.match(r"edubasealldata\d*", Path(n).name, re.IGNORECASE)]
    chosen = whole or [n for n in tables if "links" not in n.lower()] or tables
    if not chosen:
        raise InputError("there is no CSV inside the zip", file=name, remedy=_AGAIN)
    if len(chosen) > 1:
        some = ", ".join(sorted(Path(n).name for n in chosen)[:4])
        remedy = "Unpack it and choose the file of all establishments."
        raise InputError(f"the zip holds several registers ({some})", file=name, remedy=remedy)
    return chosen[0]
