"""GeoJSON that a person gives, as the values that it holds: of a size that memory can bear, or refused in one line."""

from __future__ import annotations

import json
from typing import Any, Final

from wolds.geo.doors import Door
from wolds.geo.errors import InputError

MOST_MARKS: Final = 8_000_000
"""The most commas and brackets: each stands for a value of up to a hundred bytes in memory, however short it is written."""


def geojson_values(data: bytes, file: str, door: Door) -> dict[str, Any]:
    """The document in some bytes. `InputError` for what is no GeoJSON, has no end, or holds too many values."""
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > MOST_MARKS:
        raise InputError(f"it holds more points than {door.what} can have", file=file, remedy=door.choose)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # not text, not JSON, or figures and brackets without end
        raise InputError("this is not GeoJSON", file=file, remedy=door.again or door.choose) from error
    if not isinstance(document, dict) or "type" not in document:
        raise InputError("this is not GeoJSON", file=file, remedy=door.again or door.choose)
    return document
