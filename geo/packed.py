"""Text and tables of schools packed small, each with a hash by which damage is known.

A packed text is a gzip file, so that any other program opens it too.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from wolds.geo.errors import InputError
from wolds.geo.schools import COLUMNS, INTEGER, TEXT, Schools, Source
from wolds.geo.urns import is_urn

LARGEST_TEXT: Final = 200_000_000
"""The most bytes that a packed text may come to: a small file must not fill the memory."""
_LEVEL: Final = 6
_AS_GZIP: Final = 16 + zlib.MAX_WBITS
_WHOLE: Final = 2**53
_REMEDY: Final = "Open one of the last saves of the plan."


@dataclass(frozen=True)
class Packed:
    """A text as a gzip file; `sha256` is the hash of its packed bytes when they were written."""

    data: bytes
    sha256: str

    @classmethod
    def of(cls, text: str) -> Packed:
        """Pack a text; the same text gives the same bytes. Half characters become question marks."""
        data = gzip.compress(text.encode("utf-8", "replace"), _LEVEL, mtime=0)
        return cls(data, hashlib.sha256(data).hexdigest())

    @cached_property
    def is_sound(self) -> bool:
        """Whether the bytes are those that were written."""
        return hashlib.sha256(self.data).hexdigest() == self.sha256

    def text(self, what: str) -> str:
        """The text. `InputError` about `what` ("the register of 2024") where it is damaged or absurdly large."""
        if not self.is_sound:
            raise damaged(what)
        unpacking = zlib.decompressobj(_AS_GZIP)
        try:
            text = unpacking.decompress(self.data, LARGEST_TEXT).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            raise damaged(what) from error
        if not unpacking.eof:
            raise damaged(what)
        return text


def packed_schools(schools: Schools) -> Packed:
    """Every column of a table of schools: a JSON object of columns, unknown numbers as null."""
    columns = {name: _plain(schools.frame[name].tolist(), kind) for name, kind in COLUMNS.items()}
    return Packed.of(json.dumps(columns, ensure_ascii=False, separators=(",", ":")))


def _plain(values: list[Any], kind: str) -> list[Any]:
    return values if kind in (TEXT, INTEGER) else [_number(value) for value in values]


def _number(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if abs(value) < _WHOLE and value.is_integer() else value


def unpacked_schools(packed: Packed, source: Source, data_hash: str, what: str) -> Schools:
    """The table letter for letter. `InputError` about `what` where it is damaged, or not the one with `data_hash`."""
    import pandas as pd

    try:
        columns = json.loads(packed.text(what))
    except (ValueError, RecursionError) as error:
        raise damaged(what) from error
    if not _is_sound(columns):
        raise damaged(what)
    numbers = (name for name, kind in COLUMNS.items() if kind not in (TEXT, INTEGER))
    filled = columns | {name: [math.nan if value is None else float(value) for value in columns[name]] for name in numbers}
    schools = Schools.from_frame(pd.DataFrame(filled, columns=list(COLUMNS)), source)
    if schools.data_hash != data_hash:
        raise damaged(what)
    return schools


def _is_sound(columns: Any) -> bool:
    if not (isinstance(columns, dict) and columns.keys() == COLUMNS.keys()):
        return False
    if not all(isinstance(values, list) for values in columns.values()) or len({len(v) for v in columns.values()}) != 1:
        return False
    return all(all(map(_GOOD.get(kind, _is_number), columns[name])) for name, kind in COLUMNS.items())


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and abs(value) < 1e12)


_GOOD: Final = {TEXT: _is_text, INTEGER: is_urn}


def damaged(what: str) -> InputError:
    """The error that says so of `what`, a thing that a plan file keeps packed."""
    return InputError(f"{what} is damaged in this plan file and cannot be read", remedy=_REMEDY)
