"""How the window speaks: announcements, refusals with a way out, and faults with the log file at hand."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDesktopServices
from PySide6.QtWidgets import QMainWindow

from wolds.app.logs import log_file
from wolds.clustering.edits.base import Edit, EditError
from wolds.geo.errors import WoldsError
from wolds.widgets.banner import Choice, MessageBanner
from wolds.widgets.dialogs import ErrorDialog

_LOG: Final = logging.getLogger(__name__)
_MESSAGE_MS: Final = 8_000


class Feedback(QObject):
    """What is said goes to the status bar and to screen readers; what needs an answer goes to the banner."""

    unlock_requested = Signal(object)  # an Edit that lifts the lock which refused another

    def __init__(self, window: QMainWindow, banner: MessageBanner) -> None:
        super().__init__(window)
        self._window, self._banner = window, banner

    def say(self, text: str) -> None:
        """Announce what happened."""
        self._window.statusBar().showMessage(text, _MESSAGE_MS)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))

    def ask(self, text: str, *choices: Choice, tone: str = "information") -> None:
        """Say something on the banner and offer choices."""
        self._banner.show_message(text, choices, tone=tone)
        self.say(text)

    def refuse(self, error: EditError) -> None:
        """Say why an edit was refused, with the way out where there is one."""
        choices: list[Choice] = []
        if error.unlock is not None:
            choices.append((self.tr("Unlock and go on"), self._unlocker(error.unlock)))
        self.ask(str(error), *choices, tone="warning")

    def _unlocker(self, edit: Edit) -> Callable[[], None]:
        return lambda: self.unlock_requested.emit(edit)

    def fail(self, what: str, error: BaseException) -> ErrorDialog:
        """Say that something failed: in its own words where it is an error of ours, else with the log file."""
        if isinstance(error, WoldsError):
            return ErrorDialog.open_for(self._window, what, str(error))
        _LOG.error("%s: %s", what, error, exc_info=(type(error), error, error.__traceback__))
        text = self.tr("Something went wrong inside Wolds. Your plan is as it was. The log file says more.")
        dialog = ErrorDialog.open_for(self._window, what, text, offer_log=True)
        dialog.open_log_requested.connect(open_log)
        return dialog


def open_log() -> None:
    """Show the log file in whatever program the system opens text with."""
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
