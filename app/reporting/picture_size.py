"""How wide and high a picture says it is, out of its first bytes: what is too vast is never handed to what would draw it."""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from xml.parsers import expat

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_HEAD_BYTES = 65_536
_NO_FRAME = (0xC4, 0xC8, 0xCC)  # markers among those of frames that begin none
_NUMBER = re.compile(r"\s*([0-9.]+(?:e[+-]?[0-9]+)?)", re.IGNORECASE)

Size = tuple[float, float]


def sizes_of(picture: bytes) -> tuple[Size, ...]:
    """Width and height as far as a PNG, JPEG or SVG says; an SVG may say both of its own and of what it shows."""
    if picture.startswith(_PNG):
        return (struct.unpack(">II", picture[16:24]),) if len(picture) >= 24 else ()
    if picture.startswith(_JPEG):
        return _sizes_in_jpeg(picture)
    return _sizes_in_svg(picture)


def _sizes_in_jpeg(picture: bytes) -> tuple[Size, ...]:
    """Every frame that stands before the picture itself begins, by ISO/IEC 10918-1, annex B."""
    found, at = [], 2
    while at + 9 <= len(picture) and picture[at] == 0xFF and picture[at + 1] != 0xDA:
        marker, length = struct.unpack(">xBH", picture[at : at + 4])
        if marker == 0xFF:  # a byte that fills up
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack(">HH", picture[at + 5 : at + 9])
            found.append((float(width), float(height)))
        at += 2 + length
    return tuple(found)


def _sizes_in_svg(picture: bytes) -> tuple[Size, ...]:
    root: dict[str, str] = {}
    parser = expat.ParserCreate()

    def begin(_: str, attributes: dict[str, str]) -> None:
        root.update(attributes)
        parser.StartElementHandler = None

    parser.StartElementHandler = begin
    with suppress(expat.ExpatError, LookupError, ValueError):  # whoever draws it says what is wrong with it
        parser.Parse(picture[:_HEAD_BYTES], False)
    pairs = [(root.get("width", ""), root.get("height", "")), tuple(root.get("viewBox", "").replace(",", " ").split()[2:4])]
    return tuple(size for pair in pairs if (size := _numbers(pair)))


def _numbers(words: tuple[str, ...]) -> Size | None:
    """Two numbers whatever their unit; None where they are none, or shares of the page."""
    found = [_NUMBER.match(word) for word in words if not word.strip().endswith("%")]
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    try:
        return float(found[0][1]), float(found[1][1])
    except ValueError:
        return None
