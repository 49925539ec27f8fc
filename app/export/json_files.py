"""How every document of Wolds is written as JSON: strictly, in ASCII, so that any program on any machine reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wolds.app.replacing import write_bytes


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """A document as indented JSON with a line's end. Raises `ValueError` for what JSON has no number for.

    >>> json_bytes({"a": 1})
    b'{\\n  "a": 1\\n}\\n'
    """
    return (json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n").encode("ascii")


def write_json(path: Path | str, document: Mapping[str, Any]) -> None:
    """Write a document as JSON. Raises `WriteFailed`."""
    write_bytes(Path(path), json_bytes(document))
