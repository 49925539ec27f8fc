"""The words of stages, statuses, models and the rest, as people read them."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from wolds.clustering.models import Model, model_name


def said(value: StrEnum) -> str:
    """A value of a list of choices with a capital letter."""
    words = model_name(value) if isinstance(value, Model) else value.value
    return QCoreApplication.translate("Partnership", words[0].upper() + words[1:])


def choices(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """Every value with its words."""
    return tuple((value.value, said(value)) for value in kind)
