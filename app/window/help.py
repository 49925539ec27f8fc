"""Settings and help."""

from __future__ import annotations

from PySide6.QtCore import QObject

from wolds.app.fetching.addresses import LINKS_ADDRESS, REGISTER_ADDRESS
from wolds.app.window.actions import words_of
from wolds.app.window.desk import Desk
from wolds.app.window.feedback import open_log
from wolds.widgets.dialogs import AboutDialog, SettingsDialog, ShortcutsDialog


class HelpController(QObject):
    """Opens the dialogs of settings and help."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk, self._window, actions = desk, desk.window, desk.actions
        actions["settings"].triggered.connect(lambda: self.open_settings())
        actions["shortcuts"].triggered.connect(lambda: self.open_shortcuts())
        actions["open_log"].triggered.connect(lambda: open_log())
        actions["about"].triggered.connect(lambda: self.open_about())

    def open_settings(self) -> None:
        """What a person can choose for themselves."""
        public = {"public_register_address": REGISTER_ADDRESS, "public_links_address": LINKS_ADDRESS}
        dialog = SettingsDialog(self._desk.settings().model_dump() | public, self._window)
        dialog.given.connect(self._take)
        dialog.open()

    def _take(self, values: dict[str, object]) -> None:
        self._desk.use_settings(self._desk.settings().model_copy(update=values))

    def open_shortcuts(self) -> None:
        """Every command with its keys."""
        rows = [
            (spec.menu.replace("&", ""), words_of(spec).replace("&", ""), action.shortcut())
            for spec, action in self._desk.actions.items()
        ]
        ShortcutsDialog(rows, self._window).open()

    def open_about(self) -> None:
        """Version, licences and data credits."""
        from wolds.resources.loader import credits

        AboutDialog(credits(), self._window).open()
