"""What pydantic says of a document, in plain words and by field."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

WHOLE = ""
"""The key of a fault that lies between fields, such as a range upside down."""


def faults_of(error: ValidationError) -> dict[str, str]:
    """One sentence for each field at fault; a fault of several fields together stands under `WHOLE`."""
    faults: dict[str, str] = {}
    for one in error.errors():
        where = str(one["loc"][0]) if one["loc"] else WHOLE
        faults.setdefault(where, _sentence(one["type"], one["msg"], one.get("ctx", {})))
    return faults


def _sentence(kind: str, message: str, context: dict[str, Any]) -> str:
    tr = QCoreApplication.translate
    if kind == "greater_than_equal":
        return tr("Faults", "This must be {n} or more.").format(n=context["ge"])
    if kind == "less_than_equal":
        return tr("Faults", "This must be {n} or less.").format(n=context["le"])
    text = message.removeprefix("Value error, ").strip()
    return text[:1].upper() + text[1:].rstrip(".") + "."
