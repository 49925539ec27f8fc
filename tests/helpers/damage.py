"""Files made to hurt, out of good ones: what comes in by any door of Wolds may look like this."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import random
import struct
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Damage = Callable[[Path, bytes], None]
"""Puts a damaged file at a path; gets what a good one holds."""

VAST = 5_000_000_000
_SAID = 0xF0000000
"""What a bomb says of its size: over four gigabytes."""


def _bytes(content: bytes) -> Damage:
    return lambda path, _: _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _vast(path: Path, good: bytes) -> None:
    """A good beginning, and no end: a file with a hole takes no room on the disk."""
    path.write_bytes(good)
    os.truncate(path, VAST)


def zip_of_members(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def saying_sizes(packed: bytes, size: int) -> bytes:
    """A zip whose list of entries says that each unpacks to `size` bytes."""
    data, at = bytearray(packed), packed.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", size)
        at = packed.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def bomb(packed: bytes) -> bytes:
    """A zip that says of itself that it unpacks to gigabytes."""
    return saying_sizes(packed, _SAID)


def with_hidden_part(packed: bytes, name: str) -> bytes:
    """A zip with one entry more, which unpacks to twenty times what it says."""
    out, real = io.BytesIO(), b"<a>" + b" " * 8_000_000 + b"</a>"
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            if entry.filename != name:
                made.writestr(entry.filename, given.read(entry))
        made.writestr(name, real)
    said = struct.pack("<I", 400_000)
    return out.getvalue().replace(struct.pack("<I", len(real)), said)


def gzip_bomb(packed: bytes) -> bytes:
    """Half a gigabyte of noughts in half a megabyte: a gz may hold many parts."""
    return gzip.compress(bytes(4_000_000), mtime=0) * 130


def cut_off(good: bytes) -> bytes:
    return good[: len(good) * 2 // 3]


_random = random.Random(5)
BYTES: Mapping[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\r\n\t\n",
    "a byte order mark": codecs.BOM_UTF8,
    "any bytes": _random.randbytes(5_000),
    "noughts": bytes(10_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + _random.randbytes(300),
    "a zip of something else": zip_of_members({"readme.txt": b"nothing of interest"}),
    "a zip that leads out": zip_of_members({"../../../out/evil.csv": b"URN\n1\n", "/out/evil.shp": b"x"}),
    "half a zip": b"PK\x03\x04" + _random.randbytes(300),
    "an empty zip": zip_of_members({}),
    "half an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _random.randbytes(600),
    "half a gz": gzip.compress(b"URN,Easting\n" * 1000, mtime=0)[:40],
    "a PDF": b"%PDF-1.7\n" + _random.randbytes(300),
    "a page": b"<!doctype html><html><body>Please sign in</body></html>",
    "another database": b"SQLite format 3\x00" + bytes(500),
    "half a shapefile": b"\x00\x00\x27\x0a" + bytes(100),
    "UTF-16 that is none": codecs.BOM_UTF16_LE + b"U\x00R\x00N\x00\n\x00\x00\xd8\x00\xd8x",
    "no UTF-8": b"caf\xe9 \x81\x8d \xfe\xff\n" * 20,
    "one endless line": b"x" * 300_000,
    "brackets without end": b"[" * 100_000,
    "braces without end": b'{"a":' * 100_000,
    "names without end": b"a." * 50_000 + b"a = 1\n",
    "figures without end": b"version = " + b"9" * 5_000,
}
"""What is put in the place of any file, whatever its kind."""


def _link(target: Callable[[Path], Path]) -> Damage:
    return lambda path, _: path.symlink_to(target(path))


def _locked(path: Path, good: bytes) -> None:
    path.write_bytes(good)
    path.chmod(0)


PLACES: Mapping[str, Damage] = {
    "missing": lambda path, _: None,
    "a folder": lambda path, _: path.mkdir(),
    "five gigabytes": _vast,
    **({} if sys.platform == "win32" else {"a link to itself": _link(lambda path: path)}),
    **({} if sys.platform == "win32" else {"a link to nowhere": _link(lambda path: path.with_name("gone"))}),
    **({"a disk that fails": _link(lambda _: Path("/proc/self/mem"))} if sys.platform == "linux" else {}),
    **({"unreadable": _locked} if hasattr(os, "geteuid") and os.geteuid() != 0 else {}),
}
"""What can be odd about the place where a file should be."""

EVERYWHERE: Mapping[str, Damage] = PLACES | {name: _bytes(content) for name, content in BYTES.items()}


def made_of_good(change: Callable[[bytes], bytes]) -> Damage:
    """A damage that changes what a good file holds."""
    return lambda path, good: _write(path, change(good))


def instead(content: bytes) -> Damage:
    """A damage that is the same whatever a good file holds."""
    return _bytes(content)
