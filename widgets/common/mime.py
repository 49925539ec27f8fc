"""Schools on their way by drag and drop, between tree, table and map."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QMimeData

SCHOOLS_MIME: Final = "application/x-wolds-schools"


def mime_of(urns: Iterable[int]) -> QMimeData:
    """Drag data for some schools."""
    data = QMimeData()
    data.setData(SCHOOLS_MIME, json.dumps(sorted(urns)).encode())
    return data


def urns_of(data: QMimeData) -> frozenset[int]:
    """The schools in drag data; none where it holds anything else or has been tampered with."""
    if not data.hasFormat(SCHOOLS_MIME):
        return frozenset()
    try:
        found = json.loads(data.data(SCHOOLS_MIME).toStdString())
    except ValueError:
        return frozenset()
    return frozenset(urn for urn in found if type(urn) is int) if isinstance(found, list) else frozenset()
