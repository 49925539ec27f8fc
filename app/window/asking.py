"""The system's questions for a file, all asked alike: they never block, and go away when they are closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_ENDING: Final = re.compile(r"\.[A-Za-z]{2,8}", re.ASCII)


def ask_to_open(window: QWidget, title: str, folder: str, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file that is there."""
    dialog = _dialog(window, title, folder, kinds, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_for_folder(window: QWidget, title: str, folder: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder that is there."""
    dialog = _dialog(window, title, folder, "", then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_to_save(
    window: QWidget, title: str, start: str, kinds: str, suffix: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to write; a name without an ending gets `suffix` (no dot), and what would be replaced is asked about."""
    dialog = _dialog(window, title, start, kinds, lambda path: then(_ended(path, suffix)))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.open()
    return dialog


def _ended(path: Path, suffix: str) -> Path:
    """The path with an ending: "Within 2.5 km" has none, though a dot stands in it. A file that is there is left to whoever
    writes, since nobody was asked about it."""
    whole = path.with_name(f"{path.name}.{suffix}")
    return path if _ENDING.fullmatch(path.suffix) or whole.exists() else whole


def _dialog(window: QWidget, title: str, start: str, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    dialog = QFileDialog(window, title, start, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    return dialog
