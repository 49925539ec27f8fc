"""A window that is to be used again: what stands open in it is closed, and its work has ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QDialog


def put_away(planner: Any) -> None:
    """Close popups and dialogs, and wait for what is being worked on."""
    for _ in range(4):
        if popup := QApplication.activePopupWidget():
            popup.close()
        for dialog in planner.window.findChildren(QDialog):
            dialog.close()
    planner.window.proposing.stop()
    planner.until(lambda: not (planner.window.proposing.job and planner.window.proposing.job.is_running))
    planner.until(lambda: not (planner.window.files.job and planner.window.files.job.is_running))
    QApplication.processEvents()
