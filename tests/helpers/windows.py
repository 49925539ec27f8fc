"""Showing dialogs and hearing what widgets say."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

DialogT = TypeVar("DialogT", bound=QDialog)


def opened(qtbot: QtBot, dialog: DialogT) -> DialogT:
    """The dialog on the screen, as `open()` puts it there."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def heard(signal: SignalInstance) -> list[Any]:
    """A list that takes what the signal carries from now on, all its arguments where it has several or none."""
    said: list[Any] = []
    signal.connect(lambda *given: said.append(given[0] if len(given) == 1 else given))
    return said
